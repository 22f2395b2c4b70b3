//! One number, wherever it stands: the pages, the API, the mail, the badge and the files say the same of the same view, and what
//! they say is what a few lines of test count for themselves.

mod cuts;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::support::app::TestApp;

const ZONE: &str = "Europe/Berlin";
/// When answers come: the edges of the days of 23 and of 25 hours among them, and of a day like others.
const MOMENTS: [&str; 12] = [
    "2026-03-28T22:59:59Z",
    "2026-03-28T23:00:00Z",
    "2026-03-29T01:00:00Z",
    "2026-03-29T21:59:59Z",
    "2026-03-29T22:00:00Z",
    "2026-10-24T21:59:59Z",
    "2026-10-24T22:00:00Z",
    "2026-10-25T00:30:00Z",
    "2026-10-25T22:59:59Z",
    "2026-10-25T23:00:00Z",
    "2026-11-18T22:59:59Z",
    "2026-11-19T23:00:00Z",
];

/// An answer as this test knows it.
#[derive(Clone, Debug)]
struct Answer {
    day: Date,
    branch: &'static str,
    courier: &'static str,
    score: i64,
    ease: Option<i64>,
}

/// Fills the workspace and returns the answers that count.
async fn fill(app: &TestApp) -> Vec<Answer> {
    let visit = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?", "required": true},
        {"key": "ease", "type": "csat", "text": "How satisfied?"},
        {"key": "comment", "type": "text", "text": "Why?"},
    ]});
    app.api.put("/v1/surveys/visit", &visit).await.expect(201);
    let settings = json!({"zone": ZONE, "default_survey": "visit", "dimensions": ["branch", "courier"]});
    app.api.put("/v1/settings", &settings).await.expect(200);
    let mut answers = Vec::new();
    // From the newest to the oldest, so that most come late: after others of later days.
    for (number, moment) in (0..48_usize).zip(MOMENTS.iter().rev().cycle()) {
        let answer = Answer {
            day: local(moment),
            branch: ["Kazan", "Perm"][number % 2],
            courier: ["7", "8", "9"][number % 3],
            score: [10, 9, 3, 8, 9, 0, 10][number % 7],
            ease: [Some(5), None, Some(2), Some(4), Some(3)][number % 5],
        };
        let id = record(app, number, moment, &answer).await;
        match number {
            // Amended: the score moves, and the branch that was wrong.
            5 | 17 => answers.push(amend(app, &id, answer).await),
            // Erased with everything that they said.
            11 | 30 => erase(app, number).await,
            _ => answers.push(answer),
        }
    }
    contradict(app).await;
    app.drain_jobs().await;
    answers
}

async fn record(app: &TestApp, number: usize, moment: &str, answer: &Answer) -> String {
    let person = json!({"email": format!("c{number}@example.com"), "send": false});
    let person = app.api.post("/v1/people", &person).await.expect(200)["id"].clone();
    let mut answers = json!({"score": answer.score});
    if let Some(ease) = answer.ease {
        answers["ease"] = ease.into();
    }
    let at: jiff::Timestamp = moment.parse().unwrap();
    let body = json!({"person": person, "answers": answers, "created_at": at.as_second(),
        "person_properties": {"branch": answer.branch, "courier": answer.courier}});
    app.api.post("/v1/survey_responses", &body).await.expect(201)["id"].as_str().unwrap().to_owned()
}

async fn amend(app: &TestApp, id: &str, answer: Answer) -> Answer {
    let amended = Answer { score: 10 - answer.score, branch: "Perm", ease: Some(1), ..answer };
    let body = json!({"answers": {"score": amended.score, "ease": 1},
        "person_properties": {"branch": "Perm", "courier": amended.courier}});
    app.api.put(&format!("/v1/survey_responses/{id}"), &body).await.expect(200);
    amended
}

async fn erase(app: &TestApp, number: usize) {
    let found = app.api.get(&format!("/v1/people?email=c{number}@example.com")).await.expect(200);
    app.api.delete(&format!("/v1/people/{}", found[0]["id"].as_str().unwrap())).await.expect(202);
    app.drain_jobs().await;
}

/// Three scores within a minute by one browser: the answer leaves every number.
async fn contradict(app: &TestApp) {
    let person = json!({"email": "robot@example.com", "channel": "link", "survey": "visit"});
    let asked = app.api.post("/v1/people", &person).await.expect(200);
    let link = asked["links"]["survey"].as_str().unwrap().to_owned();
    let mut cookie = String::new();
    for score in ["3", "9", "5"] {
        let body = url::form_urlencoded::Serializer::new(String::new()).append_pair("score", score).finish();
        let request = app.api.request(reqwest::Method::POST, &link).header("Accept", "application/json");
        let request = request.header("Content-Type", "application/x-www-form-urlencoded").header("Cookie", &cookie);
        let reply = app.api.send(request.body(body)).await;
        if let Some(set) = reply.header("set-cookie") {
            cookie = set.split(';').next().unwrap().to_owned();
        }
        if score == "5" {
            assert_eq!(reply.expect(200)["outcome"], "contradicted");
        }
    }
}

