//! Russian; built from forms that need no agreement with what the business named itself.

use serde_json::Value;

use super::Words;
use crate::condition::Comparison;
use crate::recovery::{Action, Clause, Clock, Known, Priority, Subject, Within};

pub(super) struct Russian;

impl Words for Russian {
    const AND: &str = " и ";
    const OR: &str = " или ";
    const EVERY_ANSWER: &str = "При каждом ответе";
    const OFF: &str = "(Выключено) ";

    fn when(condition: &str) -> String {
        format!("Если {condition}")
    }

    fn not(condition: &str) -> String {
        format!("неверно, что {condition}")
    }

    fn clause(clause: &Clause) -> String {
        match (&clause.subject, &clause.comparison) {
            (Subject::Promise(name), Comparison::AtLeast(minutes)) => {
                format!("со времени, обещанного в «{name}», прошло не меньше {minutes} мин.")
            }
            (Subject::Fact(Known::SilenceDays), Comparison::AtLeast(days)) => {
                format!("ничего не происходит не меньше {days} дн.")
            }
            (Subject::Answer(key), Comparison::Exists(true)) => format!("есть ответ на «{key}»"),
            (Subject::Answer(key), Comparison::Exists(false)) => format!("нет ответа на «{key}»"),
            (subject, comparison) => {
                let (name, gender) = subject_words(subject);
                let comparison = match subject {
                    Subject::Fact(Known::Category | Known::PreviousCategory) => &in_russian(comparison),
                    _ => comparison,
                };
                format!("{name} {}", comparison_words(comparison, gender))
            }
        }
    }

    fn action(action: &Action) -> String {
        match action {
            Action::OpenCase { priority, team, contact_within, resolve_within } => {
                let team = team.as_ref().map(|team| format!(" для команды «{team}»")).unwrap_or_default();
                let contact = contact_within.map(|within| format!(", связаться в течение {}", genitive(within)));
                let (priority, contact) = (priority_word(*priority), contact.unwrap_or_default());
                let resolve = genitive(*resolve_within);
                format!("открыть обращение с {priority} приоритетом{team}{contact}, решить в течение {resolve}")
            }
            Action::Callback { event } => format!("отправить программам событие «{event}»"),
            Action::Notify { to } => format!("сообщить: «{to}»"),
            Action::Acknowledge { message: None } => "сказать клиенту, что мы его услышали".to_owned(),
            Action::Acknowledge { message: Some(message) } => format!("сказать клиенту: «{message}»"),
            Action::AskLater { question, after } => format!("через {} задать вопрос «{question}»", accusative(*after)),
            Action::OfferReview { url } => format!("показать всем ссылку для отзыва {url}"),
            Action::Tag { tag } => format!("добавить метку «{tag}»"),
        }
    }
}

/// The gender of a word, for the short forms that agree with it.
#[derive(Clone, Copy)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

impl Gender {
    const fn of(self, masculine: &'static str, feminine: &'static str, neuter: &'static str) -> &'static str {
        match self {
            Self::Masculine => masculine,
            Self::Feminine => feminine,
            Self::Neuter => neuter,
        }
    }
}

/// The instrumental case: «с высоким приоритетом».
const fn priority_word(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "низким",
        Priority::Normal => "обычным",
        Priority::High => "высоким",
        Priority::Urgent => "срочным",
    }
}

fn subject_words(subject: &Subject) -> (String, Gender) {
    let known = |words: &str, gender| (words.to_owned(), gender);
    match subject {
        Subject::Answer(key) => (format!("ответ на «{key}»"), Gender::Masculine),
        Subject::Property(name) => (format!("свойство «{name}»"), Gender::Neuter),
        Subject::Promise(name) => (format!("время, обещанное в «{name}»,"), Gender::Neuter),
        Subject::Fact(fact) => match fact {
            Known::Score => known("оценка", Gender::Feminine),
            Known::PreviousScore => known("прошлая оценка", Gender::Feminine),
            Known::Change => known("изменение с прошлого ответа", Gender::Neuter),
            Known::Category => known("категория", Gender::Feminine),
            Known::PreviousCategory => known("прошлая категория", Gender::Feminine),
            Known::Survey => known("опрос", Gender::Masculine),
            Known::Channel => known("канал", Gender::Masculine),
            Known::Evidence => known("достоверность", Gender::Feminine),
            Known::Event => known("событие", Gender::Neuter),
            Known::SilenceDays => known("молчание в днях", Gender::Neuter),
        },
    }
}

