//! Places, requests, and what is refused when a channel is saved.

use serde_json::json;

use super::*;
use crate::store::channels::Format;

fn sample() -> Request {
    serde_json::from_value(json!({
        "url": "https://sms.example/send?to={{to}}",
        "headers": {"Authorization": "Bearer {{secret}}"},
        "body": {"message": "{{text}}", "ids": ["{{id}}"], "flash": false},
    }))
    .unwrap()
}

fn message() -> Message {
    Message {
        to: "+77010000000".to_owned(),
        text: "How was it? {{secret}} https://nps.example/s/T".to_owned(),
        url: "https://nps.example/s/T".to_owned(),
        company: "A & B \"C\"".to_owned(),
        name: "{{secret}}".to_owned(),
        locale: "ru".to_owned(),
        id: "42".to_owned(),
        secret: "s3cret".to_owned(),
    }
}

fn input(request: Request) -> ChannelInput {
    ChannelInput {
        key: "sms".to_owned(),
        name: "Text messages".to_owned(),
        request,
        secret: None,
        active: true,
        version: None,
    }
}

#[test]
fn a_request_is_filled_and_what_goes_in_is_not_read_again() {
    let call = call(&sample(), &message()).unwrap();
    assert_eq!(call.url, "https://sms.example/send?to=%2B77010000000");
    assert!(call.headers.contains(&("Authorization".to_owned(), "Bearer s3cret".to_owned())), "{call:?}");
    let body: Value = serde_json::from_slice(&call.body).unwrap();
    // The text holds what looks like a place: a customer's name could too.
    assert_eq!(
        body,
        json!({"message": "How was it? {{secret}} https://nps.example/s/T", "ids": ["42"], "flash": false})
    );
}

#[test]
fn a_form_is_encoded() {
    let mut form = sample();
    form.format = Format::Form;
    form.body = json!({"To": "{{to}}", "Body": "{{company}}"});
    let call = call(&form, &message()).unwrap();
    assert_eq!(String::from_utf8(call.body).unwrap(), "Body=A+%26+B+%22C%22&To=%2B77010000000");
    assert!(call.headers.iter().any(|(_, value)| value == "application/x-www-form-urlencoded"));
}

#[test]
fn words_are_those_of_the_language_or_the_built_in_ones() {
    let mut own = sample();
    own.text = [("ru".to_owned(), "{{company}}: {{url}}".to_owned())].into();
    assert_eq!(words(&own, "ru-RU", "built in", &message()).unwrap(), "A & B \"C\": https://nps.example/s/T");
    assert_eq!(words(&own, "de", "built in", &message()).unwrap(), "built in");
}

/// Something that makes a sound channel unsound.
type Change = Box<dyn FnOnce(&mut ChannelInput)>;

/// The path of the first problem and its words.
fn refused(change: impl FnOnce(&mut ChannelInput)) -> (String, String) {
    let mut input = input(sample());
    change(&mut input);
    let policy = OutboundPolicy::default();
    match request::check(&policy, &input, true) {
        Err(Error::Invalid(problems)) => (problems[0].path.clone(), problems[0].message.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_channel_that_cannot_be_sent_is_refused_with_the_field() {
    assert!(request::check(&OutboundPolicy::default(), &input(sample()), true).is_ok());
    let cases: [(&str, Change); 13] = [
        ("key", Box::new(|input| input.key = "email".to_owned())),
        ("key", Box::new(|input| input.key = "Мой".to_owned())),
        ("name", Box::new(|input| input.name = " ".to_owned())),
        ("request.recipient", Box::new(|input| input.request.recipient = "shoe_size".to_owned())),
        ("request.url", Box::new(|input| input.request.url = "https://127.0.0.1/?to={{to}}".to_owned())),
        ("request.url", Box::new(|input| input.request.url = "https://{{to}}.example/".to_owned())),
        ("request.url", Box::new(|input| input.request.url = "https://a.example/{{number}}".to_owned())),
        (
            "request.headers.Host",
            Box::new(|input| {
                input.request.headers.insert("Host".to_owned(), "inside".to_owned());
            }),
        ),
        (
            "request.headers.X",
            Box::new(|input| {
                input.request.headers.insert("X".to_owned(), "a\r\nb: c".to_owned());
            }),
        ),
        ("request.body", Box::new(|input| input.request.body = json!({"text": "{{#each}}"}))),
        ("request", Box::new(|input| input.request.body = Value::Null)),
        ("request", Box::new(|input| input.request.url = "https://sms.example/".to_owned())),
        (
            "request.text.ru",
            Box::new(|input| {
                input.request.text.insert("ru".to_owned(), "Как всё прошло?".to_owned());
            }),
        ),
    ];
    for (path, change) in cases {
        let (found, message) = refused(change);
        assert_eq!(found, path, "{message}");
    }
}
