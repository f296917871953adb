//! Schemes of delegation: whose, and its rows, from the policy or from a spreadsheet.

use super::{
    citation::KindOrBody,
    collect::{text, texts},
    fold::fold,
    index::Target,
    input::Sheets,
    messages,
    resolved::{Resolved, left_out_if_broken},
    scope::Scope,
    signatures::Signatures,
    standing::{Inherited, Said},
};
use crate::{
    base::{number::Number, span::Span},
    diagnostics::diagnostic::Severity,
    policy::{
        delegation::{Matter, Scheme, SchemeRow, Signers, SubDelegation},
        expr::Expr,
        norm::{Counted, Party},
        policy::PackId,
        types::Type,
        value::Value,
    },
    tree::{delegation as tree, word::Word},
};

/// A scheme from its tree and the signatures alone, with whose it is for its reservations, and those that its spreadsheet
/// holds.
pub fn scheme(
    signatures: &Signatures,
    pack: PackId,
    written: &tree::Scheme,
    inherited: &Inherited<'_>,
    sheets: &dyn Sheets,
) -> (Resolved<Scheme>, Option<KindOrBody>, Vec<tree::Reserved>) {
    let mut scope = Scope::new(signatures, pack);
    let of = scope.scheme_of(&written.of);
    let whose = of.as_ref().map(|(_, whose)| *whose);
    let actor_name = Word {
        text: "actor".into(),
        span: written.name.span,
    };
    let actor = scope.bind_anew(&actor_name, Type::Any);
    let said = Said {
        in_force: Some(&written.in_force),
        ..Said::default()
    };
    let in_force = scope.standing(said, inherited, written.name.span);
    let sources = scope.citations(&written.source);
    let read;
    let mut in_sheet = Vec::new();
    let rows: Vec<(&tree::SchemeRow, Option<String>)> = match &written.rows {
        tree::SchemeRows::Here { rows, .. } => rows.iter().map(|row| (row, None)).collect(),
        tree::SchemeRows::File(layout) => {
            let name = signatures
                .policy
                .packs
                .get(pack)
                .map_or("", |pack| pack.name.as_str());
            let sheet = sheets.rows(name, written);
            for problem in sheet.problems {
                if problem.severity == Severity::Error {
                    scope.broken_already();
                }
                scope.report(problem);
            }
            // What is wrong with a word of the policy is told there, and not again at every cell that holds it.
            if scope.understands(layout, whose) {
                read = sheet.rows;
                in_sheet = sheet.reserved;
            } else {
                read = Vec::new();
            }
            read.iter().map(|(row, cell)| (row, cell.clone())).collect()
        }
    };
    let rows: Vec<SchemeRow> = rows
        .into_iter()
        .filter_map(|(row, cell)| scope.scheme_row(row, cell, whose))
        .collect();
    let separate = written
        .separate
        .iter()
        .map(|(names, span)| {
            let matters = names.iter().filter_map(|name| scope.matter(name));
            (matters.collect(), *span)
        })
        .collect();
    let (variables, rest) = scope.finish().split();
    let found = of.map(|(of, _)| Scheme {
        name: written.name.text.clone(),
        title: text(written.title.as_ref()),
        pack,
        of,
        variables,
        actor,
        rows,
        separate,
        sources,
        in_force,
        notes: texts(&written.notes),
        span: written.name.span,
    });
    (
        left_out_if_broken("scheme", &written.name, found, rest),
        whose,
        in_sheet,
    )
}

