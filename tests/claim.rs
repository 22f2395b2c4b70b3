//! A case is taken by the button behind a link in a message; opening the link takes nothing.

use serde_json::json;
use survey_server::store::users::Role;

use crate::escalation::{member, open_case, timeline, to_team};
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};

/// The link that takes the case, in the newest mail to somebody.
fn claim_link(app: &TestApp, name: &str) -> String {
    let mails = to_team(app);
    let theirs = mails.iter().rev().find(|mail| mail.recipient().starts_with(name)).expect("a mail");
    let links = theirs.links();
    links.into_iter().find(|link| link.contains("/claim/")).expect("a link that claims")
}

#[tokio::test]
async fn the_link_of_a_mail_shows_a_button_and_the_button_takes_the_case() {
    let app = TestApp::start().await;
    let ann = member(&app, "Ann", Role::Agent).await;
    member(&app, "Boris", Role::Agent).await;
    let case = open_case(&app, json!({})).await;
    let (anns, boriss) = (claim_link(&app, "ann"), claim_link(&app, "boris"));

    for _ in 0..2 {
        let shown = app.api.visit(&anns).await;
        assert_eq!(shown.status, 200);
        assert!(shown.body.contains("Case 1 waits for somebody") && shown.body.contains("<form method=\"post\""));
    }
    let state = app.api.get(&format!("/v1/cases/{case}")).await.expect(200);
    assert_eq!(state["claimed_at"], json!(null), "a GET takes nothing");

    let taken = app.api.submit(&anns, &[]).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    assert!(taken.body.contains("Case 1 is yours") && taken.body.contains("tel:+77010000000"), "{}", taken.body);
    let lines = timeline(&app, &case).await;
    assert!(lines.iter().any(|(kind, detail)| kind == "claim" && detail["assignee"] == json!(ann)), "{lines:?}");

    let second = app.api.submit(&boriss, &[]).await;
    assert_eq!(second.status, 409);
    assert!(second.body.contains("Ann has case 1") && !second.body.contains("tel:"), "{}", second.body);
    let again = app.api.submit(&anns, &[]).await;
    assert_eq!(again.status, 200, "who has it may press twice");
}

#[tokio::test]
async fn a_link_ends_with_the_case_the_membership_and_time() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    let case = open_case(&app, json!({})).await;
    let link = claim_link(&app, "ann");
    app.api.post(&format!("/v1/cases/{case}/resolve"), &json!({"outcome": "solved"})).await.expect(200);
    let settled = app.api.submit(&link, &[]).await;
    assert!(settled.body.contains("Case 1 is settled") && !settled.body.contains("<form"), "{}", settled.body);

    let other = open_case(&app, json!({"person": {"email": "eve@example.com"}})).await;
    let link = claim_link(&app, "ann");
    app.after_days(8).await;
    let expired = app.api.submit(&link, &[]).await;
    assert_eq!(expired.status, 410);
    assert!(expired.body.contains("does not work any more"));
    let state = app.api.get(&format!("/v1/cases/{other}")).await.expect(200);
    assert_eq!(state["claimed_at"], json!(null));
    assert_eq!(app.api.visit("/claim/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await.status, 404);
}

#[tokio::test]
async fn the_page_reads_well_on_a_phone_in_both_languages() {
    let app = TestApp::start().await;
    member(&app, "Ann", Role::Agent).await;
    open_case(&app, json!({})).await;
    let link = claim_link(&app, "ann");
    let Some(browser) = Browser::open_as(Window { dark: true, phone: true, no_script: false }).await else { return };
    browser.visit(&link).await;
    browser.inspect("the page that takes a case").await;
    browser.follow("button[type=submit]").await;
    browser.inspect("the case that was taken").await;
    assert_eq!(browser.text("h1").await, "Case 1 is yours");
}
