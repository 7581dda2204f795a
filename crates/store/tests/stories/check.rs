//! The check of all statements finds what would otherwise be found by a user.

use crate::notebook::MIGRATIONS;
use store::testing::{postgres, sqlite};
use store::{STATEMENTS, check_statements};

store::sql! {
    SUM_IS_NUMERIC = "select sum(number) from thing";
    UNKNOWN_TABLE = "select 1 from nowhere";
    OTHER_COLUMNS = sqlite "select number, text from thing", postgres "select text from thing";
    OTHER_KIND = sqlite "select number from thing", postgres "select text as number from thing";
    OTHER_PARAMETERS = sqlite "select text from thing where number > ?1", postgres "select text from thing";
    BAD_PARAMETER = sqlite "select text from thing where number > ?1", postgres "select text from thing where now() > ?1";
}

#[test]
fn each_mistake_is_a_sentence_and_nothing_else_is() {
    let (a, b) = (sqlite(MIGRATIONS), postgres(MIGRATIONS));
    let found = check_statements(&a.database, &b.database);
    let expected = [
        "stories::check::BAD_PARAMETER: parameter ?1 is timestamptz on PostgreSQL, which no value is; cast it",
        "stories::check::OTHER_COLUMNS: 2 columns on SQLite, 1 on PostgreSQL",
        "stories::check::OTHER_COLUMNS: column 0 (number) is a whole number on SQLite, text on PostgreSQL",
        "stories::check::OTHER_KIND: column 0 (number) is a whole number on SQLite, text on PostgreSQL",
        "stories::check::OTHER_PARAMETERS: 1 parameters on SQLite, 0 on PostgreSQL",
        "stories::check::SUM_IS_NUMERIC: column 0 (sum) is numeric on PostgreSQL, which no value is; cast it",
        "SQLite: stories::check::UNKNOWN_TABLE: no such table: nowhere",
        "PostgreSQL: stories::check::UNKNOWN_TABLE: relation \"nowhere\" does not exist (SQLSTATE 42P01)",
    ];
    assert_eq!(found, expected);
    assert!(STATEMENTS.len() > 15, "the statements of every file register themselves: {}", STATEMENTS.len());
}
