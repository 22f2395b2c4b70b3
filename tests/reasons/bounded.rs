//! However much is written, a page of reasons takes so many words apart and no more, once a minute for all who look.

use std::sync::Arc;

use survey_server::clock::Cx;
use survey_server::reporting::comments::terms;
use survey_server::reporting::view::{self, View};
use survey_server::reporting::words::term;
use survey_server::store::comments::{self, Comment};
use survey_server::store::responses::{self, Response};
use survey_server::store::{Conn, Json, Time};

use super::says;
use crate::support::app::TestApp;

const DAY_MS: i64 = 86_400_000;

/// Twelve thousand comments of this week and eight thousand of the weeks before, 150 words each, as if they were indexed.
async fn flooded(app: &TestApp) {
    says(app, "ann", "en", 2, "first").await;
    let cx = app.app.cx(1);
    let fill = move |conn: &mut Conn| {
        let [one] = &responses::page_by_id(conn, 1, None, 2)?[..] else { panic!("one answer") };
        let markers = |day| format!("{} {}", term::workspace(1), term::block(1, day));
        let mut rows = Vec::new();
        for number in 0..20_000_i64 {
            let back = if number < 12_000 { number % 3 } else { 10 + number % 40 };
            let words: Vec<String> = (0..150).map(|at| format!("word{}", (number * 7 + at * 13) % 900)).collect();
            let new = if number < 12_000 { "brandnewthing " } else { "" };
            let text = format!("{new}{}", words.join(" "));
            let at = one.answered_at.plus_ms(-back * DAY_MS);
            let mut row =
                Response { id: cx.id(), comment: Some(text), answered_at: at, updated_at: Time(1), ..one.clone() };
            row.answers = Json(survey_core::response::Answers::default());
            row.day -= i32::try_from(back).expect("a few days");
            rows.push(row);
        }
        for some in rows.chunks(500) {
            responses::insert_new(conn, &some.iter().collect::<Vec<_>>())?;
        }
        for row in &rows {
            comments::insert(
                conn,
                &Comment {
                    workspace_id: 1,
                    response_id: row.id,
                    question: "comment".to_owned(),
                    survey_id: row.survey_id,
                    day: row.day,
                    category: 0,
                    terms: markers(row.day),
                },
            )?;
        }
        Ok(())
    };
    app.app.db.write(fill).await.expect("comments");
}

#[tokio::test]
async fn of_twenty_thousand_long_comments_a_bounded_part_is_read_once_a_minute() {
    let app = TestApp::start().await;
    flooded(&app).await;
    let terms_at = |cx: Cx| {
        app.app.db.read(move |conn| {
            let view = view::resolve(conn, &cx, &View::of_query("range=w13").0)?;
            terms::terms(conn, &cx, &view)
        })
    };
    let cx = app.app.cx(1);
    let found = terms_at(cx.clone()).await.expect("terms");
    assert!(found.texts <= 5_000 && found.cut_at.is_some(), "{} texts", found.texts);
    assert!(found.words <= 100_000 + 2 * 60_000 + 300, "{} words", found.words);
    let fresh = &found.fresh;
    assert!(fresh.texts > 100 && fresh.texts <= 3_000 && fresh.cut_at.is_some(), "{}", fresh.texts);
    assert!(fresh.before > 100 && fresh.before_cut_at.is_some(), "the weeks before are read by themselves: {fresh:?}");
    assert!(fresh.new.iter().any(|new| new.words == "brandnewthing" && new.before == 0), "{:?}", fresh.new);

    let again = terms_at(cx.clone()).await.expect("terms");
    assert!(Arc::ptr_eq(&found, &again), "read once for all");
    let later = terms_at(Cx { now: cx.now.plus_ms(60_000), ..cx }).await.expect("terms");
    assert!(!Arc::ptr_eq(&found, &later), "a minute later it is read anew");

    let page = app.page("/admin/reasons?range=w13").await;
    assert!(page.contains("So much was written this week"), "{page}");
    assert!(page.contains("Of the eight weeks before, only the newest comments were read"));
    let report = app.api.get("/v1/reports/terms?range=w13").await.expect(200);
    assert!(
        report["new_this_week"]["not_before"].is_string() && report["new_this_week"]["before_not_before"].is_string()
    );
}
