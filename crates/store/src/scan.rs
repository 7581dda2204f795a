//! Walks through SQL text and rewrites what differs by engine, without touching string literals, quoted names or comments.

use crate::schema::Engine;
use std::borrow::Cow;

/// The text as `engine` wants it: parameters `?1` become `$1` for PostgreSQL, and type tokens (`{id}`, `{int}` …, see
/// [`engine_ddl`](crate::engine_ddl)) become the engine's type names.
pub(crate) fn rewrite(sql: &str, engine: Engine) -> Cow<'_, str> {
    replace(sql, |rest| parameter(rest, engine).or_else(|| token(rest, |token| engine.type_name(token))))
}

/// The text with `{token}`s replaced by what `name` says, where it knows them. For a migration, which has no parameters.
pub(crate) fn replace_tokens(sql: &str, name: impl Fn(&str) -> Option<&'static str>) -> Cow<'_, str> {
    replace(sql, |rest| token(rest, &name))
}

/// An `insert … values (…)` for PostgreSQL as it takes many rows at once: each parameter, of the type that `kinds` says, becomes a list of
/// one value for each row. `None` for a statement of another shape, or with a parameter elsewhere.
pub(crate) fn for_many_rows(sql: &str, kinds: &[&str]) -> Option<String> {
    let start = find(sql, "values (")?;
    let row = start + "values (".len();
    let end = row + closing(&sql[row..])?;
    let (before, one, after) = (&sql[..start], &sql[row..end], &sql[end + 1..]);
    let numbered = |rest: &str| -> Option<Replacement> {
        let digits = rest.strip_prefix('$')?.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| (1 + digits, Cow::Owned(format!("each_row.p{}", &rest[1..=digits]))))
    };
    if !one.contains('$') || before.contains('$') || after.contains('$') || !before.trim_start().starts_with("insert into") {
        return None;
    }
    let lists: Vec<String> = (1..).zip(kinds).map(|(n, kind)| format!("${n}::{kind}[]")).collect();
    let names: Vec<String> = (1..=kinds.len()).map(|n| format!("p{n}")).collect();
    let (one, lists, names) = (replace(one, numbered), lists.join(", "), names.join(", "));
    Some(format!("{before}select {one} from unnest({lists}) as each_row ({names}){after}"))
}

/// Where `wanted` stands, outside literals, quoted names and comments.
fn find(sql: &str, wanted: &str) -> Option<usize> {
    walk(sql, |rest| rest.starts_with(wanted))
}

/// Where the parenthesis closes that was opened just before.
fn closing(sql: &str) -> Option<usize> {
    let mut depth = 1;
    walk(sql, |rest| {
        depth += match rest.as_bytes()[0] {
            b'(' => 1,
            b')' => -1,
            _ => 0,
        };
        depth == 0
    })
}

