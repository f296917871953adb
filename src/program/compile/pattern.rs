//! Patterns of acts, questions about the past, and deadlines.

use super::compiler::Compiler;
use crate::{
    policy::{
        expr, norm,
        pattern::{self, ActPattern, ActRef},
    },
    program::{
        node::{Node, Slot},
        pattern::{
            Deadline, DeadlineId, Past, PastId, PastKey, Pattern, PatternAct, PatternId, Term,
            Window,
        },
    },
};

impl Compiler<'_> {
    /// A term.
    pub fn term(&mut self, term: &pattern::Term) -> Term {
        match term {
            pattern::Term::Is(expression) => Term::Is(self.expression(expression)),
            pattern::Term::Bind(variable, kind) => Term::Bind(Slot(variable.raw()), *kind),
            pattern::Term::Anything => Term::Anything,
            pattern::Term::AllOf(expression) => Term::AllOf(self.expression(expression)),
            pattern::Term::AnyOf(expression) => Term::AnyOf(self.expression(expression)),
            pattern::Term::InTotal(expression) => Term::InTotal(self.expression(expression)),
        }
    }

    /// A pattern of acts.
    pub fn pattern(&mut self, pattern: &ActPattern) -> PatternId {
        let mut arguments: Vec<(u32, Term)> = pattern
            .arguments
            .iter()
            .map(|(parameter, term)| {
                let parameter = u32::try_from(*parameter).unwrap_or(u32::MAX);
                (parameter, self.term(term))
            })
            .collect();
        // What fails the soonest first, and what an argument binds before what another reads: the order is kept otherwise.
        arguments.sort_by_key(|(_, term)| match term {
            Term::Is(node) if self.literal(*node) => 0,
            Term::Is(node) if matches!(self.code.node(*node), Node::Slot(_)) => 1,
            Term::Bind(..) | Term::Anything => 2,
            Term::Is(_) => 3,
            Term::AllOf(_) | Term::AnyOf(_) | Term::InTotal(_) => 4,
        });
        let performed_by = pattern.performed_by.as_ref().map(|term| self.term(term));
        let condition = pattern
            .condition
            .as_ref()
            .map(|condition| self.expression(condition));
        let act = match pattern.act {
            ActRef::Act(act) => PatternAct::Act(act),
            ActRef::Variable(variable) => PatternAct::Variable(Slot(variable.raw())),
            ActRef::Anything => PatternAct::Anything,
        };
        let terms = arguments.iter().map(|(_, term)| *term).chain(performed_by);
        let binds = terms
            .filter_map(|term| match term {
                Term::Bind(slot, _) => Some(slot),
                _ => None,
            })
            .collect();
        self.code.patterns.push(Pattern {
            act,
            arguments,
            under: pattern.under,
            condition,
            performed_by,
            binds,
            span: pattern.span,
        })
    }

    /// A question about acts of the past.
    pub fn past(&mut self, past: &expr::PastAct) -> PastId {
        let by = past.by.as_ref().map(|by| self.term(by));
        let id = self.pattern(&past.pattern);
        let windows = past
            .windows
            .iter()
            .map(|window| self.window(window))
            .collect();
        let pattern = self.code.pattern(id).clone();
        let mut binds = pattern.binds.clone();
        if let Some(Term::Bind(slot, _)) = by {
            binds.push(slot);
        }
        let (key, by_key_alone) = self.past_key(by, &pattern, &binds);
        self.code.pasts.push(Past {
            by,
            pattern: id,
            windows,
            key,
            fresh: binds,
            by_key_alone,
            span: past.span,
        })
    }

    /// What of a pattern is fixed before an act is looked at, and whether nothing else is said.
    fn past_key(&self, by: Option<Term>, pattern: &Pattern, binds: &[Slot]) -> (PastKey, bool) {
        let fixed = |node| !binds.iter().any(|slot| self.code.reads_slot(node, *slot));
        let mut key = PastKey::default();
        let mut alone = pattern.condition.is_none()
            && pattern.performed_by.is_none()
            && matches!(pattern.act, PatternAct::Act(_))
            && pattern.under.is_none();
        match by {
            Some(Term::Is(node)) if fixed(node) => key.by = Some(node),
            None | Some(Term::Anything | Term::Bind(_, None)) => {}
            Some(_) => alone = false,
        }
        for (parameter, term) in &pattern.arguments {
            match term {
                Term::Is(node) if fixed(*node) => key.arguments.push((*parameter, *node)),
                Term::Bind(slot, kind) => {
                    key.present.push(*parameter);
                    let repeated = binds.iter().filter(|bound| *bound == slot).count() > 1;
                    alone &= kind.is_none() && !repeated;
                }
                Term::Anything => {}
                _ => alone = false,
            }
        }
        if !matches!(pattern.act, PatternAct::Act(_)) {
            key.arguments.clear();
            key.present.clear();
        }
        (key, alone)
    }

    fn window(&mut self, window: &expr::Window) -> Window {
        match window {
            expr::Window::Before(of) => Window::Before(self.expression(of)),
            expr::Window::OnOrBefore(of) => Window::OnOrBefore(self.expression(of)),
            expr::Window::After(of) => Window::After(self.expression(of)),
            expr::Window::Since(of) => Window::Since(self.expression(of)),
            expr::Window::On(of) => Window::On(self.expression(of)),
            expr::Window::During(of) => Window::During(self.expression(of)),
            expr::Window::AtLeastBefore(length, of) => {
                Window::AtLeastBefore(self.length(length), self.expression(of))
            }
            expr::Window::WithinBefore(length, of) => {
                Window::WithinBefore(self.length(length), self.expression(of))
            }
            expr::Window::WithinFrom(length, of) => {
                Window::WithinFrom(self.length(length), self.expression(of))
            }
            expr::Window::WithinBeginning(length, of) => {
                Window::WithinBeginning(self.length(length), self.expression(of))
            }
        }
    }

    /// A deadline.
    pub fn deadline(&mut self, deadline: &norm::Deadline) -> DeadlineId {
        let deadline = match deadline {
            norm::Deadline::Before(of) => Deadline::Before(self.expression(of)),
            norm::Deadline::By(of) => Deadline::By(self.expression(of)),
            norm::Deadline::On(of) => Deadline::On(self.expression(of)),
            norm::Deadline::WithinFrom(length, of) => {
                Deadline::WithinFrom(self.length(length), self.expression(of))
            }
            norm::Deadline::WithinBeginning(length, of) => {
                Deadline::WithinBeginning(self.length(length), self.expression(of))
            }
            norm::Deadline::AtLeastBefore(length, of) => {
                Deadline::AtLeastBefore(self.length(length), self.expression(of))
            }
            norm::Deadline::Promptly => Deadline::Promptly,
        };
        self.code.deadlines.push(deadline)
    }
}
