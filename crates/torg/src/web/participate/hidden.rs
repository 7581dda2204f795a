//! What is hidden in a message of a thread: that it is, the way to see it with a reason on the record, until when it is shown to the reader.
use maud::{Markup, html};

use super::thread::ThreadView;
use crate::participate::conversation;
use crate::participate::revealing::LONGEST_REASON;
use crate::participate::shown::{self, To};
use crate::participate::thread::Spoken;
use crate::records::message::{Direction, Finding, Text};
use crate::web::shown::safely;

impl ThreadView<'_> {
    /// What is hidden in it: the way to see it, with a reason on the record; or until when it is shown to the reader.
    pub(super) fn hidden(&self, spoken: &Spoken) -> Markup {
        let locale = self.locale();
        let message = &spoken.message;
        if let Some(until) = self.revealed.get(&message.id) {
            return html! { p.finding data-until=(until) { (locale.say_with("revealed-until", &[("time", locale.time(*until, self.zone).into())])) } };
        }
        if !hides(spoken) {
            return html! {};
        }
        let id = format!("reveal-{}", message.id.0.simple());
        let address = format!("{}/messages/{}/revealing", conversation::address(self.conversation), message.id);
        html! {
            @if message.direction == Direction::In { p.finding { (locale.say("finding-hidden-why")) } }
            details.reveal {
                summary { (locale.say("reveal")) }
                form.stack method="post" action=(address) {
                    (self.frame.token()) (self.place.fields())
                    label for=(id) { (locale.say("reveal-why")) }
                    input id=(id) type="text" name="why" required maxlength=(LONGEST_REASON) autocomplete="off" aria-describedby=(format!("{id}-hint"));
                    p.hint id=(format!("{id}-hint")) { (locale.say("reveal-hint")) }
                    button.btn type="submit" { (locale.say("reveal-button")) }
                }
            }
        }
    }
}

/// Words beside the text: a warning, an alt text.
pub(super) fn beside(words: &str, to: To) -> String {
    if to == To::Revealed { screen::show_safely(words) } else { safely(words) }
}

/// Whether something in a message, as it is or as it was, is hidden.
fn hides(spoken: &Spoken) -> bool {
    let earlier = spoken.earlier.iter();
    let in_text = |findings: &[Finding]| findings.iter().any(|finding| shown::is_masked(&finding.kind));
    let in_beside = |text: &Text| match text {
        Text::Said(said) => {
            let alts = said.attachments.iter().map(|attached| attached.alt.as_str());
            said.warning.as_deref().into_iter().chain(alts).any(|words| shown::masked(words) != words)
        }
        Text::Erased { .. } => false,
    };
    let now = (&spoken.text, spoken.findings.as_slice());
    std::iter::once(now)
        .chain(earlier.map(|version| (&version.text, version.findings.as_slice())))
        .any(|(text, findings)| matches!(text, Text::Said(_)) && (in_text(findings) || in_beside(text)))
}
