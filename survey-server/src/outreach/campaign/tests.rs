//! Campaigns against a real database.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use survey_core::outreach::{Basis, QuietHours};

use super::check::{self, Draft, Nobody, Watcher};
use super::plan::Step;
use super::{Gate, gate, life, plan, progress, refused};
use crate::account::workspace;
use crate::clock::{Cx, Ids, ManualClock, Site};
use crate::error::Error;
use crate::outreach::person::{self, PersonInput};
use crate::outreach::send::{self, Due};
use crate::outreach::{erase, suppress};
use crate::secret::Keys;
use crate::store::campaign_people::{self, Line};
use crate::store::campaigns::{self, Campaign, State};
use crate::store::conn::DatabaseUrl;
use crate::store::decisions;
use crate::store::invitations::{self, Invitation};
use crate::store::jobs::{self, Class, Job};
use crate::store::people::Person;
use crate::store::suppressions::Reason;
use crate::store::{Conn, Db, Id, Time, grouped, migrate, people, workspaces};

/// 2026-11-20T10:00:00Z, a Friday.
const TEN: Time = Time(1_795_168_800_000);

/// A shop with a database of its own.
struct Shop {
    db: Db,
    clock: Arc<ManualClock>,
    cx: Cx,
    _folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("survey.db").display().to_string();
        let db = Db::open(&DatabaseUrl::Sqlite(path), 2).unwrap();
        db.read_now(migrate::migrate).unwrap();
        let keys = Keys::new("a key that is long enough for the tests", &[]);
        let site = Arc::new(Site::new("https://nps.example", keys));
        let cx = Cx { now: TEN, ids: Ids::default(), workspace: 1, site };
        db.write_now(|conn| workspace::furnish(conn, &cx, 1)).unwrap();
        Shop { db, clock: ManualClock::at(TEN), cx, _folder: folder }
    }

    fn now(&self) -> Cx {
        Cx { now: crate::clock::Clock::now(&*self.clock), ..self.cx.clone() }
    }

    fn write<T>(&self, work: impl FnOnce(&mut Conn, &Cx) -> Result<T, Error>) -> T {
        self.try_write(work).unwrap()
    }

    fn try_write<T>(&self, work: impl FnOnce(&mut Conn, &Cx) -> Result<T, Error>) -> Result<T, Error> {
        let cx = self.now();
        self.db.write_now(|conn| work(conn, &cx))
    }

    fn draft(&self, file: &str) -> Campaign {
        self.draft_as(&Draft::default(), file)
    }

    fn draft_as(&self, draft: &Draft, file: &str) -> Campaign {
        let draft = Draft { file_name: "people.csv".to_owned(), ..draft.clone() };
        check::check(&self.db, &*self.clock, &self.now(), &draft, file.as_bytes(), true, &mut Nobody).unwrap()
    }

    /// Starts a campaign, to as many people as its report names.
    fn start(&self, campaign: &Campaign) -> Campaign {
        let count = campaign.report.0.would_ask;
        self.write(|conn, cx| life::start(conn, cx, campaign.id, count, false, "test"))
    }

    /// Plans until there is nothing to do at this moment.
    fn plan(&self, id: Id) -> Step {
        loop {
            match self.write(|conn, cx| plan::step(conn, cx, id)) {
                Step::More => {}
                other => return other,
            }
        }
    }

    fn load(&self, id: Id) -> Campaign {
        self.write(|conn, cx| campaigns::load(conn, cx.workspace, id))
    }

    fn person(&self, email: &str) -> Person {
        self.write(|conn, cx| {
            person::upsert(conn, cx, &PersonInput { email: Some(email.to_owned()), ..PersonInput::default() })
        })
    }

    fn settings(&self, change: impl FnOnce(&mut workspaces::Settings)) {
        self.write(|conn, cx| {
            let mut workspace = workspaces::load(conn, cx.workspace)?;
            change(&mut workspace.settings.0);
            workspaces::save(conn, &workspace, cx.now)
        });
    }

    fn planned(&self, id: Id) -> Vec<Invitation> {
        let mut all = self.write(|conn, cx| invitations::planned_of_campaign(conn, cx.workspace, id, i64::MAX));
        all.sort_by_key(|invitation| (invitation.send_at, invitation.id));
        all
    }

    /// The mails that a worker would be given now.
    fn claim(&self) -> Vec<Job> {
        self.write(|conn, cx| grouped::claim(conn, "worker", Class::Campaign, (cx.now, cx.now.plus_secs(60)), 10_000))
    }
}

