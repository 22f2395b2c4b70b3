//! Answers go on arriving while the machine fails: the power, the disk, the database. What was acknowledged is kept, once,
//! with its case and its counts; the server says what is wrong, and goes on by itself when it can.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::Method;
use serde_json::json;
use survey_server::response::rollup;
use survey_server::store::{Db, cases, rollups, workspaces};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::support::api::Api;
use crate::support::business::Business;
use crate::support::database::Backend;
use crate::support::patience::{patiently, until};
use crate::support::postgres::Cluster;
use crate::support::receiver::{Received, Receiver};
use crate::support::server::Installation;
use crate::support::small_disk::SmallDisk;
use crate::support::smtp_sink::SmtpSink;

/// How many customers answer, at how many connections.
const CUSTOMERS: usize = 600;
const CONNECTIONS: usize = 16;
/// How many of them give a score of 0 to 6.
const UNHAPPY: usize = CUSTOMERS / 11 * 7 + if CUSTOMERS % 11 < 7 { CUSTOMERS % 11 } else { 7 };

/// Customers with a link each, who answer until everybody was thanked. When an answer is not taken all of them wait: the
/// test mends what is broken and lets them in again.
struct Crowd {
    links: Vec<String>,
    next: AtomicUsize,
    thanked: AtomicUsize,
    /// Where the server is; none while it is not there.
    door: watch::Sender<Option<Api>>,
}

impl Crowd {
    /// Asks everybody by a link that the shop passes on.
    async fn invite(api: &Api) -> Arc<Self> {
        let mut inviting = JoinSet::new();
        for connection in 0..CONNECTIONS {
            let api = api.clone();
            inviting.spawn(async move {
                let mut links = Vec::new();
                for n in (connection..CUSTOMERS).step_by(CONNECTIONS) {
                    let person = json!({"email": format!("customer{n}@example.com"), "channel": "link"});
                    let asked = api.post("/v1/people", &person).await.expect(200);
                    let link = asked["links"]["survey"].as_str().expect("a link");
                    // The server may come back at another address.
                    links.push(url::Url::parse(link).expect("an address").path().to_owned());
                }
                links
            });
        }
        let links = inviting.join_all().await.into_iter().flatten().collect();
        let door = watch::Sender::new(Some(api.clone()));
        Arc::new(Self { links, next: AtomicUsize::new(0), thanked: AtomicUsize::new(0), door })
    }

    /// Lets everybody answer; the set ends when all were thanked.
    fn answers(self: &Arc<Self>) -> JoinSet<()> {
        let mut answering = JoinSet::new();
        for _ in 0..CONNECTIONS {
            answering.spawn(Arc::clone(self).answer());
        }
        answering
    }

