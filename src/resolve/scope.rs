//! A scope: the names that are seen, the variables that are bound, and what was found wrong so far. Every rule, and
//! every section of a scenario, is resolved in a scope of its own.
//!
//! Use: [`Scope::new`], then `expr`, `condition`, `value`, `date`, `act_pattern`, `act_value`, `effect`, `deadline`, … in the
//! files beside this one, and [`Scope::finish`] at the end.

use smol_str::SmolStr;

use super::{
    index::Target,
    messages,
    names::{Table, View},
    signatures::Signatures,
};
use crate::{
    base::{id::Arena, span::Span},
    diagnostics::{diagnostic::Diagnostic, problems::Problems},
    policy::{
        expr::{Expr, ExprKind, VarId, Variable},
        policy::{IndividualId, KindId, PackId, Policy},
        types::Type,
    },
    tree::word::Word,
};

/// An individual that a scenario declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnIndividual {
    /// Its id: it stands after those of the policy.
    pub id: IndividualId,
    /// Its kind at first.
    pub kind: KindId,
    /// Whether its kind is in error, and another stands for it: a message has been given.
    pub kindless: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A scope.
#[derive(Debug)]
pub struct Scope<'a> {
    /// What is declared.
    pub signatures: &'a Signatures,
    /// The pack whose names are seen.
    pub pack: PackId,
    /// The names that are seen.
    pub names: View<'a>,
    /// All variables that were bound so far, in the order in which they were met.
    pub variables: Arena<Variable>,
    /// Individuals that a scenario declares, if this is the scope of a scenario.
    pub individuals: Option<&'a Table<OwnIndividual>>,
    /// Whether `is unknown` may be asked: in expectations.
    pub may_ask_unknown: bool,
    /// Names that are in sight, innermost last.
    pub(super) bound: Vec<Bound>,
    /// How often each variable was used after it was bound.
    pub(super) used: Vec<u32>,
    /// For each condition that is being read, the variables of `some g: Practice` that were met in it.
    pub(super) frames: Vec<Vec<VarId>>,
    /// Variables bound by a bare name in a pattern: each may be a slip of the pen for a known name.
    pub(super) fresh: Vec<(VarId, Type)>,
    /// What earlier alternatives bound: the same name is the same variable in each.
    pub(super) offered: Vec<Bound>,
    /// Names that only some of several alternatives bound.
    pub(super) partly: Vec<SmolStr>,
    problems: Problems,
    references: Vec<(Span, Target)>,
    broken: bool,
}

/// A name in sight.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) name: SmolStr,
    pub(super) variable: VarId,
    /// Bound by `some` in an earlier conjunct: a later quantity may use the name again.
    pub(super) soft: bool,
}

/// What a scope gives back at its end.
#[derive(Debug)]
pub struct Finished {
    /// The variables.
    pub variables: Arena<Variable>,
    /// What was found wrong.
    pub problems: Problems,
    /// The names that were resolved.
    pub references: Vec<(Span, Target)>,
    /// Whether anything in it could not be resolved or read, so that the rule must not run.
    pub broken: bool,
}

impl<'a> Scope<'a> {
    /// A scope of a pack with nothing bound in it.
    pub fn new(signatures: &'a Signatures, pack: PackId) -> Scope<'a> {
        Scope {
            signatures,
            pack,
            names: signatures.view(pack),
            variables: Arena::new(),
            individuals: None,
            may_ask_unknown: false,
            bound: Vec::new(),
            used: Vec::new(),
            frames: Vec::new(),
            fresh: Vec::new(),
            offered: Vec::new(),
            partly: Vec::new(),
            problems: Problems::new(),
            references: Vec::new(),
            broken: false,
        }
    }

    /// The scope of a scenario, which sees its own individuals first.
    pub fn of_scenario(
        signatures: &'a Signatures,
        pack: PackId,
        individuals: &'a Table<OwnIndividual>,
    ) -> Scope<'a> {
        Scope {
            individuals: Some(individuals),
            ..Scope::new(signatures, pack)
        }
    }

