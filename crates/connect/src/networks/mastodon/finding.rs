//! Looking for an earlier try of a message, since most servers ignore the idempotency key.
use jiff::{SignedDuration, Timestamp};
use serde_json::value::RawValue;

use super::listening::borrowed;
use super::publishing::{posted, worded};
use super::server::{Server, in_path};
use super::shapes::{Context, Status, stable_id};
use crate::http::Answer;
use crate::outgoing::{Found, Outgoing};
use crate::text;
use crate::trouble::Trouble;

/// Pages of the account's own messages: the last four hundred.
const PAGES: usize = 10;
/// How much earlier than we began a server whose clock we know may date the message: whole seconds, and the way of the request.
const KNOWN_CLOCK: SignedDuration = SignedDuration::from_secs(5);
/// The same for a server that does not say what its clock shows.
const UNKNOWN_CLOCK: SignedDuration = SignedDuration::from_mins(10);

/// An own message with the same words, the same parent, and not written before the delivery began.
pub(super) async fn find(server: &Server<'_>, outgoing: &Outgoing) -> Result<Found, Trouble> {
    let options = outgoing.poll.iter().flat_map(|poll| &poll.options).map(String::as_str);
    let wanted = Wanted {
        us: server.us().await?.id,
        words: text::without_mentions(&text::with_options(worded(outgoing), options)),
        without_poll: text::without_mentions(&worded(outgoing)),
        parent: outgoing.reply_to.as_ref().map(|reply| stable_id(&reply.remote_id)),
        pictures: outgoing.media.len(),
        begun_at: outgoing.begun_at,
    };
    // The thread shows private answers too, which some servers leave out of the list of own messages.
    if let Some(parent) = &wanted.parent {
        match server.send(server.get(&format!("/api/v1/statuses/{}/context", in_path(parent)?))?).await {
            Ok(answer) => {
                let around: Context<'_> = borrowed(&answer)?;
                if let Some(status) = wanted.among(&around.descendants, &answer) {
                    return posted(&status).map(Found::Posted);
                }
            }
            // What was answered is gone; our answer may stand all the same.
            Err(Trouble::Gone) => {}
            Err(other) => return Err(other),
        }
    }
    let mut before = None;
    for _ in 0..PAGES {
        let path = format!("/api/v1/accounts/{}/statuses", in_path(&wanted.us)?);
        let mut query = vec![("limit", "40"), ("exclude_reblogs", "true")];
        query.extend(before.as_deref().map(|id| ("max_id", id)));
        let answer = server.send(server.get(&path)?.query(&query)).await?;
        let own: Vec<&RawValue> = borrowed(&answer)?;
        if let Some(status) = wanted.among(&own, &answer) {
            return posted(&status).map(Found::Posted);
        }
        let read: Vec<Status> = own.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect();
        let last = read.last().filter(|last| !wanted.is_too_old(last, &answer)).map(|last| last.id.clone());
        if last.is_none() || last == before {
            break;
        }
        before = last;
    }
    Ok(Found::Absent)
}

struct Wanted {
    us: String,
    words: String,
    /// As it stands on a server that took the words and dropped the poll: posting them again would not bring it.
    without_poll: String,
    parent: Option<String>,
    pictures: usize,
    begun_at: Timestamp,
}

impl Wanted {
    /// The first of our tries: the earliest that fits.
    fn among(&self, raw: &[&RawValue], answer: &Answer) -> Option<Status> {
        let read = raw.iter().filter_map(|raw| serde_json::from_str::<Status>(raw.get()).ok());
        read.filter(|status| self.fits(status, answer)).min_by_key(|status| status.created_at)
    }

    fn fits(&self, status: &Status, answer: &Answer) -> bool {
        let words = text::without_mentions(&status.plain_text());
        let pictures = status.media_attachments.as_ref().map_or(0, Vec::len);
        // The parent makes an answer nearly unique, so an unknown clock need not be trusted there.
        let in_time = (self.parent.is_some() && answer.clock_ahead.is_none()) || !self.is_too_old(status, answer);
        status.account.id == self.us
            && status.in_reply_to_id == self.parent
            && pictures == self.pictures
            && (text::same_words(&words, &self.words) || (status.poll.is_none() && text::same_words(&words, &self.without_poll)))
            && in_time
    }

    fn is_too_old(&self, status: &Status, answer: &Answer) -> bool {
        let (ahead, slack) = match answer.clock_ahead {
            Some(ahead) => (ahead, KNOWN_CLOCK),
            None => (SignedDuration::ZERO, UNKNOWN_CLOCK),
        };
        status.created_at.duration_since(self.begun_at) < ahead - slack
    }
}
