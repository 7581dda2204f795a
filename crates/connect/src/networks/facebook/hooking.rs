//! What Facebook tells by itself: which post or comment to look at. Nothing else in a delivery is believed.
use serde::Deserialize;

use super::Facebook;
use super::page::Named;
use crate::connection::Connection;
use crate::graph::{hooks, is_number};
use crate::network::{Hooking, Signal};
use crate::trouble::Trouble;

/// A delivery (docs: graph-api/webhooks/reference/page, field `feed`).
#[derive(Debug, Deserialize)]
struct Delivery {
    object: String,
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    #[serde(default)]
    changes: Vec<Changed>,
}

#[derive(Debug, Deserialize)]
struct Changed {
    field: String,
    value: Value,
}

#[derive(Debug, Deserialize)]
struct Value {
    #[serde(default)]
    verb: String,
    #[serde(default)]
    post_id: Option<String>,
    #[serde(default)]
    comment_id: Option<String>,
}

impl Hooking for Facebook {
    fn greet(&self, connection: &Connection, query: &[(String, String)]) -> Option<String> {
        hooks::greet(connection, query)
    }

    fn hear(&self, connection: &Connection, headers: &[(String, String)], body: &[u8]) -> Result<Vec<Signal>, Trouble> {
        hooks::verified(connection, headers, body)?;
        let page = connection.required("page")?.trim();
        let Ok(delivery) = serde_json::from_slice::<Delivery>(body) else {
            return Err(Trouble::Nonsense { reason: "the delivery is not what the documentation says".to_owned() });
        };
        let ours = delivery.entry.into_iter().filter(|entry| delivery.object == "page" && entry.id == page);
        let mut signals = Vec::new();
        for changed in ours.flat_map(|entry| entry.changes).filter(|changed| changed.field == "feed") {
            let signal = hint(&changed.value);
            if !signals.contains(&signal) {
                signals.push(signal);
            }
        }
        Ok(signals)
    }
}

/// What is new is fetched with all news; what is changed or gone is looked at by itself.
fn hint(value: &Value) -> Signal {
    let is_id = |id: &&String| is_number(id);
    match (value.verb.as_str(), value.post_id.as_ref().filter(is_id), value.comment_id.as_ref().filter(is_id)) {
        ("add", ..) | (_, None, _) => Signal::News,
        (_, Some(post), Some(comment)) => Signal::Touched { remote_id: Named::comment(post, comment).to_string() },
        (_, Some(post), None) => Signal::Touched { remote_id: Named::Post(post.clone()).to_string() },
    }
}
