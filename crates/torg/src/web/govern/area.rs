//! The manager's page: their part of the tree. What waits and what is late, which mandates end, who has none, what was asked for. It tells
//! of matters and of mandates; how much each colleague does is told nowhere.
use std::collections::{BTreeMap, HashMap, HashSet};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use jiff::Timestamp;
use maud::{Markup, html};

use super::mandates::{self, SOON, Told, acts_in_words};
use super::shown::{indented, moment};
use super::{Section, channels, page as room_page, people, reviews, units};
use crate::govern::channel::Attention;
use crate::govern::channel::{self, Channel, public_promise};
use crate::govern::mandate::{self, Govern, Granted};
use crate::govern::nomination::{self, Nomination};
use crate::govern::person::{self, Person};
use crate::govern::reach::Reach;
use crate::ground::{ChannelId, Desk, PersonId, Problem, UnitId};
use crate::participate::waiting::{self, Waiting};
use crate::publish::review;
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::shown::attention;

/// A count of the sample stops here.
const MANY: i64 = 500;

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern/area", get(page))
}

/// What the page shows.
struct Area {
    frame: Frame,
    told: Told,
    reach: Reach,
    waiting: HashMap<ChannelId, Waiting>,
    /// What others referred to the units of the part.
    referred: HashMap<UnitId, Waiting>,
    /// Channels that a person must see to: a token that ends, a review that is due, nobody who writes.
    pressing: Vec<(Channel, Vec<Attention>)>,
    /// Mandates that end within thirty days, by their last day or their training's, and those that rest.
    ending: Vec<Granted>,
    without: Vec<Person>,
    asked: Vec<Nomination>,
    to_review: i64,
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let area = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let mandates = mandate::not_over(conn, now)?;
            let followed: HashSet<_> = mandates.iter().filter_map(|granted| granted.extends).collect();
            let holding: HashSet<PersonId> =
                mandates.iter().filter(|granted| granted.in_force(now)).map(|granted| granted.person).collect();
            let mut without = person::all(conn)?;
            without.retain(|person| !person.left && reach.holds_unit(person.unit) && !holding.contains(&person.id));
            let mut ending: Vec<Granted> = mandates
                .into_iter()
                .filter(|granted| reach.holds(granted.scope()) && !followed.contains(&granted.id))
                .filter(|granted| granted.ends_at().is_some_and(|end| ends_soon(end, now)))
                .collect();
            ending.sort_by_key(Granted::ends_at);
            let mut asked = nomination::waiting(conn)?;
            asked.retain(|wish| reach.holds(wish.scope()));
            let sample = reviews::channels(conn, &officer, now)?;
            let to_review = i64::try_from(review::waiting(conn, &sample, MANY)?.len()).unwrap_or(MANY);
            let waiting = waiting::by_channel(conn, reach.channels(), now)?;
            let referred = waiting::by_unit(conn, &reach, now)?;
            let activities = public_promise::activities(conn)?;
            let of_mine = channel::all(conn)?.into_iter().filter(|channel| reach.holds_channel(channel.id));
            let pressing = of_mine
                .map(|channel| {
                    let told = channel.attention(activities.get(&channel.id).copied().unwrap_or_default(), now);
                    (channel, told)
                })
                .filter(|(_, told)| !told.is_empty())
                .collect();
            let told = Told::read(conn, locale, now, &zone)?;
            Ok(Area { frame, told, reach, waiting, referred, pressing, ending, without, asked, to_review })
        })
        .await?;
    Ok(room_page(&area.frame, Section::Area, &locale.say("govern-area"), &area.render(&desk, now)))
}

fn ends_soon(end: Timestamp, now: Timestamp) -> bool {
    end <= now || end - SOON <= now
}

