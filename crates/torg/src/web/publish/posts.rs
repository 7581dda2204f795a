//! Posts: what is being written, what waits for a yes, what is planned, what is done.
use std::collections::HashMap;

use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::mandate::{Allowed, Read};
use crate::govern::{channel, person};
use crate::ground::{ChannelId, Desk, PersonId, PostId, Problem};
use crate::publish::post::{self, Post, State as Stands};
use crate::publish::posts;
use crate::web::frame::{Frame, Room};
use crate::web::shown::Times;
use crate::web::visitor::SignedIn;

/// Posts of one page.
const SHOWN: i64 = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    state: Option<Stands>,
    #[serde(default)]
    before: Option<PostId>,
}

struct PostsPage {
    frame: Frame,
    times: Times,
    state: Option<Stands>,
    lines: Vec<(Post, Vec<String>)>,
    names: HashMap<PersonId, String>,
    more: Option<PostId>,
}

/// `GET /publish/posts`.
pub(super) async fn page(State(desk): State<Desk>, Query(asked): Query<Asked>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let page = desk.read(move |conn| {
        let reach = officer.reach::<Read>(conn, now)?;
        let mut found = posts::newest(conn, &reach, asked.state, asked.before, SHOWN + 1)?;
        let more = found.len() > usize::try_from(SHOWN).unwrap_or(usize::MAX);
        found.truncate(usize::try_from(SHOWN).unwrap_or(usize::MAX));
        let more = found.last().filter(|_| more).map(|post| post.id);
        let channels: HashMap<ChannelId, String> =
            channel::all(conn)?.into_iter().map(|channel| (channel.id, channel.name)).collect();
        let mut lines = Vec::with_capacity(found.len());
        for post in found {
            let mut named = post::channels(conn, post.id)?;
            named.retain(|channel| reach.holds_channel(*channel));
            let names = named.into_iter().filter_map(|channel| channels.get(&channel).cloned()).collect();
            lines.push((post, names));
        }
        let names = person::all(conn)?.into_iter().map(|person| (person.id, person.name)).collect();
        Ok(PostsPage { frame, times, state: asked.state, lines, names, more })
    });
    Ok(page.await?.render())
}

/// The tag of a post's state.
pub(super) fn state_tag(locale: crate::ground::locale::Locale, state: Stands) -> Markup {
    html! { span.tag.amber[state == Stands::Waiting].blue[state == Stands::Planned] { (locale.say(&format!("post-state-{}", state.as_str()))) } }
}

impl PostsPage {
    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let here = |state: Option<Stands>| (self.state == state).then_some("page");
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            div.toolbar {
                @if self.frame.may(Allowed::Publish) { a.btn.go href="/publish/posts/new" { (locale.say("compose-post-new")) } }
                @if self.frame.may(Allowed::Approve) { a.btn href="/publish/approvals" { (locale.say("approvals-title")) } }
                @if self.frame.may(Allowed::Publish) { a.btn href="/publish/templates" { (locale.say("templates")) } }
                a.btn href="/publish/calendar" { (locale.say("calendar-title")) }
                @if self.frame.may(Allowed::Publish) { a.btn href="/publish/feeds" { (locale.say("feeds-title")) } }
                a.btn href="/publish/stops" { (locale.say("stops-title")) }
            }
            nav aria-label=(locale.say("posts-states")) {
                ul.toolbar.tabs {
                    li { a.btn href="/publish/posts" aria-current=[here(None)] { (locale.say("posts-all")) } }
                    @for state in Stands::ALL {
                        li { a.btn href=(format!("/publish/posts?state={}", state.as_str())) aria-current=[here(Some(*state))] { (locale.say(&format!("post-state-{}", state.as_str()))) } }
                    }
                }
            }
            @if self.lines.is_empty() {
                div.card.empty {
                    p { (locale.say("posts-empty")) }
                    @if self.frame.may(Allowed::Publish) { a.btn href="/publish/posts/new" { (locale.say("compose-post-new")) } }
                }
            } @else {
                table.list {
                    thead { tr {
                        th scope="col" { (locale.say("column-what")) }
                        th scope="col" { (locale.say("column-state")) }
                        th scope="col" { (locale.say("column-when")) }
                        th scope="col" { (locale.say("column-channel")) }
                        th scope="col" { (locale.say("column-who")) }
                    } }
                    tbody { @for (post, channels) in &self.lines { (self.row(post, channels)) } }
                }
                @if let Some(before) = self.more {
                    p.more { a.btn href=(format!("/publish/posts?{}before={before}", self.state.map(|state| format!("state={}&", state.as_str())).unwrap_or_default())) { (locale.say("posts-more")) } }
                }
            }
        };
        self.frame.simple_page(Room::Posts, &locale.say("posts-title"), content)
    }

    fn row(&self, post: &Post, channels: &[String]) -> Markup {
        let locale = self.frame.locale;
        html! {
            tr {
                td.wide data-label=(locale.say("column-what")) { a href=(post::address(post.id)) dir="auto" { (post.name) } }
                td data-label=(locale.say("column-state")) { (state_tag(locale, post.state)) }
                td data-label=(locale.say("column-when")) { (self.times.moment(post.planned_at.unwrap_or(post.state_at))) }
                td data-label=(locale.say("column-channel")) { bdi { (channels.join(", ")) } }
                td data-label=(locale.say("column-who")) { bdi { (self.names.get(&post.made_by).map_or("", String::as_str)) } }
            }
        }
    }
}
