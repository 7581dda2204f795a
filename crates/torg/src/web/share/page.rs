//! The frame of a public page, the parts that several of them show, and which language each is in.
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use store::Conn;

use super::cached;
use crate::govern::channel::Stage;
use crate::govern::unit;
use crate::ground::config::Mode;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::share::register::{Practice, PublicChannel};
use crate::web::assets;
use crate::web::frame::mark;
use crate::web::shown::{network_name, web_address};

/// What every public page can be asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The language, by its tag.
    pub(super) lang: String,
    /// Words to search for.
    pub(super) q: String,
    /// Which page of the list, from 1.
    pub(super) page: String,
    /// The account asked about.
    pub(super) account: String,
    /// That a report was taken.
    pub(super) reported: String,
}

impl Asked {
    /// The language asked for, or `otherwise`.
    pub(super) fn language(&self, otherwise: Locale) -> Locale {
        Locale::named(&self.lang).unwrap_or(otherwise)
    }
}

/// Whether the practice network is shown.
pub(super) fn practice(desk: &Desk) -> Practice {
    if desk.config().mode == Mode::Demo { Practice::Shown } else { Practice::Hidden }
}

/// The authority's name.
pub(super) fn authority(conn: &mut Conn, desk: &Desk) -> Result<String, Problem> {
    let founded = unit::all(conn)?.into_iter().find(|unit| unit.parent.is_none());
    Ok(founded.map_or_else(|| desk.config().authority.clone(), |unit| unit.name))
}

/// A whole public page.
pub(super) struct PublicPage<'p> {
    pub(super) locale: Locale,
    pub(super) authority: &'p str,
    pub(super) title: &'p str,
    /// The address without its language, to which the other languages link.
    pub(super) here: &'p str,
    /// Accounts that this page is proof of (`rel=me`).
    pub(super) me: Vec<&'p str>,
}

impl PublicPage<'_> {
    /// The page around `content`.
    pub(super) fn render(&self, content: &Markup) -> Markup {
        let locale = self.locale;
        let in_language = |language: Locale| {
            let sign = if self.here.contains('?') { '&' } else { '?' };
            format!("{}{sign}lang={}", self.here, language.tag())
        };
        html! {
            (DOCTYPE)
            html lang=(locale.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – " (self.authority) }
                    link rel="stylesheet" href=(assets::address("torg.css"));
                    link rel="icon" href=(assets::address("torg.svg"));
                    @for language in Locale::ALL { link rel="alternate" hreflang=(language.tag()) href=(in_language(*language)); }
                    @for address in &self.me { link rel="me" href=(address); }
                }
                body.public {
                    a.skip href="#main" { (locale.say("skip-to-main")) }
                    header {
                        a.brand href=(home(locale)) { (mark()) span { (self.authority) small { (locale.say("register")) } } }
                        nav aria-label=(locale.say("register-languages")) {
                            ul { @for language in Locale::ALL {
                                li { a href=(in_language(*language)) lang=(language.tag()) hreflang=(language.tag()) aria-current=[(*language == locale).then_some("true")] { (language.own_name()) } }
                            } }
                        }
                    }
                    main.column #main tabindex="-1" {
                        h1 { (self.title) }
                        (content)
                    }
                    footer { (locale.say("register-footer")) " " a href="/log/checkpoint" { (locale.say("register-log")) } }
                }
            }
        }
    }

    /// As an answer that caches may keep.
    pub(super) fn answer(&self, asked: &HeaderMap, content: &Markup) -> Response {
        cached::answer(asked, cached::HTML, self.render(content).into_string())
    }
}

/// The register's address in a language.
pub(super) fn home(locale: Locale) -> &'static str {
    match locale {
        Locale::Sv => "/kanaler?lang=sv",
        Locale::Nb => "/kanaler?lang=nb",
        Locale::Nn => "/kanalar",
        Locale::En => "/channels",
    }
}

/// A channel's name, network and handle, with the link to it; `rel=me` says that both pages belong to one.
pub(super) fn account(locale: Locale, channel: &PublicChannel) -> Markup {
    html! {
        bdi { (screen::show_safely(&channel.name)) } br;
        span.hint {
            (network_name(locale, &channel.network)) " · "
            @match profile(channel) {
                Some(url) => a href=(url) rel="me noreferrer external" { bdi { "@" (screen::show_safely(&channel.handle)) } },
                None => bdi { "@" (screen::show_safely(&channel.handle)) },
            }
        }
    }
}

/// The account's public page, while it is ours to point to.
pub(super) fn profile(channel: &PublicChannel) -> Option<&str> {
    web_address(channel.url.as_deref()).filter(|_| channel.stage != Stage::Closed)
}

/// Where it stands, in a word: pilot, live, paused, closed.
pub(super) fn standing(locale: Locale, channel: &PublicChannel) -> Markup {
    let (class, key) = match (channel.stage, channel.paused_at) {
        (Stage::Closed, _) => ("", "stage-closed"),
        (_, Some(_)) => ("amber", "register-paused"),
        (Stage::Pilot, None) => ("blue", "stage-pilot"),
        (Stage::Live, None) => ("", "register-live"),
    };
    html! { span.tag.(class) { (locale.say(key)) } }
}

/// A day, as it stands in the register.
pub(super) fn day(at: Timestamp, desk: &Desk) -> String {
    at.to_zoned(desk.config().zone.clone()).date().to_string()
}
