//! The inbox as its pages show it, asked over HTTP: what stands where, what a form does, and what happens at the edges.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::browser::Page;
use super::town::{Town, on_both_engines};
use crate::ground::{ConversationId, DeliveryId};
use crate::participate::conversation::{self, State};
use crate::participate::{inbox, thread};
use crate::publish::delivery;

const WHO: &str = "Fatima Berg";

/// What the composer would send: the fields of the form that posts to `noun`.
fn field(page: &Page, name: &str) -> String {
    let elements = page.elements();
    let found = elements.iter().find(|element| element.name == "input" && element.attribute("name") == Some(name));
    found
        .and_then(|element| element.attribute("value"))
        .unwrap_or_else(|| panic!("no field {name} in {}", page.text()))
        .to_owned()
}

impl Town {
    /// The latest answer in a conversation that is not in the network.
    async fn delivery_in(&self, id: ConversationId) -> DeliveryId {
        self.desk.read(move |conn| Ok(delivery::of_conversation(conn, id)?)).await.unwrap().pop().unwrap().id
    }
}

async fn opens(town: &Town, id: ConversationId) -> Page {
    town.get(&conversation::address(id)).as_(WHO).await.fine()
}

async fn answers(town: &Town, id: ConversationId, text: &str) -> Page {
    let message = field(&opens(town, id).await, "answers");
    town.post(&format!("{}/replies", conversation::address(id))).as_(WHO).with("text", text).with("answers", message).await
}

async fn about(town: &Town, words: &str) -> ConversationId {
    town.colleague(WHO).await.conversation_about(words).await.id
}

async fn a_storm_is_read_page_by_page(town: Town) {
    let post = town.citizen("Exempelby").says("Badet är stängt.");
    town.hears().await;
    let crowd = 2 * thread::PAGE + 30;
    for n in 0..crowd {
        town.later(SignedDuration::from_secs(1));
        town.citizen(&format!("Granne {n}")).replies(&post, &format!("fråga nummer {n}."));
    }
    town.hears().await;
    let id = about(&town, &format!("fråga nummer {}.", crowd - 1)).await;

    let (mut met, mut address) = (Vec::new(), conversation::address(id));
    loop {
        let page = town.get(&address).as_(WHO).await.fine();
        let text = page.text();
        assert!(text.contains("Badet är stängt."), "our post stands on top of every page");
        met.extend((0..crowd).filter(|n| page.html.contains(&format!("fråga nummer {n}.</p>"))));
        let elements = page.elements();
        let earlier = elements.iter().filter_map(|element| element.attribute("href")).find(|href| href.contains("earlier="));
        let Some(earlier) = earlier else { break };
        address = earlier.to_owned();
    }
    met.sort_unstable();
    assert_eq!(met, (0..crowd).collect::<Vec<_>>(), "each of them stands on one page, and on one only");
}

async fn the_list_goes_on_where_it_ended(town: Town) {
    // A channel begins with the network's first page of what waits; from then on it hears everything.
    town.hears().await;
    let asked = inbox::PAGE + 5;
    for n in 0..asked {
        town.later(SignedDuration::from_secs(1));
        town.citizen(&format!("Granne {n}")).asks(&format!("Ärende nummer {n}."));
    }
    town.hears().await;
    for first in ["/participate/inbox", "/participate/inbox?view=nobody&order=newest", "/participate/inbox?q=ärende"] {
        let (mut met, mut address) = (Vec::new(), first.to_owned());
        loop {
            let page = town.get(&address).as_(WHO).await.fine();
            met.extend((0..asked).filter(|n| page.html.contains(&format!("Ärende nummer {n}."))));
            let elements = page.elements();
            let buttons = elements.iter().filter(|element| element.name == "a" && element.attribute("class") == Some("btn"));
            let more = buttons
                .filter_map(|button| button.attribute("href"))
                .find(|href| href.contains("after=") || href.contains("before="));
            let Some(more) = more else { break };
            address = more.to_owned();
        }
        met.sort_unstable();
        assert_eq!(met, (0..asked).collect::<Vec<_>>(), "{first}");
    }
}

