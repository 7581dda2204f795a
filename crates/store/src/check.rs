//! Prepares every statement.
/// Human sentences.
pub fn check_statements(_a: &crate::Database, _b: &crate::Database) -> Vec<String> {
    Vec::new()
}
