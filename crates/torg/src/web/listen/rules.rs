//! The rules of the screen: try a text, see which rule spoke and what the law says, and change the authority's own rules.
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use screen::Reading;
use serde::Deserialize;

use crate::govern::gate::Demand;
use crate::govern::mandate::Govern;
use crate::govern::screening_rules::{self, InForce, Version};
use crate::govern::{Scope, person};
use crate::ground::{Desk, PersonId, Problem};
use crate::web::frame::{Frame, Room};
use crate::web::problems;
use crate::web::shown::{Times, safely};
use crate::web::visitor::{Posted, SignedIn};

const ADDRESS: &str = "/listen/rules";
/// Longest text that is tried, in characters.
const LONGEST: usize = 20_000;

/// What was filled in and not taken.
struct Refused {
    sentence: String,
    rules: String,
    own: String,
}

struct RulesPage {
    frame: Frame,
    times: Times,
    in_force: InForce,
    history: Vec<(Version, String)>,
    may_change: bool,
    tried: Option<String>,
    refused: Option<Refused>,
}

/// `GET /listen/rules`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    Ok(RulesPage::read(&desk, &by, None, None).await?.render())
}

#[derive(Deserialize)]
pub(super) struct TryForm {
    #[serde(default)]
    text: String,
}

/// `POST /listen/rules/try`: what the screen says of a text. Nothing is kept, so the answer is the page itself.
pub(super) async fn try_it(State(desk): State<Desk>, posted: Posted<TryForm>) -> Result<Markup, Problem> {
    let Posted { by, form } = posted;
    let text = form.text.replace("\r\n", "\n").chars().take(LONGEST).collect();
    Ok(RulesPage::read(&desk, &by, Some(text), None).await?.render())
}

#[derive(Deserialize)]
pub(super) struct ChangeForm {
    #[serde(default)]
    rules: String,
    #[serde(default)]
    own: String,
}

/// `POST /listen/rules`: a new version. What has a fault stands there again with the line.
pub(super) async fn change(State(desk): State<Desk>, posted: Posted<ChangeForm>) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let (rules, own) = (form.rules.replace("\r\n", "\n"), form.own.replace("\r\n", "\n"));
    let (officer, asked, ours) = (by.officer.clone(), rules.clone(), own.clone());
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let mandate = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
            screening_rules::change(act, &mandate, &asked, &ours)
        })
        .await;
    match outcome {
        Ok(_) => Ok(Redirect::to(ADDRESS).into_response()),
        Err(Problem::Refused(refusal)) if refusal.status != StatusCode::FORBIDDEN => {
            let refused = Refused { sentence: problems::sentence(by.locale, &refusal), rules, own };
            let page = RulesPage::read(&desk, &by, None, Some(refused)).await?;
            Ok((refusal.status, page.render()).into_response())
        }
        Err(problem) => Err(problem),
    }
}

