//! A norm of the policy to a norm of the kernel: parties, occasions, conditions; its form is compiled beside this file.

use crate::{
    policy::{
        expr::{Expr, ExprKind, VarId},
        norm::{Claimant, Form, Norm, NormId, Occasion, Party, Trigger, TriggerKind},
        pattern::{ActPattern, Term},
        policy::FunctionId,
    },
    program::{
        node::Slot,
        norm::{FormCode, NormCode, Norms, OccasionCode, PartyCode, TriggerCode, TriggerKindCode},
        pattern,
        val::Val,
    },
};

use super::{
    compiler::Compiler,
    dispatch, duty, permission, plain,
    terms::{self, Bound},
    transition,
};

/// Compiles all norms of the policy, and the tables that find them.
pub(crate) fn norms(compiler: &mut Compiler<'_>) -> Norms {
    let policy = compiler.policy;
    let mut norms = Norms::default();
    for (id, norm) in policy.norms.entries() {
        let code = one(compiler, &mut norms, id, norm);
        norms.codes.push(code);
    }
    norms.dispatch = dispatch::tables(compiler, &norms);
    norms.plain = plain::plain(policy, &compiler.code, &norms);
    norms
}

fn one(compiler: &mut Compiler<'_>, norms: &mut Norms, id: NormId, norm: &Norm) -> NormCode {
    let mut bound = Bound::new();
    let party = party(compiler, norm.party.as_ref(), &mut bound);
    let occasion = occasion(compiler, norm, &mut bound);
    let mut slots = u32::try_from(norm.variables.len()).unwrap_or(u32::MAX);
    let form = match &norm.form {
        Form::Duty(musts) => {
            permission::of_duty(compiler, norms, id, norm);
            FormCode::Duty(duty::parts(compiler, norms, id, norm, musts, &bound))
        }
        Form::Prohibition(patterns) => FormCode::Prohibition(
            patterns
                .iter()
                .map(|pattern| compiler.pattern(pattern))
                .collect(),
        ),
        Form::Power(patterns) => {
            FormCode::Power(permission::permissions(compiler, norms, id, patterns))
        }
        Form::Freedom(patterns) => {
            FormCode::Freedom(permission::permissions(compiler, norms, id, patterns))
        }
        Form::Immunity { who, act } => {
            let mut met = Bound::new();
            let holder = terms::party_variable(norm.party.as_ref());
            let opened = terms::open_pattern(act, &mut met, holder);
            FormCode::Immunity {
                who: *who,
                pattern: compiler.pattern(&opened),
                binds_holder: holder.is_some_and(|(slot, _)| met.contains(&slot)),
            }
        }
        Form::Transition => FormCode::Transition,
    };
    let limits = permission::limits(compiler, norm, &mut slots);
    NormCode {
        id,
        name: norm.name,
        force: compiler.force(&norm.standing, norm.pack),
        party,
        slots,
        owed_to: norm
            .owed_to
            .iter()
            .filter_map(|claimant| match claimant {
                Claimant::Of(expr) => Some(compiler.expression(expr)),
                Claimant::Words(_) => None,
            })
            .collect(),
        occasion,
        conditions: compiler.nodes(&norm.conditions),
        exceptions: compiler.nodes(&norm.exceptions),
        until: compiler.nodes(&norm.until),
        form,
        agreement: compiler.nodes(&norm.agreement),
        jointly_with: compiler.nodes(&norm.jointly_with),
        limits,
        effects: transition::effects(compiler, &norm.effects),
        overrides: norm.overrides.clone(),
        only_where_imposed: norm.only_where_imposed,
        governs_pending: norm.governs_pending,
        function: function(compiler, norm),
    }
}

fn party(compiler: &mut Compiler<'_>, party: Option<&Party>, bound: &mut Bound) -> PartyCode {
    match party {
        None => PartyCode::Nobody,
        Some(Party::One(individual)) => PartyCode::One(*individual),
        Some(Party::Any {
            variable,
            kind,
            condition,
        }) => {
            bound.insert(*variable);
            PartyCode::Any {
                slot: slot(*variable),
                kind: *kind,
                condition: condition.as_ref().map(|c| compiler.expression(c)),
            }
        }
    }
}

