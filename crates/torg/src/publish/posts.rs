//! Posts at a glance: those that someone may see, the newest first.
use store::{Conn, Fault, sql, values};
use uuid::Uuid;

use super::post::{self, Post, State, post_columns};
use crate::govern::reach::Reach;
use crate::ground::{PostId, Problem, UnitId};

// ?1 how many, ?2 channels as `Channels::listed` writes them, ?3 before which post, ?4 a state or nothing, ?5 units likewise listed.
macro_rules! newest {
    ($hex_channel:literal, $hex_unit:literal) => {
        concat!(
            "select ",
            post_columns!(),
            " from publish_post p where p.id < ?3 and (?4 = '' or p.state = ?4) and (?2 = '' or ",
            $hex_unit,
            " or exists (select 1 from publish_post_channel c where c.post = p.id and ",
            $hex_channel,
            ")) order by p.id desc limit ?1"
        )
    };
}

sql! {
    NEWEST = sqlite newest!("instr(?2, lower(hex(c.channel))) > 0", "instr(?5, lower(hex(p.unit))) > 0"),
             postgres newest!("position(replace(cast(c.channel as text), '-', '') in ?2) > 0",
                              "position(replace(cast(p.unit as text), '-', '') in ?5) > 0");
    UNITS = "select id from govern_unit order by id";
}

/// Posts within someone's reach that were begun before `before` (exclusive; nothing: from the newest), the newest first; all, or those in
/// a state.
pub fn newest(
    conn: &mut Conn,
    reach: &Reach,
    state: Option<State>,
    before: Option<PostId>,
    most: i64,
) -> Result<Vec<Post>, Problem> {
    let before = before.map_or(Uuid::max(), |id| id.0);
    let state = state.map_or("", State::as_str);
    let channels = if reach.is_everywhere() { String::new() } else { reach.channels().listed() };
    let units = units(conn, reach)?;
    Ok(conn.rows(&NEWEST, values![most, channels, before, state, units], post::read)?)
}

fn units(conn: &mut Conn, reach: &Reach) -> Result<String, Fault> {
    let all: Vec<UnitId> = conn.rows(&UNITS, values![], |row| row.get(0))?;
    let held: Vec<String> =
        all.into_iter().filter(|unit| reach.holds_unit(*unit)).map(|unit| unit.0.simple().to_string()).collect();
    Ok(held.join(" "))
}
