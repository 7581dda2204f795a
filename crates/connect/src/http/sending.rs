//! Making a call: guard, budget, tries, limits, verdict.
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use rand::Rng;
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Response};

use super::call::{Body, Call, Repeats};
use super::verdict::{Judged, Refusal, broken, verdict};
use super::{Answer, Http, addresses, waiting};
use crate::trouble::Trouble;

/// How often a call is repeated at most.
const REPEATS: u32 = 3;
/// Enough of an error's body to quote from.
const ERROR_BODY: usize = 64 * 1024;

impl Http {
    /// Makes the call and reads the whole answer. `Ok` only for 2xx.
    ///
    /// A GET that got no clear answer is repeated up to three times with growing, jittered pauses, as long as less than twice the
    /// call's timeout has passed; other methods only when the connection was never made; [`Call::once`] never.
    pub async fn send(&self, call: Call) -> Result<Answer, Trouble> {
        let timeout = call.timeout.unwrap_or(self.settings.timeout);
        let begun = Instant::now();
        let mut tries = 0;
        loop {
            let trouble = match self.exchange(&call, timeout).await {
                Ok(answer) => return Ok(answer),
                Err(trouble) => trouble,
            };
            let pause = pause(self.settings.retry_pause, tries);
            if tries == REPEATS || !may_repeat(&call, &trouble) || begun.elapsed() + pause > timeout * 2 {
                return Err(trouble);
            }
            tries += 1;
            tracing::debug!(%trouble, tries, "Trying {call:?} again in {pause:?}");
            tokio::time::sleep(pause).await;
        }
    }

    async fn exchange(&self, call: &Call, timeout: Duration) -> Result<Answer, Trouble> {
        if let Some(tape) = self.settings.tape.as_ref().filter(|tape| tape.replays()) {
            let (status, headers, body) = tape.play(call)?;
            return self.judge(call, status, headers, body);
        }
        let response = self.ask(call, Some(timeout)).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = match response.status().is_success() {
            true => whole_body(response, self.settings.max_body, call).await?,
            false => error_body(response).await,
        };
        if let Some(tape) = &self.settings.tape {
            tape.record(call, status, &headers, &body);
        }
        self.judge(call, status, headers, body)
    }

    /// Sends the request and waits for status and headers, after all that can be refused without calling.
    pub(super) async fn ask(&self, call: &Call, timeout: Option<Duration>) -> Result<Response, Trouble> {
        if let Some(fault) = &call.fault {
            return Err(Trouble::Unreachable { reason: fault.clone() });
        }
        addresses::check(&call.url, self.settings.private_addresses)?;
        self.budget.check(&call.method, &call.url, wall_clock())?;
        let client = if call.repeating == Repeats::Freely { &self.reading } else { &self.writing };
        let mut request = client.request(call.method.clone(), call.url.clone()).headers(call.headers.clone());
        if let Some(timeout) = timeout {
            request = request.timeout(timeout);
        }
        let response =
            with_body(request, &call.body, &call.method)?.send().await.map_err(|fault| broken(&fault, &call.secrets))?;
        tracing::debug!(status = response.status().as_u16(), "Called {call:?}");
        Ok(response)
    }

    /// An answer when the status is one of success, else what it means. Learns the rate budget from the headers either way.
    pub(super) fn judge(
        &self,
        call: &Call,
        status: u16,
        headers: reqwest::header::HeaderMap,
        body: Bytes,
    ) -> Result<Answer, Trouble> {
        let now = wall_clock();
        if let Some(until) = waiting::used_up_until(&headers, now) {
            self.budget.close(&call.method, &call.url, until, now);
        }
        if (200..300).contains(&status) {
            let clock_ahead = waiting::clock_ahead(&headers, now);
            return Ok(Answer { status, headers, body, clock_ahead });
        }
        let judged = Judged { url: &call.url, status, headers: &headers, body: &body, secrets: &call.secrets };
        let own = call.reading.and_then(|reading| reading(&Refusal::of(&judged, now)));
        let trouble = own.unwrap_or_else(|| verdict(&judged, now));
        if let Trouble::Limited { until } = trouble {
            self.budget.close(&call.method, &call.url, until, now);
        }
        Err(trouble)
    }
}

fn with_body(request: RequestBuilder, body: &Body, method: &Method) -> Result<RequestBuilder, Trouble> {
    Ok(match body {
        // Some servers answer 411 to a POST without a length.
        Body::Empty if *method == Method::POST || *method == Method::PUT => request.body(""),
        Body::Empty => request,
        Body::Bytes(bytes) => request.body(bytes.clone()),
        Body::Multipart(file, fields) => {
            let length = file.bytes.len() as u64;
            let part = Part::stream_with_length(file.bytes.clone(), length)
                .file_name(file.file_name.clone())
                .mime_str(&file.media_type)
                .map_err(|_| Trouble::Refused { status: 415, reason: "the file's media type is not one".to_owned() })?;
            let form = fields.iter().fold(Form::new(), |form, (name, value)| form.text(name.clone(), value.clone()));
            request.multipart(form.part(file.field.clone(), part))
        }
    })
}

async fn whole_body(mut response: Response, limit: usize, call: &Call) -> Result<Bytes, Trouble> {
    let too_long = || Trouble::Nonsense { reason: format!("the answer is longer than {limit} bytes") };
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(too_long());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|fault| unfinished(&fault, call))? {
        if body.len() + chunk.len() > limit {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// A body that breaks off. The call itself has arrived, so this is never certain.
pub(super) fn unfinished(fault: &reqwest::Error, call: &Call) -> Trouble {
    match broken(fault, &call.secrets) {
        Trouble::Unreachable { reason } => Trouble::Unclear { reason },
        other => other,
    }
}

/// What can be had of an error's body. The status says what it means, so a broken body is no further trouble.
async fn error_body(mut response: Response) -> Bytes {
    let mut body = BytesMut::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk[..chunk.len().min(ERROR_BODY - body.len())]);
        if body.len() == ERROR_BODY {
            break;
        }
    }
    body.freeze()
}

fn may_repeat(call: &Call, trouble: &Trouble) -> bool {
    // A private address stays private.
    let private = matches!(trouble, Trouble::Unreachable { reason } if reason.contains("private address"));
    match call.repeating {
        Repeats::Once => false,
        Repeats::Freely => !private && matches!(trouble, Trouble::Unclear { .. } | Trouble::Unreachable { .. }),
        Repeats::WhenNothingArrived => !private && matches!(trouble, Trouble::Unreachable { .. }),
    }
}

/// 250 ms, 500 ms, 1 s, each between half and one and a half times that, so that many desks do not come back together.
fn pause(first: Duration, tries: u32) -> Duration {
    (first * 2u32.pow(tries)).mul_f64(rand::rng().random_range(0.5..1.5))
}

/// The one place here that asks what time it is; all rules take it as a parameter.
#[expect(clippy::disallowed_methods, reason = "rate limits end at a time of day, and this crate has no desk to hand one in")]
pub(super) fn wall_clock() -> Timestamp {
    Timestamp::now()
}
