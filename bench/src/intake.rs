//! Intake: items recorded, screened and indexed, durable when counted; beside the engine's own bare insert, turn by turn.
use std::time::Instant;

use connect::Batch;
use store::{sql, values};
use torg::govern::channel::Channel;
use torg::ground::Desk;
use torg::listen::intake::{self, MovesCursor};
use uuid::Uuid;

use crate::place::{Place, places};
use crate::{Scale, archive, table};

const BATCH: usize = 1000;
const ROUNDS: usize = 3;

sql! {
    BARE = "insert into bench_bare (id, said) values (?1, ?2)";
}

/// Prints intake beside the bare engine: the median of some rounds of each, one after the other.
pub fn print(scale: Scale) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for place in places()? {
        place.database.write_blocking(|conn| {
            conn.script(&store::engine_ddl(
                "create table bench_bare (id {id} primary key, said {text} not null){strict};",
                conn.engine(),
            ))
        })?;
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        let (desk, channel) = runtime.block_on(archive::desk(&place))?;
        for round in 0..ROUNDS {
            bare.push(bare_rows(&place, scale.items)?);
            ours.push(runtime.block_on(taken_in(&desk, &channel, round * scale.items, scale.items))?);
        }
        let (ours, bare) = (table::median(&mut ours), table::median(&mut bare));
        rows.push(vec![
            place.name.to_owned(),
            table::per_second(scale.items, ours),
            table::per_second(scale.items, bare),
            format!("{:.1}", ours / bare),
        ]);
    }
    let columns = ["engine", "items recorded + screened + indexed", "bare rows of 170 bytes", "times slower"];
    let heading = format!(
        "Intake, {} items in batches of {BATCH}, each durable before the next; transactions of 250; median of {ROUNDS}",
        scale.items
    );
    table::print(&heading, &columns, &rows);
    Ok(())
}

/// Seconds for rows of the same size in transactions of the same size, with nothing else done, one statement a row.
fn bare_rows(place: &Place, count: usize) -> anyhow::Result<f64> {
    let texts: Vec<String> = archive::items(0, 1000).into_iter().map(|item| item.text).collect();
    let begun = Instant::now();
    for batch in 0..count / 250 {
        let texts = texts.clone();
        place.database.write_blocking(move |conn| {
            for n in 0..250 {
                conn.run(&BARE, values![Uuid::now_v7(), &texts[(batch * 250 + n) % texts.len()]])?;
            }
            Ok::<_, store::Fault>(())
        })?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// Seconds for items through the desk's own intake.
async fn taken_in(desk: &Desk, channel: &Channel, from: usize, count: usize) -> anyhow::Result<f64> {
    let batches: Vec<Batch> = (from..from + count)
        .step_by(BATCH)
        .map(|at| {
            let items = archive::items(at, at + BATCH);
            Batch { items: items.into_iter().map(Ok).collect(), cursor: at.to_string(), more: true }
        })
        .collect();
    let begun = Instant::now();
    for batch in batches {
        let taken = intake::take(desk, channel, batch, MovesCursor::Yes).await?;
        anyhow::ensure!(taken > 0, "nothing was taken in");
    }
    Ok(begun.elapsed().as_secs_f64())
}
