//! The outbox: what needs a person stands on top, with the reason and a way on; then what is on its way, and what arrived.
use std::collections::HashMap;

use axum::extract::State;
use maud::{Markup, html};
use store::Conn;

use super::carrying;
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::{Answer, Channels, Publish, Read};
use crate::govern::{Officer, person};
use crate::ground::locale::Locale;
use crate::ground::{DeliveryId, Desk, PersonId, Problem};
use crate::participate::conversation;
use crate::publish::delivery::{Delivery, Does, State as Stands};
use crate::publish::{overview, stop};
use crate::records::author;
use crate::records::message::{self, Text};
use crate::web::frame::{Frame, Room, say_around};
use crate::web::shown::{Times, first_words, network_name, safely, said, web_address};
use crate::web::visitor::SignedIn;

/// Deliveries that are shown of each sort.
const SHOWN: i64 = 50;

/// All that the page shows.
pub(super) struct OutboxPage {
    pub(super) frame: Frame,
    pub(super) times: Times,
    /// Held back by a stop, or because an approval is missing or too old.
    pub(super) held: Vec<Line>,
    /// Not sent, or nobody knows.
    troubled: Vec<Line>,
    sending: Vec<Line>,
    queued: Vec<Line>,
    posted: Vec<Line>,
}

/// One delivery, dressed.
pub(super) struct Line {
    pub(super) delivery: Delivery,
    pub(super) channel: Channel,
    pub(super) text: Text,
    written_by: String,
    /// Whom it answers, as their network shows them.
    to: Option<String>,
    /// Where the message it answers stands in the network.
    pub(super) answered_at: Option<String>,
    /// A stop is in force in its channel.
    pub(super) stopped: bool,
    /// Whether the reader may decide about it: answer there, or publish for a post's.
    pub(super) may_answer: bool,
}

/// `GET /publish/outbox`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk
        .read(move |conn| {
            let channels = officer.reach::<Read>(conn, now)?.channels().clone();
            let dresser = Dresser::read(conn, &officer, now)?;
            let mut troubled = overview::given_up(conn, &channels)?;
            let given_up: Vec<DeliveryId> = troubled.iter().map(|delivery| delivery.id).collect();
            troubled.extend(overview::troubled(conn, &channels, SHOWN * 4)?);
            let in_state = |conn: &mut Conn, state| -> Result<Vec<Line>, Problem> {
                let mut deliveries = overview::in_state(conn, &channels, state, SHOWN)?;
                deliveries.retain(|delivery| !given_up.contains(&delivery.id));
                dresser.dress(conn, deliveries)
            };
            let held = overview::in_state(conn, &channels, Stands::Stopped, SHOWN * 4)?;
            let held = dresser.dress(conn, held)?;
            Ok(OutboxPage {
                held,
                troubled: dresser.dress(conn, troubled)?,
                sending: in_state(conn, Stands::Sending)?,
                queued: in_state(conn, Stands::Queued)?,
                posted: in_state(conn, Stands::Posted)?,
                frame,
                times,
            })
        })
        .await?;
    Ok(page.render())
}

/// What every line is dressed with.
struct Dresser {
    channels: Vec<Channel>,
    names: HashMap<PersonId, String>,
    may_answer: Channels,
    may_publish: Channels,
}

impl Dresser {
    fn read(conn: &mut Conn, officer: &Officer, now: jiff::Timestamp) -> Result<Self, Problem> {
        let names = person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
        let (may_answer, may_publish) = (officer.channels::<Answer>(conn, now)?, officer.channels::<Publish>(conn, now)?);
        Ok(Self { channels: channel::all(conn)?, names, may_answer, may_publish })
    }

