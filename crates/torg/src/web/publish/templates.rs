//! Templates: the list, one that is kept or changed, and the questions that stand for its slots when a post begins from it.
use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::Publishing;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::composer::LANGUAGES;
use crate::govern::Officer;
use crate::govern::channel::{self, Channel, Stage};
use crate::govern::mandate::{Publish, Scope};
use crate::govern::reach::Reach;
use crate::govern::unit::{self, Unit};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, TemplateId, UnitId, refuse};
use crate::publish::composition::{Composition, Wording};
use crate::publish::post::{self, About, From};
use crate::publish::template::{self, Says, Template};
use crate::web::frame::{Frame, Room};
use crate::web::visitor::{Posted, SignedIn};

/// What somebody who publishes has to do with templates.
struct Place {
    reach: Reach,
    templates: Vec<Template>,
    units: Vec<Unit>,
    channels: Vec<Channel>,
}

impl Place {
    /// Templates of the units where they publish and of those above; channels that a post can be begun in.
    fn read(conn: &mut Conn, officer: &Officer, now: jiff::Timestamp) -> Result<Self, Problem> {
        let reach = officer.reach::<Publish>(conn, now)?;
        if reach.is_nowhere() {
            officer.may_somewhere::<Publish>(conn, now)?;
        }
        let mut channels = channel::all(conn)?;
        channels.retain(|channel| {
            let starts = channel.network().is_ok_and(|network| network.publishing().is_some_and(Publishing::starts));
            reach.holds_channel(channel.id) && channel.stage != Stage::Closed && starts
        });
        let mut used: BTreeSet<UnitId> = BTreeSet::new();
        for unit in channels.iter().map(|channel| channel.unit).collect::<BTreeSet<_>>() {
            used.extend(unit::above(conn, unit)?);
        }
        let units = unit::all(conn)?;
        let mut templates = template::all(conn)?;
        templates.retain(|one| used.contains(&one.unit) || reach.holds_unit(one.unit));
        Ok(Self { reach, templates, units, channels })
    }

    fn one(&self, id: TemplateId) -> Result<&Template, Problem> {
        self.templates.iter().find(|one| one.id == id).ok_or_else(not_found)
    }

    fn unit(&self, id: UnitId) -> &str {
        self.units.iter().find(|unit| unit.id == id).map_or("", |unit| unit.name.as_str())
    }
}

async fn place(desk: &Desk, by: &SignedIn) -> Result<(Frame, Place), Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    Ok((frame, desk.read(move |conn| Place::read(conn, &officer, now)).await?))
}

fn address(id: TemplateId) -> String {
    format!("/publish/templates/{id}")
}

fn page_of(frame: &Frame, title: &str, content: &Markup) -> Markup {
    let content = html! {
        link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
        (content)
    };
    frame.simple_page(Room::Posts, title, content)
}

/// `GET /publish/templates`.
pub(super) async fn list(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let (frame, place) = place(&desk, &by).await?;
    let locale = frame.locale;
    let content = html! {
        p { (locale.say("templates-why")) }
        @if place.reach.has_a_unit() { p.toolbar { a.btn href="/publish/templates/new" { (locale.say("template-new")) } } }
        @if place.templates.is_empty() { div.card.empty { p { (locale.say("templates-empty")) } } }
        @for one in &place.templates {
            article.card {
                h2 { bdi { (one.says.name) } }
                p.hint { (place.unit(one.unit)) @if !one.says.hint.is_empty() { " · " bdi { (one.says.hint) } } }
                p.as-sent dir="auto" lang=(one.says.language) { (screen::first_words(&one.says.text, 200)) }
                div.toolbar {
                    a.btn.go href=(format!("{}/beginning", address(one.id))) { (locale.say("template-begin")) span.visually-hidden { ": " (one.says.name) } }
                    @if place.reach.holds_unit(one.unit) {
                        a.btn href=(address(one.id)) { (locale.say("template-change")) span.visually-hidden { ": " (one.says.name) } }
                    }
                }
            }
        }
    };
    Ok(page_of(&frame, &locale.say("templates"), &content))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    unit: String,
    name: String,
    hint: String,
    language: String,
    title: String,
    text: String,
    source: String,
}

