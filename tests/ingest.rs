//! Answers in batches: what stands in one transaction with them decides, a bad one spoils nobody else's, and a full queue
//! says so.

use std::collections::BTreeMap;
use std::sync::mpsc;

use serde_json::Value;
use survey_core::recovery::Rules;
use survey_core::response::{Answers, Completeness};
use survey_server::error::Error;
use survey_server::response::answer::{Answer, Outcome, Taken};
use survey_server::response::asked::{Asked, Posted};
use survey_server::response::lookup::Lookup;
use survey_server::response::rollup;
use survey_server::response::through::Visit;
use survey_server::secret::{Claim, Purpose};
use survey_server::store::cases::{self, Case};
use survey_server::store::invitations::{self, Invitation};
use survey_server::store::rollups::Changes;
use survey_server::store::take::{BATCH, Command, QUEUE};
use survey_server::store::{Conn, Id, deliveries, jobs, responses, rollups, rules, surveys, workspaces};

use crate::support::app::TestApp;

/// Asks a person and returns the invitation.
async fn invited(app: &TestApp, email: &str) -> Invitation {
    app.ask(email).await;
    let email = email.to_owned();
    let mails = app.deliveries().await;
    let about = mails.into_iter().find(|mail| mail.recipient == email).expect("a mail").about_id;
    app.app.db.read(move |conn| invitations::find(conn, 1, about)).await.expect("a database").expect("an invitation")
}

/// What an invitation's link asks.
async fn asked(app: &TestApp, invitation: &Invitation) -> Asked {
    let claim = Claim { workspace: 1, id: invitation.id, generation: 0 };
    app.app.asked(&app.app.cx(1), Purpose::Survey, claim, None, None, Visit::link("")).await.expect("a survey")
}

/// An answer as a posted form makes it, ready to be taken.
async fn prepared(app: &TestApp, invitation: &Invitation, score: &str, comment: &str) -> Answer {
    let asked = asked(app, invitation).await;
    let pairs = [("score", score), ("comment", comment)].into_iter().filter(|(_, value)| !value.is_empty());
    let answers = Answers::check_form(&asked.setting.survey, pairs, Completeness::Partial).expect("answers");
    let posted =
        Posted { version: 1, language: "en".to_owned(), browser: None, new_browser: vec![7; 32], submission: None };
    asked.answer(&app.app.cx(1), answers, posted).expect("an answer")
}

/// Takes these as one batch.
async fn batch(app: &TestApp, answers: Vec<Answer>) -> Vec<Result<Taken, Error>> {
    app.app.db.write(move |conn| Answer::apply(conn, &answers)).await.expect("a batch")
}

fn outcome(taken: &Result<Taken, Error>) -> Outcome {
    taken.as_ref().expect("it is taken").outcome
}

async fn read<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
) -> T {
    app.app.db.read(work).await.expect("a database")
}

async fn all_cases(app: &TestApp) -> Vec<Case> {
    read(app, |conn| cases::list(conn, 1, &cases::Filter::default(), 0, 100)).await
}

/// The counts are those that counting every response anew gives.
async fn assert_counts_are_right(app: &TestApp) {
    let (kept, counted) = counts(app).await;
    assert!(!kept.is_empty());
    assert_eq!(kept, counted);
}

async fn counts(app: &TestApp) -> (Changes, Changes) {
    app.app
        .db
        .write(|conn| {
            let kept = rollups::all(conn, 1)?;
            let workspace = workspaces::load(conn, 1)?;
            Ok((kept, rollup::counted(conn, &workspace)?))
        })
        .await
        .expect("a database")
}

/// How many jobs there are.
async fn waiting(app: &TestApp) -> i64 {
    read(app, jobs::depth).await.iter().map(|(_, count)| count).sum()
}

