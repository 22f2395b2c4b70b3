//! Mail scanners against the running server: whatever they open, and even what they send, no customer is invented.

use serde_json::{Value, json};
use survey_server::store::clicks::{self, link};
use survey_server::store::provisional::{self, Provisional, State};
use survey_server::store::{Id, Time};

use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::patience::patiently;
use crate::support::receiver::Received;
use crate::support::smtp_sink::Mail;

const BROWSER: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36";

/// A business with an owner to alert, a person who was asked an hour ago, and the mail that asked them.
async fn asked(email: &str) -> (TestApp, Mail) {
    let app = TestApp::start().await;
    app.page("/admin").await;
    app.call_back_on(&["response.created", "response.updated", "response.detractor"]).await;
    app.ask(email).await;
    app.after_minutes(60).await;
    let mail = app.mail.mails().remove(0);
    (app, mail)
}

async fn get(app: &TestApp, method: reqwest::Method, link: &str) {
    let reply = app.api.send(app.api.request(method, link).header("User-Agent", BROWSER)).await;
    assert_eq!(reply.status, 200, "{link}: {}", reply.body);
}

/// Sends the form with this score, as a browser without cookies does.
async fn send(app: &TestApp, mail: &Mail, score: u8) {
    let reply = app.api.submit(&page(mail), &[("score", &score.to_string()), ("_version", "1")]).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}

/// The link of the page, without a score.
fn page(mail: &Mail) -> String {
    mail.score_link(0).trim_end_matches("/0").to_owned()
}

/// Opens every link and sends every form, as fast as it can.
async fn scan_with_forms(app: &TestApp, mail: &Mail) {
    for score in 0..=10 {
        get(app, reqwest::Method::GET, &mail.score_link(score)).await;
        send(app, mail, score).await;
        app.drain_jobs().await;
    }
}

async fn responses(app: &TestApp) -> Vec<Value> {
    let list = app.api.get("/v1/survey_responses?survey=all").await.expect(200);
    list.as_array().expect("a list").clone()
}

async fn open_cases(app: &TestApp) -> usize {
    let list = app.api.get("/v1/cases?state=open").await.expect(200);
    list["data"].as_array().expect("a list").len()
}

/// How many answers the scores are made of.
async fn counted(app: &TestApp) -> Value {
    app.api.get("/v1/metrics").await.expect(200)["response_count"].clone()
}

async fn assert_nobody_answered(app: &TestApp) {
    assert_eq!(responses(app).await, Vec::<Value>::new());
    assert_eq!(counted(app).await, 0);
    assert_eq!(open_cases(app).await, 0);
    assert_eq!(app.api.get("/v1/unsubscribes").await.expect(200), json!([]));
    assert_eq!(app.program.received().len(), 0, "no program was told of an answer");
    assert_eq!(alerts(app), 0);
}

/// How many mails told the team of an answer: all but the one that asked, and those that remind of a case that nobody took.
fn alerts(app: &TestApp) -> usize {
    let mails = app.mail.mails();
    mails
        .iter()
        .filter(|mail| mail.recipient().starts_with("owner-") && !mail.subject().starts_with("Reminder:"))
        .count()
}

/// What the script of the page reported, as it is kept.
async fn reports(app: &TestApp) -> Vec<(Id, i32)> {
    app.app.touches.flush().await;
    let all = app.app.db.read(|conn| {
        let kept = provisional::list(conn, 1, &provisional::Filter::default(), 0, 100)?;
        let mut reports = Vec::new();
        for row in kept {
            let touches = clicks::list(conn, 1, &[row.invitation_id], 1000)?.into_iter();
            reports.extend(
                touches.filter(|touch| touch.link == link::REPORT).map(|touch| (row.invitation_id, touch.score)),
            );
        }
        Ok(reports)
    });
    all.await.expect("a database").into_iter().map(|(id, score)| (id, score.expect("a score"))).collect()
}

