//! The program itself: from start to first answer, and the memory it holds idle and under load.
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::table;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Our own child; one that ended already is fine.
        let _ended = self.0.kill();
        let _status = self.0.wait();
    }
}

/// Prints start and memory of `torg demo` as built beside this bench.
pub fn print() -> anyhow::Result<()> {
    let program = std::env::current_exe()?.with_file_name("torg");
    anyhow::ensure!(program.exists(), "{} is missing; build it first: cargo build --release", program.display());
    let folder = tempfile::tempdir()?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let start = || -> anyhow::Result<(Running, f64)> {
        let begun = Instant::now();
        let child = Command::new(&program)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let running = Running(child);
        while begun.elapsed() < Duration::from_secs(20) {
            if health(port).is_ok() {
                return Ok((running, begun.elapsed().as_secs_f64()));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        anyhow::bail!("torg did not answer within 20 seconds")
    };
    let (first, first_start) = start()?;
    drop(first);
    let (running, second_start) = start()?;
    std::thread::sleep(Duration::from_secs(3));
    let idle = memory(&running)?;
    let load = Instant::now();
    let mut answered = 0usize;
    while load.elapsed() < Duration::from_secs(5) {
        health(port)?;
        answered += 1;
    }
    let busy = memory(&running)?;
    let rows = vec![
        vec!["first start, database made".to_owned(), format!("{:.2} s", first_start)],
        vec!["start on an existing folder".to_owned(), format!("{:.2} s", second_start)],
        vec!["memory idle".to_owned(), format!("{idle:.0} MB")],
        vec![format!("memory after {answered} requests on fresh connections"), format!("{busy:.0} MB")],
    ];
    table::print("The program", &["what", "figure"], &rows);
    Ok(())
}

fn health(port: u16) -> anyhow::Result<()> {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    anyhow::ensure!(answer.starts_with("HTTP/1.1 200"), "health answered {}", answer.lines().next().unwrap_or_default());
    Ok(())
}

/// Resident memory in megabytes, as Linux counts it.
fn memory(running: &Running) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.0.id()))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    let kilobytes: f64 = line.split_whitespace().nth(1).unwrap_or("0").parse()?;
    Ok(kilobytes / 1024.0)
}
