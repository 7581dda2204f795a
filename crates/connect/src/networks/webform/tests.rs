//! The desk as its own network: an address that is safe, and answers that need nobody else.
use std::collections::BTreeMap;

use super::*;
use crate::contract::outgoing;
use crate::http::{Http, HttpSettings};
use crate::outgoing::ReplyTo;

fn form_at(path: &str) -> Connection {
    let settings = [("path", path), ("title", "Kontakta Exempelby")];
    let settings: BTreeMap<String, String> =
        settings.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    Connection::new(Http::new(HttpSettings::default()).unwrap(), settings, BTreeMap::new())
}

#[tokio::test]
async fn a_form_stands_at_its_own_address() {
    let account = Webform.account(&form_at(" kontakt-2 ")).await.unwrap();
    assert_eq!(Webform.hosted_at(&account).as_deref(), Some("/contact/kontakt-2"));
    for path in ["", "Kontakt", "a/b", "..", "å", "-", "-a", "a b", "kontakt?x", &"a".repeat(61)] {
        assert_eq!(Webform.account(&form_at(path)).await, Err(Trouble::Setting { key: "path" }), "{path}");
    }
}

#[tokio::test]
async fn an_answer_is_there_once_however_often_it_is_sent() {
    let connection = form_at("kontakt");
    let answered = ReplyTo { remote_id: "form:1".into(), root: None, handle: None };
    let answer = Outgoing { reply_to: Some(answered), ..outgoing("Tack för din fråga.") };
    let first = Webform.publish(&connection, &answer).await.unwrap();
    assert_eq!(Webform.publish(&connection, &answer).await.unwrap(), first);
    let nothing = Webform.publish(&connection, &outgoing("Till alla")).await;
    assert!(matches!(nothing, Err(Trouble::Refused { .. })), "{nothing:?}");
}
