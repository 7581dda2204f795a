//! An entry in words: who did it, and each thing that it names.
use std::collections::HashMap;

use maud::{Markup, html};
use serde_json::Value;
use store::Conn;

use crate::govern::{channel, mandate, person, unit};
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, ConversationId, MandateId, PersonId, Problem, UnitId};
use crate::participate::conversation;
use crate::records::{By, Event, Hash};
use crate::web::frame::say_around;
use crate::web::shown::{network_name, safely};

/// Names by id. What has no name here any more is shown by its id.
#[derive(Debug)]
pub(super) struct Names {
    people: HashMap<PersonId, String>,
    channels: HashMap<ChannelId, String>,
    units: HashMap<UnitId, String>,
    /// The decisions that the mandates of the entries at hand rest on.
    documents: HashMap<MandateId, String>,
    /// … and whose they are.
    holders: HashMap<MandateId, PersonId>,
}

impl Names {
    /// Reads the names for entries by these and of these events.
    pub(super) fn read<'e>(conn: &mut Conn, entries: impl Iterator<Item = (By, &'e Event)>) -> Result<Self, Problem> {
        let (mut documents, mut holders) = (HashMap::new(), HashMap::new());
        for (by, event) in entries {
            let named = match event {
                Event::MandateGranted { mandate, .. }
                | Event::MandateRevoked { mandate, .. }
                | Event::SubstituteAppointed { mandate, .. }
                | Event::SubstituteEnded { mandate, .. }
                | Event::GroupRuleApplied { mandate, .. }
                | Event::TokenIssued { mandate, .. } => Some(*mandate),
                _ => None,
            };
            let under = match by {
                By::Person { mandate, .. } | By::Substitute { mandate, .. } => Some(mandate),
                By::Oneself { .. } | By::Torg | By::Shell => None,
            };
            for id in [named, under].into_iter().flatten() {
                if !documents.contains_key(&id)
                    && let Some(granted) = mandate::find(conn, id)?
                {
                    documents.insert(id, granted.document);
                    holders.insert(id, granted.person);
                }
            }
        }
        Ok(Self {
            people: person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect(),
            channels: channel::all(conn)?.into_iter().map(|channel| (channel.id, channel.name)).collect(),
            units: unit::all(conn)?.into_iter().map(|unit| (unit.id, unit.name)).collect(),
            documents,
            holders,
        })
    }

    /// Who did it.
    pub(super) fn who(&self, locale: Locale, by: By) -> Markup {
        match by {
            By::Person { person, .. } | By::Substitute { person, .. } | By::Oneself { person } => self.person(person),
            By::Torg => html! { "Torg" },
            By::Shell => html! { (locale.say("by-shell")) },
        }
    }

    /// Who did it, and under which mandate.
    pub(super) fn who_and_why(&self, locale: Locale, by: By) -> Markup {
        let under = match by {
            By::Substitute { mandate, .. } => {
                let document = self.documents.get(&mandate).map_or_else(|| mandate.to_string(), Clone::clone);
                let absent = self.holders.get(&mandate).map_or_else(|| html! { "?" }, |holder| self.person(*holder));
                Some(html! {
                    (say_around(locale, "by-substitute", "name", absent)) ", "
                    (say_around(locale, "by-under-mandate", "document", html! { bdi { (document) } }))
                })
            }
            By::Person { mandate, .. } => {
                let document = self.documents.get(&mandate).map_or_else(|| mandate.to_string(), Clone::clone);
                Some(say_around(locale, "by-under-mandate", "document", html! { bdi { (document) } }))
            }
            By::Oneself { .. } => Some(html! { (locale.say("by-oneself")) }),
            By::Torg | By::Shell => None,
        };
        html! { (self.who(locale, by)) @if let Some(under) = under { ", " (under) } }
    }

    /// What happened, in one line.
    pub(super) fn what(&self, locale: Locale, event: &Event) -> Markup {
        match event {
            Event::ConversationAssigned { to: Some(person), .. } => {
                say_around(locale, "event-conversation-assigned-to", "name", self.person(*person))
            }
            Event::ConversationAssigned { to: None, .. } => html! { (locale.say("event-conversation-assigned-nobody")) },
            other => html! { (locale.say(&format!("event-{}", other.name()))) },
        }
    }

    /// Whom or what it is about, by name: a person, a channel, a unit, a decision. Conversations have no name.
    pub(super) fn whom(&self, event: &Event) -> Option<Markup> {
        Some(match event {
            Event::MandateGranted { person, .. }
            | Event::MandateRevoked { person, .. }
            | Event::NominationAnswered { person, .. }
            | Event::NominationMade { person, .. }
            | Event::NominationWithdrawn { person, .. }
            | Event::PersonInvited { person, .. }
            | Event::SubstituteAppointed { person, .. }
            | Event::SubstituteEnded { person, .. }
            | Event::TrainingNoted { person, .. }
            | Event::TrainingWithdrawn { person, .. }
            | Event::PersonJoined { person }
            | Event::PersonLeft { person }
            | Event::PersonMoved { person, .. }
            | Event::GroupRuleApplied { person, .. }
            | Event::LoginsEnded { person }
            | Event::PasskeyAdded { person, .. }
            | Event::PasskeyRemoved { person, .. }
            | Event::PasskeyRenamed { person, .. }
            | Event::PasswordChanged { person }
            | Event::PersonLinked { person, .. }
            | Event::PersonRecovered { person, .. }
            | Event::RecoveryCodeUsed { person }
            | Event::RecoveryCodesMade { person }
            | Event::SignInAppAdded { person }
            | Event::SignInAppRemoved { person } => self.person(*person),
            Event::ProviderAdded { issuer, .. } | Event::ProviderChanged { issuer, .. } => html! { bdi { (issuer) } },
            Event::ChannelAdded { channel, .. }
            | Event::ChannelMoved { channel, .. }
            | Event::ProfileDrifted { channel, .. }
            | Event::ProfileFailed { channel, .. }
            | Event::ProfileQueued { channel, .. }
            | Event::ProfileSet { channel, .. }
            | Event::ChannelClosed { channel, .. }
            | Event::ChannelHoursSet { channel, .. }
            | Event::ChannelModeSet { channel, .. }
            | Event::ChannelPromised { channel, .. }
            | Event::ChannelReopened { channel, .. }
            | Event::ChannelReviewed { channel, .. }
            | Event::ChannelWentLive { channel, .. }
            | Event::ChannelRenewed { channel }
            | Event::ChannelPaused { channel }
            | Event::ChannelResumed { channel }
            | Event::ItemSetAside { channel, .. } => html! { bdi { (self.channels.get(channel)?) } },
            Event::AuthorityFounded { unit, .. }
            | Event::ConversationReferred { unit, .. }
            | Event::ReviewShareSet { unit, .. }
            | Event::UnitAdded { unit, .. }
            | Event::UnitClosed { unit, .. }
            | Event::UnitMoved { unit, .. }
            | Event::SecureChannelSet { unit, .. }
            | Event::UnitHoursSet { unit, .. }
            | Event::ChannelApplied { unit, .. } => html! { bdi { (self.units.get(unit)?) } },
            Event::TopicAdded { name, .. } | Event::TrainingAdded { name, .. } | Event::UnitRenamed { name, .. } => {
                html! { bdi { (safely(name)) } }
            }
            Event::RetentionDecided { number, .. } => html! { bdi { (number) } },
            Event::ContentErased { decision, .. } => html! { bdi { (decision) } },
            _ => return None,
        })
    }

    fn person(&self, id: PersonId) -> Markup {
        match self.people.get(&id) {
            Some(name) => html! { bdi { (name) } },
            None => html! { span.mono { (id) } },
        }
    }
}

