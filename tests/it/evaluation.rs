//! Conditions, values, past acts, definitions and decisions, evaluated in worlds built by hand (S1, S2, S5.5, S11).

use vires::{
    base::{date::Date, duration::Unit, money::Money, number::Number},
    case::case::{Dates, GivenValue},
    engine::{
        due::{Due, DueBy},
        eval::out::Out,
        moment::View,
        past::Standing,
        world::Wanted,
    },
    policy::{
        expr::{ArithmeticOp, CompareOp, Expr, ExprKind, Length, VarId, Window},
        norm::Deadline,
        pattern::{ActPattern, ActRef, Term},
        policy::{DecisionResult, DecisionRow, DecisionVersion, FactSort},
        types::Type,
        value::Value,
    },
    program::val::Val,
    record::{
        reason::{Truth, Unknown},
        record::RunErrorKind,
    },
};

use crate::by_hand::{
    Hand, and, at, cmp, cond, dates, day, does, end_of, expr, fact, in_force, lit, not, nowhere,
    or, over, past, some, thing, things, var,
};

const TRUE: Truth = Truth::True;
const FALSE: Truth = Truth::False;
const UNKNOWN: Truth = Truth::Unknown;

fn truth(hand: &Hand, condition: Expr, view: View) -> Truth {
    let (world, nodes) = hand.world(&[condition]);
    world.truth(nodes[0], &mut [Val::NONE; 8], view).unwrap()
}

fn value(hand: &Hand, expression: Expr, view: View) -> Out {
    let (world, nodes) = hand.world(&[expression]);
    world.value(nodes[0], &mut [Val::NONE; 8], view).unwrap()
}

fn number(number: i64) -> Value {
    Value::Number(Number::from(number))
}

fn now() -> View {
    end_of("1 January 2014")
}

#[test]
fn absent_means_false_and_unknown_stays_unknown() {
    let mut hand = Hand::new(3);
    let likes = hand.holds("likes", 2);
    hand.so(likes, &[thing(0), thing(1)]);
    hand.unknown(likes, &[thing(1), thing(2)]);
    let of = |a, b| fact(likes, vec![lit(thing(a)), lit(thing(b))]);
    assert_eq!(truth(&hand, of(0, 1), now()), TRUE);
    assert_eq!(truth(&hand, of(0, 2), now()), FALSE);
    assert_eq!(truth(&hand, of(1, 2), now()), UNKNOWN);
    assert_eq!(truth(&hand, and(vec![of(1, 2), of(0, 2)]), now()), FALSE);
    assert_eq!(truth(&hand, and(vec![of(1, 2), of(0, 1)]), now()), UNKNOWN);
    assert_eq!(truth(&hand, or(vec![of(1, 2), of(0, 1)]), now()), TRUE);
    assert_eq!(truth(&hand, not(of(1, 2)), now()), UNKNOWN);
    let stated = |a, b| {
        let arguments = vec![lit(thing(a)), lit(thing(b))];
        cond(ExprKind::IsStated(likes, arguments))
    };
    assert_eq!(truth(&hand, stated(0, 1), now()), TRUE);
    assert_eq!(truth(&hand, stated(0, 2), now()), FALSE);
    assert_eq!(truth(&hand, stated(1, 2), now()), UNKNOWN);
}

#[test]
fn a_judgement_not_given_is_unknown_and_named() {
    let mut hand = Hand::new(2);
    let ty = Type::Kind(hand.kind);
    let improved = hand.fact("improved", &[ty], Type::Boolean, FactSort::Judgement(None));
    let settled = hand.holds("settled", 1);
    hand.so(settled, &[thing(1)]);
    let open = fact(improved, vec![lit(thing(0))]);
    let moot = or(vec![
        fact(improved, vec![lit(thing(1))]),
        fact(settled, vec![lit(thing(1))]),
    ]);
    let (world, nodes) = hand.world(&[and(vec![moot, open])]);
    let env = &mut [Val::NONE; 4];
    assert_eq!(world.truth(nodes[0], env, now()).unwrap(), UNKNOWN);
    // Only the unknown on which the answer hangs is named.
    assert_eq!(
        world.unknowns(nodes[0], env, now()).unwrap(),
        [Unknown::Fact(improved, vec![thing(0)])]
    );
}

