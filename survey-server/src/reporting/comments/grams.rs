//! Words and phrases of up to three words, counted by the texts that have them, and shown as people write them most often.
//!
//! A text is taken apart once, into numbers: what is counted grows with the words that were taken, and not with their letters.

use std::collections::{HashMap, HashSet};

use super::super::words::{Token, stop, tokens};

/// Longest phrase, in words.
const LONGEST: usize = 3;
/// So many words of one text are taken apart: who writes more said it before.
pub const MOST_WORDS: usize = 100;
/// Nor are more characters than this looked at for them.
const MOST_LETTERS: usize = 1_200;
/// A longer phrase that has this share of a shorter one's texts says it all.
const SAYS_IT_ALL: f64 = 0.75;
/// In the place of a word that a shorter phrase does not have.
const NONE: u32 = u32::MAX;

/// A word or a phrase, by the numbers of its terms.
type Key = [u32; LONGEST];

/// How many texts of each kind have a word or a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gram {
    key: Key,
    /// Texts by kind.
    pub texts: [u64; 3],
}

/// A word of a text that was taken apart.
#[derive(Clone, Debug)]
struct Word {
    term: u32,
    /// As it is written, with a small letter where a capital only begins the sentence.
    begin: usize,
    end: usize,
    /// It neither begins nor ends a phrase.
    silent: bool,
    /// A sentence begins with it.
    begins: bool,
}

/// A text, as far as it was taken apart.
#[derive(Clone, Debug)]
struct Taken {
    text: String,
    words: Vec<Word>,
}

/// Words and phrases of texts of up to three kinds.
#[derive(Clone, Debug, Default)]
pub struct Grams {
    /// How many texts of each kind there were.
    pub texts: [u64; 3],
    /// How many words were taken apart.
    pub words: usize,
    numbers: HashMap<String, u32>,
    terms: Vec<String>,
    counts: HashMap<Key, [u64; 3]>,
    taken: Vec<Taken>,
}

impl Grams {
    /// Counts a text of a kind: its first [`MOST_WORDS`] words.
    pub fn add(&mut self, text: &str, locale: &str, kind: usize) {
        let Some(all) = self.texts.get_mut(kind) else { return };
        *all += 1;
        let taken = self.take_apart(head(text), locale);
        self.words += taken.words.len();
        let keys: HashSet<Key> = taken.phrases().map(|(key, _)| key).collect();
        for key in keys {
            self.counts.entry(key).or_default()[kind] += 1;
        }
        self.taken.push(taken);
    }

    fn take_apart(&mut self, text: &str, locale: &str) -> Taken {
        let mut found = tokens(text, locale);
        found.truncate(MOST_WORDS);
        let mut words: Vec<Word> = Vec::with_capacity(found.len());
        for token in found {
            let begins = words.last().is_none_or(|before| parts(text, before.end, token.place.start));
            let silent = says_nothing(&token);
            words.push(Word {
                term: self.number(token.term),
                begin: token.place.start,
                end: token.place.end,
                silent,
                begins,
            });
        }
        Taken { text: text.to_owned(), words }
    }

    fn number(&mut self, term: String) -> u32 {
        let next = u32::try_from(self.terms.len()).unwrap_or(NONE);
        *self.numbers.entry(term).or_insert_with_key(|term| {
            self.terms.push(term.clone());
            next
        })
    }

    /// Those that most texts of a kind have, at least `least`: words that a phrase says are left to the phrase.
    pub fn most(&self, kind: usize, least: u64, limit: usize) -> Vec<Gram> {
        let count = |texts: &[u64; 3]| texts.get(kind).copied().unwrap_or(0);
        let enough = self.counts.iter().filter(|(_, texts)| count(texts) >= least);
        let mut found: Vec<Gram> = enough.map(|(key, texts)| Gram { key: *key, texts: *texts }).collect();
        // Of each word and phrase: the most texts that a longer one has which holds it.
        let mut longer: HashMap<Key, u64> = HashMap::new();
        for gram in &found {
            for part in shorter(gram.key) {
                let most = longer.entry(part).or_default();
                *most = (*most).max(count(&gram.texts));
            }
        }
        found.retain(|gram| {
            let said = longer.get(&gram.key).copied().unwrap_or(0);
            said == 0 || (said as f64) < SAYS_IT_ALL * count(&gram.texts) as f64
        });
        found.sort_by(|a, b| {
            let by_count = count(&b.texts).cmp(&count(&a.texts));
            by_count
                .then_with(|| length(b.key).cmp(&length(a.key)))
                .then_with(|| self.named(a.key).cmp(self.named(b.key)))
        });
        found.truncate(limit);
        found
    }

    fn named(&self, key: Key) -> impl Iterator<Item = &str> {
        key.into_iter().map_while(|number| self.terms.get(usize::try_from(number).ok()?).map(String::as_str))
    }

