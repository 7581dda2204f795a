//! Fatima is appointed, trained, answers, goes on leave; her substitute answers; the mandate ends. And how a unit's matters find home.
use axum::http::StatusCode;
use jiff::SignedDuration;

use crate::govern::granting::Grant;
use crate::govern::mandate::{self, Allowed, Answer, Conditions, Govern, Scope};
use crate::govern::nomination::{self, Outcome, Wish};
use crate::govern::substitution::{self, Appointment};
use crate::govern::{moving, training};
use crate::ground::{ChannelId, Desk, MandateId, PersonId, Problem};
use crate::publish::delivery::State;
use crate::publish::review;
use crate::records::By;
use crate::tests::town::{Town, on_both_engines, refusal};

const ASTRID: &str = "Astrid Holm";
const FATIMA: &str = "Fatima Berg";
const INGRID: &str = "Ingrid Solberg";
const OMAR: &str = "Omar Lind";
const RUNE: &str = "Rune Arkiv";

impl Town {
    /// Nobody but the administrator holds anything.
    pub(in crate::tests) async fn starts_anew(&self) {
        self.meddle("delete from govern_mandate where granted_by is not null").await;
    }

    async fn person(&self, name: &str) -> PersonId {
        self.colleague(name).await.id()
    }

    /// Whether someone may answer in a channel now, as this node sees it.
    async fn may_answer(&self, desk: &Desk, name: &str, channel: ChannelId) -> bool {
        let (person, now) = (self.person(name).await, self.now());
        desk.read(move |conn| Ok(mandate::ask::<Answer>(conn, person, Scope::Channel(channel), now).is_ok())).await.unwrap()
    }

    /// The administrator appoints a substitute for some days.
    async fn stands_in(&self, name: &str, mandate: MandateId, days: i64) -> Result<crate::ground::SubstitutionId, Problem> {
        let (boss, person, now) = (self.boss, self.person(name).await, self.now());
        let valid_to = now + SignedDuration::from_hours(24 * days);
        let appointment = Appointment { mandate, person, document: "semester".into(), valid_from: now, valid_to };
        self.desk
            .act(move |mut act| {
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                substitution::appoint(act, &by, &appointment)
            })
            .await
    }
}

