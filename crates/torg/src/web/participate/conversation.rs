//! A conversation's page: the list beside it, the thread, the composer, and what one should know.
use std::collections::HashMap;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::belonging::Belonging;
use super::composer::{Answered, Composer, Counter, Refused};
use super::context::{self, Context};
use super::list::{Level, List};
use super::place::Place;
use super::thread::ThreadView;
use super::undo::{self, Undoable};
use crate::govern::channel::Channel;
use crate::govern::mandate::{Answer, Read};
use crate::govern::screening_rules::{self, InForce};
use crate::govern::{channel, person, secure_channel};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ConversationId, Desk, MessageId, PersonId, Problem};
use crate::participate::colleagues::{self, Colleague};
use crate::participate::conversation::{self, Conversation, State as Stands};
use crate::participate::thread::{self, Part, Thread};
use crate::participate::{draft, presence, referral, reply, revealing, shown};
use crate::publish::approval;
use crate::records::author;
use crate::records::message::{self, Direction, Message};
use crate::web::frame::{Frame, Room};
use crate::web::visitor::SignedIn;

/// How long a page waits for a network to tell its limits. They are remembered, so the next page has them.
const PATIENCE: Duration = Duration::from_millis(400);

/// All that the page shows.
pub(super) struct ConversationPage {
    place: Place,
    list: List,
    conversation: Conversation,
    channel: Channel,
    title: String,
    thread: Thread,
    names: HashMap<PersonId, String>,
    answered: Option<Answered>,
    may_answer: bool,
    /// What is shown to the reader of what is hidden, and until when.
    revealed: HashMap<MessageId, Timestamp>,
    colleagues: Vec<Colleague>,
    others: Vec<String>,
    context: Context,
    belonging: Belonging,
    draft: Option<String>,
    /// Who sent the reader's last answer back, and what should be different.
    returned: Option<(String, String)>,
    undoable: Option<Undoable>,
    counter: Option<Counter>,
    refused: Option<Refused>,
    screening: InForce,
    /// Whether the channel's unit has said where its secure channel is.
    has_secure: bool,
    reader: PersonId,
    now: Timestamp,
    zone: TimeZone,
}

/// `GET /participate/conversations/{id}`
pub(super) async fn page(
    State(desk): State<Desk>,
    by: SignedIn,
    Path(id): Path<ConversationId>,
    Query(place): Query<Place>,
) -> Result<Markup, Problem> {
    let (_, markup) = ConversationPage::read(&desk, &by, id, place, None).await?;
    Ok(markup)
}

/// The page again, with what was written and why it was not taken.
pub(super) async fn refused(
    desk: &Desk,
    by: &SignedIn,
    id: ConversationId,
    place: Place,
    status: StatusCode,
    refused: Refused,
) -> Result<Response, Problem> {
    let (_, markup) = ConversationPage::read(desk, by, id, place, Some(refused)).await?;
    Ok((status, markup).into_response())
}

impl ConversationPage {
    async fn read(
        desk: &Desk,
        by: &SignedIn,
        id: ConversationId,
        place: Place,
        refused: Option<Refused>,
    ) -> Result<(Self, Markup), Problem> {
        let (officer, now, zone, here) = (by.officer.clone(), by.now, desk.config().zone.clone(), desk.clone());
        let reading = desk.read(move |conn| {
            let (conversation, _) = conversation::with_mandate::<Read>(conn, &officer, id, now)?;
            let Some(channel) = channel::find(conn, conversation.channel)? else { return Err(not_found()) };
            let thread = thread::read(conn, &conversation, place.earlier())?;
            let message = answered(conn, &conversation, &thread, &place)?;
            let channels = officer.channels::<Read>(conn, now)?;
            let may_answer = referral::allows::<Answer>(conn, &officer, &conversation, now)?;
            let referred = referral::to(conn, id)?;
            let screening = screening_rules::in_force(conn)?;
            Ok(Self {
                list: List::read(conn, &officer, &place, now, &zone)?,
                title: context::first_words(conn, &conversation, 80)?,
                names: person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect(),
                answered: match &message {
                    Some(message) if message.gone_at.is_none() && may_answer => Some(whom(conn, message)?),
                    _ => None,
                },
                colleagues: if may_answer { colleagues::who_may_answer(conn, &channel, referred, now)? } else { Vec::new() },
                others: presence::others(conn, id, officer.id(), now)?,
                context: Context::read(conn, id, message.as_ref(), &channels, &screening)?,
                draft: draft::find(conn, here.vault(), id, officer.id())?,
                returned: match approval::returned(conn, id, officer.id())? {
                    Some((by, note)) => Some((person::find(conn, by)?.map(|one| one.name).unwrap_or_default(), note)),
                    None => None,
                },
                undoable: Undoable::read(conn, officer.id(), now)?,
                belonging: Belonging::read(conn, &conversation)?,
                screening,
                has_secure: secure_channel::in_force(conn, channel.unit)?.is_some(),
                revealed: revealing::in_force(conn, officer.id(), id, now)?,
                reader: officer.id(),
                may_answer,
                thread,
                channel,
                conversation,
                counter: None,
                refused,
                place,
                now,
                zone,
            })
        });
        let (person, here) = (by.officer.id(), desk.clone());
        // Having the page open is what presence means; it is no act, and leaves no trace after half a minute.
        let present = here.write(move |conn| Ok(presence::here(conn, id, person, now)?));
        let (frame, page, present) = tokio::join!(Frame::read(desk, by), reading, present);
        let (frame, mut page) = (frame?, page?);
        present?;
        page.counter = page.count(desk).await?;
        let markup = page.render(&frame);
        Ok((page, markup))
    }

