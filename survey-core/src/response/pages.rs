//! A survey as pages: one screen for short ones, several for long ones.

use crate::{
    Properties,
    response::{Answers, visible_questions},
    survey::{Paging, Question, Survey},
};

/// A survey of so many questions is one page, and a page of a longer one has no more.
const MOST_ON_A_PAGE: usize = 5;

/// One page with the questions that are shown on it.
///
/// ```
/// use survey_core::{Properties, response::{Answers, pages}, survey};
///
/// let survey = survey::template("default").unwrap();
/// let pages = pages(&survey, &Answers::default(), &Properties::new());
/// assert_eq!((pages.len(), pages[0].number, pages[0].questions.len()), (1, 1, 2));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Page<'s> {
    /// Its place in the [`layout`], from 1: the same whatever was answered.
    pub number: usize,
    /// What is shown on it; at least one question.
    pub questions: Vec<&'s Question>,
}

/// Every page with all its questions, shown or not: what depends on the definition alone, so that a page keeps its number
/// while answers come and go.
///
/// The definition's `pages` decides. Without it a survey of at most five questions is one page; in a longer one each section
/// starts a page, a section of more than five questions is cut into even pages, and what follows a section without
/// belonging to one joins its page where it fits. The [main question](Survey::main_question), which the first tap answers, is
/// always on the first page, alone if it would stand on a later one.
///
/// ```
/// use serde_json::json;
/// use survey_core::{response::layout, survey::Survey};
///
/// let question = |key: &str, section: &str| json!({"key": key, "type": "stars", "text": "How was it?", "section": section});
/// let survey = Survey::from_value(&json!({
///     "name": "Stay", "language": "en",
///     "sections": [{"key": "room", "title": "The room"}, {"key": "food", "title": "The food"}],
///     "questions": [
///         question("bed", "room"), question("bath", "room"), question("noise", "room"),
///         question("breakfast", "food"), question("dinner", "food"), question("bar", "food"),
///     ],
/// })).unwrap();
/// let pages: Vec<usize> = layout(&survey).iter().map(Vec::len).collect();
/// assert_eq!(pages, [3, 3]);
/// ```
pub fn layout(survey: &Survey) -> Vec<Vec<&Question>> {
    let all: Vec<&Question> = survey.questions().iter().collect();
    let mut pages = match survey.paging() {
        Some(Paging::One) => vec![all],
        Some(Paging::Each) => all.into_iter().map(|question| vec![question]).collect(),
        Some(Paging::Sections) => groups(&all),
        None if all.len() <= MOST_ON_A_PAGE => vec![all],
        None => cut(groups(&all)),
    };
    bring_forward(&mut pages, survey.main_question());
    pages
}

/// The pages that have something to show, given the answers so far and what is known about the person or the event.
///
/// ```
/// use serde_json::json;
/// use survey_core::{Properties, response::{Answers, pages}, survey::Survey};
///
/// let survey = Survey::from_value(&json!({
///     "name": "Visit", "language": "en", "pages": "each",
///     "questions": [
///         {"key": "score", "type": "nps", "text": "Would you recommend us?"},
///         {"key": "why", "type": "text", "text": "What went wrong?", "show_if": {"answer": "score", "at_most": 6}},
///         {"key": "again", "type": "yes_no", "text": "Will you come again?"},
///     ],
/// })).unwrap();
/// let numbers = |score: i64| -> Vec<usize> {
///     let answers: Answers = serde_json::from_value(json!({"score": score})).unwrap();
///     pages(&survey, &answers, &Properties::new()).iter().map(|page| page.number).collect()
/// };
/// assert_eq!(numbers(3), [1, 2, 3]);
/// assert_eq!(numbers(9), [1, 3]);
/// ```
pub fn pages<'s>(survey: &'s Survey, answers: &Answers, properties: &Properties) -> Vec<Page<'s>> {
    let visible = visible_questions(survey, answers, properties);
    let shown = |question: &&Question| visible.iter().any(|one| one.key == question.key);
    layout(survey)
        .into_iter()
        .enumerate()
        .map(|(at, questions)| Page { number: at + 1, questions: questions.into_iter().filter(shown).collect() })
        .filter(|page| !page.questions.is_empty())
        .collect()
}

/// Questions that stand together: of one section, or of none.
fn groups<'s>(questions: &[&'s Question]) -> Vec<Vec<&'s Question>> {
    questions.chunk_by(|one, next| one.section == next.section).map(<[_]>::to_vec).collect()
}

fn cut(groups: Vec<Vec<&Question>>) -> Vec<Vec<&Question>> {
    let mut pages: Vec<Vec<&Question>> = Vec::new();
    for group in groups {
        let loose = group.first().is_some_and(|question| question.section.is_none());
        if let Some(last) = pages.last_mut()
            && loose
            && last.len() + group.len() <= MOST_ON_A_PAGE
        {
            last.extend(group);
            continue;
        }
        // Even pages: six questions are three and three, not five and one.
        let parts = group.len().div_ceil(MOST_ON_A_PAGE);
        pages.extend(group.chunks(group.len().div_ceil(parts)).map(<[_]>::to_vec));
    }
    pages
}

