//! Pages over HTTP at two sizes of the archive: the inbox, a thread, and search newest first; for someone who sees everything and for
//! someone who sees one small channel.
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Context;
use connect::Batch;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use torg::govern::channel::Channel;
use torg::govern::login;
use torg::ground::{ConversationId, Desk, Problem};
use torg::listen::intake::{self, MovesCursor};
use torg::records::seal;
use torg::web;

use crate::place::{Place, places};
use crate::{Scale, archive, table};

/// Of all conversations, so many stay open: a desk that keeps up.
const OPEN: i64 = 5000;
/// For so many messages, one is in the small channel, under ids of its own.
const ONE_IN: usize = 1000;
const OTHER_IDS: usize = 900_000_000;

store::sql! {
    CLOSE = "update participate_conversation set state = 'done' where state = 'open' and id not in
             (select id from participate_conversation order by latest_at desc limit ?1)";
    SOME_CONVERSATION = "select id from participate_conversation where state = 'open' order by latest_at desc limit 1";
}

/// An archive that pages were read from, on SQLite, with someone signed in.
pub struct Archive {
    /// Its place; nothing runs on it any more.
    pub place: Place,
    /// How many messages it holds.
    pub messages: usize,
    /// The login of someone who sees everything.
    pub token: String,
}

/// A desk that serves its pages.
struct Serving {
    place: Place,
    desk: Desk,
    channels: [Channel; 2],
    /// Someone who sees everything, and someone who sees the small channel.
    tokens: [String; 2],
    address: SocketAddr,
    server: JoinHandle<anyhow::Result<()>>,
    filled: usize,
}

/// Prints pages at two sizes on each engine; gives the archive on SQLite.
pub fn print(scale: Scale) -> anyhow::Result<Archive> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut served = Vec::new();
        for place in places()? {
            served.push(serve(place).await?);
        }
        let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).build()?;
        let mut rows = Vec::new();
        for size in scale.sizes {
            // Side by side: filling is not measured here.
            let begun = Instant::now();
            let filling: Vec<_> = served.drain(..).map(|serving| tokio::spawn(fill(serving, size))).collect();
            for filled in filling {
                served.push(filled.await??);
            }
            eprintln!("{size} messages after {:.0} s", begun.elapsed().as_secs_f64());
            for serving in &served {
                measure(serving, &client, scale.requests, &mut rows).await?;
            }
        }
        let columns = ["engine", "messages", "what", "p50 ms", "p99 ms"];
        table::print(&format!("Pages over HTTP, {} requests each, one after the other", scale.requests), &columns, &rows);
        let mut archive = None;
        for serving in served {
            if archive.is_none() {
                // The program is to be measured idle, not while it seals what was filled in here.
                seal_all(&serving.desk).await?;
            }
            serving.desk.stop();
            serving.server.await??;
            let Serving { place, tokens: [token, _], filled, .. } = serving;
            archive = archive.or(Some(Archive { place, messages: filled, token }));
        }
        archive.context("no engine is here")
    })
}

async fn serve(place: Place) -> anyhow::Result<Serving> {
    let (desk, large) = archive::desk(&place).await?;
    let (small, reader) = archive::small_channel(&desk).await?;
    let everything = archive::someone(&desk, "fatima@exempelby.example").await?;
    let mut tokens = Vec::new();
    for person in [everything, reader] {
        tokens.push(login::begin(&desk, person, "bench").await?.reveal().to_owned());
    }
    let tokens: [String; 2] = tokens.try_into().map_err(|_| anyhow::anyhow!("two people were signed in"))?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(web::serve(desk.clone(), listener));
    Ok(Serving { place, desk, channels: [large, small], tokens, address, server, filled: 0 })
}

async fn fill(mut serving: Serving, size: usize) -> anyhow::Result<Serving> {
    while serving.filled < size {
        let to = (serving.filled + 2000).min(size);
        for (channel, items) in serving.channels.iter().zip([
            archive::items(serving.filled, to),
            archive::items(OTHER_IDS + serving.filled / ONE_IN, OTHER_IDS + to / ONE_IN),
        ]) {
            let items = items.into_iter().map(Ok).collect();
            let batch = Batch { items, cursor: to.to_string(), more: true };
            intake::take(&serving.desk, channel, batch, MovesCursor::Yes).await?;
        }
        serving.filled = to;
    }
    serving.desk.write(|conn| Ok::<_, Problem>(conn.run(&CLOSE, store::values![OPEN]).map(drop)?)).await?;
    serving.place.settle().await?;
    Ok(serving)
}

async fn seal_all(desk: &Desk) -> anyhow::Result<()> {
    loop {
        let sealing = desk.clone();
        let sealed = desk
            .write(move |conn| seal::seal_round(conn, sealing.vault(), &sealing.config().log_origin(), sealing.now()))
            .await?;
        if sealed == 0 {
            return Ok(());
        }
    }
}

async fn measure(
    serving: &Serving,
    client: &reqwest::Client,
    requests: usize,
    rows: &mut Vec<Vec<String>>,
) -> anyhow::Result<()> {
    let conversation: Option<ConversationId> =
        serving.desk.read(|conn| Ok::<_, Problem>(conn.one(&SOME_CONVERSATION, store::values![], |row| row.get(0))?)).await?;
    let thread = format!("/participate/conversations/{}", conversation.context("no conversation is open")?);
    let [everything, little] = &serving.tokens;
    for (what, token, path) in [
        ("inbox, all open", everything, "/participate/inbox?view=open"),
        ("inbox by the clock", everything, "/participate/inbox?view=open&order=clock"),
        ("inbox, done", everything, "/participate/inbox?view=done"),
        ("thread", everything, &thread),
        ("search, common word", everything, "/participate/inbox?q=kommunen"),
        ("search, two words", everything, "/participate/inbox?q=kommunen+skolan"),
        ("search, rare word", everything, "/participate/inbox?q=ort1234"),
        ("search, common beginning (`bibl*`)", everything, "/participate/inbox?q=bibl*"),
        ("search, one letter (`b*`)", everything, "/participate/inbox?q=b*"),
        ("search, rare beginning (`ort12*`)", everything, "/participate/inbox?q=ort12*"),
        ("search, word and beginning", everything, "/participate/inbox?q=kommunen+bibl*"),
        ("search, no hit", everything, "/participate/inbox?q=xyzzy"),
        ("inbox, who sees one small channel", little, "/participate/inbox?view=open"),
        ("done, who sees one small channel", little, "/participate/inbox?view=done"),
        ("search, who sees one small channel", little, "/participate/inbox?q=kommunen"),
        ("beginning, who sees one small channel", little, "/participate/inbox?q=bibl*"),
    ] {
        let url = format!("http://{}{path}", serving.address);
        let mut millis = Vec::with_capacity(requests);
        for n in 0..requests + 20 {
            let begun = Instant::now();
            let request = client.get(&url).header("cookie", format!("torg={token}")).header("accept", "text/html");
            let answer = request.send().await?;
            let status = answer.status();
            let body = answer.bytes().await?;
            anyhow::ensure!(status.is_success() && body.len() > 1000, "{url} answered {status}");
            if n >= 20 {
                millis.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
        millis.sort_by(f64::total_cmp);
        rows.push(vec![
            serving.place.name.to_owned(),
            table::grouped(serving.filled as u64),
            what.to_owned(),
            format!("{:.1}", table::percentile(&millis, 0.5)),
            format!("{:.1}", table::percentile(&millis, 0.99)),
        ]);
    }
    Ok(())
}
