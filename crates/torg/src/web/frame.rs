//! The frame around every page of the desk: where one is, what waits, who one is, and what is wrong right now.
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use store::Conn;

use super::assets;
use super::visitor::SignedIn;
use crate::govern::mandate::{Allowed, Approve, Channels, Run};
use crate::govern::person::{self, SingleKeys};
use crate::govern::unit;
use crate::ground::config::Mode;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, jobs};
use crate::listen::set_aside;
use crate::participate::alert;
use crate::participate::inbox::{self, Asking, View};
use crate::publish::{delivery, overview, posts, stop};

/// A room of the desk, as the navigation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The inbox, with the view that is open.
    Participate(Option<View>),
    /// Posts, what waits for a yes, stops.
    Posts,
    /// The outbox.
    Publish,
    /// Set-aside items and channels' health.
    Listen,
    /// The record.
    Records,
    /// Channels, people, mandates.
    Govern,
    /// One's own account.
    Account,
    /// One's own choices.
    Preferences,
}

/// A stop in force, as every page shows it.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// Everything, a unit's or a channel's name.
    pub place: String,
    /// Why.
    pub why: String,
    /// Who ordered it.
    pub by: String,
    /// Since when, with its zone.
    pub since: String,
}

/// What the frame shows; read once for each page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The reader's language.
    pub locale: Locale,
    /// The authority's name.
    pub authority: String,
    /// Name and post of the reader.
    pub reader: (String, String),
    /// The mandate they answer under: its document and its end.
    pub mandate: Option<(String, Option<String>)>,
    /// What every form must carry.
    pub form_token: String,
    /// Whether single keys are shortcuts.
    pub single_keys: SingleKeys,
    /// Inbox views with counts.
    pub views: Vec<(View, i64)>,
    /// Deliveries that wait for a person.
    pub troubled_deliveries: i64,
    /// Deliveries that were held back and wait for a decision.
    pub held: i64,
    /// Stops in force: what each holds back, why, who ordered it, since when.
    pub stops: Vec<Stopped>,
    /// Posts and answers that wait for the reader's yes.
    pub to_approve: i64,
    /// Matters that the reader was told of and that still wait.
    pub alerts: usize,
    /// Items set aside.
    pub set_aside: i64,
    /// Jobs given up.
    pub dead_jobs: i64,
    /// What they may do anywhere: decides which rooms the navigation shows.
    pub acts: Vec<Allowed>,
    /// Whether this is the practice town.
    pub demo: bool,
}

impl Frame {
    /// Reads the frame for a reader.
    pub async fn read(desk: &Desk, by: &SignedIn) -> Result<Self, Problem> {
        let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
        let zone = desk.config().zone.clone();
        let (authority, demo) = (desk.config().authority.clone(), desk.config().mode == Mode::Demo);
        let (form_token, single_keys) = (by.form_token.clone(), by.single_keys);
        desk.read(move |conn| {
            let asking = Asking::of(conn, &officer, now)?;
            let may_approve = officer.channels::<Approve>(conn, now)?;
            // Jobs are of the whole desk: who runs all of it sees them.
            let runs_it_all = officer.channels::<Run>(conn, now)? == Channels::All;
            let held: Vec<_> = officer.holds(conn, now)?.into_iter().filter(|hold| hold.in_force(now)).collect();
            let mandates: Vec<_> = held.iter().map(|hold| &hold.granted).collect();
            let mut acts: Vec<Allowed> = mandates.iter().flat_map(|one| one.acts.clone()).collect();
            acts.sort_unstable();
            acts.dedup();
            let mandate = mandates
                .iter()
                .find(|one| one.acts.contains(&Allowed::Answer))
                .map(|one| (one.document.clone(), one.valid_to.map(|to| locale.short_time(to, now, &zone))));
            let units = unit::all(conn)?;
            let founded = units.iter().find(|unit| unit.parent.is_none()).map(|unit| unit.name.clone());
            Ok(Self {
                locale,
                authority: founded.unwrap_or(authority),
                reader: (officer.person.name.clone(), officer.person.post.clone()),
                mandate,
                form_token,
                single_keys,
                views: inbox::counts(conn, &asking)?,
                troubled_deliveries: overview::count_troubled(conn, &asking.channels)?,
                held: overview::count_in_state(conn, &asking.channels, delivery::State::Stopped)?,
                stops: stopped(conn, locale, now, &zone)?,
                to_approve: posts::count_waiting(conn, officer.id(), &may_approve)?,
                alerts: alert::open(conn, officer.id())?.len(),
                set_aside: set_aside::count(conn, &asking.channels)?,
                dead_jobs: if runs_it_all { jobs::count_dead(conn)? } else { 0 },
                acts,
                demo,
            })
        })
        .await
    }

