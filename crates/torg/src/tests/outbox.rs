//! The outbox against a server that fails: never twice, never lost, and what nobody can know is put to a person.
use std::collections::BTreeMap;

use connect::PrivateAddresses;
use jiff::SignedDuration;
use proptest::prelude::*;
use store::Engine;

use super::colleague::Colleague;
use super::mastodon::{Fault, Instance};
use super::town::{Town, on_both_engines, refusal, tell_at};
use super::witness::{told_of, verified};
use crate::govern::channel::{self, Filled, NewChannel};
use crate::govern::mandate::{self, Channels, Govern, Scope};
use crate::govern::person;
use crate::ground::{ChannelId, ConversationId, DeliveryId, jobs};
use crate::participate::conversation::State as Stands;
use crate::participate::inbox::{Order, View};
use crate::publish::delivery::{self, Settled, State};
use crate::publish::overview;
use crate::work;

impl Town {
    /// A server beside the town, with a channel at it. Its clock is the town's.
    pub(super) async fn joins_mastodon(&self) -> (Instance, ChannelId) {
        let clock = self.desk.clock().clone();
        let server = Instance::start(move || clock.now()).await;
        let network = connect::by_name("mastodon").unwrap();
        let values = [("instance".to_owned(), server.url()), ("token".to_owned(), "only-for-this-test".to_owned())];
        let filled = Filled::new(network, &BTreeMap::from(values)).unwrap();
        let (boss, now) = (self.boss, self.now());
        let by = self.desk.read(move |conn| mandate::ask::<Govern>(conn, boss, Scope::Everywhere, now)).await.unwrap();
        let account = channel::verify(&self.desk, &by, network, &filled, PrivateAddresses::Allow).await.unwrap();
        let here = self.desk.clone();
        let added = self.desk.act(move |mut act| {
            let unit = crate::govern::unit::all(act.conn())?.remove(0).id;
            let (network, private_addresses) = (network.about().name, PrivateAddresses::Allow);
            let new = NewChannel {
                unit,
                network,
                account,
                filled,
                private_addresses,
                answer_within_minutes: 60,
                opened: channel::Opened::Pilot,
            };
            channel::add(&here, act, &by, &new)
        });
        (server, added.await.unwrap())
    }

    /// Time passes until no delivery is on its way any more, as far as anyone can tell without a person.
    async fn settles_down(&self, ids: &[DeliveryId]) {
        for _ in 0..200 {
            self.run_jobs().await;
            let (mut on_their_way, mut limited) = (false, None);
            for id in ids {
                let delivery = self.delivery(*id).await;
                on_their_way |= matches!(delivery.state, State::Queued | State::Sending);
                let waits = delivery.state == State::Queued && delivery.reason.as_deref() == Some("reason-limited");
                limited = limited.max(waits.then_some(delivery.send_at));
            }
            if !on_their_way {
                return;
            }
            if let Some(until) = limited {
                // A server that says "in a second" means a second of the machine's own clock.
                tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
                self.later(until.duration_since(self.now()).max(SignedDuration::ZERO));
            }
            self.later(SignedDuration::from_secs(5));
        }
        panic!("these deliveries do not come to an end: {ids:?}");
    }
}

/// Someone asks at the server, and Fatima answers with `text`; nothing is sent yet.
async fn an_answer_is_queued(town: &Town, server: &Instance, text: &str) -> (ConversationId, DeliveryId) {
    server.mentioned("ase", &format!("Gäller: {text}?"));
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about(text).await.id;
    let delivery = fatima.answers(conversation, text).await.unwrap();
    town.later(delivery::UNDO);
    (conversation, delivery)
}

/// One answer on its way through `faults`; gives how it ended and how often it is at the server.
async fn goes_through(town: &Town, server: &Instance, text: &str, faults: &[Fault]) -> (delivery::Delivery, usize) {
    let (_, id) = an_answer_is_queued(town, server, text).await;
    server.when_sending(faults);
    town.settles_down(&[id]).await;
    server.mended();
    (town.delivery(id).await, server.ours().iter().filter(|status| status.text.contains(text)).count())
}

