//! How somebody came who was not invited: by which way, in which language, and what the address says of the visit.
//!
//! Addresses are typed, printed and passed on, so what one says is believed as little as a visitor: only the dimensions
//! of the workspace's reports are read, and the response says which of its properties came that way.

use serde_json::Value;
use survey_core::Properties;
use survey_core::survey::Survey;

use crate::render::Language;
use crate::store::workspaces::Workspace;

/// The property of a response that names those which an address gave.
pub const UNVERIFIED: &str = "unverified";
/// Longer values are cut: reports cut them there, too.
const MAX_VALUE: usize = 80;
/// So many properties are read at most.
const MAX_PROPERTIES: usize = 20;

/// What an address says besides its token, as it was asked for.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The way, unless the address names another one: `link`, `embed`.
    pub channel: &'static str,
    /// The fields of the address.
    pub fields: Vec<(String, String)>,
}

/// How somebody came.
#[derive(Clone, Debug, PartialEq)]
pub struct Through {
    /// The channel of the response.
    pub channel: &'static str,
    /// The language that the address asks for, if the survey or we speak it.
    pub language: Option<String>,
    /// What is known of the visit.
    pub properties: Properties,
    /// The same as the query of an address, beginning with `?`; empty when it says nothing.
    pub query: String,
}

impl Default for Through {
    fn default() -> Self {
        Through { channel: "link", language: None, properties: Properties::new(), query: String::new() }
    }
}

impl Visit {
    /// By the open link itself.
    pub fn link(query: &str) -> Self {
        Visit { channel: "link", fields: fields(query) }
    }

    /// In a frame of another page.
    pub fn embed(query: &str) -> Self {
        Visit { channel: "embed", fields: fields(query) }
    }

    /// What of it counts for a survey.
    pub fn through(&self, workspace: &Workspace, survey: &Survey) -> Through {
        let mut through = Through { channel: self.channel, ..Through::default() };
        let mut kept = url::form_urlencoded::Serializer::new(String::new());
        let mut given: Vec<&str> = Vec::new();
        for (name, value) in &self.fields {
            match name.as_str() {
                "c" => {
                    let Some(channel) = channel(value).filter(|_| self.channel == "link") else { continue };
                    through.channel = channel;
                }
                "lang" if speaks(survey, value) => through.language = Some(value.clone()),
                name if dimension(workspace, name) && given.len() < MAX_PROPERTIES && !given.contains(&name) => {
                    let value: String = value.trim().chars().filter(|c| !c.is_control()).take(MAX_VALUE).collect();
                    if value.is_empty() {
                        continue;
                    }
                    through.properties.insert(name.to_owned(), Value::String(value));
                    given.push(name);
                }
                // Where the frame stands; the page that reads it checks it.
                "o" if self.channel == "embed" => {}
                _ => continue,
            }
            kept.append_pair(name, value);
        }
        let query = kept.finish();
        if !query.is_empty() {
            through.query = format!("?{query}");
        }
        if !given.is_empty() {
            through.properties.insert(UNVERIFIED.to_owned(), Value::String(given.join(", ")));
        }
        through
    }
}

fn fields(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// The ways that an open link may name: printed as a code, or sent by a form of the business's own.
fn channel(word: &str) -> Option<&'static str> {
    ["qr", "api"].into_iter().find(|known| *known == word)
}

fn speaks(survey: &Survey, tag: &str) -> bool {
    survey.languages().contains(&tag) || Language::ALL.iter().any(|language| language.tag() == tag)
}

fn dimension(workspace: &Workspace, name: &str) -> bool {
    workspace.settings.0.dimensions.iter().any(|dimension| dimension == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::workspaces::Settings;
    use crate::store::{Json, Time};

    fn through(visit: &Visit) -> Through {
        let settings = Settings { dimensions: vec!["branch".into(), "till".into()], ..Settings::default() };
        let workspace = Workspace {
            id: 1,
            key: "default".into(),
            name: "Shop".into(),
            settings: Json(settings),
            created_at: Time(0),
            updated_at: Time(0),
        };
        visit.through(&workspace, &survey_core::survey::template("default").unwrap())
    }

    #[test]
    fn an_address_may_name_a_channel_a_language_and_the_dimensions_of_reports() {
        let came = through(&Visit::link("c=qr&branch=Kazan&lang=ru&vip=yes&utm_source=x"));

        assert_eq!((came.channel, came.language.as_deref()), ("qr", Some("ru")));
        assert_eq!(came.properties.get("branch"), Some(&Value::from("Kazan")));
        assert_eq!(came.properties.get("vip"), None, "not a dimension");
        assert_eq!(came.properties.get(UNVERIFIED), Some(&Value::from("branch")), "and it says that nobody checked it");
        assert_eq!(came.query, "?c=qr&branch=Kazan&lang=ru");
    }

    #[test]
    fn what_nobody_speaks_and_channels_that_need_proof_are_not_believed() {
        let came = through(&Visit::link("c=kiosk&lang=%22%3E%3Cscript%3E&branch=%00%07"));

        assert_eq!(came, Through::default());
        assert_eq!(through(&Visit::embed("c=qr")).channel, "embed", "a frame is a frame");
    }

    #[test]
    fn long_values_are_cut_and_only_the_first_of_a_name_counts() {
        let came = through(&Visit::link(&format!("branch={}&branch=Kazan", "я".repeat(300))));

        let branch = came.properties.get("branch").and_then(Value::as_str).unwrap();
        assert_eq!(branch.chars().count(), MAX_VALUE);
    }
}
