//! Writing together: savings that are looked at and brought back, remarks, what is new for an approver, templates with slots, the tone guide.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::publishing::says;
use super::town::{Town, on_both_engines};
use crate::govern::guideline::{self, Adopted};
use crate::govern::mandate::{self, Govern, Scope};
use crate::ground::locale::Locale;
use crate::ground::{PostId, TemplateId, UnitId};
use crate::publish::composition::Composition;
use crate::publish::demand::{self, Demand, Own};
use crate::publish::post::{self, Saved};
use crate::publish::version::When;
use crate::publish::{remark, template};

on_both_engines!(
    an_earlier_saving_is_looked_at_and_brought_back,
    a_restoring_that_came_too_late_changes_nothing,
    colleagues_remark_on_the_words_and_nobody_else_reads_it,
    an_approver_sees_what_is_new_in_a_channels_own_words,
    a_template_asks_for_its_slots_and_becomes_a_draft,
    the_houses_words_on_tone_stand_beside_the_text,
    what_waits_for_a_yes_is_counted_and_an_answer_sent_back_says_why,
);

impl Town {
    pub(super) async fn written_in(&self, id: PostId) -> Composition {
        let here = self.desk.clone();
        self.desk.read(move |conn| post::composition(conn, here.vault(), id)).await.unwrap()
    }

    async fn unit_of_channel(&self, handle: &str) -> UnitId {
        self.channel(handle).await.unit
    }
}

async fn an_earlier_saving_is_looked_at_and_brought_back(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let id = ingrid.begins(says("Badet öppnar kl. 9.", &[kommun])).await;
    assert_eq!(ingrid.saves(id, 1, says("Badet öppnar kl. 10.", &[kommun])).await.unwrap(), Saved::Kept(2));
    let page = town.get(&format!("{}/history?revision=1", post::address(id))).as_("Ingrid Solberg").await.fine();
    assert!(page.html.contains("<del>9.</del><ins>10.</ins>"), "{}", page.text());
    let restored = town
        .post(&format!("{}/restoring", post::address(id)))
        .as_("Ingrid Solberg")
        .with("revision", 1)
        .with("made-from", 2)
        .await
        .fine();
    assert_eq!(restored.leads_to(), format!("{}/edit", post::address(id)));
    assert_eq!(town.written_in(id).await.shared.text, "Badet öppnar kl. 9.");
    let page = town.get(&format!("{}/history?revision=2", post::address(id))).as_("Ingrid Solberg").await.fine();
    assert!(page.html.contains("<del>10.</del><ins>9.</ins>"), "what stood before is still among the savings");
    assert_eq!(town.post_now(id).await.revision, 3);
}

async fn a_restoring_that_came_too_late_changes_nothing(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Ett", &[kommun])).await;
    ingrid.saves(id, 1, says("Två", &[kommun])).await.unwrap();
    lena.saves(id, 2, says("Tre", &[kommun])).await.unwrap();
    let restoring = format!("{}/restoring", post::address(id));
    let late = town.post(&restoring).as_("Ingrid Solberg").with("revision", 1).with("made-from", 2).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(town.written_in(id).await.shared.text, "Tre");
    ingrid.hands_in(id, When::Now).await.unwrap();
    let revision = town.post_now(id).await.revision;
    let late = town.post(&restoring).as_("Ingrid Solberg").with("revision", 1).with("made-from", revision).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "what is handed in is not changed by the way back");
}

