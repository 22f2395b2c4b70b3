//! Shapes of our own resources: times in RFC 3339.

use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Whether a person is asked, and why (not).
#[derive(ToSchema)]
pub struct Decision {
    /// scheduled or refused.
    pub outcome: String,
    /// The survey's key.
    pub survey: Option<String>,
    /// When the mail goes out.
    pub send_at: Option<String>,
    /// The first that holds of unsubscribed, bounced, `no_basis`, cancelled, `too_late`, `open_case`, `cool_down`, `sampled_out`,
    /// duplicate; or `no_channel`.
    pub reason: Option<String>,
    /// The setting or fact that decided.
    pub rule: Option<String>,
    /// From when on the reason no longer holds.
    pub next_eligible_at: Option<String>,
}

/// A purchase, a delivery, a service.
#[derive(ToSchema)]
pub struct EventWrite {
    /// The business's id of it; the same id is the same event.
    pub id: String,
    /// Such as order.delivered.
    pub r#type: String,
    /// When it happened, RFC 3339.
    pub occurred_at: String,
    /// To whom.
    pub person: EventPerson,
    /// Everything else about it.
    pub properties: Option<Map<String, Value>>,
    /// consent, `soft_opt_in` or `legitimate_interest`.
    pub basis: Option<String>,
    /// email, link (nothing is sent, the answer has the links), or the key of a channel such as sms; none: by the plan.
    pub channel: Option<String>,
    /// The id of the event that this one takes back, where its type does: else those that name the same order.
    pub cancels: Option<String>,
    /// Only say what would happen.
    pub dry_run: Option<bool>,
}

/// What the shop passes on, where it asked for links.
#[derive(ToSchema)]
pub struct Links {
    /// The survey, nothing chosen.
    pub survey: String,
    /// One link a number of the scale.
    pub scores: Vec<ScoreLink>,
    /// Where the person says stop.
    pub unsubscribe: String,
    /// The survey's link as a picture.
    pub qr_svg: String,
    /// The same as pixels.
    pub qr_png: String,
    /// The question and its scale, to be pasted into a mail.
    pub html: String,
}

/// A number and its link.
#[derive(ToSchema)]
pub struct ScoreLink {
    /// The number.
    pub score: i64,
    /// The page with this number chosen.
    pub url: String,
}

/// The person of an event: one of e-mail, phone number and external id is needed.
#[derive(ToSchema)]
pub struct EventPerson {
    /// The address.
    pub email: Option<String>,
    /// E.164.
    pub phone_number: Option<String>,
    /// The business's own id.
    pub external_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The language.
    pub locale: Option<String>,
    /// The zone.
    pub timezone: Option<String>,
    /// What is known of the person, beside what is known of the event.
    pub properties: Option<Map<String, Value>>,
}

/// Events.
#[derive(ToSchema)]
pub struct EventBatch {
    /// At most 500.
    pub events: Vec<EventWrite>,
    /// Only say what would happen.
    pub dry_run: Option<bool>,
}

/// What became of an event.
#[derive(ToSchema)]
pub struct EventTaken {
    /// The business's id of it.
    pub id: String,
    /// accepted or duplicate; in a batch also refused, with an `error`.
    pub status: String,
    /// The person's id.
    pub person_id: String,
    /// Null where events of this type ask nobody.
    pub survey_decision: Option<Decision>,
    /// Only where the person is asked by link.
    pub links: Option<Links>,
}

/// What became of each event, in their order.
#[derive(ToSchema)]
pub struct EventsTaken {
    /// One for each event.
    pub data: Vec<EventTaken>,
}

/// A survey.
#[derive(ToSchema)]
pub struct SurveyBrief {
    /// Names it in addresses and parameters.
    pub key: String,
    /// What it is called inside the business.
    pub name: String,
    /// The newest version.
    pub version: i64,
    /// The open link, for a QR code or a receipt.
    pub link: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339; null while it takes answers.
    pub closed_at: Option<String>,
}

/// A survey with its definition.
#[derive(ToSchema)]
pub struct Survey {
    /// Names it in addresses and parameters.
    pub key: String,
    /// What it is called inside the business.
    pub name: String,
    /// The newest version.
    pub version: i64,
    /// The open link.
    pub link: String,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339; null while it takes answers.
    pub closed_at: Option<String>,
    /// The definition.
    pub definition: Map<String, Value>,
}

