//! `kill -9` while thousands of mails go out: each person gets one at most, none is forgotten, and what nobody can know
//! is written down as unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value, json};
use survey_server::clock::{Clock, SystemClock};
use survey_server::store::deliveries::Stage as Got;
use tokio::sync::watch;

use crate::support::api::Api;
use crate::support::business::Business;
use crate::support::database::Backend;
use crate::support::ledger::Ledger;
use crate::support::patience::until;
use crate::support::server::{Installation, Process};
use crate::support::smtp_sink::{Fault, Mail, SmtpSink, Stage};

/// How many mails are planned.
const PLANNED: usize = 5_000;
/// More connections than a process keeps to its mail server.
const CONNECTIONS: usize = 64;
/// How many events a program reports at once.
const BATCH: usize = 250;
/// While mails go out, one answer arrives for so many of them.
const MAILS_PER_ANSWER: usize = 20;
/// Where the process is killed, one after the other: at each stage of a mail, and then anywhere.
const STAGES: [Stage; 8] = [
    Stage::MailFrom,
    Stage::Body,
    Stage::Greeting,
    Stage::Data,
    Stage::Accepted,
    Stage::RcptTo,
    Stage::Message,
    Stage::Hello,
];
const ANYWHERE: usize = 4;
/// How many mails one kill may leave in doubt: a group of sixteen on each of four connections.
const IN_DOUBT: usize = 4 * 16;
/// Somebody whose mail goes out before anything happens, and is not counted.
const FIRST: &str = "first@example.com";

/// Numbers that look random and are the same in every run with the same seed.
struct Dice(u64);

