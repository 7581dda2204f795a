//! A channel in a network that no program reaches: its messages are entered, its answers carried over, and the record tells who did it.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::govern::channel::{self, Channel};
use crate::publish::delivery::{self, State};
use crate::records::message::Direction;

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
/// A picture of one point.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nnot more of it is looked at";

impl Town {
    /// A channel that is kept by hand, in the unit that Fatima answers for.
    async fn opens_by_hand(&self) -> Channel {
        let unit = self.channel("exempelby").await.unit;
        let asked = self
            .post("/govern/channels/new/manual")
            .as_(ASTRID)
            .with("setting-address", "https://forum.example/exempelby")
            .with("setting-network", "Grannforum")
            .with("setting-handle", "exempelby")
            .with("setting-name", "Exempelby")
            .with("unit", unit)
            .with("answer-within", 3)
            .with("answer-in", "hours")
            .with("way", "verify")
            .await
            .fine();
        self.post(asked.leads_to()).as_(ASTRID).with("opened", "pilot").await;
        let all = self.desk.read(|conn| Ok(channel::all(conn)?)).await.unwrap();
        all.into_iter().find(|channel| channel.network == "manual").expect("the channel was added")
    }
}

async fn what_is_pasted_is_answered_and_carried_over(town: Town) {
    let channel = town.opens_by_hand().await;
    let form = format!("/listen/entering/{}", channel.id);
    assert!(town.get("/listen").as_(FATIMA).await.fine().html.contains(&form), "the way in is shown");
    let page = town.get(&form).as_(FATIMA).await.fine();
    assert!(page.says("Grannforum") && page.says("Klistra in vad som skrevs"), "{}", page.text());

    let entered = async |once: &str, url: &str, files: &[(&str, &[u8])]| {
        let asked = town.post(&form).as_(FATIMA).with("once", once).with("name", "Åse Lind").with("url", url);
        asked.with("text", "När öppnar badet?").with("at", "2026-11-20T08:10").with_files("files", files).await
    };
    let once = "0123456789abcdef0123456789abcdef";
    let first = entered(once, "", &[("skärm.png", PICTURE)]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text());
    let place = first.leads_to().to_owned();
    assert_eq!(entered(once, "", &[("skärm.png", PICTURE)]).await.leads_to(), place, "the same form twice is one message");
    assert_eq!(entered(once, "javascript:alert(1)", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(entered(once, "", &[("x.png", b"<svg onload=alert(1)>")]).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);

    let fatima = town.colleague(FATIMA).await;
    let conversation = fatima.conversation_about("När öppnar badet?").await;
    let page = town.get(&place).as_(FATIMA).await.fine();
    let picture =
        page.elements().iter().filter_map(|one| one.attribute("href").map(str::to_owned)).find(|href| href.contains("/files/0"));
    let picture = picture.expect("the picture of the screen can be opened");
    assert!(town.get(&picture).as_(FATIMA).await.fine().headers["content-type"] == "image/png");

    // It is answered like anything; when its time comes it waits for hands, and nobody is told that it is posted.
    let id = fatima.answers(conversation.id, "Badet öppnar kl. 14.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    let stands = async || town.desk.read(move |conn| Ok(delivery::find(conn, id)?.unwrap())).await.unwrap();
    assert_eq!(stands().await.state, State::ByHand);
    assert!(fatima.conversation_about("När öppnar badet?").await.waiting_since.is_some(), "Åse still waits");
    let outbox = town.get("/publish/outbox").as_(FATIMA).await.fine();
    assert!(outbox.says("Bärs över för hand") && outbox.html.contains("Badet öppnar kl. 14."), "{}", outbox.text());
    let settles = async |outcome: &str, url: &str| {
        town.post(&format!("/publish/deliveries/{id}/settlement")).as_(FATIMA).with("outcome", outcome).with("url", url).await
    };
    assert_eq!(settles("send-again", "").await.status, StatusCode::CONFLICT, "nothing sends it");
    assert_eq!(settles("posted", "https://forum.example/t/18").await.status, StatusCode::SEE_OTHER);
    assert_eq!(settles("posted", "https://forum.example/t/19").await.status, StatusCode::CONFLICT, "it is settled");
    let (_, thread) = fatima.opens(conversation.id).await.unwrap();
    let ours: Vec<_> = thread.iter().filter(|(message, _)| message.direction == Direction::Out).collect();
    assert_eq!(ours.len(), 1, "it stands once in its thread");
    assert_eq!((ours[0].1.plain(), ours[0].0.url.as_deref()), ("Badet öppnar kl. 14.", Some("https://forum.example/t/18")));
    assert_eq!(stands().await.state, State::Posted);

    // Åse changes it there, and takes it away.
    let message = thread[0].0.id;
    let since = format!("/listen/entered/{message}");
    town.post(&since).as_(FATIMA).with("text", "När öppnar badet på lördag?").await;
    town.post(&since).as_(FATIMA).with("text", "När öppnar badet på lördag?").await;
    town.post(&since).as_(FATIMA).with("gone", "true").with("text", "").await;
    let (_, thread) = fatima.opens(conversation.id).await.unwrap();
    assert_eq!((thread[0].0.version, thread[0].0.gone_at.is_some()), (3, true), "twice the same is once");
    verified(&town.desk).await;
}

async fn only_by_hand_and_only_with_a_mandate(town: Town) {
    let channel = town.opens_by_hand().await;
    let heard = town.channel("exempelby").await.id;
    let enters = async |channel, who: &str, url: &str| {
        let asked = town.post(&format!("/listen/entering/{channel}")).as_(who).with("once", "").with("name", "Åse");
        asked.with("text", "Hej!").with("url", url).with_files("files", &[]).await.status
    };
    assert_eq!(enters(heard, FATIMA, "").await, StatusCode::CONFLICT, "what Torg hears is not entered");
    assert_eq!(enters(channel.id, "Rune Arkiv", "").await, StatusCode::FORBIDDEN, "he reads there and may not answer");
    assert_eq!(enters(channel.id, FATIMA, "https://forum.example/t/1").await, StatusCode::SEE_OTHER);
    assert_eq!(
        enters(channel.id, FATIMA, "https://forum.example/t/1").await,
        StatusCode::CONFLICT,
        "that address is on the record"
    );
    verified(&town.desk).await;
}

on_both_engines!(what_is_pasted_is_answered_and_carried_over, only_by_hand_and_only_with_a_mandate);
