//! Signing in with a real OpenID provider: who is known, what groups mean, and that nothing outlives the logout there.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::idp::{Idp, Wishes};
use super::{ASTRID, Browser, FATIMA};
use crate::govern::login::LoginToken;
use crate::govern::mandate::{self, Allowed, Scope};
use crate::tests::town::{Town, on_both_engines};

/// The provider signs by the machine's own clock.
fn by_the_machines_clock() -> Timestamp {
    crate::ground::Clock::System.now()
}

/// A login name of this story alone: the provider serves all stories.
fn login(name: &str) -> String {
    format!("{name}-{}", uuid::Uuid::now_v7())
}

impl Town {
    async fn acts_of(&self, name: &str) -> Vec<Allowed> {
        let (id, now) = (self.colleague(name).await.officer.id(), self.now());
        let held = self.desk.read(move |conn| Ok(mandate::of_person(conn, id)?)).await.unwrap();
        let mut acts: Vec<_> = held.into_iter().filter(|one| one.in_force(now)).flat_map(|one| one.acts).collect();
        acts.sort_unstable();
        acts.dedup();
        acts
    }

    async fn rule(&self, idp: &Idp<'_>, group: &str, acts: &[&str], who: &str) -> crate::tests::browser::Page {
        let mut asked = self.post(&format!("/govern/sign-in/providers/{}/rules", idp.id)).with("group", group);
        for act in acts {
            asked = asked.with("acts[]", act);
        }
        asked.with("place", "everywhere").with("document", "KS 2026/00400").as_(who).await
    }
}

async fn a_known_person_comes_in_and_groups_mean_mandates(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    let rune = login("rune");
    let claims = |groups: &[&str]| json!({ "email": "Rune@Exempelby.example", "email_verified": true, "name": "Rune Arkiv", "groups": groups });
    town.rule(&idp, "kundtjänst", &["answer", "read"], ASTRID).await.fine();
    assert_eq!(town.acts_of("Rune Arkiv").await, [Allowed::Read]);
    idp.knows(&rune, claims(&["kundtjänst", "annat"])).await;
    let browser = Browser::new(&town);
    assert!(browser.get("/sign-in?with=form").await.says("Logga in med Exempelby inloggning"));
    assert_eq!(idp.signs_in(&browser, &rune).await.fine().leads_to(), "/me");
    let page = browser.get("/me").await.fine();
    assert!(page.says("Rune Arkiv") && page.says("Leverantör"), "{}", page.text());
    assert_eq!(town.acts_of("Rune Arkiv").await, [Allowed::Answer, Allowed::Read]);
    let (told, bytes) = town.record_about("Rune Arkiv").await;
    for name in ["person-linked", "mandate-granted", "group-rule-applied"] {
        assert!(told.contains(&name), "{told:?}");
    }
    assert!(!bytes.contains(&rune), "what the provider calls him is content");
    // Signing in again gives nothing twice.
    idp.signs_in(&browser, &rune).await.fine();
    let (again, _) = town.record_about("Rune Arkiv").await;
    assert_eq!(again.len(), told.len(), "{again:?}");
    // Out of the group: at the next sign-in it is over.
    idp.knows(&rune, claims(&["annat"])).await;
    idp.signs_in(&browser, &rune).await.fine();
    assert_eq!(town.acts_of("Rune Arkiv").await, [Allowed::Read]);
    // Once known, the subject counts, not the address of mail.
    idp.knows(&rune, json!({ "email": "astrid@exempelby.example", "email_verified": true })).await;
    idp.signs_in(&browser, &rune).await.fine();
    assert!(browser.get("/me").await.says("Rune Arkiv"));
}

