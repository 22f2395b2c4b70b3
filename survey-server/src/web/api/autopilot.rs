//! `autopilot/{platform}`: asking everyone once per cadence; who is a member.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Map, Value, json};

use super::table::Table;
use super::{listing, shape};
use crate::clock::Cx;
use crate::error::Error;
use crate::outreach::autopilot::turn::days_of;
use crate::outreach::autopilot::{self, membership};
use crate::outreach::person::{self, PersonInput};
use crate::store::autopilot_members::{self, Member, Platform};
use crate::store::invitations::{self, State};
use crate::store::people::{self, Person};
use crate::store::workspaces::{self, Autopilot};
use crate::store::{Conn, Time};
use crate::web::auth::Program;
use crate::web::body::{Body, Fields, query};
use crate::web::error::ApiResult;
use crate::web::link_header;

/// Registers them.
pub fn routes(table: &mut Table) {
    table.on(__path_show, show);
    table.on(__path_set, set);
    table.on(__path_list, list);
    table.on(__path_join, join);
    table.on(__path_leave, leave);
}

fn platform(word: &str) -> Result<Platform, Error> {
    Platform::from_word(word).ok_or(Error::NotFound("autopilot; there is email and sms"))
}

/// How an autopilot is set.
///
/// `frequency` is the number of seconds from one survey of a member to the next.
#[utoipa::path(
    get, path = "/v1/autopilot/{platform}", tag = "autopilot", operation_id = "get_autopilot",
    params(("platform" = String, Path, description = "email or sms")),
    responses((status = 200, body = shape::Autopilot), (status = 404, body = shape::Refused)),
)]
pub async fn show(program: Program, word: web::Path<String>) -> ApiResult {
    let platform = platform(&word)?;
    let (workspace, now) = program.read(|conn, cx| Ok((workspaces::load(conn, cx.workspace)?, cx.now))).await?;
    Ok(HttpResponse::Ok().json(shown(platform, &workspace.settings.0.autopilot, now)))
}

fn shown(platform: Platform, autopilot: &Autopilot, now: Time) -> Value {
    let at = |time: Option<Time>| time.unwrap_or(now).secs();
    json!({
        "platform_id": platform.word(),
        // Text messages have no autopilot of their own: its members are kept and nobody is asked.
        "active": autopilot.active && platform == Platform::Email,
        "frequency": i64::from(autopilot.every_days) * 86_400,
        "created_at": at(autopilot.created_at),
        "updated_at": at(autopilot.updated_at),
        "survey": autopilot.survey,
        "weekdays": autopilot.weekdays,
        "from_hour": autopilot.from_hour,
        "until_hour": autopilot.until_hour,
    })
}

/// Sets the autopilot for mails.
///
/// What the body does not name stays. With another `frequency`, other days or hours, every member gets another turn;
/// switched off, the surveys that it planned are taken back.
#[utoipa::path(
    put, path = "/v1/autopilot/{platform}", tag = "autopilot", operation_id = "set_autopilot",
    params(("platform" = String, Path, description = "email")),
    request_body = shape::AutopilotWrite,
    responses((status = 200, body = shape::Autopilot), (status = 422, body = shape::Refused)),
)]
pub async fn set(program: Program, word: web::Path<String>, body: Body) -> ApiResult {
    let platform = platform(&word)?;
    let mut fields = body.fields()?;
    if platform == Platform::Sms {
        fields.problem("platform", "there is no autopilot for text messages; set the one for email");
    }
    let active = fields.flag("active");
    let every_days = fields.integer("frequency").map(|seconds| days_of(seconds).unwrap_or(0));
    if every_days == Some(0) {
        fields.problem("frequency", "must be whole days in seconds, such as 7862400 for 91 days");
    }
    let survey = fields.text("survey");
    let weekdays = fields.typed("weekdays");
    let (from, until) = (fields.typed::<u8>("from_hour"), fields.typed::<u8>("until_hour"));
    fields.finish()?;
    let actor = program.actor();
    let (autopilot, now) = program
        .write(move |conn, cx| {
            let before = workspaces::lock(conn, cx.workspace)?.settings.0.autopilot;
            let wanted = Autopilot {
                active: active.unwrap_or(before.active),
                survey: survey.or(before.survey.clone()),
                every_days: every_days.unwrap_or(before.every_days),
                weekdays: weekdays.unwrap_or(before.weekdays),
                from_hour: from.unwrap_or(before.from_hour),
                until_hour: until.unwrap_or(before.until_hour),
                ..before
            };
            let set = autopilot::configure(conn, cx, &wanted, &actor).map_err(|error| match error {
                Error::Invalid(problems) => Error::Invalid(
                    problems
                        .into_iter()
                        .map(|mut problem| {
                            if problem.path == "every_days" {
                                "frequency".clone_into(&mut problem.path);
                            }
                            problem
                        })
                        .collect(),
                ),
                other => other,
            })?;
            Ok((set, cx.now))
        })
        .await?;
    Ok(HttpResponse::Ok().json(shown(platform, &autopilot, now)))
}

