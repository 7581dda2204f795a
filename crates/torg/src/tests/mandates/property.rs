//! Random trees, dates and sequences of grants, revocations, substitutions, trainings, moves and people who leave: after each step the
//! desk answers every question as the model does, refuses what the model refuses, and nobody has given what they did not hold.
use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::Engine;

use super::model::{Hour, Mandate, Model, Place};
use crate::govern::mandate::{self, Allowed, Answer, Govern, Read, Scope};
use crate::govern::{Officer, holding, person, training, unit, whom};
use crate::ground::{ChannelId, MandateId, PersonId, Problem, SubstitutionId, TrainedId, TrainingId, UnitId};
use crate::tests::town::{Town, morning};

pub(super) const ACTS: &[Allowed] = &[Allowed::Answer, Allowed::Govern, Allowed::Read];

/// One thing someone tries; what it names is chosen among what there is.
#[derive(Clone, Debug)]
pub(super) enum Try {
    Grant { by: Index, to: Index, place: Index, acts: Vec<bool>, from: Hour, hours: Option<Hour>, training: Option<Index> },
    Extend { by: Index, mandate: Index, hours: Hour },
    Revoke { by: Index, mandate: Index },
    Appoint { by: Index, mandate: Index, person: Index, from: Hour, hours: Hour },
    EndSubstitution { by: Index, substitution: Index },
    Note { by: Index, person: Index, training: Index, hours: Option<Hour> },
    Withdraw { by: Index, trained: Index },
    Leave { by: Index, person: Index },
    Move { by: Index, unit: Index, to: Index },
    Close { by: Index, unit: Index, to: Index },
    Wait { hours: Hour },
}

fn tries() -> impl Strategy<Value = Try> {
    let who = any::<Index>;
    let some_hours = prop::option::weighted(0.7, 1..600i64);
    prop_oneof![
        8 => (who(), who(), who(), prop::collection::vec(any::<bool>(), 3), -5..40i64, some_hours.clone(),
              prop::option::weighted(0.25, who()))
            .prop_map(|(by, to, place, acts, from, hours, training)| Try::Grant { by, to, place, acts, from, hours, training }),
        2 => (who(), who(), 1..900i64).prop_map(|(by, mandate, hours)| Try::Extend { by, mandate, hours }),
        4 => (who(), who()).prop_map(|(by, mandate)| Try::Revoke { by, mandate }),
        5 => (who(), who(), who(), -5..30i64, 1..300i64)
            .prop_map(|(by, mandate, person, from, hours)| Try::Appoint { by, mandate, person, from, hours }),
        1 => (who(), who()).prop_map(|(by, substitution)| Try::EndSubstitution { by, substitution }),
        3 => (who(), who(), who(), some_hours).prop_map(|(by, person, training, hours)| Try::Note { by, person, training, hours }),
        1 => (who(), who()).prop_map(|(by, trained)| Try::Withdraw { by, trained }),
        1 => (who(), who()).prop_map(|(by, person)| Try::Leave { by, person }),
        4 => (who(), who(), who()).prop_map(|(by, unit, to)| Try::Move { by, unit, to }),
        1 => (who(), who(), who()).prop_map(|(by, unit, to)| Try::Close { by, unit, to }),
        3 => (1..60i64).prop_map(|hours| Try::Wait { hours }),
    ]
}

impl Try {
    fn word(&self) -> &'static str {
        match self {
            Self::Grant { .. } => "grant",
            Self::Extend { .. } => "extend",
            Self::Revoke { .. } => "revoke",
            Self::Appoint { .. } => "appoint",
            Self::EndSubstitution { .. } => "end",
            Self::Note { .. } => "note",
            Self::Withdraw { .. } => "withdraw",
            Self::Leave { .. } => "leave",
            Self::Move { .. } => "move",
            Self::Close { .. } => "close",
            Self::Wait { .. } => "wait",
        }
    }
}

/// The desk and its model, with the ids that the model's numbers stand for.
pub(super) struct World {
    pub(super) town: Town,
    pub(super) model: Model,
    pub(super) units: Vec<UnitId>,
    pub(super) channels: Vec<ChannelId>,
    pub(super) people: Vec<PersonId>,
    pub(super) mandates: Vec<MandateId>,
    pub(super) substitutions: Vec<SubstitutionId>,
    pub(super) trained: Vec<TrainedId>,
    pub(super) trainings: Vec<TrainingId>,
    /// How often each kind of act was done.
    done: BTreeMap<&'static str, u32>,
}

