//! The sealer: puts entries into a Merkle log and signs its head, within a second. One leader does it, however many nodes run.
//!
//! Formats: C2SP tlog-tiles, tlog-checkpoint and signed-note with Ed25519 (<https://c2sp.org/>), hashing as RFC 6962.
use formats::tlog::{self, Checkpoint, Hash as TreeHash, Tiles, note};
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, Value, row, sql, values};

use super::entry;
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::{Vault, random};
use crate::ground::{Desk, EntryId, Problem, lease};

/// Entries in one round; a long write would hold up everyone else's.
const ROUND: i64 = 2000;
const LEASE_NAME: &str = "sealer";
const LEASE_LENGTH: SignedDuration = SignedDuration::from_secs(5);
/// The log's signing key in `ground_secret`, sealed by the vault.
const KEY_NAME: &str = "record-signing-key";

sql! {
    UNSEALED = "select e.id, e.at, e.body from records_unsealed u join records_entry e on e.id = u.entry order by u.entry limit ?1";
    // ?1 is a list in JSON.
    SEALED = sqlite "delete from records_unsealed where entry in (select unhex(value, '-') from json_each(?1))",
             postgres "delete from records_unsealed where entry in (select cast(jsonb_array_elements_text(cast(?1 as jsonb)) as uuid))";
    ADD_LEAF = "insert into records_leaf (position, entry, hash) values (?1, ?2, ?3)";
    SIZE = "select coalesce(max(position) + 1, 0) from records_leaf";
    TILE = "select hashes from records_tile where level = ?1 and position = ?2";
    PUT_TILE = "insert into records_tile (level, position, hashes) values (?1, ?2, ?3)
                on conflict (level, position) do update set hashes = excluded.hashes";
    PUT_CHECKPOINT = "insert into records_checkpoint (size, at, note) values (?1, ?2, ?3)";
    LATEST_CHECKPOINT = "select size, note from records_checkpoint order by size desc limit 1";
    SEALED_AT = "select at from records_checkpoint order by size desc limit 1";
    KEY = "select sealed from ground_secret where name = ?1";
    PUT_KEY = "insert into ground_secret (name, sealed) values (?1, ?2)";
    BUNDLE = "select e.id, e.at, e.body from records_leaf l join records_entry e on e.id = l.entry
              where l.position >= ?1 and l.position < ?2 order by l.position";
}

/// The log's tiles in the database.
pub struct StoredTiles<'c>(pub &'c mut Conn);

impl Tiles for StoredTiles<'_> {
    type Error = Problem;

    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<TreeHash>, Problem> {
        let place = i64::try_from(index).map_err(anyhow::Error::from)?;
        let bytes: Option<Vec<u8>> = self.0.one(&TILE, values![i64::from(level), place], |row| row.get(0))?;
        let bytes = bytes.unwrap_or_default();
        let hashes: Vec<TreeHash> = bytes.as_chunks::<32>().0.iter().take(usize::from(width)).copied().collect();
        if hashes.len() < usize::from(width) {
            return Err(anyhow::anyhow!("tile {level}/{index} of the log has {} hashes, {width} are needed", hashes.len()).into());
        }
        Ok(hashes)
    }
}

/// How many entries are sealed.
pub fn size(conn: &mut Conn) -> Result<i64, Fault> {
    Ok(conn.one(&SIZE, values![], |row| row.get(0))?.unwrap_or(0))
}