/// Lists the members in the order in which they joined.
///
/// With `person_id`, `person_email` or `person_phone_number` only that one. The next page is in the `Link` header.
#[utoipa::path(
    get, path = "/v1/autopilot/{platform}/memberships", tag = "autopilot", operation_id = "list_autopilot_members",
    params(
        ("platform" = String, Path, description = "email or sms"),
        ("per_page" = Option<i64>, Query, description = "20, at most 100"),
        ("person_id" = Option<String>, Query, description = "Only this person"),
        ("person_email" = Option<String>, Query, description = "Only the person with this address"),
        ("person_phone_number" = Option<String>, Query, description = "Only the person with this number"),
        ("cursor" = Option<String>, Query, description = "From the Link header"),
    ),
    responses((status = 200, body = Vec<shape::AutopilotMember>), (status = 422, body = shape::Refused)),
)]
pub async fn list(program: Program, word: web::Path<String>, request: HttpRequest) -> ApiResult {
    let platform = platform(&word)?;
    let mut fields = query(&request);
    let limit = fields.per_page();
    let names = names(&mut fields);
    let after = listing::after(&mut fields);
    fields.finish()?;
    let (rows, next) = program
        .read(move |conn, cx| {
            let mut found = match names.first() {
                Some((_, name)) => {
                    let person = person::find_by_name(conn, cx.workspace, name)?;
                    match person {
                        Some(person) => autopilot_members::find(conn, cx.workspace, platform, person.id)?,
                        None => None,
                    }
                    .into_iter()
                    .collect()
                }
                None => autopilot_members::list(conn, cx.workspace, platform, after, limit + 1)?,
            };
            let more = found.len() as i64 > limit;
            found.truncate(limit as usize);
            let next = found.last().filter(|_| more).map(|last| listing::place(last.created_at, last.person_id));
            Ok((members(conn, cx, &found)?, next))
        })
        .await?;
    let mut answer = HttpResponse::Ok();
    if let Some(cursor) = next {
        answer.insert_header((header::LINK, link_header::next(&request, &program.cx(), &[("cursor", &cursor)])));
    }
    Ok(answer.json(rows))
}

/// The people that a request names: the field, and the name by which they are found.
fn names(fields: &mut Fields) -> Vec<(&'static str, String)> {
    let mut names = Vec::new();
    if let Some(id) = fields.text("person_id") {
        names.push(("person_id", id));
    }
    if let Some(email) = fields.text("person_email") {
        names.push(("person_email", format!("email:{email}")));
    }
    if let Some(phone) = fields.text("person_phone_number") {
        names.push(("person_phone_number", format!("phone_number:{phone}")));
    }
    names
}

fn members(conn: &mut Conn, cx: &Cx, found: &[Member]) -> Result<Vec<Value>, Error> {
    let ids: Vec<_> = found.iter().map(|member| member.person_id).collect();
    let people = people::list_by_ids(conn, cx.workspace, &ids)?;
    let ids: Vec<_> = found.iter().filter_map(|member| member.invitation_id).collect();
    let planned = invitations::list_by_ids(conn, cx.workspace, &ids)?;
    let active = workspaces::load(conn, cx.workspace)?.settings.0.autopilot.active;
    let row =
        |member: &Member| {
            let person = people.iter().find(|person| person.id == member.person_id)?;
            let waiting = planned
                .iter()
                .find(|row| Some(row.id) == member.invitation_id && row.state == State::Planned)
                .map(|row| (row.id, row.created_at, row.send_at));
            let turn = (active && member.platform == Platform::Email && member.next_at != membership::NO_TURN)
                .then_some((member.id, member.updated_at, member.next_at));
            let next = waiting.or(turn).map(|(id, made, at)| {
                json!({
                    "id": id,
                    "created_at": made.secs(),
                    "survey_scheduled_at": at.secs(),
                    "properties": member.properties,
                })
            });
            Some(json!({
                "created_at": member.created_at.secs(),
                "updated_at": member.updated_at.secs(),
                "person": person_of(cx, person),
                "next_survey_request": next,
            }))
        };
    Ok(found.iter().filter_map(row).collect())
}