async fn each_fault_ends_as_what_it_was(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    for (fault, ends, times) in [
        (Fault::Limited, State::Posted, 1),
        (Fault::Broken, State::Unknown, 0),
        (Fault::DoneThenBroken, State::Posted, 1),
        (Fault::Closed, State::Unknown, 0),
        (Fault::DoneThenClosed, State::Posted, 1),
        (Fault::DoneThenNonsense, State::Posted, 1),
        (Fault::Nonsense, State::Unknown, 0),
        (Fault::Revoked, State::Failed, 0),
        (Fault::Refused, State::Failed, 0),
    ] {
        let (delivery, found) = goes_through(&town, &server, &format!("Svar till {fault:?}"), &[fault]).await;
        assert_eq!((delivery.state, found), (ends, times), "{fault:?}: {delivery:?}");
        assert_eq!(delivery.reason.is_some(), ends != State::Posted, "{fault:?}: a person is told why");
    }
    let (sent, _) = goes_through(&town, &server, "Tålamod lönar sig", &[Fault::Limited, Fault::Limited]).await;
    assert_eq!((sent.state, sent.attempts), (State::Posted, 3));
    assert!(town.desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap().is_empty());
    verified(&town.desk).await;
}

async fn what_nobody_can_know_is_put_to_a_person_and_the_question_stays(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    let (conversation, id) = an_answer_is_queued(&town, &server, "Klockan 14").await;
    server.when_sending(&[Fault::Broken]);
    town.settles_down(&[id]).await;
    let fatima = town.colleague("Fatima Berg").await;
    let waiting = fatima.opens(conversation).await.unwrap().0;
    assert_eq!(waiting.state, Stands::Open, "a question whose answer may be lost is in the inbox");
    assert!(waiting.due_at.is_some() && waiting.waiting_since.is_some(), "and its clock goes on");
    let troubled = town.desk.read(|conn| Ok(overview::troubled(conn, &Channels::All, 10)?)).await.unwrap();
    assert_eq!(troubled.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
    assert_eq!(refusal(fatima.retries(id).await), "refuse-retry", "what may be there is not sent again by a click");

    fatima.settles(id, Settled::SendAgain).await.unwrap();
    server.when_sending(&[Fault::Closed]);
    town.settles_down(&[id]).await;
    assert_eq!((town.delivery(id).await.state, server.ours().len()), (State::Unknown, 0), "once more, and again nobody knows");
    fatima.settles(id, Settled::NotPosted).await.unwrap();
    assert_eq!(refusal(fatima.settles(id, Settled::Posted).await), "refuse-settled-already");
    assert_eq!(town.delivery(id).await.state, State::Failed);
    let again = fatima.answers(conversation, "Klockan 14, alltså").await.unwrap();
    town.settles_down(&[again]).await;
    assert_eq!(server.ours().len(), 1);
    assert_eq!(fatima.opens(conversation).await.unwrap().0.state, Stands::Waiting);
    let told = told_of(&town, conversation).await;
    assert!(told.contains(&"delivery-unknown") && told.contains(&"delivery-settled"), "{told:?}");
}

async fn a_network_that_cannot_even_be_looked_at_ends_with_a_person_too(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    server.when_looking(&[Fault::Revoked]);
    let (delivery, found) = goes_through(&town, &server, "Vi återkommer", &[Fault::DoneThenClosed]).await;
    assert_eq!((delivery.state, found), (State::Unknown, 1));
    let fatima = town.colleague("Fatima Berg").await;
    fatima.settles(delivery.id, Settled::Posted).await.unwrap();
    town.later(SignedDuration::from_hours(5));
    town.run_jobs().await;
    assert_eq!((town.delivery(delivery.id).await.state, server.ours().len()), (State::Posted, 1));
}

async fn a_dead_token_is_mended_and_the_failed_answer_tried_again(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    let (delivery, _) = goes_through(&town, &server, "Bron är öppen igen", &[Fault::Revoked]).await;
    assert_eq!((delivery.state, delivery.reason.as_deref()), (State::Failed, Some("reason-unauthorised")));
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = delivery.conversation.unwrap();
    assert_eq!(fatima.opens(conversation).await.unwrap().0.state, Stands::Open);
    fatima.retries(delivery.id).await.unwrap();
    town.settles_down(&[delivery.id]).await;
    assert_eq!((town.delivery(delivery.id).await.state, server.ours().len()), (State::Posted, 1));
    assert_eq!(fatima.opens(conversation).await.unwrap().0.state, Stands::Waiting, "it arrived after all: nobody waits for us");
}

async fn the_same_words_said_twice_are_two_messages(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    server.mentioned("ase", "Tack för hjälpen!");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("Tack").await;
    let question = conversation.latest_message;
    let first = fatima.answers_to(conversation.id, question, "Tack själv!").await.unwrap();
    let second = fatima.answers_to(conversation.id, question, "Tack själv!").await.unwrap();
    town.later(delivery::UNDO);
    // The first arrives; of the second nothing does, and nobody says so. It must not pass for the first.
    server.when_sending(&[Fault::DoneThenBroken, Fault::Closed]);
    town.settles_down(&[first, second]).await;
    let mut states = [town.delivery(first).await.state, town.delivery(second).await.state];
    states.sort_by_key(|state| state.as_str());
    assert_eq!(states, [State::Posted, State::Unknown]);
    assert_eq!(server.ours().len(), 1);
}

async fn a_mandate_that_ended_in_between_stops_the_answer(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await.id;
    let sent = fatima.answers(conversation, "Klockan 14").await.unwrap();
    town.revokes_all_of(fatima.id()).await;
    town.later(delivery::UNDO);
    town.run_jobs().await;
    let delivery = town.delivery(sent).await;
    assert_eq!((delivery.state, delivery.reason.as_deref()), (State::Failed, Some("reason-mandate-ended")));
    assert_eq!(connect::arena::citizen_reads(&town.arena()).unwrap().len(), 1, "nothing left the house");
    let astrid = town.colleague("Astrid Holm").await;
    assert_eq!(astrid.opens(conversation).await.unwrap().0.state, Stands::Open, "the question is in the inbox again");
    astrid.retries(sent).await.unwrap();
    town.run_jobs().await;
    let again = town.delivery(sent).await;
    assert_eq!(again.state, State::Posted);
    assert_ne!(again.mandate, delivery.mandate, "it went out under the mandate of the one who wanted it");
}

async fn someone_who_left_does_not_speak_any_more(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await.id;
    let sent = fatima.answers(conversation, "Klockan 14").await.unwrap();
    let (boss, id) = (town.boss, fatima.id());
    let left = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        person::leave(act, &by, id)
    });
    left.await.unwrap();
    town.later(delivery::UNDO);
    town.run_jobs().await;
    assert_eq!(town.delivery(sent).await.state, State::Failed);
    assert_eq!(connect::arena::citizen_reads(&town.arena()).unwrap().len(), 1);
}

