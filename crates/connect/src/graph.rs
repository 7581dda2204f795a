//! Meta's Graph API as its networks share it: signed calls, refusals by number, and webhooks (docs: graph-api/overview).
pub(crate) mod hooks;
pub(crate) mod told;
mod verdict;

use aws_lc_rs::hmac;

use crate::connection::{Connection, Secret};
use crate::http::{Answer, Call, FilePart, PrivateAddresses};
use crate::trouble::Trouble;

/// The version that is spoken. Each lives for two years (docs: graph-api/guides/versioning).
const VERSION: &str = "v25.0";
/// Where the API answers.
const HOME: &str = "https://graph.facebook.com";

/// A channel's line to the Graph API.
pub(crate) struct Graph<'a> {
    pub(crate) connection: &'a Connection,
    base: String,
    token: &'a Secret,
    proof: String,
}

impl<'a> Graph<'a> {
    /// Missing settings are named before any call. Stand-ins are called at `server`, which no form asks for.
    pub(crate) fn of(connection: &'a Connection) -> Result<Self, Trouble> {
        let token = connection.secret("token")?;
        let proof = hex(hmac::sign(&key(connection)?, token.reveal().as_bytes()).as_ref());
        let home = connection.setting("server").unwrap_or(HOME);
        let url = url::Url::parse(home).map_err(|_| Trouble::Setting { key: "server" })?;
        // A token does not leave over a line that anyone may read.
        if url.scheme() != "https" && connection.http.private_addresses() == PrivateAddresses::Refuse {
            connection.http.check(&url)?;
            return Err(Trouble::Setting { key: "server" });
        }
        Ok(Self { connection, base: format!("{}/{VERSION}", home.trim_end_matches('/')), token, proof })
    }

    pub(crate) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Answer, Trouble> {
        self.send(Call::get(&self.address(path))?.query(query)).await
    }

    pub(crate) async fn post(&self, path: &str, fields: Vec<(String, String)>) -> Result<Answer, Trouble> {
        self.send(Call::post(&self.address(path))?.form(fields)).await
    }

    pub(crate) async fn upload(&self, path: &str, file: FilePart, fields: Vec<(String, String)>) -> Result<Answer, Trouble> {
        let patience = std::time::Duration::from_secs(180);
        self.send(Call::post(&self.address(path))?.multipart(file, fields).timeout(patience)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Result<Answer, Trouble> {
        self.send(Call::delete(&self.address(path))?).await
    }

    fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// Token and proof go in the query, as the documentation has them; `Call` keeps both out of logs and tapes.
    async fn send(&self, call: Call) -> Result<Answer, Trouble> {
        let signed = call.query(&[("access_token", self.token.reveal()), ("appsecret_proof", &self.proof)]);
        self.connection.http.send(signed.reading(verdict::verdict)).await
    }
}

/// A number of Meta's, or two with a line between; nothing else may stand in the path of a call.
pub(crate) fn is_number(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}

fn key(connection: &Connection) -> Result<hmac::Key, Trouble> {
    Ok(hmac::Key::new(hmac::HMAC_SHA256, connection.secret("app_secret")?.reveal().trim().as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
