//! A table written row by row: CSV that a spreadsheet opens safely, or JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::spreadsheet::cell;
use crate::error::Error;

/// One row: columns that every row has, and groups (`answers`, `properties`) whose names differ from row to row.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Name and value.
    pub fixed: Vec<(&'static str, Value)>,
    /// Name of the group and what is in it.
    pub groups: Vec<(&'static str, Map<String, Value>)>,
}

impl Record {
    /// As a JSON object, the groups nested.
    pub fn into_json(self) -> Value {
        let fixed = self.fixed.into_iter().map(|(name, value)| (name.to_owned(), value));
        let groups = self.groups.into_iter().map(|(name, values)| (name.to_owned(), Value::Object(values)));
        Value::Object(fixed.chain(groups).collect())
    }

    /// A value of a group.
    pub fn of_group(&self, group: &str, name: &str) -> Option<&Value> {
        self.groups.iter().find(|(own, _)| *own == group).and_then(|(_, values)| values.get(name))
    }
}

/// The names in the groups of all records, which is what a heading needs to know before the first row, each with what its
/// values are.
#[derive(Clone, Debug, Default)]
pub struct GroupNames {
    names: BTreeMap<(&'static str, String), Shape>,
    /// There are more names than columns: what they name stands in the column [`OTHER`].
    more: bool,
}

/// So many names of groups have columns of their own: those that were met first.
pub const MOST_NAMES: usize = 1_000;
/// The column with everything else, as a JSON object.
pub const OTHER: &str = "other";

/// What all values of a name in a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Whole numbers.
    Integer,
    /// Yes and no.
    Flag,
    /// Anything else, or not all alike.
    Text,
}

impl GroupNames {
    /// Takes the names of one record.
    pub fn note(&mut self, record: &Record) {
        for (group, values) in &record.groups {
            for (name, value) in values {
                let shape = match value {
                    Value::Null => continue,
                    Value::Bool(_) => Shape::Flag,
                    Value::Number(number) if number.is_i64() => Shape::Integer,
                    _ => Shape::Text,
                };
                let full = self.names.len() >= MOST_NAMES;
                match self.names.get_mut(&(*group, name.clone())) {
                    Some(known) if *known == shape => {}
                    Some(known) => *known = Shape::Text,
                    None if !full => drop(self.names.insert((group, name.clone()), shape)),
                    None => self.more = true,
                }
            }
        }
    }

    /// Group, name and shape of each, in the order of the alphabet.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &str, Shape)> {
        self.names.iter().map(|((group, name), shape)| (*group, name.as_str(), *shape))
    }

    /// Whether there is a column with what has none.
    pub fn has_other(&self) -> bool {
        self.more
    }

    /// What of a record has no column of its own, as a JSON object by `group.name`; empty: nothing.
    pub fn other(&self, record: &Record) -> String {
        let mut other = Map::new();
        for (group, values) in &record.groups {
            for (name, value) in values.iter().filter(|(_, value)| !value.is_null()) {
                if !self.names.contains_key(&(*group, name.clone())) {
                    other.insert(format!("{group}.{name}"), value.clone());
                }
            }
        }
        if other.is_empty() { String::new() } else { Value::Object(other).to_string() }
    }
}

/// Records as CSV with one heading.
pub struct CsvSheet<'a> {
    names: &'a GroupNames,
}

impl<'a> CsvSheet<'a> {
    /// A sheet whose groups have these names.
    pub fn new(names: &'a GroupNames) -> Self {
        CsvSheet { names }
    }

    /// The heading. `fixed` stands in it even when there is no row.
    pub fn heading(&self, fixed: &[&str]) -> Result<Vec<u8>, Error> {
        let groups = self.names.each().map(|(group, name, _)| format!("{group}.{name}"));
        let other = self.names.has_other().then(|| OTHER.to_owned());
        let names = fixed.iter().map(|name| (*name).to_owned()).chain(groups).chain(other);
        written(std::iter::once(names.collect()))
    }

    /// Some rows.
    pub fn rows(&self, records: &[Record]) -> Result<Vec<u8>, Error> {
        written(records.iter().map(|record| {
            let fixed = record.fixed.iter().map(|(_, value)| text(value));
            let grouped = self.names.each().map(|(group, name, _)| record.of_group(group, name).map(text));
            let other = self.names.has_other().then(|| self.names.other(record));
            fixed.chain(grouped.map(Option::unwrap_or_default)).chain(other).collect()
        }))
    }
}

fn written(lines: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for line in lines {
        out.write_record(line.iter().map(|text| cell(text).into_owned())).map_err(Error::internal)?;
    }
    out.into_inner().map_err(Error::internal)
}

/// A value as a cell: text bare, several choices parted by semicolons, nested things as JSON.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Array(list) if list.iter().all(|one| !one.is_object() && !one.is_array()) => {
            list.iter().map(text).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
