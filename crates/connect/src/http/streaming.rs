//! An answer that does not end: read piece by piece, with a limit on silence instead of on time.
use std::time::Duration;

use bytes::Bytes;
use reqwest::Response;

use super::call::Call;
use super::sending::unfinished;
use super::{Http, verdict};
use crate::trouble::Trouble;

/// An open stream of bytes.
#[derive(Debug)]
pub struct Incoming {
    response: Response,
    call: Call,
    silence: Duration,
}

impl Http {
    /// Makes the call and hands back the body as it comes. Not repeated and not recorded. `silence` is the longest wait between two
    /// pieces; live streams send heartbeats, so silence means a dead connection.
    pub async fn send_stream(&self, call: Call, silence: Duration) -> Result<Incoming, Trouble> {
        let waiting = call.timeout.unwrap_or(self.settings.timeout);
        let asked = tokio::time::timeout(waiting, self.ask(&call, None)).await;
        let response = asked.map_err(|_| Trouble::Unclear { reason: "no answer in time".to_owned() })??;
        if !response.status().is_success() {
            let (status, headers) = (response.status().as_u16(), response.headers().clone());
            let body = tokio::time::timeout(waiting, response.bytes()).await;
            let body = body.map(Result::unwrap_or_default).unwrap_or_default();
            self.judge(&call, status, headers, body)?;
            return Err(Trouble::Nonsense { reason: format!("status {status} on a stream") });
        }
        Ok(Incoming { response, call, silence })
    }
}

impl Incoming {
    /// The answer's media type without parameters, lower case.
    pub fn media_type(&self) -> String {
        let header = self.response.headers().get(reqwest::header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        header.and_then(|value| value.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Trouble> {
        match tokio::time::timeout(self.silence, self.response.chunk()).await {
            Ok(piece) => piece.map_err(|fault| unfinished(&fault, &self.call)),
            Err(_) => Err(Trouble::Unclear { reason: verdict::quoted("the stream fell silent", &[]) }),
        }
    }
}