/// A content that an event names, and by which word.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The event's field: `content`, `raw`, `document`.
    pub(super) field: String,
    /// Its address.
    pub(super) hash: Hash,
}

/// What an event says beside its name.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Each field: its label's key and what to show.
    pub(super) facts: Vec<(String, Markup)>,
    /// The contents it names.
    pub(super) contents: Vec<Named>,
}

/// Reads what an event says beside its name.
pub(super) fn facts(locale: Locale, names: &Names, event: &Event) -> Result<Facts, Problem> {
    let Value::Object(fields) = serde_json::to_value(event)? else {
        return Err(anyhow::anyhow!("an event is an object").into());
    };
    let mut told = Facts::default();
    for (field, value) in fields {
        if field == "event" {
            continue;
        }
        let hashes = hashes(&value);
        if !hashes.is_empty() {
            told.contents.extend(hashes.into_iter().map(|hash| Named { field: field.clone(), hash }));
            continue;
        }
        if let Some(shown) = fact(locale, names, event, &field, &value) {
            told.facts.push((format!("fact-{}", field.replace('_', "-")), shown));
        }
    }
    Ok(told)
}

/// The addresses of contents in a value: one, or a list.
fn hashes(value: &Value) -> Vec<Hash> {
    let read = |value: &Value| match value {
        // An id is shorter, and no word is sixty-four hexadecimal digits.
        Value::String(text) if text.len() == 64 => {
            serde_json::from_value::<Hash>(value.clone()).map_or_else(|_| Vec::new(), |hash| vec![hash])
        }
        _ => Vec::new(),
    };
    match value {
        Value::Array(list) => list.iter().flat_map(read).collect(),
        one => read(one),
    }
}

