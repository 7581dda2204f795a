//! The calendar: what stands on which day, to whom; carried to another day it keeps its clock; days of silence; the subscription.
use axum::http::StatusCode;
use jiff::SignedDuration;
use store::{sql, values};

use super::publishing::says;
use super::town::{Town, on_both_engines, refusal};
use super::witness::verified;
use crate::govern::mandate::{Approve, Scope};
use crate::ground::PostId;
use crate::publish::blackout::{self, Days};
use crate::publish::post::State;
use crate::publish::version::When;

on_both_engines!(
    a_post_stands_on_its_day_and_is_carried_to_another,
    nothing_is_planned_for_a_day_of_silence,
    a_calendar_program_reads_what_its_person_may_see,
    a_draft_is_carried_too,
    a_post_is_said_again_by_its_rule,
    what_a_feed_says_becomes_posts_so_many_a_day,
);

sql! {
    SPEAKS = "update govern_channel set network = ?2 where id = ?1";
}

/// Ten in the morning in Stockholm, some days after the town's morning of 20 November.
fn at(day: &str) -> jiff::Timestamp {
    format!("{day}T09:00:00Z").parse().unwrap()
}

async fn a_post_stands_on_its_day_and_is_carried_to_another(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Kom och bada!", &[kommun])).await;
    ingrid.hands_in(id, When::At(at("2026-11-24"))).await.unwrap();
    lena.approves(id).await.unwrap();
    for view in ["month", "week", "day", "list"] {
        let page = town.get(&format!("/publish/calendar?view={view}&day=2026-11-24")).as_("Lena Ek").await.fine();
        assert!(page.says("Kom och bada!") && page.says("10.00") && page.says("Europe/Stockholm"), "{view}");
        let other = town.get(&format!("/publish/calendar?view={view}&day=2027-03-02")).as_("Lena Ek").await.fine();
        assert!(!other.says("Kom och bada!"), "{view}");
    }
    for (asked, there) in [("state=planned", true), ("state=draft", false), ("place=unit:nonsense", true)] {
        let page = town.get(&format!("/publish/calendar?day=2026-11-24&{asked}")).as_("Lena Ek").await.fine();
        assert_eq!(page.says("Kom och bada!"), there, "{asked}");
    }
    let carried = town.post(&format!("/publish/posts/{id}/day")).as_("Ingrid Solberg").with("day", "2026-11-26");
    carried.with("zone", "Europe/Stockholm").with("back", "https://elsewhere.example").await.fine();
    let moved = town.post_now(id).await;
    assert_eq!((moved.planned_at, moved.state), (Some(at("2026-11-26")), State::Planned));
    assert_eq!(town.deliveries_of(id).await[0].planned_at, Some(at("2026-11-26")));
    let past = town.post(&format!("/publish/posts/{id}/day")).as_("Ingrid Solberg").with("day", "2026-11-01").await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reader = town.post(&format!("/publish/posts/{id}/day")).as_("Fatima Berg").with("day", "2026-11-27").await;
    assert!(reader.status.is_client_error(), "who does not publish moves nothing");
    let easter = town.get("/publish/calendar?view=month&day=2027-03-26").as_("Lena Ek").await.fine();
    assert!(easter.says("Långfredagen"), "public holidays are named");
}

async fn a_draft_is_carried_too(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let ingrid = town.colleague("Ingrid Solberg").await;
    let id = ingrid.plans(says("Utkast om isen", &[kommun]), at("2026-11-25")).await;
    let page = town.get("/publish/calendar?view=list&day=2026-11-23").as_("Ingrid Solberg").await.fine();
    assert!(page.says("Utkast om isen"));
    let before = town.post_now(id).await;
    let carried = town.post(&format!("/publish/posts/{id}/day")).as_("Ingrid Solberg").with("day", "2026-12-02");
    carried.with("zone", "Europe/Stockholm").await.fine();
    let after = town.post_now(id).await;
    assert_eq!((after.planned_at, after.state), (Some(at("2026-12-02")), State::Draft));
    assert!(after.revision > before.revision, "whoever has it open sees that it was saved");
    assert_eq!(town.written_in(id).await.shared.text, "Utkast om isen");
}

