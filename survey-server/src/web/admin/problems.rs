//! Known problems: declared once, and everybody they affect is told.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::error::{AdminError, AdminResult};
use super::form::Form;
use super::frame::Room;
use super::member::Member;
use super::settings::Field;
use crate::error::{Error, Problem};
use crate::recovery::known_problem::{self, Declaration};
use crate::render::Language;
use crate::store::known_problems::{self, Affected, Counts, KnownProblem, Said};
use crate::store::{Time, workspaces};

const PATH: &str = "/admin/problems";
/// The fields of one line.
const LINES: [&str; 8] = ["title", "cause", "types", "property", "values", "from", "until", "expected_at"];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    /// The field `title`; the page's frame has that name.
    called: Field,
    #[serde(flatten)]
    lines: BTreeMap<&'static str, Field>,
    /// The words in the workspace's language, then in the others.
    words: Vec<Words>,
    problems: Vec<Shown>,
    open_form: bool,
}

#[derive(Serialize)]
struct Words {
    tag: &'static str,
    name: &'static str,
    first: bool,
    problem: Field,
    over: Field,
}

#[derive(Serialize)]
struct Shown {
    name: String,
    declared_at: Time,
    over_at: Option<Time>,
    affected: i64,
    told: i64,
    told_over: i64,
    text: String,
    end: Option<String>,
}

/// GET /admin/problems
pub async fn show(member: Member) -> AdminResult {
    page(&member, StatusCode::OK, &BTreeMap::new(), &[]).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: &BTreeMap<String, String>,
    problems: &[Problem],
) -> Result<HttpResponse, AdminError> {
    let (found, language) = member
        .read(|conn, cx| {
            let mut found = Vec::new();
            for problem in known_problems::list(conn, cx.workspace)? {
                let counts = known_problems::counts(conn, &problem)?;
                found.push((problem, counts));
            }
            Ok((found, workspaces::load(conn, cx.workspace)?.settings.0.language))
        })
        .await?;
    let field = |name: &str| Field {
        value: typed.get(name).cloned().unwrap_or_default(),
        problem: problems.iter().find(|problem| problem.path == name).map(|problem| problem.message.clone()),
    };
    let own = Language::of(&language);
    let mut languages = Language::ALL;
    languages.sort_by_key(|one| *one != own);
    let words = languages.into_iter().map(|one| {
        let path = |what: &str| format!("words.{}.{what}", one.tag());
        let mut problem = field(&path("problem"));
        // No words at all: said at the first place where they could stand.
        if one == own && problem.problem.is_none() {
            problem.problem = field("words").problem;
        }
        Words { tag: one.tag(), name: one.name(), first: one == own, problem, over: field(&path("over")) }
    });
    let content = Content {
        problem_count: problems.len(),
        called: field("title"),
        lines: LINES.into_iter().filter(|name| *name != "title").map(|name| (name, field(name))).collect(),
        words: words.collect(),
        open_form: !problems.is_empty() || found.is_empty(),
        problems: found.iter().map(|(problem, counts)| shown(problem, *counts, &language)).collect(),
    };
    member.page(Room::Cases, "problems", status, &content).await
}

fn shown(problem: &KnownProblem, counts: Counts, language: &str) -> Shown {
    let words = &problem.words.0;
    let said = words.get(language).or_else(|| words.values().next());
    Shown {
        name: problem.title.clone(),
        declared_at: problem.declared_at,
        over_at: problem.over_at,
        affected: counts.affected,
        told: counts.told,
        told_over: counts.told_over,
        text: said.map(|said| said.problem.clone()).unwrap_or_default(),
        end: problem.over_at.is_none().then(|| format!("{PATH}/{}/over", problem.id)),
    }
}

/// POST /admin/problems
pub async fn declare(member: Member, form: Form) -> AdminResult {
    let zone = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.zone())).await?;
    let mut typed: BTreeMap<String, String> = LINES.iter().map(|name| ((*name).to_owned(), form.text(name))).collect();
    let mut words: BTreeMap<String, Said> = BTreeMap::new();
    for language in Language::ALL {
        let [problem, over] = ["problem", "over"].map(|what| {
            let name = format!("words.{}.{what}", language.tag());
            let text = form.text(&name).replace("\r\n", "\n");
            typed.insert(name, text.clone());
            text
        });
        if !problem.is_empty() || !over.is_empty() {
            words.insert(language.tag().to_owned(), Said { problem, over });
        }
    }
    let mut problems = Vec::new();
    let mut moment = |name: &str| {
        let text = form.text(name);
        let at = (!text.is_empty()).then(|| local_moment(&text, &zone));
        if at == Some(None) {
            problems.push(Problem::new(name, "must be a date and a time such as 2026-11-20 15:30"));
        }
        at.flatten()
    };
    let (from, until, expected_at) = (moment("from"), moment("until"), moment("expected_at"));
    let some = |name: &str| Some(form.text(name)).filter(|text| !text.is_empty());
    let now = member.app.clock.now();
    let said = Declaration {
        title: form.text("title"),
        words,
        cause: some("cause"),
        affected: Affected {
            types: list(&form.text("types")),
            property: some("property"),
            values: list(&form.text("values")),
            from: from.unwrap_or(now),
            until,
        },
        expected_at,
    };
    let actor = member.actor();
    let declared = if problems.is_empty() {
        member.write(move |conn, cx| known_problem::declare(conn, cx, &said, &actor).map(drop)).await
    } else {
        Err(Error::Invalid(problems))
    };
    match declared {
        Ok(()) => Ok(member.done(PATH, "problem-declared")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, &typed, &problems).await,
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/problems/{id}/over
pub async fn over(member: Member, id: web::Path<String>, _form: Form) -> AdminResult {
    let id = id.parse().map_err(|_not_an_id| Error::NotFound("problem"))?;
    let actor = member.actor();
    member.write(move |conn, cx| known_problem::over(conn, cx, id, &BTreeMap::new(), &actor).map(drop)).await?;
    Ok(member.done(PATH, "problem-over"))
}

/// Words with commas between them.
fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// `2026-11-20T15:30`, as browsers send it, in the business's zone.
fn local_moment(text: &str, zone: &TimeZone) -> Option<Time> {
    let civil = text.replace('T', " ").parse::<jiff::civil::DateTime>().ok()?;
    Some(civil.to_zoned(zone.clone()).ok()?.timestamp().into())
}
