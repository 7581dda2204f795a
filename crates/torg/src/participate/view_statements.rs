//! The statements of the inbox's views: each walks everything, one channel, or what was referred to one unit.
use store::{Statement, sql};

use super::views::View;

macro_rules! columns {
    () => {
        "select id, channel, root_remote_id, kind, state, state_at, state_by, assignee, assigned_at, first_message, latest_message,
           latest_at, waiting_since, due_at, messages, marks from participate_conversation where "
    };
}
macro_rules! newest {
    () => {
        " and (latest_at, id) < (?2, ?3) order by latest_at desc, id desc limit ?1"
    };
}
macro_rules! clock {
    () => {
        " and (due_at, id) > (?2, ?3) order by due_at, id limit ?1"
    };
}
// Which channels may be seen: '' is all, otherwise their ids in hexadecimal, a space between. So too the units to which it was referred.
macro_rules! seen {
    (sqlite) => {
        " and (?4 = '' or instr(?4, lower(hex(channel))) > 0 or (referred_to is not null and instr(?5, lower(hex(referred_to))) > 0))"
    };
    (postgres) => {
        " and (?4 = '' or position(replace(cast(channel as text), '-', '') in ?4) > 0
           or (referred_to is not null and position(replace(cast(referred_to as text), '-', '') in ?5) > 0))"
    };
}
// What one channel holds.
macro_rules! in_channel {
    () => {
        " and channel = ?4 and cast(?5 as {text}) = ?5"
    };
}
// What was referred to one unit, but for what the reader's channels hold already.
macro_rules! in_unit {
    (sqlite) => {
        " and referred_to = ?4 and instr(?5, lower(hex(channel))) = 0"
    };
    (postgres) => {
        " and referred_to = ?4 and position(replace(cast(channel as text), '-', '') in ?5) = 0"
    };
}
macro_rules! counted {
    (sqlite $($where:tt)*) => {
        concat!("select count(*) from (select 1 from participate_conversation where ?2 = ?2 and ?3 = ?3 and ", $($where)*, " limit ?1)")
    };
    (postgres $($where:tt)*) => {
        concat!("select count(*) from (select 1 from participate_conversation where cast(?2 as {int}) = ?2 and cast(?3 as {int}) = ?3 and ",
            $($where)*, " limit ?1) as counted")
    };
}
macro_rules! views {
    ($($newest:ident, $clock:ident, $count:ident, $newest_in:ident, $clock_in:ident, $count_in:ident,
       $newest_to:ident, $clock_to:ident, $count_to:ident = $condition:literal;)*) => {
        sql! {$(
            $newest = sqlite concat!(columns!(), $condition, seen!(sqlite), newest!()),
                      postgres concat!(columns!(), $condition, seen!(postgres), newest!());
            $clock = sqlite concat!(columns!(), $condition, seen!(sqlite), clock!()),
                     postgres concat!(columns!(), $condition, seen!(postgres), clock!());
            $count = sqlite counted!(sqlite $condition, seen!(sqlite)), postgres counted!(postgres $condition, seen!(postgres));
            $newest_in = concat!(columns!(), $condition, in_channel!(), newest!());
            $clock_in = concat!(columns!(), $condition, in_channel!(), clock!());
            $count_in = sqlite counted!(sqlite $condition, in_channel!()), postgres counted!(postgres $condition, in_channel!());
            $newest_to = sqlite concat!(columns!(), $condition, in_unit!(sqlite), newest!()),
                         postgres concat!(columns!(), $condition, in_unit!(postgres), newest!());
            $clock_to = sqlite concat!(columns!(), $condition, in_unit!(sqlite), clock!()),
                        postgres concat!(columns!(), $condition, in_unit!(postgres), clock!());
            $count_to = sqlite counted!(sqlite $condition, in_unit!(sqlite)), postgres counted!(postgres $condition, in_unit!(postgres));
        )*}
    };
}
// ?1 how many, ?2 and ?3 where the page begins (unused in counts), ?4 and ?5 what may be seen, ?6 the person or the time.
views! {
    MINE_NEWEST, MINE_CLOCK, MINE_COUNT, MINE_NEWEST_IN, MINE_CLOCK_IN, MINE_COUNT_IN, MINE_NEWEST_TO, MINE_CLOCK_TO, MINE_COUNT_TO
        = "assignee = ?6 and state = 'open'";
    NOBODY_NEWEST, NOBODY_CLOCK, NOBODY_COUNT, NOBODY_NEWEST_IN, NOBODY_CLOCK_IN, NOBODY_COUNT_IN, NOBODY_NEWEST_TO, NOBODY_CLOCK_TO, NOBODY_COUNT_TO
        = "assignee is null and state = 'open'";
    LATE_NEWEST, LATE_CLOCK, LATE_COUNT, LATE_NEWEST_IN, LATE_CLOCK_IN, LATE_COUNT_IN, LATE_NEWEST_TO, LATE_CLOCK_TO, LATE_COUNT_TO
        = "state = 'open' and due_at < ?6";
    MENTIONS_NEWEST, MENTIONS_CLOCK, MENTIONS_COUNT, MENTIONS_NEWEST_IN, MENTIONS_CLOCK_IN, MENTIONS_COUNT_IN, MENTIONS_NEWEST_TO, MENTIONS_CLOCK_TO, MENTIONS_COUNT_TO
        = "kind = 'mention' and state = 'open'";
    DIRECT_NEWEST, DIRECT_CLOCK, DIRECT_COUNT, DIRECT_NEWEST_IN, DIRECT_CLOCK_IN, DIRECT_COUNT_IN, DIRECT_NEWEST_TO, DIRECT_CLOCK_TO, DIRECT_COUNT_TO
        = "kind = 'direct' and state = 'open'";
    REFERRED_NEWEST, REFERRED_CLOCK, REFERRED_COUNT, REFERRED_NEWEST_IN, REFERRED_CLOCK_IN, REFERRED_COUNT_IN, REFERRED_NEWEST_TO, REFERRED_CLOCK_TO, REFERRED_COUNT_TO
        = "referred_to is not null and state = 'open'";
    OPEN_NEWEST, OPEN_CLOCK, OPEN_COUNT, OPEN_NEWEST_IN, OPEN_CLOCK_IN, OPEN_COUNT_IN, OPEN_NEWEST_TO, OPEN_CLOCK_TO, OPEN_COUNT_TO
        = "state = 'open'";
    WAITING_NEWEST, WAITING_CLOCK, WAITING_COUNT, WAITING_NEWEST_IN, WAITING_CLOCK_IN, WAITING_COUNT_IN, WAITING_NEWEST_TO, WAITING_CLOCK_TO, WAITING_COUNT_TO
        = "state = 'waiting'";
    DONE_NEWEST, DONE_CLOCK, DONE_COUNT, DONE_NEWEST_IN, DONE_CLOCK_IN, DONE_COUNT_IN, DONE_NEWEST_TO, DONE_CLOCK_TO, DONE_COUNT_TO
        = "state = 'done'";
}

