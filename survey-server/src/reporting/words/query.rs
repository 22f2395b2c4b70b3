//! What somebody searches for: words, of which a text must have all.

use std::collections::BTreeSet;

use super::{fold, stem, stop, term, tokens};

/// So many words of a search are looked for; more say nothing more.
const MOST_WORDS: usize = 12;

/// The words of a search, each with the terms that it may stand under: its stem where the text's language has stems, and
/// itself where it has none. A text is found if it has a term of each word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<BTreeSet<String>>,
}

impl Query {
    /// Reads what was typed. Quotes, stars, AND, NEAR and the like are no more than the words in them. Stop words are left
    /// out, unless there is nothing else.
    pub fn of(typed: &str) -> Self {
        let all = tokens(typed, "en");
        let telling: Vec<_> = all.iter().filter(|token| !stop::is_stop(&token.word)).collect();
        let chosen = if telling.is_empty() { all.iter().collect() } else { telling };
        let mut words: Vec<BTreeSet<String>> = Vec::new();
        for token in chosen {
            let terms = forms(&token.word);
            if !words.contains(&terms) && words.len() < MOST_WORDS {
                words.push(terms);
            }
        }
        Query { words }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, each by the terms that it may stand under.
    pub fn words(&self) -> &[BTreeSet<String>] {
        &self.words
    }

    /// Whether a term is one of those that are looked for.
    pub fn means(&self, term: &str) -> bool {
        self.words.iter().any(|terms| terms.contains(term))
    }

    /// Whether a text with these terms is found.
    pub fn finds(&self, terms: &BTreeSet<String>) -> bool {
        !self.is_empty() && self.words.iter().all(|word| !word.is_disjoint(terms))
    }
}

/// The terms of a word in all languages.
fn forms(word: &str) -> BTreeSet<String> {
    let word = fold::fold(word);
    // English and Russian stems, and the word itself as other languages keep it.
    ["en", "de", "uk"].into_iter().map(|locale| term::of(&stem::stem(&word, locale))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str, locale: &str) -> BTreeSet<String> {
        tokens(text, locale).into_iter().map(|token| token.term).collect()
    }

    #[test]
    fn a_search_finds_every_form_of_its_words() {
        for (typed, text, locale) in [
            ("курьер", "Курьеры опоздали", "ru"),
            ("курьеры", "ждали курьера", "ru"),
            ("елка", "Ёлку привезли", "ru"),
            ("courier late", "Two couriers, both late", "en"),
            ("Lieferungen", "Die Lieferungen kamen", "de"),
            ("\"courier\"* AND -late:", "the late courier and him", "en"),
            ("the", "The", "en"),
        ] {
            assert!(Query::of(typed).finds(&terms(text, locale)), "{typed} in {text}");
        }
        assert!(!Query::of("courier late").finds(&terms("the courier", "en")));
        assert!(Query::of("* \" - : ()").is_empty());
        assert!(!Query::default().finds(&terms("anything", "en")));
    }

    #[test]
    fn a_search_without_end_is_cut() {
        let typed: Vec<String> = (0..5000).map(|at| format!("word{at}")).collect();
        assert_eq!(Query::of(&typed.join(" ")).words().len(), MOST_WORDS);
    }
}
