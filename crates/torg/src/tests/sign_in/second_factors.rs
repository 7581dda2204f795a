//! Second factors: added with a fresh proof, asked for at every door, and never counted twice.
use axum::http::StatusCode;
use jiff::SignedDuration;

use super::{ASTRID, Browser, FATIMA, PASSWORD};
use crate::govern::mandate::{self, Govern, Scope};
use crate::govern::second_factor::{self, Demand};
use crate::govern::sign_in;
use crate::tests::town::{Town, on_both_engines, refusal};

async fn an_app_is_added_and_asked_for(town: Town) {
    let email = town.joins(FATIMA).await;
    let browser = town.browser_of(FATIMA).await;
    browser.post("/me/app", &[]).await.fine();
    let wrong = browser.post("/me/app/confirmation", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
    assert!(wrong.html.contains("class=\"qr\""), "the picture is there for another try");
    let still = Browser::new(&town);
    assert_eq!(still.signs_in(&email, PASSWORD).await.fine().leads_to(), "/", "what is not confirmed is not asked for");

    let (typed, codes) = browser.adds_an_app().await;
    assert_eq!(codes.len(), 10, "{codes:?}");
    assert!(browser.get("/me").await.says("Din kodapp används"));
    let again = browser.post("/me/app", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text());

    // The password alone leads half the way.
    let other = Browser::new(&town);
    let half = other.signs_in(&email, PASSWORD).await.fine();
    assert_eq!(half.leads_to(), "/sign-in/second?to=%2F");
    assert!(!other.is_in().await && other.cookie("torg").is_none());
    // The code that confirmed the app was used; it counts once.
    let shown = town.app_shows(&typed);
    let replayed = other.post("/sign-in/second", &[("code", &shown)]).await;
    assert_eq!(replayed.status, StatusCode::UNAUTHORIZED, "{}", replayed.text());
    town.later(SignedDuration::from_secs(30));
    let shown = town.app_shows(&typed);
    other.post("/sign-in/second", &[("code", &shown)]).await.fine();
    assert!(other.is_in().await);
    let thief = Browser::new(&town);
    thief.signs_in(&email, PASSWORD).await.fine();
    assert_eq!(thief.post("/sign-in/second", &[("code", &shown)]).await.status, StatusCode::UNAUTHORIZED, "replayed");

    // A recovery code works once, however it is typed.
    let paper = codes[3].to_uppercase().replace('-', " ");
    thief.post("/sign-in/second", &[("code", &paper)]).await.fine();
    assert!(thief.is_in().await);
    let twice = Browser::new(&town);
    twice.signs_in(&email, PASSWORD).await.fine();
    assert_eq!(twice.post("/sign-in/second", &[("code", &paper)]).await.status, StatusCode::UNAUTHORIZED, "used up");
    assert!(thief.get("/me").await.says("9 reservkoder kvar"));

    let (told, bytes) = town.record_about(FATIMA).await;
    assert_eq!(&told[told.len() - 3..], ["recovery-codes-made", "sign-in-app-added", "recovery-code-used"]);
    let secret = typed.replace(' ', "");
    for kept_out in [secret.as_str(), &codes[0], &codes[3], PASSWORD, "otpauth"] {
        assert!(!bytes.contains(kept_out), "the record holds a secret");
    }
}

async fn an_open_browser_is_no_way_to_add_a_factor(town: Town) {
    town.joins(FATIMA).await;
    let browser = town.browser_of(FATIMA).await;
    browser.post("/me/app", &[]).await.fine();
    town.later(SignedDuration::from_mins(10));
    for (path, fields) in [
        ("/me/app", &[][..]),
        ("/me/app/confirmation", &[("code", "000000")]),
        ("/me/app/removal", &[]),
        ("/me/recovery-codes", &[]),
        ("/me/passkeys", &[("token", "x"), ("answer", "{}"), ("name", "Min")]),
    ] {
        assert_eq!(browser.post(path, fields).await.leads_to(), "/me/confirm", "{path}");
    }
    assert_eq!(browser.get("/me/app").await.leads_to(), "/me/confirm", "the secret is not shown to whoever passes by");
    let question = browser.post("/me/passkeys/question", &[]).await;
    assert_eq!(question.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.post("/me/confirm", &[("password", "fel lösenord här")]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.post("/me/app", &[]).await.leads_to(), "/me/confirm");
    assert_eq!(browser.post("/me/confirm", &[("password", PASSWORD)]).await.fine().leads_to(), "/me");
    let (typed, _) = browser.adds_an_app().await;
    // From now on the proof takes a code, too.
    town.later(SignedDuration::from_mins(11));
    assert_eq!(browser.post("/me/confirm", &[("password", PASSWORD)]).await.status, StatusCode::UNAUTHORIZED);
    let shown = town.app_shows(&typed);
    browser.post("/me/confirm", &[("password", PASSWORD), ("code", &shown)]).await.fine();
    browser.post("/me/app/removal", &[]).await.fine();
    let page = browser.get("/me").await;
    assert!(page.says("Lägg till en kodapp") && !page.says("Reservkoder"), "{}", page.text());
}

async fn a_link_is_no_way_around_a_second_factor(town: Town) {
    town.joins(FATIMA).await;
    let browser = town.browser_of(FATIMA).await;
    let (typed, _) = browser.adds_an_app().await;
    let link = town.link_to(FATIMA).await;
    let thief = Browser::new(&town);
    let taken = thief.post(&format!("/welcome/{link}"), &[("password", "tjuvens eget lösenord")]).await.fine();
    assert!(taken.leads_to().starts_with("/sign-in/second"), "{}", taken.leads_to());
    assert!(!thief.is_in().await);
    assert!(!browser.is_in().await, "a new password ends every login");
    town.later(SignedDuration::from_secs(30));
    let shown = town.app_shows(&typed);
    thief.post("/sign-in/second", &[("code", &shown)]).await.fine();
    assert!(thief.is_in().await, "whoever has the telephone is the person");
}

async fn codes_are_guessed_a_few_times_only(town: Town) {
    let email = town.joins(FATIMA).await;
    let owner = town.browser_of(FATIMA).await;
    let (typed, _) = owner.adds_an_app().await;
    let desk = &town.desk;
    let half_way = async |address: &str| match sign_in::sign_in(desk, &email, PASSWORD.to_owned(), &super::coming(address)).await
    {
        Ok(sign_in::Step::SecondFactor(half)) => half,
        other => panic!("{other:?}"),
    };
    // Five for one right password, ten altogether, wherever they come from.
    let half = half_way("192.0.2.1").await;
    for n in 0..5 {
        let tried = sign_in::second(desk, &half, &format!("00000{n}"), &super::coming("192.0.2.1")).await;
        assert_eq!(refusal(tried), "refuse-code-wrong");
    }
    let spent = sign_in::second(desk, &half, &town.app_shows(&typed), &super::coming("192.0.2.1")).await;
    assert_eq!(refusal(spent), "refuse-half-over", "the right one, too");
    let half = half_way("192.0.2.2").await;
    for n in 0..5 {
        let tried = sign_in::second(desk, &half, &format!("10000{n}"), &super::coming("192.0.2.2")).await;
        assert_eq!(refusal(tried), "refuse-code-wrong");
    }
    let half = half_way("192.0.2.3").await;
    town.later(SignedDuration::from_secs(30));
    let stranger = sign_in::second(desk, &half, &town.app_shows(&typed), &super::coming("192.0.2.3")).await;
    assert_eq!(refusal(stranger), "refuse-code-wait");
    // On her own device she comes in all the same.
    owner.post("/sign-out", &[]).await.fine();
    owner.signs_in(&email, PASSWORD).await.fine();
    let shown = town.app_shows(&typed);
    owner.post("/sign-in/second", &[("code", &shown)]).await.fine();
    assert!(owner.is_in().await);
}

async fn where_it_is_demanded_only_ones_own_account_is_open_before(town: Town) {
    town.joins(ASTRID).await;
    let browser = town.browser_of(ASTRID).await;
    browser.get("/govern/people").await.fine();
    let fatima = {
        town.joins(FATIMA).await;
        town.browser_of(FATIMA).await
    };
    let boss = town.boss;
    let decided = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        second_factor::decide(act, &by, Demand::GovernAndRun)
    });
    decided.await.unwrap();
    for path in ["/govern/people", "/participate/inbox", "/", "/records"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.says("Lägg till en andra faktor"), "{}", page.text());
    }
    assert_eq!(browser.post("/govern/units", &[("name", "Ny")]).await.status, StatusCode::FORBIDDEN);
    fatima.get("/participate/inbox").await.fine();
    assert!(browser.get("/me").await.fine().says("Du styr eller driver Torg"));
    let (typed, codes) = browser.adds_an_app().await;
    assert_eq!(codes.len(), 10);
    browser.get("/govern/people").await.fine();
    let kept = browser.post("/me/app/removal", &[]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT, "{}", kept.text());
    // And at the next sign-in.
    town.later(SignedDuration::from_secs(30));
    browser.post("/sign-out", &[]).await.fine();
    browser.signs_in("astrid@exempelby.example", PASSWORD).await.fine();
    let shown = town.app_shows(&typed);
    browser.post("/sign-in/second", &[("code", &shown)]).await.fine();
    browser.get("/govern/people").await.fine();
}

