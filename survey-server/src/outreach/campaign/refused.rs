//! The lines that were not taken as a CSV file: where, which column, why, and the line itself, so that it can be mended
//! and sent again.

use std::io::{self, Write};

use crate::error::Error;
use crate::reporting::spreadsheet::cell;
use crate::store::campaign_people::{self, Line};
use crate::store::{Conn, Id, WorkspaceId, campaigns};
use crate::table::columns::NOT_TAKEN;

/// So many lines are loaded at once.
const AT_ONCE: i64 = 1000;

/// A CSV file of lines that were not taken.
pub struct File<W: Write> {
    writer: csv::Writer<W>,
    kept: Vec<usize>,
}

impl<W: Write> File<W> {
    /// Begins with the heading: our own columns, and then those of the file.
    pub fn begin(out: W, heading: &[String]) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(out);
        let own = |name: &String| NOT_TAKEN.contains(&name.as_str());
        let kept: Vec<usize> = (0..heading.len()).filter(|at| !own(&heading[*at])).collect();
        writer.write_record(NOT_TAKEN.into_iter().chain(kept.iter().map(|at| heading[*at].as_str())))?;
        Ok(File { writer, kept })
    }

    /// Writes a line down.
    pub fn add(&mut self, line: &Line) -> io::Result<()> {
        let number = line.line.to_string();
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut record = vec![number, word(&line.field), word(&line.problem)];
        if let Some(cells) = &line.cells {
            let further = cells.0.iter().skip(self.kept.iter().max().map_or(0, |last| last + 1));
            let kept = self.kept.iter().filter_map(|at| cells.0.get(*at));
            record.extend(kept.chain(further).cloned());
        }
        self.writer.write_record(record.iter().map(|text| cell(text).into_owned()))?;
        Ok(())
    }

    /// Finishes the file.
    pub fn finish(mut self) -> io::Result<W> {
        self.writer.flush()?;
        self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

/// The lines of a campaign that were not taken, as a file.
pub fn csv(conn: &mut Conn, workspace: WorkspaceId, campaign: Id) -> Result<Vec<u8>, Error> {
    let campaign = campaigns::load(conn, workspace, campaign)?;
    let mut file = File::begin(Vec::new(), &campaign.heading.0).map_err(Error::internal)?;
    let mut last = 0;
    loop {
        let lines = campaign_people::not_taken_after(conn, workspace, campaign.id, last, AT_ONCE)?;
        let Some(end) = lines.last() else { break };
        last = end.line;
        for line in &lines {
            file.add(line).map_err(Error::internal)?;
        }
    }
    file.finish().map_err(Error::internal)
}
