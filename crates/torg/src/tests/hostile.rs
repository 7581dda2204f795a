//! What strangers write is shown on every page and runs on none: markup, turning and invisible characters, very long texts, in every
//! field that a network fills in. The pages are read by a browser's tokenizer, not by looking for words.
use connect::{Attachment, Batch, Item, Spoiled};

use super::browser::{Element, Page};
use super::listening::item;
use super::strange::{TEXTS, long_texts};
use super::town::{Town, on_both_engines};
use crate::ground::ConversationId;
use crate::participate::conversation::address;
use crate::participate::inbox::{Order, View};

/// Elements that our pages are made of. Nothing that loads, runs or embeds but our own script, style and icon.
const OURS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "body",
    "br",
    "button",
    "caption",
    "code",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "path",
    "pre",
    "rect",
    "script",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "circle",
    "line",
    "g",
    "template",
    "noscript",
    "meter",
    "progress",
    "hr",
    "q",
    "cite",
    "blockquote",
    "samp",
    "var",
];

/// Addresses may lead to our own pages and to the web, never to something that runs.
fn is_safe_address(address: &str) -> bool {
    address.starts_with(['/', '#', '?']) && !address.starts_with("//")
        || address.starts_with("https://")
        || address.starts_with("http://")
        || address.starts_with("mailto:")
        || address.starts_with("tel:")
}

fn wrong_with(element: &Element) -> Option<&'static str> {
    if !OURS.contains(&element.name.as_str()) {
        return Some("no element of ours");
    }
    let attribute = |name: &str| element.attribute(name);
    if element.name == "script" && !attribute("src").is_some_and(|src| src.starts_with("/assets/")) {
        return Some("a script that is not ours");
    }
    if element.name == "link" && !attribute("href").is_some_and(|href| href.starts_with("/assets/")) {
        return Some("a link to something that is not ours");
    }
    if element.name == "meta" && attribute("http-equiv").is_some() {
        return Some("a meta that acts");
    }
    for (name, value) in &element.attributes {
        let plain = |sign: char| sign.is_ascii_alphanumeric() || "-:_".contains(sign);
        if name.starts_with("on") || name == "style" || name == "srcdoc" || !name.chars().all(plain) || name.contains("pwned") {
            return Some("an attribute that runs or that a stranger made");
        }
        if matches!(name.as_str(), "href" | "src" | "action" | "formaction" | "poster" | "data") && !is_safe_address(value) {
            return Some("an address that runs or leads astray");
        }
    }
    None
}

/// Characters that turn or hide, which must come as visible marks. A joiner is part of an emoji and of some scripts.
fn is_deceiving(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{1b}' | '\u{8}' | '\0' | '\u{7f}')
}

#[track_caller]
fn assert_safe(what: &str, page: &Page) {
    assert!(page.status.is_success(), "{what}: {}: {}", page.status, page.text());
    assert_harmless(what, page);
}

#[track_caller]
fn assert_harmless(what: &str, page: &Page) {
    for element in page.elements() {
        if let Some(wrong) = wrong_with(&element) {
            panic!("{what}: {wrong}: {element:?}");
        }
    }
    for words in page.seen() {
        assert!(!words.contains(is_deceiving), "{what}: a character that deceives stands in {words:?}");
    }
}

/// All a network can fill in, filled with `text`.
fn hostile(n: usize, text: &str) -> Item {
    let mut one = item(&format!("{n}"), text);
    one.warning = n.is_multiple_of(2).then(|| text.to_owned());
    one.language = Some(text.chars().take(40).filter(|sign| *sign != '\0').collect());
    one.author.remote_id = format!("author {n}");
    one.author.name = text.to_owned();
    one.author.handle = format!("@{text}@social.example");
    one.author.url = Some(format!("javascript:torg-pwned/*{n}*/"));
    one.author.avatar_url = Some("https://torg-pwned.example/a.png".to_owned());
    one.url = Some("javascript:torg-pwned".to_owned());
    let attached = |url: &str| Attachment { media_type: "image/<b>".into(), url: url.into(), alt: text.to_owned() };
    one.attachments = vec![attached("javascript:torg-pwned"), attached("https://social.example/\"><script>torg-pwned</script>")];
    one
}

