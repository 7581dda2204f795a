//! A job: a closure on its way to a thread that owns a connection, and the way its answer takes back.

use crate::Fault;
use crate::conn::{Conn, Mode};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

thread_local! {
    static RUNNING: Cell<Option<Mode>> = const { Cell::new(None) };
}

/// The kind of job that runs on this very thread, if one does.
pub(crate) fn running() -> Option<Mode> {
    RUNNING.get()
}

/// A job as the threads see it: run once, settled once.
pub(crate) trait Job: Send {
    /// Runs the closure. A panic in it is caught.
    fn run(&mut self, conn: &mut Conn, mode: Mode) -> Wish;
    /// Sends the answer back: the job's own, or `fault` when what it did could not be kept.
    fn settle(self: Box<Self>, fault: Option<Fault>);
    /// Whether nobody waits for the answer any more.
    fn is_abandoned(&self) -> bool;
}

/// A job on its way, with what it is for.
pub(crate) struct Queued {
    pub(crate) mode: Mode,
    pub(crate) job: Box<dyn Job>,
}

/// What a job wants done with what it did.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    Keep,
    Undo,
}

/// Where the answer goes.
pub(crate) trait Reply<A>: Send {
    fn send(self, answer: A);
    fn is_gone(&self) -> bool;
}

impl<A: Send> Reply<A> for oneshot::Sender<A> {
    fn send(self, answer: A) {
        // A caller that stopped waiting has no use for the answer.
        drop(oneshot::Sender::send(self, answer));
    }
    fn is_gone(&self) -> bool {
        self.is_closed()
    }
}

impl<A: Send> Reply<A> for crossbeam_channel::Sender<A> {
    fn send(self, answer: A) {
        drop(crossbeam_channel::Sender::send(&self, answer));
    }
    fn is_gone(&self) -> bool {
        false // a blocked thread waits for as long as it takes
    }
}

pub(crate) struct Task<T, E, F, R> {
    pub(crate) work: Option<F>,
    pub(crate) answer: Option<Result<T, E>>,
    pub(crate) reply: R,
    /// The job's place in the queue, free again when it is settled.
    pub(crate) _room: Option<OwnedSemaphorePermit>,
}

impl<T, E, F, R> Job for Task<T, E, F, R>
where
    F: FnOnce(&mut Conn) -> Result<T, E> + Send,
    T: Send,
    E: From<Fault> + Send,
    R: Reply<Result<T, E>>,
{
    fn run(&mut self, conn: &mut Conn, mode: Mode) -> Wish {
        let Some(work) = self.work.take() else { return Wish::Undo };
        conn.begin_job(mode);
        RUNNING.set(Some(mode));
        let mut answer = catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or_else(|_| Err(E::from(Fault::Panicked)));
        RUNNING.set(None);
        if let (Some(fault), true) = (conn.objection(), answer.is_ok()) {
            answer = Err(E::from(fault));
        }
        let wish = if answer.is_ok() { Wish::Keep } else { Wish::Undo };
        self.answer = Some(answer);
        wish
    }

    fn settle(self: Box<Self>, fault: Option<Fault>) {
        let Task { answer, reply, .. } = *self;
        let answer = match (answer, fault) {
            (Some(Err(own)), _) => Err(own),
            (_, Some(fault)) => Err(E::from(fault)),
            (Some(Ok(own)), None) => Ok(own),
            (None, None) => Err(E::from(Fault::Closed)),
        };
        reply.send(answer);
    }

    fn is_abandoned(&self) -> bool {
        self.reply.is_gone()
    }
}