async fn from_appointment_to_the_last_day(town: Town) {
    town.starts_anew().await;
    let other_node = town.another_node();
    let channel = town.channel("exempelby").await.id;
    town.citizen("Åse Lind").asks("När öppnar badet?");
    town.hears().await;

    // Appointed, with a training that she has not done: the mandate rests, and she is told so by name.
    town.post("/govern/trainings").as_(ASTRID).with("name", "Sociala medier, grundkurs").await.fine();
    let training = town.desk.read(|conn| Ok(training::all(conn)?)).await.unwrap()[0].id;
    let fatima = town.person(FATIMA).await;
    let granted = town
        .post("/govern/mandates/new")
        .as_(ASTRID)
        .with("person", fatima)
        .with("acts[]", "answer")
        .with("acts[]", "read")
        .with("place", format!("channel:{channel}"))
        .with("document", "KS 2026/00500")
        .with("from", "2026-11-20")
        .with("to", "2026-12-31")
        .with("approval", "without")
        .with("training", training)
        .await
        .fine();
    let page = town.get(granted.leads_to()).as_(ASTRID).await.fine();
    assert!(page.says("vilar") && page.says("inte gjord"), "{}", page.text());
    let refused = town.get("/records").as_(FATIMA).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.says("Ditt vilar") || refused.says("Du har inget"), "{}", refused.text());
    assert!(refused.says("Fråga Astrid Holm"), "whom to ask, by name: {}", refused.text());
    assert!(!town.may_answer(&town.desk, FATIMA, channel).await);

    // Trained: it holds on every node at once.
    let noted = town
        .post("/govern/trainings/notes")
        .as_(ASTRID)
        .with("person", fatima)
        .with("training", training)
        .with("done", "2026-11-20")
        .with("until", "2026-12-10");
    noted.await.fine();
    assert!(town.may_answer(&other_node, FATIMA, channel).await);
    let conversation = town.colleague(FATIMA).await.conversation_about("badet").await;
    let first = town.colleague(FATIMA).await.answers(conversation.id, "Klockan 14.").await.unwrap();
    let warned = town.get("/govern").as_(FATIMA).await.fine();
    assert!(warned.says("gäller till 2026-12-10"), "warned before the training runs out: {}", warned.text());

    // On leave: Omar stands in, and the record names him and her mandate.
    let held = town.mandates_of(FATIMA).await[0].id;
    let appointed = town
        .post(&format!("/govern/mandates/{held}/substitutes"))
        .as_(ASTRID)
        .with("person", town.person(OMAR).await)
        .with("document", "Semester v. 48")
        .with("from", "2026-11-20")
        .with("to", "2026-11-27");
    appointed.await.fine();
    assert!(!town.may_answer(&town.desk, OMAR, channel).await, "he has not done the training that the mandate demands");
    let (omar, boss, now) = (town.person(OMAR).await, town.boss, town.now());
    let note = training::Noted { training, person: omar, done_at: now, valid_until: None };
    let trained = town.desk.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        training::note(act, &by, &note)
    });
    trained.await.unwrap();
    assert!(town.may_answer(&other_node, OMAR, channel).await);
    let own = town.get("/govern").as_(OMAR).await.fine();
    assert!(own.says("Ersättare för Fatima Berg"), "{}", own.text());
    let second = town.colleague(OMAR).await.answers(conversation.id, "Och barn går in gratis.").await.unwrap();
    let delivery = town.delivery(second).await;
    assert_eq!((delivery.written_by, delivery.mandate), (omar, held));
    let about = conversation.id.0;
    let entries = town.desk.read(move |conn| crate::records::entry::about(conn, about)).await.unwrap();
    let queued = &entries.iter().rev().find(|entry| entry.body.event.name() == "reply-queued").unwrap().body;
    let by = queued.by;
    assert!(
        matches!(by, By::Substitute { person, mandate, .. } if person == omar && mandate == held),
        "the record names the substitute and the mandate: {by:?}"
    );
    let told = town.get(&format!("/records/entries/{}", queued.id)).as_(ASTRID).await.fine();
    assert!(told.says("som ersättare för Fatima Berg"), "{}", told.text());

    // Her mandate is revoked on another node: both answers that still wait are stopped, and his next request is refused.
    let (boss, now) = (town.boss, town.now());
    let revoked = other_node.act(move |mut act| {
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        mandate::revoke(act, &by, held, "slutar")
    });
    revoked.await.unwrap();
    assert_eq!(refusal(town.colleague(OMAR).await.answers(conversation.id, "Välkommen!").await), "refuse-not-found");
    assert!(!town.may_answer(&town.desk, FATIMA, channel).await && !town.may_answer(&town.desk, OMAR, channel).await);
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    for id in [first, second] {
        let delivery = town.delivery(id).await;
        assert_eq!((delivery.state, delivery.reason.as_deref()), (State::Failed, Some("reason-mandate-ended")));
    }
    assert!(town.get("/govern").as_(OMAR).await.says("Du har inget uppdrag som gäller nu"));
    assert!(town.verify().await.is_sound());
}

async fn a_substitute_never_exceeds(town: Town) {
    town.starts_anew().await;
    let unit = town.unit("Kultur och fritid").await;
    let end = town.now() + SignedDuration::from_hours(24 * 20);
    let grant = |person, acts: &[Allowed]| Grant {
        person,
        scope: Scope::Unit(unit),
        acts: acts.to_vec(),
        document: "KS 2026/00510".to_owned(),
        valid_from: town.now(),
        valid_to: Some(end),
    };
    let (omar, ingrid, rune) = (town.person(OMAR).await, town.person(INGRID).await, town.person(RUNE).await);
    let held = town.entrusts_exactly(ASTRID, grant(omar, &[Allowed::Govern, Allowed::Read])).await.unwrap();
    assert_eq!(refusal(town.stands_in(OMAR, held, 5).await), "refuse-substitute-for-oneself");
    assert_eq!(refusal(town.stands_in(INGRID, held, 21).await), "refuse-substitute-longer-than-mandate");
    assert_eq!(refusal(town.stands_in(ASTRID, held, 5).await), "refuse-grant-to-oneself");
    town.stands_in(INGRID, held, 5).await.unwrap();

    // She grants what he could, for as long as she stands in, and not to herself nor to him.
    let soon = Some(town.now() + SignedDuration::from_hours(24 * 5));
    let short = |person, acts: &[Allowed]| Grant { valid_to: soon, ..grant(person, acts) };
    town.entrusts_exactly(INGRID, short(rune, &[Allowed::Read])).await.unwrap();
    for (wanted, key) in [
        (short(ingrid, &[Allowed::Read]), "refuse-grant-to-oneself"),
        (short(omar, &[Allowed::Read]), "refuse-grant-to-oneself"),
        (grant(rune, &[Allowed::Read]), "refuse-grant-longer-than-held"),
        (short(rune, &[Allowed::Answer]), "refuse-grant-more-than-held"),
        (Grant { scope: Scope::Everywhere, ..short(rune, &[Allowed::Read]) }, "refuse-no-mandate"),
    ] {
        assert_eq!(refusal(town.entrusts_exactly(INGRID, wanted).await), key);
    }
    // The days pass; nobody did anything, and it is over.
    town.later(SignedDuration::from_hours(24 * 5));
    assert_eq!(refusal(town.entrusts_exactly(INGRID, short(rune, &[Allowed::Read])).await), "refuse-no-mandate");
    town.stands_in(INGRID, held, 3).await.unwrap();
    town.lets_go(ASTRID, OMAR).await.unwrap();
    assert_eq!(refusal(town.entrusts_exactly(INGRID, grant(rune, &[Allowed::Read])).await), "refuse-no-mandate");
}

