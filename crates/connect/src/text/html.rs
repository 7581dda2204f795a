//! The HTML of a status as plain text: paragraphs, lines, lists, and links that say where they lead.
use url::Url;

use super::storable;
use super::tokens::{Tag, Token, tokens};

/// What a reader of `html` sees. Never HTML; any input at all, in linear time.
///
/// Mastodon wraps the ends of a long address in `invisible` spans; the text then shows the whole address. A link whose words are not
/// its address is followed by the address in brackets, so that nobody is led elsewhere unawares. Mentions and hashtags are their words.
pub(crate) fn plain(html: &str) -> String {
    plain_at(html, None)
}

/// The same of a page at `base`: links that leave out the host lead somewhere too.
pub(crate) fn plain_at(html: &str, base: Option<&Url>) -> String {
    let mut page = Page { base: base.cloned(), ..Page::default() };
    for token in tokens(html) {
        match token {
            Token::Text(text) => page.text(&text),
            Token::Open(tag) => page.open(&tag),
            Token::Close(name) => page.close(&name),
        }
    }
    page.end_link();
    storable(page.written.trim_matches(|edge: char| edge.is_whitespace() && edge != '\u{a0}'))
}

/// The pictures in `html`: where they lie on the web, and what they show in words.
pub(crate) fn pictures(html: &str, base: Option<&Url>) -> Vec<(String, String)> {
    let tags = tokens(html).filter_map(|token| match token {
        Token::Open(tag) if tag.name == "img" => Some(tag),
        _ => None,
    });
    let told = tags.map(|tag| (tag.attribute("src").unwrap_or_default(), tag.attribute("alt").unwrap_or_default()));
    let whole = told.map(|(address, alt)| (base.and_then(|base| base.join(&address).ok()).map_or(address, String::from), alt));
    let on_the_web = whole.filter(|(address, _)| address.starts_with("https://") || address.starts_with("http://"));
    on_the_web.map(|(address, alt)| (address, storable(alt.trim()))).collect()
}

#[derive(Default)]
struct Page {
    written: String,
    /// Line breaks owed before the next word.
    breaks: usize,
    /// A space owed before the next word.
    space: bool,
    preformatted: usize,
    /// Open spans, and whether each hides its content.
    spans: Vec<Shown>,
    hidden: usize,
    link: Option<Link>,
    base: Option<Url>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Yes,
    No,
}

struct Link {
    address: String,
    /// Where its words begin in what is written.
    start: usize,
    is_name: bool,
}

impl Page {
    fn text(&mut self, text: &str) {
        // Hidden parts of a link's address belong to the address; hidden parts elsewhere are hidden.
        if self.hidden > 0 && self.link.is_none() {
            return;
        }
        if self.preformatted > 0 {
            self.settle();
            self.written.push_str(text);
            return;
        }
        for (number, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.space |= number > 0;
            if !word.is_empty() {
                self.settle();
                self.written.push_str(word);
            }
        }
    }

    /// Writes the breaks and spaces that are owed.
    fn settle(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let space = std::mem::take(&mut self.space);
        if self.written.is_empty() {
            return;
        }
        match breaks {
            0 if space && !self.written.ends_with(['\n', ' ']) => self.written.push(' '),
            0 => {}
            _ => (0..breaks).for_each(|_| self.written.push('\n')),
        }
    }

