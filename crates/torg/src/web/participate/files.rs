//! Files that stand on the record beside a message: our own pictures and films, and pictures of a screen that somebody entered.
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::govern::mandate::Read;
use crate::ground::problem::not_found;
use crate::ground::{Desk, MessageId, Problem, refuse};
use crate::participate::conversation::with_mandate;
use crate::records::content::{self, Content};
use crate::records::message::{self, Text};
use crate::web::visitor::SignedIn;

/// `GET /participate/messages/{id}/files/{number}`: pictures are shown, everything else is handed over as a file.
pub(super) async fn file(
    State(desk): State<Desk>,
    Path((id, number)): Path<(MessageId, usize)>,
    by: SignedIn,
) -> Result<Response, Problem> {
    let (officer, now) = (by.officer, by.now);
    let (media_type, bytes) = desk
        .read(move |conn| {
            let found = message::find(conn, id)?.ok_or_else(not_found)?;
            with_mandate::<Read>(conn, &officer, found.conversation, now)?;
            let Text::Said(said) = message::text(conn, found.content)? else { return Err(not_found()) };
            let attached = said.attachments.get(number).ok_or_else(not_found)?;
            match attached.content.map(|hash| content::find(conn, hash)).transpose()? {
                Some(Some(Content::Kept(bytes))) => Ok((attached.media_type.clone(), bytes)),
                _ => Err(refuse(StatusCode::NOT_FOUND, "refuse-not-found").into()),
            }
        })
        .await?;
    let shown = ["image/png", "image/jpeg", "image/webp", "image/gif"].contains(&media_type.as_str());
    let headers = [
        (header::CONTENT_DISPOSITION, if shown { "inline" } else { "attachment" }),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    let media_type = if shown { media_type } else { "application/octet-stream".to_owned() };
    Ok((headers, [(header::CONTENT_TYPE, media_type)], bytes).into_response())
}
