//! Channels: providers of text messages and messengers, as configuration.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use serde_json::{Value, json};

use crate::error::{Error, Problem};
use crate::outreach::ask::{self, AskInput, Verdict};
use crate::outreach::channel::{self, ChannelInput, places};
use crate::outreach::person::PersonInput;
use crate::store::channels::{self, Channel, Format, Method, Request};
use crate::web::admin::error::{AdminError, AdminResult};
use crate::web::admin::form::Form;
use crate::web::admin::frame::Room;
use crate::web::admin::member::Member;
use crate::web::body;

const PATH: &str = "/admin/settings/channels";

/// Providers that people ask for, as a start: the key of the preset, and its request.
const PRESETS: [(&str, &str); 4] = [
    (
        "json",
        r#"{"url":"https://","headers":{"Authorization":"Bearer {{secret}}"},"body":{"to":"{{to}}","text":"{{text}}"}}"#,
    ),
    (
        "twilio",
        r#"{"url":"https://api.twilio.com/2010-04-01/Accounts/ACCOUNT_SID/Messages.json","headers":{"Authorization":"Basic {{secret}}"},"format":"form","body":{"To":"{{to}}","From":"YOUR_NUMBER","Body":"{{text}}"}}"#,
    ),
    (
        "vonage",
        r#"{"url":"https://rest.nexmo.com/sms/json","body":{"from":"SHOP","to":"{{to}}","text":"{{text}}","api_key":"YOUR_KEY","api_secret":"{{secret}}"},"refused_when":"\"error-text\""}"#,
    ),
    (
        "whatsapp",
        r#"{"url":"https://graph.facebook.com/v23.0/PHONE_NUMBER_ID/messages","headers":{"Authorization":"Bearer {{secret}}"},"body":{"messaging_product":"whatsapp","to":"{{to}}","type":"template","template":{"name":"survey","language":{"code":"{{locale}}"},"components":[{"type":"body","parameters":[{"type":"text","text":"{{company}}"},{"type":"text","text":"{{url}}"}]}]}}}"#,
    ),
];

#[derive(Serialize)]
struct Content {
    channels: Vec<Line>,
    presets: Vec<&'static str>,
    places: Vec<String>,
    edit: Edit,
    problems: Vec<Problem>,
    problem_count: usize,
}

#[derive(Serialize)]
struct Line {
    key: String,
    name: String,
    host: String,
    active: bool,
    selected: bool,
}

/// The form, as it was typed or as it is kept.
#[derive(Serialize)]
struct Edit {
    is_new: bool,
    key: String,
    name: String,
    recipient: String,
    method: &'static str,
    url: String,
    headers: String,
    form: bool,
    body: String,
    text: String,
    refused_when: String,
    has_secret: bool,
    active: bool,
    version: i32,
}

impl Edit {
    fn of(key: &str, name: &str, request: &Request, kept: Option<&Channel>) -> Self {
        let lines = |pairs: &BTreeMap<String, String>| {
            pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
        };
        Edit {
            is_new: kept.is_none(),
            key: key.to_owned(),
            name: name.to_owned(),
            recipient: request.recipient.clone(),
            method: request.method.as_str(),
            url: request.url.clone(),
            headers: lines(&request.headers),
            form: request.format == Format::Form,
            body: match &request.body {
                Value::Null => String::new(),
                body => serde_json::to_string_pretty(body).unwrap_or_default(),
            },
            text: lines(&request.text),
            refused_when: request.refused_when.clone().unwrap_or_default(),
            has_secret: kept.is_some_and(|kept| kept.secret.is_some()),
            active: kept.is_none_or(|kept| kept.active),
            version: kept.map_or(0, |kept| kept.version),
        }
    }

