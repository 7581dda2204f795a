//! The composer's form: what was filled in, read into a composition, and a composition filled in again.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use connect::{Choice, Focus};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::ground::{ChannelId, MediaId, Problem, UnitId, refuse};
use crate::publish::composition::{Composition, Illustration, LinkCard, Long, Question, Wording};
use crate::publish::post::{About, Tags};

/// What a button of the form wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intent {
    /// Keep it as a draft.
    Save,
    /// Keep it, and hand it in.
    HandIn,
    /// Keep it, with the files that were chosen.
    AddFiles,
    /// Give this channel words of its own.
    Shape(ChannelId),
    /// Give this channel the shared words again.
    Share(ChannelId),
}

/// What was filled in. Fields that belong to a channel or a file carry its id: `text-<channel>`, `alt-<file>`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Filled {
    #[serde(default)]
    intent: String,
    #[serde(default)]
    made_from: String,
    #[serde(default)]
    pub(super) unit: Option<UnitId>,
    #[serde(default)]
    name: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    channels: Vec<ChannelId>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    warning: String,
    #[serde(default)]
    options: String,
    #[serde(default)]
    open_for: String,
    #[serde(default)]
    choice: String,
    #[serde(default)]
    card_url: String,
    #[serde(default)]
    card_title: String,
    #[serde(default)]
    card_description: String,
    #[serde(default)]
    long: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    no_source_because: String,
    #[serde(default)]
    because: String,
    #[serde(default)]
    planned: String,
    /// The zone that was named beside the time.
    #[serde(default)]
    zone: String,
    #[serde(default)]
    campaign: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    audience: String,
    /// Files in the post, in their order.
    #[serde(default)]
    media: Vec<MediaId>,
    /// Files that were taken out.
    #[serde(default)]
    without: Vec<MediaId>,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

impl Filled {
    /// What is wanted: `shape <channel>` names the channel it is about. Whatever is not known keeps the draft.
    pub(super) fn intent(&self) -> Intent {
        match self.intent.split_once(' ').map(|(verb, channel)| (verb, channel.parse())) {
            Some(("shape", Ok(channel))) => Intent::Shape(channel),
            Some(("share", Ok(channel))) => Intent::Share(channel),
            _ if self.intent == "hand-in" => Intent::HandIn,
            _ if self.intent == "add-files" => Intent::AddFiles,
            _ => Intent::Save,
        }
    }

    /// The revision it was made from.
    pub(super) fn made_from(&self) -> i64 {
        self.made_from.parse().unwrap_or(0)
    }

    fn rest(&self, key: &str) -> Option<&str> {
        self.rest.get(key).and_then(serde_json::Value::as_str)
    }

    /// What stands beside the words. The time is one in the zone that the form named, `zone` where it named none; one that daylight saving
    /// leaves out is moved on by as much.
    pub(super) fn about(&self, zone: &TimeZone) -> Result<About, Problem> {
        let zone = &TimeZone::get(&self.zone).unwrap_or_else(|_| zone.clone());
        let tags =
            Tags { campaign: shortened(&self.campaign), purpose: shortened(&self.purpose), audience: shortened(&self.audience) };
        let planned_at = planned(&self.planned, zone)?;
        let zone = zone.iana_name().unwrap_or("UTC").to_owned();
        Ok(About { name: self.name.clone(), tags, planned_at, zone })
    }

    /// What it says. `images` are the post's pictures and films, `captions` its captions.
    pub(super) fn composition(&self, before: &Composition) -> Composition {
        let media: Vec<Illustration> =
            self.media.iter().filter(|id| !self.without.contains(id)).map(|id| self.illustration(*id)).collect();
        let shared = Wording {
            text: self.text.clone(),
            title: self.title.clone(),
            warning: self.warning.clone(),
            media: media.clone(),
            poll: self.poll(),
            card: self.card(),
        };
        let mut composition = Composition {
            language: self.language.clone(),
            channels: self.channels.clone(),
            shared,
            variants: BTreeMap::new(),
            long: if self.long == "thread" { Long::Thread } else { Long::Refused },
            source: self.source.trim().to_owned(),
            no_source_because: self.no_source_because.trim().to_owned(),
            because: self.because.trim().to_owned(),
        };
        for channel in &self.channels {
            if let Some(text) = self.rest(&format!("text-{channel}")) {
                let mut wording = composition.shared.clone();
                wording.text = text.to_owned();
                for (field, value) in [("title", &mut wording.title), ("warning", &mut wording.warning)] {
                    if let Some(own) = self.rest(&format!("{field}-{channel}")) {
                        own.clone_into(value);
                    }
                }
                if self.rest(&format!("bare-{channel}")).is_some() {
                    (wording.poll, wording.card) = (None, None);
                }
                if self.rest(&format!("pictures-{channel}")) == Some("none") {
                    wording.media.clear();
                }
                composition.variants.insert(*channel, wording);
            } else if let Some(kept) = before.variants.get(channel) {
                // A page that did not show it does not take it away.
                composition.variants.insert(*channel, kept.clone());
            }
        }
        match self.intent() {
            Intent::Shape(channel) => composition.shape_for(channel),
            Intent::Share(channel) => drop(composition.variants.remove(&channel)),
            Intent::Save | Intent::HandIn | Intent::AddFiles => {}
        }
        composition
    }

