//! What the public is promised, and the profile that says so: the form, the text made from it, what stands at the network, and the
//! difference.
use std::str::FromStr as _;

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;
use store::Conn;

use super::address;
use super::one::settled;
use crate::govern::Scope;
use crate::govern::channel::profile::{self, Profile, State as Setting};
use crate::govern::channel::profile_text::ProfileText;
use crate::govern::channel::public_promise::{self, Activity, PublicPromise};
use crate::govern::channel::{Channel, Stage};
use crate::govern::gate::{Part, Place};
use crate::govern::mandate::Govern;
use crate::govern::screening_rules::{self, InForce};
use crate::ground::locale::Locale;
use crate::ground::{ChannelId, Desk, Problem};
use crate::web::Posted;
use crate::web::frame::Frame;
use crate::web::govern::shown::{moment, network_said};
use crate::web::participate::gate;

/// What the sections show.
pub(super) struct Public {
    promise: Option<PublicPromise>,
    profile: Option<Profile>,
    made: Option<ProfileText>,
    has_profile: bool,
    rules: InForce,
}

impl Public {
    pub(super) fn read(conn: &mut Conn, desk: &Desk, channel: &Channel) -> Result<Self, Problem> {
        let profile = profile::of_channel(conn, channel.id)?;
        let limit = profile.as_ref().and_then(|profile| profile.text_limit);
        Ok(Self {
            promise: public_promise::of_channel(conn, channel.id)?.map(|(promise, _)| promise),
            made: profile::promised_text(conn, desk, channel, limit)?,
            has_profile: channel.network()?.profiling().is_some(),
            rules: screening_rules::in_force(conn)?,
            profile,
        })
    }

    /// The form of the promise.
    pub(super) fn promise(&self, frame: &Frame, channel: &Channel) -> Markup {
        let locale = frame.locale;
        let empty = PublicPromise {
            activity: Activity::default(),
            tolerance: String::new(),
            contact: String::new(),
            identity: String::new(),
            language: locale,
        };
        let promise = self.promise.as_ref().unwrap_or(&empty);
        html! {
            section aria-labelledby="public-promise" {
                h2 #public-promise { (locale.say("promise-public")) }
                p.why { (locale.say("promise-why")) }
                form.stack method="post" action=(format!("{}/public-promise", address(channel.id))) {
                    (frame.token())
                    label for="activity" { (locale.say("promise-activity")) }
                    select #activity name="activity" {
                        @for activity in Activity::ALL {
                            option value=(activity.as_str()) selected[*activity == promise.activity] { (locale.say(&format!("activity-{}", activity.as_str()))) }
                        }
                    }
                    (text_field(locale, "identity", &promise.identity))
                    (text_field(locale, "contact", &promise.contact))
                    (text_field(locale, "tolerance", &promise.tolerance))
                    label for="promise-language" { (locale.say("promise-language")) }
                    select #promise-language name="language" {
                        @for language in Locale::ALL {
                            option value=(language.tag()) selected[*language == promise.language] { (language.own_name()) }
                        }
                    }
                    button.btn type="submit" { (locale.say("promise-save")) }
                }
            }
        }
    }

    /// The profile: the text as promised, the text as it stands, and the button that sets it.
    pub(super) fn profile(&self, frame: &Frame, channel: &Channel, now: Timestamp, zone: &TimeZone) -> Markup {
        let locale = frame.locale;
        html! {
            section aria-labelledby="profile" {
                h2 #profile { (locale.say("profile")) }
                @match &self.made {
                    None if self.has_profile => p { (locale.say("profile-no-promise")) },
                    None => p { (locale.say("profile-none")) },
                    Some(made) => (self.made(frame, channel, made)),
                }
                @if let Some(profile) = &self.profile { (standing(locale, profile, self.made.is_some(), now, zone)) }
                @if self.has_profile && channel.stage != Stage::Closed {
                    form method="post" action=(format!("{}/profile-look", address(channel.id))) {
                        (frame.token())
                        button.btn type="submit" { (locale.say("profile-look")) }
                    }
                }
            }
        }
    }

    fn made(&self, frame: &Frame, channel: &Channel, made: &ProfileText) -> Markup {
        let locale = frame.locale;
        let used = channel.network().map_or(None, |network| network.profiling()).map_or(0, |one| one.profile_length(&made.text));
        let language = self.promise.as_ref().map_or(locale, |promise| promise.language);
        html! {
            h3 { (locale.say("profile-promised")) }
            blockquote.card lang=(language.tag()) { (made.text) }
            p.hint { (locale.say_with("profile-length", &[("n", used.into())])) }
            @if !made.left_out.is_empty() {
                p.banner.amber {
                    (locale.say("profile-left-out")) " "
                    (made.left_out.iter().map(|one| locale.say(&format!("statement-{}", one.as_str()))).collect::<Vec<_>>().join(", ")) "."
                }
            }
            @if channel.stage != Stage::Closed {
                form method="post" action=(format!("{}/profile", address(channel.id))) {
                    (frame.token())
                    (gate::seen_in(locale, &self.rules, &[Part::of(Place::Profile, &made.text)], Some(language.tag()), ""))
                    button.btn type="submit" { (locale.say("profile-set")) }
                }
                p.hint { (locale.say("profile-set-hint")) }
            }
        }
    }
}

