//! Every documented operation is called: as documented, without a token, and with one whose mandate lacks what it needs.
use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use jiff::SignedDuration;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers};

use super::described::{document, operations};
use super::posting;
use super::program::{Program, grant, send};
use super::shape::misfits;
use crate::demo::town as exempelby;
use crate::govern::Scope;
use crate::govern::channel::Mode;
use crate::govern::channel::application::{self, Form, Wanted};
use crate::govern::mandate::{self, Allowed, Govern};
use crate::govern::nomination::{self, Wish};
use crate::ground::jobs::{self, Job, Next};
use crate::ground::{Desk, Problem};
use crate::listen::set_aside;
use crate::share::impostor;
use crate::tests::town::{Town, on_both_engines};
use crate::web::api::permissions;

on_both_engines!(every_operation_answers_as_documented);

/// Work that no program knows, to be given up.
#[derive(serde::Serialize, serde::Deserialize)]
struct Unknown {}

impl Job for Unknown {
    const NAME: &'static str = "unknown-to-all";
    async fn run(self, _: &Desk) -> Result<Next, Problem> {
        Ok(Next::Done)
    }
}

/// What the calls name: ids of things that are there, by a name.
pub(super) type World = BTreeMap<&'static str, String>;

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id in {value}")).to_owned()
}

/// A delivery that failed: its mandate ended before it was sent.
async fn a_failed_delivery(town: &Town, conversation: &str, message: &str) -> String {
    let gone = Program::of(town, "Ingrid Solberg", &[Allowed::Answer, Allowed::Read], Scope::Everywhere).await;
    let reply = json!({ "answers": message, "text": "Den här kommer inte fram." });
    let sent = gone.sends("POST", &format!("/conversations/{conversation}/replies"), &reply).await.fine().json;
    let (boss, ended) = (town.boss, gone.mandate);
    let revoked = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        mandate::revoke(act, &by, ended, "berättelsen vill det")
    });
    revoked.await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    id(&sent)
}

async fn two_failed_jobs(town: &Town) {
    let now = town.now();
    for key in ["one", "two"] {
        let put = town.desk.write(move |conn| jobs::enqueue(conn, now, now, &Unknown {}, Some(key)));
        put.await.unwrap();
    }
    for _ in 0..jobs::TRIES {
        town.run_jobs().await;
        town.later(SignedDuration::from_hours(2));
    }
}

/// An OpenID provider that says what it is, and has one key.
async fn a_provider() -> MockServer {
    let server = MockServer::start().await;
    let issuer = server.uri();
    let told = json!({ "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys") });
    for (path, body) in [("/.well-known/openid-configuration", told), ("/keys", json!({ "keys": [] }))] {
        Mock::given(matchers::path(path)).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    }
    server
}

/// What the public register lists beside channels: a report, and a link.
async fn something_public(town: &Town) -> String {
    let report =
        town.desk.act(|act| impostor::report(act, "https://social.example/@exempelby_hjalp", "Ber om pengar.", "192.0.2.7"));
    report.await.unwrap();
    town.desk.read(|conn| Ok(impostor::all(conn)?[0].id.to_string())).await.unwrap()
}

async fn something_set_aside(town: &Town) {
    let channel = town.channel("exempelby").await.id;
    let spoiled = connect::Spoiled { remote_id: Some("7".into()), reason: "inte JSON".into(), raw: b"{".to_vec() };
    town.desk.act(move |act| set_aside::keep(act, channel, &spoiled)).await.unwrap();
}

