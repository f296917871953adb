//! Types and kinds as written.

use crate::{
    base::period::PeriodKind,
    policy::{
        expr::{Domain, Expr, ExprKind},
        policy::KindId,
        types::Type,
    },
    resolve::{index::Target, messages, names::TypeName, scope::Scope},
    tree::{policy as tree, word::Word},
};

impl Scope<'_> {
    /// `set of Topic`, `money`, `CCG`: `Type::Any` where it is not known, with a message.
    pub fn ty(&mut self, ty: &tree::Type) -> Type {
        match ty {
            tree::Type::Named(word) => self.type_named(word).unwrap_or(Type::Any),
            tree::Type::SetOf(of, _) => Type::Set(Box::new(self.ty(of))),
        }
    }

    /// A type by its name.
    pub fn type_named(&mut self, word: &Word) -> Option<Type> {
        if let Some(ty) = built_in(&word.text) {
            return Some(ty);
        }
        let Some(found) = self.names.find(&word.text, |names| &names.types).copied() else {
            let problem = self.unknown_type(word, false);
            self.report(problem);
            return None;
        };
        Some(match found {
            TypeName::Kind(kind) => {
                self.refer(word.span, Target::Kind(kind));
                Type::Kind(kind)
            }
            TypeName::Values(set) => {
                self.refer(word.span, Target::ValueSet(set));
                Type::Values(set)
            }
            TypeName::Period(period) => {
                self.refer(word.span, Target::Period(period));
                Type::Period(PeriodKind::Declared(period))
            }
        })
    }

    /// A kind by its name.
    pub fn kind(&mut self, word: &Word) -> Option<KindId> {
        match self.names.find(&word.text, |names| &names.types) {
            Some(TypeName::Kind(kind)) => {
                self.refer(word.span, Target::Kind(*kind));
                Some(*kind)
            }
            Some(_) => {
                self.report(messages::names::no_kind(word));
                None
            }
            None => {
                let problem = if built_in(&word.text).is_some() {
                    messages::names::no_kind(word)
                } else {
                    self.unknown_type(word, true)
                };
                self.report(problem);
                None
            }
        }
    }

    /// What a variable can range over: the individuals of a kind, or the entries of a tree of values.
    pub(crate) fn domain(&mut self, word: &Word) -> Option<(Domain, Type)> {
        if let Some(TypeName::Values(set)) = self.names.find(&word.text, |names| &names.types) {
            self.refer(word.span, Target::ValueSet(*set));
            return Some((Domain::Values(*set), Type::Values(*set)));
        }
        let kind = self.kind(word)?;
        Some((Domain::Kind(kind), Type::Kind(kind)))
    }

    /// A sort of periods by its name: `financial-year`, `month`, a declared one.
    pub fn period_kind(&mut self, word: &Word) -> Option<PeriodKind> {
        match self.type_named(word)? {
            Type::Period(kind) => Some(kind),
            _ => {
                self.report(messages::names::no_period(word));
                None
            }
        }
    }

    fn unknown_type(
        &self,
        word: &Word,
        kind_wanted: bool,
    ) -> crate::diagnostics::diagnostic::Diagnostic {
        let mut known = self.names.listed(|names| &names.types);
        if !kind_wanted {
            known.extend(BUILT_IN.iter().map(|(name, _)| *name));
        }
        let near = crate::base::nearest::nearest(&word.text, known);
        messages::names::unknown_type(word, kind_wanted, near)
    }

    /// An expression that must be an individual of whatever kind.
    pub(crate) fn individual(&mut self, e: Expr) -> Expr {
        match e.ty {
            Type::Kind(_) | Type::Any => e,
            _ => {
                if !matches!(e.kind, ExprKind::Bad) {
                    let problem = messages::types::no_individual(&e, self.policy());
                    self.report(problem);
                }
                self.bad(e.span)
            }
        }
    }
}

const BUILT_IN: &[(&str, Type)] = &[
    ("boolean", Type::Boolean),
    ("number", Type::Number),
    ("percent", Type::Percent),
    ("money", Type::Money),
    ("date", Type::Date),
    ("duration", Type::Duration),
    ("text", Type::Text),
    ("financial-year", Type::Period(PeriodKind::FinancialYear)),
    ("month", Type::Period(PeriodKind::Month)),
    ("function", Type::Function),
    ("act", Type::Act),
    ("norm", Type::Norm),
];

/// A type of the language itself.
pub(crate) fn built_in(name: &str) -> Option<Type> {
    let (_, ty) = BUILT_IN.iter().find(|(written, _)| *written == name)?;
    Some(ty.clone())
}

/// Whether a name is a type of the language itself.
pub(crate) fn is_built_in(name: &str) -> bool {
    built_in(name).is_some()
}
