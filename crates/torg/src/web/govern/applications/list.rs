//! Applications: one's own, and those that wait for someone who governs.
use axum::extract::State;
use maud::{Markup, html};

use super::address;
use crate::govern::channel::application::{self, Application, Standing};
use crate::govern::mandate::{Allowed, Govern};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, moment, network_name};
use crate::web::govern::{Section, page as room_page};

/// `GET /govern/applications`
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, governs) = (by.officer.clone(), by.now, frame.may(Allowed::Govern));
    let (list, names) = desk
        .read(move |conn| {
            let mut list = application::all(conn)?;
            let reach = if governs { Some(officer.reach::<Govern>(conn, now)?) } else { None };
            list.retain(|one| {
                one.applied_by == Some(officer.id()) || reach.as_ref().is_some_and(|reach| reach.holds_unit(one.unit))
            });
            Ok((list, Names::read(conn)?))
        })
        .await?;
    let (locale, zone) = (by.locale, desk.config().zone.clone());
    let (waiting, settled): (Vec<_>, Vec<_>) = list.iter().partition(|one| one.standing == Standing::Applied);
    let add = html! { a.btn.go href="/govern/applications/new" { (locale.say("application-new")) } };
    let table = |list: &[&Application]| {
        html! {
            table.list {
                thead { tr {
                    th scope="col" { (locale.say("channel")) } th scope="col" { (locale.say("unit")) }
                    th scope="col" { (locale.say("application-standing")) } th scope="col" { (locale.say("application-applied")) }
                } }
                tbody { @for one in list { tr {
                    td data-label=(locale.say("channel")) { a href=(address(one.id)) { bdi { (one.name) } } br; span.hint { (network_name(locale, &one.network)) } }
                    td data-label=(locale.say("unit")) { (names.unit(one.unit)) }
                    td data-label=(locale.say("application-standing")) { (standing(locale, one.standing)) }
                    td data-label=(locale.say("application-applied")) { (moment(locale, one.applied_at, now, &zone)) }
                } } }
            }
        }
    };
    let content = html! {
        @if list.is_empty() { div.empty { p { (locale.say("applications-empty")) } (add) } }
        @else {
            p.toolbar { (add) }
            @if !waiting.is_empty() { h2 { (locale.say("applications-waiting")) } (table(&waiting)) }
            @if !settled.is_empty() { h2 { (locale.say("applications-settled")) } (table(&settled)) }
        }
    };
    Ok(room_page(&frame, Section::Applications, &locale.say("govern-applications"), &content))
}

/// Where it stands, as a small word.
pub(super) fn standing(locale: Locale, standing: Standing) -> Markup {
    let words = locale.say(&format!("standing-{}", standing.as_str()));
    html! { span.tag.amber[standing == Standing::Applied] { (words) } }
}
