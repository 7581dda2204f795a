//! Writing as the account.
use async_trait::async_trait;
use unicode_segmentation::UnicodeSegmentation;

use super::server::{Server, in_path};
use super::shapes::Status;
use super::{Mastodon, finding, instance, media, shapes};
use crate::connection::Connection;
use crate::network::{Limits, Part, Publishing};
use crate::outgoing::{Choice, Found, Length, Outgoing, Poll, Posted, Repeating, Visibility};
use crate::text;
use crate::trouble::Trouble;

#[async_trait]
impl Publishing for Mastodon {
    fn parts(&self) -> &'static [Part] {
        &[Part::Card, Part::Film, Part::Focus, Part::Pictures, Part::Poll, Part::Thread, Part::Warning]
    }

    /// What Mastodon itself takes and every browser shows; a server that takes fewer says so when it is asked.
    fn media_types(&self) -> &'static [&'static str] {
        &["image/gif", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/quicktime", "video/webm"]
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
        fit_together(outgoing)?;
        let server = Server::of(connection)?;
        if outgoing.poll.is_some() && self.limits(connection).await?.poll.is_none() {
            return Err(Trouble::Refused { status: 422, reason: "this server takes no polls over its API".to_owned() });
        }
        let outgoing = addressed(&server, outgoing).await?;
        let media_ids = media::upload(&server, &outgoing.media).await?;
        let mut form = form(&outgoing, media_ids);
        form.extend(outgoing.poll.iter().flat_map(poll));
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
        fit_together(outgoing)?;
        let server = Server::of(connection)?;
        let path = format!("/api/v1/statuses/{}", in_path(remote_id)?);
        let outgoing = addressed(&server, outgoing).await?;
        let now: Status = server.send(server.get(&path)?).await?.json()?;
        // An edit that names no pictures and no poll takes them away, so those that are there are named again.
        let (media_ids, poll) = match (outgoing.media.is_empty(), &outgoing.poll) {
            (true, None) => {
                let poll = now.poll.as_ref().map(|poll| kept_poll(poll, outgoing.begun_at)).unwrap_or_default();
                (now.media_attachments.into_iter().flatten().map(|attachment| attachment.id).collect(), poll)
            }
            (_, new) => (media::upload(&server, &outgoing.media).await?, new.iter().flat_map(poll).collect()),
        };
        let mut form = form(&outgoing, media_ids);
        form.extend(poll);
        posted(&server.send(server.put(&path)?.form(form)).await?.json()?)
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

/// The text as it is sent: the person who is answered named first, unless the text names them already; the address of a card below it,
/// since servers make the card of an address in the text themselves.
pub(super) fn worded(outgoing: &Outgoing) -> String {
    let handle =
        outgoing.reply_to.as_ref().and_then(|reply| reply.handle.as_deref()).map(|handle| handle.trim_start_matches('@'));
    let text = match handle.filter(|handle| !handle.is_empty() && !text::mentions_any(&outgoing.text, &[handle])) {
        Some(handle) => format!("@{handle} {}", outgoing.text),
        None => outgoing.text.clone(),
    };
    let card = outgoing.card.as_ref().map(|card| card.url.as_str());
    text::with_address(text, card)
}

/// What no server of this API takes together is said before anything is handed over.
fn fit_together(outgoing: &Outgoing) -> Result<(), Trouble> {
    let films = outgoing.media.iter().filter(|media| media.is_film()).count();
    let reason = match outgoing.media.len() {
        0 => return Ok(()),
        _ if outgoing.poll.is_some() => "a message with a poll takes no pictures or films",
        files if films > 0 && files > 1 => "a film stands alone: no other film or picture beside it",
        _ => return Ok(()),
    };
    Err(Trouble::Refused { status: 422, reason: reason.to_owned() })
}

fn poll(poll: &Poll) -> Vec<(String, String)> {
    let several = (poll.choice == Choice::Several).to_string();
    let mut form: Vec<_> = poll.options.iter().map(|option| ("poll[options][]".to_owned(), option.clone())).collect();
    form.push(("poll[expires_in]".to_owned(), poll.open_for.to_string()));
    form.push(("poll[multiple]".to_owned(), several));
    form
}

/// A poll as it is there, for an edit that leaves it alone: with the same answers to choose from its votes stay.
fn kept_poll(there: &shapes::Poll, now: jiff::Timestamp) -> Vec<(String, String)> {
    let mut form: Vec<_> = there.options.iter().map(|option| ("poll[options][]".to_owned(), option.title.clone())).collect();
    // A poll that is closed stays closed when no time is named.
    let left = there.expires_at.map(|at| at.duration_since(now).as_secs()).filter(|left| *left > 0);
    form.extend(left.map(|left| ("poll[expires_in]".to_owned(), left.to_string())));
    form.push(("poll[multiple]".to_owned(), there.multiple.to_string()));
    form
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
