//! Gathers coverage: clause by clause, what encodes it, and which scenarios show it met and not met.
//!
//! A clause is met where a duty that cites it is discharged, a power or freedom used, a link validly made, an immunity or a
//! reservation stood, or where a line under `expect` that came true says so. It is not met where such a duty is breached, an
//! act falls for it, or a line that came true says the opposite, or names another clause in its stead (`because A not B`).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    base::span::Span,
    case::{
        case::Case,
        expectation::{ExpectationKind, VerdictWord},
    },
    policy::{
        expr::{ExprKind, StateWord},
        norm::{Form, NormId},
        policy::{ClauseId, PackId, Policy},
    },
    record::{
        act::Validity,
        coverage::{ClauseCoverage, Coverage, Declared, How, Use},
        expected::ExpectationRecord,
        reason::{Certainty, Fault, Truth},
        record::{LinkRecord, Record},
    },
};

use super::basis::Collector;

/// A scenario that was run.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where its head stands.
    pub span: Span,
    /// The scenario.
    pub case: &'a Case,
    /// What the run found.
    pub record: &'a Record,
    /// What became of its expectations.
    pub expectations: &'a [ExpectationRecord],
}

/// Gathers coverage, a pack after another.
#[derive(Debug, Default)]
pub struct Gathering {
    clauses: BTreeMap<Span, ClauseCoverage>,
    uses: BTreeMap<Span, Vec<Use>>,
    scenarios: Vec<(String, Span)>,
    uncited: BTreeSet<Declared>,
    reachable: BTreeSet<Declared>,
    reached: BTreeSet<Span>,
}

impl Gathering {
    /// Nothing yet.
    pub fn new() -> Gathering {
        Gathering::default()
    }