async fn nothing_is_planned_for_a_day_of_silence(town: Town) {
    let (kommun, badet) = (town.channel("exempelby").await, town.channel("simhallen").await);
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let early = ingrid.begins(says("Loppis på lördag", &[badet.id])).await;
    ingrid.hands_in(early, When::At(at("2026-11-28"))).await.unwrap();
    lena.approves(early).await.unwrap();

    let days = |first: &str, last: &str| Days {
        first: first.parse().unwrap(),
        last: last.parse().unwrap(),
        zone: "Europe/Stockholm".to_owned(),
    };
    let decides = async |who: &super::colleague::Colleague<'_>, scope: Scope, days: Days, why: &str| {
        let (officer, why) = (who.officer.clone(), why.to_owned());
        town.desk
            .act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Approve>(act.conn(), scope, now)?;
                blackout::decide(act, &by, scope, &days, &why)
            })
            .await
    };
    let unit = Scope::Unit(badet.unit);
    assert_eq!(refusal(decides(&lena, unit, days("2026-11-29", "2026-11-27"), "Val").await), "refuse-blackout-days");
    assert_eq!(refusal(decides(&lena, unit, days("2026-11-18", "2026-11-19"), "Val").await), "refuse-blackout-past");
    assert_eq!(refusal(decides(&lena, unit, days("2026-11-27", "2026-11-29"), " ").await), "refuse-blackout-why");
    let fatima = town.colleague("Fatima Berg").await;
    assert_eq!(refusal(decides(&fatima, unit, days("2026-11-27", "2026-11-29"), "Val").await), "refuse-no-mandate");
    let silent = decides(&lena, unit, days("2026-11-27", "2026-11-29"), "Sorg efter olyckan.").await.unwrap();

    let new = ingrid.begins(says("Bastukväll!", &[kommun.id, badet.id])).await;
    assert_eq!(
        refusal(ingrid.hands_in(new, When::At(at("2026-11-29"))).await),
        "refuse-blackout",
        "one of its channels is silent"
    );
    let elsewhere = ingrid.begins(says("Budgeten är klar.", &[kommun.id])).await;
    ingrid.hands_in(elsewhere, When::At(at("2026-11-29"))).await.expect("another unit's days");
    ingrid.hands_in(new, When::At(at("2026-11-30"))).await.expect("the day after");
    lena.approves(new).await.unwrap();
    let carried = town.post(&format!("/publish/posts/{new}/day")).as_("Ingrid Solberg").with("day", "2026-11-28");
    let refused = carried.with("zone", "Europe/Stockholm").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says("Sorg efter olyckan."), "one reads why");
    // What lay there already is not taken away in silence: people see it and decide.
    let page = town.get("/publish/calendar/blackouts").as_("Lena Ek").await.fine();
    assert!(page.says("Sorg efter olyckan.") && page.says("Ett inlägg är planerat för de här dagarna."));
    let calendar = town.get("/publish/calendar?view=week&day=2026-11-28").as_("Lena Ek").await.fine();
    assert!(calendar.says("På en spärrad dag") && calendar.says("Spärrad"));

    town.post(&format!("/publish/calendar/blackouts/{silent}/end")).as_("Lena Ek").await.fine();
    let again = town.post(&format!("/publish/calendar/blackouts/{silent}/end")).as_("Lena Ek").await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let carried = town.post(&format!("/publish/posts/{new}/day")).as_("Ingrid Solberg").with("day", "2026-11-28");
    carried.with("zone", "Europe/Stockholm").await.fine();
    let entries = verified(&town.desk).await;
    let told: Vec<&str> = entries.iter().map(|entry| entry.body.event.name()).collect();
    assert!(told.contains(&"blackout-decided") && told.contains(&"blackout-ended"), "{told:?}");
}

