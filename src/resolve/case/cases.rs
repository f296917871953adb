//! All scenarios of some files, resolved.

use super::{
    compose::{self, Composed},
    conflict, expect, given,
    individuals::{self, Setting},
    messages, timeline,
};
use crate::{
    base::{
        id::Arena,
        source_map::SourceMap,
        span::{FileId, Span},
    },
    case::{
        case::{AskedQuestion, Assumed, Case, Unknowns},
        link_rows::LinkRows,
    },
    diagnostics::{code::Code, problems::Problems},
    policy::policy::{CalendarId, PackId, Policy},
    resolve::{
        index::Target,
        names::Callable,
        scope::{Finished, Scope},
        signatures::Signatures,
    },
    tree::{scenario::ScenarioFile, word::Word},
};

/// A scenario as far as it could be resolved.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Its title.
    pub title: String,
    /// The file it stands in.
    pub file: FileId,
    /// Where its head stands.
    pub span: Span,
    /// What it means; none where something in it (or in what it takes from elsewhere) is in error: it is not run, and
    /// reported as broken.
    pub case: Option<Case>,
    /// What its names name, for editors.
    pub references: Vec<(Span, Target)>,
}

/// The scenarios of some files, each with its background, in the order of the files. One that is in error hides no other.
/// `background` is what a file of its own gives to all of them; `sources` are the texts, for lines shown as they were written.
pub fn cases(
    policy: &Policy,
    signatures: &Signatures,
    sources: &SourceMap,
    background: Option<&ScenarioFile>,
    files: &[(FileId, &ScenarioFile)],
) -> (Vec<Resolved>, Problems) {
    let mut problems = Problems::new();
    let composed = compose::compose(background, files, &mut problems);
    let cases = composed
        .iter()
        .map(|composed| resolve(policy, signatures, sources, composed, &mut problems))
        .collect();
    (cases, problems)
}

/// What every part of a scenario is resolved with.
pub(super) struct Lowering<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Names of the policy and of the scenario's individuals; what was wrong so far.
    pub scope: Scope<'a>,
    /// The same, and the labels, which are its first variables: for expectations, questions and deadlines.
    pub labelled: Scope<'a>,
    /// The individuals.
    pub setting: &'a Setting,
    /// The texts, for lines that are shown as they were written.
    pub sources: &'a SourceMap,
}

fn resolve(
    policy: &Policy,
    signatures: &Signatures,
    sources: &SourceMap,
    composed: &Composed<'_>,
    problems: &mut Problems,
) -> Resolved {
    let pack = main_pack(policy);
    let mut first = Scope::new(signatures, pack);
    let setting = individuals::collect(policy, composed, &mut first);
    let mut to = Lowering {
        policy,
        scope: Scope::of_scenario(signatures, pack, &setting.named),
        labelled: Scope::of_scenario(signatures, pack, &setting.named),
        setting: &setting,
        sources,
    };
    to.labelled.may_ask_unknown = true;

    let mut given = given::given(&mut to, composed);
    conflict::two_values(policy, &setting.individuals, &given.facts, &mut to.scope);
    let order = timeline::order(&mut to, composed, &mut given);
    let happenings = timeline::happenings(&mut to, &order);
    let expectations = expect::expectations(&mut to, &order, composed.expect);
    let questions: Vec<AskedQuestion> = expect::questions(&mut to, &order, composed.ask);

    let as_of = composed
        .as_of
        .and_then(|day| super::dates::last_day(&mut to.scope, day));
    let assuming = assumed(&mut to.scope, policy, &composed.assuming);
    let calendar = calendar(&mut to.scope, policy, composed.calendar);

    let Lowering {
        scope, labelled, ..
    } = to;
    let mut references = Vec::new();
    let mut broken = composed.broken;
    let mut variables = Arena::new();
    for finished in [first.finish(), scope.finish(), labelled.finish()] {
        let Finished {
            variables: bound,
            problems: found,
            references: named,
            broken: in_error,
        } = finished;
        let mut found = found;
        if composed.baseless {
            found.retain(|problem| !matches!(problem.code, Code::UnknownLabel | Code::UnknownName));
        }
        problems.append(found);
        references.extend(named);
        broken |= in_error;
        variables = bound; // those of `labelled`, the last
    }
    let case = Case {
        title: composed.title.text.clone(),
        file: composed.file,
        span: composed.head.span,
        as_of: as_of.map(|day| day.date),
        as_of_month: as_of
            .filter(|day| day.from_month)
            .and(composed.as_of)
            .map(|day| day.span),
        assuming,
        calendar,
        individuals: setting.individuals,
        existing: setting.existing,
        kinds: setting.kinds,
        facts: given.facts,
        offices: given.offices,
        links: given.links,
        link_rows: LinkRows::default(),
        effects: given.effects,
        timeline: happenings,
        expectations,
        questions,
        notes: composed
            .notes
            .iter()
            .map(|note| note.text.clone())
            .collect(),
        variables,
        labels: order.labels,
        unknowns: Unknowns::default(),
    };
    Resolved {
        title: case.title.clone(),
        file: case.file,
        span: case.span,
        case: (!broken).then_some(case),
        references,
    }
}

