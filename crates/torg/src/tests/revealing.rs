//! What is hidden, and to whom it is shown: numbers, accounts and cards are dots everywhere, until somebody says why they must see them.
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;

use super::api::program::Program;
use super::listening::{batch, item};
use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::ground::{ConversationId, MessageId};
use crate::participate::{conversation, note};
use crate::records::{Event, entry, message};

const FATIMA: &str = "Fatima Berg";
const OMAR: &str = "Omar Lind";
const ASTRID: &str = "Astrid Holm";
const NUMBER: &str = "19121212-1212";
const ACCOUNT: &str = "SE45 5000 0000 0583 9825 7466";
const WHY: &str = "Behövs för att hitta ansökan.";

impl Town {
    /// Åse writes her number in the open, in the text, in a warning and beside a picture; then she changes the text.
    async fn a_number_in_the_open(&self) -> (ConversationId, MessageId) {
        let text = format!("Har ni fått min ansökan? Jag är {NUMBER}, kontot är {ACCOUNT}.");
        let mut told = item("1", &text);
        told.warning = Some(format!("Gäller {NUMBER}"));
        let alt = format!("Brev till {NUMBER}");
        told.attachments =
            vec![connect::Attachment { media_type: "image/png".into(), url: "https://social.example/1.png".into(), alt }];
        self.takes(batch(vec![told], "a")).await.unwrap();
        let channel = self.channel("exempelby").await.id;
        let known = self.desk.read(move |conn| Ok(message::known(conn, channel, "1")?.expect("it was taken in"))).await.unwrap();
        (known.conversation, known.id)
    }

    async fn reveals(&self, who: &str, id: ConversationId, message: MessageId, why: &str) -> super::browser::Page {
        self.post(&format!("{}/messages/{message}/revealing", conversation::address(id))).as_(who).with("why", why).await
    }
}

fn hides(html: &str) -> bool {
    !html.contains("1212-1212") && !html.contains(NUMBER) && !html.contains("0583 9825")
}

async fn it_is_hidden_everywhere_until_somebody_says_why(town: Town) {
    let (id, said) = town.a_number_in_the_open().await;
    let page = conversation::address(id);
    for address in
        [page.as_str(), "/participate/inbox", "/participate/inbox?q=ans%C3%B6kan", &format!("/records?about={id}"), "/records"]
    {
        let seen = town.get(address).as_(FATIMA).await.fine();
        assert!(hides(&seen.html), "{address}: {}", seen.text());
    }
    let entries = town.desk.read(move |conn| entry::about(conn, id.0)).await.unwrap();
    let seen = town.get(&format!("/records/entries/{}", entries[0].body.id)).as_(FATIMA).await.fine();
    assert!(hides(&seen.html), "{}", seen.text());
    assert!(town.get(&page).as_(FATIMA).await.fine().says("Visa det dolda"));

    for why in ["", "   ", "vill se", "1 2 3 4", &format!("Gäller {NUMBER} i dag.")] {
        let refused = town.reveals(FATIMA, id, said, why).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(hides(&refused.html));
    }
    assert!(hides(&town.get(&page).as_(FATIMA).await.fine().html), "a refusal shows nothing");
    assert_eq!(town.reveals(FATIMA, id, said, WHY).await.status, StatusCode::SEE_OTHER);
    let shown = town.get(&page).as_(FATIMA).await.fine();
    assert!(shown.says(NUMBER) && shown.says(ACCOUNT) && shown.says(&format!("Brev till {NUMBER}")), "{}", shown.text());
    assert!(shown.says("Det dolda visas för dig till") && shown.says("Stockholm"), "until when, in which zone: {}", shown.text());
    // Shown in the thread alone, to the one who asked, for ten minutes.
    assert!(hides(&town.get("/participate/inbox").as_(FATIMA).await.fine().html));
    assert!(hides(&town.get(&page).as_(ASTRID).await.fine().html));
    town.later(SignedDuration::from_mins(9));
    assert!(town.get(&page).as_(FATIMA).await.fine().says(NUMBER));
    town.later(SignedDuration::from_secs(61));
    assert!(hides(&town.get(&page).as_(FATIMA).await.fine().html), "its time has run out");

    let told = town.desk.read(move |conn| entry::about(conn, id.0)).await.unwrap();
    let acts: Vec<_> = told
        .iter()
        .filter(|entry| matches!(entry.body.event, Event::MessageRevealed { message, .. } if message == said))
        .collect();
    assert_eq!(acts.len(), 1);
    let page = town.get(&format!("/records/entries/{}", acts[0].body.id)).as_(FATIMA).await.fine();
    assert!(page.says(WHY) && page.says(FATIMA), "{}", page.text());
    verified(&town.desk).await;
}

