//! Laws that hold of every run: whatever happens in whatever order, an independent reading of the rules agrees.

use proptest::prelude::*;
use vires::{
    engine::run::session::Session,
    policy::{expr::StateWord, value::Value},
    program::program::Program,
};

use crate::meaning::{outcome, record};

const POLICY: &str = r#"
policy requests
kind Body
act ask(of: number)
act answer(of: number)
act remark()
duty answer-first {
  bearer  b: Body
  when    b does ask(of: 1) as t
  must    answer(of: 1) within 3 days from t
}
duty answer-second {
  bearer  b: Body
  when    b does ask(of: 2) as t
  must    answer(of: 2) before start of the month after the month of date of t
}
duty explain {
  bearer  b: Body
  when    answer-first of b is breached as lapse
  must    remark() within 2 days beginning with lapse
}
"#;

/// Something that happens: on which day of May and June 2013, by which of two bodies, what.
#[derive(Debug, Clone, Copy)]
struct Event {
    day: i32,
    body: usize,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Ask(u32),
    Answer(u32),
    Remark,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let what = prop_oneof![
        (1..=2_u32).prop_map(What::Ask),
        (1..=2_u32).prop_map(What::Answer),
        Just(What::Remark),
    ];
    let event =
        (0..40_i32, 0..2_usize, what).prop_map(|(day, body, what)| Event { day, body, what });
    proptest::collection::vec(event, 0..25).prop_map(|mut events| {
        events.sort_by_key(|event| event.day);
        events
    })
}

const LAST: i32 = 45;

fn date(day: i32) -> String {
    if day < 31 {
        format!("{} May 2013", day + 1)
    } else {
        format!("{} June 2013", day - 30)
    }
}

fn scenario(events: &[Event]) -> String {
    let mut text = format!(
        "scenario \"Any\"\n  as of {}\ngiven\n  b-0 to b-1 are Body\ntimeline\n",
        date(LAST)
    );
    for event in events {
        let act = match event.what {
            What::Ask(of) => format!("ask(of: {of})"),
            What::Answer(of) => format!("answer(of: {of})"),
            What::Remark => "remark()".to_owned(),
        };
        text.push_str(&format!(
            "  {}  b-{} does {act}\n",
            date(event.day),
            event.body
        ));
    }
    if events.is_empty() {
        text.push_str("  1 May 2013  b-0 does answer(of: 9)\n");
    }
    text
}

/// The state that a plain reading gives a duty: what it waits for, since when (which event), by which day.
fn state(events: &[Event], after: usize, body: usize, wants: What, due: i32) -> StateWord {
    let done = events
        .iter()
        .skip(after)
        .find(|event| event.body == body && event.what == wants);
    match done {
        Some(event) if event.day <= due => StateWord::Discharged,
        Some(_) => StateWord::DischargedLate,
        None if due < LAST => StateWord::Breached,
        None => StateWord::Pending,
    }
}

/// What a plain reading of the rules gives: each duty by the day it arises, its bearer and its state.
fn expected(events: &[Event]) -> Vec<(usize, i32, usize, StateWord)> {
    let mut found = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let What::Ask(of) = event.what else { continue };
        let due = match of {
            1 => event.day + 3,
            _ if event.day < 31 => 30,
            _ => 60,
        };
        let first = state(events, place + 1, event.body, What::Answer(of), due);
        found.push((of as usize - 1, event.day, event.body, first));
        let breached = of == 1
            && due < LAST
            && !events
                .iter()
                .skip(place + 1)
                .any(|one| one.body == event.body && one.what == What::Answer(1) && one.day <= due);
        if breached {
            let lapse = due + 1;
            let from = events.partition_point(|one| one.day < lapse);
            let last = state(events, from, event.body, What::Remark, lapse + 1);
            found.push((2, lapse, event.body, last));
        }
    }
    // Breaches of one day bring about one explanation for each that was breached.
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn s3_s4_an_independent_reading_agrees(events in events()) {
        let (case, record) = record(POLICY, &scenario(&events));
        let start = vires::base::date::Date::from_ymd(2013, 5, 1).unwrap();
        let mut came_out: Vec<(usize, i32, usize, StateWord)> = record
            .duties
            .iter()
            .map(|duty| {
                let Value::Individual(id) = duty.bearer else { panic!("a bearer") };
                let body = usize::from(case.individuals[id].name == "b-1");
                (duty.norm.index(), start.days_until(duty.arose), body, duty.state)
            })
            .collect();
        came_out.sort();
        prop_assert_eq!(came_out, expected(&events));
    }

    #[test]
    fn s4_2_no_instance_is_both_discharged_in_time_and_breached(events in events()) {
        let (_, record) = record(POLICY, &scenario(&events));
        for duty in &record.duties {
            let has = |state: StateWord| duty.history.iter().any(|change| change.state == state);
            prop_assert!(!(has(StateWord::Discharged) && has(StateWord::Breached)));
            prop_assert!(duty.history.is_sorted_by_key(|change| change.on));
            prop_assert_eq!(duty.history.last().map(|change| change.state), Some(duty.state));
            if has(StateWord::DischargedLate) {
                prop_assert!(has(StateWord::Breached));
            }
        }
    }
}

#[test]
fn a_run_goes_back_to_a_checkpoint() {
    let text = scenario(&[
        Event {
            day: 0,
            body: 0,
            what: What::Ask(1),
        },
        Event {
            day: 2,
            body: 0,
            what: What::Answer(1),
        },
    ]);
    let outcome = outcome(POLICY, &text);
    let pack = &outcome.packs[0];
    let policy = pack.resolution.policy();
    let (case, found) = pack.scenarios[0].ran.as_ref().unwrap();
    let program = Program::of(policy);
    let mut session = Session::new(&program, policy, case).unwrap();
    session.advance(0, &case.timeline[0]).unwrap();
    let mut without = session.clone();
    session.advance(1, &case.timeline[1]).unwrap();
    session.end().unwrap();
    without.end().unwrap();
    assert_eq!(session.record().unwrap(), found.record);
    let without = without.record().unwrap();
    assert_eq!(without.duties[0].state, StateWord::Breached);
    assert_eq!(found.record.duties[0].state, StateWord::Discharged);
}
