//! The record as pages and as a public log: read in words, proved entry by entry, and checked by someone who has nothing but the log.
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use formats::tlog::{self, entries_path, parse_bundle, tile_path, tile_width};
use jiff::SignedDuration;
use tower::ServiceExt;

use super::town::{Town, on_both_engines};
use crate::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use crate::ground::{ChannelId, EntryId};
use crate::records::entry;
use crate::records::verify::{self, PublicKey, open_checkpoint};
use crate::records::{public, seal};

impl Town {
    /// The latest entry of this kind.
    pub(super) async fn entry(&self, event: &'static str) -> EntryId {
        let newest = self.desk.read(|conn| entry::newest(conn, None, 500)).await.unwrap();
        newest.into_iter().find(|entry| entry.body.event.name() == event).unwrap_or_else(|| panic!("no {event}")).body.id
    }

    /// From now on someone may do these things in one channel only.
    pub(super) async fn only(&self, name: &str, channel: ChannelId, acts: &'static [Allowed]) {
        let (person, boss, now) = (self.colleague(name).await.id(), self.boss, self.now());
        self.desk
            .act(move |mut act| {
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                let mandates = mandate::of_person(act.conn(), person)?;
                mandate::revoke(act, &by, mandates[0].id, "Byter uppgift")
            })
            .await
            .unwrap();
        let grant = Grant {
            person,
            scope: Scope::Channel(channel),
            acts: acts.to_vec(),
            document: "KS 2026/00200".to_owned(),
            valid_from: now,
            valid_to: None,
        };
        self.desk
            .act(move |mut act| {
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                mandate::grant(act, &by, &grant)
            })
            .await
            .unwrap();
    }

    /// What anyone on the net gets: status, media type, caching, bytes.
    async fn fetches(&self, path: &str) -> (StatusCode, String, String, Vec<u8>) {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let (parts, body) = self.router().oneshot(request).await.unwrap().into_parts();
        let text = |name| parts.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        (parts.status, text(header::CONTENT_TYPE), text(header::CACHE_CONTROL), bytes)
    }
}

