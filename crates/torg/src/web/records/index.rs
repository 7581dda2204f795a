//! The record: the latest entries in words, and how anyone can check the whole of it.
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;
use uuid::Uuid;

use super::log;
use super::scope::{self, Belongs};
use super::told::Names;
use crate::govern::mandate::{Channels, Read};
use crate::ground::{ConversationId, Desk, EntryId, Problem};
use crate::participate::conversation;
use crate::records::entry::{self, Entry};
use crate::records::{Event, seal};
use crate::web::frame::{Frame, Room, say_around};
use crate::web::shown::Times;
use crate::web::visitor::SignedIn;

/// Entries on a page.
const PAGE: usize = 50;
/// Entries that are looked at for one page by someone who may read some channels only.
const LOOKED_AT: usize = 5_000;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Entries before this one.
    before: Option<EntryId>,
    /// Only what is said of this: a conversation, a person, a channel.
    about: Option<Uuid>,
}

/// All that the page shows.
struct RecordPage {
    frame: Frame,
    times: Times,
    about: Option<Uuid>,
    entries: Vec<Entry>,
    /// Where the next page begins.
    before: Option<EntryId>,
    names: Names,
    sealed_at: Option<jiff::Timestamp>,
    checkpoint: Option<(i64, String)>,
    key: Option<String>,
}

/// `GET /records`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn, Query(asked): Query<Asked>) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let key = log::published_key(&desk).await?.map(|key| key.to_string());
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk
        .read(move |conn| {
            let channels = officer.reach::<Read>(conn, now)?.channels().clone();
            let (entries, before) = match asked.about {
                Some(subject) => {
                    let entries = entry::about(conn, subject)?;
                    (readable(conn, &channels, entries)?, None)
                }
                None => newest(conn, &channels, asked.before)?,
            };
            let names = Names::read(conn, entries.iter().map(|entry| (entry.body.by, &entry.body.event)))?;
            let (sealed_at, checkpoint) = (seal::sealed_at(conn)?, seal::latest_checkpoint(conn)?);
            Ok(RecordPage { frame, times, about: asked.about, entries, before, names, sealed_at, checkpoint, key })
        })
        .await?;
    Ok(page.render())
}

/// Those of the entries that someone with these channels may read.
fn readable(conn: &mut Conn, channels: &Channels, entries: Vec<Entry>) -> Result<Vec<Entry>, Problem> {
    let mut readable = Vec::with_capacity(entries.len());
    for entry in entries {
        if may_read(conn, channels, &entry)? {
            readable.push(entry);
        }
    }
    Ok(readable)
}

/// Whether someone with these channels may read the entry.
pub(in crate::web) fn may_read(conn: &mut Conn, channels: &Channels, entry: &Entry) -> Result<bool, Problem> {
    if *channels == Channels::All {
        return Ok(true);
    }
    Ok(match scope::of(conn, &entry.body.event)? {
        Belongs::Desk => true,
        Belongs::Channel(channel) => channels.hold(channel),
        Belongs::Lost => false,
    })
}

/// A page of the newest entries before `before`, and where the next one begins.
fn newest(conn: &mut Conn, channels: &Channels, before: Option<EntryId>) -> Result<(Vec<Entry>, Option<EntryId>), Problem> {
    let (mut page, mut before, mut looked_at) = (Vec::new(), before, 0);
    while looked_at < LOOKED_AT {
        let batch = entry::newest(conn, before, PAGE as i64)?;
        let all = batch.len() < PAGE;
        looked_at += batch.len();
        for entry in batch {
            before = Some(entry.body.id);
            if may_read(conn, channels, &entry)? {
                page.push(entry);
            }
            if page.len() == PAGE {
                return Ok((page, before));
            }
        }
        if all {
            return Ok((page, None));
        }
    }
    Ok((page, before))
}

