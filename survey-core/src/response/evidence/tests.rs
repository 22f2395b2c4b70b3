use jiff::Timestamp;
use proptest::{collection::vec, option, prelude::*};

use super::{
    Action, Confirm, Crowd, Decision, Evidence, History, Rule, Rules, Touch, Visit, crowds as find_crowds, decide,
};

const HOUR: i64 = 3_600;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn touch(second: i64, action: Action) -> Touch {
    Touch { at: at(second), action, network: 1, agent: 1 }
}

fn opened(second: i64, score: i64) -> Touch {
    touch(second, Action::Opened { score: Some(score) })
}

fn reported(second: i64, score: i64) -> Touch {
    touch(second, Action::Reported { score })
}

fn answered(second: i64, score: i64) -> Touch {
    touch(second, Action::Answered { score: Some(score) })
}

fn by_another(mut touch: Touch) -> Touch {
    touch.network = 2;
    touch.agent = 2;
    touch
}

fn decided(touches: &[Touch], now: i64) -> Decision {
    decide(&History { touches, sent: &[at(0)], crowds: &[] }, &Rules::default(), at(now))
}

fn inferred(score: i64) -> Decision {
    Decision::Final { score: Some(score), evidence: Evidence::Inferred }
}

fn held(rule: Rule) -> Decision {
    Decision::Hold { rule, until: None }
}

#[test]
fn a_scanner_that_opens_every_link_waits_for_ever() {
    let mut touches: Vec<Touch> = (0..=10).map(|score| opened(5, score)).collect();
    touches.push(touch(5, Action::OpenedFooter));
    touches.extend((0..=10).map(|_| touch(4, Action::Prefetched)));
    assert_eq!(decided(&touches, 99 * HOUR), Decision::Wait { until: None });
}

#[test]
fn a_scanner_that_runs_the_pages_script_is_held() {
    let touches: Vec<Touch> = (0..=10).flat_map(|score| [opened(HOUR, score), reported(HOUR + 3, score)]).collect();
    assert_eq!(decided(&touches, 99 * HOUR), held(Rule::ManyScores));
}

#[test]
fn a_sandbox_that_opens_a_score_and_the_footer_is_held() {
    let touches = [opened(HOUR, 0), reported(HOUR + 3, 0), touch(HOUR + 10, Action::OpenedFooter)];
    assert_eq!(decided(&touches, 99 * HOUR), held(Rule::FooterToo));
    let touches = [opened(HOUR, 0), reported(HOUR + 3, 0), touch(HOUR + 14, Action::OpenedFooter)];
    assert_eq!(decided(&touches, 99 * HOUR), inferred(0));
}

#[test]
fn what_opens_the_mail_as_it_arrives_is_held() {
    assert_eq!(decided(&[opened(19, 9), reported(60, 9)], 99 * HOUR), held(Rule::TooSoon));
    assert_eq!(decided(&[opened(-5, 9), reported(60, 9)], 99 * HOUR), held(Rule::TooSoon));
    assert_eq!(decided(&[opened(20, 9), reported(60, 9)], 99 * HOUR), inferred(9));
}

#[test]
fn a_scan_at_delivery_does_not_cost_a_later_person_the_one_click() {
    let mut touches: Vec<Touch> = (0..=10).flat_map(|score| [opened(2, score), reported(5, score)]).collect();
    touches.extend([opened(HOUR, 9), reported(HOUR + 4, 9)].map(by_another));
    assert_eq!(decided(&touches, HOUR + 4 + 30 * 60), inferred(9));
}

#[test]
fn a_visit_beside_a_scan_is_held_with_it() {
    let mut touches: Vec<Touch> = (0..=10).map(|score| opened(HOUR, score)).collect();
    touches.extend([opened(HOUR + 115, 9), reported(HOUR + 118, 9)].map(by_another));
    assert_eq!(decided(&touches, 99 * HOUR), held(Rule::ManyScores));
}

#[test]
fn a_safe_links_hit_before_the_persons_own_click_is_no_scanner() {
    let touches = [by_another(opened(HOUR, 9)), opened(HOUR + 2, 9), reported(HOUR + 6, 9)];
    assert_eq!(decided(&touches, 99 * HOUR), inferred(9));
}

#[test]
fn a_prefetch_is_neither_counted_nor_held_against_anybody() {
    let touches = [touch(1, Action::Prefetched), opened(HOUR, 9), reported(HOUR + 4, 9)];
    assert_eq!(decided(&touches, 99 * HOUR), inferred(9));
}

#[test]
fn a_report_waits_for_its_quarantine() {
    let touches = [opened(HOUR, 9), reported(HOUR + 4, 9)];
    let due = HOUR + 4 + 30 * 60;
    assert_eq!(decided(&touches, due - 1), Decision::Wait { until: Some(at(due)) });
    assert_eq!(decided(&touches, due), inferred(9));
}

#[test]
fn the_last_report_that_counts_is_the_answer() {
    let touches = [reported(HOUR, 3), reported(2 * HOUR, 8)];
    assert_eq!(decided(&touches, 2 * HOUR + 60), inferred(3));
    assert_eq!(decided(&touches, 3 * HOUR), inferred(8));
}

