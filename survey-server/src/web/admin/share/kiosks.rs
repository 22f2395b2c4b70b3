//! The tablets of a survey: set up, their links, what they last said.

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use serde_json::Value;

use super::{Typed, page, pairs, sentences, survey_of};
use crate::clock::Cx;
use crate::error::Error;
use crate::response::kiosk::{self, Setup};
use crate::store::kiosks::Kiosk;
use crate::store::{Id, Time, surveys};
use crate::web::admin::error::AdminResult;
use crate::web::admin::form::Form;
use crate::web::admin::member::Member;

/// The fields that can be wrong.
const FIELDS: [&str; 5] = ["name", "properties", "locales", "return_secs", "pin"];
/// How long the thanks stay unless somebody says otherwise.
const RETURN_SECS: i32 = 8;
/// A tablet that said nothing for so long is away, in seconds.
const AWAY_SECS: i64 = 900;

/// One tablet in the list.
#[derive(Serialize)]
pub(super) struct Line {
    id: Id,
    name: String,
    about: String,
    link: String,
    qr: String,
    seen_at: Option<Time>,
    away: bool,
    waiting: i32,
    refused: i32,
}

impl Line {
    pub(super) fn of(cx: &Cx, kiosk: Kiosk) -> Self {
        let path = format!("/k/{}", kiosk::token(cx, &kiosk));
        let value = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut about: Vec<String> =
            kiosk.properties.0.iter().map(|(name, is)| format!("{name}: {}", value(is))).collect();
        about.push(kiosk.locales.0.join(", "));
        Line {
            id: kiosk.id,
            about: about.join(" · "),
            link: cx.url(&path),
            qr: format!("{path}/qr.svg"),
            away: kiosk.seen_at.is_none_or(|seen| seen < cx.now.plus_secs(-AWAY_SECS)),
            seen_at: kiosk.seen_at,
            waiting: kiosk.waiting,
            refused: kiosk.refused,
            name: kiosk.name,
        }
    }
}

/// A tablet about to be set up, as its form shows it.
#[derive(Serialize)]
pub(super) struct Setting {
    name: String,
    properties: String,
    languages: Vec<Offered>,
    return_secs: String,
    example: String,
}

#[derive(Serialize)]
struct Offered {
    tag: String,
    checked: bool,
}

impl Setting {
    /// A blank one, in the workspace's language.
    pub(super) fn new(spoken: Vec<String>, own: &str, dimensions: &[String]) -> Self {
        let first = if spoken.iter().any(|tag| tag == own) {
            own.to_owned()
        } else {
            spoken.first().cloned().unwrap_or_default()
        };
        Setting {
            name: String::new(),
            properties: String::new(),
            languages: spoken.into_iter().map(|tag| Offered { checked: tag == first, tag }).collect(),
            return_secs: RETURN_SECS.to_string(),
            example: format!("{}=Kazan", dimensions.first().map_or("branch", String::as_str)),
        }
    }

    fn typed(form: &Form, spoken: &[String]) -> Self {
        let chosen = form.all("locales");
        let offered = |tag: &String| Offered { tag: tag.clone(), checked: chosen.contains(tag) };
        Setting {
            name: form.text("name"),
            properties: form.text("properties"),
            languages: spoken.iter().map(offered).collect(),
            return_secs: form.text("return_secs"),
            example: "branch=Kazan".to_owned(),
        }
    }
}

/// POST /admin/surveys/{key}/share/kiosks
pub async fn create(member: Member, key: web::Path<String>, form: Form) -> AdminResult {
    let wanted = key.clone();
    let (row, own, spoken) = member
        .read(move |conn, cx| {
            let row = survey_of(conn, cx, &wanted)?;
            let definition = surveys::definition(conn, cx.workspace, row.id, row.version)?;
            let own = crate::store::workspaces::load(conn, cx.workspace)?.settings.0.language.clone();
            Ok((row, own, definition.languages().into_iter().map(str::to_owned).collect::<Vec<_>>()))
        })
        .await?;
    let mut locales = form.all("locales");
    // The workspace's own language is that of the start, where it is offered.
    locales.sort_by_key(|tag| *tag != own);
    let setup = Setup {
        name: form.text("name"),
        properties: pairs(&form.text("properties"), &[',', '\n']),
        locales,
        return_secs: form.number("return_secs").unwrap_or_default(),
        pin: form.text("pin"),
    };
    let tags = spoken.clone();
    let checked = web::block(move || setup.check(&tags.iter().map(String::as_str).collect::<Vec<_>>()));
    match checked.await.map_err(Error::internal)? {
        Ok(checked) => {
            let actor = member.actor();
            member.write(move |conn, cx| kiosk::create(conn, cx, &row, checked, &actor)).await?;
            Ok(member.done(&address(&key), "kiosk-created"))
        }
        Err(Error::Invalid(problems)) => {
            let problems = sentences(&member, &problems, &FIELDS)?;
            let typed = Typed { kiosk: Some(Setting::typed(&form, &spoken)), problems, ..Typed::default() };
            page(&member, &key, "", StatusCode::UNPROCESSABLE_ENTITY, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// POST /admin/surveys/{key}/share/kiosks/{id}/link
pub async fn replace(member: Member, path: web::Path<(String, String)>, _form: Form) -> AdminResult {
    let (key, id) = path.into_inner();
    let (id, actor) = (id_of(&id)?, member.actor());
    member.write(move |conn, cx| kiosk::replace_link(conn, cx, id, &actor)).await?;
    Ok(member.done(&address(&key), "kiosk-replaced"))
}

/// POST /admin/surveys/{key}/share/kiosks/{id}/remove
pub async fn remove(member: Member, path: web::Path<(String, String)>, _form: Form) -> AdminResult {
    let (key, id) = path.into_inner();
    let (id, actor) = (id_of(&id)?, member.actor());
    member.write(move |conn, cx| kiosk::remove(conn, cx, id, &actor)).await?;
    Ok(member.done(&address(&key), "kiosk-removed"))
}

fn address(key: &str) -> String {
    format!("/admin/surveys/{key}/share#kiosks")
}

fn id_of(text: &str) -> Result<Id, Error> {
    text.parse().map_err(|_not_an_id| Error::NotFound("kiosk"))
}
