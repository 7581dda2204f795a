//! Bluesky (AT Protocol): posts, replies, mentions and direct messages of one account on its own server.
//!
//! Shapes and limits are those of the lexicons (github.com/bluesky-social/atproto, `lexicons/`, read 2026-08).
use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Listening, Moderating, Network, Profiling, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;

mod cursor;
mod direct;
mod direct_sending;
mod embed;
mod facets;
mod film;
mod lexicon;
mod listening;
mod moderating;
mod names;
mod picture;
mod profiling;
mod publishing;
mod reading;
mod record;
mod session;
mod text;
mod thread;

/// Bluesky, or any account on a server that speaks AT Protocol.
pub(super) struct Bluesky;

static ABOUT: About = About {
    name: "bluesky",
    label: "Bluesky",
    mark: "B",
    docs: include_str!("../bluesky.md"),
    settings: &[
        Setting { key: "service", kind: SettingKind::Url, required: true, example: "https://bsky.social" },
        Setting { key: "identifier", kind: SettingKind::Text, required: true, example: "exempelby.example" },
        Setting { key: "app_password", kind: SettingKind::Secret, required: true, example: "abcd-efgh-ijkl-mnop" },
    ],
};

#[async_trait]
impl Network for Bluesky {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        session::try_again(connection).await;
        let session = session::current(connection).await?;
        let (did, handle) = match profile(connection, &session.did).await {
            Ok(profile) => return Ok(profile),
            Err(trouble @ (Trouble::Unauthorised { .. } | Trouble::Limited { .. })) => return Err(trouble),
            // A server without an AppView has no profiles, but knows who is signed in.
            Err(_) => whoami(connection).await?,
        };
        Ok(Account {
            url: Some(names::profile_address(&handle, &did)),
            remote_id: did,
            handle,
            name: String::new(),
            avatar_url: None,
        })
    }

    fn listening(&self) -> Option<&dyn Listening> {
        Some(self)
    }
    fn publishing(&self) -> Option<&dyn Publishing> {
        Some(self)
    }
    fn moderating(&self) -> Option<&dyn Moderating> {
        Some(self)
    }
    fn profiling(&self) -> Option<&dyn Profiling> {
        Some(self)
    }
}

async fn profile(connection: &Connection, did: &str) -> Result<Account, Trouble> {
    let call = |session: &session::Session| Ok(session.get("app.bsky.actor.getProfile")?.query(&[("actor", did)]));
    let profile: lexicon::Profile = session::call(connection, call).await?.json()?;
    Ok(Account {
        url: Some(names::profile_address(&profile.handle, &profile.did)),
        remote_id: profile.did,
        handle: profile.handle,
        name: profile.display_name.unwrap_or_default(),
        avatar_url: profile.avatar,
    })
}

async fn whoami(connection: &Connection) -> Result<(String, String), Trouble> {
    let answer = session::call(connection, |session| session.get("com.atproto.server.getSession")).await?;
    let told: lexicon::Profile = answer.json()?;
    Ok((told.did, told.handle))
}
