//! People: known by e-mail, phone or the business's own id; any one suffices.

use jiff::tz::TimeZone;
use survey_core::Properties;

use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::mail::EmailAddress;
use crate::store::people::Person;
use crate::store::workspaces::Workspace;
use crate::store::{Conn, Id, Json, Time, people};
use crate::wording::slot::PRODUCT;

/// What is said of a person: absent fields leave what is known.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct PersonInput {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    pub name: Option<String>,
    pub locale: Option<String>,
    pub timezone: Option<String>,
    pub properties: Properties,
    pub last_asked_at: Option<Time>,
    /// Replaces the e-mail of the person that the other identifiers find.
    pub email_update: Option<String>,
    /// Replaces the phone number of the person that the other identifiers find.
    pub phone_update: Option<String>,
}

/// Input whose every field was checked.
struct Checked {
    email: Option<EmailAddress>,
    phone: Option<String>,
    external_id: Option<String>,
    email_update: Option<EmailAddress>,
    phone_update: Option<String>,
}

/// What a person is found by, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are documented in the migration")]
pub struct Identifiers {
    pub email_key: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
}

/// Most characters of a name, an id and the like.
const MAX_WORD: usize = 200;
/// Most bytes of a person's or an event's properties as JSON.
const MAX_PROPERTIES: usize = 16 * 1024;

/// Finds the person by any identifier and updates them, or adds them.
pub fn upsert(conn: &mut Conn, cx: &Cx, input: &PersonInput) -> Result<Person, Error> {
    let checked = check(input)?;
    match identify(conn, cx, &checked)? {
        Some(found) => apply(conn, cx, &found, input, checked),
        None => add(conn, cx, input, &checked),
    }
}

/// Checks input as [`upsert`] does, and changes nothing.
pub fn identifiers(input: &PersonInput) -> Result<Identifiers, Error> {
    let checked = check(input)?;
    Ok(Identifiers {
        email_key: checked.email.as_ref().map(EmailAddress::key),
        phone: checked.phone,
        external_id: checked.external_id,
    })
}

/// Changes a person who is known: what the input names replaces what there was, identifiers included.
pub fn change(conn: &mut Conn, cx: &Cx, person: Person, input: &PersonInput) -> Result<Person, Error> {
    let checked = check(input)?;
    apply(conn, cx, &person, input, checked)
}

fn apply(conn: &mut Conn, cx: &Cx, found: &Person, input: &PersonInput, checked: Checked) -> Result<Person, Error> {
    // As it is now: somebody else may have told more of this person meanwhile.
    let found = people::lock(conn, cx.workspace, found.id)?;
    let mut person = found.clone();
    if let Some(email) = checked.email_update.as_ref().or(checked.email.as_ref()) {
        person.email = Some(email.as_str().to_owned());
        person.email_key = Some(email.key());
    }
    if let Some(phone) = checked.phone_update.or(checked.phone) {
        person.phone = Some(phone);
    }
    person.external_id = checked.external_id.or(person.external_id);
    person.name = text(input.name.as_ref()).or(person.name);
    person.locale = text(input.locale.as_ref()).or(person.locale);
    person.timezone = text(input.timezone.as_ref()).or(person.timezone);
    person.last_asked_at = input.last_asked_at.or(person.last_asked_at);
    person.properties.0.extend(input.properties.clone());
    if same(&person, &found) {
        return Ok(found);
    }
    person.updated_at = cx.now;
    free_identifiers(conn, &person, input)?;
    people::update(conn, &person)?;
    Ok(person)
}

fn add(conn: &mut Conn, cx: &Cx, input: &PersonInput, checked: &Checked) -> Result<Person, Error> {
    if checked.email.is_none() && checked.phone.is_none() && checked.external_id.is_none() {
        return Err(Error::invalid("email", "an e-mail, a phone number or an external id is needed"));
    }
    let person = made(cx, cx.id(), input, checked);
    people::insert(conn, &person)?;
    Ok(person)
}

/// A new person as the row that is to be added.
pub fn new(cx: &Cx, id: Id, input: &PersonInput) -> Result<Person, Error> {
    Ok(made(cx, id, input, &check(input)?))
}

