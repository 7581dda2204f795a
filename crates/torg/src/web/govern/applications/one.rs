//! One application: its answers, where it stands, and the decision.
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use super::list::standing;
use crate::govern::Scope;
use crate::govern::channel::application::{self, Application, Decision, QUESTIONS, Standing};
use crate::govern::mandate::{Allowed, Govern};
use crate::govern::person::{self, Person};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::{ApplicationId, Desk, PersonId, Problem};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, moment, network_name};
use crate::web::govern::{Section, page as room_page};
use crate::web::{Posted, SignedIn};

/// `GET /govern/applications/{id}`
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<ApplicationId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None).await
}

struct OnePage {
    frame: Frame,
    application: Application,
    names: Names,
    people: Vec<Person>,
    governs: bool,
    own: bool,
}

async fn show(desk: &Desk, by: &SignedIn, id: ApplicationId, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, may) = (by.officer.clone(), by.now, frame.may(Allowed::Govern));
    let page = desk
        .read(move |conn| {
            let application = application::find(conn, id)?.ok_or_else(not_found)?;
            let governs = may && officer.reach::<Govern>(conn, now)?.holds_unit(application.unit);
            let own = application.applied_by == Some(officer.id());
            if !governs && !own {
                return Err(not_found());
            }
            Ok(OnePage { frame, application, names: Names::read(conn)?, people: person::all(conn)?, governs, own })
        })
        .await?;
    let content = html! {
        @if let Some(said) = said { (said.render(by.locale)) }
        (page.render(by, desk))
    };
    Ok(room_page(&page.frame, Section::Applications, &page.application.name, &content))
}

impl OnePage {
    fn person(&self, id: Option<PersonId>) -> Markup {
        let found = id.and_then(|id| self.people.iter().find(|person| person.id == id));
        html! { @match found { Some(person) => bdi { (person.name) }, None => "–" } }
    }

    fn render(&self, by: &SignedIn, desk: &Desk) -> Markup {
        let (locale, one, zone) = (by.locale, &self.application, &desk.config().zone);
        let waits = one.standing == Standing::Applied;
        let revisable = (waits && self.own) || (self.governs && matches!(one.standing, Standing::Applied | Standing::Approved));
        html! {
            p {
                (standing(locale, one.standing)) " " (moment(locale, one.standing_at, by.now, zone))
                @if !waits { ", " (self.person(one.standing_by)) }
                @if let Some(number) = &one.number { ". " (locale.say("application-number")) ": " strong { (number) } }
                @if let Some(why) = &one.why { ". " em { (why) } }
            }
            dl.facts {
                div { dt { (locale.say("network")) } dd { (network_name(locale, &one.network)) } }
                div { dt { (locale.say("unit")) } dd { (self.names.unit(one.unit)) } }
                div { dt { (locale.say("channel-mode")) } dd { (locale.say(&format!("mode-{}", one.mode.as_str()))) } }
                div { dt { (locale.say("application-owner")) } dd { (self.person(one.owner)) } }
                div { dt { (locale.say("application-by")) } dd { (self.person(one.applied_by)) } }
            }
            @for question in QUESTIONS {
                @let answer = one.form.answer(question);
                h3 { (locale.say(&format!("question-{question}"))) }
                @if answer.is_empty() { p { span.tag.amber { (locale.say("ready-open")) } } } @else { p.words { (answer) } }
            }
            @if revisable { p { a.btn href=(format!("{}/answers", address(one.id))) { (locale.say("application-edit")) } } }
            @if waits && self.governs { (self.decision(by)) }
            @if waits && self.own {
                form method="post" action=(format!("{}/withdrawal", address(one.id))) {
                    (self.frame.token())
                    button.btn type="submit" { (locale.say("application-withdraw")) }
                }
            }
            @if let Some(channel) = one.channel { p { a.btn href=(format!("/govern/channels/{channel}")) { (locale.say("application-channel")) } } }
            @else if one.standing == Standing::Approved && self.governs {
                p { a.btn.go href=(format!("/govern/channels/new/{}?application={}&unit={}", one.network, one.id, one.unit)) { (locale.say("application-connect")) } }
                p.why { (locale.say("application-connect-why")) }
            }
        }
    }

    fn decision(&self, by: &SignedIn) -> Markup {
        let (locale, one) = (by.locale, &self.application);
        let action = format!("{}/decision", address(one.id));
        html! {
            section.card aria-labelledby="decision" {
                h2 #decision { (locale.say("application-decision")) }
                @if self.own { p.why { (locale.say("refuse-own-application")) } }
                @else {
                    form.stack method="post" action=(action) {
                        (self.frame.token())
                        label for="number" { (locale.say("application-number")) }
                        input.short #number name="number" required autocomplete="off" placeholder="KS 2026/00123";
                        button.btn.go type="submit" name="way" value="approve" { (locale.say("application-approve")) }
                    }
                    details {
                        summary { (locale.say("application-decline")) }
                        form.stack method="post" action=(action) {
                            (self.frame.token())
                            label for="why" { (locale.say("channel-reason")) }
                            textarea #why name="why" rows="2" required {}
                            button.btn.danger type="submit" name="way" value="decline" { (locale.say("application-decline")) }
                        }
                    }
                }
            }
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct DecisionForm {
    way: String,
    number: String,
    why: String,
}

/// Decides.
pub(super) async fn decide(
    State(desk): State<Desk>,
    Path(id): Path<ApplicationId>,
    posted: Posted<DecisionForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let outcome = desk.act(move |mut act| {
        let now = act.now();
        let found = application::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(found.unit), now)?;
        let decision = match form.way.as_str() {
            "approve" => Decision::Approve { number: form.number },
            _ => Decision::Decline { why: form.why },
        };
        application::decide(act, &by, id, &decision)
    });
    settled(&desk, &by, id, outcome.await).await
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Takes one's own back.
pub(super) async fn withdraw(
    State(desk): State<Desk>,
    Path(id): Path<ApplicationId>,
    posted: Posted<Nothing>,
) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let person = by.officer.id();
    let outcome = desk.act(move |act| application::withdraw(act, person, id)).await;
    settled(&desk, &by, id, outcome).await
}

async fn settled(desk: &Desk, by: &SignedIn, id: ApplicationId, outcome: Result<(), Problem>) -> Result<Response, Problem> {
    match outcome {
        Ok(()) => {
            desk.news().tell(Changed::Desk);
            Ok(Redirect::to(&address(id)).into_response())
        }
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(desk, by, id, Some(&said)).await?).into_response())
        }
    }
}
