//! Prints precision and recall per kind on the labelled corpus: `cargo run -p screen --example measure`. With `-- misses` also what was
//! missed or wrongly found, in the tuning half only: whoever adjusts rules must not look at the other.

#[expect(dead_code, reason = "the tests ask for more than is printed here")]
#[path = "../tests/labelled/mod.rs"]
mod labelled;
#[expect(dead_code, reason = "the tests ask for more than is printed here")]
#[path = "../tests/scoring/mod.rs"]
mod scoring;

use labelled::Part;

fn main() {
    let texts = labelled::texts();
    let wants_misses = std::env::args().any(|word| word == "misses");
    for part in [Part::Tuning, Part::HeldOut] {
        let of_part: Vec<_> = texts.iter().filter(|text| text.part == part).collect();
        println!("\n{part:?}: {} texts", of_part.len());
        let scores = scoring::score(of_part.iter().copied());
        print!("{scores}");
        let (labelled, right) = scoring::messages(of_part.iter().copied());
        println!("kind of message: {right} of {labelled} right");
        if wants_misses && part == Part::Tuning {
            for text in &of_part {
                let told = screen::Rules::built_in().read(&text.text).message.map(screen::MessageKind::as_str);
                if let Some(wanted) = text.labels.iter().find(|label| labelled::LABELS.contains(label))
                    && told != Some(*wanted)
                {
                    println!("{wanted}, told {told:?}: {}", text.text);
                }
            }
            scores.misses.iter().for_each(|miss| println!("{miss}"));
        }
    }
}