fn bring_forward<'s>(pages: &mut Vec<Vec<&'s Question>>, main: Option<&'s Question>) {
    let Some(main) = main else { return };
    if pages.first().is_none_or(|first| first.iter().any(|question| question.key == main.key)) {
        return;
    }
    for page in pages.iter_mut() {
        page.retain(|question| question.key != main.key);
    }
    pages.retain(|page| !page.is_empty());
    pages.insert(0, vec![main]);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A survey of questions given as `key` or `section/key`; the main one is a scale, the others are texts.
    fn survey(pages: Option<&str>, questions: &[&str]) -> Survey {
        let split = |name: &str| match name.split_once('/') {
            Some((section, key)) => (Some(section.to_owned()), key.to_owned()),
            None => (None, name.to_owned()),
        };
        let mut sections: Vec<String> = questions.iter().filter_map(|name| split(name).0).collect();
        sections.dedup();
        let listed: Vec<Value> = questions
            .iter()
            .map(|name| {
                let (section, key) = split(name);
                let kind = if key == "main" { "nps" } else { "text" };
                let mut question = json!({"key": key, "type": kind, "text": "a"});
                if let Some(section) = section {
                    question["section"] = json!(section);
                }
                question
            })
            .collect();
        let mut definition = json!({
            "name": "Visit", "language": "en", "questions": listed,
            "sections": sections.iter().map(|key| json!({"key": key, "title": "a"})).collect::<Vec<_>>(),
        });
        if let Some(pages) = pages {
            definition["pages"] = json!(pages);
        }
        Survey::from_value(&definition).unwrap()
    }

    fn keys(survey: &Survey) -> Vec<String> {
        let join = |page: &Vec<&Question>| page.iter().map(|one| one.key.as_str()).collect::<Vec<_>>().join(" ");
        layout(survey).iter().map(join).collect()
    }

    #[test]
    fn a_short_survey_is_one_page_even_with_sections() {
        assert_eq!(keys(&survey(None, &["main", "s/a", "s/b", "t/c", "d"])), ["main a b c d"]);
    }

    #[test]
    fn a_long_survey_is_cut_at_its_sections_and_long_sections_evenly() {
        assert_eq!(keys(&survey(None, &["main", "a", "b", "c", "d", "e"])), ["main a b", "c d e"]);
        assert_eq!(
            keys(&survey(None, &["main", "s/a", "s/b", "s/c", "t/d", "t/e", "f"])),
            ["main", "a b c", "d e f"],
            "what follows a section and belongs to none joins its page"
        );
        assert_eq!(keys(&survey(None, &["main", "s/a", "s/b", "s/c", "s/d", "s/e", "f"])), ["main", "a b c d e", "f"]);
        assert_eq!(
            keys(&survey(None, &["main", "s/a", "s/b", "s/c", "s/d", "s/e", "s/f", "s/g"])),
            ["main", "a b c d", "e f g"]
        );
    }

    #[test]
    fn a_definition_can_say_how_it_is_cut() {
        let questions = ["main", "s/a", "s/b", "s/c", "s/d", "s/e", "s/f", "g"];
        assert_eq!(keys(&survey(Some("one"), &questions)), ["main a b c d e f g"]);
        assert_eq!(keys(&survey(Some("sections"), &questions)), ["main", "a b c d e f", "g"]);
        assert_eq!(keys(&survey(Some("each"), &["main", "a", "b"])), ["main", "a", "b"]);
    }

    #[test]
    fn the_main_question_is_on_the_first_page_wherever_it_stands() {
        assert_eq!(keys(&survey(Some("each"), &["a", "main", "b"])), ["main", "a", "b"]);
        assert_eq!(
            keys(&survey(None, &["s/a", "s/b", "t/c", "t/main", "t/d", "e"])),
            ["main", "a b", "c d e"],
            "alone, because it leaves its section"
        );
        assert_eq!(keys(&survey(None, &["a", "b", "main"])), ["a b main"], "one page keeps its order");
        assert_eq!(keys(&survey(None, &["a", "b", "c"])), ["a b c"], "a survey may have none");
    }

    #[test]
    fn every_question_is_on_exactly_one_page() {
        for count in 1..40 {
            let names: Vec<String> = (0..count).map(|at| format!("s{}/q{at}", at / 7)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            for pages in [None, Some("one"), Some("sections"), Some("each")] {
                let survey = survey(pages, &names);
                let on_pages: Vec<&str> =
                    layout(&survey).concat().iter().map(|question| question.key.as_str()).collect();
                let all: Vec<&str> = survey.questions().iter().map(|question| question.key.as_str()).collect();
                assert_eq!(on_pages, all, "{pages:?}");
                assert!(pages.is_some() || layout(&survey).iter().all(|page| page.len() <= MOST_ON_A_PAGE));
            }
        }
    }
}