    fn dress(&self, conn: &mut Conn, deliveries: Vec<Delivery>) -> Result<Vec<Line>, Problem> {
        let mut lines = Vec::with_capacity(deliveries.len());
        for delivery in deliveries {
            let channel = self.channels.iter().find(|channel| channel.id == delivery.channel).cloned();
            let Some(channel) = channel else { return Err(anyhow::anyhow!("the channel of a delivery is gone").into()) };
            let answered = match delivery.answers {
                Some(id) => message::find(conn, id)?,
                None => None,
            };
            let author = match answered.as_ref().and_then(|answered| answered.author) {
                Some(id) => author::find(conn, id)?,
                None => None,
            };
            lines.push(Line {
                text: message::text(conn, delivery.content)?,
                written_by: self.names.get(&delivery.written_by).cloned().unwrap_or_default(),
                answered_at: answered.and_then(|answered| answered.url),
                stopped: delivery.state == Stands::ByHand && stop::over(conn, channel.id)?.is_some(),
                to: author.map(|author| screen::first_words(author.shown(), 60)),
                may_answer: if delivery.post.is_some() { &self.may_publish } else { &self.may_answer }.hold(channel.id),
                delivery,
                channel,
            });
        }
        Ok(lines)
    }
}

impl OutboxPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let nothing =
            [&self.held, &self.troubled, &self.sending, &self.queued, &self.posted].iter().all(|lines| lines.is_empty());
        let content = html! {
            @if nothing {
                div.card.empty {
                    p { (locale.say("outbox-empty")) }
                    a.btn href="/participate/inbox" { (locale.say("outbox-empty-link")) }
                }
            }
            @if !self.troubled.is_empty() {
                section aria-labelledby="needs-you" {
                    h2 #needs-you { (locale.say("outbox-needs-you")) }
                    @for line in &self.troubled { (self.troubled(line)) }
                }
            }
            (self.held())
            (self.table("outbox-sending", &self.sending))
            (self.table("outbox-queued", &self.queued))
            (self.table("outbox-posted", &self.posted))
        };
        self.frame.simple_page(Room::Publish, &locale.say("nav-publish"), content)
    }

    /// A delivery that waits for a person: what happened, what it says, what to do.
    fn troubled(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let Line { delivery, channel, .. } = line;
        let id = format!("d-{}", delivery.id.0.simple());
        let unknown = matches!(delivery.state, Stands::Unknown | Stands::ByHand);
        html! {
            article.card #(id) aria-labelledby=(format!("{id}-what")) {
                h3 #{ (id) "-what" } {
                    span.tag.amber[unknown].red[!unknown] { (locale.say(&format!("delivery-{}", delivery.state.as_str()))) }
                    " " bdi { (channel.name) } " · " (network_name(locale, &channel.network)) " · " (self.times.moment(delivery.state_at))
                }
                @if let Some(reason) = &delivery.reason { p { (reason_said(locale, reason)) } }
                @if let Some(detail) = &delivery.detail { p.hint { (locale.say("network-words")) " " bdi { (safely(detail)) } } }
                @if delivery.state != Stands::ByHand || !line.may_answer { blockquote { (said(locale, &line.text)) } }
                p.hint { (self.who_and_where(line)) }
                @match delivery.state {
                    _ if !line.may_answer => p.why { (locale.say("outbox-may-not")) },
                    Stands::Unknown => (self.settle(line)),
                    Stands::ByHand => (carrying::card(&self.frame, line)),
                    Stands::Failed => (self.fail(line)),
                    _ => (self.given_up(line)),
                }
            }
        }
    }

    fn who_and_where(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if let Some(to) = &line.to { (say_around(locale, "outbox-to", "name", html! { bdi { (to) } })) " " }
            (say_around(locale, "outbox-written-by", "name", html! { bdi { (line.written_by) } })) " "
            @if let Some(id) = line.delivery.conversation { a href=(conversation::address(id)) { (locale.say("way-on-conversation")) } }
        }
    }

    /// It is not in the network: the reason says what can be done about it.
    fn fail(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let address = format!("/publish/deliveries/{}", line.delivery.id);
        html! {
            @if let Some(reason) = &line.delivery.reason { p.why { (locale.say(&advice_key(reason))) } }
            div.toolbar {
                form method="post" action=(format!("{address}/retry")) {
                    (self.frame.token())
                    button.btn type="submit" { (locale.say("outbox-retry")) }
                }
                form method="post" action=(format!("{address}/settlement")) {
                    (self.frame.token())
                    button.btn type="submit" name="outcome" value="not-posted" { (locale.say("outbox-let-go")) }
                }
            }
        }
    }

    /// It stands on its way and nothing moves it on.
    fn given_up(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        html! {
            p.why { (locale.say("outbox-given-up")) }
            form method="post" action=(format!("/publish/deliveries/{}/retry", line.delivery.id)) {
                (self.frame.token())
                button.btn type="submit" { (locale.say("outbox-retry")) }
            }
        }
    }

    /// Nobody knows: what Torg looked at, where to look, and what to tell it.
    fn settle(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let Line { delivery, channel, .. } = line;
        let field = format!("url-{}", delivery.id.0.simple());
        let begun = self.times.whole(delivery.begun_at.unwrap_or(delivery.queued_at));
        let network = network_name(locale, &channel.network);
        // The look that ended it is not counted in the row. With any other reason the network could not be asked.
        let looks = if delivery.reason.as_deref() == Some("reason-unknown") { delivery.looks + 1 } else { 0 };
        html! {
            p { (locale.say_with("outbox-looked", &[("time", begun.into()), ("n", looks.into())])) }
            @if let Some(url) = web_address(channel.url.as_deref()) {
                p { a.btn href=(url) rel="noreferrer noopener" target="_blank" { (locale.say_with("outbox-look", &[("network", network.into())])) } }
            }
            form.stack method="post" action=(format!("/publish/deliveries/{}/settlement", delivery.id)) {
                (self.frame.token())
                label for=(field) { (locale.say("outbox-url")) }
                input #(field) type="url" name="url" inputmode="url" autocomplete="off";
                div.toolbar {
                    button.btn type="submit" name="outcome" value="posted" { (locale.say("outbox-is-there")) }
                    button.btn type="submit" name="outcome" value="send-again" { (locale.say("outbox-send-again")) }
                    button.btn type="submit" name="outcome" value="not-posted" { (locale.say("outbox-is-not-there")) }
                }
            }
        }
    }

    fn table(&self, heading: &str, lines: &[Line]) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if !lines.is_empty() {
                section aria-labelledby=(heading) {
                    h2 #(heading) { (locale.say(heading)) }
                    table.list {
                        thead { tr {
                            th scope="col" { (locale.say("column-when")) }
                            th scope="col" { (locale.say("column-channel")) }
                            th scope="col" { (locale.say("column-what")) }
                            th scope="col" { (locale.say("column-who")) }
                        } }
                        tbody { @for line in lines { (self.row(line)) } }
                    }
                }
            }
        }
    }

    fn row(&self, line: &Line) -> Markup {
        let locale = self.frame.locale;
        let Line { delivery, channel, .. } = line;
        let words = match &line.text {
            Text::Said(_) => first_words(&line.text, 90),
            Text::Erased { decision } => locale.say_with("message-erased", &[("decision", decision.as_str().into())]),
        };
        let at = if delivery.state == Stands::Queued { delivery.send_at } else { delivery.state_at };
        let waits = delivery.state == Stands::Queued && delivery.attempts > 0;
        html! {
            tr {
                td data-label=(locale.say("column-when")) { (self.times.moment(at)) }
                td data-label=(locale.say("column-channel")) { bdi { (channel.name) } }
                td data-label=(locale.say("column-what")) {
                    @if delivery.does != Does::Say { span.tag { (locale.say(&format!("does-{}", delivery.does.as_str()))) } " " }
                    @match delivery.conversation {
                        Some(id) => a href=(conversation::address(id)) dir="auto" { (words) },
                        None => span dir="auto" { (words) },
                    }
                    @if waits && let Some(reason) = &delivery.reason { br; span.hint { (reason_said(locale, reason)) " " (locale.say("outbox-tries-again")) } }
                    @if delivery.state == Stands::Posted && let Some(url) = web_address(delivery.url.as_deref()) {
                        " " a href=(url) rel="noreferrer noopener" target="_blank" { (locale.say("outbox-original")) }
                    }
                }
                td data-label=(locale.say("column-who")) { bdi { (line.written_by) } }
            }
        }
    }
}

/// Why it stands still, in words for afterwards.
pub(super) fn reason_said(locale: Locale, reason: &str) -> String {
    locale.say(&reason.replacen("trouble-", "reason-", 1))
}

/// The key of what to do about a failure.
fn advice_key(reason: &str) -> String {
    format!("advice-{}", reason.trim_start_matches("reason-").trim_start_matches("trouble-"))
}
