//! To a manager: a view of the reports, first the sentence, then the number, then the picture.

use serde::Serialize;

use super::Message;

/// A digest.
#[derive(Debug, Clone, Serialize)]
pub struct ReportLetter {
    /// The business.
    pub company: String,
    /// The view's name; none: everything.
    pub view: Option<String>,
    /// The survey's name, where the business has several.
    pub survey: Option<String>,
    /// `week`, `month`.
    pub every: &'static str,
    /// The days, in the reader's language: `16 Nov – 22 Nov`.
    pub days: String,
    /// How many answers there were; none: only that is said.
    pub count: u64,
    /// The score; none below five answers.
    pub score: Option<ReportScore>,
    /// Below five answers, instead of the score: how many of each kind.
    pub parts: Vec<ReportPart>,
    /// How it changed: `up`, `down`, `none`, `unknown`.
    pub change: &'static str,
    /// By so many points, or per cent.
    pub points: i32,
    /// The score before.
    pub before: Option<ReportScore>,
    /// The answers before.
    pub count_before: u64,
    /// The id of the picture; none: it is not drawn.
    pub picture: Option<String>,
    /// What changed beyond noise.
    pub moved: Vec<MovedLine>,
    /// Whether there is anything to say of changes: not of fewer than five answers.
    pub compares: bool,
    /// Reaction times and cases are those of the whole survey, and the score is of a part of it.
    pub of_all: bool,
    /// Cases whose time to be contacted has passed, and how many were contacted in time.
    pub matured: u64,
    /// Of those, contacted in time.
    pub in_time: u64,
    /// Minutes until half were contacted.
    pub median_minutes: Option<i64>,
    /// The most pressing open cases.
    pub cases: Vec<ReportCase>,
    /// How many are open.
    pub open: i64,
    /// What to do.
    pub todo: Vec<Todo>,
    /// The view in the admin.
    pub url: String,
    /// The inbox.
    pub cases_url: String,
    /// Where digests are set up.
    pub settings_url: String,
    /// The page with the button that ends this digest; none for one that was asked for once.
    pub unsubscribe_url: Option<String>,
    /// The team's zone.
    pub zone: String,
}

/// A score as it is shown, with its interval.
#[derive(Debug, Clone, Serialize)]
pub struct ReportScore {
    /// `+30`, `80%`
    pub value: String,
    /// The lower end.
    pub low: String,
    /// The upper end.
    pub high: String,
    /// Of so few answers that the interval is to be taken seriously, and the number not yet.
    pub is_low: bool,
}

/// Answers of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct ReportPart {
    /// `promoter`, `passive`, `detractor`, `satisfied`, `neutral`, `dissatisfied`.
    pub part: &'static str,
    /// How many.
    pub count: u64,
}

/// Something that changed beyond noise.
#[derive(Debug, Clone, Serialize)]
pub struct MovedLine {
    /// `segment`, `named`, `rate`, `in_time`.
    pub what: &'static str,
    /// Which segment, tag or reason.
    pub name: String,
    /// Before, as it is shown.
    pub from: String,
    /// Now.
    pub to: String,
    /// What it rests on: answers, those asked, cases.
    pub count: u64,
    /// Where it is seen.
    pub url: String,
}

/// An open case.
#[derive(Debug, Clone, Serialize)]
pub struct ReportCase {
    /// What was answered.
    pub score: Option<String>,
    /// The highest number of the scale.
    pub top: i64,
    /// How the customer is called.
    pub who: Option<String>,
    /// Whether the next deadline has passed.
    pub late: bool,
    /// Minutes to it, or since it.
    pub minutes: i64,
    /// The case in the admin.
    pub url: String,
}

/// Something to do.
#[derive(Debug, Clone, Serialize)]
pub struct Todo {
    /// `late`, `open`, `fell`, `named`, `rate`, `unhappy`, `nothing`.
    pub what: &'static str,
    /// How many cases.
    pub count: i64,
    /// Which segment or reason.
    pub name: String,
    /// Where it is done.
    pub url: String,
}

impl Message for ReportLetter {
    const NAME: &'static str = "report";

