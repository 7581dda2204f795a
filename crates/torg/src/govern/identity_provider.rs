//! OpenID providers: the authority's own directory of people, in which they sign in once for all. An administrator adds one; its
//! secret lies sealed, and its address may lead into the house only where that was allowed in so many words.
use axum::http::StatusCode;
use connect::{PrivateAddresses, Secret};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::login;
use super::mandate::{Allowed, Govern, Mandate, Scope};
use super::{Governs, granting, group_rule, provider_told};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem, ProviderId, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

sql! {
    ADD = "insert into govern_identity_provider (id, name, issuer, client_id, sealed_secret, private_addresses, groups_claim,
             second_factor, joining_unit, added_at, added_by, changed_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?10)";
    CHANGE = "update govern_identity_provider set name = ?2, client_id = ?3, sealed_secret = coalesce(?4, sealed_secret),
                private_addresses = ?5, groups_claim = ?6, second_factor = ?7, joining_unit = ?8, changed_at = ?9, told = null,
                told_at = null
              where id = ?1 and ended_at is null";
    END = "update govern_identity_provider set ended_at = ?2 where id = ?1 and ended_at is null";
    ALL = "select id, name, issuer, client_id, private_addresses, groups_claim, second_factor, joining_unit, added_at, ended_at
           from govern_identity_provider order by id";
    ONE = "select id, name, issuer, client_id, private_addresses, groups_claim, second_factor, joining_unit, added_at, ended_at
           from govern_identity_provider where id = ?1";
    SECRET = "select sealed_secret from govern_identity_provider where id = ?1";
}

/// Who sees to the second factor of those who come from a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SecondFactorBy {
    /// Torg asks for it, of those who have one here.
    Desk,
    /// The provider does; whoever comes from it has shown two.
    Provider,
}

impl SecondFactorBy {
    /// As the database and forms write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Provider => "provider",
        }
    }
    /// From a form; anything but `provider` is the desk.
    pub fn named(name: &str) -> Self {
        if name == "provider" { Self::Provider } else { Self::Desk }
    }
}

/// A provider.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror `Settings` and the table")]
pub struct Provider {
    pub id: ProviderId,
    pub settings: Settings,
    pub added_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// How the desk speaks with a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the button at the door says: `Exempelby inloggning`.
    pub name: String,
    /// The provider's address of itself, letter for letter.
    pub issuer: String,
    /// What the provider calls this desk.
    pub client_id: String,
    /// Whether it may be reached at private addresses and without TLS.
    pub private_addresses: PrivateAddresses,
    /// The claim in which it names groups: `groups`.
    pub groups_claim: String,
    /// Who sees to the second factor.
    pub second_factor: SecondFactorBy,
    /// Where someone belongs who is not in the list of people and comes with a group that a rule names; none: they are turned away.
    pub joining_unit: Option<UnitId>,
}

fn read(row: &store::Row<'_>) -> Result<Provider, Fault> {
    let private = row.get::<String>(4)?;
    Ok(Provider {
        id: row.get(0)?,
        settings: Settings {
            name: row.get(1)?,
            issuer: row.get(2)?,
            client_id: row.get(3)?,
            private_addresses: if private == "allow" { PrivateAddresses::Allow } else { PrivateAddresses::Refuse },
            groups_claim: row.get(5)?,
            second_factor: SecondFactorBy::named(&row.get::<String>(6)?),
            joining_unit: row.get(7)?,
        },
        added_at: from_micros(row.get(8)?),
        ended_at: row.get::<Option<i64>>(9)?.map(from_micros),
    })
}

/// Every provider there is or was, oldest first.
pub fn all(conn: &mut Conn) -> Result<Vec<Provider>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// Those by which people sign in now.
pub fn open(conn: &mut Conn) -> Result<Vec<Provider>, Fault> {
    Ok(all(conn)?.into_iter().filter(|provider| provider.ended_at.is_none()).collect())
}

/// One provider, open or not.
pub fn find(conn: &mut Conn, id: ProviderId) -> Result<Option<Provider>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// One that is open.
pub(super) fn find_open(conn: &mut Conn, id: ProviderId) -> Result<Provider, Problem> {
    find(conn, id)?.filter(|provider| provider.ended_at.is_none()).ok_or_else(not_found)
}

fn purpose(id: ProviderId) -> String {
    format!("identity-provider:{id}")
}

/// The secret by which the desk shows the provider who it is.
pub(super) fn secret(desk: &Desk, conn: &mut Conn, id: ProviderId) -> Result<Secret, Problem> {
    let sealed = conn.one(&SECRET, values![id], |row| row.get::<Vec<u8>>(0))?.ok_or_else(not_found)?;
    let plain = desk.vault().open(&purpose(id), &sealed)?;
    Ok(Secret::new(String::from_utf8(plain).map_err(anyhow::Error::from)?))
}

impl Settings {
    /// Tidies and checks what was filled in; the sentence names the field.
    pub fn checked(mut self) -> Result<Self, Problem> {
        let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
        for text in [&mut self.name, &mut self.issuer, &mut self.client_id, &mut self.groups_claim] {
            *text = text.chars().filter(|sign| !sign.is_control()).collect::<String>().trim().to_owned();
        }
        if self.name.is_empty() || self.client_id.is_empty() {
            return Err(wrong("refuse-provider-incomplete"));
        }
        if self.groups_claim.is_empty() {
            "groups".clone_into(&mut self.groups_claim);
        }
        provider_told::must_be_callable(&self.issuer, self.private_addresses)?;
        Ok(self)
    }
}

