//! Every kind of question on the customer's pages: over HTTP as a browser without scripts sends them, and in a real
//! browser on a phone, by keyboard, in Arabic, in the dark.

use reqwest::Method;
use serde_json::{Value, json};
use survey_server::store::responses::{self, Response};

use crate::support::api::Reply;
use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};
use crate::support::patience::patiently;

/// A survey with every kind of question, cut into three pages.
fn everything() -> Value {
    let options = json!([
        {"key": "late", "text": {"en": "Too late", "ru": "Поздно", "ar": "متأخر"}},
        {"key": "rude", "text": {"en": "Unfriendly", "ru": "Грубо", "ar": "غير ودود"}},
        {"key": "cold", "text": {"en": "Cold", "ru": "Остыло", "ar": "بارد"}},
    ]);
    json!({
        "name": "Everything", "language": "en",
        "intro": {"en": "Two minutes for us?", "ru": "Уделите нам две минуты?", "ar": "هل تمنحنا دقيقتين؟"},
        "sections": [
            {"key": "visit", "title": {"en": "The visit", "ru": "Визит", "ar": "الزيارة"},
             "text": {"en": "As you remember it.", "ru": "Как запомнилось.", "ar": "كما تتذكرها."}},
            {"key": "last", "title": {"en": "Almost done", "ru": "Почти всё", "ar": "انتهينا تقريبًا"}},
        ],
        "questions": [
            {"key": "score", "type": "nps", "required": true,
             "text": {"en": "Would you recommend us?", "ru": "Порекомендуете нас?", "ar": "هل توصي بنا؟"},
             "low": {"en": "not likely", "ru": "вряд ли", "ar": "غير محتمل"},
             "high": {"en": "very likely", "ru": "обязательно", "ar": "محتمل جدًا"}},
            {"key": "why", "type": "text", "show_if": {"answer": "score", "at_most": 6},
             "text": {"en": "What went wrong?", "ru": "Что пошло не так?", "ar": "ما الذي حدث؟"}},
            {"key": "wait", "type": "smileys", "section": "visit",
             "text": {"en": "The wait?", "ru": "Ожидание?", "ar": "الانتظار؟"}},
            {"key": "food", "type": "stars", "section": "visit",
             "text": {"en": "The food?", "ru": "Еда?", "ar": "الطعام؟"}},
            {"key": "easy", "type": "ces", "section": "visit",
             "text": {"en": "Easy to order?", "ru": "Легко заказать?", "ar": "هل كان الطلب سهلاً؟"}},
            {"key": "service", "type": "csat", "section": "visit",
             "text": {"en": "The service?", "ru": "Обслуживание?", "ar": "الخدمة؟"}},
            {"key": "price", "type": "scale", "min": -2, "max": 2, "section": "visit",
             "labels": {"-2": {"en": "too high", "ru": "высокая", "ar": "مرتفع"}, "0": {"en": "right", "ru": "верная", "ar": "مناسب"}},
             "text": {"en": "The price was", "ru": "Цена была", "ar": "السعر كان"}},
            {"key": "one", "type": "choice", "section": "last", "options": options,
             "other": {"en": "Something else", "ru": "Другое", "ar": "شيء آخر"},
             "text": {"en": "What mattered most?", "ru": "Что важнее всего?", "ar": "ما الأهم؟"}},
            {"key": "many", "type": "choice", "many": true, "max_choices": 2, "section": "last", "options": options,
             "other": {"en": "Something else", "ru": "Другое", "ar": "شيء آخر"},
             "text": {"en": "What else?", "ru": "Что ещё?", "ar": "ماذا أيضًا؟"}},
            {"key": "again", "type": "yes_no", "section": "last",
             "text": {"en": "Will you come again?", "ru": "Придёте ещё?", "ar": "هل ستعود؟"}},
            {"key": "when", "type": "text", "single_line": true, "section": "last",
             "show_if": {"answer": "again", "is": true},
             "text": {"en": "When?", "ru": "Когда?", "ar": "متى؟"}},
            {"key": "call", "type": "consent", "section": "last",
             "text": {"en": "You may call me.", "ru": "Мне можно позвонить.", "ar": "يمكنكم الاتصال بي."}},
        ],
        "thanks": [
            {"text": {"en": "Thank you. The manager reads this today.", "ru": "Спасибо. Управляющий прочтёт это сегодня.", "ar": "شكرًا. سيقرأ المدير هذا اليوم."},
             "show_if": {"answer": "score", "at_most": 6}},
            {"text": {"en": "Thank you. See you soon.", "ru": "Спасибо. До встречи.", "ar": "شكرًا. نراكم قريبًا."}},
        ],
    })
}

