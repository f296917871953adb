//! An office of a body that is itself a delegate: the links lead to the body, and its own scheme to the office (S9).

use crate::{
    engine::{
        fail::Run,
        moment::View,
        run::{act::Done, session::Session},
    },
    program::val::Val,
    record::reason::Truth,
};

use super::{
    chain::{Path, Search},
    seat::{Seat, body_of},
    stand::{Basis, Delegated},
};

impl Session<'_> {
    /// Whether an actor may act through a body to which links lead from the holder: as an office of it that its scheme
    /// names, or as a delegate of one. The office is the body itself, which needs no leave to delegate further for it; a link
    /// below the office needs it.
    pub(super) fn through_a_body(
        &mut self,
        seat: &Seat,
        search: Search<'_>,
        done: &Done,
        view: View,
    ) -> Run<Option<Delegated>> {
        let mut best: Option<Delegated> = None;
        for body in self.bodies_between(seat, search.holder) {
            let found = self.through(seat, body, search, done, view)?;
            let truth = found.as_ref().map_or(Truth::False, |one| one.truth);
            if truth == Truth::True {
                return Ok(found);
            }
            if truth > best.as_ref().map_or(Truth::False, |one| one.truth) || best.is_none() {
                best = found.or(best);
            }
        }
        Ok(best)
    }

    fn through(
        &self,
        seat: &Seat,
        body: Val,
        search: Search<'_>,
        done: &Done,
        view: View,
    ) -> Run<Option<Delegated>> {
        if !self.exists(body, view) {
            return Ok(None);
        }
        let search = Search {
            nodes: &[body],
            ..search
        };
        let Some(path) = self.chain(search)? else {
            // Whose office it is may stand in a chain that is broken: then that is why.
            let mut broken = None;
            if self.by_scheme(seat, body, done, view)?.truth != Truth::False {
                broken = self.nearest(search)?;
            }
            return Ok(broken.map(|fault| Delegated {
                truth: Truth::False,
                basis: None,
                faults: vec![fault],
                unknowns: Vec::new(),
            }));
        };
        let mut found = self.by_scheme(seat, body, done, view)?;
        let Some(Basis::Through(_, beneath)) = found.basis.take() else {
            return Ok((!found.faults.is_empty()).then_some(found));
        };
        if let Some(below) = &beneath.below {
            found.truth = found.truth.min(self.may_go_on(&path, below, view)?);
        }
        if path.truth == Truth::Unknown {
            found.faults.extend(self.path_doubts(&path, search)?);
            found.unknowns.extend(self.path_unknowns(&path, view)?);
        }
        found.truth = found.truth.min(path.truth);
        found.basis = Some(Basis::Through(path, beneath));
        Ok(Some(found))
    }

    /// Whether the links to a body let links below its office follow.
    fn may_go_on(&self, path: &Path, below: &Path, view: View) -> Run<Truth> {
        let mut all = Truth::True;
        let Some(next) = below.links.first().and_then(|id| self.links.get(*id)) else {
            return Ok(all);
        };
        for (place, id) in path.links.iter().enumerate() {
            if let Some(link) = self.links.get(*id) {
                let further = path.links.len() - place - 1 + below.links.len();
                all = all.min(self.permits(&link.subs, next.to, further, view)?);
            }
        }
        Ok(all)
    }

    /// Bodies other than the holder whose offices the actor holds, or to whose offices links lead up from it.
    fn bodies_between(&self, seat: &Seat, holder: Val) -> Vec<Val> {
        if self.program.delegations.schemes.is_empty() {
            return Vec::new();
        }
        let mut bodies: Vec<Val> = Vec::new();
        let mut note = |node: Val| {
            let body = body_of(node);
            if node.as_office().is_some() && body != holder && !bodies.contains(&body) {
                bodies.push(body);
            }
        };
        for node in &seat.nodes {
            note(*node);
        }
        for node in &seat.nodes {
            for above in self.roots_above(*node) {
                note(above);
            }
        }
        bodies
    }
}