/// A file of so many people.
fn file(count: usize) -> String {
    let lines = (0..count).map(|n| format!("person{n}@shop{}.example,Person {n}\n", n % 97));
    std::iter::once("email,name\n".to_owned()).chain(lines).collect()
}

fn tally(pairs: &[(&str, u64)]) -> BTreeMap<String, u64> {
    pairs.iter().map(|(word, count)| ((*word).to_owned(), *count)).collect()
}

#[derive(Default)]
struct Listed(Vec<(i64, String, String)>);

impl Watcher for Listed {
    fn not_taken(&mut self, _: &[String], line: &Line) -> io::Result<()> {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        self.0.push((line.line, word(&line.field), word(&line.problem)));
        Ok(())
    }

    fn read(&mut self, _: u64) {}
}

const MIXED: &[u8] = b"E-mail;Name;Time zone;Order\n\
    ann@example.com;Ann;;A-1\n\
    ivan@;Ivan;;A-2\n\
    ANN@Example.com;Ann again;;A-3\n\
    bob@example.com;Bob;Nowhere/At all;A-4\n\
    ;Nobody;;A-5\n\
    carl@example.com;Carl;A-6\n\
    \xffeve@example.com;Eve;;A-7\n\
    dora@example.com;Dora;Asia/Almaty;A-8\n";

#[test]
fn a_report_says_what_each_line_comes_to_before_anything_is_sent() {
    let shop = Shop::new();
    let dora = shop.person("dora@example.com");
    shop.write(|conn, cx| suppress::suppress(conn, cx, &dora, Reason::Unsubscribed, "said so"));
    let mut listed = Listed::default();
    let draft = Draft { file_name: "people.csv".to_owned(), ..Draft::default() };

    let campaign = check::check(&shop.db, &*shop.clock, &shop.now(), &draft, MIXED, true, &mut listed).unwrap();

    let report = &campaign.report.0;
    assert_eq!((report.rows, report.good, report.known, report.would_ask, report.duplicates), (8, 2, 1, 1, 1));
    assert_eq!(report.not_asked, tally(&[("unsubscribed", 1)]));
    assert_eq!(report.refused, tally(&[("cells", 1), ("email", 2), ("encoding", 1), ("timezone", 1)]));
    let says: Vec<(i64, &str, &str)> =
        listed.0.iter().map(|(line, field, problem)| (*line, field.as_str(), problem.as_str())).collect();
    assert_eq!(says.len(), 6);
    assert_eq!((says[0].0, says[0].1), (3, "E-mail"));
    assert!(says[0].2.contains("ivan@"), "{}", says[0].2);
    assert_eq!((says[1].0, says[1].1), (4, "E-mail"));
    assert!(says[1].2.contains("row 2 already"), "{}", says[1].2);
    assert_eq!((says[2].0, says[2].1), (5, "Time zone"));
    assert!(says[3].2.contains("email is empty"), "{}", says[3].2);
    assert!(says[4].2.contains("3 cells where the heading has 4"), "{}", says[4].2);
    assert!(says[5].2.contains("not UTF-8"), "{}", says[5].2);
    assert_eq!(shop.planned(campaign.id).len(), 0);
    assert!(shop.claim().is_empty());
    assert!(
        shop.write(|conn, cx| people::count(conn, cx.workspace, &people::Filter::default())) == 1,
        "nobody is added"
    );
}