/// Saves a survey and returns its open link.
async fn saved(app: &TestApp, key: &str, definition: &Value) -> String {
    let saved = app.api.put(&format!("/v1/surveys/{key}"), definition).await;
    assert!(saved.status < 300, "{}", saved.body);
    saved.json()["link"].as_str().expect("the open link").to_owned()
}

/// Asks somebody by this survey and returns the link without a score.
async fn invited(app: &TestApp, survey: &str, email: &str, locale: &str) -> String {
    let person = json!({"email": email, "channel": "link", "survey": survey, "locale": locale});
    let asked = app.api.post("/v1/people", &person).await.expect(200);
    asked["links"]["survey"].as_str().expect("the link").to_owned()
}

/// Everything that is stored.
async fn responses(app: &TestApp) -> Vec<Response> {
    app.app.db.read(|conn| responses::page_by_id(conn, 1, None, 100)).await.expect("a database")
}

/// The answers that are stored of the only response.
async fn stored(app: &TestApp) -> Value {
    let rows = responses(app).await;
    assert_eq!(rows.len(), 1, "one answer");
    serde_json::to_value(&rows[0].answers.0).expect("JSON")
}

/// The cookie that came, as it is sent back.
fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").expect("a cookie").split(';').next().expect("its value").to_owned()
}

/// Posts a form as the browser with this cookie does.
async fn post(app: &TestApp, link: &str, fields: &[(&str, &str)], cookie: Option<&str>) -> Reply {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    post_raw(app, link, body.into_bytes(), cookie).await
}

async fn post_raw(app: &TestApp, link: &str, body: Vec<u8>, cookie: Option<&str>) -> Reply {
    let mut request = app.api.request(Method::POST, link).header("Content-Type", "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header("Cookie", cookie);
    }
    app.api.send(request.body(body)).await
}

