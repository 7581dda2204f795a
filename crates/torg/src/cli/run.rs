//! `torg serve` and `torg demo`: everything that runs, and how it ends.
use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use tokio::net::TcpListener;

use super::{logging, open};
use crate::govern::person::{self, NewPerson};
use crate::govern::{channel, invitation};
use crate::ground::config::{Config, Mode, Settings};
use crate::ground::{Desk, Problem, UnitId, jobs};
use crate::listen::{fetch, streams};
use crate::records::{follow, seal};
use crate::{demo, web, work};

/// Jobs at a time on one node.
const JOBS_WIDTH: usize = 8;

/// Runs the desk until it is told to stop (Ctrl+C or SIGTERM).
pub fn run(mut settings: Settings, mode: Mode) -> anyhow::Result<ExitCode> {
    // The demo's folder goes with the process, unless someone asked for a folder of their own.
    let temporary = match (mode, &settings.data) {
        (Mode::Demo, None) => Some(demo::temporary_folder()?),
        _ => None,
    };
    if let Some(folder) = &temporary {
        settings.data = Some(folder.path().to_owned());
    }
    let config = Config::load(settings, mode)?;
    logging::begin(config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("could not start the runtime")?;
    runtime.block_on(async move {
        let desk = tokio::task::spawn_blocking(move || open::desk(config)).await??;
        let listener = TcpListener::bind(desk.config().listen)
            .await
            .with_context(|| format!("could not listen on {}; is another program there?", desk.config().listen))?;
        let address = listener.local_addr()?;
        let link = match mode {
            Mode::Demo => {
                demo::settle(&desk).await?;
                None
            }
            Mode::Real => first_link(&desk).await?,
        };
        let work = begin(&desk).await?;
        let citizens = (mode == Mode::Demo).then(|| tokio::spawn(demo::live(desk.clone())));
        let asked_to_stop = asked_to_stop();
        greet(&desk, address, link.as_deref());
        let stopping = desk.clone();
        tokio::spawn(async move {
            asked_to_stop.await;
            tracing::info!("Stopping: requests and jobs under way are finished first");
            stopping.stop();
        });
        web::serve(desk.clone(), listener).await?;
        for part in work.into_iter().chain(citizens) {
            part.await.context("a part of the desk ended badly")?;
        }
        let database = desk.database().clone();
        tokio::task::spawn_blocking(move || database.close()).await?;
        Ok::<_, anyhow::Error>(())
    })?;
    drop(temporary);
    Ok(ExitCode::SUCCESS)
}

/// Begins all that runs beside the pages: jobs, sealing, following, streams.
pub async fn begin(desk: &Desk) -> Result<Vec<tokio::task::JoinHandle<()>>, Problem> {
    let now = desk.now();
    desk.write(move |conn| {
        if conn.engine() == store::Engine::Sqlite {
            // There is one node on SQLite: whoever held a lease is gone.
            jobs::release_all(conn, now)?;
        }
        for channel in channel::all(conn)? {
            fetch::begin(conn, channel.id, now)?;
        }
        Ok(())
    })
    .await?;
    Ok(vec![
        tokio::spawn(jobs::run(desk.clone(), work::ALL, JOBS_WIDTH)),
        tokio::spawn(seal::run(desk.clone())),
        tokio::spawn(follow::run(desk.clone())),
        tokio::spawn(streams::run(desk.clone())),
    ])
}

/// At the first start of all: founds the desk and makes the one-time link for the first administrator.
async fn first_link(desk: &Desk) -> Result<Option<String>, Problem> {
    if desk.read(|conn| Ok(person::count(conn)?)).await? > 0 {
        return Ok(None);
    }
    let config = desk.config().clone();
    let zone = config.zone.iana_name().unwrap_or("Europe/Stockholm").to_owned();
    let administrator = NewPerson {
        // Replaced by the unit that is founded with it.
        unit: UnitId(uuid::Uuid::nil()),
        name: "Administratör".to_owned(),
        post: String::new(),
        signature: config.authority.clone(),
        email: "admin@localhost".to_owned(),
        language: config.language,
    };
    let (.., token) = desk.act(move |act| invitation::found(act, &config.authority, &zone, &administrator)).await?;
    Ok(Some(format!("{}welcome/{token}", desk.config().public_url)))
}

/// Says where the desk is. Whoever started it may have closed its output meanwhile; the desk serves all the same.
fn greet(desk: &Desk, address: std::net::SocketAddr, link: Option<&str>) {
    let mut words = format!("Torg listens on http://{address}\n");
    match (desk.config().mode, link) {
        (Mode::Demo, _) => words.push_str(&format!(
            "Open http://{address} and click on a person to sign in. Nothing leaves this machine. Stop with Ctrl+C.\n"
        )),
        (Mode::Real, Some(link)) => words
            .push_str(&format!("First start. This link makes the first administrator; it works once, for seven days:\n{link}\n")),
        (Mode::Real, None) => {}
    }
    // `println!` would end the process.
    if let Err(fault) = std::io::stdout().lock().write_all(words.as_bytes()) {
        tracing::warn!("Could not say where the desk is: {fault}");
    }
}

/// Ends when someone asks the program to stop. It is heard from this call on: whoever is told where the desk is may do so at once, and
/// until then a signal ends the process in the middle.
#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        let [interrupted, terminated] = signals.map(|heard| async move {
            match heard {
                Ok(mut signal) => {
                    signal.recv().await;
                }
                Err(fault) => {
                    tracing::warn!("Torg will not hear one of the signals to stop: {fault}");
                    std::future::pending::<()>().await;
                }
            }
        });
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    }
}

/// Ends when someone asks the program to stop.
#[cfg(not(unix))]
async fn asked_to_stop() {
    let _interrupted = tokio::signal::ctrl_c().await;
}
