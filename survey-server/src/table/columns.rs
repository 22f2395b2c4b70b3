//! Which column holds what: by its heading, or as the command says.

use survey_core::Properties;
use survey_core::survey::Survey;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Customers.
    People,
    /// Purchases, deliveries, services.
    Events,
    /// Answers to a survey.
    Responses,
    /// People who are to be asked.
    Campaign,
}

/// What is read of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Use {
    /// A field of the person, event or response.
    Field(&'static str),
    /// The answer to the question of this key.
    Answer(String),
    /// The property of this name.
    Property(String),
    /// Nothing.
    Nothing,
}

/// The columns that a refused file has besides its own, and that are left out when it is imported again.
pub const REFUSED: [&str; 2] = ["refused_row", "refused_because"];

/// The same of a campaign's file, which names the column too.
pub const NOT_TAKEN: [&str; 3] = ["refused_row", "refused_column", "refused_because"];

/// Fields of a person, which every file may have, with the headings that are recognised for each.
const PERSON: [(&str, &[&str]); 6] = [
    ("email", &["email", "e_mail", "email_address", "person_email"]),
    ("phone_number", &["phone_number", "phone", "mobile", "person_phone_number"]),
    ("external_id", &["external_id", "customer_id", "person_external_id"]),
    ("name", &["name", "full_name", "customer_name", "person_name"]),
    ("locale", &["locale", "language"]),
    ("timezone", &["timezone", "time_zone"]),
];
const PEOPLE: [(&str, &[&str]); 3] = [
    ("last_asked_at", &["last_asked_at", "last_sent_at"]),
    ("unsubscribed_at", &["unsubscribed_at", "unsubscribed"]),
    ("bounced_at", &["bounced_at", "bounced"]),
];
const EVENTS: [(&str, &[&str]); 4] = [
    ("id", &["id", "event_id"]),
    ("type", &["type", "event", "event_type"]),
    ("occurred_at", &["occurred_at", "happened_at", "time", "date"]),
    ("basis", &["basis"]),
];
const RESPONSES: [(&str, &[&str]); 3] = [
    ("id", &["id", "response_id", "survey_response_id"]),
    ("answered_at", &["answered_at", "created_at", "responded_at", "response_date", "time", "date"]),
    ("tags", &["tags"]),
];

/// What our own export of answers tells besides: known from the rest, or ours to say.
const TOLD_OF_ANSWERS: &[&str] =
    &["survey", "score", "comment", "updated_at", "channel", "language", "evidence", "invited", "person_id"];
/// What our own export of people tells besides.
const TOLD_OF_PEOPLE: &[&str] = &["id", "created_at"];
/// The same where they are to be asked: whether they may be is looked up, never read from a file.
const TOLD_OF_ASKED: &[&str] = &["id", "created_at", "unsubscribed", "bounced", "last_asked_at"];

/// Properties that texts know by these names, as the API of Delighted has them; their headings may be spelled with
/// capitals and spaces.
const SPECIAL: [&str; 6] = [
    "question_product_name",
    "delighted_email_subject",
    "delighted_intro_message",
    "thank_you_message",
    "thank_you_link_text",
    "thank_you_link_url",
];

/// The columns of our own exports that say nothing to an import.
fn told(kind: Kind, heading: &[String]) -> &'static [&'static str] {
    let has = |name: &str| heading.iter().any(|own| own == name);
    let of_people = ["id", "unsubscribed", "bounced", "last_asked_at"].into_iter().all(has);
    match kind {
        Kind::Responses if heading.iter().any(|name| name.starts_with("answers.")) => TOLD_OF_ANSWERS,
        Kind::People if of_people => TOLD_OF_PEOPLE,
        Kind::Campaign if of_people => TOLD_OF_ASKED,
        _ => &[],
    }
}

fn fields(kind: Kind) -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let own: &[(&str, &[&str])] = match kind {
        Kind::People => &PEOPLE,
        Kind::Events => &EVENTS,
        Kind::Responses => &RESPONSES,
        Kind::Campaign => &[],
    };
    PERSON.iter().chain(own).copied()
}

/// What each column of a file is.
#[derive(Clone, Debug)]
pub struct Columns {
    uses: Vec<Use>,
    constants: Vec<(Use, String)>,
}

