//! Every saving of a post in the last weeks: who, when, what was different from what stands now; and the way back to one.
use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use super::differences::{differences, told};
use super::post::seen;
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::Allowed;
use crate::govern::person;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, PostId, Problem, refuse};
use crate::publish::composition::Composition;
use crate::publish::post::{self, About, Post, Saved, State as Stands};
use crate::publish::writing::{self, Revision};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    revision: Option<i64>,
}

struct HistoryPage {
    frame: Frame,
    times: Times,
    post: Post,
    revisions: Vec<Revision>,
    /// The saving that is looked at, and what it said.
    chosen: Option<(i64, Composition)>,
    /// What stands now.
    now: Composition,
    channels: Vec<Channel>,
    names: HashMap<PersonId, String>,
}

fn address(id: PostId) -> String {
    format!("{}/history", post::address(id))
}

/// `GET /publish/posts/{id}/history`.
pub(super) async fn page(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    Query(asked): Query<Asked>,
    by: SignedIn,
) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, here) = (by.officer.clone(), by.now, desk.clone());
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let post = seen(conn, &officer, id, now)?;
        let chosen = match asked.revision {
            Some(number) => {
                let found = writing::revision(conn, here.vault(), id, number)?.ok_or_else(not_found)?;
                Some((number, found))
            }
            None => None,
        };
        Ok(HistoryPage {
            revisions: writing::revisions(conn, id)?,
            now: post::composition(conn, here.vault(), id)?,
            channels: channel::all(conn)?,
            names: person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect(),
            frame,
            times,
            post,
            chosen,
        })
    });
    Ok(page.await?.render())
}

impl HistoryPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            p { a href=(post::address(self.post.id)) { (locale.say("way-on-post")) } }
            @if let Some((number, composition)) = &self.chosen { (self.one(*number, composition)) }
            table.list {
                caption.visually-hidden { (locale.say("history-title")) }
                thead { tr {
                    th scope="col" { (locale.say("history-saving")) }
                    th scope="col" { (locale.say("column-when")) }
                    th scope="col" { (locale.say("column-who")) }
                    th scope="col" { (locale.say("history-from")) }
                } }
                tbody { @for one in &self.revisions { (self.row(one)) } }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say_with("history-of", &[("name", self.post.name.as_str().into())]), content)
    }

    fn row(&self, one: &Revision) -> Markup {
        let locale = self.frame.locale;
        let here = self.chosen.as_ref().is_some_and(|(number, _)| *number == one.revision);
        html! {
            tr {
                td data-label=(locale.say("history-saving")) {
                    a href=(format!("{}?revision={}", address(self.post.id), one.revision)) aria-current=[here.then_some("true")] { (locale.say_with("history-number", &[("n", one.revision.into())])) }
                    @if one.revision == self.post.revision { " " span.tag { (locale.say("history-stands")) } }
                }
                td data-label=(locale.say("column-when")) { (self.times.whole(one.saved_at)) }
                td data-label=(locale.say("column-who")) { bdi { (self.names.get(&one.saved_by).map_or("", String::as_str)) } }
                td data-label=(locale.say("history-from")) { @if one.made_from > 0 { (one.made_from) } @else { "–" } }
            }
        }
    }

    /// One saving beside what stands now: the shared words, then each channel's own.
    fn one(&self, number: i64, said: &Composition) -> Markup {
        let locale = self.frame.locale;
        let (was, is) = (told(locale, &said.shared), told(locale, &self.now.shared));
        let own =
            self.channels.iter().filter(|one| said.variants.contains_key(&one.id) || self.now.variants.contains_key(&one.id));
        html! {
            section.card aria-labelledby="saving" {
                h2 #saving { (locale.say_with("history-number", &[("n", number.into())])) }
                p.hint { (locale.say("history-marks")) }
                @if was.is_empty() && is.is_empty() { p { "–" } } @else { p.changed dir="auto" { (differences(&was, &is)) } }
                @for channel in own {
                    @let (was, is) = (told(locale, said.wording(channel.id)), told(locale, self.now.wording(channel.id)));
                    h3 { bdi { (channel.name) } }
                    p.changed dir="auto" { (differences(&was, &is)) }
                }
                @if self.post.state == Stands::Draft && number != self.post.revision && self.frame.may(Allowed::Publish) {
                    form method="post" action=(format!("{}/restoring", post::address(self.post.id))) {
                        (self.frame.token())
                        input type="hidden" name="revision" value=(number);
                        input type="hidden" name="made-from" value=(self.post.revision);
                        p.hint { (locale.say("history-restore-why")) }
                        button.btn type="submit" { (locale.say("history-restore")) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Restoring {
    revision: String,
    made_from: String,
}

/// `POST /publish/posts/{id}/restoring`: what an earlier saving said stands again, as a new saving. Nothing is lost by it.
pub(super) async fn restore(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    posted: Posted<Restoring>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Restoring { revision, made_from } } = posted;
    let (officer, here, now) = (by.officer, desk.clone(), by.now);
    let (Ok(revision), Ok(made_from)) = (revision.parse::<i64>(), made_from.parse::<i64>()) else { return Err(not_found()) };
    let saved = desk
        .write(move |conn| {
            let (found, by) = post::for_writing(conn, &officer, id, now)?;
            let again = writing::revision(conn, here.vault(), id, revision)?.ok_or_else(not_found)?;
            let about = About { name: found.name, tags: found.tags, planned_at: found.planned_at, zone: found.zone };
            post::save(conn, here.vault(), &by, id, made_from, &about, &again, now)
        })
        .await?;
    desk.news().tell(Changed::Desk);
    match saved {
        Saved::Kept(_) => Ok(Redirect::to(&format!("{}/edit", post::address(id)))),
        Saved::Beside { .. } => {
            Err(refuse(StatusCode::CONFLICT, "refuse-post-changed").way_on(address(id), "way-on-history").into())
        }
    }
}
