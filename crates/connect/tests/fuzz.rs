//! The fuzz targets over their seeds and over cuts and flips of them, so that the targets keep compiling and holding
//! on every compiler. The fuzzer itself stands in `fuzz/`.

use std::path::Path;

#[path = "../../../fuzz/targets/feed.rs"]
mod feed;
#[path = "../../../fuzz/targets/letter.rs"]
mod letter;

#[test]
fn feed_holds_over_its_seeds() {
    over_seeds("feed", feed::run);
}

#[test]
fn letter_holds_over_its_seeds() {
    over_seeds("letter", letter::run);
}

fn over_seeds(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let seeds: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(seeds.len() >= 4, "{} has too few seeds", folder.display());
    for seed in seeds {
        run(&seed);
        for place in 0..seed.len() {
            run(&seed[..place]);
            let mut flipped = seed.clone();
            flipped[place] ^= 1 << (place % 8);
            run(&flipped);
        }
    }
}
