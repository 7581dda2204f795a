//! Named statements. Each registers itself, so that a test can prepare all of them on both engines.

use crate::{Engine, scan};
use std::borrow::Cow;
use std::sync::OnceLock;

/// Every statement written with [`sql!`](crate::sql) in this program.
#[linkme::distributed_slice]
pub static STATEMENTS: [&'static Statement];

/// One named SQL statement; made by [`sql!`](crate::sql).
#[derive(Debug)]
pub struct Statement {
    /// The path of the constant: `torg::participate::inbox::OPEN_CONVERSATIONS`.
    pub name: &'static str,
    /// The text for SQLite, as written.
    pub sqlite: &'static str,
    /// The text for PostgreSQL, as written: parameters still read `?1`.
    pub postgres: &'static str,
    for_sqlite: OnceLock<Cow<'static, str>>,
    for_postgres: OnceLock<Cow<'static, str>>,
    takes_many: OnceLock<bool>,
}

impl Statement {
    /// A statement; [`sql!`](crate::sql) calls this.
    #[must_use]
    pub const fn new(name: &'static str, sqlite: &'static str, postgres: &'static str) -> Statement {
        Statement {
            name,
            sqlite,
            postgres,
            for_sqlite: OnceLock::new(),
            for_postgres: OnceLock::new(),
            takes_many: OnceLock::new(),
        }
    }

    /// The text as the engine gets it, with its own parameters and type names. Rewritten once and kept.
    pub fn text(&'static self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.for_sqlite.get_or_init(|| scan::rewrite(self.sqlite, engine)),
            Engine::Postgres => self.for_postgres.get_or_init(|| scan::rewrite(self.postgres, engine)),
        }
    }
}

impl Statement {
    /// Whether it is an `insert … values (…)`, which can be run for many rows at once.
    pub(crate) fn takes_many_rows(&'static self) -> bool {
        *self.takes_many.get_or_init(|| scan::for_many_rows(self.text(Engine::Postgres), &[]).is_some())
    }
}

/// Names SQL statements and registers them in [`STATEMENTS`].
///
/// Parameters are written `?1`, `?2` … for both engines. A type token such as `{id}` (see [`engine_ddl`](crate::engine_ddl))
/// helps PostgreSQL where it cannot know a parameter's type: `where (cast(?1 as {id}) is null or channel = ?1)`.
///
/// ```
/// store::sql! {
///     /// Newest first.
///     pub(crate) NEWEST = "select id, body from message order by id desc limit ?1";
///     NOW = sqlite "select unixepoch()", postgres "select cast(extract(epoch from now()) as bigint)";
/// }
/// assert_eq!(NEWEST.text(store::Engine::Postgres), "select id, body from message order by id desc limit $1");
/// ```
#[macro_export]
macro_rules! sql {
    () => {};
    ($(#[$note:meta])* $visible:vis $name:ident = sqlite $sqlite:expr, postgres $postgres:expr; $($rest:tt)*) => {
        $(#[$note])*
        $visible static $name: $crate::Statement = {
            #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
            #[linkme(crate = $crate::linkme)]
            static REGISTERED: &'static $crate::Statement = &$name;
            $crate::Statement::new(concat!(module_path!(), "::", stringify!($name)), $sqlite, $postgres)
        };
        $crate::sql! { $($rest)* }
    };
    ($(#[$note:meta])* $visible:vis $name:ident = $both:expr; $($rest:tt)*) => {
        $crate::sql! { $(#[$note])* $visible $name = sqlite $both, postgres $both; $($rest)* }
    };
}
