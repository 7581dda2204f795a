//! "Is this account real?", answered honestly; and the form to report one that pretends, which asks for no personal data.
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::page::{Asked, PublicPage, account, authority, day, practice};
use crate::govern::channel::Stage;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem, refuse};
use crate::share::impostor;
use crate::share::real::{self, Answer};
use crate::web::visitor::{Visitor, same_site};

/// `GET /channels/check?account=…`
pub(super) async fn page(State(desk): State<Desk>, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response, Problem> {
    let locale = asked.language(desk.config().language);
    let written: String = asked.account.trim().chars().take(500).collect();
    let (here, asking) = (desk.clone(), written.clone());
    let (answer, authority) = desk
        .read(move |conn| {
            let answer = if asking.is_empty() { None } else { Some(real::ask(conn, &asking, practice(&here))?) };
            Ok((answer, authority(conn, &here)?))
        })
        .await?;
    let title = locale.say("check-title");
    let page = PublicPage { locale, authority: &authority, title: &title, here: "/channels/check", me: Vec::new() };
    let content = html! {
        @if asked.reported == "yes" { p.banner.blue role="status" { (locale.say("report-thanks")) } }
        @if let Some(answer) = &answer { (answered(&desk, locale, &authority, &written, answer)) }
        form.stack method="get" action="/channels/check" {
            input type="hidden" name="lang" value=(locale.tag());
            label for="account" { (locale.say("check-label")) }
            input #account name="account" value=(written) required autocapitalize="none" autocomplete="off" spellcheck="false" maxlength="500" aria-describedby="account-hint";
            p.hint #account-hint { (locale.say("check-hint")) }
            button.btn.go type="submit" { (locale.say("check-ask")) }
        }
        (report_form(locale, &written))
        p { a href=(super::page::home(locale)) { (locale.say("register-back")) } }
    };
    Ok(page.answer(&headers, &content))
}

fn answered(desk: &Desk, locale: Locale, authority: &str, written: &str, answer: &Answer) -> Markup {
    let said = |key: &str| locale.say_with(key, &[("name", authority.into())]);
    html! {
        section.card role="status" aria-labelledby="answer" {
            h2 #answer { bdi { (screen::show_safely(written)) } }
            @match answer {
                Answer::Ours(channel) if channel.stage == Stage::Closed => {
                    p { span.tag.amber { (locale.say("check-was-ours")) } " " (said("check-was-ours-text")) }
                    p { (account(locale, channel)) }
                    @if let Some(at) = channel.closed_at { p { (locale.say("register-closed")) " " (day(at, desk)) } }
                },
                Answer::Ours(channel) => {
                    p { span.tag { (locale.say("check-ours")) } " " (said("check-ours-text")) }
                    p { (account(locale, channel)) }
                    p { a href=(format!("/channels/{}?lang={}", channel.id, locale.tag())) { (locale.say("register-more")) } }
                },
                Answer::Impostor(found) => {
                    p { span.tag.red { (locale.say("check-impostor")) } " " (said("check-impostor-text")) }
                    p.hint { (locale.say(if found.state == impostor::State::Gone { "impostor-gone-since" } else { "impostor-since" })) " " (day(found.since, desk)) }
                },
                Answer::External(link) => {
                    p { span.tag.blue { (locale.say("check-external")) } " " (said("check-external-text")) }
                    p { bdi { (screen::show_safely(&link.name)) } ". " (locale.say("register-links-disclaimer")) }
                },
                Answer::Resembles(channel) => {
                    p { span.tag.red { (locale.say("check-resembles")) } " " (said("check-resembles-text")) }
                    p { (account(locale, channel)) }
                },
                Answer::OnlyName(named) => {
                    p { span.tag.amber { (locale.say("check-only-name")) } " " (locale.say("check-only-name-text")) }
                    ul { @for channel in named { li { (account(locale, channel)) } } }
                },
                Answer::Unknown => p { span.tag.amber { (locale.say("check-unknown")) } " " (said("check-unknown-text")) },
                Answer::Unreadable => p { (locale.say("refuse-account-unreadable")) },
            }
        }
    }
}

fn report_form(locale: Locale, written: &str) -> Markup {
    html! {
        details {
            summary { (locale.say("report-title")) }
            form.stack method="post" action="/channels/impostors" {
                input type="hidden" name="lang" value=(locale.tag());
                label for="report-account" { (locale.say("check-label")) }
                input #report-account name="account" value=(written) required autocapitalize="none" autocomplete="off" spellcheck="false" maxlength="500";
                label for="report-note" { (locale.say("report-note")) " (" (locale.say("optional")) ")" }
                textarea #report-note name="note" rows="2" maxlength="1000" aria-describedby="report-hint" {}
                p.hint #report-hint { (locale.say("report-hint")) }
                // Filled in by programs only; people do not see it.
                div.visually-hidden aria-hidden="true" { label for="website" { "Website" } input #website name="website" tabindex="-1" autocomplete="off"; }
                button.btn type="submit" { (locale.say("report-send")) }
            }
        }
    }
}

/// A report as it was sent.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Report {
    lang: String,
    account: String,
    note: String,
    website: String,
}

/// `POST /channels/impostors`
pub(super) async fn report(
    State(desk): State<Desk>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(report): axum::Form<Report>,
) -> Result<Response, Problem> {
    if !same_site(&headers, &desk) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into());
    }
    let locale = Locale::named(&report.lang).unwrap_or(desk.config().language);
    if report.website.is_empty() {
        desk.act(move |act| impostor::report(act, &report.account, &report.note, &visitor.address)).await?;
    }
    Ok(Redirect::to(&format!("/channels/check?lang={}&reported=yes", locale.tag())).into_response())
}
