//! Writing as the account.
use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;

use super::server::{Server, in_path};
use super::shapes::Status;
use super::{Mastodon, finding, instance, media};
use crate::connection::Connection;
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Found, Length, Outgoing, Posted, Repeating, Visibility};
use crate::text;
use crate::trouble::Trouble;

#[async_trait]
impl Publishing for Mastodon {
    fn parts(&self) -> &'static [Part] {
        &[Part::Pictures, Part::Thread, Part::Warning]
    }

    async fn limits(&self, connection: &Connection) -> Result<Limits, Trouble> {
        match instance::told(&Server::of(connection)?).await {
            Ok(instance) => Ok(instance.limits),
            // The server is there but does not say; a composer needs a number all the same.
            Err(Trouble::Gone | Trouble::Refused { .. } | Trouble::Unclear { .. } | Trouble::Nonsense { .. }) => {
                Ok(instance::DOCUMENTED)
            }
            Err(other) => Err(other),
        }
    }

    fn length(&self, limits: &Limits, outgoing: &Outgoing) -> Length {
        let text = text::counted_length(&worded(outgoing), limits.characters_per_url.unwrap_or(23));
        // Addresses in a warning are not shortened.
        let warning = outgoing.warning.as_deref().map_or(0, |warning| warning.graphemes(true).count());
        Length { used: text + warning, limit: limits.text }
    }

    fn repeating(&self) -> Repeating {
        // Mastodon keeps the key for an hour; three of four other servers ignore it.
        Repeating::MayDouble
    }

    async fn publish(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let server = Server::of(connection)?;
        let outgoing = addressed(&server, outgoing).await?;
        let media_ids = media::upload(&server, &outgoing.media).await?;
        let mut form = form(&outgoing, media_ids);
        form.push(("visibility".into(), visibility(outgoing.visibility).into()));
        if let Some(reply) = &outgoing.reply_to {
            form.push(("in_reply_to_id".into(), in_path(&reply.remote_id)?.into()));
        }
        let call = server.post("/api/v1/statuses")?.header("Idempotency-Key", &outgoing.key.to_string()).form(form);
        posted(&server.send(call).await?.json()?)
    }

    async fn find(&self, connection: &Connection, outgoing: &Outgoing) -> Result<Found, Trouble> {
        finding::find(&Server::of(connection)?, outgoing).await
    }

    async fn edit(&self, connection: &Connection, remote_id: &str, outgoing: &Outgoing) -> Result<Posted, Trouble> {
        let server = Server::of(connection)?;
        let path = format!("/api/v1/statuses/{}", in_path(remote_id)?);
        let outgoing = addressed(&server, outgoing).await?;
        let media_ids = match outgoing.media.is_empty() {
            // An edit that names no pictures takes them away, so those that are there are named again.
            true => {
                let now: Status = server.send(server.get(&path)?).await?.json()?;
                now.media_attachments.into_iter().flatten().map(|attachment| attachment.id).collect()
            }
            false => media::upload(&server, &outgoing.media).await?,
        };
        posted(&server.send(server.put(&path)?.form(form(&outgoing, media_ids))).await?.json()?)
    }

    fn can_edit(&self) -> bool {
        true
    }

    async fn delete(&self, connection: &Connection, remote_id: &str) -> Result<(), Trouble> {
        let server = Server::of(connection)?;
        let Ok(id) = in_path(remote_id) else { return Ok(()) };
        let path = format!("/api/v1/statuses/{id}");
        match server.send(server.delete(&path)?).await {
            Err(Trouble::Gone) => {}
            other => return other.map(|_| ()),
        }
        // 404 also comes from a server that has no deletion (snac). The message itself tells which it is.
        match server.send(server.get(&path)?).await {
            Err(Trouble::Gone) => Ok(()),
            Ok(_) => Err(Trouble::Refused { status: 404, reason: "this server does not delete over its API".to_owned() }),
            Err(other) => Err(other),
        }
    }
}

/// The text as it is sent: the person who is answered named first, unless the text names them already.
pub(super) fn worded(outgoing: &Outgoing) -> String {
    let handle =
        outgoing.reply_to.as_ref().and_then(|reply| reply.handle.as_deref()).map(|handle| handle.trim_start_matches('@'));
    match handle.filter(|handle| !handle.is_empty() && !text::mentions_any(&outgoing.text, &[handle])) {
        Some(handle) => format!("@{handle} {}", outgoing.text),
        None => outgoing.text.clone(),
    }
}

/// A private answer that does not name its reader reaches nobody, so the name is looked up where the desk does not know it.
async fn addressed(server: &Server<'_>, outgoing: &Outgoing) -> Result<Outgoing, Trouble> {
    let mut outgoing = outgoing.clone();
    if let (Visibility::Direct, Some(reply)) = (outgoing.visibility, outgoing.reply_to.as_mut())
        && reply.handle.is_none()
    {
        let path = format!("/api/v1/statuses/{}", in_path(&reply.remote_id)?);
        let answered: Status = server.send(server.get(&path)?).await?.json()?;
        if answered.account.id != server.us().await?.id {
            reply.handle = Some(answered.account.full_handle(&server.domain().await));
        }
    }
    Ok(outgoing)
}

fn form(outgoing: &Outgoing, media_ids: Vec<String>) -> Vec<(String, String)> {
    let mut form = vec![("status".to_owned(), worded(outgoing))];
    form.extend(media_ids.into_iter().map(|id| ("media_ids[]".to_owned(), id)));
    form.extend(outgoing.language.iter().map(|language| ("language".to_owned(), primary(language))));
    if let Some(warning) = outgoing.warning.as_ref().filter(|warning| !warning.is_empty()) {
        form.push(("spoiler_text".to_owned(), warning.clone()));
        form.push(("sensitive".to_owned(), "true".to_owned()));
    }
    form
}

/// Mastodon takes ISO 639 codes without region: `sv` of `sv-FI`.
fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

fn visibility(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Direct => "direct",
    }
}

pub(super) fn posted(status: &Status) -> Result<Posted, Trouble> {
    match in_path(&status.id) {
        Ok(id) => Ok(Posted { remote_id: id.to_owned(), url: status.address() }),
        Err(_) => Err(Trouble::Nonsense { reason: "the new message's id has a strange form".to_owned() }),
    }
}
