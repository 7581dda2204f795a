//! Entering what was written in a network that no program hears: by paste and pictures of the screen, for whoever may answer there.
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::channel::Channel;
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::vault::random;
use crate::ground::{ChannelId, ConversationId, Desk, MessageId, Problem, refuse};
use crate::listen::entering::{self, Evidence, LARGEST, LONGEST, MOST, Seen, Since};
use crate::participate::conversation;
use crate::records::message::{self, Text};
use crate::web::frame::{Frame, Room};
use crate::web::problems;
use crate::web::publish::planned;
use crate::web::shown::{network_name, said, web_address};
use crate::web::uploads::{File, PostedFiles};
use crate::web::visitor::{Posted, SignedIn};

/// A form and its pictures.
pub(super) const LARGEST_FORM: usize = LARGEST * MOST + 1024 * 1024;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The message that is answered, or that changed.
    message: Option<MessageId>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filled {
    once: String,
    name: String,
    handle: String,
    text: String,
    at: String,
    url: String,
    answers: String,
    direct: String,
}

struct EnteringPage {
    frame: Frame,
    channel: Channel,
    /// What is answered, as it reads.
    answered: Option<(MessageId, Text)>,
    filled: Filled,
    refused: Option<String>,
}

/// `GET /listen/entering/{channel}`: the form.
pub(super) async fn page(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    Query(asked): Query<Asked>,
    by: SignedIn,
) -> Result<Markup, Problem> {
    let filled = Filled {
        once: hex::encode(random::<16>()?),
        answers: asked.message.map(|id| id.to_string()).unwrap_or_default(),
        ..Filled::default()
    };
    Ok(EnteringPage::read(&desk, &by, id, filled, None).await?.render())
}

