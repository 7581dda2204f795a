//! When a network lets us come back, read from whichever header it uses.
//!
//! Seen in use: `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), `X-RateLimit-Reset` as an ISO time (Mastodon) or Unix
//! seconds, `RateLimit-Reset` as seconds to wait (IETF draft) or Unix seconds (Bluesky), `RateLimit: …;t=30` (later draft).
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// A rate limit without a time is taken as a minute.
const UNTOLD: SignedDuration = SignedDuration::from_secs(60);
/// No network makes us wait longer than its daily limit; a longer wait is a broken clock.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// A time already past still means "not at once".
const SHORTEST: SignedDuration = SignedDuration::from_secs(1);
/// Numbers above this (the year 2001) are Unix times, below it seconds to wait.
const UNIX_TIMES: i64 = 1_000_000_000;

/// When to come back after a 429, by our own clock.
pub(super) fn until(headers: &HeaderMap, now: Timestamp) -> Timestamp {
    now + told(headers, now).unwrap_or(UNTOLD).clamp(SHORTEST, LONGEST)
}

/// When to come back, where the headers tell.
pub(super) fn told_until(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    Some(now + told(headers, now)?.clamp(SHORTEST, LONGEST))
}

/// When the calls left are none and the network says until when; `None` while some are left.
pub(super) fn used_up_until(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let left = number(headers, "x-ratelimit-remaining")
        .or_else(|| number(headers, "ratelimit-remaining"))
        .or_else(|| parameter(headers, &["remaining", "r"]))?;
    let wait = told(headers, now)?;
    (left <= 0 && wait > SignedDuration::ZERO).then(|| now + wait.min(LONGEST))
}

/// How far the server's clock is ahead of ours.
pub(super) fn clock_ahead(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    Some(text(headers, DATE.as_str()).and_then(date)?.duration_since(now))
}

fn told(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    // Absolute times are by the server's clock; its own Date header says what that clock shows.
    let its_now = text(headers, DATE.as_str()).and_then(date).unwrap_or(now);
    let reading = |value: &str| reading(value, its_now);
    text(headers, RETRY_AFTER.as_str())
        .and_then(reading)
        .or_else(|| text(headers, "x-ratelimit-reset").and_then(reading))
        .or_else(|| text(headers, "ratelimit-reset").and_then(reading))
        .or_else(|| parameter(headers, &["reset", "t"]).map(SignedDuration::from_secs))
}

fn reading(value: &str, its_now: Timestamp) -> Option<SignedDuration> {
    let value = value.trim();
    if let Ok(number) = value.parse::<f64>() {
        // `as` saturates; the caller bounds it.
        let seconds = number.ceil() as i64;
        return match seconds {
            ..UNIX_TIMES => Some(SignedDuration::from_secs(seconds)),
            _ if seconds > UNIX_TIMES * 1000 => Some(Timestamp::from_millisecond(seconds).ok()?.duration_since(its_now)),
            _ => Some(Timestamp::from_second(seconds).ok()?.duration_since(its_now)),
        };
    }
    let at = value.parse::<Timestamp>().ok().or_else(|| date(value))?;
    Some(at.duration_since(its_now))
}

/// An HTTP date (RFC 9110 §5.6.7) in the one form that is still sent.
fn date(value: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value.trim()).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    text(headers, name)?.trim().parse().ok()
}

/// A member of the combined header: `RateLimit: limit=100, remaining=0, reset=30` or `RateLimit: "default";r=0;t=30`.
fn parameter(headers: &HeaderMap, names: &[&str]) -> Option<i64> {
    let pairs = text(headers, "ratelimit")?.split([',', ';']).filter_map(|part| part.trim().split_once('='));
    pairs.filter(|(name, _)| names.contains(&name.trim())).find_map(|(_, value)| value.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use reqwest::header::{HeaderName, HeaderValue};

    const NOW: &str = "2026-11-21T12:00:00Z";

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())).collect()
    }

    fn waited(pairs: &[(&'static str, &str)]) -> i64 {
        let now: Timestamp = NOW.parse().unwrap();
        until(&headers(pairs), now).duration_since(now).as_secs()
    }

    #[test]
    fn every_style_of_reset_is_understood() {
        assert_eq!(waited(&[("retry-after", "120")]), 120);
        assert_eq!(waited(&[("retry-after", "Sat, 21 Nov 2026 12:02:00 GMT")]), 120);
        assert_eq!(waited(&[("x-ratelimit-reset", "2026-11-21T12:05:00.000000Z")]), 300);
        assert_eq!(waited(&[("x-ratelimit-reset", "1795262700")]), 300);
        assert_eq!(waited(&[("x-ratelimit-reset", "1795262700000")]), 300);
        assert_eq!(waited(&[("ratelimit-reset", "30")]), 30);
        assert_eq!(waited(&[("ratelimit-reset", "1795262700")]), 300);
        assert_eq!(waited(&[("ratelimit", r#""default";r=0;t=45"#)]), 45);
        assert_eq!(waited(&[("ratelimit", "limit=100, remaining=0, reset=50")]), 50);
        assert_eq!(waited(&[]), 60);
        assert_eq!(waited(&[("retry-after", "soon")]), 60);
    }

    #[test]
    fn a_clock_that_is_hours_off_does_not_change_the_wait() {
        let their_clock = [("date", "Sat, 21 Nov 2026 17:00:00 GMT"), ("x-ratelimit-reset", "2026-11-21T17:05:00Z")];
        assert_eq!(waited(&their_clock), 300);
        let behind = [("date", "Sat, 21 Nov 2026 03:00:00 GMT"), ("retry-after", "Sat, 21 Nov 2026 03:01:00 GMT")];
        assert_eq!(waited(&behind), 60);
    }

    #[test]
    fn waits_are_bounded() {
        assert_eq!(waited(&[("retry-after", "99999999")]), 24 * 3600);
        assert_eq!(waited(&[("x-ratelimit-reset", "9999-01-01T00:00:00Z")]), 24 * 3600);
        assert_eq!(waited(&[("retry-after", "-5")]), 1);
        assert_eq!(waited(&[("x-ratelimit-reset", "1999-01-01T00:00:00Z")]), 1);
    }

    #[test]
    fn the_last_call_of_a_window_closes_it() {
        let now: Timestamp = NOW.parse().unwrap();
        let reset = ("x-ratelimit-reset", "2026-11-21T12:05:00Z");
        let used_up = used_up_until(&headers(&[("x-ratelimit-remaining", "0"), reset]), now);
        assert_eq!(used_up, Some("2026-11-21T12:05:00Z".parse().unwrap()));
        assert_eq!(used_up_until(&headers(&[("x-ratelimit-remaining", "1"), reset]), now), None);
        assert_eq!(used_up_until(&headers(&[("x-ratelimit-remaining", "0")]), now), None);
        assert_eq!(
            used_up_until(&headers(&[("ratelimit", r#""a";r=0;t=5"#)]), now),
            Some("2026-11-21T12:00:05Z".parse().unwrap())
        );
    }

    proptest! {
        #[test]
        fn any_header_gives_a_wait_between_a_second_and_a_day(value in "[ -~]{0,40}", digits in any::<i64>()) {
            let texts = [value, digits.to_string(), format!("{digits}e9")];
            for text in &texts {
                for name in ["retry-after", "x-ratelimit-reset", "ratelimit-reset", "ratelimit", "date"] {
                    let wait = waited(&[(name, text)]);
                    prop_assert!((1..=24 * 3600).contains(&wait), "{name}: {text}");
                }
            }
        }
    }
}
