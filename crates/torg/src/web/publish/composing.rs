//! The composer's page: where to, the words, what stands beside them, each channel's own.
use connect::{Part, Publishing};
use maud::{Markup, html};

use super::composer::{ComposerPage, LANGUAGES};
use super::differences::{differences, told};
use super::form::as_filled;
use super::tone;
use crate::govern::channel::Channel;
use crate::publish::composition::{Composition, Long, Wording};
use crate::publish::demand::Demand;
use crate::publish::post;
use crate::web::frame::{Room, say_around};
use crate::web::participate::gate;
use crate::web::shown::network_name;

impl ComposerPage {
    fn action(&self) -> String {
        self.post.as_ref().map_or_else(|| "/publish/posts".to_owned(), |post| post::address(post.id))
    }

    /// True when some chosen channel's network has this part.
    fn has(&self, part: Part) -> bool {
        self.chosen().any(|channel| parts(channel).contains(&part))
    }

    fn chosen(&self) -> impl Iterator<Item = &Channel> {
        self.channels.iter().filter(|channel| self.composition.channels.contains(&channel.id))
    }

    pub(super) fn render(&self) -> Markup {
        let locale = self.frame.locale;
        let title = match &self.post {
            Some(post) => post.name.clone(),
            None => locale.say("compose-post-new"),
        };
        let content = html! {
            link rel="stylesheet" href=(crate::web::assets::address("publish.css"));
            script type="module" src=(crate::web::assets::address("compose.js")) {}
            p.as { (say_around(locale, "compose-as", "authority", html! { strong { (self.frame.authority) } })) }
            @if self.has_templates { p { a href="/publish/templates" { (locale.say("compose-from-template")) } } }
            @if !self.others.is_empty() { p.banner.blue { (locale.say_with("compose-others", &[("names", self.others.join(", ").into())])) } }
            @if let Some(sentence) = &self.refused { p.banner.red #refused role="alert" { (sentence) } }
            @if let Some((theirs, name)) = &self.beside { (self.both(theirs, name)) }
            form.composer #compose-form method="post" action=(self.action()) enctype="multipart/form-data" {
                (self.frame.token())
                input type="hidden" name="made-from" value=(self.post.as_ref().map_or(0, |post| post.revision));
                // Enter in a field saves; it never sends.
                button.visually-hidden type="submit" name="intent" value="save" tabindex="-1" aria-hidden="true" {}
                (self.where_to())
                (self.words())
                (self.beside_the_words())
                (self.pictures())
                (self.variants())
                (self.about())
                (self.buttons())
            }
            @if let Some(post) = &self.post { (self.remarks.render(&self.frame, &self.times, post.id, post.state, &self.chosen().collect::<Vec<_>>())) }
        };
        self.frame.simple_page(Room::Posts, &title, content)
    }

    fn both(&self, theirs: &Composition, name: &str) -> Markup {
        let locale = self.frame.locale;
        html! {
            section.card role="alert" aria-labelledby="both" {
                h2 #both { (locale.say_with("compose-both", &[("name", name.into())])) }
                p { (locale.say("compose-both-why")) }
                (self.two(&theirs.shared, &self.composition.shared, name, None))
                @for channel in self.chosen().filter(|one| theirs.variants.contains_key(&one.id) || self.composition.variants.contains_key(&one.id)) {
                    (self.two(theirs.wording(channel.id), self.composition.wording(channel.id), name, Some(channel)))
                }
            }
        }
    }

    /// One wording as each of the two has it, side by side, with what mine has and theirs has not.
    fn two(&self, theirs: &Wording, mine: &Wording, name: &str, channel: Option<&Channel>) -> Markup {
        let locale = self.frame.locale;
        let (theirs, mine) = (told(locale, theirs), told(locale, mine));
        html! {
            @if theirs != mine {
                @if let Some(channel) = channel { h3 { bdi { (channel.name) } } }
                div.pair {
                    div { h3 { (locale.say_with("compose-theirs", &[("name", name.into())])) } p.changed dir="auto" { (theirs) } }
                    div { h3 { (locale.say("compose-mine")) } p.changed dir="auto" { (differences(&theirs, &mine)) } }
                }
            }
        }
    }