    /// How people write each of these most often, in their order.
    pub fn shown(&self, grams: &[Gram]) -> Vec<String> {
        let mut forms: HashMap<Key, HashMap<String, u64>> =
            grams.iter().map(|gram| (gram.key, HashMap::new())).collect();
        for taken in &self.taken {
            let mut seen = HashSet::new();
            for (key, words) in taken.phrases() {
                if let Some(forms) = forms.get_mut(&key)
                    && seen.insert(key)
                {
                    *forms.entry(taken.form(words)).or_default() += 1;
                }
            }
        }
        let best = |gram: &Gram| {
            let forms = forms.get(&gram.key)?;
            forms.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(form, _)| form.clone())
        };
        grams.iter().map(|gram| best(gram).unwrap_or_default()).collect()
    }
}

impl Taken {
    /// The words and phrases of a text. A phrase neither begins nor ends with a word that says nothing, and ends where a
    /// sentence does.
    fn phrases(&self) -> impl Iterator<Item = (Key, &[Word])> {
        (0..self.words.len()).flat_map(move |start| {
            let rest = self.words.get(start..).unwrap_or_default();
            let sentence = 1 + rest.iter().skip(1).take_while(|word| !word.begins).take(LONGEST - 1).count();
            let silent = rest.first().is_none_or(|word| word.silent);
            (1..=sentence).filter_map(move |length| {
                let part = rest.get(..length)?;
                if silent || part.last()?.silent {
                    return None;
                }
                let mut key = [NONE; LONGEST];
                for (place, word) in key.iter_mut().zip(part) {
                    *place = word.term;
                }
                Some((key, part))
            })
        })
    }

    /// A phrase as it is written; a capital that only begins the sentence is small.
    fn form(&self, words: &[Word]) -> String {
        let form = |word: &Word| {
            let written = self.text.get(word.begin..word.end).unwrap_or_default();
            let capitals = written.chars().filter(|letter| letter.is_uppercase()).count();
            if word.begins && capitals == 1 && written.starts_with(char::is_uppercase) {
                written.to_lowercase()
            } else {
                written.to_owned()
            }
        };
        words.iter().map(form).collect::<Vec<_>>().join(" ")
    }
}

/// How many words a phrase has.
fn length(key: Key) -> usize {
    key.iter().take_while(|term| **term != NONE).count()
}

/// The shorter phrases that a phrase holds.
fn shorter(key: Key) -> impl Iterator<Item = Key> {
    let all = length(key);
    (1..all).flat_map(move |length| {
        key.windows(length)
            .take(all + 1 - length)
            .map(|words| {
                let mut part = [NONE; LONGEST];
                for (place, word) in part.iter_mut().zip(words) {
                    *place = *word;
                }
                part
            })
            .collect::<Vec<_>>()
    })
}

/// As much of a text as is looked at, ending with a word.
fn head(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(MOST_LETTERS) else { return text };
    let head = text.get(..end).unwrap_or_default();
    head.rfind(char::is_whitespace).and_then(|space| head.get(..space)).unwrap_or(head)
}

fn says_nothing(word: &Token) -> bool {
    stop::is_stop(&word.word) || word.word.chars().count() < 2 || !word.word.chars().any(char::is_alphabetic)
}

/// Whether more than a space stands between two words.
fn parts(text: &str, before: usize, after: usize) -> bool {
    let between = text.get(before..after).unwrap_or_default();
    between.chars().any(|letter| !letter.is_whitespace() && !"-'\u{2019}\u{2011}".contains(letter))
        || between.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(grams: &Grams, kind: usize, least: u64) -> Vec<(String, u64)> {
        let found = grams.most(kind, least, 10);
        grams.shown(&found).into_iter().zip(&found).map(|(form, gram)| (form, gram.texts[kind])).collect()
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
        let taken = Grams::default().take_apart("Great table. Chair broken, sadly", "en");
        let found: Vec<String> = taken.phrases().map(|(_, words)| taken.form(words)).collect();
        assert_eq!(found, ["great", "great table", "table", "chair", "chair broken", "broken", "sadly"]);
    }

    #[test]
    fn of_a_text_without_end_the_first_hundred_words_are_taken() {
        let mut grams = Grams::default();
        for number in 0..20 {
            let text: Vec<String> = (0..5_000).map(|word| format!("w{number}x{word}")).collect();
            grams.add(&text.join(" "), "en", 0);
            grams.add(&"x".repeat(50_000), "en", 0);
        }
        assert_eq!(grams.texts[0], 40);
        assert!((20 * 90..=40 * MOST_WORDS).contains(&grams.words), "{}", grams.words);
        assert!(grams.counts.len() <= LONGEST * grams.words, "{}", grams.counts.len());
    }
}
