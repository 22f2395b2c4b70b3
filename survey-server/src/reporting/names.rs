//! What dimensions and their values are called: ours in the reader's words, the business's own as it writes them.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use survey_core::Properties;
use survey_core::survey::{QuestionKind, pipe};

use super::view::{Resolved, Segment};
use crate::clock::Cx;
use crate::error::Error;
use crate::render::{Language, Renderer};
use crate::response::cuts::{ANSWER, REST};
use crate::store::{Conn, rollups, surveys};

/// The names in one survey, for one reader.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The survey and its question; none where there is no survey.
    question: Option<(i32, String)>,
    /// Each dimension with its name, in the order in which people choose.
    dimensions: Vec<(String, String)>,
    /// The options of choice questions, by dimension and value.
    options: HashMap<(String, String), String>,
    /// The reader's words for our own channels.
    channels: HashMap<&'static str, String>,
    /// Dimensions with too many values: what is beyond the known ones stands together.
    crowded: BTreeSet<String>,
    /// The reader's words for that, and for an answer in the customer's own words.
    rest: String,
    other: String,
}

/// So many values of a dimension are listed to choose from.
const MOST_VALUES: i32 = 100;
/// The channels that are ours; others are the business's own.
const CHANNELS: [&str; 6] = ["api", "email", "embed", "form", "kiosk", "link"];

impl Names {
    /// Reads them; only our own dimensions where there is no survey.
    pub fn of(
        conn: &mut Conn,
        cx: &Cx,
        (renderer, language): (&Renderer, &str),
        resolved: Option<&Resolved>,
    ) -> Result<Self, Error> {
        let said = |key: &str, args: &[(&str, Value)]| renderer.text(key, language, args).map_err(Error::internal);
        let mut names = Names::default();
        let Some(resolved) = resolved else { return Ok(names) };
        names.crowded = resolved.workspace.settings.0.counting.known.keys().cloned().collect();
        names.rest = said("report-rest", &[])?;
        names.other = said("report-other", &[])?;
        let own = resolved.workspace.settings.0.dimensions.iter();
        names.dimensions.extend(own.map(|own| (own.clone(), own.clone())));
        let row = &resolved.measure.row;
        names.question = Some((row.id, resolved.measure.question.clone()));
        let survey = surveys::definition(conn, cx.workspace, row.id, row.version)?;
        for question in survey.questions().iter().filter(|one| matches!(one.kind, QuestionKind::Choice(_))) {
            let dimension = format!("answer.{}", question.key);
            for option in question.options() {
                let text = option.text.get(language, survey.language()).to_owned();
                names.options.insert((dimension.clone(), option.key.clone()), text);
            }
            let text = question.text.get(language, survey.language());
            names.dimensions.push((dimension, pipe(text, &Properties::default())));
        }
        for ours in ["tag", "channel", "language"] {
            let name = said("report-dimension", &[("dimension", ours.into())])?;
            names.dimensions.push((ours.to_owned(), name));
        }
        for channel in CHANNELS {
            names.channels.insert(channel, said("report-channel", &[("channel", channel.into())])?);
        }
        Ok(names)
    }

    /// The values of a dimension that can be chosen, in the order of the alphabet: the first hundred.
    pub fn values(&self, conn: &mut Conn, cx: &Cx, dimension: &str) -> Result<Vec<String>, Error> {
        let Some((survey, question)) = &self.question else { return Ok(Vec::new()) };
        rollups::values(conn, cx.workspace, (*survey, question), dimension, MOST_VALUES)
    }

    /// All dimensions, each with its name.
    pub fn dimensions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.dimensions.iter().map(|(dimension, name)| (dimension.as_str(), name.as_str()))
    }

    /// The name of a dimension; none where reports are not cut by it.
    pub fn dimension(&self, dimension: &str) -> Option<&str> {
        self.dimensions().find(|(found, _)| *found == dimension).map(|(_, name)| name)
    }

    /// `branch: Kazan`
    pub fn segment(&self, segment: &Segment) -> String {
        let dimension = self.dimension(&segment.dimension).unwrap_or(&segment.dimension);
        format!("{dimension}: {}", self.value(&segment.dimension, &segment.value))
    }

    /// There are so many values that those beyond the known ones stand together.
    pub fn is_crowded(&self, dimension: &str) -> bool {
        self.crowded.contains(dimension)
    }

    /// The name of a value.
    pub fn value<'a>(&'a self, dimension: &str, value: &'a str) -> &'a str {
        match dimension {
            "channel" => self.channels.get(value).map_or(value, String::as_str),
            "language" => Language::spoken(value).map_or(value, |found| found.name()),
            _ if value == REST && self.is_crowded(dimension) => &self.rest,
            _ if value == REST && dimension.starts_with(ANSWER) => {
                self.options.get(&(dimension.to_owned(), value.to_owned())).unwrap_or(&self.other)
            }
            _ => self.options.get(&(dimension.to_owned(), value.to_owned())).map_or(value, String::as_str),
        }
    }
}
