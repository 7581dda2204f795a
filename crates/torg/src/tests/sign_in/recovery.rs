//! Recovery by another administrator: logins end, second factors go only when asked, and nobody climbs by it.
use axum::http::StatusCode;

use super::{ASTRID, Browser, FATIMA, lines_like};
use crate::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use crate::tests::town::{Town, on_both_engines};

/// The link on the administrator's page.
fn link_on(page: &crate::tests::browser::Page) -> String {
    let field = page.elements().into_iter().find(|element| element.attribute("id") == Some("link"));
    let url = field.unwrap_or_else(|| panic!("no link on {}", page.text())).attribute("value").unwrap().to_owned();
    url.split_once("/welcome/").unwrap().1.to_owned()
}

async fn someone_forgot_the_password_and_has_the_telephone(town: Town) {
    town.joins(FATIMA).await;
    let hers = town.browser_of(FATIMA).await;
    hers.adds_an_app().await;
    let id = town.colleague(FATIMA).await.officer.id();
    let made = town.post(&format!("/govern/people/{id}/recovery")).with("second-factors", "keep").as_(ASTRID).await.fine();
    assert!(!hers.is_in().await, "logins end at once");
    let link = link_on(&made);
    let after = Browser::new(&town);
    let half = after.post(&format!("/welcome/{link}"), &[("password", "den nya hela meningen")]).await.fine();
    assert!(half.leads_to().starts_with("/sign-in/second"), "{}", half.leads_to());
    let (told, bytes) = town.record_about(FATIMA).await;
    assert_eq!(&told[told.len() - 2..], ["person-recovered", "person-joined"]);
    assert!(bytes.contains(r#""factors_removed":false"#) && !bytes.contains(&link));
}

async fn someone_lost_the_telephone_too(town: Town) {
    town.joins(FATIMA).await;
    let hers = town.browser_of(FATIMA).await;
    let (_, codes) = hers.adds_an_app().await;
    let id = town.colleague(FATIMA).await.officer.id();
    let made = town.post(&format!("/govern/people/{id}/recovery")).with("second-factors", "remove").as_(ASTRID).await.fine();
    let after = Browser::new(&town);
    after.post(&format!("/welcome/{}", link_on(&made)), &[("password", "den nya hela meningen")]).await.fine();
    let page = after.get("/me").await.fine();
    assert!(page.says("Lägg till en kodapp") && lines_like(&page, |line| line == codes[0]).is_empty(), "{}", page.text());
    assert!(town.record_about(FATIMA).await.1.contains(r#""factors_removed":true"#));
}

async fn nobody_climbs_by_recovering_another(town: Town) {
    town.joins(ASTRID).await;
    let (boss, fatima) = (town.boss, town.colleague(FATIMA).await.officer);
    let unit = fatima.person.unit;
    let governs_her_unit = Grant {
        person: fatima.id(),
        scope: Scope::Unit(unit),
        acts: vec![Allowed::Govern],
        document: "KS 2026/77".to_owned(),
        valid_from: town.now(),
        valid_to: None,
    };
    let granted = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        mandate::grant(act, &by, &governs_her_unit)
    });
    granted.await.unwrap();
    for (whom, status) in [
        (ASTRID, StatusCode::FORBIDDEN),            // another unit, and more than she holds
        (FATIMA, StatusCode::UNPROCESSABLE_ENTITY), // herself
        ("Omar Lind", StatusCode::FORBIDDEN),       // another unit
    ] {
        let id = town.colleague(whom).await.officer.id();
        for (path, with) in [("recovery", "remove"), ("logins/end", "")] {
            if (whom, path) == (FATIMA, "logins/end") {
                continue; // her own logins she may end
            }
            let no = town.post(&format!("/govern/people/{id}/{path}")).with("second-factors", with).as_(FATIMA).await;
            assert_eq!(no.status, status, "{whom} {path}: {}", no.text());
        }
    }
    let (told, _) = town.record_about(ASTRID).await;
    assert!(!told.contains(&"person-recovered") && !told.contains(&"logins-ended"), "{told:?}");
}

async fn a_stolen_computer_is_signed_out_by_an_administrator(town: Town) {
    let email = town.joins(FATIMA).await;
    let stolen = town.browser_of(FATIMA).await;
    let id = town.colleague(FATIMA).await.officer.id();
    town.post(&format!("/govern/people/{id}/logins/end")).as_(ASTRID).await.fine();
    assert!(!stolen.is_in().await);
    let another = Browser::new(&town);
    another.signs_in(&email, super::PASSWORD).await.fine();
    assert!(another.is_in().await, "the password stays");
}

on_both_engines!(
    someone_forgot_the_password_and_has_the_telephone,
    someone_lost_the_telephone_too,
    nobody_climbs_by_recovering_another,
    a_stolen_computer_is_signed_out_by_an_administrator,
);
