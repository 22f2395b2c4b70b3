//! What reports about recovery read: one lean pass over the cases of a span, and counts that the database makes.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};

use super::schema::cases;
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

/// Which cases.
#[derive(Clone, Debug)]
pub struct Span {
    /// Opened at or after.
    pub from: Time,
    /// Opened at or before.
    pub until: Time,
    /// Only of this survey.
    pub survey: Option<i32>,
}

/// What cases are cut by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Nothing.
    None,
    /// A column of the case itself: one of ours, never what somebody typed.
    Column(&'static str),
    /// A property of the answer or the event that it came from.
    Property(String),
}

/// A case as reports need it.
#[derive(Clone, Debug, QueryableByName)]
#[expect(
    missing_docs,
    reason = "the columns are documented in the migrations; `part` is what is cut by, `ask_*` and below of the second question"
)]
pub struct Row {
    #[diesel(sql_type = BigInt)]
    pub tapped_at: i64,
    #[diesel(sql_type = BigInt)]
    pub due_at: i64,
    #[diesel(sql_type = BigInt)]
    pub resolve_due_at: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub contacted_at: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub resolved_at: Option<i64>,
    #[diesel(sql_type = Text)]
    pub state: String,
    #[diesel(sql_type = Bool)]
    pub solved: bool,
    #[diesel(sql_type = Bool)]
    pub do_not_contact: bool,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub cost: Option<i64>,
    #[diesel(sql_type = Nullable<Text>)]
    pub cause: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub part: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub ask_state: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub ask_due_at: Option<i64>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub ask_survey: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub score: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub first_survey: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub first_score: Option<i32>,
    #[diesel(sql_type = Bool)]
    pub held_out: bool,
    #[diesel(sql_type = Bool)]
    pub trial: bool,
}

/// The cases of a span. Those that were joined to another or that were nothing to solve are left out.
pub fn rows(conn: &mut Conn, workspace: WorkspaceId, span: &Span, cut: &Cut) -> Result<Vec<Row>, Error> {
    let postgres = conn.is_postgres();
    let (part, join, bound) = match cut {
        Cut::None => ("NULL".to_owned(), String::new(), None),
        Cut::Column(name) => (format!("c.{name}"), String::new(), None),
        Cut::Property(name) => {
            let of = |table: &str| {
                if postgres {
                    format!("({table}.properties::json)->>$1")
                } else {
                    format!("CAST(json_extract({table}.properties, $1) AS TEXT)")
                }
            };
            let join = "LEFT JOIN responses r ON r.workspace_id = c.workspace_id AND r.id = c.response_id \
                        LEFT JOIN events e ON e.workspace_id = c.workspace_id AND e.id = c.event_id";
            let path = if postgres { name.clone() } else { format!("$.\"{}\"", name.replace('"', "\"\"")) };
            (format!("COALESCE({}, {})", of("r"), of("e")), join.to_owned(), Some(path))
        }
    };
    let text = format!(
        "SELECT c.tapped_at, c.due_at, c.resolve_due_at, c.contacted_at, c.resolved_at, c.state, \
         (c.state = 'resolved' AND c.outcome = 'solved') IS TRUE AS solved, c.do_not_contact, c.cost, c.cause, \
         CAST({part} AS TEXT) AS part, a.state AS ask_state, a.due_at AS ask_due_at, a.survey_id AS ask_survey, a.score, \
         c.survey_id AS first_survey, a.first_score, \
         COALESCE(a.held_out, FALSE) AS held_out, COALESCE(a.trial, FALSE) AS trial \
         FROM cases c LEFT JOIN reasks a ON a.workspace_id = c.workspace_id AND a.case_id = c.id {join} \
         WHERE c.workspace_id = {workspace} AND c.opened_at BETWEEN {} AND {}{} \
         AND c.state NOT IN ('dismissed', 'merged')",
        span.from.0,
        span.until.0,
        span.survey.map(|survey| format!(" AND c.survey_id = {survey}")).unwrap_or_default(),
    );
    let query = diesel::sql_query(text);
    Ok(match bound {
        None => query.load(conn)?,
        Some(path) => query.bind::<Text, _>(path).load(conn)?,
    })
}

/// Tapped, contact due, solution due, contacted, waiting for the customer since.
type Waiting = (Time, Time, Time, Option<Time>, Option<Time>);

/// When the open cases were tapped, and whether their next deadline has passed.
pub fn backlog(
    conn: &mut Conn,
    workspace: WorkspaceId,
    survey: Option<i32>,
    now: Time,
) -> Result<Vec<(Time, bool)>, Error> {
    let mut query = cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::state.eq_any(super::cases::OPEN_STATES))
        .into_boxed();
    if let Some(survey) = survey {
        query = query.filter(cases::survey_id.eq(survey));
    }
    let rows: Vec<Waiting> = query
        .select((cases::tapped_at, cases::due_at, cases::resolve_due_at, cases::contacted_at, cases::waiting_since))
        .load(conn)?;
    let late = |(tapped, due, resolve, contacted, waiting): Waiting| {
        let next = if contacted.is_some() { resolve } else { due };
        (tapped, waiting.is_none() && next < now)
    };
    Ok(rows.into_iter().map(late).collect())
}

