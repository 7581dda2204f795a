//! Starts a private PostgreSQL server, prints its address on a line, and stops it when standard input closes.
//!
//! `cargo run -q -p store --example cluster` for tests (`TORG_TEST_POSTGRES`); with `-- durable` for measuring.

use std::io::{Read, Write};
use store::testing::Cluster;

fn main() -> std::io::Result<()> {
    let cluster = match std::env::args().nth(1).as_deref() {
        Some("durable") => Cluster::start_durable()?,
        _ => Cluster::start()?,
    };
    println!("{}", cluster.url());
    std::io::stdout().flush()?;
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
