//! Every named SQL statement of the program is prepared on both engines, with the real schema.
use crate::ground::desk::MIGRATIONS;

#[test]
fn every_statement_means_the_same_on_both_engines() {
    let (sqlite, postgres) = (store::testing::sqlite(MIGRATIONS), store::testing::postgres(MIGRATIONS));
    let wrong = store::check_statements(&sqlite.database, &postgres.database);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(store::STATEMENTS.len() > 100, "only {} statements are registered; the linker lost some", store::STATEMENTS.len());
}
