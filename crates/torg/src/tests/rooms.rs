//! The outbox, what was heard badly, and the record, as pages: what each officer finds there, and what they may not see.
use connect::Spoiled;
use jiff::SignedDuration;

use super::town::{Town, on_both_engines};
use crate::govern::channel;
use crate::govern::mandate::{Allowed, Channels};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::{ChannelId, DeliveryId, Desk, Problem};
use crate::listen::intake::{self, MovesCursor};
use crate::listen::set_aside;
use crate::publish::delivery::State;
use crate::publish::overview;

impl Town {
    /// An answer to a fresh question in the channel `exempelby`, sent until the network or Torg has had its say.
    async fn answered(&self, question: &str, answer: &str) -> DeliveryId {
        self.citizen("Åse Lind").asks(question);
        self.hears().await;
        let fatima = self.colleague("Fatima Berg").await;
        let conversation = fatima.conversation_about(question).await;
        fatima.answers(conversation.id, answer).await.unwrap()
    }

    /// Lets a delivery stand in a state, with a reason, as the outbox would leave it.
    async fn stands(&self, id: DeliveryId, state: &str, reason: &str, detail: &str) {
        let id = id.0.simple().to_string();
        let id = if self.engine() == store::Engine::Sqlite { format!("x'{id}'") } else { format!("'{id}'") };
        self.meddle(&format!(
            "update publish_delivery set state = '{state}', reason = '{reason}', detail = '{detail}', attempts = 1, begun_at = queued_at,
             looks = 4 where id = {id}; delete from ground_job where name = 'deliver';"
        ))
        .await;
    }

    /// All that cannot be done is tried until it is no use; meanwhile Astrid stays signed in.
    async fn gives_up(&self) {
        for _ in 0..jobs::TRIES + 2 {
            self.run_jobs().await;
            self.later(SignedDuration::from_mins(75));
            self.get("/preferences").as_("Astrid Holm").await.fine();
        }
    }

    async fn troubled(&self) -> i64 {
        self.desk.read(|conn| overview::count_troubled(conn, &Channels::All)).await.unwrap()
    }

    async fn spoils(&self, channel: ChannelId, raw: &[u8]) {
        let spoiled = Spoiled { remote_id: Some("42".into()), reason: "no field `id` in <script>".into(), raw: raw.to_vec() };
        let channel = self.desk.read(move |conn| Ok(channel::find(conn, channel)?)).await.unwrap().unwrap();
        let batch = connect::Batch { items: vec![Err(spoiled)], cursor: String::new(), more: false };
        intake::take(&self.desk, &channel, batch, MovesCursor::No).await.unwrap();
    }
}

async fn a_failed_answer_stands_on_top_and_is_tried_again(town: Town) {
    let id = town.answered("När öppnar badet?", "Klockan <b>14</b>.").await;
    town.stands(id, "failed", "reason-refused", "the network refused (422): too long").await;

    let outbox = town.get("/publish/outbox").as_("Fatima Berg").await.fine();
    for words in [
        "Behöver dig",
        "Gick inte att skicka",
        "Nätverket sade nej.",
        "too long",
        "Klockan <b>14</b>.",
        "Svar till Åse Lind.",
        "Skrivet av Fatima Berg.",
        "Läs vad nätverket skrev.",
    ] {
        assert!(outbox.says(words), "{words} in\n{}", outbox.text());
    }
    assert!(!outbox.html.contains("<b>14</b>"), "what was written is text, not a page");
    let banner = town.get("/preferences").as_("Fatima Berg").await;
    assert!(banner.says("Ett svar kom inte fram"), "{}", banner.text());

    // Whoever may only read sees it and cannot decide.
    let reader = town.get("/publish/outbox").as_("Rune Arkiv").await.fine();
    assert!(reader.says("Den som har ett uppdrag att svara i kanalen kan avgöra det här."), "{}", reader.text());
    let refused = town.post(&format!("/publish/deliveries/{id}/retry")).as_("Rune Arkiv").await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    assert_eq!(town.post(&format!("/publish/deliveries/{id}/retry")).as_("Fatima Berg").without_token().await.status, 403);

    let done = town.post(&format!("/publish/deliveries/{id}/retry")).as_("Omar Lind").await;
    assert_eq!((done.status.as_u16(), done.leads_to()), (303, "/publish/outbox"));
    town.run_jobs().await;
    assert_eq!(town.delivery(id).await.state, State::Posted);
    let outbox = town.get("/publish/outbox").as_("Fatima Berg").await;
    assert!(outbox.says("Publicerat") && !outbox.says("Behöver dig"), "{}", outbox.text());
    let late = town.post(&format!("/publish/deliveries/{id}/retry")).as_("Omar Lind").await;
    assert_eq!(late.status, 409);
    assert!(late.says("Se i utkorgen hur det står"), "{}", late.text());
}

