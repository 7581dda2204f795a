//! Mandates: never to oneself, never more than one holds, never the last administrator away, and over the moment they end.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use super::town::{Town, on_both_engines, refusal};
use crate::govern::granting::Grant;
use crate::govern::mandate::{Allowed, Govern, Read, Scope};
use crate::govern::{invitation, token, unit};
use crate::ground::Problem;

const ASTRID: &str = "Astrid Holm";
const OMAR: &str = "Omar Lind";
const FATIMA: &str = "Fatima Berg";
const INGRID: &str = "Ingrid Solberg";
const RUNE: &str = "Rune Arkiv";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn a_mandate_is_granted_and_ended_in_the_pages(town: Town) {
    let rune = town.colleague(RUNE).await.id();
    let form = town.get(&format!("/govern/mandates/new?person={rune}")).as_(ASTRID).await.fine();
    assert!(form.says("Rune Arkiv, registrator"), "{}", form.text());
    let astrid = town.colleague(ASTRID).await.id().to_string();
    assert!(!form.elements().iter().any(|element| element.attribute("value") == Some(&astrid)), "not to oneself");
    let filled = |document: &str, from: &str, to: &str| {
        town.post("/govern/mandates/new")
            .as_(ASTRID)
            .with("person", rune)
            .with("acts[]", "answer")
            .with("acts[]", "read")
            .with("place", "everywhere")
            .with("document", document)
            .with("from", from)
            .with("to", to)
    };
    let nameless = filled(" ", "2026-11-20", "2026-11-30").await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nameless.says("Skriv beslutets nummer") && nameless.html.contains("2026-11-30"),
        "fields are kept: {}",
        nameless.text()
    );
    for (from, to, says) in [
        ("2026-11-19", "", "tidigast i dag"),
        ("2026-11-20", "2026-11-19", "slutar innan det börjar"),
        ("i dag", "", "ingen dag som Torg kan läsa"),
    ] {
        let refused = filled("KS 2026/00300", from, to).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says(says), "{says}: {}", refused.text());
    }

    let granted = filled("KS 2026/00300", "2026-11-20", "2026-11-30").await.fine();
    let page = town.get(granted.leads_to()).as_(ASTRID).await.fine();
    for words in [
        "Uppdrag enligt KS 2026/00300",
        "svara, läsa",
        "hela myndigheten",
        "2026-11-20 – 2026-11-30",
        "Astrid Holm, 08.15",
        "gäller",
    ] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    let held = town.mandates_of(RUNE).await;
    assert_eq!(
        held.last().unwrap().valid_to,
        Some(at("2026-11-30T23:00:00Z")),
        "the last day is included, in the authority's zone"
    );

    let conversation = {
        town.citizen("Åse Lind").asks("När öppnar badet?");
        town.hears().await;
        town.colleague(RUNE).await.conversation_about("badet").await
    };
    town.colleague(RUNE).await.answers(conversation.id, "Klockan 14.").await.unwrap();
    let silent = town.post(granted.leads_to()).as_(ASTRID).with("why", "  ").await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.says("Skriv varför"), "{}", silent.text());
    town.post(granted.leads_to()).as_(ASTRID).with("why", "Rune går i pension").await.fine();
    let refused = town.colleague(RUNE).await.answers(conversation.id, "Eller 15.").await;
    assert_eq!(refusal(refused), "refuse-no-mandate", "it ended on the very next request");
    let page = town.get(granted.leads_to()).as_(ASTRID).await.fine();
    assert!(page.says("återkallat") && page.says("Rune går i pension") && !page.says("Återkalla uppdraget"), "{}", page.text());
    let over = town.get("/govern/mandates?show=over").as_(ASTRID).await.fine();
    assert!(over.says("KS 2026/00300") && !town.get("/govern/mandates").as_(ASTRID).await.says("KS 2026/00300"));
}

