//! What the law says about each kind of finding, with its source: `rules/laws.toml`. Summaries for people at work, not advice.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What the law says, and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Law {
    /// One or two sentences in English; a desk may translate it by the key.
    pub says: String,
    /// The statutes, one or more for each country.
    pub statutes: Vec<Statute>,
}

/// A provision.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Statute {
    /// `eu`, `se`, `no`, `dk` or `fi`.
    pub country: String,
    /// As lawyers cite it.
    pub reference: String,
    /// Where its text is.
    pub source: String,
}

#[derive(Deserialize)]
struct Laws {
    version: String,
    law: BTreeMap<String, Law>,
}

fn read() -> &'static Laws {
    static LAWS: LazyLock<Laws> =
        LazyLock::new(|| toml::from_str(include_str!("../rules/laws.toml")).expect("the tests read this file"));
    &LAWS
}

/// What the law says under a key such as `identity-number`: a [`crate::Finding`]'s `law`. An authority's own rules may use keys of its own.
pub fn law(key: &str) -> Option<&'static Law> {
    read().law.get(key)
}

/// Every key with its law.
pub fn laws() -> impl Iterator<Item = (&'static str, &'static Law)> {
    read().law.iter().map(|(key, law)| (key.as_str(), law))
}

/// When these summaries were last looked over.
pub fn laws_version() -> &'static str {
    &read().version
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FindingKind;

    #[test]
    fn every_kind_has_a_law_with_a_source() {
        for kind in FindingKind::ALL {
            let law = law(kind.law()).unwrap_or_else(|| panic!("{kind:?}"));
            assert!(!law.says.is_empty() && !law.statutes.is_empty(), "{kind:?}");
        }
        assert!(laws().all(|(_, law)| law.statutes.iter().all(|statute| statute.source.starts_with("https://"))));
        assert!(!laws_version().is_empty());
        assert_eq!(law("no-such-key"), None);
    }
}
