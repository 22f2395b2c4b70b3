//! The stage of the demo: the workspace's settings, surveys, rules, team and customers, before the first purchase.

use survey_core::survey::{self, Survey};

use super::chance::Chance;
use super::words::{self, BRANCHES, TEAM};
use crate::account::user;
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::rules;
use crate::store::tag_rules::TagRule;
use crate::store::users::Role;
use crate::store::workspaces::{Ask, ReviewLink, Workspace};
use crate::store::{Conn, Id, surveys, workspaces};

const VISIT: &str = include_str!("visit.json");
/// A long survey, to see one in pages.
const WORKSHOP: &str = include_str!("workshop.json");
const RULES: &str = include_str!("rules.json");

/// A customer before they have bought anything.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Their e-mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their language.
    pub language: &'static str,
    /// The branch they buy at: a place in the list of branches.
    pub branch: usize,
    /// How much happier than others they are by nature, in points.
    pub nature: f64,
    /// A problem of theirs was solved, which they remember.
    pub recovered: bool,
}

/// Sets the stage, and returns the workspace and the team.
pub fn set(conn: &mut Conn, cx: &Cx) -> Result<(Workspace, Vec<Id>), Error> {
    let mut workspace = workspaces::load(conn, cx.workspace)?;
    let ask = |event: &str, survey: Option<&str>, delay_minutes| Ask {
        when: None,
        event: event.to_owned(),
        survey: survey.map(str::to_owned),
        delay_minutes,
        channel: None,
    };
    let settings = &mut workspace.settings.0;
    words::COMPANY.clone_into(&mut settings.company);
    words::ZONE.clone_into(&mut settings.zone);
    settings.review_links = vec![ReviewLink { name: "Maps".to_owned(), url: "https://maps.example.com".to_owned() }];
    settings.plan = vec![
        ask("order.delivered", None, 0),
        ask("service.completed", Some("visit"), 0),
        ask("support.closed", Some("support"), 0),
    ];
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let rule = |(tag, any): (&str, &[&str])| TagRule { tag: tag.to_owned(), any: owned(any), ..TagRule::default() };
    settings.tag_rules = words::TAG_RULES.into_iter().map(rule).collect();
    workspaces::save(conn, &workspace, cx.now)?;
    let visit = Survey::parse(VISIT).map_err(Error::internal)?;
    let support = survey::template("support").ok_or_else(|| Error::internal("the support survey is missing"))?;
    let workshop = Survey::parse(WORKSHOP).map_err(Error::internal)?;
    surveys::insert(conn, cx.workspace, "visit", &visit, cx.now)?;
    surveys::insert(conn, cx.workspace, "support", &support, cx.now)?;
    surveys::insert(conn, cx.workspace, "workshop", &workshop, cx.now)?;
    rules::save(conn, cx, &serde_json::from_str(RULES).map_err(Error::internal)?, "demo")?;
    let mut team = Vec::new();
    for (email, name) in TEAM {
        team.push(user::invite(conn, cx, email, name, Role::Agent, "demo")?.id);
    }
    Ok((workspaces::load(conn, cx.workspace)?, team))
}

/// So many customers.
pub fn customers(chance: &mut Chance, people: usize) -> Vec<Customer> {
    (0..people)
        .map(|n| {
            let (name, language) = words::person(chance);
            Customer {
                email: format!("customer{n}@example.com"),
                name,
                language,
                branch: chance.between(0, BRANCHES.len() as i64 - 1) as usize,
                nature: chance.around(0.0, 0.9),
                recovered: false,
            }
        })
        .collect()
}
