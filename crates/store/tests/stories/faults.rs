//! What the engines refuse comes out alike, and never with a citizen's words in it.

use crate::notebook::{ADD_PERSON, TEXTS, WRITE, id, on_both, write};
use store::{Fault, values};

store::sql! {
    WITHOUT_TEXT = "insert into note (text) values (null)";
    BY_NUMBER = "select text from note where n = ?1";
}

#[test]
fn a_taken_key_is_named_by_its_columns() {
    on_both(|town| {
        let add = |number, email: &'static str| {
            town.database.write_blocking(move |conn| conn.run(&ADD_PERSON, values![id(number), email]))
        };
        add(1, "asa@example.no").unwrap();
        let same_email: Fault = add(2, "asa@example.no").unwrap_err();
        assert!(same_email.is_unique() && same_email.is_unique_on("person.email"), "{same_email:?}");
        assert!(add(1, "bo@example.no").unwrap_err().is_unique_on("person.id"));

        let note = |text: &'static str| town.database.write_blocking(move |conn| conn.run(&WRITE, values![id(1), text]));
        assert_eq!(note("hei").unwrap(), 1);
        let twice = note("hei").unwrap_err();
        assert!(twice.is_unique_on("note.person, note.text"), "{twice:?}");

        town.database.write_blocking(|conn| write(conn, "hei")).unwrap();
        let shouted = town.database.write_blocking(|conn| write(conn, "HEI")).unwrap_err();
        assert!(shouted.is_unique_on("note_shout"), "an index over an expression has only its name: {shouted:?}");
    });
}

#[test]
fn other_rules_have_names_too() {
    on_both(|town| {
        let stranger: Fault = town.database.write_blocking(|conn| conn.run(&WRITE, values![id(9), "hei"])).unwrap_err();
        assert!(matches!(stranger, Fault::ForeignKey), "{stranger:?}");
        let nothing: Fault = town.database.write_blocking(|conn| conn.run(&WITHOUT_TEXT, &[])).unwrap_err();
        assert!(matches!(&nothing, Fault::Constraint { constraint } if constraint == "note.text"), "{nothing:?}");
        let forbidden = town.database.write_blocking(|conn| write(conn, "forbidden")).unwrap_err();
        assert!(matches!(&forbidden, Fault::Constraint { .. }), "{forbidden:?}");
    });
}

#[test]
fn a_fault_never_repeats_a_value() {
    const SECRET: &str = "Åse Østlie 070-1740605";
    on_both(|town| {
        town.database.write_blocking(|conn| write(conn, SECRET)).unwrap();
        let faults: Vec<Fault> = vec![
            town.database.write_blocking(|conn| write(conn, SECRET)).unwrap_err(),
            town.database
                .read_blocking(|conn| conn.rows(&BY_NUMBER, values![SECRET, SECRET], |row| row.get::<String>(0)))
                .unwrap_err(),
            town.database.read_blocking(|conn| conn.rows(&TEXTS, &[], |row| row.get::<i64>(0))).unwrap_err(),
            town.database.read_blocking(|conn| conn.rows(&TEXTS, &[], |row| row.get::<String>(1))).unwrap_err(),
            town.database.write_blocking(|conn| write(conn, &format!("{SECRET}\0"))).unwrap_err(),
        ];
        for fault in faults {
            let shown = format!("{fault} {fault:?}");
            assert!(!shown.contains("Åse") && !shown.contains("1740605"), "{shown}");
        }
    });
}

#[test]
fn a_column_read_as_something_else_is_a_fault_with_the_statement_and_the_place() {
    on_both(|town| {
        town.database.write_blocking(|conn| write(conn, "five")).unwrap();
        let wrong: Fault = town.database.read_blocking(|conn| conn.rows(&TEXTS, &[], |row| row.get::<i64>(0))).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "stories::notebook::TEXTS: column 0 (counted from 0) is text, not i64",
            "{}",
            town.engine()
        );
    });
}
