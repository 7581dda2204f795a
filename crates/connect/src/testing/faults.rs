//! The fault suite: what every network that speaks HTTP must survive, run against a stand-in built from its documented wire format.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{Reply, Request, StandIn, now, quick_http, quick_settings};
use crate::connection::Connection;
use crate::contract::outgoing;
use crate::http::Http;
use crate::network::Network;
use crate::outgoing::{Found, Outgoing, Repeating};
use crate::trouble::Trouble;

/// A network's well-behaved server, as far as the suite needs it: one account, its messages, and some news for it.
pub trait Staged: Send + Sync + 'static {
    /// The answer of a healthy server whose clock shows `now`. Messages that are published are kept.
    fn answer(&self, request: &Request, now: Timestamp) -> Reply;
    /// A channel at the server.
    fn connection(&self, url: &str, http: Http) -> Connection;
    /// True for the request that makes a message.
    fn publishes(&self, request: &Request) -> bool;
    /// True for the request that brings news.
    fn listens(&self, request: &Request) -> bool;
    /// News with three items, of which the middle one cannot be understood.
    fn two_good_one_spoiled(&self) -> Reply;
    /// The same message with what none can do without here: a headline, a picture, somebody to answer.
    fn whole(&self, message: Outgoing) -> Outgoing {
        message
    }
    /// How many messages were made.
    fn made(&self) -> usize;
    /// An answer that says the token was revoked.
    fn revoked(&self) -> Reply {
        Reply::status(401, r#"{"error":"The access token was revoked"}"#)
    }
}

/// Puts `network`, which listens and may publish, through every fault, each at a fresh server from `stage`. Panics with a sentence where it does not hold.
pub async fn survives_every_fault<S: Staged>(network: &dyn Network, stage: impl Fn() -> S) {
    rate_limits_are_kept(network, &stage).await;
    a_broken_server_leaves_it_open(network, &stage).await;
    a_lost_answer_is_found_again(network, &stage).await;
    a_clock_that_is_off_misleads_nobody(network, &stage).await;
    nobody_at_home_is_certain(network, &stage).await;
    a_dead_token_is_told(network, &stage).await;
    nonsense_is_called_so(network, &stage).await;
    one_bad_item_stops_nothing(network, &stage).await;
}

/// A fault that may be put into the way of a request.
type Fault = Box<dyn Fn(&dyn Staged, &Request) -> Option<Reply> + Send + Sync>;

/// Far more than the buffers of a connection hold, which fill whether the client reads or not.
const FLOOD: u64 = 64 * 1024 * 1024;

struct Scene<S> {
    server: StandIn,
    stage: Arc<S>,
    connection: Connection,
    fault: Arc<Mutex<Option<Fault>>>,
}

impl<S: Staged> Scene<S> {
    async fn open(stage: S, clock_ahead: SignedDuration) -> Self {
        let stage = Arc::new(stage);
        let fault: Arc<Mutex<Option<Fault>>> = Arc::default();
        let (staged, faulty) = (stage.clone(), fault.clone());
        let server = StandIn::start(move |request| {
            let its_now = now() + clock_ahead;
            let date = its_now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            let fault = faulty.lock().unwrap_or_else(PoisonError::into_inner);
            let odd = fault.as_ref().and_then(|fault| fault(&*staged, request));
            odd.unwrap_or_else(|| staged.answer(request, its_now)).with("Date", &date)
        })
        .await;
        let connection = stage.connection(&server.url(), quick_http());
        Self { server, stage, connection, fault }
    }

    fn put(&self, fault: impl Fn(&dyn Staged, &Request) -> Option<Reply> + Send + Sync + 'static) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(fault));
    }

