//! A film's width and height from its boxes (ISO/IEC 14496-12), so that readers' programs can leave room for it.

/// Width and height in pixels of the first track that shows something; `None` when the file is another or broken.
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let movie = boxes(bytes).find(|(kind, _)| *kind == b"moov")?.1;
    let tracks = boxes(movie).filter(|(kind, _)| *kind == b"trak");
    tracks.filter_map(|(_, track)| boxes(track).find(|(kind, _)| *kind == b"tkhd")).find_map(|(_, header)| shown(header))
}

/// A track's header ends in its width and height, each sixteen bits before the point and sixteen after.
fn shown(header: &[u8]) -> Option<(u32, u32)> {
    let length = if *header.first()? == 1 { 96 } else { 84 };
    let ends = header.get(length - 8..length)?;
    let (width, height) = (u32::from(u16::from_be_bytes([ends[0], ends[1]])), u32::from(u16::from_be_bytes([ends[4], ends[5]])));
    (width > 0 && height > 0).then_some((width, height))
}

/// The boxes of which `bytes` are a row, each by its kind.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let (content, next) = match u32::from_be_bytes(*length) {
            0 => (after, &[][..]), // to the end of the file
            1 => {
                let (length, after) = after.split_first_chunk::<8>()?;
                let length = usize::try_from(u64::from_be_bytes(*length)).ok()?.checked_sub(16)?;
                after.split_at_checked(length)?
            }
            length => after.split_at_checked(usize::try_from(length).ok()?.checked_sub(8)?)?,
        };
        rest = next;
        Some((kind, content))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn a_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).unwrap();
        [&length.to_be_bytes()[..], kind, content].concat()
    }

    fn track(version: u8, width: u16, height: u16) -> Vec<u8> {
        let mut header = vec![0; if version == 1 { 96 } else { 84 }];
        header[0] = version;
        let end = header.len();
        header[end - 8..end - 6].copy_from_slice(&width.to_be_bytes());
        header[end - 4..end - 2].copy_from_slice(&height.to_be_bytes());
        a_box(b"trak", &a_box(b"tkhd", &header))
    }

    #[test]
    fn the_track_that_shows_something_tells() {
        let start = a_box(b"ftyp", b"isom\0\0\0\0");
        for version in [0, 1] {
            let movie = [track(version, 0, 0), track(version, 1280, 720)].concat();
            let film = [start.clone(), a_box(b"mdat", &[7; 100]), a_box(b"moov", &movie)].concat();
            assert_eq!(size(&film), Some((1280, 720)));
        }
        assert_eq!(size(&a_box(b"moov", &track(0, 0, 0))), None);
        assert_eq!(size(b"not a film"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..400) {
            size(&bytes);
            let film = [a_box(b"moov", &track(0, 640, 480)), bytes].concat();
            size(&film[..cut.min(film.len())]);
        }
    }
}
