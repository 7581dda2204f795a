//! The inbox: who has what, who may see what, two people at once; and under any acts its views hold what a plain list would.
use jiff::SignedDuration;

use super::listening::{batch, item};
use super::town::{Town, on_both_engines, refusal};
use super::witness::{told_of, verified};
use crate::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use crate::govern::person::{self, NewPerson};
use crate::ground::PersonId;
use crate::ground::locale::Locale;
use crate::participate::conversation::State;
use crate::participate::inbox::{self, Order, View};

impl Town {
    /// Someone new at the desk with one mandate, given by the administrator.
    pub(super) async fn appoints(&self, name: &'static str, scope: Scope, acts: &'static [Allowed]) -> PersonId {
        let boss = self.boss;
        let person = self.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let unit = crate::govern::unit::all(act.conn())?.remove(0).id;
            let email = format!("{}@exempelby.example", name.to_lowercase().replace(' ', "."));
            let first = name.split(' ').next().unwrap();
            let new =
                NewPerson { unit, name: name.into(), post: "prov".into(), signature: first.into(), email, language: Locale::Sv };
            person::add(act, &by, &new)
        });
        let person = person.await.unwrap();
        self.grants(person, scope, acts).await;
        person
    }

    /// A mandate more, given by the administrator.
    pub(super) async fn grants(&self, person: PersonId, scope: Scope, acts: &'static [Allowed]) -> crate::ground::MandateId {
        let boss = self.boss;
        let granted = self.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let grant =
                Grant { person, scope, acts: acts.to_vec(), document: "KS 2026/00200".into(), valid_from: now, valid_to: None };
            mandate::grant(act, &by, &grant)
        });
        granted.await.unwrap()
    }

    /// The administrator ends every mandate of someone.
    pub(super) async fn revokes_all_of(&self, person: PersonId) {
        let boss = self.boss;
        let held = self.desk.read(move |conn| Ok(mandate::of_person(conn, person)?)).await.unwrap();
        for granted in held {
            let revoked = self.desk.act(move |mut act| {
                let now = act.now();
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                mandate::revoke(act, &by, granted.id, "Slutar i dag")
            });
            revoked.await.unwrap();
        }
    }
}

async fn only_someone_who_may_answer_can_have_a_conversation(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let (fatima, omar, rune) =
        (town.colleague("Fatima Berg").await, town.colleague("Omar Lind").await, town.colleague("Rune Arkiv").await);
    let id = fatima.conversation_about("badet").await.id;
    assert_eq!(refusal(fatima.assigns(id, Some(rune.id())).await), "refuse-assignee-may-not-answer");
    assert_eq!(refusal(fatima.assigns(id, Some(PersonId(uuid::Uuid::nil()))).await), "refuse-unknown-person");
    assert_eq!(refusal(rune.assigns(id, Some(fatima.id())).await), "refuse-no-mandate", "reading is not answering");
    assert_eq!(refusal(fatima.assigns(id, None).await), "refuse-assigned-already", "nobody has it already");
    fatima.assigns(id, Some(omar.id())).await.unwrap();
    assert_eq!(refusal(fatima.assigns(id, Some(omar.id())).await), "refuse-assigned-already");
    assert_eq!(omar.sees(View::Mine, Order::Newest).await.len(), 1);
    assert_eq!(fatima.sees(View::Mine, Order::Newest).await.len(), 0);
    assert_eq!(fatima.sees(View::Nobody, Order::Newest).await.len(), 0);
    fatima.assigns(id, None).await.unwrap();
    assert_eq!(fatima.sees(View::Nobody, Order::Newest).await.len(), 1);
    assert_eq!(told_of(&town, id).await, ["message-received", "conversation-assigned", "conversation-assigned"]);
}

async fn two_people_who_close_at_once_see_each_other(town: Town) {
    town.citizen("Åse Lind").asks("Tack för hjälpen!");
    town.hears().await;
    let (fatima, omar) = (town.colleague("Fatima Berg").await, town.colleague("Omar Lind").await);
    let id = fatima.conversation_about("Tack").await.id;
    let (first, second) = tokio::join!(fatima.turns(id, State::Done), omar.turns(id, State::Done));
    let refused = [first, second].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(refused.len(), 1, "one of them closed it");
    assert_eq!(refusal(Err::<(), _>(refused.into_iter().next().unwrap())), "refuse-state-already", "and the other is told");
    assert_eq!(told_of(&town, id).await, ["message-received", "conversation-closed"]);
    assert!(fatima.inbox().await.is_empty());
}

