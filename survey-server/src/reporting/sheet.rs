//! A table written row by row: CSV that a spreadsheet opens safely, or JSON.

use std::collections::BTreeSet;
use std::io::Write;

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
}

/// The names in the groups of all records, which is what a CSV heading needs to know before the first row.
#[derive(Clone, Debug, Default)]
pub struct GroupNames(BTreeSet<(&'static str, String)>);

impl GroupNames {
    /// Takes the names of one record.
    pub fn note(&mut self, record: &Record) {
        for (group, values) in &record.groups {
            for name in values.keys() {
                if !self.0.contains(&(*group, name.clone())) {
                    self.0.insert((group, name.clone()));
                }
            }
        }
    }
}

/// Records as CSV with one heading.
pub struct CsvSheet<W: Write> {
    out: csv::Writer<W>,
    names: GroupNames,
}

impl<W: Write> CsvSheet<W> {
    /// A sheet whose groups have these names. `fixed` stands in the heading even when there is no row.
    pub fn new(out: W, fixed: &[&'static str], names: GroupNames) -> Result<Self, Error> {
        let mut out = csv::Writer::from_writer(out);
        let groups = names.0.iter().map(|(group, name)| format!("{group}.{name}"));
        let heading: Vec<String> = fixed.iter().map(|name| (*name).to_owned()).chain(groups).collect();
        out.write_record(heading.iter().map(|name| cell(name).into_owned())).map_err(Error::internal)?;
        Ok(CsvSheet { out, names })
    }

    /// Writes a row.
    pub fn write(&mut self, record: &Record) -> Result<(), Error> {
        let fixed = record.fixed.iter().map(|(_, value)| text(value));
        let grouped = self.names.0.iter().map(|(group, name)| {
            let values = record.groups.iter().find(|(own, _)| own == group);
            values.and_then(|(_, values)| values.get(name)).map(text).unwrap_or_default()
        });
        let cells: Vec<String> = fixed.chain(grouped).collect();
        self.out.write_record(cells.iter().map(|text| cell(text).into_owned())).map_err(Error::internal)
    }

    /// Writes what is still in memory.
    pub fn finish(mut self) -> Result<(), Error> {
        self.out.flush().map_err(Error::internal)
    }
}

/// A value as a cell: text bare, several choices parted by semicolons, nested things as JSON.
fn text(value: &Value) -> String {
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
