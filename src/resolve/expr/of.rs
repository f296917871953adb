//! `X of y`: attributes, parts of a happening, offices of a body. Several words before the last `of` may be one attribute
//! (`area of practice of p`) or several, one of the other: the names decide, longer ones first.

use super::{name::literal, resolve::typed};
use crate::{
    base::span::Span,
    policy::{
        expr::{Expr, ExprKind, HappeningPart},
        policy::{FactId, KindId},
        types::Type,
        value::Value,
    },
    resolve::{index::Target, messages, scope::Scope},
    tree::{expr as tree, word::Word},
};

impl Scope<'_> {
    /// `population of c`, `date of x`, `chief-finance-officer of c`
    pub(crate) fn of(&mut self, what: &[Word], of: &tree::Expr, span: Span) -> Expr {
        let mut found = self.unchecked(of, &Type::Any);
        let mut end = what.len();
        while end > 0 {
            if matches!(found.kind, ExprKind::Bad) {
                return self.bad(span);
            }
            let next = (0..end).find_map(|start| {
                let words = what.get(start..end)?;
                let first = words.first()?;
                let last = words.last()?;
                let place = first.span.to(last.span);
                let key = attribute_key(words);
                let whole = Span {
                    start: first.span.start,
                    ..found.span
                };
                Some((start, self.part(&key, place, whole, &found)?))
            });
            match next {
                Some((start, part)) => {
                    found = part;
                    end = start;
                }
                None => {
                    let word = what.get(end - 1).or(what.first());
                    // Where a type is unknown, that has been said, and what hangs on it is left alone.
                    let orphaned =
                        matches!(found.ty, Type::Kind(kind) if self.signatures.is_orphaned(kind));
                    let quiet = orphaned
                        || found.ty == Type::Any
                            && (self.is_broken() || self.signatures.incomplete);
                    if let Some(word) = word.filter(|_| !quiet) {
                        let problem = self.unknown_attribute(word, &found.ty);
                        self.report(problem);
                    }
                    return self.bad(span);
                }
            }
        }
        found.span = span;
        found
    }

    /// One part, attribute or office of something, if it has one of this name.
    fn part(&mut self, key: &str, place: Span, span: Span, of: &Expr) -> Option<Expr> {
        if let (ExprKind::Decision(id, arguments), "principal") = (&of.kind, key) {
            let kind = ExprKind::DecisionPrincipal(*id, arguments.clone());
            return Some(typed(kind, of.ty.clone(), span));
        }
        match &of.ty {
            Type::Happening(act) => {
                let part = |part, ty| {
                    let kind = ExprKind::HappeningPart(Box::new(of.clone()), part);
                    Some(typed(kind, ty, span))
                };
                let argument = act.and_then(|act| {
                    let parameters = &self.policy().acts[act].parameters;
                    let at = parameters.iter().position(|p| p.name == key)?;
                    Some((at, parameters.get(at)?.ty.clone()))
                });
                if let Some((at, ty)) = argument {
                    return part(HappeningPart::Argument(at), ty);
                }
                match key {
                    "date" => part(HappeningPart::Date, Type::Date),
                    "actor" => part(HappeningPart::Actor, Type::Any),
                    "performer" => part(HappeningPart::Performer, Type::Any),
                    "deadline" => part(HappeningPart::Deadline, Type::Date),
                    _ => None,
                }
            }
            Type::Kind(_) | Type::Any => {
                if let Some(fact) = self.attribute(key, &of.ty) {
                    self.refer(place, Target::Fact(fact));
                    let ty = self.policy().facts[fact].ty.clone();
                    return Some(typed(ExprKind::Fact(fact, vec![of.clone()]), ty, span));
                }
                self.office(key, place, span, of)
            }
            _ => None,
        }
    }

    /// The attribute of this name that individuals of a type have: of the kind itself or the nearest above it, else the one
    /// that only some of them have, if there is but one.
    pub(crate) fn attribute(&self, key: &str, ty: &Type) -> Option<FactId> {
        let all = self.names.all(key, |names| &names.attributes);
        let Type::Kind(kind) = ty else {
            return match all.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
        };
        let policy = self.policy();
        let of = |fact: FactId| match policy.facts[fact].sort {
            crate::policy::policy::FactSort::Attribute(kind) => Some(kind),
            _ => None,
        };
        let mut at = Some(*kind);
        while let Some(kind) = at {
            if let Some(found) = all.iter().find(|fact| of(**fact) == Some(kind)) {
                return Some(*found);
            }
            at = policy.kinds[kind].parent;
        }
        let below: Vec<FactId> = all
            .into_iter()
            .filter(|fact| of(*fact).is_some_and(|below| policy.is_kind(below, *kind)))
            .collect();
        match below.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn office(&mut self, key: &str, place: Span, span: Span, of: &Expr) -> Option<Expr> {
        let kind = match of.ty {
            Type::Kind(kind) => Some(kind),
            _ => None,
        };
        let body = match &of.kind {
            ExprKind::Literal(Value::Individual(id)) => Some(*id),
            _ => None,
        };
        let office = self.office_named(key, kind, body)?;
        self.refer(place, Target::Office(office));
        let ty = Type::Kind(self.policy().offices[office].kind);
        Some(match body {
            Some(body) => literal(Value::Office(office, body), ty, span),
            None => typed(ExprKind::OfficeOf(office, Box::new(of.clone())), ty, span),
        })
    }

    /// The office of this name that a body (of this kind) can have.
    pub fn office_named(
        &self,
        name: &str,
        kind: Option<KindId>,
        body: Option<crate::policy::policy::IndividualId>,
    ) -> Option<crate::policy::delegation::OfficeId> {
        let policy = self.policy();
        let all = self.names.all(name, |names| &names.offices);
        all.into_iter().find(|office| {
            let office = &policy.offices[*office];
            let kind_fits = match (office.of, kind) {
                (Some(wanted), Some(kind)) => self.signatures.related(wanted, kind),
                _ => true,
            };
            let body_fits = match (office.of_body, body) {
                (Some(wanted), Some(body)) => wanted == body,
                _ => true,
            };
            kind_fits && body_fits
        })
    }

    /// The message for something that a thing does not have.
    pub(crate) fn unknown_attribute(
        &self,
        word: &Word,
        of: &Type,
    ) -> crate::diagnostics::diagnostic::Diagnostic {
        let policy = self.policy();
        if self.names.find(&word.text, |names| &names.norms).is_some() {
            return messages::names::norm_without_state(word);
        }
        let known: Vec<String> = match of {
            Type::Happening(act) => {
                let mut parts = vec!["date", "actor", "performer", "deadline"];
                if let Some(act) = act {
                    parts.extend(policy.acts[*act].parameters.iter().map(|p| p.name.as_str()));
                }
                parts.into_iter().map(str::to_owned).collect()
            }
            Type::Kind(_) | Type::Any => {
                let mut names = self.names.listed(|names| &names.attributes);
                names.retain(|name| self.attribute(name, of).is_some());
                names.extend(self.names.listed(|names| &names.offices));
                names.extend(self.names.listed(|names| &names.norms));
                names.into_iter().map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let all = self.names.all(&word.text, |names| &names.attributes);
        let owners: Vec<_> = all
            .iter()
            .filter_map(|fact| match policy.facts[*fact].sort {
                crate::policy::policy::FactSort::Attribute(kind) => {
                    Some(policy.kinds[kind].name.clone())
                }
                _ => None,
            })
            .collect();
        messages::names::unknown_attribute(word, of, &owners, &known, policy)
    }
}

/// The name under which an attribute of these words stands: `area of practice`.
pub(crate) fn attribute_key(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" of ")
}
