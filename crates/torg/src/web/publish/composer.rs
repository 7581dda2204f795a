//! The composer: one message, written once, shaped per channel. It works without script; with it, it saves by itself and counts while
//! one writes.
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connect::Publishing;
use jiff::tz::TimeZone;
use maud::Markup;
use serde::Deserialize;

use super::form::{Filled, Intent};
use super::remarks::Remarks;
use crate::govern::channel::{self, Channel, Stage};
use crate::govern::gate::Part;
use crate::govern::guideline::Guideline;
use crate::govern::mandate::{Publish, Scope};
use crate::govern::screening_rules::{self, InForce};
use crate::govern::{person, tone, unit};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, PostId, Problem, refuse};
use crate::publish::composition::Composition;
use crate::publish::demand::{self, Demand, Kind};
use crate::publish::measuring::{self, Measured};
use crate::publish::media::{self, Media};
use crate::publish::over::Over;
use crate::publish::parts;
use crate::publish::post::{self, From, Post, Saved};
use crate::publish::template;
use crate::publish::version::{self, When};
use crate::web::frame::Frame;
use crate::web::shown::Times;
use crate::web::uploads::PostedFiles;
use crate::web::visitor::SignedIn;

/// Languages a post is written in here, besides the desk's own: those of the law on minority languages and of most newcomers.
pub(super) const LANGUAGES: &[&str] = &["sv", "nb", "nn", "en", "fi", "se", "ar", "uk"];

/// All that the page shows.
pub(super) struct ComposerPage {
    pub(super) frame: Frame,
    pub(super) times: Times,
    /// None before the first saving.
    pub(super) post: Option<Post>,
    pub(super) composition: Composition,
    /// Channels the writer may publish in.
    pub(super) channels: Vec<Channel>,
    pub(super) units: Vec<unit::Unit>,
    pub(super) media: Vec<Media>,
    pub(super) measured: Vec<(ChannelId, Measured)>,
    pub(super) rules: InForce,
    /// All that will leave, as the gate looks at it.
    pub(super) parts: Vec<Part>,
    pub(super) demand: Demand,
    pub(super) others: Vec<String>,
    /// Why it was not taken.
    pub(super) refused: Option<String>,
    /// What somebody else saved meanwhile, and who.
    pub(super) beside: Option<(Composition, String)>,
    /// The zone in which its time is chosen: its unit's.
    pub(super) zone: TimeZone,
    /// What the house's guidelines say of language and tone.
    pub(super) guides: Vec<(Guideline, String)>,
    /// What colleagues say of it.
    pub(super) remarks: Remarks,
    /// Whether there are templates to begin from.
    pub(super) has_templates: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    channel: Option<ChannelId>,
}

/// `GET /publish/posts/new`.
pub(super) async fn new(State(desk): State<Desk>, Query(asked): Query<Asked>, by: SignedIn) -> Result<Markup, Problem> {
    let composition = Composition {
        language: by.locale.tag().to_owned(),
        channels: asked.channel.into_iter().collect(),
        ..Composition::default()
    };
    Ok(page(&desk, &by, None, Some(composition), None).await?.render())
}

/// `GET /publish/posts/{id}/edit`.
pub(super) async fn edit(State(desk): State<Desk>, Path(id): Path<PostId>, by: SignedIn) -> Result<Response, Problem> {
    let (officer, now) = (by.officer.clone(), by.now);
    let (found, _) = desk.read(move |conn| post::for_writing(conn, &officer, id, now)).await?;
    if found.state != post::State::Draft {
        return Ok(Redirect::to(&post::address(id)).into_response());
    }
    let person = by.officer.id();
    desk.write(move |conn| Ok(post::here(conn, id, person, now)?)).await?;
    Ok(page(&desk, &by, Some(found), None, None).await?.render().into_response())
}

