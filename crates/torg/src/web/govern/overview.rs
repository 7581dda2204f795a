//! The room's first page: one's own mandates; without one, why and whom to ask; for those who govern, what there is.
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use jiff::SignedDuration;
use maud::{Markup, html};

use super::mandates::{self, Told, acts_in_words};
use super::{Section, page as room_page};
use crate::govern::channel::Health;
use crate::govern::mandate::{self, Allowed, Govern, Granted};
use crate::govern::person::{self, Person};
use crate::govern::reach::Reach;
use crate::ground::{Desk, Problem};
use crate::web::SignedIn;
use crate::web::frame::Frame;

/// Mandates that end so soon are told of, so that they can be renewed in time.
const SOON: SignedDuration = SignedDuration::from_hours(24 * 30);

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/govern", get(page))
}

/// What the page shows.
struct Overview {
    frame: Frame,
    told: Told,
    own: Vec<Granted>,
    /// Whom to ask for a mandate.
    who_governs: Vec<Person>,
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
                    Some(Counts::of(&told, &reach, &person::all(conn)?, &mandate::all(conn)?, now))
                }
                false => None,
            };
            let own = mandate::of_person(conn, officer.id())?;
            Ok(Overview { frame, told, own, who_governs: mandate::who_may(conn, Allowed::Govern, now)?, counts })
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
            @if !self.own.iter().any(|granted| granted.in_force(now)) { (self.without()) }
            @for granted in self.own.iter().filter(|granted| granted.not_over(now)) { (self.mandate(granted)) }
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
