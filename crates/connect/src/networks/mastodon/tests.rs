//! Mastodon against a stand-in built from its documented wire format, with everything that real servers do differently.
mod hearing;
mod live;
mod parts;
mod profiling;
mod recorded;
mod saying;
mod stage;

use crate::testing::survives_every_fault;

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_survived() {
    survives_every_fault(&super::Mastodon, stage::Stage::default).await;
}
