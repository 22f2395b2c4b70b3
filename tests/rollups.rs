//! The roll-ups beside the scores: tags, chosen options, who was asked and who answered.

use serde_json::{Value, json};
use survey_server::cli;
use survey_server::response::answer::Answer;
use survey_server::response::record::{self, RecordInput};
use survey_server::response::rollup::verify;
use survey_server::response::{asked, recount, rollup};
use survey_server::store::responses::{self, Response};
use survey_server::store::rollups::{self, Changes};
use survey_server::store::take::Command;
use survey_server::store::{Conn, invitations, surveys, workspaces};

use crate::support::app::TestApp;

/// Under a question and a dimension: value of the dimension, value, count.
async fn counts(app: &TestApp, question: &'static str, dimension: &'static str) -> Vec<(String, i32, i64)> {
    let cells = app.app.db.read(|conn| rollups::all(conn, 1)).await.expect("a database");
    let cells = cells.into_iter().filter(|(cell, _)| cell.question == question && cell.dimension == dimension);
    let mut sums: std::collections::BTreeMap<(String, i32), i64> = std::collections::BTreeMap::new();
    cells.for_each(|(cell, count)| *sums.entry((cell.dimension_value, cell.value)).or_default() += count);
    sums.into_iter().map(|((of, value), count)| (of, value, count)).collect()
}

/// Asked and answered, by day.
async fn asked(app: &TestApp) -> Vec<(i32, i32, i64)> {
    let cells = app.app.db.read(|conn| rollups::all(conn, 1)).await.expect("a database");
    let of_invitations = cells.into_iter().filter(|(cell, _)| cell.question.is_empty() && cell.value < 2);
    of_invitations.map(|(cell, count)| (cell.day, cell.value, count)).collect()
}

async fn assert_counts_are_right(app: &TestApp) {
    let work = |conn: &mut Conn| {
        let workspace = workspaces::load(conn, 1)?;
        assert_eq!(workspace.settings.0.counting.before, None, "all are counted anew");
        let kept: Changes = rollups::all(conn, 1)?;
        Ok((kept, rollup::counted(conn, &workspace)?))
    };
    let (kept, counted) = app.app.db.read(work).await.expect("a database");
    assert_eq!(kept, counted);
}

async fn survey_with_reasons(app: &TestApp) {
    let definition = json!({"name": "Shop", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": {"en": "How likely?"}},
        {"key": "reasons", "type": "choice", "text": {"en": "Why?"}, "many": true, "other": {"en": "Other"},
         "options": [{"key": "late", "text": {"en": "Late"}}, {"key": "rude", "text": {"en": "Rude"}}]},
        {"key": "comment", "type": "text", "text": {"en": "Tell us"}}]});
    app.api.put("/v1/surveys/default", &definition).await.expect(200);
}

/// Follows the link in the last mail of a person and sends the form.
async fn follow(app: &TestApp, link: &str, score: i32) {
    let taken = app.api.submit(link, &[("score", &score.to_string()), ("_version", "1")]).await;
    assert!(taken.status < 400, "{}", taken.body);
    app.drain_jobs().await;
}

/// Asks a person; the link in the mail.
async fn invited(app: &TestApp, email: &str) -> String {
    app.ask(email).await;
    let mails = app.mail.mails();
    let mail = mails.iter().rfind(|mail| mail.recipient() == email).expect("a mail");
    mail.score_link(9).rsplit_once('/').expect("a score").0.to_owned()
}

async fn answer(app: &TestApp, email: &str, body: Value) -> String {
    let person = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
    let mut body = body;
    body["person"] = person["id"].clone();
    app.api.post("/v1/survey_responses", &body).await.expect(201)["id"].as_str().expect("an id").to_owned()
}

fn rows(expected: &[(&str, i32, i64)]) -> Vec<(String, i32, i64)> {
    expected.iter().map(|(of, value, count)| ((*of).to_owned(), *value, *count)).collect()
}

