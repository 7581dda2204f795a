//! One unit: what lies under it, who works there, its channels and topics, and the ways to change it.
use axum::extract::{Path, State};
use maud::{Markup, html};

use super::address;
use crate::govern::mandate::Govern;
use crate::govern::person::{self, Person};
use crate::govern::reach::Reach;
use crate::govern::topic::{self, Topic};
use crate::govern::unit::{self, Unit};
use crate::ground::problem::not_found;
use crate::ground::{Desk, Problem, UnitId};
use crate::publish::review::PERCENT;
use crate::web::SignedIn;
use crate::web::frame::Frame;
use crate::web::govern::shown::{Names, Said, indented, network_name};
use crate::web::govern::{Section, duty, page as room_page, people, topics};

/// The unit's page.
pub(super) async fn page(State(desk): State<Desk>, Path(id): Path<UnitId>, by: SignedIn) -> Result<Markup, Problem> {
    show(&desk, &by, id, None).await
}

struct UnitPage {
    frame: Frame,
    unit: Unit,
    names: Names,
    reach: Reach,
    people: Vec<Person>,
    topics: Vec<Topic>,
}

/// The page, with what was refused at one of its forms. A unit outside of what someone governs is not there.
pub(super) async fn show(desk: &Desk, by: &SignedIn, id: UnitId, said: Option<&Said>) -> Result<Markup, Problem> {
    let frame = Frame::read(desk, by).await?;
    let (officer, now, locale) = (by.officer.clone(), by.now, by.locale);
    let page = desk
        .read(move |conn| {
            let reach = officer.reach::<Govern>(conn, now)?;
            let unit = unit::find(conn, id)?.filter(|_| reach.holds_unit(id)).ok_or_else(not_found)?;
            let mut people = person::all(conn)?;
            people.retain(|person| !person.left && person.unit == id);
            Ok(UnitPage { frame, unit, names: Names::read(conn)?, reach, people, topics: topic::all(conn)? })
        })
        .await?;
    let content = html! {
        @if let Some(said) = said { (said.render(locale)) }
        (page.render())
    };
    Ok(room_page(&page.frame, Section::Units, &page.unit.name, &content))
}

impl UnitPage {
    fn render(&self) -> Markup {
        let (locale, unit) = (self.frame.locale, &self.unit);
        let under: Vec<&Unit> =
            self.names.units.iter().filter(|one| one.parent == Some(unit.id) && one.closed_at.is_none()).collect();
        let channels: Vec<_> = self.names.channels.iter().filter(|channel| channel.unit == unit.id).collect();
        html! {
            @if unit.closed_at.is_some() { div.banner.amber { p { (locale.say("unit-is-closed")) } } }
            dl.facts {
                @if let Some(parent) = unit.parent { div { dt { (locale.say("unit-parent")) } dd { (self.link(parent)) } } }
                div { dt { (locale.say("unit-zone")) } dd { (unit.zone) } }
                div { dt { (locale.say("govern-people")) } dd {
                    @if self.people.is_empty() { "–" }
                    @for (n, person) in self.people.iter().enumerate() {
                        @if n > 0 { ", " } a href=(people::address(person.id)) { bdi { (person.name) } }
                    }
                } }
                div { dt { (locale.say("govern-channels")) } dd {
                    @if channels.is_empty() { "–" }
                    @for (n, channel) in channels.iter().enumerate() {
                        @if n > 0 { ", " } a href=(format!("/govern/channels/{}", channel.id)) { bdi { (screen::show_safely(&channel.name)) } }
                        " (" (network_name(locale, &channel.network)) ")"
                    }
                } }
                div { dt { (locale.say("unit-under")) } dd {
                    @if under.is_empty() { "–" }
                    @for (n, one) in under.iter().enumerate() { @if n > 0 { ", " } (self.link(one.id)) }
                } }
            }
            @if unit.closed_at.is_none() {
                (topics::part(&self.frame, unit.id, &self.topics, &self.names, &self.reach))
                p { a.btn href=(duty::address(unit.id)) { (locale.say("duty-link")) } }
                h2 { (locale.say("unit-change")) }
                (self.renaming())
                (self.sharing())
                @if unit.parent.is_some() { (self.moving()) (self.closing()) }
            }
        }
    }