#[tokio::test]
async fn an_unhappy_answer_leaves_in_its_batch_what_it_leaves_alone() {
    let app = TestApp::start().await;
    let (ann, bob) = (invited(&app, "ann@example.com").await, invited(&app, "bob@example.com").await);

    let answers = vec![prepared(&app, &ann, "2", "Late").await, prepared(&app, &bob, "9", "").await];
    let before = waiting(&app).await;
    let taken = batch(&app, answers).await;

    assert_eq!(taken.iter().map(outcome).collect::<Vec<_>>(), [Outcome::Recorded, Outcome::Recorded]);
    let promised = taken[0].as_ref().unwrap().promise.clone().unwrap().case.expect("a case");
    assert!(taken[1].as_ref().unwrap().promise.as_ref().unwrap().case.is_none());
    let [case] = <[Case; 1]>::try_from(all_cases(&app).await).expect("one case");
    assert_eq!((case.id, case.number, case.response_id), (promised.id, 1, Some(ann.id)));
    let id = case.id;
    let lines = read(&app, move |conn| cases::entries(conn, 1, id)).await;
    assert_eq!(lines.iter().map(|line| line.kind.as_str()).collect::<Vec<_>>(), ["opened", "answered"]);
    assert_eq!(lines[1].detail.0["comment"], "Late");
    let added = waiting(&app).await - before;
    assert_eq!(added, 4, "the alert, the deadline, the escalation, the acknowledgement");
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn several_unhappy_answers_of_a_batch_get_numbers_one_after_the_other() {
    let app = TestApp::start().await;
    let mut answers = Vec::new();
    for n in 0..5 {
        let invitation = invited(&app, &format!("person{n}@example.com")).await;
        answers.push(prepared(&app, &invitation, "0", "").await);
    }
    let (last, first) = (answers.split_off(3), answers);

    batch(&app, first).await;
    batch(&app, last).await;

    let mut numbers: Vec<i32> = all_cases(&app).await.iter().map(|case| case.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn two_unhappy_answers_of_one_person_in_one_batch_are_one_case() {
    let app = TestApp::start().await;
    let first = invited(&app, "ann@example.com").await;
    let second = Invitation { id: app.app.cx(1).id(), ..first.clone() };
    let row = second.clone();
    app.app.db.write(move |conn| invitations::insert(conn, &row)).await.expect("a database");

    let answers = vec![prepared(&app, &first, "1", "").await, prepared(&app, &second, "3", "Again").await];
    batch(&app, answers).await;

    let [case] = <[Case; 1]>::try_from(all_cases(&app).await).expect("one case");
    assert_eq!(case.response_id, Some(first.id));
    let id = case.id;
    let lines = read(&app, move |conn| cases::entries(conn, 1, id)).await;
    assert_eq!(
        lines.iter().map(|line| line.kind.as_str()).collect::<Vec<_>>(),
        ["opened", "answered", "answered_again"]
    );
}

#[tokio::test]
async fn one_form_that_comes_twice_in_one_batch_is_one_answer() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    let answer = prepared(&app, &ann, "2", "").await;

    let taken = batch(&app, vec![answer.clone(), answer.clone(), answer]).await;

    assert_eq!(taken.iter().map(outcome).collect::<Vec<_>>(), [Outcome::Recorded, Outcome::Same, Outcome::Same]);
    assert_eq!(all_cases(&app).await.len(), 1);
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn counts_are_right_after_a_batch_of_first_posts_changes_and_contradictions() {
    let app = TestApp::start().await;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(invited(&app, &format!("person{n}@example.com")).await);
    }
    let early = vec![prepared(&app, &people[0], "9", "").await, prepared(&app, &people[1], "4", "").await];
    batch(&app, early).await;

    let mut mixed = Vec::new();
    for (person, score) in [(0, "9"), (1, "4"), (2, "0"), (3, "10"), (3, "1"), (3, "5"), (4, "6"), (5, "7")] {
        let comment = if person == 1 { "It came late" } else { "" };
        let mut answer = prepared(&app, &people[person], score, comment).await;
        answer.browser = Some(vec![7; 32]);
        mixed.push(answer);
    }
    let taken = batch(&app, mixed).await;

    let outcomes: Vec<Outcome> = taken.iter().map(outcome).collect();
    assert_eq!(outcomes[..4], [Outcome::Same, Outcome::Amended, Outcome::Recorded, Outcome::Recorded]);
    assert_eq!(outcomes[5..], [Outcome::Contradicted, Outcome::Recorded, Outcome::Recorded]);
    assert_counts_are_right(&app).await;
}

#[tokio::test]
async fn an_answer_that_was_prepared_under_older_settings_is_counted_by_the_present_ones() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    let mut answer = prepared(&app, &ann, "9", "").await;
    answer.row.properties.0.insert("shop".to_owned(), "Kazan".into());
    app.configure(|settings| {
        settings.dimensions = vec!["shop".to_owned()];
        settings.zone = "Pacific/Kiritimati".to_owned();
    })
    .await;

    app.app.take(answer).await.expect("it is taken");

    let counts = read(&app, |conn| rollups::all(conn, 1)).await;
    assert!(counts.keys().any(|cell| cell.dimension == "shop" && cell.dimension_value == "Kazan"), "{counts:?}");
    // Settings that are saved like this count nothing anew: what the mail counted stays on its day.
    let of_answers = |counts: Changes| counts.into_iter().filter(|(cell, _)| !cell.question.is_empty());
    let (kept, counted) = self::counts(&app).await;
    assert!(of_answers(kept).eq(of_answers(counted)));
}

#[tokio::test]
async fn an_answer_that_was_prepared_under_older_rules_is_judged_by_the_present_ones() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    let answer = prepared(&app, &ann, "0", "").await;
    let none = Rules::parse(r#"{"rules": []}"#).expect("rules");
    app.app.write(1, move |conn, cx| rules::insert(conn, 1, &none, "test", cx.now)).await.expect("a database");

    app.app.take(answer).await.expect("it is taken");

    assert!(all_cases(&app).await.is_empty());
}

#[tokio::test]
async fn a_link_followed_after_a_change_shows_what_stands_now() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    assert_eq!(asked(&app, &ann).await.setting.workspace.settings.0.company, "");

    app.configure(|settings| settings.company = "Acme".to_owned()).await;

    assert_eq!(asked(&app, &ann).await.setting.workspace.settings.0.company, "Acme");
}

