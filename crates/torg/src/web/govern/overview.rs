//! The room's first page: one's own mandates; without one, why and whom to ask; for those who govern, what there is.
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use maud::{Markup, html};

use super::mandates::{self, SOON, Told, acts_in_words};
use super::nominations;
use super::{Section, page as room_page};
use crate::govern::channel::Health;
use crate::govern::holding::Hold;
use crate::govern::mandate::{self, Allowed, Govern, Granted, Scope};
use crate::govern::nomination::{self, Nomination, Outcome};
use crate::govern::person::{self, Person};
use crate::govern::reach::Reach;
use crate::govern::whom::{self, Holder};
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern", get(page))
}

/// What the page shows.
struct Overview {
    frame: Frame,
    told: Told,
    own: Vec<Granted>,
    /// Mandates of others that the reader stands in under.
    standing_in: Vec<Hold>,
    /// What they have asked for.
    wishes: Vec<Nomination>,
    /// Whom to ask for a mandate: those who govern the reader's own unit.
    who_governs: Vec<Holder>,
    counts: Option<Counts>,
}

/// What there is, within what someone governs.
struct Counts {
    channels: usize,
    troubled: usize,
    people: usize,
    not_joined: usize,
    units: usize,
    mandates: usize,
    ending_soon: usize,
}

async fn page(State(desk): State<Desk>, by: SignedIn) -> Result<Markup, Problem> {
    let frame = Frame::read(&desk, &by).await?;
    let (officer, now, locale, zone) = (by.officer.clone(), by.now, by.locale, desk.config().zone.clone());
    let governs = frame.may(Allowed::Govern);
    let overview = desk
        .read(move |conn| {
            let told = Told::read(conn, locale, now, &zone)?;
            let counts = match governs {
                true => {
                    let reach = officer.reach::<Govern>(conn, now)?;
                    Some(Counts::of(&told, &reach, &person::all(conn)?, &mandate::not_over(conn, now)?, now))
                }
                false => None,
            };
            let own = mandate::of_person(conn, officer.id())?;
            let mut standing_in = officer.holds(conn, now)?;
            standing_in.retain(|hold| hold.standing_in.is_some());
            let mut wishes = nomination::of_person(conn, officer.id())?;
            wishes.truncate(10);
            let home = Scope::Unit(officer.person.unit);
            let who_governs = whom::holders(conn, Allowed::Govern, home, now)?;
            Ok(Overview { frame, told, own, standing_in, wishes, who_governs, counts })
        })
        .await?;
    Ok(room_page(&overview.frame, Section::Overview, &locale.say("nav-govern"), &overview.render(by.now)))
}

impl Counts {
    fn of(told: &Told, reach: &Reach, people: &[Person], mandates: &[Granted], now: jiff::Timestamp) -> Self {
        let channels = || told.names.channels.iter().filter(|channel| reach.holds_channel(channel.id));
        let people = || people.iter().filter(|person| !person.left && reach.holds_unit(person.unit));
        let mandates = || mandates.iter().filter(|granted| granted.in_force(now) && reach.holds(granted.scope()));
        let troubled = |health| matches!(health, Health::Troubled(_) | Health::Silent(_));
        Self {
            channels: channels().count(),
            troubled: channels().filter(|channel| troubled(channel.health(now))).count(),
            people: people().count(),
            not_joined: people().filter(|person| !person.joined).count(),
            units: told.names.units.iter().filter(|unit| reach.holds_unit(unit.id)).count(),
            mandates: mandates().count(),
            ending_soon: mandates().filter(|granted| granted.valid_to.is_some_and(|to| to - SOON <= now)).count(),
        }
    }
}