/// Promises whose time lay in a span, by what was promised and what became of it; the last but one says whether that was
/// settled by the promised time.
pub fn promises_kept(
    conn: &mut Conn,
    workspace: WorkspaceId,
    span: &Span,
) -> Result<Vec<(String, String, bool, i64)>, Error> {
    let only = span.survey.map(|survey| format!(" AND c.survey_id = {survey}")).unwrap_or_default();
    let join = match span.survey {
        Some(_) => "JOIN cases c ON c.workspace_id = p.workspace_id AND c.id = p.case_id ",
        None => "",
    };
    let text = format!(
        "SELECT p.what, p.state, (p.settled_at <= p.promised_at) IS TRUE AS in_time, COUNT(*) AS count \
         FROM promises p {join}WHERE p.workspace_id = {workspace} \
         AND p.state IN ('open', 'kept', 'renewed', 'broken') AND p.promised_at BETWEEN {} AND {}{only} \
         GROUP BY 1, 2, 3",
        span.from.0, span.until.0
    );
    let rows: Vec<Promises> = diesel::sql_query(text).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.what, row.state, row.in_time, row.count)).collect())
}

#[derive(QueryableByName)]
struct Promises {
    #[diesel(sql_type = Text)]
    what: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Bool)]
    in_time: bool,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// The scores of the answers that opened cases in a span: survey, score, how many.
pub fn first_scores(conn: &mut Conn, workspace: WorkspaceId, span: &Span) -> Result<Vec<(i32, i32, i64)>, Error> {
    let only = span.survey.map(|survey| format!(" AND c.survey_id = {survey}")).unwrap_or_default();
    let text = format!(
        "SELECT r.survey_id, r.score, COUNT(*) AS count FROM cases c \
         JOIN responses r ON r.workspace_id = c.workspace_id AND r.id = c.response_id \
         WHERE c.workspace_id = {workspace} AND c.opened_at BETWEEN {} AND {}{only} AND r.score IS NOT NULL \
         GROUP BY r.survey_id, r.score",
        span.from.0, span.until.0
    );
    let rows: Vec<Scores> = diesel::sql_query(text).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.survey_id, row.score, row.count)).collect())
}

#[derive(QueryableByName)]
struct Scores {
    #[diesel(sql_type = Integer)]
    survey_id: i32,
    #[diesel(sql_type = Integer)]
    score: i32,
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// What it took: entries of a kind on the timelines of the cases of a span, and on how many of them.
pub fn effort(conn: &mut Conn, workspace: WorkspaceId, span: &Span) -> Result<Vec<(String, i64, i64)>, Error> {
    let only = span.survey.map(|survey| format!(" AND c.survey_id = {survey}")).unwrap_or_default();
    let text = format!(
        "SELECT e.kind, COUNT(*) AS count, COUNT(DISTINCT e.case_id) AS cases FROM cases c \
         JOIN case_entries e ON e.workspace_id = c.workspace_id AND e.case_id = c.id \
         WHERE c.workspace_id = {workspace} AND c.opened_at BETWEEN {} AND {}{only} \
         AND c.state NOT IN ('dismissed', 'merged') \
         AND e.kind IN ('contact', 'no_answer', 'assign', 'release', 'reopen', 'answered_again', 'wait') GROUP BY e.kind",
        span.from.0, span.until.0
    );
    let rows: Vec<Effort> = diesel::sql_query(text).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.kind, row.count, row.cases)).collect())
}

#[derive(QueryableByName)]
struct Effort {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = BigInt)]
    cases: i64,
}

/// How many cases of a cause were opened by answers and calls from one moment up to another, that one left out.
pub fn count_of_cause(
    conn: &mut Conn,
    workspace: WorkspaceId,
    cause: &str,
    (from, before): (Time, Time),
) -> Result<i64, Error> {
    Ok(cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::cause.eq(cause))
        .filter(cases::tapped_at.ge(from))
        .filter(cases::tapped_at.lt(before))
        .filter(cases::state.ne_all(["dismissed", "merged"]))
        .count()
        .get_result(conn)?)
}

/// The causes that cases have, in alphabetical order, a hundred at most.
pub fn causes(conn: &mut Conn, workspace: WorkspaceId) -> Result<Vec<String>, Error> {
    let found: Vec<Option<String>> = cases::table
        .filter(cases::workspace_id.eq(workspace))
        .filter(cases::cause.is_not_null())
        .select(cases::cause)
        .distinct()
        .order(cases::cause)
        .limit(100)
        .load(conn)?;
    Ok(found.into_iter().flatten().collect())
}
