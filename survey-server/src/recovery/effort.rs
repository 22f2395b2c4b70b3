//! What a case costs the customer in effort, counted from its timeline: nobody types these numbers, so nobody can forget
//! or mend them.

use serde::Serialize;
use serde_json::Value;

use crate::store::Time;
use crate::store::cases::Entry;

/// The customer's effort ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effort {
    /// Times that the customer was spoken to.
    pub contacts: u32,
    /// Calls and messages of ours that nobody took.
    pub unanswered: u32,
    /// Times that the customer had to come back about the same thing.
    pub repeats: u32,
    /// Times that the case went from one person to another.
    pub handovers: u32,
    /// Times that it was said to be over and was not.
    pub reopenings: u32,
    /// Milliseconds that the customer waited for us: from the tap to the end, without the time that we waited for them.
    pub waited_ms: i64,
}

/// Counts a timeline that is given oldest first, of a case whose customer tapped then, up to now.
pub fn effort(tapped_at: Time, entries: &[Entry], now: Time) -> Effort {
    let mut effort = Effort::default();
    let mut owner: Option<String> = None;
    let mut waiting_since = Some(tapped_at);
    for entry in entries {
        match entry.kind.as_str() {
            "contact" => effort.contacts += 1,
            "no_answer" => effort.unanswered += 1,
            "answered_again" | "absorb" => effort.repeats += 1,
            "reopen" => effort.reopenings += 1,
            _ => {}
        }
        if let Some(next) = owner_after(entry)
            && owner.as_ref() != Some(&next)
        {
            effort.handovers += u32::from(owner.is_some());
            owner = Some(next);
        }
        match entry.kind.as_str() {
            // The ball is with the customer, or there is no game any more.
            "wait" | "resolve" | "dismiss" => {
                effort.waited_ms += waiting_since.take().map_or(0, |since| (entry.at.0 - since.0).max(0));
            }
            "resume" | "contact" | "reopen" => waiting_since = waiting_since.or(Some(entry.at)),
            _ => {}
        }
    }
    effort.waited_ms += waiting_since.map_or(0, |since| (now.0 - since.0).max(0));
    effort
}

/// Who has the case after a line, where the line says so. Putting a case back leaves the last one in memory: for the
/// customer the next one is somebody else.
fn owner_after(entry: &Entry) -> Option<String> {
    if !matches!(entry.kind.as_str(), "claim" | "assign" | "contact") {
        return None;
    }
    entry.detail.0.get("assignee").and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::{Id, Json};

    const MINUTE: i64 = 60_000;

    fn line(minute: i64, kind: &str, assignee: &str) -> Entry {
        Entry {
            workspace_id: 1,
            case_id: Id::default(),
            id: Id::default(),
            at: Time(minute * MINUTE),
            kind: kind.to_owned(),
            actor: "system".to_owned(),
            detail: Json(json!({"assignee": (!assignee.is_empty()).then_some(assignee)})),
        }
    }

    #[test]
    fn a_story_is_counted_as_the_customer_lived_it() {
        let story = [
            line(1, "opened", ""),
            line(10, "claim", "ann"),
            line(12, "no_answer", ""),
            line(20, "contact", "ann"),
            line(30, "wait", "ann"),
            line(90, "resume", "ann"),
            line(95, "answered_again", ""),
            line(100, "assign", "bob"),
            line(110, "resolve", "bob"),
            line(200, "reopen", ""),
            line(210, "claim", "bob"),
            line(220, "resolve", "bob"),
        ];
        let counted = effort(Time(0), &story, Time(1000 * MINUTE));
        let waited_ms = (30 + 20 + 20) * MINUTE;
        let expected = Effort { contacts: 1, unanswered: 1, repeats: 1, handovers: 1, reopenings: 1, waited_ms };
        assert_eq!(counted, expected);
    }

    #[test]
    fn an_open_case_is_waited_for_until_now() {
        let counted = effort(Time(0), &[line(1, "opened", "")], Time(7 * MINUTE));
        assert_eq!(counted, Effort { waited_ms: 7 * MINUTE, ..Effort::default() });
        assert_eq!(
            effort(Time(5), &[], Time(3)).waited_ms,
            0,
            "a clock that went back makes nobody wait less than not"
        );
    }

    #[test]
    fn putting_a_case_back_and_taking_it_again_is_no_handover_and_another_person_is_one() {
        let back = [line(1, "claim", "ann"), line(2, "release", ""), line(3, "claim", "ann")];
        assert_eq!(effort(Time(0), &back, Time(0)).handovers, 0);
        let other =
            [line(1, "claim", "ann"), line(2, "release", ""), line(3, "claim", "bob"), line(4, "assign", "ann")];
        assert_eq!(effort(Time(0), &other, Time(0)).handovers, 2);
    }

    #[test]
    fn a_case_that_was_joined_here_is_a_time_that_the_customer_came_back() {
        assert_eq!(effort(Time(0), &[line(1, "absorb", "")], Time(0)).repeats, 1);
    }
}
