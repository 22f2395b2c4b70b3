//! A tablet in a shop: it answers with and without a connection, each answer counts once, and staff leave by a PIN.

use serde_json::{Value, json};
use survey_server::response::kiosk::{self, Setup};
use survey_server::response::survey;
use survey_server::store::kiosks::Kiosk;
use survey_server::store::responses::page_by_id as responses_of;
use survey_server::store::{Time, kiosks, surveys};

use crate::support::api::Reply;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::patience::patiently;

const HOUR_MS: i64 = 3_600_000;

/// A tablet of the default survey; its row and its link.
async fn tablet(app: &TestApp, branch: &str, locales: &[&str]) -> (Kiosk, String) {
    tablet_of(app, "default", branch, locales).await
}

async fn tablet_of(app: &TestApp, key: &str, branch: &str, locales: &[&str]) -> (Kiosk, String) {
    let setup = Setup {
        name: format!("Till in {branch}"),
        properties: vec![("branch".into(), branch.into())],
        locales: locales.iter().map(|tag| (*tag).to_owned()).collect(),
        return_secs: 2,
        pin: "2580".into(),
    };
    let key = key.to_owned();
    let made = app.app.write(1, move |conn, cx| {
        let row = survey::load(conn, cx, &key)?;
        let spoken = surveys::definition(conn, 1, row.id, row.version)?;
        let kiosk = kiosk::create(conn, cx, &row, setup.check(&spoken.languages())?, "test")?;
        let link = format!("/k/{}", kiosk::token(cx, &kiosk));
        Ok((kiosk, link))
    });
    made.await.expect("a kiosk")
}

fn answer(id: &str, answered_at: i64, fields: &[(&str, &str)]) -> Value {
    json!({"id": id, "answered_at": answered_at, "version": 1, "language": "en", "fields": fields})
}

async fn hand_in(app: &TestApp, link: &str, sent_at: i64, answers: &[Value]) -> Reply {
    let body = json!({"sent_at": sent_at, "answers": answers, "waiting": 0, "refused": 0});
    let request = app.api.request(reqwest::Method::POST, &format!("{link}/answers")).json(&body);
    app.api.send(request).await
}

async fn outcomes(app: &TestApp, link: &str, sent_at: i64, answers: &[Value]) -> Vec<String> {
    let said = hand_in(app, link, sent_at, answers).await.expect(200);
    said["answers"].as_array().unwrap().iter().map(|one| one["outcome"].as_str().unwrap().to_owned()).collect()
}

async fn responses(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/survey_responses?per_page=100").await.expect(200).as_array().unwrap().clone()
}

async fn row(app: &TestApp, kiosk: &Kiosk) -> Kiosk {
    let id = kiosk.id;
    app.app.db.read(move |conn| kiosks::find(conn, 1, id)).await.unwrap().expect("it is there")
}

const ONE: &str = "0190a000-0000-7000-8000-000000000001";
const TWO: &str = "0190a000-0000-7000-8000-000000000002";
const THREE: &str = "0190a000-0000-7000-8000-000000000003";

#[tokio::test]
async fn nothing_is_stored_before_the_agreement_that_the_survey_asks_for() {
    let app = TestApp::start().await;
    let definition = json!({"name": "Visit", "language": "en", "questions": [
        {"key": "score", "type": "nps", "text": "Would you recommend us?"},
        {"key": "agree", "type": "consent", "text": "You may keep this", "required": true},
    ]});
    app.api.put("/v1/surveys/agreed", &definition).await;
    let (_, link) = tablet_of(&app, "agreed", "Kazan", &["en"]).await;
    let now = app.now().as_millisecond();

    let left = [answer(ONE, now, &[("score", "9")]), answer(TWO, now, &[("score", "3"), ("agree", "yes")])];
    assert_eq!(outcomes(&app, &link, now, &left).await, ["refused", "recorded"]);
    let kept = app.app.db.read(|conn| responses_of(conn, 1, None, 10)).await.unwrap();
    assert_eq!(kept.iter().map(|response| response.score).collect::<Vec<_>>(), [Some(3)]);
}