#[test]
fn the_lines_that_were_not_taken_are_a_file_that_can_be_mended_and_sent_again() {
    let shop = Shop::new();
    let campaign = shop.draft("email,name,order\nann@,Ann,A-1\nbob@example.com,Bob,A-2\nbob@example.com,=Bob(),A-3\n");

    let csv = shop.write(|conn, cx| refused::csv(conn, cx.workspace, campaign.id));

    let text = String::from_utf8(csv).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "refused_row,refused_column,refused_because,email,name,order");
    assert!(lines[1].starts_with("2,email,") && lines[1].ends_with(",ann@,Ann,A-1"), "{}", lines[1]);
    assert!(lines[2].starts_with("4,email,") && lines[2].ends_with(",bob@example.com,'=Bob(),A-3"), "{}", lines[2]);
    let again = shop.draft(&text.replace("ann@", "ann@example.com"));
    assert_eq!((again.report.0.good, again.report.0.refused_lines()), (2, 0));
    let none = String::from_utf8(shop.write(|conn, cx| refused::csv(conn, cx.workspace, again.id))).unwrap();
    assert_eq!(none.lines().count(), 1, "the heading alone");
}

#[test]
fn a_file_that_cannot_be_used_as_a_whole_is_refused_with_what_would_be_right() {
    let shop = Shop::new();
    for (file, says) in [
        (&b""[..], "the file is empty"),
        (b"\xff\xfee\0m\0", "UTF-16"),
        (b"name,phone\nAnn,+77010000000\n", "no column holds email"),
        (b"email,email\na,b\n", "'email' twice"),
    ] {
        let draft = Draft::default();
        let failed = check::check(&shop.db, &*shop.clock, &shop.now(), &draft, file, true, &mut Nobody).unwrap_err();
        assert!(failed.to_string().contains(says), "{failed}");
    }
    assert!(shop.write(|conn, cx| campaigns::list(conn, cx.workspace, 10)).is_empty(), "nothing is left of them");
}

#[test]
fn nothing_goes_out_until_somebody_confirms_the_count() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(3));

    let wrong = shop.try_write(|conn, cx| life::start(conn, cx, campaign.id, 2, false, "test")).unwrap_err();
    assert_eq!(wrong.code(), "another_count");
    assert_eq!(shop.plan(campaign.id), Step::Nothing);
    shop.start(&campaign);
    shop.plan(campaign.id);

    assert_eq!(shop.claim().len(), 3);
    let twice = shop.try_write(|conn, cx| life::start(conn, cx, campaign.id, 3, false, "test")).unwrap_err();
    assert_eq!(twice.code(), "campaign_state");
}

#[test]
fn each_person_is_planned_once_with_a_decision_in_the_ledger() {
    let shop = Shop::new();
    let bob = shop.person("bob@example.com");
    shop.write(|conn, cx| people::asked(conn, cx.workspace, bob.id, cx.now.plus_days(-3)));
    let campaign = shop.draft("email,name,branch\nann@example.com,Ann,Kazan\nbob@example.com,Bob,Omsk\n");
    shop.start(&campaign);

    assert!(matches!(shop.plan(campaign.id), Step::Wait(_)));
    shop.plan(campaign.id);

    let planned = shop.planned(campaign.id);
    assert_eq!(planned.len(), 1);
    assert_eq!(planned[0].properties.0["branch"], "Kazan");
    assert_eq!(planned[0].channel, "email");
    let ann = shop.write(|conn, cx| person::find_by_email(conn, cx.workspace, "ann@example.com")).unwrap();
    assert_eq!((ann.name.as_deref(), ann.last_asked_at, ann.id), (Some("Ann"), Some(TEN), planned[0].person_id));
    let bob = shop.write(|conn, cx| people::load(conn, cx.workspace, bob.id));
    assert_eq!(bob.name.as_deref(), Some("Bob"), "what the file says of a known person is taken");
    let ledger = |id| shop.write(|conn, cx| decisions::list_by_person(conn, cx.workspace, id, 9));
    assert_eq!(ledger(ann.id)[0].invitation_id, Some(planned[0].id));
    assert_eq!(ledger(bob.id)[0].reason.as_deref(), Some("cool_down"));
    let counts = shop.load(campaign.id).counts.0;
    assert_eq!((counts.planned, counts.not_asked), (1, tally(&[("cool_down", 1)])));
}