    fn link(&self, id: UnitId) -> Markup {
        html! {
            @if self.reach.holds_unit(id) { a href=(address(id)) { (self.names.unit(id)) } } @else { (self.names.unit(id)) }
        }
    }

    fn renaming(&self) -> Markup {
        let (locale, unit) = (self.frame.locale, &self.unit);
        html! {
            details {
                summary { (locale.say("unit-rename")) }
                form.stack method="post" action=(address(unit.id)) {
                    (self.frame.token())
                    label for="name" { (locale.say("unit-name")) }
                    input #name name="name" value=(unit.name) required autocomplete="off";
                    label for="zone" { (locale.say("unit-zone")) }
                    input #zone name="zone" value=(unit.zone) required autocomplete="off" aria-describedby="zone-hint";
                    p.hint #zone-hint { (locale.say("unit-zone-hint")) }
                    button.btn type="submit" { (locale.say("unit-save")) }
                }
            }
        }
    }

    fn sharing(&self) -> Markup {
        let (locale, unit) = (self.frame.locale, &self.unit);
        let percent = unit.review_percent.map(|percent| percent.to_string()).unwrap_or_default();
        html! {
            details {
                summary { (locale.say("review-share")) }
                form.stack method="post" action=(format!("{}/review-share", address(unit.id))) {
                    (self.frame.token())
                    label for="percent" { (locale.say("review-share-percent")) }
                    input.short #percent type="number" name="percent" min="0" max="100" value=(percent) aria-describedby="percent-hint";
                    p.hint #percent-hint { (locale.say_with("review-share-hint", &[("n", PERCENT.into())])) }
                    button.btn type="submit" { (locale.say("unit-save")) }
                }
            }
        }
    }

    /// Where it can come: units of the reader's own part that are not the unit itself or under it.
    fn elsewhere(&self, id: &str) -> Markup {
        let tree = self.names.tree();
        // In the tree a unit's own part follows it, deeper.
        let at = tree.iter().position(|(_, one)| one.id == self.unit.id);
        let depth = at.and_then(|at| tree.get(at)).map_or(0, |(depth, _)| *depth);
        let own = at.map_or(0..0, |at| {
            let length = tree.iter().skip(at + 1).take_while(|(deeper, _)| *deeper > depth).count();
            at..at + 1 + length
        });
        html! {
            select id=(id) name="to" required {
                option value="" { (self.frame.locale.say("choose")) }
                @for (n, (depth, one)) in tree.iter().enumerate() {
                    @if !own.contains(&n) && self.reach.holds_unit(one.id) { option value=(one.id) { (indented(*depth, &one.name)) } }
                }
            }
        }
    }

    fn moving(&self) -> Markup {
        let (locale, unit) = (self.frame.locale, &self.unit);
        html! {
            details {
                summary { (locale.say("unit-move")) }
                form.stack method="post" action=(format!("{}/parent", address(unit.id))) {
                    (self.frame.token())
                    p.hint { (locale.say("unit-move-hint")) }
                    label for="move-to" { (locale.say("unit-parent")) }
                    (self.elsewhere("move-to"))
                    button.btn type="submit" { (locale.say("unit-move")) }
                }
            }
        }
    }

    fn closing(&self) -> Markup {
        let (locale, unit) = (self.frame.locale, &self.unit);
        html! {
            details {
                summary { (locale.say("unit-close")) }
                form.stack method="post" action=(format!("{}/close", address(unit.id))) {
                    (self.frame.token())
                    p.hint { (locale.say("unit-close-hint")) }
                    label for="close-to" { (locale.say("unit-successor")) }
                    (self.elsewhere("close-to"))
                    label for="why" { (locale.say("mandate-revoke-why")) }
                    textarea #why name="why" rows="2" required {}
                    button.btn.danger type="submit" { (locale.say("unit-close")) }
                }
            }
        }
    }
}