    fn where_to(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            fieldset.chips {
                legend { (locale.say("compose-channels")) }
                @if self.channels.is_empty() { p.why { (locale.say("compose-no-channels")) } }
                @for channel in &self.channels {
                    label.chip {
                        input type="checkbox" name="channels[]" value=(channel.id) checked[self.composition.channels.contains(&channel.id)];
                        span { bdi { (channel.name) } " " small { (network_name(locale, &channel.network)) } }
                    }
                }
            }
        }
    }

    fn words(&self) -> Markup {
        let locale = self.frame.locale;
        let shared = &self.composition.shared;
        html! {
            div.fields {
                @if self.has(Part::Title) {
                    label for="title" { (locale.say("place-title")) }
                    input #title type="text" name="title" value=(shared.title) maxlength="300";
                }
                label for="text" { (locale.say("compose-text")) }
                textarea #text name="text" rows="7" aria-describedby="counts gate-list" { "\n" (shared.text) }
                (self.counts())
                (tone::beside(locale, &self.guides))
                (gate::seen_in(locale, &self.rules, &self.parts, Some(&self.composition.language), &self.composition.because))
                @if self.has(Part::Warning) {
                    label for="warning" { (locale.say("place-warning")) }
                    input #warning type="text" name="warning" value=(shared.warning) maxlength="300";
                }
                div.pair {
                    div {
                        label for="language" { (locale.say("compose-language")) }
                        select #language name="language" {
                            @for tag in LANGUAGES { option value=(tag) selected[self.composition.language == *tag] { (locale.say(&format!("language-{tag}"))) } }
                        }
                    }
                    div {
                        label for="long" { (locale.say("compose-long")) }
                        select #long name="long" {
                            option value="refused" { (locale.say("compose-long-refused")) }
                            option value="thread" selected[self.composition.long == Long::Thread] { (locale.say("compose-long-thread")) }
                        }
                    }
                }
            }
        }
    }

    /// How much of what each channel takes is used.
    fn counts(&self) -> Markup {
        let locale = self.frame.locale;
        html! {
            ul.counts #counts {
                @for (id, measured) in &self.measured {
                    @if let Some(channel) = self.channels.iter().find(|channel| channel.id == *id) {
                        li {
                            bdi { (channel.name) } ": "
                            @match measured.lengths.as_slice() {
                                [] => (locale.say("compose-count-unknown")),
                                [one] => span.over[!one.fits()] { (locale.say_with("compose-count", &[("used", one.used.to_string().into()), ("limit", one.limit.to_string().into())])) },
                                many => (locale.say_with("compose-parts", &[("n", many.len().into())])),
                            }
                        }
                    }
                }
            }
        }
    }

    fn beside_the_words(&self) -> Markup {
        let locale = self.frame.locale;
        let (poll, card) = (self.composition.shared.poll.as_ref(), self.composition.shared.card.as_ref());
        html! {
            div.fields {
                label for="source" { (locale.say("compose-source")) }
                p.hint #source-hint { (locale.say("compose-source-hint")) }
                input #source type="url" name="source" inputmode="url" value=(self.composition.source) aria-describedby="source-hint" placeholder="https://";
                label for="no-source-because" { (locale.say("compose-no-source")) }
                input #no-source-because type="text" name="no-source-because" value=(self.composition.no_source_because) maxlength="300";
            }
            @if self.has(Part::Poll) || poll.is_some() {
                details open[poll.is_some()] {
                    summary { (locale.say("compose-poll")) }
                    div.fields {
                        label for="options" { (locale.say("compose-options")) }
                        textarea #options name="options" rows="4" { "\n" (poll.map(|poll| poll.options.join("\n")).unwrap_or_default()) }
                        div.pair {
                            div {
                                label for="open-for" { (locale.say("compose-open-for")) }
                                input #open-for type="number" name="open-for" min="1" max="30" value=(poll.map_or(1, |poll| (poll.open_for_minutes / 1440).max(1)));
                            }
                            div {
                                label for="choice" { (locale.say("compose-choice")) }
                                select #choice name="choice" {
                                    option value="one" { (locale.say("compose-choice-one")) }
                                    option value="several" selected[poll.is_some_and(|poll| poll.choice == connect::Choice::Several)] { (locale.say("compose-choice-several")) }
                                }
                            }
                        }
                    }
                }
            }
            @if self.has(Part::Card) || card.is_some() {
                details open[card.is_some()] {
                    summary { (locale.say("compose-card")) }
                    div.fields {
                        label for="card-url" { (locale.say("compose-card-url")) }
                        input #card-url type="url" name="card-url" value=(card.map_or("", |card| card.url.as_str()));
                        label for="card-title" { (locale.say("compose-card-title")) }
                        input #card-title type="text" name="card-title" value=(card.map_or("", |card| card.title.as_str()));
                        label for="card-description" { (locale.say("compose-card-description")) }
                        input #card-description type="text" name="card-description" value=(card.map_or("", |card| card.description.as_str()));
                    }
                }
            }
        }
    }

    fn pictures(&self) -> Markup {
        let locale = self.frame.locale;
        let shown = &self.composition.shared.media;
        let of = |id| self.media.iter().find(|media| media.id == id);
        html! {
            section.pictures aria-labelledby="pictures" {
                h2 #pictures { (locale.say("compose-pictures")) }
                @for (n, one) in shown.iter().enumerate() {
                    @if let Some(file) = of(one.media) {
                        div.picture {
                            input type="hidden" name="media[]" value=(one.media);
                            @if file.is_picture() { img src=(format!("/publish/media/{}", one.media)) alt="" width="160" loading="lazy"; } @else { p { bdi { (file.name) } } }
                            div.fields {
                                label for=(format!("alt-{n}")) { (locale.say_with("compose-alt", &[("n", (n + 1).into())])) }
                                textarea id=(format!("alt-{n}")) name=(format!("alt-{}", one.media)) rows="2" required { "\n" (one.alt) }
                                @if file.is_picture() && self.has(Part::Focus) {
                                    @let focus = one.focus.unwrap_or(connect::Focus { x: 0, y: 0 });
                                    div.pair {
                                        div { label for=(format!("fx-{n}")) { (locale.say("compose-focus-x")) } input id=(format!("fx-{n}")) type="range" min="-1000" max="1000" step="50" name=(format!("focus-x-{}", one.media)) value=(focus.x); }
                                        div { label for=(format!("fy-{n}")) { (locale.say("compose-focus-y")) } input id=(format!("fy-{n}")) type="range" min="-1000" max="1000" step="50" name=(format!("focus-y-{}", one.media)) value=(focus.y); }
                                    }
                                }
                                @if let Some(captions) = one.captions.values().next() { input type="hidden" name=(format!("captions-{}", one.media)) value=(captions); p.hint { (locale.say("compose-captions-there")) } }
                                label.choice { input type="checkbox" name="without[]" value=(one.media); span { (locale.say("compose-without")) } }
                            }
                        }
                    }
                }
                div.fields {
                    label for="files" { (locale.say("compose-files")) }
                    p.hint #files-hint { (locale.say("compose-files-hint")) }
                    input #files type="file" name="files" multiple accept="image/jpeg,image/png,image/webp,image/gif,video/mp4,text/vtt,.vtt" aria-describedby="files-hint";
                    button.btn type="submit" name="intent" value="add-files" { (locale.say("compose-add-files")) }
                }
            }
        }
    }

    /// What each channel says: the shared words, or its own.
    fn variants(&self) -> Markup {
        let locale = self.frame.locale;
        if self.composition.channels.is_empty() {
            return html! {};
        }
        html! {
            section.variants aria-labelledby="shaped" {
                h2 #shaped { (locale.say("compose-per-channel")) }
                @for channel in self.chosen() {
                    @let own = self.composition.variants.get(&channel.id);
                    article.card.preview aria-labelledby=(format!("v-{}", channel.id.0.simple())) {
                        h3 id=(format!("v-{}", channel.id.0.simple())) { bdi { (channel.name) } " " small { (network_name(locale, &channel.network)) } }
                        @match own {
                            Some(wording) => (self.own(channel, wording)),
                            None => {
                                (preview(&self.composition.shared))
                                button.btn type="submit" name="intent" value=(format!("shape {}", channel.id)) { (locale.say("compose-shape")) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn own(&self, channel: &Channel, wording: &Wording) -> Markup {
        let locale = self.frame.locale;
        let id = channel.id;
        let field = format!("text-{}", id.0.simple());
        let has = parts(channel);
        html! {
            div.fields {
                @if has.contains(&Part::Title) {
                    label for=(format!("title-{field}")) { (locale.say("place-title")) }
                    input id=(format!("title-{field}")) type="text" name=(format!("title-{id}")) value=(wording.title);
                }
                label for=(field) { (locale.say("compose-own-text")) }
                textarea id=(field) name=(format!("text-{id}")) rows="5" { "\n" (wording.text) }
                @if has.contains(&Part::Warning) {
                    label for=(format!("warning-{field}")) { (locale.say("place-warning")) }
                    input id=(format!("warning-{field}")) type="text" name=(format!("warning-{id}")) value=(wording.warning);
                } @else { input type="hidden" name=(format!("warning-{id}")) value=""; }
                @if self.composition.shared.poll.is_some() || self.composition.shared.card.is_some() {
                    label.choice { input type="checkbox" name=(format!("bare-{id}")) value="yes" checked[wording.poll.is_none() && wording.card.is_none()]; span { (locale.say("compose-bare")) } }
                }
                @if !self.composition.shared.media.is_empty() {
                    label.choice { input type="checkbox" name=(format!("pictures-{id}")) value="none" checked[wording.media.is_empty()]; span { (locale.say("compose-no-pictures")) } }
                }
                p.hint { (locale.say("compose-share-why")) }
                button.btn type="submit" name="intent" value=(format!("share {id}")) data-asks=(locale.say("compose-share-asks")) { (locale.say("compose-share")) }
            }
        }
    }

    fn about(&self) -> Markup {
        let locale = self.frame.locale;
        let post = self.post.as_ref();
        let zone = self.zone.iana_name().unwrap_or("UTC").to_owned();
        let tags = post.map(|post| post.tags.clone()).unwrap_or_default();
        html! {
            div.fields {
                h2 { (locale.say("compose-when")) }
                label for="planned" { (locale.say_with("compose-planned", &[("zone", zone.as_str().into())])) }
                p.hint #planned-hint { (locale.say("compose-planned-hint")) }
                input #planned type="datetime-local" name="planned" aria-describedby="planned-hint" value=[post.and_then(|post| post.planned_at).map(|at| as_filled(at, &self.zone))];
                input type="hidden" name="zone" value=(zone);
            }
            details {
                summary { (locale.say("compose-about")) }
                div.fields {
                    label for="name" { (locale.say("compose-name")) }
                    input #name type="text" name="name" maxlength="200" value=(post.map_or("", |post| post.name.as_str()));
                    @if post.is_none() && self.units.len() > 1 {
                        label for="unit" { (locale.say("compose-unit")) }
                        select #unit name="unit" { @for unit in &self.units { option value=(unit.id) selected[Some(unit.id) == self.chosen().next().map(|channel| channel.unit)] { (unit.name) } } }
                    }
                    @for (field, value) in [("campaign", &tags.campaign), ("purpose", &tags.purpose), ("audience", &tags.audience)] {
                        label for=(field) { (locale.say(&format!("compose-{field}"))) }
                        input id=(field) type="text" name=(field) maxlength="120" value=(value);
                    }
                }
            }
        }
    }

    fn buttons(&self) -> Markup {
        let locale = self.frame.locale;
        let planned = self.post.as_ref().is_some_and(|post| post.planned_at.is_some());
        // Where it goes decides what is demanded.
        let nowhere = self.composition.channels.is_empty();
        let hand_in = match (self.demand, planned) {
            _ if nowhere => "compose-hand-in-somewhere",
            (Demand::None, false) => "compose-publish",
            (Demand::None, true) => "compose-schedule",
            _ => "compose-hand-in",
        };
        html! {
            @if !nowhere { p.why { (locale.say(&format!("demand-{}", self.demand.as_str()))) } }
            div.toolbar.sticky {
                button.btn.go type="submit" name="intent" value="hand-in" { (locale.say(hand_in)) " " kbd { (locale.say("kbd-send")) } }
                button.btn type="submit" name="intent" value="save" { (locale.say("compose-save")) }
                span.hint #save-state role="status" data-saved=(locale.say("compose-draft-saved")) data-unsaved=(locale.say("compose-draft-unsaved")) {}
                @if let Some(post) = &self.post { a href=(post::address(post.id)) { (locale.say("compose-look")) } }
            }
        }
    }
}

fn parts(channel: &Channel) -> &'static [Part] {
    channel.network().ok().and_then(connect::Network::publishing).map_or(&[], Publishing::parts)
}

/// How a wording will look, as plainly as any network shows it.
pub(super) fn preview(wording: &Wording) -> Markup {
    html! {
        div.as-sent dir="auto" {
            @if !wording.title.trim().is_empty() { p { strong { (wording.title) } } }
            @if !wording.warning.trim().is_empty() { p.tag.amber { (wording.warning) } }
            p.text { (wording.text) }
            @for one in &wording.media { figure { img src=(format!("/publish/media/{}", one.media)) alt=(one.alt) width="160" loading="lazy"; figcaption { (one.alt) } } }
            @if let Some(poll) = &wording.poll { ul { @for option in &poll.options { li { (option) } } } }
            @if let Some(card) = &wording.card { p.card { strong { (card.title) } br; (card.description) br; (card.url) } }
        }
    }
}
