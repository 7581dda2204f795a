//! One entry: all of it in words, what it names, and the proof that it is in the sealed log.
use axum::extract::{Path, State};
use maud::{Markup, html};

use super::index::may_read;
use super::log;
use super::told::{Named, Names, facts};
use crate::govern::mandate::Read;
use crate::ground::problem::not_found;
use crate::ground::{Desk, EntryId, Problem};
use crate::records::content::{self, Content};
use crate::records::entry::{self as entries, Entry};
use crate::records::message::{Said, Text};
use crate::records::proof::{self, Standing};
use crate::records::verify::PublicKey;
use crate::web::frame::{Frame, Room};
use crate::web::shown::{Times, safely, said};
use crate::web::visitor::SignedIn;

/// Bytes that are shown of a content.
const SHOWN: usize = 20_000;
/// What is hidden is not longer than this.
const AT_MOST_HIDDEN: usize = 100;

/// All that the page shows.
struct EntryPage {
    frame: Frame,
    times: Times,
    entry: Entry,
    names: Names,
    facts: Vec<(String, Markup)>,
    contents: Vec<(Named, Shown)>,
    standing: Standing,
}

/// A content as the page shows it.
enum Shown {
    Said(Said),
    Text(String),
    Bytes(usize),
    Erased { decision: String, at: jiff::Timestamp },
    Missing,
}

/// `GET /records/entries/{id}`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn, Path(id): Path<EntryId>) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let key = log::published_key(&desk).await?.map(|key| PublicKey(*key.public_bytes()));
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let times = Times { locale, now, zone: desk.config().zone.clone() };
    let page = desk
        .read(move |conn| {
            let channels = officer.reach::<Read>(conn, now)?.channels().clone();
            let Some(entry) = entries::find(conn, id)? else { return Err(not_found()) };
            if !may_read(conn, &channels, &entry)? {
                return Err(not_found());
            }
            let names = Names::read(conn, std::iter::once((entry.body.by, &entry.body.event)))?;
            let told = facts(locale, &names, &entry.body.event)?;
            let mut contents = Vec::with_capacity(told.contents.len());
            for named in told.contents {
                let shown = shown(content::find(conn, named.hash)?);
                contents.push((named, shown));
            }
            conn.snapshot()?;
            let standing = proof::standing(conn, &entry, key)?;
            Ok(EntryPage { frame, times, entry, names, facts: told.facts, contents, standing })
        })
        .await?;
    Ok(page.render())
}

fn shown(content: Option<Content>) -> Shown {
    match content {
        None => Shown::Missing,
        Some(Content::Erased { decision, at }) => Shown::Erased { decision, at },
        Some(Content::Kept(bytes)) => match (serde_json::from_slice::<Said>(&bytes), str::from_utf8(&bytes)) {
            (Ok(said), _) => Shown::Said(said),
            (_, Ok(text)) => {
                // Hidden first, then cut: half a number tells half of it.
                let mut shown = safely(&text[..text.floor_char_boundary(SHOWN + AT_MOST_HIDDEN)]);
                shown.truncate(shown.floor_char_boundary(SHOWN));
                Shown::Text(shown)
            }
            (_, Err(_)) => Shown::Bytes(bytes.len()),
        },
    }
}

impl EntryPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let body = &self.entry.body;
        let title = locale.say(&format!("event-{}", body.event.name()));
        let content = html! {
            section.card {
                dl.facts {
                    div { dt { (locale.say("column-when")) } dd { time datetime=(self.entry.at()) { (self.times.whole(self.entry.at())) } } }
                    div { dt { (locale.say("column-who")) } dd { (self.names.who_and_why(locale, body.by)) } }
                    @for (label, fact) in &self.facts { div { dt { (locale.say(label)) } dd { (fact) } } }
                    div { dt { (locale.say("fact-entry")) } dd.mono { (body.id) } }
                }
                p { a href=(format!("/records?about={}", body.event.subject())) { (locale.say("records-about")) } }
            }
            @if !self.contents.is_empty() {
                section aria-labelledby="entry-contents" {
                    h2 #entry-contents { (locale.say("entry-contents")) }
                    p.hint { (locale.say("entry-contents-hint")) }
                    @for (named, shown) in &self.contents { (self.content(named, shown)) }
                }
            }
            (self.proof())
            p { a.btn href="/records" { (locale.say("records-all")) } }
        };
        self.frame.simple_page(Room::Records, &title, content)
    }

    fn content(&self, named: &Named, shown: &Shown) -> Markup {
        let locale = self.frame.locale;
        html! {
            article.card {
                h3 { (locale.say(&format!("fact-{}", named.field.replace('_', "-")))) }
                @match shown {
                    Shown::Said(words) => (said(locale, &Text::Said(words.clone()))),
                    Shown::Text(text) if named.field == "raw" => details { summary { (locale.say("entry-raw")) } pre.mono.words dir="auto" tabindex="0" { (text) } },
                    Shown::Text(text) => p.words dir="auto" { (text) },
                    Shown::Bytes(n) => p { (locale.say_with("entry-bytes", &[("n", (*n).into())])) },
                    Shown::Erased { decision, at } => p.state { em { (locale.say_with("entry-erased", &[("decision", decision.as_str().into()), ("time", self.times.whole(*at).into())])) } },
                    Shown::Missing => p.banner.red { (locale.say("entry-missing")) },
                }
                p.hint { (locale.say("entry-address")) " " span.mono { (named.hash) } }
            }
        }
    }

    fn proof(&self) -> Markup {
        let locale = self.frame.locale;
        let line = entries::leaf(self.entry.body.id, self.entry.body.at, &self.entry.bytes);
        html! {
            section.card aria-labelledby="entry-proof" {
                h2 #entry-proof { (locale.say("entry-proof")) }
                @match &self.standing {
                    Standing::Waits => p { (locale.say("entry-waits")) },
                    Standing::Broken(why) => {
                        div.banner.red role="alert" { p { (locale.say("entry-broken")) } p { (why) } }
                    },
                    Standing::Proven { position, size, proof } => {
                        p { (locale.say_with("entry-proven", &[("position", position.to_string().into()), ("size", size.to_string().into())])) }
                        details {
                            summary { (locale.say("entry-proof-show")) }
                            h3 { (locale.say("entry-line")) }
                            pre.mono.words tabindex="0" { (String::from_utf8_lossy(&line)) }
                            h3 { (locale.say("entry-hashes")) }
                            @if proof.is_empty() { p { (locale.say("entry-hashes-none")) } }
                            @else { ol.mono { @for hash in proof { li { (hex::encode(hash)) } } } }
                        }
                    },
                }
            }
        }
    }
}
