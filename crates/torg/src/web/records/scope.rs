//! Which channel an entry is about: who may not read the channel may not read the entry.
use store::Conn;

use crate::govern::{Scope, mandate};
use crate::ground::{ChannelId, ConversationId, DeliveryId, MandateId, MessageId, PostId, Problem, SetAsideId};
use crate::listen::set_aside;
use crate::participate::conversation;
use crate::publish::{delivery, post, stop};
use crate::records::{Event, message};

/// Where an entry belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// To the desk as a whole: whoever may read somewhere may read it.
    Desk,
    /// To one channel.
    Channel(ChannelId),
    /// To one unit's mandates, or to a channel that cannot be found any more: only who may read everything may read it.
    Lost,
}

impl From<Option<ChannelId>> for Belongs {
    fn from(found: Option<ChannelId>) -> Self {
        found.map_or(Self::Lost, Self::Channel)
    }
}

/// Where the entry of this event belongs.
pub(super) fn of(conn: &mut Conn, event: &Event) -> Result<Belongs, Problem> {
    Ok(match event {
        Event::AuthorityFounded { .. }
        | Event::GroupRuleApplied { .. }
        | Event::GroupRuleEnded { .. }
        | Event::LoginsEnded { .. }
        | Event::PasskeyAdded { .. }
        | Event::PasskeyRemoved { .. }
        | Event::PasskeyRenamed { .. }
        | Event::PasswordChanged { .. }
        | Event::PersonInvited { .. }
        | Event::PersonJoined { .. }
        | Event::PersonLeft { .. }
        | Event::PersonLinked { .. }
        | Event::PersonMoved { .. }
        | Event::PersonRecovered { .. }
        | Event::ProviderAdded { .. }
        | Event::ProviderChanged { .. }
        | Event::ProviderEnded { .. }
        | Event::RecoveryCodeUsed { .. }
        | Event::RecoveryCodesMade { .. }
        | Event::RetentionDecided { .. }
        | Event::ReviewShareSet { .. }
        | Event::SecondFactorDemanded { .. }
        | Event::SignInAppAdded { .. }
        | Event::SignInAppRemoved { .. }
        | Event::TokenRevoked { .. }
        | Event::DutySet { .. }
        | Event::DutyEnded { .. }
        | Event::EscalationAdded { .. }
        | Event::EscalationEnded { .. }
        | Event::TopicAdded { .. }
        | Event::TopicEnded { .. }
        | Event::TopicMoved { .. }
        | Event::TrainingAdded { .. }
        | Event::UnitAdded { .. }
        | Event::UnitClosed { .. }
        | Event::UnitMoved { .. }
        | Event::UnitRenamed { .. }
        | Event::SecureChannelSet { .. }
        | Event::UnitHoursSet { .. }
        | Event::ChannelApplied { .. }
        | Event::ChannelApplicationDecided { .. }
        | Event::ChannelApplicationRevised { .. }
        | Event::ChannelApplicationWithdrawn { .. }
        | Event::BlackoutDecided { .. }
        | Event::BlackoutEnded { .. }
        | Event::ExternalLinkAdded { .. }
        | Event::ExternalLinkRemoved { .. }
        | Event::GuidelineAcknowledged { .. }
        | Event::GuidelineAdopted { .. }
        | Event::GuidelineWithdrawn { .. }
        | Event::ImpostorDecided { .. }
        | Event::ImpostorGone { .. }
        | Event::ImpostorReported { .. }
        | Event::ScreeningChanged { .. } => Belongs::Desk,
        Event::ApprovalDemanded { channel, .. } | Event::StopOrdered { channel, .. } => {
            channel.map_or(Belongs::Desk, Belongs::Channel)
        }
        Event::StopLifted { stop } => match stop::find(conn, *stop)?.and_then(|stop| stop.channel) {
            Some(channel) => Belongs::Channel(channel),
            None => Belongs::Desk,
        },
        Event::PostApproved { post, .. }
        | Event::PostDropped { post, .. }
        | Event::PostHandedIn { post, .. }
        | Event::PostReopened { post, .. }
        | Event::PostRescheduled { post, .. }
        | Event::SeriesEnded { post, .. }
        | Event::SeriesMade { post, .. }
        | Event::PostReturned { post, .. } => of_post(conn, *post)?,
        Event::GroupRuleMade { channel, .. } => channel.map_or(Belongs::Desk, Belongs::Channel),
        Event::MandateGranted { mandate, .. }
        | Event::MandateRevoked { mandate, .. }
        | Event::SubstituteAppointed { mandate, .. }
        | Event::SubstituteEnded { mandate, .. }
        | Event::TokenIssued { mandate, .. } => of_mandate(conn, *mandate)?,
        // Someone's own wish, what they have learned and where they read are for those who answer for all of it.
        Event::CalendarFeedMade { .. }
        | Event::CalendarFeedEnded { .. }
        | Event::NominationAnswered { .. }
        | Event::NominationMade { .. }
        | Event::NominationWithdrawn { .. }
        | Event::TrainingNoted { .. }
        | Event::TrainingWithdrawn { .. } => Belongs::Lost,
        Event::FeedRuleEnded { source: channel, .. }
        | Event::FeedRuleMade { source: channel, .. }
        | Event::ChannelAdded { channel, .. }
        | Event::ChannelMoved { channel, .. }
        | Event::ProfileDrifted { channel, .. }
        | Event::ProfileFailed { channel, .. }
        | Event::ProfileQueued { channel, .. }
        | Event::ProfileSet { channel, .. }
        | Event::ChannelClosed { channel, .. }
        | Event::ChannelHoursSet { channel, .. }
        | Event::ChannelModeSet { channel, .. }
        | Event::ChannelPromised { channel, .. }
        | Event::ChannelReopened { channel, .. }
        | Event::ChannelReviewed { channel, .. }
        | Event::ChannelWentLive { channel, .. }
        | Event::ChannelRenewed { channel }
        | Event::ChannelPaused { channel }
        | Event::ChannelResumed { channel }
        | Event::ItemSetAside { channel, .. }
        | Event::DeliveryQueued { channel, .. }
        | Event::MessageEntered { channel, .. }
        | Event::MessageReceived { channel, .. }
        | Event::ReplyQueued { channel, .. } => Belongs::Channel(*channel),
        Event::ContentErased { message, .. } => of_message(conn, *message)?,
        Event::ConversationAssigned { conversation, .. }
        | Event::ConversationClosed { conversation }
        | Event::ConversationReferred { conversation, .. }
        | Event::ConversationReopened { conversation }
        | Event::ConversationWaiting { conversation }
        | Event::MessageDeleted { conversation, .. }
        | Event::MessageEdited { conversation, .. }
        | Event::AlertSeen { conversation, .. }
        | Event::MatterEscalated { conversation, .. }
        | Event::MessageRevealed { conversation, .. }
        | Event::NoteWritten { conversation, .. } => of_conversation(conn, *conversation)?,
        Event::AnswerApproved { delivery, .. }
        | Event::AnswerReturned { delivery, .. }
        | Event::CorrectionQueued { delivery, .. }
        | Event::DeliveryReleased { delivery, .. }
        | Event::DeliveryStopped { delivery, .. }
        | Event::WithdrawalQueued { delivery, .. }
        | Event::AnswerDrawn { delivery, .. }
        | Event::AnswerReviewed { delivery, .. }
        | Event::DeliveryByHand { delivery, .. }
        | Event::DeliveryFailed { delivery, .. }
        | Event::DeliveryPosted { delivery, .. }
        | Event::DeliverySettled { delivery, .. }
        | Event::DeliveryStarted { delivery, .. }
        | Event::DeliveryRetried { delivery, .. }
        | Event::DeliveryUndone { delivery, .. }
        | Event::DeliveryUnknown { delivery, .. } => of_delivery(conn, *delivery)?,
        Event::ItemSettled { item } => of_item(conn, *item)?,
    })
}