/// Surveys.
#[derive(ToSchema)]
pub struct Surveys {
    /// One page.
    pub data: Vec<SurveyBrief>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// Follow-up rules.
#[derive(ToSchema)]
pub struct Rules {
    /// As docs/rules.md describes them.
    pub rules: Vec<Value>,
    /// The version in force.
    pub version: Option<i64>,
    /// What does not fit the surveys any more. Only read.
    pub problems: Option<Vec<Value>>,
}

/// Rules to try on the past.
#[derive(ToSchema)]
pub struct BacktestWrite {
    /// As docs/rules.md describes them; none: those in force.
    pub rules: Option<Vec<Value>>,
    /// RFC 3339; 90 days before `until` if not given.
    pub from: Option<String>,
    /// RFC 3339; now if not given.
    pub until: Option<String>,
    /// Who would have worked on the cases: `people` and `handling_minutes`; the members who do, and 20 minutes, if not
    /// given.
    pub staffing: Option<Value>,
}

/// What two sets of rules would have done.
#[derive(ToSchema)]
pub struct Backtested {
    /// RFC 3339.
    pub from: String,
    /// RFC 3339.
    pub until: String,
    /// `people` and `handling_minutes`.
    pub staffing: Value,
    /// The rules in force: `situations`, `weeks`, `rules` (`rule`, `acted`, `opened`), `actions`, `cases`, `joined`,
    /// `notes`, `cases_by_priority`, `cases_by_hour` (`[weekday, Monday first][hour]`), `predicted_breaches`,
    /// `breaches_by_priority`, `busiest_hour`.
    pub present: Value,
    /// The same of the rules given.
    pub changed: Value,
    /// Changed less present: `cases`, `joined`, `notes`, `predicted_breaches`, `rules`.
    pub difference: Value,
}

/// Which event asks by which survey, and which takes back.
#[derive(ToSchema)]
pub struct OutreachPlan {
    /// The first entry of an event's type whose condition holds decides.
    pub plan: Option<Vec<PlanEntry>>,
    /// Types of event that take back the event they name in `cancels`, or those of the same `order`.
    pub cancels: Option<Vec<String>>,
    /// The version of this document. Given with a PUT, nothing is saved over another one.
    pub version: Option<String>,
}

/// An event of this type asks by this survey.
#[derive(ToSchema)]
pub struct PlanEntry {
    /// The event's type.
    pub event: String,
    /// A condition on its properties, such as {"property": "total", "`at_least`": 100}; none: always.
    pub when: Option<Map<String, Value>>,
    /// The survey's key; none: the default survey.
    pub survey: Option<String>,
    /// Minutes from the event to the question. A PUT also takes `delay_hours` and `delay_days`.
    pub delay_minutes: Option<i64>,
    /// email, link or the key of a channel; none: the first that reaches the person.
    pub channel: Option<String>,
}

/// A place for public reviews.
#[derive(ToSchema)]
pub struct ReviewLink {
    /// What customers know it as, at most 60 characters.
    pub name: String,
    /// Its address; begins with `https://`.
    pub url: String,
}

/// What a business decided. A PUT changes what it names and leaves the rest.
#[derive(ToSchema)]
pub struct Settings {
    /// The company, as customers know it; empty: the workspace's name.
    pub company: Option<String>,
    /// IANA name of the zone in which days begin.
    pub zone: Option<String>,
    /// The key of the survey that asks where none is named.
    pub default_survey: Option<String>,
    /// The language for people who have none.
    pub language: Option<String>,
    /// Who may be asked when: `cool_down_days`, `cool_down_days_by_kind`, `too_late_days`, `quiet_hours`, weekdays,
    /// `require_basis`, sample.
    pub policy: Option<Map<String, Value>>,
    /// See `/v1/outreach/plan`.
    pub plan: Option<Vec<PlanEntry>>,
    /// See `/v1/outreach/plan`.
    pub cancels: Option<Vec<String>>,
    /// How often the silent are reminded, and after how many days: `at_most`, `after_days`.
    pub reminders: Option<Map<String, Value>>,
    /// The same for single surveys, by their keys.
    pub reminders_by_survey: Option<Map<String, Value>>,
    /// When the business works, for deadlines in business hours.
    pub calendar: Option<Map<String, Value>>,
    /// Properties that reports are cut by.
    pub dimensions: Option<Vec<String>>,
    /// Days in which a link can be answered.
    pub link_days: Option<i64>,
    /// Days in which an answer may be changed.
    pub edit_days: Option<i64>,
    /// By which rules a look at the page counts as an answer: confirm (auto or button), rules (`many_scores`, `footer_too`,
    /// `too_soon`, crowd), `quarantine_seconds`, `many_scores`, `many_scores_seconds`, `footer_seconds`, `too_soon_seconds`,
    /// `crowd_size`, `crowd_seconds`, `crowd_hold_seconds`, `visit_gap_seconds`, `overlap_seconds`. Those not named stay.
    pub evidence: Option<Map<String, Value>>,
    /// Origins of pages that may show our surveys in a frame and post to open links: `https://shop.example`.
    pub embed_origins: Option<Vec<String>>,
    /// Days that personal data is kept: clicks, mails, callbacks, inbound, answers, audit. Those not named stay.
    pub retention: Option<Map<String, Value>>,
    /// Where the business says what it does with answers, an https address; linked under every survey.
    pub privacy_url: Option<String>,
    /// A few words about it under every survey, by language.
    pub privacy_text: Option<Map<String, Value>>,
    /// So many anonymous answers that look alike become visible together; fewer lose branch and language.
    pub anonymous_min_group: Option<i64>,
    /// Where a customer's reply goes; empty: to the sender.
    pub reply_to: Option<String>,
    /// Where everybody who answered may tell others, whatever they answered: at most five.
    pub review_links: Option<Vec<ReviewLink>>,
    /// What customers whose case opens are told, and how promises are looked after: `acknowledge`, `look_before_minutes`,
    /// `renewals`, `choose_time`.
    pub promises: Option<Map<String, Value>>,
    /// Who is told when of a case: escalation (steps, `repeat_every`), `warn_percent`, quiet (from, until), `digest_above`.
    /// Those not named stay.
    pub alerts: Option<Map<String, Value>>,
    /// `kinds[] = {key, name, steps}` of cases, root `causes[] = {key, name}`, `currency` of costs.
    pub desk: Option<Value>,
    /// Tags that comments get by the words in them: `[] = {tag, any, all, none, categories}`.
    pub tag_rules: Option<Vec<Value>>,
    /// The version of this document. Given with a PUT, nothing is saved over another one.
    pub version: Option<String>,
}

/// A score with what it rests on. NPS has promoters, passives and detractors, another question its mean.
#[derive(ToSchema)]
pub struct ScoreReport {
    /// Answers it rests on.
    pub n: i64,
    /// none, `counts_only` (below 5), low (below 30), normal.
    pub base: String,
    /// How often each value was answered.
    pub counts: Vec<Value>,
    /// The number; null of fewer than 5 answers.
    pub score: Option<i64>,
    /// low, high and confidence: where the score of everybody lies.
    pub interval: Option<Value>,
    /// nps or `satisfied_percent`.
    pub unit: String,
    /// Of a view: the same of the time that it is compared with, with its days.
    pub before: Option<Value>,
    /// Of a view: points, low and high, how far it lies from the time before, and `is_real`: more than chance explains.
    pub change: Option<Value>,
    /// Of a view with two segments: answers before this day were not looked at.
    pub cut_before: Option<String>,
    /// The question that the number answers.
    pub query: Value,
}

/// A score of each bucket.
#[derive(ToSchema)]
pub struct TrendReport {
    /// Oldest first, buckets without answers included.
    pub points: Vec<TrendPoint>,
    /// Of a view: the score of the time that it is compared with, with its days.
    pub before: Option<Value>,
    /// Of a view: points, low and high, how far it lies from the time before, and `is_real`: more than chance explains.
    pub change: Option<Value>,
    /// Of a view with two segments: answers before this day were not looked at.
    pub cut_before: Option<String>,
    /// The question that the numbers answer.
    pub query: Value,
}

/// One bucket.
#[derive(ToSchema)]
pub struct TrendPoint {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
    /// Answers it rests on.
    pub n: i64,
    /// none, `counts_only` (below 5), low (below 30), normal.
    pub base: String,
    /// How often each value was answered.
    pub counts: Vec<Value>,
    /// The number; null of fewer than 5 answers.
    pub score: Option<i64>,
    /// low, high and confidence.
    pub interval: Option<Value>,
    /// Of a view: fall or rise, where the average left what is usual.
    pub alarm: Option<String>,
    /// nps or `satisfied_percent`.
    pub unit: String,
}

/// Why a request was refused.
#[derive(ToSchema)]
pub struct Refused {
    /// code, message, problems (path and message of each) and `request_id`.
    pub error: Value,
}

/// How people are reached beside e-mail.
#[derive(ToSchema)]
pub struct Channel {
    /// The name in requests, such as sms.
    pub key: String,
    /// The name for people.
    pub name: String,
    /// Whether it is used.
    pub active: bool,
    /// What is sent to the provider.
    pub request: ChannelRequest,
    /// Whether a secret is kept.
    pub has_secret: bool,
    /// Rises with every change.
    pub version: i32,
    /// When it was added.
    pub created_at: String,
    /// When it was changed last.
    pub updated_at: String,
}

/// A request to a provider, with its places.
#[derive(ToSchema)]
pub struct ChannelRequest {
    /// `phone_number`, email, `external_id` or properties.NAME; `phone_number` if absent.
    pub recipient: Option<String>,
    /// POST, PUT or GET; POST if absent.
    pub method: Option<String>,
    /// The address.
    pub url: String,
    /// Headers by name.
    pub headers: Option<Map<String, Value>>,
    /// json or form; json if absent.
    pub format: Option<String>,
    /// The body.
    pub body: Option<Value>,
    /// The message by language, where the built-in one does not suit.
    pub text: Option<Map<String, Value>>,
    /// An answer that contains this is a refusal, whatever its status.
    pub refused_when: Option<String>,
}

/// A channel to be saved.
#[derive(ToSchema)]
pub struct ChannelWrite {
    /// The name for people; the key if absent.
    pub name: Option<String>,
    /// What is sent to the provider.
    pub request: ChannelRequest,
    /// What `{{secret}}` stands for; kept encrypted and never shown.
    pub secret: Option<String>,
    /// Whether it is used; true if absent.
    pub active: Option<bool>,
    /// The version that was changed.
    pub version: Option<i32>,
}

/// Channels.
#[derive(ToSchema)]
pub struct Channels {
    /// By key.
    pub data: Vec<Channel>,
}

/// What the business writes into the mails and pages of a survey. Templates over a list of names; see docs/texts.md.
#[derive(ToSchema)]
pub struct Texts {
    /// The subject of the mail.
    pub subject: Option<String>,
    /// What mail programs show beside the subject.
    pub preheader: Option<String>,
    /// Above the question of the mail.
    pub intro: Option<String>,
    /// Below the numbers of the mail.
    pub closing: Option<String>,
    /// Who signs the mail.
    pub signature: Option<String>,
    /// Above the questions of the page.
    pub page_intro: Option<String>,
    /// The word on the page's button.
    pub button: Option<String>,
    /// The page after an answer.
    pub thanks: Option<String>,
    /// The words of a link on that page.
    pub link_text: Option<String>,
    /// Where it leads: begins with `https://` or `mailto:`.
    pub link_url: Option<String>,
    /// The version: 0 when nothing was written. Sent back, it guards against overwriting what was not read.
    pub version: Option<i64>,
}

/// How the mails and pages of a survey look, and who sends them.
#[derive(ToSchema)]
pub struct Brand {
    /// Buttons, links and the tint of the numbers, such as #0f766e.
    pub accent: Option<String>,
    /// The same in dark mode; without it, made from `accent`.
    pub accent_dark: Option<String>,
    /// Behind everything, in light mode.
    pub background: Option<String>,
    /// The id of a logo that was uploaded in the admin.
    pub logo: Option<String>,
    /// The name that mails come from.
    pub sender_name: Option<String>,
    /// Where answers to mails go.
    pub reply_to: Option<String>,
    /// The postal address at the end of each mail; lines.
    pub imprint: Option<String>,
    /// Whether mails name the day of the purchase as the reason for asking.
    pub names_day: Option<bool>,
    /// The version: 0 when nothing was set.
    pub version: Option<i64>,
}
