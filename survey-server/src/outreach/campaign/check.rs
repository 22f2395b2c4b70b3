//! Reading a file: every line is looked at and weighed as of now, and nothing is sent.

use std::collections::HashMap;
use std::io::{self, Read};

use sha2::{Digest, Sha256};
use survey_core::outreach::{Basis, Decision};

use super::facts::{self, Known, Question};
use super::line::{self, Good, Refusal};
use crate::clock::{Clock, Cx};
use crate::error::Error;
use crate::mail::EmailAddress;
use crate::response::survey;
use crate::store::campaign_people::{self, Identity, Line, State};
use crate::store::campaigns::{self, Campaign, Counts, Report};
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Db, Id, Json, Time, workspaces};
use crate::table::columns::{Columns, Kind};
use crate::table::{Row, Table, TableError};

/// So many lines are looked at and kept at once.
const ROWS: usize = 400;
/// So many lines that were not taken are told with the report; all of them are kept.
const TOLD: usize = 5;
/// Most mails an hour that a pace can name.
const MAX_PACE: i32 = 1_000_000;
/// Most characters of a name.
const MAX_NAME: usize = 200;

/// What a person asks for.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// For people; empty: the file's name.
    pub name: String,
    /// The survey's key; none: the default survey.
    pub survey: Option<String>,
    /// The file's name.
    pub file_name: String,
    /// What columns hold, where their headings do not tell.
    pub map: Vec<(String, String)>,
    /// The grounds on which these people are asked.
    pub basis: Option<Basis>,
    /// Mails an hour; none: as fast as they go.
    pub pace: Option<i32>,
    /// Not before this moment.
    pub starts_at: Option<Time>,
    /// Who made it.
    pub created_by: String,
}

