//! The past as a stream: answers and events of a span in order of time, a page at a time.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use survey_core::Properties;
use survey_core::survey::Survey;

use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::person;
use crate::recovery::wake::HISTORY_DAYS;
use crate::store::events::{self, Event};
use crate::store::responses::{self, Filter, Order, Response};
use crate::store::{Conn, Id, Time, invitations, people, surveys};

/// Rows of a page.
const PAGE: i64 = 2_000;

/// Something that happened.
#[derive(Debug)]
pub enum Happened {
    /// Somebody answered.
    Answer(Box<Answered>),
    /// Something was reported, with its properties over the person's.
    Event(Event, Properties),
}

/// An answer with what stands around it.
#[derive(Debug)]
pub struct Answered {
    /// Itself.
    pub row: Response,
    /// The survey's key.
    pub survey_key: String,
    /// The definition that was answered.
    pub survey: Arc<Survey>,
    /// The type of the event it was asked about.
    pub event: Option<String>,
    /// The same person's score before.
    pub previous_score: Option<i32>,
}

impl Happened {
    fn at(&self) -> (Time, Id) {
        match self {
            Happened::Answer(answered) => (answered.row.answered_at, answered.row.id),
            Happened::Event(event, _) => (event.occurred_at, event.id),
        }
    }
}

/// Where the stream stands.
#[derive(Debug)]
pub struct Cursor {
    answers: Source,
    events: Source,
    until: Time,
    keys: BTreeMap<i32, String>,
    /// The last score of a person in a survey, as far as it was met or looked up.
    scores: HashMap<(Id, i32), Option<i32>>,
}

#[derive(Debug)]
struct Source {
    after: (Time, Id),
    waiting: VecDeque<Happened>,
    ended: bool,
}

impl Source {
    fn from(start: Time) -> Self {
        // Nothing has the greatest id: what happens at `start` comes after this place.
        Self { after: (start.plus_ms(-1), Id(uuid::Uuid::max())), waiting: VecDeque::new(), ended: false }
    }

    fn head(&self) -> Option<(Time, Id)> {
        self.waiting.front().map(Happened::at)
    }
}

impl Cursor {
    /// At the beginning of a span. Events of some weeks before are shown too: what they promised may pass within it.
    pub fn new((from, until): (Time, Time)) -> Self {
        let events = Source::from(from.plus_days(-HISTORY_DAYS));
        Self { answers: Source::from(from), events, until, keys: BTreeMap::new(), scores: HashMap::new() }
    }

    /// What happened next, at most a page; empty at the end.
    pub fn next_page(&mut self, conn: &mut Conn, cx: &Cx, looks_back: bool) -> Result<Vec<Happened>, Error> {
        if self.answers.waiting.is_empty() && !self.answers.ended {
            self.read_answers(conn, cx, looks_back)?;
        }
        if self.events.waiting.is_empty() && !self.events.ended {
            self.read_events(conn, cx)?;
        }
        let mut page = Vec::new();
        // As long as both sides are known: what comes next on an empty side may be earlier.
        while !page_is_cut(&self.answers) && !page_is_cut(&self.events) {
            let (answer, event) = (self.answers.head(), self.events.head());
            let source = match (answer, event) {
                (Some(answer), Some(event)) if answer < event => &mut self.answers,
                (Some(_), None) => &mut self.answers,
                (_, Some(_)) => &mut self.events,
                (None, None) => break,
            };
            page.extend(source.waiting.pop_front());
        }
        Ok(page)
    }

    fn read_events(&mut self, conn: &mut Conn, cx: &Cx) -> Result<(), Error> {
        let rows = events::page_by_time(conn, cx.workspace, self.events.after, self.until, PAGE)?;
        self.events.ended = (rows.len() as i64) < PAGE;
        if let Some(last) = rows.last() {
            self.events.after = (last.occurred_at, last.id);
        }
        let mut who: Vec<Id> = rows.iter().map(|event| event.person_id).collect();
        who.sort_unstable();
        who.dedup();
        let who = people::list_by_ids(conn, cx.workspace, &who)?;
        let who: HashMap<Id, _> = who.iter().map(|person| (person.id, person)).collect();
        for event in rows {
            let properties = match who.get(&event.person_id) {
                Some(person) => person::merged(person, &event.properties.0),
                None => event.properties.0.clone(),
            };
            self.events.waiting.push_back(Happened::Event(event, properties));
        }
        Ok(())
    }

