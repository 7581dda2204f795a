//! The words on the secure channel, unit by unit: where people are asked to write instead, and how it is said in each language.
use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::mandate::Govern;
use crate::govern::secure_channel::{self, LONGEST_WORDS, SLOT, SecureChannel};
use crate::govern::{Scope, person, unit};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, UnitId, refuse};
use crate::web::frame::{Frame, Room};
use crate::web::problems;
use crate::web::shown::Times;
use crate::web::visitor::{Posted, SignedIn};

const ADDRESS: &str = "/listen/secure-texts";

/// A unit, what it says itself, and what holds for it.
struct Row {
    unit: UnitId,
    name: String,
    own: Vec<(SecureChannel, String)>,
    in_force: Option<(SecureChannel, String)>,
}

struct SecurePage {
    frame: Frame,
    times: Times,
    rows: Vec<Row>,
    refused: Option<(UnitId, String, Filled)>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    unit: String,
    address: String,
    sv: String,
    nb: String,
    nn: String,
    en: String,
}

impl Filled {
    fn texts(&self) -> BTreeMap<Locale, String> {
        Locale::ALL.iter().map(|locale| (*locale, self.of(*locale).to_owned())).collect()
    }

    fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Sv => &self.sv,
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        }
    }
}

/// `GET /listen/secure-texts`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    Ok(SecurePage::read(&desk, &by, None).await?.render())
}

/// `POST /listen/secure-texts`: a new version for one unit. What was not taken stands there again.
pub(super) async fn set(State(desk): State<Desk>, posted: Posted<Filled>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let unit: UnitId = form.unit.parse().map_err(|_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit"))?;
    let (officer, filled) = (by.officer.clone(), form.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let mandate = officer.may::<Govern>(act.conn(), Scope::Unit(unit), now)?;
            secure_channel::set(act, &mandate, unit, &filled.address, &filled.texts())
        })
        .await;
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("{ADDRESS}#u-{}", unit.0.simple())).into_response()),
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let refused = (unit, problems::sentence(by.locale, &refusal), form);
            let page = SecurePage::read(&desk, &by, Some(refused)).await?;
            Ok((refusal.status, page.render()).into_response())
        }
        Err(problem) => Err(problem),
    }
}

impl SecurePage {
    async fn read(desk: &Desk, by: &SignedIn, refused: Option<(UnitId, String, Filled)>) -> Result<Self, Problem> {
        let frame = Frame::read(desk, by).await?;
        let times = Times { locale: by.locale, now: by.now, zone: desk.config().zone.clone() };
        let (officer, now) = (by.officer.clone(), by.now);
        desk.read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let (people, units) = (person::all(conn)?, unit::all(conn)?);
            let mut rows = Vec::new();
            for one in units.iter().filter(|one| one.closed_at.is_none() && reach.holds_unit(one.id)) {
                let own = secure_channel::history(conn, one.id)?.into_iter().map(|version| {
                    let by = people.iter().find(|person| person.id == version.by);
                    (version, by.map(|person| person.name.clone()).unwrap_or_default())
                });
                let in_force = secure_channel::in_force(conn, one.id)?.map(|version| {
                    let whose = units.iter().find(|unit| unit.id == version.unit);
                    (version, whose.map(|unit| unit.name.clone()).unwrap_or_default())
                });
                rows.push(Row { unit: one.id, name: one.name.clone(), own: own.collect(), in_force });
            }
            // The whole before its parts.
            rows.sort_by_key(|row| units.iter().any(|one| one.id == row.unit && one.parent.is_some()));
            Ok(Self { frame, times, rows, refused })
        })
        .await
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p { (locale.say("secure-what")) }
            @if self.rows.is_empty() { p.why { (locale.say("secure-may-not")) } }
            @for row in &self.rows { (self.unit(row)) }
            p { a href="/listen/rules" { (locale.say("rules-link")) } }
        };
        self.frame.simple_page(Room::Listen, &locale.say("secure-heading"), content)
    }

    fn unit(&self, row: &Row) -> Markup {
        let locale = self.frame.locale;
        let id = format!("u-{}", row.unit.0.simple());
        let refused = self.refused.as_ref().filter(|(unit, ..)| *unit == row.unit);
        let latest = row.own.first().map(|(version, _)| version);
        let address =
            refused.map_or_else(|| latest.map_or("", |one| one.address.as_str()), |(_, _, filled)| filled.address.as_str());
        html! {
            section.card aria-labelledby=(id) {
                h2 id=(id) { (row.name) }
                @match &row.in_force {
                    Some((version, whose)) => {
                        p { @if version.unit == row.unit { (locale.say("secure-own")) } @else { (locale.say_with("secure-from", &[("unit", whose.as_str().into())])) } }
                        blockquote { (version.words(locale)) }
                    },
                    None => p { (locale.say("secure-nowhere")) },
                }
                @if let Some((_, sentence, _)) = refused { p.banner.red role="alert" { (sentence) } }
                details open[refused.is_some() || self.rows.len() == 1] {
                    summary { (locale.say("secure-change")) span.visually-hidden { ": " (row.name) } }
                    form.stack method="post" action=(ADDRESS) {
                        (self.frame.token())
                        input type="hidden" name="unit" value=(row.unit);
                        label for=(format!("{id}-address")) { (locale.say("secure-address")) }
                        input id=(format!("{id}-address")) type="text" name="address" value=(address) maxlength="200" autocomplete="off" aria-describedby=(format!("{id}-address-hint"));
                        p.hint id=(format!("{id}-address-hint")) { (locale.say("secure-address-hint")) }
                        @for language in Locale::ALL {
                            @let field = format!("{id}-{}", language.tag());
                            @let own = latest.and_then(|one| one.texts.get(language)).map_or("", String::as_str);
                            label for=(field) { (locale.say_with("secure-words-in", &[("language", language.own_name().into())])) }
                            textarea id=(field) name=(language.tag()) rows="3" maxlength=(LONGEST_WORDS) lang=(language.tag()) aria-describedby=(format!("{id}-words-hint"))
                                placeholder=(language.say_with("secure-words", &[("address", SLOT.into())])) { "\n" (refused.map_or(own, |(_, _, filled)| filled.of(*language))) }
                        }
                        p.hint id=(format!("{id}-words-hint")) { (locale.say_with("secure-words-hint", &[("slot", SLOT.into())])) }
                        div { button.btn type="submit" { (locale.say("rules-save")) span.visually-hidden { ": " (row.name) } } }
                    }
                    @if !row.own.is_empty() {
                        h3 { (locale.say("rules-versions")) }
                        ul { @for (version, by) in &row.own { li { (locale.say("rules-version")) " " (version.number) ", " (self.times.moment(version.at)) ", " bdi { (by) } @if !version.address.is_empty() { ": " bdi { (version.address) } } } } }
                    }
                }
            }
        }
    }
}
