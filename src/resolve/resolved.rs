//! What reading one item gives: what it is, unless it must be left out, with what was found wrong and what was named.

use crate::{
    base::span::Span,
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
    },
    resolve::{index::Target, messages, scope::Finished},
    tree::word::Word,
};

/// An item that was read.
#[derive(Debug)]
pub struct Resolved<T> {
    /// What it is; nothing where it must be left out.
    pub item: Option<T>,
    /// What was found wrong.
    pub problems: Problems,
    /// The names that were resolved.
    pub references: Vec<(Span, Target)>,
}

/// An item that is left out as soon as anything in it is in error: half a rule is another rule. The first error says so.
pub fn left_out_if_broken<T>(sort: &str, name: &Word, item: Option<T>, end: Rest) -> Resolved<T> {
    let broken = end.broken || item.is_none();
    let mut problems = Problems::new();
    if broken {
        // What is expected of it cannot come out, which says nothing new.
        problems.unread(&name.text, name.span.file, name.span.item);
    }
    let mut said = !broken;
    for problem in end.problems {
        let is_error = problem.severity == Severity::Error;
        problems.push(if is_error && !said {
            said = true;
            problem.note(messages::norms::left_out(sort, &name.text))
        } else {
            problem
        });
    }
    if !said {
        let problem: Diagnostic = messages::norms::left_out_silently(sort, name);
        problems.push(problem);
    }
    Resolved {
        item: item.filter(|_| !broken),
        problems,
        references: end.references,
    }
}

/// An item that stays with what is right in it: what is in error is `Bad` there, which a run takes for unknown.
pub fn kept<T>(item: T, end: Rest) -> Resolved<T> {
    Resolved {
        item: Some(item),
        problems: end.problems,
        references: end.references,
    }
}

/// The end of a scope without its variables.
#[derive(Debug)]
pub struct Rest {
    /// What was found wrong.
    pub problems: Problems,
    /// The names that were resolved.
    pub references: Vec<(Span, Target)>,
    /// Whether anything was in error.
    pub broken: bool,
}

impl Finished {
    /// The variables, and the rest.
    pub fn split(self) -> (crate::base::id::Arena<crate::policy::expr::Variable>, Rest) {
        let rest = Rest {
            problems: self.problems,
            references: self.references,
            broken: self.broken,
        };
        (self.variables, rest)
    }
}
