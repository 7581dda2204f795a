//! What waits for a yes: posts and answers that the reader may approve, each with what is needed to judge it.
use std::collections::HashMap;

use axum::extract::State;
use maud::{Markup, html};

use super::post::around;
use super::verdict::words;
use crate::govern::mandate::{Approve, Read};
use crate::govern::{channel, person};
use crate::ground::{ChannelId, Desk, PersonId, Problem};
use crate::participate::conversation;
use crate::publish::delivery::{Delivery, State as Journey};
use crate::publish::post::{self, Post, State as Stands};
use crate::publish::{overview, posts};
use crate::records::message;
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::SignedIn;

/// Most of each that are shown.
const SHOWN: i64 = 100;

struct ApprovalsPage {
    frame: Frame,
    times: Times,
    posts: Vec<Post>,
    answers: Vec<Line>,
    names: HashMap<PersonId, String>,
    channels: HashMap<ChannelId, String>,
}

struct Line {
    delivery: Delivery,
    says: String,
    question: Option<String>,
}

/// `GET /publish/approvals`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let may = officer.channels::<Approve>(conn, now)?;
        let reach = officer.reach::<Read>(conn, now)?;
        let mut waiting = Vec::new();
        for found in posts::newest(conn, &reach, Some(Stands::Waiting), None, SHOWN)? {
            let channels = post::channels(conn, found.id)?;
            if channels.iter().all(|channel| may.hold(*channel)) && !post::writers(conn, found.id)?.contains(&officer.id()) {
                waiting.push(found);
            }
        }
        let mut answers = Vec::new();
        for delivery in overview::in_state(conn, &may, Journey::Waiting, SHOWN)? {
            if delivery.written_by == officer.id() {
                continue;
            }
            let question = match delivery.answers {
                Some(id) => match message::find(conn, id)? {
                    Some(asked) => Some(message::text(conn, asked.content)?.plain().to_owned()),
                    None => None,
                },
                None => None,
            };
            answers.push(Line { says: words(conn, &delivery)?, question, delivery });
        }
        Ok(ApprovalsPage {
            names: person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect(),
            channels: channel::all(conn)?.into_iter().map(|channel| (channel.id, channel.name)).collect(),
            frame,
            times,
            posts: waiting,
            answers,
        })
    });
    Ok(page.await?.render())
}

impl ApprovalsPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let name = |id: PersonId| self.names.get(&id).map_or("", String::as_str);
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            @if self.posts.is_empty() && self.answers.is_empty() {
                div.card.empty { p { (locale.say("approvals-empty")) } a.btn href="/publish/posts" { (locale.say("posts-title")) } }
            }
            @if !self.posts.is_empty() {
                section aria-labelledby="posts" {
                    h2 #posts { (locale.say("posts-title")) }
                    @for post in &self.posts {
                        article.card {
                            h3 { a href=(post::address(post.id)) dir="auto" { (post.name) } }
                            p.hint {
                                (around(locale, "outbox-written-by", name(post.made_by))) " "
                                @match post.planned_at {
                                    Some(at) => (locale.say_with("post-planned-for", &[("time", self.times.whole(at).into())])),
                                    None => (locale.say("post-planned-now")),
                                }
                            }
                        }
                    }
                }
            }
            @if !self.answers.is_empty() {
                section aria-labelledby="answers" {
                    h2 #answers { (locale.say("approvals-answers")) }
                    @for line in &self.answers { (self.answer(line, name(line.delivery.written_by))) }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("approvals-title"), content)
    }

    fn answer(&self, line: &Line, writer: &str) -> Markup {
        let locale = self.frame.locale;
        let id = format!("a-{}", line.delivery.id.0.simple());
        html! {
            article.card aria-labelledby=(id) {
                h3 #(id) { bdi { (self.channels.get(&line.delivery.channel).map_or("", String::as_str)) } }
                @if let Some(question) = &line.question { blockquote dir="auto" { (question) } }
                p.as-sent dir="auto" { (line.says) }
                p.hint {
                    (around(locale, "outbox-written-by", writer)) " "
                    @if let Some(id) = line.delivery.conversation { a href=(conversation::address(id)) { (locale.say("way-on-conversation")) } }
                }
                form.stack method="post" action=(format!("/publish/deliveries/{}/approval", line.delivery.id)) {
                    (self.frame.token())
                    label for=(format!("{id}-note")) { (locale.say("post-note")) }
                    textarea id=(format!("{id}-note")) name="note" rows="2" maxlength="2000" {}
                    div.toolbar {
                        button.btn.go type="submit" name="verdict" value="approve" { (locale.say("post-approve")) }
                        button.btn type="submit" name="verdict" value="return" { (locale.say("post-return")) }
                    }
                }
            }
        }
    }
}
