//! From an approved version to deliveries: one for each channel and part, all in the transaction that lets it go.
use connect::{Captions, Card, Media, Outgoing, Poll};
use jiff::Timestamp;
use store::{Conn, sql, values};
use uuid::Uuid;

use super::blackout;
use super::composition::{Composition, Wording};
use super::delivery::{self, UNDO};
use super::outbox::Deliver;
use super::picture;
use super::post::{self, Post, State};
use super::version::{self, Frozen, Version};
use crate::govern::channel;
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, DeliveryId, Desk, PostId, Problem, jobs};
use crate::records::message::{self, Attached, Said};
use crate::records::said;
use crate::records::{Act, By, Committed, Event, Hash, content};

sql! {
    QUEUE = "insert into publish_delivery (id, channel, content, written_by, mandate, substitution, queued_at, send_at, planned_at, state, state_at,
               does, target, post, version, part)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, 'queued', ?7, ?9, ?10, ?11, ?12, ?13)";
    // What a correction changes: the first part of the corrected post in the same channel, where it arrived.
    CORRECTED = "select id from publish_delivery where post = ?1 and channel = ?2 and part = 0 and does = 'say' and state = 'posted' order by id desc limit 1";
}

/// Lets an approved version go: its deliveries lie in the outbox when this transaction ends.
pub(super) fn release(mut act: Act<'_>, by: By, version: &Version, post: Post) -> Result<Committed<Post>, Problem> {
    let now = act.now();
    let frozen = version::frozen(act.conn(), version)?.ok_or_else(not_found)?;
    let send_at = version.planned_at.map_or(now + UNDO, |at| at.max(now));
    let channels = version::channels(act.conn(), version.post, version.number)?;
    blackout::must_be_free(act.conn(), &channels.iter().map(|(channel, ..)| *channel).collect::<Vec<_>>(), send_at)?;
    let mut last = None;
    for (channel, mandate, substitution) in channels {
        let wording = frozen.composition.wording(channel);
        let whole = vec![wording.text.clone()];
        let (does, target) = correcting(act.conn(), post.corrects, channel)?;
        let parts = frozen.parts.get(&channel).unwrap_or(&whole);
        for (part, text) in (0i64..).zip(parts) {
            let said = said(&frozen, wording, text, part == 0);
            let content = content::keep(act.conn(), &message::salted(&said)?)?;
            let id = DeliveryId::new(now);
            let values = values![
                id,
                channel,
                content,
                version.submitted_by,
                mandate,
                substitution,
                micros(now),
                micros(send_at),
                does,
                target,
                version.post,
                version.number,
                part
            ];
            act.conn().run(&QUEUE, values)?;
            jobs::enqueue(act.conn(), now, send_at, &Deliver { delivery: id }, Some(&delivery::key(id)))?;
            let event =
                Event::DeliveryQueued { delivery: id, post: version.post, version: version.number, channel, content, part };
            last = Some(act.record(by, &event)?);
        }
    }
    let Some(last) = last else { return Err(anyhow::anyhow!("post {} has nothing to send", version.post).into()) };
    Ok(act.recorded(last, Post { state: State::Planned, state_at: now, ..post }))
}

/// What a correction does in a channel: changes what stands there where the network can, answers it where it cannot, and says it anew
/// where the corrected post never arrived.
fn correcting(
    conn: &mut Conn,
    corrects: Option<PostId>,
    channel: ChannelId,
) -> Result<(&'static str, Option<DeliveryId>), Problem> {
    let Some(corrected) = corrects else { return Ok(("say", None)) };
    let Some(target) = conn.one(&CORRECTED, values![corrected, channel], |row| row.get(0))? else { return Ok(("say", None)) };
    let Some(found) = channel::find(conn, channel)? else { return Err(not_found()) };
    let can_edit = found.network()?.publishing().is_some_and(connect::Publishing::can_edit);
    Ok((if can_edit { "edit" } else { "say" }, Some(target)))
}

