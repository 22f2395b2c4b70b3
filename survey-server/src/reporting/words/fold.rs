//! One spelling for what people write differently: case, ё, accents, full-width letters.

use unicode_normalization::UnicodeNormalization;

/// A breve over и is й, a letter of its own.
const BREVE: char = '\u{0306}';

/// Lower case, without accents, ё as е, compatible forms as the plain ones, one kind of apostrophe.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut before = ' ';
    let lower = text.nfkd().flat_map(char::to_lowercase);
    // Lowering may bring marks of its own (İ), so it is taken apart again.
    for letter in lower.nfd() {
        let is_accent = ('\u{0300}'..='\u{036F}').contains(&letter);
        if !is_accent || (before == 'и' && letter == BREVE) {
            folded.push(match letter {
                'ς' => 'σ',
                '\u{2019}' | '\u{02BC}' | '\u{FF07}' => '\'',
                other => other,
            });
            before = letter;
        }
    }
    folded.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_fold_into_one() {
        for (written, folded) in [
            ("Ёлка", "елка"),
            ("ёлка", "елка"),
            ("е\u{0308}лка", "елка"),
            ("ЙОД", "йод"),
            ("и\u{0306}од", "йод"),
            ("Café", "cafe"),
            ("ＡＢＣ１２", "abc12"),
            ("ﬁne", "fine"),
            ("İstanbul", "istanbul"),
            ("don’t", "don't"),
            ("ΛΌΓΟΣ", "λογοσ"),
            ("한국어", "한국어"),
            ("℡", "tel"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
            assert_eq!(fold(&fold(written)), folded, "{written}");
        }
    }
}
