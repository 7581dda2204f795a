//! A channel kept by hand: what is filled in is checked, and nothing leaves by itself.
use std::collections::BTreeMap;

use super::*;
use crate::contract::outgoing;
use crate::http::{Http, HttpSettings};

fn filled(settings: &[(&str, &str)]) -> Connection {
    let settings: BTreeMap<String, String> =
        settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Connection::new(Http::new(HttpSettings::default()).unwrap(), settings, BTreeMap::new())
}

const FORUM: (&str, &str) = ("address", "https://forum.example/exempelby/");
const NAMED: (&str, &str) = ("network", "Grannforum");

#[tokio::test]
async fn the_account_is_what_was_filled_in() {
    let account = Manual.account(&filled(&[FORUM, NAMED, ("handle", " @exempelby "), ("name", "Exempelby")])).await.unwrap();
    assert_eq!(account.handle, "exempelby");
    assert_eq!(account.name, "Exempelby (Grannforum)");
    assert_eq!(account.url.as_deref(), Some("https://forum.example/exempelby/"));
    let bare = Manual.account(&filled(&[FORUM, NAMED])).await.unwrap();
    assert_eq!((bare.handle.as_str(), bare.name.as_str()), ("forum.example/exempelby", "forum.example/exempelby (Grannforum)"));
}

#[tokio::test]
async fn what_is_no_address_or_no_length_is_refused_by_its_name() {
    for address in ["", "forum", "ftp://forum.example/", "javascript:alert(1)", "https://us:secret@forum.example/"] {
        let refused = Manual.account(&filled(&[("address", address), NAMED])).await;
        assert_eq!(refused, Err(Trouble::Setting { key: "address" }), "{address}");
    }
    for longest in ["0", "-1", "many", "100001", "99999999999999999999999"] {
        let refused = Manual.account(&filled(&[FORUM, NAMED, ("longest", longest)])).await;
        assert_eq!(refused, Err(Trouble::Setting { key: "longest" }), "{longest}");
    }
    assert_eq!(Manual.limits(&filled(&[FORUM, NAMED, ("longest", " 280 ")])).await.unwrap().text, 280);
}

#[tokio::test]
async fn nothing_leaves_by_itself() {
    let connection = filled(&[FORUM, NAMED]);
    assert_eq!(Manual.publish(&connection, &outgoing("Hej")).await, Err(Trouble::ByHand));
    assert_eq!(Manual.edit(&connection, "1", &outgoing("Hej")).await, Err(Trouble::ByHand));
    assert_eq!(Manual.delete(&connection, "1").await, Err(Trouble::ByHand));
    assert!(!Trouble::ByHand.passes() && !Trouble::ByHand.may_have_arrived(), "no try follows by itself");
}
