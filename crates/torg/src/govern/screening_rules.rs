//! The authority's own screening rules beside those that Torg brings, and its own contact details, which are nobody's personal data.
//! Each change is a version, decided by someone, on the record; the latest is in force.
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::http::StatusCode;
use jiff::Timestamp;
use screen::{FindingKind, RuleFault, Rules};
use store::{Conn, Fault, sql, values};

use super::mandate::{Govern, Mandate};
use crate::ground::clock::{from_micros, micros};
use crate::ground::vault::sha256;
use crate::ground::{PersonId, Problem, refuse};
use crate::records::{Act, Committed, Event, content};

/// What the rule file is called in the sentences about its faults.
pub const FILE: &str = "rules.toml";
/// Longest rule file and longest list of contact details, in bytes.
const LONGEST: usize = 200_000;

sql! {
    LATEST = "select number, hash from govern_screening_version order by number desc limit 1";
    ONE = "select number, rules, own, at, decided_by from govern_screening_version where number = ?1";
    HISTORY = "select number, rules, own, at, decided_by from govern_screening_version order by number desc limit 100";
    ADD = "insert into govern_screening_version (number, rules, own, hash, at, decided_by, entry) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
}

/// A version as it was decided.
#[derive(Clone, Debug)]
pub struct Version {
    /// 1, 2, 3 …
    pub number: i64,
    /// The authority's rule file (TOML, see the crate `screen`).
    pub rules: String,
    /// The authority's own contact details, one on each line.
    pub own: String,
    /// When it was decided.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
}

/// What texts are screened by.
#[derive(Clone, Debug)]
pub struct InForce {
    /// The version's number; 0 when there are only the rules that Torg brings.
    pub number: i64,
    /// The rules.
    pub rules: Arc<Rules>,
    /// The authority's own contact details.
    pub own: Arc<OwnContacts>,
    /// Why the authority's rules are not among them: a newer Torg cannot read them any more.
    pub fault: Option<String>,
}

impl InForce {
    /// Only what Torg brings.
    pub fn built_in() -> Self {
        static RULES: LazyLock<Arc<Rules>> =
            LazyLock::new(|| Arc::new(with_own("").expect("nothing added to rules that are read in the tests")));
        Self { number: 0, rules: RULES.clone(), own: Arc::default(), fault: None }
    }

    fn made(version: &Version) -> Self {
        let own = Arc::new(OwnContacts::read(&version.own));
        match with_own(&version.rules) {
            Ok(rules) => Self { number: version.number, rules: Arc::new(rules), own, fault: None },
            Err(fault) => {
                tracing::error!(number = version.number, "The authority's screening rules are left out: {fault}");
                Self { number: version.number, own, fault: Some(fault.to_string()), ..Self::built_in() }
            }
        }
    }

    /// The versions of the rules, as findings keep them: `2026-11-27 + KS 2026/118 (3)`.
    pub fn told(&self) -> String {
        match self.number {
            0 => self.rules.version().to_owned(),
            number => format!("{} ({number})", self.rules.version()),
        }
    }

    /// What the rules find that is not the authority's own.
    pub fn screen(&self, text: &str) -> Vec<screen::Finding> {
        let mut found = self.rules.screen(text);
        found.retain(|finding| !text.get(finding.span.clone()).is_some_and(|part| self.own.hold(finding.kind, part)));
        found
    }
}

/// The rules that Torg brings, with the authority's own where there are any.
fn with_own(own: &str) -> Result<Rules, RuleFault> {
    if own.trim().is_empty() {
        // Nothing of one's own: the version is that of Torg's rules alone.
        return Rules::extended(FILE, &format!("version = \"{}\"", Rules::built_in().version()));
    }
    Rules::extended(FILE, own)
}

fn read(row: &store::Row<'_>) -> Result<Version, Fault> {
    Ok(Version { number: row.get(0)?, rules: row.get(1)?, own: row.get(2)?, at: from_micros(row.get(3)?), by: row.get(4)? })
}

/// What is in force. Rules are made ready once for each text of theirs, not for each question.
pub fn in_force(conn: &mut Conn) -> Result<InForce, Fault> {
    type Ready = HashMap<[u8; 32], InForce>;
    static READY: LazyLock<Mutex<Ready>> = LazyLock::new(Mutex::default);
    let latest = conn.one(&LATEST, values![], |row| Ok((row.get::<i64>(0)?, row.get::<[u8; 32]>(1)?)))?;
    let Some((number, hash)) = latest else { return Ok(InForce::built_in()) };
    let ready = || READY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ready().get(&hash) {
        return Ok(InForce { number, ..known.clone() });
    }
    let Some(version) = conn.one(&ONE, values![number], read)? else { return Ok(InForce::built_in()) };
    let made = InForce::made(&version);
    let mut ready = ready();
    // Tests and long-lived desks see many; only the latest few are asked for.
    if ready.len() > 16 {
        ready.clear();
    }
    ready.insert(hash, made.clone());
    Ok(made)
}