    /// The form again with what was typed into it.
    fn typed(form: &Form, kept: Option<&Channel>) -> Self {
        Edit {
            is_new: kept.is_none(),
            key: form.text("key"),
            name: form.text("name"),
            recipient: form.text("recipient"),
            method: method(form).as_str(),
            url: form.text("url"),
            headers: form.raw("headers").to_owned(),
            form: form.text("format") == "form",
            body: form.raw("body").to_owned(),
            text: form.raw("text").to_owned(),
            refused_when: form.text("refused_when"),
            has_secret: kept.is_some_and(|kept| kept.secret.is_some()),
            active: !form.text("active").is_empty(),
            version: form.number("version").unwrap_or_default(),
        }
    }
}

/// GET /admin/settings/channels: the one of `?channel=`, or a new one from a preset.
pub async fn show(member: Member, request: HttpRequest) -> AdminResult {
    let mut query = body::query(&request);
    let (wanted, preset) = (query.text("channel"), query.text("preset").unwrap_or_default());
    let kept = match wanted {
        Some(key) => member.read(move |conn, cx| channels::find(conn, cx.workspace, &key)).await?,
        None => None,
    };
    let edit = match &kept {
        Some(kept) => Edit::of(&kept.key, &kept.name, &kept.request.0, Some(kept)),
        None => {
            let chosen = PRESETS.iter().find(|(key, _)| *key == preset).or(PRESETS.first());
            let request = chosen.map(|(_, request)| serde_json::from_str(request)).transpose();
            let request: Option<Request> = request.map_err(Error::internal)?;
            request.map_or_else(|| Edit::of("", "", &nothing(), None), |request| Edit::of("sms", "", &request, None))
        }
    };
    page(&member, StatusCode::OK, edit, Vec::new()).await
}

fn nothing() -> Request {
    Request {
        recipient: "phone_number".to_owned(),
        method: Method::Post,
        url: String::new(),
        headers: BTreeMap::new(),
        format: Format::Json,
        body: Value::Null,
        text: BTreeMap::new(),
        refused_when: None,
    }
}

async fn page(
    member: &Member,
    status: StatusCode,
    edit: Edit,
    problems: Vec<Problem>,
) -> Result<HttpResponse, AdminError> {
    let rows = member.read(|conn, cx| channels::list(conn, cx.workspace)).await?;
    let line = |row: Channel| Line {
        host: row.request.0.url.split('/').nth(2).unwrap_or_default().to_owned(),
        selected: !edit.is_new && row.key == edit.key,
        key: row.key,
        name: row.name,
        active: row.active,
    };
    let content = Content {
        channels: rows.into_iter().map(line).collect(),
        presets: PRESETS.iter().map(|(key, _)| *key).collect(),
        places: places::NAMES.iter().map(|name| format!("{{{{{name}}}}}")).collect(),
        problem_count: problems.len(),
        problems,
        edit,
    };
    member.page(Room::Settings, "settings_channels", status, &content).await
}

