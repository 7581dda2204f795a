//! What is new in a text: words put in and taken out, and the wordings of a post beside those of an earlier one.
use maud::{Markup, html};

use crate::govern::channel::Channel;
use crate::ground::locale::Locale;
use crate::publish::composition::{Composition, Place, Wording};

/// The words of `after`; those that are new marked as put in, those of `before` that are gone as taken out.
pub(super) fn differences(before: &str, after: &str) -> Markup {
    let diff = similar::TextDiff::from_words(before, after);
    html! {
        @for change in diff.iter_all_changes() {
            @match change.tag() {
                similar::ChangeTag::Equal => (change.value()),
                similar::ChangeTag::Delete => del { (change.value()) },
                similar::ChangeTag::Insert => ins { (change.value()) },
            }
        }
    }
}

/// Everything in a wording that people read, each with what it is.
pub(super) fn told(locale: Locale, wording: &Wording) -> String {
    let line = |(place, words): (Place, &str)| match place {
        Place::Text => words.to_owned(),
        place => format!("{}: {words}", locale.say(&format!("place-{}", place.as_str()))),
    };
    wording.words().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Wordings that differ from those before: the words of both, and the channels in which it is so. A channel that is new has nothing before.
pub(super) fn changed<'c>(
    locale: Locale,
    before: &Composition,
    after: &Composition,
    channels: &'c [Channel],
) -> Vec<(String, String, Vec<&'c Channel>)> {
    let mut changed: Vec<(String, String, Vec<&Channel>)> = Vec::new();
    for channel in channels.iter().filter(|channel| after.channels.contains(&channel.id)) {
        let was = if before.channels.contains(&channel.id) { told(locale, before.wording(channel.id)) } else { String::new() };
        let is = told(locale, after.wording(channel.id));
        if was == is {
            continue;
        }
        match changed.iter_mut().find(|(known, now, _)| *known == was && *now == is) {
            Some((.., channels)) => channels.push(channel),
            None => changed.push((was, is, vec![channel])),
        }
    }
    changed
}

/// Those wordings, drawn.
pub(super) fn shown(changed: &[(String, String, Vec<&Channel>)]) -> Markup {
    html! {
        @for (was, is, channels) in changed {
            p.hint { @for (n, channel) in channels.iter().enumerate() { @if n > 0 { ", " } bdi { (channel.name) } } }
            p.changed dir="auto" { (differences(was, is)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_new_and_what_is_gone_is_marked() {
        let shown = differences("Badet öppnar kl. 9.", "Badet öppnar kl. 10.").into_string();
        assert_eq!(shown, "Badet öppnar kl. <del>9.</del><ins>10.</ins>");
    }

    #[test]
    fn words_beside_the_text_are_told_too() {
        let wording = Wording { text: "Hej".to_owned(), warning: "Olycka".to_owned(), ..Wording::default() };
        assert_eq!(told(Locale::Sv, &wording), "Hej\nInnehållsvarning: Olycka");
    }
}