async fn someone_without_a_mandate_is_told_why_and_whom_to_ask(town: Town) {
    let mine = town.get("/govern").as_(FATIMA).await.fine();
    assert!(mine.says("KS 2026/00112") && mine.says("läsa") && !mine.says("Kanaler"), "{}", mine.text());
    let held = town.mandates_of(FATIMA).await[0].id;
    town.revokes(ASTRID, held).await.unwrap();
    let none = town.get("/govern").as_(FATIMA).await.fine();
    for words in ["Du har inget uppdrag som gäller nu", "Astrid Holm", "astrid@exempelby.example", "Ett uppdrag som är slut"] {
        assert!(none.says(words), "{words} is missing in {}", none.text());
    }
    for path in
        ["/govern/mandates", "/govern/mandates/new", "/govern/people", "/govern/people/new", "/govern/units", "/govern/tokens"]
    {
        let refused = town.get(path).as_(FATIMA).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let overview = town.get("/govern").as_(ASTRID).await.fine();
    assert!(overview.says("Kanaler") && overview.says("Åtkomstnycklar"), "{}", overview.text());
}

async fn nobody_gives_more_than_they_hold(town: Town) {
    let read = |allowed: &[Allowed]| allowed.to_vec();
    assert_eq!(refusal(town.entrusts(ASTRID, ASTRID, "everywhere", &[Allowed::Read]).await), "refuse-grant-to-oneself");

    // Omar governs one unit until the end of the year, and may read there.
    let end = at("2026-12-31T23:00:00Z");
    let own = Grant {
        person: town.colleague(OMAR).await.id(),
        scope: Scope::Unit(town.unit("Kultur och fritid").await),
        acts: read(&[Allowed::Govern]),
        document: "KS 2026/00201".to_owned(),
        valid_from: town.now(),
        valid_to: Some(end),
    };
    town.entrusts_exactly(ASTRID, own.clone()).await.unwrap();
    let to_ingrid = |acts: &[Allowed], valid_to| Grant { person: own.person, acts: acts.to_vec(), valid_to, ..own.clone() };
    let ingrid = town.colleague(INGRID).await.id();
    let mine = |acts: &[Allowed], valid_to| Grant { person: ingrid, ..to_ingrid(acts, valid_to) };
    town.entrusts_exactly(OMAR, mine(&[Allowed::Govern], Some(end))).await.unwrap();
    town.entrusts_exactly(OMAR, mine(&[Allowed::Read, Allowed::Answer], Some(end))).await.unwrap();
    for (grant, key) in [
        (mine(&[Allowed::Run], Some(end)), "refuse-grant-more-than-held"),
        (mine(&[Allowed::Govern], None), "refuse-grant-longer-than-held"),
        (mine(&[Allowed::Govern], Some(end + SignedDuration::from_secs(1))), "refuse-grant-longer-than-held"),
        (Grant { scope: Scope::Everywhere, ..mine(&[Allowed::Govern], Some(end)) }, "refuse-no-mandate"),
        (
            Grant { scope: Scope::Unit(town.unit("Kundservice").await), ..mine(&[Allowed::Govern], Some(end)) },
            "refuse-no-mandate",
        ),
        (
            Grant { scope: Scope::Channel(town.channel("exempelby").await.id), ..mine(&[Allowed::Govern], Some(end)) },
            "refuse-no-mandate",
        ),
    ] {
        assert_eq!(refusal(town.entrusts_exactly(OMAR, grant.clone()).await), key, "{grant:?}");
    }
    let pool = Grant { scope: Scope::Channel(town.channel("simhallen").await.id), ..mine(&[Allowed::Govern], Some(end)) };
    town.entrusts_exactly(OMAR, pool).await.unwrap();

    // Nor does a permission for one place open another, whatever the caller does with it.
    let (astrid, kundservice) = (town.colleague(ASTRID).await.officer, town.unit("Kundservice").await);
    let elsewhere = Grant { person: ingrid, scope: Scope::Everywhere, ..own.clone() };
    let widened = town.desk.act(move |mut act| {
        let now = act.now();
        let by = astrid.may::<Govern>(act.conn(), Scope::Unit(kundservice), now)?;
        crate::govern::mandate::grant(act, &by, &elsewhere)
    });
    assert_eq!(refusal(widened.await), "refuse-outside-mandate");

    // And what Omar grants or revokes elsewhere stays as it is.
    let fatimas = town.mandates_of(FATIMA).await[0].id;
    assert_eq!(refusal(town.revokes(OMAR, fatimas).await), "refuse-no-mandate");
    assert_eq!(refusal(town.lets_go(OMAR, FATIMA).await), "refuse-no-mandate");
}

async fn a_mandate_does_not_begin_before_it_is_given(town: Town) {
    let grant = Grant {
        person: town.colleague(RUNE).await.id(),
        scope: Scope::Everywhere,
        acts: vec![Allowed::Answer],
        document: "KS 2026/00202".to_owned(),
        valid_from: town.now() - SignedDuration::from_hours(24 * 30),
        valid_to: None,
    };
    town.entrusts_exactly(ASTRID, grant.clone()).await.unwrap();
    assert_eq!(town.mandates_of(RUNE).await.last().unwrap().valid_from, town.now());
    let over = Grant { valid_to: Some(town.now() - SignedDuration::from_hours(1)), ..grant };
    assert_eq!(refusal(town.entrusts_exactly(ASTRID, over).await), "refuse-mandate-ends-before-it-begins");
}

async fn the_last_administrator_stays(town: Town) {
    let founding = town.mandates_of(ASTRID).await[0].id;
    assert_eq!(refusal(town.revokes(ASTRID, founding).await), "refuse-last-administrator");
    // A mandate for a unit, or one that ends, does not keep the desk governed.
    town.entrusts(ASTRID, OMAR, "Kultur och fritid", &[Allowed::Govern]).await.unwrap();
    assert_eq!(refusal(town.revokes(ASTRID, founding).await), "refuse-last-administrator");
    let ending = Grant {
        person: town.colleague(INGRID).await.id(),
        scope: Scope::Everywhere,
        acts: vec![Allowed::Govern],
        document: "KS 2026/00203".to_owned(),
        valid_from: town.now(),
        valid_to: Some(town.now() + SignedDuration::from_hours(24)),
    };
    town.entrusts_exactly(ASTRID, ending).await.unwrap();
    assert_eq!(refusal(town.revokes(ASTRID, founding).await), "refuse-last-administrator");
    assert_eq!(refusal(town.lets_go(INGRID, ASTRID).await), "refuse-last-administrator");
    town.entrusts(ASTRID, FATIMA, "everywhere", &[Allowed::Govern]).await.unwrap();
    town.revokes(ASTRID, founding).await.unwrap();
    let fatimas = town.mandates_of(FATIMA).await.last().unwrap().id;
    assert_eq!(refusal(town.revokes(FATIMA, fatimas).await), "refuse-last-administrator");
}

/// Two administrators who end each other at the same moment: one of them stays, on one node or two.
async fn two_who_end_each_other_at_once_leave_one(town: Town) {
    let other_node = town.another_node();
    for round in 0..12 {
        let ingrid = town.entrusts(ASTRID, INGRID, "everywhere", &[Allowed::Govern]).await.unwrap();
        let astrids = town
            .mandates_of(ASTRID)
            .await
            .into_iter()
            .find(|granted| granted.in_force(town.now()) && granted.acts.contains(&Allowed::Govern));
        let revoke = |desk: crate::ground::Desk, officer: crate::govern::Officer, mandate| async move {
            desk.act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
                crate::govern::mandate::revoke(act, &by, mandate, "på samma gång")
            })
            .await
        };
        let (one, two) = tokio::join!(
            tokio::spawn(revoke(town.desk.clone(), town.colleague(ASTRID).await.officer, ingrid)),
            tokio::spawn(revoke(other_node.clone(), town.colleague(INGRID).await.officer, astrids.unwrap().id)),
        );
        let outcomes = [one.unwrap(), two.unwrap()];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}: {outcomes:?}");
        let now = town.now();
        let left = town.desk.read(move |conn| Ok(crate::govern::mandate::who_may(conn, Allowed::Govern, now)?)).await.unwrap();
        assert_eq!(left.len(), 1, "round {round}");
        // Whoever is left lets the other in again.
        if left[0].name == INGRID {
            town.entrusts(INGRID, ASTRID, "everywhere", &[Allowed::Govern]).await.unwrap();
            town.revokes(ASTRID, town.mandates_of(INGRID).await.last().unwrap().id).await.unwrap();
        }
    }
}