    #[expect(clippy::too_many_lines, reason = "a sample is every field once")]
    fn samples(language: &str) -> Vec<Self> {
        let russian = language.starts_with("ru");
        let pick = |english: &str, russian_text: &str| if russian { russian_text } else { english }.to_owned();
        let site = |path: &str| format!("https://surveys.north-bikes.example{path}");
        let score = |value: &str, low: &str, high: &str| ReportScore {
            value: value.to_owned(),
            low: low.to_owned(),
            high: high.to_owned(),
            is_low: false,
        };
        let percent = |n: u32| if russian { format!("{n}\u{a0}%") } else { format!("{n}%") };
        let case = |who: Option<String>, late: bool, minutes: i64| ReportCase {
            score: Some("2".to_owned()),
            top: 10,
            who,
            late,
            minutes,
            url: site("/admin/cases/0192f0c1"),
        };
        let kazan = pick("Leith (branch)", "Алмалы (филиал)");
        let full = Self {
            company: pick("North Bike Works", "Велодвор"),
            view: None,
            survey: None,
            every: "week",
            days: pick("16\u{a0}Nov – 22\u{a0}Nov", "16–22\u{a0}ноября"),
            count: 412,
            score: Some(score("+21", "+14", "+28")),
            parts: Vec::new(),
            change: "down",
            points: 11,
            before: Some(score("+32", "+25", "+39")),
            count_before: 398,
            picture: Some("trend.0192f0c1@surveys.north-bikes.example".to_owned()),
            moved: vec![
                MovedLine {
                    what: "segment",
                    name: kazan.clone(),
                    from: "+38".to_owned(),
                    to: "\u{2212}6".to_owned(),
                    count: 84,
                    url: site("/admin?from=2026-11-16&until=2026-11-22&segment=branch%3ALeith"),
                },
                MovedLine {
                    what: "named",
                    name: pick("courier late", "курьер опоздал"),
                    from: percent(9),
                    to: percent(19),
                    count: 412,
                    url: site("/admin?from=2026-11-16&until=2026-11-22&segment=tag%3Acourier%20late"),
                },
                MovedLine {
                    what: "in_time",
                    name: String::new(),
                    from: percent(61),
                    to: percent(90),
                    count: 58,
                    url: site("/admin/recovery"),
                },
            ],
            compares: true,
            of_all: false,
            matured: 58,
            in_time: 52,
            median_minutes: Some(38),
            cases: vec![
                case(Some(pick("Ann Lee", "Анна Ли")), true, 190),
                case(Some("<script>alert(1)</script>".to_owned()), false, 45),
                ReportCase { score: None, ..case(None, false, 200) },
            ],
            open: 7,
            todo: vec![
                Todo { what: "late", count: 1, name: String::new(), url: site("/admin/cases") },
                Todo { what: "fell", count: 0, name: kazan, url: site("/admin?segment=branch%3ALeith") },
            ],
            url: site("/admin?from=2026-11-16&until=2026-11-22"),
            cases_url: site("/admin/cases"),
            settings_url: site("/admin/settings/digests"),
            unsubscribe_url: Some(site("/d/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh")),
            zone: "Asia/Almaty".to_owned(),
        };
        let quiet = Self {
            view: Some(pick("Leith, monthly", "Алмалы, помесячно")),
            every: "month",
            days: pick("1\u{a0}Oct – 31\u{a0}Oct", "1–31\u{a0}октября"),
            change: "none",
            points: 0,
            moved: Vec::new(),
            cases: Vec::new(),
            open: 0,
            matured: 0,
            todo: vec![Todo { what: "nothing", count: 0, name: String::new(), url: site("/admin") }],
            ..full.clone()
        };
        let few = Self {
            count: 3,
            score: None,
            compares: false,
            parts: [("promoter", 2), ("passive", 0), ("detractor", 1)]
                .map(|(part, count)| ReportPart { part, count })
                .to_vec(),
            todo: vec![Todo {
                what: "unhappy",
                count: 0,
                name: String::new(),
                url: site("/admin/responses?category=detractor"),
            }],
            change: "unknown",
            points: 0,
            view: quiet.view.clone(),
            every: "week",
            ..quiet.clone()
        };
        let low = Self {
            survey: Some(pick("After a visit", "После визита")),
            count: 17,
            score: Some(ReportScore { is_low: true, ..score("+18", "\u{2212}22", "+58") }),
            of_all: true,
            matured: 58,
            cases: full.cases.clone(),
            open: 7,
            every: "week",
            days: full.days.clone(),
            unsubscribe_url: None,
            ..quiet.clone()
        };
        let empty = Self { count: 0, count_before: 0, before: None, todo: Vec::new(), ..few.clone() };
        vec![full, quiet, few, empty, low]
    }
}
