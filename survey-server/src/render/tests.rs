//! The promises of the renderer: strict, escaped, in the reader's form.

use serde_json::json;

use super::*;

fn inline(source: &str, language: Language, context: &Value) -> Result<String, handlebars::RenderError> {
    let renderer = Renderer::new().unwrap();
    let mut registry = renderer.speaking(language).html.clone();
    registry.register_template_string("inline", source).unwrap();
    registry.render("inline", context)
}

#[test]
fn a_name_with_html_in_a_translated_text_is_escaped() {
    let context = json!({ "name": "<b>Eve</b> & \"Co\"" });
    let source = r#"{{t "mail-asks" company=name}} {{t "mail-asks" company=(t "mail-asks" company=name)}}"#;
    let html = inline(source, Language::English, &context).unwrap();
    assert!(html.contains("&lt;b&gt;Eve&lt;/b&gt; &amp; &quot;Co&quot;"), "{html}");
    assert!(!html.contains('<') && !html.contains("&amp;lt;"), "{html}");
}

#[test]
fn a_name_that_the_context_lacks_is_an_error() {
    for source in [
        "{{missing}}",
        "{{person.missing}}",
        "{{number missing}}",
        r#"{{t "duration-minutes" n=missing}}"#,
        "{{#each missing}}{{/each}}",
    ] {
        assert!(inline(source, Language::English, &json!({ "person": {} })).is_err(), "{source}");
    }
}

#[test]
fn helpers_write_in_the_readers_form_and_work_inside_each_other() {
    let context =
        json!({ "n": 1234.5, "share": 0.42, "at": 1_795_460_400_000_i64, "zone": "Asia/Almaty", "minutes": 65 });
    let source = "{{number n}}|{{signed n digits=0}}|{{percent share}}|{{date at}}|{{datetime at}}|{{time at zone=\"UTC\"}}|\
                  {{duration minutes}}|{{duration minutes long=true}}|{{#if (eq share 0.42)}}same{{/if}}|\
                  {{t \"mail-password-valid\" length=(duration minutes)}}";
    let english = inline(source, Language::English, &context).unwrap().replace('\u{a0}', " ");
    assert_eq!(
        english,
        "1,234.5|+1,234|42%|24 Nov 2026|24 Nov 2026, 00:00|19:00|1 h 5 min|1 hour 5 minutes|same|The link works once, for 1 h 5 min."
    );
    let russian = inline(source, Language::Russian, &context).unwrap().replace('\u{a0}', " ");
    assert_eq!(
        russian,
        "1 234,5|+1 234|42 %|24 ноября 2026|24 ноября 2026, 00:00|19:00|1 ч 5 мин|1 час 5 минут|same|Ссылка одноразовая. Срок действия: 1 ч 5 мин."
    );
}

#[test]
fn helpers_refuse_what_they_cannot_write() {
    let context = json!({ "text": "five", "nothing": null, "at": 0 });
    for source in [
        "{{number text}}",
        "{{signed nothing}}",
        "{{percent text}}",
        "{{date text}}",
        "{{datetime nothing}}",
        "{{duration text}}",
        "{{number at digits=\"two\"}}",
        "{{time at zone=\"Mars/Olympus\"}}",
        "{{asset \"no-such.css\"}}",
        "{{t text}}",
    ] {
        assert!(inline(source, Language::English, &context).is_err(), "{source}");
    }
}

#[test]
fn the_language_reaches_partials_inside_loops() {
    let renderer = Renderer::new().unwrap();
    let mut registry = renderer.speaking(Language::Russian).html.clone();
    registry.register_template_string("row", "{{duration this long=true}} ").unwrap();
    registry.register_template_string("list", "{{#each rows}}{{> row this}}{{/each}}").unwrap();
    let html = registry.render("list", &json!({ "rows": [1, 2] })).unwrap().replace('\u{a0}', " ");
    assert_eq!(html, "1 минута 2 минуты ");
}

#[test]
fn nothing_is_written_unescaped() {
    for path in Templates::iter() {
        let source = String::from_utf8(Templates::get(&path).unwrap().data.into_owned()).unwrap();
        assert!(place(&path).is_some(), "{path} is in no known place");
        // A chart is SVG that we draw ourselves.
        let escaped = source.replace("{{{chart}}}", "");
        assert!(!escaped.contains("{{{") && !escaped.contains("{{&"), "{path} writes something without escaping");
    }
}

#[test]
fn a_subject_is_one_line_whatever_the_names_in_it() {
    assert_eq!(
        one_line(" One question\r\nBcc: x@example.com\u{0}\u{85} from  Acme\n"),
        "One question Bcc: x@example.com from Acme"
    );
}

#[test]
fn templates_are_found_by_their_place() {
    for (path, expected) in [
        ("page/survey.hbs", Some((Kind::Html, "page/survey"))),
        ("partial/field.hbs", Some((Kind::Html, "field"))),
        ("mail/invitation/body.html.hbs", Some((Kind::Html, "mail/invitation/body"))),
        ("mail/invitation/subject.txt.hbs", Some((Kind::Text, "mail/invitation/subject"))),
        ("mail/partial/head.html.hbs", Some((Kind::Html, "mail/head"))),
        ("mail/readme.md", None),
        ("mail/body.hbs", None),
    ] {
        assert_eq!(place(path), expected.map(|(kind, name)| (kind, name.to_owned())), "{path}");
    }
}

#[test]
fn a_context_that_is_no_object_is_refused() {
    let renderer = Renderer::new().unwrap();
    assert!(renderer.mail("test_mail", "en", &7).unwrap_err().to_string().contains("must be an object"));
}
