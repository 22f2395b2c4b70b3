//! Settings: what is kept, what is refused, what is shown once.

use super::*;
use crate::store::breakers::{self, Breaker};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::{rollups, workspaces};

#[actix_web::test]
async fn settings_are_saved_or_come_back_with_every_problem() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    house.answer("ivan", 3, 9, "");
    let path = "/admin/settings/workspace";
    let wrong = [("company", ""), ("zone", "Almaty"), ("first_contact_minutes", "many")];
    house
        .post(&manager, path, &wrong)
        .await
        .expect(422)
        .says("&#x27;Almaty&#x27; is not a time zone")
        .says("Enter a whole number from 1 to")
        .says("3 fields need another look");

    let right = [
        ("company", "Kazan Bikes"),
        ("zone", "Asia/Almaty"),
        ("survey", "default"),
        ("language", "ru"),
        ("first_contact_minutes", "90"),
    ];
    let days = |house: &House| -> Vec<i32> {
        let all = house.app.db.read_now(|conn| rollups::all(conn, house.workspace)).unwrap();
        all.into_iter()
            .filter(|(cell, count)| *count != 0 && cell.dimension.is_empty())
            .map(|(cell, _)| cell.day)
            .collect()
    };
    // 20:00 UTC is the next day in Almaty; the session of the morning is over by then.
    house.clock.advance_ms(10 * 3_600_000);
    let manager = house.member("m@example.com", Role::Manager);
    house.answer("ann", 3, 9, "");
    let before = days(&house);
    house.post(&manager, path, &right).await.expect(303);
    let page = house.get(&manager, path).await.expect(200);
    let page = page.says("value=\"90\"").says("value=\"Asia/Almaty\"");
    drop(page);
    let kept = house.app.db.read_now(|conn| workspaces::load(conn, house.workspace)).unwrap().settings.0;
    assert_eq!(kept.policy.zone.iana_name(), Some("Asia/Almaty"));
    assert_eq!((before.len(), days(&house).len()), (1, 2), "the evening counts for the next day now");

    house.answer("bolat", 0, 1, "");
    let case = house.case();
    assert_eq!(case.due_at, case.tapped_at.plus_secs(90 * 60), "what was promised holds");
}

#[actix_web::test]
async fn a_key_is_shown_once_and_revoked() {
    let house = House::new();
    let owner = house.member("o@example.com", Role::Owner);
    let path = "/admin/settings/keys";
    house.post(&owner, path, &[("name", " ")]).await.expect(422).says("Enter a name");
    let page = house.post(&owner, path, &[("name", "shop"), ("access", "read")]).await.expect(200);
    let at = page.body.find("value=\"nps_live_").expect("the key");
    let key = page.body[at + 7..].split('"').next().unwrap().to_owned();
    let verify = || house.app.db.read_now(|conn| crate::account::api_key::verify(conn, &key));
    let row = verify().unwrap();
    let page = house.get(&owner, path).await.expect(200).says("Read only");
    assert!(!page.body.contains(&key));

    house.post(&owner, &format!("{path}/{}/revoke", row.id), &[]).await.expect(303);
    assert!(verify().is_err());
    house.post(&owner, &format!("{path}/{}/revoke", row.id), &[]).await.expect(404);
}

#[actix_web::test]
async fn a_workspace_keeps_an_owner() {
    let house = House::new();
    let (owner, second) = (house.member("o@example.com", Role::Owner), house.member("p@example.com", Role::Owner));
    let role = |who: &Browser| format!("/admin/settings/users/{}/role", who.user);
    house.post(&owner, &role(&owner), &[("role", "viewer")]).await.expect(403);
    house.post(&owner, &role(&second), &[("role", "manager")]).await.expect(303);
    assert_eq!(house.role(second.user), Some(Role::Manager));

    let last = house.app.db.write_now(|conn| user::remove(conn, &house.cx(), owner.user, "test")).unwrap();
    assert_eq!(last, user::Membership::LastOwner);
    assert_eq!(house.role(owner.user), Some(Role::Owner));
}

