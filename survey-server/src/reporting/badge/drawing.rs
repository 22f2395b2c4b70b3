//! The badge as SVG: a box with a few lines of text, which turns dark with the page. No scripts, nothing from elsewhere; the
//! colours stand in one style whose hash the response names.

use std::fmt::Write;

use crate::reporting::chart::T;

/// Its colours. Both themes are there; `auto` follows the reader's.
pub const STYLE: &str = "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#17202b}\
.q{fill:#566070}.b{fill:#fff;stroke:#ccd2da}\
.dark text{fill:#eef1f5}.dark .q{fill:#a9b3c1}.dark .b{fill:#161b22;stroke:#3a434f}\
@media(prefers-color-scheme:dark){.auto text{fill:#eef1f5}.auto .q{fill:#a9b3c1}.auto .b{fill:#161b22;stroke:#3a434f}}";

/// Light, dark, or as the reader has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its word in addresses and in the drawing.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }
}

/// What it says.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// All in one sentence, for who does not see it.
    pub title: String,
    /// Whose badge it is.
    pub heading: String,
    /// The score, large.
    pub score: String,
    /// How many answers, beside it.
    pub answers: String,
    /// How fast unhappy customers were contacted; may be empty.
    pub reaction: String,
    /// From the right to the left.
    pub right_to_left: bool,
    /// Its language.
    pub language: &'static str,
}

/// Draws it.
pub fn svg(lines: &Lines, theme: Theme) -> String {
    let wide = |text: &str, size: f64| text.chars().count() as f64 * size * 0.56;
    let middle = wide(&lines.score, 26.0) + 12.0 + wide(&lines.answers, 13.0);
    let widest = [wide(&lines.heading, 13.0), middle, wide(&lines.reaction, 12.0)].into_iter().fold(200.0, f64::max);
    let (width, height) = ((widest + 32.0).ceil(), if lines.reaction.is_empty() { 72 } else { 96 });
    let (start, direction) = if lines.right_to_left { (width - 16.0, "rtl") } else { (16.0, "ltr") };
    // Two things on one line, each in its own direction: else the number of answers lands inside the score.
    let alone = |text: &str| if lines.right_to_left { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() };
    let mut out = String::with_capacity(2_000);
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"t\" class=\"{}\" xml:lang=\"{}\" direction=\"{direction}\"><title id=\"t\">{}</title>\
         <style>{STYLE}</style><rect class=\"b\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\
         <text class=\"q\" x=\"{start}\" y=\"22\" font-size=\"13\">{}</text>\
         <text x=\"{start}\" y=\"54\" font-size=\"26\" font-weight=\"700\">{}<tspan class=\"q\" dx=\"8\" font-size=\"13\" \
         font-weight=\"400\">{}</tspan></text>",
        theme.word(),
        lines.language,
        T(&lines.title),
        width - 1.0,
        height - 1,
        T(&lines.heading),
        T(&alone(&lines.score)),
        T(&alone(&lines.answers)),
    );
    if !lines.reaction.is_empty() {
        let _ = write!(out, "<text class=\"q\" x=\"{start}\" y=\"80\" font-size=\"12\">{}</text>", T(&lines.reaction));
    }
    out.push_str("</svg>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped_and_nothing_in_it_can_run() {
        let hostile = "</title><script>alert(1)</script>\" onload=\"x";
        let lines = Lines {
            title: hostile.into(),
            heading: hostile.into(),
            score: "+42".into(),
            answers: "<b>".into(),
            reaction: "a & b".into(),
            ..Lines::default()
        };
        let drawn = svg(&lines, Theme::Dark);
        assert!(!drawn.contains("<script") && !drawn.contains("<b>") && !drawn.contains("onload=\"x"), "{drawn}");
        assert!(drawn.contains("a &amp; b") && drawn.contains("class=\"dark\""), "{drawn}");
        assert!(svg(&Lines::default(), Theme::of("auto").unwrap()).contains("height=\"72\""));
        assert_eq!(Theme::of("red"), None);
    }
}