fn person_of(cx: &Cx, person: &Person) -> Value {
    let last_sent = person.last_asked_at.filter(|at| *at <= cx.now).map(Time::secs);
    json!({
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "created_at": person.created_at.secs(),
        "phone_number": person.phone,
        "last_sent_at": last_sent,
    })
}

/// Makes a person a member.
///
/// The person is found by `person_id`, or by `person_email` or `person_phone_number`, by which they are also added.
/// `properties` go with their surveys and replace those of before.
#[utoipa::path(
    post, path = "/v1/autopilot/{platform}/memberships", tag = "autopilot", operation_id = "add_autopilot_member",
    params(("platform" = String, Path, description = "email or sms")),
    request_body = shape::AutopilotMemberWrite,
    responses((status = 200, body = shape::AutopilotJoined), (status = 422, body = shape::Refused)),
)]
pub async fn join(program: Program, word: web::Path<String>, body: Body) -> ApiResult {
    let platform = platform(&word)?;
    let mut fields = body.fields()?;
    let properties = fields.object("properties").unwrap_or_default();
    let id = fields.text("person_id");
    let input = PersonInput {
        email: fields.text("person_email"),
        phone: fields.text("person_phone_number"),
        name: fields.text("person_name"),
        locale: properties.get("locale").and_then(Value::as_str).map(str::to_owned),
        ..PersonInput::default()
    };
    if id.is_none() && input.email.is_none() && input.phone.is_none() {
        fields.problem("person_email", "is missing; name the person by it, person_id or person_phone_number");
    }
    fields.finish()?;
    let answer = program
        .write_racing(move |conn, cx| {
            let mut problems = Vec::new();
            person::check_properties("properties", &properties, &mut problems);
            if !problems.is_empty() {
                return Err(Error::Invalid(problems));
            }
            let person = known(conn, cx, id.as_deref(), &input).map_err(dialect_names)?;
            let member = membership::join(conn, cx, platform, &person, &properties)?;
            Ok(json!({"person": person_of(cx, &person), "properties": member.properties}))
        })
        .await?;
    Ok(HttpResponse::Ok().json(answer))
}

/// The person of an id, changed by what else is said, or the one of an address, who is added if need be.
fn known(conn: &mut Conn, cx: &Cx, id: Option<&str>, input: &PersonInput) -> Result<Person, Error> {
    let Some(id) = id else { return person::upsert(conn, cx, input) };
    let found = person::find_by_name(conn, cx.workspace, id)?
        .ok_or_else(|| Error::invalid("person_id", format!("there is no person {id}")))?;
    person::change(conn, cx, found, input)
}

/// The fields of a person as they are called here.
fn dialect_names(error: Error) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    for problem in &mut problems {
        if matches!(problem.path.as_str(), "email" | "phone_number" | "name") {
            problem.path = format!("person_{}", problem.path);
        }
    }
    Error::Invalid(problems)
}

/// Ends a membership and takes back the survey that it planned.
///
/// Exactly one of `person_id`, `person_email` and `person_phone_number`, in the body or in the query.
#[utoipa::path(
    delete, path = "/v1/autopilot/{platform}/memberships", tag = "autopilot", operation_id = "remove_autopilot_member",
    params(
        ("platform" = String, Path, description = "email or sms"),
        ("person_id" = Option<String>, Query, description = "This person"),
        ("person_email" = Option<String>, Query, description = "The person with this address"),
        ("person_phone_number" = Option<String>, Query, description = "The person with this number"),
    ),
    request_body = shape::AutopilotLeave,
    responses((status = 200, body = shape::AutopilotLeft), (status = 404, body = shape::Refused), (status = 422, body = shape::Refused)),
)]
pub async fn leave(program: Program, word: web::Path<String>, request: HttpRequest, body: Body) -> ApiResult {
    let platform = platform(&word)?;
    // The client for Node puts the parameters into the query, the others into the body.
    let mut fields = body.fields()?;
    let mut all = names(&mut fields);
    all.extend(names(&mut query(&request)));
    all.dedup();
    if all.len() != 1 {
        fields.problem("person_email", "exactly one of person_id, person_email and person_phone_number is needed");
    }
    fields.finish()?;
    let left = program
        .write(move |conn, cx| {
            let name = all.first().map(|(_, name)| name.as_str()).unwrap_or_default();
            let person = person::find_by_name(conn, cx.workspace, name)?.ok_or(Error::NotFound("person"))?;
            if !membership::leave(conn, cx, platform, &person)? {
                return Err(Error::NotFound("membership"));
            }
            let mut left = Map::new();
            left.insert("person".to_owned(), person_of(cx, &person));
            Ok(left)
        })
        .await?;
    Ok(HttpResponse::Ok().json(left))
}