fn standing(locale: Locale, profile: &Profile, is_promised: bool, now: Timestamp, zone: &TimeZone) -> Markup {
    html! {
        @match profile.state {
            Setting::Never => {},
            Setting::Queued => p.banner.blue { (locale.say("profile-queued")) },
            Setting::Set => p.hint { (locale.say("profile-was-set")) " " (moment(locale, profile.state_at, now, zone)) },
            Setting::Failed => div.banner.red {
                p { (locale.say("profile-failed")) @if let Some(trouble) = &profile.trouble { " " (locale.say(trouble)) } }
                @if let Some(detail) = &profile.trouble_detail { (network_said(locale, detail)) }
            },
        }
        @if let (Some(live), Some(looked_at)) = (&profile.live, profile.looked_at) {
            h3 { (locale.say("profile-live")) }
            @if live.trim().is_empty() { p { (locale.say("profile-empty")) } } @else { blockquote.card dir="auto" { (screen::show_safely(live)) } }
            p.hint { (locale.say("profile-looked")) " " (moment(locale, looked_at, now, zone)) }
            @match profile.drift_since {
                Some(since) if is_promised => p.banner.amber { (locale.say("profile-drifts")) " " (moment(locale, since, now, zone)) },
                None if is_promised => p { span.tag { (locale.say("profile-agrees")) } },
                _ => {},
            }
        }
    }
}

fn text_field(locale: Locale, name: &str, value: &str) -> Markup {
    let id = format!("promise-{name}");
    html! {
        label for=(id) { (locale.say(&id)) " (" (locale.say("optional")) ")" }
        input id=(id) name=(name) value=(value) maxlength="200" autocomplete="off" aria-describedby=(format!("{id}-hint"));
        p.hint id=(format!("{id}-hint")) { (locale.say(&format!("{id}-hint"))) }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PromiseFields {
    activity: String,
    identity: String,
    contact: String,
    tolerance: String,
    language: String,
}

/// Gives the promise.
pub(super) async fn save(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<PromiseFields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let officer = by.officer.clone();
    let promise = PublicPromise {
        activity: Activity::named(&form.activity).unwrap_or_default(),
        tolerance: form.tolerance,
        contact: form.contact,
        identity: form.identity,
        language: Locale::named(&form.language).unwrap_or(by.locale),
    };
    let outcome = desk
        .act(move |mut act| {
            let now = act.now();
            let by = officer.may::<Govern>(act.conn(), Scope::Channel(id), now)?;
            public_promise::save(act, &by, id, promise)
        })
        .await;
    settled(&desk, &by, id, outcome).await
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProfileFields {
    /// Why personal data in the text must be there, where the gate asks.
    because: String,
}

/// Wants the promised text on the profile. The network is asked what fits before.
pub(super) async fn set(
    State(desk): State<Desk>,
    Path(id): Path<ChannelId>,
    posted: Posted<ProfileFields>,
) -> Result<Response, Problem> {
    let Posted { by, form } = posted;
    let outcome = profile::set_promised(&desk, &by.officer, id, Some(form.because)).await;
    desk.wake_jobs();
    settled(&desk, &by, id, outcome).await
}

/// Looks at the profile, now.
pub(super) async fn look(State(desk): State<Desk>, Path(id): Path<String>, posted: Posted<Nothing>) -> Result<Response, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let Ok(id) = ChannelId::from_str(&id) else { return Err(crate::ground::problem::not_found()) };
    let (officer, now) = (by.officer.clone(), by.now);
    desk.read(move |conn| officer.may::<Govern>(conn, Scope::Channel(id), now)).await?;
    let outcome = profile::look(&desk, id).await;
    settled(&desk, &by, id, outcome).await
}
