//! Series: a post that is said again, every so many days, weeks or months, until a day. The next one is made two weeks before it is due, so that
//! somebody can read it; it is a post like any other, with its own approval.
use axum::http::StatusCode;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::automatic::{self, Outcome};
use super::copying;
use super::post::{self, About, From, Post};
use crate::govern::mandate::{Mandate, Publish};
use crate::ground::clock::micros;
use crate::ground::jobs::{self, Job, Next};
use crate::ground::news::Changed;
use crate::ground::{Desk, PersonId, PostId, Problem, SeriesId, refuse};
use crate::records::{Act, Committed, Event};

/// How long before it is due the next one is made.
pub const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 14);
/// No step is longer.
pub const LONGEST_STEP: i64 = 52;
/// No series goes on for longer without a person looking at it.
const LONGEST_DAYS: i32 = 3 * 366;

/// What is counted between one and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Days.
    Day,
    /// Weeks, on the same weekday.
    Week,
    /// Months, on the same date; the month's last day where it has no such date.
    Month,
    /// Months, on the same weekday: the first to the fourth, or the last.
    MonthWeekday,
}

impl Every {
    /// Every choice, in the order of forms.
    pub const ALL: &'static [Self] = &[Self::Day, Self::Week, Self::Month, Self::MonthWeekday];

    /// As the database, the API and the locale keys (`series-every-week`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::MonthWeekday => "month-weekday",
        }
    }

    /// The choice called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|every| every.as_str() == name)
    }
}

/// What becomes of each that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// It is a draft that a person reads and hands in.
    Draft,
    /// It is handed in, and waits for the yes that its channels demand.
    HandIn,
}

/// How often, until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is counted.
    pub every: Every,
    /// Every so many of them.
    pub step: i64,
    /// Nothing after this day.
    pub last_day: Date,
    /// What becomes of each.
    pub then: Then,
}

/// A series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// The post that is said again.
    pub post: PostId,
    /// How often, until when.
    pub rule: Rule,
    /// The first time on the wall of its zone.
    pub first: DateTime,
    /// IANA name of the zone.
    pub zone: String,
    /// How many were made.
    pub made: i64,
    /// Why the last one could not be handed in.
    pub trouble: Option<String>,
    /// Who set it up: each is handed in under their mandate.
    pub made_by: PersonId,
    /// True when it was ended.
    pub ended: bool,
}

impl Series {
    /// The time of the one with this number, the first repetition being 0; none after the last day.
    pub fn time(&self, number: i64) -> Option<Timestamp> {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let day = nth(self.first.date(), self.rule.every, (number + 1).checked_mul(self.rule.step)?)?;
        if day > self.rule.last_day {
            return None;
        }
        // A time that daylight saving skips is the one an hour later.
        day.to_datetime(self.first.time()).to_zoned(zone).ok().map(|at| at.timestamp())
    }

    /// When the next one is due; none when there is no other.
    pub fn next(&self) -> Option<Timestamp> {
        if self.ended { None } else { self.time(self.made) }
    }
}

/// The day that lies so many days, weeks or months after `first`.
fn nth(first: Date, every: Every, n: i64) -> Option<Date> {
    let added = |span: jiff::Span| first.checked_add(span).ok();
    match every {
        Every::Day => added(n.days()),
        Every::Week => added(n.weeks()),
        Every::Month => added(n.months()),
        Every::MonthWeekday => {
            let month = first.first_of_month().checked_add(n.months()).ok()?;
            let place = (first.day() - 1) / 7 + 1;
            month.nth_weekday_of_month(if place > 4 { -1 } else { place }, first.weekday()).ok()
        }
    }
}

