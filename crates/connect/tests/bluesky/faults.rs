//! What the network's troubles lead to: signing in sparingly, waiting, asking a person, and never mistaking one for another.
use std::time::Duration;

use connect::Trouble;
use serde_json::json;
use wiremock::ResponseTemplate;

use super::stand_in::*;

const CREATE_SESSION: &str = "com.atproto.server.createSession";
const REFRESH: &str = "com.atproto.server.refreshSession";
const LIST: &str = "app.bsky.notification.listNotifications";

#[tokio::test]
async fn the_account_is_shown_before_saving() {
    let server = StandIn::start().await;
    let account = bluesky().account(&server.connection()).await.unwrap();
    assert_eq!(
        (account.remote_id.as_str(), account.handle.as_str(), account.name.as_str()),
        (US, "exempelby.example", "Exempelby kommun")
    );
    assert_eq!(account.url.as_deref(), Some("https://bsky.app/profile/exempelby.example"));
    let signed_in_as = server.with(|state| state.bodies[0].clone());
    assert_eq!(signed_in_as, json!({ "identifier": "exempelby.example", "password": "abcd-efgh-ijkl-mnop" }));
    // Without an AppView the server itself knows who we are.
    server.with(|state| state.always.insert("app.bsky.actor.getProfile", wrong(502, "UpstreamFailure", "no AppView")));
    assert_eq!(bluesky().account(&server.connection()).await.unwrap().handle, "exempelby.example");
}

#[tokio::test]
async fn one_session_serves_all_calls() {
    let server = StandIn::start().await;
    let (connection, listening) = (server.connection(), bluesky().listening().unwrap());
    let together = (0..8).map(|_| listening.since(&connection, None));
    for batch in futures_util::future::join_all(together).await {
        batch.unwrap();
    }
    assert_eq!((server.n_calls(CREATE_SESSION), server.n_calls(REFRESH)), (1, 0));
    // Expired: one of them renews it, the others take what it got.
    server
        .spoil(LIST, Fault::Instead(ResponseTemplate::new(400).set_body_json(wrong(400, "ExpiredToken", "Token has expired").1)));
    for batch in futures_util::future::join_all((0..8).map(|_| listening.since(&connection, None))).await {
        batch.unwrap();
    }
    assert_eq!((server.n_calls(CREATE_SESSION), server.n_calls(REFRESH)), (1, 1));
}

#[tokio::test]
async fn when_the_session_cannot_be_renewed_the_password_signs_in_again() {
    let server = StandIn::start().await;
    let (connection, listening) = (server.connection(), bluesky().listening().unwrap());
    listening.since(&connection, None).await.unwrap();
    server.with(|state| state.refresh_is_dead = true);
    server.with(|state| state.sessions.clear());
    listening.since(&connection, None).await.unwrap();
    assert_eq!((server.n_calls(CREATE_SESSION), server.n_calls(REFRESH)), (2, 1));
}

