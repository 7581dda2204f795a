//! W3C Trace Context: a caller's `traceparent` is taken up and given back, and stands in the log beside what went wrong.
//!
//! <https://www.w3.org/TR/trace-context/>; DIGG's REST API profile SPA.02 and SPA.04. A header that does not follow the form is
//! answered with a trace of our own, as the standard says.
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// The header's name.
pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The trace that a request belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Trace {
    /// 32 hexadecimal digits, not all zero.
    id: String,
    /// Whether the caller records it: `00` or `01`.
    flags: String,
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_id(text: &str, length: usize) -> bool {
    is_hex(text, length) && text.bytes().any(|byte| byte != b'0')
}

/// Reads `version-trace-parent-flags`. A later version may have more parts; its first four are the same.
fn read(header: &str) -> Option<Trace> {
    let mut parts = header.trim().split('-');
    let (version, id, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let fits = is_hex(version, 2) && version != "ff" && is_id(id, 32) && is_id(parent, 16) && is_hex(flags, 2);
    let ends = version != "00" || parts.next().is_none();
    (fits && ends).then(|| Trace { id: id.to_owned(), flags: flags.to_owned() })
}

fn fresh_id<const N: usize>() -> String
where
    rand::distr::StandardUniform: rand::distr::Distribution<[u8; N]>,
{
    // Not a secret: it only has to differ from others. All zero is no id.
    let mut bytes = rand::random::<[u8; N]>();
    bytes[0] |= 1;
    hex::encode(bytes)
}

/// Takes up the caller's trace, or begins one, and gives it back.
pub(super) async fn followed(request: Request, next: Next) -> Response {
    let told = request.headers().get(TRACEPARENT).and_then(|value| read(value.to_str().unwrap_or_default()));
    let trace = told.unwrap_or_else(|| Trace { id: fresh_id::<16>(), flags: "00".to_owned() });
    let span = tracing::info_span!("api", trace = %trace.id, method = %request.method());
    let mut response = next.run(request).instrument(span).await;
    let line = format!("00-{}-{}-{}", trace.id, fresh_id::<8>(), trace.flags);
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().insert(TRACEPARENT, line);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_standards_form_is_taken_up() {
        let trace = read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").unwrap();
        assert_eq!((trace.id.as_str(), trace.flags.as_str()), ("4bf92f3577b34da6a3ce929d0e0e4736", "01"));
        let later = "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes";
        assert!(read(later).is_some(), "a later version keeps its first four parts");
        for wrong in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }
}
