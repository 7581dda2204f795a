//! How the desk says no. Two voices: a refusal is a sentence for the person, a fault is a cause chain for the log.
use axum::http::StatusCode;
use fluent_bundle::FluentValue;

use super::locale::Locale;

/// What stopped an act.
#[derive(Debug)]
pub enum Problem {
    /// A house rule said no; the person reads why and what to do.
    Refused(Refusal),
    /// Something broke; logged once, at the edge. The page says that we failed.
    Fault(anyhow::Error),
}

/// A rule that said no, as a sentence in the locales with its arguments, and a way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// The sentence's key in the locales, `refuse-…`.
    pub key: &'static str,
    /// What the sentence names.
    pub args: Vec<(&'static str, String)>,
    /// Where to go from here: address and the locale key of the link's words.
    pub way_on: Option<(String, &'static str)>,
}

/// A refusal with its status and its sentence's key.
pub fn refuse(status: StatusCode, key: &'static str) -> Refusal {
    Refusal { status, key, args: Vec::new(), way_on: None }
}

impl Refusal {
    /// Names something in the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Gives a way on.
    #[must_use]
    pub fn way_on(mut self, href: impl Into<String>, label_key: &'static str) -> Self {
        self.way_on = Some((href.into(), label_key));
        self
    }
}

impl Refusal {
    /// The sentence, in the reader's language.
    pub fn sentence(&self, locale: Locale) -> String {
        let args: Vec<(&'static str, FluentValue<'_>)> =
            self.args.iter().map(|(name, value)| (*name, named_or_number(locale, name, value))).collect();
        locale.say_with(self.key, &args)
    }
}

/// Acts and settings are named in the reader's language; figures are figures, so that plurals are right.
fn named_or_number(locale: Locale, name: &str, value: &str) -> FluentValue<'static> {
    if name == "act" {
        return locale.say(&format!("act-{value}")).into();
    }
    if name == "kind" && locale.knows(&format!("mark-{value}")) {
        return locale.say(&format!("mark-{value}")).into();
    }
    if name == "setting" && locale.knows(value) {
        return locale.say(value).into();
    }
    if name == "place" {
        return place(locale, value).into();
    }
    match value.parse::<i64>() {
        Ok(number) if !value.starts_with('0') || number == 0 => number.into(),
        _ => value.to_owned().into(),
    }
}

/// `alt 2 Exempelby`: a part of what somebody wrote, which one of several, and the channel that has words of its own.
pub fn place(locale: Locale, value: &str) -> String {
    let mut words = value.splitn(3, ' ');
    let (kind, n, channel) = (words.next().unwrap_or(value), words.next().unwrap_or("1"), words.next().unwrap_or_default());
    let named = locale.say_with(&format!("gate-place-{kind}"), &[("n", n.to_owned().into())]);
    match channel {
        "" => named,
        channel => locale.say_with("gate-place-in", &[("place", named.into()), ("channel", channel.to_owned().into())]),
    }
}

/// Nothing here by that name, or nothing this person may see: the same sentence, so that asking tells nothing.
pub fn not_found() -> Problem {
    refuse(StatusCode::NOT_FOUND, "refuse-not-found").way_on("/", "way-on-start").into()
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {} {:?}", refusal.key, refusal.args),
            Self::Fault(fault) => write!(f, "{fault:#}"),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<anyhow::Error> for Problem {
    fn from(fault: anyhow::Error) -> Self {
        Self::Fault(fault)
    }
}
impl From<store::Fault> for Problem {
    fn from(fault: store::Fault) -> Self {
        Self::Fault(fault.into())
    }
}
impl From<serde_json::Error> for Problem {
    fn from(fault: serde_json::Error) -> Self {
        Self::Fault(fault.into())
    }
}
impl From<formats::tlog::TreeError> for Problem {
    fn from(fault: formats::tlog::TreeError) -> Self {
        Self::Fault(fault.into())
    }
}
