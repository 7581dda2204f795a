//! Rules of a provider: which group means which mandate.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::address;
use super::provider::show;
use crate::govern::group_rule::{self, NewRule, Rule};
use crate::govern::mandate::{Allowed, Govern, Scope};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, GroupRuleId, Problem, ProviderId, UnitId, refuse};
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::govern::mandates::acts_in_words;
use crate::web::govern::shown::{Names, at_form, indented, network_name};

/// The rules in force, and the form for another.
pub(super) fn shown(frame: &Frame, names: &Names, provider: ProviderId, rules: &[Rule]) -> Markup {
    let locale = frame.locale;
    let open: Vec<&Rule> = rules.iter().filter(|rule| rule.ended_at.is_none()).collect();
    html! {
        section.card aria-labelledby="rules-title" {
            h2 #rules-title { (locale.say("rules-title")) }
            p { (locale.say("rules-text")) }
            @if !open.is_empty() {
                table.list {
                    caption.visually-hidden { (locale.say("rules-title")) }
                    thead { tr {
                        th scope="col" { (locale.say("rule-group")) } th scope="col" { (locale.say("mandate-acts")) } th scope="col" { (locale.say("mandate-place")) }
                        th scope="col" { (locale.say("mandate-document")) } th scope="col" { span.visually-hidden { (locale.say("rule-end")) } }
                    } }
                    tbody { @for rule in &open { tr {
                        td data-label=(locale.say("rule-group")) { bdi { (rule.group) } }
                        td data-label=(locale.say("mandate-acts")) { (acts_in_words(locale, &rule.acts)) }
                        td data-label=(locale.say("mandate-place")) { (names.scope(locale, rule.scope)) }
                        td data-label=(locale.say("mandate-document")) { (rule.document) }
                        td { details {
                            summary { (locale.say("rule-end")) span.visually-hidden { ": " (rule.group) } }
                            form.stack method="post" action=(format!("/govern/sign-in/rules/{}/end", rule.id)) {
                                (frame.token())
                                label for=(format!("why-{}", rule.id)) { (locale.say("provider-end-why")) }
                                input id=(format!("why-{}", rule.id)) name="why" required autocomplete="off";
                                button.btn.danger type="submit" { (locale.say("rule-end")) }
                            }
                        } }
                    } } }
                }
            }
            details {
                summary { (locale.say("rule-new")) }
                form.stack method="post" action=(format!("{}/rules", address(provider))) {
                    (frame.token())
                    label for="group" { (locale.say("rule-group")) }
                    input #group name="group" required autocomplete="off" spellcheck="false" aria-describedby="group-hint";
                    p.hint #group-hint { (locale.say("rule-group-hint")) }
                    fieldset {
                        legend { (locale.say("mandate-acts")) }
                        @for act in Allowed::ALL {
                            label.choice { input type="checkbox" name="acts[]" value=(act.as_str()); span { (locale.say(&format!("act-{}-long", act.as_str()))) } }
                        }
                    }
                    label for="place" { (locale.say("mandate-place")) }
                    select #place name="place" required {
                        option value="everywhere" { (locale.say("scope-everywhere")) }
                        optgroup label=(locale.say("govern-units")) {
                            @for (depth, unit) in names.tree() { option value=(format!("unit:{}", unit.id)) { (indented(depth, &unit.name)) } }
                        }
                        optgroup label=(locale.say("govern-channels")) {
                            @for channel in &names.channels {
                                option value=(format!("channel:{}", channel.id)) { (screen::show_safely(&channel.name)) " (" (network_name(locale, &channel.network)) ")" }
                            }
                        }
                    }
                    label for="document" { (locale.say("mandate-document")) }
                    input #document name="document" required autocomplete="off";
                    p.why { (locale.say("rule-why")) }
                    button.btn type="submit" { (locale.say("rule-make")) }
                }
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
pub(super) struct RuleForm {
    group: String,
    acts: Vec<String>,
    place: String,
    document: String,
}

impl RuleForm {
    fn read(&self, provider: ProviderId) -> Result<NewRule, Problem> {
        let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
        let scope = match self.place.split_once(':') {
            None if self.place == "everywhere" => Scope::Everywhere,
            Some(("unit", id)) => Scope::Unit(UnitId::from_str(id).map_err(|_| wrong("refuse-unknown-scope"))?),
            Some(("channel", id)) => Scope::Channel(ChannelId::from_str(id).map_err(|_| wrong("refuse-unknown-scope"))?),
            _ => return Err(wrong("refuse-unknown-scope")),
        };
        let acts: Option<Vec<Allowed>> = self.acts.iter().map(|act| Allowed::named(act)).collect();
        let acts = acts.ok_or_else(|| wrong("refuse-mandate-without-acts"))?;
        Ok(NewRule { provider, group: self.group.clone(), scope, acts, document: self.document.clone() })
    }
}

pub(super) async fn make(
    State(desk): State<Desk>,
    Path(id): Path<ProviderId>,
    posted: Posted<RuleForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let made = match form.read(id) {
        Ok(new) => {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), new.scope, now)?;
                group_rule::make(act, &by, &new)
            })
            .await
        }
        Err(problem) => Err(problem),
    };
    match made {
        Ok(_) => Ok(Redirect::to(&address(id)).into_response()),
        Err(problem) => {
            let said = at_form(by.locale, problem)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&desk, &by, id, None, Some(&said)).await?).into_response())
        }
    }
}

#[derive(Deserialize)]
pub(super) struct EndForm {
    #[serde(default)]
    why: String,
}

pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<GroupRuleId>,
    posted: Posted<EndForm>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let provider = desk
        .act(move |mut act| {
            let now = act.now();
            let rule = group_rule::find(act.conn(), id)?.ok_or_else(not_found)?;
            let by = officer.may::<Govern>(act.conn(), rule.scope, now)?;
            Ok(group_rule::end(act, &by, id, &form.why)?.map(|()| rule.provider))
        })
        .await?;
    Ok(Redirect::to(&address(provider)).into_response())
}
