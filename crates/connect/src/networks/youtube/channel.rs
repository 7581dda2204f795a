//! The channel behind a connection: its line to the API, its name, and what its errors mean (docs: youtube/v3/docs/errors).
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;

use super::shapes::Named;
use crate::connection::Connection;
use crate::http::{Answer, Call, PrivateAddresses, Refusal};
use crate::network::Account;
use crate::oauth::Door;
use crate::text;
use crate::trouble::Trouble;

/// A limit without a time.
const UNTOLD: SignedDuration = SignedDuration::from_mins(5);

pub(super) struct Channel<'a> {
    connection: &'a Connection,
    door: Door,
    base: String,
    /// `UC…`.
    pub(super) id: &'a str,
}

#[derive(Deserialize)]
struct Mine {
    #[serde(default)]
    items: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    snippet: Snippet,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Snippet {
    title: String,
    #[serde(default)]
    custom_url: Option<String>,
    #[serde(default)]
    thumbnails: serde_json::Value,
}

/// Google's doors; a stand-in's where `server` says so, which no form asks for.
pub(super) fn door(connection: &Connection) -> Result<Door, Trouble> {
    let own = server(connection)?;
    let at = |path: &str, googles: &str| own.map_or_else(|| googles.to_owned(), |server| format!("{server}{path}"));
    Ok(Door {
        authorise: at("/auth", "https://accounts.google.com/o/oauth2/v2/auth"),
        token: at("/token", "https://oauth2.googleapis.com/token"),
        scopes: "https://www.googleapis.com/auth/youtube.force-ssl",
        also: &[("access_type", "offline"), ("prompt", "consent")],
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

/// Ids of Google are letters, digits, `-` and `_`; an answer's has its comment's before a dot.
pub(super) fn is_id(id: &str) -> bool {
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    !id.is_empty() && id.len() <= 120 && id.split('.').count() <= 2 && id.split('.').all(|part| !part.is_empty() && plain(part))
}

impl<'a> Channel<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let id = connection.required("channel")?.trim();
        if !is_id(id) {
            return Err(Trouble::Setting { key: "channel" });
        }
        connection.required("client_id")?;
        let base = server(connection)?.unwrap_or("https://www.googleapis.com");
        Ok(Self { connection, door: door(connection)?, base: format!("{base}/youtube/v3"), id })
    }

    pub(super) async fn account(&self) -> Result<Account, Trouble> {
        let mine: Mine = self.get("channels", &[("part", "snippet"), ("mine", "true")]).await?.json()?;
        let Some(told) = mine.items.into_iter().find(|told| told.id == self.id) else {
            return Err(Trouble::Unauthorised { reason: "the consent is not this channel's".to_owned() });
        };
        let handle = told.snippet.custom_url.unwrap_or_else(|| told.id.clone());
        Ok(Account {
            url: Some(format!("https://www.youtube.com/channel/{}", told.id)),
            remote_id: told.id,
            handle: format!("{}@youtube.com", text::storable(handle.trim_start_matches('@'))),
            name: text::storable(&told.snippet.title),
            avatar_url: told.snippet.thumbnails["default"]["url"]
                .as_str()
                .filter(|url| url.starts_with("https://"))
                .map(str::to_owned),
        })
    }

    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let address = format!("{}/{path}", self.base);
        self.door.send(self.connection, || Ok(Call::get(&address)?.query(query).reading(verdict))).await
    }

    pub(super) async fn post(&self, path: &str, query: &[(&str, &str)], body: &serde_json::Value) -> Result<Answer, Trouble> {
        let address = format!("{}/{path}", self.base);
        self.door.send(self.connection, || Ok(Call::post(&address)?.query(query).json(body).reading(verdict))).await
    }

    pub(super) async fn put(&self, path: &str, query: &[(&str, &str)], body: &serde_json::Value) -> Result<Answer, Trouble> {
        let address = format!("{}/{path}", self.base);
        self.door.send(self.connection, || Ok(Call::put(&address)?.query(query).json(body).reading(verdict))).await
    }

    pub(super) async fn delete(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let address = format!("{}/{path}", self.base);
        self.door.send(self.connection, || Ok(Call::delete(&address)?.query(query).reading(verdict))).await
    }

    pub(super) async fn moderate(&self, remote_id: &str, status: &str) -> Result<(), Trouble> {
        let Named::Comment(id) = Named::read(remote_id)? else { return Err(Trouble::Gone) };
        let query = [("id", id.as_str()), ("moderationStatus", status)];
        self.post("comments/setModerationStatus", &query, &serde_json::Value::Null).await.map(drop)
    }
}

#[derive(Deserialize)]
struct Body {
    error: Fault,
}

#[derive(Deserialize)]
struct Fault {
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Vec<Reason>,
}

#[derive(Deserialize)]
struct Reason {
    #[serde(default)]
    reason: String,
}

/// Google says 403 for nearly everything; its reasons tell what it is.
fn verdict(refusal: &Refusal<'_>) -> Option<Trouble> {
    let Fault { message, errors } = serde_json::from_slice::<Body>(refusal.body).ok()?.error;
    let why = errors.first().map(|error| error.reason.as_str()).unwrap_or_default();
    let reason = refusal.quoted(&format!("({why}) {message}"));
    Some(match why {
        "quotaExceeded" | "dailyLimitExceeded" => {
            Trouble::Limited { until: refusal.told_until().unwrap_or_else(|| midnight(refusal.now)) }
        }
        "rateLimitExceeded" | "userRateLimitExceeded" => {
            Trouble::Limited { until: refusal.told_until().unwrap_or(refusal.now + UNTOLD) }
        }
        "authError" | "insufficientPermissions" | "accountDelegationForbidden" | "channelSuspended" => {
            Trouble::Unauthorised { reason }
        }
        "commentNotFound" | "videoNotFound" | "parentCommentNotFound" | "channelNotFound" | "commentThreadNotFound" => {
            Trouble::Gone
        }
        "backendError" | "internalError" | "processingFailure" => Trouble::Unclear { reason },
        _ => return None,
    })
}

/// The quota begins anew at midnight in California (docs: youtube/v3/determine_quota_cost).
fn midnight(now: Timestamp) -> Timestamp {
    let next = TimeZone::get("America/Los_Angeles").and_then(|zone| now.to_zoned(zone).start_of_day()?.checked_add(1.day()));
    next.map_or(now + SignedDuration::from_hours(24), |day| day.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_comes_back_at_midnight_in_california() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(midnight(at("2026-11-27T09:00:00Z")), at("2026-11-28T08:00:00Z"));
        assert_eq!(midnight(at("2026-11-27T07:59:59Z")), at("2026-11-27T08:00:00Z"));
        assert_eq!(midnight(at("2026-07-01T12:00:00Z")), at("2026-07-02T07:00:00Z"), "an hour earlier in summer");
    }

    #[test]
    fn only_googles_ids_are_ids() {
        for id in ["dQw4w9WgXcQ", "Ugx_a-1", "Ugx_a-1.9abc"] {
            assert!(is_id(id), "{id}");
        }
        for id in ["", "a/b", "a.b.c", ".a", "a.", "å", "a b", "../x", &"a".repeat(121)] {
            assert!(!is_id(id), "{id}");
        }
    }
}
