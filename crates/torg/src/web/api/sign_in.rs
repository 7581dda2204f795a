//! How people sign in, as programs set it up: the demand for a second factor, OpenID providers, and what their groups mean.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use connect::{PrivateAddresses, Secret};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ROOT;
use super::body::{Asked, Named, Sent};
use super::caller::Caller;
use super::mandates::scope;
use super::paging::{Page, WhichPage};
use crate::govern::group_rule::{self, NewRule, Rule};
use crate::govern::identity_provider::{self, Provider, SecondFactorBy, Settings};
use crate::govern::mandate::{Allowed, Govern, Mandate, Scope};
use crate::govern::provider_sign_in::{logout_address, return_address};
use crate::govern::second_factor::{self, Demand};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, GroupRuleId, Problem, ProviderId, UnitId, refuse};
use crate::records::Act;

/// Of whom a second factor is demanded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SecondFactorDemand {
    /// Of whom.
    of: Demand,
}

/// Says of whom a second factor is demanded.
///
/// When they sign in. A passkey is two factors by itself.
#[utoipa::path(get, path = "/second-factor-demand", operation_id = "getSecondFactorDemand", tag = "sign-in", security(("token" = ["govern"])),
    responses((status = 200, description = "The demand.", body = SecondFactorDemand)))]
pub(super) async fn demand(State(desk): State<Desk>, caller: Caller) -> Result<Json<SecondFactorDemand>, Problem> {
    let found = caller.somewhere::<Govern, _, _>(&desk, |conn, _| second_factor::demand(conn));
    Ok(Json(SecondFactorDemand { of: found.await? }))
}

/// Decides of whom a second factor is demanded.
///
/// It holds from the very next request: whoever signed in with one factor adds another before anything else. Takes a mandate to govern
/// everything.
#[utoipa::path(put, path = "/second-factor-demand", operation_id = "demandSecondFactor", tag = "sign-in",
    request_body = SecondFactorDemand, security(("token" = ["govern"])),
    responses((status = 200, description = "The demand as it is now.", body = SecondFactorDemand)))]
pub(super) async fn decide(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(asked): Sent<SecondFactorDemand>,
) -> Result<Json<SecondFactorDemand>, Problem> {
    let (may, of) = (may(caller), asked.of);
    desk.act(move |mut act| {
        let by = may(&mut act)?;
        second_factor::decide(act, &by, of)
    })
    .await?;
    Ok(Json(asked))
}

/// The permission for it, asked for in the transaction that acts.
fn may(caller: Caller) -> impl FnOnce(&mut Act<'_>) -> Result<Mandate<Govern>, Problem> + Send + 'static {
    move |act| {
        let now = act.now();
        caller.officer.may::<Govern>(act.conn(), Scope::Everywhere, now)
    }
}

/// An OpenID provider with which people sign in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdentityProvider {
    /// Its id.
    id: ProviderId,
    /// What its button says.
    #[schema(example = "Exempelby")]
    name: String,
    /// Its address of itself.
    #[schema(format = "uri", example = "https://id.example.org/realms/town")]
    issuer: String,
    /// What it calls this desk.
    #[schema(example = "torg")]
    client_id: String,
    /// Whether it may lie at an address inside the house.
    #[schema(example = false)]
    private_addresses: bool,
    /// The claim in which it names groups.
    #[schema(example = "groups")]
    groups_claim: String,
    /// Who sees to the second factor.
    second_factor: SecondFactorBy,
    /// Where newcomers with a group that a rule names belong; null: there are no newcomers.
    joining_unit: Option<UnitId>,
    /// To be entered at the provider as redirect URI.
    #[schema(format = "uri", example = "https://torg.example.org/sign-in/provider/…/back")]
    return_address: String,
    /// To be entered at the provider as back-channel logout URI.
    #[schema(format = "uri", example = "https://torg.example.org/sign-in/provider/…/logout")]
    logout_address: String,
    /// When it was added.
    #[schema(example = "2026-11-20T08:15:00Z")]
    added_at: Timestamp,
    /// When it was removed.
    #[schema(example = json!(null))]
    ended_at: Option<Timestamp>,
}

