//! Every page's door: each address that the program knows is named here with whom it lets in, and tried by a visitor, by someone at the
//! desk without any mandate, and by someone who may do everything but govern. Whoever adds a page must say here who may come in.
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::StatusCode;
use serde_json::json;

use super::everything::world;
use super::program::Program;
use crate::govern::Scope;
use crate::govern::mandate::Allowed;
use crate::ground::EntryId;
use crate::records::entry;
use crate::tests::browser::Page;
use crate::tests::town::{Town, on_both_engines};

/// For everyone, without a login: the door itself, the public register, the log, what programs read.
const OPEN: &[&str] = &[
    "/.well-known/",
    "/api/v1/",
    "/assets/",
    // Whoever has a calendar's secret reads with the eyes of the person whose it is; a stranger's is not found.
    "/calendar/",
    "/channels",
    // A public form; whoever has a writer's secret reads what was answered.
    "/contact/",
    "/demo/",
    "/health",
    // Only what is signed is heard.
    "/hooks/",
    "/kanalar",
    "/kanaler",
    "/language",
    "/log/",
    "/openapi.json",
    "/sign-in",
    "/welcome/",
];

/// For everyone at the desk: what is their own, or is decided by whose it is.
const ONES_OWN: &[&str] = &[
    "GET /",
    "GET /events",
    "GET /govern",
    "GET /govern/applications",
    "POST /govern/applications",
    "GET /govern/applications/new",
    "GET /govern/channels/callback",
    "GET /govern/guidelines",
    "GET /govern/guidelines/{id}",
    "POST /govern/guidelines/{id}/acknowledgement",
    "GET /govern/nominations/new",
    "POST /govern/nominations/new",
    "GET /govern/tokens",
    "POST /govern/tokens",
    // What is tried is kept nowhere, and the rules themselves are no secret.
    "GET /listen/rules",
    "POST /listen/rules/try",
    "GET /me",
    "GET /me/app",
    "POST /me/app",
    "POST /me/app/confirmation",
    "POST /me/app/removal",
    "GET /me/confirm",
    "POST /me/confirm",
    "POST /me/confirm/passkey",
    "POST /me/logins/end",
    "POST /me/logins/{id}/end",
    "POST /me/passkeys",
    "POST /me/passkeys/question",
    "POST /me/passkeys/{id}/name",
    "POST /me/passkeys/{id}/removal",
    "POST /me/password",
    "POST /me/recovery-codes",
    // What one was told of is one's own; it is empty without a mandate.
    "GET /participate/alerts",
    // Without a mandate it is empty, and says whom to ask.
    "GET /participate/inbox",
    "GET /preferences",
    "POST /preferences",
    // What is stopped stands on every page.
    "GET /publish/stops",
    "POST /sign-out",
];

