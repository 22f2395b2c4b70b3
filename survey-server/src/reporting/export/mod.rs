//! Everything of one kind, for a spreadsheet or another program: read page by page, written as it is read.
//!
//! An export is a value that goes on by pieces. Between two of them it holds no connection and no more than a page, so that a
//! client may read as slowly as it likes and a hundred million answers go out of a small process.

mod dictionary;
#[cfg(feature = "parquet")]
mod parquet;
mod rollups;
mod rows;

use std::io::Write;

use serde_json::{Value, json};

use self::dictionary::Column;
use self::rows::Rows;
use super::behind::Only;
use super::sheet::{CsvSheet, GroupNames, Record};
use super::view::{self, Resolved, View};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::{Conn, Time};

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Answers.
    Responses,
    /// Customers.
    People,
    /// Cases.
    Cases,
    /// Counts by day, from which reports are read.
    Rollups,
}

impl What {
    /// Its word in addresses and file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::People => "people",
            Self::Cases => "cases",
            Self::Rollups => "rollups",
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Responses => &dictionary::RESPONSE,
            Self::People => &dictionary::PERSON,
            Self::Cases => &dictionary::CASE,
            Self::Rollups => &dictionary::ROLLUP,
        }
    }

    fn groups(self) -> &'static [Column] {
        match self {
            Self::Responses => &dictionary::RESPONSE_GROUPS,
            Self::People => &dictionary::PERSON_GROUPS,
            Self::Cases | Self::Rollups => &[],
        }
    }
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With a heading; safe to open in a spreadsheet.
    Csv,
    /// An object with the definition of every column and the rows, one a line.
    Json,
    /// Columns with types; only where the program was built with the feature `parquet`.
    Parquet,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Json, Self::Parquet];

    /// What a file's name ends with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Parquet => "parquet",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Which rows: answers by when they were given, people by when they were added, cases by when they were opened.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// At or after.
    pub since: Option<Time>,
    /// At or before.
    pub until: Option<Time>,
    /// Only of this survey.
    pub survey: Option<i32>,
    /// Only what this view counts.
    pub view: Option<Resolved>,
    /// Of the answers of the view only these.
    pub only: Option<Only>,
    /// Only answers to this question, and of roll-ups only those of it.
    pub question: Option<String>,
}

impl Scope {
    /// What a view counts. Roll-ups are of all questions, unless the view names one.
    pub fn of(conn: &mut Conn, cx: &Cx, view: &View) -> Result<Self, Error> {
        let question = view.question.clone();
        let resolved = view::resolve(conn, cx, view)?;
        Ok(Scope { view: Some(resolved), question, ..Scope::default() })
    }

    /// First and last day of its view.
    pub fn days(&self) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        self.view.as_ref().map(Resolved::dates)
    }

    /// What was asked for, for whoever reads the file later.
    fn query(&self) -> Value {
        let time = |at: Option<Time>| at.map(Time::rfc3339);
        let Some(view) = &self.view else { return json!({"since": time(self.since), "until": time(self.until)}) };
        let (from, until) = view.dates();
        json!({
            "survey": view.measure.row.key,
            "question": self.question,
            "from": from.to_string(),
            "until": until.to_string(),
            "zone": view.workspace.settings.0.zone,
            "segments": view.segments.iter().map(view::Segment::word).collect::<Vec<_>>(),
            "evidence": view.evidence.map(crate::store::responses::evidence::word),
        })
    }
}

/// An export under way.
pub struct Export {
    what: What,
    scope: Scope,
    rows: Rows,
    names: GroupNames,
    step: Step,
    writer: Writer,
    count: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Which names the groups have is looked for in all rows first.
    Names,
    Heading,
    Rows,
    Done,
}

enum Writer {
    Csv,
    Json,
    #[cfg(feature = "parquet")]
    Parquet(Option<parquet::Writer>),
}

impl Writer {
    fn of(format: Format) -> Result<Self, Error> {
        match format {
            Format::Csv => Ok(Self::Csv),
            Format::Json => Ok(Self::Json),
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(Self::Parquet(None)),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => Err(Error::invalid(
                "format",
                "parquet is not in this program; build it with `cargo build --release --features parquet`, or take csv or json",
            )),
        }
    }
}

