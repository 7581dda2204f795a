//! The profile's text is changed and nothing else on the profile, also when somebody changes it at the same time.
use connect::Trouble;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::stand_in::*;

const PROFILE: &str = "at://did:plc:stad/app.bsky.actor.profile/self";
const PUT: &str = "com.atproto.repo.putRecord";

fn profile(server: &StandIn) -> Value {
    server.with(|state| state.records.get(PROFILE).cloned().unwrap_or_default())
}

#[tokio::test]
async fn the_picture_and_all_else_stay() {
    let server = StandIn::start().await;
    let (profiling, connection) = (bluesky().profiling().unwrap(), server.connection());
    assert_eq!(profiling.profile(&connection).await.unwrap(), "", "an account without a profile");
    profiling.set_profile(&connection, "Vi svarar inom 2 tim.").await.unwrap();
    assert_eq!(profile(&server), json!({ "$type": "app.bsky.actor.profile", "description": "Vi svarar inom 2 tim." }));

    let rich = json!({ "$type": "app.bsky.actor.profile", "displayName": "Exempelby", "description": "Gammalt",
        "avatar": { "$type": "blob", "ref": { "$link": "bafy" } }, "framtida": [1, 2] });
    server.with(|state| state.records.insert(PROFILE.into(), rich.clone()));
    let before = server.n_calls(PUT);
    for _ in 0..2 {
        profiling.set_profile(&connection, "Nytt").await.unwrap();
    }
    let mut awaited = rich;
    awaited["description"] = json!("Nytt");
    assert_eq!(profile(&server), awaited);
    assert_eq!(server.n_calls(PUT), before + 1, "what stands there already is not written again");
    assert_eq!(profiling.profile(&connection).await.unwrap(), "Nytt");
}

#[tokio::test]
async fn whoever_comes_between_is_read_again() {
    let server = StandIn::start().await;
    let (profiling, connection) = (bluesky().profiling().unwrap(), server.connection());
    let swapped = ResponseTemplate::new(400).set_body_json(json!({ "error": "InvalidSwap", "message": "Record was at bafy" }));
    server.spoil(PUT, Fault::Instead(swapped));
    profiling.set_profile(&connection, "Nytt").await.unwrap();
    assert_eq!(profiling.profile(&connection).await.unwrap(), "Nytt");
    server.with(|state| state.always.insert(PUT, wrong(400, "InvalidSwap", "Record was at bafy")));
    let trouble = profiling.set_profile(&connection, "Nyare").await.unwrap_err();
    assert!(matches!(&trouble, Trouble::Refused { reason, .. } if reason.starts_with("InvalidSwap")), "{trouble}");
}
