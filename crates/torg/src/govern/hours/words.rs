//! Opening hours in a line of words: `mån–fre 08:00–16:30`.
use super::{Country, Eves, OpeningHours, write_day};
use crate::ground::locale::Locale;

/// Hours in words: each run of like days with its spans. `mån–fre 08:00–16:30, lör–sön stängt`.
pub fn words(locale: Locale, hours: Option<&OpeningHours>) -> String {
    let Some(hours) = hours else { return locale.say("hours-always") };
    let day = |n: usize| locale.say(&format!("weekday-{}", n + 1));
    let mut runs: Vec<String> = Vec::new();
    let mut start = 0;
    for end in 1..=hours.week.len() {
        if end < hours.week.len() && hours.week[end] == hours.week[start] {
            continue;
        }
        let days = if end - start == 1 { day(start) } else { format!("{}–{}", day(start), day(end - 1)) };
        let spans = write_day(&hours.week[start]);
        runs.push(format!("{days} {}", if spans.is_empty() { locale.say("hours-closed") } else { spans }));
        start = end;
    }
    let mut said = runs.join("; ");
    if hours.holidays != Country::None {
        said.push_str("; ");
        said.push_str(&locale.say(if hours.eves == Eves::Closed {
            "hours-closed-holidays-and-eves"
        } else {
            "hours-closed-holidays"
        }));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_in_a_line() {
        let office = OpeningHours::office(Country::Sweden);
        assert_eq!(words(Locale::Sv, Some(&office)), "mån–fre 08:00–16:30; lör–sön stängt; stängt helgdagar och helgdagsaftnar");
        assert_eq!(words(Locale::En, None), "day and night");
    }
}