async fn colleagues_remark_on_the_words_and_nobody_else_reads_it(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let id = ingrid.begins(says("Badet öppnar snart.", &[kommun])).await;
    let remarks = format!("{}/remarks", post::address(id));
    let empty = town.post(&remarks).as_("Lena Ek").with("text", " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = town.post(&remarks).as_("Lena Ek").with("channel", kommun).with("quote", "snart").with("text", "När?").await;
    assert_eq!(made.fine().leads_to(), format!("{}#remarks", post::address(id)));
    for page in [post::address(id), format!("{}/edit", post::address(id))] {
        let page = town.get(&page).as_("Ingrid Solberg").await.fine();
        assert!(page.says("När?") && page.says("snart"), "{}", page.text());
    }
    let here = town.desk.clone();
    let found = town.desk.read(move |conn| remark::of_post(conn, here.vault(), id)).await.unwrap();
    assert_eq!((found.len(), found[0].channel, found[0].words.quote.as_str()), (1, Some(kommun), "snart"));
    let other = ingrid.begins(says("Något annat.", &[kommun])).await;
    let elsewhere = format!("{}/remarks/{}/settling", post::address(other), found[0].id);
    town.post(&elsewhere).as_("Ingrid Solberg").await.fine();
    let here = town.desk.clone();
    let found = town.desk.read(move |conn| remark::of_post(conn, here.vault(), id)).await.unwrap();
    assert!(found[0].settled.is_none(), "a remark is settled where it stands");
    town.post(&format!("{remarks}/{}/settling", found[0].id)).as_("Ingrid Solberg").await.fine();
    assert!(town.get(&post::address(id)).as_("Lena Ek").await.fine().says("åtgärdad: Ingrid Solberg"));
}

async fn an_approver_sees_what_is_new_in_a_channels_own_words(town: Town) {
    let (kommun, badet) = (town.channel("exempelby").await.id, town.channel("simhallen").await.id);
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let mut written = says("Badet öppnar kl. 14.", &[kommun, badet]);
    written.shape_for(badet);
    let id = ingrid.begins(written.clone()).await;
    ingrid.hands_in(id, When::At(town.now() + SignedDuration::from_hours(2))).await.unwrap();
    lena.approves(id).await.unwrap();
    ingrid.reopens(id).await.unwrap();
    written.variants.get_mut(&badet).unwrap().text = "Badet öppnar kl. 15.".to_owned();
    let revision = town.post_now(id).await.revision;
    ingrid.saves(id, revision, written).await.unwrap();
    ingrid.hands_in(id, When::At(town.now() + SignedDuration::from_hours(3))).await.unwrap();
    let page = town.get(&post::address(id)).as_("Lena Ek").await.fine();
    assert!(page.html.contains("<del>14.</del><ins>15.</ins>"), "the shared words are the same, one channel's own are not");
    assert_eq!(page.html.matches("<ins>").count(), 1);
}

async fn a_template_asks_for_its_slots_and_becomes_a_draft(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let unit = town.unit_of_channel("exempelby").await;
    let keep = async |name: &str, text: &str| {
        let kept = town.post("/publish/templates").as_("Ingrid Solberg").with("unit", unit).with("name", name).with("text", text);
        kept.with("language", "sv").with("source", "https://exempelby.example/vatten").await
    };
    assert_eq!(keep("Läcka", " ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    keep("Läcka", "Vattnet är borta i {{plats}} till {{tid}}.").await.fine();
    let found = town.desk.read(|conn| Ok(template::all(conn)?)).await.unwrap();
    let id: TemplateId = found[0].id;
    let beginning = format!("/publish/templates/{id}/beginning");
    let asks = town.get(&beginning).as_("Ingrid Solberg").await.fine();
    assert!(asks.says("plats") && asks.says("tid"));
    let begun =
        town.post(&beginning).as_("Ingrid Solberg").with("channel", kommun).with("slots[]", "Ågården").with("slots[]", "");
    let begun = begun.await.fine();
    let post: PostId = begun.leads_to().split('/').nth(3).unwrap().parse().unwrap();
    let written = town.written_in(post).await;
    assert_eq!(written.shared.text, "Vattnet är borta i Ågården till {{tid}}.", "what nobody filled in is seen");
    assert_eq!((written.channels, written.source.as_str()), (vec![kommun], "https://exempelby.example/vatten"));
    let begun = town.post_now(post).await;
    assert_eq!((begun.origin, begun.zone.as_str()), (format!("template:{id}"), "Europe/Stockholm"));
    town.post(&format!("/publish/templates/{id}/end")).as_("Ingrid Solberg").await.fine();
    assert_eq!(town.get(&beginning).as_("Ingrid Solberg").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        town.get("/publish/templates").as_("Fatima Berg").await.status,
        StatusCode::FORBIDDEN,
        "who does not publish keeps none"
    );
}

async fn the_houses_words_on_tone_stand_beside_the_text(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let id = ingrid.begins(says("Badet öppnar.", &[kommun])).await;
    let boss = town.boss;
    let adopted = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        let adopted = Adopted {
            unit: None,
            title: "Riktlinjer för sociala medier".to_owned(),
            number: "KS 2026/1".to_owned(),
            owner: None,
            language: Locale::Sv,
            text: "# Mål\n- Alla får svar.\n# Språk och ton\n- Vi skriver som vi talar.".to_owned(),
            adopted_by: "Kommunstyrelsen".to_owned(),
            adopted_on: "2026-11-02".to_owned(),
        };
        guideline::adopt(act, &by, None, &adopted)
    });
    adopted.await.unwrap();
    let page = town.get(&format!("{}/edit", post::address(id))).as_("Ingrid Solberg").await.fine();
    assert!(page.says("Vi skriver som vi talar.") && !page.says("Alla får svar."), "{}", page.text());
}

async fn what_waits_for_a_yes_is_counted_and_an_answer_sent_back_says_why(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let boss = town.boss;
    let decided = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        demand::decide(act, &by, Scope::Channel(kommun), Own { posts: None, answers: Some(Demand::One) })
    });
    decided.await.unwrap();
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let (fatima, ingrid, lena) =
        (town.colleague("Fatima Berg").await, town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let conversation = fatima.conversation_about("badet").await.id;
    let answer = fatima.answers(conversation, "Kl. 14.").await.unwrap();
    let post = ingrid.begins(says("Badet öppnar kl. 14.", &[kommun])).await;
    ingrid.hands_in(post, When::Now).await.unwrap();
    let own = lena.begins(says("Lena skrev detta.", &[kommun])).await;
    lena.hands_in(own, When::Now).await.unwrap();
    let waiting = async |who: &'static str| {
        let page = town.get("/publish/posts").as_(who).await.fine();
        let line = page.text().lines().find(|line| line.starts_with("Väntar på ditt ja")).map(str::to_owned);
        line.unwrap_or_default()
    };
    assert_eq!(waiting("Lena Ek").await, "Väntar på ditt ja2", "an answer and a post, not her own");
    assert_eq!(waiting("Omar Lind").await, "", "who may not approve has nothing to say yes to");
    lena.approves(post).await.unwrap();
    let back = town.post(&format!("/publish/deliveries/{answer}/approval")).as_("Lena Ek").with("verdict", "return");
    back.with("note", "Säg också vilken ingång.").await.fine();
    assert_eq!(waiting("Lena Ek").await, "");
    let address = crate::participate::conversation::address(conversation);
    let page = town.get(&address).as_("Fatima Berg").await.fine();
    assert!(page.says("Lena Ek skickade tillbaka svaret:") && page.says("Säg också vilken ingång."), "{}", page.text());
    assert!(page.html.contains("Kl. 14.</textarea>"), "her words are in the field again");
    fatima.answers(conversation, "Kl. 14, ingång A.").await.unwrap();
    assert!(!town.get(&address).as_("Fatima Berg").await.fine().says("skickade tillbaka svaret"));
}