fn made(cx: &Cx, id: Id, input: &PersonInput, checked: &Checked) -> Person {
    let email = checked.email.as_ref();
    Person {
        workspace_id: cx.workspace,
        id,
        email: email.map(|email| email.as_str().to_owned()),
        email_key: email.map(EmailAddress::key),
        phone: checked.phone.clone(),
        external_id: checked.external_id.clone(),
        name: text(input.name.as_ref()),
        locale: text(input.locale.as_ref()),
        timezone: text(input.timezone.as_ref()),
        properties: Json(input.properties.clone()),
        created_at: cx.now,
        updated_at: cx.now,
        last_asked_at: input.last_asked_at,
    }
}

/// The one person whom the identifiers name. Two different ones are an error that names both, never a merge.
fn identify(conn: &mut Conn, cx: &Cx, checked: &Checked) -> Result<Option<Person>, Error> {
    let mut found: Option<(&str, Person)> = None;
    let by_email = match &checked.email {
        Some(email) => people::find_by_email(conn, cx.workspace, &email.key())?,
        None => None,
    };
    let by_phone = match &checked.phone {
        Some(phone) => people::find_by_phone(conn, cx.workspace, phone)?,
        None => None,
    };
    let by_external_id = match &checked.external_id {
        Some(id) => people::find_by_external_id(conn, cx.workspace, id)?,
        None => None,
    };
    for (field, person) in [("email", by_email), ("phone_number", by_phone), ("external_id", by_external_id)] {
        match (&found, person) {
            (Some((first, one)), Some(other)) if one.id != other.id => {
                return Err(two_people(first, one.id, field, other.id));
            }
            (None, Some(person)) => found = Some((field, person)),
            _ => {}
        }
    }
    Ok(found.map(|(_, person)| person))
}

/// Two identifiers that belong to two people.
pub(super) fn two_people(first: &str, one: Id, field: &str, other: Id) -> Error {
    Error::invalid(
        field,
        format!("belongs to person {other}, but {first} belongs to person {one}; give one of the two"),
    )
}

/// A new identifier must not be somebody else's.
fn free_identifiers(conn: &mut Conn, person: &Person, input: &PersonInput) -> Result<(), Error> {
    let workspace = person.workspace_id;
    let by_email = match &person.email_key {
        Some(key) => people::find_by_email(conn, workspace, key)?,
        None => None,
    };
    let by_phone = match &person.phone {
        Some(phone) => people::find_by_phone(conn, workspace, phone)?,
        None => None,
    };
    let by_external_id = match &person.external_id {
        Some(id) => people::find_by_external_id(conn, workspace, id)?,
        None => None,
    };
    let email = if input.email_update.is_some() { "email_update" } else { "email" };
    let phone = if input.phone_update.is_some() { "phone_number_update" } else { "phone_number" };
    for (field, other) in [(email, by_email), (phone, by_phone), ("external_id", by_external_id)] {
        if let Some(other) = other.filter(|other| other.id != person.id) {
            return Err(two_people("the other identifier", person.id, field, other.id));
        }
    }
    Ok(())
}

fn same(a: &Person, b: &Person) -> bool {
    a.email == b.email
        && a.phone == b.phone
        && a.external_id == b.external_id
        && a.name == b.name
        && a.locale == b.locale
        && a.timezone == b.timezone
        && a.last_asked_at == b.last_asked_at
        && a.properties == b.properties
}

fn check(input: &PersonInput) -> Result<Checked, Error> {
    let mut problems = Vec::new();
    let checked = Checked {
        email: email("email", input.email.as_ref(), &mut problems),
        phone: phone("phone_number", input.phone.as_ref(), &mut problems),
        external_id: word("external_id", input.external_id.as_ref(), &mut problems),
        email_update: email("email_update", input.email_update.as_ref(), &mut problems),
        phone_update: phone("phone_number_update", input.phone_update.as_ref(), &mut problems),
    };
    word("name", input.name.as_ref(), &mut problems);
    word("locale", input.locale.as_ref(), &mut problems);
    if let Some(zone) = text(input.timezone.as_ref())
        && TimeZone::get(&zone).is_err()
    {
        problems.push(Problem::new("timezone", format!("{zone:?} is not a time zone; write one like Europe/Moscow")));
    }
    check_properties("properties", &input.properties, &mut problems);
    if problems.is_empty() { Ok(checked) } else { Err(Error::Invalid(problems)) }
}

