//! What a new version of a survey must not change, because earlier answers rely on it.

use super::{Question, QuestionKind, Survey};
use crate::{Path, Problem, Problems};

impl Survey {
    /// What this version breaks for answers given to an `earlier` one; empty when it may follow.
    ///
    /// The type and the scale behind a question's key never change, and an option's key stays (retire the option
    /// instead), and an anonymous survey stays anonymous. Texts, order, conditions, new and removed questions are free. Paths are those of this version.
    ///
    /// ```
    /// use serde_json::json;
    /// use survey_core::survey::Survey;
    ///
    /// let survey = |kind: &str| Survey::from_value(&json!({
    ///     "name": "Visit", "language": "en",
    ///     "questions": [{"key": "score", "type": kind, "text": "How was it?"}],
    /// })).unwrap();
    /// let problems = survey("csat").breaks(&survey("nps"));
    /// assert_eq!(problems[0].path, "questions[0].type");
    /// assert!(survey("nps").breaks(&survey("nps")).is_empty());
    /// ```
    pub fn breaks(&self, earlier: &Self) -> Vec<Problem> {
        let mut problems = Problems::default();
        let root = Path::root();
        if self.anonymous != earlier.anonymous {
            let was = if earlier.anonymous { "is anonymous" } else { "is not anonymous" };
            let message = format!("this survey {was}, which people were told; make another survey instead");
            problems.add(&root.key("anonymous"), message);
        }
        let questions = root.key("questions");
        for (index, question) in self.questions.iter().enumerate() {
            if let Some(before) = earlier.question(&question.key) {
                question.check_against(before, &questions.index(index), &mut problems);
            }
        }
        problems.into_vec()
    }
}

impl Question {
    fn check_against(&self, before: &Self, path: &Path<'_>, problems: &mut Problems) {
        let key = &self.key;
        let (was, is) = (before.kind.name(), self.kind.name());
        if was != is {
            let message = format!("`{key}` was `{was}` and cannot become `{is}`; ask it under a new key");
            problems.add(&path.key("type"), message);
            return;
        }
        if let (Some(was), Some(is)) = (before.kind.scale(), self.kind.scale())
            && was != is
        {
            let (low, high) = (was.start(), was.end());
            let place = if was.start() == is.start() { "max" } else { "min" };
            let message = format!("`{key}` went from {low} to {high}, and that cannot change; ask it under a new key");
            problems.add(&path.key(place), message);
        }
        if let (QuestionKind::Choice(was), QuestionKind::Choice(is)) = (&before.kind, &self.kind) {
            if was.many != is.many {
                let message =
                    format!("whether `{key}` takes one answer or several cannot change; ask it under a new key");
                problems.add(&path.key("many"), message);
            }
            for option in was.options.iter().filter(|old| is.options.iter().all(|new| new.key != old.key)) {
                let message = format!(
                    "the option `{}` is gone, but earlier answers chose it; keep it with \"retired\": true",
                    option.key
                );
                problems.add(&path.key("options"), message);
            }
            if was.other.is_some() && is.options.iter().any(|option| option.key == "other") {
                problems.add(&path.key("options"), "`other` meant the respondent's own words; use another option key");
            }
        }
    }
}