#[test]
fn facts_hold_for_whole_days() {
    let mut hand = Hand::new(1);
    let ty = Type::Kind(hand.kind);
    let size = hand.fact("size", &[ty], Type::Number, FactSort::Valued);
    let known = |n| GivenValue::Known(number(n));
    hand.given(
        size,
        &[thing(0)],
        known(5),
        dates(None, Some("31 March 2014")),
    );
    hand.given(
        size,
        &[thing(0)],
        known(7),
        dates(Some("1 April 2014"), Some("30 April 2014")),
    );
    let read = |date: &str| {
        value(
            &hand,
            expr(ExprKind::Fact(size, vec![lit(thing(0))]), Type::Number),
            end_of(date),
        )
    };
    let (world, _) = hand.world(&[]);
    let of = |n| Out::Known(world.take(&number(n)));
    assert_eq!(read("31 March 2014"), of(5));
    assert_eq!(read("1 April 2014"), of(7));
    assert_eq!(read("30 April 2014"), of(7));
    assert_eq!(read("1 May 2014"), Out::Unknown);
}

#[test]
fn two_values_for_one_day_are_an_error_or_disputed_where_both_cite() {
    let mut hand = Hand::new(1);
    let ty = Type::Kind(hand.kind);
    let size = hand.fact("size", &[ty], Type::Number, FactSort::Valued);
    for n in [5, 6] {
        hand.given(
            size,
            &[thing(0)],
            GivenValue::Known(number(n)),
            Dates::default(),
        );
    }
    let compiler = vires::program::compile::compiler::begin(&hand.policy);
    let failed = vires::engine::world::World::load(
        &hand.policy,
        &hand.case,
        std::sync::Arc::new(compiler.code),
    );
    let errors = failed.err().unwrap();
    assert!(matches!(errors[0].kind, RunErrorKind::TwoValues { .. }));
    for given in &mut hand.case.facts {
        given.according_to = Some("someone".to_owned());
    }
    let read = || expr(ExprKind::Fact(size, vec![lit(thing(0))]), Type::Number);
    assert!(matches!(value(&hand, read(), now()), Out::OneOf(_)));
    let less = |n| cmp(CompareOp::Less, read(), lit(number(n)));
    assert_eq!(truth(&hand, less(7), now()), TRUE);
    assert_eq!(truth(&hand, less(6), now()), UNKNOWN);
    assert_eq!(truth(&hand, less(5), now()), FALSE);
}

#[test]
fn arithmetic_is_exact_and_division_by_zero_is_unknown() {
    let hand = Hand::new(0);
    let money = |n| lit(Value::Money(Money::pounds(n)));
    let sum = |op, a, b, ty| expr(ExprKind::Arithmetic(op, Box::new(a), Box::new(b)), ty);
    let (world, _) = hand.world(&[]);
    let known = |value: Value| Out::Known(world.take(&value));
    let third = sum(ArithmeticOp::Divide, money(1), lit(number(3)), Type::Money);
    let whole = sum(ArithmeticOp::Multiply, third, lit(number(3)), Type::Money);
    assert_eq!(
        value(&hand, whole, now()),
        known(Value::Money(Money::pounds(1)))
    );
    let share = sum(
        ArithmeticOp::Multiply,
        lit(Value::Percent(Number::from(75_i64))),
        money(200),
        Type::Money,
    );
    assert_eq!(
        value(&hand, share, now()),
        known(Value::Money(Money::pounds(150)))
    );
    let nothing = sum(ArithmeticOp::Divide, money(1), lit(number(0)), Type::Money);
    assert_eq!(value(&hand, nothing, now()), Out::Unknown);
    let large = lit(Value::Number(Number::ratio(i128::MAX, 1).unwrap()));
    let past_128_bits = sum(ArithmeticOp::Multiply, large, lit(number(3)), Type::Number);
    let (world, nodes) = hand.world(&[past_128_bits]);
    let failed = world.value(nodes[0], &mut [], now()).unwrap_err();
    assert_eq!(failed.kind, RunErrorKind::TooLarge);
}

