//! Erasing a person, and handing out what is kept: nothing is forgotten, in either sense.

use serde_json::json;
use survey_server::outreach::erase::{self, Keep};
use survey_server::store::{people, responses};

use super::database::{self, rollups_are_right};
use super::filled::{self, WORDS};
use crate::support::app::TestApp;

/// Tables in which nothing of a customer stands, and why.
const IMPERSONAL: [(&str, &str); 34] = [
    ("workspaces", "the business"),
    ("users", "members of the business"),
    ("memberships", "members of the business"),
    ("sessions", "members of the business"),
    ("api_keys", "programs of the business"),
    ("audit", "who of the business did what, with ids of ours"),
    ("surveys", "what is asked"),
    ("survey_versions", "what is asked"),
    ("rules", "what is done about answers"),
    ("rollups", "counts"),
    ("decision_days", "counts"),
    ("endpoints", "programs of the business"),
    ("connections", "shops of the business"),
    ("templates", "texts of the business"),
    ("brands", "colours of the business"),
    ("logos", "pictures of the business"),
    ("channels", "providers of the business"),
    ("kiosks", "tablets of the business"),
    ("anonymous_answers", "belong to nobody"),
    ("known_problems", "what went wrong for many"),
    ("improvements", "what the business changed"),
    ("team_members", "members of the business"),
    ("shifts", "members of the business"),
    ("rooms", "chats of the business"),
    ("views", "what the business looks at"),
    ("view_alarms", "counts"),
    ("flow_alarms", "whether answers and mails flow"),
    ("digests", "members of the business"),
    ("cursors", "how far jobs have come"),
    // SQLite's index of words follows `comments` by triggers and forgets at once; that nothing is left in it is looked at
    // below, as in every table.
    ("comment_terms", "the words of `comments`"),
    ("comment_terms_data", "the words of `comments`"),
    ("comment_terms_idx", "the words of `comments`"),
    ("comment_terms_docsize", "the words of `comments`"),
    ("comment_terms_config", "the words of `comments`"),
];

/// Tables that may quote a person and belong to nobody: what they quote is erased, and they are not handed out.
const QUOTING: [&str; 4] = ["idempotency_keys", "jobs", "breakers", "campaigns"];

/// Everything that this server says of itself about every table: filled, handed out, erased.
#[tokio::test]
async fn everything_about_a_person_is_handed_out_and_erased_from_every_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let outbox = folder.path().join("outbox");
    let app = TestApp::start_with(&[("outbox_dir", outbox.to_str().expect("a path"))]).await;
    let bob = json!({"email": "bob@example.com", "send": false});
    let bob = app.api.post("/v1/people", &bob).await.expect(200);
    app.api
        .post("/v1/survey_responses", &json!({"person": bob["id"], "score": 8, "comment": "fine"}))
        .await
        .expect(201);
    let erna = filled::fill(&app).await;
    std::fs::create_dir_all(&outbox).expect("a folder");
    for mail in &erna.mails {
        std::fs::write(outbox.join(mail), "To: erna.vogel@example.com\r\n\r\nx").expect("a mail");
    }

    // Handed out: a table that is neither named above nor in the document was forgotten.
    let data = app.api.get(&format!("/v1/people/{}/data", erna.person)).await.expect(200);
    let document = data.as_object().expect("an object").clone();
    let filled = app.app.db.read(move |conn| {
        let names = database::tables(conn).into_iter();
        let mut missing = Vec::new();
        for table in names.filter(|table| IMPERSONAL.iter().all(|(name, _)| name != table)) {
            let handed_out = match table.as_str() {
                "people" => document["person"].is_object(),
                quoting if QUOTING.contains(&quoting) => true,
                table => document.get(table).is_some_and(|rows| rows.as_array().is_some_and(|rows| !rows.is_empty())),
            };
            if database::count(conn, &table) == 0 || !handed_out {
                missing.push(table);
            }
        }
        Ok(missing)
    });
    let missing = filled.await.expect("a database");
    assert!(
        missing.is_empty(),
        "say in store/personal.rs how these belong to a person, and fill them here: {missing:?}"
    );
    let text = data.to_string().to_lowercase();
    for word in WORDS {
        assert!(text.contains(word), "{word} is not handed out");
    }
    assert!(!text.contains("bob@example.com"));
    let csv = app.api.get(&format!("/v1/people/{}/data?format=csv", erna.person)).await.body;
    assert!(csv.starts_with("table,row,field,value\n"), "{csv}");
    assert!(WORDS.iter().all(|word| csv.to_lowercase().contains(word)));
    let page = app.page(&format!("/admin/people/{}/data.json", erna.person)).await;
    assert!(page.to_lowercase().contains("kolibrilied"));

    app.api.delete(&format!("/v1/people/{}", erna.person)).await.expect(202);
    app.after_minutes(5).await;

    let ids: Vec<_> = erna.others.iter().copied().chain([erna.person]).collect();
    let left = app.app.db.read(move |conn| Ok((database::find(conn, &WORDS), database::find_ids(conn, &ids))));
    let (words, ids) = left.await.expect("a database");
    assert!(words.is_empty(), "{words:?}");
    assert!(ids.is_empty(), "{ids:?}");
    let mails = std::fs::read_dir(&outbox).expect("the outbox").count();
    assert_eq!(mails, 0, "mails that were written into a folder go too");
    rollups_are_right(&app).await;
    let others = app.api.get("/v1/survey_responses?per_page=100").await.expect(200);
    assert_eq!(others.as_array().map(Vec::len), Some(1), "{others}");

    let again = json!({"email": "ERNA.vogel@example.com"});
    let again = app.api.post("/v1/people", &again).await.expect(200);
    assert_eq!(again["survey_decision"]["reason"], "unsubscribed", "{again}");
}

