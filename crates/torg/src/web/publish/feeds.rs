//! Feed rules: what others' or one's own feeds say becomes drafts or posts.
use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;

use crate::govern::channel::{self, Stage};
use crate::govern::mandate::{Publish, Read, Scope};
use crate::govern::{person, unit};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{ChannelId, Desk, FeedRuleId, Problem, UnitId};
use crate::publish::feed_rule::{self, FeedRule, Rule};
use crate::publish::series::Then;
use crate::web::frame::{Frame, Room};
use crate::web::visitor::{Posted, SignedIn};

const ADDRESS: &str = "/publish/feeds";

struct FeedsPage {
    frame: Frame,
    lines: Vec<(FeedRule, String)>,
    channels: HashMap<ChannelId, String>,
    /// Channels that listen to a feed.
    sources: Vec<(ChannelId, String)>,
    /// Where the reader may publish.
    places: Vec<(ChannelId, String)>,
    units: Vec<(UnitId, String)>,
    home: UnitId,
}

/// `GET /publish/feeds`.
pub(super) async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now) = (by.officer.clone(), by.now);
    let page = desk.read(move |conn| {
        let reading = officer.reach::<Read>(conn, now)?;
        let publishes = match officer.reach::<Publish>(conn, now) {
            Ok(reach) => Some(reach),
            Err(Problem::Refused(_)) => None,
            Err(fault) => return Err(fault),
        };
        let all = channel::all(conn)?;
        let starts = |one: &channel::Channel| {
            one.stage != Stage::Closed
                && one.network().is_ok_and(|network| network.publishing().is_some_and(connect::Publishing::starts))
        };
        let sources = all.iter().filter(|one| one.network == "rss" && reading.holds_channel(one.id));
        let may = |id: ChannelId| publishes.as_ref().is_some_and(|reach| reach.holds_channel(id));
        let places = all.iter().filter(|one| may(one.id) && starts(one));
        let units = unit::all(conn)?;
        let units = units
            .into_iter()
            .filter(|unit| unit.closed_at.is_none() && publishes.as_ref().is_some_and(|reach| reach.holds_unit(unit.id)));
        let mut lines = Vec::new();
        for rule in feed_rule::all(conn)? {
            if reading.holds_unit(rule.rule.unit) || rule.rule.channels.iter().any(|id| reading.holds_channel(*id)) {
                let name = person::find(conn, rule.made_by)?.map(|person| person.name).unwrap_or_default();
                lines.push((rule, name));
            }
        }
        Ok(FeedsPage {
            lines,
            sources: sources.map(|one| (one.id, one.name.clone())).collect(),
            places: places.map(|one| (one.id, one.name.clone())).collect(),
            units: units.map(|unit| (unit.id, unit.name)).collect(),
            channels: all.iter().map(|one| (one.id, one.name.clone())).collect(),
            home: officer.person.unit,
            frame,
        })
    });
    Ok(page.await?.render())
}

impl FeedsPage {
    fn name(&self, id: ChannelId) -> &str {
        self.channels.get(&id).map_or("", String::as_str)
    }

    fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            p { a href="/publish/posts" { "← " (locale.say("posts-title")) } }
            p.lead { (locale.say("feeds-lead")) }
            @if self.lines.is_empty() { p.card.empty { (locale.say("feeds-none")) } }
            @for (rule, name) in &self.lines { (self.card(rule, name)) }
            @if self.sources.is_empty() {
                p.why { (locale.say("feeds-no-source")) " " a href="/govern/channels" { (locale.say("feeds-to-channels")) } }
            } @else if self.places.is_empty() || self.units.is_empty() {
                p.why { (locale.say("feeds-may-not")) }
            } @else { (self.form(locale)) }
        };
        self.frame.simple_page(Room::Posts, &locale.say("feeds-title"), content)
    }

    fn form(&self, locale: Locale) -> Markup {
        html! {
            section aria-labelledby="new" {
                h2 #new { (locale.say("feed-new")) }
                form.stack.card method="post" action=(ADDRESS) {
                    (self.frame.token())
                    label for="name" { (locale.say("feed-name")) }
                    input #name name="name" maxlength="100" required;
                    label for="source" { (locale.say("feed-source")) }
                    select #source name="source" { @for (id, name) in &self.sources { option value=(id) { (name) } } }
                    label for="unit" { (locale.say("feed-unit")) }
                    select #unit name="unit" { @for (id, name) in &self.units { option value=(id) selected[*id == self.home] { (name) } } }
                    fieldset.chips {
                        legend { (locale.say("compose-channels")) }
                        @for (id, name) in &self.places { label.chip { input type="checkbox" name="channels[]" value=(id); bdi { (name) } } }
                    }
                    label for="language" { (locale.say("compose-language")) }
                    select #language name="language" {
                        @for one in Locale::ALL { option value=(one.tag()) lang=(one.tag()) selected[*one == locale] { (one.own_name()) } }
                    }
                    label for="template" { (locale.say("feed-template")) }
                    p.hint #template-hint { (locale.say("feed-template-hint")) " " code { "{{title}}" } " " code { "{{text}}" } " " code { "{{link}}" } }
                    textarea #template name="template" rows="4" maxlength="2000" required aria-describedby="template-hint" { "{{title}}\n\n{{link}}" }
                    fieldset {
                        legend { (locale.say("series-then")) }
                        label { input type="radio" name="then" value="draft" checked; " " (locale.say("series-then-draft-choice")) }
                        label { input type="radio" name="then" value="hand-in"; " " (locale.say("series-then-hand-in-choice")) }
                    }
                    label for="most" { (locale.say("feed-most")) }
                    input #most type="number" name="most" min="1" max=(feed_rule::MOST_A_DAY) value="5" required;
                    div.toolbar { button.btn.go type="submit" { (locale.say("feed-make")) } }
                }
            }
        }
    }

    fn card(&self, rule: &FeedRule, name: &str) -> Markup {
        let locale = self.frame.locale;
        let heading = format!("f-{}", rule.id.0.simple());
        let channels: Vec<&str> = rule.rule.channels.iter().map(|id| self.name(*id)).collect();
        html! {
            article.card aria-labelledby=(heading) {
                h2 #(heading) { bdi { (rule.rule.name) } }
                p { bdi { (self.name(rule.rule.source)) } " → " bdi { (channels.join(", ")) } }
                p { (locale.say(match rule.rule.then { Then::Draft => "series-then-draft", Then::HandIn => "series-then-hand-in" })) }
                p.hint {
                    (locale.say_with("feed-most-said", &[("n", rule.rule.most_a_day.into())])) " "
                    @if rule.left_alone > 0 { (locale.say_with("feed-left-alone", &[("n", rule.left_alone.into())])) " " }
                    (locale.say_with("series-by", &[("name", name.into())]))
                }
                @if let Some(key) = &rule.trouble { p.banner.amber { span { (locale.say("series-trouble")) " " (locale.say(key)) } } }
                @if self.units.iter().any(|(unit, _)| *unit == rule.rule.unit) {
                    form method="post" action=(format!("{ADDRESS}/{}/end", rule.id)) {
                        (self.frame.token())
                        button.btn type="submit" { (locale.say("feed-end")) span.visually-hidden { " " (rule.rule.name) } }
                    }
                }
            }
        }
    }
}

#[derive(Deserialize)]
pub(super) struct New {
    #[serde(default)]
    name: String,
    source: ChannelId,
    unit: UnitId,
    #[serde(default)]
    channels: Vec<ChannelId>,
    #[serde(default)]
    language: String,
    #[serde(default)]
    template: String,
    #[serde(default)]
    then: String,
    #[serde(default)]
    most: String,
}

/// `POST /publish/feeds`: asks for permission to publish in the unit and in every channel, and to read the feed.
pub(super) async fn make(State(desk): State<Desk>, posted: Posted<New>) -> Result<Redirect, Problem> {
    let Posted { by, form: New { name, source, unit, channels, language, template, then, most } } = posted;
    let language = Locale::named(&language).unwrap_or(by.locale).tag().to_owned();
    let then = if then == "hand-in" { Then::HandIn } else { Then::Draft };
    let rule = Rule { source, unit, name, channels, language, template, then, most_a_day: most.trim().parse().unwrap_or(0) };
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        officer.may::<Read>(act.conn(), Scope::Channel(rule.source), now)?;
        for channel in &rule.channels {
            officer.may::<Publish>(act.conn(), Scope::Channel(*channel), now)?;
        }
        let by = officer.may::<Publish>(act.conn(), Scope::Unit(rule.unit), now)?;
        feed_rule::make(act, &by, &rule)
    })
    .await?;
    Ok(Redirect::to(ADDRESS))
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// `POST /publish/feeds/{id}/end`.
pub(super) async fn end(
    State(desk): State<Desk>,
    Path(id): Path<FeedRuleId>,
    posted: Posted<Nothing>,
) -> Result<Redirect, Problem> {
    let Posted { by, form: Nothing {} } = posted;
    let officer = by.officer;
    desk.act(move |mut act| {
        let now = act.now();
        let rule = feed_rule::find(act.conn(), id)?.ok_or_else(not_found)?;
        let by = officer.may::<Publish>(act.conn(), Scope::Unit(rule.rule.unit), now)?;
        feed_rule::end(act, &by, &rule)
    })
    .await?;
    Ok(Redirect::to(ADDRESS))
}