#[test]
fn quantities_over_unknowns_are_ranges() {
    let mut hand = Hand::new(5);
    let present = hand.holds("present", 1);
    for n in 0..3 {
        hand.so(present, &[thing(n)]);
    }
    hand.unknown(present, &[thing(3)]);
    let kind = hand.kind;
    let here = || over(kind, 0, Some(fact(present, vec![var(0)])));
    let at_least = |n| {
        cond(ExprKind::CountCompare(
            CompareOp::AtLeast,
            here(),
            Box::new(lit(number(n))),
        ))
    };
    assert_eq!(truth(&hand, at_least(3), now()), TRUE);
    assert_eq!(truth(&hand, at_least(4), now()), UNKNOWN);
    assert_eq!(truth(&hand, at_least(5), now()), FALSE);
    let exactly = cond(ExprKind::CountCompare(
        CompareOp::Equal,
        here(),
        Box::new(lit(number(2))),
    ));
    assert_eq!(truth(&hand, exactly, now()), FALSE);
    let every = cond(ExprKind::Every(
        over(kind, 0, None),
        Box::new(fact(present, vec![var(0)])),
    ));
    assert_eq!(truth(&hand, every, now()), FALSE);
    let count = value(&hand, expr(ExprKind::Count(here()), Type::Number), now());
    assert!(matches!(count, Out::Range(..)));
}

#[test]
fn the_largest_of_nothing_compares_false_and_totals_of_nothing_are_zero() {
    let mut hand = Hand::new(2);
    let ty = Type::Kind(hand.kind);
    let size = hand.fact(
        "size",
        std::slice::from_ref(&ty),
        Type::Number,
        FactSort::Valued,
    );
    let never = hand.holds("never", 1);
    let kind = hand.kind;
    let none = || over(kind, 0, Some(fact(never, vec![var(0)])));
    let size_of = || expr(ExprKind::Fact(size, vec![var(0)]), Type::Number);
    for op in [CompareOp::Less, CompareOp::AtLeast, CompareOp::NotEqual] {
        let largest = expr(
            ExprKind::Extreme {
                largest: true,
                of: Box::new(size_of()),
                over: none(),
            },
            Type::Number,
        );
        assert_eq!(truth(&hand, cmp(op, largest, lit(number(1))), now()), FALSE);
    }
    let total = expr(
        ExprKind::TotalOver(Box::new(size_of()), none()),
        Type::Number,
    );
    let zero = cmp(CompareOp::Equal, total, lit(number(0)));
    assert_eq!(truth(&hand, zero, now()), TRUE);
}