async fn strangers_are_turned_away_and_newcomers_need_a_group(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes { joining_unit: Some("Kundservice"), ..Wishes::default() }).await else { return };
    town.rule(&idp, "torg", &["read"], ASTRID).await.fine();
    let cases = [
        (
            json!({ "email": "okand@exempelby.example", "email_verified": true, "groups": ["annat"] }),
            "Du finns hos leverantören men inte i Torg",
        ),
        (
            json!({ "email": "astrid@exempelby.example", "email_verified": false, "groups": ["torg"] }),
            "inte bekräftat någon e-postadress",
        ),
        (json!({ "groups": ["torg"] }), "inte bekräftat någon e-postadress"),
    ];
    for (claims, why) in cases {
        let (browser, who) = (Browser::new(&town), login("okand"));
        idp.knows(&who, claims).await;
        let page = idp.signs_in(&browser, &who).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.says(why), "{}", page.text());
        assert!(!browser.is_in().await);
    }
    let (browser, who) = (Browser::new(&town), login("nils"));
    idp.knows(
        &who,
        json!({ "email": "nils@exempelby.example", "email_verified": true, "name": "Nils Gran", "given_name": "Nils",
        "locale": "nb-NO", "groups": ["torg"] }),
    )
    .await;
    idp.signs_in(&browser, &who).await.fine();
    let page = browser.get("/me").await.fine();
    assert!(page.says("Min konto") && page.says("Kundservice"), "{}", page.text());
    assert_eq!(town.colleague("Nils Gran").await.officer.person.signature, "Nils");
    assert_eq!(town.acts_of("Nils Gran").await, [Allowed::Read]);
}

async fn a_rule_gives_no_more_than_its_maker_holds(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    // Fatima does not govern; her hand on the form is refused.
    assert_eq!(town.rule(&idp, "alla", &["govern"], FATIMA).await.status, StatusCode::FORBIDDEN);
    // Astrid gets nothing by her own rule.
    town.rule(&idp, "chefer", &["govern", "run"], ASTRID).await.fine();
    let astrid = login("astrid");
    idp.knows(&astrid, json!({ "email": "astrid@exempelby.example", "email_verified": true, "groups": ["chefer"] })).await;
    let browser = Browser::new(&town);
    idp.signs_in(&browser, &astrid).await.fine();
    let (told, _) = town.record_about(ASTRID).await;
    assert!(!told.contains(&"group-rule-applied"), "{told:?}");
    // Omar governs, too, and makes a rule. While he holds it, it gives it.
    let his = town.colleague("Omar Lind").await.officer.id();
    town.grants(his, Scope::Everywhere, Allowed::ALL).await;
    town.rule(&idp, "ledning", &["run"], "Omar Lind").await.fine();
    let claims =
        |name: &str| json!({ "email": format!("{name}@exempelby.example"), "email_verified": true, "groups": ["ledning"] });
    let (rune, ingrid) = (login("rune"), login("ingrid"));
    idp.knows(&rune, claims("rune")).await;
    idp.signs_in(&Browser::new(&town), &rune).await.fine();
    assert!(town.acts_of("Rune Arkiv").await.contains(&Allowed::Run));
    // He leaves: his rule gives nothing any more, though the group is there.
    town.post(&format!("/govern/people/{his}/leave")).as_(ASTRID).await.fine();
    idp.knows(&ingrid, claims("ingrid")).await;
    idp.signs_in(&Browser::new(&town), &ingrid).await.fine();
    assert!(!town.acts_of("Ingrid Solberg").await.contains(&Allowed::Run));
}