/// Adds a provider, when it answers and says of itself what was filled in. Only who governs everything may: whoever it vouches for
/// comes in.
pub async fn add<F>(desk: &Desk, may: F, settings: Settings, secret: Secret) -> Result<ProviderId, Problem>
where
    F: FnOnce(&mut Act<'_>) -> Result<Mandate<Govern>, Problem> + Send + 'static,
{
    let settings = settings.checked()?;
    if secret.reveal().trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-provider-incomplete").into());
    }
    let told = provider_told::asked(desk, &settings).await?;
    let here = desk.clone();
    desk.act(move |mut act| {
        let (by, now) = (may(&mut act)?, act.now());
        must_hold_everything(&mut act, &by)?;
        let id = ProviderId::new(now);
        let sealed = here.vault().seal(&purpose(id), secret.reveal().trim().as_bytes())?;
        let Settings { name, issuer, client_id, groups_claim, .. } = &settings;
        let values = values![
            id,
            name,
            issuer,
            client_id,
            sealed,
            word(settings.private_addresses),
            groups_claim,
            settings.second_factor.as_str(),
            settings.joining_unit,
            micros(now),
            by.person()
        ];
        act.conn().run(&ADD, values).map_err(refused)?;
        provider_told::keep(act.conn(), id, &told, now)?;
        let name = content::keep_bytes(act.conn(), name.as_bytes())?;
        act.commit(by.by(), &Event::ProviderAdded { provider: id, issuer: issuer.clone(), name }, id)
    })
    .await
}

/// Changes how the desk speaks with a provider. Its address of itself stays: another issuer is another provider. Without a new
/// secret the one there is stays.
pub async fn change<F>(desk: &Desk, may: F, id: ProviderId, settings: Settings, secret: Option<Secret>) -> Result<(), Problem>
where
    F: FnOnce(&mut Act<'_>) -> Result<Mandate<Govern>, Problem> + Send + 'static,
{
    let known = desk.read(move |conn| find_open(conn, id)).await?;
    let settings = Settings { issuer: known.settings.issuer, ..settings }.checked()?;
    let told = provider_told::asked(desk, &settings).await?;
    let here = desk.clone();
    desk.act(move |mut act| {
        let (by, now) = (may(&mut act)?, act.now());
        must_hold_everything(&mut act, &by)?;
        let sealed = match secret.filter(|secret| !secret.reveal().trim().is_empty()) {
            Some(secret) => Some(here.vault().seal(&purpose(id), secret.reveal().trim().as_bytes())?),
            None => None,
        };
        let Settings { name, issuer, client_id, groups_claim, .. } = &settings;
        let values = values![
            id,
            name,
            client_id,
            sealed,
            word(settings.private_addresses),
            groups_claim,
            settings.second_factor.as_str(),
            settings.joining_unit,
            micros(now)
        ];
        if act.conn().run(&CHANGE, values).map_err(refused)? == 0 {
            return Err(not_found());
        }
        provider_told::keep(act.conn(), id, &told, now)?;
        let name = content::keep_bytes(act.conn(), name.as_bytes())?;
        act.commit(by.by(), &Event::ProviderChanged { provider: id, issuer: issuer.clone(), name }, ())
    })
    .await
}

/// Nobody signs in with it any more: logins that hang on it end, and so do the mandates that its groups meant.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: ProviderId, why: &str) -> Result<Committed<()>, Problem> {
    if why.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-revoke-without-reason").into());
    }
    by.reach(act.conn(), Scope::Everywhere)?;
    let now = act.now();
    if act.conn().run(&END, values![id, micros(now)])? == 0 {
        return Err(not_found());
    }
    login::end_provider(act.conn(), id)?;
    group_rule::end_all(&mut act, by, id, why)?;
    act.commit(by.by(), &Event::ProviderEnded { provider: id }, ())
}

/// The open providers that know this person.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Provider>, Problem> {
    let known = super::provider_person::providers_of(conn, person)?;
    Ok(open(conn)?.into_iter().filter(|provider| known.contains(&provider.id)).collect())
}

/// Whoever adds a provider could come in by it as anyone: so they hold all that anyone can.
fn must_hold_everything(act: &mut Act<'_>, by: &Mandate<Govern>) -> Result<(), Problem> {
    let now = act.now();
    by.reach(act.conn(), Scope::Everywhere)?;
    for allowed in Allowed::ALL {
        if granting::held_until(act.conn(), by, *allowed, Scope::Everywhere, now)?.is_none() {
            return Err(refuse(StatusCode::FORBIDDEN, "refuse-provider-needs-all").with("act", allowed.as_str()).into());
        }
    }
    Ok(())
}

fn word(private: PrivateAddresses) -> &'static str {
    match private {
        PrivateAddresses::Allow => "allow",
        PrivateAddresses::Refuse => "refuse",
    }
}

fn refused(fault: Fault) -> Problem {
    match fault {
        fault if fault.is_unique() => refuse(StatusCode::CONFLICT, "refuse-provider-known").into(),
        Fault::ForeignKey => refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-unknown-unit").into(),
        fault => fault.into(),
    }
}
