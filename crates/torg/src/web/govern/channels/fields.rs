//! The form in which a network's own list of settings becomes fields: for a new channel and for new credentials.
use std::collections::BTreeMap;
use std::str::FromStr as _;

use connect::{Network, PrivateAddresses, Setting, SettingKind};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::channel::Channel;
use crate::govern::credentials::is_brought;
use crate::ground::locale::Locale;
use crate::ground::{ApplicationId, UnitId};
use crate::web::govern::shown::network_name;

/// What was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub(super) struct Fields {
    pub(super) unit: String,
    pub(super) answer_within: String,
    pub(super) answer_in: String,
    /// The application it is opened under.
    application: String,
    private_addresses: String,
    /// Which button: `sign-in` goes to the network.
    way: String,
    /// `setting-<key>` for each of the network's settings.
    #[serde(flatten)]
    others: BTreeMap<String, String>,
}

impl Fields {
    /// Nothing filled in but the unit and the promise.
    pub(super) fn for_unit(unit: UnitId, answer_within: String, answer_in: String) -> Self {
        Self { unit: unit.to_string(), answer_within, answer_in, ..Self::default() }
    }

    /// For an application that was approved.
    pub(super) fn under(mut self, application: &str, unit: &str) -> Self {
        application.clone_into(&mut self.application);
        if !unit.is_empty() {
            unit.clone_into(&mut self.unit);
        }
        self
    }

    /// The application it is opened under, where there is one.
    pub(super) fn application(&self) -> Option<ApplicationId> {
        ApplicationId::from_str(&self.application).into_iter().next()
    }

    /// As a channel stands now, without its secrets.
    pub(super) fn of(channel: &Channel) -> Self {
        let others = channel.settings.iter().map(|(key, value)| (field_name(key), value.clone())).collect();
        let private_addresses = if channel.private_addresses { "allow" } else { "" }.to_owned();
        Self { private_addresses, others, ..Self::default() }
    }

    /// The settings by their keys.
    pub(super) fn settings(&self) -> BTreeMap<String, String> {
        self.others.iter().filter_map(|(name, value)| Some((name.strip_prefix("setting-")?.to_owned(), value.clone()))).collect()
    }

    pub(super) fn private_addresses(&self) -> PrivateAddresses {
        if self.private_addresses == "allow" { PrivateAddresses::Allow } else { PrivateAddresses::Refuse }
    }

    /// True when the person wants to sign in at the network, and pasted nothing of what that brings instead.
    pub(super) fn wants_sign_in(&self, network: &dyn Network) -> bool {
        let pasted =
            secrets(network).filter(|setting| is_brought(network, setting)).any(|setting| !self.value(setting).trim().is_empty());
        self.way == "sign-in" && !pasted && network.authorising().is_some()
    }

    fn value(&self, setting: &Setting) -> &str {
        self.others.get(&field_name(setting.key)).map_or("", String::as_str)
    }
}

fn field_name(key: &str) -> String {
    format!("setting-{key}")
}

fn secrets(network: &dyn Network) -> impl Iterator<Item = &'static Setting> {
    network.about().settings.iter().filter(|setting| setting.kind == SettingKind::Secret)
}

/// Who may let the desk call addresses inside the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrivateChoice {
    Offered,
    Hidden,
}

impl PrivateChoice {
    /// Offered where the network has an address to fill in, to someone who governs everything.
    pub(super) fn for_network(network: &dyn Network, governs_everything: bool) -> Self {
        let has_address = network.about().settings.iter().any(|setting| setting.kind == SettingKind::Url);
        if has_address && governs_everything { Self::Offered } else { Self::Hidden }
    }
}

/// The fields, with what else the form needs between the settings and the buttons. Secrets are never filled in again.
pub(super) fn render(locale: Locale, network: &dyn Network, fields: &Fields, private: PrivateChoice, between: &Markup) -> Markup {
    let about = network.about();
    let plain = about.settings.iter().filter(|setting| setting.kind != SettingKind::Secret);
    let name = network_name(locale, about.name);
    html! {
        @for setting in plain { (field(locale, about.name, setting, fields.value(setting), setting.required)) }
        @for setting in secrets(network).filter(|setting| !is_brought(network, setting)) {
            (field(locale, about.name, setting, "", setting.required))
        }
        (between)
        @if private == PrivateChoice::Offered { (private_choice(locale, fields)) }
        @if network.authorising().is_some() {
            button.btn.go type="submit" name="way" value="sign-in" { (locale.say_with("channel-sign-in", &[("network", name.as_str().into())])) }
            p.hint { (locale.say("channel-sign-in-hint")) }
            details {
                summary { (locale.say("channel-paste-secret")) }
                @for setting in secrets(network).filter(|setting| is_brought(network, setting)) { (field(locale, about.name, setting, "", false)) }
                p { button.btn type="submit" name="way" value="verify" { (locale.say("channel-verify")) } }
            }
        } @else {
            button.btn.go type="submit" name="way" value="verify" { (locale.say("channel-verify")) }
        }
        p.hint { (locale.say("channel-verify-hint")) }
    }
}

fn field(locale: Locale, network: &str, setting: &Setting, value: &str, required: bool) -> Markup {
    let name = field_name(setting.key);
    let key = format!("network-{network}-{}", setting.key);
    let hint = format!("{name}-hint");
    let kind = match setting.kind {
        SettingKind::Secret => "password",
        // Not `url`: people write `social.example`, and the desk adds the rest.
        SettingKind::Text | SettingKind::Url => "text",
    };
    let mode = (setting.kind == SettingKind::Url).then_some("url");
    html! {
        label for=(name) { (locale.say(&key)) @if !setting.required { " (" (locale.say("optional")) ")" } }
        input id=(name) name=(name) type=(kind) value=(value) required[required] inputmode=[mode] autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby=(hint);
        p.hint id=(hint) { (locale.say(&format!("{key}-hint"))) " " (locale.say("for-example")) " " span.mono { (setting.example) } }
    }
}

fn private_choice(locale: Locale, fields: &Fields) -> Markup {
    html! {
        fieldset {
            legend { (locale.say("private-addresses")) }
            label.choice {
                input type="checkbox" name="private-addresses" value="allow" checked[fields.private_addresses() == PrivateAddresses::Allow] aria-describedby="private-why";
                span { (locale.say("private-addresses-allow")) }
            }
            p.why #private-why { (locale.say("private-addresses-why")) }
        }
    }
}