#[test]
fn a_restart_continues_at_the_cursor_and_a_slice_that_was_undone_is_planned_again() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(600));
    shop.start(&campaign);
    shop.write(|conn, cx| plan::step(conn, cx, campaign.id));
    let undone = shop.try_write(|conn, cx| {
        plan::step(conn, cx, campaign.id)?;
        Err::<(), _>(Error::unavailable("the power went"))
    });
    assert!(undone.is_err());

    shop.plan(campaign.id);

    let planned = shop.planned(campaign.id);
    let people: std::collections::BTreeSet<Id> = planned.iter().map(|invitation| invitation.person_id).collect();
    assert_eq!((planned.len(), people.len()), (600, 600));
    assert_eq!(shop.load(campaign.id).state, State::Running);
}

#[test]
fn no_more_than_a_window_is_planned_ahead() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(2600));
    shop.start(&campaign);

    assert!(matches!(shop.plan(campaign.id), Step::Wait(at) if at > TEN));
    assert_eq!(shop.planned(campaign.id).len(), 2000);
    for invitation in shop.planned(campaign.id).into_iter().take(1500) {
        shop.write(|conn, cx| send::settled(conn, cx, invitation.id, true));
    }
    shop.plan(campaign.id);

    assert_eq!(shop.planned(campaign.id).len(), 1100);
    let seen = shop.load(campaign.id);
    let seen = shop.write(|conn, cx| progress::of(conn, cx, seen));
    assert_eq!((seen.sent, seen.waiting, seen.percent()), (1500, 1100, 57));
}

#[test]
fn a_paused_campaign_sends_nothing_and_goes_on_where_it_was() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(300));
    shop.start(&campaign);
    shop.write(|conn, cx| plan::step(conn, cx, campaign.id));
    let in_hand =
        shop.write(|conn, cx| grouped::claim(conn, "worker", Class::Campaign, (cx.now, cx.now.plus_secs(60)), 2));

    shop.write(|conn, cx| life::pause(conn, cx, campaign.id, "test"));

    assert!(shop.claim().is_empty());
    assert_eq!(shop.plan(campaign.id), Step::Nothing);
    let mail = in_hand.first().unwrap();
    assert!(matches!(shop.write(|conn, cx| send::due(conn, cx, mail.id)), Due::Later(_)));
    shop.write(|conn, cx| jobs::retry_later(conn, mail, "worker", cx.now, 0, ""));
    assert!(shop.claim().is_empty(), "what was in hand is held when it comes back");
    assert_eq!(shop.write(|conn, cx| gate(conn, cx.workspace, campaign.id)), Gate::Paused);

    shop.clock.advance_ms(3_600_000);
    shop.write(|conn, cx| life::resume(conn, cx, campaign.id, "test"));
    shop.plan(campaign.id);
    assert_eq!(shop.claim().len(), 300);
}

#[test]
fn cancelling_withdraws_what_is_planned_and_the_ledger_says_so() {
    let shop = Shop::new();
    let bob = shop.person("person1@shop1.example");
    let before = TEN.plus_days(-60);
    shop.write(|conn, cx| people::asked(conn, cx.workspace, bob.id, before));
    let campaign = shop.draft(&file(700));
    shop.start(&campaign);
    shop.write(|conn, cx| plan::step(conn, cx, campaign.id));
    let planned = shop.planned(campaign.id);
    assert_eq!(planned.len(), 250);
    let in_hand: Vec<Job> =
        shop.write(|conn, cx| grouped::claim(conn, "worker", Class::Campaign, (cx.now, cx.now.plus_secs(60)), 8));

    shop.write(|conn, cx| life::cancel(conn, cx, campaign.id, "test"));
    assert!(matches!(shop.plan(campaign.id), Step::Wait(_)), "what is in hand comes to its end");
    assert_eq!(shop.planned(campaign.id).len(), in_hand.len());
    let (first, rest) = in_hand.split_first().unwrap();
    shop.write(|conn, cx| send::settled(conn, cx, first.id, true));
    for job in rest {
        assert!(matches!(shop.write(|conn, cx| send::due(conn, cx, job.id)), Due::Withdrawn));
    }
    for job in &in_hand {
        shop.write(|conn, _| jobs::done(conn, job, "worker"));
    }
    assert_eq!(shop.plan(campaign.id), Step::Nothing);

    let seen = shop.load(campaign.id);
    assert_eq!((seen.state, seen.finished_at), (State::Cancelled, Some(TEN)));
    let seen = shop.write(|conn, cx| progress::of(conn, cx, seen));
    assert_eq!((seen.sent, seen.waiting, seen.withdrawn), (1, 0, tally(&[("cancelled", 249)])));
    assert!(shop.claim().is_empty());
    let person = planned.iter().find(|one| one.id != first.id).unwrap().person_id;
    let ledger = shop.write(|conn, cx| decisions::list_by_person(conn, cx.workspace, person, 9));
    assert_eq!(ledger.len(), 2);
    assert!(ledger.iter().any(|one| one.rule.as_deref() == Some("campaign.cancelled")));
    let ready = shop.write(|conn, cx| campaign_people::ready_after(conn, cx.workspace, campaign.id, 0, 9));
    assert!(ready.is_empty(), "nothing personal is kept of those who were never planned");
}

