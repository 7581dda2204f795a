//! Set aside: bytes from a network that could not be understood, kept with the reason, shown to a person, never in the way.
use axum::http::StatusCode;
use connect::Spoiled;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::govern::mandate::{Channels, Mandate, Run};
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::sha256;
use crate::ground::{ChannelId, Problem, SetAsideId, refuse};
use crate::records::{Act, By, Committed, Event, Hash, content};

/// The first so many characters of a reason are kept in the list; all of it is content.
const REASON: usize = 300;

sql! {
    KNOWN = "select id from listen_set_aside where channel = ?1 and fingerprint = ?2";
    KEEP = "insert into listen_set_aside (id, channel, remote_id, reason, fingerprint, raw, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    // ?1 how many, ?2 channels as `Channels::listed` writes them.
    WAITING = sqlite "select s.id, s.channel, c.name, s.remote_id, s.reason, s.raw, s.at from listen_set_aside s
                        join govern_channel c on c.id = s.channel
                      where s.settled_at is null and (?2 = '' or instr(?2, lower(hex(s.channel))) > 0) order by s.at desc limit ?1",
              postgres "select s.id, s.channel, c.name, s.remote_id, s.reason, s.raw, s.at from listen_set_aside s
                        join govern_channel c on c.id = s.channel
                      where s.settled_at is null and (?2 = '' or position(replace(cast(s.channel as text), '-', '') in ?2) > 0)
                      order by s.at desc limit ?1";
    COUNT = sqlite "select count(*) from (select 1 from listen_set_aside where settled_at is null
                      and (?2 = '' or instr(?2, lower(hex(channel))) > 0) limit ?1)",
            postgres "select count(*) from (select 1 from listen_set_aside where settled_at is null
                      and (?2 = '' or position(replace(cast(channel as text), '-', '') in ?2) > 0) limit ?1) as waiting";
    CHANNEL_OF = "select channel from listen_set_aside where id = ?1";
    SETTLE = "update listen_set_aside set settled_at = ?2, settled_by = ?3 where id = ?1 and settled_at is null";
}

/// An item that waits for a person.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct SetAside {
    pub id: SetAsideId,
    pub channel: ChannelId,
    pub channel_name: String,
    pub remote_id: Option<String>,
    pub reason: String,
    pub raw: Hash,
    pub at: Timestamp,
}

/// Sets bytes aside; the same bytes of the same channel only once.
pub fn keep(mut act: Act<'_>, channel: ChannelId, bad: &Spoiled) -> Result<Committed<()>, Problem> {
    let now = act.now();
    let fingerprint = sha256(&bad.raw);
    if act.conn().one(&KNOWN, values![channel, fingerprint], |row| row.get::<SetAsideId>(0))?.is_some() {
        return Ok(act.nothing(()));
    }
    let id = SetAsideId::new(now);
    let raw = content::keep_bytes(act.conn(), &bad.raw)?;
    let reason = content::keep_bytes(act.conn(), bad.reason.as_bytes())?;
    // No database takes a NUL in text.
    let clean = |text: &str| text.replace('\0', "\u{fffd}").chars().take(REASON).collect::<String>();
    let remote_id = bad.remote_id.as_deref().map(clean);
    act.conn().run(&KEEP, values![id, channel, remote_id, clean(&bad.reason), fingerprint, raw, micros(now)])?;
    act.commit(By::Torg, &Event::ItemSetAside { item: id, channel, raw, reason }, ())
}

/// What waits in `channels`, newest first, at most 200.
pub fn waiting(conn: &mut Conn, channels: &Channels) -> Result<Vec<SetAside>, Fault> {
    conn.rows(&WAITING, values![200i64, channels.listed()], |row| {
        Ok(SetAside {
            id: row.get(0)?,
            channel: row.get(1)?,
            channel_name: row.get(2)?,
            remote_id: row.get(3)?,
            reason: row.get(4)?,
            raw: row.get(5)?,
            at: from_micros(row.get(6)?),
        })
    })
}

/// How many wait in `channels`; a thousand means many.
pub fn count(conn: &mut Conn, channels: &Channels) -> Result<i64, Fault> {
    Ok(conn.one(&COUNT, values![1000i64, channels.listed()], |row| row.get(0))?.unwrap_or(0))
}

/// The channel an item came in.
pub fn channel_of(conn: &mut Conn, id: SetAsideId) -> Result<Option<ChannelId>, Fault> {
    conn.one(&CHANNEL_OF, values![id], |row| row.get(0))
}

/// Someone looked and lets it rest. The bytes stay on the record.
pub fn settle(mut act: Act<'_>, by: &Mandate<Run>, id: SetAsideId) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if act.conn().run(&SETTLE, values![id, micros(now), by.person()])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-settled-already").into());
    }
    act.commit(by.by(), &Event::ItemSettled { item: id }, ())
}
