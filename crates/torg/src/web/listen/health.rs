//! Are the channels well? When each was heard last, what stands in the way, what could not be understood, what was given up.
use axum::extract::State;
use maud::{Markup, html};
use store::Conn;

use super::mending::is_known;
use crate::govern::channel::{self, Attention, Channel, public_promise};
use crate::govern::mandate::{Allowed, Channels, Read, Run};
use crate::ground::jobs::{self, DeadJob};
use crate::ground::{Desk, Problem};
use crate::listen::set_aside::{self, SetAside};
use crate::records::content::{self, Content};
use crate::web::frame::{Frame, Room};
use crate::web::shown::{Times, attention, network_name, safely};
use crate::web::visitor::SignedIn;

/// Bytes that are shown of an item; what a network sends by mistake can be large.
const SHOWN: usize = 20_000;
/// What is hidden is not longer than this.
const AT_MOST_HIDDEN: usize = 100;

/// All that the page shows.
struct ListenPage {
    frame: Frame,
    times: Times,
    channels: Vec<(Channel, Vec<Attention>)>,
    items: Vec<Item>,
    /// None when the reader does not run all of the desk: jobs belong to no one channel.
    jobs: Option<Vec<DeadJob>>,
}

/// Something set aside, with its bytes.
struct Item {
    item: SetAside,
    raw: Raw,
    may_settle: bool,
}

enum Raw {
    Text { shown: String, cut: bool },
    Bytes(usize),
    Erased(String),
}

/// `GET /listen`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk
        .read(move |conn| {
            let readable = officer.reach::<Read>(conn, now)?.channels().clone();
            let run = officer.channels::<Run>(conn, now)?;
            let activities = public_promise::activities(conn)?;
            let mut channels = Vec::new();
            for channel in channel::all(conn)?.into_iter().filter(|channel| readable.hold(channel.id)) {
                let attention = channel.attention(activities.get(&channel.id).copied().unwrap_or_default(), now);
                channels.push((channel, attention));
            }
            let jobs = if run == Channels::All { Some(jobs::dead(conn)?) } else { None };
            let mut items = Vec::new();
            for item in set_aside::waiting(conn, &readable)? {
                items.push(Item { raw: raw(conn, &item)?, may_settle: run.hold(item.channel), item });
            }
            Ok(ListenPage { frame, times, channels, items, jobs })
        })
        .await?;
    Ok(page.render())
}

fn raw(conn: &mut Conn, item: &SetAside) -> Result<Raw, Problem> {
    Ok(match content::find(conn, item.raw)? {
        Some(Content::Kept(bytes)) => match str::from_utf8(&bytes) {
            Ok(text) => {
                // Hidden first, then cut: half a number tells half of it.
                let mut shown = safely(&text[..text.floor_char_boundary(SHOWN + AT_MOST_HIDDEN)]);
                shown.truncate(shown.floor_char_boundary(SHOWN));
                Raw::Text { shown, cut: SHOWN < text.len() }
            }
            Err(_) => Raw::Bytes(bytes.len()),
        },
        Some(Content::Erased { decision, .. }) => Raw::Erased(decision),
        None => return Err(anyhow::anyhow!("the bytes of a set-aside item are missing from the record").into()),
    })
}

