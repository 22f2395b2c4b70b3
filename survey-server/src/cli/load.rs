//! `load`: fills a fresh database with answers that nobody gave, and measures what reports take. See docs/performance.md.

use std::process::ExitCode;

use survey_core::survey::Survey;
use tokio::time::Instant;

use super::{Failure, Session};
use crate::clock::Cx;
use crate::error::Error;
use crate::reporting::view::{self, View};
use crate::reporting::{daily, facts, overview};
use crate::response::rollup;
use crate::store::load::{self, Plan};
use crate::store::responses::{self, Order, Response};
use crate::store::rollups::{self, Changes};
use crate::store::workspaces::{self, Workspace};
use crate::store::{Conn, Db, surveys};

/// So many answers are made in one transaction.
const SLICE: i64 = 250_000;
/// Values of the properties that most workspaces are cut by; others have twenty.
const VALUES: [(&str, i64); 5] = [("branch", 120), ("product", 60), ("courier", 40), ("agent", 80), ("country", 5)];
const OTHER_VALUES: i64 = 20;

/// How much is made.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// So many answers; 0: none, only measure.
    #[arg(long)]
    pub answers: u32,
    /// Over so many days until today; no more than answers are kept.
    #[arg(long, default_value_t = 700)]
    pub days: u16,
    /// So many surveys take turns.
    #[arg(long, default_value_t = 1)]
    pub surveys: u8,
    /// Properties that the answers have; they are cut by these.
    #[arg(long, value_delimiter = ',', default_value = "branch,courier")]
    pub dimensions: Vec<String>,
    /// Then read every report so often, and print what it takes.
    #[arg(long, default_value_t = 0)]
    pub measure: u32,
}

