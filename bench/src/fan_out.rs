//! One message to a thousand channels, and how fast a stop holds: through the whole outbox, each step on the record, to the arena.
use std::time::{Duration, Instant};

use connect::PrivateAddresses;
use store::{sql, values};
use torg::demo::town;
use torg::govern::Officer;
use torg::govern::channel::{self, Filled, NewChannel, Opened};
use torg::govern::mandate::{self, Govern, LeadCrisis, Publish, Scope};
use torg::govern::person;
use torg::ground::{ChannelId, Desk, PostId, jobs};
use torg::publish::composition::{Composition, Wording};
use torg::publish::demand::{self, Demand, Own};
use torg::publish::over::Over;
use torg::publish::post::{self, About, From};
use torg::publish::version::{self, When};
use torg::publish::{sending, stop};
use torg::work;

use crate::place::{Place, places};
use crate::{Scale, archive, table};

/// How many deliveries a node sends at a time, as `torg serve` does.
const WIDTH: usize = 8;

sql! {
    ENDED = "select count(*) from publish_delivery where post = ?1 and state = 'posted'";
    LAST_START = "select coalesce(max(begun_at), 0), count(begun_at) from publish_delivery where post = ?1";
}

/// Prints both figures for each engine.
pub fn print(scale: Scale) -> anyhow::Result<()> {
    // A thousand channels of the largest authority; a hundred in a quick run.
    let channels = scale.items / 20;
    let mut rows = Vec::new();
    for place in places()? {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        rows.push(runtime.block_on(measured(&place, channels))?);
    }
    let columns =
        ["engine", "handed in and queued", "posted in all", "deliveries", "stop until last start", "started before the stop"];
    table::print(
        &format!("One message to {channels} channels, {WIDTH} at a time; then a stop in the middle of the next"),
        &columns,
        &rows,
    );
    Ok(())
}

