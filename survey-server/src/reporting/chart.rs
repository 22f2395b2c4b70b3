//! The trend as SVG: a pure function of weeks and words.
//!
//! Across the width everything is in per cent and only the inner drawing is stretched, so that texts, dots and marks
//! keep their size on a phone. No style attributes: the style sheet colours it, and the page's policy allows no others.

use std::fmt::{self, Write};

/// One bucket, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The short label under it.
    pub label: String,
    /// The sentence that hovering and focus show.
    pub reading: String,
    /// How many answers.
    pub count: u64,
    /// Value, lower and upper end of its interval; none where there are too few answers.
    pub value: Option<(i32, i32, i32)>,
    /// A mark: it fell or rose more than chance explains.
    pub mark: Option<Mark>,
}

/// A mark at a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Points down, above the dot.
    Fell,
    /// Points up, below the dot.
    Rose,
}

const TOP: f64 = 28.0;
const BOTTOM: f64 = 200.0;
const BARS_TOP: f64 = 208.0;
const BARS_BOTTOM: f64 = 232.0;
/// Room for the numbers of the scale, in per cent.
const LEFT: f64 = 7.0;

/// A number in an attribute: at most two decimals.
pub(super) struct N(pub(super) f64);

impl fmt::Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// A text in an attribute or an element.
pub(super) struct T<'a>(pub(super) &'a str);

impl fmt::Display for T<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '"' => f.write_str("&quot;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Buckets that follow each other, each with its place and its value.
pub(super) type Run = Vec<(usize, (i32, i32, i32))>;

struct Plot<'a> {
    bars: &'a [Bar],
    low: i32,
    high: i32,
    step: i32,
}

impl Plot<'_> {
    fn x(&self, at: usize) -> f64 {
        LEFT + (100.0 - LEFT) * (at as f64 + 0.5) / self.bars.len() as f64
    }

    fn width(&self) -> f64 {
        (100.0 - LEFT) / self.bars.len() as f64
    }

    fn y(&self, value: i32) -> f64 {
        TOP + (BOTTOM - TOP) * f64::from(self.high - value) / f64::from((self.high - self.low).max(1))
    }

    fn ticks(&self) -> impl Iterator<Item = i32> {
        (self.low..=self.high).step_by(self.step.unsigned_abs() as usize)
    }

    /// The buckets with a value, in unbroken runs.
    fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = vec![Vec::new()];
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

/// Draws it. `label` names the whole, `tick` writes a value of the scale.
pub fn svg(bars: &[Bar], label: &str, tick: impl Fn(i32) -> String) -> String {
    let ends = bars.iter().filter_map(|bar| bar.value).flat_map(|(_, low, high)| [low, high]).chain([0]);
    let (low, high) = (ends.clone().min().unwrap_or(0), ends.max().unwrap_or(0));
    let (step, low, high) = [5, 10, 20, 25, 50]
        .into_iter()
        .map(|step| (step, low.div_euclid(step) * step, -(-high).div_euclid(step) * step))
        .find(|(step, low, high)| (high - low) / step <= 5)
        .unwrap_or((50, -100, 100));
    let plot = Plot { bars, low, high: high.max(low + step), step };
    let mut out = String::with_capacity(bars.len() * 600 + 2000);
    // Writing into a string cannot fail.
    let _ = draw(&mut out, &plot, label, &tick);
    out
}