/// Fills, and measures.
pub(super) fn run(session: &Session, args: &Args) -> Result<ExitCode, Failure> {
    let db = session.database()?;
    let (cx, _) = db.read_now(|conn| session.context(conn))?;
    if args.answers > 0 {
        fill(&db, &cx, args)?;
    }
    if args.measure > 0 {
        measure(&db, &cx, args.measure)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes the answers.
pub fn fill(db: &Db, cx: &Cx, args: &Args) -> Result<(), Failure> {
    if db.read_now(|conn| load::any(conn, cx.workspace))? {
        return Err(Failure::Usage("there are answers already; load is for a fresh database".to_owned()));
    }
    let plan = db.write_now(|conn| prepare(conn, cx, args))?;
    let begun = Instant::now();
    let mut from = 0;
    while from < plan.answers {
        let until = plan.answers.min(from + SLICE);
        db.read_now(load::hurry)?;
        db.write_now(|conn| load::slice(conn, &plan, from, until))?;
        from = until;
        println!("{from} answers, {:.0} a second", from as f64 / begun.elapsed().as_secs_f64());
    }
    db.read_now(load::settle)?;
    Ok(())
}

/// The surveys, the settings and the plan.
fn prepare(conn: &mut Conn, cx: &Cx, args: &Args) -> Result<Plan, Error> {
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    workspace.settings.0.dimensions.clone_from(&args.dimensions);
    "UTC".clone_into(&mut workspace.settings.0.zone);
    workspaces::save(conn, &workspace, cx.now)?;
    let first = surveys::find_by_key(conn, cx.workspace, &workspace.settings.0.default_survey)?
        .ok_or(Error::NotFound("survey"))?;
    let definition = surveys::definition(conn, cx.workspace, first.id, 1)?;
    let mut ids = vec![first.id];
    for number in 2..=args.surveys.max(1) {
        let made = surveys::insert(conn, cx.workspace, &format!("load-{number}"), &definition, cx.now)?;
        ids.push(made.id);
    }
    let weeks = i64::from(args.days / 7).max(1);
    // The last Sunday before today ends it: 1970 began on a Thursday.
    let today = i64::from(workspace.day(cx.now));
    let monday = today - (today + 3).rem_euclid(7);
    let values = |name: &String| VALUES.iter().find(|(known, _)| known == name).map_or(OTHER_VALUES, |(_, many)| *many);
    Ok(Plan {
        workspace: cx.workspace,
        surveys: ids,
        answers: i64::from(args.answers),
        first_day: monday - weeks * 7,
        weeks,
        dimensions: args.dimensions.iter().map(|name| (name.clone(), values(name))).collect(),
        generation: workspace.settings.0.counting.generation,
    })
}

/// Prints the median and the 95th percentile of what every report reads, and the roll-up's cost per answer.
fn measure(db: &Db, cx: &Cx, rounds: u32) -> Result<(), Failure> {
    for query in [
        "",
        "range=w4",
        "range=m12",
        "range=all",
        "segment=branch:branch 3",
        "segment=branch:branch 3&segment=channel:email",
    ] {
        let (view, _) = View::of_query(query);
        let name = if query.is_empty() { "range=w13" } else { query };
        timed(&format!("overview, facts, newest answers; {name}"), rounds, || {
            db.read_now(|conn| dashboard(conn, cx, &view))
        })?;
    }
    let (view, _) = View::of_query("");
    timed("score and trend by day", rounds, || {
        db.read_now(|conn| {
            let resolved = view::resolve(conn, cx, &view)?;
            daily::daily(conn, cx, &resolved, resolved.days).map(drop)
        })
    })?;
    counting(db, cx)?;
    Ok(())
}

fn dashboard(conn: &mut Conn, cx: &Cx, view: &View) -> Result<(), Error> {
    let resolved = view::resolve(conn, cx, view)?;
    let (workspace, measure, days) = (resolved.workspace.clone(), resolved.measure.clone(), resolved.days);
    overview::overview(conn, cx, resolved)?;
    facts::facts(conn, cx, &workspace, &measure, days)?;
    let filter =
        responses::Filter { survey_id: Some(measure.row.id), order: Order::Newest, ..responses::Filter::default() };
    responses::list(conn, cx.workspace, &filter, 0, 6).map(drop)
}

fn timed(what: &str, rounds: u32, mut read: impl FnMut() -> Result<(), Error>) -> Result<(), Failure> {
    read()?;
    let mut times = Vec::with_capacity(rounds as usize);
    for _ in 0..rounds {
        let begun = Instant::now();
        read()?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    println!("{what}: p50 {:.2} ms, p95 {:.2} ms", at(50), at(95));
    Ok(())
}

/// What an answer's counts take to find and to sum.
fn counting(db: &Db, cx: &Cx) -> Result<(), Failure> {
    let (workspace, page) = db.read_now(|conn| {
        Ok((workspaces::load(conn, cx.workspace)?, responses::page_by_id(conn, cx.workspace, None, 2_000)?))
    })?;
    let Some(first) = page.first() else { return Ok(()) };
    let survey = db.read_now(|conn| surveys::definition(conn, cx.workspace, first.survey_id, first.survey_version))?;
    let mut changes = Changes::new();
    let begun = Instant::now();
    for response in &page {
        rollup::add(&mut changes, &workspace, &survey, response, 1);
    }
    let each = begun.elapsed().as_secs_f64() * 1e6 / page.len() as f64;
    println!("counting an answer, without writing: {each:.2} µs");
    for together in [1, 64, 512] {
        let took = db.write_now(|conn| writing(conn, &workspace, &survey, &page, together))?;
        println!("counting and writing, {together} answers together: {took:.1} µs each");
    }
    Ok(())
}

/// What the counts of an answer cost in its transaction, in microseconds; they are taken away again.
fn writing(
    conn: &mut Conn,
    workspace: &Workspace,
    survey: &Survey,
    page: &[Response],
    together: usize,
) -> Result<f64, Error> {
    let mut took = 0.0;
    for sign in [1, -1] {
        let begun = Instant::now();
        for some in page.chunks(together) {
            let mut changes = Changes::new();
            for response in some {
                rollup::add(&mut changes, workspace, survey, response, sign);
            }
            rollups::apply(conn, &changes)?;
        }
        took += begun.elapsed().as_secs_f64();
    }
    Ok(took * 1e6 / (2 * page.len()).max(1) as f64)
}