pub(super) async fn world(town: &Town, program: &Program<'_>) -> World {
    two_failed_jobs(town).await;
    town.citizen("Åse Lind").asks("När öppnar simhallen?");
    town.citizen("Peder Ström").asks("Är vattnet brunt hos er också?");
    town.hears().await;
    let list = program.get("/conversations").await.fine();
    let (one, two) = (&list.items()[0], &list.items()[1]);
    let failed = a_failed_delivery(town, &id(two), &id(&two["message"])).await;
    let lost = a_failed_delivery(town, &id(two), &id(&two["message"])).await;
    something_set_aside(town).await;
    town.citizen("Maja Öberg").asks("Mitt nummer är 19121212-1212.");
    town.hears().await;
    let hidden = id(&program.get("/conversations").await.fine().items()[0]["message"]);
    town.seal().await;
    let jobs = program.get("/failed-jobs").await.fine();
    let entries = program.get("/record/entries").await.fine();
    let units = program.get("/units").await.fine();
    let rune = town.colleague("Rune Arkiv").await.id();
    let omar = town.colleague("Omar Lind").await.id();
    let old = grant(town, omar, &[Allowed::Read], Scope::Everywhere).await;
    let arena = exempelby::arena_folder(&town.desk).display().to_string();
    let (unit, asker) = (units.items()[1]["id"].as_str().unwrap().parse().unwrap(), town.colleague("Omar Lind").await.id());
    let form = Form::new(["purpose", "benefit", "audience"].map(|question| (question, "Ja.")));
    let wanted = Wanted {
        unit,
        network: "arena".to_owned(),
        name: "Badet".to_owned(),
        mode: Mode::Dialogue,
        owner: None,
        form,
        channel: None,
    };
    let (own, program_person) = (wanted.clone(), program.get("/me").await.json["person"].as_str().unwrap().parse().unwrap());
    let own_application = town.desk.act(move |act| application::apply(act, program_person, &own)).await.unwrap();
    let application = town.desk.act(move |act| application::apply(act, asker, &wanted)).await.unwrap();
    let spare = Program::of(town, "Fatima Berg", Allowed::ALL, Scope::Everywhere).await;
    let (by_hand, entered) = kept_by_hand(program, &id(&units.items()[1])).await;
    let mut world = governed(town, program, &units.items()[1], &old.to_string()).await;
    world.extend(posting::made(town).await);
    world.extend([
        ("conversation", id(one)),
        ("message", id(&one["message"])),
        ("hidden", hidden),
        ("person", program.get("/me").await.json["person"].as_str().unwrap().to_owned()),
        ("failed", failed),
        ("lost", lost),
        ("application", application.to_string()),
        ("own application", own_application.to_string()),
        ("impostor", something_public(town).await),
        ("channel", town.channel("exempelby").await.id.to_string()),
        ("unit", id(&units.items()[1])),
        ("other unit", id(&units.items()[2])),
        ("rune", rune.to_string()),
        ("omar", omar.to_string()),
        ("mandate", old.to_string()),
        ("token", spare.token_id.to_string()),
        ("entry", id(&entries.items()[3])),
        ("item", id(&program.get("/set-aside-items").await.fine().items()[0])),
        ("job", id(&jobs.items()[0])),
        ("other job", id(&jobs.items()[1])),
        ("arena", arena),
        ("by hand", by_hand),
        ("entered", entered),
    ]);
    world.insert("alert", something_in_danger(town, program).await);
    world
}

/// A matter that the program's person was told of.
async fn something_in_danger(town: &Town, program: &Program<'_>) -> String {
    let unit = town.channel("exempelby").await.unit;
    let person = program.get("/me").await.json["person"].clone();
    let step = json!({ "cause": "danger", "afterMinutes": 0, "person": person });
    let step = id(&program.sends("POST", &format!("/units/{unit}/escalation-steps"), &step).await.fine().json);
    town.citizen("Nils Gran").asks("Jag ska döda er allihop.");
    town.hears().await;
    town.later(SignedDuration::from_mins(1));
    town.run_jobs().await;
    program.sends("DELETE", &format!("/escalation-steps/{step}"), &Value::Null).await;
    id(&program.get("/alerts").await.fine().json[0])
}

/// A channel that no program reaches, and a message that was entered there.
async fn kept_by_hand(program: &Program<'_>, unit: &str) -> (String, String) {
    let settings = json!({ "address": "https://forum.example/exempelby", "network": "Grannforum" });
    let channel =
        json!({ "credentials": { "network": "manual", "unit": unit, "settings": settings }, "answerWithinMinutes": 60 });
    let channel = id(&program.sends("POST", "/channels", &channel).await.fine().json);
    let message = json!({ "key": "ett", "name": "Åse Lind", "text": "Finns det grus?" });
    let entered = program.sends("POST", &format!("/channels/{channel}/entered-messages"), &message).await.fine().json;
    let conversation = entered["conversation"].as_str().unwrap().to_owned();
    let found = program.get(&format!("/conversations/{conversation}")).await.fine().json;
    (channel, id(&found["message"]))
}

