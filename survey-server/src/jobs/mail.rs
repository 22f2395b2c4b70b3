//! Sends a mail of ours: an alert to a member, a password link, a test.

use super::JobError;
use super::compose::{self, Unhappy};
use super::customer::{self, ToCustomer};
use super::deliver::{self, Ended};
use crate::account::user;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{CaseNews, Parcel};
use crate::outreach::send::Letter;
use crate::outreach::{intake, sample};
use crate::store::deliveries::{self, Delivery, Kind, Stage};
use crate::store::users::User;
use crate::store::{Conn, Id, WorkspaceId, cases, people, responses, surveys, users, workspaces};

/// What the mail is composed of, loaded at this moment.
enum Material {
    Alert {
        member: User,
        unhappy: Box<Unhappy>,
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
    let Some((delivery, material)) = found else { return Ok(()) };
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
        Kind::Alert => alert(conn, cx, delivery, workspace),
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
        Kind::Invitation | Kind::Reminder => Err(Error::NotFound("mail of this kind")),
    }
}

fn alert(conn: &mut Conn, cx: &Cx, delivery: &Delivery, workspace: workspaces::Workspace) -> Result<Material, Error> {
    let Some(case) = cases::find(conn, cx.workspace, delivery.about_id)? else { return Ok(Material::Nothing) };
    let member = match delivery.params.0["user"].as_str().and_then(|id| id.parse().ok()) {
        Some(id) => users::find(conn, id)?,
        None => None,
    };
    let Some(member) = member else { return Ok(Material::Nothing) };
    if !case.is_open() || users::role(conn, cx.workspace, member.id)?.is_none() {
        return Ok(Material::Nothing);
    }
    let person = match case.person_id {
        Some(id) => people::find(conn, cx.workspace, id)?,
        None => None,
    };
    let response = match case.response_id {
        Some(id) => responses::find(conn, cx.workspace, id)?,
        None => None,
    };
    let (mut question, mut top) = (String::new(), 10);
    if let Some(response) = &response {
        let survey = surveys::definition(conn, cx.workspace, response.survey_id, response.survey_version)?;
        if let Some(main) = survey.main_question() {
            let text = main.text.get(&member.locale, survey.language());
            question = survey_core::survey::pipe(text, &response.properties.0);
            top = main.kind.scale().map_or(10, |scale| *scale.end());
        }
    }
    Ok(Material::Alert { member, unhappy: Box::new(Unhappy { workspace, case, response, person, question, top }) })
}

fn render(app: &App, delivery: &Delivery, material: &Material) -> Result<Parcel, Error> {
    match material {
        Material::Alert { member, unhappy } => compose::alert(app, delivery, member, unhappy),
        Material::Password { user, company, token } => compose::password(app, delivery, user, company, token),
        Material::Customer(letter) => customer::parcel(app, delivery, letter),
        Material::News { member, news } => compose::to_user(app, delivery, member, &news.company, news.as_ref()),
        Material::Draft(letter) => compose::invitation(app, letter),
        Material::Test { workspace, language } => compose::test(app, delivery, workspace, language),
        Material::Begun | Material::Nothing => Err(Error::NotFound("mail")),
    }
}

async fn withdraw(app: &App, delivery: Delivery) -> Result<(), JobError> {
    let now = app.clock.now();
    let withdrawn = Delivery { stage: Stage::Withdrawn, updated_at: now, ..delivery };
    Ok(app.db.write(move |conn| deliveries::settle(conn, &withdrawn, true)).await?)
}
