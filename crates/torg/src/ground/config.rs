//! Configuration: defaults → `torg.toml` → `TORG_*` → flags. A wrong value is refused at start with its name, itself and the remedy.
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::tz::TimeZone;
use serde::Deserialize;
use url::Url;

use super::locale::Locale;

/// What can be set, in `torg.toml` as it stands here, as `TORG_DATA` … in the environment, and most as flags. Empty means default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The folder of everything: database, keys, `torg.toml`.
    pub data: Option<PathBuf>,
    /// Where to listen: `127.0.0.1:8080`.
    pub listen: Option<String>,
    /// `postgres://…` when one machine is not enough; otherwise SQLite in the data folder.
    pub database: Option<String>,
    /// The address people use: `https://torg.example.org`.
    pub public_url: Option<String>,
    /// The authority's name, for the first start.
    pub authority: Option<String>,
    /// IANA time zone: `Europe/Stockholm`.
    pub zone: Option<String>,
    /// Language of pages before someone has chosen: `sv`, `nb`, `nn`, `en`.
    pub language: Option<String>,
    /// File with the vault's key; otherwise `torg.key` in the data folder. Must be the same on every node.
    pub key_file: Option<PathBuf>,
    /// `text` or `json`.
    pub log: Option<String>,
    /// Header in which a proxy in front of Torg puts the visitor's address: `x-forwarded-for`. Empty: nothing in front.
    pub proxy_header: Option<String>,
    /// Sites that may show the list of channels in a frame: `https://www.example.org https://example.org`. Empty: none.
    pub embed_on: Option<String>,
}

impl Settings {
    /// Takes each value of `over` that is set.
    #[must_use]
    fn under(self, over: Self) -> Self {
        Self {
            data: over.data.or(self.data),
            listen: over.listen.or(self.listen),
            database: over.database.or(self.database),
            public_url: over.public_url.or(self.public_url),
            authority: over.authority.or(self.authority),
            zone: over.zone.or(self.zone),
            language: over.language.or(self.language),
            key_file: over.key_file.or(self.key_file),
            log: over.log.or(self.log),
            proxy_header: over.proxy_header.or(self.proxy_header),
            embed_on: over.embed_on.or(self.embed_on),
        }
    }

    fn from_environment(read: &dyn Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| read(&format!("TORG_{name}")).filter(|value| !value.is_empty());
        Self {
            data: text("DATA").map(PathBuf::from),
            listen: text("LISTEN"),
            database: text("DATABASE"),
            public_url: text("PUBLIC_URL"),
            authority: text("AUTHORITY"),
            zone: text("ZONE"),
            language: text("LANGUAGE"),
            key_file: text("KEY_FILE").map(PathBuf::from),
            log: text("LOG"),
            proxy_header: text("PROXY_HEADER"),
            embed_on: text("EMBED_ON"),
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// Whether this is the practice town or the real thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `torg serve`.
    Real,
    /// `torg demo`: a click on a named person signs in.
    Demo,
}

/// Settings, checked.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror `Settings`, where each is explained")]
pub struct Config {
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub database: store::Target,
    pub public_url: Url,
    pub authority: String,
    pub zone: TimeZone,
    pub language: Locale,
    pub key_file: PathBuf,
    pub log: LogFormat,
    pub proxy_header: Option<String>,
    pub embed_on: Option<String>,
    pub mode: Mode,
}

impl Config {
    /// Defaults → `torg.toml` in the data folder → environment → flags.
    pub fn load(flags: Settings, mode: Mode) -> anyhow::Result<Self> {
        let environment = Settings::from_environment(&|name| std::env::var(name).ok());
        let data = flags.data.clone().or_else(|| environment.data.clone()).unwrap_or_else(|| PathBuf::from("torg-data"));
        let file = data.join("torg.toml");
        let from_file = match std::fs::read_to_string(&file) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("{} cannot be read as settings", file.display()))?,
            Err(missing) if missing.kind() == std::io::ErrorKind::NotFound => Settings::default(),
            Err(fault) => return Err(fault).with_context(|| format!("could not read {}", file.display())),
        };
        Self::checked(from_file.under(environment).under(flags), &data, mode)
    }