    /// A pack that was asked for, with its scenarios.
    pub fn pack<'a>(&mut self, policy: &Policy, runs: impl IntoIterator<Item = Run<'a>>) {
        self.declarations(policy);
        for run in runs {
            self.scenario(policy, run);
        }
    }

    /// What was gathered.
    pub fn finish(mut self) -> Coverage {
        for (span, mut uses) in std::mem::take(&mut self.uses) {
            let Some(clause) = self.clauses.get_mut(&span) else {
                continue;
            };
            uses.sort();
            uses.dedup_by_key(|one| (one.scenario, one.how));
            clause.uses = uses;
        }
        let reached = self.reached;
        let mut unreached: Vec<Declared> = self.reachable.into_iter().collect();
        unreached.retain(|one| !reached.contains(&one.span));
        Coverage {
            clauses: self.clauses.into_values().collect(),
            scenarios: self.scenarios,
            uncited: self.uncited.into_iter().collect(),
            unreached,
        }
    }

    fn declarations(&mut self, policy: &Policy) {
        let is_main = |pack: PackId| policy.packs.get(pack).is_some_and(|pack| pack.main);
        for clause in policy.clauses.iter() {
            let Some(source) = policy.sources.get(clause.source) else {
                continue;
            };
            if !is_main(source.pack) {
                continue;
            }
            self.clauses
                .entry(clause.span)
                .or_insert_with(|| ClauseCoverage {
                    id: clause.id.to_string(),
                    title: clause.title.clone(),
                    source: source
                        .title
                        .clone()
                        .unwrap_or_else(|| source.name.to_string()),
                    span: clause.span,
                    encoded_by: Vec::new(),
                    why_not_normative: clause.not_normative.clone(),
                    uses: Vec::new(),
                });
        }
        let mut citing: BTreeMap<Span, (BTreeSet<Declared>, Option<String>, bool)> =
            BTreeMap::new();
        for (declared, sources, not_normative) in cited_by(policy) {
            for clause in sources {
                let Some(clause) = policy.clauses.get(*clause) else {
                    continue;
                };
                let (by, why, normative) = citing.entry(clause.span).or_default();
                by.insert(declared.clone());
                match not_normative {
                    Some(because) => *why = Some(because.to_owned()),
                    None => *normative = true,
                }
            }
        }
        for (span, (by, why, normative)) in citing {
            if let Some(clause) = self.clauses.get_mut(&span) {
                let all: BTreeSet<Declared> =
                    by.into_iter().chain(clause.encoded_by.drain(..)).collect();
                clause.encoded_by = all.into_iter().collect();
                if !normative && clause.why_not_normative.is_none() {
                    clause.why_not_normative = why;
                }
            }
        }
        for norm in policy.norms.iter().filter(|norm| is_main(norm.pack)) {
            let declared = norm_declared(policy, norm);
            if norm.sources.is_empty() && norm.not_normative.is_none() {
                self.uncited.insert(declared.clone());
            }
            if norm.not_normative.is_none() {
                self.reachable.insert(declared);
            }
        }
        for rule in policy.delegations.iter().filter(|rule| is_main(rule.pack)) {
            if rule.sources.is_empty() {
                self.uncited.insert(Declared {
                    span: rule.span,
                    word: "delegation",
                    name: rule.name.to_string(),
                    title: rule.title.clone(),
                });
            }
        }
        for decision in policy.decisions.iter() {
            for version in decision.versions.iter().filter(|one| is_main(one.pack)) {
                for (place, row) in version.rows.iter().enumerate() {
                    self.reachable.insert(Declared {
                        span: row.span,
                        word: "row",
                        name: format!("{} of {}", place + 1, decision.name),
                        title: decision.title.clone(),
                    });
                }
            }
        }
    }

    fn scenario(&mut self, policy: &Policy, run: Run<'_>) {
        let scenario = self.scenarios.len();
        self.scenarios.push((run.title.to_owned(), run.span));
        let mut found = Found {
            gathering: self,
            policy,
            scenario,
            line: run.span,
        };
        for duty in &run.record.duties {
            found.line = run.span;
            let met = duty.history.iter().map(|change| change.state);
            let states: Vec<StateWord> = met.chain([duty.state]).collect();
            found.norm(duty.norm, How::Applies);
            for state in states {
                if let Some(how) = how_of(state) {
                    found.norm(duty.norm, how);
                }
            }
        }
        for act in &run.record.acts {
            found.line = line_of(run.case, act.act).unwrap_or(run.span);
            for breach in act.breaches.iter().filter(|one| one.certain == Truth::True) {
                found.norm(breach.norm, How::Breached);
            }
            match &act.validity {
                Validity::Valid => {
                    let mut collector = Collector::new(policy, run.record);
                    for authority in &act.authority {
                        collector.authority(authority);
                    }
                    let basis = collector.basis();
                    let duties = |id: &NormId| {
                        let norm = policy.norms.get(*id);
                        norm.is_some_and(|norm| matches!(norm.form, Form::Duty(_)))
                    };
                    // A duty gives authority for what it requires: that alone does not discharge it.
                    let of_duties: BTreeSet<ClauseId> = basis
                        .norms
                        .iter()
                        .filter(|id| duties(id))
                        .filter_map(|id| policy.norms.get(*id))
                        .flat_map(|norm| norm.sources.iter().copied())
                        .collect();
                    found.reach(&basis.norms);
                    for clause in basis.cited {
                        let how = if of_duties.contains(&clause) {
                            How::Applies
                        } else {
                            How::Used
                        };
                        found.clause(clause, how);
                    }
                }
                Validity::Void(faults) => found.faults(run.record, faults),
                Validity::NotListed | Validity::NotJudged | Validity::Undetermined(_) => {}
            }
        }
        for link in &run.record.links {
            found.line = run.span;
            found.link(run.record, link);
        }
        for checked in &run.record.statements {
            let Some(statement) = policy.statements.get(checked.statement) else {
                continue;
            };
            // What is said of each of a kind is not tried where there is none.
            if checked.asked_of == 0 {
                continue;
            }
            let how = match checked.holds {
                Some(Truth::True) => How::Used,
                Some(Truth::False) => How::Refused,
                Some(Truth::Unknown) | None => How::Applies,
            };
            for clause in &statement.sources {
                found.clause(*clause, how);
            }
        }
        for conflict in &run.record.conflicts {
            found.reach(&conflict.versions);
        }
        for record in run.expectations.iter().filter(|record| record.is_met()) {
            let Some(expectation) = run.case.expectations.get(record.expectation) else {
                continue;
            };
            found.line = expectation.span;
            found.reach(&record.norms);
            for row in &record.rows {
                let version = policy.decisions.get(row.decision);
                let version = version.and_then(|one| one.versions.get(row.version));
                if let Some(row) = version.and_then(|one| one.rows.get(row.row)) {
                    found.gathering.reached.insert(row.span);
                }
            }
            let how = if is_met(&expectation.kind) {
                How::ExpectedMet
            } else {
                How::ExpectedNotMet
            };
            let cited: BTreeSet<ClauseId> = record
                .cited
                .iter()
                .chain(&expectation.because)
                .copied()
                .collect();
            for clause in cited {
                found.clause(clause, how);
            }
            for clause in &expectation.because_not {
                found.clause(*clause, How::ExpectedNotMet);
            }
        }
    }
}

