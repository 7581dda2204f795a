//! The little world of these stories: a notebook in which people write.

use store::testing::{Town, databases};
use store::{Conn, Fault, Migration, values};
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 1,
        name: "people and notes",
        sql: "create table person (id {id} not null primary key, email {text} not null unique){strict};
              create table note (
                  n {pk}, person {id} references person (id), text {text} not null check (text <> 'forbidden'),
                  unique (person, text)
              ){strict};
              create unique index note_shout on note (upper(text)) where person is null;",
    },
    Migration {
        number: 2,
        name: "one of each",
        sql: "create table thing (
                  number {int}, measure {real}, text {text}, bytes {bytes}, id {id}, hash {bytes}, flag {int}
              ){strict};
              --sqlite
              create table only_here (x {int}){strict};
              --postgres
              create table only_there (x {int});
              --both
              create index thing_number on thing (number);",
    },
];

store::sql! {
    pub(crate) ADD_PERSON = "insert into person (id, email) values (?1, ?2)";
    pub(crate) WRITE = "insert into note (person, text) values (?1, ?2) returning n";
    pub(crate) TEXTS = "select text from note order by n";
    pub(crate) COUNT = "select count(*) from note";
    pub(crate) REMOVE = "delete from note where text = ?1";
}

/// Tells the story once on each engine.
pub(crate) fn on_both(story: impl Fn(&Town)) {
    for town in databases(MIGRATIONS) {
        story(&town);
    }
}

pub(crate) fn write(conn: &mut Conn, text: &str) -> Result<i64, Fault> {
    let number = conn.one(&WRITE, values![None::<Uuid>, text], |row| row.get(0))?;
    Ok(number.expect("an insert returns its row"))
}

pub(crate) fn texts(town: &Town) -> Vec<String> {
    let found: Result<_, Fault> = town.database.read_blocking(|conn| conn.rows(&TEXTS, &[], |row| row.get(0)));
    found.expect("texts")
}

pub(crate) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}
