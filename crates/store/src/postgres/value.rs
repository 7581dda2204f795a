//! Values and cells as PostgreSQL's own types want them.

use crate::conn::Kind;
use crate::{Cell, Value};
use bytes::{BufMut, BytesMut};
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;
use uuid::Uuid;

/// What a type of PostgreSQL is in the store's words.
pub(super) fn kind(kind: &Type) -> Kind {
    match *kind {
        Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL => Kind::Whole,
        Type::FLOAT8 => Kind::Real,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::JSON | Type::JSONB => Kind::Text,
        Type::BYTEA => Kind::Bytes,
        Type::UUID => Kind::Id,
        Type::VOID => Kind::Nothing,
        _ => Kind::Foreign(kind.name().to_owned()),
    }
}

/// A value of the wrong kind; says the kinds, never the value.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unfit(pub(super) String);

type Refusal = Box<dyn Error + Sync + Send>;

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Refusal> {
        match self {
            Value::Null => return Ok(IsNull::Yes),
            Value::Int(number) => put_whole(*number, kind, out)?,
            Value::Real(number) => put_real(*number, kind, out)?,
            Value::Text(text) => put_text(text, kind, out)?,
            Value::OwnedText(text) => put_text(text, kind, out)?,
            Value::Bytes(bytes) => put_bytes(bytes, kind, out)?,
            Value::OwnedBytes(bytes) => put_bytes(bytes, kind, out)?,
            Value::Id(id) => put_bytes(id.as_bytes(), kind, out)?,
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true // what does not fit is refused with the value's own kind
    }

    to_sql_checked!();
}

fn unfit(value: &str, kind: &Type) -> Refusal {
    Box::new(Unfit(format!("{value} was given where PostgreSQL wants {kind}")))
}

fn put_whole(number: i64, kind: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    let too_large = || unfit("a whole number that is too large", kind);
    match *kind {
        Type::INT8 => out.put_i64(number),
        Type::INT4 => out.put_i32(number.try_into().map_err(|_| too_large())?),
        Type::INT2 => out.put_i16(number.try_into().map_err(|_| too_large())?),
        Type::BOOL if number == 0 || number == 1 => out.put_u8(u8::from(number == 1)),
        _ => return Err(unfit("a whole number", kind)),
    }
    Ok(())
}

fn put_real(number: f64, kind: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *kind {
        Type::FLOAT8 => out.put_f64(number),
        _ => return Err(unfit("a real number", kind)),
    }
    Ok(())
}

fn put_text(text: &str, kind: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *kind {
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN | Type::JSON => {}
        Type::JSONB => out.put_u8(1), // the version of the format
        _ => return Err(unfit("text", kind)),
    }
    out.put_slice(text.as_bytes());
    Ok(())
}

fn put_bytes(bytes: &[u8], kind: &Type, out: &mut BytesMut) -> Result<(), Refusal> {
    match *kind {
        Type::BYTEA => {}
        Type::UUID if bytes.len() == 16 => {}
        _ => return Err(unfit("a row of bytes", kind)),
    }
    out.put_slice(bytes);
    Ok(())
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Refusal> {
        Ok(match *kind {
            Type::INT8 => Cell::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(kind, raw)?),
            Type::JSONB => Cell::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            Type::UUID => Cell::Id(Uuid::from_slice(raw)?),
            _ => match self::kind(kind) {
                Kind::Text => Cell::Text(std::str::from_utf8(raw)?),
                Kind::Bytes => Cell::Bytes(raw),
                Kind::Nothing => Cell::Null,
                _ => return Err(Box::new(Unfit(format!("of PostgreSQL's type {kind}")))),
            },
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Refusal> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
