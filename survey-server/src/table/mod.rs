//! A CSV file as people save it: read row by row, with every fault told by the row it is in.
//!
//! Written here because a fault must be told, not guessed around: a quote that is never closed would otherwise swallow
//! the rest of the file as one cell.

pub mod columns;
pub mod refusal;

use std::io::{self, BufRead, BufReader, Bytes, Read};
use std::iter::Peekable;

/// A row larger than this is a missing quote, not data.
const MAX_ROW: usize = 1024 * 1024;

/// A file that cannot be read as a table at all.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file itself.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// The heading, or the encoding of the whole.
    #[error("{0}")]
    Heading(String),
}

/// One row below the heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a spreadsheet numbers it: the heading is row 1.
    pub number: u64,
    /// One cell for each column of the heading; as they came where the row is broken.
    pub cells: Vec<String>,
    /// What is wrong with the row as such.
    pub fault: Option<String>,
}

/// A CSV file, read row by row.
pub struct Table<R: Read> {
    bytes: Peekable<Bytes<BufReader<R>>>,
    delimiter: u8,
    heading: Vec<String>,
    row: u64,
    read: u64,
}

#[derive(Default)]
struct Record {
    cells: Vec<Vec<u8>>,
    fault: Option<&'static str>,
}

const UNCLOSED: &str = "a quote is opened in this row and never closed; what follows it was not read";
const STRAY: &str = "text follows a closing quote; a quote inside a quoted cell is written twice";
const HUGE: &str = "the row is larger than 1 MiB; a closing quote is missing, and what follows was not read";

impl<R: Read> Table<R> {
    /// Reads the heading: drops a byte-order mark, finds out whether commas, semicolons or tabs part the cells.
    pub fn open(input: R) -> Result<Self, TableError> {
        let mut input = BufReader::with_capacity(64 * 1024, input);
        let start = input.fill_buf()?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            let why = "the file is in UTF-16; save it as \"CSV UTF-8\"";
            return Err(TableError::Heading(why.to_owned()));
        }
        let mark = if start.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let delimiter = delimiter(start.get(mark..).unwrap_or_default());
        input.consume(mark);
        let bytes = input.bytes().peekable();
        let mut table = Table { bytes, delimiter, heading: Vec::new(), row: 0, read: mark as u64 };
        table.heading = table.read_heading()?;
        Ok(table)
    }

    /// The names of the columns; an empty one is a column without a heading.
    pub fn heading(&self) -> &[String] {
        &self.heading
    }

    /// How many bytes were read.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    fn read_heading(&mut self) -> Result<Vec<String>, TableError> {
        let wrong = |text: String| Err(TableError::Heading(text));
        let Some(record) = self.record()? else {
            return wrong("the file is empty; its first row must name the columns".to_owned());
        };
        if let Some(fault) = record.fault {
            return wrong(format!("row 1: {fault}"));
        }
        let mut heading: Vec<String> = Vec::with_capacity(record.cells.len());
        for cell in record.cells {
            match String::from_utf8(cell) {
                Ok(name) => heading.push(name.trim().to_owned()),
                Err(_not_utf8) => return wrong(format!("row 1: {NOT_UTF8}")),
            }
        }
        if heading.iter().all(String::is_empty) {
            return wrong("row 1 is empty; it must name the columns".to_owned());
        }
        let twice = heading.iter().enumerate().find(|(at, name)| !name.is_empty() && heading[..*at].contains(name));
        if let Some((_, name)) = twice {
            return wrong(format!("row 1 names the column '{name}' twice; rename one of them"));
        }
        Ok(heading)
    }

    /// The next row that is not empty.
    pub fn next_row(&mut self) -> Result<Option<Row>, TableError> {
        while let Some(record) = self.record()? {
            if record.cells.iter().all(Vec::is_empty) && record.fault.is_none() {
                continue;
            }
            return Ok(Some(self.checked(record)));
        }
        Ok(None)
    }

    fn checked(&self, record: Record) -> Row {
        let mut fault = record.fault.map(str::to_owned);
        let mut cells = Vec::with_capacity(self.heading.len());
        for cell in record.cells {
            cells.push(match String::from_utf8(cell) {
                Ok(text) => unescape(text),
                Err(invalid) => {
                    fault.get_or_insert_with(|| NOT_UTF8.to_owned());
                    String::from_utf8_lossy(invalid.as_bytes()).into_owned()
                }
            });
        }
        while cells.len() > self.heading.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let (has, wants) = (cells.len(), self.heading.len());
        if has != wants && fault.is_none() {
            let cells = if has == 1 { "cell" } else { "cells" };
            fault =
                Some(format!("has {has} {cells} where the heading has {wants}; is a quote or a delimiter missing?"));
        }
        Row { number: self.row, cells, fault }
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.bytes.next().transpose()?;
        self.read += u64::from(byte.is_some());
        Ok(byte)
    }

    /// The next record, or none at the end of the file.
    fn record(&mut self) -> io::Result<Option<Record>> {
        #[derive(PartialEq)]
        enum Place {
            Start,
            Plain,
            Quoted,
            Closed,
        }
        if self.bytes.peek().is_none() {
            return Ok(None);
        }
        self.row += 1;
        let mut record = Record::default();
        let (mut cell, mut place, mut size) = (Vec::new(), Place::Start, 0_usize);
        loop {
            let byte = self.byte()?;
            size += 1;
            if size > MAX_ROW {
                record.fault = Some(HUGE);
                self.skip_rest()?;
                break;
            }
            match byte {
                None => {
                    if place == Place::Quoted {
                        record.fault = Some(UNCLOSED);
                    }
                    break;
                }
                Some(b'"') if place == Place::Quoted => place = Place::Closed,
                Some(byte) if place == Place::Quoted => cell.push(byte),
                Some(b'"') if place == Place::Closed => {
                    cell.push(b'"');
                    place = Place::Quoted;
                }
                Some(byte) if byte == self.delimiter => {
                    record.cells.push(std::mem::take(&mut cell));
                    place = Place::Start;
                }
                Some(b'\n') => break,
                Some(b'\r') => {
                    if matches!(self.bytes.peek(), Some(Ok(b'\n'))) {
                        self.byte()?;
                    }
                    break;
                }
                Some(b'"') if place == Place::Start => place = Place::Quoted,
                Some(b' ') if place == Place::Closed => {}
                Some(byte) => {
                    if place == Place::Closed {
                        record.fault = Some(STRAY);
                    }
                    cell.push(byte);
                    place = Place::Plain;
                }
            }
        }
        record.cells.push(cell);
        Ok(Some(record))
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        while self.byte()?.is_some() {}
        Ok(())
    }
}

