//! Ids have types, so that mixing them does not compile. All are UUIDv7: they sort by time and any node can make them.
use jiff::Timestamp;
use uuid::{ContextV7, Uuid};

use std::sync::Mutex;

static CONTEXT: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// A fresh UUIDv7 for `now`; ids made on one node within one millisecond still sort in the order they were made.
pub fn fresh(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    let context = CONTEXT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Uuid::new_v7(uuid::Timestamp::from_unix(&*context, seconds, nanos))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A fresh id made at `now`.
            pub fn new(now: Timestamp) -> Self {
                Self(fresh(now))
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
        impl From<$name> for store::Value<'_> {
            fn from(id: $name) -> Self {
                Self::Id(id.0)
            }
        }
        impl store::FromValue for $name {
            fn from_cell(cell: store::Cell<'_>) -> Option<Self> {
                Uuid::from_cell(cell).map(Self)
            }
        }
    )*};
}

ids! {
    /// An application for a channel.
    ApplicationId;
    /// What a feed says becomes a post, by this rule.
    FeedRuleId;
    /// Days on which nothing is to go out.
    BlackoutId;
    /// A subscription that a calendar program reads.
    CalendarFeedId;
    /// One account in one network.
    ChannelId;
    /// A thread of messages that someone is responsible for.
    ConversationId;
    /// One message's journey to one channel.
    DeliveryId;
    /// One line of the record.
    EntryId;
    /// A link to somebody who speaks for themselves: a politician's page.
    ExternalLinkId;
    /// A guideline of the house.
    GuidelineId;
    /// An account that was reported as pretending to be ours.
    ImpostorId;
    /// A rule by which a group at a provider means a mandate.
    GroupRuleId;
    /// One signed-in browser.
    LoginId;
    /// A dated record of who may do what.
    MandateId;
    /// Anything written in a channel, in or out.
    MessageId;
    /// Someone's wish for a mandate.
    NominationId;
    /// An internal note in a conversation.
    NoteId;
    /// A yes or a no to what a colleague wrote.
    ApprovalId;
    /// A picture or film for a post.
    MediaId;
    /// A passkey.
    PasskeyId;
    /// One thing to say.
    PostId;
    /// A colleague's remark on a draft.
    RemarkId;
    /// A post that is said again and again.
    SeriesId;
    /// An order that nothing leaves.
    StopId;
    /// A time on duty.
    DutyId;
    /// A step of an escalation.
    StepId;
    /// That somebody was told of a matter.
    AlertId;
    /// Someone who works at the desk.
    PersonId;
    /// An OpenID provider.
    ProviderId;
    /// Someone who writes in a channel.
    AuthorId;
    /// Bytes that should have been a message.
    SetAsideId;
    /// Someone who stands in for another, under one mandate, from a day to a day.
    SubstitutionId;
    /// Words that are said again and again, with slots for what changes.
    TemplateId;
    /// An API token.
    TokenId;
    /// What a unit answers for.
    TopicId;
    /// That someone has done a training.
    TrainedId;
    /// A training that a mandate can demand.
    TrainingId;
    /// A part of the authority.
    UnitId;
}