impl RecordPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p { (locale.say("records-intro")) }
            @if let (Some((size, _)), Some(at)) = (&self.checkpoint, self.sealed_at) {
                p.hint {
                    (say_around(locale, "records-sealed", "time", self.times.moment(at))) " " (locale.say_with("records-count", &[("n", (*size).into())]))
                    " " a href="#records-log" { (locale.say("records-verify")) }
                }
            }
            @if self.about.is_some() { p { a.btn href="/records" { (locale.say("records-all")) } } }
            @if self.entries.is_empty() { div.card.empty { p { (locale.say("records-empty")) } } }
            @else {
                table.list {
                    thead { tr {
                        th scope="col" { (locale.say("column-when")) }
                        th scope="col" { (locale.say("column-what")) }
                        th scope="col" { (locale.say("column-who")) }
                        th scope="col" { (locale.say("column-about")) }
                    } }
                    tbody { @for entry in &self.entries { (self.row(entry)) } }
                }
            }
            @if let Some(before) = self.before { p { a.btn href=(format!("/records?before={before}")) rel="next" { (locale.say("records-earlier")) } } }
            (self.log())
        };
        self.frame.simple_page(Room::Records, &locale.say("nav-records"), content)
    }

    fn row(&self, entry: &Entry) -> Markup {
        let locale = self.frame.locale;
        let event = &entry.body.event;
        html! {
            tr {
                td data-label=(locale.say("column-when")) { (self.times.moment(entry.at())) }
                td data-label=(locale.say("column-what")) { a href=(address(entry.body.id)) { (self.names.what(locale, event)) } }
                td data-label=(locale.say("column-who")) { (self.names.who(locale, entry.body.by)) }
                td data-label=(locale.say("column-about")) {
                    @if let Some(whom) = self.names.whom(event) { (whom) " · " }
                    @if let Some(id) = conversation_of(event) { a href=(conversation::address(id)) { (locale.say("way-on-conversation")) } " · " }
                    @if self.about.is_none() { a href=(format!("/records?about={}", event.subject())) { (locale.say("records-about")) } }
                }
            }
        }
    }

    /// The sealed log, and how to check it.
    fn log(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            section.card aria-labelledby="records-log" {
                h2 #records-log { (locale.say("records-log")) }
                @match &self.checkpoint {
                    None => p { (locale.say("records-log-empty")) },
                    Some((size, signed)) => {
                        dl.facts {
                            div { dt { (locale.say("records-size")) } dd { (size) } }
                            @if let Some(at) = self.sealed_at { div { dt { (locale.say("records-sealed-at")) } dd { time datetime=(at) { (self.times.whole(at)) } } } }
                            @if let Some(key) = &self.key { div { dt { (locale.say("records-key")) } dd.mono { (key) } } }
                        }
                        h3 { (locale.say("records-checkpoint")) }
                        p { (locale.say("records-checkpoint-keep")) }
                        pre.mono.words tabindex="0" { (signed) }
                        div.toolbar {
                            a.btn href="/log/checkpoint" download="checkpoint" { (locale.say("records-checkpoint-save")) }
                            a.btn href="/log/key" download="key" { (locale.say("records-key-save")) }
                        }
                        h3 { (locale.say("records-verify")) }
                        p { (locale.say("records-verify-how")) }
                        pre.mono.words tabindex="0" { "torg record verify --checkpoint FILE" }
                        p { (locale.say("records-verify-public")) }
                    },
                }
            }
        }
    }
}

/// An entry's page.
pub(super) fn address(id: EntryId) -> String {
    format!("/records/entries/{id}")
}

/// The conversation that an event is about, where it names one.
fn conversation_of(event: &Event) -> Option<ConversationId> {
    match event {
        Event::ConversationAssigned { conversation, .. }
        | Event::ConversationClosed { conversation }
        | Event::ConversationReopened { conversation }
        | Event::ConversationWaiting { conversation }
        | Event::MessageDeleted { conversation, .. }
        | Event::MessageEdited { conversation, .. }
        | Event::AlertSeen { conversation, .. }
        | Event::MatterEscalated { conversation, .. }
        | Event::MessageEntered { conversation, .. }
        | Event::MessageReceived { conversation, .. }
        | Event::MessageRevealed { conversation, .. }
        | Event::NoteWritten { conversation, .. }
        | Event::ReplyQueued { conversation, .. } => Some(*conversation),
        Event::AnswerApproved { conversation, .. }
        | Event::AnswerReturned { conversation, .. }
        | Event::CorrectionQueued { conversation, .. }
        | Event::DeliveryReleased { conversation, .. }
        | Event::DeliveryStopped { conversation, .. }
        | Event::WithdrawalQueued { conversation, .. }
        | Event::DeliveryByHand { conversation, .. }
        | Event::DeliveryFailed { conversation, .. }
        | Event::DeliveryPosted { conversation, .. }
        | Event::DeliverySettled { conversation, .. }
        | Event::DeliveryStarted { conversation, .. }
        | Event::DeliveryRetried { conversation, .. }
        | Event::DeliveryUndone { conversation, .. }
        | Event::DeliveryUnknown { conversation, .. } => *conversation,
        _ => None,
    }
}
