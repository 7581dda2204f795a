//! `torg channel` and `torg admin` as someone with a shell uses them, beside a desk that runs: two processes on one database.
#![cfg(unix)]
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

const TORG: &str = env!("CARGO_BIN_EXE_torg");

/// A desk that serves, and is stopped with the test.
struct Serving {
    process: Child,
    /// Its output, open as long as it runs.
    _says: Option<Lines<BufReader<ChildStdout>>>,
}

impl Serving {
    fn begin(data: &Path, database: &[&str]) -> Self {
        let mut serving = Command::new(TORG);
        serving.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).args(database);
        let mut process = serving.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        assert!(lines.next().unwrap().unwrap().starts_with("Torg listens on"));
        Self { process, _says: Some(lines) }
    }

    fn stop(mut self) {
        let stopped = Command::new("kill").arg("-TERM").arg(self.process.id().to_string()).status().unwrap();
        assert!(stopped.success() && self.process.wait().unwrap().success(), "it stops in order");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Only when a test fails: one that was stopped is gone already.
        if matches!(self.process.try_wait(), Ok(None)) {
            drop(self.process.kill());
        }
    }
}

struct Shell<'d> {
    data: &'d Path,
    database: &'d [&'d str],
}

impl Shell<'_> {
    fn torg(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(TORG);
        command.args(arguments).arg("--data").arg(self.data).args(self.database).stdin(Stdio::null());
        command
    }

    fn says(&self, arguments: &[&str]) -> (bool, String) {
        told(&self.torg(arguments).output().unwrap())
    }
}

fn told(output: &Output) -> (bool, String) {
    (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
}

fn a_channel_is_added_beside_a_running_desk(database: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let (data, arena) = (folder.path().join("data"), folder.path().join("arena"));
    let shell = Shell { data: &data, database };
    let (well, words) = shell.says(&["channel", "list"]);
    assert!(!well && words.contains("there is no"), "a folder with no desk is told: {words}");
    assert!(!data.join("torg.sqlite").exists(), "and no desk is made of it");

    let serving = Serving::begin(&data, database);
    let folder_setting = format!("folder={}", arena.display());
    let add = |account: &str, more: &[&str]| {
        let account = format!("account={account}");
        let mut arguments =
            vec!["channel", "add", "arena", "--answer-within", "120", "--setting", &folder_setting, "--setting", &account];
        arguments.extend(more);
        shell.says(&arguments)
    };
    let (well, words) = add("exempelby", &[]);
    assert!(!well && words.contains("Arena: exempelby (exempelby@arena)") && words.contains("Nothing was saved."), "{words}");
    let (well, words) = add("exempelby", &["--yes"]);
    assert!(well && words.contains("The channel is added: "), "{words}");
    let (well, words) = add("exempelby", &["--yes"]);
    assert!(!well && words.contains("exempelby@arena") && !words.contains("refuse-"), "a sentence, not a key: {words}");
    let (well, words) = add("annat", &["--yes", "--unit", "Rymdfart"]);
    assert!(!well && words.contains(r#"unit "Rymdfart" does not exist; write one of"#), "{words}");

    // Without a restart: the serving process finds the job in the table.
    let begun = Instant::now();
    loop {
        let (well, words) = shell.says(&["channel", "list"]);
        assert!(well && words.contains("exempelby@arena") && words.contains("answers within 120 min"), "{words}");
        if words.contains("well, fetched") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody fetched the new channel: {words}");
        std::thread::sleep(Duration::from_millis(200));
    }
    let (well, words) = shell.says(&["channel", "check"]);
    assert!(well && words.contains(": well"), "{words}");

    // Seven processes write at once, and none loses to the others.
    std::thread::scope(|scope| {
        let adding: Vec<_> = (0..6)
            .map(|n| {
                scope.spawn({
                    let add = &add;
                    move || add(&format!("konto{n}"), &["--yes"])
                })
            })
            .collect();
        for added in adding {
            let (well, words) = added.join().unwrap();
            assert!(well, "{words}");
        }
    });
    let (well, words) = shell.says(&["admin", "recover", "nobody@exempelby.example"]);
    assert!(!well && words.contains("nobody at the desk signs in with"), "{words}");
    let (well, link) = shell.says(&["admin", "recover", "admin@localhost"]);
    assert!(well && link.contains("/welcome/"), "{link}");
    serving.stop();
    let (well, words) = shell.says(&["record", "verify"]);
    assert!(well && words.contains("The record fits."), "{words}");
}

#[test]
fn a_channel_is_added_beside_a_running_desk_on_sqlite() {
    a_channel_is_added_beside_a_running_desk(&[]);
}

#[test]
fn a_channel_is_added_beside_a_running_desk_on_postgres() {
    let town = store::testing::postgres(&[]);
    let store::Target::Postgres(url) = town.target.clone() else { panic!("a PostgreSQL database") };
    a_channel_is_added_beside_a_running_desk(&["--database", &url]);
}

#[test]
fn a_secret_is_never_a_flag() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let shell = Shell { data: &data, database: &[] };
    Serving::begin(&data, &[]).stop();
    let given = shell.says(&["channel", "add", "bluesky", "--setting", "app_password=abcd-efgh"]);
    assert!(!given.0 && given.1.contains("--secret-from-input app_password"), "{}", given.1);

    // From standard input, or from the environment. Nobody listens at the address, so it goes no further than asking.
    let settings =
        ["channel", "add", "bluesky", "--setting", "service=http://127.0.0.1:9", "--setting", "identifier=exempelby.example"];
    let inside = shell.torg(&settings).env("TORG_SECRET_APP_PASSWORD", "abcd-efgh-ijkl-mnop").output().unwrap();
    assert!(!inside.status.success() && told(&inside).1.contains("The network cannot be reached"), "{}", told(&inside).1);
    let mut asking = shell.torg(&settings);
    asking
        .args(["--secret-from-input", "app_password", "--private-addresses"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut asking = asking.spawn().unwrap();
    asking.stdin.take().unwrap().write_all(b"abcd-efgh-ijkl-mnop\n").unwrap();
    let asked = told(&asking.wait_with_output().unwrap());
    assert!(!asked.0 && asked.1.contains("The network cannot be reached") && !asked.1.contains("ijkl"), "{}", asked.1);
    let missing = shell.says(&settings);
    assert!(!missing.0 && missing.1.contains("App password"), "{}", missing.1);
}

#[test]
fn a_desk_whose_output_nobody_reads_serves_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("127.0.0.1:{port}");
    let mut serving = Command::new(TORG);
    serving.args(["serve", "--listen", &address, "--data"]).arg(folder.path().join("data"));
    let mut process = serving.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // Closed before anything is said: as when a script has read the first line and gone on.
    drop(process.stdout.take());
    let serving = Serving { process, _says: None };
    let begun = Instant::now();
    while std::net::TcpStream::connect(&address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
    // What it says comes after it listens; then it still answers, and ends in order.
    std::thread::sleep(Duration::from_secs(1));
    let mut asked = std::net::TcpStream::connect(&address).unwrap();
    asked.write_all(b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    asked.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:?}");
    serving.stop();
}
