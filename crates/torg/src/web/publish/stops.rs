//! Stops: order that nothing leaves, see which are in force, lift them.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use crate::govern::mandate::{LeadCrisis, Scope};
use crate::govern::reach::Reach;
use crate::govern::{channel, person, unit};
use crate::ground::locale::Locale;
use crate::ground::news::Changed;
use crate::ground::{ChannelId, Desk, Problem, StopId, UnitId, refuse};
use crate::publish::stop::{self, Stop};
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

const ADDRESS: &str = "/publish/stops";
/// Stops that are shown of those that were.
const SHOWN: i64 = 30;

struct StopsPage {
    frame: Frame,
    times: Times,
    in_force: Vec<Line>,
    lifted: Vec<Line>,
    /// Where the reader may order one, by its name; empty: nowhere.
    places: Vec<(String, String)>,
}

/// A stop, dressed.
struct Line {
    stop: Stop,
    place: String,
    ordered_by: String,
    lifted_by: Option<String>,
    may_lift: bool,
}

/// `GET /publish/stops`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let times = Times { locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let reach = match officer.reach::<LeadCrisis>(conn, now) {
            Ok(reach) => Some(reach),
            Err(Problem::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        let mut lines = Vec::new();
        for stop in stop::latest(conn, SHOWN)? {
            lines.push(dress(conn, locale, stop, reach.as_ref())?);
        }
        let (in_force, lifted) = lines.into_iter().partition(|line| line.stop.lifted_at.is_none());
        let places = match &reach {
            Some(reach) => places(conn, locale, reach)?,
            None => Vec::new(),
        };
        Ok(StopsPage { frame, times, in_force, lifted, places })
    });
    Ok(page.await?.render())
}

fn dress(conn: &mut Conn, locale: Locale, stop: Stop, reach: Option<&Reach>) -> Result<Line, Problem> {
    let name = |conn: &mut Conn, id| Ok::<_, Problem>(person::find(conn, id)?.map(|person| person.name).unwrap_or_default());
    Ok(Line {
        place: place(conn, locale, &stop)?,
        ordered_by: name(conn, stop.ordered_by)?,
        lifted_by: stop.lifted_by.map(|id| name(conn, id)).transpose()?,
        may_lift: reach.is_some_and(|reach| reach.holds(stop.scope())),
        stop,
    })
}

/// What a stop holds back, in words: everything, a unit's or a channel's name.
pub(in crate::web) fn place(conn: &mut Conn, locale: Locale, stop: &Stop) -> Result<String, Problem> {
    Ok(match stop.scope() {
        Scope::Everywhere => locale.say("stop-everything"),
        Scope::Unit(id) => unit::find(conn, id)?.map(|unit| unit.name).unwrap_or_default(),
        Scope::Channel(id) => channel::find(conn, id)?.map(|channel| channel.name).unwrap_or_default(),
    })
}

/// Everything, then units, then channels: as much as the reader may stop.
fn places(conn: &mut Conn, locale: Locale, reach: &Reach) -> Result<Vec<(String, String)>, Problem> {
    let mut places = Vec::new();
    if reach.is_everywhere() {
        places.push(("everything".to_owned(), locale.say("stop-everything")));
    }
    let units = unit::all(conn)?.into_iter().filter(|unit| reach.holds_unit(unit.id));
    places.extend(units.map(|unit| (format!("unit:{}", unit.id), locale.say_with("stop-unit", &[("name", unit.name.into())]))));
    let channels = channel::all(conn)?.into_iter().filter(|channel| reach.holds_channel(channel.id));
    places.extend(
        channels.map(|channel| {
            (format!("channel:{}", channel.id), locale.say_with("stop-channel", &[("name", channel.name.into())]))
        }),
    );
    Ok(places)
}

impl StopsPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p.lead { (locale.say("stops-lead")) }
            @if !self.in_force.is_empty() {
                section aria-labelledby="in-force" {
                    h2 #in-force { (locale.say("stops-in-force")) }
                    @for line in &self.in_force { (self.card(line)) }
                }
            }
            @if self.places.is_empty() {
                p.why { (locale.say("stops-may-not")) }
            } @else {
                section aria-labelledby="order" {
                    h2 #order { (locale.say("stops-order")) }
                    form.stack.card method="post" action=(ADDRESS) {
                        (self.frame.token())
                        label for="place" { (locale.say("stop-place")) }
                        select #place name="place" {
                            @for (value, name) in &self.places { option value=(value) { (name) } }
                        }
                        label for="why" { (locale.say("stop-why")) }
                        p.hint #why-hint { (locale.say("stop-why-hint")) }
                        textarea #why name="why" rows="3" maxlength=(stop::LONGEST) required aria-describedby="why-hint" {}
                        div.toolbar { button.btn.danger type="submit" { (locale.say("stop-order")) } }
                    }
                }
            }
            @if !self.lifted.is_empty() {
                section aria-labelledby="lifted" {
                    h2 #lifted { (locale.say("stops-lifted")) }
                    @for line in &self.lifted { (self.card(line)) }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("stops-title"), content)
    }

    fn card(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let id = format!("s-{}", line.stop.id.0.simple());
        html! {
            article.card aria-labelledby=(id) {
                h3 #(id) { bdi { (line.place) } }
                p dir="auto" { (line.stop.why) }
                p.hint {
                    (locale.say_with("stop-since", &[("name", line.ordered_by.as_str().into()), ("time", self.times.whole(line.stop.at).into())]))
                    @if let (Some(at), Some(name)) = (line.stop.lifted_at, &line.lifted_by) {
                        " " (locale.say_with("stop-lifted-by", &[("name", name.as_str().into()), ("time", self.times.whole(at).into())]))
                    }
                }
                @if line.stop.lifted_at.is_none() && line.may_lift {
                    form method="post" action=(format!("{ADDRESS}/{}/lifting", line.stop.id)) {
                        (self.frame.token())
                        p.why { (locale.say("stop-lift-why")) }
                        button.btn type="submit" { (locale.say("stop-lift")) }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Order {
    place: String,
    #[serde(default)]
    why: String,
}

fn scope(place: &str) -> Option<Scope> {
    if place == "everything" {
        return Some(Scope::Everywhere);
    }
    let (sort, id) = place.split_once(':')?;
    let Ok(id) = id.parse() else { return None };
    match sort {
        "unit" => Some(Scope::Unit(UnitId(id))),
        "channel" => Some(Scope::Channel(ChannelId(id))),
        _ => None,
    }
}

/// `POST /publish/stops`: nothing in the scope leaves from here on.
pub(super) async fn order(State(desk): State<Desk>, posted: Posted<Order>) -> Result<Redirect, Problem> {
    let Posted { by, form: Order { place, why } } = posted;
    let scope = scope(&place).ok_or_else(|| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-form-unreadable"))?;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<LeadCrisis>(act.conn(), scope, now)?;
        stop::order(act, &by, scope, &why)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(ADDRESS))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/stops/{id}/lifting`: what comes after leaves again; what was held back waits for a decision.
pub(super) async fn lift(State(desk): State<Desk>, Path(id): Path<StopId>, posted: Posted<Nothing>) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let stop = stop::find(act.conn(), id)?.ok_or_else(crate::ground::problem::not_found)?;
        let by = officer.may::<LeadCrisis>(act.conn(), stop.scope(), now)?;
        stop::lift(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to("/publish/outbox#held"))
}