impl Scope<'_> {
    fn scheme_of(&mut self, of: &tree::SchemeOf) -> Option<(Party, KindOrBody)> {
        match of {
            tree::SchemeOf::Body(word) => {
                let Some((id, kind)) = self.individual_named(&word.text) else {
                    let problem = if self.names.find(&word.text, |names| &names.types).is_some() {
                        messages::delegation::scheme_of_kind(word)
                    } else {
                        let known = self.names.listed(|names| &names.individuals);
                        let near = crate::base::nearest::nearest(&word.text, known);
                        messages::names::unknown_individual(word, near)
                    };
                    self.report(problem);
                    return None;
                };
                self.refer(word.span, Target::Individual(id));
                Some((Party::One(id), KindOrBody::Body(id, kind)))
            }
            tree::SchemeOf::Any(binder) => {
                let kind = self.kind(&binder.kind);
                let variable = self.bind(&binder.name, kind.map_or(Type::Any, Type::Kind));
                let kind = kind?;
                let party = Party::Any {
                    variable,
                    kind,
                    condition: None,
                };
                Some((party, KindOrBody::Kind(kind)))
            }
        }
    }

    /// Whether everything that the policy says of a spreadsheet's words and columns has a meaning.
    fn understands(&mut self, layout: &tree::Sheet, whose: Option<KindOrBody>) -> bool {
        let mut all = true;
        for role in &layout.roles {
            all &= self.signers(&role.who, whose).is_some();
        }
        for words in &layout.words {
            let mark = self.mark();
            all &= match &words.ours {
                tree::SheetMeaning::Matter(None) => true,
                tree::SheetMeaning::Matter(Some(word)) => self.matter(word).is_some(),
                tree::SheetMeaning::Amount(band) => {
                    self.band(band);
                    true
                }
                tree::SheetMeaning::Who(signers) => self.signers(signers, whose).is_some(),
                tree::SheetMeaning::Counted(counted) => self.counted(counted).is_some(),
                tree::SheetMeaning::SubDelegation(sub) => {
                    self.sub_delegation(sub);
                    true
                }
                tree::SheetMeaning::If(condition) => {
                    self.condition(condition);
                    true
                }
            };
            self.forget_to(mark);
        }
        all
    }

    fn scheme_row(
        &mut self,
        row: &tree::SchemeRow,
        cell: Option<String>,
        whose: Option<KindOrBody>,
    ) -> Option<SchemeRow> {
        let mark = self.mark();
        let matter = match &row.matter {
            Some(word) => self.matter(word),
            None => Some(Matter::Everything),
        };
        let (from, to) = match &row.amount {
            Some(band) => self.band(band),
            None => (None, None),
        };
        let who = self.signers(&row.who, whose);
        let counted = match &row.counted {
            Some(counted) => self.counted(counted),
            None => Some(Counted::PerAct),
        };
        let sub_delegation = match &row.sub_delegation {
            Some(sub) => self.sub_delegation(sub),
            None => SubDelegation::NotPermitted,
        };
        let condition = row.condition.as_ref().map(|c| self.condition(c));
        let sources = self.citations(&row.source);
        self.forget_to(mark);
        Some(SchemeRow {
            matter: matter?,
            from,
            to,
            who: who?,
            counted: counted?,
            sub_delegation,
            condition,
            sources,
            cell,
            span: row.span,
        })
    }

    /// The ends of a band; where both are known the lower must lie below the upper.
    fn band(&mut self, band: &tree::Band) -> (BandEnd, BandEnd) {
        let mut end = |end: &Option<(crate::tree::expr::Expr, bool)>| {
            end.as_ref().map(|(e, included)| {
                let found = self.unchecked(e, &Type::Money);
                (self.amount(found), *included)
            })
        };
        let (from, to) = (end(&band.from), end(&band.to));
        let number = |e: &Expr| -> Option<Number> {
            match fold(e, &self.policy().periods)? {
                Value::Money(money) => Some(money.number()),
                Value::Number(number) => Some(number),
                _ => None,
            }
        };
        if let (Some((low, low_in)), Some((high, high_in))) = (&from, &to) {
            let empty = match (number(low), number(high)) {
                (Some(low), Some(high)) => low > high || (low == high && !(*low_in && *high_in)),
                _ => false,
            };
            if empty {
                self.report(messages::delegation::empty_band(band.span));
            } else if !self.signatures.fits(&low.ty, &high.ty) {
                let problem = messages::types::unlike(low, high, self.policy());
                self.report(problem);
            }
        }
        (from, to)
    }

    fn signers(&mut self, signers: &tree::Signers, whose: Option<KindOrBody>) -> Option<Signers> {
        match signers {
            tree::Signers::Office(word) if word.text == THE_BODY_ITSELF => Some(Signers::Body),
            tree::Signers::Office(word) => {
                let kind = whose.map(KindOrBody::kind);
                let body = whose.and_then(KindOrBody::body);
                if let Some(office) = self.office_named(&word.text, kind, body) {
                    self.refer(word.span, Target::Office(office));
                    return Some(Signers::Office(office));
                }
                if let Some((id, _)) = self.individual_named(&word.text) {
                    self.refer(word.span, Target::Individual(id));
                    return Some(Signers::Individual(id));
                }
                self.office_of(word, kind, body);
                None
            }
            tree::Signers::And(all) => {
                let all = self.each_signer(all, whose)?;
                self.all_different(&all, signers_span(signers));
                Some(Signers::And(all))
            }
            tree::Signers::Or(any) => Some(Signers::Or(self.each_signer(any, whose)?)),
        }
    }

    fn each_signer(
        &mut self,
        signers: &[tree::Signers],
        whose: Option<KindOrBody>,
    ) -> Option<Vec<Signers>> {
        let found: Vec<Option<Signers>> = signers
            .iter()
            .map(|signers| self.signers(signers, whose))
            .collect();
        found.into_iter().collect()
    }

    /// One person by name cannot sign twice.
    fn all_different(&mut self, all: &[Signers], span: Option<Span>) {
        for (at, one) in all.iter().enumerate() {
            let twice = matches!(one, Signers::Individual(_))
                && all.get(at + 1..).is_some_and(|later| later.contains(one));
            if let (true, Some(span)) = (twice, span) {
                self.report(messages::delegation::signs_twice(span));
            }
        }
    }
}

/// An end of a band, and whether it is included.
type BandEnd = Option<(Expr, bool)>;

/// How `the body itself` stands in the tree.
const THE_BODY_ITSELF: &str = "the body itself";

fn signers_span(signers: &tree::Signers) -> Option<Span> {
    match signers {
        tree::Signers::Office(word) => Some(word.span),
        tree::Signers::And(all) | tree::Signers::Or(all) => {
            let first = signers_span(all.first()?)?;
            Some(first.to(signers_span(all.last()?)?))
        }
    }
}
