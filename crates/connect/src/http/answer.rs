//! What a network answered with a 2xx status.
use bytes::Bytes;
use jiff::SignedDuration;
use reqwest::header::{HeaderMap, LINK};
use serde::de::DeserializeOwned;

use crate::trouble::Trouble;

/// A successful answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 200 to 299.
    pub status: u16,
    /// As sent; names are lower case.
    pub headers: HeaderMap,
    /// Decompressed, at most [`super::HttpSettings::max_body`] bytes.
    pub body: Bytes,
    /// How far the server's clock is ahead of ours, by its `Date` header; `None` when it sends none. Times in its answers are by its clock.
    pub clock_ahead: Option<SignedDuration>,
}

impl Answer {
    /// The body as JSON of the awaited shape. [`Trouble::Nonsense`] when it is not; the reason never quotes the body.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        serde_json::from_slice(&self.body).map_err(|fault| nonsense(&fault))
    }

    /// The body as text; bytes that are not UTF-8 become `�`.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The address that the `Link` header gives for `rel` (`next`, `prev`), as written there (RFC 8288).
    pub fn link(&self, rel: &str) -> Option<String> {
        self.headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(|value| find_link(value, rel))
    }
}

/// The sentence for JSON that is not what was awaited. serde's own sentence can quote a value, so only its kind and place are told.
fn nonsense(fault: &serde_json::Error) -> Trouble {
    let kind = match fault.classify() {
        serde_json::error::Category::Data => "a field is missing or of another type",
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "it is not JSON",
    };
    Trouble::Nonsense { reason: format!("{kind} (line {}, column {})", fault.line(), fault.column()) }
}

fn find_link(header: &str, rel: &str) -> Option<String> {
    let mut rest = header;
    while let Some(start) = rest.find('<') {
        let after = &rest[start + 1..];
        let end = after.find('>')?;
        let (address, parameters) = (&after[..end], &after[end + 1..]);
        // Parameters reach to the next link; a comma inside quotes does not occur in `rel`.
        let own = &parameters[..parameters.find(",<").or_else(|| parameters.find(", <")).unwrap_or(parameters.len())];
        let names = own.split(';').filter_map(|part| part.trim().strip_prefix("rel=")).map(|value| value.trim_matches('"'));
        if names.flat_map(str::split_whitespace).any(|name| name.eq_ignore_ascii_case(rel)) {
            return Some(address.to_owned());
        }
        rest = &parameters[own.len()..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(link: &str, body: &'static str) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert(LINK, link.parse().unwrap());
        Answer { status: 200, headers, body: body.into(), clock_ahead: None }
    }

    #[test]
    fn the_link_header_is_read_by_relation() {
        let both = answer(r#"<https://a.example/n?max_id=1,2>; rel="next", <https://a.example/n?min_id=9>; rel="prev""#, "");
        assert_eq!(both.link("next").as_deref(), Some("https://a.example/n?max_id=1,2"));
        assert_eq!(both.link("prev").as_deref(), Some("https://a.example/n?min_id=9"));
        assert_eq!(both.link("last"), None);
        assert_eq!(answer("<https://a.example/>; rel=\"start next\"", "").link("next").as_deref(), Some("https://a.example/"));
        for odd in ["", "<", "<<<<", "<>;;;rel", ",,,", "<a>; title=\"<\"; rel=next"] {
            let _ = answer(odd, "").link("next");
        }
    }

    #[test]
    fn nonsense_does_not_quote_the_body() {
        let trouble = answer("", r#"{"id": "secret-token"}"#).json::<Vec<u8>>().unwrap_err();
        assert!(matches!(trouble, Trouble::Nonsense { .. }) && !trouble.to_string().contains("secret"), "{trouble}");
    }
}
