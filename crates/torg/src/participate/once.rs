//! Once: a program that does not know whether its reply arrived sends it again with the same key, and it is one delivery.
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, sql, values};

use super::conversation::Conversation;
use super::reply::{self, Words};
use crate::govern::mandate::{Answer, Mandate};
use crate::ground::clock::micros;
use crate::ground::vault::sha256;
use crate::ground::{ConversationId, DeliveryId, MessageId, PersonId, Problem, refuse};
use crate::records::{Act, Committed};

/// How long a key is remembered. A program that tries for longer has a person who looks.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Longest key, in characters.
const LONGEST: usize = 200;

sql! {
    FIND = "select asked, delivery from participate_reply_once where person = ?1 and key = ?2 and at > ?3";
    KEEP = "insert into participate_reply_once (person, key, asked, delivery, at) values (?1, ?2, ?3, ?4, ?5)";
    FORGET = "delete from participate_reply_once where at <= ?1";
}

/// What a program calls one reply, in its `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key of visible ASCII characters.
    pub fn new(key: &str) -> Result<Self, Problem> {
        if key.is_empty() || key.len() > LONGEST || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(refuse(StatusCode::BAD_REQUEST, "refuse-key-unusable").with("most", LONGEST).into());
        }
        Ok(Self(key.to_owned()))
    }
}

/// A reply that is to be sent once.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the program calls it.
    pub key: Key,
    /// Where.
    pub conversation: ConversationId,
    /// Which message is answered.
    pub answers: MessageId,
    /// What is said.
    pub text: String,
    /// Why personal data in it must be there.
    pub because: Option<String>,
}

impl Asked {
    /// Tells it from another reply under the same key, without keeping its words.
    fn fingerprint(&self) -> [u8; 32] {
        sha256(format!("{} {} {}", self.conversation, self.answers, self.text).as_bytes())
    }

    fn words(&self) -> Words<'_> {
        Words { text: &self.text, because: self.because.as_deref() }
    }
}

/// Whether a reply is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It is queued now.
    Now,
    /// It was queued before, with the same key.
    Before,
}

/// The delivery that this key stands for already. The same key with another reply is refused.
pub fn known(conn: &mut Conn, person: PersonId, asked: &Asked, now: Timestamp) -> Result<Option<DeliveryId>, Problem> {
    let since = micros(now - REMEMBERED);
    let found = conn.one(&FIND, values![person, &asked.key.0, since], |row| Ok((row.get::<[u8; 32]>(0)?, row.get(1)?)))?;
    match found {
        None => Ok(None),
        Some((same, delivery)) if same == asked.fingerprint() => Ok(Some(delivery)),
        Some(_) => Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-key-reused").into()),
    }
}

/// Answers, unless this key stands for a delivery already. The key is kept in the transaction of the answer.
pub fn answer(
    mut act: Act<'_>,
    by: &Mandate<Answer>,
    conversation: &Conversation,
    asked: &Asked,
) -> Result<Committed<(DeliveryId, Sent)>, Problem> {
    let now = act.now();
    if let Some(delivery) = known(act.conn(), by.person(), asked, now)? {
        return Ok(act.nothing((delivery, Sent::Before)));
    }
    act.conn().run(&FORGET, values![micros(now - REMEMBERED)])?;
    let answered = reply::answer(Act::within(act.conn(), now), by, conversation, asked.answers, asked.words())?;
    let delivery = *answered.gives();
    // Two nodes at the same moment: the later one's key is taken, its answer leaves no trace, and it asks again.
    let keep = values![by.person(), &asked.key.0, asked.fingerprint(), delivery, micros(now)];
    act.conn().run(&KEEP, keep).map_err(|fault| match fault.is_unique() {
        true => refuse(StatusCode::CONFLICT, "refuse-key-at-once").into(),
        false => Problem::from(fault),
    })?;
    Ok(answered.map(|delivery| (delivery, Sent::Now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_visible_characters() {
        assert!(Key::new("8f14e45f-ceea-467f-a3d5-1b2c3d4e5f60").is_ok());
        for wrong in ["", "a b", "å", "a\n", &"k".repeat(201)] {
            assert!(Key::new(wrong).is_err(), "{wrong:?}");
        }
    }
}
