//! What a mandate can allow, as a word for the database and as a type for functions that demand it.
use serde::{Deserialize, Serialize};

/// Something a mandate can allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Allowed {
    /// Answer people, write notes, assign, close and reopen.
    Answer,
    /// Approve what a colleague wrote, before it is published.
    Approve,
    /// Give out what someone has a right to see.
    Disclose,
    /// Dispose of what a retention decision says.
    Dispose,
    /// Add channels, people, units and mandates.
    Govern,
    /// Lead in a crisis: stop what is on its way out and say one thing everywhere.
    LeadCrisis,
    /// Hide and remove what others wrote, with evidence and a reason.
    Moderate,
    /// Say something to everyone in a channel.
    Publish,
    /// Read conversations, the record and the outbox.
    Read,
    /// Register in the diary.
    Register,
    /// Run the desk: set-aside items, dead jobs, tokens, disposal by decision.
    Run,
}

impl Allowed {
    /// Every act, alphabetical.
    pub const ALL: &'static [Self] = &[
        Self::Answer,
        Self::Approve,
        Self::Disclose,
        Self::Dispose,
        Self::Govern,
        Self::LeadCrisis,
        Self::Moderate,
        Self::Publish,
        Self::Read,
        Self::Register,
        Self::Run,
    ];

    /// As the database, the API and the locale keys (`act-answer`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Approve => "approve",
            Self::Disclose => "disclose",
            Self::Dispose => "dispose",
            Self::Govern => "govern",
            Self::LeadCrisis => "lead-crisis",
            Self::Moderate => "moderate",
            Self::Publish => "publish",
            Self::Read => "read",
            Self::Register => "register",
            Self::Run => "run",
        }
    }

    /// Whether this version has a room where the act is done. The others can be granted today, so that the decision is in place;
    /// nothing asks for them before their room is built.
    pub fn is_used(self) -> bool {
        match self {
            Self::Answer | Self::Approve | Self::Govern | Self::LeadCrisis | Self::Publish | Self::Read | Self::Run => true,
            Self::Disclose | Self::Dispose | Self::Moderate | Self::Register => false,
        }
    }

    /// The act called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.as_str() == name)
    }

    pub(super) fn parse_list(acts: &str) -> Vec<Self> {
        acts.split(' ').filter_map(Self::named).collect()
    }

    pub(super) fn list(acts: &[Self]) -> String {
        let mut acts = acts.to_vec();
        acts.sort_unstable();
        acts.dedup();
        acts.iter().map(|act| act.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// A kind of permission, as a type.
pub trait Permission: Send + Sync + 'static {
    /// What it allows.
    const ALLOWED: Allowed;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Permission for $name {
            const ALLOWED: Allowed = Allowed::$name;
        }
    )*};
}
permissions! {
    /// May answer people in a channel.
    Answer;
    /// May approve what a colleague wrote.
    Approve;
    /// May give out what someone has a right to see.
    Disclose;
    /// May dispose of what a retention decision says.
    Dispose;
    /// May govern the desk.
    Govern;
    /// May lead in a crisis.
    LeadCrisis;
    /// May hide and remove.
    Moderate;
    /// May publish in a channel.
    Publish;
    /// May read.
    Read;
    /// May register in the diary.
    Register;
    /// May run the desk.
    Run;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_one_word_of_its_own() {
        for act in Allowed::ALL {
            assert_eq!(Allowed::named(act.as_str()), Some(*act));
            assert_eq!(serde_json::to_value(act).unwrap(), act.as_str());
        }
        assert!(Allowed::ALL.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
        assert_eq!(Allowed::list(&[Allowed::Run, Allowed::Answer, Allowed::Run]), "answer run");
    }
}
