//! The inbox: views, filters, what is done with several cases at once, and cases that staff open by hand.

use super::*;
use crate::store::cases::{Case, Filter};

impl House {
    fn cases(&self) -> Vec<Case> {
        self.app.db.read_now(|conn| cases::list(conn, self.workspace, &Filter::default(), 0, 100)).unwrap()
    }
}

/// What the box of a case sends.
fn tick(case: &Case) -> String {
    format!("{}:{}", case.id, case.version)
}

#[actix_web::test]
async fn several_cases_are_claimed_at_once_and_the_one_that_changed_meanwhile_is_named() {
    let house = House::new();
    let (agent, other) = (house.member("a@example.com", Role::Agent), house.member("b@example.com", Role::Agent));
    for who in ["ivan", "olga", "petr"] {
        house.answer(who, 0, 2, "Late");
    }
    let seen = house.cases();
    let page = house.get(&agent, "/admin/cases").await.expect(200);
    assert!(seen.iter().all(|case| page.body.contains(&tick(case))), "every case has a box: {}", page.body);
    house.post(&other, &format!("/admin/cases/{}/claim", seen[1].id), &[]).await.expect(303);

    let boxes: Vec<String> = seen.iter().map(tick).collect();
    let mut fields: Vec<(&str, &str)> = boxes.iter().map(|tick| ("case", tick.as_str())).collect();
    fields.extend([("do", "claim"), ("back", "/admin/cases?view=open")]);
    let report = house.post(&agent, "/admin/cases/bulk", &fields).await.expect(200);
    report.says("Done with 2 cases, 1 was left as it is").says(&format!("Case № {}", seen[1].number));
    let owners: Vec<Option<Id>> = seen
        .iter()
        .map(|case| house.app.db.read_now(|conn| cases::load(conn, house.workspace, case.id)).unwrap().assignee_id)
        .collect();
    assert_eq!(owners, [Some(agent.user), Some(other.user), Some(agent.user)]);
}

#[actix_web::test]
async fn several_cases_are_tagged_handed_over_and_resolved() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    house.answer("ivan", 0, 2, "Late");
    house.answer("olga", 0, 1, "Later");
    let bulk = async |more: &[(&str, &str)]| {
        let boxes: Vec<String> = house.cases().iter().map(tick).collect();
        let mut fields: Vec<(&str, &str)> = boxes.iter().map(|tick| ("case", tick.as_str())).collect();
        fields.extend([("back", "/admin/cases")]);
        fields.extend(more);
        house.post(&agent, "/admin/cases/bulk", &fields).await
    };
    bulk(&[("do", "tag"), ("tag", "courier 7")]).await.expect(303);
    assert!(house.cases().iter().all(|case| case.tags.0 == ["courier 7"]));
    house.get(&agent, "/admin/cases?tag=courier+7").await.expect(200).says("Later");
    house.get(&agent, "/admin/cases?tag=courier").await.expect(200).says("Nothing matches");
    bulk(&[("do", "assign")]).await.expect(422).says("Choose who looks after");
    bulk(&[("do", "assign"), ("user", &agent.user.to_string())]).await.expect(303);
    bulk(&[("do", "resolve")]).await.expect(422).says("Say how the cases ended");
    bulk(&[("do", "resolve"), ("outcome", "too_late"), ("note", "Gone")]).await.expect(303);
    let closed = house.cases();
    assert!(closed.iter().all(|case| case.state == "resolved" && case.outcome.as_deref() == Some("too_late")));
    let none = house.post(&agent, "/admin/cases/bulk", &[("do", "claim"), ("back", "/admin/cases")]).await.expect(303);
    assert!(none.cookies.iter().any(|cookie| cookie.contains("not-cases-ticked")), "{none:?}");
}

