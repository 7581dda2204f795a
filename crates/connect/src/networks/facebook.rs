//! Facebook: a Page's posts and the comments under them, over the Graph API with the Page's own token.
mod hooking;
mod listening;
mod moderating;
mod page;
mod publishing;
mod shapes;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Hooking, Listening, Moderating, Network, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use page::Page;

/// Facebook.
pub(super) struct Facebook;

static ABOUT: About = About {
    name: "facebook",
    label: "Facebook",
    mark: "F",
    docs: include_str!("facebook.md"),
    settings: &[
        Setting { key: "page", kind: SettingKind::Text, required: true, example: "100000000000001" },
        Setting { key: "token", kind: SettingKind::Secret, required: true, example: "EAAB…" },
        Setting { key: "app_secret", kind: SettingKind::Secret, required: true, example: "0123456789abcdef0123456789abcdef" },
        Setting { key: "verify_token", kind: SettingKind::Secret, required: false, example: "ett-eget-ord-1234" },
    ],
};

#[async_trait]
impl Network for Facebook {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Page::of(connection)?.account().await
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
