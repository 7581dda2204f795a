//! Disposal, first form: a content is erased only under a numbered decision in force, and the record says so (invariant 7).
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::act::{Act, By, Committed};
use super::content::{self, Hash};
use super::event::Event;
use super::search;
use crate::ground::clock::micros;
use crate::ground::ids::fresh;
use crate::ground::{MessageId, Problem, refuse};

sql! {
    ENTER = "insert into records_retention_decision (number, decided_by, valid_from, valid_to, entry) values (?1, ?2, ?3, ?4, ?5)";
    IN_FORCE = "select count(*) from records_retention_decision where number = ?1 and valid_from <= ?2 and (valid_to is null or valid_to > ?2)";
    CONTENTS = "select content, raw from records_version where message = ?1 order by number";
    NUMBER = "select n from records_message where id = ?1";
    FORGET_FINDINGS = "delete from records_finding where message = ?1";
}

/// A decision as it was taken, outside Torg.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its diary number: `KS 2026/00098`.
    pub number: String,
    /// Who decided: the board.
    pub decided_by: String,
    /// In force from.
    pub valid_from: Timestamp,
    /// … to, exclusive.
    pub valid_to: Option<Timestamp>,
}

/// Enters a decision.
pub fn enter(mut act: Act<'_>, by: By, decision: &Decision) -> Result<Committed<()>, Problem> {
    let number = decision.number.trim();
    if number.is_empty() || decision.decided_by.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-decision-incomplete").into());
    }
    let now = act.now();
    let event = Event::RetentionDecided { decision: fresh(now), number: number.to_owned() };
    let entry = act.record(by, &event)?;
    let to = decision.valid_to.map(micros);
    act.conn().run(&ENTER, values![number, decision.decided_by.trim(), micros(decision.valid_from), to, entry]).map_err(
        |fault| {
            if fault.is_unique() {
                refuse(StatusCode::CONFLICT, "refuse-decision-known").with("number", number).into()
            } else {
                Problem::from(fault)
            }
        },
    )?;
    Ok(act.recorded(entry, ()))
}

/// Erases all versions of a message, raw bytes and search words included; its entries stay, and the log still verifies.
pub fn erase_message(mut act: Act<'_>, by: By, message: MessageId, decision: &str) -> Result<Committed<usize>, Problem> {
    let now = act.now();
    if !in_force(act.conn(), decision, now)? {
        return Err(refuse(StatusCode::CONFLICT, "refuse-no-decision-in-force").with("number", decision).into());
    }
    let versions: Vec<(Hash, Hash)> = act.conn().rows(&CONTENTS, values![message], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut kept = Vec::new();
    for hash in versions.into_iter().flat_map(|(content, raw)| [content, raw]) {
        if !kept.contains(&hash) && content::is_kept(act.conn(), hash)? {
            kept.push(hash);
        }
    }
    let nothing = || refuse(StatusCode::NOT_FOUND, "refuse-nothing-to-erase");
    if kept.is_empty() {
        return Err(nothing().into());
    }
    let event = Event::ContentErased { message, contents: kept.clone(), decision: decision.to_owned() };
    let entry = act.record(by, &event)?;
    for hash in &kept {
        if !content::erase(act.conn(), *hash, decision, now, entry)? {
            // Another node was faster; what it recorded is true, and this act leaves no trace.
            return Err(nothing().into());
        }
    }
    act.conn().run(&FORGET_FINDINGS, values![message])?;
    if let Some(n) = act.conn().one(&NUMBER, values![message], |row| row.get::<i64>(0))? {
        search::forget(act.conn(), n)?;
    }
    Ok(act.recorded(entry, kept.len()))
}

fn in_force(conn: &mut Conn, number: &str, now: Timestamp) -> Result<bool, Problem> {
    Ok(conn.one(&IN_FORCE, values![number, micros(now)], |row| row.get::<i64>(0))?.unwrap_or(0) == 1)
}