async fn who_may_not_read_is_shown_nothing(town: Town) {
    let (id, said) = town.a_number_in_the_open().await;
    for granted in town.mandates_of("Rune Arkiv").await {
        town.revokes(ASTRID, granted.id).await.unwrap();
    }
    let stranger = town.reveals("Rune Arkiv", id, said, WHY).await;
    assert!(stranger.status.is_client_error() && hides(&stranger.html), "{}", stranger.status);
    let (other, _) = {
        town.takes(batch(vec![item("2", "När öppnar badet?")], "b")).await.unwrap();
        let channel = town.channel("exempelby").await.id;
        let known = town.desk.read(move |conn| Ok(message::known(conn, channel, "2")?.expect("taken in"))).await.unwrap();
        (known.conversation, known.id)
    };
    assert_eq!(town.reveals(FATIMA, other, said, WHY).await.status, StatusCode::NOT_FOUND, "by another conversation's address");
    let told = town.desk.read(move |conn| entry::about(conn, id.0)).await.unwrap();
    assert!(!told.iter().any(|entry| matches!(entry.body.event, Event::MessageRevealed { .. })));
}

async fn where_nothing_is_hidden_there_is_nothing_to_show(town: Town) {
    town.takes(batch(vec![item("1", "Ring mig på 070-174 06 05.")], "a")).await.unwrap();
    let channel = town.channel("exempelby").await.id;
    let known = town.desk.read(move |conn| Ok(message::known(conn, channel, "1")?.expect("taken in"))).await.unwrap();
    let page = town.get(&conversation::address(known.conversation)).as_(FATIMA).await.fine();
    assert!(page.says("070-174 06 05") && !page.says("Visa det dolda"), "{}", page.text());
    assert_eq!(town.reveals(FATIMA, known.conversation, known.id, WHY).await.status, StatusCode::CONFLICT);
}

async fn a_program_is_told_once_with_its_reason_on_the_record(town: Town) {
    let (id, said) = town.a_number_in_the_open().await;
    let fatima = town.colleague(FATIMA).await;
    let writes = format!("Hon är {NUMBER}.");
    let officer = fatima.officer.clone();
    town.desk
        .act(move |mut act| {
            let now = act.now();
            let (conversation, by) = conversation::with_mandate(act.conn(), &officer, id, now)?;
            note::write(act, &by, &conversation, &writes)
        })
        .await
        .unwrap();
    let program = Program::of(&town, FATIMA, &[Allowed::Read], Scope::Everywhere).await;
    for address in [
        format!("/messages/{said}"),
        format!("/conversations/{id}/messages"),
        format!("/conversations/{id}/notes"),
        "/conversations".to_owned(),
        "/conversations?q=ans%C3%B6kan".to_owned(),
    ] {
        let told = program.get(&address).await.fine();
        assert!(hides(&told.json.to_string()), "{address}: {}", told.json);
    }
    let found = program.get(&format!("/messages/{said}")).await.fine();
    let rules = &found.json["versions"][0]["findings"][0]["rules"];
    assert_eq!(rules, screen::Rules::built_in().version(), "under which rules it was marked");
    let address = format!("/messages/{said}/reveal");
    program.sends("POST", &address, &json!({ "because": "vill se" })).await.refused(422, "refuse-reveal-reason");
    let told = program.sends("POST", &address, &json!({ "because": WHY })).await.fine();
    assert!(told.json["text"].as_str().unwrap().contains(NUMBER), "{}", told.json);
    assert!(hides(&program.get(&format!("/messages/{said}")).await.fine().json.to_string()), "what is listed stays hidden");
    let answers = Program::of(&town, OMAR, &[Allowed::Publish], Scope::Everywhere).await;
    answers.sends("POST", &address, &json!({ "because": WHY })).await.refused(403, "refuse-no-mandate");
    verified(&town.desk).await;
}

async fn a_note_hides_what_it_should_not_have_said(town: Town) {
    let (id, _) = town.a_number_in_the_open().await;
    let page = conversation::address(id);
    town.post(&format!("{page}/notes")).as_(FATIMA).with("text", format!("Ringde {NUMBER}, inget svar.")).await;
    let seen = town.get(&page).as_(OMAR).await.fine();
    assert!(seen.says("inget svar") && hides(&seen.html), "{}", seen.text());
}