impl Town {
    async fn pauses(&self, id: ChannelId, paused: bool) {
        let boss = self.boss;
        let done = self.desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            if paused { channel::pause(act, &by, id) } else { channel::resume(act, &by, id) }
        });
        done.await.unwrap();
    }
}

async fn a_paused_channel_neither_hears_nor_speaks(town: Town) {
    let ase = town.citizen("Åse Lind");
    ase.asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await.id;
    let sent = fatima.answers(conversation, "Klockan 14").await.unwrap();
    let channel = town.channel("exempelby").await.id;
    town.pauses(channel, true).await;
    ase.asks("Hallå?");
    town.later(SignedDuration::from_mins(1));
    town.hears().await;
    assert_eq!(town.delivery(sent).await.state, State::Queued);
    assert_eq!(connect::arena::citizen_reads(&town.arena()).unwrap().len(), 2, "only what the citizens wrote");
    assert_eq!(fatima.inbox().await, Vec::<String>::new());
    town.pauses(channel, false).await;
    town.later(SignedDuration::from_mins(1));
    town.hears().await;
    assert_eq!(town.delivery(sent).await.state, State::Posted, "nothing is lost by a pause");
    assert_eq!(fatima.inbox().await, ["Hallå? @exempelby"]);
}

/// A try that nobody knows the end of, in a network where sending again is harmless: it is sent again only if it may still be sent.
async fn a_second_try_asks_again_whether_it_may(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await.id;
    let sent = fatima.answers(conversation, "Klockan 14").await.unwrap();
    town.later(delivery::UNDO);
    // A folder in the file's place: the write fails in a way that may have left a line.
    let (file, aside) = (town.arena().join("arena.jsonl"), town.arena().join("aside.jsonl"));
    std::fs::rename(&file, &aside).unwrap();
    std::fs::create_dir(&file).unwrap();
    town.run_jobs().await;
    assert_eq!(town.delivery(sent).await.state, State::Sending);
    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    town.revokes_all_of(fatima.id()).await;
    town.later(SignedDuration::from_hours(1));
    town.run_jobs().await;
    assert_eq!(town.delivery(sent).await.state, State::Failed);
    assert_eq!(connect::arena::citizen_reads(&town.arena()).unwrap().len(), 1, "the mandate had ended before the second try");
}