impl Area {
    fn render(&self, desk: &Desk, now: Timestamp) -> Markup {
        let locale = self.frame.locale;
        html! {
            h2 { (locale.say("area-waiting")) }
            (self.waiting(desk, now))
            @if self.to_review > 0 {
                p { a href="/govern/reviews" { (locale.say_with("area-reviews", &[("n", self.to_review.into())])) } }
            }
            h2 { (locale.say("area-channels")) }
            @if self.pressing.is_empty() { p { (locale.say("area-channels-none")) } }
            @else {
                ul { @for (channel, told) in &self.pressing {
                    li {
                        a href=(channels::address(channel.id)) { bdi { (screen::show_safely(&channel.name)) } } " "
                        (attention(locale, told, now, &desk.config().zone))
                    }
                } }
            }
            h2 { (locale.say("area-asked")) }
            @if self.asked.is_empty() { p { (locale.say("area-asked-none")) } }
            @else {
                ul { @for wish in &self.asked {
                    li {
                        a href=(format!("/govern/nominations/{}", wish.id)) { bdi { (self.told.person(wish.person)) } }
                        ": " (acts_in_words(locale, &wish.acts)) ", " (self.told.names.scope(locale, wish.scope()))
                        ", " (moment(locale, wish.made_at, now, &desk.config().zone))
                    }
                } }
            }
            h2 { (locale.say("area-ending")) }
            @if self.ending.is_empty() { p { (locale.say("area-ending-none")) } } @else { (self.ending()) }
            h2 { (locale.say("area-without")) }
            @if self.without.is_empty() { p { (locale.say("area-without-none")) } }
            @else {
                ul { @for person in &self.without {
                    li {
                        a href=(people::address(person.id)) { bdi { (person.name) } }
                        @if !person.post.is_empty() { ", " (person.post) } ", " (self.told.names.unit(person.unit))
                    }
                } }
            }
        }
    }

    /// Each unit of the part with what waits in its own channels, and what others referred to it.
    fn waiting(&self, desk: &Desk, now: Timestamp) -> Markup {
        let locale = self.frame.locale;
        let mut by_unit: BTreeMap<UnitId, Vec<(Option<&Channel>, Waiting)>> = BTreeMap::new();
        for channel in &self.told.names.channels {
            if let Some(waiting) = self.waiting.get(&channel.id) {
                by_unit.entry(channel.unit).or_default().push((Some(channel), *waiting));
            }
        }
        for (unit, waiting) in &self.referred {
            by_unit.entry(*unit).or_default().push((None, *waiting));
        }
        let tree = self.told.names.tree();
        let rows: Vec<_> =
            tree.iter().filter_map(|(depth, unit)| by_unit.get(&unit.id).map(|channels| (depth, unit, channels))).collect();
        html! {
            @if rows.is_empty() { p { (locale.say("area-waiting-none")) } }
            @else {
                table.list {
                    caption.visually-hidden { (locale.say("area-waiting")) }
                    thead { tr {
                        th scope="col" { (locale.say("unit")) } th scope="col" { (locale.say("channel")) }
                        th scope="col" { (locale.say("area-open")) } th scope="col" { (locale.say("area-late")) } th scope="col" { (locale.say("area-since")) }
                    } }
                    tbody { @for (depth, unit, channels) in rows {
                        @for (channel, waiting) in channels {
                            tr {
                                td data-label=(locale.say("unit")) {
                                    @if self.reach.holds_unit(unit.id) { a href=(units::address(unit.id)) { (indented(*depth, &unit.name)) } }
                                    @else { (indented(*depth, &unit.name)) }
                                }
                                td data-label=(locale.say("channel")) {
                                    @match channel {
                                        Some(channel) => bdi { (screen::show_safely(&channel.name)) },
                                        None => (locale.say("view-referred")),
                                    }
                                }
                                td data-label=(locale.say("area-open")) { (waiting.open) }
                                td data-label=(locale.say("area-late")) {
                                    @if waiting.late > 0 { span.tag.red { (waiting.late) } } @else { "0" }
                                }
                                td data-label=(locale.say("area-since")) {
                                    @if let Some(since) = waiting.since { (moment(locale, since, now, &desk.config().zone)) }
                                }
                            }
                        }
                    } }
                }
            }
        }
    }

    fn ending(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            table.list {
                caption.visually-hidden { (locale.say("area-ending")) }
                thead { tr {
                    th scope="col" { (locale.say("person")) } th scope="col" { (locale.say("mandate-acts")) } th scope="col" { (locale.say("mandate-place")) }
                    th scope="col" { (locale.say("mandate-days")) } th scope="col" { (locale.say("mandate-state")) }
                } }
                tbody { @for granted in &self.ending {
                    tr {
                        td data-label=(locale.say("person")) { a href=(mandates::address(granted.id)) { bdi { (self.told.person(granted.person)) } } }
                        td data-label=(locale.say("mandate-acts")) { (acts_in_words(locale, &granted.acts)) }
                        td data-label=(locale.say("mandate-place")) { (self.told.place(granted)) }
                        td data-label=(locale.say("mandate-days")) { (self.told.days(granted)) }
                        td data-label=(locale.say("mandate-state")) {
                            (self.told.state(granted))
                            @if granted.training.is_some() { " " (self.told.trained(granted)) }
                        }
                    }
                } }
            }
        }
    }
}
