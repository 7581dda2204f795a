//! How access ends: a token runs out or is revoked, a mandate is revoked, a person leaves; at once, also for what is open.
use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt;
use jiff::SignedDuration;
use serde_json::json;
use tower::ServiceExt;

use super::program::Program;
use crate::govern::Scope;
use crate::govern::mandate::{self, Allowed, Govern};
use crate::govern::person;
use crate::tests::town::{Town, on_both_engines};

on_both_engines!(
    a_token_ends_when_it_runs_out_or_is_revoked,
    a_revoked_mandate_ends_at_once,
    a_program_makes_only_narrower_tokens,
    nobody_governs_or_runs_beyond_their_unit,
    news_come_as_they_happen_and_end_with_the_token,
);

async fn revoke(town: &Town, program: &Program<'_>) {
    let (boss, id) = (town.boss, program.mandate);
    let revoked = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        mandate::revoke(act, &by, id, "berättelsen vill det")
    });
    revoked.await.unwrap();
}

async fn a_token_ends_when_it_runs_out_or_is_revoked(town: Town) {
    let program = Program::that_may_all(&town).await;
    let other = Program::that_may_all(&town).await;
    program.get("/me").await.fine();
    let ended = other.with("DELETE", &format!("/tokens/{}", program.token_id), &[], None).await.fine();
    assert_eq!(ended.status.as_u16(), 204);
    program.get("/me").await.refused(401, "refuse-token-unknown");
    other.with("DELETE", &format!("/tokens/{}", program.token_id), &[], None).await.refused(404, "refuse-not-found");
    town.later(SignedDuration::from_hours(24 * 30) - SignedDuration::from_secs(1));
    other.get("/me").await.fine();
    town.later(SignedDuration::from_secs(1));
    other.get("/me").await.refused(401, "refuse-token-unknown");
}

async fn a_revoked_mandate_ends_at_once(town: Town) {
    let program = Program::of(&town, "Omar Lind", &[Allowed::Read], Scope::Everywhere).await;
    program.get("/conversations").await.fine();
    revoke(&town, &program).await;
    program.get("/conversations").await.refused(401, "refuse-token-unknown");
    let leaving = Program::of(&town, "Ingrid Solberg", &[Allowed::Read], Scope::Everywhere).await;
    leaving.get("/conversations").await.fine();
    let (boss, ingrid) = (town.boss, town.colleague("Ingrid Solberg").await.id());
    let left = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        person::leave(act, &by, ingrid)
    });
    left.await.unwrap();
    leaving.get("/conversations").await.refused(401, "refuse-token-unknown");
}

async fn a_program_makes_only_narrower_tokens(town: Town) {
    let program = Program::that_may_all(&town).await;
    program.sends("POST", "/tokens", &json!({ "name": "längre", "days": 31 })).await.refused(403, "refuse-token-outlives");
    program.sends("POST", "/tokens", &json!({ "name": "längst", "days": 4000 })).await.refused(422, "refuse-token-days");
    let made = program.sends("POST", "/tokens", &json!({ "name": "rapporten", "days": 7 })).await.fine().json;
    let child = Program::holding(&town, made["token"].as_str().unwrap(), &program);
    assert_eq!(child.get("/me").await.fine().json["mandate"], program.mandate.to_string());
    child.sends("POST", "/tokens", &json!({ "name": "barnbarn", "days": 1 })).await.refused(403, "refuse-token-by-token");
    let listed = program.get("/tokens").await.fine();
    let known = listed.items().iter().find(|token| token["id"] == made["id"]).unwrap();
    assert_eq!(known["issuedWith"], program.token_id.to_string());
    assert!(!String::from_utf8_lossy(&listed.bytes).contains("torg_"), "no list gives a token out");
    let other = Program::that_may_all(&town).await;
    other.with("DELETE", &format!("/tokens/{}", program.token_id), &[], None).await.fine();
    child.get("/me").await.refused(401, "refuse-token-unknown");
}

