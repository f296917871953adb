//! Why an act is as it is: on what it rests, which ways were tried, what it breaches.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    case::{expectation::VerdictWord, happening::Named},
    policy::{
        expr::StateWord,
        norm::{NormId, NormNameId},
        value::Value,
    },
    record::{
        act::{ActBreach, ActRecord, Authority, Validity},
        proof::NormProof,
        reason::{Fault, Truth},
    },
};

impl Builder<'_, '_> {
    /// What became of an act, as a sentence.
    pub(super) fn act_verdict(&self, act: &ActRecord) -> String {
        match act.verdict {
            VerdictWord::Lawful => "It is lawful: valid, and in breach of nothing".to_owned(),
            VerdictWord::Valid => "It is valid".to_owned(),
            VerdictWord::ValidButInBreach => "It is valid, but in breach".to_owned(),
            VerdictWord::UltraVires => {
                "It is ultra vires: void, for nothing gives authority for it".to_owned()
            }
            VerdictWord::Void => "It is void".to_owned(),
            VerdictWord::NotListed => {
                "No authority for it is listed, and the list does not claim to be complete: it counts as done".to_owned()
            }
            VerdictWord::NotJudged => {
                "It is not judged: no policy here governed who did it on that day".to_owned()
            }
            VerdictWord::Undetermined => "It is undetermined: what is known leaves it open".to_owned(),
        }
    }

    /// Why an act is as it is.
    pub(super) fn act(&mut self, place: usize) -> Vec<Step> {
        let record = self.record;
        let Some(act) = record.acts.iter().find(|act| act.act == place) else {
            return Vec::new();
        };
        self.acts.insert(place);
        let mut steps = vec![self.stated(Stated::Happening(place))];
        for authority in &act.authority {
            steps.extend(self.authority(authority, place));
        }
        steps.extend(self.agreements(Named::Happening(place)));
        match &act.validity {
            Validity::Void(faults) | Validity::Undetermined(faults) => {
                let doubtful = matches!(act.validity, Validity::Undetermined(_));
                for fault in faults {
                    let mut step = self.fault(fault, place);
                    if doubtful {
                        step.says = self.words.doubtful_fault(fault);
                    }
                    steps.push(step);
                }
                steps.extend(self.void_links(act, faults));
                steps.extend(self.other_routes(act, faults));
            }
            Validity::NotListed => steps.extend(self.other_routes(act, &[])),
            Validity::Valid | Validity::NotJudged => {}
        }
        for breach in &act.breaches {
            steps.push(self.breach(breach, place));
        }
        for (norm, followed) in &act.soft {
            let verb = if *followed {
                "It follows"
            } else {
                "It departs from"
            };
            let mut step = self.norm(*norm, verb);
            step.steps = self.conditions_of(*norm, act, place);
            steps.push(step);
        }
        steps.extend(self.doubts(&act.unknowns));
        steps.extend(self.kept_to(place));
        for duty in &act.discharges {
            let says = format!("It did what this asks for: {}", self.words.duty_at(*duty));
            let at = record.duties.get(*duty);
            let at = at.and_then(|duty| self.policy.norms.get(duty.norm));
            steps.push(Step::new(Kind::Verdict, says).at(at.map(|norm| norm.span)));
        }
        steps.push(self.people(&act.performers, &act.answerable, StateWord::Discharged));
        steps
    }

    /// What an act was bound by and kept to: duties that it triggers and that judge it, prohibitions that speak of it.
    fn kept_to(&mut self, place: usize) -> Vec<Step> {
        use crate::{
            policy::norm::{Form, MustKind},
            record::duty::Cause,
        };
        let record = self.record;
        let mut steps = Vec::new();
        for (at, duty) in record.duties.iter().enumerate() {
            if duty.cause != Cause::Happening(place) || self.duties.contains(&at) {
                continue;
            }
            let judges = self
                .policy
                .norms
                .get(duty.norm)
                .is_some_and(|norm| match &norm.form {
                    Form::Duty(musts) => musts.iter().any(|must| {
                        matches!(must.kind, MustKind::Ensure(_) | MustKind::HaveRegard(_))
                    }),
                    _ => false,
                });
            if judges {
                let mut step = self.other_duty(at);
                step.says = format!("It gave rise to this: {}", step.says);
                steps.push(step);
            }
        }
        steps.extend(self.not_forbidden(place));
        steps
    }

