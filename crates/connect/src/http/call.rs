//! A call to a network, described before it is made, so that it can be repeated and recorded.
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use super::scrub;
use super::verdict::Refusal;
use crate::connection::Secret;
use crate::trouble::Trouble;

/// One call. Build it with [`Call::get`] and its like, then hand it to [`super::Http::send`].
#[derive(Clone)]
pub struct Call {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) timeout: Option<Duration>,
    pub(super) repeating: Repeats,
    /// Values that no log line, trouble or tape may show.
    pub(super) secrets: Vec<String>,
    /// What was wrong with the call itself; told when it is sent.
    pub(super) fault: Option<String>,
    /// How this network's own refusals are read, before the statuses of HTTP are asked.
    pub(super) reading: Option<fn(&Refusal<'_>) -> Option<Trouble>>,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Empty,
    Bytes(Bytes),
    Multipart(FilePart, Vec<(String, String)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// GET: after anything that may pass.
    Freely,
    /// Only when it is certain that nothing arrived.
    WhenNothingArrived,
    /// Never.
    Once,
}

/// A file in a multipart form.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// The form field.
    pub field: String,
    /// The file name told to the network.
    pub file_name: String,
    /// `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Bytes,
}

impl Call {
    /// Reads. Repeated up to three times when the network gives no clear answer.
    pub fn get(url: &str) -> Result<Self, Trouble> {
        Self::new(Method::GET, url, Repeats::Freely)
    }
    /// Writes. Repeated only when the connection was never made.
    pub fn post(url: &str) -> Result<Self, Trouble> {
        Self::new(Method::POST, url, Repeats::WhenNothingArrived)
    }
    /// Replaces. Repeated only when the connection was never made.
    pub fn put(url: &str) -> Result<Self, Trouble> {
        Self::new(Method::PUT, url, Repeats::WhenNothingArrived)
    }
    /// Changes a part. Repeated only when the connection was never made.
    pub fn patch(url: &str) -> Result<Self, Trouble> {
        Self::new(Method::PATCH, url, Repeats::WhenNothingArrived)
    }
    /// Deletes. Repeated only when the connection was never made.
    pub fn delete(url: &str) -> Result<Self, Trouble> {
        Self::new(Method::DELETE, url, Repeats::WhenNothingArrived)
    }

    fn new(method: Method, url: &str, repeating: Repeats) -> Result<Self, Trouble> {
        let unreachable = |reason: &str| Trouble::Unreachable { reason: reason.to_owned() };
        let url = Url::parse(url).map_err(|fault| unreachable(&format!("the address is not one: {fault}")))?;
        if !matches!(url.scheme(), "http" | "https" | "ws" | "wss") || url.host().is_none() {
            return Err(unreachable("the address is not one of the web"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(unreachable("the address carries a name or password; those belong in the settings"));
        }
        let secrets = url.query_pairs().filter(|(name, _)| scrub::is_secret_name(name)).map(|(_, value)| value.into()).collect();
        let (headers, body) = (HeaderMap::new(), Body::Empty);
        Ok(Self { method, url, headers, body, timeout: None, repeating, secrets, fault: None, reading: None })
    }

    /// Sends `token` as `Authorization: Bearer …`.
    pub fn bearer(mut self, token: &Secret) -> Self {
        self.secrets.push(token.reveal().to_owned());
        match HeaderValue::from_str(&format!("Bearer {}", token.reveal())) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(AUTHORIZATION, value);
            }
            Err(_) => self.fault = Some("the token holds characters no header can carry".to_owned()),
        }
        self
    }

    /// Sends name and password as `Authorization: Basic …` (RFC 7617).
    pub fn basic(mut self, user: &str, password: &Secret) -> Self {
        let pair = STANDARD.encode(format!("{user}:{}", password.reveal()));
        self.secrets.extend([password.reveal().to_owned(), pair.clone()]);
        match HeaderValue::from_str(&format!("Basic {pair}")) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(AUTHORIZATION, value);
            }
            Err(_) => self.fault = Some("name and password hold characters no header can carry".to_owned()),
        }
        self
    }

    /// Sets a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if scrub::is_secret_name(name) {
            self.secrets.push(value.to_owned());
        }
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fault = Some(format!("header `{name}` holds characters no header can carry")),
        }
        self
    }

    /// Adds to the address's query.
    pub fn query(mut self, pairs: &[(&str, &str)]) -> Self {
        for (name, value) in pairs {
            if scrub::is_secret_name(name) {
                self.secrets.push((*value).to_owned());
            }
            self.url.query_pairs_mut().append_pair(name, value);
        }
        self
    }

    /// A form as browsers send it.
    pub fn form(mut self, fields: Vec<(String, String)>) -> Self {
        let encoded = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        self.secrets.extend(fields.into_iter().filter(|(name, _)| scrub::is_secret_name(name)).map(|(_, value)| value));
        self.bytes(encoded.into_bytes(), "application/x-www-form-urlencoded")
    }

    /// A JSON body.
    pub fn json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => {
                scrub::secrets_in_json(&value, &mut self.secrets);
                self.bytes(value.to_string().into_bytes(), "application/json")
            }
            Err(fault) => {
                self.fault = Some(format!("the body could not be written as JSON: {fault}"));
                self
            }
        }
    }

    /// A body of one's own.
    pub fn bytes(mut self, bytes: Vec<u8>, media_type: &str) -> Self {
        self.body = Body::Bytes(bytes.into());
        self.header(CONTENT_TYPE.as_str(), media_type)
    }

    /// A file with form fields.
    pub fn multipart(mut self, file: FilePart, fields: Vec<(String, String)>) -> Self {
        self.body = Body::Multipart(file, fields);
        self
    }

    /// Waits this long for the whole exchange instead of the client's own time.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Reads refusals as this network writes them; `None` leaves one to the statuses of HTTP.
    pub(crate) fn reading(mut self, reading: fn(&Refusal<'_>) -> Option<Trouble>) -> Self {
        self.reading = Some(reading);
        self
    }

    /// Never repeats the call.
    pub fn once(mut self) -> Self {
        self.repeating = Repeats::Once;
        self
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, scrub::address(&self.url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_password_or_of_another_kind_is_refused() {
        for address in ["", "social.example", "file:///etc/passwd", "gopher://a.example/", "https://me:pw@a.example/", "https://"]
        {
            let Err(Trouble::Unreachable { reason }) = Call::get(address) else { panic!("{address} was taken") };
            assert!(!reason.contains("pw"), "{reason}");
        }
    }

    #[test]
    fn the_name_of_a_call_keeps_its_query_to_itself() {
        let call = Call::get("https://a.example/x?access_token=abc").unwrap().query(&[("code", "def"), ("limit", "4")]);
        assert_eq!(format!("{call:?}"), "GET https://a.example/x");
        assert_eq!(call.secrets, ["abc", "def"]);
    }

    #[test]
    fn a_token_with_a_line_break_is_a_fault_not_a_header() {
        let call = Call::get("https://a.example/").unwrap().bearer(&Secret::new("a\nb"));
        assert!(call.fault.is_some() && call.headers.is_empty());
    }
}
