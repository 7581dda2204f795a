//! Cuts HTML into tags and text in one pass, as browsers do, without building a tree: no depth can hurt.
use std::borrow::Cow;

use html_escape::decode_html_entities;

/// A piece of HTML.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Decoded text.
    Text(Cow<'a, str>),
    /// A start tag, name in lower case.
    Open(Tag<'a>),
    /// An end tag, name in lower case.
    Close(String),
}

/// A start tag.
#[derive(Debug, PartialEq)]
pub(super) struct Tag<'a> {
    pub(super) name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, decoded. The first one counts when there are several.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.attributes)
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| decode_html_entities(value).into_owned())
    }

    /// True when `class` is among the classes.
    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|found| found == class))
    }
}

/// Whose content is never text to a reader. A browser skips to the end tag without looking inside.
const UNSEEN: &[&str] = &["script", "style", "iframe", "noembed", "noframes", "noscript", "template", "textarea", "title", "xmp"];

/// The pieces of `html`. Linear in its length: each byte is looked at a fixed number of times.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            if let Some((token, after)) = markup(rest) {
                rest = after;
                match token {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            // Text reaches to the next `<` that begins markup.
            let skipped = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[skipped..].find('<').map_or(rest.len(), |at| at + skipped);
            let (text, after) = rest.split_at(end);
            rest = after;
            return Some(Token::Text(decode_html_entities(text)));
        }
    })
}

/// What starts with the `<` at the beginning of `rest`, and what follows it; `None` when no markup starts there.
fn markup(rest: &str) -> Option<(Option<Token<'_>>, &str)> {
    let inside = rest.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        return Some((None, after(comment, "-->")));
    }
    if inside.starts_with(['!', '?']) {
        return Some((None, after(inside, ">")));
    }
    let (closing, named) = inside.strip_prefix('/').map_or((false, inside), |named| (true, named));
    if !named.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = named.find(|next: char| next.is_whitespace() || matches!(next, '/' | '>')).unwrap_or(named.len());
    let name = named[..name_end].to_ascii_lowercase();
    // An unfinished tag takes the rest with it, as in a browser.
    let end = tag_end(&named[name_end..]).map(|end| name_end + end);
    let (attributes, following) = end.map_or((&named[name_end..], ""), |end| (&named[name_end..end], &named[end + 1..]));
    if closing {
        return Some((Some(Token::Close(name)), following));
    }
    if UNSEEN.contains(&name.as_str()) {
        return Some((None, after_end_tag(following, &name)));
    }
    Some((Some(Token::Open(Tag { name, attributes })), following))
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).map_or("", |at| &text[at + mark.len()..])
}

/// What follows `</name…>`; nothing when it never comes.
fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| at + from) {
        let end = at + 2 + name.len();
        if bytes.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return after(&text[end..], ">");
        }
        from = at + 2;
    }
    ""
}

/// Where the tag's `>` stands, quotes respected.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at),
            // A quote opens a value only behind `=`.
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (None, _) => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    None
}

fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|next: char| next.is_whitespace() || next == '/');
        if rest.is_empty() {
            return None;
        }
        let is_end = |next: char| next.is_whitespace() || matches!(next, '=' | '/');
        // A stray `=` at the front is part of the name, as in a browser.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(is_end).map_or(rest.len(), |at| at + first);
        let name = &rest[..end];
        let behind = rest[end..].trim_start();
        let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
            rest = &rest[end..];
            return Some((name, ""));
        };
        let quoted = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value = match quoted {
            Some(quote) => {
                let (value, after) = value[1..].split_once(quote).unwrap_or((&value[1..], ""));
                rest = after;
                value
            }
            None => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                rest = &value[end..];
                &value[..end]
            }
        };
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> String {
        let shown = tokens(html).map(|token| match token {
            Token::Text(text) => text.into_owned(),
            Token::Open(tag) => format!("[{} {}]", tag.name, tag.attribute("href").unwrap_or_default()),
            Token::Close(name) => format!("[/{name}]"),
        });
        shown.collect()
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        assert_eq!(read("a<P>b</p >c"), "a[p ]b[/p]c");
        assert_eq!(read("<a title='>' HREF=\"x&amp;y\">z"), "[a x&y]z");
        assert_eq!(read("<a href=x/y class>z"), "[a x/y]z");
        assert_eq!(read("<a/href=x>z"), "[a x]z");
        assert_eq!(read("1 < 2 && 3 <4> <"), "1 < 2 && 3 <4> <");
        assert_eq!(read("a<!-- <b> -->c<!doctype x>d<?x ?>e"), "acde");
        assert_eq!(read("a<script>if (1</2) '<b>'</SCRIPT >b<style>x"), "ab");
        assert_eq!(read("a<b"), "a[b ]");
        assert_eq!(read("a<a href='x>b"), "a[a x>b]");
        assert_eq!(read("&lt;b&gt; &#229; &#x1F600; &nosuch; &#xD800; &amp"), "<b> å 😀 &nosuch; &#xD800; &amp");
    }
}