    async fn answer(self: Arc<Self>) {
        let mut door = self.door.subscribe();
        while let Some(n) = Some(self.next.fetch_add(1, Ordering::SeqCst)).filter(|n| *n < CUSTOMERS) {
            loop {
                let open = patiently("the server to come back", door.wait_for(Option::is_some)).await;
                let api = open.expect("the crowd lives").clone().expect("an open door");
                if self.post(&api, n).await {
                    break;
                }
                self.door.send_replace(None);
            }
            self.thanked.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Posts one answer; false when it was not taken, or nobody knows.
    async fn post(&self, api: &Api, n: usize) -> bool {
        let form = format!("score={}&comment=customer+{n}", n % 11);
        let request = api.request(Method::POST, &self.links[n]);
        let request = request.header("Content-Type", "application/x-www-form-urlencoded").body(form);
        let Ok(reply) = api.try_send(request).await else { return false };
        if reply.status == 503 {
            assert!(reply.header("retry-after").is_some(), "{:?}", reply.headers);
        } else {
            assert_eq!(reply.status, 200, "{}", reply.body);
        }
        reply.status == 200
    }

    /// Waits until a part of the crowd was thanked.
    async fn has_begun(&self) {
        until("the first thanks", || (self.thanked.load(Ordering::SeqCst) > CUSTOMERS / 4).then_some(())).await;
    }

    /// Waits until somebody was not.
    async fn is_hurt(&self) {
        let mut door = self.door.subscribe();
        patiently("an answer that is not taken", door.wait_for(Option::is_none)).await.expect("the crowd lives");
    }
}

/// Everybody's answer is there, once, as it was given; each unhappy one has its case; the counts are those of a recount.
async fn nothing_is_lost_or_doubled(api: &Api, db: &Db) {
    let mut kept: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for page in 1..=CUSTOMERS.div_ceil(100) {
        let list = api.get(&format!("/v1/survey_responses?per_page=100&page={page}")).await.expect(200);
        for row in list.as_array().expect("a list") {
            let comment = row["comment"].as_str().expect("a comment").to_owned();
            kept.entry(comment).or_default().push(row["score"].as_i64().expect("a score"));
        }
    }
    let given: BTreeMap<String, Vec<i64>> =
        (0..CUSTOMERS).map(|n| (format!("customer {n}"), vec![(n % 11) as i64])).collect();
    assert_eq!(kept, given);

    let (counted, recounted, unhappy) = db
        .write(|conn| {
            let counted = rollups::all(conn, 1)?;
            let workspace = workspaces::load(conn, 1)?;
            let recounted = rollup::counted(conn, &workspace)?;
            let opened = cases::list(conn, 1, &cases::Filter::default(), 0, i64::MAX)?;
            Ok((counted, recounted, opened.len()))
        })
        .await
        .expect("a database");
    assert_eq!(counted, recounted, "the counts are those of a recount");
    assert_eq!(unhappy, UNHAPPY, "one case for each unhappy answer");
}

/// A program that is called back for unhappy answers.
async fn called_back(api: &Api) -> Receiver {
    let program = Receiver::start();
    let endpoint = json!({"url": program.url(), "events": ["response.detractor"]});
    api.post("/v1/webhooks", &endpoint).await.expect(201);
    program
}

/// The worker too goes on by itself: the program hears of each unhappy answer.
async fn everybody_unhappy_is_told_of(program: &Receiver) {
    let told = |received: &[Received]| {
        let about: BTreeSet<String> = received
            .iter()
            .map(|callback| callback.json()["data"]["response"]["comment"].as_str().expect("words").to_owned())
            .collect();
        about.len() == UNHAPPY
    };
    program.wait_until("a callback for each unhappy answer", told).await;
}

/// What `/readyz` says: its status and its words.
async fn readiness(api: &Api) -> (u16, String) {
    let said = api.visit("/readyz").await;
    (said.status, said.body)
}

/// Waits until the server is ready again by itself.
async fn ready_again(api: &Api) {
    let ready = async { while readiness(api).await.0 != 200 {} };
    patiently("the server to be ready again", ready).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_cut_loses_no_thanks_that_was_said() {
    let mut business = Business::open().await;
    let crowd = Crowd::invite(&business.api).await;
    let answering = crowd.answers();
    crowd.has_begun().await;
    business.survive_a_power_cut().await;
    crowd.is_hurt().await;
    crowd.door.send_replace(Some(business.api.clone()));
    answering.join_all().await;
    nothing_is_lost_or_doubled(&business.api, &business.installation.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_answers_for_now_and_takes_them_when_there_is_room_again() {
    if Backend::chosen() != Backend::Sqlite {
        return;
    }
    let Some(disk) = SmallDisk::mount() else { return };
    let installation = Installation::new(Some(format!("sqlite://{}/survey.db", disk.path().display())));
    let server = installation.serve().await;
    let api = Api::new(server.base(), &installation.run(&["api-key", "create"]));
    let program = called_back(&api).await;
    let crowd = Crowd::invite(&api).await;
    let answering = crowd.answers();
    crowd.has_begun().await;
    // They wait outside meanwhile: answers are written down faster than a disk is filled.
    crowd.door.send_replace(None);
    // The log begins anew, so that what comes next needs room on the disk.
    let file = format!("{}/survey.db", disk.path().display());
    let mut other = SqliteConnection::establish(&file).expect("the file");
    other.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA wal_checkpoint(TRUNCATE)").expect("a checkpoint");
    disk.fill();
    crowd.door.send_replace(Some(api.clone()));
    crowd.is_hurt().await;
    let (status, said) = readiness(&api).await;
    assert_eq!((status, said.contains("full")), (503, true), "{said}");
    // Pages are still shown: only writing is out.
    assert_eq!(api.visit(&crowd.links[0]).await.status, 200);

    disk.make_room();
    ready_again(&api).await;
    crowd.door.send_replace(Some(api.clone()));
    answering.join_all().await;
    nothing_is_lost_or_doubled(&api, &installation.database()).await;
    everybody_unhappy_is_told_of(&program).await;
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_written_is_named_at_the_start() {
    if Backend::chosen() != Backend::Sqlite {
        return;
    }
    let Some(disk) = SmallDisk::mount() else { return };
    let installation = Installation::new(Some(format!("sqlite://{}/survey.db", disk.path().display())));
    let first = installation.serve().await;
    let api = Api::new(first.base(), &installation.run(&["api-key", "create"]));
    let crowd = Crowd::invite(&api).await;
    assert!(crowd.post(&api, 0).await);
    assert!(first.terminate());

    disk.make_read_only();
    let refused = installation.try_run(&["serve"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("survey.db") && said.contains("written"), "{said}");

    disk.make_writable();
    let second = installation.serve().await;
    let api = api.at(second.base());
    crowd.next.store(1, Ordering::SeqCst);
    crowd.door.send_replace(Some(api.clone()));
    crowd.answers().join_all().await;
    nothing_is_lost_or_doubled(&api, &installation.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_restarts_under_load_is_waited_for() {
    if Backend::chosen() != Backend::Postgres {
        return;
    }
    // One of its own: the others would notice.
    let mut cluster = Cluster::alone();
    let mut installation = Installation::new(Some(cluster.create("survey")));
    let mail = SmtpSink::start().await;
    installation.set("SURVEY_SMTP_URL", mail.url());
    installation.set("SURVEY_MAIL_FROM", "Shop <survey@shop.example>");
    installation.run(&["migrate"]);
    let server = installation.serve().await;
    let api = Api::new(server.base(), &installation.run(&["api-key", "create"]));
    let program = called_back(&api).await;
    let crowd = Crowd::invite(&api).await;
    let answering = crowd.answers();
    crowd.has_begun().await;
    cluster.crash_and_restart();
    crowd.is_hurt().await;
    ready_again(&api).await;
    crowd.door.send_replace(Some(api.clone()));
    answering.join_all().await;
    nothing_is_lost_or_doubled(&api, &installation.database()).await;
    everybody_unhappy_is_told_of(&program).await;
}