async fn one_node_asks_and_another_hears(town: Town) {
    let email = town.joins(FATIMA).await;
    let browser = town.browser_of(FATIMA).await;
    let (typed, _) = browser.adds_an_app().await;
    town.later(SignedDuration::from_secs(30));
    let (here, there) = (&town.desk, town.another_node());
    let from = super::coming("192.0.2.1");
    let Ok(sign_in::Step::SecondFactor(half)) = sign_in::sign_in(here, &email, PASSWORD.to_owned(), &from).await else {
        panic!("the second factor is asked for");
    };
    let shown = town.app_shows(&typed);
    sign_in::second(&there, &half, &shown, &from).await.unwrap();
    assert_eq!(refusal(sign_in::second(here, &half, &shown, &from).await), "refuse-half-over", "it is gone on with once");
    let Ok(sign_in::Step::SecondFactor(half)) = sign_in::sign_in(here, &email, PASSWORD.to_owned(), &from).await else {
        panic!("the second factor is asked for");
    };
    assert_eq!(refusal(sign_in::second(here, &half, &shown, &from).await), "refuse-code-wrong", "used on the other node");
}

on_both_engines!(
    an_app_is_added_and_asked_for,
    an_open_browser_is_no_way_to_add_a_factor,
    a_link_is_no_way_around_a_second_factor,
    codes_are_guessed_a_few_times_only,
    where_it_is_demanded_only_ones_own_account_is_open_before,
    one_node_asks_and_another_hears,
);