    fn illustration(&self, media: MediaId) -> Illustration {
        let point = |axis: &str| self.rest(&format!("focus-{axis}-{media}")).and_then(|value| value.parse::<i16>().ok());
        let focus = match (point("x"), point("y")) {
            (Some(x), Some(y)) if (x, y) != (0, 0) => Some(Focus { x: x.clamp(-1000, 1000), y: y.clamp(-1000, 1000) }),
            _ => None,
        };
        let captions = self
            .rest(&format!("captions-{media}"))
            .and_then(|id| id.parse().ok())
            .map(|id: MediaId| BTreeMap::from([(self.language.clone(), id)]))
            .unwrap_or_default();
        Illustration { media, alt: self.rest(&format!("alt-{media}")).unwrap_or_default().to_owned(), focus, captions }
    }

    fn poll(&self) -> Option<Question> {
        let options: Vec<String> =
            self.options.lines().map(str::trim).filter(|option| !option.is_empty()).map(str::to_owned).collect();
        if options.is_empty() {
            return None;
        }
        let choice = if self.choice == "several" { Choice::Several } else { Choice::One };
        Some(Question { options, open_for_minutes: self.open_for.parse::<u32>().unwrap_or(1).saturating_mul(1440), choice })
    }

    fn card(&self) -> Option<LinkCard> {
        let [url, title, description] =
            [&self.card_url, &self.card_title, &self.card_description].map(|one| one.trim().to_owned());
        (!url.is_empty()).then_some(LinkCard { url, title, description })
    }
}

fn shortened(text: &str) -> String {
    text.trim().chars().take(120).collect()
}

/// A time as a form gives it, in `zone`; none where nothing was filled in.
pub(in crate::web) fn planned(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Problem> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let refused = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-held-time");
    let at: DateTime = text.trim().parse().map_err(|_| refused())?;
    Ok(Some(at.to_zoned(zone.clone()).map_err(|_| refused())?.timestamp()))
}

/// A time as a form shows it.
pub(super) fn as_filled(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).datetime().strftime("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filled(fields: serde_json::Value) -> Filled {
        serde_json::from_value(fields).unwrap()
    }

    #[test]
    fn what_was_filled_in_becomes_a_composition() {
        let [one, two] = [1, 2].map(|n| ChannelId(uuid::Uuid::from_u128(n)));
        let picture = MediaId(uuid::Uuid::from_u128(9));
        let form = filled(json!({
            "intent": "save", "made-from": "3", "text": "Hej", "channels": [one, two], "language": "sv",
            format!("text-{two}"): "Hej där", "options": "Ja\n\nNej\n", "open-for": "2",
            "media": [picture], format!("alt-{picture}"): "En bassäng", format!("focus-x-{picture}"): "-400", format!("focus-y-{picture}"): "0",
        }));
        let composition = form.composition(&Composition::default());
        assert_eq!(form.made_from(), 3);
        assert_eq!(composition.wording(one).text, "Hej");
        assert_eq!(composition.wording(two).text, "Hej där");
        let poll = composition.shared.poll.as_ref().unwrap();
        assert_eq!((poll.options.len(), poll.open_for_minutes), (2, 2880));
        assert_eq!(composition.wording(two).media[0].alt, "En bassäng");
        assert_eq!(composition.shared.media[0].focus, Some(Focus { x: -400, y: 0 }));
    }

    #[test]
    fn a_channel_is_opened_for_its_own_words_and_given_the_shared_ones_again() {
        let one = ChannelId(uuid::Uuid::from_u128(1));
        let form = filled(json!({ "intent": format!("shape {one}"), "text": "Hej", "channels": [one] }));
        let shaped = form.composition(&Composition::default());
        assert_eq!(shaped.variants[&one].text, "Hej");
        let form =
            filled(json!({ "intent": format!("share {one}"), "text": "Hej", "channels": [one], format!("text-{one}"): "Eget" }));
        assert!(form.composition(&shaped).variants.is_empty());
    }

    #[test]
    fn a_time_is_meant_in_the_zone_that_stood_beside_it() {
        let helsinki = filled(json!({ "planned": "2026-12-01T09:00", "zone": "Europe/Helsinki" }));
        let stockholm = TimeZone::get("Europe/Stockholm").unwrap();
        let about = helsinki.about(&stockholm).unwrap();
        assert_eq!(
            (about.planned_at.unwrap().to_string().as_str(), about.zone.as_str()),
            ("2026-12-01T07:00:00Z", "Europe/Helsinki")
        );
        let nowhere = filled(json!({ "planned": "2026-12-01T09:00", "zone": "Europe/Atlantis" }));
        assert_eq!(nowhere.about(&stockholm).unwrap().zone, "Europe/Stockholm");
    }

    #[test]
    fn a_time_is_one_of_its_zone_also_when_clocks_are_changed() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let at = |text: &str| planned(text, &zone).unwrap().map(|at| at.to_string());
        assert_eq!(at("2026-07-01T09:00").as_deref(), Some("2026-07-01T07:00:00Z"));
        assert_eq!(at("2026-12-01T09:00").as_deref(), Some("2026-12-01T08:00:00Z"));
        // 02.30 does not exist on this morning: it becomes 03.30.
        assert_eq!(at("2026-03-29T02:30").as_deref(), Some("2026-03-29T01:30:00Z"));
        assert_eq!(at(" "), None);
        assert!(planned("i morgon", &zone).is_err());
        assert_eq!(as_filled("2026-07-01T07:00:00Z".parse().unwrap(), &zone), "2026-07-01T09:00");
    }
}
