//! Rooms of chat services: what is said there, what happens when one refuses, and storms.

use serde_json::{Value, json};
use survey_server::recovery::room::{self, RoomInput};
use survey_server::store::Id;
use survey_server::store::rooms::{self, Room, Service, State};
use survey_server::store::users::Role;

use crate::escalation::{member, open_case, to_team};
use crate::support::app::TestApp;
use crate::support::receiver::{Answer, Received, Receiver};
use crate::support::smtp_sink::Mail;

const TOKEN: &str = "123456:AAbb-cc_9";

/// Adds a room that writes to this address.
async fn room(app: &TestApp, service: Service, address: &str, team: Option<&str>) -> Id {
    let (policy, address, team) = (app.app.config.outbound.clone(), address.to_owned(), team.map(str::to_owned));
    let made = app.app.write(1, move |conn, cx| {
        let (name, chat) = (format!("Room of {}", service.word()), "-100".to_owned());
        let input = RoomInput { service, name, team, address, chat };
        Ok(room::add(conn, cx, &policy, &input, "test")?.id)
    });
    made.await.expect("a room")
}

async fn state(app: &TestApp, id: Id) -> Room {
    let found = app.app.read(1, move |conn, _| rooms::find(conn, 1, id)).await;
    found.expect("a database").expect("a room")
}

/// Everything that is said in a message, as one text.
fn words(received: &Received) -> String {
    received.json().to_string()
}

/// Cases of people without an address of their own are told without mails.
async fn complaint(app: &TestApp, number: usize) -> String {
    let person = json!({"email": format!("customer{number}@example.com"), "name": format!("Customer {number}")});
    open_case(app, json!({"person": person, "priority": "low"})).await
}

#[tokio::test]
async fn a_room_of_slack_is_told_of_a_case_with_a_link_that_takes_it() {
    let app = TestApp::start().await;
    room(&app, Service::Slack, app.program.url(), None).await;
    room(&app, Service::Slack, app.program.url(), Some("Returns")).await;
    let case = open_case(&app, json!({"team": "Delivery", "priority": "low"})).await;

    let received = app.program.received();
    assert_eq!(received.len(), 1, "the room of another team is not told");
    let body = received[0].json();
    assert_eq!(received[0].header("content-type"), Some("application/json"));
    assert_eq!(body["text"], "Ann needs help");
    let said = words(&received[0]);
    assert!(said.contains("Call +77010000000") && said.contains(&format!("/admin/cases/{case}")), "{said}");
    let link = said.split('<').find(|part| part.contains("/claim/")).expect("a link").split('|').next().expect("it");

    // Who follows it from a room has to say who they are.
    let shown = app.api.visit(link).await;
    assert_eq!((shown.status, shown.header("location")), (303, Some(format!("/admin/cases/{case}").as_str())));

    app.after_minutes(15).await;
    assert_eq!(app.program.received()[1].json()["text"], "Reminder: Ann needs help");
    app.api.post(&format!("/v1/cases/{case}/claim"), &json!({})).await;
}

#[tokio::test]
async fn mattermost_teams_and_an_address_are_told_in_their_own_way() {
    let app = TestApp::start().await;
    room(&app, Service::Mattermost, app.program.url(), None).await;
    room(&app, Service::Teams, app.program.url(), None).await;
    room(&app, Service::Email, "desk@shop.example", None).await;
    open_case(&app, json!({})).await;

    let received = app.program.received();
    let bodies: Vec<Value> = received.iter().map(Received::json).collect();
    assert!(bodies.iter().any(|body| body["text"].as_str().is_some_and(|text| text.starts_with("**Ann needs help**"))));
    assert!(bodies.iter().any(|body| body["attachments"][0]["content"]["type"] == "AdaptiveCard"), "{bodies:?}");
    let mails = to_team(&app);
    let desk: Vec<_> = mails.iter().filter(|mail| mail.recipient() == "desk@shop.example").collect();
    assert_eq!(desk.len(), 1);
    assert!(desk[0].links().iter().any(|link| link.contains("/claim/")));
}

