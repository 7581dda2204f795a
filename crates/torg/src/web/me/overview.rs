//! The account's page: who one is here, password, second factors, logins, language.
use axum::extract::State;
use maud::{Markup, html};

use super::{logins, page as account_page, passkeys};
use crate::govern::login::{self, Login, SHORTEST_PASSWORD};
use crate::govern::passkey::{self, Passkey};
use crate::govern::person;
use crate::govern::second_factor::{self, Held};
use crate::govern::unit;
use crate::ground::locale::Locale;
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::shown::Times;

pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, None).await
}

/// What the page shows.
struct Account {
    unit: String,
    has_password: bool,
    held: Held,
    demanded: bool,
    lacking: bool,
    passkeys: Vec<Passkey>,
    logins: Vec<Login>,
}

pub(super) async fn show(desk: &Desk, by: &SignedIn, refused: Option<&str>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (person, record, now) = (by.officer.person.clone(), by.record.clone(), by.now);
    let account = desk
        .read(move |conn| {
            let units = unit::all(conn)?;
            Ok(Account {
                unit: units.into_iter().find(|unit| unit.id == person.unit).map(|unit| unit.name).unwrap_or_default(),
                has_password: person::find(conn, person.id)?.is_some_and(|person| person.joined),
                held: second_factor::held(conn, person.id)?,
                demanded: second_factor::is_demanded(conn, person.id, now)?,
                lacking: second_factor::is_lacking(conn, &record, now)?,
                passkeys: passkey::of_person(conn, person.id)?,
                logins: login::of_person(conn, person.id, now)?,
            })
        })
        .await?;
    let times = Times { locale: by.locale, now, zone: desk.config().zone.clone() };
    let content = account.render(desk, by, &frame, &times, refused);
    Ok(account_page(&frame, &by.locale.say("me-title"), content))
}

impl Account {
    fn render(&self, desk: &Desk, by: &SignedIn, frame: &Frame, times: &Times, refused: Option<&str>) -> Markup {
        let (locale, person) = (by.locale, &by.officer.person);
        html! {
            @if let Some(refused) = refused { p.banner.red role="alert" { (refused) } }
            @if self.lacking { p.banner.amber { (locale.say("me-second-factor-first")) } }
            dl.facts {
                div { dt { (locale.say("person-name")) } dd { bdi { (person.name) } } }
                div { dt { (locale.say("person-email")) } dd { (person.email) } }
                div { dt { (locale.say("unit")) } dd { (self.unit) } }
                div { dt { (locale.say("person-signature")) } dd { bdi { (person.signature) } } }
            }
            p.why { (locale.say("signature-why")) }
            section.card #second-factors aria-labelledby="second-factors-title" {
                h2 #second-factors-title { (locale.say("me-second-factors")) }
                p { (locale.say(if self.demanded { "me-second-factors-demanded" } else { "me-second-factors-text" })) }
                (self.app(frame, locale))
                (passkeys::shown(desk, frame, times, &self.passkeys))
                @if self.held.any() { (self.codes(frame, locale)) }
            }
            (self.password(frame, locale, &person.email))
            (logins::shown(frame, times, &self.logins, by.record.id))
            (language(frame, locale))
        }
    }

    fn app(&self, frame: &Frame, locale: Locale) -> Markup {
        html! {
            h3 { (locale.say("me-app")) }
            @if self.held.app {
                p { (locale.say("me-app-in-use")) }
                details {
                    summary { (locale.say("me-app-remove")) }
                    p { (locale.say("me-app-remove-text")) }
                    form method="post" action="/me/app/removal" { (frame.token()) button.btn.danger type="submit" { (locale.say("me-app-remove")) } }
                }
            } @else {
                p { (locale.say("me-app-text")) }
                form method="post" action="/me/app" { (frame.token()) button.btn type="submit" { (locale.say("me-app-add")) } }
            }
        }
    }

    fn codes(&self, frame: &Frame, locale: Locale) -> Markup {
        html! {
            h3 { (locale.say("me-codes")) }
            p { (locale.say_with("me-codes-left", &[("n", self.held.codes_left.into())])) }
            form method="post" action="/me/recovery-codes" { (frame.token()) button.btn type="submit" { (locale.say("me-codes-make")) } }
            p.hint { (locale.say("me-codes-hint")) }
        }
    }

    fn password(&self, frame: &Frame, locale: Locale, email: &str) -> Markup {
        let n = i64::try_from(SHORTEST_PASSWORD).unwrap_or(0);
        html! {
            section.card #password aria-labelledby="password-title" {
                h2 #password-title { (locale.say("me-password")) }
                @if !self.has_password { p { (locale.say("me-password-none")) } }
                form.stack method="post" action="/me/password" {
                    (frame.token())
                    input type="hidden" name="email" autocomplete="username" value=(email);
                    @if self.has_password {
                        label for="current" { (locale.say("me-password-current")) }
                        input #current type="password" name="current" autocomplete="current-password" required;
                    }
                    label for="new" { (locale.say("me-password-new")) }
                    input #new type="password" name="new" autocomplete="new-password" minlength=(SHORTEST_PASSWORD) required aria-describedby="new-hint";
                    p.hint #new-hint { (locale.say_with("welcome-password-hint", &[("n", n.into())])) " " (locale.say("me-password-ends")) }
                    button.btn type="submit" { (locale.say("me-password-change")) }
                }
            }
        }
    }
}

fn language(frame: &Frame, locale: Locale) -> Markup {
    html! {
        section.card #language aria-labelledby="language-title" {
            h2 #language-title { (locale.say("language")) }
            form.stack method="post" action="/preferences" {
                (frame.token())
                fieldset {
                    legend.visually-hidden { (locale.say("language")) }
                    @for one in Locale::ALL {
                        label.choice { input type="radio" name="language" value=(one.tag()) checked[*one == locale]; span lang=(one.tag()) { (one.own_name()) } }
                    }
                }
                button.btn type="submit" { (locale.say("save")) }
            }
            p { a.btn href="/preferences" { (locale.say("nav-preferences")) } }
        }
    }
}
