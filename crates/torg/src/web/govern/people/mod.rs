//! People: who works at the desk, how they get in, and how they leave.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{Desk, PersonId};

mod link;
mod list;
mod new;
mod one;
mod recovery;

/// People's addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/people", get(list::page))
        .route("/govern/people/new", get(new::page).post(new::add))
        .route("/govern/people/{id}", get(one::page))
        .route("/govern/people/{id}/leave", post(one::leave))
        .route("/govern/people/{id}/link", post(one::new_link))
        .route("/govern/people/{id}/logins/end", post(recovery::end_logins))
        .route("/govern/people/{id}/recovery", post(recovery::recover))
}

/// Where someone is looked after.
pub(super) fn address(id: PersonId) -> String {
    format!("/govern/people/{id}")
}