fn fact(locale: Locale, names: &Names, event: &Event, field: &str, value: &Value) -> Option<Markup> {
    let text = match value {
        Value::Null if field == "to" => return Some(html! { (locale.say("fact-to-nobody")) }),
        Value::Null => return None,
        Value::Bool(yes) => return Some(html! { (locale.say(if *yes { "yes" } else { "no" })) }),
        Value::Number(number) => return Some(html! { (number) }),
        Value::String(text) => text.as_str(),
        Value::Array(_) | Value::Object(_) => return Some(html! { span.mono { (value) } }),
    };
    let id = || html! { span.mono { (text) } };
    let named = |name: Option<&String>| name.map_or_else(id, |name| html! { bdi { (name) } });
    Some(match field {
        // A decision's own id is of no use to people; its number stands beside it.
        "decision" if matches!(event, Event::RetentionDecided { .. }) => return None,
        "person" | "to" => named(text.parse().map_or(None, |id: PersonId| names.people.get(&id))),
        "channel" => named(text.parse().map_or(None, |id: ChannelId| names.channels.get(&id))),
        "unit" | "parent" | "successor" => named(text.parse().map_or(None, |id: UnitId| names.units.get(&id))),
        "mandate" | "extends" => named(text.parse().map_or(None, |id: MandateId| names.documents.get(&id))),
        "conversation" => match text.parse::<ConversationId>() {
            Ok(id) => html! { a href=(conversation::address(id)) { (locale.say("way-on-conversation")) } },
            Err(_) => id(),
        },
        "network" => html! { (network_name(locale, text)) },
        "acts" => html! { (text.split(' ').map(|act| locale.say(&format!("act-{act}"))).collect::<Vec<_>>().join(", ")) },
        "reason" if locale.knows(&text.replacen("trouble-", "reason-", 1)) => {
            html! { (locale.say(&text.replacen("trouble-", "reason-", 1))) }
        }
        "approval" => html! { (locale.say(&format!("approval-{text}"))) },
        "outcome" => html! { (locale.say(&format!("review-{text}"))) },
        "mode" => html! { (locale.say(&format!("mode-{text}"))) },
        "application" | "guideline" | "impostor" | "link" => id(),
        "of" => html! { (locale.say(&format!("demand-{text}"))) },
        "delivery" | "item" | "message" | "nomination" | "note" | "passkey" | "provider" | "rule" | "substitution" | "token"
        | "topic" | "trained" | "training" => id(),
        _ => html! { bdi { (safely(text)) } },
    })
}