async fn a_wish_waits_for_the_manager(town: Town) {
    town.starts_anew().await;
    let unit = town.unit("Kultur och fritid").await;
    let wish = |why: &str| {
        town.post("/govern/nominations/new")
            .as_(RUNE)
            .with("acts[]", "answer")
            .with("acts[]", "read")
            .with("place", format!("unit:{unit}"))
            .with("why", why)
    };
    assert_eq!(wish(" ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    wish("Jag kan allt om badet.").await.fine();
    assert!(wish("Igen").await.says("redan anmält dig"));
    assert!(town.get("/govern").as_(RUNE).await.says("väntar på svar"));
    let area = town.get("/govern/area").as_(ASTRID).await.fine();
    assert!(area.says("Rune Arkiv") && area.says("Det någon anmält sig till"), "{}", area.text());
    let made = town.desk.read(|conn| Ok(nomination::waiting(conn)?)).await.unwrap();
    let page = format!("/govern/nominations/{}", made[0].id);
    assert_eq!(town.get(&page).as_(FATIMA).await.status, StatusCode::FORBIDDEN);
    assert!(town.post(&format!("{page}/decline")).as_(ASTRID).with("why", "").await.says("Skriv varför"));
    town.post(&format!("{page}/decline")).as_(ASTRID).with("why", "Vi är fullt bemannade.").await.fine();
    assert!(town.get("/govern").as_(RUNE).await.says("Vi är fullt bemannade."));

    wish("Nu då?").await.fine();
    let made = town.desk.read(|conn| Ok(nomination::waiting(conn)?)).await.unwrap()[0].clone();
    let form = town.get(&format!("/govern/mandates/new?nomination={}", made.id)).as_(ASTRID).await.fine();
    let chosen = form.elements().into_iter().any(|one| one.attribute("value") == Some(&made.id.to_string()));
    assert!(chosen, "the form answers the wish");
    let filled = town
        .post("/govern/mandates/new")
        .as_(ASTRID)
        .with("nomination", made.id)
        .with("person", made.person)
        .with("acts[]", "read")
        .with("place", format!("unit:{unit}"))
        .with("document", "KS 2026/00511")
        .with("from", "2026-11-20")
        .with("approval", "before");
    filled.await.fine();
    let answered = town.desk.read(move |conn| Ok(nomination::find(conn, made.id)?)).await.unwrap().unwrap();
    let granted = town.mandates_of(RUNE).await.pop().unwrap();
    assert_eq!((answered.outcome, answered.mandate), (Outcome::Granted, Some(granted.id)));
    assert_eq!(granted.approval, mandate::Approval::Before);
    // Nobody answers their own wish.
    let boss = town.boss;
    let own = Wish { scope: Scope::Unit(unit), acts: vec![Allowed::Read], why: "jag".into() };
    let own = town.desk.act(move |act| nomination::nominate(act, boss, &own)).await.unwrap();
    let grant = Grant {
        person: boss,
        scope: Scope::Unit(unit),
        acts: vec![Allowed::Read],
        document: "KS 2026/00512".into(),
        valid_from: town.now(),
        valid_to: None,
    };
    let granted = town.desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Unit(unit), now)?;
        nomination::grant(act, &by, own, &grant, &Conditions::default())
    });
    assert_eq!(refusal(granted.await), "refuse-grant-to-oneself");
}

