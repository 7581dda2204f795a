//! `torg screen FILE|-`: what an officer should see first about a text, as lines or as JSON. The exit status tells a script: 0 when
//! nothing was found, 1 when something was, 2 when the text or the rules could not be read.
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use screen::{Reading, Rules};

use crate::govern::screening_rules::FILE;

/// Largest text, in bytes.
const LARGEST: u64 = 50_000_000;

/// Something was found.
const FOUND: u8 = 1;
/// It could not be read.
const UNREADABLE: u8 = 2;

#[derive(Debug, Args)]
pub(super) struct Screen {
    /// The file, or - for standard input. UTF-8.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The authority's own rules, beside those that Torg brings.
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Screen) -> anyhow::Result<ExitCode> {
    let (text, reading) = match read(command) {
        Ok(read) => read,
        Err(fault) => {
            eprintln!("torg: {fault:#}");
            return Ok(ExitCode::from(UNREADABLE));
        }
    };
    if command.json {
        println!("{}", serde_json::to_string_pretty(&as_json(&text, &reading))?);
    } else {
        for finding in &reading.findings {
            let place = text.get(..finding.span.start).map_or((1, 1), place);
            println!("{}:{}  {}  {}  {}", place.0, place.1, finding.kind.as_str(), finding.confidence.as_str(), finding.rule);
        }
    }
    Ok(if reading.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND) })
}

fn read(command: &Screen) -> anyhow::Result<(String, Reading)> {
    let mut bytes = Vec::new();
    if command.file.as_os_str() == "-" {
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).context("could not read standard input")?;
    } else {
        let file = std::fs::File::open(&command.file).with_context(|| format!("could not open {}", command.file.display()))?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).with_context(|| format!("could not read {}", command.file.display()))?;
    }
    anyhow::ensure!(bytes.len() as u64 <= LARGEST, "the text is larger than {LARGEST} bytes; cut it in parts");
    let text = String::from_utf8(bytes).context("the text is not UTF-8; convert it first, for instance with iconv")?;
    let own = match &command.rules {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?,
        None => "version = \"0\"".to_owned(),
    };
    let name = command.rules.as_ref().map_or_else(|| FILE.to_owned(), |file| file.display().to_string());
    let rules = Rules::extended(&name, &own)?;
    let reading = rules.read(&text);
    Ok((text, reading))
}

/// Line and column of the end of `before`, counted from 1, in characters.
fn place(before: &str) -> (usize, usize) {
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

fn as_json(text: &str, reading: &Reading) -> serde_json::Value {
    let findings: Vec<serde_json::Value> = reading
        .findings
        .iter()
        .map(|finding| {
            let law = screen::law(&finding.law);
            serde_json::json!({
                "kind": finding.kind.as_str(),
                "start": finding.span.start,
                "end": finding.span.end,
                "text": text.get(finding.span.clone()),
                "confidence": finding.confidence.as_str(),
                "rule": finding.rule,
                "law": law.map(|law| law.says.as_str()),
                "sources": law.map(|law| law.statutes.iter().map(|statute| statute.reference.as_str()).collect::<Vec<_>>()),
                "step": finding.step.as_str(),
            })
        })
        .collect();
    serde_json::json!({
        "findings": findings,
        "message": reading.message.map(screen::MessageKind::as_str),
        "route": reading.route,
        "lix": reading.readability.lix(),
        "rules": reading.rules,
    })
}
