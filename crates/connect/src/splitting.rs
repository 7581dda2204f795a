//! A long text as a thread: parts that each fit by the network's own rule, whole paragraphs and sentences where that can be.
use unicode_segmentation::UnicodeSegmentation;

use crate::network::{Limits, Publishing};
use crate::outgoing::{Length, Outgoing};

/// Whether parts tell their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbering {
    /// They do not.
    #[default]
    None,
    /// `1/3` ends each part.
    Slash,
}

/// An address, a mention or a sign that is longer than a part may be, and must not be cut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` does not fit in one part")]
pub struct TooLong(pub String);

/// The texts of the thread that `first` becomes at this network. The first part is counted with all that goes with it (whom it answers,
/// warning, card); the others go out as answers to the part before, with the same warning and language and nothing else.
/// One part, unnumbered, when the text fits as it is.
pub fn in_parts(
    publishing: &dyn Publishing,
    limits: &Limits,
    first: &Outgoing,
    numbering: Numbering,
) -> Result<Vec<String>, TooLong> {
    let following = Outgoing {
        language: first.language.clone(),
        visibility: first.visibility,
        warning: first.warning.clone(),
        ..Outgoing::saying(first.key, first.begun_at, "")
    };
    split(&first.text, numbering, &|place, text| {
        let like = if place == 0 { first } else { &following };
        publishing.length(limits, &Outgoing { text: text.to_owned(), ..like.clone() })
    })
}

/// The parts of `text`, each of which fits as `length` counts the part at its place (0 is the first). Nothing is lost but white space
/// at the breaks.
pub fn split(text: &str, numbering: Numbering, length: &dyn Fn(usize, &str) -> Length) -> Result<Vec<String>, TooLong> {
    let text = text.trim();
    if length(0, text).fits() {
        return Ok(vec![text.to_owned()]);
    }
    if numbering == Numbering::None {
        return cut(text, &|place, part| length(place, part).fits());
    }
    // How many parts there are decides how long the numbers are: room is left for so many digits, and more when those do not do.
    let mut digits = 1;
    loop {
        let most = 10_usize.pow(digits) - 1;
        let parts = cut(text, &|place, part| length(place, &numbered(part, most, most)).fits())?;
        if parts.len() <= most {
            let total = parts.len();
            return Ok(parts.iter().enumerate().map(|(place, part)| numbered(part, place + 1, total)).collect());
        }
        digits += 1;
    }
}

fn numbered(part: &str, number: usize, total: usize) -> String {
    format!("{part} {number}/{total}")
}

fn cut(text: &str, fits: &dyn Fn(usize, &str) -> bool) -> Result<Vec<String>, TooLong> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = first_part(rest, parts.len(), fits)?;
        parts.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    Ok(parts)
}

/// What ends where a text can be broken, best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ends {
    Word,
    Sentence,
    Paragraph,
}

/// Where the part that `rest` begins with ends.
fn first_part(rest: &str, place: usize, fits: &dyn Fn(usize, &str) -> bool) -> Result<usize, TooLong> {
    let breaks = breaks(rest);
    let fitting = breaks.partition_point(|(end, _)| fits(place, rest[..*end].trim_end()));
    if fitting == breaks.len() {
        return Ok(rest.len());
    }
    if fitting == 0 {
        let word = &rest[..breaks[0].0];
        return inside(word, place, fits).ok_or_else(|| TooLong(word.to_owned()));
    }
    // A paragraph stays whole when it fits in a part of its own; so does a sentence. What fits nowhere whole begins here.
    for wanted in [Ends::Paragraph, Ends::Sentence] {
        let Some((end, _)) = breaks[..fitting].iter().rev().find(|(_, ends)| *ends >= wanted) else { continue };
        let next = breaks.iter().find(|(later, ends)| later > end && *ends >= wanted).map_or(rest.len(), |(later, _)| *later);
        if fits(place + 1, rest[*end..next].trim()) {
            return Ok(*end);
        }
    }
    Ok(breaks[fitting - 1].0)
}

/// The ends of words in `text` with what else ends there; the end of the text is one.
fn breaks(text: &str) -> Vec<(usize, Ends)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(length) = text[at..].find(char::is_whitespace) {
        let end = at + length;
        let space = text[end..].find(|next: char| !next.is_whitespace()).unwrap_or(text.len() - end);
        let closes = |last: char| matches!(last, ')' | ']' | '"' | '\'' | '”' | '’' | '»');
        let ends = match &text[end..end + space] {
            between if between.matches('\n').count() > 1 => Ends::Paragraph,
            between if between.contains('\n') => Ends::Sentence,
            _ if text[at..end].trim_end_matches(closes).ends_with(['.', '!', '?', '…', ':']) => Ends::Sentence,
            _ => Ends::Word,
        };
        found.push((end, ends));
        at = end + space;
    }
    if at < text.len() {
        found.push((text.len(), Ends::Paragraph));
    }
    found
}

