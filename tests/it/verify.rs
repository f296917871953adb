//! Expectations held against records that are built by hand: each rule of `verify`, and what it says where it is not met.

use std::cell::RefCell;

use vires::base::{
    date::Date,
    id::{Arena, Id},
    span::{FileId, Span},
};
use vires::case::{
    case::{Case, GivenLink, Link},
    expectation::{
        DutyFor, DutyRef, Expectation, ExpectationKind, NothingWord, Question, VerdictWord,
    },
    happening::{Happening, HappeningKind, Named},
};
use vires::policy::{
    delegation::{DelegationRule, SubDelegation},
    expr::{CompareOp, Expr, ExprKind, StateWord},
    norm::{Form, Norm, NormId, NormName, NormNameId, Occasion, Party},
    policy::{Act, Clause, ClauseId, Individual, IndividualId, Kind, Policy, Source, Statement},
    standing::{Rank, Standing, Status},
    types::Type,
    value::{ActValue, Value},
};
use vires::record::{
    act::{ActBreach, ActRecord, Authority, Chain, ChainLink, Validity},
    answer::{Answer, Outcome, Signer, Way},
    duty::{Cause, DutyRecord, Interval, Missing, StateChange},
    expected::{Amiss, CameOut, ExpectationRecord},
    reason::{Fault, Truth},
    record::{
        Conflict, ConflictKind, LinkRecord, LinkRef, LinkRule, Record, RunError, RunErrorKind,
        StatementRecord,
    },
};
use vires::verify::{
    evaluate::{Evaluate, Evaluated, Reasoned},
    expectations::expectations,
};

