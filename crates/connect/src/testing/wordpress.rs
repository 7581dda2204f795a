//! A real WordPress site on loopback: the one that `TORG_TEST_WORDPRESS` names, as `e2e/servers/wordpress/start` tells it.
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::{Call, Http, HttpSettings, PrivateAddresses, Tape};

/// A running site with an editor, `torg`, and a citizen, `ase`.
#[derive(Clone, Debug, Deserialize)]
pub struct WordPressSite {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    users: BTreeMap<String, String>,
}

impl WordPressSite {
    /// The site that the test run started. `None` with a loud sentence when there is none; with `TORG_REQUIRE_SERVERS=1` a panic.
    pub fn running() -> Option<Self> {
        let told = std::env::var("TORG_TEST_WORDPRESS").ok().filter(|told| !told.is_empty());
        let Some(told) = told else {
            let missing = "no WordPress site is running (./test starts one; alone: e2e/servers/wordpress/start)";
            assert_ne!(std::env::var("TORG_REQUIRE_SERVERS").as_deref(), Ok("1"), "{missing}");
            eprintln!("\n*** NOT TESTED against a real WordPress: {missing} ***\n");
            return None;
        };
        Some(serde_json::from_str(&told).expect("TORG_TEST_WORDPRESS holds the line that start prints"))
    }

    /// The settings and the secret of a channel at the site, by key.
    pub fn settings(&self) -> [(&'static str, String); 3] {
        [("site", self.url.clone()), ("user", "torg".to_owned()), ("app_password", self.users["torg"].clone())]
    }

    /// A channel at the site, recorded on `tape` if there is one.
    pub fn connection(&self, tape: Option<Tape>) -> Connection {
        let [site, user, (key, password)] = self.settings();
        let settings = [site, user].map(|(key, value)| (key.to_owned(), value)).into();
        Connection::new(http(tape), settings, [(key.to_owned(), Secret::new(password))].into())
    }

    /// What the citizen does there: a call to the API in her name.
    pub async fn ase(&self, path: &str, body: &Value) -> Value {
        let call = Call::post(&format!("{}/wp-json/wp/v2/{path}", self.url)).expect("an address").json(body);
        let call = call.basic("ase", &Secret::new(self.users["ase"].clone()));
        http(None).send(call).await.expect("the site answers").json().expect("with JSON")
    }

    /// The citizen comments; gives the comment's number.
    pub async fn commented(&self, post: u64, text: &str) -> u64 {
        let made = self.ase("comments", &json!({ "post": post, "content": text })).await;
        made["id"].as_u64().expect("a comment has a number")
    }
}

/// A client with the patience that a busy test machine needs.
fn http(tape: Option<Tape>) -> Http {
    let settings =
        HttpSettings { private_addresses: PrivateAddresses::Allow, tape: tape.map(Arc::new), ..HttpSettings::default() };
    Http::new(settings).expect("the client starts")
}