/// What one scenario makes of the clauses.
struct Found<'g, 'p> {
    gathering: &'g mut Gathering,
    policy: &'p Policy,
    scenario: usize,
    line: Span,
}

impl Found<'_, '_> {
    fn clause(&mut self, clause: ClauseId, how: How) {
        let Some(clause) = self.policy.clauses.get(clause) else {
            return;
        };
        self.gathering
            .uses
            .entry(clause.span)
            .or_default()
            .push(Use {
                scenario: self.scenario,
                how,
                line: self.line,
            });
        // A transition leaves no row in a record: it is reached where what it cites decided something.
        if how.is_met().is_some() {
            for norm in self.policy.norms.iter() {
                let cites = norm.sources.iter().any(|id| {
                    let cited = self.policy.clauses.get(*id);
                    cited.is_some_and(|cited| cited.span == clause.span)
                });
                if matches!(norm.form, Form::Transition) && cites {
                    self.gathering.reached.insert(norm.span);
                }
            }
        }
    }

    fn norm(&mut self, id: NormId, how: How) {
        let Some(norm) = self.policy.norms.get(id) else {
            return;
        };
        self.gathering.reached.insert(norm.span);
        for clause in &norm.sources {
            self.clause(*clause, how);
        }
    }

    fn reach(&mut self, norms: &[NormId]) {
        for id in norms {
            if let Some(norm) = self.policy.norms.get(*id) {
                self.gathering.reached.insert(norm.span);
            }
        }
    }

    fn faults(&mut self, record: &Record, faults: &[Fault]) {
        for fault in faults {
            let mut collector = Collector::new(self.policy, record);
            collector.faults(std::slice::from_ref(fault));
            let basis = collector.basis();
            self.reach(&basis.norms);
            // What takes away has stood where an act falls for it.
            let how = match fault {
                Fault::Immunity { .. } | Fault::Reserved { .. } => How::Used,
                _ => How::Refused,
            };
            for clause in basis.cited {
                self.clause(clause, how);
            }
        }
    }

    fn link(&mut self, record: &Record, link: &LinkRecord) {
        match link.valid {
            Certainty::True => {
                let mut collector = Collector::new(self.policy, record);
                collector.link(link.link);
                for clause in collector.basis().cited {
                    self.clause(clause, How::Used);
                }
            }
            Certainty::False => self.faults(record, &link.faults),
            Certainty::Unknown => {}
        }
    }
}

fn line_of(case: &Case, happening: usize) -> Option<Span> {
    case.timeline.get(happening).map(|one| one.span)
}

fn how_of(state: StateWord) -> Option<How> {
    match state {
        StateWord::Discharged | StateWord::DischargedLate | StateWord::Followed => {
            Some(How::Discharged)
        }
        StateWord::Breached | StateWord::NotEvidenced | StateWord::DepartedFrom => {
            Some(How::Breached)
        }
        StateWord::Pending
        | StateWord::PartlyDischarged
        | StateWord::Released
        | StateWord::Lapsed
        | StateWord::Undetermined => None,
    }
}

