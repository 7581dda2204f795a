//! Who may govern: a person under a mandate, or someone with a shell on the machine. Both are asked how far they reach, inside
//! the function that acts, so that no caller can forget it.
use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, sql, values};

use super::mandate::{self, Govern, Mandate, Scope};
use super::unit;
use crate::ground::{PersonId, Problem, refuse};
use crate::records::By;

sql! {
    // On SQLite there is one writer at a time anyway.
    ONE_AT_A_TIME = sqlite "select id from govern_unit where parent is null",
                    postgres "select id from govern_unit where parent is null order by id for no key update";
}

/// Someone who may govern. Only a [`Mandate<Govern>`] and a [`Shell`] are.
pub trait Governs: sealed::Sealed + Sync {
    /// How the record states who acted.
    fn stated(&self) -> By;
    /// The person, where it is one.
    fn who(&self) -> Option<PersonId>;
    /// True when they govern everything.
    fn everywhere(&self) -> bool;
    /// Refuses what lies outside of where they govern.
    fn reach(&self, conn: &mut Conn, scope: Scope) -> Result<(), Problem>;
    /// Refuses when the permission has ended meanwhile. Asked after [`one_at_a_time`], which may have waited for another's act.
    fn still(&self, conn: &mut Conn, now: Timestamp) -> Result<(), Problem>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Mandate<super::Govern> {}
    impl Sealed for super::Shell {}
}

impl Governs for Mandate<Govern> {
    fn stated(&self) -> By {
        self.by()
    }
    fn who(&self) -> Option<PersonId> {
        Some(self.person())
    }
    fn everywhere(&self) -> bool {
        self.scope() == Scope::Everywhere
    }
    fn reach(&self, conn: &mut Conn, scope: Scope) -> Result<(), Problem> {
        // Nothing is added to, granted in or changed in what was closed.
        if let Scope::Unit(unit) = scope {
            unit::must_be_open(conn, unit)?;
        }
        if mandate::holds(conn, self.scope(), scope)? {
            return Ok(());
        }
        Err(refuse(StatusCode::FORBIDDEN, "refuse-outside-mandate").way_on("/govern", "way-on-mandates").into())
    }
    fn still(&self, conn: &mut Conn, now: Timestamp) -> Result<(), Problem> {
        mandate::ask_again::<Govern>(conn, self.id(), self.substitution(), self.scope(), now).map(drop)
    }
}

/// Someone with a shell on the machine. Whoever can read the vault's key and the database can do anything; the record then says
/// that it was done from a shell. Only the command line makes one, which a test below holds.
#[derive(Debug)]
pub struct Shell(());

impl Shell {
    /// The command line was started on this machine.
    pub fn on_this_machine() -> Self {
        Self(())
    }
}

impl Governs for Shell {
    fn stated(&self) -> By {
        By::Shell
    }
    fn who(&self) -> Option<PersonId> {
        None
    }
    fn everywhere(&self) -> bool {
        true
    }
    fn reach(&self, _: &mut Conn, _: Scope) -> Result<(), Problem> {
        Ok(())
    }
    fn still(&self, _: &mut Conn, _: Timestamp) -> Result<(), Problem> {
        Ok(())
    }
}

/// From here until the transaction ends nobody else takes away who governs: two administrators who revoke each other at the same
/// moment do it one after the other, and the second is refused.
pub(super) fn one_at_a_time(conn: &mut Conn) -> Result<(), Problem> {
    conn.rows(&ONE_AT_A_TIME, values![], |row| row.get::<uuid::Uuid>(0))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn files_with(folder: &Path, words: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files_with(&path, words, found);
            } else if std::fs::read_to_string(&path).unwrap().contains(words) {
                found.push(path.display().to_string());
            }
        }
    }

    #[test]
    fn only_the_command_line_makes_a_shell() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        files_with(&source, &["Shell", "::on_this_machine"].concat(), &mut found);
        assert!(!found.is_empty(), "the command line makes one");
        let elsewhere: Vec<_> = found.iter().filter(|file| !file.contains("/src/cli/")).collect();
        assert!(elsewhere.is_empty(), "a shell is made outside of the command line: {elsewhere:?}");
    }
}
