//! What we write, as the site keeps it: blocks of its editor, and the name in the address that tells a message again.
use super::pictures::Picture;
use crate::outgoing::Outgoing;
use crate::text;

/// Longest part of the headline in an address.
const WORDS: usize = 60;

/// Text and pictures as blocks.
pub(super) fn blocks(outgoing: &Outgoing, pictures: &[Picture]) -> String {
    let paragraphs = text::paragraphs(&outgoing.text).into_iter();
    let paragraphs = paragraphs.map(|html| format!("<!-- wp:paragraph -->\n<p>{html}</p>\n<!-- /wp:paragraph -->"));
    paragraphs.chain(pictures.iter().map(Picture::block)).collect::<Vec<_>>().join("\n\n")
}

/// The blocks of pictures in a post as it was written, kept when an edit brings none.
pub(super) fn picture_blocks(raw: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), raw);
    while let Some(start) = rest.find("<!-- wp:image") {
        let Some(length) = rest[start..].find("<!-- /wp:image -->").map(|end| end + "<!-- /wp:image -->".len()) else { break };
        found.push(&rest[start..start + length]);
        rest = &rest[start + length..];
    }
    found
}

/// The name in the post's address: `badet-oppnar-3f2a9c1d4b5e`. Its end is the delivery's own, so that one try is known to the next.
pub(super) fn slug(outgoing: &Outgoing) -> String {
    let mut words = String::new();
    for character in outgoing.title.as_deref().unwrap_or_default().chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => words.push(character),
            'å' | 'ä' | 'á' | 'à' => words.push('a'),
            'ö' | 'ø' | 'ó' | 'ò' => words.push('o'),
            'æ' => words.push_str("ae"),
            'é' | 'è' | 'ê' | 'ë' => words.push('e'),
            'ü' | 'ú' => words.push('u'),
            'đ' | 'ð' => words.push('d'),
            'š' => words.push('s'),
            'č' => words.push('c'),
            'ž' => words.push('z'),
            'ŋ' => words.push('n'),
            'ŧ' => words.push('t'),
            // Marks that fold a word in two would read oddly; all else parts words.
            '\'' | '’' | '\u{ad}' => {}
            _ if !words.is_empty() && !words.ends_with('-') => words.push('-'),
            _ => {}
        }
        if words.len() >= WORDS {
            break;
        }
    }
    let key = outgoing.key.simple().to_string();
    format!("{}-{}", words.trim_end_matches('-'), &key[20..]).trim_start_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::outgoing;

    #[test]
    fn an_address_reads_as_the_headline_and_ends_in_the_delivery() {
        let named = |title: &str| slug(&Outgoing { title: Some(title.into()), ..outgoing("x") });
        assert_eq!(named("Båten går – kl. 7, Åse’s æra!"), "baten-gar-kl-7-ases-aera-000000000001");
        assert_eq!(named("水"), "000000000001");
        assert!(named(&"lang ".repeat(100)).len() <= WORDS + 14);
        assert_ne!(named("a"), slug(&Outgoing { key: uuid::Uuid::from_u128(7), title: Some("a".into()), ..outgoing("x") }));
    }

    #[test]
    fn pictures_are_found_among_other_blocks() {
        let raw = "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->\n<!-- wp:image {\"id\":1} --><figure/><!-- /wp:image -->x<!-- wp:image";
        assert_eq!(picture_blocks(raw), ["<!-- wp:image {\"id\":1} --><figure/><!-- /wp:image -->"]);
    }
}