    /// What the network says of the text in the composer. A network that is slow to tell does not hold up the page.
    async fn count(&self, desk: &Desk) -> Result<Option<Counter>, Problem> {
        let Some(answered) = &self.answered else { return Ok(None) };
        let text =
            self.refused.as_ref().map(|refused| refused.written.text.clone()).or_else(|| self.draft.clone()).unwrap_or_default();
        let (desk, conversation, answers) = (desk.clone(), self.conversation.clone(), answered.message);
        let asking = tokio::spawn(async move {
            let (_, empty) = reply::measure(&desk, &conversation, answers, String::new()).await?;
            let (limits, length) = reply::measure(&desk, &conversation, answers, text).await?;
            Ok::<_, Problem>(Counter {
                used: length.used,
                base: empty.used,
                limit: length.limit,
                per_url: limits.characters_per_url,
            })
        });
        match tokio::time::timeout(PATIENCE, asking).await {
            Ok(Ok(Ok(counter))) => Ok(Some(counter)),
            // The network said no, or is slow: sending will say why. The page is not the place.
            Ok(Ok(Err(Problem::Refused(_)))) | Err(_) => Ok(None),
            Ok(Ok(Err(fault))) => Err(fault),
            Ok(Err(ended)) => Err(Problem::Fault(ended.into())),
        }
    }

    fn render(&self, frame: &Frame) -> Markup {
        let locale = frame.locale;
        let view = self.place.q().is_none().then(|| self.place.view());
        let network = network_name(locale, &self.channel);
        let answering = self.answered.as_ref().map(|answered| answered.message);
        let thread = ThreadView {
            frame,
            place: &self.place,
            conversation: self.conversation.id,
            channel: &self.channel,
            network: &network,
            thread: &self.thread,
            names: &self.names,
            answered: answering,
            may_answer: self.may_answer,
            revealed: &self.revealed,
            reader: self.reader,
            now: self.now,
            zone: &self.zone,
        };
        let main = html! {
            section.list #list aria-label=(locale.say("list-label")) { (self.list.render(frame, &self.place, Some(self.conversation.id), Level::Beside)) }
            div.conversation {
                main #main tabindex="-1" data-address=[self.refused.as_ref().map(|_| self.place.conversation(self.conversation.id))] data-presence=(format!("{}/presence", conversation::address(self.conversation.id))) data-conversation=(self.conversation.id) {
                    (self.bar(frame))
                    (frame.banner())
                    (undo::bar(frame, &self.place, self.undoable.as_ref(), self.now, &self.zone))
                    (others(locale, &self.others))
                    div.thread #thread tabindex="0" role="region" aria-label=(locale.say("thread-label")) data-one=(locale.say_with("thread-news", &[("n", 1.into())])) data-many=(locale.say_with("thread-news", &[("n", "{n}".into())])) { (thread.render()) }
                    (self.composer(frame))
                }
                aside.context #context aria-label=(locale.say("context-label")) {
                    (self.belonging.render(frame, &self.place, self.conversation.id, self.may_answer))
                    (self.context.render(locale, &self.place, &self.conversation, &self.channel, self.now, &self.zone))
                }
            }
        };
        frame.panes(Room::Participate(view), &self.title, "conversation", main)
    }

    fn composer(&self, frame: &Frame) -> Markup {
        let locale = frame.locale;
        if !self.may_answer {
            return html! { p.compose.hint #compose { (locale.say("compose-may-not")) } };
        }
        let composer = Composer {
            frame,
            place: &self.place,
            conversation: self.conversation.id,
            state: self.conversation.state,
            channel: &self.channel,
            answered: self.answered.as_ref(),
            draft: self.draft.as_deref(),
            returned: self.returned.as_ref(),
            counter: self.counter,
            refused: self.refused.as_ref(),
            screening: &self.screening,
            has_secure: self.has_secure,
            chosen: self.place.answer().is_some(),
        };
        html! { section.compose #compose aria-label=(locale.say("compose-label")) { (composer.render()) } }
    }

    /// Title, who has it, and what can be done with the conversation as a whole.
    fn bar(&self, frame: &Frame) -> Markup {
        let locale = frame.locale;
        let state = self.conversation.state;
        let title = if self.title.is_empty() { locale.say("conversation-untitled") } else { self.title.clone() };
        html! {
            div.bar #bar {
                a.back href=(self.place.list()) { span aria-hidden="true" { "‹ " } (locale.say("conversation-back")) }
                h1 dir="auto" title=(title) { (title) }
                @if state != Stands::Open { span.tag { (locale.say(&format!("state-{}", state.as_str()))) } }
                @if self.may_answer {
                    div.acts {
                        (self.assign(frame))
                        @if state == Stands::Open { (self.turn(frame, Stands::Waiting, "turn-waiting", None, false)) }
                        @if matches!(state, Stands::Waiting | Stands::Done) { (self.turn(frame, Stands::Open, "turn-open", None, false)) }
                        @if matches!(state, Stands::Open | Stands::Waiting) { (self.turn(frame, Stands::Done, "turn-done", Some("e"), state == Stands::Waiting)) }
                    }
                }
            }
        }
    }

    fn turn(&self, frame: &Frame, to: Stands, words: &str, key: Option<&str>, go: bool) -> Markup {
        html! {
            form #{ "turn-" (to.as_str()) } method="post" action=(format!("{}/state", conversation::address(self.conversation.id))) {
                (frame.token()) (self.place.fields())
                button.btn.go[go] type="submit" name="state" value=(to.as_str()) { (frame.locale.say(words)) @if let Some(key) = key { " " kbd { (key) } } }
            }
        }
    }

    fn assign(&self, frame: &Frame) -> Markup {
        let locale = frame.locale;
        let has_it = self.conversation.assignee;
        let name = has_it.and_then(|id| self.names.get(&id));
        html! {
            details.menu-button #assign {
                summary.btn {
                    @match name {
                        Some(_) if has_it == Some(self.reader) => (locale.say("assign-mine")),
                        Some(name) => (locale.say_with("assign-has-it", &[("name", name.as_str().into())])),
                        None => (locale.say("assign")),
                    }
                    " " kbd { "a" }
                }
                form.stack method="post" action=(format!("{}/assignment", conversation::address(self.conversation.id))) {
                    (frame.token()) (self.place.fields())
                    @if has_it != Some(self.reader) {
                        button.btn type="submit" name="me" value=(self.reader) { (locale.say("assign-to-me")) }
                    }
                    label for="assign-to" { (locale.say("assign-to")) }
                    select #assign-to name="to" {
                        option value="" selected[has_it.is_none()] { (locale.say("assign-nobody")) }
                        @for colleague in &self.colleagues {
                            option value=(colleague.id) selected[has_it == Some(colleague.id)] {
                                (colleague.name) @if !colleague.post.is_empty() { ", " (colleague.post) }
                            }
                        }
                    }
                    button.btn type="submit" { (locale.say("assign-button")) }
                }
            }
        }
    }
}