async fn nobody_governs_or_runs_beyond_their_unit(town: Town) {
    let pool = town.channel("simhallen").await;
    let square = town.channel("exempelby").await;
    let part = Program::of(&town, "Omar Lind", Allowed::ALL, Scope::Unit(pool.unit)).await;
    let all = Program::that_may_all(&town).await;
    part.with("PUT", &format!("/channels/{}/pause", square.id), &[], None).await.refused(403, "refuse-no-mandate");
    assert_eq!(
        part.with("PUT", &format!("/channels/{}/pause", pool.id), &[], None).await.fine().json["health"]["condition"],
        "paused"
    );
    part.get(&format!("/channels/{}", square.id)).await.refused(404, "refuse-not-found");
    assert_eq!(part.get("/channels").await.items().len(), 1);
    part.get("/failed-jobs").await.refused(403, "refuse-no-mandate");
    let rune = town.colleague("Rune Arkiv").await.id();
    let mandate = json!({ "person": rune, "acts": ["read"], "document": "KS 2026/1" });
    part.sends("POST", "/mandates", &mandate).await.refused(403, "refuse-no-mandate");
    let mut within = mandate.clone();
    within["unit"] = json!(pool.unit);
    // Until the giver's own mandate ends, and not longer.
    part.sends("POST", "/mandates", &within).await.refused(403, "refuse-grant-longer-than-held");
    within["validTo"] = json!("2026-12-24T12:00:00+01:00");
    let granted = part.sends("POST", "/mandates", &within).await.fine().json;
    assert_eq!((&granted["inForce"], &granted["validTo"]), (&json!(true), &json!("2026-12-24T11:00:00Z")));
    within["channel"] = json!(pool.id);
    part.sends("POST", "/mandates", &within).await.refused(422, "refuse-unit-and-channel");
    let theirs = part.get("/mandates").await.fine();
    assert!(theirs.items().iter().all(|one| one["unit"] == json!(pool.unit)), "{theirs:?}");
    assert!(all.get("/mandates").await.items().len() > theirs.items().len());
    let foreign = part.get(&format!("/mandates/{}", all.mandate)).await;
    foreign.refused(404, "refuse-not-found");
    // Addresses of colleagues are for those who govern them.
    let people = part.get("/people").await.fine();
    let known: Vec<bool> = people.items().iter().map(|person| person["email"].is_string()).collect();
    assert!(known.contains(&true) && known.contains(&false), "{known:?}");
    let reader = Program::of(&town, "Fatima Berg", &[Allowed::Read], Scope::Everywhere).await;
    assert!(reader.get("/people").await.fine().items().iter().all(|person| person["email"].is_null()));
}

async fn news_come_as_they_happen_and_end_with_the_token(town: Town) {
    let pool = town.channel("simhallen").await;
    let program = Program::of(&town, "Omar Lind", &[Allowed::Read], Scope::Channel(pool.id)).await;
    let request = Request::get("/api/v1/events").header("authorization", format!("Bearer {}", program.token));
    let response = town.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    town.citizen("Peder Ström").says("Vem har sandat? @exempelby");
    town.citizen("Åse Lind").says("Vad kostar badet? @simhallen");
    town.hears().await;
    let id = program.get("/conversations").await.fine().items()[0]["id"].as_str().unwrap().to_owned();
    let mut heard = String::new();
    while !heard.contains(&id) {
        heard.push_str(std::str::from_utf8(&stream.next().await.unwrap().unwrap()).unwrap());
    }
    let told: Vec<&str> = heard.lines().filter(|line| line.starts_with("data: 0")).collect();
    assert!(told.iter().all(|line| line.ends_with(&id)), "only of its own channel: {heard}");
    revoke(&town, &program).await;
    town.citizen("Åse Lind").says("Och för barn? @simhallen");
    town.hears().await;
    let mut after = String::new();
    while let Some(piece) = stream.next().await {
        after.push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
    }
    assert!(!after.contains("conversation"), "nothing is told after the end: {after}");
}
