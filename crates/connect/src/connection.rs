//! One channel's line to its network: settings, secrets, the HTTP client, and what is remembered between calls.
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::http::Http;
use crate::trouble::Trouble;

/// A token or password. `Debug` never shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret as it came from the vault or a form.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }
    /// The bare secret, for the one header or body it belongs in.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A channel's line to its network. Cheap to clone; clones share what is remembered (sessions, instance limits).
#[derive(Clone)]
pub struct Connection {
    /// The one HTTP client, with this channel's rate limits.
    pub http: Http,
    settings: Arc<BTreeMap<String, String>>,
    secrets: Arc<BTreeMap<String, Secret>>,
    remembered: Arc<tokio::sync::Mutex<BTreeMap<&'static str, String>>>,
}

impl Connection {
    /// A line with the settings and secrets that the network's [`crate::Setting`]s name.
    pub fn new(http: Http, settings: BTreeMap<String, String>, secrets: BTreeMap<String, Secret>) -> Self {
        Self { http, settings: Arc::new(settings), secrets: Arc::new(secrets), remembered: Arc::default() }
    }

    /// The same line with one setting changed; what is remembered is shared.
    #[must_use]
    pub fn with_setting(&self, key: &str, value: &str) -> Self {
        let mut settings = (*self.settings).clone();
        settings.insert(key.to_owned(), value.to_owned());
        Self { settings: Arc::new(settings), ..self.clone() }
    }

    /// A setting that may be absent.
    pub fn setting(&self, key: &str) -> Option<&str> {
        self.settings.get(key).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A setting the network cannot do without; its absence is a [`Trouble::Setting`].
    pub fn required(&self, key: &'static str) -> Result<&str, Trouble> {
        self.setting(key).ok_or(Trouble::Setting { key })
    }

    /// A secret the network cannot do without.
    pub fn secret(&self, key: &'static str) -> Result<&Secret, Trouble> {
        self.secrets.get(key).ok_or(Trouble::Setting { key })
    }

    /// What an earlier call remembered under `key` (a session, the instance's limits), for the life of the process.
    pub async fn remembered(&self, key: &'static str) -> Option<String> {
        self.remembered.lock().await.get(key).cloned()
    }

    /// Remembers `value` under `key`; `None` forgets.
    pub async fn remember(&self, key: &'static str, value: Option<String>) {
        let mut remembered = self.remembered.lock().await;
        match value {
            Some(value) => remembered.insert(key, value),
            None => remembered.remove(key),
        };
    }
}

impl fmt::Debug for Connection {
    /// Leaves out what is remembered: sessions are secrets too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { http, settings, secrets, remembered: _ } = self;
        f.debug_struct("Connection")
            .field("http", http)
            .field("settings", settings)
            .field("secrets", secrets)
            .finish_non_exhaustive()
    }
}