fn local(moment: &str) -> Date {
    let at: jiff::Timestamp = moment.parse().unwrap();
    at.to_zoned(TimeZone::get(ZONE).unwrap()).date()
}

/// How many answers of each value.
type Counts = BTreeMap<i64, i64>;

/// A view: its words, and which answers it means.
struct View {
    words: &'static str,
    question: &'static str,
    days: (&'static str, &'static str),
    branch: Option<&'static str>,
    courier: Option<&'static str>,
}

const YEAR: (&str, &str) = ("2025-11-24", "2026-11-20");

const VIEWS: [View; 8] = [
    View { words: "range=m12", question: "score", days: YEAR, branch: None, courier: None },
    View { words: "range=m12&question=ease", question: "ease", days: YEAR, branch: None, courier: None },
    View {
        words: "range=m12&segment=branch:Kazan",
        question: "score",
        days: YEAR,
        branch: Some("Kazan"),
        courier: None,
    },
    View {
        words: "range=m12&question=ease&segment=branch:Perm",
        question: "ease",
        days: YEAR,
        branch: Some("Perm"),
        courier: None,
    },
    View {
        words: "range=m12&segment=branch:Perm&segment=courier:8",
        question: "score",
        days: YEAR,
        branch: Some("Perm"),
        courier: Some("8"),
    },
    View {
        words: "from=2026-03-29&until=2026-03-29&against=none",
        question: "score",
        days: ("2026-03-29", "2026-03-29"),
        branch: None,
        courier: None,
    },
    View {
        words: "from=2026-10-25&until=2026-10-25&segment=branch:Perm",
        question: "score",
        days: ("2026-10-25", "2026-10-25"),
        branch: Some("Perm"),
        courier: None,
    },
    View {
        words: "from=2026-01-01&until=2026-01-31",
        question: "score",
        days: ("2026-01-01", "2026-01-31"),
        branch: None,
        courier: None,
    },
];

impl View {
    fn truth(&self, answers: &[Answer]) -> Counts {
        let (from, until): (Date, Date) = (self.days.0.parse().unwrap(), self.days.1.parse().unwrap());
        let of_view = answers.iter().filter(|answer| {
            (from..=until).contains(&answer.day)
                && self.branch.is_none_or(|branch| branch == answer.branch)
                && self.courier.is_none_or(|courier| courier == answer.courier)
        });
        counted(of_view.filter_map(|answer| if self.question == "score" { Some(answer.score) } else { answer.ease }))
    }
}

fn counted(values: impl Iterator<Item = i64>) -> Counts {
    let mut counts = Counts::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}

type Line = HashMap<String, String>;