/// `POST /listen/entering/{channel}`: takes it in.
pub(super) async fn enter(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: PostedFiles<Filled>,
) -> Result<Response, Problem> {
    let PostedFiles { by, form, files } = posted;
    let entered = taken(&desk, &by, id, &form, files).await;
    match entered {
        Ok(conversation) => {
            desk.news().tell(Changed::Conversation(conversation));
            Ok(Redirect::to(&conversation::address(conversation)).into_response())
        }
        Err(Problem::Refused(refusal)) if refusal.status != StatusCode::NOT_FOUND && refusal.status != StatusCode::FORBIDDEN => {
            let sentence = problems::sentence(by.locale, &refusal);
            let page = EnteringPage::read(&desk, &by, id, form, Some(sentence)).await?;
            Ok((refusal.status, page.render()).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn taken(desk: &Desk, by: &SignedIn, id: ChannelId, form: &Filled, files: Vec<File>) -> Result<ConversationId, Problem> {
    if files.len() > MOST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-media-many").with("most", MOST).into());
    }
    let evidence = files.into_iter().map(|file| Evidence::new(&file.name, file.bytes)).collect::<Result<Vec<_>, _>>()?;
    let answers = match form.answers.trim() {
        "" => None,
        id => Some(id.parse::<MessageId>().map_err(|_| not_found())?),
    };
    let seen = Seen {
        name: form.name.clone(),
        handle: form.handle.clone(),
        text: form.text.clone(),
        written_at: planned(&form.at, &desk.config().zone)?,
        url: form.url.clone(),
        answers,
        direct: !form.direct.is_empty(),
    };
    let once: String = form.once.chars().filter(char::is_ascii_hexdigit).take(32).collect();
    let once = if once.len() < 32 { hex::encode(random::<16>()?) } else { once };
    let (officer, clock) = (by.officer.clone(), desk.clock().clone());
    desk.act(move |mut act| {
        let now = act.now();
        let (channel, mandate) = entering::with_mandate(act.conn(), &officer, id, now)?;
        entering::enter(act, &clock, &mandate, &channel, &seen, &evidence, &once)
    })
    .await
}

impl EnteringPage {
    async fn read(desk: &Desk, by: &SignedIn, id: ChannelId, filled: Filled, refused: Option<String>) -> Result<Self, Problem> {
        let frame = Frame::read(desk, by).await?;
        let (officer, now) = (by.officer.clone(), by.now);
        desk.read(move |conn| {
            let (channel, _) = entering::with_mandate(conn, &officer, id, now)?;
            let answered = match filled.answers.parse::<MessageId>() {
                Ok(message) => {
                    let found = message::find(conn, message)?.filter(|found| found.channel == id).ok_or_else(not_found)?;
                    Some((message, message::text(conn, found.content)?))
                }
                Err(_) => None,
            };
            Ok(Self { frame, channel, answered, filled, refused })
        })
        .await
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let Filled { once, name, handle, text, at, url, direct, .. } = &self.filled;
        let optional = html! { " (" (locale.say("optional")) ")" };
        let content = html! {
            p {
                bdi { (self.channel.name) } " · " (network_name(locale, &self.channel.network))
                @if let Some(url) = web_address(self.channel.url.as_deref()) {
                    " · " a href=(url) rel="noreferrer noopener" target="_blank" { (locale.say("carry-open")) }
                }
            }
            p.hint { (locale.say("entering-about")) }
            @if let Some(refused) = &self.refused { p.banner.red role="alert" { (refused) } }
            @if let Some((_, answered)) = &self.answered {
                p { (locale.say("entering-answers")) }
                blockquote { (said(locale, answered)) }
            }
            form.stack method="post" enctype="multipart/form-data" action=(format!("/listen/entering/{}", self.channel.id)) {
                (self.frame.token())
                input type="hidden" name="once" value=(once);
                @if let Some((id, _)) = &self.answered { input type="hidden" name="answers" value=(id); }
                label for="text" { (locale.say("entering-text")) }
                textarea #text name="text" rows="6" required dir="auto" maxlength=(LONGEST) { (text) }
                label for="name" { (locale.say("entering-name")) }
                input #name name="name" value=(name) maxlength="500" autocomplete="off" aria-describedby="name-hint";
                p.hint #name-hint { (locale.say("entering-name-hint")) }
                label for="handle" { (locale.say("entering-handle")) (optional) }
                input #handle name="handle" value=(handle) maxlength="500" autocomplete="off" autocapitalize="none" spellcheck="false";
                label for="at" { (locale.say("entering-at")) (optional) }
                input #at type="datetime-local" name="at" value=(at) aria-describedby="at-hint";
                p.hint #at-hint { (locale.say("entering-at-hint")) }
                label for="url" { (locale.say("entering-url")) (optional) }
                input #url type="url" name="url" value=(url) maxlength="500" autocomplete="off" aria-describedby="url-hint";
                p.hint #url-hint { (locale.say("entering-url-hint")) }
                label for="files" { (locale.say("entering-files")) (optional) }
                input #files type="file" name="files" multiple accept="image/png,image/jpeg,image/webp" aria-describedby="files-hint";
                p.hint #files-hint { (locale.say("entering-files-hint")) }
                @if self.answered.is_none() {
                    label.check { input type="checkbox" name="direct" value="true" checked[!direct.is_empty()]; " " (locale.say("entering-direct")) }
                }
                button.btn.go type="submit" { (locale.say("entering-take")) }
            }
        };
        self.frame.simple_page(Room::Listen, &locale.say("entering-title"), content)
    }
}

#[derive(Deserialize)]
pub(super) struct Became {
    #[serde(default)]
    text: String,
    #[serde(default)]
    gone: String,
}

/// `POST /listen/entered/{message}`: what became of it since.
pub(super) async fn since(
    State(desk): State<Desk>,
    Path(id): Path<MessageId>,
    posted: Posted<Became>,
) -> Result<Redirect, Problem> {
    let Posted { by, form } = posted;
    let since = if !form.gone.is_empty() { Since::Gone } else { Since::Reads(form.text) };
    let (officer, clock) = (by.officer, desk.clock().clone());
    let conversation = desk
        .act(move |mut act| {
            let now = act.now();
            let found = message::find(act.conn(), id)?.ok_or_else(not_found)?;
            let (channel, mandate) = entering::with_mandate(act.conn(), &officer, found.channel, now)?;
            entering::enter_since(act, &clock, &mandate, &channel, id, &since)
        })
        .await?;
    desk.news().tell(Changed::Conversation(conversation));
    Ok(Redirect::to(&format!("{}#m-{}", conversation::address(conversation), id.0.simple())))
}
