//! Channels: looked at before they are saved, heard at once, renewed as the same account, and kept within the units one governs.
use axum::http::StatusCode;
use connect::arena::{self, Words};
use jiff::SignedDuration;
use serde_json::json;
use wiremock::matchers::{body_string_contains, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::browser::Page;
use super::town::{Town, on_both_engines};
use crate::govern::channel::{self, Channel};
use crate::govern::mandate::Allowed;
use crate::ground::Problem;

const ASTRID: &str = "Astrid Holm";
const OMAR: &str = "Omar Lind";
const FATIMA: &str = "Fatima Berg";

async fn channels(town: &Town) -> Vec<Channel> {
    town.desk.read(|conn| Ok::<_, Problem>(channel::all(conn)?)).await.unwrap()
}

impl Town {
    /// Sends the form for a new channel of the arena.
    async fn asks_arena(&self, who: &str, account: &str, unit: &str) -> Page {
        self.post("/govern/channels/new/arena")
            .as_(who)
            .with("setting-folder", self.arena().display())
            .with("setting-account", account)
            .with("setting-name", "Biblioteket i Exempelby")
            .with("unit", self.unit(unit).await)
            .with("answer-within", 3)
            .with("answer-in", "hours")
            .with("way", "verify")
            .await
    }

    /// Sends the form for a new channel on a Mastodon server.
    async fn asks_mastodon(&self, who: &str, server: &str, token: &str, way: &str) -> Page {
        self.post("/govern/channels/new/mastodon")
            .as_(who)
            .with("setting-instance", server)
            .with("setting-token", token)
            .with("unit", self.unit("Kundservice").await)
            .with("answer-within", 90)
            .with("answer-in", "minutes")
            .with("private-addresses", "allow")
            .with("way", way)
            .await
    }
}

async fn a_channel_is_looked_at_before_it_is_saved_and_heard_at_once(town: Town) {
    let form = town.get("/govern/channels/new/arena").as_(ASTRID).await.fine();
    assert!(form.says("Lägg till kanal: Övningsnätet") && form.says("Kultur och fritid"), "{}", form.text());

    let asked = town.asks_arena(ASTRID, "biblioteket", "Kultur och fritid").await.fine();
    let confirm = asked.leads_to().to_owned();
    assert!(confirm.starts_with("/govern/channels/confirm/"), "{confirm}");
    let page = town.get(&confirm).as_(ASTRID).await.fine();
    for words in ["Är det rätt konto?", "Biblioteket i Exempelby", "@biblioteket@arena", "Kultur och fritid", "3 timmar"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    assert_eq!(channels(&town).await.len(), 3, "nothing is saved before someone has looked");

    let saved = town.post(&confirm).as_(ASTRID).await.fine();
    let now = channels(&town).await;
    let library = now.iter().find(|channel| channel.handle == "biblioteket@arena").unwrap();
    assert_eq!(saved.leads_to(), format!("/govern/channels/{}", library.id));
    assert_eq!(library.answer_within_minutes, 180);
    assert_eq!(told_of_channel(&town, library.id).await, ["channel-added"]);

    // No restart and no other wake: the fetching was begun in the same transaction.
    let citizen = arena::Citizen { handle: "ase.lind".to_owned(), name: "Åse Lind".to_owned() };
    let words = Words { text: "Har ni öppet? @biblioteket", parent: None, to: None, language: None, at: town.now() };
    arena::citizen_writes(&town.arena(), &citizen, &words).unwrap();
    town.run_jobs().await;
    assert_eq!(town.colleague(FATIMA).await.inbox().await, ["Har ni öppet? @biblioteket"]);

    let again = town.post(&confirm).as_(ASTRID).await;
    assert_eq!(again.status, StatusCode::GONE, "what was kept is used once");
    let twice = town.asks_arena(ASTRID, "biblioteket", "Kundservice").await;
    let refused = town.post(twice.leads_to()).as_(ASTRID).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("är redan en kanal här"), "{}", refused.text());
}

/// A server that knows one token, and gives it to who signs in.
async fn mastodon_server() -> MockServer {
    let server = MockServer::start().await;
    let account = json!({ "id": "42", "username": "exempelby", "acct": "exempelby", "display_name": "Exempelby <b>kommun</b>",
        "url": "javascript:alert(1)", "avatar": "https://social.example/picture.png", "note": "", "locked": false, "bot": false,
        "created_at": "2020-01-01T00:00:00.000Z", "emojis": [], "fields": [] });
    Mock::given(method("GET"))
        .and(path("/api/v1/accounts/verify_credentials"))
        .and(header("authorization", "Bearer s3cr3t-token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(account))
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path("/api/v1/accounts/verify_credentials"))
        .respond_with(ResponseTemplate::new(401).set_body_json(json!({ "error": "The access token is invalid" })))
        .with_priority(9)
        .mount(&server)
        .await;
    let application = json!({ "id": "1", "name": "Torg", "client_id": "the-client", "client_secret": "cl13nt-s3cr3t" });
    Mock::given(method("POST"))
        .and(path("/api/v1/apps"))
        .respond_with(ResponseTemplate::new(200).set_body_json(application))
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .and(path("/oauth/token"))
        .and(body_string_contains("code=the-code"))
        .respond_with(
            ResponseTemplate::new(200)
                .set_body_json(json!({ "access_token": "s3cr3t-token", "token_type": "Bearer", "expires_in": 1_231_200 })),
        )
        .mount(&server)
        .await;
    server
}

async fn a_secret_never_sits_in_a_page(town: Town) {
    let server = mastodon_server().await;
    let wrong = town.asks_mastodon(ASTRID, &server.uri(), "wr0ng-token", "verify").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Nätverket godtar inte inloggningen") && wrong.says("The access token is invalid"), "{}", wrong.text());
    assert!(wrong.html.contains(&server.uri()), "what was filled in is kept");
    assert!(!wrong.html.contains("wr0ng-token"), "but no secret");

    let asked = town.asks_mastodon(ASTRID, &server.uri(), "s3cr3t-token", "verify").await.fine();
    let confirm = asked.leads_to().to_owned();
    let page = town.get(&confirm).as_(ASTRID).await.fine();
    assert!(page.says("Exempelby <b>kommun</b>"), "markup from the network is text: {}", page.text());
    assert!(!page.html.contains("s3cr3t-token") && !page.html.contains("javascript:"), "{}", page.html);
    assert!(!page.elements().iter().any(|element| element.name == "img"), "the picture is never loaded");
    assert!(page.elements().iter().any(|element| element.attribute("href") == Some("https://social.example/picture.png")));

    let others = town.get(&confirm).as_(OMAR).await;
    assert_eq!(others.status, StatusCode::GONE, "it waits for the one who filled it in");
    town.later(SignedDuration::from_mins(15));
    assert_eq!(town.post(&confirm).as_(ASTRID).await.status, StatusCode::GONE, "and for a quarter of an hour");
    assert_eq!(channels(&town).await.len(), 3);

    let asked = town.asks_mastodon(ASTRID, &server.uri(), "s3cr3t-token", "verify").await.fine();
    let saved = town.post(asked.leads_to()).as_(ASTRID).await.fine();
    let page = town.get(saved.leads_to()).as_(ASTRID).await.fine();
    assert!(page.says("Sparad krypterad, visas aldrig") && !page.html.contains("s3cr3t-token"), "{}", page.text());
    let id = channels(&town).await.into_iter().find(|channel| channel.network == "mastodon").unwrap().id;
    let (.., connection) = channel::connected(&town.desk, id).await.unwrap();
    assert_eq!(connection.secret("token").unwrap().reveal(), "s3cr3t-token");
    let well = town.post(&format!("/govern/channels/{id}/check")).as_(ASTRID).await.fine();
    assert!(well.says("Nätverket svarade nyss och känner igen kontot."), "{}", well.text());
}

async fn someone_signs_in_at_the_network_itself(town: Town) {
    let server = mastodon_server().await;
    let sent = town.asks_mastodon(ASTRID, &server.uri(), "", "sign-in").await.fine();
    let page = town.get(sent.leads_to()).as_(ASTRID).await.fine();
    assert!(!page.html.contains("cl13nt-s3cr3t"), "the application's secret stays here");
    let way = page
        .elements()
        .into_iter()
        .find_map(|element| element.attribute("href").filter(|to| to.contains("/oauth/authorize")).map(str::to_owned));
    let way = url::Url::parse(&way.unwrap()).unwrap();
    let asked: std::collections::HashMap<_, _> = way.query_pairs().into_owned().collect();
    assert_eq!(asked["redirect_uri"], "http://desk.exempelby.example/govern/channels/callback");
    let back = format!("/govern/channels/callback?code=the-code&state={}", asked["state"]);

    assert_eq!(town.get(&back).as_(OMAR).await.status, StatusCode::GONE, "another's sign-in is not theirs to finish");
    let onward = town.get(&back).as_(ASTRID).await.fine();
    let confirm = town.get(onward.leads_to()).as_(ASTRID).await.fine();
    assert!(confirm.says("Är det rätt konto?") && confirm.says("@exempelby@"), "{}", confirm.text());
    assert_eq!(town.get(&back).as_(ASTRID).await.status, StatusCode::GONE, "a state is used once");
    let saved = town.post(onward.leads_to()).as_(ASTRID).await.fine();
    assert!(saved.leads_to().starts_with("/govern/channels/"), "{}", saved.leads_to());
    // The network said for how long its word holds: nobody needs to remember it.
    let added = channels(&town).await.into_iter().find(|channel| channel.network == "mastodon").unwrap();
    assert_eq!(added.expires_at, Some(town.now() + SignedDuration::from_hours(24 * 14 + 6)));
    for (hours, warns) in [(0, false), (7, true)] {
        town.later(SignedDuration::from_hours(hours));
        for page in ["/govern/area", "/govern/channels"] {
            let shown = town.get(page).as_(ASTRID).await.fine();
            assert_eq!(shown.says("Inloggningen går ut"), warns, "{page} after {hours} hours: {}", shown.text());
        }
    }

    let stopped = town.asks_mastodon(ASTRID, &server.uri(), "", "sign-in").await.fine();
    let state = stopped.leads_to().rsplit('/').next().unwrap();
    let refused = town.get(&format!("/govern/channels/callback?error=access_denied&state={state}")).as_(ASTRID).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("avbröts, så ingenting är sparat"), "{}", refused.text());
}

async fn credentials_are_renewed_for_the_same_account_only(town: Town) {
    let id = town.channel("simhallen").await.id;
    let renew = format!("/govern/channels/{id}/renew");
    let form = |account: &str| {
        town.post(&renew)
            .as_(ASTRID)
            .with("setting-folder", town.arena().display())
            .with("setting-account", account)
            .with("way", "verify")
    };
    let other = form("exempelby").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.says("som är ett annat konto än kanalens"), "{}", other.text());
    let same = form("simhallen").await.fine();
    let saved = town.post(same.leads_to()).as_(ASTRID).await.fine();
    assert_eq!(saved.leads_to(), format!("/govern/channels/{id}"));
    assert_eq!(town.channel("simhallen").await.name, "simhallen", "the name is the account's, which has none now");
    assert_eq!(told_of_channel(&town, id).await, ["channel-added", "channel-renewed"]);

    for (act, event) in [("pause", "channel-paused"), ("resume", "channel-resumed")] {
        town.post(&format!("/govern/channels/{id}/{act}")).as_(ASTRID).await.fine();
        let twice = town.post(&format!("/govern/channels/{id}/{act}")).as_(ASTRID).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} twice");
        assert_eq!(told_of_channel(&town, id).await.last(), Some(&event));
    }
    let promise = format!("/govern/channels/{id}/promise");
    town.post(&promise).as_(ASTRID).with("answer-within", 2).with("answer-in", "days").await.fine();
    assert_eq!(town.channel("simhallen").await.answer_within_minutes, 2880);
    let never = town.post(&promise).as_(ASTRID).with("answer-within", 61).with("answer-in", "days").await;
    assert!(never.says("högst 60 dagar"), "{}", never.text());
    assert_eq!(town.channel("simhallen").await.answer_within_minutes, 2880);
}