#[tokio::test]
async fn a_revoked_password_asks_for_a_person_and_not_for_the_network_again() {
    let server = StandIn::start().await;
    let (connection, listening) = (server.connection(), bluesky().listening().unwrap());
    listening.since(&connection, None).await.unwrap();
    server.with(|state| (state.refresh_is_dead, state.password_is_revoked) = (true, true));
    server.with(|state| state.sessions.clear());
    for _ in 0..5 {
        let trouble = listening.since(&connection, None).await.unwrap_err();
        assert!(matches!(&trouble, Trouble::Unauthorised { reason } if reason.contains("Invalid identifier")), "{trouble}");
    }
    assert_eq!(server.n_calls(CREATE_SESSION), 2, "sign-ins are counted by the network");
    // A person asks: it is tried again.
    assert!(matches!(bluesky().account(&connection).await, Err(Trouble::Unauthorised { .. })));
    assert_eq!(server.n_calls(CREATE_SESSION), 3);
    server.with(|state| state.password_is_revoked = false);
    bluesky().account(&connection).await.unwrap();
    listening.since(&connection, None).await.unwrap();
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back() {
    let server = StandIn::start().await;
    let (connection, listening) = (server.connection(), bluesky().listening().unwrap());
    listening.since(&connection, None).await.unwrap();
    // As Bluesky sends it: Unix seconds.
    let limited = ResponseTemplate::new(429)
        .insert_header("ratelimit-limit", "3000")
        .insert_header("ratelimit-remaining", "0")
        .insert_header("ratelimit-reset", "1795262700")
        .insert_header("date", "Sat, 21 Nov 2026 12:00:00 GMT")
        .set_body_json(json!({ "error": "RateLimitExceeded", "message": "Rate Limit Exceeded" }));
    server.spoil(LIST, Fault::Instead(limited));
    #[expect(clippy::disallowed_methods, reason = "the client waits by the wall clock")]
    let now = jiff::Timestamp::now();
    let Err(Trouble::Limited { until }) = listening.since(&connection, None).await else { panic!("not limited") };
    let wait = until.duration_since(now).as_secs();
    assert!((290..=310).contains(&wait), "five minutes by the network's clock, whatever ours shows: {wait}");
    // Nothing is asked before then.
    let n_calls = server.n_calls(LIST);
    assert!(matches!(listening.since(&connection, None).await, Err(Trouble::Limited { .. })));
    assert_eq!(server.n_calls(LIST), n_calls);
}

#[tokio::test]
async fn what_passes_is_told_from_what_does_not() {
    let server = StandIn::start().await;
    let (connection, listening) = (server.connection(), bluesky().listening().unwrap());
    let cursor = listening.since(&connection, None).await.unwrap().cursor;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(5));
    let endless = ResponseTemplate::new(200).set_body_bytes(vec![b' '; 10 * 1024 * 1024]);
    let deep = ResponseTemplate::new(200).set_body_string(format!("{{\"notifications\":{}", "[".repeat(100_000)));
    let spoiled = [
        ResponseTemplate::new(200).set_body_string("{\"notifications\": [{]}"),
        ResponseTemplate::new(200).set_body_string("{\"notifications\": 7}"),
        ResponseTemplate::new(200).set_body_bytes(vec![0xff, 0xfe, b'{']),
        endless,
        deep,
    ];
    for answer in spoiled {
        server.spoil(LIST, Fault::Instead(answer));
        let trouble = listening.since(&connection, Some(&cursor)).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Nonsense { .. }), "{trouble}");
    }
    for answer in [ResponseTemplate::new(500), ResponseTemplate::new(503), slow] {
        for _ in 0..4 {
            server.spoil(LIST, Fault::Instead(answer.clone()));
        }
        let trouble = listening.since(&connection, Some(&cursor)).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Unclear { .. }), "{trouble}");
        server.with(|state| state.faults.clear());
    }
    // One lame answer is asked again.
    server.spoil(LIST, Fault::Instead(ResponseTemplate::new(502)));
    listening.since(&connection, Some(&cursor)).await.unwrap();
    assert!(
        matches!(listening.since(&connection, Some("{")).await, Err(Trouble::Nonsense { .. })),
        "a damaged cursor is no beginning"
    );
}

#[tokio::test]
async fn calls_go_to_the_server_where_the_account_lives() {
    let (service, home) = (StandIn::start().await, StandIn::start().await);
    service.with(|state| state.lives_at = home.uri());
    home.with(|state| state.sessions.insert(1)); // the token that the service gives out first
    let connection = service.connection();
    bluesky().listening().unwrap().since(&connection, None).await.unwrap();
    assert_eq!(service.with(|state| state.calls.clone()), [CREATE_SESSION]);
    assert_eq!((home.n_calls(LIST), home.n_calls(CREATE_SESSION)), (1, 0));
}

#[tokio::test]
async fn no_trouble_quotes_a_secret() {
    let server = StandIn::start().await;
    let words = "abcd-efgh-ijkl-mnop access-1 refresh-1";
    server.with(|state| state.always.insert(CREATE_SESSION, wrong(400, "InvalidRequest", words)));
    let trouble = bluesky().account(&server.connection()).await.unwrap_err().to_string();
    assert!(!trouble.contains("abcd-efgh"), "{trouble}");
    server.with(|state| state.always.clear());
    let connection = server.connection();
    bluesky().account(&connection).await.unwrap();
    let shown = format!("{connection:?}");
    assert!(shown.contains("exempelby.example"), "{shown}");
    assert!(!["access-", "refresh-", "abcd-"].iter().any(|secret| shown.contains(secret)), "{shown}");
}

#[tokio::test]
async fn settings_that_cannot_work_are_named() {
    let server = StandIn::start().await;
    for (key, value) in
        [("service", ""), ("service", "bsky.social"), ("service", "https://me:pw@bsky.social"), ("identifier", "")]
    {
        let mut settings = [("service".to_owned(), server.uri()), ("identifier".to_owned(), "exempelby.example".to_owned())];
        settings.iter_mut().filter(|(name, _)| name == key).for_each(|(_, set)| value.clone_into(set));
        let secrets = [("app_password".to_owned(), connect::Secret::new("x"))].into();
        let connection = connect::Connection::new(server.connection().http, settings.into(), secrets);
        assert_eq!(bluesky().account(&connection).await, Err(Trouble::Setting { key }), "{key}: {value}");
    }
}