const NOWHERE: Span = Span {
    file: FileId(0),
    item: 0,
    start: 0,
    end: 0,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn in_force() -> Standing {
    Standing {
        from: None,
        until: None,
        when: None,
        status: Status::InForce,
        rank: Rank::Act,
    }
}

fn norm(name: NormNameId, form: Form, sources: Vec<ClauseId>) -> Norm {
    Norm {
        name,
        text: "norm".into(),
        title: None,
        pack: Id::new(0),
        sources,
        function: None,
        variables: Arena::new(),
        party: Some(Party::One(Id::new(0))),
        owed_to: Vec::new(),
        occasion: Occasion::Always,
        conditions: Vec::new(),
        exceptions: Vec::new(),
        until: Vec::new(),
        form,
        agreement: Vec::new(),
        jointly_with: Vec::new(),
        limits: Vec::new(),
        effects: Vec::new(),
        overrides: Vec::new(),
        only_where_imposed: false,
        governs_pending: false,
        standing: in_force(),
        notes: Vec::new(),
        not_normative: None,
        span: NOWHERE,
    }
}

/// A policy with two bodies, two duties and a power, each citing a clause of its own, a prohibition, a rule and a statement.
struct World {
    policy: Policy,
    case: Case,
    record: Record,
    north: IndividualId,
    south: IndividualId,
    publish: NormId,
    explain: NormId,
    power: NormId,
    ban: NormId,
    clauses: Vec<ClauseId>,
}

impl World {
    fn new() -> World {
        let mut policy = Policy::default();
        let source = policy.sources.push(Source {
            name: "law".into(),
            title: None,
            publisher: None,
            date: None,
            reference: None,
            rank: None,
            pack: Id::new(0),
            span: NOWHERE,
        });
        let clauses: Vec<ClauseId> = (1..=6)
            .map(|number| {
                policy.clauses.push(Clause {
                    id: format!("L-{number}").into(),
                    title: None,
                    source,
                    line: None,
                    not_normative: None,
                    span: NOWHERE,
                })
            })
            .collect();
        let kind = policy.kinds.push(Kind {
            name: "CCG".into(),
            title: None,
            parent: None,
            statutory: true,
            powers_exhaustive: None,
            built_in: false,
            span: NOWHERE,
        });
        policy.acts.push(Act {
            name: "publish".into(),
            parameters: Vec::new(),
            event: false,
            under: None,
            template: None,
            sources: Vec::new(),
            span: NOWHERE,
        });
        let mut norms = Vec::new();
        let forms = [
            Form::Duty(Vec::new()),
            Form::Duty(Vec::new()),
            Form::Power(Vec::new()),
            Form::Prohibition(Vec::new()),
        ];
        for (form, clause) in forms.into_iter().zip(&clauses) {
            let name = policy.norm_names.next_id();
            let id = policy.norms.push(norm(name, form, vec![*clause]));
            policy.norm_names.push(NormName {
                name: format!("norm-{}", id.raw()).into(),
                versions: vec![id],
            });
            norms.push(id);
        }
        policy.delegations.push(DelegationRule {
            name: "rule".into(),
            title: None,
            pack: Id::new(0),
            sources: vec![clauses[4]],
            variables: Arena::new(),
            from: Party::One(Id::new(0)),
            to: None,
            to_kinds: Vec::new(),
            of: Vec::new(),
            made_by: None,
            standing_link: false,
            conditions: Vec::new(),
            exceptions: Vec::new(),
            agreement: Vec::new(),
            limits: Vec::new(),
            sub_delegation: SubDelegation::NotPermitted,
            in_force: in_force(),
            notes: Vec::new(),
            span: NOWHERE,
        });
        policy.statements.push(Statement {
            pack: Id::new(0),
            name: "said".into(),
            title: None,
            sources: vec![clauses[5]],
            not_normative: None,
            variables: Arena::new(),
            free: Vec::new(),
            holds: None,
            standing: in_force(),
            notes: Vec::new(),
            span: NOWHERE,
        });
        let mut individuals = Arena::new();
        let mut individual = |name: &str| {
            individuals.push(Individual {
                name: name.into(),
                title: None,
                kind,
                span: NOWHERE,
            })
        };
        let (north, south) = (individual("north"), individual("south"));
        let happening = |date: &str| Happening {
            date: day(date),
            time: None,
            kind: HappeningKind::Event {
                event: Id::new(0),
                arguments: Vec::new(),
            },
            label: None,
            span: NOWHERE,
        };
        let link = Link {
            from: Value::Individual(north),
            acting_as: None,
            on_behalf_of: None,
            what: Vec::new(),
            to: Value::Individual(south),
            limit: None,
            sub_delegation: None,
            variables: Arena::new(),
            dates: vires::case::case::Dates::default(),
            under: None,
        };
        let given = GivenLink {
            link,
            made: None,
            label: None,
            span: NOWHERE,
        };
        let case = Case {
            title: "case".to_owned(),
            file: FileId(0),
            span: NOWHERE,
            as_of: None,
            as_of_month: None,
            assuming: Vec::new(),
            calendar: None,
            individuals,
            existing: Vec::new(),
            kinds: Vec::new(),
            facts: Vec::new(),
            offices: Vec::new(),
            links: vec![given],
            link_rows: Default::default(),
            effects: Vec::new(),
            timeline: vec![happening("1 April 2013"), happening("1 May 2013")],
            expectations: Vec::new(),
            questions: Vec::new(),
            notes: Vec::new(),
            variables: Arena::new(),
            labels: Vec::new(),
            unknowns: vires::case::case::Unknowns::AsUnknown,
        };
        let record = Record {
            as_of: day("31 December 2013"),
            acts: Vec::new(),
            duties: Vec::new(),
            links: Vec::new(),
            conflicts: Vec::new(),
            statements: Vec::new(),
            answers: Vec::new(),
            left_out: Vec::new(),
            without_effect: Vec::new(),
            conventions: Vec::new(),
        };
        World {
            policy,
            case,
            record,
            north,
            south,
            publish: norms[0],
            explain: norms[1],
            power: norms[2],
            ban: norms[3],
            clauses,
        }
    }

    fn name(&self, norm: NormId) -> NormNameId {
        self.policy.norms[norm].name
    }

    /// An instance of a duty of north, with its changes of state.
    fn duty(&mut self, norm: NormId, history: &[(&str, StateWord)]) -> &mut DutyRecord {
        let history: Vec<StateChange> = history
            .iter()
            .map(|(on, state)| StateChange {
                on: day(on),
                state: *state,
                by: None,
            })
            .collect();
        let last = history.last().unwrap().state;
        self.record.duties.push(DutyRecord {
            norm,
            bearer: Value::Individual(self.north),
            taken_over_by: None,
            cause: Cause::Commencement,
            bindings: Vec::new(),
            owed_to: Vec::new(),
            arose: history[0].on,
            exists: Truth::True,
            due: None,
            state: last,
            possible: Vec::new(),
            history,
            missing: Vec::new(),
            discharged_by: Vec::new(),
            intervals: Vec::new(),
            performers: Vec::new(),
            answerable: vec![Value::Individual(self.north)],
            ended_by: None,
            order_matters: false,
            unknowns: Vec::new(),
            without_assumption: None,
        });
        self.record.duties.last_mut().unwrap()
    }

    /// The act at this place of the timeline.
    fn act(&mut self, act: usize, validity: Validity, verdict: VerdictWord) -> &mut ActRecord {
        let north = Value::Individual(self.north);
        self.record.acts.push(ActRecord {
            act,
            validity,
            verdict,
            authority: vec![Authority::Own {
                who: north.clone(),
                norms: vec![self.power],
            }],
            breaches: Vec::new(),
            performers: vec![north.clone()],
            answerable: vec![north],
            discharges: Vec::new(),
            soft: Vec::new(),
            order_matters: false,
            unknowns: Vec::new(),
            without_assumption: None,
        });
        self.record.acts.last_mut().unwrap()
    }

    fn breach(&self, norm: NormId, duty: Option<usize>, certain: Truth) -> ActBreach {
        ActBreach {
            norm,
            name: self.name(norm),
            of: Value::Individual(self.north),
            duty,
            certain,
            unknowns: Vec::new(),
        }
    }

    fn of_duty(&self, norm: NormId, state: StateWord, negated: bool) -> ExpectationKind {
        ExpectationKind::Duty {
            duty: DutyRef {
                norm: self.name(norm),
                of: Some(self.north),
                for_: None,
            },
            negated,
            state,
            missing: Vec::new(),
            due: None,
        }
    }

    fn check(&mut self, expectation: Expectation) -> ExpectationRecord {
        self.check_with(expectation, &Nobody)
    }

    fn check_with(
        &mut self,
        expectation: Expectation,
        evaluate: &dyn Evaluate,
    ) -> ExpectationRecord {
        self.case.expectations.push(expectation);
        let found = expectations(&self.policy, &self.case, &self.record, evaluate);
        assert_eq!(found.len(), self.case.expectations.len());
        found.into_iter().last().unwrap()
    }
}

fn plain(kind: ExpectationKind) -> Expectation {
    Expectation {
        kind,
        on: None,
        as_at: None,
        because: Vec::new(),
        because_not: Vec::new(),
        via: Vec::new(),
        text: String::new(),
        span: NOWHERE,
    }
}

fn on(kind: ExpectationKind, date: &str) -> Expectation {
    Expectation {
        on: Some(day(date)),
        ..plain(kind)
    }
}

fn as_at(kind: ExpectationKind, date: &str) -> Expectation {
    Expectation {
        as_at: Some(day(date)),
        ..plain(kind)
    }
}

/// For expectations that ask nothing: an answer would be wrong.
struct Nobody;

impl Evaluate for Nobody {
    fn value(&self, expr: &Expr, _: Date) -> Result<Evaluated, Box<RunError>> {
        panic!("nothing is to be evaluated: {expr:?}");
    }

    fn answer(&self, question: &Question) -> Result<Answer, Box<RunError>> {
        panic!("nothing is to be asked: {question:?}");
    }

    fn explained(&self, _: &Reasoned<'_>) -> Vec<ClauseId> {
        Vec::new()
    }
}

/// Gives set answers, and notes the days it was asked about.
#[derive(Default)]
struct Oracle {
    values: Vec<(ExprKind, Outcome)>,
    cited: Vec<ClauseId>,
    answer: Option<Answer>,
    days: RefCell<Vec<Date>>,
}

impl Evaluate for Oracle {
    fn value(&self, expr: &Expr, on: Date) -> Result<Evaluated, Box<RunError>> {
        self.days.borrow_mut().push(on);
        let known = self.values.iter().find(|(kind, _)| *kind == expr.kind);
        let Some((_, outcome)) = known else {
            return Err(Box::new(RunError {
                kind: RunErrorKind::TooLarge,
                span: None,
                other: None,
                at: None,
                day: Some(on),
            }));
        };
        Ok(Evaluated {
            outcome: outcome.clone(),
            norms: Vec::new(),
            cited: self.cited.clone(),
            rows: Vec::new(),
            read: Vec::new(),
            unknowns: Vec::new(),
        })
    }

    fn answer(&self, _: &Question) -> Result<Answer, Box<RunError>> {
        Ok(self.answer.clone().unwrap())
    }

    fn explained(&self, _: &Reasoned<'_>) -> Vec<ClauseId> {
        Vec::new()
    }
}

fn literal(value: Value) -> Expr {
    Expr {
        kind: ExprKind::Literal(value),
        ty: Type::Any,
        span: NOWHERE,
    }
}

const LATE: &[(&str, StateWord)] = &[
    ("1 April 2012", StateWord::Pending),
    ("1 April 2013", StateWord::Breached),
    ("5 April 2013", StateWord::DischargedLate),
];

#[test]
fn s4_2_a_breach_stays_in_the_record_after_a_late_discharge() {
    let mut world = World::new();
    world.duty(world.publish, LATE);
    let breached = world.of_duty(world.publish, StateWord::Breached, false);
    let late = world.of_duty(world.publish, StateWord::DischargedLate, false);
    let discharged = world.of_duty(world.publish, StateWord::Discharged, false);
    assert!(world.check(plain(breached.clone())).is_met());
    assert!(world.check(on(breached.clone(), "1 April 2013")).is_met());
    assert!(world.check(plain(late.clone())).is_met());
    assert!(world.check(on(late, "5 April 2013")).is_met());
    let found = world.check(plain(discharged));
    assert_eq!(found.amiss, [Amiss::Result], "late is not in time");
    let found = world.check(on(breached, "2 April 2013"));
    assert_eq!(found.amiss, [Amiss::Day(Some(day("1 April 2013")))]);
}

#[test]
fn as_at_is_the_state_at_the_end_of_that_day() {
    let mut world = World::new();
    world.duty(world.publish, LATE);
    let pending = world.of_duty(world.publish, StateWord::Pending, false);
    let breached = world.of_duty(world.publish, StateWord::Breached, false);
    assert!(
        world
            .check(as_at(pending.clone(), "31 March 2013"))
            .is_met()
    );
    assert!(!world.check(as_at(pending.clone(), "1 April 2013")).is_met());
    assert!(
        !world
            .check(as_at(breached.clone(), "31 March 2013"))
            .is_met()
    );
    assert!(
        world
            .check(as_at(breached.clone(), "1 April 2013"))
            .is_met()
    );
    assert!(world.check(as_at(breached, "6 April 2013")).is_met());
    let found = world.check(as_at(pending, "31 March 2012"));
    let CameOut::Duties(then) = &found.came_out else {
        panic!("{:?}", found.came_out);
    };
    assert_eq!(then[0].state, None, "it had not arisen");
    let none = ExpectationKind::DoesNotArise(DutyRef {
        norm: world.name(world.publish),
        of: None,
        for_: None,
    });
    assert!(world.check(as_at(none.clone(), "31 March 2012")).is_met());
    assert!(!world.check(as_at(none, "1 April 2012")).is_met());
}

#[test]
fn of_several_instances_one_is_enough_and_otherwise_all_are_shown() {
    let mut world = World::new();
    world.duty(world.publish, &[("1 April 2012", StateWord::Pending)]);
    world.duty(world.publish, LATE);
    world.duty(world.explain, &[("1 April 2013", StateWord::Pending)]);
    let breached = world.of_duty(world.publish, StateWord::Breached, false);
    let found = world.check(plain(breached));
    assert!(found.is_met());
    assert!(
        matches!(&found.came_out, CameOut::Duties(then) if then.len() == 1 && then[0].duty == 1)
    );
    let lapsed = world.of_duty(world.publish, StateWord::Lapsed, false);
    let found = world.check(plain(lapsed));
    assert!(matches!(&found.came_out, CameOut::Duties(then) if then.len() == 2));
    let not_breached = world.of_duty(world.publish, StateWord::Breached, true);
    let found = world.check(plain(not_breached));
    assert_eq!(found.amiss, [Amiss::Result]);
    assert!(
        matches!(&found.came_out, CameOut::Duties(then) if then.len() == 1 && then[0].duty == 1)
    );
}

#[test]
fn is_not_needs_an_instance_of_which_it_is_certain() {
    let mut world = World::new();
    let not_breached = world.of_duty(world.publish, StateWord::Breached, true);
    assert!(
        !world.check(plain(not_breached.clone())).is_met(),
        "nothing arose: `does not arise` says that"
    );
    let open = world.duty(world.publish, &[("1 April 2012", StateWord::Undetermined)]);
    open.possible = vec![StateWord::Breached, StateWord::Discharged];
    assert!(!world.check(plain(not_breached.clone())).is_met());
    world.record.duties[0].possible = vec![StateWord::Discharged, StateWord::Pending];
    assert!(world.check(plain(not_breached)).is_met());
}

#[test]
fn a_duty_is_named_by_its_bearer_its_period_and_its_cause() {
    let mut world = World::new();
    let year = Value::Period(vires::base::period::Period::financial_year(2013).unwrap());
    world.duty(world.publish, LATE).cause = Cause::Period(year.clone());
    world.record.duties[0].taken_over_by = Some(Value::Individual(world.south));
    world
        .duty(world.explain, &[("1 May 2013", StateWord::Pending)])
        .cause = Cause::Duty(2);
    world.duty(world.publish, LATE).cause = Cause::Happening(1);
    let mut named = |norm, of, for_| {
        let duty = DutyRef {
            norm: world.name(norm),
            of,
            for_,
        };
        let found = world.check(plain(ExpectationKind::DoesNotArise(duty)));
        match found.came_out {
            CameOut::Duties(then) => then.into_iter().map(|then| then.duty).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    let (publish, explain) = (Id::new(0), Id::new(1));
    let (north, south) = (Id::new(0), Id::new(1));
    assert_eq!(named(publish, None, None), [0, 2]);
    assert_eq!(named(publish, Some(north), None), [0, 2]);
    assert_eq!(
        named(publish, Some(south), None),
        [0],
        "taken over by south"
    );
    assert_eq!(named(publish, None, Some(DutyFor::Value(year))), [0]);
    assert_eq!(named(publish, None, Some(DutyFor::Happening(1))), [2]);
    assert_eq!(
        named(explain, None, Some(DutyFor::Happening(1))),
        [1],
        "through the breach of a duty that the happening caused"
    );
    assert_eq!(
        named(explain, None, Some(DutyFor::Happening(0))),
        Vec::<usize>::new()
    );
}

#[test]
fn missing_due_and_because_are_parts_of_a_line() {
    let mut world = World::new();
    let item = |number: u32| Value::Value(Id::new(number));
    let instance = world.duty(world.publish, LATE);
    instance.missing = vec![
        Missing::Item(item(0)),
        Missing::For(item(1)),
        Missing::Act(0),
    ];
    instance.due = Some(day("31 March 2013"));
    let line = |missing: Vec<Value>, due: Option<&str>| ExpectationKind::Duty {
        duty: DutyRef {
            norm: Id::new(0),
            of: None,
            for_: None,
        },
        negated: false,
        state: StateWord::Breached,
        missing,
        due: due.map(day),
    };
    let all = line(vec![item(0), item(1)], Some("31 March 2013"));
    assert!(world.check(plain(all)).is_met());
    let found = world.check(plain(line(vec![item(0), item(2)], Some("1 April 2013"))));
    assert_eq!(
        found.amiss,
        [
            Amiss::Missing(item(2)),
            Amiss::Due(Some(day("31 March 2013")))
        ]
    );
    let because = |because: &[ClauseId], not: &[ClauseId]| Expectation {
        because: because.to_vec(),
        because_not: not.to_vec(),
        ..plain(line(Vec::new(), None))
    };
    let clauses = world.clauses.clone();
    assert!(world.check(because(&clauses[..1], &clauses[1..2])).is_met());
    let found = world.check(because(&clauses[..2], &clauses[..1]));
    assert_eq!(
        found.amiss,
        [Amiss::NotCited(clauses[1]), Amiss::Cited(clauses[0])]
    );
    assert_eq!(found.norms, [world.publish]);
    assert_eq!(found.cited, [clauses[0]]);
    let pending = Expectation {
        because: vec![clauses[1]],
        ..plain(world.of_duty(world.publish, StateWord::Pending, false))
    };
    let found = world.check(pending);
    assert_eq!(
        found.amiss,
        [Amiss::Result],
        "where the result is another, its clauses say nothing more"
    );
}

#[test]
fn s4_4_a_continuing_breach_begins_with_each_interval() {
    let mut world = World::new();
    let instance = world.duty(
        world.publish,
        &[
            ("1 April 2013", StateWord::Pending),
            ("3 May 2013", StateWord::Breached),
        ],
    );
    let interval = |from, until: Option<&str>, certain| Interval {
        from: day(from),
        until: until.map(day),
        certain,
    };
    instance.intervals = vec![
        interval("3 May 2013", Some("5 May 2013"), Truth::True),
        interval("9 May 2013", None, Truth::True),
        interval("1 June 2013", None, Truth::Unknown),
    ];
    let breached = world.of_duty(world.publish, StateWord::Breached, false);
    assert!(world.check(on(breached.clone(), "3 May 2013")).is_met());
    assert!(world.check(on(breached.clone(), "9 May 2013")).is_met());
    assert!(!world.check(on(breached.clone(), "4 May 2013")).is_met());
    assert!(!world.check(on(breached, "1 June 2013")).is_met());
}

#[test]
fn s5_verdicts_of_acts() {
    let verdict = |verdict, negated| ExpectationKind::Act {
        act: 0,
        negated,
        verdict,
    };
    let mut world = World::new();
    let found = world.check(plain(verdict(VerdictWord::Lawful, false)));
    assert_eq!(found.came_out, CameOut::Act(None), "it was left out");
    assert!(!found.is_met());

    let fault = Fault::ConditionNotMet {
        norm: world.explain,
        condition: 0,
    };
    world.act(0, Validity::Void(vec![fault]), VerdictWord::UltraVires);
    let void = Expectation {
        because: vec![world.clauses[1]],
        ..plain(verdict(VerdictWord::Void, false))
    };
    assert!(world.check(void).is_met(), "`void` takes in `ultra vires`");
    assert!(
        world
            .check(plain(verdict(VerdictWord::UltraVires, false)))
            .is_met()
    );
    assert!(
        world
            .check(plain(verdict(VerdictWord::Lawful, true)))
            .is_met()
    );
    assert!(
        !world
            .check(plain(verdict(VerdictWord::Valid, false)))
            .is_met()
    );

    let mut world = World::new();
    let breach = world.breach(world.ban, None, Truth::True);
    world
        .act(0, Validity::Valid, VerdictWord::ValidButInBreach)
        .breaches = vec![breach];
    assert!(
        world
            .check(plain(verdict(VerdictWord::Valid, false)))
            .is_met()
    );
    assert!(
        !world
            .check(plain(verdict(VerdictWord::Lawful, false)))
            .is_met()
    );
    assert!(
        world
            .check(on(verdict(VerdictWord::Valid, false), "1 April 2013"))
            .is_met()
    );
    let found = world.check(on(verdict(VerdictWord::Valid, false), "2 April 2013"));
    assert_eq!(found.amiss, [Amiss::Day(Some(day("1 April 2013")))]);
    let breaches = |norm, negated| ExpectationKind::Breaches {
        act: 0,
        negated,
        norm,
    };
    let (ban, publish) = (world.name(world.ban), world.name(world.publish));
    let cited = Expectation {
        because: vec![world.clauses[3]],
        ..plain(breaches(ban, false))
    };
    assert!(world.check(cited).is_met());
    assert!(!world.check(plain(breaches(ban, true))).is_met());
    let found = world.check(on(breaches(ban, false), "2 April 2013"));
    assert_eq!(found.amiss, [Amiss::Day(Some(day("1 April 2013")))]);
    assert!(world.check(plain(breaches(publish, true))).is_met());
    world.record.acts[0].breaches[0].certain = Truth::Unknown;
    assert!(!world.check(plain(breaches(ban, false))).is_met());
    assert!(!world.check(plain(breaches(ban, true))).is_met());

    let mut world = World::new();
    world.act(
        0,
        Validity::Undetermined(Vec::new()),
        VerdictWord::Undetermined,
    );
    assert!(
        world
            .check(plain(verdict(VerdictWord::Undetermined, false)))
            .is_met()
    );
    assert!(
        !world
            .check(plain(verdict(VerdictWord::Void, false)))
            .is_met()
    );
    assert!(
        !world
            .check(plain(verdict(VerdictWord::Void, true)))
            .is_met()
    );
    let answers = |who| ExpectationKind::AnswersForAct(Value::Individual(who), 0);
    let (north, south) = (world.north, world.south);
    assert!(world.check(plain(answers(north))).is_met());
    let found = world.check(plain(answers(south)));
    assert_eq!(
        found.came_out,
        CameOut::Answerable(vec![Value::Individual(north)])
    );
}

#[test]
fn via_names_links_of_the_chain_in_their_order() {
    let mut world = World::new();
    let (north, south) = (
        Value::Individual(world.north),
        Value::Individual(world.south),
    );
    let link = |link| ChainLink {
        link,
        from: north.clone(),
        to: south.clone(),
        counted: None,
    };
    world.record.links.push(LinkRecord {
        link: LinkRef::Made(1),
        made: Some(day("1 May 2013")),
        valid: Truth::True,
        faults: Vec::new(),
        revoked: Some(day("9 June 2013")),
        allowed_by: Some(LinkRule::Rule(Id::new(0))),
        unknowns: Vec::new(),
    });
    let chain = Authority::Chain(Chain {
        holder: north.clone(),
        norms: vec![world.power],
        links: vec![link(LinkRef::Given(0)), link(LinkRef::Made(1))],
        others: 0,
    });
    world.act(0, Validity::Valid, VerdictWord::Lawful).authority = vec![chain];
    let via = |via: &[Named]| Expectation {
        via: via.to_vec(),
        ..plain(ExpectationKind::Act {
            act: 0,
            negated: false,
            verdict: VerdictWord::Lawful,
        })
    };
    let (given, made) = (Named::Link(0), Named::Happening(1));
    assert!(world.check(via(&[given, made])).is_met());
    assert!(world.check(via(&[made])).is_met());
    let found = world.check(via(&[made, given]));
    assert_eq!(found.amiss, [Amiss::Via]);
    assert_eq!(
        found.cited,
        [world.clauses[2], world.clauses[4]],
        "the power, and the rule that allowed the link"
    );

    let valid = |valid| ExpectationKind::Link { link: made, valid };
    assert!(world.check(plain(valid(true))).is_met());
    assert!(world.check(as_at(valid(true), "8 June 2013")).is_met());
    assert!(world.check(as_at(valid(false), "9 June 2013")).is_met());
    assert!(!world.check(as_at(valid(true), "30 April 2013")).is_met());
    let found = world.check(plain(ExpectationKind::Link {
        link: given,
        valid: true,
    }));
    assert_eq!(found.came_out, CameOut::Link(None));
}

#[test]
fn nothing_else_counts_what_no_other_line_expects() {
    let nothing = |beyond, state| plain(ExpectationKind::Nothing { beyond, state });
    let mut world = World::new();
    assert!(world.check(nothing(false, NothingWord::Breached)).is_met());
    world.duty(world.publish, LATE);
    let breach = world.breach(world.ban, None, Truth::True);
    let of_duty = world.breach(world.publish, Some(0), Truth::True);
    world
        .act(0, Validity::Valid, VerdictWord::ValidButInBreach)
        .breaches = vec![breach, of_duty];
    let found = world.check(nothing(true, NothingWord::Breached));
    assert_eq!(found.amiss, [Amiss::Duties(vec![0]), Amiss::Acts(vec![0])]);

    world.case.expectations = vec![plain(world.of_duty(
        world.publish,
        StateWord::Breached,
        false,
    ))];
    let found = world.check(nothing(true, NothingWord::Breached));
    assert_eq!(found.amiss, [Amiss::Acts(vec![0])]);
    let found = world.check(nothing(false, NothingWord::Breached));
    assert_eq!(
        found.amiss,
        [Amiss::Duties(vec![0]), Amiss::Acts(vec![0])],
        "`nothing` without `else` counts what is expected too"
    );

    world.case.expectations = vec![plain(ExpectationKind::Breaches {
        act: 0,
        negated: false,
        norm: world.name(world.ban),
    })];
    let found = world.check(nothing(true, NothingWord::Breached));
    assert_eq!(found.amiss, [Amiss::Duties(vec![0])]);

    world.case.expectations = vec![plain(ExpectationKind::Act {
        act: 0,
        negated: false,
        verdict: VerdictWord::ValidButInBreach,
    })];
    assert!(
        world.check(nothing(true, NothingWord::Breached)).is_met(),
        "that an act is in breach expects every breach by it"
    );
    world.case.expectations.clear();
    assert!(world.check(nothing(true, NothingWord::Void)).is_met());
    assert!(world.check(nothing(true, NothingWord::Pending)).is_met());
    world.act(1, Validity::Void(Vec::new()), VerdictWord::Void);
    world.duty(world.explain, &[("1 May 2013", StateWord::Pending)]);
    assert!(!world.check(nothing(true, NothingWord::Void)).is_met());
    assert!(!world.check(nothing(true, NothingWord::Pending)).is_met());
    assert!(
        world
            .check(nothing(true, NothingWord::Undetermined))
            .is_met()
    );
}

#[test]
fn conditions_values_and_gaps_are_asked() {
    let mut world = World::new();
    let north = Value::Individual(world.north);
    let left = ExprKind::Decision(Id::new(0), Vec::new());
    let is_north = ExprKind::Compare(
        CompareOp::Equal,
        Box::new(Expr {
            kind: left.clone(),
            ty: Type::Any,
            span: NOWHERE,
        }),
        Box::new(literal(north.clone())),
    );
    let expr = |kind: &ExprKind| Expr {
        kind: kind.clone(),
        ty: Type::Boolean,
        span: NOWHERE,
    };
    let south = Outcome::Known(Value::Individual(world.south));
    let oracle = Oracle {
        values: vec![
            (is_north.clone(), Outcome::Known(Value::Boolean(false))),
            (left.clone(), south.clone()),
        ],
        cited: vec![world.clauses[5]],
        ..Oracle::default()
    };
    let line = on(ExpectationKind::Holds(expr(&is_north)), "1 June 2013");
    let found = world.check_with(line, &oracle);
    assert_eq!(found.amiss, [Amiss::Result]);
    assert_eq!(
        found.came_out,
        CameOut::Value(south),
        "of a comparison, what came out is what was compared"
    );
    assert_eq!(found.cited, [world.clauses[5]]);
    assert!(
        oracle
            .days
            .borrow()
            .iter()
            .all(|on| *on == day("1 June 2013"))
    );

    world.case.expectations.clear();
    let open = Oracle {
        values: vec![(left.clone(), Outcome::Unknown)],
        ..Oracle::default()
    };
    let unknown = ExprKind::IsUnknown(Box::new(expr(&left)));
    let line = plain(ExpectationKind::Holds(expr(&unknown)));
    assert!(world.check_with(line, &open).is_met());
    assert_eq!(
        open.days.borrow()[0],
        world.record.as_of,
        "where no day is said, the last one"
    );
    let gap = plain(ExpectationKind::Gap(expr(&left)));
    world.case.expectations.clear();
    assert!(!world.check_with(gap.clone(), &open).is_met());
    world.case.expectations.clear();
    let nobody = Oracle {
        values: vec![(left.clone(), Outcome::Nobody(None))],
        ..Oracle::default()
    };
    assert!(world.check_with(gap.clone(), &nobody).is_met());
    world.case.expectations.clear();
    let found = world.check_with(gap, &Oracle::default());
    assert!(matches!(found.amiss.as_slice(), [Amiss::Error(_)]));
    assert_eq!(found.came_out, CameOut::Nothing);
}

#[test]
fn questions_are_asked_and_their_answers_compared() {
    let mut world = World::new();
    let (north, south) = (
        Value::Individual(world.north),
        Value::Individual(world.south),
    );
    let act = ActValue {
        act: Id::new(0),
        arguments: Vec::new(),
    };
    let may = |negated| {
        plain(ExpectationKind::May {
            who: north.clone(),
            negated,
            act: act.clone(),
            on_behalf_of: None,
        })
    };
    let answer = |may| Oracle {
        answer: Some(Answer::May {
            may,
            authority: vec![Authority::Own {
                who: north.clone(),
                norms: vec![world.power],
            }],
            limit: None,
            faults: Vec::new(),
            unknowns: Vec::new(),
        }),
        ..Oracle::default()
    };
    let (yes, no, open) = (
        answer(Truth::True),
        answer(Truth::False),
        answer(Truth::Unknown),
    );
    assert!(world.check_with(may(false), &yes).is_met());
    assert!(!world.check_with(may(true), &yes).is_met());
    assert!(world.check_with(may(true), &no).is_met());
    assert!(!world.check_with(may(true), &open).is_met());
    assert!(!world.check_with(may(false), &open).is_met());

    let signer = |persons: &[&Value]| Signer {
        office: None,
        persons: persons.iter().map(|person| (*person).clone()).collect(),
    };
    let way = |signers: Vec<Signer>| Way {
        signers,
        row: None,
        reserved: None,
        authority: None,
        counted: None,
        certain: Truth::True,
    };
    let who = |ways: Vec<Way>, expected: &Value| Oracle {
        answer: Some(Answer::WhoMay {
            ways,
            faults: Vec::new(),
            unknowns: Vec::new(),
        }),
        values: vec![(
            ExprKind::Literal(expected.clone()),
            Outcome::Known(expected.clone()),
        )],
        ..Oracle::default()
    };
    let line = |expected: &Value| {
        let question = Question::WhoMay {
            act: act.clone(),
            for_: None,
            on: None,
        };
        plain(ExpectationKind::Answer(question, literal(expected.clone())))
    };
    let both = Value::Set(vec![north.clone(), south.clone()]);
    let nobody = Value::Set(Vec::new());
    let mut met = |ways: Vec<Way>, expected: &Value| {
        world.case.expectations.clear();
        world
            .check_with(line(expected), &who(ways, expected))
            .is_met()
    };
    assert!(met(vec![way(vec![signer(&[&north])])], &north));
    assert!(!met(vec![way(vec![signer(&[&north])])], &south));
    assert!(!met(vec![way(vec![signer(&[&north])])], &both));
    assert!(met(
        vec![way(vec![signer(&[&north]), signer(&[&south])])],
        &both
    ));
    assert!(!met(
        vec![way(vec![signer(&[&north]), signer(&[&south])])],
        &north
    ));
    assert!(met(Vec::new(), &nobody));
    assert!(!met(vec![way(vec![signer(&[&north])])], &nobody));
}

#[test]
fn s10_conflicts_and_statements_stand_in_the_record() {
    let mut world = World::new();
    let (publish, ban) = (world.name(world.publish), world.name(world.ban));
    let conflict = plain(ExpectationKind::Conflict(ban, publish));
    assert!(!world.check(conflict.clone()).is_met());
    world.record.conflicts.push(Conflict {
        first: publish,
        second: ban,
        versions: [world.publish, world.ban],
        of: Value::Individual(world.north),
        kind: ConflictKind::DischargeBreaches,
        on: day("1 May 2013"),
        act: Some(1),
    });
    assert!(world.check(conflict.clone()).is_met(), "in either order");
    let found = world.check(Expectation {
        on: Some(day("2 May 2013")),
        ..conflict
    });
    assert_eq!(found.amiss, [Amiss::Day(Some(day("1 May 2013")))]);

    world.record.statements.push(StatementRecord {
        statement: Id::new(0),
        asked_of: 1,
        holds: Some(Truth::Unknown),
        against: Vec::new(),
        unknowns: Vec::new(),
    });
    let holds = |holds| plain(ExpectationKind::Statement(Id::new(0), holds));
    assert!(!world.check(holds(true)).is_met());
    assert!(!world.check(holds(false)).is_met());
    world.record.statements[0].holds = Some(Truth::True);
    let cited = Expectation {
        because: vec![world.clauses[5]],
        ..holds(true)
    };
    assert!(world.check(cited).is_met());
}
