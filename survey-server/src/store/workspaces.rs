//! Workspaces and their settings.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use survey_core::Properties;
use survey_core::outreach::{Policy, Reminders, Weekdays, When};
use survey_core::recovery::Calendar;
use survey_core::response::evidence::Rules;

use super::alerts::Alerts;
use super::ask_again::AskAgain;
use super::badge::Badge;
use super::desk::Desk;
use super::promise_settings::Promises;
use super::punctuality::Punctuality;
use super::schema::workspaces;
use super::tag_rules::TagRule;
use super::watch::Watch;
use super::{Conn, Json, Time, WorkspaceId};
use crate::error::Error;

/// A business: everything else belongs to one.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = workspaces)]
pub struct Workspace {
    /// Small, leads every key.
    pub id: WorkspaceId,
    /// The name in commands and addresses.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// What its people decided.
    pub settings: Json<Settings>,
    /// When it was made.
    pub created_at: Time,
    /// When its settings last changed; caches compare it.
    pub updated_at: Time,
}

/// What a workspace's people decide. Every field has a default, so that an older document is a valid one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The company, as customers know it. Empty: the workspace's name.
    pub company: String,
    /// IANA name of the zone in which days begin.
    pub zone: String,
    /// The survey that the dialect's endpoints cover.
    pub default_survey: String,
    /// The language for people who have none.
    pub language: String,
    /// Who may be asked when.
    pub policy: Policy,
    /// Which event asks by which survey after which delay.
    pub plan: Vec<Ask>,
    /// Types of event that take back the order or the event they name: nobody is asked about it any more.
    pub cancels: Vec<String>,
    /// Asking everyone once per cadence.
    pub autopilot: Autopilot,
    /// How often those are reminded who say nothing; off until somebody switches it on.
    pub reminders: Reminders,
    /// The same for single surveys, by their keys.
    pub reminders_by_survey: BTreeMap<String, Reminders>,
    /// When the business works, for deadlines in business hours.
    pub calendar: Calendar,
    /// Properties that reports are cut by.
    pub dimensions: Vec<String>,
    /// How long a link can be answered.
    pub link_days: i64,
    /// How long the browser that answered may change its answer.
    pub edit_days: i64,
    /// Days that personal data is kept, by what it is.
    pub retention: Retention,
    /// Where the business says what it does with answers: an `https` address; empty: nowhere.
    pub privacy_url: String,
    /// A few words about it under every survey, by language.
    pub privacy_text: BTreeMap<String, String>,
    /// So many anonymous answers that look alike become visible together; fewer lose what they could be known by.
    pub anonymous_min_group: i64,
    /// By which rules a look at the page counts as an answer.
    pub evidence: Rules,
    /// Where a customer's reply to a survey mail goes; empty: to the sender.
    pub reply_to: String,
    /// Origins of pages that may show our surveys in a frame and post to open links, such as `https://shop.example`.
    pub embed_origins: Vec<String>,
    /// Where everybody who answered may tell others, whatever they answered.
    pub review_links: Vec<ReviewLink>,
    /// What customers whose case opens are told, and how promises to them are looked after.
    pub promises: Promises,
    /// By which settings the answers are counted.
    pub counting: Counting,
    /// Who is told when of a case, and when nobody is disturbed.
    pub alerts: Alerts,
    /// Kinds of case with their checklists, root causes, currency.
    pub desk: Desk,
    /// Asking again after a case, and by whom it is measured what contact changes.
    pub ask_again: AskAgain,
    /// Where it stands by when something was promised, and when it came.
    pub punctuality: Punctuality,
    /// Who is told by mail of falling scores and of silence.
    pub watch: Watch,
    /// What everybody may see of its score and its customers' words.
    pub badge: Badge,
    /// Tags that comments get by the words in them.
    pub tag_rules: Vec<TagRule>,
}

/// How far the answers are counted by the present zone and dimensions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counting {
    /// Raised whenever the zone or the dimensions change; an answer bears the one it is counted by.
    pub generation: i32,
    /// The dimensions of the generation before, while some answers are still counted by them.
    pub before: Option<Vec<String>>,
    /// What is counted: a number of the program's, which rises when a program counts more.
    pub shape: i32,
    /// What the generation before counted.
    pub shape_before: i32,
    /// Of dimensions that grew too many values: those that are counted by their names; all others count as the rest.
    pub known: BTreeMap<String, BTreeSet<String>>,
    /// Those of the generation before, while some answers are still counted by them.
    pub known_before: BTreeMap<String, BTreeSet<String>>,
    /// The generation before had another zone: days begin elsewhere.
    pub days_moved: bool,
}

/// A place for public reviews, offered after the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLink {
    /// What customers know it as.
    pub name: String,
    /// Its address, https.
    pub url: String,
}

/// Days that personal data is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Visits of links.
    pub clicks: i64,
    /// The bytes of mails that were sent.
    pub mails: i64,
    /// What programs were told.
    pub callbacks: i64,
    /// What shops and mail providers told us.
    pub inbound: i64,
    /// What answers and closed cases say of a person.
    pub answers: i64,
    /// Who of the business did what.
    pub audit: i64,
}

