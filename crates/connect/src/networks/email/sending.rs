//! Handing letters to the server over SMTP, step by step, so that it is known at which step something broke.
use std::time::Duration;

use jiff::SignedDuration;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, CertificateStore, TlsParameters, TlsParametersBuilder};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::mailbox::shown;
use super::servers::{Begins, Us};
use crate::connection::Connection;
use crate::http::PrivateAddresses;
use crate::trouble::Trouble;

/// A server that says "later" without saying when (RFC 5321 §4.5.4.1 lets a sender wait for half an hour; people wait for this).
const LATER: SignedDuration = SignedDuration::from_mins(5);

/// An open line to the server that takes our letters.
pub(super) struct Post<'a> {
    line: AsyncSmtpConnection,
    connection: &'a Connection,
}

impl<'a> Post<'a> {
    /// Connects, encrypts and signs in. Nothing can have arrived yet.
    pub(super) async fn open(connection: &'a Connection, us: &Us) -> Result<Self, Trouble> {
        let opened = tokio::time::timeout(connection.http.patience(), Self::signed_in(connection, us)).await;
        opened.map_err(|_| unreachable("no answer in time"))?
    }

    async fn signed_in(connection: &'a Connection, us: &Us) -> Result<Self, Trouble> {
        let (http, server) = (&connection.http, &us.smtp);
        let at = http.look_up(&server.host, server.port).await?;
        // Our own name is of no use to anyone, and a machine's name is nobody's business.
        let hello = ClientId::Domain("localhost".to_owned());
        let before = |fault: Error| nothing_arrived(connection, &fault);
        let tls = tls(&server.host, http.extra_issuers()).map_err(before)?;
        let at_once = (server.begins == Begins::AtOnce).then(|| tls.clone());
        let patience = Some(http.patience());
        let mut line =
            AsyncSmtpConnection::connect_tokio1(at.as_slice(), patience, &hello, at_once, None).await.map_err(before)?;
        if server.begins == Begins::WhenAsked {
            match line.can_starttls() {
                true => line.starttls(tls, &hello).await.map_err(before)?,
                false if us.bare == PrivateAddresses::Allow => {}
                false => {
                    return Err(unreachable("the mail server offers no encryption, and the password does not leave without"));
                }
            }
        }
        let credentials = Credentials::new(us.user.clone(), us.password.reveal().to_owned());
        // A server in the house may know us by our address and want no password.
        if line.server_info().get_auth_mechanism(&[Mechanism::Plain, Mechanism::Login]).is_some() {
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await.map_err(before)?;
        } else if us.bare == PrivateAddresses::Refuse {
            return Err(Trouble::Unauthorised {
                reason: "the mail server takes no password that we know how to give".to_owned(),
            });
        }
        Ok(Self { line, connection })
    }

    /// Hands over a letter. Until its last byte is sent nothing can have arrived; then only the server's word tells.
    pub(super) async fn send(&mut self, from: &Address, to: &[Address], letter: &[u8]) -> Result<(), Trouble> {
        let patience = self.connection.http.patience();
        let announced = tokio::time::timeout(patience, self.announce(from, to)).await;
        announced.map_err(|_| unreachable("no answer in time"))??;
        // A scan for viruses takes its time (RFC 5321 §4.5.3.2.6 gives the server ten minutes).
        match tokio::time::timeout(patience.max(Duration::from_millis(1)) * 4, self.line.message(letter)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(fault)) if fault.status().is_some() => Err(nothing_arrived(self.connection, &fault)),
            Ok(Err(fault)) => Err(Trouble::Unclear { reason: shown(&fault.to_string()) }),
            Err(_) => Err(Trouble::Unclear { reason: "no answer in time".to_owned() }),
        }
    }

    async fn announce(&mut self, from: &Address, to: &[Address]) -> Result<(), Trouble> {
        let before = |fault: Error| nothing_arrived(self.connection, &fault);
        self.line.command(Mail::new(Some(from.clone()), Vec::new())).await.map_err(before)?;
        for address in to {
            self.line.command(Rcpt::new(address.clone(), Vec::new())).await.map_err(before)?;
        }
        self.line.command(Data).await.map_err(before)?;
        Ok(())
    }

    /// Says goodbye. What was sent has been answered for, so nothing depends on it.
    pub(super) async fn close(mut self) {
        let _ = tokio::time::timeout(Duration::from_secs(2), self.line.quit()).await;
    }
}

fn tls(host: &str, extra: &[Vec<u8>]) -> Result<TlsParameters, Error> {
    let builder = TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
    let mut certificates = Vec::new();
    for issuer in extra {
        certificates.push(Certificate::from_der(issuer.clone())?);
    }
    certificates.into_iter().fold(builder, TlsParametersBuilder::add_root_certificate).build_rustls()
}

/// A fault before, or a clear word after, the letter: it is not on its way.
fn nothing_arrived(connection: &Connection, fault: &Error) -> Trouble {
    let reason = shown(&fault.to_string());
    let Some(code) = fault.status() else { return Trouble::Unreachable { reason } };
    let code: u16 = code.to_string().parse().unwrap_or(500);
    match code {
        // RFC 4954 §6: the password is wrong, too weak, or asked for.
        530 | 534 | 535 | 538 => Trouble::Unauthorised { reason },
        400..=499 => Trouble::Limited { until: connection.http.now() + LATER },
        status => Trouble::Refused { status, reason },
    }
}

fn unreachable(reason: &str) -> Trouble {
    Trouble::Unreachable { reason: reason.to_owned() }
}