/// Why a file could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file as a whole.
    #[error("{0}")]
    Table(#[from] TableError),
    /// A column is there twice, or named and not there.
    #[error("{0}")]
    Columns(String),
    /// No column is known to hold the e-mail address; the columns that there are.
    #[error("no column holds email; name it with --map COLUMN=email (there are {})", .0.join(", "))]
    NoEmail(Vec<String>),
    /// What was asked for, or the database.
    #[error("{0}")]
    Other(#[from] Error),
}

/// What is looked at while a file is checked.
pub trait Watcher {
    /// A line was not taken.
    fn not_taken(&mut self, heading: &[String], line: &Line) -> io::Result<()>;
    /// So many bytes were read.
    fn read(&mut self, bytes: u64);
}

/// Looks at nothing.
pub struct Nobody;

impl Watcher for Nobody {
    fn not_taken(&mut self, _: &[String], _: &Line) -> io::Result<()> {
        Ok(())
    }

    fn read(&mut self, _: u64) {}
}

/// Reads a file and returns the draft with its report. With `keep` it is kept, to be started later; without, nothing
/// is written.
pub fn check(
    db: &Db,
    clock: &dyn Clock,
    cx: &Cx,
    draft: &Draft,
    file: impl Read,
    keep: bool,
    watcher: &mut dyn Watcher,
) -> Result<Campaign, Failure> {
    let (workspace, row) = db.read_now(|conn| setting(conn, cx, draft))?;
    let mut hash = Sha256::new();
    let mut table = Table::open(Hashed { file, hash: &mut hash })?;
    let heading = table.heading().to_vec();
    let columns = Columns::assign(Kind::Campaign, None, &heading, &draft.map, &[]).map_err(Failure::Columns)?;
    if columns.place("email").is_none() {
        return Err(Failure::NoEmail(heading.into_iter().filter(|name| !name.is_empty()).collect()));
    }
    let mut campaign = new(cx, draft, &row, &heading);
    if keep {
        db.write_now(|conn| campaigns::insert(conn, &campaign))?;
    }
    let mut check = Check {
        cx: Cx { now: clock.now(), ..cx.clone() },
        campaign: campaign.id,
        question: Question { workspace: &workspace, survey: &row, basis: draft.basis, at: cx.now, now: cx.now },
        columns: &columns,
        heading: &heading,
        seen: Seen::default(),
        report: Report::default(),
    };
    loop {
        let mut rows = Vec::with_capacity(ROWS);
        while rows.len() < ROWS
            && let Some(row) = table.next_row()?
        {
            rows.push(row);
        }
        if rows.is_empty() {
            break;
        }
        let lines = db.read_now(|conn| check.lines(conn, &rows))?;
        if keep {
            db.write_now(|conn| campaign_people::insert(conn, &lines))?;
        }
        for line in lines.iter().filter(|line| line.problem.is_some()) {
            watcher.not_taken(&heading, line).map_err(TableError::Io)?;
        }
        watcher.read(table.bytes_read());
    }
    campaign.report = Json(check.report);
    drop(table);
    campaign.file_hash = hash.finalize().to_vec();
    campaign.checked_at = Some(clock.now());
    if keep {
        db.write_now(|conn| campaigns::save(conn, &campaign))?;
    }
    Ok(campaign)
}

fn setting(conn: &mut Conn, cx: &Cx, draft: &Draft) -> Result<(Workspace, SurveyRow), Error> {
    if draft.pace.is_some_and(|pace| !(1..=MAX_PACE).contains(&pace)) {
        return Err(Error::invalid("pace", format!("must be 1 to {MAX_PACE} mails an hour")));
    }
    if draft.name.chars().count() > MAX_NAME || draft.name.chars().any(char::is_control) {
        return Err(Error::invalid("name", format!("must be one line of at most {MAX_NAME} characters")));
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, draft.survey.as_deref())?;
    if row.closed_at.is_some() {
        return Err(Error::invalid("survey", format!("the survey {} is closed", row.key)));
    }
    Ok((workspace, row))
}

fn new(cx: &Cx, draft: &Draft, row: &SurveyRow, heading: &[String]) -> Campaign {
    let name = if draft.name.is_empty() { &draft.file_name } else { &draft.name };
    Campaign {
        workspace_id: cx.workspace,
        id: cx.id(),
        name: name.clone(),
        survey_id: row.id,
        state: campaigns::State::Draft,
        created_by: draft.created_by.clone(),
        file_name: draft.file_name.clone(),
        file_hash: Vec::new(),
        heading: Json(heading.to_vec()),
        basis: draft.basis.and_then(|basis| serde_json::to_value(basis).ok()?.as_str().map(str::to_owned)),
        pace: draft.pace,
        starts_at: draft.starts_at,
        report: Json(Report::default()),
        counts: Json(Counts::default()),
        cursor: 0,
        next_slot: None,
        created_at: cx.now,
        updated_at: cx.now,
        checked_at: None,
        started_at: None,
        paused_at: None,
        planned_at: None,
        finished_at: None,
    }
}

/// A file whose content is hashed as it is read.
struct Hashed<'a, R> {
    file: R,
    hash: &'a mut Sha256,
}

impl<R: Read> Read for Hashed<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

/// In which line each person stood first.
#[derive(Default)]
struct Seen {
    emails: HashMap<String, u64>,
    phones: HashMap<String, u64>,
    external_ids: HashMap<String, u64>,
    people: HashMap<Id, u64>,
}

impl Seen {
    /// The field and the line by which this person was seen before; else they are seen now.
    fn before(&mut self, good: &Good, person: Option<Id>) -> Option<(&'static str, u64)> {
        let ids = &good.identifiers;
        let found = [
            ("email", ids.email_key.as_ref().and_then(|key| self.emails.get(key))),
            ("phone_number", ids.phone.as_ref().and_then(|phone| self.phones.get(phone))),
            ("external_id", ids.external_id.as_ref().and_then(|id| self.external_ids.get(id))),
            ("person", person.and_then(|id| self.people.get(&id))),
        ];
        if let Some(first) = found.into_iter().find_map(|(field, line)| Some((field, *line?))) {
            return Some(first);
        }
        self.emails.extend(ids.email_key.clone().map(|key| (key, good.line)));
        self.phones.extend(ids.phone.clone().map(|phone| (phone, good.line)));
        self.external_ids.extend(ids.external_id.clone().map(|id| (id, good.line)));
        self.people.extend(person.map(|id| (id, good.line)));
        None
    }
}

struct Check<'a> {
    cx: Cx,
    campaign: Id,
    question: Question<'a>,
    columns: &'a Columns,
    heading: &'a [String],
    seen: Seen,
    report: Report,
}

