//! A browser for the stories: asks the desk's own router, keeps the login's cookie, and reads a page's HTML as a browser would.
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use html5gum::{Token, Tokenizer};
use tower::ServiceExt;

use super::town::Town;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
}

/// A request that is being put together; await it to send it.
pub(super) struct Asked<'t> {
    town: &'t Town,
    method: Method,
    path: String,
    by: Option<String>,
    fields: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
    /// Field, name and bytes of each; none: a form without parts.
    files: Option<Vec<(String, String, Vec<u8>)>>,
    token: FormToken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FormToken {
    OfTheLogin,
    None,
}

impl<'t> Asked<'t> {
    pub(super) fn new(town: &'t Town, method: Method, path: &str) -> Self {
        let headers = vec![("accept", "text/html".to_owned())];
        Self {
            town,
            method,
            path: path.to_owned(),
            by: None,
            fields: Vec::new(),
            headers,
            files: None,
            token: FormToken::OfTheLogin,
        }
    }

    /// Signed in as this colleague.
    pub(super) fn as_(mut self, name: &str) -> Self {
        self.by = Some(name.to_owned());
        self
    }

    /// With this field filled in.
    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.fields.push((name.to_owned(), value.to_string()));
        self
    }

    /// With this header, in place of the one that would be sent.
    pub(super) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// As a foreign page would send it: without the login's form token.
    pub(super) fn without_token(mut self) -> Self {
        self.token = FormToken::None;
        self
    }

    /// A form that may hold files is sent in parts (RFC 7578), with these files.
    pub(super) fn with_files(mut self, name: &str, files: &[(&str, &[u8])]) -> Self {
        self.files = Some(files.iter().map(|(file, bytes)| (name.to_owned(), (*file).to_owned(), bytes.to_vec())).collect());
        self
    }

    async fn send(self) -> Page {
        let mut fields = self.fields;
        let mut request = Request::builder().uri(&self.path).method(if self.method == Method::Get { "GET" } else { "POST" });
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(name) = &self.by {
            let token = self.town.login(name).await;
            request = request.header(header::COOKIE, format!("torg={}", token.reveal()));
            if self.token == FormToken::OfTheLogin {
                fields.push(("form-token".to_owned(), token.form_token()));
            }
        }
        let body = match self.method {
            Method::Get => Body::empty(),
            Method::Post if let Some(files) = &self.files => {
                request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=torg-torg");
                let mut body = Vec::new();
                for (name, value) in &fields {
                    let head = format!("--torg-torg\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
                    body.extend(head.as_bytes());
                }
                for (name, file, bytes) in files {
                    let place = format!("name=\"{name}\"; filename=\"{file}\"");
                    let head = format!("--torg-torg\r\nContent-Disposition: form-data; {place}\r\n\r\n");
                    body.extend(head.as_bytes());
                    body.extend(bytes);
                    body.extend(b"\r\n");
                }
                body.extend(b"--torg-torg--\r\n");
                Body::from(body)
            }
            Method::Post => {
                request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
                Body::from(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish())
            }
        };
        let response = self.town.router().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let is_text = !parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"image/"));
        let html = if is_text { String::from_utf8(bytes.to_vec()).unwrap() } else { String::new() };
        Page { status: parts.status, headers: parts.headers, html }
    }
}

impl<'t> IntoFuture for Asked<'t> {
    type Output = Page;
    type IntoFuture = Pin<Box<dyn Future<Output = Page> + Send + 't>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// An answer of the desk.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) html: String,
}

/// One element as it opens: its name and attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// Where it leads to, when it is a redirect.
    pub(super) fn leads_to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The page is all right.
    #[track_caller]
    pub(super) fn fine(self) -> Self {
        assert!(self.status.is_success() || self.status.is_redirection(), "{}: {}", self.status, self.text());
        self
    }

    /// Every element that the page opens, in order, as a browser's tokenizer reads it.
    pub(super) fn elements(&self) -> Vec<Element> {
        let mut elements = Vec::new();
        for token in tokens(&self.html) {
            if let Token::StartTag(tag) = token {
                let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value))).collect();
                elements.push(Element { name: text_of(&tag.name), attributes });
            }
        }
        elements
    }

    /// Every text a reader meets: words, title and labels. What stands in a field for them to change is not among it.
    pub(super) fn seen(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for token in tokens(&self.html) {
            match token {
                Token::String(words) => seen.push(text_of(&words)),
                Token::StartTag(tag) => {
                    let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value)));
                    seen.extend(attributes.filter(|(name, _)| name != "value").map(|(_, value)| value));
                }
                _ => {}
            }
        }
        seen
    }

    /// The page as text: one line for each block, nothing of the head.
    pub(super) fn text(&self) -> String {
        let (mut text, mut inside_head) = (String::new(), false);
        for token in tokens(&self.html) {
            match token {
                Token::StartTag(tag) => match text_of(&tag.name).as_str() {
                    "head" => inside_head = true,
                    "bdi" | "b" | "strong" | "em" | "span" | "a" | "time" | "small" | "mark" | "code" | "kbd" => {}
                    _ => text.push('\n'),
                },
                Token::EndTag(tag) if text_of(&tag.name) == "head" => inside_head = false,
                Token::EndTag(tag) if matches!(text_of(&tag.name).as_str(), "p" | "li" | "h1" | "h2" | "h3" | "dd" | "td") => {
                    text.push('\n');
                }
                Token::String(words) if !inside_head => text.push_str(&text_of(&words)),
                _ => {}
            }
        }
        let lines: Vec<_> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|line| !line.is_empty())
            .collect();
        lines.join("\n")
    }

    /// True when the page says these words, wherever.
    pub(super) fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }
}

fn tokens(html: &str) -> impl Iterator<Item = Token> {
    Tokenizer::new(html).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