async fn page(
    desk: &Desk,
    by: &SignedIn,
    post: Option<Post>,
    written: Option<Composition>,
    refused: Option<String>,
) -> Result<ComposerPage, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let here = desk.clone();
    let times = Times { locale, now, zone: desk.config().zone.clone() };
    let mut page = desk
        .read(move |conn| {
            let may = officer.channels::<Publish>(conn, now)?;
            let can = |channel: &Channel| {
                let starts = channel.network().is_ok_and(|network| network.publishing().is_some_and(Publishing::starts));
                may.hold(channel.id) && channel.stage != Stage::Closed && starts
            };
            let channels: Vec<Channel> = channel::all(conn)?.into_iter().filter(can).collect();
            let reach = officer.reach::<Publish>(conn, now)?;
            let units = unit::all(conn)?;
            let units =
                units.into_iter().filter(|unit| reach.holds_unit(unit.id) || channels.iter().any(|one| one.unit == unit.id));
            let composition = match (written, &post) {
                (Some(written), _) => written,
                (None, Some(post)) => post::composition(conn, here.vault(), post.id)?,
                (None, None) => Composition::default(),
            };
            let mut demand = Demand::None;
            for channel in &composition.channels {
                demand = demand.max(demand::in_channel(conn, *channel, Kind::Posts)?);
            }
            let (media, others) = match &post {
                Some(post) => (media::of_post(conn, post.id)?, post::others(conn, post.id, officer.id(), now)?),
                None => (Vec::new(), Vec::new()),
            };
            let mut in_units: Vec<_> =
                channels.iter().filter(|one| composition.channels.contains(&one.id)).map(|one| one.unit).collect();
            in_units.dedup();
            let home = post.as_ref().map(|post| post.unit).or(in_units.first().copied()).unwrap_or(officer.person.unit);
            let chosen = post.as_ref().filter(|post| post.planned_at.is_some()).map(|post| post.zone.clone());
            let name = match chosen {
                Some(name) => name,
                None => unit::find(conn, home)?.map(|unit| unit.zone).unwrap_or_default(),
            };
            if in_units.is_empty() {
                in_units.push(home);
            }
            Ok(ComposerPage {
                zone: TimeZone::get(&name).unwrap_or_else(|_| times.zone.clone()),
                guides: tone::beside(conn, &in_units)?,
                remarks: match &post {
                    Some(post) => Remarks::read(conn, &here, post.id)?,
                    None => Remarks::default(),
                },
                has_templates: post.is_none() && !template::all(conn)?.is_empty(),
                rules: screening_rules::in_force(conn)?,
                parts: parts::of(conn, &composition)?,
                units: units.collect(),
                measured: Vec::new(),
                beside: None,
                frame,
                times,
                post,
                composition,
                channels,
                media,
                demand,
                others,
                refused,
            })
        })
        .await?;
    for channel in page.composition.channels.clone() {
        let wording = page.composition.wording(channel).clone();
        page.measured.push((channel, measuring::measure(desk, channel, &wording, page.composition.long).await?));
    }
    Ok(page)
}

/// `POST /publish/posts` and `POST /publish/posts/{id}`: saves, and does what the button says. With `Accept: application/json` (the
/// page's own script) it only saves and tells what stands.
pub(super) async fn begin(State(desk): State<Desk>, posted: PostedFiles<Filled>) -> Result<Response, Problem> {
    write(desk, None, posted).await
}

/// See [`begin`].
pub(super) async fn change(
    State(desk): State<Desk>,
    Path(id): Path<PostId>,
    posted: PostedFiles<Filled>,
) -> Result<Response, Problem> {
    write(desk, Some(id), posted).await
}

async fn write(desk: Desk, id: Option<PostId>, posted: PostedFiles<Filled>) -> Result<Response, Problem> {
    let PostedFiles { by, form, files } = posted;
    let about = form.about(&desk.config().zone)?;
    let (here, officer, now) = (desk.clone(), by.officer.clone(), by.now);
    let before = match id {
        Some(id) => {
            let officer = officer.clone();
            let here = desk.clone();
            desk.read(move |conn| {
                post::for_writing(conn, &officer, id, now)?;
                post::composition(conn, here.vault(), id)
            })
            .await?
        }
        None => Composition::default(),
    };
    let composition = form.composition(&before);
    let (made_from, intent, chosen) = (form.made_from(), form.intent(), form.unit);
    let written = composition.clone();
    let saved = desk
        .write(move |conn| {
            for channel in &written.channels {
                officer.may::<Publish>(conn, Scope::Channel(*channel), now)?;
            }
            if let Some(id) = id {
                let (_, mandate) = post::for_writing(conn, &officer, id, now)?;
                let saved = post::save(conn, here.vault(), &mandate, id, made_from, &about, &written, now)?;
                return Ok((id, saved));
            }
            let unit = match (written.channels.first(), chosen) {
                (_, Some(unit)) => Some(unit),
                (Some(channel), None) => channel::unit_of(conn, *channel)?,
                (None, None) => None,
            };
            let unit = unit.unwrap_or(officer.person.unit);
            let by = match written.channels.first() {
                Some(channel) => officer.may::<Publish>(conn, Scope::Channel(*channel), now)?,
                None => officer.may::<Publish>(conn, Scope::Unit(unit), now)?,
            };
            let id = post::make(conn, here.vault(), by.person(), unit, &about, &written, &From::default(), now)?;
            Ok((id, Saved::Kept(1)))
        })
        .await?;
    let (id, revision) = match saved {
        (id, Saved::Kept(revision)) => (id, revision),
        (id, Saved::Beside { by: other, .. }) => return Ok(beside(&desk, &by, id, other, composition).await?.into_response()),
    };
    for file in files {
        let ready =
            tokio::task::spawn_blocking(move || media::ready(&file.name, file.bytes)).await.map_err(anyhow::Error::from)?;
        let ready = match ready {
            Ok(ready) => ready,
            Err(Problem::Refused(refusal)) => return refused(&desk, &by, id, refusal.sentence(by.locale)).await,
            Err(fault) => return Err(fault),
        };
        let (person, here) = (by.officer.id(), desk.clone());
        desk.write(move |conn| added(conn, &here, id, person, &ready, now)).await?;
    }
    desk.news().tell(Changed::Desk);
    if intent != Intent::HandIn {
        return Ok(Redirect::to(&format!("{}/edit", post::address(id))).into_response());
    }
    match hand_in(&desk, &by, id, revision, &composition).await {
        Ok(()) => Ok(Redirect::to(&post::address(id)).into_response()),
        Err(Problem::Refused(refusal)) => refused(&desk, &by, id, refusal.sentence(by.locale)).await,
        Err(fault) => Err(fault),
    }
}

