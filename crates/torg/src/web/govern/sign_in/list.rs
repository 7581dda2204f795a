//! The first page of signing in: the demand, and the providers.
use axum::extract::State;
use maud::{Markup, html};

use super::{address, demand};
use crate::govern::identity_provider;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::second_factor;
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::{Section, page as room_page};

pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let (demanded, providers) = desk
        .read(move |conn| {
            officer.may::<Govern>(conn, Scope::Everywhere, now)?;
            Ok((second_factor::demand(conn)?, identity_provider::all(conn)?))
        })
        .await?;
    let frame = Frame::read(&desk, &by).await?;
    let add = html! { a.btn href="/govern/sign-in/providers/new" { (locale.say("provider-new")) } };
    let content = html! {
        (demand::shown(&frame, demanded))
        h2 { (locale.say("providers-title")) }
        @if providers.is_empty() {
            div.empty { p { (locale.say("providers-none")) } (add) }
        } @else {
            table.list {
                caption.visually-hidden { (locale.say("providers-title")) }
                thead { tr {
                    th scope="col" { (locale.say("provider-name")) } th scope="col" { (locale.say("provider-issuer")) } th scope="col" { (locale.say("column-state")) }
                } }
                tbody { @for provider in &providers {
                    tr {
                        td data-label=(locale.say("provider-name")) { a href=(address(provider.id)) { bdi { (provider.settings.name) } } }
                        td data-label=(locale.say("provider-issuer")) { bdi { (provider.settings.issuer) } }
                        td data-label=(locale.say("column-state")) {
                            @if provider.ended_at.is_some() { span.tag { (locale.say("provider-ended")) } } @else { (locale.say("provider-open")) }
                        }
                    }
                } }
            }
            p.toolbar { (add) }
        }
    };
    Ok(room_page(&frame, Section::SignIn, &locale.say("govern-sign-in"), &content))
}
