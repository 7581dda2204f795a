//! Signing a call with the account's keys (OAuth 1.0a, RFC 5849 §3, HMAC-SHA1). These keys do not end, and nothing has to be renewed.
use aws_lc_rs::{hmac, rand};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::connection::Secret;
use crate::trouble::Trouble;

/// Whose keys a call is signed with.
pub(super) struct Keys<'a> {
    pub(super) api_key: &'a str,
    pub(super) api_secret: &'a Secret,
    pub(super) token: &'a Secret,
    pub(super) token_secret: &'a Secret,
}

/// What makes two signatures of the same call differ.
pub(super) struct Moment {
    pub(super) nonce: String,
    /// Seconds.
    pub(super) at: i64,
}

impl Moment {
    pub(super) fn new(at: i64) -> Result<Self, Trouble> {
        let mut bytes = [0; 24];
        rand::fill(&mut bytes).map_err(|_| Trouble::Unreachable { reason: "the machine gives no random numbers".to_owned() })?;
        Ok(Self { nonce: bytes.iter().map(|byte| format!("{byte:02x}")).collect(), at })
    }
}

impl Keys<'_> {
    /// The header `Authorization` for a call with these parameters in its query or form. A JSON or multipart body is not signed (§3.4.1.3.1).
    pub(super) fn header(
        &self,
        method: &str,
        address: &str,
        parameters: &[(&str, &str)],
        moment: &Moment,
    ) -> Result<String, Trouble> {
        let mut bare = Url::parse(address).map_err(|_| Trouble::Setting { key: "server" })?;
        bare.set_query(None);
        bare.set_fragment(None);
        let at = moment.at.to_string();
        let own = [
            ("oauth_consumer_key", self.api_key),
            ("oauth_nonce", moment.nonce.as_str()),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_timestamp", at.as_str()),
            ("oauth_token", self.token.reveal().trim()),
            ("oauth_version", "1.0"),
        ];
        let mut pairs: Vec<(String, String)> =
            own.iter().chain(parameters).map(|(name, value)| (encoded(name), encoded(value))).collect();
        pairs.sort();
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let base = format!("{method}&{}&{}", encoded(bare.as_str()), encoded(&pairs.join("&")));
        let key = format!("{}&{}", encoded(self.api_secret.reveal().trim()), encoded(self.token_secret.reveal().trim()));
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key.as_bytes());
        let signature = STANDARD.encode(hmac::sign(&key, base.as_bytes()).as_ref());
        let signed = own.iter().copied().chain([("oauth_signature", signature.as_str())]);
        let fields: Vec<String> = signed.map(|(name, value)| format!("{name}=\"{}\"", encoded(value))).collect();
        Ok(format!("OAuth {}", fields.join(", ")))
    }
}

/// Percent encoding of RFC 5849 §3.6: only letters, digits, `-`, `.`, `_` and `~` stand as they are.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the documentation (authentication, "Creating a signature").
    #[test]
    fn the_documented_example_is_signed_as_documented() {
        let secret = |text: &str| Secret::new(text);
        let (api_secret, token, token_secret) = (
            secret("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw"),
            secret("370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb"),
            secret("LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
        );
        let keys =
            Keys { api_key: "xvz1evFS4wEEPTGEFPHBog", api_secret: &api_secret, token: &token, token_secret: &token_secret };
        let moment = Moment { nonce: "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg".to_owned(), at: 1_318_622_958 };
        let parameters = [("include_entities", "true"), ("status", "Hello Ladies + Gentlemen, a signed OAuth request!")];
        let header = keys.header("POST", "https://api.twitter.com/1.1/statuses/update.json", &parameters, &moment).unwrap();
        assert!(header.contains("oauth_signature=\"hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D\""), "{header}");
    }

    #[test]
    fn encoding_is_that_of_the_standard() {
        assert_eq!(encoded("Ladies + Gentlemen"), "Ladies%20%2B%20Gentlemen");
        assert_eq!(encoded("An encoded string!"), "An%20encoded%20string%21");
        assert_eq!(encoded("☃"), "%E2%98%83");
    }
}
