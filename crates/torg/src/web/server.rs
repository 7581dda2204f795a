//! The server: all routes, the headers that protect them, and a stop that lets the ones under way finish.
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use super::{api, assets, entrance, events, govern, listen, me, participate, problems, publish, records, share};
use crate::ground::{Desk, Problem};

/// Largest form, in bytes. A reply is a few kilobytes; a hostile one is refused before it is read.
const LARGEST_FORM: usize = 1024 * 1024;

/// On an answer: it may stand in a frame on the sites that the setting `embed_on` names.
#[derive(Clone, Copy, Debug)]
pub(super) struct MayBeFramed;

/// Everything that can be asked for.
pub fn router(desk: Desk) -> Router {
    let pages = Router::new()
        .merge(entrance::routes())
        .merge(govern::routes())
        .merge(listen::routes())
        .merge(me::routes())
        .merge(participate::routes())
        .merge(publish::routes())
        .merge(records::routes())
        .merge(share::routes())
        .merge(api::routes(&desk))
        .route("/health", get(health))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(60)))
        .layer(CompressionLayer::new());
    Router::new()
        .merge(pages)
        // An event stream is neither timed out nor compressed.
        .merge(events::routes())
        .merge(assets::routes())
        .fallback(problems::not_found)
        .layer(middleware::from_fn_with_state(desk.clone(), problems::negotiated))
        .layer(middleware::from_fn_with_state(desk.clone(), protected))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CatchPanicLayer::custom(problems::panicked))
        .with_state(desk)
}

/// Strict headers on every answer: no script or style but ours, no frame around us, no guessing of types, no address told onwards.
async fn protected(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let framed_by = response.extensions().get::<MayBeFramed>().and(desk.config().embed_on.clone());
    let headers = response.headers_mut();
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                          font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    if let Some(sites) = framed_by.and_then(|sites| {
        HeaderValue::from_str(&format!("default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors {sites}"))
            .into_iter()
            .next()
    }) {
        headers.insert(header::CONTENT_SECURITY_POLICY, sites);
        headers.remove(header::X_FRAME_OPTIONS);
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
    if desk.config().over_tls() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// For a load balancer: answers when the database does.
async fn health(State(desk): State<Desk>) -> Result<impl IntoResponse, Problem> {
    let sealed = desk.read(|conn| Ok(crate::records::seal::size(conn)?)).await?;
    Ok(axum::Json(serde_json::json!({ "status": "ok", "sealed": sealed })))
}

/// Serves until the desk stops, then lets requests under way finish. Open event streams end by themselves on the stop.
pub async fn serve(desk: Desk, listener: TcpListener) -> anyhow::Result<()> {
    let mut stopping = desk.stopping();
    let service = router(desk).into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            while !*stopping.borrow() {
                if stopping.changed().await.is_err() {
                    return;
                }
            }
        })
        .await?;
    Ok(())
}
