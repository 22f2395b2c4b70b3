//! Shapes of cases and callbacks: times in RFC 3339.

use serde_json::Value;
use utoipa::ToSchema;

/// An endpoint to register.
#[derive(ToSchema)]
pub struct WebhookWrite {
    /// http or https; private networks only where the settings allow them.
    pub url: String,
    /// Which types, such as response.detractor.
    pub events: Vec<String>,
    /// standard or delighted.
    pub dialect: Option<String>,
    /// A secret of your own.
    pub secret: Option<String>,
}

/// An endpoint.
#[derive(ToSchema)]
pub struct Webhook {
    /// Its id.
    pub id: String,
    /// Where to.
    pub url: String,
    /// Which types.
    pub events: Vec<String>,
    /// standard or delighted.
    pub dialect: String,
    /// active or disabled.
    pub state: String,
    /// Since when nothing arrives.
    pub failing_since: Option<String>,
    /// Until when the secret before this one signs too.
    pub previous_secret_until: Option<String>,
    /// RFC 3339.
    pub created_at: String,
}

/// An endpoint with its secret, shown this once.
#[derive(ToSchema)]
pub struct WebhookMade {
    /// Its id.
    pub id: String,
    /// Where to.
    pub url: String,
    /// Which types.
    pub events: Vec<String>,
    /// standard or delighted.
    pub dialect: String,
    /// active or disabled.
    pub state: String,
    /// Since when nothing arrives.
    pub failing_since: Option<String>,
    /// Until when the secret before this one signs too.
    pub previous_secret_until: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// What signs its messages.
    pub secret: String,
}

/// What is to be different about an endpoint.
#[derive(ToSchema)]
pub struct WebhookChange {
    /// http or https; private networks only where the settings allow them.
    pub url: Option<String>,
    /// Which types.
    pub events: Option<Vec<String>>,
    /// active or disabled.
    pub state: Option<String>,
}

/// A change of the secret.
#[derive(ToSchema)]
pub struct WebhookRotate {
    /// A secret of your own.
    pub secret: Option<String>,
}

/// From when on messages are sent again.
#[derive(ToSchema)]
pub struct Replay {
    /// RFC 3339.
    pub since: String,
}

/// Messages that are sent again.
#[derive(ToSchema)]
pub struct Replayed {
    /// How many.
    pub queued: i64,
}

/// One attempt.
#[derive(ToSchema)]
pub struct DeliveryAttempt {
    /// Which, from 1.
    pub n: i64,
    /// RFC 3339.
    pub at: String,
    /// The status of the answer, if there was one.
    pub status: Option<i64>,
    /// From the call to the end of what was read of the answer.
    pub latency_ms: i64,
    /// The first 4 KiB of the answer.
    pub answer: String,
    /// What went wrong.
    pub error: Option<String>,
}

/// A message to an endpoint with its attempts.
#[derive(ToSchema)]
pub struct DeliveryWhole {
    /// Its id, which is the same in every attempt.
    pub id: String,
    /// Its type.
    pub r#type: String,
    /// pending, delivered or failed.
    pub state: String,
    /// So far.
    pub attempts: i64,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// What went wrong last.
    pub error: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339.
    pub delivered_at: Option<String>,
    /// The bytes that are signed and sent.
    pub body: String,
    /// Each attempt, in order.
    pub log: Vec<DeliveryAttempt>,
}

/// Endpoints.
#[derive(ToSchema)]
pub struct Webhooks {
    /// All of them.
    pub data: Vec<Webhook>,
    /// Always null.
    pub next: Option<String>,
}

/// A message that was enqueued.
#[derive(ToSchema)]
pub struct Queued {
    /// Its id, which is the same in every attempt.
    pub delivery: String,
}

/// A message to an endpoint.
#[derive(ToSchema)]
pub struct Delivery {
    /// Its id, which is the same in every attempt.
    pub id: String,
    /// Its type.
    pub r#type: String,
    /// pending, delivered or failed.
    pub state: String,
    /// So far.
    pub attempts: i64,
    /// The status of the last answer.
    pub status: Option<i64>,
    /// What went wrong last.
    pub error: Option<String>,
    /// RFC 3339.
    pub created_at: String,
    /// RFC 3339.
    pub updated_at: String,
    /// RFC 3339.
    pub delivered_at: Option<String>,
}

