//! For tests here and in other crates (feature `testing`): servers to misbehave, faults that every network must survive, and real
//! servers on loopback.
mod bluesky;
mod faults;
mod mail;
mod snac;
mod stand_in;
mod wordpress;

use std::time::Duration;

use jiff::Timestamp;

pub use bluesky::{BlueskyTown, BlueskyUser};
pub use faults::{Staged, survives_every_fault};
pub use mail::MailTown;
pub use snac::{Snac, SnacUser};
pub use stand_in::{Reply, Request, StandIn};
pub use wordpress::WordPressSite;

use crate::http::{Http, HttpSettings, PrivateAddresses};

/// A client for loopback that does not wait long.
pub fn quick_http() -> Http {
    Http::new(quick_settings()).expect("the client starts")
}

/// The settings of [`quick_http`]: loopback allowed, half a second for an exchange, one MiB for an answer.
pub fn quick_settings() -> HttpSettings {
    HttpSettings {
        private_addresses: PrivateAddresses::Allow,
        timeout: Duration::from_millis(500),
        max_body: 1024 * 1024,
        retry_pause: Duration::from_millis(5),
        ..HttpSettings::default()
    }
}

/// Reads any bytes as a letter and panics where what was read breaks its promises; for those that throw random ones at it.
pub fn any_bytes_as_a_letter(bytes: &[u8]) {
    crate::networks::email::any_bytes_as_a_letter(bytes);
}

/// What time it is, for deliveries that begin now.
#[expect(clippy::disallowed_methods, reason = "tests against servers share the servers' clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