#[test]
fn a_pace_spreads_the_mails_and_leaves_out_the_night() {
    let shop = Shop::new();
    let hours = r#"{"from": "21:00", "until": "09:00"}"#;
    shop.settings(|settings| settings.policy.quiet_hours = Some(serde_json::from_str::<QuietHours>(hours).unwrap()));
    let draft = Draft { pace: Some(2), starts_at: Some(TEN.plus_secs(9 * 3600)), ..Draft::default() };
    let campaign = shop.draft_as(&draft, &file(6));
    let span = shop.write(|conn, cx| progress::span(conn, cx, &campaign));
    shop.start(&campaign);

    assert_eq!(shop.plan(campaign.id), Step::Wait(TEN.plus_secs(9 * 3600)), "not before it starts");
    shop.clock.advance_ms(9 * 3_600_000);
    shop.plan(campaign.id);

    let times: Vec<i64> = shop.planned(campaign.id).iter().map(|one| (one.send_at.0 - TEN.0) / 60_000).collect();
    // 19:00, 19:30, 20:00, 20:30, and then 9:00 and 9:30 of the next day.
    assert_eq!(times, [540, 570, 600, 630, 1380, 1410]);
    assert_eq!(((span.0.0 - TEN.0) / 60_000, (span.1.0 - TEN.0) / 60_000), (540, 1410));
}

#[test]
fn a_mail_of_a_campaign_that_comes_to_its_turn_at_night_waits_for_the_morning() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(1));
    shop.start(&campaign);
    shop.plan(campaign.id);
    let hours = r#"{"from": "21:00", "until": "09:00"}"#;
    shop.settings(|settings| settings.policy.quiet_hours = Some(serde_json::from_str::<QuietHours>(hours).unwrap()));
    shop.clock.advance_ms(12 * 3_600_000);

    let invitation = shop.planned(campaign.id)[0].id;
    let due = shop.write(|conn, cx| send::due(conn, cx, invitation));

    assert!(matches!(due, Due::Later(at) if at == TEN.plus_secs(23 * 3600)), "{due:?}");
}

#[test]
fn the_basis_of_a_campaign_holds_when_its_mails_are_due() {
    let shop = Shop::new();
    shop.settings(|settings| settings.policy.require_basis = true);
    assert_eq!(shop.draft(&file(2)).report.0.not_asked, tally(&[("no_basis", 2)]));
    let campaign = shop.draft_as(&Draft { basis: Some(Basis::Consent), ..Draft::default() }, &file(2));
    shop.start(&campaign);
    shop.plan(campaign.id);

    let invitation = shop.planned(campaign.id)[0].id;

    assert!(matches!(shop.write(|conn, cx| send::due(conn, cx, invitation)), Due::Mail(_)));
}

#[test]
fn the_same_file_does_not_go_out_twice_by_accident() {
    let shop = Shop::new();
    shop.settings(|settings| settings.policy.cool_down_days = 0);
    let first = shop.draft(&file(2));
    shop.start(&first);
    let second = shop.draft(&file(2));

    let refused = shop.try_write(|conn, cx| life::start(conn, cx, second.id, 2, false, "test")).unwrap_err();

    assert_eq!(refused.code(), "sent_before");
    shop.write(|conn, cx| life::start(conn, cx, second.id, 2, true, "test"));
}

