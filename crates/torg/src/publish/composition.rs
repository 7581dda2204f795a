//! A composition: all that a post says, as it is written. One shared wording, and one of its own for each channel it is shaped for.
use std::collections::BTreeMap;

use connect::{Choice, Focus};
use serde::{Deserialize, Serialize};

pub use crate::govern::gate::Place;
use crate::ground::{ChannelId, MediaId};

/// What is said in one channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Wording {
    /// The text.
    pub text: String,
    /// Headline, where a network has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Content warning.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub warning: String,
    /// Pictures and films, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Illustration>,
    /// A question put to readers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Question>,
    /// The page it is about, shown as a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<LinkCard>,
}

/// A picture or film as one wording shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Illustration {
    /// The file.
    pub media: MediaId,
    /// What it shows, for those who cannot see it.
    #[serde(default)]
    pub alt: String,
    /// The point that stays in sight when a network crops it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub focus: Option<Focus>,
    /// Captions of a film by language tag: WebVTT files among the post's media.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub captions: BTreeMap<String, MediaId>,
}

/// A question put to readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Question {
    /// What can be chosen, two at least.
    pub options: Vec<String>,
    /// How long it is open, in minutes.
    pub open_for_minutes: u32,
    /// How many one reader may choose.
    #[schema(value_type = String)]
    pub choice: Choice,
}

/// A page as a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct LinkCard {
    /// Its address.
    pub url: String,
    /// Its headline.
    pub title: String,
    /// What it is about.
    pub description: String,
}

impl Wording {
    /// True when there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.media.is_empty() && self.poll.is_none()
    }

    /// Everything in it that people read, each with what it is: for the last check, for counting, for comparing two versions.
    pub fn words(&self) -> Vec<(Place, &str)> {
        let mut words = vec![(Place::Text, self.text.as_str()), (Place::Title, &self.title), (Place::Warning, &self.warning)];
        words.extend(self.media.iter().map(|one| (Place::Alt, one.alt.as_str())));
        words.extend(self.poll.iter().flat_map(|poll| poll.options.iter().map(|option| (Place::Option, option.as_str()))));
        if let Some(card) = &self.card {
            words.extend([(Place::Card, card.title.as_str()), (Place::Card, &card.description), (Place::Card, &card.url)]);
        }
        words.retain(|(_, text)| !text.trim().is_empty());
        words
    }
}

/// What happens to a text that is longer than a channel takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Long {
    /// It is refused.
    #[default]
    Refused,
    /// It goes on in answers to itself, where the network has them.
    Thread,
}

/// All that a post says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, rename_all = "camelCase")]
pub struct Composition {
    /// Language tag.
    pub language: String,
    /// Where it is said, in the order they were chosen.
    pub channels: Vec<ChannelId>,
    /// What is said everywhere.
    pub shared: Wording,
    /// Channels with words of their own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variants: BTreeMap<ChannelId, Wording>,
    /// What happens to a text that is too long.
    pub long: Long,
    /// The page where the information stands for good (R023).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Why there is no such page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub no_source_because: String,
    /// Why personal data must be in it, where the last check asks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
}

impl Composition {
    /// What is said in `channel`: words of its own, or the shared ones.
    pub fn wording(&self, channel: ChannelId) -> &Wording {
        self.variants.get(&channel).unwrap_or(&self.shared)
    }

    /// Opens `channel` for words of its own; they begin as the shared ones.
    pub fn shape_for(&mut self, channel: ChannelId) {
        let shared = self.shared.clone();
        self.variants.entry(channel).or_insert(shared);
    }

    /// Shows a file that was taken in, everywhere. Captions in a language belong to the last film, and are left out where there is none.
    pub fn show(&mut self, media: MediaId, captions: Option<&str>) {
        for wording in std::iter::once(&mut self.shared).chain(self.variants.values_mut()) {
            match captions {
                Some(language) => {
                    if let Some(film) = wording.media.last_mut() {
                        film.captions.insert(language.to_owned(), media);
                    }
                }
                None => {
                    wording.media.push(Illustration { media, alt: String::new(), focus: None, captions: BTreeMap::new() });
                }
            }
        }
    }

