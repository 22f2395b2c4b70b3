//! Logos: a PNG or JPEG somebody uploads, read with care, scaled down and encoded again. What is kept is our own
//! encoding, so nothing that hides in a picture file reaches a customer.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};
use sha2::{Digest, Sha256};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Most bytes of an upload.
pub const MOST_BYTES: usize = 512 * 1024;
/// Most pixels of a side of an upload, told by its header before anything is unpacked.
const MOST_SIDE: usize = 4096;
/// Most pixels of an upload: 64 MB unpacked.
const MOST_PIXELS: usize = 16 * 1024 * 1024;
/// The size that logos are scaled down to; shown at half of it, sharp on every screen.
pub const MOST_WIDTH: usize = 600;
/// See [`MOST_WIDTH`].
pub const MOST_HEIGHT: usize = 200;

/// Why a picture is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Too many bytes.
    #[error("the file is larger than 512 KiB; save it smaller")]
    TooLarge,
    /// Neither PNG nor JPEG by its first bytes.
    #[error("the file is neither a PNG nor a JPEG picture")]
    OtherFormat,
    /// Too many pixels.
    #[error("the picture has more than 4096 pixels at a side or 16 million in all; scale it down")]
    TooManyPixels,
    /// It cannot be read to its end.
    #[error("the picture is damaged and cannot be read")]
    Damaged,
}

/// A picture that was read, scaled and encoded as PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The PNG file.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

impl Picture {
    /// Reads an upload.
    pub fn of(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > MOST_BYTES {
            return Err(Refused::TooLarge);
        }
        let pixels = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            read_png(bytes)?
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            read_jpeg(bytes)?
        } else {
            return Err(Refused::OtherFormat);
        };
        pixels.scaled().encoded()
    }

    /// The name of its bytes: the first 32 hexadecimal digits of their SHA-256.
    pub fn id(&self) -> String {
        let hash = Sha256::digest(&self.bytes);
        let start = hash.iter().take(16).fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        format!("{start:032x}")
    }
}

/// The address of a logo: its name is its content's hash, so it never changes.
pub fn path(workspace: i32, id: &str) -> String {
    format!("/logo/{workspace}/{id}.png")
}

/// The size in which a logo is shown: half its pixels, at most 40 high.
pub fn shown(width: i32, height: i32) -> (i32, i32) {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (40.0 / height).min(240.0 / width).min(1.0);
    (((width * scale).round() as i32).max(1), ((height * scale).round() as i32).max(1))
}

/// Red, green, blue and opacity, row by row.
struct Pixels {
    width: usize,
    height: usize,
    rgba: Vec<u8>,
}

fn fits(width: usize, height: usize) -> Result<(), Refused> {
    let fits = (1..=MOST_SIDE).contains(&width) && (1..=MOST_SIDE).contains(&height) && width * height <= MOST_PIXELS;
    if fits { Ok(()) } else { Err(Refused::TooManyPixels) }
}

fn read_png(bytes: &[u8]) -> Result<Pixels, Refused> {
    let damaged = |_: png::DecodingError| Refused::Damaged;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_PIXELS * 8 });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let size = decoder.read_header_info().map_err(damaged)?.size();
    fits(size.0 as usize, size.1 as usize)?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let mut buffer = vec![0; reader.output_buffer_size().ok_or(Refused::TooManyPixels)?];
    let frame = reader.next_frame(&mut buffer).map_err(damaged)?;
    let bytes = &buffer[..frame.buffer_size()];
    let rgba = match frame.color_type {
        ColorType::Rgba => bytes.to_vec(),
        ColorType::Rgb => opaque(bytes.chunks_exact(3).map(|p| [p[0], p[1], p[2]])),
        ColorType::Grayscale => opaque(bytes.iter().map(|grey| [*grey; 3])),
        ColorType::GrayscaleAlpha => bytes.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(),
        ColorType::Indexed => return Err(Refused::Damaged),
    };
    Pixels::of(frame.width as usize, frame.height as usize, rgba)
}