fn draw(out: &mut String, plot: &Plot<'_>, label: &str, tick: &impl Fn(i32) -> String) -> fmt::Result {
    write!(out, r#"<svg class="chart" width="100%" height="260" role="group" aria-label="{}">"#, T(label))?;
    for value in plot.ticks() {
        let (class, y) = (if value == 0 { "zero" } else { "grid" }, N(plot.y(value)));
        write!(out, r#"<line class="{class}" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#)?;
    }
    lines(out, plot)?;
    for value in plot.ticks() {
        write!(out, r#"<text class="scale" x="0" y="{}">{}</text>"#, N(plot.y(value) - 4.0), T(&tick(value)))?;
    }
    let newest = plot.bars.iter().rposition(|bar| bar.value.is_some());
    if let Some(bar) = newest.and_then(|at| plot.bars.get(at)) {
        write!(
            out,
            r#"<text class="readout rest" x="100%" y="14" text-anchor="end" aria-hidden="true">{}</text>"#,
            T(&bar.reading)
        )?;
    }
    for at in 0..plot.bars.len() {
        bucket(out, plot, at)?;
    }
    if let Some((at, (value, ..))) = newest.and_then(|at| Some((at, plot.bars.get(at)?.value?))) {
        let anchor = if at + 3 > plot.bars.len() { "end" } else { "middle" };
        let (x, y) = (N(plot.x(at)), N(plot.y(value) - 12.0));
        write!(
            out,
            r#"<text class="last" x="{x}%" y="{y}" text-anchor="{anchor}" aria-hidden="true">{}</text>"#,
            T(&tick(value))
        )?;
    }
    out.write_str("</svg>")
}

/// The band and the line, in the part of the drawing that is stretched.
fn lines(out: &mut String, plot: &Plot<'_>) -> fmt::Result {
    let height = BOTTOM - TOP;
    write!(
        out,
        r#"<svg y="{TOP}" width="100%" height="{height}" viewBox="0 0 1000 {height}" preserveAspectRatio="none" aria-hidden="true">"#
    )?;
    let point = |at: usize, value: i32| format!("{} {}", N(plot.x(at) * 10.0), N(plot.y(value) - TOP));
    let runs = plot.runs();
    for run in &runs {
        let upper: Vec<String> = run.iter().map(|(at, (_, _, high))| point(*at, *high)).collect();
        let lower: Vec<String> = run.iter().rev().map(|(at, (_, low, _))| point(*at, *low)).collect();
        write!(out, r#"<path class="band" d="M{} L{}Z"/>"#, upper.join(" L"), lower.join(" L"))?;
    }
    for run in &runs {
        let values: Vec<String> = run.iter().map(|(at, (value, ..))| point(*at, *value)).collect();
        write!(out, r#"<path class="line" d="M{}"/>"#, values.join(" L"))?;
    }
    out.write_str("</svg>")
}

/// One bucket: its bar of answers, its dot, its sentence, its label, its mark.
fn bucket(out: &mut String, plot: &Plot<'_>, at: usize) -> fmt::Result {
    let Some(bar) = plot.bars.get(at) else { return Ok(()) };
    let (n, x, width, says) = (plot.bars.len(), plot.x(at), plot.width(), T(&bar.reading));
    write!(out, r#"<g class="point" tabindex="0" role="img" aria-label="{says}">"#)?;
    let height = BARS_BOTTOM - TOP;
    write!(
        out,
        r#"<rect class="hit" x="{}%" y="{TOP}" width="{}%" height="{height}"/>"#,
        N(x - width / 2.0),
        N(width)
    )?;
    let most = plot.bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
    let tall = (BARS_BOTTOM - BARS_TOP) * bar.count as f64 / most as f64;
    if bar.count > 0 {
        let (left, top, wide, tall) = (N(x - 0.3 * width), N(BARS_BOTTOM - tall), N(0.6 * width), N(tall));
        write!(out, r#"<rect class="count" x="{left}%" y="{top}" width="{wide}%" height="{tall}" rx="1"/>"#)?;
    }
    if let Some((value, ..)) = bar.value {
        write!(out, r#"<circle class="dot" cx="{}%" cy="{}" r="3.5"/>"#, N(x), N(plot.y(value)))?;
    }
    write!(out, r#"<text class="readout" x="100%" y="14" text-anchor="end" aria-hidden="true">{says}</text></g>"#)?;
    // Labels are counted from the newest, so that this one always has its own.
    let every = n.div_ceil(13);
    let back = n - 1 - at;
    if back.is_multiple_of(every) {
        let minor = if (back / every).is_multiple_of(3) { "" } else { " minor" };
        let anchor = if back == 0 { "end" } else { "middle" };
        write!(
            out,
            r#"<text class="week{minor}" x="{}%" y="250" text-anchor="{anchor}" aria-hidden="true">{}</text>"#,
            N(x),
            T(&bar.label)
        )?;
    }
    if let Some((mark, (value, ..))) = bar.mark.zip(bar.value) {
        let path = match mark {
            Mark::Fell => "M-6 -18h12L0 -8z",
            Mark::Rose => "M-6 18h12L0 8z",
        };
        let (x, y) = (N(x), N(plot.y(value)));
        write!(
            out,
            r#"<svg class="alarm" x="{x}%" y="{y}" overflow="visible" aria-hidden="true"><path d="{path}"/></svg>"#
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(count: u64, value: Option<(i32, i32, i32)>) -> Bar {
        Bar { label: "2 Nov".into(), reading: format!("<{count}> & \"x\""), count, value, mark: None }
    }

    fn drawn(bars: &[Bar]) -> String {
        svg(bars, "Trend", |value| value.to_string())
    }

    #[test]
    fn a_bucket_with_too_few_answers_breaks_the_line_and_keeps_its_bar() {
        let some = Some((10, -5, 30));
        let out = drawn(&[bar(20, some), bar(20, some), bar(3, None), bar(20, some)]);

        assert_eq!(out.matches("class=\"line\"").count(), 2);
        assert_eq!(out.matches("class=\"band\"").count(), 2);
        assert_eq!(out.matches("class=\"dot\"").count(), 3);
        assert_eq!(out.matches("class=\"count\"").count(), 4);
        assert_eq!(out.matches("class=\"point\"").count(), 4);
    }

    #[test]
    fn the_zero_line_is_always_drawn_and_the_scale_has_few_steps() {
        for value in [(50, 40, 60), (-80, -100, -60), (100, 90, 100), (0, 0, 0)] {
            let out = drawn(&[bar(9, Some(value))]);
            assert_eq!(out.matches("class=\"zero\"").count(), 1, "{value:?}");
            assert!((2..=6).contains(&out.matches("class=\"scale\"").count()), "{value:?} {out}");
        }
    }

    #[test]
    fn texts_are_escaped_and_nothing_is_styled_inline() {
        let out = drawn(&[bar(5, Some((1, 0, 2)))]);
        assert!(out.contains("aria-label=\"&lt;5> &amp; &quot;x&quot;\""), "{out}");
        assert!(!out.contains("style="));
    }

    #[test]
    fn marks_stand_at_buckets_with_a_value_only() {
        let marked = |value| Bar { mark: Some(Mark::Fell), ..bar(9, value) };
        assert_eq!(drawn(&[marked(Some((1, 0, 2))), marked(None)]).matches("class=\"alarm\"").count(), 1);
    }

    #[test]
    fn a_year_of_weeks_has_at_most_thirteen_labels_and_the_newest_has_one() {
        let bars: Vec<Bar> = (0..52).map(|_| bar(9, Some((1, 0, 2)))).collect();
        let out = drawn(&bars);
        assert_eq!(out.matches("class=\"week").count(), 13);
        assert!(out.contains("text-anchor=\"end\" aria-hidden=\"true\">2 Nov"));
    }

    #[test]
    fn no_buckets_make_an_empty_drawing() {
        assert!(drawn(&[]).starts_with("<svg class=\"chart\""));
    }
}
