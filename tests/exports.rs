//! Answers and roll-ups as files: all of a view and nothing else, safe to open, for those who may.

use reqwest::Method;
use serde_json::json;
use survey_server::account::{session, user};
use survey_server::store::responses::{self, Response};
use survey_server::store::users::Role;
use survey_server::store::{Conn, audit, workspaces};

use crate::support::app::TestApp;
use crate::support::database::Backend;
use crate::support::server::Installation;

async fn answered(app: &TestApp, email: &str, score: i64, more: serde_json::Value) -> String {
    let person = json!({"email": email, "name": "=HYPERLINK(1)", "send": false});
    let person = app.api.post("/v1/people", &person).await.expect(200)["id"].clone();
    let mut body = json!({"person": person, "score": score});
    body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
    app.api.post("/v1/survey_responses", &body).await.expect(201)["id"].as_str().unwrap().to_owned()
}

/// The cookie of a member with a role.
async fn signed_in(app: &TestApp, role: Role) -> String {
    let opened = app.app.write(1, move |conn, cx| {
        let email = format!("{}-{}@shop.example", role.word(), cx.id());
        let member = user::invite(conn, cx, &email, "Max", role, "test")?;
        user::set_password(conn, cx, &member, None, "not needed: the session is opened here")?;
        session::open(conn, cx, member.id, "tests")
    });
    format!("sid={}", opened.await.expect("a session"))
}

#[tokio::test]
async fn an_export_goes_through_more_than_a_page_and_every_row_is_there_once() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["branch", "order"]})).await.expect(200);
    for number in 0..130 {
        let properties = json!({"person_properties": {"branch": "Kazan", "order": format!("o{number}")}});
        answered(&app, &format!("c{number}@example.com"), number % 11, properties).await;
    }

    let file = app.api.get("/v1/exports/rollups.json").await.expect(200);
    let rows = file["data"].as_array().unwrap();
    let of = |dimension: &str| -> i64 {
        let those = rows.iter().filter(|row| row["dimension"] == dimension && row["question"] == "score");
        those.map(|row| row["count"].as_i64().unwrap()).sum()
    };
    assert_eq!([of(""), of("branch"), of("order"), of("channel")], [130; 4]);
    let mut keys: Vec<String> = rows.iter().map(|row| format!("{row}")).collect();
    keys.dedup();
    assert_eq!(keys.len(), rows.len());

    let answers = app.api.get("/v1/exports/responses.csv?segment=branch:Kazan").await;
    assert_eq!((answers.status, answers.body.lines().count()), (200, 131));
    assert_eq!(answers.header("content-type"), Some("text/csv; charset=utf-8"));
    assert!(answers.header("content-disposition").unwrap().contains("responses-2026-08-24-2026-11-20.csv"));
    assert!(answers.body.contains(",'=HYPERLINK(1),"), "{}", answers.body);
}

#[tokio::test]
async fn names_without_end_share_a_column_and_a_body_larger_than_any_buffer_comes_whole() {
    let app = TestApp::start().await;
    answered(&app, "ann@example.com", 9, json!({"person_properties": {"=cmd|' /C calc'!A0": "x"}})).await;
    let cx = app.app.cx(1);
    let make = move |conn: &mut Conn| {
        let [one] = &responses::page_by_id(conn, 1, None, 2)?[..] else { panic!("one answer") };
        let rows: Vec<Response> = (0..1_500)
            .map(|number| {
                let mut row =
                    Response { id: cx.id(), comment: Some(format!("{number} {}", "ж".repeat(4_000))), ..one.clone() };
                row.properties.0.insert(format!("key{number:04}"), number.into());
                row
            })
            .collect();
        responses::insert_new(conn, &rows.iter().collect::<Vec<_>>()).map(drop)
    };
    app.app.db.write(make).await.expect("answers");

    let file = app.api.get("/v1/exports/responses.csv?range=all").await;
    assert!(file.status == 200 && file.body.len() > 12_000_000, "{} bytes", file.body.len());
    let mut lines = csv::Reader::from_reader(file.body.as_bytes());
    let heading = lines.headers().expect("a heading").clone();
    let named = heading.iter().filter(|name| name.starts_with("properties.") || name.starts_with("answers.")).count();
    assert_eq!((named, heading.iter().next_back()), (1_000, Some("other")));
    assert!(heading.iter().all(|name| !name.starts_with(['=', '+', '-', '@'])), "{heading:?}");
    let rows: Vec<csv::StringRecord> = lines.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 1_501);
    let other = |row: &csv::StringRecord| row.get(row.len() - 1).expect("the last").to_owned();
    let others: Vec<String> = rows.iter().map(other).filter(|text| !text.is_empty()).collect();
    assert!((500..=502).contains(&others.len()), "{}", others.len());
    assert!(others.iter().any(|text| text.contains("\"properties.key1499\":1499")), "{:?}", others.last());
}