#[tokio::test]
async fn tags_and_chosen_options_are_dimensions_and_words_are_not() {
    let app = TestApp::start().await;
    survey_with_reasons(&app).await;
    let said = json!({"score": 3, "answers": {"reasons": ["late", {"other": "rain"}], "comment": "late"}});
    let first = answer(&app, "ann@example.com", said).await;
    answer(&app, "bob@example.com", json!({"score": 9, "answers": {"reasons": ["rude", "late"]}})).await;
    let path = format!("/v1/survey_responses/{first}");
    app.api.put(&path, &json!({"tags": ["courier", "rain", " courier "]})).await.expect(200);

    assert_eq!(
        counts(&app, "score", "answer.reasons").await,
        rows(&[("late", 3, 1), ("late", 9, 1), ("other", 3, 1), ("rude", 9, 1)])
    );
    assert_eq!(counts(&app, "score", "answer.comment").await, rows(&[]));
    assert_eq!(counts(&app, "score", "tag").await, rows(&[("courier", 3, 1), ("rain", 3, 1)]));

    app.api.put(&path, &json!({"tags": ["rain"], "score": 4, "answers": {"reasons": ["rude"]}})).await.expect(200);
    assert_eq!(counts(&app, "score", "tag").await, rows(&[("rain", 4, 1)]));
    assert_eq!(counts(&app, "score", "answer.reasons").await, rows(&[("late", 9, 1), ("rude", 4, 1), ("rude", 9, 1)]));
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn who_was_asked_counts_on_the_day_of_the_mail_and_so_does_the_answer() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    invited(&app, "bob@example.com").await;
    let [(day, _, 2)] = asked(&app).await[..] else { panic!("{:?}", asked(&app).await) };

    app.after_days(2).await;
    follow(&app, &ann, 9).await;
    assert_eq!(asked(&app).await, [(day, 0, 2), (day, 1, 1)]);
    // The same person once more: still one answer.
    follow(&app, &ann, 8).await;
    assert_eq!(asked(&app).await, [(day, 0, 2), (day, 1, 1)]);
    assert_counts_are_right(&app).await;

    // A day begins elsewhere.
    app.api.put("/v1/settings", &json!({"zone": "Pacific/Kiritimati"})).await.expect(200);
    app.drain_jobs().await;
    assert_counts_are_right(&app).await;

    let ann = app.api.get("/v1/people?email=ann@example.com").await.expect(200);
    app.api.delete(&format!("/v1/people/{}", ann[0]["id"].as_str().expect("an id"))).await.expect(202);
    app.after_minutes(5).await;
    assert_eq!(asked(&app).await.iter().map(|(_, value, count)| (*value, *count)).collect::<Vec<_>>(), [(0, 1)]);
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn what_an_older_program_counted_is_counted_anew_by_itself() {
    let app = TestApp::start().await;
    survey_with_reasons(&app).await;
    // The daily job has had its turn: it would notice.
    app.drain_jobs().await;
    let as_before = |conn: &mut Conn| {
        let mut workspace = workspaces::load(conn, 1)?;
        workspace.settings.0.counting.shape = 0;
        workspaces::save(conn, &workspace, workspace.updated_at)
    };
    app.app.db.write(as_before).await.expect("an older program");
    let ann = invited(&app, "ann@example.com").await;
    follow(&app, &ann, 2).await;
    let said = json!({"score": 3, "answers": {"reasons": ["late"]}});
    let first = answer(&app, "bob@example.com", said).await;
    app.api.put(&format!("/v1/survey_responses/{first}"), &json!({"tags": ["courier"]})).await.expect(200);
    assert_eq!(asked(&app).await, []);
    assert_eq!(counts(&app, "score", "tag").await, []);
    assert_counts_are_right(&app).await;

    app.app.write(1, recount::upgrade).await.expect("an upgrade");
    app.drain_jobs().await;
    assert_eq!(
        asked(&app).await.iter().map(|(_, value, count)| (*value, *count)).collect::<Vec<_>>(),
        [(0, 1), (1, 1)]
    );
    assert_eq!(counts(&app, "score", "tag").await, rows(&[("courier", 3, 1)]));
    assert_eq!(counts(&app, "score", "answer.reasons").await, rows(&[("late", 3, 1)]));
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn a_link_that_is_handed_out_is_counted_in_a_moment_and_a_returned_mail_is_not() {
    let app = TestApp::start().await;
    let event = json!({"id": "1", "type": "order.delivered", "occurred_at": app.now().to_string(),
        "person": {"email": "ann@example.com"}, "channel": "link"});
    app.api.post("/v1/events", &event).await.expect(202);
    assert_eq!(asked(&app).await, []);
    app.after_minutes(1).await;
    let [(_, 0, 1)] = asked(&app).await[..] else { panic!("{:?}", asked(&app).await) };
    assert_counts_are_right(&app).await;

    let row = app.app.db.read(|conn| invitations::counted_after(conn, 1, None, 10)).await.expect("a database");
    let [one] = row[..] else { panic!("{row:?}") };
    let taken_back = move |conn: &mut Conn| {
        let mut changes = Changes::new();
        rollup::asked::not_sent(conn, &mut changes, 1, one.id, invitations::State::Failed)?;
        rollups::apply(conn, &changes)
    };
    app.app.db.write(taken_back).await.expect("a bounce");
    assert_eq!(asked(&app).await, []);
    assert_counts_are_right(&app).await;
}

/// A command's way to the database of a test.
fn command(app: &TestApp) -> (survey_server::store::Db, survey_server::clock::Cx) {
    (app.app.db.clone(), app.app.cx(1))
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_names_a_planted_error_and_rebuild_mends_it() {
    let app = TestApp::start().await;
    survey_with_reasons(&app).await;
    let ann = invited(&app, "ann@example.com").await;
    follow(&app, &ann, 3).await;
    answer(&app, "bob@example.com", json!({"score": 9, "answers": {"reasons": ["late"]}})).await;
    let (db, cx) = command(&app);
    assert_eq!(cli::rollup::verify(&db, &cx).expect("a comparison"), (0, Vec::new()));

    let plant = |conn: &mut Conn| {
        let all = rollups::all(conn, 1)?;
        let wrong = all.keys().filter(|cell| cell.value == 9 && cell.dimension == "answer.reasons");
        let mut changes: Changes = wrong.map(|cell| (cell.clone(), 2)).collect();
        // A value that no answer has, and one that is missing.
        let mut strange = all.keys().next().expect("a count").clone();
        strange.dimension = "branch".to_owned();
        strange.dimension_value = "Nowhere".to_owned();
        changes.insert(strange, 5);
        let gone = all.keys().find(|cell| cell.value == 3 && cell.dimension.is_empty()).expect("a detractor");
        changes.insert(gone.clone(), -1);
        rollups::apply(conn, &changes)
    };
    app.app.db.write(plant).await.expect("an error");
    let (differing, first) = cli::rollup::verify(&db, &cx).expect("a comparison");
    let said: Vec<String> = first.iter().map(ToString::to_string).collect();
    assert_eq!(differing, 3, "{said:?}");
    assert!(said.iter().any(|one| one.contains("branch \"Nowhere\"") && one.ends_with("5 where the answers say 0")));
    assert!(
        said.iter().any(|one| one.contains("answer.reasons \"late\"") && one.ends_with("3 where the answers say 1"))
    );
    assert!(said.iter().any(|one| one.ends_with("value 3: 0 where the answers say 1")), "{said:?}");

    assert_eq!(cli::rollup::rebuild(&db, &cx).expect("a rebuild").0, 3);
    assert_eq!(cli::rollup::verify(&db, &cx).expect("a comparison").0, 0);
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn a_day_is_put_right_while_answers_come_and_change() {
    let app = TestApp::start().await;
    answer(&app, "ann@example.com", json!({"score": 9})).await;
    let bob = answer(&app, "bob@example.com", json!({"score": 3})).await;
    // One count is wrong, and one answer bears the day before.
    let plant = |conn: &mut Conn| {
        let all = rollups::all(conn, 1)?;
        let nine = all.keys().find(|cell| cell.value == 9 && cell.dimension.is_empty()).expect("a promoter").clone();
        rollups::apply(conn, &Changes::from([(nine.clone(), 4)]))?;
        for row in responses::page_by_id(conn, 1, None, 9)?.into_iter().filter(|row| row.score == Some(9)) {
            responses::set_counted(conn, &Response { day: row.day - 1, ..row })?;
        }
        Ok(nine)
    };
    let cell = app.app.db.write(plant).await.expect("an error");
    let (db, cx) = command(&app);
    let day = cell.day;
    let look = || db.snapshot_now(|conn| verify::drift(conn, &cx, day, std::slice::from_ref(&cell))).expect("a drift");
    let drift = look();
    // Meanwhile one comes and one is changed; both are counted.
    answer(&app, "cy@example.com", json!({"score": 9})).await;
    app.api.put(&format!("/v1/survey_responses/{bob}"), &json!({"score": 9})).await.expect(200);
    let mended = db.write_now(|conn| verify::mend(conn, &cx, &drift)).expect("a mended day");
    assert_eq!(mended, Some(1));
    assert_counts_are_right(&app).await;

    // The settings change while it is counted: it is not put right by what was said before.
    let drift = look();
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    assert_eq!(db.write_now(|conn| verify::mend(conn, &cx, &drift)).expect("nothing"), None);
    app.drain_jobs().await;
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn a_property_that_turns_out_to_have_no_end_of_values_is_limited_at_once() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["order"]})).await.expect(200);
    answer(&app, "ann@example.com", json!({"score": 9})).await;
    let say = |from: usize, until: usize| {
        let cx = app.app.cx(1);
        app.app.db.write(move |conn| {
            let row = surveys::load(conn, 1, 1)?;
            let setting = asked::setting(conn, 1, &row, row.version, None)?;
            let said = |number: usize| {
                let input = RecordInput {
                    answers: json!({"score": 9}).as_object().expect("answers").clone(),
                    properties: json!({"order": format!("A-{number}")}).as_object().expect("properties").clone(),
                    answered_at: cx.now,
                    channel: "import".to_owned(),
                    external_id: None,
                    imported: true,
                };
                record::answer_in(&cx, setting.clone(), &row, None, input)
            };
            let answers: Vec<_> = (from..until).map(said).collect::<Result<_, _>>()?;
            Answer::apply(conn, &answers)?.into_iter().try_for_each(|taken| taken.map(drop))
        })
    };
    for hundred in 0..11 {
        say(hundred * 100, hundred * 100 + 100).await.expect("answers");
        app.drain_jobs().await;
    }
    let orders = counts(&app, "score", "order").await;
    assert!(orders.len() == 1_001 && orders.contains(&("other".to_owned(), 9, 100)), "{} values", orders.len());
    say(2_000, 2_600).await.expect("answers");
    assert_eq!(counts(&app, "score", "order").await.len(), 1_001, "it grows no more");
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn a_day_of_23_hours_and_an_answer_before_midnight_count_where_they_were_given() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"zone": "Europe/Berlin"})).await.expect(200);
    // 31 March 2024 has 23 hours in Berlin; its first and last moments, and one outside on each side.
    for (email, at) in [
        ("a@example.com", "2024-03-30T22:59:59Z"),
        ("b@example.com", "2024-03-30T23:00:00Z"),
        ("c@example.com", "2024-03-31T21:59:59Z"),
        ("d@example.com", "2024-03-31T22:00:00Z"),
    ] {
        let at: jiff::Timestamp = at.parse().expect("a moment");
        answer(&app, email, json!({"score": 7, "created_at": at.as_second()})).await;
    }
    let cells = app.app.db.read(|conn| rollups::all(conn, 1)).await.expect("a database");
    let totals = cells.into_iter().filter(|(cell, _)| cell.question == "score" && cell.dimension.is_empty());
    let counts: Vec<i64> = totals.map(|(_, count)| count).collect();
    assert_eq!(counts, [1, 2, 1]);
    assert_counts_are_right(&app).await;
    let (db, cx) = command(&app);
    assert_eq!(cli::rollup::verify(&db, &cx).expect("a comparison").0, 0);
}