/// What one part says, as its content keeps it. Only the first part carries what stands beside the text.
fn said(frozen: &Frozen, wording: &Wording, text: &str, first: bool) -> Said {
    let language = Some(frozen.composition.language.clone()).filter(|language| !language.is_empty());
    let words = Said::words(text, language);
    if !first {
        return words;
    }
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let attachments = wording.media.iter().filter_map(|one| {
        let file = frozen.media.get(&one.media)?;
        let captions =
            one.captions.iter().filter_map(|(language, id)| Some((language.clone(), frozen.media.get(id)?.content))).collect();
        Some(Attached {
            media_type: file.media_type.clone(),
            url: String::new(),
            alt: one.alt.trim().to_owned(),
            content: Some(file.content),
            name: file.name.clone(),
            focus: one.focus,
            captions,
        })
    });
    Said {
        warning: filled(&wording.warning),
        title: filled(&wording.title),
        attachments: attachments.collect(),
        poll: wording.poll.as_ref().map(|poll| {
            Box::new(said::Poll {
                options: poll.options.iter().map(|option| option.trim().to_owned()).filter(|option| !option.is_empty()).collect(),
                open_for_minutes: poll.open_for_minutes,
                choice: poll.choice,
            })
        }),
        card: wording.card.as_ref().map(|card| {
            Box::new(said::Card {
                url: card.url.trim().to_owned(),
                title: card.title.trim().to_owned(),
                description: card.description.trim().to_owned(),
                picture: None,
            })
        }),
        ..words
    }
}

/// A wording as it would go out, without its files: for counting.
pub fn measured(wording: &Wording, text: &str, first: bool) -> Outgoing {
    let mut outgoing = Outgoing::saying(Uuid::nil(), Timestamp::UNIX_EPOCH, text.trim());
    if first {
        outgoing.warning = Some(wording.warning.trim().to_owned()).filter(|warning| !warning.is_empty());
        outgoing.title = Some(wording.title.trim().to_owned()).filter(|title| !title.is_empty());
    }
    outgoing
}

/// Fills what goes out with what stands beside the text, files made to fit the channel's limits.
pub(super) async fn fill(desk: &Desk, outgoing: &mut Outgoing, said: &Said, media_bytes: usize) -> Result<(), Problem> {
    outgoing.title.clone_from(&said.title);
    outgoing.warning.clone_from(&said.warning);
    outgoing.poll = said.poll.as_ref().map(|poll| Poll {
        options: poll.options.clone(),
        open_for: poll.open_for_minutes.saturating_mul(60),
        choice: poll.choice,
    });
    outgoing.card = said.card.as_ref().map(|card| Card {
        url: card.url.clone(),
        title: card.title.clone(),
        description: card.description.clone(),
        picture: None,
    });
    for attached in &said.attachments {
        let Some(hash) = attached.content else { continue };
        let bytes = kept(desk, hash).await?;
        let mut captions = Vec::new();
        for (language, hash) in &attached.captions {
            captions.push(Captions { language: language.clone(), vtt: kept(desk, *hash).await? });
        }
        let media_type = attached.media_type.clone();
        let (bytes, media_type) = tokio::task::spawn_blocking(move || picture::within(bytes, &media_type, media_bytes))
            .await
            .map_err(anyhow::Error::from)??;
        let (name, alt, focus) = (attached.name.clone(), attached.alt.clone(), attached.focus);
        outgoing.media.push(Media { bytes, media_type, name, alt, focus, captions });
    }
    Ok(())
}

async fn kept(desk: &Desk, hash: Hash) -> Result<Vec<u8>, Problem> {
    let found = desk.read(move |conn| content::find(conn, hash)).await?;
    match found {
        Some(content::Content::Kept(bytes)) => Ok(bytes),
        _ => Err(anyhow::anyhow!("file {hash} was erased or is missing").into()),
    }
}

/// Takes back what of a version is not sent yet; refused when some of it is in a network or on its way there.
pub(super) fn take_back(act: &mut Act<'_>, by: By, post: PostId, version: i64) -> Result<(), Problem> {
    let now = act.now();
    for one in delivery::of_post(act.conn(), post)?.into_iter().filter(|one| one.version == Some(version)) {
        if matches!(one.state, delivery::State::Undone) {
            continue;
        }
        if !delivery::call_back(act.conn(), one.id, now)? {
            return Err(crate::ground::refuse(axum::http::StatusCode::CONFLICT, "refuse-post-under-way")
                .way_on(post::address(post), "way-on-post")
                .into());
        }
        act.record(by, &Event::DeliveryUndone { delivery: one.id, conversation: None })?;
    }
    Ok(())
}

/// What is said in a composition for each of its channels, in one part each: where nobody measured it.
pub fn in_one_part(composition: &Composition) -> Vec<version::Fit> {
    let fit = |channel: &ChannelId| version::Fit {
        channel: *channel,
        limits: None,
        parts: vec![composition.wording(*channel).text.trim().to_owned()],
    };
    composition.channels.iter().map(fit).collect()
}
