//! What a person needs to carry a message into a network that takes nothing from programs: where, what, in which order, and a place to
//! tell where it stands now.
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::outbox::Line;
use crate::govern::channel;
use crate::govern::mandate::{Answer, Publish};
use crate::ground::problem::not_found;
use crate::ground::{DeliveryId, Desk, Problem, refuse};
use crate::publish::delivery::{self, Does};
use crate::records::content::{self, Content};
use crate::records::message::{self, Attached, Text};
use crate::web::frame::Frame;
use crate::web::shown::{said, web_address};
use crate::web::visitor::SignedIn;

/// The steps, the words to copy, the files, and where to tell that it is done.
pub(super) fn card(frame: &Frame, line: &Line) -> Markup {
    let locale = frame.locale;
    let Line { delivery, channel, text, .. } = line;
    let key = delivery.id.0.simple();
    let Text::Said(words) = text else { return html! { blockquote { (said(locale, text)) } } };
    // What is changed or answered has an address of its own; everything else begins at the account.
    let place = delivery.url.as_deref().or(line.answered_at.as_deref()).or(channel.url.as_deref());
    let what = match delivery.does {
        Does::Say if delivery.answers.is_some() => "carry-answer",
        Does::Say => "carry-say",
        Does::Edit => "carry-edit",
        Does::Delete => "carry-delete",
    };
    let files: Vec<(usize, &Attached)> =
        words.attachments.iter().enumerate().filter(|(_, attached)| attached.content.is_some()).collect();
    html! {
        @if line.stopped { p.banner.amber { (locale.say("carry-stopped")) } }
        ol.steps {
            li {
                (locale.say_with(what, &[("channel", channel.name.as_str().into())])) " "
                @if let Some(url) = web_address(place) {
                    a href=(url) rel="noreferrer noopener" target="_blank" { (locale.say("carry-open")) }
                }
            }
            @if delivery.does != Does::Delete {
                li {
                    @if let Some(title) = &words.title {
                        label for=(format!("title-{key}")) { (locale.say("carry-title")) }
                        input #{ "title-" (key) } type="text" readonly value=(title) data-copy=(locale.say("carry-copy"));
                    }
                    label for=(format!("words-{key}")) { (locale.say("carry-words")) }
                    textarea #{ "words-" (key) } readonly rows="5" dir="auto" data-copy=(locale.say("carry-copy")) { (words.text.as_str()) }
                    @if let Some(card) = &words.card { p.hint { (locale.say("carry-link")) " " bdi { (card.url) } } }
                }
            }
            @if !files.is_empty() && delivery.does != Does::Delete {
                li {
                    (locale.say("carry-files"))
                    ul {
                        @for (number, attached) in files {
                            li {
                                a href=(format!("/publish/deliveries/{}/files/{number}", delivery.id)) download { bdi { (shown_name(attached)) } }
                                @if !attached.alt.is_empty() { ": " (locale.say("carry-alt")) " " q { bdi { (attached.alt) } } }
                            }
                        }
                    }
                }
            }
            li { (locale.say("carry-check")) }
        }
        form.stack method="post" action=(format!("/publish/deliveries/{}/settlement", delivery.id)) {
            (frame.token())
            @if delivery.does == Does::Say {
                label for=(format!("url-{key}")) { (locale.say("carry-url")) }
                input #{ "url-" (key) } type="url" name="url" inputmode="url" autocomplete="off" aria-describedby=(format!("url-hint-{key}"));
                p.hint #{ "url-hint-" (key) } { (locale.say("carry-url-hint")) }
            }
            div.toolbar {
                button.btn.go type="submit" name="outcome" value="posted" { (locale.say(&format!("carried-{}", delivery.does.as_str()))) }
                button.btn type="submit" name="outcome" value="not-posted" { (locale.say("carry-let-be")) }
            }
        }
    }
}

fn shown_name(attached: &Attached) -> &str {
    if attached.name.trim().is_empty() { &attached.media_type } else { &attached.name }
}

/// `GET /publish/deliveries/{id}/files/{number}`: a file of a delivery, for whoever may carry it there. Only where people carry.
pub(super) async fn file(
    State(desk): State<Desk>,
    Path((id, number)): Path<(DeliveryId, usize)>,
    by: SignedIn,
) -> Result<Response, Problem> {
    let (officer, now) = (by.officer, by.now);
    let (attached, bytes) = desk
        .read(move |conn| {
            let delivery = match delivery::is_of_a_post(conn, id)? {
                true => delivery::with_mandate::<Publish>(conn, &officer, id, now)?.0,
                false => delivery::with_mandate::<Answer>(conn, &officer, id, now)?.0,
            };
            let by_hand = channel::find(conn, delivery.channel)?.ok_or_else(not_found)?.network()?.by_hand();
            let Text::Said(said) = message::text(conn, delivery.content)? else { return Err(not_found()) };
            let attached = said.attachments.get(number).filter(|_| by_hand).cloned().ok_or_else(not_found)?;
            match attached.content.map(|hash| content::find(conn, hash)).transpose()? {
                Some(Some(Content::Kept(bytes))) => Ok((attached, bytes)),
                _ => Err(refuse(StatusCode::NOT_FOUND, "refuse-not-found").into()),
            }
        })
        .await?;
    let name: String = shown_name(&attached)
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || "-_.".contains(sign) { sign } else { '_' })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, attached.media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
