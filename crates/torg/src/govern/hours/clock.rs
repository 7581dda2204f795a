//! The promise's clock: what is open when, in a named zone, and when a number of opening minutes has passed. Right on the nights when
//! clocks are changed, because spans are cut where the zone's offset turns.
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::OpeningHours;

/// Days looked ahead: with one open hour a week, the longest promise (sixty days of minutes) takes longer, and is then cut here.
const DAYS_AHEAD: usize = 366 * 10;
/// No zone is further from UTC.
const WIDEST_OFFSET: SignedDuration = SignedDuration::from_hours(26);

/// Hours in the zone they are meant in.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The hours; none is always open.
    pub hours: Option<OpeningHours>,
    /// The zone whose wall clocks they are read on.
    pub zone: TimeZone,
}

impl Opening {
    /// Open day and night.
    pub fn always(zone: TimeZone) -> Self {
        Self { hours: None, zone }
    }

    /// True while somebody is at the desk.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.hours.is_none() || self.from(at).next().is_some_and(|(start, _)| start <= at)
    }

    /// When it opens: `at` itself while it is open; none when it does not within ten years.
    pub fn opens(&self, at: Timestamp) -> Option<Timestamp> {
        match self.hours {
            None => Some(at),
            Some(_) => self.from(at).next().map(|(start, _)| start),
        }
    }

    /// When `minutes` of opening time have passed since `from`.
    pub fn after(&self, from: Timestamp, minutes: i64) -> Timestamp {
        let mut left = SignedDuration::from_mins(minutes);
        if self.hours.is_none() {
            return from.saturating_add(left).unwrap_or(Timestamp::MAX);
        }
        let mut last = from;
        for (start, end) in self.from(from) {
            let open = end.duration_since(start);
            if left <= open {
                return start + left;
            }
            left -= open;
            last = end;
        }
        last
    }

    /// How much opening time lies between; nothing when `to` is before `from`.
    pub fn between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        if to <= from {
            return SignedDuration::ZERO;
        }
        if self.hours.is_none() {
            return to.duration_since(from);
        }
        let spans = self.from(from).take_while(|(start, _)| *start < to);
        spans.fold(SignedDuration::ZERO, |sum, (start, end)| sum + end.min(to).duration_since(start))
    }

    /// Open spans from `from` on, the first one cut at it, in the order of time.
    fn from(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let local = from.to_zoned(self.zone.clone()).date();
        let first = local.yesterday().unwrap_or(local);
        let days = first.series(1.day()).take(DAYS_AHEAD);
        let spans = days.flat_map(|day| self.on(day));
        spans.filter(move |(_, end)| *end > from).map(move |(start, end)| (start.max(from), end))
    }

    /// One day's open spans as instants, in order.
    fn on(&self, day: Date) -> Vec<(Timestamp, Timestamp)> {
        let spans = self.hours.as_ref().map_or(&[][..], |hours| hours.on(day));
        let mut found = Vec::new();
        if spans.is_empty() {
            return found;
        }
        // Midnight as if the zone were UTC; a wall time is an instant plus the offset that holds at that instant.
        let Ok(midnight) = day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp()) else { return found };
        let end_of_window = midnight.saturating_add(SignedDuration::from_hours(24) + WIDEST_OFFSET).unwrap_or(Timestamp::MAX);
        let mut at = midnight.saturating_sub(WIDEST_OFFSET).unwrap_or(Timestamp::MIN);
        while at < end_of_window {
            let offset = SignedDuration::from_secs(i64::from(self.zone.to_offset(at).seconds()));
            let turns = self.zone.following(at).next().map_or(end_of_window, |turn| turn.timestamp().min(end_of_window));
            for span in spans {
                let (from, to) = span.minutes();
                let instant = |minutes: u16| midnight + SignedDuration::from_mins(i64::from(minutes)) - offset;
                let (start, end) = (instant(from).max(at), instant(to).min(turns));
                if start < end {
                    found.push((start, end));
                }
            }
            at = turns;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Country, Eves, Span, read_day};
    use super::*;

    fn opening(zone: &str, hours: OpeningHours) -> Opening {
        Opening { hours: Some(hours), zone: TimeZone::get(zone).unwrap() }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_friday_evenings_question_is_answered_on_monday() {
        let office = opening("Europe/Stockholm", OpeningHours::office(Country::Sweden));
        // Friday 20 November 2026, 16.00 in Stockholm; open till 16.30 and from Monday 08.00.
        assert_eq!(office.after(at("2026-11-20T15:00:00Z"), 120), at("2026-11-23T08:30:00Z"));
        assert_eq!(office.after(at("2026-11-20T15:00:00Z"), 30), at("2026-11-20T15:30:00Z"), "to the very end of the day");
        assert_eq!(office.opens(at("2026-11-21T11:00:00Z")), Some(at("2026-11-23T07:00:00Z")));
        assert!(office.is_open(at("2026-11-20T15:29:59Z")) && !office.is_open(at("2026-11-20T15:30:00Z")));
        assert_eq!(office.between(at("2026-11-20T15:00:00Z"), at("2026-11-23T08:30:00Z")), SignedDuration::from_mins(120));
    }

    #[test]
    fn holidays_and_eves_hold_the_clock() {
        let office = opening("Europe/Stockholm", OpeningHours::office(Country::Sweden));
        // Wednesday 23 December 2026, 16.00; then Christmas, its eve, and a weekend.
        assert_eq!(office.after(at("2026-12-23T15:00:00Z"), 60), at("2026-12-28T07:30:00Z"));
    }

    #[test]
    fn open_day_and_night_has_23_and_25_hours_when_clocks_are_changed() {
        let week = std::array::from_fn(|_| read_day("0-24").unwrap());
        let hours = OpeningHours { week, holidays: Country::None, eves: Eves::AsWeekdays, exceptions: Default::default() };
        let night = opening("Europe/Oslo", hours);
        let day = |from: &str, to: &str| night.between(at(from), at(to)).as_hours();
        assert_eq!(day("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 23);
        assert_eq!(day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 25);
        let always = Opening::always(TimeZone::UTC);
        assert_eq!(always.after(at("2026-03-28T23:00:00Z"), 60), at("2026-03-29T00:00:00Z"));
    }

    /// The model: each minute is looked at on the wall clock, one by one.
    fn by_minutes(opening: &Opening, from: Timestamp, minutes: i64) -> Option<Timestamp> {
        let hours = opening.hours.as_ref().unwrap();
        let (mut at, mut left) = (from, minutes);
        for _ in 0..60 * 24 * 30 {
            let local = at.to_zoned(opening.zone.clone());
            let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
            let open = hours.on(local.date()).iter().any(|span| (span.minutes().0..span.minutes().1).contains(&minute));
            at += SignedDuration::from_mins(1);
            if open {
                left -= 1;
                if left == 0 {
                    return Some(at);
                }
            }
        }
        None
    }

    fn days() -> impl Strategy<Value = Vec<Span>> {
        proptest::collection::btree_set(0..=24 * 60u16, 0..6).prop_map(|ends| {
            let ends: Vec<u16> = ends.into_iter().collect();
            ends.chunks_exact(2).filter_map(|pair| Span::new(pair[0], pair[1])).collect()
        })
    }

    fn hours() -> impl Strategy<Value = OpeningHours> {
        (proptest::array::uniform7(days()), 0..3usize, any::<bool>()).prop_map(|(week, country, eves)| OpeningHours {
            week,
            holidays: Country::ALL[country],
            eves: if eves { Eves::Closed } else { Eves::AsWeekdays },
            exceptions: Default::default(),
        })
    }

    /// Nights when clocks are changed, and Christmas.
    const TURNS: &[(&str, &str)] = &[
        ("Europe/Stockholm", "2026-03-28T20:00:00Z"),
        ("Europe/Stockholm", "2026-10-24T20:00:00Z"),
        ("Europe/Oslo", "2026-12-23T12:00:00Z"),
        ("America/New_York", "2026-11-01T00:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-03T10:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T10:00:00Z"),
        ("Asia/Kathmandu", "2026-05-01T00:00:00Z"),
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn it_counts_as_someone_who_looks_at_the_wall_clock_every_minute(
            hours in hours(), turn in 0..TURNS.len(), later in 0..2 * 24 * 60i64, minutes in 1..600i64,
        ) {
            let (zone, start) = TURNS[turn];
            let opening = opening(zone, hours);
            let from = at(start) + SignedDuration::from_mins(later);
            if let Some(due) = by_minutes(&opening, from, minutes) {
                prop_assert_eq!(opening.after(from, minutes), due);
                prop_assert_eq!(opening.between(from, due), SignedDuration::from_mins(minutes));
                let last = due - SignedDuration::from_mins(1);
                prop_assert!(opening.is_open(last));
                let opens = opening.opens(from).unwrap();
                prop_assert!(opens >= from && opens <= last && opening.is_open(opens));
                prop_assert_eq!(opening.between(from, opens), SignedDuration::ZERO);
            }
        }
    }
}
