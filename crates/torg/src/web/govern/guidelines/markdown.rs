//! Markdown as HTML that can do nothing: headings one step down, for the page has its own; then cleaned as if a stranger had sent it.
use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The text, rendered.
pub(in crate::web) fn rendered(text: &str) -> Markup {
    let lower = |level: HeadingLevel| match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => {
            Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        // Markup within Markdown is shown as it was written.
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        other => other,
    });
    let mut made = String::new();
    html::push_html(&mut made, events);
    let cleaned = ammonia::Builder::default().rm_tags(["img"]).link_rel(Some("noreferrer nofollow")).clean(&made).to_string();
    PreEscaped(cleaned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_markup_and_markup_becomes_text() {
        let page = rendered(
            "# Mål\n\n- *Svara* inom [löftet](https://exempelby.example)\n\n<script>alert(1)</script>\n\n![bild](x.png)",
        )
        .into_string();
        assert!(page.contains("<h2>Mål</h2>") && page.contains("<em>Svara</em>"), "{page}");
        assert!(page.contains("href=\"https://exempelby.example\"") && page.contains("noreferrer"), "{page}");
        assert!(!page.contains("<script") && page.contains("&lt;script&gt;") && !page.contains("<img"), "{page}");
        let hostile = rendered("[x](javascript:alert(1)) <a href='javascript:x'>y</a>").into_string();
        assert!(!hostile.contains("href=\"javascript"), "{hostile}");
    }
}