/// The network's name to people; the practice network is called so in the reader's language.
pub(super) fn network_name(locale: Locale, channel: &Channel) -> String {
    let key = format!("network-{}", channel.network);
    if locale.knows(&key) {
        return locale.say(&key);
    }
    channel.network().map_or_else(|_| channel.network.clone(), |network| network.about().label.to_owned())
}

/// Who else has the conversation open.
pub(super) fn others(locale: Locale, others: &[String]) -> Markup {
    html! {
        div #presence {
            @if !others.is_empty() {
                p.banner.amber { (locale.say_with("presence", &[("names", others.join(", ").into()), ("n", i64::try_from(others.len()).unwrap_or(0).into())])) }
            }
        }
    }
}

/// The message that the composer answers: the one chosen, else the latest from outside that still stands.
fn answered(
    conn: &mut store::Conn,
    conversation: &Conversation,
    thread: &Thread,
    place: &Place,
) -> Result<Option<Message>, Problem> {
    let may_be = |message: &Message| message.direction == Direction::In && message.conversation == conversation.id;
    if let Some(chosen) = place.answer()
        && let Some(chosen) = message::find(conn, MessageId(chosen))?.filter(may_be)
    {
        return Ok(Some(chosen));
    }
    let latest = match place.earlier() {
        None => thread
            .parts
            .iter()
            .rev()
            .filter_map(|part| match part {
                Part::Spoken(spoken) => Some(spoken.message.clone()),
                _ => None,
            })
            .collect(),
        Some(_) => message::latest(conn, conversation.id, i64::MAX, thread::PAGE)?,
    };
    let (standing, gone): (Vec<Message>, Vec<Message>) =
        latest.into_iter().filter(may_be).partition(|message| message.gone_at.is_none());
    Ok(standing.into_iter().next().or_else(|| gone.into_iter().next()))
}

fn whom(conn: &mut store::Conn, message: &Message) -> Result<Answered, Problem> {
    let author = match message.author {
        Some(id) => author::find(conn, id)?,
        None => None,
    };
    let text = message::text(conn, message.content)?;
    let findings = thread::findings(conn, message)?;
    Ok(Answered {
        message: message.id,
        name: author.map(|author| screen::first_words(&shown::masked(author.shown()), 60)).unwrap_or_default(),
        words: screen::first_words(&shown::plain(text.plain(), &findings), 32),
    })
}
