//! Jobs in one group do not hurt each other.
use store::{Database, Fault, Migration, Target, values};

store::sql! {
    WRITE_DOWN = "insert into note (text) values (?1) returning n";
    ALL = "select n, text from note where (cast(?1 as {text}) is null or text = ?1) order by n";
}

#[test]
fn first() {
    let folder = tempfile::tempdir().unwrap();
    let m = Migration { number: 1, name: "notes", sql: "create table note (n {pk}, text {text} not null unique){strict};" };
    let database = Database::open(&Target::Sqlite(folder.path().join("a/torg.db")), &[m]).unwrap();
    let n: Option<i64> =
        database.write_blocking(|c| c.one(&WRITE_DOWN, values!["hej"], |r| r.get(0))).unwrap_or_else(|f: Fault| panic!("{f}"));
    assert_eq!(n, Some(1));
    let f: Fault = database.write_blocking(|c| c.run(&WRITE_DOWN, values!["hej"])).unwrap_err();
    assert!(f.is_unique_on("note.text"), "{f:?}");
    let all = database
        .read_blocking(|c| c.rows(&ALL, values![None::<&str>], |r| Ok((r.get::<i64>(0)?, r.get::<String>(1)?))))
        .unwrap_or_else(|f: Fault| panic!("{f}"));
    assert_eq!(all, [(1, "hej".to_owned())]);
    database.close();
    assert!(!folder.path().join("a/torg.db-wal").exists());
}
