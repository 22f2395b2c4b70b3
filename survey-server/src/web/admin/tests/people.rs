//! People: stop asking, erase.

use super::*;
use crate::store::{Conn, rollups, workspaces};
use crate::{outreach::suppress, response::rollup, store::people};

fn counts(house: &House) -> rollups::Changes {
    house.app.db.read_now(|conn| rollups::all(conn, house.workspace)).unwrap()
}

fn counts_anew(house: &House) -> rollups::Changes {
    let work = |conn: &mut Conn| {
        let workspace = workspaces::load(conn, house.workspace)?;
        rollup::counted(conn, &workspace)
    };
    house.app.db.read_now(work).unwrap()
}

#[actix_web::test]
async fn who_says_stop_is_not_asked_any_more() {
    let house = House::new();
    let agent = house.member("a@example.com", Role::Agent);
    house.answer("ivan", 30, 9, "");
    let person =
        house.app.db.read_now(|conn| people::list(conn, house.workspace, &people::Filter::default(), 1)).unwrap();
    let path = format!("/admin/people/{}", person[0].id);
    house.get(&agent, &path).await.expect(200).says("May be asked at the next occasion");

    house.post(&agent, &format!("{path}/unsubscribe"), &[]).await.expect(303);
    house.get(&agent, &path).await.expect(200).says("Not asked: they unsubscribed");
    house.get(&agent, "/admin/people").await.expect(200).says("unsubscribed");
    let standing = house.app.db.read_now(|conn| suppress::standing(conn, &house.cx(), &person[0])).unwrap();
    assert!(standing.unsubscribed);
}

#[actix_web::test]
async fn erasing_a_person_takes_the_answers_along_or_keeps_bare_scores() {
    for (keep, left) in [("nothing", 1), ("score", 2)] {
        let house = House::new();
        let manager = house.member("m@example.com", Role::Manager);
        let erased = house.answer("ivan", 40, 3, "My name is Ivan");
        house.answer("ann", 40, 9, "");
        let find =
            || house.app.db.read_now(|conn| crate::store::responses::find(conn, house.workspace, erased)).unwrap();
        let person = find().unwrap().person_id.unwrap();
        house.post(&manager, &format!("/admin/people/{person}/erase"), &[("keep", keep)]).await.expect(303);

        house.get(&manager, &format!("/admin/people/{person}")).await.expect(404);
        let page = house.get(&manager, "/admin/responses").await.expect(200);
        assert!(!page.body.contains("My name is Ivan") && !page.body.contains("ivan"), "{}", page.body);
        let total: i64 = counts(&house).iter().filter(|(cell, _)| cell.dimension.is_empty()).map(|(_, n)| n).sum();
        assert_eq!(total, left);
        assert_eq!(find().is_some(), keep == "score");
        let before = counts(&house);
        assert_eq!(before, counts_anew(&house), "the roll-ups say what the answers say");
    }
}
