//! The text on an arena account's profile: the latest line about it.
use async_trait::async_trait;
use jiff::Timestamp;
use unicode_segmentation::UnicodeSegmentation;

use super::ledger::{self, Decided, Happened};
use super::{Arena, Line, beside, unreachable};
use crate::connection::Connection;
use crate::network::{ProfileLimit, Profiling};
use crate::trouble::Trouble;

/// Longest profile text, in characters as readers count them.
const LONGEST: usize = 300;

#[async_trait]
impl Profiling for Arena {
    async fn profile_limit(&self, _connection: &Connection) -> Result<ProfileLimit, Trouble> {
        Ok(ProfileLimit { text: LONGEST, from_network: true })
    }

    fn documented_profile_limit(&self) -> usize {
        LONGEST
    }

    fn profile_length(&self, text: &str) -> usize {
        text.graphemes(true).count()
    }

    async fn profile(&self, connection: &Connection) -> Result<String, Trouble> {
        let line = Line::of(connection)?;
        let account = line.account.clone();
        Ok(line.read().await?.profile(&account))
    }

    async fn set_profile(&self, connection: &Connection, text: &str) -> Result<(), Trouble> {
        if self.profile_length(text) > LONGEST {
            return Err(Trouble::Refused { status: 422, reason: "the profile text is too long".to_owned() });
        }
        let line = Line::of(connection)?;
        // The square keeps no time of profiles; the order of its lines is enough.
        let described = Happened::Described { by: line.account.clone(), at: Timestamp::UNIX_EPOCH, text: text.to_owned() };
        let added = beside(move || ledger::append(&line.folder, |_| Decided::<()>::Add(Box::new(described)))).await?;
        added.map(drop).map_err(|fault| unreachable(&fault))
    }
}
