//! Stems by Snowball: Russian and English. A word of another language stays as it is.

use snowball_stemmers_rs::{Algorithm, Stemmer};

/// Languages written in Cyrillic letters that are not Russian: Russian endings would cut their words wrongly.
const OTHER_CYRILLIC: [&str; 8] = ["uk", "bg", "sr", "mk", "mn", "ky", "tg", "be"];
/// Languages among whose words a Latin one is most likely English.
const ENGLISH_BESIDE: [&str; 12] = ["en", "ru", "uk", "kk", "be", "ky", "uz", "hy", "ka", "he", "ar", "zh"];

/// What a word is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Russian,
    English,
    Other,
}

/// The stem of a folded word in a text of this language (`ru`, `en-GB`).
pub fn stem(word: &str, locale: &str) -> String {
    match language(word, locale) {
        Language::Russian => Stemmer::create(Algorithm::Russian).stem(word).into_owned(),
        Language::English => Stemmer::create(Algorithm::English).stem(word).into_owned(),
        Language::Other => word.to_owned(),
    }
}

/// By its letters and the language of the text around it.
fn language(word: &str, locale: &str) -> Language {
    let tag = locale.get(..2).unwrap_or_default().to_ascii_lowercase();
    let tag = tag.as_str();
    let (mut cyrillic, mut latin) = (false, false);
    for letter in word.chars() {
        match letter {
            'а'..='я' => cyrillic = true,
            'a'..='z' => latin = true,
            '\'' => {}
            // Numbers, and letters that neither language has.
            _ => return Language::Other,
        }
    }
    match (cyrillic, latin) {
        (true, false) if !OTHER_CYRILLIC.contains(&tag) => Language::Russian,
        (false, true) if ENGLISH_BESIDE.contains(&tag) => Language::English,
        _ => Language::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (locale, forms) in [
            ("ru", vec!["курьер", "курьера", "курьеры", "курьером", "курьеру"]),
            ("ru", vec!["доставка", "доставки", "доставку", "доставкой"]),
            ("en", vec!["courier", "couriers"]),
            ("en", vec!["delivery", "deliveries"]),
            ("en", vec!["call", "called", "calling", "calls"]),
            ("ru", vec!["driver", "drivers"]),
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form, locale)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
    }

    #[test]
    fn words_of_other_languages_stay_as_they_are() {
        for (word, locale) in
            [("lieferungen", "de"), ("livraisons", "fr"), ("кур'єрами", "uk"), ("доставките", "bg"), ("1001", "en")]
        {
            assert_eq!(stem(word, locale), word);
        }
    }
}
