//! The text on a channel's profile, made from its promise: the statements that people should find there (Difi and Norsk Arkivråd 2010:
//! activity, response time, tolerance, no case handling, no personal information), within whatever room the network gives.
use jiff::SignedDuration;

use super::public_promise::PublicPromise;
use super::{Channel, Mode};
use crate::govern::hours;
use crate::ground::locale::Locale;

/// A statement of the profile, in the order they stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Who speaks.
    Identity,
    /// How often something is said.
    Activity,
    /// How soon people are answered, or that they are not.
    Answer,
    /// What is taken away.
    Tolerance,
    /// That cases are taken elsewhere, and where.
    Cases,
    /// That nobody should share personal data.
    PersonalData,
    /// That what is written becomes a public record.
    Record,
    /// When somebody is there.
    Hours,
    /// Where all of this stands at length.
    Page,
}

impl Statement {
    const ALL: &'static [Self] = &[
        Self::Identity,
        Self::Activity,
        Self::Answer,
        Self::Tolerance,
        Self::Cases,
        Self::PersonalData,
        Self::Record,
        Self::Hours,
        Self::Page,
    ];
    /// Which go first when there is no room: those that stand elsewhere too, then those that people miss least.
    const FIRST_TO_GO: &'static [Self] = &[
        Self::Hours,
        Self::Page,
        Self::Activity,
        Self::Record,
        Self::Tolerance,
        Self::Identity,
        Self::PersonalData,
        Self::Cases,
        Self::Answer,
    ];

    /// The locale key's end: `profile-identity`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Activity => "activity",
            Self::Answer => "answer",
            Self::Tolerance => "tolerance",
            Self::Cases => "cases",
            Self::PersonalData => "personal-data",
            Self::Record => "record",
            Self::Hours => "hours",
            Self::Page => "page",
        }
    }
}

/// What the text is made from.
#[derive(Clone, Debug)]
pub struct Promised<'a> {
    /// The authority's name.
    pub authority: &'a str,
    /// The channel, for its mode, response time and hours.
    pub channel: &'a Channel,
    /// The promise.
    pub promise: &'a PublicPromise,
    /// The channel's page in the public register.
    pub page: &'a str,
}

/// A text that fits, and what had to be left out for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileText {
    /// The text; plain.
    pub text: String,
    /// Statements that found no room.
    pub left_out: Vec<Statement>,
}

/// The fullest text of at most `limit` by the network's own way of counting.
pub fn written(promised: &Promised<'_>, limit: usize, length: &dyn Fn(&str) -> usize) -> ProfileText {
    let full: Vec<(Statement, String)> =
        Statement::ALL.iter().filter_map(|one| Some((*one, promised.says(*one, Wording::Full)?))).collect();
    let mut lines = full;
    let fits = |lines: &[(Statement, String)]| length(&joined(lines)) <= limit;
    // Shorten from the end, then leave out; what is left out is told to the person who sets the profile.
    for at in (0..lines.len()).rev() {
        if fits(&lines) {
            break;
        }
        if let Some(short) = promised.says(lines[at].0, Wording::Short) {
            lines[at].1 = short;
        }
    }
    let mut left_out = Vec::new();
    for going in Statement::FIRST_TO_GO {
        if fits(&lines) {
            break;
        }
        if let Some(at) = lines.iter().position(|(statement, _)| statement == going) {
            lines.remove(at);
            left_out.push(*going);
        }
    }
    ProfileText { text: joined(&lines), left_out }
}

fn joined(lines: &[(Statement, String)]) -> String {
    lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    Full,
    Short,
}

