//! Records exchanges as fixtures with secrets scrubbed, and answers from them again.
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::call::{Body, Call};
use super::scrub;
use crate::trouble::Trouble;

/// A folder of exchanges, one JSON file each, in the order of their names.
#[derive(Debug)]
pub struct Tape {
    mode: Mode,
}

#[derive(Debug)]
enum Mode {
    Records { folder: PathBuf, next: Mutex<u32> },
    Replays { exchanges: Mutex<Vec<(Exchange, Played)>> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Played {
    No,
    Yes,
}

/// One exchange as it stands in a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Exchange {
    method: String,
    /// Path and query; the host is left out, since it differs from run to run.
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sent: Option<Content>,
    status: u16,
    /// Headers that the client reads or that say what the body is.
    headers: Vec<(String, String)>,
    body: Content,
}

/// A body in the form that reads best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Content {
    Json(Value),
    Form(Vec<(String, String)>),
    Text(String),
    Base64(String),
}

/// Headers worth keeping in a fixture.
const KEPT: &[&str] = &[
    "content-type",
    "date",
    "link",
    "location",
    "retry-after",
    "ratelimit",
    "server",
    "mastodon-async-refresh",
    "x-wp-total",
    "x-wp-totalpages",
];

impl Tape {
    /// Writes every exchange into `folder`, going on after what lies there.
    pub fn recording(folder: impl Into<PathBuf>) -> std::io::Result<Self> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder)?;
        let next = u32::try_from(files(&folder)?.len()).unwrap_or(u32::MAX);
        Ok(Self { mode: Mode::Records { folder, next: Mutex::new(next + 1) } })
    }

    /// Answers from the exchanges in `folder`; the network is never called. Calls of one method and path get their answers in the
    /// recorded order, the last one again and again.
    pub fn replaying(folder: impl AsRef<Path>) -> std::io::Result<Self> {
        let mut exchanges = Vec::new();
        for file in files(folder.as_ref())? {
            let exchange: Exchange = serde_json::from_slice(&std::fs::read(&file)?)
                .map_err(|fault| std::io::Error::new(std::io::ErrorKind::InvalidData, format!("{}: {fault}", file.display())))?;
            exchanges.push((exchange, Played::No));
        }
        Ok(Self { mode: Mode::Replays { exchanges: Mutex::new(exchanges) } })
    }

    pub(super) fn replays(&self) -> bool {
        matches!(self.mode, Mode::Replays { .. })
    }

    /// The next recorded answer to a call like this one.
    pub(super) fn play(&self, call: &Call) -> Result<(u16, HeaderMap, Bytes), Trouble> {
        let Mode::Replays { exchanges } = &self.mode else { return Err(Trouble::Gone) };
        let mut exchanges = exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let (method, path) = (call.method.as_str(), path(call));
        let alike = |exchange: &Exchange| exchange.method == method && exchange.path == path;
        let fresh = exchanges.iter().position(|(exchange, played)| *played == Played::No && alike(exchange));
        let found = fresh.or_else(|| exchanges.iter().rposition(|(exchange, _)| alike(exchange)));
        let Some((exchange, played)) = found.and_then(|index| exchanges.get_mut(index)) else {
            return Err(Trouble::Unreachable { reason: format!("the tape has no {method} {path}") });
        };
        *played = Played::Yes;
        let mut headers = HeaderMap::new();
        for (name, value) in &exchange.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::from_str(name), HeaderValue::from_str(value)) {
                headers.append(name, value);
            }
        }
        Ok((exchange.status, headers, exchange.body.bytes()?))
    }

    /// Keeps an exchange. A tape that cannot be written is logged, and does not stop the desk.
    pub(super) fn record(&self, call: &Call, status: u16, headers: &HeaderMap, body: &Bytes) {
        let Mode::Records { folder, next } = &self.mode else { return };
        let media_type =
            |headers: &HeaderMap| headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let kept = |name: &str| KEPT.contains(&name) || name.starts_with("x-ratelimit-") || name.starts_with("ratelimit-");
        let told = headers.iter().filter(|(name, _)| kept(name.as_str()));
        let exchange = Exchange {
            method: call.method.to_string(),
            path: path(call),
            sent: match &call.body {
                Body::Empty => None,
                Body::Bytes(bytes) => Some(Content::of(bytes, &media_type(&call.headers), &call.secrets)),
                Body::Multipart(file, fields) => {
                    let mut shown = fields.clone();
                    shown.push((
                        file.field.clone(),
                        format!("{} {}, {} bytes", file.file_name, file.media_type, file.bytes.len()),
                    ));
                    Some(Content::Form(shown))
                }
            },
            status,
            headers: told
                .map(|(name, value)| (name.to_string(), scrub::text(&String::from_utf8_lossy(value.as_bytes()), &call.secrets)))
                .collect(),
            body: Content::of(body, &media_type(headers), &call.secrets),
        };
        let name = format!("{} {}", exchange.method, call.url.path()).to_ascii_lowercase();
        let name = name.chars().map(|character| if character.is_ascii_alphanumeric() { character } else { '-' }).take(80);
        if let Err(fault) = keep(folder, next, &name.collect::<String>(), &exchange) {
            tracing::error!(%fault, folder = %folder.display(), "Could not record an exchange");
        }
    }
}

/// Writes the next file; several tapes may share a folder.
fn keep(folder: &Path, next: &Mutex<u32>, name: &str, exchange: &Exchange) -> std::io::Result<()> {
    let text = serde_json::to_vec_pretty(exchange)?;
    let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let file = folder.join(format!("{:03}-{name}.json", *next));
        *next += 1;
        match std::fs::File::create_new(file) {
            Ok(mut file) => return file.write_all(&text),
            Err(taken) if taken.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(fault),
        }
    }
}

impl Content {
    fn of(bytes: &[u8], media_type: &str, secrets: &[String]) -> Self {
        let Ok(text) = std::str::from_utf8(bytes) else { return Self::Base64(STANDARD.encode(bytes)) };
        if media_type.starts_with("application/x-www-form-urlencoded") {
            return Self::Form(scrub::form(text, secrets));
        }
        match serde_json::from_str::<Value>(text) {
            Ok(mut value) if value.is_object() || value.is_array() => {
                scrub::json(&mut value, secrets);
                Self::Json(value)
            }
            _ => Self::Text(scrub::text(text, secrets)),
        }
    }

    fn bytes(&self) -> Result<Bytes, Trouble> {
        Ok(match self {
            Self::Json(value) => value.to_string().into(),
            Self::Text(text) => text.clone().into(),
            Self::Form(fields) => url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into(),
            Self::Base64(text) => STANDARD
                .decode(text)
                .map_err(|fault| Trouble::Nonsense { reason: format!("the tape is damaged: {fault}") })?
                .into(),
        })
    }
}

fn path(call: &Call) -> String {
    match call.url.query().filter(|query| !query.is_empty()) {
        None => call.url.path().to_owned(),
        Some(query) => {
            let fields = scrub::form(query, &call.secrets);
            let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            format!("{}?{query}", call.url.path())
        }
    }
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}
