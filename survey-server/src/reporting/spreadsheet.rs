//! Cells for CSV files that people open in a spreadsheet.

use std::borrow::Cow;

/// A cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe before it. Numbers stay
/// numbers. `survey-server import` takes the apostrophe away again.
pub fn cell(text: &str) -> Cow<'_, str> {
    let number = text.strip_prefix('-').is_some_and(is_number);
    let control = text.starts_with(['\t', '\r', '\n']);
    // Spaces before it do not keep a spreadsheet from it, nor does the width of the sign.
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if (control || formula) && !number { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text_and_a_number_stays_one() {
        for formula in
            ["=1+1", "+77010000000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "\n=1", " =1+1", "\u{a0}@x", "＝1+1"]
        {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for harmless in ["", "-5", "-2.5", "9", "Fine, thanks", "a=b"] {
            assert_eq!(cell(harmless), harmless);
        }
    }
}
