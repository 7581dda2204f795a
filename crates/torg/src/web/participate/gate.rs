//! What the gate sees in what is being written, part by part: what cannot leave, what needs a reason, what is good to know.
use maud::{Markup, html};

use super::list::mark_name;
use crate::govern::gate::{self, Concern, Demand, LONGEST_REASON, Part, Place};
use crate::govern::screening_rules::InForce;
use crate::ground::locale::Locale;

/// Longest part of a text that is named.
const NAMED: usize = 60;

/// What the gate sees in one text; see [`seen_in`].
pub(in crate::web) fn seen(locale: Locale, rules: &InForce, text: &str, because: &str) -> Markup {
    seen_in(locale, rules, &[Part::of(Place::Text, text)], None, because)
}

/// What the gate sees in the parts; the field for a reason where one is asked for, with what was written in it. `language` is the tag
/// that they are said to be written in.
pub(in crate::web) fn seen_in(locale: Locale, rules: &InForce, parts: &[Part], language: Option<&str>, because: &str) -> Markup {
    let concerns = gate::look(rules, parts, language);
    let asks = concerns.iter().any(|concern| concern.demand == Demand::Justify);
    let blocks = concerns.iter().any(|concern| concern.demand == Demand::Block);
    html! {
        div #gate {
            div #gate-list aria-live="polite" {
                @if !concerns.is_empty() { ul.concerns { @for concern in &concerns { (line(locale, concern, parts.len() > 1)) } } }
            }
            @if asks && !blocks { (why(locale, because)) }
        }
    }
}

/// The field for a reason.
pub(in crate::web) fn why(locale: Locale, because: &str) -> Markup {
    html! {
        div #gate-why {
            label for="because" { (locale.say("gate-because")) }
            input #because type="text" name="because" value=(because) maxlength=(LONGEST_REASON) required aria-describedby="gate-because-hint";
            p.hint #gate-because-hint { (locale.say("gate-because-hint")) }
        }
    }
}

/// One concern. In which part it stands is said where there are several, in each line: who reads with their ears has no table to look at.
fn line(locale: Locale, concern: &Concern, several: bool) -> Markup {
    let quote = concern.quote.as_deref().map(|quote| screen::first_words(quote, NAMED));
    let whole = matches!(concern.place, Place::Source) || concern.kind == "missing-alt";
    html! {
        li {
            span.tag.red[concern.demand == Demand::Block].amber[concern.demand == Demand::Justify] { (locale.say(&format!("gate-{}", concern.demand.as_str()))) } " "
            @if several && !whole { (locale.say_with("gate-in", &[("place", concern.part().named(locale).into())])) " " }
            @if concern.kind == "missing-alt" && several { (locale.say_with("gate-picture", &[("n", i64::try_from(concern.n).unwrap_or(i64::MAX).into())])) " " }
            @match (quote, &concern.plainer) {
                (Some(quote), Some(plainer)) => { (locale.say("gate-hard-word")) " " q { (quote) } ", " (locale.say_with("gate-hard-word-plainer", &[("plainer", plainer.as_str().into())])) },
                (Some(quote), None) => { (mark_name(locale, &concern.kind)) ": " bdi { (quote) } },
                (None, _) => (locale.say(&format!("gate-{}", concern.kind))),
            }
            @if concern.demand == Demand::Block {
                " " span.hint { (locale.say("gate-block-why")) @if concern.place == Place::FileName { " " (locale.say("gate-block-why-file")) } }
            }
        }
    }
}
