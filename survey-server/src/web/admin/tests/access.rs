//! Roles, sessions, forged forms, other people's workspaces.

use actix_web::http::header;
use actix_web::test::TestRequest;

use super::*;
use crate::web::admin::role::allowed;
use crate::web::admin::routes::{Need, TABLE};

const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Agent, Role::Viewer];

fn filled(path: &str) -> String {
    let id = "018f0000-0000-7000-8000-000000000000";
    format!("/admin{}", path.replace("{id}", id).replace("{delivery}", id).replace("{key}", "default"))
}

#[actix_web::test]
async fn every_route_lets_in_the_roles_that_the_table_names_and_no_others() {
    let house = House::new();
    // The stream of changes ends with the process; here it ends at once.
    house.app.stopping.store(true, std::sync::atomic::Ordering::Relaxed);
    let mut refused = 0;
    for role in ROLES {
        for entry in TABLE {
            for (need, posts) in [(entry.get.map(|(need, _)| need), false), (entry.post.map(|(need, _)| need), true)] {
                let Some(Need::May(action)) = need else { continue };
                // A session of its own for every request: signing out and a new password end it.
                let browser = house.member(&format!("{}@example.com", role.word()), role);
                let path = filled(entry.path);
                let page =
                    if posts { house.post(&browser, &path, &[]).await } else { house.get(&browser, &path).await };
                let may = allowed(role, action);
                assert_eq!(page.status != 403, may, "{role:?} {path} posts={posts} {page:?}");
                assert!(!page.location.starts_with("/admin/sign-in?"), "{path}");
                assert_ne!(page.status, 500, "{role:?} {path} posts={posts} {page:?}");
                refused += usize::from(!may);
            }
        }
    }
    assert!(refused > 30, "{refused}");
}

#[actix_web::test]
async fn nobody_gets_behind_the_door_without_a_session() {
    let house = House::new();
    for entry in TABLE {
        let path = filled(entry.path);
        if let Some((Need::May(_), _)) = entry.get {
            let page = house.send(TestRequest::get().uri(&format!("{path}?q=a%26b"))).await;
            assert_eq!(page.status, 303, "{path}");
            assert!(page.location.starts_with("/admin/sign-in?next=%2Fadmin"), "{}", page.location);
        }
        if let Some((Need::May(_), _)) = entry.post {
            let request = TestRequest::post().uri(&path).insert_header(("Sec-Fetch-Site", "same-origin"));
            let page = house.send(request.set_form([("_csrf", "x")])).await;
            assert_eq!((page.status, page.location.as_str()), (303, "/admin/sign-in?next=%2Fadmin"), "{path}");
        }
    }
}

#[actix_web::test]
async fn a_form_without_its_token_or_from_another_site_changes_nothing() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let path = "/admin/settings/keys";
    let fields = [("name", "shop"), ("access", "full"), ("_csrf", owner.csrf.as_str())];
    let other = house.member("other@example.com", Role::Owner);

    house.post_as(&owner.cookie, path, &fields[..2]).await.expect(403);
    house.post_as(&owner.cookie, path, &[fields[0], ("_csrf", &other.csrf)]).await.expect(403);
    for headers in [vec![("Sec-Fetch-Site", "cross-site")], vec![("Origin", "https://evil.example")], vec![]] {
        let mut request = TestRequest::post().uri(path).insert_header((header::COOKIE, owner.cookie.clone()));
        for one in headers {
            request = request.insert_header(one);
        }
        house.send(request.set_form(fields)).await.expect(403);
    }
    house.get(&owner, path).await.expect(200).says("No keys yet");
    let request = TestRequest::post().uri(path).insert_header((header::COOKIE, owner.cookie.clone()));
    house.send(request.insert_header(("Origin", "https://nps.example")).set_form(fields)).await.expect(200);
}

#[actix_web::test]
async fn a_session_ends_when_it_is_idle_when_it_is_old_and_when_the_member_is_removed() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let agent = house.member("agent@example.com", Role::Agent);
    house.get(&agent, "/admin").await.expect(200);

    house.post(&owner, &format!("/admin/settings/users/{}/remove", agent.user), &[]).await.expect(303);
    house.get(&agent, "/admin").await.expect(303);

    house.clock.advance_ms(8 * 3_600_000 - 1);
    house.get(&owner, "/admin").await.expect(200);
    house.clock.advance_ms(8 * 3_600_000 + 1);
    house.get(&owner, "/admin").await.expect(303);

    let owner = house.member("owner@example.com", Role::Owner);
    for _ in 0..23 {
        house.clock.advance_ms(7 * 3_600_000);
        house.get(&owner, "/admin").await.expect(200);
    }
    house.clock.advance_ms(7 * 3_600_000);
    house.get(&owner, "/admin").await.expect(303);
}

#[actix_web::test]
async fn the_ids_of_another_workspace_are_not_there() {
    let house = House::new();
    let response = house.answer("ivan", 0, 2, "The box was open");
    let case = house.case();
    let person = case.person_id.unwrap();
    let rival = house.app.db.write_now(|conn| Ok(workspace::create(conn, &house.cx(), "rival", "Rival")?.id)).unwrap();
    let rival = House { workspace: rival, app: house.app.clone(), clock: house.clock.clone(), folder: house.folder };
    let owner = rival.member("rival@example.com", Role::Owner);

    for path in [format!("responses/{response}"), format!("cases/{}", case.id), format!("people/{person}")] {
        rival.get(&owner, &format!("/admin/{path}")).await.expect(404);
    }
    for path in [format!("cases/{}/claim", case.id), format!("people/{person}/erase")] {
        rival.post(&owner, &format!("/admin/{path}"), &[]).await.expect(404);
    }
    rival.get(&owner, "/admin/cases").await.expect(200).says("No open cases");
}

#[actix_web::test]
async fn head_is_answered_where_get_is_and_other_methods_are_refused() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let request = |method: Method| {
        TestRequest::default().method(method).uri("/admin/cases").insert_header((header::COOKIE, owner.cookie.clone()))
    };
    house.send(request(Method::HEAD)).await.expect(200);
    house.send(request(Method::POST).insert_header(("Sec-Fetch-Site", "same-origin"))).await.expect(405);
    house.get(&owner, "/admin/nothing").await.expect(404);
}
