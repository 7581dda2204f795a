//! Channels: which there are, how they are, and how one is added, renewed and paused.
use axum::Router;
use axum::routing::{get, post};

use crate::ground::{ChannelId, Desk};

mod asking;
mod confirm;
mod fields;
pub(super) mod life;
mod list;
mod new;
mod one;
mod promise;
mod public;
mod renew;
mod tend;

pub(super) use promise::words as promise_words;

/// The channels' addresses.
pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/govern/channels", get(list::page))
        .route("/govern/channels/new", get(new::choose))
        .route("/govern/channels/new/{network}", get(new::page).post(new::ask))
        .route("/govern/channels/callback", get(confirm::come_back))
        .route("/govern/channels/confirm/{state}", get(confirm::page).post(confirm::save))
        .route("/govern/channels/{id}", get(one::page))
        .route("/govern/channels/{id}/check", post(one::check))
        .route("/govern/channels/{id}/pause", post(one::pause))
        .route("/govern/channels/{id}/closing", post(life::close))
        .route("/govern/channels/{id}/expiry", post(tend::expiry))
        .route("/govern/channels/{id}/going-live", post(life::go_live))
        .route("/govern/channels/{id}/hours", post(tend::set_hours))
        .route("/govern/channels/{id}/mode", post(life::set_mode))
        .route("/govern/channels/{id}/profile", post(public::set))
        .route("/govern/channels/{id}/profile-look", post(public::look))
        .route("/govern/channels/{id}/public-promise", post(public::save))
        .route("/govern/channels/{id}/proof", post(tend::proof))
        .route("/govern/channels/{id}/reopening", post(life::reopen))
        .route("/govern/channels/{id}/review", post(tend::review))
        .route("/govern/channels/{id}/promise", post(one::promise))
        .route("/govern/channels/{id}/renew", get(renew::page).post(renew::ask))
        .route("/govern/channels/{id}/resume", post(one::resume))
}

/// Where a channel is looked after.
pub(super) fn address(id: ChannelId) -> String {
    format!("/govern/channels/{id}")
}