    /// Checks each value; the refusal names the setting, the value and the remedy.
    pub fn checked(settings: Settings, data: &Path, mode: Mode) -> anyhow::Result<Self> {
        let listen_text = settings.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let Ok(listen) = listen_text.parse::<SocketAddr>() else {
            bail!("listen {listen_text:?} is not an address with a port; write for example 127.0.0.1:8080");
        };
        let database = match settings.database {
            None => store::Target::Sqlite(data.join("torg.sqlite")),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => store::Target::Postgres(url),
            Some(other) => {
                let scheme = other.split("://").next().unwrap_or_default();
                bail!(
                    "database begins with {scheme:?}, which is no database Torg knows; write postgres://user@host/name, or leave it out for SQLite"
                );
            }
        };
        let url_text = settings.public_url.unwrap_or_else(|| format!("http://{listen}"));
        let public_url = match Url::parse(&url_text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => url,
            _ => bail!("public_url {url_text:?} has no scheme or host; write for example https://torg.example.org"),
        };
        let zone_text = settings.zone.unwrap_or_else(|| "Europe/Stockholm".to_owned());
        let Ok(zone) = TimeZone::get(&zone_text) else {
            bail!("zone {zone_text:?} is not a time zone Torg knows; write for example Europe/Stockholm or Europe/Oslo");
        };
        let language_text = settings.language.unwrap_or_else(|| "sv".to_owned());
        let Some(language) = Locale::named(&language_text) else {
            bail!("language {language_text:?} is not one of sv, nb, nn, en");
        };
        let log = match settings.log.as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(other) => bail!("log {other:?} is not a form of log; write text or json"),
        };
        Ok(Self {
            data: data.to_owned(),
            listen,
            database,
            public_url,
            authority: settings.authority.unwrap_or_else(|| "Exempelby kommun".to_owned()),
            zone,
            language,
            key_file: settings.key_file.unwrap_or_else(|| data.join("torg.key")),
            log,
            proxy_header: settings.proxy_header.map(|header| header.to_ascii_lowercase()),
            embed_on: settings.embed_on.map(|sites| checked_sites(&sites)).transpose()?.filter(|sites| !sites.is_empty()),
            mode,
        })
    }

    /// What names the sealed log in its checkpoints: host and path, no scheme (C2SP tlog-checkpoint).
    pub fn log_origin(&self) -> String {
        let host = self.public_url.host_str().unwrap_or("localhost");
        match self.public_url.port() {
            Some(port) if !self.public_url.host_str().is_none_or(str::is_empty) => format!("{host}:{port}/log"),
            _ => format!("{host}/log"),
        }
    }

    /// True when people reach Torg over TLS; then cookies are bound to it.
    pub fn over_tls(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// Sites by scheme and host, a space between: nothing that could end one rule and begin another.
fn checked_sites(sites: &str) -> anyhow::Result<String> {
    let mut checked = Vec::new();
    for site in sites.split_whitespace() {
        match Url::parse(site) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.path() == "/" => {
                checked.push(url.origin().ascii_serialization());
            }
            _ => bail!("embed_on {site:?} is not a site; write for example https://www.example.org"),
        }
    }
    Ok(checked.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(settings: Settings) -> String {
        Config::checked(settings, Path::new("data"), Mode::Real).unwrap_err().to_string()
    }

    #[test]
    fn a_wrong_value_is_refused_with_name_value_and_remedy() {
        let listen = refusal(Settings { listen: Some("8080".into()), ..Settings::default() });
        assert_eq!(listen, r#"listen "8080" is not an address with a port; write for example 127.0.0.1:8080"#);
        let url = refusal(Settings { public_url: Some("desk".into()), ..Settings::default() });
        assert!(url.contains(r#"public_url "desk""#) && url.contains("https://"));
        let zone = refusal(Settings { zone: Some("Svea/Rike".into()), ..Settings::default() });
        let sites = refusal(Settings { embed_on: Some("www.example.org; script-src *".into()), ..Settings::default() });
        assert!(sites.contains("embed_on") && sites.contains("https://www.example.org"), "{sites}");
        assert!(zone.contains("Svea/Rike") && zone.contains("Europe/Stockholm"));
        let database = refusal(Settings { database: Some("mysql://secret@host".into()), ..Settings::default() });
        assert!(database.contains("mysql") && !database.contains("secret"));
    }

    #[test]
    fn flags_stand_over_environment_over_file() {
        let file = Settings {
            zone: Some("Europe/Oslo".into()),
            language: Some("nb".into()),
            log: Some("json".into()),
            ..Settings::default()
        };
        let environment = Settings::from_environment(&|name| (name == "TORG_LANGUAGE").then(|| "nn".to_owned()));
        let flags = Settings { log: Some("text".into()), ..Settings::default() };
        let config = Config::checked(file.under(environment).under(flags), Path::new("d"), Mode::Real).unwrap();
        assert_eq!(config.zone.iana_name(), Some("Europe/Oslo"));
        assert_eq!(config.language, Locale::Nn);
        assert_eq!(config.log, LogFormat::Text);
    }
}