/// The latest signed head of the log: size and signed note. None before the first entry is sealed.
pub fn latest_checkpoint(conn: &mut Conn) -> Result<Option<(i64, String)>, Fault> {
    conn.one(&LATEST_CHECKPOINT, values![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// When the log was sealed last.
pub fn sealed_at(conn: &mut Conn) -> Result<Option<Timestamp>, Fault> {
    conn.one(&SEALED_AT, values![], |row| Ok(from_micros(row.get(0)?)))
}

/// The public lines of entries `from..to`, for entry bundles and `verify`.
pub fn leaves(conn: &mut Conn, from: i64, to: i64) -> Result<Vec<Vec<u8>>, Fault> {
    conn.rows(&BUNDLE, values![from, to], |row| Ok(entry::leaf(row.get(0)?, row.get(1)?, &row.get::<Vec<u8>>(2)?)))
}

/// The log's signing key; made at the first seal. `origin` names the log in every checkpoint.
pub fn signing_key(conn: &mut Conn, vault: &Vault, origin: &str) -> Result<note::SigningKey, Problem> {
    let sealed: Option<Vec<u8>> = conn.one(&KEY, values![KEY_NAME], |row| row.get(0))?;
    let seed: [u8; 32] = match sealed {
        Some(sealed) => {
            let plain = vault.open(KEY_NAME, &sealed)?;
            plain.try_into().map_err(|_| anyhow::anyhow!("the log's signing key has the wrong length"))?
        }
        None => {
            let seed = random::<32>()?;
            conn.run(&PUT_KEY, values![KEY_NAME, vault.seal(KEY_NAME, &seed)?])?;
            seed
        }
    };
    Ok(note::SigningKey::from_seed(origin, &seed).map_err(anyhow::Error::from)?)
}

/// The public half of the signing key; none before the first seal. Makes nothing, so pages and commands can ask.
pub fn verifying_key(conn: &mut Conn, vault: &Vault, origin: &str) -> Result<Option<note::VerifyingKey>, Problem> {
    let made: Option<i64> = conn.one(&KEY, values![KEY_NAME], |_| Ok(1))?;
    match made {
        Some(_) => Ok(Some(signing_key(conn, vault, origin)?.verifying_key().clone())),
        None => Ok(None),
    }
}

/// Seals one round of waiting entries in the transaction it is given; says how many.
pub fn seal_round(conn: &mut Conn, vault: &Vault, origin: &str, now: Timestamp) -> Result<usize, Problem> {
    let waiting: Vec<(EntryId, Vec<u8>)> = conn.rows(&UNSEALED, values![ROUND], |row| {
        let id: EntryId = row.get(0)?;
        Ok((id, entry::leaf(id, row.get(1)?, &row.get::<Vec<u8>>(2)?)))
    })?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let key = signing_key(conn, vault, origin)?;
    let old = size(conn)?;
    let hashes: Vec<TreeHash> = waiting.iter().map(|(_, leaf)| tlog::leaf_hash(leaf)).collect();
    let old_size = u64::try_from(old).map_err(anyhow::Error::from)?;
    for tile in tlog::append(&mut StoredTiles(conn), old_size, &hashes)? {
        let place = i64::try_from(tile.index).map_err(anyhow::Error::from)?;
        conn.run(&PUT_TILE, values![i64::from(tile.level), place, tile.hashes.concat()])?;
    }
    let leaves: Vec<Vec<Value<'_>>> =
        (old..).zip(waiting.iter().zip(&hashes)).map(|(position, ((id, _), hash))| row![position, *id, hash]).collect();
    conn.run_each(&ADD_LEAF, &leaves)?;
    let sealed: Vec<EntryId> = waiting.iter().map(|(id, _)| *id).collect();
    conn.run(&SEALED, values![serde_json::to_string(&sealed)?])?;
    let new_size = old_size + waiting.len() as u64;
    let root = tlog::root(&mut StoredTiles(conn), new_size)?;
    let checkpoint = Checkpoint { origin: origin.to_owned(), size: new_size, root, extensions: Vec::new() };
    let signed = note::sign(&checkpoint.to_text().map_err(anyhow::Error::from)?, &key).map_err(anyhow::Error::from)?;
    conn.run(&PUT_CHECKPOINT, values![i64::try_from(new_size).map_err(anyhow::Error::from)?, micros(now), signed])?;
    Ok(waiting.len())
}

/// Seals until the desk stops. Wakes at each act on this node, and each half second for the others'.
pub async fn run(desk: Desk) {
    let mut stopping = desk.stopping();
    loop {
        match round(&desk).await {
            Ok(sealed) if sealed == ROUND as usize => continue,
            Ok(_) => {}
            Err(fault) => tracing::error!("Could not seal the record: {fault}"),
        }
        if *stopping.borrow() {
            return;
        }
        tokio::select! {
            () = desk.sealer_woken() => {
                // Let a burst gather: one seal for many acts.
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            () = tokio::time::sleep(std::time::Duration::from_millis(500)) => {}
            _ = stopping.changed() => {}
        }
    }
}

async fn round(desk: &Desk) -> Result<usize, Problem> {
    let idle = desk.read(|conn| Ok(conn.rows(&UNSEALED, values![1i64], |row| row.get::<EntryId>(0))?.is_empty())).await?;
    if idle {
        return Ok(0);
    }
    let sealing = desk.clone();
    desk.write(move |conn| {
        let now = sealing.now();
        if !lease::take(conn, LEASE_NAME, sealing.node(), now, LEASE_LENGTH)? {
            return Ok(0);
        }
        seal_round(conn, sealing.vault(), &sealing.config().log_origin(), now)
    })
    .await
}
