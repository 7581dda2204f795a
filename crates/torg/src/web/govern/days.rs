//! From a day, to a day: the two dates of a form in the authority's own zone, both days included.
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::ground::{Problem, refuse};

/// When a mandate begins: today is now; a day to come begins at midnight. Yesterday cannot be given any more.
pub(in crate::web::govern) fn from(day: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Problem> {
    let (day, today) = (read(day)?, now.to_zoned(zone.clone()).date());
    if day < today {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-mandate-begins-in-the-past").into());
    }
    if day == today { Ok(now) } else { midnight(day, zone) }
}

/// A day that something happened on: its midnight, and today now.
pub(in crate::web::govern) fn on(day: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Problem> {
    let day = read(day)?;
    if day == now.to_zoned(zone.clone()).date() { Ok(now) } else { midnight(day, zone) }
}

/// When a mandate ends: with the day, at the midnight after it. Nothing filled in is no end.
pub(in crate::web::govern) fn to(day: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Problem> {
    if day.trim().is_empty() {
        return Ok(None);
    }
    let next = read(day)?.tomorrow().map_err(|_| unreadable(day))?;
    midnight(next, zone).map(Some)
}

fn read(day: &str) -> Result<Date, Problem> {
    day.trim().parse().map_err(|_| unreadable(day))
}

fn midnight(day: Date, zone: &TimeZone) -> Result<Timestamp, Problem> {
    day.to_zoned(zone.clone()).map(|local| local.timestamp()).map_err(|_| unreadable(&day.to_string()))
}

fn unreadable(day: &str) -> Problem {
    refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-day-unreadable").with("day", day.trim()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_those_of_the_authority() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        // Half past midnight in Stockholm is still yesterday in Greenwich.
        let now = at("2026-11-19T23:30:00Z");
        assert_eq!(from("2026-11-20", now, &zone).unwrap(), now);
        assert_eq!(from("2026-12-01", now, &zone).unwrap(), at("2026-11-30T23:00:00Z"));
        assert!(from("2026-11-19", now, &zone).is_err());
        assert_eq!(to("2026-12-31", &zone).unwrap(), Some(at("2026-12-31T23:00:00Z")));
        assert_eq!(to(" ", &zone).unwrap(), None);
        // The night the clock is turned back, the day is an hour longer.
        assert_eq!(to("2026-10-25", &zone).unwrap(), Some(at("2026-10-25T23:00:00Z")));
        for day in ["20-11-2026", "2026-02-30", "i morgon", "9999-12-31"] {
            assert!(to(day, &zone).is_err(), "{day}");
        }
    }
}