fn dressed(desk: &Desk, provider: Provider) -> IdentityProvider {
    let Provider { id, settings, added_at, ended_at } = provider;
    IdentityProvider {
        id,
        name: settings.name,
        issuer: settings.issuer,
        client_id: settings.client_id,
        private_addresses: settings.private_addresses == PrivateAddresses::Allow,
        groups_claim: settings.groups_claim,
        second_factor: settings.second_factor,
        joining_unit: settings.joining_unit,
        return_address: return_address(desk, id),
        logout_address: logout_address(desk, id),
        added_at,
        ended_at,
    }
}

/// Lists providers.
///
/// Those that were removed too, the oldest first. Secrets are never given out.
#[utoipa::path(get, path = "/identity-providers", operation_id = "listIdentityProviders", tag = "sign-in", params(WhichPage),
    security(("token" = ["govern"])), responses((status = 200, description = "A page of providers.", body = Page<IdentityProvider>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<IdentityProvider>>, Problem> {
    let place = which.place::<ProviderId>(here)?;
    let all = caller.somewhere::<Govern, _, _>(&desk, |conn, _| Ok(identity_provider::all(conn)?)).await?;
    Ok(Json(place.of_all(all, |provider| provider.id)?.map(|provider| dressed(&desk, provider))))
}

/// How the desk is to speak with a provider.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProviderSettings {
    /// What its button is to say.
    #[schema(min_length = 1, pattern = r"\S", example = "Exempelby")]
    name: String,
    /// Its address of itself, letter for letter. It stays as it was added.
    #[schema(format = "uri", example = "https://id.example.org/realms/town")]
    issuer: String,
    /// What it calls this desk.
    #[schema(min_length = 1, pattern = r"\S", example = "torg")]
    client_id: String,
    /// The client's secret; it is encrypted and never given out. Left out in a change: the one there is stays.
    #[schema(example = "…")]
    client_secret: Option<String>,
    /// Whether it may lie at an address inside the house, and without TLS.
    #[serde(default)]
    #[schema(default = false)]
    private_addresses: bool,
    /// The claim in which it names groups; `groups` when left out.
    #[schema(example = "groups")]
    groups_claim: Option<String>,
    /// Who sees to the second factor.
    second_factor: SecondFactorBy,
    /// Where newcomers with a group that a rule names are to belong; left out: only those in the list of people come in.
    joining_unit: Option<UnitId>,
}

impl ProviderSettings {
    fn read(self) -> (Settings, Option<Secret>) {
        let Self { name, issuer, client_id, client_secret, private_addresses, groups_claim, second_factor, joining_unit } = self;
        let private_addresses = if private_addresses { PrivateAddresses::Allow } else { PrivateAddresses::Refuse };
        let groups_claim = groups_claim.unwrap_or_default();
        let settings = Settings { name, issuer, client_id, private_addresses, groups_claim, second_factor, joining_unit };
        (settings, client_secret.map(Secret::new))
    }
}

/// Whoever a provider vouches for comes in, so it takes a mandate to govern everything; asked before the provider is.
async fn must_govern_everything(desk: &Desk, caller: &Caller) -> Result<(), Problem> {
    let (officer, now) = (caller.officer.clone(), caller.now);
    desk.read(move |conn| officer.may::<Govern>(conn, Scope::Everywhere, now).map(drop)).await
}

async fn found(desk: &Desk, id: ProviderId) -> Result<IdentityProvider, Problem> {
    let provider = desk.read(move |conn| identity_provider::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(dressed(desk, provider))
}

/// Adds a provider.
///
/// It is asked what it says of itself before anything is kept. Takes a mandate to govern everything.
#[utoipa::path(post, path = "/identity-providers", operation_id = "addIdentityProvider", tag = "sign-in",
    request_body = ProviderSettings, security(("token" = ["govern"])),
    responses((status = 201, description = "The provider.", body = IdentityProvider)))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(asked): Sent<ProviderSettings>,
) -> Result<(StatusCode, Json<IdentityProvider>), Problem> {
    must_govern_everything(&desk, &caller).await?;
    let (settings, secret) = asked.read();
    let Some(secret) = secret else {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-provider-incomplete").into());
    };
    let id = identity_provider::add(&desk, may(caller), settings, secret).await?;
    Ok((StatusCode::CREATED, Json(found(&desk, id).await?)))
}

