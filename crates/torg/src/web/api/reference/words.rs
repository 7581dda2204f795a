//! The little Markdown that descriptions are written in, as HTML: paragraphs, `code`, **strong**, *emphasis*, a rule.
use maud::{Markup, html};

/// A description's paragraphs. What comes after a rule is in Swedish.
pub(super) fn paragraphs(text: &str) -> Markup {
    let (english, swedish) = match text.split_once("\n---\n") {
        Some((english, swedish)) => (english, Some(swedish)),
        None => (text, None),
    };
    let part = |text: &str| html! { @for paragraph in text.split("\n\n").map(str::trim).filter(|one| !one.is_empty()) { p { (inline(paragraph)) } } };
    html! {
        div lang="en" { (part(english)) }
        @if let Some(swedish) = swedish { div lang="sv" { (part(swedish)) } }
    }
}

/// Words with `code`, **strong** and *emphasis*; a mark that is not closed is shown as it is.
pub(super) fn inline(text: &str) -> Markup {
    let mut rest = text;
    let mut pieces: Vec<Markup> = Vec::new();
    while let Some(at) = rest.find(['`', '*']) {
        let (before, from) = rest.split_at(at);
        let mark = ["`", "**", "*"].into_iter().find(|mark| from.starts_with(mark)).unwrap_or("`");
        let Some((inner, after)) = from[mark.len()..].split_once(mark).filter(|(inner, _)| !inner.is_empty()) else {
            let (one, after) = from.split_at(mark.len());
            pieces.push(html! { (before) (one) });
            rest = after;
            continue;
        };
        pieces.push(match mark {
            "`" => html! { (before) code { (inner) } },
            "**" => html! { (before) strong { (inner) } },
            _ => html! { (before) em { (inner) } },
        });
        rest = after;
    }
    html! { @for piece in &pieces { (piece) } (rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_and_everything_else_is_text() {
        let shown = |text| inline(text).into_string();
        assert_eq!(shown("Send `limit` and *read* **all**."), "Send <code>limit</code> and <em>read</em> <strong>all</strong>.");
        assert_eq!(shown("2 * 3 < `7"), "2 * 3 &lt; `7");
        assert_eq!(shown("`a*b`"), "<code>a*b</code>");
        let page = paragraphs("One.\n\nTwo.\n\n---\n\nTre.").into_string();
        assert_eq!(page, "<div lang=\"en\"><p>One.</p><p>Two.</p></div><div lang=\"sv\"><p>Tre.</p></div>");
    }
}
