//! Who we are, and where the two servers are.
use lettre::Address;

use crate::connection::{Connection, Secret};
use crate::http::PrivateAddresses;
use crate::trouble::Trouble;

/// The mailbox behind a connection.
#[derive(Clone, Debug)]
pub(super) struct Us {
    pub(super) address: String,
    pub(super) name: Option<String>,
    pub(super) user: String,
    pub(super) password: Secret,
    pub(super) imap: Server,
    pub(super) smtp: Server,
    /// Whether a server that offers no encryption is spoken to all the same.
    pub(super) bare: PrivateAddresses,
}

/// A server, and how its line is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) begins: Begins,
}

/// When encryption begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// With the first byte (RFC 8314).
    AtOnce,
    /// After a word in the clear (STARTTLS).
    WhenAsked,
}

impl Us {
    pub(super) fn of(connection: &Connection) -> Result<Self, Trouble> {
        let address = connection.required("address")?.trim();
        if !is_address(address) {
            return Err(Trouble::Setting { key: "address" });
        }
        Ok(Self {
            address: address.to_owned(),
            name: connection.setting("name").map(|name| crate::text::storable(name.trim())),
            imap: Server::read(connection.required("imap")?, 993, "imap")?,
            smtp: Server::read(connection.required("smtp")?, 587, "smtp")?,
            user: connection.setting("user").unwrap_or(address).trim().to_owned(),
            password: connection.secret("password")?.clone(),
            bare: connection.http.private_addresses(),
        })
    }

    /// The part of the address after the `@`, which our letters' ids end in.
    pub(super) fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    pub(super) fn is(&self, address: &str) -> bool {
        self.address.eq_ignore_ascii_case(address)
    }
}

impl Server {
    /// `mail.example.com`, `mail.example.com:993`: the ports that are known for it encrypt at once, all others when asked. A server at an
    /// unusual port may say it in front: `imaps://mail.example.com:1993`.
    fn read(written: &str, usual: u16, key: &'static str) -> Result<Self, Trouble> {
        let (scheme, written) = match written.trim().split_once("://") {
            Some((scheme, rest)) => (Some(scheme), rest.trim_end_matches('/')),
            None => (None, written.trim()),
        };
        let (host, port) = match written.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| Trouble::Setting { key })?),
            None => (written, usual),
        };
        let fits = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-');
        if host.is_empty() || host.len() > 253 || !host.chars().all(fits) {
            return Err(Trouble::Setting { key });
        }
        let begins = match scheme {
            None if matches!(port, 465 | 993) => Begins::AtOnce,
            None => Begins::WhenAsked,
            Some(scheme) if scheme == format!("{key}s") => Begins::AtOnce,
            Some(scheme) if scheme == key => Begins::WhenAsked,
            Some(_) => return Err(Trouble::Setting { key }),
        };
        Ok(Self { host: host.to_owned(), port, begins })
    }
}

/// Whether a letter can be sent there.
pub(super) fn is_address(address: &str) -> bool {
    address.len() <= 254 && address.parse::<Address>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_name_and_perhaps_a_port() {
        let read = |written: &str| Server::read(written, 993, "imap").map(|server| (server.host, server.port, server.begins));
        assert_eq!(read(" mail.example.com "), Ok(("mail.example.com".into(), 993, Begins::AtOnce)));
        assert_eq!(read("mail.example.com:143"), Ok(("mail.example.com".into(), 143, Begins::WhenAsked)));
        assert_eq!(read("127.0.0.1:465"), Ok(("127.0.0.1".into(), 465, Begins::AtOnce)));
        assert_eq!(read("imaps://mail.example.com:1993/"), Ok(("mail.example.com".into(), 1993, Begins::AtOnce)));
        assert_eq!(read("imap://mail.example.com:993"), Ok(("mail.example.com".into(), 993, Begins::WhenAsked)));
        for odd in ["", ":993", "a b", "mail.example.com:", "mail:99999", "https://mail.example.com", "a\r\nb", "[::1]:993"] {
            assert_eq!(read(odd), Err(Trouble::Setting { key: "imap" }), "{odd}");
        }
    }
}
