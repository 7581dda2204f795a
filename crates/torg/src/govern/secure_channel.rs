//! The secure channel: where a unit asks people to write what should not stand in the open, and in which words. A unit that has not said
//! so says what the unit above says. Every version stays, decided by someone, on the record.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use super::mandate::{Govern, Mandate, Scope};
use super::{Governs as _, unit};
use crate::ground::clock::{from_micros, micros};
use crate::ground::locale::Locale;
use crate::ground::problem::not_found;
use crate::ground::{PersonId, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event, content};

/// Longest address, and longest words in one language, in characters: they must fit in an answer.
const LONGEST_ADDRESS: usize = 200;
/// See above.
pub const LONGEST_WORDS: usize = 400;
/// Where the address goes in words of one's own.
pub const SLOT: &str = "{address}";

sql! {
    // The nearest unit upwards that has said where. A ring in a spoiled database ends.
    IN_FORCE = "with recursive above (id, parent, depth) as (
                  select u.id, u.parent, 0 from govern_unit u where u.id = ?1
                  union all select u.id, u.parent, a.depth + 1 from govern_unit u join above a on u.id = a.parent where a.depth < 64)
                select s.unit, s.number, s.address, s.texts, s.decided_by, s.decided_at
                from above a join govern_secure_channel s on s.unit = a.id
                where s.address <> '' and s.number = (select max(n.number) from govern_secure_channel n where n.unit = s.unit)
                order by a.depth limit 1";
    HISTORY = "select unit, number, address, texts, decided_by, decided_at from govern_secure_channel where unit = ?1 order by number desc limit 100";
    ADD = "insert into govern_secure_channel (unit, number, address, texts, decided_by, decided_at, entry) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
}

/// A version of what a unit says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecureChannel {
    /// Whose words they are.
    pub unit: UnitId,
    /// 1, 2, 3 …
    pub number: i64,
    /// An address of the web, a telephone number, a desk. Empty: as the unit above.
    pub address: String,
    /// Words of one's own, by language; a language that is left out has Torg's.
    pub texts: BTreeMap<Locale, String>,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl SecureChannel {
    /// What is answered in a language.
    pub fn words(&self, locale: Locale) -> String {
        match self.texts.get(&locale) {
            Some(own) => own.replace(SLOT, &self.address),
            None => locale.say_with("secure-words", &[("address", self.address.as_str().into())]),
        }
    }
}

fn read(row: &store::Row<'_>) -> Result<SecureChannel, Fault> {
    // What somebody changed from outside says nothing of its own: Torg's words stand.
    let texts: BTreeMap<String, String> = serde_json::from_str(&row.get::<String>(3)?).unwrap_or_default();
    let texts = texts.into_iter().filter_map(|(tag, words)| Some((Locale::named(&tag)?, words)));
    Ok(SecureChannel {
        unit: row.get(0)?,
        number: row.get(1)?,
        address: row.get(2)?,
        texts: texts.collect(),
        by: row.get(4)?,
        at: from_micros(row.get(5)?),
    })
}

/// What a unit says: its own words, or those of the nearest unit above that has some; nothing where nobody has said where.
pub fn in_force(conn: &mut Conn, unit: UnitId) -> Result<Option<SecureChannel>, Fault> {
    conn.one(&IN_FORCE, values![unit], read)
}

/// A unit's own versions, the latest first, at most a hundred.
pub fn history(conn: &mut Conn, unit: UnitId) -> Result<Vec<SecureChannel>, Fault> {
    conn.rows(&HISTORY, values![unit], read)
}

/// Puts a new version in force. Without an address the unit says from now on what the unit above says.
pub fn set(
    mut act: Act<'_>,
    by: &Mandate<Govern>,
    unit: UnitId,
    address: &str,
    texts: &BTreeMap<Locale, String>,
) -> Result<Committed<i64>, Problem> {
    by.reach(act.conn(), Scope::Unit(unit))?;
    if unit::find(act.conn(), unit)?.is_none() {
        return Err(not_found());
    }
    let now = act.now();
    let address = address.split_whitespace().collect::<Vec<_>>().join(" ");
    let texts: BTreeMap<Locale, String> = texts
        .iter()
        .map(|(locale, words)| (*locale, words.trim().replace("\r\n", "\n")))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let too_long = |text: &str, most: usize| text.chars().count() > most;
    if too_long(&address, LONGEST_ADDRESS) || texts.values().any(|words| too_long(words, LONGEST_WORDS)) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-secure-long")
            .with("address", LONGEST_ADDRESS)
            .with("words", LONGEST_WORDS)
            .into());
    }
    // Words without the way there help nobody.
    if !address.is_empty() && texts.values().any(|words| !words.contains(SLOT)) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-secure-slot").with("slot", SLOT).into());
    }
    let latest = history(act.conn(), unit)?.into_iter().next();
    let is_same = match &latest {
        Some(latest) => latest.address == address && latest.texts == texts,
        None => address.is_empty() && texts.is_empty(),
    };
    if is_same {
        return Err(refuse(StatusCode::CONFLICT, "refuse-screening-unchanged").into());
    }
    let number = latest.map_or(1, |latest| latest.number + 1);
    let by_tag: BTreeMap<&str, &str> = texts.iter().map(|(locale, words)| (locale.tag(), words.as_str())).collect();
    let by_tag = serde_json::to_string(&by_tag)?;
    let words = content::keep_bytes(act.conn(), format!("{address}\n{by_tag}").as_bytes())?;
    let entry = act.record(by.by(), &Event::SecureChannelSet { unit, number, words })?;
    act.conn().run(&ADD, values![unit, number, address, by_tag, by.person(), micros(now), entry])?;
    Ok(act.recorded(entry, number))
}
