//! Reads the address of a PostgreSQL server and makes connections to it, encrypted wherever the wire leaves the machine.

use super::error::{Stage, connection, fault};
use crate::Fault;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What every connection is told first.
///
/// Plans are made for the values at hand: a generic plan for a rare word cost 250 ms against 0.06 ms. A job waits for a lock no
/// longer than SQLite waits for its file. Reads cannot write by mistake; writes say `begin read write`.
const SESSION: &str = "set plan_cache_mode = force_custom_plan; set jit = off; set lock_timeout = '10s';
    set idle_in_transaction_session_timeout = '60s'; set default_transaction_read_only = on";

/// How to connect.
pub(crate) struct Setup {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Setup {
    /// Reads `postgres://user:password@host:port/name`.
    ///
    /// `sslmode=disable` speaks in the clear, `require` (also written `verify-ca`, `verify-full`) encrypts and checks the
    /// server's certificate, `sslrootcert=file.pem` names the issuer to believe besides the public ones. Without `sslmode` the
    /// connection is encrypted unless the server is on this machine.
    pub(crate) fn read(url: &str) -> Result<Setup, Fault> {
        let (url, own_issuer) = split_off_issuer(url);
        let url = url.replace("sslmode=verify-full", "sslmode=require").replace("sslmode=verify-ca", "sslmode=require");
        let unreadable = |error: postgres::Error| {
            let cause = error.source().map_or_else(|| error.to_string(), ToString::to_string);
            Fault::misuse("the address of the database", format!("cannot be read: {cause}"))
        };
        let mut config: Config = url.parse().map_err(unreadable)?;
        if config.get_application_name().is_none() {
            config.application_name("torg");
        }
        // A server that vanished without a word is noticed in half a minute.
        config.connect_timeout(Duration::from_secs(10)).tcp_user_timeout(Duration::from_secs(30));
        let encrypted = match config.get_ssl_mode() {
            SslMode::Disable => false,
            SslMode::Require => true,
            _ => !is_on_this_machine(&config),
        };
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        let tls = if encrypted { Some(MakeRustlsConnect::new(certificates(own_issuer.as_deref())?)) } else { None };
        Ok(Setup { config, tls })
    }

    pub(crate) fn connect(&self) -> Result<Client, Fault> {
        let connected = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let connecting = |error: postgres::Error| fault(&error, "connecting", Stage::Connecting);
        let mut client = connected.map_err(connecting)?;
        client.batch_execute(SESSION).map_err(connecting)?;
        Ok(client)
    }
}

/// The driver does not know `sslrootcert`, so it is taken out of the address.
fn split_off_issuer(url: &str) -> (String, Option<String>) {
    let Some((address, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (issuers, others): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("sslrootcert="));
    let file = issuers.last().and_then(|pair| pair.split_once('=')).map(|(_, file)| file.to_owned());
    let url = if others.is_empty() { address.to_owned() } else { format!("{address}?{}", others.join("&")) };
    (url, file)
}

fn is_on_this_machine(config: &Config) -> bool {
    let here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn certificates(own_issuer: Option<&str>) -> Result<ClientConfig, Fault> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(file) = own_issuer {
        let unreadable = |error: String| connection(format!("sslrootcert \"{file}\" cannot be read: {error}"));
        for certificate in CertificateDer::pem_file_iter(file).map_err(|error| unreadable(error.to_string()))? {
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unreadable(error.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| connection(format!("TLS: {error}")))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
