//! Mails put together: the state of this moment as a letter.

use crate::app::App;
use crate::error::Error;
use crate::mail::{
    Correspondent, Customer, DetractorAlert, EmailAddress, Letter, MailingList, Message, Parcel, PasswordLink,
    PasswordPurpose, Property, TestMail, Thread, message_id,
};
use crate::outreach::send;
use crate::render::Language;
use crate::secret::Mailbox;
use crate::store::cases::Case;
use crate::store::deliveries::{Delivery, Kind};
use crate::store::people::Person;
use crate::store::responses::Response;
use crate::store::users::User;
use crate::store::workspaces::Workspace;
use crate::wording::slot::only_for_mail;

/// More properties than this are not shown in an alert.
const MAX_PROPERTIES: usize = 20;

/// The survey mail; a reminder is the same letter once more, as an answer to the first one, so that mail programs show the
/// two together.
pub(super) fn invitation(app: &App, due: &send::Letter) -> Result<Parcel, Error> {
    let language = due.invitation.locale.as_str();
    // The survey may speak a language that we do not.
    let ours = Language::first_of([language, due.workspace.settings.0.language.as_str()]).tag();
    let cx = app.cx(due.workspace.id);
    let brand = &due.wording.brand;
    let company = due.workspace.company();
    let list = MailingList {
        unsubscribe_url: due.unsubscribe_url(&cx),
        unsubscribe_mail: app.config.bounce_domain.as_ref().map(|domain| {
            let local = app.site.keys.mailbox(Mailbox::Unsubscribe, due.workspace.id, due.person.id);
            format!("{local}@{domain}")
        }),
        name: format!("{company} surveys"),
        id: format!("{}.surveys.{}", due.survey_key, app.config.mail_from.address.domain()),
    };
    let again = due.delivery.kind == Kind::Reminder;
    let kind = due.delivery.kind.word();
    let feedback_id = format!("{}:{}:{kind}:survey", due.survey_key, due.workspace.key);
    let to = Correspondent { name: due.person.name.clone(), address: address(&due.delivery)? };
    let mut rendered = due.message(&cx).render(&app.renderer, ours).map_err(Error::internal)?;
    if again {
        rendered.subject = format!("Re: {}", rendered.subject);
    }
    if due.preview {
        let subject = [("subject", rendered.subject.as_str().into())];
        rendered.subject = app.renderer.text("mail-draft-subject", ours, &subject).map_err(Error::internal)?;
    }
    let reply_to = brand.reply_to.as_deref().unwrap_or(&due.workspace.settings.0.reply_to);
    let letter = Letter {
        from: match &brand.sender_name {
            Some(name) => Correspondent { name: Some(name.clone()), ..sender(app, company) },
            None => sender(app, company),
        },
        to,
        reply_to: EmailAddress::parse(reply_to).ok(),
        mail: rendered,
        message_id: id(app, &due.delivery),
        date: app.clock.now().timestamp(),
        list: Some(list).filter(|_| !due.preview),
        feedback_id: Some(feedback_id).filter(|_| !due.preview),
    };
    let domain = app.config.mail_from.address.domain();
    let first = again.then(|| message_id(&due.invitation.id.to_string(), Kind::Invitation.word(), 1, domain));
    let thread = Thread { earlier: first.into_iter().collect(), by_hand: false };
    letter.pack_in(&thread).map_err(|error| Error::invalid("mail", error.to_string()))
}

/// What an alert is about.
pub(super) struct Unhappy {
    pub(super) workspace: Workspace,
    pub(super) case: Case,
    pub(super) response: Option<Response>,
    pub(super) person: Option<Person>,
    pub(super) question: String,
    pub(super) top: i64,
}