    /// Prohibitions that speak of an act and that it does not breach: what was read to see that is beside the point, unless
    /// the verdict turns on it.
    fn not_forbidden(&mut self, place: usize) -> Vec<Step> {
        use crate::policy::norm::Form;
        let record = self.record;
        let Some(act) = record.acts.iter().find(|act| act.act == place) else {
            return Vec::new();
        };
        let done = match self.case.timeline.get(place).map(|line| &line.kind) {
            Some(crate::case::happening::HappeningKind::Act(done)) => done.act,
            _ => return Vec::new(),
        };
        let mut steps = Vec::new();
        let policy = self.policy;
        for (id, norm) in policy.norms.entries() {
            let Form::Prohibition(patterns) = &norm.form else {
                continue;
            };
            let speaks = patterns.iter().any(|pattern| self.fits_act(pattern, done));
            if !speaks || act.breaches.iter().any(|breach| breach.norm == id) {
                continue;
            }
            let below = self.conditions_of(id, act, place);
            if !below.is_empty() {
                let mut step = self.norm(id, "It does not breach").with(below);
                step.aside = true;
                steps.push(step);
            }
        }
        steps
    }

    /// On what an act of somebody rests.
    pub(super) fn authority(&mut self, authority: &Authority, place: usize) -> Vec<Step> {
        match authority {
            Authority::Own { who, norms } => norms
                .iter()
                .map(|norm| self.ground(*norm, who, place))
                .collect(),
            Authority::Chain(chain) => {
                let mut steps: Vec<Step> = chain
                    .norms
                    .iter()
                    .map(|norm| self.ground(*norm, &chain.holder, place))
                    .collect();
                for link in &chain.links {
                    steps.push(self.link(link));
                }
                if chain.others > 0 {
                    let says = match chain.others {
                        1 => "There is another chain that would do".to_owned(),
                        99 => "There are 99 other chains or more that would do".to_owned(),
                        others => format!("There are {others} other chains that would do"),
                    };
                    let mut step = Step::new(Kind::Link, says);
                    step.aside = true;
                    steps.push(step);
                }
                steps
            }
            Authority::Office { who, norms, row } => {
                let mut steps = vec![Step::new(
                    Kind::People,
                    format!("{} acted in office", self.words.value(who)),
                )];
                if let Some((scheme, row)) = row {
                    let below = self.row_at((*scheme, *row), place);
                    steps.push(self.row(*scheme, *row, "It is allowed by").with(below));
                }
                let holder = self.principal(place);
                let holder = holder.unwrap_or_else(|| who.clone());
                for norm in norms {
                    steps.push(self.ground(*norm, &holder, place));
                }
                steps
            }
            Authority::NeedsNone { who } => vec![Step::new(
                Kind::People,
                format!("{} needs no authority for it", self.words.value(who)),
            )],
            Authority::None { .. } => Vec::new(),
        }
    }

    fn principal(&self, place: usize) -> Option<Value> {
        let act = self.record.acts.iter().find(|act| act.act == place)?;
        act.answerable.first().cloned()
    }

    /// A norm that an act rests on, with its conditions.
    fn ground(&mut self, norm: NormId, who: &Value, place: usize) -> Step {
        let mut step = self.norm(norm, "It rests on");
        if let Ok(proof) = self.run.norm_proof(norm, who, place) {
            step.steps = self.norm_conditions(&proof);
        }
        let required = self.required_by(norm, who, place);
        step.steps.extend(required);
        step
    }