async fn a_matter_finds_the_unit_that_owns_it(town: Town) {
    town.starts_anew().await;
    let (service, water) = (town.unit("Kundservice").await, town.unit("Vatten och avlopp").await);
    town.entrusts(ASTRID, FATIMA, "Kundservice", &[Allowed::Answer, Allowed::Read]).await.unwrap();
    town.entrusts(ASTRID, OMAR, "Vatten och avlopp", &[Allowed::Answer, Allowed::Read]).await.unwrap();
    town.post(&format!("/govern/units/{water}/topics")).as_(ASTRID).with("name", "Vattenläckor").await.fine();
    town.citizen("Åse Lind").asks("Det sprutar vatten ur gatan!");
    town.hears().await;
    let conversation = town.colleague(FATIMA).await.conversation_about("sprutar").await;
    let page = format!("/participate/conversations/{}", conversation.id);
    assert_eq!(town.get(&page).as_(OMAR).await.status, StatusCode::NOT_FOUND);
    let seen = town.get(&page).as_(FATIMA).await.fine();
    assert!(seen.says("Svarar för det här") && seen.says("Vattenläckor – Vatten och avlopp"), "{}", seen.text());
    let topic = town.desk.read(|conn| Ok(crate::govern::topic::all(conn)?)).await.unwrap()[0].id;
    assert_eq!(
        town.post(&format!("{page}/referral")).as_(OMAR).with("to", format!("topic:{topic}")).await.status,
        StatusCode::NOT_FOUND
    );
    town.post(&format!("{page}/referral")).as_(FATIMA).with("to", format!("topic:{topic}")).with("why", "En läcka.").await.fine();

    // Omar finds it, answers in the channel where it stands, and it goes out.
    let listed = town.get("/participate/inbox?view=referred").as_(OMAR).await.fine();
    assert!(listed.says("sprutar vatten") && listed.says("Lämnat till oss"), "{}", listed.text());
    let seen = town.get(&page).as_(OMAR).await.fine();
    assert!(seen.says("lämnat hit") && seen.says("Vattenläckor"), "{}", seen.text());
    let answer = town.colleague(OMAR).await.answers(conversation.id, "Vi är på väg.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert_eq!(town.delivery(answer).await.state, State::Posted);
    // Referred back, he sees it no more, and an answer that waits is not sent.
    let late = town.colleague(OMAR).await.answers(conversation.id, "Nu är vi framme.").await.unwrap();
    town.post(&format!("{page}/referral")).as_(FATIMA).with("to", format!("unit:{service}")).await.fine();
    assert_eq!(town.get(&page).as_(OMAR).await.status, StatusCode::NOT_FOUND);
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert_eq!(town.delivery(late).await.reason.as_deref(), Some("reason-mandate-ended"));
    assert!(town.verify().await.is_sound());
}

async fn units_move_and_close_with_all_that_is_theirs(town: Town) {
    let (culture, talk) = (town.unit("Kultur och fritid").await, town.unit("Kommunikation").await);
    let pool = town.channel("simhallen").await.id;
    town.entrusts(ASTRID, OMAR, "Kultur och fritid", &[Allowed::Govern]).await.unwrap();
    town.entrusts(ASTRID, INGRID, "Kommunikation", &[Allowed::Govern, Allowed::Run]).await.unwrap();
    let page = format!("/govern/units/{culture}");
    assert_eq!(town.get(&page).as_(INGRID).await.status, StatusCode::NOT_FOUND);
    town.post(&page).as_(OMAR).with("name", "Fritid").with("zone", "Europe/Oslo").await.fine();
    assert!(town.get(&page).as_(OMAR).await.fine().says("Fritid"));
    let own = town.post(&format!("{page}/parent")).as_(ASTRID).with("to", culture).await;
    assert!(own.says("kan inte ligga under sig själv"), "{}", own.text());
    assert_eq!(town.post(&format!("{page}/parent")).as_(OMAR).with("to", talk).await.status, StatusCode::FORBIDDEN);
    // A ring by way of a child.
    let child =
        town.post("/govern/units").as_(OMAR).with("name", "Simhallen").with("parent", culture).with("zone", "Europe/Oslo");
    child.await.fine();
    let child = town.unit("Simhallen").await;
    assert!(town.post(&format!("{page}/parent")).as_(ASTRID).with("to", child).await.says("kan inte ligga under sig själv"));

    town.post(&format!("{page}/parent")).as_(ASTRID).with("to", talk).await.fine();
    let moved = town.desk.read(move |conn| Ok(crate::govern::unit::is_within(conn, child, talk)?)).await.unwrap();
    assert!(moved);
    assert!(!town.post(&format!("{page}/close")).as_(ASTRID).with("to", talk).with("why", "").await.status.is_redirection());
    town.post(&format!("{page}/close")).as_(ASTRID).with("to", talk).with("why", "Går upp i Kommunikation.").await.fine();
    let (unit, omars) =
        town.desk.read(move |conn| Ok((crate::govern::channel::unit_of(conn, pool)?, mandate::all(conn)?))).await.unwrap();
    assert_eq!(unit, Some(talk), "the channel came along");
    let ended = omars.iter().find(|granted| granted.unit == Some(culture)).unwrap();
    assert_eq!(ended.revoked_why.as_deref(), Some("Går upp i Kommunikation."));
    assert_eq!(refusal(town.entrusts(ASTRID, RUNE, "Fritid", &[Allowed::Read]).await), "refuse-unit-closed");
    assert!(!town.get("/govern/units").as_(ASTRID).await.says("Fritid"));
    // Two moves at once cannot make a ring.
    let other = town.another_node();
    let (service, water) = (town.unit("Kundservice").await, town.unit("Vatten och avlopp").await);
    let moving = |desk: Desk, unit, to, boss| async move {
        desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            moving::move_under(act, &by, unit, to)
        })
        .await
    };
    let (one, two) = tokio::join!(
        tokio::spawn(moving(town.desk.clone(), service, water, town.boss)),
        tokio::spawn(moving(other, water, service, town.boss)),
    );
    let outcomes = [one.unwrap(), two.unwrap()];
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
}