impl Retention {
    /// Every field with its value, the least and the most that it can be.
    pub fn bounds(&self) -> [(&'static str, i64, i64, i64); 6] {
        [
            ("clicks", self.clicks, 1, 730),
            ("mails", self.mails, 1, 730),
            ("callbacks", self.callbacks, 1, 730),
            ("inbound", self.inbound, 1, 90),
            ("answers", self.answers, 30, 3_650),
            ("audit", self.audit, 90, 3_650),
        ]
    }
}

impl Default for Retention {
    fn default() -> Self {
        Retention { clicks: 90, mails: 30, callbacks: 30, inbound: 7, answers: 730, audit: 730 }
    }
}

/// An event of this type asks by this survey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The event's type.
    pub event: String,
    /// Only if this holds for the event's properties (and the person's); none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// The survey's key; none: the default survey.
    #[serde(default)]
    pub survey: Option<String>,
    /// Minutes from the event to the mail.
    #[serde(default)]
    pub delay_minutes: i64,
    /// How people are asked: `email`, `link` or a channel's key; none: the first that reaches them.
    #[serde(default)]
    pub channel: Option<String>,
}

/// Asks every member once per cadence, in the hours and on the days of the week that are set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Autopilot {
    /// Whether it asks.
    pub active: bool,
    /// The key of the survey that asks; none: the default survey.
    pub survey: Option<String>,
    /// Days from one turn of a member to the next.
    pub every_days: u32,
    /// Days on which people are asked.
    pub weekdays: Weekdays,
    /// The hour of their day from which people are asked, 0 to 23.
    pub from_hour: u8,
    /// The hour before which they are asked, 1 to 24.
    pub until_hour: u8,
    /// When it was first set.
    pub created_at: Option<Time>,
    /// When it was last set.
    pub updated_at: Option<Time>,
}

impl Default for Autopilot {
    /// Off; once a quarter, on working days from 9 to 12.
    fn default() -> Self {
        Autopilot {
            active: false,
            survey: None,
            every_days: 91,
            weekdays: Weekdays::WORKING,
            from_hour: 9,
            until_hour: 12,
            created_at: None,
            updated_at: None,
        }
    }
}

impl Settings {
    /// How often the silent are reminded of a survey.
    pub fn reminders_of(&self, survey: &str) -> Reminders {
        self.reminders_by_survey.get(survey).copied().unwrap_or(self.reminders)
    }

    /// The entry of the plan that an event falls under: the first of its type whose condition holds.
    pub fn ask_about(&self, kind: &str, properties: &Properties) -> Option<&Ask> {
        let holds = |ask: &Ask| ask.when.as_ref().is_none_or(|when| when.holds(properties));
        self.plan.iter().find(|ask| ask.event == kind && holds(ask))
    }
}

impl Default for Settings {
    fn default() -> Self {
        let ask =
            |event: &str| Ask { event: event.to_owned(), when: None, survey: None, delay_minutes: 0, channel: None };
        Settings {
            company: String::new(),
            zone: "UTC".to_owned(),
            default_survey: "default".to_owned(),
            language: "en".to_owned(),
            policy: Policy::default(),
            plan: vec![ask("order.delivered"), ask("order.fulfilled"), ask("service.completed")],
            cancels: ["order.cancelled", "order.refunded"].map(str::to_owned).to_vec(),
            autopilot: Autopilot::default(),
            reminders: Reminders { at_most: 0, after_days: 4 },
            reminders_by_survey: BTreeMap::new(),
            calendar: Calendar::default(),
            dimensions: ["branch", "product", "courier", "agent", "country"].map(str::to_owned).to_vec(),
            link_days: 60,
            edit_days: 7,
            retention: Retention::default(),
            privacy_url: String::new(),
            privacy_text: BTreeMap::new(),
            anonymous_min_group: 5,
            evidence: Rules::default(),
            reply_to: String::new(),
            embed_origins: Vec::new(),
            review_links: Vec::new(),
            promises: Promises::default(),
            counting: Counting::default(),
            alerts: Alerts::default(),
            desk: Desk::default(),
            ask_again: AskAgain::default(),
            punctuality: Punctuality::default(),
            watch: Watch::default(),
            badge: Badge::default(),
            tag_rules: Vec::new(),
        }
    }
}

impl Settings {
    /// The words under a survey in a language, or in the workspace's own.
    pub fn privacy_words(&self, language: &str) -> Option<&str> {
        let words = self.privacy_text.get(language).or_else(|| self.privacy_text.get(&self.language));
        words.map(String::as_str).filter(|words| !words.is_empty())
    }
}

impl Workspace {
    /// The company's name for customers.
    pub fn company(&self) -> &str {
        match self.settings.0.company.as_str() {
            "" => &self.name,
            company => company,
        }
    }

