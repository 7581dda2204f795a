//! Another time for a post that is handed in. What is approved stays approved: the words are the same.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::delivery::{self, State as Stands};
use super::outbox::Deliver;
use super::post::{self, Post, State};
use super::version;
use crate::govern::mandate::{Mandate, Publish};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
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

fn planned(conn: &mut Conn, id: PostId, at: Timestamp, zone: &str) -> Result<(), Fault> {
    conn.run(&PLANNED, values![id, micros(at), zone])?;
    Ok(())
}
