//! The record through the API: entries within one's borders, the sealed order followed without gaps, and proofs that hold offline.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use formats::tlog::{self, Hash, verify_consistency, verify_inclusion};
use serde_json::Value;

use super::program::Program;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::ground::vault::sha256;
use crate::tests::town::{Town, on_both_engines};

on_both_engines!(
    an_entry_is_proven_with_nothing_but_the_answers,
    the_sealed_order_is_followed_without_gaps,
    entries_stay_within_borders
);

fn hash(value: &Value) -> Hash {
    STANDARD.decode(value.as_str().unwrap()).unwrap().try_into().unwrap()
}

fn hashes(value: &Value) -> Vec<Hash> {
    value["hashes"].as_array().unwrap().iter().map(hash).collect()
}

async fn an_entry_is_proven_with_nothing_but_the_answers(town: Town) {
    let program = Program::of(&town, "Rune Arkiv", &[Allowed::Read], Scope::Everywhere).await;
    town.seal().await;
    let earlier = program.get("/record/checkpoint").await.fine().json;
    town.citizen("Åse Lind").asks("När öppnar simhallen?");
    town.hears().await;
    let newest = program.get("/record/entries?limit=1").await.fine();
    let entry = &newest.items()[0];
    let address = format!("/record/entries/{}/inclusion-proof", entry["id"].as_str().unwrap());
    assert_eq!((&entry["event"], &entry["position"]), (&Value::from("message-received"), &Value::Null));
    program.get(&address).await.refused(409, "refuse-not-sealed-yet");
    town.seal().await;
    let proof = program.get(&address).await.fine().json;
    let body = entry["body"].as_str().unwrap();
    let leaf = proof["leaf"].as_str().unwrap();
    assert!(leaf.ends_with(&format!("{}\n", hex::encode(sha256(body.as_bytes())))), "the public line holds the body's hash");
    assert_eq!(tlog::leaf_hash(leaf.as_bytes()), hash(&proof["leafHash"]));
    let (position, size) = (proof["position"].as_u64().unwrap(), proof["size"].as_u64().unwrap());
    let root = hash(&proof["head"]["rootHash"]);
    verify_inclusion(&hashes(&proof), position, size, &hash(&proof["leafHash"]), &root).unwrap();
    let other = tlog::leaf_hash(leaf.replace('1', "2").as_bytes());
    assert!(verify_inclusion(&hashes(&proof), position, size, &other, &root).is_err(), "a changed entry does not fit");
    // The head is signed with the key that comes with it.
    let key = tlog::note::VerifyingKey::parse(proof["head"]["key"].as_str().unwrap()).unwrap();
    let signed = tlog::note::open(proof["head"]["note"].as_str().unwrap(), &[key]).unwrap();
    assert_eq!(tlog::Checkpoint::parse(signed).unwrap().root, root);
    // And the log goes on from the head that was kept.
    let from = earlier["size"].as_u64().unwrap();
    let grown = program.get(&format!("/record/consistency-proof?from={from}")).await.fine().json;
    verify_consistency(&hashes(&grown), from, size, &hash(&earlier["rootHash"]), &root).unwrap();
    program.get("/record/consistency-proof?from=5&to=3").await.refused(422, "refuse-log-size");
    program.get("/record/consistency-proof?from=1&to=99999").await.refused(422, "refuse-log-size");
    program.get("/record/consistency-proof?from=18446744073709551616").await.refused(400, "refuse-query");
    program.get("/record/consistency-proof").await.refused(400, "refuse-query");
}

async fn the_sealed_order_is_followed_without_gaps(town: Town) {
    let program = Program::of(&town, "Rune Arkiv", &[Allowed::Read], Scope::Everywhere).await;
    let mut next = "/record/entries?order=sealed&limit=9".to_owned();
    let mut positions = Vec::new();
    for round in 0..12 {
        town.citizen("Åse Lind").asks(&format!("Fråga {round}?"));
        town.hears().await;
        town.seal().await;
        let page = program.get(&next).await.fine();
        positions.extend(page.items().iter().map(|entry| entry["position"].as_i64().unwrap()));
        match page.json["next"].as_str() {
            Some(on) => next = on.to_owned(),
            // A follower asks for its last page again, and takes what it has not seen.
            None => positions.truncate(positions.len() - page.items().len()),
        }
    }
    assert!(positions.len() > 20);
    assert_eq!(positions, (0..).take(positions.len()).collect::<Vec<i64>>());
}

async fn entries_stay_within_borders(town: Town) {
    town.citizen("Peder Ström").says("Vem har sandat? @exempelby");
    town.citizen("Åse Lind").says("Vad kostar badet? @simhallen");
    town.hears().await;
    let (pool, square) = (town.channel("simhallen").await, town.channel("exempelby").await);
    let all = Program::of(&town, "Fatima Berg", &[Allowed::Read], Scope::Everywhere).await;
    let part = Program::of(&town, "Omar Lind", &[Allowed::Read], Scope::Channel(pool.id)).await;
    town.seal().await;
    let about = |channel: &crate::govern::channel::Channel, list: &Value| {
        let items = list["items"].as_array().unwrap().clone();
        items.into_iter().filter(|entry| entry["body"].as_str().unwrap().contains(&channel.id.to_string())).count()
    };
    for order in ["newest", "sealed"] {
        let everything = all.get(&format!("/record/entries?limit=100&order={order}")).await.fine().json;
        let theirs = part.get(&format!("/record/entries?limit=100&order={order}")).await.fine().json;
        assert!(about(&square, &everything) >= 2 && about(&pool, &everything) >= 2);
        assert_eq!((about(&square, &theirs), about(&pool, &theirs)), (0, about(&pool, &everything)), "{order}");
    }
    let everything = all.get("/record/entries?limit=100").await.fine();
    let hidden =
        everything.items().iter().find(|entry| entry["body"].as_str().unwrap().contains(&square.id.to_string())).unwrap();
    let id = hidden["id"].as_str().unwrap();
    part.get(&format!("/record/entries/{id}")).await.refused(404, "refuse-not-found");
    part.get(&format!("/record/entries/{id}/inclusion-proof")).await.refused(404, "refuse-not-found");
    let subject = hidden["subject"].as_str().unwrap();
    assert!(part.get(&format!("/record/entries?about={subject}")).await.fine().items().is_empty());
}
