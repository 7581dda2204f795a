//! The live stream by both ways, its end, and its return.
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::SinkExt;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request as Handshake, Response};

use super::stage::Stage;
use crate::connection::Connection;
use crate::network::{Listening, Signal};
use crate::networks::mastodon::Mastodon;
use crate::testing::{Reply, Staged, StandIn, now, quick_http};
use crate::trouble::Trouble;

/// The address of a handshake, and the token in its header.
type Asked = (String, Option<String>);

/// Listens in the background; gives the signals and, at the end, the result.
fn listens(connection: Connection) -> (mpsc::UnboundedReceiver<Signal>, tokio::task::JoinHandle<Result<(), Trouble>>) {
    let (sender, signals) = mpsc::unbounded_channel();
    let task = tokio::spawn(async move {
        Mastodon.stream(&connection, &move |signal| sender.send(signal).expect("the test still listens")).await
    });
    (signals, task)
}

async fn next(signals: &mut mpsc::UnboundedReceiver<Signal>) -> Signal {
    tokio::time::timeout(Duration::from_secs(20), signals.recv()).await.expect("a signal in time").expect("the stream goes on")
}

fn touched(id: &str) -> Signal {
    Signal::Touched { remote_id: id.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn server_sent_events_are_heard_and_resumed() {
    let stage = Stage::default();
    let (sender, pieces) = mpsc::unbounded_channel();
    let (staged, first) = (stage.clone(), Mutex::new(Some(pieces)));
    let server = StandIn::start(move |request| match request.path.as_str() {
        "/api/v1/streaming/user" => match first.lock().unwrap().take() {
            Some(pieces) => Reply::Pieces("text/event-stream; charset=utf-8", pieces),
            None => Reply::Pieces("text/event-stream", mpsc::unbounded_channel().1),
        },
        _ => staged.answer(request, now()),
    })
    .await;
    let (mut signals, task) = listens(stage.connection(&server.url(), quick_http()));
    assert_eq!(next(&mut signals).await, Signal::News);
    let stream = ":thump\n\nevent: notification\ndata: {\"id\":\"1\"}\n\nevent: update\ndata: {\"id\":\"5\"}\n\nevent: delete\ndata: 77\n\n\
        event: status.update\ndata: {\"id\":\"78\",\"x\":1}\n\nevent: delete\ndata: ../x\n\nevent: conversation\ndata: {}\n\n";
    for piece in stream.as_bytes().chunks(7) {
        sender.send(piece.to_vec()).unwrap();
    }
    for awaited in [Signal::News, touched("77"), touched("78"), Signal::News] {
        assert_eq!(next(&mut signals).await, awaited);
    }
    drop(sender);
    // The server closed; the next connection begins with news, which fills the gap.
    assert_eq!(next(&mut signals).await, Signal::News);
    task.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_socket_is_preferred_and_carries_the_token_in_a_header() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let streaming = format!("ws://{}", listener.local_addr().unwrap());
    let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
    let seen = asked.clone();
    tokio::spawn(async move {
        for frames in [
            vec![("notification", json!("{\"id\":\"1\"}")), ("delete", json!("9"))],
            vec![("status.update", json!("{\"id\":\"8\"}"))],
        ] {
            let (stream, _) = listener.accept().await.unwrap();
            let seen = seen.clone();
            #[expect(clippy::result_large_err, reason = "the shape the library asks for")]
            let look = move |request: &Handshake, response: Response| {
                let token = request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
                seen.lock().unwrap().push((request.uri().to_string(), token));
                Ok(response)
            };
            let mut socket = tokio_tungstenite::accept_hdr_async(stream, look).await.unwrap();
            socket.send(Message::Ping(Vec::new().into())).await.unwrap();
            for (event, payload) in frames {
                let frame = json!({ "stream": ["user"], "event": event, "payload": payload }).to_string();
                socket.send(Message::Text(frame.into())).await.unwrap();
            }
            socket.close(None).await.unwrap();
        }
        std::future::pending::<()>().await;
    });
    let stage = Stage::default();
    stage.state().instance = Some(json!({ "domain": "social.example", "configuration": { "urls": { "streaming": streaming } } }));
    let (_server, connection) = stage.open().await;
    let (mut signals, task) = listens(connection);
    for awaited in [Signal::News, Signal::News, touched("9"), Signal::News, touched("8")] {
        assert_eq!(next(&mut signals).await, awaited);
    }
    let asked = asked.lock().unwrap().clone();
    assert_eq!(asked[0], ("/api/v1/streaming?stream=user".to_owned(), Some("Bearer hemlig-token".to_owned())));
    task.abort();
}

#[tokio::test]
async fn no_stream_and_a_dead_token_end_it() {
    let stage = Stage::default();
    let (_server, connection) = stage.open().await;
    assert_eq!(Mastodon.stream(&connection, &|_| {}).await, Ok(()));

    let staged = stage.clone();
    let server = StandIn::start(move |request| match request.path.contains("streaming") {
        true => Reply::status(401, r#"{"error":"Invalid access token"}"#),
        false => staged.answer(request, now()),
    })
    .await;
    let connection = stage.connection(&server.url(), quick_http());
    let ended = Mastodon.stream(&connection, &|_| {}).await;
    assert!(matches!(ended, Err(Trouble::Unauthorised { .. })), "{ended:?}");
}

#[tokio::test]
async fn the_token_does_not_leave_for_an_open_line() {
    use crate::networks::mastodon::server::Server;
    use crate::networks::mastodon::streaming::base;
    let check = async |instance: &str, told: &str| {
        let connection = Stage::default().connection(instance, quick_http());
        let limits = crate::networks::mastodon::instance::DOCUMENTED;
        let remembered = json!({ "domain": "x", "limits": limits, "streaming": told }).to_string();
        connection.remember("mastodon.instance", Some(remembered)).await;
        base(&Server::of(&connection).unwrap()).await.unwrap().to_string()
    };
    assert_eq!(check("https://a.example", "ws://stream.example").await, "wss://stream.example/");
    assert_eq!(check("https://a.example", "wss://stream.example/x").await, "wss://stream.example/x");
    assert_eq!(check("http://localhost:1", "wss://localhost:1").await, "ws://localhost:1/");
    assert_eq!(check("https://a.example", "nonsense").await, "wss://a.example/");
}
