//! The reports of a view: the same words as the pages of the admin take, and the same numbers.

use actix_web::HttpRequest;
use serde_json::{Value, json};
use survey_core::trend::Alarm;
use url::form_urlencoded;

use super::reports::number;
use crate::error::{Error, Problem};
use crate::reporting::difference;
use crate::reporting::overview::{Overview, overview};
use crate::reporting::score::Counts;
use crate::reporting::view::{self, Resolved, View};
use crate::store::responses::evidence;
use crate::store::workspaces::day_date;
use crate::web::auth::Program;

/// The words that only a view has.
const WORDS: [&str; 6] = ["range", "from", "question", "segment", "segment[]", "against"];
/// The older words, which say the same in another way, and what says it in a view.
const OLDER: [(&str, &str); 3] =
    [("since", "from and until"), ("channel", "segment=channel:email"), ("channel[]", "segment=channel:email")];

/// The view that a query asks for; none where it has only the older words.
pub fn asked(request: &HttpRequest) -> Result<Option<View>, Error> {
    let query = request.query_string();
    let words: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let has = |wanted: &str| words.iter().any(|(name, word)| name == wanted && !word.trim().is_empty());
    if !WORDS.into_iter().any(has) {
        return Ok(None);
    }
    let (view, mut problems) = View::of_query(query);
    for (older, now) in OLDER.into_iter().filter(|(older, _)| has(older)) {
        problems.push(Problem::new(older, format!("does not go with the words of a view: give {now} instead")));
    }
    if problems.is_empty() { Ok(Some(view)) } else { Err(Error::Invalid(problems)) }
}

/// What a view means, and its numbers; none while nobody has answered.
pub struct Viewed {
    resolved: Resolved,
    overview: Option<Overview>,
}

/// Reads a view.
pub async fn read(program: &Program, view: View) -> Result<Viewed, Error> {
    let work = move |conn: &mut crate::store::Conn, cx: &crate::clock::Cx| {
        let resolved = view::resolve(conn, cx, &view)?;
        let overview = overview(conn, cx, resolved.clone())?;
        Ok(Viewed { resolved, overview })
    };
    program.read(work).await
}

impl Viewed {
    /// The score, what it is compared with, and how far they lie apart.
    pub fn score(&self) -> Result<Value, Error> {
        let nothing = Counts::default();
        let counts = self.overview.as_ref().map_or(&nothing, |overview| &overview.counts);
        let mut report = number(&self.resolved.measure, counts)?;
        self.compare(&mut report, counts)?;
        report["query"] = self.query();
        Ok(report)
    }

    /// The steps of the trend.
    pub fn trend(&self) -> Result<Value, Error> {
        let nothing = Counts::default();
        let counts = self.overview.as_ref().map_or(&nothing, |overview| &overview.counts);
        let mut points = Vec::new();
        for step in self.overview.iter().flat_map(|overview| &overview.steps) {
            let mut point = number(&self.resolved.measure, &step.counts)?;
            point["start"] = step.start.to_string().into();
            point["end"] = step.end.to_string().into();
            point["alarm"] = step.alarm.map(word).into();
            points.push(point);
        }
        let mut report = json!({ "points": points });
        self.compare(&mut report, counts)?;
        let mut query = self.query();
        query["bucket"] = self.resolved.bucket.word().into();
        report["query"] = query;
        Ok(report)
    }

    fn compare(&self, report: &mut Value, counts: &Counts) -> Result<(), Error> {
        let measure = &self.resolved.measure;
        let before = self.overview.as_ref().and_then(|overview| overview.before.as_ref());
        (report["before"], report["change"]) = (Value::Null, Value::Null);
        report["cut_before"] =
            self.overview.as_ref().and_then(|overview| overview.cut_at).map(|day| day_date(day + 1).to_string()).into();
        let Some((before, (from, until))) = before.zip(self.resolved.before) else { return Ok(()) };
        let mut number = number(measure, before)?;
        number["from"] = day_date(from).to_string().into();
        number["until"] = day_date(until).to_string().into();
        report["before"] = number;
        if let Some(found) = difference::difference(measure, counts, before)? {
            report["change"] = json!({
                "points": found.points, "low": found.low, "high": found.high, "p": found.p, "is_real": found.is_real,
            });
        }
        Ok(())
    }

    fn query(&self) -> Value {
        let Resolved { measure, segments, .. } = &self.resolved;
        let (from, until) = self.resolved.dates();
        json!({
            "survey": measure.row.key,
            "question": measure.question,
            "type": measure.kind,
            "from": from.to_string(),
            "until": until.to_string(),
            "zone": self.resolved.workspace.settings.0.zone,
            "segments": segments.iter().map(view::Segment::word).collect::<Vec<_>>(),
            "evidence": self.resolved.evidence.map(evidence::word),
        })
    }
}

fn word(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Fall => "fall",
        Alarm::Rise => "rise",
    }
}