async fn a_link_opens_no_door_its_maker_could_not(town: Town) {
    town.entrusts(ASTRID, OMAR, "Kultur och fritid", &[Allowed::Govern]).await.unwrap();
    let link = |who: &'static str, to: &'static str| {
        let town = &town;
        async move { town.post(&format!("/govern/people/{}/link", town.colleague(to).await.id())).as_(who).await }
    };
    // Omar sits in the unit he governs, and may read and answer everywhere: his own link gives him nothing new.
    assert!(link(OMAR, OMAR).await.fine().says("/welcome/") || link(OMAR, OMAR).await.html.contains("/welcome/"));
    assert_eq!(link(OMAR, FATIMA).await.status, StatusCode::FORBIDDEN, "she belongs to another unit");

    // Someone of his own unit who may do more than he may is not his to become.
    let added = town
        .post("/govern/people/new")
        .as_(OMAR)
        .with("name", "Lina Kant")
        .with("signature", "Lina")
        .with("email", "lina@exempelby.example")
        .with("unit", town.unit("Kultur och fritid").await)
        .with("language", "sv")
        .await
        .fine();
    assert!(added.html.contains("/welcome/"), "{}", added.text());
    assert!(link(OMAR, "Lina Kant").await.fine().html.contains("/welcome/"));
    town.entrusts(ASTRID, "Lina Kant", "everywhere", &[Allowed::Run]).await.unwrap();
    let refused = link(OMAR, "Lina Kant").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("ett uppdrag att driva som du inte har") && !refused.html.contains("/welcome/"), "{}", refused.text());
    let left = town.post(&format!("/govern/people/{}/leave", town.colleague("Lina Kant").await.id())).as_(OMAR).await;
    assert_eq!(left.status, StatusCode::FORBIDDEN, "nor to send away: {}", left.text());
    assert!(link(ASTRID, "Lina Kant").await.fine().html.contains("/welcome/"));
}

