//! All mandates within what someone governs: those that hold or will hold, and, on their own page, those that are over.
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Told, acts_in_words, address};
use crate::govern::mandate::{self, Govern, Granted};
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::finding::Finding;
use crate::web::govern::{Section, page as room_page};

/// Which ones.
#[derive(Deserialize)]
pub(super) struct Which {
    show: Option<String>,
    #[serde(flatten)]
    finding: Finding,
}

const HERE: &str = "/govern/mandates";

/// The list.
pub(super) async fn page(State(desk): State<Desk>, Query(which): Query<Which>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let (told, mandates) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let within = mandate::all(conn)?.into_iter().filter(|granted| reach.holds(granted.scope())).collect::<Vec<_>>();
            Ok((Told::read(conn, locale, now, &zone)?, within))
        })
        .await?;
    let over = which.show.as_deref() == Some("over");
    let shown: Vec<&Granted> = mandates.iter().filter(|granted| granted.not_over(now) != over).collect();
    let found = which.finding.among(shown, |granted| {
        let (who, place) = (told.person(granted.person), told.names.scope(locale, granted.scope()).into_string());
        format!("{who} {place} {} {}", granted.document, acts_in_words(locale, &granted.acts))
    });
    let kept: &[(&str, &str)] = if over { &[("show", "over")] } else { &[] };
    let content = html! {
        p.toolbar {
            @if !over { a.btn.go href="/govern/mandates/new" { (locale.say("mandate-new")) } }
            @if over { a.btn href="/govern/mandates" { (locale.say("mandates-now")) } }
            @else { a.btn href="/govern/mandates?show=over" { (locale.say("mandates-over")) } }
        }
        @if found.none_at_all() {
            div.empty { p { (locale.say(if over { "mandates-none-over" } else { "mandates-none" })) } }
        } @else {
            (found.field(locale, HERE, kept))
            table.list {
                caption.visually-hidden { (locale.say(if over { "mandates-over" } else { "mandates-now" })) }
                thead { tr {
                    th scope="col" { (locale.say("person")) } th scope="col" { (locale.say("mandate-acts")) }
                    th scope="col" { (locale.say("mandate-place")) } th scope="col" { (locale.say("mandate-document")) }
                    th scope="col" { (locale.say("mandate-days")) } th scope="col" { (locale.say("mandate-giver")) }
                    th scope="col" { (locale.say("mandate-state")) }
                } }
                tbody { @for granted in &found.here {
                    tr {
                        td data-label=(locale.say("person")) { a href=(address(granted.id)) { bdi { (told.person(granted.person)) } } }
                        td data-label=(locale.say("mandate-acts")) { (acts_in_words(locale, &granted.acts)) }
                        td data-label=(locale.say("mandate-place")) { (told.place(granted)) }
                        td data-label=(locale.say("mandate-document")) { (granted.document) }
                        td data-label=(locale.say("mandate-days")) { (told.days(granted)) }
                        td data-label=(locale.say("mandate-giver")) { (told.giver(granted)) }
                        td data-label=(locale.say("mandate-state")) { (told.state(granted)) }
                    }
                } }
            }
            (found.pages(locale, HERE, kept))
        }
    };
    Ok(room_page(&frame, Section::Mandates, &locale.say("govern-mandates"), &content))
}
