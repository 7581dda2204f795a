//! The calendar: what goes out when, by month, week, day or as a list; each time in a named zone. A post is carried to another day and keeps
//! its clock.
mod blackouts;
mod days;
mod ics;
mod moving;
mod subscriptions;

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use maud::Markup;
use serde::Deserialize;
use store::Conn;

use self::days::CalendarPage;
use crate::govern::hours::{Country, kept};
use crate::govern::mandate::{Publish, Read};
use crate::govern::reach::Reach;
use crate::govern::{channel, unit};
use crate::ground::{ChannelId, Desk, Problem, UnitId};
use crate::publish::blackout;
use crate::publish::calendar::{self, Filter};
use crate::publish::post::State as Stands;
use crate::web::frame::Frame;
use crate::web::shown::Times;
use crate::web::visitor::SignedIn;

const ADDRESS: &str = "/publish/calendar";
/// Days of the list.
const LISTED: i64 = 30;

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/publish/calendar", get(page))
        .route("/publish/posts/{id}/day", post(moving::to_day))
        .route("/publish/calendar/blackouts", get(blackouts::page).post(blackouts::decide))
        .route("/publish/calendar/blackouts/{id}/end", post(blackouts::end))
        .route("/publish/calendar/subscriptions", get(subscriptions::page).post(subscriptions::make))
        .route("/publish/calendar/subscriptions/{id}/end", post(subscriptions::end))
        .route("/calendar/{secret}", get(ics::feed))
}

/// How the days are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Month,
    Week,
    Day,
    List,
}

impl View {
    const ALL: &'static [Self] = &[Self::Month, Self::Week, Self::Day, Self::List];

    /// As addresses and the locale keys (`calendar-month`) write it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Day => "day",
            Self::List => "list",
        }
    }

    /// First day and how many are shown: whole weeks for a month.
    fn days(self, day: Date) -> (Date, i64) {
        let monday = |day: Date| {
            let since = day.weekday().since(Weekday::Monday);
            day.checked_sub(i64::from(since).days()).unwrap_or(day)
        };
        match self {
            Self::Month => {
                let first = monday(day.first_of_month());
                let shown = first.until(day.last_of_month()).map_or(35, |span| i64::from(span.get_days()) + 1);
                (first, (shown + 6) / 7 * 7)
            }
            Self::Week => (monday(day), 7),
            Self::Day => (day, 1),
            Self::List => (day, LISTED),
        }
    }

    /// The day before and after what is shown, to turn the leaf.
    fn turned(self, day: Date) -> (Option<Date>, Option<Date>) {
        let by = match self {
            Self::Month => 1.month(),
            Self::Week => 7.days(),
            Self::Day => 1.day(),
            Self::List => LISTED.days(),
        };
        let from = if self == Self::Month { day.first_of_month() } else { day };
        (from.checked_sub(by).ok(), from.checked_add(by).ok())
    }
}

/// What an address asks for. What it does not say, or says wrongly, is as when nothing was asked.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    view: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    place: String,
}

/// `unit:<id>` or `channel:<id>`, as the form names a place.
fn placed(place: &str) -> (Option<UnitId>, Option<ChannelId>) {
    let (mut unit, mut channel) = (None, None);
    if let Some((sort, id)) = place.split_once(':') {
        match sort {
            "unit" => unit = id.parse().ok(),
            "channel" => channel = id.parse().ok(),
            _ => {}
        }
    }
    (unit, channel)
}

/// Units, then channels within reach, as a form offers them: value and name.
fn places(conn: &mut Conn, reach: &Reach) -> Result<Vec<(String, String)>, Problem> {
    let units = unit::all(conn)?.into_iter().filter(|unit| reach.holds_unit(unit.id));
    let mut places: Vec<_> = units.map(|unit| (format!("unit:{}", unit.id), unit.name)).collect();
    let channels = channel::all(conn)?.into_iter().filter(|channel| reach.holds_channel(channel.id));
    places.extend(channels.map(|channel| (format!("channel:{}", channel.id), channel.name)));
    Ok(places)
}