#[test]
fn past_acts_count_within_windows_and_void_ones_do_not() {
    let mut hand = Hand::new(2);
    let spend = hand.act("spend", &[Type::Money]);
    let on = |date: &str| lit(Value::Date(day(date)));
    let by = || Some(Term::Is(lit(thing(0))));
    let count = |windows| {
        expr(
            ExprKind::CountActs(past(spend, by(), vec![], windows)),
            Type::Number,
        )
    };
    let total = expr(
        ExprKind::TotalActs(0, past(spend, by(), vec![], vec![])),
        Type::Money,
    );
    let (mut world, nodes) = hand.world(&[
        count(vec![]),
        count(vec![Window::Before(on("2 May 2013"))]),
        count(vec![Window::Since(on("2 May 2013"))]),
        total,
        count(vec![Window::WithinBefore(
            Length {
                count: lit(number(1)),
                unit: Unit::Day,
            },
            on("3 May 2013"),
        )]),
    ]);
    let pounds =
        |world: &vires::engine::world::World<'_>, n| world.take(&Value::Money(Money::pounds(n)));
    let five = pounds(&world, 5);
    does(
        &mut world,
        at("1 May 2013", 1),
        spend,
        0,
        &[five],
        Standing::Counts,
    );
    does(
        &mut world,
        at("2 May 2013", 1),
        spend,
        0,
        &[five],
        Standing::Counts,
    );
    does(
        &mut world,
        at("2 May 2013", 2),
        spend,
        1,
        &[five],
        Standing::Counts,
    );
    does(
        &mut world,
        at("3 May 2013", 1),
        spend,
        0,
        &[five],
        Standing::Void,
    );
    let env = &mut [Val::NONE; 4];
    let counts = |world: &vires::engine::world::World<'_>, view, env: &mut [Val]| {
        let ask = |node, env: &mut [Val]| match world.value(nodes[node], env, view).unwrap() {
            Out::Known(val) => world.give(val).unwrap(),
            other => panic!("{other:?}"),
        };
        (0..5).map(|node| ask(node, env)).collect::<Vec<_>>()
    };
    let five_pounds = |n: i64| Value::Money(Money::pounds(5 * n));
    assert_eq!(
        counts(&world, end_of("4 May 2013"), env),
        [number(2), number(1), number(1), five_pounds(2), number(1)]
    );
    // What is strictly earlier in the order of the day is seen, and nothing else.
    assert_eq!(
        counts(&world, View::before(at("2 May 2013", 1)), env),
        [number(1), number(1), number(0), five_pounds(1), number(0)]
    );
    // An act that may be void counts as a range; one set aside from then on counts before and not after.
    does(
        &mut world,
        at("4 May 2013", 1),
        spend,
        0,
        &[five],
        Standing::Maybe,
    );
    let out = world.value(nodes[3], env, end_of("4 May 2013")).unwrap();
    assert_eq!(out, Out::Range(pounds(&world, 10), pounds(&world, 15)));
    world.past.end(0, at("5 May 2013", 1));
    let out = world.value(nodes[3], env, end_of("5 May 2013")).unwrap();
    assert_eq!(out, Out::Range(pounds(&world, 5), pounds(&world, 10)));
    let out = world.value(nodes[3], env, end_of("3 May 2013")).unwrap();
    assert_eq!(out, Out::Known(pounds(&world, 10)));
}

#[test]
fn the_latest_act_stands_for_its_variable() {
    let mut hand = Hand::new(2);
    let kind = Type::Kind(hand.kind);
    let visit = hand.act("visit", std::slice::from_ref(&kind));
    let latest = |who: u32| {
        let body = cmp(
            CompareOp::Equal,
            expr(
                ExprKind::HappeningPart(
                    Box::new(var(0)),
                    vires::policy::expr::HappeningPart::Argument(0),
                ),
                kind.clone(),
            ),
            lit(thing(who)),
        );
        cond(ExprKind::LatestAct {
            earliest: false,
            act: past(visit, None, vec![], vec![]),
            variable: VarId::new(0),
            body: Box::new(body),
        })
    };
    let (mut world, nodes) = hand.world(&[latest(0), latest(1)]);
    let env = &mut [Val::NONE; 2];
    assert_eq!(
        world.truth(nodes[0], env, end_of("1 May 2013")).unwrap(),
        FALSE
    );
    let whom = |n| [Val::individual(vires::base::id::Id::new(n))];
    does(
        &mut world,
        at("1 May 2013", 1),
        visit,
        0,
        &whom(0),
        Standing::Counts,
    );
    does(
        &mut world,
        at("2 May 2013", 1),
        visit,
        0,
        &whom(1),
        Standing::Counts,
    );
    assert_eq!(
        world.truth(nodes[0], env, end_of("1 May 2013")).unwrap(),
        TRUE
    );
    assert_eq!(
        world.truth(nodes[0], env, end_of("2 May 2013")).unwrap(),
        FALSE
    );
    assert_eq!(
        world.truth(nodes[1], env, end_of("2 May 2013")).unwrap(),
        TRUE
    );
    // A later one that may be void leaves it open which is the latest.
    does(
        &mut world,
        at("3 May 2013", 1),
        visit,
        0,
        &whom(0),
        Standing::Maybe,
    );
    assert_eq!(
        world.truth(nodes[1], env, end_of("3 May 2013")).unwrap(),
        UNKNOWN
    );
}