pub(super) fn at(hour: Hour) -> jiff::Timestamp {
    morning() + SignedDuration::from_hours(hour)
}

impl World {
    async fn new(engine: Engine) -> Self {
        let town = Town::on(engine).await;
        town.meddle("delete from govern_mandate where granted_by is not null").await;
        let boss = town.boss;
        let mut trainings = Vec::new();
        for name in ["Grundkurs", "Sekretess"] {
            let added = town.desk.act(move |mut act| {
                let now = act.now();
                let by = mandate::ask::<Govern>(act.conn(), boss, Scope::Everywhere, now)?;
                training::add(act, &by, name)
            });
            trainings.push(added.await.unwrap());
        }
        let (units, channels, people, mandates) = town
            .desk
            .read(move |conn| {
                let mut units = unit::all(conn)?;
                units.sort_by_key(|unit| (unit.parent.is_some(), unit.id));
                let channels = crate::govern::channel::all(conn)?;
                let mut people = person::all(conn)?;
                people.sort_by_key(|person| (person.id != boss, person.id));
                Ok((units, channels, people, mandate::all(conn)?))
            })
            .await
            .unwrap();
        let number = |id: UnitId| units.iter().position(|unit| unit.id == id).unwrap();
        let founding = Mandate {
            person: 0,
            place: Place::Everywhere,
            acts: Allowed::ALL.to_vec(),
            from: 0,
            to: None,
            training: None,
            revoked: false,
        };
        let model = Model {
            now: 0,
            units: units.iter().map(|unit| unit.parent.map(number)).collect(),
            closed: vec![false; units.len()],
            channels: channels.iter().map(|channel| number(channel.unit)).collect(),
            people: people.iter().map(|person| (number(person.unit), false)).collect(),
            mandates: vec![founding],
            substitutions: Vec::new(),
            trained: Vec::new(),
        };
        Self {
            town,
            model,
            units: units.iter().map(|unit| unit.id).collect(),
            channels: channels.iter().map(|channel| channel.id).collect(),
            people: people.iter().map(|person| person.id).collect(),
            mandates: mandates.iter().map(|granted| granted.id).collect(),
            substitutions: Vec::new(),
            trained: Vec::new(),
            trainings,
            done: BTreeMap::new(),
        }
    }

    pub(super) fn places(&self) -> Vec<Place> {
        let units = (0..self.units.len()).map(Place::Unit);
        std::iter::once(Place::Everywhere).chain(units).chain((0..self.channels.len()).map(Place::Channel)).collect()
    }

    pub(super) fn scope(&self, place: Place) -> Scope {
        match place {
            Place::Everywhere => Scope::Everywhere,
            Place::Unit(unit) => Scope::Unit(self.units[unit]),
            Place::Channel(channel) => Scope::Channel(self.channels[channel]),
        }
    }

    pub(super) async fn officer(&self, person: usize) -> Officer {
        let id = self.people[person];
        let found = self.town.desk.read(move |conn| Ok(person::find(conn, id)?)).await.unwrap().unwrap();
        Officer { person: found, only_under: None }
    }

    /// The desk answers as the model, for everyone, everything, everywhere, now and later.
    async fn agrees(&self) {
        let (model, people) = (self.model.clone(), self.people.clone());
        let places: Vec<(Place, Scope)> = self.places().into_iter().map(|place| (place, self.scope(place))).collect();
        let channels = self.channels.clone();
        let asked = self.town.desk.read(move |conn| {
            let now = at(model.now);
            for (number, person) in people.iter().enumerate() {
                for (place, scope) in &places {
                    for act in ACTS {
                        let asked = match act {
                            Allowed::Answer => mandate::ask::<Answer>(conn, *person, *scope, now).map(|by| by.by()),
                            Allowed::Govern => mandate::ask::<Govern>(conn, *person, *scope, now).map(|by| by.by()),
                            _ => mandate::ask::<Read>(conn, *person, *scope, now).map(|by| by.by()),
                        };
                        let may = match asked {
                            Ok(_) => true,
                            Err(Problem::Refused(_)) => false,
                            Err(fault) => return Err(fault),
                        };
                        assert_eq!(may, model.may(number, *act, *place, model.now), "{number} {act:?} {place:?} in {model:#?}");
                    }
                    for later in [40, 400] {
                        let held = holding::of_person(conn, *person, at(model.now + later))?;
                        let may =
                            held.iter().any(|hold| hold.allows(Allowed::Read, at(model.now + later)) && hold.scope() == *scope);
                        let wanted = model.may(number, Allowed::Read, *place, model.now + later);
                        assert!(!may || wanted, "{number} may read {place:?} later, in {model:#?}");
                    }
                }
                let held = holding::of_person(conn, *person, now)?;
                let seen = mandate::channels::<Read>(conn, &held, now)?;
                for (at_channel, channel) in channels.iter().enumerate() {
                    let wanted = model.may(number, Allowed::Read, Place::Channel(at_channel), model.now);
                    assert_eq!(seen.hold(*channel), wanted, "{number} sees channel {at_channel} in {model:#?}");
                }
            }
            for (place, scope) in &places {
                for act in ACTS {
                    let mut holders: Vec<_> = whom::holders(conn, *act, *scope, now)?.iter().map(|holder| holder.id).collect();
                    holders.sort_unstable();
                    let mut wanted: Vec<_> = (0..people.len())
                        .filter(|person| model.may(*person, *act, *place, model.now))
                        .map(|n| people[n])
                        .collect();
                    wanted.sort_unstable();
                    assert_eq!(holders, wanted, "who may {act:?} in {place:?} in {model:#?}");
                }
            }
            Ok(())
        });
        asked.await.unwrap();
    }