async fn a_border_holds_in_list_search_thread_counts_and_acts(town: Town) {
    let (pool, town_hall) = (town.channel("simhallen").await, town.channel("exempelby").await);
    let lina = town.appoints("Lina Kant", Scope::Channel(pool.id), &[Allowed::Read, Allowed::Answer]).await;
    let moa = town.appoints("Moa Kant", Scope::Unit(pool.unit), &[Allowed::Read]).await;
    let ase = town.citizen("Åse Lind");
    ase.says("Hemligt om badtider @exempelby");
    ase.says("Öppet om badtider @simhallen");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let hidden = fatima.conversation_about("Hemligt").await.id;
    fatima.assigns(hidden, Some(fatima.id())).await.unwrap();
    for (name, id) in [("Lina Kant", lina), ("Moa Kant", moa)] {
        let someone = town.colleague(name).await;
        assert_eq!(someone.id(), id);
        assert_eq!(someone.inbox().await, ["Öppet om badtider @simhallen"]);
        for (view, count) in someone.counts().await {
            let listed = someone.sees(view, Order::Clock).await.len();
            assert_eq!(usize::try_from(count).unwrap(), listed, "{view:?}");
        }
        assert_eq!(someone.searches("badtider").await, ["Öppet om badtider @simhallen"]);
        assert_eq!(someone.hits("badtider").await, 1, "not even how often others were asked is told");
        assert_eq!(someone.hits("hemligt").await, 0);
        assert_eq!(refusal(someone.opens(hidden).await), "refuse-not-found", "the same words as for what does not exist");
        assert_eq!(refusal(someone.turns(hidden, State::Done).await), "refuse-not-found");
        assert_eq!(refusal(someone.answers(hidden, "Nej").await), "refuse-not-found");
        assert_eq!(refusal(someone.notes(hidden, "Nej").await), "refuse-not-found");
    }
    let open = fatima.conversation_about("Öppet").await.id;
    assert_eq!(refusal(town.colleague("Moa Kant").await.answers(open, "Nej").await), "refuse-no-mandate");
    town.colleague("Lina Kant").await.answers(open, "Till kl. 20.").await.unwrap();
    assert_eq!(refusal(fatima.assigns(hidden, Some(lina)).await), "refuse-assignee-may-not-answer");
    // A mandate more widens the view at once; without any there is nothing to see.
    town.grants(moa, Scope::Channel(town_hall.id), &[Allowed::Read]).await;
    assert_eq!(town.colleague("Moa Kant").await.hits("badtider").await, 2);
    town.revokes_all_of(moa).await;
    let moa = town.colleague("Moa Kant").await;
    assert_eq!((moa.inbox().await.len(), moa.hits("badtider").await), (0, 0));
    assert!(moa.counts().await.iter().all(|(_, count)| *count == 0));
}

async fn pages_of_a_long_list_hold_each_conversation_once(town: Town) {
    let items = (0..95).map(|n| item(&n.to_string(), &format!("Fråga {n}"))).collect();
    town.takes(batch(items, "c")).await.unwrap();
    let fatima = town.colleague("Fatima Berg").await;
    for order in [Order::Newest, Order::Clock] {
        let pages = fatima.reads_to_the_end(View::Open, order).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [40, 40, 15]);
        let mut all: Vec<_> = pages.concat().iter().map(|conversation| conversation.id).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 95, "all of one moment, and yet each once");
    }
    assert!(fatima.counts().await.contains(&(View::Open, 95)));
}

async fn a_list_that_fills_its_page_has_no_empty_one_behind(town: Town) {
    let full = inbox::PAGE;
    town.takes(batch((0..full).map(|n| item(&n.to_string(), "En fråga")).collect(), "c")).await.unwrap();
    for order in [Order::Newest, Order::Clock] {
        let pages = town.colleague("Fatima Berg").await.reads_to_the_end(View::Open, order).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [full]);
    }
}

async fn who_sees_channels_one_by_one_reads_what_who_sees_everything_reads(town: Town) {
    town.hears().await;
    let root = town.desk.read(|conn| Ok(crate::govern::unit::all(conn)?.remove(0).id)).await.unwrap();
    town.appoints("Moa Kant", Scope::Unit(root), &[Allowed::Read, Allowed::Answer]).await;
    for n in 0..110 {
        let to = ["@exempelby", "@simhallen", "@exempelby-no"][n % 3];
        town.citizen(&format!("Granne {}", n % 7)).asks(&format!("Fråga {n} om parken {to}"));
        town.later(SignedDuration::from_secs(i64::try_from(n % 4).unwrap()));
    }
    town.hears().await;
    let (fatima, moa) = (town.colleague("Fatima Berg").await, town.colleague("Moa Kant").await);
    for (n, conversation) in fatima.sees(View::Open, Order::Newest).await.into_iter().enumerate() {
        match n % 5 {
            0 => fatima.turns(conversation.id, State::Done).await.unwrap(),
            1 => fatima.turns(conversation.id, State::Waiting).await.unwrap(),
            _ => {}
        }
    }
    for view in View::ALL.iter().copied().filter(|view| *view != View::Mine) {
        for order in [Order::Newest, Order::Clock] {
            assert_eq!(moa.reads_to_the_end(view, order).await, fatima.reads_to_the_end(view, order).await, "{view:?} {order:?}");
        }
    }
    assert_eq!(moa.counts().await[1..], fatima.counts().await[1..]);
    assert!(moa.counts().await.into_iter().any(|(view, n)| view == View::Open && n > 60), "enough for more than a page");
    let hits = fatima.hits("parken").await;
    assert!(hits >= 110, "each was heard, some by two channels: {hits}");
    assert_eq!(moa.hits("parken").await, hits);
    assert_eq!(moa.searches("parken").await, fatima.searches("parken").await);
}

async fn a_note_is_on_the_record_and_never_sent(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let id = fatima.conversation_about("badet").await.id;
    fatima.notes(id, "Omar vet, jag frågar honom.").await.unwrap();
    assert_eq!(refusal(fatima.notes(id, " \n ").await), "refuse-empty-text");
    town.later(SignedDuration::from_hours(1));
    town.run_jobs().await;
    let square = connect::arena::citizen_reads(&town.arena()).unwrap();
    assert!(square.iter().all(|seen| !seen.text.contains("Omar")));
    assert_eq!(told_of(&town, id).await, ["message-received", "note-written"]);
    verified(&town.desk).await;
}

on_both_engines!(
    only_someone_who_may_answer_can_have_a_conversation,
    two_people_who_close_at_once_see_each_other,
    a_border_holds_in_list_search_thread_counts_and_acts,
    pages_of_a_long_list_hold_each_conversation_once,
    a_list_that_fills_its_page_has_no_empty_one_behind,
    who_sees_channels_one_by_one_reads_what_who_sees_everything_reads,
    a_note_is_on_the_record_and_never_sent,
);
