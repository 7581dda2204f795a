//! The house's own words on language and tone, beside the text that is being written.
use maud::{Markup, html};

use crate::govern::guideline::Guideline;
use crate::ground::locale::Locale;
use crate::web::govern::guidelines::rendered;

/// What each guideline says of it; nothing where none does.
pub(super) fn beside(locale: Locale, guides: &[(Guideline, String)]) -> Markup {
    html! {
        @if !guides.is_empty() {
            details.tone {
                summary { (locale.say("tone-guide")) }
                @for (guideline, part) in guides {
                    div lang=(guideline.language.tag()) { (rendered(part)) }
                    p.hint { a href=(format!("/govern/guidelines/{}", guideline.id)) { bdi { (guideline.title) } } }
                }
            }
        }
    }
}