/// The zone whose days are shown, and whose public holidays: the unit's that is asked about, or the desk's.
fn holding(conn: &mut Conn, filter: &Filter, desk: &TimeZone) -> Result<(TimeZone, Country), Problem> {
    let unit = match (filter.unit, filter.channel) {
        (Some(unit), _) => Some(unit),
        (None, Some(channel)) => channel::find(conn, channel)?.map(|channel| channel.unit),
        (None, None) => None,
    };
    let found = match unit {
        Some(id) => unit::find(conn, id)?,
        None => unit::all(conn)?.into_iter().find(|unit| unit.parent.is_none()),
    };
    let Some(found) = found else { return Ok((desk.clone(), country_of(desk))) };
    let zone = if unit.is_some() { TimeZone::get(&found.zone).unwrap_or_else(|_| desk.clone()) } else { desk.clone() };
    let decided = kept::in_unit(conn, found.id)?.hours.map(|hours| hours.holidays);
    let country = decided.unwrap_or_else(|| country_of(&zone));
    Ok((zone, country))
}

/// Where nobody has decided whose holidays hold: those of the country whose clock it is.
fn country_of(zone: &TimeZone) -> Country {
    match zone.iana_name() {
        Some("Europe/Stockholm") => Country::Sweden,
        Some("Europe/Oslo") => Country::Norway,
        _ => Country::None,
    }
}

/// `GET /publish/calendar`.
async fn page(State(desk): State<Desk>, Query(asked): Query<Asked>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let zone = desk.config().zone.clone();
    let view = View::ALL.iter().copied().find(|view| view.as_str() == asked.view).unwrap_or_default();
    let (unit, channel) = placed(&asked.place);
    let filter = Filter { unit, channel, state: Stands::named(&asked.state) };
    let page = desk.read(move |conn| {
        let reach = officer.reach::<Read>(conn, now)?;
        let publishes = match officer.reach::<Publish>(conn, now) {
            Ok(reach) => Some(reach),
            Err(Problem::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        let (zone, country) = holding(conn, &filter, &zone)?;
        let today = now.to_zoned(zone.clone()).date();
        let day = asked.day.parse().unwrap_or(today);
        let (first, n) = view.days(day);
        let last = first.checked_add((n - 1).days()).unwrap_or(first);
        let (from, until) = moments(first, last, &zone);
        let period = calendar::between(conn, &reach, &filter, from, until)?;
        let blackouts = blackout::between(conn, from, until)?;
        let mut quiet = Vec::with_capacity(period.entries.len());
        for entry in &period.entries {
            quiet.push(blackout::over(conn, &blackouts, entry.post.unit, entry.at)?.is_some());
        }
        let channels: HashMap<ChannelId, String> =
            channel::all(conn)?.into_iter().map(|channel| (channel.id, channel.name)).collect();
        let units: HashMap<UnitId, String> = unit::all(conn)?.into_iter().map(|unit| (unit.id, unit.name)).collect();
        Ok(CalendarPage {
            times: Times { locale, now, zone },
            places: places(conn, &reach)?,
            place: asked.place,
            entries: period.entries.into_iter().zip(quiet).collect(),
            more: period.more,
            frame,
            view,
            filter,
            day,
            today,
            first,
            last,
            country,
            blackouts,
            channels,
            units,
            publishes,
        })
    });
    Ok(page.await?.render())
}

/// From the beginning of the first day to the end of the last.
fn moments(first: Date, last: Date, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let start = |day: Date| day.to_zoned(zone.clone()).map(|start| start.timestamp());
    let after = last.tomorrow().unwrap_or(last);
    (start(first).unwrap_or(Timestamp::MIN), start(after).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_whole_weeks_from_monday() {
        let shown = |view: View, day: &str| {
            let (first, n) = view.days(day.parse().unwrap());
            (first.to_string(), n)
        };
        assert_eq!(shown(View::Month, "2026-11-27"), ("2026-10-26".to_owned(), 42));
        assert_eq!(shown(View::Month, "2027-02-10"), ("2027-02-01".to_owned(), 28));
        assert_eq!(shown(View::Week, "2026-11-29"), ("2026-11-23".to_owned(), 7));
        assert_eq!(shown(View::Day, "2026-11-29"), ("2026-11-29".to_owned(), 1));
    }

    #[test]
    fn a_leaf_is_turned_from_the_first_of_the_month() {
        let (before, after) = View::Month.turned("2026-10-31".parse().unwrap());
        assert_eq!((before.unwrap().to_string(), after.unwrap().to_string()), ("2026-09-01".to_owned(), "2026-11-01".to_owned()));
        assert!(View::List.turned(Date::MAX).1.is_none());
    }
}