#[test]
fn patterns_bind_and_leave_no_trace_where_they_fail() {
    let mut hand = Hand::new(3);
    let kind = Type::Kind(hand.kind);
    let give = hand.act("give", &[kind.clone(), kind]);
    let pattern = ActPattern {
        act: ActRef::Act(give),
        arguments: vec![
            (0, Term::Bind(VarId::new(0), Some(hand.kind))),
            (1, Term::Is(lit(thing(2)))),
        ],
        under: None,
        condition: None,
        performed_by: None,
        span: nowhere(),
    };
    let mut compiler = vires::program::compile::compiler::begin(&hand.policy);
    let pattern = compiler.pattern(&pattern);
    let code = std::sync::Arc::new(compiler.code);
    let mut world = vires::engine::world::World::load(&hand.policy, &hand.case, code).unwrap();
    let of = |n| Val::individual(vires::base::id::Id::new(n));
    let fits = does(
        &mut world,
        at("1 May 2013", 1),
        give,
        0,
        &[of(1), of(2)],
        Standing::Counts,
    );
    let fails = does(
        &mut world,
        at("1 May 2013", 2),
        give,
        0,
        &[of(1), of(0)],
        Standing::Counts,
    );
    let left_out = does(
        &mut world,
        at("1 May 2013", 3),
        give,
        0,
        &[Val::NONE, of(2)],
        Standing::Counts,
    );
    let env = &mut [Val::NONE; 1];
    let view = now();
    assert_eq!(
        world
            .matches(pattern, fails, env, view, Wanted::Whole)
            .unwrap(),
        FALSE
    );
    assert_eq!(env[0], Val::NONE);
    assert_eq!(
        world
            .matches(pattern, left_out, env, view, Wanted::Whole)
            .unwrap(),
        FALSE
    );
    assert_eq!(
        world
            .matches(pattern, fits, env, view, Wanted::Whole)
            .unwrap(),
        TRUE
    );
    assert_eq!(env[0], of(1));
}

/// `reaches(a, b)` when `link(a, b)` or `link(a, some c) and reaches(c, b)`.
fn reaching(
    hand: &mut Hand,
) -> (
    vires::policy::policy::FactId,
    vires::policy::policy::DefinitionId,
) {
    let link = hand.holds("link", 2);
    let kind = hand.kind;
    let reaches = hand.define(2, 3, |reaches| {
        let direct = fact(link, vec![var(0), var(1)]);
        let step = some(
            kind,
            2,
            and(vec![
                fact(link, vec![var(0), var(2)]),
                cond(ExprKind::Definition(reaches, vec![var(2), var(1)])),
            ]),
        );
        (vec![direct, step], vec![])
    });
    (link, reaches)
}

#[test]
fn a_recursive_definition_is_a_least_fixpoint() {
    let mut hand = Hand::new(6);
    let (link, reaches) = reaching(&mut hand);
    for (from, to) in [(0, 1), (1, 2), (2, 0), (3, 4)] {
        hand.so(link, &[thing(from), thing(to)]);
    }
    hand.unknown(link, &[thing(2), thing(3)]);
    let of = |a, b| {
        let arguments = vec![lit(thing(a)), lit(thing(b))];
        cond(ExprKind::Definition(reaches, arguments))
    };
    assert_eq!(truth(&hand, of(0, 2), now()), TRUE);
    assert_eq!(truth(&hand, of(0, 0), now()), TRUE);
    assert_eq!(truth(&hand, of(0, 4), now()), UNKNOWN);
    assert_eq!(truth(&hand, of(4, 0), now()), FALSE);
    assert_eq!(truth(&hand, of(0, 5), now()), FALSE);
}

