//! `/log/`: the sealed log for everyone, as C2SP tlog-tiles has it. No login: only public lines are in it, never what an entry says.
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use formats::tlog::parse_tile_path;

use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem};
use crate::records::{public, seal};

/// A tile of a given width never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The latest checkpoint is new within a second.
const A_MOMENT: &str = "public, max-age=1";
const TEXT: &str = "text/plain; charset=utf-8";

/// Pages and programs elsewhere may read the log too: it is made to be checked by others.
fn open_to_all(media_type: &'static str, cache: &'static str, body: impl IntoResponse) -> Response {
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (headers, body).into_response()
}

/// `GET /log/checkpoint`: size and root, signed.
pub(super) async fn checkpoint(State(desk): State<Desk>) -> Result<Response, Problem> {
    let latest = desk.read(|conn| Ok(seal::latest_checkpoint(conn)?)).await?;
    let (_, signed) = latest.ok_or_else(not_found)?;
    Ok(open_to_all(TEXT, A_MOMENT, signed))
}

/// `GET /log/key`: the key that every checkpoint is signed with.
pub(super) async fn key(State(desk): State<Desk>) -> Result<Response, Problem> {
    let key = published_key(&desk).await?.ok_or_else(not_found)?;
    Ok(open_to_all(TEXT, A_MOMENT, format!("{key}\n")))
}

/// The key as it is published; none before the first seal.
pub(super) async fn published_key(desk: &Desk) -> Result<Option<formats::tlog::note::VerifyingKey>, Problem> {
    let (asking, origin) = (desk.clone(), desk.config().log_origin());
    desk.read(move |conn| seal::verifying_key(conn, asking.vault(), &origin)).await
}

/// `GET /log/tile/…`: hashes and entries, 256 in a tile.
pub(super) async fn tile(State(desk): State<Desk>, Path(path): Path<String>) -> Result<Response, Problem> {
    let Ok(path) = parse_tile_path(&format!("tile/{path}")) else { return Err(not_found()) };
    let bytes = desk
        .read(move |conn| {
            let size = public::size(conn)?;
            public::tile(conn, path, size)
        })
        .await?;
    Ok(open_to_all("application/octet-stream", FOR_EVER, bytes.ok_or_else(not_found)?))
}
