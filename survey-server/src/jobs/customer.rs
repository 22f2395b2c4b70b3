//! Mails to customers whom the business looks after, and news of them to the team: what they are composed of, read at the
//! moment they go out.

use super::compose;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{
    CaseNews, Correspondent, CustomerKind, CustomerLetter, EmailAddress, Letter, Message as _, Parcel,
    Thread as Threading,
};
use crate::outreach::{letter, suppress, wording};
use crate::recovery::conversation::{About, Thread};
use crate::recovery::promise::Reason;
use crate::render::{Language, Moment};
use crate::secret::{Mailbox, Purpose};
use crate::store::deliveries::{self, Delivery, Kind};
use crate::store::people::Person;
use crate::store::promises::State;
use crate::store::users::User;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Time, cases, known_problems, messages, people, promises, responses, users};
use crate::wording::paragraphs;

/// So many earlier letters are named, so that mail programs show them together.
const MOST_EARLIER: usize = 20;

/// A mail to a customer, as it is composed of.
pub(super) struct ToCustomer {
    letter: CustomerLetter,
    name: Option<String>,
    language: &'static str,
    thread: Threading,
    /// Where an answer goes.
    door: Option<(Mailbox, Id)>,
    /// The brand's own sender name, and where answers go if not to the door.
    sender: Option<String>,
    reply_to: String,
}

/// The mail of a delivery; none when there is no reason any more to send it.
pub(super) fn to_customer(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: &Workspace,
) -> Result<Option<ToCustomer>, Error> {
    match delivery.kind {
        Kind::Reply => reply(conn, cx, delivery, workspace),
        Kind::Acknowledgement => promised(conn, cx, delivery, workspace, CustomerKind::Acknowledgement),
        Kind::Renewal => promised(conn, cx, delivery, workspace, CustomerKind::Renewal),
        Kind::KnownProblem => known_problem(conn, cx, delivery, workspace),
        _ => Ok(None),
    }
}

fn reply(conn: &mut Conn, cx: &Cx, delivery: &Delivery, workspace: &Workspace) -> Result<Option<ToCustomer>, Error> {
    let Some(id) = id_in(delivery, "message") else { return Ok(None) };
    let Some(said) = messages::find(conn, cx.workspace, id)? else { return Ok(None) };
    let about = said.case_id.map(About::Case).or(said.response_id.map(About::Response));
    let Some(about) = about else { return Ok(None) };
    let thread = Thread::load(conn, cx, about)?;
    let Some(mut mail) = begun(conn, cx, workspace, &thread, delivery, CustomerKind::Reply)? else { return Ok(None) };
    let author = match said.author.parse() {
        Ok(user) => users::find(conn, user)?.map(|user| user.name),
        Err(_a_program) => None,
    };
    mail.letter.subject = Some(said.subject).filter(|subject| !subject.is_empty());
    mail.letter.words = paragraphs(&said.body);
    mail.letter.signature = author.filter(|name| !name.is_empty());
    mail.thread.by_hand = true;
    Ok(Some(mail))
}

/// Says by when somebody gets in touch; nothing where that is not what is promised any more.
fn promised(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: &Workspace,
    kind: CustomerKind,
) -> Result<Option<ToCustomer>, Error> {
    let n = delivery.params.0["promise"].as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or_default();
    let found = promises::find(conn, cx.workspace, delivery.about_id, n)?;
    let Some(promise) = found.filter(|promise| promise.state == State::Open) else { return Ok(None) };
    let thread = Thread::load(conn, cx, About::Case(delivery.about_id))?;
    let stands = thread.case.as_ref().filter(|case| case.is_open() && !case.do_not_contact);
    let Some(owner) = stands.map(|case| case.assignee_id) else { return Ok(None) };
    let Some(mut mail) = begun(conn, cx, workspace, &thread, delivery, kind)? else { return Ok(None) };
    let owner = match owner {
        Some(id) => users::find(conn, id)?.map(|user| user.name),
        None => None,
    };
    mail.letter.owner = owner.filter(|name| !name.is_empty());
    mail.letter.by = Some(moment(cx, promise.promised_at, &mail.letter.zone));
    mail.letter.reason = promise.reason.as_deref().and_then(Reason::from_word).map(Reason::word);
    mail.letter.words = delivery.params.0["words"].as_str().map(paragraphs).unwrap_or_default();
    Ok(Some(mail))
}

