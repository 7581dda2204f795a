//! Everyone within what someone governs, with how they stand.
use axum::extract::{Query, State};
use maud::{Markup, html};

use super::address;
use crate::govern::mandate::Govern;
use crate::govern::person::{self, Person};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::finding::Finding;
use crate::web::govern::shown::Names;
use crate::web::govern::{Section, page as room_page};

const HERE: &str = "/govern/people";

/// The list: those who work here first.
pub(super) async fn page(State(desk): State<Desk>, Query(finding): Query<Finding>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, mut people, reach) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            Ok((Names::read(conn)?, person::all(conn)?, reach))
        })
        .await?;
    people.retain(|person| reach.holds_unit(person.unit));
    people.sort_by_key(|person| person.left);
    let locale = by.locale;
    let found =
        finding.among(people, |person| format!("{} {} {} {}", person.name, person.post, person.email, names.unit(person.unit)));
    let add = html! { a.btn.go href="/govern/people/new" { (locale.say("person-new")) } };
    let content = html! {
        @if found.none_at_all() {
            div.empty { p { (locale.say("people-none")) } @if reach.has_a_unit() { (add) } }
        } @else {
            @if reach.has_a_unit() { p.toolbar { (add) } }
            (found.field(locale, HERE, &[]))
            table.list {
                caption.visually-hidden { (locale.say("govern-people")) }
                thead { tr {
                    th scope="col" { (locale.say("person-name")) } th scope="col" { (locale.say("person-post")) }
                    th scope="col" { (locale.say("unit")) } th scope="col" { (locale.say("person-signature")) } th scope="col" { (locale.say("person-state")) }
                } }
                tbody { @for person in &found.here {
                    tr {
                        td data-label=(locale.say("person-name")) { a href=(address(person.id)) { bdi { (person.name) } } }
                        td data-label=(locale.say("person-post")) { (person.post) }
                        td data-label=(locale.say("unit")) { (names.unit(person.unit)) }
                        td data-label=(locale.say("person-signature")) { bdi { (person.signature) } }
                        td data-label=(locale.say("person-state")) { (state(locale, person)) }
                    }
                } }
            }
            (found.pages(locale, HERE, &[]))
        }
    };
    Ok(room_page(&frame, Section::People, &locale.say("govern-people"), &content))
}

/// How someone stands.
pub(super) fn state(locale: Locale, person: &Person) -> Markup {
    match (person.left, person.joined) {
        (true, _) => html! { span.tag { (locale.say("person-left")) } },
        (false, true) => html! { (locale.say("person-joined")) },
        (false, false) => html! { span.tag.amber { (locale.say("person-not-joined")) } },
    }
}
