//! Reading the mailbox over IMAP: nothing in it is changed, and no letter is marked as read.
use std::collections::BTreeSet;
use std::future::Future;
use std::time::Duration;

use async_imap::error::Error;
use async_imap::imap_proto::{AttributeValue, MailboxDatum, NameAttribute, Response, ResponseCode, Status};
use async_imap::{Client, Session};
use jiff::{SignedDuration, Timestamp};

use super::servers::{Begins, Us};
use crate::connection::Connection;
use crate::http::{Encrypted, Line, PrivateAddresses};
use crate::text;
use crate::trouble::Trouble;

/// A server that wants a pause without saying how long.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// How long a line may be silent while letters are waited for.
const SILENCE: Duration = Duration::from_secs(240);
/// What is read on one line, in letters of the greatest size.
const LETTERS: u64 = 6;

/// An open mailbox.
pub(super) struct Mailbox<'a> {
    session: Session<Line>,
    connection: &'a Connection,
}

/// How waiting for letters ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waited {
    /// The server does not tell by itself.
    CannotTell,
    /// Nothing was said for a while, and the line stands.
    StillThere,
}

/// A folder as it was opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folder {
    /// Changes when the server numbers its letters anew.
    pub(super) validity: u32,
    pub(super) letters: u32,
    /// The number that the next letter will have at least.
    pub(super) next: u32,
}

/// A letter as it lies there.
#[derive(Clone, Debug)]
pub(super) struct Lying {
    /// Its bytes, as many as are read of one.
    pub(super) bytes: Vec<u8>,
    /// Its whole size.
    pub(super) size: usize,
    /// When it arrived, by the server's clock.
    pub(super) arrived: Option<Timestamp>,
}

impl<'a> Mailbox<'a> {
    /// Opens the mailbox and signs in.
    pub(super) async fn open(connection: &'a Connection, us: &Us) -> Result<Self, Trouble> {
        in_time(connection, Self::signed_in(connection, us)).await
    }

    async fn signed_in(connection: &'a Connection, us: &Us) -> Result<Self, Trouble> {
        let (http, server) = (&connection.http, &us.imap);
        let most = (http.most_bytes() as u64).saturating_mul(LETTERS);
        let begins = if server.begins == Begins::AtOnce { Encrypted::Yes } else { Encrypted::No };
        let mut client = Client::new(http.open_line(&server.host, server.port, begins, most).await?);
        let greeting = client.read_response().await.map_err(|fault| heard(connection, &fault.into()))?;
        if greeting.is_none() {
            return Err(Trouble::Unclear { reason: "the mail server closed at once".to_owned() });
        }
        if server.begins == Begins::WhenAsked {
            match client.run_command_and_check_ok("STARTTLS", None).await {
                // What was read ahead in the clear goes with the old line.
                Ok(()) => client = Client::new(http.encrypt(client.into_inner(), &server.host).await?),
                Err(Error::No(_) | Error::Bad(_)) if us.bare == PrivateAddresses::Allow => {}
                Err(Error::No(_) | Error::Bad(_)) => {
                    let reason = "the mail server offers no encryption, and the password does not leave without".to_owned();
                    return Err(Trouble::Unreachable { reason });
                }
                Err(other) => return Err(heard(connection, &other)),
            }
        }
        match client.login(&us.user, us.password.reveal()).await {
            Ok(session) => Ok(Self { session, connection }),
            Err((Error::No(reason), _)) if !is_passing(&reason) => Err(Trouble::Unauthorised { reason: shown(&reason) }),
            Err((Error::Validate(_), _)) => Err(Trouble::Setting { key: "password" }),
            Err((other, _)) => Err(heard(connection, &other)),
        }
    }

