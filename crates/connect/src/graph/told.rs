//! News without gaps where a network has no numbers in order: the newest comments are asked for each time, and a cursor knows which of
//! them were told, and how they read.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::trouble::Trouble;

/// Comments that are remembered one by one.
const MOST: usize = 2000;

/// What was told: all that was written before second `after`, and `told` with time and version of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Told {
    after: i64,
    told: BTreeMap<String, (i64, String)>,
}

/// What a comment is to the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    New,
    Edited,
    Before,
}

impl Told {
    pub(crate) fn read(text: &str) -> Result<Self, Trouble> {
        serde_json::from_str(text).map_err(|_| Trouble::Nonsense { reason: "the cursor is not one of this network's".to_owned() })
    }

    pub(crate) fn nothing() -> Self {
        Self { after: i64::MIN, told: BTreeMap::new() }
    }

    /// Whatever was written before this second and is not told was there before us.
    pub(crate) fn closed_before(mut self, second: i64) -> Self {
        self.after = self.after.max(second);
        self
    }

    /// The last second that anything was written in, where the newest now was written in `newest`.
    pub(crate) fn last(&self, newest: i64) -> i64 {
        newest.max(self.after)
    }

    pub(crate) fn text(&self) -> Result<String, Trouble> {
        serde_json::to_string(self).map_err(|fault| Trouble::Nonsense { reason: fault.to_string() })
    }

    /// Whether it was told in any version.
    pub(crate) fn knows(&self, id: &str, written_at: i64) -> bool {
        written_at < self.after || self.told.contains_key(id)
    }

    pub(crate) fn tell(&mut self, id: &str, written_at: i64, version: &str) -> News {
        let news = match self.told.get(id) {
            Some((_, before)) if before == version => return News::Before,
            Some(_) => News::Edited,
            None if written_at < self.after => return News::Before,
            None => News::New,
        };
        self.told.insert(id.to_owned(), (written_at, version.to_owned()));
        news
    }

    /// Keeps the newest; what is older than the oldest of them counts as told for good. All of one second stay or go together.
    pub(crate) fn kept_small(mut self) -> Self {
        if self.told.len() > MOST {
            let mut times: Vec<i64> = self.told.values().map(|(at, _)| *at).collect();
            times.sort_unstable();
            self.after = self.after.max(times[times.len() - MOST]);
            self.told.retain(|_, (at, _)| *at >= self.after);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever was told when: each comment is new once, and each new wording is told once.
        #[test]
        fn nothing_is_told_twice_and_no_edit_is_missed(turns in proptest::collection::vec((0i64..40, 0u8..3), 1..120)) {
            let (mut told, mut stands) = (Told::nothing(), BTreeMap::new());
            for (id, wording) in turns {
                let version = format!("v{wording}");
                let awaited = match stands.insert(id, version.clone()) {
                    None => News::New,
                    Some(before) if before == version => News::Before,
                    Some(_) => News::Edited,
                };
                told = Told::read(&told.text().unwrap()).unwrap().kept_small();
                prop_assert_eq!(told.tell(&id.to_string(), id / 4, &version), awaited);
            }
        }
    }

    #[test]
    fn the_cursor_stays_small() {
        let mut told = Told::nothing();
        (0..3 * MOST as i64).for_each(|id| assert_eq!(told.tell(&id.to_string(), id, "a"), News::New));
        let mut told = told.kept_small();
        assert_eq!(told.told.len(), MOST);
        assert!(told.knows("0", 0) && told.knows("5999", 5999) && !told.knows("6000", 6000));
        assert_eq!(told.tell("0", 0, "b"), News::Before);
        assert!(Told::nothing().closed_before(9).knows("8", 8) && !Told::nothing().closed_before(9).knows("9", 9));
    }
}
