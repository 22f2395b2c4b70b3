//! The same of the reports that cut a view: segments, two side by side, satisfied or loyal, late or on time, reasons. What their
//! pages and the API say is what a few lines of test count, and every bar leads to just the answers that it counts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::app::TestApp;

const OCTOBER: &str = "from=2026-10-01&until=2026-10-31";

/// An answer as this test knows it.
#[derive(Clone, Debug)]
struct Answer {
    person: usize,
    is_now: bool,
    branch: &'static str,
    courier: &'static str,
    score: i64,
    ease: Option<i64>,
    why: Vec<&'static str>,
    tag: Option<&'static str>,
    /// By how many hours it came late.
    late: Option<i64>,
}

impl Answer {
    fn of(number: usize) -> Self {
        let (person, is_now) = (number % 40, number >= 40);
        // Any numbers, always the same.
        let dice = |salt: u64, sides: u64| {
            let mixed = (number as u64 + 1).wrapping_mul(2 * salt + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            usize::try_from((mixed >> 33) % sides).expect("a side")
        };
        Answer {
            person,
            is_now,
            branch: ["Kazan", "Perm", "Ufa"][person % 3],
            courier: ["7", "8"][person / 3 % 2],
            score: [10, 9, 3, 8, 9, 0, 10, 6, 9][dice(1, 9)],
            ease: [Some(5), Some(2), None, Some(4), Some(3), Some(5), Some(1)][dice(2, 7)],
            why: [vec!["price"], vec!["price", "speed"], vec![], vec!["speed"]][dice(3, 4)].clone(),
            tag: [Some("late"), Some("late"), None, Some("rude")][dice(4, 4)],
            late: [Some(-2), Some(5), None, Some(30), Some(100), Some(0)][dice(5, 6)],
        }
    }

    fn quadrant(&self) -> Option<&'static str> {
        Some(match (self.ease? >= 4, self.score >= 9) {
            (true, true) => "both",
            (true, false) => "satisfied",
            (false, true) => "loyal",
            (false, false) => "neither",
        })
    }

    fn lateness(&self) -> &'static str {
        match self.late {
            None => "unknown",
            Some(hours) if hours <= 0 => "on_time",
            Some(hours) if hours <= 24 => "up_to_1_day",
            Some(hours) if hours <= 72 => "up_to_3_days",
            Some(_) => "more_than_3_days",
        }
    }
}

/// Which answers a view means.
type Of = fn(&Answer) -> bool;

/// Forty customers who answered in September, and all of them again in October.
async fn filled() -> (TestApp, Vec<Answer>) {
    let app = TestApp::start().await;
    let visit = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?", "required": true},
        {"key": "ease", "type": "csat", "text": "How satisfied?"},
        {"key": "why", "type": "choice", "text": "Why?", "many": true,
         "options": [{"key": "price", "text": "Price"}, {"key": "speed", "text": "Speed"}]},
    ]});
    app.api.put("/v1/surveys/visit", &visit).await.expect(201);
    let settings = json!({"default_survey": "visit", "dimensions": ["branch", "courier"]});
    app.api.put("/v1/settings", &settings).await.expect(200);
    let answers: Vec<Answer> = (0..80).map(Answer::of).collect();
    for answer in &answers {
        record(&app, answer).await;
    }
    app.drain_jobs().await;
    (app, answers)
}

async fn record(app: &TestApp, answer: &Answer) {
    let person = json!({"email": format!("c{}@example.com", answer.person), "send": false});
    let person = app.api.post("/v1/people", &person).await.expect(200)["id"].clone();
    let mut said = json!({"score": answer.score, "why": answer.why});
    if let Some(ease) = answer.ease {
        said["ease"] = ease.into();
    }
    let mut properties = json!({"branch": answer.branch, "courier": answer.courier});
    if let Some(hours) = answer.late {
        let promised: jiff::civil::DateTime = "2026-09-01T12:00:00".parse().expect("a time");
        properties["promised_at"] = promised.to_string().into();
        properties["delivered_at"] = promised.saturating_add(jiff::Span::new().hours(hours)).to_string().into();
    }
    let month = if answer.is_now { 10 } else { 9 };
    let at = format!("2026-{month:02}-{:02}T10:00:00Z", 2 + answer.person % 25);
    let at: jiff::Timestamp = at.parse().expect("a time");
    let body =
        json!({"person": person, "answers": said, "created_at": at.as_second(), "person_properties": properties});
    let made = app.api.post("/v1/survey_responses", &body).await.expect(201);
    if let Some(tag) = answer.tag {
        let path = format!("/v1/survey_responses/{}", made["id"].as_str().expect("an id"));
        app.api.put(&path, &json!({"tags": [tag]})).await.expect(200);
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&").replace("&#x3D;", "=").replace("&#x27;", "'").replace("&quot;", "\"")
}

/// The rows of a page's figures: their names, how many answers each counts, and where those are listed.
fn bars(page: &str) -> Vec<(String, u64, String)> {
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(found, _)| unescaped(found))
    };
    page.split("<tr data-label=")
        .skip(1)
        .filter_map(|row| {
            let row = row.split("</tr>").next()?;
            let name = between(row, "\"", "\"")?;
            let count = between(row, "data-count=\"", "\"")?.parse().ok()?;
            let href = row.split("href=\"").skip(1).map(|rest| unescaped(rest.split('"').next().unwrap_or_default()));
            Some((name, count, href.into_iter().find(|href| href.starts_with("/admin/responses?"))?))
        })
        .collect()
}

