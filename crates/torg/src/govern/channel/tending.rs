//! Tending a channel: looked through twice a year, its token's end noted where someone knows it, and the handle it proves.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{sql, values};

use super::find;
use crate::govern::governing::Governs;
use crate::govern::mandate::Scope;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Problem, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    REVIEWED = "update govern_channel set reviewed_at = ?2 where id = ?1";
    EXPIRES = "update govern_channel set expires_at = ?2 where id = ?1";
    PROVES = "update govern_channel set proof_handle = ?2 where id = ?1";
}

/// Notes that someone looked the channel through, and what they found.
pub fn review(mut act: Act<'_>, by: &impl Governs, id: ChannelId, note: &str) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let now = act.now();
    if note.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-review-empty").into());
    }
    if act.conn().run(&REVIEWED, values![id, micros(now)])? == 0 {
        return Err(not_found());
    }
    let note = content::keep_bytes(act.conn(), note.trim().as_bytes())?;
    act.commit(by.stated(), &Event::ChannelReviewed { channel: id, note }, ())
}

/// Notes until when the channel's token holds, where someone knows; forgotten when credentials are renewed.
pub fn expires(mut act: Act<'_>, by: &impl Governs, id: ChannelId, at: Option<Timestamp>) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    if act.conn().run(&EXPIRES, values![id, at.map(micros)])? == 0 {
        return Err(not_found());
    }
    act.commit(by.stated(), &Event::ChannelRenewed { channel: id }, ())
}

/// The host name for which this desk proves the channel's account (`/.well-known/atproto-did`), where its network asks for that.
pub fn proves(mut act: Act<'_>, by: &impl Governs, id: ChannelId, handle: &str) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), Scope::Channel(id))?;
    let channel = find(act.conn(), id)?.ok_or_else(not_found)?;
    let handle = handle.trim().trim_start_matches('@').trim_end_matches('.').to_ascii_lowercase();
    let label = |label: &str| {
        let fits = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && fits && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_host = handle.len() <= 253 && handle.contains('.') && handle.split('.').all(label);
    let can_prove = is_host && channel.remote_id.starts_with("did:");
    if !handle.is_empty() && !can_prove {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-proof-handle").into());
    }
    act.conn().run(&PROVES, values![id, Some(handle).filter(|handle| !handle.is_empty())])?;
    act.commit(by.stated(), &Event::ChannelRenewed { channel: id }, ())
}
