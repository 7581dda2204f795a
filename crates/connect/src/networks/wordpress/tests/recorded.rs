//! Exchanges recorded from a real site (WordPress 6.1, by `tests/wordpress.rs`), played again without it.
use std::sync::Arc;

use crate::connection::{Connection, Secret};
use crate::http::{Http, HttpSettings, Tape};
use crate::item::Kind;
use crate::network::{Listening, Network};
use crate::networks::wordpress::WordPress;

#[tokio::test]
async fn a_recorded_conversation_reads_as_it_was() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/wordpress");
    let tape = Some(Arc::new(Tape::replaying(folder).unwrap()));
    let http = Http::new(HttpSettings { tape, ..HttpSettings::default() }).unwrap();
    let settings = [("site", "https://www.exempelby.example"), ("user", "torg")];
    let settings = settings.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    let connection = Connection::new(http, settings, [("app_password".to_owned(), Secret::new("hemligt"))].into());

    assert_eq!(WordPress.account(&connection).await.unwrap().name, "Exempelby kommun");
    let news = WordPress.since(&connection, None).await.unwrap();
    let [Ok(comment)] = news.items.as_slice() else { panic!("{news:?}") };
    assert_eq!((comment.kind, comment.author.name.as_str(), comment.author.ours), (Kind::Comment, "Åse Ågren", false));
    assert_eq!(comment.text, "Når åpner badet? 🏊 “Snart”?");
    let thread = WordPress.thread(&connection, &comment.remote_id).await.unwrap();
    let told: Vec<String> = thread.items.into_iter().map(Result::unwrap).map(|item| item.text).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("Välkommen") && told[1] == comment.text, "{told:?}");
}