    /// Shows another file wherever this one was: its copy in another post.
    pub fn exchange(&mut self, file: MediaId, other: MediaId) {
        for wording in std::iter::once(&mut self.shared).chain(self.variants.values_mut()) {
            for one in &mut wording.media {
                let captions = one.captions.values_mut();
                for id in std::iter::once(&mut one.media).chain(captions).filter(|id| **id == file) {
                    *id = other;
                }
            }
        }
    }

    /// Every file that some wording shows.
    pub fn media(&self) -> Vec<MediaId> {
        let mut media: Vec<MediaId> = std::iter::once(&self.shared)
            .chain(self.variants.values())
            .flat_map(|wording| &wording.media)
            .flat_map(|one| std::iter::once(one.media).chain(one.captions.values().copied()))
            .collect();
        media.sort_unstable();
        media.dedup();
        media
    }

    /// The wordings that are sent, each once, with where: what the last check and an approver look at.
    pub fn sent(&self) -> Vec<(&Wording, Vec<ChannelId>)> {
        let mut sent: Vec<(&Wording, Vec<ChannelId>)> = Vec::new();
        for channel in &self.channels {
            let wording = self.wording(*channel);
            match sent.iter_mut().find(|(known, _)| std::ptr::eq(*known, wording)) {
                Some((_, channels)) => channels.push(*channel),
                None => sent.push((wording, vec![*channel])),
            }
        }
        sent
    }

    /// Its first words, for lists.
    pub fn first_words(&self, most: usize) -> String {
        let wording = self.channels.first().map_or(&self.shared, |channel| self.wording(*channel));
        let text = if self.shared.text.trim().is_empty() { &wording.text } else { &self.shared.text };
        screen::first_words(text, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn channel(n: u128) -> ChannelId {
        ChannelId(Uuid::from_u128(n))
    }

    fn says(text: &str) -> Wording {
        Wording { text: text.to_owned(), ..Wording::default() }
    }

    #[test]
    fn a_channel_has_the_shared_words_until_it_is_opened() {
        let mut post =
            Composition { channels: vec![channel(1), channel(2)], shared: says("Badet öppnar."), ..Composition::default() };
        assert_eq!(post.sent().len(), 1);
        post.shape_for(channel(2));
        assert_eq!(post.wording(channel(2)).text, "Badet öppnar.", "it begins as the shared words");
        post.variants.insert(channel(2), says("Badet öppnar kl. 9!"));
        post.shape_for(channel(2));
        assert_eq!(post.wording(channel(2)).text, "Badet öppnar kl. 9!", "opening twice takes nothing away");
        assert_eq!(post.wording(channel(1)).text, "Badet öppnar.");
        assert_eq!(post.sent().len(), 2);
    }

    #[test]
    fn every_word_that_people_read_is_looked_at() {
        let mut wording = says("text");
        wording.title = "rubrik".into();
        wording.warning = "varning".into();
        let media = MediaId(Uuid::from_u128(9));
        wording.media.push(Illustration { media, alt: "alt".into(), focus: None, captions: BTreeMap::new() });
        wording.poll = Some(Question { options: vec!["ja".into(), "nej".into()], ..Question::default() });
        wording.card = Some(LinkCard { url: "https://exempelby.example".into(), title: "kort".into(), description: "om".into() });
        let words: Vec<&str> = wording.words().into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, ["text", "rubrik", "varning", "alt", "ja", "nej", "kort", "om", "https://exempelby.example"]);
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let mut post =
            Composition { channels: vec![channel(1)], shared: says("Hej"), language: "sv".into(), ..Composition::default() };
        post.shape_for(channel(1));
        let kept = serde_json::to_string(&post).unwrap();
        assert_eq!(serde_json::from_str::<Composition>(&kept).unwrap(), post);
        assert_eq!(serde_json::from_str::<Composition>("{}").unwrap(), Composition::default());
    }
}
