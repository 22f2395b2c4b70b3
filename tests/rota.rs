//! The pages on which teams, shifts, absences, the chain and rooms are set up.

use serde_json::json;
use survey_server::store::users::Role;

use crate::escalation::{Inbox, member, open_case};
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};

const TEAM: &str = "/admin/settings/team";
const CHAT: &str = "/admin/settings/chat";

#[tokio::test]
async fn a_team_is_put_together_and_told_in_its_order() {
    let app = TestApp::start().await;
    let (ann, boris) = (member(&app, "Ann", Role::Agent).await, member(&app, "Boris", Role::Agent).await);
    let viewer = member(&app, "Vera", Role::Viewer).await;
    let cookie = app.sign_in().await;
    let (ann, boris, viewer) = (ann.to_string(), boris.to_string(), viewer.to_string());
    for user in [&ann, &boris] {
        let saved = app.send_form(&cookie, TEAM, TEAM, &[("team", "Delivery"), ("user", user)]).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
    }
    for (team, user) in [("Delivery", &ann), ("Delivery", &viewer), ("", &ann), ("Two\nlines", &ann)] {
        let refused = app.send_form(&cookie, TEAM, TEAM, &[("team", team), ("user", user)]).await;
        assert_eq!(refused.status, 422, "{team} {user}");
    }
    let order = format!("{TEAM}/order");
    let up = app.send_form(&cookie, TEAM, &order, &[("team", "Delivery"), ("user", &boris), ("to", "up")]).await;
    assert_eq!(up.status, 303);
    let page = app.page_as(&cookie, TEAM).await;
    let place = |name: &str| page.find(&format!("<b>{name}</b>")).expect("a member");
    assert!(place("Boris") < place("Ann"));

    let mut inbox = Inbox::new(&app);
    open_case(&app, json!({"team": "Delivery"})).await;
    assert_eq!(inbox.whom(), ["ann", "boris"]);
}

#[tokio::test]
async fn a_weekly_shift_keeps_its_hour_when_the_clocks_change() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Agent).await.to_string();
    app.configure(|settings| settings.zone = "Europe/Berlin".to_owned()).await;
    let cookie = app.sign_in().await;
    let shifts = format!("{TEAM}/shifts");
    let fields = [("user", ann.as_str()), ("from", "2027-03-22T09:00"), ("until", "2027-03-22T17:00"), ("weeks", "2")];
    let planned = app.send_form(&cookie, TEAM, &shifts, &fields).await;
    assert_eq!(planned.status, 303, "{}", planned.body);
    let rows = app.app.read(1, |conn, cx| survey_server::store::shifts::from(conn, 1, cx.now, 10)).await;
    let begins: Vec<String> =
        rows.expect("a database").iter().map(|shift| shift.from_at.timestamp().to_string()).collect();
    assert_eq!(begins, ["2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z"]);

    for wrong in [
        [("from", "2027-03-22T09:00"), ("until", "2027-03-22T08:00"), ("weeks", "1")],
        [("from", "tomorrow"), ("until", "2027-03-22T08:00"), ("weeks", "1")],
        [("from", "2027-03-22T09:00"), ("until", "2027-03-22T10:00"), ("weeks", "53")],
    ] {
        let fields = [[("user", ann.as_str())].as_slice(), wrong.as_slice()].concat();
        assert_eq!(app.send_form(&cookie, TEAM, &shifts, &fields).await.status, 422, "{wrong:?}");
    }
}

#[tokio::test]
async fn the_chain_is_edited_and_holds_from_then_on() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    let cookie = app.sign_in().await;
    let fields = [
        ("minutes", "5"),
        ("tell", "again"),
        ("clock", "wall"),
        ("minutes", ""),
        ("tell", "manager"),
        ("clock", "wall"),
        ("repeat", ""),
        ("warn_percent", "50"),
        ("digest_above", "20"),
        ("quiet_from", "22:00"),
        ("quiet_until", "08:00"),
    ];
    let alerts = format!("{TEAM}/alerts");
    let saved = app.send_form(&cookie, TEAM, &alerts, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);
    let page = app.page_as(&cookie, TEAM).await;
    assert!(page.contains("value=\"22:00\"") && page.contains("value=\"50\""));

    let mut inbox = Inbox::new(&app);
    open_case(&app, json!({"priority": "low"})).await;
    inbox.news();
    app.after_minutes(5).await;
    assert!(inbox.whom().contains(&"ann".to_owned()));
    app.after_minutes(120).await;
    assert!(inbox.whom().is_empty(), "a chain without repeats ends");

    let wrong =
        [("minutes", "0"), ("tell", "again"), ("clock", "wall"), ("warn_percent", "100"), ("digest_above", "x")];
    let refused = app.send_form(&cookie, TEAM, &alerts, &wrong).await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn a_room_is_added_tried_out_and_removed_and_its_address_is_never_shown() {
    let app = TestApp::start().await;
    let cookie = app.sign_in().await;
    let address = format!("{}/services/s3cret", app.program.url());
    let fields = [("service", "slack"), ("name", "#unhappy"), ("address", address.as_str())];
    let added = app.send_form(&cookie, CHAT, CHAT, &fields).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let page = app.page_as(&cookie, CHAT).await;
    assert!(page.contains("#unhappy") && !page.contains("s3cret"));
    let (_, id) = page.split_once("/admin/settings/chat/").expect("a room");
    let room = format!("{CHAT}/{}", id.split('/').next().expect("its id"));

    app.send_form(&cookie, CHAT, &format!("{room}/test"), &[]).await;
    app.drain_jobs().await;
    assert!(app.program.received()[0].json()["text"].as_str().expect("words").contains("messages arrive here"));
    assert!(app.page_as(&cookie, CHAT).await.contains("sent"));

    app.send_form(&cookie, CHAT, &format!("{room}/remove"), &[]).await;
    assert!(!app.page_as(&cookie, CHAT).await.contains("<b>#unhappy</b>"));
    for (service, address, chat) in [
        ("slack", "http://10.0.0.1/hook", ""),
        ("telegram", "no token", "1"),
        ("telegram", "1:a", ""),
        ("email", "nobody", ""),
    ] {
        let fields = [("service", service), ("name", "Room"), ("address", address), ("chat", chat)];
        let refused = app.send_form(&cookie, CHAT, CHAT, &fields).await;
        assert_eq!(refused.status, 422, "{service} {address}");
        assert!(address.is_empty() || !refused.body.contains(&format!("value=\"{address}\"")), "typed secrets go");
    }
}

#[tokio::test]
async fn the_pages_read_well_at_a_desk_and_on_a_phone() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    let cookie = app.sign_in().await;
    let address = app.program.url().to_owned();
    app.send_form(&cookie, CHAT, CHAT, &[("service", "slack"), ("name", "#unhappy"), ("address", &address)]).await;
    for (dark, phone) in [(false, false), (true, true)] {
        let Some(browser) = Browser::open_as(Window { dark, phone, no_script: false }).await else { return };
        let base = app.app.config.public_url.clone();
        browser.visit(&format!("{base}/admin/sign-in")).await;
        let sid = cookie.trim_start_matches("sid=");
        browser.run(&format!("document.cookie = 'sid={sid}; path=/'")).await;
        for page in [TEAM, CHAT] {
            browser.visit(&format!("{base}{page}")).await;
            browser.inspect(page).await;
        }
    }
}
