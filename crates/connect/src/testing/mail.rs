//! A real mail server on loopback: the one that `TORG_TEST_MAIL` names, as `e2e/servers/mail/start` tells it.
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use base64::Engine;
use serde::Deserialize;

use crate::connection::{Connection, Secret};
use crate::http::{Http, HttpSettings, PrivateAddresses};

/// A running server with two mailboxes: `info@exempelby.example` and `ase@example.com`.
#[derive(Clone, Debug, Deserialize)]
pub struct MailTown {
    /// For IMAP with STARTTLS.
    pub imap: u16,
    /// For IMAP that is encrypted at once.
    pub imaps: u16,
    /// For those who have a mailbox.
    pub smtp: u16,
    /// For letters from elsewhere.
    pub incoming: u16,
    issuer: String,
}

impl MailTown {
    /// The server that the test run started. `None` with a loud sentence when there is none; with `TORG_REQUIRE_SERVERS=1` a panic.
    pub fn running() -> Option<Self> {
        let told = std::env::var("TORG_TEST_MAIL").ok().filter(|told| !told.is_empty());
        let Some(told) = told else {
            let missing = "no mail server is running (./test starts one; alone: e2e/servers/mail/start)";
            assert_ne!(std::env::var("TORG_REQUIRE_SERVERS").as_deref(), Ok("1"), "{missing}");
            eprintln!("\n*** NOT TESTED against a real mail server: {missing} ***\n");
            return None;
        };
        Some(serde_json::from_str(&told).expect("TORG_TEST_MAIL holds the line that start prints"))
    }

    /// A channel of the mailbox `name` (`info@exempelby.example`), that believes the server's certificate.
    pub fn connection(&self, address: &str, recipient: Option<&str>) -> Connection {
        self.connection_at(address, &format!("localhost:{}", self.imap), recipient)
    }

    /// The same where the mailbox is read at `imap`.
    pub fn connection_at(&self, address: &str, imap: &str, recipient: Option<&str>) -> Connection {
        let issuer = base64::engine::general_purpose::STANDARD.decode(&self.issuer).expect("start tells the certificate");
        let settings =
            HttpSettings { private_addresses: PrivateAddresses::Allow, extra_issuers: vec![issuer], ..HttpSettings::default() };
        let http = Http::new(settings).expect("the client starts");
        let password = format!("hemligt-{}", address.split('@').next().unwrap_or_default());
        let smtp = format!("localhost:{}", self.smtp);
        let mut settings: std::collections::BTreeMap<String, String> =
            [("address", address), ("imap", imap), ("smtp", &smtp)].map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        settings.extend(recipient.map(|recipient| ("recipient".to_owned(), recipient.to_owned())));
        Connection::new(http, settings, [("password".to_owned(), Secret::new(password))].into())
    }

    /// A letter arrives from elsewhere, byte for byte.
    pub fn arrives(&self, from: &str, to: &str, letter: &[u8]) {
        let mut line = BufReader::new(TcpStream::connect(("127.0.0.1", self.incoming)).expect("the server listens"));
        let mut say = |words: &[u8], awaited: &str| {
            line.get_mut().write_all(words).expect("the server reads");
            loop {
                let mut answer = String::new();
                line.read_line(&mut answer).expect("the server answers");
                if answer.as_bytes().get(3) != Some(&b'-') {
                    assert!(answer.starts_with(awaited), "{answer}");
                    break;
                }
            }
        };
        say(b"", "220");
        say(b"EHLO elsewhere.example\r\n", "250");
        say(format!("MAIL FROM:<{from}>\r\n").as_bytes(), "250");
        say(format!("RCPT TO:<{to}>\r\n").as_bytes(), "250");
        say(b"DATA\r\n", "354");
        say(&[letter, b"\r\n.\r\n"].concat(), "250");
        say(b"QUIT\r\n", "221");
    }
}
