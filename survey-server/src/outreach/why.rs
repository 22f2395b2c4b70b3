//! Why somebody was asked or not, in words; and the decision of this very moment, which nobody keeps.

use jiff::tz::TimeZone;
use survey_core::outreach::{Basis, explain_in};

use super::channel;
use super::plan::{self, Wish};
use crate::clock::Cx;
use crate::error::Error;
use crate::store::decisions::{Decided, Outcome, Stage};
use crate::store::invitations::Invitation;
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::surveys::SurveyRow;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, surveys};

/// Why a mail that was planned, or a reminder, does not go out, beside core's reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// They answered meanwhile, by whatever way.
    Answered,
    /// The survey takes no answers any more, or the link does not.
    Closed,
    /// There is no address left to ask at.
    NoChannel,
}

impl Obstacle {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Answered, Self::Closed, Self::NoChannel];

    /// Its word in the ledger and in JSON, as core's reasons have theirs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Closed => "closed",
            Self::NoChannel => "no_channel",
        }
    }

    /// The fact that decided.
    fn rule(self) -> &'static str {
        match self {
            Self::Answered => "person.answered",
            Self::Closed => "survey.closed",
            Self::NoChannel => "person.no_address",
        }
    }

    fn in_words(self, russian: bool) -> &'static str {
        match (self, russian) {
            (Self::Answered, false) => "they have answered already",
            (Self::Answered, true) => "человек уже ответил",
            (Self::Closed, false) => "the survey takes no more answers",
            (Self::Closed, true) => "опрос больше не принимает ответы",
            (Self::NoChannel, false) => "there is no address to ask them at",
            (Self::NoChannel, true) => "нет адреса, по которому можно спросить",
        }
    }

    /// A line of the ledger about an invitation.
    pub fn entry(self, cx: &Cx, invitation: &Invitation, stage: Stage) -> Decided {
        Decided {
            event_id: invitation.event_id,
            invitation_id: Some(invitation.id),
            ..self.line(cx, invitation.person_id, invitation.survey_id, stage)
        }
    }

    /// A line of the ledger without an invitation.
    pub fn line(self, cx: &Cx, person: Id, survey: i32, stage: Stage) -> Decided {
        Decided {
            workspace_id: cx.workspace,
            id: cx.id(),
            person_id: person,
            survey_id: survey,
            event_id: None,
            invitation_id: None,
            at: cx.now,
            stage,
            outcome: Outcome::Refused,
            reason: Some(self.word().to_owned()),
            rule: Some(self.rule().to_owned()),
            send_at: None,
            next_eligible_at: None,
        }
    }
}

/// A line of the ledger as a sentence, in English or, for a language that begins with `ru`, in Russian.
pub fn sentence(decided: &Decided, language: &str, zone: &TimeZone) -> Result<String, Error> {
    let own = Obstacle::ALL.into_iter().find(|own| decided.reason.as_deref() == Some(own.word()));
    let russian = language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ru"));
    let Some(own) = own else {
        let said = explain_in(&plan::read(decided)?, language, zone);
        let exempt = decided.outcome == Outcome::Scheduled && decided.rule.as_deref() == Some(plan::AFTER_CASE);
        return Ok(match (exempt, russian) {
            (false, _) => said,
            (true, false) => format!("{said} It asks again after a case: without a cool-down ({}).", plan::AFTER_CASE),
            (true, true) => format!("{said} Повторный вопрос после обращения: без перерыва ({}).", plan::AFTER_CASE),
        });
    };
    let start = if russian { "Не спрашиваем" } else { "Not asked" };
    Ok(format!("{start}: {} ({}).", own.in_words(russian), decided.rule.as_deref().unwrap_or_default()))
}

/// What would be decided now if each open survey were to ask this person: lines as the ledger has them, none of them kept.
pub fn now(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    person: &Person,
) -> Result<Vec<(SurveyRow, Decided)>, Error> {
    let mut lines = Vec::new();
    for survey in surveys::list(conn, cx.workspace)?.into_iter().filter(|survey| survey.closed_at.is_none()) {
        let line = if channel::way(conn, cx, person, None)?.is_err() {
            Obstacle::NoChannel.line(cx, person.id, survey.id, Stage::Arrival)
        } else {
            let wish = Wish {
                survey: &survey,
                event: None,
                properties: person.properties.0.clone(),
                occurred_at: cx.now,
                delay_secs: 0,
                at_once: true,
                // The grounds come with the next event; here they are not in question.
                basis: Some(Basis::LegitimateInterest),
                class: Class::Single,
                channel: None,
                after_case: None,
            };
            let decision = plan::weigh(conn, cx, workspace, person, &wish, None)?;
            plan::ledger_entry(cx, person.id, &wish, Stage::Arrival, &decision, None)
        };
        lines.push((survey, line));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Time;

    fn refused(reason: &str, rule: &str) -> Decided {
        Decided {
            workspace_id: 1,
            id: Id::default(),
            person_id: Id::default(),
            survey_id: 1,
            event_id: None,
            invitation_id: None,
            at: Time(0),
            stage: Stage::Due,
            outcome: Outcome::Refused,
            reason: Some(reason.to_owned()),
            rule: Some(rule.to_owned()),
            send_at: None,
            next_eligible_at: None,
        }
    }

    #[test]
    fn a_reason_of_ours_is_said_like_one_of_core() {
        let say = |decided: &Decided, language| sentence(decided, language, &TimeZone::UTC).unwrap();
        let own = refused("answered", "person.answered");
        assert_eq!(say(&own, "en"), "Not asked: they have answered already (person.answered).");
        assert_eq!(say(&own, "ru-KZ"), "Не спрашиваем: человек уже ответил (person.answered).");
        let core = refused("bounced", "person.bounced");
        assert_eq!(say(&core, "en"), "Not asked: mail to their address came back (person.bounced).");
    }

    #[test]
    fn a_word_that_nobody_knows_is_an_error_and_no_panic() {
        assert!(sentence(&refused("moon", ""), "en", &TimeZone::UTC).is_err());
    }
}
