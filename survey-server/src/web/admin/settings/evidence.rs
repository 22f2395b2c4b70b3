//! Evidence: by which rules a look at the page counts, and what other rules would have decided.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use survey_core::response::evidence::{Confirm, Rule, Rules};

use super::Field;
use crate::account::settings_document::{self as document, Part};
use crate::error::Error;
use crate::response::evidence::trial::{self, Outcome, Slice};
use crate::store::people::{self, Person};
use crate::store::{Id, Time, workspaces};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::admin::row::called;

const PATH: &str = "/admin/settings/evidence";
/// All rules, with their words in JSON.
const RULES: [(Rule, &str); 4] = [
    (Rule::ManyScores, "many_scores"),
    (Rule::FooterToo, "footer_too"),
    (Rule::TooSoon, "too_soon"),
    (Rule::Crowd, "crowd"),
];
/// The fields that are typed, with how many seconds one of their units has, least and most.
const TYPED: [(&str, u32, u32, u32); 10] = [
    ("quarantine_minutes", 60, 1, 7 * 24 * 60),
    ("many_scores", 1, 2, 11),
    ("many_scores_seconds", 1, 0, 3600),
    ("footer_seconds", 1, 0, 3600),
    ("too_soon_seconds", 1, 0, 3600),
    ("crowd_size", 1, 2, 1000),
    ("crowd_seconds", 1, 0, 3600),
    ("crowd_hold_hours", 3600, 0, 7 * 24),
    ("visit_gap_minutes", 60, 0, 24 * 60),
    ("overlap_seconds", 1, 0, 3600),
];
/// Lines of the trial that are shown.
const MOST_LINES: usize = 50;

type Problems = BTreeMap<&'static str, String>;

#[derive(Serialize)]
struct Content {
    problem_count: usize,
    #[serde(flatten)]
    typed: BTreeMap<&'static str, Field>,
    button: bool,
    rules: Vec<RuleChoice>,
    trial: Trial,
}

#[derive(Serialize)]
struct RuleChoice {
    value: &'static str,
    id: &'static str,
    selected: bool,
}

/// What the rules would have decided of what is on record.
#[derive(Serialize)]
struct Trial {
    tried: bool,
    explicit: usize,
    sets: Vec<Set>,
    lines: Vec<Line>,
    more: bool,
    next: Option<i64>,
}

/// A set of rules with its numbers.
#[derive(Serialize)]
struct Set {
    kind: &'static str,
    rule: &'static str,
    inferred: usize,
    held: usize,
    waiting: usize,
}

#[derive(Serialize)]
struct Line {
    person: String,
    href: String,
    score: i64,
    at: Time,
    now: Verdict,
    then: Verdict,
    differs: bool,
}

#[derive(Serialize, PartialEq, Clone, Copy)]
struct Verdict {
    outcome: &'static str,
    rule: &'static str,
}

impl From<Outcome> for Verdict {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Inferred => Verdict { outcome: "inferred", rule: "" },
            Outcome::Held(rule) => Verdict { outcome: "held", rule: rule.id() },
            Outcome::Waiting => Verdict { outcome: "waiting", rule: "" },
        }
    }
}

/// GET /admin/settings/evidence
pub async fn show(member: Member) -> AdminResult {
    let stored = stored(&member).await?;
    page(&member, StatusCode::OK, typed(&stored), &stored, &stored, Problems::new(), None).await
}

/// POST /admin/settings/evidence
pub async fn save(member: Member, form: Form) -> AdminResult {
    let stored = stored(&member).await?;
    let (rules, problems) = read(&member, &form, &stored)?;
    if !problems.is_empty() {
        return refused(&member, &form, &stored, &rules, problems).await;
    }
    let actor = member.actor();
    let document = Map::from_iter([("evidence".to_owned(), serde_json::to_value(&rules).map_err(Error::internal)?)]);
    member.write(move |conn, cx| document::change(conn, cx, Part::All, &document, None, &actor)).await?;
    Ok(member.done(PATH, "saved"))
}

/// POST /admin/settings/evidence/try: what is typed, tried on what is on record; nothing is saved.
pub async fn attempt(member: Member, form: Form) -> AdminResult {
    let stored = stored(&member).await?;
    let (rules, problems) = read(&member, &form, &stored)?;
    if !problems.is_empty() {
        return refused(&member, &form, &stored, &rules, problems).await;
    }
    let before = form.text("before").parse().ok().map(Time);
    page(&member, StatusCode::OK, as_typed(&form), &rules, &stored, problems, before).await
}

async fn refused(member: &Member, form: &Form, stored: &Rules, rules: &Rules, problems: Problems) -> AdminResult {
    page(member, StatusCode::UNPROCESSABLE_ENTITY, as_typed(form), rules, stored, problems, None).await
}

async fn stored(member: &Member) -> Result<Rules, Error> {
    member.read(|conn, cx| Ok(workspaces::load(conn, cx.workspace)?.settings.0.evidence)).await
}

/// The fields as they stand in rules.
fn typed(rules: &Rules) -> BTreeMap<&'static str, String> {
    let value = serde_json::to_value(rules).unwrap_or_default();
    TYPED
        .into_iter()
        .map(|(name, unit, ..)| {
            let number = value[of_core(name)].as_u64().unwrap_or_default();
            (name, (number / u64::from(unit)).to_string())
        })
        .collect()
}

