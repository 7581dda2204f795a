//! X: an account's posts, and what people write to it, over the API v2 with the account's own keys.
mod hooking;
mod line;
mod listening;
mod publishing;
mod shapes;
mod signing;
#[cfg(test)]
mod tests;
mod weighing;

use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Hooking, Listening, Moderating, Network, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use line::Line;

/// X.
pub(super) struct X;

static ABOUT: About = About {
    name: "x",
    label: "X",
    mark: "X",
    docs: include_str!("x.md"),
    settings: &[
        Setting { key: "api_key", kind: SettingKind::Text, required: true, example: "xvz1evFS4wEEPTGEFPHBog" },
        Setting { key: "api_secret", kind: SettingKind::Secret, required: true, example: "kAcSOqF2…" },
        Setting { key: "token", kind: SettingKind::Secret, required: true, example: "370773112-GmHx…" },
        Setting { key: "token_secret", kind: SettingKind::Secret, required: true, example: "LswwdoUa…" },
    ],
};

#[async_trait]
impl Network for X {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Line::of(connection)?.account().await
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
    fn hooking(&self) -> Option<&dyn Hooking> {
        Some(self)
    }
}

#[async_trait]
impl Moderating for X {
    /// Hidden answers can still be opened by whoever looks for them; X keeps no other way.
    async fn hide(&self, connection: &Connection, _root: &str, remote_id: &str) -> Result<(), Trouble> {
        Line::of(connection)?.hidden(remote_id, true).await
    }

    async fn unhide(&self, connection: &Connection, _root: &str, remote_id: &str) -> Result<(), Trouble> {
        Line::of(connection)?.hidden(remote_id, false).await
    }
}
