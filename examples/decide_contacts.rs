//! Decides whom to ask about their delivery, when, and why not.
//!
//! ```sh
//! cargo run -p survey-core --example decide_contacts
//! cargo run -p survey-core --example decide_contacts -- ru
//! ```
//!
//! The argument is the language of the reasons, `en` or `ru`.
#![expect(clippy::disallowed_macros, reason = "an example program prints")]

use std::error::Error;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use survey_core::outreach::{Basis, Contact, Decision, Policy, Request, decide, explain_in};

const POLICY: &str = r#"{
    "cool_down_days": 14,
    "cool_down_days_by_kind": {"relationship": 90},
    "quiet_hours": {"from": "21:00", "until": "09:00"},
    "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
    "require_basis": true,
    "zone": "Asia/Almaty"
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let language = std::env::args().nth(1).unwrap_or_else(|| "en".to_owned());
    let policy: Policy = serde_json::from_str(POLICY)?;
    let problems = policy.check();
    assert!(problems.is_empty(), "the policy is sound: {problems:?}");

    // Friday, 20 November 2026, 22:30 in Almaty.
    let now: Timestamp = "2026-11-20T17:30:00Z".parse()?;
    let delivered: Timestamp = "2026-11-20T10:00:00Z".parse()?;
    let berlin = TimeZone::get("Europe/Berlin")?;
    let agreed = Contact { basis: Some(Basis::SoftOptIn), ..Contact::default() };
    let order = Request::about("", "order-1001", delivered);

    let customers = [
        ("Ann, in Almaty", agreed.clone(), order),
        ("Ben, in Berlin", Contact { zone: Some(&berlin), ..agreed.clone() }, order),
        ("Cora, unsubscribed", Contact { unsubscribed: true, ..agreed.clone() }, order),
        (
            "Dan, asked last week",
            Contact { last_asked_at: Some("2026-11-13T10:00:00Z".parse()?), ..agreed.clone() },
            order,
        ),
        ("Eve, with an open case", Contact { open_case: true, ..agreed.clone() }, order),
        ("Fay, nobody knows on what grounds", Contact::default(), order),
        ("Gus, who cancelled", agreed.clone(), Request { cancelled: true, ..order }),
        ("Hal, in August", agreed.clone(), Request { occurred_at: "2026-08-01T10:00:00Z".parse()?, ..order }),
        (
            "Ida, whose case was solved",
            Contact { last_asked_at: Some(delivered), ..agreed },
            Request { after_case: true, ..order },
        ),
    ];
    for (name, contact, request) in &customers {
        let decision = decide(&policy, contact, request, now);
        let mark = if matches!(decision, Decision::Ask { .. }) { "+" } else { "-" };
        let zone = contact.zone.unwrap_or(&policy.zone);
        println!("{mark} {name:<34} {}", explain_in(&decision, &language, zone));
    }
    Ok(())
}
