//! A private PostgreSQL server in a temporary folder, which ends with the program that started it, however that ends.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// A running server. Stopped and removed when this is dropped or its program ends.
pub struct Cluster {
    keeper: Child,
    /// Closing it is the keeper's sign to stop the server.
    lifeline: Option<ChildStdin>,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

/// Kept by a shell, so that the server goes away also when the test program is killed: its end closes the pipe `read` waits on.
const KEEPER: &str = r#"
"$0/initdb" --no-sync -A trust -U postgres -E UTF8 --locale=C -D "$1/data" >"$1/log" 2>&1 &&
printf '%s' "$2" >>"$1/data/postgresql.conf" &&
"$0/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null 2>&1 &&
echo ready && { while read -r line; do :; done; }
"$0/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1
rm -rf "$1"
"#;

/// For tests: nothing needs to survive a power cut; a crash of the server alone loses nothing.
const FORGETFUL: &str = "fsync = off\nfull_page_writes = off\nautovacuum = off\n";

impl Cluster {
    /// Starts a server that is fast and forgetful, for tests.
    ///
    /// # Errors
    /// No PostgreSQL is installed, or the server does not come up (its log's last lines are in the error).
    pub fn start() -> io::Result<Cluster> {
        Cluster::start_with(FORGETFUL, &[])
    }

    /// Starts a server that keeps what it promised through a power cut, for measuring.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_durable() -> io::Result<Cluster> {
        Cluster::start_with("shared_buffers = 512MB\nmax_wal_size = 4GB\n", &[])
    }

    /// Starts one that takes encrypted connections too, with this certificate and key (PEM).
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_encrypted(certificate: &str, key: &str) -> io::Result<Cluster> {
        let options = format!("{FORGETFUL}ssl = on\nssl_cert_file = '../server.crt'\nssl_key_file = '../server.key'\n");
        Cluster::start_with(&options, &[("server.crt", certificate), ("server.key", key)])
    }

    /// The address of the database `postgres` as its administrator.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops the server at once, as a crash would; [`start_again`](Self::start_again) recovers it.
    ///
    /// # Errors
    /// The server cannot be stopped.
    pub fn crash(&self) -> io::Result<()> {
        self.pg_ctl(&["-m", "immediate", "stop"])
    }

    /// Starts the server again after [`crash`](Self::crash).
    ///
    /// # Errors
    /// The server does not come up.
    pub fn start_again(&self) -> io::Result<()> {
        self.pg_ctl(&["start"])
    }

    fn start_with(options: &str, files: &[(&str, &str)]) -> io::Result<Cluster> {
        let mut last = io::Error::other("not started");
        // Another program may take the free port before the server does.
        for _ in 0..3 {
            match Cluster::try_start(options, files) {
                Ok(cluster) => return Ok(cluster),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn try_start(options: &str, files: &[(&str, &str)]) -> io::Result<Cluster> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("torg-postgres-").tempdir()?.keep();
        for (name, content) in files {
            write_private(&folder.join(name), content)?;
        }
        give_to_postgres(&folder)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let options = format!(
            "{options}port = {port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{}'\nmax_connections = 300\n",
            folder.display()
        );
        let mut command = as_postgres(Path::new("sh"));
        command.arg("-c").arg(KEEPER).arg(&programs).arg(&folder).arg(options).current_dir("/");
        // Its own group: Ctrl+C in the terminal is for the tests, and the keeper still cleans up after them.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut keeper = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let lifeline = keeper.stdin.take();
        let mut sign = String::new();
        if let Some(output) = keeper.stdout.take() {
            BufReader::new(output).read_line(&mut sign)?;
        }
        if sign.trim() != "ready" {
            drop(lifeline);
            keeper.wait()?;
            return Err(io::Error::other(format!("PostgreSQL in {} did not start", programs.display())));
        }
        Ok(Cluster { keeper, lifeline, programs, folder, port })
    }

    fn pg_ctl(&self, arguments: &[&str]) -> io::Result<()> {
        let mut command = as_postgres(&self.programs.join("pg_ctl"));
        command.arg("-D").arg(self.folder.join("data")).arg("-l").arg(self.folder.join("log")).arg("-w").args(arguments);
        let status = command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(format!("pg_ctl {arguments:?}: {status}"))) }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        if let Err(error) = self.keeper.wait() {
            tracing::error!(%error, "the test's PostgreSQL could not be stopped");
        }
    }
}

/// Where `initdb` and `pg_ctl` are: `TORG_POSTGRES_BIN`, or the newest that Debian installed.
fn programs() -> io::Result<PathBuf> {
    if let Some(folder) = std::env::var_os("TORG_POSTGRES_BIN") {
        return Ok(folder.into());
    }
    let version = |folder: &PathBuf| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let newest = installed.max_by_key(version).map(|folder| folder.join("bin"));
    newest.filter(|folder| folder.join("initdb").exists()).ok_or_else(|| {
        io::Error::other("no PostgreSQL in /usr/lib/postgresql; install it, or set TORG_POSTGRES_BIN or TORG_TEST_POSTGRES")
    })
}

/// PostgreSQL refuses to run as root, so root runs it as the account `postgres`.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn give_to_postgres(folder: &Path) -> io::Result<()> {
    if is_root() && !Command::new("chown").args(["-R", "postgres"]).arg(folder).status()?.success() {
        return Err(io::Error::other("there is no account `postgres` to run PostgreSQL as"));
    }
    Ok(())
}

/// PostgreSQL refuses a key that others may read.
fn write_private(file: &Path, content: &str) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(content.as_bytes())
}

#[cfg(unix)]
fn is_root() -> bool {
    // The owner of our own process, as Linux shows it; elsewhere developers do not work as root.
    std::fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0)
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}
