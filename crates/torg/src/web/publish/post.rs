//! A post as it was handed in: what each channel says, who must say yes, where each delivery stands, and what can be done.
use std::collections::HashMap;

use axum::extract::{Path, State};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use store::Conn;

use super::composing::preview;
use super::differences;
use super::form::as_filled;
use super::outbox::reason_said;
use super::posts::state_tag;
use super::remarks::Remarks;
use super::series::beside;
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::{Allowed, Read};
use crate::govern::{Officer, person};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, PersonId, PostId, Problem};
use crate::publish::approval::{self, Approval, Says};
use crate::publish::composition::Composition;
use crate::publish::delivery::{self, Delivery, Does, State as Journey};
use crate::publish::post::{self, Post, State as Stands};
use crate::publish::series::{self, Series};
use crate::publish::version::{self, Version};
use crate::records::content::{self, Content};
use crate::web::frame::{Frame, Room, say_around};
use crate::web::shown::{Times, network_name, web_address};
use crate::web::visitor::SignedIn;

struct PostPage {
    frame: Frame,
    times: Times,
    reader: PersonId,
    post: Post,
    version: Option<Version>,
    /// What was handed in, or what is being written.
    composition: Composition,
    /// What the version before the last said, where it was approved.
    before: Option<Composition>,
    channels: Vec<Channel>,
    deliveries: Vec<Delivery>,
    said: Vec<(Approval, Option<String>)>,
    names: HashMap<PersonId, String>,
    writers: Vec<PersonId>,
    remarks: Remarks,
    /// The rules by which it is said again.
    series: Vec<Series>,
}

/// `GET /publish/posts/{id}`.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<PostId>, by: SignedIn) -> Result<Markup, Problem> {
    Ok(read(&desk, &by, id).await?.render())
}

async fn read(desk: &Desk, by: &SignedIn, id: PostId) -> Result<PostPage, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, here) = (by.officer.clone(), by.now, desk.clone());
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    desk.read(move |conn| {
        let post = seen(conn, &officer, id, now)?;
        let version = version::find(conn, id, post.version)?;
        let handed_in = match &version {
            Some(version) if post.state != Stands::Draft => version::frozen(conn, version)?.map(|frozen| frozen.composition),
            _ => None,
        };
        let composition = match handed_in {
            Some(composition) => composition,
            None => post::composition(conn, here.vault(), id)?,
        };
        let approved = version::all(conn, id)?.into_iter().find(|one| one.approved_at.is_some() && one.number < post.version);
        let before = match approved {
            Some(approved) => version::frozen(conn, &approved)?.map(|frozen| frozen.composition),
            None => None,
        };
        let mut said = Vec::new();
        for one in approval::of_post(conn, id)? {
            let note = match one.note {
                Some(note) => match content::find(conn, note)? {
                    Some(Content::Kept(bytes)) => Some(String::from_utf8_lossy(&bytes).into_owned()),
                    _ => None,
                },
                None => None,
            };
            said.push((one, note));
        }
        Ok(PostPage {
            reader: officer.id(),
            channels: channel::all(conn)?.into_iter().filter(|one| composition.channels.contains(&one.id)).collect(),
            deliveries: delivery::of_post(conn, id)?,
            names: person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect(),
            writers: post::writers(conn, id)?,
            remarks: Remarks::read(conn, &here, id)?,
            series: series::of(conn, id)?,
            frame,
            times,
            post,
            version,
            composition,
            before,
            said,
        })
    })
    .await
}

/// The post, when the officer may see it.
pub(super) fn seen(conn: &mut Conn, officer: &Officer, id: PostId, now: jiff::Timestamp) -> Result<Post, Problem> {
    let found = post::find(conn, id)?.ok_or_else(not_found)?;
    let reach = officer.reach::<Read>(conn, now)?;
    if post::is_seen(conn, &reach, &found)? { Ok(found) } else { Err(not_found()) }
}