async fn an_answer_whose_writers_mandate_ended_goes_out_under_the_mandate_of_the_one_who_tries_again(town: Town) {
    let id = town.answered("Är biblioteket öppet?", "Ja, till 19.").await;
    let written_under = town.delivery(id).await.mandate;
    town.meddle("update govern_mandate set valid_to = valid_from where document = 'KS 2026/00112'").await;
    town.later(SignedDuration::from_mins(1));
    town.run_jobs().await;
    assert_eq!(town.delivery(id).await.reason.as_deref(), Some("reason-mandate-ended"));
    let outbox = town.get("/publish/outbox").as_("Omar Lind").await;
    assert!(outbox.says("hade upphört när det skulle skickas"), "{}", outbox.text());
    assert!(outbox.says("Då skickas svaret under ditt uppdrag."), "{}", outbox.text());

    town.post(&format!("/publish/deliveries/{id}/retry")).as_("Omar Lind").await.fine();
    town.run_jobs().await;
    let delivery = town.delivery(id).await;
    assert_eq!(delivery.state, State::Posted);
    assert_ne!(delivery.mandate, written_under);
}

async fn an_unclear_answer_is_settled_by_someone_who_looked(town: Town) {
    let id = town.answered("Går bussen?", "Ja.").await;
    town.stands(id, "unknown", "reason-unknown", "").await;
    let outbox = town.get("/publish/outbox").as_("Ingrid Solberg").await.fine();
    for words in ["Uklart", "Torg har lett 5 ganger i kanalen uten å finne det.", "Det er der", "Det er ikke der: send igjen"] {
        assert!(outbox.says(words), "{words} in\n{}", outbox.text());
    }
    let settlement = format!("/publish/deliveries/{id}/settlement");
    let wrong = town.post(&settlement).as_("Ingrid Solberg").header("accept-language", "nb");
    let wrong = wrong.with("outcome", "posted").with("url", "javascript:alert(1)").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("er ingen nettadresse"), "{}", wrong.text());
    town.post(&settlement).as_("Ingrid Solberg").with("outcome", "posted").with("url", " https://social.example/1 ").await.fine();
    let delivery = town.delivery(id).await;
    assert_eq!((delivery.state, delivery.url.as_deref()), (State::Posted, Some("https://social.example/1")));
    assert_eq!(town.post(&settlement).as_("Fatima Berg").with("outcome", "posted").await.status, 409);

    // It is not there: sent once more, and this time it arrives.
    let id = town.answered("Är isen säker?", "Nej.").await;
    town.stands(id, "unknown", "reason-unknown", "").await;
    town.post(&format!("/publish/deliveries/{id}/settlement")).as_("Fatima Berg").with("outcome", "send-again").await.fine();
    town.run_jobs().await;
    assert_eq!(town.delivery(id).await.state, State::Posted);

    // It is not there, and it is let be: nobody is asked again.
    let id = town.answered("Finns det salt?", "Snart.").await;
    town.stands(id, "unknown", "reason-unknown", "").await;
    assert_eq!(town.troubled().await, 1);
    town.post(&format!("/publish/deliveries/{id}/settlement")).as_("Fatima Berg").with("outcome", "not-posted").await.fine();
    assert_eq!(town.troubled().await, 0);
    assert_eq!(super::witness::verified(&town.desk).await.len(), usize::try_from(town.verify().await.sealed).unwrap());
}

