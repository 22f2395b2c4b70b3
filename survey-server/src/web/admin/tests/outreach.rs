//! The page of decisions: each number leads to the people behind it.

use super::*;
use crate::outreach::ask::{self, AskInput};

fn ask(house: &House, email: &str) {
    let input = AskInput {
        person: PersonInput { email: Some(email.to_owned()), ..PersonInput::default() },
        ..AskInput::default()
    };
    house.app.db.write_now(|conn| ask::ask(conn, &house.cx(), &input)).unwrap();
}

#[actix_web::test]
async fn the_page_counts_by_reason_and_leads_to_the_people() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    house.get(&owner, "/admin/outreach").await.expect(200).says("Nothing was decided in this time");
    for email in ["ann@example.com", "bob@example.com", "ann@example.com"] {
        ask(&house, email);
    }

    let page = house.get(&owner, "/admin/outreach").await.expect(200);
    let page = page.says("2 decisions to ask, 1 not to.").says("They were asked not long ago").says("columns-chart");
    let link = page
        .body
        .split("href=\"")
        .find(|href| href.contains("reason&#x3D;cool_down") || href.contains("reason=cool_down"));
    let link = link.expect("a link").split('"').next().unwrap().replace("&amp;", "&").replace("&#x3D;", "=");
    let people = house.get(&owner, &link).await.expect(200);
    let people = people.says("ann@example.com").says("Not asked: they were asked not long ago");
    assert!(!people.body.contains("bob@example.com"));
}

#[actix_web::test]
async fn a_person_shows_for_each_open_survey_whether_they_would_be_asked_now() {
    let house = House::new();
    let viewer = house.member("viewer@example.com", Role::Viewer);
    ask(&house, "ann@example.com");
    let person = house
        .app
        .db
        .read_now(|conn| crate::store::people::find_by_email(conn, house.workspace, "ann@example.com"))
        .unwrap()
        .unwrap();
    let page = house.get(&viewer, &format!("/admin/people/{}", person.id)).await.expect(200);
    page.says("Would they be asked now?")
        .says("They may be asked from 20 December 2026, 10:00 UTC.")
        .says("Asked on 20");
}

#[actix_web::test]
async fn reminders_and_the_autopilot_are_set_or_come_back_with_every_problem() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let path = "/admin/settings/autopilot";
    let fields = |hours: (&'static str, &'static str), day: &'static str| {
        [
            ("reminders", "2"),
            ("reminder_days", "5"),
            ("active", "yes"),
            ("survey", "default"),
            ("every_days", "182"),
            ("weekdays", day),
            ("from_hour", hours.0),
            ("until_hour", hours.1),
        ]
    };
    let wrong = house.post(&owner, path, &fields(("12", "9"), "moonday")).await.expect(422);
    wrong.says("Choose at least one day.").says("2 fields need another look");
    let settings =
        || house.app.db.read_now(|conn| crate::store::workspaces::load(conn, house.workspace)).unwrap().settings.0;
    assert!(!settings().autopilot.active && settings().reminders.at_most == 0);

    house.post(&owner, path, &fields(("10", "16"), "tuesday")).await.expect(303);
    let set = settings();
    assert_eq!((set.reminders.at_most, set.reminders.after_days), (2, 5));
    assert_eq!((set.autopilot.every_days, set.autopilot.from_hour, set.autopilot.until_hour), (182, 10, 16));
    let page = house.get(&owner, path).await.expect(200);
    page.says("every 6 months (26 weeks)").says("Switched on. Nobody is on its list yet.");
}
