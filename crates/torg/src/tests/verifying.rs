//! The record is verified: whoever changes it from outside, in whatever table, is found; disposal under a decision is not a change.
use jiff::SignedDuration;
use store::{Conn, Engine};

use super::town::{Town, on_both_engines, refusal};
use crate::ground::{MessageId, Problem};
use crate::records::retention::{self, Decision};
use crate::records::verify::{self, Against, PublicKey, Report};
use crate::records::{By, seal};

impl Town {
    /// What whoever has the desk's key would hold the record against.
    pub(super) async fn against(&self) -> Against {
        let (desk, origin) = (self.desk.clone(), self.desk.config().log_origin());
        let key = self.desk.read(move |conn| seal::verifying_key(conn, desk.vault(), &origin)).await.unwrap();
        Against { key: key.map(|key| PublicKey(*key.public_bytes())), kept: Vec::new() }
    }

    pub(super) async fn verify(&self) -> Report {
        let against = self.against().await;
        self.desk.read(move |conn| verify::database(conn, &against)).await.unwrap()
    }

    /// The latest checkpoint, as someone would keep it.
    pub(super) async fn checkpoint(&self) -> String {
        self.desk.read(|conn| Ok(seal::latest_checkpoint(conn)?)).await.unwrap().expect("sealed").1
    }

    /// Someone with the database in their hands does what no statement of the desk does.
    pub(super) async fn meddle(&self, sql: &str) {
        let sql = sql.to_owned();
        self.desk.write(move |conn: &mut Conn| Ok(conn.script(&sql)?)).await.unwrap();
    }

    pub(super) async fn decide(&self, number: &str) {
        let decision = Decision {
            number: number.to_owned(),
            decided_by: "Kommunstyrelsen".to_owned(),
            valid_from: self.now(),
            valid_to: None,
        };
        self.desk.act(move |act| retention::enter(act, By::Shell, &decision)).await.unwrap();
    }

    pub(super) async fn erase(&self, message: MessageId, number: &str) -> Result<usize, Problem> {
        let number = number.to_owned();
        self.desk.act(move |act| retention::erase_message(act, By::Shell, message, &number)).await
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        match self.engine() {
            Engine::Sqlite => format!("x'{}'", hex::encode(bytes)),
            Engine::Postgres => format!("'\\x{}'::bytea", hex::encode(bytes)),
        }
    }
}

