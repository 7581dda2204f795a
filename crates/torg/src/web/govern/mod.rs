//! Pages of the room govern: who speaks, in which channel, on whose mandate.
use axum::Router;
use maud::{Markup, html};

use super::frame::{Frame, Room};
use crate::govern::mandate::Allowed;
use crate::ground::Desk;

mod applications;
mod approval;
mod area;
mod channels;
mod days;
mod duty;
mod finding;
pub(super) mod guidelines;
mod hours_form;
mod mandates;
mod nominations;
mod overview;
mod people;
mod register;
mod reviews;
mod shown;
mod sign_in;
mod tokens;
mod topics;
mod trainings;
mod unit_hours;
mod units;

/// The room's addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .merge(applications::routes())
        .merge(approval::routes())
        .merge(area::routes())
        .merge(channels::routes())
        .merge(duty::routes())
        .merge(guidelines::routes())
        .merge(mandates::routes())
        .merge(nominations::routes())
        .merge(overview::routes())
        .merge(people::routes())
        .merge(register::routes())
        .merge(reviews::routes())
        .merge(sign_in::routes())
        .merge(tokens::routes())
        .merge(topics::routes())
        .merge(trainings::routes())
        .merge(unit_hours::routes())
        .merge(units::routes())
}

/// A part of the room, in the order of its own navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Overview,
    Area,
    Channels,
    Applications,
    Guidelines,
    Register,
    People,
    Units,
    Mandates,
    Approval,
    Trainings,
    Reviews,
    Tokens,
    SignIn,
}

impl Section {
    const ALL: &'static [Self] = &[
        Self::Overview,
        Self::Area,
        Self::Channels,
        Self::Applications,
        Self::Guidelines,
        Self::Register,
        Self::People,
        Self::Units,
        Self::Mandates,
        Self::Approval,
        Self::Trainings,
        Self::Reviews,
        Self::Tokens,
        Self::SignIn,
    ];

    fn address(self) -> &'static str {
        match self {
            Self::Overview => "/govern",
            Self::Area => "/govern/area",
            Self::Channels => "/govern/channels",
            Self::Applications => "/govern/applications",
            Self::Guidelines => "/govern/guidelines",
            Self::Register => "/govern/register",
            Self::People => "/govern/people",
            Self::Units => "/govern/units",
            Self::Mandates => "/govern/mandates",
            Self::Approval => "/govern/approval",
            Self::Trainings => "/govern/trainings",
            Self::Reviews => "/govern/reviews",
            Self::Tokens => "/govern/tokens",
            Self::SignIn => "/govern/sign-in",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Overview => "govern-overview",
            Self::Area => "govern-area",
            Self::Channels => "govern-channels",
            Self::Applications => "govern-applications",
            Self::Guidelines => "govern-guidelines",
            Self::Register => "govern-register",
            Self::People => "govern-people",
            Self::Units => "govern-units",
            Self::Mandates => "govern-mandates",
            Self::Approval => "govern-approval",
            Self::Trainings => "govern-trainings",
            Self::Reviews => "govern-reviews",
            Self::Tokens => "govern-tokens",
            Self::SignIn => "govern-sign-in",
        }
    }

    /// Only those who may do something there see the way.
    fn is_open_to(self, frame: &Frame) -> bool {
        match self {
            Self::Overview | Self::Applications | Self::Guidelines => true,
            Self::Tokens => frame.may(Allowed::Run),
            Self::Area
            | Self::Channels
            | Self::Register
            | Self::People
            | Self::Units
            | Self::Mandates
            | Self::Approval
            | Self::Trainings
            | Self::Reviews
            | Self::SignIn => frame.may(Allowed::Govern),
        }
    }
}

/// A page of the room: its title, the ways to its other parts, and what it holds.
fn page(frame: &Frame, here: Section, title: &str, content: &Markup) -> Markup {
    let locale = frame.locale;
    let open = || Section::ALL.iter().filter(|section| section.is_open_to(frame));
    let content = html! {
        @if open().count() > 1 {
            nav.chips aria-label=(locale.say("nav-govern")) {
                @for section in open() {
                    a.chip href=(section.address()) aria-current=[(*section == here).then_some("page")] { (locale.say(section.words())) }
                }
            }
        }
        (content)
    };
    frame.simple_page(Room::Govern, title, content)
}
