//! Unit borders: what is planted in one unit is looked for, by someone who may do everything in another, on every page that a link leads
//! to, at every address of the API, in search, in counts and in the stream of news.
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::SignedDuration;
use serde_json::json;

use super::described::{document, operations};
use super::program::{Program, grant};
use crate::govern::Scope;
use crate::govern::mandate::{self, Allowed, Govern};
use crate::govern::nomination::{self, Wish};
use crate::govern::substitution::{self, Appointment};
use crate::govern::training::{self, Noted};
use crate::listen::set_aside;
use crate::participate::inbox::View;
use crate::tests::town::{Town, on_both_engines};

const OMAR: &str = "Omar Lind";

/// Words that stand nowhere but in the unit Kundservice.
const PLANTED: &[&str] = &[
    "hemligfråga",
    "hemligsvar",
    "hemliganteckning",
    "hemligrådata",
    "KS 2026/HEMLIG",
    "hemligorsak",
    "hemligönskan",
    "hemligersättare",
    "hemligskäl",
    "Hemlig Planta",
    "hemligprogram",
];

/// What was planted, by the names that the API's addresses give it.
struct Garden {
    ids: BTreeMap<&'static str, String>,
    pages: Vec<String>,
}

async fn planted(town: &Town) -> Garden {
    town.citizen("Hemlig Planta").asks("Min hemligfråga gäller avgiften.");
    town.hears().await;
    let fatima = town.colleague("Fatima Berg").await;
    let conversation = fatima.conversation_about("hemligfråga").await;
    fatima.notes(conversation.id, "Min hemliganteckning.").await.unwrap();
    let service = town.unit("Kundservice").await;
    let everything = town.unit("Exempelby kommun").await;
    town.post(&format!("/govern/units/{everything}/review-share")).as_("Astrid Holm").with("percent", 100).await.fine();
    let sent = fatima.answers(conversation.id, "Vårt hemligsvar.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    // Another failed, with the network's words.
    let failed = fatima.answers(conversation.id, "Ännu ett hemligsvar.").await.unwrap();
    town.meddle(
        "update publish_delivery set state = 'failed', reason = 'reason-refused', detail = 'hemligorsak', attempts = 1
         where state = 'queued'; delete from ground_job where name = 'deliver';",
    )
    .await;
    let channel = town.channel("exempelby").await.id;
    let spoiled = connect::Spoiled { remote_id: Some("7".into()), reason: "hemligrådata".into(), raw: b"{hemligr".to_vec() };
    let item = town.desk.act(move |act| set_aside::keep(act, channel, &spoiled).map(|kept| kept.map(|_| ()))).await;
    item.unwrap();

    let (boss, fatimas, rune, now) = (town.boss, fatima.id(), town.colleague("Rune Arkiv").await.id(), town.now());
    let ids = town.desk.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        training::add(act, &by, "Sekretess")
    });
    let training = ids.await.unwrap();
    let grant = mandate::Grant {
        person: fatimas,
        scope: Scope::Unit(service),
        acts: vec![Allowed::Read, Allowed::Run],
        document: "KS 2026/HEMLIG".into(),
        valid_from: now,
        valid_to: None,
    };
    let held = town.entrusts_exactly("Astrid Holm", grant).await.unwrap();
    let appointment = Appointment {
        mandate: held,
        person: rune,
        document: "hemligersättare".into(),
        valid_from: now,
        valid_to: now + SignedDuration::from_hours(24),
    };
    let substitute = town.desk.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        substitution::appoint(act, &by, &appointment)
    });
    let substitute = substitute.await.unwrap();
    let wish = Wish { scope: Scope::Unit(service), acts: vec![Allowed::Answer], why: "Min hemligönskan.".into() };
    let wish = town.desk.act(move |act| nomination::nominate(act, rune, &wish)).await.unwrap();
    let noted = Noted { training, person: fatimas, done_at: now, valid_until: None };
    let noted = town.desk.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        training::note(act, &by, &noted)
    });
    let noted = noted.await.unwrap();
    let withdrawn = town.desk.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        training::withdraw(act, &by, noted, "Ett hemligskäl.")
    });
    withdrawn.await.unwrap();
    let token =
        town.post("/govern/tokens").as_("Fatima Berg").with("name", "hemligprogram").with("mandate", held).with("days", 5);
    token.await.fine();
    town.seal().await;
    let message = conversation.latest_message;
    let ids = BTreeMap::from([
        ("conversationId", conversation.id.to_string()),
        ("messageId", message.to_string()),
        ("deliveryId", sent.to_string()),
        ("channelId", channel.to_string()),
        ("unitId", service.to_string()),
        ("personId", fatimas.to_string()),
        ("mandateId", held.to_string()),
        ("substituteId", substitute.to_string()),
        ("nominationId", wish.to_string()),
        ("noteId", noted.to_string()),
        ("entryId", town.entry("reply-queued").await.to_string()),
    ]);
    let about = |id: &str| format!("/records?about={id}");
    let pages = vec![
        format!("/participate/conversations/{}", conversation.id),
        format!("/records/entries/{}", ids["entryId"]),
        about(&conversation.id.to_string()),
        about(&ids["channelId"]),
        format!("/govern/mandates/{held}"),
        format!("/govern/nominations/{wish}"),
        format!("/govern/units/{service}"),
        format!("/govern/channels/{channel}"),
        format!("/govern/people/{fatimas}"),
        format!("/publish/outbox#{failed}"),
        "/participate/inbox?q=hemligfr%C3%A5ga".into(),
        "/participate/inbox?q=planta".into(),
        "/participate/inbox?view=referred".into(),
        "/govern/reviews".into(),
        "/govern/area".into(),
        "/govern/tokens".into(),
        "/govern/trainings".into(),
        "/govern/mandates".into(),
        "/govern/mandates?show=over".into(),
    ];
    Garden { ids, pages }
}

