//! A real network of AT Protocol on loopback (PDS, PLC directory, AppView): the one `TORG_TEST_BLUESKY` names, or one of our own.
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rand::Rng;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::connection::{Connection, Secret};
use crate::http::{Call, Http, HttpSettings, PrivateAddresses};

/// A running network. One of our own ends when dropped.
#[derive(Debug)]
pub struct BlueskyTown {
    /// `http://localhost:PORT` of the server where accounts live.
    pub pds: String,
    /// What handles end in: `.test`.
    pub handle_suffix: String,
    own: Option<Child>,
}

/// Somebody with an account there.
#[derive(Clone, Debug)]
pub struct BlueskyUser {
    /// The account's id.
    pub did: String,
    /// Full handle without `@`, unlike any other's.
    pub handle: String,
    /// The app password, with the right to direct messages.
    pub app_password: String,
}

/// The line the launcher prints.
#[derive(Deserialize)]
struct Told {
    pds: String,
    handle_suffix: String,
}

impl BlueskyTown {
    /// The network of `TORG_TEST_BLUESKY` (the launcher's line, or the address of a PDS whose handles end in `.test`), else one started
    /// here. `None` with a loud sentence when the servers are not installed; with `TORG_REQUIRE_SERVERS=1` a panic.
    pub fn start() -> Option<Self> {
        if let Some(running) = std::env::var("TORG_TEST_BLUESKY").ok().filter(|running| !running.is_empty()) {
            let told = match running.starts_with('{') {
                true => serde_json::from_str(&running).expect("TORG_TEST_BLUESKY holds the launcher's line"),
                false => Told { pds: running.trim_end_matches('/').to_owned(), handle_suffix: ".test".to_owned() },
            };
            return Some(Self { pds: told.pds, handle_suffix: told.handle_suffix, own: None });
        }
        let cache = cache();
        if !cache.join("installed").exists() {
            let missing = "the Bluesky servers are not installed (e2e/servers/bluesky/install.sh)";
            assert_ne!(std::env::var("TORG_REQUIRE_SERVERS").as_deref(), Ok("1"), "{missing}");
            eprintln!("\n*** NOT TESTED against a real Bluesky server: {missing} ***\n");
            return None;
        }
        Some(Self::launch(&cache))
    }

    fn launch(cache: &Path) -> Self {
        let launcher = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../e2e/servers/bluesky");
        let mut child = Command::new(cache.join("node/node_modules/node/bin/node"))
            .args([Path::new("--require"), &launcher.join("loopback.cjs"), &launcher.join("start.mjs")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the installed Node runs");
        let output = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let (line, first_line) = mpsc::channel();
        std::thread::spawn(move || line.send(output.lines().next()));
        let told = first_line.recv_timeout(Duration::from_secs(90)).expect("the servers start within 90 seconds");
        let told = told.expect("the launcher prints a line").expect("the line is text");
        let told: Told = serde_json::from_str(&told).expect("the line is JSON");
        Self { pds: told.pds, handle_suffix: told.handle_suffix, own: Some(child) }
    }

    /// Makes an account with an app password. The handle begins with `name`, at most nine letters.
    pub async fn add_user(&self, name: &str) -> BlueskyUser {
        // Test runs share one network, so names alone would clash.
        let handle = format!("{name}-{:07x}{}", rand::rng().random_range(0..0x1000_0000), self.handle_suffix);
        let account = json!({ "email": format!("{handle}@example.com"), "handle": handle, "password": "a long password" });
        let made = self.call("com.atproto.server.createAccount", None, &account).await;
        let text = |value: &Value| value.as_str().expect("the server tells it").to_owned();
        let asked = json!({ "name": "torg", "privileged": true });
        let granted = self.call("com.atproto.server.createAppPassword", Some(&text(&made["accessJwt"])), &asked).await;
        BlueskyUser { did: text(&made["did"]), handle, app_password: text(&granted["password"]) }
    }

    /// The settings and the secret of a channel for this account, by key.
    pub fn settings(&self, user: &BlueskyUser) -> [(&'static str, String); 3] {
        [("service", self.pds.clone()), ("identifier", user.handle.clone()), ("app_password", user.app_password.clone())]
    }

    /// A channel for this account.
    pub fn connection(&self, user: &BlueskyUser) -> Connection {
        let [service, identifier, (key, password)] = self.settings(user);
        let settings = [service, identifier].map(|(key, value)| (key.to_owned(), value)).into();
        Connection::new(http(), settings, [(key.to_owned(), Secret::new(password))].into())
    }

    async fn call(&self, method: &str, token: Option<&str>, body: &Value) -> Value {
        let call = Call::post(&format!("{}/xrpc/{method}", self.pds)).expect("an address").json(body);
        let call = token.map_or(call.clone(), |token| call.bearer(&Secret::new(token)));
        http().send(call).await.expect("the server makes accounts").json().expect("the server answers with JSON")
    }
}

impl Drop for BlueskyTown {
    fn drop(&mut self) {
        if let Some(mut child) = self.own.take() {
            drop(child.stdin.take()); // it ends when its input closes, and takes its folders along
            let _ = child.wait();
        }
    }
}

/// Where `install.sh` puts the servers.
fn cache() -> PathBuf {
    let tests = std::env::var_os("TORG_TEST_CACHE").map(PathBuf::from);
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache/torg-test");
    tests.unwrap_or_else(home).join("bluesky")
}

/// A client with the patience that a busy test machine needs.
fn http() -> Http {
    let settings = HttpSettings { private_addresses: PrivateAddresses::Allow, ..HttpSettings::default() };
    Http::new(settings).expect("the client starts")
}
