//! `torg screen` as a script uses it: lines, JSON, and an exit status that tells.
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn screen(arguments: &[&str], text: &[u8]) -> Output {
    let mut torg = Command::new(env!("CARGO_BIN_EXE_torg"));
    let mut torg =
        torg.arg("screen").args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    torg.stdin.take().unwrap().write_all(text).unwrap();
    torg.wait_with_output().unwrap()
}

#[test]
fn the_status_tells_whether_something_was_found() {
    let found = screen(&["-"], "Hej!\nJag är 19121212-1212.".as_bytes());
    assert_eq!(found.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&found.stdout).starts_with("2:8  swedish-personal-number  high  "), "{found:?}");
    let nothing = screen(&["-"], "När öppnar badet?".as_bytes());
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(0), 0));
    let json = screen(&["--json", "-"], "När öppnar badet? 19121212-1212".as_bytes());
    let told: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&told["message"], &told["findings"][0]["text"]), (&"question".into(), &"19121212-1212".into()));
    assert!(told["findings"][0]["law"].as_str().is_some_and(|law| !law.is_empty()));
}

#[test]
fn what_cannot_be_read_is_told() {
    assert_eq!(screen(&["-"], b"\xff\xfe").status.code(), Some(2));
    assert_eq!(screen(&["no-such-file"], b"").status.code(), Some(2));
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules.toml");
    std::fs::write(&rules, "version = \"1\"\n[[rule]]\nkind = \"spam\"\n").unwrap();
    let refused = screen(&["--rules", rules.to_str().unwrap(), "-"], b"Hej");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("line "), "{refused:?}");
}
