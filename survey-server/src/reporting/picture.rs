//! The trend as a picture for mails: an SVG that needs nothing around it, and the same as PNG, drawn in this process.
//!
//! A mail program runs no script and knows no style sheet of ours, so that colours and sizes stand in the drawing. It is
//! light whatever the reader's mails look like: many programs turn colours in the dark, none of them those of pictures.

use std::fmt::{self, Write};
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::chart::{Bar, Mark, N, Run, T};
use crate::error::Error;

/// Width and height as mails show it, in their pixels.
pub const SIZE: (u32, u32) = (552, 236);
/// Drawn larger, for screens with small pixels.
pub const SCALE: u32 = 2;
/// More buckets are not drawn: the oldest are left out.
const MOST_BUCKETS: usize = 60;

/// The colour of the line; the band is the same, paler.
pub const LINE: &str = "#4338ca";
const BAND: &str = "#e0defa";
const INK: &str = "#18181d";
const QUIET: &str = "#5b5b67";
const GRID: &str = "#e4e4ea";
const ZERO: &str = "#9a9aa6";
const COUNT: &str = "#d3d3dc";

const LEFT: f64 = 44.0;
const RIGHT: f64 = 540.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 170.0;
const BARS_TOP: f64 = 180.0;
const BARS_BOTTOM: f64 = 208.0;

/// The letters of the picture, Latin and Cyrillic. Never the machine's: it may have none.
const FONT: &[u8] = include_bytes!("../../fonts/OpenSans-Regular.ttf");
const FAMILY: &str = "Open Sans";

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

struct Plot<'a> {
    bars: &'a [Bar],
    low: i32,
    high: i32,
    step: i32,
}