/// How many answers a page of the list says that there are, and how many it shows.
fn listed(page: &str) -> (u64, usize) {
    let heading = page.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).expect("a heading");
    let digits: String = heading.chars().filter(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(0), page.matches("href=\"/admin/responses/0").count())
}

/// Every bar leads to just as many answers as it counts.
async fn follow(app: &TestApp, cookie: &str, page: &str) -> BTreeMap<String, u64> {
    let found = bars(page);
    assert!(!found.is_empty(), "{page}");
    for (name, count, href) in &found {
        let list = app.page_as(cookie, href).await;
        assert_eq!(listed(&list), (*count, usize::try_from(*count).unwrap().min(50)), "{name} leads to {href}");
    }
    found.into_iter().map(|(name, count, _)| (name, count)).collect()
}

fn count<'a>(answers: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    answers.for_each(|name| *counts.entry(name.to_owned()).or_default() += 1);
    counts
}

/// The rows of a report by value.
fn by_value(rows: &Value, number: &str) -> BTreeMap<String, u64> {
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| (row["value"].as_str().unwrap().to_owned(), row[number].as_u64().unwrap())).collect()
}

#[tokio::test]
async fn segments_and_two_side_by_side_say_the_same_on_the_page_in_the_api_and_in_the_file() {
    let (app, answers) = filled().await;
    let cookie = app.sign_in().await;
    let now = || answers.iter().filter(|one| one.is_now);
    let views: [(&str, Of); 3] = [
        ("", |_| true),
        ("&segment=courier:7", |one| one.courier == "7"),
        ("&segment=courier:8&segment=tag:late", |one| one.courier == "8" && one.tag == Some("late")),
    ];
    for (segment, of) in views {
        let words = format!("{OCTOBER}{segment}");
        let truth = count(now().filter(|one| of(one)).map(|one| one.branch));
        let report = app.api.get(&format!("/v1/reports/segments?{words}&by=branch")).await.expect(200);
        assert_eq!(by_value(&report["rows"], "n"), truth, "{words}");
        let page = app.page_as(&cookie, &format!("/admin/segments?{words}&by=branch")).await;
        assert_eq!(follow(&app, &cookie, &page).await, truth, "{words}");
        assert!(page.contains("<p class=\"on-paper\">Visit · 1"), "paper says what it shows: {page}");

        let truth = count(now().filter(|one| of(one)).flat_map(|one| one.why.iter().copied()));
        let report = app.api.get(&format!("/v1/reports/segments?{words}&by=answer.why")).await.expect(200);
        assert_eq!(by_value(&report["rows"], "n"), truth, "{words}");
        let page = app.page_as(&cookie, &format!("/admin/segments?{words}&by=answer.why")).await;
        let named = follow(&app, &cookie, &page).await;
        assert_eq!(named.values().sum::<u64>(), truth.values().sum::<u64>(), "{words}");

        let file = app.api.get(&format!("/v1/exports/responses.csv?{words}")).await;
        let lines = csv::Reader::from_reader(file.body.as_bytes()).into_records().count();
        assert_eq!(lines, now().filter(|one| of(one)).count(), "{words}");
    }

    let of = |branch: &str| now().filter(|one| one.branch == branch).count();
    let words = format!("{OCTOBER}&a=branch:Kazan&b=branch:Ufa");
    let report = app.api.get(&format!("/v1/reports/compare?{words}")).await.expect(200);
    assert_eq!((&report["a"]["n"], &report["b"]["n"]), (&json!(of("Kazan")), &json!(of("Ufa"))));
    let page = app.page_as(&cookie, &format!("/admin/compare?{words}")).await;
    follow(&app, &cookie, &page).await;
    for branch in ["Kazan", "Ufa"] {
        let list = app.page_as(&cookie, &format!("/admin/responses?{OCTOBER}&segment=branch:{branch}")).await;
        assert_eq!(listed(&list).1, of(branch));
        assert!(page.contains(&format!("{} answers", of(branch))), "{page}");
    }
}