#[tokio::test]
async fn every_page_is_an_answer_and_the_rest_completes_it() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    let link = invited(&app, "all", "ann@example.com", "en").await;

    let first = app.api.visit(&link).await;
    assert!(first.body.contains("Page 1 of 3") && first.body.contains("Two minutes for us?"), "{}", first.body);
    let second = post(&app, &link, &[("_page", "1"), ("_shown", "score"), ("score", "9")], None).await;
    assert!(second.body.contains("Page 2 of 3") && second.body.contains("As you remember it."), "{}", second.body);
    assert_eq!(stored(&app).await, json!({"score": 9}), "whoever leaves now has answered");
    assert!(second.body.contains(r#"<input type="hidden" name="score" value="9">"#), "nothing has to be remembered");

    let cookie = cookie(&second);
    let shown = ["score", "wait", "food", "easy", "service", "price"].map(|key| ("_shown", key));
    let fields = [&shown[..], &[("_page", "2"), ("score", "9"), ("wait", "3"), ("price", "-2")]].concat();
    let third = post(&app, &link, &fields, Some(&cookie)).await;
    assert!(third.body.contains("Page 3 of 3"), "{}", third.body);
    let fields = [
        ("_page", "3"),
        ("score", "9"),
        ("wait", "3"),
        ("price", "-2"),
        ("one", "other"),
        ("one.other", "Music"),
        ("many", "late"),
        ("many", "cold"),
        ("again", "no"),
        ("call", "yes"),
    ];
    let thanks = post(&app, &link, &fields, Some(&cookie)).await;
    assert_eq!(thanks.status, 200);
    assert!(thanks.body.contains("Thank you. See you soon."), "{}", thanks.body);
    let whole = json!({"score": 9, "wait": 3, "price": -2, "one": {"other": "Music"}, "many": ["late", "cold"],
        "again": false, "call": true});
    assert_eq!(stored(&app).await, whole);
}

#[tokio::test]
async fn going_back_keeps_what_was_answered_later() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    let link = invited(&app, "all", "ann@example.com", "en").await;
    let fields = [("_page", "2"), ("_back", "1"), ("score", "3"), ("food", "4")];
    let first = post(&app, &link, &fields, None).await;
    assert!(first.body.contains("Page 1 of 3"), "{}", first.body);
    assert!(first.body.contains(r#"<input type="hidden" name="food" value="4">"#));
    assert!(first.body.contains(r#"value="3" checked"#));
    let cookie = cookie(&first);
    let fields = [("_page", "1"), ("_shown", "score"), ("_shown", "why"), ("score", "9"), ("food", "4")];
    let second = post(&app, &link, &fields, Some(&cookie)).await;
    assert!(second.body.contains(r#"name="food" value="4" checked"#), "{}", second.body);
    assert_eq!(stored(&app).await, json!({"score": 9, "food": 4}), "a change of mind on the way");
}

#[tokio::test]
async fn words_taken_back_are_gone() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let first = post(&app, &link, &[("_page", "1"), ("score", "2"), ("comment", "My neighbour saw it")], None).await;
    let emptied = [("_page", "1"), ("_shown", "score"), ("_shown", "comment"), ("score", "2"), ("comment", " ")];
    post(&app, &link, &emptied, None).await;
    assert_eq!(stored(&app).await["comment"], "My neighbour saw it", "not by somebody else");
    post(&app, &link, &emptied, Some(&cookie(&first))).await;
    assert_eq!(stored(&app).await, json!({"score": 2}));
}

#[tokio::test]
async fn a_form_sent_twice_is_one_answer_also_by_an_open_link() {
    let app = TestApp::start().await;
    let open = saved(&app, "all", &everything()).await;
    let page = app.api.visit(&open).await.body;
    let submission = page.split("name=\"_submission\" value=\"").nth(1).expect("its id").split('"').next().unwrap();
    let fields = [("_page", "3"), ("_submission", submission), ("score", "3"), ("why", "Late")];
    for _ in 0..3 {
        assert_eq!(post(&app, &open, &fields, None).await.status, 200);
    }
    assert_eq!(stored(&app).await, json!({"score": 3, "why": "Late"}));
    // Without cookies, too, whoever has the form may change it.
    let fields = [("_page", "3"), ("_submission", submission), ("score", "8")];
    post(&app, &open, &fields, None).await;
    assert_eq!(stored(&app).await, json!({"score": 8}), "the question that the score hides takes its answer along");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_what_was_typed_and_the_rest_is_stored() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "ru").await;
    let long = "я".repeat(4_001);
    let reply = post(&app, &link, &[("_page", "1"), ("score", "3"), ("comment", &long)], None).await;
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains(&long), "what was typed is there to be shortened");
    assert!(reply.body.contains("Текст слишком длинный") && reply.body.contains("role=\"alert\""), "{}", reply.body);
    assert_eq!(stored(&app).await, json!({"score": 3}), "one fault costs no other answer");
    let shorter = [("_page", "1"), ("score", "3"), ("comment", "Поздно")];
    assert_eq!(post(&app, &link, &shorter, Some(&cookie(&reply))).await.status, 200);
    assert_eq!(stored(&app).await, json!({"score": 3, "comment": "Поздно"}));
}

#[tokio::test]
async fn a_score_out_of_range_stores_nothing_and_keeps_the_words() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    for score in ["11", "-1", "7.5", "nine"] {
        let reply = post(&app, &link, &[("_page", "1"), ("score", score), ("comment", "It came late")], None).await;
        assert_eq!(reply.status, 422);
        assert!(reply.body.contains("Choose a number from 0 to 10") && reply.body.contains("It came late"), "{score}");
    }
    assert!(responses(&app).await.is_empty());
}

#[tokio::test]
async fn what_is_no_text_is_asked_for_again() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let reply = post_raw(&app, &link, b"_page=1&score=3&comment=caf%E9+froid".to_vec(), None).await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.body.contains("did not arrive readably") && reply.body.contains("caf\u{fffd} froid"),
        "{}",
        reply.body
    );
    assert_eq!(stored(&app).await, json!({"score": 3}));
}

