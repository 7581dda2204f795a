//! One try, on the desk and in the model at once: both do it, or both refuse.
use jiff::SignedDuration;

use super::model::{Hour, Mandate, Model, Place, Substitution, Trained};
use super::property::{ACTS, Try, World, at};
use crate::govern::mandate::{self, Allowed, Conditions, Govern, Grant};
use crate::govern::substitution::{self, Appointment};
use crate::govern::training::{self, Noted};
use crate::govern::{granting, moving, person};
use crate::ground::Problem;

fn agree<T>(outcome: Result<T, Problem>, wanted: bool, tried: &Try, model: &Model) -> Option<T> {
    match outcome {
        Ok(value) => {
            assert!(wanted, "the desk did what the model refuses: {tried:?} in {model:#?}");
            Some(value)
        }
        Err(Problem::Refused(refusal)) => {
            assert!(!wanted, "the desk refuses ({}) what the model does: {tried:?} in {model:#?}", refusal.key);
            None
        }
        Err(fault) => panic!("{fault}"),
    }
}

impl World {
    /// Tries it on the desk and in the model; gives who tried.
    pub(super) async fn attempt(&mut self, tried: &Try) -> usize {
        let now = self.model.now;
        match tried {
            Try::Wait { hours } => {
                self.town.later(SignedDuration::from_hours(*hours));
                self.model.now += hours;
                0
            }
            Try::Grant { by, to, place, acts, from, hours, training } => {
                let (by, to) = (self.someone(*by), to.index(self.people.len()));
                let place = *place.get(&self.places());
                let acts: Vec<Allowed> = ACTS.iter().zip(acts).filter(|(_, wanted)| **wanted).map(|(act, _)| *act).collect();
                let (from, training) = ((now + from).max(now), training.map(|training| training.index(self.trainings.len())));
                let valid_to = hours.map(|hours| now + hours);
                let wanted = self.may_grant(by, to, place, &acts, from, valid_to);
                let grant = Grant {
                    person: self.people[to],
                    scope: self.scope(place),
                    acts: acts.clone(),
                    document: "KS 2026/00400".to_owned(),
                    valid_from: at(from),
                    valid_to: valid_to.map(at),
                };
                let conditions =
                    Conditions { training: training.map(|training| self.trainings[training]), ..Conditions::default() };
                let officer = self.officer(by).await;
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), grant.scope, now)?;
                    mandate::grant_on(act, &by, &grant, &conditions)
                });
                if let Some(id) = agree(outcome.await, wanted, tried, &self.model) {
                    self.mandates.push(id);
                    self.model.mandates.push(Mandate { person: to, place, acts, from, to: valid_to, training, revoked: false });
                }
                by
            }
            Try::Extend { by, mandate, hours } => {
                let (by, number) = (self.someone(*by), mandate.index(self.mandates.len()));
                let old = self.model.mandates[number].clone();
                let (from, valid_to) = (old.to.unwrap_or(now).max(now), now + hours);
                let wanted = !old.revoked
                    && old.to.is_some_and(|end| valid_to > end)
                    && self.may_grant(by, old.person, old.place, &old.acts, from, Some(valid_to));
                let (officer, id, scope) = (self.officer(by).await, self.mandates[number], self.scope(old.place));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    granting::extend(act, &by, id, "KS 2026/00401", Some(at(valid_to)))
                });
                if let Some(id) = agree(outcome.await, wanted, tried, &self.model) {
                    self.mandates.push(id);
                    self.model.mandates.push(Mandate { from, to: Some(valid_to), ..old });
                }
                by
            }
            Try::Revoke { by, mandate } => {
                let (by, number) = (self.someone(*by), mandate.index(self.mandates.len()));
                let mut after = self.model.clone();
                after.mandates[number].revoked = true;
                let one = &self.model.mandates[number];
                let wanted = self.governs(by, one.place).is_some() && !one.revoked && self.model.stays_governed(&after);
                let (officer, id, scope) = (self.officer(by).await, self.mandates[number], self.scope(one.place));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    mandate::revoke(act, &by, id, "slut")
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.model = after;
                }
                by
            }
            Try::Appoint { by, mandate, person, from, hours } => {
                let (by, number, person) =
                    (self.someone(*by), mandate.index(self.mandates.len()), person.index(self.people.len()));
                let one = self.model.mandates[number].clone();
                let (from, to) = ((now + from).max(now), now + hours);
                let wanted = self.governs(by, one.place).is_some_and(|holder| person != by && person != holder)
                    && person != one.person
                    && self.model.not_over(number, now)
                    && !self.model.people[one.person].1
                    && !self.model.people[person].1
                    && from < to
                    && one.to.is_none_or(|end| to <= end)
                    && one.acts.iter().all(|act| self.model.may_until(by, *act, one.place, Some(to)));
                let appointment = Appointment {
                    mandate: self.mandates[number],
                    person: self.people[person],
                    document: "semester".to_owned(),
                    valid_from: at(from),
                    valid_to: at(to),
                };
                let (officer, scope) = (self.officer(by).await, self.scope(one.place));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    substitution::appoint(act, &by, &appointment)
                });
                if let Some(id) = agree(outcome.await, wanted, tried, &self.model) {
                    self.substitutions.push(id);
                    self.model.substitutions.push(Substitution { mandate: number, person, from, to, ended: false });
                }
                by
            }
            Try::EndSubstitution { by, substitution } => {
                let by = self.someone(*by);
                if self.substitutions.is_empty() {
                    return by;
                }
                let number = substitution.index(self.substitutions.len());
                let one = self.model.substitutions[number].clone();
                let place = self.model.mandates[one.mandate].place;
                let wanted = self.governs(by, place).is_some() && !one.ended && now < one.to;
                let (officer, id, scope) = (self.officer(by).await, self.substitutions[number], self.scope(place));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    substitution::end(act, &by, id)
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.model.substitutions[number].ended = true;
                }
                by
            }
            Try::Note { by, person, training, hours } => {
                let (by, person) = (self.someone(*by), person.index(self.people.len()));
                let number = training.index(self.trainings.len());
                let (unit, left) = self.model.people[person];
                let until = hours.map(|hours| now + hours);
                let wanted = !left && self.governs(by, Place::Unit(unit)).is_some_and(|holder| person != by && person != holder);
                let noted = Noted {
                    training: self.trainings[number],
                    person: self.people[person],
                    done_at: at(now),
                    valid_until: until.map(at),
                };
                let (officer, scope) = (self.officer(by).await, self.scope(Place::Unit(unit)));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    training::note(act, &by, &noted)
                });
                if let Some(id) = agree(outcome.await, wanted, tried, &self.model) {
                    self.trained.push(id);
                    self.model.trained.push(Trained { training: number, person, until, withdrawn: false });
                }
                by
            }
            Try::Withdraw { by, trained } => {
                let by = self.someone(*by);
                if self.trained.is_empty() {
                    return by;
                }
                let number = trained.index(self.trained.len());
                let mut after = self.model.clone();
                after.trained[number].withdrawn = true;
                let one = &self.model.trained[number];
                let (unit, _) = self.model.people[one.person];
                let wanted = self.governs(by, Place::Unit(unit)).is_some() && !one.withdrawn && self.model.stays_governed(&after);
                let (officer, id, scope) = (self.officer(by).await, self.trained[number], self.scope(Place::Unit(unit)));
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    training::withdraw(act, &by, id, "fel person")
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.model = after;
                }
                by
            }
            Try::Leave { by, person } => {
                let (by, number) = (self.someone(*by), person.index(self.people.len()));
                let mut after = self.model.clone();
                after.people[number].1 = true;
                let (unit, left) = self.model.people[number];
                let held = (0..self.mandates.len())
                    .filter(|mandate| self.model.mandates[*mandate].person == number && self.model.not_over(*mandate, now));
                let held: Vec<Place> = held.map(|mandate| self.model.mandates[mandate].place).collect();
                let within = held.iter().all(|place| self.model.covers(Place::Unit(unit), *place));
                let place = if within { Place::Unit(unit) } else { Place::Everywhere };
                let wanted = by != number && !left && self.governs(by, place).is_some() && self.model.stays_governed(&after);
                let (officer, leaving) = (self.officer(by).await, self.officer(number).await.person);
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let scope = person::scope_of_leaving(act.conn(), &leaving, now)?;
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    person::leave(act, &by, leaving.id)
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.model = after;
                }
                by
            }
            Try::Move { by, unit, to } => {
                let (by, number, to) = (self.someone(*by), unit.index(self.units.len()), to.index(self.units.len()));
                let wanted = self.may_move(by, number, to) && self.model.units[number] != Some(to);
                let (officer, id, parent) = (self.officer(by).await, self.units[number], self.units[to]);
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let scope = moving::scope(act.conn(), id, parent)?;
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    moving::move_under(act, &by, id, parent)
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.model.units[number] = Some(to);
                }
                by
            }
            Try::Close { by, unit, to } => {
                let (by, number, to) = (self.someone(*by), unit.index(self.units.len()), to.index(self.units.len()));
                let wanted = self.may_move(by, number, to);
                let (officer, id, successor) = (self.officer(by).await, self.units[number], self.units[to]);
                let outcome = self.town.desk.act(move |mut act| {
                    let now = act.now();
                    let scope = moving::scope(act.conn(), id, successor)?;
                    let by = officer.may::<Govern>(act.conn(), scope, now)?;
                    moving::close(act, &by, id, successor, "läggs ned")
                });
                if agree(outcome.await, wanted, tried, &self.model).is_some() {
                    self.closes(number, to);
                }
                by
            }
        }
    }

    /// Someone, more often one who governs something: others are refused the same way every time.
    fn someone(&self, by: proptest::sample::Index) -> usize {
        let places = self.places();
        let governs = |person: &usize| places.iter().any(|place| self.model.picked(*person, Allowed::Govern, *place).is_some());
        let everyone = 0..self.people.len();
        let governing: Vec<usize> = everyone.clone().filter(governs).collect();
        let list: Vec<usize> = governing.iter().chain(&governing).chain(&governing).copied().chain(everyone).collect();
        *by.get(&list)
    }

    fn closes(&mut self, number: usize, to: usize) {
        let model = &mut self.model;
        for mandate in model.mandates.iter_mut().filter(|one| one.place == Place::Unit(number)) {
            mandate.revoked |= mandate.to.is_none_or(|end| model.now < end);
        }
        for under in model.units.iter_mut().filter(|parent| **parent == Some(number)) {
            *under = Some(to);
        }
        for channel in model.channels.iter_mut().filter(|unit| **unit == number) {
            *channel = to;
        }
        for person in model.people.iter_mut().filter(|(unit, left)| *unit == number && !left) {
            person.0 = to;
        }
        model.units[number] = Some(to);
        model.closed[number] = true;
    }

    /// Whose mandate someone governs a place under, where they do and it is not closed.
    fn governs(&self, by: usize, place: Place) -> Option<usize> {
        if let Place::Unit(unit) = place
            && self.model.closed[unit]
        {
            return None;
        }
        self.model.picked(by, Allowed::Govern, place)
    }

    fn may_grant(&self, by: usize, to: usize, place: Place, acts: &[Allowed], from: Hour, valid_to: Option<Hour>) -> bool {
        self.governs(by, place).is_some_and(|holder| to != by && to != holder)
            && acts.iter().all(|act| self.model.may_until(by, *act, place, valid_to))
            && !acts.is_empty()
            && valid_to.is_none_or(|end| end > from)
            && !self.model.people[to].1
    }

    fn may_move(&self, by: usize, unit: usize, to: usize) -> bool {
        let model = &self.model;
        let Some(parent) = model.units[unit] else { return false };
        if model.closed[unit] || model.closed[parent] || model.closed[to] || model.is_within(to, unit) {
            return false;
        }
        let over = model.above(parent).into_iter().find(|above| model.above(to).contains(above)).unwrap();
        let widens = |number: usize| {
            let one = &model.mandates[number];
            let Place::Unit(above) = one.place else { return false };
            let comes_under = model.is_within(to, above) && !model.is_within(unit, above);
            comes_under
                && model.not_over(number, model.now)
                && !model.people[one.person].1
                && !one.acts.iter().all(|act| model.may_until(by, *act, Place::Unit(unit), one.to))
        };
        self.governs(by, Place::Unit(over)).is_some() && !(0..model.mandates.len()).any(widens)
    }
}