fn walk(sql: &str, mut is_there: impl FnMut(&str) -> bool) -> Option<usize> {
    let mut at = 0;
    while at < sql.len() {
        let rest = &sql[at..];
        if let Some(length) = opaque(rest) {
            at += length;
        } else if is_there(rest) {
            return Some(at);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    None
}

type Replacement = (usize, Cow<'static, str>);

fn replace(sql: &str, replacement: impl Fn(&str) -> Option<Replacement>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0; // everything before this byte is in `out`
    let mut at = 0;
    while at < sql.len() {
        let rest = &sql[at..];
        if let Some(length) = opaque(rest) {
            at += length;
        } else if let Some((length, replacement)) = replacement(rest) {
            out.push_str(&sql[copied..at]);
            out.push_str(&replacement);
            at += length;
            copied = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(sql);
    }
    out.push_str(&sql[copied..]);
    Cow::Owned(out)
}

/// The length of the literal, quoted name or comment that starts here, if one does. One that never ends reaches to the end.
fn opaque(rest: &str) -> Option<usize> {
    let until = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |found| from + found + end.len());
    match rest.as_bytes() {
        // A doubled quote inside a literal reads as one literal ending and the next beginning: the same bytes are skipped.
        [b'\'', ..] => Some(until(1, "'")),
        [b'"', ..] => Some(until(1, "\"")),
        [b'-', b'-', ..] => Some(until(2, "\n")),
        [b'/', b'*', ..] => Some(until(2, "*/")),
        _ => None,
    }
}

/// `?12` at the start of `rest`: its length and what PostgreSQL calls it.
fn parameter(rest: &str, engine: Engine) -> Option<Replacement> {
    let numbered = rest.strip_prefix('?').filter(|_| engine == Engine::Postgres)?;
    let digits = numbered.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| (1 + digits, Cow::Owned(format!("${}", &numbered[..digits]))))
}

/// `{int}` at the start of `rest`: its length and what it stands for.
fn token(rest: &str, name: impl Fn(&str) -> Option<&'static str>) -> Option<Replacement> {
    let (token, _) = rest.strip_prefix('{')?.split_once('}')?;
    name(token).map(|name| (token.len() + 2, Cow::Borrowed(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A piece of SQL: as written, as SQLite gets it, as PostgreSQL gets it.
    type Piece = (String, String, String);

    fn untouched(text: String) -> Piece {
        (text.clone(), text.clone(), text)
    }

    fn piece() -> impl Strategy<Value = Piece> {
        prop_oneof![
            "[a-zåæ=<>(),*;:$ \n]{0,12}".prop_map(untouched),
            any::<String>().prop_map(|text| untouched(format!("'{}'", text.replace('\'', "''")))),
            any::<String>().prop_map(|name| untouched(format!("\"{}\"", name.replace('"', "\"\"")))),
            any::<String>().prop_map(|note| untouched(format!("--{}\n", note.replace('\n', " ")))),
            any::<String>().prop_map(|note| untouched(format!("/*{} */", note.replace("*/", "")))),
            (1..2_000u32).prop_map(|n| (format!("?{n}"), format!("?{n}"), format!("${n}"))),
            Just(("{id}".to_owned(), "blob".to_owned(), "uuid".to_owned())),
            Just(("{strict}".to_owned(), " strict".to_owned(), String::new())),
            Just(untouched("{unknown}".to_owned())),
            Just(untouched("{".to_owned())),
            Just(untouched("? ".to_owned())),
        ]
    }

    proptest! {
        #[test]
        fn only_what_is_meant_is_rewritten(pieces in proptest::collection::vec(piece(), 0..12)) {
            // A space between, so that two pieces never make a third.
            let joined = |part: fn(&Piece) -> &String| pieces.iter().map(part).cloned().collect::<Vec<_>>().join(" ");
            let written = joined(|piece| &piece.0);
            prop_assert_eq!(rewrite(&written, Engine::Sqlite), joined(|piece| &piece.1));
            prop_assert_eq!(rewrite(&written, Engine::Postgres), joined(|piece| &piece.2));
        }

        #[test]
        fn any_text_at_all_is_taken(text in any::<String>()) {
            prop_assert_eq!(rewrite(&text, Engine::Sqlite).contains('?'), text.contains('?'));
        }
    }

    #[test]
    fn one_row_becomes_many() {
        let one = "insert into note (id, words) values ($1, to_words(lower($2), ')')) on conflict (id) do update set words = excluded.words returning n";
        let many = "insert into note (id, words) select each_row.p1, to_words(lower(each_row.p2), ')') from unnest($1::uuid[], $2::text[]) as each_row (p1, p2) on conflict (id) do update set words = excluded.words returning n";
        assert_eq!(for_many_rows(one, &["uuid", "text"]).as_deref(), Some(many));
        for other in [
            "select $1",
            "update note set words = $1",
            "insert into note select $1",
            "insert into note (id) values ($1) on conflict (id) do update set words = $2",
            "insert into note (id) values ($1",
            "insert into note (id) values (1)",
            "select 'insert into note values ($1)'",
        ] {
            assert_eq!(for_many_rows(other, &["uuid", "text"]), None, "{other}");
        }
    }

    #[test]
    fn a_token_need_not_be_closed_and_a_literal_need_not_end() {
        assert_eq!(rewrite("select ?1 {int '?2", Engine::Postgres), "select $1 {int '?2");
        assert_eq!(rewrite("?12?3 -- ?4", Engine::Postgres), "$12$3 -- ?4");
    }
}
