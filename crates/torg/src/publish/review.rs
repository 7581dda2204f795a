//! Freedom with responsibility (R051): an answer goes out on its writer's own word, and the manager looks at a sample afterwards. The draw
//! can be made again by anyone who has the record. It is about answers: there is no count, list or rank of people here, and no place for one.
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::delivery::{self, Delivery};
use crate::govern::Governs;
use crate::govern::mandate::{Approval, Channels, Govern, Mandate, Scope, find as find_mandate};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::vault::sha256;
use crate::ground::{ChannelId, DeliveryId, Problem, refuse};
use crate::records::{Act, By, Committed, Event, Hash, content};

/// So many of a hundred are looked at where no unit has decided otherwise: enough to notice, little enough to be done.
pub const PERCENT: i64 = 5;

sql! {
    // The share of the nearest unit, from the channel's upwards, that decided one.
    SHARE = "with recursive above (id, parent, percent, steps) as (
               select u.id, u.parent, u.review_percent, 0 from govern_unit u join govern_channel c on c.unit = u.id where c.id = ?1
               union select u.id, u.parent, u.review_percent, a.steps + 1 from govern_unit u join above a on u.id = a.parent where a.steps < 64)
             select percent from above where percent is not null order by steps limit 1";
    DRAW = "insert into publish_review (delivery, channel, percent, drawn_at) values (?1, ?2, ?3, ?4) on conflict (delivery) do nothing";
    ONE = "select delivery, channel, percent, drawn_at, outcome, reviewed_at, note from publish_review where delivery = ?1";
    WAITING = sqlite "select delivery, channel, percent, drawn_at, outcome, reviewed_at, note from publish_review
                      where outcome = 'waiting' and (?2 = '' or instr(?2, lower(hex(channel))) > 0) order by delivery limit ?1",
              postgres "select delivery, channel, percent, drawn_at, outcome, reviewed_at, note from publish_review
                      where outcome = 'waiting' and (?2 = '' or position(replace(cast(channel as text), '-', '') in ?2) > 0) order by delivery limit ?1";
    DONE = sqlite "select delivery, channel, percent, drawn_at, outcome, reviewed_at, note from publish_review
                      where outcome <> 'waiting' and (?2 = '' or instr(?2, lower(hex(channel))) > 0) order by delivery desc limit ?1",
           postgres "select delivery, channel, percent, drawn_at, outcome, reviewed_at, note from publish_review
                      where outcome <> 'waiting' and (?2 = '' or position(replace(cast(channel as text), '-', '') in ?2) > 0) order by delivery desc limit ?1";
    REVIEWED = "update publish_review set outcome = ?2, reviewed_by = ?3, reviewed_at = ?4, note = ?5
                where delivery = ?1 and outcome = 'waiting'";
}

/// What the manager says of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ReviewOutcome)]
pub enum Outcome {
    /// Nobody has looked yet.
    Waiting,
    /// It is fine.
    Fine,
    /// There is something to talk about.
    Talk,
}

impl Outcome {
    /// As the database, the API and the locale keys (`review-fine`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Fine => "fine",
            Self::Talk => "talk",
        }
    }

    /// The outcome called `name`; what is not known is still to be looked at.
    pub fn named(name: &str) -> Self {
        [Self::Fine, Self::Talk].into_iter().find(|one| one.as_str() == name).unwrap_or(Self::Waiting)
    }
}

/// A drawn answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Review {
    pub delivery: DeliveryId,
    pub channel: ChannelId,
    pub percent: i64,
    pub drawn_at: Timestamp,
    pub outcome: Outcome,
    pub reviewed_at: Option<Timestamp>,
    pub note: Option<Hash>,
}

fn read(row: &store::Row<'_>) -> Result<Review, Fault> {
    Ok(Review {
        delivery: row.get(0)?,
        channel: row.get(1)?,
        percent: row.get(2)?,
        drawn_at: from_micros(row.get(3)?),
        outcome: Outcome::named(&row.get::<String>(4)?),
        reviewed_at: row.get::<Option<i64>>(5)?.map(from_micros),
        note: row.get(6)?,
    })
}

