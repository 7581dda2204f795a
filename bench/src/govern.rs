//! The public register with two thousand channels, and the pages that govern two thousand officers. What is registered is a hundred units,
//! each with twenty channels and twenty people who hold a mandate there.
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::SignedDuration;
use tokio::net::TcpListener;
use torg::demo::town;
use torg::govern::mandate::{self, Allowed, Govern, Grant, Scope};
use torg::govern::person::{self, NewPerson};
use torg::govern::{login, unit};
use torg::ground::locale::Locale;
use torg::ground::{ChannelId, Desk, PersonId, Problem};
use torg::web;

use crate::place::places;
use crate::{Scale, archive, table};

const UNITS: usize = 100;
const IN_EACH: usize = 20;

store::sql! {
    // Each of another network's accounts: what a channel is added with was measured nowhere, so it is copied.
    COPY = "insert into govern_channel (id, unit, network, name, handle, remote_id, url, settings, sealed_secrets, private_addresses,
              answer_within_minutes, opened_at, stage, mode)
            select ?1, ?2, 'mastodon', ?3, ?4, ?4, ?5, settings, sealed_secrets, private_addresses, answer_within_minutes, opened_at,
              'live', mode from govern_channel where id = ?6";
    SOME_CHANNEL = "select id from share_public_channel order by id desc limit 1";
}

/// Prints both on each engine.
pub fn print(scale: Scale) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(Duration::from_secs(60)).build()?;
        let mut rows = Vec::new();
        for place in places()? {
            let (desk, first) = archive::desk(&place).await?;
            let boss = archive::someone(&desk, town::ADMINISTRATOR.1).await?;
            fill(&desk, boss, first.id).await?;
            place.settle().await?;
            let token = login::begin(&desk, boss, "bench").await?.reveal().to_owned();
            let listener = TcpListener::bind("127.0.0.1:0").await?;
            let address = listener.local_addr()?;
            let server = tokio::spawn(web::serve(desk.clone(), listener));
            measure(&desk, place.name, address, &token, &client, scale.requests, &mut rows).await?;
            desk.stop();
            server.await??;
        }
        let columns = ["engine", "what", "KB", "p50 ms", "p99 ms"];
        let heading = format!("2 000 channels and 2 000 officers, {} requests each, one after the other", scale.requests);
        table::print(&heading, &columns, &rows);
        Ok(())
    })
}

async fn fill(desk: &Desk, boss: PersonId, first: ChannelId) -> anyhow::Result<()> {
    let top = desk.read(|conn| Ok::<_, Problem>(unit::all(conn)?)).await?;
    let top = top.into_iter().find(|unit| unit.parent.is_none()).context("the town has no top")?.id;
    for n in 0..UNITS {
        let name = format!("Enhet {n:03}");
        let unit = desk.act(move |mut act| {
            let now = act.now();
            let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
            unit::add(act, &by, Some(top), &name, "Europe/Stockholm")
        });
        let unit = unit.await?;
        let now = desk.now();
        let copied = desk.write(move |conn| {
            for m in 0..IN_EACH {
                let (name, handle) = (format!("Kanal {n:03}–{m:02}"), format!("kanal{n:03}{m:02}@social.example"));
                let url = format!("https://social.example/@kanal{n:03}{m:02}");
                conn.run(&COPY, store::values![ChannelId::new(now), unit, name, handle, url, first])?;
            }
            Ok::<_, Problem>(())
        });
        copied.await?;
        for m in 0..IN_EACH {
            let person = desk.act(move |mut act| {
                let now = act.now();
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                let new = NewPerson {
                    unit,
                    name: format!("Handläggare {n:03}–{m:02}"),
                    post: "handläggare".to_owned(),
                    signature: "Handläggaren".to_owned(),
                    email: format!("h{n:03}{m:02}@exempelby.example"),
                    language: Locale::Sv,
                };
                person::add(act, &by, &new)
            });
            let person = person.await?;
            let granted = desk.act(move |mut act| {
                let now = act.now();
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                let grant = Grant {
                    person,
                    scope: Scope::Unit(unit),
                    acts: vec![Allowed::Read, Allowed::Answer],
                    document: "KS 2026/00120".to_owned(),
                    valid_from: now,
                    valid_to: Some(now + SignedDuration::from_hours(24 * 300)),
                };
                mandate::grant(act, &by, &grant)
            });
            granted.await?;
        }
    }
    Ok(())
}

async fn measure(
    desk: &Desk,
    engine: &str,
    address: SocketAddr,
    token: &str,
    client: &reqwest::Client,
    requests: usize,
    rows: &mut Vec<Vec<String>>,
) -> anyhow::Result<()> {
    let channel: Option<ChannelId> =
        desk.read(|conn| Ok::<_, Problem>(conn.one(&SOME_CHANNEL, store::values![], |row| row.get(0))?)).await?;
    let channel = channel.context("no channel is public")?;
    for (what, path, signed_in) in [
        ("register, first page", "/kanaler".to_owned(), false),
        ("register, last page", "/kanaler?page=20".to_owned(), false),
        ("register, search", "/kanaler?q=kanal+042".to_owned(), false),
        ("one channel", format!("/channels/{channel}"), false),
        ("is it real? (yes)", "/channels/check?account=%40kanal04207%40social.example".to_owned(), false),
        ("is it real? (no)", "/channels/check?account=%40nobody%40social.example".to_owned(), false),
        ("whole register as JSON", "/channels.json".to_owned(), false),
        ("whole register as CSV", "/channels.csv".to_owned(), false),
        ("inbox, who governs all", "/participate/inbox".to_owned(), true),
        ("channels", "/govern/channels".to_owned(), true),
        ("people", "/govern/people".to_owned(), true),
        ("mandates", "/govern/mandates".to_owned(), true),
        ("units", "/govern/units".to_owned(), true),
        ("my part", "/govern/area".to_owned(), true),
        ("granting a mandate", "/govern/mandates/new".to_owned(), true),
    ] {
        let url = format!("http://{address}{path}");
        let ask = |tag: Option<String>| {
            let mut request = client.get(&url).header("accept", "text/html,*/*");
            if signed_in {
                request = request.header("cookie", format!("torg={token}"));
            }
            if let Some(tag) = tag {
                request = request.header("if-none-match", tag);
            }
            request.send()
        };
        let (mut tag, mut bytes, mut millis) = (None, 0, Vec::with_capacity(requests));
        for n in 0..requests + 20 {
            let begun = Instant::now();
            let answer = ask(None).await?;
            let status = answer.status();
            tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).map(str::to_owned);
            bytes = answer.bytes().await?.len();
            anyhow::ensure!(status.is_success() && bytes > 1000, "{url} answered {status}");
            if n >= 20 {
                millis.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
        }
        if !signed_in {
            let again = ask(Some(tag.with_context(|| format!("{url} has no tag"))?)).await?;
            anyhow::ensure!(again.status().as_u16() == 304, "{url}: who has it already gets it again: {}", again.status());
        }
        millis.sort_by(f64::total_cmp);
        rows.push(vec![
            engine.to_owned(),
            what.to_owned(),
            format!("{}", bytes / 1024),
            format!("{:.1}", table::percentile(&millis, 0.5)),
            format!("{:.1}", table::percentile(&millis, 0.99)),
        ]);
    }
    Ok(())
}