async fn a_token_widens_nothing(town: Town) {
    let narrow = Grant {
        person: town.colleague(RUNE).await.id(),
        scope: Scope::Everywhere,
        acts: vec![Allowed::Govern, Allowed::Run],
        document: "KS 2026/00204".to_owned(),
        valid_from: town.now(),
        valid_to: None,
    };
    let narrow = town.entrusts_exactly(ASTRID, narrow).await.unwrap();
    let program = town.with_token(RUNE, narrow).await;
    let (now, officer) = (town.now(), program.clone());
    let may_read = town.desk.read(move |conn| officer.may::<Read>(conn, Scope::Everywhere, now)).await;
    assert_eq!(refusal(may_read), "refuse-no-mandate", "Rune may read, the token's mandate may not");

    let fatima = town.colleague(FATIMA).await.id();
    let grant = |acts: &[Allowed]| Grant {
        person: fatima,
        scope: Scope::Everywhere,
        acts: acts.to_vec(),
        document: "KS 2026/00205".to_owned(),
        valid_from: now,
        valid_to: None,
    };
    for (acts, outcome) in [(vec![Allowed::Read], Err("refuse-grant-more-than-held")), (vec![Allowed::Run], Ok(()))] {
        let (officer, grant) = (program.clone(), grant(&acts));
        let granted = town.desk.act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
            crate::govern::mandate::grant(act, &by, &grant)
        });
        match outcome {
            Ok(()) => drop(granted.await.unwrap()),
            Err(key) => assert_eq!(refusal(granted.await), key),
        }
    }
    let officer = program.clone();
    let issued = town.desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<crate::govern::mandate::Run>(act.conn(), Scope::Everywhere, now)?;
        token::issue(act, &by, narrow, "för alltid", 366)
    });
    assert_eq!(refusal(issued.await), "refuse-token-by-token");
    let officer = program;
    let linked = town.desk.act(move |mut act| {
        let now = act.now();
        let by = officer.may::<Govern>(act.conn(), Scope::Everywhere, now)?;
        invitation::invite(act, &by, fatima)
    });
    assert_eq!(refusal(linked.await), "refuse-link-to-more", "Fatima may answer, the token's mandate may not");
}

