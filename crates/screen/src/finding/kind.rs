//! The kinds of findings, as data: each has one name, one group, and the step that the screen suggests.

use serde::{Deserialize, Serialize};

use super::Step;

/// What kinds have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// A number that a state gave one person (GDPR article 87).
    Identity,
    /// An account, a card, an organisation's number.
    Account,
    /// A way to reach somebody.
    Contact,
    /// A place, a vehicle, a property, a case: by itself a thing, together with a name a person.
    Place,
    /// A person's name. Never sure.
    Name,
    /// What an image file tells beside the picture.
    Image,
    /// What may be secret about a person.
    Secrecy,
    /// What a person must look at first: it may be a crime, or a cry for help.
    Triage,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $group:ident $step:ident,)*) => {
        /// The kinds of findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum FindingKind {
            $($(#[$doc])* $kind,)*
        }

        impl FindingKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name in data and addresses.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// What it has in common with other kinds.
            pub fn group(self) -> Group {
                match self {
                    $(Self::$kind => Group::$group,)*
                }
            }

            /// What an officer is advised to do about it, if no rule says otherwise.
            pub fn step(self) -> Step {
                match self {
                    $(Self::$kind => Step::$step,)*
                }
            }
        }
    };
}

kinds! {
    /// Swedish personnummer.
    SwedishPersonalNumber "swedish-personal-number" Identity MoveToSecureChannel,
    /// Swedish samordningsnummer.
    SwedishCoordinationNumber "swedish-coordination-number" Identity MoveToSecureChannel,
    /// Norwegian fødselsnummer.
    NorwegianBirthNumber "norwegian-birth-number" Identity MoveToSecureChannel,
    /// Norwegian D-nummer.
    NorwegianDNumber "norwegian-d-number" Identity MoveToSecureChannel,
    /// Icelandic kennitala. Before the Danish number, of which only the date speaks: the first of two as weighty wins.
    IcelandicKennitala "icelandic-kennitala" Identity MoveToSecureChannel,
    /// Danish personnummer (CPR).
    DanishCpr "danish-cpr" Identity MoveToSecureChannel,
    /// Finnish henkilötunnus.
    FinnishHetu "finnish-hetu" Identity MoveToSecureChannel,
    /// Swedish or Norwegian organisation number. Not a person; a sole trader's is, and is found as a personal number.
    OrganisationNumber "organisation-number" Account Notice,
    /// International bank account number.
    Iban "iban" Account MoveToSecureChannel,
    /// Swedish bankgiro number.
    Bankgiro "bankgiro" Account Notice,
    /// Swedish plusgiro number.
    Plusgiro "plusgiro" Account Notice,
    /// Norwegian bank account number.
    NorwegianAccount "norwegian-account" Account MoveToSecureChannel,
    /// Number of a payment card.
    PaymentCard "payment-card" Account MoveToSecureChannel,
    /// A telephone number.
    Phone "phone" Contact Justify,
    /// An e-mail address.
    Email "email" Contact Justify,
    /// A street and a house number.
    StreetAddress "street-address" Contact Justify,
    /// An address of a machine on the internet.
    IpAddress "ip-address" Contact Justify,
    /// The plate of a vehicle.
    RegistrationPlate "registration-plate" Place Justify,
    /// A property's designation in the land register.
    Property "property" Place Justify,
    /// The number of a case at a court, the police or an authority.
    CaseNumber "case-number" Place Notice,
    /// A position on the map.
    Coordinates "coordinates" Place Justify,
    /// A given name and a family name.
    Name "name" Name Notice,
    /// An image says where it was taken.
    ImagePosition "image-position" Image Strip,
    /// An image says who took it, or owns the camera.
    ImageAuthor "image-author" Image Strip,
    /// A person's health.
    Health "health" Secrecy CheckSecrecy,
    /// A person's dealings with the social services.
    SocialServices "social-services" Secrecy CheckSecrecy,
    /// A child at school, known by more than being one.
    Pupil "pupil" Secrecy CheckSecrecy,
    /// A person whose whereabouts are protected.
    ProtectedIdentity "protected-identity" Secrecy CheckSecrecy,
    /// A person said to have done a crime, or to have been the victim of one.
    CrimeSuspicion "crime-suspicion" Secrecy CheckSecrecy,
    /// A threat against somebody.
    Threat "threat" Triage SecureAndReport,
    /// Contempt for a group of people.
    Hate "hate" Triage SecureAndReport,
    /// A call to commit crimes.
    Incitement "incitement" Triage SecureAndReport,
    /// Abuse aimed at a person. Harsh criticism is none.
    Harassment "harassment" Triage HouseRules,
    /// Advertising, fraud, chain letters.
    Spam "spam" Triage HouseRules,
    /// Somebody may be about to hurt themself.
    SelfHarm "self-harm" Triage HelpNow,
}

impl FindingKind {
    /// The kind with this name.
    #[expect(clippy::should_implement_trait, reason = "an unknown name is an answer here, not an error to carry")]
    pub fn from_str(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// What the law says about it, if no rule says otherwise: a key into [`crate::laws`].
    pub fn law(self) -> &'static str {
        match self.group() {
            Group::Identity => "identity-number",
            Group::Account if self == Self::OrganisationNumber => "organisation-number",
            Group::Account => "account-number",
            Group::Contact => "contact",
            Group::Place => "place",
            Group::Name => "name",
            Group::Image => "image-data",
            Group::Secrecy | Group::Triage => self.as_str(),
        }
    }

    /// Whether it is a number that the state gave one person (GDPR article 87).
    pub fn is_identity(self) -> bool {
        self.group() == Group::Identity
    }
}