async fn an_answer_whose_job_was_given_up_is_not_forgotten(town: Town) {
    let id = town.answered("Är hallen öppen?", "Ja, till nio.").await;
    // Its network disappears from the program: a fault of ours, not of the network.
    town.meddle("update govern_channel set network = 'none' where handle = 'exempelby@arena'").await;
    town.gives_up().await;
    town.meddle("update govern_channel set network = 'arena' where handle = 'exempelby@arena'").await;
    let given_up = town.desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap();
    assert!(given_up.iter().any(|job| job.name == "deliver"), "{given_up:?}");
    assert_eq!(town.troubled().await, 1);

    let outbox = town.get("/publish/outbox").as_("Fatima Berg").await.fine();
    assert!(outbox.says("Torg fick inte detta gjort") && outbox.says("Ja, till nio."), "{}", outbox.text());
    town.post(&format!("/publish/deliveries/{id}/retry")).as_("Fatima Berg").await.fine();
    for _ in 0..6 {
        town.run_jobs().await;
        town.later(SignedDuration::from_secs(60));
    }
    assert_eq!((town.delivery(id).await.state, town.troubled().await), (State::Posted, 0));

    // A channel's fetching that was given up begins anew when someone has a reason to hear it.
    town.citizen("Nils Gran").asks("Är det någon där?");
    town.hears().await;
    town.colleague("Fatima Berg").await.conversation_about("någon där").await;
}

async fn what_belongs_to_anothers_channel_is_not_there(town: Town) {
    let pool = town.channel("simhallen").await.id;
    let id = town.answered("Var är bygglovet?", "Det kommer.").await;
    town.stands(id, "failed", "reason-gone", "").await;
    town.spoils(town.channel("exempelby").await.id, b"{\"secret\": \"of the other channel\"}").await;
    town.seal().await;
    town.only("Omar Lind", pool, &[Allowed::Read, Allowed::Answer, Allowed::Run]).await;

    for page in ["/publish/outbox", "/listen", "/records", "/preferences"] {
        let seen = town.get(page).as_("Omar Lind").await.fine();
        for hidden in ["Det kommer.", "secret", "kom inte fram", "Behöver dig", "of the other channel"] {
            assert!(!seen.says(hidden), "{page} tells {hidden}:\n{}", seen.text());
        }
        assert!(!seen.html.contains(&id.0.to_string()), "{page} names the delivery");
    }
    assert_eq!(town.post(&format!("/publish/deliveries/{id}/retry")).as_("Omar Lind").await.status, 404);
    let items = town.desk.read(|conn| Ok(set_aside::waiting(conn, &Channels::All)?)).await.unwrap();
    assert_eq!(town.post(&format!("/listen/set-aside/{}/settlement", items[0].id)).as_("Omar Lind").await.status, 404);
    let queued = town.entry("reply-queued").await;
    assert_eq!(town.get(&format!("/records/entries/{queued}")).as_("Omar Lind").await.status, 404);
    let about = town.delivery(id).await.conversation.unwrap();
    let seen = town.get(&format!("/records?about={}", about.0)).as_("Omar Lind").await.fine();
    assert!(seen.says("Här finns ingen post som du får läsa."), "{}", seen.text());

    // What belongs to no channel may be read by whoever reads somewhere.
    let founded = town.entry("authority-founded").await;
    town.get(&format!("/records/entries/{founded}")).as_("Omar Lind").await.fine();
    assert!(town.get("/records").as_("Omar Lind").await.says("Myndigheten lades upp"));
}

