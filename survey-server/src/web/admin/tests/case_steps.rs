//! The way of a case, and two people on it at once.

use super::*;
use crate::recovery::by_hand;

#[actix_web::test]
async fn a_case_is_claimed_called_solved_and_opened_again() {
    let house = House::new();
    let agent = house.member("agent@example.com", Role::Agent);
    house.answer("ivan", 0, 2, "The box was open");
    let path = format!("/admin/cases/{}", house.case().id);
    let version = || house.case().version.to_string();
    house.get(&agent, "/admin/cases").await.expect(200).says("The box was open").says("1 open case");

    let back = house.post(&agent, &format!("{path}/claim"), &[("back", "/admin/cases?view=open")]).await.expect(303);
    assert_eq!(back.location, "/admin/cases?view=open");
    let tried = [("version", version()), ("result", "no_answer".into()), ("channel", "phone".into())];
    let tried: Vec<(&str, &str)> = tried.iter().map(|(name, value)| (*name, value.as_str())).collect();
    house.post(&agent, &format!("{path}/contact"), &tried).await.expect(303);
    assert_eq!((house.case().state.as_str(), house.case().contacted_at), ("claimed", None), "nobody answered");

    let now = version();
    let fields = [("version", now.as_str()), ("result", "reached"), ("channel", "chat"), ("note", "Wants a new box")];
    house.post(&agent, &format!("{path}/contact"), &fields).await.expect(303);
    assert_eq!(house.case().contacted_at, Some(NOON));
    let now = version();
    house.post(&agent, &format!("{path}/resolve"), &[("version", &now)]).await.expect(422).says("Say how it ended");
    house.post(&agent, &format!("{path}/resolve"), &[("version", &now), ("outcome", "solved")]).await.expect(303);
    house
        .get(&agent, &path)
        .await
        .expect(200)
        .says("tried, nobody answered")
        .says("By chat. Wants a new box")
        .says("Solved by Ann Lee");
    house.get(&agent, "/admin/cases?view=resolved").await.expect(200).says("The box was open");

    let now = version();
    house.post(&agent, &format!("{path}/reopen"), &[("version", &now), ("note", "Again")]).await.expect(303);
    assert_eq!(house.case().state, "open");
}

#[actix_web::test]
async fn who_comes_second_gets_the_page_back_with_what_was_typed() {
    let house = House::new();
    let (agent, other) = (house.member("a@example.com", Role::Agent), house.member("b@example.com", Role::Agent));
    house.answer("ivan", 0, 2, "");
    let path = format!("/admin/cases/{}", house.case().id);
    let seen = house.case().version.to_string();
    house.post(&other, &format!("{path}/claim"), &[]).await.expect(303);

    let fields = [("version", seen.as_str()), ("note", "Call on <Tuesday>")];
    let page = house.post(&agent, &format!("{path}/note"), &fields).await.expect(409);
    page.says("Claimed by Ann Lee").says("Call on &lt;Tuesday&gt;");
    house.post(&agent, &format!("{path}/claim"), &[]).await.expect(409).says("Claimed by Ann Lee");
}

#[actix_web::test]
async fn a_case_is_handed_over_to_members_only_and_put_back() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    house.answer("ivan", 0, 2, "");
    let path = format!("/admin/cases/{}/assign", house.case().id);
    let now = || house.case().version.to_string();

    let stranger = Id::default().to_string();
    house.post(&agent, &path, &[("version", &now()), ("user", &stranger)]).await.expect(404);
    let me = agent.user.to_string();
    house.post(&agent, &path, &[("version", &now()), ("user", &me)]).await.expect(303);
    assert_eq!(house.case().assignee_id, Some(agent.user));
    house.post(&agent, &path, &[("version", &now()), ("user", "")]).await.expect(303);
    assert_eq!((house.case().assignee_id, house.case().state.as_str()), (None, "open"));
}

#[actix_web::test]
async fn a_viewer_sees_a_case_and_is_offered_nothing() {
    let house = House::new();
    let viewer = house.member("v@example.com", Role::Viewer);
    house.answer("ivan", 0, 2, "Late");
    let page = house.get(&viewer, &format!("/admin/cases/{}", house.case().id)).await.expect(200).says("Late");
    assert!(!page.body.contains("/claim") && !page.body.contains("/note"), "{}", page.body);
}

