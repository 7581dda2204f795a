//! Credentials: what someone fills in to add a channel, sorted by the network's own list, and the question who the account is.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use connect::{Account, Authorised, Connection, Network, PrivateAddresses, Secret, Setting, SettingKind, Trouble};
use jiff::Timestamp;

use super::governing::Governs;
use crate::ground::{ChannelId, Desk, Problem, refuse};

/// Settings and secrets as someone filled them in, sorted by the network's own list; unknown keys are left out.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Plain settings.
    pub settings: BTreeMap<String, String>,
    /// Secrets.
    pub secrets: BTreeMap<String, Secret>,
    /// Until when they hold, where the network said so.
    pub holds_until: Option<Timestamp>,
}

impl Filled {
    /// Sorts `values` into settings and secrets; refuses with the field's name when a required one is missing.
    pub fn new(network: &dyn Network, values: &BTreeMap<String, String>) -> Result<Self, Problem> {
        Self::sorted(network, values, network.about().settings.iter())
    }

    /// All but what the network itself will hand over when the person has signed in there.
    pub fn before_sign_in(network: &dyn Network, values: &BTreeMap<String, String>) -> Result<Self, Problem> {
        Self::sorted(network, values, network.about().settings.iter().filter(|setting| !is_brought(network, setting)))
    }

    fn sorted<'s>(
        network: &dyn Network,
        values: &BTreeMap<String, String>,
        settings: impl Iterator<Item = &'s Setting>,
    ) -> Result<Self, Problem> {
        let mut filled = Self::default();
        for setting in settings {
            let value = values.get(setting.key).map(|value| value.trim()).unwrap_or_default();
            if value.is_empty() {
                if setting.required {
                    return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-setting-missing")
                        .with("setting", label(network, setting.key))
                        .into());
                }
                continue;
            }
            match setting.kind {
                SettingKind::Secret => drop(filled.secrets.insert(setting.key.to_owned(), Secret::new(value))),
                SettingKind::Url => {
                    let address = if value.contains("://") { value.to_owned() } else { format!("https://{value}") };
                    if !url::Url::parse(&address)
                        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
                    {
                        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-setting-address")
                            .with("setting", label(network, setting.key))
                            .with("value", value)
                            .into());
                    }
                    filled.settings.insert(setting.key.to_owned(), address.trim_end_matches('/').to_owned());
                }
                SettingKind::Text => drop(filled.settings.insert(setting.key.to_owned(), value.to_owned())),
            }
        }
        Ok(filled)
    }

    /// Takes in what the network handed over at `now`.
    pub fn take(&mut self, granted: Authorised, now: Timestamp) {
        self.holds_until = granted.holds_for.map(|length| now.saturating_add(length).unwrap_or(Timestamp::MAX));
        self.secrets.extend(granted.secrets.into_iter().map(|(key, secret)| (key.to_owned(), secret)));
    }

    /// A connection with these, before they are saved anywhere.
    pub fn connection(&self, desk: &Desk, private_addresses: PrivateAddresses) -> Connection {
        Connection::new(desk.http(private_addresses), self.settings.clone(), self.secrets.clone())
    }

    pub(super) fn sealed(&self, desk: &Desk, id: ChannelId) -> Result<Vec<u8>, Problem> {
        let plain: BTreeMap<&str, &str> = self.secrets.iter().map(|(key, secret)| (key.as_str(), secret.reveal())).collect();
        Ok(desk.vault().seal(&format!("channel:{id}"), &serde_json::to_vec(&plain)?)?)
    }
}

/// True for a secret that signing in at the network brings.
pub fn is_brought(network: &dyn Network, setting: &Setting) -> bool {
    setting.kind == SettingKind::Secret && network.authorising().is_some_and(|at| at.brings().contains(&setting.key))
}

/// The sentence for a trouble, in the locales: what happened and what to do.
pub fn trouble_key(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Setting { .. } => "trouble-setting",
        Trouble::Unauthorised { .. } => "trouble-unauthorised",
        Trouble::Refused { .. } => "trouble-refused",
        Trouble::Gone => "trouble-gone",
        Trouble::Limited { .. } => "trouble-limited",
        Trouble::Unreachable { .. } => "trouble-unreachable",
        Trouble::Unclear { .. } => "trouble-unclear",
        Trouble::Nonsense { .. } => "trouble-nonsense",
        Trouble::ByHand => "trouble-by-hand",
    }
}

/// A refusal that carries what the network said, for the form in which someone fills in credentials.
pub fn refused_by_network(trouble: &Trouble) -> Problem {
    refuse(StatusCode::UNPROCESSABLE_ENTITY, trouble_key(trouble)).with("detail", trouble).into()
}

/// Asks the network who the account is. Only someone who governs makes the desk call out, and only someone who governs everything
/// makes it call addresses inside the house.
pub async fn verify(
    desk: &Desk,
    asking: &impl Governs,
    network: &dyn Network,
    filled: &Filled,
    private: PrivateAddresses,
) -> Result<Account, Problem> {
    may_call(asking, private)?;
    let account = network.account(&filled.connection(desk, private)).await.map_err(|trouble| refused_by_network(&trouble))?;
    let here = desk.config().public_url.as_str().trim_end_matches('/');
    Ok(match network.hosted_at(&account) {
        Some(path) => Account { url: Some(format!("{here}{path}")), ..account },
        None => account,
    })
}

/// Refuses addresses inside the house to someone who governs only a part of it.
pub fn may_call(asking: &impl Governs, private: PrivateAddresses) -> Result<(), Problem> {
    if private == PrivateAddresses::Allow && !asking.everywhere() {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-private-addresses").into());
    }
    Ok(())
}

/// The locale key of a setting's label.
pub fn label(network: &dyn Network, key: &str) -> String {
    format!("network-{}-{key}", network.about().name)
}
