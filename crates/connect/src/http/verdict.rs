//! From an answer that is not a success, or no answer, to the [`Trouble`] that says what a desk must do.
use jiff::Timestamp;
use reqwest::header::{HeaderMap, LOCATION};
use serde_json::Value;
use url::Url;

use super::{scrub, waiting};
use crate::trouble::Trouble;

/// Longest quote of a network's own words.
const LONGEST_REASON: usize = 300;

/// An answer to judge. `secrets` are left out of what is quoted.
pub(super) struct Judged<'a> {
    pub(super) url: &'a Url,
    pub(super) status: u16,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    pub(super) secrets: &'a [String],
}

/// A refusal as a network with words of its own reads it (see [`super::Call::reading`]).
pub(crate) struct Refusal<'a> {
    /// HTTP status.
    pub(crate) status: u16,
    /// As sent.
    pub(crate) headers: &'a HeaderMap,
    /// The beginning of the body.
    pub(crate) body: &'a [u8],
    /// When it came.
    pub(crate) now: Timestamp,
    secrets: &'a [String],
}

impl<'a> Refusal<'a> {
    pub(super) fn of(answer: &Judged<'a>, now: Timestamp) -> Self {
        Self { status: answer.status, headers: answer.headers, body: answer.body, now, secrets: answer.secrets }
    }

    /// The network's words as they may stand in a log.
    pub(crate) fn quoted(&self, words: &str) -> String {
        quoted(words, self.secrets)
    }

    /// When to come back by the headers of HTTP, where they tell.
    pub(crate) fn told_until(&self) -> Option<Timestamp> {
        waiting::told_until(self.headers, self.now)
    }
}

/// What a status outside 200–299 means.
pub(super) fn verdict(answer: &Judged<'_>, now: Timestamp) -> Trouble {
    let Judged { status, headers, .. } = *answer;
    let words = Words::of(answer.body);
    let reason = || quoted(&words.shown(), answer.secrets);
    match status {
        401 => Trouble::Unauthorised { reason: reason() },
        400 | 403 if words.blame_the_credentials(status) => Trouble::Unauthorised { reason: reason() },
        404 | 410 => Trouble::Gone,
        429 => Trouble::Limited { until: waiting::until(headers, now) },
        300..=399 => Trouble::Refused { status, reason: elsewhere(answer) },
        408 | 425 | 500.. => Trouble::Unclear { reason: format!("status {status} {}", reason()).trim_end().to_owned() },
        _ => Trouble::Refused { status, reason: reason() },
    }
}

/// What a call that brought no whole answer means. Only a connection that was never made is certain.
pub(super) fn broken(fault: &reqwest::Error, secrets: &[String]) -> Trouble {
    let reason = quoted(&chain(fault), secrets);
    match fault.is_connect() || fault.is_builder() {
        true => Trouble::Unreachable { reason },
        false if fault.is_timeout() => Trouble::Unclear { reason: "no answer in time".to_owned() },
        false => Trouble::Unclear { reason },
    }
}

/// A fault with its causes, without the address (whose query may hold a token).
pub(super) fn chain(fault: &(dyn std::error::Error + 'static)) -> String {
    let mut causes = Vec::new();
    let mut next = Some(fault);
    while let Some(cause) = next {
        // reqwest's own sentence only repeats the address; its causes say what happened.
        if !cause.is::<reqwest::Error>() {
            causes.push(cause.to_string());
        }
        next = cause.source();
    }
    causes.dedup();
    match causes.is_empty() {
        true => "the connection broke".to_owned(),
        false => causes.join(": "),
    }
}

/// A network's words as they may stand in a log: one line, short, no control characters, no secrets.
pub(super) fn quoted(words: &str, secrets: &[String]) -> String {
    let words = scrub::text(words, secrets);
    let mut line = String::with_capacity(LONGEST_REASON + 4);
    let mut length = 0;
    for word in words.split(|character: char| character.is_whitespace() || character.is_control()).filter(|word| !word.is_empty())
    {
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        for character in word.chars().filter(|character| !is_invisible(*character)) {
            if length >= LONGEST_REASON - 1 {
                line.push('…');
                return line;
            }
            line.push(character);
            length += 1;
        }
    }
    line
}

/// Bidirectional overrides and zero-width characters would let a network write over our log lines.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn elsewhere(answer: &Judged<'_>) -> String {
    let location = answer.headers.get(LOCATION).and_then(|value| value.to_str().ok());
    match location.map(|location| answer.url.join(location)) {
        Some(Ok(target)) => format!("it points to {}; correct the address", quoted(&scrub::address(&target), answer.secrets)),
        _ => "it points elsewhere without saying where".to_owned(),
    }
}