#[tokio::test]
async fn an_answer_handed_in_twice_is_one_with_the_tablets_properties_and_its_own_time() {
    let app = TestApp::start().await;
    let (kiosk, link) = tablet(&app, "Kazan", &["en"]).await;
    // The tablet's clock is a year behind; the answer was given two hours ago.
    let clock = app.now().as_millisecond() - 365 * 24 * HOUR_MS;
    let given = [answer(ONE, clock - 2 * HOUR_MS, &[("score", "9"), ("comment", "Quick")])];

    assert_eq!(outcomes(&app, &link, clock, &given).await, ["recorded"]);
    assert_eq!(outcomes(&app, &link, clock, &given).await, ["same"]);

    let kept = responses(&app).await;
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["score"], &kept[0]["comment"]), (&json!(9), &json!("Quick")));
    assert_eq!(kept[0]["person_properties"]["branch"], "Kazan", "{}", kept[0]);
    assert_eq!(kept[0]["created_at"], json!(app.now().as_second() - 2 * 3600));
    let seen = row(&app, &kiosk).await;
    assert_eq!((seen.waiting, seen.seen_at.map(Time::timestamp)), (0, Some(app.now())));
}

#[tokio::test]
async fn no_tablet_can_name_the_answer_of_another() {
    let app = TestApp::start().await;
    let (_, kazan) = tablet(&app, "Kazan", &["en"]).await;
    let (_, omsk) = tablet(&app, "Omsk", &["en"]).await;
    let now = app.now().as_millisecond();

    for (link, score) in [(&kazan, "2"), (&omsk, "10")] {
        assert_eq!(outcomes(&app, link, now, &[answer(ONE, now, &[("score", score)])]).await, ["recorded"]);
    }

    let mut scores: Vec<i64> = responses(&app).await.iter().filter_map(|one| one["score"].as_i64()).collect();
    scores.sort_unstable();
    assert_eq!(scores, [2, 10]);
}

#[tokio::test]
async fn a_poisonous_answer_is_refused_alone_and_too_many_are_refused_whole() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en"]).await;
    let now = app.now().as_millisecond();
    let unknown_version =
        json!({"id": ONE, "answered_at": now, "version": 7, "language": "en", "fields": [["score", "3"]]});
    let batch = [
        answer(ONE, now, &[("score", "42")]),
        json!({"id": "not an id", "fields": 3}),
        answer(TWO, now, &[("score", "8")]),
        answer(THREE, now, &[("no_such_question", "x")]),
        answer(THREE, now, &[]),
        unknown_version,
    ];

    let outcome = outcomes(&app, &link, now, &batch).await;
    assert_eq!(outcome, ["refused", "refused", "recorded", "refused", "refused", "refused"]);
    assert_eq!(responses(&app).await.len(), 1);

    let many: Vec<Value> = (0..101).map(|_| answer(THREE, now, &[("score", "1")])).collect();
    assert_eq!(hand_in(&app, &link, now, &many).await.status, 422);
    let garbled = app.api.request(reqwest::Method::POST, &format!("{link}/answers")).body(&b"\xff\xfe{"[..]);
    assert_eq!(app.api.send(garbled).await.status, 400);
    assert_eq!(responses(&app).await.len(), 1);
}

#[tokio::test]
async fn what_is_older_than_a_day_is_history_and_sets_nothing_off() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en"]).await;
    let now = app.now().as_millisecond();
    let batch = [
        answer(ONE, now - 25 * HOUR_MS, &[("score", "1")]),
        answer(TWO, now - 23 * HOUR_MS, &[("score", "2")]),
        answer(THREE, now + 48 * HOUR_MS, &[("score", "9")]),
    ];

    assert_eq!(outcomes(&app, &link, now, &batch).await, ["recorded"; 3]);

    let cases = app.api.get("/v1/cases?per_page=100").await.expect(200);
    assert_eq!(cases["data"].as_array().unwrap().len(), 1, "of the fresh unhappy answer alone");
    let times: Vec<i64> = responses(&app).await.iter().filter_map(|one| one["created_at"].as_i64()).collect();
    let second = app.now().as_second();
    assert!(times.contains(&second), "what lies ahead was given now: {times:?}");
    assert!(times.contains(&(second - 25 * 3600)), "{times:?}");
}