/// Checks the size and the keys of properties.
pub fn check_properties(path: &str, properties: &Properties, problems: &mut Vec<Problem>) {
    let size = serde_json::to_string(properties).map_or(0, |text| text.len());
    if size > MAX_PROPERTIES {
        problems.push(Problem::new(path, format!("are {size} bytes of JSON; at most {MAX_PROPERTIES} are allowed")));
    }
    for (key, value) in properties {
        let text = value.as_str().unwrap_or_default();
        if key.chars().any(char::is_control) || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            problems.push(Problem::new(format!("{path}.{key}"), "holds control characters; remove them"));
        }
    }
}

fn email(path: &str, given: Option<&String>, problems: &mut Vec<Problem>) -> Option<EmailAddress> {
    let given = text(given)?;
    match EmailAddress::parse(&given) {
        Ok(email) => Some(email),
        Err(invalid) => {
            problems.push(Problem::new(path, invalid.to_string()));
            None
        }
    }
}

fn phone(path: &str, given: Option<&String>, problems: &mut Vec<Problem>) -> Option<String> {
    let given = text(given)?;
    match phone_key(&given) {
        Some(phone) => Some(phone),
        None => {
            problems.push(Problem::new(path, "is not an international phone number; write it like +77010000000"));
            None
        }
    }
}

/// A phone number in E.164: plus and 7 to 15 digits, spaces, dots, dashes and brackets left out.
pub fn phone_key(given: &str) -> Option<String> {
    let compact: String = given.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')' | '\u{a0}')).collect();
    let digits = compact.strip_prefix('+')?;
    let fine = (7..=15).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    fine.then_some(compact)
}

/// A name or an id: trimmed, bounded, without control characters.
fn word(path: &str, given: Option<&String>, problems: &mut Vec<Problem>) -> Option<String> {
    let given = text(given)?;
    if given.chars().any(char::is_control) {
        problems.push(Problem::new(path, "holds control characters such as a line break; remove them"));
        return None;
    }
    if given.chars().count() > MAX_WORD {
        problems.push(Problem::new(path, format!("is longer than {MAX_WORD} characters")));
        return None;
    }
    Some(given)
}

fn text(given: Option<&String>) -> Option<String> {
    given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// How a person is named in addresses: by id, `email:…`, `phone_number:…` or `external_id:…`.
pub fn find_by_name(conn: &mut Conn, workspace: i32, name: &str) -> Result<Option<Person>, Error> {
    if let Some(email) = name.strip_prefix("email:") {
        return find_by_email(conn, workspace, email);
    }
    if let Some(phone) = name.strip_prefix("phone_number:") {
        return match phone_key(phone) {
            Some(phone) => people::find_by_phone(conn, workspace, &phone),
            None => Ok(None),
        };
    }
    if let Some(id) = name.strip_prefix("external_id:") {
        return people::find_by_external_id(conn, workspace, id);
    }
    match name.parse::<Id>() {
        Ok(id) => people::find(conn, workspace, id),
        Err(_not_an_id) => Ok(None),
    }
}

/// The person with this e-mail address, as it was given.
pub fn find_by_email(conn: &mut Conn, workspace: i32, email: &str) -> Result<Option<Person>, Error> {
    match EmailAddress::parse(email) {
        Ok(email) => people::find_by_email(conn, workspace, &email.key()),
        Err(_not_an_address) => Ok(None),
    }
}

/// The properties for texts, rules and reports: the person's, and the event's over them.
pub fn merged(person: &Person, event: &Properties) -> Properties {
    let mut all = person.properties.0.clone();
    all.extend(event.clone());
    all
}

/// The properties with the company's name, which questions may pipe. A program that says what it sold is asking about
/// that, in the words of the question.
pub fn with_company(properties: &Properties, workspace: &Workspace) -> Properties {
    let mut all = properties.clone();
    let product = all.get(PRODUCT).and_then(|product| product.as_str()).map(str::trim).filter(|name| !name.is_empty());
    match product.map(str::to_owned) {
        Some(product) => {
            all.insert("company".to_owned(), product.into());
        }
        None => {
            all.entry("company").or_insert_with(|| workspace.company().into());
        }
    }
    all
}