    /// True when the reader may do this somewhere.
    pub fn may(&self, act: Allowed) -> bool {
        self.acts.contains(&act)
    }

    /// A whole page: `main` in the frame.
    pub fn page(&self, room: Room, title: &str, main: Markup) -> Markup {
        self.panes(room, title, "page", main)
    }

    /// A whole page of several panes beside each other; `layout` names how the style places them.
    pub fn panes(&self, room: Room, title: &str, layout: &str, main: Markup) -> Markup {
        let locale = self.locale;
        html! {
            (DOCTYPE)
            html lang=(locale.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) " – Torg" }
                    link rel="stylesheet" href=(assets::address("torg.css"));
                    link rel="icon" href=(assets::address("torg.svg"));
                    script type="module" src=(assets::address("torg.js")) {}
                }
                body data-single-keys=(self.single_keys.as_str()) data-form-token=(self.form_token) data-copied=(locale.say("copied")) data-room=(room_name(room)) {
                    a.skip href="#main" { (locale.say("skip-to-main")) }
                    div.app data-layout=(layout) {
                        (self.side(room))
                        (main)
                    }
                    div.visually-hidden #announce role="status" aria-live="polite" {}
                    (self.help())
                }
            }
        }
    }

    /// A page with one column: a heading and what it holds.
    pub fn simple_page(&self, room: Room, title: &str, content: Markup) -> Markup {
        let main = html! {
            main.column #main tabindex="-1" {
                (self.banner())
                h1 { (title) }
                (content)
            }
        };
        self.page(room, title, main)
    }

    /// What needs a person right now, on top of every page.
    pub fn banner(&self) -> Markup {
        let locale = self.locale;
        html! {
            div #banner {
                @for stop in &self.stops {
                    p.banner.red {
                        span {
                            strong { (locale.say_with("band-stop", &[("place", stop.place.as_str().into())])) } " " bdi { (stop.why) } " "
                            (locale.say_with("stop-since", &[("name", stop.by.as_str().into()), ("time", stop.since.as_str().into())]))
                        }
                        " " a href="/publish/stops" { (locale.say("way-on-stops")) }
                    }
                }
                @if self.held > 0 && self.stops.is_empty() {
                    p.banner.amber {
                        span { (locale.say_with("band-held", &[("n", self.held.into())])) }
                        " " a href="/publish/outbox#held" { (locale.say("band-held-link")) }
                    }
                }
                @if self.alerts > 0 {
                    p.banner.red {
                        span { (locale.say_with("band-alerts", &[("n", i64::try_from(self.alerts).unwrap_or(i64::MAX).into())])) }
                        " " a href="/participate/alerts" { (locale.say("band-alerts-link")) }
                    }
                }
                @if self.troubled_deliveries > 0 {
                    p.banner.red {
                        span { (locale.say_with("banner-deliveries", &[("n", self.troubled_deliveries.into())])) }
                        " " a href="/publish/outbox" { (locale.say("banner-deliveries-link")) }
                    }
                }
            }
        }
    }

    /// The hidden field that every form carries.
    pub fn token(&self) -> Markup {
        html! { input type="hidden" name="form-token" value=(self.form_token); }
    }

    fn side(&self, room: Room) -> Markup {
        let locale = self.locale;
        let here = |this: bool| if this { Some("page") } else { None };
        let link = |href: &str, key: &str, count: i64, this: bool, late: bool| {
            html! {
                li { a href=(href) aria-current=[here(this)] {
                    span { (locale.say(key)) }
                    @if count > 0 { b.late[late] { (counted(count)) } }
                } }
            }
        };
        html! {
            nav.side #side aria-label=(locale.say("navigation")) {
                a.brand href="/" {
                    (mark())
                    span { "Torg" small { (self.authority) } }
                }
                a.menu-open href="#menu" { (locale.say("menu-open")) }
                div.menu #menu {
                a.menu-close href="#main" { (locale.say("menu-close")) }
                @if self.demo { p.demo { (locale.say("demo-note")) } }
                @if self.may(Allowed::Read) || self.may(Allowed::Answer) {
                    h2 { (locale.say("nav-inbox")) }
                    ul {
                        // Where nothing is ever referred, nobody needs to know the word.
                        @for (view, count) in self.views.iter().filter(|(view, count)| *view != View::Referred || *count > 0 || room == Room::Participate(Some(*view))) {
                            (link(&format!("/participate/inbox?view={}", view.as_str()), &format!("view-{}", view.as_str()), *count,
                                room == Room::Participate(Some(*view)), *view == View::Late))
                        }
                    }
                }
                h2 { (locale.say("nav-work")) }
                ul {
                    @if self.may(Allowed::Read) {
                        (link("/publish/posts", "nav-posts", 0, room == Room::Posts, false))
                        @if self.may(Allowed::Approve) && self.to_approve > 0 {
                            (link("/publish/approvals", "nav-approvals", self.to_approve, false, false))
                        }
                        (link("/publish/outbox", "nav-publish", self.troubled_deliveries + self.held, room == Room::Publish, true))
                        (link("/listen", "nav-listen", self.set_aside + self.dead_jobs, room == Room::Listen, false))
                        (link("/records", "nav-records", 0, room == Room::Records, false))
                    }
                    (link("/govern", "nav-govern", 0, room == Room::Govern, false))
                }
                div.me {
                    strong { (self.reader.0) @if !self.reader.1.is_empty() { ", " (self.reader.1) } }
                    @match &self.mandate {
                        Some((document, Some(to))) => span { (locale.say_with("me-mandate-until", &[("document", document.as_str().into()), ("to", to.as_str().into())])) },
                        Some((document, None)) => span { (locale.say_with("me-mandate", &[("document", document.as_str().into())])) },
                        None => span { (locale.say("me-no-mandate")) },
                    }
                    ul.inline {
                        li { a href="/me" aria-current=[here(room == Room::Account)] { (locale.say("nav-me")) } }
                        li { a href="/preferences" aria-current=[here(room == Room::Preferences)] { (locale.say("nav-preferences")) } }
                        li { form method="post" action="/sign-out" { (self.token()) button.link type="submit" { (locale.say("sign-out")) } } }
                    }
                }
                }
            }
        }
    }

    /// The page of keys, which `?` opens; without script it is found under one's own choices.
    fn help(&self) -> Markup {
        let locale = self.locale;
        html! {
            dialog #keys aria-labelledby="keys-title" {
                h2 #keys-title { (locale.say("keys-title")) }
                (keys_table(locale))
                form method="dialog" { button.btn { (locale.say("close")) } }
            }
        }
    }
}