#[test]
fn a_chain_of_a_hundred_thousand_links_is_followed() {
    let count = 100_000;
    let mut hand = Hand::new(count as usize + 1);
    let (link, reaches) = reaching(&mut hand);
    for n in 0..count {
        hand.so(link, &[thing(n), thing(n + 1)]);
    }
    let of = |a, b| {
        let arguments = vec![lit(thing(a)), lit(thing(b))];
        cond(ExprKind::Definition(reaches, arguments))
    };
    let (world, nodes) = hand.world(&[of(0, count), of(count, 0)]);
    assert_eq!(world.truth(nodes[0], &mut [], now()).unwrap(), TRUE);
    assert_eq!(world.truth(nodes[1], &mut [], now()).unwrap(), FALSE);
    // What was found is remembered until a fact changes.
    assert_eq!(world.truth(nodes[0], &mut [], now()).unwrap(), TRUE);
}

#[test]
fn what_was_remembered_is_forgotten_when_a_fact_changes() {
    let mut hand = Hand::new(3);
    let (link, reaches) = reaching(&mut hand);
    hand.so(link, &[thing(0), thing(1)]);
    let arguments = vec![lit(thing(0)), lit(thing(2))];
    let (mut world, nodes) = hand.world(&[cond(ExprKind::Definition(reaches, arguments))]);
    let ask = |world: &vires::engine::world::World<'_>, view| {
        world.truth(nodes[0], &mut [], view).unwrap()
    };
    assert_eq!(ask(&world, View::after(at("1 May 2013", 1))), FALSE);
    let of = |n| Val::individual(vires::base::id::Id::new(n));
    world.set_fact(link, &[of(1), of(2)], Val::TRUE, at("1 May 2013", 1));
    assert_eq!(ask(&world, View::after(at("1 May 2013", 1))), TRUE);
    assert_eq!(ask(&world, View::before(at("1 May 2013", 1))), FALSE);
    assert!(!world.take_same_day());
    // A later event of the same day reads what the earlier one wrote, remembered or not.
    assert_eq!(ask(&world, View::before(at("1 May 2013", 2))), TRUE);
    assert!(world.take_same_day());
    assert_eq!(ask(&world, View::before(at("2 May 2013", 1))), TRUE);
    assert!(!world.take_same_day());
}

#[test]
fn definitions_that_call_one_another_too_deeply_are_an_error_and_no_overflow() {
    let mut hand = Hand::new(1);
    let mut called = None;
    let mut middle = None;
    for number in 0..12_000 {
        if number == 1_000 {
            middle = called;
        }
        let before = called;
        called = Some(hand.define(1, 1, |_| {
            let body = match before {
                Some(definition) => not(cond(ExprKind::Definition(definition, vec![var(0)]))),
                None => lit(Value::Boolean(true)),
            };
            (vec![body], vec![])
        }));
    }
    let call = |called: Option<_>| cond(ExprKind::Definition(called.unwrap(), vec![lit(thing(0))]));
    let (world, nodes) = hand.world(&[call(called), call(middle)]);
    assert_eq!(world.truth(nodes[1], &mut [], now()).unwrap(), FALSE);
    let failed = world.truth(nodes[0], &mut [], now()).unwrap_err();
    assert!(matches!(failed.kind, RunErrorKind::DepthLimit { .. }));
}

fn table(hand: &Hand, unique: bool, rows: Vec<(Option<Expr>, Option<Expr>)>) -> DecisionVersion {
    DecisionVersion {
        pack: hand.pack,
        variables: things(hand.kind, 2),
        unique,
        free: vec![(VarId::new(1), hand.kind)],
        rows: rows
            .into_iter()
            .map(|(condition, result)| DecisionRow {
                condition,
                result: match result {
                    Some(result) => DecisionResult::Value(result, None),
                    None => DecisionResult::Nothing(None),
                },
                sources: Vec::new(),
                span: nowhere(),
            })
            .collect(),
        sources: Vec::new(),
        standing: in_force(None, None),
        notes: Vec::new(),
        span: nowhere(),
    }
}

