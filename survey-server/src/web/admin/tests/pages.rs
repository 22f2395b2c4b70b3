//! Every page in both languages, in the states that the data can be in, from the real handlers.

use super::*;
use crate::account::test_mail;
use crate::mail::EmailAddress;
use crate::store::deliveries;
use crate::store::jobs::{self, Class, Job, Payload};
use crate::store::provisional::{self, Provisional, State};

const PAGES: [&str; 27] = [
    "/admin?range=w4",
    "/admin",
    "/admin?range=m12",
    "/admin?range=all",
    "/admin/responses",
    "/admin/responses?category=detractor&q=box",
    "/admin/responses/evidence",
    "/admin/responses/evidence?range=d90&state=waiting",
    "/admin/settings/evidence",
    "/admin/reasons",
    "/admin/reasons?q=box&segment=language:en&range=all",
    "/admin/settings/tags",
    "/admin/cases",
    "/admin/cases?view=resolved",
    "/admin/people",
    "/admin/outreach?range=d7",
    "/admin/outreach/decisions?outcome=refused&reason=cool_down",
    "/admin/surveys",
    "/admin/surveys/default",
    "/admin/surveys/default/texts?language=ru",
    "/admin/settings/texts",
    "/admin/surveys/new?template=post-delivery",
    "/admin/settings/workspace",
    "/admin/settings/autopilot",
    "/admin/settings/users",
    "/admin/settings/keys",
    "/admin/password",
];

async fn all_pages(house: &House, more: &[String]) {
    for locale in ["en", "ru"] {
        let owner = house.member("owner@example.com", Role::Owner);
        house.app.db.write_now(|conn| users::set_locale(conn, owner.user, locale)).unwrap();
        let own = ["/admin/settings/webhooks", "/admin/settings/sending"].map(str::to_owned);
        for path in PAGES.iter().map(|page| (*page).to_owned()).chain(own).chain(more.iter().cloned()) {
            let page = house.get(&owner, &path).await;
            assert_eq!(page.status, 200, "{locale} {path} {}", page.body);
            assert!(page.body.contains(&format!("<html lang=\"{locale}\"")), "{path}");
            assert!(page.csp.contains("default-src 'none'"), "{path}");
        }
    }
}

#[actix_web::test]
async fn every_page_of_a_new_workspace_is_shown_in_both_languages() {
    let house = House::new();
    all_pages(&house, &[]).await;
    let owner = house.member("owner@example.com", Role::Owner);
    house.get(&owner, "/admin").await.says("No answers yet").says("Set up sending");
}

#[actix_web::test]
async fn every_page_of_a_busy_workspace_is_shown_in_both_languages() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    for n in 0..160 {
        let who = format!("person{}", n % 40);
        house.answer(
            &who,
            n % 120 + 1,
            [10, 9, 9, 8, 7, 3][n as usize % 6],
            if n % 4 == 0 { "The box was open" } else { "" },
        );
    }
    let response = house.answer("ivan", 0, 2, "The box was open");
    let case = house.case();
    let person = case.person_id.unwrap();
    let fields = [("url", "https://crm.example/x"), ("events", "case.opened")];
    house.post(&owner, "/admin/settings/webhooks", &fields).await.expect(200);
    house.post(&owner, "/admin/settings/sending/test", &[("to", "ann@example.com")]).await.expect(303);
    house.answer("bolat", 0, 1, "Late");
    bury_a_job(&house);
    hold_a_look(&house, response);

    let more = [
        format!("/admin/responses/{response}"),
        format!("/admin/cases/{}", case.id),
        format!("/admin/people/{person}"),
    ];
    all_pages(&house, &more).await;
    let owner = house.member("owner@example.com", Role::Owner);
    let page =
        house.get(&owner, "/admin").await.says("data-chart=\"trend\"").says("The box was open").says("Open cases ·");
    assert!(page.body.contains("No real change") || page.body.contains("more than chance"), "{}", page.body);
    house.get(&owner, "/admin/settings/sending").await.says("550 no such mailbox").says("gone@example.com");
    house.get(&owner, "/admin/responses/evidence").await.says("R1: different scores").says("It was a person");
}

/// Something that was looked at and is held.
fn hold_a_look(house: &House, like: Id) {
    let cx = house.cx();
    let held = house.app.db.write_now(|conn| {
        let row = crate::store::responses::find(conn, cx.workspace, like)?.expect("an answer");
        let held = Provisional {
            workspace_id: cx.workspace,
            invitation_id: cx.id(),
            survey_id: row.survey_id,
            survey_version: row.survey_version,
            score: 9,
            network: "192.0.2.0/24".to_owned(),
            agent_hash: vec![1],
            at: cx.now,
            state: State::Held,
            rule: Some("R1".to_owned()),
            until: None,
            decided_at: Some(cx.now),
        };
        provisional::put(conn, &[held])
    });
    held.unwrap();
}

/// A test mail that was given up.
fn bury_a_job(house: &House) {
    let cx = house.cx();
    let address = EmailAddress::parse("gone@example.com").unwrap();
    house
        .app
        .db
        .write_now(|conn| {
            test_mail::enqueue(conn, &cx, cx.id(), &address, "en")?;
            let queued = deliveries::newest(conn, cx.workspace, &[deliveries::Stage::Queued], 9)?;
            let delivery = queued.iter().find(|one| one.recipient == "gone@example.com").expect("queued").id;
            let job =
                Job { leased_by: Some("test".to_owned()), ..Job::new(&cx, Class::Single, Payload::Mail { delivery }) };
            jobs::enqueue(conn, std::slice::from_ref(&job))?;
            jobs::bury(conn, &job, "test", "550 no such mailbox")
        })
        .unwrap();
}

