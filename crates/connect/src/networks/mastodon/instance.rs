//! What the server says of itself: its name in handles, what fits, where the stream is. Asked once per process and channel.
use serde::{Deserialize, Serialize};
use url::Url;

use super::server::Server;
use crate::http::Call;
use crate::network::{Limits, PollLimits};
use crate::trouble::Trouble;

/// What is remembered of a server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Instance {
    pub(super) domain: String,
    pub(super) limits: Limits,
    /// `wss://streaming.social.example`.
    pub(super) streaming: Option<String>,
    /// Longest text on a profile, where the server tells.
    #[serde(default)]
    pub(super) note: Option<usize>,
    /// File types that it takes; empty where it does not tell.
    #[serde(default)]
    pub(super) media_types: Vec<String>,
}

/// Mastodon's own, as documented (entities/Instance, July 2026).
pub(super) const DOCUMENTED: Limits = Limits {
    characters_per_url: Some(23),
    media: 4,
    alt: 1500,
    media_bytes: 16 * 1024 * 1024,
    film_bytes: Some(99 * 1024 * 1024),
    poll: Some(PollLimits { options: 4, option: 50, shortest: 300, longest: 2_629_746 }),
    ..Limits::documented(500)
};

/// The instance, from memory or by asking: version 2, and where that is missing or broken, version 1.
pub(super) async fn told(server: &Server<'_>) -> Result<Instance, Trouble> {
    let remembered = server.connection.remembered("mastodon.instance").await;
    if let Some(instance) = remembered.and_then(|instance| serde_json::from_str(&instance).ok()) {
        return Ok(instance);
    }
    // Asked once, since the other version is there to try.
    let mut answer = ask(server, server.get("/api/v2/instance")?.once()).await;
    // 404 is common, 500 happens; 401 is a server that shows itself only under the old path.
    if matches!(&answer, Err(trouble) if !matches!(trouble, Trouble::Unreachable { .. } | Trouble::Limited { .. })) {
        answer = ask(server, server.get("/api/v1/instance")?).await.or(answer);
    }
    let instance = answer?.understood();
    let remembered = serde_json::to_string(&instance).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })?;
    server.connection.remember("mastodon.instance", Some(remembered)).await;
    Ok(instance)
}

async fn ask(server: &Server<'_>, call: Call) -> Result<Told, Trouble> {
    server.send(call).await?.json()
}

/// Both versions at once; no field is in all servers.
#[derive(Debug, Default, Deserialize)]
struct Told {
    domain: Option<String>,
    /// Version 1: the domain, or an address.
    uri: Option<String>,
    version: Option<String>,
    urls: Option<Urls>,
    configuration: Option<Configuration>,
    /// Pleroma and its kin.
    max_toot_chars: Option<usize>,
    /// Pleroma and its kin, for alt texts.
    description_limit: Option<usize>,
    /// Pleroma and its kin, for polls.
    poll_limits: Option<Polls>,
}

