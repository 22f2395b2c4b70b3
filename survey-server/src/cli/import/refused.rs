//! The rows that were not taken, each with its reason, in a file of their own beside the imported one: mended there,
//! they can be imported from it.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::reporting::spreadsheet::cell;
use crate::table::Row;
use crate::table::columns::REFUSED;

/// So many reasons are told on the terminal; all of them are in the file.
const TOLD: usize = 5;

/// The file of refused rows, made when the first is refused.
pub struct Refused {
    path: PathBuf,
    heading: Vec<String>,
    file: Option<csv::Writer<File>>,
    count: u64,
    first: Vec<String>,
}

impl Refused {
    /// Beside `source`: `orders.csv` leads to `orders.refused.csv`.
    pub fn beside(source: &Path, heading: &[String]) -> Self {
        let path = source.with_extension("refused.csv");
        let heading = heading.iter().filter(|name| !REFUSED.contains(&name.as_str())).cloned().collect();
        Refused { path, heading, file: None, count: 0, first: Vec::new() }
    }

    /// Writes a row down. `kept` are the cells of the columns that are not our own.
    pub fn add(&mut self, row: &Row, kept: &[&str], reason: &str) -> io::Result<()> {
        if self.file.is_none() {
            let mut file = csv::WriterBuilder::new().flexible(true).from_path(&self.path)?;
            file.write_record(REFUSED.iter().copied().chain(self.heading.iter().map(String::as_str)))?;
            self.file = Some(file);
        }
        if let Some(file) = &mut self.file {
            let number = row.number.to_string();
            let cells = [number.as_str(), reason].into_iter().chain(kept.iter().copied());
            file.write_record(cells.map(|text| cell(text).into_owned()))?;
        }
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(format!("Row {}: {reason}", row.number));
        }
        Ok(())
    }

    /// Finishes the file and returns what it came to.
    pub fn finish(mut self) -> io::Result<RefusedRows> {
        if let Some(file) = &mut self.file {
            file.flush()?;
        }
        Ok(RefusedRows { count: self.count, first: self.first, file: self.file.map(|_| self.path) })
    }
}

/// What was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedRows {
    /// How many.
    pub count: u64,
    /// The first few, as sentences.
    pub first: Vec<String>,
    /// Where all of them are; none when nothing was refused.
    pub file: Option<PathBuf>,
}
