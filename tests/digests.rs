//! A view of the reports by mail: what it says, when it comes, and when it does not. The clock is the test's.

use std::io::Cursor;

use serde_json::json;
use survey_server::account::user;
use survey_server::reporting::digest;
use survey_server::reporting::saved::{self, Change};
use survey_server::store::Id;
use survey_server::store::alerts::Quiet;
use survey_server::store::digests::{EVERYTHING, Every};
use survey_server::store::users::{self, Role};

use crate::escalation::member;
use crate::support::app::TestApp;
use crate::support::smtp_sink::Mail;

/// The digests that somebody got, oldest first.
pub fn digests(app: &TestApp, name: &str) -> Vec<Mail> {
    let to = format!("{name}@shop.example");
    let ours = |mail: &Mail| mail.recipient() == to && mail.header("List-ID").is_some();
    app.mail.mails().into_iter().filter(ours).collect()
}

pub async fn subscribe(app: &TestApp, view: Id, user: Id, every: Every) {
    let done = app.app.write(1, move |conn, cx| digest::subscribe(conn, cx, view, user, Some(every)));
    done.await.expect("a subscription");
}

pub async fn view(app: &TestApp, name: &str, query: &str) -> Id {
    let change = Change { name: Some(name.to_owned()), query: Some(query.to_owned()), alarm: None };
    let made = app.app.write(1, move |conn, cx| Ok(saved::create(conn, cx, &change, None, "test")?.id));
    made.await.expect("a view")
}

/// So many customers of a branch answer now.
async fn answer(app: &TestApp, branch: &str, score: i64, count: usize) {
    for number in 0..count {
        let email = format!("{branch}{score}.{number}.{}@example.com", app.now().as_second());
        let person = app.api.post("/v1/people", &json!({"email": email, "send": false})).await.expect(200);
        let body = json!({"person": person["id"], "score": score, "person_properties": {"branch": branch}});
        let answered = app.api.post("/v1/survey_responses", &body).await;
        assert!(answered.status < 300, "{}", answered.body);
    }
}

/// From Friday 10:00, when a test begins, to Monday 8:00.
pub async fn until_monday(app: &TestApp) {
    app.after_minutes((2 * 24 + 22) * 60).await;
}

#[tokio::test]
async fn a_digest_says_what_the_reports_say_and_shows_it() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Manager).await;
    answer(&app, "Leith", 10, 30).await;
    answer(&app, "Kazan", 10, 30).await;
    subscribe(&app, EVERYTHING, ann, Every::Week).await;
    let eve = member(&app, "Eve", Role::Manager).await;
    let kazan = view(&app, "Kazan", "segment=branch:Kazan").await;
    subscribe(&app, kazan, eve, Every::Week).await;
    until_monday(&app).await;
    app.after_days(4).await;
    let before = digests(&app, "ann").len();
    answer(&app, "Leith", 10, 30).await;
    answer(&app, "Kazan", 2, 30).await;
    app.drain_jobs().await;
    app.after_minutes(2 * 60).await;
    until_monday(&app).await;

    let mails = digests(&app, "ann");
    assert_eq!((before, mails.len()), (1, 2));
    let mail = &mails[1];
    let (text, html) = (mail.text(), mail.html());
    let report = "/v1/reports/score?since=2026-11-23T00:00:00Z&until=2026-11-29T23:59:59Z";
    let report = app.api.get(report).await.expect(200);
    let signed = |value: &serde_json::Value| match value.as_i64().expect("a number") {
        0 => "0".to_owned(),
        up @ 1.. => format!("+{up}"),
        down => format!("\u{2212}{}", -down),
    };
    let (low, high) = (signed(&report["interval"]["low"]), signed(&report["interval"]["high"]));
    let line = format!("{} ({low} to {high}), {} answers", signed(&report["score"]), report["n"]);
    assert!(text.contains(&line), "{line} {text}");
    assert!(text.contains("The score fell by 100 points against the week before."), "{text}");
    assert!(text.contains("Kazan (branch): from +100 to \u{2212}100, 30 answers"), "{text}");
    assert!(!text.contains("Leith (branch)"), "what did not change is not told: {text}");
    assert!(text.contains("/admin?from=2026-11-23&until=2026-11-29&segment=branch%3AKazan"), "{text}");
    assert!(text.contains("30 open cases"), "{text}");
    assert!(text.contains("/admin/cases/"), "{text}");

    // Cases are not known by branch: who reads of one branch is told whose they are.
    let of_branch = digests(&app, "eve").pop().expect("a digest").text();
    assert!(of_branch.contains("30 open cases") && of_branch.contains("not only of this part"), "{of_branch}");
    assert!(!text.contains("not only of this part"), "{text}");

    // The picture stands in the mail itself, and its words say the same.
    let parsed = mail.parsed();
    let picture = parsed.attachments().next().expect("a picture");
    let png = picture.contents();
    let info = png::Decoder::new(Cursor::new(png)).read_info().expect("a PNG").info().clone();
    assert_eq!((info.width, info.height), (1104, 472));
    assert!(html.contains("alt=\"The score fell by 100"), "{html}");
}