#[tokio::test]
async fn a_link_taken_back_shows_nothing_and_the_new_one_takes_what_was_kept() {
    let app = TestApp::start().await;
    let (kiosk, link) = tablet(&app, "Kazan", &["en"]).await;
    let now = app.now().as_millisecond();
    let given = [answer(ONE, now, &[("score", "9")])];
    assert_eq!(outcomes(&app, &link, now, &given).await, ["recorded"]);

    let id = kiosk.id;
    let replaced = app.app.write(1, move |conn, cx| {
        kiosk::replace_link(conn, cx, id, "test")?;
        let row = kiosks::find(conn, 1, id)?.expect("it is there");
        Ok(format!("/k/{}", kiosk::token(cx, &row)))
    });
    let new_link = replaced.await.unwrap();

    assert_eq!(app.api.visit(&link).await.status, 404);
    assert_eq!(hand_in(&app, &link, now, &given).await.status, 404);
    assert_eq!(app.api.submit(&format!("{link}/pin"), &[("pin", "2580")]).await.status, 404);
    assert_eq!(app.api.visit(&new_link).await.status, 200);
    assert_eq!(
        outcomes(&app, &new_link, now, &given).await,
        ["same"],
        "acknowledged before, though the tablet lost that"
    );
    app.app.write(1, move |conn, cx| kiosk::remove(conn, cx, id, "test")).await.unwrap();
    assert_eq!(app.api.visit(&new_link).await.status, 404);
    // The token of another purpose opens nothing.
    assert_eq!(app.api.visit(&new_link.replace("/k/", "/l/")).await.status, 404);
}

#[tokio::test]
async fn a_pin_is_checked_by_the_server_and_guessing_it_takes_ever_longer() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en"]).await;
    let pin = format!("{link}/pin");

    assert_eq!(app.api.submit(&pin, &[("pin", "2580")]).await.status, 200);
    for guess in ["0000", "1111", "2222", "3333", "4444"] {
        assert_eq!(app.api.submit(&pin, &[("pin", guess)]).await.status, 403, "{guess}");
    }
    let waiting = app.api.submit(&pin, &[("pin", "2580")]).await;
    assert_eq!((waiting.status, waiting.header("retry-after")), (429, Some("30")), "even the right one waits");

    app.after_minutes(1).await;
    assert_eq!(app.api.submit(&pin, &[("pin", "5555")]).await.status, 403);
    assert_eq!(app.api.submit(&pin, &[("pin", "2580")]).await.header("retry-after"), Some("60"));
    app.after_minutes(2).await;
    assert_eq!(app.api.submit(&pin, &[("pin", "2580")]).await.status, 200);
    assert_eq!(app.api.submit(&pin, &[("pin", "6666")]).await.status, 403, "and the count begins anew");
}

#[tokio::test]
async fn a_survey_closed_meanwhile_takes_what_was_answered_before() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en"]).await;
    app.app.write(1, |conn, cx| survey::set_closed(conn, cx, "default", true, "test")).await.unwrap();
    app.after_minutes(60).await;
    let now = app.now().as_millisecond();
    let batch = [answer(ONE, now - 2 * HOUR_MS, &[("score", "9")]), answer(TWO, now - HOUR_MS / 2, &[("score", "9")])];

    assert_eq!(outcomes(&app, &link, now, &batch).await, ["recorded", "refused"]);
    assert_eq!(app.api.visit(&link).await.status, 410);
}

