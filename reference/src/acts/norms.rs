//! Norms that speak of an act: in force, borne, overridden (S5, S6, S10).

use crate::{
    eval::{Eval, Got, individual},
    world::{Entry, Env, Run, View, World, all, any, not},
};
use vires::{
    case::happening::{ActDone, Agreed, HappeningKind, Named},
    policy::{
        expr::StateWord,
        norm::{Form, MustKind, Norm, NormId, Party},
        policy::IndividualId,
        standing::Status,
        value::Value,
    },
    record::reason::Truth,
};

use super::judged::Source;

impl World<'_> {
    /// Whether a version of a norm is in force at a moment.
    pub fn in_force(&self, view: View, id: NormId) -> Run<Truth> {
        let norm = self.policy.norms.at(id);
        let standing = &norm.standing;
        let dated = standing.from.is_none_or(|from| from <= view.day)
            && standing.until.is_none_or(|until| view.day <= until);
        if !dated
            || !self.is_law(
                standing,
                norm.pack,
                Some(vires::case::case::Assumed::Norm(norm.name)),
            )
        {
            return Ok(Truth::False);
        }
        match &standing.when {
            Some(when) => Eval::at(self, view).truth(when, &mut Env::new()),
            None => Ok(Truth::True),
        }
    }

    /// Whether someone bears (or holds) a norm at a moment: existing, of the kind, imposed where that is needed, not disapplied.
    pub fn bears(&self, view: View, id: NormId, who: IndividualId, env: &mut Env) -> Run<Truth> {
        let norm = self.policy.norms.at(id);
        let mut truths = vec![self.in_force(view, id)?];
        match &norm.party {
            None => return Ok(Truth::False),
            Some(Party::One(one)) => {
                if *one != who || !self.exists(view, who) {
                    return Ok(Truth::False);
                }
            }
            Some(Party::Any {
                variable,
                kind,
                condition,
            }) => {
                if !self.is_of(view, who, *kind) {
                    return Ok(Truth::False);
                }
                env.insert(*variable, Value::Individual(who));
                if let Some(condition) = condition {
                    truths.push(Eval::at(self, view).truth(condition, env)?);
                }
            }
        }
        if norm.only_where_imposed && !self.stands(view, norm.name, who, true) {
            return Ok(Truth::False);
        }
        if self.stands(view, norm.name, who, false) {
            return Ok(Truth::False);
        }
        Ok(all(truths))
    }

    /// S10: whether a norm is defeated for someone by one that overrides it, applies, and is not itself overridden.
    pub fn overridden(&self, view: View, id: NormId, who: IndividualId) -> Run<Truth> {
        let name = self.policy.norms.at(id).name;
        let mut truths = Vec::new();
        for (other, norm) in self.policy.norms.entries() {
            if norm.overrides.contains(&name) {
                let mut env = Env::new();
                let bears = self.bears(view, other, who, &mut env)?;
                if bears == Truth::False {
                    continue;
                }
                let conditions = Eval::at(self, view).conditions(
                    &norm.conditions,
                    &norm.exceptions,
                    &mut env,
                )?;
                truths.push(all([
                    bears,
                    conditions,
                    not(self.overridden(view, other, who)?),
                ]));
            }
        }
        Ok(any(truths))
    }

    /// Duties, powers and freedoms of someone whose pattern speaks of the act (S4.5, S5), with whether all their conditions hold.
    pub(crate) fn sources(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
    ) -> Run<Vec<Source>> {
        let mut out = Vec::new();
        let eval = Eval::at(self, view);
        let source = |norm, env, truth| Source {
            norm,
            env,
            truth,
            fits: truth,
            agreed: Truth::True,
        };
        for (id, norm) in self.policy.norms.entries() {
            if norm.standing.status == Status::NotBinding {
                continue;
            }
            let mut env = Env::new();
            let bears = self.bears(view, id, who, &mut env)?;
            if bears == Truth::False {
                continue;
            }
            // S4.5: a duty empowers while it is in force, overridden or not.
            let defeated = match norm.form {
                Form::Duty(_) => Truth::False,
                _ => self.overridden(view, id, who)?,
            };
            let bears = all([bears, not(defeated)]);
            if bears == Truth::False {
                continue;
            }
            // S4.5: what a condition wants done is named by it too.
            if let Form::Duty(musts) = &norm.form {
                for must in musts {
                    let mut wanted = Vec::new();
                    match &must.kind {
                        MustKind::Keep(e)
                        | MustKind::Achieve(e, _)
                        | MustKind::HaveOn(e, _)
                        | MustKind::Ensure(e) => crate::eval::wanted(e, true, &mut wanted),
                        _ => {}
                    }
                    for past in wanted {
                        let mut env = env.clone();
                        let by = match &past.by {
                            // An act of somebody else is not the bearer's to do.
                            Some(term) if eval.is_free(term, &env) => Truth::False,
                            Some(term) => {
                                eval.term(term, Some(&Value::Individual(who)), &mut env)?
                            }
                            // Nor is what is counted by whose hands it came from.
                            None if past.pattern.performed_by.is_some() => Truth::False,
                            None => Truth::True,
                        };
                        let fits = all([by, eval.names(&past.pattern, place, &mut env)?]);
                        if fits != Truth::False {
                            out.push(source(id, env, all([bears, fits])));
                        }
                    }
                }
            }
            let patterns: Vec<_> = match &norm.form {
                Form::Power(patterns) | Form::Freedom(patterns) => patterns.iter().collect(),
                Form::Duty(musts) => musts
                    .iter()
                    .filter_map(|m| match &m.kind {
                        MustKind::Do { act, .. } => Some(act),
                        _ => None,
                    })
                    .collect(),
                _ => continue,
            };
            for pattern in patterns {
                let mut env = env.clone();
                if let Form::Duty(_) = norm.form {
                    // S4.5: the duty empowers to do what it names, whichever period or occasion it is of.
                    let fits = eval.names(pattern, place, &mut env)?;
                    if fits != Truth::False {
                        out.push(source(id, env, all([bears, fits])));
                    }
                    continue;
                }
                let fits = eval.matches(pattern, place, &mut env)?;
                if fits == Truth::False {
                    continue;
                }
                let mut truths = vec![
                    bears,
                    fits,
                    eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                ];
                let mut agreed = Vec::new();
                for of in &norm.agreement {
                    agreed.push(match eval.value(of, &mut env)? {
                        // Who does it, alone or jointly, has agreed by doing it.
                        Got::Known(of) => {
                            if act.actors.contains(&of) || self.agreed(view, place, act, who, &of) {
                                Truth::True
                            } else {
                                Truth::False
                            }
                        }
                        _ => Truth::Unknown,
                    });
                }
                for with in &norm.jointly_with {
                    truths.push(match eval.value(with, &mut env)? {
                        Got::Known(with) => {
                            if act.actors.contains(&with) {
                                Truth::True
                            } else {
                                Truth::False
                            }
                        }
                        _ => Truth::Unknown,
                    });
                }
                let fits = all(truths.iter().copied());
                truths.push(self.within_limits(view, place, act, norm, who, &mut env)?);
                out.push(Source {
                    norm: id,
                    env,
                    truth: all(truths),
                    fits,
                    agreed: all(agreed),
                });
            }
        }
        Ok(out)
    }

    /// S5.3: whether agreement to this act by this body stands.
    pub(crate) fn agreed(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
        of: &Value,
    ) -> bool {
        let mut stands = false;
        for (_, entry) in self.log.iter().take(view.seen) {
            let Entry::Agreement(at, given) = entry else {
                continue;
            };
            let (HappeningKind::Agrees { by, to } | HappeningKind::WithdrawsAgreement { by, to }) =
                &self.case.timeline[*at].kind
            else {
                continue;
            };
            let speaks = match to {
                Agreed::Named(named) => *named == Named::Happening(place),
                Agreed::Act { by, act: wanted } => {
                    *by == Value::Individual(who)
                        && wanted.act == act.act
                        && wanted
                            .arguments
                            .iter()
                            .zip(&act.arguments)
                            .all(|(w, a)| w.is_none() || w == a)
                }
            };
            if by == of && speaks {
                stands = *given;
            }
        }
        stands
    }

    /// `up to`: the act itself added to what was counted before (S3); acts of undetermined validity make it a range (S5.2).
    pub(crate) fn within_limits(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        norm: &Norm,
        who: IndividualId,
        env: &mut Env,
    ) -> Run<Truth> {
        let mut truths = Vec::new();
        let eval = Eval::at(self, view);
        for limit in &norm.limits {
            let top = match eval.value(&limit.amount, env)? {
                Got::Known(top) => crate::eval::number(&top),
                _ => None,
            };
            let (Some(top), Some(mine)) = (top, self.amount(act)) else {
                truths.push(Truth::Unknown);
                continue;
            };
            let (mut low, mut high) = (mine, mine);
            for (_, entry) in self.log.iter().take(view.seen) {
                let Entry::Done(other, valid) = entry else {
                    continue;
                };
                let HappeningKind::Act(done) = &self.case.timeline[*other].kind else {
                    continue;
                };
                let same = self.counts_with(&limit.counted, place, act, *other, done);
                let doers = eval.parts(*other).map_or(&[][..], |(_, _, doers)| doers);
                if !same || !doers.contains(&Value::Individual(who)) {
                    continue;
                }
                let Form::Power(patterns) = &norm.form else {
                    continue;
                };
                let mut fits = Truth::False;
                for pattern in patterns {
                    fits =
                        fits.max(eval.matches(pattern, *other, &mut self.party_env(norm, who))?);
                }
                let counts = all([fits, *valid]);
                if let Some(other) = self.amount(done) {
                    let large = |_| crate::world::Stop("too large".into());
                    if counts == Truth::True {
                        low = low.checked_add(other).map_err(large)?;
                    }
                    if counts != Truth::False {
                        high = high.checked_add(other).map_err(large)?;
                    }
                }
            }
            let fits = |n| if limit.below { n < top } else { n <= top };
            truths.push(if fits(high) {
                Truth::True
            } else if !fits(low) {
                Truth::False
            } else {
                Truth::Unknown
            });
        }
        Ok(all(truths))
    }

    pub(crate) fn party_env(&self, norm: &Norm, who: IndividualId) -> Env {
        match &norm.party {
            Some(Party::Any { variable, .. }) => Env::from([(*variable, Value::Individual(who))]),
            _ => Env::new(),
        }
    }

    /// S6: immunities in whose face an actor does an act, by rank.
    pub(crate) fn immunities(
        &self,
        view: View,
        place: usize,
        who: IndividualId,
    ) -> Run<Vec<(vires::policy::standing::Rank, Truth)>> {
        let mut out = Vec::new();
        let eval = Eval::at(self, view);
        for (id, norm) in self.policy.norms.entries() {
            let Form::Immunity { who: kind, act } = &norm.form else {
                continue;
            };
            if matches!(norm.standing.status, Status::Announced | Status::Proposed)
                || !self.policy.is_kind(self.kind(view, who), *kind)
            {
                continue;
            }
            for holder in self.case.individuals.ids() {
                let mut env = Env::new();
                let bears = self.bears(view, id, holder, &mut env)?;
                if bears == Truth::False {
                    continue;
                }
                let fits = eval.matches(act, place, &mut env)?;
                if fits == Truth::False {
                    continue;
                }
                let truth = all([
                    bears,
                    fits,
                    eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                    not(self.overridden(view, id, holder)?),
                ]);
                out.push((norm.standing.rank, truth));
            }
        }
        Ok(out)
    }

    /// S6: the prohibitions that an act breaches, void acts too, by norm and bearer.
    pub fn prohibited(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
    ) -> Run<Vec<(NormId, IndividualId, Truth)>> {
        let mut out = Vec::new();
        let eval = Eval::at(self, view);
        for (id, norm) in self.policy.norms.entries() {
            let Form::Prohibition(patterns) = &norm.form else {
                continue;
            };
            let judged = act.actors.iter().chain(&act.on_behalf_of);
            for who in judged.filter_map(individual) {
                let mut env = Env::new();
                let bears = self.bears(view, id, who, &mut env)?;
                if bears == Truth::False {
                    continue;
                }
                let mut truths = Vec::new();
                for pattern in patterns {
                    let mut env = env.clone();
                    let fits = eval.matches(pattern, place, &mut env)?;
                    if fits != Truth::False {
                        truths.push(all([
                            fits,
                            eval.conditions(&norm.conditions, &norm.exceptions, &mut env)?,
                        ]));
                    }
                }
                let truth = all([bears, any(truths), not(self.overridden(view, id, who)?)]);
                if truth != Truth::False {
                    out.push((id, who, truth));
                }
            }
        }
        Ok(out)
    }

    /// The state words that end an instance.
    pub fn is_over(state: StateWord) -> bool {
        matches!(
            state,
            StateWord::Discharged
                | StateWord::DischargedLate
                | StateWord::Released
                | StateWord::Lapsed
        )
    }
}
