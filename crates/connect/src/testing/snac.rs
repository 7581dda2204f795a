//! A real server of the Mastodon API on loopback: snac2, from Debian.
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::connection::{Connection, Secret};
use crate::http::{Call, Http, HttpSettings, PrivateAddresses, Tape};
use crate::networks::by_name;

/// A running server with an empty town. It stops, and its folder goes, when dropped.
pub struct Snac {
    server: Child,
    folder: TempDir,
    url: String,
}

/// Somebody with an account there.
#[derive(Clone, Debug)]
pub struct SnacUser {
    /// The name in handles.
    pub name: String,
    /// Full handle without `@`.
    pub handle: String,
    /// For the web pages.
    pub password: String,
    /// For the API.
    pub token: String,
}

/// Where signed-in browsers would be sent; nobody listens there.
const REDIRECT: &str = "http://127.0.0.1:9/signed-in";

impl Snac {
    /// Starts a server on a free port. `None` with a loud sentence when `snac` is not installed; with `TORG_REQUIRE_SERVERS=1` a panic.
    pub fn start() -> Option<Self> {
        let installed = Command::new("snac").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if installed.is_err() {
            let missing = "snac is not installed (Debian: apt-get install -t bookworm-backports snac2)";
            assert_ne!(std::env::var("TORG_REQUIRE_SERVERS").as_deref(), Ok("1"), "{missing}");
            eprintln!("\n*** NOT TESTED against a real Mastodon server: {missing} ***\n");
            return None;
        }
        // Another program may take the port between finding and using it.
        let started = (0..5).find_map(|_| Self::start_once());
        Some(started.expect("snac starts within five tries"))
    }

    fn start_once() -> Option<Self> {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
        let port = free.local_addr().expect("a bound socket has an address").port();
        drop(free);
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let data = folder.path().join("data");
        let mut init =
            Command::new("snac").arg("init").arg(&data).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("snac runs");
        let answers = format!("127.0.0.1\n{port}\nlocalhost:{port}\n\ntest@example.com\n");
        init.stdin.take().expect("stdin is piped").write_all(answers.as_bytes()).expect("snac reads its answers");
        assert!(init.wait().expect("snac ends").success(), "snac init");
        let settings = data.join("server.json");
        let mut json: serde_json::Value = read(&settings);
        json["protocol"] = "http".into();
        std::fs::write(&settings, json.to_string()).expect("the settings can be written");
        let log = std::fs::File::create(folder.path().join("log")).expect("a log can be made");
        let server = Command::new("snac").arg("httpd").arg(&data).stdout(Stdio::null()).stderr(log).spawn().expect("snac runs");
        let mut snac = Self { server, folder, url: format!("http://localhost:{port}") };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if snac.server.try_wait().expect("a child can be asked").is_some() {
                return None;
            }
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(snac);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        None
    }

    /// `http://localhost:PORT`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Makes an account and signs in to it as Torg does, by OAuth.
    pub async fn add_user(&self, name: &str) -> SnacUser {
        let made =
            Command::new("snac").arg("adduser").arg(self.folder.path().join("data")).arg(name).output().expect("snac runs");
        let told = String::from_utf8_lossy(&made.stdout).into_owned() + &String::from_utf8_lossy(&made.stderr);
        let password =
            told.lines().find_map(|line| line.strip_prefix("User password is ")).expect("snac tells the password").to_owned();
        let authorising = by_name("mastodon").and_then(|network| network.authorising()).expect("Mastodon has signing in");
        let nobody = self.connection_with(None, None);
        let begun = authorising.start(&nobody, REDIRECT).await.expect("snac registers the desk");
        let code = self.allow(&begun.url, name, &password, &begun.state).await;
        let granted = authorising.finish(&nobody, &begun.pending, REDIRECT, &code).await.expect("snac takes its own code");
        let token = granted.secrets[0].1.reveal().to_owned();
        let handle = format!("{name}@{}", self.url.trim_start_matches("http://"));
        SnacUser { name: name.to_owned(), handle, password, token }
    }

    /// A channel for this account.
    pub fn connection(&self, user: &SnacUser) -> Connection {
        self.connection_with(Some(&user.token), None)
    }

    /// A channel for this account whose exchanges are recorded.
    pub fn recorded(&self, user: &SnacUser, tape: Tape) -> Connection {
        self.connection_with(Some(&user.token), Some(Arc::new(tape)))
    }

    fn connection_with(&self, token: Option<&str>, tape: Option<Arc<Tape>>) -> Connection {
        let settings = [("instance".to_owned(), self.url.clone())].into();
        let secrets = token.map(|token| ("token".to_owned(), Secret::new(token))).into_iter().collect();
        Connection::new(patient_http(tape), settings, secrets)
    }

    /// What a person does in the browser: signs in on the server's page and is sent back with a code.
    async fn allow(&self, page: &str, name: &str, password: &str, state: &str) -> String {
        let page = url::Url::parse(page).expect("the address of the page is one");
        let client = page.query_pairs().find(|(name, _)| name == "client_id").expect("the page knows the desk").1.into_owned();
        let fields = [("login", name), ("passwd", password), ("redir", REDIRECT), ("cid", &client), ("state", state)];
        let browser =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().expect("a client");
        let sent = browser.post(format!("{}/oauth/x-snac-login", self.url)).form(&fields).send().await.expect("snac answers");
        let back = sent.headers()["location"].to_str().expect("an address").to_owned();
        let back = url::Url::parse(&back).expect("the browser is sent back");
        let answer: std::collections::HashMap<_, _> = back.query_pairs().into_owned().collect();
        assert_eq!(answer["state"], state);
        answer["code"].clone()
    }

    /// Waits, at most half a minute, until the server has nothing left to deliver.
    pub async fn work_is_done(&self) {
        let data = self.folder.path().join("data");
        let users = std::fs::read_dir(data.join("user")).expect("snac has a folder of users");
        let mut queues: Vec<PathBuf> = users.map(|user| user.expect("it can be read").path().join("queue")).collect();
        queues.push(data.join("queue"));
        let waits = |queue: &PathBuf| std::fs::read_dir(queue).is_ok_and(|mut jobs| jobs.next().is_some());
        let begun = Instant::now();
        while queues.iter().any(waits) && begun.elapsed() < Duration::from_secs(30) {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Deletes a message on the server's web page; snac has no deletion in its API.
    pub async fn delete(&self, user: &SnacUser, status_url: &str) {
        let fields = [("id", status_url), ("actor", ""), ("group", ""), ("redir", ""), ("action", "Delete")];
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let basic =
            base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("{}:{}", user.name, user.password));
        let call = Call::post(&format!("{}/{}/admin/action", self.url, user.name)).expect("an address").form(fields);
        let sent = patient_http(None).send(call.header("Authorization", &format!("Basic {basic}"))).await;
        // It answers with a redirect back to the page.
        assert!(matches!(sent, Err(crate::Trouble::Refused { status: 303, .. })), "{sent:?}");
    }
}

impl Drop for Snac {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing else to do about it here.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// snac answers one after the other, and a test machine is busy.
fn patient_http(tape: Option<Arc<Tape>>) -> Http {
    let settings = HttpSettings { private_addresses: PrivateAddresses::Allow, tape, ..HttpSettings::default() };
    Http::new(settings).expect("the client starts")
}

fn read(file: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(file).expect("snac writes its settings")).expect("they are JSON")
}