impl Promised<'_> {
    /// The words of one statement; none when there is nothing to state.
    fn says(&self, statement: Statement, wording: Wording) -> Option<String> {
        let locale = self.promise.language;
        let key = |name: &str| match wording {
            Wording::Full => format!("profile-{name}"),
            Wording::Short => format!("profile-{name}-short"),
        };
        let named = |name: &str, field: &'static str, value: &str| locale.say_with(&key(name), &[(field, value.into())]);
        let promise = self.promise;
        Some(match statement {
            Statement::Identity if promise.identity.is_empty() => named("identity", "name", self.authority),
            Statement::Identity => named("identity", "name", &promise.identity),
            Statement::Activity => locale.say(&key(&format!("activity-{}", promise.activity.as_str()))),
            Statement::Answer => match self.channel.mode {
                Mode::Information => locale.say(&key("no-answer")),
                Mode::Dialogue => named("answer", "length", &length(locale, self.channel.answer_within_minutes)),
            },
            Statement::Tolerance if promise.tolerance.is_empty() => locale.say(&key("tolerance")),
            Statement::Tolerance => named("tolerance-own", "own", &promise.tolerance),
            Statement::Cases if promise.contact.is_empty() => locale.say(&key("cases")),
            Statement::Cases => named("cases-at", "contact", &promise.contact),
            Statement::PersonalData => locale.say(&key("personal-data")),
            Statement::Record => locale.say(&key("record")),
            Statement::Hours => {
                let hours = self.channel.opening.hours.as_ref()?;
                if self.channel.mode == Mode::Information {
                    return None;
                }
                named("hours", "hours", &hours::words(locale, Some(hours)))
            }
            Statement::Page => named("page", "page", self.page),
        })
    }
}

fn length(locale: Locale, minutes: i64) -> String {
    locale.length(SignedDuration::from_mins(minutes))
}

/// Two texts as people compare them: networks turn white space and composed letters into their own forms.
pub fn is_same(left: &str, right: &str) -> bool {
    normal(left) == normal(right)
}

fn normal(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let invisible = |sign: &char| matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let text: String = text.nfc().filter(|sign| !invisible(sign)).collect();
    let words = text.split_whitespace().map(|word| word.trim_start_matches("https://").trim_start_matches("http://"));
    words.map(|word| word.trim_end_matches('/').to_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::health::tests::opened_on_day_one;
    use super::super::public_promise::Activity;
    use super::*;
    use crate::govern::hours::{Country, OpeningHours};

    fn promise(language: Locale) -> PublicPromise {
        PublicPromise {
            activity: Activity::Daily,
            tolerance: String::new(),
            contact: "exempelby.example/kontakt".to_owned(),
            identity: String::new(),
            language,
        }
    }

    fn text(language: Locale, mode: Mode, limit: usize) -> ProfileText {
        let mut channel = Channel { mode, answer_within_minutes: 120, ..opened_on_day_one() };
        channel.opening.hours = Some(OpeningHours::office(Country::Sweden));
        let promise = promise(language);
        let page = "https://torg.exempelby.example/kanaler";
        let promised = Promised { authority: "Exempelby kommun", channel: &channel, promise: &promise, page };
        written(&promised, limit, &|text| text.chars().count())
    }

    #[test]
    fn with_room_for_it_everything_stands_there() {
        let full = text(Locale::Sv, Mode::Dialogue, 1000);
        assert_eq!(full.left_out, []);
        for words in ["Exempelby kommun", "2 tim", "exempelby.example/kontakt", "allmän handling", "mån–fre", "https://torg"]
        {
            assert!(full.text.contains(words), "{words} is missing in {}", full.text);
        }
        assert!(text(Locale::En, Mode::Information, 1000).text.contains("do not answer"));
    }

    #[test]
    fn in_every_language_the_five_statements_fit_on_bluesky() {
        for locale in Locale::ALL {
            for mode in Mode::ALL {
                let short = text(*locale, *mode, 256);
                let gone = |one: &Statement| {
                    matches!(
                        one,
                        Statement::Activity
                            | Statement::Answer
                            | Statement::Tolerance
                            | Statement::Cases
                            | Statement::PersonalData
                    )
                };
                assert!(!short.left_out.iter().any(gone), "{locale:?} {mode:?}: {short:?}");
            }
        }
    }

    #[test]
    fn what_a_network_does_to_a_text_is_no_drift() {
        assert!(is_same("Vi svarar  inom\n2 tim. https://exempelby.example/", "Vi svarar inom 2 tim. exempelby.example"));
        assert!(is_same("A\u{30a}se", "Åse\u{200b}"));
        assert!(!is_same("Vi svarar inom 2 tim.", "Vi svarar inom 3 tim."));
    }

    proptest! {
        #[test]
        fn it_fits_whatever_the_room(limit in 0..700usize, language in 0..Locale::ALL.len(), informs in any::<bool>()) {
            let mode = if informs { Mode::Information } else { Mode::Dialogue };
            let made = text(Locale::ALL[language], mode, limit);
            prop_assert!(made.text.chars().count() <= limit, "{made:?}");
            if limit >= 60 {
                prop_assert!(!made.left_out.contains(&Statement::Answer), "{made:?}");
            }
        }
    }
}
