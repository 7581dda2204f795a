//! What can go wrong with a network, sorted by what a desk must do about it.
use jiff::Timestamp;

/// A call that did not succeed. The sentence is for the log; people read the desk's own words for the variant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A setting or secret is missing or unusable: a person must fill it in.
    #[error("setting `{key}` is missing or unusable")]
    Setting {
        /// The setting's key.
        key: &'static str,
    },
    /// The token is dead, revoked or too weak: a person must sign in again.
    #[error("the network does not accept our credentials: {reason}")]
    Unauthorised {
        /// The network's word for it.
        reason: String,
    },
    /// The network understood and said no; trying again changes nothing.
    #[error("the network refused ({status}): {reason}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The network's own words, shortened, never a secret.
        reason: String,
    },
    /// What was asked for does not exist (any more) at the network.
    #[error("not found at the network")]
    Gone,
    /// Too many calls; wait until then.
    #[error("rate limited until {until}")]
    Limited {
        /// When to come back.
        until: Timestamp,
    },
    /// Nothing can have arrived: name not resolved, connection refused, TLS failed, address not allowed.
    #[error("could not reach the network: {reason}")]
    Unreachable {
        /// What failed.
        reason: String,
    },
    /// It may or may not have arrived: timeout or broken connection after sending, or a 5xx.
    #[error("the network gave no clear answer: {reason}")]
    Unclear {
        /// What was seen.
        reason: String,
    },
    /// The answer was not what the network's documentation says: malformed JSON, missing fields, a body over the limit.
    #[error("the network's answer could not be understood: {reason}")]
    Nonsense {
        /// What was wrong with it.
        reason: String,
    },
    /// This network takes nothing from programs: a person carries it there.
    #[error("a person must carry it to the network by hand")]
    ByHand,
}

impl Trouble {
    /// True when a message that was being sent may have arrived all the same.
    pub fn may_have_arrived(&self) -> bool {
        matches!(self, Self::Unclear { .. } | Self::Nonsense { .. })
    }

    /// True when the same call may succeed later without anyone doing anything.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Limited { .. } | Self::Unreachable { .. } | Self::Unclear { .. } | Self::Nonsense { .. })
    }
}
