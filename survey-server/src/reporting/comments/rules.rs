//! Tag rules: which comments they mean, and what is wrong with them.

use std::collections::BTreeSet;

use super::super::words::Query;
use crate::error::Problem;
use crate::store::tag_rules::TagRule;

/// Most rules of a workspace.
pub const MOST_RULES: usize = 100;
/// Most words of one list of a rule, and most characters of one.
const WORDS: (usize, usize) = (50, 100);
/// Most characters of a tag.
const TAG: usize = 64;

/// Rules, ready to look at many comments.
#[derive(Debug)]
pub struct Compiled(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    tag: String,
    any: Vec<Query>,
    all: Vec<Query>,
    none: Vec<Query>,
    categories: Vec<i32>,
}

impl Compiled {
    /// Reads the words of rules.
    pub fn of(rules: &[TagRule]) -> Self {
        let queries =
            |words: &[String]| words.iter().map(|word| Query::of(word)).filter(|query| !query.is_empty()).collect();
        let rule = |rule: &TagRule| Rule {
            tag: rule.tag.trim().to_owned(),
            any: queries(&rule.any),
            all: queries(&rule.all),
            none: queries(&rule.none),
            categories: rule.categories.iter().map(|word| super::index::number(word)).collect(),
        };
        Compiled(rules.iter().map(rule).collect())
    }

    /// The tags that an answer gets whose texts have these terms.
    pub fn tags(&self, terms: &BTreeSet<String>, category: i32) -> BTreeSet<String> {
        self.0.iter().filter(|rule| rule.holds(terms, category)).map(|rule| rule.tag.clone()).collect()
    }
}

impl Rule {
    fn holds(&self, terms: &BTreeSet<String>, category: i32) -> bool {
        let found = |query: &Query| query.finds(terms);
        let asks = !self.any.is_empty() || !self.all.is_empty();
        asks && (self.categories.is_empty() || self.categories.contains(&category))
            && (self.any.is_empty() || self.any.iter().any(found))
            && self.all.iter().all(found)
            && !self.none.iter().any(found)
    }
}

/// What is wrong with rules, each with its path: `tag_rules[0].tag`.
pub fn check(rules: &[TagRule]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if rules.len() > MOST_RULES {
        let message = format!("has {} entries; at most {MOST_RULES} are allowed", rules.len());
        problems.push(Problem::new("tag_rules", message));
    }
    for (at, rule) in rules.iter().enumerate() {
        let mut wrong = |field: &str, message: String| {
            problems.push(Problem::new(format!("tag_rules[{at}].{field}"), message));
        };
        let tag = rule.tag.trim();
        if tag.is_empty() || tag.chars().count() > TAG || tag.chars().any(char::is_control) {
            wrong("tag", format!("must be 1 to {TAG} characters on one line"));
        }
        if rule.any.is_empty() && rule.all.is_empty() {
            wrong("any", "needs at least one word, here or in `all`".to_owned());
        }
        for (field, words) in [("any", &rule.any), ("all", &rule.all), ("none", &rule.none)] {
            let (most, longest) = WORDS;
            if words.len() > most {
                wrong(field, format!("has {} words; at most {most} are allowed", words.len()));
            }
            if let Some(word) = words.iter().find(|word| word.chars().count() > longest || Query::of(word).is_empty()) {
                wrong(field, format!("{word:?} must be a word or a few, at most {longest} characters"));
            }
        }
        let known = ["promoter", "passive", "detractor"];
        if let Some(word) = rule.categories.iter().find(|word| !known.contains(&word.as_str())) {
            wrong("categories", format!("must be promoter, passive or detractor, not {word:?}"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::super::words::tokens;
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_rule_means_every_form_of_its_words() {
        let rules = Compiled::of(&[
            TagRule {
                tag: "late".into(),
                any: words(&["late", "опоздал"]),
                none: words(&["never late"]),
                ..TagRule::default()
            },
            TagRule {
                tag: "courier".into(),
                all: words(&["courier", "door"]),
                categories: words(&["detractor"]),
                ..TagRule::default()
            },
        ]);
        for (text, category, expected) in [
            ("The couriers left it at our doors, late", 0, vec!["courier", "late"]),
            ("The couriers left it at our doors, late", 2, vec!["late"]),
            ("Опоздали на час", 1, vec!["late"]),
            ("never late", 1, vec![]),
            ("the courier", 0, vec![]),
        ] {
            let terms = tokens(text, "ru").into_iter().map(|token| token.term).collect();
            assert_eq!(rules.tags(&terms, category).into_iter().collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn a_rule_that_cannot_work_is_told_so() {
        let paths = |rule: TagRule| check(&[rule]).into_iter().map(|problem| problem.path).collect::<Vec<_>>();
        assert_eq!(paths(TagRule::default()), ["tag_rules[0].tag", "tag_rules[0].any"]);
        let rule = TagRule { tag: "x".into(), any: words(&["*"]), categories: words(&["angry"]), ..TagRule::default() };
        assert_eq!(paths(rule), ["tag_rules[0].any", "tag_rules[0].categories"]);
        assert_eq!(check(&[TagRule { tag: "late".into(), any: words(&["late"]), ..TagRule::default() }]), Vec::new());
    }
}
