//! Tablets in a shop: set up by the business, opened once by a link, answering for everybody who stands before them.
//!
//! An answer has the id that the tablet made for it, so handing it in again is the same answer. What it is stored under
//! is a hash of that id and the tablet: nobody can name the answer of another tablet, or of a link.

mod answers;
mod pin;

pub use self::answers::{Given, asked, take_from};
pub use self::pin::{check as check_pin, try_pin};

use serde_json::Value;
use survey_core::Properties;

use crate::account::password;
use crate::clock::Cx;
use crate::error::{Error, Problem};
use crate::render::Language;
use crate::secret::{Claim, Purpose};
use crate::store::kiosks::{self, Kiosk};
use crate::store::surveys::SurveyRow;
use crate::store::{Conn, Id, Json, audit, surveys};

/// Most characters of a name, and of a property's value.
const MAX_NAME: usize = 100;
/// Most properties of a tablet.
const MAX_PROPERTIES: usize = 20;
/// How long the thanks stay, at least and at most.
const RETURN_SECS: std::ops::RangeInclusive<i32> = 2..=120;

/// A tablet as somebody sets it up.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What people call it.
    pub name: String,
    /// What every answer given on it gets: the branch, the till.
    pub properties: Vec<(String, String)>,
    /// The languages it offers; the first is that of its start.
    pub locales: Vec<String>,
    /// How long the thanks stay, in seconds.
    pub return_secs: i32,
    /// Four to eight digits.
    pub pin: String,
}

/// Sets a tablet up for a survey. Hashing the PIN takes a tenth of a second; it is done before, by [`Setup::check`].
pub fn create(conn: &mut Conn, cx: &Cx, survey: &SurveyRow, setup: Checked, actor: &str) -> Result<Kiosk, Error> {
    let kiosk = Kiosk {
        workspace_id: cx.workspace,
        id: cx.id(),
        survey_id: survey.id,
        name: setup.name,
        properties: Json(setup.properties),
        locales: Json(setup.locales),
        return_secs: setup.return_secs,
        pin_hash: setup.pin_hash,
        pin_failures: 0,
        pin_locked_until: None,
        link_generation: 0,
        waiting: 0,
        refused: 0,
        seen_at: None,
        removed_at: None,
        created_at: cx.now,
    };
    kiosks::insert(conn, &kiosk)?;
    audit::note(conn, cx, actor, "kiosk.create", &kiosk.id.to_string())?;
    Ok(kiosk)
}

/// A setup without a fault, its PIN hashed.
#[derive(Clone, Debug)]
pub struct Checked {
    name: String,
    properties: Properties,
    locales: Vec<String>,
    return_secs: i32,
    pin_hash: String,
}

impl Setup {
    /// What is wrong with it, by field; or it, ready to be kept. `spoken` are the survey's languages.
    pub fn check(self, spoken: &[&str]) -> Result<Checked, Error> {
        let mut problems = Vec::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            problems.push(Problem::new("name", format!("must be 1 to {MAX_NAME} characters on one line")));
        }
        let mut properties = Properties::new();
        for (key, value) in self.properties {
            let sound = |text: &str| {
                !text.is_empty() && text.chars().count() <= MAX_NAME && !text.chars().any(char::is_control)
            };
            if !sound(&key) || !sound(&value) {
                let path = format!("properties.{key}");
                problems.push(Problem::new(path, format!("needs a name and a value of 1 to {MAX_NAME} characters")));
            }
            properties.insert(key, Value::String(value));
        }
        if properties.len() > MAX_PROPERTIES {
            problems.push(Problem::new("properties", format!("are more than {MAX_PROPERTIES}")));
        }
        let known =
            |tag: &String| spoken.contains(&tag.as_str()) || Language::ALL.iter().any(|language| language.tag() == tag);
        if self.locales.is_empty() || !self.locales.iter().all(known) {
            problems.push(Problem::new("locales", "must be one or more languages of the survey"));
        }
        if !RETURN_SECS.contains(&self.return_secs) {
            let (low, high) = (RETURN_SECS.start(), RETURN_SECS.end());
            problems.push(Problem::new("return_secs", format!("must be {low} to {high} seconds")));
        }
        if !pin::is_sound(&self.pin) {
            problems.push(Problem::new("pin", "must be 4 to 8 digits, not all the same and not in a row like 1234"));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let (locales, return_secs) = (self.locales, self.return_secs);
        Ok(Checked { name, properties, locales, return_secs, pin_hash: password::hash(&self.pin)? })
    }
}

/// The tablet that a link was made for, if the link was not taken back.
pub fn by_link(conn: &mut Conn, cx: &Cx, claim: Claim) -> Result<Kiosk, Error> {
    kiosks::find(conn, cx.workspace, claim.id)?
        .filter(|kiosk| kiosk.link_generation as u8 == claim.generation)
        .ok_or(Error::NotFound("link"))
}

/// The token of a tablet's link.
pub fn token(cx: &Cx, kiosk: &Kiosk) -> String {
    cx.keys().link(Purpose::Kiosk, cx.workspace, kiosk.id, kiosk.link_generation)
}

/// Takes the link of a tablet back and gives it another one. What the tablet still holds is taken by the new link.
pub fn replace_link(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    if !kiosks::replace_link(conn, cx.workspace, id)? {
        return Err(Error::NotFound("kiosk"));
    }
    audit::note(conn, cx, actor, "kiosk.link", &id.to_string())
}

/// Takes a tablet out of use. Its answers stay.
pub fn remove(conn: &mut Conn, cx: &Cx, id: Id, actor: &str) -> Result<(), Error> {
    if !kiosks::remove(conn, cx.workspace, id, cx.now)? {
        return Err(Error::NotFound("kiosk"));
    }
    audit::note(conn, cx, actor, "kiosk.remove", &id.to_string())
}

/// The survey that a tablet shows.
pub fn survey_of(conn: &mut Conn, kiosk: &Kiosk) -> Result<SurveyRow, Error> {
    surveys::load(conn, kiosk.workspace_id, kiosk.survey_id)
}
