//! A survey inside another page: a host of another origin, a real browser, and what the business allowed.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use survey_server::response::asked::open_link_id;
use survey_server::secret::Purpose;

use crate::support::app::TestApp;
use crate::support::browser::{Browser, Window};

/// The web site of the business: other pages at another origin, with a strict policy of their own.
struct Host {
    origin: String,
}

impl Host {
    /// Serves these pages until the test ends.
    fn serve(pages: &[(&str, String)], policy: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let pages: HashMap<String, String> =
            pages.iter().map(|(path, page)| ((*path).to_owned(), page.replace("HOST", &origin))).collect();
        let (pages, policy) = (Arc::new(pages), policy.to_owned());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let asked = lines.next().unwrap_or_default();
                lines.find(String::is_empty);
                let path = asked.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
                let (status, page) = pages.get(&path).map_or(("404 Not Found", ""), |page| ("200 OK", page.as_str()));
                let kind = if path == "/listen.js" { "text/javascript" } else { "text/html; charset=utf-8" };
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\nConnection: close\r\n\r\n{page}",
                    page.len()
                );
            }
        });
        Host { origin }
    }
}

fn open_token(app: &TestApp) -> String {
    app.app.site.keys.link(Purpose::OpenLink, 1, open_link_id(1), 0)
}

/// Notes what the page hears, where a test can read it.
const LISTEN: &str = "window.heard = []; for (const name of ['ready', 'answered', 'closed'])
    document.addEventListener(`survey:${name}`, ({detail}) => heard.push({name, ...detail}));
    document.getElementById('open')?.addEventListener('click', () => SurveyEmbed.open());";

fn page(attributes: &str, server: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>A shop</title><link rel=icon href='data:,'>
        <meta name=viewport content='width=device-width, initial-scale=1'></head>
        <body><main><h1>A shop</h1><button id=open>Tell us</button><div id=here></div></main>
        <script src='/listen.js'></script><script src='{server}/embed.js' {attributes}></script></body></html>"
    )
}

/// An app and the pages of its business: `/dialog`, `/inside`.
async fn business(allowed: bool) -> (TestApp, Host) {
    let app = TestApp::start().await;
    let server = app.app.config.public_url.clone();
    let token = open_token(&app);
    let dialog = page(
        &format!("data-survey={token} data-once=30 data-properties='{{\"branch\":\"Kazan\",\"vip\":\"no\"}}'"),
        &server,
    );
    let inside = page(&format!("data-survey={token} data-target='#here' data-lang=ru"), &server);
    let by_itself = page(&format!("data-survey={token} data-delay=0.01 data-once=30"), &server);
    let policy = format!("default-src 'none'; script-src 'self' {server}; frame-src {server}; img-src data:");
    let listen = LISTEN.to_owned();
    let pages = [("/dialog", dialog), ("/inside", inside), ("/by-itself", by_itself), ("/listen.js", listen)];
    let host = Host::serve(&pages, &policy);
    if allowed {
        let origin = host.origin.clone();
        app.configure(move |settings| settings.embed_origins = vec![origin]).await;
    }
    (app, host)
}

async fn responses(app: &TestApp) -> Vec<Value> {
    app.api.get("/v1/survey_responses?per_page=100").await.expect(200).as_array().unwrap().clone()
}