#[tokio::test]
async fn a_page_of_an_older_version_is_an_answer_and_a_version_that_never_was_is_a_second_look() {
    let app = TestApp::start().await;
    let mut definition = everything();
    saved(&app, "all", &definition).await;
    let link = invited(&app, "all", "ann@example.com", "en").await;
    definition["questions"].as_array_mut().unwrap().retain(|question| question["key"] != "food");
    saved(&app, "all", &definition).await;

    let old = [("_version", "1"), ("_page", "3"), ("score", "9"), ("food", "5")];
    assert_eq!(post(&app, &link, &old, None).await.status, 200);
    assert_eq!(stored(&app).await, json!({"score": 9, "food": 5}), "checked against what was shown");

    let bob = invited(&app, "all", "bob@example.com", "en").await;
    for fields in [
        [("_version", "99"), ("_page", "1"), ("score", "2"), ("why", "Cold")],
        [("_version", "two"), ("_page", "1"), ("score", "2"), ("why", "Cold")],
        [("_version", "2"), ("_page", "1"), ("score", "2"), ("food", "5")],
    ] {
        let reply = post(&app, &bob, &fields, None).await;
        assert_eq!(reply.status, 409, "{fields:?}");
        assert!(reply.body.contains("was changed after you opened it"), "{}", reply.body);
        assert!(reply.body.contains(r#"name="score" value="2" checked"#), "what fits is still there");
    }
    assert_eq!(responses(&app).await.len(), 1, "nothing was taken unseen");
}

#[tokio::test]
async fn who_comes_too_late_gets_the_words_back() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    let ann = invited(&app, "all", "ann@example.com", "ru").await;
    let bob = invited(&app, "default", "bob@example.com", "ru").await;
    let closing = app.app.write(1, |conn, cx| {
        let row = survey_server::store::surveys::find_by_key(conn, 1, "all")?.expect("the survey");
        survey_server::store::surveys::set_closed(conn, 1, row.id, Some(cx.now))
    });
    closing.await.expect("a database");
    let closed = post(&app, &ann, &[("_page", "1"), ("score", "2"), ("why", "Всё остыло")], None).await;
    assert_eq!(closed.status, 410);
    assert!(closed.body.contains("опрос закрыт") && closed.body.contains("Всё остыло"), "{}", closed.body);

    app.after_days(61).await;
    let expired = app.api.visit(&format!("{bob}/9")).await;
    assert_eq!(expired.status, 200, "a link of ours that has had its time is no broken link");
    assert!(
        expired.body.contains("ссылка не работает") && !expired.body.contains("bob@example.com"),
        "{}",
        expired.body
    );
    let late = post(&app, &bob, &[("_page", "1"), ("score", "9"), ("comment", "Очень вкусно")], None).await;
    assert_eq!(late.status, 410);
    assert!(late.body.contains("Очень вкусно"), "{}", late.body);
    assert!(responses(&app).await.is_empty());
}

#[tokio::test]
async fn a_forwarded_link_leaks_nothing_of_the_first_answer() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let first = post(&app, &link, &[("_page", "1"), ("score", "2"), ("comment", "My neighbour saw it")], None).await;
    assert!(first.body.contains("/c/"), "who answered follows the case: {}", first.body);

    let own = app.api.request(Method::GET, &link).header("Cookie", cookie(&first));
    let own = app.api.send(own).await.body;
    assert!(own.contains("My neighbour saw it") && own.contains("You have answered already"), "{own}");
    let stranger = app.api.visit(&link).await.body;
    assert!(!stranger.contains("My neighbour saw it") && !stranger.contains("answered already"), "{stranger}");
    for fields in [vec![("_page", "1"), ("score", "9")], vec![("_page", "1")], vec![("_page", "1"), ("comment", "x")]] {
        let reply = post(&app, &link, &fields, None).await.body;
        assert!(!reply.contains("My neighbour saw it") && !reply.contains("/c/"), "{fields:?}: {reply}");
    }
    assert_eq!(stored(&app).await, json!({"score": 2, "comment": "My neighbour saw it"}));
}

