//! The tree against the published vectors, and against logs of every shape that chance thinks of.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

#[derive(Debug, PartialEq, thiserror::Error)]
enum Fault {
    #[error("no such tile was stored")]
    Missing,
    #[error(transparent)]
    Tree(#[from] TreeError),
}

/// Stored tiles, newest form of each.
#[derive(Default)]
struct Stored {
    tiles: HashMap<(u8, u64), Vec<Hash>>,
    size: u64,
}

impl Tiles for Stored {
    type Error = Fault;
    fn tile(&mut self, level: u8, index: u64, width: u16) -> Result<Vec<Hash>, Fault> {
        assert!((1..=TILE_WIDTH).contains(&width));
        self.tiles.get(&(level, index)).cloned().ok_or(Fault::Missing)
    }
}

impl Stored {
    fn add(&mut self, new: &[Hash]) {
        for Tile { level, index, hashes } in append(self, self.size, new).unwrap() {
            assert!(self.tiles.get(&(level, index)).is_none_or(|older| hashes.starts_with(older)), "a tile only grows");
            self.tiles.insert((level, index), hashes);
        }
        self.size += new.len() as u64;
    }
}

/// A log of `n` different entries, appended in one go.
fn log_of(n: u64) -> (Stored, Vec<Hash>) {
    let leaves: Vec<Hash> = (0..n).map(|i| leaf_hash(&i.to_be_bytes())).collect();
    let mut log = Stored::default();
    log.add(&leaves);
    (log, leaves)
}

/// RFC 6962's definition, word for word, over all leaves.
fn by_definition(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => EMPTY_ROOT,
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(1 << (leaves.len() - 1).ilog2());
            node_hash(&by_definition(left), &by_definition(right))
        }
    }
}

/// The eight entries and roots of the Certificate Transparency reference tests (merkle_tree_test of google/certificate-transparency).
const VECTORS: [(&str, &str); 8] = [
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
];

fn hash(text: &str) -> Hash {
    hex::decode(text).unwrap().try_into().unwrap()
}

#[test]
fn the_published_log_of_eight_entries() {
    let mut log = Stored::default();
    assert_eq!(root(&mut log, 0), Ok(EMPTY_ROOT));
    for (size, (entry, expected)) in (1..).zip(VECTORS) {
        log.add(&[leaf_hash(&hex::decode(entry).unwrap())]);
        assert_eq!(root(&mut log, size).map(hex::encode), Ok(expected.to_owned()));
    }
    // Proofs from the same reference tests.
    let to_8 = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(prove_consistency(&mut log, 6, 8), Ok(to_8.map(hash).to_vec()));
    let to_5 = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ];
    assert_eq!(prove_consistency(&mut log, 2, 5), Ok(to_5.map(hash).to_vec()));
    assert_eq!(prove_inclusion(&mut log, 2, 3), Ok(vec![hash(VECTORS[1].1)]));
}

#[test]
fn every_proof_of_every_small_log_holds_and_no_other_place_or_size_does() {
    let (mut log, leaves) = log_of(20);
    let roots: Vec<Hash> = (0..=20).map(|size| root(&mut log, size).unwrap()).collect();
    for new in 0..=20_u64 {
        assert_eq!(roots[new as usize], by_definition(&leaves[..new as usize]));
        for index in 0..new {
            let proof = prove_inclusion(&mut log, index, new).unwrap();
            for other in 0..=20 {
                let verdict = verify_inclusion(&proof, other, new, &leaves[index as usize], &roots[new as usize]);
                assert_eq!(verdict.is_ok(), other == index, "entry {index} of {new} at {other}");
            }
        }
        for old in 0..=new {
            let proof = prove_consistency(&mut log, old, new).unwrap();
            let claims = |proof: &[Hash], claimed: u64| {
                verify_consistency(proof, old, new, &roots[claimed as usize], &roots[new as usize])
            };
            for claimed in 0..=20 {
                assert_eq!(claims(&proof, claimed).is_ok(), claimed == old, "{old} of {new} as {claimed}");
            }
            assert_eq!(claims(&[&proof[..], &[EMPTY_ROOT]].concat(), old), Err(ProofError::WrongLength));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(claims(shorter, old).is_err());
            }
        }
        assert_eq!(prove_inclusion(&mut log, new, new), Err(TreeError::NoSuchEntry { index: new, size: new }.into()));
        assert_eq!(prove_consistency(&mut log, new + 1, new), Err(TreeError::NotEarlier { old: new + 1, new }.into()));
        assert_eq!(verify_consistency(&[], new + 1, new, &EMPTY_ROOT, &EMPTY_ROOT), Err(ProofError::Impossible));
    }
}

#[test]
fn tiles_have_the_widths_of_the_standard() {
    // The example of tlog-tiles: 70 000 entries.
    let widths = |level| (0..).map_while(|index| tile_width(level, index, 70_000)).collect::<Vec<_>>();
    let level_0 = widths(0);
    assert_eq!((level_0.len(), level_0[272], level_0[273]), (274, 256, 112));
    assert_eq!((widths(1), widths(2), widths(3)), (vec![256, 17], vec![1], vec![]));
    assert_eq!((tile_width(0, 0, 256), tile_width(1, 0, 256), tile_width(0, 0, 0)), (Some(256), Some(1), None));
    assert_eq!((tile_width(7, 0, u64::MAX), tile_width(8, 0, u64::MAX), tile_width(0, u64::MAX, 1)), (Some(255), None, None));

    let (log, _) = log_of(70_000);
    for (&(level, index), hashes) in &log.tiles {
        assert_eq!(tile_width(level, index, 70_000), Some(hashes.len() as u16), "tile {index} at level {level}");
    }
    assert_eq!(log.tiles.len(), 274 + 2 + 1);
}

