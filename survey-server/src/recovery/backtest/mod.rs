//! What a set of rules would have done to what is on record: the answers and events of a span, in order of time, and the
//! moments at which promises passed or silence ripened. Nothing is written.

mod replay;
mod stream;

use serde::Serialize;
use serde_json::{Value, json};
use survey_core::recovery::{Backtest, Backtesting, Rules, Staffing};

use self::replay::Replay;
pub use self::stream::Cursor;
use crate::clock::Cx;
use crate::error::Error;
use crate::store::users::{self, Role};
use crate::store::{Conn, Time, workspaces};

/// Most answers, events and moments of a run.
pub const MOST_SITUATIONS: u64 = 1_000_000;
/// The span that is looked at where none is given.
pub const USUAL_DAYS: i64 = 90;
/// Minutes that a case is taken to need where nothing is said.
const USUAL_MINUTES: u32 = 20;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// From here.
    pub from: Time,
    /// Until here.
    pub until: Time,
    /// Who would have worked on the cases: people and minutes a case; none: the members who do, and the usual minutes.
    pub staffing: Option<(u32, u32)>,
}

/// Two sets of rules on their way through the past.
#[derive(Debug)]
pub struct Run {
    present: Replay,
    changed: Replay,
    cursor: Cursor,
    wanted: Wanted,
    staffing: Staffing,
}

/// What both sets came to.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// From here.
    #[serde(skip)]
    pub from: Time,
    /// Until here.
    #[serde(skip)]
    pub until: Time,
    /// Who works on the cases, in the model.
    #[serde(skip)]
    pub staffing: Staffing,
    /// The rules in force.
    pub present: Backtest,
    /// The rules that were given.
    pub changed: Backtest,
}

impl Run {
    /// One that has seen nothing yet.
    pub fn begin(
        conn: &mut Conn,
        cx: &Cx,
        present: &Rules,
        changed: &Rules,
        wanted: Wanted,
    ) -> Result<Box<Self>, Error> {
        if wanted.from >= wanted.until {
            return Err(Error::invalid("from", "must lie before `until`"));
        }
        let workspace = workspaces::load(conn, cx.workspace)?;
        let (people, handling_minutes) = match wanted.staffing {
            Some(given) => given,
            None => (at_work(conn, cx)?, USUAL_MINUTES),
        };
        let calendar = workspace.settings.0.calendar.clone();
        let staffing = Staffing { people, handling_minutes, calendar };
        let replay = |rules: &Rules| {
            let run = Backtesting::new(rules.clone(), staffing.clone());
            Replay::new(run, workspace.clone(), (wanted.from, wanted.until))
        };
        // It is handed from page to page, and is large.
        Ok(Box::new(Self {
            present: replay(present),
            changed: replay(changed),
            cursor: Cursor::new((wanted.from, wanted.until)),
            wanted,
            staffing,
        }))
    }

    /// Looks at the next page of the past; false at its end.
    pub fn go_on(&mut self, conn: &mut Conn, cx: &Cx) -> Result<bool, Error> {
        let looks_back = self.present.looks_back() || self.changed.looks_back();
        let page = self.cursor.next_page(conn, cx, looks_back)?;
        for happened in &page {
            self.present.take(happened);
            self.changed.take(happened);
        }
        if self.present.situations() > MOST_SITUATIONS {
            let message = format!("takes in more than {MOST_SITUATIONS} answers and events; choose a shorter span");
            return Err(Error::invalid("from", message));
        }
        Ok(!page.is_empty())
    }

    /// What both came to.
    pub fn finish(self) -> Compared {
        let (from, until) = (self.wanted.from, self.wanted.until);
        let (present, changed) = (self.present.finish(), self.changed.finish());
        Compared { from, until, staffing: self.staffing, present, changed }
    }
}

/// How many members work on cases; one at least, so that something is worked off.
fn at_work(conn: &mut Conn, cx: &Cx) -> Result<u32, Error> {
    let members = users::members(conn, cx.workspace)?;
    let at_work = members.iter().filter(|(_, role)| *role != Role::Viewer).count();
    Ok(u32::try_from(at_work).unwrap_or(u32::MAX).max(1))
}

impl Compared {
    /// As programs read it.
    pub fn document(&self) -> Value {
        let mut document = json!(self);
        document["from"] = self.from.rfc3339().into();
        document["until"] = self.until.rfc3339().into();
        document["staffing"] =
            json!({"people": self.staffing.people, "handling_minutes": self.staffing.handling_minutes});
        for (name, one) in [("present", &self.present), ("changed", &self.changed)] {
            document[name]["busiest_hour"] = match one.busiest_hour() {
                Some((day, hour, cases)) => {
                    json!({"weekday": format!("{day:?}").to_lowercase(), "hour": hour, "cases": cases})
                }
                None => Value::Null,
            };
        }
        document["difference"] = self.difference();
        document
    }

    /// Changed less present.
    fn difference(&self) -> Value {
        let less = |of: fn(&Backtest) -> u64| difference(of(&self.changed), of(&self.present));
        let of_rule = |set: &Backtest, id: &str| {
            set.rules.iter().find(|rule| rule.rule == id).map(|rule| (rule.acted, rule.opened)).unwrap_or_default()
        };
        let mut ids: Vec<&str> = Vec::new();
        for rule in self.present.rules.iter().chain(&self.changed.rules) {
            if !ids.contains(&rule.rule.as_str()) {
                ids.push(&rule.rule);
            }
        }
        let rules: Vec<Value> = ids
            .into_iter()
            .map(|id| {
                let (before, after) = (of_rule(&self.present, id), of_rule(&self.changed, id));
                json!({
                    "rule": id,
                    "acted": difference(after.0, before.0),
                    "opened": difference(after.1, before.1),
                })
            })
            .collect();
        json!({
            "cases": less(|set| set.cases),
            "joined": less(|set| set.joined),
            "notes": less(|set| set.notes),
            "predicted_breaches": less(|set| set.predicted_breaches),
            "rules": rules,
        })
    }
}

fn difference(after: u64, before: u64) -> i64 {
    let one = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    one(after).saturating_sub(one(before))
}