impl Filled {
    fn says(&self) -> Says {
        let Self { name, hint, language, title, text, source, .. } = self.clone();
        let language = if LANGUAGES.contains(&language.as_str()) { language } else { "sv".to_owned() };
        let text = text.replace("\r\n", "\n");
        Says { name, hint, language, title: title.trim().to_owned(), text, source: source.trim().to_owned() }
    }
}

/// The fields; with the unit where it is a new one.
fn form(frame: &Frame, place: &Place, action: &str, says: &Says, unit: Option<UnitId>, refused: Option<&str>) -> Markup {
    let locale = frame.locale;
    html! {
        @if let Some(sentence) = refused { p.banner.red role="alert" { (sentence) } }
        form.stack method="post" action=(action) {
            (frame.token())
            @if unit.is_none() {
                label for="unit" { (locale.say("template-unit")) }
                select #unit name="unit" {
                    @for unit in place.units.iter().filter(|unit| unit.closed_at.is_none() && place.reach.holds_unit(unit.id)) { option value=(unit.id) { (unit.name) } }
                }
            }
            label for="name" { (locale.say("template-name")) }
            input #name type="text" name="name" value=(says.name) maxlength="120" required;
            label for="hint" { (locale.say("template-hint")) }
            input #hint type="text" name="hint" value=(says.hint) maxlength="300";
            label for="language" { (locale.say("compose-language")) }
            select #language name="language" {
                @for tag in LANGUAGES { option value=(tag) selected[says.language == *tag] { (locale.say(&format!("language-{tag}"))) } }
            }
            label for="title" { (locale.say("template-title")) }
            input #title type="text" name="title" value=(says.title) maxlength="300";
            label for="text" { (locale.say("compose-text")) }
            p.hint #text-hint { (locale.say("template-slots-how")) " " code { "{{…}}" } }
            textarea #text name="text" rows="8" required aria-describedby="text-hint" { "\n" (says.text) }
            label for="source" { (locale.say("compose-source")) }
            input #source type="url" name="source" value=(says.source) placeholder="https://";
            button.btn.go type="submit" { (locale.say("template-keep")) }
        }
    }
}

/// `GET /publish/templates/new`.
pub(super) async fn new(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let (frame, place) = place(&desk, &by).await?;
    let says = Says { language: by.locale.tag().to_owned(), ..Says::default() };
    let content = form(&frame, &place, "/publish/templates", &says, None, None);
    Ok(page_of(&frame, &frame.locale.say("template-new"), &content))
}

/// `GET /publish/templates/{id}`.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<TemplateId>, by: SignedIn) -> Result<Markup, Problem> {
    changing(&desk, &by, id, None, None).await
}

async fn changing(
    desk: &Desk,
    by: &SignedIn,
    id: TemplateId,
    says: Option<&Says>,
    refused: Option<&str>,
) -> Result<Markup, Problem> {
    let (frame, place) = place(desk, by).await?;
    let one = place.one(id)?;
    if !place.reach.holds_unit(one.unit) {
        return Err(not_found());
    }
    let locale = frame.locale;
    let content = html! {
        (form(&frame, &place, &address(id), says.unwrap_or(&one.says), Some(one.unit), refused))
        form method="post" action=(format!("{}/end", address(id))) {
            (frame.token())
            p.hint { (locale.say("template-end-why")) }
            button.btn.danger type="submit" { (locale.say("template-end")) }
        }
    };
    Ok(page_of(&frame, &one.says.name, &content))
}

