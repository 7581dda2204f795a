//! What is stored comes back as it was, on both engines.

use crate::notebook::{REMOVE, WRITE, id, on_both, texts};
use proptest::prelude::*;
use store::testing::Town;
use store::{Fault, Value, values};
use uuid::Uuid;

store::sql! {
    KEEP = "insert into thing (number, measure, text, bytes, id, hash, flag) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    ALL = "select number, measure, text, bytes, id, hash, flag from thing";
    CLEAR = "delete from thing";
    CHOSEN = "select count(*) from thing where (cast(?1 as {id}) is null or id = ?1) and '?1' <> '{id}'";
    SMALL = sqlite "select 7, 'seven', 1", postgres "select cast(7 as integer), cast('seven' as varchar(9)), true";
}

type Thing = (Option<i64>, Option<f64>, Option<String>, Option<Vec<u8>>, Option<Uuid>, Option<[u8; 32]>, Option<bool>);

fn keep(town: &Town, thing: &Thing) -> Result<u64, Fault> {
    let (number, measure, text, bytes, id, hash, flag) = thing.clone();
    town.database.write_blocking(move |conn| conn.run(&KEEP, values![number, measure, &text, bytes, id, hash.as_ref(), flag]))
}

fn kept(town: &Town) -> Thing {
    let all: Result<Vec<Thing>, Fault> = town.database.write_blocking(|conn| {
        let all = conn.rows(&ALL, &[], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
        })?;
        conn.run(&CLEAR, &[])?;
        Ok(all)
    });
    let mut all = all.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[test]
fn many_rows_are_written_at_once() {
    on_both(|town| {
        let things: Vec<Thing> = (0..700u32)
            .map(|n| match n % 7 {
                0 => (None, None, None, None, None, None, None),
                _ => (
                    Some(i64::from(n)),
                    Some(f64::from(n) / 8.0),
                    Some(format!("å {{\"{n}\", '}}\u{1F3CA}")),
                    Some(vec![0, (n % 256) as u8]),
                    Some(id(u128::from(n))),
                    Some([9; 32]),
                    Some(n % 2 == 0),
                ),
            })
            .collect();
        let wanted = things.clone();
        let (written, none, back) = town
            .database
            .write_blocking(move |conn| {
                let rows: Vec<Vec<Value>> = things
                    .iter()
                    .map(|(number, measure, text, bytes, id, hash, flag)| {
                        values![*number, *measure, text, bytes.clone(), *id, hash.as_ref(), *flag].to_vec()
                    })
                    .collect();
                let (written, none) = (conn.run_each(&KEEP, &rows)?, conn.run_each(&KEEP, &[])?);
                let back: Vec<Thing> = conn.rows(&ALL, &[], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
                })?;
                Ok::<_, Fault>((written, none, back))
            })
            .unwrap();
        assert_eq!((written, none), (700, 0));
        assert_eq!(back, wanted, "{}", town.engine());
    });
}

#[test]
fn many_rows_give_back_what_each_became() {
    on_both(|town| {
        let numbers = |texts: &'static [&'static str]| {
            town.database.write_blocking(move |conn| {
                let rows: Vec<Vec<Value>> = texts.iter().map(|text| values![None::<Uuid>, *text].to_vec()).collect();
                let mut numbers: Vec<i64> = conn.rows_each(&WRITE, &rows, |row| row.get(0))?;
                numbers.sort_unstable();
                Ok::<_, Fault>(numbers)
            })
        };
        assert_eq!(numbers(&["one", "two", "three"]).unwrap(), [1, 2, 3]);
        assert_eq!(texts(town), ["one", "two", "three"], "in their order");
        assert!(matches!(numbers(&["four", "forbidden"]), Err(Fault::Constraint { .. })));
        assert!(numbers(&["four", "ONE"]).is_err_and(|fault| fault.is_unique()));
        assert!(matches!(numbers(&["a\0b"]), Err(Fault::Value { .. })));
        assert_eq!(texts(town).len(), 3, "all or none");
        let update = town.database.write_blocking(|conn| conn.run_each(&REMOVE, &[values!["one"].to_vec()]));
        assert!(matches!(update, Err(Fault::Misuse { .. })), "only an insert has a form for many rows");
    });
}

