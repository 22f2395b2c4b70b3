//! What is watched: a score that leaves what is usual, answers and mails that stop. The clock is the test's.

use serde_json::json;
use survey_server::recovery::room::{self, RoomInput};
use survey_server::reporting::saved::{self, Change};
use survey_server::reporting::watch::{self, flow, scores};
use survey_server::store::alerts::Quiet;
use survey_server::store::responses::{self, Response};
use survey_server::store::rollups::{self, Cell, Changes};
use survey_server::store::rooms::Service;
use survey_server::store::users::Role;
use survey_server::store::{Id, Time, view_alarms, workspaces};

use crate::escalation::member;
use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

fn notices(app: &TestApp, name: &str) -> Vec<Mail> {
    let to = format!("{name}@shop.example");
    let ours = |mail: &Mail| mail.recipient() == to && mail.text().contains("/admin/settings/digests");
    app.mail.mails().into_iter().filter(ours).collect()
}

async fn add_room(app: &TestApp) {
    let (policy, address) = (app.app.config.outbound.clone(), app.program.url().to_owned());
    let made = app.app.write(1, move |conn, cx| {
        let input = RoomInput { service: Service::Slack, name: "all".into(), team: None, address, chat: String::new() };
        room::add(conn, cx, &policy, &input, "test").map(drop)
    });
    made.await.expect("a room");
}

/// One answer, as a program hands it in; returns its id.
async fn answer(app: &TestApp, email: &str) -> Id {
    let person = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
    let body = json!({"person": person["id"], "score": 9});
    let answered = app.api.post("/v1/survey_responses", &body).await;
    assert!(answered.status < 300, "{}", answered.body);
    let newest = app.app.read(1, |conn, _| responses::list(conn, 1, &responses::Filter::default(), 0, 100)).await;
    newest.expect("a database").iter().map(|one| one.id).max().expect("an answer")
}

/// Repeats an answer every so many minutes back from now, over so many days; `imported`: as if it came from a file.
async fn repeat(app: &TestApp, id: Id, every_minutes: i64, days: i64, imported: bool) {
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
                    imported,
                    ..model.clone()
                }
            })
            .collect();
        let rows: Vec<&Response> = rows.iter().collect();
        responses::insert_new(conn, &rows).map(drop)
    });
    done.await.expect("a database");
}

async fn look(app: &TestApp) -> usize {
    let found = app.app.write(1, flow::look).await.expect("a look");
    app.drain_jobs().await;
    found
}

/// A view that is watched, of a question whose past and last days are as given: `(promoters, detractors)` a day.
async fn watched_view(app: &TestApp, last: (i64, i64)) -> Id {
    answer(app, "first@example.com").await;
    let made = app.app.write(1, move |conn, cx| {
        let survey = survey_server::store::surveys::list(conn, 1)?.remove(0);
        let measure = survey_server::reporting::score::measure(conn, survey)?;
        let today = workspaces::load(conn, 1)?.day(cx.now);
        let mut changes = Changes::new();
        for day in today - 215..today {
            let (promoters, detractors) = if day >= today - 2 { last } else { (25 + i64::from(day % 3), 10) };
            for (value, count) in [(10, promoters), (3, detractors)] {
                for (dimension, of) in [("", ""), ("branch", "Kazan")] {
                    let cell = Cell {
                        workspace_id: 1,
                        survey_id: measure.row.id,
                        question: measure.question.clone(),
                        dimension: dimension.to_owned(),
                        dimension_value: of.to_owned(),
                        day,
                        evidence: 0,
                        value,
                    };
                    changes.insert(cell, count);
                }
            }
        }
        rollups::apply(conn, &changes)?;
        let query = Some("segment=branch:Kazan".to_owned());
        let change = Change { name: Some("Kazan".to_owned()), query, alarm: Some(true) };
        let view = saved::create(conn, cx, &change, None, "test")?;
        let workspace = workspaces::load(conn, 1)?;
        watch::wake(conn, cx, &workspace)?;
        Ok(view.id)
    });
    made.await.expect("a view")
}

