//! Leases: of any number of nodes, one seals the record and one holds each live stream.
use jiff::{SignedDuration, Timestamp};
use store::{Conn, Fault, sql, values};

use super::clock::micros;

sql! {
    TAKE = "insert into ground_lease (name, node, until) values (?1, ?2, ?3)
            on conflict (name) do update set node = excluded.node, until = excluded.until
            where ground_lease.node = excluded.node or ground_lease.until < ?4";
    GIVE_BACK = "delete from ground_lease where name = ?1 and node = ?2";
}

/// Takes or renews the lease `name` for `node`; false when another node holds it.
pub fn take(conn: &mut Conn, name: &str, node: &str, now: Timestamp, length: SignedDuration) -> Result<bool, Fault> {
    let until = micros(now + length);
    Ok(conn.run(&TAKE, values![name, node, until, micros(now)])? == 1)
}

/// Gives the lease back, so that another node need not wait for it to run out.
pub fn give_back(conn: &mut Conn, name: &str, node: &str) -> Result<(), Fault> {
    conn.run(&GIVE_BACK, values![name, node])?;
    Ok(())
}
