//! Which of the desk's six languages a text is in. Most texts are told by their small words alone; only the doubtful ones
//! are put to the n-gram models of `lingua`, which take some fifty times as long.

mod clues;
mod function_words;

use std::sync::LazyLock;

use lingua::{LanguageDetector, LanguageDetectorBuilder};

/// A language that a desk answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Svenska.
    Swedish,
    /// Norsk bokmål.
    Bokmal,
    /// Norsk nynorsk.
    Nynorsk,
    /// Dansk.
    Danish,
    /// Suomi.
    Finnish,
    /// English.
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 6] = [Self::Swedish, Self::Bokmal, Self::Nynorsk, Self::Danish, Self::Finnish, Self::English];

    /// The language tag (BCP 47): `sv`, `nb`, `nn`, `da`, `fi` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::Bokmal => "nb",
            Self::Nynorsk => "nn",
            Self::Danish => "da",
            Self::Finnish => "fi",
            Self::English => "en",
        }
    }

    /// The language of a tag as networks give it (`sv`, `nb-NO`, `EN_us`); `no` is read as bokmål, which nine of ten write.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        if primary.eq_ignore_ascii_case("no") {
            return Some(Self::Bokmal);
        }
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }
}

/// So many points must lie between the best and the second for the small words to be believed.
const CLEAR: i32 = 7;

/// A network's own statement counts as little: it is often only the setting of the writer's telephone.
const HINT: i32 = 5;

/// The models see so much of a doubtful text, in bytes; more would cost time and change little.
const MODEL_BYTES: usize = 96;

/// The language of `text`, or `None` if it is in none of the six or nothing tells.
///
/// `hint` is a language tag that came with the text; it decides only where the text leaves room.
pub fn detect(text: &str, hint: Option<&str>) -> Option<Language> {
    let mut points = clues::points(text)?;
    // "und" is how a tag says that nobody knows (BCP 47).
    let hint = hint.filter(|tag| !tag.is_empty() && !tag.eq_ignore_ascii_case("und"));
    if let Some(tag) = hint {
        let hinted = Language::from_tag(tag);
        if points.are_none() {
            return hinted;
        }
        points.add(hinted, HINT);
        if points.best().0 == hinted {
            return hinted;
        }
    }
    match points.best() {
        (best, lead) if lead >= CLEAR => best,
        (None, _) if !points.are_none() => None,
        _ => ask_models(text, &points),
    }
}

/// What the n-gram models say, of the three languages that are so alike if the points already exclude the others.
fn ask_models(text: &str, points: &clues::Points) -> Option<Language> {
    use lingua::Language::{Bokmal, Danish, English, Finnish, Nynorsk, Swedish};
    static ALIKE: LazyLock<LanguageDetector> =
        LazyLock::new(|| LanguageDetectorBuilder::from_languages(&[Bokmal, Nynorsk, Danish]).build());
    static EVERY: LazyLock<LanguageDetector> =
        LazyLock::new(|| LanguageDetectorBuilder::from_languages(&[Swedish, Bokmal, Nynorsk, Danish, Finnish, English]).build());
    let models = if points.only_among(&[Language::Bokmal, Language::Nynorsk, Language::Danish], CLEAR) { &ALIKE } else { &EVERY };
    let beginning = &text[..text.floor_char_boundary(MODEL_BYTES)];
    Some(match models.detect_language_of(beginning)? {
        Swedish => Language::Swedish,
        Bokmal => Language::Bokmal,
        Nynorsk => Language::Nynorsk,
        Danish => Language::Danish,
        Finnish => Language::Finnish,
        English => Language::English,
    })
}
#[cfg(test)]
mod tests;
