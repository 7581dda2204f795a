//! Prints what the intake pays per text, in microseconds: `cargo run --release -p screen --example speed`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use screen::{first_words, language, mask, screen, show_safely, tokens};

const ROUNDS: u32 = 2_000;

fn main() {
    let first = Instant::now();
    black_box((screen("ring 070-1740605"), language::detect("Kan man bestille time?", None)));
    println!("the first text, which loads the models and the numbering plan: {:?}", first.elapsed());

    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} texts of {} bytes on average, {ROUNDS} rounds; per text:", texts.len(), bytes / texts.len());
    let languages: Vec<_> = texts.iter().map(|text| language::detect(text, None)).collect();
    let with_numbers: Vec<String> =
        texts.iter().map(|text| format!("{text} 070-174 06 05, 900101-9802, anna@example.se 2024-01-15")).collect();
    let screened = each(&texts, |_, text| screen(text));
    println!("screen              {screened:?}");
    println!("screen, all kinds   {:?}", each(&with_numbers, |_, text| mask(text, &screen(text))));
    let detected = each(&texts, |_, text| language::detect(text, None));
    println!("detect              {detected:?}");
    let indexed = each(&texts, |place, text| tokens::index(text, languages[place]));
    println!("tokens              {indexed:?}");
    println!("first words, shown  {:?}", each(&texts, |_, text| (first_words(text, 80), show_safely(text))));
    println!("intake (screen + detect + tokens) {:?}", screened + detected + indexed);

    println!("hostile texts of 1 MB:");
    for unit in [
        "0701740605 ",
        "+46 70 174 06 05 ",
        "02 34 56 78 90 12 ",
        "00 1 2 3 4 5 6 7 8 ",
        "131052A308T",
        "9001019802,",
        "0 ",
        "08 12 ",
        "1",
        "@",
        "a@b.se",
        "\u{200b}1",
        "å ",
        "ab ",
        "\u{202e}",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let time = |work: &dyn Fn(&str)| {
            let start = Instant::now();
            work(&text);
            start.elapsed()
        };
        let screened = time(&|text| drop(black_box(screen(text))));
        let indexed = time(&|text| drop(black_box(tokens::index(text, None))));
        let shown = time(&|text| drop(black_box(show_safely(text))));
        println!("{unit:?}: screen {screened:?}, tokens {indexed:?}, shown {shown:?}");
    }
}

fn each<R>(texts: &[String], mut work: impl FnMut(usize, &str) -> R) -> Duration {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for (place, text) in texts.iter().enumerate() {
            black_box(work(place, text));
        }
    }
    start.elapsed() / (ROUNDS * texts.len() as u32)
}

/// The labelled sentences, some at a time, so that a text has the length of an ordinary comment.
fn texts() -> Vec<String> {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for (tag, sentence) in include_str!("../tests/data/languages.tsv").lines().filter_map(|line| line.split_once('\t')) {
        match texts.last_mut() {
            Some((same, text)) if *same == tag && text.len() < 150 => *text = format!("{text} {sentence}"),
            _ => texts.push((tag, sentence.to_owned())),
        }
    }
    texts.into_iter().map(|(_, text)| text).collect()
}
