//! Boxes of the ISO base media format: length, kind, body (ISO/IEC 14496-12, 4.2).

use std::ops::Range;

use super::FilmFault;

/// A box, as places in the file.
#[derive(Clone, Debug)]
pub(super) struct Box {
    pub(super) start: usize,
    pub(super) kind: [u8; 4],
    /// After length and kind.
    pub(super) body: Range<usize>,
}

/// The boxes that fill `within`, to its end.
pub(super) fn children(film: &[u8], within: Range<usize>) -> Result<Vec<Box>, FilmFault> {
    let mut found = Vec::new();
    let mut at = within.start;
    while at < within.end {
        // QuickTime ends some lists with four zero bytes.
        if within.end - at < 8 {
            return if film[at..within.end].iter().all(|byte| *byte == 0) { Ok(found) } else { Err(FilmFault::Unreadable) };
        }
        let (short, kind) = (number(film, at)?, [film[at + 4], film[at + 5], film[at + 6], film[at + 7]]);
        let (head, length) = match short {
            // To the end of the file: only what lies outermost may say so.
            0 if within.end == film.len() => (8, within.end - at),
            1 => {
                let (high, low) = (number(film, at + 8)?, number(film, at + 12)?);
                (16, high.checked_mul(1 << 32).and_then(|high| high.checked_add(low)).ok_or(FilmFault::Unreadable)?)
            }
            length => (8, length),
        };
        let end = at.checked_add(length).filter(|end| *end <= within.end && length >= head).ok_or(FilmFault::Unreadable)?;
        found.push(Box { start: at, kind, body: at + head..end });
        at = end;
    }
    Ok(found)
}

/// Four bytes as a number.
pub(super) fn number(film: &[u8], at: usize) -> Result<usize, FilmFault> {
    let bytes: Option<[u8; 4]> = at.checked_add(4).and_then(|end| film.get(at..end)).and_then(|four| four.try_into().ok());
    bytes.map(|four| u32::from_be_bytes(four) as usize).ok_or(FilmFault::Unreadable)
}
