//! The list of networks. A network is one file, its fixtures, and two lines here.
use crate::network::Network;

pub mod arena;
mod bluesky;
pub(crate) mod email;
mod facebook;
mod linkedin;
mod manual;
mod mastodon;
mod rss;
mod webform;
mod wordpress;
mod x;
mod youtube;

/// Every network, alphabetical; forms, docs and contract tests derive from it.
pub static ALL: &[&dyn Network] = &[
    &arena::Arena,
    &bluesky::Bluesky,
    &email::Email,
    &facebook::Facebook,
    &linkedin::LinkedIn,
    &manual::Manual,
    &mastodon::Mastodon,
    &rss::Rss,
    &webform::Webform,
    &wordpress::WordPress,
    &x::X,
    &youtube::YouTube,
];

/// The network called `name`.
pub fn by_name(name: &str) -> Option<&'static dyn Network> {
    ALL.iter().copied().find(|network| network.about().name == name)
}