fn stopped(conn: &mut Conn, locale: Locale, now: Timestamp, zone: &TimeZone) -> Result<Vec<Stopped>, Problem> {
    let mut stops = Vec::new();
    for stop in stop::in_force(conn)? {
        let by = person::find(conn, stop.ordered_by)?.map(|person| person.name).unwrap_or_default();
        let (place, since) = (super::publish::stops::place(conn, locale, &stop)?, locale.short_time(stop.at, now, zone));
        stops.push(Stopped { place, why: stop.why, by, since });
    }
    Ok(stops)
}

/// Keys and what they do.
pub fn keys_table(locale: Locale) -> Markup {
    const KEYS: &[(&str, &str)] = &[
        ("?", "key-help"),
        ("/", "key-search"),
        ("j", "key-next"),
        ("k", "key-previous"),
        ("Enter", "key-open"),
        ("r", "key-reply"),
        ("n", "key-note"),
        ("s", "key-secure"),
        ("a", "key-assign"),
        ("e", "key-done"),
        ("u", "key-undo"),
        ("Ctrl + Enter", "key-send"),
        ("Esc", "key-leave"),
    ];
    html! {
        table.keys {
            tbody {
                @for (key, says) in KEYS {
                    tr { th scope="row" { kbd { (key) } } td { (locale.say(says)) } }
                }
            }
        }
    }
}

/// A sentence with something inside it that is more than text: a name that must not turn the reading direction of the rest, or
/// words that stand out. `name` is the sentence's own name for it.
pub fn say_around(locale: Locale, key: &str, name: &'static str, inside: Markup) -> Markup {
    // A control character that no sentence has keeps the place.
    const PLACE: &str = "\u{1}";
    let sentence = locale.say_with(key, &[(name, PLACE.into())]);
    match sentence.split_once(PLACE) {
        Some((before, after)) => html! { (before) (inside) (after) },
        None => html! { (sentence) },
    }
}

/// A count as shown: figures, or "1000+" where counting stopped.
pub fn counted(count: i64) -> String {
    if count >= inbox::COUNT_STOPS { format!("{}+", inbox::COUNT_STOPS) } else { count.to_string() }
}

fn room_name(room: Room) -> &'static str {
    match room {
        Room::Participate(_) => "participate",
        Room::Posts => "posts",
        Room::Publish => "publish",
        Room::Listen => "listen",
        Room::Records => "records",
        Room::Govern => "govern",
        Room::Account => "account",
        Room::Preferences => "preferences",
    }
}

/// Torg's mark.
pub fn mark() -> Markup {
    PreEscaped(
        r#"<svg viewBox="0 0 26 26" width="26" height="26" aria-hidden="true"><rect class="mark-ground" x="1.5" y="1.5" width="23" height="23" rx="7"/><path class="mark-letter" d="M7 9h12M13 9v10" stroke-width="2.6" stroke-linecap="round"/></svg>"#
            .to_owned(),
    )
}
