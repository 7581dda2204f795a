//! What the gate sees in an answer while it is written, in the composer: what cannot leave, what needs a reason, what is good to know.
use maud::{Markup, html};

use super::list::mark_name;
use crate::govern::screening_rules::InForce;
use crate::ground::locale::Locale;
use crate::publish::gate::{self, Concern, Demand, LONGEST_REASON};

/// Longest part of a text that is named.
const NAMED: usize = 60;

/// What the gate sees in `text`; the field for a reason where one is asked for, with what was written in it.
pub(in crate::web) fn seen(locale: Locale, rules: &InForce, text: &str, because: &str) -> Markup {
    let concerns = gate::look(rules, text);
    let asks = concerns.iter().any(|concern| concern.demand == Demand::Justify);
    let blocks = concerns.iter().any(|concern| concern.demand == Demand::Block);
    html! {
        div #gate {
            div #gate-list aria-live="polite" {
                @if !concerns.is_empty() { ul.concerns { @for concern in &concerns { (line(locale, text, concern)) } } }
            }
            @if asks && !blocks {
                div #gate-why {
                    label for="because" { (locale.say("gate-because")) }
                    input #because type="text" name="because" value=(because) maxlength=(LONGEST_REASON) required aria-describedby="gate-because-hint";
                    p.hint #gate-because-hint { (locale.say("gate-because-hint")) }
                }
            }
        }
    }
}

fn line(locale: Locale, text: &str, concern: &Concern) -> Markup {
    let part = concern.span.clone().and_then(|span| text.get(span));
    html! {
        li {
            span.tag.red[concern.demand == Demand::Block].amber[concern.demand == Demand::Justify] { (locale.say(&format!("gate-{}", concern.demand.as_str()))) } " "
            @match part {
                Some(part) => { (mark_name(locale, &concern.kind)) ": " bdi { (screen::first_words(part, NAMED)) } },
                None => (locale.say(&format!("gate-{}", concern.kind))),
            }
            @if concern.demand == Demand::Block { " " span.hint { (locale.say("gate-block-why")) } }
        }
    }
}