#[derive(Debug, Default, Deserialize)]
struct Urls {
    streaming: Option<String>,
    streaming_api: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Configuration {
    statuses: Option<Statuses>,
    media_attachments: Option<MediaAttachments>,
    urls: Option<Urls>,
    accounts: Option<Accounts>,
    polls: Option<Polls>,
}

/// Mastodon's names, and Pleroma's.
#[derive(Debug, Default, Deserialize)]
struct Polls {
    max_options: Option<usize>,
    #[serde(alias = "max_option_chars")]
    max_characters_per_option: Option<usize>,
    min_expiration: Option<u32>,
    max_expiration: Option<u32>,
}

/// Told since Mastodon 4.6.
#[derive(Debug, Default, Deserialize)]
struct Accounts {
    max_note_length: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
struct Statuses {
    max_characters: Option<usize>,
    max_media_attachments: Option<usize>,
    characters_reserved_per_url: Option<usize>,
}

#[derive(Debug, Default, Deserialize)]
struct MediaAttachments {
    image_size_limit: Option<usize>,
    video_size_limit: Option<usize>,
    description_limit: Option<usize>,
    supported_mime_types: Option<Vec<String>>,
}

impl Told {
    fn understood(self) -> Instance {
        let configuration = self.configuration.unwrap_or_default();
        let statuses = configuration.statuses.unwrap_or_default();
        let media = configuration.media_attachments.unwrap_or_default();
        // snac (2.75) tells limits for polls, takes a message with one over its API, and drops the poll.
        let drops_polls = self.version.is_some_and(|version| version.contains("snac/"));
        let text = statuses.max_characters.or(self.max_toot_chars).filter(|most| *most > 0);
        let limits = Limits {
            text: text.unwrap_or(DOCUMENTED.text),
            characters_per_url: statuses.characters_reserved_per_url.or(DOCUMENTED.characters_per_url),
            media: statuses.max_media_attachments.unwrap_or(DOCUMENTED.media),
            alt: media.description_limit.or(self.description_limit).unwrap_or(DOCUMENTED.alt),
            media_bytes: media.image_size_limit.unwrap_or(DOCUMENTED.media_bytes),
            film_bytes: media.video_size_limit.or(DOCUMENTED.film_bytes),
            poll: if drops_polls {
                None
            } else {
                configuration.polls.or(self.poll_limits).map_or(DOCUMENTED.poll, Polls::understood)
            },
            from_network: text.is_some(),
            ..DOCUMENTED
        };
        let note = configuration.accounts.and_then(|accounts| accounts.max_note_length).filter(|most| *most > 0);
        let urls = [configuration.urls, self.urls].into_iter().flatten();
        let streaming = urls.flat_map(|urls| [urls.streaming, urls.streaming_api]).flatten().find(|url| !url.is_empty());
        let media_types = media.supported_mime_types.unwrap_or_default();
        Instance { domain: domain(self.domain.or(self.uri)), limits, streaming, note, media_types }
    }
}

impl Polls {
    /// `None` on a server that takes fewer than two answers: it has no polls.
    fn understood(self) -> Option<PollLimits> {
        let book = DOCUMENTED.poll?;
        let limits = PollLimits {
            options: self.max_options.unwrap_or(book.options),
            option: self.max_characters_per_option.unwrap_or(book.option),
            shortest: self.min_expiration.unwrap_or(book.shortest),
            longest: self.max_expiration.unwrap_or(book.longest),
        };
        (limits.options >= 2 && limits.longest > 0).then_some(limits)
    }
}

fn domain(told: Option<String>) -> String {
    let told = told.unwrap_or_default();
    match Url::parse(&told) {
        Ok(url) if url.has_host() => {
            let host = url.host_str().unwrap_or_default();
            url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
        }
        _ => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(json: &str) -> Instance {
        serde_json::from_str::<Told>(json).unwrap().understood()
    }

    #[test]
    fn both_versions_are_understood() {
        let second = understood(
            r#"{"domain":"social.example","configuration":{"urls":{"streaming":"wss://s.social.example"},
            "statuses":{"max_characters":1000,"max_media_attachments":6,"characters_reserved_per_url":23},
            "media_attachments":{"image_size_limit":1000,"description_limit":1500,"video_size_limit":9,"supported_mime_types":["video/mp4"]},
            "polls":{"max_options":9,"max_characters_per_option":70,"min_expiration":60,"max_expiration":90}}}"#,
        );
        let poll = Some(PollLimits { options: 9, option: 70, shortest: 60, longest: 90 });
        let limits =
            Limits { text: 1000, media: 6, media_bytes: 1000, film_bytes: Some(9), poll, from_network: true, ..DOCUMENTED };
        let (streaming, media_types) = (Some("wss://s.social.example".to_owned()), vec!["video/mp4".to_owned()]);
        assert_eq!(second, Instance { domain: "social.example".into(), limits, streaming, note: None, media_types });
        assert_eq!(understood(r#"{"configuration":{"accounts":{"max_note_length":1000}}}"#).note, Some(1000));
        let first = understood(
            r#"{"uri":"https://pleroma.example","urls":{"streaming_api":"wss://x"},"max_toot_chars":5000,"description_limit":7}"#,
        );
        assert_eq!((first.domain.as_str(), first.limits.text, first.limits.alt), ("pleroma.example", 5000, 7));
        assert!(first.limits.from_network);
        let pleroma = understood(
            r#"{"poll_limits":{"max_options":20,"max_option_chars":200,"max_expiration":31536000,"min_expiration":0}}"#,
        );
        assert_eq!(pleroma.limits.poll, Some(PollLimits { options: 20, option: 200, shortest: 0, longest: 31_536_000 }));
        assert_eq!(understood(r#"{"configuration":{"polls":{"max_options":0}}}"#).limits.poll, None);
        let snac = r#"{"version":"4.0.0 (not true; really snac/2.75)","configuration":{"polls":{"max_options":8}}}"#;
        assert_eq!(understood(snac).limits.poll, None, "it drops them");
        assert_eq!(understood("{}").limits, DOCUMENTED);
        assert_eq!(understood(r#"{"uri":"localhost:8001"}"#).domain, "localhost:8001");
    }
}