fn comparison_words(comparison: &Comparison, gender: Gender) -> String {
    let equal = gender.of("равен", "равна", "равно");
    match comparison {
        Comparison::Is(value) => format!("{equal} {}", quoted(value)),
        Comparison::IsNot(value) => format!("не {equal} {}", quoted(value)),
        Comparison::OneOf(values) => format!("{} из списка {}", gender.of("один", "одна", "одно"), listed(values)),
        Comparison::NoneOf(values) => format!("не из списка {}", listed(values)),
        Comparison::AtLeast(number) => format!("не меньше {number}"),
        Comparison::AtMost(number) => format!("не больше {number}"),
        Comparison::Between(low, high) => format!("от {low} до {high}"),
        Comparison::Contains(text) => format!("содержит «{text}»"),
        Comparison::Exists(true) => gender.of("известен", "известна", "известно").to_owned(),
        Comparison::Exists(false) => gender.of("неизвестен", "неизвестна", "неизвестно").to_owned(),
    }
}

fn quoted(value: &Value) -> String {
    match value {
        Value::String(text) => format!("«{text}»"),
        Value::Bool(true) => "«да»".to_owned(),
        Value::Bool(false) => "«нет»".to_owned(),
        other => other.to_string(),
    }
}

fn listed(values: &[Value]) -> String {
    values.iter().map(quoted).collect::<Vec<_>>().join(", ")
}

/// A comparison of categories, with the categories in Russian.
fn in_russian(comparison: &Comparison) -> Comparison {
    let word = |value: &Value| match value.as_str() {
        Some("detractor") => "критик".into(),
        Some("passive") => "нейтральный".into(),
        Some("promoter") => "сторонник".into(),
        _ => value.clone(),
    };
    match comparison {
        Comparison::Is(value) => Comparison::Is(word(value)),
        Comparison::IsNot(value) => Comparison::IsNot(word(value)),
        Comparison::OneOf(values) => Comparison::OneOf(values.iter().map(word).collect()),
        Comparison::NoneOf(values) => Comparison::NoneOf(values.iter().map(word).collect()),
        other => other.clone(),
    }
}

/// A number of minutes as its largest whole unit: how many, and the unit's place in the tables of forms.
const fn in_units(within: Within) -> (u32, usize) {
    match (within.minutes, within.clock) {
        (minutes, Clock::Wall) if minutes % 1440 == 0 => (minutes / 1440, 0),
        (minutes, Clock::Wall) if minutes % 60 == 0 => (minutes / 60, 1),
        (minutes, Clock::Wall) => (minutes, 2),
        (minutes, Clock::Business) if minutes % 60 == 0 => (minutes / 60, 3),
        (minutes, Clock::Business) => (minutes, 4),
    }
}

const fn ends_in_one(number: u32) -> bool {
    number % 10 == 1 && number % 100 != 11
}

const fn ends_in_few(number: u32) -> bool {
    matches!(number % 10, 2..=4) && !matches!(number % 100, 12..=14)
}

/// «в течение 1 часа», «в течение 5 часов».
fn genitive(within: Within) -> String {
    const FORMS: [[&str; 2]; 5] = [
        ["дня", "дней"],
        ["часа", "часов"],
        ["минуты", "минут"],
        ["рабочего часа", "рабочих часов"],
        ["рабочей минуты", "рабочих минут"],
    ];
    let (number, unit) = in_units(within);
    format!("{number} {}", FORMS[unit][usize::from(!ends_in_one(number))])
}

/// «через 1 час», «через 2 часа», «через 5 часов».
fn accusative(within: Within) -> String {
    const FORMS: [[&str; 3]; 5] = [
        ["день", "дня", "дней"],
        ["час", "часа", "часов"],
        ["минуту", "минуты", "минут"],
        ["рабочий час", "рабочих часа", "рабочих часов"],
        ["рабочую минуту", "рабочие минуты", "рабочих минут"],
    ];
    let (number, unit) = in_units(within);
    let form = if ends_in_one(number) {
        0
    } else if ends_in_few(number) {
        1
    } else {
        2
    };
    format!("{number} {}", FORMS[unit][form])
}