/// Takes a file in and shows it in the shared wording; captions go to the first film.
fn added(
    conn: &mut store::Conn,
    desk: &Desk,
    id: PostId,
    person: crate::ground::PersonId,
    ready: &media::Ready,
    now: jiff::Timestamp,
) -> Result<(), Problem> {
    let file = media::add(conn, id, person, ready, now)?;
    let Some(found) = post::find(conn, id)? else { return Err(not_found()) };
    let mut composition = post::composition(conn, desk.vault(), id)?;
    let (language, captions) = (composition.language.clone(), ready.is_captions());
    composition.show(file, captions.then_some(language.as_str()));
    post::put(conn, desk.vault(), &found, person, &composition, now)
}

async fn hand_in(desk: &Desk, by: &SignedIn, id: PostId, seen: i64, composition: &Composition) -> Result<(), Problem> {
    let fits = measuring::fits(desk, composition).await?;
    let (here, officer, channels) = (desk.clone(), by.officer.clone(), composition.channels.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let found = post::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = Over::<Publish>::ask(act.conn(), &officer, found.unit, &channels, now)?;
        version::hand_in(act, &by, here.vault(), id, seen, found.planned_at.map_or(When::Now, When::At), &fits)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(())
}

async fn refused(desk: &Desk, by: &SignedIn, id: PostId, sentence: String) -> Result<Response, Problem> {
    let found = desk.read(move |conn| post::find(conn, id)?.ok_or_else(not_found)).await?;
    let page = page(desk, by, Some(found), None, Some(sentence)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

/// Somebody saved meanwhile: both texts, and mine in the fields.
async fn beside(
    desk: &Desk,
    by: &SignedIn,
    id: PostId,
    other: crate::ground::PersonId,
    mine: Composition,
) -> Result<Response, Problem> {
    let here = desk.clone();
    let (found, theirs, name) = desk
        .read(move |conn| {
            let found = post::find(conn, id)?.ok_or_else(not_found)?;
            let name = person::find(conn, other)?.map(|person| person.name).unwrap_or_default();
            Ok((found, post::composition(conn, here.vault(), id)?, name))
        })
        .await?;
    let mut page = page(desk, by, Some(found), Some(mine), None).await?;
    page.beside = Some((theirs, name));
    Ok((StatusCode::CONFLICT, page.render()).into_response())
}

/// Pictures of a post for those who see the post.
pub(super) async fn file(
    State(desk): State<Desk>,
    Path(id): Path<crate::ground::MediaId>,
    by: SignedIn,
) -> Result<Response, Problem> {
    let (officer, now) = (by.officer, by.now);
    let (media_type, bytes) = desk
        .read(move |conn| {
            let (post, media_type, bytes) = media::find(conn, id)?.ok_or_else(not_found)?;
            let found = post::find(conn, post)?.ok_or_else(not_found)?;
            let reach = officer.reach::<crate::govern::mandate::Read>(conn, now)?;
            if !post::is_seen(conn, &reach, &found)? {
                return Err(not_found());
            }
            Ok((media_type, bytes))
        })
        .await?;
    if !media_type.starts_with("image/") {
        return Err(refuse(StatusCode::NOT_FOUND, "refuse-not-found").into());
    }
    let headers = [
        (axum::http::header::CONTENT_TYPE, media_type),
        (axum::http::header::CACHE_CONTROL, "private, max-age=86400, immutable".to_owned()),
        (axum::http::header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
