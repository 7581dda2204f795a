//! Any text as a rule file: a fault names a line that the file has, and rules that are read can be held against texts.

use screen::Rules;

/// One run.
pub(crate) fn run(data: &[u8]) {
    let file = String::from_utf8_lossy(data);
    match Rules::extended("fuzz.toml", &file) {
        Err(fault) => assert!(fault.line >= 1 && fault.line <= file.split('\n').count() + 1, "{fault}"),
        Ok(rules) => drop(rules.read(&file)),
    }
}
