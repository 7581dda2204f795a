//! The JSON API: what the pages can, for programs. Same domain functions, same mandates; a token instead of a login, and no
//! cookies, so that no page elsewhere can make a browser act (CSRF).
mod answering;
mod body;
mod caller;
mod conversations;
mod description;
mod itself;
mod messages;
mod paging;
mod problem;
mod trace;
mod views;

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ground::Desk;

/// Where the API begins. A breaking change is another number.
pub(super) const ROOT: &str = "/api/v1";

/// Every operation, with its description, by what it is about.
fn operations() -> OpenApiRouter<Desk> {
    OpenApiRouter::with_openapi(description::Above::openapi())
        .routes(routes!(conversations::list))
        .routes(routes!(conversations::find))
        .routes(routes!(messages::list))
        .routes(routes!(messages::find))
        .routes(routes!(views::list))
        .routes(routes!(itself::info))
        .routes(routes!(itself::me))
}

/// The room's addresses.
pub(super) fn routes(desk: &Desk) -> Router<Desk> {
    let (operations, _) = operations().split_for_parts();
    let api = operations
        .route("/openapi.json", get(description::served))
        .fallback(problem::nothing_here)
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(middleware::from_fn(answering::tagged))
        .layer(middleware::from_fn_with_state(desk.clone(), problem::told))
        .layer(middleware::from_fn(trace::followed));
    Router::new().nest(ROOT, api)
}
