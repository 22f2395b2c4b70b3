//! The zone, or what reports are cut by, changes while there are many answers: they are counted anew a slice at a time, and
//! each counts once all the while.

use serde_json::{Value, json};
use survey_server::response::{recount, rollup};
use survey_server::store::rollups::{self, Changes};
use survey_server::store::{Conn, jobs, workspaces};

use crate::support::app::TestApp;

/// More than two slices.
const ANSWERS: usize = 450;

/// Answers of one courier and one branch; their ids.
async fn answered(app: &TestApp) -> Vec<Value> {
    let ann = app.api.post("/v1/people", &json!({"email": "ann@example.com", "send": false})).await.expect(200);
    let properties = json!({"branch": "Kazan", "courier": "Olga"});
    let mut ids = Vec::new();
    for number in 0..ANSWERS {
        let answer = json!({"person": ann["id"], "score": number % 11, "person_properties": properties});
        ids.push(app.api.post("/v1/survey_responses", &answer).await.expect(201)["id"].clone());
    }
    ids
}

/// How many answers count in all, and by a dimension.
async fn counting(app: &TestApp, dimension: &'static str) -> i64 {
    let of = move |counts: Changes| {
        let cells = counts.into_iter().filter(|(cell, _)| cell.dimension == dimension && cell.question == "score");
        cells.map(|(_, count)| count).sum()
    };
    app.app.db.read(move |conn| Ok(of(rollups::all(conn, 1)?))).await.expect("a database")
}

async fn one_slice(app: &TestApp) {
    let count = |conn: &mut Conn, cx: &survey_server::clock::Cx| recount::slice(conn, cx, None).map(drop);
    app.app.write(1, count).await.expect("a slice");
}

async fn assert_counts_are_right(app: &TestApp) {
    let work = |conn: &mut Conn| {
        let workspace = workspaces::load(conn, 1)?;
        assert_eq!(workspace.settings.0.counting.before, None, "all are counted anew");
        Ok((rollups::all(conn, 1)?, rollup::counted(conn, &workspace)?))
    };
    let (kept, counted) = app.app.db.read(work).await.expect("a database");
    assert_eq!(kept, counted);
}

#[tokio::test]
async fn answers_are_counted_anew_in_slices_and_each_counts_once_all_the_while() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    let ids = answered(&app).await;

    let change = json!({"dimensions": ["courier"], "zone": "Pacific/Auckland"});
    app.api.put("/v1/settings", &change).await.expect(200);
    assert_eq!(counting(&app, "").await, ANSWERS as i64);
    assert!(counting(&app, "branch").await > 0, "not all have had their turn");
    let early = app.api.put("/v1/settings", &json!({"zone": "UTC"})).await.expect(409);
    assert_eq!(early["error"]["code"], "counting", "{early}");
    app.api.put("/v1/settings", &json!({"company": "Kite"})).await.expect(200);

    // One that had its turn and one that did not: changed, and another one comes.
    for id in [&ids[0], &ids[ANSWERS - 1]] {
        let path = format!("/v1/survey_responses/{}", id.as_str().expect("an id"));
        app.api.put(&path, &json!({"score": 5, "person_properties": {"courier": "Ivan"}})).await.expect(200);
    }
    let person = app.api.post("/v1/people", &json!({"email": "bob@example.com", "send": false})).await.expect(200);
    app.api.post("/v1/survey_responses", &json!({"person": person["id"], "score": 9})).await.expect(201);
    one_slice(&app).await;
    assert_eq!(counting(&app, "").await, ANSWERS as i64 + 1);

    app.drain_jobs().await;
    assert_counts_are_right(&app).await;
    assert_eq!((counting(&app, "branch").await, counting(&app, "courier").await), (0, ANSWERS as i64));
    app.api.put("/v1/settings", &json!({"zone": "UTC"})).await.expect(200);
    app.drain_jobs().await;
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn who_is_erased_before_their_turn_is_taken_out_as_they_were_counted() {
    let app = TestApp::start().await;
    let ids = answered(&app).await;
    app.api.put("/v1/settings", &json!({"dimensions": ["courier"]})).await.expect(200);

    let answer = app.api.get(&format!("/v1/survey_responses/{}?expand[]=person", ids[0].as_str().unwrap())).await;
    let person = answer.expect(200)["person"]["id"].as_str().expect("a person").to_owned();
    app.api.delete(&format!("/v1/people/{person}")).await.expect(202);
    app.after_minutes(5).await;

    assert_eq!((counting(&app, "").await, counting(&app, "branch").await), (0, 0));
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn a_recount_whose_job_is_lost_goes_on_with_the_daily_round() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    answered(&app).await;
    // The daily round of today is over.
    app.drain_jobs().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["courier"]})).await.expect(200);
    // As if it had failed for good: nothing of its key is there any more.
    let gone = app.app.db.write(|conn| jobs::drop_by_key(conn, 1, &["recount/1".to_owned()])).await;
    assert_eq!(gone.expect("a database"), 1);
    app.drain_jobs().await;
    assert!(counting(&app, "branch").await > 0, "nobody counts on");
    // As the daily round does.
    app.app.write(1, recount::upgrade).await.expect("a database");
    app.drain_jobs().await;
    assert_eq!((counting(&app, "branch").await, counting(&app, "courier").await), (0, ANSWERS as i64));
    assert_counts_are_right(&app).await;
    let settings = app.app.db.read(|conn| workspaces::load(conn, 1)).await.expect("a database").settings.0;
    assert!(settings.counting.known_before.is_empty() && !settings.counting.days_moved);
}