/// Changes a provider.
///
/// It is asked anew. Takes a mandate to govern everything.
#[utoipa::path(put, path = "/identity-providers/{providerId}", operation_id = "changeIdentityProvider", tag = "sign-in",
    params(("providerId" = ProviderId, Path, description = "The provider.")), request_body = ProviderSettings,
    security(("token" = ["govern"])), responses((status = 200, description = "The provider as it is now.", body = IdentityProvider)))]
pub(super) async fn change(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ProviderId>,
    Sent(asked): Sent<ProviderSettings>,
) -> Result<Json<IdentityProvider>, Problem> {
    must_govern_everything(&desk, &caller).await?;
    let (settings, secret) = asked.read();
    identity_provider::change(&desk, may(caller), id, settings, secret).await?;
    Ok(Json(found(&desk, id).await?))
}

/// Why something ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Ending {
    /// The reason; it is kept on the record.
    #[schema(min_length = 1, pattern = r"\S", example = "Vi byter leverantör.")]
    why: String,
}

/// Removes a provider.
///
/// Logins that hang on it end at once, and so do the mandates that its groups gave.
#[utoipa::path(put, path = "/identity-providers/{providerId}/end", operation_id = "endIdentityProvider", tag = "sign-in",
    params(("providerId" = ProviderId, Path, description = "The provider.")), request_body = Ending, security(("token" = ["govern"])),
    responses((status = 200, description = "The provider as it is now.", body = IdentityProvider)))]
pub(super) async fn end(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ProviderId>,
    Sent(ending): Sent<Ending>,
) -> Result<Json<IdentityProvider>, Problem> {
    let may = may(caller);
    desk.act(move |mut act| {
        let by = may(&mut act)?;
        identity_provider::end(act, &by, id, &ending.why)
    })
    .await?;
    Ok(Json(found(&desk, id).await?))
}

/// A rule: a group at a provider means a mandate here.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GroupRule {
    /// Its id.
    id: GroupRuleId,
    /// The provider.
    provider: ProviderId,
    /// The group, as the provider writes it.
    #[schema(example = "kundtjanst")]
    group: String,
    /// The unit the mandates hold in. With `channel` null too: everywhere.
    unit: Option<UnitId>,
    /// The one channel they hold in.
    channel: Option<ChannelId>,
    /// What they allow.
    #[schema(example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// The decision they rest on.
    #[schema(example = "KS 2026/00400")]
    document: String,
    /// When it was made.
    #[schema(example = "2026-11-20T08:15:00Z")]
    made_at: Timestamp,
    /// When it ended.
    #[schema(example = json!(null))]
    ended_at: Option<Timestamp>,
}

fn told(rule: Rule) -> GroupRule {
    let (unit, channel) = match rule.scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    let Rule { id, provider, group, acts, document, made_at, ended_at, .. } = rule;
    GroupRule { id, provider, group, unit, channel, acts, document, made_at, ended_at }
}

/// Lists a provider's rules.
///
/// Those that lie within what the token's mandate governs, ended ones too.
#[utoipa::path(get, path = "/identity-providers/{providerId}/group-rules", operation_id = "listGroupRules", tag = "sign-in",
    params(("providerId" = ProviderId, Path, description = "The provider."), WhichPage), security(("token" = ["govern"])),
    responses((status = 200, description = "A page of rules.", body = Page<GroupRule>)))]
