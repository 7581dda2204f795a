//! People as programs see them: colleagues by name, and how someone is invited or leaves.
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Asked, Named, Sent};
use super::caller::{Caller, as_far_as_it_goes};
use super::paging::{Page, WhichPage};
use crate::govern::mandate::{Govern, Scope};
use crate::govern::person::{self, NewPerson};
use crate::govern::{invitation, reach::Reach};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, PersonId, Problem, UnitId};

/// Someone who works at the desk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Person {
    /// Their id.
    id: PersonId,
    /// Where they belong.
    unit: UnitId,
    /// Their name; colleagues see it.
    #[schema(example = "Fatima Berg")]
    name: String,
    /// What they do.
    #[schema(example = "kundservice")]
    post: String,
    /// How they sign to the public.
    #[schema(example = "Fatima")]
    signature: String,
    /// What they sign in with; null unless the token's mandate governs their unit.
    #[schema(format = "email", example = "fatima@exempelby.example")]
    email: Option<String>,
    /// Whether they have chosen a password.
    #[schema(example = true)]
    joined: bool,
    /// Whether they no longer work at the desk.
    #[schema(example = false)]
    left: bool,
}

fn dressed(person: person::Person, governed: Option<&Reach>) -> Person {
    let email = governed.is_some_and(|reach| reach.holds_unit(person.unit)).then_some(person.email);
    let person::Person { id, unit, name, post, signature, joined, left, .. } = person;
    Person { id, unit, name, post, signature, email, joined, left }
}

/// Lists people.
///
/// Everyone who works or worked at the desk, in the order they came.
#[utoipa::path(get, path = "/people", operation_id = "listPeople", tag = "mandates", params(WhichPage), security(("token" = [])),
    responses((status = 200, description = "A page of people.", body = Page<Person>)))]
pub(super) async fn list(
    State(desk): State<Desk>,
    caller: Caller,
    Asked(which): Asked<WhichPage>,
    OriginalUri(here): OriginalUri,
) -> Result<Json<Page<Person>>, Problem> {
    let place = which.place::<PersonId>(here)?;
    let (officer, now) = (caller.officer, caller.now);
    let found = desk.read(move |conn| {
        let governed = match officer.reach::<Govern>(conn, now) {
            Ok(reach) => Some(reach),
            Err(Problem::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        Ok((governed, person::all(conn)?))
    });
    let (governed, people) = found.await?;
    Ok(Json(place.of_all(people, |person| person.id)?.map(|person| dressed(person, governed.as_ref()))))
}

/// Someone to be invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Invited {
    /// Where they belong.
    unit: UnitId,
    /// Their name.
    #[schema(min_length = 1, pattern = r"\S", example = "Nils Gran")]
    name: String,
    /// What they do.
    #[schema(example = "fritid")]
    post: String,
    /// How they sign to the public.
    #[schema(min_length = 1, pattern = r"\S", example = "Nils")]
    signature: String,
    /// What they will sign in with.
    #[schema(format = "email", example = "nils@exempelby.example")]
    email: String,
    /// The language of their pages.
    #[schema(value_type = String, pattern = "^(sv|nb|nn|en)$", example = "sv")]
    language: Locale,
}

/// A way in for someone, to be handed to them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invitation {
    /// Whom it is for.
    person: PersonId,
    /// The link. It works once, for seven days, and is given out only here.
    #[schema(format = "uri", example = "https://torg.example.org/welcome/…")]
    link: String,
}

pub(super) fn link(desk: &Desk, person: PersonId, token: &str) -> Invitation {
    Invitation { person, link: format!("{}welcome/{token}", desk.config().public_url) }
}

async fn invite(desk: &Desk, caller: &Caller, id: PersonId) -> Result<Invitation, Problem> {
    let officer = caller.officer.clone();
    let token = desk.act(move |mut act| {
        let now = act.now();
        let Some(person) = person::find(act.conn(), id)? else { return Err(not_found()) };
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(person.unit), now)?;
        invitation::invite(act, &by, id)
    });
    Ok(link(desk, id, &token.await?))
}

/// Invites someone.
///
/// Adds them to a unit and gives the link by which they choose a password. They may do nothing until someone grants them a mandate.
#[utoipa::path(post, path = "/people", operation_id = "invitePerson", tag = "mandates", request_body = Invited,
    security(("token" = ["govern"])),
    responses((status = 201, description = "The link.", body = Invitation)))]
pub(super) async fn add(
    State(desk): State<Desk>,
    caller: Caller,
    Sent(new): Sent<Invited>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    let officer = caller.officer.clone();
    let added = desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Unit(new.unit), now)?;
        let Invited { unit, name, post, signature, email, language } = new;
        person::add(act, &by, &NewPerson { unit, name, post, signature, email, language })
    });
    let id = added.await?;
    Ok((StatusCode::CREATED, Json(invite(&desk, &caller, id).await?)))
}

/// Invites someone anew.
///
/// For someone who lost their password. An earlier link no longer works. Nobody gets a link to someone who holds more than they do.
#[utoipa::path(post, path = "/people/{personId}/invitations", operation_id = "invitePersonAgain", tag = "mandates",
    params(("personId" = PersonId, Path, description = "The person.")), security(("token" = ["govern"])),
    responses((status = 201, description = "The link.", body = Invitation)))]
pub(super) async fn invite_again(
    State(desk): State<Desk>,
    caller: Caller,
    Named(id): Named<PersonId>,
) -> Result<(StatusCode, Json<Invitation>), Problem> {
    Ok((StatusCode::CREATED, Json(invite(&desk, &caller, id).await?)))
}

/// Ends someone's place at the desk.
///
/// Their logins end, and none of their mandates holds any more.
#[utoipa::path(delete, path = "/people/{personId}", operation_id = "letPersonLeave", tag = "mandates",
    params(("personId" = PersonId, Path, description = "The person.")), security(("token" = ["govern"])),
    responses((status = 204, description = "They have left.")))]
pub(super) async fn leave(State(desk): State<Desk>, caller: Caller, Named(id): Named<PersonId>) -> Result<StatusCode, Problem> {
    desk.act(move |mut act| {
        let now = act.now();
        // Their mandates end too, wherever those hold.
        let by = as_far_as_it_goes::<Govern>(act.conn(), &caller, now)?;
        person::leave(act, &by, id)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