/// The mail that tells a member of an unhappy customer.
pub(super) fn alert(app: &App, delivery: &Delivery, member: &User, unhappy: &Unhappy) -> Result<Parcel, Error> {
    let case = &unhappy.case;
    let now = app.clock.now();
    let response = unhappy.response.as_ref();
    let person = unhappy.person.as_ref();
    let mail = DetractorAlert {
        company: unhappy.workspace.company().to_owned(),
        question: unhappy.question.clone(),
        score: response.and_then(|row| row.score).map(|score| score.to_string()),
        top: unhappy.top,
        comment: response.and_then(|row| row.comment.clone()),
        person: Customer {
            name: person.and_then(|person| person.name.clone()),
            email: person.and_then(|person| person.email.clone()),
            phone: person.and_then(|person| person.phone.clone()),
        },
        properties: properties(response),
        url: app.cx(case.workspace_id).url(&format!("/admin/cases/{}", case.id)),
        due_at: Some(case.due_at.0),
        minutes_left: Some((case.due_at.0 - now.0).div_euclid(60_000)),
        answered_at: case.tapped_at.0,
        zone: unhappy.workspace.settings.0.zone.clone(),
    };
    to_user(app, delivery, member, unhappy.workspace.company(), &mail)
}

fn properties(response: Option<&Response>) -> Vec<Property> {
    let Some(response) = response else { return Vec::new() };
    let about_it = response.properties.0.iter().filter(|(name, _)| !only_for_mail(name));
    let shown = about_it.filter_map(|(name, value)| {
        let value = match value {
            serde_json::Value::String(text) => text.clone(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(flag) => flag.to_string(),
            _ => return None,
        };
        Some(Property { name: name.clone(), value })
    });
    shown.take(MAX_PROPERTIES).collect()
}

/// The mail with a link to set a password.
pub(super) fn password(
    app: &App,
    delivery: &Delivery,
    user: &User,
    company: &str,
    token: &str,
) -> Result<Parcel, Error> {
    let purpose = if user.password_hash.is_some() { PasswordPurpose::Reset } else { PasswordPurpose::Set };
    let mail = PasswordLink {
        company: company.to_owned(),
        purpose,
        email: user.email.clone(),
        url: app.cx(delivery.workspace_id).url(&format!("/admin/password/{token}")),
        valid_minutes: crate::account::user::LINK_HOURS * 60,
    };
    to_user(app, delivery, user, company, &mail)
}

/// The mail that shows that sending works.
pub(super) fn test(app: &App, delivery: &Delivery, workspace: &Workspace, language: &str) -> Result<Parcel, Error> {
    let mail = TestMail {
        company: workspace.company().to_owned(),
        sender: app.config.mail_from.address.as_str().to_owned(),
        route: app.mailer.name(),
        sent_at: app.clock.now().0,
        zone: workspace.settings.0.zone.clone(),
    };
    pack(app, delivery, None, workspace.company(), language, &mail)
}

pub(super) fn to_user(
    app: &App,
    delivery: &Delivery,
    user: &User,
    company: &str,
    mail: &impl Message,
) -> Result<Parcel, Error> {
    let name = Some(user.name.clone()).filter(|name| !name.is_empty());
    pack(app, delivery, name, company, &user.locale, mail)
}

/// A letter without a list: nobody unsubscribes from the messages of their own account.
fn pack(
    app: &App,
    delivery: &Delivery,
    name: Option<String>,
    company: &str,
    language: &str,
    mail: &impl Message,
) -> Result<Parcel, Error> {
    let rendered = mail.render(&app.renderer, language).map_err(Error::internal)?;
    let letter = Letter {
        from: sender(app, company),
        to: Correspondent { name, address: address(delivery)? },
        reply_to: None,
        mail: rendered,
        message_id: id(app, delivery),
        date: app.clock.now().timestamp(),
        list: None,
        feedback_id: None,
    };
    letter.pack().map_err(|error| Error::invalid("mail", error.to_string()))
}

/// The configured sender, under the company's name where the setting gives none.
pub(super) fn sender(app: &App, company: &str) -> Correspondent {
    let from = &app.config.mail_from;
    Correspondent { name: from.name.clone().or_else(|| Some(company.to_owned())), address: from.address.clone() }
}

pub(super) fn address(delivery: &Delivery) -> Result<EmailAddress, Error> {
    EmailAddress::parse(&delivery.recipient).map_err(|invalid| Error::invalid("recipient", invalid.to_string()))
}

/// Deterministic: the same mail has the same id for ever.
pub(super) fn id(app: &App, delivery: &Delivery) -> String {
    let domain = app.config.mail_from.address.domain();
    let kind = delivery.kind.word();
    message_id(&delivery.about_id.to_string(), kind, delivery.n.unsigned_abs(), domain)
}
