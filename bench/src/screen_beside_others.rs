//! The screen beside Presidio and scrubadub: the same labelled texts in the same run, with what each finds and how fast. The others
//! stand in a Python environment outside the repository; `TORG_BENCH_PYTHON` says where its `python` is.

use std::io::Write as _;
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context as _;
use screen::{FindingKind, Group};

use crate::table;

#[path = "../../crates/screen/tests/labelled/mod.rs"]
#[expect(dead_code, reason = "the tests ask for more than is measured here")]
mod labelled;

use labelled::Labelled;

/// What a screen found in one text: what all screens look for, and where.
type Found = Vec<(Sort, Range<usize>)>;

/// What all three look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Identity,
    Account,
    Phone,
    Email,
}

const SORTS: [(Sort, &str); 4] =
    [(Sort::Identity, "identity"), (Sort::Account, "account"), (Sort::Phone, "phone"), (Sort::Email, "email")];

/// Our screen looks for so many rounds over the corpus, to be measurable.
const ROUNDS: usize = 100;
/// … and so many times at each hostile text.
const TIMES: u32 = 10;

/// Measures and prints.
pub fn print() -> anyhow::Result<()> {
    // Presidio asks a list of public domains whether an address can exist, and `.example` cannot: such texts are left out.
    let texts: Vec<Labelled> = labelled::texts().into_iter().filter(|one| !one.text.contains(".example")).collect();
    let bytes: usize = texts.iter().map(|one| one.text.len()).sum();
    let mut rows = vec![ours(&texts, "Torg's screen, everything it knows")];
    match std::env::var_os("TORG_BENCH_PYTHON") {
        None => println!("Presidio and scrubadub are left out: TORG_BENCH_PYTHON does not say where they are"),
        Some(python) => {
            for name in ["presidio", "scrubadub"] {
                rows.push(theirs(Path::new(&python), name, &texts).with_context(|| format!("{name} could not be measured"))?);
            }
        }
    }
    let heading = format!("The screen: {} texts of {} bytes on average, one core", texts.len(), bytes / texts.len().max(1));
    table::print(
        &heading,
        &["screen", "texts", "identity numbers", "accounts", "telephones", "e-mail (recall / precision)"],
        &rows,
    );
    hostile();
    Ok(())
}

fn ours(texts: &[Labelled], name: &str) -> Vec<String> {
    let found: Vec<Found> = texts
        .iter()
        .map(|one| screen::screen(&one.text).into_iter().filter_map(|f| Some((sort(f.kind)?, f.span))).collect())
        .collect();
    let seconds = timed(|| {
        for _ in 0..ROUNDS {
            for one in texts {
                std::hint::black_box(screen::screen(&one.text));
            }
        }
    });
    row(name, texts, &found, texts.len() * ROUNDS, seconds)
}

fn sort(kind: FindingKind) -> Option<Sort> {
    match kind {
        FindingKind::Phone => Some(Sort::Phone),
        FindingKind::Email => Some(Sort::Email),
        _ if kind.group() == Group::Identity => Some(Sort::Identity),
        _ if kind.group() == Group::Account => Some(Sort::Account),
        _ => None,
    }
}

fn theirs(python: &Path, name: &str, texts: &[Labelled]) -> anyhow::Result<Vec<String>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign/screen.py");
    let mut child =
        Command::new(python).arg(script).arg(name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut input = child.stdin.take().context("the child has an input")?;
    for one in texts {
        writeln!(input, "{}", serde_json::json!({ "text": one.text, "language": one.language }))?;
    }
    drop(input);
    let output = child.wait_with_output()?;
    anyhow::ensure!(output.status.success(), "it ended with {}", output.status);
    let (mut found, mut seconds) = (Vec::new(), None);
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        seconds = line.get("seconds").and_then(serde_json::Value::as_f64).or(seconds);
        if let Some(findings) = line.get("findings") {
            let findings: Vec<(String, usize, usize)> = serde_json::from_value(findings.clone())?;
            let known = |name: &str| SORTS.iter().find(|(_, known)| *known == name).map(|(sort, _)| *sort);
            found.push(findings.into_iter().filter_map(|(name, start, end)| Some((known(&name)?, start..end))).collect());
        }
    }
    anyhow::ensure!(found.len() == texts.len(), "it answered {} of {} texts", found.len(), texts.len());
    Ok(row(name, texts, &found, texts.len(), seconds.context("it did not tell how long it took")?))
}

fn row(name: &str, texts: &[Labelled], found: &[Found], n_texts: usize, seconds: f64) -> Vec<String> {
    let shares = SORTS.iter().map(|(wanted, _)| {
        let (mut labelled, mut hit, mut told, mut right) = (0, 0, 0, 0);
        for (one, found) in texts.iter().zip(found) {
            let marks: Vec<_> = one.marks.iter().filter(|(kind, _)| sort(*kind) == Some(*wanted)).map(|(_, span)| span).collect();
            let spans: Vec<_> = found.iter().filter(|(sort, _)| sort == wanted).map(|(_, span)| span).collect();
            labelled += marks.len();
            hit += marks.iter().filter(|mark| spans.iter().any(|span| overlap(mark, span))).count();
            told += spans.len();
            right += spans.iter().filter(|span| marks.iter().any(|mark| overlap(mark, span))).count();
        }
        format!("{} / {}", share(hit, labelled), share(right, told))
    });
    [name.to_owned(), table::per_second(n_texts, seconds)].into_iter().chain(shares).collect()
}

/// At least half of what was labelled is covered: kinder than the tests are to our own.
fn overlap(mark: &Range<usize>, span: &Range<usize>) -> bool {
    mark.end.min(span.end).saturating_sub(mark.start.max(span.start)) * 2 >= mark.len()
}

#[expect(clippy::cast_precision_loss, reason = "counts of thousands")]
fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
}

/// Seconds that this core worked on it; where the system does not tell (it is not Linux), seconds that passed.
fn timed(work: impl FnOnce()) -> f64 {
    let worked = || std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse::<f64>().ok();
    let (before, started) = (worked(), Instant::now());
    work();
    let passed = started.elapsed().as_secs_f64();
    before.zip(worked()).map_or(passed, |(before, after)| (after - before) / 1e9)
}

/// Texts made to be slow to look at.
const HOSTILE: [&str; 18] = [
    "0701740605 ",
    "+46 70 174 06 05 ",
    "00 1 2 3 4 5 6 7 8 ",
    "9001019802,",
    "0 ",
    "1",
    "@",
    "a@b.se",
    "\u{200b}1",
    "å ",
    "d.",
    "jag ska döda ",
    "min mamma har ",
    "::1",
    "Storgatan 5, 123 ",
    "bg 1-",
    "ABC 123 ",
    "h*",
];

fn hostile() {
    let rows: Vec<Vec<String>> = HOSTILE
        .iter()
        .map(|unit| {
            let text = unit.repeat(1_000_000 / unit.len());
            // Several times, since the system counts work in steps of some milliseconds.
            let seconds = timed(|| (0..TIMES).for_each(|_| drop(std::hint::black_box(screen::screen(&text))))) / f64::from(TIMES);
            vec![format!("{unit:?}"), format!("{:.0} ms", seconds * 1000.0)]
        })
        .collect();
    table::print("Hostile texts of 1 MB (aim: under 100 ms)", &["repeated", "screened in"], &rows);
}
