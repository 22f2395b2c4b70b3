//! Both databases find what the same words mean in Rust, whatever was typed, and forget what is no more.

use std::collections::BTreeSet;

use serde_json::json;
use survey_server::account::{api_key, workspace};
use survey_server::clock::Cx;
use survey_server::reporting::words::{Query, tokens};
use survey_server::store::api_keys::Scope;
use survey_server::store::responses::Response;
use survey_server::store::{Time, comments, cursors, responses};

use super::{found, says};
use crate::support::api::Api;
use crate::support::app::TestApp;

/// What people write, in their languages.
const TEXTS: [(&str, &str); 40] = [
    ("ru", "Курьер опоздал на три часа"),
    ("ru", "Ждали курьера до вечера"),
    ("ru", "Курьеры вежливые, спасибо"),
    ("ru", "Доставка быстрая"),
    ("ru", "Доставкой довольны, упаковка порвана"),
    ("ru", "Ёлку привезли живую"),
    ("ru", "елки кончились"),
    ("ru", "Счёт пришёл дважды"),
    ("ru", "Йогурт не положили"),
    ("ru", "Звонил три раза, никто не взял трубку"),
    ("ru", "Driver был groб и courier тоже"),
    ("ru", "и не на то"),
    ("en", "The courier was late"),
    ("en", "Couriers came twice, both late"),
    ("en", "Delivery on time"),
    ("en", "Two deliveries, one box"),
    ("en", "I called and called; nobody called back"),
    ("en", "the and of to"),
    ("en", "Near the shop AND cheap OR not"),
    ("en", "NEAR(courier late, 5)"),
    ("en", "\"quoted\" words 'and' more"),
    ("en", "100% late!!! order 1001-77"),
    ("en", "Order 1001 was 3.5 hours late"),
    ("en", "\u{1F600}\u{1F44D} great \u{2764}\u{FE0F}"),
    ("en", "\u{1F600}"),
    ("en", "don't leave it at the neighbour’s"),
    ("en", "dont ring"),
    ("en", "mail me at ann@example.com or see https://late.example/courier"),
    ("en", "Café crème brûlée"),
    ("en", "cafe creme"),
    ("de", "Die Lieferungen kamen zu spät"),
    ("de", "Lieferung pünktlich, Straße gefunden"),
    ("fr", "Les livreurs sont arrivés en retard"),
    ("tr", "Kargo İstanbul'a geç geldi"),
    ("uk", "Кур'єри запізнилися"),
    ("kk", "Жеткізу кешікті, курьер дөрекі"),
    ("ar", "تأخر السائق"),
    ("en", "配送很慢"),
    ("en", "한국어 리뷰"),
    ("en", "terms:courier -late col*umn ^first (unbalanced"),
];

/// What is typed into a search, the strange things among them.
const QUERIES: [&str; 52] = [
    "курьер",
    "курьера",
    "курьеры",
    "КУРЬЕРОМ",
    "доставка",
    "доставкой упаковка",
    "ёлка",
    "елка",
    "елки",
    "счет",
    "йогурт",
    "иогурт",
    "три часа",
    "courier",
    "couriers late",
    "late",
    "LATE courier",
    "delivery",
    "deliveries",
    "call",
    "calling back",
    "the",
    "the and",
    "и не",
    "near",
    "NEAR(courier late, 5)",
    "courier AND late",
    "courier OR delivery",
    "NOT courier",
    "\"courier late\"",
    "\"",
    "'",
    "*",
    "cour*",
    "-late",
    "terms:courier",
    "^first",
    "(",
    ")",
    "\\",
    "; DROP TABLE comments",
    "1001",
    "1001-77",
    "3.5",
    "\u{1F600}",
    "great \u{1F600}",
    "don't",
    "dont",
    "café",
    "Lieferungen",
    "İstanbul",
    "配送",
];

fn terms(locale: &str, text: &str) -> BTreeSet<String> {
    tokens(text, locale).into_iter().map(|token| token.term).collect()
}

#[tokio::test]
async fn a_search_finds_what_the_words_mean_and_no_syntax_reaches_the_database() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for (number, (language, text)) in TEXTS.into_iter().enumerate() {
        ids.push(says(&app, &format!("p{number}"), language, 3, text).await);
    }
    app.after_minutes(1).await;

    let long = "late ".repeat(2000);
    let mut some = 0;
    for typed in QUERIES.into_iter().chain(["кур'єр", "السائق", "한국어", "запізнилися", "livreurs retard"])
    {
        let query = Query::of(typed);
        let expected: BTreeSet<String> = TEXTS
            .iter()
            .zip(&ids)
            .filter(|((language, text), _)| query.finds(&terms(language, text)))
            .map(|(_, id)| id.clone())
            .collect();
        let list = found(&app, typed).await;
        let set: BTreeSet<String> = list.iter().cloned().collect();
        assert_eq!(list.len(), set.len(), "{typed}: each once");
        assert_eq!(set, expected, "{typed}");
        some += usize::from(!set.is_empty());
    }
    assert!(some > 30, "most of them find something: {some}");
    // Russian and English forms lead to each other.
    assert_eq!(found(&app, "курьер").await.len(), 4);
    assert_eq!(found(&app, "couriers").await.len(), 5);
    assert_eq!(found(&app, "елка").await.len(), 2);
    let words: String = url::form_urlencoded::byte_serialize(long.as_bytes()).collect();
    let cut = app.api.get(&format!("/v1/comments?range=all&q={}", &words[..1500])).await.expect(200);
    assert!(!cut["data"].as_array().expect("a list").is_empty());
    let all = app.api.get("/v1/comments?range=all&per_page=100").await.expect(200);
    // All but those without a word.
    assert_eq!(all["data"].as_array().expect("a list").len(), TEXTS.len() - 1, "{all}");
}

