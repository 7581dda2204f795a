//! Our post as the record it becomes: text, facets, what it answers, what stands below it.
use serde_json::{Value, json};

use super::facets::{self, Meaning};
use super::lexicon::{ReplyRef, StrongRef};
use super::listening::posts;
use super::names::{AtUri, POST};
use super::session::{self, Session};
use super::{embed, thread};
use crate::connection::Connection;
use crate::outgoing::{Outgoing, ReplyTo};
use crate::text::with_address;
use crate::trouble::Trouble;

/// The text as sent. Bluesky has no content warnings, so a warning stands above the text; the address of a card that has no room stands
/// below it.
pub(super) fn text(outgoing: &Outgoing) -> String {
    let text = match outgoing.warning.as_deref().map(str::trim).filter(|warning| !warning.is_empty()) {
        Some(warning) => format!("{warning}\n\n{}", outgoing.text),
        None => outgoing.text.clone(),
    };
    with_address(text, embed::card_in_text(outgoing))
}

/// The record of a delivery; the same at every try. Asks for what it answers, resolves mentions and hands over the files, so nothing
/// can have been posted when this fails.
pub(super) async fn post(connection: &Connection, outgoing: &Outgoing) -> Result<Value, Trouble> {
    made(connection, outgoing).await.map_err(nothing_sent)
}

/// Trouble before the one call that posts: whatever it was, no post has arrived.
pub(super) fn nothing_sent(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Unclear { reason } | Trouble::Nonsense { reason } => Trouble::Unreachable { reason },
        other => other,
    }
}

/// The facets of a text. A mention that leads to no account stays plain text.
pub(super) async fn facets(connection: &Connection, text: &str) -> Result<Vec<Value>, Trouble> {
    let mut found = Vec::new();
    for span in facets::spans(text) {
        let did = match &span.meaning {
            Meaning::Mention(handle) => resolved(connection, handle).await?,
            _ => None,
        };
        found.extend(facets::facet(&span, did.as_deref()));
    }
    Ok(found)
}

async fn made(connection: &Connection, outgoing: &Outgoing) -> Result<Value, Trouble> {
    embed::check(outgoing)?;
    let text = text(outgoing);
    let mut record = json!({ "$type": POST, "text": text, "createdAt": outgoing.begun_at.to_string() });
    let facets = facets(connection, &text).await?;
    if !facets.is_empty() {
        record["facets"] = facets.into();
    }
    if let Some(language) = outgoing.language.as_deref().filter(|tag| is_language(tag)) {
        record["langs"] = json!([language]);
    }
    if let Some(answered) = &outgoing.reply_to {
        record["reply"] = json!(reply(connection, answered).await?);
    }
    if let Some(embed) = embed::made(connection, outgoing).await? {
        record["embed"] = embed;
    }
    Ok(record)
}

/// The message answered and the first of its thread, each with its present version.
async fn reply(connection: &Connection, answered: &ReplyTo) -> Result<ReplyRef, Trouble> {
    let no_post = || Trouble::Refused { status: 400, reason: "what is answered is not a post on Bluesky".to_owned() };
    let uri = AtUri::read(&answered.remote_id).filter(|uri| uri.collection == POST).ok_or_else(no_post)?;
    let view = match posts(connection, std::slice::from_ref(&answered.remote_id)).await {
        Ok(views) => views.into_iter().find_map(|(_, view)| view.ok()),
        Err(trouble @ (Trouble::Unauthorised { .. } | Trouble::Limited { .. })) => return Err(trouble),
        Err(_) => None, // no AppView, or a lame one: the record itself can be had
    };
    let (cid, above) = match view {
        Some(view) => (view.cid, view.record.reply),
        None => {
            let (record, _) = thread::record(connection, uri).await?;
            (record.cid.unwrap_or_default(), serde_json::from_value(record.value["reply"].clone()).ok())
        }
    };
    let parent = StrongRef { uri: answered.remote_id.clone(), cid };
    Ok(ReplyRef { root: above.map_or_else(|| parent.clone(), |above| above.root), parent })
}

async fn resolved(connection: &Connection, handle: &str) -> Result<Option<String>, Trouble> {
    let call = |session: &Session| Ok(session.get("com.atproto.identity.resolveHandle")?.query(&[("handle", handle)]));
    match session::call(connection, call).await {
        Ok(answer) => Ok(answer.json::<Value>()?["did"].as_str().map(str::to_owned)),
        Err(Trouble::Refused { .. } | Trouble::Gone) => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// A language tag by its outer form (BCP 47); the server refuses the whole post for a wrong one.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    first && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_checked_by_form() {
        for good in ["sv", "nb", "fkv", "sr-Latn", "en-GB"] {
            assert!(is_language(good), "{good}");
        }
        for bad in ["", "svenska", "s", "SV", "sv_SE", "sv-", "sv-SE!"] {
            assert!(!is_language(bad), "{bad}");
        }
    }
}