/// What those who govern have made already: a unit, a topic, a training, a substitute, wishes, and an answer in the sample.
async fn governed(town: &Town, program: &Program<'_>, unit: &Value, mandate: &str) -> World {
    let (unit, rune) = (id(unit), town.colleague("Rune Arkiv").await.id());
    let make = |address: String, body: Value| async move { id(&program.sends("POST", &address, &body).await.fine().json) };
    let spare = make("/units".into(), json!({ "parent": unit, "name": "Parken", "zone": "Europe/Stockholm" })).await;
    let topic = make("/topics".into(), json!({ "unit": unit, "name": "Grus" })).await;
    let training = make("/trainings".into(), json!({ "name": "Sekretess" })).await;
    let note = make("/training-notes".into(), json!({ "training": training, "person": rune })).await;
    let until = (town.now() + SignedDuration::from_hours(48)).to_string();
    let stands_in = json!({ "person": rune, "document": "semester", "validTo": until });
    let substitute = make(format!("/mandates/{mandate}/substitutes"), stands_in).await;
    let own_wish = make("/nominations".into(), json!({ "unit": unit, "acts": ["moderate"], "why": "Jag kan." })).await;
    let omar = town.colleague("Omar Lind").await.id();
    let wish = Wish { scope: Scope::Everywhere, acts: vec![Allowed::Govern], why: "Jag vill.".into() };
    let wish = town.desk.act(move |act| nomination::nominate(act, omar, &wish)).await.unwrap();
    let ending = town.mandates_of("Omar Lind").await.into_iter().find(|granted| granted.valid_to.is_some()).unwrap();

    let everything = program.get("/units").await.fine();
    let top = everything.items().iter().find(|unit| unit["parent"].is_null()).map(id).unwrap();
    program.sends("PUT", &format!("/units/{top}/review-share"), &json!({ "percent": 100 })).await.fine();
    town.citizen("Nils Gran").asks("Finns det grus?");
    town.hears().await;
    // Fatima's is the program: nobody looks at their own answers.
    let omar = town.colleague("Omar Lind").await;
    let conversation = omar.conversation_about("grus").await;
    let answer = omar.answers(conversation.id, "Ja, vid förrådet.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    BTreeMap::from([
        ("spare unit", spare),
        ("topic", topic),
        ("training", training),
        ("training note", note),
        ("substitute", substitute),
        ("own wish", own_wish),
        ("wish", wish.to_string()),
        ("ending", ending.id.to_string()),
        ("drawn", answer.to_string()),
    ])
}

