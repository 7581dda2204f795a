//! Reading through the API: conversations, their messages and versions, pages without gaps, borders between channels.
use serde_json::Value;

use super::program::Program;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::tests::town::{Town, on_both_engines};

on_both_engines!(
    a_program_reads_what_citizens_wrote,
    pages_have_no_gaps_while_people_write,
    a_program_sees_its_own_channels_only
);

async fn a_program_reads_what_citizens_wrote(town: Town) {
    let ase = town.citizen("Åse Lind");
    let question = ase.asks("När öppnar simhallen? Min adress är ase@social.example");
    town.hears().await;
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read], Scope::Everywhere).await;
    let list = program.get("/conversations").await.fine();
    assert_eq!(list.items().len(), 1);
    let conversation = &list.items()[0];
    assert!(conversation["message"]["text"].as_str().unwrap().contains("När öppnar simhallen?"), "{conversation}");
    assert_eq!(conversation["message"]["author"]["name"], "Åse Lind");
    assert_eq!((&conversation["state"], &conversation["messageCount"]), (&Value::from("open"), &Value::from(1)));
    assert_eq!(conversation["waitingSince"], "2026-11-20T07:15:00Z");

    ase.edits(&question, "När öppnar simhallen? (rättat)");
    town.later(jiff::SignedDuration::from_mins(10));
    town.hears().await;
    let id = conversation["id"].as_str().unwrap();
    let messages = program.get(&format!("/conversations/{id}/messages")).await.fine();
    assert_eq!(messages.items()[0]["text"], "När öppnar simhallen? (rättat)");
    let message = messages.items()[0]["id"].as_str().unwrap();
    let full = program.get(&format!("/messages/{message}")).await.fine().json;
    let said: Vec<&str> =
        full["versions"].as_array().unwrap().iter().map(|version| version["change"].as_str().unwrap()).collect();
    assert_eq!(said, ["written", "edited"]);
    assert_eq!(full["versions"][0]["findings"][0]["kind"], "email");

    let found = program.get("/conversations?q=simhall").await.fine();
    assert_eq!(found.items()[0]["id"], id);
    assert!(program.get("/conversations?q=brandbil").await.fine().items().is_empty());
    let open = program.get("/views").await.fine();
    let open = open.items().iter().find(|view| view["view"] == "open").unwrap();
    assert_eq!((&open["count"], &open["more"]), (&Value::from(1), &Value::from(false)));
}

async fn pages_have_no_gaps_while_people_write(town: Town) {
    town.hears().await;
    for n in 0..45 {
        town.citizen(&format!("Person {n}")).asks(&format!("Fråga nummer {n}?"));
        town.later(jiff::SignedDuration::from_secs(1));
    }
    town.hears().await;
    let program = Program::of(&town, "Fatima Berg", &[Allowed::Read], Scope::Everywhere).await;
    for order in ["newest", "clock"] {
        let mut seen = Vec::new();
        let mut next = Some(format!("/conversations?order={order}&limit=7"));
        while let Some(address) = next {
            let page = program.get(&address).await.fine();
            assert!(page.items().len() <= 7);
            seen.extend(page.items().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
            next = page.json["next"].as_str().map(str::to_owned);
            town.citizen("Någon ny").asks(&format!("En sak till efter {}?", seen.len()));
            town.later(jiff::SignedDuration::from_secs(1));
            town.hears().await;
        }
        let mut known = seen.clone();
        known.sort();
        known.dedup();
        assert_eq!(known.len(), seen.len(), "nothing comes twice");
        assert!(known.len() >= 45, "only {} of the 45 that were there came in order {order}", known.len());
    }
    let first = program.get("/conversations").await.fine();
    assert_eq!(first.items().len(), 20, "twenty is the usual page");
}

async fn a_program_sees_its_own_channels_only(town: Town) {
    town.citizen("Åse Lind").says("Vad kostar badet? @simhallen");
    town.citizen("Peder Ström").says("Vem har sandat? @exempelby");
    town.hears().await;
    let pool = town.channel("simhallen").await;
    let program = Program::of(&town, "Omar Lind", &[Allowed::Read, Allowed::Answer], Scope::Channel(pool.id)).await;
    let all = Program::that_may_all(&town).await.get("/conversations").await.fine();
    let mine = program.get("/conversations").await.fine();
    assert_eq!((all.items().len(), mine.items().len()), (2, 1));
    assert_eq!(mine.items()[0]["channelName"], pool.name);
    let hidden = all.items().iter().find(|item| item["channel"] != pool.id.to_string()).unwrap();
    let id = hidden["id"].as_str().unwrap();
    let message = hidden["message"]["id"].as_str().unwrap();
    program.get(&format!("/conversations/{id}")).await.refused(404, "refuse-not-found");
    program.get(&format!("/conversations/{id}/messages")).await.refused(404, "refuse-not-found");
    program.get(&format!("/messages/{message}")).await.refused(404, "refuse-not-found");
    assert!(program.get("/conversations?q=sandat").await.fine().items().is_empty());
    let filtered = program.get(&format!("/conversations?channel={}", hidden["channel"].as_str().unwrap())).await;
    assert!(filtered.fine().items().is_empty());
}
