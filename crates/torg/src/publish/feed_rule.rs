//! Feed rules (R073): what a feed says becomes a draft or a post of ours. The feed is a channel that listens (RSS, Atom, JSON Feed), so each
//! entry is on the record before anything is made of it; a rule makes one post of each entry, so many a day, approved as its channels demand.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use super::automatic::{self, Outcome};
use super::composition::{Composition, Wording};
use super::post::{self, About, From};
use super::series::Then;
use super::template::Says;
use crate::govern::mandate::{Mandate, Publish};
use crate::govern::{channel, unit};
use crate::ground::clock::micros;
use crate::ground::jobs::{self, Job, Next};
use crate::ground::news::Changed;
use crate::ground::problem::not_found;
use crate::ground::vault::Vault;
use crate::ground::{ChannelId, Desk, FeedRuleId, MessageId, PersonId, PostId, Problem, UnitId, refuse};
use crate::records::message::{self, Text};
use crate::records::{Act, Committed, Event};

/// How often a rule looks at what its channel heard.
const PAUSE: SignedDuration = SignedDuration::from_mins(2);
/// Messages looked at in one go.
const ROUND: i64 = 200;
/// Nobody reads more drafts of one feed a day.
pub const MOST_A_DAY: i64 = 50;
/// Longest template, in characters.
const LONGEST: usize = 2_000;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The channel that listens to the feed.
    pub source: ChannelId,
    /// Whose the posts are.
    pub unit: UnitId,
    /// What colleagues call it.
    pub name: String,
    /// Where they are said.
    pub channels: Vec<ChannelId>,
    /// Their language.
    pub language: String,
    /// What is said, with `{{title}}`, `{{text}}` and `{{link}}`.
    pub template: String,
    /// What becomes of each.
    pub then: Then,
    /// Most of a day.
    pub most_a_day: i64,
}

/// A rule, and how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRule {
    /// Its id.
    pub id: FeedRuleId,
    /// What it says.
    pub rule: Rule,
    /// Messages up to this one were looked at.
    pub seen: i64,
    /// The day that is counted, in the unit's zone, and how many were made on it.
    pub today: (String, i64),
    /// How many entries were left alone since it was made, because there were too many.
    pub left_alone: i64,
    /// Why the last one could not be handed in.
    pub trouble: Option<String>,
    /// Who set it up: each is handed in under their mandate.
    pub made_by: PersonId,
    /// True when it was ended.
    pub ended: bool,
}

macro_rules! columns {
    () => {
        "id, source, unit, name, channels, language, template, hands_in, most_a_day, seen, day, made_today, left_alone, trouble, made_by, ended_at"
    };
}

sql! {
    MAKE = "insert into publish_feed_rule (id, source, unit, name, channels, language, template, hands_in, most_a_day, seen, made_by, mandate, made_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    FIND = concat!("select ", columns!(), " from publish_feed_rule where id = ?1");
    ALL = concat!("select ", columns!(), " from publish_feed_rule where ended_at is null order by name, id limit 500");
    NEWEST = "select coalesce(max(n), 0) from records_message";
    HEARD = "select n, id, channel, direction, gone_at from records_message where n > ?1 order by n limit ?2";
    LOOKED = "update publish_feed_rule set seen = ?3, day = ?4, made_today = ?5, left_alone = ?6 where id = ?1 and seen = ?2 and ended_at is null";
    TROUBLE = "update publish_feed_rule set trouble = ?2 where id = ?1";
    END = "update publish_feed_rule set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
}

fn read(row: &store::Row<'_>) -> Result<FeedRule, Fault> {
    let channels: String = row.get(4)?;
    Ok(FeedRule {
        id: row.get(0)?,
        rule: Rule {
            source: row.get(1)?,
            unit: row.get(2)?,
            name: row.get(3)?,
            channels: channels.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
            language: row.get(5)?,
            template: row.get(6)?,
            then: if row.get::<i64>(7)? == 1 { Then::HandIn } else { Then::Draft },
            most_a_day: row.get(8)?,
        },
        seen: row.get(9)?,
        today: (row.get(10)?, row.get(11)?),
        left_alone: row.get(12)?,
        trouble: row.get(13)?,
        made_by: row.get(14)?,
        ended: row.get::<Option<i64>>(15)?.is_some(),
    })
}

