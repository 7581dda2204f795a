//! Signing in and one's own account, as browsers, strangers and thieves meet them.
mod account;
mod idp;
mod provider;
mod recovery;
mod second_factors;
mod throttling;

use std::collections::BTreeMap;
use std::sync::Mutex;

use axum::http::header;

use super::browser::{Asked, Page};
use super::town::Town;
use crate::govern::login::LoginToken;
use crate::govern::mandate::{Govern, Scope};
use crate::govern::sign_in::Coming;
use crate::govern::{invitation, totp};
use crate::records::Event;
use crate::records::entry;

pub(super) const ASTRID: &str = "Astrid Holm";
pub(super) const FATIMA: &str = "Fatima Berg";
pub(super) const PASSWORD: &str = "en hel mening som jag minns";

/// Someone who tries from this address, on a device that nobody knows.
pub(super) fn coming(address: &str) -> Coming {
    Coming { address: address.to_owned(), ..Coming::default() }
}

/// A browser that keeps its cookies, with which a story goes from page to page.
pub(super) struct Browser<'t> {
    town: &'t Town,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'t> Browser<'t> {
    pub(super) fn new(town: &'t Town) -> Self {
        Self { town, cookies: Mutex::default() }
    }

    /// What it holds under this name.
    pub(super) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Puts a cookie there, as a thief or an attacker would.
    pub(super) fn plant(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    pub(super) async fn get(&self, path: &str) -> Page {
        self.send(self.town.get(path)).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut asked = self.town.post(path);
        for (name, value) in fields {
            asked = asked.with(name, value);
        }
        if let Some(login) = self.cookie("torg") {
            asked = asked.with("form-token", LoginToken::from_cookie(&login).form_token());
        }
        self.send(asked).await
    }

    async fn send(&self, asked: Asked<'t>) -> Page {
        let line: Vec<String> = self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let page = if line.is_empty() { asked.await } else { asked.header("cookie", &line.join("; ")).await };
        for set in page.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            match value {
                "" => drop(cookies.remove(name)),
                value => drop(cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
        page
    }

    /// Fills in address and password.
    pub(super) async fn signs_in(&self, email: &str, password: &str) -> Page {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }

    /// Whether the desk knows who this is.
    pub(super) async fn is_in(&self) -> bool {
        self.get("/me").await.status.is_success()
    }

    /// Adds an authenticator app; gives its secret and the recovery codes.
    pub(super) async fn adds_an_app(&self) -> (String, Vec<String>) {
        let begun = self.post("/me/app", &[]).await.fine();
        assert_eq!(begun.leads_to(), "/me/app", "{}", begun.text());
        let page = self.get("/me/app").await.fine();
        assert!(page.html.contains("<svg class=\"qr\""), "the picture");
        let typed = secret_on(&page);
        let shown = self.post("/me/app/confirmation", &[("code", &self.town.app_shows(&typed))]).await.fine();
        let codes = lines_like(&shown, |line| line.len() == 19 && line.matches('-').count() == 3);
        (typed, codes)
    }
}

/// The lines of a page that look like something.
pub(super) fn lines_like(page: &Page, is: impl Fn(&str) -> bool) -> Vec<String> {
    page.text().lines().filter(|line| is(line)).map(str::to_owned).collect()
}

/// The secret in groups of four.
fn secret_on(page: &Page) -> String {
    let is_secret = |line: &str| line.len() == 39 && line.split(' ').all(|group| group.len() == 4);
    lines_like(page, is_secret).pop().unwrap_or_else(|| panic!("no secret on {}", page.text()))
}

impl Town {
    /// Someone gets a link and chooses the password; gives their address.
    pub(super) async fn joins(&self, name: &str) -> String {
        let link = self.link_to(name).await;
        invitation::accept(&self.desk, link, PASSWORD.to_owned(), &Coming::default()).await.unwrap();
        self.colleague(name).await.officer.person.email
    }

    /// A link to someone, from an administrator.
    pub(super) async fn link_to(&self, name: &str) -> String {
        let (boss, person) = (self.boss, self.colleague(name).await.officer.id());
        let other = self.colleague(ASTRID).await.officer;
        self.desk
            .act(move |mut act| {
                let now = act.now();
                let by = if person == boss {
                    crate::govern::mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?
                } else {
                    other.may::<Govern>(act.conn(), Scope::Everywhere, now)?
                };
                invitation::invite(act, &by, person)
            })
            .await
            .unwrap()
    }

    /// A browser in which this colleague signed in with the password just now.
    pub(super) async fn browser_of(&self, name: &str) -> Browser<'_> {
        let (browser, email) = (Browser::new(self), self.colleague(name).await.officer.person.email);
        browser.signs_in(&email, PASSWORD).await.fine();
        browser
    }

    /// A browser of someone who chose a password just now.
    pub(super) async fn browser_with_password(&self, name: &str) -> Browser<'_> {
        self.joins(name).await;
        self.browser_of(name).await
    }

    /// What an app with this secret shows now.
    pub(super) fn app_shows(&self, typed: &str) -> String {
        totp::shown_by_app(typed, self.now())
    }

    /// The names of what the record says about someone, oldest first, with the bytes of it all.
    pub(super) async fn record_about(&self, name: &str) -> (Vec<&'static str>, String) {
        let person = self.colleague(name).await.officer.id();
        let entries = self.desk.read(move |conn| entry::about(conn, person.0)).await.unwrap();
        let names = entries.iter().map(|entry| Event::name(&entry.body.event)).collect();
        let bytes: Vec<u8> = entries.into_iter().flat_map(|entry| entry.bytes).collect();
        (names, String::from_utf8(bytes).unwrap())
    }
}