async fn csv(app: &TestApp, path: &str) -> Vec<Line> {
    let reply = app.api.get(path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    csv::Reader::from_reader(reply.body.as_bytes()).deserialize().map(|line| line.unwrap()).collect()
}

/// The answers of a view as its CSV has them.
async fn answers_csv(app: &TestApp, view: &View) -> Counts {
    let lines = csv(app, &format!("/v1/exports/responses.csv?{}", view.words)).await;
    let column = format!("answers.{}", view.question);
    counted(lines.iter().filter_map(|line| line.get(&column)?.parse().ok()))
}

async fn answers_json(app: &TestApp, view: &View) -> Counts {
    let file = app.api.get(&format!("/v1/exports/responses.json?{}", view.words)).await.expect(200);
    assert!(file["definitions"]["answers"].is_string());
    counted(file["data"].as_array().unwrap().iter().filter_map(|row| row["answers"][view.question].as_i64()))
}

/// The roll-ups of a view, added up as the documentation says.
async fn rollups(app: &TestApp, view: &View) -> Counts {
    let mut counts = Counts::new();
    let dimension = match (view.branch, view.courier) {
        (None, _) => "",
        (Some(_), None) => "branch",
        (Some(_), Some(_)) => "branch & courier",
    };
    for line in csv(app, &format!("/v1/exports/rollups.csv?{}", view.words)).await {
        if line["question"] == view.question && line["dimension"] == dimension {
            *counts.entry(line["value"].parse().unwrap()).or_default() += line["count"].parse::<i64>().unwrap();
        }
    }
    counts
}

#[tokio::test]
async fn every_place_says_the_same_of_the_same_view() {
    let app = TestApp::start().await;
    let answers = fill(&app).await;

    for view in &VIEWS {
        let truth = view.truth(&answers);
        assert_eq!(answers_csv(&app, view).await, truth, "the answers as CSV: {}", view.words);
        assert_eq!(answers_json(&app, view).await, truth, "the answers as JSON: {}", view.words);
        assert_eq!(rollups(&app, view).await, truth, "the roll-ups: {}", view.words);
    }
    let of_year = VIEWS[0].truth(&answers);
    let n: i64 = of_year.values().sum();
    assert_eq!(n, 46, "48 came, two were erased, one more contradicted itself");

    let metrics: Value = app.api.get("/v1/metrics?since=1763938800").await.expect(200);
    assert_eq!(metrics["response_count"], n);
    assert_eq!(metrics["nps"], nps(&of_year));
    let page = app.page("/admin?range=m12").await;
    assert!(page.contains(&format!("{n} answers")), "the overview");
}

/// The score of 0 to 10, rounded half away from zero.
fn nps(counts: &Counts) -> i64 {
    let (n, sum) = counts.iter().fold((0, 0), |(n, sum), (value, count)| {
        let sign = i64::from(*value >= 9) - i64::from(*value <= 6);
        (n + count, sum + sign * count)
    });
    (100.0 * sum as f64 / n as f64).round() as i64
}

impl View {
    /// Its first and its last moment, as the API takes them: a day of the zone may have 23 hours.
    fn moments(&self) -> String {
        let begins = |day: Date| day.to_zoned(TimeZone::get(ZONE).unwrap()).unwrap().timestamp();
        let until = begins(self.days.1.parse::<Date>().unwrap().tomorrow().unwrap()).as_millisecond() - 1;
        let until = jiff::Timestamp::from_millisecond(until).unwrap();
        format!("since={}&until={until}", begins(self.days.0.parse().unwrap()))
    }

    /// Happy, in between, unhappy.
    fn parts(&self, counts: &Counts) -> [i64; 3] {
        let bands = if self.question == "score" { [9..=10, 7..=8, 0..=6] } else { [4..=5, 3..=3, 1..=2] };
        bands.map(|band| counts.iter().filter(|(value, _)| band.contains(*value)).map(|(_, count)| count).sum())
    }
}

/// The numbers of the composition on a page; none where it says that there are no answers.
fn composition(page: &str) -> Option<Vec<i64>> {
    let (_, list) = page.split_once("class=\"composition\"")?;
    let (list, _) = list.split_once("</ul>")?;
    let number = |piece: &str| piece.split_once("</b>").and_then(|(number, _)| number.trim().parse().ok());
    Some(list.split("<b>").skip(1).filter_map(number).collect())
}

/// What the API counts by value.
fn by_value(report: &Value) -> Counts {
    let all = report["counts"].as_array().unwrap().iter();
    let counts = all.map(|one| (one["value"].as_i64().unwrap(), one["count"].as_i64().unwrap()));
    counts.filter(|(_, count)| *count > 0).collect()
}

#[tokio::test]
async fn the_overview_its_answers_the_reports_and_the_badge_say_what_the_files_say() {
    let app = TestApp::start().await;
    let answers = fill(&app).await;
    app.api.put("/v1/settings", &json!({"badge": {"active": true}})).await.expect(200);

    for view in &VIEWS {
        let (truth, words) = (view.truth(&answers), view.words);
        let n: i64 = truth.values().sum();
        let page = app.page(&format!("/admin?{words}")).await;
        let shown = composition(&page);
        assert_eq!(shown, (n > 0).then(|| view.parts(&truth).to_vec()), "the overview: {words}");
        let older = (view.branch.is_none() && view.question == "score").then(|| view.moments());
        for query in [Some(words.to_owned()), older].into_iter().flatten() {
            let score = app.api.get(&format!("/v1/reports/score?{query}")).await.expect(200);
            assert_eq!((by_value(&score), &score["n"]), (truth.clone(), &json!(n)), "the score: {query}");
            let trend = app.api.get(&format!("/v1/reports/trend?{query}&bucket=day")).await.expect(200);
            let mut sum = Counts::new();
            for point in trend["points"].as_array().unwrap() {
                for (value, count) in by_value(point) {
                    *sum.entry(value).or_default() += count;
                }
            }
            assert_eq!(sum, truth, "the trend: {query}");
        }
        let list = app.page(&format!("/admin/responses?{words}")).await;
        let heading = if n == 1 { "1 answer".to_owned() } else { format!("{n} answers") };
        let scored = view.question == "score";
        let bounded = view.courier.is_some();
        assert!(!scored || bounded || n == 0 || list.contains(&heading), "the answers behind it: {words}");
    }
    let of_year = VIEWS[0].truth(&answers);
    let badge = app.api.visit("/badge/default.svg").await.body;
    let score = nps(&of_year);
    assert!(badge.contains(&format!("+{score} NPS")) && badge.contains("46 answers"), "{badge}");
    let beside = app.api.visit("/badge/default/testimonials.json").await.expect(200);
    assert_eq!((&beside["count"], &beside["rating"]["value"]), (&json!(46), &json!(score)));
}