#[test]
fn a_row_whose_condition_is_unknown_is_carried() {
    let mut hand = Hand::new(4);
    let near = hand.holds("near", 2);
    let odd = hand.holds("odd", 1);
    hand.so(near, &[thing(0), thing(3)]);
    hand.so(near, &[thing(1), thing(2)]);
    hand.so(near, &[thing(1), thing(3)]);
    hand.unknown(odd, &[thing(0)]);
    let version = table(
        &hand,
        false,
        vec![
            (Some(fact(odd, vec![var(0)])), Some(lit(thing(3)))),
            (Some(fact(near, vec![var(0), var(1)])), Some(var(1))),
            (None, None),
        ],
    );
    let decision = hand.decide(version, 1);
    let of = |n| expr(ExprKind::Decision(decision, vec![lit(thing(n))]), Type::Any);
    // Thing 0: the odd row may match, and agrees with the next.
    let three = Out::Known(Val::individual(vires::base::id::Id::new(3)));
    assert_eq!(value(&hand, of(0), now()), three);
    // Thing 2: no row matches but the gap.
    assert_eq!(value(&hand, of(2), now()), Out::Nothing);
    // Thing 1: two values of the free variable.
    let (world, nodes) = hand.world(&[of(1)]);
    let failed = world.value(nodes[0], &mut [], now()).unwrap_err();
    assert!(matches!(failed.kind, RunErrorKind::DecisionOverlap { .. }));
}

#[test]
fn deadlines_end_where_people_say() {
    let hand = Hand::new(0);
    let trigger = || lit(Value::Date(day("31 July 2013")));
    let length = |count, unit| Length {
        count: lit(number(count)),
        unit,
    };
    let cases = [
        (Deadline::Before(trigger()), "30 July 2013"),
        (Deadline::By(trigger()), "31 July 2013"),
        (
            Deadline::WithinFrom(length(28, Unit::Day), trigger()),
            "28 August 2013",
        ),
        (
            Deadline::WithinBeginning(length(28, Unit::Day), trigger()),
            "27 August 2013",
        ),
        (
            Deadline::WithinFrom(length(2, Unit::Month), trigger()),
            "30 September 2013",
        ),
        (
            Deadline::AtLeastBefore(length(14, Unit::ClearDay), trigger()),
            "16 July 2013",
        ),
    ];
    for (deadline, last) in cases {
        let mut compiler = vires::program::compile::compiler::begin(&hand.policy);
        let node = compiler.deadline(&deadline);
        let code = std::sync::Arc::new(compiler.code);
        let world = vires::engine::world::World::load(&hand.policy, &hand.case, code).unwrap();
        let due = world.due(node, &mut [], now()).unwrap();
        assert_eq!(due, Due::By(DueBy::last(day(last).days())), "{deadline:?}");
    }
}

#[test]
fn hours_run_by_the_clock_and_an_unsaid_time_leaves_them_open_where_it_matters() {
    use vires::{
        base::time_of_day::{ClockRange, TimeOfDay},
        policy::policy::ActId,
    };
    let mut hand = Hand::new(1);
    let call: ActId = hand.act("call", &[]);
    let deadline = Deadline::WithinFrom(
        Length {
            count: lit(number(24)),
            unit: Unit::Hour,
        },
        var(0),
    );
    let mut compiler = vires::program::compile::compiler::begin(&hand.policy);
    let node = compiler.deadline(&deadline);
    let code = std::sync::Arc::new(compiler.code);
    let mut world = vires::engine::world::World::load(&hand.policy, &hand.case, code).unwrap();
    let line = does(
        &mut world,
        at("1 May 2013", 1),
        call,
        0,
        &[],
        Standing::Counts,
    );
    let env = &mut [Val::happening(line)];
    let Due::By(due) = world.due(node, env, now()).unwrap() else {
        panic!("a deadline");
    };
    assert_eq!(due.last, day("2 May 2013").days());
    let met = |date: &str, time: Option<TimeOfDay>| {
        let date: Date = day(date);
        due.is_met_at(at(&date.to_string(), 1), Some(ClockRange::of(date, time)))
    };
    assert_eq!(met("1 May 2013", None), TRUE);
    assert_eq!(met("2 May 2013", None), UNKNOWN);
    assert_eq!(met("2 May 2013", TimeOfDay::from_hm(0, 0)), TRUE);
    assert_eq!(met("3 May 2013", None), FALSE);
}
