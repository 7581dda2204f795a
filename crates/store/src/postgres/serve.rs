//! The threads of a PostgreSQL database: each owns a connection and does whatever job comes next.

use super::Link;
use crate::conn::{Conn, Mode, Purpose};
use crate::database::Tally;
use crate::job::{Job, Queued, Wish};
use crossbeam_channel::Receiver;

/// Serves until the queue is closed.
pub(crate) fn serve(link: Link, jobs: &Receiver<Queued>, tally: &Tally) {
    let mut conn = Conn::new(link);
    for Queued { mode, job } in jobs {
        match mode {
            Mode::Reading if job.is_abandoned() => {}
            Mode::Reading => read(&mut conn, job),
            Mode::Writing => write(&mut conn, job, tally),
        }
    }
}

fn read(conn: &mut Conn, mut job: Box<dyn Job>) {
    job.run(conn, Mode::Reading);
    conn.link.roll_back(); // ends the snapshot, if the job took one
    job.settle(None);
}

fn write(conn: &mut Conn, mut job: Box<dyn Job>, tally: &Tally) {
    if let Err(fault) = conn.link.begin(Purpose::Writing) {
        job.settle(Some(fault));
        return;
    }
    let wish = job.run(conn, Mode::Writing);
    let fault = match wish {
        Wish::Keep => conn.link.commit().err(),
        Wish::Undo => None,
    };
    // After a refused commit there is nothing left to roll back; after a lost one the server has done it.
    conn.link.roll_back();
    if wish == Wish::Keep && fault.is_none() {
        tally.committed(1);
    }
    job.settle(fault);
}
