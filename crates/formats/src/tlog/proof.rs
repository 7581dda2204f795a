//! Short proofs over the tree: that an entry is in the log, and that a later log only added to an earlier one.
//!
//! Making and checking walk the same recursion as RFC 6962, sections 2.1.1 and 2.1.2; its depth is at most 64.

use super::hash::{EMPTY_ROOT, Hash, node_hash};
use super::tree::{Reading, Tiles, TreeError, split};

/// Why a proof does not convince.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// Index and sizes do not fit each other.
    #[error("no such proof can exist: the entry or the earlier size lies outside the log")]
    Impossible,
    /// Too few or too many hashes for these sizes.
    #[error("the proof has the wrong number of hashes for these sizes")]
    WrongLength,
    /// The hashes do not lead to the known root.
    #[error("the proof does not lead to the known root: the entry, the log or the proof was changed")]
    Mismatch,
}

/// The hashes that prove entry `index` (from 0) to be in the log of `size` entries, leaf to root.
pub fn prove_inclusion<T: Tiles>(tiles: &mut T, index: u64, size: u64) -> Result<Vec<Hash>, T::Error> {
    if index >= size {
        return Err(TreeError::NoSuchEntry { index, size }.into());
    }
    let mut reading = Reading::new(tiles, size);
    let mut proof = Vec::new();
    let (mut start, mut n) = (0, size);
    while n > 1 {
        let left = split(n);
        if index - start < left {
            proof.push(reading.range(start + left, n - left)?);
            n = left;
        } else {
            proof.push(reading.range(start, left)?);
            (start, n) = (start + left, n - left);
        }
    }
    proof.reverse();
    Ok(proof)
}

/// Whether `proof` shows that the entry with hash `leaf` stands at `index` in the log of `size` entries with this `root`.
pub fn verify_inclusion(proof: &[Hash], index: u64, size: u64, leaf: &Hash, root: &Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Impossible);
    }
    if root_over(proof, index, size, leaf)? == *root { Ok(()) } else { Err(ProofError::Mismatch) }
}

fn root_over(proof: &[Hash], index: u64, size: u64, leaf: &Hash) -> Result<Hash, ProofError> {
    if size == 1 {
        return if proof.is_empty() { Ok(*leaf) } else { Err(ProofError::WrongLength) };
    }
    let (beside, below) = proof.split_last().ok_or(ProofError::WrongLength)?;
    let left = split(size);
    Ok(if index < left {
        node_hash(&root_over(below, index, left, leaf)?, beside)
    } else {
        node_hash(beside, &root_over(below, index - left, size - left, leaf)?)
    })
}

/// The hashes that prove the log of `old` entries to be the beginning of the log of `new` entries.
/// Empty when the sizes are equal or `old` is 0: every log begins with nothing.
pub fn prove_consistency<T: Tiles>(tiles: &mut T, old: u64, new: u64) -> Result<Vec<Hash>, T::Error> {
    if old > new {
        return Err(TreeError::NotEarlier { old, new }.into());
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let mut reading = Reading::new(tiles, new);
    let mut proof = Vec::new();
    let (mut start, mut n) = (0, new);
    while start + n > old {
        let left = split(n);
        if old - start <= left {
            proof.push(reading.range(start + left, n - left)?);
            n = left;
        } else {
            proof.push(reading.range(start, left)?);
            (start, n) = (start + left, n - left);
        }
    }
    // When the old log is itself the subtree that is left, whoever verifies already has its root.
    if start > 0 {
        proof.push(reading.range(start, n)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether `proof` shows that the log with `new` entries and `new_root` begins with the log of `old` entries and `old_root`.
pub fn verify_consistency(proof: &[Hash], old: u64, new: u64, old_root: &Hash, new_root: &Hash) -> Result<(), ProofError> {
    if old > new {
        return Err(ProofError::Impossible);
    }
    if old == 0 {
        return match (proof, old_root == &EMPTY_ROOT, new > 0 || new_root == &EMPTY_ROOT) {
            ([_, ..], _, _) => Err(ProofError::WrongLength),
            ([], true, true) => Ok(()),
            _ => Err(ProofError::Mismatch),
        };
    }
    let (old_found, new_found) = roots_over(proof, old, new, Some(old_root))?;
    if old_found == *old_root && new_found == *new_root { Ok(()) } else { Err(ProofError::Mismatch) }
}

/// Both roots that the proof leads to. `known` is the old root as long as the subtree still starts where the log starts.
fn roots_over(proof: &[Hash], old: u64, new: u64, known: Option<&Hash>) -> Result<(Hash, Hash), ProofError> {
    if old == new {
        return match (known, proof) {
            (Some(root), []) | (None, [root]) => Ok((*root, *root)),
            _ => Err(ProofError::WrongLength),
        };
    }
    let (beside, below) = proof.split_last().ok_or(ProofError::WrongLength)?;
    let left = split(new);
    if old <= left {
        let (old_root, new_root) = roots_over(below, old, left, known)?;
        Ok((old_root, node_hash(&new_root, beside)))
    } else {
        let (old_root, new_root) = roots_over(below, old - left, new - left, None)?;
        Ok((node_hash(beside, &old_root), node_hash(beside, &new_root)))
    }
}