    fn read_answers(&mut self, conn: &mut Conn, cx: &Cx, looks_back: bool) -> Result<(), Error> {
        let filter = Filter {
            newer_than: Some(self.answers.after),
            until: Some(self.until),
            counted_only: true,
            order: Order::Oldest,
            ..Filter::default()
        };
        let rows = responses::list(conn, cx.workspace, &filter, 0, PAGE)?;
        self.answers.ended = (rows.len() as i64) < PAGE;
        if let Some(last) = rows.last() {
            self.answers.after = (last.answered_at, last.id);
        }
        if self.keys.is_empty() {
            self.keys = surveys::list(conn, cx.workspace)?.into_iter().map(|row| (row.id, row.key)).collect();
        }
        let asked_about = asked_about(conn, cx, &rows)?;
        if looks_back {
            self.look_up_scores(conn, cx, &rows)?;
        }
        for row in rows {
            let survey = cx.site.kept.survey(conn, cx.workspace, row.survey_id, row.survey_version)?;
            let whose = row.person_id.map(|person| (person, row.survey_id));
            let previous_score = whose.and_then(|whose| self.scores.get(&whose).copied().flatten());
            if let Some(whose) = whose.filter(|_| looks_back && row.score.is_some()) {
                self.scores.insert(whose, row.score);
            }
            let survey_key = self.keys.get(&row.survey_id).cloned().unwrap_or_default();
            let event = asked_about.get(&row.id).cloned();
            let answered = Answered { row, survey_key, survey, event, previous_score };
            self.answers.waiting.push_back(Happened::Answer(Box::new(answered)));
        }
        Ok(())
    }

    /// The scores before this page of those who were not met yet.
    fn look_up_scores(&mut self, conn: &mut Conn, cx: &Cx, rows: &[Response]) -> Result<(), Error> {
        // Not what this page begins with: nobody answered before themselves.
        let Some(first) = rows.first().map(|row| row.answered_at.plus_ms(-1)) else { return Ok(()) };
        let mut unknown: BTreeMap<i32, Vec<Id>> = BTreeMap::new();
        for row in rows {
            let Some(person) = row.person_id else { continue };
            if let Entry::Vacant(place) = self.scores.entry((person, row.survey_id)) {
                place.insert(None);
                unknown.entry(row.survey_id).or_default().push(person);
            }
        }
        for (survey, who) in unknown {
            for (person, score) in responses::scores_before(conn, cx.workspace, survey, &who, first, &[])? {
                self.scores.insert((person, survey), Some(score));
            }
        }
        Ok(())
    }
}

/// Whether more of a source must be read before anything can be said to come next.
fn page_is_cut(source: &Source) -> bool {
    source.waiting.is_empty() && !source.ended
}

/// The types of the events that these answers were asked about, by the answers' ids.
fn asked_about(conn: &mut Conn, cx: &Cx, rows: &[Response]) -> Result<HashMap<Id, String>, Error> {
    let invited: Vec<Id> = rows.iter().filter(|row| row.invited).map(|row| row.id).collect();
    let invitations = invitations::list_by_ids(conn, cx.workspace, &invited)?;
    let about: Vec<Id> = invitations.iter().filter_map(|invitation| invitation.event_id).collect();
    let kinds: HashMap<Id, String> = events::kinds(conn, cx.workspace, &about)?.into_iter().collect();
    let kind = |event: Option<Id>| kinds.get(&event?).cloned();
    Ok(invitations.iter().filter_map(|one| Some((one.id, kind(one.event_id)?))).collect())
}
