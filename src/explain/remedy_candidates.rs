//! Changes that may heal a breach or a void act: from the reasons of the record and the vocabulary of the scenario.

use super::{
    explain::Ran,
    remedy_change::{Change, Edit, Sort},
    remedy_text::Writer,
};
use crate::{
    base::{date::Date, money::Money},
    case::{
        case::{Dates, GivenOffice, Holding, Link},
        happening::{ActDone, Agreed, Happening, HappeningKind, Named},
    },
    policy::{
        delegation::{Matter, OfficeId},
        expr::{CompareOp, Expr, ExprKind, HappeningPart, PastAct, VarId},
        norm::{Form, MustKind, Norm, Party},
        pattern::{ActPattern, ActRef, Term},
        policy::{ActId, IndividualId, KindId},
        types::Type,
        value::{ActValue, Value},
    },
    record::{
        act::{ActRecord, Validity},
        answer::Outcome,
        duty::{Cause, DutyRecord, Missing},
        proof::{Form as Proved, NormProof, Proof, Since},
        reason::{Fault, LinkFault},
        record::LinkRef,
    },
};

/// So many candidates of one verdict are tried.
const MOST: usize = 160;
/// So many of one sort: other actors, other arguments, other days.
const MOST_OF_ONE: usize = 8;
/// Days before a happening that are tried for what should have come before it.
const DAYS_BEFORE: [i32; 12] = [1, 2, 7, 8, 14, 15, 21, 28, 29, 31, 60, 92];

/// Gathers candidates.
pub(super) struct Candidates<'c, 'b, 'a> {
    pub(super) ran: &'c Ran<'b, 'a>,
    pub(super) found: Vec<Change>,
}

type Env = Vec<(VarId, Value)>;

