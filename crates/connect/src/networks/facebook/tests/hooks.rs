//! What Facebook tells by itself: believed only when signed, and then as a hint.
use super::stage::{PAGE, Stage};
use crate::connection::Connection;
use crate::network::{Hooking, Signal};
use crate::networks::facebook::Facebook;
use crate::testing::{Staged, quick_http};
use crate::trouble::Trouble;

const BODY: &[u8] = br#"{"object":"page","entry":[{"id":"100000000000001","time":1764200000,"changes":[{"field":"feed","value":{"item":"comment","verb":"edited","post_id":"100000000000001_700","comment_id":"700_9000","message":"\u00e5"}}]}]}"#;
/// HMAC-SHA256 of the body under the app's secret, reckoned by another library (Python's `hmac`).
const SIGNATURE: &str = "sha256=d6d886ba3b80c5b877e2f21187499f8dac07f4b320a094324efb7524aa1fc25b";

fn connection() -> Connection {
    Stage::default().connection("https://graph.facebook.example", quick_http())
}

fn heard(signature: &str, body: &[u8]) -> Result<Vec<Signal>, Trouble> {
    Facebook.hear(&connection(), &[("x-hub-signature-256".to_owned(), signature.to_owned())], body)
}

fn signed(body: &str) -> Result<Vec<Signal>, Trouble> {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, b"apphemlighet");
    let tag: String = aws_lc_rs::hmac::sign(&key, body.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    heard(&format!("sha256={tag}"), body.as_bytes())
}

#[test]
fn a_signed_delivery_is_a_hint() {
    let touched = Signal::Touched { remote_id: format!("comment:{PAGE}_700/700_9000") };
    assert_eq!(heard(SIGNATURE, BODY), Ok(vec![touched]));
    let delivery = |page: &str, value: &str| {
        signed(&format!(r#"{{"object":"page","entry":[{{"id":"{page}","changes":[{{"field":"feed","value":{value}}}]}}]}}"#))
    };
    assert_eq!(delivery(PAGE, r#"{"verb":"add","item":"comment","post_id":"1_2","comment_id":"2_3"}"#), Ok(vec![Signal::News]));
    let removed = Signal::Touched { remote_id: "post:1_2".into() };
    assert_eq!(delivery(PAGE, r#"{"verb":"remove","item":"post","post_id":"1_2"}"#), Ok(vec![removed]));
    assert_eq!(delivery(PAGE, r#"{"verb":"edited","post_id":"../me"}"#), Ok(vec![Signal::News]));
    assert_eq!(delivery("999", r#"{"verb":"add"}"#), Ok(vec![]), "another Page of the same app");
    assert!(matches!(signed("{}"), Err(Trouble::Nonsense { .. })));
}

#[test]
fn nothing_unsigned_is_believed() {
    let mut other = BODY.to_vec();
    other[12] ^= 1;
    let upside_down = SIGNATURE.replace("sha256=", "sha1=");
    let cut = &SIGNATURE[..SIGNATURE.len() - 2];
    let long = format!("{SIGNATURE}00");
    for (signature, body) in [
        (SIGNATURE, &*other),
        (&upside_down, BODY),
        (cut, BODY),
        (&long, BODY),
        ("", BODY),
        ("sha256=ååååååååååååååååååååååååååååååååå", BODY),
    ] {
        assert!(matches!(heard(signature, body), Err(Trouble::Unauthorised { .. })), "{signature}");
    }
    assert!(matches!(Facebook.hear(&connection(), &[], BODY), Err(Trouble::Unauthorised { .. })));
    let twice = ["x-hub-signature-256"; 2].map(|name| (name.to_owned(), SIGNATURE.to_owned()));
    assert!(matches!(Facebook.hear(&connection(), &twice, BODY), Err(Trouble::Unauthorised { .. })));
}

#[test]
fn the_question_is_answered_for_our_word_only() {
    let asked = |mode: &str, word: &str, challenge: &str| {
        let query = [("hub.mode", mode), ("hub.verify_token", word), ("hub.challenge", challenge)];
        Facebook.greet(&connection(), &query.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    assert_eq!(asked("subscribe", "vårt-ord", "1158201444").as_deref(), Some("1158201444"));
    assert_eq!(asked("subscribe", "annat", "1158201444"), None);
    assert_eq!(asked("unsubscribe", "vårt-ord", "1158201444"), None);
    assert_eq!(asked("subscribe", "vårt-ord", "<script>"), None);
    assert_eq!(Facebook.greet(&connection(), &[]), None);
}
