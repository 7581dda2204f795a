//! Exchanges recorded from a real server (snac 2.75, by `tests/snac.rs`), played again without it.
use std::sync::Arc;

use crate::connection::{Connection, Secret};
use crate::http::{Http, HttpSettings, Tape};
use crate::item::Kind;
use crate::network::{Listening, Network, Publishing};
use crate::networks::mastodon::Mastodon;

#[tokio::test]
async fn a_recorded_conversation_reads_as_it_was() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/mastodon");
    let tape = Some(Arc::new(Tape::replaying(folder).unwrap()));
    let http = Http::new(HttpSettings { tape, ..HttpSettings::default() }).unwrap();
    let settings = [("instance".to_owned(), "https://social.example".to_owned())].into();
    let connection = Connection::new(http, settings, [("token".to_owned(), Secret::new("hemlig-token"))].into());

    let account = Mastodon.account(&connection).await.unwrap();
    assert_eq!(account.name, "city");
    let limits = Mastodon.limits(&connection).await.unwrap();
    assert_eq!((limits.text, limits.characters_per_url, limits.from_network), (100_000, Some(32), true));

    let news = Mastodon.since(&connection, Some("0")).await.unwrap();
    let [Ok(comment)] = news.items.as_slice() else { panic!("{news:?}") };
    assert_eq!((comment.kind, comment.author.name.as_str(), comment.author.ours), (Kind::Comment, "ase", false));
    assert!(comment.text.ends_with("Når åpner badet? Se https://example.com/badet"), "{}", comment.text);

    let thread = Mastodon.thread(&connection, comment.parent.as_deref().unwrap()).await.unwrap();
    let told: Vec<(Kind, String)> =
        thread.items.into_iter().map(Result::unwrap).map(|item| (item.kind, item.remote_id)).collect();
    assert_eq!(told[0].0, Kind::Post);
    assert_eq!(told[1], (Kind::Comment, comment.remote_id.clone()));
}
