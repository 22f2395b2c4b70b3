//! What a text may say, what it is refused for and where, and what it comes to.

use serde_json::{Value, json};
use survey_core::Properties;

use super::*;

fn properties(value: Value) -> Properties {
    value.as_object().cloned().unwrap()
}

fn ann() -> Names {
    let bought = json!({"order": "1001", "branch": "Leith", "items": ["Bicycle", "Lock"], "size": {"frame": 54}});
    Names::of("North Bike Works", "After a visit", Some("Ann Lee"), Some("ann@example.com"), &properties(bought))
}

fn nobody() -> Names {
    Names::of("North Bike Works", "After a visit", None, None, &Properties::new())
}

fn filled(slot: Slot, source: &str, names: &Names) -> String {
    let texts = Texts([(slot, source.to_owned())].into());
    Wording::of(&[texts], Brand::default()).fill(slot, names).unwrap_or_default()
}

#[track_caller]
fn refused(source: &str) -> Fault {
    Text::of(Slot::Intro, source).expect_err(source)
}

#[test]
fn every_attack_is_refused_with_line_column_and_reason() {
    let (deep, brackets) = ("{{#if company}}".repeat(1000), format!("{{{{or {}", "(".repeat(15_000)));
    let chain = format!("{{{{#if company}}}}{}{{{{/if}}}}", "{{else if company}}".repeat(800));
    for (source, line, column, reason) in [
        // The recursion that ends a process, and its relatives.
        (r#"{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}"#, 1, 1, Reason::Decorator),
        ("Hello\n  {{> mail/letter}}", 2, 3, Reason::Includes),
        ("{{#> layout}}x{{/layout}}", 1, 1, Reason::Includes),
        ("a {{* decorator}}", 1, 3, Reason::Decorator),
        (deep.as_str(), 1, 61, Reason::TooDeep),
        (brackets.as_str(), 1, 1, Reason::Unclosed),
        (chain.as_str(), 1, 16, Reason::Syntax),
        // Ways around escaping, and markup.
        ("{{{person.name}}}", 1, 1, Reason::Raw),
        ("{{ {person.name} }}", 1, 1, Reason::Raw),
        ("{{{{raw}}}} {{{{/raw}}}}", 1, 1, Reason::Raw),
        ("{{&person.name}}", 1, 1, Reason::Raw),
        ("line\nHi <script>alert(1)</script>", 2, 4, Reason::Script),
        ("</SCRIPT x>", 1, 1, Reason::Script),
        ("a <b>bold</b> word", 1, 3, Reason::Html),
        ("<!-- gone -->", 1, 1, Reason::Html),
        ("a\u{8}b", 1, 2, Reason::Control),
        // Loops.
        ("{{#each properties.items}}\n{{#each properties.items}}x{{/each}}{{/each}}", 2, 1, Reason::LoopInLoop),
        ("{{#each company}}x{{/each}}", 1, 1, Reason::LoopOverName),
        ("{{#each properties.items as |item|}}{{item}}{{/each}}", 1, 1, Reason::Syntax),
        // Commands and names that are not on the list.
        ("{{lookup properties \"order\"}}", 1, 1, Reason::UnknownCommand),
        ("{{log company}}", 1, 1, Reason::UnknownCommand),
        ("{{#with person}}{{name}}{{/with}}", 1, 1, Reason::UnknownCommand),
        ("{{or company fallback=\"x\"}}", 1, 1, Reason::UnknownCommand),
        ("{{t \"mail-unsubscribe\"}}", 1, 1, Reason::UnknownCommand),
        ("{{#properties.items}}x{{/properties.items}}", 1, 14, Reason::Syntax),
        ("{{#if (eq company \"x\")}}y{{/if}}", 1, 1, Reason::Calculation),
        ("{{or company [[[[[[[[]]]]]]]]}}", 1, 1, Reason::Calculation),
        ("{{#if company includeZero=true}}y{{/if}}", 1, 1, Reason::Syntax),
        ("Dear {{customer.name}}", 1, 6, Reason::UnknownName),
        ("{{company | your shop}}, {{nobody}}", 1, 26, Reason::UnknownName),
        ("{{! a note }}{{nobody}}", 1, 14, Reason::UnknownName),
        ("{{@root.company}}", 1, 1, Reason::UnknownName),
        ("{{this}}", 1, 1, Reason::UnknownName),
        ("{{../company}}", 1, 1, Reason::UnknownName),
        ("{{properties.a.b.c.d}}", 1, 1, Reason::UnknownName),
        // What does not parse.
        ("Hello {{person.name", 1, 7, Reason::Unclosed),
        ("{{}}", 1, 1, Reason::Syntax),
        ("{{^company}}x{{/company}}", 1, 1, Reason::Syntax),
        ("\\{{company}}", 1, 2, Reason::Syntax),
        ("{{company | \"x\"}}", 1, 1, Reason::Syntax),
    ] {
        let fault = refused(source);
        let shown: String = source.chars().take(60).collect();
        assert_eq!((fault.line, fault.column, fault.reason), (line, column, reason), "{shown}: {fault}");
        assert!(fault.to_string().starts_with(&format!("line {line}, column {column}: ")), "{fault}");
    }
    assert_eq!(refused("{{#if company}}x").reason, Reason::Syntax);
    assert_eq!(refused("{{#if company}}x{{/each}}").reason, Reason::Syntax);
}

#[test]
fn a_text_is_refused_when_it_is_too_long_or_has_too_many_parts() {
    assert_eq!(refused(&"x".repeat(17 * 1024)).reason, Reason::TooLong);
    assert_eq!(refused(&"{{company}}".repeat(501)).reason, Reason::TooManyParts);
    assert_eq!(Text::of(Slot::Subject, &"x".repeat(2049)).unwrap_err().reason, Reason::TooLong);
}

#[test]
fn everything_that_is_allowed_comes_to_what_it_says() {
    for (source, text) in [
        ("Hello {{person.first_name}}, order {{properties.order}} is done.", "Hello Ann, order 1001 is done."),
        ("{{~company~}} & {{survey.name}}", "North Bike Works& After a visit"),
        ("{{#if properties.branch}}in {{properties.branch}}{{else}}with us{{/if}}", "in Leith"),
        ("{{#unless person.name}}you{{else}}{{person.name}}{{/unless}}", "Ann Lee"),
        ("{{#each properties.items}}{{#unless @first}}, {{/unless}}{{this}}{{/each}}", "Bicycle, Lock"),
        ("{{#each properties.items}}{{../company}} {{/each}}", "North Bike Works North Bike Works"),
        ("{{or person.name \"you\"}} {{ properties.courier | the courier }}", "Ann Lee the courier"),
        ("{{properties.size.frame}} {{! a note }}cm {{!-- }} --}}", "54 cm"),
        ("3 < 5 <3 and a > b", "3 < 5 <3 and a > b"),
    ] {
        assert_eq!(filled(Slot::Intro, source, &ann()), text, "{source}");
    }
}

#[test]
fn what_is_not_known_leaves_no_gap() {
    for (source, text) in [
        ("Hello {{person.first_name}},", "Hello,"),
        ("Hello {{person.first_name | dear customer}},", "Hello dear customer,"),
        ("Your order {{properties.order}} has arrived .", "Your order has arrived."),
        ("{{#if person.first_name}}Dear {{person.first_name}}{{else}}Good day{{/if}}!", "Good day!"),
        ("{{#each properties.items}}x{{/each}}", ""),
    ] {
        assert_eq!(filled(Slot::Intro, source, &nobody()), text, "{source}");
    }
}

#[test]
fn each_text_falls_back_by_itself_from_the_survey_to_the_workspace() {
    let level = |pairs: &[(Slot, &str)]| Texts(pairs.iter().map(|(slot, text)| (*slot, (*text).to_owned())).collect());
    let levels = [
        level(&[(Slot::Subject, "survey, language")]),
        level(&[(Slot::Subject, "survey"), (Slot::Intro, "survey")]),
        level(&[(Slot::Intro, "workspace, language"), (Slot::Closing, "workspace, language")]),
        level(&[(Slot::Closing, "workspace"), (Slot::Signature, "workspace"), (Slot::Button, "{{> broken}}")]),
    ];
    let wording = Wording::of(&levels, Brand::default());
    for (slot, text) in [
        (Slot::Subject, Some("survey, language")),
        (Slot::Intro, Some("survey")),
        (Slot::Closing, Some("workspace, language")),
        (Slot::Signature, Some("workspace")),
        (Slot::Button, None),
        (Slot::Thanks, None),
    ] {
        assert_eq!(wording.fill(slot, &ann()).as_deref(), text, "{}", slot.name());
    }
}

#[test]
fn hostile_names_stay_one_harmless_line_and_are_never_read_as_templates() {
    let name = "Eve\r\nBcc: all@example.com\u{202e}{{> p}}<script>";
    let bought = properties(
        json!({"order": "{{company}}\n\n", "items": vec!["x"; 5000], "deep": {"a": {"b": {"c": {"d": {"e": 1}}}}}}),
    );
    let names = Names::of("Acme", "S", Some(name), None, &bought);
    let subject = filled(Slot::Subject, "{{person.name}}: {{properties.order}}", &names);
    assert_eq!(subject, "Eve Bcc: all@example.com {{> p}}<script>: {{company}}");
    let listed = filled(Slot::Intro, "{{#each properties.items}}{{this}}{{/each}}", &names);
    assert_eq!(listed, "x".repeat(100));
}

#[test]
fn what_is_filled_in_is_cut_at_the_length_of_its_place() {
    let long = properties(json!({"items": vec!["ы".repeat(400); 100]}));
    let names = Names::of("Acme", "S", None, None, &long);
    let every = "{{#each properties.items}}{{this}} {{/each}}".repeat(100);
    let text = filled(Slot::Intro, &every, &names);
    assert!(text.chars().count() <= Slot::Intro.most_shown() && text.len() > 4000);
    assert!(filled(Slot::Subject, "{{#each properties.items}}{{this}}{{/each}}", &names).chars().count() <= 200);
}

#[test]
fn what_the_dialect_says_of_one_person_comes_first_and_is_never_a_template() {
    let said = properties(json!({
        "delighted_email_subject": "Your {{company}} order\r\nBcc: x@example.com",
        "delighted_intro_message": "First line\nSecond <b>line</b>",
        "thank_you_message": "  ", "thank_you_link_text": "Shop", "thank_you_link_url": "javascript:alert(1)",
        "question_product_name": "the city bicycle",
    }));
    let names = Names::of("Acme", "S", None, None, &said);
    let texts = Texts([(Slot::Subject, "ours".to_owned()), (Slot::Thanks, "Thanks for {{product}}".to_owned())].into());
    let wording = Wording::of(&[texts], Brand::default());
    let fill = |slot| wording.fill(slot, &names).unwrap_or_default();
    assert_eq!(fill(Slot::Subject), "Your {{company}} order Bcc: x@example.com");
    assert_eq!(fill(Slot::Intro), "First line\nSecond <b>line</b>");
    assert_eq!(fill(Slot::Thanks), "Thanks for the city bicycle");
    assert_eq!((fill(Slot::LinkText), fill(Slot::LinkUrl)), ("Shop".to_owned(), String::new()));
}

#[test]
fn a_link_leads_to_a_page_or_a_mail_address_only() {
    for fine in ["https://shop.example/again", "http://shop.example", "mailto:help@shop.example"] {
        assert!(Text::of(Slot::LinkUrl, fine).is_ok(), "{fine}");
    }
    for wrong in
        ["javascript:alert(1)", "data:text/html,x", "//shop.example", "shop", "https://", "https://{{company}}"]
    {
        let fault = Text::of(Slot::LinkUrl, wrong).unwrap_err();
        assert_eq!(fault.reason, Reason::Address, "{wrong}");
    }
}

#[test]
fn paragraphs_are_parted_by_empty_lines() {
    assert_eq!(paragraphs("One\ntwo\n\nThree"), [vec!["One".to_owned(), "two".into()], vec!["Three".to_owned()]]);
    assert!(paragraphs("").is_empty());
}
