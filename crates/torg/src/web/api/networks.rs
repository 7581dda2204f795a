//! Networks: what can be added, what each can do here, and what it must be told.
use axum::Json;
use axum::extract::{OriginalUri, State};
use connect::{Network as Known, SettingKind};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Asked;
use super::caller::Caller;
use super::paging::{Page, WhichPage};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};

/// What kind of value a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Plain words.
    Text,
    /// An address.
    Url,
    /// Encrypted at rest, never given out again.
    Secret,
}

/// What Torg can do in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ability {
    /// A person can sign in at the network itself instead of handing over a token; on the desk's pages only.
    Authorise,
    /// What others write is heard.
    Listen,
    /// What others wrote can be hidden.
    Moderate,
    /// Torg can write.
    Publish,
}

fn abilities(network: &dyn Known) -> Vec<Ability> {
    let each = [
        network.authorising().map(|_| Ability::Authorise),
        network.listening().map(|_| Ability::Listen),
        network.moderating().map(|_| Ability::Moderate),
        network.publishing().map(|_| Ability::Publish),
    ];
    each.into_iter().flatten().collect()
}

/// One thing a network must be told to add a channel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Setting {
    /// Its name, in `settings`.
    #[schema(example = "instance")]
    key: &'static str,
    /// What kind of value.
    kind: Kind,
    /// Whether it may not be left out.
    #[schema(example = true)]
    required: bool,
    /// What it is called to people, in the language of `Accept-Language`.
    #[schema(example = "Server")]
    label: String,
    /// Where to find it.
    #[schema(example = "The address of the server where the account is.")]
    hint: String,
    /// What it may look like.
    #[schema(example = "https://social.example")]
    example: &'static str,
}

/// One network.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Network {
    /// Its name in this API.
    #[schema(example = "mastodon")]
    name: &'static str,
    /// Its name to people.
    #[schema(example = "Mastodon")]
    label: &'static str,
    /// What Torg can do there.
    #[schema(example = json!(["listen", "publish"]))]
    can: Vec<Ability>,
    /// What it must be told.
    settings: Vec<Setting>,
}

fn dressed(network: &dyn Known, locale: Locale) -> Network {
    let about = network.about();
    let settings = about.settings.iter().map(|setting| Setting {
        key: setting.key,
        kind: match setting.kind {
            SettingKind::Text => Kind::Text,
            SettingKind::Url => Kind::Url,
            SettingKind::Secret => Kind::Secret,
        },
        required: setting.required,
        label: locale.say(&format!("network-{}-{}", about.name, setting.key)),
        hint: locale.say(&format!("network-{}-{}-hint", about.name, setting.key)),
        example: setting.example,
    });
    Network { name: about.name, label: about.label, can: abilities(network), settings: settings.collect() }
}

/// Lists networks.
///
/// Every network that a channel can be added in, what Torg can do there, and what it must be told.
#[utoipa::path(get, path = "/networks", operation_id = "listNetworks", tag = "channels", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "The networks, alphabetical.", body = Page<Network>)))]
pub(super) async fn list(
    State(_desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Network>>, Problem> {
    let place = which.place::<String>(here)?;
    let page = place.of_all(connect::ALL.to_vec(), |network| network.about().name.to_owned())?;
    Ok(Json(page.map(|network| dressed(network, caller.locale))))
}
