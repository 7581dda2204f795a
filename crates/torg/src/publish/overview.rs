//! The outbox at a glance: what needs a person, what is on its way, what arrived; each within the channels someone may read.
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::delivery::{self, Delivery, State, delivery_columns};
use super::outbox::Deliver;
use crate::govern::mandate::Channels;
use crate::ground::jobs::{self, Job};
use crate::ground::{DeliveryId, Problem};

// ?2: channels as `Channels::listed` writes them.
macro_rules! within {
    (sqlite) => {
        " and (?2 = '' or instr(?2, lower(hex(channel))) > 0)"
    };
    (postgres) => {
        " and (?2 = '' or position(replace(cast(channel as text), '-', '') in ?2) > 0)"
    };
}
// ?1 how many.
macro_rules! latest {
    ($engine:ident $condition:literal) => {
        concat!(
            "select ",
            delivery_columns!(),
            " from publish_delivery where ",
            $condition,
            within!($engine),
            " order by state_at desc limit ?1"
        )
    };
}
// ?1 how many, ?3 before which delivery.
macro_rules! pages {
    ($engine:ident $condition:literal) => {
        concat!(
            "select ",
            delivery_columns!(),
            " from publish_delivery where ",
            $condition,
            within!($engine),
            " order by id desc limit ?1"
        )
    };
}
// ?1 where counting stops.
macro_rules! counted {
    ($engine:ident $condition:literal) => {
        concat!(
            "select count(*) from (select 1 from publish_delivery where ",
            $condition,
            within!($engine),
            " limit ?1) as counted"
        )
    };
}

sql! {
    TROUBLED = sqlite latest!(sqlite "state in ('failed', 'unknown', 'by-hand') and settled_by is null"),
               postgres latest!(postgres "state in ('failed', 'unknown', 'by-hand') and settled_by is null");
    IN_STATE = sqlite latest!(sqlite "state = ?3"), postgres latest!(postgres "state = ?3");
    NEWEST = sqlite pages!(sqlite "id < ?3"), postgres pages!(postgres "id < ?3");
    NEWEST_IN_STATE = sqlite pages!(sqlite "state = ?4 and id < ?3"), postgres pages!(postgres "state = ?4 and id < ?3");
    COUNT_TROUBLED = sqlite counted!(sqlite "state in ('failed', 'unknown', 'by-hand') and settled_by is null"),
                     postgres counted!(postgres "state in ('failed', 'unknown', 'by-hand') and settled_by is null");
    COUNT_IN_STATE = sqlite counted!(sqlite "state = ?3"), postgres counted!(postgres "state = ?3");
}

/// Counting stops here: a thousand means many.
const COUNT_STOPS: i64 = 1000;

/// Deliveries that wait for a person: not sent, or nobody knows. The latest first.
pub fn troubled(conn: &mut Conn, channels: &Channels, most: i64) -> Result<Vec<Delivery>, Fault> {
    conn.rows(&TROUBLED, values![most, channels.listed()], delivery::read)
}

/// Deliveries in a state, the latest first.
pub fn in_state(conn: &mut Conn, channels: &Channels, state: State, most: i64) -> Result<Vec<Delivery>, Fault> {
    conn.rows(&IN_STATE, values![most, channels.listed(), state.as_str()], delivery::read)
}

/// Deliveries made before `before` (exclusive; `None`: from the newest), the newest first; all, or those in a state.
pub fn newest(
    conn: &mut Conn,
    channels: &Channels,
    state: Option<State>,
    before: Option<DeliveryId>,
    most: i64,
) -> Result<Vec<Delivery>, Fault> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    match state {
        Some(state) => conn.rows(&NEWEST_IN_STATE, values![most, channels.listed(), before, state.as_str()], delivery::read),
        None => conn.rows(&NEWEST, values![most, channels.listed(), before], delivery::read),
    }
}

/// Deliveries on their way whose job was given up: nothing moves them on until a person wants it.
pub fn given_up(conn: &mut Conn, channels: &Channels) -> Result<Vec<Delivery>, Problem> {
    let mut given_up = Vec::new();
    for job in jobs::dead(conn)?.into_iter().filter(|job| job.name == Deliver::NAME) {
        let Deliver { delivery } = serde_json::from_str(&job.payload)?;
        let found = delivery::find(conn, delivery)?.filter(|found| channels.hold(found.channel));
        given_up.extend(found.filter(|found| matches!(found.state, State::Queued | State::Sending)));
    }
    Ok(given_up)
}

/// How many deliveries stand in a state; a thousand means many.
pub fn count_in_state(conn: &mut Conn, channels: &Channels, state: State) -> Result<i64, Fault> {
    Ok(conn.one(&COUNT_IN_STATE, values![COUNT_STOPS, channels.listed(), state.as_str()], |row| row.get(0))?.unwrap_or(0))
}

/// How many deliveries wait for a person; a thousand means many.
pub fn count_troubled(conn: &mut Conn, channels: &Channels) -> Result<i64, Problem> {
    let troubled: i64 = conn.one(&COUNT_TROUBLED, values![COUNT_STOPS, channels.listed()], |row| row.get(0))?.unwrap_or(0);
    let given_up = i64::try_from(given_up(conn, channels)?.len()).map_err(anyhow::Error::from)?;
    Ok(troubled + given_up)
}
