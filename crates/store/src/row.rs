//! One row of an answer, read column by column as the type that is asked for.

use crate::Fault;
use rusqlite::types::ValueRef;
use std::error::Error;
use uuid::Uuid;

/// A row; lives as long as the call of the closure that reads it.
pub struct Row<'r> {
    pub(crate) cells: Cells<'r>,
    pub(crate) statement: &'static str,
}

pub(crate) enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

/// One value as the engine gave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// No value.
    Null,
    /// A whole number, or PostgreSQL's boolean as 0 or 1.
    Int(i64),
    /// A real number.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Bytes; on SQLite also ids.
    Bytes(&'r [u8]),
    /// An id, on PostgreSQL.
    Id(Uuid),
}

/// A type that can be read from a column. A typed id or an enum kept as text implements it by way of one of those below.
pub trait FromValue: Sized {
    /// The value, or `None` when the column holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

impl Row<'_> {
    /// The column at `index` (from 0).
    ///
    /// # Errors
    /// [`Fault::Value`] when there is no such column or it holds something else than `T`.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, Fault> {
        let unreadable = |found: &str| {
            let wanted = std::any::type_name::<T>();
            Fault::value(self.statement, format!("column {index} (counted from 0) is {found}, not {wanted}"))
        };
        let cell = self.cell(index).map_err(|found| unreadable(&found))?;
        T::from_cell(cell).ok_or_else(|| unreadable(cell.kind()))
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, String> {
        match self.cells {
            Cells::Sqlite(row) => match row.get_ref(index) {
                Ok(ValueRef::Null) => Ok(Cell::Null),
                Ok(ValueRef::Integer(number)) => Ok(Cell::Int(number)),
                Ok(ValueRef::Real(number)) => Ok(Cell::Real(number)),
                Ok(ValueRef::Text(text)) => {
                    std::str::from_utf8(text).map(Cell::Text).map_err(|_| "text that is not UTF-8".to_owned())
                }
                Ok(ValueRef::Blob(bytes)) => Ok(Cell::Bytes(bytes)),
                Err(_) => Err("not in the answer".to_owned()),
            },
            Cells::Postgres(row) if index >= row.len() => Err("not in the answer".to_owned()),
            Cells::Postgres(row) => row.try_get(index).map_err(|error| match error.source() {
                Some(cause) => cause.to_string(),
                None => error.to_string(),
            }),
        }
    }
}

impl Cell<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Cell::Null => "null",
            Cell::Int(_) => "a whole number",
            Cell::Real(_) => "a real number",
            Cell::Text(_) => "text",
            Cell::Bytes(_) => "bytes",
            Cell::Id(_) => "an id",
        }
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => { $(
        impl FromValue for $kind {
            fn from_cell(cell: Cell<'_>) -> Option<Self> {
                match cell {
                    Cell::Int(number) => number.try_into().ok(),
                    _ => None,
                }
            }
        }
    )* };
}
whole_numbers!(i64, i32, u32, u16, u8, usize);

impl FromValue for bool {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Int(0) => Some(false),
            Cell::Int(1) => Some(true),
            _ => None,
        }
    }
}
impl FromValue for f64 {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Real(number) => Some(number),
            _ => None,
        }
    }
}
impl FromValue for String {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => Some(text.to_owned()),
            _ => None,
        }
    }
}
impl FromValue for Vec<u8> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => Some(bytes.to_owned()),
            Cell::Id(id) => Some(id.as_bytes().to_vec()),
            _ => None,
        }
    }
}
impl<const N: usize> FromValue for [u8; N] {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Bytes(bytes) => bytes.try_into().ok(),
            Cell::Id(id) => id.as_bytes().as_slice().try_into().ok(),
            _ => None,
        }
    }
}
impl FromValue for Uuid {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Id(id) => Some(id),
            Cell::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
            _ => None,
        }
    }
}
impl<T: FromValue> FromValue for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            other => T::from_cell(other).map(Some),
        }
    }
}
