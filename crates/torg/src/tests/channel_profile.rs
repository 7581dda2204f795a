//! The promise on the profile: made, set under a mandate, looked at, and found to have drifted.
use axum::http::StatusCode;
use connect::arena;
use jiff::SignedDuration;

use super::browser::Page;
use super::town::{Town, on_both_engines};
use crate::govern::channel::profile::{self, Profile, State};
use crate::govern::mandate::Allowed;
use crate::ground::ChannelId;

const ASTRID: &str = "Astrid Holm";
const OMAR: &str = "Omar Lind";

impl Town {
    async fn promises(&self, id: ChannelId, tolerance: &str) -> Page {
        self.post(&format!("/govern/channels/{id}/public-promise"))
            .as_(ASTRID)
            .with("activity", "weekly")
            .with("contact", "exempelby.example/kontakt")
            .with("tolerance", tolerance)
            .with("language", "sv")
            .await
    }

    async fn profile(&self, id: ChannelId) -> Option<Profile> {
        self.desk.read(move |conn| Ok(profile::of_channel(conn, id)?)).await.unwrap()
    }
}

async fn the_promise_is_set_on_the_profile_and_drift_is_seen(town: Town) {
    let id = town.channel("exempelby").await.id;
    let page = format!("/govern/channels/{id}");
    let before = town.get(&page).as_(ASTRID).await.fine();
    assert!(before.says("Spara löftet ovan"), "{}", before.text());
    let bare = town.post(&format!("{page}/profile")).as_(ASTRID).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "without a promise there is nothing to set");

    town.promises(id, "").await.fine();
    let made = town.get(&page).as_(ASTRID).await.fine();
    assert!(made.says("Exempelby kommun, officiellt") || made.says("Detta är Exempelby kommun"), "{}", made.text());
    assert!(made.says("2 tim"), "{}", made.text());
    town.post(&format!("{page}/profile")).as_(ASTRID).await.fine();
    assert_eq!(town.profile(id).await.unwrap().state, State::Queued);
    town.run_jobs().await;
    let set = town.profile(id).await.unwrap();
    assert_eq!((set.state, &set.live), (State::Set, &set.wanted));
    let (_, network, connection) = crate::govern::channel::connected(&town.desk, id).await.unwrap();
    let profiling = network.profiling().unwrap();
    assert_eq!(profiling.profile(&connection).await.unwrap(), set.wanted.unwrap());
    let told = town.desk.read(move |conn| crate::records::entry::about(conn, id.0)).await.unwrap();
    let told: Vec<_> = told.iter().map(|entry| entry.body.event.name()).collect();
    assert_eq!(told, ["channel-added", "channel-promised", "profile-queued", "profile-set"]);

    // Somebody changes the profile at the network itself; the daily look sees it.
    profiling.set_profile(&connection, "Vi tog bort löftet.").await.unwrap();
    town.hears().await;
    town.later(SignedDuration::from_mins(3));
    town.run_jobs().await;
    let drifted = town.profile(id).await.unwrap();
    assert!(drifted.drift_since.is_some() && drifted.live.as_deref() == Some("Vi tog bort löftet."));
    let shown = town.get(&page).as_(ASTRID).await.fine();
    assert!(shown.says("Den stämmer inte med löftet") && shown.says("Vi tog bort löftet."), "{}", shown.text());
    town.post(&format!("{page}/profile")).as_(ASTRID).await.fine();
    town.run_jobs().await;
    town.post(&format!("{page}/profile-look")).as_(ASTRID).await.fine();
    assert!(town.get(&page).as_(ASTRID).await.fine().says("Stämmer med löftet"));
    assert!(
        !arena::citizen_reads(&town.arena()).unwrap().iter().any(|seen| seen.text.contains("löftet")),
        "a profile is no message"
    );
}

async fn a_profile_carries_no_identity_number(town: Town) {
    let id = town.channel("exempelby").await.id;
    town.promises(id, "fråga 19121212-1212").await.fine();
    let refused = town.post(&format!("/govern/channels/{id}/profile")).as_(ASTRID).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Personnummer får inte lämna myndigheten. Det står i presentationen."), "{}", refused.text());
    assert!(town.profile(id).await.is_none_or(|profile| profile.state == State::Never));
}

async fn a_profile_says_why_a_telephone_number_stands_there(town: Town) {
    let id = town.channel("exempelby").await.id;
    town.promises(id, "ring 070-174 06 05").await.fine();
    let page = format!("/govern/channels/{id}");
    let shown = town.get(&page).as_(ASTRID).await.fine();
    assert!(shown.says("Behöver ett skäl") && shown.html.contains("name=\"because\""), "{}", shown.text());
    let asked = town.post(&format!("{page}/profile")).as_(ASTRID).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("i presentationen"), "{}", asked.text());
    let set = town.post(&format!("{page}/profile")).as_(ASTRID).with("because", "Växelns nummer, som alla ska se.").await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    let told = town.desk.read(move |conn| crate::records::entry::about(conn, id.0)).await.unwrap();
    let kept = told.iter().any(|entry| matches!(entry.body.event, crate::records::Event::ProfileQueued { because: Some(_), .. }));
    assert!(kept, "the reason is on the record");
}

async fn a_mandate_that_ended_sets_no_profile(town: Town) {
    let id = town.channel("simhallen").await.id;
    let mandate = town.entrusts(ASTRID, OMAR, "Kultur och fritid", &[Allowed::Govern]).await.unwrap();
    town.promises(id, "").await.fine();
    let page = format!("/govern/channels/{id}");
    town.post(&format!("{page}/profile")).as_(OMAR).await.fine();
    town.revokes(ASTRID, mandate).await.unwrap();
    town.run_jobs().await;
    let profile = town.profile(id).await.unwrap();
    assert_eq!((profile.state, profile.trouble.as_deref()), (State::Failed, Some("reason-mandate-ended")));
    let (_, network, connection) = crate::govern::channel::connected(&town.desk, id).await.unwrap();
    assert_eq!(network.profiling().unwrap().profile(&connection).await.unwrap(), "");
    let other = town.channel("exempelby").await.id;
    for act in ["profile", "profile-look", "public-promise"] {
        let refused = town.post(&format!("/govern/channels/{other}/{act}")).as_(OMAR).with("activity", "daily").await;
        assert!(refused.status.is_client_error(), "{act}: {}", refused.status);
    }
}

on_both_engines!(
    the_promise_is_set_on_the_profile_and_drift_is_seen,
    a_profile_carries_no_identity_number,
    a_profile_says_why_a_telephone_number_stands_there,
    a_mandate_that_ended_sets_no_profile,
);
