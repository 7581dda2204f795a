//! What each channel takes of a post, asked of its network; and a text that is too long, in parts.
use std::time::Duration;

use connect::{Length, Limits, Numbering, Part};

use super::composition::{Composition, Long, Wording};
use super::sending;
use super::version::Fit;
use crate::govern::channel;
use crate::ground::{ChannelId, Desk, Problem};

/// How long a network is waited for: one that cannot be reached must not hold up what goes to the others.
const PATIENCE: Duration = Duration::from_secs(5);

/// A channel's wording, measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What it takes and the parts that are sent.
    pub fit: Fit,
    /// How long each part is by the network's own rule; empty while its limits are not known.
    pub lengths: Vec<Length>,
}

/// What every channel of a composition takes, with the parts that are sent.
pub async fn fits(desk: &Desk, composition: &Composition) -> Result<Vec<Fit>, Problem> {
    let mut fits = Vec::with_capacity(composition.channels.len());
    for channel in &composition.channels {
        fits.push(measure(desk, *channel, composition.wording(*channel), composition.long).await?.fit);
    }
    Ok(fits)
}

/// Measures a wording in one channel.
pub async fn measure(desk: &Desk, id: ChannelId, wording: &Wording, long: Long) -> Result<Measured, Problem> {
    let text = wording.text.trim().to_owned();
    let (_, network, connection) = channel::connected(desk, id).await?;
    let Some(publishing) = network.publishing() else {
        return Ok(Measured { fit: Fit { channel: id, limits: None, parts: vec![text] }, lengths: Vec::new() });
    };
    let limits: Option<Limits> = match tokio::time::timeout(PATIENCE, publishing.limits(&connection)).await {
        Ok(Ok(limits)) => Some(limits),
        // It then says itself what it does not take.
        Ok(Err(_)) | Err(_) => None,
    };
    let Some(limits) = limits else {
        return Ok(Measured { fit: Fit { channel: id, limits: None, parts: vec![text] }, lengths: Vec::new() });
    };
    let length = |text: &str, first: bool| publishing.length(&limits, &sending::measured(wording, text, first));
    let threads = long == Long::Thread && publishing.parts().contains(&Part::Thread);
    let parts = if threads && !length(&text, true).fits() {
        // What must not be cut and does not fit is refused with its figures, as any text that is too long.
        connect::split(&text, Numbering::None, &|place, part| length(part, place == 0)).unwrap_or_else(|_| vec![text])
    } else {
        vec![text]
    };
    let lengths = parts.iter().enumerate().map(|(n, part)| length(part, n == 0)).collect();
    Ok(Measured { fit: Fit { channel: id, limits: Some(limits), parts }, lengths })
}