async fn the_secure_channel_is_asked_for_by_one_key(town: Town) {
    let (id, said) = town.a_number_in_the_open().await;
    let page = conversation::address(id);
    let asks = async |who: &'static str, text: &str| {
        let form = town.post(&format!("{page}/secure-words")).as_(who).with("text", text).with("answers", said);
        form.await
    };
    assert!(!town.get(&page).as_(FATIMA).await.fine().says("Be om säker kanal"), "nobody has said where");
    assert_eq!(asks(FATIMA, "").await.status, StatusCode::CONFLICT);
    let units = town.desk.read(|conn| Ok(crate::govern::unit::all(conn)?)).await.unwrap();
    let top = units.iter().find(|unit| unit.parent.is_none()).unwrap().id;
    let set = async |who: &'static str, address: &str, sv: &str| {
        town.post("/listen/secure-texts").as_(who).with("unit", top).with("address", address).with("sv", sv).await
    };
    assert!(set(FATIMA, "https://exempelby.example/minasidor", "").await.status.is_client_error(), "who does not govern");
    let lost = set(ASTRID, "https://exempelby.example/minasidor", "Skriv någon annanstans.").await;
    assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY, "words without the way there");
    assert!(lost.html.contains("Skriv någon annanstans."), "what was written is still there");
    assert_eq!(set(ASTRID, "https://exempelby.example/minasidor", "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        set(ASTRID, "https://exempelby.example/minasidor", "").await.status,
        StatusCode::CONFLICT,
        "the same is no version"
    );

    assert!(town.get(&page).as_(FATIMA).await.fine().says("Be om säker kanal"));
    assert_eq!(asks(FATIMA, "Hej Åse!").await.status, StatusCode::SEE_OTHER);
    let written = town.get(&page).as_(FATIMA).await.fine();
    assert!(
        written.says("Hej Åse!") && written.says("säkra kanal i stället, så hjälper vi dig: https://exempelby.example/minasidor"),
        "{}",
        written.text()
    );
    let own = "Hej! Skriv till oss på {address}.";
    assert_eq!(set(ASTRID, "https://exempelby.example/minasidor", own).await.status, StatusCode::SEE_OTHER);
    asks(FATIMA, "").await;
    asks(FATIMA, "Hej! Skriv till oss på https://exempelby.example/minasidor.").await;
    let written = town.get(&page).as_(FATIMA).await.fine();
    assert_eq!(
        written.html.matches("Skriv till oss på https://exempelby.example/minasidor.").count(),
        1,
        "not twice: {}",
        written.text()
    );
    let told = town.desk.read(move |conn| entry::about(conn, top.0)).await.unwrap();
    let numbers: Vec<_> = told
        .iter()
        .filter_map(|entry| match entry.body.event {
            Event::SecureChannelSet { number, .. } => Some(number),
            _ => None,
        })
        .collect();
    assert_eq!(numbers.len(), 2, "{numbers:?}");
    verified(&town.desk).await;
}

async fn a_text_is_screened_for_a_program_as_for_a_person(town: Town) {
    let program = Program::of(&town, FATIMA, &[Allowed::Read], Scope::Everywhere).await;
    let text = format!("Information avseende badet. Ring {NUMBER} eller 070-174 06 05.");
    let told = program.sends("POST", "/screenings", &json!({ "text": text, "language": "sv" })).await.fine().json;
    let kinds: Vec<_> = told["findings"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["swedish-personal-number", "phone"]);
    let gate: Vec<_> = told["gate"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["demand"].as_str().unwrap(), one["kind"].as_str().unwrap()))
        .collect();
    assert_eq!(gate, [("block", "swedish-personal-number"), ("justify", "phone"), ("advise", "hard-word")]);
    assert_eq!(told["rules"], screen::Rules::built_in().version());
    assert_eq!(told["gate"][2]["plainer"], "om");
    let long = json!({ "text": "a".repeat(20_001) });
    program.sends("POST", "/screenings", &long).await.refused(422, "refuse-text-long");
    let rules = program.get("/screening-rules").await.fine().json;
    assert_eq!((rules["versions"].as_array().unwrap().len(), &rules["inForce"]), (0, &told["rules"]));
}

on_both_engines!(
    it_is_hidden_everywhere_until_somebody_says_why,
    who_may_not_read_is_shown_nothing,
    where_nothing_is_hidden_there_is_nothing_to_show,
    a_program_is_told_once_with_its_reason_on_the_record,
    a_note_hides_what_it_should_not_have_said,
    the_secure_channel_is_asked_for_by_one_key,
    a_text_is_screened_for_a_program_as_for_a_person,
);
