//! Public holidays of Sweden and Norway, computed for any year, and the eves that each authority may close on.
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

/// Whose public holidays hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Country {
    /// No holidays: the week alone.
    None,
    /// Norway: helligdagsloven (LOV-1995-02-24-12) § 2, and 1 and 17 May (LOV-1947-04-26-1).
    Norway,
    /// Sweden: lagen om allmänna helgdagar (1989:253).
    Sweden,
}

impl Country {
    /// Every choice, in the order of forms.
    pub const ALL: &'static [Self] = &[Self::Sweden, Self::Norway, Self::None];

    /// As the database, the API and the locale keys (`holidays-sweden`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Norway => "norway",
            Self::Sweden => "sweden",
        }
    }

    /// The choice called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|country| country.as_str() == name)
    }

    /// True on a public holiday. Ordinary Sundays are not counted: the week says whether they are open.
    pub fn is_holiday(self, day: Date) -> bool {
        self.holiday(day).is_some()
    }

    /// The public holiday of that day, as the locale keys (`holiday-good-friday`) write it.
    pub fn holiday(self, day: Date) -> Option<&'static str> {
        // Whit Monday is none in Sweden since 2005, Maundy Thursday never was.
        let moving = match (self, from_easter(day)?) {
            (Self::None, _) => None,
            (Self::Norway, -3) => Some("maundy-thursday"),
            (_, -2) => Some("good-friday"),
            (_, 0) => Some("easter-sunday"),
            (_, 1) => Some("easter-monday"),
            (_, 39) => Some("ascension-day"),
            (_, 49) => Some("whit-sunday"),
            (Self::Norway, 50) => Some("whit-monday"),
            _ => None,
        };
        moving.or(match (self, day.month(), day.day()) {
            (Self::None, ..) => None,
            (_, 1, 1) => Some("new-years-day"),
            (Self::Sweden, 1, 6) => Some("epiphany"),
            (_, 5, 1) => Some("may-day"),
            (Self::Norway, 5, 17) => Some("constitution-day"),
            (Self::Sweden, 6, 6) => Some("national-day"),
            (_, 12, 25) => Some("christmas-day"),
            (_, 12, 26) => Some("second-christmas-day"),
            (Self::Sweden, ..) if day == midsummer(day.year()) => Some("midsummer-day"),
            (Self::Sweden, ..) if day == all_saints(day.year()) => Some("all-saints-day"),
            _ => None,
        })
    }

    /// True on an eve that many close on. Sweden: those that semesterlagen (1977:480) 3 a § puts beside Sundays. Norway: those that
    /// helligdagsloven § 3 gives peace from the afternoon, and New Year's Eve by custom.
    pub fn is_eve(self, day: Date) -> bool {
        match self {
            Self::None => false,
            Self::Sweden => {
                matches!((day.month(), day.day()), (12, 24 | 31))
                    || day.tomorrow().is_ok_and(|tomorrow| tomorrow == midsummer(day.year()))
            }
            Self::Norway => matches!((day.month(), day.day()), (12, 24 | 31)) || matches!(from_easter(day), Some(-1 | 48)),
        }
    }
}

/// Days from Easter Sunday of the same year; negative before it.
fn from_easter(day: Date) -> Option<i32> {
    match easter(day.year()).until(day) {
        Ok(since) => Some(since.get_days()),
        Err(_) => None,
    }
}

/// Easter Sunday in the Gregorian calendar: the algorithm that Nature printed in 1876 without its author's name, as in Meeus,
/// *Astronomical Algorithms*, chapter 8.
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let (month, day) = (n / 31, n % 31 + 1);
    // Always 22 March to 25 April.
    day_of(year, month, day)
}

fn day_of(year: i32, month: i32, day: i32) -> Date {
    let small = |number: i32| i8::try_from(number).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(1970), small(month), small(day)).unwrap_or(date(1970, 1, 1))
}

/// Midsummer Day: the Saturday from 20 to 26 June.
fn midsummer(year: i16) -> Date {
    saturday_from(day_of(i32::from(year), 6, 20))
}

/// All Saints' Day: the Saturday from 31 October to 6 November.
fn all_saints(year: i16) -> Date {
    saturday_from(day_of(i32::from(year), 10, 31))
}

fn saturday_from(first: Date) -> Date {
    let ahead = first.weekday().until(Weekday::Saturday);
    first.checked_add(i64::from(ahead).days()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(country: Country, year: i16) -> Vec<String> {
        let all = date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year);
        all.filter(|day| country.is_holiday(*day)).map(|day| day.strftime("%m-%d").to_string()).collect()
    }

    #[test]
    fn sweden_and_norway_in_2026() {
        assert_eq!(
            days(Country::Sweden, 2026),
            ["01-01", "01-06", "04-03", "04-05", "04-06", "05-01", "05-14", "05-24", "06-06", "06-20", "10-31", "12-25", "12-26"]
        );
        assert_eq!(
            days(Country::Norway, 2026),
            ["01-01", "04-02", "04-03", "04-05", "04-06", "05-01", "05-14", "05-17", "05-24", "05-25", "12-25", "12-26"]
        );
        assert!(days(Country::None, 2026).is_empty());
    }

    #[test]
    fn eves_are_closed_by_choice() {
        let eves = |country: Country| {
            let all = date(2027, 1, 1).series(1.day()).take_while(|day| day.year() == 2027);
            all.filter(|day| country.is_eve(*day)).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(eves(Country::Sweden), ["2027-06-25", "2027-12-24", "2027-12-31"]);
        assert_eq!(eves(Country::Norway), ["2027-03-27", "2027-05-15", "2027-12-24", "2027-12-31"]);
    }

    #[test]
    fn easter_stands_where_almanacs_have_it() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2285, 3, 22),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    /// Gauss's rule with its two exceptions, another way to the same day.
    fn by_gauss(year: i32) -> Date {
        let (k, p, q) = (year / 100, (13 + 8 * (year / 100)) / 25, year / 100 / 4);
        let m = (15 - p + k - q).rem_euclid(30);
        let n = (4 + k - q).rem_euclid(7);
        let d = (19 * (year % 19) + m) % 30;
        let e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
        let day = match (d, e) {
            (29, 6) => 50,
            (28, 6) if (11 * m + 11) % 30 < 19 => 49,
            _ => 22 + d + e,
        };
        if day > 31 { day_of(year, 4, day - 31) } else { day_of(year, 3, day) }
    }

    proptest! {
        #[test]
        fn two_ways_lead_to_the_same_easter(year in 1583..4000i16) {
            prop_assert_eq!(easter(year), by_gauss(i32::from(year)));
            prop_assert_eq!(easter(year).weekday(), Weekday::Sunday);
        }

        #[test]
        fn the_moving_saturdays_are_saturdays_in_their_week(year in 1900..2200i16) {
            prop_assert_eq!(midsummer(year).weekday(), Weekday::Saturday);
            prop_assert!((20..=26).contains(&midsummer(year).day()) && midsummer(year).month() == 6);
            prop_assert_eq!(all_saints(year).weekday(), Weekday::Saturday);
            let from = date(year, 10, 31);
            prop_assert!(all_saints(year) >= from && all_saints(year) <= date(year, 11, 6));
        }
    }
}