pub(super) async fn rules(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<ProviderId>,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<GroupRule>>, Problem> {
    let place = which.place::<GroupRuleId>(here)?;
    let found = caller.somewhere::<Govern, _, _>(&desk, move |conn, reach| {
        identity_provider::find(conn, id)?.ok_or_else(not_found)?;
        let mut rules = group_rule::of_provider(conn, id)?;
        rules.retain(|rule| reach.holds(rule.scope));
        Ok(rules)
    });
    Ok(Json(place.of_all(found.await?, |rule| rule.id)?.map(told)))
}

/// A rule to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NewGroupRule {
    /// The group, as the provider writes it.
    #[schema(min_length = 1, max_length = 255, pattern = r"\S", example = "kundtjanst")]
    group: String,
    /// The unit the mandates are to hold in. Left out with `channel`: everywhere.
    unit: Option<UnitId>,
    /// The one channel they are to hold in; not together with `unit`.
    #[schema(example = json!(null))]
    channel: Option<ChannelId>,
    /// What they allow; nothing that the token's mandate does not.
    #[schema(min_items = 1, max_items = 11, example = json!(["answer", "read"]))]
    acts: Vec<Allowed>,
    /// The decision they rest on.
    #[schema(min_length = 1, pattern = r"\S", example = "KS 2026/00400")]
    document: String,
}

/// Makes a rule.
///
/// Whoever signs in with the group gets the mandate, a month at a time. It gives nothing that its maker does not hold, then or later,
/// and nothing to its maker.
#[utoipa::path(post, path = "/identity-providers/{providerId}/group-rules", operation_id = "makeGroupRule", tag = "sign-in",
    params(("providerId" = ProviderId, Path, description = "The provider.")), request_body = NewGroupRule,
    security(("token" = ["govern"])), responses((status = 201, description = "The rule.", body = GroupRule)))]
pub(super) async fn make_rule(
    State(desk): State<Desk>,
    caller: Caller,
    Named(provider): Named<ProviderId>,
    Sent(new): Sent<NewGroupRule>,
) -> Result<Response, Problem> {
    let scope = scope(new.unit, new.channel)?;
    let made = desk.act(move |mut act| {
        let now = act.now();
        let by = caller.officer.may::<Govern>(act.conn(), scope, now)?;
        let NewGroupRule { group, acts, document, .. } = new;
        group_rule::make(act, &by, &NewRule { provider, group, scope, acts, document })
    });
    let id = made.await?;
    let rule = desk.read(move |conn| group_rule::find(conn, id)?.ok_or_else(not_found)).await?;
    let place = [(header::LOCATION, format!("{ROOT}/identity-providers/{provider}/group-rules"))];
    Ok((StatusCode::CREATED, place, Json(told(rule))).into_response())
}

/// Ends a rule.
///
/// The mandates that it gave end with it.
#[utoipa::path(put, path = "/group-rules/{ruleId}/end", operation_id = "endGroupRule", tag = "sign-in",
    params(("ruleId" = GroupRuleId, Path, description = "The rule.")), request_body = Ending, security(("token" = ["govern"])),
    responses((status = 200, description = "The rule as it is now.", body = GroupRule)))]
pub(super) async fn end_rule(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<GroupRuleId>,
    Sent(ending): Sent<Ending>,
) -> Result<Json<GroupRule>, Problem> {
    desk.act(move |mut act| {
        let now = act.now();
        let reach = caller.officer.reach::<Govern>(act.conn(), now)?;
        let Some(rule) = group_rule::find(act.conn(), id)?.filter(|rule| reach.holds(rule.scope)) else {
            return Err(not_found());
        };
        let by = caller.officer.may::<Govern>(act.conn(), rule.scope, now)?;
        group_rule::end(act, &by, id, &ending.why)
    })
    .await?;
    let rule = desk.read(move |conn| group_rule::find(conn, id)?.ok_or_else(not_found)).await?;
    Ok(Json(told(rule)))
}