async fn who_takes_back_and_who_sends_cannot_both_win(town: Town) {
    let ase = town.citizen("Åse Lind");
    let other = town.another_node();
    let fatima = town.colleague("Fatima Berg").await;
    let mut undone = 0;
    for round in 0..12 {
        ase.asks(&format!("Fråga {round}"));
        town.hears().await;
        let conversation = fatima.conversation_about(&format!("Fråga {round} ")).await.id;
        let sent = fatima.answers(conversation, &format!("Svar {round}")).await.unwrap();
        town.later(delivery::UNDO);
        let (taken_back, here, there) =
            tokio::join!(fatima.undoes(sent), jobs::run_due(&town.desk, work::ALL), jobs::run_due(&other, work::ALL));
        here.unwrap();
        there.unwrap();
        town.run_jobs().await;
        town.later(SignedDuration::from_secs(5));
        town.run_jobs().await;
        let square = connect::arena::citizen_reads(&town.arena()).unwrap();
        let times = square.iter().filter(|seen| seen.text == format!("Svar {round}")).count();
        let state = town.delivery(sent).await.state;
        match taken_back {
            Ok(()) => assert_eq!((state, times), (State::Undone, 0)),
            Err(_) => assert_eq!((state, times), (State::Posted, 1)),
        }
        undone += usize::from(state == State::Undone);
    }
    println!("{undone} of 12 were taken back");
    other.stop();
    other.database().close();
    verified(&town.desk).await;
}

async fn two_nodes_send_each_answer_once(town: Town) {
    let (server, _) = town.joins_mastodon().await;
    let other = town.another_node();
    let fatima = town.colleague("Fatima Berg").await;
    let mut deliveries = Vec::new();
    for n in 0..20 {
        server.mentioned("ase", &format!("Fråga {n}."));
    }
    town.hears().await;
    for conversation in fatima.sees(View::Open, Order::Newest).await {
        deliveries.push(fatima.answers(conversation.id, &format!("Svar {}", deliveries.len())).await.unwrap());
    }
    assert_eq!(deliveries.len(), 20);
    town.later(delivery::UNDO);
    let (here, there) = tokio::join!(jobs::run_due(&town.desk, work::ALL), jobs::run_due(&other, work::ALL));
    assert!(here.unwrap() + there.unwrap() >= 20);
    town.settles_down(&deliveries).await;
    let mut texts: Vec<_> = server.ours().into_iter().map(|status| status.text).collect();
    texts.sort();
    texts.dedup();
    assert_eq!((texts.len(), server.ours().len()), (20, 20));
    other.stop();
    other.database().close();
    let posted = verified(&town.desk).await.iter().filter(|entry| entry.body.event.name() == "delivery-posted").count();
    assert_eq!(posted, 20);
}

