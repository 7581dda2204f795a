//! The list of all work that waits in the database, alphabetical.
use crate::govern::channel::profile::{LookAtProfile, SetProfile};
use crate::ground::jobs::JobKind;
use crate::listen::fetch::{Fetch, LookAgain};
use crate::participate::alert::{TellByMail, Watch};
use crate::publish::feed_rule::FollowFeed;
use crate::publish::outbox::Deliver;
use crate::publish::series::SayAgain;
use crate::publish::stop::HoldBack;

/// Every kind of job.
pub static ALL: &[JobKind] = &[
    JobKind::of::<Deliver>(),
    JobKind::of::<Fetch>(),
    JobKind::of::<FollowFeed>(),
    JobKind::of::<HoldBack>(),
    JobKind::of::<LookAgain>(),
    JobKind::of::<LookAtProfile>(),
    JobKind::of::<SayAgain>(),
    JobKind::of::<SetProfile>(),
    JobKind::of::<TellByMail>(),
    JobKind::of::<Watch>(),
];
