//! Log lines: for people or for machines, one that stands alone. Never text of citizens, tokens or identity numbers.
use tracing_subscriber::EnvFilter;

use crate::ground::config::LogFormat;

/// Begins to log. `RUST_LOG` says how much; otherwise what matters to whoever runs the desk.
pub fn begin(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,hyper=warn,reqwest=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
