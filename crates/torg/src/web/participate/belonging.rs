//! Whose matter a conversation is, beside it; and the form that refers it to the unit that owns it.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::place::Place;
use crate::govern::mandate::Answer;
use crate::govern::topic::{self, Topic};
use crate::govern::unit::{self, Unit};
use crate::ground::news::Changed;
use crate::ground::{ConversationId, Desk, Problem, TopicId, UnitId, refuse};
use crate::participate::conversation::{Conversation, with_mandate};
use crate::participate::referral::{self, Owner, Whose};
use crate::web::frame::Frame;
use crate::web::visitor::Posted;

/// What the part of the page shows.
pub(super) struct Belonging {
    owner: Owner,
    units: Vec<Unit>,
    topics: Vec<Topic>,
}

impl Belonging {
    pub(super) fn read(conn: &mut Conn, conversation: &Conversation) -> Result<Self, Problem> {
        Ok(Self { owner: referral::owner(conn, conversation)?, units: unit::all(conn)?, topics: topic::all(conn)? })
    }

    fn name(&self, id: UnitId) -> &str {
        self.units.iter().find(|unit| unit.id == id).map_or("?", |unit| unit.name.as_str())
    }

    pub(super) fn render(&self, frame: &Frame, place: &Place, id: ConversationId, may_answer: bool) -> Markup {
        let locale = frame.locale;
        html! {
            section aria-labelledby="context-owner" {
                h2 #context-owner { (locale.say("owner")) }
                dl.facts {
                    div { dt { (locale.say("unit")) } dd { (self.name(self.owner.unit)) @if self.owner.referred { " " span.tag.blue { (locale.say("owner-referred")) } } } }
                    @if let Some(topic) = &self.owner.topic { div { dt { (locale.say("topic")) } dd { bdi { (topic.name) } } } }
                }
                @if may_answer { (self.form(frame, place, id)) }
            }
        }
    }

    fn form(&self, frame: &Frame, place: &Place, id: ConversationId) -> Markup {
        let locale = frame.locale;
        let chosen = |topic: &Topic| self.owner.topic.as_ref().is_some_and(|one| one.id == topic.id);
        html! {
            details {
                summary { (locale.say("refer")) }
                form.stack method="post" action=(format!("/participate/conversations/{id}/referral")) {
                    (frame.token())
                    input type="hidden" name="back" value=(place.conversation(id));
                    label for="refer-to" { (locale.say("refer-to")) }
                    select #refer-to name="to" required aria-describedby="refer-hint" {
                        option value="" { (locale.say("choose")) }
                        @if !self.topics.is_empty() {
                            optgroup label=(locale.say("topics")) {
                                @for topic in &self.topics {
                                    option value=(format!("topic:{}", topic.id)) selected[chosen(topic)] { (topic.name) " – " (self.name(topic.unit)) }
                                }
                            }
                        }
                        optgroup label=(locale.say("govern-units")) {
                            @for unit in self.units.iter().filter(|unit| unit.closed_at.is_none()) {
                                option value=(format!("unit:{}", unit.id)) { (unit.name) }
                            }
                        }
                    }
                    p.hint #refer-hint { (locale.say("refer-hint")) }
                    label for="refer-why" { (locale.say("refer-why")) " (" (locale.say("optional")) ")" }
                    textarea #refer-why name="why" rows="2" {}
                    button.btn type="submit" { (locale.say("refer-send")) }
                }
            }
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Fields {
    to: String,
    why: String,
    back: String,
}

/// `topic:…` or `unit:…`.
fn whose(to: &str) -> Result<Whose, Problem> {
    let read = match to.split_once(':') {
        Some(("topic", id)) => TopicId::from_str(id).map_or(None, |id| Some(Whose::Topic(id))),
        Some(("unit", id)) => UnitId::from_str(id).map_or(None, |id| Some(Whose::Unit(id))),
        _ => None,
    };
    read.ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into())
}

/// `POST …/referral`: refers it. Whoever may no longer see it then is led to the inbox.
pub(super) async fn refer(
    State(desk): State<Desk>,
    Path(id): Path<ConversationId>,
    posted: Posted<Fields>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let whose = whose(&form.to)?;
    let officer = by.officer.clone();
    let seen = desk
        .act(move |mut act| {
            let now = act.now();
            let (conversation, by) = with_mandate::<Answer>(act.conn(), &officer, id, now)?;
            let in_channel = by.scope() == crate::govern::Scope::Channel(conversation.channel);
            referral::refer(act, &by, &conversation, whose, &form.why).map(|done| done.map(|()| in_channel))
        })
        .await?;
    desk.news().tell(Changed::Conversation(id));
    let own = format!("/participate/conversations/{id}");
    // Only back to the conversation's own page, with the list that was beside it.
    let back = if form.back.starts_with(&own) { form.back.as_str() } else { own.as_str() };
    Ok(Redirect::to(if seen { back } else { "/participate/inbox" }))
}
