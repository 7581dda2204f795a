//! Blackout dates: days on which nothing is to go out from a unit, or from the whole desk. An election, a day of mourning, a summer closing.
//! Posts are neither handed in nor approved nor moved for such a day. What lay in the outbox already stays: the calendar shows it, and a
//! stop is what holds back at once.
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{Conn, Fault, sql, values};

use crate::govern::mandate::{Approve, Mandate, Scope};
use crate::govern::{channel, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{BlackoutId, ChannelId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

/// Longest reason, in characters.
pub const LONGEST: usize = 500;
/// Nobody means longer than this.
const MOST_DAYS: i32 = 366;

/// Days in a zone, both of them included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// IANA name of the zone whose days they are.
    pub zone: String,
}

/// Days on which nothing is to go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blackout {
    /// Its id.
    pub id: BlackoutId,
    /// This unit and those under it; none: the whole desk.
    pub unit: Option<UnitId>,
    /// Which days.
    pub days: Days,
    /// From when.
    pub begins_at: Timestamp,
    /// Until when, that moment not included.
    pub ends_at: Timestamp,
    /// Why; everyone at the desk reads it.
    pub why: String,
    /// Who decided it.
    pub made_by: PersonId,
    /// When it was decided.
    pub made_at: Timestamp,
    /// When it was let go before its end.
    pub ended_at: Option<Timestamp>,
}

impl Blackout {
    /// Whose days they are.
    pub fn scope(&self) -> Scope {
        self.unit.map_or(Scope::Everywhere, Scope::Unit)
    }

    /// True at a moment within the days.
    pub fn covers(&self, at: Timestamp) -> bool {
        self.begins_at <= at && at < self.ends_at
    }
}

macro_rules! columns {
    () => {
        "id, unit, first_day, last_day, zone, begins_at, ends_at, why, made_by, made_at, ended_at"
    };
}

