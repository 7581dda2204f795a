//! The API's description, OpenAPI 3.1, made from the handlers that answer. What holds for every operation (the ways it can fail, the
//! headers, whole examples) is added here, so that no handler can forget it.
mod everywhere;
mod examples;

pub(crate) use everywhere::permissions;

use std::sync::LazyLock;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::problem::ProblemDetails;
use super::{ROOT, operations};
use crate::ground::{Desk, Problem};

/// What is said once, above the operations.
#[derive(OpenApi)]
#[openapi(
    info(title = "Torg", version = "1.0.0", description = include_str!("description.md"),
        license(name = "EUPL-1.2", url = "https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12")),
    components(schemas(ProblemDetails)),
    tags(
        (name = "channels", description = "One account in one network: its unit, its promise, its health. Networks say what can be added."),
        (name = "conversations", description = "Threads of messages that someone is responsible for; how they are read, assigned, noted and answered."),
        (name = "deliveries", description = "What goes out: one message's journey to one channel. It ends as posted, failed, undone, or unknown for a person to settle."),
        (name = "guidelines", description = "The rules of the house: adopted, revised, and acknowledged by those who work by them."),
        (name = "mandates", description = "Who may do what, where and until when; and the units and people it is about."),
        (name = "news", description = "Hints of what changed, as it happens."),
        (name = "posts", description = "One thing to say: written, handed in, approved by another, sent to every channel."),
        (name = "record", description = "The append-only, sealed log of everything, with proofs that anyone can check."),
        (name = "register", description = "What the public register lists beside the channels: impostors, and links to people who speak for themselves."),
        (name = "running", description = "What waits for whoever runs the desk: items set aside, jobs given up."),
        (name = "screening", description = "What the screen and the gate say of a text, and by which rules."),
        (name = "self", description = "The API itself, and what the token at hand may do."),
        (name = "sign-in", description = "How people sign in: the demand for a second factor, OpenID providers, and what their groups mean."),
        (name = "stops", description = "Orders that nothing leaves: from a channel, a unit or at all."),
        (name = "tokens", description = "What lets a program do what one mandate allows, until a day."),
    )
)]
pub(super) struct Above;

/// The description without what is this desk's own. Made once: it is the same for every desk.
static DOCUMENT: LazyLock<Result<Value, String>> = LazyLock::new(|| {
    let document = operations().into_openapi();
    let mut document = serde_json::to_value(document).map_err(|fault| fault.to_string())?;
    everywhere::complete(&mut document);
    Ok(document)
});

/// The description for a desk of `authority` that people reach at `public_url`.
pub(crate) fn document(authority: &str, public_url: &str) -> Result<Value, Problem> {
    let mut document =
        DOCUMENT.as_ref().map_err(|fault| anyhow::anyhow!("the API's description could not be made: {fault}"))?.clone();
    let address = public_url.trim_end_matches('/');
    document["servers"] = json!([{ "url": format!("{address}{ROOT}"), "description": authority }]);
    document["info"]["contact"] = json!({ "name": authority, "url": address });
    document["externalDocs"] = json!({
        "description": "The operations on one page, with the service level (SLA) and known limits",
        "url": format!("{address}{ROOT}/"),
    });
    Ok(document)
}

/// The description of this desk's API.
pub(super) fn of_desk(desk: &Desk) -> Result<Value, Problem> {
    document(&desk.config().authority, desk.config().public_url.as_str())
}

/// `/api/v1/openapi.json`. Open to everyone: it holds nothing that is protected.
pub(super) async fn served(State(desk): State<Desk>) -> Result<Json<Value>, Problem> {
    of_desk(&desk).map(Json)
}