sql! {
    MAKE = "insert into publish_series (id, post, every, step, first, zone, last_day, hands_in, made_by, mandate, made_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    FIND = "select id, post, every, step, first, zone, last_day, hands_in, made, trouble, made_by, ended_at from publish_series where id = ?1";
    OF = "select id, post, every, step, first, zone, last_day, hands_in, made, trouble, made_by, ended_at from publish_series
          where post = ?1 and ended_at is null order by id limit 20";
    ALL = "select id, post, every, step, first, zone, last_day, hands_in, made, trouble, made_by, ended_at from publish_series
           where ended_at is null order by id desc limit 500";
    COUNT = "update publish_series set made = made + 1 where id = ?1 and made = ?2 and ended_at is null";
    TROUBLE = "update publish_series set trouble = ?2 where id = ?1";
    END = "update publish_series set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
}

fn read(row: &store::Row<'_>) -> Result<Series, Fault> {
    let unreadable = |what: &str| Fault::Value { statement: "series".to_owned(), reason: format!("{what} cannot be read") };
    let every: String = row.get(2)?;
    Ok(Series {
        id: row.get(0)?,
        post: row.get(1)?,
        rule: Rule {
            every: Every::named(&every).ok_or_else(|| unreadable("how often"))?,
            step: row.get(3)?,
            last_day: row.get::<String>(6)?.parse().map_err(|_| unreadable("the last day"))?,
            then: if row.get::<i64>(7)? == 1 { Then::HandIn } else { Then::Draft },
        },
        first: row.get::<String>(4)?.parse().map_err(|_| unreadable("the first time"))?,
        zone: row.get(5)?,
        made: row.get(8)?,
        trouble: row.get(9)?,
        made_by: row.get(10)?,
        ended: row.get::<Option<i64>>(11)?.is_some(),
    })
}

/// One series.
pub fn find(conn: &mut Conn, id: SeriesId) -> Result<Option<Series>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// Those that say a post again and have not ended.
pub fn of(conn: &mut Conn, post: PostId) -> Result<Vec<Series>, Fault> {
    conn.rows(&OF, values![post], read)
}

/// All that have not ended, the newest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Series>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// From now on a post is said again by this rule, counted from its own time.
pub fn make(mut act: Act<'_>, by: &Mandate<Publish>, post: &Post, rule: Rule) -> Result<Committed<SeriesId>, Problem> {
    let now = act.now();
    let refused = |key| refuse(StatusCode::UNPROCESSABLE_ENTITY, key);
    let Some(first) = post.planned_at else { return Err(refused("refuse-series-no-time").into()) };
    if !(1..=LONGEST_STEP).contains(&rule.step) {
        return Err(refused("refuse-series-step").with("most", LONGEST_STEP).into());
    }
    let zone = TimeZone::get(&post.zone).unwrap_or(TimeZone::UTC);
    let first = first.to_zoned(zone).datetime();
    let today = now.to_zoned(TimeZone::UTC).date();
    if today.until(rule.last_day).map_or(true, |span| span.get_days() > LONGEST_DAYS) {
        return Err(refused("refuse-series-long").into());
    }
    let id = SeriesId::new(now);
    let made_by = by.person();
    let series =
        Series { id, post: post.id, rule, first, zone: post.zone.clone(), made: 0, trouble: None, made_by, ended: false };
    // Those that would have been are not said afterwards.
    let mut made = 0;
    while series.time(made).is_some_and(|at| at <= now) {
        made += 1;
    }
    let Some(next) = series.time(made) else { return Err(refused("refuse-series-over").into()) };
    let (first, last, hands_in) = (first.to_string(), rule.last_day.to_string(), i64::from(rule.then == Then::HandIn));
    let every = rule.every.as_str();
    act.conn()
        .run(&MAKE, values![id, post.id, every, rule.step, first, &post.zone, last, hands_in, made_by, by.id(), micros(now)])?;
    for number in 0..made {
        act.conn().run(&COUNT, values![id, number])?;
    }
    jobs::enqueue(act.conn(), now, (next - AHEAD).max(now), &SayAgain { series: id }, Some(&key(id)))?;
    act.commit(by.by(), &Event::SeriesMade { series: id, post: post.id }, id)
}