impl Candidates<'_, '_, '_> {
    fn writer(&self) -> Writer<'_> {
        Writer {
            policy: self.ran.policy,
            case: self.ran.case,
        }
    }

    fn push(&mut self, change: Change) {
        if self.found.len() < MOST && !self.found.iter().any(|other| other.edit == change.edit) {
            self.found.push(change);
        }
    }

    // What may heal a duty.

    pub(super) fn duty(&mut self, duty: &DutyRecord) {
        let policy = self.ran.policy;
        let Some(norm) = policy.norms.get(duty.norm) else {
            return;
        };
        let mut env: Env = duty.bindings.clone();
        if let Some(Party::Any { variable, .. }) = &norm.party {
            env.push((*variable, duty.bearer.clone()));
        }
        let Form::Duty(musts) = &norm.form else {
            return;
        };
        let proof = (0..self.ran.record.duties.len())
            .find(|place| self.ran.record.duties.get(*place) == Some(duty))
            .and_then(|place| self.ran.run.duty_proof(place).ok().flatten());
        let last = duty.due.unwrap_or(duty.arose);
        for must in musts {
            match &must.kind {
                MustKind::Do { act, for_every, .. } => {
                    let members: Vec<Value> = duty
                        .missing
                        .iter()
                        .filter_map(|missing| match missing {
                            Missing::For(value) => Some(value.clone()),
                            _ => None,
                        })
                        .collect();
                    match for_every {
                        Some(ranged) if !members.is_empty() => {
                            for member in members.into_iter().take(MOST_OF_ONE) {
                                let mut env = env.clone();
                                env.retain(|(id, _)| *id != ranged.variable);
                                env.push((ranged.variable, member));
                                self.wanted(act, &env, &duty.bearer, last, duty);
                            }
                        }
                        _ => self.wanted(act, &env, &duty.bearer, last, duty),
                    }
                }
                MustKind::Keep(condition)
                | MustKind::Achieve(condition, _)
                | MustKind::HaveOn(condition, _)
                | MustKind::Ensure(condition) => {
                    let before = match &duty.cause {
                        Cause::Happening(place) => {
                            self.ran.case.timeline.get(*place).map(|line| line.date)
                        }
                        _ => None,
                    };
                    self.done_before(condition, &env, &duty.bearer, before, last);
                    if let (MustKind::Ensure(_), Cause::Happening(place)) =
                        (&must.kind, &duty.cause)
                    {
                        self.items(duty, *place);
                    }
                }
                _ => {}
            }
        }
        for part in proof.iter().flat_map(|proof| &proof.parts) {
            if let Some(condition) = &part.condition {
                self.proof(condition);
            }
        }
    }

    /// Members that a set should hold, put into the sets of the act that is judged.
    fn items(&mut self, duty: &DutyRecord, place: usize) {
        let missing: Vec<Value> = duty
            .missing
            .iter()
            .filter_map(|missing| match missing {
                Missing::Item(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let Some(done) = self.act_at(place).cloned() else {
            return;
        };
        for (parameter, argument) in done.arguments.iter().enumerate() {
            if let Some(Value::Set(members)) = argument
                && !missing.is_empty()
            {
                self.argument(place, parameter, united(members, &missing));
            }
        }
    }

    fn act_at(&self, place: usize) -> Option<&ActDone> {
        match &self.ran.case.timeline.get(place)?.kind {
            HappeningKind::Act(done) => Some(done),
            _ => None,
        }
    }

    /// An act that a duty wants: those of the scenario moved or changed, or one more.
    fn wanted(
        &mut self,
        pattern: &ActPattern,
        env: &Env,
        bearer: &Value,
        last: Date,
        duty: &DutyRecord,
    ) {
        let Some((act, arguments)) = self.arguments_of(pattern, env, bearer, Some(duty)) else {
            return;
        };
        let mut days = vec![last];
        days.extend(last.previous_day());
        days.push(duty.arose);
        let alike: Vec<usize> = self
            .ran
            .case
            .timeline
            .iter()
            .enumerate()
            .filter(|(_, line)| matches!(&line.kind, HappeningKind::Act(done) if done.act == act))
            .map(|(place, _)| place)
            .take(MOST_OF_ONE)
            .collect();
        for day in &days {
            self.add_act(act, &arguments, bearer, *day);
        }
        for place in &alike {
            for day in &days {
                self.date(*place, *day);
            }
        }
        for place in &alike {
            for (parameter, argument) in arguments.iter().enumerate() {
                let Some(argument) = argument else { continue };
                let now = self
                    .act_at(*place)
                    .and_then(|done| done.arguments.get(parameter));
                let argument = match (now, argument) {
                    (Some(Some(Value::Set(members))), Value::Set(more)) => united(members, more),
                    _ => argument.clone(),
                };
                if now != Some(&Some(argument.clone())) {
                    self.argument(*place, parameter, argument);
                }
            }
            if self
                .act_at(*place)
                .is_some_and(|done| !done.actors.contains(bearer))
            {
                self.actors(*place, vec![bearer.clone()]);
            }
        }
    }

    /// The arguments that a pattern wants, as far as they are known; what may be anything is taken from an act like it.
    fn arguments_of(
        &self,
        pattern: &ActPattern,
        env: &Env,
        bearer: &Value,
        duty: Option<&DutyRecord>,
    ) -> Option<(ActId, Vec<Option<Value>>)> {
        let act = match pattern.act {
            ActRef::Act(act) => act,
            ActRef::Variable(variable) => match lookup(env, variable)? {
                Value::Act(value) => return Some((value.act, value.arguments)),
                _ => return None,
            },
            ActRef::Anything => return None,
        };
        let declared = self.ran.policy.acts.get(act)?;
        let mut arguments: Vec<Option<Value>> = vec![None; declared.parameters.len()];
        let like = self
            .ran
            .case
            .timeline
            .iter()
            .rev()
            .find_map(|line| match &line.kind {
                HappeningKind::Act(done) if done.act == act && done.actors.contains(bearer) => {
                    Some(done)
                }
                _ => None,
            });
        for (parameter, term) in &pattern.arguments {
            let ty = declared.parameters.get(*parameter).map(|one| &one.ty)?;
            let likely = like.and_then(|done| done.arguments.get(*parameter).cloned().flatten());
            let value = match term {
                Term::Is(expr) | Term::AllOf(expr) => self.value(expr, env),
                Term::AnyOf(expr) => match (self.value(expr, env), ty) {
                    (Some(Value::Set(members)), Type::Set(_)) => {
                        members.first().cloned().map(|one| Value::Set(vec![one]))
                    }
                    (Some(Value::Set(members)), _) => members.first().cloned(),
                    (other, _) => other,
                },
                Term::InTotal(expr) => {
                    let owed = duty.iter().flat_map(|duty| &duty.missing);
                    let owed = owed
                        .filter_map(|missing| match missing {
                            Missing::Amount(value) => Some(value.clone()),
                            _ => None,
                        })
                        .next();
                    owed.or_else(|| self.value(expr, env))
                }
                Term::Bind(variable, kind) => lookup(env, *variable)
                    .or(likely)
                    .or_else(|| self.some_of(ty, *kind)),
                Term::Anything => None,
            };
            *arguments.get_mut(*parameter)? = value;
        }
        Some((act, arguments))
    }

    /// Something of a type that the scenario knows.
    fn some_of(&self, ty: &Type, kind: Option<KindId>) -> Option<Value> {
        let wanted = match ty {
            Type::Kind(of) => kind.or(Some(*of)),
            _ => kind,
        };
        match (ty, wanted) {
            (_, Some(kind)) => {
                let mut all = self.ran.case.individuals.entries();
                let found = all.find(|(_, one)| self.is_under(one.kind, kind));
                found.map(|(id, _)| Value::Individual(id))
            }
            (Type::Values(set), None) => {
                let mut all = self.ran.policy.values.entries();
                let found = all.find(|(_, entry)| entry.set == *set);
                found.map(|(id, _)| Value::Value(id))
            }
            (Type::Money, None) => Some(Value::Money(Money::pounds(1))),
            (Type::Text, None) => Some(Value::Text("what is wanted".into())),
            _ => None,
        }
    }

    fn is_under(&self, kind: KindId, above: KindId) -> bool {
        let mut at = Some(kind);
        let mut steps = 0;
        while let Some(kind) = at {
            if kind == above {
                return true;
            }
            steps += 1;
            at = self.ran.policy.kinds.get(kind).and_then(|kind| kind.parent);
            if steps > 64 {
                return false;
            }
        }
        false
    }

    /// The value of an expression where the variables are known.
    fn value(&self, expr: &Expr, env: &Env) -> Option<Value> {
        match &expr.kind {
            ExprKind::Literal(value) => Some(value.clone()),
            ExprKind::Variable(id) => lookup(env, *id),
            ExprKind::Set(members) => {
                let members: Option<Vec<Value>> =
                    members.iter().map(|one| self.value(one, env)).collect();
                Some(united(&members?, &[]))
            }
            ExprKind::HappeningPart(of, part) => {
                let Value::Happening(place) = self.value(of, env)? else {
                    return None;
                };
                let line = self.ran.case.timeline.get(place as usize)?;
                match (part, &line.kind) {
                    (HappeningPart::Date, _) => Some(Value::Date(line.date)),
                    (HappeningPart::Actor, HappeningKind::Act(done)) => {
                        done.actors.first().cloned()
                    }
                    (HappeningPart::Argument(parameter), HappeningKind::Act(done)) => {
                        done.arguments.get(*parameter)?.clone()
                    }
                    _ => None,
                }
            }
            ExprKind::Fact(fact, arguments) => {
                let arguments: Option<Vec<Expr>> = arguments
                    .iter()
                    .map(|one| {
                        Some(Expr {
                            kind: ExprKind::Literal(self.value(one, env)?),
                            ty: one.ty.clone(),
                            span: one.span,
                        })
                    })
                    .collect();
                let literal = Expr {
                    kind: ExprKind::Fact(*fact, arguments?),
                    ty: expr.ty.clone(),
                    span: expr.span,
                };
                let seen = self.ran.run.value(&literal, self.ran.run.last()).ok()?;
                match seen.outcome {
                    Outcome::Known(value) => Some(value),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Acts that a condition asks to have been done.
    fn done_before(
        &mut self,
        condition: &Expr,
        env: &Env,
        bearer: &Value,
        before: Option<Date>,
        last: Date,
    ) {
        let mut asked: Vec<&PastAct> = Vec::new();
        past_acts(condition, &mut asked);
        for past in asked {
            let by = match &past.by {
                Some(Term::Is(expr)) => self.value(expr, env),
                Some(Term::Bind(variable, kind)) => {
                    lookup(env, *variable).or_else(|| self.some_of(&Type::Any, *kind))
                }
                _ => None,
            };
            let by = by.unwrap_or_else(|| bearer.clone());
            let Some((act, arguments)) = self.arguments_of(&past.pattern, env, &by, None) else {
                continue;
            };
            let days: Vec<Date> = match before {
                Some(day) => DAYS_BEFORE
                    .iter()
                    .filter_map(|back| day.add_days(-back))
                    .collect(),
                None => [Some(last), last.previous_day()]
                    .into_iter()
                    .flatten()
                    .collect(),
            };
            for day in days {
                self.add_act(act, &arguments, &by, day);
            }
        }
    }

    // What may heal an act.

    pub(super) fn act(&mut self, act: &ActRecord) {
        let Some(done) = self.act_at(act.act).cloned() else {
            return;
        };
        let Some(day) = self.ran.case.timeline.get(act.act).map(|line| line.date) else {
            return;
        };
        if let Validity::Void(faults) = &act.validity {
            for fault in faults.iter().take(MOST_OF_ONE) {
                self.fault(fault, act, &done, day);
            }
        }
        let record = self.ran.record;
        for breach in &act.breaches {
            match breach.duty.and_then(|place| record.duties.get(place)) {
                Some(duty) => self.duty(duty),
                None => {
                    if let Ok(proof) = self.ran.run.norm_proof(breach.norm, &breach.of, act.act) {
                        self.norm(&proof);
                    }
                    if let Some(norm) = self.ran.policy.norms.get(breach.norm) {
                        for condition in norm.conditions.iter().chain(&norm.exceptions) {
                            let env = self.env_of(norm, &breach.of);
                            self.done_before(condition, &env, &breach.of, Some(day), day);
                        }
                    }
                }
            }
        }
        self.others(act.act, &done);
        self.other_arguments(act.act, &done);
        self.other_days(act.act, day);
    }

    fn env_of(&self, norm: &Norm, who: &Value) -> Env {
        match &norm.party {
            Some(Party::Any { variable, .. }) => vec![(*variable, who.clone())],
            _ => Vec::new(),
        }
    }

    fn fault(&mut self, fault: &Fault, act: &ActRecord, done: &ActDone, day: Date) {
        let place = act.act;
        let before = day.previous_day().unwrap_or(day);
        match fault {
            Fault::NoAuthority { holder } | Fault::NotDelegated { holder, .. } => {
                if !done.actors.contains(holder) {
                    self.actors(place, vec![holder.clone()]);
                }
                for actor in &done.actors {
                    if actor != holder {
                        self.delegation(holder, actor, done.act, before);
                    }
                }
            }
            Fault::OverLimit {
                norm: None,
                limit,
                counted,
                ..
            } => self.within(place, done, limit, counted),
            Fault::OverLimit {
                norm: Some(norm), ..
            }
            | Fault::ConditionNotMet { norm, .. }
            | Fault::Immunity { norm } => {
                if let Fault::OverLimit { limit, counted, .. } = fault {
                    self.within(place, done, limit, counted);
                }
                let Some(declared) = self.ran.policy.norms.get(*norm) else {
                    return;
                };
                let whose: Vec<Value> =
                    act.answerable.iter().chain(&done.actors).cloned().collect();
                for who in &whose {
                    if let Ok(proof) = self.ran.run.norm_proof(*norm, who, place) {
                        self.norm(&proof);
                    }
                    let env = self.env_of(declared, who);
                    for condition in &declared.conditions {
                        self.done_before(condition, &env, who, Some(day), day);
                    }
                    // What fails first is not all: an amount may be over the limit too.
                    for limit in &declared.limits {
                        if let Some(Value::Money(most)) = self.value(&limit.amount, &env) {
                            self.at_most(place, done, most);
                        }
                    }
                }
            }
            Fault::AgreementMissing { of, .. } => {
                for actor in &done.actors {
                    self.agreement(of, actor, done, before);
                }
            }
            Fault::NotJointly { with, .. } => {
                let mut actors = done.actors.clone();
                actors.push(with.clone());
                self.actors(place, actors);
            }
            Fault::BrokenLink { link, why } => self.link(*link, why, (act, done), day),
            Fault::NotExisting {
                who: Value::Individual(who),
            } => {
                let existing = &self.ran.case.existing;
                let from = existing.iter().find(|one| one.individual == *who);
                let days = from
                    .into_iter()
                    .flat_map(|one| [one.dates.from, one.dates.until]);
                let days: Vec<_> = days.flatten().collect();
                for day in days {
                    self.date(place, day);
                }
            }
            Fault::NotExisting { .. } => {}
            Fault::NotInOffice { who, office } => {
                if let (Value::Individual(person), Some(of)) = (who, body_of(act, done)) {
                    self.office(*person, *office, of, before);
                }
            }
            Fault::SignatureMissing { offices, .. } | Fault::OnePerson { offices, .. } => {
                let holders: Vec<Value> = self
                    .ran
                    .case
                    .offices
                    .iter()
                    .filter(|given| offices.contains(&given.office))
                    .map(|given| Value::Individual(given.person))
                    .collect();
                for who in holders {
                    self.joins(who, place, day);
                }
            }
            Fault::SetAside { by } => self.remove(*by),
            Fault::JointActor { who } => {
                let mut actors = done.actors.clone();
                actors.retain(|actor| actor != who);
                if !actors.is_empty() {
                    self.actors(place, actors);
                }
            }
            _ => {}
        }
    }

    fn link(
        &mut self,
        link: LinkRef,
        why: &LinkFault,
        (act, done): (&ActRecord, &ActDone),
        day: Date,
    ) {
        let before = day.previous_day().unwrap_or(day);
        match why {
            LinkFault::NotYet(first) => self.date(act.act, *first),
            LinkFault::Ended(last) => self.date(act.act, *last),
            LinkFault::Revoked(on) => {
                self.revocation(link);
                for day in [Some(*on), on.previous_day()].into_iter().flatten() {
                    self.date(act.act, day);
                }
            }
            LinkFault::SupportGone(of) => {
                self.revocation(*of);
                self.revocation(link);
            }
            LinkFault::OverLimit { limit, counted } => self.within(act.act, done, limit, counted),
            LinkFault::NotAgreed(by) => self.agreement_to_link(by, link, before),
            LinkFault::NotValidlyMade(faults) => {
                for fault in faults {
                    if let Fault::AgreementMissing { of, .. } = fault {
                        let made = match link {
                            LinkRef::Made(place) => self.ran.case.timeline.get(place),
                            _ => None,
                        };
                        let made = made.map_or(before, |line| line.date);
                        self.agreement_to_link(of, link, made);
                    }
                }
            }
            LinkFault::NoSubDelegation | LinkFault::GiverWithout | LinkFault::OtherFunction => {
                if let Some(of) = body_of(act, done) {
                    let holder = Value::Individual(of);
                    for actor in &done.actors {
                        self.delegation(&holder, actor, done.act, before);
                    }
                }
            }
        }
    }

    fn revocation(&mut self, link: LinkRef) {
        let wanted = match link {
            LinkRef::Made(place) => Named::Happening(place),
            LinkRef::Given(place) => Named::Link(place),
            _ => return,
        };
        let lines = self.ran.case.timeline.iter().enumerate();
        let revoking: Vec<usize> = lines
            .filter(|(_, line)| matches!(&line.kind, HappeningKind::Revokes { what, .. } if *what == wanted))
            .map(|(place, _)| place)
            .collect();
        for place in revoking {
            self.remove(place);
        }
    }

    /// An amount at the limit, where it is over it.
    fn at_most(&mut self, place: usize, done: &ActDone, most: Money) {
        let parameters = self
            .ran
            .policy
            .acts
            .get(done.act)
            .map(|act| &act.parameters);
        for (parameter, one) in parameters.into_iter().flatten().enumerate() {
            if let (Type::Money, Some(Some(Value::Money(now)))) =
                (&one.ty, done.arguments.get(parameter))
                && *now > most
            {
                self.argument(place, parameter, Value::Money(most));
            }
        }
    }

    /// An amount that keeps to a limit.
    fn within(&mut self, place: usize, done: &ActDone, limit: &Value, counted: &Value) {
        let (Value::Money(limit), Value::Money(counted)) = (limit, counted) else {
            return;
        };
        let Some(declared) = self.ran.policy.acts.get(done.act) else {
            return;
        };
        for (parameter, one) in declared.parameters.iter().enumerate() {
            let (Type::Money, Some(Some(Value::Money(now)))) =
                (&one.ty, done.arguments.get(parameter))
            else {
                continue;
            };
            let over = counted.checked_sub(*limit);
            let Some(most) = over.and_then(|over| now.checked_sub(over)).ok() else {
                continue;
            };
            let penny = Money::parse("£0.01").ok();
            let below = penny.and_then(|penny| most.checked_sub(penny).ok());
            for amount in [Some(most), below].into_iter().flatten() {
                if !amount.is_negative() {
                    self.argument(place, parameter, Value::Money(amount));
                }
            }
        }
    }

    /// Another of the scenario does it.
    fn others(&mut self, place: usize, done: &ActDone) {
        let own: Vec<IndividualId> = self
            .ran
            .case
            .timeline
            .iter()
            .flat_map(|line| match &line.kind {
                HappeningKind::Act(done) => done.actors.clone(),
                _ => Vec::new(),
            })
            .filter_map(|who| match who {
                Value::Individual(id) => Some(id),
                _ => None,
            })
            .collect();
        let of_case = self.ran.case.individuals.entries().map(|(id, _)| id);
        let mut tried: Vec<IndividualId> = Vec::new();
        for id in own.into_iter().chain(of_case) {
            let acts = self.ran.case.individuals.get(id).is_some_and(|one| {
                self.ran
                    .policy
                    .kinds
                    .get(one.kind)
                    .is_some_and(|kind| kind.statutory)
                    || done
                        .actors
                        .iter()
                        .any(|actor| self.kind_of(actor) == Some(one.kind))
            });
            let actor = Value::Individual(id);
            if acts
                && !tried.contains(&id)
                && !done.actors.contains(&actor)
                && tried.len() < MOST_OF_ONE
            {
                tried.push(id);
                self.actors(place, vec![actor]);
            }
        }
    }

    fn kind_of(&self, who: &Value) -> Option<KindId> {
        match who {
            Value::Individual(id) => self.ran.case.individuals.get(*id).map(|one| one.kind),
            _ => None,
        }
    }

    /// Other arguments: what other lines say in their place, and members of small trees of values.
    fn other_arguments(&mut self, place: usize, done: &ActDone) {
        let Some(declared) = self.ran.policy.acts.get(done.act) else {
            return;
        };
        for (parameter, one) in declared.parameters.iter().enumerate() {
            let mut tried: Vec<Value> = Vec::new();
            for line in &self.ran.case.timeline {
                if let HappeningKind::Act(other) = &line.kind
                    && other.act == done.act
                    && let Some(Some(value)) = other.arguments.get(parameter)
                    && !tried.contains(value)
                {
                    tried.push(value.clone());
                }
            }
            match &one.ty {
                Type::Kind(kind) => {
                    for (id, individual) in self.ran.case.individuals.entries() {
                        if self.is_under(individual.kind, *kind) && tried.len() < MOST_OF_ONE {
                            tried.push(Value::Individual(id));
                        }
                    }
                }
                Type::Boolean => tried.extend([Value::Boolean(true), Value::Boolean(false)]),
                _ => {}
            }
            let now = done.arguments.get(parameter).cloned().flatten();
            for value in tried.into_iter().take(MOST_OF_ONE) {
                if Some(&value) != now.as_ref() {
                    self.argument(place, parameter, value);
                }
            }
        }
    }

    /// Other days: those of the scenario, and those beside them.
    fn other_days(&mut self, place: usize, day: Date) {
        let given = self
            .ran
            .case
            .facts
            .iter()
            .flat_map(|fact| [fact.dates.from, fact.dates.until]);
        let lines = self.ran.case.timeline.iter().map(|line| Some(line.date));
        let mut days: Vec<Date> = given
            .chain(lines)
            .flatten()
            .flat_map(|day| [Some(day), day.next_day(), day.previous_day()])
            .flatten()
            .filter(|other| *other != day)
            .collect();
        days.sort_by_key(|other| (day.days_until(*other).abs(), *other));
        days.dedup();
        for day in days.into_iter().take(MOST_OF_ONE) {
            self.date(place, day);
        }
    }

    // What conditions read.

    fn norm(&mut self, proof: &NormProof) {
        let all = proof.party.iter().chain(&proof.pattern);
        let all: Vec<&Proof> = all
            .chain(&proof.conditions)
            .chain(&proof.exceptions)
            .collect();
        for one in all {
            self.proof(one);
        }
    }

    /// Facts that a condition read, the other way round; amounts at the limit they are compared with.
    fn proof(&mut self, proof: &Proof) {
        let mut parts: Vec<&Proof> = Vec::new();
        proof.each(&mut |part| parts.push(part));
        for part in parts {
            match &part.form {
                Proved::Fact(fact, arguments, since) => {
                    if let Some(Since::Happening(place)) = since {
                        self.remove(*place);
                    }
                    if self.ran.words.is_boolean(*fact) {
                        for value in [true, false] {
                            if part.gave != Outcome::Known(Value::Boolean(value)) {
                                self.fact(*fact, arguments, Value::Boolean(value));
                            }
                        }
                    }
                }
                Proved::Compare(op) => {
                    if let [left, right] = part.parts.as_slice() {
                        self.compared(left, right, *op);
                        self.compared(right, left, *op);
                    }
                }
                Proved::Happening(place) => self.remove(*place),
                _ => {}
            }
        }
    }

    fn compared(&mut self, of: &Proof, with: &Proof, op: CompareOp) {
        let (Proved::Fact(fact, arguments, _), Outcome::Known(value)) = (&of.form, &with.gave)
        else {
            return;
        };
        let near: Vec<Value> = match (op, value) {
            (CompareOp::Equal | CompareOp::AtMost | CompareOp::AtLeast, value) => {
                vec![value.clone()]
            }
            (_, Value::Money(amount)) => ["£0.01"]
                .iter()
                .filter_map(|penny| Money::parse(penny).ok())
                .flat_map(|penny| [amount.checked_add(penny), amount.checked_sub(penny)])
                .filter_map(Result::ok)
                .map(Value::Money)
                .collect(),
            (_, Value::Date(day)) => [day.next_day(), day.previous_day()]
                .into_iter()
                .flatten()
                .map(Value::Date)
                .collect(),
            _ => Vec::new(),
        };
        for value in near {
            self.fact(*fact, arguments, value);
        }
    }

    // The changes themselves.

    /// The same change on another day, where it is one that has a day.
    pub(super) fn on_day(&self, change: &Change, day: Date) -> Option<Change> {
        match &change.edit {
            Edit::Add(line) => Some(self.added(day, line.kind.clone())),
            Edit::Date(place, _) => self.moved(*place, day),
            _ => None,
        }
    }

    fn add(&mut self, date: Date, kind: HappeningKind) {
        let change = self.added(date, kind);
        self.push(change);
    }

    fn added(&self, date: Date, kind: HappeningKind) -> Change {
        let line = Happening {
            date,
            time: None,
            kind,
            label: None,
            span: self.ran.case.span,
        };
        let says = format!("on {date}: {}", self.ran.words.happens(&line));
        let but = self.writer().happening(date, &line.kind);
        Change {
            sort: Sort::Act,
            edit: Edit::Add(Box::new(line)),
            says,
            but,
        }
    }

    fn add_act(&mut self, act: ActId, arguments: &[Option<Value>], by: &Value, day: Date) {
        let done = ActDone {
            actors: vec![by.clone()],
            acting_as: None,
            act,
            arguments: arguments.to_vec(),
            on_behalf_of: None,
            deadline: None,
            under: None,
            having_regard_to: Vec::new(),
            departing_from: Vec::new(),
            departing_because: None,
            without_regard_to: Vec::new(),
            because: None,
            present: None,
            votes_for: None,
            votes_against: None,
            casting_vote: None,
        };
        self.add(day, HappeningKind::Act(Box::new(done)));
    }

    fn agreement(&mut self, of: &Value, actor: &Value, done: &ActDone, day: Date) {
        let act = ActValue {
            act: done.act,
            arguments: done.arguments.clone(),
        };
        let to = Agreed::Act {
            by: actor.clone(),
            act,
        };
        self.add(day, HappeningKind::Agrees { by: of.clone(), to });
    }

    fn agreement_to_link(&mut self, by: &Value, link: LinkRef, day: Date) {
        let named = match link {
            LinkRef::Made(place) => Named::Happening(place),
            LinkRef::Given(place) => Named::Link(place),
            _ => return,
        };
        let to = Agreed::Named(named);
        self.add(day, HappeningKind::Agrees { by: by.clone(), to });
    }

    fn delegation(&mut self, from: &Value, to: &Value, act: ActId, day: Date) {
        let under = self.ran.policy.acts.get(act).and_then(|act| act.under);
        let mut matters = vec![Matter::Act(act)];
        matters.extend(under.map(Matter::Function));
        for matter in matters {
            let link = Link {
                from: from.clone(),
                acting_as: None,
                on_behalf_of: None,
                what: vec![matter],
                to: to.clone(),
                limit: None,
                sub_delegation: None,
                variables: crate::base::id::Arena::default(),
                dates: Dates::default(),
                under: None,
            };
            let by = from.clone();
            self.add(
                day,
                HappeningKind::Delegates {
                    link: Box::new(link),
                    by,
                },
            );
        }
    }

    fn office(&mut self, person: IndividualId, office: OfficeId, of: IndividualId, day: Date) {
        let given = GivenOffice {
            person,
            office,
            of,
            holding: Holding::Holds,
            dates: Dates::default(),
            span: self.ran.case.span,
        };
        self.add(day, HappeningKind::Office(given));
    }

    fn joins(&mut self, by: Value, place: usize, day: Date) {
        let what = Named::Happening(place);
        self.add(
            day,
            HappeningKind::Joins {
                by,
                what,
                acting_as: None,
            },
        );
    }

    fn date(&mut self, place: usize, day: Date) {
        if let Some(change) = self.moved(place, day) {
            self.push(change);
        }
    }

    /// A line of the timeline on another day.
    pub(super) fn moved(&self, place: usize, day: Date) -> Option<Change> {
        let line = self.ran.case.timeline.get(place)?;
        if line.date == day {
            return None;
        }
        let what = self.ran.words.happening(place);
        let but = self
            .writer()
            .label(place)
            .map(|label| format!("{label} on {day}"));
        Some(Change {
            sort: Sort::Date,
            edit: Edit::Date(place, day),
            says: format!("on {day}, not on {}: {what}", line.date),
            but,
        })
    }

    fn argument(&mut self, place: usize, parameter: usize, value: Value) {
        let Some(done) = self.act_at(place) else {
            return;
        };
        let declared = self.ran.policy.acts.get(done.act);
        let Some(name) = declared
            .and_then(|act| act.parameters.get(parameter))
            .map(|one| &one.name)
        else {
            return;
        };
        let now = done.arguments.get(parameter).cloned().flatten();
        let instead = now.map_or_else(String::new, |now| {
            format!(" instead of {}", self.ran.words.value(&now))
        });
        let says = format!(
            "with {} as its {name}{instead}: {}",
            self.ran.words.value(&value),
            self.ran.words.happening(place)
        );
        let but = self.writer().label(place).and_then(|label| {
            Some(format!(
                "{label} with {name}: {}",
                self.writer().value(&value)?
            ))
        });
        self.push(Change {
            sort: Sort::Amount,
            edit: Edit::Argument(place, parameter, value),
            says,
            but,
        });
    }

    fn actors(&mut self, place: usize, actors: Vec<Value>) {
        let (Some(done), Some(line)) = (self.act_at(place), self.ran.case.timeline.get(place))
        else {
            return;
        };
        let mut other = done.clone();
        other.actors.clone_from(&actors);
        other.acting_as = None;
        other.on_behalf_of = None;
        other.under = None;
        let mut instead = line.clone();
        instead.kind = HappeningKind::Act(Box::new(other.clone()));
        let but = self
            .writer()
            .label(place)
            .filter(|_| line.time.is_none())
            .and_then(|label| {
                Some(format!(
                    "{} {} as {label}",
                    line.date,
                    self.writer().act(&other)?
                ))
            });
        let says = format!(
            "instead, on {}: {}",
            line.date,
            self.ran.words.happens(&instead)
        );
        self.push(Change {
            sort: Sort::Act,
            edit: Edit::Actors(place, actors),
            says,
            but,
        });
    }

    fn remove(&mut self, place: usize) {
        let Some(line) = self.ran.case.timeline.get(place) else {
            return;
        };
        let says = format!("not, on {}: {}", line.date, self.ran.words.happening(place));
        let but = self
            .writer()
            .label(place)
            .map(|label| format!("without {label}"));
        self.push(Change {
            sort: Sort::Act,
            edit: Edit::Remove(place),
            says,
            but,
        });
    }

    fn fact(&mut self, fact: crate::policy::policy::FactId, arguments: &[Value], value: Value) {
        let said = self.ran.words.proposition(fact, arguments);
        let says = match &value {
            Value::Boolean(true) => format!("it is so that {said}"),
            Value::Boolean(false) => format!("it is not so that {said}"),
            other => format!("{said} is {}", self.ran.words.value(other)),
        };
        let but = self.writer().fact(fact, arguments, &value);
        self.push(Change {
            sort: Sort::Fact,
            edit: Edit::Fact(fact, arguments.to_vec(), value),
            says,
            but,
        });
    }
}

fn lookup(env: &Env, id: VarId) -> Option<Value> {
    let found = env.iter().find(|(known, _)| *known == id);
    found.map(|(_, value)| value.clone())
}

/// The members of both, in order, each once.
fn united(one: &[Value], other: &[Value]) -> Value {
    let mut all: Vec<Value> = one.iter().chain(other).cloned().collect();
    all.sort();
    all.dedup();
    Value::Set(all)
}

/// For whom an act is done: whom it names, or who answers for it.
fn body_of(act: &ActRecord, done: &ActDone) -> Option<IndividualId> {
    let named = done.on_behalf_of.as_ref().or(act.answerable.first());
    match named {
        Some(Value::Individual(id)) => Some(*id),
        _ => None,
    }
}

/// The acts that a condition asks after, where only `and`, `or` and quantities stand around them.
fn past_acts<'e>(expr: &'e Expr, found: &mut Vec<&'e PastAct>) {
    match &expr.kind {
        ExprKind::HasDone(past) | ExprKind::CountActs(past) | ExprKind::TotalActs(_, past) => {
            found.push(past);
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => {
            for part in parts {
                past_acts(part, found);
            }
        }
        ExprKind::Compare(_, left, right) => {
            past_acts(left, found);
            past_acts(right, found);
        }
        ExprKind::LatestAct { act, .. } => found.push(act),
        ExprKind::Not(inner) | ExprKind::OnDay(inner, _) | ExprKind::JustBefore(inner, _) => {
            past_acts(inner, found);
        }
        _ => {}
    }
}