async fn nothing_outlives_the_logout_at_the_provider(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    let fatima = login("fatima");
    idp.knows(&fatima, json!({ "email": "fatima@exempelby.example", "email_verified": true })).await;
    let there = town.another_node();
    let by_password = town.browser_with_password(FATIMA).await;
    let browser = Browser::new(&town);
    idp.signs_in(&browser, &fatima).await.fine();
    let token = LoginToken::from_cookie(&browser.cookie("torg").unwrap());
    let is_in = async || {
        let (token, now) = (token.clone(), there.now());
        there.read(move |conn| Ok(crate::govern::login::signed_in(conn, &token, now)?.is_some())).await.unwrap()
    };
    assert!(browser.is_in().await && is_in().await);
    // A code that is under way while she signs out.
    let late = Browser::new(&town);
    let late_back = idp.leads_back(&late, &fatima).await;

    let word = idp.signs_out(&fatima).await;
    // Not believed when it is changed, or sent to another.
    for forged in [word.replace('.', ".."), word[..word.len() - 6].to_owned(), String::new()] {
        assert_eq!(idp.tells(&forged).await.status, StatusCode::BAD_REQUEST);
    }
    assert!(browser.is_in().await);
    assert_eq!(idp.tells(&word).await.status, StatusCode::OK);
    assert!(!browser.is_in().await && !is_in().await, "on both nodes, with the very next request");
    assert!(by_password.is_in().await, "what does not hang on the provider stays");
    assert_eq!(idp.tells(&word).await.status, StatusCode::BAD_REQUEST, "a token counts once");
    let late_page = late.get(&late_back).await;
    assert!(late_page.status.is_client_error() && !late.is_in().await, "{}", late_page.text());
    let (told, _) = town.record_about(FATIMA).await;
    assert_eq!(told.last(), Some(&"logins-ended"));

    // An expired one does nothing.
    idp.signs_in(&browser, &fatima).await.fine();
    let word = idp.signs_out(&fatima).await;
    town.later(SignedDuration::from_mins(10));
    assert_eq!(idp.tells(&word).await.status, StatusCode::BAD_REQUEST, "too old");
}

async fn whoever_signs_out_here_is_offered_to_sign_out_there_too(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    let fatima = login("fatima");
    idp.knows(&fatima, json!({ "email": "fatima@exempelby.example", "email_verified": true })).await;
    let browser = Browser::new(&town);
    idp.signs_in(&browser, &fatima).await.fine();
    let out = browser.post("/sign-out", &[]).await.fine();
    assert!(!browser.is_in().await);
    assert_eq!(out.leads_to(), format!("/sign-in?left={}", idp.id));
    let door = browser.get(out.leads_to()).await.fine();
    let there = format!("/sign-in/provider/{}/sign-out", idp.id);
    assert!(door.says("kanske fortfarande inloggad hos Exempelby inloggning") && door.html.contains(&there), "{}", door.text());
    // Still signed in there, she comes in without being asked; having said yes there, she does not.
    let leaves = browser.get(&there).await.fine();
    let (back, word) = idp.says_yes_at(&fatima, leaves.leads_to()).await;
    assert_eq!(back, crate::govern::provider_logout::door_address(&town.desk));
    let other = Browser::new(&town);
    assert_eq!(idp.tells(&word).await.status, StatusCode::OK);
    assert!(!other.is_in().await);

    // Who came by password is offered nothing, and a provider that is gone is not named.
    let by_password = town.browser_with_password(FATIMA).await;
    assert_eq!(by_password.post("/sign-out", &[]).await.fine().leads_to(), "/sign-in");
    town.post(&format!("/govern/sign-in/providers/{}/end", idp.id)).with("why", "Vi byter.").as_(ASTRID).await.fine();
    assert!(!browser.get(out.leads_to()).await.fine().says("Exempelby inloggning"));
    assert_eq!(browser.get(&there).await.status, StatusCode::NOT_FOUND);
}