/// One rule.
pub fn find(conn: &mut Conn, id: FeedRuleId) -> Result<Option<FeedRule>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// All that have not ended, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<FeedRule>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// From now on what the feed says becomes posts; what it said before does not.
pub fn make(mut act: Act<'_>, by: &Mandate<Publish>, rule: &Rule) -> Result<Committed<FeedRuleId>, Problem> {
    let now = act.now();
    let refused = |key| refuse(StatusCode::UNPROCESSABLE_ENTITY, key);
    let (name, template) = (rule.name.trim(), rule.template.trim());
    if name.is_empty() {
        return Err(refused("refuse-name-missing").into());
    }
    if template.is_empty() || template.chars().count() > LONGEST {
        return Err(refused("refuse-feed-template").with("longest", LONGEST).into());
    }
    if !(1..=MOST_A_DAY).contains(&rule.most_a_day) {
        return Err(refused("refuse-feed-most").with("most", MOST_A_DAY).into());
    }
    if rule.channels.is_empty() {
        return Err(refused("refuse-post-no-channel").into());
    }
    let Some(source) = channel::find(act.conn(), rule.source)? else { return Err(not_found()) };
    if source.network != "rss" {
        return Err(refused("refuse-feed-source").into());
    }
    let seen: i64 = act.conn().one(&NEWEST, values![], |row| row.get(0))?.unwrap_or(0);
    let id = FeedRuleId::new(now);
    let channels = rule.channels.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let hands_in = i64::from(rule.then == Then::HandIn);
    let (language, most) = (&rule.language, rule.most_a_day);
    let values = values![
        id,
        rule.source,
        rule.unit,
        name,
        channels,
        language,
        template,
        hands_in,
        most,
        seen,
        by.person(),
        by.id(),
        micros(now)
    ];
    act.conn().run(&MAKE, values)?;
    jobs::enqueue(act.conn(), now, now + PAUSE, &FollowFeed { rule: id }, Some(&format!("follow-feed:{id}")))?;
    act.commit(by.by(), &Event::FeedRuleMade { rule: id, source: rule.source, unit: rule.unit }, id)
}

/// Nothing more is made by the rule; what was made stays.
pub fn end(mut act: Act<'_>, by: &Mandate<Publish>, rule: &FeedRule) -> Result<Committed<()>, Problem> {
    let now = act.now();
    if act.conn().run(&END, values![rule.id, by.person(), micros(now)])? == 0 {
        return Err(refuse(StatusCode::CONFLICT, "refuse-feed-ended").into());
    }
    act.commit(by.by(), &Event::FeedRuleEnded { rule: rule.id, source: rule.rule.source }, ())
}

/// Makes posts of what a feed said since last time. Running it twice is harmless: what was looked at is counted in the transaction that makes
/// the drafts, and each entry's post is unique.
#[derive(Debug, Serialize, Deserialize)]
pub struct FollowFeed {
    /// By which rule.
    pub rule: FeedRuleId,
}

impl Job for FollowFeed {
    const NAME: &'static str = "follow-feed";

    async fn run(self, desk: &Desk) -> Result<Next, Problem> {
        let (id, here, now) = (self.rule, desk.clone(), desk.now());
        let round = desk.write(move |conn| round(conn, here.vault(), id, now)).await?;
        let Some(Round { rule, made, more }) = round else { return Ok(Next::Done) };
        if rule.rule.then == Then::HandIn {
            for post in &made {
                let trouble = match automatic::hand_in(desk, rule.made_by, *post).await? {
                    Outcome::HandedIn => None,
                    Outcome::Refused(key) => Some(key),
                };
                desk.write(move |conn| Ok(conn.run(&TROUBLE, values![id, trouble])?)).await?;
            }
        }
        if !made.is_empty() {
            desk.news().tell(Changed::Desk);
        }
        Ok(Next::At(if more { now } else { now + PAUSE }))
    }
}