#[actix_web::test]
async fn duplicates_of_one_customer_are_joined_to_the_oldest_and_others_are_named() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    for note in ["Wet", "Wet again"] {
        let fields = [("phone", "+49301234567"), ("note", note), ("kind", "remark"), ("once", note)];
        house.post(&agent, "/admin/cases/new", &fields).await.expect(303);
    }
    house.answer("ivan", 0, 2, "Late");
    let seen = house.cases();
    let boxes: Vec<String> = seen.iter().map(tick).collect();
    let mut fields: Vec<(&str, &str)> = boxes.iter().map(|tick| ("case", tick.as_str())).collect();
    fields.extend([("do", "merge"), ("back", "/admin/cases")]);
    let report = house.post(&agent, "/admin/cases/bulk", &fields).await.expect(200);
    report.says("Done with 1 case, 1 was left").says("nothing to join it to");
    let open = house.cases().into_iter().filter(Case::is_open).count();
    assert_eq!(open, 2);
}

#[actix_web::test]
async fn cases_are_paged_by_their_next_deadline_and_found_by_number_team_and_kind() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    for (at, team) in ["Delivery", "Shop", "Delivery"].into_iter().enumerate() {
        let (once, priority) = (at.to_string(), ["low", "urgent", "normal"][at]);
        let phone = format!("+4930123456{at}");
        let fields =
            [("phone", phone.as_str()), ("note", team), ("team", team), ("priority", priority), ("once", &once)];
        house.post(&agent, "/admin/cases/new", &fields).await.expect(303);
    }
    let order: Vec<String> = house.cases().into_iter().map(|case| case.priority).collect();
    assert_eq!(order, ["urgent", "normal", "low"]);
    let shop = house.get(&agent, "/admin/cases?team=Shop").await.expect(200).says("№ 2");
    assert!(!shop.body.contains("№ 1 ") && !shop.body.contains("№ 3 "));
    let third = house.get(&agent, "/admin/cases?q=%233").await.expect(200).says("№ 3");
    assert!(!third.body.contains("№ 2 "));
    house.get(&agent, "/admin/cases?kind=help").await.expect(200).says("Nothing matches");
    house.get(&agent, "/admin/cases?kind=remark&priority=low").await.expect(200).says("№ 1");
}

#[actix_web::test]
async fn a_form_that_is_sent_twice_opens_one_case() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    let form = house.get(&agent, "/admin/cases/new").await.expect(200);
    let at = form.body.find("name=\"once\" value=\"").expect("a mark") + 19;
    let once = form.body[at..].split('"').next().unwrap_or_default().to_owned();
    let fields = [("email", "ivan@example.com"), ("note", "The lid is gone"), ("once", once.as_str())];
    let first = house.post(&agent, "/admin/cases/new", &fields).await.expect(303);
    let second = house.post(&agent, "/admin/cases/new", &fields).await.expect(303);
    assert_eq!((first.location.clone(), house.cases().len()), (second.location, 1));
    let case = house.case();
    assert_eq!((case.origin.as_str(), case.kind.as_str()), ("staff", "remark"));
    house.get(&agent, &first.location).await.expect(200).says("The lid is gone").says("Taken down by staff");
}

#[actix_web::test]
async fn a_case_by_hand_says_what_is_missing_and_keeps_what_was_typed() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    let empty = house.post(&agent, "/admin/cases/new", &[("email", "ivan@")]).await.expect(422);
    empty.says("Write down what happened").says("ivan@");
    let wrong = [("email", "ivan@"), ("note", "No <lid>")];
    house.post(&agent, "/admin/cases/new", &wrong).await.expect(422).says("not complete").says("No &lt;lid&gt;");
    house.post(&agent, "/admin/cases/new", &[("note", "No lid")]).await.expect(422).says("Say who the customer is");
    house.answer("olga", 0, 9, "");
    let found = house.get(&agent, "/admin/cases/new?q=olga").await.expect(200).says("olga@example.com");
    let at = found.body.find("/admin/cases/new?person").expect("a link");
    let link = found.body[at..].split('"').next().unwrap_or_default().replace("&#x3D;", "=");
    let chosen = house.get(&agent, &link).await.expect(200);
    assert!(!chosen.body.contains("name=\"email\""), "the customer is known");
    let viewer = house.member("v@example.com", Role::Viewer);
    house.get(&viewer, "/admin/cases/new").await.expect(403);
}