#[tokio::test]
async fn a_property_with_too_many_values_is_refused_as_a_dimension() {
    let app = TestApp::start().await;
    answer(&app, "ann@example.com", json!({"score": 9})).await;
    let cx = app.app.cx(1);
    let make = move |conn: &mut Conn| {
        let [one] = &responses::page_by_id(conn, 1, None, 2)?[..] else { panic!("one answer") };
        let rows = (0..50_000).map(|number| {
            let mut row = Response { id: cx.id(), ..one.clone() };
            row.properties.0.insert("order".to_owned(), number.to_string().into());
            row.properties.0.insert("branch".to_owned(), (number % 12).into());
            row
        });
        let rows: Vec<Response> = rows.collect();
        responses::insert_new(conn, &rows.iter().collect::<Vec<_>>()).map(drop)
    };
    app.app.db.write(make).await.expect("answers");

    let refused = app.api.put("/v1/settings", &json!({"dimensions": ["branch", "order"]})).await.expect(422);
    let problem = &refused["error"]["problems"][0];
    assert_eq!(problem["path"], "dimensions[1]", "{refused}");
    let reason = problem["message"].as_str().expect("a reason");
    assert!(reason.contains("2000 different values") && reason.contains("more than 1000"), "{reason}");
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    let cookie = app.sign_in().await;
    let page = "/admin/settings/workspace";
    let send = format!("{page}/dimensions");
    let refused = app.send_form(&cookie, page, &send, &[("dimensions", "branch, order")]).await;
    assert!(refused.status == 422 && refused.body.contains("different values in the newest"), "{}", refused.body);
    let shown = app.page_as(&cookie, page).await;
    assert!(shown.contains("about 12 counts more a day"), "{shown}");
    let ours = app.api.put("/v1/settings", &json!({"dimensions": ["tag"]})).await.expect(422);
    assert!(ours.to_string().contains("another name"), "{ours}");
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_the_load_command_are_counted_as_if_they_had_been_given() {
    let app = TestApp::start().await;
    let (db, cx) = command(&app);
    let args = cli::load::Args {
        answers: 3_000,
        days: 70,
        surveys: 2,
        dimensions: vec!["branch".to_owned(), "courier".to_owned()],
        measure: 0,
    };
    cli::load::fill(&db, &cx, &args).expect("answers");
    assert_eq!(cli::rollup::verify(&db, &cx).expect("a comparison"), (0, Vec::new()));
    let branches = counts(&app, "score", "branch").await;
    assert_eq!(branches.iter().map(|(_, _, count)| count).sum::<i64>(), 3_000);
    let score = app.api.get("/v1/survey_responses?per_page=1").await.expect(200);
    assert!(score[0]["score"].is_number() && score[0]["person_properties"]["branch"].is_string(), "{score}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dimension_that_grows_too_far_keeps_its_greatest_values_and_counts_the_others_together() {
    let app = TestApp::start().await;
    answer(&app, "ann@example.com", json!({"score": 9})).await;
    let cx = app.app.cx(1);
    let make = move |conn: &mut Conn| {
        let workspace = workspaces::load(conn, 1)?;
        let [one] = &responses::page_by_id(conn, 1, None, 2)?[..] else { panic!("one answer") };
        let survey = surveys::definition(conn, 1, one.survey_id, one.survey_version)?;
        // Two of each of the first thousand, one of each of a hundred more.
        let rows: Vec<Response> = (0..2_100)
            .map(|number| {
                let mut row = Response { id: cx.id(), ..one.clone() };
                let branch = if number < 2_000 { format!("Kept {}", number % 1_000) } else { format!("Late {number}") };
                row.properties.0.insert("branch".to_owned(), branch.into());
                row
            })
            .collect();
        responses::insert_new(conn, &rows.iter().collect::<Vec<_>>())?;
        let mut changes = Changes::new();
        for row in &rows {
            rollup::add(&mut changes, &workspace, &survey, row, 1);
        }
        rollups::apply(conn, &changes)
    };
    app.app.db.write(make).await.expect("answers");
    assert_counts_are_right(&app).await;

    app.app.write(1, recount::limit).await.expect("a limit");
    app.drain_jobs().await;
    let branches = counts(&app, "score", "branch").await;
    let rest: Vec<_> = branches.iter().filter(|(branch, ..)| branch == survey_server::response::cuts::REST).collect();
    assert_eq!((branches.len(), rest), (1_001, vec![&("other".to_owned(), 9, 100)]));

    answer(&app, "bob@example.com", json!({"score": 2, "person_properties": {"branch": "New"}})).await;
    answer(&app, "cy@example.com", json!({"score": 2, "person_properties": {"branch": "Kept 7"}})).await;
    let branches = counts(&app, "score", "branch").await;
    assert!(branches.contains(&("other".to_owned(), 2, 1)) && branches.contains(&("Kept 7".to_owned(), 2, 1)));
    assert_counts_are_right(&app).await;
    let (db, cx) = command(&app);
    assert_eq!(cli::rollup::verify(&db, &cx).expect("a comparison").0, 0);
    let page = app.page("/admin/settings/workspace").await;
    assert!(page.contains("all others count as"), "{page}");
}

#[tokio::test]
async fn the_values_to_choose_from_are_those_of_the_survey_and_for_cases_of_all() {
    let app = TestApp::start().await;
    app.api.put("/v1/settings", &json!({"dimensions": ["branch"]})).await.expect(200);
    survey_with_reasons(&app).await;
    let other = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": {"en": "How likely?"}}]});
    app.api.put("/v1/surveys/visit", &other).await.expect(201);
    for (email, survey, branch) in [
        ("ann@example.com", "default", "Riga"),
        ("bob@example.com", "default", "Leith"),
        ("cat@example.com", "default", "Riga"),
        ("dan@example.com", "visit", "Almaty"),
        ("eve@example.com", "visit", "Leith"),
    ] {
        let said = json!({"score": 9, "survey": survey, "person_properties": {"branch": branch}});
        answer(&app, email, said).await;
    }
    let values = |limit: i32| {
        app.app.db.read(move |conn| {
            let survey = surveys::find_by_key(conn, 1, "default")?.expect("a survey").id;
            let of_one = rollups::values(conn, 1, (survey, "score"), "branch", limit)?;
            let nobody = rollups::values(conn, 1, (survey, "score"), "courier", limit)?;
            assert_eq!(nobody, Vec::<String>::new());
            Ok((of_one, rollups::values_of_all(conn, 1, "branch", limit)?))
        })
    };
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect::<Vec<String>>();
    assert_eq!(values(100).await.expect("values"), (names(&["Leith", "Riga"]), names(&["Almaty", "Leith", "Riga"])));
    assert_eq!(values(1).await.expect("values"), (names(&["Leith"]), names(&["Almaty"])));
}
