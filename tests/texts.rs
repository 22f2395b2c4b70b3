//! The business's own texts: in a real mail, on real pages, and edited in a real browser.

use serde_json::json;

use crate::admin::sign_in;
use crate::support::browser::{Browser, Window};
use crate::support::business::Business;
use crate::support::patience::patiently;

const TEXTS: &str = "/v1/surveys/default/texts";
const BRAND: &str = "/v1/surveys/default/brand";

#[tokio::test]
async fn a_mail_and_its_pages_carry_the_texts_and_the_brand_and_nothing_that_a_name_smuggles() {
    let business = Business::open().await;
    let api = &business.api;
    let everywhere = json!({"closing": "If something is wrong, we call you.", "thanks": "Thank you, {{person.name}}."});
    api.put(&format!("{TEXTS}/all"), &everywhere).await.expect(200);
    let english = json!({
        "subject": "{{person.name}}: order {{properties.order}}",
        "intro": "Hello {{person.first_name | dear customer}},\n\nthanks for your visit to {{properties.branch}}.",
        "signature": "Marta\nWorkshop",
        "page_intro": "About order {{properties.order}}",
        "button": "Send to Marta",
    });
    api.put(&format!("{TEXTS}/en"), &english).await.expect(200);
    let brand =
        json!({"accent": "#0f766e", "sender_name": "Marta", "reply_to": "marta@shop.example", "imprint": "Leith"});
    api.put(BRAND, &brand).await.expect(200);

    let person = json!({
        "email": "eve@example.com", "name": "Eve <b>\"&", "locale": "en",
        "properties": {"order": "1\r\nBcc: all@example.com <img src=x onerror=alert(1)>", "branch": "{{> mail/letter}}"},
    });
    api.post("/v1/people", &person).await.expect(200);
    let mail = business.mail.wait_for(1).await.remove(0);
    assert!(mail.subject().starts_with("Eve <b>\"&: order 1 Bcc: all@example.com <img"), "{}", mail.subject());
    assert_eq!(mail.header("Bcc"), None);
    assert_eq!(mail.parsed().from().unwrap().first().unwrap().name(), Some("Marta"));
    assert_eq!(mail.parsed().reply_to().unwrap().first().unwrap().address(), Some("marta@shop.example"));
    let (html, text) = (mail.html(), mail.text());
    for words in ["Hello Eve,", "If something is wrong, we call you.", "Workshop", "Leith"] {
        assert!(html.contains(words) && text.contains(words), "{words}:\n{text}");
    }
    assert!(!html.contains("<img") && !html.contains("Eve <b>"), "names are escaped: {html}");
    assert!(html.contains("{{&gt; mail/letter}}") || html.contains("{{> mail/letter}}"), "and never read as templates");
    assert!(html.contains("#0f766e") && !html.contains("#4338ca"), "the colours are the brand's");

    let link = mail.score_link(9);
    let page = api.visit(&link).await;
    assert!(page.body.contains("Send to Marta") && page.body.contains("/brand/0f766e-0-0.css"), "{}", page.body);
    assert!(!page.body.contains("<img src=x"), "{}", page.body);
    let css = api.visit(&format!("{}/brand/0f766e-0-0.css", business.server.base())).await;
    assert_eq!(css.header("Cache-Control"), Some("public, max-age=31536000, immutable"));
    let thanks = api.submit(link.trim_end_matches("/9"), &[("score", "9")]).await;
    assert!(thanks.body.contains("Thank you, Eve &lt;b&gt;"), "{}", thanks.body);
}

