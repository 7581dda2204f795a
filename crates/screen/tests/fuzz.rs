//! The fuzz targets over their seeds and over cuts and flips of them, so that the targets keep compiling and holding
//! on every compiler. The fuzzer itself stands in `fuzz/`.

use std::path::Path;

#[path = "../../../fuzz/targets/film.rs"]
mod film;
#[path = "../../../fuzz/targets/image.rs"]
mod image;
#[path = "../../../fuzz/targets/rules.rs"]
mod rules;
#[path = "../../../fuzz/targets/screen.rs"]
mod screen;
#[path = "../../../fuzz/targets/tokens.rs"]
mod tokens;

#[test]
fn film_holds_over_its_seeds() {
    over_seeds("film", film::run);
}

#[test]
fn image_holds_over_its_seeds() {
    over_seeds("image", image::run);
}

#[test]
fn rules_hold_over_their_seeds() {
    // Every run reads all built-in files too, so cuts and flips are left to the fuzzer.
    for seed in seeds("rules") {
        rules::run(&seed);
        rules::run(&seed[..seed.len() / 2]);
    }
}

#[test]
fn screen_holds_over_its_seeds() {
    over_seeds("screen", screen::run);
}

#[test]
fn tokens_holds_over_its_seeds() {
    over_seeds("tokens", tokens::run);
}

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let seeds: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(seeds.len() >= 4, "{} has too few seeds", folder.display());
    seeds
}

fn over_seeds(target: &str, run: fn(&[u8])) {
    for seed in seeds(target) {
        run(&seed);
        for place in 0..seed.len() {
            run(&seed[..place]);
            let mut flipped = seed.clone();
            flipped[place] ^= 1 << (place % 8);
            run(&flipped);
        }
    }
}
