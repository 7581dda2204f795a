//! A picture's width and height from its first bytes, so that readers' programs can leave room for it.

/// Width and height in pixels; `None` when the format is another or the header is broken.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, height) = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => (big(bytes, 16, 4)?, big(bytes, 20, 4)?),
        [b'G', b'I', b'F', b'8', ..] => (little(bytes, 6, 2)?, little(bytes, 8, 2)?),
        [0xff, 0xd8, ..] => jpeg(bytes)?,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(bytes)?,
        _ => return None,
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// JPEG is a row of segments; the frame header (SOF0 to SOF15 but the three that are other things) holds the size.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1, // padding
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            0xd8 | 0x01 | 0xd0..=0xd7 => at += 2, // markers without content
            0xd9 | 0xda => return None,           // the end, or picture data before any frame header
            _ => at += 2 + big(bytes, at + 2, 2)?.max(2) as usize,
        }
    }
}

/// WebP has three forms: lossy, lossless and extended (RFC 9649).
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        _ => None,
    }
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_format_tells_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0";
        assert_eq!(size(png), Some((640, 480)));
        assert_eq!(size(b"GIF89a\x80\x02\xe0\x01\0\0\0"), Some((640, 480)));
        let jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xdb\x00\x03q\xff\xc2\x00\x11\x08\x01\xe0\x02\x80\x03";
        assert_eq!(size(jpeg), Some((640, 480)));
        assert_eq!(size(b"RIFF....WEBPVP8 ....\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01"), Some((640, 480)));
        assert_eq!(size(b"RIFF....WEBPVP8L....\x2f\x7f\xc2\x77\0"), Some((640, 480)));
        assert_eq!(size(b"RIFF....WEBPVP8X....\0\0\0\0\x7f\x02\0\xdf\x01\0"), Some((640, 480)));
    }

    #[test]
    fn a_broken_picture_has_none() {
        for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xda\x00\x04", b"<svg/>", b"GIF89a\0\0\0\0"] {
            assert_eq!(size(bytes), None, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_confuse_it(start in 0usize..5, rest in proptest::collection::vec(any::<u8>(), 0..200)) {
            let starts = [&b""[..], b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"RIFF....WEBPVP8 ", b"GIF89a"];
            let bytes = [starts[start], &rest].concat();
            prop_assert!(size(&bytes).is_none_or(|(width, height)| width > 0 && height > 0));
        }
    }
}
