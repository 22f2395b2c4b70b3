//! A person of whom there is something in every table, put there by the product where it can, and by hand where it takes
//! a shop, a mail server or a file.

use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::json;
use survey_server::account::user;
use survey_server::store::users::Role;
use survey_server::store::{Conn, Id, cases, deliveries, invitations, people, responses};

use super::database::{bytes, literal};
use crate::support::app::TestApp;

/// What leads to the person, wherever it stands.
pub const WORDS: [&str; 9] = [
    "erna.vogel@example.com",
    "4915112345678",
    "vogel-quast",
    "kunde-77311",
    "zebrafink",
    "kolibrilied",
    "goldregen",
    "auftrag-9931",
    "203.0.113",
];

/// The ids of what belongs to the person.
#[derive(Debug, Clone)]
pub struct Erna {
    /// Herself.
    pub person: Id,
    /// Her answers, invitations and cases.
    pub others: Vec<Id>,
    /// The names of mails in the outbox.
    pub mails: Vec<String>,
}

/// Fills every table.
pub async fn fill(app: &TestApp) -> Erna {
    app.call_back_on(&["response.created", "response.updated", "case.opened", "unsubscribe.created"]).await;
    let staff = app.app.write(1, |conn, cx| user::invite(conn, cx, "staff@shop.example", "Olga", Role::Owner, "test"));
    staff.await.expect("a member");
    let person = json!({"email": "Erna.Vogel@example.com", "phone_number": "+4915112345678", "name": "Erna Vogel-Quast",
        "external_id": "kunde-77311", "properties": {"note": "Goldregen"}});
    let event = json!({"id": "auftrag-9931-done", "type": "order.delivered", "occurred_at": "2026-11-20T09:00:00Z", "person": person,
        "properties": {"order": {"number": "Auftrag-9931"}, "branch": "Goldregen"}});
    let request = app.api.signed(app.api.request(Method::POST, "/v1/events")).header("Idempotency-Key", "kunde-77311");
    app.api.send(request.json(&event)).await.expect(202);
    app.drain_jobs().await;
    let id = read(app, |conn| Ok(people::find_by_email(conn, 1, "erna.vogel@example.com")?.expect("Erna").id)).await;
    let invited = read(app, move |conn| invitations::list_by_person(conn, 1, id, 9)).await;
    let asked = json!({"person": id, "survey": "default", "score": 1, "person_properties": {"branch": "Goldregen"}});
    let answered = app.api.post("/v1/survey_responses", &asked).await.expect(201);
    let change = json!({"comment": "Zebrafink", "tags": ["goldregen"]});
    app.api
        .put(&format!("/v1/survey_responses/{}", answered["id"].as_str().expect("an id")), &change)
        .await
        .expect(200);
    app.api
        .put(
            &format!("/v1/survey_responses/{}", answered["id"].as_str().expect("an id")),
            &json!({"comment": "Kolibrilied", "notes": [{"text": "Zebrafink"}]}),
        )
        .await;
    app.after_minutes(2).await;
    app.api
        .post(
            "/v1/autopilot/email/memberships",
            &json!({"person_email": "erna.vogel@example.com", "properties": {"note": "Goldregen"}}),
        )
        .await;
    app.api.post("/v1/unsubscribes", &json!({"person_email": "erna.vogel@example.com"})).await;
    app.drain_jobs().await;
    let invitation = invited[0].id;
    write(app, move |conn| by_hand(conn, id, invitation)).await;
    let others = read(app, move |conn| {
        let mut ids: Vec<Id> = responses::list_by_person(conn, 1, id, 99)?.iter().map(|row| row.id).collect();
        ids.extend(invitations::list_by_person(conn, 1, id, 99)?.iter().map(|row| row.id));
        let filter = cases::Filter { person_id: Some(id), ..cases::Filter::default() };
        ids.extend(cases::list(conn, 1, &filter, 0, 99)?.iter().map(|row| row.id));
        Ok(ids)
    });
    let others = others.await;
    let about: Vec<Id> = others.iter().copied().chain([id]).collect();
    let mails = read(app, move |conn| deliveries::message_ids(conn, 1, &about)).await;
    let mails = mails.iter().map(|id| format!("{}.eml", id.trim_matches(['<', '>']))).collect();
    Erna { person: id, others, mails }
}

async fn read<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut Conn) -> Result<T, survey_server::error::Error> + Send + 'static,
) -> T {
    app.app.db.read(work).await.expect("a database")
}

async fn write(app: &TestApp, work: impl FnOnce(&mut Conn) + Send + 'static) {
    let work = |conn: &mut Conn| {
        work(conn);
        Ok(())
    };
    app.app.db.write(work).await.expect("a database");
}

