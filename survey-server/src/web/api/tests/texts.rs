//! Texts and brand of a survey over the API.

use serde_json::json;

use super::House;

const TEXTS: &str = "/v1/surveys/default/texts/en";
const BRAND: &str = "/v1/surveys/default/brand";

#[actix_web::test]
async fn texts_are_saved_read_back_and_never_overwritten_unseen() {
    let house = House::new();
    assert_eq!(house.get(TEXTS).await.expect(200).body, json!({"version": 0}));
    let texts = json!({"subject": "Hello {{person.first_name | you}}", "intro": "One\n\ntwo", "closing": null});
    let saved = house.put(TEXTS, texts.clone()).await.expect(200);
    assert_eq!(
        saved.body,
        json!({"subject": "Hello {{person.first_name | you}}", "intro": "One\n\ntwo", "version": 1})
    );
    // The same again is no new version, and what was read can be put back.
    assert_eq!(house.put(TEXTS, saved.body.clone()).await.expect(200).body["version"], 1);
    assert_eq!(house.put(TEXTS, json!({"subject": "Other"})).await.expect(200).body["version"], 2);
    house.put(TEXTS, saved.body).await.expect(409);
    assert_eq!(house.get(TEXTS).await.body, json!({"subject": "Other", "version": 2}));
    assert_eq!(house.get("/v1/surveys/default/texts/all").await.expect(200).body["version"], 0);
    house.get("/v1/surveys/default/texts/xx").await.expect(404);
    house.get("/v1/surveys/nothing/texts/en").await.expect(404);
}

#[actix_web::test]
async fn a_refused_text_is_named_with_line_and_reason() {
    let house = House::new();
    let refused =
        house.put(TEXTS, json!({"intro": "a\n{{> x}}", "subject": "<script>", "poem": "x"})).await.expect(422);
    assert_eq!(refused.problems(), ["poem"]);
    let refused = house.put(TEXTS, json!({"intro": "a\n{{> x}}", "subject": "<script>"})).await.expect(422);
    assert_eq!(refused.problems(), ["subject", "intro"]);
    let text = refused.body.to_string();
    assert!(text.contains("line 2, column 1: a text cannot include another template"), "{text}");
    assert!(text.contains("line 1, column 1: a text cannot hold a script"), "{text}");
}

#[actix_web::test]
async fn a_brand_is_saved_and_a_colour_that_cannot_be_read_is_refused_with_the_nearest() {
    let house = House::new();
    assert_eq!(house.get(BRAND).await.expect(200).body, json!({"version": 0}));
    let brand =
        json!({"accent": "#0F766E", "sender_name": "Marta at the workshop", "imprint": "12 Harbour Street\nLeith"});
    let saved = house.put(BRAND, brand).await.expect(200);
    assert_eq!((&saved.body["accent"], &saved.body["version"]), (&json!("#0f766e"), &json!(1)));
    let refused = house.put(BRAND, json!({"accent": "#ffd400"})).await.expect(422);
    assert!(refused.body.to_string().contains("the nearest that passes is #"), "{}", refused.body);
    for (brand, path) in [
        (json!({"sender_name": "Eve\r\nBcc: x@example.com"}), "sender_name"),
        (json!({"reply_to": "nobody"}), "reply_to"),
        (json!({"logo": "0123"}), "logo"),
        (json!({"accent": "red"}), ""),
        (json!({"font": "Comic Sans"}), ""),
    ] {
        assert_eq!(house.put(BRAND, brand.clone()).await.expect(422).problems(), [path], "{brand}");
    }
}