/// Tells somebody of a problem that many have, or that it is over.
fn known_problem(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: &Workspace,
) -> Result<Option<ToCustomer>, Error> {
    let over = delivery.params.0["over"] == true;
    let found = match id_in(delivery, "problem") {
        Some(id) => known_problems::find(conn, cx.workspace, id)?,
        None => None,
    };
    // Who had not been told of it when it ended hears of its end alone.
    let Some(problem) = found.filter(|problem| over || problem.over_at.is_none()) else { return Ok(None) };
    let person = people::find(conn, cx.workspace, delivery.about_id)?;
    let thread = Thread { case: None, response: None, person };
    let kind = if over { CustomerKind::Over } else { CustomerKind::KnownProblem };
    let Some(mut mail) = begun(conn, cx, workspace, &thread, delivery, kind)? else { return Ok(None) };
    let words = &problem.words.0;
    let own = [mail.language, workspace.settings.0.language.as_str()].into_iter().find(|tag| words.contains_key(*tag));
    let Some((language, said)) = own.map_or_else(|| words.iter().next(), |tag| words.get_key_value(tag)) else {
        return Ok(None);
    };
    mail.language = Language::of(language).tag();
    mail.letter.words = paragraphs(if over { &said.over } else { &said.problem });
    mail.letter.by = problem.expected_at.filter(|_| !over).map(|at| moment(cx, at, &mail.letter.zone));
    mail.letter.replies = false;
    Ok(Some(mail))
}

fn moment(cx: &Cx, at: Time, zone: &str) -> Moment {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Moment::of(at.timestamp(), cx.now.timestamp(), &zone)
}

/// A letter of this kind that says nothing yet, in the person's language and the business's colours; none for somebody
/// whose address is gone or takes no mail.
fn begun(
    conn: &mut Conn,
    cx: &Cx,
    workspace: &Workspace,
    thread: &Thread,
    delivery: &Delivery,
    kind: CustomerKind,
) -> Result<Option<ToCustomer>, Error> {
    let Some(person) = thread.person.as_ref().filter(|person| person.email.is_some()) else { return Ok(None) };
    if suppress::standing(conn, cx, person)?.bounced {
        return Ok(None);
    }
    let answer = responses::named(conn, cx.workspace, thread.response)?;
    let settings = &workspace.settings.0;
    let spoken = [person.locale.as_deref(), answer.as_ref().map(|answer| answer.locale.as_str())];
    let language = Language::first_of(spoken.into_iter().flatten().chain([settings.language.as_str()]));
    let survey = answer.map_or(0, |answer| answer.survey_id);
    let wording = wording::load(conn, cx, workspace, survey, language)?;
    let brand = &wording.brand;
    let door = thread.about().map(|about| match about {
        About::Case(id) => (Mailbox::CaseThread, id),
        About::Response(id) => (Mailbox::ResponseThread, id),
    });
    let url = thread.case.as_ref().map(|case| {
        let token = cx.keys().link(Purpose::CaseStatus, cx.workspace, case.id, 0);
        cx.url(&format!("/c/{token}"))
    });
    Ok(Some(ToCustomer {
        letter: CustomerLetter {
            kind,
            company: workspace.company().to_owned(),
            logo: letter::logo_of(conn, cx, brand)?,
            subject: None,
            owner: None,
            by: None,
            channel: if person.phone.is_some() { "phone" } else { "email" },
            reason: None,
            words: Vec::new(),
            signature: None,
            url,
            replies: true,
            imprint: brand.imprint.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
            zone: person.zone(&settings.zone),
            look: wording.look.clone(),
        },
        name: person.name.clone(),
        language: language.tag(),
        thread: Threading { earlier: earlier(conn, cx, thread, delivery)?, by_hand: false },
        door,
        sender: brand.sender_name.clone(),
        reply_to: brand.reply_to.clone().unwrap_or_else(|| settings.reply_to.clone()),
    }))
}

