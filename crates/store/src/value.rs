//! What can be handed to a statement.

use crate::Fault;
use rusqlite::types::{ToSqlOutput, ValueRef};
use uuid::Uuid;

/// One parameter. Text may not hold NUL and a real number may not be NaN: one engine or the other cannot keep them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number; also true (1) and false (0).
    Int(i64),
    /// A real number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id: 16 bytes on SQLite, `uuid` on PostgreSQL.
    Id(Uuid),
    /// Text that was made for the call.
    OwnedText(String),
    /// Bytes that were made for the call.
    OwnedBytes(Vec<u8>),
}

/// The parameters of a statement: `values![id, "text", 3]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::Value::from($value)),*] };
}

/// The parameters of one row among many: `row![id, "text", 3]`.
#[macro_export]
macro_rules! row {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Value::from($value)),*] };
}

impl Value<'_> {
    /// Refuses, alike on both engines, what one of them could not give back as it was.
    pub(crate) fn storable(&self, statement: &str, position: usize) -> Result<(), Fault> {
        let wrong = match self {
            Value::Text(text) if text.contains('\0') => "holds the character NUL, which text cannot hold",
            Value::OwnedText(text) if text.contains('\0') => "holds the character NUL, which text cannot hold",
            Value::Real(number) if number.is_nan() => "is not a number (NaN)",
            _ => return Ok(()),
        };
        Err(Fault::value(statement, format!("parameter ?{position} {wrong}")))
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::OwnedText(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::OwnedBytes(bytes) => ValueRef::Blob(bytes),
            Value::Id(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Value<'_> {
            fn from(number: $kind) -> Self {
                Value::Int(i64::from(number))
            }
        }
    )* };
}
whole_numbers!(i64, i32, i16, i8, u32, u16, u8, bool);

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Value::Real(number)
    }
}
impl From<Uuid> for Value<'_> {
    fn from(id: Uuid) -> Self {
        Value::Id(id)
    }
}
impl From<&Uuid> for Value<'_> {
    fn from(id: &Uuid) -> Self {
        Value::Id(*id)
    }
}
impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::OwnedText(text)
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(bytes)
    }
}
impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Value::Bytes(bytes)
    }
}
impl From<Vec<u8>> for Value<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Value::OwnedBytes(bytes)
    }
}
impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Value::Bytes(bytes)
    }
}
impl<const N: usize> From<[u8; N]> for Value<'_> {
    fn from(bytes: [u8; N]) -> Self {
        Value::OwnedBytes(bytes.to_vec())
    }
}
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}
impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().map_or(Value::Null, Value::Text)
    }
}