impl Dice {
    /// A number below `bound`.
    fn roll(&mut self, bound: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// The programs of the business, which go on at whatever address the server has now.
#[derive(Clone)]
struct Programs(watch::Receiver<Api>);

impl Programs {
    /// Posts until the server has answered.
    async fn post(&mut self, path: &str, body: &Value) -> Value {
        loop {
            let api = self.0.borrow_and_update().clone();
            let request = api.signed(api.request(reqwest::Method::POST, path)).json(body);
            match api.try_send(request).await {
                Ok(reply) if reply.status < 300 => return reply.json(),
                // Not taken: it says so, and may be asked again.
                Ok(reply) if reply.status == 503 => tokio::task::yield_now().await,
                Ok(reply) => panic!("{} {}", reply.status, reply.body),
                Err(_killed) => self.0.changed().await.expect("the business goes on"),
            }
        }
    }

    /// Reports a purchase of each person; a batch whose answer was lost is reported again.
    async fn report(mut self, people: Range<usize>) {
        let now = SystemClock.now().rfc3339();
        for batch in people.collect::<Vec<_>>().chunks(BATCH) {
            let event = |n: &usize| {
                let person = json!({"email": address(*n)});
                json!({"id": format!("order-{n}"), "type": "order.delivered", "occurred_at": now, "person": person})
            };
            let events: Vec<Value> = batch.iter().map(event).collect();
            let taken = self.post("/v1/events/batch", &json!({"events": events})).await;
            for one in taken["data"].as_array().expect("a list") {
                assert_eq!(one["survey_decision"]["outcome"], "scheduled", "{one}");
            }
        }
    }

    /// Hands in answers of somebody else while the mails go out; returns the ids of those that were acknowledged.
    async fn answer(mut self, mail: Arc<SmtpSink>, fan: String, count: usize) -> BTreeSet<String> {
        let mut acknowledged = BTreeSet::new();
        for n in 0..count {
            mail.wait_until("more mails", |mails| mails.len() >= n * MAILS_PER_ANSWER).await;
            let answer = json!({"person": fan, "score": 9 + n % 2, "comment": format!("answer {n}")});
            let taken = self.post("/v1/survey_responses", &answer).await;
            acknowledged.insert(taken["id"].as_str().expect("an id").to_owned());
        }
        acknowledged
    }
}

/// Many domains, so that none of them is written to by many at once.
fn address(n: usize) -> String {
    format!("person{n}@shop{}.example", n % 250)
}

/// Waits until the books say of each mail how it ended.
async fn wait_until_settled(ledger: &Ledger, planned: usize) -> BTreeMap<Got, usize> {
    until("an end of every mail", || {
        let count = ledger.count();
        let settled: usize =
            [Got::Sent, Got::Unknown, Got::Failed].iter().map(|stage| count.get(stage).copied().unwrap_or(0)).sum();
        (settled >= planned).then_some(count)
    })
    .await
}

/// Compares the books with what arrived. Prints the counts.
fn assert_once_or_unknown(what: &str, kills: usize, ledger: &Ledger, arrived: &[Mail], unanswered: &[Mail]) {
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in arrived.iter().chain(unanswered) {
        *copies.entry(mail.recipient()).or_insert(0) += 1;
    }
    let accepted: BTreeSet<&str> = arrived.iter().map(Mail::recipient).filter(|person| *person != FIRST).collect();
    let mut books: BTreeMap<String, Got> = ledger.mails().into_iter().collect();
    books.remove(FIRST);
    let at = |stage: Got| books.values().filter(|got| **got == stage).count();
    let twice = copies.values().filter(|copies| **copies > 1).count();
    let everybody: Vec<String> = (0..PLANNED).map(address).collect();
    let missing: Vec<&String> = everybody
        .iter()
        .filter(|person| match books.get(*person) {
            // Who is held as unknown may have it or not; nobody may be missing from the books.
            Some(Got::Unknown) => false,
            Some(Got::Sent) => !accepted.contains(person.as_str()),
            _ => true,
        })
        .collect();
    let (sent, unknown, failed) = (at(Got::Sent), at(Got::Unknown), at(Got::Failed));
    let arrived_of_unknown =
        books.iter().filter(|(person, got)| **got == Got::Unknown && accepted.contains(person.as_str())).count();
    println!(
        "{what}, {kills} kills: {PLANNED} planned, {sent} sent, {unknown} unknown ({arrived_of_unknown} of them arrived), \
         {failed} failed, {twice} twice, {} missing",
        missing.len()
    );
    assert_eq!(twice, 0, "{:?}", copies.iter().filter(|(_, copies)| **copies > 1).collect::<Vec<_>>());
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(books.len(), PLANNED, "one row of the books each");
    assert_eq!((failed, sent + unknown), (0, PLANNED));
    assert!(unknown <= kills * IN_DOUBT, "{unknown} in doubt after {kills} kills");
    // What was accepted is in the books as sent, or as unknown where the process died before it could write that down.
    let sent_or_unknown = |person: &&str| matches!(books.get(*person), Some(Got::Sent | Got::Unknown));
    assert!(accepted.iter().all(sent_or_unknown));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_at_every_stage_of_sending_sends_each_mail_once_or_holds_it_as_unknown() {
    if Backend::chosen() != Backend::Sqlite {
        return;
    }
    let Business { installation, mut server, api, mail, .. } = Business::open().await;
    let fan = api.post("/v1/people", &json!({"email": "fan@example.com", "send": false})).await.expect(200);
    let fan = fan["id"].as_str().expect("ids are text").to_owned();
    let mail = Arc::new(mail);
    let ledger = Ledger::of(&installation);
    let (door, programs) = watch::channel(api);
    let programs = Programs(programs);
    let reporting = tokio::spawn(programs.clone().report(0..PLANNED));
    let answering = tokio::spawn(programs.answer(Arc::clone(&mail), fan, PLANNED / 2 / MAILS_PER_ANSWER));

    let mut dice = Dice(20_261_122);
    // All kills together come before the last mail, wherever they fall.
    let distance = PLANNED / (STAGES.len() + ANYWHERE + 2);
    for (nth, stage) in STAGES.iter().enumerate() {
        // Planned while no connection is open, so that the first stages are met too.
        mail.fail_after(dice.roll(reach(*stage, distance)), *stage, Fault::Stall);
        if nth > 0 {
            restart(&installation, &mut server, &ledger, &door).await;
        }
        mail.wait_for_stalls(nth + 1).await;
        server.kill();
    }
    for _ in 0..ANYWHERE {
        restart(&installation, &mut server, &ledger, &door).await;
        mail.wait_for(mail.mails().len() + 1 + dice.roll(distance)).await;
        server.kill();
    }
    restart(&installation, &mut server, &ledger, &door).await;
    reporting.await.expect("every event is reported");
    let acknowledged = answering.await.expect("every answer is handed in");
    wait_until_settled(&ledger, PLANNED).await;

    let kept = door.borrow().get("/v1/metrics").await.expect(200)["response_count"].as_u64().expect("a count");
    println!("{} answers acknowledged, {kept} kept", acknowledged.len());
    assert!(kept >= acknowledged.len() as u64, "an acknowledged answer is gone");
    assert!(server.terminate(), "it ends well");
    assert_once_or_unknown("sqlite, one server", STAGES.len() + ANYWHERE, &ledger, &mail.mails(), &mail.unanswered());
}

/// After how many at that stage a process may be killed: connections are few and carry many mails.
fn reach(stage: Stage, mails: usize) -> usize {
    if matches!(stage, Stage::Greeting | Stage::Hello) { 2 } else { mails }
}

/// Starts a killed server again, a minute later by its leases.
async fn restart(installation: &Installation, server: &mut Process, ledger: &Ledger, door: &watch::Sender<Api>) {
    ledger.end_leases(&BTreeSet::new());
    *server = installation.serve().await;
    door.send_modify(|api| *api = api.at(server.base()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_workers_one_killed_again_and_again_each_mail_is_sent_once_or_held_as_unknown() {
    if Backend::chosen() != Backend::Postgres {
        return;
    }
    let Business { mut installation, server, api, mail, .. } = Business::open().await;
    let ledger = Ledger::of(&installation);
    let survivor = name_of_worker(&api, &mail, &ledger).await;
    // The second one has a way out of its own, so that it can be stopped where it is.
    let second_mail = SmtpSink::start().await;
    installation.set("SURVEY_SMTP_URL", second_mail.url());
    let (_door, programs) = watch::channel(api);
    let programs = Programs(programs);

    let mut dice = Dice(20_261_122);
    let share = PLANNED / (STAGES.len() + 1);
    for (nth, stage) in STAGES.iter().enumerate() {
        // Early in its share: how the two divide the mails is for them to settle, and the other may take most.
        second_mail.fail_after(dice.roll(reach(*stage, share / 60)), *stage, Fault::Stall);
        let mut worker = installation.work();
        until("the second worker to be ready", || worker.is_working().then_some(())).await;
        // The other one is held up meanwhile: on a calm machine it would send all before this one has a turn.
        mail.fail(Stage::MailFrom, Fault::Stall, CONNECTIONS);
        let reporting = tokio::spawn(programs.clone().report(nth * share..(nth + 1) * share));
        second_mail.wait_for_stalls(nth + 1).await;
        worker.kill();
        mail.end_stalls(CONNECTIONS);
        ledger.end_leases(&survivor);
        reporting.await.expect("every event is reported");
    }
    let worker = installation.work();
    programs.report(STAGES.len() * share..PLANNED).await;
    until("the last worker to be ready", || worker.is_working().then_some(())).await;
    wait_until_settled(&ledger, PLANNED + 1).await;

    assert!([server, worker].into_iter().all(Process::terminate), "they end well");
    println!("{} mails by the one that was killed", second_mail.mails().len());
    let together = |one: Vec<Mail>, other: Vec<Mail>| [one, other].concat();
    let arrived = together(mail.mails(), second_mail.mails());
    let unanswered = together(mail.unanswered(), second_mail.unanswered());
    assert_once_or_unknown("postgres, two workers", STAGES.len(), &ledger, &arrived, &unanswered);
}

/// The name by which the running server's worker leases: a mail is held up for as long as it takes to read it.
async fn name_of_worker(api: &Api, mail: &SmtpSink, ledger: &Ledger) -> BTreeSet<String> {
    mail.fail(Stage::Body, Fault::Stall, 1);
    api.post("/v1/people", &json!({"email": FIRST})).await.expect(200);
    mail.wait_for_stalls(1).await;
    let name = ledger.workers();
    assert_eq!(name.len(), 1, "one worker runs");
    mail.end_stalls(1);
    until("the first mail to be written down", || ledger.count().contains_key(&Got::Sent).then_some(())).await;
    name
}