/// What an error body says, whatever shape it has: `error` and `error_description` (OAuth, Mastodon), `error` and `message` (AT
/// Protocol), `title` and `detail` (RFC 9457), or plain text.
struct Words {
    code: Option<String>,
    message: Option<String>,
}

impl Words {
    fn of(body: &[u8]) -> Self {
        let Ok(Value::Object(members)) = serde_json::from_slice::<Value>(body) else {
            let text = String::from_utf8_lossy(&body[..body.len().min(4096)]).into_owned();
            let is_page = text.trim_start().starts_with('<');
            return Self { code: None, message: (!is_page && !text.trim().is_empty()).then_some(text) };
        };
        let word = |name: &str| match members.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        };
        let message = ["message", "error_description", "detail", "title"].into_iter().find_map(word);
        Self { code: word("error").or_else(|| word("code")), message }
    }

    fn shown(&self) -> String {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) if code != message => format!("{code}: {message}"),
            (Some(words), _) | (None, Some(words)) => words.clone(),
            (None, None) => String::new(),
        }
    }

    /// Some servers say 400 or 403 where they mean 401. Known codes always count; words only with 403, where a refusal that has
    /// nothing to do with the credentials ("you are blocked") is the other meaning.
    fn blame_the_credentials(&self, status: u16) -> bool {
        let code = self.code.as_deref().unwrap_or_default();
        if matches!(
            code,
            "ExpiredToken" | "InvalidToken" | "AuthMissing" | "AuthenticationRequired" | "invalid_token" | "invalid_grant"
        ) {
            return true;
        }
        let words = self.shown().to_ascii_lowercase();
        let telling = ["token", "scope", "credential", "log in", "login", "authenticat", "unauthorized", "unauthorised"];
        status == 403 && telling.iter().any(|part| words.contains(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn judge(status: u16, body: &str) -> Trouble {
        let url = Url::parse("https://a.example/api").unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, "https://b.example/api?token=geheim".parse().unwrap());
        let secrets = ["geheim".to_owned()];
        let answer = Judged { url: &url, status, headers: &headers, body: body.as_bytes(), secrets: &secrets };
        verdict(&answer, Timestamp::UNIX_EPOCH)
    }

    fn unauthorised(reason: &str) -> Trouble {
        Trouble::Unauthorised { reason: reason.into() }
    }

    #[test]
    fn each_status_says_what_to_do() {
        assert_eq!(judge(401, r#"{"error":"The access token was revoked"}"#), unauthorised("The access token was revoked"));
        assert_eq!(
            judge(403, r#"{"error":"This action is outside the authorized scopes"}"#),
            unauthorised("This action is outside the authorized scopes")
        );
        assert_eq!(
            judge(400, r#"{"error":"ExpiredToken","message":"Token has expired"}"#),
            unauthorised("ExpiredToken: Token has expired")
        );
        let refused = |status, reason: &str| Trouble::Refused { status, reason: reason.into() };
        assert_eq!(judge(403, r#"{"error":"This action is not allowed"}"#), refused(403, "This action is not allowed"));
        assert_eq!(judge(422, r#"{"error":"Validation failed: too\nlong"}"#), refused(422, "Validation failed: too long"));
        assert_eq!(judge(418, "I'm a teapot"), refused(418, "I'm a teapot"));
        assert_eq!(judge(400, "<html><body>long page</body></html>"), refused(400, ""));
        assert_eq!(judge(301, ""), refused(301, "it points to https://b.example/api; correct the address"));
        assert_eq!(judge(404, ""), Trouble::Gone);
        assert_eq!(judge(410, ""), Trouble::Gone);
        assert_eq!(judge(503, ""), Trouble::Unclear { reason: "status 503".into() });
        assert_eq!(judge(429, ""), Trouble::Limited { until: Timestamp::from_second(60).unwrap() });
    }

    #[test]
    fn quotes_are_short_plain_and_without_secrets() {
        let Trouble::Refused { reason, .. } = judge(422, &format!("{{\"error\":\"geheim \u{202e}\u{7}{}\"}}", "å".repeat(5000)))
        else {
            panic!("not a refusal")
        };
        assert!(reason.chars().count() <= LONGEST_REASON && reason.ends_with('…'), "{reason}");
        assert!(!reason.contains("geheim") && !reason.contains('\u{202e}') && !reason.chars().any(char::is_control));
    }

    proptest! {
        #[test]
        fn no_body_makes_a_long_or_leaking_reason(status in 300u16..600, body in "\\PC{0,2000}") {
            let shown = judge(status, &format!("{body} geheim {body}")).to_string();
            prop_assert!(shown.chars().count() < LONGEST_REASON + 100);
            prop_assert!(!shown.contains("geheim"));
        }
    }
}
