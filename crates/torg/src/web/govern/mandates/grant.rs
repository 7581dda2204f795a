//! Granting a mandate: to whom, what, where, on which decision, from which day to which.
use std::str::FromStr as _;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use crate::govern::mandate::{self, Allowed, Approval, Conditions, Govern, Grant, Scope};
use crate::govern::nomination::{self, Nomination, Outcome};
use crate::govern::person::{self, Person};
use crate::govern::reach::Reach;
use crate::govern::training::{self, Training};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, MandateId, NominationId, PersonId, Problem, TrainingId, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, at_form, day, indented, network_name};
use crate::web::govern::{Section, days, page as room_page};
use crate::web::{Posted, SignedIn};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    person: String,
    acts: Vec<String>,
    place: String,
    document: String,
    from: String,
    to: String,
    approval: String,
    training: String,
    /// The wish that this answers.
    nomination: String,
}

#[derive(Deserialize)]
pub(super) struct For {
    person: Option<PersonId>,
    nomination: Option<NominationId>,
}

/// The form, begun for someone when their page led here, or filled in with what they wished for.
pub(super) async fn page(State(desk): State<Desk>, Query(asked): Query<For>, by: SignedIn) -> Result<Markup, Problem> {
    if let Some(id) = asked.nomination {
        let (officer, now) = (by.officer.clone(), by.now);
        let wished = desk.read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            nomination::find(conn, id)?.filter(|one| reach.holds(one.scope())).ok_or_else(not_found)
        });
        let fields = wished_for(&wished.await?, day(by.now, &desk.config().zone));
        return form(&desk, &by, &fields, None).await;
    }
    let fields = Fields {
        approval: Approval::Without.as_str().to_owned(),
        person: asked.person.map(|id| id.to_string()).unwrap_or_default(),
        acts: vec!["answer".to_owned(), "read".to_owned()],
        from: day(by.now, &desk.config().zone),
        ..Fields::default()
    };
    form(&desk, &by, &fields, None).await
}

/// Grants what was filled in.
pub(super) async fn grant(State(desk): State<Desk>, posted: Posted<Fields>) -> Result<Response, Problem> {
    let Posted { by, form: fields } = posted;
    match granted(&desk, &by, &fields).await {
        Ok(id) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, form(&desk, &by, &fields, Some(&said)).await?).into_response())
        }
    }
}

fn wished_for(wish: &Nomination, from: String) -> Fields {
    Fields {
        person: wish.person.to_string(),
        acts: wish.acts.iter().map(|act| act.as_str().to_owned()).collect(),
        place: match wish.scope() {
            Scope::Everywhere => "everywhere".to_owned(),
            Scope::Unit(unit) => format!("unit:{unit}"),
            Scope::Channel(channel) => format!("channel:{channel}"),
        },
        from,
        approval: Approval::Without.as_str().to_owned(),
        nomination: if wish.outcome == Outcome::Waiting { wish.id.to_string() } else { String::new() },
        ..Fields::default()
    }
}

async fn granted(desk: &Desk, by: &SignedIn, fields: &Fields) -> Result<MandateId, Problem> {
    let grant = fields.read(by.now, &desk.config().zone)?;
    let (conditions, answers) = fields.conditions()?;
    let officer = by.officer.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), grant.scope, now)?;
        match answers {
            Some(wish) => nomination::grant(act, &by, wish, &grant, &conditions),
            None => mandate::grant_on(act, &by, &grant, &conditions),
        }
    })
    .await
}

impl Fields {
    /// The terms, and the wish that is answered.
    fn conditions(&self) -> Result<(Conditions, Option<NominationId>), Problem> {
        let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
        let training = match self.training.trim() {
            "" => None,
            id => Some(TrainingId::from_str(id).map_err(|_| wrong("refuse-unknown-training"))?),
        };
        let answers = match self.nomination.trim() {
            "" => None,
            id => Some(NominationId::from_str(id).map_err(|_| not_found())?),
        };
        let approval = if self.approval.is_empty() { Approval::default() } else { Approval::named(&self.approval) };
        Ok((Conditions { approval, training, extends: None }, answers))
    }

    fn read(&self, now: Timestamp, zone: &TimeZone) -> Result<Grant, Problem> {
        let wrong = |key| refuse(StatusCode::UNPROCESSABLE_ENTITY, key);
        let acts: Option<Vec<Allowed>> = self.acts.iter().map(|act| Allowed::named(act)).collect();
        Ok(Grant {
            person: PersonId::from_str(&self.person).map_err(|_| wrong("refuse-unknown-person"))?,
            scope: self.scope().ok_or_else(|| wrong("refuse-unknown-scope"))?,
            acts: acts.ok_or_else(|| wrong("refuse-mandate-without-acts"))?,
            document: self.document.clone(),
            valid_from: days::from(&self.from, now, zone)?,
            valid_to: days::to(&self.to, zone)?,
        })
    }

    fn scope(&self) -> Option<Scope> {
        match self.place.split_once(':') {
            None if self.place == "everywhere" => Some(Scope::Everywhere),
            Some(("unit", id)) => UnitId::from_str(id).map_or(None, |id| Some(Scope::Unit(id))),
            Some(("channel", id)) => ChannelId::from_str(id).map_or(None, |id| Some(Scope::Channel(id))),
            _ => None,
        }
    }
}

