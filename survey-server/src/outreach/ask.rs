//! Somebody asks for a person to be asked, without an event.

use super::channel;
use super::person::{self, PersonInput};
use super::plan::{self, Planned, Wish};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::survey;
use crate::store::jobs::Class;
use crate::store::people::Person;
use crate::store::{Conn, people, workspaces};

/// Longest delay that may be asked for, in seconds: a year.
const MAX_DELAY: i64 = 366 * 24 * 3600;

/// Whom to ask, by what, when.
#[derive(Clone, Debug, Default)]
pub struct AskInput {
    /// The person, added or updated.
    pub person: PersonInput,
    /// The survey's key; none: the default survey.
    pub survey: Option<String>,
    /// Seconds from now; none: at once, quiet hours or not.
    pub delay_secs: Option<i64>,
    /// How: `email`, `link` or a channel's key; none: the first that reaches the person.
    pub channel: Option<String>,
    /// The person is only recorded.
    pub record_only: bool,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Nobody wished the person to be asked.
    RecordOnly,
    /// No channel reaches the person; says why.
    NoChannel(String),
    /// It was decided.
    Decided(Planned),
}

/// Adds or updates the person and asks them, if the policy lets.
pub fn ask(conn: &mut Conn, cx: &Cx, input: &AskInput) -> Result<(Person, Verdict), Error> {
    if input.delay_secs.is_some_and(|delay| !(0..=MAX_DELAY).contains(&delay)) {
        return Err(Error::invalid("delay", format!("must be 0 to {MAX_DELAY} seconds")));
    }
    let workspace = workspaces::load(conn, cx.workspace)?;
    let row = survey::chosen(conn, &workspace, input.survey.as_deref())?;
    let person = person::upsert(conn, cx, &input.person)?;
    if input.record_only {
        return Ok((person, Verdict::RecordOnly));
    }
    channel::check(conn, cx, input.channel.as_deref())?;
    let way = match channel::way(conn, cx, &person, input.channel.as_deref())? {
        Ok(way) => way,
        Err(none) => return Ok((person, Verdict::NoChannel(none))),
    };
    if row.closed_at.is_some() {
        return Err(Error::invalid("survey", format!("the survey {} is closed", row.key)));
    }
    let wish = Wish {
        survey: &row,
        event: None,
        properties: person::merged(&person, &input.person.properties),
        occurred_at: cx.now,
        delay_secs: input.delay_secs.unwrap_or(0),
        at_once: input.delay_secs.unwrap_or(0) == 0,
        basis: None,
        class: Class::Single,
        channel: Some(way.word().to_owned()),
        after_case: None,
    };
    let planned = plan::ask_person(conn, cx, &workspace, &person, &wish)?;
    Ok((people::load(conn, cx.workspace, person.id)?, Verdict::Decided(planned)))
}