struct Round {
    rule: FeedRule,
    made: Vec<PostId>,
    more: bool,
}

fn round(conn: &mut Conn, vault: &Vault, id: FeedRuleId, now: Timestamp) -> Result<Option<Round>, Problem> {
    let Some(rule) = find(conn, id)?.filter(|rule| !rule.ended) else { return Ok(None) };
    let heard: Vec<(i64, MessageId, ChannelId, String, Option<i64>)> = conn
        .rows(&HEARD, values![rule.seen, ROUND], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    let Some((last, ..)) = heard.last() else { return Ok(Some(Round { rule, made: Vec::new(), more: false })) };
    let (last, more) = (*last, i64::try_from(heard.len()).is_ok_and(|n| n == ROUND));
    let zone = unit::find(conn, rule.rule.unit)?.map(|unit| unit.zone).unwrap_or_default();
    let today = now.to_zoned(jiff::tz::TimeZone::get(&zone).unwrap_or(jiff::tz::TimeZone::UTC)).date().to_string();
    let mut made_today = if rule.today.0 == today { rule.today.1 } else { 0 };
    let (mut left_alone, mut made) = (rule.left_alone, Vec::new());
    for (_, message, source, direction, gone_at) in heard {
        if source != rule.rule.source || direction != "in" || gone_at.is_some() {
            continue;
        }
        if made_today >= rule.rule.most_a_day {
            left_alone += 1;
            continue;
        }
        if let Some(post) = draft(conn, vault, &rule, &zone, message, now)? {
            made.push(post);
            made_today += 1;
        }
    }
    if conn.run(&LOOKED, values![id, rule.seen, last, today, made_today, left_alone])? == 0 {
        return Err(anyhow::anyhow!("feed rule {id} was followed by another node at the same moment").into());
    }
    Ok(Some(Round { rule, made, more }))
}

/// The draft that an entry becomes; nothing for one that was erased or says nothing.
fn draft(
    conn: &mut Conn,
    vault: &Vault,
    rule: &FeedRule,
    zone: &str,
    id: MessageId,
    now: Timestamp,
) -> Result<Option<PostId>, Problem> {
    let Some(entry) = message::find(conn, id)? else { return Ok(None) };
    let Text::Said(said) = message::text(conn, entry.content)? else { return Ok(None) };
    let link = entry.url.unwrap_or_default();
    // Of an entry without a headline its first words are one.
    let title = said.warning.clone().unwrap_or_else(|| screen::first_words(&said.text, 80));
    let with: BTreeMap<String, String> = [("title", title.as_str()), ("text", &said.text), ("link", &link)]
        .map(|(slot, with)| (slot.to_owned(), with.to_owned()))
        .into();
    let says = Says { text: rule.rule.template.clone(), ..Says::default() };
    // What an entry lacks is not said as an empty slot.
    let mut text = says.filled(&with).1;
    for slot in ["{{title}}", "{{text}}", "{{link}}"] {
        text = text.replace(slot, "");
    }
    let no_source_because = if link.is_empty() { rule.rule.name.clone() } else { String::new() };
    let composition = Composition {
        language: rule.rule.language.clone(),
        channels: rule.rule.channels.clone(),
        shared: Wording { text: text.trim().to_owned(), ..Wording::default() },
        source: link,
        no_source_because,
        ..Composition::default()
    };
    if composition.shared.text.is_empty() {
        return Ok(None);
    }
    let about = About { name: title, zone: zone.to_owned(), ..About::default() };
    let from = From { origin: format!("feed:{}:{id}", rule.id), corrects: None };
    post::make(conn, vault, rule.made_by, rule.rule.unit, &about, &composition, &from, now).map(Some)
}