#[tokio::test]
async fn a_survey_that_was_closed_meanwhile_refuses_its_answers_and_nobody_elses() {
    let app = TestApp::start().await;
    let (ann, bob) = (invited(&app, "ann@example.com").await, invited(&app, "bob@example.com").await);
    let late = prepared(&app, &ann, "9", "").await;
    let mut other = prepared(&app, &bob, "9", "").await;
    other.row.survey_id = 2;
    let close = app.app.write(1, |conn, cx| {
        let row = surveys::load(conn, 1, 1)?;
        let survey = surveys::definition(conn, 1, 1, 1)?;
        surveys::insert(conn, 1, "other", &survey, cx.now)?;
        surveys::set_closed(conn, 1, row.id, Some(cx.now))
    });
    close.await.expect("a database");

    let taken = batch(&app, vec![late, other]).await;

    assert!(matches!(taken[0], Err(Error::Conflict { code: "survey_closed", .. })), "{taken:?}");
    assert_eq!(outcome(&taken[1]), Outcome::Recorded);
    assert!(read(&app, move |conn| responses::find(conn, 1, ann.id)).await.is_none());
}

#[tokio::test]
async fn links_that_are_followed_together_are_each_answered_for_themselves() {
    let app = TestApp::start().await;
    let (ann, bob) = (invited(&app, "ann@example.com").await, invited(&app, "bob@example.com").await);
    app.app.take(prepared(&app, &bob, "8", "").await).await.expect("it is taken");
    let claim = |id: Id, generation: u8| Claim { workspace: 1, id, generation };
    let lookup = |claim: Claim, version: Option<i32>| Lookup {
        cx: app.app.cx(claim.workspace),
        purpose: Purpose::Survey,
        claim,
        version,
        accepted: None,
        visit: Visit::link(""),
    };
    let nobody = app.app.cx(1).id();
    let lookups = vec![
        lookup(claim(ann.id, 0), None),
        lookup(claim(nobody, 0), None),
        lookup(claim(bob.id, 0), Some(1)),
        lookup(claim(ann.id, 1), None),
        lookup(claim(ann.id, 0), Some(77)),
        lookup(Claim { workspace: 99, ..claim(ann.id, 0) }, None),
    ];

    let found = read(&app, move |conn| Lookup::apply(conn, &lookups)).await;

    let ids: Vec<Option<Id>> = found
        .iter()
        .map(|one| one.as_ref().ok().and_then(|asked| asked.invitation.as_ref()).map(|one| one.id))
        .collect();
    assert_eq!(ids, [Some(ann.id), None, Some(bob.id), None, None, None]);
    assert!(found[0].as_ref().unwrap().response.is_none());
    assert_eq!(found[2].as_ref().unwrap().response.as_ref().and_then(|row| row.score), Some(8));
    let gone = |one: &Result<Asked, Error>| matches!(one, Err(Error::NotFound("link")));
    assert!(gone(&found[1]) && gone(&found[3]) && gone(&found[5]));
    assert!(matches!(found[4], Err(Error::NotFound("survey version"))));
}

#[tokio::test]
async fn a_poisonous_answer_refuses_itself_and_nobody_else() {
    let app = TestApp::start().await;
    let mut answers = Vec::new();
    for n in 0..7 {
        let invitation = invited(&app, &format!("person{n}@example.com")).await;
        let mut answer = prepared(&app, &invitation, "3", "").await;
        // Two that claim to be one and the same to the business.
        answer.row.external_id = (n == 2 || n == 5).then(|| "order-1".to_owned());
        answers.push(answer);
    }

    // All wait before the writer can begin, so that they are one batch.
    let held = hold(&app);
    let taken: Vec<_> = answers.into_iter().map(|answer| tokio::spawn(take(app.app.clone(), answer))).collect();
    tokio::task::yield_now().await;
    held.send(()).expect("it is held");
    let mut refused = BTreeMap::new();
    for (n, one) in taken.into_iter().enumerate() {
        if let Err(error) = one.await.expect("no panic") {
            refused.insert(n, error.to_string());
        }
    }

    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(all_cases(&app).await.len(), 6);
    assert_counts_are_right(&app).await;
}

