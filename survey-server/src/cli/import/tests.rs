use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum;
use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::account::workspace;
use crate::clock::{Ids, ManualClock, Site};
use crate::reporting::export::{self, Format, Scope, What};
use crate::secret::Keys;
use crate::store::conn::DatabaseUrl;
use crate::store::{Time, cases, decisions, events, jobs, people, responses, rollups};

const NOW: Time = Time(1_795_158_000_000);

/// A database of its own, and files beside it.
struct Bench {
    folder: TempDir,
    db: Db,
    cx: Cx,
    clock: Arc<ManualClock>,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::Sqlite(folder.path().join("survey.db").display().to_string());
        let db = Db::open(&url, 2).unwrap();
        db.read_now(crate::store::migrate::migrate).unwrap();
        let keys = Keys::new("a secret key of thirty-two characters", &[]);
        let site = Arc::new(Site::new("http://localhost", keys));
        let cx = Cx { now: NOW, ids: Ids::default(), workspace: 1, site };
        db.write_now(|conn| workspace::furnish(conn, &cx, 1)).unwrap();
        Bench { folder, db, cx, clock: ManualClock::at(NOW) }
    }

    fn args(&self, kind: &str, text: &str) -> Args {
        let file = self.folder.path().join("file.csv");
        std::fs::write(&file, text).unwrap();
        Args {
            kind: Kind::from_str(kind, false).unwrap(),
            file,
            survey: None,
            map: Vec::new(),
            set: Vec::new(),
            dry_run: false,
            ask: false,
            yes: true,
        }
    }

    fn import(&self, kind: &str, text: &str) -> Report {
        self.run(&self.args(kind, text))
    }

    fn run(&self, args: &Args) -> Report {
        self.clock.advance_ms(1000);
        run(&self.db, &*self.clock, &self.cx, args, |_| Ok(true)).unwrap()
    }

    fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> T {
        self.db.read_now(work).unwrap()
    }

    fn refused(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("file.refused.csv")).unwrap()
    }
}

fn tally(report: &Report) -> (u64, u64, u64) {
    (report.counts.new, report.counts.known, report.refused.count)
}

#[test]
fn people_are_added_then_known_and_extra_columns_become_properties() {
    let bench = Bench::new();
    let file = "E-mail,Name,Branch,unsubscribed\nann@example.com,Ann,Kazan,\nbob@example.com,Bob,,2026-01-02\n";

    assert_eq!(tally(&bench.import("people", file)), (2, 0, 0));
    assert_eq!(tally(&bench.import("people", file)), (0, 2, 0));

    let ann = bench.read(|conn| people::find_by_email(conn, 1, "ann@example.com")).unwrap();
    assert_eq!(ann.name.as_deref(), Some("Ann"));
    assert_eq!(ann.properties.0, *json!({"Branch": "Kazan"}).as_object().unwrap());
    let bob = bench.read(|conn| people::find_by_email(conn, 1, "bob@example.com")).unwrap();
    let cx = bench.cx.clone();
    assert!(bench.read(|conn| crate::outreach::suppress::standing(conn, &cx, &bob)).unsubscribed);
    assert!(!bench.read(|conn| crate::outreach::suppress::standing(conn, &cx, &ann)).unsubscribed);
}

