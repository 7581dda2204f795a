//! The calendar as calendar programs read it: iCalendar (RFC 5545), asked for anew every quarter of an hour (RFC 7986 § 5.7). Names, states and
//! channels; never the words of a post, which lie sealed until they are handed in.
use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use icalendar::{Calendar, Component, Event, EventStatus, Property};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::govern::channel;
use crate::govern::mandate::Read;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, Problem};
use crate::publish::calendar::{self, Entry};
use crate::publish::calendar_feed;
use crate::publish::post::{self, State as Stands};

/// How far back and ahead a subscription looks.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 62);
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 366);
/// A post takes no time; calendar programs need some to draw.
const DRAWN: SignedDuration = SignedDuration::from_mins(15);

/// `GET /calendar/{secret}.ics`: whoever shows a secret that does not hold gets what any wrong address gives.
pub(super) async fn feed(State(desk): State<Desk>, Path(name): Path<String>) -> Result<Response, Problem> {
    let Some(secret) = name.strip_suffix(".ics").map(str::to_owned) else { return Err(not_found()) };
    let now = desk.now();
    let found = desk.read(move |conn| Ok(calendar_feed::shown(conn, &secret)?)).await?;
    let Some((feed, officer)) = found else { return Err(not_found()) };
    let id = feed.id;
    let locale = officer.person.language;
    let base = desk.config().public_url.as_str().trim_end_matches('/').to_owned();
    let text = desk
        .read(move |conn| {
            // Who may see nothing any more has an empty calendar: programs go on asking, and people see that it is empty.
            let entries = match officer.reach::<Read>(conn, now) {
                Ok(reach) => calendar::between(conn, &reach, &feed.filter, now - BACK, now + AHEAD)?.entries,
                Err(Problem::Refused(_)) => Vec::new(),
                Err(fault) => return Err(fault),
            };
            let channels: HashMap<ChannelId, String> =
                channel::all(conn)?.into_iter().map(|channel| (channel.id, channel.name)).collect();
            Ok(written(locale, &base, &feed.name, &entries, &channels))
        })
        .await?;
    desk.write(move |conn| Ok(calendar_feed::note(conn, id, now)?)).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=300"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, text).into_response())
}

fn written(locale: Locale, base: &str, name: &str, entries: &[Entry], channels: &HashMap<ChannelId, String>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    calendar.append_property(Property::new("REFRESH-INTERVAL", "PT15M").add_parameter("VALUE", "DURATION").done());
    // What older programs read instead.
    calendar.append_property(("X-PUBLISHED-TTL", "PT15M"));
    for entry in entries {
        calendar.push(event(locale, base, entry, channels));
    }
    calendar.to_string()
}

fn event(locale: Locale, base: &str, entry: &Entry, channels: &HashMap<ChannelId, String>) -> Event {
    let post = &entry.post;
    let state = locale.say(&format!("post-state-{}", post.state.as_str()));
    let own = TimeZone::get(&post.zone).unwrap_or(TimeZone::UTC);
    let named: Vec<&str> = entry.channels.iter().filter_map(|id| channels.get(id)).map(String::as_str).collect();
    let told = format!("{state}\n{}\n{}", locale.time(entry.at, &own), named.join(", "));
    let address = format!("{base}{}", post::address(post.id));
    let mut event = Event::with_uid(&format!("{}@torg", post.id));
    event
        .summary(&format!("{} ({state})", post.name))
        .description(told.trim_end())
        .url(&address)
        .add_property("DTSTAMP", moment(post.state_at.max(post.saved_at)))
        .add_property("DTSTART", moment(entry.at))
        .add_property("DTEND", moment(entry.at + DRAWN))
        // Nobody is busy because a post goes out.
        .add_property("TRANSP", "TRANSPARENT")
        .status(match post.state {
            Stands::Draft | Stands::Waiting => EventStatus::Tentative,
            Stands::Planned | Stands::Done => EventStatus::Confirmed,
            Stands::Dropped => EventStatus::Cancelled,
        });
    event.done()
}

/// A moment as iCalendar writes it in UTC, to the second.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::post::Post;

    #[test]
    fn a_post_is_an_event_with_its_way_back_and_no_line_breaks_out() {
        let at: Timestamp = "2026-12-01T08:00:00Z".parse().unwrap();
        let name =
            "Badet stänger; kom i tid,\r\nBEGIN:VEVENT och ta med en mycket lång rad så att den måste vikas på mitten".to_owned();
        let post = Post { name, zone: "Europe/Stockholm".to_owned(), planned_at: Some(at), ..Post::for_tests() };
        let id = post.id;
        let entry = Entry { post, at, channels: Vec::new() };
        let text = written(Locale::Sv, "https://torg.example", "Badet, alla", &[entry], &HashMap::new());
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.trim_end().ends_with("END:VCALENDAR"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 75), "folded: {text}");
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded.lines().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{unfolded}");
        for line in [
            "DTSTART:20261201T080000Z",
            "DTEND:20261201T081500Z",
            "STATUS:TENTATIVE",
            "TRANSP:TRANSPARENT",
            "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        ] {
            assert!(unfolded.lines().any(|one| one == line), "{line}: {unfolded}");
        }
        assert!(unfolded.contains(&format!("URL:https://torg.example/publish/posts/{id}")), "{unfolded}");
        assert!(unfolded.contains("SUMMARY:Badet stänger\\; kom i tid\\,"), "{unfolded}");
    }
}
