//! What was acknowledged is kept, whatever happens to the process; what was promised once happens once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::support::api::Api;
use crate::support::business::Business;
use crate::support::database::Backend;
use crate::support::patience::patiently;
use crate::support::receiver::Received;
use crate::support::server::Process;
use crate::support::smtp_sink::Mail;

/// How many answers arrive, at how many connections.
const ANSWERS: usize = 2_000;
const CONNECTIONS: usize = 32;

/// Posts answers until the server is gone: `(score, id)` of each that was acknowledged.
struct Crowd {
    people: Vec<String>,
    next: AtomicUsize,
    acknowledged: AtomicUsize,
    half_way: Notify,
}

impl Crowd {
    async fn answer(self: Arc<Self>, api: Api) -> Vec<String> {
        let mut kept = Vec::new();
        while let Some(n) = Some(self.next.fetch_add(1, Ordering::SeqCst)).filter(|n| *n < ANSWERS) {
            let body = json!({"person": self.people[n % self.people.len()], "score": n % 11, "comment": format!("answer {n}")});
            let request = api.request(reqwest::Method::POST, "/v1/survey_responses");
            let Ok(reply) = api.try_send(api.signed(request).json(&body)).await else { break };
            // A server that is overrun says so; what it did not take is not its promise.
            if reply.status == 503 {
                continue;
            }
            assert!((200..300).contains(&reply.status), "{} {}", reply.status, reply.body);
            kept.push(reply.json()["id"].as_str().expect("an id").to_owned());
            if self.acknowledged.fetch_add(1, Ordering::SeqCst) == ANSWERS / 2 {
                self.half_way.notify_one();
            }
        }
        kept
    }
}

fn response_of(callback: &Received) -> String {
    callback.json()["data"]["response"]["id"].as_str().expect("a response").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_answer_survives_a_power_cut_with_its_case_and_its_callback() {
    let mut business = Business::open().await;
    business.call_back_on(&["response.detractor"]).await;
    let mut people = Vec::new();
    for n in 0..ANSWERS {
        people.push(business.person(&format!("person{n}@example.com")).await);
    }
    let crowd = Arc::new(Crowd {
        people,
        next: AtomicUsize::new(0),
        acknowledged: AtomicUsize::new(0),
        half_way: Notify::new(),
    });

    let mut connections = JoinSet::new();
    for _ in 0..CONNECTIONS {
        connections.spawn(Arc::clone(&crowd).answer(business.api.clone()));
    }
    patiently("half of the answers", crowd.half_way.notified()).await;
    business.survive_a_power_cut().await;
    let acknowledged: BTreeSet<String> = connections.join_all().await.into_iter().flatten().collect();

    let kept = business.responses().await;
    let ids: BTreeSet<String> = kept.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
    let lost: Vec<_> = acknowledged.difference(&ids).collect();
    assert!(acknowledged.len() > ANSWERS / 2 && acknowledged.len() < ANSWERS, "{}", acknowledged.len());
    assert!(lost.is_empty(), "{} of {} acknowledged answers are gone", lost.len(), acknowledged.len());

    let unhappy: BTreeSet<String> = kept
        .iter()
        .filter(|row| row["score"].as_i64() <= Some(6))
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    let cases: Vec<String> =
        business.cases().await.iter().map(|case| case["response_id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(cases.len(), unhappy.len(), "one case each");
    assert_eq!(cases.into_iter().collect::<BTreeSet<_>>(), unhappy);

    let arrived = business
        .program
        .wait_until("a callback for each unhappy answer", |received| {
            received.iter().map(response_of).collect::<BTreeSet<_>>().is_superset(&unhappy)
        })
        .await;
    let mut message_of: BTreeMap<String, String> = BTreeMap::new();
    for callback in &arrived {
        let id = callback.header("webhook-id").expect("an id").to_owned();
        let first = message_of.entry(response_of(callback)).or_insert_with(|| id.clone());
        assert_eq!(*first, id, "a callback that comes twice has the same id");
    }
    assert_eq!(message_of.into_keys().collect::<BTreeSet<_>>(), unhappy, "nobody else is called back");
}

/// How many invitations the two servers share.
const INVITATIONS: usize = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_send_each_mail_once() {
    if Backend::chosen() != Backend::Postgres {
        return;
    }
    let business = Business::open().await;
    let second = business.installation.serve().await;
    let doors = [business.api.clone(), business.api.at(second.base())];

    let mut asking = JoinSet::new();
    for connection in 0..8 {
        let api = doors[connection % 2].clone();
        asking.spawn(async move {
            for n in (connection..INVITATIONS).step_by(8) {
                let made =
                    api.post("/v1/people", &json!({"email": format!("person{n}@example.com")})).await.expect(200);
                assert_ne!(made["survey_scheduled_at"], Value::Null, "{made}");
            }
        });
    }
    asking.join_all().await;
    business.mail.wait_for(INVITATIONS).await;
    // Both drain before they end: a second mail that was under way would arrive.
    let ended_well = [second, business.server].map(Process::terminate);

    assert_eq!(ended_well, [true, true]);
    let mails = business.mail.mails();
    let recipients: BTreeSet<&str> = mails.iter().map(Mail::recipient).collect();
    assert_eq!((mails.len(), recipients.len()), (INVITATIONS, INVITATIONS));
}