async fn a_sample_is_looked_at_afterwards(town: Town) {
    let service = town.unit("Kundservice").await;
    town.post(&format!("/govern/units/{service}/review-share")).as_(ASTRID).with("percent", "101").await.says("0 till 100");
    town.post(&format!("/govern/units/{service}/review-share")).as_(ASTRID).with("percent", "100").await.fine();
    town.citizen("Åse Lind").asks("Är det halt?");
    town.hears().await;
    let conversation = town.colleague(FATIMA).await.conversation_about("halt").await;
    let answer = town.colleague(FATIMA).await.answers(conversation.id, "Ja, vi sandar nu.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert!(review::is_drawn(answer, 100));
    let page = town.get("/govern/reviews").as_(ASTRID).await.fine();
    assert!(page.says("Ja, vi sandar nu.") && page.says("Är det halt?"), "{}", page.text());
    let cards = page.text();
    assert!(!cards.contains(FATIMA), "the sample is about answers, not about who wrote them: {cards}");
    assert_eq!(town.get("/govern/reviews").as_(FATIMA).await.status, StatusCode::FORBIDDEN);
    let place = format!("/govern/reviews/{answer}");
    assert!(town.post(&place).as_(ASTRID).with("outcome", "talk").await.says("skriv vad"));
    town.post(&place).as_(ASTRID).with("outcome", "talk").with("note", "Nämn vilka gator.").await.fine();
    assert_eq!(town.post(&place).as_(ASTRID).with("outcome", "fine").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let drawn = town.desk.read(move |conn| Ok(review::find(conn, answer)?)).await.unwrap().unwrap();
    assert_eq!(drawn.outcome, review::Outcome::Talk);
    // Whoever wrote it does not look at it, even as a manager.
    town.entrusts(ASTRID, FATIMA, "everywhere", &[Allowed::Govern]).await.unwrap();
    let next = town.colleague(FATIMA).await.answers(conversation.id, "Och i morgon.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    let own = town.post(&format!("/govern/reviews/{next}")).as_(FATIMA).with("outcome", "fine").await;
    assert!(own.says("Ingen läser sina egna svar"), "{}", own.text());
    // Decided to none, none is drawn.
    town.post(&format!("/govern/units/{service}/review-share")).as_(ASTRID).with("percent", "0").await.fine();
    let undrawn = town.colleague(FATIMA).await.answers(conversation.id, "Hej då.").await.unwrap();
    town.later(SignedDuration::from_secs(11));
    town.run_jobs().await;
    assert!(town.desk.read(move |conn| Ok(review::find(conn, undrawn)?)).await.unwrap().is_none());
    assert!(town.verify().await.is_sound());
}

on_both_engines!(
    from_appointment_to_the_last_day,
    a_substitute_never_exceeds,
    a_wish_waits_for_the_manager,
    a_matter_finds_the_unit_that_owns_it,
    units_move_and_close_with_all_that_is_theirs,
    a_sample_is_looked_at_afterwards,
);
