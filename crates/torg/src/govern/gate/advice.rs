//! What is good to know before something leaves, and demands nothing: hard words and what is plainer, a text that is hard to read, a
//! picture without words, a post without its source (R023).
use screen::{Readability, Rules, language};

use super::{Concern, Demand, Part, Place};

/// From here a text is hard to read (LIX by Björnsson 1968: 50 and more is official prose).
const HARD_TO_READ: u32 = 50;
/// Fewer words than these say nothing about how hard a text is to read.
const WORDS_TO_JUDGE: usize = 25;
/// More hard words than these are one piece of advice: write it again.
const MOST_HARD_WORDS: usize = 8;

/// Advice about one part. `language` is the tag it is said to be written in.
pub(super) fn about(rules: &Rules, part: &Part, language: Option<&str>) -> Vec<Concern> {
    let advise = |kind: &str| Concern {
        demand: Demand::Advise,
        kind: kind.to_owned(),
        place: part.place,
        n: part.n,
        channel: part.channel.clone(),
        span: None,
        quote: None,
        plainer: None,
    };
    let empty = part.words.trim().is_empty();
    match part.place {
        Place::Alt if empty => return vec![advise("missing-alt")],
        Place::Source if empty => return vec![advise("missing-source")],
        // Names of files are no prose, and captions are what somebody said.
        Place::FileName | Place::Captions | Place::Source => return Vec::new(),
        Place::Text
        | Place::Title
        | Place::Warning
        | Place::Alt
        | Place::Option
        | Place::Card
        | Place::Profile
        | Place::Reason => {}
    }
    let mut advice = Vec::new();
    if let Some(language) = language::detect(&part.words, language).or_else(|| language.and_then(language::Language::from_tag)) {
        advice.extend(rules.hard_words(&part.words, language).into_iter().take(MOST_HARD_WORDS).map(|hard| Concern {
            quote: part.words.get(hard.span.clone()).map(str::to_owned),
            span: Some(hard.span),
            plainer: Some(hard.plainer),
            ..advise("hard-word")
        }));
    }
    if is_hard_to_read(&part.words) {
        advice.push(advise("hard-to-read"));
    }
    advice
}

fn is_hard_to_read(text: &str) -> bool {
    let measured = Readability::of(text);
    measured.words >= WORDS_TO_JUDGE && measured.lix().is_some_and(|lix| lix >= HARD_TO_READ)
}
