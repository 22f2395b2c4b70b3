//! One number, wherever it stands: a digest as it arrived, its text and its HTML, beside the page and the API of the very view
//! that it leads to, and beside what the test counts for itself.

use jiff::civil::date;
use serde_json::{Value, json};
use survey_server::store::Id;
use survey_server::store::digests::{EVERYTHING, Every};
use survey_server::store::users::Role;

use crate::digests::{digests, subscribe, until_monday, view};
use crate::escalation::member;
use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

/// An answer as this test knows it.
struct Answer {
    /// The week of the digest, or the one before it.
    now: bool,
    branch: &'static str,
    score: i64,
    ease: i64,
}

/// Two branches, two weeks. In Kazan those who are known as regulars, and who ordered from Kazakhstan, became unhappy; Perm
/// stays as it was.
async fn fill(app: &TestApp) -> Vec<Answer> {
    let visit = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?", "required": true},
        {"key": "ease", "type": "csat", "text": "How satisfied?"},
        {"key": "why", "type": "choice", "text": "What was it?", "options": [
            {"key": "late", "text": {"en": "It came late", "ru": "Опоздали"}}, {"key": "price", "text": "The price"}]},
    ]});
    app.api.put("/v1/surveys/visit", &visit).await.expect(201);
    let settings = json!({"zone": "Europe/Berlin", "default_survey": "visit",
        "dimensions": ["branch", "regular", "product.country"]});
    app.api.put("/v1/settings", &settings).await.expect(200);
    let mut answers = Vec::new();
    for number in 0..72_i64 {
        let (now, kazan, regular) = (number % 2 == 0, number % 3 != 0, number % 4 < 2);
        let fell = now && kazan && regular;
        let score = if fell { 2 } else { [10, 9, 8][usize::try_from(number % 3).unwrap()] };
        let answer = Answer {
            now,
            branch: if kazan { "Kazan" } else { "Perm" },
            score,
            ease: if fell { 1 } else { 4 + number % 2 },
        };
        let monday = if now { date(2026, 11, 16) } else { date(2026, 11, 9) };
        let at = monday.at(7, 30, 0, 0).in_tz("Europe/Berlin").unwrap().timestamp().as_second() + number * 4_000;
        let person = json!({"email": format!("c{number}@example.com"), "send": false});
        let person = app.api.post("/v1/people", &person).await.expect(200)["id"].clone();
        let country = if fell { "Kazakhstan" } else { ["Kazakhstan", "Georgia"][usize::from(number % 5 == 0)] };
        let body = json!({"person": person, "created_at": at,
            "answers": {"score": score, "ease": answer.ease, "why": if fell { "late" } else { "price" }},
            "person_properties": {"branch": answer.branch, "regular": regular, "product": {"country": country}}});
        app.api.post("/v1/survey_responses", &body).await.expect(201);
        answers.push(answer);
    }
    app.drain_jobs().await;
    answers
}

/// A score as somebody reads it: `+33 (+10 to +55), 36 answers`.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    score: i64,
    low: i64,
    high: i64,
    n: i64,
}

fn number(word: &str) -> Option<i64> {
    let plain = word.trim_matches(['(', ')', ',', '.', '%', '\u{a0}']).replace('\u{2212}', "-");
    plain.trim_end_matches(['%', '\u{a0}']).trim_start_matches('+').parse().ok()
}

/// All scores that a text says, in its order.
fn figures(text: &str) -> Vec<Figures> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let read = |six: &[&str]| match six {
        [score, low, "to", high, n, answers]
            if low.starts_with('(') && high.contains(')') && answers.starts_with("answers") =>
        {
            Some(Figures { score: number(score)?, low: number(low)?, high: number(high)?, n: number(n)? })
        }
        _ => None,
    };
    words.windows(6).filter_map(read).collect()
}

/// What stands on a page, without its tags.
fn words_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ").replace("&nbsp;", "\u{a0}").replace("&#x2212;", "\u{2212}")
}

fn of_api(report: &Value) -> Figures {
    let whole = |value: &Value| value.as_i64().unwrap();
    let interval = &report["interval"];
    Figures {
        score: whole(&report["score"]),
        low: whole(&interval["low"]),
        high: whole(&interval["high"]),
        n: whole(&report["n"]),
    }
}

/// The score that the test counts for itself.
fn truth(answers: &[Answer], now: bool, branch: Option<&str>, ease: bool) -> (i64, i64) {
    let of_view = answers.iter().filter(|one| one.now == now && branch.is_none_or(|branch| branch == one.branch));
    let points: Vec<i64> = of_view
        .map(|one| if ease { i64::from(one.ease >= 4) } else { i64::from(one.score >= 9) - i64::from(one.score <= 6) })
        .collect();
    let (n, sum) = (points.len(), points.iter().sum::<i64>());
    ((100.0 * sum as f64 / n as f64).round() as i64, i64::try_from(n).unwrap())
}

/// The address of the view that a mail leads to.
fn address(mail: &Mail) -> String {
    let text = mail.text();
    let line = text.lines().find(|line| line.starts_with("Open this view: ")).expect("a link");
    format!("/admin?{}", line.split_once("/admin?").expect("a view").1)
}

