//! What can go wrong in a database, in the same words for both engines and without a single stored value in them.
//!
//! A fault travels to logs. Engines like to quote the value that offended them (a name, a message of a citizen), so their own
//! error texts are read once, where they arise, and only what is known to be free of values is kept.

/// A fault of the store. `Display` and `Debug` never show parameter values.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// A row with the same key exists already.
    #[error("the value is already taken ({constraint})")]
    Unique {
        /// The columns, alike on both engines: `message.network, message.remote_id`; for an index over an expression, its name.
        constraint: String,
    },
    /// A row refers to one that is not there, or one that is referred to was to be deleted.
    #[error("a row refers to another that does not exist, or is still referred to")]
    ForeignKey,
    /// A `check` (its name) or `not null` (`table.column`) said no.
    #[error("the rule {constraint} of the database says no")]
    Constraint {
        /// The name of the check, or `table.column` of the column that may not be null.
        constraint: String,
    },
    /// Another transaction stood in the way (lock, deadlock, serialization). Nothing was written; trying again may help.
    #[error("the database is busy: {reason}")]
    Busy {
        /// What stood in the way.
        reason: String,
    },
    /// The connection to the server is lost or cannot be made.
    #[error("no connection to the database: {reason}")]
    Connection {
        /// What the connection said.
        reason: String,
        /// Whether the transaction may have been written nevertheless.
        written: Written,
    },
    /// The database file or a page of it is damaged, or it is no database.
    #[error("the database is damaged: {reason}")]
    Corrupt {
        /// What was found.
        reason: String,
    },
    /// The disk is full, fails, or may not be used.
    #[error("the disk under the database fails: {reason}")]
    Storage {
        /// What the disk said.
        reason: String,
    },
    /// A value that cannot be stored, or a column that cannot be read as what was asked for.
    #[error("{statement}: {reason}")]
    Value {
        /// The statement's name.
        statement: String,
        /// What does not fit, by position and kind, never by value.
        reason: String,
    },
    /// A mistake in the program: wrong SQL, wrong number of parameters, a write in a read job.
    #[error("{statement}: {reason}")]
    Misuse {
        /// The statement's name.
        statement: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An earlier statement of this transaction failed and the job went on.
    #[error("an earlier statement of this transaction failed; put a statement that may fail into a savepoint")]
    Spoiled,
    /// The job panicked; its transaction is rolled back. The panic's own words are on standard error.
    #[error("a database job panicked")]
    Panicked,
    /// The database was closed before the job could be done.
    #[error("the database is closed")]
    Closed,
    /// The schema cannot be brought up to date.
    #[error("{sentence}")]
    Migration {
        /// What is wrong and what to do.
        sentence: String,
    },
    /// Anything else, by the engine's code.
    #[error("{statement}: {reason}")]
    Other {
        /// The statement's name.
        statement: String,
        /// The engine's code and, where it is known to be free of values, its message.
        reason: String,
    },
}

/// Whether a lost connection may have left something written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Certainly nothing: the job may be tried again.
    Nothing,
    /// The connection went away while the commit was under way: look before trying again.
    Unknown,
}

impl Fault {
    /// Whether a row with the same key exists already.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        matches!(self, Fault::Unique { .. })
    }

    /// Whether it is the key over exactly these columns (`"person.email"`, `"message.network, message.remote_id"`) or this
    /// index that is already taken.
    #[must_use]
    pub fn is_unique_on(&self, columns: &str) -> bool {
        matches!(self, Fault::Unique { constraint } if constraint == columns)
    }

    /// Whether nothing was written and the same job may succeed when tried again.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Fault::Busy { .. } | Fault::Connection { written: Written::Nothing, .. })
    }

    /// Whether the engine said no to a statement, which on PostgreSQL ends the transaction around it.
    pub(crate) fn spoils(&self) -> bool {
        !matches!(self, Fault::Value { .. } | Fault::Spoiled | Fault::Closed | Fault::Panicked)
    }

    pub(crate) fn value(statement: &str, reason: impl Into<String>) -> Fault {
        Fault::Value { statement: statement.to_owned(), reason: reason.into() }
    }

    pub(crate) fn misuse(statement: &str, reason: impl Into<String>) -> Fault {
        Fault::Misuse { statement: statement.to_owned(), reason: reason.into() }
    }

    pub(crate) fn other(statement: &str, reason: impl Into<String>) -> Fault {
        Fault::Other { statement: statement.to_owned(), reason: reason.into() }
    }
}
