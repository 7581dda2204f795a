//! The sample as programs see it: answers drawn by lot for the manager to look at, and what waits in each channel.
use axum::Json;
use axum::extract::{OriginalUri, State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Conn;
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::govern::Officer;
use crate::govern::mandate::{Channels, Govern, Read, Scope};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, DeliveryId, Desk, Problem, UnitId};
use crate::participate::waiting;
use crate::publish::review::{self, Outcome};

/// Drawn answers given at most.
const MOST: i64 = 500;

/// A sent answer that was drawn into the sample.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Review {
    /// The answer's delivery.
    delivery: DeliveryId,
    /// Its channel.
    channel: ChannelId,
    /// How many of a hundred were drawn then.
    #[schema(example = 5)]
    percent: i64,
    /// When it was drawn.
    #[schema(example = "2026-11-20T07:16:00Z")]
    drawn_at: Timestamp,
    /// What the manager said.
    outcome: Outcome,
    /// When.
    #[schema(example = json!(null))]
    reviewed_at: Option<Timestamp>,
}

impl From<review::Review> for Review {
    fn from(one: review::Review) -> Self {
        let review::Review { delivery, channel, percent, drawn_at, outcome, reviewed_at, .. } = one;
        Self { delivery, channel, percent, drawn_at, outcome, reviewed_at }
    }
}

/// The channels whose sample the caller looks at: those it governs and reads.
fn channels(conn: &mut Conn, officer: &Officer, now: Timestamp) -> Result<Channels, Problem> {
    let (governs, reads) = (officer.reach::<Govern>(conn, now)?, officer.reach::<Read>(conn, now)?);
    Ok(match (governs.channels().clone(), reads.channels().clone()) {
        (Channels::All, reads) => reads,
        (governs, Channels::All) => governs,
        (Channels::Only(governs), reads) => Channels::Only(governs.into_iter().filter(|one| reads.hold(*one)).collect()),
    })
}

/// Lists answers to look at.
///
/// Those that were drawn and wait, in channels that the token's mandate governs and may read. The draw is the first eight bytes of
/// SHA-256 over `torg review v1`, a new line, the delivery's id and a new line, held against the share: anyone can compute it again.
#[utoipa::path(get, path = "/reviews", operation_id = "listReviews", tag = "deliveries", params(WhichPage),
    security(("token" = ["govern", "read"])),
    responses((status = 200, description = "A page of drawn answers.", body = Page<Review>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Review>>, Problem> {
    let place = which.place::<DeliveryId>(here)?;
    let (officer, now) = (caller.officer, caller.now);
    let drawn = desk.read(move |conn| {
        let channels = channels(conn, &officer, now)?;
        Ok(review::waiting(conn, &channels, MOST)?)
    });
    Ok(Json(place.of_all(drawn.await?, |one| one.delivery)?.map(Review::from)))
}

/// What is said of a drawn answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Said {
    /// `fine` or `talk`.
    #[schema(example = "fine")]
    outcome: Outcome,
    /// What there is to talk about; kept on the record.
    #[serde(default)]
    #[schema(example = "")]
    note: String,
}

/// Says what one thinks of an answer.
///
/// By a token whose person did not write it. It is on the record, and no figure about people is made of it.
#[utoipa::path(put, path = "/reviews/{deliveryId}", operation_id = "reviewAnswer", tag = "deliveries",
    params(("deliveryId" = DeliveryId, Path, description = "The answer's delivery.")), request_body = Said,
    security(("token" = ["govern", "read"])),
    responses((status = 200, description = "The drawn answer as it is now.", body = Review)))]
pub(super) async fn answer(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<DeliveryId>,
    Sent(said): Sent<Said>,
) -> Result<Json<Review>, Problem> {
    let officer = caller.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let channels = channels(act.conn(), &officer, now)?;
        let drawn = review::find(act.conn(), id)?.filter(|drawn| channels.hold(drawn.channel)).ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(drawn.channel), now)?;
        review::review(act, &by, id, said.outcome, &said.note)
    })
    .await?;
    let drawn = desk.read(move |conn| review::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(drawn.into()))
}

/// What waits in a channel, or with a unit to which it was referred.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Waiting {
    /// The channel; null for what was referred to a unit.
    channel: Option<ChannelId>,
    /// The unit it was referred to, whichever channel it stands in; null for what is the channel's own.
    #[schema(example = json!(null))]
    unit: Option<UnitId>,
    /// Open conversations.
    #[schema(example = 12)]
    open: i64,
    /// Those whose promised time has passed.
    #[schema(example = 2)]
    late: i64,
    /// Since when the first of them waits.
    #[schema(example = "2026-11-20T06:41:00Z")]
    since: Option<Timestamp>,
}

/// Lists what waits.
///
/// Channel by channel, within what the token's mandate governs, then unit by unit what was referred there. Where nobody waits is left out.
#[utoipa::path(get, path = "/waiting", operation_id = "listWaiting", tag = "channels", params(WhichPage), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of channels and units.", body = Page<Waiting>)))]
pub(super) async fn waiting(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Waiting>>, Problem> {
    let place = which.place::<(bool, Option<ChannelId>, Option<UnitId>)>(here)?;
    let now = caller.now;
    let found = caller.somewhere::<Govern, _, _>(&desk, move |conn, reach| {
        let own = waiting::by_channel(conn, reach.channels(), now)?;
        let referred = waiting::by_unit(conn, reach, now)?;
        let own = own.into_iter().map(|(channel, one)| (Some(channel), None, one));
        Ok(own.chain(referred.into_iter().map(|(unit, one)| (None, Some(unit), one))).collect::<Vec<_>>())
    });
    let found = found.await?.into_iter();
    let found = found.map(|(channel, unit, one)| Waiting { channel, unit, open: one.open, late: one.late, since: one.since });
    Ok(Json(place.of_all(found.collect(), |one| (one.channel.is_none(), one.channel, one.unit))?))
}
