//! Sends a mail of ours: an alert to a member, a password link, a test.

use std::sync::Arc;

use super::JobError;
use super::compose::{self, Reader};
use super::customer::{self, ToCustomer};
use super::deliver::{self, Ended};
use super::improvement_mail;
use super::unhappy::Unhappy;
use super::{report, watch};
use crate::account::user;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{CaseNews, Parcel};
use crate::outreach::send::Letter;
use crate::outreach::{intake, sample};
use crate::store::cases::Case;
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::rooms::{self, Room, State};
use crate::store::users::User;
use crate::store::{Conn, Id, WorkspaceId, callbacks, endpoints, users, workspaces};

/// What the mail is composed of, loaded at this moment.
enum Material {
    Alert {
        reader: Reader,
        unhappy: Box<Unhappy>,
    },
    Digest {
        name: Option<String>,
        language: String,
        cases: Vec<Unhappy>,
    },
    RoomDisabled {
        user: User,
        company: String,
        room: Box<Room>,
    },
    Password {
        user: User,
        company: String,
        token: String,
    },
    Test {
        workspace: Box<workspaces::Workspace>,
        language: String,
    },
    /// To a customer whom the business looks after.
    Customer(Box<ToCustomer>),
    /// To a member of the team: what happened to such a customer.
    News {
        member: User,
        news: Box<CaseNews>,
    },
    /// To a customer who complained: what was changed.
    Improvement(Box<improvement_mail::Told>),
    /// To an owner: an endpoint was switched off.
    EndpointDisabled {
        member: User,
        workspace: Box<workspaces::Workspace>,
        lost: i64,
    },
    /// To a manager: a view of the reports.
    Report(Box<report::Material>),
    /// To a manager, or an address that is a room: what was found.
    Watch(Box<watch::Told>),
    /// A survey mail as it would look.
    Draft(Box<Letter>),
    /// It was begun before and cannot be composed again.
    Begun,
    /// There is no reason to send it any more.
    Nothing,
}

pub(super) async fn run(app: &App, workspace: WorkspaceId, delivery: Id) -> Result<(), JobError> {
    let found = app
        .write(workspace, move |conn, cx| {
            let Some(delivery) = deliveries::find(conn, cx.workspace, delivery)? else { return Ok(None) };
            let material = match delivery.stage {
                Stage::Queued | Stage::Retry => material(conn, cx, &delivery)?,
                // On its way when the process ended: only its end is written down.
                Stage::Body => Material::Begun,
                _ => return Ok(None),
            };
            Ok(Some((delivery, material)))
        })
        .await?;
    // Erased, or settled before.
    let Some((delivery, mut material)) = found else { return Ok(()) };
    if delivery.kind == Kind::Report && matches!(material, Material::Nothing) {
        let (asked, renderer) = (delivery.clone(), Arc::clone(&app.renderer));
        let read = app.read(workspace, move |conn, cx| report::material(conn, cx, &renderer, &asked)).await?;
        material = read.map_or(Material::Nothing, |found| Material::Report(Box::new(found)));
    }
    if matches!(material, Material::Nothing) {
        return withdraw(app, delivery).await;
    }
    let send_by = delivery.created_at.plus_days(3);
    let ended = deliver::run(app, &delivery, send_by, || render(app, &delivery, &material)).await?;
    if let Ended::Refused { recipient, reply } = ended {
        let refused = move |conn: &mut Conn, cx: &Cx| intake::refused(conn, cx, delivery, recipient, &reply);
        app.write(workspace, refused).await?;
    }
    Ok(())
}

fn material(conn: &mut Conn, cx: &Cx, delivery: &Delivery) -> Result<Material, Error> {
    let workspace = workspaces::load(conn, cx.workspace)?;
    match delivery.kind {
        Kind::Alert => alert(conn, cx, delivery, &workspace),
        Kind::Digest => digest(conn, cx, delivery, &workspace),
        Kind::RoomDisabled => room_disabled(conn, cx, delivery, workspace.company()),
        Kind::Password => {
            let Some(user) = users::find(conn, delivery.about_id)? else { return Ok(Material::Nothing) };
            // The link is made now and never stored but in the mail itself.
            let token = match delivery.mail {
                None => user::password_link(conn, cx, user.id)?,
                Some(_) => String::new(),
            };
            Ok(Material::Password { user, company: workspace.company().to_owned(), token })
        }
        Kind::Test => {
            if let Some(letter) = sample::drafted(conn, cx, &workspace, delivery)? {
                return Ok(Material::Draft(Box::new(letter)));
            }
            let language = delivery.params.0["language"].as_str().unwrap_or("en").to_owned();
            Ok(Material::Test { workspace: Box::new(workspace), language })
        }
        Kind::Acknowledgement | Kind::Renewal | Kind::Reply | Kind::KnownProblem => {
            let found = customer::to_customer(conn, cx, delivery, &workspace)?;
            Ok(found.map_or(Material::Nothing, |letter| Material::Customer(Box::new(letter))))
        }
        Kind::News => {
            let found = customer::news(conn, cx, delivery, &workspace)?;
            Ok(found.map_or(Material::Nothing, |(member, news)| Material::News { member, news: Box::new(news) }))
        }
        Kind::Improvement => {
            let found = improvement_mail::told(conn, cx, delivery, &workspace)?;
            Ok(found.map_or(Material::Nothing, |told| Material::Improvement(Box::new(told))))
        }
        Kind::EndpointDisabled => endpoint_disabled(conn, cx, delivery, workspace),
        // Looks at many answers: read by itself, outside of what writes.
        Kind::Report => Ok(Material::Nothing),
        Kind::Watch => {
            let found = watch::told(conn, cx, delivery)?;
            Ok(found.map_or(Material::Nothing, |told| Material::Watch(Box::new(told))))
        }
        Kind::Invitation | Kind::Reminder => Err(Error::NotFound("mail of this kind")),
    }
}

