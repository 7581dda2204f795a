//! A QR code as inline SVG: no picture is fetched, no style is needed, and it prints.
use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};
use qrcode::{Color, EcLevel, QrCode};

use crate::ground::Problem;

/// White around the code, in modules (ISO/IEC 18004: four).
const QUIET: usize = 4;

/// The code for `text`, with `title` for those who do not see it. Black on white in every colour scheme: cameras need that.
pub(super) fn shown(title: &str, text: &str) -> Result<Markup, Problem> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|fault| anyhow::anyhow!("a QR code could not be made: {fault}"))?;
    let (width, mut path) = (code.width(), String::new());
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            write!(path, "M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET).map_err(anyhow::Error::from)?;
        }
    }
    let size = width + 2 * QUIET;
    Ok(html! {
        svg.qr role="img" aria-label=(title) viewBox=(format!("0 0 {size} {size}")) width="220" height="220" shape-rendering="crispEdges" {
            (PreEscaped(format!(r##"<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/>"##)))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_drawn_with_its_white_around() {
        let svg = shown("Bild", "otpauth://totp/Torg:a?secret=ABC").unwrap().into_string();
        assert!(svg.starts_with("<svg"), "{svg}");
        assert!(svg.contains(r#"role="img" aria-label="Bild""#) && svg.contains("M4 4h1v1h-1z"), "{svg}");
        assert!(!svg.contains("style="), "the content policy lets no style in");
    }
}
