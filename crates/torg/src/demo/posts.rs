//! What the town says itself: a post that is out, one that is planned, one that waits for a yes, one that is being written.
use jiff::{SignedDuration, Timestamp};

use super::town;
use crate::govern::mandate::{Approve, Publish};
use crate::govern::{Officer, channel, person};
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, PostId, Problem, jobs};
use crate::publish::approval::{self, Approver, Reading};
use crate::publish::composition::{Composition, Wording};
use crate::publish::measuring;
use crate::publish::over::{self, Over};
use crate::publish::post::{self, About, From, Tags};
use crate::publish::version::{self, When};
use crate::work;

const INGRID: &str = "ingrid@exempelby.example";
const OMAR: &str = "omar@exempelby.example";
const LENA: &str = "lena@exempelby.example";

/// How far a post of the day has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Come {
    Draft,
    Waiting,
    Planned,
    Out,
}

struct Written {
    who: &'static str,
    name: &'static str,
    handles: &'static [&'static str],
    text: &'static str,
    /// Words of its own for the first channel.
    shaped: Option<&'static str>,
    source: &'static str,
    /// Hours from now; none: at once.
    hours: Option<i64>,
    come: Come,
}

const WRITTEN: &[Written] = &[
    Written {
        who: INGRID,
        name: "Vattnet på Åsgatan",
        handles: &["exempelby"],
        text: "Vattnet på Åsgatan är tillbaka. Det kan vara brunt en stund; spola tills det är klart. Tack för tålamodet!",
        shaped: None,
        source: "https://exempelby.example/vatten/driftinfo",
        hours: None,
        come: Come::Out,
    },
    Written {
        who: INGRID,
        name: "Jultider i simhallen",
        handles: &["simhallen", "exempelby"],
        text: "Simhallen har öppet i jul: 27–30 december kl. 10–18. Julafton, juldagen och nyårsafton är det stängt.",
        shaped: Some("Vi har öppet i jul: 27–30 december kl. 10–18. Julafton, juldagen och nyårsafton vilar vi. Välkomna!"),
        source: "https://exempelby.example/simhallen/oppettider",
        hours: Some(26),
        come: Come::Planned,
    },
    Written {
        who: OMAR,
        name: "Isbanan spolas",
        handles: &["exempelby"],
        text: "I natt spolar vi isbanan vid Ågården. Håller kylan i sig öppnar vi på lördag. Vi berättar här så fort vi vet.",
        shaped: None,
        source: "https://exempelby.example/fritid/isbanan",
        hours: Some(49),
        come: Come::Waiting,
    },
    Written {
        who: INGRID,
        name: "Snørydding",
        handles: &["exempelby-no"],
        text: "Vi brøyter hovedveiene først, så gang- og sykkelveier, så boliggatene.",
        shaped: None,
        source: "",
        hours: None,
        come: Come::Draft,
    },
];

/// Writes them. `desk` has a clock that stands at now, and nothing else runs on it.
pub async fn write(desk: &Desk) -> Result<(), Problem> {
    for written in WRITTEN {
        one(desk, written).await?;
    }
    desk.clock().forward(SignedDuration::from_secs(15));
    jobs::run_due(desk, work::ALL).await.map(drop)
}

async fn officer(desk: &Desk, email: &'static str) -> Result<Officer, Problem> {
    let person = desk.read(move |conn| Ok(person::by_email(conn, email)?)).await?;
    let person = person.ok_or_else(|| anyhow::anyhow!("{email} does not work in {}", town::UNITS.join(", ")))?;
    Ok(Officer { person, only_under: None })
}

async fn one(desk: &Desk, written: &'static Written) -> Result<(), Problem> {
    let writer = officer(desk, written.who).await?;
    let planned_at = written.hours.map(|hours| on_the_hour(desk, hours)).transpose()?;
    let (here, person, now) = (desk.clone(), writer.id(), desk.now());
    let (id, composition) = desk.write(move |conn| begin(conn, &here, written, person, planned_at, now)).await?;
    if written.come == Come::Draft {
        return Ok(());
    }
    let fits = measuring::fits(desk, &composition).await?;
    let here = desk.clone();
    desk.act(move |mut act| {
        let now = act.now();
        let found = post::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = Over::<Publish>::ask(act.conn(), &writer, found.unit, &composition.channels, now)?;
        version::hand_in(act, &by, here.vault(), id, 1, planned_at.map_or(When::Now, When::At), &fits)
    })
    .await?;
    if written.come == Come::Waiting {
        return Ok(());
    }
    let lena = officer(desk, LENA).await?;
    desk.act(move |mut act| {
        let now = act.now();
        let found = post::find(act.conn(), id)?.ok_or_else(not_found)?;
        let channels = post::channels(act.conn(), id)?;
        let over = Over::<Approve>::ask(act.conn(), &lena, found.unit, &channels, now)?;
        let leads_crisis = over::leads_crisis(act.conn(), &lena, &channels, now)?;
        approval::approve(act, &Approver { over, leads_crisis }, Reading { post: id, version: 1, note: "" })
    })
    .await
    .map(drop)
}

/// Some hours ahead, on the whole hour of the desk's zone.
fn on_the_hour(desk: &Desk, hours: i64) -> Result<Timestamp, Problem> {
    let ahead = (desk.now() + SignedDuration::from_hours(hours)).to_zoned(desk.config().zone.clone());
    Ok(ahead.with().minute(0).second(0).subsec_nanosecond(0).build().map_err(anyhow::Error::from)?.timestamp())
}

fn begin(
    conn: &mut store::Conn,
    desk: &Desk,
    written: &Written,
    person: crate::ground::PersonId,
    planned_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(PostId, Composition), Problem> {
    let all = channel::all(conn)?;
    let named = |handle: &&str| all.iter().find(|channel| channel.handle == format!("{handle}@arena"));
    let channels: Vec<ChannelId> = written.handles.iter().filter_map(named).map(|channel| channel.id).collect();
    let unit = written.handles.first().and_then(named).map(|channel| channel.unit).ok_or_else(not_found)?;
    let mut composition = Composition {
        language: if written.handles.contains(&"exempelby-no") { "nb" } else { "sv" }.to_owned(),
        shared: Wording { text: written.text.to_owned(), ..Wording::default() },
        source: written.source.to_owned(),
        channels,
        ..Composition::default()
    };
    if let (Some(shaped), Some(first)) = (written.shaped, composition.channels.first().copied()) {
        composition.variants.insert(first, Wording { text: shaped.to_owned(), ..Wording::default() });
    }
    let tags = Tags { campaign: String::new(), purpose: "Information".to_owned(), audience: "Alla i Exempelby".to_owned() };
    let zone = desk.config().zone.iana_name().unwrap_or("UTC").to_owned();
    let about = About { name: written.name.to_owned(), tags, planned_at, zone };
    let id = post::make(conn, desk.vault(), person, unit, &about, &composition, &From::default(), now)?;
    Ok((id, composition))
}
