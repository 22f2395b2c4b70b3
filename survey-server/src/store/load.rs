//! Answers that nobody gave, for load tests: made by the database itself, a slice at a time, with their roll-ups.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

use super::schema::responses;
use super::{Conn, Time, WorkspaceId};
use crate::error::Error;

const DAY_MS: i64 = 86_400_000;

/// What is made.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Whose.
    pub workspace: WorkspaceId,
    /// The surveys that take turns; each has a score `score` of 0 to 10 and a text `comment`.
    pub surveys: Vec<i32>,
    /// How many answers there are in all.
    pub answers: i64,
    /// The first day, a Monday, since 1970.
    pub first_day: i64,
    /// Over so many weeks.
    pub weeks: i64,
    /// Properties with the number of their values.
    pub dimensions: Vec<(String, i64)>,
    /// The generation of settings that the answers are counted by.
    pub generation: i32,
}

/// Whether a workspace has an answer.
pub fn any(conn: &mut Conn, workspace: WorkspaceId) -> Result<bool, Error> {
    let found: Option<Time> = responses::table
        .filter(responses::workspace_id.eq(workspace))
        .select(responses::answered_at)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Lets the database trade safety for speed: what is lost in a power cut is made again.
pub fn hurry(conn: &mut Conn) -> Result<(), Error> {
    let how = if conn.is_postgres() {
        "SET synchronous_commit = off"
    } else {
        "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY"
    };
    Ok(conn.batch_execute(how)?)
}

/// Lets the planner know what there is now.
pub fn settle(conn: &mut Conn) -> Result<(), Error> {
    let how = if conn.is_postgres() {
        "VACUUM ANALYZE responses; VACUUM ANALYZE rollups"
    } else {
        "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize"
    };
    // VACUUM stands alone.
    for one in how.split("; ") {
        conn.batch_execute(one)?;
    }
    Ok(())
}

/// Makes the answers with these numbers, and counts them.
pub fn slice(conn: &mut Conn, plan: &Plan, from: i64, until: i64) -> Result<(), Error> {
    for statement in statements(plan, conn.is_postgres(), from, until) {
        conn.batch_execute(&statement)?;
    }
    Ok(())
}

/// A week has a hundred places for answers: sixteen on each working day, twelve on Saturday, eight on Sunday. The rest is
/// drawn from numbers that a multiplication scatters: always the same ones.
fn statements(plan: &Plan, postgres: bool, from: i64, until: i64) -> Vec<String> {
    let Plan { workspace, surveys, answers, first_day, weeks, dimensions, generation } = plan;
    let numbers = if postgres {
        format!("generate_series({from}::bigint, {until}::bigint - 1) AS n(i)")
    } else {
        format!(
            "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {until}) SELECT i FROM n)"
        )
    };
    let id = |kind: char| {
        if postgres {
            format!(
                "(lpad(to_hex(at), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '{kind}' || lpad(to_hex(i), 15, '0'))::uuid"
            )
        } else {
            format!("unhex(printf('%012x7%03x{kind}%015x', at, i % 4096, i))")
        }
    };
    let (response, case) = (id('8'), id('9'));
    let turns: Vec<String> =
        surveys.iter().enumerate().map(|(turn, survey)| format!(" WHEN {turn} THEN {survey}")).collect();
    let turns = turns.concat();
    // Few values have most of the answers, as branches do.
    let value = |place: usize, values: i64| {
        let drawn = format!("((i * {} + 7919) % 1009)", 2_654_435_761_i64 + 2 * place as i64);
        format!("({drawn} * {drawn} * {values} / 1018081)")
    };
    let columns: Vec<String> =
        dimensions.iter().enumerate().map(|(n, (_, values))| format!(", {} AS d{n}", value(n, *values))).collect();
    let columns = columns.concat();
    let word = |n: usize, name: &str| format!("'{} ' || d{n}", quoted(name));
    let properties = dimensions
        .iter()
        .enumerate()
        .map(|(n, (name, _))| format!("'\"{}\":\"' || {} || '\"'", quoted(name), word(n, name)));
    let properties = properties.collect::<Vec<_>>().join(" || ',' || ");
    let properties = if properties.is_empty() { "'{}'".to_owned() } else { format!("'{{' || {properties} || '}}'") };
    let unhappy =
        if dimensions.is_empty() { "0".to_owned() } else { "(CASE WHEN d0 % 7 = 0 THEN 8 ELSE 0 END)".to_owned() };
    let rows = format!(
        "CREATE TEMP TABLE load_rows AS SELECT i, survey_id, at, at / {DAY_MS} AS day, channel, locale, evidence, comment, tag, \
         CASE WHEN p < 4 THEN p WHEN p < 8 THEN 4 + p % 2 WHEN p < 14 THEN 6 WHEN p < 24 THEN 7 WHEN p < 42 THEN 8 \
         WHEN p < 64 THEN 9 ELSE 10 END AS score{kept} FROM (SELECT *, \
         CASE WHEN drawn < {unhappy} THEN 0 ELSE drawn - {unhappy} END AS p FROM (SELECT i, \
         CASE i % {turn_count}{turns} END AS survey_id, \
         ({first_day} + i * {weeks} / {answers} * 7 + CASE WHEN place < 80 THEN place / 16 WHEN place < 92 THEN 5 ELSE 6 END) \
         * {DAY_MS} + 28800000 + (i * 2246822519 + 374761393) % 50400000 AS at, \
         (i * 3266489917 + 668265263) % 4294967291 % 100 AS drawn, \
         CASE WHEN i % 20 < 12 THEN 'email' WHEN i % 20 < 17 THEN 'link' ELSE 'web' END AS channel, \
         CASE WHEN (i * 40503) % 10 < 7 THEN 'en' ELSE 'ru' END AS locale, \
         CASE WHEN i % 25 = 3 THEN 1 ELSE 0 END AS evidence, \
         CASE WHEN (i * 97) % 30 = 0 THEN 'The parcel came late and nobody told me.' \
         WHEN (i * 97) % 30 = 7 THEN 'Friendly courier, everything arrived in time.' \
         WHEN (i * 97) % 30 = 14 THEN 'The box was damaged.' END AS comment, \
         CASE (i * 97) % 30 WHEN 0 THEN 'late' WHEN 14 THEN 'damaged' END AS tag{columns} \
         FROM (SELECT i, i * {weeks} * 100 / {answers} % 100 AS place FROM {numbers}) AS numbered) AS drawn_rows) AS scored",
        turn_count = surveys.len(),
        kept = (0..dimensions.len()).map(|n| format!(", d{n}")).collect::<Vec<String>>().concat(),
    );
    let stored = format!(
        "INSERT INTO responses (workspace_id, id, survey_id, survey_version, person_id, invited, channel, evidence, score, \
         comment, answers, properties, locale, imported, answered_at, updated_at, day, version, tags, notes, counted) \
         SELECT {workspace}, {response}, survey_id, 1, NULL, FALSE, channel, evidence, score, comment, \
         '{{' || CASE WHEN comment IS NULL THEN '' ELSE '\"comment\":\"' || comment || '\",' END || '\"score\":' || score || '}}', \
         {properties}, locale, FALSE, at, at, day, 1, CASE WHEN tag IS NULL THEN '[]' ELSE '[\"' || tag || '\"]' END, '[]', {generation} FROM load_rows"
    );
    // Somebody takes care of one unhappy customer of twenty; those of the last two days are still waiting.
    let (minute, end) = (60_000, (first_day + weeks * 7 - 2) * DAY_MS);
    let cases = format!(
        "INSERT INTO cases (workspace_id, id, number, origin, survey_id, response_id, priority, state, do_not_contact, \
         tapped_at, opened_at, due_at, resolve_due_at, contacted_at, resolved_at, version, updated_at) \
         SELECT {workspace}, {case}, i + 1, 'answer', survey_id, {response}, 'high', \
         CASE WHEN at < {end} THEN 'resolved' ELSE 'open' END, FALSE, at, at, at + 60 * {minute}, at + 1440 * {minute}, \
         CASE WHEN at < {end} THEN at + i % 97 * {minute} END, CASE WHEN at < {end} THEN at + 600 * {minute} END, 1, at \
         FROM load_rows WHERE score <= 6 AND i % 20 = 0"
    );
    let mut all = vec!["DROP TABLE IF EXISTS load_rows".to_owned(), rows, stored, cases];
    let own = dimensions.iter().enumerate().map(|(n, (name, _))| (quoted(name), word(n, name)));
    let built_in = [("", "''"), ("channel", "channel"), ("language", "locale"), ("tag", "tag")];
    let built_in = built_in.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    all.extend(built_in.chain(own).map(|(dimension, value)| {
        // PostgreSQL does not group by a constant.
        let by = if dimension.is_empty() { String::new() } else { format!("{value}, ") };
        format!(
            "INSERT INTO rollups (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value, count) \
             SELECT {workspace}, survey_id, 'score', '{dimension}', {value}, day, evidence, score, count(*) FROM load_rows \
             WHERE {value} IS NOT NULL GROUP BY survey_id, {by}day, evidence, score \
             ON CONFLICT (workspace_id, survey_id, question, dimension, dimension_value, day, evidence, value) \
             DO UPDATE SET count = rollups.count + excluded.count"
        )
    }));
    all.push("DROP TABLE load_rows".to_owned());
    all
}

/// A name inside of quotes.
fn quoted(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
