//! `POST /v1/people`.

use actix_web::HttpResponse;
use serde_json::{Value, json};
use survey_core::outreach::Decision;

use crate::outreach::ask::{self, AskInput, Verdict};
use crate::store::Time;
use crate::web::api::{links, shape};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields};
use crate::web::error::ApiResult;

/// Adds or updates a person and asks them.
///
/// The person is found by `email`, `phone_number` or `external_id`; absent fields stay as they are. They are asked by
/// the default survey, or by `survey`, after `delay` seconds, unless `send` is false. `channel` is
/// `email`, a channel of the workspace such as `sms`, or `link`: then nothing is sent, and the answer has the `links` that
/// the shop passes on. Where the policy does not let
/// them be asked, `survey_scheduled_at` is null and `survey_decision` says why.
#[utoipa::path(
    post, path = "/v1/people", tag = "people", operation_id = "create_person",
    request_body = shape::PersonWrite,
    responses((status = 200, body = shape::PersonAsked), (status = 422, body = shape::Refused)),
)]
pub async fn create(program: Program, body: Body) -> ApiResult {
    let input = read(body.fields()?)?;
    let renderer = program.app.renderer.clone();
    let (person, verdict, links) = program
        .write_racing(move |conn, cx| {
            let (person, verdict) = ask::ask(conn, cx, &input)?;
            let planned = if let Verdict::Decided(planned) = &verdict { Some(planned) } else { None };
            let links = links::of(conn, cx, &renderer, planned)?;
            Ok((person, verdict, links))
        })
        .await?;
    let mut answer = super::fields_of(&person);
    answer.insert("properties".into(), json!(person.properties));
    answer.insert("survey_scheduled_at".into(), json!(scheduled_at(&verdict)));
    answer.insert("survey_decision".into(), decision(&verdict));
    answer.insert("links".into(), links);
    Ok(HttpResponse::Ok().json(answer))
}

fn read(mut fields: Fields) -> Result<AskInput, crate::error::Error> {
    let person = super::input(&mut fields);
    let input = AskInput {
        person,
        survey: fields.text("survey"),
        delay_secs: fields.integer("delay"),
        channel: fields.text("channel"),
        record_only: fields.flag("send") == Some(false),
    };
    fields.finish()?;
    Ok(input)
}

fn scheduled_at(verdict: &Verdict) -> Option<i64> {
    match verdict {
        Verdict::Decided(planned) => match planned.decision {
            Decision::Ask { at } => Some(Time::from(at).secs()),
            Decision::Refuse { .. } => None,
        },
        Verdict::RecordOnly | Verdict::NoChannel(_) => None,
    }
}

fn decision(verdict: &Verdict) -> Value {
    match verdict {
        Verdict::RecordOnly => Value::Null,
        Verdict::NoChannel(why) => json!({
            "outcome": "refused",
            "survey": null,
            "send_at": null,
            "reason": "no_channel",
            "rule": why,
            "next_eligible_at": null,
        }),
        Verdict::Decided(planned) => super::decision(planned),
    }
}
