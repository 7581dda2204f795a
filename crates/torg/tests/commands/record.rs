//! `torg record` as someone with a shell uses it, on a desk that was really started: verified, shown, handed out, disposed of.
#![cfg(unix)]
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const TORG: &str = env!("CARGO_BIN_EXE_torg");

/// A desk is founded and sealed, and stops.
fn found_a_desk(data: &Path) {
    let mut serving = Command::new(TORG);
    serving.args(["serve", "--listen", "127.0.0.1:0", "--public-url", "http://desk.exempelby.example", "--data"]).arg(data);
    let mut desk = serving.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(desk.stdout.take().unwrap()).lines();
    let line = lines.next().expect("it says where it listens").unwrap();
    let address = line.rsplit("http://").next().unwrap().to_owned();
    // The sealer is done within a second; the checkpoint is public.
    let fetched = (0..100).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        fetch(&address, "/log/checkpoint").filter(|answer| answer.starts_with("HTTP/1.1 200"))
    });
    let stopped = Command::new("kill").arg("-TERM").arg(desk.id().to_string()).status().unwrap();
    assert!(stopped.success() && desk.wait().unwrap().success(), "it stops in order");
    assert!(fetched.expect("sealed within ten seconds").contains("desk.exempelby.example/log\n"));
}

fn fetch(address: &str, path: &str) -> Option<String> {
    use std::io::{Read, Write};
    let Ok(mut stream) = std::net::TcpStream::connect(address) else { return None };
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    Some(answer)
}

fn record(data: &Path, arguments: &[&str]) -> Output {
    Command::new(TORG).arg("record").args(arguments).arg("--data").arg(data).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_record_of_a_started_desk_is_verified_shown_handed_out_and_disposed_of() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("log"));
    let nothing = record(&data, &["verify"]);
    assert!(!nothing.status.success() && text(&nothing).contains("there is no record at"), "{}", text(&nothing));
    found_a_desk(&data);

    let verified = record(&data, &["verify"]);
    assert!(verified.status.success() && text(&verified).contains("The record fits."), "{}", text(&verified));

    let exported = record(&data, &["export", out.to_str().unwrap()]);
    assert!(exported.status.success(), "{}", text(&exported));
    let kept = out.join("checkpoint");
    let with_kept = record(&data, &["verify", "--checkpoint", kept.to_str().unwrap()]);
    assert!(with_kept.status.success(), "{}", text(&with_kept));

    // Nothing but the files, and the key as it is published.
    let key = std::fs::read_to_string(out.join("key")).unwrap();
    let from_files = record(&data, &["verify", "--files", out.to_str().unwrap(), "--key", key.trim()]);
    assert!(from_files.status.success() && text(&from_files).contains("The record fits."), "{}", text(&from_files));
    let from_copy = record(&data, &["verify", "--files", data.join("torg.sqlite").to_str().unwrap(), "--key", key.trim()]);
    assert!(from_copy.status.success() && text(&from_copy).contains("The record fits."), "{}", text(&from_copy));

    // One bit of one entry's public line.
    let bundles = std::fs::read_dir(out.join("tile/entries/000.p")).unwrap();
    let bundle = bundles.map(|entry| entry.unwrap().path()).next().unwrap();
    let mut bytes = std::fs::read(&bundle).unwrap();
    let id = String::from_utf8_lossy(&bytes[16..52]).into_owned();
    bytes[100] ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    let changed = record(&data, &["verify", "--files", out.to_str().unwrap()]);
    assert!(!changed.status.success(), "{}", text(&changed));
    assert!(
        text(&changed).contains("position 0") && text(&changed).contains("tile 0/0 holds another hash"),
        "{}",
        text(&changed)
    );

    let shown = record(&data, &["show", &id]);
    assert!(shown.status.success(), "{}", text(&shown));
    assert!(text(&shown).contains("It is in the sealed log at position 0") && text(&shown).contains(&id), "{}", text(&shown));

    let decided = record(&data, &["decide", "KS 2026/00098", "--decided-by", "Kommunstyrelsen", "--from", "2020-01-01"]);
    assert!(
        decided.status.success() && text(&decided).contains("Decision KS 2026/00098 is on the record."),
        "{}",
        text(&decided)
    );
    let twice = record(&data, &["decide", "KS 2026/00098", "--decided-by", "Kommunstyrelsen", "--from", "2020-01-01"]);
    assert!(!twice.status.success() && text(&twice).contains("is on the record already"), "{}", text(&twice));
    let nobody = ["erase", "01900000-0000-7000-8000-000000000000", "--decision"];
    let without = record(&data, &[nobody.as_slice(), &["KS 2026/00099"]].concat());
    assert!(
        !without.status.success() && text(&without).contains("No retention decision with the number KS 2026/00099"),
        "{}",
        text(&without)
    );
    let nothing = record(&data, &[nobody.as_slice(), &["KS 2026/00098"]].concat());
    assert!(!nothing.status.success() && text(&nothing).contains("nothing here to erase"), "{}", text(&nothing));
    let verified = record(&data, &["verify"]);
    assert!(verified.status.success() && text(&verified).contains("1 wait to be sealed"), "{}", text(&verified));
}
