//! What is said of one act: whether it is valid, and what it breaches (S5, S6).

use vires::{
    case::happening::{ActDone, Agreed, HappeningKind, Named},
    policy::{
        expr::StateWord,
        norm::{Form, MustKind, Norm, NormId, Party},
        policy::IndividualId,
        standing::Status,
        value::Value,
    },
    record::{act::VerdictWord, reason::Truth},
};

use crate::{
    eval::{Eval, Got, individual},
    links::Chain,
    world::{Entry, Env, Run, View, World, all, any, not},
};

/// What was found of an act.
#[derive(Debug, Clone)]
pub struct Judged {
    /// In a word, breaches left aside: lawful, ultra vires, void, not listed, not judged, undetermined.
    pub word: VerdictWord,
    /// Whether it counts as done: true of what is valid, not listed or not judged, false of what is void.
    pub done: Truth,
    /// Powers that take effect, by norm, with what their variables stand for, and whether they certainly do.
    pub powers: Vec<(NormId, Env, Truth)>,
    /// Chains that it rests on, by performer (S7.3).
    pub chains: Vec<Chain>,
    /// Whether it is void only until an agreement is given (S5.3).
    pub waits: bool,
}

/// A norm that speaks of an act (S5).
#[derive(Debug, Clone)]
struct Source {
    norm: NormId,
    env: Env,
    /// Whether all that it asks holds, agreement left aside.
    truth: Truth,
    /// The same, limits left aside too.
    fits: Truth,
    /// Whether the agreement that it needs stands.
    agreed: Truth,
}

/// What one actor's act rests on.
struct Authority {
    word: VerdictWord,
    powers: Vec<(NormId, Env, Truth)>,
    chain: Option<Chain>,
    waits: bool,
}