#[tokio::test]
async fn a_tablet_answers_thanks_and_begins_anew() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en", "ru"]).await;
    let Some(tablet) = Browser::open().await else { return };
    tablet.visit(&format!("{}{link}", app.app.config.public_url)).await;

    tablet.inspect("the start").await;
    tablet.click("#begin").await;
    tablet.inspect("a question").await;
    tablet.click(".step:not([hidden]) .cell:nth-child(10)").await;
    tablet.type_into("textarea[name=comment]", "Quick").await;
    tablet.click("#next").await;
    tablet.until("the thanks", "return document.body.dataset.screen === 'thanks'").await;
    tablet.inspect("the thanks").await;
    tablet.until("the start", "return document.body.dataset.screen === 'start'").await;
    assert_eq!(tablet.run("return document.querySelector('textarea').value").await, "", "nothing of it is left");

    let kept = arrived(&app, 1).await;
    assert_eq!((&kept[0]["score"], &kept[0]["comment"]), (&json!(9), &json!("Quick")));

    // In another language; whoever goes away in the middle has answered what was answered.
    tablet.follow(".languages a[lang=ru]").await;
    tablet.click("#begin").await;
    tablet.run("document.body.dataset.idle = '0.1'").await;
    tablet.click(".step:not([hidden]) .cell:nth-child(1)").await;
    tablet
        .until("the first language", "return document.documentElement.lang === 'en' && document.body.dataset.screen")
        .await;
    let kept = arrived(&app, 2).await;
    assert!(kept.iter().any(|one| one["score"] == 0 && one["comment"].is_null()), "{kept:?}");
}

/// Waits until so many answers are with the server.
async fn arrived(app: &TestApp, count: usize) -> Vec<Value> {
    let arriving = async {
        loop {
            let kept = responses(app).await;
            if kept.len() >= count {
                return kept;
            }
            tokio::task::yield_now().await;
        }
    };
    patiently("the answers", arriving).await
}

#[tokio::test]
async fn a_tablet_works_without_a_connection_and_hands_in_once() {
    let mut app = TestApp::start().await;
    let (kiosk, link) = tablet(&app, "Kazan", &["en"]).await;
    let Some(tablet) = Browser::open().await else { return };
    let address = format!("{}{link}", app.app.config.public_url);
    tablet.visit(&address).await;
    let ready = "return navigator.serviceWorker.controller && caches.has('kiosk').then(async (there) => there && (await (await caches.open('kiosk')).keys()).length > 4)";
    tablet.until("the page to be kept", ready).await;

    app.go_away().await;
    tablet.visit(&address).await;
    for score in [3, 11] {
        tablet.click("#begin").await;
        tablet.click(&format!(".step:not([hidden]) .cell:nth-child({score})")).await;
        tablet.type_into("textarea[name=comment]", "No network here").await;
        tablet.click("#next").await;
        tablet.until("the thanks", "return document.body.dataset.screen === 'thanks'").await;
        tablet.click("#again").await;
    }
    tablet.until("the count", "return document.getElementById('state').textContent.includes('2')").await;

    app.come_back();
    tablet.run("dispatchEvent(new Event('online'))").await;
    let kept = arrived(&app, 2).await;
    assert_eq!(kept.len(), 2);
    tablet.until("the queue to be empty", "return document.getElementById('state').textContent === ''").await;
    tablet.run("dispatchEvent(new Event('online'))").await;
    tablet.visit(&address).await;
    assert_eq!(responses(&app).await.len(), 2, "and never again");
    assert_eq!(row(&app, &kiosk).await.waiting, 0);
}

#[tokio::test]
async fn staff_leave_by_the_pin_and_see_what_waits() {
    let app = TestApp::start().await;
    let (_, link) = tablet(&app, "Kazan", &["en"]).await;
    let Some(tablet) = Browser::open().await else { return };
    tablet.visit(&format!("{}{link}", app.app.config.public_url)).await;

    tablet.run("document.getElementById('corner').focus()").await;
    tablet.type_into("#corner", "\u{e007}").await;
    tablet.type_into("#digits", "1111\u{e007}").await;
    tablet.until("the refusal", "return document.getElementById('pin-problem').textContent").await;
    let problems = tablet.accessibility_problems().await;
    assert!(problems.is_empty(), "{problems:?}");
    tablet.type_into("#digits", "2580\u{e007}").await;
    tablet.until("the panel", "return document.getElementById('staff').open").await;
    assert_eq!(tablet.text("#staff-title").await, "Till in Kazan");
    tablet.click("#leave").await;
    assert_eq!(tablet.run("return document.body.dataset.screen").await, "left");
}