#[tokio::test]
async fn a_week_without_answers_is_told_once_until_one_comes_in_again() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Owner).await;
    subscribe(&app, EVERYTHING, ann, Every::Week).await;
    until_monday(&app).await;
    for _ in 0..3 {
        app.after_days(7).await;
    }
    let mails = digests(&app, "ann");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject().contains("no answers last week"), "{}", mails[0].subject());

    answer(&app, "Leith", 10, 3).await;
    for _ in 0..3 {
        app.after_days(7).await;
    }
    let subjects: Vec<String> = digests(&app, "ann").iter().map(Mail::subject).collect();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(subjects[1].contains("3 answers") && subjects[2].contains("no answers"), "{subjects:?}");
}

#[tokio::test]
async fn the_button_in_the_mail_stops_that_digest_and_opening_the_link_does_not() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Manager).await;
    let leith = view(&app, "Leith", "segment=branch:Leith").await;
    answer(&app, "Leith", 10, 6).await;
    subscribe(&app, EVERYTHING, ann, Every::Week).await;
    subscribe(&app, leith, ann, Every::Week).await;
    until_monday(&app).await;
    let mails = digests(&app, "ann");
    assert_eq!(mails.len(), 2);
    let of_view = mails.iter().find(|mail| mail.subject().starts_with("Leith")).expect("the view's");
    assert_eq!(of_view.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let link = of_view.links().into_iter().find(|link| link.contains("/d/")).expect("a link");

    let shown = app.api.visit(&link).await;
    assert!(shown.status == 200 && shown.body.contains("<button"), "{}", shown.body);
    answer(&app, "Leith", 10, 6).await;
    app.after_days(7).await;
    assert_eq!(digests(&app, "ann").len(), 4, "a look at the page stops nothing");

    for _ in 0..2 {
        let stopped = app.api.submit(&link, &[("List-Unsubscribe", "One-Click")]).await;
        assert_eq!(stopped.status, 200, "{}", stopped.body);
    }
    answer(&app, "Leith", 10, 6).await;
    app.after_days(7).await;
    let mails = digests(&app, "ann");
    assert_eq!(mails.len(), 5);
    assert!(!mails[4].subject().starts_with("Leith"), "only this one is stopped");
    let other = link.replace("/d/", "/d/x");
    assert_eq!(app.api.visit(&other).await.status, 404);
}

#[tokio::test]
async fn who_manages_no_more_or_is_gone_gets_nothing() {
    let app = TestApp::start().await;
    let (ann, eve) = (member(&app, "Ann", Role::Manager).await, member(&app, "Eve", Role::Manager).await);
    let kept = view(&app, "Leith", "segment=branch:Leith").await;
    for user in [ann, eve] {
        subscribe(&app, EVERYTHING, user, Every::Week).await;
    }
    subscribe(&app, kept, ann, Every::Month).await;
    answer(&app, "Leith", 10, 6).await;
    let changed = app.app.write(1, move |conn, cx| {
        users::set_role(conn, 1, ann, Role::Viewer, cx.now)?;
        user::remove(conn, cx, eve, "test").map(drop)
    });
    changed.await.expect("a database");
    until_monday(&app).await;
    assert_eq!((digests(&app, "ann").len(), digests(&app, "eve").len()), (0, 0));

    // Whoever manages again has what they had, and a view that is gone is not sent.
    let changed = app.app.write(1, move |conn, cx| {
        users::set_role(conn, 1, ann, Role::Manager, cx.now)?;
        saved::remove(conn, cx, kept, "test")
    });
    changed.await.expect("a database");
    answer(&app, "Leith", 10, 6).await;
    app.after_days(7).await;
    app.after_days(31).await;
    assert!(digests(&app, "ann").iter().all(|mail| !mail.subject().starts_with("Leith")));
    assert!(!digests(&app, "ann").is_empty());
}

