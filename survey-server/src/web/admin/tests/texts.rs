//! The editor of texts: what it refuses, what it saves, what it shows, and the mail it sends.

use super::*;
use crate::store::deliveries;

const SURVEY: &str = "/admin/surveys/default/texts";

fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let begin = [("language", "en"), ("version", "0"), ("brand_version", "0")];
    begin.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more).copied().collect()
}

#[actix_web::test]
async fn texts_are_saved_shown_again_and_used_in_the_preview() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let typed = fields(&[
        ("subject", "{{person.first_name}}, one question"),
        ("intro", "Hello {{person.first_name | dear customer}},\r\n\r\nthanks for order {{properties.order}}."),
        ("accent", "#0f766e"),
        ("imprint", "North Bike Works\n12 Harbour Street"),
        ("page_intro", "Good to see you, {{person.name}}."),
        ("button", "Send to the workshop"),
        ("thanks", "We read every word."),
        ("link_url", "https://shop.example/"),
        ("link_text", "Back to the shop"),
    ]);
    let saved = house.post(&owner, SURVEY, &typed).await.expect(303);
    assert_eq!(saved.location, format!("{SURVEY}?language=en"));
    let page = house.get(&owner, &saved.location).await.expect(200);
    let page = page.says("{{person.first_name}}, one question").says("value=\"#0f766e\"").says("Version 1");
    assert!(page.csp.contains("frame-src 'self'"), "{}", page.csp);

    let mut shown = typed.clone();
    shown.push(("view", "desktop"));
    let mail = house.post(&owner, &format!("{SURVEY}/preview"), &shown).await.expect(200);
    assert!(mail.csp.starts_with("sandbox;"), "{}", mail.csp);
    let mail = mail.says("Hello Ann,").says("thanks for order 1001.").says("12 Harbour Street").says("#0f766e");
    assert!(mail.body.contains("/p/") && !mail.body.contains("/s/"), "the links record nothing");
    shown.push(("nothing_known", "yes"));
    house
        .post(&owner, &format!("{SURVEY}/preview"), &shown)
        .await
        .says("Hello dear customer,")
        .says("thanks for order.");
    let view = |view| typed.iter().copied().chain([("view", view)]).collect::<Vec<_>>();
    let page = house.post(&owner, &format!("{SURVEY}/preview"), &view("page")).await.expect(200);
    page.says("Good to see you, Ann Lee.").says("Send to the workshop").says("/brand/0f766e-0-0.css");
    let thanks = house.post(&owner, &format!("{SURVEY}/preview"), &view("thanks")).await.expect(200);
    thanks.says("We read every word.").says("Back to the shop");
    house.post(&owner, &format!("{SURVEY}/preview"), &view("text")).await.says("thanks for order 1001.");
    house.post(&owner, &format!("{SURVEY}/preview"), &view("dark")).await.says("@media all");
    let facts = house.post(&owner, &format!("{SURVEY}/check"), &typed).await.expect(200);
    facts.says("\"subject\":\"Ann, one question\"").says("\"problems\":{}");
}

#[actix_web::test]
async fn what_is_wrong_is_said_at_its_field_with_line_and_column() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let typed = fields(&[
        ("intro", "Hello\n  {{#each properties.items}}{{#each properties.items}}{{/each}}{{/each}}"),
        ("closing", "<script>alert(1)</script>"),
        ("subject", "Hi {{customer}}"),
        ("accent", "#ffd400"),
        ("background", "purple"),
        ("reply_to", "ivan@"),
    ]);
    let page = house.post(&owner, SURVEY, &typed).await.expect(422);
    let page =
        page.says("Line 2, character 29: a list inside").says("Line 1, character 1: a text cannot hold a script");
    let page = page.says("Line 1, character 4: there is no name customer.").says("The nearest that can be read is #");
    page.says("&#x27;purple&#x27; is not a colour")
        .says("&#x27;ivan@&#x27; is not an e-mail address")
        .says("{{customer}}");
    let facts = house.post(&owner, &format!("{SURVEY}/check"), &typed).await.expect(200);
    facts.says("\"closing\":\"Line 1, character 1: a text cannot hold a script.\"").says("\"subject\":null");
    let frame = house.post(&owner, &format!("{SURVEY}/preview"), &typed).await.expect(200);
    assert!(!frame.body.contains("<script>"), "{}", frame.body);
    house.get(&owner, SURVEY).await.expect(200).says("value=\"0\"");
    let (texts, version) = house
        .app
        .db
        .read_now(|conn| {
            let place = crate::store::templates::Place { survey: 1, locale: "en".to_owned() };
            crate::store::templates::newest(conn, house.workspace, &place)
        })
        .unwrap();
    assert!(texts.0.is_empty() && version == 0, "nothing was saved");
}

