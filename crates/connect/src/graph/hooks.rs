//! Webhooks of Meta: the question whether an address is ours, and the signature over the raw bytes (docs: graph-api/webhooks/getting-started).
use aws_lc_rs::hmac;

use super::key;
use crate::connection::Connection;
use crate::trouble::Trouble;

/// Answers `hub.challenge` when `hub.verify_token` is the channel's.
pub(crate) fn greet(connection: &Connection, query: &[(String, String)]) -> Option<String> {
    let told = |name: &str| query.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str());
    let awaited = connection.secret("verify_token").ok()?;
    let same =
        aws_lc_rs::constant_time::verify_slices_are_equal(told("hub.verify_token")?.as_bytes(), awaited.reveal().as_bytes());
    let asked = told("hub.mode") == Some("subscribe") && same.is_ok() && !awaited.reveal().is_empty();
    let challenge = told("hub.challenge")?;
    // What is echoed is a number or a word, never markup.
    (asked && challenge.len() <= 256 && challenge.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| challenge.to_owned())
}

/// Checks `X-Hub-Signature-256`. The comparison takes as long for any wrong one.
pub(crate) fn verified(connection: &Connection, headers: &[(String, String)], body: &[u8]) -> Result<(), Trouble> {
    let wrong = || Trouble::Unauthorised { reason: "the delivery is not signed with the app's secret".to_owned() };
    let mut signatures = headers.iter().filter(|(name, _)| name == "x-hub-signature-256").map(|(_, value)| value);
    let (Some(signature), None) = (signatures.next(), signatures.next()) else { return Err(wrong()) };
    let signature = signature.strip_prefix("sha256=").and_then(unhex).ok_or_else(wrong)?;
    hmac::verify(&key(connection)?, body, &signature).map_err(|_| wrong())
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    (0..64).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}
