//! Walks through SQL text and rewrites what differs by engine, without touching string literals, quoted names or comments.

use crate::schema::Engine;
use std::borrow::Cow;

/// The text as `engine` wants it: parameters `?1` become `$1` for PostgreSQL, and type tokens (`{id}`, `{int}` …, see
/// [`engine_ddl`](crate::engine_ddl)) become the engine's type names.
pub(crate) fn rewrite(sql: &str, engine: Engine) -> Cow<'_, str> {
    replace(sql, |rest| parameter(rest, engine).or_else(|| type_name(rest, engine)))
}

/// The same for a migration, which has no parameters.
pub(crate) fn rewrite_types(sql: &str, engine: Engine) -> Cow<'_, str> {
    replace(sql, |rest| type_name(rest, engine))
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

/// `{int}` at the start of `rest`: its length and the engine's name of the type.
fn type_name(rest: &str, engine: Engine) -> Option<Replacement> {
    let (token, _) = rest.strip_prefix('{')?.split_once('}')?;
    engine.type_name(token).map(|name| (token.len() + 2, Cow::Borrowed(name)))
}
