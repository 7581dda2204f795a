//! The one way out to the networks: timeouts, size limits, retries, rate budgets, no redirects, no private addresses.
//!
//! Every network speaks through [`Http::send`]. What comes back is an [`Answer`] with a 2xx status, or a [`Trouble`] that says
//! what a desk must do. No text of a trouble ever holds a token or the query of an address.
mod addresses;
mod answer;
mod budget;
mod call;
mod line;
mod scrub;
mod sending;
mod socket;
mod sse;
mod streaming;
mod tape;
#[cfg(test)]
mod tests;
mod tls;
mod verdict;
mod waiting;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

pub use addresses::PrivateAddresses;
pub use answer::Answer;
pub use call::{Call, FilePart};
pub(crate) use line::{Encrypted, Line};
pub use socket::Socket;
pub use sse::{ServerEvent, ServerEvents};
pub use streaming::Incoming;
pub use tape::Tape;
pub(crate) use verdict::Refusal;

use crate::trouble::Trouble;
use budget::Budget;

/// How the desk behaves towards the networks.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// Some servers answer 418 without one, so it is never empty. `Torg/0.1.0` unless told.
    pub user_agent: String,
    /// Whether loopback and private networks may be called. [`PrivateAddresses::Refuse`] unless told.
    pub private_addresses: PrivateAddresses,
    /// For a whole exchange, from connecting to the last byte. 30 seconds unless told.
    pub timeout: Duration,
    /// Most bytes of one answer, counted after decompression. 8 MiB unless told.
    pub max_body: usize,
    /// The pause before the first repeat; it doubles each time, with jitter. 250 ms unless told.
    pub retry_pause: Duration,
    /// Certificates (DER) of issuers believed beside the public ones: for a server in a house with an issuer of its own.
    pub extra_issuers: Vec<Vec<u8>>,
    /// Records every exchange, or answers from recorded ones.
    pub tape: Option<Arc<Tape>>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            user_agent: concat!("Torg/", env!("CARGO_PKG_VERSION")).to_owned(),
            private_addresses: PrivateAddresses::Refuse,
            timeout: Duration::from_secs(30),
            max_body: 8 * 1024 * 1024,
            retry_pause: Duration::from_millis(250),
            extra_issuers: Vec::new(),
            tape: None,
        }
    }
}

/// The HTTP client. Cheap to clone; clones share connections, tape and rate budget.
#[derive(Clone)]
pub struct Http {
    reading: reqwest::Client,
    /// Makes a new connection for each call that is not repeated freely: a server may close an idle one just as the call goes out, and
    /// then nobody knows whether it arrived.
    writing: reqwest::Client,
    socket_tls: Arc<rustls::ClientConfig>,
    settings: Arc<HttpSettings>,
    budget: Arc<Budget>,
}

impl Http {
    /// A client with these settings. Fails only when the TLS library cannot start or the user agent is not a header value.
    pub fn new(settings: HttpSettings) -> Result<Self, Trouble> {
        let mut web_tls = tls::client(&settings.extra_issuers).map_err(|fault| unable(&fault))?;
        web_tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let socket_tls = Arc::new(tls::client(&settings.extra_issuers).map_err(|fault| unable(&fault))?);
        let builder = || {
            reqwest::Client::builder()
                .user_agent(settings.user_agent.clone())
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                // A proxy from the environment would resolve names itself, past the address guard.
                .no_proxy()
                .retry(reqwest::retry::never())
                .connect_timeout((settings.timeout / 2).min(Duration::from_secs(10)))
                .dns_resolver(addresses::Guard::new(settings.private_addresses))
                .tls_backend_preconfigured(web_tls.clone())
        };
        let reading = builder().build().map_err(|fault| unable(&fault))?;
        let writing = builder().pool_max_idle_per_host(0).build().map_err(|fault| unable(&fault))?;
        Ok(Self { reading, writing, socket_tls, settings: Arc::new(settings), budget: Arc::default() })
    }

    /// The same connections and settings with a rate budget of its own: one per channel, since networks count per account.
    pub fn for_channel(&self) -> Self {
        Self { budget: Arc::default(), ..self.clone() }
    }
}

impl Http {
    /// What time it is: rate limits end, and feeds are due, at a time of day, and this crate has no desk to hand one in.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        sending::wall_clock()
    }

    /// How long a whole exchange may take.
    pub(crate) fn patience(&self) -> Duration {
        self.settings.timeout
    }

    /// The most that is read of one message.
    pub(crate) fn most_bytes(&self) -> usize {
        self.settings.max_body
    }

    /// Issuers that are believed beside the public ones.
    pub(crate) fn extra_issuers(&self) -> &[Vec<u8>] {
        &self.settings.extra_issuers
    }

    pub(crate) fn private_addresses(&self) -> PrivateAddresses {
        self.settings.private_addresses
    }

    /// Whether an address written as a number may be called.
    pub(crate) fn check(&self, url: &url::Url) -> Result<(), Trouble> {
        addresses::check(url, self.settings.private_addresses)
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("settings", &self.settings).finish_non_exhaustive()
    }
}

fn unable(fault: &(dyn std::error::Error + 'static)) -> Trouble {
    Trouble::Unreachable { reason: format!("the HTTP client could not start: {}", verdict::chain(fault)) }
}
