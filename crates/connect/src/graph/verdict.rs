//! What the Graph API's error numbers mean to a desk (docs: graph-api/guides/error-handling, graph-api/overview/rate-limiting).
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::http::Refusal;
use crate::trouble::Trouble;

/// A limit without a time: the counters look an hour back, and let go little by little.
const UNTOLD: SignedDuration = SignedDuration::from_mins(15);
/// The longest wait that is believed.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// The header that says when a used-up limit is over.
const USAGE: &str = "x-business-use-case-usage";

#[derive(Debug, Deserialize)]
struct Body {
    error: Told,
}

#[derive(Debug, Deserialize)]
struct Told {
    code: i64,
    #[serde(default)]
    error_subcode: Option<i64>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    is_transient: bool,
}

/// `None` when the body is not an error of the Graph API.
pub(super) fn verdict(refusal: &Refusal<'_>) -> Option<Trouble> {
    let Told { code, error_subcode, message, is_transient } = serde_json::from_slice::<Body>(refusal.body).ok()?.error;
    let reason = refusal.quoted(&format!("({code}) {message}"));
    Some(match (code, error_subcode) {
        // Session and token; permissions that the token lacks.
        (102 | 190, _) | (10 | 200..=299, _) => Trouble::Unauthorised { reason },
        // Limits of the app, the user, the page, custom ones, and those of each business use.
        (4 | 17 | 32 | 341 | 613 | 80000..=80014, _) => Trouble::Limited { until: until(refusal) },
        // No such thing, or none that we may see.
        (100, Some(33)) | (803, _) => Trouble::Gone,
        // The same words again, which Facebook refuses.
        (506, _) => Trouble::Refused { status: 409, reason },
        (1 | 2, _) => Trouble::Unclear { reason },
        _ if is_transient || refusal.status >= 500 => Trouble::Unclear { reason },
        _ => Trouble::Refused { status: refusal.status, reason },
    })
}

fn until(refusal: &Refusal<'_>) -> Timestamp {
    let told = refusal.told_until();
    told.or_else(|| Some(refusal.now + regained(refusal)?)).unwrap_or(refusal.now + UNTOLD)
}

/// The longest of the waits in the header: an object of lists, each with `estimated_time_to_regain_access` in minutes.
fn regained(refusal: &Refusal<'_>) -> Option<SignedDuration> {
    #[derive(Deserialize)]
    struct Use {
        #[serde(default)]
        estimated_time_to_regain_access: u32,
    }
    let header = refusal.headers.get(USAGE)?.to_str().ok()?;
    let uses: std::collections::BTreeMap<String, Vec<Use>> = serde_json::from_str(header).ok()?;
    let minutes =
        uses.values().flatten().map(|told| told.estimated_time_to_regain_access).max().filter(|minutes| *minutes > 0)?;
    Some(SignedDuration::from_mins(minutes.into()).min(LONGEST))
}