    fn mend(&self) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn delivery(stage: &impl Staged, text: &str) -> Outgoing {
    stage.whole(Outgoing { begun_at: now(), ..outgoing(text) })
}

async fn rate_limits_are_kept<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let listening = network.listening().expect("the suite is for networks that listen");
    let hours = SignedDuration::from_hours(5);
    let ahead = |seconds: i64| now() + hours + SignedDuration::from_secs(seconds);
    let headers: Vec<(&'static str, String)> = vec![
        ("Retry-After", "100".into()),
        ("Retry-After", ahead(100).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ("X-RateLimit-Reset", ahead(100).to_string()),
        ("X-RateLimit-Reset", ahead(100).as_second().to_string()),
        ("RateLimit-Reset", "100".into()),
        ("RateLimit-Reset", ahead(100).as_second().to_string()),
    ];
    for (name, value) in headers {
        let scene = Scene::open(stage(), hours).await;
        let text = value.clone();
        scene.put(move |staged, request| staged.listens(request).then(|| Reply::status(429, "{}").with(name, &text)));
        let Err(Trouble::Limited { until }) = listening.since(&scene.connection, None).await else { panic!("{name}: {value}") };
        let wait = until.duration_since(now()).as_secs();
        assert!((95..=101).contains(&wait), "{name}: {value} means {wait} s");
        let calls = scene.server.seen().len();
        scene.mend();
        assert_eq!(listening.since(&scene.connection, None).await.map(|_| ()), Err(Trouble::Limited { until }), "{name}");
        let again = scene.server.seen().split_off(calls);
        assert!(!again.iter().any(|request| scene.stage.listens(request)), "{name}: the closed call was made all the same");
    }
}

async fn a_broken_server_leaves_it_open<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let Some(publishing) = network.publishing() else { return };
    for status in [500, 502, 503, 504] {
        let scene = Scene::open(stage(), SignedDuration::ZERO).await;
        scene.put(move |staged, request| staged.publishes(request).then(|| Reply::status(status, "<html>oops</html>")));
        let message = delivery(&*scene.stage, "Badet är öppet");
        let trouble = publishing.publish(&scene.connection, &message).await.expect_err("a broken server posts nothing");
        assert!(trouble.may_have_arrived() && trouble.passes(), "{status}: {trouble}");
        scene.mend();
        assert_eq!(publishing.find(&scene.connection, &message).await, Ok(Found::Absent), "{status}");
        let tries = scene.server.seen().iter().filter(|request| scene.stage.publishes(request)).count();
        assert_eq!(tries, 1, "{status}: a write is not repeated on its own");
    }
}

async fn a_lost_answer_is_found_again<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let Some(publishing) = network.publishing() else { return };
    let faults: [fn() -> Reply; 3] = [|| Reply::Silence, || Reply::Half(b"{\"id\":".to_vec()), || Reply::status(502, "")];
    for (number, lost) in faults.into_iter().enumerate() {
        let scene = Scene::open(stage(), SignedDuration::ZERO).await;
        scene.put(move |staged, request| {
            staged.publishes(request).then(|| {
                // The server keeps the message; only its answer is lost.
                staged.answer(request, now());
                lost()
            })
        });
        let message = delivery(&*scene.stage, "Badet är öppet igen, se https://example.com/badet");
        match publishing.publish(&scene.connection, &message).await {
            // A key of our own making finds the message at once.
            Ok(_) => assert_eq!(publishing.repeating(), Repeating::Harmless, "fault {number}: how can it know?"),
            Err(trouble) => assert!(trouble.may_have_arrived(), "fault {number}: {trouble}"),
        }
        scene.mend();
        let found = publishing.find(&scene.connection, &message).await;
        assert!(matches!(found, Ok(Found::Posted(_))), "fault {number}: {found:?}");
        assert_eq!(scene.stage.made(), 1, "fault {number}");
        let other = delivery(&*scene.stage, "Något helt annat");
        let other = Outgoing { key: uuid::Uuid::from_u128(99), ..other };
        assert_eq!(publishing.find(&scene.connection, &other).await, Ok(Found::Absent), "fault {number}");
    }
}

async fn a_clock_that_is_off_misleads_nobody<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let Some(publishing) = network.publishing() else { return };
    for hours in [-7, 7] {
        let scene = Scene::open(stage(), SignedDuration::from_hours(hours)).await;
        let message = delivery(&*scene.stage, "Vattnet är avstängt");
        let posted = publishing.publish(&scene.connection, &message).await.expect("a clock that is off hinders no post");
        let found = publishing.find(&scene.connection, &message).await;
        assert_eq!(found, Ok(Found::Posted(posted)), "{hours} hours");
    }
}