    /// Opens a folder for reading only.
    pub(super) async fn folder(&mut self, name: &str) -> Result<Folder, Trouble> {
        if name.contains(['"', '\\', '\r', '\n']) {
            return Err(nonsense("a folder has a name that cannot be said"));
        }
        let (mut letters, mut validity, mut next) = (0, None, None);
        self.ask(&format!("EXAMINE \"{name}\""), |told| match told {
            Response::MailboxData(MailboxDatum::Exists(number)) => letters = *number,
            Response::Data { outcome, .. } => match outcome.code {
                Some(ResponseCode::UidValidity(number)) => validity = Some(number),
                Some(ResponseCode::UidNext(number)) => next = Some(number),
                _ => {}
            },
            _ => {}
        })
        .await?;
        let validity = validity.ok_or_else(|| nonsense("the mail server gives its letters no lasting numbers"))?;
        // Without a next number a server says only how many there are; the greatest number is then asked for.
        let next = match next {
            Some(next) => next,
            None => self.search("ALL").await?.last().map_or(1, |last| last.saturating_add(1)),
        };
        Ok(Folder { validity, letters, next })
    }

    /// The folder where the server keeps what was sent, where it says so (RFC 6154).
    pub(super) async fn sent_folder(&mut self) -> Result<Option<String>, Trouble> {
        let mut sent = None;
        self.ask("LIST \"\" \"*\"", |told| {
            if let Response::MailboxData(MailboxDatum::List(folder)) = told
                && folder.name_attributes.contains(&NameAttribute::Sent)
            {
                sent = Some(folder.name.to_string());
            }
        })
        .await?;
        Ok(sent)
    }

    /// The numbers of the letters that fit `query`, lowest first.
    pub(super) async fn search(&mut self, query: &str) -> Result<BTreeSet<u32>, Trouble> {
        let mut found = BTreeSet::new();
        self.ask(&format!("UID SEARCH {query}"), |told| {
            if let Response::MailboxData(MailboxDatum::Search(numbers)) = told {
                found.extend(numbers.iter().copied());
            }
        })
        .await?;
        Ok(found)
    }

    /// One letter; `None` when it is gone meanwhile.
    pub(super) async fn letter(&mut self, uid: u32) -> Result<Option<Lying>, Trouble> {
        let most = self.connection.http.most_bytes();
        let mut letter = None;
        self.ask(&format!("UID FETCH {uid} (UID RFC822.SIZE INTERNALDATE BODY.PEEK[]<0.{most}>)"), |told| {
            if let Response::Fetch(_, told) = told
                && told.contains(&AttributeValue::Uid(uid))
            {
                letter = lying(told);
            }
        })
        .await?;
        Ok(letter)
    }

