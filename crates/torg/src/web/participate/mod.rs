//! Pages of the room participate: the inbox in three panes.
mod acts;
mod alerts;
mod belonging;
mod composer;
mod context;
mod conversation;
mod files;
pub(super) mod gate;
mod hidden;
mod inbox;
mod list;
mod place;
mod revealed;
mod thread;
mod undo;

use axum::Router;
use axum::routing::{get, post};

use crate::ground::Desk;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/participate/alerts", get(alerts::page))
        .route("/participate/alerts/{id}/seen", post(alerts::seen))
        .route("/participate/inbox", get(inbox::page))
        .route("/participate/conversations/{id}", get(conversation::page))
        .route("/participate/conversations/{id}/replies", post(acts::reply))
        .route("/participate/conversations/{id}/notes", post(acts::note))
        .route("/participate/conversations/{id}/assignment", post(acts::assign))
        .route("/participate/conversations/{id}/state", post(acts::turn))
        .route("/participate/conversations/{id}/draft", post(acts::draft))
        .route("/participate/conversations/{id}/messages/{message}/revealing", post(revealed::reveal))
        .route("/participate/conversations/{id}/secure-words", post(revealed::secure_words))
        .route("/participate/conversations/{id}/referral", post(belonging::refer))
        .route("/participate/conversations/{id}/screening", post(acts::screening))
        .route("/participate/conversations/{id}/presence", post(acts::present))
        .route("/participate/messages/{id}/files/{number}", get(files::file))
        .route("/publish/deliveries/{id}/undo", post(undo::undo))
}
