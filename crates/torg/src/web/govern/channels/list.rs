//! All channels that someone governs, with how each one is.
use std::collections::HashMap;

use axum::extract::{Query, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::life::stage_tag;
use super::{address, promise_words};
use crate::govern::channel::public_promise::{self, Activity};
use crate::govern::channel::{Channel, Health};
use crate::govern::mandate::Govern;
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::finding::Finding;
use crate::web::govern::shown::{Names, moment, network_name, picture};
use crate::web::govern::{Section, page as room_page};
use crate::web::shown::attention;

const HERE: &str = "/govern/channels";

/// The list.
pub(super) async fn page(State(desk): State<Desk>, Query(finding): Query<Finding>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let (names, reach, activities) = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            Ok((Names::read(conn)?, reach, public_promise::activities(conn)?))
        })
        .await?;
    let zone = &desk.config().zone;
    let channels: Vec<&Channel> = names.channels.iter().filter(|channel| reach.holds_channel(channel.id)).collect();
    let locale = by.locale;
    let found = finding.among(channels, |channel| {
        let network = network_name(locale, &channel.network);
        format!("{} {} {network} {}", channel.name, channel.handle, names.unit(channel.unit))
    });
    let add = html! { a.btn.go href="/govern/channels/new" { (locale.say("channel-new")) } };
    let content = html! {
        @if found.none_at_all() {
            div.empty { p { (locale.say("channels-empty")) } @if reach.has_a_unit() { (add) } }
        } @else {
            @if reach.has_a_unit() { p.toolbar { (add) } }
            (found.field(locale, HERE, &[]))
            table.list {
                caption.visually-hidden { (locale.say("govern-channels")) }
                thead { tr {
                    th scope="col" { (locale.say("channel")) } th scope="col" { (locale.say("unit")) }
                    th scope="col" { (locale.say("answer-within")) } th scope="col" { (locale.say("channel-health")) }
                } }
                tbody { @for channel in &found.here { (row(locale, &names, channel, &activities, now, zone)) } }
            }
            (found.pages(locale, HERE, &[]))
        }
    };
    Ok(room_page(&frame, Section::Channels, &locale.say("govern-channels"), &content))
}

fn row(
    locale: Locale,
    names: &Names,
    channel: &Channel,
    activities: &HashMap<ChannelId, Activity>,
    now: Timestamp,
    zone: &TimeZone,
) -> Markup {
    html! {
        tr {
            td data-label=(locale.say("channel")) {
                span.account {
                    (picture(&channel.name, &channel.network))
                    a href=(address(channel.id)) { bdi { (screen::show_safely(&channel.name)) } }
                    span.hint { (network_name(locale, &channel.network)) " · " bdi { "@" (screen::show_safely(&channel.handle)) } }
                }
            }
            td data-label=(locale.say("unit")) { (names.unit(channel.unit)) }
            td data-label=(locale.say("answer-within")) { (promise_words(locale, channel.answer_within_minutes)) }
            td data-label=(locale.say("channel-health")) {
                (stage_tag(locale, channel.stage)) " " (health(locale, channel, now, zone))
                @let told = channel.attention(activities.get(&channel.id).copied().unwrap_or_default(), now);
                @if !told.is_empty() { br; (attention(locale, &told, now, zone)) }
            }
        }
    }
}

/// How a channel is, in words; a mark in colour stands beside them.
pub(super) fn health(locale: Locale, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
    match channel.health(now) {
        Health::Paused(since) => {
            html! { span.tag.blue { (locale.say("health-paused")) } " " (locale.say("since")) " " (moment(locale, since, now, zone)) }
        }
        Health::Troubled(since) => html! {
            span.tag.red { (locale.say("health-troubled")) } " " (locale.say("since")) " " (moment(locale, since, now, zone))
            @if let Some(key) = &channel.trouble { br; (locale.say(key)) }
        },
        Health::New => html! { span.tag.blue { (locale.say("health-new")) } },
        Health::Well(at) => {
            html! { span.tag { (locale.say("health-well")) } " " (locale.say("health-fetched")) " " (moment(locale, at, now, zone)) }
        }
        Health::Silent(Some(at)) => {
            html! { span.tag.amber { (locale.say("health-silent")) } " " (locale.say("since")) " " (moment(locale, at, now, zone)) }
        }
        Health::Silent(None) => html! { span.tag.amber { (locale.say("health-never")) } },
    }
}
