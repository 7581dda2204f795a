//! What an image file tells beside its picture: where it was taken, and by whom (Exif 3.0, XMP, IPTC). Reads JPEG, PNG, WebP, TIFF and,
//! by its Exif block, HEIC. Nothing is decoded or changed.

mod exif;

use std::ops::Range;

use crate::finding::{Confidence, Finding, FindingKind};

/// What is told beside the picture. Places are bytes of the file. A broken file is read as far as it goes.
///
/// ```
/// let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0etEXtAuthor\0Example\0\0\0\0";
/// assert_eq!(screen::screen_image(png)[0].kind, screen::FindingKind::ImageAuthor);
/// assert!(screen::screen_image(b"no image").is_empty());
/// ```
pub fn screen_image(file: &[u8]) -> Vec<Finding> {
    let mut findings = Vec::new();
    match file {
        [0xff, 0xd8, ..] => jpeg(file, &mut findings),
        [0x89, b'P', b'N', b'G', ..] => png(file, &mut findings),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(file, &mut findings),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => exif::read(file, 0, &mut findings),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => {
            if let Some(place) = find(file, EXIF) {
                exif::read(&file[place + EXIF.len()..], place + EXIF.len(), &mut findings);
            }
            xmp(file, 0, &mut findings);
        }
        _ => {}
    }
    findings.sort_by_key(|finding| (finding.span.start, finding.kind));
    findings.dedup_by_key(|finding| (finding.span.clone(), finding.kind));
    findings
}

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

fn jpeg(file: &[u8], findings: &mut Vec<Finding>) {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = file.get(at..at + 4) {
        let len = usize::from(u16::from_be_bytes([*high, *low]));
        // The picture itself begins.
        if *marker == 0xda || len < 2 {
            return;
        }
        let start = at + 4;
        let Some(body) = file.get(start..at + 2 + len) else { return };
        match *marker {
            0xe1 if body.starts_with(EXIF) => exif::read(&body[EXIF.len()..], start + EXIF.len(), findings),
            0xe1 if body.starts_with(XMP) => xmp(body, start, findings),
            0xed if body.starts_with(PHOTOSHOP) => iptc(body, start, findings),
            _ => {}
        }
        at += 2 + len;
    }
}

fn png(file: &[u8], findings: &mut Vec<Finding>) {
    let mut at = 8;
    while let Some(head) = file.get(at..at + 8) {
        let len = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let start = at + 8;
        let Some(body) = start.checked_add(len).and_then(|end| file.get(start..end)) else { return };
        match &head[4..8] {
            b"eXIf" => exif::read(body, start, findings),
            b"tEXt" | b"iTXt" | b"zTXt" => {
                let keyword = body.split(|byte| *byte == 0).next().unwrap_or_default();
                match keyword {
                    b"Author" | b"Artist" | b"Copyright" => findings.push(author("png-text", start..start + len)),
                    b"XML:com.adobe.xmp" => xmp(body, start, findings),
                    _ => {}
                }
            }
            _ => {}
        }
        // After each chunk stand four bytes of checksum.
        at = start + len + 4;
    }
}

fn webp(file: &[u8], findings: &mut Vec<Finding>) {
    let mut at = 12;
    while let Some(head) = file.get(at..at + 8) {
        let len = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let start = at + 8;
        let Some(body) = start.checked_add(len).and_then(|end| file.get(start..end)) else { return };
        match &head[..4] {
            b"EXIF" => {
                let skipped = if body.starts_with(EXIF) { EXIF.len() } else { 0 };
                exif::read(&body[skipped..], start + skipped, findings);
            }
            b"XMP " => xmp(body, start, findings),
            _ => {}
        }
        // Chunks of odd length are padded.
        at = start + len + len % 2;
    }
}

/// Names of properties that tell a position, or a person.
const POSITIONS: [&[u8]; 3] = [b"exif:GPSLatitude", b"Iptc4xmpExt:LocationCreated", b"Iptc4xmpCore:Location"];
const AUTHORS: [&[u8]; 4] = [b"dc:creator", b"aux:OwnerName", b"Iptc4xmpCore:CreatorContactInfo", b"xmpRights:Owner"];

fn xmp(body: &[u8], start: usize, findings: &mut Vec<Finding>) {
    for name in POSITIONS {
        if let Some(place) = find(body, name) {
            findings.push(position("xmp-position", start + place..start + place + name.len()));
        }
    }
    for name in AUTHORS {
        if let Some(place) = find(body, name) {
            findings.push(author("xmp-author", start + place..start + place + name.len()));
        }
    }
}

/// Records of IPTC begin with 0x1c, 2 and a number: 80 is the by-line, 90 the city, 92 the place, 116 the copyright.
fn iptc(body: &[u8], start: usize, findings: &mut Vec<Finding>) {
    for (place, record) in body.windows(5).enumerate().filter(|(_, record)| record[..2] == [0x1c, 2] && record[3..] != [0, 0]) {
        let span = start + place..start + place + 5;
        match record[2] {
            80 | 116 => findings.push(author("iptc-author", span)),
            90 | 92 => findings.push(position("iptc-place", span)),
            _ => {}
        }
    }
}

fn position(rule: &'static str, span: Range<usize>) -> Finding {
    Finding::by(FindingKind::ImagePosition, span, rule, Confidence::High)
}

fn author(rule: &'static str, span: Range<usize>) -> Finding {
    Finding::by(FindingKind::ImageAuthor, span, rule, Confidence::High)
}

fn find(body: &[u8], wanted: &[u8]) -> Option<usize> {
    body.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests;
