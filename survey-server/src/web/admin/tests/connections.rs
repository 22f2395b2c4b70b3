//! Connections: made, given a secret, watched, mended, removed. Secrets are never shown again.

use super::*;
use crate::outreach::connection;
use crate::outreach::inbound::{Label, receive};
use crate::store::connections::{self, Connection};
use crate::store::data_requests::{self, DataRequest};
use crate::store::people;

const PATH: &str = "/admin/settings/connections";

fn rows(house: &House) -> Vec<Connection> {
    house.app.db.read_now(|conn| connections::list(conn, house.workspace)).unwrap()
}

#[actix_web::test]
async fn a_shop_is_connected_with_an_address_to_paste_and_a_secret_that_is_not_shown_again() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    house.get(&manager, PATH).await.expect(200).says("None yet");
    house.post(&manager, PATH, &[("source", "shopify"), ("name", " ")]).await.expect(422).says("is missing");
    house.post(&manager, PATH, &[("source", "stripe"), ("name", "Payments"), ("basis", "consent")]).await.expect(303);
    let row = rows(&house).remove(0);
    let url = connection::url(&house.cx(), &row);
    house
        .get(&manager, PATH)
        .await
        .expect(200)
        .says(&url)
        .says("secret is missing")
        .says("Nobody is asked about order.paid yet");

    let secret = format!("{PATH}/{}/secret", row.id);
    house.post(&manager, &secret, &[("secret", "sk_live_1")]).await.expect(422).says("begins with whsec_");
    house.post(&manager, &secret, &[("secret", "whsec_topsecret")]).await.expect(303);
    let page = house.get(&manager, PATH).await.expect(200).says("connected");
    assert!(!page.body.contains("topsecret"));
    assert!(!String::from_utf8_lossy(&rows(&house)[0].secret.clone().unwrap()).contains("topsecret"), "encrypted");

    house.post(&manager, &format!("{PATH}/{}/remove", row.id), &[]).await.expect(303);
    assert!(rows(&house).is_empty());
    house.post(&manager, &format!("{PATH}/{}/remove", row.id), &[]).await.expect(404);
}

#[actix_web::test]
async fn a_secret_of_ours_is_shown_once_and_renewed() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let page = house.post(&manager, PATH, &[("source", "woocommerce"), ("name", "Tea")]).await.expect(200);
    let shown = |body: &str| {
        body.split("id=\"secret\" type=\"text\" readonly value=\"").nth(1).map(|rest| rest[..48].to_owned())
    };
    let first = shown(&page.body).expect("the secret");
    assert_eq!(shown(&house.get(&manager, PATH).await.expect(200).body), None);
    let path = format!("{PATH}/{}/secret", rows(&house)[0].id);
    let second =
        shown(&house.post(&manager, &path, &[]).await.expect(200).says("The one before counts until").body).unwrap();
    assert_ne!(first, second);
}

#[actix_web::test]
async fn what_came_is_listed_and_what_failed_is_read_again() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    house.post(&manager, PATH, &[("source", "shopify"), ("name", "Tea")]).await.expect(303);
    let row = rows(&house).remove(0);
    for (key, topic, raw) in [("1", "orders/fulfilled", "{"), ("2", "orders/paid", "{}")] {
        let label = Label { topic: topic.to_owned(), origin: String::new(), dedupe_key: key.to_owned() };
        house.app.db.write_now(|conn| receive::keep(conn, &house.cx(), &row, label, raw.into())).unwrap();
    }
    crate::jobs::worker::Worker::new(house.app.clone()).unwrap().drain().await;
    let page = house.get(&manager, PATH).await.expect(200);
    let page = page.says("the message is not JSON").says("such messages are not needed").says("2 messages");
    let retry = page.body.split("/messages/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let id = retry.trim_end_matches("/retry");
    house.post(&manager, &format!("{PATH}/{}/messages/{id}/retry", row.id), &[]).await.expect(303);
    house.get(&manager, PATH).await.expect(200).says("waiting");
    house.post(&manager, &format!("{PATH}/{}/messages/{id}/retry", row.id), &[]).await.expect(404);
}

#[actix_web::test]
async fn a_request_for_data_is_answered_with_everything_that_is_kept() {
    let house = House::new();
    let owner = house.member("o@example.com", Role::Owner);
    house.answer("ann", 3, 9, "slow courier");
    let person = house.app.db.read_now(|conn| people::find_by_email(conn, house.workspace, "ann@example.com"));
    let person = person.unwrap().unwrap().id;
    let request = DataRequest {
        workspace_id: house.workspace,
        id: house.cx().id(),
        connection_id: house.cx().id(),
        person_id: person,
        asked_at: house.cx().now,
        due_at: house.cx().now.plus_days(30),
        done_at: None,
        done_by: None,
    };
    house.app.db.write_now(|conn| data_requests::insert(conn, &request)).unwrap();
    house.get(&owner, PATH).await.expect(200).says("People who ask for their data").says("answer by");
    let data = house.get(&owner, &format!("{PATH}/requests/{}", request.id)).await.expect(200);
    let data = data.says("slow courier").says("\"invitations\"");
    drop(data);
    let agent = house.member("a@example.com", Role::Agent);
    house.get(&agent, &format!("{PATH}/requests/{}", request.id)).await.expect(403);
    house.post(&owner, &format!("{PATH}/requests/{}/done", request.id), &[]).await.expect(303);
    assert!(!house.get(&owner, PATH).await.expect(200).body.contains("People who ask"));
}