/// For whoever governs there. Nothing of these opens to somebody who may do all the rest.
const GOVERN: &[&str] = &[
    "GET /govern/applications/{id}",
    "GET /govern/applications/{id}/answers",
    "POST /govern/applications/{id}/answers",
    "POST /govern/applications/{id}/decision",
    "POST /govern/applications/{id}/withdrawal",
    "GET /govern/approval",
    "POST /govern/approval",
    "GET /govern/area",
    "GET /govern/channels",
    "GET /govern/channels/confirm/{state}",
    "POST /govern/channels/confirm/{state}",
    "GET /govern/channels/new",
    "GET /govern/channels/new/{network}",
    "POST /govern/channels/new/{network}",
    "GET /govern/channels/{id}",
    "POST /govern/channels/{id}/check",
    "POST /govern/channels/{id}/closing",
    "POST /govern/channels/{id}/expiry",
    "POST /govern/channels/{id}/going-live",
    "POST /govern/channels/{id}/hours",
    "POST /govern/channels/{id}/mode",
    "POST /govern/channels/{id}/pause",
    "POST /govern/channels/{id}/profile",
    "POST /govern/channels/{id}/profile-look",
    "POST /govern/channels/{id}/promise",
    "POST /govern/channels/{id}/proof",
    "POST /govern/channels/{id}/public-promise",
    "GET /govern/channels/{id}/renew",
    "POST /govern/channels/{id}/renew",
    "POST /govern/channels/{id}/reopening",
    "POST /govern/channels/{id}/resume",
    "POST /govern/channels/{id}/review",
    "POST /govern/guidelines",
    "POST /govern/duty/{id}/end",
    "POST /govern/escalation/{id}/end",
    "GET /govern/guidelines/new",
    "GET /govern/guidelines/{id}/versions",
    "POST /govern/guidelines/{id}/versions",
    "POST /govern/guidelines/{id}/withdrawal",
    "GET /govern/mandates",
    "GET /govern/mandates/new",
    "POST /govern/mandates/new",
    "GET /govern/mandates/{id}",
    "POST /govern/mandates/{id}",
    "POST /govern/mandates/{id}/extension",
    "POST /govern/mandates/{id}/substitutes",
    "GET /govern/nominations/{id}",
    "POST /govern/nominations/{id}/decline",
    "POST /govern/nominations/{id}/withdraw",
    "GET /govern/people",
    "GET /govern/people/new",
    "POST /govern/people/new",
    "GET /govern/people/{id}",
    "POST /govern/people/{id}/leave",
    "POST /govern/people/{id}/link",
    "POST /govern/people/{id}/logins/end",
    "POST /govern/people/{id}/recovery",
    "GET /govern/register",
    "POST /govern/register/impostors/{id}/decision",
    "POST /govern/register/impostors/{id}/end",
    "POST /govern/register/links",
    "POST /govern/register/links/{id}/removal",
    "GET /govern/reviews",
    "POST /govern/reviews/{id}",
    "GET /govern/sign-in",
    "POST /govern/sign-in/demand",
    "GET /govern/sign-in/providers/new",
    "POST /govern/sign-in/providers/new",
    "GET /govern/sign-in/providers/{id}",
    "POST /govern/sign-in/providers/{id}",
    "POST /govern/sign-in/providers/{id}/end",
    "POST /govern/sign-in/providers/{id}/rules",
    "POST /govern/sign-in/rules/{id}/end",
    "POST /govern/substitutes/{id}/end",
    "POST /govern/topics/{id}/end",
    "POST /govern/topics/{id}/unit",
    "GET /govern/trainings",
    "POST /govern/trainings",
    "POST /govern/trainings/notes",
    "POST /govern/trainings/notes/{id}/withdraw",
    "GET /govern/units",
    "POST /govern/units",
    "GET /govern/units/{id}",
    "POST /govern/units/{id}",
    "POST /govern/units/{id}/close",
    "GET /govern/units/{id}/duty",
    "POST /govern/units/{id}/duty",
    "POST /govern/units/{id}/escalation",
    "GET /govern/units/{id}/hours",
    "POST /govern/units/{id}/hours",
    "POST /govern/units/{id}/parent",
    "POST /govern/units/{id}/review-share",
    "POST /govern/units/{id}/topics",
];

/// For whoever may read, answer, write, approve, order or run there; which of them, the stories of each room tell.
const SOME_MANDATE: &[&str] = &[
    "POST /govern/tokens/{id}/revoke",
    "GET /listen",
    "POST /listen/entered/{message}",
    "GET /listen/entering/{channel}",
    "POST /listen/entering/{channel}",
    "POST /listen/jobs/{id}/end",
    "POST /listen/jobs/{id}/retry",
    "POST /listen/rules",
    "GET /listen/secure-texts",
    "POST /listen/secure-texts",
    "POST /listen/set-aside/{id}/settlement",
    "POST /participate/alerts/{id}/seen",
    "GET /participate/conversations/{id}",
    "POST /participate/conversations/{id}/assignment",
    "POST /participate/conversations/{id}/draft",
    "POST /participate/conversations/{id}/messages/{message}/revealing",
    "POST /participate/conversations/{id}/notes",
    "POST /participate/conversations/{id}/presence",
    "POST /participate/conversations/{id}/referral",
    "POST /participate/conversations/{id}/replies",
    "POST /participate/conversations/{id}/screening",
    "POST /participate/conversations/{id}/secure-words",
    "POST /participate/conversations/{id}/state",
    "GET /participate/messages/{id}/files/{number}",
    "GET /publish/approvals",
    "GET /publish/calendar",
    "GET /publish/calendar/blackouts",
    "POST /publish/calendar/blackouts",
    "POST /publish/calendar/blackouts/{id}/end",
    "GET /publish/calendar/subscriptions",
    "POST /publish/calendar/subscriptions",
    "POST /publish/calendar/subscriptions/{id}/end",
    "POST /publish/deliveries/{id}/approval",
    "GET /publish/deliveries/{id}/files/{number}",
    "POST /publish/deliveries/{id}/retry",
    "POST /publish/deliveries/{id}/settlement",
    "POST /publish/deliveries/{id}/undo",
    "POST /publish/deliveries/{id}/withdrawal",
    "GET /publish/feeds",
    "POST /publish/feeds",
    "POST /publish/feeds/{id}/end",
    "POST /publish/held",
    "GET /publish/media/{id}",
    "GET /publish/outbox",
    "GET /publish/posts",
    "POST /publish/posts",
    "GET /publish/posts/new",
    "GET /publish/posts/{id}",
    "POST /publish/posts/{id}",
    "POST /publish/posts/{id}/approval",
    "POST /publish/posts/{id}/correction",
    "POST /publish/posts/{id}/day",
    "POST /publish/posts/{id}/dropping",
    "GET /publish/posts/{id}/edit",
    "GET /publish/posts/{id}/history",
    "POST /publish/posts/{id}/remarks",
    "POST /publish/posts/{id}/remarks/{remark}/settling",
    "POST /publish/posts/{id}/reopening",
    "POST /publish/posts/{id}/restoring",
    "POST /publish/posts/{id}/series",
    "POST /publish/posts/{id}/time",
    "GET /publish/series",
    "POST /publish/series/{id}/end",
    "POST /publish/stops",
    "POST /publish/stops/{id}/lifting",
    "GET /publish/templates",
    "POST /publish/templates",
    "GET /publish/templates/new",
    "GET /publish/templates/{id}",
    "POST /publish/templates/{id}",
    "GET /publish/templates/{id}/beginning",
    "POST /publish/templates/{id}/beginning",
    "POST /publish/templates/{id}/end",
    "GET /records",
    "GET /records/entries/{id}",
];