async fn measured(place: &Place, how_many: usize) -> anyhow::Result<Vec<String>> {
    let (desk, _) = archive::desk(place).await?;
    let officer = lead(&desk).await?;
    let channels = settle(&desk, &officer, how_many).await?;
    let runner = tokio::spawn(jobs::run(desk.clone(), work::ALL, WIDTH));

    let begun = Instant::now();
    let first = hand_in(&desk, &officer, "Simhallen öppnar kl. 14 i dag.", &channels).await?;
    let queued = begun.elapsed();
    until(&desk, first, how_many).await?;
    let posted = begun.elapsed() - UNDO;

    let second = hand_in(&desk, &officer, "Simhallen stänger kl. 16 i dag.", &channels).await?;
    until(&desk, second, how_many / 4).await?;
    let by = officer.clone();
    let stopped = desk
        .act(move |mut act| {
            let now = act.now();
            let by = by.may::<LeadCrisis>(act.conn(), Scope::Everywhere, now)?;
            stop::order(act, &by, Scope::Everywhere, "Olycka i hamnen.")
        })
        .await?;
    let in_force = desk.now();
    tokio::time::sleep(Duration::from_secs(3)).await;
    let (last, started): (i64, i64) = desk
        .read(move |conn| Ok(conn.one(&LAST_START, values![second], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default()))
        .await?;
    anyhow::ensure!(desk.read(move |conn| Ok(stop::find(conn, stopped)?.is_some())).await?, "the stop is on the record");
    let after = last - in_force.as_microsecond();
    desk.stop();
    runner.await?;
    Ok(vec![
        place.name.to_owned(),
        format!("{:.2} s", queued.as_secs_f64()),
        format!("{:.1} s", posted.as_secs_f64()),
        table::per_second(how_many, posted.as_secs_f64()),
        if after <= 0 { format!("none after it (the last {} ms before)", -after / 1000) } else { format!("{} ms", after / 1000) },
        started.to_string(),
    ])
}

/// Seconds for undo, which are no work.
const UNDO: Duration = Duration::from_secs(10);

async fn lead(desk: &Desk) -> anyhow::Result<Officer> {
    let found = desk.read(|conn| Ok(person::all(conn)?.into_iter().find(|person| person.name == town::ADMINISTRATOR.0))).await?;
    Ok(Officer { person: found.ok_or_else(|| anyhow::anyhow!("the town has no administrator"))?, only_under: None })
}

/// A thousand accounts in the arena, where nobody's yes is asked for.
async fn settle(desk: &Desk, officer: &Officer, how_many: usize) -> anyhow::Result<Vec<ChannelId>> {
    let network = connect::by_name("arena").ok_or_else(|| anyhow::anyhow!("the arena is not among the networks"))?;
    let folder = town::arena_folder(desk).display().to_string();
    let boss = officer.id();
    let mut channels = Vec::with_capacity(how_many);
    for n in 0..how_many {
        let values = [("folder", folder.clone()), ("account", format!("kanal{n}")), ("name", format!("Kanal {n}"))];
        let filled = Filled::new(network, &values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())?;
        let now = desk.now();
        let asking = desk.read(move |conn| mandate::ask::<Govern>(conn, boss, Scope::Everywhere, now)).await?;
        let account = channel::verify(desk, &asking, network, &filled, PrivateAddresses::Refuse).await?;
        let here = desk.clone();
        let id = desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            let unit = torg::govern::unit::all(act.conn())?.remove(0).id;
            let private_addresses = PrivateAddresses::Refuse;
            let (network, opened) = (network.about().name, Opened::Pilot);
            let new = NewChannel { unit, network, account, filled, private_addresses, answer_within_minutes: 60, opened };
            channel::add(&here, act, &by, &new)
        });
        channels.push(id.await?);
    }
    desk.act(move |mut act| {
        let now = act.now();
        let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
        let unit = torg::govern::unit::all(act.conn())?.remove(0).id;
        demand::decide(act, &by, Scope::Unit(unit), Own { posts: Some(Demand::None), answers: None })
    })
    .await?;
    Ok(channels)
}

async fn hand_in(desk: &Desk, officer: &Officer, text: &str, channels: &[ChannelId]) -> anyhow::Result<PostId> {
    let composition = Composition {
        language: "sv".to_owned(),
        channels: channels.to_vec(),
        shared: Wording { text: text.to_owned(), ..Wording::default() },
        source: "https://exempelby.example/badet".to_owned(),
        ..Composition::default()
    };
    let (here, person, now) = (desk.clone(), officer.id(), desk.now());
    let written = composition.clone();
    let (id, unit) = desk
        .write(move |conn| {
            let unit = torg::govern::unit::all(conn)?.remove(0).id;
            let about = About { zone: "Europe/Stockholm".to_owned(), ..About::default() };
            Ok((post::make(conn, here.vault(), person, unit, &about, &written, &From::default(), now)?, unit))
        })
        .await?;
    let (here, officer) = (desk.clone(), officer.clone());
    desk.act(move |mut act| {
        let now = act.now();
        let by = Over::<Publish>::ask(act.conn(), &officer, unit, &composition.channels, now)?;
        version::hand_in(act, &by, here.vault(), id, 1, When::Now, &sending::in_one_part(&composition))
    })
    .await?;
    Ok(id)
}

/// Waits until so many of a post's deliveries are posted; for five minutes at most.
async fn until(desk: &Desk, post: PostId, posted: usize) -> anyhow::Result<()> {
    let begun = Instant::now();
    loop {
        let ended: i64 = desk.read(move |conn| Ok(conn.one(&ENDED, values![post], |row| row.get(0))?.unwrap_or(0))).await?;
        if usize::try_from(ended)? >= posted {
            return Ok(());
        }
        anyhow::ensure!(begun.elapsed() < Duration::from_secs(300), "only {ended} of {posted} were posted in five minutes");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
