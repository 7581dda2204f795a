//! The stop: in force at once and on every node, until somebody lifts it and decides about each thing it held back.
use jiff::SignedDuration;

use super::publishing::says;
use super::town::{Town, on_both_engines, refusal};
use super::witness::verified;
use crate::govern::mandate::Scope;
use crate::ground::jobs;
use crate::publish::delivery::State;
use crate::publish::post::State as PostStands;
use crate::publish::stop::{self, Decision};
use crate::publish::version::When;
use crate::work;

on_both_engines!(
    a_stop_holds_everything_back_until_somebody_decides,
    a_stop_in_one_unit_leaves_others_alone,
    a_stop_holds_on_another_node_too,
    an_approval_that_ran_out_is_asked_for_anew,
);

async fn a_stop_holds_everything_back_until_somebody_decides(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let now = ingrid.begins(says("Kom och bada!", &[kommun])).await;
    let later = ingrid.begins(says("Sommarfest på lördag!", &[kommun])).await;
    ingrid.hands_in(now, When::Now).await.unwrap();
    ingrid.hands_in(later, When::At(town.now() + SignedDuration::from_hours(48))).await.unwrap();
    lena.approves(now).await.unwrap();
    lena.approves(later).await.unwrap();
    assert_eq!(refusal(ingrid.stops(Scope::Everywhere, "olycka").await), "refuse-no-mandate", "who publishes does not stop");
    assert_eq!(refusal(lena.stops(Scope::Everywhere, " ").await), "refuse-stop-why");
    let stop = lena.stops(Scope::Everywhere, "Allvarlig olycka i hamnen.").await.unwrap();
    town.later(SignedDuration::from_mins(5));
    town.run_jobs().await;
    for post in [now, later] {
        let held = &town.deliveries_of(post).await[0];
        assert_eq!((held.state, held.stop), (State::Stopped, Some(stop)), "{held:?}");
    }
    let held = town.deliveries_of(now).await[0].id;
    assert_eq!(refusal(ingrid.decides(held, kommun, Decision::SendNow).await), "refuse-still-stopped");

    lena.lifts(stop, Scope::Everywhere).await.unwrap();
    assert_eq!(refusal(lena.lifts(stop, Scope::Everywhere).await), "refuse-stop-lifted");
    town.later(SignedDuration::from_hours(1));
    town.run_jobs().await;
    assert_eq!(town.delivery(held).await.state, State::Stopped, "nothing goes out by itself when a stop is lifted");
    ingrid.decides(held, kommun, Decision::Drop).await.unwrap();
    let planned = town.deliveries_of(later).await[0].clone();
    ingrid.decides(planned.id, kommun, Decision::At(planned.planned_at.unwrap())).await.unwrap();
    town.later(SignedDuration::from_hours(48));
    town.run_jobs().await;
    assert_eq!((town.delivery(held).await.state, town.delivery(planned.id).await.state), (State::Undone, State::Posted));
    assert_eq!((town.post_now(now).await.state, town.post_now(later).await.state), (PostStands::Done, PostStands::Done));
    let entries = verified(&town.desk).await;
    let told: Vec<&str> = entries.iter().map(|entry| entry.body.event.name()).collect();
    for event in ["stop-ordered", "delivery-stopped", "stop-lifted", "delivery-released", "delivery-undone"] {
        assert!(told.contains(&event), "{event}: {told:?}");
    }
}

async fn a_stop_in_one_unit_leaves_others_alone(town: Town) {
    let (kommun, badet) = (town.channel("exempelby").await, town.channel("simhallen").await);
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    lena.stops(Scope::Unit(badet.unit), "Klor i luften.").await.unwrap();
    let over = town.desk.read(move |conn| Ok((stop::over(conn, kommun.id)?, stop::over(conn, badet.id)?))).await.unwrap();
    assert!(over.0.is_none() && over.1.is_some());
    let id = ingrid.begins(says("Öppet hus!", &[kommun.id, badet.id])).await;
    ingrid.hands_in(id, When::Now).await.unwrap();
    lena.approves(id).await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    for one in town.deliveries_of(id).await {
        assert_eq!(one.state, if one.channel == badet.id { State::Stopped } else { State::Posted });
    }
    assert_eq!(town.post_now(id).await.state, PostStands::Planned, "a person has something to decide");
}

async fn a_stop_holds_on_another_node_too(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Kom och bada!", &[kommun])).await;
    ingrid.hands_in(id, When::Now).await.unwrap();
    lena.approves(id).await.unwrap();
    let other = town.another_node();
    let stop = lena.stops(Scope::Channel(kommun), "Fel tid i texten.").await.unwrap();
    town.later(SignedDuration::from_secs(30));
    // The other node gets to the delivery before anyone has marked it as held back.
    jobs::run_due(&other, work::ALL).await.unwrap();
    let held = &town.deliveries_of(id).await[0];
    assert_eq!((held.state, held.stop, held.attempts), (State::Stopped, Some(stop), 0));
}

async fn an_approval_that_ran_out_is_asked_for_anew(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Kom och bada i dag!", &[kommun])).await;
    ingrid.hands_in(id, When::Now).await.unwrap();
    lena.approves(id).await.unwrap();
    let stop = lena.stops(Scope::Everywhere, "Strömavbrott.").await.unwrap();
    town.later(SignedDuration::from_hours(30));
    town.run_jobs().await;
    lena.lifts(stop, Scope::Everywhere).await.unwrap();
    let held = town.deliveries_of(id).await[0].id;
    assert_eq!(refusal(ingrid.decides(held, kommun, Decision::SendNow).await), "refuse-approval-over");
    let officer = lena.officer.clone();
    let renewed = town.desk.act(move |mut act| {
        let now = act.now();
        let unit = crate::govern::channel::unit_of(act.conn(), kommun)?.unwrap();
        let over = crate::publish::over::Over::ask(act.conn(), &officer, unit, &[kommun], now)?;
        let approver = crate::publish::approval::Approver { over, leads_crisis: true };
        crate::publish::approval::renew(act, &approver, crate::publish::approval::Reading { post: id, version: 1, note: "" })
    });
    renewed.await.unwrap();
    ingrid.decides(held, kommun, Decision::SendNow).await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert_eq!(town.delivery(held).await.state, State::Posted);
}
