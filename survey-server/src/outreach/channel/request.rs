//! The request to a provider: checked when it is saved, filled when a message goes out.

use serde_json::Value;
use url::Url;

use super::places::{fill, has};
use super::{ChannelInput, EMAIL, LINK};
use crate::callback::OutboundPolicy;
use crate::error::{Error, Problem};
use crate::store::channels::{Format, Method, Request};

/// Headers that the HTTP client sets, or that would change where the request goes.
const RESERVED: [&str; 6] = ["host", "content-length", "transfer-encoding", "connection", "content-type", "te"];
/// Most bytes of a request's texts together.
const MAX_BYTES: usize = 16 * 1024;
/// Most characters of a message: longer ones are a dozen text messages each.
const MAX_TEXT: usize = 1_000;

/// What fills the places.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The number or address.
    pub to: String,
    /// The words, with the link in them.
    pub text: String,
    /// The link.
    pub url: String,
    /// The company.
    pub company: String,
    /// The person's name; empty when it is not known.
    pub name: String,
    /// The language.
    pub locale: String,
    /// The same for every attempt, for providers that drop what they have seen.
    pub id: String,
    /// The channel's secret.
    pub secret: String,
}

impl Message {
    fn value(&self, name: &str) -> String {
        let value = match name {
            "to" => &self.to,
            "text" => &self.text,
            "url" => &self.url,
            "company" => &self.company,
            "name" => &self.name,
            "locale" => &self.locale,
            "id" => &self.id,
            _ => &self.secret,
        };
        value.clone()
    }
}

/// A request as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// How.
    pub method: Method,
    /// Where.
    pub url: String,
    /// Headers, with the body's type.
    pub headers: Vec<(String, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

/// Fills a request. The words of the message are built first: `text` may hold places itself.
pub fn call(request: &Request, message: &Message) -> Result<Call, String> {
    let plain = |name: &str| message.value(name);
    let encoded = |name: &str| {
        percent_encoding::utf8_percent_encode(&message.value(name), percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let url = fill(&request.url, &encoded)?;
    let mut headers = Vec::with_capacity(request.headers.len() + 1);
    for (name, value) in &request.headers {
        headers.push((name.clone(), fill(value, &plain)?));
    }
    let body = match (&request.body, request.format) {
        (Value::Null, _) => Vec::new(),
        (body, Format::Json) => {
            headers.push(("content-type".to_owned(), "application/json".to_owned()));
            filled(body, &plain)?.to_string().into_bytes()
        }
        (body, Format::Form) => {
            headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
            form(&filled(body, &plain)?).into_bytes()
        }
    };
    Ok(Call { method: request.method, url, headers, body })
}

/// The words of a message in a language, or the built-in ones.
pub fn words(request: &Request, locale: &str, built_in: &str, message: &Message) -> Result<String, String> {
    let short = locale.split(['-', '_']).next().unwrap_or(locale);
    let own = request.text.get(locale).or_else(|| request.text.get(short)).or_else(|| request.text.get(""));
    let text = fill(own.map_or(built_in, String::as_str), &|name| message.value(name))?;
    Ok(text.chars().take(MAX_TEXT).collect())
}

fn filled(value: &Value, with: &dyn Fn(&str) -> String) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => Value::String(fill(text, with)?),
        Value::Array(items) => Value::Array(items.iter().map(|item| filled(item, with)).collect::<Result<_, _>>()?),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, field)| Ok((name.clone(), filled(field, with)?)))
                .collect::<Result<_, String>>()?,
        ),
        other => other.clone(),
    })
}

fn form(body: &Value) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => form.append_pair(name, text),
            other => form.append_pair(name, &other.to_string()),
        };
    }
    form.finish()
}

