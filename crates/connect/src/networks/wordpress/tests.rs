//! WordPress against a stand-in built from its documented wire format, and exchanges recorded from a real site.
mod hearing;
mod recorded;
mod saying;
mod stage;

use crate::testing::survives_every_fault;

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_is_survived() {
    survives_every_fault(&super::WordPress, stage::Stage::default).await;
}
