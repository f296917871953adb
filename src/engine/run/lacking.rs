//! What exactly a condition lacks that does not hold: the members of a set that are left out, those for whom it fails.

use crate::{
    engine::{duties::instance::InstanceId, fail::Run, moment::View},
    policy::expr::CompareOp,
    program::{
        node::{Node, NodeId, RangedId},
        norm::{PartCode, PartKind},
        val::Val,
    },
    record::{duty::Missing, reason::Truth},
};

use super::session::Session;

impl Session<'_> {
    /// As of when a part's condition is looked at: at the act it is of, at the end of a last day that is over, or now.
    pub(super) fn view_of_part(&self, id: InstanceId, part: &PartCode, number: u32) -> View {
        let now = self.after();
        match &part.kind {
            PartKind::Ensure(_) => self.before(),
            PartKind::Achieve(..) | PartKind::HaveOn(..) => {
                let due = match self.duties.part(id, number) {
                    Some(progress) => progress.due.last,
                    None => self.duties.get(id).map_or(i32::MAX, |one| one.due),
                };
                if due < now.day() {
                    View::end_of(due)
                } else {
                    now
                }
            }
            _ => now,
        }
    }

    /// What a condition lacks: where one set is to include another, the members that it does not; where something is to
    /// hold of everyone, or of no one, those for whom it is otherwise. Nothing where that says no more than the condition.
    pub(super) fn lacking(
        &mut self,
        condition: NodeId,
        env: &mut [Val],
        view: View,
        missing: &mut Vec<Missing>,
    ) -> Run<()> {
        // The code of the run: a statement's condition is no part of the program.
        match self.world.code.node(condition) {
            Node::And(all) => {
                for one in self.world.code.list(all).to_vec() {
                    self.lacking(one, env, view, missing)?;
                }
            }
            Node::Includes(one, other) => {
                let has = self.set_members(one, env, view)?;
                let wanted = self.set_members(other, env, view)?;
                for item in wanted {
                    if !has.contains(&item) {
                        missing.extend(self.world.give(item).map(Missing::Item));
                    }
                }
            }
            Node::Not(one) => {
                if let Node::Some(ranged) = self.world.code.node(one) {
                    self.in_the_way(ranged, None, env, view, missing)?;
                }
            }
            Node::CountCompare(CompareOp::Equal | CompareOp::AtMost, ranged, count) => {
                let none = self.value(count, env, view)?;
                if self.is_used_up(none) {
                    self.in_the_way(ranged, None, env, view, missing)?;
                }
            }
            Node::Every(ranged, body) => {
                self.in_the_way(ranged, Some(body), env, view, missing)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Those of whom there should be none; with a condition, those of whom it does not hold.
    fn in_the_way(
        &mut self,
        ranged: RangedId,
        body: Option<NodeId>,
        env: &mut [Val],
        view: View,
        missing: &mut Vec<Missing>,
    ) -> Run<()> {
        let slot = self.world.code.range(ranged).slot.index();
        for (member, belongs) in self.members(ranged, env, view)? {
            if let Some(place) = env.get_mut(slot) {
                *place = member;
            }
            let holds = match body {
                Some(body) => self.truth(body, env, view)?,
                None => Truth::False,
            };
            if let Some(place) = env.get_mut(slot) {
                *place = Val::NONE;
            }
            if belongs == Truth::True && holds == Truth::False {
                missing.extend(self.world.give(member).map(Missing::Fails));
            }
        }
        Ok(())
    }
}