/// The versions, the latest first, at most a hundred.
pub fn history(conn: &mut Conn) -> Result<Vec<Version>, Fault> {
    conn.rows(&HISTORY, values![], read)
}

/// Puts a new version in force. Rules with a fault are refused with the line and what to write instead.
pub fn change(mut act: Act<'_>, by: &Mandate<Govern>, rules: &str, own: &str) -> Result<Committed<i64>, Problem> {
    if rules.len() > LONGEST || own.len() > LONGEST {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-screening-long").with("limit", LONGEST).into());
    }
    if let Err(fault) = with_own(rules) {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-screening-rules")
            .with("line", fault.line)
            .with("fault", fault.says)
            .into());
    }
    let now = act.now();
    let latest = history(act.conn())?.into_iter().next();
    if latest.as_ref().is_some_and(|latest| latest.rules == rules && latest.own == own) {
        return Err(refuse(StatusCode::CONFLICT, "refuse-screening-unchanged").into());
    }
    let number = latest.map_or(1, |latest| latest.number + 1);
    let text = format!("{rules}\n\n# own contact details\n{own}");
    let kept = content::keep_bytes(act.conn(), text.as_bytes())?;
    let entry = act.record(by.by(), &Event::ScreeningChanged { number, rules: kept })?;
    let hash = sha256(text.as_bytes());
    act.conn().run(&ADD, values![number, rules, own, hash, micros(now), by.person(), entry])?;
    Ok(act.recorded(entry, number))
}

/// The authority's own telephone numbers, e-mail addresses, streets and accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnContacts {
    lines: Vec<String>,
    digits: Vec<String>,
}

impl OwnContacts {
    /// One on each line; empty lines and those that begin with `#` say nothing. `@exempelby.example` is every address of that domain.
    pub fn read(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let lines: Vec<String> = lines.map(str::to_lowercase).collect();
        let digits =
            lines.iter().filter(|line| !line.contains('@')).map(|line| national(line)).filter(|line| line.len() >= 6).collect();
        Self { lines, digits }
    }

    /// Whether `part` of a text is the authority's own. An identity number never is.
    pub fn hold(&self, kind: FindingKind, part: &str) -> bool {
        if kind.is_identity() || self.lines.is_empty() {
            return false;
        }
        let part = part.trim().to_lowercase();
        match kind {
            FindingKind::Phone | FindingKind::Bankgiro | FindingKind::Plusgiro | FindingKind::OrganisationNumber => {
                self.digits.contains(&national(&part))
            }
            FindingKind::Email => {
                self.lines.iter().any(|line| *line == part || line.starts_with('@') && part.ends_with(line.as_str()))
            }
            FindingKind::StreetAddress | FindingKind::Iban | FindingKind::NorwegianAccount | FindingKind::Property => {
                let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                self.lines.iter().any(|line| plain(line) == plain(&part))
            }
            _ => false,
        }
    }
}

/// The digits of a number as they are dialled at home: `+46 500-12 34 56` is `0500123456`, Norwegian numbers have no zero to add.
fn national(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let international = number.trim_start().starts_with('+') || digits.starts_with("00");
    let bare = if international { digits.trim_start_matches('0') } else { digits.as_str() };
    match (international, bare.strip_prefix("46"), bare.strip_prefix("47")) {
        (true, Some(swedish), _) => format!("0{}", swedish.trim_start_matches('0')),
        (true, _, Some(norwegian)) => norwegian.to_owned(),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_our_own_is_nobodys_personal_data() {
        let own = OwnContacts::read("# växeln\n070-174 06 05\n@exempelby.example\nStora torget 1\n\n22 22 55 55");
        for (kind, part) in [
            (FindingKind::Phone, "+46 70 174 06 05"),
            (FindingKind::Phone, "0701740605"),
            (FindingKind::Phone, "+47 22 22 55 55"),
            (FindingKind::Email, "Kontakt@Exempelby.example"),
            (FindingKind::StreetAddress, "Stora Torget 1"),
        ] {
            assert!(own.hold(kind, part), "{part}");
        }
        for (kind, part) in [
            (FindingKind::Phone, "070-174 06 06"),
            (FindingKind::Email, "kontakt@exempelby.example.org"),
            (FindingKind::Email, "elak@annat-exempelby.example"),
            (FindingKind::StreetAddress, "Stora torget 11"),
            (FindingKind::SwedishPersonalNumber, "070-174 06 05"),
        ] {
            assert!(!own.hold(kind, part), "{part}");
        }
    }
}