#[actix_web::test]
async fn without_a_mail_server_an_invitation_shows_its_link_once() {
    let house = House::new();
    let owner = house.member("o@example.com", Role::Owner);
    let path = "/admin/settings/users";
    house.post(&owner, path, &[("email", "ivan@"), ("role", "agent")]).await.expect(422).says("ivan@example.com");
    house.post(&owner, path, &[("email", "O@example.com")]).await.expect(422).says("has access already");
    let page = house.post(&owner, path, &[("email", "dana@example.com"), ("role", "agent")]).await.expect(200);
    let page = page.says("https://nps.example/admin/password/").says("dana@example.com");
    drop(page);
    let again = house.get(&owner, path).await.expect(200).says("invited");
    assert!(!again.body.contains("/admin/password/"), "only once");
}

#[actix_web::test]
async fn a_webhook_is_made_with_its_secret_tested_and_removed() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let path = "/admin/settings/webhooks";
    let private = [("url", "http://10.0.0.1/x"), ("events", "case.opened"), ("dialect", "standard")];
    house.post(&manager, path, &private).await.expect(422).says("private or reserved network");
    let fields = [("url", "https://crm.example/x"), ("events", "case.opened"), ("events", "case.resolved")];
    house.post(&manager, path, &fields).await.expect(200).says("whsec_").says("case.opened, case.resolved");
    let id = house.app.db.read_now(|conn| crate::store::endpoints::list(conn, house.workspace)).unwrap()[0].id;
    house.post(&manager, &format!("{path}/{id}/test"), &[]).await.expect(303);
    house.get(&manager, path).await.expect(200).says("<code>test</code>").says("waiting");
    house.post(&manager, &format!("{path}/{id}/remove"), &[]).await.expect(303);
    house.get(&manager, path).await.expect(200).says("None yet");
}

#[actix_web::test]
async fn a_survey_is_refused_with_its_problems_and_saved_as_a_version() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let path = "/admin/surveys/default";
    let broken = [("version", "1"), ("definition", "{\"name\": \"\", \"language\": \"en\", \"questions\": []}")];
    house.post(&manager, path, &broken).await.expect(422).says("<code>name</code>").says("<code>questions</code>");
    house.post(&manager, path, &[("version", "1"), ("definition", "{oops")]).await.expect(422).says("{oops");

    let text = r#"{"name": "Ours", "language": "en", "questions": [{"key": "score", "type": "nps", "text": "Recommend us?"}]}"#;
    house.post(&manager, path, &[("version", "7"), ("definition", text)]).await.expect(409).says("version 1");
    house.post(&manager, path, &[("version", "1"), ("definition", text)]).await.expect(303);
    house.get(&manager, path).await.expect(200).says("Version 2").says("https://nps.example/l/");

    let new = "/admin/surveys/new";
    house
        .post(&manager, new, &[("key", "Post delivery"), ("definition", text)])
        .await
        .expect(422)
        .says("Post delivery");
    house.post(&manager, new, &[("key", "default"), ("definition", text)]).await.expect(422).says("already");
    house.post(&manager, new, &[("key", "spring"), ("definition", text)]).await.expect(303);
    house.post(&manager, "/admin/surveys/spring/close", &[]).await.expect(303);
    house.get(&manager, "/admin/surveys").await.expect(200).says("Closed");
}

#[actix_web::test]
async fn a_mail_in_doubt_is_left_and_a_pause_of_sending_says_why() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let (cx, path) = (house.cx(), "/admin/settings/sending");
    let about = (cx.id(), Kind::Invitation, 1);
    let mail =
        Delivery { stage: Stage::Unknown, ..Delivery::queued(&cx, about, "ann@example.com", serde_json::Value::Null) };
    let breaker = Breaker {
        route: "mail.example:587".to_owned(),
        opened_at: cx.now,
        stage: "sign_in".to_owned(),
        code: Some(535),
        reason: "5.7.8 bad credentials".to_owned(),
        failures: 1,
        next_try_at: cx.now.plus_secs(60),
        probe_until: None,
    };
    house
        .app
        .db
        .write_now(|conn| {
            deliveries::insert(conn, &mail)?;
            breakers::save(conn, &breaker)
        })
        .unwrap();

    let page = house.get(&owner, path).await.expect(200);
    page.says("Sending pauses").says("mail.example:587").says("535 5.7.8 bad credentials").says("ann@example.com");
    house.post(&owner, &format!("{path}/mails/{}/leave", mail.id), &[]).await.expect(303);
    house.post(&owner, &format!("{path}/mails/{}/again", mail.id), &[]).await.expect(404);
    let kept = house.app.db.read_now(|conn| deliveries::find(conn, cx.workspace, mail.id)).unwrap().unwrap();
    assert_eq!(kept.stage, Stage::Sent);
}
