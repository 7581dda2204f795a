//! How a channel is: paused, in trouble, silent or well. Also what needs a person before it becomes trouble: a token that ends, a
//! review that is due, a channel that was left alone.
use jiff::{SignedDuration, Timestamp};

use super::public_promise::Activity;
use super::{Channel, Stage};

/// A channel is asked every twenty seconds, in trouble every five minutes: after a quarter of an hour without, nobody asks it.
const SILENT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// A channel nobody has looked through for so long is looked through again: the promise, the people, the need for it. Half a year, as
/// the captures of its pages.
const REVIEW_AFTER: SignedDuration = SignedDuration::from_hours(24 * 182);
/// Told of so long before.
const REVIEW_SOON: SignedDuration = SignedDuration::from_hours(24 * 30);
/// A token that ends is told of so long before: time to find the person who can sign in again.
const EXPIRES_SOON: SignedDuration = SignedDuration::from_hours(24 * 14);

/// How a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Someone paused it.
    Paused(Timestamp),
    /// Something stands between us and its network, since then.
    Troubled(Timestamp),
    /// It was opened just now and not asked yet.
    New,
    /// The network answered then.
    Well(Timestamp),
    /// Nobody has asked the network since then, or ever: the desk's own work stands still.
    Silent(Option<Timestamp>),
}

impl Channel {
    /// How it is.
    pub fn health(&self, now: Timestamp) -> Health {
        if let Some(since) = self.paused_at {
            return Health::Paused(since);
        }
        if let Some(since) = self.trouble_at {
            return Health::Troubled(since);
        }
        // Nothing is fetched where no program hears, and where the desk itself is the network.
        if self.network().is_ok_and(|network| network.listening().is_none()) {
            return Health::Well(self.posted_at.unwrap_or(self.opened_at));
        }
        match self.fetched_at {
            Some(at) if now.duration_since(at) <= SILENT_AFTER => Health::Well(at),
            None if now.duration_since(self.opened_at) <= SILENT_AFTER => Health::New,
            never_or_long_ago => Health::Silent(never_or_long_ago),
        }
    }
}

/// Something about a channel that a person must see to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its token has ended.
    Expired(Timestamp),
    /// Its token ends soon.
    Expires(Timestamp),
    /// Nobody has written in it for longer than its promised activity allows, since then.
    Abandoned(Timestamp),
    /// It should have been looked through by then.
    ReviewOverdue(Timestamp),
    /// It should be looked through by then.
    ReviewDue(Timestamp),
}

impl Attention {
    /// The locale key, `attention-…`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Expired(_) => "attention-expired",
            Self::Expires(_) => "attention-expires",
            Self::Abandoned(_) => "attention-abandoned",
            Self::ReviewOverdue(_) => "attention-review-overdue",
            Self::ReviewDue(_) => "attention-review-due",
        }
    }

    /// The time it names.
    pub fn at(self) -> Timestamp {
        match self {
            Self::Expired(at) | Self::Expires(at) | Self::Abandoned(at) | Self::ReviewOverdue(at) | Self::ReviewDue(at) => at,
        }
    }

    /// True when it should have been seen to already.
    pub fn is_overdue(self) -> bool {
        match self {
            Self::Expired(_) | Self::Abandoned(_) | Self::ReviewOverdue(_) => true,
            Self::Expires(_) | Self::ReviewDue(_) => false,
        }
    }
}

impl Channel {
    /// When it should next be looked through.
    pub fn review_by(&self) -> Timestamp {
        let last = self.reviewed_at.map_or(self.opened_at, |at| at.max(self.opened_at));
        last.saturating_add(REVIEW_AFTER).unwrap_or(Timestamp::MAX)
    }

