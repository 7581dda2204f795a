//! One's own account: where one is signed in, signing out elsewhere, and another password.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::{ASTRID, Browser, FATIMA, PASSWORD};
use crate::govern::login;
use crate::tests::town::{Town, on_both_engines};

async fn logins_are_listed_and_ended(town: Town) {
    let email = town.joins(FATIMA).await;
    // The link signed her in, too.
    let here = town.browser_of(FATIMA).await;
    town.later(SignedDuration::from_mins(5));
    let (phone, library) = (town.browser_of(FATIMA).await, town.browser_of(FATIMA).await);
    let page = here.get("/me").await.fine();
    assert!(page.says("den här") && page.says("Logga ut på alla andra ställen"), "{}", page.text());
    assert!(!page.html.contains("192.0.2"), "no address of the net");

    let id = town.colleague(FATIMA).await.officer.id();
    let now = town.now();
    let logins = town.desk.read(move |conn| Ok(login::of_person(conn, id, now)?)).await.unwrap();
    assert_eq!(logins.len(), 4);
    // Nobody ends another's login by its id.
    town.joins(ASTRID).await;
    let astrid = town.browser_of(ASTRID).await;
    for login in &logins {
        let not_hers = astrid.post(&format!("/me/logins/{}/end", login.id), &[]).await;
        assert_eq!(not_hers.status, StatusCode::NOT_FOUND);
    }
    assert!(phone.is_in().await && library.is_in().await);
    // The first ones were begun five minutes before.
    let others: Vec<_> = logins.iter().filter(|login| login.begun_at == now).collect();
    assert_eq!(others.len(), 2);
    here.post(&format!("/me/logins/{}/end", others[0].id), &[]).await.fine();
    assert!(phone.is_in().await ^ library.is_in().await, "one of them, on the very next request");
    here.post("/me/logins/end", &[("which", "others")]).await.fine();
    assert!(here.is_in().await && !phone.is_in().await && !library.is_in().await);
    assert_eq!(here.post("/me/logins/end", &[("which", "all")]).await.fine().leads_to(), "/sign-in");
    assert!(!here.is_in().await && here.cookie("torg").is_none());
    let (told, _) = town.record_about(FATIMA).await;
    assert_eq!(told.iter().filter(|name| **name == "logins-ended").count(), 3);
    here.signs_in(&email, PASSWORD).await.fine();
}

async fn a_new_password_ends_the_logins_elsewhere(town: Town) {
    let email = town.joins(FATIMA).await;
    let (here, elsewhere) = (town.browser_of(FATIMA).await, town.browser_of(FATIMA).await);
    let new = "en annan mening att minnas";
    let wrong = here.post("/me/password", &[("current", "inte det här"), ("new", new)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
    let short = here.post("/me/password", &[("current", PASSWORD), ("new", "kort")]).await;
    assert!(short.says("minst 12 tecken"), "{}", short.text());
    here.post("/me/password", &[("current", PASSWORD), ("new", new)]).await.fine();
    assert!(here.is_in().await && !elsewhere.is_in().await);
    assert_eq!(elsewhere.signs_in(&email, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    elsewhere.signs_in(&email, new).await.fine();
    let (told, bytes) = town.record_about(FATIMA).await;
    assert_eq!(told.last(), Some(&"password-changed"));
    assert!(!bytes.contains(new));
    // Guessing the old one at an open browser is guessing.
    for _ in 0..5 {
        here.post("/me/password", &[("current", "inte det här"), ("new", "någon helt annan mening")]).await;
    }
    let waits = here.post("/me/password", &[("current", new), ("new", "någon helt annan mening")]).await;
    assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS, "{}", waits.text());
}

async fn a_cookie_that_was_planted_is_not_taken_up(town: Town) {
    let email = town.joins(FATIMA).await;
    let browser = Browser::new(&town);
    for name in ["torg", "torg-device", "torg-half"] {
        browser.plant(name, "thirty-two-bytes-that-the-attacker-knows-too");
    }
    browser.signs_in(&email, PASSWORD).await.fine();
    assert!(browser.is_in().await);
    for name in ["torg", "torg-device"] {
        assert_ne!(browser.cookie(name).unwrap(), "thirty-two-bytes-that-the-attacker-knows-too", "{name}");
    }
    assert_eq!(browser.cookie("torg-half"), None);
    // Signing in again gives a new login; the old one does not become another's.
    let first = browser.cookie("torg").unwrap();
    browser.signs_in(&email, PASSWORD).await.fine();
    assert_ne!(browser.cookie("torg").unwrap(), first);
}

async fn the_language_is_chosen_on_the_account_and_the_keys_stay(town: Town) {
    town.joins(FATIMA).await;
    let browser = town.browser_of(FATIMA).await;
    browser.post("/preferences", &[("language", "sv"), ("single-keys", "off")]).await.fine();
    assert_eq!(browser.post("/preferences", &[("language", "nn")]).await.fine().leads_to(), "/me");
    assert!(browser.get("/me").await.says("Kontoen min"));
    let page = browser.get("/preferences").await;
    let off = page.elements().into_iter().find(|element| element.attribute("value") == Some("off")).unwrap();
    assert!(off.attribute("checked").is_some(), "{}", page.html);
}

on_both_engines!(
    logins_are_listed_and_ended,
    a_new_password_ends_the_logins_elsewhere,
    a_cookie_that_was_planted_is_not_taken_up,
    the_language_is_chosen_on_the_account_and_the_keys_stay,
);
