//! The schema goes forward, once, and is what its migrations say.

use crate::notebook::{MIGRATIONS, texts, write};
use store::testing::{Town, postgres, sqlite};
use store::{Database, Engine, Fault, Migration, engine_ddl};

const FIRST: &[Migration] = &[Migration { number: 1, name: "first", sql: "create table first (x {int} not null){strict};" }];

store::sql! {
    HISTORY = "select number, name from migration order by number";
}

fn history(database: &Database) -> Vec<(u32, String)> {
    let history: Result<_, Fault> = database.read_blocking(|conn| conn.rows(&HISTORY, &[], |row| Ok((row.get(0)?, row.get(1)?))));
    history.unwrap()
}

fn refusal(town: &Town, migrations: &[Migration]) -> String {
    match Database::open(&town.target, migrations) {
        Ok(_) => panic!("opened on {}", town.engine()),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn nodes_that_start_at_once_migrate_once() {
    for town in [sqlite(&[]), postgres(&[])] {
        let target = &town.target;
        std::thread::scope(|scope| {
            let nodes: Vec<_> =
                (0..6).map(|_| scope.spawn(|| Database::open(target, MIGRATIONS).map(|node| node.close()))).collect();
            for node in nodes {
                node.join().unwrap().unwrap();
            }
        });
        let expected = MIGRATIONS.iter().map(|migration| (migration.number, migration.name.to_owned()));
        assert_eq!(history(&town.database), expected.collect::<Vec<_>>(), "{}", town.engine());
    }
}

#[test]
fn a_new_one_runs_beside_what_is_there() {
    for town in [sqlite(&MIGRATIONS[..1]), postgres(&MIGRATIONS[..1])] {
        town.database.write_blocking(|conn| write(conn, "from before")).unwrap();
        Database::open(&town.target, MIGRATIONS).unwrap().close();
        assert_eq!((texts(&town).len(), history(&town.database).len()), (1, 2));
    }
}

#[test]
fn an_edited_one_is_refused() {
    for town in [sqlite(FIRST), postgres(FIRST)] {
        let edited = Migration { sql: "create table first (x {text}){strict};", ..FIRST[0] };
        assert_eq!(
            refusal(&town, &[edited]),
            "migration 1 \"first\" was edited after it ran on this database; put its text back and write a new migration"
        );
        let windows = Migration { sql: "create table first (x {int} not null){strict};\r\n", ..FIRST[0] };
        assert!(refusal(&town, &[windows]).contains("was edited"), "a line was added");
    }
}

#[test]
fn other_line_ends_are_no_edit() {
    let unix = [Migration { number: 1, name: "lines", sql: "create table a (x {int});\ncreate table b (x {int});\n" }];
    let windows = [Migration { sql: "create table a (x {int});\r\ncreate table b (x {int});\r\n", ..unix[0] }];
    for town in [sqlite(&unix), postgres(&unix)] {
        Database::open(&town.target, &windows).unwrap().close();
    }
}

#[test]
fn an_older_program_does_not_open_a_newer_database() {
    for town in [sqlite(MIGRATIONS), postgres(MIGRATIONS)] {
        assert_eq!(
            refusal(&town, &MIGRATIONS[..1]),
            "this database has migration 2 \"one of each\", which this program (up to 1) does not know; \
             start the newer program that made it"
        );
    }
}

#[test]
fn a_broken_one_changes_nothing_and_says_where() {
    for town in [sqlite(FIRST), postgres(FIRST)] {
        let good = Migration { number: 2, name: "good", sql: "create table good (x {int}){strict};" };
        let broken = Migration { number: 3, name: "broken", sql: "create table bad (x {int}){strict}; create tabel worse (x);" };
        let said = refusal(&town, &[FIRST[0], good, broken]);
        assert!(said.starts_with("migration 3 \"broken\" failed, nothing was changed: "), "{said}");
        assert!(said.contains("tabel"), "the engine's own words help: {said}");
        assert_eq!(history(&town.database).len(), 1);
        Database::open(&town.target, &[FIRST[0], good]).unwrap().close();
    }
}

#[test]
fn disorder_and_deferred_rules_are_refused() {
    let town = sqlite(&[]);
    let second = Migration { number: 2, ..FIRST[0] };
    assert_eq!(refusal(&town, &[second, FIRST[0]]), "migration 1 stands after 2; they go up");
    let deferred =
        Migration { sql: "create table t (x {int} references first (x) deferrable initially deferred){strict};", ..FIRST[0] };
    assert!(refusal(&town, &[deferred]).starts_with("migration 1 has a deferred constraint"));
}

#[test]
fn one_text_becomes_two() {
    let text = "create table t (\n    n {pk}, -- a comment's {int} stays\n    id {id} default '{int}',\n    name {text}\n){strict};\n--sqlite\npragma x;\n  --postgres\nset x;\n--both\nend {unknown};";
    assert_eq!(
        engine_ddl(text, Engine::Sqlite),
        "create table t (\n    n integer primary key, -- a comment's {int} stays\n    id blob default '{int}',\n    name text\n) strict;\npragma x;\nend {unknown};\n"
    );
    assert_eq!(
        engine_ddl(text, Engine::Postgres),
        "create table t (\n    n bigint generated always as identity primary key, -- a comment's {int} stays\n    id uuid default '{int}',\n    name text collate \"C\"\n);\nset x;\nend {unknown};\n"
    );
}
