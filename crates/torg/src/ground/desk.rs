//! The desk: the handles that every room shares. Cheap to clone.
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use connect::{Connection, Http};
use jiff::Timestamp;
use store::{Conn, Database, Migration};
use tokio::sync::{Notify, watch};

use super::clock::Clock;
use super::config::Config;
use super::ids::ChannelId;
use super::news::News;
use super::problem::Problem;
use super::vault::{Vault, random};

/// Every migration, in order. Never edit one that has landed.
pub const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "town", sql: include_str!("../../migrations/0001_town.sql") },
    Migration { number: 2, name: "mandates", sql: include_str!("../../migrations/0002_mandates.sql") },
    Migration { number: 3, name: "sign in", sql: include_str!("../../migrations/0003_sign_in.sql") },
    Migration { number: 4, name: "channels", sql: include_str!("../../migrations/0004_channels.sql") },
    Migration { number: 5, name: "register", sql: include_str!("../../migrations/0005_register.sql") },
    Migration { number: 6, name: "inbox", sql: include_str!("../../migrations/0006_inbox.sql") },
    Migration { number: 8, name: "guidelines", sql: include_str!("../../migrations/0008_guidelines.sql") },
    Migration { number: 9, name: "screening", sql: include_str!("../../migrations/0009_screening.sql") },
    Migration { number: 12, name: "newest", sql: include_str!("../../migrations/0012_newest.sql") },
    Migration { number: 13, name: "posts", sql: include_str!("../../migrations/0013_posts.sql") },
    Migration { number: 16, name: "templates", sql: include_str!("../../migrations/0016_templates.sql") },
    Migration { number: 17, name: "revealing", sql: include_str!("../../migrations/0017_revealing.sql") },
    Migration { number: 18, name: "referred", sql: include_str!("../../migrations/0018_referred.sql") },
    Migration { number: 20, name: "calendar", sql: include_str!("../../migrations/0020_calendar.sql") },
    Migration { number: 21, name: "series", sql: include_str!("../../migrations/0021_series.sql") },
    Migration { number: 22, name: "feed_rules", sql: include_str!("../../migrations/0022_feed_rules.sql") },
    Migration { number: 23, name: "contact", sql: include_str!("../../migrations/0023_contact.sql") },
    Migration { number: 24, name: "duty", sql: include_str!("../../migrations/0024_duty.sql") },
];

/// The handles that every room shares.
#[derive(Clone)]
pub struct Desk(Arc<Handles>);

struct Handles {
    database: Database,
    clock: Clock,
    vault: Vault,
    config: Config,
    news: News,
    node: String,
    jobs: Notify,
    unsealed: Notify,
    stop: watch::Sender<bool>,
    /// One HTTP client for channels on the open internet, one for channels configured to reach private addresses.
    http: [Http; 2],
    connections: Mutex<HashMap<ChannelId, (u64, Connection)>>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Desk({})", self.0.node)
    }
}

impl Desk {
    /// Opens the desk on `database`, migrated already.
    pub fn new(database: Database, clock: Clock, vault: Vault, config: Config) -> anyhow::Result<Self> {
        let http = |private_addresses| {
            Http::new(connect::HttpSettings {
                user_agent: format!("Torg/{} (+{})", env!("CARGO_PKG_VERSION"), config.public_url),
                private_addresses,
                ..connect::HttpSettings::default()
            })
        };
        Ok(Self(Arc::new(Handles {
            http: [http(connect::PrivateAddresses::Refuse)?, http(connect::PrivateAddresses::Allow)?],
            database,
            clock,
            vault,
            config,
            news: News::default(),
            node: hex::encode(random::<8>()?),
            jobs: Notify::new(),
            unsealed: Notify::new(),
            stop: watch::Sender::new(false),
            connections: Mutex::default(),
        })))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The clock itself, for tests that move it.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Configuration, as checked at start.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Where secrets are sealed.
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// Where open pages hear what changed.
    pub fn news(&self) -> &News {
        &self.0.news
    }

    /// This process's name among the nodes, new at each start.
    pub fn node(&self) -> &str {
        &self.0.node
    }

    /// The database itself, for the sealer and the command line.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// Reads.
    pub async fn read<T, F>(&self, f: F) -> Result<T, Problem>
    where
        F: FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        self.0.database.read(f).await
    }

    /// Housekeeping: a write that is no act (logins, leases, cursors, presence). Acts go through `Desk::act`.
    pub async fn write<T, F>(&self, f: F) -> Result<T, Problem>
    where
        F: FnOnce(&mut Conn) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        self.0.database.write(f).await
    }

    /// The HTTP client for channels of one or the other sort.
    pub fn http(&self, private_addresses: connect::PrivateAddresses) -> Http {
        self.0.http[usize::from(private_addresses == connect::PrivateAddresses::Allow)].clone()
    }

    /// The connection kept for `channel` while its settings (`revision`) stay the same; sessions live in it.
    pub fn connection(&self, channel: ChannelId, revision: u64, make: impl FnOnce() -> Connection) -> Connection {
        let mut kept = self.0.connections.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match kept.get(&channel) {
            Some((known, connection)) if *known == revision => connection.clone(),
            _ => {
                let connection = make();
                kept.insert(channel, (revision, connection.clone()));
                connection
            }
        }
    }

    /// Wakes the job runner: something was enqueued.
    pub fn wake_jobs(&self) {
        self.0.jobs.notify_one();
    }
    /// Waits until someone wakes the job runner.
    pub async fn jobs_woken(&self) {
        self.0.jobs.notified().await;
    }
    /// Wakes the sealer: an act was committed.
    pub fn wake_sealer(&self) {
        self.0.unsealed.notify_one();
    }
    /// Waits until an act was committed on this node.
    pub async fn sealer_woken(&self) {
        self.0.unsealed.notified().await;
    }

    /// Tells every loop and open stream to end.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }
    /// Hears when the desk stops.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stop.subscribe()
    }
}
