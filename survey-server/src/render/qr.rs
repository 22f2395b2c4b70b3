//! A link as a QR code, for a till, a receipt, a poster.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code: without them scanners do not find it (ISO/IEC 18004 asks for four).
const MARGIN: usize = 4;
/// The widest picture, in pixels.
pub const MAX_SIZE: u32 = 2_000;

/// Why there is no code.
#[derive(Debug, thiserror::Error)]
pub enum QrError {
    /// The text does not fit into a code.
    #[error("the text does not fit into a QR code: {0}")]
    TooLong(#[from] qrcode::types::QrError),
    /// The picture could not be written.
    #[error("the picture could not be written: {0}")]
    Png(#[from] png::EncodingError),
}

/// The modules of a code, margin included: a square of dark and light.
struct Modules {
    width: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// With a quarter of the code restorable: paper gets wet, and lamps glare.
    fn of(text: &str) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::Q)?;
        let (inner, colors) = (code.width(), code.to_colors());
        let width = inner + 2 * MARGIN;
        let mut dark = vec![false; width * width];
        for (row, line) in colors.chunks(inner).enumerate() {
            for (column, color) in line.iter().enumerate() {
                if let Some(module) = dark.get_mut((row + MARGIN) * width + column + MARGIN) {
                    *module = *color == Color::Dark;
                }
            }
        }
        Ok(Modules { width, dark })
    }

    fn rows(&self) -> impl Iterator<Item = &[bool]> {
        self.dark.chunks(self.width)
    }
}

/// The code as SVG: black on white, in modules, to be shown at any size.
pub fn svg(text: &str) -> Result<String, QrError> {
    let modules = Modules::of(text)?;
    let width = modules.width;
    let mut path = String::new();
    for (y, row) in modules.rows().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{}v1h-{}z", run.len(), run.len());
            }
            x += run.len();
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {width}\" width=\"{0}\" height=\"{0}\" \
         shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"QR\"><path fill=\"#fff\" d=\"M0 0h{width}v{width}H0z\"/>\
         <path d=\"{path}\"/></svg>",
        width * 8
    ))
}

/// The code as PNG, about `size` pixels wide: whole pixels a module, or scanners see grey edges.
pub fn png(text: &str, size: u32) -> Result<Vec<u8>, QrError> {
    let modules = Modules::of(text)?;
    let scale = (size.min(MAX_SIZE) as usize / modules.width).max(1);
    let side = modules.width * scale;
    let mut pixels = Vec::with_capacity(side * side.div_ceil(8));
    for row in modules.rows() {
        let line: Vec<bool> = row.iter().flat_map(|dark| std::iter::repeat_n(*dark, scale)).collect();
        // One bit a pixel, 1 for white, padded to whole bytes.
        let bits = line.chunks(8).map(|eight| {
            eight.iter().enumerate().fold(0_u8, |byte, (place, dark)| byte | (u8::from(!dark) << (7 - place)))
        });
        let bits: Vec<u8> = bits.collect();
        (0..scale).for_each(|_| pixels.extend_from_slice(&bits));
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://nps.example/l/AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA";

    #[test]
    fn both_pictures_show_the_same_modules() {
        let modules = Modules::of(LINK).unwrap();
        let bytes = png(LINK, 400).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let side = info.width as usize;
        assert_eq!((info.width, info.height), (side as u32, side as u32));
        assert!(side <= 400 && side.is_multiple_of(modules.width), "{side}");
        let scale = side / modules.width;
        for (y, row) in modules.rows().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let (px, py) = (x * scale + scale / 2, y * scale + scale / 2);
                let bit = pixels[py * info.line_size + px / 8] >> (7 - px % 8) & 1;
                assert_eq!(bit == 0, *dark, "{x} {y}");
            }
        }
        let svg = svg(LINK).unwrap();
        let drawn: usize = svg.matches("v1h-").count();
        let runs = modules.rows().flat_map(|row| row.chunk_by(|a, b| a == b)).filter(|run| run[0]).count();
        assert_eq!(drawn, runs);
    }

    #[test]
    fn the_margin_is_light() {
        let modules = Modules::of(LINK).unwrap();
        assert!(modules.dark[..modules.width * MARGIN].iter().all(|dark| !dark));
        assert!(modules.rows().all(|row| row[..MARGIN].iter().all(|dark| !dark)));
    }

    #[test]
    fn a_text_that_is_too_long_is_an_error() {
        assert!(svg(&"x".repeat(3000)).is_err());
    }
}
