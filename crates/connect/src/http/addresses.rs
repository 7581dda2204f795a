//! The address guard: a channel's settings are typed by people, and must not make the desk call its own neighbours.
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::trouble::Trouble;

/// Whether addresses that are not on the public internet may be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrivateAddresses {
    /// Names that lead there, and such addresses written out, are [`Trouble::Unreachable`].
    #[default]
    Refuse,
    /// For a server in one's own house, and for tests.
    Allow,
}

/// Resolves names and leaves out what may not be called. The check stands at the resolver, after the lookup and before the
/// connection, so that a name cannot lead elsewhere between checking and calling.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard(PrivateAddresses);

impl Guard {
    pub(super) fn new(private_addresses: PrivateAddresses) -> Self {
        Self(private_addresses)
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = *self;
        Box::pin(async move {
            let allowed = guard.lookup(name.as_str(), 0).await?;
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

impl Guard {
    /// The addresses of `host` that may be called; an error when there are none.
    pub(super) async fn lookup(self, host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let all: Vec<SocketAddr> = tokio::net::lookup_host((bare, port)).await?.collect();
        let allowed: Vec<SocketAddr> =
            all.into_iter().filter(|at| self.0 == PrivateAddresses::Allow || is_public(at.ip())).collect();
        if allowed.is_empty() {
            return Err(std::io::Error::new(std::io::ErrorKind::PermissionDenied, "the name leads to a private address"));
        }
        Ok(allowed)
    }
}

/// Refuses an address written as a number, which no resolver sees.
pub(super) fn check(url: &Url, private_addresses: PrivateAddresses) -> Result<(), Trouble> {
    let ip = match url.host() {
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip),
        Some(Host::Domain(_)) | None => return Ok(()),
    };
    if private_addresses == PrivateAddresses::Allow || is_public(ip) {
        return Ok(());
    }
    Err(Trouble::Unreachable { reason: format!("{ip} is a private address; this channel may not call those") })
}

/// True for addresses of the public internet (IANA special-purpose registries, RFC 6890 and its updates).
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !matches!(
        ip.octets(),
        [0 | 10 | 127, ..]              // this network, RFC 1918, loopback
            | [100, 64..=127, ..]       // carrier-grade NAT, RFC 6598
            | [169, 254, ..]            // link-local; cloud metadata lives here
            | [172, 16..=31, ..]        // RFC 1918
            | [192, 0, 0 | 2, _]        // protocol assignments, documentation
            | [192, 88, 99, _]          // 6to4 relays, RFC 7526
            | [192, 168, ..]            // RFC 1918
            | [198, 18..=19, ..]        // benchmarks, RFC 2544
            | [198, 51, 100, _]         // documentation
            | [203, 0, 113, _]          // documentation
            | [224..=255, ..] // multicast, reserved, broadcast
    )
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => embedded(high, low), // v4-mapped
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low), // NAT64, RFC 6052
        [0x2001, 0..=0x1ff, ..] => false,                          // protocol assignments, Teredo
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,    // documentation
        [0x2002, ..] => false,                                     // 6to4 carries any IPv4 address
        [first, ..] => first & 0xe000 == 0x2000,                   // global unicast; all else is local, multicast or reserved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_internet_is_public() {
        let private = "0.0.0.0 0.1.2.3 10.1.1.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.0.9 169.254.169.254 172.16.0.1 \
            172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.0.1 198.51.100.7 203.0.113.9 224.0.0.1 \
            239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::a00:1 64:ff9b:1::1 \
            100::1 2001::1 2001:db8::1 2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fec0::1 ff02::1";
        for ip in private.split_whitespace() {
            assert!(!is_public(ip.parse().unwrap()), "{ip} must be refused");
        }
        let public = "1.1.1.1 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 193.0.0.1 198.17.0.1 \
            198.20.0.1 223.255.255.255 2a00:1450::1 2606:4700::1 2001:4860::8888 ::ffff:1.1.1.1 64:ff9b::101:101";
        for ip in public.split_whitespace() {
            assert!(is_public(ip.parse().unwrap()), "{ip} must be allowed");
        }
    }

    #[test]
    fn numbers_in_disguise_are_seen_through() {
        for address in ["http://127.0.0.1/", "http://0x7f.1/", "http://2130706433/", "http://[::ffff:7f00:1]:80/", "http://0/"] {
            let url: Url = address.parse().unwrap();
            assert!(check(&url, PrivateAddresses::Refuse).is_err(), "{address}");
            assert!(check(&url, PrivateAddresses::Allow).is_ok(), "{address}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_home_is_refused() {
        let refused = Guard::new(PrivateAddresses::Refuse).lookup("localhost", 80).await.unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::PermissionDenied);
        assert!(!Guard::new(PrivateAddresses::Allow).lookup("localhost", 80).await.unwrap().is_empty());
    }
}