/// A mail's text and HTML, the page and the API say the same score, score before and change.
async fn agrees(app: &TestApp, mail: &Mail, truths: [(i64, i64); 2]) {
    let path = address(mail);
    let api = app.api.get(&path.replace("/admin?", "/v1/reports/score?")).await.expect(200);
    let expected = [of_api(&api), of_api(&api["before"])];
    assert_eq!(expected.each_ref().map(|one| (one.score, one.n)), truths, "{path}");
    let page = words_of(&app.page(&path).await);
    let (text, html) = (mail.text(), words_of(&mail.html()));
    for (place, said) in [("the text", &text), ("the HTML", &html), ("the page", &page)] {
        let found = figures(said);
        assert_eq!(found.get(..2), Some(expected.as_slice()), "{place} of {path}: {said}");
    }
    let points = api["change"]["points"].as_i64().unwrap();
    assert_eq!(api["change"]["is_real"], true);
    let fell = format!("The score fell by {}", -points);
    assert!(text.contains(&fell) && html.contains(&fell), "{fell}: {text}");
    assert!(mail.html().contains(&format!("alt=\"{fell}")), "{fell}");
    assert!(page.contains(&format!("Down by {} points", -points)), "{points}: {page}");
}

/// What a digest says of a segment is what the page that its line leads to says.
async fn segments_agree(app: &TestApp, mail: &Mail) -> usize {
    let (text, html) = (mail.text(), words_of(&mail.html()));
    let lines: Vec<&str> = text.lines().collect();
    let mut found = 0;
    for pair in lines.windows(2) {
        let Some((_, said)) = pair[0].split_once("): from ") else { continue };
        let words: Vec<&str> = said.split_ascii_whitespace().collect();
        let [from, "to", to, n, "answers"] = words.as_slice() else { panic!("{said}") };
        let query = pair[1].split_once("/admin?").expect("a link").1;
        let api = app.api.get(&format!("/v1/reports/score?{query}")).await.expect(200);
        let said = [number(from), number(to), number(n)].map(Option::unwrap);
        let known = [&api["before"]["score"], &api["score"], &api["n"]].map(|one| one.as_i64().unwrap());
        assert_eq!(said, known, "{}", pair[0]);
        assert!(html.contains(pair[0].trim_start_matches("- ")), "{}", pair[0]);
        found += 1;
    }
    found
}

#[tokio::test]
async fn a_digest_says_what_the_page_and_the_api_of_its_view_say() {
    let app = TestApp::start().await;
    let answers = fill(&app).await;
    let ann = member(&app, "Ann", Role::Manager).await;
    let kazan = view(&app, "Kazan", "segment=branch:Kazan").await;
    let ease = view(&app, "Ease", "question=ease").await;
    for one in [EVERYTHING, kazan, ease] {
        subscribe(&app, one, ann, Every::Week).await;
    }
    until_monday(&app).await;

    let mails = digests(&app, "ann");
    assert_eq!(mails.len(), 3);
    let of = |name: &str| mails.iter().find(|mail| mail.subject().starts_with(name)).expect(name);
    let both = |branch, ease| [true, false].map(|now| truth(&answers, now, branch, ease));
    let whole = mails.iter().find(|mail| !mail.text().starts_with("Kazan") && !mail.text().starts_with("Ease"));
    let whole = whole.expect("the digest of everything");
    agrees(&app, whole, both(None, false)).await;
    agrees(&app, of("Kazan"), both(Some("Kazan"), false)).await;
    agrees(&app, of("Ease"), both(None, true)).await;
    assert!(segments_agree(&app, whole).await > 0, "{}", whole.text());
    assert!(segments_agree(&app, of("Kazan")).await > 0, "{}", of("Kazan").text());

    // Options by their words, and within a segment every dimension that the roll-ups count: also a flag and a nested property.
    let text = of("Kazan").text();
    assert!(text.contains("“It came late” is named by "), "{text}");
    assert!(text.contains("true (regular): from "), "{text}");
    let everything = whole.text();
    assert!(text.contains("Fewer than 30 answers") && !everything.contains("Fewer than 30 answers"), "{text}");
}

#[tokio::test]
async fn each_survey_can_be_had_by_mail_and_the_mail_says_which_one_it_is_of() {
    let app = TestApp::start().await;
    fill(&app).await;
    let other = json!({"name": "Support", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "How likely?", "required": true}]});
    app.api.put("/v1/surveys/support", &other).await.expect(201);
    let person = app.api.post("/v1/people", &json!({"email": "one@example.com", "send": false})).await.expect(200);
    for score in [9, 10, 2] {
        let body = json!({"survey": "support", "person": person["id"], "score": score});
        app.api.post("/v1/survey_responses", &body).await.expect(201);
    }
    let cookie = app.sign_in().await;
    let page = app.page_as(&cookie, "/admin/settings/digests").await;
    let value = |name: &str| {
        let row = page.split("<li").find(|row| row.contains(name)).unwrap_or_else(|| panic!("{name}: {page}"));
        let (_, after) = row.split_once("name=\"view\" value=\"").expect("a view");
        after.split('"').next().unwrap().parse::<Id>().expect("an id")
    };
    let support = value("Support");
    assert_eq!(value("Visit"), EVERYTHING, "the default survey");
    let ann = member(&app, "Ann", Role::Manager).await;
    for one in [EVERYTHING, support] {
        subscribe(&app, one, ann, Every::Week).await;
    }
    until_monday(&app).await;
    let mut mails = digests(&app, "ann");
    mails.sort_by_key(Mail::subject);
    let [few, whole] = mails.as_slice() else { panic!("{}", mails.len()) };
    assert!(whole.text().starts_with("Visit · ") && whole.subject().starts_with("Visit: "), "{}", whole.text());
    let text = few.text();
    assert!(text.starts_with("Support · ") && text.contains("survey=support"), "{text}");
    // Of three answers there are only counts.
    assert!(text.contains("Promoters: 2 · Passives: 0 · Detractors: 1"), "{text}");
    assert!(figures(&text).is_empty() && !text.contains("Nothing changed beyond noise"), "{text}");
}
