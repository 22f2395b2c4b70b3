//! When we ask: the plan and the policy as forms, and the box to try them.

use super::*;
use crate::store::{events, workspaces};

const PATH: &str = "/admin/settings/asking";

/// The value of the hidden field of this name, the n-th on the page.
fn hidden(page: &str, name: &str, n: usize) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).nth(n + 1).expect("the field").split('"').next().unwrap().to_owned()
}

fn settings(house: &House) -> workspaces::Settings {
    house.app.db.read_now(|conn| workspaces::load(conn, house.workspace)).unwrap().settings.0
}

#[actix_web::test]
async fn the_plan_is_edited_as_a_form_and_nobody_is_overwritten() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let page = house.get(&manager, PATH).await.expect(200).says("1. order.delivered").says("Add an entry");
    let version = hidden(&page.body, "version", 0);
    let form = [
        ("version", version.as_str()),
        ("entries", "4"),
        ("event-0", "order.delivered"),
        ("place-0", "2"),
        ("delay-0", "3"),
        ("unit-0", "days"),
        ("event-1", "order.fulfilled"),
        ("remove-1", "yes"),
        ("event-2", "order.delivered"),
        ("place-2", "1"),
        ("property-2-0", "total"),
        ("word-2-0", "at_least"),
        ("value-2-0", "100,5"),
        ("property-2-1", "country"),
        ("word-2-1", "one_of"),
        ("value-2-1", "DE, AT"),
        ("survey-2", "default"),
        ("channel-2", "link"),
        ("event-3", ""),
        ("cancels", "order.cancelled, order.lost"),
    ];
    house.post(&manager, PATH, &form).await.expect(303);
    let kept = settings(&house);
    let plan = serde_json::to_value(&kept.plan).unwrap();
    assert_eq!(
        plan[0]["when"],
        json!({"all": [{"property": "total", "at_least": 100.5}, {"property": "country", "one_of": ["DE", "AT"]}]})
    );
    assert_eq!((&plan[0]["survey"], &plan[1]["delay_minutes"]), (&json!("default"), &json!(3 * 1440)));
    assert_eq!((&plan[0]["channel"], &plan[1]["channel"]), (&json!("link"), &json!(null)));
    assert_eq!((kept.plan.len(), kept.cancels), (2, vec!["order.cancelled".to_owned(), "order.lost".to_owned()]));
    house.get(&manager, PATH).await.expect(200).says("value=\"100.5\"").says("value=\"DE, AT\"").says("3 days later");

    // Sent from the page before: what is there now stays, and what was typed is shown again.
    let again = house.post(&manager, PATH, &form).await.expect(409).says("Somebody else changed this");
    assert_eq!(settings(&house).plan, kept.plan);
    let version = hidden(&again.body, "version", 0);
    let wrong = [
        ("version", version.as_str()),
        ("entries", "1"),
        ("event-0", "order.paid"),
        ("delay-0", "soon"),
        ("when-0", "{"),
    ];
    house.post(&manager, PATH, &wrong).await.expect(422).says("value=\"soon\"").says("must be a condition");
    assert_eq!(settings(&house).plan, kept.plan);
}

#[actix_web::test]
async fn the_contact_policy_is_saved_or_comes_back_with_every_problem() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let page = house.get(&manager, PATH).await.expect(200);
    let version = hidden(&page.body, "version", 1);
    let path = format!("{PATH}/policy");
    let wrong = [
        ("version", version.as_str()),
        ("cool_down_days", "many"),
        ("too_late_days", "9"),
        ("sample", "101"),
        ("quiet_from", "21:00"),
    ];
    house
        .post(&manager, &path, &wrong)
        .await
        .expect(422)
        .says("Enter a whole number from 0 to 3,660")
        .says("Enter a whole number from 0 to 100")
        .says("leave both times empty");
    let no_day = [("version", version.as_str()), ("cool_down_days", "9"), ("too_late_days", "9"), ("sample", "50")];
    house.post(&manager, &path, &no_day).await.expect(422).says("name at least one");
    let right = [
        ("version", version.as_str()),
        ("cool_down_days", "45"),
        ("too_late_days", "20"),
        ("sample", "12,5"),
        ("quiet_from", "21:00"),
        ("quiet_until", "09:00:00"),
        ("weekdays", "monday"),
        ("weekdays", "friday"),
        ("basis_required", "yes"),
    ];
    house.post(&manager, &path, &right).await.expect(303);
    let policy = serde_json::to_value(settings(&house).policy).unwrap();
    assert_eq!(
        policy,
        json!({"cool_down_days": 45, "too_late_days": 20, "sample": 0.125, "require_basis": true, "zone": "UTC",
            "quiet_hours": {"from": "21:00", "until": "09:00"}, "weekdays": ["monday", "friday"]})
    );
    house.get(&manager, PATH).await.expect(200).says("value=\"12.5\"").says("value=\"45\"");
    house.post(&manager, &path, &right).await.expect(422).says("Somebody else changed this");
}

#[actix_web::test]
async fn an_event_can_be_tried_and_nothing_is_kept() {
    let house = House::new();
    let manager = house.member("m@example.com", Role::Manager);
    let path = format!("{PATH}/try");
    let event =
        [("event", "order.delivered"), ("email", "ann@example.com"), ("properties", "total = 120\ncountry = DE")];
    house.post(&manager, &path, &event).await.expect(200).says("Asked on").says("Entry 1 decided");
    let other = [("event", "order.lost"), ("email", "ann@example.com")];
    house.post(&manager, &path, &other).await.expect(200).says("Nobody would be asked");
    house
        .post(&manager, &path, &[("event", "order.delivered"), ("email", "ann@")])
        .await
        .expect(422)
        .says("person.email");
    assert!(!house.app.db.read_now(|conn| events::any(conn, house.workspace)).unwrap());
}