async fn an_answer_serves_one_browser_once(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    let fatima = login("fatima");
    idp.knows(&fatima, json!({ "email": "fatima@exempelby.example", "email_verified": true })).await;
    // Another's browser: an attacker gives their own answer to someone (login CSRF), or takes theirs.
    let (hers, thief) = (Browser::new(&town), Browser::new(&town));
    let back = idp.leads_back(&hers, &fatima).await;
    assert_eq!(thief.get(&back).await.status, StatusCode::GONE);
    let _own = idp.leads_back(&thief, &login("tjuv")).await;
    let swapped = thief.get(&back).await;
    assert_eq!(swapped.status, StatusCode::UNAUTHORIZED, "another question's state: {}", swapped.text());
    idp.knows(&fatima, json!({ "email": "fatima@exempelby.example", "email_verified": true })).await;
    assert_eq!(hers.get(&back).await.fine().leads_to(), "/me", "hers is still good for her");
    assert_eq!(hers.get(&back).await.status, StatusCode::GONE, "once");
    // A wrong answer uses the question up.
    let once = Browser::new(&town);
    let back = idp.leads_back(&once, &fatima).await;
    assert_eq!(once.get(&back.replace("state=", "state=x")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(once.get(&back).await.status, StatusCode::GONE);
    // An answer in another issuer's name, and one that says no.
    for (with, status) in
        [("&iss=https%3A%2F%2Fevil.example", StatusCode::UNAUTHORIZED), ("&error=access_denied", StatusCode::UNAUTHORIZED)]
    {
        let browser = Browser::new(&town);
        let back = idp.leads_back(&browser, &fatima).await;
        let back = back.split_once("&iss=").map_or(back.clone(), |(before, after)| {
            format!("{before}{}", after.split_once('&').map_or(String::new(), |(_, rest)| format!("&{rest}")))
        });
        let page = browser.get(&format!("{back}{with}")).await;
        assert_eq!(page.status, status, "{with}: {}", page.text());
        assert!(!browser.is_in().await);
    }
}

async fn whose_second_factor_the_desk_asks_for_shows_it_here(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes::default()).await else { return };
    town.joins(FATIMA).await;
    let owner = town.browser_of(FATIMA).await;
    let (typed, _) = owner.adds_an_app().await;
    let fatima = login("fatima");
    idp.knows(&fatima, json!({ "email": "fatima@exempelby.example", "email_verified": true })).await;
    let browser = Browser::new(&town);
    let half = idp.signs_in(&browser, &fatima).await.fine();
    assert!(half.leads_to().starts_with("/sign-in/second"), "{}", half.leads_to());
    assert!(!browser.is_in().await);
    // Signed out at the provider before the code came: too late.
    let word = idp.signs_out(&fatima).await;
    assert_eq!(idp.tells(&word).await.status, StatusCode::OK);
    town.later(SignedDuration::from_secs(30));
    let shown = town.app_shows(&typed);
    let late = browser.post("/sign-in/second", &[("code", &shown)]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED, "{}", late.text());
    assert!(!browser.is_in().await);
}

async fn a_provider_that_ends_takes_its_logins_and_mandates(town: Town) {
    let Some(idp) = Idp::joined(&town, Wishes { second_factor: "provider", ..Wishes::default() }).await else { return };
    town.rule(&idp, "kundtjänst", &["answer"], ASTRID).await.fine();
    let rune = login("rune");
    idp.knows(&rune, json!({ "email": "rune@exempelby.example", "email_verified": true, "groups": ["kundtjänst"] })).await;
    let browser = Browser::new(&town);
    idp.signs_in(&browser, &rune).await.fine();
    let address = format!("/govern/sign-in/providers/{}", idp.id);
    let without = town.post(&format!("{address}/end")).with("why", " ").as_(ASTRID).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.post(&format!("{address}/end")).with("why", "Ny leverantör").as_(ASTRID).await.fine();
    assert!(!browser.is_in().await);
    assert_eq!(town.acts_of("Rune Arkiv").await, [Allowed::Read]);
    assert_eq!(browser.get(&format!("/sign-in/provider/{}", idp.id)).await.status, StatusCode::NOT_FOUND);
    assert!(!browser.get("/sign-in?with=form").await.says("Exempelby inloggning"));
}

on_both_engines!(
    from crate::tests::sign_in::provider::by_the_machines_clock();
    a_known_person_comes_in_and_groups_mean_mandates,
    strangers_are_turned_away_and_newcomers_need_a_group,
    a_rule_gives_no_more_than_its_maker_holds,
    nothing_outlives_the_logout_at_the_provider,
    whoever_signs_out_here_is_offered_to_sign_out_there_too,
    an_answer_serves_one_browser_once,
    whose_second_factor_the_desk_asks_for_shows_it_here,
    a_provider_that_ends_takes_its_logins_and_mandates,
);