#[test]
fn each_refused_row_says_what_is_wrong_with_it() {
    let bench = Bench::new();
    let file = "id,type,occurred_at,email,phone,basis\n\
                1,order.delivered,2026-11-01 10:00:00,ann@example.com,,\n\
                2,order.delivered,2026-11-01 10:00:00,ivan@,,\n\
                3,order.delivered,01.11.2026,ann@example.com,,\n\
                4,order.delivered,,ann@example.com,,\n\
                5,,2026-11-01,ann@example.com,,\n\
                ,order.delivered,2026-11-01,ann@example.com,,\n\
                7,order.delivered,2026-11-01,,,\n\
                8,order.delivered,2026-11-01,ann@example.com,12345,\n\
                9,order.delivered,2026-11-01,ann@example.com,,friendship\n\
                10,order.delivered,2027-11-01,ann@example.com,,\n\
                1,order.delivered,2026-11-02,ann@example.com,,\n\
                12,order.delivered\n\
                13,\"a\" b,2026-11-01,ann@example.com,,\n\
                14,\"open,2026-11-01,ann@example.com,,\n";

    let report = bench.import("events", file);

    assert_eq!(tally(&report), (1, 0, 13));
    assert_eq!(report.refused.first[0], "Row 3: the e-mail 'ivan@' has no domain");
    let refused = bench.refused();
    for says in [
        "4,\"the time '01.11.2026' cannot be read; write 2026-11-20T10:00:00Z",
        "5,occurred_at is missing",
        "6,type is missing",
        "7,id is missing",
        "8,\"an e-mail, a phone number or an external id is needed\"",
        "9,phone_number is not an international phone number",
        "10,\"basis must be one of consent",
        "11,occurred_at lies in the future",
        "12,an event with the id 1 was reported before with other content",
        "13,has 2 cells where the heading has 6",
        "14,text follows a closing quote",
        "15,a quote is opened in this row and never closed",
    ] {
        assert!(refused.contains(&format!("\n{says}")), "{says}\n{refused}");
    }
    assert!(report.sentences().contains("1 events imported, 0 were there already, 13 refused"));
    assert!(report.sentences().ends_with("and 8 more"));
}

#[test]
fn the_refused_file_can_be_mended_and_imported_and_runs_no_formula() {
    let bench = Bench::new();
    bench.import("people", "email,name,phone\nivan@,=cmd(),+77010000000\n");
    let refused = bench.refused();
    assert_eq!(
        refused,
        "refused_row,refused_because,email,name,phone\n2,the e-mail 'ivan@' has no domain,ivan@,=cmd(),+77010000000\n"
            .replace("=cmd()", "'=cmd()")
            .replace("+77", "'+77")
    );

    let mended = bench.import("people", &refused.replace("ivan@,", "ivan@example.com,"));

    assert_eq!(tally(&mended), (1, 0, 0));
    let ivan = bench.read(|conn| people::find_by_email(conn, 1, "ivan@example.com")).unwrap();
    assert_eq!(ivan.name.as_deref(), Some("=cmd()"));
    assert_eq!(ivan.phone.as_deref(), Some("+77010000000"));
    assert!(ivan.properties.0.is_empty());
}

#[test]
fn a_refused_row_leaves_nothing_behind() {
    let bench = Bench::new();

    let report = bench.import("responses", "email,score,created_at\nann@example.com,11,2026-11-01\n");

    assert_eq!(tally(&report), (0, 0, 1));
    assert_eq!(report.refused.first, ["Row 2: score must be a whole number from 0 to 10, not 11"]);
    assert!(report.is_failure());
    assert!(bench.read(|conn| people::find_by_email(conn, 1, "ann@example.com")).is_none());
}

#[test]
fn events_are_recorded_and_ask_nobody() {
    let bench = Bench::new();
    let file = "id;type;occurred_at;email\n1;order.delivered;2026-11-19 12:00:00;ann@example.com\n";

    assert_eq!(tally(&bench.import("events", file)), (1, 0, 0));
    assert_eq!(tally(&bench.import("events", file)), (0, 1, 0));

    let event = bench.read(|conn| events::find_by_external_id(conn, 1, "1")).unwrap();
    assert_eq!(event.occurred_at.rfc3339(), "2026-11-19T12:00:00.000Z");
    assert!(bench.read(|conn| decisions::list_by_person(conn, 1, event.person_id, 9)).is_empty());
}

#[test]
fn with_ask_events_are_counted_first_and_ask_after_a_yes() {
    let bench = Bench::new();
    let file = "id,type,occurred_at,email\n1,order.delivered,2026-11-19,ann@example.com\n2,order.delivered,2026-01-19,bob@example.com\n";
    let args = Args { ask: true, yes: false, ..bench.args("events", file) };

    let mut asked = String::new();
    let declined = run(&bench.db, &*bench.clock, &bench.cx, &args, |question| {
        asked = question.to_owned();
        Ok(false)
    })
    .unwrap();

    assert!(asked.contains("1 people would be asked (not asked: 1 too_late)"), "{asked}");
    assert_eq!((declined.counts.asked, declined.dry_run), (1, true));
    assert!(bench.read(|conn| events::find_by_external_id(conn, 1, "1")).is_none());

    let done = bench.run(&args);
    assert_eq!((done.counts.asked, done.counts.not_asked.get("too_late")), (1, Some(&1)));
    let event = bench.read(|conn| events::find_by_external_id(conn, 1, "1")).unwrap();
    assert_eq!(bench.read(|conn| decisions::list_by_person(conn, 1, event.person_id, 9)).len(), 1);
}