impl Overview {
    fn render(&self, now: jiff::Timestamp) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if let Some(counts) = &self.counts { (self.counted(counts)) }
            h2 { (locale.say("own-mandates")) }
            @let stands_in = self.standing_in.iter().any(|hold| hold.in_force(now));
            @if !stands_in && !self.own.iter().any(|granted| granted.in_force(now)) { (self.without()) }
            @for granted in self.own.iter().filter(|granted| granted.not_over(now)) { (self.mandate(granted)) }
            @for hold in &self.standing_in { (self.stands_in(hold, now)) }
            (self.wished())
            @let over: Vec<_> = self.own.iter().filter(|granted| !granted.not_over(now)).collect();
            @if !over.is_empty() {
                details {
                    summary { (locale.say_with("own-mandates-over", &[("n", i64::try_from(over.len()).unwrap_or(i64::MAX).into())])) }
                    @for granted in over { (self.mandate(granted)) }
                }
            }
        }
    }

    /// Why someone can do nothing here, and who can change that.
    fn without(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            div.banner.amber { p { (locale.say("own-mandates-none")) } }
            @if self.who_governs.is_empty() { p { (locale.say("nobody-governs")) } }
            @else {
                p { (locale.say("ask-one-of")) }
                ul { @for person in &self.who_governs {
                    li { bdi { (person.name) } @if !person.post.is_empty() { ", " (person.post) } ", " a href=(format!("mailto:{}", person.email)) { (person.email) } }
                } }
            }
        }
    }

    /// Another's mandate that the reader stands in under, with the way to end it.
    fn stands_in(&self, hold: &Hold, now: jiff::Timestamp) -> Markup {
        let locale = self.frame.locale;
        let Some(one) = hold.standing_in else { return html! {} };
        let absent = self.told.person(hold.granted.person);
        html! {
            section.card {
                h3 { (locale.say_with("standing-in-for", &[("name", absent.into())])) " "
                    span.tag.blue[one.valid_from > now] { (locale.say(if hold.in_force(now) { "mandate-in-force" } else if one.valid_from > now { "mandate-to-come" } else { "mandate-rests" })) } }
                dl.facts {
                    div { dt { (locale.say("mandate-acts")) } dd { (acts_in_words(locale, &hold.granted.acts)) } }
                    div { dt { (locale.say("mandate-place")) } dd { (self.told.place(&hold.granted)) } }
                    div { dt { (locale.say("mandate-days")) } dd { (self.told.between(one.valid_from, one.valid_to)) } }
                }
                p.hint { (locale.say("standing-in-hint")) }
                form method="post" action=(format!("/govern/substitutes/{}/end", one.substitution)) {
                    (self.frame.token())
                    button.btn type="submit" { (locale.say("substitute-end")) }
                }
            }
        }
    }

    /// What the reader has asked for, and the way to ask.
    fn wished(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            @if !self.wishes.is_empty() {
                h2 { (locale.say("own-nominations")) }
                ul { @for wish in &self.wishes {
                    li {
                        (acts_in_words(locale, &wish.acts)) ", " (self.told.names.scope(locale, wish.scope())) ": " (nominations::state(locale, wish))
                        @if wish.outcome == Outcome::Waiting {
                            form method="post" action=(format!("/govern/nominations/{}/withdraw", wish.id)) {
                                (self.frame.token())
                                button.link type="submit" { (locale.say("nomination-withdraw")) }
                            }
                        }
                    }
                } }
            }
            p { a.btn href="/govern/nominations/new" { (locale.say("nomination-new")) } }
        }
    }

    fn mandate(&self, granted: &Granted) -> Markup {
        let locale = self.frame.locale;
        html! {
            section.card {
                h3 { (granted.document) " " (self.told.state(granted)) }
                dl.facts {
                    div { dt { (locale.say("mandate-acts")) } dd { (acts_in_words(locale, &granted.acts)) } }
                    div { dt { (locale.say("mandate-place")) } dd { (self.told.place(granted)) } }
                    div { dt { (locale.say("mandate-days")) } dd { (self.told.days(granted)) } }
                    div { dt { (locale.say("mandate-giver")) } dd { (self.told.giver(granted)) } }
                    @if let Some(training) = granted.training {
                        div { dt { (locale.say("mandate-training")) } dd { (self.told.training(training)) " " (self.told.trained(granted)) } }
                    }
                }
                @if self.frame.may(Allowed::Govern) { p { a href=(mandates::address(granted.id)) { (locale.say("mandate-look")) } } }
            }
        }
    }

    fn counted(&self, counts: &Counts) -> Markup {
        let locale = self.frame.locale;
        let line = |section: Section, n: usize, note: Option<(&str, usize)>| {
            html! {
                div {
                    dt { a href=(section.address()) { (locale.say(section.words())) } }
                    dd {
                        (n)
                        @if let Some((words, n)) = note.filter(|(_, n)| *n > 0) {
                            " " span.tag.amber { (locale.say_with(words, &[("n", i64::try_from(n).unwrap_or(i64::MAX).into())])) }
                        }
                    }
                }
            }
        };
        html! {
            dl.facts {
                (line(Section::Channels, counts.channels, Some(("count-troubled", counts.troubled))))
                (line(Section::People, counts.people, Some(("count-not-joined", counts.not_joined))))
                (line(Section::Units, counts.units, None))
                (line(Section::Mandates, counts.mandates, Some(("count-ending-soon", counts.ending_soon))))
            }
        }
    }
}
