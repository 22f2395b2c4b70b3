//! What the columns of an export mean: the same words in the files and in the documentation (`docs/exports.md`).

use serde_json::Value;

/// A column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its values are.
    #[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "only a format with types needs it"))]
    pub kind: Kind,
    /// What it means, with its unit.
    pub definition: &'static str,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Integer,
    Flag,
    /// RFC 3339, UTC.
    Time,
    /// A calendar day.
    Day,
}

const fn text(name: &'static str, definition: &'static str) -> Column {
    Column { name, kind: Kind::Text, definition }
}

const fn integer(name: &'static str, definition: &'static str) -> Column {
    Column { name, kind: Kind::Integer, definition }
}

const fn flag(name: &'static str, definition: &'static str) -> Column {
    Column { name, kind: Kind::Flag, definition }
}

const fn time(name: &'static str, definition: &'static str) -> Column {
    Column { name, kind: Kind::Time, definition }
}

/// Puts values beside the names of their columns.
pub(super) fn fixed<const N: usize>(columns: &[Column; N], values: [Value; N]) -> Vec<(&'static str, Value)> {
    columns.iter().map(|column| column.name).zip(values).collect()
}

const PERSON_ID: Column = text("person_id", "the person who answered; empty: nobody knows who");
const EMAIL: Column = text("email", "the person's e-mail address, as it is now");
const PHONE: Column = text("phone_number", "the person's phone number, as it is now");
const EXTERNAL: Column = text("external_id", "the person's id in the business's own systems");
const NAME: Column = text("name", "the person's name, as it is now");

pub(super) const RESPONSE: [Column; 16] = [
    text("id", "the answer's id; that of its invitation, if it had one"),
    text("survey", "the survey's key"),
    integer("score", "the answer to the survey's main question, on its own scale; empty: not answered"),
    text("comment", "the customer's own words"),
    time("answered_at", "when it was answered first; by this moment it counts for a day"),
    time("updated_at", "when it last changed"),
    text("channel", "how it came: email, link, api, a channel's key"),
    text("language", "the language in which the survey was shown"),
    text(
        "evidence",
        "explicit: a form was sent; inferred: a tap that was judged to be a person's; contradicted: counts nowhere",
    ),
    flag("invited", "whether it answers an invitation"),
    PERSON_ID,
    EMAIL,
    PHONE,
    EXTERNAL,
    NAME,
    text("tags", "what the business marked it with"),
];

pub(super) const RESPONSE_GROUPS: [Column; 2] = [
    text("answers", "every answer by its question's key, the score and the comment among them"),
    text("properties", "what was known of the order or the visit when the answer came"),
];

pub(super) const PERSON: [Column; 11] = [
    text("id", "the person's id"),
    text("email", "the e-mail address"),
    text("phone_number", "the phone number"),
    text("external_id", "the id in the business's own systems"),
    text("name", "the name"),
    text("locale", "the language in which they are asked"),
    text("timezone", "the zone of their clock"),
    time("created_at", "when they became known"),
    time("last_asked_at", "when they were last asked"),
    flag("unsubscribed", "they do not want to be asked"),
    flag("bounced", "mails to them came back for good"),
];

pub(super) const PERSON_GROUPS: [Column; 1] = [text("properties", "what else the business told of them")];

pub(super) const CASE: [Column; 21] = [
    integer("number", "the case's number in the workspace"),
    text("id", "the case's id"),
    text("state", "how far it is: open, claimed, contacted, waiting, resolved, dismissed, merged"),
    text("priority", "how pressing it is"),
    text("outcome", "how it ended"),
    text("survey", "the key of the survey whose answer opened it"),
    integer("score", "that answer's score"),
    text("comment", "that answer's comment"),
    text("email", "the customer's e-mail address"),
    text("phone_number", "the customer's phone number"),
    text("name", "the customer's name"),
    text("assignee", "the e-mail address of who has it"),
    text("team", "the team that takes care of it"),
    time("tapped_at", "when the customer spoke: waits are counted from here"),
    time("opened_at", "when the case was opened"),
    time("due_at", "by when the customer is to be contacted"),
    time("claimed_at", "when somebody took it"),
    time("contacted_at", "when the customer was first contacted"),
    time("resolved_at", "when it was resolved"),
    time("overdue_at", "when its deadline had passed without contact"),
    text("response_id", "the answer that opened it"),
];

pub(super) const ROLLUP: [Column; 8] = [
    Column { name: "day", kind: Kind::Day, definition: "the day of the first answer in the workspace's zone" },
    text("survey", "the survey's key"),
    text(
        "question",
        "the question's key; empty: invitations, by the day they were sent, with the value 1 answered, 0 not",
    ),
    text(
        "dimension",
        "what the count is cut by: empty for all answers, channel, language, tag, answer.KEY or a property. Each answer is \
         in every dimension, so add up rows of one dimension only; two names with & between them: answers that have both values",
    ),
    text("dimension_value", "the value in that dimension"),
    text("evidence", "explicit or inferred; contradicted answers are not counted"),
    integer("value", "the answer to the question, on its own scale"),
    integer("count", "how many answers"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_defines_every_column_in_the_same_words() {
        let manual = include_str!("../../../../docs/exports.md");
        let all = [&RESPONSE[..], &RESPONSE_GROUPS, &PERSON, &PERSON_GROUPS, &CASE, &ROLLUP];
        for column in all.into_iter().flatten() {
            let row = format!("| `{}` | {} |", column.name, column.definition);
            assert!(manual.contains(&row), "docs/exports.md lacks: {row}");
        }
    }
}
