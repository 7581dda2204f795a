//! Rules: a group at a provider means a mandate here. One who governs makes the rule, and it can give no more than they hold, on the
//! day it is made and on every day it is used. What it gives runs for a month at a time and ends when the group does.
use std::collections::BTreeSet;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::administrators::Until;
use super::granting::{self, Conditions};
use super::mandate::{self, Allowed, Govern, Grant, Mandate, Scope};
use super::{Governs, identity_provider, provider_person};
use crate::ground::clock::{from_micros, micros};
use crate::ground::problem::not_found;
use crate::ground::{GroupRuleId, MandateId, PersonId, Problem, ProviderId, refuse};
use crate::records::{Act, By, Committed, Event, content};

/// What a rule gives ends after this, unless they sign in again before and still have the group.
const RUNS: SignedDuration = SignedDuration::from_hours(24 * 30);
/// So long before its end it is given anew.
const RENEWED: SignedDuration = SignedDuration::from_hours(24 * 7);

sql! {
    MAKE = "insert into govern_group_rule (id, provider, group_name, unit, channel, acts, document, made_by, made_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    END = "update govern_group_rule set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
    OF_PROVIDER = "select id, provider, group_name, unit, channel, acts, document, made_by, made_at, ended_at
                   from govern_group_rule where provider = ?1 order by id";
    ONE = "select id, provider, group_name, unit, channel, acts, document, made_by, made_at, ended_at
           from govern_group_rule where id = ?1";
    NOTE = "insert into govern_group_mandate (mandate, rule, person) values (?1, ?2, ?3)";
    GIVEN_TO = "select mandate from govern_group_mandate where rule = ?1 and person = ?2 order by mandate";
    GIVEN = "select mandate from govern_group_mandate where rule = ?1 order by mandate";
}

/// A rule.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct Rule {
    pub id: GroupRuleId,
    pub provider: ProviderId,
    pub group: String,
    pub scope: Scope,
    pub acts: Vec<Allowed>,
    pub document: String,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// A rule to be made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "fields mirror the table")]
pub struct NewRule {
    pub provider: ProviderId,
    pub group: String,
    pub scope: Scope,
    pub acts: Vec<Allowed>,
    pub document: String,
}

fn read(row: &store::Row<'_>) -> Result<Rule, Fault> {
    let scope = match (row.get(3)?, row.get(4)?) {
        (_, Some(channel)) => Scope::Channel(channel),
        (Some(unit), None) => Scope::Unit(unit),
        (None, None) => Scope::Everywhere,
    };
    Ok(Rule {
        id: row.get(0)?,
        provider: row.get(1)?,
        group: row.get(2)?,
        scope,
        acts: row.get::<String>(5)?.split(' ').filter_map(Allowed::named).collect(),
        document: row.get(6)?,
        made_by: row.get(7)?,
        made_at: from_micros(row.get(8)?),
        ended_at: row.get::<Option<i64>>(9)?.map(from_micros),
    })
}

/// Every rule of a provider, those that ended too, oldest first.
pub fn of_provider(conn: &mut Conn, provider: ProviderId) -> Result<Vec<Rule>, Fault> {
    conn.rows(&OF_PROVIDER, values![provider], read)
}

/// One rule.
pub fn find(conn: &mut Conn, id: GroupRuleId) -> Result<Option<Rule>, Fault> {
    conn.one(&ONE, values![id], read)
}

/// Makes a rule, within what the one who makes it holds.
pub fn make(mut act: Act<'_>, by: &Mandate<Govern>, new: &NewRule) -> Result<Committed<GroupRuleId>, Problem> {
    let wrong = |key| Problem::from(refuse(StatusCode::UNPROCESSABLE_ENTITY, key));
    let now = act.now();
    let (group, document) = (new.group.trim(), new.document.trim());
    if group.is_empty() || group.chars().any(char::is_control) || group.len() > 255 {
        return Err(wrong("refuse-rule-without-group"));
    }
    if new.acts.is_empty() {
        return Err(wrong("refuse-mandate-without-acts"));
    }
    if document.is_empty() {
        return Err(wrong("refuse-mandate-without-document"));
    }
    identity_provider::find_open(act.conn(), new.provider)?;
    by.reach(act.conn(), new.scope)?;
    for allowed in &new.acts {
        if granting::held_until(act.conn(), by, *allowed, new.scope, now)?.is_none() {
            return Err(refuse(StatusCode::FORBIDDEN, "refuse-grant-more-than-held").with("act", allowed.as_str()).into());
        }
    }
    let id = GroupRuleId::new(now);
    let (unit, channel) = match new.scope {
        Scope::Everywhere => (None, None),
        Scope::Unit(unit) => (Some(unit), None),
        Scope::Channel(channel) => (None, Some(channel)),
    };
    let acts = Allowed::list(&new.acts);
    let values = values![id, new.provider, group, unit, channel, &acts, document, by.person(), micros(now)];
    act.conn().run(&MAKE, values).map_err(|fault| match fault {
        Fault::ForeignKey => wrong("refuse-unknown-scope"),
        fault => fault.into(),
    })?;
    let group = content::keep_bytes(act.conn(), group.as_bytes())?;
    let document = content::keep_bytes(act.conn(), document.as_bytes())?;
    let event = Event::GroupRuleMade { rule: id, provider: new.provider, unit, channel, acts, group, document };
    act.commit(by.by(), &event, id)
}