#[test]
fn what_changed_between_the_report_and_the_plan_counts() {
    let shop = Shop::new();
    let ann = shop.person("ann@example.com");
    let campaign = shop
        .draft("email,external_id\nann@example.com,c1\nbob@example.com,c2\ncarl@example.com,c3\ndora@example.com,c4\n");
    shop.start(&campaign);
    shop.write(|conn, cx| suppress::suppress(conn, cx, &ann, Reason::Unsubscribed, "said so"));
    // Bob came by another way meanwhile, Carl's number is somebody else's by now, and Dora was erased.
    let bob = shop.person("bob@example.com");
    shop.person("carl@example.com");
    shop.write(|conn, cx| {
        person::upsert(conn, cx, &PersonInput { external_id: Some("c3".to_owned()), ..PersonInput::default() })
    });
    let dora = shop.person("dora@example.com");
    shop.write(|conn, cx| {
        while erase::slice(conn, cx, dora.id, erase::Keep::Nothing)? {}
        Ok(())
    });

    shop.plan(campaign.id);

    let asked: Vec<Id> = shop.planned(campaign.id).iter().map(|one| one.person_id).collect();
    assert_eq!(asked, [bob.id]);
    let counts = shop.load(campaign.id).counts.0;
    assert_eq!(counts.not_asked, tally(&[("two_people", 1), ("unsubscribed", 1)]));
}

#[test]
fn a_draft_can_be_removed_and_a_started_campaign_cannot() {
    let shop = Shop::new();
    let campaign = shop.draft(&file(5));
    while !shop.write(|conn, cx| life::remove(conn, cx, campaign.id, "test")) {}
    assert!(shop.write(|conn, cx| campaigns::find(conn, cx.workspace, campaign.id)).is_none());

    let started = shop.draft(&file(1));
    shop.start(&started);
    let refused = shop.try_write(|conn, cx| life::remove(conn, cx, started.id, "test")).unwrap_err();
    assert_eq!(refused.code(), "campaign_state");
}

#[test]
fn what_is_old_is_found_by_pruning_and_what_is_under_way_is_not() {
    let shop = Shop::new();
    let draft = shop.draft("email\nann@\nbob@example.com\n");
    let started = shop.draft(&file(1));
    shop.start(&started);
    let later = TEN.plus_days(31);

    let (drafts, ended) =
        shop.write(|conn, _| Ok((campaigns::stale_drafts(conn, later)?, campaigns::ended(conn, later)?)));
    assert_eq!((drafts, ended.len()), (vec![(1, draft.id)], 0));
    assert_eq!(shop.write(|conn, _| campaigns::stale_drafts(conn, TEN)).len(), 0);
    assert_eq!(shop.write(|conn, _| campaign_people::prune_not_taken(conn, later)), 1);

    shop.plan(started.id);
    let mail = shop.planned(started.id)[0].id;
    shop.write(|conn, cx| send::settled(conn, cx, mail, true));
    shop.clock.advance_ms(60_000);
    assert_eq!(shop.plan(started.id), Step::Nothing);
    let ended = shop.write(|conn, _| campaigns::ended(conn, later));
    assert_eq!(ended, [(1, started.id)]);
    assert_eq!(shop.write(|conn, _| campaign_people::delete_some(conn, 1, started.id, 10)), 1);
    assert_eq!(shop.write(|conn, _| campaign_people::delete_some(conn, 1, started.id, 10)), 0);
}

#[test]
fn an_erased_person_is_erased_from_every_file() {
    let shop = Shop::new();
    let ann = shop.person("ann@example.com");
    let campaign = shop.draft("email,name\nann@example.com,Ann\nann@example.com,Ann\nbob@example.com,Bob\n");

    shop.write(|conn, cx| {
        while erase::slice(conn, cx, ann.id, erase::Keep::Nothing)? {}
        Ok(())
    });

    let csv = shop.write(|conn, cx| refused::csv(conn, cx.workspace, campaign.id));
    assert!(!String::from_utf8(csv).unwrap().contains("ann@"));
    let left = shop.write(|conn, cx| campaign_people::ready_after(conn, cx.workspace, campaign.id, 0, 9));
    assert_eq!(left.iter().map(|line| line.line).collect::<Vec<_>>(), [4]);
}
