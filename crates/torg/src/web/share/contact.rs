//! A contact form and the writer's own page behind it: public, without a script or a cookie.
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::page::{PublicPage, authority};
use crate::govern::channel::{Channel, Mode};
use crate::govern::secure_channel;
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, refuse};
use crate::listen::contact::{self, Filled, LONGEST, LONGEST_LINE, Secret, Spoken};
use crate::records::message::{Direction, Text};
use crate::web::problems;
use crate::web::shown::Times;
use crate::web::visitor::{Visitor, same_site};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    lang: String,
    sent: String,
}

/// What both pages show around the form.
struct ContactPage {
    locale: Locale,
    channel: Channel,
    authority: String,
    /// Where secrets are written instead, in the page's language.
    secure: Option<String>,
    /// What was said, on the writer's own page.
    said: Vec<Spoken>,
    secret: Option<Secret>,
    times: Times,
    /// The desk's own address, without a slash at its end.
    desk_at: String,
}

impl ContactPage {
    /// The page at `path`, or the writer's own page there; what nobody knows is not found.
    async fn read(desk: &Desk, path: &str, secret: Option<Secret>, locale: Locale) -> Result<Self, Problem> {
        let (here, path, now) = (desk.clone(), path.to_owned(), desk.now());
        desk.read(move |conn: &mut Conn| {
            let channel = contact::at(conn, &path)?.ok_or_else(not_found)?;
            let said = match &secret {
                Some(secret) => contact::said(conn, &channel, secret)?.ok_or_else(not_found)?,
                None => Vec::new(),
            };
            let secure = secure_channel::in_force(conn, channel.unit)?.map(|words| words.words(locale));
            let authority = authority(conn, &here)?;
            let times = Times { locale, now, zone: here.config().zone.clone() };
            let desk_at = here.config().public_url.as_str().trim_end_matches('/').to_owned();
            Ok(Self { locale, channel, authority, secure, said, secret, times, desk_at })
        })
        .await
    }

    fn address(&self) -> String {
        let path = format!("/contact/{}", self.channel.remote_id);
        self.secret.as_ref().map_or_else(|| path.clone(), |secret| format!("{path}/{}", secret.written()))
    }

    fn respond(&self, status: StatusCode, content: &Markup) -> Response {
        let here = self.address();
        let page = PublicPage {
            locale: self.locale,
            authority: &self.authority,
            title: &self.channel.name,
            here: &here,
            me: Vec::new(),
        };
        // The form's proof is for this visitor, and the writer's page is nobody else's.
        let headers = [
            (header::CACHE_CONTROL, "private, no-store"),
            (header::REFERRER_POLICY, "no-referrer"),
            (
                header::HeaderName::from_static("x-robots-tag"),
                if self.secret.is_some() { "noindex, nofollow" } else { "nofollow" },
            ),
        ];
        (status, headers, page.render(content)).into_response()
    }

    /// The form, empty or with what was not taken.
    fn form(&self, desk: &Desk, filled: &Filled, refused: Option<&str>) -> Result<Markup, Problem> {
        let locale = self.locale;
        if !contact::is_open(&self.channel) {
            return Ok(html! { p.banner.amber { (locale.say("contact-closed")) } });
        }
        let proof = contact::proof(desk, self.channel.id)?;
        let follows = self.secret.is_some();
        Ok(html! {
            form.stack #form method="post" action=(format!("{}#form", self.address())) {
                @if let Some(refused) = refused { p.banner.red role="alert" #refused { (refused) } }
                input type="hidden" name="lang" value=(locale.tag());
                input type="hidden" name="proof" value=(proof);
                // Filled in by programs only; people do not see it.
                div.visually-hidden aria-hidden="true" { label for="website" { "Website" } input #website name="website" tabindex="-1" autocomplete="off"; }
                @if !follows {
                    label for="subject" { (locale.say("contact-subject")) " (" (locale.say("optional")) ")" }
                    input #subject name="subject" value=(filled.subject) maxlength=(LONGEST_LINE) autocomplete="off";
                }
                label for="text" { (locale.say(if follows { "contact-more" } else { "contact-text" })) }
                textarea #text name="text" rows="8" required maxlength=(LONGEST) dir="auto" aria-describedby="text-hint" { (filled.text) }
                p.hint #text-hint { (locale.say("contact-text-hint")) @if let Some(secure) = &self.secure { " " (secure) } }
                @if !follows {
                    label for="name" { (locale.say("contact-name")) " (" (locale.say("optional")) ")" }
                    input #name name="name" value=(filled.name) maxlength=(LONGEST_LINE) autocomplete="name";
                    label for="email" { (locale.say("contact-email")) " (" (locale.say("optional")) ")" }
                    input #email type="email" name="email" value=(filled.email) maxlength=(LONGEST_LINE) autocomplete="email" aria-describedby="email-hint";
                    p.hint #email-hint { (locale.say("contact-email-hint")) }
                }
                button.btn.go type="submit" { (locale.say("contact-send")) }
            }
        })
    }

    /// What a reader should know before they write: it becomes a public record, and when somebody answers.
    fn before(&self) -> Markup {
        let locale = self.locale;
        let intro = self.channel.settings.get("intro").map(String::as_str).unwrap_or_default();
        html! {
            @if !intro.is_empty() { p { bdi { (intro) } } }
            @if let Some(opens) = self.channel.opening.opens(self.times.now).filter(|opens| *opens > self.times.now) {
                p.banner.blue { (locale.say_with("contact-hours", &[("time", locale.soon(opens, self.times.now, &self.channel.opening.zone).into())])) }
            }
            p { (locale.say("contact-record")) " " @if self.channel.mode == Mode::Dialogue { (locale.say("contact-answered")) } }
        }
    }

    fn thread(&self, just_sent: bool) -> Markup {
        let locale = self.locale;
        html! {
            @if just_sent { p.banner.blue role="status" { (locale.say("contact-sent")) } }
            p { (locale.say("contact-keep")) " " bdi.mono { (self.desk_at) (self.address()) } }
            section aria-labelledby="said" {
                h2 #said { (locale.say("contact-said")) }
                @for (message, text) in &self.said {
                    @let ours = message.direction == Direction::Out;
                    article.card aria-labelledby=(format!("m-{}", message.id.0.simple())) {
                        h3 #{ "m-" (message.id.0.simple()) } {
                            @if ours { bdi { (self.authority) } } @else { (locale.say("contact-you")) }
                            " · " (self.times.moment(message.written_at))
                        }
                        @match (message.gone_at, text) {
                            (Some(_), _) => p { em { (locale.say("contact-withdrawn")) } },
                            (None, Text::Said(said)) => {
                                @if let Some(subject) = &said.warning { p { strong { bdi { (screen::show_safely(subject)) } } } }
                                div.words dir="auto" { (screen::show_safely(&said.text)) }
                            },
                            (None, Text::Erased { .. }) => p { em { (locale.say("contact-erased")) } },
                        }
                    }
                }
                @if !self.said.iter().any(|(message, _)| message.direction == Direction::Out) { p { (locale.say("contact-not-yet")) } }
            }
        }
    }
}