#[tokio::test]
async fn a_view_of_a_question_exports_those_who_answered_it() {
    let app = TestApp::start().await;
    let definition = json!({"name": "Shop", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": {"en": "How likely?"}},
        {"key": "ease", "type": "ces", "text": {"en": "How easy?"}}]});
    app.api.put("/v1/surveys/default", &definition).await.expect(200);
    answered(&app, "ann@example.com", 9, json!({})).await;
    answered(&app, "bob@example.com", 3, json!({"answers": {"ease": 5}})).await;
    for (query, expected) in [("", 2), ("&question=ease", 1), ("&question=score", 2), ("&evidence=inferred", 0)] {
        let file = app.api.get(&format!("/v1/exports/responses.json?range=all{query}")).await.expect(200);
        assert_eq!(file["data"].as_array().map(Vec::len), Some(expected), "{query}");
        let report = app.api.get(&format!("/v1/reports/score?range=all{query}")).await.expect(200);
        assert_eq!(report["n"], expected, "the report of the same words: {query}");
    }
}

#[tokio::test]
async fn wrong_words_are_named_and_an_empty_view_is_an_empty_file() {
    let app = TestApp::start().await;

    for (query, path) in [("range=w5", "range"), ("survey=none", "survey"), ("question=comment", "question")] {
        for what in ["responses.csv", "rollups.json"] {
            let refused = app.api.get(&format!("/v1/exports/{what}?{query}")).await.expect(422);
            assert_eq!(refused["error"]["problems"][0]["path"], path, "{what} {query}");
        }
    }
    let empty = app.api.get("/v1/exports/responses.json?segment=branch:Kazan").await.expect(200);
    assert_eq!((&empty["data"], &empty["query"]["segments"]), (&json!([]), &json!(["branch:Kazan"])));
    assert_eq!(app.api.get("/v1/exports/rollups.csv").await.body.lines().count(), 1);
    let head = app.api.send(app.api.signed(app.api.request(Method::HEAD, "/v1/exports/rollups.csv"))).await;
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[tokio::test]
async fn a_key_exports_ten_times_a_minute_and_another_one_is_not_held_up() {
    let app = TestApp::start_with(&[("rate_limit", "on")]).await;

    let mut statuses = Vec::new();
    for _ in 0..11 {
        statuses.push(app.api.get("/v1/exports/rollups.csv").await.status);
    }

    assert_eq!(statuses, [vec![200; 10], vec![429]].concat());
    assert_eq!(app.api.get("/v1/metrics").await.status, 200);
    assert_eq!(app.api.with_key("nps_live_other").get("/v1/exports/rollups.csv").await.status, 401);
}

#[tokio::test]
async fn managers_take_answers_out_others_only_counts_and_it_is_written_down_who() {
    let app = TestApp::start().await;
    answered(&app, "ann@example.com", 9, json!({})).await;
    let get = async |cookie: &str, path: &str| {
        app.api.send(app.api.request(Method::GET, path).header("Cookie", cookie)).await
    };

    let viewer = signed_in(&app, Role::Viewer).await;
    assert_eq!(get(&viewer, "/admin/export/responses.csv").await.status, 403);
    assert_eq!(get(&viewer, "/admin/export/rollups.csv?range=all").await.status, 200);
    assert_eq!(get(&viewer, "/admin/export/rollups.txt").await.status, 404);
    let manager = signed_in(&app, Role::Manager).await;
    let file = get(&manager, "/admin/export/responses.csv?range=all").await;
    assert!(file.status == 200 && file.body.contains("ann@example.com"), "{}", file.body);
    assert_ne!(get("", "/admin/export/rollups.csv").await.status, 200);

    let lines = app.app.db.read(|conn| audit::newest(conn, 1, 10)).await.expect("a database");
    let exports: Vec<_> = lines.iter().filter(|line| line.action.ends_with(".export")).collect();
    let told: Vec<_> = exports.iter().map(|line| (line.action.as_str(), line.object.as_str())).collect();
    assert_eq!(told, [("responses.export", "range=all"), ("rollups.export", "range=all")]);
}

#[tokio::test]
async fn an_export_stays_in_its_workspace() {
    let app = TestApp::start().await;
    answered(&app, "ann@example.com", 9, json!({})).await;
    let other = app.app.write(0, |conn, cx| {
        let made = survey_server::account::workspace::create(conn, cx, "rival", "Rival")?;
        let cx = survey_server::clock::Cx { workspace: made.id, ..cx.clone() };
        let scope = survey_server::store::api_keys::Scope::Read;
        Ok((
            workspaces::load(conn, made.id)?,
            survey_server::account::api_key::create(conn, &cx, "r", scope, "test")?.1,
        ))
    });
    let (_, key) = other.await.expect("a workspace");
    let rival = app.api.with_key(&key);

    assert_eq!(rival.get("/v1/exports/responses.json?range=all").await.expect(200)["data"], json!([]));
    assert_eq!(rival.get("/v1/exports/rollups.json?range=all").await.expect(200)["data"], json!([]));
}

#[test]
fn the_command_exports_a_view_and_says_what_it_cannot() {
    let installation = Installation::new(Backend::chosen().fresh_database());
    let file = installation.folder().join("answers.csv");
    std::fs::write(
        &file,
        "email,score,created_at,branch\na@example.com,9,2026-11-01,Kazan\nb@example.com,3,2026-11-02,Perm\n",
    )
    .unwrap();
    installation.run(&["import", "responses", file.to_str().unwrap(), "--yes"]);

    let kazan = installation.run(&["export", "responses", "--view", "range=all&segment=branch:Kazan"]);
    assert!(kazan.contains("a@example.com") && !kazan.contains("b@example.com"), "{kazan}");
    let counts = installation.run(&["export", "rollups", "--view", "?range=all&question=score"]);
    assert_eq!(counts.lines().filter(|line| line.contains(",branch,")).count(), 2, "{counts}");
    for (args, says) in [
        (vec!["export", "people", "--view", "range=all"], "responses or rollups"),
        (vec!["export", "rollups", "--view", "range=w5"], "w13"),
        (vec!["export", "rollups", "--since", "2026-11-01"], "--view"),
        (vec!["export", "responses", "--view", "range=all", "--since", "2026-11-01"], "--since"),
    ] {
        let output = installation.try_run(&args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(says), "{args:?}: {said}");
    }
    #[cfg(not(feature = "parquet"))]
    {
        let output = installation.try_run(&["export", "rollups", "--format", "parquet"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("--features parquet"), "{said}");
    }
}

#[cfg(feature = "parquet")]
#[tokio::test]
async fn a_parquet_file_reads_back_with_types_and_definitions() {
    use std::collections::HashMap;

    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;

    let app = TestApp::start().await;
    let properties = json!({"person_properties": {"branch": "Казань", "vip": true, "items": 3, "mixed": 1}});
    answered(&app, "ann@example.com", 9, properties).await;
    answered(&app, "bob@example.com", 0, json!({"person_properties": {"mixed": "one"}})).await;
    let file = async |path: &str| {
        let request = app.api.signed(app.api.request(Method::GET, path));
        let bytes = request.send().await.expect("an answer").bytes().await.expect("a body");
        SerializedFileReader::new(bytes).expect("a Parquet file")
    };

    let answers = file("/v1/exports/responses.parquet").await;
    let rows: Vec<HashMap<String, Field>> = answers
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect())
        .collect();
    assert_eq!(rows.len(), 2);
    let ann = rows.iter().find(|row| row["email"] == Field::Str("ann@example.com".into())).unwrap();
    assert_eq!((&ann["score"], &ann["answers.score"]), (&Field::Long(9), &Field::Long(9)));
    assert_eq!((&ann["properties.vip"], &ann["properties.items"]), (&Field::Bool(true), &Field::Long(3)));
    assert_eq!((&ann["properties.branch"], &ann["comment"]), (&Field::Str("Казань".into()), &Field::Null));
    assert_eq!(ann["properties.mixed"], Field::Str("1".into()));
    assert_eq!(ann["answered_at"], Field::TimestampMillis(1_795_168_800_000));
    // A formula is text here: nothing runs it.
    assert_eq!(ann["name"], Field::Str("=HYPERLINK(1)".into()));
    let told = answers.metadata().file_metadata().key_value_metadata().unwrap().clone();
    assert!(told.iter().any(|one| one.key == "definition.answered_at" && one.value.is_some()));

    let counts = file("/v1/exports/rollups.parquet?question=score").await;
    let (mut days, mut sum) = (Vec::new(), 0);
    for row in counts.get_row_iter(None).unwrap() {
        let row: HashMap<String, Field> =
            row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect();
        let Field::Long(count) = row["count"] else { panic!("{row:?}") };
        sum += if row["dimension"] == Field::Str(String::new()) { count } else { 0 };
        days.push(row["day"].clone());
    }
    assert_eq!((sum, &days[0]), (2, &Field::Date(20_777)));
}