/// `POST /publish/templates`.
pub(super) async fn add(State(desk): State<Desk>, posted: Posted<Filled>) -> Result<Response, Problem> {
    let Posted { by, form: filled } = posted;
    let (officer, now, says) = (by.officer.clone(), by.now, filled.says());
    let Ok(unit) = filled.unit.parse::<UnitId>() else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
    };
    let kept = says.clone();
    let added = desk.write(move |conn| {
        let by = officer.may::<Publish>(conn, Scope::Unit(unit), now)?;
        template::add(conn, &by, unit, &kept, now)
    });
    match added.await {
        Ok(_) => Ok(Redirect::to("/publish/templates").into_response()),
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let (frame, place) = place(&desk, &by).await?;
            let sentence = refusal.sentence(by.locale);
            let content = form(&frame, &place, "/publish/templates", &says, None, Some(&sentence));
            let page = page_of(&frame, &frame.locale.say("template-new"), &content);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// `POST /publish/templates/{id}`.
pub(super) async fn change(
    State(desk): State<Desk>,
    Path(id): Path<TemplateId>,
    posted: Posted<Filled>,
) -> Result<Response, Problem> {
    let Posted { by, form: filled } = posted;
    let (officer, now, says) = (by.officer.clone(), by.now, filled.says());
    let kept = says.clone();
    let changed = desk.write(move |conn| {
        let found = template::find(conn, id)?.ok_or_else(not_found)?;
        let by = officer.may::<Publish>(conn, Scope::Unit(found.unit), now)?;
        template::change(conn, &by, id, &kept, now)
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to("/publish/templates").into_response()),
        Err(Problem::Refused(refusal)) if refusal.status == StatusCode::UNPROCESSABLE_ENTITY => {
            let page = changing(&desk, &by, id, Some(&says), Some(&refusal.sentence(by.locale))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/templates/{id}/end`.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<TemplateId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let (officer, now) = (by.officer, by.now);
    desk.write(move |conn| {
        let found = template::find(conn, id)?.ok_or_else(not_found)?;
        let by = officer.may::<Publish>(conn, Scope::Unit(found.unit), now)?;
        template::end(conn, &by, id, now)
    })
    .await?;
    Ok(Redirect::to("/publish/templates"))
}

/// `GET /publish/templates/{id}/beginning`: where to, and what stands in the slots.
pub(super) async fn ask(State(desk): State<Desk>, Path(id): Path<TemplateId>, by: SignedIn) -> Result<Markup, Problem> {
    let (frame, place) = place(&desk, &by).await?;
    let one = place.one(id)?;
    let locale = frame.locale;
    let content = html! {
        p.as-sent dir="auto" lang=(one.says.language) { (one.says.text) }
        form.stack method="post" action=(format!("{}/beginning", address(id))) {
            (frame.token())
            label for="channel" { (locale.say("template-channel")) }
            select #channel name="channel" required { @for channel in &place.channels { option value=(channel.id) { (channel.name) } } }
            @for (n, slot) in one.says.slots().iter().enumerate() {
                label for=(format!("slot-{n}")) { (slot) }
                input id=(format!("slot-{n}")) type="text" name="slots[]" autocomplete="off";
            }
            p.hint { (locale.say("template-slots-empty")) }
            button.btn.go type="submit" { (locale.say("template-begin")) }
        }
    };
    Ok(page_of(&frame, &one.says.name, &content))
}

#[derive(Deserialize)]
pub(super) struct Beginning {
    channel: ChannelId,
    /// What stands in the slots, in their order.
    #[serde(default)]
    slots: Vec<String>,
}

/// `POST /publish/templates/{id}/beginning`: a draft with what was filled in.
pub(super) async fn begin(
    State(desk): State<Desk>,
    Path(id): Path<TemplateId>,
    posted: Posted<Beginning>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Beginning { channel, slots } } = posted;
    let (officer, now, here) = (by.officer, by.now, desk.clone());
    let begun = desk
        .write(move |conn| {
            let place = Place::read(conn, &officer, now)?;
            let says = place.one(id)?.says.clone();
            let mandate = officer.may::<Publish>(conn, Scope::Channel(channel), now)?;
            let unit = channel::unit_of(conn, channel)?.ok_or_else(not_found)?;
            let zone = place.units.iter().find(|one| one.id == unit).map(|one| one.zone.clone()).unwrap_or_default();
            let with: BTreeMap<String, String> = says.slots().into_iter().zip(slots).collect();
            let (title, text) = says.filled(&with);
            let composition = Composition {
                language: says.language,
                channels: vec![channel],
                shared: Wording { text, title, ..Wording::default() },
                source: says.source,
                ..Composition::default()
            };
            let about = About { zone, ..About::default() };
            let from = From { origin: format!("template:{id}"), corrects: None };
            post::make(conn, here.vault(), mandate.person(), unit, &about, &composition, &from, now)
        })
        .await?;
    Ok(Redirect::to(&format!("{}/edit", post::address(begun))))
}