impl Export {
    /// Begins one; nothing is read yet but what the rows are named by.
    pub fn begin(conn: &mut Conn, cx: &Cx, what: What, format: Format, scope: Scope) -> Result<Self, Error> {
        let writer = Writer::of(format)?;
        // Both passes see the same rows: what comes meanwhile is left for the next export.
        let scope = Scope { until: Some(scope.until.unwrap_or(cx.now)), ..scope };
        let rows = Rows::begin(conn, cx, what, &scope)?;
        let nested = matches!(writer, Writer::Json) || what.groups().is_empty();
        let step = if nested { Step::Heading } else { Step::Names };
        Ok(Export { what, scope, rows, names: GroupNames::default(), step, writer, count: 0 })
    }

    /// The next piece, which may be empty; none: that was all.
    pub fn go_on(&mut self, conn: &mut Conn, cx: &Cx) -> Result<Option<Vec<u8>>, Error> {
        match self.step {
            Step::Names => {
                match self.rows.page(conn, cx, &self.scope)? {
                    Some(page) => page.iter().for_each(|record| self.names.note(record)),
                    None => {
                        self.rows = Rows::begin(conn, cx, self.what, &self.scope)?;
                        self.step = Step::Heading;
                    }
                }
                Ok(Some(Vec::new()))
            }
            Step::Heading => {
                self.step = Step::Rows;
                self.heading().map(Some)
            }
            Step::Rows => match self.rows.page(conn, cx, &self.scope)? {
                Some(page) => self.some(page).map(Some),
                None => {
                    self.step = Step::Done;
                    self.end().map(Some)
                }
            },
            Step::Done => Ok(None),
        }
    }

    /// How many rows have been written.
    pub fn count(&self) -> u64 {
        self.count
    }

    fn heading(&mut self) -> Result<Vec<u8>, Error> {
        let columns = self.what.columns();
        match &mut self.writer {
            Writer::Csv => {
                let fixed: Vec<&str> = columns.iter().map(|column| column.name).collect();
                CsvSheet::new(&self.names).heading(&fixed)
            }
            Writer::Json => {
                let told = columns.iter().chain(self.what.groups());
                let definitions: serde_json::Map<String, Value> =
                    told.map(|column| (column.name.to_owned(), column.definition.into())).collect();
                let (export, query) = (self.what.word(), self.scope.query());
                let head = json!({"export": export, "query": query, "definitions": definitions}).to_string();
                Ok(format!("{},\n\"data\": [", head.strip_suffix('}').unwrap_or(&head)).into_bytes())
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => {
                *writer = Some(parquet::Writer::begin(columns, self.what.groups(), &self.names)?);
                Ok(Vec::new())
            }
        }
    }

    fn some(&mut self, page: Vec<Record>) -> Result<Vec<u8>, Error> {
        let before = self.count;
        self.count += page.len() as u64;
        match &mut self.writer {
            Writer::Csv => CsvSheet::new(&self.names).rows(&page),
            Writer::Json => {
                let mut out = Vec::new();
                for (place, record) in page.into_iter().enumerate() {
                    let first = before == 0 && place == 0;
                    out.extend_from_slice(if first { b"\n" } else { b",\n" });
                    serde_json::to_writer(&mut out, &record.into_json()).map_err(Error::internal)?;
                }
                Ok(out)
            }
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => writer.as_mut().map_or(Ok(Vec::new()), |writer| writer.rows(page)),
        }
    }

    #[cfg_attr(not(feature = "parquet"), expect(clippy::unnecessary_wraps, reason = "a Parquet file may fail to end"))]
    fn end(&mut self) -> Result<Vec<u8>, Error> {
        match &mut self.writer {
            Writer::Csv => Ok(Vec::new()),
            Writer::Json => Ok(b"\n]}\n".to_vec()),
            #[cfg(feature = "parquet")]
            Writer::Parquet(writer) => writer.take().map_or(Ok(Vec::new()), parquet::Writer::end),
        }
    }
}

/// Writes all rows and returns how many there were.
pub fn write(
    conn: &mut Conn,
    cx: &Cx,
    what: What,
    format: Format,
    scope: Scope,
    out: &mut dyn Write,
) -> Result<u64, Error> {
    let mut export = Export::begin(conn, cx, what, format, scope)?;
    while let Some(piece) = export.go_on(conn, cx)? {
        out.write_all(&piece).map_err(Error::internal)?;
    }
    out.flush().map_err(Error::internal)?;
    Ok(export.count())
}