async fn told_of_channel(town: &Town, id: crate::ground::ChannelId) -> Vec<&'static str> {
    let entries = town.desk.read(move |conn| crate::records::entry::about(conn, id.0)).await.unwrap();
    entries.into_iter().map(|entry| entry.body.event.name()).collect()
}

async fn who_governs_a_unit_governs_its_channels_only(town: Town) {
    town.entrusts(ASTRID, OMAR, "Kultur och fritid", &[Allowed::Govern]).await.unwrap();
    let list = town.get("/govern/channels").as_(OMAR).await.fine();
    assert!(list.says("Simhallen i Exempelby") && !list.says("Exempelby på norsk"), "{}", list.text());
    let other = town.channel("exempelby").await.id;
    let hidden = town.get(&format!("/govern/channels/{other}")).as_(OMAR).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    for act in ["pause", "check", "promise", "renew"] {
        let refused = town
            .post(&format!("/govern/channels/{other}/{act}"))
            .as_(OMAR)
            .with("answer-within", 1)
            .with("answer-in", "days")
            .with("setting-folder", town.arena().display())
            .with("setting-account", "exempelby")
            .await;
        assert!(refused.status.is_client_error(), "{act}: {}", refused.status);
    }
    assert_eq!(told_of_channel(&town, other).await, ["channel-added"]);

    let form = town.get("/govern/channels/new/mastodon").as_(OMAR).await.fine();
    assert!(!form.says("Kundservice") && !form.says("Adresser i det egna nätet"), "{}", form.text());
    assert_eq!(town.asks_arena(OMAR, "bad", "Kundservice").await.status, StatusCode::FORBIDDEN);
    let server = mastodon_server().await;
    let inside = town
        .post("/govern/channels/new/mastodon")
        .as_(OMAR)
        .with("setting-instance", server.uri())
        .with("setting-token", "s3cr3t-token")
        .with("unit", town.unit("Kultur och fritid").await)
        .with("answer-within", 1)
        .with("answer-in", "days")
        .with("private-addresses", "allow")
        .await;
    assert_eq!(inside.status, StatusCode::FORBIDDEN, "{}", inside.text());
    assert!(server.received_requests().await.unwrap().is_empty(), "nobody inside the house was called");
    let own = town.asks_arena(OMAR, "bad", "Kultur och fritid").await.fine();
    town.post(own.leads_to()).as_(OMAR).await.fine();
    assert_eq!(channels(&town).await.len(), 4);
}

async fn without_a_mandate_to_govern_every_page_says_so(town: Town) {
    let id = town.channel("exempelby").await.id;
    for path in [
        "/govern/channels",
        "/govern/channels/new",
        "/govern/channels/new/arena",
        &format!("/govern/channels/{id}"),
        &format!("/govern/channels/{id}/renew"),
    ] {
        let page = town.get(path).as_(FATIMA).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.says("Du behöver ett uppdrag att styra"), "{}", page.text());
        let outside = town.get(path).await;
        assert!(outside.status.is_redirection(), "{path} without a login: {}", outside.status);
    }
    let asked = town.asks_arena(FATIMA, "bad", "Kundservice").await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    let foreign = town.post(&format!("/govern/channels/{id}/pause")).as_(ASTRID).without_token().await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "a form from elsewhere");
    assert_eq!(told_of_channel(&town, id).await, ["channel-added"]);
}

on_both_engines!(
    a_channel_is_looked_at_before_it_is_saved_and_heard_at_once,
    a_secret_never_sits_in_a_page,
    someone_signs_in_at_the_network_itself,
    credentials_are_renewed_for_the_same_account_only,
    who_governs_a_unit_governs_its_channels_only,
    without_a_mandate_to_govern_every_page_says_so,
);
