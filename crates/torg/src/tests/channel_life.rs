//! A channel's life: applied for by one, decided by another, tried out, taken live, closed; and its clock, which runs in opening hours.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use super::browser::Page;
use super::town::{Town, on_both_engines};
use crate::govern::channel::public_promise::Activity;
use crate::govern::channel::{self, Channel, Mode, Stage};
use crate::ground::{ChannelId, Problem};

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
const OMAR: &str = "Omar Lind";

impl Town {
    /// Sends the form for opening hours to `address`: office hours to 16.30, with Swedish holidays.
    async fn sets_hours(&self, who: &str, address: &str) -> Page {
        let mut form =
            self.post(address).as_(who).with("hours-holidays", "sweden").with("hours-eves", "closed").with("way", "own");
        for day in 1..=5 {
            form = form.with(&format!("hours-{day}"), "08:00–16:30");
        }
        form.await
    }

    /// Sends an application for a channel called `name`, with the answers that must be there.
    async fn applies(&self, who: &str, name: &str, more: &[(&str, &str)]) -> Page {
        let unit = self.unit("Kultur och fritid").await;
        let mut form = self
            .post("/govern/applications")
            .as_(who)
            .with("name", name)
            .with("network", "arena")
            .with("unit", unit)
            .with("mode", "dialogue")
            .with("question-purpose", "Berätta vad som händer på biblioteket.")
            .with("question-benefit", "Den som bor långt bort kan fråga utan att resa.")
            .with("question-audience", "Unga och nyinflyttade.");
        for (field, value) in more {
            form = form.with(field, value);
        }
        form.await
    }

    async fn find(&self, id: ChannelId) -> Channel {
        self.desk.read(move |conn| Ok::<_, Problem>(channel::find(conn, id)?)).await.unwrap().unwrap()
    }

