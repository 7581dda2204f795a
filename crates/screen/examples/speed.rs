//! Prints what the intake pays per text, in microseconds: `cargo run --release -p screen --example speed`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use screen::{language, tokens};

const ROUNDS: u32 = 2_000;

fn main() {
    let texts = texts();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    println!("{} texts of {} bytes on average, {ROUNDS} rounds", texts.len(), bytes / texts.len());
    let languages: Vec<_> = texts.iter().map(|text| language::detect(text, None)).collect();
    let detect = each(&texts, |_, text| {
        black_box(language::detect(text, None));
    });
    let index = each(&texts, |place, text| {
        black_box(tokens::index(text, languages[place]));
    });
    println!("detect  {detect:?}\ntokens  {index:?}");
}

fn each(texts: &[String], mut work: impl FnMut(usize, &str)) -> Duration {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for (place, text) in texts.iter().enumerate() {
            work(place, text);
        }
    }
    start.elapsed() / (ROUNDS * texts.len() as u32)
}

/// The labelled sentences, three at a time, so that a text has the length of an ordinary comment.
fn texts() -> Vec<String> {
    let mut texts: Vec<(&str, Vec<&str>)> = Vec::new();
    for (tag, sentence) in include_str!("../tests/data/languages.tsv").lines().filter_map(|line| line.split_once('\t')) {
        match texts.last_mut() {
            Some((same, parts)) if *same == tag && parts.iter().map(|part| part.len()).sum::<usize>() < 130 => {
                parts.push(sentence)
            }
            _ => texts.push((tag, vec![sentence])),
        }
    }
    texts.into_iter().map(|(_, parts)| parts.join(" ")).collect()
}