#[tokio::test]
async fn nothing_is_stored_before_a_required_agreement() {
    let app = TestApp::start().await;
    let definition = json!({"name": "Agreed", "language": "en", "pages": "each", "questions": [
        {"key": "score", "type": "nps", "text": "Would you recommend us?"},
        {"key": "keep", "type": "consent", "required": true, "text": "You may keep this."},
    ]});
    let open = saved(&app, "agreed", &definition).await;
    let page = app.api.visit(&open).await.body;
    assert!(!page.contains("data-tap"), "no tap is stored either: {page}");
    let second = post(&app, &open, &[("_page", "1"), ("_shown", "score"), ("score", "9")], None).await;
    assert!(second.body.contains("You may keep this."), "{}", second.body);
    let refused = post(&app, &open, &[("_page", "2"), ("_shown", "keep"), ("score", "9")], None).await;
    assert_eq!(refused.status, 422);
    assert!(responses(&app).await.is_empty());
    post(&app, &open, &[("_page", "2"), ("score", "9"), ("keep", "yes")], None).await;
    assert_eq!(stored(&app).await, json!({"score": 9, "keep": true}));
}

#[tokio::test]
async fn everybody_is_offered_the_same_review_links() {
    let app = TestApp::start().await;
    let settings = json!({"review_links": [{"name": "Maps", "url": "https://maps.example/shop"}]});
    app.api.put("/v1/settings", &settings).await.expect(200);
    for (email, score) in [("ann@example.com", "0"), ("bob@example.com", "10")] {
        let link = invited(&app, "default", email, "en").await;
        let thanks = post(&app, &link, &[("_page", "1"), ("score", score)], None).await.body;
        assert!(thanks.contains(r#"href="https://maps.example/shop" rel="noopener">Maps</a>"#), "{score}: {thanks}");
    }
    for (wrong, path) in [
        (json!([{"name": "Maps", "url": "http://maps.example"}]), "review_links[0].url"),
        (json!([{"name": "Maps", "url": "javascript:alert(1)"}]), "review_links[0].url"),
        (json!([{"name": " ", "url": "https://maps.example"}]), "review_links[0].name"),
        (json!(vec![json!({"name": "Maps", "url": "https://maps.example"}); 6]), "review_links"),
    ] {
        let refused = app.api.put("/v1/settings", &json!({ "review_links": wrong })).await.expect(422);
        assert_eq!(refused["error"]["problems"][0]["path"], path);
    }
}

#[tokio::test]
async fn every_public_page_wears_the_colours_of_the_business() {
    let app = TestApp::start().await;
    let change = app.app.write(1, |conn, cx| {
        let brand = serde_json::from_value(json!({"accent": "#0f766e"})).expect("a brand");
        survey_server::outreach::wording::save_brand(conn, cx, 0, &brand, None, "tests")
    });
    change.await.expect("a brand");
    let person = json!({"email": "ann@example.com"});
    app.api.post("/v1/people", &person).await.expect(200);
    app.drain_jobs().await;
    let mail = app.mail.wait_for(1).await.remove(0);
    let unsubscribe = mail.links().into_iter().find(|link| link.contains("/u/")).unwrap();
    let link = mail.score_link(2);
    let thanks = post(&app, link.trim_end_matches("/2"), &[("_page", "1"), ("score", "2")], None).await;
    let case = thanks.body.split("href=\"/c/").nth(1).expect("a case").split('"').next().unwrap().to_owned();
    let stopped = app.api.submit(&unsubscribe, &[]).await;
    for (name, body) in [
        ("survey", app.api.visit(&link).await.body),
        ("thanks", thanks.body),
        ("unsubscribe", app.api.visit(&unsubscribe).await.body),
        ("unsubscribed", stopped.body),
        ("case", app.api.visit(&format!("/c/{case}")).await.body),
    ] {
        assert!(body.contains("/brand/0f766e"), "{name}: {body}");
    }
    app.after_days(61).await;
    assert!(app.api.visit(&link).await.body.contains("/brand/0f766e"), "and the friendly end of the road");
}

#[tokio::test]
async fn the_first_view_weighs_less_than_thirty_kilobytes() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    for link in
        [invited(&app, "all", "ann@example.com", "ar").await, invited(&app, "default", "bob@example.com", "en").await]
    {
        let page = app.api.visit(&link).await.body;
        let page = app.api.visit(&format!("{link}/3")).await.body + &page;
        let files = page.split('"').filter(|part| part.starts_with("/assets/") || part.starts_with("/brand/"));
        let mut paths: Vec<String> = files.map(str::to_owned).collect();
        let script = paths.iter().find(|path| path.ends_with("survey.js")).expect("the script");
        paths.push(script.replace("survey.js", "show-if.js"));
        paths.sort_unstable();
        paths.dedup();
        paths.push(link.clone());
        let mut weight = 0;
        for path in &paths {
            let request = app.api.request(Method::GET, path).header("Accept-Encoding", "gzip");
            let reply = request.send().await.expect("an answer");
            assert_eq!(
                reply.headers().get("content-encoding").map(reqwest::header::HeaderValue::as_bytes),
                Some(&b"gzip"[..]),
                "{path}"
            );
            weight += reply.bytes().await.expect("a body").len();
        }
        assert!(weight < 30_000, "{weight} bytes: {paths:?}");
        assert!(!page.contains("src=\"http") && !page.contains("href=\"http"), "nothing from elsewhere");
    }
}

// In a real browser.

#[tokio::test]
async fn every_kind_of_question_is_answered_on_a_phone() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    let link = invited(&app, "all", "ann@example.com", "en").await;
    let Some(phone) = Browser::open_as(Window { phone: true, ..Window::default() }).await else { return };
    phone.visit(&link).await;
    phone.inspect("the first page").await;
    phone.click("input[name=score][value='3']").await;
    phone.type_into("#q-why textarea", "It was cold").await;
    phone.inspect("the first page with a question more").await;
    phone.follow("button.button").await;
    phone.inspect("the second page").await;
    for answer in ["wait][value='1'", "food][value='2'", "easy][value='3'", "service][value='4'", "price][value='-2'"] {
        phone.click(&format!("input[name={answer}]")).await;
    }
    phone.follow("button.button").await;
    phone.inspect("the third page").await;
    phone.click("input[name=one][value=other]").await;
    phone.type_into("input[name='one.other']", "Music").await;
    phone.click("input[name=many][value=late]").await;
    phone.click("input[name=many][value=cold]").await;
    phone.click("input[name=again][value=yes]").await;
    phone.type_into("#q-when input.field", "Soon").await;
    phone.click("input[name=call]").await;
    phone.follow("button.button").await;
    assert_eq!(phone.text("h1").await, "Thank you. The manager reads this today.");
    phone.inspect("the thanks").await;
    let whole = json!({"score": 3, "why": "It was cold", "wait": 1, "food": 2, "easy": 3, "service": 4, "price": -2,
        "one": {"other": "Music"}, "many": ["late", "cold"], "again": true, "when": "Soon", "call": true});
    assert_eq!(stored(&app).await, whole);
}