    /// The happenings that made a duty require just this act of somebody: directions.
    fn required_by(&mut self, norm: NormId, who: &Value, place: usize) -> Vec<Step> {
        use crate::{
            policy::{
                norm::{Form, MustKind},
                pattern::ActRef,
            },
            record::duty::Cause,
        };
        let by_variable = self
            .policy
            .norms
            .get(norm)
            .is_some_and(|norm| match &norm.form {
                Form::Duty(musts) => musts.iter().any(|must| match &must.kind {
                    MustKind::Do { act, .. } => matches!(act.act, ActRef::Variable(_)),
                    _ => false,
                }),
                _ => false,
            });
        if !by_variable {
            return Vec::new();
        }
        let mut causes = Vec::new();
        for duty in &self.record.duties {
            if duty.norm == norm
                && duty.bearer == *who
                && let Cause::Happening(at) = duty.cause
                && at < place
            {
                causes.push(at);
            }
        }
        causes.into_iter().map(|at| self.event(at)).collect()
    }

    /// The conditions of a norm, as they stood. Exceptions that did not apply are beside the point.
    pub(super) fn norm_conditions(&mut self, proof: &NormProof) -> Vec<Step> {
        let mut steps = Vec::new();
        for one in proof.party.iter().chain(&proof.force) {
            steps.extend(self.condition(one));
        }
        steps.extend(self.conditions(&proof.pattern));
        for condition in &proof.conditions {
            steps.extend(self.condition(condition));
        }
        for exception in &proof.exceptions {
            let below = self.condition(exception);
            if exception.is_true() {
                let says = "an exception applies".to_owned();
                steps.push(Step::new(Kind::Defeat, says).at(exception.span).with(below));
            } else {
                let aside = exception.is_false();
                steps.extend(below.into_iter().map(|mut step| {
                    step.aside = step.aside || aside;
                    step
                }));
            }
        }
        for (most, sums) in &proof.limits {
            let says = format!("the limit is {}", self.words.given(most));
            let mut below = self.condition(most);
            for sum in sums {
                below.extend(self.condition(sum));
            }
            steps.push(Step::new(Kind::Sum, says).at(most.span).with(below));
        }
        steps
    }

    fn conditions_of(&mut self, norm: NormId, act: &ActRecord, place: usize) -> Vec<Step> {
        let mut whos: Vec<&Value> = act.answerable.iter().chain(&act.performers).collect();
        whos.dedup();
        for who in whos {
            if let Ok(proof) = self.run.norm_proof(norm, who, place)
                && proof != NormProof::default()
            {
                return self.norm_conditions(&proof);
            }
        }
        Vec::new()
    }

    /// Of a norm that an act would rest on, the conditions that stood in the way.
    fn failing_of(&mut self, norm: NormId, act: &ActRecord, place: usize) -> Vec<Step> {
        for who in act.answerable.iter().chain(&act.performers) {
            if let Ok(proof) = self.run.norm_proof(norm, who, place) {
                let below = self.failing(&proof);
                if !below.is_empty() {
                    return below;
                }
            }
        }
        Vec::new()
    }

    /// That an act breaches a norm; nothing where it does not.
    pub(super) fn breaches_of(&mut self, place: usize, norm: NormNameId) -> Vec<Step> {
        let record = self.record;
        let act = record.acts.iter().find(|act| act.act == place);
        let breaches = act.into_iter().flat_map(|act| &act.breaches);
        breaches
            .filter(|breach| breach.name == norm)
            .map(|breach| self.breach(breach, place))
            .collect()
    }

