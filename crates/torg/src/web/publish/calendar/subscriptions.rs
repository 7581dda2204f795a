//! Addresses that one's own calendar program reads.
use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use super::{ADDRESS, placed, places};
use crate::govern::mandate::Read;
use crate::ground::{CalendarFeedId, Desk, Problem};
use crate::publish::calendar::Filter;
use crate::publish::calendar_feed::{self, CalendarFeed};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

struct SubscriptionsPage {
    frame: Frame,
    times: Times,
    feeds: Vec<CalendarFeed>,
    places: Vec<(String, String)>,
    /// The address of one that was made just now: shown this once.
    made: Option<String>,
}

/// `GET /publish/calendar/subscriptions`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    shown(&desk, &by, None).await
}

async fn shown(desk: &Desk, by: &SignedIn, made: Option<String>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let reach = officer.reach::<Read>(conn, now)?;
        let (feeds, places) = (calendar_feed::of(conn, officer.id())?, places(conn, &reach)?);
        Ok(SubscriptionsPage { frame, times, feeds, places, made })
    });
    Ok(page.await?.render())
}

impl SubscriptionsPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p { a href=(ADDRESS) { "← " (locale.say("calendar-title")) } }
            p.lead { (locale.say("subscriptions-lead")) }
            @if let Some(address) = &self.made {
                section.card aria-labelledby="made" {
                    h2 #made { (locale.say("subscription-made")) }
                    p { (locale.say("subscription-made-hint")) }
                    p { code.address { (address) } }
                }
            }
            @if !self.feeds.is_empty() {
                section aria-labelledby="mine" {
                    h2 #mine { (locale.say("subscriptions-mine")) }
                    @for feed in &self.feeds { (self.line(feed)) }
                }
            }
            section aria-labelledby="new" {
                h2 #new { (locale.say("subscription-new")) }
                form.stack.card method="post" action=(format!("{ADDRESS}/subscriptions")) {
                    (self.frame.token())
                    label for="name" { (locale.say("subscription-name")) }
                    p.hint #name-hint { (locale.say("subscription-name-hint")) }
                    input #name name="name" maxlength="100" required aria-describedby="name-hint";
                    label for="place" { (locale.say("subscription-place")) }
                    select #place name="place" {
                        option value="" { (locale.say("calendar-everywhere")) }
                        @for (value, name) in &self.places { option value=(value) { (name) } }
                    }
                    div.toolbar { button.btn.go type="submit" { (locale.say("subscription-make")) } }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("calendar-subscribe"), content)
    }

    fn line(&self, feed: &CalendarFeed) -> Markup {
        let locale = self.frame.locale;
        let heading = format!("f-{}", feed.id.0.simple());
        let named: HashMap<&str, &str> = self.places.iter().map(|(value, name)| (value.as_str(), name.as_str())).collect();
        let place = match (feed.filter.unit, feed.filter.channel) {
            (Some(unit), _) => Some(format!("unit:{unit}")),
            (None, Some(channel)) => Some(format!("channel:{channel}")),
            (None, None) => None,
        };
        let place = place.map_or_else(
            || locale.say("calendar-everywhere"),
            |value| named.get(value.as_str()).map_or_else(|| locale.say("subscription-place-gone"), |name| (*name).to_owned()),
        );
        html! {
            article.card aria-labelledby=(heading) {
                h3 #(heading) { bdi { (feed.name) } }
                p { bdi { (place) } }
                p.hint {
                    (locale.say_with("subscription-since", &[("time", self.times.whole(feed.made_at).into())])) " "
                    @match feed.read_at {
                        Some(at) => (locale.say_with("subscription-read", &[("time", self.times.whole(at).into())])),
                        None => (locale.say("subscription-unread")),
                    }
                }
                form method="post" action=(format!("{ADDRESS}/subscriptions/{}/end", feed.id)) {
                    (self.frame.token())
                    button.btn type="submit" { (locale.say("subscription-end")) span.visually-hidden { " " (feed.name) } }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct New {
    #[serde(default)]
    name: String,
    #[serde(default)]
    place: String,
}

/// `POST /publish/calendar/subscriptions`: the answer shows the address, this once.
pub(super) async fn make(State(desk): State<Desk>, posted: Posted<New>) -> Result<Markup, Problem> {
    let Posted { by, form: New { name, place } } = posted;
    let (officer, (unit, channel)) = (by.officer.clone(), placed(&place));
    let secret = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may_somewhere::<Read>(act.conn(), now)?;
            calendar_feed::make(act, &by, &name, &Filter { unit, channel, state: None })
        })
        .await?;
    let base = desk.config().public_url.as_str().trim_end_matches('/').to_owned();
    shown(&desk, &by, Some(format!("{base}/calendar/{secret}.ics"))).await
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/calendar/subscriptions/{id}/end`.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<CalendarFeedId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may_somewhere::<Read>(act.conn(), now)?;
        calendar_feed::end(act, &by, id)
    })
    .await?;
    Ok(Redirect::to("/publish/calendar/subscriptions"))
}
