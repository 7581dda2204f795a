//! Every kind of thing that can happen. The compiler walks whoever adds one to its title, retention class and access.
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use jiff::Timestamp;

use super::content::Hash;
use crate::ground::{
    AlertId, ApplicationId, BlackoutId, CalendarFeedId, ChannelId, ConversationId, DeliveryId, DutyId, ExternalLinkId,
    FeedRuleId, GroupRuleId, GuidelineId, ImpostorId, MandateId, MessageId, NominationId, NoteId, PasskeyId, PersonId, PostId,
    ProviderId, SeriesId, SetAsideId, StepId, StopId, SubstitutionId, TokenId, TopicId, TrainedId, TrainingId, UnitId,
};

/// What happened. Names and texts are not here but in content, by address: an event never has to be erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "fields are named after what they are; the ids' types say the rest")]
pub enum Event {
    /// A sent answer was drawn into the sample that a manager looks at afterwards; how many of a hundred are drawn.
    AnswerDrawn { delivery: DeliveryId, conversation: Option<ConversationId>, percent: i64 },
    /// Someone said yes to an answer that waited for it; `complete` when no other yes is missing.
    AnswerApproved { delivery: DeliveryId, conversation: Option<ConversationId>, complete: bool, note: Option<Hash> },
    /// Someone sent an answer back with what should be different.
    AnswerReturned { delivery: DeliveryId, conversation: Option<ConversationId>, note: Option<Hash> },
    /// How many others must say yes was decided for a channel or a unit; nothing: as the unit above.
    ApprovalDemanded { channel: Option<ChannelId>, unit: Option<UnitId>, posts: Option<String>, answers: Option<String> },
    /// A manager looked at a drawn answer: `fine`, or `talk` when there is something to talk about.
    AnswerReviewed { delivery: DeliveryId, conversation: Option<ConversationId>, outcome: String, note: Option<Hash> },
    /// The desk was opened for an authority: its first unit and its first administrator.
    AuthorityFounded { unit: UnitId, person: PersonId },
    /// Days were named on which nothing is to go out, in a unit or everywhere.
    BlackoutDecided { blackout: BlackoutId, unit: Option<UnitId>, begins_at: Timestamp, ends_at: Timestamp, why: Hash },
    /// Such days were let go before their end.
    BlackoutEnded { blackout: BlackoutId },
    /// Someone made an address from which a calendar program reads what they may see.
    CalendarFeedMade { feed: CalendarFeedId, person: PersonId },
    /// Such an address was ended.
    CalendarFeedEnded { feed: CalendarFeedId, person: PersonId },
    /// A channel was added to the desk, its credentials verified.
    ChannelAdded { channel: ChannelId, network: String, remote_id: String },
    /// A channel came to another unit.
    ChannelMoved { channel: ChannelId, unit: UnitId },
    /// Someone applied for a channel.
    ChannelApplied { application: ApplicationId, unit: UnitId, form: Hash },
    /// It was decided whether an applied-for channel is opened; `said` is the decision's number, or why not.
    ChannelApplicationDecided { application: ApplicationId, approved: bool, said: Hash },
    /// What is said in an application was changed.
    ChannelApplicationRevised { application: ApplicationId, form: Hash },
    /// Someone took their application back.
    ChannelApplicationWithdrawn { application: ApplicationId },
    /// A channel was closed for good: nothing is fetched or sent.
    ChannelClosed { channel: ChannelId, why: Hash },
    /// A channel got opening hours of its own, or its unit's again (then the content is empty).
    ChannelHoursSet { channel: ChannelId, hours: Hash },
    /// A channel became one for dialogue, or for information only.
    ChannelModeSet { channel: ChannelId, mode: String },
    /// A promise to the public was given for a channel.
    ChannelPromised { channel: ChannelId, promise: Hash },
    /// A closed channel was opened again.
    ChannelReopened { channel: ChannelId, why: Hash },
    /// Someone looked a channel through: its promise, its people, the need for it.
    ChannelReviewed { channel: ChannelId, note: Hash },
    /// A channel went live; with a reason where it lacked something that it should have.
    ChannelWentLive { channel: ChannelId, why: Option<Hash> },
    /// A channel's credentials or settings were renewed.
    ChannelRenewed { channel: ChannelId },
    /// A channel was paused: nothing is fetched or sent.
    ChannelPaused { channel: ChannelId },
    /// A paused channel was resumed.
    ChannelResumed { channel: ChannelId },
    /// A content was erased under a decision.
    ContentErased { message: MessageId, contents: Vec<Hash>, decision: String },
    /// A link to somebody who speaks for themselves was taken into the register, under a numbered decision.
    ExternalLinkAdded { link: ExternalLinkId, decision: String, about: Hash },
    /// Such a link was taken out again.
    ExternalLinkRemoved { link: ExternalLinkId, why: Hash },
    /// Someone acknowledged a version of a guideline.
    GuidelineAcknowledged { guideline: GuidelineId, version: i64 },
    /// A version of a guideline was adopted.
    GuidelineAdopted { guideline: GuidelineId, version: i64, text: Hash },
    /// A guideline no longer holds.
    GuidelineWithdrawn { guideline: GuidelineId, why: Hash },
    /// A person looked at a reported account and said whether it pretends to be ours.
    ImpostorDecided { impostor: ImpostorId, confirmed: bool, why: Hash },
    /// An account that pretended to be ours is gone.
    ImpostorGone { impostor: ImpostorId },
    /// Someone outside reported an account that may pretend to be ours.
    ImpostorReported { impostor: ImpostorId, address: Hash },
    /// A conversation was given to someone, or to nobody.
    ConversationAssigned { conversation: ConversationId, to: Option<PersonId> },
    /// A conversation was declared done.
    ConversationClosed { conversation: ConversationId },
    /// A conversation was referred to the unit whose matter it is, or back to the channel's own.
    ConversationReferred { conversation: ConversationId, unit: UnitId, topic: Option<TopicId>, why: Option<Hash> },
    /// A conversation was opened again, by a person or by a new message.
    ConversationReopened { conversation: ConversationId },
    /// A conversation waits for someone else than us.
    ConversationWaiting { conversation: ConversationId },
    /// What we said is to be put right in its network.
    CorrectionQueued {
        delivery: DeliveryId,
        target: DeliveryId,
        conversation: Option<ConversationId>,
        content: Hash,
        because: Option<Hash>,
    },
    /// A part of an approved post lies in the outbox for one channel.
    DeliveryQueued { delivery: DeliveryId, post: PostId, version: i64, channel: ChannelId, content: Hash, part: i64 },
    /// A person let something go that had been held back.
    DeliveryReleased { delivery: DeliveryId, conversation: Option<ConversationId>, send_at: Timestamp },
    /// Something was held back: by a stop, or because its approval is missing or too old.
    DeliveryStopped { delivery: DeliveryId, conversation: Option<ConversationId>, stop: Option<StopId>, reason: String },
    /// Its network takes nothing from programs: a person shall carry it there.
    DeliveryByHand { delivery: DeliveryId, conversation: Option<ConversationId> },
    /// The network said no, or could not be reached in time; nothing was posted.
    DeliveryFailed { delivery: DeliveryId, conversation: Option<ConversationId>, reason: String },
    /// A person entered what someone wrote where no program hears, or what became of it since.
    MessageEntered { message: MessageId, conversation: ConversationId, channel: ChannelId },
    /// The message is in the network.
    DeliveryPosted { delivery: DeliveryId, conversation: Option<ConversationId>, remote_id: String },
    /// A person told Torg what became of a delivery that Torg could not know.
    DeliverySettled { delivery: DeliveryId, conversation: Option<ConversationId>, posted: bool },
    /// A try to send began: from here until its end it may be in the network.
    DeliveryStarted { delivery: DeliveryId, conversation: Option<ConversationId>, attempt: i64 },
    /// A person wants a failed delivery tried again.
    DeliveryRetried { delivery: DeliveryId, conversation: Option<ConversationId> },
    /// Taken back before it was sent.
    DeliveryUndone { delivery: DeliveryId, conversation: Option<ConversationId> },
    /// Torg cannot know whether it was posted; a person must look.
    DeliveryUnknown { delivery: DeliveryId, conversation: Option<ConversationId>, reason: String },
    /// Someone is on duty for a unit, from a moment to a moment.
    DutySet { duty: DutyId, unit: UnitId, person: PersonId, begins_at: Timestamp, ends_at: Timestamp },
    /// Someone was taken off duty before its end.
    DutyEnded { duty: DutyId, unit: UnitId, person: PersonId },
    /// From now on somebody is told when a matter of the unit waits so long.
    EscalationAdded { step: StepId, unit: UnitId, after_minutes: i64, person: Option<PersonId> },
    /// Nobody is told by that step any more.
    EscalationEnded { step: StepId, unit: UnitId },
    /// A person was told of a matter that waits too long, or in which somebody is in danger.
    MatterEscalated { alert: AlertId, conversation: ConversationId, unit: UnitId, person: PersonId },
    /// They saw it.
    AlertSeen { alert: AlertId, conversation: ConversationId },
    /// From now on what a feed says becomes drafts or posts.
    FeedRuleMade { rule: FeedRuleId, source: ChannelId, unit: UnitId },
    /// What it says does not become posts any more.
    FeedRuleEnded { rule: FeedRuleId, source: ChannelId },
    /// Someone came from a provider with a group that means a mandate here, and was given it.
    GroupRuleApplied { rule: GroupRuleId, provider: ProviderId, person: PersonId, mandate: MandateId },
    /// A rule ended: the group means no mandate here any more.
    GroupRuleEnded { rule: GroupRuleId, provider: ProviderId },
    /// A rule was made: a group at a provider means a mandate here.
    GroupRuleMade {
        rule: GroupRuleId,
        provider: ProviderId,
        unit: Option<UnitId>,
        channel: Option<ChannelId>,
        acts: String,
        group: Hash,
        document: Hash,
    },
    /// Bytes from a network could not be understood and were set aside.
    ItemSetAside { item: SetAsideId, channel: ChannelId, raw: Hash, reason: Hash },
    /// Someone looked at a set-aside item and let it rest.
    ItemSettled { item: SetAsideId },
    /// Someone's logins were ended: by themselves, by an administrator, or by the logout at their provider.
    LoginsEnded { person: PersonId },
    /// A mandate was granted.
    MandateGranted {
        mandate: MandateId,
        person: PersonId,
        unit: Option<UnitId>,
        channel: Option<ChannelId>,
        acts: String,
        document: Hash,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_from: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        training: Option<TrainingId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extends: Option<MandateId>,
    },
    /// A mandate was ended before its time.
    MandateRevoked { mandate: MandateId, person: PersonId, why: Hash },
    /// A message disappeared at its source. What we have of it stays.
    MessageDeleted { message: MessageId, conversation: ConversationId, version: i64, raw: Hash },
    /// A message was changed at its source; the earlier version stays.
    MessageEdited { message: MessageId, conversation: ConversationId, version: i64, content: Hash, raw: Hash },
    /// A message came in, or one of ours was read back from the network.
    MessageReceived { message: MessageId, conversation: ConversationId, channel: ChannelId, content: Hash, raw: Hash },
    /// What is hidden in a message was shown to one person, until a time.
    MessageRevealed { message: MessageId, conversation: ConversationId, why: Hash, until: Timestamp },
    /// A wish for a mandate was granted (then with the mandate) or declined with a reason.
    NominationAnswered { nomination: NominationId, person: PersonId, mandate: Option<MandateId>, why: Option<Hash> },
    /// Someone wished for a mandate.
    NominationMade {
        nomination: NominationId,
        person: PersonId,
        unit: Option<UnitId>,
        channel: Option<ChannelId>,
        acts: String,
        why: Hash,
    },
    /// Someone took back their wish for a mandate.
    NominationWithdrawn { nomination: NominationId, person: PersonId },
    /// An internal note was written.
    NoteWritten { note: NoteId, conversation: ConversationId, content: Hash },
    /// Someone added a passkey.
    PasskeyAdded { person: PersonId, passkey: PasskeyId, name: Hash },
    /// A passkey was removed.
    PasskeyRemoved { person: PersonId, passkey: PasskeyId },
    /// Someone gave their passkey another name.
    PasskeyRenamed { person: PersonId, passkey: PasskeyId, name: Hash },
    /// Someone changed their password.
    PasswordChanged { person: PersonId },
    /// Someone was invited to the desk.
    PersonInvited { person: PersonId, unit: UnitId },
    /// Someone set their password and can sign in.
    PersonJoined { person: PersonId },
    /// Someone no longer works at the desk; logins and mandates ended with it.
    PersonLeft { person: PersonId },
    /// Someone came to another unit.
    PersonMoved { person: PersonId, unit: UnitId },
    /// What stands on a channel's profile is no longer what is promised; `live` is what stands there.
    ProfileDrifted { channel: ChannelId, live: Hash },
    /// The network did not take a profile text.
    ProfileFailed { channel: ChannelId, reason: String },
    /// A profile text was to be set at the network.
    ProfileQueued {
        channel: ChannelId,
        content: Hash,
        /// Why personal data in it must be there, where the gate asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<Hash>,
    },
    /// The profile text stands at the network.
    ProfileSet { channel: ChannelId, content: Hash },
    /// Someone came from a provider for the first time and was known again as a person here.
    PersonLinked { person: PersonId, provider: ProviderId, subject: Hash },
    /// An administrator gave someone a new way in; their logins ended, and their second factors where that was asked for.
    PersonRecovered { person: PersonId, factors_removed: bool },
    /// An OpenID provider was added: people sign in with it.
    ProviderAdded { provider: ProviderId, issuer: String, name: Hash },
    /// How the desk speaks with a provider was changed.
    ProviderChanged { provider: ProviderId, issuer: String, name: Hash },
    /// Nobody signs in with a provider any more.
    ProviderEnded { provider: ProviderId },
    /// Someone signed in with a recovery code, which is used up.
    RecoveryCodeUsed { person: PersonId },
    /// Someone made recovery codes; earlier ones no longer work.
    RecoveryCodesMade { person: PersonId },
    /// Someone said yes to a version of a post; `complete` when no other yes is missing.
    PostApproved { post: PostId, version: i64, complete: bool, note: Option<Hash> },
    /// A post that was never sent was let go.
    PostDropped { post: PostId, why: Option<Hash> },
    /// A version of a post was handed in: what is said everywhere, and how many must say yes.
    PostHandedIn {
        post: PostId,
        version: i64,
        content: Hash,
        because: Option<Hash>,
        demand: String,
        planned_at: Option<Timestamp>,
    },
    /// A post that was handed in is written on; what was approved is void.
    PostReopened { post: PostId, version: i64 },
    /// A post that waits in the outbox was moved to another time.
    PostRescheduled { post: PostId, version: i64, planned_at: Timestamp },
    /// Someone sent a version back with what should be different.
    PostReturned { post: PostId, version: i64, note: Option<Hash> },
    /// A reply was written and waits out its seconds for undo.
    ReplyQueued {
        delivery: DeliveryId,
        conversation: ConversationId,
        channel: ChannelId,
        content: Hash,
        /// Why personal data in it had to be there, when the gate asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<Hash>,
    },
    /// A decision on disposal was entered.
    RetentionDecided { decision: Uuid, number: String },
    /// How many of a hundred sent answers a unit's manager looks at was decided; none: as the unit above.
    ReviewShareSet { unit: UnitId, percent: Option<i64> },
    /// The authority's own screening rules and contact details were changed.
    ScreeningChanged { number: i64, rules: Hash },
    /// A post is said again by a rule from now on.
    SeriesMade { series: SeriesId, post: PostId },
    /// It is not said again any more.
    SeriesEnded { series: SeriesId, post: PostId },
    /// A unit said where its secure channel is, and in which words.
    SecureChannelSet { unit: UnitId, number: i64, words: Hash },
    /// A stop was lifted.
    StopLifted { stop: StopId },
    /// It was ordered that nothing leaves: from a channel, a unit, or at all.
    StopOrdered { stop: StopId, unit: Option<UnitId>, channel: Option<ChannelId>, why: Hash },
    /// Someone was appointed to stand in for the holder of a mandate.
    SubstituteAppointed {
        substitution: SubstitutionId,
        mandate: MandateId,
        person: PersonId,
        valid_from: Timestamp,
        valid_to: Timestamp,
        document: Hash,
    },
    /// A substitution was ended before its time.
    SubstituteEnded { substitution: SubstitutionId, mandate: MandateId, person: PersonId },
    /// Of whom a second factor is demanded was decided.
    SecondFactorDemanded { of: String },
    /// Someone added an authenticator app.
    SignInAppAdded { person: PersonId },
    /// An authenticator app was removed.
    SignInAppRemoved { person: PersonId },
    /// An API token was issued.
    TokenIssued { token: TokenId, mandate: MandateId },
    /// An API token was ended.
    TokenRevoked { token: TokenId },
    /// A topic was added: from now on a unit answers for it.
    TopicAdded { topic: TopicId, unit: UnitId, name: String },
    /// A topic was ended.
    TopicEnded { topic: TopicId, unit: UnitId },
    /// Another unit answers for a topic from now on.
    TopicMoved { topic: TopicId, unit: UnitId },
    /// A training was added that mandates can demand.
    TrainingAdded { training: TrainingId, name: String },
    /// It was noted that someone has done a training.
    TrainingNoted { trained: TrainedId, training: TrainingId, person: PersonId, valid_to: Option<Timestamp> },
    /// A note on a training was wrong and no longer counts.
    TrainingWithdrawn { trained: TrainedId, training: TrainingId, person: PersonId, why: Hash },
    /// A unit got opening hours of its own, or its parent's again (then the content is empty).
    UnitHoursSet { unit: UnitId, hours: Hash },
    /// A unit was added to the tree.
    UnitAdded { unit: UnitId, parent: Option<UnitId> },
    /// A unit was closed; what hung on it is its successor's.
    UnitClosed { unit: UnitId, successor: UnitId },
    /// A unit was moved in the tree.
    UnitMoved { unit: UnitId, parent: UnitId },
    /// A unit got another name or zone.
    UnitRenamed { unit: UnitId, name: String },
    /// What we said is to be taken away from its network.
    WithdrawalQueued { delivery: DeliveryId, target: DeliveryId, conversation: Option<ConversationId>, why: Hash },
}

