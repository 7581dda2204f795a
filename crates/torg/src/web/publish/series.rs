//! Saying a post again: the rule beside the post, and all rules at a glance.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use super::post::seen;
use crate::govern::mandate::{Allowed, Read};
use crate::govern::person;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, PostId, Problem, SeriesId, refuse};
use crate::publish::post::{self, Post, State as Stands};
use crate::publish::series::{self, Every, Rule, Series, Then};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

const ADDRESS: &str = "/publish/series";

/// The rule in words, without its end.
fn how_often(locale: Locale, rule: &Rule) -> String {
    locale.say_with(&format!("series-each-{}", rule.every.as_str()), &[("n", rule.step.into())])
}

fn day(locale: Locale, day: Date) -> String {
    format!("{} {} {}", day.day(), locale.say(&format!("calendar-month-{}", day.month())), day.year())
}

fn told(frame: &Frame, times: &Times, one: &Series) -> Markup {
    let locale = frame.locale;
    let zone = jiff::tz::TimeZone::get(&one.zone).unwrap_or_else(|_| times.zone.clone());
    html! {
        p {
            (how_often(locale, &one.rule)) " " (locale.say_with("series-until", &[("day", day(locale, one.rule.last_day).into())])) " "
            (locale.say(match one.rule.then { Then::Draft => "series-then-draft", Then::HandIn => "series-then-hand-in" }))
        }
        p.hint {
            @match one.next() {
                Some(at) => (locale.say_with("series-next", &[("time", locale.time(at, &zone).into())])),
                None => (locale.say("series-over")),
            }
        }
        @if let Some(key) = &one.trouble {
            p.banner.amber { span { (locale.say("series-trouble")) " " (locale.say(key)) } }
        }
        @if frame.may(Allowed::Publish) {
            form method="post" action=(format!("{ADDRESS}/{}/end", one.id)) {
                (frame.token())
                button.btn type="submit" { (locale.say("series-end")) }
            }
        }
    }
}

/// What stands beside a post: the rules it is said again by, and the form for one.
pub(super) fn beside(frame: &Frame, times: &Times, post: &Post, all: &[Series]) -> Markup {
    let locale = frame.locale;
    let may = frame.may(Allowed::Publish) && post.planned_at.is_some() && post.state != Stands::Dropped;
    html! {
        @if may || !all.is_empty() {
            section aria-labelledby="series" {
                h2 #series { (locale.say("series-title")) }
                @for one in all { article.card { (told(frame, times, one)) } }
                @if may && all.is_empty() {
                    details.card {
                        summary { (locale.say("series-make")) }
                        form.stack method="post" action=(format!("{}/series", post::address(post.id))) {
                            (frame.token())
                            p.hint { (locale.say("series-hint")) }
                            label for="step" { (locale.say("series-step")) }
                            input #step type="number" name="step" min="1" max=(series::LONGEST_STEP) value="1" required;
                            label for="every" { (locale.say("series-every")) }
                            select #every name="every" {
                                @for every in Every::ALL {
                                    option value=(every.as_str()) selected[*every == Every::Week] { (locale.say(&format!("series-every-{}", every.as_str()))) }
                                }
                            }
                            label for="last" { (locale.say("series-last")) }
                            input #last type="date" name="last" required;
                            fieldset {
                                legend { (locale.say("series-then")) }
                                label { input type="radio" name="then" value="draft" checked; " " (locale.say("series-then-draft-choice")) }
                                label { input type="radio" name="then" value="hand-in"; " " (locale.say("series-then-hand-in-choice")) }
                            }
                            div.toolbar { button.btn.go type="submit" { (locale.say("series-make")) } }
                        }
                    }
                }
            }
        }
    }
}

struct SeriesPage {
    frame: Frame,
    times: Times,
    lines: Vec<(Series, Post, String)>,
}

/// `GET /publish/series`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let reach = officer.reach::<Read>(conn, now)?;
        let mut lines = Vec::new();
        for one in series::all(conn)? {
            let Some(post) = post::find(conn, one.post)? else { continue };
            if post::is_seen(conn, &reach, &post)? {
                let name = person::find(conn, one.made_by)?.map(|person| person.name).unwrap_or_default();
                lines.push((one, post, name));
            }
        }
        Ok(SeriesPage { frame, times, lines })
    });
    Ok(page.await?.render())
}

impl SeriesPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p { a href="/publish/calendar" { "← " (locale.say("calendar-title")) } }
            p.lead { (locale.say("series-lead")) }
            @if self.lines.is_empty() { p.card.empty { (locale.say("series-none")) } }
            @for (one, post, name) in &self.lines {
                @let heading = format!("s-{}", one.id.0.simple());
                article.card aria-labelledby=(heading) {
                    h2 #(heading) { a href=(post::address(post.id)) dir="auto" { (post.name) } }
                    (told(&self.frame, &self.times, one))
                    p.hint { (locale.say_with("series-by", &[("name", name.as_str().into())])) }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("series-all"), content)
    }
}

#[derive(Deserialize)]
pub(super) struct New {
    #[serde(default)]
    every: String,
    #[serde(default)]
    step: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    then: String,
}

/// `POST /publish/posts/{id}/series`.
pub(super) async fn make(State(desk): State<Desk>, Path(id): Path<PostId>, posted: Posted<New>) -> Result<Redirect, Problem> {
    let Posted { by, form: New { every, step, last, then } } = posted;
    let unreadable = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable");
    let Ok(last_day) = last.parse() else { return Err(unreadable().into()) };
    let rule = Rule {
        every: Every::named(&every).ok_or_else(unreadable)?,
        step: step.trim().parse().unwrap_or(0),
        last_day,
        then: if then == "hand-in" { Then::HandIn } else { Then::Draft },
    };
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let (post, by) = post::for_writing(act.conn(), &officer, id, now)?;
        series::make(act, &by, &post, rule)
    })
    .await?;
    Ok(Redirect::to(&format!("{}#series", post::address(id))))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/series/{id}/end`.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<SeriesId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let one = series::find(act.conn(), id)?.ok_or_else(not_found)?;
        seen(act.conn(), &officer, one.post, now)?;
        let (_, by) = post::for_writing(act.conn(), &officer, one.post, now)?;
        series::end(act, &by, &one)
    })
    .await?;
    Ok(Redirect::to(ADDRESS))
}
