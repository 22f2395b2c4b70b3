//! Shapes of the dialect: times in Unix seconds, ids as text.

use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Decision, Links};

/// A person to add or update, and to ask.
#[derive(ToSchema)]
pub struct PersonWrite {
    /// One of e-mail, phone number and external id is needed; an e-mail to ask.
    pub email: Option<String>,
    /// E.164, such as +77010000000.
    pub phone_number: Option<String>,
    /// The business's own id.
    pub external_id: Option<String>,
    /// As it is shown and put into mails.
    pub name: Option<String>,
    /// A language tag, such as ru.
    pub locale: Option<String>,
    /// An IANA zone, such as Asia/Almaty.
    pub timezone: Option<String>,
    /// What is known; added to what was known before.
    pub properties: Option<Map<String, Value>>,
    /// Seconds until the mail goes out.
    pub delay: Option<i64>,
    /// False: only record the person.
    pub send: Option<bool>,
    /// email, link (nothing is sent, the answer has the links), or the key of a channel such as sms.
    pub channel: Option<String>,
    /// When another program last asked, Unix seconds.
    pub last_sent_at: Option<i64>,
    /// The new address of the person that `email` finds.
    pub email_update: Option<String>,
    /// The new number of the person that `phone_number` finds.
    pub phone_number_update: Option<String>,
    /// The survey's key; otherwise the default survey.
    pub survey: Option<String>,
}

/// What to change of a person.
#[derive(ToSchema)]
pub struct PersonChange {
    /// A new address.
    pub email: Option<String>,
    /// A new number.
    pub phone_number: Option<String>,
    /// A new id of the business's own.
    pub external_id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The language.
    pub locale: Option<String>,
    /// The zone.
    pub timezone: Option<String>,
    /// Added to what is known.
    pub properties: Option<Map<String, Value>>,
    /// When another program last asked, Unix seconds.
    pub last_sent_at: Option<i64>,
}

/// A person, and whether they are asked.
#[derive(ToSchema)]
pub struct PersonAsked {
    /// The person's id.
    pub id: String,
    /// The address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The number.
    pub phone_number: Option<String>,
    /// What is known.
    pub properties: Map<String, Value>,
    /// When the mail goes out, Unix seconds; null where the person is not asked.
    pub survey_scheduled_at: Option<i64>,
    /// Whether and why (not); null with `send=false`.
    pub survey_decision: Option<Decision>,
    /// Only with `channel=link`.
    pub links: Option<Links>,
}

/// A person in a list.
#[derive(ToSchema)]
pub struct PersonListed {
    /// The person's id.
    pub id: String,
    /// The address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The number.
    pub phone_number: Option<String>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub last_sent_at: Option<i64>,
    /// Unix seconds.
    pub last_responded_at: Option<i64>,
    /// Unix seconds.
    pub next_survey_scheduled_at: Option<i64>,
}

/// One person with everything that is known.
#[derive(ToSchema)]
pub struct PersonWhole {
    /// The person's id.
    pub id: String,
    /// The address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The number.
    pub phone_number: Option<String>,
    /// The business's own id.
    pub external_id: Option<String>,
    /// The language.
    pub locale: Option<String>,
    /// The zone.
    pub timezone: Option<String>,
    /// What is known.
    pub properties: Map<String, Value>,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub last_sent_at: Option<i64>,
    /// Unix seconds.
    pub last_responded_at: Option<i64>,
    /// Unix seconds.
    pub next_survey_scheduled_at: Option<i64>,
}

/// An answer to record.
#[derive(ToSchema)]
pub struct ResponseWrite {
    /// The person's id.
    pub person: String,
    /// The answer to the survey's main question.
    pub score: Option<i64>,
    /// The answer to the survey's first text question.
    pub comment: Option<String>,
    /// Answers by question key, beside or in place of score and comment.
    pub answers: Option<Map<String, Value>>,
    /// What is known of the purchase or service.
    pub person_properties: Option<Map<String, Value>>,
    /// When it was given, Unix seconds; otherwise now.
    pub created_at: Option<i64>,
    /// The survey's key; otherwise the default survey.
    pub survey: Option<String>,
}

/// What to change of an answer.
#[derive(ToSchema)]
pub struct ResponseChange {
    /// The answer to the main question.
    pub score: Option<i64>,
    /// The answer to the first text question.
    pub comment: Option<String>,
    /// Answers by question key; those not named stay.
    pub answers: Option<Map<String, Value>>,
    /// Replaces the properties.
    pub person_properties: Option<Map<String, Value>>,
    /// Replaces the tags.
    pub tags: Option<Vec<String>>,
    /// Replaces the notes.
    pub notes: Option<Vec<Value>>,
}

/// An answer.
#[derive(ToSchema)]
pub struct Response {
    /// The answer's id.
    pub id: String,
    /// The person's id, or with `expand[]=person` the person; null for an answer by an open link.
    pub person: Value,
    /// The type of the survey's main question: nps, csat, ces, …
    pub survey_type: String,
    /// The survey's key.
    pub survey: String,
    /// explicit (a form was sent), inferred (the page was looked at) or contradicted.
    pub evidence: String,
    /// The answer to the main question.
    pub score: Option<i64>,
    /// The first text.
    pub comment: Option<String>,
    /// Where people of the business read it.
    pub permalink: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds; null if it was never changed.
    pub updated_at: Option<i64>,
    /// What was known of the purchase or service.
    pub person_properties: Option<Map<String, Value>>,
    /// Notes of the business.
    pub notes: Vec<Value>,
    /// Tags of the business.
    pub tags: Vec<String>,
    /// The other answers.
    pub additional_answers: Vec<Value>,
}

/// The score of an NPS survey. Another survey has `survey_type`, the counts and percentages of satisfied, neutral and
/// dissatisfied, and the mean.
#[derive(ToSchema)]
pub struct Metrics {
    /// Promoters minus detractors, -100 to 100; null of no answers.
    pub nps: Option<i64>,
    /// Scores of 9 and 10.
    pub promoter_count: i64,
    /// Whole per cent.
    pub promoter_percent: Option<i64>,
    /// Scores of 7 and 8.
    pub passive_count: i64,
    /// Whole per cent.
    pub passive_percent: Option<i64>,
    /// Scores of 0 to 6.
    pub detractor_count: i64,
    /// Whole per cent.
    pub detractor_percent: Option<i64>,
    /// All answers.
    pub response_count: i64,
}

/// Whom to unsubscribe.
#[derive(ToSchema)]
pub struct Unsubscribe {
    /// The address.
    pub person_email: String,
}

/// Somebody who unsubscribed.
#[derive(ToSchema)]
pub struct Unsubscribed {
    /// The person's id.
    pub person_id: String,
    /// The address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Unix seconds.
    pub unsubscribed_at: i64,
}

/// Somebody whose mail came back.
#[derive(ToSchema)]
pub struct Bounced {
    /// The person's id.
    pub person_id: String,
    /// The address.
    pub email: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Unix seconds.
    pub bounced_at: i64,
}

/// It was done.
#[derive(ToSchema)]
pub struct Done {
    /// Always true.
    pub ok: bool,
}
