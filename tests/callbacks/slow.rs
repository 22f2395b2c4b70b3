//! Receivers that hang or fail for a day: nobody else waits for them, and nothing is lost.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use survey_server::callback::{SystemNames, Timeouts};

use super::{SHORT, count, deliveries, open_case, register};
use crate::support::app::TestApp;
use crate::support::receiver::{Answer, Receiver};

#[tokio::test]
async fn a_receiver_that_hangs_keeps_only_itself_waiting_and_gets_everything_in_the_end() {
    let mut app = TestApp::start().await;
    app.calling_by(SHORT, SystemNames);
    let other = Receiver::start();
    app.program.always(Answer::Silence);
    let (hanging, healthy) = (register(&app, &app.program).await, register(&app, &other).await);
    for n in 0..20 {
        open_case(&app, n).await;
    }
    app.drain_jobs().await;
    assert_eq!(count(&app, &healthy, "delivered").await, 20);
    assert_eq!(count(&app, &hanging, "pending").await, 20);
    assert!(app.program.received().len() <= 4, "one lane's share, and then it rests");

    // A day of it, looked at every quarter of an hour: one call at a time.
    let before = app.program.received().len();
    for _ in 0..8 {
        app.after_minutes(15).await;
    }
    assert!(app.program.received().len() - before <= 8, "one call looks whether it is back");
    assert_eq!(count(&app, &healthy, "delivered").await, 20, "nobody is called twice");

    app.program.always(Answer::status(200));
    let silent = app.program.received().len();
    for _ in 0..100 {
        app.after_minutes(30).await;
    }
    assert_eq!(count(&app, &hanging, "delivered").await, 20);
    let taken: BTreeSet<String> = app.program.received()[silent..]
        .iter()
        .map(|one| one.header("webhook-id").expect("an id").to_owned())
        .collect();
    assert_eq!(taken.len(), 20, "every message arrived");
}

#[tokio::test]
async fn a_receiver_that_answers_500_for_a_day_loses_nothing() {
    let app = TestApp::start().await;
    let other = Receiver::start();
    app.program.always(Answer::status(500));
    let (failing, healthy) = (register(&app, &app.program).await, register(&app, &other).await);
    for hour in 0..24 {
        open_case(&app, hour).await;
        app.after_minutes(60).await;
    }
    assert_eq!((count(&app, &failing, "pending").await, count(&app, &healthy, "delivered").await), (24, 24));
    app.program.always(Answer::status(200));
    for _ in 0..50 {
        app.after_minutes(60).await;
    }
    assert_eq!(count(&app, &failing, "delivered").await, 24);
    let log = deliveries(&app, &failing).await;
    assert!(log.iter().all(|one| one["attempts"].as_u64() <= Some(10) && one["error"].is_null()), "{log:?}");
}

#[tokio::test]
async fn receivers_that_hang_do_not_take_the_places_of_others() {
    let mut app = TestApp::start_with(&[("job_workers", "2")]).await;
    // Nothing ends by itself: whoever arrives did not wait for those who hang.
    let for_ever = Timeouts { connect: Duration::from_secs(5), total: Duration::from_secs(3600) };
    app.calling_by(for_ever, SystemNames);
    let hanging: Vec<Receiver> = (0..6).map(|_| Receiver::start()).collect();
    for receiver in &hanging {
        receiver.always(Answer::Silence);
        register(&app, receiver).await;
    }
    register(&app, &app.program).await;
    let worker = app.work();
    for n in 0..5 {
        open_case(&app, n).await;
        app.program.wait_for(n + 1).await;
    }
    for receiver in &hanging {
        receiver.wait_for(4).await;
        assert_eq!(receiver.received().len(), 4, "four at once, the fifth waits");
    }
    worker.abort();
}

#[tokio::test]
async fn a_test_does_not_wait_behind_a_resting_queue_and_wakes_it() {
    let mut app = TestApp::start().await;
    app.calling_by(SHORT, SystemNames);
    app.program.always(Answer::Silence);
    let endpoint = register(&app, &app.program).await;
    for n in 0..6 {
        open_case(&app, n).await;
    }
    app.drain_jobs().await;
    app.program.always(Answer::status(204));
    let before = app.program.received().len();
    app.api.post(&format!("/v1/webhooks/{endpoint}/test"), &json!({})).await.expect(202);
    app.drain_jobs().await;
    assert_eq!(app.program.received()[before].json()["type"], "test");
    assert_eq!(count(&app, &endpoint, "delivered").await, 1, "the others rest still");
    app.after_minutes(1).await;
    assert!(count(&app, &endpoint, "delivered").await >= 3, "those that were not tried yet go at once");
}