async fn form(desk: &Desk, by: &SignedIn, fields: &Fields, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, reach, people, trainings) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let mut people = person::all(conn)?;
            people.retain(|person| !person.left && person.id != officer.id());
            Ok((Names::read(conn)?, reach, people, training::all(conn)?))
        })
        .await?;
    let locale = by.locale;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        @if people.is_empty() {
            div.empty { p { (locale.say("mandate-nobody")) } a.btn.go href="/govern/people/new" { (locale.say("person-new")) } }
        } @else {
            form.stack method="post" action="/govern/mandates/new" {
                (frame.token())
                (whom(&frame, fields, &people))
                fieldset {
                    legend { (locale.say("mandate-acts")) }
                    @for act in Allowed::ALL {
                        label.choice {
                            input type="checkbox" name="acts[]" value=(act.as_str()) checked[fields.acts.iter().any(|one| one == act.as_str())];
                            span {
                                (locale.say(&format!("act-{}-long", act.as_str())))
                                @if !act.is_used() { " " span.tag { (locale.say("act-not-used-yet")) } }
                            }
                        }
                    }
                    p.hint { (locale.say("act-not-used-yet-hint")) }
                }
                input type="hidden" name="nomination" value=(fields.nomination);
                (place(&frame, fields, &names, &reach))
                label for="document" { (locale.say("mandate-document")) }
                input #document name="document" value=(fields.document) required autocomplete="off" aria-describedby="document-hint";
                p.hint #document-hint { (locale.say("mandate-document-hint")) }
                label for="from" { (locale.say("mandate-from")) }
                input.short #from type="date" name="from" value=(fields.from) min=(day(by.now, &desk.config().zone)) required;
                label for="to" { (locale.say("mandate-to")) " (" (locale.say("optional")) ")" }
                input.short #to type="date" name="to" value=(fields.to) aria-describedby="to-hint";
                p.hint #to-hint { (locale.say("mandate-to-hint")) }
                (terms(&frame, fields, &trainings))
                p.why { (locale.say("mandate-why")) }
                button.btn.go type="submit" { (locale.say("mandate-grant")) }
            }
        }
    };
    Ok(room_page(&frame, Section::Mandates, &locale.say("mandate-new"), &content))
}

/// On what terms: whether answers wait for a second person, and a training that must be in force.
fn terms(frame: &Frame, fields: &Fields, trainings: &[Training]) -> Markup {
    let locale = frame.locale;
    html! {
        fieldset {
            legend { (locale.say("mandate-approval")) }
            @for approval in [Approval::Without, Approval::Before] {
                label.choice {
                    input type="radio" name="approval" value=(approval.as_str()) checked[fields.approval == approval.as_str()];
                    span { (locale.say(&format!("approval-{}-long", approval.as_str()))) }
                }
            }
        }
        label for="training" { (locale.say("mandate-training")) " (" (locale.say("optional")) ")" }
        select #training name="training" aria-describedby="training-hint" {
            option value="" { (locale.say("mandate-training-none")) }
            @for training in trainings {
                option value=(training.id) selected[training.id.to_string() == fields.training] { (training.name) }
            }
        }
        p.hint #training-hint { (locale.say("mandate-training-hint")) " " a href="/govern/trainings" { (locale.say("govern-trainings")) } }
    }
}

fn whom(frame: &Frame, fields: &Fields, people: &[Person]) -> Markup {
    html! {
        label for="person" { (frame.locale.say("person")) }
        select #person name="person" required {
            option value="" { (frame.locale.say("choose")) }
            @for person in people {
                option value=(person.id) selected[person.id.to_string() == fields.person] {
                    (person.name) @if !person.post.is_empty() { ", " (person.post) }
                }
            }
        }
    }
}

/// Where it may hold: only what the one who grants governs.
fn place(frame: &Frame, fields: &Fields, names: &Names, reach: &Reach) -> Markup {
    let locale = frame.locale;
    let option = |value: String, words: String| html! { option value=(value) selected[value == fields.place] { (words) } };
    html! {
        label for="place" { (locale.say("mandate-place")) }
        select #place name="place" required aria-describedby="place-hint" {
            option value="" { (locale.say("choose")) }
            @if reach.is_everywhere() { (option("everywhere".to_owned(), locale.say("scope-everywhere"))) }
            optgroup label=(locale.say("govern-units")) {
                @for (depth, unit) in names.tree().into_iter().filter(|(_, unit)| reach.holds_unit(unit.id)) {
                    (option(format!("unit:{}", unit.id), indented(depth, &unit.name)))
                }
            }
            optgroup label=(locale.say("govern-channels")) {
                @for channel in names.channels.iter().filter(|channel| reach.holds_channel(channel.id)) {
                    (option(format!("channel:{}", channel.id),
                        format!("{} ({})", screen::show_safely(&channel.name), network_name(locale, &channel.network))))
                }
            }
        }
        p.hint #place-hint { (locale.say("mandate-place-hint")) }
    }
}
