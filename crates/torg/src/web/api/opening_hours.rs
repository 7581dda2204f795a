//! Opening hours as programs see them: a unit's, a channel's, and what holds where there are none of one's own.
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Named, Sent};
use super::caller::Caller;
use crate::govern::hours::{self, Country, Eves, Opening, OpeningHours, kept};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::{channel, unit};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem, UnitId};

/// Hours, by weekday.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Hours {
    /// Monday to Sunday, each a list of spans such as `08:00-16:30`, given as one text; empty is closed.
    #[schema(min_items = 7, max_items = 7, example = json!(["08:00–16:30", "08:00–16:30", "08:00–16:30", "08:00–16:30", "08:00–15:00", "", ""]))]
    week: Vec<String>,
    /// Whose public holidays are closed.
    holidays: Country,
    /// Whether the country's eves are closed too.
    eves_closed: bool,
    /// Days unlike others: what holds then, by date; empty is closed.
    #[serde(default)]
    #[schema(example = json!({ "2026-12-28": "10:00–14:00" }))]
    exceptions: BTreeMap<String, String>,
}

/// The hours that hold somewhere.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HoursThatHold {
    /// The zone whose clocks they are read on.
    #[schema(example = "Europe/Stockholm")]
    zone: Option<String>,
    /// Whether they are its own, or those of the unit above.
    own: bool,
    /// The hours; null is day and night.
    hours: Option<Hours>,
}

/// Hours to be set.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SetHours {
    /// Its own hours from now on; null lets those of the unit above hold.
    hours: Option<Hours>,
}

impl Hours {
    fn read(self) -> Result<OpeningHours, Problem> {
        let mut week: [Vec<hours::Span>; 7] = Default::default();
        for (day, text) in week.iter_mut().zip(&self.week) {
            *day = hours::read_day(text)?;
        }
        let lines: Vec<String> = self.exceptions.iter().map(|(date, spans)| format!("{date} {spans}")).collect();
        let exceptions = hours::read_exceptions(&lines.join("\n"))?;
        let eves = if self.eves_closed { Eves::Closed } else { Eves::AsWeekdays };
        OpeningHours { week, holidays: self.holidays, eves, exceptions }.checked()
    }

    fn of(hours: &OpeningHours) -> Self {
        let day = |(date, spans): (&Date, &Vec<hours::Span>)| (date.to_string(), hours::write_day(spans));
        Self {
            week: hours.week.iter().map(|day| hours::write_day(day)).collect(),
            holidays: hours.holidays,
            eves_closed: hours.eves == Eves::Closed,
            exceptions: hours.exceptions.iter().map(day).collect(),
        }
    }
}

fn told(opening: &Opening, own: bool) -> HoursThatHold {
    HoursThatHold { zone: opening.zone.iana_name().map(str::to_owned), own, hours: opening.hours.as_ref().map(Hours::of) }
}

/// Shows a unit's opening hours.
///
/// Those that hold: its own, or those of the nearest unit above.
#[utoipa::path(get, path = "/units/{unitId}/opening-hours", operation_id = "getUnitHours", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), security(("token" = [])),
    responses((status = 200, description = "What holds.", body = HoursThatHold)))]
pub(super) async fn of_unit(
    State(desk): State<Desk>,
    _caller: Caller,
    Named(id): Named<UnitId>,
) -> Result<Json<HoursThatHold>, Problem> {
    let found = desk.read(move |conn| {
        if !unit::all(conn)?.iter().any(|unit| unit.id == id) {
            return Err(not_found());
        }
        Ok((kept::in_unit(conn, id)?, kept::own_of_unit(conn, id)?))
    });
    let (opening, own) = found.await?;
    Ok(Json(told(&opening, own.is_some())))
}

/// Sets a unit's opening hours.
///
/// For the units and channels under it that have none of their own, too. Holds for what comes in from now on.
#[utoipa::path(put, path = "/units/{unitId}/opening-hours", operation_id = "setUnitHours", tag = "mandates",
    params(("unitId" = UnitId, Path, description = "The unit.")), request_body = SetHours, security(("token" = ["govern"])),
    responses((status = 200, description = "What holds now.", body = HoursThatHold)))]
pub(super) async fn set_unit(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<UnitId>,
    Sent(set): Sent<SetHours>,
) -> Result<Json<HoursThatHold>, Problem> {
    let officer = caller.officer.clone();
    let hours = set.hours.map(Hours::read).transpose()?;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(id), now)?;
        kept::set_for_unit(act, &by, id, hours)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    of_unit(State(desk), caller, Named(id)).await
}

/// Shows a channel's opening hours.
///
/// Those that hold: its own, or its unit's.
#[utoipa::path(get, path = "/channels/{channelId}/opening-hours", operation_id = "getChannelHours", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), security(("token" = ["read"])),
    responses((status = 200, description = "What holds.", body = HoursThatHold)))]
pub(super) async fn of_channel(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
) -> Result<Json<HoursThatHold>, Problem> {
    let found = caller.reads(&desk, move |conn, reach| Ok((reach.channel(conn, id)?.opening, kept::own_of_channel(conn, id)?)));
    let (opening, own) = found.await?;
    Ok(Json(told(&opening, own.is_some())))
}

/// Sets a channel's opening hours.
///
/// Holds for what comes in from now on.
#[utoipa::path(put, path = "/channels/{channelId}/opening-hours", operation_id = "setChannelHours", tag = "channels",
    params(("channelId" = ChannelId, Path, description = "The channel.")), request_body = SetHours, security(("token" = ["govern"])),
    responses((status = 200, description = "What holds now.", body = HoursThatHold)))]
pub(super) async fn set_channel(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ChannelId>,
    Sent(set): Sent<SetHours>,
) -> Result<Json<HoursThatHold>, Problem> {
    let officer = caller.officer.clone();
    let hours = set.hours.map(Hours::read).transpose()?;
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
        kept::set_for_channel(act, &by, id, hours)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    let (opening, own) = desk
        .read(move |conn| Ok((channel::find(conn, id)?.ok_or_else(not_found)?.opening, kept::own_of_channel(conn, id)?)))
        .await?;
    Ok(Json(told(&opening, own.is_some())))
}