/// Everything that is wrong with a channel, field by field.
pub(super) fn check(policy: &OutboundPolicy, input: &ChannelInput, has_secret: bool) -> Result<(), Error> {
    let mut problems = Vec::new();
    key(&input.key, &mut problems);
    if input.name.trim().is_empty() || input.name.chars().count() > 100 || input.name.chars().any(char::is_control) {
        problems.push(Problem::new("name", "must have 1 to 100 characters"));
    }
    let request = &input.request;
    let known = ["phone_number", "email", "external_id"].contains(&request.recipient.as_str());
    if !known && request.recipient.strip_prefix("properties.").is_none_or(str::is_empty) {
        let message = "must be phone_number, email, external_id or properties.NAME";
        problems.push(Problem::new("request.recipient", message));
    }
    if serde_json::to_string(request).map_or(0, |text| text.len()) > MAX_BYTES {
        problems.push(Problem::new("request", format!("is larger than {MAX_BYTES} bytes")));
    }
    for (name, value) in &request.headers {
        let path = format!("request.headers.{name}");
        let token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || !name.chars().all(token) {
            problems.push(Problem::new(&path, "is not the name of a header"));
        } else if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
            problems.push(Problem::new(&path, "is set by the server itself; leave it out"));
        }
        if value.chars().any(char::is_control) {
            problems.push(Problem::new(path, "holds a line break or another control character"));
        }
    }
    if request.format == Format::Form && !matches!(request.body, Value::Null | Value::Object(_)) {
        problems.push(Problem::new("request.body", "must be an object of fields, to be sent as a form"));
    }
    for (locale, text) in &request.text {
        if text.chars().count() > MAX_TEXT {
            problems
                .push(Problem::new(format!("request.text.{locale}"), format!("is longer than {MAX_TEXT} characters")));
        } else if !has(text, "url") && fill(text, &|_| String::new()).is_ok() {
            problems.push(Problem::new(
                format!("request.text.{locale}"),
                "lacks {{url}}: without the link nobody can answer",
            ));
        }
        if has(text, "text") || has(text, "secret") {
            problems.push(Problem::new(format!("request.text.{locale}"), "must not hold {{text}} or {{secret}}"));
        }
    }
    places(request, &mut problems);
    address(policy, request, &mut problems);
    carries(request, has_secret, &mut problems);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

fn key(key: &str, problems: &mut Vec<Problem>) {
    let fine = (1..=30).contains(&key.len())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-');
    if !fine {
        problems.push(Problem::new("key", "must be 1 to 30 lower-case letters, digits, - and _"));
    } else if key == EMAIL || key == LINK {
        problems.push(Problem::new("key", format!("{key} is there already")));
    }
}

/// Unknown places, wherever they stand.
fn places(request: &Request, problems: &mut Vec<Problem>) {
    let nothing = |_: &str| String::new();
    let texts = [("request.url".to_owned(), request.url.as_str())]
        .into_iter()
        .chain(request.headers.iter().map(|(name, value)| (format!("request.headers.{name}"), value.as_str())))
        .chain(request.text.iter().map(|(locale, text)| (format!("request.text.{locale}"), text.as_str())));
    for (path, text) in texts {
        if let Err(message) = fill(text, &nothing) {
            problems.push(Problem::new(path, message));
        }
    }
    if let Err(message) = filled(&request.body, &nothing) {
        problems.push(Problem::new("request.body", message));
    }
}

/// The address must be one that may be called, and what is filled in must not change whom it calls.
fn address(policy: &OutboundPolicy, request: &Request, problems: &mut Vec<Problem>) {
    let with = |word: &'static str| fill(&request.url, &move |_: &str| word.to_owned()).ok();
    let (Some(one), Some(other)) = (with("one"), with("another")) else { return };
    match policy.vet(&one) {
        Err(refused) => problems.push(Problem::new("request.url", refused.to_string())),
        Ok(url) => {
            let origin = |text: &str| Url::parse(text).map(|url| url.origin().ascii_serialization());
            if origin(&other) != Ok(url.origin().ascii_serialization()) {
                problems.push(Problem::new("request.url", "must not have a place before the path"));
            }
        }
    }
}

/// The message must carry the words and the recipient, or nobody is reached.
fn carries(request: &Request, has_secret: bool, problems: &mut Vec<Problem>) {
    let mut texts = vec![request.url.clone()];
    texts.extend(request.headers.values().cloned());
    collect(&request.body, &mut texts);
    let holds = |name: &str| texts.iter().any(|text| has(text, name));
    if !holds("to") {
        problems.push(Problem::new("request", "has no {{to}}: the provider must learn whom to write to"));
    }
    if !holds("text") && !holds("url") {
        problems.push(Problem::new("request", "has neither {{text}} nor {{url}}: the message would say nothing"));
    }
    if holds("secret") && !has_secret {
        problems.push(Problem::new("secret", "is missing, and the request has {{secret}}"));
    }
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, texts)),
        _ => {}
    }
}