/// What a page or an answer may not tell. A search shows the word one looked for; that is the reader's own.
fn tells(body: &str, asked: &str) -> Vec<&'static str> {
    PLANTED.iter().copied().filter(|word| body.contains(word) && !asked.contains("?q=")).collect()
}

async fn what_is_planted_in_one_unit_is_not_found_from_another(town: Town) {
    let garden = planted(&town).await;
    town.meddle("delete from govern_mandate where document = 'KS 2026/00113'").await;
    let fritid = town.unit("Kultur och fritid").await;
    let omar = town.colleague(OMAR).await.id();
    grant(&town, omar, Allowed::ALL, Scope::Unit(fritid)).await;

    // Every page that a link leads to, and each address of what was planted.
    let mut queue: VecDeque<String> = garden.pages.iter().cloned().chain(["/".into(), "/preferences".into()]).collect();
    let (mut met, mut leaks) = (BTreeSet::new(), Vec::new());
    while let Some(path) = queue.pop_front() {
        let path = path.split('#').next().unwrap_or_default().to_owned();
        if met.len() > 400 || !met.insert(path.clone()) {
            continue;
        }
        let page = town.get(&path).as_(OMAR).await;
        if page.status.is_redirection() {
            queue.push_back(page.leads_to().to_owned());
            continue;
        }
        leaks.extend(tells(&page.html, &path).into_iter().map(|word| format!("{path} tells {word}")));
        if path.contains("?q=") {
            assert!(!page.says("avgiften") && !page.says("Hemlig Planta"), "{path}: {}", page.text());
        }
        for element in page.elements() {
            if let Some(href) = element.attribute("href").filter(|href| href.starts_with('/') && !href.starts_with("//")) {
                queue.push_back(href.to_owned());
            }
        }
    }
    assert!(met.len() > 25, "only {} pages were looked at: {met:?}", met.len());

    // Every address of the API that reads.
    let program = Program::of(&town, OMAR, Allowed::ALL, Scope::Unit(fritid)).await;
    town.meddle(
        "delete from govern_mandate where document = 'KS 2026/00200' and unit is null and channel is null and acts = 'run'",
    )
    .await;
    let document = document();
    let mut n_read = 0;
    for (path, method, _) in operations(&document) {
        if method != "get" {
            continue;
        }
        let mut address = path.to_owned();
        for (name, id) in &garden.ids {
            address = address.replace(&format!("{{{name}}}"), id);
        }
        if address.contains('{') {
            continue;
        }
        for address in [address.clone(), format!("{address}?limit=100")] {
            let reply = program.get(&address).await;
            let body = String::from_utf8_lossy(&reply.bytes).into_owned();
            n_read += 1;
            leaks.extend(tells(&body, &address).into_iter().map(|word| format!("GET {address} tells {word}")));
            let named = garden.ids["conversationId"].as_str();
            if body.contains(named) && !body.contains("\"instance\"") {
                leaks.push(format!("GET {address} names the conversation"));
            }
        }
    }
    assert!(n_read > 60, "only {n_read} addresses were read");
    assert!(leaks.is_empty(), "{leaks:#?}");

    // Counts, too.
    for (view, count) in town.colleague(OMAR).await.counts().await {
        assert_eq!(count, 0, "{view:?}");
    }
    assert_eq!(town.colleague(OMAR).await.hits("hemligfråga").await, 0);
    assert!(town.colleague("Fatima Berg").await.counts().await.iter().any(|(view, n)| *view == View::Open || *n > 0));
}