/// The user that a mail is for, as long as they are a member.
fn member(conn: &mut Conn, cx: &Cx, delivery: &Delivery) -> Result<Option<User>, Error> {
    let Some(id) = delivery.params.0["user"].as_str().and_then(|id| id.parse().ok()) else { return Ok(None) };
    if users::role(conn, cx.workspace, id)?.is_none() {
        return Ok(None);
    }
    users::find(conn, id)
}

/// Only while it is switched off, and to a member.
fn endpoint_disabled(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: workspaces::Workspace,
) -> Result<Material, Error> {
    let endpoint = endpoints::find(conn, cx.workspace, delivery.about_id)?;
    let Some(endpoint) = endpoint.filter(|one| one.state == endpoints::State::Disabled) else {
        return Ok(Material::Nothing);
    };
    let Some(member) = member(conn, cx, delivery)? else { return Ok(Material::Nothing) };
    let lost = callbacks::count_lost(conn, cx.workspace, endpoint.id)?;
    Ok(Material::EndpointDisabled { member, workspace: Box::new(workspace), lost })
}

fn alert(conn: &mut Conn, cx: &Cx, delivery: &Delivery, workspace: &workspaces::Workspace) -> Result<Material, Error> {
    let room = delivery.params.0["room_message"].as_str().and_then(|id| id.parse().ok());
    let reader = match (member(conn, cx, delivery)?, room) {
        (Some(user), _) => Reader::Member(Box::new(user)),
        (None, Some(message)) => Reader::Room { message, language: workspace.settings.0.language.clone() },
        (None, None) => return Ok(Material::Nothing),
    };
    let Some(unhappy) = Unhappy::load(conn, cx, delivery.about_id, reader.language())? else {
        return Ok(Material::Nothing);
    };
    Ok(if is_news(&unhappy.case, delivery, &reader) {
        Material::Alert { reader, unhappy: Box::new(unhappy) }
    } else {
        Material::Nothing
    })
}

/// Whether a case still has to be told: nobody is woken for what somebody else has taken meanwhile.
fn is_news(case: &Case, delivery: &Delivery, reader: &Reader) -> bool {
    let asks = [Some("opened"), Some("reminder"), Some("reopened")].contains(&delivery.params.0["why"].as_str());
    let own = |owner: Id| matches!(reader, Reader::Member(user) if user.id == owner);
    case.is_open() && (!asks || case.assignee_id.is_none_or(own))
}

fn digest(conn: &mut Conn, cx: &Cx, delivery: &Delivery, workspace: &workspaces::Workspace) -> Result<Material, Error> {
    let user = member(conn, cx, delivery)?;
    if user.is_none() && !delivery.params.0["room_message"].is_string() {
        return Ok(Material::Nothing);
    }
    let language = user.as_ref().map_or(&workspace.settings.0.language, |user| &user.locale).clone();
    let ids: Vec<Id> = serde_json::from_value(delivery.params.0["cases"].clone()).map_err(Error::internal)?;
    let mut cases = Vec::new();
    for id in ids {
        let found = Unhappy::load(conn, cx, id, &language)?;
        let reader = user.as_ref().map(|user| user.id);
        let theirs = |case: &Case| case.is_open() && (case.assignee_id.is_none() || case.assignee_id == reader);
        cases.extend(found.filter(|unhappy| theirs(&unhappy.case)));
    }
    let name = user.map(|user| user.name).filter(|name| !name.is_empty());
    Ok(if cases.is_empty() { Material::Nothing } else { Material::Digest { name, language, cases } })
}

fn room_disabled(conn: &mut Conn, cx: &Cx, delivery: &Delivery, company: &str) -> Result<Material, Error> {
    let room = rooms::find(conn, cx.workspace, delivery.about_id)?.filter(|room| room.state == State::Disabled);
    let (Some(room), Some(user)) = (room, member(conn, cx, delivery)?) else { return Ok(Material::Nothing) };
    Ok(Material::RoomDisabled { user, company: company.to_owned(), room: Box::new(room) })
}

fn render(app: &App, delivery: &Delivery, material: &Material) -> Result<Parcel, Error> {
    match material {
        Material::Alert { reader, unhappy } => compose::alert(app, delivery, reader, unhappy),
        Material::Digest { name, language, cases } => {
            compose::digest(app, delivery, (name.clone(), language.as_str()), cases)
        }
        Material::RoomDisabled { user, company, room } => compose::room_disabled(app, delivery, user, company, room),
        Material::Password { user, company, token } => compose::password(app, delivery, user, company, token),
        Material::Customer(letter) => customer::parcel(app, delivery, letter),
        Material::News { member, news } => compose::to_user(app, delivery, member, &news.company, news.as_ref()),
        Material::Improvement(told) => improvement_mail::parcel(app, delivery, told),
        Material::Report(material) => report::parcel(app, delivery, material),
        Material::Watch(told) => watch::parcel(app, delivery, told),
        Material::Draft(letter) => compose::invitation(app, letter),
        Material::EndpointDisabled { member, workspace, lost } => {
            compose::endpoint_disabled(app, delivery, member, workspace, *lost)
        }
        Material::Test { workspace, language } => compose::test(app, delivery, workspace, language),
        Material::Begun | Material::Nothing => Err(Error::NotFound("mail")),
    }
}

async fn withdraw(app: &App, delivery: Delivery) -> Result<(), JobError> {
    let now = app.clock.now();
    let withdrawn = Delivery { stage: Stage::Withdrawn, updated_at: now, ..delivery };
    Ok(app.db.write(move |conn| deliveries::settle(conn, &withdrawn, true)).await?)
}
