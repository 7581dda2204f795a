//! A post in the parts that the gate looks at: every word of every wording that is sent, what its files are called, what is said in a film.
use std::collections::HashMap;

use store::Conn;

use super::composition::{Composition, Wording};
use super::media;
use crate::govern::channel;
use crate::govern::gate::{Part, Place};
use crate::ground::{ChannelId, MediaId, Problem};

/// A file that goes with a post: what it is called, and what it says where it is captions.
type Files = HashMap<MediaId, (String, Option<String>)>;

/// The parts of what is said, in their order. While no channel is chosen the shared words are looked at.
pub fn of(conn: &mut Conn, composition: &Composition) -> Result<Vec<Part>, Problem> {
    let files = files(conn, composition)?;
    let mut parts = Vec::new();
    let sent = composition.sent();
    if sent.is_empty() {
        add(&mut parts, &composition.shared, None, &files);
    }
    for (wording, channels) in sent {
        let own = channels.first().filter(|_| !std::ptr::eq(wording, &composition.shared));
        let own = match own {
            Some(id) => channel::find(conn, *id)?.map(|channel| (channel.id, channel.name)),
            None => None,
        };
        add(&mut parts, wording, own, &files);
    }
    if composition.source.trim().is_empty() && composition.no_source_because.trim().is_empty() {
        parts.push(Part::of(Place::Source, ""));
    }
    Ok(parts)
}

fn files(conn: &mut Conn, composition: &Composition) -> Result<Files, Problem> {
    let mut files = Files::new();
    for id in composition.media() {
        let Some((name, captions)) = media::words(conn, id)? else { continue };
        files.insert(id, (name, captions));
    }
    Ok(files)
}

/// Adds the parts of a wording. What a channel's own wording says in the same words as another is looked at once.
fn add(parts: &mut Vec<Part>, wording: &Wording, channel: Option<(ChannelId, String)>, files: &Files) {
    let mut add = |place: Place, n: usize, words: &str| {
        if !parts.iter().any(|known| (known.place, known.n, known.words.as_str()) == (place, n, words)) {
            parts.push(Part { place, n, channel: channel.clone(), words: words.to_owned() });
        }
    };
    let mut seen = HashMap::<Place, usize>::new();
    for (place, words) in wording.words() {
        if place == Place::Alt {
            continue;
        }
        let n = seen.entry(place).or_default();
        *n += 1;
        add(place, *n, words);
    }
    for (n, one) in (1..).zip(&wording.media) {
        add(Place::Alt, n, &one.alt);
        if let Some((name, _)) = files.get(&one.media) {
            add(Place::FileName, n, name);
        }
        for captions in one.captions.values() {
            if let Some((name, said)) = files.get(captions) {
                add(Place::FileName, n, name);
                add(Place::Captions, n, said.as_deref().unwrap_or_default());
            }
        }
    }
}
