//! First run, sign-in, forgotten passwords.

use actix_web::test::TestRequest;

use super::*;
use crate::store::deliveries;
use crate::web::admin::setup;

/// Opens a page before sign-in and returns its cookie and its form's token.
async fn door(house: &House, path: &str) -> (String, String) {
    let page = house.send(TestRequest::get().uri(path)).await.expect(200);
    (page.cookie("__Host-door"), page.token())
}

async fn post(house: &House, path: &str, fields: &[(&str, &str)]) -> Page {
    let (cookie, token) = door(house, path).await;
    let mut fields = fields.to_vec();
    fields.push(("_csrf", &token));
    house.post_as(&cookie, path, &fields).await
}

fn setup_path(house: &House) -> String {
    setup::link(&house.app).unwrap().trim_start_matches("https://nps.example").to_owned()
}

async fn set_up(house: &House) -> Page {
    let fields = [("company", "Kazan Bikes"), ("name", "Ann"), ("email", "Ann@example.com"), ("password", PASSWORD)];
    post(house, &setup_path(house), &fields).await
}

#[actix_web::test]
async fn the_first_run_link_makes_the_owner_once() {
    let house = House::new();
    let path = setup_path(&house);
    post(&house, &path, &[("email", "ivan@"), ("password", "short")])
        .await
        .expect(422)
        .says("ivan@")
        .says("has 5 characters")
        .says("Enter the name that your customers know");

    let entered = set_up(&house).await.expect(303);
    assert_eq!(entered.location, "/admin");
    let session = entered.cookie("__Host-sid");
    let set = entered.cookies.iter().find(|cookie| cookie.starts_with("__Host-sid")).unwrap();
    for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(set.contains(word), "{set}");
    }
    let browser = Browser { cookie: session, csrf: String::new(), user: Id::default() };
    house.get(&browser, "/admin").await.expect(200).says("Kazan Bikes");

    assert_eq!(setup::link(&house.app), None);
    house.send(TestRequest::get().uri(&path)).await.expect(404);
    house.send(TestRequest::get().uri("/admin/setup/guess")).await.expect(404);
}

#[actix_web::test]
async fn signing_in_opens_a_new_session_and_signing_out_ends_it() {
    let house = House::new();
    set_up(&house).await.expect(303);
    let form = |password| [("email", "ann@EXAMPLE.com"), ("password", password), ("next", "/admin/cases?view=mine")];

    let wrong = post(&house, "/admin/sign-in", &form("another password")).await.expect(422);
    wrong.says("do not belong together").says("ann@EXAMPLE.com");
    post(&house, "/admin/sign-in", &[("email", "nobody@example.com"), ("password", PASSWORD)])
        .await
        .expect(422)
        .says("do not belong together");

    let right = post(&house, "/admin/sign-in", &form(PASSWORD)).await.expect(303);
    assert_eq!(right.location, "/admin/cases?view=mine");
    let browser = Browser { cookie: right.cookie("__Host-sid"), csrf: String::new(), user: Id::default() };
    let token = house.get(&browser, "/admin").await.expect(200).token();
    let browser = Browser { csrf: token, ..browser };
    house.post(&browser, "/admin/sign-out", &[]).await.expect(303);
    house.get(&browser, "/admin").await.expect(303);

    let away = [("email", "ann@example.com"), ("password", PASSWORD), ("next", "//evil.example")];
    assert_eq!(post(&house, "/admin/sign-in", &away).await.expect(303).location, "/admin");
}

#[actix_web::test]
async fn a_guesser_waits_and_the_right_password_does_not_help_meanwhile() {
    let house = House::new();
    set_up(&house).await.expect(303);
    for _ in 0..5 {
        post(&house, "/admin/sign-in", &[("email", "ann@example.com"), ("password", "wrong")]).await.expect(422);
    }
    let right = [("email", "ann@example.com"), ("password", PASSWORD)];
    post(&house, "/admin/sign-in", &right).await.expect(422).says("Too many tries");

    house.clock.advance_ms(31_000);
    post(&house, "/admin/sign-in", &right).await.expect(303);
}

#[actix_web::test]
async fn a_forgotten_password_is_answered_alike_for_everybody_and_mailed_to_who_exists() {
    let house = House::new();
    set_up(&house).await.expect(303);
    for email in ["ann@example.com", "nobody@example.com"] {
        post(&house, "/admin/forgot", &[("email", email)]).await.expect(200).says("Look into your mailbox").says(email);
    }
    post(&house, "/admin/forgot", &[("email", "ann@")]).await.expect(422).says("ivan@example.com");

    let queued = house
        .app
        .db
        .read_now(|conn| deliveries::newest(conn, house.workspace, &[deliveries::Stage::Queued], 9))
        .unwrap();
    assert_eq!(queued.iter().map(|one| one.recipient.as_str()).collect::<Vec<_>>(), ["Ann@example.com"]);
}

#[actix_web::test]
async fn a_password_link_works_once_and_ends_the_sessions_there_were() {
    let house = House::new();
    let browser = house.member("agent@example.com", Role::Agent);
    let token = house.app.db.write_now(|conn| user::password_link(conn, &house.cx(), browser.user)).unwrap();
    let path = format!("/admin/password/{token}");

    post(&house, &path, &[("password", "password1234")]).await.expect(422).says("tries first");
    post(&house, &path, &[("password", "agent@example.com")]).await.expect(422);
    let entered = post(&house, &path, &[("password", PASSWORD)]).await.expect(303);
    house.get(&browser, "/admin").await.expect(303);
    house.send(TestRequest::get().uri(&path)).await.expect(404);

    let browser = Browser { cookie: entered.cookie("__Host-sid"), csrf: String::new(), user: browser.user };
    let csrf = house.get(&browser, "/admin/password").await.expect(200).token();
    let browser = Browser { csrf, ..browser };
    let fields = [("current", "not it, sorry"), ("password", "another long sentence")];
    house.post(&browser, "/admin/password", &fields).await.expect(422).says("not the password in use");
    let fields = [("current", PASSWORD), ("password", "another long sentence")];
    house.post(&browser, "/admin/password", &fields).await.expect(303);
}
