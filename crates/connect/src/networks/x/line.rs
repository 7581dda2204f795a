//! The line to the API: every call signed, and what its errors mean (docs: x-api/fundamentals/response-codes-and-errors).
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::signing::{Keys, Moment};
use crate::connection::Connection;
use crate::http::{Answer, Call, FilePart, PrivateAddresses, Refusal};
use crate::network::Account;
use crate::text;
use crate::trouble::Trouble;

/// Where the API answers.
const HOME: &str = "https://api.x.com";
/// A limit without a time: windows are of a quarter of an hour.
const UNTOLD: SignedDuration = SignedDuration::from_mins(15);
/// What the connection remembers who we are under.
const US: &str = "x.us";

pub(super) struct Line<'a> {
    pub(super) connection: &'a Connection,
    keys: Keys<'a>,
    base: String,
}

#[derive(Deserialize)]
struct Me {
    data: User,
}

#[derive(Deserialize)]
struct User {
    id: String,
    name: String,
    username: String,
    #[serde(default)]
    profile_image_url: Option<String>,
}

/// X's ids are numbers of up to nineteen digits.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 20 && id.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'a> Line<'a> {
    pub(super) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let keys = Keys {
            api_key: connection.required("api_key")?.trim(),
            api_secret: connection.secret("api_secret")?,
            token: connection.secret("token")?,
            token_secret: connection.secret("token_secret")?,
        };
        let home = connection.setting("server").unwrap_or(HOME);
        let url = url::Url::parse(home).map_err(|_| Trouble::Setting { key: "server" })?;
        // Keys do not leave over a line that anyone may read. (They never leave; but what is signed can be repeated.)
        if url.scheme() != "https" && connection.http.private_addresses() == PrivateAddresses::Refuse {
            connection.http.check(&url)?;
            return Err(Trouble::Setting { key: "server" });
        }
        Ok(Self { connection, keys, base: format!("{}/2", home.trim_end_matches('/')) })
    }

    pub(super) async fn account(&self) -> Result<Account, Trouble> {
        let Me { data: User { id, name, username, profile_image_url } } =
            self.get("users/me", &[("user.fields", "profile_image_url")]).await?.json()?;
        if !is_id(&id) {
            return Err(Trouble::Nonsense { reason: "the id is none of X's".to_owned() });
        }
        self.connection.remember(US, Some(id.clone())).await;
        let username = text::storable(&username);
        Ok(Account {
            url: Some(format!("https://x.com/{username}")),
            remote_id: id,
            handle: format!("{username}@x.com"),
            name: text::storable(&name),
            avatar_url: profile_image_url.filter(|url| url.starts_with("https://")),
        })
    }

    /// Our own id, asked for once.
    pub(super) async fn us(&self) -> Result<String, Trouble> {
        match self.connection.remembered(US).await {
            Some(id) => Ok(id),
            None => Ok(self.account().await?.remote_id),
        }
    }

    pub(super) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let address = self.address(path);
        self.send(Call::get(&address)?.query(query), "GET", &address, query).await
    }

    pub(super) async fn post(&self, path: &str, body: &serde_json::Value) -> Result<Answer, Trouble> {
        let address = self.address(path);
        self.send(Call::post(&address)?.json(body), "POST", &address, &[]).await
    }

    pub(super) async fn put(&self, path: &str, body: &serde_json::Value) -> Result<Answer, Trouble> {
        let address = self.address(path);
        self.send(Call::put(&address)?.json(body), "PUT", &address, &[]).await
    }

    pub(super) async fn delete(&self, path: &str) -> Result<Answer, Trouble> {
        let address = self.address(path);
        self.send(Call::delete(&address)?, "DELETE", &address, &[]).await
    }

    pub(super) async fn upload(&self, path: &str, file: FilePart, fields: Vec<(String, String)>) -> Result<Answer, Trouble> {
        let address = self.address(path);
        let patience = std::time::Duration::from_secs(180);
        self.send(Call::post(&address)?.multipart(file, fields).timeout(patience), "POST", &address, &[]).await
    }

    pub(super) async fn hidden(&self, remote_id: &str, hidden: bool) -> Result<(), Trouble> {
        if !is_id(remote_id) {
            return Err(Trouble::Gone);
        }
        self.put(&format!("tweets/{remote_id}/hidden"), &serde_json::json!({ "hidden": hidden })).await.map(drop)
    }

    fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// A signature is good once, so a call is not repeated by itself.
    async fn send(&self, call: Call, method: &str, address: &str, signed: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let moment = Moment::new(self.connection.http.now().as_second())?;
        let header = self.keys.header(method, address, signed, &moment)?;
        self.connection.http.send(call.header("Authorization", &header).reading(verdict).once()).await
    }
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default, rename = "type")]
    kind: String,
}

/// X says much with 403; its words tell what it is.
fn verdict(refusal: &Refusal<'_>) -> Option<Trouble> {
    let Body { title, detail, kind } = serde_json::from_slice(refusal.body).ok()?;
    let reason = refusal.quoted(&format!("{title}: {detail}"));
    let says = |words: &str| detail.to_lowercase().contains(words) || kind.contains(words);
    Some(match refusal.status {
        401 => Trouble::Unauthorised { reason },
        403 if says("duplicate content") => Trouble::Refused { status: 409, reason },
        403 if says("client-forbidden") || says("oauth1-permissions") || says("not permitted to perform") => {
            Trouble::Unauthorised { reason }
        }
        429 => Trouble::Limited { until: until(refusal) },
        _ => return None,
    })
}

/// `x-rate-limit-reset` tells the second (docs: x-api/fundamentals/rate-limits).
fn until(refusal: &Refusal<'_>) -> Timestamp {
    let told = refusal.headers.get("x-rate-limit-reset").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let told = told.and_then(|second: i64| Timestamp::from_second(second).ok()).filter(|at| *at > refusal.now);
    let longest = refusal.now + SignedDuration::from_hours(24);
    refusal.told_until().or(told).map_or(refusal.now + UNTOLD, |at| at.min(longest))
}