/// The ids of the letters before this one, of both sides, oldest first.
fn earlier(conn: &mut Conn, cx: &Cx, thread: &Thread, delivery: &Delivery) -> Result<Vec<String>, Error> {
    let about: Vec<Id> = thread.case.as_ref().map(|case| case.id).into_iter().chain(thread.response).collect();
    let of_ours = deliveries::list_about(conn, cx.workspace, &about)?.into_iter().filter(|one| {
        let to_customer =
            !matches!(one.kind, Kind::Alert | Kind::News | Kind::Password | Kind::Test | Kind::EndpointDisabled);
        to_customer && one.id != delivery.id && !one.message_id.is_empty()
    });
    let mut ids: Vec<(Time, String)> = of_ours.map(|one| (one.created_at, one.message_id)).collect();
    let said = thread.messages(conn, cx)?;
    ids.extend(said.into_iter().filter_map(|message| Some((message.at, message.message_id?))));
    ids.retain(|(at, _)| *at <= delivery.created_at);
    ids.sort();
    let first = ids.len().saturating_sub(MOST_EARLIER);
    Ok(ids.into_iter().skip(first).map(|(_, id)| id).collect())
}

/// The mail as it goes out.
pub(super) fn parcel(app: &App, delivery: &Delivery, mail: &ToCustomer) -> Result<Parcel, Error> {
    let own = app.config.bounce_domain.as_ref().zip(mail.door);
    let door = own.map(|(domain, (mailbox, id))| {
        let local = app.site.keys.mailbox(mailbox, delivery.workspace_id, id);
        format!("{local}@{domain}")
    });
    let said = CustomerLetter { replies: mail.letter.replies && door.is_some(), ..mail.letter.clone() };
    let from = compose::sender(app, &said.company);
    let letter = Letter {
        from: Correspondent { name: mail.sender.clone().or(from.name), address: from.address },
        to: Correspondent { name: mail.name.clone(), address: compose::address(delivery)? },
        reply_to: EmailAddress::parse(door.as_deref().unwrap_or(&mail.reply_to)).ok(),
        mail: said.render(&app.renderer, mail.language).map_err(Error::internal)?,
        message_id: compose::id(app, delivery),
        date: app.clock.now().timestamp(),
        list: None,
        feedback_id: None,
    };
    letter.pack_in(&mail.thread).map_err(|error| Error::invalid("mail", error.to_string()))
}

/// What a member is told; none when they or what it is about are gone.
pub(super) fn news(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: &Workspace,
) -> Result<Option<(User, CaseNews)>, Error> {
    let member = match id_in(delivery, "user") {
        Some(id) => users::find(conn, id)?,
        None => None,
    };
    let Some(member) = member else { return Ok(None) };
    if users::role(conn, cx.workspace, member.id)?.is_none() {
        return Ok(None);
    }
    let of = delivery.about_id;
    let about_case = delivery.params.0["thing"] == "case";
    let (person, path) = if about_case {
        (cases::find(conn, cx.workspace, of)?.map(|case| case.person_id), format!("/admin/cases/{of}"))
    } else {
        (responses::find(conn, cx.workspace, of)?.map(|answer| answer.person_id), format!("/admin/responses/{of}"))
    };
    let Some(person) = person else { return Ok(None) };
    let person: Option<Person> = people::named(conn, cx.workspace, person)?;
    let words = match id_in(delivery, "message") {
        Some(id) => messages::find(conn, cx.workspace, id)?.map(|message| message.body),
        None => None,
    };
    let news = CaseNews {
        what: delivery.params.0["what"].as_str().unwrap_or_default().to_owned(),
        company: workspace.company().to_owned(),
        who: person.and_then(|person| person.name.or(person.email).or(person.phone)),
        words,
        at: delivery.params.0["at"].as_i64(),
        url: cx.url(&path),
        zone: workspace.settings.0.zone.clone(),
    };
    Ok(Some((member, news)))
}

/// An id among what a mail is composed from.
fn id_in(delivery: &Delivery, name: &str) -> Option<Id> {
    delivery.params.0[name].as_str().and_then(|id| id.parse().ok())
}