    /// What is declared.
    pub fn policy(&self) -> &'a Policy {
        &self.signatures.policy
    }

    /// Binds a name from here on; an error where it is bound already.
    pub fn bind(&mut self, word: &Word, ty: Type) -> VarId {
        if let Some(earlier) = self
            .bound
            .iter()
            .rev()
            .find(|b| b.name == word.text && !b.soft)
        {
            let first = self.variables[earlier.variable].span;
            self.report(messages::names::bound_twice(word, first));
        }
        self.bind_anew(word, ty)
    }

    /// Binds a name from here on, whatever it stood for before.
    pub(super) fn bind_anew(&mut self, word: &Word, ty: Type) -> VarId {
        if let Some(earlier) = self.offered.iter().find(|b| b.name == word.text).cloned() {
            let variable = earlier.variable;
            let first = &mut self.variables[variable];
            first.ty = common(&first.ty, &ty);
            let first = first.span;
            self.refer(word.span, Target::Variable(first));
            self.bound.push(earlier);
            return variable;
        }
        let variable = self.variables.push(Variable {
            name: word.text.clone(),
            ty,
            span: word.span,
        });
        self.used.push(0);
        self.refer(word.span, Target::Variable(word.span));
        self.bound.push(Bound {
            name: word.text.clone(),
            variable,
            soft: false,
        });
        variable
    }

    /// A mark of what is in sight, for [`Scope::forget_to`].
    pub fn mark(&self) -> usize {
        self.bound.len()
    }

    /// Takes out of sight what was bound since the mark.
    pub fn forget_to(&mut self, mark: usize) {
        self.bound.truncate(mark);
    }

    /// The variable that a name stands for here, without counting it as used.
    pub fn bound(&self, name: &str) -> Option<VarId> {
        self.bound
            .iter()
            .rev()
            .find(|bound| bound.name == name)
            .map(|bound| bound.variable)
    }

    /// The variable that a name stands for here, used at this place.
    pub(super) fn use_variable(&mut self, name: &str, span: Span) -> Option<VarId> {
        let variable = self.bound(name)?;
        if let Some(count) = self.used.get_mut(variable.index()) {
            *count += 1;
        }
        let bound_at = self.variables[variable].span;
        self.refer(span, Target::Variable(bound_at));
        Some(variable)
    }

    /// Notes that a name at a place names something.
    pub fn refer(&mut self, span: Span, target: Target) {
        self.references.push((span, target));
    }

    /// Reports a problem. An error marks the rule as broken.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.broken |= diagnostic.severity == crate::diagnostics::diagnostic::Severity::Error;
        self.problems.push(diagnostic);
    }

    /// Marks the rule as broken without a message: one has been given.
    pub fn broken_already(&mut self) {
        self.broken = true;
    }

    /// How many problems were found so far.
    pub(super) fn problems_so_far(&self) -> usize {
        self.problems.len()
    }

    /// Whether anything was in error so far.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// What stands for an expression that was in error.
    pub fn bad(&mut self, span: Span) -> Expr {
        self.broken = true;
        Expr {
            kind: ExprKind::Bad,
            ty: Type::Any,
            span,
        }
    }

    /// The end of the scope. A name that a pattern bound and nothing used is most likely a slip of the pen, if a known name is near.
    pub fn finish(mut self) -> Finished {
        for (variable, ty) in std::mem::take(&mut self.fresh) {
            if self
                .used
                .get(variable.index())
                .is_some_and(|used| *used == 0)
            {
                self.suspect(variable, &ty);
            }
        }
        Finished {
            variables: self.variables,
            problems: self.problems,
            references: self.references,
            broken: self.broken,
        }
    }

    fn suspect(&mut self, variable: VarId, ty: &Type) {
        let Variable { name, span, .. } = self.variables[variable].clone();
        let known = self.names_of_type(ty);
        if let Some(near) = crate::base::nearest::nearest(&name, known.iter().map(String::as_str)) {
            let problem = messages::names::unknown(&name, span, Some(near));
            self.report(problem);
        }
    }
}

/// The type of a variable that alternatives bind to one or the other.
fn common(one: &Type, other: &Type) -> Type {
    match (one, other) {
        _ if one == other => one.clone(),
        (Type::Happening(_), Type::Happening(_)) => Type::Happening(None),
        _ => Type::Any,
    }
}