#[tokio::test]
async fn a_fall_is_told_once_to_managers_and_rooms_with_its_numbers() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    member(&app, "Eve", Role::Viewer).await;
    add_room(&app).await;
    let view = watched_view(&app, (5, 30)).await;
    for _ in 0..5 {
        app.after_days(1).await;
    }
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 1, "told once");
    let text = mails[0].text();
    assert!(text.contains("The score of Kazan fell: ") && text.contains("as usual"), "{text}");
    assert!(text.contains("/admin?segment=branch%3AKazan"), "{text}");
    assert_eq!(notices(&app, "eve").len(), 0, "who only reads is not told");
    let said = app.program.received();
    assert_eq!(said.len(), 1);
    assert!(said[0].json().to_string().contains("The score of Kazan fell"), "{}", said[0].json());

    let alarms = app.app.read(1, |conn, _| view_alarms::since(conn, 1, 0)).await.expect("alarms");
    assert_eq!((alarms.len(), alarms[0].view_id), (1, view));
    assert!(alarms[0].value < alarms[0].usual && alarms[0].answers > 100, "{alarms:?}");
    assert!(app.page("/admin/settings/digests").await.contains("The score of Kazan fell"));
}

#[tokio::test]
async fn what_is_usual_and_what_is_not_watched_is_not_told() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    let view = watched_view(&app, (25, 10)).await;
    app.after_days(1).await;
    let off = app.app.write(1, move |conn, cx| {
        saved::change(conn, cx, view, &Change { alarm: Some(false), ..Change::default() }, "test").map(drop)
    });
    off.await.expect("a database");
    assert!(app.app.read(1, scores::look).await.expect("a look").is_empty());
    assert_eq!(notices(&app, "ann").len(), 0);
}

#[tokio::test]
async fn quiet_hours_and_who_does_not_want_it_are_respected() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Manager).await;
    member(&app, "Bob", Role::Owner).await;
    app.configure(|settings| {
        settings.alerts.quiet = Some(Quiet { from: "20:00".parse().unwrap(), until: "09:00".parse().unwrap() });
    })
    .await;
    app.app.write(1, move |conn, cx| watch::by_mail(conn, cx, ann, false)).await.expect("a database");
    watched_view(&app, (5, 30)).await;
    // Saturday, one in the morning.
    app.after_minutes(15 * 60).await;
    assert_eq!(notices(&app, "bob").len(), 0);
    app.after_minutes(8 * 60).await;
    assert_eq!((notices(&app, "bob").len(), notices(&app, "ann").len()), (1, 0));
}

#[tokio::test]
async fn a_silence_of_answers_is_told_once_and_its_end_too() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    add_room(&app).await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, false).await;
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
    assert!(app.page("/admin/settings/digests").await.contains("No answers have come in since"));

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
    repeat(&app, id, 60, 35, false).await;
    app.after_days(2).await;
    assert_eq!(look(&app).await, 0, "the workspace is younger than its answers: a demo, or an import");

    let app = TestApp::start().await;
    app.after_days(40).await;
    let id = answer(&app, "first@example.com").await;
    repeat(&app, id, 60, 35, true).await;
    app.after_days(2).await;
    assert_eq!(look(&app).await, 0, "imported");
    repeat(&app, id, 60, 37, false).await;
    app.configure(|settings| settings.autopilot.updated_at = Some(Time(i64::MAX / 2))).await;
    app.after_days(2).await;
    assert_eq!(look(&app).await, 0, "the autopilot was switched off lately");
    app.configure(|settings| settings.autopilot.updated_at = None).await;
    assert_eq!(look(&app).await, 1);
}

#[tokio::test]
async fn mails_that_stop_are_told() {
    use survey_server::store::deliveries::{self, Delivery, Kind, Stage};
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Manager).await;
    app.after_days(40).await;
    app.ask("first@example.com").await;
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
    app.after_days(1).await;
    look(&app).await;
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text().contains("No mails to customers have gone out since"), "{}", mails[0].text());
    app.ask("second@example.com").await;
    look(&app).await;
    assert_eq!(notices(&app, "ann").len(), 2);
}
