//! Definitions and decisions, with their versions.

use super::compiler::Compiler;
use crate::{
    policy::{
        policy::{self, DecisionResult, DefinitionBody, KindId},
        types::Type,
    },
    program::{
        node::{Domain, NodeId, Ranged, RangedId, Slot},
        rule::{Body, Decision, DecisionVersion, Definition, DefinitionVersion, Force, Row},
    },
};

impl Compiler<'_> {
    pub(super) fn definitions_and_decisions(&mut self) {
        let policy = self.policy;
        for definition in policy.definitions.iter() {
            let compiled = self.definition(definition);
            self.code.definitions.push(compiled);
        }
        for decision in policy.decisions.iter() {
            let compiled = self.decision(decision);
            self.code.decisions.push(compiled);
        }
        self.rings();
    }

    fn definition(&mut self, definition: &policy::Definition) -> Definition {
        let versions = definition
            .versions
            .iter()
            .map(|version| {
                let body = match &version.body {
                    DefinitionBody::Condition { when, unless } => Body::Condition {
                        when: self.nodes(when),
                        unless: self.nodes(unless),
                    },
                    DefinitionBody::Value(value) => Body::Value(self.expression(value)),
                };
                let force = self.force(&version.standing, version.pack);
                self.note_days(&force);
                DefinitionVersion {
                    slots: slots(version.variables.len()),
                    body,
                    force,
                    span: version.span,
                }
            })
            .collect();
        Definition {
            versions,
            parameters: slots(definition.parameters.len()),
            boolean: definition.ty == Type::Boolean,
            ring: None,
            dear: false,
            facts: None,
        }
    }

    fn decision(&mut self, decision: &policy::Decision) -> Decision {
        let versions = decision
            .versions
            .iter()
            .map(|version| self.decision_version(version))
            .collect();
        Decision {
            versions,
            parameters: slots(decision.parameters.len()),
        }
    }

    fn decision_version(&mut self, version: &policy::DecisionVersion) -> DecisionVersion {
        let free: Vec<_> = version
            .free
            .iter()
            .map(|(variable, kind)| (Slot(variable.raw()), *kind))
            .collect();
        let rows = version
            .rows
            .iter()
            .map(|row| {
                let condition = row.condition.as_ref().map(|expr| self.expression(expr));
                let (result, principal) = match &row.result {
                    DecisionResult::Value(value, principal) => {
                        let value = self.expression(value);
                        let principal = principal.as_ref().map(|expr| self.expression(expr));
                        (Some(value), principal)
                    }
                    DecisionResult::Nothing(_) => (None, None),
                };
                let read: Vec<NodeId> = condition
                    .into_iter()
                    .chain(result)
                    .chain(principal)
                    .collect();
                let free = self.row_variables(&free, &read, condition);
                Row {
                    condition,
                    free,
                    result,
                    principal,
                    span: row.span,
                }
            })
            .collect();
        let force = self.force(&version.standing, version.pack);
        self.note_days(&force);
        DecisionVersion {
            slots: slots(version.variables.len()),
            unique: version.unique,
            free,
            rows,
            force,
            span: version.span,
        }
    }

    /// The free variables that a row reads, each with a fact by which its values are found, where the row's condition has one.
    fn row_variables(
        &mut self,
        free: &[(Slot, KindId)],
        read: &[NodeId],
        condition: Option<NodeId>,
    ) -> Vec<RangedId> {
        let mut ranged = Vec::new();
        for (place, (slot, kind)) in free.iter().enumerate() {
            if !read.iter().any(|node| self.code.reads_slot(*node, *slot)) {
                continue;
            }
            let later = free.get(place + 1..).unwrap_or(&[]);
            let generator = condition
                .and_then(|condition| self.generator(*slot, condition))
                .filter(|found| {
                    let arguments = self.code.list(found.arguments);
                    arguments.iter().all(|argument| {
                        later
                            .iter()
                            .all(|(later, _)| !self.code.reads_slot(*argument, *later))
                    })
                });
            ranged.push(self.code.ranged.push(Ranged {
                slot: *slot,
                domain: Domain::Kind(*kind),
                condition: None,
                generator,
            }));
        }
        ranged
    }

    fn note_days(&mut self, force: &Force) {
        if force.from != i32::MIN {
            self.code.version_days.insert(force.from);
        }
        if force.until != i32::MAX {
            self.code.version_days.insert(force.until.saturating_add(1));
        }
    }
}

fn slots(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
