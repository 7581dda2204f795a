//! Pages of the room publish: posts, the outbox, stops, and what a person does about what is in it.
mod approvals;
mod calendar;
mod carrying;
mod composer;
mod composing;
mod differences;
mod feeds;
mod form;
pub(super) mod held;
mod history;
mod outbox;
mod post;
mod posts;
mod remarks;
mod series;
mod settling;
pub(super) mod stops;
mod templates;
mod tone;
mod verdict;

pub(super) use form::planned;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::ground::Desk;
use crate::publish::media::LARGEST;

/// A form may hold a few files.
const LARGEST_FORM: usize = LARGEST + 2 * 1024 * 1024;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/publish/approvals", get(approvals::page))
        .route("/publish/deliveries/{id}/approval", post(verdict::say_of_answer))
        .route("/publish/deliveries/{id}/files/{number}", get(carrying::file))
        .route("/publish/deliveries/{id}/withdrawal", post(verdict::withdraw))
        .route("/publish/held", post(held::decide))
        .route("/publish/outbox", get(outbox::page))
        .route("/publish/media/{id}", get(composer::file))
        .merge(calendar::routes())
        .route("/publish/posts", get(posts::page).post(composer::begin).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/publish/posts/new", get(composer::new))
        .route("/publish/posts/{id}", get(self::post::page).post(composer::change).layer(DefaultBodyLimit::max(LARGEST_FORM)))
        .route("/publish/posts/{id}/edit", get(composer::edit))
        .route("/publish/posts/{id}/approval", post(verdict::say))
        .route("/publish/posts/{id}/correction", post(verdict::correct))
        .route("/publish/posts/{id}/dropping", post(verdict::drop_it))
        .route("/publish/posts/{id}/reopening", post(verdict::reopen))
        .route("/publish/posts/{id}/time", post(verdict::move_to))
        .route("/publish/posts/{id}/history", get(history::page))
        .route("/publish/posts/{id}/restoring", post(history::restore))
        .route("/publish/posts/{id}/remarks", post(remarks::add))
        .route("/publish/posts/{id}/remarks/{remark}/settling", post(remarks::settle))
        .route("/publish/posts/{id}/series", post(series::make))
        .route("/publish/feeds", get(feeds::page).post(feeds::make))
        .route("/publish/feeds/{id}/end", post(feeds::end))
        .route("/publish/series", get(series::page))
        .route("/publish/series/{id}/end", post(series::end))
        .route("/publish/templates", get(templates::list).post(templates::add))
        .route("/publish/templates/new", get(templates::new))
        .route("/publish/templates/{id}", get(templates::page).post(templates::change))
        .route("/publish/templates/{id}/beginning", get(templates::ask).post(templates::begin))
        .route("/publish/templates/{id}/end", post(templates::end))
        .route("/publish/stops", get(stops::page).post(stops::order))
        .route("/publish/stops/{id}/lifting", post(stops::lift))
        .route("/publish/deliveries/{id}/retry", post(settling::retry))
        .route("/publish/deliveries/{id}/settlement", post(settling::settle))
}
