//! Satisfied or loyal, and promised against delivered: answers whose numbers were worked out by hand.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::admin::sign_in;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;

const MARCH: &str = "from=2025-03-01&until=2025-03-31";

/// One customer's answers: stars and recommendation in February, the same in March, and by how many hours it came late.
type Customer = (Option<(i64, i64)>, Option<(i64, i64)>, Option<i64>);

async fn with_answers(customers: &[(u32, Customer)]) -> Business {
    let business = Business::open().await;
    let survey = json!({"name": "Both", "language": "en", "questions": [
        {"key": "stars", "type": "stars", "text": {"en": "How was it?"}},
        {"key": "nps", "type": "nps", "text": {"en": "Would you recommend us?"}},
    ]});
    business.api.put("/v1/surveys/both", &survey).await;
    let mut csv = "id,email,answered_at,stars,nps,properties.promised_at,properties.delivered_at\n".to_owned();
    let mut row = 0;
    for (times, (february, march, late)) in customers {
        for _ in 0..*times {
            for (month, said) in [("02", february), ("03", march)] {
                let Some((stars, nps)) = said else { continue };
                let times = match late {
                    Some(hours) => {
                        let promised: jiff::civil::DateTime = "2025-01-10T12:00:00".parse().expect("a time");
                        let delivered = promised.saturating_add(jiff::Span::new().hours(*hours));
                        format!("{promised},{delivered}")
                    }
                    None => ",".to_owned(),
                };
                writeln!(csv, "r{row}-{month},c{row}@example.com,2025-{month}-10T10:00:00Z,{stars},{nps},{times}")
                    .expect("a text");
            }
            row += 1;
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answers.csv");
    std::fs::write(&file, csv).expect("a file");
    business.installation.run(&["import", "responses", file.to_str().expect("a plain path"), "--survey", "both"]);
    business
}

fn customers() -> Vec<(u32, Customer)> {
    vec![
        // Stay with both; fall to satisfied only; climb from neither to both; swap loyalty for satisfaction.
        (6, (Some((5, 10)), Some((4, 9)), Some(-5))),
        (3, (Some((5, 10)), Some((5, 8)), Some(0))),
        (2, (Some((1, 0)), Some((5, 10)), None)),
        (1, (Some((3, 9)), Some((4, 6)), None)),
        // Only in March: loyal without satisfaction, and neither; those came late.
        (2, (None, Some((3, 10)), Some(24))),
        (7, (None, Some((2, 3)), Some(48))),
        (4, (None, Some((1, 0)), Some(73))),
    ]
}

#[tokio::test]
async fn the_quadrants_count_answers_to_both_questions_and_people_who_moved() {
    let business = with_answers(&customers()).await;
    let report = business.api.get(&format!("/v1/reports/loyalty?{MARCH}&survey=both")).await.expect(200);
    let found = &report["quadrants"];
    assert_eq!((&found["satisfaction"]["from"], &found["loyalty"]["from"]), (&json!(4), &json!(9)));
    assert_eq!(found["n"], 25);
    let part = |word: &str| found["shares"][word]["part"].as_i64().expect("a count");
    assert_eq!(["both", "satisfied", "loyal", "neither"].map(part), [8, 4, 2, 11]);
    assert_eq!(found["moved_of"], 12);
    assert_eq!((&found["better"], &found["worse"], &found["same"]), (&json!(2), &json!(3), &json!(7)));
    let moves = found["moves"].as_array().expect("moves");
    let moved = |from: &str, to: &str| {
        moves.iter().find(|one| one["from"] == from && one["to"] == to).map(|one| one["people"].clone())
    };
    assert_eq!(moved("both", "both"), Some(json!(6)));
    assert_eq!(moved("both", "satisfied"), Some(json!(3)));
    assert_eq!(moved("neither", "both"), Some(json!(2)));
    assert_eq!(moved("loyal", "satisfied"), Some(json!(1)));
    assert_eq!(found["looked_at"], 37);

    // A survey that asks one of the two has no quadrants, and that is no error.
    let one = business.api.get(&format!("/v1/reports/loyalty?{MARCH}")).await.expect(200);
    assert_eq!(one["quadrants"], Value::Null);
    business.neighbour("rival").get("/v1/reports/loyalty?survey=both").await.expect(422);
}

#[tokio::test]
async fn late_is_told_from_on_time_by_the_promised_and_the_actual_time() {
    let business = with_answers(&customers()).await;
    let report = business.api.get(&format!("/v1/reports/loyalty?{MARCH}&survey=both&question=nps")).await.expect(200);
    let found = &report["punctual"];
    let of = |at: usize| (found["groups"][at]["late"].clone(), found["groups"][at]["n"].clone());
    assert_eq!(of(0), (json!("on_time"), json!(9)));
    assert_eq!(of(1), (json!("up_to_1_day"), json!(2)));
    assert_eq!(of(2), (json!("up_to_3_days"), json!(7)));
    assert_eq!(of(3), (json!("more_than_3_days"), json!(4)));
    assert_eq!((&found["n"], &found["unknown"], &found["late"]["n"]), (&json!(25), &json!(3), &json!(13)));
    assert_eq!((&found["groups"][0]["score"], &found["groups"][3]["score"]), (&json!(67), &Value::Null));
    assert_eq!((&found["difference"]["points"], &found["difference"]["is_real"]), (&json!(-136), &json!(true)));
}

#[tokio::test]
async fn the_time_of_the_event_counts_where_an_answer_has_no_actual_time() {
    let app = TestApp::start().await;
    for (n, promised) in [(1, "2026-11-20T08:00:00Z"), (2, "2026-11-20T09:30:00Z"), (3, "2026-11-20")] {
        let event = json!({"id": format!("o{n}"), "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z",
            "person": {"email": format!("c{n}@example.com")}, "properties": {"promised_at": promised}});
        app.api.post("/v1/events", &event).await.expect(202);
    }
    app.drain_jobs().await;
    for mail in app.mail.mails() {
        let link = mail.score_link(9);
        let (form, _) = link.rsplit_once('/').expect("a score");
        assert!(app.api.submit(form, &[("score", "9")]).await.status < 400);
    }
    let found = app.api.get("/v1/reports/loyalty").await.expect(200)["punctual"].clone();
    assert_eq!(
        (&found["groups"][0]["n"], &found["groups"][1]["n"], &found["unknown"]),
        (&json!(2), &json!(1), &json!(0))
    );

    // Another property, by the settings; names that cannot be are refused.
    let names = json!({"punctuality": {"promised": "due", "events": ["order.shipped"]}});
    assert_eq!(app.api.put("/v1/settings", &names).await.expect(200)["punctuality"]["actual"], "delivered_at");
    assert_eq!(app.api.get("/v1/reports/loyalty").await.expect(200)["punctual"]["unknown"], 3);
    let refused = app.api.put("/v1/settings", &json!({"punctuality": {"promised": " "}})).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "punctuality.promised");
}

#[tokio::test]
async fn a_manager_reads_the_quadrants_and_says_where_the_times_stand() {
    let business = with_answers(&customers()).await;
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let email = format!("manager-{dark}@example.com");
        sign_in(&business, &browser, (email.as_str(), "manager"), false).await;
        let base = business.server.base();
        browser.visit(&format!("{base}/admin/loyalty?{MARCH}&survey=both&question=nps")).await;
        browser.inspect("loyalty").await;
        let page = browser.text("main").await;
        assert!(page.contains("16 % are satisfied and would not recommend you (4 of 25)"), "{page}");
        assert!(page.contains("12 customers answered both times"), "{page}");
        assert!(page.contains("Who got it late scores 136 points lower"), "{page}");
        if !dark {
            continue;
        }
        browser.visit(&format!("{base}/admin/loyalty")).await;
        assert!(browser.text("h1").await.contains("does not ask both"));
        let open =
            "document.querySelector(\"form[method=post][action='/admin/loyalty']\").closest('details').open = true";
        browser.run(open).await;
        browser.run("document.getElementById('f-promised').value = ''").await;
        browser.follow("form[method=post][action='/admin/loyalty'] button").await;
        assert!(browser.text(".problems").await.contains("1 to 200"));
        browser.run("document.getElementById('f-promised').value = 'due'").await;
        browser.follow("form[method=post][action='/admin/loyalty'] button").await;
        assert!(browser.text(".notice").await.contains("Saved"));
    }
    assert_eq!(business.api.get("/v1/settings").await.expect(200)["punctuality"]["promised"], "due");
}
