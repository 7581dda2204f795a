//! Templates: words that are said again and again, with slots (`{{place}}`) for what changes. A tool, and no record: what is made of one is.
use std::collections::BTreeMap;

use axum::http::StatusCode;
use jiff::Timestamp;
use store::{Conn, Fault, sql, values};

use crate::govern::mandate::{Mandate, Publish};
use crate::ground::clock::micros;
use crate::ground::problem::not_found;
use crate::ground::{Problem, TemplateId, UnitId, refuse};

/// Most slots that are asked for.
const MOST_SLOTS: usize = 20;

sql! {
    ADD = "insert into publish_template (id, unit, name, hint, language, title, text, source, kept_by, kept_at)
           values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    CHANGE = "update publish_template set name = ?2, hint = ?3, language = ?4, title = ?5, text = ?6, source = ?7, kept_by = ?8, kept_at = ?9
              where id = ?1 and ended_at is null";
    END = "update publish_template set ended_by = ?2, ended_at = ?3 where id = ?1 and ended_at is null";
    ALL = "select id, unit, name, hint, language, title, text, source from publish_template where ended_at is null order by name, id limit 500";
    FIND = "select id, unit, name, hint, language, title, text, source from publish_template where id = ?1 and ended_at is null";
}

/// What a template says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields mirror the table, where each is explained")]
pub struct Says {
    pub name: String,
    pub hint: String,
    pub language: String,
    pub title: String,
    pub text: String,
    pub source: String,
}

/// A template, and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// This unit and those under it.
    pub unit: UnitId,
    /// What it says.
    pub says: Says,
}

impl Says {
    fn checked(&self) -> Result<(), Problem> {
        let refused = |key| Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, key).with("most", MOST_SLOTS).into());
        if self.name.trim().is_empty() || self.text.trim().is_empty() {
            return refused("refuse-template-bare");
        }
        if self.slots().len() > MOST_SLOTS {
            return refused("refuse-template-slots");
        }
        Ok(())
    }

    /// Names of the slots in headline and text, each once, in the order they are read.
    pub fn slots(&self) -> Vec<String> {
        let mut slots: Vec<String> = Vec::new();
        for (_, name) in [&self.title, &self.text].into_iter().flat_map(|text| pieces(text)) {
            if let Some(name) = name.filter(|name| !slots.iter().any(|known| known == name)) {
                slots.push(name.to_owned());
            }
        }
        slots
    }

    /// Headline and text with what was filled in. A slot that nothing was filled in for stays as it is, so that it is seen.
    pub fn filled(&self, with: &BTreeMap<String, String>) -> (String, String) {
        let fill = |text: &str| -> String {
            let mut filled = String::with_capacity(text.len());
            for (piece, slot) in pieces(text) {
                let said = slot.and_then(|name| with.get(name)).map(|said| said.trim()).filter(|said| !said.is_empty());
                filled.push_str(said.unwrap_or(piece));
            }
            filled
        };
        (fill(&self.title), fill(&self.text))
    }
}

/// A text in pieces, which together are the text: plain ones, and slots with their names.
fn pieces(text: &str) -> Vec<(&str, Option<&str>)> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some(opens) = rest.find("{{") {
        let Some(closes) = rest[opens..].find("}}").map(|at| opens + at) else { break };
        // The innermost braces are the slot's, where somebody opened twice.
        let opens = rest[..closes].rfind("{{").unwrap_or(opens);
        let name = rest[opens + 2..closes].trim();
        let end = closes + 2;
        if name.is_empty() || name.contains('\n') || name.chars().count() > 60 {
            pieces.push((&rest[..end], None));
        } else {
            pieces.push((&rest[..opens], None));
            pieces.push((&rest[opens..end], Some(name)));
        }
        rest = &rest[end..];
    }
    pieces.push((rest, None));
    pieces
}

fn read(row: &store::Row<'_>) -> Result<Template, Fault> {
    Ok(Template {
        id: row.get(0)?,
        unit: row.get(1)?,
        says: Says {
            name: row.get(2)?,
            hint: row.get(3)?,
            language: row.get(4)?,
            title: row.get(5)?,
            text: row.get(6)?,
            source: row.get(7)?,
        },
    })
}

/// Every template that is in use, by name.
pub fn all(conn: &mut Conn) -> Result<Vec<Template>, Fault> {
    conn.rows(&ALL, values![], read)
}

/// One that is in use.
pub fn find(conn: &mut Conn, id: TemplateId) -> Result<Option<Template>, Fault> {
    conn.one(&FIND, values![id], read)
}

/// Keeps a new template for `unit`.
pub fn add(conn: &mut Conn, by: &Mandate<Publish>, unit: UnitId, says: &Says, now: Timestamp) -> Result<TemplateId, Problem> {
    says.checked()?;
    let id = TemplateId::new(now);
    let Says { name, hint, language, title, text, source } = says;
    let (name, hint) = (name.trim(), hint.trim());
    conn.run(&ADD, values![id, unit, name, hint, language, title, text, source, by.person(), micros(now)])?;
    Ok(id)
}

/// Keeps other words in its place. Posts that began from it stay as they are.
pub fn change(conn: &mut Conn, by: &Mandate<Publish>, id: TemplateId, says: &Says, now: Timestamp) -> Result<(), Problem> {
    says.checked()?;
    let Says { name, hint, language, title, text, source } = says;
    let (name, hint) = (name.trim(), hint.trim());
    if conn.run(&CHANGE, values![id, name, hint, language, title, text, source, by.person(), micros(now)])? == 0 {
        return Err(not_found());
    }
    Ok(())
}

/// Ends a template: nothing begins from it any more.
pub fn end(conn: &mut Conn, by: &Mandate<Publish>, id: TemplateId, now: Timestamp) -> Result<(), Problem> {
    if conn.run(&END, values![id, by.person(), micros(now)])? == 0 {
        return Err(not_found());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn says(text: &str) -> Says {
        Says { text: text.to_owned(), ..Says::default() }
    }

    #[test]
    fn slots_are_asked_for_once_and_in_order() {
        let leak = Says { title: "Vattenläcka i {{ plats }}".to_owned(), ..says("I {{plats}} är vattnet borta till {{tid}}.") };
        assert_eq!(leak.slots(), ["plats", "tid"]);
        let with = BTreeMap::from([("plats".to_owned(), "Ågården".to_owned()), ("tid".to_owned(), " kl. 14 ".to_owned())]);
        let (title, text) = leak.filled(&with);
        assert_eq!((title.as_str(), text.as_str()), ("Vattenläcka i Ågården", "I Ågården är vattnet borta till kl. 14."));
    }

    #[test]
    fn what_nobody_filled_in_stays_to_be_seen() {
        let (_, text) = says("Vi öppnar {{tid}}.").filled(&BTreeMap::from([("tid".to_owned(), " ".to_owned())]));
        assert_eq!(text, "Vi öppnar {{tid}}.");
        for plain in ["{{}}", "{{ \n }}", "{{ett", "ett}}", "{ {a} }"] {
            assert!(says(plain).slots().is_empty(), "{plain}");
        }
        assert_eq!(says("{{a {{b}}").slots(), ["b"]);
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_lost(text in "[{}a å\n]{0,40}") {
            prop_assert_eq!(pieces(&text).into_iter().map(|(piece, _)| piece).collect::<String>(), text.clone());
            prop_assert_eq!(says(&text).filled(&BTreeMap::new()).1, text);
        }
    }
}
