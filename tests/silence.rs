//! Answers and mails that stop: when that is told, to whom, how often, and when not. The clock is the test's.

use diesel::RunQueryDsl;
use serde_json::json;
use survey_server::reporting::watch::flow;
use survey_server::store::responses::{self, Response};
use survey_server::store::users::Role;
use survey_server::store::{Id, Time};

use crate::escalation::member;
use crate::support::app::TestApp;
use crate::watch::{add_room, answer, notices};

/// The business begins at this moment: a database that was migrated before the test has its survey since then.
async fn begins_now(app: &TestApp) {
    let done = app.app.write(1, |conn, cx| {
        diesel::sql_query(format!("UPDATE surveys SET created_at = {}", cx.now.0)).execute(conn)?;
        Ok(())
    });
    done.await.expect("a database");
}

/// How an answer came.
#[derive(Clone, Copy, PartialEq)]
enum Came {
    Invited,
    Uninvited,
    /// As if from a file.
    Imported,
}

/// Repeats an answer every so many minutes back from now, over so many days.
async fn repeat(app: &TestApp, id: Id, every_minutes: i64, days: i64, came: Came) {
    let done = app.app.write(1, move |conn, cx| {
        let model = responses::find(conn, 1, id)?.expect("an answer");
        let rows: Vec<Response> = (1..days * 24 * 60 / every_minutes)
            .map(|n| {
                let at = cx.now.plus_ms(-n * every_minutes * 60_000);
                let (person_id, external_id) = (None, None);
                Response {
                    id: cx.id(),
                    answered_at: at,
                    updated_at: at,
                    person_id,
                    external_id,
                    imported: came == Came::Imported,
                    invited: came == Came::Invited,
                    ..model.clone()
                }
            })
            .collect();
        let rows: Vec<&Response> = rows.iter().collect();
        responses::insert_new(conn, &rows).map(drop)
    });
    done.await.expect("a database");
}

/// Repeats the first mail every hour back from now, over five weeks.
async fn repeat_mail(app: &TestApp) {
    use survey_server::store::deliveries::{self, Delivery, Kind, Stage};
    let model = app.deliveries().await.remove(0);
    let filled = app.app.write(1, move |conn, cx| {
        for n in 1..35 * 24 {
            let at = cx.now.plus_ms(-n * 3_600_000);
            let delivery = Delivery {
                id: cx.id(),
                about_id: cx.id(),
                kind: Kind::Invitation,
                stage: Stage::Sent,
                updated_at: at,
                sent_at: Some(at),
                ..model.clone()
            };
            deliveries::insert(conn, &delivery)?;
        }
        Ok(())
    });
    filled.await.expect("a database");
}

async fn look(app: &TestApp) -> usize {
    let found = app.app.read(1, flow::look).await.expect("a look");
    let new = app.app.write(1, move |conn, cx| flow::keep(conn, cx, &found)).await.expect("what was found");
    app.drain_jobs().await;
    new
}

#[tokio::test]
async fn a_silence_of_answers_is_told_once_and_its_end_too() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    add_room(&app).await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Uninvited).await;
    app.after_minutes(5 * 60).await;
    assert_eq!(look(&app).await, 0, "five hours are nothing");
    app.after_minutes(10 * 60).await;
    for _ in 0..3 {
        look(&app).await;
        app.after_minutes(60).await;
    }
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 1, "told once");
    assert!(mails[0].text().contains("No answers have come in since"), "{}", mails[0].text());
    assert!(mails[0].text().contains("since 30\u{a0}Dec 2026, 10:00"), "{}", mails[0].text());
    assert!(app.page("/admin/settings/digests").await.contains("No answers have come in since"));
    // Who can do something about it sees it on the overview, and nobody else.
    let overview = app.page("/admin").await;
    assert!(overview.contains("No answers have come in since"), "{overview}");
    assert!(overview.contains("Stands here until an answer comes in."), "{overview}");

    answer(&app, "second@example.com").await;
    look(&app).await;
    look(&app).await;
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 2);
    assert!(mails[1].text().contains("coming in again"), "{}", mails[1].text());
    assert_eq!(app.program.received().len(), 2);
}

#[tokio::test]
async fn imports_young_workspaces_and_what_was_switched_off_are_never_missed() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Uninvited).await;
    app.after_days(2).await;
    assert_eq!(look(&app).await, 0, "the workspace is younger than its answers: a demo, or an import");

    let app = TestApp::start().await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Imported).await;
    app.after_days(2).await;
    assert_eq!(look(&app).await, 0, "imported");
    repeat(&app, id, 60, 37, Came::Invited).await;
    app.configure(|settings| settings.autopilot.updated_at = Some(Time(i64::MAX / 2))).await;
    app.wait_minutes(2 * 24 * 60);
    assert_eq!(look(&app).await, 0, "the autopilot was switched off lately");
    app.configure(|settings| settings.autopilot.updated_at = None).await;
    assert_eq!(look(&app).await, 1);
}