    async fn connects(&self, who: &str, application: &str) -> Page {
        let asked = self
            .post("/govern/channels/new/arena")
            .as_(who)
            .with("setting-folder", self.arena().display())
            .with("setting-account", "biblioteket")
            .with("setting-name", "Biblioteket")
            .with("unit", self.unit("Kultur och fritid").await)
            .with("answer-within", 3)
            .with("answer-in", "hours")
            .with("way", "verify")
            .with("application", application)
            .await
            .fine();
        self.post(asked.leads_to()).as_(who).await
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn the_promise_runs_in_opening_hours(town: Town) {
    let unit = town.unit("Kundservice").await;
    let hours = format!("/govern/units/{unit}/hours");
    assert!(town.get(&hours).as_(ASTRID).await.fine().says("Nu gäller: dygnet runt"));
    town.sets_hours(ASTRID, &hours).await.fine();
    let page = town.get(&hours).as_(ASTRID).await.fine();
    assert!(page.says("mån–fre 08:00–16:30; lör–sön stängt; stängt helgdagar och helgdagsaftnar"), "{}", page.text());

    // It is Friday 20 November, 08.15. At 16.00 there is half an hour left of the week.
    town.later(SignedDuration::from_mins(7 * 60 + 45));
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.hears().await;
    let asked = town.colleague(FATIMA).await.conversation_about("badet").await;
    assert_eq!(asked.due_at, Some(at("2026-11-23T08:30:00Z")), "two hours: thirty minutes today, ninety on Monday");
    assert!(town.get("/participate/inbox").as_(FATIMA).await.fine().says("2 tim kvar"));

    town.later(SignedDuration::from_hours(4));
    let inbox = town.get("/participate/inbox").as_(FATIMA).await.fine();
    assert!(inbox.says("öppnar mån 08.00"), "{}", inbox.text());
    assert!(!town.get("/participate/inbox?view=late").as_(FATIMA).await.fine().says("Är badet"), "nobody is late on a Saturday");

    // Simhallen lies in another unit: it is open day and night, until it gets hours of its own.
    let pool = town.channel("simhallen").await;
    assert!(pool.opening.hours.is_none());
    town.sets_hours(ASTRID, &format!("/govern/channels/{}/hours", pool.id)).await.fine();
    assert!(town.find(pool.id).await.opening.hours.is_some());
    town.post(&format!("/govern/channels/{}/hours", pool.id)).as_(ASTRID).with("way", "inherit").await.fine();
    assert!(town.find(pool.id).await.opening.hours.is_none());

    let wrong = town.post(&hours).as_(ASTRID).with("hours-1", "8 till 5").with("way", "own").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("”8 till 5” går inte att läsa") && wrong.html.contains("8 till 5"), "{}", wrong.text());
    let never = town.post(&hours).as_(ASTRID).with("way", "own").await;
    assert!(never.says("aldrig öppet"), "{}", never.text());
    assert_eq!(town.post(&hours).as_(FATIMA).with("way", "inherit").await.status, StatusCode::FORBIDDEN);
}

async fn a_channel_that_is_added_today_has_nobody_late_in_it(town: Town) {
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.later(SignedDuration::from_hours(20));
    town.hears().await;
    let asked = town.colleague(FATIMA).await.conversation_about("badet").await;
    assert_eq!(asked.due_at, Some(town.now() + SignedDuration::from_mins(120)), "from when the desk got it");
    assert_eq!(asked.waiting_since, Some(town.now() - SignedDuration::from_hours(20)), "and it still says since when she waits");
}

async fn where_nobody_answers_no_clock_runs(town: Town) {
    let id = town.channel("exempelby").await.id;
    town.post(&format!("/govern/channels/{id}/mode")).as_(ASTRID).with("mode", "information").await.fine();
    assert_eq!(town.find(id).await.mode, Mode::Information);
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.hears().await;
    let asked = town.colleague(FATIMA).await.conversation_about("badet").await;
    assert_eq!(asked.due_at, None);
    let page = town.get(&crate::participate::conversation::address(asked.id)).as_(FATIMA).await.fine();
    assert!(page.says("Bara information: vi svarar inte här"), "{}", page.text());
}

async fn one_applies_and_another_decides(town: Town) {
    let bare = town.applies(FATIMA, "Biblioteket", &[]).await;
    assert!(bare.says("Privata konton kopplas inte till Torg"), "{}", bare.text());
    let sent = town.applies(FATIMA, "Biblioteket", &[("no-private-account", "yes")]).await.fine();
    let address = sent.leads_to().to_owned();
    let own = town.get(&address).as_(FATIMA).await.fine();
    assert!(own.says("Väntar på beslut") && own.says("Unga och nyinflyttade."), "{}", own.text());
    assert_eq!(town.get(&address).as_(OMAR).await.status, StatusCode::NOT_FOUND, "a colleague's application is not theirs");
    let decision = format!("{address}/decision");
    let not_hers = town.post(&decision).as_(FATIMA).with("way", "approve").with("number", "KS 2026/1").await;
    assert_eq!(not_hers.status, StatusCode::FORBIDDEN);

    let hers = town.applies(ASTRID, "Badet", &[("no-private-account", "yes")]).await.fine();
    let alone =
        town.post(&format!("{}/decision", hers.leads_to())).as_(ASTRID).with("way", "approve").with("number", "KS 2026/2").await;
    assert!(alone.says("Du har själv ansökt"), "{}", alone.text());
    town.post(&format!("{}/withdrawal", hers.leads_to())).as_(ASTRID).await.fine();

    let id = address.rsplit('/').next().unwrap().to_owned();
    let early = town.connects(ASTRID, &id).await;
    assert!(early.says("Ansökan passar inte kontot"), "{}", early.text());
    town.post(&decision).as_(ASTRID).with("way", "approve").with("number", "KS 2026/00300").await.fine();
    let approved = town.get(&address).as_(ASTRID).await.fine();
    assert!(approved.says("Godkänd") && approved.says("KS 2026/00300") && approved.says("Koppla kontot"), "{}", approved.text());
    let twice = town.post(&decision).as_(ASTRID).with("way", "decline").with("why", "Nej").await;
    assert!(twice.says("redan avgjord"), "{}", twice.text());

    let saved = town.connects(ASTRID, &id).await.fine();
    let channel: ChannelId = saved.leads_to().rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(town.find(channel).await.stage, Stage::Pilot);
    let live = format!("/govern/channels/{channel}/going-live");
    let not_ready = town.post(&live).as_(ASTRID).await;
    assert!(not_ready.says("saknar något som den ska ha före drift"), "{}", not_ready.text());
    for open in ["Bemanning: saknas", "Gallringsbeslut: saknas", "Någon som äger kanalen: saknas", "Beslut med nummer: finns"] {
        assert!(not_ready.says(open), "{open} is missing in {}", not_ready.text());
    }
    let owner = town.colleague(OMAR).await.id();
    let answers = town
        .post(&format!("{address}/answers"))
        .as_(ASTRID)
        .with("name", "Biblioteket")
        .with("network", "arena")
        .with("unit", town.unit("Kultur och fritid").await)
        .with("mode", "dialogue")
        .with("owner", owner)
        .with("no-private-account", "yes")
        .with("question-purpose", "Berätta.")
        .with("question-benefit", "Fråga utan att resa.")
        .with("question-audience", "Unga.")
        .with("question-staffing", "Omar vardagar, Fatima när han är ledig.")
        .with("question-retention", "KS 2026/77");
    answers.await.fine();
    town.post(&live).as_(ASTRID).await.fine();
    assert_eq!(town.find(channel).await.stage, Stage::Live);
}

async fn a_closed_channel_is_silent_until_it_is_opened_again(town: Town) {
    let id = town.channel("exempelby").await.id;
    let page = format!("/govern/channels/{id}");
    let live = town.post(&format!("{page}/going-live")).as_(ASTRID).with("why", "Kanalen fanns före Torg.").await;
    live.fine();
    let shown = town.get(&page).as_(ASTRID).await.fine();
    assert!(shown.says("I drift") && shown.says("Kanalen fanns före Torg."), "{}", shown.text());

    let bare = town.post(&format!("{page}/closing")).as_(ASTRID).await;
    assert!(bare.says("Skriv ett skäl"), "{}", bare.text());
    town.post(&format!("{page}/closing")).as_(ASTRID).with("why", "Slagen ihop med kommunens.").await.fine();
    let closed = town.find(id).await;
    assert!(closed.stage == Stage::Closed && closed.closed_at == Some(town.now()) && closed.paused_at.is_some());
    let resumed = town.post(&format!("{page}/resume")).as_(ASTRID).await;
    assert_eq!(resumed.status, StatusCode::UNPROCESSABLE_ENTITY, "closed is more than paused");
    town.citizen("Åse Lind").asks("Är badet öppet?");
    town.hears().await;
    assert!(town.colleague(FATIMA).await.inbox().await.is_empty());

    town.post(&format!("{page}/reopening")).as_(ASTRID).with("why", "Folk saknade den.").await.fine();
    assert_eq!(town.find(id).await.stage, Stage::Pilot);
    town.run_jobs().await;
    assert_eq!(town.colleague(FATIMA).await.inbox().await.len(), 1, "and what was written meanwhile is heard");
    let told = town.desk.read(move |conn| crate::records::entry::about(conn, id.0)).await.unwrap();
    let told: Vec<_> = told.iter().map(|entry| entry.body.event.name()).collect();
    assert_eq!(told, ["channel-added", "channel-went-live", "channel-closed", "channel-reopened"]);
}

async fn a_channel_is_looked_after(town: Town) {
    let id = town.channel("simhallen").await.id;
    let page = format!("/govern/channels/{id}");
    town.post(&format!("{page}/expiry")).as_(ASTRID).with("expires", "2026-11-30").await.fine();
    let told = town.get(&page).as_(ASTRID).await.fine();
    assert!(told.says("Inloggningen går ut mån 30 nov"), "{}", told.text());
    assert!(town.get("/listen").as_(ASTRID).await.fine().says("Inloggningen går ut mån 30 nov"));
    let wrong = town.post(&format!("{page}/expiry")).as_(ASTRID).with("expires", "snart").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);

    let in_half_a_year = town.now() + SignedDuration::from_hours(24 * 200);
    let told = town.find(id).await.attention(Activity::Weekly, in_half_a_year);
    assert_eq!(
        told.iter().map(|one| one.key()).collect::<Vec<_>>(),
        ["attention-expired", "attention-abandoned", "attention-review-overdue"]
    );
    town.post(&format!("{page}/review")).as_(ASTRID).with("note", "Löftet stämmer, Omar sköter den.").await.fine();
    assert_eq!(town.find(id).await.reviewed_at, Some(town.now()));
    let empty = town.post(&format!("{page}/review")).as_(ASTRID).with("note", " ").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let no_did = town.post(&format!("{page}/proof")).as_(ASTRID).with("handle", "exempelby.example").await;
    assert!(no_did.says("inget värdnamn som kanalens nätverk kan intyga"), "{}", no_did.text());
}

on_both_engines!(
    the_promise_runs_in_opening_hours,
    a_channel_that_is_added_today_has_nobody_late_in_it,
    where_nobody_answers_no_clock_runs,
    one_applies_and_another_decides,
    a_closed_channel_is_silent_until_it_is_opened_again,
    a_channel_is_looked_after,
);