impl Plot<'_> {
    fn x(&self, at: usize) -> f64 {
        LEFT + (RIGHT - LEFT) * (at as f64 + 0.5) / self.bars.len().max(1) as f64
    }

    fn y(&self, value: i32) -> f64 {
        TOP + (BOTTOM - TOP) * f64::from(self.high - value) / f64::from((self.high - self.low).max(1))
    }

    /// The buckets with a value, in unbroken runs: below five answers there is a gap.
    fn runs(&self) -> Vec<Run> {
        let mut runs = vec![Vec::new()];
        for (at, bar) in self.bars.iter().enumerate() {
            match (bar.value, runs.last_mut()) {
                (Some(value), Some(run)) => run.push((at, value)),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }
}

/// Draws it as SVG. `line` names the line and stands beside its last value, `count` names the bars under it, `tick` writes
/// a value of the scale.
pub fn svg(bars: &[Bar], line: &str, count: &str, tick: impl Fn(i32) -> String) -> String {
    let bars = bars.get(bars.len().saturating_sub(MOST_BUCKETS)..).unwrap_or(bars);
    let ends = bars.iter().filter_map(|bar| bar.value).flat_map(|(_, low, high)| [low, high]).chain([0]);
    let (low, high) = (ends.clone().min().unwrap_or(0), ends.max().unwrap_or(0));
    let (step, low, high) = [5, 10, 20, 25, 50]
        .into_iter()
        .map(|step| (step, low.div_euclid(step) * step, -(-high).div_euclid(step) * step))
        .find(|(step, low, high)| (high - low) / step <= 5)
        .unwrap_or((50, -100, 100));
    let mut plot = Plot { bars, low, high: high.max(low + step), step };
    // The newest value of a fall is written below its point.
    if let Some((value, ..)) = bars.last().filter(|bar| bar.mark == Some(Mark::Fell)).and_then(|bar| bar.value)
        && plot.y(value) + BELOW > BOTTOM
    {
        plot.low -= step;
    }
    let mut out = String::with_capacity(bars.len() * 400 + 2000);
    // Writing into a string cannot fail.
    let _ = draw(&mut out, &plot, (line, count), &tick);
    out
}

fn text(out: &mut String, (x, y): (f64, f64), (size, fill): (u32, &str), anchor: &str, words: &str) -> fmt::Result {
    write!(
        out,
        r#"<text x="{}" y="{}" font-family="{FAMILY}" font-size="{size}" fill="{fill}" text-anchor="{anchor}">{}</text>"#,
        N(x),
        N(y),
        T(words)
    )
}

fn draw(out: &mut String, plot: &Plot<'_>, (line, count): (&str, &str), tick: &impl Fn(i32) -> String) -> fmt::Result {
    let (width, height) = SIZE;
    write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#ffffff"/>"##
    )?;
    for value in (plot.low..=plot.high).step_by(plot.step.unsigned_abs() as usize) {
        let (stroke, y) = (if value == 0 { ZERO } else { GRID }, plot.y(value));
        write!(out, r#"<path d="M{LEFT} {}H{RIGHT}" stroke="{stroke}" stroke-width="1"/>"#, N(y))?;
        text(out, (LEFT - 8.0, y + 4.0), (11, QUIET), "end", &tick(value))?;
    }
    lines(out, plot)?;
    for at in 0..plot.bars.len() {
        bucket(out, plot, at)?;
    }
    text(out, (LEFT, 14.0), (12, QUIET), "start", line)?;
    text(out, (LEFT - 8.0, BARS_BOTTOM), (11, QUIET), "end", &most(plot).to_string())?;
    let newest = plot.bars.iter().enumerate().rev().find_map(|(at, bar)| Some((at, bar.value?)));
    if let Some((at, (value, ..))) = newest {
        let (x, y) = (plot.x(at), plot.y(value));
        let anchor = if at + 2 >= plot.bars.len() { "end" } else { "middle" };
        write!(
            out,
            r##"<circle cx="{}" cy="{}" r="4.5" fill="{LINE}" stroke="#ffffff" stroke-width="2"/>"##,
            N(x),
            N(y)
        )?;
        text(out, (x + 6.0, label_y(y, plot.bars.get(at).and_then(|bar| bar.mark))), (15, INK), anchor, &tick(value))?;
    }
    text(out, (RIGHT, 14.0), (12, QUIET), "end", count)?;
    out.write_str("</svg>")
}

/// So far below its point the newest value of a fall is written.
const BELOW: f64 = 22.0;

/// Where the newest value is written: beside its point, and never on its mark, which stands above the point of a fall.
fn label_y(y: f64, mark: Option<Mark>) -> f64 {
    match mark {
        Some(Mark::Fell) => y + BELOW,
        Some(Mark::Rose) | None => y - 11.0,
    }
}

fn most(plot: &Plot<'_>) -> u64 {
    plot.bars.iter().map(|bar| bar.count).max().unwrap_or(0)
}

fn lines(out: &mut String, plot: &Plot<'_>) -> fmt::Result {
    let point = |at: usize, value: i32| format!("{} {}", N(plot.x(at)), N(plot.y(value)));
    let runs = plot.runs();
    for run in &runs {
        let upper: Vec<String> = run.iter().map(|(at, (_, _, high))| point(*at, *high)).collect();
        let lower: Vec<String> = run.iter().rev().map(|(at, (_, low, _))| point(*at, *low)).collect();
        write!(out, r#"<path d="M{} L{}Z" fill="{BAND}"/>"#, upper.join(" L"), lower.join(" L"))?;
    }
    for run in &runs {
        let values: Vec<String> = run.iter().map(|(at, (value, ..))| point(*at, *value)).collect();
        write!(
            out,
            r#"<path d="M{}" fill="none" stroke="{LINE}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/>"#,
            values.join(" L")
        )?;
        // A bucket between two gaps has no line: a dot shows it.
        if let [(at, (value, ..))] = run.as_slice() {
            write!(out, r#"<circle cx="{}" cy="{}" r="3.5" fill="{LINE}"/>"#, N(plot.x(*at)), N(plot.y(*value)))?;
        }
    }
    Ok(())
}

/// The bar of answers, the label and the mark of a bucket.
fn bucket(out: &mut String, plot: &Plot<'_>, at: usize) -> fmt::Result {
    let Some(bar) = plot.bars.get(at) else { return Ok(()) };
    let (n, x) = (plot.bars.len(), plot.x(at));
    let wide = (RIGHT - LEFT) / n as f64 * 0.6;
    if bar.count > 0 {
        let tall = ((BARS_BOTTOM - BARS_TOP) * bar.count as f64 / most(plot).max(1) as f64).max(1.0);
        let (left, top) = (N(x - wide / 2.0), N(BARS_BOTTOM - tall));
        write!(out, r#"<rect x="{left}" y="{top}" width="{}" height="{}" fill="{COUNT}"/>"#, N(wide), N(tall))?;
    }
    // Counted from the newest, so that this one always has its own.
    let back = n - 1 - at;
    if back.is_multiple_of(n.div_ceil(7)) {
        text(out, (x, 226.0), (11, QUIET), "middle", &bar.label)?;
    }
    if let Some((mark, (value, ..))) = bar.mark.zip(bar.value) {
        let path = match mark {
            Mark::Fell => "M-6 -18h12L0 -8z",
            Mark::Rose => "M-6 18h12L0 8z",
        };
        write!(out, r#"<path transform="translate({} {})" d="{path}" fill="{INK}"/>"#, N(x), N(plot.y(value)))?;
    }
    Ok(())
}

/// The drawing as PNG, of [`SIZE`] times [`SCALE`].
pub fn png(svg: &str) -> Result<Vec<u8>, Error> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb: Arc::clone(&FONTS), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(Error::internal)?;
    let (width, height) = (SIZE.0 * SCALE, SIZE.1 * SCALE);
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| Error::internal("a picture without a size"))?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE as f32, SCALE as f32), &mut pixmap.as_mut());
    // Opaque, as the ground is white.
    let pixels: Vec<u8> = pixmap.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().map_err(Error::internal)?;
    writer.write_image_data(&pixels).map_err(Error::internal)?;
    writer.finish().map_err(Error::internal)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(count: u64, value: Option<(i32, i32, i32)>, mark: Option<Mark>) -> Bar {
        Bar { label: "2 ноя".into(), reading: String::new(), count, value, mark }
    }

    fn drawn(bars: &[Bar]) -> String {
        svg(bars, "Индекс, полоса — 95 %", "ответов в неделю", |value| value.to_string())
    }

    fn pixels(bytes: &[u8]) -> (u32, u32, Vec<[u8; 3]>) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut raw = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut raw).unwrap();
        (info.width, info.height, raw.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
    }

    #[test]
    fn a_picture_has_its_size_and_its_line_and_is_small() {
        let bars: Vec<Bar> = (0..13).map(|at| bar(40 + at, Some((30 - at as i32, 10, 50)), None)).collect();
        let bytes = png(&drawn(&bars)).unwrap();
        let (width, height, pixels) = pixels(&bytes);
        assert_eq!((width, height), (1104, 472));
        assert!(pixels.iter().filter(|pixel| **pixel == [0x43, 0x38, 0xca]).count() > 500, "no line");
        assert!(pixels.iter().filter(|pixel| **pixel == [0xe0, 0xde, 0xfa]).count() > 5_000, "no band");
        assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    }

    #[test]
    fn every_letter_of_both_languages_has_a_shape() {
        // What has no shape is drawn as the same box or as nothing.
        let text = |letter: char| png(&drawn(&[Bar { label: letter.to_string(), ..bar(0, None, None) }])).unwrap();
        let unknown = text('\u{e000}');
        for letter in "AzÄß0%+−–—«»№АяЁёҚқӘә".chars() {
            assert!(text(letter) != unknown, "{letter} is not drawn");
        }
    }

    #[test]
    fn below_five_answers_there_is_a_gap_and_what_stands_alone_is_a_dot() {
        let some = Some((10, -5, 30));
        let out =
            drawn(&[bar(20, some, None), bar(3, None, None), bar(20, some, None), bar(20, some, Some(Mark::Fell))]);
        assert_eq!(out.matches(&format!("stroke=\"{LINE}\"")).count(), 2);
        assert_eq!(out.matches("r=\"3.5\"").count(), 1);
        assert_eq!(out.matches("translate(").count(), 1);
        assert_eq!(out.matches(&format!("fill=\"{COUNT}\"")).count(), 4);
    }

    #[test]
    fn the_newest_value_is_never_written_on_its_mark() {
        // From 18 to 8 above the point is a fall's mark, from 8 to 18 below it a rise's; the letters are 11 tall.
        for (y, mark, taken) in [(60.0, Mark::Fell, (42.0, 52.0)), (60.0, Mark::Rose, (68.0, 78.0))] {
            let bottom = label_y(y, Some(mark));
            assert!(bottom <= taken.0 || bottom - 11.0 >= taken.1, "{y} {bottom}");
        }
        // Where the fall ends at the bottom, the scale goes one step further, so that the value does not stand in the bars.
        let out = drawn(&[bar(20, Some((40, 30, 50)), None), bar(20, Some((-24, -25, -23)), Some(Mark::Fell))]);
        let (before, _) = out.split_once(">-24</text>").unwrap();
        let (_, y) = before.rsplit_once(" y=\"").unwrap();
        let y: f64 = y.split('"').next().unwrap().parse().unwrap();
        assert!(y <= BOTTOM, "{y}");
    }

    #[test]
    fn texts_are_escaped_and_many_buckets_are_cut() {
        let bars: Vec<Bar> = (0..5_000).map(|_| Bar { label: "<b> & \"x\"".into(), ..bar(1, None, None) }).collect();
        let out = drawn(&bars);
        assert!(out.len() < 20_000, "{}", out.len());
        assert!(png(&out).is_ok() && !out.contains("<b>"));
        assert!(png(&drawn(&[])).is_ok());
    }
}
