//! A channel's life on its page: how far it has come, what it lacks before it goes live, each step with who and why; and the acts.
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::address;
use super::one::settled;
use crate::govern::Scope;
use crate::govern::channel::readiness::{self, Missing};
use crate::govern::channel::stage::{self, Mode, Stage, Taken};
use crate::govern::channel::{Attention, Channel, public_promise};
use crate::govern::mandate::Govern;
use crate::govern::person::{self, Person};
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Desk, Problem};
use crate::listen::opening;
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::govern::applications;
use crate::web::govern::shown::moment;

/// What the section shows.
pub(super) struct Life {
    steps: Vec<Taken>,
    missing: Vec<Missing>,
    pub(super) attention: Vec<Attention>,
    people: Vec<Person>,
}

impl Life {
    pub(super) fn read(conn: &mut Conn, channel: &Channel, now: Timestamp) -> Result<Self, Problem> {
        let activity =
            public_promise::of_channel(conn, channel.id)?.map_or_else(Default::default, |(promise, _)| promise.activity);
        Ok(Self {
            steps: stage::steps(conn, channel.id)?,
            missing: readiness::missing(conn, channel)?,
            attention: channel.attention(activity, now),
            people: person::all(conn)?,
        })
    }

    /// The section: stage, what is missing, the forms that take it further, and the steps so far.
    pub(super) fn render(&self, frame: &Frame, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
        let locale = frame.locale;
        html! {
            section aria-labelledby="channel-life" {
                h2 #channel-life { (locale.say("channel-life")) }
                p { (stage_tag(locale, channel.stage)) " " (locale.say(&format!("stage-{}-about", channel.stage.as_str()))) }
                @if channel.stage == Stage::Pilot { (self.ready(frame, channel)) }
                @if let Some(id) = channel.application { p { a href=(applications::address(id)) { (locale.say("channel-application")) } } }
                @else if channel.stage != Stage::Closed {
                    p { a.btn href=(format!("/govern/applications/new?channel={}", channel.id)) { (locale.say("application-for-channel")) } }
                }
                form.stack method="post" action=(format!("{}/mode", address(channel.id))) {
                    (frame.token())
                    fieldset {
                        legend { (locale.say("channel-mode")) }
                        @for mode in Mode::ALL {
                            label.choice {
                                input type="radio" name="mode" value=(mode.as_str()) checked[*mode == channel.mode];
                                span { (locale.say(&format!("mode-{}", mode.as_str()))) }
                            }
                        }
                        p.hint { (locale.say("channel-mode-hint")) }
                    }
                    button.btn type="submit" { (locale.say("save")) }
                }
                @match channel.stage {
                    Stage::Closed => (reason_form(frame, channel, "reopening", "channel-reopen", "")),
                    Stage::Pilot | Stage::Live => details {
                        summary { (locale.say("channel-close")) }
                        p.why { (locale.say("channel-close-why")) }
                        (reason_form(frame, channel, "closing", "channel-close", "danger"))
                    },
                }
                @if !self.steps.is_empty() {
                    h3 { (locale.say("channel-steps")) }
                    ol.people {
                        @for taken in &self.steps { li { (self.step(locale, taken, now, zone)) } }
                    }
                }
            }
        }
    }

    fn ready(&self, frame: &Frame, channel: &Channel) -> Markup {
        let locale = frame.locale;
        html! {
            div.card {
                h3 { (locale.say("channel-ready")) }
                p.why { (locale.say("channel-ready-why")) }
                ul {
                    @for one in Missing::ALL {
                        @let open = self.missing.contains(one);
                        li {
                            (locale.say(&format!("ready-{}", one.as_str()))) ": "
                            @if open { span.tag.amber { (locale.say("ready-open")) } } @else { span.tag { (locale.say("ready-done")) } }
                        }
                    }
                }
                form.stack method="post" action=(format!("{}/going-live", address(channel.id))) {
                    (frame.token())
                    @if !self.missing.is_empty() {
                        label for="live-why" { (locale.say("channel-live-without")) }
                        textarea #live-why name="why" rows="2" required aria-describedby="live-why-hint" {}
                        p.hint #live-why-hint { (locale.say("channel-live-without-hint")) }
                    }
                    button.btn type="submit" { (locale.say("channel-go-live")) }
                }
            }
        }
    }

    fn step(&self, locale: Locale, taken: &Taken, now: Timestamp, zone: &TimeZone) -> Markup {
        let by = taken.by.and_then(|by| self.people.iter().find(|person| person.id == by));
        html! {
            (moment(locale, taken.at, now, zone)) " " (locale.say(&format!("step-{}", taken.step.as_str())))
            @match (by, taken.by) {
                (Some(person), _) => { ", " bdi { (person.name) } },
                (None, None) => { ", " (locale.say("by-shell")) },
                (None, Some(_)) => {},
            }
            @if let Some(why) = &taken.why { ": " em { (why) } }
        }
    }
}

/// A stage as a small word.
pub(in crate::web::govern) fn stage_tag(locale: Locale, stage: Stage) -> Markup {
    let words = locale.say(&format!("stage-{}", stage.as_str()));
    html! { span.tag.blue[stage == Stage::Pilot] { (words) } }
}

fn reason_form(frame: &Frame, channel: &Channel, noun: &str, words: &str, class: &str) -> Markup {
    let locale = frame.locale;
    let id = format!("{noun}-why");
    html! {
        form.stack method="post" action=(format!("{}/{noun}", address(channel.id))) {
            (frame.token())
            label for=(id) { (locale.say("channel-reason")) }
            textarea id=(id) name="why" rows="2" required {}
            button.btn.(class) type="submit" { (locale.say(words)) }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Why {
    why: String,
}

/// From pilot to live.
pub(super) async fn go_live(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Why>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            stage::go_live(act, &by, id, Some(&form.why))
        })
        .await;
    settled(&desk, &by, id, outcome).await
}

/// Closes it.
pub(super) async fn close(State(desk): State<Desk>, Path(id): Path<ChannelId>, posted: Posted<Why>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            stage::close(act, &by, id, &form.why)
        })
        .await;
    settled(&desk, &by, id, outcome).await
}

/// Opens a closed one again.
pub(super) async fn reopen(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<Why>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, now) = (by.officer.clone(), desk.now());
    let outcome = desk
        .write(move |conn| {
            let by = officer.may::<Govern>(conn, Scope::Channel(id), now)?;
            opening::reopen(conn, now, &by, id, &form.why)
        })
        .await;
    desk.wake_sealer();
    desk.wake_jobs();
    settled(&desk, &by, id, outcome).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ModeForm {
    mode: String,
}

/// Dialogue, or information only.
pub(super) async fn set_mode(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<ModeForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            stage::set_mode(act, &by, id, Mode::named(&form.mode))
        })
        .await;
    settled(&desk, &by, id, outcome).await
}
