//! Another time for a post that is handed in. What is approved stays approved: the words are the same.
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use store::{Conn, Fault, sql, values};

use super::blackout;
use super::delivery::{self, State as Stands};
use super::outbox::Deliver;
use super::post::{self, About, Post, Saved, State};
use super::version;
use crate::govern::mandate::{Mandate, Publish};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::vault::Vault;
use crate::ground::{PostId, Problem, jobs, refuse};
use crate::records::{Act, Committed, Event};

sql! {
    PLANNED = "update publish_post set planned_at = ?2, zone = ?3 where id = ?1";
}

/// When, and in whose clock it was chosen.
#[derive(Clone, Debug)]
pub struct Time<'a> {
    /// The moment.
    pub at: Timestamp,
    /// The zone in which it was chosen.
    pub zone: &'a str,
}

/// Moves a post that is planned, or that waits for a yes, to another time. One that is under way stays; one whose approval demands that
/// it goes out at its time is good for a day after the new one, as after the old.
pub fn reschedule(mut act: Act<'_>, by: &Mandate<Publish>, id: PostId, to: &Time<'_>) -> Result<Committed<Post>, Problem> {
    let now = act.now();
    post::hold(act.conn(), id)?;
    let Some(post) = post::find(act.conn(), id)? else { return Err(not_found()) };
    if !matches!(post.state, State::Waiting | State::Planned) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-post-not-planned").way_on(post::address(id), "way-on-post").into());
    }
    let at = version::in_time(to.at, now)?;
    let channels = post::channels(act.conn(), id)?;
    blackout::must_be_free(act.conn(), &channels, at)?;
    for one in delivery::of_post(act.conn(), id)?.into_iter().filter(|one| one.version == Some(post.version)) {
        match one.state {
            Stands::Undone => continue,
            // What a stop holds back gets its time when somebody decides about it.
            Stands::Queued if one.attempts == 0 && delivery::move_to(act.conn(), one.id, at)? => {}
            _ => {
                return Err(refuse(StatusCode::CONFLICT, "refuse-post-under-way")
                    .way_on(post::address(id), "way-on-post")
                    .into());
            }
        }
        // There is one job for it at the earlier of the two times: one that comes too early waits for the time in the row.
        jobs::enqueue(act.conn(), now, at, &Deliver { delivery: one.id }, Some(&delivery::key(one.id)))?;
    }
    version::moved(act.conn(), id, post.version, at)?;
    planned(act.conn(), id, at, to.zone)?;
    let event = Event::PostRescheduled { post: id, version: post.version, planned_at: at };
    act.commit(by.by(), &event, Post { planned_at: Some(at), zone: to.zone.to_owned(), ..post })
}

/// Gives a draft another time; nothing of it is on the record yet. Somebody who has it open for writing sees that it was saved meanwhile.
pub fn plan_draft(
    conn: &mut Conn,
    vault: &Vault,
    by: &Mandate<Publish>,
    post: &Post,
    to: Timestamp,
    now: Timestamp,
) -> Result<(), Problem> {
    let at = version::in_time(to, now)?;
    let channels = post::channels(conn, post.id)?;
    blackout::must_be_free(conn, &channels, at)?;
    let composition = post::composition(conn, vault, post.id)?;
    let about = About { name: post.name.clone(), tags: post.tags.clone(), planned_at: Some(at), zone: post.zone.clone() };
    match post::save(conn, vault, by, post.id, post.revision, &about, &composition, now)? {
        Saved::Kept(_) => Ok(()),
        Saved::Beside { .. } => {
            Err(refuse(StatusCode::CONFLICT, "refuse-post-changed").way_on(post::address(post.id), "way-on-post").into())
        }
    }
}

/// The time that a post has on another day: the clock on the wall of its own zone shows the same. `day` is one of `zone`, in which the
/// post is shown to whoever moves it. A time that daylight saving skips is the one an hour later.
pub fn on_day(post: &Post, day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let at = post.planned_at?;
    let own = TimeZone::get(&post.zone).unwrap_or_else(|_| zone.clone());
    let (shown, local) = (at.to_zoned(zone.clone()).date(), at.to_zoned(own.clone()).datetime());
    let Ok(days) = shown.until(day) else { return None };
    let Ok(moved) = local.checked_add(days) else { return None };
    moved.to_zoned(own).ok().map(|moved| moved.timestamp())
}

fn planned(conn: &mut Conn, id: PostId, at: Timestamp, zone: &str) -> Result<(), Fault> {
    conn.run(&PLANNED, values![id, micros(at), zone])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn post(at: &str, zone: &str) -> Post {
        Post { planned_at: Some(at.parse().unwrap()), zone: zone.to_owned(), ..Post::for_tests() }
    }

    #[test]
    fn a_post_on_another_day_keeps_its_clock() {
        let (stockholm, helsinki) = ("Europe/Stockholm", "Europe/Helsinki");
        let zone = TimeZone::get(stockholm).unwrap();
        let moved = |at, own, day: &str| on_day(&post(at, own), day.parse().unwrap(), &zone).map(|at| at.to_string());
        // Over the change to winter time: nine in the morning stays nine in the morning.
        assert_eq!(moved("2026-10-23T07:00:00Z", stockholm, "2026-10-26"), Some("2026-10-26T08:00:00Z".to_owned()));
        // Half past midnight in Helsinki is the evening before in Stockholm, and goes along as it is.
        assert_eq!(moved("2026-11-20T22:30:00Z", helsinki, "2026-11-22"), Some("2026-11-22T22:30:00Z".to_owned()));
        // Half past two does not exist on the night when summer begins.
        assert_eq!(moved("2026-03-28T01:30:00Z", stockholm, "2026-03-29"), Some("2026-03-29T01:30:00Z".to_owned()));
    }
}
