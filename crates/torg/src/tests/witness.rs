//! The witness: recomputes the sealed record from the database, as someone would who does not trust the desk.
use formats::tlog::{Checkpoint, note, root};

use super::town::Town;
use crate::ground::{ConversationId, Desk};
use crate::records::entry::{self, Entry};
use crate::records::seal::{self, StoredTiles};

/// Seals, then checks every entry, the tree and the signature; gives all entries in the sealed order.
pub(super) async fn verified(desk: &Desk) -> Vec<Entry> {
    super::town::seal_all(desk).await;
    let (vault, origin) = (desk.clone(), desk.config().log_origin());
    let checked = desk.write(move |conn| {
        let size = seal::size(conn)?;
        let leaves = seal::leaves(conn, 0, size)?;
        assert_eq!(leaves.len(), usize::try_from(size).unwrap(), "every sealed entry is still there");
        let recomputed = root_of(&leaves);
        let stored = root(&mut StoredTiles(conn), size.cast_unsigned())?;
        assert_eq!(recomputed, stored, "the tree in the database is the tree of its entries");
        let (signed_size, signed) = seal::latest_checkpoint(conn)?.expect("a checkpoint was signed");
        let key = seal::signing_key(conn, vault.vault(), &origin)?;
        let text = note::open(&signed, &[key.verifying_key().clone()]).map_err(anyhow::Error::from)?;
        let checkpoint = Checkpoint::parse(text).map_err(anyhow::Error::from)?;
        assert_eq!((signed_size, checkpoint.size.cast_signed(), checkpoint.root), (size, size, recomputed));
        let mut entries = Vec::new();
        for position in 0..size {
            let entry = entry::at_position(conn, position)?.expect("no gap in the sealed order");
            assert_eq!(serde_json::to_vec(&entry.body)?, entry.bytes, "what is read is what was written, nothing left out");
            entries.push(entry);
        }
        Ok(entries)
    });
    checked.await.unwrap()
}

/// The root over whole leaves, straight from RFC 6962 §2.1: no tiles, no shortcuts.
fn root_of(leaves: &[Vec<u8>]) -> formats::tlog::Hash {
    match leaves {
        [] => formats::tlog::EMPTY_ROOT,
        [one] => formats::tlog::leaf_hash(one),
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            formats::tlog::node_hash(&root_of(left), &root_of(right))
        }
    }
}

/// What the record says of a conversation: the events' names, oldest first.
pub(super) async fn told_of(town: &Town, id: ConversationId) -> Vec<&'static str> {
    let told: Vec<&'static str> = town
        .desk
        .read(move |conn| Ok(entry::about(conn, id.0)?.iter().map(|entry| entry.body.event.name()).collect()))
        .await
        .unwrap();
    told.into_iter().filter(|event| !is_by_lot(event)).collect()
}

/// One answer in twenty is drawn for a manager to look at: no story knows which.
pub(super) fn is_by_lot(event: &str) -> bool {
    event == "answer-drawn"
}