#[test]
fn each_kind_comes_back_and_so_does_nothing() {
    on_both(|town| {
        let full: Thing = (
            Some(i64::MIN),
            Some(-0.125),
            Some("å \u{1F3CA}\u{200D}\u{2640}\u{FE0F} '; --".to_owned()),
            Some(vec![0, 255, 0]),
            Some(id(7)),
            Some([9; 32]),
            Some(true),
        );
        assert_eq!(keep(town, &full).unwrap(), 1);
        assert_eq!(kept(town), full);
        let empty: Thing = (None, None, None, None, None, None, None);
        keep(town, &empty).unwrap();
        assert_eq!(kept(town), empty);
        let blank: Thing = (Some(0), Some(0.0), Some(String::new()), Some(Vec::new()), Some(id(0)), Some([0; 32]), Some(false));
        keep(town, &blank).unwrap();
        assert_eq!(kept(town), blank);
    });
}

#[test]
fn any_text_and_bytes_come_back() {
    on_both(|town| {
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig { cases: 64, ..ProptestConfig::default() });
        let any = (any::<i64>(), -1e300..1e300f64, "[^\0]{0,40}", proptest::collection::vec(any::<u8>(), 0..200));
        let outcome = runner.run(&any, |(number, measure, text, bytes)| {
            let thing: Thing = (Some(number), Some(measure), Some(text), Some(bytes), None, None, None);
            keep(town, &thing).unwrap();
            prop_assert_eq!(kept(town), thing);
            Ok(())
        });
        outcome.unwrap();
    });
}

#[test]
fn what_one_engine_cannot_keep_both_refuse() {
    on_both(|town| {
        let refuse = |value: Value<'static>| {
            let refused: Fault = town
                .database
                .write_blocking(move |conn| {
                    let nothing = Value::Null;
                    let (measure, text) = if matches!(value, Value::Real(_)) { (value, nothing) } else { (nothing, value) };
                    conn.run(&KEEP, &[Value::Int(1), measure, text, Value::Null, Value::Null, Value::Null, Value::Null])
                })
                .unwrap_err();
            refused.to_string()
        };
        let nul = "stories::values::KEEP: parameter ?3 holds the character NUL, which text cannot hold";
        assert_eq!(refuse(Value::Text("a\0b")), nul);
        assert_eq!(refuse(Value::OwnedText("\0".to_owned())), nul);
        assert_eq!(refuse(Value::Real(f64::NAN)), "stories::values::KEEP: parameter ?2 is not a number (NaN)");
    });
}

#[test]
fn an_id_that_may_be_absent_is_found() {
    on_both(|town| {
        keep(town, &(None, None, None, None, Some(id(5)), None, None)).unwrap();
        let count = |wanted: Option<Uuid>| -> Result<Option<i64>, Fault> {
            town.database.read_blocking(move |conn| conn.one(&CHOSEN, values![wanted], |row| row.get(0)))
        };
        assert_eq!(count(None).unwrap(), Some(1));
        assert_eq!(count(Some(id(5))).unwrap(), Some(1));
        assert_eq!(count(Some(id(6))).unwrap(), Some(0));
    });
}

#[test]
fn narrower_types_of_postgresql_read_alike() {
    on_both(|town| {
        let read: Result<Option<(i64, String, bool)>, Fault> =
            town.database.read_blocking(|conn| conn.one(&SMALL, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))));
        assert_eq!(read.unwrap(), Some((7, "seven".to_owned(), true)));
    });
}

#[test]
fn a_wrong_number_of_parameters_is_named() {
    on_both(|town| {
        let wrong: Fault = town.database.write_blocking(|conn| conn.run(&KEEP, values![1])).unwrap_err();
        assert_eq!(wrong.to_string(), "stories::values::KEEP: takes 7 parameters, was given 1");
    });
}
