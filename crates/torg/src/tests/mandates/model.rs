//! What the rules of mandates say, written as plainly as can be: lists, walked from one end to the other. The desk must agree.
use crate::govern::mandate::Allowed;

/// An hour; the model counts in hours.
pub(super) type Hour = i64;

/// Where something holds or happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Everywhere,
    Unit(usize),
    Channel(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mandate {
    pub(super) person: usize,
    pub(super) place: Place,
    pub(super) acts: Vec<Allowed>,
    pub(super) from: Hour,
    pub(super) to: Option<Hour>,
    pub(super) training: Option<usize>,
    pub(super) revoked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Substitution {
    pub(super) mandate: usize,
    pub(super) person: usize,
    pub(super) from: Hour,
    pub(super) to: Hour,
    pub(super) ended: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trained {
    pub(super) training: usize,
    pub(super) person: usize,
    pub(super) until: Option<Hour>,
    pub(super) withdrawn: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) now: Hour,
    /// What each unit lies under; the first is the authority.
    pub(super) units: Vec<Option<usize>>,
    pub(super) closed: Vec<bool>,
    /// Whose each channel is.
    pub(super) channels: Vec<usize>,
    /// Where each person belongs, and whether they left.
    pub(super) people: Vec<(usize, bool)>,
    pub(super) mandates: Vec<Mandate>,
    pub(super) substitutions: Vec<Substitution>,
    pub(super) trained: Vec<Trained>,
}

impl Model {
    /// The unit and all it lies under.
    pub(super) fn above(&self, unit: usize) -> Vec<usize> {
        let mut above = vec![unit];
        while let Some(parent) = self.units[*above.last().unwrap()] {
            above.push(parent);
        }
        above
    }

    pub(super) fn covers(&self, outer: Place, inner: Place) -> bool {
        match (outer, inner) {
            (Place::Everywhere, _) => true,
            (Place::Unit(mine), Place::Unit(asked)) => self.above(asked).contains(&mine),
            (Place::Unit(mine), Place::Channel(asked)) => self.above(self.channels[asked]).contains(&mine),
            (Place::Channel(mine), Place::Channel(asked)) => mine == asked,
            _ => false,
        }
    }

    fn is_trained(&self, person: usize, training: Option<usize>, at: Hour) -> bool {
        let Some(training) = training else { return true };
        let counts = |one: &Trained| {
            one.training == training && one.person == person && !one.withdrawn && one.until.is_none_or(|until| at < until)
        };
        self.trained.iter().any(counts)
    }

    pub(super) fn not_over(&self, mandate: usize, at: Hour) -> bool {
        let one = &self.mandates[mandate];
        !one.revoked && one.to.is_none_or(|to| at < to)
    }

    fn in_force(&self, mandate: usize, at: Hour) -> bool {
        let one = &self.mandates[mandate];
        let (_, left) = self.people[one.person];
        !left && one.from <= at && self.not_over(mandate, at) && self.is_trained(one.person, one.training, at)
    }

    /// The mandates a person acts under at `at`, their own and those they stand in for.
    fn held(&self, person: usize, at: Hour) -> Vec<usize> {
        if self.people[person].1 {
            return Vec::new();
        }
        let stands_in = |mandate: usize| {
            let training = self.mandates[mandate].training;
            self.substitutions.iter().any(|one| {
                one.mandate == mandate
                    && one.person == person
                    && !one.ended
                    && one.from <= at
                    && at < one.to
                    && self.is_trained(person, training, at)
            })
        };
        (0..self.mandates.len())
            .filter(|mandate| self.in_force(*mandate, at))
            .filter(|mandate| self.mandates[*mandate].person == person || stands_in(*mandate))
            .collect()
    }

    /// The question that `mandate::ask` answers.
    pub(super) fn may(&self, person: usize, act: Allowed, place: Place, at: Hour) -> bool {
        let allows = |mandate: &usize| {
            let one = &self.mandates[*mandate];
            one.acts.contains(&act) && self.covers(one.place, place)
        };
        self.held(person, at).iter().any(allows)
    }

    /// True when a person may do this now and at every hour until `to`, under one and the same thing they hold.
    pub(super) fn may_until(&self, person: usize, act: Allowed, place: Place, to: Option<Hour>) -> bool {
        let lasts = |end: Option<Hour>| match (end, to) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(end), Some(to)) => end >= to,
        };
        let trained_until = |person: usize, training: Option<usize>| -> Option<Hour> {
            let training = training?;
            let ends: Vec<Option<Hour>> = self
                .trained
                .iter()
                .filter(|one| one.training == training && one.person == person && !one.withdrawn)
                .map(|one| one.until)
                .collect();
            if ends.contains(&None) { None } else { Some(ends.into_iter().flatten().max().unwrap_or(Hour::MIN)) }
        };
        self.held(person, self.now).into_iter().any(|mandate| {
            let one = &self.mandates[mandate];
            if !one.acts.contains(&act) || !self.covers(one.place, place) {
                return false;
            }
            let holder = lasts(one.to) && (one.training.is_none() || lasts(trained_until(one.person, one.training)));
            let own = one.person == person && holder;
            let other = self.substitutions.iter().any(|stand| {
                stand.mandate == mandate
                    && stand.person == person
                    && !stand.ended
                    && stand.from <= self.now
                    && lasts(Some(stand.to))
                    && self.is_trained(person, one.training, self.now)
                    && (one.training.is_none() || lasts(trained_until(person, one.training)))
            });
            own || (other && holder)
        })
    }

    /// True when someone who is no substitute governs everything at `at`.
    pub(super) fn is_governed(&self, at: Hour) -> bool {
        (0..self.mandates.len()).any(|mandate| {
            let one = &self.mandates[mandate];
            self.in_force(mandate, at) && one.place == Place::Everywhere && one.acts.contains(&Allowed::Govern)
        })
    }

    pub(super) fn is_within(&self, inner: usize, outer: usize) -> bool {
        self.above(inner).contains(&outer)
    }
}

impl Model {
    /// Under whose mandate someone acts: their own before another's, the oldest first.
    pub(super) fn picked(&self, person: usize, act: Allowed, place: Place) -> Option<usize> {
        if self.people[person].1 {
            return None;
        }
        let allows = |mandate: usize| {
            let one = &self.mandates[mandate];
            self.in_force(mandate, self.now) && one.acts.contains(&act) && self.covers(one.place, place)
        };
        if (0..self.mandates.len()).any(|mandate| self.mandates[mandate].person == person && allows(mandate)) {
            return Some(person);
        }
        let stands = self.substitutions.iter().find(|one| {
            one.person == person
                && !one.ended
                && one.from <= self.now
                && self.now < one.to
                && allows(one.mandate)
                && self.is_trained(person, self.mandates[one.mandate].training, self.now)
        });
        stands.map(|one| self.mandates[one.mandate].person)
    }

    /// True when `after` is governed for as long as this is, as far as those who govern now see to it.
    pub(super) fn stays_governed(&self, after: &Self) -> bool {
        let hours = (0..6000).map(|later| self.now + later);
        let until = |model: &Self| {
            let now: Vec<usize> = (0..model.mandates.len())
                .filter(|mandate| model.in_force(*mandate, model.now))
                .filter(|mandate| model.mandates[*mandate].place == Place::Everywhere)
                .filter(|mandate| model.mandates[*mandate].acts.contains(&Allowed::Govern))
                .collect();
            hours.clone().take_while(|hour| now.iter().any(|mandate| model.in_force(*mandate, *hour))).count()
        };
        until(after) >= until(self)
    }
}