async fn the_same_answer_sent_twice_at_one_moment_is_one(town: Town) {
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.hears().await;
    let bath = about(&town, "badet").await;
    let (one, another) = tokio::join!(answers(&town, bath, "Ja, till kl. 20."), answers(&town, bath, "Ja, till kl. 20."));
    assert_eq!((one.status, another.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(opens(&town, bath).await.text().matches("Ja, till kl. 20.").count(), 1);
}

async fn done_leads_to_the_next_and_an_undo_brings_the_question_back(town: Town) {
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.later(SignedDuration::from_mins(10));
    town.citizen("Peder Ström").asks("Var är nyckeln?");
    town.later(SignedDuration::from_mins(10));
    town.hears().await;
    let (bath, key) = (about(&town, "badet").await, about(&town, "nyckeln").await);

    let sent = answers(&town, bath, "Ja, till kl. 20.").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let again = answers(&town, bath, "Ja, till kl. 20.").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = opens(&town, bath).await;
    assert_eq!(page.text().matches("Ja, till kl. 20.").count(), 1, "a second click is not a second answer");
    assert!(page.says("Ditt svar till Åse Lind skickas"));

    let done = town.post(&format!("{}/state", conversation::address(bath))).as_(WHO).with("state", "done").await;
    assert!(done.leads_to().starts_with(&conversation::address(key)), "{}", done.leads_to());
    let undo = town.delivery_in(bath).await;
    let undo = format!("/publish/deliveries/{undo}/undo");
    let undone = town.post(&undo).as_(WHO).await;
    assert!(undone.leads_to().starts_with(&conversation::address(bath)));
    let page = opens(&town, bath).await;
    assert!(page.html.contains("Ja, till kl. 20.</textarea>"), "the words lie in the composer again");
    assert!(page.says("2 tim kvar"), "the clock goes on from when the desk got it: {}", page.text());

    town.later(delivery::UNDO);
    let late = town.post(&undo).as_(WHO).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("Till samtalet"), "with a way back: {}", late.text());
}

async fn the_promise_runs_from_when_the_desk_got_it(town: Town) {
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.later(SignedDuration::from_mins(30));
    town.hears().await;
    town.later(SignedDuration::from_mins(119));
    let inbox = town.get("/participate/inbox").as_(WHO).await.fine();
    assert!(inbox.says("1 min kvar"), "{}", inbox.text());
    town.later(SignedDuration::from_mins(31));
    let inbox = town.get("/participate/inbox?view=late").as_(WHO).await.fine();
    assert!(inbox.says("30 min sen"), "{}", inbox.text());
}

async fn what_was_erased_says_under_which_decision(town: Town) {
    town.citizen("Åse Lind").asks("Mitt nummer är 19121212-1212.");
    town.hears().await;
    let id = about(&town, "nummer").await;
    let (conversation, _) = town.colleague(WHO).await.opens(id).await.unwrap();
    town.decide("KS 2026/77").await;
    town.erase(conversation.first_message, "KS 2026/77").await.unwrap();
    let page = opens(&town, id).await;
    assert!(page.says("Raderat enligt gallringsbeslut KS 2026/77."), "{}", page.text());
    assert!(!page.html.contains("1912"));
}

async fn addresses_that_lead_nowhere_are_pages_with_a_way_on(town: Town) {
    for path in
        ["/participate/conversations/sju", "/participate/conversations/019a0000-0000-7000-8000-000000000000", "/finns/inte"]
    {
        let page = town.get(path).as_(WHO).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.says("Till startsidan"), "{path}: {}", page.html);
    }
    let odd = town.get("/participate/inbox?view=allt&order=baklänges&after=1.&before=x&q=%00").as_(WHO).await.fine();
    assert!(odd.says("Sökning") || odd.says("Alla öppna"), "{}", odd.text());
}

async fn whoever_may_only_read_has_no_form(town: Town) {
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.hears().await;
    let id = about(&town, "badet").await;
    let page = town.get(&conversation::address(id)).as_("Rune Arkiv").await.fine();
    let posts: Vec<_> =
        page.elements().into_iter().filter(|one| one.name == "form" && one.attribute("method") == Some("post")).collect();
    let addresses: Vec<_> = posts.iter().filter_map(|form| form.attribute("action")).collect();
    assert_eq!(addresses, ["/sign-out"]);
    let refused = town.post(&format!("{}/notes", conversation::address(id))).as_("Rune Arkiv").with("text", "Hej").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(town.colleague(WHO).await.opens(id).await.unwrap().0.state, State::Open);
}

on_both_engines!(
    a_storm_is_read_page_by_page,
    the_list_goes_on_where_it_ended,
    the_same_answer_sent_twice_at_one_moment_is_one,
    done_leads_to_the_next_and_an_undo_brings_the_question_back,
    the_promise_runs_from_when_the_desk_got_it,
    what_was_erased_says_under_which_decision,
    addresses_that_lead_nowhere_are_pages_with_a_way_on,
    whoever_may_only_read_has_no_form,
);
