//! Hearing the square. The cursor is the byte offset after the last line that was dealt with.
use std::time::Duration;

use async_trait::async_trait;

use super::ledger::{self, Happened, LedgerLine};
use super::square::Square;
use super::{Arena, Line, beside, unreachable};
use crate::connection::Connection;
use crate::item::{Batch, Change, Item, Spoiled};
use crate::network::{Listening, Signal};
use crate::trouble::Trouble;

/// Items in one answer.
const PAGE: usize = 100;
/// Items a new channel is given of what already waits.
const FIRST_PAGE: usize = 40;
/// How often the stream looks whether the file has grown.
const GLANCE: Duration = Duration::from_millis(200);

#[async_trait]
impl Listening for Arena {
    async fn since(&self, connection: &Connection, cursor: Option<&str>) -> Result<Batch, Trouble> {
        let line = Line::of(connection)?;
        let from = match cursor {
            Some(cursor) => From::Line(cursor.parse().map_err(|_| strange_cursor())?),
            None => From::Now,
        };
        beside(move || {
            let lines = ledger::read(&line.folder).map_err(|fault| unreachable(&fault))?;
            after(&lines, &line.account, from)
        })
        .await?
    }

    async fn thread(&self, connection: &Connection, remote_id: &str) -> Result<Batch, Trouble> {
        let line = Line::of(connection)?;
        let account = line.account.clone();
        let square = line.read().await?;
        if square.root(remote_id).is_none() {
            return Err(Trouble::Gone);
        }
        let items = square.thread(remote_id, &account).into_iter().map(Ok).collect();
        Ok(Batch { items, cursor: String::new(), more: false })
    }

    async fn look(&self, connection: &Connection, remote_id: &str) -> Result<Option<Item>, Trouble> {
        let line = Line::of(connection)?;
        let account = line.account.clone();
        Ok(line.read().await?.item(remote_id, &account))
    }

    async fn stream(&self, connection: &Connection, hear: &(dyn Fn(Signal) + Send + Sync)) -> Result<(), Trouble> {
        let line = Line::of(connection)?;
        let mut heard = None;
        loop {
            let folder = line.folder.clone();
            let length = beside(move || ledger::length(&folder)).await?.map_err(|fault| unreachable(&fault))?;
            if heard != Some(length) {
                heard = Some(length);
                hear(Signal::News);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }
}

fn strange_cursor() -> Trouble {
    // The folder was cleared or exchanged under the channel: a person must say which arena is meant.
    Trouble::Setting { key: "folder" }
}

#[derive(Clone, Copy)]
enum From {
    Line(u64),
    Now,
}

/// What the lines mean to `account`: a page of those from `from` on, or the last few of all.
fn after(lines: &[LedgerLine], account: &str, from: From) -> Result<Batch, Trouble> {
    let (first, limit) = match from {
        From::Line(first) => (first, PAGE),
        From::Now => (0, usize::MAX),
    };
    let is_boundary = first == 0 || lines.iter().any(|line| line.end == first);
    if !is_boundary {
        return Err(strange_cursor());
    }
    let mut square = Square::default();
    let mut batch = Batch { cursor: first.to_string(), ..Batch::default() };
    for line in lines {
        if line.start < first {
            square.apply(line);
        } else if batch.items.len() == limit {
            batch.more = true;
            break;
        } else {
            batch.items.extend(meaning(&mut square, line, account));
            batch.cursor = line.end.to_string();
        }
    }
    if matches!(from, From::Now) {
        batch.items.drain(..batch.items.len().saturating_sub(FIRST_PAGE));
    }
    Ok(batch)
}

/// What one line means to `account`, told as it was at that moment, so that no version is skipped.
fn meaning(square: &mut Square, line: &LedgerLine, account: &str) -> Option<Result<Item, Spoiled>> {
    let id = match &line.happened {
        Err(reason) => return Some(Err(Spoiled { remote_id: None, reason: reason.clone(), raw: line.bytes.clone() })),
        Ok(Happened::Written(_)) => ledger::id_at(line.start),
        Ok(Happened::Edited { id, .. } | Happened::Deleted { id, .. }) => id.clone(),
        Ok(Happened::Hidden { .. } | Happened::Shown { .. } | Happened::Described { .. }) => {
            square.apply(line);
            return None;
        }
    };
    let before = square.concerns(&id, account).and_then(|_| square.item(&id, account));
    square.apply(line);
    if matches!(line.happened, Ok(Happened::Deleted { .. })) {
        let gone =
            Item { text: String::new(), attachments: Vec::new(), change: Change::Deleted, raw: line.bytes.clone(), ..before? };
        return Some(Ok(gone));
    }
    // An edit that takes our name out still concerns us: we have the earlier version.
    square.concerns(&id, account).or(before.map(|item| item.kind))?;
    square.item(&id, account).map(Ok)
}
