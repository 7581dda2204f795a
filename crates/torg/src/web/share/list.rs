//! The list of every channel, closed ones too; accounts that pretend; links to those who speak for themselves.
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::page::{Asked, PublicPage, account, authority, day, practice, profile, standing};
use crate::govern::channel::{Mode, Stage};
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::share::external_link::{self, ExternalLink};
use crate::share::impostor::{self, PublicImpostor, State as Standing};
use crate::share::register::{self, PublicChannel};

/// Channels on one page.
const PAGE: usize = 100;

/// `/channels`
pub(super) async fn in_english(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    show(&desk, &asked, &headers, Locale::En, "/channels").await
}

/// `/kanaler`: Swedish, or Bokmål where the desk speaks Norwegian.
pub(super) async fn in_swedish_or_bokmal(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let own = if matches!(desk.config().language, Locale::Nb | Locale::Nn) { Locale::Nb } else { Locale::Sv };
    show(&desk, &asked, &headers, own, "/kanaler").await
}

/// `/kanalar`
pub(super) async fn in_nynorsk(
    State(desk): State<Desk>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    show(&desk, &asked, &headers, Locale::Nn, "/kanalar").await
}

/// What the page shows.
struct Shown {
    locale: Locale,
    channels: Vec<PublicChannel>,
    n_all: usize,
    page: usize,
    impostors: Vec<PublicImpostor>,
    links: Vec<ExternalLink>,
    q: String,
    path: &'static str,
}

async fn show(desk: &Desk, asked: &Asked, headers: &HeaderMap, own: Locale, path: &'static str) -> Result<Response, Problem> {
    let (locale, here) = (asked.language(own), desk.clone());
    let q: String = asked.q.trim().chars().take(100).collect();
    let words = q.to_lowercase();
    let page = asked.page.parse::<usize>().unwrap_or(1).clamp(1, 10_000);
    let (shown, authority) = desk
        .read(move |conn| {
            let mut channels = register::all(conn, practice(&here))?;
            channels.retain(|channel| channel.matches(&words));
            // Open ones first; within each the names' own order.
            channels.sort_by_key(|channel| channel.stage == Stage::Closed);
            let n_all = channels.len();
            let channels = channels.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
            let (impostors, links) = (impostor::listed(conn)?, external_link::current(conn)?);
            Ok((Shown { locale, channels, n_all, page, impostors, links, q, path }, authority(conn, &here)?))
        })
        .await?;
    let title = locale.say("register-title");
    let me = shown.channels.iter().filter_map(profile).collect();
    let page = PublicPage { locale, authority: &authority, title: &title, here: path, me };
    Ok(page.answer(headers, &shown.render(desk)))
}

impl Shown {
    fn render(&self, desk: &Desk) -> Markup {
        let locale = self.locale;
        html! {
            p { (locale.say("register-about")) }
            search {
                form.stack method="get" action="/channels/check" {
                    input type="hidden" name="lang" value=(locale.tag());
                    label for="account" { (locale.say("check-label")) }
                    div.toolbar {
                        input #account name="account" required autocapitalize="none" autocomplete="off" spellcheck="false" placeholder="@exempelby@social.example" maxlength="500";
                        button.btn.go type="submit" { (locale.say("check-ask")) }
                    }
                }
                form.stack method="get" action=(self.path) {
                    input type="hidden" name="lang" value=(locale.tag());
                    label for="q" { (locale.say("register-search")) }
                    div.toolbar {
                        input #q type="search" name="q" value=(self.q) maxlength="100";
                        button.btn type="submit" { (locale.say("search-button")) }
                    }
                }
            }
            p role="status" { (locale.say_with("register-count", &[("n", self.n_all.into())])) }
            @if self.channels.is_empty() { div.empty { p { (locale.say("register-empty")) } } } @else { (self.table(desk)) }
            (self.more())
            @if !self.impostors.is_empty() {
                h2 { (locale.say("register-impostors")) }
                p { (locale.say("register-impostors-about")) }
                ul { @for one in &self.impostors {
                    li { bdi { (screen::show_safely(&one.address)) } ", " (locale.say(if one.state == Standing::Gone { "impostor-gone-since" } else { "impostor-since" })) " " (day(one.since, desk)) }
                } }
            }
            @if !self.links.is_empty() {
                h2 { (locale.say("register-links")) }
                p.why { (locale.say("register-links-disclaimer")) }
                ul { @for link in &self.links {
                    li {
                        a href=(link.url) rel="noreferrer external nofollow" { bdi { (screen::show_safely(&link.name)) } }
                        @if !link.about.is_empty() { ": " bdi { (screen::show_safely(&link.about)) } }
                        " " span.hint { (locale.say("register-decision")) " " (link.decision) }
                    }
                } }
            }
            h2 { (locale.say("register-data")) }
            p { a href="/channels.json" { "JSON" } " · " a href="/channels.csv" { "CSV" } " · " a href=(format!("/channels/export.html?lang={}", locale.tag())) { (locale.say("register-export")) } }
        }
    }

    fn table(&self, desk: &Desk) -> Markup {
        let locale = self.locale;
        html! {
            table.list {
                caption.visually-hidden { (locale.say("register-title")) }
                thead { tr {
                    th scope="col" { (locale.say("channel")) } th scope="col" { (locale.say("unit")) }
                    th scope="col" { (locale.say("register-standing")) } th scope="col" { (locale.say("channel-mode")) }
                } }
                tbody { @for channel in &self.channels { tr {
                    th scope="row" { (account(locale, channel)) br; a href=(format!("/channels/{}?lang={}", channel.id, locale.tag())) { (locale.say("register-more")) span.visually-hidden { ": " bdi { (screen::show_safely(&channel.name)) } } } }
                    td data-label=(locale.say("unit")) { (channel.unit_name) }
                    td data-label=(locale.say("register-standing")) {
                        (standing(locale, channel)) br;
                        span.hint { (day(channel.opened_at, desk)) "–" @if let Some(at) = channel.closed_at { (day(at, desk)) } }
                    }
                    td data-label=(locale.say("channel-mode")) {
                        @match (channel.stage, channel.mode) {
                            (Stage::Closed, _) => "–",
                            (_, Mode::Information) => (locale.say("mode-information")),
                            (_, Mode::Dialogue) => (locale.say_with("register-answers", &[("length", locale.length(SignedDuration::from_mins(channel.answer_within_minutes)).into())])),
                        }
                    }
                } } }
            }
        }
    }

    fn more(&self) -> Markup {
        let locale = self.locale;
        let pages = self.n_all.div_ceil(PAGE);
        let to = |page: usize| {
            let q: String = url::form_urlencoded::byte_serialize(self.q.as_bytes()).collect();
            format!("{}?lang={}&q={q}&page={page}", self.path, locale.tag())
        };
        html! {
            @if pages > 1 {
                nav.toolbar aria-label=(locale.say("register-pages")) {
                    @if self.page > 1 { a.btn href=(to(self.page - 1)) rel="prev" { (locale.say("register-previous")) } }
                    span { (self.page) " / " (pages) }
                    @if self.page < pages { a.btn href=(to(self.page + 1)) rel="next" { (locale.say("register-next")) } }
                }
            }
        }
    }
}