async fn take(app: survey_server::app::App, answer: Answer) -> Result<Taken, Error> {
    app.take(answer).await
}

/// Keeps answers from being written until something is sent, or the sender is gone.
fn hold(app: &TestApp) -> mpsc::Sender<()> {
    let (release, released) = mpsc::channel();
    let (begun, beginning) = mpsc::channel();
    let db = app.app.db.clone();
    std::thread::spawn(move || {
        db.write_now(|conn| {
            workspaces::lock(conn, 1)?;
            begun.send(()).expect("somebody waits");
            // An error means the same: go on.
            let _ = released.recv();
            Ok(())
        })
    });
    beginning.recv().expect("a transaction");
    release
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_queue_answers_503_at_once_and_says_when_to_come_again() {
    let app = TestApp::start().await;
    let ann = invited(&app, "ann@example.com").await;
    let link = app.mail.mails()[0].score_link(9);
    let address = link.trim_end_matches("/9").to_owned();
    let answer = prepared(&app, &ann, "9", "").await;

    let held = hold(&app);
    let mut waiting = tokio::task::JoinSet::new();
    for _ in 0..QUEUE + BATCH {
        waiting.spawn(take(app.app.clone(), answer.clone()));
    }
    while app.app.answers.admit().is_ok() {
        tokio::task::yield_now().await;
    }
    let client = reqwest::Client::new();
    let busy = client.post(&address).header("content-type", "application/x-www-form-urlencoded").body("score=9");
    let busy = busy.send().await.expect("an answer");
    assert_eq!(busy.status(), 503);
    assert_eq!(busy.headers()["retry-after"], "1");

    held.send(()).expect("it is held");
    let mut outcomes = BTreeMap::new();
    while let Some(taken) = waiting.join_next().await {
        let word = taken.expect("no panic").map_or("refused", |taken| taken.outcome.as_str());
        *outcomes.entry(word).or_insert(0_usize) += 1;
    }
    assert_eq!(outcomes.get("recorded"), Some(&1), "{outcomes:?}");
    assert!(outcomes["same"] >= QUEUE - 1, "whoever was let in is answered: {outcomes:?}");
    assert_eq!(read(&app, |conn| responses::count(conn, 1, &responses::Filter::default())).await, 1);
}

#[tokio::test]
async fn who_answers_has_got_the_mail_whose_fate_was_unknown() {
    let app = TestApp::start().await;
    let (ann, bob) = (invited(&app, "ann@example.com").await, invited(&app, "bob@example.com").await);
    let ids = [ann.id, bob.id];
    for mut mail in app.deliveries().await.into_iter().filter(|mail| ids.contains(&mail.about_id)) {
        mail.stage = deliveries::Stage::Unknown;
        app.app.db.write(move |conn| deliveries::settle(conn, &mail, false)).await.expect("a database");
    }

    batch(&app, vec![prepared(&app, &ann, "9", "").await, prepared(&app, &bob, "2", "").await]).await;

    let stages: Vec<_> = app.deliveries().await.into_iter().map(|mail| mail.stage).collect();
    assert_eq!(stages, [deliveries::Stage::Sent, deliveries::Stage::Sent]);
}

#[tokio::test]
async fn programs_are_told_of_every_answer_of_a_batch() {
    let app = TestApp::start().await;
    app.call_back_on(&["response.created", "case.opened", "response.detractor"]).await;
    let (ann, bob) = (invited(&app, "ann@example.com").await, invited(&app, "bob@example.com").await);

    batch(&app, vec![prepared(&app, &ann, "2", "").await, prepared(&app, &bob, "10", "").await]).await;
    app.drain_jobs().await;

    let mut told: Vec<(String, String)> = Vec::new();
    for callback in app.program.received() {
        let body = callback.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        told.push((text(&body["type"]), text(&body["data"]["person"]["email"])));
    }
    told.sort();
    let told: Vec<(&str, &str)> = told.iter().map(|(kind, email)| (kind.as_str(), email.as_str())).collect();
    assert_eq!(
        told,
        [
            ("case.opened", "ann@example.com"),
            ("response.created", "ann@example.com"),
            ("response.created", "bob@example.com"),
            ("response.detractor", "ann@example.com"),
        ]
    );
}