/// How long an entry's content is kept by default; a retention decision names these classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RetentionClass {
    /// Who may do what, and decisions: kept.
    Mandates,
    /// What was said by us and to us.
    Dialogue,
    /// How the desk ran: of short value.
    Operation,
}

/// What the public may see of an entry without a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Nothing that needs a review: may stand in open data.
    Open,
    /// Reviewed before it is given out.
    Reviewed,
}

impl Event {
    /// The event's name: `reply-queued`. The same word as in the entry's JSON and, as `event-reply-queued`, in the locales.
    pub fn name(&self) -> &'static str {
        self.nature().0
    }

    /// How long its content is kept by default.
    pub fn retention(&self) -> RetentionClass {
        self.nature().1
    }

    /// What the public may see of it without a request.
    pub fn access(&self) -> Access {
        self.nature().2
    }

    /// Name, retention class and access in one place, so that none can be forgotten.
    fn nature(&self) -> (&'static str, RetentionClass, Access) {
        use Access::{Open, Reviewed};
        use RetentionClass::{Dialogue, Mandates, Operation};
        match self {
            Self::AnswerApproved { .. } => ("answer-approved", Dialogue, Reviewed),
            Self::AnswerReturned { .. } => ("answer-returned", Dialogue, Reviewed),
            Self::ApprovalDemanded { .. } => ("approval-demanded", Mandates, Open),
            Self::CorrectionQueued { .. } => ("correction-queued", Dialogue, Reviewed),
            Self::DeliveryQueued { .. } => ("delivery-queued", Dialogue, Reviewed),
            Self::DeliveryReleased { .. } => ("delivery-released", Dialogue, Reviewed),
            Self::DeliveryStopped { .. } => ("delivery-stopped", Operation, Reviewed),
            Self::PostApproved { .. } => ("post-approved", Dialogue, Reviewed),
            Self::PostDropped { .. } => ("post-dropped", Operation, Reviewed),
            Self::PostHandedIn { .. } => ("post-handed-in", Dialogue, Reviewed),
            Self::PostReopened { .. } => ("post-reopened", Operation, Reviewed),
            Self::PostRescheduled { .. } => ("post-rescheduled", Operation, Reviewed),
            Self::PostReturned { .. } => ("post-returned", Dialogue, Reviewed),
            Self::SeriesEnded { .. } => ("series-ended", Operation, Reviewed),
            Self::SeriesMade { .. } => ("series-made", Operation, Reviewed),
            Self::StopLifted { .. } => ("stop-lifted", Mandates, Open),
            Self::StopOrdered { .. } => ("stop-ordered", Mandates, Reviewed),
            Self::WithdrawalQueued { .. } => ("withdrawal-queued", Dialogue, Reviewed),
            Self::AnswerDrawn { .. } => ("answer-drawn", Operation, Reviewed),
            Self::AnswerReviewed { .. } => ("answer-reviewed", Operation, Reviewed),
            Self::AuthorityFounded { .. } => ("authority-founded", Mandates, Open),
            Self::BlackoutDecided { .. } => ("blackout-decided", Mandates, Reviewed),
            Self::BlackoutEnded { .. } => ("blackout-ended", Mandates, Open),
            Self::CalendarFeedMade { .. } => ("calendar-feed-made", Operation, Reviewed),
            Self::CalendarFeedEnded { .. } => ("calendar-feed-ended", Operation, Reviewed),
            Self::FeedRuleEnded { .. } => ("feed-rule-ended", Operation, Reviewed),
            Self::FeedRuleMade { .. } => ("feed-rule-made", Operation, Reviewed),
            Self::ChannelAdded { .. } => ("channel-added", Mandates, Open),
            Self::ChannelMoved { .. } => ("channel-moved", Mandates, Open),
            Self::ChannelApplied { .. } => ("channel-applied", Mandates, Reviewed),
            Self::ChannelApplicationDecided { .. } => ("channel-application-decided", Mandates, Reviewed),
            Self::ChannelApplicationRevised { .. } => ("channel-application-revised", Mandates, Reviewed),
            Self::ChannelApplicationWithdrawn { .. } => ("channel-application-withdrawn", Mandates, Reviewed),
            Self::ChannelClosed { .. } => ("channel-closed", Mandates, Open),
            Self::ChannelHoursSet { .. } => ("channel-hours-set", Mandates, Open),
            Self::ChannelModeSet { .. } => ("channel-mode-set", Mandates, Open),
            Self::ChannelPromised { .. } => ("channel-promised", Mandates, Open),
            Self::ChannelReopened { .. } => ("channel-reopened", Mandates, Open),
            Self::ChannelReviewed { .. } => ("channel-reviewed", Mandates, Reviewed),
            Self::ChannelWentLive { .. } => ("channel-went-live", Mandates, Open),
            Self::ChannelRenewed { .. } => ("channel-renewed", Operation, Reviewed),
            Self::ChannelPaused { .. } => ("channel-paused", Mandates, Open),
            Self::ChannelResumed { .. } => ("channel-resumed", Mandates, Open),
            Self::ContentErased { .. } => ("content-erased", Mandates, Open),
            Self::ConversationAssigned { .. } => ("conversation-assigned", Operation, Reviewed),
            Self::ConversationClosed { .. } => ("conversation-closed", Dialogue, Reviewed),
            Self::ConversationReferred { .. } => ("conversation-referred", Dialogue, Reviewed),
            Self::ConversationReopened { .. } => ("conversation-reopened", Dialogue, Reviewed),
            Self::ConversationWaiting { .. } => ("conversation-waiting", Dialogue, Reviewed),
            Self::DutySet { .. } => ("duty-set", Mandates, Reviewed),
            Self::DutyEnded { .. } => ("duty-ended", Mandates, Reviewed),
            Self::EscalationAdded { .. } => ("escalation-added", Mandates, Reviewed),
            Self::EscalationEnded { .. } => ("escalation-ended", Mandates, Reviewed),
            Self::MatterEscalated { .. } => ("matter-escalated", Operation, Reviewed),
            Self::AlertSeen { .. } => ("alert-seen", Operation, Reviewed),
            Self::DeliveryByHand { .. } => ("delivery-by-hand", Operation, Reviewed),
            Self::DeliveryFailed { .. } => ("delivery-failed", Operation, Reviewed),
            Self::DeliveryPosted { .. } => ("delivery-posted", Dialogue, Open),
            Self::DeliverySettled { .. } => ("delivery-settled", Dialogue, Reviewed),
            Self::DeliveryStarted { .. } => ("delivery-started", Operation, Reviewed),
            Self::DeliveryRetried { .. } => ("delivery-retried", Operation, Reviewed),
            Self::DeliveryUndone { .. } => ("delivery-undone", Operation, Reviewed),
            Self::DeliveryUnknown { .. } => ("delivery-unknown", Operation, Reviewed),
            Self::ExternalLinkAdded { .. } => ("external-link-added", Mandates, Open),
            Self::ExternalLinkRemoved { .. } => ("external-link-removed", Mandates, Open),
            Self::GuidelineAcknowledged { .. } => ("guideline-acknowledged", Mandates, Reviewed),
            Self::GuidelineAdopted { .. } => ("guideline-adopted", Mandates, Open),
            Self::GuidelineWithdrawn { .. } => ("guideline-withdrawn", Mandates, Open),
            Self::ImpostorDecided { .. } => ("impostor-decided", Mandates, Reviewed),
            Self::ImpostorGone { .. } => ("impostor-gone", Mandates, Reviewed),
            Self::ImpostorReported { .. } => ("impostor-reported", Operation, Reviewed),
            Self::ProfileDrifted { .. } => ("profile-drifted", Operation, Reviewed),
            Self::ProfileFailed { .. } => ("profile-failed", Operation, Reviewed),
            Self::ProfileQueued { .. } => ("profile-queued", Dialogue, Open),
            Self::ProfileSet { .. } => ("profile-set", Dialogue, Open),
            Self::GroupRuleApplied { .. } => ("group-rule-applied", Mandates, Reviewed),
            Self::GroupRuleEnded { .. } => ("group-rule-ended", Mandates, Open),
            Self::GroupRuleMade { .. } => ("group-rule-made", Mandates, Open),
            Self::ItemSetAside { .. } => ("item-set-aside", Operation, Reviewed),
            Self::ItemSettled { .. } => ("item-settled", Operation, Reviewed),
            Self::LoginsEnded { .. } => ("logins-ended", Operation, Reviewed),
            Self::MandateGranted { .. } => ("mandate-granted", Mandates, Open),
            Self::MandateRevoked { .. } => ("mandate-revoked", Mandates, Open),
            Self::MessageDeleted { .. } => ("message-deleted", Dialogue, Reviewed),
            Self::MessageEdited { .. } => ("message-edited", Dialogue, Reviewed),
            Self::MessageEntered { .. } => ("message-entered", Dialogue, Reviewed),
            Self::MessageReceived { .. } => ("message-received", Dialogue, Reviewed),
            Self::MessageRevealed { .. } => ("message-revealed", Operation, Reviewed),
            Self::NominationAnswered { .. } => ("nomination-answered", Mandates, Reviewed),
            Self::NominationMade { .. } => ("nomination-made", Mandates, Reviewed),
            Self::NominationWithdrawn { .. } => ("nomination-withdrawn", Mandates, Reviewed),
            Self::NoteWritten { .. } => ("note-written", Dialogue, Reviewed),
            Self::PasskeyAdded { .. } => ("passkey-added", Operation, Reviewed),
            Self::PasskeyRemoved { .. } => ("passkey-removed", Operation, Reviewed),
            Self::PasskeyRenamed { .. } => ("passkey-renamed", Operation, Reviewed),
            Self::PasswordChanged { .. } => ("password-changed", Operation, Reviewed),
            Self::PersonInvited { .. } => ("person-invited", Mandates, Reviewed),
            Self::PersonJoined { .. } => ("person-joined", Operation, Reviewed),
            Self::PersonLeft { .. } => ("person-left", Mandates, Reviewed),
            Self::PersonMoved { .. } => ("person-moved", Mandates, Reviewed),
            Self::ReplyQueued { .. } => ("reply-queued", Dialogue, Reviewed),
            Self::RetentionDecided { .. } => ("retention-decided", Mandates, Open),
            Self::ReviewShareSet { .. } => ("review-share-set", Mandates, Open),
            Self::ScreeningChanged { .. } => ("screening-changed", Mandates, Reviewed),
            Self::SecureChannelSet { .. } => ("secure-channel-set", Mandates, Open),
            Self::SubstituteAppointed { .. } => ("substitute-appointed", Mandates, Reviewed),
            Self::SubstituteEnded { .. } => ("substitute-ended", Mandates, Reviewed),
            Self::PersonLinked { .. } => ("person-linked", Mandates, Reviewed),
            Self::PersonRecovered { .. } => ("person-recovered", Mandates, Reviewed),
            Self::ProviderAdded { .. } => ("provider-added", Mandates, Reviewed),
            Self::ProviderChanged { .. } => ("provider-changed", Mandates, Reviewed),
            Self::ProviderEnded { .. } => ("provider-ended", Mandates, Reviewed),
            Self::RecoveryCodeUsed { .. } => ("recovery-code-used", Operation, Reviewed),
            Self::RecoveryCodesMade { .. } => ("recovery-codes-made", Operation, Reviewed),
            Self::SecondFactorDemanded { .. } => ("second-factor-demanded", Mandates, Reviewed),
            Self::SignInAppAdded { .. } => ("sign-in-app-added", Operation, Reviewed),
            Self::SignInAppRemoved { .. } => ("sign-in-app-removed", Operation, Reviewed),
            Self::TokenIssued { .. } => ("token-issued", Mandates, Reviewed),
            Self::TokenRevoked { .. } => ("token-revoked", Mandates, Reviewed),
            Self::TopicAdded { .. } => ("topic-added", Mandates, Open),
            Self::TopicEnded { .. } => ("topic-ended", Mandates, Open),
            Self::TopicMoved { .. } => ("topic-moved", Mandates, Open),
            Self::TrainingAdded { .. } => ("training-added", Mandates, Open),
            Self::TrainingNoted { .. } => ("training-noted", Mandates, Reviewed),
            Self::TrainingWithdrawn { .. } => ("training-withdrawn", Mandates, Reviewed),
            Self::UnitAdded { .. } => ("unit-added", Mandates, Open),
            Self::UnitClosed { .. } => ("unit-closed", Mandates, Open),
            Self::UnitMoved { .. } => ("unit-moved", Mandates, Open),
            Self::UnitRenamed { .. } => ("unit-renamed", Mandates, Open),
            Self::UnitHoursSet { .. } => ("unit-hours-set", Mandates, Open),
        }
    }

    /// What the entry is found under: the conversation where there is one, else the thing itself.
    pub fn subject(&self) -> Uuid {
        match self {
            Self::AuthorityFounded { unit, .. }
            | Self::ReviewShareSet { unit, .. }
            | Self::DutySet { unit, .. }
            | Self::DutyEnded { unit, .. }
            | Self::EscalationAdded { unit, .. }
            | Self::EscalationEnded { unit, .. }
            | Self::TopicAdded { unit, .. }
            | Self::TopicEnded { unit, .. }
            | Self::TopicMoved { unit, .. }
            | Self::UnitAdded { unit, .. }
            | Self::UnitClosed { unit, .. }
            | Self::SecureChannelSet { unit, .. }
            | Self::UnitHoursSet { unit, .. }
            | Self::UnitMoved { unit, .. }
            | Self::UnitRenamed { unit, .. } => unit.0,
            Self::ChannelAdded { channel, .. }
            | Self::ChannelMoved { channel, .. }
            | Self::ProfileDrifted { channel, .. }
            | Self::ProfileFailed { channel, .. }
            | Self::ProfileQueued { channel, .. }
            | Self::ProfileSet { channel, .. }
            | Self::ChannelClosed { channel, .. }
            | Self::ChannelHoursSet { channel, .. }
            | Self::ChannelModeSet { channel, .. }
            | Self::ChannelPromised { channel, .. }
            | Self::ChannelReopened { channel, .. }
            | Self::ChannelReviewed { channel, .. }
            | Self::ChannelWentLive { channel, .. }
            | Self::ChannelRenewed { channel }
            | Self::ChannelPaused { channel }
            | Self::ChannelResumed { channel } => channel.0,
            Self::ExternalLinkAdded { link, .. } | Self::ExternalLinkRemoved { link, .. } => link.0,
            Self::GuidelineAcknowledged { guideline, .. }
            | Self::GuidelineAdopted { guideline, .. }
            | Self::GuidelineWithdrawn { guideline, .. } => guideline.0,
            Self::ImpostorDecided { impostor, .. }
            | Self::ImpostorGone { impostor }
            | Self::ImpostorReported { impostor, .. } => impostor.0,
            Self::ChannelApplied { application, .. }
            | Self::ChannelApplicationDecided { application, .. }
            | Self::ChannelApplicationRevised { application, .. }
            | Self::ChannelApplicationWithdrawn { application } => application.0,
            Self::ConversationAssigned { conversation, .. }
            | Self::ConversationClosed { conversation }
            | Self::ConversationReferred { conversation, .. }
            | Self::ConversationReopened { conversation }
            | Self::ConversationWaiting { conversation }
            | Self::MessageDeleted { conversation, .. }
            | Self::MessageEdited { conversation, .. }
            | Self::MatterEscalated { conversation, .. }
            | Self::AlertSeen { conversation, .. }
            | Self::MessageEntered { conversation, .. }
            | Self::MessageReceived { conversation, .. }
            | Self::MessageRevealed { conversation, .. }
            | Self::NoteWritten { conversation, .. }
            | Self::ReplyQueued { conversation, .. } => conversation.0,
            Self::ApprovalDemanded { channel, unit, .. } => channel.map(|id| id.0).or(unit.map(|id| id.0)).unwrap_or_default(),
            Self::DeliveryQueued { post, .. }
            | Self::PostApproved { post, .. }
            | Self::PostDropped { post, .. }
            | Self::PostHandedIn { post, .. }
            | Self::PostReopened { post, .. }
            | Self::PostRescheduled { post, .. }
            | Self::SeriesEnded { post, .. }
            | Self::SeriesMade { post, .. }
            | Self::PostReturned { post, .. } => post.0,
            Self::StopLifted { stop } | Self::StopOrdered { stop, .. } => stop.0,
            Self::BlackoutDecided { blackout, .. } | Self::BlackoutEnded { blackout } => blackout.0,
            Self::FeedRuleEnded { source, .. } | Self::FeedRuleMade { source, .. } => source.0,
            Self::AnswerApproved { delivery, conversation, .. }
            | Self::AnswerReturned { delivery, conversation, .. }
            | Self::CorrectionQueued { delivery, conversation, .. }
            | Self::DeliveryReleased { delivery, conversation, .. }
            | Self::DeliveryStopped { delivery, conversation, .. }
            | Self::WithdrawalQueued { delivery, conversation, .. }
            | Self::AnswerDrawn { delivery, conversation, .. }
            | Self::AnswerReviewed { delivery, conversation, .. }
            | Self::DeliveryByHand { delivery, conversation }
            | Self::DeliveryFailed { delivery, conversation, .. }
            | Self::DeliveryPosted { delivery, conversation, .. }
            | Self::DeliverySettled { delivery, conversation, .. }
            | Self::DeliveryStarted { delivery, conversation, .. }
            | Self::DeliveryRetried { delivery, conversation }
            | Self::DeliveryUndone { delivery, conversation }
            | Self::DeliveryUnknown { delivery, conversation, .. } => conversation.map_or(delivery.0, |id| id.0),
            Self::ContentErased { message, .. } => message.0,
            Self::ItemSetAside { item, .. } | Self::ItemSettled { item } => item.0,
            Self::MandateGranted { person, .. }
            | Self::MandateRevoked { person, .. }
            | Self::NominationAnswered { person, .. }
            | Self::NominationMade { person, .. }
            | Self::NominationWithdrawn { person, .. }
            | Self::SubstituteAppointed { person, .. }
            | Self::SubstituteEnded { person, .. }
            | Self::TrainingNoted { person, .. }
            | Self::TrainingWithdrawn { person, .. }
            | Self::PersonInvited { person, .. }
            | Self::PersonJoined { person }
            | Self::PersonLeft { person }
            | Self::PersonMoved { person, .. }
            | Self::CalendarFeedMade { person, .. }
            | Self::CalendarFeedEnded { person, .. }
            | Self::GroupRuleApplied { person, .. }
            | Self::LoginsEnded { person }
            | Self::PasskeyAdded { person, .. }
            | Self::PasskeyRemoved { person, .. }
            | Self::PasskeyRenamed { person, .. }
            | Self::PasswordChanged { person }
            | Self::PersonLinked { person, .. }
            | Self::PersonRecovered { person, .. }
            | Self::RecoveryCodeUsed { person }
            | Self::RecoveryCodesMade { person }
            | Self::SignInAppAdded { person }
            | Self::SignInAppRemoved { person } => person.0,
            Self::GroupRuleEnded { provider, .. }
            | Self::GroupRuleMade { provider, .. }
            | Self::ProviderAdded { provider, .. }
            | Self::ProviderChanged { provider, .. }
            | Self::ProviderEnded { provider } => provider.0,
            // It is about the desk as a whole.
            Self::SecondFactorDemanded { .. } => Uuid::nil(),
            Self::RetentionDecided { decision, .. } => *decision,
            // There is one set of rules for all of the desk.
            Self::ScreeningChanged { .. } => Uuid::nil(),
            Self::TrainingAdded { training, .. } => training.0,
            Self::TokenIssued { token, .. } | Self::TokenRevoked { token } => token.0,
        }
    }

    /// The contents this event names, for `record show` and `verify`.
    pub fn contents(&self) -> Vec<Hash> {
        match self {
            Self::AnswerReviewed { note, .. }
            | Self::AnswerApproved { note, .. }
            | Self::AnswerReturned { note, .. }
            | Self::PostApproved { note, .. }
            | Self::PostReturned { note, .. } => note.iter().copied().collect(),
            Self::CorrectionQueued { content, because, .. } | Self::PostHandedIn { content, because, .. } => {
                std::iter::once(*content).chain(*because).collect()
            }
            Self::DeliveryQueued { content, .. } => vec![*content],
            Self::PostDropped { why, .. } => why.iter().copied().collect(),
            Self::BlackoutDecided { why, .. } | Self::StopOrdered { why, .. } | Self::WithdrawalQueued { why, .. } => vec![*why],
            Self::ConversationReferred { why, .. } | Self::NominationAnswered { why, .. } => why.iter().copied().collect(),
            Self::ChannelApplied { form, .. } | Self::ChannelApplicationRevised { form, .. } => vec![*form],
            Self::ChannelApplicationDecided { said, .. } => vec![*said],
            Self::ChannelClosed { why, .. } | Self::ChannelReopened { why, .. } => vec![*why],
            Self::ChannelHoursSet { hours, .. } | Self::UnitHoursSet { hours, .. } => vec![*hours],
            Self::ChannelPromised { promise, .. } => vec![*promise],
            Self::ChannelReviewed { note, .. } => vec![*note],
            Self::ChannelWentLive { why, .. } => why.iter().copied().collect(),
            Self::ExternalLinkAdded { about, .. } => vec![*about],
            Self::ExternalLinkRemoved { why, .. } | Self::GuidelineWithdrawn { why, .. } => vec![*why],
            Self::GuidelineAdopted { text, .. } => vec![*text],
            Self::ImpostorDecided { why, .. } => vec![*why],
            Self::ImpostorReported { address, .. } => vec![*address],
            Self::ProfileDrifted { live, .. } => vec![*live],
            Self::ProfileQueued { content, because, .. } | Self::ReplyQueued { content, because, .. } => {
                std::iter::once(*content).chain(*because).collect()
            }
            Self::ProfileSet { content, .. } => vec![*content],
            Self::ContentErased { contents, .. } => contents.clone(),
            Self::GroupRuleMade { group, document, .. } => vec![*group, *document],
            Self::ScreeningChanged { rules, .. } => vec![*rules],
            Self::SecureChannelSet { words, .. } => vec![*words],
            Self::ItemSetAside { raw, reason, .. } => vec![*raw, *reason],
            Self::MandateGranted { document, .. } | Self::SubstituteAppointed { document, .. } => vec![*document],
            Self::MandateRevoked { why, .. } | Self::NominationMade { why, .. } | Self::TrainingWithdrawn { why, .. } => {
                vec![*why]
            }
            Self::MessageDeleted { raw, .. } => vec![*raw],
            Self::MessageRevealed { why, .. } => vec![*why],
            Self::MessageEdited { content, raw, .. } | Self::MessageReceived { content, raw, .. } => vec![*content, *raw],
            Self::PasskeyAdded { name, .. }
            | Self::PasskeyRenamed { name, .. }
            | Self::ProviderAdded { name, .. }
            | Self::ProviderChanged { name, .. } => vec![*name],
            Self::PersonLinked { subject, .. } => vec![*subject],
            Self::NoteWritten { content, .. } => vec![*content],
            _ => Vec::new(),
        }
    }
}
