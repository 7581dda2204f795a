//! Opening hours: when people are at the desk, by weekday, with public holidays and days unlike others. A unit has them, a channel
//! may have its own; what is promised to people is counted in them.
use std::collections::BTreeMap;
use std::fmt;

use axum::http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ground::{Problem, refuse};

pub mod clock;
pub mod holidays;
pub mod kept;
mod words;

pub use clock::Opening;
pub use holidays::Country;
pub use words::words;

/// Minutes in a day as clocks on the wall count them.
const DAY: u16 = 24 * 60;

/// When people are at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// Each weekday's open spans, Monday first; none is closed.
    pub week: [Vec<Span>; 7],
    /// Whose public holidays are closed.
    pub holidays: Country,
    /// Whether the country's eves are closed too.
    pub eves: Eves,
    /// Days unlike others: what holds then instead of everything above.
    pub exceptions: BTreeMap<Date, Vec<Span>>,
}

/// Whether Christmas Eve and its like are closed. They are no public holidays; each authority chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Eves {
    /// As any other weekday.
    AsWeekdays,
    /// Closed.
    Closed,
}

/// A part of a day on the wall clock, its end not included. `00:00-24:00` is all day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Span {
    from: u16,
    to: u16,
}

impl Span {
    /// From and to in minutes after midnight; none when it is empty or longer than a day.
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < to && to <= DAY).then_some(Self { from, to })
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> (u16, u16) {
        (self.from, self.to)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}

impl From<Span> for String {
    fn from(span: Span) -> Self {
        span.to_string()
    }
}

impl TryFrom<String> for Span {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        read_span(&text).ok_or_else(|| format!("{text:?} is not a span of a day such as 08:00-16:30"))
    }
}

/// `8-16.30`, `08:00–16:30`: as people write it.
fn read_span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once(['-', '–', '—'])?;
    Span::new(read_minute(from)?, read_minute(to)?)
}

fn read_minute(text: &str) -> Option<u16> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=2).contains(&part.len());
    if !figures(hour) || !figures(minute) || minute.len() != 2 {
        return None;
    }
    // Two figures at most, so both are small.
    let (hour, minute): (u16, u16) = (hour.parse().unwrap_or(DAY), minute.parse().unwrap_or(DAY));
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute).filter(|at| *at <= DAY)
}

/// A day's spans as people write them: `08:00–12:00, 13:00–16:30`; nothing is closed. They must come in order and not overlap.
pub fn read_day(text: &str) -> Result<Vec<Span>, Problem> {
    let wrong = || refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-hours-unreadable").with("text", text.trim());
    let mut spans: Vec<Span> = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let span = read_span(part).ok_or_else(wrong)?;
        if spans.last().is_some_and(|before| before.to > span.from) {
            return Err(wrong().into());
        }
        spans.push(span);
    }
    Ok(spans)
}

/// A day's spans as they stand in a form and on pages: `08:00–12:00, 13:00–16:30`.
pub fn write_day(spans: &[Span]) -> String {
    spans.iter().map(|span| span.to_string().replace('-', "–")).collect::<Vec<_>>().join(", ")
}

/// Days unlike others, a line each: `2026-12-28 10:00–14:00`, or the date alone for closed.
pub fn read_exceptions(text: &str) -> Result<BTreeMap<Date, Vec<Span>>, Problem> {
    let mut exceptions = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (date, spans) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let Ok(date) = date.parse::<Date>() else {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-hours-unreadable").with("text", line).into());
        };
        exceptions.insert(date, read_day(spans)?);
    }
    Ok(exceptions)
}

impl OpeningHours {
    /// Office hours in `country`: Monday to Friday, closed on public holidays and eves.
    pub fn office(country: Country) -> Self {
        let day = || Span::new(8 * 60, 16 * 60 + 30).into_iter().collect::<Vec<_>>();
        Self {
            week: [day(), day(), day(), day(), day(), Vec::new(), Vec::new()],
            holidays: country,
            eves: Eves::Closed,
            exceptions: BTreeMap::new(),
        }
    }

    /// The spans of one day.
    pub fn on(&self, date: Date) -> &[Span] {
        if let Some(spans) = self.exceptions.get(&date) {
            return spans;
        }
        let eve = self.eves == Eves::Closed && self.holidays.is_eve(date);
        if eve || self.holidays.is_holiday(date) {
            return &[];
        }
        let weekday = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// Refuses hours in which nobody ever answers, and spans that overlap.
    pub fn checked(self) -> Result<Self, Problem> {
        if self.week.iter().all(Vec::is_empty) {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-hours-never").into());
        }
        for spans in self.week.iter().chain(self.exceptions.values()) {
            if spans.windows(2).any(|pair| pair[0].to > pair[1].from) {
                return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-hours-unreadable")
                    .with("text", write_day(spans))
                    .into());
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for (written, shown) in [
            ("08:00-16:30", "08:00–16:30"),
            (" 8–12 , 13.00 - 16.30", "08:00–12:00, 13:00–16:30"),
            ("0-24", "00:00–24:00"),
            ("", ""),
        ] {
            assert_eq!(write_day(&read_day(written).unwrap()), shown, "{written}");
        }
        for wrong in ["08:00", "16-8", "8-8", "8-25", "8:0-9", "8-12, 11-13", "åtta-nio", "-", "8-12:60"] {
            assert!(read_day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days_unlike_others_stand_before_everything() {
        let mut hours = OpeningHours::office(Country::Sweden);
        hours.exceptions = read_exceptions("2026-12-24 10:00–12:00\n2026-12-28").unwrap();
        let date = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(write_day(hours.on(date("2026-12-24"))), "10:00–12:00", "open on an eve after all");
        assert_eq!(hours.on(date("2026-12-28")), [], "a Monday that is closed");
        assert_eq!(write_day(hours.on(date("2026-12-29"))), "08:00–16:30");
        assert_eq!(hours.on(date("2026-12-25")), [], "a public holiday");
        assert_eq!(hours.on(date("2026-12-31")), [], "an eve");
        assert!(read_exceptions("24 december 8-12").is_err());
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let mut hours = OpeningHours::office(Country::Norway);
        hours.exceptions = read_exceptions("2026-12-28 10-14").unwrap();
        let kept = serde_json::to_string(&hours).unwrap();
        assert!(kept.contains("08:00-16:30"), "{kept}");
        assert_eq!(serde_json::from_str::<OpeningHours>(&kept).unwrap(), hours);
        let never = OpeningHours { week: Default::default(), ..hours };
        assert!(never.checked().is_err(), "somebody answers some day");
    }
}