/// Operation, method, address, body. In this order: what one makes, another undoes. `<name>` is a thing of the world.
fn calls() -> Vec<(&'static str, &'static str, &'static str, Value)> {
    let account =
        |handle: &str| json!({ "network": "arena", "unit": "<unit>", "settings": { "folder": "<arena>", "account": handle } });
    let none = Value::Null;
    let provider = json!({ "name": "Exempelby", "issuer": "<issuer>", "clientId": "torg", "clientSecret": "hemligt",
        "privateAddresses": true, "secondFactor": "desk" });
    vec![
        ("getApiInfo", "GET", "/api-info", none.clone()),
        ("getMe", "GET", "/me", none.clone()),
        ("listConversations", "GET", "/conversations?view=open&order=clock", none.clone()),
        ("getConversation", "GET", "/conversations/<conversation>", none.clone()),
        ("listMessages", "GET", "/conversations/<conversation>/messages", none.clone()),
        ("getMessage", "GET", "/messages/<message>", none.clone()),
        ("revealMessage", "POST", "/messages/<hidden>/reveal", json!({ "because": "Behövs för att hitta ansökan." })),
        (
            "enterMessage",
            "POST",
            "/channels/<by hand>/entered-messages",
            json!({ "key": "två", "handle": "ase", "text": "Och salt?", "answers": "<entered>", "url": "https://forum.example/t/2" }),
        ),
        ("enterChange", "PUT", "/messages/<entered>/entered-change", json!({ "text": null })),
        (
            "setDuty",
            "POST",
            "/units/<unit>/duty-shifts",
            json!({ "person": "<omar>", "beginsAt": "2026-11-20T00:00:00Z", "endsAt": "2026-11-27T00:00:00Z" }),
        ),
        ("endDuty", "DELETE", "/duty-shifts/<shift>", none.clone()),
        ("addEscalationStep", "POST", "/units/<unit>/escalation-steps", json!({ "cause": "late", "afterMinutes": 30 })),
        ("endEscalationStep", "DELETE", "/escalation-steps/<step>", none.clone()),
        ("getUnitDuty", "GET", "/units/<unit>/duty", none.clone()),
        ("listAlerts", "GET", "/alerts", none.clone()),
        ("seeAlert", "PUT", "/alerts/<alert>/seen", none.clone()),
        ("setSecureChannel", "PUT", "/units/<unit>/secure-channel", json!({ "address": "https://exempelby.example/e-tjanster" })),
        ("getSecureChannel", "GET", "/units/<unit>/secure-channel", none.clone()),
        ("screenText", "POST", "/screenings", json!({ "text": "Ring 070-174 06 05, avseende badet.", "language": "sv" })),
        ("listScreeningRules", "GET", "/screening-rules", none.clone()),
        ("listViews", "GET", "/views", none.clone()),
        ("assignConversation", "PUT", "/conversations/<conversation>/assignment", json!({ "person": "<person>" })),
        ("unassignConversation", "DELETE", "/conversations/<conversation>/assignment", none.clone()),
        ("turnConversation", "PUT", "/conversations/<conversation>/state", json!({ "state": "waiting" })),
        ("writeNote", "POST", "/conversations/<conversation>/notes", json!({ "text": "Ringde simhallen." })),
        ("listNotes", "GET", "/conversations/<conversation>/notes", none.clone()),
        ("getReplyLimits", "GET", "/conversations/<conversation>/reply-limits", none.clone()),
        ("answer", "POST", "/conversations/<conversation>/replies", json!({ "answers": "<message>", "text": "Kl. 14 i dag." })),
        ("listConversationDeliveries", "GET", "/conversations/<conversation>/deliveries", none.clone()),
        ("listDeliveries", "GET", "/deliveries?state=failed", none.clone()),
        ("getDelivery", "GET", "/deliveries/<made>", none.clone()),
        ("undoDelivery", "POST", "/deliveries/<made>/undo", none.clone()),
        ("retryDelivery", "POST", "/deliveries/<failed>/retry", none.clone()),
        ("settleDelivery", "PUT", "/deliveries/<lost>/settlement", json!({ "outcome": "not-posted" })),
        ("approveDelivery", "POST", "/deliveries/<waiting answer>/approval", json!({ "approved": true })),
        ("releaseDelivery", "POST", "/deliveries/<held>/release", json!({ "at": null })),
        ("withdrawDelivery", "POST", "/deliveries/<posted>/withdrawal", json!({ "why": "Fel tid." })),
        (
            "beginPost",
            "POST",
            "/posts",
            json!({ "unit": "<unit>", "name": "Jul", "composition": { "language": "sv", "channels": ["<quiet channel>"],
                "shared": { "text": "God jul!" }, "source": "https://exempelby.example/jul" } }),
        ),
        ("listPosts", "GET", "/posts?state=draft", none.clone()),
        ("getPost", "GET", "/posts/<post>", none.clone()),
        ("screenPost", "GET", "/posts/<post>/screening", none.clone()),
        (
            "savePost",
            "PUT",
            "/posts/<post>",
            json!({ "madeFrom": 1, "composition": { "language": "sv", "channels": ["<quiet channel>"],
                "shared": { "text": "God jul och gott nytt år!" }, "noSourceBecause": "En hälsning behöver ingen." } }),
        ),
        ("movePost", "POST", "/posts/<post>/time", json!({ "at": "2026-11-24T09:00:00Z" })),
        ("listCalendar", "GET", "/calendar?from=2026-11-01T00:00:00Z&until=2026-12-01T00:00:00Z&state=draft", none.clone()),
        (
            "decideBlackout",
            "POST",
            "/blackouts",
            json!({ "firstDay": "2026-12-24", "lastDay": "2026-12-26", "why": "Julstängt." }),
        ),
        ("listBlackouts", "GET", "/blackouts", none.clone()),
        ("endBlackout", "POST", "/blackouts/<blackout>/end", none.clone()),
        ("submitPost", "POST", "/posts/<post>/submission", json!({ "revision": 3 })),
        ("reopenPost", "POST", "/posts/<post>/reopening", none.clone()),
        ("approvePost", "POST", "/posts/<waiting post>/approval", json!({ "version": 1 })),
        ("returnPost", "POST", "/posts/<other post>/return", json!({ "version": 1, "note": "Skriv när." })),
        ("setUnitDemand", "PUT", "/units/<unit>/approval-demand", json!({ "posts": "two", "answers": null })),
        ("getUnitDemand", "GET", "/units/<unit>/approval-demand", none.clone()),
        ("setChannelDemand", "PUT", "/channels/<channel>/approval-demand", json!({ "posts": null, "answers": "one" })),
        ("getChannelDemand", "GET", "/channels/<channel>/approval-demand", none.clone()),
        ("orderStop", "POST", "/stops", json!({ "channel": "<channel>", "why": "Olycka i hamnen." })),
        ("listStops", "GET", "/stops", none.clone()),
        ("liftStop", "POST", "/stops/<stop>/lifting", none.clone()),
        ("listChannels", "GET", "/channels", none.clone()),
        ("getChannel", "GET", "/channels/<channel>", none.clone()),
        ("getChannelHealth", "GET", "/channels/<channel>/health", none.clone()),
        ("verifyChannel", "POST", "/channel-verifications", account("badet")),
        ("addChannel", "POST", "/channels", json!({ "credentials": account("badet"), "answerWithinMinutes": 60 })),
        ("renewChannel", "PUT", "/channels/<channel>/credentials", account("exempelby")),
        ("promiseInChannel", "PUT", "/channels/<channel>/promise", json!({ "answerWithinMinutes": 90 })),
        ("pauseChannel", "PUT", "/channels/<channel>/pause", none.clone()),
        ("resumeChannel", "DELETE", "/channels/<channel>/pause", none.clone()),
        ("setChannelMode", "PUT", "/channels/<channel>/mode", json!({ "mode": "information" })),
        ("reviewChannel", "POST", "/channels/<channel>/reviews", json!({ "note": "Löftet stämmer." })),
        (
            "givePublicPromise",
            "PUT",
            "/channels/<channel>/public-promise",
            json!({ "activity": "weekly", "tolerance": "", "contact": "exempelby.example", "identity": "", "language": "sv" }),
        ),
        ("getPublicPromise", "GET", "/channels/<channel>/public-promise", none.clone()),
        ("setProfile", "POST", "/channels/<channel>/profile", none.clone()),
        ("getProfile", "GET", "/channels/<channel>/profile", none.clone()),
        ("setChannelHours", "PUT", "/channels/<channel>/opening-hours", json!({ "hours": null })),
        ("getChannelHours", "GET", "/channels/<channel>/opening-hours", none.clone()),
        (
            "setUnitHours",
            "PUT",
            "/units/<unit>/opening-hours",
            json!({ "hours": { "week": ["08:00-16:30", "", "", "", "", "", ""], "holidays": "sweden", "evesClosed": true,
                "exceptions": { "2026-12-28": "10-12" } } }),
        ),
        ("getUnitHours", "GET", "/units/<unit>/opening-hours", none.clone()),
        ("setChannelStage", "PUT", "/channels/<channel>/stage", json!({ "stage": "live", "why": "Kanalen fanns före Torg." })),
        (
            "applyForChannel",
            "POST",
            "/channel-applications",
            json!({ "unit": "<unit>", "network": "arena", "name": "Biblioteket", "mode": "dialogue",
                "answers": { "purpose": "Berätta.", "benefit": "Fråga.", "audience": "Unga." } }),
        ),
        ("listApplications", "GET", "/channel-applications", none.clone()),
        (
            "decideApplication",
            "PUT",
            "/channel-applications/<application>/decision",
            json!({ "approved": true, "said": "KS 2026/00300" }),
        ),
        (
            "reviseApplication",
            "PUT",
            "/channel-applications/<own application>/answers",
            json!({ "name": "Badhuset", "mode": "information", "answers": { "purpose": "Berätta.", "benefit": "Fråga.", "audience": "Unga." } }),
        ),
        ("withdrawApplication", "PUT", "/channel-applications/<own application>/withdrawal", none.clone()),
        ("noteTokenExpiry", "PUT", "/channels/<channel>/token-expiry", json!({ "at": "2027-01-31T23:59:00+01:00" })),
        ("proveChannel", "PUT", "/channels/<channel>/proof", json!({ "handle": "" })),
        ("lookAtProfile", "POST", "/channels/<channel>/profile-looks", none.clone()),
        ("adoptGuideline", "POST", "/guidelines", json!({ "unit": "<unit>", "version": guideline() })),
        ("listGuidelines", "GET", "/guidelines", none.clone()),
        ("getGuideline", "GET", "/guidelines/<guideline>", none.clone()),
        ("reviseGuideline", "POST", "/guidelines/<guideline>/versions", guideline()),
        ("listGuidelineVersions", "GET", "/guidelines/<guideline>/versions", none.clone()),
        ("acknowledgeGuideline", "PUT", "/guidelines/<guideline>/acknowledgement", json!({ "version": 2 })),
        ("listGuidelineReaders", "GET", "/guidelines/<guideline>/readers", none.clone()),
        ("withdrawGuideline", "PUT", "/guidelines/<guideline>/withdrawal", json!({ "why": "Ersatt." })),
        ("listImpostors", "GET", "/impostors", none.clone()),
        ("decideImpostor", "PUT", "/impostors/<impostor>/decision", json!({ "pretends": true, "why": "Anmäld till nätverket." })),
        ("endImpostor", "PUT", "/impostors/<impostor>/end", none.clone()),
        (
            "addExternalLink",
            "POST",
            "/external-links",
            json!({ "name": "Kommunalrådets blogg", "url": "https://blogg.exempel.example/", "decision": "KS 2026/00210" }),
        ),
        ("listExternalLinks", "GET", "/external-links", none.clone()),
        ("removeExternalLink", "PUT", "/external-links/<link>/removal", json!({ "why": "Har lämnat uppdraget." })),
        ("listNetworks", "GET", "/networks", none.clone()),
        ("listUnits", "GET", "/units", none.clone()),
        ("addUnit", "POST", "/units", json!({ "parent": "<unit>", "name": "Ungdomsmottagningen", "zone": "Europe/Stockholm" })),
        ("renameUnit", "PUT", "/units/<spare unit>", json!({ "name": "Parkerna", "zone": "Europe/Stockholm" })),
        ("moveUnit", "PUT", "/units/<spare unit>/parent", json!({ "parent": "<other unit>" })),
        ("setReviewShare", "PUT", "/units/<spare unit>/review-share", json!({ "percent": 10 })),
        ("addTopic", "POST", "/topics", json!({ "unit": "<unit>", "name": "Halka" })),
        ("listTopics", "GET", "/topics", none.clone()),
        ("giveTopic", "PUT", "/topics/<topic>/unit", json!({ "unit": "<spare unit>" })),
        ("endTopic", "DELETE", "/topics/<topic>", none.clone()),
        ("closeUnit", "PUT", "/units/<spare unit>/closing", json!({ "successor": "<unit>", "why": "Går upp i en annan." })),
        ("getReferral", "GET", "/conversations/<conversation>/referral", none.clone()),
        (
            "referConversation",
            "PUT",
            "/conversations/<conversation>/referral",
            json!({ "unit": "<other unit>", "why": "Deras fråga." }),
        ),
        ("listWaiting", "GET", "/waiting", none.clone()),
        ("listReviews", "GET", "/reviews", none.clone()),
        ("reviewAnswer", "PUT", "/reviews/<drawn>", json!({ "outcome": "talk", "note": "Nämn öppettiden." })),
        ("listSubstitutes", "GET", "/mandates/<mandate>/substitutes", none.clone()),
        (
            "appointSubstitute",
            "POST",
            "/mandates/<mandate>/substitutes",
            json!({ "person": "<rune>", "document": "ledig", "validTo": "2026-12-20T12:00:00+01:00" }),
        ),
        ("endSubstitute", "DELETE", "/substitutes/<substitute>", none.clone()),
        ("extendMandate", "POST", "/mandates/<ending>/extension", json!({ "document": "KS 2027/00001" })),
        ("addTraining", "POST", "/trainings", json!({ "name": "Grundkurs" })),
        ("listTrainings", "GET", "/trainings", none.clone()),
        (
            "noteTraining",
            "POST",
            "/training-notes",
            json!({ "training": "<training>", "person": "<omar>", "validUntil": "2027-11-20T12:00:00+01:00" }),
        ),
        ("listTrainingNotes", "GET", "/training-notes", none.clone()),
        ("withdrawTraining", "PUT", "/training-notes/<training note>/withdrawal", json!({ "why": "Fel person." })),
        ("nominate", "POST", "/nominations", json!({ "channel": "<channel>", "acts": ["publish"], "why": "Jag skriver gärna." })),
        ("listNominations", "GET", "/nominations", none.clone()),
        ("declineNomination", "PUT", "/nominations/<wish>/refusal", json!({ "why": "Inte nu." })),
        ("withdrawNomination", "DELETE", "/nominations/<own wish>", none.clone()),
        ("listPeople", "GET", "/people", none.clone()),
        (
            "invitePerson",
            "POST",
            "/people",
            json!({ "unit": "<unit>", "name": "Nils Gran", "post": "bad", "signature": "Nils", "email": "nils@exempelby.example", "language": "sv" }),
        ),
        ("invitePersonAgain", "POST", "/people/<rune>/invitations", none.clone()),
        ("recoverPerson", "POST", "/people/<rune>/recovery", json!({ "secondFactors": "keep" })),
        ("endLoginsOfPerson", "DELETE", "/people/<rune>/logins", none.clone()),
        ("letPersonLeave", "DELETE", "/people/<rune>", none.clone()),
        ("getSecondFactorDemand", "GET", "/second-factor-demand", none.clone()),
        ("demandSecondFactor", "PUT", "/second-factor-demand", json!({ "of": "nobody" })),
        ("addIdentityProvider", "POST", "/identity-providers", provider.clone()),
        ("listIdentityProviders", "GET", "/identity-providers", none.clone()),
        ("changeIdentityProvider", "PUT", "/identity-providers/<provider>", provider),
        (
            "makeGroupRule",
            "POST",
            "/identity-providers/<provider>/group-rules",
            json!({ "group": "kundtjanst", "acts": ["answer"], "document": "KS 2026/00400" }),
        ),
        ("listGroupRules", "GET", "/identity-providers/<provider>/group-rules", none.clone()),
        ("endGroupRule", "PUT", "/group-rules/<rule>/end", json!({ "why": "Gruppen är borta." })),
        ("endIdentityProvider", "PUT", "/identity-providers/<provider>/end", json!({ "why": "Vi byter leverantör." })),
        ("listMandates", "GET", "/mandates", none.clone()),
        (
            "grantMandate",
            "POST",
            "/mandates",
            json!({ "person": "<omar>", "acts": ["read", "answer"], "document": "KS 2026/00300", "validTo": "2026-12-24T12:00:00+01:00" }),
        ),
        ("getMandate", "GET", "/mandates/<mandate>", none.clone()),
        ("revokeMandate", "PUT", "/mandates/<mandate>/revocation", json!({ "why": "Byter arbete." })),
        ("listTokens", "GET", "/tokens", none.clone()),
        ("issueToken", "POST", "/tokens", json!({ "name": "Rapporten", "days": 1 })),
        ("revokeToken", "DELETE", "/tokens/<token>", none.clone()),
        ("listEntries", "GET", "/record/entries?order=sealed&limit=50", none.clone()),
        ("getEntry", "GET", "/record/entries/<entry>", none.clone()),
        ("getCheckpoint", "GET", "/record/checkpoint", none.clone()),
        ("proveEntry", "GET", "/record/entries/<entry>/inclusion-proof", none.clone()),
        ("proveConsistency", "GET", "/record/consistency-proof?from=3", none.clone()),
        ("listSetAsideItems", "GET", "/set-aside-items", none.clone()),
        ("settleSetAsideItem", "PUT", "/set-aside-items/<item>/settlement", none.clone()),
        ("listFailedJobs", "GET", "/failed-jobs", none.clone()),
        ("retryFailedJob", "POST", "/failed-jobs/<job>/retry", none.clone()),
        ("endFailedJob", "DELETE", "/failed-jobs/<other job>", none.clone()),
        ("hearEvents", "GET", "/events", none),
    ]
}

