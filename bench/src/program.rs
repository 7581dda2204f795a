//! The program itself: from start to first answer, and the memory it holds idle and under load.
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::pages::Archive;
use crate::place::KEY;
use crate::table;

/// Who asks at the same time under load, and for how long.
const READERS: usize = 8;
const LOAD: Duration = Duration::from_secs(10);
/// Starts of which the median is told.
const STARTS: usize = 5;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Our own child; one that ended already is fine.
        let _ended = self.0.kill();
        let _status = self.0.wait();
    }
}

/// Prints start and memory of `torg serve` as built beside this bench: on an empty folder, and on an archive.
pub fn print(archive: &Archive) -> anyhow::Result<()> {
    let empty = tempfile::tempdir()?;
    let folder = archive.place.folder();
    std::fs::write(folder.join("torg.key"), KEY.map(|byte| format!("{byte:02x}")).concat())?;
    let (first, first_start) = start(empty.path())?;
    drop(first);
    let mut rows = vec![vec!["first start, database made".to_owned(), format!("{first_start:.2} s")]];
    let messages = table::grouped(archive.messages as u64);
    for (what, folder) in [("an empty desk".to_owned(), empty.path()), (format!("{messages} messages"), folder)] {
        let mut starts = Vec::new();
        for _ in 1..STARTS {
            starts.push(start(folder)?.1);
        }
        let (running, last) = start(folder)?;
        starts.push(last);
        rows.push(vec![format!("start on {what}, median of {STARTS}"), format!("{:.2} s", table::median(&mut starts))]);
        std::thread::sleep(Duration::from_secs(5));
        rows.push(vec![format!("memory idle, {what}"), format!("{:.0} MB", running.memory()?)]);
        if folder != empty.path() {
            let answered = running.read_by_many(&archive.token)?;
            let what = format!("memory under load, {READERS} readers at once, {answered} pages in {} s", LOAD.as_secs());
            rows.push(vec![what, format!("{:.0} MB", running.memory()?)]);
        }
    }
    table::print("The program, `torg serve` on SQLite", &["what", "figure"], &rows);
    Ok(())
}

/// Starts it and waits for its first answer.
fn start(folder: &std::path::Path) -> anyhow::Result<(Serving, f64)> {
    let program = std::env::current_exe()?.with_file_name("torg");
    anyhow::ensure!(program.exists(), "{} is missing; build it first: cargo build --release", program.display());
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let begun = Instant::now();
    let child = Command::new(&program)
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let serving = Serving { running: Running(child), port };
    while begun.elapsed() < Duration::from_secs(20) {
        if serving.get("/health", "").is_ok() {
            return Ok((serving, begun.elapsed().as_secs_f64()));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    anyhow::bail!("torg did not answer within 20 seconds")
}

struct Serving {
    running: Running,
    port: u16,
}

impl Serving {
    fn get(&self, path: &str, token: &str) -> anyhow::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let head = format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: torg={token}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let line = String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned();
        anyhow::ensure!(line.starts_with("HTTP/1.1 200"), "{path} answered {line}");
        Ok(())
    }

    /// Many read pages at once; gives how many were answered.
    fn read_by_many(&self, token: &str) -> anyhow::Result<usize> {
        const PAGES: [&str; 4] = [
            "/participate/inbox?view=open",
            "/participate/inbox?view=done",
            "/participate/inbox?q=kommunen",
            "/participate/inbox?q=bibl*",
        ];
        let (begun, answered) = (Instant::now(), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..READERS)
                .map(|reader| {
                    let answered = &answered;
                    scope.spawn(move || {
                        for page in PAGES.iter().cycle().skip(reader) {
                            if begun.elapsed() > LOAD {
                                return Ok(());
                            }
                            self.get(page, token)?;
                            answered.fetch_add(1, Ordering::Relaxed);
                        }
                        Ok(())
                    })
                })
                .collect();
            readers.into_iter().try_for_each(|reader| reader.join().unwrap_or_else(|_| anyhow::bail!("a reader panicked")))
        })?;
        Ok(answered.into_inner())
    }

    /// Resident memory in megabytes, as Linux counts it.
    fn memory(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.running.0.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap_or("0").parse()?;
        Ok(kilobytes / 1024.0)
    }
}
