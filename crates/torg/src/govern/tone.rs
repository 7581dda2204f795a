//! The tone guide: what the house's own guidelines say of language and tone, to stand beside the text that is being written (R123).
use store::Conn;

use super::guideline::{self, Guideline};
use super::unit;
use crate::ground::{Problem, UnitId};

/// Words of a heading under which guidelines write of how one writes, in the languages of the desk.
const WORDS: &[&str] = &[
    "klarspråk",
    "klart",
    "language",
    "målform",
    "språk",
    "språket",
    "språkbruk",
    "tilltal",
    "tiltale",
    "ton",
    "tonalitet",
    "tone",
    "tonen",
];

/// The guidelines that hold in any of `units` and say something of language and tone, each with that part of it.
pub fn beside(conn: &mut Conn, units: &[UnitId]) -> Result<Vec<(Guideline, String)>, Problem> {
    let mut within: Vec<UnitId> = Vec::new();
    for unit in units {
        within.extend(unit::above(conn, *unit)?);
    }
    let mut guides = Vec::new();
    for found in guideline::all(conn)? {
        let holds = found.withdrawn_at.is_none() && found.unit.is_none_or(|unit| within.contains(&unit));
        if let Some(part) = part(&found.text).filter(|_| holds) {
            guides.push((found, part));
        }
    }
    Ok(guides)
}

/// The sections of a Markdown text whose headings name language or tone, with what lies under them.
fn part(text: &str) -> Option<String> {
    let mut inside: Option<usize> = None;
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some((level, heading)) = heading(line) {
            if inside.is_some_and(|outer| level <= outer) {
                inside = None;
            }
            if inside.is_none() && names_tone(heading) {
                inside = Some(level);
            }
        }
        if inside.is_some() {
            lines.push(line);
        }
    }
    let part = lines.join("\n").trim().to_owned();
    (!part.is_empty()).then_some(part)
}

/// How deep a heading is, and its words.
fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' ')).then(|| (level, words.trim()))
}

fn names_tone(heading: &str) -> bool {
    heading.to_lowercase().split(|sign: char| !sign.is_alphabetic()).any(|word| WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_about_tone_is_taken_and_nothing_else() {
        let text =
            "# Mål\n- Vi svarar.\n# Språk, ton och hyfs\n- Vi skriver enkelt.\n## Kritik\n- Vi tackar.\n# Arbetstid\n- Vi sover.";
        assert_eq!(part(text).as_deref(), Some("# Språk, ton och hyfs\n- Vi skriver enkelt.\n## Kritik\n- Vi tackar."));
    }

    #[test]
    fn a_guideline_without_such_a_heading_says_nothing() {
        assert_eq!(part("# Station\n#ton\nToner hörs."), None, "neither within a word nor in a hashtag");
    }

    #[test]
    fn the_text_that_torg_brings_has_the_part_in_every_language() {
        use crate::ground::locale::Locale;
        for locale in Locale::ALL {
            // The brought text stands indented in the locale; what begins a line is a comment of the file.
            let headings = locale.source().lines().filter_map(|line| line.strip_prefix("    "));
            let brought = headings.filter(|line| heading(line).is_some_and(|(_, words)| names_tone(words)));
            assert_eq!(brought.count(), 1, "{}", locale.tag());
        }
    }
}