impl Authority {
    fn just(word: VerdictWord) -> Authority {
        Authority {
            word,
            powers: vec![],
            chain: None,
            waits: false,
        }
    }
}

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

    /// S5, S5.1, S5.3: the verdict on an act's validity, read in the state just before it.
    pub fn judge(&self, view: View, place: usize, act: &ActDone) -> Run<Judged> {
        let mut words = Vec::new();
        let mut powers: Vec<(NormId, Env, Truth)> = Vec::new();
        let mut chains = Vec::new();
        let mut waits = Vec::new();
        for actor in &act.actors {
            let Some(who) = individual(actor) else {
                continue;
            };
            let found = self.acts_for(view, place, act, who)?;
            words.push(found.word);
            waits.push((found.word, found.waits));
            chains.extend(found.chain);
            for (norm, env, truth) in found.powers {
                if !powers.iter().any(|(n, e, _)| *n == norm && *e == env) {
                    powers.push((norm, env, truth));
                }
            }
        }
        use VerdictWord::*;
        let mut word =
            if act.actors.len() > 1 && (words.contains(&Void) || words.contains(&UltraVires)) {
                // S5.3: void for all.
                Void
            } else if words.contains(&Void) {
                Void
            } else if words.contains(&UltraVires) {
                UltraVires
            } else if words.contains(&Undetermined) {
                Undetermined
            } else if words.contains(&NotListed) {
                NotListed
            } else if words.contains(&NotJudged) {
                NotJudged
            } else {
                Lawful
            };
        if self.set_aside_throughout(place) {
            word = Void;
        }
        let done = match word {
            UltraVires | Void => Truth::False,
            Undetermined => Truth::Unknown,
            _ => Truth::True,
        };
        if done == Truth::False {
            powers.clear();
        }
        for power in &mut powers {
            power.2 = power.2.min(done);
        }
        // It waits where nothing but agreement is wanting.
        let waits = word == Void
            && !self.set_aside_throughout(place)
            && waits.iter().any(|(_, waits)| *waits)
            && waits
                .iter()
                .all(|(word, waits)| *waits || !matches!(word, Void | UltraVires));
        Ok(Judged {
            word,
            done,
            powers,
            chains,
            waits,
        })
    }

    /// S7, S9: the authority of one who acts for itself, or on another's behalf by a chain of links.
    fn acts_for(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
    ) -> Run<Authority> {
        if act.acting_as.is_some() {
            return Err(crate::world::Stop("not read here: acting as".into()));
        }
        let holder = act.on_behalf_of.as_ref().and_then(individual);
        let Some(holder) = holder.filter(|h| *h != who) else {
            return self.authority(view, place, act, who, who);
        };
        if !self.exists(view, who) || !self.exists(view, holder) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        if self.is_nobodys_business(view, holder, who)? {
            return Ok(Authority::just(VerdictWord::Lawful));
        }
        // S7: the holder itself must have the power.
        let mut own = self.authority(view, place, act, holder, who)?;
        if !matches!(
            own.word,
            VerdictWord::Lawful | VerdictWord::Undetermined | VerdictWord::NotListed
        ) {
            return Ok(own);
        }
        let Some(chain) = self.chain(view, place, act, holder, who)? else {
            // S5.1 spares what a body does itself; nobody acts for another unless it is linked to it.
            return Ok(Authority::just(if self.ever_linked(holder, who) {
                VerdictWord::Void
            } else {
                VerdictWord::UltraVires
            }));
        };
        if chain.truth == Truth::Unknown {
            own.word = VerdictWord::Undetermined;
        }
        if own.word == VerdictWord::Lawful && !chain.links.is_empty() {
            own.chain = Some(chain);
        }
        Ok(own)
    }

    /// S5: what a body has authority of its own for; `doer` is who does it.
    fn authority(
        &self,
        view: View,
        place: usize,
        act: &ActDone,
        who: IndividualId,
        doer: IndividualId,
    ) -> Run<Authority> {
        if !self.exists(view, who) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        let (statutory, exhaustive) = self.statutory(view, who);
        let found = self.sources(view, place, act, who)?;
        // S6: an immunity takes away what is claimed of the same or a lower rank; one that is only assumed takes nothing away.
        let mut immune = self.immunities(view, place, who)?;
        if doer != who {
            immune.extend(self.immunities(view, place, doer)?);
        }
        let against = |norm: NormId| {
            let rank = self.policy.norms.at(norm).standing.rank;
            any(immune.iter().filter(|(r, _)| *r <= rank).map(|(_, t)| *t))
        };
        let faced = any(immune.iter().map(|(_, t)| *t));
        let best = any(found
            .iter()
            .map(|s| all([s.truth, s.agreed, not(against(s.norm))])));
        let waits = best == Truth::False
            && found.iter().any(|s| {
                s.agreed == Truth::False && all([s.fits, not(against(s.norm))]) != Truth::False
            });
        let powers: Vec<_> = found
            .iter()
            .filter(|s| matches!(self.policy.norms.at(s.norm).form, Form::Power(_)))
            .map(|s| {
                (
                    s.norm,
                    s.env.clone(),
                    all([s.truth, s.agreed, not(against(s.norm))]),
                )
            })
            .filter(|(_, _, truth)| *truth != Truth::False)
            .collect();
        let answer = |word| Authority {
            word,
            powers: powers.clone(),
            chain: None,
            waits,
        };
        if best == Truth::True {
            return Ok(answer(VerdictWord::Lawful));
        }
        // S5.3: what needs agreement is void until it is given, for whoever does it.
        if waits {
            return Ok(Authority {
                waits,
                ..Authority::just(VerdictWord::Void)
            });
        }
        if !statutory {
            // Nothing but an immunity stands in the way of one who needs no authority.
            return Ok(match faced {
                Truth::False => answer(VerdictWord::Lawful),
                Truth::True if best == Truth::False => Authority::just(VerdictWord::Void),
                _ => answer(VerdictWord::Undetermined),
            });
        }
        if faced == Truth::True && found.iter().all(|s| s.truth == Truth::False) {
            return Ok(Authority::just(VerdictWord::Void));
        }
        if self.nothing_governs(view, who)? {
            return Ok(Authority::just(VerdictWord::NotJudged));
        }
        if best == Truth::False
            && faced == Truth::Unknown
            && found.iter().all(|s| s.truth == Truth::False)
        {
            return Ok(Authority::just(VerdictWord::Undetermined));
        }
        if best == Truth::Unknown {
            if !exhaustive {
                let before = self.supposed.get();
                let suppose = |is| -> Run<Truth> {
                    self.supposed.set(Some(is));
                    let found = self.sources(view, place, act, who);
                    let immune = self.immunities(view, place, who);
                    self.supposed.set(before);
                    let immune = immune?;
                    let against = |norm: NormId| {
                        let rank = self.policy.norms.at(norm).standing.rank;
                        any(immune.iter().filter(|(r, _)| *r <= rank).map(|(_, t)| *t))
                    };
                    Ok(any(found?
                        .iter()
                        .map(|s| all([s.truth, s.agreed, not(against(s.norm))]))))
                };
                let (no, yes) = (suppose(false)?, suppose(true)?);
                if no != yes && no != Truth::Unknown && yes != Truth::Unknown {
                    return Ok(Authority::just(VerdictWord::NotListed));
                }
            }
            return Ok(answer(VerdictWord::Undetermined));
        }
        Ok(Authority::just(if !found.is_empty() {
            VerdictWord::Void
        } else if exhaustive {
            VerdictWord::UltraVires
        } else {
            VerdictWord::NotListed
        }))
    }

    /// Whether a kind is statutory, and whether its powers are exhaustive: said of it or of the nearest kind above it.
    pub fn statutory(&self, view: View, who: IndividualId) -> (bool, bool) {
        let (mut statutory, mut exhaustive) = (false, None);
        let mut at = Some(self.kind(view, who));
        while let Some(kind) = at {
            let declared = self.policy.kinds.at(kind);
            statutory |= declared.statutory;
            exhaustive = exhaustive.or(declared.powers_exhaustive);
            at = declared.parent;
        }
        (statutory, exhaustive.unwrap_or(false))
    }

    /// S5.1: whether no policy in the pack governs someone: no norm is in force for it or its kind.
    fn nothing_governs(&self, view: View, who: IndividualId) -> Run<bool> {
        for (id, norm) in self.policy.norms.entries() {
            let of = match &norm.party {
                Some(Party::One(one)) => *one == who,
                Some(Party::Any { kind, .. }) => self.policy.is_kind(self.kind(view, who), *kind),
                None => false,
            };
            if of && self.in_force(view, id)? != Truth::False {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Duties, powers and freedoms of someone whose pattern speaks of the act (S4.5, S5), with whether all their conditions hold.
    fn sources(
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
    fn agreed(
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
    fn within_limits(
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

    fn party_env(&self, norm: &Norm, who: IndividualId) -> Env {
        match &norm.party {
            Some(Party::Any { variable, .. }) => Env::from([(*variable, Value::Individual(who))]),
            _ => Env::new(),
        }
    }

    /// S6: immunities in whose face an actor does an act, by rank.
    fn immunities(
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