#[test]
fn a_form_is_final_whatever_scanners_did() {
    let mut touches: Vec<Touch> = (0..=10).flat_map(|score| [opened(2, score), reported(5, score)]).collect();
    touches.push(answered(7, 4));
    assert_eq!(decided(&touches, 7), Decision::Final { score: Some(4), evidence: Evidence::Explicit });
}

#[test]
fn a_form_without_a_score_is_final_too() {
    let touches = [touch(7, Action::Answered { score: None })];
    assert_eq!(decided(&touches, 7), Decision::Final { score: None, evidence: Evidence::Explicit });
    let touches = [answered(7, 3), touch(9, Action::Answered { score: None })];
    assert_eq!(decided(&touches, 9), Decision::Final { score: Some(3), evidence: Evidence::Explicit });
}

#[test]
fn forms_with_three_scores_at_once_contradict_each_other() {
    let touches = [answered(0, 0), answered(60, 5), answered(120, 10)];
    assert_eq!(decided(&touches, 200), Decision::Final { score: Some(10), evidence: Evidence::Contradicted });
}

#[test]
fn a_form_apart_from_a_scan_that_sends_forms_stands() {
    let scan = |second: i64| (0..=10).map(move |score| answered(second + score, score));
    let person = Decision::Final { score: Some(7), evidence: Evidence::Explicit };
    let between: Vec<Touch> = scan(0).chain([answered(600, 7)]).chain(scan(1_200)).collect();
    assert_eq!(decided(&between, 9_999), person);
    let before: Vec<Touch> = [answered(0, 7)].into_iter().chain(scan(131)).collect();
    assert_eq!(decided(&before, 9_999), person);
    let amid: Vec<Touch> = scan(0).chain([answered(60, 7)]).collect();
    assert_eq!(decided(&amid, 9_999), Decision::Final { score: Some(7), evidence: Evidence::Contradicted });
}

#[test]
fn a_crowd_is_held_for_a_day_and_then_counts() {
    let touches = [opened(HOUR, 9), reported(HOUR + 4, 9)];
    let crowds = [Crowd { network: 1, at: at(HOUR + 10) }, Crowd { network: 2, at: at(40 * HOUR) }];
    let history = History { touches: &touches, sent: &[at(0)], crowds: &crowds };
    let decided = |now| decide(&history, &Rules::default(), at(now));
    let until = HOUR + 10 + 24 * HOUR;
    assert_eq!(decided(until - 1), Decision::Hold { rule: Rule::Crowd, until: Some(at(until)) });
    assert_eq!(decided(until), inferred(9));
}

#[test]
fn a_crowd_of_another_network_or_another_day_holds_nothing() {
    let touches = [opened(HOUR, 9), reported(HOUR + 4, 9)];
    let decided = |network, second, now| {
        let crowds = [Crowd { network, at: at(second) }];
        decide(&History { touches: &touches, sent: &[at(0)], crowds: &crowds }, &Rules::default(), at(now))
    };
    let day = 24 * HOUR;
    assert_eq!(decided(2, HOUR + 4, 2 * HOUR), inferred(9));
    assert_eq!(decided(1, HOUR + 5 + day, 2 * day), inferred(9));
    let held = Decision::Hold { rule: Rule::Crowd, until: Some(at(HOUR + 4 + 2 * day)) };
    assert_eq!(decided(1, HOUR + 4 + day, 2 * day), held);
}

#[test]
fn five_people_in_an_hour_are_no_crowd() {
    let visit = |second, invitation| Visit { at: at(second), network: 7, invitation };
    let slow: Vec<Visit> = (1..=50).map(|person| visit(person * 16, person)).collect();
    assert_eq!(find_crowds(&slow, &Rules::default()), []);
    let fast: Vec<Visit> = (1..=50).map(|person| visit(person * 15, person)).collect();
    assert_eq!(find_crowds(&fast, &Rules::default()), [Crowd { network: 7, at: at(750) }]);
}

#[test]
fn a_pause_of_more_than_ten_minutes_ends_a_visit() {
    // The scan voids the visit that it belongs to, the whole of it and nothing after it.
    let scan = [opened(HOUR, 0), opened(HOUR, 1)];
    let same_visit = [scan.as_slice(), &[opened(HOUR + 500, 9), reported(HOUR + 900, 9)]].concat();
    assert_eq!(decided(&same_visit, 99 * HOUR), held(Rule::ManyScores));
    let after_a_pause = [scan.as_slice(), &[opened(HOUR + 601, 9), reported(HOUR + 605, 9)]].concat();
    assert_eq!(decided(&after_a_pause, 99 * HOUR), inferred(9));
}

#[test]
fn with_the_button_required_nothing_is_inferred() {
    let rules = Rules { confirm: Confirm::Button, ..Rules::default() };
    let touches = [opened(HOUR, 9), reported(HOUR + 4, 9)];
    let history = History { touches: &touches, sent: &[], crowds: &[] };
    assert_eq!(decide(&history, &rules, at(99 * HOUR)), Decision::Wait { until: None });
}

