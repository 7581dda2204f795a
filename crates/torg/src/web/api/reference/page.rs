//! `/api/v1/`: every operation on one page, rendered here from the description; nothing is loaded from elsewhere.
use axum::extract::State;
use axum::response::Redirect;
use maud::{DOCTYPE, Markup, html};
use serde_json::Value;

use super::words::{inline, paragraphs};
use super::{Operation, example_of, operations, resolved, tags};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::web::api::{ROOT, description};
use crate::web::assets;
use crate::web::visitor::Visitor;

/// `/api/v1` leads to the page.
pub(in crate::web::api) async fn leads_on() -> Redirect {
    Redirect::permanent(&format!("{ROOT}/"))
}

/// The page. Open to everyone, as the description is.
pub(in crate::web::api) async fn page(State(desk): State<Desk>, visitor: Visitor) -> Result<Markup, Problem> {
    let document = description::of_desk(&desk)?;
    Ok(rendered(&document, visitor.locale, &desk.config().authority))
}

fn rendered(document: &Value, locale: Locale, authority: &str) -> Markup {
    let title = locale.say_with("api-title", &[("authority", authority.into())]);
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – Torg" }
                link rel="stylesheet" href=(assets::address("torg.css"));
                link rel="icon" href=(assets::address("torg.svg"));
            }
            body {
                a.skip href="#main" { (locale.say("api-skip")) }
                main.column #main tabindex="-1" {
                    h1 { (title) }
                    p { (locale.say("api-lead")) " " a href=(format!("{ROOT}/openapi.json")) { "openapi.json" } }
                    (paragraphs(document["info"]["description"].as_str().unwrap_or_default()))
                    nav aria-label=(locale.say("api-contents")) {
                        h2 { (locale.say("api-contents")) }
                        @for (tag, about) in tags(document) {
                            h3 { a href=(format!("#{tag}")) lang="en" { (tag) } }
                            p.hint lang="en" { (inline(about)) }
                            ul { @for operation in operations(document, tag) {
                                li { a href=(format!("#{}", operation.name())) { code { (operation.method) " " (operation.path) } } " " span lang="en" { (operation.summary()) } }
                            } }
                        }
                    }
                    @for (tag, _) in tags(document) {
                        section aria-labelledby=(tag) {
                            h2 #(tag) lang="en" { (tag) }
                            @for operation in operations(document, tag) { (shown(document, &operation, locale)) }
                        }
                    }
                }
            }
        }
    }
}

impl Operation<'_> {
    fn name(&self) -> &str {
        self.described["operationId"].as_str().unwrap_or_default()
    }

    pub(super) fn summary(&self) -> &str {
        self.described["summary"].as_str().unwrap_or_default()
    }
}

fn shown(document: &Value, operation: &Operation<'_>, locale: Locale) -> Markup {
    let described = operation.described;
    let body = &described["requestBody"]["content"];
    html! {
        article.card {
            h3 #(operation.name()) { code { (operation.method) " " (operation.path) } }
            p lang="en" { strong { (operation.summary()) } }
            (paragraphs(described["description"].as_str().unwrap_or_default()))
            (parameters(document, described, locale))
            @if let Some(example) = example_of(body) {
                h4 { (locale.say("api-body")) }
                pre.code { (example) }
            }
            (answers(document, described, locale))
        }
    }
}

fn parameters(document: &Value, described: &Value, locale: Locale) -> Markup {
    let all = described["parameters"].as_array().into_iter().flatten().map(|parameter| resolved(document, parameter));
    // Headers that every operation takes are told once, above.
    let own: Vec<&Value> =
        all.filter(|parameter| parameter["in"] != "header" || parameter["name"] == "Idempotency-Key").collect();
    let (name, place, meaning) = (locale.say("api-parameter"), locale.say("api-place"), locale.say("api-meaning"));
    html! {
        @if !own.is_empty() {
            table.list {
                thead { tr { th scope="col" { (name) } th scope="col" { (place) } th scope="col" { (meaning) } } }
                tbody { @for parameter in own {
                    tr {
                        td data-label=(name) { code { (parameter["name"].as_str().unwrap_or_default()) } }
                        td data-label=(place) { (parameter["in"].as_str().unwrap_or_default()) }
                        td data-label=(meaning) lang="en" { (inline(parameter["description"].as_str().unwrap_or_default())) }
                    }
                } }
            }
        }
    }
}

fn answers(document: &Value, described: &Value, locale: Locale) -> Markup {
    let answers: Vec<(&str, &Value)> = described["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(status, answer)| (status.as_str(), resolved(document, answer)))
        .collect();
    let (status, meaning) = (locale.say("api-status"), locale.say("api-meaning"));
    html! {
        table.list {
            thead { tr { th scope="col" { (status) } th scope="col" { (meaning) } } }
            tbody { @for (code, answer) in &answers {
                tr {
                    td data-label=(status) { code { (code) } }
                    td data-label=(meaning) lang="en" { (inline(answer["description"].as_str().unwrap_or_default())) }
                }
            } }
        }
        @for (code, answer) in answers.iter().filter(|(code, _)| code.starts_with('2')) {
            @if let Some(example) = example_of(&answer["content"]) {
                details {
                    summary { (locale.say_with("api-example", &[("status", (*code).into())])) }
                    pre.code { (example) }
                }
            }
        }
    }
}