#[tokio::test]
async fn the_pages_are_answered_without_javascript() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    let link = invited(&app, "all", "ann@example.com", "en").await;
    let window = Window { phone: true, no_script: true, ..Window::default() };
    let Some(phone) = Browser::open_as(window).await else { return };
    phone.visit(&link).await;
    phone.click("input[name=score][value='3']").await;
    phone.follow("button.button").await;
    // The question that the score brought up comes alone.
    phone.type_into("#q-why textarea", "Cold").await;
    phone.follow("button.button").await;
    phone.click("input[name=food][value='2']").await;
    phone.follow("button.second").await;
    phone.follow("button.button").await;
    phone.follow("button.button").await;
    phone.click("input[name=again][value=yes]").await;
    phone.follow("button.button").await;
    phone.type_into("#q-when input.field", "Soon").await;
    phone.follow("button.button").await;
    assert_eq!(phone.text("h1").await, "Thank you. The manager reads this today.");
    assert_eq!(stored(&app).await, json!({"score": 3, "why": "Cold", "food": 2, "again": true, "when": "Soon"}));
}

#[tokio::test]
async fn the_pages_are_answered_by_keyboard_alone() {
    const TAB: &str = "\u{E004}";
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let Some(window) = Browser::open().await else { return };
    window.visit(&link).await;
    window.run("document.activeElement.blur()").await;
    window.type_into("body", TAB).await;
    // Arrows walk along the numbers: zero, one, two.
    window.type_into(":focus", " ").await;
    window.type_into(":focus", "\u{E014}").await;
    window.type_into(":focus", "\u{E014}").await;
    window.type_into(":focus", TAB).await;
    window.type_into(":focus", "Late").await;
    window.type_into(":focus", TAB).await;
    assert_eq!(window.run("return document.activeElement.tagName").await, "BUTTON");
    let outline = window.run("return getComputedStyle(document.activeElement).outlineStyle").await;
    assert_ne!(outline, "none", "the focus is seen");
    window.follow(":focus").await;
    assert_eq!(stored(&app).await, json!({"score": 2, "comment": "Late"}));
}

