//! What is left of a network's patience, so that a used-up rate limit costs no further call.
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use reqwest::Method;
use url::Url;

use crate::trouble::Trouble;

/// Closed routes. Networks keep several limits at one host (Mastodon: 300 calls, 30 uploads, 30 deletions in different windows),
/// and headers tell of the one a call fell under, so each kind of call is closed by itself.
#[derive(Debug, Default)]
pub(super) struct Budget(Mutex<HashMap<Route, Timestamp>>);

type Route = (Method, String);

/// More closed routes than any network has; beyond it the oldest knowledge is dropped.
const MOST: usize = 256;

impl Budget {
    /// [`Trouble::Limited`] while calls like this one are closed.
    pub(super) fn check(&self, method: &Method, url: &Url, now: Timestamp) -> Result<(), Trouble> {
        let closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match closed.get(&route(method, url)) {
            Some(until) if *until > now => Err(Trouble::Limited { until: *until }),
            _ => Ok(()),
        }
    }

    /// Remembers that calls like this one are closed.
    pub(super) fn close(&self, method: &Method, url: &Url, until: Timestamp, now: Timestamp) {
        let mut closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        closed.retain(|_, end| *end > now);
        if closed.len() >= MOST {
            closed.clear();
        }
        closed.insert(route(method, url), until);
    }
}

/// Method, host and path with the ids left out, so that all statuses share one route.
fn route(method: &Method, url: &Url) -> Route {
    let is_id = |part: &str| part.len() > 40 || part.bytes().filter(u8::is_ascii_digit).count() > 2;
    let path: Vec<&str> = url.path().split('/').map(|part| if is_id(part) { "*" } else { part }).collect();
    let (host, port) = (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    (method.clone(), format!("{host}:{port}{}", path.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_closed_route_closes_its_like_and_nothing_else() {
        let budget = Budget::default();
        let url = |text: &str| Url::parse(text).unwrap();
        budget.close(&Method::GET, &url("https://a.example/api/v1/statuses/113456/context"), at(60), at(0));
        let like = url("https://a.example/api/v1/statuses/999777/context?x=1");
        assert_eq!(budget.check(&Method::GET, &like, at(59)), Err(Trouble::Limited { until: at(60) }));
        assert_eq!(budget.check(&Method::GET, &like, at(60)), Ok(()));
        assert_eq!(budget.check(&Method::POST, &like, at(1)), Ok(()));
        assert_eq!(budget.check(&Method::GET, &url("https://a.example/api/v1/statuses/999777"), at(1)), Ok(()));
        assert_eq!(budget.check(&Method::GET, &url("https://b.example/api/v1/statuses/113456/context"), at(1)), Ok(()));
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let budget = Budget::default();
        for number in 0..10_000 {
            let url = Url::parse(&format!("https://h{number}.example/")).unwrap();
            budget.close(&Method::GET, &url, at(60), at(0));
        }
        assert!(budget.0.lock().unwrap().len() <= MOST);
    }
}