#[actix_web::test]
async fn a_few_answers_show_counts_and_some_show_a_low_base() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    for n in 0..4 {
        house.answer(&format!("person{n}"), n + 2, 9, "");
    }
    let page = house.get(&owner, "/admin").await.expect(200).says("4 answers so far");
    assert!(!page.body.contains("+100") && !page.body.contains("class=\"score"), "{}", page.body);

    house.answer("fifth", 2, 3, "");
    house.get(&owner, "/admin").await.expect(200).says("class=\"score low\"").says("Fewer than 30 answers");
    all_pages(&house, &[]).await;
}

#[actix_web::test]
async fn a_range_without_answers_ends_with_the_newest_one() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    for n in 0..6 {
        house.answer(&format!("person{n}"), 300 + n, 9, "");
    }
    house.get(&owner, "/admin?range=w13").await.expect(200).says("Nobody has answered lately").says("6 answers");
}

#[actix_web::test]
async fn a_fall_is_said_as_one_and_chance_is_not() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    for n in 0..90 {
        house.answer(&format!("before{n}"), 40 + n % 20, 10, "");
        house.answer(&format!("now{n}"), 1 + n % 20, if n % 2 == 0 { 3 } else { 10 }, "");
    }
    let page = house.get(&owner, "/admin?range=w4").await.expect(200).says("Down by 100 points");
    drop(page);
    house.get(&owner, "/admin?range=m12").await.expect(200).says("Nothing earlier to compare with");
}

#[actix_web::test]
async fn answers_are_found_by_words_people_orders_and_category_page_by_page() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    for n in 0..60 {
        house.answer(&format!("person{n}"), 2 + n, 9, "");
    }
    house.answer("ivan", 2, 3, "100% late");
    let found = |path: &'static str| {
        let (house, owner) = (&house, &owner);
        async move { house.get(owner, path).await.expect(200).body.matches("/admin/responses/01").count() }
    };
    assert_eq!(found("/admin/responses?q=100%25").await, 1);
    assert_eq!(found("/admin/responses?q=person33").await, 1);
    assert_eq!(found("/admin/responses?q=nothing").await, 0);
    assert_eq!(found("/admin/responses?category=detractor").await, 1);
    assert_eq!(found("/admin/responses?category=passive").await, 0);
    assert_eq!(found("/admin/responses").await, 50);

    let first = house.get(&owner, "/admin/responses").await;
    let link = |page: &Page, rel: &str| {
        let at = page.body.find(&format!("rel=\"{rel}\" href=\"")).expect(rel) + rel.len() + 13;
        page.body[at..].split('"').next().unwrap().replace("&amp;", "&").replace("&#x3D;", "=")
    };
    let second = house.get(&owner, &link(&first, "next")).await.expect(200);
    assert_eq!(second.body.matches("/admin/responses/01").count(), 11);
    let again = house.get(&owner, &link(&second, "prev")).await.expect(200);
    assert_eq!(again.body.matches("/admin/responses/01").count(), 50);
}

#[actix_web::test]
async fn a_survey_of_stars_is_shown_as_a_share_of_the_satisfied() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let text = r#"{"name": "Stars", "language": "en", "questions": [{"key": "score", "type": "stars", "text": "The courier?"}]}"#;
    house.post(&owner, "/admin/surveys/new", &[("key", "stars"), ("definition", text)]).await.expect(303);
    house
        .app
        .db
        .write_now(|conn| {
            let cx = house.cx();
            let survey = surveys::find_by_key(conn, cx.workspace, "stars")?.expect("just made");
            for n in 0..40_i64 {
                let input = RecordInput {
                    answers: json!({"score": if n % 4 == 0 { 2 } else { 5 }}).as_object().cloned().unwrap_or_default(),
                    properties: survey_core::Properties::new(),
                    answered_at: NOON.plus_days(-n % 20 - 2),
                    channel: "api".to_owned(),
                    external_id: None,
                    imported: true,
                };
                let answer = record::answer(conn, &cx, &survey, None, input)?;
                Answer::apply(conn, &[answer])?;
            }
            Ok(())
        })
        .unwrap();
    house.get(&owner, "/admin?survey=stars").await.expect(200).says("<b>75%</b>").says("Satisfied").says("40 answers");

    // How fast the cases of another survey were taken care of says nothing about this one.
    for n in 0..6 {
        house.answer(&format!("angry{n}"), 0, 2, "");
    }
    let case = house.case();
    let version = case.version.to_string();
    let reached = [("version", version.as_str()), ("result", "reached"), ("channel", "phone"), ("note", "Called")];
    house.post(&owner, &format!("/admin/cases/{}/contact", case.id), &reached).await.expect(303);
    // Before a deadline has passed nothing is said of it.
    house.clock.advance_ms(90 * 60_000);
    house.get(&owner, "/admin?survey=default").await.expect(200).says("Time to first contact");
    let stars = house.get(&owner, "/admin?survey=stars").await.expect(200);
    assert!(!stars.body.contains("Time to first contact"), "{}", stars.body);
}
