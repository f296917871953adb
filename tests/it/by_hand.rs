//! A small builder of policies and scenarios, for tests of the evaluator that need no text.

use std::sync::Arc;

use smol_str::SmolStr;
use vires::{
    base::{
        date::Date,
        id::{Arena, Id},
        span::{FileId, Span},
    },
    case::case::{Case, Dates, GivenFact, GivenValue},
    engine::{
        moment::{Stamp, View},
        past::{Done, Standing},
        world::World,
    },
    policy::{
        expr::{CompareOp, Domain, Expr, ExprKind, PastAct, Ranged, VarId, Variable, Window},
        pattern::{ActPattern, ActRef, Term},
        policy::{
            Act, ActId, Decision, DecisionId, DecisionVersion, Definition, DefinitionBody,
            DefinitionId, DefinitionVersion, Fact, FactId, FactSort, Individual, IndividualId,
            Kind, KindId, Pack, PackId, Parameter, Policy,
        },
        standing::{Rank, Standing as Force, Status},
        types::Type,
        value::Value,
    },
    program::{compile::compiler::begin, node::NodeId, val::Val},
};

/// A place that no text has.
pub fn nowhere() -> Span {
    Span {
        file: FileId(0),
        item: 0,
        start: 0,
        end: 0,
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A policy that is being built, with a scenario for it.
pub struct Hand {
    pub policy: Policy,
    pub case: Case,
    pub kind: KindId,
    pub pack: PackId,
}

impl Hand {
    /// A policy with one kind, `Thing`, and these individuals of it.
    pub fn new(individuals: usize) -> Hand {
        let mut policy = Policy::default();
        let force = in_force(None, None);
        let pack = policy.packs.push(Pack {
            name: "test".into(),
            title: None,
            main: true,
            standing: force,
            span: None,
        });
        let kind = policy.kinds.push(Kind {
            name: "Thing".into(),
            title: None,
            parent: None,
            statutory: false,
            powers_exhaustive: None,
            built_in: false,
            span: nowhere(),
        });
        for number in 0..individuals {
            policy.individuals.push(Individual {
                name: SmolStr::new(format!("thing-{number}")),
                title: None,
                kind,
                span: nowhere(),
            });
        }
        let case = Case {
            title: "by hand".to_owned(),
            file: FileId(0),
            span: nowhere(),
            as_of: None,
            as_of_month: None,
            assuming: Vec::new(),
            calendar: None,
            individuals: policy.individuals.clone(),
            existing: Vec::new(),
            kinds: Vec::new(),
            facts: Vec::new(),
            offices: Vec::new(),
            links: Vec::new(),
            link_rows: Default::default(),
            effects: Vec::new(),
            timeline: Vec::new(),
            expectations: Vec::new(),
            questions: Vec::new(),
            notes: Vec::new(),
            variables: Arena::new(),
            labels: Vec::new(),
            unknowns: vires::case::case::Unknowns::AsUnknown,
        };
        Hand {
            policy,
            case,
            kind,
            pack,
        }
    }

    pub fn fact(&mut self, name: &str, parameters: &[Type], ty: Type, sort: FactSort) -> FactId {
        self.policy.facts.push(Fact {
            name: name.into(),
            parameters: typed(parameters),
            ty,
            sort,
            template: None,
            sources: Vec::new(),
            span: nowhere(),
        })
    }

    /// A boolean fact of so many things.
    pub fn holds(&mut self, name: &str, arity: usize) -> FactId {
        let parameters = vec![Type::Kind(self.kind); arity];
        self.fact(name, &parameters, Type::Boolean, FactSort::Holds)
    }

    pub fn act(&mut self, name: &str, parameters: &[Type]) -> ActId {
        self.policy.acts.push(Act {
            name: name.into(),
            parameters: typed(parameters),
            event: false,
            under: None,
            template: None,
            sources: Vec::new(),
            span: nowhere(),
        })
    }

    /// A definition that is true of things where any of these holds.
    pub fn define(
        &mut self,
        arity: usize,
        variables: usize,
        make: impl FnOnce(DefinitionId) -> (Vec<Expr>, Vec<Expr>),
    ) -> DefinitionId {
        let id = self.policy.definitions.next_id();
        let (when, unless) = make(id);
        let version = DefinitionVersion {
            pack: self.pack,
            variables: things(self.kind, variables),
            body: DefinitionBody::Condition { when, unless },
            sources: Vec::new(),
            standing: in_force(None, None),
            notes: Vec::new(),
            span: nowhere(),
        };
        self.policy.definitions.push(Definition {
            name: SmolStr::new(format!("definition-{}", id.index())),
            parameters: typed(&vec![Type::Kind(self.kind); arity]),
            ty: Type::Boolean,
            template: None,
            versions: vec![version],
            recursive: false,
            span: nowhere(),
        })
    }

    pub fn decide(&mut self, version: DecisionVersion, arity: usize) -> DecisionId {
        self.policy.decisions.push(Decision {
            name: "decision".into(),
            title: None,
            parameters: typed(&vec![Type::Kind(self.kind); arity]),
            ty: Type::Kind(self.kind),
            versions: vec![version],
            span: nowhere(),
        })
    }

    pub fn given(&mut self, fact: FactId, arguments: &[Value], value: GivenValue, dates: Dates) {
        self.case.facts.push(GivenFact {
            fact,
            arguments: arguments.to_vec(),
            value,
            dates,
            according_to: None,
            span: nowhere(),
        });
    }

    /// A boolean fact that holds always.
    pub fn so(&mut self, fact: FactId, arguments: &[Value]) {
        let holds = GivenValue::Known(Value::Boolean(true));
        self.given(fact, arguments, holds, Dates::default());
    }

    pub fn unknown(&mut self, fact: FactId, arguments: &[Value]) {
        self.given(fact, arguments, GivenValue::Unknown, Dates::default());
    }

    /// The world at the beginning, with these expressions compiled.
    pub fn world(&self, expressions: &[Expr]) -> (World<'_>, Vec<NodeId>) {
        let mut compiler = begin(&self.policy);
        let nodes = expressions
            .iter()
            .map(|expression| compiler.expression(expression))
            .collect();
        let world = World::load(&self.policy, &self.case, Arc::new(compiler.code)).unwrap();
        (world, nodes)
    }
}

pub fn in_force(from: Option<&str>, until: Option<&str>) -> Force {
    Force {
        from: from.map(day),
        until: until.map(day),
        when: None,
        status: Status::InForce,
        rank: Rank::Act,
    }
}

pub fn dates(from: Option<&str>, until: Option<&str>) -> Dates {
    Dates {
        from: from.map(day),
        until: until.map(day),
    }
}

fn typed(types: &[Type]) -> Vec<Parameter> {
    let named = types.iter().enumerate().map(|(place, ty)| Parameter {
        name: SmolStr::new(format!("p{place}")),
        ty: ty.clone(),
    });
    named.collect()
}

/// So many variables over things.
pub fn things(kind: KindId, count: usize) -> Arena<Variable> {
    let variables = (0..count).map(|number| Variable {
        name: SmolStr::new(format!("v{number}")),
        ty: Type::Kind(kind),
        span: nowhere(),
    });
    variables.collect()
}

// ---- expressions ----

pub fn expr(kind: ExprKind, ty: Type) -> Expr {
    Expr {
        kind,
        ty,
        span: nowhere(),
    }
}

pub fn cond(kind: ExprKind) -> Expr {
    expr(kind, Type::Boolean)
}

pub fn lit(value: Value) -> Expr {
    expr(ExprKind::Literal(value), Type::Any)
}

pub fn var(number: u32) -> Expr {
    expr(ExprKind::Variable(VarId::new(number)), Type::Any)
}

pub fn thing(number: u32) -> Value {
    Value::Individual(IndividualId::new(number))
}

pub fn fact(fact: FactId, arguments: Vec<Expr>) -> Expr {
    cond(ExprKind::Fact(fact, arguments))
}

pub fn not(of: Expr) -> Expr {
    cond(ExprKind::Not(Box::new(of)))
}

pub fn and(all: Vec<Expr>) -> Expr {
    cond(ExprKind::And(all))
}

pub fn or(any: Vec<Expr>) -> Expr {
    cond(ExprKind::Or(any))
}

pub fn cmp(op: CompareOp, one: Expr, other: Expr) -> Expr {
    cond(ExprKind::Compare(op, Box::new(one), Box::new(other)))
}

pub fn over(kind: KindId, variable: u32, condition: Option<Expr>) -> Box<Ranged> {
    Box::new(Ranged {
        variable: VarId::new(variable),
        domain: Domain::Kind(kind),
        condition,
    })
}

pub fn some(kind: KindId, variable: u32, condition: Expr) -> Expr {
    cond(ExprKind::Some(over(kind, variable, Some(condition))))
}

pub fn past(
    act: ActId,
    by: Option<Term>,
    arguments: Vec<(usize, Term)>,
    windows: Vec<Window>,
) -> Box<PastAct> {
    Box::new(PastAct {
        by,
        pattern: ActPattern {
            act: ActRef::Act(act),
            arguments,
            under: None,
            condition: None,
            performed_by: None,
            span: nowhere(),
        },
        windows,
        span: nowhere(),
    })
}

// ---- moments ----

pub fn at(date: &str, place: u32) -> Stamp {
    Stamp::new(day(date).days(), place)
}

pub fn end_of(date: &str) -> View {
    View::end_of(day(date).days())
}

/// Enters an act that counts, or may be void.
pub fn does(
    world: &mut World<'_>,
    stamp: Stamp,
    act: ActId,
    by: u32,
    arguments: &[Val],
    standing: Standing,
) -> u32 {
    let actor = [Val::individual(Id::new(by))];
    let line = world.past.enter(
        stamp,
        None,
        Some(Done {
            act,
            event: false,
            arguments,
            performers: &actor,
            principals: &actor,
        }),
    );
    world.past.settle(line, standing);
    line
}