#[test]
fn a_rule_that_is_switched_off_holds_nothing() {
    let touches: Vec<Touch> = (0..=10).map(|score| reported(HOUR, score)).collect();
    let history = History { touches: &touches, sent: &[], crowds: &[] };
    let rules = Rules { rules: vec![Rule::FooterToo, Rule::TooSoon, Rule::Crowd], ..Rules::default() };
    assert!(matches!(decide(&history, &rules, at(99 * HOUR)), Decision::Final { .. }));
}

#[test]
fn ten_thousand_touches_of_one_link_are_decided_in_a_moment() {
    let touches: Vec<Touch> = (0..10_000).map(|index| reported(index * 700, index % 11)).collect();
    assert!(matches!(decided(&touches, 10_000 * 700 + HOUR), Decision::Final { .. }));
    let touches: Vec<Touch> = (0..10_000).map(|index| reported(index / 100, index % 2)).collect();
    assert_eq!(decided(&touches, 99 * HOUR), held(Rule::ManyScores));
}

#[test]
fn the_ends_of_time_are_no_overflow() {
    let touches = [
        Touch { at: Timestamp::MIN, action: Action::Reported { score: 1 }, network: 1, agent: 1 },
        Touch { at: Timestamp::MAX, action: Action::Reported { score: 2 }, network: 1, agent: 1 },
    ];
    let history = History { touches: &touches, sent: &[Timestamp::MAX, Timestamp::MIN], crowds: &[] };
    assert_eq!(
        decide(&history, &Rules::default(), Timestamp::MIN).clone(),
        Decision::Wait { until: Some(at(Timestamp::MIN.as_second() + 1_800)) }
    );
}

fn get() -> impl Strategy<Value = Action> {
    prop_oneof![
        Just(Action::Prefetched),
        Just(Action::OpenedFooter),
        option::of(0_i64..=10).prop_map(|score| Action::Opened { score }),
    ]
}

fn anything_but_a_form() -> impl Strategy<Value = Action> {
    prop_oneof![3 => get(), 2 => (0_i64..=10).prop_map(|score| Action::Reported { score })]
}

fn touches(action: impl Strategy<Value = Action>, most: usize) -> impl Strategy<Value = Vec<Touch>> {
    let touch = (0_i64..4_000, action, 0_i64..3, 0_i64..2).prop_map(|(second, action, network, agent)| Touch {
        at: at(second),
        action,
        network,
        agent,
    });
    vec(touch, 0..most)
}

fn crowds() -> impl Strategy<Value = Vec<Crowd>> {
    vec((0_i64..3, 0_i64..4_000).prop_map(|(network, second)| Crowd { network, at: at(second) }), 0..3)
}

proptest! {
    #[test]
    fn gets_alone_never_become_an_answer(touches in touches(get(), 30), now in 0_i64..1_000_000) {
        let decision = decided(&touches, now);
        prop_assert_eq!(decision, Decision::Wait { until: None });
    }

    #[test]
    fn more_gets_never_make_an_answer_final(
        before in touches(anything_but_a_form(), 12),
        more in touches(get(), 12),
        crowds in crowds(),
        now in 0_i64..200_000,
    ) {
        let sent = [at(0), at(1_500)];
        let history = History { touches: &before, sent: &sent, crowds: &crowds };
        let was = decide(&history, &Rules::default(), at(now));
        let with_more = [before.clone(), more].concat();
        let is = decide(&History { touches: &with_more, ..history }, &Rules::default(), at(now));
        prop_assert!(
            matches!(was, Decision::Final { .. }) || !matches!(is, Decision::Final { .. }),
            "{:?} became {:?}", was, is
        );
    }

    #[test]
    fn a_form_always_is_final(
        others in touches(anything_but_a_form(), 20),
        second in 0_i64..4_000,
        score in 0_i64..=10,
        now in 0_i64..200_000,
    ) {
        let touches = [others, vec![answered(second, score)]].concat();
        let explicit = Decision::Final { score: Some(score), evidence: Evidence::Explicit };
        prop_assert_eq!(decided(&touches, now), explicit);
    }

    #[test]
    fn decisions_do_not_depend_on_the_order_of_events(
        touches in touches(anything_but_a_form(), 20),
        crowds in crowds(),
        now in 0_i64..200_000,
    ) {
        let mut turned = touches.clone();
        turned.reverse();
        let decide = |touches: &[Touch]| {
            decide(&History { touches, sent: &[at(0)], crowds: &crowds }, &Rules::default(), at(now))
        };
        prop_assert_eq!(decide(&touches), decide(&turned));
        prop_assert_eq!(decide(&touches), decide(&touches));
    }

    #[test]
    fn a_wait_names_when_it_ends(touches in touches(anything_but_a_form(), 20), now in 0_i64..200_000) {
        if let Decision::Wait { until: Some(until) } = decided(&touches, now) {
            prop_assert!(until > at(now));
            let then = decided(&touches, until.as_second());
            prop_assert!(matches!(then, Decision::Final { .. }), "{:?}", then);
        }
    }
}