/// What a person of one unit cannot do to themselves, whichever way they try it: by API, by token, by a substitute, by a move.
async fn nobody_helps_themselves(town: Town) {
    town.meddle("delete from govern_mandate where granted_by is not null").await;
    let fritid = town.unit("Kultur och fritid").await;
    let service = town.unit("Kundservice").await;
    let program = Program::of(&town, OMAR, &[Allowed::Govern, Allowed::Read], Scope::Unit(fritid)).await;
    town.meddle("delete from govern_mandate where unit is null and channel is null and granted_by is not null").await;
    let omar = town.colleague(OMAR).await.id();
    let fatima = town.colleague("Fatima Berg").await.id();
    let mandate = |person: &dyn std::fmt::Display, acts: &[&str], unit: Option<&dyn std::fmt::Display>| {
        let unit = unit.map(ToString::to_string);
        json!({ "person": person.to_string(), "acts": acts, "unit": unit, "document": "KS 1", "validTo": "2026-12-01T00:00:00Z" })
    };
    let tries = [
        (mandate(&omar, &["read"], Some(&fritid)), "refuse-grant-to-oneself"),
        (mandate(&fatima, &["run"], Some(&fritid)), "refuse-grant-more-than-held"),
        (mandate(&fatima, &["read"], Some(&service)), "refuse-no-mandate"),
        (mandate(&fatima, &["read"], None), "refuse-no-mandate"),
    ];
    for (body, rule) in tries {
        program.sends("POST", "/mandates", &body).await.refused(403, rule);
    }
    let substitutes = format!("/mandates/{}/substitutes", program.mandate);
    let myself = json!({ "person": omar, "document": "ledig", "validTo": "2026-11-25T00:00:00Z" });
    program.sends("POST", &substitutes, &myself).await.refused(403, "refuse-grant-to-oneself");
    let training = program.sends("POST", "/trainings", &json!({ "name": "Sekretess" })).await.fine().json["id"].clone();
    let own = json!({ "training": training, "person": omar });
    program.sends("POST", "/training-notes", &own).await.refused(403, "refuse-train-oneself");
    // Neither another's unit to his, nor his to another's, nor its end.
    for (unit, to) in [(service, fritid), (fritid, service)] {
        let there = json!({ "parent": to });
        program.sends("PUT", &format!("/units/{unit}/parent"), &there).await.refused(403, "refuse-no-mandate");
        let end = json!({ "successor": to, "why": "x" });
        program.sends("PUT", &format!("/units/{unit}/closing"), &end).await.refused(403, "refuse-no-mandate");
    }
    // His own wish is his to make and not to grant.
    let wish = json!({ "unit": fritid, "acts": ["run"], "why": "jag" });
    let wish = program.sends("POST", "/nominations", &wish).await.fine().json["id"].clone();
    let mut grant = mandate(&omar, &["run"], Some(&fritid));
    grant["nomination"] = wish;
    program.sends("POST", "/mandates", &grant).await.refused(403, "refuse-grant-to-oneself");
    // And when the mandate is over, all of it is.
    town.later(SignedDuration::from_hours(24 * 201));
    assert_eq!(program.get("/me").await.status.as_u16(), 401);
}

on_both_engines!(what_is_planted_in_one_unit_is_not_found_from_another, nobody_helps_themselves);
