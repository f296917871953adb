//! Rules of delegation, reservations, and offices.

use super::{
    citation::KindOrBody,
    collect::{text, texts},
    messages,
    resolved::{Resolved, kept, left_out_if_broken},
    scope::Scope,
    signatures::Signatures,
    standing::{Inherited, Said},
};
use crate::{
    base::span::Span,
    policy::{
        delegation::{DelegationRule, Matter, Reserved, ReservedTo, SchemeId, SubDelegation},
        expr::{Expr, VarId, Variable},
        policy::{ClauseId, KindId, PackId},
        types::Type,
    },
    tree::{
        delegation::{self as tree, DelegationClause},
        norm::ClauseKind,
        word::Word,
    },
};

/// A rule of delegation from its tree and the signatures alone.
pub fn delegation(
    signatures: &Signatures,
    pack: PackId,
    written: &tree::DelegationRule,
    inherited: &Inherited<'_>,
) -> Resolved<DelegationRule> {
    let mut scope = Scope::new(signatures, pack);
    let found = scope.rule(written, inherited);
    let (variables, rest) = scope.finish().split();
    let found = found.map(|rule| DelegationRule { variables, ..rule });
    left_out_if_broken("rule of delegation", &written.name, found, rest)
}

impl Scope<'_> {
    fn rule(
        &mut self,
        written: &tree::DelegationRule,
        inherited: &Inherited<'_>,
    ) -> Option<DelegationRule> {
        self.clauses_once(written);
        let mut said = Said::default();
        for clause in common(written) {
            match clause {
                ClauseKind::InForce(in_force) => said.in_force = Some(in_force),
                ClauseKind::Status(status) => said.status = Some(*status),
                ClauseKind::Rank(rank) => said.rank = Some(rank),
                _ => {}
            }
        }
        let in_force = self.standing(said, inherited, written.name.span);
        let from = written.clauses.iter().find_map(|clause| match clause {
            DelegationClause::From(party, _) => Some(party),
            _ => None,
        });
        let from = match from {
            Some(party) => self.party(party),
            None => self.lacks(written, "from c: KIND"),
        };
        let to = written.clauses.iter().find_map(|clause| match clause {
            DelegationClause::To {
                variable, kinds, ..
            } => Some((variable, kinds)),
            _ => None,
        });
        let to = match to {
            Some((variable, kinds)) => Some(self.delegates(variable.as_ref(), kinds)),
            None => self.lacks(written, "to d: KIND"),
        };
        let mut of: Vec<Matter> = Vec::new();
        let mut said_of = false;
        for clause in &written.clauses {
            if let DelegationClause::Of(words, _) = clause {
                said_of = true;
                of.extend(words.iter().filter_map(|word| self.matter(word)));
            }
        }
        if !said_of {
            self.lacks::<()>(written, "of FUNCTION");
        }
        let mut rule = DelegationRule {
            name: written.name.text.clone(),
            title: text(written.title.as_ref()),
            pack: self.pack,
            sources: Vec::new(),
            variables: crate::base::id::Arena::new(),
            from: from?,
            to: None,
            to_kinds: Vec::new(),
            of,
            made_by: None,
            standing_link: false,
            conditions: Vec::new(),
            exceptions: Vec::new(),
            agreement: Vec::new(),
            limits: Vec::new(),
            sub_delegation: SubDelegation::NotPermitted,
            in_force,
            notes: Vec::new(),
            span: written.name.span,
        };
        (rule.to, rule.to_kinds) = to?;
        for clause in &written.clauses {
            match clause {
                DelegationClause::MadeBy(party, _) => rule.made_by = self.party(party),
                DelegationClause::Standing(_) => rule.standing_link = true,
                DelegationClause::SubDelegation(sub, _) => {
                    rule.sub_delegation = self.sub_delegation(sub);
                }
                DelegationClause::Common(clause) => self.common_clause(&clause.kind, &mut rule),
                DelegationClause::From(..)
                | DelegationClause::To { .. }
                | DelegationClause::Of(..) => {}
            }
        }
        Some(rule)
    }

    /// Reports what stands twice, and what cannot stand in a rule of delegation.
    fn clauses_once(&mut self, written: &tree::DelegationRule) {
        let mut seen: Vec<(&'static str, Span)> = Vec::new();
        for clause in &written.clauses {
            let (word, once, span) = match clause {
                DelegationClause::From(_, span) => ("from", true, *span),
                DelegationClause::To { span, .. } => ("to", true, *span),
                DelegationClause::Of(_, span) => ("of", false, *span),
                DelegationClause::MadeBy(_, span) => ("made by", true, *span),
                DelegationClause::Standing(span) => ("standing", true, *span),
                DelegationClause::SubDelegation(_, span) => ("sub-delegation", true, *span),
                DelegationClause::Common(clause) => match super::norm::keyword(&clause.kind) {
                    Some(word @ ("in force" | "status" | "rank")) => (word, true, clause.keyword),
                    Some(
                        word @ ("source" | "if" | "unless" | "needs agreement of" | "up to"
                        | "note"),
                    ) => (word, false, clause.keyword),
                    Some(word) => {
                        self.report(messages::delegation::clause_not_here(clause.keyword, word));
                        continue;
                    }
                    None => {
                        self.broken_already();
                        continue;
                    }
                },
            };
            if let (true, Some((_, first))) = (once, seen.iter().find(|(other, _)| *other == word))
            {
                let first = *first;
                self.report(messages::norms::clause_twice(span, word, first));
            }
            seen.push((word, span));
        }
    }

    fn lacks<T>(&mut self, written: &tree::DelegationRule, clause: &str) -> Option<T> {
        if !self.is_broken() {
            self.report(messages::norms::missing(
                &written.name,
                "rule of delegation",
                clause,
            ));
        }
        self.broken_already();
        None
    }

    /// To whom: the variable, and the kinds it may be of.
    fn delegates(
        &mut self,
        variable: Option<&Word>,
        words: &[Word],
    ) -> (Option<VarId>, Vec<KindId>) {
        let kinds: Vec<KindId> = words.iter().filter_map(|word| self.kind(word)).collect();
        let ty = match kinds.as_slice() {
            [only] => Type::Kind(*only),
            _ => Type::Any,
        };
        (variable.map(|word| self.bind(word, ty)), kinds)
    }

    /// `permitted once`, `permitted to Officer`
    pub fn sub_delegation(&mut self, sub: &tree::SubDelegation) -> SubDelegation {
        match sub {
            tree::SubDelegation::NotPermitted => SubDelegation::NotPermitted,
            tree::SubDelegation::Permitted => SubDelegation::Permitted,
            tree::SubDelegation::Once => SubDelegation::Once,
            tree::SubDelegation::To(words) => {
                SubDelegation::To(words.iter().filter_map(|word| self.kind(word)).collect())
            }
            tree::SubDelegation::If(c) => SubDelegation::If(Box::new(self.condition(c))),
        }
    }

    fn common_clause(&mut self, clause: &ClauseKind, rule: &mut DelegationRule) {
        match clause {
            ClauseKind::Source(cited) => rule.sources.extend(self.citations(cited)),
            ClauseKind::If(c) => rule.conditions.push(self.condition(c)),
            ClauseKind::Unless(c) => rule.exceptions.push(self.condition(c)),
            ClauseKind::NeedsAgreement(of) => {
                rule.agreement
                    .extend(of.iter().filter_map(|e| self.body(e)));
            }
            ClauseKind::UpTo(limit) => rule.limits.push(self.limit(limit)),
            ClauseKind::Note(note) => rule.notes.push(note.text.clone()),
            _ => {}
        }
    }
}

