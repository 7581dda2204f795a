//! Intake: items recorded, screened and indexed, durable when counted; beside the engine's own bare insert.
use std::time::Instant;

use connect::Batch;
use store::{sql, values};
use torg::listen::intake::{self, MovesCursor};
use uuid::Uuid;

use crate::{Place, archive, places, table};

const ITEMS: usize = 60_000;
const BATCH: usize = 1000;

sql! {
    BARE = "insert into bench_bare (id, said) values (?1, ?2)";
}

/// Prints intake beside the bare engine.
pub fn print() -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for place in places() {
        let bare = bare(&place)?;
        let seconds = measured(&place)?;
        rows.push(vec![
            place.name.to_owned(),
            table::per_second(ITEMS, seconds),
            table::per_second(ITEMS, bare),
            format!("{:.1}", seconds / bare),
        ]);
    }
    let columns = ["engine", "items recorded + screened + indexed", "bare rows of 170 bytes, same batches", "times slower"];
    table::print(&format!("Intake, {ITEMS} items in batches of {BATCH}, each batch durable before the next"), &columns, &rows);
    Ok(())
}

/// Rows of the same size in transactions of the same size, with nothing else done: what the engine can do at best.
fn bare(place: &Place) -> anyhow::Result<f64> {
    place.town.database.write_blocking(|conn| {
        conn.script(&store::engine_ddl(
            "create table bench_bare (id {id} primary key, said {text} not null){strict};",
            conn.engine(),
        ))
    })?;
    let texts: Vec<String> = archive::items(0, 1000).into_iter().map(|item| item.text).collect();
    let begun = Instant::now();
    for batch in 0..ITEMS / 250 {
        let texts = texts.clone();
        place.town.database.write_blocking(move |conn| {
            for n in 0..250 {
                conn.run(&BARE, values![Uuid::now_v7(), &texts[(batch * 250 + n) % texts.len()]])?;
            }
            Ok::<_, store::Fault>(())
        })?;
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// Seconds for all items through the desk's own intake.
fn measured(place: &Place) -> anyhow::Result<f64> {
    let folder = tempfile::tempdir()?;
    let batches: Vec<Batch> = (0..ITEMS / BATCH)
        .map(|batch| {
            let items = archive::items(batch * BATCH, (batch + 1) * BATCH);
            Batch { items: items.into_iter().map(Ok).collect(), cursor: batch.to_string(), more: true }
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (desk, channel) = archive::desk(place, folder.path()).await?;
        let begun = Instant::now();
        for batch in batches {
            let taken = intake::take(&desk, &channel, batch, MovesCursor::Yes).await?;
            anyhow::ensure!(taken > 0, "nothing was taken in");
        }
        Ok(begun.elapsed().as_secs_f64())
    })
}
