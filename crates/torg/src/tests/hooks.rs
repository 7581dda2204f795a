//! A network tells by itself: believed only when signed, and then only as a hint to ask.
use axum::body::Body;
use axum::http::{Request, StatusCode};
use store::{sql, values};
use tower::ServiceExt as _;

use super::town::{Town, on_both_engines};
use crate::ground::ChannelId;

on_both_engines!(a_signed_delivery_wakes_the_fetching_and_nothing_else_is_believed);

sql! {
    BECOMES = "update govern_channel set network = 'facebook', settings = ?2, sealed_secrets = ?3 where id = ?1";
    WAITS = "select run_at from ground_job where unique_key = ?1";
    FORGET = "delete from ground_job where unique_key = ?1";
    PAUSE = "update govern_channel set paused_at = 1 where id = ?1";
}

/// Status and body of a request from outside.
async fn asked(town: &Town, method: &str, path: &str, signature: Option<&str>, body: &str) -> (StatusCode, String) {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(signature) = signature {
        request = request.header("x-hub-signature-256", signature);
    }
    let response = town.router().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    (parts.status, String::from_utf8(body.to_vec()).unwrap())
}

fn signed(body: &str) -> String {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"apphemlighet");
    format!("sha256={}", hex::encode(aws_lc_rs::hmac::sign(&key, body.as_bytes())))
}

async fn a_signed_delivery_wakes_the_fetching_and_nothing_else_is_believed(town: Town) {
    let (page, arena) = (town.channel("simhallen").await.id, town.channel("exempelby").await.id);
    let secrets = r#"{"token":"EAAB-hemligt","app_secret":"apphemlighet","verify_token":"vart-ord"}"#;
    let sealed = town.desk.vault().seal(&format!("channel:{page}"), secrets.as_bytes()).unwrap();
    let settings = r#"{"page":"100000000000001"}"#;
    town.desk.write(move |conn| Ok(conn.run(&BECOMES, values![page, settings, sealed])?)).await.unwrap();
    let address = |id: ChannelId| format!("/hooks/{id}");
    let here = address(page);

    let question = |word: &str| format!("{here}?hub.mode=subscribe&hub.verify_token={word}&hub.challenge=1158201444");
    assert_eq!(asked(&town, "GET", &question("vart-ord"), None, "").await, (StatusCode::OK, "1158201444".to_owned()));
    assert_eq!(asked(&town, "GET", &question("annat"), None, "").await.0, StatusCode::NOT_FOUND);

    let news = r#"{"object":"page","entry":[{"id":"100000000000001","changes":[{"field":"feed","value":{"item":"comment","verb":"add","post_id":"1_2","comment_id":"2_3"}}]}]}"#;
    let key = format!("fetch:{page}");
    let forgotten = key.clone();
    town.desk.write(move |conn| Ok(conn.run(&FORGET, values![forgotten])?)).await.unwrap();
    let waits = async || {
        let key = key.clone();
        town.desk.read(move |conn| Ok(conn.one(&WAITS, values![key], |row| row.get::<i64>(0))?)).await.unwrap().is_some()
    };
    for (signature, body) in [(None, news), (Some("sha256=00"), news), (Some(&*signed("{}")), news), (Some(&*signed("{}")), "{}")]
    {
        assert_eq!(asked(&town, "POST", &here, signature, body).await.0, StatusCode::NOT_FOUND, "{signature:?}");
    }
    let large = "x".repeat(300 * 1024);
    assert_eq!(asked(&town, "POST", &here, Some(&signed(&large)), &large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(!waits().await, "nothing was believed");
    assert_eq!(asked(&town, "POST", &here, Some(&signed(news)), news).await.0, StatusCode::NO_CONTENT);
    assert!(waits().await, "the channel is asked");

    assert_eq!(asked(&town, "POST", "/hooks/nobody", None, news).await.0, StatusCode::BAD_REQUEST);
    for elsewhere in [address(arena), address(ChannelId::new(town.now()))] {
        assert_eq!(asked(&town, "POST", &elsewhere, Some(&signed(news)), news).await.0, StatusCode::NOT_FOUND, "{elsewhere}");
    }
    town.desk.write(move |conn| Ok(conn.run(&PAUSE, values![page])?)).await.unwrap();
    assert_eq!(asked(&town, "POST", &here, Some(&signed(news)), news).await.0, StatusCode::NOT_FOUND, "a paused channel");
}
