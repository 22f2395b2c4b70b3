//! Taking care of cases: by programs, by several people at once, in a browser that follows what others do.

use serde_json::{Value, json};

use crate::admin::sign_in;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;
use crate::support::patience::patiently;

async fn opened(app: &TestApp, phone: &str, more: &Value) -> Value {
    let mut case = json!({"person": {"phone_number": phone}, "note": "The cup is broken"});
    case.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.api.post("/v1/cases", &case).await.expect(201)
}

async fn ids(app: &TestApp, query: &str) -> Vec<Value> {
    let page = app.api.get(&format!("/v1/cases?{query}")).await.expect(200);
    page["data"].as_array().unwrap().iter().map(|case| case["id"].clone()).collect()
}

#[tokio::test]
async fn a_program_does_every_step_and_is_told_who_was_faster() {
    let app = TestApp::start().await;
    let case = opened(&app, "+77010000001", &json!({})).await;
    let path = |step: &str| format!("/v1/cases/{}/{step}", case["id"].as_str().unwrap());
    app.api.post(&path("wait"), &json!({})).await.expect(409);
    app.api.post(&path("claim"), &json!({"version": 1})).await.expect(200);
    assert_eq!(
        app.api.post(&path("note"), &json!({"note": "x", "version": 1})).await.expect(409)["error"]["code"],
        "case_changed"
    );
    app.api.post(&path("contact"), &json!({})).await.expect(200);
    assert_eq!(app.api.post(&path("wait"), &json!({"note": "Which one?"})).await.expect(200)["state"], "waiting");
    assert_eq!(app.api.post(&path("resume"), &json!({})).await.expect(200)["state"], "contacted");
    let released = app.api.post(&path("release"), &json!({})).await.expect(200);
    assert_eq!((&released["state"], &released["assignee_id"]), (&json!("open"), &json!(null)));
    assert_eq!(app.api.post(&path("dismiss"), &json!({})).await.expect(200)["state"], "dismissed");
}

#[tokio::test]
async fn a_program_writes_down_why_it_happened_and_what_it_cost() {
    let app = TestApp::start().await;
    let case = opened(&app, "+77010000001", &json!({})).await;
    let path = format!("/v1/cases/{}", case["id"].as_str().unwrap());
    let refused = app.api.patch(&path, &json!({"cause": "the moon", "kind": "x", "cost": -1})).await.expect(422);
    assert_eq!(refused["error"]["problems"][0]["path"], "cost");
    let refused = app.api.patch(&path, &json!({"cause": "the moon", "kind": "x"})).await.expect(422);
    let words = refused["error"]["problems"].to_string();
    assert!(words.contains("cause") && words.contains("there are"), "{words}");

    let cause = words.split("there are ").last().unwrap().split([',', '"']).next().unwrap().to_owned();
    let known = json!({"cause": cause, "cost": 1250, "tags": ["cup", " cup ", "glass"], "team": "Kazan", "version": 1});
    let changed = app.api.patch(&path, &known).await.expect(200);
    let facts = (&changed["cause"], &changed["cost"], &changed["tags"], &changed["team"]);
    assert_eq!(facts, (&json!(cause), &json!(1250), &json!(["cup", "glass"]), &json!("Kazan")));
    assert_eq!(app.api.patch(&path, &known).await.expect(409)["error"]["code"], "case_changed");
    let cleared = app.api.patch(&path, &json!({"cause": "", "cost": "", "team": ""})).await.expect(200);
    assert_eq!((&cleared["cause"], &cleared["cost"], &cleared["team"]), (&json!(null), &json!(null), &json!(null)));
    assert_eq!(cleared["tags"], json!(["cup", "glass"]), "what is left out stays");
}