impl Columns {
    /// By headings; `maps` (`COLUMN=FIELD`) go before, `sets` (`FIELD=VALUE`) are the same for every row. Fails with
    /// a sentence for whoever typed the command.
    pub fn assign(
        kind: Kind,
        survey: Option<&Survey>,
        heading: &[String],
        maps: &[(String, String)],
        sets: &[(String, String)],
    ) -> Result<Self, String> {
        let mut uses = vec![None; heading.len()];
        let mut constants = Vec::new();
        for (column, field) in maps {
            let Some(at) = heading.iter().position(|name| name == column.trim()) else {
                return Err(format!("--map {column}={field}: there is no such column; there are {}", listed(heading)));
            };
            let read = named(kind, survey, field).ok_or_else(|| unknown("--map", column, field, kind, survey))?;
            if uses[at].is_some() {
                return Err(format!("--map names the column '{column}' twice"));
            }
            uses[at] = Some(read);
        }
        for (field, value) in sets {
            let read = named(kind, survey, field).ok_or_else(|| unknown("--set", field, value, kind, survey))?;
            constants.push((read, value.clone()));
        }
        let told = told(kind, heading);
        for at in 0..heading.len() {
            if uses[at].is_none() && told.contains(&heading[at].as_str()) {
                uses[at] = Some(Use::Nothing);
            }
            if uses[at].is_none() {
                let guess = recognised(kind, survey, &heading[at]);
                // A column that the command maps to the same field goes before one that only looks like it.
                let taken =
                    uses.iter().flatten().chain(constants.iter().map(|(read, _)| read)).any(|one| *one == guess);
                let loose = matches!(guess, Use::Field(_) | Use::Answer(_)) && taken;
                uses[at] = Some(if loose { Use::Property(property_name(&heading[at])) } else { guess });
            }
        }
        let uses: Vec<Use> = uses.into_iter().flatten().collect();
        for (at, read) in uses.iter().enumerate() {
            let set = constants.iter().any(|(constant, _)| constant == read);
            if let Some(first) = uses[..at].iter().position(|earlier| earlier == read).filter(|_| *read != Use::Nothing)
            {
                return Err(format!(
                    "the columns '{}' and '{}' both hold {}; leave one out with --map '{}=-'",
                    heading[first],
                    heading[at],
                    said(read),
                    heading[at]
                ));
            }
            if set {
                return Err(format!("--set gives {}, and so does the column '{}'", said(read), heading[at]));
            }
        }
        let columns = Columns { uses, constants };
        columns.check(kind, heading)?;
        Ok(columns)
    }

    fn check(&self, kind: Kind, heading: &[String]) -> Result<(), String> {
        let needed: &[&str] = match kind {
            Kind::People | Kind::Campaign => &[],
            Kind::Events => &["id", "type", "occurred_at"],
            Kind::Responses => &["answered_at"],
        };
        for field in needed {
            if !self.has(|read| *read == Use::Field(field)) {
                return Err(format!(
                    "no column holds {field}; name it with --map COLUMN={field} (there are {})",
                    listed(heading)
                ));
            }
        }
        let identified = self.has(|read| matches!(read, Use::Field("email" | "phone_number" | "external_id")));
        // Who is to be asked needs an e-mail address, of which the campaign itself tells.
        if !identified && !matches!(kind, Kind::Responses | Kind::Campaign) {
            return Err(format!(
                "no column holds email, phone_number or external_id; name one with --map COLUMN=email (there are {})",
                listed(heading)
            ));
        }
        if kind == Kind::Responses && !self.has(|read| matches!(read, Use::Answer(_))) {
            return Err(format!(
                "no column holds an answer; name it by its question with --map COLUMN=score (there are {})",
                listed(heading)
            ));
        }
        Ok(())
    }

    fn has(&self, wanted: impl Fn(&Use) -> bool) -> bool {
        self.uses.iter().chain(self.constants.iter().map(|(read, _)| read)).any(wanted)
    }

    /// The place of the column that holds a field; none when no column does.
    pub fn place(&self, field: &str) -> Option<usize> {
        self.uses.iter().position(|read| matches!(read, Use::Field(name) if *name == field))
    }

    /// Looks at one row.
    pub fn of<'a>(&'a self, cells: &'a [String]) -> Cells<'a> {
        Cells { columns: self, cells }
    }
}

/// One row, read by what its columns are.
#[derive(Clone, Copy)]
pub struct Cells<'a> {
    columns: &'a Columns,
    cells: &'a [String],
}

