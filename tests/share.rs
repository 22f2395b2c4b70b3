//! The page from which a survey is spread: links that say where they hang, tablets, and the pages that may show it.

use crate::admin::sign_in;
use crate::support::browser::Browser;
use crate::support::business::Business;

#[tokio::test]
async fn a_manager_makes_a_link_for_a_branch_sets_a_tablet_up_and_allows_a_page() {
    let business = Business::open().await;
    let Some(browser) = Browser::open().await else { return };
    sign_in(&business, &browser, ("manager@example.com", "manager"), false).await;
    let base = business.server.base();
    browser.visit(&format!("{base}/admin/surveys")).await;
    browser.follow("a[href$='/share']").await;

    browser.type_into("#with", "branch=Kazan, vip=yes").await;
    browser.follow("form[method=get] button").await;
    let link = browser.run("return document.getElementById('open-link').value").await.as_str().unwrap().to_owned();
    assert!(link.ends_with("?branch=Kazan"), "only what reports are cut by: {link}");
    assert!(business.api.visit(&link).await.status == 200);
    let code = browser.run("return document.querySelector('aside img').getAttribute('src')").await;
    assert!(code.as_str().unwrap().ends_with("/qr.svg?branch=Kazan"));
    browser.follow("a[href*='/card']").await;
    assert_eq!(browser.run("return document.querySelector('.card img.code-picture').naturalWidth > 0").await, true);
    browser.run("document.getElementById('sentence').value = 'Tell us'").await;
    browser.follow("form button").await;
    assert_eq!(browser.text(".sentence").await, "Tell us");
    browser.inspect("the card").await;

    // A weak PIN is refused with a sentence, and what was typed is still there.
    browser.visit(&format!("{base}/admin/surveys/default/share")).await;
    browser.type_into("#f-name", "Till 1").await;
    browser.type_into("#f-properties", "branch=Kazan").await;
    browser.type_into("#f-pin", "1234").await;
    browser.follow("form[action$='/kiosks'] button[type=submit]").await;
    assert!(browser.text(".problems").await.contains("PIN"));
    assert_eq!(browser.run("return document.getElementById('f-name').value").await, "Till 1");
    let problems = browser.accessibility_problems().await;
    assert!(problems.is_empty(), "{problems:?}");
    assert!(browser.complaints().await.iter().all(|complaint| complaint.contains("422")));
    browser.type_into("#f-pin", "2580").await;
    browser.follow("form[action$='/kiosks'] button[type=submit]").await;
    let tablet = "return document.querySelector('#kiosks .secret input').value";
    let first = browser.run(tablet).await.as_str().unwrap().to_owned();
    assert_eq!(business.api.visit(&first).await.status, 200);
    browser.inspect("the tablet").await;

    browser.run("document.querySelector('form[action$=\"/link\"]').closest('details').open = true").await;
    browser.follow("form[action$='/link'] button").await;
    let second = browser.run(tablet).await.as_str().unwrap().to_owned();
    assert_ne!(second, first);
    assert_eq!(business.api.visit(&first).await.status, 404);
    assert_eq!(business.api.visit(&second).await.status, 200);
    browser.run("document.querySelector('form[action$=\"/remove\"]').closest('details').open = true").await;
    browser.follow("form[action$='/remove'] button").await;
    assert_eq!(business.api.visit(&second).await.status, 404);

    for (typed, kept) in
        [("shop.example", ""), ("https://shop.example/ https://www.shop.example", "https://www.shop.example")]
    {
        browser.run(&format!("document.getElementById('origins').value = '{typed}'")).await;
        browser.follow("form[action$='/origins'] button").await;
        let shown = browser.run("return document.getElementById('origins').value").await;
        assert!(shown.as_str().unwrap().ends_with(if kept.is_empty() { typed } else { kept }), "{shown}");
    }
    let settings = business.api.get("/v1/settings").await.expect(200);
    assert_eq!(settings["embed_origins"], serde_json::json!(["https://shop.example", "https://www.shop.example"]));
}