async fn keys_are_made_and_ended_in_the_pages(town: Town) {
    let mandate = town.mandates_of(ASTRID).await[0].id;
    let page =
        town.post("/govern/tokens").as_(ASTRID).with("name", "statistik").with("mandate", mandate).with("days", 30).await.fine();
    let shown = page.elements().into_iter().find(|element| element.attribute("id") == Some("token")).unwrap();
    let token = shown.attribute("value").unwrap().to_owned();
    assert!(token.starts_with("torg_"), "{token}");
    let again = town.get("/govern/tokens").as_(ASTRID).await.fine();
    assert!(again.says("statistik") && !again.html.contains(&token), "shown once");
    let known = |town: &Town| {
        let (token, now) = (token.clone(), town.now());
        let desk = town.desk.clone();
        async move { desk.read(move |conn| Ok::<_, Problem>(token::shown(conn, &token, now)?.is_some())).await.unwrap() }
    };
    assert!(known(&town).await);
    for (days, name) in [("0", "x"), ("367", "x"), ("många", "x"), ("5", " ")] {
        let refused =
            town.post("/govern/tokens").as_(ASTRID).with("name", name).with("mandate", mandate).with("days", days).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{days} {name}");
    }
    let fatimas = town.mandates_of(FATIMA).await[0].id;
    let anothers = town.post("/govern/tokens").as_(ASTRID).with("name", "x").with("mandate", fatimas).with("days", 5).await;
    assert!(anothers.says("ett av dina egna uppdrag"), "{}", anothers.text());

    let revoke = again
        .elements()
        .into_iter()
        .find_map(|element| element.attribute("action").filter(|to| to.ends_with("/revoke")).map(str::to_owned));
    let revoke = revoke.unwrap();
    assert_eq!(town.post(&revoke).as_(FATIMA).await.status, StatusCode::FORBIDDEN);
    town.post(&revoke).as_(ASTRID).await.fine();
    assert!(!known(&town).await);
    assert!(town.get("/govern/tokens").as_(ASTRID).await.says("Återkallad"));
}

async fn units_grow_under_what_one_governs(town: Town) {
    let top = town.unit("Exempelby kommun").await;
    let add = |who: &'static str, name: &'static str, parent, zone: &'static str| {
        town.post("/govern/units").as_(who).with("name", name).with("parent", parent).with("zone", zone)
    };
    add(ASTRID, "Skola", top, "Europe/Stockholm").await.fine();
    assert!(town.get("/govern/units").as_(ASTRID).await.says("Skola"));
    for (name, zone, says) in [(" ", "Europe/Stockholm", "Ett namn saknas"), ("Skola 2", "Svea/Rike", "ingen tidszon")] {
        let refused = add(ASTRID, name, top, zone).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says(says), "{}", refused.text());
    }
    town.entrusts(ASTRID, OMAR, "Skola", &[Allowed::Govern]).await.unwrap();
    assert_eq!(add(OMAR, "Annat", top, "Europe/Stockholm").await.status, StatusCode::FORBIDDEN);
    let school = town.unit("Skola").await;
    add(OMAR, "Ekskolan", school, "Europe/Stockholm").await.fine();
    let oak = town.unit("Ekskolan").await;
    assert!(town.desk.read(move |conn| Ok(unit::is_within(conn, oak, school)?)).await.unwrap());
}

on_both_engines!(
    a_mandate_is_granted_and_ended_in_the_pages,
    someone_without_a_mandate_is_told_why_and_whom_to_ask,
    nobody_gives_more_than_they_hold,
    a_mandate_does_not_begin_before_it_is_given,
    the_last_administrator_stays,
    two_who_end_each_other_at_once_leave_one,
    a_link_opens_no_door_its_maker_could_not,
    a_token_widens_nothing,
    keys_are_made_and_ended_in_the_pages,
    units_grow_under_what_one_governs,
);
