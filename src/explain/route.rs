//! Ways to authority that were tried and do not lead there, beyond the faults that a record names: rules that speak of the
//! act, but not of this body, this day or these arguments.

use super::{
    builder::Builder,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    case::{case::Link, happening::HappeningKind},
    policy::{
        norm::{Form, MustKind, Norm, NormId, Party},
        pattern::{ActPattern, ActRef},
        policy::{ActId, KindId},
        value::Value,
    },
    record::{
        act::ActRecord,
        reason::{Fault, Truth},
        record::LinkRef,
    },
};

/// So many further ways are shown; the rest are counted.
const MOST_ROUTES: usize = 20;

impl Builder<'_, '_> {
    /// The rules that speak of an act and do not allow it, nearest first.
    pub(super) fn other_routes(&self, act: &ActRecord, faults: &[Fault]) -> Vec<Step> {
        let Some(line) = self.case.timeline.get(act.act) else {
            return Vec::new();
        };
        let HappeningKind::Act(done) = &line.kind else {
            return Vec::new();
        };
        // Where several act, or one for another, the rules of the one who answers are no obstacle: the faults say what is.
        let [who] = act.performers.as_slice() else {
            return Vec::new();
        };
        if act.answerable.as_slice() != [who.clone()] {
            return Vec::new();
        }
        self.routes(done.act, who, line.date, faults)
    }

    /// Delegations to those who did an act that do not stand, and that no fault names: each with why.
    pub(super) fn void_links(&mut self, act: &ActRecord, faults: &[Fault]) -> Vec<Step> {
        let on = self.case.timeline.get(act.act).map(|line| line.date);
        let record = self.record;
        let mut steps = Vec::new();
        for link in &record.links {
            let named = faults.iter().any(|fault| {
                matches!(fault, Fault::BrokenLink { link: other, .. } if *other == link.link)
            });
            let later = link.made.is_some_and(|made| on.is_some_and(|on| on < made));
            let to = self.written_link(link.link).map(|written| &written.to);
            let theirs = to.is_some_and(|to| act.performers.contains(to));
            if link.valid == Truth::True || named || later || !theirs {
                continue;
            }
            let says = format!("{} does not stand", self.words.link(link.link));
            let mut line = self.link_line(link.link);
            line.steps = self.deeper(|builder| builder.link_reasons(link.link));
            steps.push(Step::new(Kind::Route, says).with(vec![line]));
        }
        steps
    }

    fn written_link(&self, link: LinkRef) -> Option<&Link> {
        match link {
            LinkRef::Given(place) => self.case.links.get(place).map(|given| &given.link),
            LinkRef::Made(place) => match &self.case.timeline.get(place)?.kind {
                HappeningKind::Delegates { link, .. } => Some(link),
                _ => None,
            },
            LinkRef::Standing(_) | LinkRef::Row(..) => None,
        }
    }

    /// The rules that speak of an act of somebody on a day and do not allow it, nearest first; those that a fault names
    /// already are left out.
    pub(super) fn routes(&self, act: ActId, who: &Value, on: Date, faults: &[Fault]) -> Vec<Step> {
        if !self.tries {
            return Vec::new();
        }
        let named: Vec<NormId> = faults
            .iter()
            .filter_map(|fault| self.words.fault_norm(fault))
            .collect();
        let mut found: Vec<(u32, Step)> = Vec::new();
        for (id, norm) in self.policy.norms.entries() {
            if named.contains(&id) || !self.speaks_of(norm, act) {
                continue;
            }
            if let Some((rank, why)) = self.why_not(norm, who, on) {
                let says = format!("{} speaks of such acts, but {why}", self.words.norm(id));
                let step = Step::new(Kind::Route, says)
                    .at(Some(norm.span))
                    .citing(&norm.sources);
                found.push((rank, step));
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        let left_out = found.len().saturating_sub(MOST_ROUTES);
        let mut steps: Vec<Step> = found
            .into_iter()
            .take(MOST_ROUTES)
            .map(|(_, step)| step)
            .collect();
        if left_out > 0 {
            steps.push(Step::new(
                Kind::Route,
                format!("{left_out} other rules speak of such acts and do not allow this one"),
            ));
        }
        steps
    }

    fn speaks_of(&self, norm: &Norm, act: ActId) -> bool {
        let fits = |pattern: &ActPattern| self.fits_act(pattern, act);
        match &norm.form {
            Form::Power(patterns) | Form::Freedom(patterns) => patterns.iter().any(fits),
            Form::Duty(musts) => musts.iter().any(|must| match &must.kind {
                MustKind::Do { act, .. } => fits(act),
                _ => false,
            }),
            Form::Prohibition(_) | Form::Immunity { .. } | Form::Transition => false,
        }
    }

    /// Whether a pattern speaks of an act.
    pub(super) fn fits_act(&self, pattern: &ActPattern, act: ActId) -> bool {
        match pattern.act {
            ActRef::Act(one) => one == act,
            ActRef::Anything => pattern.under.is_none_or(|function| {
                let under = self.policy.acts.get(act).and_then(|act| act.under);
                under.is_some_and(|under| self.policy.is_function_within(under, function))
            }),
            ActRef::Variable(_) => false,
        }
    }

    /// Why a rule that speaks of an act does not allow it, and how near it comes: the day first, then the body.
    fn why_not(&self, norm: &Norm, who: &Value, on: Date) -> Option<(u32, String)> {
        let theirs = self.is_theirs(norm, who);
        if theirs {
            if let Some(from) = norm.standing.from.filter(|from| on < *from) {
                return Some((0, format!("it is in force only from {from}")));
            }
            if let Some(until) = norm.standing.until.filter(|until| *until < on) {
                return Some((0, format!("it was in force only until {until}")));
            }
            return Some((
                1,
                "not of what was done here, or not for this body".to_owned(),
            ));
        }
        let whose = match norm.party.as_ref()? {
            Party::One(one) => self.words.individual(*one).to_owned(),
            Party::Any { kind, .. } => format!("every {}", self.words.kind(*kind)),
        };
        Some((
            2,
            format!("it is for {whose}, not for {}", self.words.value(who)),
        ))
    }

    fn is_theirs(&self, norm: &Norm, who: &Value) -> bool {
        match (&norm.party, who) {
            (Some(Party::One(one)), Value::Individual(who)) => one == who,
            (Some(Party::Any { kind, .. }), Value::Individual(who)) => {
                self.kinds_of(*who).any(|of| self.policy.is_kind(of, *kind))
            }
            _ => false,
        }
    }

    fn kinds_of(&self, who: crate::policy::policy::IndividualId) -> impl Iterator<Item = KindId> {
        let first = self.case.individuals.get(who).map(|one| one.kind);
        let later = self
            .case
            .kinds
            .iter()
            .filter(move |one| one.individual == who);
        first.into_iter().chain(later.map(|one| one.kind))
    }
}
