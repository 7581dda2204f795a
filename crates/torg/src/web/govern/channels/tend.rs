//! Looking after a channel on its page: its hours, that it was looked through, when its token ends, which handle it proves.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::address;
use super::one::settled;
use crate::govern::Scope;
use crate::govern::channel::{Channel, tending};
use crate::govern::hours::{self, OpeningHours, kept};
use crate::govern::mandate::Govern;
use crate::ground::{ChannelId, Desk, Problem, refuse};
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::govern::hours_form::HoursForm;
use crate::web::govern::shown::{day, moment};
use crate::web::govern::unit_hours::country_of;

/// What the sections show.
pub(super) struct Tended {
    own: Option<OpeningHours>,
}

impl Tended {
    pub(super) fn read(conn: &mut Conn, channel: &Channel) -> Result<Self, Problem> {
        Ok(Self { own: kept::own_of_channel(conn, channel.id)? })
    }

    /// Opening hours: those that hold, and a form.
    pub(super) fn hours(&self, frame: &Frame, channel: &Channel) -> Markup {
        let locale = frame.locale;
        let form = HoursForm::of(channel.opening.hours.as_ref(), country_of(&channel.opening.zone));
        html! {
            section aria-labelledby="channel-hours" {
                h2 #channel-hours { (locale.say("hours")) }
                p {
                    (hours::words(locale, channel.opening.hours.as_ref()))
                    @if self.own.is_none() { " " span.hint { (locale.say("hours-from-unit")) } }
                }
                details {
                    summary { (locale.say("hours-change")) }
                    form.stack method="post" action=(format!("{}/hours", address(channel.id))) {
                        (frame.token())
                        (form.fields(locale, self.own.is_some()))
                    }
                }
            }
        }
    }

    /// Review, token's end, proof.
    pub(super) fn care(frame: &Frame, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
        let locale = frame.locale;
        html! {
            section aria-labelledby="channel-care" {
                h2 #channel-care { (locale.say("channel-care")) }
                p {
                    @match channel.reviewed_at {
                        Some(at) => { (locale.say("channel-reviewed")) " " (moment(locale, at, now, zone)) ". " },
                        None => { (locale.say("channel-never-reviewed")) " " },
                    }
                    (locale.say("channel-review-by")) " " (day(channel.review_by(), zone)) "."
                }
                details {
                    summary { (locale.say("channel-review")) }
                    p.why { (locale.say("channel-review-why")) }
                    form.stack method="post" action=(format!("{}/review", address(channel.id))) {
                        (frame.token())
                        label for="review-note" { (locale.say("channel-review-note")) }
                        textarea #review-note name="note" rows="3" required {}
                        button.btn type="submit" { (locale.say("channel-review-save")) }
                    }
                }
                form.stack method="post" action=(format!("{}/expiry", address(channel.id))) {
                    (frame.token())
                    label for="expires" { (locale.say("channel-expires")) " (" (locale.say("optional")) ")" }
                    input.short #expires type="date" name="expires" value=[channel.expires_at.map(|at| day(at, zone))] aria-describedby="expires-hint";
                    p.hint #expires-hint { (locale.say("channel-expires-hint")) }
                    button.btn type="submit" { (locale.say("save")) }
                }
                @if channel.remote_id.starts_with("did:") {
                    form.stack method="post" action=(format!("{}/proof", address(channel.id))) {
                        (frame.token())
                        label for="proof-handle" { (locale.say("channel-proof")) " (" (locale.say("optional")) ")" }
                        input #proof-handle name="handle" value=[channel.proof_handle.as_deref()] autocapitalize="none" spellcheck="false" autocomplete="off" aria-describedby="proof-hint";
                        p.hint #proof-hint { (locale.say("channel-proof-hint")) }
                        button.btn type="submit" { (locale.say("save")) }
                    }
                }
            }
        }
    }
}

/// Gives the channel hours of its own, or its unit's again.
pub(super) async fn set_hours(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<HoursForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = match form.read() {
        Ok(hours) => {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
                kept::set_for_channel(act, &by, id, hours)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    settled(&desk, &by, id, outcome).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewForm {
    note: String,
}

/// Notes that it was looked through.
pub(super) async fn review(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<ReviewForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            tending::review(act, &by, id, &form.note)
        })
        .await;
    settled(&desk, &by, id, outcome).await
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ExpiryForm {
    expires: String,
}

/// Notes when the token ends: at the end of that day.
pub(super) async fn expiry(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<ExpiryForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (officer, zone) = (by.officer.clone(), desk.config().zone.clone());
    let outcome = match end_of_day(form.expires.trim(), &zone) {
        Ok(at) => {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
                tending::expires(act, &by, id, at)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    settled(&desk, &by, id, outcome).await
}

fn end_of_day(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let end = Date::from_str(text).and_then(|date| date.at(23, 59, 0, 0).to_zoned(zone.clone()));
    match end {
        Ok(end) => Ok(Some(end.timestamp())),
        Err(_) => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-day-unreadable").with("day", text).into()),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProofForm {
    handle: String,
}

/// Sets the handle that this desk proves.
pub(super) async fn proof(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<ProofForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            tending::proves(act, &by, id, &form.handle)
        })
        .await;
    settled(&desk, &by, id, outcome).await
}