/// A version of a guideline that was adopted.
fn guideline() -> Value {
    json!({ "title": "Sociala medier", "number": "KS 2026/00100", "owner": "<omar>", "language": "sv", "text": "## Syfte\n\nVi svarar.",
        "adoptedBy": "Kommunstyrelsen", "adoptedOn": "2026-11-02" })
}

fn named(world: &World, text: &str) -> String {
    world.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("<{name}>"), value))
}

/// The address is the documented path with its names filled in.
fn follows(path: &str, address: &str) -> bool {
    let (path, address): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), address.split('?').next().unwrap().split('/').collect());
    path.len() == address.len() && path.iter().zip(&address).all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}

async fn every_operation_answers_as_documented(town: Town) {
    let document = document();
    let documented = operations(&document);
    let program = Program::that_may_all(&town).await;
    let mut world = world(&town, &program).await;
    let provider = a_provider().await;
    world.insert("issuer", provider.uri());
    let mut lacking = BTreeMap::new();
    for act in Allowed::ALL {
        let rest: Vec<Allowed> = Allowed::ALL.iter().copied().filter(|other| other != act).collect();
        lacking.insert(act.as_str(), Program::of(&town, "Fatima Berg", &rest, Scope::Everywhere).await);
    }
    let mut called = BTreeSet::new();
    for (operation_id, method, address, body) in calls() {
        let (path, _, operation) = documented
            .iter()
            .find(|(_, _, operation)| operation["operationId"] == operation_id)
            .unwrap_or_else(|| panic!("{operation_id} is not documented"));
        assert!(follows(path, address), "{operation_id}: {address} is not {path}");
        assert!(called.insert(operation_id));
        let address = named(&world, address);
        let body = (!body.is_null()).then(|| serde_json::from_str::<Value>(&named(&world, &body.to_string())).unwrap());

        // Without a token, and with one that lacks what it needs.
        let needs = permissions(operation);
        let nobody = bare(&town, method, &address, body.as_ref()).await;
        match &needs {
            None => assert!(nobody.status.is_success(), "{operation_id} is open"),
            Some(_) => {
                nobody.refused(401, "refuse-token-missing");
            }
        }
        for act in needs.iter().flatten() {
            let refused = lacking[act].with(method, &address, &[], body.as_ref()).await.refused(403, "refuse-no-mandate");
            let word = act.split('-').next().unwrap_or(act);
            assert!(
                refused.json["detail"].as_str().unwrap().contains(word),
                "{operation_id}: the sentence names what is missing"
            );
        }

        // As documented.
        let reply = program.with(method, &address, &[], body.as_ref()).await;
        let status = reply.status.as_u16().to_string();
        assert!(status.starts_with('2'), "{operation_id} {address}: {status} {}", reply.json);
        let answer = &operation["responses"][&status];
        assert!(!answer.is_null(), "{operation_id}: {status} is not documented");
        assert!(reply.header("traceparent").starts_with("00-"), "{operation_id}");
        if let Some(described) = answer["content"].get("application/json") {
            assert_eq!(reply.header("content-type"), "application/json", "{operation_id}");
            let wrong = misfits(&document, &described["schema"], &reply.json, operation_id);
            assert!(wrong.is_empty(), "{wrong:#?}");
            if let Some(items) = reply.json["items"].as_array() {
                assert!(!items.is_empty(), "{operation_id} lists nothing: its items are not looked at");
            }
        } else {
            assert!(reply.bytes.is_empty(), "{operation_id} answers something that is not documented");
        }
        if method == "GET" && status == "200" && reply.json.is_object() {
            let tag = reply.header("etag").to_owned();
            let again = program.with(method, &address, &[("if-none-match", &tag)], None).await;
            assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0), "{operation_id}");
        }
        match operation_id {
            "addIdentityProvider" => drop(world.insert("provider", id(&reply.json))),
            "beginPost" => drop(world.insert("post", id(&reply.json))),
            "decideBlackout" => drop(world.insert("blackout", id(&reply.json))),
            "orderStop" => drop(world.insert("stop", id(&reply.json))),
            "adoptGuideline" => drop(world.insert("guideline", id(&reply.json))),
            "addExternalLink" => drop(world.insert("link", id(&reply.json))),
            "setDuty" => drop(world.insert("shift", id(&reply.json))),
            "addEscalationStep" => drop(world.insert("step", id(&reply.json))),
            "makeGroupRule" => drop(world.insert("rule", id(&reply.json))),
            _ => {}
        }
        if operation_id == "answer" {
            assert_eq!(reply.header("location"), format!("/api/v1/deliveries/{}", id(&reply.json)));
            world.insert("made", id(&reply.json));
        }
    }
    for (path, method, operation) in &documented {
        let operation_id = operation["operationId"].as_str().unwrap();
        assert!(called.contains(operation_id), "{method} {path} ({operation_id}) is never called here");
    }
}

async fn bare(town: &Town, method: &str, address: &str, body: Option<&Value>) -> super::program::Reply {
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    send(town, method, address, &[("content-type", "application/json")], body).await
}
