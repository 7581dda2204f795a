//! Asking a network who an account is, with what someone filled in. What was filled in waits sealed; the page gets only its name.
use axum::http::StatusCode;
use axum::response::Redirect;
use connect::{Account, Network};

use super::fields::Fields;
use crate::govern::channel::{self, Filled, may_call, refused_by_network};
use crate::govern::channel_sign_in::{self, Purpose, SignIn, Step};
use crate::govern::login::random_token;
use crate::govern::mandate::Govern;
use crate::ground::{Desk, Problem, refuse};
use crate::web::SignedIn;

/// The desk's address to which a network sends the person's browser back.
pub(super) fn callback(desk: &Desk) -> String {
    let mut url = desk.config().public_url.clone();
    url.set_path("/govern/channels/callback");
    url.to_string()
}

/// Where the person looks at what the network said, before anything is saved.
fn confirm(state: &str) -> Redirect {
    Redirect::to(&format!("/govern/channels/confirm/{state}"))
}

/// Asks the network, or begins a sign-in there; leads on to where the person sees the outcome.
pub(super) async fn ask(
    desk: &Desk,
    by: &SignedIn,
    network: &dyn Network,
    fields: &Fields,
    purpose: Purpose,
) -> Result<Redirect, Problem> {
    let (values, private) = (fields.settings(), fields.private_addresses());
    let name = network.about().name;
    let wants_sign_in = fields.wants_sign_in(network);
    let filled = if wants_sign_in { Filled::before_sign_in(network, &values)? } else { Filled::new(network, &values)? };
    let nowhere = Step::AtNetwork { url: String::new(), pending: String::new() };
    let begun = SignIn::new(name, &filled, private, purpose, nowhere);
    match network.authorising().filter(|_| wants_sign_in) {
        Some(authorising) => {
            let asking = permission(desk, by, &begun).await?;
            may_call(&asking, private)?;
            let connection = filled.connection(desk, private);
            let sent = authorising.start(&connection, &callback(desk)).await.map_err(|trouble| refused_by_network(&trouble))?;
            let step = Step::AtNetwork { url: sent.url, pending: sent.pending };
            keep(desk, by, &sent.state, SignIn::new(name, &filled, private, purpose, step)).await?;
            Ok(confirm(&sent.state))
        }
        None => verify(desk, by, network, &begun, &filled).await,
    }
}

/// The browser is back from the network with a code: the network gives the secrets for it, and says who the account is.
pub(super) async fn finish(desk: &Desk, by: &SignedIn, sign_in: &SignIn, code: &str) -> Result<Redirect, Problem> {
    let network = connect::by_name(&sign_in.network).ok_or_else(over)?;
    let (Some(authorising), Step::AtNetwork { pending, .. }) = (network.authorising(), &sign_in.step) else { return Err(over()) };
    let asking = permission(desk, by, sign_in).await?;
    may_call(&asking, sign_in.private_addresses())?;
    let mut filled = sign_in.filled();
    let connection = filled.connection(desk, sign_in.private_addresses());
    let granted =
        authorising.finish(&connection, pending, &callback(desk), code).await.map_err(|trouble| refused_by_network(&trouble))?;
    filled.take(granted, by.now);
    verify(desk, by, network, sign_in, &filled).await
}

/// Asks who the account is and keeps the answer for the person to look at.
async fn verify(
    desk: &Desk,
    by: &SignedIn,
    network: &dyn Network,
    sign_in: &SignIn,
    filled: &Filled,
) -> Result<Redirect, Problem> {
    let private = sign_in.private_addresses();
    let asking = permission(desk, by, sign_in).await?;
    let account = channel::verify(desk, &asking, network, filled, private).await?;
    must_be_the_same(desk, sign_in.purpose, &account).await?;
    let state = random_token()?;
    let verified = SignIn::new(network.about().name, filled, private, sign_in.purpose, Step::verified(account));
    keep(desk, by, &state, verified).await?;
    Ok(confirm(&state))
}

/// New credentials for a known channel are the same account's.
async fn must_be_the_same(desk: &Desk, purpose: Purpose, account: &Account) -> Result<(), Problem> {
    let Purpose::Renew { channel } = purpose else { return Ok(()) };
    let known = desk.read(move |conn| Ok(channel::find(conn, channel)?)).await?;
    if known.is_some_and(|known| known.remote_id == account.remote_id) {
        return Ok(());
    }
    Err(refuse(StatusCode::CONFLICT, "refuse-another-account").with("handle", &account.handle).into())
}

async fn permission(desk: &Desk, by: &SignedIn, sign_in: &SignIn) -> Result<crate::govern::Mandate<Govern>, Problem> {
    let (officer, now, scope) = (by.officer.clone(), by.now, sign_in.scope());
    desk.read(move |conn| officer.may::<Govern>(conn, scope, now)).await
}

async fn keep(desk: &Desk, by: &SignedIn, state: &str, sign_in: SignIn) -> Result<(), Problem> {
    let (here, state, person, now) = (desk.clone(), state.to_owned(), by.officer.id(), desk.now());
    desk.write(move |conn| channel_sign_in::keep(&here, conn, &state, person, &sign_in, now)).await
}

fn over() -> Problem {
    refuse(StatusCode::GONE, "refuse-channel-sign-in-over").way_on("/govern/channels/new", "way-on-channel-new").into()
}
