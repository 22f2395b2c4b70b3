//! What a mail about a change is composed of, read at the moment it goes out.

use super::compose;
use crate::app::App;
use crate::clock::Cx;
use crate::error::Error;
use crate::mail::{Correspondent, EmailAddress, ImprovementLetter, Letter, MailingList, Message as _, Parcel};
use crate::outreach::{letter, suppress, wording};
use crate::render::Language;
use crate::secret::{Mailbox, Purpose};
use crate::store::deliveries::Delivery;
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, cases, improvements, people};
use crate::wording::paragraphs;

/// Such a mail, as it is composed of.
pub(super) struct Told {
    letter: ImprovementLetter,
    person: Person,
    language: &'static str,
    workspace: String,
    sender: Option<String>,
    reply_to: String,
}

/// The mail of a delivery; none for who has unsubscribed or been erased meanwhile.
pub(super) fn told(
    conn: &mut Conn,
    cx: &Cx,
    delivery: &Delivery,
    workspace: &Workspace,
) -> Result<Option<Told>, Error> {
    let id = delivery.params.0["improvement"].as_str().and_then(|id| id.parse().ok());
    let change = match id {
        Some(id) => improvements::find(conn, cx.workspace, id)?,
        None => None,
    };
    let (Some(change), Some(person)) = (change, people::find(conn, cx.workspace, delivery.about_id)?) else {
        return Ok(None);
    };
    let standing = suppress::standing(conn, cx, &person)?;
    if standing.unsubscribed || standing.bounced || person.email.is_none() {
        return Ok(None);
    }
    let about = cases::newest_of_cause(conn, cx.workspace, person.id, &change.cause, change.made_at)?;
    let Some(case) = about else { return Ok(None) };
    let settings = &workspace.settings.0;
    let spoken = person.locale.as_deref().into_iter().chain([settings.language.as_str()]);
    let language = Language::first_of(spoken);
    let words = &change.words.0;
    // Better in the business's own language than not at all.
    let text = words.get(language.tag()).or_else(|| words.get(&settings.language)).or_else(|| words.values().next());
    let Some(text) = text else { return Ok(None) };
    let wording = wording::load(conn, cx, workspace, case.survey_id.unwrap_or(0), language)?;
    let brand = &wording.brand;
    let unsubscribe = cx.keys().link(Purpose::Unsubscribe, cx.workspace, person.id, 0);
    Ok(Some(Told {
        letter: ImprovementLetter {
            company: workspace.company().to_owned(),
            logo: letter::logo_of(conn, cx, brand)?,
            words: paragraphs(text),
            told_at: case.tapped_at.0,
            unsubscribe_url: cx.url(&format!("/u/{unsubscribe}")),
            imprint: brand.imprint.as_deref().unwrap_or_default().lines().map(str::to_owned).collect(),
            zone: settings.zone.clone(),
            look: wording.look.clone(),
        },
        person,
        language: language.tag(),
        workspace: workspace.key.clone(),
        sender: brand.sender_name.clone(),
        reply_to: brand.reply_to.clone().unwrap_or_else(|| settings.reply_to.clone()),
    }))
}

/// The mail as it goes out.
pub(super) fn parcel(app: &App, delivery: &Delivery, told: &Told) -> Result<Parcel, Error> {
    let said = &told.letter;
    let from = compose::sender(app, &said.company);
    let domain = app.config.mail_from.address.domain();
    let list = MailingList {
        unsubscribe_url: said.unsubscribe_url.clone(),
        unsubscribe_mail: app.config.bounce_domain.as_ref().map(|domain| {
            let local = app.site.keys.mailbox(Mailbox::Unsubscribe, delivery.workspace_id, told.person.id);
            format!("{local}@{domain}")
        }),
        name: said.company.clone(),
        id: format!("improvements.{}.{domain}", told.workspace),
    };
    let letter = Letter {
        from: Correspondent { name: told.sender.clone().or(from.name), address: from.address },
        to: Correspondent { name: told.person.name.clone(), address: compose::address(delivery)? },
        reply_to: EmailAddress::parse(&told.reply_to).ok(),
        mail: said.render(&app.renderer, told.language).map_err(Error::internal)?,
        message_id: compose::id(app, delivery),
        date: app.clock.now().timestamp(),
        list: Some(list),
        feedback_id: Some(format!("improvement:{}:improvement:survey", told.workspace)),
    };
    letter.pack().map_err(|error| Error::invalid("mail", error.to_string()))
}