/// `GET /contact/{path}`: the form.
pub(super) async fn page(
    State(desk): State<Desk>,
    Path(path): Path<String>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let locale = Locale::named(&asked.lang).unwrap_or(visitor.locale);
    let page = ContactPage::read(&desk, &path, None, locale).await?;
    let content = html! { (page.before()) (page.form(&desk, &Filled::default(), None)?) };
    Ok(page.respond(StatusCode::OK, &content))
}

/// `GET /contact/{path}/{secret}`: the writer's own page, with the answers.
pub(super) async fn own(
    State(desk): State<Desk>,
    Path((path, secret)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let locale = Locale::named(&asked.lang).unwrap_or(visitor.locale);
    let secret = Secret::read(&secret).ok_or_else(not_found)?;
    let page = ContactPage::read(&desk, &path, Some(secret), locale).await?;
    let content = html! { (page.thread(asked.sent == "yes")) (page.form(&desk, &Filled::default(), None)?) };
    Ok(page.respond(StatusCode::OK, &content))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    lang: String,
    #[serde(flatten)]
    filled: Filled,
}

/// `POST /contact/{path}`.
pub(super) async fn send(
    State(desk): State<Desk>,
    Path(path): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(sent): axum::Form<Sent>,
) -> Result<Response, Problem> {
    take(&desk, &path, None, &visitor, &headers, sent).await
}

/// `POST /contact/{path}/{secret}`: more, on the writer's own page.
pub(super) async fn send_more(
    State(desk): State<Desk>,
    Path((path, secret)): Path<(String, String)>,
    visitor: Visitor,
    headers: HeaderMap,
    axum::Form(sent): axum::Form<Sent>,
) -> Result<Response, Problem> {
    let secret = Secret::read(&secret).ok_or_else(not_found)?;
    take(&desk, &path, Some(secret), &visitor, &headers, sent).await
}

async fn take(
    desk: &Desk,
    path: &str,
    follows: Option<Secret>,
    visitor: &Visitor,
    headers: &HeaderMap,
    sent: Sent,
) -> Result<Response, Problem> {
    if !same_site(headers, desk) {
        return Err(refuse(StatusCode::FORBIDDEN, "refuse-foreign-form").into());
    }
    let Sent { lang, filled } = sent;
    let locale = Locale::named(&lang).unwrap_or(visitor.locale);
    let page = ContactPage::read(desk, path, follows.clone(), locale).await?;
    match contact::send(desk, &page.channel, &filled, follows.as_ref(), locale.tag(), &visitor.address).await {
        Ok(secret) => {
            let own = format!("/contact/{path}/{}?lang={}&sent=yes", secret.written(), locale.tag());
            Ok(([(header::REFERRER_POLICY, "no-referrer")], Redirect::to(&own)).into_response())
        }
        // The words stand there again: nobody writes a letter twice.
        Err(Problem::Refused(refusal)) if refusal.status != StatusCode::NOT_FOUND => {
            let sentence = problems::sentence(locale, &refusal);
            let form = page.form(desk, &filled, Some(&sentence))?;
            let content = match &page.secret {
                Some(_) => html! { (page.thread(false)) (form) },
                None => html! { (page.before()) (form) },
            };
            Ok(page.respond(refusal.status, &content))
        }
        Err(problem) => Err(problem),
    }
}