    /// The zone in which days begin; UTC when the setting names none that exists.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.settings.0.zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// The calendar day of a moment in the workspace's zone, as days since 1970-01-01.
    pub fn day(&self, at: Time) -> i32 {
        day_number(at.timestamp().to_zoned(self.zone()).date())
    }

    /// The moment at which a day begins in the workspace's zone.
    pub fn day_begins(&self, day: i32) -> Time {
        let midnight = day_date(day).to_zoned(self.zone());
        midnight.map_or(Time(i64::from(day) * 86_400_000), |begins| begins.timestamp().into())
    }
}

/// Days from 1970-01-01 to a date.
pub fn day_number(date: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(date).map_or(0, |span| span.get_days())
}

/// The date so many days after 1970-01-01.
pub fn day_date(day: i32) -> jiff::civil::Date {
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().try_days(day).unwrap_or_default())
}

/// The workspace of this number.
pub fn load(conn: &mut Conn, id: WorkspaceId) -> Result<Workspace, Error> {
    find(conn, id)?.ok_or(Error::NotFound("workspace"))
}

/// The workspace of this number, if there is one.
pub fn find(conn: &mut Conn, id: WorkspaceId) -> Result<Option<Workspace>, Error> {
    Ok(workspaces::table.find(id).select(Workspace::as_select()).first(conn).optional()?)
}

/// When the workspace of this number last changed, if there is one. `hold`: nobody changes it before this transaction
/// ends.
pub fn changed_at(conn: &mut Conn, id: WorkspaceId, hold: bool) -> Result<Option<Time>, Error> {
    let query = workspaces::table.find(id).select(workspaces::updated_at);
    Ok(match conn {
        Conn::Postgres(c) if hold => query.for_share().first(c).optional()?,
        Conn::Postgres(c) => query.first(c).optional()?,
        // SQLite's writing transaction holds the only write lock.
        Conn::Sqlite(c) => query.first(c).optional()?,
    })
}

/// The workspace of this key, if there is one.
pub fn find_by_key(conn: &mut Conn, key: &str) -> Result<Option<Workspace>, Error> {
    Ok(workspaces::table.filter(workspaces::key.eq(key)).select(Workspace::as_select()).first(conn).optional()?)
}

/// The number of the workspace of this key, if there is one.
pub fn id_of_key(conn: &mut Conn, key: &str) -> Result<Option<WorkspaceId>, Error> {
    Ok(workspaces::table.filter(workspaces::key.eq(key)).select(workspaces::id).first(conn).optional()?)
}

/// All of them, oldest first.
pub fn list(conn: &mut Conn) -> Result<Vec<Workspace>, Error> {
    Ok(workspaces::table.order(workspaces::id).select(Workspace::as_select()).load(conn)?)
}

/// Makes one. The caller has checked that the key is free.
pub fn insert(conn: &mut Conn, key: &str, name: &str, now: Time) -> Result<Workspace, Error> {
    let last: Option<i32> = workspaces::table.select(diesel::dsl::max(workspaces::id)).first(conn)?;
    let id = last.unwrap_or(0) + 1;
    diesel::insert_into(workspaces::table)
        .values((
            workspaces::id.eq(id),
            workspaces::key.eq(key),
            workspaces::name.eq(name),
            workspaces::settings.eq(Json(Settings::default())),
            workspaces::created_at.eq(now),
            workspaces::updated_at.eq(now),
        ))
        .execute(conn)?;
    load(conn, id)
}

/// The workspace of this number, kept from other writers until the transaction ends.
pub fn lock(conn: &mut Conn, id: WorkspaceId) -> Result<Workspace, Error> {
    // SQLite's transaction holds the only write lock; PostgreSQL locks the row at this update.
    if conn.is_postgres() {
        diesel::update(workspaces::table.find(id)).set(workspaces::key.eq(workspaces::key)).execute(conn)?;
    }
    load(conn, id)
}

/// The workspace of this number, kept from changing until the transaction ends; others may hold it too.
pub fn hold(conn: &mut Conn, id: WorkspaceId) -> Result<Workspace, Error> {
    changed_at(conn, id, true)?;
    load(conn, id)
}

/// Replaces name and settings.
pub fn save(conn: &mut Conn, workspace: &Workspace, now: Time) -> Result<(), Error> {
    diesel::update(workspaces::table.find(workspace.id))
        .set((workspaces::name.eq(&workspace.name), workspaces::settings.eq(workspace.settings.clone())))
        .execute(conn)?;
    touch(conn, workspace.id, now)
}

/// Notes that something changed that caches hold: `updated_at` moves forward, even within one moment.
pub fn touch(conn: &mut Conn, id: WorkspaceId, now: Time) -> Result<(), Error> {
    let row = workspaces::table.find(id);
    let last: Time = row.select(workspaces::updated_at).first(conn)?;
    diesel::update(row).set(workspaces::updated_at.eq(now.max(last.plus_ms(1)))).execute(conn)?;
    Ok(())
}