impl Check<'_> {
    /// Looks at rows; nothing is written.
    fn lines(&mut self, conn: &mut Conn, rows: &[Row]) -> Result<Vec<Line>, Error> {
        let read: Vec<Result<Good, Refusal>> = rows.iter().map(|row| line::read(row, self.columns)).collect();
        let identifiers: Vec<_> = read.iter().flatten().map(|good| good.identifiers.clone()).collect();
        let mut known = facts::gather(conn, &self.cx, &identifiers)?.into_iter();
        let mut lines = Vec::with_capacity(rows.len());
        for (row, read) in rows.iter().zip(read) {
            self.report.rows += 1;
            let read = read.and_then(|good| {
                let known = known.next().unwrap_or_default();
                match &known.clash {
                    Some(clash) => {
                        Err(Refusal { reason: "two_people".to_owned(), ..line::refusal(std::slice::from_ref(clash)) })
                    }
                    None => Ok((good, known)),
                }
            });
            lines.push(match read {
                Ok((good, known)) => self.good(good, &known),
                Err(refusal) => self.refused(row, refusal),
            });
        }
        Ok(lines)
    }

    fn good(&mut self, good: Good, known: &Known) -> Line {
        let person = known.person.as_ref().map(|person| person.id);
        if let Some((field, first)) = self.seen.before(&good, person) {
            return self.duplicate(good, field, first);
        }
        self.report.good += 1;
        self.report.known += u64::from(person.is_some());
        let id = person.unwrap_or_else(|| self.cx.id());
        match self.question.about(known, id, good.identity.timezone.as_deref()) {
            Decision::Ask { .. } => self.report.would_ask += 1,
            Decision::Refuse { reason, .. } => {
                *self.report.not_asked.entry(reason.name().to_owned()).or_default() += 1;
            }
        }
        Line {
            email_key: good.identifiers.email_key,
            person_id: Some(id),
            invitation_id: Some(self.cx.id()),
            identity: Json(good.identity),
            properties: Json(good.properties),
            ..self.line(good.line, State::Ready)
        }
    }

    fn duplicate(&mut self, good: Good, field: &'static str, first: u64) -> Line {
        self.report.duplicates += 1;
        let what = match field {
            "email" => "the same e-mail address stands",
            "phone_number" => "the same phone number stands",
            "external_id" => "the same external id stands",
            _ => "the same person stands",
        };
        let problem = format!("{what} in row {first} already; who stands twice is asked once");
        self.tell(good.line, &problem);
        Line {
            reason: Some("duplicate".to_owned()),
            field: Some(self.column(Some(field))),
            problem: Some(problem),
            email_key: good.identifiers.email_key,
            cells: Some(Json(good.cells)),
            ..self.line(good.line, State::Duplicate)
        }
    }

    fn refused(&mut self, row: &Row, refusal: Refusal) -> Line {
        *self.report.refused.entry(refusal.reason.clone()).or_default() += 1;
        self.tell(row.number, &refusal.problem);
        Line {
            reason: Some(refusal.reason),
            field: Some(self.column(refusal.field)),
            problem: Some(refusal.problem),
            email_key: self.address(row),
            cells: Some(Json(row.cells.clone())),
            ..self.line(row.number, State::Refused)
        }
    }

    /// Whose line it is, as far as that can be read: it is deleted with the person.
    fn address(&self, row: &Row) -> Option<String> {
        let cell = row.cells.get(self.columns.place("email")?)?;
        EmailAddress::parse(cell).ok().map(|address| address.key())
    }

    fn tell(&mut self, line: u64, problem: &str) {
        if self.report.first.len() < TOLD {
            self.report.first.push(format!("Row {line}: {problem}"));
        }
    }

    /// The heading of the column that holds a field.
    fn column(&self, field: Option<&str>) -> String {
        let place = field.and_then(|field| self.columns.place(field));
        place.and_then(|place| self.heading.get(place)).cloned().unwrap_or_default()
    }

    fn line(&self, line: u64, state: State) -> Line {
        Line {
            workspace_id: self.cx.workspace,
            campaign_id: self.campaign,
            line: i64::try_from(line).unwrap_or(i64::MAX),
            state,
            reason: None,
            field: None,
            problem: None,
            email_key: None,
            person_id: None,
            invitation_id: None,
            identity: Json(Identity::default()),
            properties: Json(survey_core::Properties::new()),
            cells: None,
        }
    }
}
