//! A sender against a mail server that a test holds up: who waits for whom, counted.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};

use super::line::GROUP;
use super::queue::{Queue, Ready};
use super::throttle::Limits;
use crate::account::{test_mail, workspace};
use crate::app::App;
use crate::clock::{Clock, ManualClock};
use crate::config::{Config, Words};
use crate::jobs::worker::Worker;
use crate::mail::{EmailAddress, Parcel};
use crate::outreach::held;
use crate::outreach::person::{self, PersonInput};
use crate::outreach::plan::{self, Wish};
use crate::outreach::route;
use crate::reporting::status;
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::jobs::{Class, Job, Payload};
use crate::store::{Db, Time, invitations, migrate, surveys, workspaces};

const NOW: Time = Time(1_795_168_800_000);

/// A mail server that takes a mail to a customer only when the test lets it.
struct Sink {
    port: u16,
    /// Recipients, as their mails arrive whole.
    arrived: mpsc::UnboundedReceiver<String>,
    taken: Arc<Mutex<BTreeMap<String, usize>>>,
    /// One permit, one mail to a customer.
    allowed: Arc<Semaphore>,
    /// What the next MAIL commands are refused with.
    refusals: Arc<Mutex<Vec<&'static str>>>,
}

impl Sink {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, arrived) = mpsc::unbounded_channel();
        let taken: Arc<Mutex<BTreeMap<String, usize>>> = Arc::default();
        let (allowed, refusals) = (Arc::new(Semaphore::new(0)), Arc::<Mutex<Vec<&'static str>>>::default());
        let sink = Sink { port, arrived, taken: taken.clone(), allowed: allowed.clone(), refusals: refusals.clone() };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tell, taken, allowed, refusals) = (tell.clone(), taken.clone(), allowed.clone(), refusals.clone());
                tokio::spawn(async move { converse(stream, &tell, &taken, &allowed, &refusals).await });
            }
        });
        sink
    }

    fn taken(&self) -> BTreeMap<String, usize> {
        self.taken.lock().unwrap().clone()
    }
}

async fn converse(
    stream: TcpStream,
    tell: &mpsc::UnboundedSender<String>,
    taken: &Mutex<BTreeMap<String, usize>>,
    allowed: &Semaphore,
    refusals: &Mutex<Vec<&'static str>>,
) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 sink\r\n").await.ok()?;
    let (mut recipient, mut in_mail) = (String::new(), false);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        let said = match (in_mail, line) {
            (true, ".") => {
                in_mail = false;
                tell.send(recipient.clone()).ok()?;
                if recipient.ends_with("@customers.example") {
                    allowed.acquire().await.ok()?.forget();
                }
                *taken.lock().unwrap().entry(recipient.clone()).or_default() += 1;
                "250 2.0.0 queued".to_owned()
            }
            (true, _) => continue,
            (false, line) if line.starts_with("EHLO") => "250-sink\r\n250 PIPELINING".to_owned(),
            (false, line) if line.starts_with("MAIL") => refusals.lock().unwrap().pop().unwrap_or("250 ok").to_owned(),
            (false, line) if line.starts_with("RCPT") => {
                recipient = line.trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
                "250 ok".to_owned()
            }
            (false, "DATA") => {
                in_mail = true;
                "354 go".to_owned()
            }
            (false, "QUIT") => return None,
            (false, _) => "250 ok".to_owned(),
        };
        stream.write_all(format!("{said}\r\n").as_bytes()).await.ok()?;
    }
}

struct House {
    app: App,
    clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

impl House {
    fn new(sink: &Sink) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut words = Words::read(None).unwrap();
        words.set("database_url", &format!("sqlite://{}", folder.path().join("a.db").display()));
        words.set("smtp_url", &format!("smtp://127.0.0.1:{}", sink.port));
        words.set("mail_from", "Shop <survey@shop.example>");
        let config = Config::from_words(&words).unwrap();
        let db = Db::open(&config.database_url, 4).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let clock = ManualClock::at(NOW);
        let (app, _writer) = App::new(config, clock.clone(), db).unwrap();
        app.db.write_now(|conn| workspace::furnish(conn, &app.cx(1), 1)).unwrap();
        House { app, clock, _folder: folder }
    }