/// Messages.
#[derive(ToSchema)]
pub struct Deliveries {
    /// One page.
    pub data: Vec<Delivery>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A case to open.
#[derive(ToSchema)]
pub struct CaseWrite {
    /// The customer: an id, `email:…`, `phone_number:…`, or an object as in an event.
    pub person: Value,
    /// What happened.
    pub note: String,
    /// low, normal (the default), high or urgent: sets the deadlines.
    pub priority: Option<String>,
    /// Whose it is.
    pub team: Option<String>,
    /// Where it comes from: api (the default), phone, counter, chat, email, letter, social, help, event or staff.
    pub origin: Option<String>,
    /// Which checklist it has: the key of a kind in the settings; complaint without it.
    pub kind: Option<String>,
    /// The purchase or service it is about: your own id of an event of this person.
    pub event: Option<String>,
}

/// What two cases are joined by.
#[derive(ToSchema)]
pub struct CaseMerge {
    /// The id of the case that goes on.
    pub into: String,
    /// Words for the timeline.
    pub note: Option<String>,
    /// Needed where the two cases are of different customers.
    pub other_person: Option<bool>,
    /// The version that was read of the case that ends: it is refused if the case was changed since.
    pub version: Option<i64>,
}

/// What is changed of what is written down about a case.
#[derive(ToSchema)]
pub struct CaseChange {
    /// Which checklist it has: the key of a kind in the settings.
    pub kind: Option<String>,
    /// Whose it is; empty: nobody's.
    pub team: Option<String>,
    /// The key of a root cause in the settings; empty: not known.
    pub cause: Option<String>,
    /// What it cost the business, in hundredths of its currency; an empty text: not known.
    pub cost: Option<i64>,
    /// All its tags, at most 20 of 40 characters.
    pub tags: Option<Vec<String>>,
    /// The version that was read: it is refused if the case was changed since.
    pub version: Option<i64>,
}

/// What goes with a step.
#[derive(ToSchema)]
pub struct CaseStep {
    /// Words for the timeline.
    pub note: Option<String>,
    /// A member: an id or an e-mail address. Needed to assign.
    pub assignee: Option<String>,
    /// solved, explained, `too_late`, unreachable or noted. Needed to resolve.
    pub outcome: Option<String>,
    /// The version that was read: the step is refused if the case was changed since.
    pub version: Option<i64>,
}

/// What is to be said to a customer.
#[derive(ToSchema)]
pub struct NewMessage {
    /// The words: at most 10,000 characters.
    pub body: String,
}

/// What was said to or by a customer.
#[derive(ToSchema)]
pub struct CaseMessage {
    /// Its id.
    pub id: String,
    /// in: by the customer; out: by the business.
    pub direction: String,
    /// email or page.
    pub channel: String,
    /// A user's id, a key, or respondent.
    pub author: String,
    /// The subject of the mail; empty where the mail has ours.
    pub subject: String,
    /// The words, without the mails they quote.
    pub body: String,
    /// RFC 3339.
    pub at: String,
}

/// A conversation.
#[derive(ToSchema)]
pub struct CaseMessages {
    /// Oldest first.
    pub data: Vec<CaseMessage>,
    /// Always none: conversations are not long.
    pub next: Option<String>,
}

/// A case.
#[derive(ToSchema)]
pub struct CaseBrief {
    /// Its id.
    pub id: String,
    /// Its number, for people.
    pub number: i64,
    /// open, claimed, contacted, waiting, resolved, dismissed or merged.
    pub state: String,
    /// low, normal, high or urgent.
    pub priority: String,
    /// Whose it is.
    pub team: Option<String>,
    /// Where it comes from: answer, help, event, time, api or staff.
    pub origin: String,
    /// The rule that opened it.
    pub rule: Option<String>,
    /// The survey's key.
    pub survey: Option<String>,
    /// The answer that opened it.
    pub response_id: Option<String>,
    /// The customer.
    pub person_id: Option<String>,
    /// The member who has it.
    pub assignee_id: Option<String>,
    /// The customer does not want to be contacted.
    pub do_not_contact: bool,
    /// RFC 3339.
    pub opened_at: String,
    /// By when the customer is to be contacted.
    pub due_at: String,
    /// By when it is to be settled.
    pub resolve_due_at: String,
    /// RFC 3339.
    pub claimed_at: Option<String>,
    /// RFC 3339.
    pub contacted_at: Option<String>,
    /// RFC 3339.
    pub resolved_at: Option<String>,
    /// RFC 3339.
    pub overdue_at: Option<String>,
    /// How it ended.
    pub outcome: Option<String>,
    /// Grows with every change.
    pub version: i64,
    /// Which checklist it has: the key of a kind in the settings.
    pub kind: String,
    /// Its root cause, by the key in the settings.
    pub cause: Option<String>,
    /// What it cost the business, in hundredths of its currency.
    pub cost: Option<i64>,
    /// Words that it is found by.
    pub tags: Vec<String>,
    /// The case that goes on in its place.
    pub merged_into: Option<String>,
    /// case for people of the business, customer for the customer.
    pub links: Value,
}

/// A case with its timeline.
#[derive(ToSchema)]
pub struct CaseWhole {
    /// The case.
    #[schema(inline)]
    #[serde(flatten)]
    pub case: CaseBrief,
    /// Oldest first.
    pub timeline: Vec<CaseLine>,
}

/// A line of a timeline.
#[derive(ToSchema)]
pub struct CaseLine {
    /// Its id.
    pub id: String,
    /// RFC 3339.
    pub at: String,
    /// opened, answered, claim, note, …
    pub kind: String,
    /// Who: system, respondent, a key or a user.
    pub actor: String,
    /// What goes with it.
    pub detail: Value,
}

/// Cases.
#[derive(ToSchema)]
pub struct Cases {
    /// One page.
    pub data: Vec<CaseBrief>,
    /// The cursor of the next page.
    pub next: Option<String>,
}