#[tokio::test]
async fn a_dialog_opens_in_a_page_of_another_origin_and_the_page_hears_of_the_answer() {
    let (app, host) = business(true).await;
    let Some(browser) = Browser::open().await else { return };
    browser.visit(&format!("{}/dialog", host.origin)).await;
    browser.click("#open").await;
    browser.until("the survey", "return heard.some(({name}) => name === 'ready')").await;

    let inside = "return document.querySelector('survey-embed').shadowRoot";
    let label = browser.run(&format!("{inside}.querySelector('dialog').getAttribute('aria-label')")).await;
    assert!(label.as_str().is_some_and(|label| label.contains("recommend")), "{label}");
    browser.until("the frame's height", &format!("{inside}.querySelector('iframe').style.height !== '20rem'")).await;
    browser.enter_frame("survey-embed", "iframe").await;
    let problems = browser.accessibility_problems().await;
    assert!(problems.is_empty(), "{problems:?}");
    browser.click(".cell:nth-child(11)").await;
    browser.type_into("textarea[name=comment]", "Nice").await;
    browser.follow("form#survey button[type=submit]").await;
    assert_eq!(browser.run("return document.cookie").await, "");
    browser.leave_frame().await;

    browser.until("the word", "return heard.some(({name}) => name === 'answered')").await;
    let heard = browser.run("return heard.find(({name}) => name === 'answered')").await;
    assert_eq!((&heard["outcome"], &heard["score"]), (&json!("recorded"), &json!(10)));
    let kept = responses(&app).await;
    assert_eq!((kept.len(), &kept[0]["score"], &kept[0]["comment"]), (1, &json!(10), &json!("Nice")));
    assert_eq!(kept[0]["person_properties"], json!({"branch": "Kazan", "unverified": "branch"}), "{}", kept[0]);
    let complaints = browser.complaints().await;
    assert!(complaints.is_empty(), "{complaints:?}");

    // The keyboard closes it, from inside the frame too, and the focus goes back.
    browser.enter_frame("survey-embed", "iframe").await;
    browser.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))").await;
    browser.leave_frame().await;
    browser.until("the end", "return heard.some(({name, answered}) => name === 'closed' && answered)").await;
    assert_eq!(browser.run("return document.activeElement.id").await, "open");

    // Who has answered is not asked again by itself.
    browser.visit(&format!("{}/by-itself", host.origin)).await;
    assert_eq!(browser.run("return Object.keys(localStorage).length").await, 1);
    browser.until("a moment", "return new Promise((done) => setTimeout(() => done(true), 100))").await;
    assert!(browser.run("return document.querySelector('survey-embed')").await.is_null());
    browser.run("localStorage.clear()").await;
    browser.visit(&format!("{}/by-itself", host.origin)).await;
    browser.until("the survey", "return heard.some(({name}) => name === 'ready')").await;
}