    /// What the act's giver must have held, for whatever anyone got by it; and the desk is governed as long as it was.
    fn nobody_got_more(&self, before: &Model, by: usize) {
        let after = &self.model;
        for hour in [0, 1, 7, 30, 100, 300, 700, 2000].map(|later| after.now + later) {
            assert!(after.is_governed(hour) || !before.is_governed(hour), "governed at {hour} no more: {before:#?} {after:#?}");
            for person in 0..self.people.len() {
                for place in self.places() {
                    for act in ACTS {
                        let got = after.may(person, *act, place, hour) && !before.may(person, *act, place, hour);
                        assert!(
                            !got || person != by,
                            "{by} got {act:?} in {place:?} at {hour} by their own act: {before:#?} {after:#?}"
                        );
                        assert!(
                            !got || before.may(by, *act, place, hour),
                            "{by} gave {person} {act:?} in {place:?} at {hour}: {before:#?} {after:#?}"
                        );
                    }
                }
            }
        }
    }
}

impl World {
    async fn tries(&mut self, tried: &Try) {
        let before = self.model.clone();
        let by = self.attempt(tried).await;
        if self.model == before {
            return;
        }
        *self.done.entry(tried.word()).or_default() += 1;
        self.agrees().await;
        // What a training gives comes from the mandate, not from the one who noted it.
        if !matches!(tried, Try::Note { .. } | Try::Wait { .. }) {
            self.nobody_got_more(&before, by);
        } else if let Try::Note { .. } = tried {
            let own = |model: &Model, hour| {
                self.places()
                    .iter()
                    .flat_map(|place| ACTS.iter().map(|act| model.may(by, *act, *place, hour)))
                    .collect::<Vec<_>>()
            };
            assert_eq!(own(&before, before.now), own(&self.model, before.now), "nobody's own word trains them: {before:#?}");
        }
    }
}

/// Tells `cases` sequences; gives how often each kind of act was done, not refused. `TORG_CASES=500` tells more, of other chances.
fn hold(engine: Engine, cases: u32) -> BTreeMap<&'static str, u32> {
    let more = std::env::var("TORG_CASES").map_or(None, |cases| cases.parse().ok());
    let config = Config { cases: more.unwrap_or(cases), failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    let mut runner = match more {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let done = RefCell::new(BTreeMap::<&'static str, u32>::new());
    let told = runner.run(&prop::collection::vec(tries(), 4..22), |sequence| {
        runtime.block_on(async {
            let mut world = World::new(engine).await;
            for tried in &sequence {
                world.tries(tried).await;
            }
            for (kind, times) in world.done {
                *done.borrow_mut().entry(kind).or_default() += times;
            }
        });
        Ok(())
    });
    told.unwrap();
    done.into_inner()
}

#[test]
fn the_desk_answers_as_the_model_on_sqlite() {
    let done = hold(Engine::Sqlite, 16);
    for kind in ["appoint", "grant", "move", "note", "revoke", "wait"] {
        assert!(done.contains_key(kind), "{kind} was always refused: {done:?}");
    }
}

#[test]
fn the_desk_answers_as_the_model_on_postgres() {
    let done = hold(Engine::Postgres, 4);
    assert!(done.contains_key("grant"), "{done:?}");
}
