//! Reading a definition: every problem is found in one pass and told with its path.

mod question;
mod reader;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use self::reader::Reader;
use super::{
    Consent, InvalidSurvey, MAX_NAME, MAX_PROPERTIES, MAX_QUESTIONS, MAX_SECTIONS, MAX_THANKS, Paging, Premise,
    Question, QuestionKind, Section, ShowIf, Subject, Survey, Thanks, text::is_language_tag,
};
use crate::{
    Path, Problems,
    condition::Condition,
    fields::{Fields, read_json},
    problem::clip,
};

pub(super) fn survey_from_text(json: &str) -> Result<Survey, InvalidSurvey> {
    let value = read_json(json).map_err(|problem| InvalidSurvey { problems: vec![problem] })?;
    survey_from_value(&value)
}

pub(super) fn survey_from_value(value: &Value) -> Result<Survey, InvalidSurvey> {
    let mut problems = Problems::default();
    let mut reader = Reader { problems: &mut problems, language: String::new(), declared: BTreeSet::new() };
    let survey = reader.survey(value);
    match survey {
        Some(survey) if problems.is_empty() => Ok(survey),
        _ => Err(InvalidSurvey { problems: problems.into_vec() }),
    }
}

impl Reader<'_> {
    fn survey(&mut self, value: &Value) -> Option<Survey> {
        let root = &Path::root();
        // `$schema` is for the author's editor; it says nothing about the survey.
        let known = [
            "$schema",
            "name",
            "language",
            "anonymous",
            "properties",
            "intro",
            "sections",
            "pages",
            "questions",
            "thanks",
        ];
        let fields = &Fields::of(value, root, &known, self.problems)?;
        let name = self.string(fields, "name", MAX_NAME);
        let language = self.own_language(fields);
        let anonymous = fields.flag("anonymous", false, self.problems);
        let properties = self.declared_properties(fields);
        let intro = self.text(fields, "intro");
        let listed = fields.list("questions", MAX_QUESTIONS, self.problems);
        if listed.is_empty() && fields.get("questions").is_none_or(|value| value.as_array().is_some_and(Vec::is_empty))
        {
            self.problems.add(&root.key("questions"), "must list at least one question");
        }
        let questions = self.questions(listed, &root.key("questions"));
        let sections = self.sections(fields, listed, &questions);
        let thanks = self.thanks(fields, listed, &questions);
        let paging = self.paging(fields);
        if anonymous {
            self.no_publishing(&questions, &root.key("questions"));
        }
        let questions = questions.into_iter().collect::<Option<Vec<_>>>()?;
        let (name, language) = (name?, language?);
        Some(Survey { name, language, anonymous, properties, intro, sections, paging, questions, thanks })
    }

    /// Who agreed anonymously cannot take it back, because nobody knows which answer was theirs.
    fn no_publishing(&mut self, questions: &[Option<Question>], path: &Path<'_>) {
        for (index, question) in questions.iter().enumerate() {
            if let Some(QuestionKind::Consent(Consent { publish: Some(_) })) = question.as_ref().map(|one| &one.kind) {
                let message = "cannot be asked in an anonymous survey: the consent could not be taken back";
                self.problems.add(&path.index(index).key("publish"), message);
            }
        }
    }

    fn own_language(&mut self, fields: &Fields<'_>) -> Option<String> {
        let language = self.string(fields, "language", 35)?;
        if !is_language_tag(&language) {
            return self.refuse(&fields.path("language"), "is not a language tag such as en, ru or pt-BR");
        }
        self.language.clone_from(&language);
        Some(language)
    }

    fn paging(&mut self, fields: &Fields<'_>) -> Option<Paging> {
        let given = fields.get("pages")?;
        let paging = given.as_str().and_then(Paging::named);
        if paging.is_none() {
            self.problems
                .add(&fields.path("pages"), "must be one of one, sections, each; left out, the length decides");
        }
        paging
    }

    fn declared_properties(&mut self, fields: &Fields<'_>) -> Vec<String> {
        let path = &fields.path("properties");
        let mut names = Vec::new();
        for (index, value) in fields.list("properties", MAX_PROPERTIES, self.problems).iter().enumerate() {
            let sound = |name: &&str| {
                (1..=100).contains(&name.len())
                    && name.trim() == *name
                    && name.chars().all(|char| !char.is_control() && !"{}|".contains(char))
            };
            match value.as_str().filter(sound) {
                Some(name) if self.declared.insert(name.to_owned()) => names.push(name.to_owned()),
                Some(name) => self.problems.add(&path.index(index), format!("`{name}` is declared twice")),
                None => self.problems.add(
                    &path.index(index),
                    "must be the name of a property, such as company or order.number, without braces",
                ),
            }
        }
        names
    }

    /// The questions in their order, `None` for each that has a problem.
    fn questions(&mut self, listed: &[Value], path: &Path<'_>) -> Vec<Option<Question>> {
        let mut questions: Vec<Option<Question>> = Vec::with_capacity(listed.len());
        let mut first_with: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, value) in listed.iter().enumerate() {
            let path = &path.index(index);
            let mut question = self.question(value, path);
            if let Some(key) = key_of(value)
                && let Some(first) = first_with.get(key)
            {
                let message =
                    format!("`{}` already names questions[{first}]; give each question its own key", clip(key));
                self.problems.add(&path.key("key"), message);
            }
            if let Some(key) = key_of(value) {
                first_with.entry(key).or_insert(index);
            }
            let show_if = self.show_if(value, listed, &questions, index, path);
            if let Some(question) = &mut question {
                question.show_if = show_if;
            }
            questions.push(question);
        }
        questions
    }

    /// A `show_if` of something that is shown after the first `known` questions.
    fn show_if(
        &mut self,
        value: &Value,
        listed: &[Value],
        questions: &[Option<Question>],
        known: usize,
        path: &Path<'_>,
    ) -> Option<ShowIf> {
        let value = value.get("show_if").filter(|value| !value.is_null())?;
        let path = &path.key("show_if");
        let condition = Condition::parse(value, path, self.problems, &mut Premise::parse)?;
        condition.visit(path, &mut |premise, path| match &premise.subject {
            Subject::Property(name) => {
                if !self.declared.contains(name) {
                    let message = format!("`{}` is not declared; add it to `properties`", clip(name));
                    self.problems.add(&path.key("property"), message);
                }
            }
            Subject::Answer(key) => match listed.iter().position(|value| key_of(value) == Some(key)) {
                None => self.problems.add(&path.key("answer"), format!("there is no question `{}`", clip(key))),
                Some(index) if index >= known => {
                    let message =
                        format!("`{}` comes later; a condition can only look at earlier questions", clip(key));
                    self.problems.add(&path.key("answer"), message);
                }
                Some(index) => {
                    if let Some(Some(question)) = questions.get(index) {
                        question.check_comparison(&premise.comparison, path, self.problems);
                    }
                }
            },
        });
        Some(condition)
    }

    fn sections(&mut self, fields: &Fields<'_>, listed: &[Value], questions: &[Option<Question>]) -> Vec<Section> {
        let path = &fields.path("sections");
        let mut sections: Vec<Section> = Vec::new();
        let mut keys = Vec::new();
        for (index, value) in fields.list("sections", MAX_SECTIONS, self.problems).iter().enumerate() {
            let path = &path.index(index);
            let known = ["key", "title", "text", "show_if"];
            let Some(section) = Fields::of(value, path, &known, self.problems) else { continue };
            let key = self.key(&section);
            let title = self.needed_text(&section, "title");
            let text = self.text(&section, "text");
            let Some(key) = key else { continue };
            if keys.contains(&key) {
                let message = format!("`{key}` is used twice; give each section its own key");
                self.problems.add(&path.key("key"), message);
            }
            let first = listed.iter().position(|value| section_of(value) == Some(&key));
            if first.is_none() {
                self.problems.add(path, format!("has no questions; name it as the `section` of some: \"{key}\""));
            }
            let show_if = self.show_if(value, listed, questions, first.unwrap_or(0), path);
            keys.push(key.clone());
            sections.extend(title.map(|title| Section { key, title, text, show_if }));
        }
        self.check_section_names(listed, &keys, &fields.path("questions"));
        sections
    }

    /// Every section a question names exists, and its questions stand together.
    fn check_section_names(&mut self, listed: &[Value], keys: &[String], path: &Path<'_>) {
        let mut ended = BTreeSet::new();
        let mut current: Option<&str> = None;
        for (index, value) in listed.iter().enumerate() {
            let name = section_of(value);
            if name != current {
                ended.extend(current);
                current = name;
            }
            let Some(name) = name else { continue };
            if !keys.iter().any(|key| key == name) {
                self.problems.add(&path.index(index).key("section"), format!("there is no section `{}`", clip(name)));
            } else if ended.remove(name) {
                let message = format!("the questions of `{name}` must stand together, without others between them");
                self.problems.add(&path.index(index).key("section"), message);
            }
        }
    }

    fn thanks(&mut self, fields: &Fields<'_>, listed: &[Value], questions: &[Option<Question>]) -> Vec<Thanks> {
        let path = &fields.path("thanks");
        let mut thanks = Vec::new();
        for (index, value) in fields.list("thanks", MAX_THANKS, self.problems).iter().enumerate() {
            let path = &path.index(index);
            let Some(thank) = Fields::of(value, path, &["text", "show_if"], self.problems) else { continue };
            let text = self.needed_text(&thank, "text");
            let show_if = self.show_if(value, listed, questions, listed.len(), path);
            thanks.extend(text.map(|text| Thanks { text, show_if }));
        }
        thanks
    }
}

fn key_of(question: &Value) -> Option<&str> {
    question.get("key")?.as_str()
}

fn section_of(question: &Value) -> Option<&str> {
    question.get("section")?.as_str()
}