/// No other is made; those that were stay as they are.
pub fn end(mut act: Act<'_>, by: &Mandate<Publish>, series: &Series) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if act.conn().run(&END, values![series.id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-series-ended").into());
    }
    act.commit(by.by(), &Event::SeriesEnded { series: series.id, post: series.post }, ())
}

fn key(id: SeriesId) -> String {
    format!("say-again:{id}")
}

/// Makes the next of a series. Running it twice is harmless: the number is counted up in the transaction that makes it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SayAgain {
    /// Which series.
    pub series: SeriesId,
}

impl Job for SayAgain {
    const NAME: &'static str = "say-again";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (id, here, now) = (self.series, desk.clone(), desk.now());
        let Some(series) = desk.read(move |conn| Ok(find(conn, id)?)).await? else { return Ok(Next::Done) };
        let Some(at) = series.next() else { return Ok(Next::Done) };
        if at - AHEAD > now {
            return Ok(Next::At(at - AHEAD));
        }
        let counted = series.clone();
        let made = desk
            .write(move |conn| {
                if conn.run(&COUNT, values![id, counted.made])? == 0 || at <= now {
                    return Ok(None);
                }
                let Some(source) = post::find(conn, counted.post)? else { return Ok(None) };
                let about = About {
                    name: source.name.clone(),
                    tags: source.tags.clone(),
                    planned_at: Some(at),
                    zone: counted.zone.clone(),
                };
                let from = From { origin: format!("series:{id}:{}", counted.made), corrects: None };
                copying::copy(conn, here.vault(), counted.made_by, &source, &about, &from, now).map(Some)
            })
            .await?;
        if let (Some(post), Then::HandIn) = (made, series.rule.then) {
            let trouble = match automatic::hand_in(desk, series.made_by, post).await? {
                Outcome::HandedIn => None,
                Outcome::Refused(key) => Some(key),
            };
            desk.write(move |conn| Ok(conn.run(&TROUBLE, values![id, trouble])?)).await?;
        }
        desk.news().tell(Changed::Desk);
        let after = Series { made: series.made + 1, ..series };
        Ok(after.next().map_or(Next::Done, |at| Next::At((at - AHEAD).max(now))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, every: Every, step: i64, n: usize) -> Vec<String> {
        let first: Date = first.parse().unwrap();
        (1..).map(|one| nth(first, every, one * step).unwrap().to_string()).take(n).collect()
    }

    #[test]
    fn days_follow_their_rule() {
        assert_eq!(days("2026-12-01", Every::Day, 3, 2), ["2026-12-04", "2026-12-07"]);
        assert_eq!(days("2026-12-01", Every::Week, 2, 2), ["2026-12-15", "2026-12-29"]);
        assert_eq!(days("2027-01-31", Every::Month, 1, 3), ["2027-02-28", "2027-03-31", "2027-04-30"], "no month is skipped");
        assert_eq!(days("2026-12-01", Every::MonthWeekday, 1, 2), ["2027-01-05", "2027-02-02"], "the first Tuesday");
        assert_eq!(days("2026-11-30", Every::MonthWeekday, 1, 2), ["2026-12-28", "2027-01-25"], "the last Monday");
    }

    #[test]
    fn nine_oclock_is_nine_oclock_also_in_summer() {
        let rule = Rule { every: Every::Month, step: 1, last_day: "2027-05-01".parse().unwrap(), then: Then::Draft };
        let at = Timestamp::UNIX_EPOCH;
        let series = Series {
            id: SeriesId::new(at),
            post: PostId::new(at),
            rule,
            first: "2027-02-15T09:00:00".parse().unwrap(),
            zone: "Europe/Stockholm".to_owned(),
            made: 0,
            trouble: None,
            made_by: PersonId::new(at),
            ended: false,
        };
        let told = |n| series.time(n).map(|at| at.to_string());
        assert_eq!(told(0).as_deref(), Some("2027-03-15T08:00:00Z"));
        assert_eq!(told(1).as_deref(), Some("2027-04-15T07:00:00Z"));
        assert_eq!(told(2), None, "after the last day");
    }
}
