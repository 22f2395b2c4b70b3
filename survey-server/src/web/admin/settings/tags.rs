//! Tag rules: which words in a comment give it which tag, tried on the newest comments before they are saved.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, json};

use crate::account::settings_document::{self, Part};
use crate::error::{Error, Problem};
use crate::reporting::comments::{rules, tagging};
use crate::store::tag_rules::TagRule;
use crate::store::workspaces;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/tags";
/// A rule is tried on so many of the newest comments.
const TRIED_ON: i64 = 500;
const CATEGORIES: [&str; 3] = ["promoter", "passive", "detractor"];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    problems: Vec<String>,
    rules: Vec<Line>,
}

/// A rule as it is typed.
#[derive(Serialize)]
struct Line {
    place: usize,
    tag: String,
    any: String,
    all: String,
    none: String,
    categories: Vec<Category>,
    /// What it would do; none for the empty line.
    would: Option<Would>,
}

#[derive(Serialize)]
struct Category {
    name: &'static str,
    chosen: bool,
}

#[derive(Serialize)]
struct Would {
    count: usize,
    all: usize,
}

/// GET /admin/settings/tags
pub async fn show(member: Member) -> AdminResult {
    let rules = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.tag_rules)).await?;
    page(&member, StatusCode::OK, rules, Vec::new()).await
}

async fn page(
    member: &Member,
    status: StatusCode,
    rules: Vec<TagRule>,
    problems: Vec<Problem>,
) -> Result<HttpResponse, AdminError> {
    let rules = member
        .read(move |conn, cx| {
            let mut lines = Vec::new();
            for rule in &rules {
                let (count, all) = tagging::preview(conn, cx, rule, TRIED_ON)?;
                lines.push(line(lines.len(), rule, Some(Would { count, all })));
            }
            lines.push(line(lines.len(), &TagRule::default(), None));
            Ok(lines)
        })
        .await?;
    let content = Content {
        problem_count: problems.len(),
        problems: problems.into_iter().map(|problem| problem.message).collect(),
        rules,
    };
    member.page(Room::Settings, "settings_tags", status, &content).await
}

fn line(place: usize, rule: &TagRule, would: Option<Would>) -> Line {
    let category = |name| Category { name, chosen: rule.categories.iter().any(|one| one == name) };
    Line {
        place,
        tag: rule.tag.clone(),
        any: rule.any.join(", "),
        all: rule.all.join(", "),
        none: rule.none.join(", "),
        categories: CATEGORIES.map(category).into(),
        would,
    }
}

/// POST /admin/settings/tags
pub async fn send(member: Member, form: Form) -> AdminResult {
    let typed = typed(&form);
    if form.text("do") == "preview" {
        let problems = rules::check(&typed);
        let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return page(&member, status, typed, problems).await;
    }
    let mut given = Map::new();
    given.insert("tag_rules".to_owned(), json!(typed));
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &given, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "tags-saved")),
        Err(Error::Invalid(problems)) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, typed, problems).await,
        Err(error) => Err(error.into()),
    }
}

/// The rules that have a tag, at most as many as there may be and one more, which is then refused.
fn typed(form: &Form) -> Vec<TagRule> {
    let words = |text: String| -> Vec<String> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let rule = |place: &String| {
        let field = |name: &str| form.text(&format!("{name}_{place}"));
        TagRule {
            tag: field("tag"),
            any: words(field("any")),
            all: words(field("all")),
            none: words(field("none")),
            categories: form.all(&format!("categories_{place}")),
        }
    };
    let places = form.all("place");
    places.iter().take(rules::MOST_RULES + 1).map(rule).filter(|rule| !rule.tag.is_empty()).collect()
}