#[tokio::test]
async fn the_properties_of_the_dialect_say_how_one_mail_reads() {
    let business = Business::open().await;
    let api = &business.api;
    api.put(&format!("{TEXTS}/all"), &json!({"subject": "Ours", "thanks": "Ours"})).await.expect(200);
    let person = json!({"email": "ann@example.com", "locale": "en", "properties": {
        "delighted_email_subject": "How is {{company}}?", "delighted_intro_message": "A word from Marta.",
        "question_product_name": "the city bicycle", "thank_you_message": "You are kind.",
        "thank_you_link_text": "Our shop", "thank_you_link_url": "https://shop.example/",
    }});
    api.post("/v1/people", &person).await.expect(200);
    let mail = business.mail.wait_for(1).await.remove(0);
    assert_eq!(mail.subject(), "How is {{company}}?");
    assert!(mail.text().contains("A word from Marta.") && mail.text().contains("the city bicycle"), "{}", mail.text());
    let form = mail.score_link(10);
    let thanks = api.submit(form.trim_end_matches("/10"), &[("score", "10")]).await;
    assert!(thanks.body.contains("You are kind."), "{}", thanks.body);
    assert!(thanks.body.contains("<a class=\"button second\" href=\"https://shop.example/\""), "{}", thanks.body);
}

/// Waits until the preview shows something and is not about to be replaced.
async fn drawn(browser: &Browser) {
    let script = "return document.getElementById('subject').textContent !== '–' && !document.querySelector('.waiting')";
    let drawn = async { while browser.run(script).await != true {} };
    patiently("the preview", drawn).await;
}

#[tokio::test]
async fn texts_are_edited_beside_a_live_preview() {
    let business = Business::open().await;
    let editor = format!("{}/admin/surveys/default/texts?language=en", business.server.base());
    for (dark, phone, no_script) in [(false, false, false), (true, true, false), (false, false, true)] {
        let Some(browser) = Browser::open_as(Window { phone, dark, no_script }).await else { return };
        let email = format!("manager{dark}{no_script}@example.com");
        sign_in(&business, &browser, (&email, "manager"), !no_script).await;
        browser.visit(&editor).await;
        if no_script {
            browser.type_into("#f-subject", "Without a script").await;
            browser.click("#show").await;
            browser.follow("button[form=texts][formaction$=test]").await;
            let mails = business.mail.wait_until("a test", |mails| mails.iter().any(|m| m.recipient() == email)).await;
            let mail = mails.iter().find(|mail| mail.recipient() == email).unwrap();
            assert_eq!(mail.subject(), "Test: Without a script");
            assert_eq!(mail.header("List-Unsubscribe"), None, "nobody unsubscribes from a test");
            let link = mail.links().into_iter().find(|link| link.contains("/p/")).expect("a link of a preview");
            let page = business.api.visit(&link).await;
            assert!(page.status == 200 && page.body.contains("nothing is recorded"), "{}", page.body);
            let address = link.split('?').next().unwrap().rsplit_once('/').unwrap().0;
            let thanks = business.api.submit(address, &[("score", "2"), ("comment", "x")]).await;
            assert!(thanks.status == 200 && thanks.body.contains("nothing is recorded"), "{}", thanks.body);
            assert!(business.responses().await.is_empty() && business.cases().await.is_empty());
            continue;
        }
        drawn(&browser).await;
        browser.inspect("the editor").await;
        browser.type_into("#f-subject", "Live {{person.first_name}}").await;
        let shown = async { while browser.text("#subject").await != "Live Ann" {} };
        patiently("the live subject", shown).await;
        browser.type_into("#f-intro", "{{> x").await;
        let refused = async { while !browser.text("#e-intro").await.contains("never closed") {} };
        patiently("the problem at its field", refused).await;
        drawn(&browser).await;
        browser.inspect("the editor with a problem").await;
        browser.run("document.getElementById('f-intro').value = ''").await;
        browser.follow("#texts .bar button").await;
        assert_eq!(
            browser.run("return document.getElementById('f-subject').value").await,
            "Live {{person.first_name}}"
        );
        drawn(&browser).await;
        browser.inspect("the editor after saving").await;
        let reset = json!({});
        business.api.put(&format!("{TEXTS}/en"), &reset).await.expect(200);
    }
}