fn as_typed(form: &Form) -> BTreeMap<&'static str, String> {
    TYPED.into_iter().map(|(name, ..)| (name, form.text(name))).collect()
}

/// A field's name in the rules: there, times are in seconds.
fn of_core(name: &str) -> String {
    name.replace("_minutes", "_seconds").replace("_hours", "_seconds")
}

/// The rules that were typed, and what is wrong with which field.
fn read(member: &Member, form: &Form, stored: &Rules) -> Result<(Rules, Problems), Error> {
    let mut problems = Problems::new();
    let mut value = serde_json::to_value(stored).map_err(Error::internal)?;
    for (name, unit, least, most) in TYPED {
        match form.text(name).parse().ok().filter(|number: &u32| (least..=most).contains(number)) {
            Some(number) => value[of_core(name)] = json!(number.saturating_mul(unit)),
            None => {
                let bounds = [("least", Value::from(least)), ("most", Value::from(most))];
                problems.insert(name, member.reader.text("problem-number", &bounds)?);
            }
        }
    }
    let on = form.all("rules");
    let mut rules: Rules = serde_json::from_value(value).map_err(Error::internal)?;
    rules.rules = RULES.iter().filter(|(_, word)| on.iter().any(|on| on == word)).map(|(rule, _)| *rule).collect();
    rules.confirm = if form.text("confirm") == "button" { Confirm::Button } else { Confirm::Auto };
    Ok((rules, problems))
}

async fn page(
    member: &Member,
    status: StatusCode,
    typed: BTreeMap<&'static str, String>,
    rules: &Rules,
    stored: &Rules,
    mut problems: Problems,
    before: Option<Time>,
) -> Result<HttpResponse, AdminError> {
    let trial = trial(member, stored, rules, before).await?;
    let content = Content {
        problem_count: problems.len(),
        typed: typed.into_iter().map(|(name, value)| (name, Field { value, problem: problems.remove(name) })).collect(),
        button: rules.confirm == Confirm::Button,
        rules: RULES
            .iter()
            .map(|(rule, value)| RuleChoice { value, id: rule.id(), selected: rules.applies(*rule) })
            .collect(),
        trial,
    };
    member.page(Room::Settings, "settings_evidence", status, &content).await
}

/// Tries the stored rules, the same with each rule switched the other way, and those that were typed.
async fn trial(member: &Member, stored: &Rules, typed: &Rules, before: Option<Time>) -> Result<Trial, Error> {
    let other_way = |(rule, _): &(Rule, &str)| {
        let mut rules = stored.clone();
        if rules.applies(*rule) {
            rules.rules.retain(|one| one != rule);
        } else {
            rules.rules.push(*rule);
        }
        let kind = if stored.applies(*rule) { "without" } else { "with" };
        (kind, rule.id(), rules)
    };
    let mut sets = vec![("stored", "", stored.clone())];
    sets.extend(RULES.iter().map(other_way));
    let tried = typed != stored;
    sets.push(("typed", "", typed.clone()));
    let rules: Vec<Rules> = sets.iter().map(|(_, _, rules)| rules.clone()).collect();
    let (slice, people) = member
        .read(move |conn, cx| {
            let slice = trial::slice(conn, cx, &rules, before)?;
            let ids: Vec<Id> = slice.looked.iter().map(|looked| looked.invitation.person_id).collect();
            Ok((slice, people::list_by_ids(conn, cx.workspace, &ids)?))
        })
        .await?;
    let count = |set: usize, wanted: fn(&Outcome) -> bool| {
        slice.looked.iter().filter_map(|looked| looked.outcomes.get(set)).filter(|outcome| wanted(outcome)).count()
    };
    let shown = if tried { sets.len() } else { sets.len() - 1 };
    Ok(Trial {
        tried,
        explicit: slice.explicit,
        sets: sets
            .iter()
            .take(shown)
            .enumerate()
            .map(|(place, (kind, rule, _))| Set {
                kind,
                rule,
                inferred: count(place, |outcome| *outcome == Outcome::Inferred),
                held: count(place, |outcome| matches!(outcome, Outcome::Held(_))),
                waiting: count(place, |outcome| *outcome == Outcome::Waiting),
            })
            .collect(),
        lines: lines(member, &slice, &people)?,
        more: slice.looked.len() > MOST_LINES,
        next: slice.next.map(|next| next.0),
    })
}

/// The invitations, those first that the typed rules decide otherwise.
fn lines(member: &Member, slice: &Slice, people: &[Person]) -> Result<Vec<Line>, Error> {
    let anonymous = member.reader.text("response-anonymous", &[])?;
    let mut lines: Vec<Line> = slice
        .looked
        .iter()
        .filter_map(|looked| {
            let (now, then) = (Verdict::from(*looked.outcomes.first()?), Verdict::from(*looked.outcomes.last()?));
            let person = people.iter().find(|person| person.id == looked.invitation.person_id);
            Some(Line {
                person: person.and_then(called).unwrap_or(&anonymous).to_owned(),
                href: format!("/admin/people/{}", looked.invitation.person_id),
                score: looked.newest.1,
                at: looked.newest.0,
                now,
                then,
                differs: now != then,
            })
        })
        .collect();
    lines.sort_by_key(|line| !line.differs);
    lines.truncate(MOST_LINES);
    Ok(lines)
}