impl<'a> Cells<'a> {
    fn all(self) -> impl Iterator<Item = (&'a Use, &'a str)> {
        let row = self.columns.uses.iter().zip(self.cells.iter().map(String::as_str));
        let constants = self.columns.constants.iter().map(|(read, value)| (read, value.as_str()));
        row.chain(constants).map(|(read, text)| (read, text.trim())).filter(|(_, text)| !text.is_empty())
    }

    /// A field, if the row has it.
    pub fn field(self, name: &str) -> Option<&'a str> {
        self.all().find(|(read, _)| matches!(read, Use::Field(field) if *field == name)).map(|(_, text)| text)
    }

    /// A field as a text of its own.
    pub fn text(self, name: &str) -> Option<String> {
        self.field(name).map(str::to_owned)
    }

    /// The answers, by question key.
    pub fn answers(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.all().filter_map(|(read, text)| match read {
            Use::Answer(key) => Some((key.as_str(), text)),
            _ => None,
        })
    }

    /// The properties.
    pub fn properties(self) -> Properties {
        let named = self.all().filter_map(|(read, text)| match read {
            Use::Property(name) => Some((name.clone(), text.into())),
            _ => None,
        });
        named.collect()
    }
}

/// What a field's own name stands for, as `--map` and `--set` take it.
fn named(kind: Kind, survey: Option<&Survey>, field: &str) -> Option<Use> {
    let field = field.trim();
    if field == "-" {
        return Some(Use::Nothing);
    }
    if let Some(name) = field.strip_prefix("properties.").filter(|name| !name.is_empty()) {
        return Some(Use::Property(name.to_owned()));
    }
    if let Some((name, _)) = fields(kind).find(|(name, _)| *name == field) {
        return Some(Use::Field(name));
    }
    question(survey, field.strip_prefix("answers.").unwrap_or(field)).map(Use::Answer)
}

/// What a heading stands for by itself: a field, a question, or else a property of that name.
fn recognised(kind: Kind, survey: Option<&Survey>, heading: &str) -> Use {
    let plain = plain(heading);
    if plain.is_empty() || NOT_TAKEN.contains(&plain.as_str()) {
        return Use::Nothing;
    }
    if let Some((name, _)) = fields(kind).find(|(_, headings)| headings.contains(&plain.as_str())) {
        return Use::Field(name);
    }
    if kind == Kind::Campaign && SPECIAL.contains(&plain.as_str()) {
        return Use::Property(plain);
    }
    let key = plain.strip_prefix("answers.").unwrap_or(&plain);
    if let Some(key) = question(survey, key) {
        return Use::Answer(key);
    }
    Use::Property(property_name(heading))
}

/// The key of a question. `score` and `comment` stand for the main question and the first text of any survey, as
/// exports of other products name them.
fn question(survey: Option<&Survey>, key: &str) -> Option<String> {
    let survey = survey?;
    let main = || survey.main_question().filter(|_| key == "score");
    let text = || survey.questions().iter().find(|question| key == "comment" && question.kind.name() == "text");
    survey.question(key).or_else(main).or_else(text).map(|question| question.key.clone())
}

fn property_name(heading: &str) -> String {
    heading.strip_prefix("properties.").unwrap_or(heading).to_owned()
}

fn plain(heading: &str) -> String {
    heading.trim().to_lowercase().replace([' ', '-'], "_")
}