/// The statements of a view.
#[derive(Clone, Copy)]
pub(super) struct Statements {
    pub(super) newest: &'static Statement,
    pub(super) clock: &'static Statement,
    pub(super) count: &'static Statement,
}

/// The ways to read a view.
pub(super) struct Ways {
    /// Walks everything.
    pub(super) everywhere: Statements,
    /// Reads one channel.
    pub(super) in_channel: Statements,
    /// Reads what was referred to one unit.
    pub(super) to_unit: Statements,
}

pub(super) fn ways(view: View) -> Ways {
    macro_rules! of {
        ($($newest:ident, $clock:ident, $count:ident);*) => {
            of!(@ $(Statements { newest: &$newest, clock: &$clock, count: &$count }),*)
        };
        (@ $everywhere:expr, $in_channel:expr, $to_unit:expr) => {
            Ways { everywhere: $everywhere, in_channel: $in_channel, to_unit: $to_unit }
        };
    }
    match view {
        View::Mine => {
            of!(MINE_NEWEST, MINE_CLOCK, MINE_COUNT; MINE_NEWEST_IN, MINE_CLOCK_IN, MINE_COUNT_IN; MINE_NEWEST_TO, MINE_CLOCK_TO, MINE_COUNT_TO)
        }
        View::Nobody => {
            of!(NOBODY_NEWEST, NOBODY_CLOCK, NOBODY_COUNT; NOBODY_NEWEST_IN, NOBODY_CLOCK_IN, NOBODY_COUNT_IN; NOBODY_NEWEST_TO, NOBODY_CLOCK_TO, NOBODY_COUNT_TO)
        }
        View::Late => {
            of!(LATE_NEWEST, LATE_CLOCK, LATE_COUNT; LATE_NEWEST_IN, LATE_CLOCK_IN, LATE_COUNT_IN; LATE_NEWEST_TO, LATE_CLOCK_TO, LATE_COUNT_TO)
        }
        View::Mentions => {
            of!(MENTIONS_NEWEST, MENTIONS_CLOCK, MENTIONS_COUNT; MENTIONS_NEWEST_IN, MENTIONS_CLOCK_IN, MENTIONS_COUNT_IN; MENTIONS_NEWEST_TO, MENTIONS_CLOCK_TO, MENTIONS_COUNT_TO)
        }
        View::Direct => {
            of!(DIRECT_NEWEST, DIRECT_CLOCK, DIRECT_COUNT; DIRECT_NEWEST_IN, DIRECT_CLOCK_IN, DIRECT_COUNT_IN; DIRECT_NEWEST_TO, DIRECT_CLOCK_TO, DIRECT_COUNT_TO)
        }
        View::Referred => {
            of!(REFERRED_NEWEST, REFERRED_CLOCK, REFERRED_COUNT; REFERRED_NEWEST_IN, REFERRED_CLOCK_IN, REFERRED_COUNT_IN; REFERRED_NEWEST_TO, REFERRED_CLOCK_TO, REFERRED_COUNT_TO)
        }
        View::Open => {
            of!(OPEN_NEWEST, OPEN_CLOCK, OPEN_COUNT; OPEN_NEWEST_IN, OPEN_CLOCK_IN, OPEN_COUNT_IN; OPEN_NEWEST_TO, OPEN_CLOCK_TO, OPEN_COUNT_TO)
        }
        View::Waiting => {
            of!(WAITING_NEWEST, WAITING_CLOCK, WAITING_COUNT; WAITING_NEWEST_IN, WAITING_CLOCK_IN, WAITING_COUNT_IN; WAITING_NEWEST_TO, WAITING_CLOCK_TO, WAITING_COUNT_TO)
        }
        View::Done => {
            of!(DONE_NEWEST, DONE_CLOCK, DONE_COUNT; DONE_NEWEST_IN, DONE_CLOCK_IN, DONE_COUNT_IN; DONE_NEWEST_TO, DONE_CLOCK_TO, DONE_COUNT_TO)
        }
    }
}
