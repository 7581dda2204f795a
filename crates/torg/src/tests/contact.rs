//! A contact form: a stranger writes without an account, is answered on a page of their own, and no machine fills the inbox.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::browser::Page;
use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::govern::channel::{self, Channel};

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";

impl Town {
    async fn opens_a_form(&self) -> Channel {
        let unit = self.channel("exempelby").await.unit;
        let asked = self
            .post("/govern/channels/new/webform")
            .as_(ASTRID)
            .with("setting-path", "kontakt")
            .with("setting-title", "Kontakta Exempelby kommun")
            .with("setting-intro", "Skriv till oss om stort och smått.")
            .with("unit", unit)
            .with("answer-within", 3)
            .with("answer-in", "hours")
            .with("way", "verify")
            .await
            .fine();
        self.post(asked.leads_to()).as_(ASTRID).with("opened", "pilot").await;
        let all = self.desk.read(|conn| Ok(channel::all(conn)?)).await.unwrap();
        all.into_iter().find(|channel| channel.network == "webform").expect("the channel was added")
    }

    /// Opens the form at `address` and gives its proof.
    async fn proof(&self, address: &str) -> String {
        let page = self.get(address).await.fine();
        let field = page.elements().into_iter().find(|one| one.attribute("name") == Some("proof")).expect("the form has a proof");
        field.attribute("value").unwrap().to_owned()
    }

    async fn fills_in(&self, address: &str, proof: &str, text: &str, more: &[(&str, &str)]) -> Page {
        let mut form = self.post(address).with("lang", "sv").with("proof", proof).with("text", text);
        for (field, value) in more {
            form = form.with(field, value);
        }
        form.await
    }
}

/// A writer's own page, without what was said of it.
fn own_page(page: &Page) -> String {
    page.leads_to().split('?').next().unwrap().to_owned()
}

async fn a_stranger_writes_and_reads_the_answer(town: Town) {
    let channel = town.opens_a_form().await;
    assert_eq!(channel.url.as_deref(), Some("http://desk.exempelby.example/contact/kontakt"), "the register can point to it");
    let page = town.get("/contact/kontakt?lang=sv").await.fine();
    assert!(page.says("Skriv till oss om stort och smått.") && page.says("allmän handling"), "{}", page.text());
    assert!(!page.headers.contains_key("set-cookie") && !page.html.contains("<script"), "no cookie, no script");

    let proof = town.proof("/contact/kontakt").await;
    town.later(SignedDuration::from_secs(20));
    let who = [("name", "Åse Lind"), ("subject", "Badet"), ("email", "ase@example.com")];
    let sent = town.fills_in("/contact/kontakt", &proof, "När öppnar badet?", &who).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let own = own_page(&sent);
    assert_eq!(
        own_page(&town.fills_in("/contact/kontakt", &proof, "När öppnar badet?", &who).await),
        own,
        "a double click is one message"
    );
    let page = town.get(&format!("{own}?lang=sv&sent=yes")).await.fine();
    assert!(
        page.says("Vi har fått ditt meddelande") && page.says("När öppnar badet?") && page.says("Inget svar än"),
        "{}",
        page.text()
    );
    assert_eq!(page.headers["cache-control"], "private, no-store");
    assert!(page.headers["x-robots-tag"].to_str().unwrap().contains("noindex"));

    let fatima = town.colleague(FATIMA).await;
    let conversation = fatima.conversation_about("När öppnar badet?").await;
    assert_eq!(conversation.messages, 1);
    fatima.answers(conversation.id, "Badet öppnar kl. 14.").await.unwrap();
    assert!(!town.get(&own).await.fine().html.contains("kl. 14"), "not before it is sent");
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    let page = town.get(&format!("{own}?lang=sv")).await.fine();
    assert!(
        page.says("Badet öppnar kl. 14.") && !page.html.contains("Fatima"),
        "the authority answers, not a name: {}",
        page.text()
    );

    // She goes on, on her own page; nobody else's address opens it.
    let proof = town.proof(&own).await;
    town.later(SignedDuration::from_secs(20));
    let more = town.fills_in(&own, &proof, "Tack! Och på lördag?", &[]).await;
    assert_eq!(own_page(&more), own);
    assert_eq!(fatima.reads(conversation.id).await, ["När öppnar badet?", "Badet öppnar kl. 14.", "Tack! Och på lördag?"]);
    for strange in ["0".repeat(32), "x".into(), "0".repeat(31), "%00".into()] {
        assert_eq!(town.get(&format!("/contact/kontakt/{strange}")).await.status, StatusCode::NOT_FOUND, "{strange}");
    }
    assert_eq!(town.get("/contact/finns-inte").await.status, StatusCode::NOT_FOUND);

    // A paused channel says so, and keeps what was said.
    town.post(&format!("/govern/channels/{}/pause", channel.id)).as_(ASTRID).await;
    let page = town.get("/contact/kontakt?lang=sv").await.fine();
    assert!(page.says("tar inte emot något just nu") && !page.html.contains("<textarea"), "{}", page.text());
    assert!(town.get(&own).await.fine().says("Badet öppnar kl. 14."));
    verified(&town.desk).await;
}

async fn machines_are_kept_out_and_people_lose_no_word(town: Town) {
    town.opens_a_form().await;
    let messages = async || town.colleague(FATIMA).await.inbox().await.len();
    let before = messages().await;
    let refused = async |proof: &str, text: &str, more: &[(&str, &str)]| {
        let page = town.fills_in("/contact/kontakt", proof, text, more).await;
        assert!(page.status.is_client_error() && page.html.contains(text), "{}: {}", page.status, page.text());
        page
    };
    let proof = town.proof("/contact/kontakt").await;
    assert!(refused(&proof, "Köp billigt", &[]).await.says("gick för fort"));
    town.later(SignedDuration::from_secs(20));
    assert!(refused(&proof, "Köp billigt", &[("website", "https://spam.example")]).await.says("skicka igen"));
    assert!(refused("påhittat", "Hej", &[]).await.says("stått öppen för länge"));
    assert!(refused(&proof, "Hej", &[("email", "ase")]).await.says("ser inte hel ut"));
    assert_eq!(town.fills_in("/contact/kontakt", &proof, " \n ", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.later(SignedDuration::from_hours(49));
    assert!(refused(&proof, "Ett långt brev", &[]).await.says("stått öppen för länge"));
    let foreign = town.post("/contact/kontakt").header("sec-fetch-site", "cross-site").with("text", "Hej").await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    assert_eq!(messages().await, before, "nothing came of any of it");

    // From one place only so many in an hour.
    let mut taken = 0;
    for number in 0..25 {
        let proof = town.proof("/contact/kontakt").await;
        town.later(SignedDuration::from_secs(10));
        let page = town.fills_in("/contact/kontakt", &proof, &format!("Meddelande {number}"), &[]).await;
        match page.status {
            StatusCode::SEE_OTHER => taken += 1,
            StatusCode::TOO_MANY_REQUESTS => assert!(page.says("ovanligt många")),
            other => panic!("{other}: {}", page.text()),
        }
    }
    assert_eq!(taken, 20);
    town.later(SignedDuration::from_hours(1));
    let proof = town.proof("/contact/kontakt").await;
    town.later(SignedDuration::from_secs(10));
    assert_eq!(town.fills_in("/contact/kontakt", &proof, "En timme senare", &[]).await.status, StatusCode::SEE_OTHER);
    verified(&town.desk).await;
}

on_both_engines!(a_stranger_writes_and_reads_the_answer, machines_are_kept_out_and_people_lose_no_word);
