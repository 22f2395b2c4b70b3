//! Words and phrases of up to three words, counted by the texts that have them, and shown as people write them most often.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::words::{Token, stop, tokens};

/// Longest phrase, in words.
const LONGEST: usize = 3;
/// A longer phrase that has this share of a shorter one's texts says it all.
const SAYS_IT_ALL: f64 = 0.75;

/// How many texts of each kind have a word or a phrase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gram {
    /// Texts by kind.
    pub texts: [u64; 3],
    forms: HashMap<String, u64>,
}

impl Gram {
    /// As people write it most often.
    pub fn shown(&self) -> &str {
        let best = self.forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
        best.map_or("", |(form, _)| form)
    }
}

/// Words and phrases of texts of up to three kinds.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    /// How many texts of each kind there were.
    pub texts: [u64; 3],
    /// By their terms.
    pub grams: BTreeMap<Vec<String>, Gram>,
}

impl Grams {
    /// Counts a text of a kind.
    pub fn add(&mut self, text: &str, locale: &str, kind: usize) {
        let Some(all) = self.texts.get_mut(kind) else { return };
        *all += 1;
        let mut seen = BTreeSet::new();
        for (terms, form) in of_text(text, locale) {
            if seen.insert(terms.clone()) {
                let gram = self.grams.entry(terms).or_default();
                gram.texts[kind] += 1;
                *gram.forms.entry(form).or_default() += 1;
            }
        }
    }

    /// Those that most texts of a kind have, at least `least`: words that a phrase says are left to the phrase.
    pub fn most(&self, kind: usize, least: u64, limit: usize) -> Vec<(&Vec<String>, &Gram)> {
        let count = |gram: &Gram| gram.texts.get(kind).copied().unwrap_or(0);
        let mut found: Vec<_> = self.grams.iter().filter(|(_, gram)| count(gram) >= least).collect();
        found.sort_by(|a, b| {
            count(b.1).cmp(&count(a.1)).then_with(|| b.0.len().cmp(&a.0.len())).then_with(|| a.0.cmp(b.0))
        });
        let longer: Vec<(&Vec<String>, u64)> =
            found.iter().filter(|(terms, _)| terms.len() > 1).map(|(terms, gram)| (*terms, count(gram))).collect();
        found.retain(|(terms, gram)| {
            let said = |(phrase, texts): &(&Vec<String>, u64)| {
                phrase.len() > terms.len()
                    && phrase.windows(terms.len()).any(|part| part == terms.as_slice())
                    && *texts as f64 >= SAYS_IT_ALL * count(gram) as f64
            };
            !longer.iter().any(said)
        });
        found.truncate(limit);
        found
    }
}

/// The words and phrases of a text: their terms, and as they are written. A phrase neither begins nor ends with a word that
/// says nothing, and ends where a sentence does.
fn of_text(text: &str, locale: &str) -> Vec<(Vec<String>, String)> {
    let words = tokens(text, locale);
    let mut found = Vec::new();
    for start in 0..words.len() {
        for length in 1..=LONGEST.min(words.len() - start) {
            let Some(part) = words.get(start..start + length) else { break };
            if length > 1 && part.windows(2).any(|pair| parts(text, &pair[0], &pair[1])) {
                break;
            }
            let (Some(first), Some(last)) = (part.first(), part.last()) else { break };
            if says_nothing(first) || says_nothing(last) {
                continue;
            }
            let begins = start == 0 || words.get(start - 1).is_some_and(|before| parts(text, before, first));
            let form: Vec<String> =
                part.iter().enumerate().map(|(at, word)| form(text, word, begins && at == 0)).collect();
            found.push((part.iter().map(|word| word.term.clone()).collect(), form.join(" ")));
        }
    }
    found
}

fn says_nothing(word: &Token) -> bool {
    stop::is_stop(&word.word) || word.word.chars().count() < 2 || !word.word.chars().any(char::is_alphabetic)
}

/// Whether more than a space stands between two words.
fn parts(text: &str, before: &Token, after: &Token) -> bool {
    let between = text.get(before.place.end..after.place.start).unwrap_or_default();
    between.chars().any(|letter| !letter.is_whitespace() && !"-'\u{2019}\u{2011}".contains(letter))
        || between.contains('\n')
}

/// A word as it is written; a capital that only begins the sentence is small.
fn form(text: &str, word: &Token, begins: bool) -> String {
    let written = text.get(word.place.clone()).unwrap_or_default();
    let capitals = written.chars().filter(|letter| letter.is_uppercase()).count();
    if begins && capitals == 1 && written.starts_with(char::is_uppercase) {
        written.to_lowercase()
    } else {
        written.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(grams: &Grams, kind: usize, least: u64) -> Vec<(String, u64)> {
        grams.most(kind, least, 10).into_iter().map(|(_, gram)| (gram.shown().to_owned(), gram.texts[kind])).collect()
    }

    #[test]
    fn phrases_are_counted_by_texts_and_shown_as_people_write_them() {
        let mut grams = Grams::default();
        for text in
            ["Courier late. Courier late again", "The courier was late", "couriers late", "Box of nails. QuickVan"]
        {
            grams.add(text, "en", 0);
        }
        grams.add("courier late", "en", 1);
        assert_eq!(grams.texts, [4, 1, 0]);
        assert_eq!(
            shown(&grams, 0, 2),
            [("courier".to_owned(), 3), ("late".to_owned(), 3), ("courier late".to_owned(), 2)]
        );
        let all: Vec<String> = shown(&grams, 0, 1).into_iter().map(|(form, _)| form).collect();
        assert!(all.contains(&"box of nails".to_owned()) && all.contains(&"QuickVan".to_owned()), "{all:?}");
        assert!(!all.contains(&"nails".to_owned()), "the phrase says it: {all:?}");
    }

    #[test]
    fn a_phrase_ends_with_its_sentence() {
        let found: Vec<String> =
            of_text("Great table. Chair broken, sadly", "en").into_iter().map(|(_, form)| form).collect();
        assert_eq!(found, ["great", "great table", "table", "chair", "chair broken", "broken", "sadly"]);
    }
}
