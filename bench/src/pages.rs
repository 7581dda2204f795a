//! Pages over HTTP at a hundred thousand and a million messages: the inbox, a thread, and search newest first.
use std::time::{Duration, Instant};

use connect::Batch;
use tokio::net::TcpListener;
use torg::govern::{login, person};
use torg::ground::Desk;
use torg::listen::intake::{self, MovesCursor};
use torg::records::seal;
use torg::web;

use crate::{Place, archive, places, table};

const REQUESTS: usize = 400;
/// Of all conversations, so many stay open: a desk that keeps up.
const OPEN: i64 = 5000;

store::sql! {
    CLOSE = "update participate_conversation set state = 'done' where state = 'open' and id not in
             (select id from participate_conversation order by latest_at desc limit ?1)";
    SOME_CONVERSATION = "select id from participate_conversation where state = 'open' order by latest_at desc limit 1";
}

/// Prints pages at two sizes on each engine.
pub fn print() -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for place in places() {
        // PostgreSQL takes items in more slowly; its archive may be made smaller on its own.
        let own = (place.name == "PostgreSQL").then(|| messages("TORG_BENCH_MESSAGES_POSTGRESQL")).flatten();
        let large = own.or_else(|| messages("TORG_BENCH_MESSAGES")).unwrap_or(1_000_000);
        let sizes = [large / 10, large];
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(measure(&place, &sizes, &mut rows))?;
    }
    let columns = ["engine", "messages", "what", "p50 ms", "p99 ms"];
    table::print(&format!("Pages over HTTP, {REQUESTS} requests each, one after the other"), &columns, &rows);
    Ok(())
}

fn messages(variable: &str) -> Option<usize> {
    std::env::var(variable).ok()?.parse().ok()
}

async fn measure(place: &Place, sizes: &[usize], rows: &mut Vec<Vec<String>>) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (desk, channel) = archive::desk(place, folder.path()).await?;
    let reader = desk.read(|conn| Ok(person::by_email(conn, "fatima@exempelby.example")?)).await?;
    let reader = reader.ok_or_else(|| anyhow::anyhow!("Fatima does not work here"))?;
    let token = login::begin(&desk, reader.id, "bench").await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(web::serve(desk.clone(), listener));
    let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).build()?;
    let mut filled = 0;
    for &size in sizes {
        let begun = Instant::now();
        while filled < size {
            let to = (filled + 2000).min(size);
            let batch =
                Batch { items: archive::items(filled, to).into_iter().map(Ok).collect(), cursor: to.to_string(), more: true };
            intake::take(&desk, &channel, batch, MovesCursor::Yes).await?;
            seal_all(&desk).await?;
            filled = to;
        }
        eprintln!("{}: {size} messages in {:.0} s, sealing included", place.name, begun.elapsed().as_secs_f64());
        desk.write(|conn| Ok(conn.run(&CLOSE, store::values![OPEN]).map(drop)?)).await?;
        let conversation: Option<torg::ground::ConversationId> =
            desk.read(|conn| Ok(conn.one(&SOME_CONVERSATION, store::values![], |row| row.get(0))?)).await?;
        let conversation = conversation.ok_or_else(|| anyhow::anyhow!("no conversation is open"))?;
        for (what, path) in [
            ("inbox, all open", "/participate/inbox?view=open".to_owned()),
            ("inbox by the clock", "/participate/inbox?view=open&order=clock".to_owned()),
            ("inbox, done", "/participate/inbox?view=done".to_owned()),
            ("thread", format!("/participate/conversations/{conversation}")),
            ("search, common word", "/participate/inbox?q=kommunen".to_owned()),
            ("search, two words", "/participate/inbox?q=kommunen+skolan".to_owned()),
            ("search, rare word", "/participate/inbox?q=ort1234".to_owned()),
            ("search, beginning", "/participate/inbox?q=bibl*".to_owned()),
            ("search, no hit", "/participate/inbox?q=xyzzy".to_owned()),
        ] {
            let url = format!("http://{address}{path}");
            let mut millis = Vec::with_capacity(REQUESTS);
            for n in 0..REQUESTS + 20 {
                let begun = Instant::now();
                let answer = client
                    .get(&url)
                    .header("cookie", format!("torg={}", token.reveal()))
                    .header("accept", "text/html")
                    .send()
                    .await?;
                let status = answer.status();
                let body = answer.bytes().await?;
                anyhow::ensure!(status.is_success() && body.len() > 1000, "{url} answered {status}");
                if n >= 20 {
                    millis.push(begun.elapsed().as_secs_f64() * 1000.0);
                }
            }
            millis.sort_by(f64::total_cmp);
            rows.push(vec![
                place.name.to_owned(),
                size.to_string(),
                what.to_owned(),
                format!("{:.1}", table::percentile(&millis, 0.5)),
                format!("{:.1}", table::percentile(&millis, 0.99)),
            ]);
        }
    }
    desk.stop();
    server.await??;
    Ok(())
}

async fn seal_all(desk: &Desk) -> anyhow::Result<()> {
    let sealing = desk.clone();
    loop {
        let desk = sealing.clone();
        let sealed =
            sealing.write(move |conn| seal::seal_round(conn, desk.vault(), &desk.config().log_origin(), desk.now())).await?;
        if sealed == 0 {
            return Ok(());
        }
    }
}