#[tokio::test]
async fn mails_that_stop_are_told() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    app.after_days(40).await;
    app.ask("first@example.com").await;
    repeat_mail(&app).await;
    app.after_days(1).await;
    look(&app).await;
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text().contains("No mails to customers have gone out since"), "{}", mails[0].text());
    app.ask("second@example.com").await;
    look(&app).await;
    assert_eq!(notices(&app, "ann").len(), 2);
}

#[tokio::test]
async fn a_feed_that_breaks_in_its_first_weeks_is_missed_once_it_had_many() {
    for (days, every_minutes, told) in [(12, 60, 0), (15, 60, 1), (15, 600, 0)] {
        let app = TestApp::start().await;
        member(&app, "Ann", Role::Manager).await;
        begins_now(&app).await;
        app.after_days(days).await;
        let id = answer(&app, "first@example.com").await;
        repeat(&app, id, every_minutes, days, Came::Uninvited).await;
        app.wait_minutes(24 * 60);
        look(&app).await;
        assert_eq!(notices(&app, "ann").len(), told, "{days} days, every {every_minutes} minutes");
    }
}

#[tokio::test]
async fn closing_one_survey_or_pausing_the_autopilot_hides_only_its_own_silence() {
    let app = TestApp::start().await;
    let other = json!({"name": "Other", "language": "en", "questions": [{"key": "score", "type": "nps", "text": "?"}]});
    app.api.put("/v1/surveys/other", &other).await.expect(201);
    app.after_days(40).await;
    app.ask("first@example.com").await;
    repeat_mail(&app).await;
    let closed =
        app.app.write(1, |conn, cx| survey_server::response::survey::set_closed(conn, cx, "other", true, "test"));
    closed.await.expect("a database");
    app.wait_minutes(24 * 60);
    assert_eq!(look(&app).await, 1, "the mails of the open survey stopped");

    // Nobody is invited any more, and who answers by a link is still expected.
    let app = TestApp::start().await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Invited).await;
    app.configure(|settings| settings.autopilot.updated_at = Some(Time(i64::MAX / 2))).await;
    app.wait_minutes(24 * 60);
    assert_eq!(look(&app).await, 0, "answers of people whom the autopilot asked");
    repeat(&app, id, 60, 35, Came::Uninvited).await;
    app.wait_minutes(24 * 60);
    assert_eq!(look(&app).await, 1, "answers that nobody was invited to");
}

#[tokio::test]
async fn a_silence_that_nobody_expected_any_more_and_that_came_again_is_told_again() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    app.after_days(40).await;
    app.ask("first@example.com").await;
    repeat_mail(&app).await;
    app.wait_minutes(24 * 60);
    assert_eq!((look(&app).await, notices(&app, "ann").len()), (1, 1));
    app.configure(|settings| settings.autopilot.updated_at = Some(Time(i64::MAX / 2))).await;
    assert_eq!(look(&app).await, 0, "it ends without a word");
    assert!(!app.page("/admin/settings/digests").await.contains("No mails to customers"));
    app.configure(|settings| settings.autopilot.updated_at = None).await;
    assert_eq!((look(&app).await, notices(&app, "ann").len()), (1, 2));
    assert_eq!((look(&app).await, notices(&app, "ann").len()), (0, 2), "and once");
}

#[tokio::test]
async fn two_who_find_the_same_silence_tell_it_once_and_one_that_ended_meanwhile_is_not_told() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Uninvited).await;
    app.wait_minutes(24 * 60);
    let found = app.app.read(1, flow::look).await.expect("a look");
    let both = [found.clone(), found];
    let both = both.map(|found| app.app.write(1, move |conn, cx| flow::keep(conn, cx, &found)));
    let told: usize = futures_util::future::join_all(both).await.into_iter().map(|new| new.expect("a write")).sum();
    app.drain_jobs().await;
    assert_eq!((told, notices(&app, "ann").len()), (1, 1));

    let app = TestApp::start().await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, Came::Uninvited).await;
    app.wait_minutes(24 * 60);
    let found = app.app.read(1, flow::look).await.expect("a look");
    assert_eq!(found.len(), 1);
    answer(&app, "second@example.com").await;
    let new = app.app.write(1, move |conn, cx| flow::keep(conn, cx, &found)).await.expect("a write");
    assert_eq!(new, 0);
}
