//! The way from the trees of all packs to the policy: signatures, then bodies, then what only the whole can tell.

use super::{
    collect::{Body, BodyKind, Collected, collect},
    decision, declared, definition, delegation,
    index::{Index, Target},
    input::{PackInput, Sheets},
    memo::{Changed, Memo, Remembering},
    norm,
    patch::patch,
    recursion::recursion,
    resolved::Resolved,
    scheme,
    signatures::Signatures,
    standing::Inherited,
    statement,
};
use crate::{
    base::{span::Span, threads::in_lumps},
    diagnostics::problems::Problems,
    policy::{
        delegation::{DelegationRule, Reserved, Scheme},
        norm::{Norm, NormNameId},
        policy::{
            Accepted, DecisionId, DecisionVersion, DefinitionId, DefinitionVersion, FactSort,
            Policy, Statement,
        },
    },
};

/// What the trees of all packs mean.
#[derive(Debug)]
pub struct Resolution {
    /// The signatures; `signatures.policy` is the whole policy, bodies included.
    pub signatures: Signatures,
    /// From every resolved name to what it names.
    pub index: Index,
    /// What was found wrong.
    pub problems: Problems,
}

impl Resolution {
    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.signatures.policy
    }
}

/// Resolves the packs, of which one is the main one, into one policy. A rule that holds an error is left out; a definition or
/// decision keeps what is right in it, and what is in error there is `Bad`, which a run takes for unknown.
pub fn policy(packs: &[PackInput<'_>], sheets: &dyn Sheets) -> Resolution {
    resolve(packs, sheets, None).0
}

/// The same, after an edit: the norms of items that did not change are not read again where all signatures are what they were.
pub fn policy_again(
    packs: &[PackInput<'_>],
    sheets: &dyn Sheets,
    mut before: Option<(Resolution, Memo)>,
    changed: &Changed,
) -> (Resolution, Memo) {
    if let Some(known) = before.take_if(|before| patch(packs, before, changed)) {
        return known;
    }
    let (resolution, memo) = resolve(packs, sheets, Some(Before { before, changed }));
    (resolution, memo.unwrap_or_default())
}

/// What was known before an edit, and which items it changed.
struct Before<'a> {
    before: Option<(Resolution, Memo)>,
    changed: &'a Changed,
}

fn resolve(
    packs: &[PackInput<'_>],
    sheets: &dyn Sheets,
    before: Option<Before<'_>>,
) -> (Resolution, Option<Memo>) {
    let Collected {
        mut signatures,
        bodies,
        heads,
        mut problems,
        mut references,
    } = collect(packs);
    let nothing = Inherited::nothing();
    let remembering = before.map(|Before { before, changed }| {
        let memo = Memo::new(&signatures, packs, &heads, &problems);
        Remembering::new(memo, before, changed)
    });
    let mut reader = Reader {
        signatures: &signatures,
        sheets,
        problems: Problems::new(),
        references: Vec::new(),
        found: Vec::with_capacity(bodies.len()),
        schemes: 0,
        remembering,
    };
    let head = |body: &Body<'_>| heads.get(body.head).unwrap_or(&nothing);
    for (body, norm) in bodies.iter().zip(reader.norms(&bodies, &head)) {
        reader.body(body, head(body), norm);
    }
    let Reader {
        problems: in_bodies,
        references: from_bodies,
        found,
        remembering,
        ..
    } = reader;
    let mut memo = remembering.map(Remembering::finish);
    problems.append(in_bodies);
    references.extend(from_bodies);
    for (pack, read) in found {
        enter(&mut signatures, pack, read);
    }
    let policy = &mut signatures.policy;
    let mut in_others = definition::versions(policy);
    in_others.append(decision::versions(policy));
    in_others.append(recursion(policy));
    if let Some(memo) = &mut memo {
        memo.in_others.append(in_others.clone());
    }
    problems.append(in_others);
    problems.append(among_norms(policy));
    let resolution = Resolution {
        signatures,
        index: Index::new(references),
        problems,
    };
    (resolution, memo)
}

/// Puts the versions of norms in order; what is wrong in what norms say of one another.
pub(super) fn among_norms(policy: &mut Policy) -> Problems {
    let mut problems = norm::norm_versions(policy);
    problems.append(norm::override_rings(policy));
    problems.append(norm::breach_rings(policy));
    problems
}

/// A body that was read.
enum Read {
    Individual(Vec<crate::policy::policy::StatedFact>),
    Act(
        crate::policy::policy::ActId,
        Vec<crate::policy::policy::ClauseId>,
    ),
    Fact(
        crate::policy::policy::FactId,
        Vec<crate::policy::policy::ClauseId>,
        Option<crate::policy::expr::Expr>,
    ),
    Definition(DefinitionId, DefinitionVersion),
    Decision(DecisionId, DecisionVersion),
    Norm(NormNameId, Box<Norm>),
    Delegation(Box<DelegationRule>),
    Reserved(Box<Reserved>),
    Office(crate::policy::delegation::OfficeId, delegation::OfficeBody),
    Scheme(Box<Scheme>),
    Statement(Box<Statement>),
    Accepted(Accepted),
}

/// So many bodies are read by one thread at a time.
const LUMP: usize = 64;

/// Reads bodies: each hangs on nothing but its tree, its head and the signatures. What was read is put in its place one after the
/// other, in the order of the bodies.
struct Reader<'a> {
    signatures: &'a Signatures,
    sheets: &'a dyn Sheets,
    problems: Problems,
    references: Vec<(Span, Target)>,
    found: Vec<(crate::policy::policy::PackId, Read)>,
    /// How many schemes were read and stay: the next one's id.
    schemes: u32,
    /// What need not be read again.
    remembering: Option<Remembering<'a>>,
}

impl Reader<'_> {
    fn take<T>(&mut self, resolved: Resolved<T>) -> Option<T> {
        if let Some(remembering) = &mut self.remembering {
            remembering.keep_problems(&resolved.problems);
        }
        self.take_known(resolved)
    }

    /// The same, of a norm, which is remembered by itself.
    fn take_known<T>(&mut self, resolved: Resolved<T>) -> Option<T> {
        self.problems.append(resolved.problems);
        self.references.extend(resolved.references);
        resolved.item
    }

    /// The norms among these bodies, read side by side; none where norms are known from before, which need not be read.
    fn norms<'h>(
        &self,
        bodies: &[Body<'_>],
        head: &(dyn Fn(&Body<'_>) -> &'h Inherited<'h> + Sync),
    ) -> Vec<Option<Resolved<Norm>>> {
        let signatures = self.signatures;
        if self.remembering.as_ref().is_some_and(Remembering::knows) {
            return bodies.iter().map(|_| None).collect();
        }
        in_lumps(bodies, LUMP, |body| match body.kind {
            BodyKind::Norm(id, written) => {
                Some(norm::norm(signatures, body.pack, id, written, head(body)))
            }
            _ => None,
        })
    }

    fn body(
        &mut self,
        body: &Body<'_>,
        inherited: &Inherited<'_>,
        read_ahead: Option<Resolved<Norm>>,
    ) {
        let (signatures, pack) = (self.signatures, body.pack);
        let read = match body.kind {
            BodyKind::Individual(id, written) => self
                .take(declared::individual(signatures, pack, id, written))
                .map(Read::Individual),
            BodyKind::Act(id, written) => self
                .take(declared::act(signatures, pack, id, written))
                .map(|sources| Read::Act(id, sources)),
            BodyKind::Fact(id, written) => self
                .take(declared::fact(signatures, pack, id, written))
                .map(|(sources, by)| Read::Fact(id, sources, by)),
            BodyKind::Attribute(id, written) => {
                self.take(declared::attribute(signatures, pack, id, written));
                None
            }
            BodyKind::Definition(id, written) => self
                .take(definition::definition(
                    signatures, pack, id, written, inherited,
                ))
                .map(|version| Read::Definition(id, version)),
            BodyKind::Decision(id, written) => self
                .take(decision::decision(signatures, pack, id, written, inherited))
                .map(|version| Read::Decision(id, version)),
            BodyKind::Norm(id, written) => {
                let known = read_ahead.or_else(|| {
                    let remembering = self.remembering.as_mut()?;
                    remembering.recall(written.span)
                });
                let resolved =
                    known.unwrap_or_else(|| norm::norm(signatures, pack, id, written, inherited));
                if let Some(remembering) = &mut self.remembering {
                    remembering.keep(body, &resolved);
                }
                self.take_known(resolved)
                    .map(|norm| Read::Norm(id, Box::new(norm)))
            }
            BodyKind::Delegation(written) => self
                .take(delegation::delegation(signatures, pack, written, inherited))
                .map(|rule| Read::Delegation(Box::new(rule))),
            BodyKind::Reserved(written) => self
                .take(delegation::reserved(
                    signatures, pack, written, inherited, None,
                ))
                .map(|reserved| Read::Reserved(Box::new(reserved))),
            BodyKind::Office(id, written) => self
                .take(delegation::office(signatures, pack, id, written))
                .map(|office| Read::Office(id, office)),
            BodyKind::Scheme(written) => {
                self.scheme(body, written, inherited);
                None
            }
            BodyKind::Statement(written) => self
                .take(statement::statement(signatures, pack, written, inherited))
                .map(|statement| Read::Statement(Box::new(statement))),
            BodyKind::Accept(written) => self
                .take(statement::accept(signatures, pack, written))
                .map(Read::Accepted),
        };
        if let Some(read) = read {
            self.found.push((pack, read));
        }
    }

    /// A scheme, with the reservations in it.
    fn scheme(
        &mut self,
        body: &Body<'_>,
        written: &crate::tree::delegation::Scheme,
        inherited: &Inherited<'_>,
    ) {
        let pack = body.pack;
        let (resolved, whose, in_sheet) =
            scheme::scheme(self.signatures, pack, written, inherited, self.sheets);
        let Some(found) = self.take(resolved) else {
            return;
        };
        let id = crate::base::id::Id::new(self.schemes);
        self.schemes += 1;
        self.references
            .push((written.name.span, Target::Scheme(id)));
        let standing = found.in_force.clone();
        self.found.push((pack, Read::Scheme(Box::new(found))));
        for reserved in written.reserved.iter().chain(&in_sheet) {
            let of = whose.map(|whose| (id, whose));
            let resolved = delegation::reserved(self.signatures, pack, reserved, inherited, of);
            if let Some(mut reserved) = self.take(resolved) {
                // A reservation in a scheme is in force with it.
                (reserved.in_force.from, reserved.in_force.until) = (standing.from, standing.until);
                self.found.push((pack, Read::Reserved(Box::new(reserved))));
            }
        }
    }
}

/// Puts a body in its place.
fn enter(signatures: &mut Signatures, pack: crate::policy::policy::PackId, read: Read) {
    let policy = &mut signatures.policy;
    let names = signatures.names.get_mut(pack.index());
    match read {
        Read::Individual(stated) => policy.stated.extend(stated),
        Read::Act(id, sources) => policy.acts[id].sources = sources,
        Read::Fact(id, sources, by) => {
            let fact = &mut policy.facts[id];
            fact.sources = sources;
            if let FactSort::Judgement(whose) = &mut fact.sort {
                *whose = by;
            }
        }
        Read::Definition(id, version) => policy.definitions[id].versions.push(version),
        Read::Decision(id, version) => policy.decisions[id].versions.push(version),
        Read::Norm(name, norm) => {
            let id = policy.norms.push(*norm);
            policy.norm_names[name].versions.push(id);
        }
        Read::Delegation(rule) => {
            let name = rule.name.clone();
            let id = policy.delegations.push(*rule);
            if let Some(names) = names {
                names.delegations.insert(name, id);
            }
        }
        Read::Reserved(reserved) => {
            policy.reserved.push(*reserved);
        }
        Read::Office(id, body) => {
            let office = &mut policy.offices[id];
            office.quorum = body.quorum;
            office.variables = body.variables;
            office.casting_vote = body.casting_vote;
            office.sources = body.sources;
        }
        Read::Scheme(scheme) => {
            let name = scheme.name.clone();
            let id = policy.schemes.push(*scheme);
            if let Some(names) = names {
                names.schemes.entry(name).or_insert(id);
            }
        }
        Read::Statement(statement) => {
            let name = statement.name.clone();
            let id = policy.statements.push(*statement);
            if let Some(names) = names {
                names.statements.insert(name, id);
            }
        }
        Read::Accepted(accepted) => policy.accepted.push(accepted),
    }
}
