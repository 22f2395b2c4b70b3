//! The settings and the plan as documents: read, changed, checked, not overwritten.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::{House, keys};
use crate::response::rollup;
use crate::store::{rollups, workspaces};

fn paths(answer: &super::Answer) -> Vec<String> {
    let list = answer.body["error"]["problems"].as_array().cloned().unwrap_or_default();
    list.iter().map(|problem| problem["path"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn the_plan_is_read_and_replaced_and_decides_about_events() {
    let house = House::new();
    let plan = house.get("/v1/outreach/plan").await.expect(200).body;
    assert_eq!(keys(&plan), ["cancels", "plan", "version"]);
    assert_eq!(plan["plan"][0]["event"], "order.delivered");
    assert_eq!(plan["cancels"], json!(["order.cancelled", "order.refunded"]));

    let new = json!({"plan": [
        {"event": "order.paid", "when": {"property": "total", "at_least": 100}, "delay_days": 2, "delay_hours": 1},
        {"event": "order.paid", "when": {"not": {"property": "country", "one_of": ["DE", "AT"]}}},
    ]});
    let saved = house.put("/v1/outreach/plan", new).await.expect(200).body;
    assert_eq!(
        (&saved["plan"][0]["delay_minutes"], &saved["plan"][1]["delay_minutes"]),
        (&json!(2 * 1440 + 60), &json!(0))
    );
    assert_ne!(saved["version"], plan["version"]);
    assert_eq!(house.get("/v1/outreach/plan").await.body, saved);

    let mut decided = Vec::new();
    for (id, total, country) in [("big", json!("120"), "DE"), ("small", json!(20), "DE"), ("far", json!(20), "FR")] {
        let event = json!({"id": id, "type": "order.paid", "occurred_at": "2026-11-20T09:00:00Z",
            "person": {"email": format!("{id}@example.com")}, "properties": {"total": total, "country": country}});
        decided.push(house.post("/v1/events", event).await.expect(202).body["survey_decision"]["send_at"].clone());
    }
    assert_eq!(decided, [json!("2026-11-22T10:00:00.000Z"), Value::Null, json!("2026-11-20T10:00:00.000Z")]);
}

#[actix_web::test]
async fn every_problem_of_a_plan_is_named_with_its_path_and_nothing_is_saved() {
    let house = House::new();
    let before = house.get("/v1/outreach/plan").await.body;
    let wrong = json!({"plan": [
        {"event": "order.paid", "when": {"all": [{"property": "total", "atleast": 7}]}},
        {"event": "order.paid", "delay_days": "two"},
        {"survey": "default"},
        "order.paid",
    ], "colour": "red"});
    let answer = house.put("/v1/outreach/plan", wrong).await.expect(422);
    assert_eq!(paths(&answer), ["colour", "plan[0].when.all[0].atleast", "plan[1].delay_days", "plan[2]", "plan[3]"]);
    let wrong = json!({"plan": [
        {"event": "order.paid", "colour": "red"},
    ]});
    assert_eq!(paths(&house.put("/v1/outreach/plan", wrong).await.expect(422)), ["plan[0].colour"]);
    let wrong = json!({"plan": [
        {"event": " ", "survey": "nope", "delay_days": 400},
    ], "cancels": ["order.cancelled", ""]});
    assert_eq!(
        paths(&house.put("/v1/outreach/plan", wrong).await.expect(422)),
        ["cancels[1]", "plan[0].event", "plan[0].delay_minutes", "plan[0].survey"]
    );
    assert_eq!(house.get("/v1/outreach/plan").await.body, before);
}

#[actix_web::test]
async fn two_people_do_not_overwrite_each_other() {
    let house = House::new();
    for path in ["/v1/outreach/plan", "/v1/settings"] {
        let seen = house.get(path).await.body["version"].clone();
        let mine = json!({"cancels": ["mine"], "version": seen});
        house.put(path, mine).await.expect(200);
        let theirs = json!({"cancels": ["theirs"], "version": seen});
        assert_eq!(house.put(path, theirs).await.expect(409).body["error"]["code"], "changed_meanwhile");
        let tagged = |tag: String| {
            house.send(
                house.request(&Method::PUT, path).insert_header(("If-Match", tag)).set_json(json!({"cancels": ["x"]})),
            )
        };
        tagged(format!("\"{}\"", seen.as_str().unwrap())).await.expect(409);
        let now = house.get(path).await.body;
        assert_eq!(now["cancels"], json!(["mine"]));
        tagged(format!("\"{}\"", now["version"].as_str().unwrap())).await.expect(200);
        house.put(path, json!({"cancels": [], "version": 7})).await.expect(422);
    }
}

#[actix_web::test]
async fn settings_change_field_by_field_and_a_policy_too() {
    let house = House::new();
    let before = house.get("/v1/settings").await.expect(200).body;
    assert!(before["policy"].get("zone").is_none());

    let change = json!({"company": "Kazan Bikes", "zone": "Asia/Almaty", "reply_to": "care@shop.example",
        "policy": {"cool_down_days": 10, "quiet_hours": {"from": "21:00", "until": "09:00"}}});
    house.put("/v1/settings", change).await.expect(200);
    let after = house.put("/v1/settings", json!({"policy": {"sample": 0.5}})).await.expect(200).body;
    assert_eq!((&after["company"], &after["zone"]), (&json!("Kazan Bikes"), &json!("Asia/Almaty")));
    assert_eq!((&after["policy"]["cool_down_days"], &after["policy"]["sample"]), (&json!(10), &json!(0.5)));
    assert_eq!(after["policy"]["quiet_hours"]["from"], "21:00");
    assert_eq!(after["plan"], before["plan"]);
    let without = house.put("/v1/settings", json!({"policy": {"quiet_hours": null}})).await.expect(200).body;
    assert!(without["policy"].get("quiet_hours").is_none());
    let same = house.put("/v1/settings", without.clone()).await.expect(200).body;
    assert_eq!(same, without, "what was read can be put back");
    assert_eq!(house.get("/v1/settings").await.body, without);

    let wrong = json!({"zone": "Almaty", "language": "xx", "link_days": 0, "edit_days": "many", "reply_to": "me",
        "policy": {"zone": "UTC", "cooldown": 7}, "default_survey": "nope", "secret": 1});
    let refused = house.put("/v1/settings", wrong).await.expect(422);
    assert_eq!(paths(&refused), ["edit_days", "policy.zone", "policy", "secret"]);
    let wrong = json!({"zone": "Almaty", "language": "xx", "link_days": 0, "reply_to": "me", "policy": {"sample": 2},
        "default_survey": "nope"});
    let refused = house.put("/v1/settings", wrong).await.expect(422);
    assert_eq!(paths(&refused), ["default_survey", "language", "link_days", "policy.sample", "reply_to", "zone"]);
    let wrong = json!({"reminders": {"at_most": 9, "after_days": 4}, "reminders_by_survey": {"nope": {"at_most": 1}}});
    let refused = house.put("/v1/settings", wrong).await.expect(422);
    assert!(paths(&refused).iter().all(|path| path.starts_with("reminders")), "{}", refused.body);
}

#[actix_web::test]
async fn a_key_that_may_only_read_changes_no_settings() {
    let house = House::new();
    let reader = format!("Bearer {}", house.reader);
    for path in ["/v1/settings", "/v1/outreach/plan"] {
        let put = house.request(&Method::PUT, path).insert_header(("Authorization", reader.clone()));
        house.send(put.set_json(json!({}))).await.expect(403);
        let get = house.request(&Method::GET, path).insert_header(("Authorization", reader.clone()));
        house.send(get).await.expect(200);
    }
}

#[actix_web::test]
async fn other_dimensions_count_every_answer_anew() {
    let house = House::new();
    house.put("/v1/settings", json!({"dimensions": ["branch"]})).await.expect(200);
    let person = house.post("/v1/people", json!({"email": "ann@example.com", "send": false})).await.expect(200).body;
    let properties = json!({"branch": "Kazan", "courier": "Olga"});
    let answer = json!({"person": person["id"], "score": 9, "person_properties": properties});
    let made = house.post("/v1/survey_responses", answer).await.expect(201).body;

    house.put("/v1/settings", json!({"dimensions": ["courier"]})).await.expect(200);
    let path = format!("/v1/survey_responses/{}", made["id"].as_str().unwrap());
    house.put(&path, json!({"score": 3})).await.expect(200);

    let workspace = house.app.db.read_now(|conn| workspaces::find_by_key(conn, "shop")).unwrap().unwrap().id;
    let (counted, recounted) = house
        .app
        .db
        .write_now(|conn| {
            let counted = rollups::all(conn, workspace)?;
            let shop = workspaces::load(conn, workspace)?;
            Ok((counted, rollup::counted(conn, &shop)?))
        })
        .unwrap();
    assert_eq!(counted, recounted);
    let couriers = counted.iter().filter(|(cell, _)| cell.dimension == "courier" && cell.dimension_value == "Olga");
    assert_eq!(couriers.map(|(cell, count)| (cell.value, *count)).collect::<Vec<_>>(), [(3, 1)]);
}