    /// What a person must see to, the most pressing first. A closed channel needs nobody.
    pub fn attention(&self, activity: Activity, now: Timestamp) -> Vec<Attention> {
        let mut found = Vec::new();
        if self.stage == Stage::Closed {
            return found;
        }
        if let Some(at) = self.expires_at.filter(|at| *at <= now + EXPIRES_SOON) {
            found.push(if at <= now { Attention::Expired(at) } else { Attention::Expires(at) });
        }
        let last = self.posted_at.map_or(self.opened_at, |at| at.max(self.opened_at));
        if self.paused_at.is_none() && now.duration_since(last) > activity.silence() {
            found.push(Attention::Abandoned(last));
        }
        let by = self.review_by();
        if by <= now {
            found.push(Attention::ReviewOverdue(by));
        } else if by <= now + REVIEW_SOON {
            found.push(Attention::ReviewDue(by));
        }
        found
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::Mode;
    use super::*;
    use crate::govern::hours::Opening;
    use crate::ground::{ChannelId, UnitId};

    fn day(n: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * n)
    }

    pub(in crate::govern::channel) fn opened_on_day_one() -> Channel {
        Channel {
            id: ChannelId(uuid::Uuid::nil()),
            unit: UnitId(uuid::Uuid::nil()),
            network: "arena".to_owned(),
            name: String::new(),
            handle: String::new(),
            remote_id: String::new(),
            url: None,
            avatar_url: None,
            settings: std::collections::BTreeMap::new(),
            private_addresses: false,
            answer_within_minutes: 60,
            opened_at: day(1),
            paused_at: None,
            fetched_at: None,
            posted_at: None,
            trouble: None,
            trouble_at: None,
            trouble_detail: None,
            stage: Stage::Live,
            mode: Mode::Dialogue,
            closed_at: None,
            application: None,
            expires_at: None,
            reviewed_at: None,
            proof_handle: None,
            opening: Opening::always(jiff::tz::TimeZone::UTC),
        }
    }

    #[test]
    fn a_channel_is_looked_through_twice_a_year() {
        let mut channel = Channel { posted_at: Some(day(300)), ..opened_on_day_one() };
        let told = |channel: &Channel, n| channel.attention(Activity::Weekly, day(n));
        assert_eq!(told(&channel, 152), []);
        assert_eq!(told(&channel, 154), [Attention::ReviewDue(day(183))]);
        assert_eq!(told(&channel, 183), [Attention::ReviewOverdue(day(183))]);
        channel.reviewed_at = Some(day(184));
        assert_eq!(told(&channel, 185), []);
    }

    #[test]
    fn silence_is_measured_by_what_was_promised() {
        let channel = Channel { posted_at: Some(day(10)), reviewed_at: Some(day(30)), ..opened_on_day_one() };
        assert_eq!(channel.attention(Activity::Daily, day(18)), [Attention::Abandoned(day(10))]);
        assert_eq!(channel.attention(Activity::Weekly, day(18)), []);
        let paused = Channel { paused_at: Some(day(12)), ..channel.clone() };
        assert_eq!(paused.attention(Activity::Daily, day(18)), []);
        let closed = Channel { stage: Stage::Closed, expires_at: Some(day(5)), ..channel };
        assert_eq!(closed.attention(Activity::Daily, day(900)), []);
    }

    #[test]
    fn a_token_is_told_of_before_it_dies() {
        let channel = Channel { posted_at: Some(day(99)), expires_at: Some(day(100)), ..opened_on_day_one() };
        assert_eq!(channel.attention(Activity::Weekly, day(85)), []);
        assert_eq!(channel.attention(Activity::Weekly, day(87)), [Attention::Expires(day(100))]);
        assert!(channel.attention(Activity::Weekly, day(100))[0].is_overdue());
    }

    #[test]
    fn only_dialogue_promises_an_answer() {
        let channel = opened_on_day_one();
        assert_eq!(channel.due(day(2)), Some(day(2) + SignedDuration::from_mins(60)));
        assert_eq!(Channel { mode: Mode::Information, ..channel }.due(day(2)), None);
    }
}
