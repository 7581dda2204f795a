//! Reproducible figures: what Torg does, beside the engines it stands on, in one run.
//!
//! `cargo run --release -p bench` prints them all as tables for `docs/reference/figures.md`, in about ten minutes; with `--quick` in one
//! or two, with a tenth of everything. `-- fan-out`, `-- govern`, `-- intake`, `-- pages`, `-- program`, `-- screen` print a part. PostgreSQL is started in a
//! temporary folder, with the care for power cuts that it has when installed; `TORG_BENCH_POSTGRES=none` leaves it out. Everything stays
//! on this machine, and the run ends by itself. Build the program first: `cargo build --release`.
mod archive;
mod fan_out;
mod govern;
mod intake;
mod pages;
mod place;
mod program;
mod screen_beside_others;
mod table;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Scale {
    /// Items of one round of intake.
    pub items: usize,
    /// Messages in the archive when pages are asked for.
    pub sizes: [usize; 2],
    /// Requests of each kind.
    pub requests: usize,
}

const WHOLE: Scale = Scale { items: 20_000, sizes: [100_000, 1_000_000], requests: 300 };
const QUICK: Scale = Scale { items: 5_000, sizes: [10_000, 100_000], requests: 100 };

fn main() -> anyhow::Result<()> {
    let (quick, parts): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word == "--quick");
    let scale = if quick.is_empty() { WHOLE } else { QUICK };
    let wanted = |name: &str| parts.is_empty() || parts.iter().any(|part| part == name);
    println!("{}", machine());
    if wanted("intake") {
        intake::print(scale)?;
    }
    if wanted("fan-out") {
        fan_out::print(scale)?;
    }
    if wanted("govern") {
        govern::print(scale)?;
    }
    if wanted("pages") || wanted("program") {
        // The program is started on the archive that the pages were read from.
        let archive = pages::print(scale)?;
        if wanted("program") {
            program::print(&archive)?;
        }
    }
    if wanted("screen") {
        screen_beside_others::print()?;
    }
    println!("\nAfterwards: {}", load());
    Ok(())
}

/// What the figures were taken on, and what else it was doing.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let version = env!("CARGO_PKG_VERSION");
    let durable = "SQLite with synchronous=FULL, PostgreSQL with fsync";
    format!("Torg {version}, {cores} cores, {}; {durable}", load())
}

/// The machine's load over one, five and fifteen minutes: more than its cores means that others worked too.
fn load() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    format!("load {}", if load.len() == 3 { load.join(" / ") } else { "not known".to_owned() })
}
