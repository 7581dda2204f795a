//! What a person does about a delivery: tries again, lets go, or tells Torg what it could not know.
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::govern::mandate::{Answer, Publish};
use crate::ground::news::Changed;
use crate::ground::{DeliveryId, Desk, Problem};
use crate::publish::delivery::{self, Settled};
use crate::web::visitor::Posted;

const OUTBOX: &str = "/publish/outbox";

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST …/retry`: sends it once more, under the mandate of the one who asks.
pub(super) async fn retry(
    State(desk): State<Desk>,
    Path(id): Path<DeliveryId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        if delivery::is_of_a_post(act.conn(), id)? {
            let (_, by) = delivery::with_mandate::<Publish>(act.conn(), &officer, id, now)?;
            return delivery::retry(act, &by, id);
        }
        let (_, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
        delivery::retry(act, &by, id)
    })
    .await?;
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(OUTBOX))
}

#[derive(Deserialize)]
pub(super) struct Found {
    outcome: Settled,
    #[serde(default)]
    url: String,
}

/// `POST …/settlement`: what someone found who looked at the network.
pub(super) async fn settle(
    State(desk): State<Desk>,
    Path(id): Path<DeliveryId>,
    posted: Posted<Found>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Found { outcome, url } } = posted;
    let officer = by.officer;
    let conversation = desk
        .act(move |mut act| {
            let now = act.now();
            if delivery::is_of_a_post(act.conn(), id)? {
                let (delivery, by) = delivery::with_mandate::<Publish>(act.conn(), &officer, id, now)?;
                return Ok(delivery::settle(act, &by, id, outcome, Some(&url))?.map(|()| delivery.conversation));
            }
            let (delivery, by) = delivery::with_mandate::<Answer>(act.conn(), &officer, id, now)?;
            Ok(delivery::settle(act, &by, id, outcome, Some(&url))?.map(|()| delivery.conversation))
        })
        .await?;
    desk.news().tell(conversation.map_or(Changed::Desk, Changed::Conversation));
    desk.news().tell(Changed::Desk);
    Ok(Redirect::to(OUTBOX))
}