async fn wait_for_reports(app: &TestApp, count: usize) {
    let waiting = async {
        while reports(app).await.len() < count {
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    };
    patiently("the page to say that somebody looks at it", waiting).await;
}

async fn only_provisional(app: &TestApp) -> Provisional {
    let rows = app.app.db.read(|conn| provisional::list(conn, 1, &provisional::Filter::default(), 0, 10));
    let rows = rows.await.expect("a database");
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows[0].clone()
}

/// Says what the page's script says.
async fn report(app: &TestApp, mail: &Mail, score: u8) -> u16 {
    let request = app.api.request(reqwest::Method::POST, &format!("{}/intent", page(mail)));
    let request = request.header("User-Agent", BROWSER).json(&json!({"score": score, "version": 1}));
    app.api.send(request).await.status
}

#[tokio::test]
async fn a_scanner_that_opens_every_link_leaves_no_answer() {
    let (app, mail) = asked("ann@example.com").await;

    for link in mail.links() {
        get(&app, reqwest::Method::GET, &link).await;
    }
    app.after_minutes(120).await;

    assert_nobody_answered(&app).await;
}

#[tokio::test]
async fn a_scanner_that_asks_for_the_head_first_leaves_no_answer() {
    let (app, mail) = asked("ann@example.com").await;

    for method in [reqwest::Method::HEAD, reqwest::Method::GET] {
        for link in mail.links() {
            get(&app, method.clone(), &link).await;
        }
    }
    app.after_minutes(120).await;

    assert_nobody_answered(&app).await;
    app.app.touches.flush().await;
    let kept = app.app.db.read(|conn| clicks::of_network(conn, 1, "127.0.0.0/24", (Time(0), Time(i64::MAX)), 100));
    assert_eq!(kept.await.expect("a database").len(), 22, "eleven scores, asked for twice");
}

#[tokio::test]
async fn a_browser_that_opens_each_link_and_waits_is_held() {
    let (app, mail) = asked("ann@example.com").await;
    let Some(sandbox) = Browser::open().await else { return };

    for (seen, score) in (0..=10).enumerate() {
        sandbox.visit(&mail.score_link(score)).await;
        wait_for_reports(&app, seen + 1).await;
    }
    let complaints = sandbox.complaints().await;
    assert!(complaints.is_empty(), "{complaints:?}");
    app.after_minutes(31).await;
    app.after_days(3).await;

    assert_nobody_answered(&app).await;
    let held = only_provisional(&app).await;
    assert_eq!((held.state, held.rule.as_deref()), (State::Held, Some("R1")));
}

#[tokio::test]
async fn a_scanner_that_sends_every_form_ends_contradicted() {
    let (app, mail) = asked("ann@example.com").await;

    scan_with_forms(&app, &mail).await;
    app.after_minutes(5).await;

    assert_eq!(responses(&app).await, Vec::<Value>::new(), "the lists leave it out");
    assert_eq!(counted(&app).await, 0);
    assert_eq!(open_cases(&app).await, 0);
    assert_eq!(alerts(&app), 0, "the alert was withdrawn before it went out");
    let told: Vec<Value> = app.program.received().iter().map(Received::json).collect();
    let newest = told.iter().max_by_key(|callback| callback["data"]["version"].as_i64()).expect("callbacks");
    assert_eq!(newest["type"], "response.updated");
    assert_eq!(newest["data"]["response"]["evidence"], "contradicted");
    assert_eq!(newest["data"]["case"]["state"], "dismissed");
    assert!(told.iter().any(|callback| callback["type"] == "response.detractor"), "which the newest one corrects");

    // A program that notes something beside it wakes nothing up.
    let id = newest["data"]["response"]["id"].as_str().expect("an id");
    app.api.put(&format!("/v1/survey_responses/{id}"), &json!({"tags": ["scanned"]})).await.expect(200);
    app.after_minutes(5).await;
    assert_eq!((open_cases(&app).await, alerts(&app)), (0, 0));
}

#[tokio::test]
async fn a_person_who_answers_between_two_scans_that_send_forms_is_counted_once() {
    let (app, mail) = asked("ann@example.com").await;

    scan_with_forms(&app, &mail).await;
    app.after_minutes(10).await;
    send(&app, &mail, 2).await;
    app.drain_jobs().await;
    app.after_minutes(10).await;
    scan_with_forms(&app, &mail).await;
    app.after_minutes(10).await;

    let kept = responses(&app).await;
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(kept[0]["score"], 2);
    assert_eq!(counted(&app).await, 1);
    assert_eq!(open_cases(&app).await, 1, "the case is open again");
    assert_eq!(alerts(&app), 1, "the team is told of the person, once");
    let told: Vec<Value> = app.program.received().iter().map(Received::json).collect();
    let newest = told.iter().max_by_key(|callback| callback["data"]["version"].as_i64()).expect("callbacks");
    assert_eq!(newest["data"]["response"]["evidence"], "explicit");
    assert_eq!(newest["data"]["response"]["score"], 2);
}

#[tokio::test]
async fn a_person_who_answers_between_two_scans_of_links_is_counted_once() {
    let (app, mail) = asked("ann@example.com").await;

    for scan in 0..2 {
        for link in mail.links() {
            get(&app, reqwest::Method::GET, &link).await;
        }
        if scan == 0 {
            send(&app, &mail, 9).await;
        }
        app.after_minutes(1).await;
    }
    app.after_minutes(120).await;

    assert_eq!(responses(&app).await.len(), 1);
    assert_eq!(responses(&app).await[0]["score"], 9);
    assert_eq!(counted(&app).await, 1);
}

#[tokio::test]
async fn a_person_who_opens_one_link_and_closes_it_has_answered_half_an_hour_later() {
    let (app, mail) = asked("ann@example.com").await;
    let Some(person) = Browser::open().await else { return };

    person.visit(&mail.score_link(3)).await;
    wait_for_reports(&app, 1).await;
    person.visit("about:blank").await;
    app.after_minutes(29).await;
    assert_nobody_answered(&app).await;
    app.after_minutes(2).await;

    let kept = responses(&app).await;
    assert_eq!((&kept[0]["score"], &kept[0]["evidence"]), (&json!(3), &json!("inferred")));
    assert_eq!(counted(&app).await, 1);
    assert_eq!(open_cases(&app).await, 1);
    app.after_minutes(2).await;
    assert_eq!(alerts(&app), 1);
    let rows = app.app.db.read(|conn| provisional::list(conn, 1, &provisional::Filter::default(), 0, 10));
    assert_eq!(rows.await.expect("a database"), [], "what became an answer is provisional no more");

    // Sending the form makes it explicit, from whatever browser; another score overrules the look.
    send(&app, &mail, 8).await;
    let kept = responses(&app).await;
    assert_eq!((&kept[0]["score"], &kept[0]["evidence"]), (&json!(8), &json!("explicit")));
    assert_eq!(counted(&app).await, 1);
    send(&app, &mail, 1).await;
    assert_eq!(responses(&app).await[0]["score"], 8, "the next one from elsewhere is kept beside it");
}

#[tokio::test]
async fn a_form_that_is_sent_before_the_quarantine_ends_counts_alone() {
    let (app, mail) = asked("ann@example.com").await;

    get(&app, reqwest::Method::GET, &mail.score_link(9)).await;
    assert_eq!(report(&app, &mail, 9).await, 204);
    send(&app, &mail, 4).await;
    assert_eq!(report(&app, &mail, 9).await, 204, "nobody learns that it was answered");
    app.after_minutes(120).await;

    let kept = responses(&app).await;
    assert_eq!(kept.len(), 1);
    assert_eq!((&kept[0]["score"], &kept[0]["evidence"]), (&json!(4), &json!("explicit")));
}

#[tokio::test]
async fn the_same_score_sent_after_a_look_makes_it_explicit() {
    let (app, mail) = asked("ann@example.com").await;
    report(&app, &mail, 9).await;
    app.after_minutes(31).await;
    assert_eq!(responses(&app).await[0]["evidence"], "inferred");

    send(&app, &mail, 9).await;
    app.drain_jobs().await;

    assert_eq!(responses(&app).await[0]["evidence"], "explicit");
    assert_eq!(counted(&app).await, 1);
    let told: Vec<Value> = app.program.received().iter().map(Received::json).collect();
    let newest = told.iter().max_by_key(|callback| callback["data"]["version"].as_i64()).expect("callbacks");
    assert_eq!((&newest["type"], &newest["data"]["version"]), (&json!("response.updated"), &json!(2)));
}

#[tokio::test]
async fn what_means_nothing_is_not_kept() {
    let (app, mail) = asked("ann@example.com").await;

    let intent = format!("{}/intent", page(&mail));
    for body in ["", "{", r#"{"score": "9"}"#, r#"{"score": 11}"#, r#"{"score": -1}"#, r#"{"score": 9, "version": 7}"#]
    {
        let request = app.api.request(reqwest::Method::POST, &intent).body(body.to_owned());
        assert_eq!(app.api.send(request).await.status, 204, "{body}");
    }
    let long = app.api.request(reqwest::Method::POST, &intent).body(format!("{{\"score\": 9}}{}", " ".repeat(5000)));
    assert_eq!(app.api.send(long).await.status, 204);
    let unknown = app.api.request(reqwest::Method::POST, "/s/unknown/intent").json(&json!({"score": 9}));
    assert_eq!(app.api.send(unknown).await.status, 404);
    app.configure(|settings| settings.evidence.confirm = survey_core::response::evidence::Confirm::Button).await;
    assert_eq!(report(&app, &mail, 9).await, 204);
    assert!(!app.api.visit(&mail.score_link(9)).await.body.contains("intent"), "the page is not asked to say anything");
    app.after_minutes(120).await;

    assert!(reports(&app).await.is_empty());
    assert_nobody_answered(&app).await;
}

#[tokio::test]
async fn a_network_that_opens_the_mails_of_many_people_is_held_for_a_day() {
    let app = TestApp::start().await;
    let people: Vec<String> = (0..6).map(|person| format!("person{person}@example.com")).collect();
    app.ask_all(&people).await;
    app.after_minutes(60).await;

    for mail in app.mail.mails() {
        get(&app, reqwest::Method::GET, &mail.score_link(9)).await;
        assert_eq!(report(&app, &mail, 9).await, 204);
    }
    app.after_minutes(35).await;
    assert_eq!(counted(&app).await, 0);
    app.after_minutes(24 * 60).await;

    assert_eq!(counted(&app).await, 6);
}

#[tokio::test]
async fn a_flood_of_answers_to_one_link_is_one_answer_and_the_page_stays_open() {
    let app = TestApp::start_with(&[("rate_limit", "on")]).await;
    app.ask("ann@example.com").await;
    let mail = app.mail.mails().remove(0);

    let (mut taken, mut refused) = (0, 0);
    for turn in 0..150 {
        let score = if turn == 0 { "7" } else { "8" };
        match app.api.submit(&page(&mail), &[("score", score), ("_version", "1")]).await {
            reply if reply.status == 200 => taken += 1,
            reply => {
                assert_eq!(reply.status, 429, "{}", reply.body);
                assert!(reply.header("retry-after").is_some());
                assert!(reply.body.contains("<h1"), "a page, not a bare status");
                refused += 1;
            }
        }
        get(&app, reqwest::Method::GET, &mail.score_link(7)).await;
    }

    assert!(taken >= 60 && refused > 0, "{taken} were taken, {refused} refused");
    assert_eq!(counted(&app).await, 1);
    assert_eq!(responses(&app).await[0]["score"], 7);
    let unknown = async |_| app.api.visit("/s/unknown").await.status;
    let mut statuses = Vec::new();
    for turn in 0..40 {
        statuses.push(unknown(turn).await);
    }
    assert_eq!(statuses[..20], [404; 20]);
    assert!(statuses.contains(&429), "a guesser is slowed down");
    get(&app, reqwest::Method::GET, &mail.score_link(7)).await;
}

/// Two scores reported at once: what a person hardly does.
async fn look_twice(app: &TestApp, mail: &Mail) {
    for score in [9, 3] {
        assert_eq!(report(app, mail, score).await, 204);
    }
}

#[tokio::test]
async fn what_is_held_is_shown_with_its_reason_and_a_person_decides() {
    let app = TestApp::start().await;
    app.ask_all(&["ann@example.com", "bob@example.com"].map(str::to_owned)).await;
    app.after_minutes(60).await;
    let mails = app.mail.mails();
    for mail in &mails {
        look_twice(&app, mail).await;
        app.after_minutes(10).await;
    }
    app.after_minutes(31).await;

    let held = app.api.get("/v1/responses/held").await.expect(200);
    let held = held["data"].as_array().expect("a list").clone();
    assert_eq!(held.len(), 2, "{held:?}");
    assert_eq!((&held[0]["rule"], &held[0]["score"], &held[0]["state"]), (&json!("R1"), &json!(3), &json!("held")));
    let owner = app.sign_in().await;
    let page = app.page_as(&owner, "/admin/responses/evidence").await;
    assert!(page.contains("ann@example.com") && page.contains("R1: different scores"), "{page}");
    assert!(page.contains("Looked at, with 9 chosen (127.0.0.0/24)"), "{page}");

    let id = held[0]["id"].as_str().expect("an id");
    let taken = app.api.post(&format!("/v1/responses/held/{id}/accept"), &json!({})).await.expect(200);
    assert_eq!((&taken["response"]["evidence"], &taken["response"]["score"]), (&json!("inferred"), &json!(3)));
    assert_eq!(open_cases(&app).await, 1);
    for (asked, count) in [("inferred", 1), ("explicit", 0)] {
        let metrics = app.api.get(&format!("/v1/metrics?evidence={asked}")).await.expect(200);
        assert_eq!(metrics["response_count"], count, "{asked}");
        let listed = app.api.get(&format!("/v1/survey_responses?evidence={asked}")).await.expect(200);
        assert_eq!(listed.as_array().expect("a list").len(), count, "{asked}");
    }
    assert_eq!(app.api.post(&format!("/v1/responses/held/{id}/accept"), &json!({})).await.status, 404, "only once");

    let id = held[1]["id"].as_str().expect("an id");
    let path = format!("/admin/responses/evidence/{id}/dismiss");
    let sent = app.send_form(&owner, "/admin/responses/evidence", &path, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    report(&app, &mails[0], 9).await;
    app.after_minutes(60).await;
    assert_eq!(app.api.get("/v1/responses/held").await.expect(200)["data"], json!([]));
    assert_eq!(app.api.get("/v1/responses/held?state=dismissed").await.expect(200)["data"][0]["id"], id);
    assert_eq!(counted(&app).await, 1);
    assert_eq!(app.api.get("/v1/responses/held?state=lost").await.status, 422);
}

#[tokio::test]
async fn the_rules_are_settings_and_other_rules_can_be_tried_on_what_is_on_record() {
    let (app, mail) = asked("ann@example.com").await;

    let wrong = json!({"evidence": {"many_scores": 1, "colour": "red"}});
    let refused = app.api.put("/v1/settings", &wrong).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("evidence"), "{}", refused.body);
    let saved = app.api.put("/v1/settings", &json!({"evidence": {"quarantine_seconds": 600}})).await.expect(200);
    assert_eq!(saved["evidence"]["quarantine_seconds"], 600);
    assert_eq!(saved["evidence"]["crowd_size"], 5, "the others stay");
    look_twice(&app, &mail).await;
    app.after_minutes(11).await;
    assert_eq!(only_provisional(&app).await.state, State::Held);

    let owner = app.sign_in().await;
    let path = "/admin/settings/evidence";
    let page = app.page_as(&owner, path).await;
    assert!(page.contains("held by R1") && page.contains("Without R1"), "{page}");
    assert!(page.contains("name=\"quarantine_minutes\" value=\"10\""), "{page}");
    let fields = [
        ("confirm", "auto"),
        ("rules", "footer_too"),
        ("rules", "too_soon"),
        ("quarantine_minutes", "5"),
        ("many_scores", "2"),
        ("many_scores_seconds", "120"),
        ("footer_seconds", "10"),
        ("too_soon_seconds", "20"),
        ("crowd_size", "5"),
        ("crowd_seconds", "60"),
        ("crowd_hold_hours", "24"),
        ("visit_gap_minutes", "10"),
        ("overlap_seconds", "120"),
    ];
    let tried = app.send_form(&owner, path, &format!("{path}/try"), &fields).await;
    assert_eq!(tried.status, 200, "{}", tried.body);
    assert!(tried.body.contains("held by R1 → <b>counts</b>"), "{}", tried.body);
    let settings = app.api.get("/v1/settings").await.expect(200);
    assert_eq!(settings["evidence"]["quarantine_seconds"], 600, "trying saves nothing");
    let wrong: Vec<_> =
        fields.iter().map(|(name, value)| (*name, if *name == "crowd_size" { "1" } else { value })).collect();
    assert_eq!(app.send_form(&owner, path, path, &wrong).await.status, 422);
    assert_eq!(app.send_form(&owner, path, path, &fields).await.status, 303);
    let settings = app.api.get("/v1/settings").await.expect(200);
    assert_eq!(settings["evidence"]["rules"], json!(["footer_too", "too_soon"]));
    assert_eq!(settings["evidence"]["quarantine_seconds"], 300);
}

#[tokio::test]
async fn a_comment_after_a_look_lands_in_the_same_case() {
    let (app, mail) = asked("ann@example.com").await;
    report(&app, &mail, 2).await;
    app.after_minutes(31).await;
    assert_eq!(open_cases(&app).await, 1);

    let late = [("score", "2"), ("comment", "The box was open"), ("_version", "1")];
    assert_eq!(app.api.submit(&page(&mail), &late).await.status, 200);
    app.drain_jobs().await;

    let list = app.api.get("/v1/cases?state=open").await.expect(200);
    assert_eq!(list["data"].as_array().expect("a list").len(), 1);
    let id = list["data"][0]["id"].as_str().expect("an id");
    let case = app.api.get(&format!("/v1/cases/{id}")).await.expect(200);
    assert!(case["timeline"].to_string().contains("The box was open"), "{case}");
    assert_eq!(responses(&app).await[0]["comment"], "The box was open");
}

#[tokio::test]
async fn an_erased_person_leaves_no_look_behind() {
    let (app, mail) = asked("ann@example.com").await;
    report(&app, &mail, 9).await;
    get(&app, reqwest::Method::GET, mail.links().iter().find(|link| link.contains("/u/")).expect("a link")).await;
    let row = only_provisional(&app).await;

    let erased = app.api.delete("/v1/people/email:ann@example.com").await;
    assert!(erased.status < 300, "{}", erased.body);
    app.after_minutes(60).await;

    app.app.touches.flush().await;
    let left = app.app.db.read(move |conn| {
        let touches = clicks::of_network(conn, 1, "127.0.0.0/24", (Time(0), Time(i64::MAX)), 100)?;
        Ok((touches.len(), provisional::find(conn, 1, row.invitation_id)?))
    });
    assert_eq!(left.await.expect("a database"), (0, None));
    assert_eq!(counted(&app).await, 0);
}

#[tokio::test]
async fn a_storm_of_scanners_does_not_stand_before_an_answer() {
    let (app, mail) = asked("ann@example.com").await;

    let storm = (0..600).map(|turn| {
        let (api, link) = (app.api.clone(), mail.score_link(turn as u8 % 11));
        tokio::spawn(async move { api.visit(&link).await.status })
    });
    let storm: Vec<_> = storm.collect();
    send(&app, &mail, 9).await;
    for page in storm {
        assert_eq!(page.await.expect("a page"), 200);
    }

    assert_eq!(counted(&app).await, 1);
    app.app.touches.flush().await;
    let kept = app.app.db.read(|conn| clicks::of_network(conn, 1, "127.0.0.0/24", (Time(0), Time(i64::MAX)), 10_000));
    assert_eq!(kept.await.expect("a database").len(), 600, "so few are all noted");
}

#[tokio::test]
async fn the_pages_about_evidence_can_be_used_by_everybody() {
    let (app, mail) = asked("ann@example.com").await;
    look_twice(&app, &mail).await;
    app.after_minutes(31).await;
    let owner = app.sign_in().await;
    let base = page(&mail);
    let base = base.split_once("/s/").expect("a link").0;

    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        browser.visit(&format!("{base}/admin/sign-in")).await;
        browser.run(&format!("document.cookie = '{owner}; path=/'")).await;
        for path in ["/admin/responses/evidence", "/admin/settings/evidence"] {
            browser.visit(&format!("{base}{path}")).await;
            browser.inspect(path).await;
            assert!(browser.url().await.ends_with(path), "signed in");
        }
    }
}