async fn anyone_can_check_the_log_with_nothing_but_the_log(town: Town) {
    assert_eq!(town.fetches("/log/checkpoint").await.0, 404, "nothing is sealed yet");
    for n in 0..30 {
        town.citizen("Åse Lind").asks(&format!("Fråga {n} om 19121212-1212"));
    }
    town.hears().await;
    for n in 0..240 {
        town.decide(&format!("KS 2026/{n:05}")).await;
    }
    town.seal().await;

    let (status, media_type, cache, signed) = town.fetches("/log/checkpoint").await;
    assert_eq!((status.as_u16(), media_type.as_str(), cache.as_str()), (200, "text/plain; charset=utf-8", "public, max-age=1"));
    let (_, _, _, key) = town.fetches("/log/key").await;
    let key = PublicKey::parse(str::from_utf8(&key).unwrap()).unwrap();
    let checkpoint = open_checkpoint(str::from_utf8(&signed).unwrap(), key).unwrap();
    assert_eq!(checkpoint.origin, "desk.exempelby.example/log");
    assert!(checkpoint.size > 256, "more than one tile");

    // Every tile and bundle, downloaded into a folder, is enough to verify.
    let folder = tempfile::tempdir().unwrap();
    for path in public::paths(checkpoint.size) {
        let (status, media_type, cache, bytes) = town.fetches(&format!("/log/{path}")).await;
        assert_eq!((status.as_u16(), media_type.as_str()), (200, "application/octet-stream"), "{path}");
        assert_eq!(cache, "public, max-age=31536000, immutable");
        assert!(!String::from_utf8_lossy(&bytes).contains("19121212"), "only public lines are there");
        let file = folder.path().join(path.to_string());
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    std::fs::write(folder.path().join("checkpoint"), &signed).unwrap();
    let against = verify::Against { key: Some(key), kept: Vec::new() };
    let report = verify::files(folder.path(), &against).unwrap();
    assert_eq!((report.misfits.as_slice(), report.sealed), ([].as_slice(), checkpoint.size));

    // A bundle's entries hash to the tile beside it.
    let width = tile_width(0, 1, checkpoint.size).unwrap();
    let (_, _, _, bundle) = town.fetches(&format!("/log/{}", entries_path(1, width))).await;
    let (_, _, _, tile) = town.fetches(&format!("/log/{}", tile_path(0, 1, width))).await;
    let hashes: Vec<tlog::Hash> = parse_bundle(&bundle).unwrap().into_iter().map(tlog::leaf_hash).collect();
    assert_eq!(hashes.concat(), tile);

    // What is not sealed, or not a tile, is not there; earlier widths still are.
    for absent in [tile_path(0, 1, width + 1), entries_path(2, 256), tile_path(7, 0, 1)] {
        assert_eq!(town.fetches(&format!("/log/{absent}")).await.0, 404, "{absent}");
    }
    for strange in ["tile/0/1", "tile/0/000.p/0", "tile/0/000.p/256", "tile/x/000", "tile/0/../0/000"] {
        assert_eq!(town.fetches(&format!("/log/{strange}")).await.0, 404, "{strange}");
    }
    assert_eq!(town.fetches(&format!("/log/{}", tile_path(0, 1, 1))).await.3, tile[..32]);

    // One that was written out by the desk itself is the same, and is brought up to date.
    let out = tempfile::tempdir().unwrap();
    let (folder_out, published) = (out.path().to_owned(), town.against().await.key.unwrap());
    assert_eq!(published, key);
    let text = String::from_utf8(town.fetches("/log/key").await.3).unwrap();
    let exported = move |town: &Town| {
        let (folder, text) = (folder_out.clone(), text.trim().to_owned());
        town.desk.database().read_blocking(move |conn| public::export(conn, &folder, &text)).unwrap()
    };
    assert_eq!(exported(&town), checkpoint.size);
    town.decide("KS 2027/00001").await;
    town.seal().await;
    assert_eq!(exported(&town), checkpoint.size + 1);
    let kept = verify::Against { key: Some(key), kept: vec![checkpoint] };
    let report = verify::files(out.path(), &kept).unwrap();
    assert_eq!((report.misfits.as_slice(), report.checkpoints), ([].as_slice(), 2), "it begins with the log that was kept");

    // A tile that someone changed on the way is found.
    let file = out.path().join(tile_path(0, 0, 256));
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[32 * 200] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let report = verify::files(out.path(), &kept).unwrap();
    assert_eq!(report.misfits[0].place.position, Some(200), "{report:#?}");
}

async fn an_entry_is_read_in_words_with_its_proof(town: Town) {
    town.citizen("Åse Lind").asks("Ring mig, 19121212-1212 <i>snart</i>");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("Ring mig").await;
    fatima.answers(conversation.id, "Vi ringer klockan tio.").await.unwrap();

    let record = town.get("/records").as_("Rune Arkiv").await.fine();
    for words in ["Ett meddelande togs emot", "Ett svar skrevs", "Fatima Berg", "Till samtalet", "Allt om detta"] {
        assert!(record.says(words), "{words} in\n{}", record.text());
    }
    let queued = town.entry("reply-queued").await;
    let waits = town.get(&format!("/records/entries/{queued}")).as_("Rune Arkiv").await.fine();
    assert!(waits.says("Posten förseglas inom en sekund."), "{}", waits.text());
    town.seal().await;
    let page = town.get(&format!("/records/entries/{queued}")).as_("Rune Arkiv").await.fine();
    for words in [
        "Ett svar skrevs",
        "Fatima Berg, enligt uppdrag KS 2026/00112",
        "Exempelby kommun",
        "Vi ringer klockan tio.",
        "stämmer med den signerade kontrollpunkten",
        "torg entry v1",
    ] {
        assert!(page.says(words), "{words} in\n{}", page.text());
    }

    let received = town.entry("message-received").await;
    let page = town.get(&format!("/records/entries/{received}")).as_("Rune Arkiv").await.fine();
    assert!(page.says("<i>snart</i>") && page.says("Nätverkets egen form"), "{}", page.text());
    assert!(!page.html.contains("19121212") && !page.html.contains("<i>"), "{}", page.html);

    let record = town.get("/records").as_("Rune Arkiv").await.fine();
    assert!(record.says("desk.exempelby.example/log") && record.says("torg record verify"), "{}", record.text());
    let about = town.get(&format!("/records?about={}", conversation.id.0)).as_("Rune Arkiv").await.fine();
    assert!(about.says("Ett svar skrevs") && !about.says("Myndigheten lades upp"), "{}", about.text());

    // Erased under a decision: the entry stays, and says so.
    town.decide("KS 2026/00098").await;
    town.erase(conversation.latest_message, "KS 2026/00098").await.unwrap();
    let page = town.get(&format!("/records/entries/{received}")).as_("Rune Arkiv").await.fine();
    assert!(page.says("Raderat enligt gallringsbeslut KS 2026/00098") && !page.says("snart"), "{}", page.text());
    assert!(page.says("stämmer med den signerade kontrollpunkten"), "{}", page.text());
    let erased = town.get(&format!("/records/entries/{}", town.entry("content-erased").await)).as_("Rune Arkiv").await.fine();
    assert!(erased.says("Innehåll raderades under ett gallringsbeslut") && erased.says("KS 2026/00098"), "{}", erased.text());

    // Changed from outside: the page says so, in plain words.
    let id = received.0.simple();
    let id = if town.engine() == store::Engine::Sqlite { format!("x'{id}'") } else { format!("'{id}'") };
    town.meddle(&format!("update records_entry set at = at + 1 where id = {id}")).await;
    let changed = town.get(&format!("/records/entries/{received}")).as_("Rune Arkiv").await.fine();
    assert!(!changed.says("Det går inte att bevisa"), "the column is not what is sealed; verify names it");
    let report = town.verify().await;
    assert_eq!(report.misfits[0].place.entry, Some(received), "{report:#?}");
    assert_eq!(town.get("/records/entries/01900000-0000-7000-8000-000000000000").as_("Rune Arkiv").await.status, 404);
}

async fn an_entry_whose_seal_was_broken_is_told(town: Town) {
    town.seal().await;
    let id = town.entry("unit-added").await;
    town.meddle("update records_tile set hashes = (select hash from records_leaf where position = 0) where level = 0").await;
    let page = town.get(&format!("/records/entries/{id}")).as_("Rune Arkiv").await.fine();
    assert!(page.says("Det går inte att bevisa att posten är som den var."), "{}", page.text());
}

async fn the_record_is_turned_page_by_page(town: Town) {
    for n in 0..120 {
        town.later(SignedDuration::from_secs(1));
        town.decide(&format!("KS 2026/{n:05}")).await;
    }
    let (mut path, mut n_pages, mut seen) = ("/records".to_owned(), 0, std::collections::BTreeSet::new());
    loop {
        let page = town.get(&path).as_("Rune Arkiv").await.fine();
        n_pages += 1;
        for element in page.elements() {
            if let Some(id) = element.attribute("href").and_then(|href| href.strip_prefix("/records/entries/")) {
                assert!(seen.insert(id.to_owned()), "{id} stands twice");
            }
        }
        let next = page.elements().into_iter().find(|element| element.attribute("rel") == Some("next"));
        match next.and_then(|link| link.attribute("href").map(str::to_owned)) {
            Some(next) => path = next,
            None => break,
        }
    }
    let all = town.desk.read(|conn| Ok(entry::newest(conn, None, 1000)?.len())).await.unwrap();
    assert_eq!((seen.len(), n_pages), (all, all.div_ceil(50)));
    assert!(town.desk.read(|conn| Ok(seal::size(conn)?)).await.unwrap() == 0, "reading seals nothing");
}

on_both_engines!(
    anyone_can_check_the_log_with_nothing_but_the_log,
    an_entry_is_read_in_words_with_its_proof,
    an_entry_whose_seal_was_broken_is_told,
    the_record_is_turned_page_by_page,
);