#[tokio::test]
async fn quiet_hours_keep_it_until_they_end() {
    let app = TestApp::start().await;
    app.configure(|settings| {
        settings.alerts.quiet = Some(Quiet { from: "20:00".parse().unwrap(), until: "09:30".parse().unwrap() });
    })
    .await;
    let ann = member(&app, "Ann", Role::Manager).await;
    answer(&app, "Leith", 10, 6).await;
    subscribe(&app, EVERYTHING, ann, Every::Week).await;
    until_monday(&app).await;
    assert_eq!(digests(&app, "ann").len(), 0);
    app.after_minutes(90).await;
    assert_eq!(digests(&app, "ann").len(), 1);
}

#[tokio::test]
async fn two_who_take_the_same_turn_send_one_mail() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Manager).await;
    answer(&app, "Leith", 10, 6).await;
    subscribe(&app, EVERYTHING, ann, Every::Week).await;
    let at = app.app.read(1, move |conn, _| {
        Ok(survey_server::store::digests::find(conn, 1, EVERYTHING, ann)?.expect("it").next_at)
    });
    let at = at.await.expect("a database");
    // Both look before either takes it, both take it at once, and then the job comes.
    app.wait_minutes((2 * 24 + 22) * 60);
    let look = || app.app.read(1, move |conn, cx| digest::look(conn, cx, EVERYTHING, ann, at));
    let both = [look().await, look().await].map(|turn| turn.expect("a look").expect("a turn"));
    let both = both.map(|turn| app.app.write(1, move |conn, cx| digest::take(conn, cx, &turn)));
    for taken in futures_util::future::join_all(both).await {
        taken.expect("a turn");
    }
    app.drain_jobs().await;
    assert_eq!(digests(&app, "ann").len(), 1);
}

#[tokio::test]
async fn the_page_subscribes_sends_one_now_and_speaks_the_readers_language() {
    let app = TestApp::start().await;
    let leith = view(&app, "Лит", "segment=branch:Leith").await;
    answer(&app, "Leith", 10, 6).await;
    let cookie = app.sign_in().await;
    let page = "/admin/settings/digests";
    let id = leith.to_string();
    let saved = app.send_form(&cookie, page, page, &[("view", &id), ("every", "week")]).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let shown = app.page_as(&cookie, page).await;
    assert!(shown.contains("<option value=\"week\" selected>") && shown.contains("next: "), "{shown}");

    let owners = app.app.read(1, |conn, _| users::members(conn, 1)).await.expect("members");
    let owner = owners[0].0.id;
    app.app.db.write(move |conn| users::set_locale(conn, owner, "ru")).await.expect("a database");
    let sent = app.send_form(&cookie, page, &format!("{page}/now"), &[("view", &id)]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    app.drain_jobs().await;
    let mails = app.mail.mails();
    let mail = mails.iter().rfind(|mail| mail.header("List-ID").is_some()).expect("a digest");
    assert!(mail.text().contains("не пришло ни одного ответа"), "{}", mail.text());

    let watched = app.send_form(&cookie, page, &format!("{page}/watch"), &[("view", &id), ("watch", "on")]).await;
    assert_eq!(watched.status, 303, "{}", watched.body);
    assert!(app.page_as(&cookie, page).await.contains("под наблюдением"));
    let nobodys = Id(uuid::Uuid::from_u128(7)).to_string();
    let unknown = app.send_form(&cookie, page, page, &[("view", &nobodys), ("every", "week")]).await;
    assert_eq!(unknown.status, 404);
}