/// Every address of the pages, as the sources say it: method and path.
fn known() -> BTreeSet<String> {
    let (mut folders, mut routes) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")], BTreeSet::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in text.split(".route(").skip(1) {
                let mut depth = 1;
                let end = call.find(|c| {
                    depth += i32::from(c == '(') - i32::from(c == ')');
                    depth == 0
                });
                let call = &call[..end.unwrap_or(call.len())];
                let Some(path) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
                let (path, handlers) = path;
                for (word, method) in [("get(", "GET"), ("post(", "POST")] {
                    if handlers.contains(word) {
                        routes.insert(format!("{method} {path}"));
                    }
                }
            }
        }
    }
    routes
}

fn is_open(route: &str) -> bool {
    let path = route.split_once(' ').unwrap().1;
    OPEN.iter().any(|open| path.starts_with(open))
}

#[test]
fn every_page_says_whom_it_lets_in() {
    let named: BTreeSet<String> = [ONES_OWN, GOVERN, SOME_MANDATE].concat().into_iter().map(str::to_owned).collect();
    assert_eq!(named.len(), ONES_OWN.len() + GOVERN.len() + SOME_MANDATE.len(), "one is named twice");
    let known: BTreeSet<String> = known().into_iter().filter(|route| !is_open(route)).collect();
    assert!(known.len() > 150, "only {} addresses were found", known.len());
    let undeclared: Vec<_> = known.difference(&named).collect();
    assert!(undeclared.is_empty(), "whom do these let in? Name them in this file: {undeclared:#?}");
    let gone: Vec<_> = named.difference(&known).collect();
    assert!(gone.is_empty(), "these are no addresses any more: {gone:#?}");
}

/// The address with what is there in its place; what is not there at all is a stranger's id.
fn filled(route: &str, ids: &BTreeMap<&str, String>) -> String {
    let path = route.split_once(' ').unwrap().1;
    let thing = ids.iter().find(|(begins, _)| path.starts_with(**begins)).map(|(_, id)| id.as_str());
    let nobody = uuid::Uuid::nil().to_string();
    path.replace("{id}", thing.unwrap_or(&nobody))
        .replace("{network}", "arena")
        .replace("{state}", "x")
        .replace("{remark}", &nobody)
        .replace("{message}", &nobody)
        .replace("{channel}", &nobody)
        .replace("{number}", "0")
}

async fn asks(town: &Town, route: &str, address: &str, who: Option<&str>) -> Page {
    let asked = if route.starts_with("GET") {
        town.get(address)
    } else {
        town.post(address).with("why", "Vi vill.").with("name", "Nytt")
    };
    match who {
        Some(who) => asked.as_(who).await,
        None => asked.await,
    }
}