impl RulesPage {
    async fn read(desk: &Desk, by: &SignedIn, tried: Option<String>, refused: Option<Refused>) -> Result<Self, Problem> {
        let frame = Frame::read(desk, by).await?;
        let times = Times { locale: by.locale, now: by.now, zone: desk.config().zone.clone() };
        let (officer, now) = (by.officer.clone(), by.now);
        desk.read(move |conn| {
            let people = person::all(conn)?;
            let name = |id: PersonId| {
                people.iter().find(|person| person.id == id).map_or_else(String::new, |person| person.name.clone())
            };
            let history = screening_rules::history(conn)?
                .into_iter()
                .map(|version| (name(version.by), version))
                .map(|(by, version)| (version, by));
            Ok(Self {
                in_force: screening_rules::in_force(conn)?,
                history: history.collect(),
                may_change: officer.may::<Govern>(conn, Scope::Everywhere, now).is_ok(),
                frame,
                times,
                tried,
                refused,
            })
        })
        .await
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            p { (locale.say("rules-what")) }
            @if let Some(fault) = &self.in_force.fault { p.banner.red role="alert" { (locale.say("rules-broken")) " " bdi { (safely(fault)) } } }
            section aria-labelledby="try" {
                h2 #try { (locale.say("rules-try")) }
                form.stack method="post" action={ (ADDRESS) "/try#try" } {
                    (self.frame.token())
                    label for="text" { (locale.say("rules-try-label")) }
                    textarea #text name="text" rows="4" maxlength=(LONGEST) required { "\n" (self.tried.as_deref().unwrap_or_default()) }
                    p.hint { (locale.say("rules-try-hint")) }
                    div { button.btn.go type="submit" { (locale.say("rules-try-button")) } }
                }
                @if let Some(text) = &self.tried { (self.reading(text)) }
            }
            section aria-labelledby="own" {
                h2 #own { (locale.say("rules-own")) }
                @if self.may_change { (self.change()) } @else { p.why { (locale.say("rules-may-not")) } }
            }
            @if !self.history.is_empty() {
                section aria-labelledby="versions" {
                    h2 #versions { (locale.say("rules-versions")) }
                    table.list {
                        thead { tr { th scope="col" { (locale.say("rules-version")) } th scope="col" { (locale.say("column-when")) } th scope="col" { (locale.say("column-who")) } } }
                        tbody {
                            @for (version, by) in &self.history {
                                tr {
                                    td data-label=(locale.say("rules-version")) { (version.number) }
                                    td data-label=(locale.say("column-when")) { (self.times.moment(version.at)) }
                                    td data-label=(locale.say("column-who")) { bdi { (by) } }
                                }
                            }
                        }
                    }
                }
            }
        };
        self.frame.simple_page(Room::Listen, &locale.say("rules-heading"), content)
    }

    fn change(&self) -> Markup {
        let locale = self.frame.locale;
        let latest = self.history.first().map(|(version, _)| version);
        let (rules, own) = match (&self.refused, latest) {
            (Some(refused), _) => (refused.rules.as_str(), refused.own.as_str()),
            (None, Some(latest)) => (latest.rules.as_str(), latest.own.as_str()),
            (None, None) => ("", ""),
        };
        html! {
            form.stack method="post" action=(ADDRESS) {
                (self.frame.token())
                @if let Some(refused) = &self.refused { p.banner.red #rules-refused role="alert" { (refused.sentence) } }
                label for="own-contacts" { (locale.say("rules-own-contacts")) }
                textarea #own-contacts name="own" rows="5" aria-describedby="own-contacts-hint" { "\n" (own) }
                p.hint #own-contacts-hint { (locale.say("rules-own-contacts-hint")) }
                label for="own-rules" { (locale.say("rules-own-rules")) }
                textarea.mono #own-rules name="rules" rows="10" spellcheck="false" aria-describedby="own-rules-hint" { "\n" (rules) }
                p.hint #own-rules-hint { (locale.say("rules-own-rules-hint")) }
                details { summary { (locale.say("rules-example")) } pre.code { (EXAMPLE) } }
                div { button.btn type="submit" { (locale.say("rules-save")) } }
            }
        }
    }

    /// What the screen says of the text that was tried.
    fn reading(&self, text: &str) -> Markup {
        let locale = self.frame.locale;
        let reading: Reading = self.in_force.rules.read(text);
        html! {
            div.card role="status" {
                @if let Some(kind) = reading.message { p { (locale.say("rules-message")) " " strong { (locale.say(&format!("message-kind-{}", kind.as_str()))) } } }
                @if let Some(lix) = reading.readability.lix() { p { (locale.say_with("rules-lix", &[("lix", lix.into())])) } }
                @if reading.findings.is_empty() { p { (locale.say("rules-nothing")) } }
                @else {
                    ul.concerns {
                        @for finding in &reading.findings {
                            @let part = text.get(finding.span.clone()).unwrap_or_default();
                            @let own = self.in_force.own.hold(finding.kind, part);
                            li {
                                span.tag.amber[!own] { (locale.say(&format!("mark-{}", finding.kind.as_str()))) } " "
                                bdi { (screen::first_words(part, 60)) } " · "
                                (locale.say(&format!("confidence-{}", finding.confidence.as_str()))) " · " code { (finding.rule) }
                                @if own { " · " (locale.say("rules-is-own")) }
                                @else if let Some(demand) = Demand::of(finding) { " · " (locale.say(&format!("gate-{}", demand.as_str()))) }
                                @if let Some(law) = screen::law(&finding.law) {
                                    div.hint { (law.statutes.iter().map(|statute| statute.reference.as_str()).collect::<Vec<_>>().join(" · ")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A file to begin with.
const EXAMPLE: &str = r#"version = "KS 2026/118"

[[rule]]
id = "our-pupils"
kind = "pupil"
confidence = "medium"
with = "person"
phrases = ["elev* (på|vid) (ekskolan|bergaskolan)"]
"#;
