//! Exif: a TIFF file within the image (TIFF 6.0; Exif 3.0, tables 3 and 15). Three lists of fields are read, each once.

use super::{author, position};
use crate::finding::Finding;

/// Lists of fields within the first list.
const EXIF_LIST: u16 = 0x8769;
const GPS_LIST: u16 = 0x8825;
/// Artist, copyright, author as Windows writes it, owner of the camera.
const AUTHORS: [u16; 4] = [0x013b, 0x8298, 0x9c9d, 0xa430];
/// Latitude and longitude, in the list of the position.
const POSITIONS: [u16; 2] = [2, 4];

/// Reads the fields of `tiff`, which begins at byte `start` of the file.
pub(super) fn read(tiff: &[u8], start: usize, findings: &mut Vec<Finding>) {
    let big = match tiff {
        [b'M', b'M', 0, 42, ..] => true,
        [b'I', b'I', 42, 0, ..] => false,
        _ => return,
    };
    let tiff = Tiff { bytes: tiff, big };
    let Some(first) = tiff.u32(4) else { return };
    for field in tiff.fields(first) {
        match field.tag {
            EXIF_LIST => tiff.fields(field.value).for_each(|field| tell_author(&tiff, &field, start, findings)),
            GPS_LIST => {
                for field in tiff.fields(field.value).filter(|field| POSITIONS.contains(&field.tag)) {
                    findings.push(position("exif-position", start + field.place..start + field.place + FIELD));
                }
            }
            _ => tell_author(&tiff, &field, start, findings),
        }
    }
}

fn tell_author(tiff: &Tiff<'_>, field: &Field, start: usize, findings: &mut Vec<Finding>) {
    if AUTHORS.contains(&field.tag) && tiff.has_letters(field) {
        findings.push(author("exif-author", start + field.place..start + field.place + FIELD));
    }
}

/// Bytes of a field: tag, type, count, value or where it is.
const FIELD: usize = 12;

struct Field {
    tag: u16,
    count: usize,
    value: u32,
    place: usize,
}

struct Tiff<'f> {
    bytes: &'f [u8],
    big: bool,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let two: [u8; 2] = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four: [u8; 4] = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    }

    /// The fields of the list at `at`, as many as there is room for.
    fn fields(&self, at: u32) -> impl Iterator<Item = Field> {
        let at = at as usize;
        let count = usize::from(self.u16(at).unwrap_or_default());
        (0..count).map_while(move |number| {
            let place = at + 2 + number * FIELD;
            let (tag, count, value) = (self.u16(place)?, self.u32(place + 4)? as usize, self.u32(place + 8)?);
            Some(Field { tag, count, value, place })
        })
    }

    /// Whether the field's text is more than blanks: cameras write empty ones.
    fn has_letters(&self, field: &Field) -> bool {
        let start = if field.count <= 4 { field.place + 8 } else { field.value as usize };
        let text = start.checked_add(field.count).and_then(|end| self.bytes.get(start..end)).unwrap_or_default();
        text.iter().any(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    }
}
