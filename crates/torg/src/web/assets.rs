//! Style, script and pictures, inside the program. Their addresses carry a hash of what they hold, so they are cached for ever.
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::ground::Desk;
use crate::ground::vault::sha256;

struct Asset {
    hash: String,
    media_type: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal: $media_type:literal,)*) => {
        static ASSETS: LazyLock<BTreeMap<&'static str, Asset>> = LazyLock::new(|| BTreeMap::from([
            $(($name, {
                let bytes: &'static [u8] = include_bytes!(concat!("../../assets/", $name));
                Asset { hash: hex::encode(&sha256(bytes)[..8]), media_type: $media_type, bytes }
            }),)*
        ]));
    };
}
assets! {
    "calendar.css": "text/css; charset=utf-8",
    "calendar.js": "text/javascript; charset=utf-8",
    "compose.js": "text/javascript; charset=utf-8",
    "publish.css": "text/css; charset=utf-8",
    "passkey.js": "text/javascript; charset=utf-8",
    "torg.css": "text/css; charset=utf-8",
    "torg.js": "text/javascript; charset=utf-8",
    "torg.svg": "image/svg+xml",
}

/// The address of the asset called `name`. One that does not exist is an address that answers 404, which the page tests see.
pub fn address(name: &str) -> String {
    ASSETS.get(name).map_or_else(|| format!("/assets/-/{name}"), |asset| format!("/assets/{}/{name}", asset.hash))
}

async fn asset(Path((hash, name)): Path<(String, String)>) -> Response {
    match ASSETS.get(name.as_str()).filter(|asset| asset.hash == hash) {
        Some(asset) => {
            let headers =
                [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, asset.bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `/assets/<hash>/<name>`.
pub fn routes() -> Router<Desk> {
    Router::new().route("/assets/{hash}/{name}", get(asset))
}
