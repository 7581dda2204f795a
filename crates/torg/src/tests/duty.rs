//! Who is on duty, and who is told when something waits too long or somebody is in danger: in steps, each once, whichever node looks.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::town::{Town, on_both_engines};
use super::witness::verified;
use crate::ground::ConversationId;
use crate::participate::alert;

const ASTRID: &str = "Astrid Holm";

impl Town {
    async fn steps(&self, unit: &str, cause: &str, after: &str, person: &str) -> StatusCode {
        let unit = self.unit(unit).await;
        let whom = if person.is_empty() { String::new() } else { self.colleague(person).await.id().to_string() };
        let form = self.post(&format!("/govern/units/{unit}/escalation")).as_(ASTRID);
        form.with("cause", cause).with("after", after).with("person", whom).await.status
    }

    async fn puts_on_duty(&self, unit: &str, person: &str, from: &str, to: &str) -> StatusCode {
        let unit = self.unit(unit).await;
        let person = self.colleague(person).await.id();
        let form = self.post(&format!("/govern/units/{unit}/duty")).as_(ASTRID);
        form.with("person", person).with("from", from).with("to", to).await.status
    }

    /// Matters that this colleague was told of.
    async fn told(&self, name: &str) -> Vec<ConversationId> {
        let person = self.colleague(name).await.id();
        let open = self.desk.read(move |conn| Ok(alert::open(conn, person)?)).await.unwrap();
        open.into_iter().map(|alert| alert.conversation).collect()
    }

    /// Time passes and all that is due is done, minute by minute only at its end.
    async fn minutes_pass(&self, minutes: i64) {
        self.later(SignedDuration::from_mins(minutes));
        self.run_jobs().await;
    }
}

async fn a_late_matter_goes_up_step_by_step(town: Town) {
    let unit = town.channel("exempelby").await.unit;
    let name = town.desk.read(move |conn| Ok(crate::govern::unit::find(conn, unit)?.unwrap().name)).await.unwrap();
    assert_eq!(town.steps(&name, "late", "10", "").await, StatusCode::SEE_OTHER);
    assert_eq!(town.steps(&name, "late", "60", "Lena Ek").await, StatusCode::SEE_OTHER);
    for wrong in ["-1", "43201", "snart", ""] {
        assert_eq!(town.steps(&name, "late", wrong, "").await, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    for (from, to) in [
        ("2026-11-20T18:00", "2026-11-20T17:00"),
        ("2026-11-19T08:00", "2026-11-19T17:00"),
        ("2026-11-20T08:00", "2027-01-20T08:00"),
    ] {
        assert_eq!(town.puts_on_duty(&name, "Fatima Berg", from, to).await, StatusCode::UNPROCESSABLE_ENTITY, "{from}");
    }
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let id = town.colleague("Omar Lind").await.conversation_about("badet").await.id;
    let due = town.colleague("Omar Lind").await.conversation_about("badet").await.due_at.expect("the channel promises answers");
    let left = due.duration_since(town.now());
    town.later(left);
    town.minutes_pass(9).await;
    town.minutes_pass(2).await;
    assert!(town.told("Fatima Berg").await.is_empty(), "nobody is on duty yet");
    assert_eq!(town.puts_on_duty(&name, "Fatima Berg", "2026-11-20T08:00", "2026-11-23T08:00").await, StatusCode::SEE_OTHER);
    town.minutes_pass(1).await;
    assert_eq!(town.told("Fatima Berg").await, [id], "whoever is on duty now is told");
    town.minutes_pass(5).await;
    assert_eq!(town.told("Fatima Berg").await, [id], "once");
    let page = town.get("/participate/alerts").as_("Fatima Berg").await.fine();
    assert!(page.says("Löftet har gått ut") && page.says("När öppnar badet?"), "{}", page.text());
    assert!(town.get("/participate/inbox").as_("Fatima Berg").await.fine().says("Ett ärende har lämnats till dig"));
    assert!(town.told("Lena Ek").await.is_empty(), "not yet");
    town.minutes_pass(60).await;
    assert_eq!(town.told("Lena Ek").await, [id], "the next step");

    // Fatima says that she saw it; Lena's goes when it is answered.
    let person = town.colleague("Fatima Berg").await.id();
    let alert = town.desk.read(move |conn| Ok(alert::open(conn, person)?)).await.unwrap()[0].id;
    assert_eq!(
        town.post(&format!("/participate/alerts/{alert}/seen")).as_("Lena Ek").await.status,
        StatusCode::NOT_FOUND,
        "not hers"
    );
    assert_eq!(town.post(&format!("/participate/alerts/{alert}/seen")).as_("Fatima Berg").await.status, StatusCode::SEE_OTHER);
    assert!(town.told("Fatima Berg").await.is_empty());
    town.colleague("Fatima Berg").await.answers(id, "Kl. 14.").await.unwrap();
    assert!(town.told("Lena Ek").await.is_empty(), "nobody waits any more");
    verified(&town.desk).await;
}

async fn danger_is_told_at_any_hour_and_once_on_two_nodes(town: Town) {
    let unit = town.channel("exempelby").await.unit;
    let top = town
        .desk
        .read(move |conn| Ok(crate::govern::unit::all(conn)?.into_iter().find(|unit| unit.parent.is_none()).unwrap().name));
    let top = top.await.unwrap();
    assert_eq!(town.steps(&top, "danger", "0", "").await, StatusCode::SEE_OTHER, "from above: {unit}");
    assert_eq!(town.puts_on_duty(&top, "Omar Lind", "2026-11-20T08:00", "2026-11-22T08:00").await, StatusCode::SEE_OTHER);
    town.citizen("Nils Gran").asks("Jag ska döda er allihop.");
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let marked = town.colleague("Omar Lind").await.conversation_about("allihop").await;
    assert!(town.told("Omar Lind").await.is_empty());
    town.later(SignedDuration::from_mins(2));
    let node = town.another_node();
    let (here, there) = tokio::join!(
        crate::ground::jobs::run_due(&town.desk, crate::work::ALL),
        crate::ground::jobs::run_due(&node, crate::work::ALL)
    );
    here.and(there).unwrap();
    assert_eq!(town.told("Omar Lind").await, [marked.id], "one who waits is not in danger");
    // Whoever left is not told, and a step that ended tells nobody.
    let steps = town.get(&format!("/govern/units/{}/duty", town.unit(&top).await)).as_(ASTRID).await.fine();
    let end = steps
        .elements()
        .into_iter()
        .filter_map(|one| one.attribute("action").map(str::to_owned))
        .find(|to| to.contains("/escalation/") && to.ends_with("/end"));
    assert_eq!(town.post(&end.expect("the step can be ended")).as_(ASTRID).await.status, StatusCode::SEE_OTHER);
    town.citizen("Nils Gran").asks("Jag ska döda dig med.");
    town.hears().await;
    town.minutes_pass(5).await;
    assert_eq!(town.told("Omar Lind").await.len(), 1);
    verified(&town.desk).await;
}

on_both_engines!(a_late_matter_goes_up_step_by_step, danger_is_told_at_any_hour_and_once_on_two_nodes);
