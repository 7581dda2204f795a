//! How many others must say yes before something leaves, and whether they have. Pure rules; where they stand is in the tables of
//! units and channels, where the nearest decision upwards holds.
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{Conn, Fault, sql, values};

use crate::govern::Governs;
use crate::govern::mandate::{Approval, Scope};
use crate::ground::{ChannelId, PersonId, Problem, UnitId, refuse};
use crate::records::{Act, Committed, Event};

/// What is demanded before something leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ApprovalDemand)]
pub enum Demand {
    /// The writer's own word.
    None,
    /// One other person's yes.
    One,
    /// Two others; in a crisis one is enough who leads in it.
    Crisis,
    /// Two others, each for themselves.
    Two,
}

impl Demand {
    /// Every demand, the least first.
    pub const ALL: &'static [Self] = &[Self::None, Self::One, Self::Crisis, Self::Two];

    /// As the database, the API and the locale keys (`demand-one`) write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::One => "one",
            Self::Crisis => "crisis",
            Self::Two => "two",
        }
    }

    /// The demand called `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|demand| demand.as_str() == name)
    }

    /// From the database: a word that this program does not know demands the most.
    pub(super) fn kept(name: &str) -> Self {
        Self::named(name).unwrap_or(Self::Two)
    }

    /// The demand together with what the writer's mandate says of them.
    pub fn with(self, mandate: Approval) -> Self {
        match mandate {
            Approval::Without => self,
            Approval::Before => self.max(Self::One),
        }
    }

    /// Whether those who said yes are enough.
    pub fn is_met(self, yes: &[Yes]) -> bool {
        let mut people: Vec<PersonId> = Vec::new();
        for one in yes {
            // A substitute speaks with another's mandate: the two are one voice.
            if yes.iter().take_while(|other| !std::ptr::eq(*other, one)).all(|other| !other.is_same_voice(one)) {
                people.push(one.person);
            }
        }
        match self {
            Self::None => true,
            Self::One => !people.is_empty(),
            Self::Crisis => people.len() >= 2 || yes.iter().any(|one| one.leads_crisis),
            Self::Two => people.len() >= 2,
        }
    }
}

/// Somebody's yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yes {
    /// Who said it.
    pub person: PersonId,
    /// Whose mandate it rests on: the same person, or the one they stand in for.
    pub holder: PersonId,
    /// Whether they may lead in a crisis there.
    pub leads_crisis: bool,
}

impl Yes {
    fn is_same_voice(&self, other: &Self) -> bool {
        [self.person, self.holder].into_iter().any(|one| one == other.person || one == other.holder)
    }
}

/// What the demand is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Answers to people.
    Answers,
    /// Posts to everyone.
    Posts,
}

impl Kind {
    /// Where nobody has decided: a post is looked at by one other, an answer goes out with responsibility (R051).
    fn undecided(self) -> Demand {
        match self {
            Self::Answers => Demand::None,
            Self::Posts => Demand::One,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Posts => "posts",
        }
    }
}

sql! {
    // The nearest decision: the channel's own, then its unit's and those above.
    IN_CHANNEL = "with recursive above (id, parent, post, reply, steps) as (
                    select u.id, u.parent, u.post_approval, u.reply_approval, 1 from govern_unit u join govern_channel c on c.unit = u.id where c.id = ?1
                    union select u.id, u.parent, u.post_approval, u.reply_approval, a.steps + 1 from govern_unit u join above a on u.id = a.parent
                      where a.steps < 64)
                  select demand from (
                    select case when ?2 = 'posts' then post_approval else reply_approval end as demand, 0 as steps from govern_channel where id = ?1
                    union all select case when ?2 = 'posts' then post else reply end, steps from above) as decided
                  where demand is not null order by steps limit 1";
    OWN_OF_CHANNEL = "select post_approval, reply_approval from govern_channel where id = ?1";
    OWN_OF_UNIT = "select post_approval, reply_approval from govern_unit where id = ?1";
    SET_IN_CHANNEL = "update govern_channel set post_approval = ?2, reply_approval = ?3 where id = ?1";
    SET_IN_UNIT = "update govern_unit set post_approval = ?2, reply_approval = ?3 where id = ?1";
}

/// What holds for `kind` in a channel.
pub fn in_channel(conn: &mut Conn, channel: ChannelId, kind: Kind) -> Result<Demand, Fault> {
    let decided = conn.one(&IN_CHANNEL, values![channel, kind.as_str()], |row| row.get::<String>(0))?;
    Ok(decided.map_or(kind.undecided(), |decided| Demand::kept(&decided)))
}