/// Whether what is expected is that a clause is met or used, rather than breached, out of reach or undecided.
fn is_met(kind: &ExpectationKind) -> bool {
    match kind {
        ExpectationKind::Duty { state, negated, .. } => {
            !negated && matches!(state, StateWord::Discharged | StateWord::Followed)
        }
        ExpectationKind::Act {
            verdict, negated, ..
        } => !negated && matches!(verdict, VerdictWord::Lawful | VerdictWord::Valid),
        ExpectationKind::Breaches { negated, .. } => *negated,
        ExpectationKind::May { negated, .. } => !*negated,
        ExpectationKind::Holds(condition) => {
            !matches!(condition.kind, ExprKind::Not(_) | ExprKind::IsUnknown(_))
        }
        ExpectationKind::Link { valid: holds, .. } | ExpectationKind::Statement(_, holds) => *holds,
        ExpectationKind::Answer(..)
        | ExpectationKind::AnswersForAct(..)
        | ExpectationKind::AnswersForDuty(..) => true,
        ExpectationKind::DoesNotArise(_)
        | ExpectationKind::Gap(_)
        | ExpectationKind::Conflict(..)
        | ExpectationKind::Nothing { .. } => false,
    }
}

fn norm_declared(policy: &Policy, norm: &crate::policy::norm::Norm) -> Declared {
    let word = match norm.form {
        Form::Duty(_) => "duty",
        Form::Prohibition(_) => "prohibition",
        Form::Power(_) => "power",
        Form::Freedom(_) => "freedom",
        Form::Immunity { .. } => "immunity",
        Form::Transition => "transition",
    };
    let name = policy.norm_names.get(norm.name);
    Declared {
        span: norm.span,
        word,
        name: name.map_or_else(|| norm.text.to_string(), |name| name.name.to_string()),
        title: norm.title.clone(),
    }
}

/// Everything that cites clauses, with them, and why it lays down no norm where it says so.
fn cited_by(policy: &Policy) -> Vec<(Declared, &[ClauseId], Option<&str>)> {
    let mut all: Vec<(Declared, &[ClauseId], Option<&str>)> = Vec::new();
    let mut add = |word, name: String, title: &Option<String>, span, sources, why| {
        let title = title.clone();
        let declared = Declared {
            span,
            word,
            name,
            title,
        };
        all.push((declared, sources, why));
    };
    for norm in policy.norms.iter() {
        let Declared {
            word,
            name,
            title,
            span,
        } = norm_declared(policy, norm);
        let why = norm.not_normative.as_deref();
        add(word, name, &title, span, &norm.sources[..], why);
    }
    for one in policy.statements.iter() {
        let why = one.not_normative.as_deref();
        let name = one.name.to_string();
        add("statement", name, &one.title, one.span, &one.sources, why);
    }
    for one in policy.acts.iter() {
        let word = if one.event { "event" } else { "act" };
        let name = one.name.to_string();
        add(word, name, &None, one.span, &one.sources, None);
    }
    for one in policy.facts.iter() {
        let name = one.name.to_string();
        add("fact", name, &None, one.span, &one.sources, None);
    }
    for one in policy.definitions.iter() {
        for version in &one.versions {
            let name = one.name.to_string();
            add("define", name, &None, version.span, &version.sources, None);
        }
    }
    for one in policy.decisions.iter() {
        for version in &one.versions {
            let name = one.name.to_string();
            let sources = &version.sources;
            add("decide", name, &one.title, version.span, sources, None);
            for (place, row) in version.rows.iter().enumerate() {
                let name = format!("{} of {}", place + 1, one.name);
                add("row", name, &one.title, row.span, &row.sources, None);
            }
        }
    }
    for one in policy.delegations.iter() {
        let name = one.name.to_string();
        add("delegation", name, &one.title, one.span, &one.sources, None);
    }
    for one in policy.reserved.iter() {
        add(
            "reserved",
            String::new(),
            &None,
            one.span,
            &one.sources,
            None,
        );
    }
    for one in policy.offices.iter() {
        let word = if one.committee { "committee" } else { "office" };
        let name = one.name.to_string();
        add(word, name, &one.title, one.span, &one.sources, None);
    }
    for one in policy.schemes.iter() {
        let name = one.name.to_string();
        add("scheme", name, &one.title, one.span, &one.sources, None);
        for (place, row) in one.rows.iter().enumerate() {
            let name = format!("{} of {}", place + 1, one.name);
            add("row", name, &one.title, row.span, &row.sources, None);
        }
    }
    all
}