    fn plan(&self, count: usize, class: Class, name: &str) {
        let cx = self.app.cx(1);
        self.app
            .db
            .write_now(|conn| {
                let workspace = workspaces::load(conn, 1)?;
                let survey = surveys::find_by_key(conn, 1, "default")?.unwrap();
                for n in 0..count {
                    let email = Some(format!("{name}{n}@customers.example"));
                    let person = person::upsert(conn, &cx, &PersonInput { email, ..PersonInput::default() })?;
                    let wish = Wish {
                        survey: &survey,
                        event: None,
                        properties: survey_core::Properties::default(),
                        occurred_at: cx.now,
                        delay_secs: 0,
                        at_once: true,
                        basis: None,
                        class,
                        channel: None,
                        after_case: None,
                    };
                    plan::ask_person(conn, &cx, &workspace, &person, &wish)?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn stages(&self) -> BTreeMap<Stage, i64> {
        self.app.db.read_now(|conn| deliveries::count_by_stage(conn, 1)).unwrap().into_iter().collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_to_the_team_passes_a_campaign_that_is_on_its_way() {
    let mut sink = Sink::start().await;
    let house = House::new(&sink);
    house.plan(200, Class::Campaign, "many");
    let working = tokio::spawn(Worker::new(house.app.clone()).unwrap().work());
    let connections = house.app.config.mail_connections;
    for _ in 0..connections {
        sink.arrived.recv().await.unwrap();
    }

    let (team, user) = (EmailAddress::parse("team@shop.example").unwrap(), house.app.ids.next(NOW));
    house.app.write(1, move |conn, cx| test_mail::enqueue(conn, cx, user, &team, "en")).await.unwrap();
    while sink.arrived.recv().await.unwrap() != "team@shop.example" {}

    assert!(sink.taken().keys().all(|to| to == "team@shop.example"), "not one of the many went before it");
    sink.allowed.add_permits(1000);
    let mut left = 200 - connections;
    while left > 0 {
        sink.arrived.recv().await.unwrap();
        left -= 1;
    }
    house.app.stopping.store(true, Ordering::Relaxed);
    house.app.wake.notify_one();
    working.await.unwrap();
    let taken = sink.taken();
    assert_eq!((taken.len(), taken.values().max()), (201, Some(&1)), "each exactly once");
    assert_eq!(house.stages(), BTreeMap::from([(Stage::Sent, 201)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_invitation_waits_for_one_group_of_each_connection_at_most() {
    let mut sink = Sink::start().await;
    let house = House::new(&sink);
    house.plan(200, Class::Campaign, "many");
    let working = tokio::spawn(Worker::new(house.app.clone()).unwrap().work());
    let connections = house.app.config.mail_connections;
    for _ in 0..connections {
        sink.arrived.recv().await.unwrap();
    }

    house.plan(1, Class::Single, "one");
    house.app.wake.notify_one();
    // The worker claims and renders it while every connection is held up; the first one that is free takes it.
    while house.app.db.read_now(|conn| crate::store::grouped::waiting_unclaimed(conn, Class::Single, NOW)).unwrap() > 0
    {
        tokio::task::yield_now().await;
    }
    let mut before = connections;
    loop {
        sink.allowed.add_permits(1);
        if sink.arrived.recv().await.unwrap() == "one0@customers.example" {
            break;
        }
        before += 1;
    }

    assert!(before <= connections * (GROUP + 1), "{before} went before it");
    sink.allowed.add_permits(1000);
    house.app.stopping.store(true, Ordering::Relaxed);
    house.app.wake.notify_one();
    working.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_us_makes_all_mails_wait_without_losing_an_attempt() {
    let sink = Sink::start().await;
    let house = House::new(&sink);
    sink.allowed.add_permits(1000);
    house.plan(100, Class::Campaign, "many");
    sink.refusals.lock().unwrap().extend(["550 5.7.1 not from you"; 4]);
    let worker = Worker::new(house.app.clone()).unwrap();

    worker.drain().await;

    assert!(sink.taken().is_empty());
    let standing = house.app.db.read_now(|conn| route::standing(conn, NOW)).unwrap();
    let pause = &standing.paused[0];
    assert_eq!((pause.stage.as_str(), pause.code, pause.failures), ("mail_from", Some(550), 1));
    assert_eq!((pause.reason.as_str(), standing.waiting), ("5.7.1 not from you", 100));
    let status = house.app.db.read_now(|conn| status::of(conn, &house.app.cx(1), None)).unwrap();
    assert_eq!(status.paused[0].why, "mail_from: 550 5.7.1 not from you");
    assert!(status.problems.iter().any(|problem| problem.contains("100 wait")), "{:?}", status.problems);
    sink.refusals.lock().unwrap().clear();
    sink.refusals.lock().unwrap().push("550 5.7.1 still not");
    house.clock.advance_ms(2 * 60_000);
    worker.drain().await;
    let again = house.app.db.read_now(|conn| route::standing(conn, house.clock.now())).unwrap();
    assert_eq!((again.paused[0].failures, again.paused[0].opened_at, again.waiting), (2, NOW, 100), "one was tried");
    house.clock.advance_ms(3 * 60_000);
    worker.drain().await;

    let taken = sink.taken();
    assert_eq!((taken.len(), taken.values().max()), (100, Some(&1)), "each exactly once");
    assert!(house.app.db.read_now(|conn| route::standing(conn, NOW)).unwrap().paused.is_empty());
    let sent = house.app.db.read_now(|conn| deliveries::newest(conn, 1, &[Stage::Sent], 1000)).unwrap();
    assert!(sent.iter().all(|delivery| delivery.attempts == 1), "no attempt was lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_unsubscribes_between_decision_and_body_gets_no_mail() {
    let sink = Sink::start().await;
    let house = House::new(&sink);
    sink.allowed.add_permits(1000);
    house.plan(3, Class::Campaign, "many");
    let sender = super::Outgoing::new(house.app.clone(), "test".to_owned());
    assert_eq!(sender.feed().await, 3);
    let first = sender.queue.next(1, NOW).go.remove(0);
    house
        .app
        .db
        .write_now(|conn| invitations::set_state(conn, 1, first.delivery.about_id, invitations::State::Withdrawn))
        .unwrap();
    let gone = first.parcel.to.as_str().to_owned();
    sender.queue.add(vec![first]);

    sender.drain().await;
    futures_util::future::join_all(sender.lines.iter().map(|line| sender.run(line, false))).await;

    assert!(!sink.taken().contains_key(&gone));
    assert_eq!(sink.taken().len(), 2);
}

fn ready(to: &str, class: Class, house: &House) -> Ready {
    let cx = house.app.cx(1);
    let id = cx.id();
    Ready {
        job: Job::new(&cx, class, Payload::Invite { invitation: id }),
        delivery: Delivery::queued(&cx, (id, Kind::Invitation, 1), to, serde_json::Value::Null),
        kept: false,
        entry: None,
        person: cx.id(),
        send_by: NOW.plus_days(3),
        decided_at: NOW,
        parcel: Parcel {
            from: EmailAddress::parse("survey@shop.example").unwrap(),
            to: EmailAddress::parse(to).unwrap(),
            message_id: "<1.invitation.1@shop.example>".to_owned(),
            bytes: Vec::new(),
        },
    }
}

#[tokio::test]
async fn a_slow_domain_gives_its_places_to_the_others() {
    let house = House::new(&Sink::start().await);
    let queue = Queue::new(Limits { in_flight: 2, per_minute: 0 });
    let to = |to: &str| ready(to, Class::Campaign, &house);
    queue.add(["a@slow.example", "b@slow.example", "c@slow.example", "d@fast.example"].map(to).into());
    let recipients = |mails: &[Ready]| mails.iter().map(|one| one.parcel.to.as_str().to_owned()).collect::<Vec<_>>();

    let turn = queue.next(3, NOW);
    assert_eq!(recipients(&turn.go), ["a@slow.example", "b@slow.example", "d@fast.example"]);
    queue.ended("slow.example", Some(true), NOW);
    let turn = queue.next(3, NOW);
    assert!(turn.go.is_empty());
    assert_eq!(turn.back[0].1, NOW.plus_secs(60), "it is claimed again when its domain may be tried");
}

#[tokio::test]
async fn the_urgent_go_first_and_what_waited_too_long_is_decided_again() {
    let house = House::new(&Sink::start().await);
    let queue = Queue::new(Limits { in_flight: 99, per_minute: 0 });
    let stale = Ready { decided_at: Time(NOW.0 - 3_600_000), ..ready("old@b.example", Class::Campaign, &house) };
    queue.add(vec![stale, ready("many@b.example", Class::Campaign, &house)]);
    queue.add(vec![ready("one@b.example", Class::Single, &house), ready("two@b.example", Class::Single, &house)]);

    let turn = queue.next(9, NOW);

    let order: Vec<&str> = turn.go.iter().map(|one| one.parcel.to.as_str()).collect();
    assert_eq!(order, ["one@b.example", "two@b.example", "many@b.example"]);
    assert_eq!(turn.back.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_in_doubt_goes_again_only_when_a_person_says_so_and_under_the_same_id() {
    let sink = Sink::start().await;
    let house = House::new(&sink);
    sink.allowed.add_permits(1000);
    house.plan(1, Class::Campaign, "one");
    let worker = Worker::new(house.app.clone()).unwrap();
    worker.drain().await;
    let of = |stage| house.app.db.read_now(|conn| deliveries::newest(conn, 1, &[stage], 9)).unwrap();
    let sent = of(Stage::Sent).remove(0);
    let doubtful = Delivery { stage: Stage::Unknown, reply: None, ..sent.clone() };
    house.app.db.write_now(|conn| deliveries::settle(conn, &doubtful, false)).unwrap();
    house.clock.advance_ms(3_600_000);
    worker.drain().await;
    assert_eq!(sink.taken().values().sum::<usize>(), 1, "not by itself");

    let cx = house.app.cx(1);
    house.app.db.write_now(|conn| held::send_again(conn, &cx, doubtful.id, "test")).unwrap();
    worker.drain().await;

    assert_eq!(sink.taken().values().sum::<usize>(), 2);
    let again = of(Stage::Sent).remove(0);
    assert_eq!((again.message_id, again.attempts), (sent.message_id, 2));
    assert!(house.app.db.write_now(|conn| held::leave(conn, &cx, doubtful.id, "test")).is_err(), "it is settled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waited_longer_than_three_days_is_given_up() {
    let sink = Sink::start().await;
    let house = House::new(&sink);
    sink.allowed.add_permits(1000);
    house.plan(2, Class::Campaign, "late");
    house.clock.advance_ms(3 * 86_400_000 + 1);

    Worker::new(house.app.clone()).unwrap().drain().await;

    assert!(sink.taken().is_empty());
    assert_eq!(house.stages(), BTreeMap::from([(Stage::Failed, 2)]));
}
