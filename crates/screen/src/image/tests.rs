//! Small files with and without telling fields, and broken ones.

use proptest::prelude::*;

use super::*;

/// A TIFF with an artist (if any), a list of the position, and the camera's owner.
fn tiff(artist: &str, with_position: bool) -> Vec<u8> {
    let mut bytes = b"II\x2a\0\x08\0\0\0".to_vec();
    let text = bytes.len() + 2 + 2 * 12 + 4;
    let gps = text + artist.len() + 1;
    bytes.extend(2_u16.to_le_bytes());
    let mut field = |tag: u16, kind: u16, count: usize, value: usize| {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(u32::try_from(count).unwrap().to_le_bytes());
        bytes.extend(u32::try_from(value).unwrap().to_le_bytes());
    };
    field(0x013b, 2, artist.len() + 1, text);
    field(if with_position { 0x8825 } else { 0x0100 }, 4, 1, gps);
    bytes.extend([0; 4]);
    bytes.extend(artist.bytes().chain([0]));
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend([2, 0, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    bytes
}

fn jpeg_with(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, marker];
    bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.extend([0xff, 0xda, 0, 2]);
    bytes
}

fn kinds(file: &[u8]) -> Vec<(FindingKind, String)> {
    screen_image(file).into_iter().map(|finding| (finding.kind, finding.rule.into_owned())).collect()
}

#[test]
fn images_tell_where_and_by_whom() {
    use FindingKind::{ImageAuthor, ImagePosition};
    let both = |author: &str, position: &str| vec![(ImageAuthor, author.to_owned()), (ImagePosition, position.to_owned())];
    let exif = tiff("Example Person", true);
    assert_eq!(kinds(&exif), both("exif-author", "exif-position"));
    assert_eq!(kinds(&jpeg_with(0xe1, &[EXIF, &exif].concat())), both("exif-author", "exif-position"));
    let webp = [b"RIFF\0\0\0\0WEBPEXIF".as_slice(), &u32::try_from(exif.len()).unwrap().to_le_bytes(), &exif].concat();
    assert_eq!(kinds(&webp), both("exif-author", "exif-position"));
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &u32::try_from(exif.len()).unwrap().to_be_bytes(), b"eXIf", &exif, b"\0\0\0\0"]
        .concat();
    assert_eq!(kinds(&png), both("exif-author", "exif-position"));
    let heic = [b"\0\0\0\x18ftypheic".as_slice(), &[0; 9], EXIF, &exif].concat();
    assert_eq!(kinds(&heic), both("exif-author", "exif-position"));
    let described = [XMP, b"<rdf exif:GPSLatitude='59,19N'><dc:creator>x</dc:creator>"].concat();
    assert_eq!(kinds(&jpeg_with(0xe1, &described)).len(), 2);
    let byline = [PHOTOSHOP, b"8BIM\x04\x04\0\0\0\0\0\x0a\x1c\x02\x50\0\x05Namn!"].concat();
    assert_eq!(kinds(&jpeg_with(0xed, &byline)), [(ImageAuthor, "iptc-author".to_owned())]);
}

#[test]
fn images_that_tell_nothing() {
    assert_eq!(kinds(&tiff("", false)), []);
    assert_eq!(kinds(&tiff("   ", false)), []);
    assert_eq!(kinds(&jpeg_with(0xe1, b"Exif\0\0II\x2a\0")), []);
    assert_eq!(kinds(b"\xff\xd8"), []);
    assert_eq!(kinds(b"GIF89a"), []);
    assert_eq!(kinds(b""), []);
}

proptest! {
    #[test]
    fn broken_files_are_read_as_far_as_they_go(cut in 0_usize..400, flips in prop::collection::vec((0_usize..400, any::<u8>()), 0..6), head in 0_usize..4) {
        let exif = tiff("Example Person", true);
        let mut file = match head {
            0 => exif,
            1 => jpeg_with(0xe1, &[EXIF, &exif].concat()),
            2 => [b"\x89PNG\r\n\x1a\n\0\0\0\x60eXIf".as_slice(), &exif].concat(),
            _ => [b"RIFF\0\0\0\0WEBPEXIF\x60\0\0\0".as_slice(), &exif].concat(),
        };
        for (place, byte) in flips {
            let len = file.len();
            file[place % len] = byte;
        }
        file.truncate(cut);
        for finding in screen_image(&file) {
            prop_assert!(finding.span.end <= file.len(), "{:?}", finding);
        }
    }
}