    /// Says a command and hears what is told up to its end. The library's own verbs take a refusal, and a line that breaks, for an
    /// empty answer; here a letter could be lost by that.
    async fn ask(&mut self, command: &str, mut hear: impl FnMut(&Response<'_>) + Send) -> Result<(), Trouble> {
        let connection = self.connection;
        in_time(connection, async {
            let ours = self.session.run_command(command).await.map_err(|fault| heard(connection, &fault))?;
            loop {
                let read = self.session.read_response().await.map_err(|fault| heard(connection, &fault.into()))?;
                let response = read.ok_or_else(|| heard(connection, &Error::ConnectionLost))?;
                match response.parsed() {
                    Response::Done { tag, status: Status::Ok, .. } if *tag == ours => return Ok(()),
                    Response::Done { tag, status, outcome } if *tag == ours => {
                        let code = outcome.code.as_ref().map(|code| format!("{code:?}")).unwrap_or_default();
                        let reason = format!("{code} {}", outcome.information.as_deref().unwrap_or_default());
                        let fault = if *status == Status::No { Error::No(reason) } else { Error::Bad(reason) };
                        return Err(heard(connection, &fault));
                    }
                    other => hear(other),
                }
            }
        })
        .await
    }

    /// Waits for letters in the open folder for as long as the server says that it is there (RFC 2177), and calls `hear` for each.
    pub(super) async fn wait(&mut self, hear: &(dyn Fn() + Send + Sync)) -> Result<Waited, Trouble> {
        let connection = self.connection;
        let broke = |fault: Error| heard(connection, &fault);
        let ours = self.session.run_command("IDLE").await.map_err(broke)?;
        loop {
            match tokio::time::timeout(SILENCE, self.session.read_response()).await {
                Ok(read) => {
                    let response = read.map_err(|fault| broke(fault.into()))?.ok_or_else(|| broke(Error::ConnectionLost))?;
                    match response.parsed() {
                        Response::Done { tag, .. } if *tag == ours => return Ok(Waited::CannotTell),
                        Response::MailboxData(MailboxDatum::Exists(_)) => hear(),
                        _ => {}
                    }
                }
                // A line on which nothing is said is forgotten by the walls between; a word in between shows that it stands.
                Err(_) => {
                    self.session.run_command_untagged("DONE").await.map_err(broke)?;
                    return in_time(connection, async {
                        loop {
                            let read = self.session.read_response().await.map_err(|fault| broke(fault.into()))?;
                            let response = read.ok_or_else(|| broke(Error::ConnectionLost))?;
                            match response.parsed() {
                                Response::Done { tag, .. } if *tag == ours => return Ok(Waited::StillThere),
                                Response::MailboxData(MailboxDatum::Exists(_)) => hear(),
                                _ => {}
                            }
                        }
                    })
                    .await;
                }
            }
        }
    }

    /// Says goodbye. What was asked has been answered, so nothing depends on it.
    pub(super) async fn close(mut self) {
        let _ = self.ask("LOGOUT", |_| {}).await;
    }
}

fn lying(told: &[AttributeValue<'_>]) -> Option<Lying> {
    let (mut bytes, mut size, mut arrived) = (None, 0, None);
    for value in told {
        match value {
            AttributeValue::BodySection { section: None, data, .. } => bytes = data.as_deref().map(<[u8]>::to_vec),
            AttributeValue::Rfc822Size(told) => size = *told as usize,
            // " 5-Nov-2026 10:00:00 +0100"
            AttributeValue::InternalDate(at) => {
                arrived = jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", at.trim()).and_then(|at| at.to_timestamp()).ok();
            }
            _ => {}
        }
    }
    bytes.map(|bytes| Lying { bytes, size, arrived })
}

/// A header's value as it may stand in a search; what could end the quotes or the line stands in no id.
pub(super) fn quoted(value: &str) -> Result<String, Trouble> {
    let fits = |byte: u8| (0x21..0x7f).contains(&byte) && !matches!(byte, b'"' | b'\\');
    match !value.is_empty() && value.len() <= 500 && value.bytes().all(fits) {
        true => Ok(format!("\"{value}\"")),
        false => Err(Trouble::Gone),
    }
}

async fn in_time<T>(connection: &Connection, work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Trouble> {
    match tokio::time::timeout(connection.http.patience() * 2, work).await {
        Ok(done) => done,
        Err(_) => Err(Trouble::Unclear { reason: "no answer in time".to_owned() }),
    }
}

/// What an answer that is none means. Reading can be done again.
fn heard(connection: &Connection, fault: &Error) -> Trouble {
    match fault {
        Error::No(reason) if is_passing(reason) => Trouble::Limited { until: connection.http.now() + PAUSE },
        Error::No(reason) => Trouble::Refused { status: 403, reason: shown(reason) },
        Error::Io(fault) if fault.kind() == std::io::ErrorKind::Other => nonsense(&fault.to_string()),
        Error::Io(fault) => Trouble::Unclear { reason: shown(&fault.to_string()) },
        Error::ConnectionLost => Trouble::Unclear { reason: "the line broke".to_owned() },
        // Parse faults quote what came; only their kind is told.
        Error::Parse(_) | Error::Bad(_) => nonsense("it is not the language of a mail server"),
        other => Trouble::Unclear { reason: shown(&other.to_string()) },
    }
}

/// Refusals that pass by themselves (RFC 5530: UNAVAILABLE, INUSE, LIMIT).
fn is_passing(reason: &str) -> bool {
    let reason = reason.to_ascii_uppercase();
    ["UNAVAILABLE", "INUSE", "LIMIT", "TRY AGAIN", "TOO MANY", "THROTTL"].iter().any(|word| reason.contains(word))
}

fn nonsense(reason: &str) -> Trouble {
    Trouble::Nonsense { reason: shown(reason) }
}

/// A server's words as they may stand in a log.
pub(super) fn shown(words: &str) -> String {
    text::storable(words).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}
