//! Pictures made ready: decoded and written anew, so that nothing but the picture leaves (place, camera, author, thumbnails); turned as
//! it was held; and made smaller where a network takes no more.
use std::io::Cursor;

use axum::http::StatusCode;
use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::ground::{Problem, refuse};

/// Longest side that is kept: what networks show is less.
const LONGEST_SIDE: u32 = 4096;
/// Most pixels that are decoded, so that a small file cannot fill the memory.
const MOST_PIXELS: u64 = 100_000_000;
/// How well a photograph is kept, of a hundred.
const QUALITY: u8 = 88;

/// A picture that is ready.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`; `image/gif` for one that moves.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

fn unreadable() -> Problem {
    refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "refuse-media-unreadable").into()
}

/// Decodes, turns upright and writes anew.
pub fn upright(bytes: Vec<u8>) -> Result<Picture, Problem> {
    let reader = ImageReader::new(Cursor::new(&bytes)).with_guessed_format().map_err(|_| unreadable())?;
    let format = reader.format().ok_or_else(unreadable)?;
    if format == ImageFormat::Gif {
        return gif(&bytes);
    }
    let (picture, alpha) = decoded(&bytes, format)?;
    written(&picture, if alpha || format == ImageFormat::Png { ImageFormat::Png } else { ImageFormat::Jpeg })
}

/// A picture that moves is written anew frame by frame: what stood beside the frames stays behind.
fn gif(bytes: &[u8]) -> Result<Picture, Problem> {
    let (picture, _) = decoded(bytes, ImageFormat::Gif)?;
    let pixels = u64::from(picture.width()) * u64::from(picture.height());
    let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut written = Vec::new();
    let mut encoder = GifEncoder::new(&mut written);
    encoder.set_repeat(Repeat::Infinite).map_err(anyhow::Error::from)?;
    for (n, frame) in (1u64..).zip(decoder.into_frames()) {
        if n * pixels > MOST_PIXELS * 2 {
            return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-media-pixels").into());
        }
        encoder.encode_frame(frame.map_err(|_| unreadable())?).map_err(anyhow::Error::from)?;
    }
    drop(encoder);
    Ok(Picture { width: picture.width(), height: picture.height(), bytes: written, media_type: "image/gif" })
}

fn decoded(bytes: &[u8], format: ImageFormat) -> Result<(DynamicImage, bool), Problem> {
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif) {
        return Err(unreadable());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| unreadable())?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-media-pixels").into());
    }
    let orientation = decoder.orientation().map_err(|_| unreadable())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| unreadable())?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > LONGEST_SIDE {
        picture = picture.resize(LONGEST_SIDE, LONGEST_SIDE, image::imageops::FilterType::Lanczos3);
    }
    let alpha = picture.color().has_alpha();
    Ok((picture, alpha))
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Result<Picture, Problem> {
    let mut bytes = Vec::new();
    let media_type = if format == ImageFormat::Png {
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(anyhow::Error::from)?;
        "image/png"
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(anyhow::Error::from)?;
        "image/jpeg"
    };
    Ok(Picture { width: picture.width(), height: picture.height(), bytes, media_type })
}

/// The same picture in at most `most` bytes: as it is when it fits, else as a photograph, smaller until it does.
pub fn within(bytes: Vec<u8>, media_type: &str, most: usize) -> Result<(Vec<u8>, String), Problem> {
    let format = match media_type {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        _ => return Ok((bytes, media_type.to_owned())),
    };
    if most == 0 || bytes.len() <= most {
        return Ok((bytes, media_type.to_owned()));
    }
    let (mut picture, _) = decoded(&bytes, format)?;
    // Each round has seven tenths of the pixels: a picture of 4096 by 4096 is below 200 by 200 after eighteen.
    for _ in 0..18 {
        let smaller = written(&picture, ImageFormat::Jpeg)?;
        if smaller.bytes.len() <= most {
            return Ok((smaller.bytes, smaller.media_type.to_owned()));
        }
        let side = |side: u32| (side * 84 / 100).max(1);
        picture = picture.resize(side(picture.width()), side(picture.height()), image::imageops::FilterType::Triangle);
    }
    Err(refuse(StatusCode::UNPROCESSABLE_ENTITY, "refuse-media-large").with("megabytes", most / 1024 / 1024).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn noise(width: u32, height: u32) -> DynamicImage {
        let mut state = 7u32;
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            image::Rgb([(state >> 24) as u8, (state >> 16) as u8, (state >> 8) as u8])
        }))
    }

    /// A JPEG whose EXIF says that it was held on its side, and where.
    fn on_its_side() -> Vec<u8> {
        let plain = written(&noise(40, 20), ImageFormat::Jpeg).unwrap().bytes;
        // TIFF, big endian: one entry, orientation (0x0112) = 6, then a text that tells too much.
        let tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0HEMMA HOS KARI";
        let mut exif = vec![0xff, 0xd8, 0xff, 0xe1];
        exif.extend_from_slice(&u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
        exif.extend_from_slice(b"Exif\0\0");
        exif.extend_from_slice(tiff);
        exif.extend_from_slice(&plain[2..]);
        exif
    }

    #[test]
    fn a_photograph_is_turned_upright_and_tells_nothing_else() {
        let ready = upright(on_its_side()).unwrap();
        assert_eq!((ready.width, ready.height, ready.media_type), (20, 40, "image/jpeg"));
        assert!(!ready.bytes.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"KARI"));
    }

    #[test]
    fn a_picture_is_made_to_fit() {
        let large = written(&noise(900, 700), ImageFormat::Png).unwrap();
        assert!(large.bytes.len() > 1_000_000);
        let (small, media_type) = within(large.bytes.clone(), large.media_type, 100_000).unwrap();
        assert!(small.len() <= 100_000 && media_type == "image/jpeg");
        let (same, media_type) = within(large.bytes.clone(), large.media_type, 50_000_000).unwrap();
        assert_eq!((same.len(), media_type.as_str()), (large.bytes.len(), "image/png"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for bytes in [&b""[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff", b"GIF89a", b"MZ\x90\0"] {
            assert!(matches!(upright(bytes.to_vec()), Err(Problem::Refused(_))), "{bytes:?}");
        }
        // A header that promises more pixels than anyone has memory for.
        let mut bomb = written(&noise(2, 2), ImageFormat::Png).unwrap().bytes;
        bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        assert!(matches!(upright(bomb), Err(Problem::Refused(_))));
    }
}