/// Ends a rule, and what it gave.
pub fn end(mut act: Act<'_>, by: &Mandate<Govern>, id: GroupRuleId, why: &str) -> Result<Committed<()>, Problem> {
    let Some(rule) = find(act.conn(), id)?.filter(|rule| rule.ended_at.is_none()) else { return Err(not_found()) };
    if why.trim().is_empty() {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-revoke-without-reason").into());
    }
    by.reach(act.conn(), rule.scope)?;
    close(&mut act, by, &rule, why)?;
    act.commit(by.by(), &Event::GroupRuleEnded { rule: id, provider: rule.provider }, ())
}

/// Ends every rule of a provider, as part of another act.
pub(super) fn end_all(act: &mut Act<'_>, by: &Mandate<Govern>, provider: ProviderId, why: &str) -> Result<(), Problem> {
    for rule in of_provider(act.conn(), provider)?.into_iter().filter(|rule| rule.ended_at.is_none()) {
        close(act, by, &rule, why)?;
        act.record(by.by(), &Event::GroupRuleEnded { rule: rule.id, provider })?;
    }
    Ok(())
}

fn close(act: &mut Act<'_>, by: &Mandate<Govern>, rule: &Rule, why: &str) -> Result<(), Problem> {
    let now = act.now();
    act.conn().run(&END, values![rule.id, by.person(), micros(now)])?;
    for mandate in act.conn().rows(&GIVEN, values![rule.id], |row| row.get::<MandateId>(0))? {
        take(act, mandate, why)?;
    }
    Ok(())
}

/// Ends a mandate that a rule gave, where it still runs. The last one who governs everything keeps it: somebody must be there to
/// put things right.
fn take(act: &mut Act<'_>, id: MandateId, why: &str) -> Result<(), Problem> {
    let now = act.now();
    if let Some(granted) = mandate::find(act.conn(), id)?.filter(|granted| granted.not_over(now)) {
        granting::end_by_rule(act, &granted, why)?;
    }
    Ok(())
}

/// Whether a rule of this provider names one of the groups.
pub(super) fn names(conn: &mut Conn, provider: ProviderId, groups: &BTreeSet<String>) -> Result<provider_person::Named, Problem> {
    let named = of_provider(conn, provider)?.iter().any(|rule| rule.ended_at.is_none() && groups.contains(&rule.group));
    Ok(if named { provider_person::Named::ByARule } else { provider_person::Named::ByNone })
}

/// Someone came with these groups: what they mean is given, what they no longer mean ends.
pub(super) fn apply(
    act: &mut Act<'_>,
    provider: ProviderId,
    person: PersonId,
    groups: &BTreeSet<String>,
    why_gone: &str,
) -> Result<(), Problem> {
    let now = act.now();
    for rule in of_provider(act.conn(), provider)?.into_iter().filter(|rule| rule.ended_at.is_none()) {
        let given = act.conn().rows(&GIVEN_TO, values![rule.id, person], |row| row.get::<MandateId>(0))?;
        if !groups.contains(&rule.group) {
            for mandate in given {
                take(act, mandate, why_gone)?;
            }
            continue;
        }
        let mut runs_on = false;
        for mandate in given {
            let granted = mandate::find(act.conn(), mandate)?.filter(|granted| granted.in_force(now));
            runs_on |= granted.is_some_and(|granted| granted.valid_to.is_none_or(|to| now + RENEWED < to));
        }
        if !runs_on {
            give(act, &rule, person)?;
        }
    }
    Ok(())
}

/// Gives what the rule says, under the mandate of the one who made it: it is asked for now, so a rule gives nothing that its maker no
/// longer holds, nothing to its maker, and nothing beyond the maker's own time.
fn give(act: &mut Act<'_>, rule: &Rule, person: PersonId) -> Result<(), Problem> {
    let now = act.now();
    if rule.made_by == person {
        return Ok(());
    }
    let by = match mandate::ask::<Govern>(act.conn(), rule.made_by, rule.scope, now) {
        Ok(by) => by,
        Err(Problem::Refused(_)) => {
            tracing::warn!(rule = %rule.id, "A rule gives nothing: whoever made it no longer governs there");
            return Ok(());
        }
        Err(fault) => return Err(fault),
    };
    let mut until = Until::Day(now + RUNS);
    for allowed in &rule.acts {
        match granting::held_until(act.conn(), &by, *allowed, rule.scope, now)? {
            Some(held) => until = until.min(held),
            None => {
                tracing::warn!(rule = %rule.id, act = allowed.as_str(), "A rule gives nothing: whoever made it no longer holds that act");
                return Ok(());
            }
        }
    }
    let valid_to = match until {
        Until::Day(day) => Some(day),
        Until::NoEnd => None,
    };
    let (acts, document) = (rule.acts.clone(), rule.document.clone());
    let grant = Grant { person, scope: rule.scope, acts, document, valid_from: now, valid_to };
    let mandate = granting::within(act, &by, &grant, &Conditions::default())?;
    act.conn().run(&NOTE, values![mandate, rule.id, person])?;
    act.record(By::Torg, &Event::GroupRuleApplied { rule: rule.id, provider: rule.provider, person, mandate })?;
    Ok(())
}
