//! WordPress: a site's posts and the comments under them, over its REST API with an application password.
mod comments;
mod editing;
mod listening;
mod moderating;
mod pictures;
mod publishing;
mod shapes;
mod site;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use crate::connection::Connection;
use crate::network::{About, Account, Listening, Moderating, Network, Publishing, Setting, SettingKind};
use crate::trouble::Trouble;
use site::Site;

/// WordPress.
pub(super) struct WordPress;

static ABOUT: About = About {
    name: "wordpress",
    label: "WordPress",
    mark: "W",
    docs: include_str!("wordpress.md"),
    settings: &[
        Setting { key: "site", kind: SettingKind::Url, required: true, example: "https://www.exempelby.example" },
        Setting { key: "user", kind: SettingKind::Text, required: true, example: "torg" },
        Setting { key: "app_password", kind: SettingKind::Secret, required: true, example: "abcd EFGH 1234 ijkl MNOP 6789" },
    ],
};

#[async_trait]
impl Network for WordPress {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        Site::of(connection)?.account().await
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
}