#[tokio::test]
async fn a_tablet_can_be_used_by_everybody() {
    let app = TestApp::start().await;
    for (locale, phone, dark) in [("ru", false, true), ("ar", true, false)] {
        let (_, link) = tablet(&app, "Kazan", &[locale, "en"]).await;
        let Some(tablet) = Browser::open_as(Window { phone, dark, no_script: false }).await else { return };
        tablet.visit(&format!("{}{link}", app.app.config.public_url)).await;
        assert_eq!(tablet.run("return document.documentElement.lang").await, locale);
        tablet.inspect("the start").await;
        tablet.click("#begin").await;
        tablet.inspect("a question").await;
    }
}

#[tokio::test]
async fn a_tablet_asks_what_the_answers_bring_up_and_says_what_is_missing() {
    let app = TestApp::start().await;
    let text = |words: &str| json!({ "en": words });
    let definition = json!({
        "name": "Visit", "language": "en", "properties": ["branch"],
        "questions": [
            {"key": "score", "type": "nps", "text": text("Would you recommend us?"), "required": true},
            {"key": "why", "type": "text", "text": text("What went wrong?"), "show_if": {"answer": "score", "at_most": 6}},
            {"key": "found", "type": "yes_no", "text": text("Did you find it in {{branch}}?"), "required": true},
            {"key": "missing", "type": "choice", "many": true, "min_choices": 2, "text": text("What was missing?"),
             "options": [{"key": "milk", "text": text("Milk")}, {"key": "bread", "text": text("Bread")}],
             "show_if": {"all": [{"answer": "found", "is": false}, {"property": "branch", "is": "Kazan"}]}},
        ],
    });
    let saved = app.api.put("/v1/surveys/visit", &definition).await;
    assert!(saved.status < 300, "{}", saved.body);
    let (_, link) = tablet_of(&app, "visit", "Kazan", &["en"]).await;
    let Some(tablet) = Browser::open().await else { return };
    tablet.visit(&format!("{}{link}", app.app.config.public_url)).await;
    tablet.click("#begin").await;

    tablet.click("#next").await;
    assert_ne!(tablet.text(".step:not([hidden]) > .problem").await, "", "the score is needed");
    tablet.click(".step:not([hidden]) .cell:nth-child(10)").await;
    tablet.until("the question after a hidden one", "return !document.querySelector('[data-key=found]').hidden").await;
    assert!(tablet.text("[data-key=found]").await.contains("Kazan"));
    tablet.click("[data-key=found] .cell:nth-child(2)").await;
    tablet.until("what it brings up", "return !document.querySelector('[data-key=missing]').hidden").await;
    tablet.click("[data-key=missing] .choice:nth-child(1)").await;
    tablet.click("#next").await;
    assert_ne!(tablet.text("[data-key=missing] > .problem").await, "", "two are needed");
    // The way back, to another answer, takes the question away again.
    tablet.click("#back").await;
    tablet.click("[data-key=found] .cell:nth-child(1)").await;
    tablet.until("the thanks", "return document.body.dataset.screen === 'thanks'").await;

    let stored = async {
        loop {
            let rows = app.app.db.read(|conn| responses_of(conn, 1, None, 10)).await.expect("a database");
            if let Some(row) = rows.into_iter().next() {
                return row;
            }
            tokio::task::yield_now().await;
        }
    };
    let row = patiently("the answer", stored).await;
    assert_eq!(serde_json::to_value(&row.answers).unwrap(), json!({"score": 9, "found": true}));
    assert_eq!((row.channel.as_str(), row.properties.0.get("branch")), ("kiosk", Some(&json!("Kazan"))));
}