const NOT_UTF8: &str = "the text is not UTF-8; save the file as \"CSV UTF-8\"";

/// Takes away the apostrophe that our own exports put before what a spreadsheet would run as a formula.
fn unescape(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['\t', '\r', '\n']) => rest.to_owned(),
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => {
            rest.to_owned()
        }
        _ => text,
    }
}

/// Whichever of comma, semicolon and tab stands most often in the first line, quoted text left out.
fn delimiter(start: &[u8]) -> u8 {
    let (mut quoted, mut counts) = (false, [(b',', 0), (b';', 0), (b'\t', 0)]);
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => counts.iter_mut().filter(|(sign, _)| sign == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    // The first of equals wins: a single column has no delimiter, and then a comma is as good as any.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Vec<Row> {
        let mut table = Table::open(text).unwrap();
        std::iter::from_fn(|| table.next_row().unwrap()).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text.as_bytes()).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_first_column() {
        let table = Table::open("\u{feff}email,name\n".as_bytes()).unwrap();

        assert_eq!(table.heading(), ["email", "name"]);
    }

    #[test]
    fn semicolons_and_tabs_are_recognised() {
        assert_eq!(cells("email;name\nann@example.com;Ann, of Bath\n"), [["ann@example.com", "Ann, of Bath"]]);
        assert_eq!(cells("email\tname\nann@example.com\tAnn\n"), [["ann@example.com", "Ann"]]);
        assert_eq!(cells("\"a;b;c\",d\n1,2\n"), [["1", "2"]]);
    }

    #[test]
    fn quoted_cells_hold_delimiters_quotes_and_line_breaks() {
        assert_eq!(cells("a,b\r\n\"one, \"\"two\"\"\r\nthree\",4\r\n"), [["one, \"two\"\r\nthree", "4"]]);
    }

    #[test]
    fn a_quote_that_is_never_closed_names_the_row_it_is_in() {
        let rows = rows(b"a,b\n1,2\n3,\"four\n5,6\n");

        assert_eq!(rows.len(), 2);
        assert_eq!((rows[1].number, rows[1].fault.as_deref()), (3, Some(UNCLOSED)));
    }

    #[test]
    fn text_after_a_closing_quote_is_a_fault_of_that_row_alone() {
        let rows = rows(b"a,b\n\"say \"hello\"\",2\n3,4\n");

        assert_eq!(rows[0].fault.as_deref(), Some(STRAY));
        assert_eq!((rows[1].number, &rows[1].fault), (3, &None));
    }

    #[test]
    fn a_row_with_too_few_or_too_many_cells_says_so() {
        let rows = rows(b"a,b\n1\n1,2,3\n1,2,\n");

        assert!(rows[0].fault.as_deref().unwrap().starts_with("has 1 cell where the heading has 2"));
        assert!(rows[1].fault.as_deref().unwrap().starts_with("has 3 cells where the heading has 2"));
        assert_eq!(rows[2].fault, None, "an empty cell too many is what spreadsheets write");
    }

    #[test]
    fn a_quote_left_open_in_a_long_file_does_not_fill_the_memory() {
        let mut text = b"a,b\n1,\"two\n".to_vec();
        text.resize(3 * MAX_ROW, b'x');

        let rows = rows(&text);

        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].fault.as_deref(), Some(HUGE));
        assert!(rows[0].cells[1].len() <= MAX_ROW);
    }

    #[test]
    fn text_that_is_not_utf_8_is_a_fault_of_its_row() {
        let rows = rows(b"a,b\n\xff,2\n3,4\n");

        assert_eq!(rows[0].fault.as_deref(), Some(NOT_UTF8));
        assert_eq!(rows[1].fault, None);
    }

    #[test]
    fn an_empty_file_utf_16_and_a_column_twice_are_refused_as_a_whole() {
        for (file, says) in [
            (&b""[..], "the file is empty"),
            (b"\xff\xfea\0", "UTF-16"),
            (b"email,name,email\n", "'email' twice"),
            (b"\n1,2\n", "row 1 is empty"),
        ] {
            let error = Table::open(file).err().unwrap().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn the_apostrophe_of_our_own_exports_is_taken_away_again() {
        assert_eq!(cells("phone,b\n'+77010000000,'tis\n"), [["+77010000000", "'tis"]]);
    }

    #[test]
    fn empty_lines_are_passed_over_and_counted() {
        let rows = rows(b"a,b\n\n1,2\n\n");

        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].number, 3);
    }
}
