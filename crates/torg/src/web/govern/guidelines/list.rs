//! Every guideline: number, version, who adopted it and when, for whom, and whether the reader has read it.
use std::collections::HashMap;

use axum::extract::State;
use maud::{Markup, html};

use super::address;
use crate::govern::guideline::{self, Guideline};
use crate::govern::mandate::Allowed;
use crate::ground::locale::Locale;
use crate::ground::{Desk, GuidelineId, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::shown::Names;
use crate::web::govern::{Section, page as room_page};

/// `GET /govern/guidelines`
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let person = by.officer.id();
    let (list, read, names) =
        desk.read(move |conn| Ok((guideline::all(conn)?, guideline::acknowledged_by(conn, person)?, Names::read(conn)?))).await?;
    let locale = by.locale;
    let add = html! { a.btn.go href="/govern/guidelines/new" { (locale.say("guideline-new")) } };
    let governs = frame.may(Allowed::Govern);
    let content = html! {
        @if list.is_empty() { div.empty { p { (locale.say("guidelines-empty")) } @if governs { (add) } } }
        @else {
            @if governs { p.toolbar { (add) } }
            table.list {
                thead { tr {
                    th scope="col" { (locale.say("guideline")) } th scope="col" { (locale.say("guideline-adopted")) }
                    th scope="col" { (locale.say("guideline-scope")) } th scope="col" { (locale.say("guideline-read")) }
                } }
                tbody { @for one in &list { (row(locale, one, &read, &names)) } }
            }
        }
    };
    Ok(room_page(&frame, Section::Guidelines, &locale.say("govern-guidelines"), &content))
}

fn row(locale: Locale, one: &Guideline, read: &HashMap<GuidelineId, i64>, names: &Names) -> Markup {
    html! {
        tr {
            th scope="row" { a href=(address(one.id)) lang=(one.language.tag()) { (one.title) } br; span.hint { (one.number) ", " (locale.say_with("guideline-version", &[("n", one.version.into())])) } }
            td data-label=(locale.say("guideline-adopted")) { (one.adopted_on) br; span.hint { (one.adopted_by) } }
            td data-label=(locale.say("guideline-scope")) { @match one.unit { Some(unit) => (names.unit(unit)), None => (locale.say("scope-everywhere")) } }
            td data-label=(locale.say("guideline-read")) { (state(locale, one, read)) }
        }
    }
}

fn state(locale: Locale, one: &Guideline, read: &HashMap<GuidelineId, i64>) -> Markup {
    let (class, key) = match (one.withdrawn_at, read.get(&one.id)) {
        (Some(_), _) => ("", "guideline-is-withdrawn"),
        (None, Some(version)) if *version == one.version => ("", "guideline-is-read"),
        (None, Some(_)) => ("amber", "guideline-is-newer"),
        (None, None) => ("amber", "guideline-is-unread"),
    };
    html! { span.tag.(class) { (locale.say(key)) } }
}
