//! What a channel should have before it goes live: a decision, a strategy, an owner, people who staff it, a retention decision.
use store::Conn;

use super::application::{self, Application, Standing};
use super::{Channel, Mode};
use crate::ground::Problem;

/// Something a channel lacks before it goes live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nobody decided on it.
    Decision,
    /// Purpose, benefit to the public or audience is not stated.
    Strategy,
    /// Nobody owns it.
    Owner,
    /// It is not stated who answers there, and who else when they are away.
    Staffing,
    /// No retention decision is named.
    Retention,
}

impl Missing {
    /// Each, in the order of the page.
    pub const ALL: &'static [Self] = &[Self::Decision, Self::Strategy, Self::Owner, Self::Staffing, Self::Retention];

    /// The locale key's end: `ready-strategy`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Strategy => "strategy",
            Self::Owner => "owner",
            Self::Staffing => "staffing",
            Self::Retention => "retention",
        }
    }

    /// Whether `application` leaves it open. A channel that only informs needs nobody who answers, but somebody who writes.
    fn is_left_open(self, application: &Application) -> bool {
        let empty = |question: &str| application.form.answer(question).is_empty();
        match self {
            Self::Decision => application.standing != Standing::Approved,
            Self::Strategy => ["purpose", "benefit", "audience"].iter().any(|question| empty(question)),
            Self::Owner => application.owner.is_none(),
            Self::Staffing => empty("staffing"),
            Self::Retention => empty("retention"),
        }
    }
}

/// What a channel lacks; without an application it lacks all of it.
pub fn missing(conn: &mut Conn, channel: &Channel) -> Result<Vec<Missing>, Problem> {
    let application = match channel.application {
        Some(id) => application::find(conn, id)?,
        None => None,
    };
    Ok(lacking(application.as_ref()))
}

fn lacking(application: Option<&Application>) -> Vec<Missing> {
    let open = |one: &Missing| application.is_none_or(|application| one.is_left_open(application));
    Missing::ALL.iter().copied().filter(open).collect()
}

impl Channel {
    /// True when people are answered here.
    pub fn answers(&self) -> bool {
        self.mode == Mode::Dialogue
    }
}

#[cfg(test)]
mod tests {
    use super::super::application::Form;
    use super::*;
    use crate::ground::{ApplicationId, PersonId, UnitId};

    #[test]
    fn each_answer_takes_its_part_from_the_list() {
        assert_eq!(lacking(None).len(), 5);
        let mut application = Application {
            id: ApplicationId(uuid::Uuid::nil()),
            unit: UnitId(uuid::Uuid::nil()),
            network: "arena".to_owned(),
            name: "Badet".to_owned(),
            mode: Mode::Dialogue,
            owner: None,
            form: Form::default(),
            applied_by: None,
            applied_at: jiff::Timestamp::UNIX_EPOCH,
            standing: Standing::Applied,
            standing_at: jiff::Timestamp::UNIX_EPOCH,
            standing_by: None,
            number: None,
            why: None,
            channel: None,
        };
        assert_eq!(lacking(Some(&application)).len(), 5);
        application.standing = Standing::Approved;
        application.owner = Some(PersonId(uuid::Uuid::nil()));
        for question in ["purpose", "benefit", "audience", "staffing"] {
            application.form.set(question, "Ja.");
        }
        assert_eq!(lacking(Some(&application)), [Missing::Retention]);
        application.form.set("retention", "KS 2026/77");
        assert_eq!(lacking(Some(&application)), []);
    }
}