fn common(written: &tree::DelegationRule) -> impl Iterator<Item = &ClauseKind> {
    written.clauses.iter().filter_map(|clause| match clause {
        DelegationClause::Common(clause) => Some(&clause.kind),
        _ => None,
    })
}

/// `reserved F of KIND to WHO if C`; in a scheme, of the scheme's body. The first variable of its condition is `body`.
pub fn reserved(
    signatures: &Signatures,
    pack: PackId,
    written: &tree::Reserved,
    inherited: &Inherited<'_>,
    scheme: Option<(SchemeId, KindOrBody)>,
) -> Resolved<Reserved> {
    let mut scope = Scope::new(signatures, pack);
    let own = written.of.as_ref().map(|of| scope.kind_or_body(of));
    let of = match (own, scheme) {
        (Some(own), _) => own,
        (None, Some((_, of))) => Some(of),
        (None, None) => None,
    };
    let kind = of.map(KindOrBody::kind);
    let body = of.and_then(KindOrBody::body);
    let name = Word {
        text: "body".into(),
        span: written.span,
    };
    scope.bind_anew(&name, kind.map_or(Type::Any, Type::Kind));
    let what: Vec<Matter> = written
        .what
        .iter()
        .filter_map(|word| scope.matter(word))
        .collect();
    let to = written.to.as_ref().and_then(|word| {
        if let Some(office) = scope.office_named(&word.text, kind, body) {
            scope.refer(word.span, super::index::Target::Office(office));
            return Some(ReservedTo::Office(office));
        }
        match scope.individual_named(&word.text) {
            Some((id, _)) => {
                scope.refer(word.span, super::index::Target::Individual(id));
                Some(ReservedTo::Individual(id))
            }
            None => {
                let mut known = scope.names.listed(|names| &names.offices);
                known.extend(scope.names.listed(|names| &names.individuals));
                let near = crate::base::nearest::nearest(&word.text, known);
                scope.report(messages::names::unknown_office(word, near));
                None
            }
        }
    });
    let condition = written.condition.as_ref().map(|c| scope.condition(c));
    let sources = scope.citations(&written.source);
    let in_force = scope.standing(Said::default(), inherited, written.span);
    let (variables, rest) = scope.finish().split();
    let found = Reserved {
        what,
        of: kind.filter(|_| body.is_none()),
        of_body: body,
        to,
        condition,
        variables,
        sources,
        in_force,
        scheme: scheme.map(|(id, _)| id),
        notes: texts(&written.notes),
        span: written.span,
    };
    let name = written.what.first().unwrap_or(&name);
    left_out_if_broken("reservation of", name, Some(found), rest)
}