fn listed(heading: &[String]) -> String {
    heading.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

fn said(read: &Use) -> String {
    match read {
        Use::Field(name) => (*name).to_owned(),
        Use::Answer(key) => format!("the answer to {key}"),
        Use::Property(name) => format!("the property {name}"),
        Use::Nothing => "nothing".to_owned(),
    }
}

fn unknown(option: &str, left: &str, right: &str, kind: Kind, survey: Option<&Survey>) -> String {
    let mut known: Vec<&str> = fields(kind).map(|(name, _)| name).collect();
    known.extend(survey.into_iter().flat_map(Survey::questions).map(|question| question.key.as_str()));
    let field = if option == "--map" { right } else { left };
    format!(
        "{option} {left}={right}: '{field}' is not a field; there are {}, properties.NAME, and - for nothing",
        known.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(left, right)| ((*left).to_owned(), (*right).to_owned())).collect()
    }

    #[test]
    fn the_headings_of_other_products_are_recognised() {
        let survey = survey_core::survey::template("default").unwrap();
        let heading = heading("Response ID,Email,Phone Number,Name,Score,Comment,Created At,Tags,Order");
        let columns = Columns::assign(Kind::Responses, Some(&survey), &heading, &[], &[]).unwrap();
        let cells: Vec<String> =
            ["7", "ann@example.com", "+77010000000", "Ann", "9", "Fine", "1795158000", "vip", "A-1"]
                .map(str::to_owned)
                .to_vec();

        let row = columns.of(&cells);

        assert_eq!(row.field("id"), Some("7"));
        assert_eq!(row.field("email"), Some("ann@example.com"));
        assert_eq!(row.field("phone_number"), Some("+77010000000"));
        assert_eq!(row.field("answered_at"), Some("1795158000"));
        assert_eq!(row.answers().collect::<Vec<_>>(), [("score", "9"), ("comment", "Fine")]);
        assert_eq!(row.properties(), *serde_json::json!({"Order": "A-1"}).as_object().unwrap());
    }

    #[test]
    fn a_map_goes_before_what_a_heading_looks_like() {
        let heading = heading("customer_id,customer_unique_id,when,kind,nr,secret");
        let maps = pairs(&[
            ("customer_unique_id", "external_id"),
            ("when", "occurred_at"),
            ("kind", "type"),
            ("nr", "id"),
            ("secret", "-"),
        ]);
        let columns = Columns::assign(Kind::Events, None, &heading, &maps, &[]).unwrap();
        let cells = ["a", "b", "1795158000", "order.delivered", "7", "x"].map(str::to_owned);

        let row = columns.of(&cells);

        assert_eq!(row.field("external_id"), Some("b"));
        assert_eq!(row.properties(), *serde_json::json!({"customer_id": "a"}).as_object().unwrap());
    }

    #[test]
    fn a_file_for_a_campaign_knows_the_properties_of_texts_and_our_own_export_of_people() {
        let assign = |names: &str| Columns::assign(Kind::Campaign, None, &heading(names), &[], &[]);
        let columns = assign("Email,Delighted Email Subject,id,unsubscribed,bounced,last_asked_at,Branch").unwrap();
        let cells = ["ann@example.com", "Your bicycle", "7", "no", "no", "2026-11-20", "Kazan"].map(str::to_owned);

        let properties = serde_json::json!({"delighted_email_subject": "Your bicycle", "Branch": "Kazan"});
        assert_eq!(columns.of(&cells).properties(), *properties.as_object().unwrap());
        assert_eq!((columns.place("email"), columns.place("name")), (Some(0), None));
    }

    #[test]
    fn one_value_can_be_set_for_every_row() {
        let heading = heading("id,email,time");
        let sets = pairs(&[("type", "order.delivered"), ("properties.branch", "Kazan")]);
        let columns = Columns::assign(Kind::Events, None, &heading, &[], &sets).unwrap();
        let cells = ["7", "ann@example.com", "1795158000"].map(str::to_owned);

        assert_eq!(columns.of(&cells).field("type"), Some("order.delivered"));
        assert_eq!(columns.of(&cells).properties()["branch"], "Kazan");
    }

    #[test]
    fn what_the_command_gets_wrong_is_said_with_what_would_be_right() {
        let heading = heading("id,email,time,type");
        let assign = |maps: &[(&str, &str)], sets: &[(&str, &str)]| {
            Columns::assign(Kind::Events, None, &heading, &pairs(maps), &pairs(sets)).unwrap_err()
        };

        assert!(assign(&[("mail", "email")], &[]).contains("there are id, email, time, type"));
        assert!(assign(&[("id", "number")], &[]).contains("'number' is not a field; there are email"));
        assert!(assign(&[("id", "id"), ("id", "type")], &[]).contains("twice"));
        assert!(assign(&[("time", "id"), ("id", "id")], &[]).contains("both hold id"));
        assert!(assign(&[("time", "-")], &[]).contains("no column holds occurred_at"));
        assert!(assign(&[("email", "-")], &[]).contains("--map COLUMN=email"));
        let survey = survey_core::survey::template("default").unwrap();
        let no_answer = Columns::assign(Kind::Responses, Some(&survey), &heading, &[], &[]).unwrap_err();
        assert!(no_answer.contains("no column holds an answer"), "{no_answer}");
    }
}
