//! The way to PostgreSQL is encrypted when it is asked for, and only to the server that is meant.

use crate::notebook::MIGRATIONS;
use store::testing::Cluster;
use store::{Database, Fault, Target};

/// A certificate for 127.0.0.1 signed by itself and its key, made for this test and used nowhere else:
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=torg-test
/// -addext subjectAltName=IP:127.0.0.1 -addext basicConstraints=critical,CA:FALSE`
const CERTIFICATE: &str = include_str!("loopback.crt");
const KEY: &str = include_str!("loopback.key");

store::sql! {
    ENCRYPTED = sqlite "select 0", postgres "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
}

fn is_encrypted(url: String) -> Result<bool, Fault> {
    let database = Database::open(&Target::Postgres(url), MIGRATIONS)?;
    let encrypted = database.read_blocking(|conn| conn.one(&ENCRYPTED, &[], |row| row.get(0)));
    encrypted.map(|answer| answer.expect("each connection has its line"))
}

#[test]
fn asked_for_and_believed() {
    let cluster = Cluster::start_encrypted(CERTIFICATE, KEY).unwrap();
    let url = cluster.url();
    let issuer = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/loopback.crt");
    assert!(is_encrypted(format!("{url}?sslmode=require&sslrootcert={issuer}")).unwrap());
    assert!(is_encrypted(format!("{url}?sslrootcert={issuer}&sslmode=verify-full")).unwrap());
    assert!(!is_encrypted(url.clone()).unwrap(), "on this machine it is not needed");
    assert!(!is_encrypted(format!("{url}?sslmode=disable")).unwrap());

    let stranger = is_encrypted(format!("{url}?sslmode=require")).unwrap_err().to_string();
    assert!(stranger.contains("invalid peer certificate"), "{stranger}");
    let elsewhere = is_encrypted(format!("{url}?sslmode=require&sslrootcert={issuer}").replace("127.0.0.1", "localhost"));
    assert!(elsewhere.unwrap_err().to_string().contains("not valid for name"), "the name must be the certificate's");
    let nothing = is_encrypted(format!("{url}?sslmode=require&sslrootcert=/nowhere.pem")).unwrap_err().to_string();
    assert!(nothing.starts_with("no connection to the database: sslrootcert \"/nowhere.pem\" cannot be read"), "{nothing}");
}

#[test]
fn never_in_the_clear_when_encryption_was_asked_for() {
    let cluster = Cluster::start().unwrap();
    let refused = is_encrypted(format!("{}?sslmode=require", cluster.url())).unwrap_err().to_string();
    assert!(refused.contains("server does not support TLS"), "{refused}");
}