/// What an office's body gives.
#[derive(Debug)]
pub struct OfficeBody {
    /// `quorum`
    pub quorum: Vec<Expr>,
    /// Its variables.
    pub variables: crate::base::id::Arena<Variable>,
    /// `casting vote of`
    pub casting_vote: Option<crate::policy::delegation::OfficeId>,
    /// The clauses it cites.
    pub sources: Vec<ClauseId>,
}

/// The quorum and the casting vote of an office or committee.
pub fn office(
    signatures: &Signatures,
    pack: PackId,
    id: crate::policy::delegation::OfficeId,
    written: &tree::Office,
) -> Resolved<OfficeBody> {
    let mut scope = Scope::new(signatures, pack);
    let declared = &signatures.policy.offices[id];
    if written.of.is_none() {
        scope.report(messages::delegation::office_of_whom(&written.name));
    }
    if !written.committee
        && let Some(quorum) = written.quorum.first()
    {
        scope.report(messages::delegation::quorum_of_one(
            quorum.span,
            &written.name,
        ));
    }
    let quorum = written.quorum.iter().map(|c| scope.condition(c)).collect();
    let casting_vote = written
        .casting_vote
        .as_ref()
        .and_then(|word| scope.office_of(word, declared.of, declared.of_body));
    let sources = scope.citations(&written.source);
    let (variables, rest) = scope.finish().split();
    kept(
        OfficeBody {
            quorum,
            variables,
            casting_vote,
            sources,
        },
        rest,
    )
}
