//! Counts by day as SVG: one column a day, its lower part one kind and its upper part the other. Drawn by the rules of
//! [`chart`](super::chart): per cent across the width, no style attributes.

use std::fmt::{self, Write};

use super::chart::{N, T};

/// One day, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The short label under it.
    pub label: String,
    /// The sentence that hovering and focus show.
    pub reading: String,
    /// The lower part.
    pub lower: u64,
    /// The upper part.
    pub upper: u64,
}

const TOP: f64 = 28.0;
const BOTTOM: f64 = 136.0;
/// Room for the numbers of the scale, in per cent.
const LEFT: f64 = 7.0;

/// Draws it. `label` names the whole, `tick` writes a count.
pub fn svg(columns: &[Column], label: &str, tick: impl Fn(u64) -> String) -> String {
    let mut out = String::with_capacity(columns.len() * 500 + 1000);
    // Writing into a string cannot fail.
    let _ = draw(&mut out, columns, label, &tick);
    out
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that is not below a count: the upper end of the scale.
fn round_up(most: u64) -> u64 {
    let mut end = 1_u64;
    loop {
        for step in [1, 2, 5] {
            if let Some(candidate) = end.checked_mul(step).filter(|candidate| *candidate >= most) {
                return candidate;
            }
        }
        match end.checked_mul(10) {
            Some(next) => end = next,
            None => return most,
        }
    }
}

fn draw(out: &mut String, columns: &[Column], label: &str, tick: &impl Fn(u64) -> String) -> fmt::Result {
    let end = round_up(columns.iter().map(|column| column.lower + column.upper).max().unwrap_or(0).max(2));
    let y = |count: u64| BOTTOM - (BOTTOM - TOP) * count as f64 / end as f64;
    write!(
        out,
        r#"<svg class="chart columns-chart" width="100%" height="164" role="group" aria-label="{}">"#,
        T(label)
    )?;
    for value in [0, end / 2, end] {
        let (class, at) = (if value == 0 { "zero" } else { "grid" }, N(y(value)));
        write!(out, r#"<line class="{class}" x1="0" x2="100%" y1="{at}" y2="{at}"/>"#)?;
        write!(out, r#"<text class="scale" x="0" y="{}">{}</text>"#, N(y(value) - 4.0), T(&tick(value)))?;
    }
    let width = (100.0 - LEFT) / columns.len().max(1) as f64;
    for (place, column) in columns.iter().enumerate() {
        let (left, says) = (LEFT + width * place as f64, T(&column.reading));
        write!(out, r#"<g class="point" tabindex="0" role="img" aria-label="{says}">"#)?;
        let (hit, tall) = (N(left), N(BOTTOM - TOP));
        write!(out, r#"<rect class="hit" x="{hit}%" y="{TOP}" width="{}%" height="{tall}"/>"#, N(width))?;
        let parts = [("lower", 0, column.lower), ("upper", column.lower, column.lower + column.upper)];
        for (class, from, until) in parts.into_iter().filter(|(_, from, until)| until > from) {
            let (x, wide, top, tall) = (N(left + 0.15 * width), N(0.7 * width), N(y(until)), N(y(from) - y(until)));
            write!(out, r#"<rect class="{class}" x="{x}%" y="{top}" width="{wide}%" height="{tall}"/>"#)?;
        }
        write!(out, r#"<text class="readout" x="100%" y="14" text-anchor="end" aria-hidden="true">{says}</text></g>"#)?;
        // Labels are counted from the newest, so that this one always has its own.
        let back = columns.len() - 1 - place;
        let every = columns.len().div_ceil(10);
        if back.is_multiple_of(every) {
            let minor = if (back / every).is_multiple_of(3) { "" } else { " minor" };
            let (anchor, x) = if back == 0 { ("end", 100.0) } else { ("middle", left + width / 2.0) };
            let text = T(&column.label);
            write!(
                out,
                r#"<text class="week{minor}" x="{}%" y="154" text-anchor="{anchor}" aria-hidden="true">{text}</text>"#,
                N(x)
            )?;
        }
    }
    out.write_str("</svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(lower: u64, upper: u64) -> Column {
        Column { label: "2 Nov".into(), reading: format!("<{lower}> & \"{upper}\""), lower, upper }
    }

    fn drawn(columns: &[Column]) -> String {
        svg(columns, "Asked", |count| count.to_string())
    }

    #[test]
    fn a_part_that_is_nothing_is_not_drawn_and_texts_are_escaped() {
        let out = drawn(&[column(3, 0), column(0, 2), column(0, 0), column(1, 1)]);
        assert_eq!((out.matches("class=\"lower\"").count(), out.matches("class=\"upper\"").count()), (2, 2));
        assert_eq!(out.matches("class=\"point\"").count(), 4);
        assert!(out.contains("&lt;3> &amp; &quot;0&quot;") && !out.contains("style="), "{out}");
    }

    #[test]
    fn the_scale_ends_at_a_round_number_above_the_highest_column() {
        for (most, end) in [(0, 2), (2, 2), (3, 5), (6, 10), (11, 20), (49, 50), (51, 100), (73_412, 100_000)] {
            assert!(drawn(&[column(most, 0)]).contains(&format!(">{end}</text>")), "{most}");
        }
        assert_eq!(round_up(u64::MAX), u64::MAX);
    }

    #[test]
    fn a_year_of_days_has_at_most_ten_labels() {
        let days: Vec<Column> = (0..366).map(|n| column(n, 1)).collect();
        assert!(drawn(&days).matches("class=\"week").count() <= 10);
        assert!(drawn(&[]).starts_with("<svg"));
    }
}