#[actix_web::test]
async fn two_editors_at_once_are_told_and_an_older_version_can_be_brought_back() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    house.post(&owner, SURVEY, &fields(&[("subject", "The first")])).await.expect(303);
    let late = house.post(&owner, SURVEY, &fields(&[("subject", "The second")])).await.expect(409);
    // What was typed is not lost, and sending the page again means it.
    let late = late.says("Somebody else saved these texts").says("The second").says("name=\"version\" value=\"1\"");
    assert!(!late.body.contains("value=\"The first\""));
    house.post(&owner, SURVEY, &fields(&[("subject", "The second"), ("version", "1")])).await.expect(303);
    house.get(&owner, &format!("{SURVEY}?language=en")).await.says("value=\"The second\"").says("Version 2");

    let restore = format!("{SURVEY}/restore");
    house.post(&owner, &restore, &[("language", "en"), ("restore", "1")]).await.expect(303);
    house.get(&owner, &format!("{SURVEY}?language=en")).await.says("value=\"The first\"").says("Version 3");
    house.post(&owner, &restore, &[("language", "en"), ("restore", "0")]).await.expect(303);
    let ours = house.get(&owner, &format!("{SURVEY}?language=en")).await;
    assert!(!ours.body.contains("value=\"The first\""), "{}", ours.body);
    house.post(&owner, &restore, &[("language", "en"), ("restore", "77")]).await.expect(404);
}

#[actix_web::test]
async fn a_test_mail_carries_the_draft_and_only_members_get_it() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let draft = fields(&[("subject", "A draft for {{person.name}}"), ("to", "owner@example.com")]);
    let page = house.post(&owner, &format!("{SURVEY}/test"), &draft).await.expect(200);
    page.says("The test e-mail to owner@example.com is on its way").says("A draft for {{person.name}}");
    let queued = [deliveries::Stage::Queued];
    let delivery =
        house.app.db.read_now(|conn| deliveries::newest(conn, house.workspace, &queued, 1)).unwrap().remove(0);
    assert_eq!(delivery.recipient, "owner@example.com");
    assert!(delivery.params.0["texts"]["subject"].as_str().unwrap().starts_with("A draft"));
    let stranger = fields(&[("subject", "x"), ("to", "stranger@example.com")]);
    house.post(&owner, &format!("{SURVEY}/test"), &stranger).await.expect(404);
}

#[actix_web::test]
async fn an_agent_may_not_edit_texts_and_a_form_without_its_token_is_refused() {
    let house = House::new();
    let agent = house.member("agent@example.com", Role::Agent);
    house.get(&agent, SURVEY).await.expect(403);
    house.post(&agent, SURVEY, &fields(&[("subject", "x")])).await.expect(403);
    let owner = house.member("owner@example.com", Role::Owner);
    house.post_as(&owner.cookie, SURVEY, &fields(&[("subject", "x")])).await.expect(403);
    house.post_as(&owner.cookie, &format!("{SURVEY}/preview"), &fields(&[("subject", "x")])).await.expect(403);
}

/// A form with a file, as browsers send it.
fn upload(browser: &Browser, path: &str, csrf: &str, file: &[u8]) -> TestRequest {
    let mut body = Vec::new();
    for (name, value) in [("_csrf", csrf), ("language", "en")] {
        body.extend(format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    body.extend(b"--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--xyz--\r\n");
    TestRequest::post()
        .uri(path)
        .insert_header((header::COOKIE, browser.cookie.clone()))
        .insert_header(("Sec-Fetch-Site", "same-origin"))
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=xyz"))
        .set_payload(body)
}

#[actix_web::test]
async fn a_logo_is_encoded_again_used_at_once_and_refused_in_words() {
    let house = House::new();
    let owner = house.member("owner@example.com", Role::Owner);
    let path = format!("{SURVEY}/logo");
    let mut png = Vec::new();
    {
        let mut encoder = png::Encoder::new(&mut png, 900, 300);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.add_text_chunk("Comment".to_owned(), "<script>alert(1)</script>".to_owned()).unwrap();
        encoder.write_header().unwrap().write_image_data(&[15, 118, 110].repeat(900 * 300)).unwrap();
    }
    house.send(upload(&owner, &path, "wrong", &png)).await.expect(403);
    let done = house.send(upload(&owner, &path, &owner.csrf, &png)).await.expect(303);
    assert!(done.cookie("flash").ends_with("logo-saved"), "{done:#?}");
    let page = house.get(&owner, &format!("{SURVEY}?language=en")).await;
    let at = page.body.find("/logo/").expect("the logo");
    let address = page.body[at..].split('"').next().unwrap();
    let id = address.split('/').next_back().unwrap().strip_suffix(".png").unwrap().to_owned();
    let workspace = house.workspace;
    let logo = house.app.db.read_now(|conn| crate::store::logos::find(conn, workspace, &id)).unwrap().unwrap();
    assert_eq!((logo.width, logo.height), (600, 200));
    assert!(!String::from_utf8_lossy(&logo.bytes).contains("script"), "what hid in the file is gone");
    for (file, word) in [
        (&b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"[..], "not-logo-format"),
        (&png[..60], "not-logo-damaged"),
        (&vec![0; 600 * 1024][..], "not-logo-large"),
    ] {
        let refused = house.send(upload(&owner, &path, &owner.csrf, file)).await.expect(303);
        assert!(refused.cookie("flash").ends_with(word), "{word}: {refused:#?}");
    }
}