impl ListenPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            section aria-labelledby="listen-channels" {
                h2 #listen-channels { (locale.say("listen-channels")) }
                @if self.channels.is_empty() {
                    div.card.empty {
                        p { (locale.say("listen-no-channels")) }
                        a.btn href="/govern/channels" { (locale.say("listen-no-channels-link")) }
                    }
                } @else { (self.health()) }
            }
            p {
                a href="/listen/rules" { (locale.say("rules-link")) }
                @if self.frame.may(Allowed::Govern) { " · " a href="/listen/secure-texts" { (locale.say("secure-link")) } }
            }
            section aria-labelledby="listen-set-aside" {
                h2 #listen-set-aside { (locale.say("listen-set-aside")) }
                p.hint { (locale.say("listen-set-aside-hint")) }
                @if self.items.is_empty() { p { (locale.say("listen-set-aside-empty")) } }
                @for item in &self.items { (self.item(item)) }
            }
            @if let Some(jobs) = &self.jobs {
                section aria-labelledby="listen-jobs" {
                    h2 #listen-jobs { (locale.say("listen-jobs")) }
                    p.hint { (locale.say("listen-jobs-hint")) }
                    @if jobs.is_empty() { p { (locale.say("listen-jobs-empty")) } }
                    @for job in jobs { (self.job(job)) }
                }
            }
        };
        self.frame.simple_page(Room::Listen, &locale.say("nav-listen"), content)
    }

    fn health(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            table.list {
                thead { tr {
                    th scope="col" { (locale.say("column-channel")) }
                    th scope="col" { (locale.say("column-state")) }
                    th scope="col" { (locale.say("column-fetched")) }
                    th scope="col" { (locale.say("column-posted")) }
                } }
                tbody {
                    @for (channel, told) in &self.channels {
                        tr {
                            th scope="row" { bdi { (channel.name) } br; span.hint { (network_name(locale, &channel.network)) " · " bdi { (channel.handle) } }
                                @if channel.closed_at.is_none() && channel.network().is_ok_and(connect::Network::by_hand) { br; a href=(format!("/listen/entering/{}", channel.id)) { (locale.say("entering-title")) } } }
                            td data-label=(locale.say("column-state")) { (self.state(channel)) @if !told.is_empty() { br; (attention(locale, told, self.times.now, &self.times.zone)) } }
                            td data-label=(locale.say("column-fetched")) { (self.moment_or_never(channel.fetched_at)) }
                            td data-label=(locale.say("column-posted")) { (self.moment_or_never(channel.posted_at)) }
                        }
                    }
                }
            }
        }
    }

    fn state(&self, channel: &Channel) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if let Some(at) = channel.closed_at {
                span.tag { (locale.say("stage-closed")) } " " (locale.say("channel-state-since")) " " (self.times.moment(at))
            } @else if let Some(at) = channel.paused_at {
                span.tag.blue { (locale.say("channel-state-paused")) } " " (locale.say("channel-state-since")) " " (self.times.moment(at))
            } @else if let Some(trouble) = &channel.trouble {
                span.tag.red { (locale.say("channel-state-trouble")) }
                @if let Some(at) = channel.trouble_at { " " (locale.say("channel-state-since")) " " (self.times.moment(at)) }
                br; (locale.say(trouble))
            } @else if channel.network().is_ok_and(|network| network.listening().is_none()) {
                // Nothing is fetched there: it is as it is.
                span.tag { (locale.say("channel-state-well")) }
            } @else if channel.fetched_at.is_none() {
                span.tag { (locale.say("channel-state-new")) }
            } @else {
                span.tag { (locale.say("channel-state-well")) }
            }
        }
    }

    fn moment_or_never(&self, at: Option<jiff::Timestamp>) -> Markup {
        match at {
            Some(at) => self.times.moment(at),
            None => html! { (self.frame.locale.say("not-yet")) },
        }
    }

    fn item(&self, Item { item, raw, may_settle }: &Item) -> Markup {
        let locale = self.frame.locale;
        html! {
            article.card #{ "s-" (item.id.0.simple()) } {
                h3 { bdi { (item.channel_name) } " · " (self.times.moment(item.at)) }
                p { (locale.say("set-aside-reason")) " " bdi { (safely(&item.reason)) } }
                @if let Some(remote_id) = &item.remote_id { p.hint { (locale.say("set-aside-remote-id")) " " bdi.mono { (safely(remote_id)) } } }
                @match raw {
                    Raw::Text { shown, cut } => details {
                        summary { (locale.say("set-aside-raw")) }
                        pre.mono.words dir="auto" tabindex="0" { (shown) }
                        @if *cut { p.hint { (locale.say_with("set-aside-cut", &[("n", SHOWN.into())])) } }
                    },
                    Raw::Bytes(n) => p { (locale.say_with("set-aside-bytes", &[("n", (*n).into())])) },
                    Raw::Erased(decision) => p.state { em { (locale.say_with("message-erased", &[("decision", decision.as_str().into())])) } },
                }
                @if *may_settle {
                    form method="post" action=(format!("/listen/set-aside/{}/settlement", item.id)) {
                        (self.frame.token())
                        button.btn type="submit" { (locale.say("set-aside-settle")) }
                    }
                } @else { p.why { (locale.say("set-aside-may-not")) } }
            }
        }
    }

    fn job(&self, job: &DeadJob) -> Markup {
        let locale = self.frame.locale;
        let known = is_known(&job.name);
        html! {
            article.card #{ "j-" (job.id.simple()) } {
                h3 {
                    @if known { (locale.say(&format!("job-{}", job.name))) } @else { (locale.say("job-unknown")) " " bdi.mono { (safely(&job.name)) } }
                    " · " (self.times.moment(job.dead_at))
                }
                p { (locale.say_with("job-tried", &[("n", job.attempts.into())])) " " bdi { (safely(&job.last_error)) } }
                div.toolbar {
                    form method="post" action=(format!("/listen/jobs/{}/retry", job.id)) {
                        (self.frame.token())
                        button.btn type="submit" { (locale.say("job-retry")) }
                    }
                    @if !known {
                        form method="post" action=(format!("/listen/jobs/{}/end", job.id)) {
                            (self.frame.token())
                            button.btn.danger type="submit" { (locale.say("job-end")) }
                        }
                    }
                }
            }
        }
    }
}