#[tokio::test]
async fn cases_of_one_customer_are_joined_and_of_two_only_when_that_is_meant() {
    let app = TestApp::start().await;
    let first = opened(&app, "+77010000001", &json!({"priority": "low"})).await;
    let second = opened(&app, "+77010000001", &json!({"priority": "high", "note": "And the lid"})).await;
    let other = opened(&app, "+77010000002", &json!({})).await;
    let path = format!("/v1/cases/{}/merge", second["id"].as_str().unwrap());

    assert_eq!(app.api.post(&path, &json!({"into": second["id"]})).await.status, 422);
    let refused = app.api.post(&path, &json!({"into": other["id"]})).await.expect(409);
    assert_eq!(refused["error"]["code"], "other_person");
    let goes_on = app.api.post(&path, &json!({"into": first["id"], "note": "Same cup"})).await.expect(200);
    assert_eq!((&goes_on["id"], &goes_on["priority"]), (&first["id"], &json!("high")));
    assert_eq!(goes_on["due_at"], second["due_at"], "the earlier deadline stays");
    let notes: Vec<&Value> =
        goes_on["timeline"].as_array().unwrap().iter().map(|line| &line["detail"]["note"]).collect();
    assert!(notes.contains(&&json!("The cup is broken")) && notes.contains(&&json!("And the lid")), "{notes:?}");
    let ended = app.api.get(&format!("/v1/cases/{}", second["id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&ended["state"], &ended["merged_into"]), (&json!("merged"), &first["id"]));
    let confirmed = json!({"into": other["id"], "other_person": true});
    app.api.post(&format!("/v1/cases/{}/merge", first["id"].as_str().unwrap()), &confirmed).await.expect(200);
    assert_eq!(ids(&app, "").await, [other["id"].clone()]);
}

#[tokio::test]
async fn a_list_is_narrowed_and_a_case_keeps_where_it_came_from() {
    let app = TestApp::start().await;
    let help = opened(&app, "+77010000001", &json!({"origin": "help", "kind": "help", "priority": "urgent"})).await;
    let staff = opened(&app, "+77010000002", &json!({"origin": "staff", "kind": "remark", "team": "Shop"})).await;
    assert_eq!((&help["origin"], &help["kind"], &staff["origin"]), (&json!("help"), &json!("help"), &json!("staff")));
    let one = |case: &Value| vec![case["id"].clone()];
    assert_eq!(ids(&app, "team[]=Shop").await, one(&staff));
    assert_eq!(ids(&app, "priority[]=urgent").await, one(&help));
    assert_eq!(ids(&app, "kind[]=remark").await, one(&staff));
    assert_eq!(ids(&app, "q=77010000002").await, one(&staff));
    assert_eq!(ids(&app, &format!("q=%23{}", help["number"])).await, one(&help));
    assert!(ids(&app, "overdue=true").await.is_empty());
    assert!(ids(&app, "tag=courier").await.is_empty());
    app.after_minutes(20).await;
    assert_eq!(ids(&app, "overdue=true").await, one(&help));
    for wrong in [json!({"origin": "dream"}), json!({"kind": "dream"}), json!({"event": "dream"})] {
        let mut case = json!({"person": {"phone_number": "+77010000003"}, "note": "x"});
        case.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        app.api.post("/v1/cases", &case).await.expect(422);
    }
    assert_eq!(app.api.get("/v1/cases?priority[]=soon").await.status, 422);
}

#[tokio::test]
async fn what_others_do_arrives_at_open_pages_of_this_workspace_only() {
    let app = TestApp::start().await;
    let case = opened(&app, "+77010000001", &json!({})).await;
    let id = case["id"].as_str().unwrap().to_owned();
    let cookie = app.sign_in().await;
    let request = app.api.request(reqwest::Method::GET, "/admin/events").header("Cookie", &cookie);
    let mut stream = request.send().await.expect("a stream");
    assert_eq!(stream.status(), 200);
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let hello = stream.chunk().await.unwrap().expect("a first line");
    assert!(String::from_utf8_lossy(&hello).starts_with("event: hello"), "{hello:?}");

    let heard = async {
        // The page is followed from a moment after its first line on, so the first note may be missed.
        loop {
            app.api.post(&format!("/v1/cases/{id}/note"), &json!({"note": "Called"})).await.expect(200);
            let Ok(chunk) = tokio::time::timeout(std::time::Duration::from_secs(3), stream.chunk()).await else {
                continue;
            };
            let text = String::from_utf8_lossy(&chunk.unwrap().expect("more")).into_owned();
            if text.starts_with("event: changed") && text.contains(&id) {
                return;
            }
        }
    };
    patiently("the change of the case", heard).await;
    let nobody = app.api.visit("/admin/events").await;
    assert!([302, 303, 401].contains(&nobody.status), "{}", nobody.status);
    app.app.stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    let end = async { while stream.chunk().await.unwrap().is_some() {} };
    patiently("the end of the stream", end).await;
}

/// A customer who is unhappy, and the case.
async fn unhappy(business: &Business, email: &str) -> String {
    let person = business.person(email).await;
    let answer = json!({"person": person, "score": 1, "comment": "Nobody came"});
    assert!(business.api.post("/v1/survey_responses", &answer).await.status < 300);
    let case = business.cases().await.into_iter().find(|case| case["person_id"] == person.as_str()).unwrap();
    case["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_open_page_shows_what_others_do_and_keeps_what_is_being_typed() {
    let business = Business::open().await;
    let Some(browser) = Browser::open_as(Window::default()).await else { return };
    let case = unhappy(&business, "ann@example.com").await;
    sign_in(&business, &browser, ("desk@example.com", "owner"), false).await;
    let admin = format!("{}/admin", business.server.base());

    browser.visit(&format!("{admin}/cases/{case}")).await;
    browser.run("document.querySelector('#do-note').closest('details').open = true").await;
    browser.type_into("#note", "She will call on Tuesday").await;
    business.api.post(&format!("/v1/cases/{case}/claim"), &json!({})).await.expect(200);
    browser.until("the notice", "return document.querySelector('.changed button') !== null").await;
    browser.inspect("a case that changed").await;
    browser.follow(".changed button").await;
    let kept = "return document.querySelector('#note')?.value";
    assert_eq!(browser.until("the words", kept).await, "She will call on Tuesday");

    browser.visit(&format!("{admin}/cases")).await;
    assert_eq!(browser.run("return document.querySelectorAll('[data-case]').length").await, 1);
    unhappy(&business, "bob@example.com").await;
    browser.until("the new case", "return document.querySelectorAll('[data-case]').length === 2").await;
}

#[tokio::test]
async fn the_inbox_is_worked_by_keys_and_everybody_can_use_it() {
    let business = Business::open().await;
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let case = unhappy(&business, &format!("ann{dark}@example.com")).await;
        unhappy(&business, &format!("bob{dark}@example.com")).await;
        sign_in(&business, &browser, (&format!("desk{dark}@example.com"), "owner"), false).await;
        let admin = format!("{}/admin", business.server.base());
        for page in ["cases", "cases/new", "settings/cases", &format!("cases/{case}")] {
            browser.visit(&format!("{admin}/{page}")).await;
            browser.inspect(page).await;
        }
        browser.visit(&format!("{admin}/cases?view=unclaimed")).await;
        let press = |key: &str| {
            format!(
                "(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}))"
            )
        };
        browser.run(&press("j")).await;
        browser.run(&press("x")).await;
        assert_eq!(browser.run("return document.querySelectorAll('.tick input:checked').length").await, 1);
        browser.inspect("a list with a ticked case").await;
        browser.run(&press("?")).await;
        assert_eq!(browser.run("return document.querySelector('#keys').open").await, true);
        browser.inspect("the keys").await;
        browser.run("document.querySelector('#keys').close()").await;
        let first = browser.run("return document.querySelector('[data-case]').dataset.case").await;
        browser.run("document.querySelector('.rows .who a').focus()").await;
        browser.run(&press("c")).await;
        let gone = format!("return document.querySelector('[data-case=\"{}\"]') === null", first.as_str().unwrap());
        browser.until("the claimed case to leave the list", &gone).await;
    }
}

#[tokio::test]
async fn several_cases_are_claimed_without_a_script() {
    let business = Business::open().await;
    let window = Window { phone: true, no_script: true, ..Window::default() };
    let Some(phone) = Browser::open_as(window).await else { return };
    unhappy(&business, "ann@example.com").await;
    unhappy(&business, "bob@example.com").await;
    sign_in(&business, &phone, ("desk@example.com", "owner"), false).await;
    phone.visit(&format!("{}/admin/cases", business.server.base())).await;
    phone.click(".rows li:nth-child(1) .tick input").await;
    phone.click(".rows li:nth-child(2) .tick input").await;
    phone.follow("#bulk > button[value=claim]").await;
    let cases = business.cases().await;
    assert!(cases.iter().all(|case| case["state"] == "claimed"), "{cases:?}");
}