on_both_engines!(
    a_mandate_that_ended_in_between_stops_the_answer,
    a_network_that_cannot_even_be_looked_at_ends_with_a_person_too,
    a_paused_channel_neither_hears_nor_speaks,
    a_dead_token_is_mended_and_the_failed_answer_tried_again,
    a_second_try_asks_again_whether_it_may,
    someone_who_left_does_not_speak_any_more,
    the_same_words_said_twice_are_two_messages,
    two_nodes_send_each_answer_once,
    what_nobody_can_know_is_put_to_a_person_and_the_question_stays,
    who_takes_back_and_who_sends_cannot_both_win,
);

/// A little before the machine's own time, by which a server says when to come back.
fn a_minute_ago() -> jiff::Timestamp {
    connect::testing::now() - SignedDuration::from_mins(1)
}

on_both_engines! { from crate::tests::outbox::a_minute_ago(); each_fault_ends_as_what_it_was }

fn faults() -> impl Strategy<Value = Vec<Fault>> {
    use Fault::{Broken, Closed, DoneThenBroken, DoneThenClosed, DoneThenNonsense, Nonsense, Refused, Revoked};
    let all = [Broken, DoneThenBroken, Closed, DoneThenClosed, DoneThenNonsense, Nonsense, Revoked, Refused];
    prop::collection::vec(prop::sample::select(all.to_vec()), 0..8)
}

/// Whatever the server does, and however often a person tries a failed one again: at most once, and what is said of it is true.
async fn whatever_the_server_does(town: Town, sending: Vec<Fault>, looking: Vec<Fault>) {
    let (server, _) = town.joins_mastodon().await;
    let mut deliveries = Vec::new();
    for n in 0..4 {
        deliveries.push(an_answer_is_queued(&town, &server, &format!("Svar {n}")).await.1);
    }
    server.when_sending(&sending);
    // A look that gets no clear answer is repeated by the client itself, which takes real time.
    server
        .when_looking(&looking.into_iter().filter(|fault| matches!(fault, Fault::Revoked | Fault::Refused)).collect::<Vec<_>>());
    town.settles_down(&deliveries).await;
    let fatima: Colleague<'_> = town.colleague("Fatima Berg").await;
    for id in &deliveries {
        if town.delivery(*id).await.state == State::Failed {
            fatima.retries(*id).await.unwrap();
        }
    }
    server.mended();
    town.settles_down(&deliveries).await;
    for (n, id) in deliveries.iter().enumerate() {
        let times = server.ours().iter().filter(|status| status.text.contains(&format!("Svar {n}"))).count();
        let state = town.delivery(*id).await.state;
        match state {
            State::Posted => assert_eq!(times, 1, "it is said to be there"),
            State::Unknown => assert!(times <= 1, "never twice"),
            other => panic!("the server is well again, and delivery {n} is {other:?}"),
        }
    }
    assert!(town.desk.read(|conn| Ok(jobs::dead(conn)?)).await.unwrap().is_empty());
    verified(&town.desk).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_the_server_does_nothing_is_sent_twice_on_sqlite(sending in faults(), looking in faults()) {
        tell_at(Engine::Sqlite, super::town::morning(), |town| whatever_the_server_does(town, sending, looking));
    }
    #[test]
    fn whatever_the_server_does_nothing_is_sent_twice_on_postgres(sending in faults(), looking in faults()) {
        tell_at(Engine::Postgres, super::town::morning(), |town| whatever_the_server_does(town, sending, looking));
    }
}
