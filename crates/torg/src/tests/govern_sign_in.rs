//! Signing in: links that work once, guesses that must wait, and logins that end when they should.
use axum::http::{StatusCode, header};
use jiff::SignedDuration;

use super::town::{Town, on_both_engines, refusal};
use crate::govern::login;
use crate::govern::sign_in::{self, Coming};
use crate::govern::{invitation, mandate};
use crate::ground::Problem;

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
const HER_ADDRESS: &str = "fatima@exempelby.example";
const PASSWORD: &str = "en hel mening som jag minns";

/// Someone who tries from this address, on a device that nobody knows.
fn coming(address: &str) -> Coming {
    Coming { address: address.to_owned(), ..Coming::default() }
}

impl Town {
    /// Fatima gets a link and sets a password by it.
    async fn fatima_joins(&self) {
        let link = self.link_to_fatima().await;
        invitation::accept(&self.desk, link, PASSWORD.to_owned(), &Coming::default()).await.unwrap();
    }

    async fn link_to_fatima(&self) -> String {
        let (astrid, fatima) = (self.colleague(ASTRID).await.officer, self.colleague(FATIMA).await.id());
        self.desk
            .act(move |mut act| {
                let now = act.now();
                let by = astrid.may::<mandate::Govern>(act.conn(), mandate::Scope::Everywhere, now)?;
                invitation::invite(act, &by, fatima)
            })
            .await
            .unwrap()
    }

    async fn tries(&self, password: &str, from: &str) -> Result<(), Problem> {
        sign_in::sign_in(&self.desk, HER_ADDRESS, password.to_owned(), &coming(from)).await.map(drop)
    }

    async fn is_signed_in(&self, token: &login::LoginToken) -> bool {
        let (token, now) = (token.clone(), self.now());
        self.desk.read(move |conn| Ok::<_, Problem>(login::signed_in(conn, &token, now)?.is_some())).await.unwrap()
    }
}

async fn a_link_works_once_and_the_newest_only(town: Town) {
    let (first, second) = (town.link_to_fatima().await, town.link_to_fatima().await);
    assert_eq!(town.get(&format!("/welcome/{first}")).await.status, StatusCode::GONE, "a newer one was made");
    assert!(town.get(&format!("/welcome/{second}")).await.fine().says("Välkommen, Fatima Berg"));
    let short = town.post(&format!("/welcome/{second}")).with("password", "kort").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = town.login(FATIMA).await;
    assert!(town.is_signed_in(&before).await);
    let joined = town.post(&format!("/welcome/{second}")).with("password", PASSWORD).await.fine();
    assert!(joined.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap().contains("HttpOnly"));
    assert!(!town.is_signed_in(&before).await, "whoever was signed in as her is no longer");
    assert_eq!(town.post(&format!("/welcome/{second}")).with("password", PASSWORD).await.status, StatusCode::GONE);
    town.tries(PASSWORD, "192.0.2.1").await.unwrap();

    let late = town.link_to_fatima().await;
    town.later(SignedDuration::from_hours(24 * 7));
    assert_eq!(town.get(&format!("/welcome/{late}")).await.status, StatusCode::GONE);
}

async fn guesses_must_wait_and_lock_nobody_out_elsewhere(town: Town) {
    town.fatima_joins().await;
    for _ in 0..5 {
        assert_eq!(refusal(town.tries("fel lösenord här", "192.0.2.1").await), "refuse-sign-in");
    }
    assert_eq!(refusal(town.tries(PASSWORD, "192.0.2.1").await), "refuse-sign-in-wait", "also the right one");
    town.tries(PASSWORD, "192.0.2.2").await.unwrap();
    town.later(SignedDuration::from_mins(14));
    assert_eq!(refusal(town.tries(PASSWORD, "192.0.2.1").await), "refuse-sign-in-wait");
    town.later(SignedDuration::from_mins(1));
    town.tries(PASSWORD, "192.0.2.1").await.unwrap();

    // A household in IPv6 has more addresses than there are guesses.
    for n in 0..5 {
        assert_eq!(refusal(town.tries("fel lösenord här", &format!("2001:db8::{n:x}")).await), "refuse-sign-in");
    }
    assert_eq!(refusal(town.tries(PASSWORD, "2001:db8::ffff").await), "refuse-sign-in-wait");

    // One place that goes through the whole list of people waits, too.
    for n in 0..40 {
        let guess =
            sign_in::sign_in(&town.desk, &format!("n{n}@exempelby.example"), "sommar2026!!".to_owned(), &coming("192.0.2.9"))
                .await;
        assert_eq!(refusal(guess.map(drop)), "refuse-sign-in");
    }
    assert_eq!(refusal(town.tries(PASSWORD, "192.0.2.9").await), "refuse-sign-in-wait");
}

async fn a_flood_of_guesses_is_no_faster_than_one_after_the_other(town: Town) {
    town.fatima_joins().await;
    let guesses = (0..40).map(|n| {
        let desk = town.desk.clone();
        tokio::spawn(async move {
            sign_in::sign_in(&desk, HER_ADDRESS, format!("gissning nummer {n}"), &coming("192.0.2.1")).await.map(drop)
        })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(refusal(guess.await.unwrap()) == "refuse-sign-in");
    }
    assert_eq!(looked_at, 5, "so many passwords were looked at");
}

async fn who_leaves_is_out_at_once(town: Town) {
    town.fatima_joins().await;
    let login = town.login(FATIMA).await;
    let id = town.colleague(FATIMA).await.id();
    town.post(&format!("/govern/people/{id}/leave")).as_(ASTRID).await.fine();
    assert!(!town.is_signed_in(&login).await);
    assert_eq!(refusal(town.tries(PASSWORD, "192.0.2.1").await), "refuse-sign-in");
    let page = town.get(&format!("/govern/people/{id}")).as_(ASTRID).await.fine();
    assert!(page.says("Har slutat") && !page.says("Gör en ny länk"), "{}", page.text());
    let oneself = town.colleague(ASTRID).await.id();
    let kept = town.post(&format!("/govern/people/{oneself}/leave")).as_(ASTRID).await;
    assert!(kept.says("Du kan inte avsluta dig själv"), "{}", kept.text());
}

async fn signing_in_leads_to_addresses_of_the_desk_only(town: Town) {
    town.fatima_joins().await;
    for (to, leads_to) in [
        ("/govern", "/govern"),
        ("//evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
    ] {
        let signed_in = town.post("/sign-in").with("email", HER_ADDRESS).with("password", PASSWORD).with("to", to).await.fine();
        assert_eq!(signed_in.leads_to(), leads_to, "{to:?}");
    }
    let foreign = town
        .post("/sign-in")
        .header("origin", "https://evil.example")
        .with("email", HER_ADDRESS)
        .with("password", PASSWORD)
        .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

on_both_engines!(
    a_link_works_once_and_the_newest_only,
    guesses_must_wait_and_lock_nobody_out_elsewhere,
    a_flood_of_guesses_is_no_faster_than_one_after_the_other,
    who_leaves_is_out_at_once,
    signing_in_leads_to_addresses_of_the_desk_only,
);
