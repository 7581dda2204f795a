//! What was held back, and what becomes of it: one decision for each post, and for each answer.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use super::outbox::{Line, OutboxPage, reason_said};
use crate::govern::Officer;
use crate::govern::mandate::{Answer, Publish, Scope};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, PostId, Problem, refuse};
use crate::participate::conversation;
use crate::publish::delivery::{self, Delivery};
use crate::publish::post;
use crate::publish::stop::{self, Decision};
use crate::records::Act;
use crate::web::shown::said;
use crate::web::visitor::Posted;

impl OutboxPage {
    /// What was held back: the lines of one post together, each answer by itself.
    pub(super) fn held(&self) -> Markup {
        let locale = self.frame.locale;
        let mut groups: Vec<(Option<PostId>, Vec<&Line>)> = Vec::new();
        for line in &self.held {
            match groups.iter_mut().find(|(post, _)| post.is_some() && *post == line.delivery.post) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((line.delivery.post, vec![line])),
            }
        }
        html! {
            @if !groups.is_empty() {
                section #held aria-labelledby="held-title" {
                    h2 #held-title { (locale.say("outbox-held")) }
                    p.hint { (locale.say("outbox-held-hint")) }
                    @for (post, lines) in &groups { (self.group(*post, lines)) }
                }
            }
        }
    }

    fn group(&self, post: Option<PostId>, lines: &[&Line]) -> Markup {
        let locale = self.frame.locale;
        let Some(first) = lines.first() else { return html! {} };
        let id = format!("h-{}", first.delivery.id.0.simple());
        let zone = self.times.zone.iana_name().unwrap_or("UTC").to_owned();
        let planned = first.delivery.planned_at.filter(|at| *at > self.times.now);
        let field = planned.map(|at| super::form::as_filled(at, &self.times.zone));
        html! {
            article.card aria-labelledby=(id) {
                h3 #(id) {
                    span.tag.amber { (locale.say("delivery-stopped")) } " "
                    @for (n, line) in lines.iter().enumerate() { @if n > 0 { ", " } bdi { (line.channel.name) } }
                }
                @if let Some(reason) = &first.delivery.reason { p { (reason_said(locale, reason)) } }
                blockquote { (said(locale, &first.text)) }
                @if let Some(post) = post { p { a href=(post::address(post)) { (locale.say("way-on-post")) } } }
                @if let (None, Some(id)) = (post, first.delivery.conversation) {
                    p { a href=(conversation::address(id)) { (locale.say("way-on-conversation")) } }
                }
                @if first.may_answer {
                    form.stack method="post" action="/publish/held" {
                        (self.frame.token())
                        @for line in lines { input type="hidden" name="deliveries[]" value=(line.delivery.id); }
                        label for=(format!("{id}-at")) { (locale.say_with("held-at", &[("zone", zone.into())])) }
                        input id=(format!("{id}-at")) type="datetime-local" name="at" value=[field];
                        div.toolbar {
                            button.btn type="submit" name="decision" value="at" { (locale.say("held-send-at")) }
                            button.btn type="submit" name="decision" value="now" { (locale.say("held-send-now")) }
                            button.btn type="submit" name="decision" value="drop" { (locale.say("held-drop")) }
                        }
                    }
                } @else { p.why { (locale.say("outbox-may-not")) } }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Decided {
    #[serde(default)]
    deliveries: Vec<DeliveryId>,
    decision: String,
    #[serde(default)]
    at: String,
}

/// `POST /publish/held`: decides about one post's deliveries, or about one answer.
pub(super) async fn decide(State(desk): State<Desk>, posted: Posted<Decided>) -> Result<Redirect, Problem> {
    let Posted { by, form: Decided { deliveries, decision, at } } = posted;
    let unreadable = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable");
    let decision = match decision.as_str() {
        "now" => Decision::SendNow,
        "drop" => Decision::Drop,
        "at" => Decision::At(
            super::form::planned(&at, &desk.config().zone)?
                .ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-held-time"))?,
        ),
        _ => return Err(unreadable().into()),
    };
    for id in deliveries {
        let officer = by.officer.clone();
        desk.act(move |mut act| {
            let held = delivery::find(act.conn(), id)?.ok_or_else(not_found)?;
            decide_one(act, &officer, &held, decision)
        })
        .await?;
    }
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/publish/outbox"))
}

/// Decides under the permission that sending asks for: to publish for a post, to answer for an answer.
pub(in crate::web) fn decide_one(
    mut act: Act<'_>,
    officer: &Officer,
    held: &Delivery,
    decision: Decision,
) -> Result<crate::records::Committed<Delivery>, Problem> {
    let now = act.now();
    if held.post.is_some() {
        let by = officer.may::<Publish>(act.conn(), Scope::Channel(held.channel), now)?;
        stop::decide(act, &by, held.id, decision)
    } else {
        let (_, by) = delivery::with_mandate(act.conn(), officer, held.id, now)?;
        stop::decide::<Answer>(act, &by, held.id, decision)
    }
}