#[tokio::test]
async fn a_survey_stands_inside_the_page_in_the_language_that_the_page_asks_for() {
    let (_app, host) = business(true).await;
    let Some(phone) = Browser::open_as(Window { phone: true, dark: true, no_script: false }).await else { return };
    phone.visit(&format!("{}/inside", host.origin)).await;
    phone.until("the survey", "return heard.some(({name}) => name === 'ready')").await;
    assert_eq!(phone.overflow().await, 0);
    assert_eq!(phone.run("return Object.keys(localStorage).length").await, 0, "nothing is stored unasked");
    phone.enter_frame("body", "#here iframe").await;
    assert_eq!(phone.run("return document.documentElement.lang").await, "ru");
    assert_eq!(phone.overflow().await, 0);
    let problems = phone.accessibility_problems().await;
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn a_page_that_was_not_allowed_shows_nothing_and_reads_nothing() {
    let (app, host) = business(false).await;
    let token = open_token(&app);
    let framed = app.api.visit(&format!("/e/{token}?o={}", host.origin)).await;
    assert!(framed.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert!(framed.body.contains("data-origin=\"\""), "and would say nothing to that origin");

    let post = |accept: &str| {
        let request = app.api.request(Method::POST, &format!("/l/{token}")).header("Origin", host.origin.clone());
        request
            .header("Accept", accept.to_owned())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("score=9")
    };
    let answered = app.api.send(post("application/json")).await;
    assert_eq!((answered.status, answered.header("access-control-allow-origin")), (200, None));

    let Some(browser) = Browser::open().await else { return };
    browser.visit(&format!("{}/inside", host.origin)).await;
    let refused = browser.complaints_about("frame-ancestors").await;
    assert!(refused.contains("frame-ancestors"), "{refused}");
    assert_eq!(browser.run("return heard.length").await, 0);
}

#[tokio::test]
async fn a_form_of_the_business_own_posts_from_an_allowed_origin_and_reads_the_outcome() {
    let (app, host) = business(true).await;
    let token = open_token(&app);
    let preflight = app
        .api
        .request(Method::OPTIONS, &format!("/l/{token}?c=api"))
        .header("Origin", host.origin.clone())
        .header("Access-Control-Request-Method", "POST");
    let allowed = app.api.send(preflight).await;
    assert_eq!(allowed.header("access-control-allow-origin"), Some(host.origin.as_str()));
    assert_eq!(allowed.header("access-control-allow-methods"), Some("POST"));
    assert!(allowed.header("vary").is_some_and(|vary| vary.contains("Origin")));

    let Some(browser) = Browser::open().await else { return };
    browser.visit(&format!("{}/dialog", host.origin)).await;
    // The page's own policy says whom it may talk to; a request of the test stands for one that may.
    let request =
        app.api.request(Method::POST, &format!("/l/{token}?c=api&branch=Omsk")).header("Origin", host.origin.clone());
    let request =
        request.header("Accept", "application/json").header("Content-Type", "application/x-www-form-urlencoded");
    let answered = app.api.send(request.body("score=4&comment=Late")).await;
    assert_eq!(answered.header("access-control-allow-origin"), Some(host.origin.as_str()));
    assert_eq!(answered.expect(200)["outcome"], "recorded");
    assert_eq!(responses(&app).await[0]["person_properties"]["branch"], "Omsk");
    let foreign = app.api.request(Method::OPTIONS, &format!("/l/{token}")).header("Origin", "https://other.example");
    assert_eq!(app.api.send(foreign).await.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn a_frame_sets_no_cookie_and_is_amended_by_its_own_page_alone() {
    let (app, host) = business(true).await;
    for token in [open_token(&app), personal(&app).await] {
        let address = format!("/e/{token}?o={}", host.origin);
        let page = app.api.visit(&address).await;
        assert_eq!(page.header("set-cookie"), None);
        let policy = page.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains(&format!("frame-ancestors {}", host.origin)), "{policy}");
        let form = hidden(&page.body, "_submission");
        let other = hidden(&app.api.visit(&address).await.body, "_submission");

        let before = responses(&app).await.len();
        for (submission, score) in [(&form, "7"), (&form, "8")] {
            let thanks = app.api.submit(&address, &[("score", score), ("_submission", submission)]).await;
            assert_eq!((thanks.status, thanks.header("set-cookie")), (200, None));
            assert!(thanks.body.contains(&format!("data-origin=\"{}\"", host.origin)), "{}", thanks.body);
        }
        let kept = responses(&app).await;
        assert_eq!(kept.len(), before + 1);
        assert!(kept.iter().any(|one| one["score"] == 8), "amended by the page that answered");
        app.api.submit(&address, &[("score", "1"), ("_submission", &other)]).await;
        let scores: Vec<i64> = responses(&app).await.iter().filter_map(|one| one["score"].as_i64()).collect();
        assert!(scores.contains(&8), "and by no other: {scores:?}");
    }
}

/// A personal link's token.
async fn personal(app: &TestApp) -> String {
    let asked = json!({"email": "ann@example.com", "channel": "link"});
    let links = app.api.post("/v1/people", &asked).await.expect(200)["links"].clone();
    links["survey"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start)
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("{name} in {page}"))
        .to_owned()
}

#[tokio::test]
async fn the_script_is_small_stays_at_one_address_and_is_looked_at_again() {
    let app = TestApp::start().await;
    let packed = app.api.request(Method::GET, "/embed.js").header("Accept-Encoding", "gzip");
    let size = app.api.send(packed).await.header("content-length").map_or(0, |length| length.parse::<usize>().unwrap());
    let plain = app.api.visit("/embed.js").await;
    assert!(size < 6 * 1024, "{size} bytes packed");
    assert!(plain.body.len() < 9 * 1024, "{} bytes", plain.body.len());
    assert!(!plain.body.contains("document.cookie") && !plain.body.contains("sessionStorage"));

    let tag = plain.header("etag").unwrap().to_owned();
    assert_eq!(plain.header("cache-control"), Some("public, max-age=300"));
    let again = app.api.request(Method::GET, "/embed.js").header("If-None-Match", tag);
    assert_eq!(app.api.send(again).await.status, 304);
}

#[tokio::test]
async fn only_origins_are_allowed_and_no_wildcards() {
    let app = TestApp::start().await;
    let put = |origins: Value| json!({ "embed_origins": origins });
    let good = app.api.put("/v1/settings", &put(json!(["https://shop.example", "http://127.0.0.1:8080"]))).await;
    assert_eq!(good.status, 200, "{}", good.body);
    for bad in [
        "https://shop.example/",
        "*",
        "https://*.example",
        "shop.example",
        "javascript:alert(1)",
        "null",
        "https://a.example; script-src *",
    ] {
        let refused = app.api.put("/v1/settings", &put(json!([bad]))).await;
        assert_eq!(refused.status, 422, "{bad}");
        assert!(refused.body.contains("embed_origins[0]"), "{}", refused.body);
    }
}
