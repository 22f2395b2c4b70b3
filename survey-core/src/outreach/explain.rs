//! A decision in words, for the person who wonders why nobody was asked.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::decide::{Decision, Reason};

/// One sentence that says what was decided and why, in English or, for a language that begins with `ru`, in Russian.
///
/// Times are given in UTC; [`explain_in`] gives them in a zone.
///
/// ```
/// use survey_core::outreach::{Decision, Reason, explain};
///
/// let refused = Decision::Refuse {
///     reason: Reason::CoolDown,
///     rule: "cool_down_days = 30".into(),
///     next_eligible: Some("2026-12-10T10:00:00Z".parse()?),
/// };
/// assert_eq!(
///     explain(&refused, "en"),
///     "Not asked: they were asked not long ago (cool_down_days = 30). They may be asked from 10 December 2026, 10:00 UTC.",
/// );
/// assert_eq!(
///     explain(&refused, "ru"),
///     "Не спрашиваем: недавно мы уже спрашивали этого человека (cool_down_days = 30). Спросить можно с 10 декабря 2026 г., 10:00 UTC.",
/// );
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn explain(decision: &Decision, language: &str) -> String {
    explain_in(decision, language, &TimeZone::UTC)
}

/// The sentence of [`explain`] with its times in a zone.
///
/// ```
/// use jiff::tz::TimeZone;
/// use survey_core::outreach::{Decision, explain_in};
///
/// let ask = Decision::Ask { at: "2026-11-20T10:00:00Z".parse()? };
/// let almaty = TimeZone::get("Asia/Almaty")?;
/// assert_eq!(explain_in(&ask, "en", &almaty), "Asked on 20 November 2026, 15:00 (Asia/Almaty).");
/// # Ok::<(), jiff::Error>(())
/// ```
pub fn explain_in(decision: &Decision, language: &str, zone: &TimeZone) -> String {
    let russian = language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ru"));
    match (decision, russian) {
        (Decision::Ask { at }, false) => format!("Asked on {}.", moment(*at, zone, false)),
        (Decision::Ask { at }, true) => format!("Спросим {}.", moment(*at, zone, true)),
        (Decision::Refuse { reason, rule, next_eligible }, false) => {
            let again = next_eligible.map(|at| format!(" They may be asked from {}.", moment(at, zone, false)));
            format!("Not asked: {} ({rule}).{}", in_english(*reason), again.unwrap_or_default())
        }
        (Decision::Refuse { reason, rule, next_eligible }, true) => {
            let again = next_eligible.map(|at| format!(" Спросить можно с {}.", moment(at, zone, true)));
            format!("Не спрашиваем: {} ({rule}).{}", in_russian(*reason), again.unwrap_or_default())
        }
    }
}

const fn in_english(reason: Reason) -> &'static str {
    match reason {
        Reason::Unsubscribed => "they unsubscribed",
        Reason::Bounced => "mail to their address came back",
        Reason::NoBasis => "no legal basis for asking them is recorded",
        Reason::Cancelled => "the order was cancelled, so there is nothing to ask about",
        Reason::TooLate => "it was too long ago to ask",
        Reason::OpenCase => "they have an open case, which has to be settled first",
        Reason::CoolDown => "they were asked not long ago",
        Reason::SampledOut => "only a share is asked, and this one is not in it",
        Reason::Duplicate => "they were asked about this already",
    }
}

const fn in_russian(reason: Reason) -> &'static str {
    match reason {
        Reason::Unsubscribed => "человек отписался",
        Reason::Bounced => "письма на этот адрес возвращаются",
        Reason::NoBasis => "не указано законное основание, чтобы спрашивать",
        Reason::Cancelled => "заказ отменён, спрашивать не о чем",
        Reason::TooLate => "прошло слишком много времени",
        Reason::OpenCase => "у человека есть открытое обращение, сначала нужно его решить",
        Reason::CoolDown => "недавно мы уже спрашивали этого человека",
        Reason::SampledOut => "мы спрашиваем только часть клиентов, и этот случай в неё не попал",
        Reason::Duplicate => "об этом мы уже спрашивали",
    }
}

/// `20 November 2026, 15:00 (Asia/Almaty)`, `20 ноября 2026 г., 15:00 (Asia/Almaty)`.
fn moment(at: Timestamp, zone: &TimeZone, russian: bool) -> String {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    const RUSSIAN: [&str; 12] = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ];
    let local = zone.to_datetime(at);
    let month = usize::from((local.month() - 1).unsigned_abs()) % 12;
    let date = if russian {
        format!("{} {} {} г.", local.day(), RUSSIAN[month], local.year())
    } else {
        format!("{} {} {}", local.day(), ENGLISH[month], local.year())
    };
    let place = match zone.iana_name() {
        Some("UTC") | None => "UTC".to_owned(),
        Some(name) => format!("({name})"),
    };
    format!("{date}, {:02}:{:02} {place}", local.hour(), local.minute())
}
