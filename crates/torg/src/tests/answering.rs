//! The main job: a comment arrives, is recorded and screened, reaches someone, is answered under a mandate, and is in the network.
use connect::arena;
use jiff::SignedDuration;

use super::town::{Town, on_both_engines, refusal};
use super::witness::{told_of, verified};
use crate::participate::conversation::State;
use crate::publish::delivery;
use crate::records::{By, Event};

async fn a_comment_is_answered_and_the_record_names_the_mandate(town: Town) {
    let asked = town.citizen("Åse Lind").asks("När öppnar simhallen? Mitt nummer är 19121212-1212.");
    town.hears().await;

    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("simhallen").await;
    assert_eq!(conversation.marks, "swedish-personal-number", "it was screened before anyone saw it");
    assert_eq!(told_of(&town, conversation.id).await, ["message-received"], "it was recorded before anyone saw it");

    fatima.assigns(conversation.id, Some(fatima.id())).await.unwrap();
    let delivery = fatima.answers(conversation.id, "Hej Åse! Klockan 14 i dag.").await.unwrap();
    town.run_jobs().await;
    assert_eq!(arena::citizen_reads(&town.arena()).unwrap().len(), 1, "nothing leaves during the seconds for undo");

    town.later(delivery::UNDO);
    town.run_jobs().await;
    let square = arena::citizen_reads(&town.arena()).unwrap();
    let answer = &square[1];
    assert_eq!((answer.by.as_str(), answer.text.as_str()), ("exempelby", "Hej Åse! Klockan 14 i dag."));
    assert_eq!(answer.parent.as_ref(), Some(&asked));
    assert_eq!(fatima.reads(conversation.id).await.last().unwrap(), "Hej Åse! Klockan 14 i dag.");
    let (conversation, _) = fatima.opens(conversation.id).await.unwrap();
    assert_eq!(conversation.state, State::Waiting);

    let entries = verified(&town.desk).await;
    let queued = entries.iter().find(|entry| matches!(entry.body.event, Event::ReplyQueued { .. })).unwrap();
    let By::Person { person, mandate } = queued.body.by else { panic!("{:?}", queued.body.by) };
    assert_eq!(person, fatima.id());
    let granted = town.desk.read(move |conn| Ok(crate::govern::mandate::find(conn, mandate)?)).await.unwrap().unwrap();
    assert_eq!((granted.person, granted.document.as_str()), (fatima.id(), "KS 2026/00112"));
    let told = told_of(&town, conversation.id).await;
    assert_eq!(
        told,
        ["message-received", "conversation-assigned", "reply-queued", "delivery-started", "message-received", "delivery-posted"]
    );
    assert_eq!(town.delivery(delivery).await.state, delivery::State::Posted);
}

async fn an_answer_can_be_taken_back_for_ten_seconds(town: Town) {
    town.citizen("Peder Ström").asks("Är badet öppet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await;
    let sent = fatima.answers(conversation.id, "Ja!").await.unwrap();
    town.later(SignedDuration::from_secs(9));
    let omar = town.colleague("Omar Lind").await;
    assert_eq!(refusal(omar.undoes(sent).await), "refuse-undo-anothers");
    fatima.undoes(sent).await.unwrap();
    town.later(SignedDuration::from_mins(5));
    town.run_jobs().await;
    assert_eq!(arena::citizen_reads(&town.arena()).unwrap().len(), 1, "it never left");
    assert_eq!(refusal(fatima.undoes(sent).await), "refuse-undo-late");

    let late = fatima.answers(conversation.id, "Nej, stängt i dag.").await.unwrap();
    town.later(delivery::UNDO);
    town.run_jobs().await;
    assert_eq!(refusal(fatima.undoes(late).await), "refuse-undo-late");
    assert_eq!(arena::citizen_reads(&town.arena()).unwrap().len(), 2);
    verified(&town.desk).await;
}

on_both_engines!(a_comment_is_answered_and_the_record_names_the_mandate, an_answer_can_be_taken_back_for_ten_seconds);