/// The newest entry of the record.
async fn newest(town: &Town) -> Option<EntryId> {
    town.desk.read(|conn| Ok(entry::newest(conn, None, 1)?.first().map(|entry| entry.body.id))).await.unwrap()
}

async fn each_page_lets_in_whom_it_says(town: Town) {
    let program = Program::that_may_all(&town).await;
    let made = world(&town, &program).await;
    let version = json!({ "title": "Sociala medier", "number": "KS 2026/00100", "language": "sv", "text": "Vi svarar.",
        "adoptedBy": "Kommunstyrelsen", "adoptedOn": "2026-11-02" });
    let guideline = program.sends("POST", "/guidelines", &json!({ "version": version })).await.fine().json["id"].clone();
    let link = json!({ "name": "Blogg", "url": "https://blogg.exempel.example/", "decision": "KS 2026/00210" });
    let link = program.sends("POST", "/external-links", &link).await.fine().json["id"].clone();
    let told = |id: &serde_json::Value| id.as_str().unwrap().to_owned();
    let mut ids = BTreeMap::from([("/govern/guidelines/{id}", told(&guideline)), ("/govern/register/links/{id}", told(&link))]);
    for (begins, thing) in [
        ("/govern/applications/{id}", "application"),
        ("/govern/channels/{id}", "channel"),
        ("/govern/mandates/{id}", "mandate"),
        ("/govern/nominations/{id}", "wish"),
        ("/govern/people/{id}", "rune"),
        ("/govern/register/impostors/{id}", "impostor"),
        ("/govern/reviews/{id}", "drawn"),
        ("/govern/substitutes/{id}", "substitute"),
        ("/govern/tokens/{id}", "token"),
        ("/govern/topics/{id}", "topic"),
        ("/govern/trainings/notes/{id}", "training note"),
        ("/govern/units/{id}", "unit"),
        ("/listen/jobs/{id}", "job"),
        ("/listen/set-aside/{id}", "item"),
        ("/participate/conversations/{id}", "conversation"),
        ("/publish/deliveries/{id}", "failed"),
        ("/publish/posts/{id}", "waiting post"),
        ("/records/entries/{id}", "entry"),
    ] {
        ids.insert(begins, made[thing].clone());
    }
    let nobody = town.appoints("Nils Utan", Scope::Everywhere, &[Allowed::Read]).await;
    town.revokes_all_of(nobody).await;
    let all_the_rest = Allowed::ALL.iter().copied().filter(|act| *act != Allowed::Govern).collect::<Vec<_>>();
    town.appoints("Rut Resten", Scope::Everywhere, all_the_rest.leak()).await;
    // Signing in is told of, if at all, before it counts.
    for who in ["Nils Utan", "Rut Resten"] {
        town.get("/me").as_(who).await.fine();
    }
    let before = newest(&town).await;
    let mut wrong = Vec::new();
    for route in known().iter().filter(|route| !is_open(route)) {
        let address = filled(route, &ids);
        let visitor = asks(&town, route, &address, None).await;
        if !(visitor.status.is_client_error() || visitor.leads_to().starts_with("/sign-in")) {
            wrong.push(format!("{route} lets a visitor in: {}", visitor.status));
        }
        if ONES_OWN.contains(&route.as_str()) {
            continue;
        }
        let without = asks(&town, route, &address, Some("Nils Utan")).await;
        if !without.status.is_client_error() {
            wrong.push(format!("{route} lets someone in who has no mandate: {}", without.status));
        }
        if GOVERN.contains(&route.as_str()) {
            let rest = asks(&town, route, &address, Some("Rut Resten")).await;
            if !rest.status.is_client_error() {
                wrong.push(format!("{route} lets someone in who may not govern: {}", rest.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(newest(&town).await, before, "and nothing was done");
    // The same doors open to whoever may: what was tried is there.
    for route in GOVERN.iter().filter(|route| route.starts_with("GET") && !route.contains("{state}")) {
        let address = filled(route, &ids);
        if address.contains(&uuid::Uuid::nil().to_string()) {
            continue;
        }
        let opened = asks(&town, route, &address, Some("Astrid Holm")).await;
        assert!(
            opened.status == StatusCode::OK || opened.status.is_redirection(),
            "{route}: {} {}",
            opened.status,
            opened.text()
        );
    }
}

on_both_engines!(each_page_lets_in_whom_it_says);