    fn breach(&mut self, breach: &ActBreach, place: usize) -> Step {
        let perhaps = if breach.certain == Truth::True {
            "It breaches"
        } else {
            "It may breach"
        };
        let of = self.words.value(&breach.of);
        if let Some(duty) = breach.duty {
            let mut step = self.norm(breach.norm, perhaps);
            step.kind = Kind::Verdict;
            if !self.duties.contains(&duty) {
                step.steps = self.deeper(|builder| builder.duty(duty));
            }
            return step;
        }
        let mut step = self.norm(breach.norm, perhaps);
        step.says = format!("{}, which forbids it to {of}", step.says);
        if let Ok(proof) = self.run.norm_proof(breach.norm, &breach.of, place) {
            step.steps = self.norm_conditions(&proof);
        }
        let doubts = self.doubts(&breach.unknowns);
        step.steps.extend(doubts);
        step
    }

    /// A way that does not lead to authority, and where it fails.
    pub(super) fn fault(&mut self, fault: &Fault, place: usize) -> Step {
        let mut step = self.fault_alone(fault);
        let below = match fault {
            Fault::ConditionNotMet { norm, .. }
            | Fault::OverLimit {
                norm: Some(norm),
                link: None,
                ..
            }
            | Fault::Immunity { norm } => {
                let act = self.record.acts.iter().find(|act| act.act == place);
                let failing = matches!(fault, Fault::ConditionNotMet { .. });
                match act.cloned() {
                    Some(act) if failing => self.failing_of(*norm, &act, place),
                    Some(act) => self.conditions_of(*norm, &act, place),
                    None => Vec::new(),
                }
            }
            Fault::RowCondition { scheme, row }
            | Fault::SignatureMissing { scheme, row, .. }
            | Fault::OnePerson { scheme, row, .. } => self.row_at((*scheme, *row), place),
            Fault::NoQuorum { .. } | Fault::NotCarried { .. } => self.sitting(place),
            _ => Vec::new(),
        };
        step.steps.extend(below);
        step
    }

    /// A way that does not lead to authority, without what was read of it.
    pub(super) fn fault_alone(&mut self, fault: &Fault) -> Step {
        let says = self.words.fault(fault);
        let clauses = self.words.fault_clauses(fault).to_vec();
        let at = self.fault_place(fault);
        let mut step = Step::new(Kind::Route, says).at(at).citing(&clauses);
        step.steps = match fault {
            Fault::BrokenLink { link, .. }
            | Fault::OverLimit {
                link: Some(link), ..
            } => {
                let mut line = self.link_line(*link);
                line.steps = self.deeper(|builder| builder.link_reasons(*link));
                let mut below = vec![line];
                if let Fault::BrokenLink {
                    why: crate::record::reason::LinkFault::SupportGone(other),
                    ..
                } = fault
                {
                    below.push(self.link_line(*other));
                }
                below
            }
            Fault::SetAside { by } => vec![self.event(*by)],
            _ => Vec::new(),
        };
        step
    }

    fn fault_place(&self, fault: &Fault) -> Option<crate::base::span::Span> {
        let policy = self.policy;
        if let Some(norm) = self.words.fault_norm(fault) {
            let declared = policy.norms.get(norm)?;
            if let Fault::ConditionNotMet { condition, .. } = fault {
                let all = declared.conditions.iter().chain(&declared.exceptions);
                return all
                    .clone()
                    .nth(*condition)
                    .map(|condition| condition.span)
                    .or(Some(declared.span));
            }
            return Some(declared.span);
        }
        match fault {
            Fault::Reserved { reserved } => policy.reserved.get(*reserved).map(|one| one.span),
            Fault::SignatureMissing { scheme, row, .. }
            | Fault::OnePerson { scheme, row, .. }
            | Fault::OfficeVacant { scheme, row, .. }
            | Fault::RowCondition { scheme, row } => {
                let scheme = policy.schemes.get(*scheme)?;
                scheme.rows.get(*row).map(|row| row.span)
            }
            Fault::NoRow { scheme } => policy.schemes.get(*scheme).map(|one| one.span),
            Fault::NotInOffice { office, .. }
            | Fault::NoQuorum { office, .. }
            | Fault::NotCarried { office } => policy.offices.get(*office).map(|one| one.span),
            _ => None,
        }
    }
}