/// POST /admin/settings/channels
pub async fn save(member: Member, form: Form) -> AdminResult {
    let key = form.text("key");
    let wanted = key.clone();
    let kept = member.read(move |conn, cx| channels::find(conn, cx.workspace, &wanted)).await?;
    let saved = match read(&form) {
        Ok(input) => {
            let (policy, actor) = (member.app.config.outbound.clone(), member.actor());
            member.write(move |conn, cx| channel::save(conn, cx, &policy, &input, &actor)).await
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    match saved {
        Ok(channel) => Ok(member.done(&format!("{PATH}?channel={}", channel.key), "channel-saved")),
        Err(Error::Invalid(problems)) => {
            let edit = Edit::typed(&form, kept.as_ref());
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, edit, problems).await
        }
        Err(Error::Conflict { message, .. }) => {
            let edit = Edit::typed(&form, kept.as_ref());
            page(&member, StatusCode::CONFLICT, edit, vec![Problem::new("", message)]).await
        }
        Err(error) => Err(error.into()),
    }
}

fn method(form: &Form) -> Method {
    match form.text("method").as_str() {
        "PUT" => Method::Put,
        "GET" => Method::Get,
        _ => Method::Post,
    }
}

/// What was typed, as a channel.
fn read(form: &Form) -> Result<ChannelInput, Vec<Problem>> {
    let mut problems = Vec::new();
    let typed = form.raw("body").trim();
    let body = if typed.is_empty() { Ok(Value::Null) } else { serde_json::from_str(typed) };
    let body = body.unwrap_or_else(|error| {
        problems.push(Problem::new("request.body", format!("is not JSON: {error}")));
        Value::Null
    });
    let mut pairs = |name: &str, wants: &str| {
        let mut found = BTreeMap::new();
        for (at, line) in form.raw(name).lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match line.split_once(':') {
                Some((key, value)) => {
                    found.insert(key.trim().to_owned(), value.trim().to_owned());
                }
                None => problems.push(Problem::new(format!("request.{name}"), format!("line {}: {wants}", at + 1))),
            }
        }
        found
    };
    let headers = pairs("headers", "write it as Name: value");
    let text = pairs("text", "write it as language: message, such as en: …");
    let request = Request {
        recipient: form.text("recipient"),
        method: method(form),
        url: form.text("url"),
        headers,
        format: if form.text("format") == "form" { Format::Form } else { Format::Json },
        body,
        text,
        refused_when: Some(form.text("refused_when")).filter(|mark| !mark.is_empty()),
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let key = form.text("key");
    Ok(ChannelInput {
        name: Some(form.text("name")).filter(|name| !name.is_empty()).unwrap_or_else(|| key.clone()),
        key,
        request,
        secret: Some(form.text("secret")).filter(|secret| !secret.is_empty()),
        active: !form.text("active").is_empty(),
        version: form.number("version").filter(|version| *version > 0),
    })
}

/// POST /admin/settings/channels/{key}/test: asks the given number by the default survey, as a customer is asked.
pub async fn test(member: Member, key: web::Path<String>, form: Form) -> AdminResult {
    let key = key.into_inner();
    let path = format!("{PATH}?channel={key}");
    let (wanted, to) = (key.clone(), form.text("to"));
    let asked = member
        .write(move |conn, cx| {
            let found = channels::find(conn, cx.workspace, &wanted)?.ok_or(Error::NotFound("channel"))?;
            let input =
                AskInput { person: person(&found.request.0, &to), channel: Some(wanted), ..AskInput::default() };
            Ok(ask::ask(conn, cx, &input)?.1)
        })
        .await;
    match asked {
        Ok(Verdict::Decided(planned)) if planned.invitation.is_some() => Ok(member.done(&path, "channel-tested")),
        Ok(_) => Ok(member.done(&path, "not-channel-tested")),
        Err(Error::Invalid(problems)) => {
            let kept = member.read(move |conn, cx| channels::find(conn, cx.workspace, &key)).await?;
            let kept = kept.ok_or(Error::NotFound("channel"))?;
            let edit = Edit::of(&kept.key, &kept.name, &kept.request.0, Some(&kept));
            page(&member, StatusCode::UNPROCESSABLE_ENTITY, edit, problems).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whom a test goes to: the field that the channel takes, filled with what was typed.
fn person(request: &Request, to: &str) -> PersonInput {
    let mut input = PersonInput::default();
    let to = to.to_owned();
    match request.recipient.as_str() {
        "phone_number" => input.phone = Some(to),
        "email" => input.email = Some(to),
        "external_id" => input.external_id = Some(to),
        other => {
            let name = other.strip_prefix("properties.").unwrap_or(other);
            input.external_id = Some(format!("test {to}"));
            input.properties = json!({name: to}).as_object().cloned().unwrap_or_default();
        }
    }
    input
}

/// POST /admin/settings/channels/{key}/remove
pub async fn remove(member: Member, key: web::Path<String>, _form: Form) -> AdminResult {
    let (key, actor) = (key.into_inner(), member.actor());
    member.write(move |conn, cx| channel::remove(conn, cx, &key, &actor)).await?;
    Ok(member.done(PATH, "channel-removed"))
}
