//! Parquet: typed columns, written as row groups of a bounded size. By the column writers of the format's own crate, without
//! Arrow: rows are turned into columns here, and nothing else of a data frame is needed.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;

use super::dictionary::{Column, Kind};
use crate::error::Error;
use crate::reporting::sheet::{GroupNames, OTHER, Record, Shape, text};
use crate::store::workspaces::day_number;

/// So many rows are a row group: what is in memory at once.
const GROUP: usize = 20_000;

/// A column of the file, and where its values are in a record.
struct Place {
    kind: Kind,
    source: Source,
}

enum Source {
    /// What every record has.
    Fixed(usize),
    /// A name in a group.
    Group(&'static str, String),
    /// What has no column of its own.
    Other,
}

/// A file under way. What is written is handed out piece by piece.
pub(super) struct Writer {
    file: SerializedFileWriter<Shared>,
    out: Shared,
    places: Vec<Place>,
    names: GroupNames,
    waiting: Vec<Record>,
}

/// What the file's writer writes into, until it is handed out.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writer {
    /// A file with these columns, and one for each name of the groups.
    pub(super) fn begin(columns: &[Column], groups: &[Column], names: &GroupNames) -> Result<Self, Error> {
        let (mut places, mut fields, mut told) = (Vec::new(), Vec::new(), Vec::new());
        for (fixed, column) in columns.iter().enumerate() {
            fields.push(field(column.name, column.kind)?);
            places.push(Place { kind: column.kind, source: Source::Fixed(fixed) });
            told.push(KeyValue::new(format!("definition.{}", column.name), column.definition.to_owned()));
        }
        for (group, name, shape) in names.each() {
            let kind = match shape {
                Shape::Integer => Kind::Integer,
                Shape::Flag => Kind::Flag,
                Shape::Text => Kind::Text,
            };
            fields.push(field(&format!("{group}.{name}"), kind)?);
            places.push(Place { kind, source: Source::Group(group, name.to_owned()) });
        }
        if names.has_other() {
            fields.push(field(OTHER, Kind::Text)?);
            places.push(Place { kind: Kind::Text, source: Source::Other });
        }
        told.extend(
            groups.iter().map(|group| KeyValue::new(format!("definition.{}", group.name), group.definition.to_owned())),
        );
        let schema = Type::group_type_builder("export").with_fields(fields).build().map_err(Error::internal)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("survey-server ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(told))
            .build();
        let out = Shared::default();
        let file = SerializedFileWriter::new(out.clone(), Arc::new(schema), Arc::new(properties));
        Ok(Writer { file: file.map_err(Error::internal)?, out, places, names: names.clone(), waiting: Vec::new() })
    }

    /// Takes rows; hands out what has become of earlier ones.
    pub(super) fn rows(&mut self, rows: Vec<Record>) -> Result<Vec<u8>, Error> {
        self.waiting.extend(rows);
        if self.waiting.len() >= GROUP {
            self.group()?;
        }
        Ok(self.out.take())
    }

    /// The rest of the file.
    pub(super) fn end(mut self) -> Result<Vec<u8>, Error> {
        if !self.waiting.is_empty() {
            self.group()?;
        }
        self.file.close().map_err(Error::internal)?;
        Ok(self.out.take())
    }

    fn group(&mut self) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.waiting);
        let mut group = self.file.next_row_group().map_err(Error::internal)?;
        for place in &self.places {
            let Some(mut column) = group.next_column().map_err(Error::internal)? else { break };
            let other = |row: &Record| Some(self.names.other(row)).filter(|text| !text.is_empty()).map(Value::String);
            let others: Vec<Option<Value>> = match place.source {
                Source::Other => rows.iter().map(other).collect(),
                _ => Vec::new(),
            };
            let values = rows.iter().enumerate().map(|(at, row)| place.value(row, others.get(at)));
            write(&mut column, place.kind, values)?;
            column.close().map_err(Error::internal)?;
        }
        group.close().map_err(Error::internal)?;
        self.file.flush().map_err(Error::internal)
    }
}

impl Place {
    fn value<'a>(&self, row: &'a Record, other: Option<&'a Option<Value>>) -> Option<&'a Value> {
        let found = match &self.source {
            Source::Fixed(place) => row.fixed.get(*place).map(|(_, value)| value),
            Source::Group(group, name) => row.of_group(group, name),
            Source::Other => other.and_then(Option::as_ref),
        };
        found.filter(|value| !value.is_null())
    }
}

fn field(name: &str, kind: Kind) -> Result<TypePtr, Error> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Flag => (Physical::BOOLEAN, None),
        Kind::Time => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build();
    field.map(Arc::new).map_err(Error::internal)
}

fn write<'a>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    values: impl Iterator<Item = Option<&'a Value>>,
) -> Result<(), Error> {
    let mut levels: Vec<i16> = Vec::new();
    macro_rules! column {
        ($type:ty, $read:expr) => {{
            let read = $read;
            let found: Vec<_> = values
                .filter_map(|value| {
                    let value = value.and_then(read);
                    levels.push(i16::from(value.is_some()));
                    value
                })
                .collect();
            column.typed::<$type>().write_batch(&found, Some(&levels), None)
        }};
    }
    let written = match kind {
        Kind::Text => column!(ByteArrayType, |value: &Value| Some(ByteArray::from(text(value).into_bytes()))),
        Kind::Integer => column!(Int64Type, Value::as_i64),
        Kind::Flag => column!(BoolType, Value::as_bool),
        Kind::Time => column!(Int64Type, |value: &Value| {
            value.as_str()?.parse::<jiff::Timestamp>().ok().map(|at| at.as_millisecond())
        }),
        Kind::Day => column!(Int32Type, |value: &Value| value.as_str()?.parse().ok().map(day_number)),
    };
    written.map(drop).map_err(Error::internal)
}
