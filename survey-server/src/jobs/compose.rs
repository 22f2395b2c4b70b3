//! Mails put together: the state of this moment as a letter.

use super::unhappy::Unhappy;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{
    CaseDigest, Correspondent, Customer, DetractorAlert, DigestLine, EmailAddress, EndpointDisabled, Letter,
    MailingList, Message, Parcel, PasswordLink, PasswordPurpose, RoomDisabled, TestMail, Thread, message_id,
};
use crate::outreach::send;
use crate::render::Language;
use crate::secret::{Mailbox, Purpose};
use crate::store::Id;
use crate::store::deliveries::{Delivery, Kind as MailKind};
use crate::store::people::Person;
use crate::store::rooms::{Kind, Room};
use crate::store::users::User;
use crate::store::workspaces::Workspace;

/// A digest shows so many cases at most; the inbox has them all.
const MAX_DIGEST_LINES: usize = 100;
/// So many characters of each customer's words.
const MAX_DIGEST_WORDS: usize = 200;

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
    let again = due.delivery.kind == MailKind::Reminder;
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
    let first = again.then(|| message_id(&due.invitation.id.to_string(), MailKind::Invitation.word(), 1, domain));
    let thread = Thread { earlier: first.into_iter().collect(), by_hand: false };
    letter.pack_in(&thread).map_err(|error| Error::invalid("mail", error.to_string()))
}

/// The mail that tells a member, or an address of the team, of an unhappy customer.
pub(super) fn alert(app: &App, delivery: &Delivery, reader: &Reader, unhappy: &Unhappy) -> Result<Parcel, Error> {
    let case = &unhappy.case;
    let person = unhappy.person.as_ref();
    let (solution, due_at) = unhappy.due();
    let cx = app.cx(case.workspace_id);
    let why = delivery.params.0["why"].as_str().and_then(Kind::from_word).unwrap_or(Kind::Opened);
    let mail = DetractorAlert {
        company: unhappy.workspace.company().to_owned(),
        why: why.word(),
        question: unhappy.question.clone(),
        score: unhappy.score(),
        top: unhappy.top,
        comment: unhappy.comment().map(str::to_owned),
        person: Customer {
            name: person.and_then(|person| person.name.clone()),
            email: person.and_then(|person| person.email.clone()),
            phone: person.and_then(|person| person.phone.clone()),
        },
        properties: unhappy.properties(),
        url: cx.url(&format!("/admin/cases/{}", case.id)),
        claim_url: case.assignee_id.is_none().then(|| reader.claim_url(&cx, delivery)),
        solution,
        due_at: Some(due_at),
        minutes_left: Some(unhappy.minutes_left(app.clock.now().0)),
        answered_at: case.tapped_at.0,
        zone: unhappy.workspace.settings.0.zone.clone(),
    };
    pack(app, delivery, reader.name(), unhappy.workspace.company(), reader.language(), &mail)
}

/// Who reads an alert.
pub(super) enum Reader {
    /// A member, whose link claims for them.
    Member(Box<User>),
    /// An address that is no member's: whoever follows the link has to sign in.
    Room {
        /// The message that was sent there.
        message: Id,
        /// Its language.
        language: String,
    },
}

impl Reader {
    fn name(&self) -> Option<String> {
        match self {
            Reader::Member(user) => Some(user.name.clone()).filter(|name| !name.is_empty()),
            Reader::Room { .. } => None,
        }
    }

    pub(super) fn language(&self) -> &str {
        match self {
            Reader::Member(user) => &user.locale,
            Reader::Room { language, .. } => language,
        }
    }

    /// The page with the button.
    fn claim_url(&self, cx: &Cx, delivery: &Delivery) -> String {
        let (purpose, id) = match self {
            Reader::Member(_) => (Purpose::Claim, delivery.id),
            Reader::Room { message, .. } => (Purpose::ClaimInRoom, *message),
        };
        cx.url(&format!("/claim/{}", cx.keys().link(purpose, cx.workspace, id, 0)))
    }
}

/// The mail that tells of several cases at once.
pub(super) fn digest(
    app: &App,
    delivery: &Delivery,
    (name, language): (Option<String>, &str),
    cases: &[Unhappy],
) -> Result<Parcel, Error> {
    let workspace = cases.first().map(|first| first.workspace.clone()).ok_or(Error::NotFound("case"))?;
    let cx = app.cx(delivery.workspace_id);
    let line = |unhappy: &Unhappy| DigestLine {
        score: unhappy.score(),
        top: unhappy.top,
        who: unhappy.person.as_ref().and_then(called).map(str::to_owned),
        comment: unhappy.comment().map(|words| words.chars().take(MAX_DIGEST_WORDS).collect()),
        due_at: unhappy.due().1,
        late: unhappy.due().1 < app.clock.now().0,
        url: cx.url(&format!("/admin/cases/{}", unhappy.case.id)),
    };
    let mail = CaseDigest {
        company: workspace.company().to_owned(),
        count: i64::try_from(cases.len()).unwrap_or(i64::MAX),
        lines: cases.iter().take(MAX_DIGEST_LINES).map(line).collect(),
        url: cx.url("/admin/cases"),
        zone: workspace.settings.0.zone.clone(),
    };
    pack(app, delivery, name, workspace.company(), language, &mail)
}

/// How somebody is called, by whatever is known.
fn called(person: &Person) -> Option<&str> {
    [&person.name, &person.email, &person.phone].into_iter().find_map(|word| word.as_deref())
}

/// The mail to an owner about a room that is told nothing any more.
pub(super) fn room_disabled(
    app: &App,
    delivery: &Delivery,
    user: &User,
    company: &str,
    room: &Room,
) -> Result<Parcel, Error> {
    let mail = RoomDisabled {
        company: company.to_owned(),
        room: room.name.clone(),
        reason: room.reason.clone().unwrap_or_default(),
        url: app.cx(delivery.workspace_id).url("/admin/settings/chat"),
    };
    to_user(app, delivery, user, company, &mail)
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

/// The mail that tells an owner of an endpoint that was switched off.
pub(super) fn endpoint_disabled(
    app: &App,
    delivery: &Delivery,
    member: &User,
    workspace: &Workspace,
    lost: i64,
) -> Result<Parcel, Error> {
    let params = &delivery.params.0;
    let mail = EndpointDisabled {
        company: workspace.company().to_owned(),
        endpoint: params["url"].as_str().unwrap_or_default().to_owned(),
        since: params["since"].as_i64().unwrap_or(delivery.created_at.0),
        gone: params["gone"].as_bool().unwrap_or(false),
        lost,
        url: app.cx(workspace.id).url(&format!("/admin/settings/webhooks?endpoint={}", delivery.about_id)),
        zone: workspace.settings.0.zone.clone(),
    };
    to_user(app, delivery, member, workspace.company(), &mail)
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
pub(super) fn pack(
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