/// True when an answer is in a sample of `percent` of a hundred: the first eight bytes of SHA-256 over `torg review v1`, a new line, the
/// delivery's id and a new line are, as a fraction of all there are, less than the share. The id is made by the desk and stands on the
/// record, so the writer cannot choose it and anyone can compute it again.
pub fn is_drawn(delivery: DeliveryId, percent: i64) -> bool {
    let hash = sha256(format!("torg review v1\n{delivery}\n").as_bytes());
    let place = hash.iter().take(8).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
    place * 100 < u128::from(percent.clamp(0, 100).unsigned_abs()) << 64
}

/// How many of a hundred answers in `channel` are looked at.
pub fn percent(conn: &mut Conn, channel: ChannelId) -> Result<i64, Fault> {
    Ok(conn.one(&SHARE, values![channel], |row| row.get(0))?.unwrap_or(PERCENT))
}

/// Draws, when an answer that nobody approved first is in the network. Drawing twice is drawing once.
pub(super) fn draw(act: &mut Act<'_>, delivery: &Delivery) -> Result<(), Problem> {
    let now = act.now();
    let free = find_mandate(act.conn(), delivery.mandate)?.is_some_and(|granted| granted.approval == Approval::Without);
    if delivery.conversation.is_none() || delivery.post.is_some() || !free {
        return Ok(());
    }
    let percent = percent(act.conn(), delivery.channel)?;
    if is_drawn(delivery.id, percent) && act.conn().run(&DRAW, values![delivery.id, delivery.channel, percent, micros(now)])? == 1
    {
        let event = Event::AnswerDrawn { delivery: delivery.id, conversation: delivery.conversation, percent };
        act.record(By::Torg, &event)?;
    }
    Ok(())
}

/// Drawn answers that wait to be looked at, the oldest first.
pub fn waiting(conn: &mut Conn, channels: &Channels, most: i64) -> Result<Vec<Review>, Fault> {
    conn.rows(&WAITING, values![most, channels.listed()], read)
}

/// Those that were looked at, the latest first.
pub fn done(conn: &mut Conn, channels: &Channels, most: i64) -> Result<Vec<Review>, Fault> {
    conn.rows(&DONE, values![most, channels.listed()], read)
}

/// One of them.
pub fn find(conn: &mut Conn, delivery: DeliveryId) -> Result<Option<Review>, Fault> {
    conn.one(&ONE, values![delivery], read)
}

/// Says what one thinks of a drawn answer, by someone who governs its channel; never of one's own. What to talk about is written down.
pub fn review(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    id: DeliveryId,
    outcome: Outcome,
    note: &str,
) -> Result<Committed<()>, Problem> {
    let (now, note) = (act.now(), note.trim());
    let Some(drawn) = find(act.conn(), id)? else { return Err(not_found()) };
    by.reach(act.conn(), Scope::Channel(drawn.channel))?;
    let Some(delivery) = delivery::find(act.conn(), id)? else { return Err(not_found()) };
    if delivery.written_by == by.person() || delivery.written_by == by.holder() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-review-oneself").into());
    }
    if outcome == Outcome::Waiting || (outcome == Outcome::Talk && note.is_empty()) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-review-without-note").into());
    }
    let note = match note {
        "" => None,
        note => Some(content::keep_bytes(act.conn(), note.as_bytes())?),
    };
    if act.conn().run(&REVIEWED, values![id, outcome.as_str(), by.person(), micros(now), note])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-reviewed-already").into());
    }
    let (conversation, outcome) = (delivery.conversation, outcome.as_str().to_owned());
    act.commit(by.by(), &Event::AnswerReviewed { delivery: id, conversation, outcome, note }, ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_draw_is_the_same_each_time_and_of_the_size_that_was_decided() {
        let drawn = |percent| {
            let ids = (0..20_000_u128).map(|n| DeliveryId(Uuid::from_u128(n * 7919)));
            ids.filter(|id| is_drawn(*id, percent)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(5), drawn(5));
        assert!((850..1150).contains(&drawn(5).len()), "{}", drawn(5).len());
        assert!(drawn(0).is_empty());
        assert_eq!(drawn(100).len(), 20_000);
        let (few, more) = (drawn(5), drawn(20));
        assert!(few.iter().all(|id| more.contains(id)), "a greater share holds the smaller");
    }
}
