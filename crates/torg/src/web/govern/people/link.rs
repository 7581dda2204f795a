//! The link by which someone sets a password: shown once, kept nowhere.
use maud::{Markup, html};

use crate::govern::invitation;
use crate::ground::Desk;
use crate::ground::locale::Locale;

/// The link with what to do with it.
pub(super) fn shown(desk: &Desk, locale: Locale, name: &str, token: &str) -> Markup {
    let mut url = desk.config().public_url.clone();
    url.set_path(&format!("/welcome/{token}"));
    html! {
        section.card aria-labelledby="link-title" {
            h2 #link-title { (locale.say_with("link-title", &[("name", name.into())])) }
            label for="link" { (locale.say("link-label")) }
            input.mono #link type="text" readonly value=(url) aria-describedby="link-hint";
            p.hint #link-hint { (locale.say_with("link-hint", &[("days", invitation::STANDS_DAYS.into())])) }
            p.why { (locale.say("link-why")) }
        }
    }
}
