//! A unit's opening hours: a page with the form, and a section that the unit's own page shows.
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use store::Conn;

use super::hours_form::HoursForm;
use super::shown::{Said, at_form};
use super::{Section, page as room_page};
use crate::govern::Scope;
use crate::govern::hours::{self, Country, Opening, OpeningHours, kept};
use crate::govern::mandate::Govern;
use crate::govern::unit;
use crate::ground::locale::Locale;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, UnitId};
use crate::web::frame::Frame;
use crate::web::{Posted, SignedIn};

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern/units/{id}/hours", get(page).post(save))
}

/// Where a unit's hours are set.
pub(super) fn address(unit: UnitId) -> String {
    format!("/govern/units/{unit}/hours")
}

/// A unit's hours, its own and those that hold.
#[derive(Clone, Debug)]
pub(super) struct UnitHours {
    own: Option<OpeningHours>,
    holds: Opening,
}

impl UnitHours {
    /// Reads them.
    pub(super) fn read(conn: &mut Conn, unit: UnitId) -> Result<Self, Problem> {
        Ok(Self { own: kept::own_of_unit(conn, unit)?, holds: kept::in_unit(conn, unit)? })
    }

    /// In a line.
    fn words(&self, locale: Locale) -> Markup {
        html! {
            (hours::words(locale, self.holds.hours.as_ref()))
            @if self.own.is_none() && self.holds.hours.is_some() { " " span.hint { (locale.say("hours-from-above")) } }
        }
    }
}

/// Which holidays a form begins with: those of the zone's country.
pub(super) fn country_of(zone: &jiff::tz::TimeZone) -> Country {
    if zone.iana_name() == Some("Europe/Oslo") { Country::Norway } else { Country::Sweden }
}

async fn page(State(desk): State<Desk>, Path(id): Path<UnitId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None).await
}

async fn show(desk: &Desk, by: &SignedIn, id: UnitId, refused: Option<(HoursForm, Said)>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let (unit, hours) = desk
        .read(move |conn| {
            officer.may::<Govern>(conn, Scope::Unit(id), now)?;
            let unit = unit::all(conn)?.into_iter().find(|unit| unit.id == id).ok_or_else(not_found)?;
            Ok((unit, UnitHours::read(conn, id)?))
        })
        .await?;
    let (form, said) = match refused {
        Some((form, said)) => (form, Some(said)),
        None => (HoursForm::of(hours.holds.hours.as_ref(), country_of(&hours.holds.zone)), None),
    };
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        p { (locale.say("hours-now")) " " strong { (hours.words(locale)) } " (" (unit.zone) ")" }
        p.why { (locale.say("hours-why")) }
        form.stack method="post" action=(address(id)) {
            (frame.token())
            (form.fields(locale, hours.own.is_some()))
        }
    };
    let title = locale.say_with("hours-of", &[("name", unit.name.as_str().into())]);
    Ok(room_page(&frame, Section::Units, &title, &content))
}

async fn save(State(desk): State<Desk>, Path(id): Path<UnitId>, posted: Posted<HoursForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = match form.read() {
        Ok(hours) => {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
                kept::set_for_unit(act, &by, id, hours)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(()) => {
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(&address(id)).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, Some((form, said))).await?).into_response())
        }
    }
}
