//! The client against servers that behave badly: what is repeated, what is refused, what is told.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::Secret;
use crate::testing::{Reply, StandIn, quick_http, quick_settings};

fn call(server: &StandIn) -> Call {
    Call::get(&format!("{}/api/x?access_token=hemlig-i-adressen", server.url())).unwrap().bearer(&Secret::new("hemlig-i-huvudet"))
}

fn post(server: &StandIn) -> Call {
    Call::post(&format!("{}/api/x", server.url())).unwrap()
}

/// Fails `times` with `bad`, then answers.
async fn failing(times: usize, bad: impl Fn() -> Reply + Send + Sync + 'static) -> StandIn {
    let count = AtomicUsize::new(0);
    StandIn::start(move |_| match count.fetch_add(1, Ordering::SeqCst) < times {
        true => bad(),
        false => Reply::status(200, "[]"),
    })
    .await
}

#[tokio::test]
async fn a_read_is_repeated_three_times_and_a_write_never() {
    for (times, works) in [(3, true), (4, false)] {
        let server = failing(times, || Reply::status(503, "busy")).await;
        assert_eq!(quick_http().send(call(&server)).await.is_ok(), works, "{times}");
        assert_eq!(server.seen().len(), 4);
    }
    let is_unclear = |sent: Result<Answer, Trouble>| matches!(sent, Err(Trouble::Unclear { .. }));
    for bad in [|| Reply::status(500, ""), || Reply::Half(b"{".to_vec())] {
        let server = failing(1, bad).await;
        assert!(is_unclear(quick_http().send(post(&server)).await));
        assert_eq!(server.seen().len(), 1);
        let server = failing(1, bad).await;
        assert!(is_unclear(quick_http().send(call(&server).once()).await));
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn what_will_not_pass_is_not_repeated() {
    for status in [301, 400, 401, 403, 404, 410, 422, 429] {
        let server = StandIn::start(move |_| Reply::status(status, "{}")).await;
        quick_http().send(call(&server)).await.unwrap_err();
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn silence_ends_and_may_have_been_heard() {
    let server = StandIn::start(|_| Reply::Silence).await;
    let begun = std::time::Instant::now();
    let trouble = quick_http().send(post(&server).timeout(Duration::from_millis(200))).await.unwrap_err();
    assert_eq!(trouble, Trouble::Unclear { reason: "no answer in time".into() });
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let server = StandIn::start(|_| Reply::status(302, "").with("Location", "http://169.254.169.254/secrets?token=abc")).await;
    let trouble = quick_http().send(call(&server)).await.unwrap_err();
    let reason = "it points to http://169.254.169.254/secrets; correct the address".to_owned();
    assert_eq!(trouble, Trouble::Refused { status: 302, reason });
}

#[tokio::test]
async fn private_addresses_are_not_called() {
    let server = StandIn::start(|_| Reply::status(200, "")).await;
    let strict = Http::new(HttpSettings { private_addresses: PrivateAddresses::Refuse, ..quick_settings() }).unwrap();
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "2130706433"] {
        let url = format!("http://{host}:{port}/");
        let sent = strict.send(Call::get(&url).unwrap()).await.unwrap_err();
        assert!(matches!(sent, Trouble::Unreachable { .. }), "{host}: {sent}");
        let streamed = strict.send_stream(Call::get(&url).unwrap(), Duration::from_secs(1)).await.unwrap_err();
        assert!(matches!(streamed, Trouble::Unreachable { .. }), "{host}: {streamed}");
        let socket =
            strict.open_socket(Call::get(&format!("ws://{host}:{port}/")).unwrap(), Duration::from_secs(1)).await.unwrap_err();
        assert!(matches!(socket, Trouble::Unreachable { .. }), "{host}: {socket}");
    }
    assert_eq!(server.seen().len(), 0);
}

#[tokio::test]
async fn no_trouble_tells_a_secret() {
    let echo = |request: &crate::testing::Request| {
        let words = format!("{:?} {:?} {}", request.headers, request.query, String::from_utf8_lossy(&request.body));
        Reply::status(422, &serde_json::json!({ "error": words }).to_string())
    };
    let server = StandIn::start(echo).await;
    let form = vec![("password".to_owned(), "hemlig-i-formen".to_owned()), ("status".to_owned(), "hej".to_owned())];
    let json = serde_json::json!({ "inner": { "refreshJwt": "hemlig-i-json" } });
    for call in [call(&server), call(&server).form(form), call(&server).json(&json).header("X-Api-Key", "hemlig-i-nyckeln")] {
        let trouble = quick_http().send(call).await.unwrap_err().to_string();
        assert!(trouble.contains("[scrubbed]") && !trouble.contains("hemlig"), "{trouble}");
    }
    // A fault of the connection tells neither.
    let gone = call(&server);
    drop(server);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let trouble = quick_http().send(gone).await.unwrap_err();
    assert!(
        matches!(&trouble, Trouble::Unreachable { reason } if !reason.contains("hemlig") && !reason.contains("token")),
        "{trouble}"
    );
}

#[tokio::test]
async fn a_small_answer_that_unpacks_to_a_large_one_is_refused() {
    let packed = gzip_of_spaces(10 * 1024 * 1024);
    assert!(packed.len() < 100 * 1024);
    let server = StandIn::start(move |_| Reply::Answer {
        status: 200,
        headers: vec![("Content-Encoding".into(), "gzip".into())],
        body: packed.clone(),
    })
    .await;
    let trouble = quick_http().send(call(&server)).await.unwrap_err();
    assert_eq!(trouble, Trouble::Nonsense { reason: "the answer is longer than 1048576 bytes".into() });
}

/// A gzip member of `size` spaces: fixed Huffman codes, one literal, then copies of 258 bytes from one byte back (RFC 1951, 1952).
fn gzip_of_spaces(size: usize) -> Vec<u8> {
    struct Bits(Vec<u8>, u32, u32);
    impl Bits {
        fn put(&mut self, value: u32, count: u32) {
            self.1 |= value << self.2;
            self.2 += count;
            while self.2 >= 8 {
                self.0.push(self.1 as u8);
                self.1 >>= 8;
                self.2 -= 8;
            }
        }
    }
    let mut bits = Bits(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], 0, 0);
    bits.put(1, 1);
    bits.put(1, 2);
    // A space is literal 32: code 0x30 + 32 = 0x50 in eight bits, most significant first.
    bits.put(u32::from(0x50_u8.reverse_bits()), 8);
    for _ in 0..size / 258 {
        // Length 258 is symbol 285: code 0xc5 in eight bits; distance 1 is code 0 in five bits.
        bits.put(u32::from(0xc5_u8.reverse_bits()), 8);
        bits.put(0, 5);
    }
    bits.put(0, 7);
    bits.put(0, 7);
    bits.0.extend([0; 8]);
    bits.0
}

#[tokio::test]
async fn the_last_call_of_a_window_closes_it_without_a_429() {
    let server =
        StandIn::start(|_| Reply::status(200, "[]").with("X-RateLimit-Remaining", "0").with("X-RateLimit-Reset", "100")).await;
    let http = quick_http();
    http.send(call(&server)).await.unwrap();
    assert!(matches!(http.send(call(&server)).await, Err(Trouble::Limited { .. })));
    http.send(post(&server)).await.unwrap();
    http.for_channel().send(call(&server)).await.unwrap();
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_stream_that_falls_silent_is_given_up() {
    let (sender, pieces) = tokio::sync::mpsc::unbounded_channel();
    let pieces = std::sync::Mutex::new(Some(pieces));
    let server = StandIn::start(move |_| Reply::Pieces("text/plain", pieces.lock().unwrap().take().unwrap())).await;
    sender.send(b"hej".to_vec()).unwrap();
    let mut incoming = quick_http().send_stream(call(&server), Duration::from_millis(200)).await.unwrap();
    assert_eq!(incoming.media_type(), "text/plain");
    assert_eq!(incoming.next().await.unwrap().as_deref(), Some(&b"hej"[..]));
    let trouble = incoming.next().await.unwrap_err();
    assert!(matches!(trouble, Trouble::Unclear { .. }), "{trouble}");
}

#[tokio::test]
async fn a_socket_that_is_a_page_says_so() {
    for (status, body, told) in
        [(200, "hej", "WebSocket"), (404, "", "not found"), (401, "", "credentials"), (429, "", "limited")]
    {
        let server = StandIn::start(move |_| Reply::status(status, body)).await;
        let url = server.url().replace("http:", "ws:");
        let trouble = quick_http().open_socket(Call::get(&url).unwrap(), Duration::from_secs(1)).await.unwrap_err();
        assert!(trouble.to_string().contains(told), "{status}: {trouble}");
    }
}

#[tokio::test]
async fn a_tape_keeps_what_was_said_but_no_secret_and_can_be_played() {
    let folder = tempfile::tempdir().unwrap();
    let server = StandIn::start(|request| match request.method.as_str() {
        "GET" => Reply::json(&serde_json::json!({ "text": "hej", "access_token": "hemlig-i-svaret" }))
            .with("Link", "<x>; rel=\"next\""),
        "POST" => Reply::status(422, r#"{"error":"nej"}"#).with("Set-Cookie", "session=hemlig-kaka"),
        _ => Reply::Answer { status: 200, headers: Vec::new(), body: vec![0xff, 0xfe] },
    })
    .await;
    let recording = Arc::new(Tape::recording(folder.path()).unwrap());
    let http = Http::new(HttpSettings { tape: Some(recording), ..quick_settings() }).unwrap();
    let form = vec![("password".to_owned(), "hemlig-i-formen".to_owned()), ("status".to_owned(), "hemlig-i-huvudet?".to_owned())];
    let calls = || [call(&server), call(&server), post(&server).bearer(&Secret::new("hemlig-i-huvudet")).form(form.clone())];
    let mut live = Vec::new();
    for call in calls() {
        live.push(http.send(call).await.map(|answer| answer.status));
    }
    http.send(Call::put(&server.url()).unwrap()).await.unwrap();
    let files: Vec<String> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert_eq!(files.len(), 4);
    assert!(files.iter().all(|file| !file.contains("hemlig")), "{files:?}");

    let replaying = Arc::new(Tape::replaying(folder.path()).unwrap());
    let http = Http::new(HttpSettings { tape: Some(replaying), ..quick_settings() }).unwrap();
    let calls = calls();
    drop(server);
    for (call, live) in calls.into_iter().zip(live) {
        assert_eq!(http.send(call.clone()).await.map(|answer| answer.status), live, "{call:?}");
    }
    let answer = http.send(Call::get("http://elsewhere.example/api/x?access_token=other").unwrap()).await.unwrap();
    assert_eq!(
        (answer.link("next").as_deref(), answer.json::<serde_json::Value>().unwrap()["text"].as_str()),
        (Some("x"), Some("hej"))
    );
    assert_eq!(http.send(Call::put("http://elsewhere.example/").unwrap()).await.unwrap().body.as_ref(), [0xff, 0xfe]);
    let unknown = http.send(Call::get("http://elsewhere.example/other").unwrap()).await.unwrap_err();
    assert!(matches!(unknown, Trouble::Unreachable { .. }), "{unknown}");
}