impl PostPage {
    fn name(&self, id: PersonId) -> &str {
        self.names.get(&id).map_or("", String::as_str)
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let post = &self.post;
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            p {
                (state_tag(locale, post.state)) " "
                @match post.planned_at {
                    Some(at) => (locale.say_with("post-planned-for", &[("time", locale.time(at, &zone_of(post, &self.times)).into())])),
                    None => (locale.say("post-planned-now")),
                }
            }
            p.hint {
                (locale.say_with("post-made-by", &[("name", self.name(post.made_by).into()), ("time", self.times.whole(post.made_at).into())]))
                " " a href=(format!("{}/history", post::address(post.id))) { (locale.say("way-on-history")) }
                @if let Some(corrects) = post.corrects { " " a href=(post::address(corrects)) { (locale.say("post-corrects")) } }
            }
            (self.verdict())
            (self.acts())
            @if let Some(before) = &self.before { (self.changes(before)) }
            section aria-labelledby="says" {
                h2 #says { (locale.say("compose-per-channel")) }
                @for channel in &self.channels { (self.channel(channel)) }
                p.hint {
                    @if self.composition.source.is_empty() { (locale.say_with("post-no-source", &[("why", self.composition.no_source_because.as_str().into())])) }
                    @else if let Some(url) = web_address(Some(&self.composition.source)) { (locale.say("post-source")) " " a href=(url) rel="noreferrer noopener" { (self.composition.source) } }
                }
            }
            (beside(&self.frame, &self.times, post, &self.series))
            (self.remarks.render(&self.frame, &self.times, post.id, post.state, &self.channels.iter().collect::<Vec<_>>()))
            @if !self.said.is_empty() {
                section aria-labelledby="said" {
                    h2 #said { (locale.say("post-said")) }
                    ul.said { @for (one, note) in &self.said { (self.verdict_line(one, note.as_deref())) } }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &post.name, content)
    }

    fn verdict_line(&self, one: &Approval, note: Option<&str>) -> Markup {
        let locale = self.frame.locale;
        let key = if one.says == Says::Approved { "post-approved-by" } else { "post-returned-by" };
        html! {
            li {
                (locale.say_with(key, &[("name", self.name(one.person).into()), ("n", one.version.into()), ("time", self.times.whole(one.at).into())]))
                @if let Some(note) = note { blockquote dir="auto" { (note) } }
            }
        }
    }

    /// Yes or no, for those who may; and why not, for those who wrote.
    fn verdict(&self) -> Markup {
        let locale = self.frame.locale;
        let (post, Some(version)) = (&self.post, &self.version) else { return html! {} };
        if post.state != Stands::Waiting {
            return html! {};
        }
        let wrote = self.writers.contains(&self.reader);
        html! {
            section.card aria-labelledby="verdict" {
                h2 #verdict { (locale.say("post-waits")) }
                p.why { (locale.say(&format!("demand-{}", version.demand.as_str()))) }
                @if wrote { p { (locale.say("post-waits-own")) } }
                @else if self.frame.may(Allowed::Approve) {
                    form.stack method="post" action=(format!("{}/approval", post::address(post.id))) {
                        (self.frame.token())
                        input type="hidden" name="version" value=(version.number);
                        label for="note" { (locale.say("post-note")) }
                        textarea #note name="note" rows="3" maxlength="2000" {}
                        div.toolbar {
                            button.btn.go type="submit" name="verdict" value="approve" { (locale.say("post-approve")) }
                            button.btn type="submit" name="verdict" value="return" { (locale.say("post-return")) }
                        }
                    }
                }
            }
        }
    }

    fn acts(&self) -> Markup {
        let locale = self.frame.locale;
        let address = post::address(self.post.id);
        if !self.frame.may(Allowed::Publish) {
            return html! {};
        }
        html! {
            div.toolbar {
                @match self.post.state {
                    Stands::Draft => {
                        a.btn.go href=(format!("{address}/edit")) { (locale.say("post-write-on")) }
                        form method="post" action=(format!("{address}/dropping")) { (self.frame.token()) button.btn type="submit" { (locale.say("post-drop")) } }
                    },
                    Stands::Waiting | Stands::Planned => {
                        form method="post" action=(format!("{address}/reopening")) { (self.frame.token()) button.btn type="submit" { (locale.say("post-reopen")) } }
                        @if let Some(at) = self.post.planned_at {
                            @let zone = TimeZone::get(&self.post.zone).unwrap_or_else(|_| self.times.zone.clone());
                            form.toolbar method="post" action=(format!("{address}/time")) {
                                (self.frame.token())
                                label for="at" { (locale.say_with("compose-planned", &[("zone", self.post.zone.as_str().into())])) }
                                input #at type="datetime-local" name="at" required value=(as_filled(at, &zone));
                                button.btn type="submit" { (locale.say("post-move")) }
                            }
                        }
                    },
                    Stands::Done => {
                        form method="post" action=(format!("{address}/correction")) { (self.frame.token()) button.btn type="submit" { (locale.say("post-correct")) } }
                    },
                    Stands::Dropped => {},
                }
            }
        }
    }

    /// What is new since the last version that somebody approved, in whichever channel.
    fn changes(&self, before: &Composition) -> Markup {
        let locale = self.frame.locale;
        let changed = differences::changed(locale, before, &self.composition, &self.channels);
        html! {
            @if !changed.is_empty() {
                section.card aria-labelledby="changes" {
                    h2 #changes { (locale.say("post-changes")) }
                    (differences::shown(&changed))
                }
            }
        }
    }

    fn channel(&self, channel: &Channel) -> Markup {
        let locale = self.frame.locale;
        let id = format!("c-{}", channel.id.0.simple());
        html! {
            article.card.preview aria-labelledby=(id) {
                h3 #(id) { bdi { (channel.name) } " " small { (network_name(locale, &channel.network)) } }
                (preview(self.composition.wording(channel.id)))
                @for delivery in self.deliveries.iter().filter(|delivery| delivery.channel == channel.id) { (self.delivery(channel.id, delivery)) }
            }
        }
    }

    fn delivery(&self, channel: ChannelId, delivery: &Delivery) -> Markup {
        let locale = self.frame.locale;
        let trouble = matches!(delivery.state, Journey::Failed | Journey::Unknown | Journey::Stopped);
        let withdrawn = self
            .deliveries
            .iter()
            .any(|one| one.target == Some(delivery.id) && one.does == Does::Delete && one.state != Journey::Failed);
        html! {
            div.journey {
                p {
                    @if delivery.does != Does::Say { span.tag { (locale.say(&format!("does-{}", delivery.does.as_str()))) } " " }
                    span.tag.red[trouble] { (locale.say(&format!("delivery-{}", delivery.state.as_str()))) } " "
                    @if delivery.state == Journey::Queued { (self.times.whole(delivery.send_at)) } @else { (self.times.moment(delivery.state_at)) }
                    @if let Some(url) = web_address(delivery.url.as_deref()) { " " a href=(url) rel="noreferrer noopener" target="_blank" { (locale.say("outbox-original")) } }
                    @if let Some(reason) = &delivery.reason { " " (reason_said(locale, reason)) }
                    @if trouble { " " a href="/publish/outbox" { (locale.say("way-on-outbox")) } }
                }
                @if delivery.state == Journey::Posted && delivery.does != Does::Delete && !withdrawn && self.frame.may(Allowed::Publish) {
                    details {
                        summary { (locale.say("post-withdraw")) }
                        form.stack method="post" action=(format!("/publish/deliveries/{}/withdrawal", delivery.id)) {
                            (self.frame.token())
                            input type="hidden" name="channel" value=(channel);
                            label for=(format!("why-{}", delivery.id.0.simple())) { (locale.say("post-withdraw-why")) }
                            input id=(format!("why-{}", delivery.id.0.simple())) type="text" name="why" required maxlength="500";
                            button.btn.danger type="submit" { (locale.say("post-withdraw")) }
                        }
                    }
                }
            }
        }
    }
}

/// The zone in which a post's time was chosen.
fn zone_of(post: &Post, times: &Times) -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get(&post.zone).unwrap_or_else(|_| times.zone.clone())
}

/// Whether the words of an answer go around something: used by the list of what waits.
pub(super) fn around(locale: crate::ground::locale::Locale, key: &str, name: &str) -> Markup {
    say_around(locale, key, "name", html! { bdi { (name) } })
}