#[test]
fn large_logs_prove_too() {
    let (mut log, leaves) = log_of(70_000);
    let newest = root(&mut log, 70_000).unwrap();
    assert_eq!(newest, by_definition(&leaves));
    for index in [0, 255, 256, 65_535, 65_536, 69_999] {
        let proof = prove_inclusion(&mut log, index, 70_000).unwrap();
        assert_eq!(verify_inclusion(&proof, index, 70_000, &leaves[index as usize], &newest), Ok(()));
    }
    for old in [1, 255, 256, 257, 65_536, 65_537, 69_999, 70_000] {
        let proof = prove_consistency(&mut log, old, 70_000).unwrap();
        assert_eq!(verify_consistency(&proof, old, 70_000, &by_definition(&leaves[..old as usize]), &newest), Ok(()));
    }
}

#[test]
fn a_damaged_store_is_named_and_nothing_panics() {
    let (mut log, leaves) = log_of(300);
    let short = TreeError::ShortTile { level: 0, index: 1, wanted: 44, got: 3 };
    log.tiles.get_mut(&(0, 1)).unwrap().truncate(3);
    assert_eq!(root(&mut log, 300), Err(short.clone().into()));
    assert_eq!(append(&mut log, 300, &leaves[..1]), Err(short.into()));
    log.tiles.remove(&(0, 1));
    assert_eq!(prove_inclusion(&mut log, 0, 300), Err(Fault::Missing));
    assert_eq!(append(&mut log, u64::MAX, &leaves[..1]), Err(TreeError::Full.into()));
    assert_eq!(append(&mut log, 300, &[]), Ok(vec![]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn however_it_is_split_the_log_is_the_same(parts in prop::collection::vec(0_usize..600, 0..6)) {
        let (mut whole, leaves) = log_of(parts.iter().sum::<usize>() as u64);
        let mut log = Stored::default();
        for part in parts {
            let start = log.size as usize;
            log.add(&leaves[start..start + part]);
            let size = log.size;
            prop_assert_eq!(root(&mut log, size), Ok(by_definition(&leaves[..start + part])));
        }
        prop_assert_eq!(&log.tiles, &whole.tiles);
        // Earlier sizes can still be asked for: full tiles stay, wider ones begin alike.
        for size in 0..=whole.size.min(40) {
            prop_assert_eq!(root(&mut whole, size), Ok(by_definition(&leaves[..size as usize])));
        }
    }

    #[test]
    fn proofs_hold_and_any_flipped_bit_breaks_them(new in 1_u64..1500, a: prop::sample::Index, b: prop::sample::Index, bit in 0_usize..256) {
        let (mut log, leaves) = log_of(new);
        let newest = root(&mut log, new).unwrap();
        let index = a.index(new as usize);
        let mut proof = prove_inclusion(&mut log, index as u64, new).unwrap();
        prop_assert_eq!(verify_inclusion(&proof, index as u64, new, &leaves[index], &newest), Ok(()));
        if !proof.is_empty() {
            flip(b.get_mut(&mut proof), bit);
            prop_assert_eq!(verify_inclusion(&proof, index as u64, new, &leaves[index], &newest), Err(ProofError::Mismatch));
        }
        let mut other = leaves[index];
        flip(&mut other, bit);
        prop_assert!(verify_inclusion(&proof, index as u64, new, &other, &newest).is_err());

        let old = index as u64 + 1;
        let older = root(&mut log, old).unwrap();
        let mut proof = prove_consistency(&mut log, old, new).unwrap();
        prop_assert_eq!(verify_consistency(&proof, old, new, &older, &newest), Ok(()));
        let (mut other_older, mut other_newest) = (older, newest);
        flip(&mut other_older, bit);
        flip(&mut other_newest, bit);
        prop_assert!(verify_consistency(&proof, old, new, &other_older, &newest).is_err());
        prop_assert!(verify_consistency(&proof, old, new, &older, &other_newest).is_err());
        if !proof.is_empty() {
            flip(b.get_mut(&mut proof), bit);
            prop_assert_eq!(verify_consistency(&proof, old, new, &older, &newest), Err(ProofError::Mismatch));
        }
    }

    #[test]
    fn foreign_proofs_never_panic(proof in prop::collection::vec(any::<Hash>(), 0..70), a: u64, b: u64) {
        prop_assert!(verify_inclusion(&proof, a, b, &EMPTY_ROOT, &EMPTY_ROOT).is_err());
        prop_assert!(a == b || verify_consistency(&proof, a, b, &[7; 32], &EMPTY_ROOT).is_err());
    }
}

fn flip(hash: &mut Hash, bit: usize) {
    hash[bit / 8] ^= 1 << (bit % 8);
}
