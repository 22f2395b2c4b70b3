//! By what the inbox is narrowed, and what there is to choose from.

use serde::Serialize;

use super::desk_words;
use super::reader::Reader;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::cases::Filter;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, case_filter, rollups, surveys};
use crate::web::body::Fields;

/// The property that shops and branches are told apart by.
const BRANCH: &str = "branch";
/// So many branches are listed to choose from.
const MOST_BRANCHES: i32 = 100;

/// What was chosen; empty: everything.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Chosen {
    /// Words.
    pub q: String,
    /// A team.
    pub team: String,
    /// A priority's word.
    pub priority: String,
    /// A kind's key.
    pub kind: String,
    /// A root cause's key.
    pub cause: String,
    /// A tag.
    pub tag: String,
    /// A survey's key.
    pub survey: String,
    /// A branch, by its value.
    pub branch: String,
}

/// One field with what there is to choose from; the first choice is everything.
#[derive(Debug, Serialize)]
pub struct Select {
    name: &'static str,
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    text: String,
    selected: bool,
}

impl Chosen {
    /// Reads them from an address.
    pub fn read(query: &mut Fields) -> Self {
        let mut text = |name| query.text(name).unwrap_or_default().trim().to_owned();
        Chosen {
            q: text("q"),
            team: text("team"),
            priority: text("priority"),
            kind: text("kind"),
            cause: text("cause"),
            tag: text("tag"),
            survey: text("survey"),
            branch: text("branch"),
        }
    }

    /// Those that narrow, by name.
    pub fn words(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("q", &self.q),
            ("team", &self.team),
            ("priority", &self.priority),
            ("kind", &self.kind),
            ("cause", &self.cause),
            ("tag", &self.tag),
            ("survey", &self.survey),
            ("branch", &self.branch),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Narrows a view. A team that is chosen goes before the teams of the view.
    pub fn narrow(&self, conn: &mut Conn, cx: &Cx, filter: Filter) -> Result<Filter, Error> {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let list = |text: &String| some(text).into_iter().collect::<Vec<_>>();
        let survey_id = match some(&self.survey) {
            // A survey that is not there has no cases.
            Some(key) => Some(surveys::find_by_key(conn, cx.workspace, &key)?.map_or(0, |survey| survey.id)),
            None => None,
        };
        Ok(Filter {
            teams: some(&self.team).map(|team| vec![team]).or(filter.teams),
            priorities: list(&self.priority),
            kinds: list(&self.kind),
            cause: some(&self.cause),
            tag: some(&self.tag),
            survey_id,
            property: some(&self.branch).map(|branch| (BRANCH.to_owned(), branch)),
            ..filter
        })
    }

    /// The fields of the form; one that offers nothing is left out.
    pub fn selects(
        &self,
        conn: &mut Conn,
        cx: &Cx,
        reader: &Reader,
        workspace: &Workspace,
    ) -> Result<Vec<Select>, Error> {
        let words = case_filter::words(conn, cx.workspace)?;
        let own = |list: Vec<String>| list.into_iter().map(|word| (word.clone(), word)).collect::<Vec<_>>();
        let mut priorities = Vec::new();
        for word in ["urgent", "high", "normal", "low"] {
            priorities.push((word.to_owned(), reader.text("priority", &[("priority", word.into())])?));
        }
        let known = surveys::list(conn, cx.workspace)?;
        let known = known.into_iter().map(|survey| (survey.key, survey.name)).collect::<Vec<_>>();
        let desk = &workspace.settings.0.desk;
        let fields = [
            ("team", own(words.teams), &self.team),
            ("priority", priorities, &self.priority),
            ("kind", desk_words::kinds(reader, desk)?, &self.kind),
            ("cause", desk_words::causes(reader, desk)?, &self.cause),
            ("tag", own(words.tags), &self.tag),
            ("survey", if known.len() > 1 { known } else { Vec::new() }, &self.survey),
            ("branch", own(rollups::values_of_all(conn, cx.workspace, BRANCH, MOST_BRANCHES)?), &self.branch),
        ];
        let select = |(name, list, chosen): (&'static str, Vec<(String, String)>, &String)| {
            let mut choices = vec![Choice { value: String::new(), text: everything(reader, name)?, selected: false }];
            choices.extend(list.into_iter().map(|(value, text)| Choice { selected: value == *chosen, value, text }));
            Ok(Select { name, choices })
        };
        fields.into_iter().filter(|(_, list, _)| !list.is_empty()).map(select).collect()
    }
}

fn everything(reader: &Reader, field: &str) -> Result<String, Error> {
    reader.text("cases-all", &[("field", field.into())])
}