    fn owe(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.space = false;
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "br" => {
                self.breaks = (self.breaks + 1).min(3);
                self.space = false;
            }
            "p" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "hr" => self.owe(2),
            "div" | "tr" | "dt" | "dd" => self.owe(1),
            "pre" => {
                self.owe(2);
                self.preformatted += 1;
            }
            "li" => {
                self.owe(1);
                self.settle();
                self.written.push_str("- ");
            }
            "td" | "th" => self.space = true,
            "img" => self.text(&tag.attribute("alt").unwrap_or_default()),
            "span" => {
                let shown = if tag.has_class("invisible") { Shown::No } else { Shown::Yes };
                self.hidden += usize::from(shown == Shown::No);
                self.spans.push(shown);
            }
            "a" => {
                self.end_link();
                let written = tag.attribute("href").unwrap_or_default();
                let whole = self.base.as_ref().and_then(|base| base.join(&written).ok());
                let address = whole.filter(|_| !written.is_empty()).map_or(written, String::from);
                let is_name = tag.has_class("mention") || tag.has_class("hashtag");
                self.settle_for_link();
                self.link = Some(Link { address, start: self.written.len(), is_name });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" => self.owe(2),
            "div" | "tr" | "li" | "dt" | "dd" => self.owe(1),
            "pre" => {
                self.owe(2);
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "span" => self.hidden -= usize::from(self.spans.pop() == Some(Shown::No)),
            "a" => self.end_link(),
            _ => {}
        }
    }

    /// Owed breaks stand before the link, not inside it.
    fn settle_for_link(&mut self) {
        if self.breaks > 0 || self.space {
            self.settle();
        }
    }

    fn end_link(&mut self) {
        let Some(Link { address, start, is_name }) = self.link.take() else { return };
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let words = self.written.get(start..).unwrap_or_default().trim();
        if is_name || !is_web || words.is_empty() || words.starts_with(['@', '#', '＠', '＃']) || same_address(words, &address)
        {
            return;
        }
        if shortened(words, &address) {
            self.written.truncate(start);
            self.written.push_str(&address);
        } else {
            self.written.push_str(" (");
            self.written.push_str(&address);
            self.written.push(')');
        }
    }
}

/// `https://Example.com/` and `https://example.com` are one address to a reader.
fn same_address(words: &str, address: &str) -> bool {
    words.trim_end_matches('/').eq_ignore_ascii_case(address.trim_end_matches('/'))
}

/// True for `example.com/a-lo…` leading to `https://www.example.com/a-long-page`.
fn shortened(words: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
        text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_ascii_lowercase()
    };
    let shown = bare(words);
    let cut = shown.strip_suffix('…').or_else(|| shown.strip_suffix("...")).unwrap_or(&shown);
    // The host must be whole, or `bank.example` could stand for `bank.example.evil.example`.
    let host_is_whole =
        bare(address).strip_prefix(cut).is_some_and(|rest| cut.contains('/') || rest.is_empty() || rest.starts_with('/'));
    cut.contains('.') && host_is_whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_status_reads_as_in_the_network() {
        let cases = [
            ("<p>Når åpner badet?</p>", "Når åpner badet?"),
            ("<p>En</p><p>To<br />Tre<br>Fire</p>", "En\n\nTo\nTre\nFire"),
            ("<p>a<br><br>b</p>\n\n<p>c</p>", "a\n\nb\n\nc"),
            (
                r#"<p><span class="h-card" translate="no"><a href="https://social.example/@city" class="u-url mention">@<span>city</span></a></span> hej</p>"#,
                "@city hej",
            ),
            (
                r#"<p>Se <a href="https://social.example/tags/bad" class="mention hashtag" rel="tag">#<span>bad</span></a>!</p>"#,
                "Se #bad!",
            ),
            (
                r#"<p><a href="https://www.example.com/en/lang/adress" rel="nofollow"><span class="invisible">https://www.</span><span class="ellipsis">example.com/en</span><span class="invisible">/lang/adress</span></a></p>"#,
                "https://www.example.com/en/lang/adress",
            ),
            (r#"Läs <a href="https://example.com/x">mer här</a>."#, "Läs mer här (https://example.com/x)."),
            (r#"<a href="https://example.com/a-long-page">example.com/a-lo…</a>"#, "https://example.com/a-long-page"),
            (r#"<a href="https://evil.example/">https://bank.example/</a>"#, "https://bank.example/ (https://evil.example/)"),
            (
                r#"<a href="https://bank.example.evil.example/">bank.example</a>"#,
                "bank.example (https://bank.example.evil.example/)",
            ),
            (r#"<a href="https://Example.com">https://example.com/</a>"#, "https://example.com/"),
            (r#"<a href="javascript:alert(1)">klikk</a>"#, "klikk"),
            ("Hej alla<br>", "Hej alla"),
            ("a &lt;b&gt; &amp;amp; &quot;c&quot; &#39;d&#39;", "a <b> &amp; \"c\" 'd'"),
            ("<ul><li>ett</li><li>två</li></ul>slut", "- ett\n- två\n\nslut"),
            ("<pre>  a\n    b</pre>efter", "a\n    b\n\nefter"),
            (r#"<p>syn<span class="invisible">osynlig</span>lig</p>"#, "synlig"),
            (r#"hej <img alt=":blobcat:" src="x" onerror="alert(1)"> hej"#, "hej :blobcat: hej"),
            ("<script>alert(1)</script><style>p{}</style>kvar", "kvar"),
            ("a   b\n\tc", "a b c"),
            ("👩‍👩‍👧‍👦 \u{202e}txt\u{202c} \u{200b}", "👩‍👩‍👧‍👦 \u{202e}txt\u{202c} \u{200b}"),
            ("", ""),
            ("<p></p>", ""),
            ("<<<>>>", "<<<>>>"),
            ("nul\0her", "nul\u{fffd}her"),
        ];
        for (html, seen) in cases {
            assert_eq!(plain(html), seen, "{html}");
        }
    }

    #[test]
    fn links_without_a_host_lead_to_the_page_they_stand_on() {
        let base = Url::parse("https://www.exempelby.example/nyheter/").unwrap();
        let seen = plain_at(r#"<a href="bad.html">Badet</a>, <a href="/kontakt">kontakt</a>, <a href="">x</a>"#, Some(&base));
        let awaited =
            "Badet (https://www.exempelby.example/nyheter/bad.html), kontakt (https://www.exempelby.example/kontakt), x";
        assert_eq!(seen, awaited);
        assert_eq!(plain_at(r#"<a href="javascript:alert(1)">x</a>"#, Some(&base)), "x");
    }

    #[test]
    fn bombs_are_only_long() {
        let size = 2_000_000;
        for bomb in [
            "<div>",
            "<a href='x'>",
            "<span class=invisible>",
            "<",
            "</",
            "<!--",
            "<p",
            "&#",
            "<script>",
            "<li>",
            "=\"<a =\"",
            "<a b=\"",
        ] {
            let begun = std::time::Instant::now();
            let seen = plain(&bomb.repeat(size / bomb.len()));
            assert!(seen.len() <= size * 2, "{bomb}");
            assert!(begun.elapsed().as_secs() < 10, "{bomb} took {:?}", begun.elapsed());
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back_when_it_was_escaped(text in "\\PC{0,80}") {
            let html = format!("<p>{}</p>", html_escape::encode_text(&text));
            let collapsed: Vec<&str> = text.split([' ', '\t', '\n', '\r', '\u{c}']).filter(|word| !word.is_empty()).collect();
            let awaited = storable(&collapsed.join(" "));
            prop_assert_eq!(plain(&html), awaited.trim_matches(|edge: char| edge.is_whitespace() && edge != '\u{a0}'));
        }

        #[test]
        fn any_tags_at_all_are_survived(html in "[<>/a-z \"'=&;#!-]{0,200}") {
            let seen = plain(&html);
            prop_assert!(!seen.contains('\0'));
        }
    }
}