#[tokio::test]
async fn quadrants_movements_and_lateness_lead_to_just_their_answers() {
    let (app, answers) = filled().await;
    let cookie = app.sign_in().await;
    let now = || answers.iter().filter(|one| one.is_now);
    for (words, of) in [(OCTOBER.to_owned(), None), (format!("{OCTOBER}&segment=branch:Perm"), Some("Perm"))] {
        let within = |one: &&Answer| of.is_none_or(|branch| branch == one.branch);
        let report = app.api.get(&format!("/v1/reports/loyalty?{words}")).await.expect(200);
        let page = app.page_as(&cookie, &format!("/admin/loyalty?{words}")).await;
        let bars = follow(&app, &cookie, &page).await;

        let truth = count(now().filter(within).filter_map(Answer::quadrant));
        let said = |word: &str| match word {
            "both" => "Satisfied and loyal",
            "satisfied" => "Satisfied, not loyal",
            "loyal" => "Loyal, not satisfied",
            _ => "Neither",
        };
        for (word, count) in &truth {
            assert_eq!(report["quadrants"]["shares"][word]["part"], *count, "{word}: {words}");
            assert_eq!(bars[said(word)], *count, "{word}: {words}");
        }
        let then: BTreeMap<usize, &str> = answers
            .iter()
            .filter(|one| !one.is_now)
            .filter(within)
            .filter_map(|one| Some((one.person, one.quadrant()?)))
            .collect();
        let moved =
            now().filter(within).filter_map(|one| Some(format!("{}>{}", then.get(&one.person)?, one.quadrant()?)));
        let moved: Vec<String> = moved.collect();
        let moved = count(moved.iter().map(String::as_str));
        let moves = report["quadrants"]["moves"].as_array().expect("moves").iter();
        let moves = moves.map(|one| {
            let name = format!("{}>{}", one["from"].as_str().unwrap(), one["to"].as_str().unwrap());
            (name, one["people"].as_u64().unwrap())
        });
        assert_eq!(moves.collect::<BTreeMap<_, _>>(), moved, "{words}");
        for (name, count) in &moved {
            let (from, to) = name.split_once('>').unwrap();
            let group = format!("quadrant={to}&was={from}");
            let link = page.split("href=\"").map(|rest| unescaped(rest.split('"').next().unwrap_or_default()));
            let href = link.into_iter().find(|href| href.ends_with(&group)).expect("a link");
            let list = app.page_as(&cookie, &href).await;
            assert_eq!(listed(&list), (*count, usize::try_from(*count).unwrap()), "{name}: {href}");
        }

        let truth = count(now().filter(within).map(Answer::lateness));
        for group in report["punctual"]["groups"].as_array().expect("groups") {
            let of_group = truth.get(group["late"].as_str().unwrap()).copied().unwrap_or(0);
            assert_eq!(group["n"], of_group, "{words}");
        }
        assert_eq!(bars.get("On time"), truth.get("on_time"));
        let unknown = app.page_as(&cookie, &format!("/admin/responses?{words}&late=unknown")).await;
        let silent = truth.get("unknown").copied().unwrap_or(0);
        assert_eq!((listed(&unknown).0, &report["punctual"]["unknown"]), (silent, &json!(silent)));
    }
}

#[tokio::test]
async fn reasons_lead_to_just_the_answers_that_name_them() {
    let (app, answers) = filled().await;
    let cookie = app.sign_in().await;
    for (words, of) in [(OCTOBER.to_owned(), None), (format!("{OCTOBER}&segment=tag:late"), Some("late"))] {
        let within = answers.iter().filter(|one| one.is_now && of.is_none_or(|tag| one.tag == Some(tag)));
        let truth = count(within.flat_map(|one| one.why.iter().copied().chain(one.tag)));
        let report = app.api.get(&format!("/v1/reports/drivers?{words}")).await.expect(200);
        let mut said = by_value(&report["drivers"], "mentions");
        said.extend(by_value(&report["counted"], "mentions"));
        assert_eq!(said, truth, "{words}");
        let page = app.page_as(&cookie, &format!("/admin/reasons?{words}")).await;
        let links = page.split("href=\"").map(|rest| unescaped(rest.split('"').next().unwrap_or_default()));
        let links: Vec<String> = links.filter(|href| href.contains("reason=")).collect();
        assert_eq!(links.len(), truth.len(), "{links:?}");
        for href in links {
            let reason = href.rsplit_once("%3A").expect("a reason").1.to_owned();
            let list = app.page_as(&cookie, &href).await;
            assert_eq!(listed(&list).0, truth[&reason], "{href}");
            assert!(list.contains("href=\"/admin/reasons?"), "the list leads back: {list}");
        }
    }
}

