//! Search: words, their other forms, beginnings; what is erased is not found; both engines answer alike, whatever is asked.
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use store::Engine;

use super::listening::{batch, item};
use super::town::{Town, on_both_engines};
use crate::records::{message, search};

impl Town {
    /// Texts that hold what was asked, the newest first.
    async fn finds(&self, asked: &str) -> Vec<String> {
        let asked = asked.to_owned();
        let found = self.desk.read(move |conn| {
            let Some(query) = search::Query::new(conn, &asked, None, &[]) else { return Ok(Vec::new()) };
            let numbers = search::newest(conn, &query, i64::MAX, 1000)?;
            let text = |n| {
                let found = message::numbered(conn, n)?.expect("what is found is on the record");
                Ok(message::text(conn, found.content)?.plain().to_owned())
            };
            numbers.into_iter().map(text).collect()
        });
        found.await.unwrap()
    }
}

async fn words_are_found_in_any_form_the_newest_first(town: Town) {
    let texts =
        ["Simhallen är stängd", "Vi gillar simhallar", "Biblioteket är öppet", "Hei, barnehagene er stengt i dag", "SIMHALLEN!"];
    let items = texts.iter().enumerate().map(|(n, text)| item(&n.to_string(), text)).collect();
    town.takes(batch(items, "c")).await.unwrap();
    assert_eq!(town.finds("simhall").await, ["SIMHALLEN!", "Vi gillar simhallar", "Simhallen är stängd"]);
    assert_eq!(town.finds("simhallen stängd").await, ["Simhallen är stängd"], "all words are asked for");
    assert_eq!(town.finds("bibl*").await, ["Biblioteket är öppet"], "a beginning");
    assert_eq!(town.finds("barnehager").await, ["Hei, barnehagene er stengt i dag"]);
    for nothing in ["", "  ", "*", "!?", "\"", "')", "🌊"] {
        assert_eq!(town.finds(nothing).await, Vec::<String>::new(), "{nothing:?}");
    }
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.searches("biblioteket").await, ["Biblioteket är öppet"]);
}

async fn an_edited_message_is_found_by_what_it_says_now(town: Town) {
    let ase = town.citizen("Åse Lind");
    let asked = ase.asks("När öppnar badhuset?");
    town.hears().await;
    ase.edits(&asked, "När öppnar ishallen? @exempelby");
    town.hears().await;
    assert_eq!(town.finds("ishallen").await.len(), 1);
    assert_eq!(town.finds("badhuset").await.len(), 0);
}

async fn a_beginning_is_found_among_the_newest_and_behind_them(town: Town) {
    let texts = ["Bibliotekets tak läcker", "Var är biblan?", "Bibliotek i söder", "Badet och biblioteket", "Is på vägen"];
    let items = texts.iter().enumerate().map(|(n, text)| item(&n.to_string(), text)).collect();
    town.takes(batch(items, "c")).await.unwrap();
    let found = ["Badet och biblioteket", "Bibliotek i söder", "Var är biblan?", "Bibliotekets tak läcker"];
    assert_eq!(town.finds("bibl*").await, found);
    // As when thousands came after the first two.
    town.meddle("delete from records_search_newest where n <= (select min(n) + 1 from records_search_newest)").await;
    assert_eq!(town.finds("bibl*").await, found, "the newest, then what lies behind them");
    assert_eq!(town.finds("biblioteket*").await, ["Badet och biblioteket", "Bibliotekets tak läcker"]);
    assert_eq!(town.finds("badet bibl*").await, ["Badet och biblioteket"], "with another word");
    assert_eq!(town.finds("tak bibl*").await, ["Bibliotekets tak läcker"]);
    assert_eq!(town.finds("i*").await, ["Is på vägen", "Bibliotek i söder"], "a channel's own sign begins like no word");
    for (remote_id, says) in [("0", "Bibliska mått på hålet"), ("3", "Simhallen")] {
        let change = connect::Change::Edited { version: "2".to_owned() };
        town.takes(batch(vec![connect::Item { change, ..item(remote_id, says) }], "d")).await.unwrap();
    }
    assert_eq!(town.finds("bibl*").await, ["Bibliotek i söder", "Var är biblan?", "Bibliska mått på hålet"], "as they say now");
    assert_eq!(town.finds("simh*").await, ["Simhallen"]);
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(fatima.searches("bibl*").await.len(), 3);
}

