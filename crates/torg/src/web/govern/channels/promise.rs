//! How soon people are answered, as a person writes it: a number and minutes, hours or days.
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::govern::channel;
use crate::ground::locale::Locale;
use crate::ground::{Problem, refuse};

/// The lengths people count in: name in forms, minutes, words for a number of them.
const LENGTHS: &[(&str, i64, &str)] =
    &[("minutes", 1, "promise-minutes"), ("hours", 60, "promise-hours"), ("days", 24 * 60, "promise-days")];

/// The largest length that fits evenly, and how many of it.
fn evenly(minutes: i64) -> (&'static str, i64, &'static str) {
    let even = LENGTHS.iter().rev().find(|(_, length, _)| minutes % length == 0);
    even.map_or(("minutes", minutes, "promise-minutes"), |(name, length, words)| (name, minutes / length, words))
}

/// `2 timmar`.
pub(in crate::web::govern) fn words(locale: Locale, minutes: i64) -> String {
    let (_, n, words) = evenly(minutes);
    locale.say_with(words, &[("n", n.into())])
}

/// Number and length as a form keeps them: of a promise, for a form that shows it.
pub(super) fn as_fields(minutes: i64) -> (String, String) {
    let (name, n, _) = evenly(minutes);
    (n.to_string(), name.to_owned())
}

/// The minutes that a form's number and length say.
pub(super) fn read(number: &str, length: &str) -> Result<i64, Problem> {
    let length = LENGTHS.iter().find(|(name, ..)| *name == length).map(|(_, length, _)| *length);
    match (number.trim().parse::<i64>(), length) {
        (Ok(number), Some(length)) => channel::promised(number.saturating_mul(length)),
        _ => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-answer-within").into()),
    }
}

/// The two fields.
pub(super) fn fields(locale: Locale, number: &str, length: &str) -> Markup {
    html! {
        fieldset {
            legend { (locale.say("answer-within")) }
            div.toolbar {
                label.visually-hidden for="answer-within" { (locale.say("answer-within-number")) }
                input.short #answer-within type="number" name="answer-within" min="1" max="86400" inputmode="numeric" required value=(number) aria-describedby="answer-within-hint";
                label.visually-hidden for="answer-in" { (locale.say("answer-within-length")) }
                select.short #answer-in name="answer-in" {
                    @for (name, ..) in LENGTHS {
                        option value=(name) selected[*name == length] { (locale.say(&format!("length-of-{name}"))) }
                    }
                }
            }
            p.hint #answer-within-hint { (locale.say("answer-within-hint")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_read_as_it_was_written() {
        for minutes in [1, 45, 60, 90, 120, 1440, 4320] {
            let (number, length) = as_fields(minutes);
            assert_eq!(read(&number, &length).unwrap(), minutes);
        }
        assert_eq!(as_fields(120), ("2".to_owned(), "hours".to_owned()));
        assert_eq!(as_fields(90), ("90".to_owned(), "minutes".to_owned()));
        for (number, length) in [("0", "hours"), ("61", "days"), ("x", "hours"), ("9223372036854775807", "days"), ("1", "years")]
        {
            assert!(read(number, length).is_err(), "{number} {length}");
        }
    }
}
