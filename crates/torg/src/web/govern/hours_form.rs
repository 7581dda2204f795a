//! Opening hours as a form: a field for each weekday, whose holidays, and days unlike others.
use std::collections::BTreeMap;

use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::hours::{self, Country, Eves, OpeningHours, write_day};
use crate::ground::Problem;
use crate::ground::locale::Locale;

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct HoursForm {
    #[serde(rename = "hours-1")]
    monday: String,
    #[serde(rename = "hours-2")]
    tuesday: String,
    #[serde(rename = "hours-3")]
    wednesday: String,
    #[serde(rename = "hours-4")]
    thursday: String,
    #[serde(rename = "hours-5")]
    friday: String,
    #[serde(rename = "hours-6")]
    saturday: String,
    #[serde(rename = "hours-7")]
    sunday: String,
    hours_holidays: String,
    hours_eves: String,
    hours_exceptions: String,
    /// Which button: `inherit` takes the hours away again.
    way: String,
}

impl HoursForm {
    /// The form for hours as they stand; office hours as a beginning where there are none.
    pub(super) fn of(hours: Option<&OpeningHours>, begin_with: Country) -> Self {
        let office = OpeningHours::office(begin_with);
        let hours = hours.unwrap_or(&office);
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = hours.week.each_ref().map(|day| write_day(day));
        let line =
            |(date, spans): (&jiff::civil::Date, &Vec<hours::Span>)| format!("{date} {}", write_day(spans)).trim().to_owned();
        Self {
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
            hours_holidays: hours.holidays.as_str().to_owned(),
            hours_eves: if hours.eves == Eves::Closed { "closed" } else { "" }.to_owned(),
            hours_exceptions: hours.exceptions.iter().map(line).collect::<Vec<_>>().join("\n"),
            way: String::new(),
        }
    }

    fn days(&self) -> [&str; 7] {
        [&self.monday, &self.tuesday, &self.wednesday, &self.thursday, &self.friday, &self.saturday, &self.sunday]
    }

    /// The hours that it says; none when those of the unit above shall hold.
    pub(super) fn read(&self) -> Result<Option<OpeningHours>, Problem> {
        if self.way == "inherit" {
            return Ok(None);
        }
        let mut week: [Vec<hours::Span>; 7] = Default::default();
        for (day, text) in week.iter_mut().zip(self.days()) {
            *day = hours::read_day(text)?;
        }
        let exceptions: BTreeMap<_, _> = hours::read_exceptions(&self.hours_exceptions)?;
        let holidays = Country::named(&self.hours_holidays).unwrap_or(Country::None);
        let eves = if self.hours_eves == "closed" { Eves::Closed } else { Eves::AsWeekdays };
        OpeningHours { week, holidays, eves, exceptions }.checked().map(Some)
    }

    /// The fields, and the two buttons.
    pub(super) fn fields(&self, locale: Locale, may_inherit: bool) -> Markup {
        html! {
            fieldset {
                legend { (locale.say("hours-week")) }
                p.hint #hours-hint { (locale.say("hours-hint")) }
                dl.facts {
                    @for (n, text) in (1..).zip(self.days()) {
                        div {
                            dt { label for=(format!("hours-{n}")) { (locale.say(&format!("day-{n}"))) } }
                            dd { input.short id=(format!("hours-{n}")) name=(format!("hours-{n}")) value=(text) autocomplete="off" aria-describedby="hours-hint"; }
                        }
                    }
                }
            }
            label for="hours-holidays" { (locale.say("hours-holidays")) }
            select #hours-holidays name="hours-holidays" {
                @for country in Country::ALL {
                    option value=(country.as_str()) selected[country.as_str() == self.hours_holidays] { (locale.say(&format!("holidays-{}", country.as_str()))) }
                }
            }
            label.choice {
                input type="checkbox" name="hours-eves" value="closed" checked[self.hours_eves == "closed"];
                span { (locale.say("hours-eves")) }
            }
            label for="hours-exceptions" { (locale.say("hours-exceptions")) " (" (locale.say("optional")) ")" }
            textarea #hours-exceptions name="hours-exceptions" rows="3" aria-describedby="hours-exceptions-hint" { (self.hours_exceptions) }
            p.hint #hours-exceptions-hint { (locale.say("hours-exceptions-hint")) }
            div.toolbar {
                button.btn type="submit" name="way" value="own" { (locale.say("hours-save")) }
                @if may_inherit { button.btn type="submit" name="way" value="inherit" { (locale.say("hours-inherit")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_form_is_read_back() {
        let mut office = OpeningHours::office(Country::Norway);
        office.exceptions = hours::read_exceptions("2026-12-28 10-14\n2026-12-29").unwrap();
        assert_eq!(HoursForm::of(Some(&office), Country::Sweden).read().unwrap(), Some(office.clone()));
        let inherited = HoursForm { way: "inherit".to_owned(), ..HoursForm::of(Some(&office), Country::Sweden) };
        assert_eq!(inherited.read().unwrap(), None);
    }
}
