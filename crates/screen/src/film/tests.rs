//! Small films with and without telling parts, and broken ones.

use proptest::prelude::*;

use super::*;

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).unwrap().to_be_bytes();
    [&length[..], kind, body].concat()
}

fn full(kind: &[u8; 4], flags: u32, body: &[u8]) -> Vec<u8> {
    boxed(kind, &[&flags.to_be_bytes()[..], body].concat())
}

fn numbers(of: &[u32]) -> Vec<u8> {
    of.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// A track of one chunk with two samples of `size` bytes at `offset`.
fn track(handler: &[u8; 4], flags: u32, offset: u32, size: u32) -> Vec<u8> {
    let mut entry = vec![0; 8 + 78];
    entry[20..24].copy_from_slice(b"appl");
    if handler == b"vide" {
        entry[50..63].copy_from_slice(b"\x0cKarisTelefon");
    }
    let entry_length = u32::try_from(entry.len()).unwrap().to_be_bytes();
    entry[..4].copy_from_slice(&entry_length);
    entry[4..8].copy_from_slice(b"avc1");
    let table = [
        full(b"stsd", 0, &[&numbers(&[1])[..], &entry].concat()),
        full(b"stts", 0, &numbers(&[1, 2, 1])),
        full(b"stsc", 0, &numbers(&[1, 1, 2, 1])),
        full(b"stsz", 0, &numbers(&[0, 2, size, size])),
        full(b"stco", 0, &numbers(&[1, offset])),
        full(b"uuid", 0, b"platsen"),
    ]
    .concat();
    let references = full(b"dref", 0, &[&numbers(&[1])[..], &full(b"url ", 1, b"")].concat());
    let information = [full(b"vmhd", 1, &[0; 8]), boxed(b"dinf", &references), boxed(b"stbl", &table)].concat();
    let media = [
        full(b"mdhd", 0, &numbers(&[0xd1d1_d1d1, 0xd2d2_d2d2, 600, 1200, 0])),
        full(b"hdlr", 0, &[&[0; 4][..], handler, b"applKarisKamera\0"].concat()),
        boxed(b"minf", &information),
    ]
    .concat();
    let head = full(b"tkhd", flags, &numbers(&[0xd3d3_d3d3, 0xd4d4_d4d4, 1, 0, 1200, 0, 0, 0]));
    let told = boxed(b"udta", &boxed(b"\xa9xyz", b"+59.3293+018.0686/"));
    boxed(b"trak", &[head, boxed(b"mdia", &media), boxed(b"meta", b"modell"), told].concat())
}

/// A film with a picture, sound, a hidden track of positions, and everything that a telephone tells.
fn film() -> Vec<u8> {
    let first = boxed(b"ftyp", b"qt  \0\0\0\0qt  ");
    let store = [&b"PICTUREpictureSOUNDsound"[..], b"N59.3293N59.3294", b"bortklippt"].concat();
    let at = u32::try_from(first.len() + 8).unwrap();
    let movie = [
        full(b"mvhd", 0, &numbers(&[0xd5d5_d5d5, 0xd6d6_d6d6, 600, 1200])),
        track(b"vide", 3, at, 7),
        track(b"soun", 3, at + 14, 5),
        track(b"meta", 3, at + 24, 8),
        track(b"vide", 0, at + 24, 8),
        boxed(b"udta", &boxed(b"\xa9mak", b"KarisTelefon")),
        boxed(b"meta", b"com.apple.quicktime.location.ISO6709"),
    ]
    .concat();
    let beside = boxed(b"uuid", b"<x:xmpmeta>Kari</x:xmpmeta>");
    [first, boxed(b"mdat", &store), boxed(b"moov", &movie), beside, boxed(b"free", b"gammalt Kari")].concat()
}

fn holds(film: &[u8], part: &[u8]) -> bool {
    film.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_film_leaves_without_place_time_device_author_and_hidden_tracks() {
    let before = film();
    let mut after = before.clone();
    strip_film(&mut after).unwrap();
    assert_eq!(after.len(), before.len(), "no place in it moves");
    for told in [
        &b"59.32"[..],
        b"Kari",
        b"appl",
        b"modell",
        b"platsen",
        b"location",
        b"bortklippt",
        b"\xd1\xd1",
        b"\xd2\xd2",
        b"\xd3\xd3",
        b"\xd4\xd4",
        b"\xd5\xd5",
        b"\xd6\xd6",
        b"udta",
        b"uuid",
    ] {
        assert!(holds(&before, told) && !holds(&after, told), "{}", String::from_utf8_lossy(told));
    }
    for kept in [&b"PICTUREpictureSOUNDsound"[..], b"avc1", b"vide", b"soun", b"stco", b"mvhd"] {
        assert!(holds(&after, kept), "{}", String::from_utf8_lossy(kept));
    }
    let tracks = |film: &[u8]| film.windows(4).filter(|window| *window == b"trak").count();
    assert_eq!((tracks(&before), tracks(&after)), (4, 2), "positions and what is switched off are gone");
    let mut again = after.clone();
    strip_film(&mut again).unwrap();
    assert_eq!(again, after, "twice does no harm");
}

#[test]
fn what_cannot_be_made_ready_is_refused() {
    let whole = film();
    for (broken, fault) in [
        (b"".to_vec(), FilmFault::Unreadable),
        (b"\x1aE\xdf\xa3".to_vec(), FilmFault::Unreadable),
        (boxed(b"ftyp", b"isom"), FilmFault::Unreadable),
        (whole[..whole.len() - 3].to_vec(), FilmFault::Unreadable),
        ([boxed(b"mdat", b""), whole.clone()].concat(), FilmFault::Unreadable),
        ([whole.clone(), boxed(b"moof", b"")].concat(), FilmFault::Hidden),
    ] {
        assert_eq!(strip_film(&mut broken.clone()), Err(fault), "{broken:?}");
    }
    let at = whole.windows(4).position(|window| window == b"url ").unwrap();
    let mut elsewhere = whole;
    elsewhere[at + 7] = 0;
    assert_eq!(strip_film(&mut elsewhere), Err(FilmFault::Elsewhere));
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused(cut in 0_usize..1_400, flips in prop::collection::vec((0_usize..1_400, any::<u8>()), 0..8)) {
        let mut broken = film();
        for (place, byte) in flips {
            let length = broken.len();
            broken[place % length] = byte;
        }
        broken.truncate(broken.len().saturating_sub(cut % 40));
        let length = broken.len();
        if strip_film(&mut broken).is_ok() {
            prop_assert_eq!(broken.len(), length);
            let once = broken.clone();
            prop_assert_eq!(strip_film(&mut broken), Ok(()));
            prop_assert_eq!(broken, once);
        }
    }
}
