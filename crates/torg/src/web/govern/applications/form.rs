//! The form of an application: where, what for, and the checklist's questions, each with what it means.
use std::collections::BTreeMap;
use std::str::FromStr as _;

use axum::http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::channel::application::{Application, FIRST_QUESTIONS, Form, QUESTIONS, Wanted};
use crate::govern::channel::{Channel, Mode};
use crate::govern::person::Person;
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, PersonId, Problem, UnitId, refuse};
use crate::web::govern::shown::{Names, indented, network_name};

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Fields {
    pub(super) unit: String,
    network: String,
    name: String,
    mode: String,
    owner: String,
    /// Ticked: the account is the authority's, nobody's own.
    no_private_account: String,
    pub(super) channel: String,
    /// `question-<question>` for each of the checklist.
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Fields {
    /// A new one, for someone's unit.
    pub(super) fn for_unit(unit: UnitId) -> Self {
        Self { unit: unit.to_string(), ..Self::default() }
    }

    /// For a channel that the desk has already.
    pub(super) fn for_channel(channel: &Channel) -> Self {
        Self {
            unit: channel.unit.to_string(),
            network: channel.network.clone(),
            name: channel.name.clone(),
            mode: channel.mode.as_str().to_owned(),
            channel: channel.id.to_string(),
            no_private_account: "yes".to_owned(),
            ..Self::default()
        }
    }

    /// As an application stands now.
    pub(super) fn of(application: &Application) -> Self {
        let answers = QUESTIONS.iter().map(|question| (field(question), application.form.answer(question).to_owned()));
        Self {
            unit: application.unit.to_string(),
            network: application.network.clone(),
            name: application.name.clone(),
            mode: application.mode.as_str().to_owned(),
            owner: application.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            channel: application.channel.map(|channel| channel.to_string()).unwrap_or_default(),
            no_private_account: "yes".to_owned(),
            others: answers.collect(),
        }
    }

    /// What it says.
    pub(super) fn wanted(&self) -> Result<Wanted, Problem> {
        if self.no_private_account != "yes" {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-private-account").into());
        }
        let Ok(unit) = UnitId::from_str(&self.unit) else {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into());
        };
        let owner = match self.owner.as_str() {
            "" => None,
            owner => match PersonId::from_str(owner) {
                Ok(owner) => Some(owner),
                Err(_) => return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-person").into()),
            },
        };
        Ok(Wanted {
            unit,
            network: self.network.clone(),
            name: self.name.clone(),
            mode: Mode::named(&self.mode),
            owner,
            form: Form::new(QUESTIONS.iter().map(|question| (*question, self.answer(question)))),
            channel: ChannelId::from_str(&self.channel).into_iter().next(),
        })
    }

    fn answer(&self, question: &str) -> &str {
        self.others.get(&field(question)).map_or("", String::as_str)
    }
}

fn field(question: &str) -> String {
    format!("question-{question}")
}

/// The fields. Unit and network stand fast once it is applied for.
pub(super) fn render(locale: Locale, fields: &Fields, names: &Names, people: &[Person], begun: bool) -> Markup {
    html! {
        p.why { (locale.say("application-why")) }
        input type="hidden" name="channel" value=(fields.channel);
        label for="name" { (locale.say("application-name")) }
        input #name name="name" value=(fields.name) required autocomplete="off" aria-describedby="name-hint";
        p.hint #name-hint { (locale.say("application-name-hint")) }
        @if begun || !fields.channel.is_empty() {
            input type="hidden" name="unit" value=(fields.unit);
            input type="hidden" name="network" value=(fields.network);
        } @else {
            label for="network" { (locale.say("network")) }
            select #network name="network" {
                @for network in connect::ALL {
                    @let name = network.about().name;
                    option value=(name) selected[name == fields.network] { (network_name(locale, name)) }
                }
            }
            label for="unit" { (locale.say("unit")) }
            select #unit name="unit" required {
                @for (depth, unit) in names.tree() {
                    option value=(unit.id) selected[unit.id.to_string() == fields.unit] { (indented(depth, &unit.name)) }
                }
            }
        }
        label for="owner" { (locale.say("application-owner")) " (" (locale.say("optional")) ")" }
        select #owner name="owner" aria-describedby="owner-hint" {
            option value="" { (locale.say("application-no-owner")) }
            @for person in people.iter().filter(|person| !person.left) {
                option value=(person.id) selected[person.id.to_string() == fields.owner] { (person.name) @if !person.post.is_empty() { ", " (person.post) } }
            }
        }
        p.hint #owner-hint { (locale.say("application-owner-hint")) }
        fieldset {
            legend { (locale.say("channel-mode")) }
            @for mode in Mode::ALL {
                label.choice {
                    input type="radio" name="mode" value=(mode.as_str()) checked[Mode::named(&fields.mode) == *mode];
                    span { (locale.say(&format!("mode-{}", mode.as_str()))) }
                }
            }
        }
        @for question in QUESTIONS {
            @let id = field(question);
            @let required = FIRST_QUESTIONS.contains(question);
            label for=(id) { (locale.say(&id)) @if !required { " (" (locale.say("application-later")) ")" } }
            textarea id=(id) name=(id) rows="3" required[required] aria-describedby=(format!("{id}-hint")) { (fields.answer(question)) }
            p.hint id=(format!("{id}-hint")) { (locale.say(&format!("{id}-hint"))) }
        }
        label.choice {
            input type="checkbox" name="no-private-account" value="yes" required checked[fields.no_private_account == "yes"];
            span { (locale.say("application-no-private-account")) }
        }
        p.why { (locale.say("application-no-private-account-why")) }
    }
}