#[test]
fn answers_are_counted_and_alert_nobody() {
    let bench = Bench::new();
    let file = "Response ID,Email,Score,Comment,Created At,Tags,branch\n\
                r1,ann@example.com,2,\"Late,\nand cold\",2026-11-19 12:00:00,\"vip, late\",Kazan\n\
                r2,,9,,1795000000,,\n";
    let jobs_before = bench.read(jobs::depth);

    assert_eq!(tally(&bench.import("responses", file)), (2, 0, 0));
    assert_eq!(tally(&bench.import("responses", file)), (0, 2, 0));

    let first = bench.read(|conn| responses::find_by_external_id(conn, 1, "r1")).unwrap();
    assert_eq!((first.score, first.comment.as_deref()), (Some(2), Some("Late,\nand cold")));
    assert_eq!(first.tags.0, ["vip", "late"]);
    assert_eq!(first.properties.0["branch"], "Kazan");
    assert!(first.imported && first.person_id.is_some());
    let second = bench.read(|conn| responses::find_by_external_id(conn, 1, "r2")).unwrap();
    assert_eq!(second.person_id, None);
    let counted = bench.read(|conn| rollups::all(conn, 1));
    let total: i64 =
        counted.iter().filter(|(cell, _)| cell.dimension.is_empty() && cell.question == "score").map(|(_, n)| n).sum();
    assert_eq!(total, 2);
    assert!(bench.read(|conn| cases::list(conn, 1, &cases::Filter::default(), 0, 9)).is_empty());
    assert_eq!(bench.read(jobs::depth), jobs_before);
}

#[test]
fn answers_without_ids_are_the_same_when_they_come_again() {
    let bench = Bench::new();
    let file = "email,score,created_at\n,9,2026-11-01\n,9,2026-11-01\nann@example.com,9,2026-11-01\nann@example.com,9,2026-11-01\n";

    assert_eq!(tally(&bench.import("responses", file)), (3, 1, 0), "two anonymous answers, and one of Ann");
    assert_eq!(tally(&bench.import("responses", file)), (0, 4, 0));
}

#[test]
fn a_dry_run_changes_nothing() {
    let bench = Bench::new();
    let file = "email,score,created_at\nann@example.com,9,2026-11-01\nbob@,9,2026-11-01\n";
    let args = Args { dry_run: true, ..bench.args("responses", file) };

    let report = bench.run(&args);

    assert_eq!(tally(&report), (1, 0, 1));
    assert!(report.sentences().starts_with("1 responses would be imported"));
    assert!(bench.read(|conn| people::find_by_email(conn, 1, "ann@example.com")).is_none());
    assert!(bench.read(|conn| rollups::all(conn, 1)).is_empty());
}

#[test]
fn more_rows_than_a_slice_holds_all_arrive() {
    let bench = Bench::new();
    let rows: Vec<String> = (0..ROWS * 2 + 7).map(|n| format!("customer-{n}")).collect();

    let report = bench.import("people", &format!("external_id\n{}\n", rows.join("\n")));

    assert_eq!(tally(&report), (ROWS as u64 * 2 + 7, 0, 0));
}

#[test]
fn a_wrong_command_is_told_apart_from_a_wrong_file() {
    let bench = Bench::new();
    let usage = |args: &Args| run(&bench.db, &*bench.clock, &bench.cx, args, |_| Ok(true)).unwrap_err();
    let people = bench.args("people", "email\nann@example.com\n");

    let missing = Args { file: Path::new("/nowhere.csv").to_owned(), ..people.clone() };
    assert!(usage(&missing).is_usage());
    assert!(usage(&Args { ask: true, ..people.clone() }).is_usage());
    let answers = Args { survey: Some("gone".to_owned()), ..bench.args("responses", "score,time\n9,1\n") };
    assert!(usage(&answers).to_string().contains("there is no survey gone"));
    assert!(!usage(&bench.args("people", "")).is_usage());
}