impl Town {
    async fn is_written_to_by(&self, texts: &[String]) {
        let mut items: Vec<_> = texts.iter().enumerate().map(|(n, text)| Ok(hostile(n, text))).collect();
        for text in texts {
            items.push(Err(Spoiled { remote_id: Some(text.clone()), reason: text.clone(), raw: text.clone().into_bytes() }));
        }
        let taken = self.takes(Batch { items, cursor: "c".to_owned(), more: false }).await;
        assert_eq!(taken.unwrap(), texts.len(), "{:?}", self.set_aside().await);
    }

    async fn all_open(&self) -> Vec<ConversationId> {
        let pages = self.colleague("Fatima Berg").await.reads_to_the_end(View::Open, Order::Newest).await;
        pages.concat().into_iter().map(|conversation| conversation.id).collect()
    }
}

/// A page's words with every gap made one space, as texts are compared.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn what_strangers_write_is_shown_and_never_run(town: Town) {
    let texts: Vec<String> = TEXTS.iter().map(ToString::to_string).collect();
    town.is_written_to_by(&texts).await;
    let fatima = town.colleague("Fatima Berg").await;
    let mut shown = String::new();
    for (n, id) in town.all_open().await.into_iter().enumerate() {
        let text = &texts[n % texts.len()];
        // Colleagues quote what was written, in notes and in answers.
        if !text.trim().is_empty() {
            fatima.notes(id, text).await.unwrap();
            fatima.answers(id, text).await.unwrap();
        }
        let page = town.get(&address(id)).as_("Fatima Berg").await;
        assert_safe(&format!("conversation {n}"), &page);
        shown.push_str(&folded(&page.text()));
    }
    for text in &texts {
        let words = folded(&screen::show_safely(text));
        assert!(shown.contains(&words), "{text:?} is not shown as {words:?}");
    }
    for view in View::ALL {
        let page = town.get(&format!("/participate/inbox?view={}", view.as_str())).as_("Fatima Berg").await;
        assert_safe(view.as_str(), &page);
    }
    for text in &texts {
        let asked: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for path in ["/participate/inbox?q=", "/participate/inbox?view=", "/participate/inbox?after="] {
            let page = town.get(&format!("{path}{asked}")).as_("Fatima Berg").await;
            assert_safe(&format!("{path}{text:?}"), &page);
        }
        for path in ["/", "/records?about=", "/records/entries/", "/participate/conversations/", "/welcome/", "/govern/channels/"]
        {
            let page = town.get(&format!("{path}{asked}")).as_("Astrid Holm").await;
            assert!(!page.status.is_server_error(), "{path}{text:?}: {}", page.status);
            assert_harmless(&format!("{path}{text:?}"), &page);
        }
    }
    for path in ["/publish/outbox", "/listen", "/records", "/govern/channels", "/preferences"] {
        assert_safe(path, &town.get(path).as_("Astrid Holm").await);
    }
    assert!(
        town.get("/listen").as_("Astrid Holm").await.says("<script>alert('torg-pwned')</script>"),
        "set-aside items are shown"
    );
}

async fn a_comment_as_long_as_a_book_does_not_make_the_page_one(town: Town) {
    let mut texts = long_texts();
    texts.retain(|text| text.len() > 50_000);
    town.is_written_to_by(&texts).await;
    let open = town.all_open().await;
    assert_eq!(open.len(), texts.len());
    let list = town.get("/participate/inbox").as_("Fatima Berg").await;
    assert_safe("list", &list);
    assert!(list.html.len() < 200_000, "the list has {} bytes", list.html.len());
    for id in open {
        assert_safe("conversation", &town.get(&address(id)).as_("Fatima Berg").await);
    }
    for path in ["/listen", "/records"] {
        let page = town.get(path).as_("Astrid Holm").await;
        assert_safe(path, &page);
        assert!(page.html.len() < 500_000, "{path} has {} bytes", page.html.len());
    }
}

on_both_engines!(a_comment_as_long_as_a_book_does_not_make_the_page_one, what_strangers_write_is_shown_and_never_run);