fn occasion(compiler: &mut Compiler<'_>, norm: &Norm, bound: &mut Bound) -> OccasionCode {
    match &norm.occasion {
        Occasion::Each(kind, variable) => {
            bound.insert(*variable);
            OccasionCode::Each(*kind, slot(*variable))
        }
        Occasion::On(date) => OccasionCode::On(compiler.expression(date)),
        Occasion::Always => OccasionCode::Always,
        Occasion::When(triggers) => OccasionCode::When(
            triggers
                .iter()
                .map(|one| trigger(compiler, norm, one, bound))
                .collect(),
        ),
    }
}

/// A trigger is matched before anybody is known, so it binds the bearer where it speaks of it.
fn trigger(
    compiler: &mut Compiler<'_>,
    norm: &Norm,
    trigger: &Trigger,
    bound: &mut Bound,
) -> TriggerCode {
    let mut met = Bound::new();
    let bearer = terms::party_variable(norm.party.as_ref());
    let open = |term: &Term, met: &mut Bound| -> Term {
        let mut opened = term.clone();
        terms::open_term(&mut opened, met, bearer);
        opened
    };
    let constants = match &trigger.kind {
        TriggerKind::Does(_, pattern) | TriggerKind::Happens(pattern) => {
            constants(compiler, pattern)
        }
        TriggerKind::State { .. } | TriggerKind::Changes { .. } => Vec::new(),
    };
    let kind = match &trigger.kind {
        TriggerKind::Does(actor, pattern) => {
            let actor = open(actor, &mut met);
            let pattern = terms::open_pattern(pattern, &mut met, bearer);
            TriggerKindCode::Does(compiler.term(&actor), compiler.pattern(&pattern))
        }
        TriggerKind::Happens(pattern) => {
            let pattern = terms::open_pattern(pattern, &mut met, bearer);
            TriggerKindCode::Happens(compiler.pattern(&pattern))
        }
        TriggerKind::State {
            of, for_, state, ..
        } => {
            let mut term = |term: &Option<Term>| -> Option<pattern::Term> {
                let opened = open(term.as_ref()?, &mut met);
                Some(compiler.term(&opened))
            };
            TriggerKindCode::State {
                of: term(of),
                for_: term(for_),
                state: *state,
            }
        }
        TriggerKind::Changes {
            fact,
            arguments,
            begins,
        } => TriggerKindCode::Changes {
            fact: *fact,
            arguments: arguments
                .iter()
                .map(|argument| {
                    let opened = open(argument, &mut met);
                    compiler.term(&opened)
                })
                .collect(),
            begins: *begins,
        },
    };
    bound.extend(met.iter().copied());
    bound.extend(trigger.label);
    TriggerCode {
        kind,
        label: trigger.label.map(slot),
        binds_bearer: bearer.is_some_and(|(slot, _)| met.contains(&slot)),
        constants,
    }
}

/// The arguments of a pattern that are written down.
fn constants(compiler: &mut Compiler<'_>, pattern: &ActPattern) -> Vec<(usize, Val)> {
    let written = pattern.arguments.iter();
    written
        .filter_map(|(place, term)| match term {
            Term::Is(Expr {
                kind: ExprKind::Literal(value),
                ..
            }) => Some((*place, compiler.code.pool.take(value))),
            _ => None,
        })
        .collect()
}

/// The slot of a variable.
pub(crate) fn slot(variable: VarId) -> Slot {
    Slot(variable.raw())
}

/// The function a norm is under (S4.7): what it says, or the one that all acts it speaks of are under.
fn function(compiler: &Compiler<'_>, norm: &Norm) -> Option<FunctionId> {
    use crate::policy::{norm::MustKind, pattern::ActRef};
    if norm.function.is_some() {
        return norm.function;
    }
    let acts: Vec<ActRef> = match &norm.form {
        Form::Duty(musts) => musts
            .iter()
            .filter_map(|must| match &must.kind {
                MustKind::Do { act, .. } => Some(act.act),
                _ => None,
            })
            .collect(),
        Form::Power(patterns) | Form::Freedom(patterns) | Form::Prohibition(patterns) => {
            patterns.iter().map(|pattern| pattern.act).collect()
        }
        Form::Immunity { .. } | Form::Transition => return None,
    };
    let mut functions = acts.into_iter().map(|act| match act {
        ActRef::Act(act) => compiler.policy.acts.get(act)?.under,
        _ => None,
    });
    let first = functions.next()??;
    functions.all(|other| other == Some(first)).then_some(first)
}
