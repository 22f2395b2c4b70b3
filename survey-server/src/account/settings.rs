//! Changes to a workspace's settings that reach further than one row.

use jiff::tz::TimeZone;
use serde_json::Value;

pub use super::settings_check::{MAX_REVIEW_LINKS, review_links as check_review_links};
use crate::clock::Cx;
use crate::error::Error;
use crate::recovery::rules;
use crate::reporting::facts;
use crate::response::recount;
use crate::store::workspaces::ReviewLink;
use crate::store::{Conn, audit, workspaces};

/// Most minutes to a first contact: thirty days.
pub const MAX_MINUTES: u32 = 30 * 24 * 60;

/// What the people of a workspace decided, checked field by field.
#[derive(Clone, Debug)]
pub struct Change {
    /// The company, as customers know it.
    pub company: String,
    /// The zone in which days begin.
    pub zone: String,
    /// The key of the default survey; none: as it is.
    pub survey: Option<String>,
    /// The language for people who have none.
    pub language: &'static str,
    /// What unhappy customers are promised.
    pub first_contact_minutes: u32,
    /// Where everybody who answered may tell others.
    pub review_links: Vec<ReviewLink>,
}

/// Saves a change. With another zone days begin elsewhere: every answer is counted anew.
pub fn change(conn: &mut Conn, cx: &Cx, change: &Change, actor: &str) -> Result<(), Error> {
    let mut workspace = workspaces::lock(conn, cx.workspace)?;
    let known = workspace.settings.0.clone();
    let settings = &mut workspace.settings.0;
    settings.company.clone_from(&change.company);
    settings.zone.clone_from(&change.zone);
    change.language.clone_into(&mut settings.language);
    settings.review_links.clone_from(&change.review_links);
    if let Some(survey) = &change.survey {
        settings.default_survey.clone_from(survey);
    }
    settings.policy.zone = TimeZone::get(&change.zone)
        .map_err(|unknown| Error::invalid("zone", format!("is not a time zone: {unknown}")))?;
    recount::save(conn, cx, &mut workspace, &known)?;
    promise(conn, cx, change.first_contact_minutes, actor)?;
    audit::note(conn, cx, actor, "workspace.change", &cx.workspace.to_string())
}

/// Gives the rules another time to first contact: those that give the one promised so far.
fn promise(conn: &mut Conn, cx: &Cx, minutes: u32, actor: &str) -> Result<(), Error> {
    let before = facts::target_minutes(conn, cx)?;
    if before == minutes {
        return Ok(());
    }
    let (rules, _) = rules::current(conn, cx)?;
    let mut document = serde_json::to_value(&rules).map_err(Error::internal)?;
    for rule in document.get_mut("rules").and_then(Value::as_array_mut).into_iter().flatten() {
        for action in rule.get_mut("then").and_then(Value::as_array_mut).into_iter().flatten() {
            let within = action.pointer_mut("/contact_within/minutes");
            if let Some(within) = within.filter(|within| within.as_u64() == Some(before.into())) {
                *within = minutes.into();
            }
        }
    }
    rules::save(conn, cx, &document, actor).map(|_| ())
}
