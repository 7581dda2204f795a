//! Governing in the stories: who grants what to whom, and how it is revoked.
use crate::govern::granting::{self, Grant};
use crate::govern::mandate::{self, Allowed, Govern, Granted, Scope};
use crate::govern::{Officer, person, unit};
use crate::ground::{MandateId, PersonId, Problem, UnitId};

use super::town::Town;

impl Town {
    /// The unit with this name.
    pub(super) async fn unit(&self, name: &str) -> UnitId {
        let wanted = name.to_owned();
        let found = self.desk.read(move |conn| Ok(unit::all(conn)?.into_iter().find(|unit| unit.name == wanted))).await.unwrap();
        found.unwrap_or_else(|| panic!("no unit is called {name}")).id
    }

    /// Where a story says it is: a unit by name, or everywhere.
    pub(super) async fn place(&self, name: &str) -> Scope {
        if name == "everywhere" { Scope::Everywhere } else { Scope::Unit(self.unit(name).await) }
    }

    /// `who` grants `to` a mandate for `acts` in a unit, or everywhere, without an end.
    pub(super) async fn entrusts(&self, who: &str, to: &str, place: &str, acts: &[Allowed]) -> Result<MandateId, Problem> {
        let grant = Grant {
            person: self.colleague(to).await.id(),
            scope: self.place(place).await,
            acts: acts.to_vec(),
            document: "KS 2026/00200".to_owned(),
            valid_from: self.now(),
            valid_to: None,
        };
        self.entrusts_exactly(who, grant).await
    }

    /// `who` grants this.
    pub(super) async fn entrusts_exactly(&self, who: &str, grant: Grant) -> Result<MandateId, Problem> {
        let officer = self.colleague(who).await.officer;
        self.desk
            .act(move |mut act| {
                let now = act.now();
                let by = officer.may::<Govern>(act.conn(), grant.scope, now)?;
                granting::grant(act, &by, &grant)
            })
            .await
    }

    /// `who` ends a mandate.
    pub(super) async fn revokes(&self, who: &str, mandate: MandateId) -> Result<(), Problem> {
        let officer = self.colleague(who).await.officer;
        self.desk
            .act(move |mut act| {
                let now = act.now();
                let scope = mandate::find(act.conn(), mandate)?.map_or(Scope::Everywhere, |granted| granted.scope());
                let by = officer.may::<Govern>(act.conn(), scope, now)?;
                granting::revoke(act, &by, mandate, "uppdraget är slut")
            })
            .await
    }

    /// `who` tells that someone left the desk.
    pub(super) async fn lets_go(&self, who: &str, left: &str) -> Result<(), Problem> {
        let (officer, left) = (self.colleague(who).await.officer, self.colleague(left).await.officer.person);
        self.desk
            .act(move |mut act| {
                let now = act.now();
                let scope = person::scope_of_leaving(act.conn(), &left, now)?;
                let by = officer.may::<Govern>(act.conn(), scope, now)?;
                person::leave(act, &by, left.id)
            })
            .await
    }

    /// Every mandate someone has had.
    pub(super) async fn mandates_of(&self, name: &str) -> Vec<Granted> {
        let id: PersonId = self.colleague(name).await.id();
        self.desk.read(move |conn| Ok(mandate::of_person(conn, id)?)).await.unwrap()
    }

    /// What someone may do with a token under one of their mandates.
    pub(super) async fn with_token(&self, name: &str, mandate: MandateId) -> Officer {
        Officer { only_under: Some(mandate), ..self.colleague(name).await.officer }
    }
}
