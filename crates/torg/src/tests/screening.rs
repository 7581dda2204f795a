//! The authority's own rules: changed by someone who governs, on the record, in force for the next message and the next answer.
use axum::http::StatusCode;

use super::listening::{batch, item};
use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::govern::screening_rules;
use crate::records::{Event, entry, message};

const ASTRID: &str = "Astrid Holm";
const RULES: &str = "version = \"KS 2026/118\"\n\n[[rule]]\nid = \"our-hall\"\nkind = \"spam\"\nconfidence = \"high\"\nphrases = [\"billiga biljetter till simhallen\"]\n";

impl Town {
    async fn changes_rules(&self, who: &str, rules: &str, own: &str) -> super::browser::Page {
        self.post("/listen/rules").as_(who).with("rules", rules).with("own", own).await
    }

    async fn marks(&self, remote_id: &'static str) -> String {
        let channel = self.channel("exempelby").await.id;
        let found = self.desk.read(move |conn| {
            let id = message::known(conn, channel, remote_id)?.expect("it was taken in").id;
            Ok(message::find(conn, id)?.expect("it is on the record").marks)
        });
        found.await.unwrap()
    }
}

async fn a_rule_of_ones_own_speaks_from_the_next_message_on(town: Town) {
    town.takes(batch(vec![item("1", "Köp billiga biljetter till simhallen!")], "a")).await.unwrap();
    assert!(!town.marks("1").await.contains("spam"));
    assert_eq!(town.changes_rules(ASTRID, RULES, "").await.status, StatusCode::SEE_OTHER);
    town.takes(batch(vec![item("2", "Köp billiga biljetter till simhallen!")], "b")).await.unwrap();
    assert!(town.marks("2").await.contains("spam"));
    let newest = town.desk.read(|conn| entry::newest(conn, None, 10)).await.unwrap();
    assert!(newest.iter().any(|entry| matches!(entry.body.event, Event::ScreeningChanged { number: 1, .. })));
    let page = town.get("/listen/rules").as_(ASTRID).await.fine();
    assert!(page.html.contains("our-hall") && page.says(ASTRID), "the version in force, and who decided it");
    verified(&town.desk).await;
}

async fn a_fault_is_told_by_its_line_and_nothing_is_lost(town: Town) {
    let refused = town.changes_rules(ASTRID, "version = \"1\"\n\n[[rule]]\nkind = \"spam\"\n", "070-174 06 05").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Rad 3:") || refused.says("Rad 4:"), "{}", refused.text());
    assert!(refused.html.contains("070-174 06 05"), "what was written is still there");
    assert_eq!(town.desk.read(|conn| Ok(screening_rules::in_force(conn)?.number)).await.unwrap(), 0);
    assert_eq!(town.changes_rules("Fatima Berg", RULES, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.changes_rules(ASTRID, RULES, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(town.changes_rules(ASTRID, RULES, "").await.status, StatusCode::CONFLICT, "the same again is no version");
}

async fn our_own_number_needs_no_reason(town: Town) {
    town.citizen("Åse Lind").asks("Vem ringer jag?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let id = fatima.conversation_about("ringer").await.id;
    assert_eq!(super::town::refusal(fatima.answers(id, "Ring växeln, 070-174 06 05.").await), "refuse-gate-justify");
    assert_eq!(town.changes_rules(ASTRID, "", "# växeln\n+46 70 174 06 05\n").await.status, StatusCode::SEE_OTHER);
    fatima.answers(id, "Ring växeln, 070-174 06 05.").await.unwrap();
    assert_eq!(super::town::refusal(fatima.answers(id, "Eller 070-174 06 06.").await), "refuse-gate-justify");
}

async fn a_text_is_tried_and_not_kept(town: Town) {
    let tried = town
        .post("/listen/rules/try")
        .as_("Fatima Berg")
        .with("text", "Jag är född 19121212-1212, när öppnar badet?")
        .await
        .fine();
    assert!(tried.says("Personnummer") && tried.says("Kan inte skickas") && tried.says("LIX"), "{}", tried.text());
    assert!(
        town.post("/listen/rules/try")
            .as_("Fatima Berg")
            .with("text", "När öppnar badet?")
            .await
            .fine()
            .says("Inget att markera")
    );
    let kept = town.desk.read(|conn| entry::newest(conn, None, 3)).await.unwrap();
    assert!(kept.iter().all(|entry| !matches!(entry.body.event, Event::ScreeningChanged { .. })));
}

on_both_engines!(
    a_rule_of_ones_own_speaks_from_the_next_message_on,
    a_fault_is_told_by_its_line_and_nothing_is_lost,
    our_own_number_needs_no_reason,
    a_text_is_tried_and_not_kept,
);
