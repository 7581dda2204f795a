//! The register as data: JSON and CSV, the same for everyone.
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::Timestamp;
use serde::Serialize;

use super::cached;
use super::page::{authority, practice, profile};
use crate::govern::channel::{Mode, Stage};
use crate::govern::hours::OpeningHours;
use crate::govern::hours::kept::Units;
use crate::ground::{ChannelId, Desk, Problem};
use crate::share::external_link;
use crate::share::impostor;
use crate::share::register::{self, PublicChannel};
use crate::share::table;

/// A channel as data.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: ChannelId,
    name: String,
    network: String,
    handle: String,
    url: Option<String>,
    unit: String,
    stage: Stage,
    mode: Mode,
    opened_at: Timestamp,
    paused_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    decision: Option<String>,
    promise: Promise,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Promise {
    answer_within_minutes: Option<i64>,
    opening_hours: Option<OpeningHours>,
    zone: Option<String>,
    activity: Option<String>,
    contact: Option<String>,
    tolerance: Option<String>,
    identity: Option<String>,
    language: Option<String>,
}

fn row(conn: &mut store::Conn, units: &mut Units, channel: PublicChannel) -> Result<Row, Problem> {
    let opening = channel.opening(conn, units)?;
    let url = profile(&channel).map(str::to_owned);
    let promise = channel.promise.as_ref();
    let words = |pick: fn(&register::PublicWords) -> &str| {
        promise.map(|promise| pick(promise).to_owned()).filter(|text| !text.is_empty())
    };
    Ok(Row {
        promise: Promise {
            answer_within_minutes: (channel.mode == Mode::Dialogue).then_some(channel.answer_within_minutes),
            zone: opening.zone.iana_name().map(str::to_owned),
            opening_hours: opening.hours,
            activity: words(|promise| promise.activity.as_str()),
            contact: words(|promise| &promise.contact),
            tolerance: words(|promise| &promise.tolerance),
            identity: words(|promise| &promise.identity),
            language: words(|promise| promise.language.tag()),
        },
        id: channel.id,
        name: channel.name,
        network: channel.network,
        handle: channel.handle,
        url,
        unit: channel.unit_name,
        stage: channel.stage,
        mode: channel.mode,
        opened_at: channel.opened_at,
        paused_at: channel.paused_at,
        closed_at: channel.closed_at,
        decision: channel.decision,
    })
}

/// Others' pages and programs may read it too.
fn open_to_all(mut response: Response) -> Response {
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// `GET /channels.json`
pub(super) async fn json(State(desk): State<Desk>, headers: HeaderMap) -> Result<Response, Problem> {
    let here = desk.clone();
    let body = desk
        .read(move |conn| {
            let channels = register::all(conn, practice(&here))?;
            let mut units = Units::default();
            let rows = channels.into_iter().map(|channel| row(conn, &mut units, channel)).collect::<Result<Vec<_>, _>>()?;
            let impostors: Vec<_> = impostor::listed(conn)?
                .into_iter()
                .map(|one| serde_json::json!({ "account": one.address, "state": one.state.as_str(), "since": one.since }))
                .collect();
            let links: Vec<_> = external_link::current(conn)?
                .into_iter()
                .map(|link| serde_json::json!({ "name": link.name, "url": link.url, "about": link.about, "decision": link.decision, "addedAt": link.added_at }))
                .collect();
            let whole = serde_json::json!({
                "authority": authority(conn, &here)?, "channels": rows, "impostors": impostors, "externalLinks": links,
            });
            Ok(whole.to_string())
        })
        .await?;
    Ok(open_to_all(cached::answer(&headers, "application/json", body)))
}

/// `GET /channels.csv`
pub(super) async fn csv(State(desk): State<Desk>, headers: HeaderMap) -> Result<Response, Problem> {
    let here = desk.clone();
    let channels = desk.read(move |conn| Ok(register::all(conn, practice(&here))?)).await?;
    const COLUMNS: [&str; 13] = [
        "id",
        "name",
        "network",
        "handle",
        "url",
        "unit",
        "stage",
        "mode",
        "openedAt",
        "pausedAt",
        "closedAt",
        "answerWithinMinutes",
        "decision",
    ];
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    let mut body = format!("\u{feff}{}", table::line(COLUMNS));
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    for channel in &channels {
        let minutes = if channel.mode == Mode::Dialogue { channel.answer_within_minutes.to_string() } else { String::new() };
        body.push_str(&table::line([
            channel.id.to_string().as_str(),
            &channel.name,
            &channel.network,
            &channel.handle,
            profile(channel).unwrap_or_default(),
            &channel.unit_name,
            channel.stage.as_str(),
            channel.mode.as_str(),
            &time(Some(channel.opened_at)),
            &time(channel.paused_at),
            &time(channel.closed_at),
            &minutes,
            channel.decision.as_deref().unwrap_or_default(),
        ]));
    }
    let mut response = open_to_all(cached::answer(&headers, "text/csv; charset=utf-8; header=present", body));
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"channels.csv\""));
    Ok(response)
}
