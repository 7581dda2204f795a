//! Live streams: for each channel whose network has one, one node of all holds it open and wakes the fetching.
use std::collections::HashMap;
use std::time::Duration;

use connect::Signal;
use jiff::SignedDuration;
use tokio::task::JoinHandle;

use super::fetch;
use crate::govern::channel;
use crate::ground::{ChannelId, Desk, Problem, lease};

const ROUND: Duration = Duration::from_secs(10);
const LEASE: SignedDuration = SignedDuration::from_secs(40);

/// Holds streams open until the desk stops.
pub async fn run(desk: Desk) {
    let mut held: HashMap<ChannelId, JoinHandle<()>> = HashMap::new();
    let mut stopping = desk.stopping();
    loop {
        if let Err(problem) = round(&desk, &mut held).await {
            tracing::error!("Could not tend the live streams: {problem}");
        }
        tokio::select! {
            () = tokio::time::sleep(ROUND) => {}
            _ = stopping.changed() => {
                for stream in held.into_values() {
                    stream.abort();
                }
                return;
            }
        }
    }
}

async fn round(desk: &Desk, held: &mut HashMap<ChannelId, JoinHandle<()>>) -> Result<(), Problem> {
    let channels = desk.read(|conn| Ok(channel::all(conn)?)).await?;
    held.retain(|_, stream| !stream.is_finished());
    for channel in channels {
        let wanted = channel.paused_at.is_none() && channel.network()?.listening().is_some();
        let mine = wanted && take_lease(desk, channel.id).await?;
        match (mine, held.contains_key(&channel.id)) {
            (true, false) => drop(held.insert(channel.id, tokio::spawn(hold(desk.clone(), channel.id)))),
            (false, true) => {
                if let Some(stream) = held.remove(&channel.id) {
                    stream.abort();
                }
            }
            _ => {}
        }
    }
    Ok(())
}

async fn take_lease(desk: &Desk, id: ChannelId) -> Result<bool, Problem> {
    let (node, now) = (desk.node().to_owned(), desk.now());
    desk.write(move |conn| Ok(lease::take(conn, &format!("stream:{id}"), &node, now, LEASE)?)).await
}

async fn hold(desk: Desk, id: ChannelId) {
    let (sender, mut signals) = tokio::sync::mpsc::unbounded_channel();
    let hearing = desk.clone();
    let heard = tokio::spawn(async move {
        while let Some(signal) = signals.recv().await {
            let outcome = match signal {
                Signal::News => wake(&hearing, id).await,
                Signal::Touched { remote_id } => fetch::look_at(&hearing, id, &remote_id).await,
            };
            if let Err(problem) = outcome {
                tracing::error!("A live stream's news could not be taken in: {problem}");
            }
        }
    });
    let streamed = async {
        let (_, network, connection) = channel::connected(&desk, id).await?;
        let Some(listening) = network.listening() else { return Ok(()) };
        // A closed receiver means that the desk stops; the news is not lost, the cursor finds it again.
        let hear = |signal| drop(sender.send(signal));
        listening.stream(&connection, &hear).await.map_err(|trouble| Problem::Fault(trouble.into()))
    };
    match streamed.await {
        // No stream in this network: the fetching polls. Asking again in an hour costs nothing.
        Ok(()) => tokio::time::sleep(Duration::from_secs(3600)).await,
        Err(problem) => {
            tracing::warn!("A live stream ended: {problem}");
            tokio::time::sleep(Duration::from_secs(300)).await;
        }
    }
    heard.abort();
}

async fn wake(desk: &Desk, id: ChannelId) -> Result<(), Problem> {
    let now = desk.now();
    desk.write(move |conn| fetch::begin(conn, id, now)).await?;
    desk.wake_jobs();
    Ok(())
}
