//! What is filled in about a provider.
use std::str::FromStr as _;

use axum::http::StatusCode;
use connect::{PrivateAddresses, Secret};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::identity_provider::{SecondFactorBy, Settings};
use crate::ground::{Problem, UnitId, refuse};
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, indented};

/// The fields; the secret is never filled in for anyone.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    name: String,
    issuer: String,
    client_id: String,
    secret: String,
    private: String,
    groups: String,
    second_factor: String,
    unit: String,
}

/// Whether it is about a new one, whose issuer is not settled yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    New,
    Known,
}

impl Fields {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            name: settings.name.clone(),
            issuer: settings.issuer.clone(),
            client_id: settings.client_id.clone(),
            secret: String::new(),
            private: if settings.private_addresses == PrivateAddresses::Allow { "allow" } else { "" }.to_owned(),
            groups: settings.groups_claim.clone(),
            second_factor: settings.second_factor.as_str().to_owned(),
            unit: settings.joining_unit.map(|unit| unit.to_string()).unwrap_or_default(),
        }
    }

    pub(super) fn secret(&self) -> Secret {
        Secret::new(&*self.secret)
    }

    pub(super) fn settings(&self) -> Result<Settings, Problem> {
        let joining_unit = match self.unit.as_str() {
            "" => None,
            unit => Some(UnitId::from_str(unit).map_err(|_| refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit"))?),
        };
        Ok(Settings {
            name: self.name.clone(),
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            private_addresses: if self.private == "allow" { PrivateAddresses::Allow } else { PrivateAddresses::Refuse },
            groups_claim: self.groups.clone(),
            second_factor: SecondFactorBy::named(&self.second_factor),
            joining_unit,
        })
    }

    /// The form's fields.
    pub(super) fn render(&self, frame: &Frame, names: &Names, about: About) -> Markup {
        let locale = frame.locale;
        let text = |name: &str, key: &str, value: &str, required: bool| {
            html! {
                label for=(name) { (locale.say(&format!("provider-{key}"))) }
                input id=(name) name=(name) type="text" value=(value) required[required] autocomplete="off" spellcheck="false" aria-describedby=(format!("{name}-hint"));
                p.hint id=(format!("{name}-hint")) { (locale.say(&format!("provider-{key}-hint"))) }
            }
        };
        html! {
            (text("name", "name", &self.name, true))
            @if about == About::New { (text("issuer", "issuer", &self.issuer, true)) }
            (text("client_id", "client", &self.client_id, true))
            label for="secret" { (locale.say("provider-secret")) }
            input #secret type="password" name="secret" required[about == About::New] autocomplete="off" aria-describedby="secret-hint";
            p.hint #secret-hint { (locale.say(if about == About::New { "provider-secret-hint" } else { "provider-secret-kept" })) }
            (text("groups", "groups", &self.groups, false))
            label for="unit" { (locale.say("provider-unit")) }
            select #unit name="unit" aria-describedby="unit-hint" {
                option value="" { (locale.say("provider-unit-none")) }
                @for (depth, unit) in names.tree() {
                    option value=(unit.id) selected[unit.id.to_string() == self.unit] { (indented(depth, &unit.name)) }
                }
            }
            p.hint #unit-hint { (locale.say("provider-unit-hint")) }
            fieldset {
                legend { (locale.say("provider-second-factor")) }
                @for by in [SecondFactorBy::Desk, SecondFactorBy::Provider] {
                    label.choice {
                        input type="radio" name="second_factor" value=(by.as_str()) checked[SecondFactorBy::named(&self.second_factor) == by];
                        span { (locale.say(&format!("provider-second-factor-{}", by.as_str()))) }
                    }
                }
            }
            label.choice {
                input type="checkbox" name="private" value="allow" checked[self.private == "allow"];
                span { (locale.say("provider-private")) }
            }
        }
    }
}
