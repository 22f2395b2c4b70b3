//! What is left to do before the first answer.

use serde::Serialize;

use super::super::member::Member;
use super::super::role::Action;

/// A step.
#[derive(Serialize)]
pub struct Step {
    pub name: &'static str,
    pub done: bool,
}

/// The step that the page leads to.
#[derive(Serialize)]
pub struct NextStep {
    pub name: &'static str,
    pub href: String,
}

/// What is left to do before the first answer, and the next of it.
pub fn steps(member: &Member, any_event: bool, default_survey: &str) -> (Vec<Step>, NextStep) {
    let sending = member.app.config.smtp.is_some();
    let steps = [("sending", sending), ("survey", any_event), ("event", any_event), ("answer", false)];
    let steps = steps.into_iter().map(|(name, done)| Step { name, done }).collect();
    let (name, href) = if !sending && member.reader.may(Action::ChangeSettings) {
        ("sending", "/admin/settings/sending".to_owned())
    } else if !any_event && member.reader.may(Action::GiveAccess) && sending {
        ("event", "/admin/settings/keys".to_owned())
    } else {
        ("survey", format!("/admin/surveys/{default_survey}"))
    };
    (steps, NextStep { name, href })
}