fn export(bench: &Bench, what: What, format: Format) -> String {
    let cx = Cx { now: NOW.plus_days(1), ..bench.cx.clone() };
    let mut out = Vec::new();
    bench.read(|conn| export::write(conn, &cx, what, format, Scope::default(), &mut out));
    String::from_utf8(out).unwrap()
}

#[test]
fn what_is_exported_runs_no_formula_and_can_be_imported_elsewhere() {
    let (here, there) = (Bench::new(), Bench::new());
    here.import(
        "responses",
        "id,email,phone,name,score,comment,created_at,tags,branch\n\
         r1,ann@example.com,+77010000000,=HYPERLINK(1),2,@late,2026-11-01,a; b,-5\n\
         r2,,,,9,,2026-11-02,,\n",
    );

    let csv = export(&here, What::Responses, Format::Csv);
    assert!(csv.lines().next().unwrap().ends_with(",name,tags,answers.comment,answers.score,properties.branch"));
    assert!(csv.contains(",'+77010000000,") && csv.contains(",'=HYPERLINK(1),") && csv.contains(",'@late,"), "{csv}");
    assert!(csv.contains(",-5\n"), "a number stays one: {csv}");

    assert_eq!(tally(&there.import("responses", &csv)), (2, 0, 0));
    let ann = there.read(|conn| people::find_by_email(conn, 1, "ann@example.com")).unwrap();
    assert_eq!((ann.name.as_deref(), ann.phone.as_deref()), (Some("=HYPERLINK(1)"), Some("+77010000000")));
    let answers = there.read(|conn| responses::list_by_person(conn, 1, ann.id, 9));
    assert_eq!((answers[0].score, answers[0].comment.as_deref()), (Some(2), Some("@late")));
    assert_eq!(answers[0].properties.0["branch"], "-5");
    assert_eq!(answers[0].tags.0, ["a", "b"]);
    assert!(!answers[0].properties.0.contains_key("evidence"));
}

#[test]
fn an_export_as_json_nests_answers_and_properties() {
    let bench = Bench::new();
    let none: serde_json::Value = serde_json::from_str(&export(&bench, What::Cases, Format::Json)).unwrap();
    assert_eq!((&none["data"], &none["export"]), (&json!([]), &json!("cases")));
    bench.import("responses", "email,score,created_at,branch\nann@example.com,9,2026-11-01,Kazan\n");

    let whole: serde_json::Value = serde_json::from_str(&export(&bench, What::Responses, Format::Json)).unwrap();
    let rows = &whole["data"];
    assert!(whole["definitions"]["answered_at"].as_str().unwrap().contains("counts for a day"));
    for column in rows[0].as_object().unwrap().keys() {
        assert!(whole["definitions"][column].is_string(), "{column}");
    }

    assert_eq!(rows[0]["answers"], json!({"score": 9}));
    assert_eq!(rows[0]["properties"], json!({"branch": "Kazan"}));
    assert_eq!(rows[0]["email"], "ann@example.com");
    assert_eq!(rows[0]["answered_at"], "2026-11-01T00:00:00.000Z");
}

#[test]
fn people_go_out_with_who_must_not_be_asked_and_come_back_so() {
    let (here, there) = (Bench::new(), Bench::new());
    here.import("people", "email,unsubscribed\nann@example.com,yes\nbob@example.com,\n");

    assert_eq!(tally(&there.import("people", &export(&here, What::People, Format::Csv))), (2, 0, 0));

    let standing = |email: &str| {
        let person = there.read(|conn| people::find_by_email(conn, 1, email)).unwrap();
        assert!(person.properties.0.is_empty(), "{person:?}");
        there.read(|conn| crate::outreach::suppress::standing(conn, &there.cx, &person)).unsubscribed
    };
    assert!(standing("ann@example.com") && !standing("bob@example.com"));
}