/// A mandate in one unit is not for those who read in another: only who may read everything reads of it in the record.
fn of_mandate(conn: &mut Conn, id: MandateId) -> Result<Belongs, Problem> {
    Ok(match mandate::find(conn, id)?.map(|granted| granted.scope()) {
        Some(Scope::Everywhere) => Belongs::Desk,
        Some(Scope::Channel(channel)) => Belongs::Channel(channel),
        Some(Scope::Unit(_)) | None => Belongs::Lost,
    })
}

fn of_conversation(conn: &mut Conn, id: ConversationId) -> Result<Belongs, Problem> {
    Ok(conversation::find(conn, id)?.map(|conversation| conversation.channel).into())
}

fn of_delivery(conn: &mut Conn, id: DeliveryId) -> Result<Belongs, Problem> {
    Ok(delivery::find(conn, id)?.map(|delivery| delivery.channel).into())
}

/// A post in one channel is that channel's. One in several is for those who answer for all of it: each delivery has its own entry.
fn of_post(conn: &mut Conn, id: PostId) -> Result<Belongs, Problem> {
    let channels = post::channels(conn, id)?;
    Ok(match channels.as_slice() {
        [only] => Belongs::Channel(*only),
        _ => Belongs::Lost,
    })
}

fn of_message(conn: &mut Conn, id: MessageId) -> Result<Belongs, Problem> {
    Ok(message::find(conn, id)?.map(|message| message.channel).into())
}

fn of_item(conn: &mut Conn, id: SetAsideId) -> Result<Belongs, Problem> {
    Ok(set_aside::channel_of(conn, id)?.into())
}
