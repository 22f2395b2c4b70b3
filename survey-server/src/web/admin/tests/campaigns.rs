//! Campaigns in the admin: a file, its report, the confirmation, pausing and going on.

use std::fmt::Write as _;

use super::*;
use crate::outreach::campaign::plan::{self, Step};
use crate::store::campaigns;

const FILE: &str = "email,name\nann@example.com,Ann\nivan@,Ivan\nANN@example.com,Ann\nbob@example.com,<b>Bob</b>\n";

async fn upload(house: &House, browser: &Browser, fields: &[(&str, &str)], file: &str) -> Page {
    let mut body = String::new();
    for (name, value) in fields.iter().copied().chain([("_csrf", browser.csrf.as_str())]) {
        write!(body, "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
    }
    write!(
        body,
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{file}\r\n--b--\r\n"
    )
    .unwrap();
    let request = TestRequest::post()
        .uri("/admin/campaigns/new")
        .insert_header((header::COOKIE, browser.cookie.clone()))
        .insert_header(("Sec-Fetch-Site", "same-origin"))
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=b"))
        .set_payload(body);
    house.send(request).await
}

fn plan_all(house: &House) {
    let cx = house.cx();
    let id = house.app.db.read_now(|conn| campaigns::list(conn, house.workspace, 1)).unwrap()[0].id;
    while house.app.db.write_now(|conn| plan::step(conn, &cx, id)).unwrap() == Step::More {}
}

#[actix_web::test]
async fn a_file_is_reported_on_confirmed_paused_and_goes_on() {
    let house = House::new();
    let manager = house.member("manager@example.com", Role::Manager);
    house.get(&manager, "/admin/campaigns").await.expect(200).says("No campaigns yet");

    let sent = upload(&house, &manager, &[("name", "Autumn"), ("survey", "default")], FILE).await.expect(303);
    let page = house.get(&manager, &sent.location).await.expect(200);
    let page = page.says("Nothing has been sent yet").says("Send to 2 people").says("ivan@").says("in row 2 already");
    assert!(!page.body.contains("data-refresh"));
    let csv = house.get(&manager, &format!("{}/refused.csv", sent.location)).await.expect(200);
    csv.says("3,email,").says("4,email,");

    let at = |verb: &str| format!("{}/{verb}", sent.location);
    house.post(&manager, &at("start"), &[("count", "3")]).await.expect(303);
    house.get(&manager, &sent.location).await.says("Nothing has been sent yet");
    house.post(&manager, &at("start"), &[("count", "2")]).await.expect(303);
    plan_all(&house);
    house.get(&manager, &sent.location).await.expect(200).says("data-live").says("Pause").says("0% of 2 people");
    let counts = house.get(&manager, &at("progress")).await.expect(200).says("data-live");
    assert!(!counts.body.contains("<html"));

    house.post(&manager, &at("pause"), &[]).await.expect(303);
    house.get(&manager, &sent.location).await.says("Go on");
    house.post(&manager, &at("pause"), &[]).await.expect(303);
    house.post(&manager, &at("resume"), &[]).await.expect(303);
    house.post(&manager, &at("cancel"), &[]).await.expect(303);
    plan_all(&house);
    house.get(&manager, &sent.location).await.expect(200).says("cancelled").says("the campaign was cancelled");
    house.get(&manager, "/admin/campaigns").await.expect(200).says("Autumn");
    house.post(&manager, &at("remove"), &[]).await.expect(303);
    house.get(&manager, &sent.location).await.expect(200);
}

#[actix_web::test]
async fn a_file_that_is_not_taken_comes_back_with_what_would_be_right() {
    let house = House::new();
    let manager = house.member("manager@example.com", Role::Manager);

    upload(&house, &manager, &[("pace", "many")], "").await.expect(422).says("Choose a file").says("from 1 to");
    upload(&house, &manager, &[], "Mail,Name\nann@example.com,Ann\n")
        .await
        .expect(422)
        .says("The file has: Mail, Name");
    upload(&house, &manager, &[("email_column", "Post")], "Mail\nann@example.com\n").await.expect(422).says("Post");
    upload(&house, &manager, &[("date", "23.11.2026")], FILE).await.expect(422).says("Enter a date and a time");
    upload(&house, &manager, &[], "email,email\na,b\n").await.expect(422).says("twice");
    assert!(house.app.db.read_now(|conn| campaigns::list(conn, house.workspace, 9)).unwrap().is_empty());

    let fields = [("email_column", "Mail"), ("pace", "60"), ("date", "2026-11-23"), ("time", "09:00")];
    let sent = upload(&house, &manager, &fields, "Mail\nann@example.com\nbob@example.com\n").await.expect(303);
    let page = house.get(&manager, &sent.location).await.expect(200);
    assert!(page.body.replace('\u{a0}', " ").contains("The last one would go at 23 Nov 2026, 09:01"));
    house.post(&manager, &format!("{}/remove", sent.location), &[]).await.expect(303);
    house.get(&manager, &sent.location).await.expect(404);
}

#[actix_web::test]
async fn a_file_without_the_token_of_our_page_is_not_read() {
    let house = House::new();
    let manager = house.member("manager@example.com", Role::Manager);
    let forged = Browser { csrf: "x".to_owned(), ..manager };

    upload(&house, &forged, &[], FILE).await.expect(403);

    let agent = house.member("agent@example.com", Role::Agent);
    upload(&house, &agent, &[], FILE).await.expect(403);
    assert!(house.app.db.read_now(|conn| campaigns::list(conn, house.workspace, 9)).unwrap().is_empty());
}

#[actix_web::test]
async fn every_page_of_a_campaign_is_shown_in_both_languages() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let draft = upload(&house, &owner, &[], FILE).await.expect(303).location;
    let started = upload(&house, &owner, &[("pace", "100")], FILE).await.expect(303).location;
    house.post(&owner, &format!("{started}/start"), &[("count", "2")]).await.expect(303);
    plan_all(&house);

    for locale in ["en", "ru"] {
        house.app.db.write_now(|conn| users::set_locale(conn, owner.user, locale)).unwrap();
        for path in ["/admin/campaigns", "/admin/campaigns/new", "/admin/outreach", &draft, &started] {
            let page = house.get(&owner, path).await.expect(200);
            assert!(page.body.contains(&format!("<html lang=\"{locale}\"")), "{path}");
        }
    }
}
