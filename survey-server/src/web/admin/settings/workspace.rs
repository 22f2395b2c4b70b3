//! The workspace: the business, and how fast it reacts.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Field;
use crate::account::settings::{self, Change, MAX_REVIEW_LINKS, check_review_links};
use crate::account::settings_document::{self, Part};
use crate::clock::Cx;
use crate::error::Error;
use crate::render::Language;
use crate::reporting::facts;
use crate::response::dimension::{self, Spread};
use crate::store::Conn;
use crate::store::surveys::{self, SurveyRow};
use crate::store::workspaces::{self, ReviewLink, Workspace};
use crate::web::admin::dashboard::SurveyChoice;
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;

const PATH: &str = "/admin/settings/workspace";
/// More names at once are refused as a list that is too long.
const MOST_NEW: usize = 50;
/// The fields of the form that are typed.
const TYPED: [&str; 3] = ["company", "zone", "first_contact_minutes"];

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
    surveys: Vec<SurveyChoice>,
    languages: Vec<LanguageChoice>,
    reviews: Vec<ReviewRow>,
    dimensions: Field,
    spreads: Vec<Spread>,
}

/// A place for public reviews, or an empty row for one more.
#[derive(Serialize)]
struct ReviewRow {
    name_field: String,
    name: Field,
    url_field: String,
    url: Field,
}

#[derive(Serialize)]
struct LanguageChoice {
    key: &'static str,
    name: &'static str,
    selected: bool,
}

/// What the page shows: what is stored, or what was typed.
struct Shown {
    typed: BTreeMap<&'static str, String>,
    survey: String,
    language: String,
    reviews: Vec<ReviewLink>,
}

/// What reports are cut by, as it is or as it was typed, and what it costs.
#[derive(Default)]
struct Cut {
    typed: String,
    problem: Option<String>,
    spreads: Vec<Spread>,
}

impl Cut {
    fn read(conn: &mut Conn, cx: &Cx, workspace: &Workspace) -> Result<Self, Error> {
        let names = &workspace.settings.0.dimensions;
        let spreads = dimension::spreads(conn, cx, names, names.len())?;
        Ok(Cut { typed: names.join(", "), problem: None, spreads })
    }
}

/// GET /admin/settings/workspace
pub async fn show(member: Member) -> AdminResult {
    let (stored, cut, surveys) = member.read(read).await?;
    page(&member, StatusCode::OK, stored, cut, BTreeMap::new(), &surveys).await
}

fn read(conn: &mut Conn, cx: &Cx) -> Result<(Shown, Cut, Vec<SurveyRow>), Error> {
    let (workspace, minutes) = (workspaces::load(conn, cx.workspace)?, facts::target_minutes(conn, cx)?);
    let cut = Cut::read(conn, cx, &workspace)?;
    Ok((stored(&workspace, minutes), cut, surveys::list(conn, cx.workspace)?))
}

fn stored(workspace: &Workspace, minutes: u32) -> Shown {
    let settings = &workspace.settings.0;
    let values = [workspace.company().to_owned(), settings.zone.clone(), minutes.to_string()];
    Shown {
        typed: TYPED.into_iter().zip(values).collect(),
        survey: settings.default_survey.clone(),
        language: settings.language.clone(),
        reviews: settings.review_links.clone(),
    }
}

/// What the names of the two fields of a place end with.
fn review_fields(at: usize) -> (String, String) {
    (format!("review_name_{}", at + 1), format!("review_url_{}", at + 1))
}

/// The places that were typed; empty rows are none.
fn typed_reviews(form: &Form) -> Vec<ReviewLink> {
    (0..MAX_REVIEW_LINKS)
        .map(review_fields)
        .map(|(name, url)| ReviewLink { name: form.text(&name), url: form.text(&url) })
        .filter(|link| !link.name.is_empty() || !link.url.is_empty())
        .collect()
}

/// The places, and one more row while there may be one more.
fn review_rows(links: &[ReviewLink], problems: &mut BTreeMap<String, String>) -> Vec<ReviewRow> {
    let empty = ReviewLink { name: String::new(), url: String::new() };
    links
        .iter()
        .chain([&empty])
        .take(MAX_REVIEW_LINKS)
        .enumerate()
        .map(|(at, link)| {
            let (name_field, url_field) = review_fields(at);
            let mut field =
                |name: &String, value: &String| Field { value: value.clone(), problem: problems.remove(name) };
            let (name, url) = (field(&name_field, &link.name), field(&url_field, &link.url));
            ReviewRow { name_field, name, url_field, url }
        })
        .collect()
}

async fn page(
    member: &Member,
    status: StatusCode,
    shown: Shown,
    cut: Cut,
    mut problems: BTreeMap<String, String>,
    surveys: &[SurveyRow],
) -> Result<HttpResponse, AdminError> {
    let language = |language: Language| LanguageChoice {
        key: language.tag(),
        name: language.name(),
        selected: Language::of(&shown.language) == language,
    };
    let content = Content {
        problem_count: problems.len() + usize::from(cut.problem.is_some()),
        dimensions: Field { value: cut.typed, problem: cut.problem },
        spreads: cut.spreads,
        reviews: review_rows(&shown.reviews, &mut problems),
        languages: Language::ALL.map(language).into(),
        surveys: surveys
            .iter()
            .map(|row| SurveyChoice { key: row.key.clone(), name: row.name.clone(), selected: row.key == shown.survey })
            .collect(),
        typed: shown
            .typed
            .into_iter()
            .map(|(name, value)| (name, Field { value, problem: problems.remove(name) }))
            .collect(),
    };
    member.page(Room::Settings, "settings_workspace", status, &content).await
}