#[tokio::test]
async fn a_group_has_pages_a_search_and_an_explanation_where_it_is_none() {
    let (app, answers) = filled().await;
    let cookie = app.sign_in().await;
    let range = "from=2026-09-01&until=2026-10-31";
    let truth = answers.iter().filter(|one| one.lateness() != "unknown").count();
    assert!(truth > 50, "{truth}");
    // All that was late or in time, on two pages; both ways.
    let mut shown = Vec::new();
    for late in ["late", "on_time"] {
        let mut next = Some(format!("/admin/responses?{range}&late={late}"));
        while let Some(path) = next {
            let page = app.page_as(&cookie, &path).await;
            let ids = page.split("href=\"/admin/responses/0").skip(1).map(|rest| rest[..35].to_owned());
            shown.extend(ids);
            next = page.split("rel=\"next\" href=\"").nth(1).map(|rest| unescaped(rest.split('"').next().unwrap()));
            if let Some(next) = &next {
                let second = app.page_as(&cookie, next).await;
                let back = second.split("rel=\"prev\" href=\"").nth(1).expect("a way back").split('"').next().unwrap();
                let first = app.page_as(&cookie, &unescaped(back)).await;
                assert_eq!(listed(&first), listed(&page), "the way back");
            }
        }
    }
    let all = shown.len();
    shown.sort();
    shown.dedup();
    assert_eq!((all, shown.len()), (truth, truth));

    let path = format!("/admin/responses?{range}&late=late&q=c1@example.com&category=promoter");
    let page = app.page_as(&cookie, &path).await;
    let of_one = answers.iter().filter(|one| one.person == 1 && one.late > Some(0) && one.score >= 9).count();
    assert_eq!(listed(&page).1, of_one, "{page}");

    for (words, says) in [
        ("quadrant=sometimes", "group of answers that there is not"),
        ("was=both", "group of answers that there is not"),
        ("survey=default&quadrant=both", "does not ask both"),
    ] {
        let page = app.page_as(&cookie, &format!("/admin/responses?{words}")).await;
        assert!(page.contains(says), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_list_is_taken_out_as_it_is_narrowed() {
    let (app, answers) = filled().await;
    let cookie = app.sign_in().await;
    let now = || answers.iter().filter(|one| one.is_now);
    let cases: [(&str, usize); 4] = [
        ("quadrant=neither", now().filter(|one| one.quadrant() == Some("neither")).count()),
        ("late=late&category=detractor", now().filter(|one| one.late > Some(0) && one.score <= 6).count()),
        ("segment=branch:Perm&category=promoter", now().filter(|one| one.branch == "Perm" && one.score >= 9).count()),
        ("reason=tag:rude", now().filter(|one| one.tag == Some("rude")).count()),
    ];
    for (words, truth) in cases {
        assert!(truth > 0, "{words}");
        let page = app.page_as(&cookie, &format!("/admin/responses?{OCTOBER}&{words}")).await;
        assert_eq!(listed(&page).1, truth, "{words}");
        let file = page.split("href=\"").map(|rest| unescaped(rest.split('"').next().unwrap_or_default()));
        let file = file.into_iter().find(|href| href.starts_with("/admin/export/list.csv")).expect("a file");
        let csv = app.page_as(&cookie, &file).await;
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).into_records().count(), truth, "{file}");
    }
    let searched = app.page_as(&cookie, &format!("/admin/responses?{OCTOBER}&q=c1")).await;
    assert!(!searched.contains("/admin/export/list"), "what was searched for is not in a file's words");
    for wrong in ["quadrant=x", "category=x", "score=x"] {
        let request = app.api.request(reqwest::Method::GET, &format!("/admin/export/list.csv?{OCTOBER}&{wrong}"));
        assert_eq!(app.api.send(request.header("Cookie", &cookie)).await.status, 422, "{wrong}");
    }
}