async fn nobody_at_home_is_certain<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let url = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
    drop(listener);
    let connection = stage().connection(&url, quick_http());
    let account = network.account(&connection).await;
    assert!(matches!(account, Err(Trouble::Unreachable { .. })), "{account:?}");
    if let Some(publishing) = network.publishing() {
        let trouble = publishing.publish(&connection, &delivery(&stage(), "hej")).await.expect_err("nobody is there");
        assert!(matches!(trouble, Trouble::Unreachable { .. }) && !trouble.may_have_arrived(), "{trouble}");
    }

    let strict = crate::HttpSettings { private_addresses: crate::PrivateAddresses::Refuse, ..quick_settings() };
    let guarded = stage().connection(&url, Http::new(strict).expect("the client starts"));
    let refused = network.account(&guarded).await;
    assert!(matches!(&refused, Err(Trouble::Unreachable { reason }) if reason.contains("private")), "{refused:?}");
}

async fn a_dead_token_is_told<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let scene = Scene::open(stage(), SignedDuration::ZERO).await;
    scene.put(|staged, _| Some(staged.revoked()));
    let account = network.account(&scene.connection).await;
    assert!(matches!(account, Err(Trouble::Unauthorised { .. })), "{account:?}");
    let listening = network.listening().expect("the suite is for networks that listen");
    let news = listening.since(&scene.connection, None).await;
    assert!(matches!(news, Err(Trouble::Unauthorised { .. })), "{news:?}");
    if let Some(publishing) = network.publishing() {
        let posted = publishing.publish(&scene.connection, &delivery(&*scene.stage, "hej")).await;
        assert!(matches!(posted, Err(Trouble::Unauthorised { .. })), "{posted:?}");
    }
    let stream = tokio::time::timeout(Duration::from_secs(20), listening.stream(&scene.connection, &|_| {})).await;
    let stream = stream.expect("a stream with a dead token ends");
    assert!(matches!(stream, Ok(()) | Err(Trouble::Unauthorised { .. })), "{stream:?}");
}

async fn nonsense_is_called_so<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let listening = network.listening().expect("the suite is for networks that listen");
    for body in ["", "<html>Välkommen</html>", "{\"a\":", "[1,2", "{}", "null", "\"text\"", "\u{feff}[]x"] {
        let scene = Scene::open(stage(), SignedDuration::ZERO).await;
        scene.put(move |staged, request| staged.listens(request).then(|| Reply::status(200, body)));
        let news = listening.since(&scene.connection, None).await;
        assert!(matches!(news, Err(Trouble::Nonsense { .. })), "{body}: {news:?}");
    }
    let scene = Scene::open(stage(), SignedDuration::ZERO).await;
    scene.put(move |staged, request| staged.listens(request).then_some(Reply::Flood(FLOOD)));
    let news = listening.since(&scene.connection, None).await;
    assert!(matches!(news, Err(Trouble::Nonsense { .. })), "{news:?}");
    let read = scene.server.written();
    assert!(read < FLOOD / 2, "{read} bytes of {FLOOD} were read where one million is the limit");
}

async fn one_bad_item_stops_nothing<S: Staged>(network: &dyn Network, stage: &impl Fn() -> S) {
    let listening = network.listening().expect("the suite is for networks that listen");
    let scene = Scene::open(stage(), SignedDuration::ZERO).await;
    scene.put(move |staged, request| staged.listens(request).then(|| staged.two_good_one_spoiled()));
    let batch = listening.since(&scene.connection, None).await.expect("one bad item is no reason to refuse the rest");
    let spoiled: Vec<_> = batch.items.iter().filter_map(|item| item.as_ref().err()).collect();
    assert_eq!((batch.items.len(), spoiled.len()), (3, 1), "{batch:?}");
    assert!(!spoiled[0].raw.is_empty() && !spoiled[0].reason.is_empty(), "{spoiled:?}");
}
