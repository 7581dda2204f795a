//! Plain text as HTML for a site: paragraphs, lines, links, and nothing that a site could take for a command.
use super::address::addresses;
use super::storable;

/// The paragraphs of `text` as HTML, without their `<p>`. Blank lines part them; single breaks stay breaks.
///
/// Square brackets are written as numbers, since sites run `[shortcodes]`.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let parts = lines.split(|line| line.is_empty()).filter(|part| !part.is_empty());
    parts.map(|part| part.iter().map(|line| linked(line)).collect::<Vec<_>>().join("<br>")).collect()
}

/// `text` as it may stand between tags and inside quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in storable(text).chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '[' => html.push_str("&#91;"),
            ']' => html.push_str("&#93;"),
            plain => html.push(plain),
        }
    }
    html
}

fn linked(line: &str) -> String {
    let (mut html, mut done) = (String::with_capacity(line.len()), 0);
    for place in addresses(line) {
        let address = escaped(&line[place.clone()]);
        html.push_str(&escaped(&line[done..place.start]));
        html.push_str(&format!(r#"<a href="{address}">{address}</a>"#));
        done = place.end;
    }
    html + &escaped(&line[done..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::plain;
    use proptest::prelude::*;

    #[test]
    fn a_text_becomes_paragraphs_and_links() {
        let html = paragraphs(
            "Badet är öppet.\nVälkommen!\r\n\n\n<script>alert(1)</script> [gallery] se https://example.com/a?b=1&c=2.",
        );
        let awaited = [
            "Badet är öppet.<br>Välkommen!",
            "&lt;script&gt;alert(1)&lt;/script&gt; &#91;gallery&#93; se <a href=\"https://example.com/a?b=1&amp;c=2\">\
             https://example.com/a?b=1&amp;c=2</a>.",
        ];
        assert_eq!(html, awaited);
        assert!(paragraphs(" \n\n").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_reads_as_it_was_written(text in "\\PC{0,60}(\n{1,3}(\\PC{0,40}|https://example.com/[a-z&?=()]{0,9})){0,3}") {
            let html = paragraphs(&text);
            prop_assert!(!html.iter().any(|part| part.contains(['[', ']']) || part.contains("<s")));
            let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = html.iter().map(|part| plain(&format!("<p>{part}</p>"))).collect::<Vec<_>>().join("\n\n");
            prop_assert_eq!(squeezed(&shown), squeezed(&storable(&text)));
        }
    }
}
