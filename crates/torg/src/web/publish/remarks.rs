//! Remarks at a post's words: read and made by all who see the post, settled once they are seen to.
use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::post::seen;
use crate::govern::channel::Channel;
use crate::govern::person;
use crate::ground::news::Changed;
use crate::ground::{Desk, PersonId, PostId, Problem, RemarkId};
use crate::publish::post::{self, State as Stands};
use crate::publish::remark::{self, LONGEST, Remark, Words};
use crate::web::frame::Frame;
use crate::web::shown::Times;
use crate::web::visitor::Posted;

/// A post's remarks with the names of those who made them.
#[derive(Default)]
pub(super) struct Remarks {
    all: Vec<Remark>,
    names: HashMap<PersonId, String>,
}

impl Remarks {
    pub(super) fn read(conn: &mut Conn, desk: &Desk, post: PostId) -> Result<Self, Problem> {
        let names = person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
        Ok(Self { all: remark::of_post(conn, desk.vault(), post)?, names })
    }

    /// The part of a page; `channels` are those the post is said in.
    pub(super) fn render(&self, frame: &Frame, times: &Times, post: PostId, state: Stands, channels: &[&Channel]) -> Markup {
        let locale = frame.locale;
        let open = matches!(state, Stands::Draft | Stands::Waiting | Stands::Planned);
        if self.all.is_empty() && !open {
            return html! {};
        }
        let action = format!("{}/remarks", post::address(post));
        html! {
            section #remarks aria-labelledby="remarks-title" {
                h2 #remarks-title { (locale.say("remarks")) }
                @if self.all.is_empty() { p.hint { (locale.say("remarks-none")) } }
                @else { ul.said { @for one in &self.all { (self.one(frame, times, post, one, channels)) } } }
                @if open {
                    details {
                        summary { (locale.say("remark-new")) }
                        form.stack method="post" action=(action) {
                            (frame.token())
                            label for="remark-about" { (locale.say("remark-about")) }
                            select #remark-about name="channel" {
                                option value="" { (locale.say("remark-shared")) }
                                @for channel in channels { option value=(channel.id) { (channel.name) } }
                            }
                            label for="remark-quote" { (locale.say("remark-quote")) }
                            input #remark-quote type="text" name="quote" maxlength="300" autocomplete="off";
                            label for="remark-text" { (locale.say("remark-text")) }
                            textarea #remark-text name="text" rows="3" maxlength=(LONGEST) required {}
                            button.btn type="submit" { (locale.say("remark-add")) }
                        }
                    }
                }
            }
        }
    }

    fn one(&self, frame: &Frame, times: &Times, post: PostId, one: &Remark, channels: &[&Channel]) -> Markup {
        let locale = frame.locale;
        let name = |id: PersonId| self.names.get(&id).map_or("", String::as_str);
        let about = one.channel.and_then(|id| channels.iter().find(|channel| channel.id == id));
        html! {
            li.remark {
                p.hint {
                    bdi { (name(one.by)) } ", " (times.moment(one.at))
                    @if let Some(channel) = about { " · " bdi { (channel.name) } }
                    @if let Some((by, at)) = one.settled { " " span.tag { (locale.say_with("remark-settled-by", &[("name", name(by).into()), ("time", times.whole(at).into())])) } }
                }
                @if !one.words.quote.is_empty() { blockquote dir="auto" { (one.words.quote) } }
                p dir="auto" { (one.words.text) }
                @if one.settled.is_none() {
                    form method="post" action=(format!("{}/remarks/{}/settling", post::address(post), one.id)) {
                        (frame.token())
                        button.btn type="submit" { (locale.say("remark-settle")) span.visually-hidden { ": " (one.words.text) } }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct Said {
    channel: String,
    quote: String,
    text: String,
}

/// `POST /publish/posts/{id}/remarks`.
pub(super) async fn add(State(desk): State<Desk>, Path(id): Path<PostId>, posted: Posted<Said>) -> Result<Redirect, Problem> {
    let Posted { by, form: Said { channel, quote, text } } = posted;
    let (officer, now, here) = (by.officer, by.now, desk.clone());
    desk.write(move |conn| {
        let found = seen(conn, &officer, id, now)?;
        // What is not a channel of the post is about the shared words.
        let channel = post::channels(conn, found.id)?.into_iter().find(|one| one.to_string() == channel);
        remark::add(conn, here.vault(), id, channel, &Words { quote, text }, officer.id(), now)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(&format!("{}#remarks", post::address(id))))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/posts/{id}/remarks/{remark}/settling`.
pub(super) async fn settle(
    State(desk): State<Desk>,
    Path((id, remark)): Path<(PostId, RemarkId)>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer, by.now);
    desk.write(move |conn| {
        seen(conn, &officer, id, now)?;
        Ok(remark::settle(conn, id, remark, officer.id(), now)?)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(&format!("{}#remarks", post::address(id))))
}
