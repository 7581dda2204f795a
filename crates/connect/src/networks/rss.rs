//! Feeds that others publish: a newspaper, a neighbour, an agency. Listening only; each entry is a mention.
mod hearing;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use url::Url;

use crate::connection::Connection;
use crate::http::Call;
use crate::network::{About, Account, Listening, Network, Setting, SettingKind};
use crate::trouble::Trouble;

/// A feed.
pub(super) struct Rss;

static ABOUT: About = About {
    name: "rss",
    label: "RSS",
    mark: "F",
    docs: include_str!("rss.md"),
    settings: &[Setting {
        key: "address",
        kind: SettingKind::Url,
        required: true,
        example: "https://tidningen.example/feed.xml",
    }],
};

#[async_trait]
impl Network for Rss {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    async fn account(&self, connection: &Connection) -> Result<Account, Trouble> {
        let address = address(connection)?;
        let answer = connection.http.send(asking(&address)?).await?;
        let feed = hearing::understood(&answer.body, &address)?;
        let host = address.host_str().unwrap_or_default().to_owned();
        Ok(Account {
            remote_id: address.to_string(),
            handle: format!("{host}{}", address.path()),
            name: if feed.title.is_empty() { host } else { feed.title },
            url: feed.link,
            avatar_url: None,
        })
    }

    fn listening(&self) -> Option<&dyn Listening> {
        Some(self)
    }
}

fn address(connection: &Connection) -> Result<Url, Trouble> {
    let unusable = Trouble::Setting { key: "address" };
    let Ok(url) = Url::parse(connection.required("address")?.trim()) else { return Err(unusable) };
    match matches!(url.scheme(), "http" | "https") && url.host().is_some() {
        true => Ok(url),
        false => Err(unusable),
    }
}

fn asking(address: &Url) -> Result<Call, Trouble> {
    let kinds =
        "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1";
    Ok(Call::get(address.as_str())?.header("Accept", kinds))
}