/// Where a word that is too long for a part can be cut: between two signs, but not in an address or a mention.
fn inside(word: &str, place: usize, fits: &dyn Fn(usize, &str) -> bool) -> Option<usize> {
    let whole = ["http://", "https://", "www.", "@", "#"].iter().filter_map(|begins| word.find(begins)).min();
    let ends: Vec<usize> = word
        .grapheme_indices(true)
        .map(|(start, sign)| start + sign.len())
        .filter(|end| whole.is_none_or(|from| *end <= from))
        .collect();
    let fitting = ends.partition_point(|end| fits(place, &word[..*end]));
    fitting.checked_sub(1).map(|last| ends[last])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::outgoing;
    use crate::networks::ALL;
    use proptest::prelude::*;

    fn signs(limit: usize) -> impl Fn(usize, &str) -> Length {
        move |_, text| Length { used: text.graphemes(true).count(), limit }
    }

    #[test]
    fn a_text_that_fits_stays_one() {
        assert_eq!(split("Badet är öppet.", Numbering::Slash, &signs(15)), Ok(vec!["Badet är öppet.".to_owned()]));
    }

    #[test]
    fn paragraphs_and_sentences_stay_whole() {
        let text = "Badet stänger. Vattnet är grumligt.\n\nVi mäter i morgon. Fråga oss gärna!";
        assert_eq!(
            split(text, Numbering::None, &signs(40)).unwrap(),
            ["Badet stänger. Vattnet är grumligt.", "Vi mäter i morgon. Fråga oss gärna!"]
        );
        assert_eq!(
            split(text, Numbering::Slash, &signs(28)).unwrap(),
            ["Badet stänger. 1/4", "Vattnet är grumligt. 2/4", "Vi mäter i morgon. 3/4", "Fråga oss gärna! 4/4"]
        );
    }

    #[test]
    fn a_sentence_too_long_for_any_part_is_broken_between_words() {
        assert_eq!(split("ett två tre fyra fem sex", Numbering::None, &signs(9)).unwrap(), ["ett två", "tre fyra", "fem sex"]);
        assert_eq!(split("Åååååååååå", Numbering::None, &signs(4)).unwrap(), ["Åååå", "åååå", "åå"]);
    }

    #[test]
    fn addresses_and_mentions_are_never_cut() {
        let address = "https://exempelby.example/bad/oppettider";
        let parts = split(&format!("Läs mer här: {address} i dag"), Numbering::None, &signs(41)).unwrap();
        assert_eq!(parts, ["Läs mer här:", address.to_string().as_str(), "i dag"].map(str::to_owned));
        assert_eq!(split(address, Numbering::None, &signs(20)), Err(TooLong(address.to_owned())));
        let handle = "@ase.lund@social.exempelby.example";
        assert_eq!(split(&format!("ååå{handle} hej"), Numbering::None, &signs(20)), Err(TooLong(handle.to_owned())));
    }

    #[test]
    fn a_hundred_parts_have_room_for_their_numbers() {
        let text = "ord ".repeat(300);
        let parts = split(&text, Numbering::Slash, &signs(16)).unwrap();
        assert!(parts.len() > 100 && parts.iter().all(|part| part.chars().count() <= 16), "{parts:?}");
        assert!(parts[0].ends_with(&format!(" 1/{}", parts.len())));
    }

    fn bare(text: &str) -> String {
        text.chars().filter(|sign| !sign.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn every_part_fits_everywhere_and_nothing_is_lost(
            words in proptest::collection::vec("[a-zåäö]{1,12}|https://exempelby\\.example/[a-z]{1,20}|@[a-z]{1,8}@social\\.example|👩‍👩‍👧‍👦|[a-zå]{1,9}[.!?]|\\PC{1,5}", 0..160),
            spaces in proptest::collection::vec("( |\n|\n\n|  )", 160),
            limit in 60usize..200,
            slash: bool,
        ) {
            let text: String = words.iter().zip(&spaces).flat_map(|(word, space)| [word.as_str(), space.as_str()]).collect();
            let numbering = if slash { Numbering::Slash } else { Numbering::None };
            for network in ALL {
                let Some(publishing) = network.publishing() else { continue };
                let limits = Limits { characters_per_url: Some(23), ..Limits::documented(limit) };
                let parts = in_parts(publishing, &limits, &outgoing(&text), numbering).unwrap();
                for (place, part) in parts.iter().enumerate() {
                    let length = publishing.length(&limits, &outgoing(part));
                    prop_assert!(length.fits(), "{}: part {place} is {length:?}: {part:?}", network.about().name);
                }
                let bare_parts: String = parts.iter().enumerate().map(|(place, part)| {
                    let number = format!(" {}/{}", place + 1, parts.len());
                    bare(if slash && parts.len() > 1 { part.strip_suffix(&number).unwrap() } else { part })
                }).collect();
                prop_assert_eq!(bare_parts, bare(&text));
                for word in words.iter().filter(|word| word.starts_with("https://") || word.starts_with('@')) {
                    prop_assert!(parts.iter().any(|part| part.contains(word.as_str())), "{word} was cut");
                }
            }
        }
    }
}
