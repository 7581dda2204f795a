//! The proof that one entry is in the sealed log: a few hashes that lead from its public line to the root that was signed.
use formats::tlog::{self, prove_inclusion, verify_inclusion};
use store::Conn;

use super::entry::{self, Entry};
use super::seal::{self, StoredTiles};
use super::verify::{PublicKey, open_checkpoint};
use crate::ground::Problem;

/// How an entry stands to the sealed log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits to be sealed, within a second.
    Waits,
    /// It is in the log.
    Proven {
        /// Its place, from 0.
        position: u64,
        /// Entries that the checkpoint covers.
        size: u64,
        /// The hashes from the entry to the root.
        proof: Vec<tlog::Hash>,
    },
    /// It should be in the log and cannot be proven to be: the record was changed from outside. The sentence is for an expert.
    Broken(String),
}

/// Proves an entry against the latest checkpoint, signature included.
pub fn standing(conn: &mut Conn, entry: &Entry, key: Option<PublicKey>) -> Result<Standing, Problem> {
    let Some(position) = entry.position else { return Ok(Standing::Waits) };
    let position = u64::try_from(position).map_err(anyhow::Error::from)?;
    let (Some((_, signed)), Some(key)) = (seal::latest_checkpoint(conn)?, key) else {
        return Ok(Standing::Broken("the log has no checkpoint or no key".to_owned()));
    };
    let checkpoint = match open_checkpoint(&signed, key) {
        Ok(checkpoint) => checkpoint,
        Err(why) => return Ok(Standing::Broken(why.to_string())),
    };
    let leaf = tlog::leaf_hash(&entry::leaf(entry.body.id, entry.body.at, &entry.bytes));
    // Tiles that lack hashes are a broken log too, not a fault of this page.
    let proof = match prove_inclusion(&mut StoredTiles(conn), position, checkpoint.size) {
        Ok(proof) => proof,
        Err(Problem::Fault(fault)) if fault.downcast_ref::<store::Fault>().is_some() => return Err(fault.into()),
        Err(why) => return Ok(Standing::Broken(why.to_string())),
    };
    Ok(match verify_inclusion(&proof, position, checkpoint.size, &leaf, &checkpoint.root) {
        Ok(()) => Standing::Proven { position, size: checkpoint.size, proof },
        Err(why) => Standing::Broken(why.to_string()),
    })
}
