//! Watched views: a score that leaves what is usual. The clock is the test's.

use serde_json::json;
use survey_server::recovery::room::{self, RoomInput};
use survey_server::reporting::saved::{self, Change};
use survey_server::reporting::watch::{self, scores};
use survey_server::store::alerts::Quiet;
use survey_server::store::responses;
use survey_server::store::rollups::{self, Cell, Changes};
use survey_server::store::rooms::Service;
use survey_server::store::users::Role;
use survey_server::store::{Id, view_alarms, workspaces};

use crate::escalation::member;
use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

pub fn notices(app: &TestApp, name: &str) -> Vec<Mail> {
    let to = format!("{name}@shop.example");
    let ours = |mail: &Mail| mail.recipient() == to && mail.text().contains("/admin/settings/digests");
    app.mail.mails().into_iter().filter(ours).collect()
}

pub async fn add_room(app: &TestApp) {
    let (policy, address) = (app.app.config.outbound.clone(), app.program.url().to_owned());
    let made = app.app.write(1, move |conn, cx| {
        let input = RoomInput { service: Service::Slack, name: "all".into(), team: None, address, chat: String::new() };
        room::add(conn, cx, &policy, &input, "test").map(drop)
    });
    made.await.expect("a room");
}

/// One answer, as a program hands it in; returns its id.
pub async fn answer(app: &TestApp, email: &str) -> Id {
    let person = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
    let body = json!({"person": person["id"], "score": 9});
    let answered = app.api.post("/v1/survey_responses", &body).await;
    assert!(answered.status < 300, "{}", answered.body);
    let newest = app.app.read(1, |conn, _| responses::list(conn, 1, &responses::Filter::default(), 0, 100)).await;
    newest.expect("a database").iter().map(|one| one.id).max().expect("an answer")
}

/// A view that is watched, of a question whose past and last days are as given: `(promoters, detractors)` a day.
async fn watched_view(app: &TestApp, last: (i64, i64)) -> Id {
    answer(app, "first@example.com").await;
    watched(app, last, (10, 3)).await
}

/// The same, of the answers that stand for happy and unhappy ones in the default survey.
async fn watched(app: &TestApp, last: (i64, i64), (happy, unhappy): (i32, i32)) -> Id {
    let made = app.app.write(1, move |conn, cx| {
        let workspace = workspaces::load(conn, 1)?;
        let survey = survey_server::response::survey::chosen(conn, &workspace, None)?;
        let measure = survey_server::reporting::score::measure(conn, survey)?;
        let today = workspaces::load(conn, 1)?.day(cx.now);
        let mut changes = Changes::new();
        for day in today - 215..today {
            let (promoters, detractors) = if day >= today - 2 { last } else { (25 + i64::from(day % 3), 10) };
            for (value, count) in [(happy, promoters), (unhappy, detractors)] {
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
    // It leads to the very days that it tells of, so that the page says the same number.
    let link = mails[0].links().into_iter().find(|link| link.contains("segment=branch%3AKazan")).expect("a link");
    let page = app.page(&format!("/admin?{}", link.split_once("/admin?").expect("a view").1)).await;
    let (_, value) = text.split_once("fell: ").expect("a value");
    let (value, _) = value.split_once(" (").expect("an interval");
    assert!(page.contains(&format!("<b>{value}</b>")), "{value} {page}");
    assert_eq!(notices(&app, "eve").len(), 0, "who only reads is not told");
    let said = app.program.received();
    assert_eq!(said.len(), 1);
    assert!(said[0].json().to_string().contains("The score of Kazan fell"), "{}", said[0].json());

    let alarms = app.app.read(1, |conn, _| view_alarms::since(conn, 1, 0)).await.expect("alarms");
    assert_eq!((alarms.len(), alarms[0].view_id), (1, view));
    assert!(alarms[0].value < alarms[0].usual && alarms[0].answers > 100, "{alarms:?}");
    assert!(app.page("/admin/settings/digests").await.contains("The score of Kazan fell"));
    // On the overview of its survey, with how long it stands there, and in the list of views; not of another survey.
    let overview = app.page("/admin").await;
    assert!(overview.contains("The score of Kazan fell") && overview.contains("Stands here until "), "{overview}");
    assert!(overview.contains("<span class=\"tag\">fell</span>"), "{overview}");
    let other = json!({"name": "Other", "language": "en", "questions": [{"key": "score", "type": "nps", "text": "?"}]});
    app.api.put("/v1/surveys/other", &other).await.expect(201);
    assert!(!app.page("/admin?survey=other").await.contains("The score of Kazan fell"));
    app.after_days(15).await;
    assert!(!app.page("/admin").await.contains("The score of Kazan fell"), "two weeks are over");
}

#[tokio::test]
async fn a_share_of_satisfied_answers_is_watched_too_and_told_in_per_cent() {
    let app = TestApp::start().await;
    let survey = json!({"name": "Support", "language": "en", "questions": [
        {"key": "ease", "type": "csat", "text": "How satisfied?", "required": true}]});
    app.api.put("/v1/surveys/support", &survey).await.expect(201);
    app.api.put("/v1/settings", &json!({"default_survey": "support"})).await.expect(200);
    member(&app, "Ann", Role::Manager).await;
    watched(&app, (5, 30), (5, 1)).await;
    app.after_days(1).await;
    let mails = notices(&app, "ann");
    assert_eq!(mails.len(), 1);
    let text = mails[0].text();
    assert!(text.contains("The score of Kazan fell: ") && text.contains("against 72% as usual"), "{text}");
}

#[tokio::test]
async fn what_cannot_be_watched_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let two = json!({"name": "Both", "query": "segment=branch:Kazan&segment=courier:7", "alarm": true});
    let refused = app.api.post("/v1/views", &two).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("a view of two segments cannot be watched"), "{}", refused.body);

    let kept = json!({"name": "Both", "query": "segment=branch:Kazan&segment=courier:7"});
    let kept = app.api.post("/v1/views", &kept).await.expect(201);
    let path = format!("/v1/views/{}", kept["id"].as_str().expect("an id"));
    assert_eq!(app.api.patch(&path, &json!({"alarm": true})).await.status, 422);
    let page = "/admin/settings/digests";
    let cookie = app.sign_in().await;
    let shown = app.page_as(&cookie, page).await;
    assert!(shown.contains("Cannot be watched: it is cut by two segments"), "{shown}");
    assert!(!shown.contains("Watch Both"), "no button: {shown}");
    let id = kept["id"].as_str().expect("an id");
    let sent = app.send_form(&cookie, page, &format!("{page}/watch"), &[("view", id), ("watch", "on")]).await;
    assert_eq!(sent.status, 303);
    assert!(!app.api.get(&path).await.expect(200)["alarm"].as_bool().expect("a flag"));

    // One that is watched cannot become what cannot be watched.
    let one = json!({"name": "One", "query": "segment=branch:Kazan", "alarm": true});
    let one = app.api.post("/v1/views", &one).await.expect(201);
    let path = format!("/v1/views/{}", one["id"].as_str().expect("an id"));
    assert_eq!(app.api.patch(&path, &json!({"query": "segment=branch:Kazan&segment=courier:7"})).await.status, 422);
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