#[tokio::test]
async fn a_mistake_is_named_focused_and_one_step_from_its_field() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let Some(window) = Browser::open_as(Window { dark: true, ..Window::default() }).await else { return };
    window.visit(&link).await;
    window.type_into("textarea", "Late").await;
    window.follow("button.button").await;
    assert_eq!(window.run("return document.activeElement.className").await, "problems");
    assert!(window.title().await.starts_with("Please check"));
    assert_eq!(window.run("return document.querySelector('textarea').value").await, "Late");
    window.click(".problems a").await;
    assert_eq!(window.run("return document.activeElement.name").await, "score");
    let problems = window.accessibility_problems().await;
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn the_pages_are_for_arabic_readers_narrow_phones_and_the_dark() {
    let app = TestApp::start().await;
    saved(&app, "all", &everything()).await;
    for (locale, dark) in [("ar", true), ("ru", false)] {
        let window = Window { phone: true, dark, no_script: false };
        let Some(phone) = Browser::open_as(window).await else { return };
        phone.narrow().await;
        let link = invited(&app, "all", &format!("{locale}@example.com"), locale).await;
        phone.visit(&format!("{link}/3")).await;
        assert_eq!(phone.run("return document.dir").await, if locale == "ar" { "rtl" } else { "ltr" });
        for page in ["first", "second", "third", "thanks"] {
            phone.inspect(&format!("the {page} page in {locale}")).await;
            let small = "return [...document.querySelectorAll('.cell, .choice, .button, summary')].filter(one => \
                one.getClientRects().length && (one.offsetHeight < 44 || one.offsetWidth < 24)).length";
            assert_eq!(phone.run(small).await, 0, "targets of the {page} page in {locale}");
            if page != "thanks" {
                phone.follow("button.button").await;
            }
        }
    }
}