sql! {
    DECIDE = "insert into publish_blackout (id, unit, first_day, last_day, zone, begins_at, ends_at, why, made_by, mandate, made_at)
              values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    END = "update publish_blackout set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
    FIND = concat!("select ", columns!(), " from publish_blackout where id = ?1");
    // ?1 and ?2: from and until.
    BETWEEN = concat!("select ", columns!(), " from publish_blackout where ends_at > ?1 and begins_at < ?2 and ended_at is null
              order by begins_at, id limit 200");
}

fn read(row: &store::Row<'_>) -> Result<Blackout, Fault> {
    let day = |text: String| {
        let unreadable = |_| Fault::Value { statement: "blackout".to_owned(), reason: "a day cannot be read".to_owned() };
        text.parse::<Date>().map_err(unreadable)
    };
    Ok(Blackout {
        id: row.get(0)?,
        unit: row.get(1)?,
        days: Days { first: day(row.get(2)?)?, last: day(row.get(3)?)?, zone: row.get(4)? },
        begins_at: from_micros(row.get(5)?),
        ends_at: from_micros(row.get(6)?),
        why: row.get(7)?,
        made_by: row.get(8)?,
        made_at: from_micros(row.get(9)?),
        ended_at: row.get::<Option<i64>>(10)?.map(from_micros),
    })
}

/// One of them.
pub fn find(conn: &mut Conn, id: BlackoutId) -> Result<Option<Blackout>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// Those that touch a period and were not let go, the first first.
pub fn between(conn: &mut Conn, from: Timestamp, until: Timestamp) -> Result<Vec<Blackout>, Fault> {
    conn.rows(&BETWEEN, values![micros(from), micros(until)], read)
}

/// Names days on which nothing is to go out.
pub fn decide(
    mut act: Act<'_>,
    by: &Mandate<Approve>,
    scope: Scope,
    days: &Days,
    why: &str,
) -> Result<Committed<BlackoutId>, Problem> {
    let (now, why) = (act.now(), why.trim());
    let refused = |key| refuse(StatusCode::UNPROCESSABLE_ENTITY, key);
    if why.is_empty() || why.chars().count() > LONGEST {
        return Err(refused("refuse-blackout-why").with("longest", LONGEST).into());
    }
    let zone = TimeZone::get(&days.zone).map_err(|_| refused("refuse-unknown-zone").with("zone", &days.zone))?;
    let (begins_at, ends_at) = moments(days, &zone).ok_or_else(|| refused("refuse-blackout-days").with("most", MOST_DAYS))?;
    if ends_at <= now {
        return Err(refused("refuse-blackout-past").into());
    }
    let unit = match scope {
        Scope::Everywhere => None,
        Scope::Unit(unit) => Some(unit),
        Scope::Channel(_) => return Err(refused("refuse-unknown-scope").into()),
    };
    if let Some(unit) = unit
        && unit::find(act.conn(), unit)?.is_none()
    {
        return Err(not_found());
    }
    let id = BlackoutId::new(now);
    let (first, last) = (days.first.to_string(), days.last.to_string());
    let (begins, ends) = (micros(begins_at), micros(ends_at));
    let values = values![id, unit, first, last, &days.zone, begins, ends, why, by.person(), by.id(), micros(now)];
    act.conn().run(&DECIDE, values)?;
    let why = content::keep_bytes(act.conn(), why.as_bytes())?;
    act.commit(by.by(), &Event::BlackoutDecided { blackout: id, unit, begins_at, ends_at, why }, id)
}

/// The moments that days are, the end not included; none for days in the wrong order or too many.
fn moments(days: &Days, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let Ok(span) = days.first.until(days.last) else { return None };
    if !(0..MOST_DAYS).contains(&span.get_days()) {
        return None;
    }
    let Ok(after) = days.last.tomorrow() else { return None };
    let start = |day: Date| day.to_zoned(zone.clone()).ok().map(|start| start.timestamp());
    Some((start(days.first)?, start(after)?))
}

/// Lets the days go before their end.
pub fn end(mut act: Act<'_>, by: &Mandate<Approve>, id: BlackoutId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if find(act.conn(), id)?.is_none() {
        return Err(not_found());
    }
    if act.conn().run(&END, values![id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-blackout-ended").into());
    }
    act.commit(by.by(), &Event::BlackoutEnded { blackout: id }, ())
}

/// Which of `blackouts` holds for a unit at a moment.
pub fn over<'a>(conn: &mut Conn, blackouts: &'a [Blackout], unit: UnitId, at: Timestamp) -> Result<Option<&'a Blackout>, Fault> {
    let mut holding = blackouts.iter().filter(|one| one.covers(at)).peekable();
    if holding.peek().is_none() {
        return Ok(None);
    }
    let above = unit::above(conn, unit)?;
    Ok(holding.find(|one| one.unit.is_none_or(|unit| above.contains(&unit))))
}

/// Refuses a time at which one of the channels is to be silent.
pub(super) fn must_be_free(conn: &mut Conn, channels: &[ChannelId], at: Timestamp) -> Result<(), Problem> {
    let holding = between(conn, at, at + jiff::SignedDuration::from_micros(1))?;
    if holding.is_empty() {
        return Ok(());
    }
    for id in channels {
        let Some(channel) = channel::find(conn, *id)? else { return Err(not_found()) };
        if let Some(blackout) = over(conn, &holding, channel.unit, at)? {
            return Err(refuse(StatusCode::CONFLICT, "refuse-blackout")
                .with("channel", &channel.name)
                .with("first", blackout.days.first)
                .with("last", blackout.days.last)
                .with("why", &blackout.why)
                .way_on(format!("/publish/calendar?view=month&day={}", blackout.days.first), "way-on-calendar")
                .into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, last: &str) -> Days {
        Days { first: first.parse().unwrap(), last: last.parse().unwrap(), zone: "Europe/Stockholm".to_owned() }
    }

    #[test]
    fn days_are_those_of_the_wall_also_when_clocks_are_changed() {
        let zone = TimeZone::get("Europe/Stockholm").unwrap();
        let told = |first, last| moments(&days(first, last), &zone).map(|(from, until)| (from.to_string(), until.to_string()));
        let expected = |from: &str, until: &str| Some((from.to_owned(), until.to_owned()));
        assert_eq!(told("2026-09-13", "2026-09-13"), expected("2026-09-12T22:00:00Z", "2026-09-13T22:00:00Z"));
        assert_eq!(told("2026-10-25", "2026-10-25"), expected("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), "25 hours");
        assert_eq!(told("2026-09-14", "2026-09-13"), None);
        assert_eq!(told("2026-01-01", "2027-01-02"), None, "more than a year");
    }
}
