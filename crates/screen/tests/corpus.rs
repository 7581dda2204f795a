//! The floors: what the screen must find in the half of the labelled corpus that nobody adjusts rules by. The figures stand in
//! docs/reference/screen.md; `cargo run -p screen --example measure` prints them.

mod labelled;
mod scoring;

use labelled::{Labelled, Part};
use scoring::{Count, Scores, score};
use screen::{FindingKind, Group};

fn held_out() -> (Vec<Labelled>, Scores) {
    let texts: Vec<_> = labelled::texts().into_iter().filter(|text| text.part == Part::HeldOut).collect();
    let scores = score(texts.iter());
    (texts, scores)
}

fn holds(what: &str, count: Count, recall: f64, precision: f64) {
    let labelled = count.hit + count.missed;
    let (has_recall, has_precision) = (count.recall(), count.precision());
    assert!(labelled >= 30, "{what}: {labelled} labelled are too few to say anything");
    assert!(has_recall >= recall && has_precision >= precision, "{what}: recall {has_recall:.3}, precision {has_precision:.3}");
}

#[test]
fn identity_and_account_numbers_are_all_found() {
    let (_, scores) = held_out();
    holds("identity numbers", scores.of(FindingKind::is_identity), 1.0, 0.99);
    holds("accounts", scores.of(|kind| kind.group() == Group::Account), 1.0, 0.99);
}

#[test]
fn contact_and_place_are_found() {
    let (_, scores) = held_out();
    holds("contact", scores.of(|kind| kind.group() == Group::Contact), 0.97, 0.97);
    holds("contact and place", scores.of(|kind| matches!(kind.group(), Group::Contact | Group::Place)), 0.97, 0.97);
}

#[test]
fn threats_and_hate_are_found() {
    let (_, scores) = held_out();
    holds("threat", scores.of(|kind| kind == FindingKind::Threat), 0.9, 0.8);
    holds("hate", scores.of(|kind| kind == FindingKind::Hate), 0.9, 0.8);
    holds("all triage", scores.of(|kind| kind.group() == Group::Triage), 0.9, 0.8);
    holds("secrecy", scores.of(|kind| kind.group() == Group::Secrecy), 0.8, 0.8);
}

/// R058: criticism is a contribution. At most one in a hundred may be marked as abuse, in either half.
#[test]
fn criticism_is_not_abuse() {
    let texts = labelled::texts();
    let critical: Vec<_> = texts.iter().filter(|text| text.labels.contains(&"criticism")).collect();
    assert!(critical.len() >= 150, "{}", critical.len());
    let marked = critical
        .iter()
        .filter(|text| screen::screen(&text.text).iter().any(|finding| finding.kind.group() == Group::Triage))
        .count();
    assert!(marked * 100 <= critical.len(), "{marked} of {}", critical.len());
}

#[test]
fn the_kind_of_message_is_mostly_right() {
    let (texts, _) = held_out();
    let (labelled, right) = scoring::messages(texts.iter());
    assert!(labelled >= 150 && right * 100 >= labelled * 75, "{right} of {labelled}");
}

#[test]
fn the_corpus_is_large_enough() {
    assert!(labelled::texts().len() >= 2_000, "{}", labelled::texts().len());
}

#[test]
fn both_halves_speak_all_six_languages() {
    let texts = labelled::texts();
    for part in [Part::Tuning, Part::HeldOut] {
        for language in ["sv", "nb", "nn", "da", "fi", "en"] {
            let n = texts.iter().filter(|text| text.part == part && text.language == language).count();
            assert!(n >= 10, "{part:?} has {n} texts in {language}");
        }
    }
    assert!(
        texts.iter().all(|text| text
            .labels
            .iter()
            .all(|label| labelled::LABELS.contains(label) || FindingKind::from_str(label).is_some()))
    );
}
