//! Named steps at which a test may kill the process, to see that nothing is lost and nothing happens twice.
//! In release builds these are nothing at all.

/// Ends the process at once (as SIGKILL would) when `TORG_DIE_AT` names this step. `TORG_DIE_AT=step:3` dies the third time.
#[cfg(debug_assertions)]
pub fn may_die_at(step: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static PASSED: AtomicU32 = AtomicU32::new(0);
    let Ok(wanted) = std::env::var("TORG_DIE_AT") else { return };
    let (name, time) = wanted.split_once(':').map_or((wanted.as_str(), 1), |(name, time)| (name, time.parse().unwrap_or(1)));
    if name == step && PASSED.fetch_add(1, Ordering::SeqCst) + 1 == time {
        std::process::abort();
    }
}

/// Nothing: release builds cannot be told to die.
#[cfg(not(debug_assertions))]
pub fn may_die_at(_step: &str) {}
