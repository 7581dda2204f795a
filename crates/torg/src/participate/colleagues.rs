//! Colleagues who may answer in a channel: to whom a conversation can be given.
use std::collections::HashMap;

use jiff::Timestamp;
use serde::Serialize;
use store::{Conn, sql, values};

use crate::govern::channel::Channel;
use crate::govern::mandate::Allowed;
use crate::govern::unit::{self, Unit};
use crate::ground::clock::micros;
use crate::ground::{ChannelId, PersonId, Problem, UnitId};

sql! {
    IN_FORCE = "select p.id, p.name, p.post, m.unit, m.channel, m.acts from govern_mandate m join govern_person p on p.id = m.person
                where m.revoked_at is null and m.valid_from <= ?1 and (m.valid_to is null or m.valid_to > ?1) and p.left_at is null
                order by p.name, p.id";
}

/// Someone who may answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Colleague {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub post: String,
}

/// Everyone who may answer in `channel` now, by name. One question to the database, however many people there are.
pub fn who_may_answer(conn: &mut Conn, channel: &Channel, now: Timestamp) -> Result<Vec<Colleague>, Problem> {
    type Row = (Colleague, Option<UnitId>, Option<ChannelId>, String);
    let rows: Vec<Row> = conn.rows(&IN_FORCE, values![micros(now)], |row| {
        let colleague = Colleague { id: row.get(0)?, name: row.get(1)?, post: row.get(2)? };
        Ok((colleague, row.get(3)?, row.get(4)?, row.get(5)?))
    })?;
    let above = units_above(&unit::all(conn)?, channel.unit);
    let mut colleagues: Vec<Colleague> = rows
        .into_iter()
        .filter(|(.., acts)| acts.split(' ').any(|act| act == Allowed::Answer.as_str()))
        .filter(|(_, unit, only, _)| covers(*unit, *only, channel.id, &above))
        .map(|(colleague, ..)| colleague)
        .collect();
    colleagues.dedup();
    Ok(colleagues)
}

/// A mandate for one channel holds there; one for a unit holds in it and below; one for neither holds everywhere.
fn covers(unit: Option<UnitId>, only: Option<ChannelId>, channel: ChannelId, above: &[UnitId]) -> bool {
    match (unit, only) {
        (_, Some(only)) => only == channel,
        (Some(unit), None) => above.contains(&unit),
        (None, None) => true,
    }
}

/// The unit itself and those it lies under. A ring in a spoiled database ends at the number of units.
fn units_above(units: &[Unit], unit: UnitId) -> Vec<UnitId> {
    let parents: HashMap<UnitId, Option<UnitId>> = units.iter().map(|unit| (unit.id, unit.parent)).collect();
    let mut above = vec![unit];
    let mut at = unit;
    while let Some(Some(parent)) = parents.get(&at) {
        if above.len() > units.len() {
            break;
        }
        above.push(*parent);
        at = *parent;
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    #[test]
    fn a_mandate_for_a_unit_holds_in_the_units_below() {
        let tree =
            |id, parent: Option<u128>| Unit { id: unit(id), parent: parent.map(unit), name: String::new(), zone: String::new() };
        let units = [tree(1, None), tree(2, Some(1)), tree(3, Some(2)), tree(4, Some(1))];
        let above = units_above(&units, unit(3));
        assert_eq!(above, [unit(3), unit(2), unit(1)]);
        let (here, elsewhere) = (ChannelId(Uuid::from_u128(9)), ChannelId(Uuid::from_u128(8)));
        assert!(covers(Some(unit(1)), None, here, &above));
        assert!(!covers(Some(unit(4)), None, here, &above));
        assert!(covers(None, None, here, &above));
        assert!(covers(Some(unit(4)), Some(here), here, &above), "the channel is what it is for");
        assert!(!covers(None, Some(elsewhere), here, &above));
    }

    #[test]
    fn a_ring_of_units_ends() {
        let ring = |id, parent| Unit { id: unit(id), parent: Some(unit(parent)), name: String::new(), zone: String::new() };
        assert!(units_above(&[ring(1, 2), ring(2, 1)], unit(1)).len() <= 4);
    }
}
