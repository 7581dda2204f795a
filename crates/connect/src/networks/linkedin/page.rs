//! The page behind a connection: its line to the API, its name, and what its errors mean.
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;

use crate::connection::{Connection, Secret};
use crate::http::{Answer, Call, PrivateAddresses, Refusal};
use crate::network::Account;
use crate::oauth::Door;
use crate::text;
use crate::trouble::Trouble;

/// The version that is spoken. Each lives for a year (docs: marketing/versioning); the setting `version` takes a newer one.
const VERSION: &str = "202609";

pub(super) struct Page<'a> {
    connection: &'a Connection,
    token: &'a Secret,
    base: String,
    version: &'a str,
    number: &'a str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    localized_name: String,
    #[serde(default)]
    vanity_name: Option<String>,
}

/// LinkedIn's doors; a stand-in's where `server` says so, which no form asks for.
pub(super) fn door(connection: &Connection) -> Result<Door, Trouble> {
    let own = server(connection)?;
    let at =
        |path: &str| own.map_or_else(|| format!("https://www.linkedin.com/oauth/v2{path}"), |server| format!("{server}{path}"));
    Ok(Door {
        authorise: at("/authorization"),
        token: at("/accessToken"),
        scopes: "r_organization_social w_organization_social rw_organization_admin",
        also: &[],
    })
}

fn server(connection: &Connection) -> Result<Option<&str>, Trouble> {
    let Some(server) = connection.setting("server") else { return Ok(None) };
    let url = url::Url::parse(server).map_err(|_| Trouble::Setting { key: "server" })?;
    // A token does not leave over a line that anyone may read.
    if url.scheme() != "https" && connection.http.private_addresses() == PrivateAddresses::Refuse {
        connection.http.check(&url)?;
        return Err(Trouble::Setting { key: "server" });
    }
    Ok(Some(server.trim_end_matches('/')))
}

impl<'a> Page<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let number = connection.required("organization")?.trim();
        let is_number = |text: &str| !text.is_empty() && text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(number) {
            return Err(Trouble::Setting { key: "organization" });
        }
        let version = connection.setting("version").unwrap_or(VERSION).trim();
        if version.len() != 6 || !is_number(version) {
            return Err(Trouble::Setting { key: "version" });
        }
        let base = server(connection)?.unwrap_or("https://api.linkedin.com");
        Ok(Self { connection, token: connection.secret("token")?, base: format!("{base}/rest"), version, number })
    }

    /// `urn:li:organization:1234567`.
    pub(super) fn urn(&self) -> String {
        format!("urn:li:organization:{}", self.number)
    }

    pub(super) async fn account(&self) -> Result<Account, Trouble> {
        let told: Told = self.send(Call::get(&self.address(&format!("organizations/{}", self.number)))?).await?.json()?;
        let vanity = told.vanity_name.filter(|name| !name.is_empty()).unwrap_or_else(|| self.number.to_owned());
        let vanity = text::storable(&vanity);
        Ok(Account {
            remote_id: self.urn(),
            handle: format!("{vanity}@linkedin.com"),
            name: text::storable(&told.localized_name),
            url: Some(format!("https://www.linkedin.com/company/{}", encoded(&vanity))),
            avatar_url: None,
        })
    }

    /// An address of the API. URNs in `path` are encoded by whoever makes it ([`encoded`]).
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    pub(super) async fn send(&self, call: Call) -> Result<Answer, Trouble> {
        let call = call
            .bearer(self.token)
            .header("LinkedIn-Version", self.version)
            .header("X-Restli-Protocol-Version", "2.0.0")
            .reading(verdict);
        self.connection.http.send(call).await
    }

    /// A file goes to an address that LinkedIn names for it, on a host of its own.
    pub(super) async fn upload(&self, address: &str, bytes: Vec<u8>, media_type: &str) -> Result<Answer, Trouble> {
        let url = url::Url::parse(address).ok();
        let own = url
            .as_ref()
            .and_then(|url| url.host_str())
            .is_some_and(|host| host == "linkedin.com" || host.ends_with(".linkedin.com"));
        let staged = self.connection.setting("server").is_some_and(|server| address.starts_with(server));
        if !(staged || own && url.is_some_and(|url| url.scheme() == "https")) {
            return Err(Trouble::Nonsense { reason: "the address for a file is none of LinkedIn's".to_owned() });
        }
        let call = Call::put(address)?.bytes(bytes, media_type).bearer(self.token).timeout(std::time::Duration::from_secs(180));
        self.connection.http.send(call).await
    }
}

/// A URN as it stands in a path or a query (Rest.li 2.0): everything but letters, digits, `-`, `_`, `.`, `~` is encoded.
pub(super) fn encoded(urn: &str) -> String {
    let mut out = String::with_capacity(urn.len() + 12);
    for byte in urn.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    message: String,
    #[serde(default)]
    code: Option<String>,
}

/// What LinkedIn's own codes say more than the status (docs: shared/api-guide/concepts/error-handling).
fn verdict(refusal: &Refusal<'_>) -> Option<Trouble> {
    let Body { message, code } = serde_json::from_slice(refusal.body).ok()?;
    let reason = refusal.quoted(&message);
    Some(match (refusal.status, code.as_deref()) {
        (401, _) | (403, Some("ACCESS_DENIED")) => Trouble::Unauthorised { reason },
        // Limits of a day begin anew at midnight, UTC.
        (429, _) => Trouble::Limited { until: refusal.told_until().unwrap_or_else(|| midnight(refusal.now)) },
        (426, _) => Trouble::Setting { key: "version" },
        (422, _) if message.to_lowercase().contains("duplicate") => Trouble::Refused { status: 409, reason },
        _ => return None,
    })
}

fn midnight(now: Timestamp) -> Timestamp {
    let next = now.to_zoned(TimeZone::UTC).start_of_day().and_then(|day| day.checked_add(1.day()));
    next.map_or(now + SignedDuration::from_hours(24), |day| day.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urns_are_encoded_as_rest_li_wants_them() {
        assert_eq!(encoded("urn:li:comment:(urn:li:activity:7,9)"), "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A7%2C9%29");
        assert_eq!(encoded("å/.."), "%C3%A5%2F..");
    }

    #[test]
    fn a_day_ends_at_midnight() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(midnight(at("2026-11-27T23:59:59Z")), at("2026-11-28T00:00:00Z"));
    }
}