#[tokio::test]
async fn bare_scores_may_stay_and_are_counted_without_the_branch() {
    let app = TestApp::start().await;
    let erna = filled::fill(&app).await;
    app.app.erase(1, erna.person, Keep::Scores, "test".to_owned()).await.expect("erased");
    app.after_minutes(5).await;

    let words = app.app.db.read(|conn| Ok(database::find(conn, &WORDS))).await.expect("a database");
    assert!(words.is_empty(), "{words:?}");
    assert_eq!(app.api.get("/v1/metrics").await.expect(200)["response_count"], 1);
    rollups_are_right(&app).await;
}

#[tokio::test]
async fn an_erasure_that_was_cut_off_is_ended_by_its_job() {
    let app = TestApp::start().await;
    let erna = filled::fill(&app).await;
    let person = erna.person;
    let begun = app.app.write(1, move |conn, cx| {
        erase::begin(conn, cx, person, Keep::Nothing, "test", cx.now.plus_secs(60))?;
        erase::slice(conn, cx, person, Keep::Nothing)
    });
    assert!(begun.await.expect("a slice"), "there is more");
    let there = app.app.db.read(move |conn| people::find(conn, 1, person)).await.expect("a database");
    assert!(there.is_some());

    app.after_minutes(2).await;

    let words = app.app.db.read(|conn| Ok(database::find(conn, &WORDS))).await.expect("a database");
    assert!(words.is_empty(), "{words:?}");
    rollups_are_right(&app).await;
}

#[tokio::test]
async fn an_answer_that_races_the_erasure_of_its_person_is_not_left_behind() {
    let app = TestApp::start().await;
    for n in 0..20 {
        let asked = json!({"email": format!("p{n}@example.com"), "channel": "link"});
        let asked = app.api.post("/v1/people", &asked).await.expect(200);
        let other = json!({"email": format!("q{n}@example.com"), "channel": "link"});
        let other = app.api.post("/v1/people", &other).await.expect(200);
        let link = asked["links"]["survey"].as_str().expect("a link").to_owned();
        let bystander = other["links"]["survey"].as_str().expect("a link").to_owned();
        let path = format!("/v1/people/{}", asked["id"].as_str().expect("an id"));
        let (answered, also, erased) = tokio::join!(
            app.api.submit(&link, &[("score", "2"), ("comment", "zebrafink")]),
            app.api.submit(&bystander, &[("score", "9")]),
            app.api.delete(&path),
        );
        assert!([200, 404, 410].contains(&answered.status), "{}: {}", answered.status, answered.body);
        assert_eq!(also.status, 200, "the batch goes on without it: {}", also.body);
        assert_eq!(erased.status, 202, "{}", erased.body);
    }
    app.after_minutes(2).await;

    let words = app.app.db.read(|conn| Ok(database::find(conn, &["zebrafink"]))).await.expect("a database");
    assert!(words.is_empty(), "{words:?}");
    let filter = responses::Filter::default();
    let left = app.app.db.read(move |conn| responses::count(conn, 1, &filter)).await.expect("a database");
    assert_eq!(left, 20);
    rollups_are_right(&app).await;
}