#[tokio::test]
async fn a_found_comment_says_which_words_were_found_and_belongs_to_the_view() {
    let app = TestApp::start().await;
    says(&app, "ann", "ru", 2, "Курьеры <b>опоздали</b>").await;
    app.after_minutes(1).await;
    let list = app.api.get("/v1/comments?q=курьер").await.expect(200);
    let row = &list["data"][0];
    assert_eq!((&row["found"], &row["category"], &row["score"]), (&json!(["Курьеры"]), &json!("detractor"), &json!(2)));
    assert_eq!(row["text"], "Курьеры <b>опоздали</b>");

    let before = app.api.get("/v1/comments?q=курьер&from=2026-10-01&until=2026-11-19").await.expect(200);
    assert_eq!(before["data"], json!([]), "not in these days");
    let language = app.api.get("/v1/comments?q=курьер&segment=language:en").await.expect(200);
    assert_eq!(language["data"], json!([]), "not in this segment");
    for wrong in ["?segment=nonsense", "?range=w99", "?cursor=x", "?survey=none"] {
        app.api.get(&format!("/v1/comments{wrong}")).await.expect(422);
    }
}

#[tokio::test]
async fn what_is_changed_contradicted_or_erased_is_found_as_it_is_now() {
    let app = TestApp::start().await;
    let ann = says(&app, "ann", "en", 3, "The zebra was late").await;
    let bob = says(&app, "bob", "en", 9, "The zebra was kind").await;
    app.after_minutes(1).await;
    assert_eq!(found(&app, "zebra").await.len(), 2);

    app.api.put(&format!("/v1/survey_responses/{ann}"), &json!({"comment": "The lion was late"})).await.expect(200);
    app.after_minutes(1).await;
    assert_eq!((found(&app, "zebra").await, found(&app, "lion").await), (vec![bob.clone()], vec![ann.clone()]));

    let person = app.api.get("/v1/people?email=ann@example.com").await.expect(200);
    app.api.delete(&format!("/v1/people/{}", person[0]["id"].as_str().expect("an id"))).await.expect(202);
    app.after_minutes(5).await;
    assert_eq!(found(&app, "lion").await, Vec::<String>::new());
    assert_eq!(found(&app, "zebra").await, vec![bob.clone()]);

    // As a second, different score from another browser leaves it.
    let contradicted = app.app.write(1, move |conn, cx| {
        let row = responses::find(conn, 1, bob.parse().expect("an id"))?.expect("the answer");
        let evidence = responses::evidence::CONTRADICTED;
        responses::update(conn, &Response { evidence, updated_at: cx.now, ..row })
    });
    contradicted.await.expect("a database");
    app.after_minutes(1).await;
    assert_eq!(found(&app, "zebra").await, Vec::<String>::new());
}

#[tokio::test]
async fn comments_of_another_workspace_are_not_found() {
    let app = TestApp::start().await;
    says(&app, "ann", "en", 3, "The zebra was late").await;
    app.after_minutes(1).await;
    let other = app.app.write(1, |conn, cx| {
        let made = workspace::create(conn, cx, "other", "Other")?;
        api_key::create(conn, &Cx { workspace: made.id, ..cx.clone() }, "tests", Scope::Full, "test")
    });
    let other = Api::new(&app.app.config.public_url, &other.await.expect("a key").1);
    app.after_minutes(1).await;
    for path in ["/v1/comments?q=zebra&range=all", "/v1/comments?range=all"] {
        assert_eq!(other.get(path).await.expect(200)["data"], json!([]), "{path}");
    }
    assert_eq!(other.get("/v1/reports/terms?range=all").await.expect(200)["comments"], 0);
    assert_eq!(other.get("/v1/reports/drivers?range=all").await.expect(200)["n"], 0);
}

#[tokio::test]
async fn comments_move_with_their_days_when_days_begin_elsewhere() {
    let app = TestApp::start().await;
    let id = says(&app, "ann", "en", 3, "The zebra was late").await;
    app.after_minutes(1).await;
    assert_eq!(
        app.api.get("/v1/comments?q=zebra&from=2026-11-21&until=2026-11-21").await.expect(200)["data"],
        json!([])
    );
    app.api.put("/v1/settings", &json!({"zone": "Pacific/Kiritimati"})).await.expect(200);
    app.after_minutes(1).await;
    let moved = app.api.get("/v1/comments?q=zebra&from=2026-11-21&until=2026-11-21").await.expect(200);
    assert_eq!(moved["data"][0]["id"], id, "it is 00:00 of the next day there: {moved}");
}

#[tokio::test]
async fn answers_that_were_there_before_the_index_are_taken_up_by_themselves() {
    let app = TestApp::start().await;
    for number in 0..230 {
        says(&app, &format!("p{number}"), "en", 5, "the old giraffe").await;
    }
    let forgotten = app.app.db.write(|conn| {
        let ids: Vec<_> = responses::page_by_id(conn, 1, None, 999)?.iter().map(|row| row.id).collect();
        comments::delete_of(conn, 1, &ids)?;
        cursors::set(conn, 1, "comments", Time(0))
    });
    forgotten.await.expect("an empty index");
    app.after_minutes(1).await;
    assert_eq!(found(&app, "giraffes").await.len(), 230);
}
