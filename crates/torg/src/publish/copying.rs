//! A post with the same words and files as another: a correction begins so, and each of a series.
use jiff::Timestamp;
use store::Conn;

use super::media;
use super::post::{self, About, From, Post};
use crate::ground::problem::not_found;
use crate::ground::vault::Vault;
use crate::ground::{PersonId, PostId, Problem};

/// Begins a draft that says what `source` says now, its files copied. In the name of `by`.
pub fn copy(
    conn: &mut Conn,
    vault: &Vault,
    by: PersonId,
    source: &Post,
    about: &About,
    from: &From,
    now: Timestamp,
) -> Result<PostId, Problem> {
    let mut composition = post::composition(conn, vault, source.id)?;
    let new = post::make(conn, vault, by, source.unit, about, &composition, from, now)?;
    for file in composition.media() {
        let copy = media::copy(conn, file, new, by, now)?;
        composition.exchange(file, copy);
    }
    let made = post::find(conn, new)?.ok_or_else(not_found)?;
    post::put(conn, vault, &made, by, &composition, now)?;
    Ok(new)
}