fn read_jpeg(bytes: &[u8]) -> Result<Pixels, Refused> {
    let options = DecoderOptions::default()
        .set_max_width(MOST_SIDE)
        .set_max_height(MOST_SIDE)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_unread| Refused::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Refused::Damaged)?;
    fits(width, height)?;
    let rgb = decoder.decode().map_err(|_unread| Refused::Damaged)?;
    Pixels::of(width, height, opaque(rgb.chunks_exact(3).map(|p| [p[0], p[1], p[2]])))
}

fn opaque(colours: impl Iterator<Item = [u8; 3]>) -> Vec<u8> {
    colours.flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
}

impl Pixels {
    fn of(width: usize, height: usize, rgba: Vec<u8>) -> Result<Self, Refused> {
        if rgba.len() == width * height * 4 { Ok(Pixels { width, height, rgba }) } else { Err(Refused::Damaged) }
    }

    /// Scaled down to the size of a logo, each new pixel the mean of those it covers; small ones stay as they are.
    fn scaled(self) -> Self {
        let scale = (MOST_WIDTH as f64 / self.width as f64).min(MOST_HEIGHT as f64 / self.height as f64);
        if scale >= 1.0 {
            return self;
        }
        let new = |side: usize| ((side as f64 * scale).round() as usize).max(1);
        let (width, height) = (new(self.width), new(self.height));
        let span = |place: usize, new: usize, old: usize| {
            let from = place * old / new;
            from..((place + 1) * old / new).max(from + 1).min(old)
        };
        let mut rgba = Vec::with_capacity(width * height * 4);
        for y in 0..height {
            for x in 0..width {
                // Colours count by their opacity, so that the invisible ones do not show at the edges.
                let (mut sum, mut opacity, mut count) = ([0_u64; 3], 0_u64, 0_u64);
                for row in span(y, height, self.height) {
                    for column in span(x, width, self.width) {
                        let at = (row * self.width + column) * 4;
                        let alpha = u64::from(self.rgba[at + 3]);
                        for (sum, part) in sum.iter_mut().zip(&self.rgba[at..at + 3]) {
                            *sum += u64::from(*part) * alpha;
                        }
                        opacity += alpha;
                        count += 1;
                    }
                }
                rgba.extend(sum.map(|sum| sum.checked_div(opacity).unwrap_or_default() as u8));
                rgba.push((opacity / count) as u8);
            }
        }
        Pixels { width, height, rgba }
    }

    fn encoded(self) -> Result<Picture, Refused> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.width as u32, self.height as u32);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.rgba));
        written.map_err(|_unwritten| Refused::Damaged)?;
        Ok(Picture { bytes, width: self.width, height: self.height })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, rgba: [u8; 4]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        let pixels = rgba.repeat((width * height) as usize);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        bytes
    }

    #[test]
    fn a_large_picture_is_scaled_down_and_keeps_its_colour() {
        let picture = Picture::of(&png(1200, 300, [15, 118, 110, 255])).unwrap();
        assert_eq!((picture.width, picture.height), (600, 150));
        let again = read_png(&picture.bytes).unwrap();
        assert_eq!(again.rgba[..4], [15, 118, 110, 255]);
        assert_eq!(picture.id().len(), 32);
        assert_eq!(shown(600, 150), (160, 40));
    }

    #[test]
    fn what_is_no_picture_and_what_is_too_much_is_refused() {
        assert_eq!(Picture::of(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Refused::OtherFormat));
        assert_eq!(Picture::of(b"GIF89a"), Err(Refused::OtherFormat));
        assert_eq!(Picture::of(&vec![0; MOST_BYTES + 1]), Err(Refused::TooLarge));
        let whole = png(40, 40, [0, 0, 0, 255]);
        assert_eq!(Picture::of(&whole[..whole.len() / 2]), Err(Refused::Damaged));
        assert_eq!(Picture::of(&[0xff, 0xd8, 0xff, 0xe0, 0, 16]), Err(Refused::Damaged));
        // A header that promises more than fits into memory is not followed.
        let mut bomb = png(40, 40, [0, 0, 0, 255]);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(matches!(Picture::of(&bomb), Err(Refused::TooManyPixels | Refused::Damaged)));
    }
}