/// POST /admin/settings/workspace
pub async fn send(member: Member, form: Form) -> AdminResult {
    let shown = Shown {
        typed: TYPED.into_iter().map(|name| (name, form.text(name))).collect(),
        survey: form.text("survey"),
        language: form.text("language"),
        reviews: typed_reviews(&form),
    };
    let (_, cut, surveys) = member.read(read).await?;
    match change(&member, &shown, &surveys)? {
        Ok(change) => {
            let actor = member.actor();
            member.write(move |conn, cx| settings::change(conn, cx, &change, &actor)).await?;
            Ok(member.done(PATH, "saved"))
        }
        Err(problems) => page(&member, StatusCode::UNPROCESSABLE_ENTITY, shown, cut, problems, &surveys).await,
    }
}

/// POST /admin/settings/workspace/dimensions
pub async fn send_dimensions(member: Member, form: Form) -> AdminResult {
    let typed = form.text("dimensions");
    let names: Vec<String> =
        typed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let wanted = names.clone();
    let known = member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.dimensions)).await?;
    let new: Vec<String> = names.into_iter().filter(|name| !known.contains(name)).collect();
    if new.len() <= MOST_NEW {
        let looked = new.clone();
        let refused = member.read(move |conn, cx| dimension::refused(conn, cx, &looked)).await?;
        if let Some((at, refusal)) = refused.first() {
            let name = new.get(*at).map(String::as_str).unwrap_or_default();
            let words = [("name", Value::from(name)), ("count", Value::from(refusal.values))];
            let key = if refusal.ours { "problem-dimension-ours" } else { "problem-dimension-values" };
            return refuse(&member, typed, member.reader.text(key, &words)?).await;
        }
    }
    let document = Map::from_iter([("dimensions".to_owned(), Value::from(wanted))]);
    let actor = member.actor();
    let saved = member
        .write(move |conn, cx| settings_document::change(conn, cx, Part::All, &document, None, &actor).map(drop))
        .await;
    match saved {
        Ok(()) => Ok(member.done(PATH, "saved")),
        Err(Error::Conflict { code: "counting", .. }) => {
            refuse(&member, typed, member.reader.text("problem-dimension-counting", &[])?).await
        }
        Err(Error::Invalid(_)) => refuse(&member, typed, member.reader.text("problem-dimension-names", &[])?).await,
        Err(error) => Err(error.into()),
    }
}

async fn refuse(member: &Member, typed: String, problem: String) -> AdminResult {
    let (stored, cut, surveys) = member.read(read).await?;
    let cut = Cut { typed, problem: Some(problem), ..cut };
    page(member, StatusCode::UNPROCESSABLE_ENTITY, stored, cut, BTreeMap::new(), &surveys).await
}

/// The change that was typed, or what is wrong with each field.
fn change(
    member: &Member,
    shown: &Shown,
    surveys: &[SurveyRow],
) -> Result<Result<Change, BTreeMap<String, String>>, Error> {
    let mut problems = BTreeMap::new();
    let typed = |name: &str| shown.typed.get(name).map(String::as_str).unwrap_or_default();
    if typed("company").is_empty() {
        problems.insert("company".to_owned(), member.reader.text("problem-company", &[])?);
    }
    if jiff::tz::TimeZone::get(typed("zone")).is_err() {
        let given = [("given", Value::from(typed("zone")))];
        problems.insert("zone".to_owned(), member.reader.text("problem-zone", &given)?);
    }
    let mut number = |name: &'static str, least: u32, most: u32| -> Result<u32, Error> {
        match typed(name).parse().ok().filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(number),
            None => {
                let bounds = [("least", Value::from(least)), ("most", Value::from(most))];
                problems.insert(name.to_owned(), member.reader.text("problem-number", &bounds)?);
                Ok(least)
            }
        }
    };
    let first_contact_minutes = number("first_contact_minutes", 1, settings::MAX_MINUTES)?;
    let mut wrong = Vec::new();
    check_review_links(&shown.reviews, &mut wrong);
    for at in 0..shown.reviews.len() {
        let (name, url) = review_fields(at);
        for (field, path, key) in [(name, "name", "problem-review-name"), (url, "url", "problem-review-url")] {
            if wrong.iter().any(|problem| problem.path == format!("review_links[{at}].{path}")) {
                problems.insert(field, member.reader.text(key, &[])?);
            }
        }
    }
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    let survey = surveys.iter().find(|row| row.key == shown.survey).map(|row| row.key.clone());
    Ok(Ok(Change {
        company: typed("company").to_owned(),
        zone: typed("zone").to_owned(),
        survey,
        language: Language::of(&shown.language).tag(),
        first_contact_minutes,
        review_links: shown.reviews.clone(),
    }))
}