#[tokio::test]
async fn telegram_is_called_with_the_token_and_nobody_else_ever_sees_it() {
    let telegram = Receiver::start();
    let base = telegram.url().trim_end_matches("/hook").to_owned();
    let app = TestApp::start_with(&[("telegram_url", &base)]).await;
    let id = room(&app, Service::Telegram, TOKEN, None).await;
    telegram.then([Answer::status(500)]);
    open_case(&app, json!({})).await;
    app.after_minutes(1).await;

    let received = telegram.received();
    assert_eq!(received.len(), 2, "tried again");
    assert_eq!(received[0].path, format!("/bot{TOKEN}/sendMessage"));
    assert_eq!(received[1].json()["chat_id"], "-100");
    assert_eq!(state(&app, id).await.failures, 0);

    telegram.always(Answer::status(401));
    open_case(&app, json!({"person": {"email": "eve@example.com"}})).await;
    let disabled = state(&app, id).await;
    assert_eq!(disabled.state, State::Disabled);
    assert!(!disabled.reason.expect("a reason").contains(TOKEN));
    let kept = app.app.db.read(|conn| rooms::list(conn, 1)).await.expect("a database");
    assert!(!String::from_utf8_lossy(&kept[0].target).contains("AAbb"), "sealed");
}

#[tokio::test]
async fn a_service_that_is_busy_is_asked_again_when_it_says() {
    let app = TestApp::start().await;
    room(&app, Service::Slack, app.program.url(), None).await;
    app.program.then([Answer::Status(429, vec![("Retry-After", "600".to_owned())])]);
    open_case(&app, json!({"priority": "low"})).await;
    app.after_minutes(9).await;
    assert_eq!(app.program.received().len(), 1);
    app.after_minutes(4).await;
    assert_eq!(app.program.received().len(), 2);
}

#[tokio::test]
async fn a_service_that_refuses_switches_the_room_off_and_owners_learn_why() {
    let app = TestApp::start().await;
    member(&app, "Olga", Role::Owner).await;
    member(&app, "Ann", Role::Agent).await;
    for status in [403, 404] {
        let id = room(&app, Service::Slack, app.program.url(), None).await;
        app.program.then([Answer::status(status)]);
        complaint(&app, status.into()).await;

        let disabled = state(&app, id).await;
        assert_eq!(disabled.state, State::Disabled, "{status}");
        assert!(disabled.reason.expect("a reason").starts_with(&status.to_string()));
        let mails = to_team(&app);
        let notices: Vec<&str> =
            mails.iter().filter(|mail| mail.subject().contains("gets no messages")).map(Mail::recipient).collect();
        assert!(notices.iter().all(|to| *to == "olga@shop.example") && !notices.is_empty(), "{notices:?}");
        let said = app.program.received().len();
        complaint(&app, usize::from(status) + 1000).await;
        assert_eq!(app.program.received().len(), said, "it is told nothing any more");
    }
}

#[tokio::test]
async fn a_storm_comes_as_one_message_to_a_room_and_to_a_person() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    room(&app, Service::Slack, app.program.url(), None).await;
    app.configure(|settings| settings.alerts.digest_above = 3).await;
    for number in 0..8 {
        complaint(&app, number).await;
    }
    assert_eq!(app.program.received().len(), 3);
    assert_eq!(to_team(&app).len(), 3);

    app.after_minutes(1).await;
    let received = app.program.received();
    assert_eq!(received.len(), 4);
    let digest = received[3].json();
    assert_eq!(digest["text"], "5 cases need somebody");
    assert!(words(&received[3]).contains("Customer 7 needs help"));
    let mails = to_team(&app);
    assert_eq!(mails.len(), 4);
    assert!(mails[3].subject().contains("5 cases need somebody"), "{}", mails[3].subject());
    assert!(mails[3].text().contains("Customer 3 needs help"));
}

#[tokio::test]
async fn an_address_inside_is_refused_when_a_room_is_added() {
    let app = TestApp::start_with(&[("outbound_allow_cidrs", "")]).await;
    let policy = app.app.config.outbound.clone();
    let address = app.program.url().to_owned();
    let added = app.app.write(1, move |conn, cx| {
        let (name, chat) = ("Inside".to_owned(), String::new());
        let input = RoomInput { service: Service::Mattermost, name, team: None, address, chat };
        room::add(conn, cx, &policy, &input, "test")
    });
    assert!(added.await.is_err());
    assert!(app.program.received().is_empty());
}