async fn a_calendar_program_reads_what_its_person_may_see(town: Town) {
    let kommun = town.channel("exempelby").await.id;
    let (ingrid, lena) = (town.colleague("Ingrid Solberg").await, town.colleague("Lena Ek").await);
    let id = ingrid.begins(says("Kom och bada!", &[kommun])).await;
    ingrid.hands_in(id, When::At(at("2026-11-24"))).await.unwrap();
    lena.approves(id).await.unwrap();
    let made = town.post("/publish/calendar/subscriptions").as_("Lena Ek").with("name", "Telefonen").await.fine();
    let path = made.html.split("http://desk.exempelby.example").find_map(|rest| rest.strip_prefix("/calendar/"));
    let secret = path.and_then(|rest| rest.split(".ics").next()).expect("the address is shown").to_owned();
    let address = format!("/calendar/{secret}.ics");
    let read = town.get(&address).await.fine();
    assert!(read.html.contains("BEGIN:VCALENDAR") && read.html.contains("DTSTART:20261124T090000Z"), "{}", read.html);
    assert!(read.html.replace("\r\n ", "").contains(&format!("/publish/posts/{id}")));
    let page = town.get("/publish/calendar/subscriptions").as_("Lena Ek").await.fine();
    assert!(page.says("Telefonen") && !page.html.contains(&secret), "the address is shown once");
    for wrong in [format!("/calendar/{secret}"), "/calendar/nobody.ics".to_owned()] {
        assert_eq!(town.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let lena_id = lena.id();
    let mine = town.desk.read(move |conn| Ok(crate::publish::calendar_feed::of(conn, lena_id)?)).await.unwrap();
    assert!(mine[0].read_at.is_some());
    let end = format!("/publish/calendar/subscriptions/{}/end", mine[0].id);
    assert_eq!(town.post(&end).as_("Ingrid Solberg").await.status, StatusCode::NOT_FOUND, "only one's own");
    town.post(&end).as_("Lena Ek").await.fine();
    assert_eq!(town.get(&address).await.status, StatusCode::NOT_FOUND);
    town.later(SignedDuration::from_mins(1));
    verified(&town.desk).await;
}

async fn a_post_is_said_again_by_its_rule(town: Town) {
    let (kommun, badet) = (town.channel("exempelby").await.id, town.channel("simhallen").await.id);
    let ingrid = town.colleague("Ingrid Solberg").await;
    let first = ingrid.plans(says("Dansa på torget!", &[kommun]), at("2026-11-24")).await;
    let rule = async |post: PostId, every: &str, step: &str, last: &str, then: &str| {
        let asked = town.post(&format!("/publish/posts/{post}/series")).as_("Ingrid Solberg");
        asked.with("every", every).with("step", step).with("last", last).with("then", then).await
    };
    for (step, last) in [("0", "2027-01-31"), ("1", "2026-11-25"), ("1", "2036-01-01")] {
        assert_eq!(rule(first, "week", step, last, "draft").await.status, StatusCode::UNPROCESSABLE_ENTITY, "{step} {last}");
    }
    let timeless = ingrid.begins(says("När som helst", &[kommun])).await;
    assert_eq!(rule(timeless, "week", "1", "2027-01-31", "draft").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    rule(first, "week", "2", "2026-12-31", "draft").await.fine();
    let again = ingrid.plans(says("Bastun är varm.", &[badet]), at("2026-11-23")).await;
    rule(again, "week", "1", "2026-12-13", "hand-in").await.fine();

    town.run_jobs().await;
    let made = async |post: PostId| {
        let all = town.desk.read(move |conn| {
            let reach = crate::govern::Officer {
                person: crate::govern::person::by_email(conn, "lena@exempelby.example")?.unwrap(),
                only_under: None,
            };
            let reach = reach.reach::<crate::govern::mandate::Read>(conn, at("2026-11-20"))?;
            let found = crate::publish::posts::newest(conn, &reach, None, None, 100)?;
            let series: Vec<_> = crate::publish::series::all(conn)?.into_iter().filter(|one| one.post == post).collect();
            Ok(found
                .into_iter()
                .filter(|one| series.iter().any(|of| one.origin.starts_with(&format!("series:{}:", of.id))))
                .collect::<Vec<_>>())
        });
        let mut all = all.await.unwrap();
        all.sort_by_key(|one| one.planned_at);
        all.into_iter().map(|one| (one.planned_at.unwrap().to_string(), one.state)).collect::<Vec<_>>()
    };
    // Fortnightly: 8 December is within two weeks of 20 November only later; weekly: 30 November is.
    assert_eq!(made(first).await, [], "not yet: it lies more than two weeks ahead");
    assert_eq!(made(again).await, [("2026-11-30T09:00:00Z".to_owned(), State::Waiting)], "its channel demands a yes");
    let page = town.get(&format!("/publish/posts/{again}")).as_("Ingrid Solberg").await.fine();
    assert!(page.says("Hver uke") && page.says("Neste:"), "{}", page.html);
    let all = town.get("/publish/series").as_("Lena Ek").await.fine();
    assert!(all.says("Dansa på torget!") && all.says("Bastun är varm."));
    let series = town.desk.read(move |conn| Ok(crate::publish::series::of(conn, again)?)).await.unwrap()[0].id;
    town.post(&format!("/publish/series/{series}/end")).as_("Ingrid Solberg").await.fine();
    let twice = town.post(&format!("/publish/series/{series}/end")).as_("Ingrid Solberg").await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    town.later(SignedDuration::from_hours(24 * 5));
    town.run_jobs().await;
    town.run_jobs().await;
    assert_eq!(made(first).await, [("2026-12-08T09:00:00Z".to_owned(), State::Draft)]);
    let count = made(first).await.len();
    town.later(SignedDuration::from_hours(24 * 60));
    town.run_jobs().await;
    assert_eq!(made(first).await.len(), count, "what would be in the past is not made afterwards; the rule is over");
    verified(&town.desk).await;
}

async fn what_a_feed_says_becomes_posts_so_many_a_day(town: Town) {
    let (source, badet) = (town.channel("exempelby-no").await, town.channel("simhallen").await);
    // The square stands in for a feed: what matters here is what the desk heard.
    let speaks = async |network: &'static str| {
        town.desk.write(move |conn| Ok(conn.run(&SPEAKS, values![source.id, network])?)).await.unwrap();
    };
    town.citizen("Kari Voll").says("Dette var før. @exempelby-no");
    town.hears().await;
    let rule = async |most: &str, then: &str| {
        let asked = town.post("/publish/feeds").as_("Ingrid Solberg").with("name", "Kulturhusets nyheter");
        let asked = asked.with("source", source.id).with("unit", badet.unit).with("channels[]", badet.id).with("language", "nb");
        asked.with("template", "Nytt: {{title}} {{text}}").with("most", most).with("then", then).await
    };
    assert_eq!(rule("5", "draft").await.status, StatusCode::UNPROCESSABLE_ENTITY, "the square is no feed");
    speaks("rss").await;
    assert_eq!(rule("0", "draft").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    rule("2", "hand-in").await.fine();
    speaks("arena").await;

    let made = async || {
        let found = town.desk.read(move |conn| {
            let lena = crate::govern::person::by_email(conn, "lena@exempelby.example")?.unwrap();
            let officer = crate::govern::Officer { person: lena, only_under: None };
            let reach = officer.reach::<crate::govern::mandate::Read>(conn, at("2026-11-20"))?;
            crate::publish::posts::newest(conn, &reach, None, None, 100)
        });
        found.await.unwrap().into_iter().filter(|one| one.origin.starts_with("feed:")).collect::<Vec<_>>()
    };
    for words in ["Konsert på lørdag.", "Kino på søndag.", "Teater på mandag."] {
        town.citizen("Kari Voll").says(&format!("{words} @exempelby-no"));
    }
    town.hears().await;
    for _ in 0..3 {
        town.later(SignedDuration::from_mins(3));
        town.run_jobs().await;
    }
    let posts = made().await;
    assert_eq!(posts.len(), 2, "so many a day, each once, and nothing from before: {posts:?}");
    assert!(posts.iter().all(|one| one.state == State::Waiting), "the channel demands a yes: {posts:?}");
    assert!(town.written_in(posts[1].id).await.shared.text.starts_with("Nytt: Konsert på lørdag."));
    let page = town.get("/publish/feeds").as_("Ingrid Solberg").await.fine();
    assert!(page.says("Kulturhusets nyheter") && page.says("En oppføring ble latt ligge"), "{}", page.html);
    let id = town.desk.read(|conn| Ok(crate::publish::feed_rule::all(conn)?)).await.unwrap()[0].id;
    town.post(&format!("/publish/feeds/{id}/end")).as_("Ingrid Solberg").await.fine();
    town.citizen("Kari Voll").says("Revy på tirsdag. @exempelby-no");
    town.hears().await;
    town.later(SignedDuration::from_hours(24));
    town.run_jobs().await;
    assert_eq!(made().await.len(), 2, "it has ended");
    verified(&town.desk).await;
}