/// What a channel or unit decided itself; nothing where it follows the unit above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApprovalDemands)]
pub struct Own {
    /// For posts.
    #[schema(example = "one")]
    pub posts: Option<Demand>,
    /// For answers.
    #[schema(example = json!(null))]
    pub answers: Option<Demand>,
}

/// What was decided for just this channel or unit.
pub fn own(conn: &mut Conn, scope: Scope) -> Result<Own, Fault> {
    let read = |row: &store::Row<'_>| {
        let kept = |name: Option<String>| name.map(|name| Demand::kept(&name));
        Ok(Own { posts: kept(row.get(0)?), answers: kept(row.get(1)?) })
    };
    let found = match scope {
        Scope::Channel(channel) => conn.one(&OWN_OF_CHANNEL, values![channel], read)?,
        Scope::Unit(unit) => conn.one(&OWN_OF_UNIT, values![unit], read)?,
        Scope::Everywhere => None,
    };
    Ok(found.unwrap_or_default())
}

/// Decides for a channel or a unit. What was handed in before keeps the demand it was handed in under.
pub fn decide(mut act: Act<'_>, by: &impl Governs, scope: Scope, own: Own) -> Result<Committed<()>, Problem> {
    by.reach(act.conn(), scope)?;
    let (posts, answers) = (own.posts.map(Demand::as_str), own.answers.map(Demand::as_str));
    let told = |channel: Option<ChannelId>, unit: Option<UnitId>| Event::ApprovalDemanded {
        channel,
        unit,
        posts: posts.map(str::to_owned),
        answers: answers.map(str::to_owned),
    };
    let (changed, event) = match scope {
        Scope::Channel(id) => (act.conn().run(&SET_IN_CHANNEL, values![id, posts, answers])?, told(Some(id), None)),
        Scope::Unit(id) => (act.conn().run(&SET_IN_UNIT, values![id, posts, answers])?, told(None, Some(id))),
        Scope::Everywhere => return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-demand-nowhere").into()),
    };
    if changed == 0 {
        return Err(crate::ground::problem::not_found());
    }
    act.commit(by.stated(), &event, ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(n: u8) -> PersonId {
        PersonId(Uuid::from_u128(u128::from(n)))
    }

    fn yes(n: u8) -> Yes {
        Yes { person: person(n), holder: person(n), leads_crisis: false }
    }

    #[test]
    fn each_demand_is_met_by_as_many_as_it_says() {
        assert!(Demand::None.is_met(&[]) && !Demand::One.is_met(&[]));
        assert!(Demand::One.is_met(&[yes(1)]) && !Demand::Two.is_met(&[yes(1)]));
        assert!(!Demand::Two.is_met(&[yes(1), yes(1)]), "twice the same person is one");
        assert!(Demand::Two.is_met(&[yes(1), yes(2)]));
        let leads = Yes { leads_crisis: true, ..yes(3) };
        assert!(Demand::Crisis.is_met(&[leads]) && !Demand::Crisis.is_met(&[yes(1)]) && Demand::Crisis.is_met(&[yes(1), yes(2)]));
    }

    #[test]
    fn a_substitute_and_the_one_they_stand_in_for_are_one_voice() {
        let substitute = Yes { person: person(2), holder: person(1), leads_crisis: false };
        assert!(!Demand::Two.is_met(&[yes(1), substitute]));
        assert!(Demand::Two.is_met(&[substitute, yes(3)]));
    }

    #[test]
    fn a_mandate_that_asks_for_approval_is_never_left_out() {
        assert_eq!(Demand::None.with(Approval::Before), Demand::One);
        assert_eq!(Demand::Two.with(Approval::Before), Demand::Two);
        assert_eq!(Demand::None.with(Approval::Without), Demand::None);
        assert_eq!(Demand::kept("something later"), Demand::Two);
    }

    proptest! {
        #[test]
        fn one_more_yes_never_takes_approval_away(people in proptest::collection::vec((0u8..4, 0u8..4, any::<bool>()), 0..6)) {
            let all: Vec<Yes> = people.iter()
                .map(|(who, whose, leads)| Yes { person: person(*who), holder: person(*whose), leads_crisis: *leads }).collect();
            for demand in Demand::ALL {
                for n in 0..all.len() {
                    prop_assert!(!demand.is_met(&all[..n]) || demand.is_met(&all[..=n]));
                }
            }
        }
    }
}
