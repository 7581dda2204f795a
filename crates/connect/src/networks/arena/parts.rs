//! What a message in the square has beside its text: files, a poll, a card. The square refuses what a real microblog would.
use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;
use uuid::Uuid;

use super::ledger;
use super::publishing::{LIMITS, MEDIA_TYPES, refused};
use crate::outgoing::{Choice, Focus, Media, Outgoing, Poll};
use crate::trouble::Trouble;

/// What a message has beside its text, as it stands in the square's file. In an edit, what is empty stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// Pictures, or one film.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Attached>,
    /// A question with answers to choose from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<AskedPoll>,
    /// The page it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<ShownCard>,
}

/// A file in `media/` beside the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its name there.
    pub file: String,
    /// `image/png`.
    pub media_type: String,
    /// What it shows.
    pub alt: String,
    /// The point that stays in sight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// Captions of a film.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<AttachedCaptions>,
}

/// Captions in one language, a file too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedCaptions {
    /// Language tag.
    pub language: String,
    /// Its name in `media/`.
    pub file: String,
}

/// A poll as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPoll {
    /// What can be chosen.
    pub options: Vec<String>,
    /// How long it is open, in seconds.
    pub open_for: u32,
    /// How many one may choose.
    pub choice: Choice,
}

/// A card as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCard {
    /// The page's address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The picture's name in `media/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl Parts {
    /// Puts the files of `outgoing` beside the lines. Under the same names at a second try, so nothing is left over.
    pub(super) fn keep(folder: &Path, outgoing: &Outgoing) -> std::io::Result<Self> {
        let key = outgoing.key;
        let mut media = Vec::new();
        for (number, given) in outgoing.media.iter().enumerate() {
            let mut captions = Vec::new();
            for (which, told) in given.captions.iter().enumerate() {
                let file = format!("{key}-{number}-{which}.vtt");
                ledger::keep_file(folder, &file, &told.vtt)?;
                captions.push(AttachedCaptions { language: told.language.clone(), file });
            }
            let file = kept(folder, key, &number.to_string(), given)?;
            let (media_type, alt, focus) = (given.media_type.clone(), given.alt.clone(), given.focus);
            media.push(Attached { file, media_type, alt, focus, captions });
        }
        let poll = outgoing.poll.clone().map(|Poll { options, open_for, choice }| AskedPoll { options, open_for, choice });
        let mut card = None;
        if let Some(given) = &outgoing.card {
            let picture = given.picture.as_ref().map(|picture| kept(folder, key, "card", picture)).transpose()?;
            let (url, title, description) = (given.url.clone(), given.title.clone(), given.description.clone());
            card = Some(ShownCard { url, title, description, picture });
        }
        Ok(Self { media, poll, card })
    }

    /// Takes over what an edit brings.
    pub(super) fn change_to(&mut self, edited: &Self) {
        if !edited.media.is_empty() {
            self.media.clone_from(&edited.media);
        }
        if edited.poll.is_some() {
            self.poll.clone_from(&edited.poll);
        }
        if edited.card.is_some() {
            self.card.clone_from(&edited.card);
        }
    }
}

fn kept(folder: &Path, key: Uuid, what: &str, media: &Media) -> std::io::Result<String> {
    let ending: String =
        media.media_type.rsplit('/').next().unwrap_or("bin").chars().filter(char::is_ascii_alphanumeric).collect();
    let file = format!("{key}-{what}.{ending}");
    ledger::keep_file(folder, &file, &media.bytes).map(|()| file)
}

/// The arena refuses what a real network would, so that practice is worth something.
pub(super) fn check(outgoing: &Outgoing) -> Result<(), Trouble> {
    let films = outgoing.media.iter().filter(|media| media.is_film()).count();
    let most = |media: &Media| if media.is_film() { LIMITS.film_bytes.unwrap_or(0) } else { LIMITS.media_bytes };
    let too_large = |media: &Media| media.bytes.len() > most(media) || media.alt.graphemes(true).count() > LIMITS.alt;
    let reason = match outgoing {
        _ if outgoing.media.len() > LIMITS.media => "too many pictures",
        _ if films > 0 && outgoing.media.len() > 1 => "a film stands alone: no other film or picture beside it",
        _ if outgoing.media.iter().any(|media| !MEDIA_TYPES.contains(&media.media_type.as_str())) => "an unknown type of file",
        _ if outgoing.media.iter().any(too_large) => "a picture or film or its alt text is too large",
        _ if outgoing.media.iter().any(|media| !media.is_film() && !media.captions.is_empty()) => "captions are for films",
        _ if outgoing.poll.is_some() && !outgoing.media.is_empty() => "a message with a poll takes no pictures or films",
        _ if outgoing.poll.as_ref().is_some_and(|poll| !can_be_asked(poll)) => "the poll does not fit",
        _ if outgoing.card.as_ref().is_some_and(|card| !is_page(&card.url) || card.title.trim().is_empty()) => {
            "a card needs an address and a headline"
        }
        _ => return Ok(()),
    };
    Err(refused(422, reason))
}

fn can_be_asked(poll: &Poll) -> bool {
    let Some(limits) = LIMITS.poll else { return false };
    let fits = |option: &String| (1..=limits.option).contains(&option.trim().graphemes(true).count());
    let different: BTreeSet<&str> = poll.options.iter().map(|option| option.trim()).collect();
    (2..=limits.options).contains(&poll.options.len())
        && poll.options.iter().all(fits)
        && different.len() == poll.options.len()
        && (limits.shortest..=limits.longest).contains(&poll.open_for)
}

fn is_page(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