#[actix_web::test]
async fn steps_are_ticked_off_tasks_are_added_and_the_facts_are_written_down() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    house.answer("ivan", 0, 2, "Late");
    let path = format!("/admin/cases/{}", house.case().id);
    house.get(&agent, &path).await.expect(200).says("To do: Complaint").says("0 of 6").says("Waited for us");
    house.post(&agent, &format!("{path}/tasks/1"), &[("do", "done")]).await.expect(303);
    house.post(&agent, &format!("{path}/tasks/1"), &[("do", "done")]).await.expect(303);
    house.get(&agent, &path).await.expect(200).says("1 of 6").says("Done by Ann Lee");
    let me = agent.user.to_string();
    let task = [("title", "Send a new lid"), ("user", me.as_str()), ("due", "2026-11-20T09:00")];
    house.post(&agent, &format!("{path}/tasks"), &task).await.expect(303);
    house.post(&agent, &format!("{path}/tasks"), &[("title", " ")]).await.expect(422).says("not added");
    house.get(&agent, "/admin/cases?view=mine").await.expect(200).says("Send a new lid");

    let version = house.case().version.to_string();
    let facts = [
        ("version", version.as_str()),
        ("cause", "late"),
        ("cost", "12,50"),
        ("tags", "courier 7, lid"),
        ("team", "Shop"),
    ];
    house.post(&agent, &format!("{path}/facts"), &facts).await.expect(303);
    house.post(&agent, &format!("{path}/facts"), &facts).await.expect(409).says("Details changed by Ann Lee");
    let case = house.case();
    assert_eq!((case.cause.as_deref(), case.cost, case.tags.0.len()), (Some("late"), Some(1250), 2));
    house.get(&agent, &path).await.expect(200).says("12.50").says("courier 7");
    house.post(&agent, &format!("{path}/facts"), &[("cost", "much")]).await.expect(422).says("must be an amount");
    house.get(&agent, "/admin/cases?cause=late&team=Shop").await.expect(200).says("Late");
}

#[actix_web::test]
async fn a_business_names_its_own_kinds_and_causes_and_the_rest_stays_in_the_readers_language() {
    let house = House::new();
    let owner = house.member("o@example.com", Role::Owner);
    let page = house.get(&owner, "/admin/settings/cases").await.expect(200).says("Complaint").says("Wrong item");
    drop(page);
    let fields = [
        ("kind_place", "0"),
        ("kind_key_0", "complaint"),
        ("kind_name_0", "Complaint"),
        ("kind_steps_0", "Call\r\nMend"),
        ("kind_place", "5"),
        ("kind_name_5", "Warranty"),
        ("kind_steps_5", "Ask for the receipt"),
        ("cause_place", "0"),
        ("cause_key_0", "late"),
        ("cause_name_0", "Late"),
        ("cause_place", "9"),
        ("cause_name_9", "Courier 7"),
        ("currency", "eur"),
    ];
    house.post(&owner, "/admin/settings/cases", &fields).await.expect(303);
    let settings =
        house.app.db.read_now(|conn| crate::store::workspaces::load(conn, house.workspace)).unwrap().settings.0;
    let desk = settings.desk;
    assert_eq!((desk.kinds.len(), desk.kinds[0].name.as_str(), desk.currency.as_str()), (2, "", "EUR"));
    assert_eq!(desk.kinds[0].steps.as_deref(), Some(["Call".to_owned(), "Mend".to_owned()].as_slice()));
    assert_eq!((desk.causes.len(), desk.causes[1].name.as_str()), (2, "Courier 7"));
    let wrong = [("currency", "euro")];
    house.post(&owner, "/admin/settings/cases", &wrong).await.expect(422).says("three capital letters");
}