async fn an_answer_of_ours_is_found_too(town: Town) {
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("badet").await;
    fatima.answers(conversation.id, "Trampolinen är klar klockan fjorton.").await.unwrap();
    town.later(crate::publish::delivery::UNDO);
    town.run_jobs().await;
    assert_eq!(town.finds("trampolin").await.len(), 1);
}

on_both_engines!(
    words_are_found_in_any_form_the_newest_first,
    an_edited_message_is_found_by_what_it_says_now,
    a_beginning_is_found_among_the_newest_and_behind_them,
    an_answer_of_ours_is_found_too,
);

/// Words as the town writes them, and as someone does who tries to break things.
fn words() -> impl Strategy<Value = String> {
    let town = prop::sample::select(&[
        "simhallen",
        "simhall",
        "Simhallar",
        "stängd",
        "ÖPPNAR",
        "badet",
        "bad",
        "i",
        "snø",
        "brøyting",
        "barnehager",
        "väg",
        "vägen",
        "06",
        "2026",
        "a\u{30a}r",
        "år",
        "l’été",
        "e-post",
        "@exempelby",
        "#torget",
        "https://exempelby.example/a?b=1",
        "naïve",
        "ß",
        "İstanbul",
        "ʼn",
        "ﬁnland",
        "हिन्दी",
        "ภาษาไทย",
        "中文問題",
        "العربية",
        "ק״ק",
        "½",
        "Ⅷ",
        "①",
        "x²",
        "𝔘𝔫",
        "👩‍👩‍👧",
        "\u{202e}abc",
        "o\u{200b}rd",
        "a\u{345}",
        "क्षि",
        "ಕನ್ನಡ",
    ]);
    prop_oneof![6 => town.prop_map(str::to_owned), 2 => any::<String>(), 1 => "\\PC{1,12}", 1 => "[a-zåäö]{1,3}\\*?"]
}

/// A text of up to a dozen words.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 0..12).prop_map(|words| words.join(" "))
}

/// A question: a few words, perhaps with the star of a beginning, perhaps out of nowhere.
fn question() -> impl Strategy<Value = String> {
    let few = || prop::collection::vec(words(), 1..3).prop_map(|words| words.join(" "));
    prop_oneof![4 => few(), 2 => few().prop_map(|few| format!("{few}*")), 1 => any::<String>()]
}

#[test]
fn both_engines_answer_alike_whatever_is_written_and_asked() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let (sqlite, postgres) = (Town::on(Engine::Sqlite).await, Town::on(Engine::Postgres).await);
        // The texts of all rounds stay: later questions are put to more of them.
        let (mut n_texts, mut n_found) = (0, 0);
        let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
        for _ in 0..40 {
            let round = (prop::collection::vec(text(), 1..12), prop::collection::vec(question(), 10))
                .new_tree(&mut runner)
                .unwrap()
                .current();
            let (texts, questions) = round;
            let items = || texts.iter().enumerate().map(|(n, text)| item(&(n_texts + n).to_string(), text)).collect();
            for town in [&sqlite, &postgres] {
                assert_eq!(town.takes(batch(items(), "c")).await.unwrap(), texts.len());
            }
            n_texts += texts.len();
            for asked in questions.iter().chain(&texts) {
                let (here, there) = (sqlite.finds(asked).await, postgres.finds(asked).await);
                assert_eq!(here, there, "asked for {asked:?}");
                n_found += here.len();
            }
            for text in &texts {
                let is_found = sqlite.finds(text).await.contains(text);
                let can_be = !screen::tokens::query(text).is_empty();
                assert_eq!(is_found, can_be, "a text is found by its own words: {text:?}");
            }
        }
        assert!(n_found > 1_000, "only {n_found} hits: the questions ask for nothing");
    });
}