#[actix_web::test]
async fn a_case_waits_for_the_customer_goes_on_and_is_put_back() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    house.answer("ivan", 0, 2, "Late");
    let path = format!("/admin/cases/{}", house.case().id);
    let step = async |name: &str, more: &[(&str, &str)]| {
        let version = house.case().version.to_string();
        let fields: Vec<(&str, &str)> = [("version", version.as_str())].iter().chain(more).copied().collect();
        house.post(&agent, &format!("{path}/{name}"), &fields).await
    };
    step("wait", &[("note", "Which size?")]).await.expect(409);
    step("contact", &[("result", "reached"), ("channel", "phone")]).await.expect(303);
    step("wait", &[("note", "Which size?")]).await.expect(303);
    assert_eq!((house.case().state.as_str(), house.case().waiting_since), ("waiting", Some(NOON)));
    house.get(&agent, &path).await.expect(200).says("Which size?").says("The customer answered");
    step("resume", &[("note", "Size 42")]).await.expect(303);
    assert_eq!((house.case().state.as_str(), house.case().waiting_since), ("contacted", None));
    step("release", &[("note", "I am on holiday")]).await.expect(303);
    assert_eq!((house.case().state.as_str(), house.case().assignee_id), ("open", None));
    step("dismiss", &[("note", "A test")]).await.expect(303);
    assert_eq!(house.case().state, "dismissed");
    house.get(&agent, &path).await.expect(200).says("Put back by Ann Lee").says("A test");
}

#[actix_web::test]
async fn two_cases_of_one_customer_become_one_with_everything_of_both() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    let open = async |who: &str, note: &str| {
        house.answer(who, 0, 9, "");
        let person = house.app.db.read_now(|conn| {
            let found = person::find_by_email(conn, house.workspace, &format!("{who}@example.com"))?;
            Ok(found.expect("a person").id)
        });
        let input = by_hand::OpenInput {
            person: person.unwrap(),
            note: note.to_owned(),
            priority: survey_core::recovery::Priority::default(),
            team: None,
            origin: "staff",
            kind: by_hand::REMARK.to_owned(),
            event_id: None,
            response: None,
        };
        house.app.db.write_now(|conn| by_hand::open(conn, &house.cx(), &input, "test")).unwrap()
    };
    let first = open("ivan", "The box was wet").await;
    let second = open("ivan", "And the lid is gone").await;
    let stranger = open("olga", "Somebody else").await;
    let path = format!("/admin/cases/{}", second.id);
    let load = |id: Id| house.app.db.read_now(|conn| cases::load(conn, house.workspace, id)).unwrap();

    house.get(&agent, &path).await.expect(200).says(&format!("№ {}", first.number));
    let elsewhere = stranger.number.to_string();
    let fields = [("version", "1"), ("number", elsewhere.as_str()), ("note", "One order")];
    house
        .post(&agent, &format!("{path}/merge"), &fields)
        .await
        .expect(409)
        .says("different customer")
        .says("One order");
    house.post(&agent, &format!("{path}/merge"), &[("number", "999")]).await.expect(422).says("there is none");
    let into = first.id.to_string();
    let done = house.post(&agent, &format!("{path}/merge"), &[("version", "1"), ("into", &into)]).await.expect(303);
    assert_eq!(done.location, format!("/admin/cases/{}", first.id));
    assert_eq!((load(second.id).state.as_str(), load(second.id).merged_into), ("merged", Some(first.id)));

    let old = house.get(&agent, &path).await.expect(303);
    assert_eq!(old.location, format!("/admin/cases/{}", first.id), "the old address leads to the case that goes on");
    let page = house.get(&agent, &old.location).await.expect(200);
    page.says("The box was wet").says("And the lid is gone").says(&format!("Case № {}", second.number));
    house.post(&agent, &format!("{path}/merge"), &[("into", &into)]).await.expect(409).says("closed");
}