#[tokio::test]
async fn questions_come_and_go_while_somebody_answers() {
    let app = TestApp::start().await;
    let link = saved(&app, "all", &everything()).await;
    let Some(window) = Browser::open().await else { return };
    window.visit(&link).await;
    let there = "return document.getElementById('q-why') !== null";
    assert_eq!(window.run(there).await, false);
    window.click("input[name=score][value='6']").await;
    assert_eq!(window.run(there).await, true);
    window.type_into("#q-why textarea", "Cold").await;
    window.click("input[name=score][value='7']").await;
    assert_eq!(window.run(there).await, false);
    assert_eq!(window.run("return new FormData(document.forms[0]).has('why')").await, false, "it does not count");
    window.click("input[name=score][value='0']").await;
    let kept = window.run("return document.querySelector('#q-why textarea').value").await;
    assert_eq!(kept, "Cold", "what was typed waits");
}

#[tokio::test]
async fn the_page_decides_as_the_library_does() {
    let app = TestApp::start().await;
    let link = saved(&app, "all", &everything()).await;
    let Some(window) = Browser::open().await else { return };
    window.visit(&link).await;
    let facts = [
        json!([]),
        json!([0]),
        json!([6]),
        json!([true]),
        json!([false]),
        json!(["late"]),
        json!(["late", "other"]),
        json!(["7"]),
        json!(["Too LATE"]),
    ];
    let comparisons = [
        json!({"is": 6}),
        json!({"is": "late"}),
        json!({"is": true}),
        json!({"is": "7"}),
        json!({"is_not": "late"}),
        json!({"is_not": 6}),
        json!({"one_of": ["late", 7]}),
        json!({"none_of": ["rude", 6]}),
        json!({"at_least": 6}),
        json!({"at_most": 6}),
        json!({"between": [1, 7]}),
        json!({"contains": "late"}),
        json!({"exists": true}),
        json!({"exists": false}),
    ];
    for comparison in &comparisons {
        let mut condition = comparison.as_object().unwrap().clone();
        let mut problems = survey_core::Problems::default();
        let read =
            survey_core::condition::Comparison::parse(&condition, &[], &survey_core::Path::root(), &mut problems);
        let read = read.expect("a comparison");
        condition.insert("answer".to_owned(), json!("a"));
        for fact in &facts {
            let list = fact.as_array().unwrap();
            let value = match list.len() {
                0 => Value::Null,
                1 => list[0].clone(),
                _ => fact.clone(),
            };
            let expected = read.holds(&survey_core::condition::Fact::from(&value));
            let script = format!(
                "const done = arguments[0]; import(document.querySelector('script[type=module]').src.replace('survey.js', 'show-if.js'))\
                 .then(page => done(page.holds([{}], new Map([['a', {fact}]]), {{}})), error => done(String(error)))",
                Value::Object(condition.clone())
            );
            assert_eq!(window.wait_for(&script).await, expected, "{comparison} of {fact}");
        }
    }
}

#[tokio::test]
async fn a_tapped_score_is_stored_before_anything_is_sent_and_the_form_amends_it() {
    let app = TestApp::start().await;
    let link = invited(&app, "default", "ann@example.com", "en").await;
    let Some(phone) = Browser::open_as(Window { phone: true, ..Window::default() }).await else { return };
    phone.visit(&link).await;
    // Somebody taps around; what the finger rests on counts.
    for score in ["1", "9", "4", "2"] {
        phone.click(&format!("input[name=score][value='{score}']")).await;
    }
    let arrived = async {
        while responses(&app).await.is_empty() {
            phone.run("return 1").await;
        }
    };
    patiently("the tap", arrived).await;
    assert_eq!(stored(&app).await, json!({"score": 2}));
    phone.click("input[name=score][value='8']").await;
    phone.type_into("textarea", "On second thought").await;
    phone.follow("button.button").await;
    assert_eq!(stored(&app).await, json!({"score": 8, "comment": "On second thought"}));
    assert_eq!(responses(&app).await.len(), 1);

    // A script is no finger, and a preview is no answer.
    let bob = invited(&app, "default", "bob@example.com", "en").await;
    phone.visit(&bob).await;
    phone.run("const one = document.querySelector('input[name=score]'); one.checked = true; one.dispatchEvent(new Event('change', {bubbles: true}))").await;
    phone.visit(&link).await;
    assert_eq!(responses(&app).await.len(), 1);
}