async fn whoever_may_not_read_is_told_whom_to_ask(town: Town) {
    town.meddle("update govern_mandate set acts = 'answer' where document = 'KS 2026/00112'").await;
    for page in ["/publish/outbox", "/listen", "/records"] {
        let refused = town.get(page).as_("Fatima Berg").await;
        assert_eq!(refused.status, 403, "{page}");
        assert!(refused.says("Du behöver ett uppdrag att läsa för det här."), "{}", refused.text());
    }
    let nobody = town.get("/records").await;
    assert!(nobody.status.is_redirection() && nobody.leads_to().starts_with("/sign-in"), "{nobody:?}");
}

/// A job that no program knows: an older one left it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Forgotten;
impl Job for Forgotten {
    const NAME: &'static str = "forgotten";
    async fn run(self, _: &Desk) -> Result<Next, Problem> {
        Ok(Next::Done)
    }
}

async fn what_was_heard_badly_is_seen_and_let_rest(town: Town) {
    let channel = town.channel("exempelby").await.id;
    town.spoils(channel, "{\"text\": \"<img src=x> 19121212-1212 \u{202e}bakvänt\"}".as_bytes()).await;
    town.spoils(channel, &[0xff, 0xfe, 0x00]).await;
    let now = town.now();
    town.desk.write(move |conn| jobs::enqueue(conn, now, now, &Forgotten, None)).await.unwrap();
    town.gives_up().await;

    let listen = town.get("/listen").as_("Astrid Holm").await.fine();
    for words in [
        "Exempelby kommun",
        "Övningsnätet",
        "Lagt åt sidan",
        "no field `id` in <script>",
        "<img src=x>",
        "3 byte som inte är text",
        "Jobb som gavs upp",
        "forgotten",
    ] {
        assert!(listen.says(words), "{words} in\n{}", listen.text());
    }
    assert!(!listen.says("19121212"), "an identity number is not shown");
    assert!(!listen.html.contains("<img") && !listen.html.contains('\u{202e}'), "nothing in it turns the page");
    let reader = town.get("/listen").as_("Rune Arkiv").await.fine();
    assert!(!reader.says("Jobb som gavs upp") && reader.says("Den som har ett uppdrag att driva kanalen"), "{}", reader.text());

    let items = town.desk.read(|conn| Ok(set_aside::waiting(conn, &Channels::All)?)).await.unwrap();
    let settle = |n: usize| format!("/listen/set-aside/{}/settlement", items[n].id);
    assert_eq!(town.post(&settle(0)).as_("Rune Arkiv").await.status, 403);
    town.post(&settle(0)).as_("Astrid Holm").await.fine();
    assert_eq!(town.post(&settle(0)).as_("Astrid Holm").await.status, 409);
    assert_eq!(town.desk.read(|conn| Ok(set_aside::count(conn, &Channels::All)?)).await.unwrap(), 1);

    let dead = town.desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap();
    let job = dead.iter().find(|job| job.name == "forgotten").unwrap().id;
    assert_eq!(town.post(&format!("/listen/jobs/{job}/end")).as_("Rune Arkiv").await.status, 403);
    town.post(&format!("/listen/jobs/{job}/retry")).as_("Astrid Holm").await.fine();
    assert_eq!(town.post(&format!("/listen/jobs/{job}/end")).as_("Astrid Holm").await.status, 409, "it is not given up now");
    town.gives_up().await;
    town.post(&format!("/listen/jobs/{job}/end")).as_("Astrid Holm").await.fine();
    assert!(town.desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap().iter().all(|job| job.name != "forgotten"));
    assert!(town.verify().await.is_sound());
}

on_both_engines!(
    a_failed_answer_stands_on_top_and_is_tried_again,
    an_answer_whose_writers_mandate_ended_goes_out_under_the_mandate_of_the_one_who_tries_again,
    an_unclear_answer_is_settled_by_someone_who_looked,
    an_answer_whose_job_was_given_up_is_not_forgotten,
    what_belongs_to_anothers_channel_is_not_there,
    whoever_may_not_read_is_told_whom_to_ask,
    what_was_heard_badly_is_seen_and_let_rest,
);