/// A morning's work: messages, an edit, an answer, an assignment; all sealed.
async fn a_morning(town: &Town) {
    let asked = town.citizen("Åse Lind").asks("När öppnar simhallen?");
    town.citizen("Peder Ström").asks("Hur länge är det strömavbrott?");
    town.hears().await;
    town.citizen("Åse Lind").edits(&asked, "När öppnar simhallen i dag?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("simhallen").await;
    fatima.assigns(conversation.id, Some(fatima.id())).await.unwrap();
    fatima.answers(conversation.id, "Klockan 14.").await.unwrap();
    town.later(SignedDuration::from_secs(20));
    town.run_jobs().await;
    town.seal().await;
}

#[track_caller]
fn names(report: &Report, position: Option<u64>, sentence: &str) {
    let first = report.misfits.first().unwrap_or_else(|| panic!("nothing was found, {sentence:?} was expected"));
    assert!(first.wrong.to_string().contains(sentence), "{sentence:?} was expected, this was found: {:#?}", report.misfits);
    if position.is_some() {
        assert_eq!(first.place.position, position, "{:#?}", report.misfits);
        assert!(first.place.entry.is_some() && first.place.at.is_some(), "the entry is named: {first:?}");
    }
}

async fn an_untouched_record_fits(town: Town) {
    a_morning(&town).await;
    let report = town.verify().await;
    assert_eq!(report.misfits, []);
    assert!(report.is_sound() && report.sealed > 20 && report.checkpoints > 0, "{report:?}");
    assert_eq!((report.unsealed, report.versions), (0, 4));
    town.citizen("Nils Gran").asks("Hallå?");
    town.hears().await;
    let report = town.verify().await;
    assert!(report.is_sound() && report.unsealed == 1, "{report:?}");
}

async fn whoever_changes_a_row_is_found(town: Town) {
    a_morning(&town).await;
    let size = town.verify().await.sealed;
    let fine = |report: Report| assert_eq!(report.misfits, [], "put back, it fits again");
    let at = |n: u64| format!("(select entry from records_leaf where position = {n})");

    // A byte of an entry.
    let body = town.desk.read(|conn| Ok(crate::records::entry::at_position(conn, 7)?.unwrap().bytes)).await.unwrap();
    let mut flipped = body.clone();
    let digit = flipped.iter().rposition(u8::is_ascii_digit).unwrap();
    flipped[digit] ^= 1;
    town.meddle(&format!("update records_entry set body = {} where id = {}", town.bytes(&flipped), at(7))).await;
    names(&town.verify().await, Some(7), "does not say what it said when it was sealed");
    town.meddle(&format!("update records_entry set body = {} where id = {}", town.bytes(&body), at(7))).await;
    fine(town.verify().await);

    // The columns that lists are made of.
    town.meddle(&format!("update records_entry set at = at + 1 where id = {}", at(3))).await;
    names(&town.verify().await, Some(3), "when it was sealed");
    town.meddle(&format!("update records_entry set at = at - 1 where id = {}", at(3))).await;
    town.meddle(&format!("update records_entry set event = 'person-left' where id = {}", at(3))).await;
    names(&town.verify().await, Some(3), "the column event");
    let event = town.desk.read(|conn| Ok(crate::records::entry::at_position(conn, 3)?.unwrap().body.event.name())).await.unwrap();
    town.meddle(&format!("update records_entry set event = '{event}' where id = {}", at(3))).await;
    fine(town.verify().await);

    // Two leaves swapped; one leaf's hash changed.
    let swap =
        "update records_leaf set position = -1 where position = 4; update records_leaf set position = 4 where position = 5;
                update records_leaf set position = 5 where position = -1;";
    town.meddle(swap).await;
    names(&town.verify().await, Some(4), "tile 0/0 holds another hash");
    town.meddle(swap).await;
    town.meddle("update records_leaf set hash = (select hash from records_leaf where position = 5) where position = 4").await;
    names(&town.verify().await, Some(4), "the stored leaf is not this entry's");
    let leaf = town.desk.read(|conn| Ok(formats::tlog::leaf_hash(&seal::leaves(conn, 4, 5)?[0]))).await.unwrap();
    town.meddle(&format!("update records_leaf set hash = {} where position = 4", town.bytes(&leaf))).await;
    fine(town.verify().await);

    // A tile; the signed root tells that it is the tile.
    let tile = town.desk.read(tile).await.unwrap();
    let mut changed = tile.clone();
    changed[32 * 9] ^= 1;
    town.meddle(&format!("update records_tile set hashes = {} where level = 0", town.bytes(&changed))).await;
    let report = town.verify().await;
    names(&report, Some(9), "tile 0/0 holds another hash");
    assert_eq!(report.n_misfits, 1, "the roots still fit: {:#?}", report.misfits);
    town.meddle(&format!("update records_tile set hashes = {} where level = 0", town.bytes(&tile[..tile.len() - 32]))).await;
    names(&town.verify().await, Some(size - 1), "hashes, a log of this size has");
    town.meddle(&format!("update records_tile set hashes = {} where level = 0", town.bytes(&tile))).await;
    fine(town.verify().await);

    // A checkpoint: another's note, or no note at all.
    let checkpoint = town.checkpoint().await;
    let forged = checkpoint.replacen(&format!("\n{size}\n"), &format!("\n{}\n", size - 1), 1);
    town.meddle(&format!("update records_checkpoint set note = '{forged}' where size = {size}")).await;
    names(&town.verify().await, Some(size - 1), "a signature on the note is false");
    town.meddle(&format!("update records_checkpoint set note = '{checkpoint}' where size = {size}")).await;
    fine(town.verify().await);
    town.meddle(&format!("delete from records_checkpoint where size = {size}")).await;
    let report = town.verify().await;
    assert!(!report.is_sound(), "{report:?}");
}

fn tile(conn: &mut Conn) -> Result<Vec<u8>, Problem> {
    use formats::tlog::Tiles;
    let size = u16::try_from(seal::size(conn)?).unwrap();
    Ok(seal::StoredTiles(conn).tile(0, 0, size)?.concat())
}

async fn whoever_takes_a_row_away_is_found(town: Town) {
    a_morning(&town).await;
    town.meddle("delete from records_entry where id = (select entry from records_leaf where position = 6)").await;
    names(&town.verify().await, None, "the entry is gone; the sealed log still knows");
    assert_eq!(town.verify().await.misfits[0].place.position, Some(6));
    town.meddle("delete from records_leaf where position = 6").await;
    names(&town.verify().await, None, "its leaf was taken away");
}

async fn whoever_changes_a_content_or_a_version_is_found(town: Town) {
    a_morning(&town).await;
    let fatima = town.colleague("Fatima Berg").await;
    let peder = fatima.conversation_about("strömavbrott").await;
    let (_, thread) = fatima.opens(peder.id).await.unwrap();
    let (message, _) = &thread[0];
    let content = town.bytes(&message.content.0);

    let salted = format!("(select bytes from records_content where sha256 = {content})");
    town.meddle(&format!("create table kept_aside as select {salted} as bytes")).await;
    town.meddle(&format!(
        "update records_content set bytes = {} where sha256 = {content}",
        town.bytes(b"sixteen bytes of salt and a lie")
    ))
    .await;
    let report = town.verify().await;
    names(&report, None, "its SHA-256 is another");
    let entry = report.misfits[0].place;
    assert!(entry.position.is_some() && entry.at.is_some(), "the entry that names it is told: {entry:?}");

    town.meddle(&format!("update records_content set bytes = null where sha256 = {content}")).await;
    names(&town.verify().await, entry.position, "no entry says that it was erased");
    town.meddle(&format!("delete from records_content where sha256 = {content}")).await;
    names(&town.verify().await, entry.position, "is missing");
    town.meddle(&format!("insert into records_content (sha256, bytes) select {content}, bytes from kept_aside")).await;
    assert_eq!(town.verify().await.misfits, []);

    // The message is made to show another text than its latest version.
    let other = "(select content from records_version where number = 2)";
    town.meddle(&format!("update records_message set content = {other} where id = {}", town.id(message.id))).await;
    names(&town.verify().await, entry.position, "does not show its latest version");
    town.meddle(&format!("update records_message set content = {content} where id = {}", town.id(message.id))).await;
    town.meddle(&format!("update records_version set content = {other} where message = {}", town.id(message.id))).await;
    names(&town.verify().await, entry.position, "does not say what its entry says");
    town.meddle(&format!("delete from records_version where message = {}", town.id(message.id))).await;
    let report = town.verify().await;
    assert!(
        report.misfits.iter().any(|misfit| misfit.wrong.to_string().contains("the version that this entry tells of is missing")),
        "{:#?}",
        report.misfits
    );
}

impl Town {
    fn id(&self, id: MessageId) -> String {
        match self.engine() {
            Engine::Sqlite => format!("x'{}'", id.0.simple()),
            Engine::Postgres => format!("'{id}'"),
        }
    }
}

async fn a_log_that_was_cut_or_rewritten_is_found_by_an_old_checkpoint(town: Town) {
    a_morning(&town).await;
    let kept = town.checkpoint().await;
    let mut against = town.against().await;
    let kept = verify::open_checkpoint(&kept, against.key.unwrap()).unwrap();
    against.kept.push(kept.clone());
    town.citizen("Nils Gran").asks("Går bussen?");
    town.hears().await;
    town.seal().await;
    let held = town
        .desk
        .read({
            let against = against.clone();
            move |conn| verify::database(conn, &against)
        })
        .await
        .unwrap();
    assert!(held.is_sound(), "the log of now begins with the log of then: {:#?}", held.misfits);

    // Cut off behind everyone's back, with a checkpoint that fits: only who kept one can tell.
    let cut = kept.size - 3;
    town.meddle(&format!(
        "delete from records_version where entry in (select entry from records_leaf where position >= {cut});
         delete from records_entry where id in (select entry from records_leaf where position >= {cut});
         delete from records_leaf where position >= {cut}; delete from records_unsealed;
         delete from records_checkpoint where size > {cut};"
    ))
    .await;
    let report = town
        .desk
        .read({
            let against = against.clone();
            move |conn| verify::database(conn, &against)
        })
        .await
        .unwrap();
    let said: Vec<String> = report.misfits.iter().map(|misfit| misfit.wrong.to_string()).collect();
    let cut_off = format!("a checkpoint was signed for {} entries and the log has {cut}: its end was cut off", kept.size);
    assert!(said.contains(&cut_off), "{said:#?}");

    // Sealed anew from there on, with the desk's own key.
    town.meddle("delete from records_tile").await;
    town.meddle("delete from records_checkpoint").await;
    town.meddle("insert into records_unsealed select entry from records_leaf").await;
    town.meddle("delete from records_leaf").await;
    for name in ["Kari Nygård", "Odd Bakken", "Torunn Aasen", "Mirja Korhonen"] {
        town.citizen(name).asks("Hei!");
    }
    town.hears().await;
    town.seal().await;
    let report = town.desk.read(move |conn| verify::database(conn, &against)).await.unwrap();
    let rewritten =
        report.misfits.iter().any(|misfit| misfit.wrong.to_string().contains("the log was rewritten since it was signed"));
    assert!(rewritten, "{:#?}", report.misfits);
}

async fn an_entry_put_in_from_outside_is_found(town: Town) {
    a_morning(&town).await;
    let id = match town.engine() {
        Engine::Sqlite => "x'00000000000070008000000000000001'",
        Engine::Postgres => "'00000000-0000-7000-8000-000000000001'",
    };
    let copy = format!(
        "insert into records_entry (id, at, event, subject, body) select {id}, at, event, subject, body from records_entry where id = (select entry from records_leaf where position = 2)"
    );
    town.meddle(&copy).await;
    names(&town.verify().await, None, "put in from outside");
}

async fn erasing_under_a_decision_leaves_the_record_valid(town: Town) {
    a_morning(&town).await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("strömavbrott").await;
    let message = conversation.latest_message;
    assert_eq!(refusal(town.erase(message, "KS 2026/00098").await), "refuse-no-decision-in-force");
    town.decide("KS 2026/00098").await;
    assert_eq!(town.erase(message, "KS 2026/00098").await.unwrap(), 2, "what it said and the network's own bytes");
    assert_eq!(refusal(town.erase(message, "KS 2026/00098").await), "refuse-nothing-to-erase");
    town.seal().await;
    let report = town.verify().await;
    assert_eq!(report.misfits, []);
    assert_eq!(report.erased.get("KS 2026/00098"), Some(&2));
    assert!(fatima.searches("strömavbrott").await.is_empty());

    // Whoever gives another decision than the record does is found, and whoever puts the bytes back.
    town.meddle("update records_content set erased_under = 'KS 2026/00099' where bytes is null").await;
    let report = town.verify().await;
    names(&report, None, "no entry says that it was erased");
    assert!(
        report
            .misfits
            .iter()
            .any(|misfit| misfit.wrong.to_string().contains("under decision KS 2026/00098, and the content does not")),
        "{report:#?}"
    );
    town.meddle("update records_content set erased_under = 'KS 2026/00098' where bytes is null").await;
    town.meddle("delete from records_retention_decision").await;
    names(&town.verify().await, None, "which is not on the record");
}

on_both_engines!(
    an_untouched_record_fits,
    whoever_changes_a_row_is_found,
    whoever_takes_a_row_away_is_found,
    whoever_changes_a_content_or_a_version_is_found,
    a_log_that_was_cut_or_rewritten_is_found_by_an_old_checkpoint,
    an_entry_put_in_from_outside_is_found,
    erasing_under_a_decision_leaves_the_record_valid,
);
