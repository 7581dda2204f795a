//! The profile's text: read as it was typed, set alone, and measured by the server's own limit.
use super::stage::Stage;
use crate::network::{ProfileLimit, Profiling};
use crate::networks::mastodon::Mastodon;

#[tokio::test]
async fn a_profile_is_set_and_read_back_and_nothing_else_is_sent() {
    let stage = Stage::default();
    let (server, connection) = stage.open().await;
    assert_eq!(Mastodon.profile(&connection).await.unwrap(), "");
    let text = "Exempelby kommun & vänner. Vi svarar inom 2 tim.";
    for _ in 0..2 {
        Mastodon.set_profile(&connection, text).await.unwrap();
    }
    assert_eq!(Mastodon.profile(&connection).await.unwrap(), text);
    let sent = server.seen().into_iter().find(|request| request.method == "PATCH").unwrap();
    assert_eq!(sent.form(), [("note".to_owned(), text.to_owned())]);
}

#[tokio::test]
async fn the_servers_own_limit_holds() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    assert_eq!(Mastodon.profile_limit(&connection).await.unwrap(), ProfileLimit { text: 500, from_network: false });
    let stage = Stage::default();
    stage.state().instance = Some(serde_json::json!({ "domain": "social.example",
        "configuration": { "accounts": { "max_note_length": 900 }, "statuses": { "max_characters": 500 } } }));
    let (_server, connection) = stage.open().await;
    assert_eq!(Mastodon.profile_limit(&connection).await.unwrap(), ProfileLimit { text: 900, from_network: true });
    assert_eq!(Mastodon.profile_length("Se https://exempelby.example/en/mycket/lang/adress/som/inte/tar/slut"), 26);
}