/// What shops, mail servers and files leave behind.
fn by_hand(conn: &mut Conn, person: Id, invitation: Id) {
    let (who, asked) = (literal(conn, person), literal(conn, invitation));
    let some = |n: u8| Id(uuid::Uuid::from_bytes([n; 16]));
    let (one, two, three) = (literal(conn, some(1)), literal(conn, some(2)), literal(conn, some(3)));
    let raw = bytes(conn, "{\"email\":\"erna.vogel@example.com\",\"order\":\"auftrag-9931\"}");
    let hash = bytes(conn, "a hash of no address");
    let reports = "{\"first\":[\"Row 3: erna.vogel@example.com is not an address\"]}";
    for sql in [
        format!(
            "INSERT INTO clicks VALUES (1, {one}, {asked}, 5, 'GET', 'survey', 3, {hash}, '203.0.113.0/24', false)"
        ),
        // A visit of the page that unsubscribes stands under the person's own id.
        format!(
            "INSERT INTO clicks VALUES (1, {two}, {who}, 5, 'GET', 'unsubscribe', NULL, {hash}, '198.51.100.0/24', false)"
        ),
        format!(
            "INSERT INTO provisional VALUES (1, {asked}, 1, 1, 3, '203.0.113.0/24', {hash}, 5, 'held', 'kolibrilied', NULL, NULL)"
        ),
        format!(
            "INSERT INTO inbound VALUES (1, {one}, {one}, 'shopify', 'orders', 'shop', 'd1', {raw}, 'done', 'goldregen', {who}, 5, 5)"
        ),
        format!(
            "INSERT INTO inbound VALUES (1, {two}, {one}, 'shopify', 'orders', 'shop', 'd2', {raw}, 'ignored', '', NULL, 5, 5)"
        ),
        format!("INSERT INTO data_requests VALUES (1, {one}, {one}, {who}, 5, 6, NULL, NULL)"),
        "INSERT INTO cancellations VALUES (1, 'event:auftrag-9931-done', 'order.refunded', 5, 5)".to_owned(),
        format!(
            "INSERT INTO campaigns (workspace_id, id, name, survey_id, state, created_by, file_name, file_hash, heading, \
             report, counts, cursor, created_at, updated_at) VALUES (1, {one}, 'Autumn', 1, 'draft', 'x', 'f.csv', {hash}, \
             '[\"email\"]', '{reports}', '{{}}', 0, 5, 5)"
        ),
        format!(
            "INSERT INTO campaign_people VALUES (1, {one}, 2, 'planned', NULL, NULL, NULL, 'erna.vogel@example.com', {who}, {asked}, '{{}}', '{{}}', NULL)"
        ),
        format!(
            "INSERT INTO campaign_people VALUES (1, {one}, 3, 'refused', 'x', 'email', 'x', NULL, NULL, NULL, '{{}}', '{{}}', '[\"kunde-77311\",\"Goldregen\"]')"
        ),
        format!(
            "INSERT INTO jobs (workspace_id, id, kind, payload, class, lane, state, due_at, attempts, last_error, created_at) \
             VALUES (1, {three}, 'mail', '{{\"kind\":\"mail\",\"delivery\":\"00000000-0000-0000-0000-000000000000\"}}', 1, '', 'dead', 5, 9, '550 <Erna.Vogel@example.com> unknown', 5)"
        ),
        "INSERT INTO breakers VALUES ('mx.example', 5, 'rcpt', 450, 'erna.vogel@example.com: busy', 1, 9, NULL)"
            .to_owned(),
        format!(
            "INSERT INTO case_entries VALUES (1, {two}, {two}, 5, 'note', 'staff', '{{\"text\":\"ask erna.vogel@example.com\"}}')"
        ),
        "INSERT INTO promises SELECT 1, id, 99, 'contact', 5, 5, 'Kolibrilied', 'open', NULL FROM cases".to_owned(),
        format!(
            "INSERT INTO messages SELECT 1, {one}, {who}, id, NULL, 'in', 'email', 'respondent', 'Goldregen', 'Zebrafink', '<x@erna>', NULL, 5 \
             FROM cases WHERE number = 1"
        ),
        format!(
            "INSERT INTO case_tasks SELECT 1, id, {one}, 99, 'ask vogel-quast', false, NULL, NULL, NULL, NULL, 5 FROM cases"
        ),
        "INSERT INTO case_wishes SELECT 1, id, 5, false, 5 FROM cases WHERE number = 1".to_owned(),
        format!(
            "INSERT INTO reasks SELECT 1, id, {who}, 1, 1, false, 5, 'planned', NULL, NULL, NULL, NULL, 5, false FROM cases WHERE number = 1"
        ),
        format!("INSERT INTO tag_marks SELECT 1, id, 'goldregen', 'rule' FROM responses WHERE person_id = {who}"),
        format!(
            "INSERT INTO testimonials SELECT 1, id, 'published', 'Erna Vogel-Quast', 'Kolibrilied', NULL, 5, 5 \
             FROM responses WHERE person_id = {who}"
        ),
        format!("INSERT INTO known_problem_people VALUES (1, {one}, {who}, NULL, 5, NULL)"),
        format!(
            "INSERT INTO room_messages SELECT 1, {one}, {one}, id, 'opened', 'sent', 1, 200, NULL, 5, 5 FROM cases WHERE number = 1"
        ),
    ] {
        diesel::sql_query(&sql).execute(conn).unwrap_or_else(|error| panic!("{error}: {sql}"));
    }
    diesel::sql_query("UPDATE suppressions SET detail = 'erna.vogel@example.com said so'")
        .execute(conn)
        .expect("a detail");
    let bounce = "INSERT INTO soft_bounces SELECT 1, address_hash, 'mail of erna.vogel@example.com', 5 FROM suppressions \
                  WHERE reason = 'unsubscribed'";
    diesel::sql_query(bounce).execute(conn).expect("a bounce");
}