/// The pack that was asked for: the last.
fn main_pack(policy: &Policy) -> PackId {
    let main = policy.packs.entries().rev().find(|(_, pack)| pack.main);
    main.map_or(PackId::new(0), |(id, _)| id)
}

/// `assuming NAME`: a pack, a norm, a definition, a decision, a rule of delegation, a statement.
fn assumed(scope: &mut Scope<'_>, policy: &Policy, names: &[&Word]) -> Vec<Assumed> {
    let mut found = Vec::new();
    for word in names {
        let Some((assumed, target)) = named_rule(scope, policy, &word.text) else {
            let mut known: Vec<&str> = policy.packs.iter().map(|pack| pack.name.as_str()).collect();
            known.extend(scope.names.listed(|names| &names.norms));
            known.extend(scope.names.listed(|names| &names.callables));
            known.extend(scope.names.listed(|names| &names.delegations));
            known.extend(scope.names.listed(|names| &names.statements));
            let problem = messages::unknown_assumption(word, known);
            scope.report(problem);
            continue;
        };
        scope.refer(word.span, target);
        if !found.contains(&assumed) {
            found.push(assumed);
        }
    }
    found
}

fn named_rule(scope: &Scope<'_>, policy: &Policy, name: &str) -> Option<(Assumed, Target)> {
    let names = scope.names;
    if let Some(id) = names.find(name, |names| &names.norms) {
        return Some((Assumed::Norm(*id), Target::Norm(*id)));
    }
    match names.find(name, |names| &names.callables) {
        Some(Callable::Definition(id)) => {
            return Some((Assumed::Definition(*id), Target::Definition(*id)));
        }
        Some(Callable::Decision(id)) => {
            return Some((Assumed::Decision(*id), Target::Decision(*id)));
        }
        _ => {}
    }
    if let Some(id) = names.find(name, |names| &names.delegations) {
        return Some((Assumed::Delegation(*id), Target::Delegation(*id)));
    }
    if let Some(id) = names.find(name, |names| &names.statements) {
        return Some((Assumed::Statement(*id), Target::Statement(*id)));
    }
    let (id, _) = policy.packs.entries().find(|(_, pack)| pack.name == name)?;
    Some((Assumed::Pack(id), Target::Pack(id)))
}

/// The calendar that is named; where none is, the only one there is.
fn calendar(scope: &mut Scope<'_>, policy: &Policy, named: Option<&Word>) -> Option<CalendarId> {
    let Some(word) = named else {
        let mut all = policy.calendars.ids();
        return match (all.next(), all.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
    };
    match scope.names.find(&word.text, |names| &names.calendars) {
        Some(id) => {
            scope.refer(word.span, Target::Calendar(*id));
            Some(*id)
        }
        None => {
            let known = scope.names.listed(|names| &names.calendars);
            let problem = messages::unknown_calendar(word, known);
            scope.report(problem);
            None
        }
    }
}
