//! Where no chain holds: the nearest one, with the fewest faults and then the shortest, and its first broken link (S7.3).

use std::{cmp::Reverse, collections::BinaryHeap};

use rustc_hash::FxHashSet;

use crate::{
    engine::{fail::Run, run::session::Session},
    record::reason::{Fault, LinkFault, Truth},
};

use super::{
    chain::{Between, Search},
    link::LinkId,
};

/// So many links are looked at; what is farther away is not near.
const MAX_LINKS: usize = 10_000;

/// A link of another function is farther from the act than any other that does not hold.
const OTHER_FUNCTION: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Step {
    link: LinkId,
    below: Option<usize>,
    faults: usize,
    depth: usize,
}

impl Session<'_> {
    /// The first broken link of the nearest chain; none where nothing leads from the holder to the actor.
    pub(crate) fn nearest(&self, search: Search<'_>) -> Run<Option<Fault>> {
        let mut steps: Vec<Step> = Vec::new();
        let mut heap = BinaryHeap::new();
        let mut visited: FxHashSet<LinkId> = FxHashSet::default();
        for node in search.nodes {
            for link in self.links.to(*node) {
                self.reach(search, *link, None, &mut steps, &mut heap)?;
            }
        }
        while let Some(Reverse((_, _, at))) = heap.pop() {
            let Some(step) = steps.get(at).copied() else {
                break;
            };
            if !visited.insert(step.link) || visited.len() > MAX_LINKS {
                continue;
            }
            let Some(link) = self.links.get(step.link) else {
                continue;
            };
            let mut givers = self.givers(link.from, search.against, search.view);
            if givers.is_empty() {
                givers.push(link.from);
            }
            if givers.contains(&search.root) {
                return self.first_broken(search, &steps, at);
            }
            for giver in givers {
                for upper in self.links.to(giver) {
                    if !visited.contains(upper) {
                        self.reach(search, *upper, Some(at), &mut steps, &mut heap)?;
                    }
                }
            }
        }
        Ok(None)
    }

    fn reach(
        &self,
        search: Search<'_>,
        id: LinkId,
        below: Option<usize>,
        steps: &mut Vec<Step>,
        heap: &mut BinaryHeap<Reverse<(usize, usize, usize)>>,
    ) -> Run<()> {
        let Some(link) = self.links.get(id) else {
            return Ok(());
        };
        let lower = below.and_then(|at| steps.get(at)).copied();
        let (mut faults, depth) = lower.map_or((0, 1), |step| (step.faults, step.depth + 1));
        let (holds, fault) = self.test(id, search.against, search.view)?;
        // A link that has nothing to do with the act is no step towards it.
        if fault == Some(LinkFault::OtherFunction) && below.is_some() {
            return Ok(());
        }
        faults += match fault {
            Some(LinkFault::OtherFunction) => OTHER_FUNCTION,
            _ => usize::from(holds == Truth::False),
        };
        if let Some(next) = lower.and_then(|step| self.links.get(step.link)) {
            let amiss = self.between(link, next, depth - 1, search)?.is_some();
            faults += usize::from(amiss);
        }
        heap.push(Reverse((faults, depth, steps.len())));
        steps.push(Step {
            link: id,
            below,
            faults,
            depth,
        });
        Ok(())
    }

    fn first_broken(&self, search: Search<'_>, steps: &[Step], at: usize) -> Run<Option<Fault>> {
        let mut links = Vec::new();
        let mut next = Some(at);
        while let Some(step) = next.and_then(|at| steps.get(at)) {
            links.push(step.link);
            next = step.below;
        }
        let broken = |id: LinkId, why: LinkFault| {
            let name = self.links.get(id).map(|link| link.name);
            name.map(|link| Fault::BrokenLink { link, why })
        };
        for (place, id) in links.iter().enumerate() {
            let Some(link) = self.links.get(*id) else {
                continue;
            };
            if place == 0
                && self
                    .givers(link.from, search.against, search.view)
                    .is_empty()
            {
                return Ok(broken(*id, LinkFault::GiverWithout));
            }
            let (holds, fault) = self.test(*id, search.against, search.view)?;
            if holds == Truth::False {
                return Ok(broken(*id, fault.unwrap_or(LinkFault::GiverWithout)));
            }
            if place == 0 {
                if let Some(top) = search.top
                    && self.permits(std::slice::from_ref(top), link.to, links.len(), search.view)?
                        == Truth::False
                {
                    return Ok(broken(*id, LinkFault::NoSubDelegation));
                }
                if self.of_holder(link, search) == Truth::False {
                    return Ok(broken(*id, LinkFault::GiverWithout));
                }
            }
            let lower = links.get(place + 1).copied();
            if let Some((lower, next)) = lower.and_then(|id| Some((id, self.links.get(id)?))) {
                let below = links.len() - place - 1;
                match self.between(link, next, below, search)? {
                    Some(Between::Upper(why)) => return Ok(broken(*id, why)),
                    Some(Between::Lower(why)) => return Ok(broken(lower, why)),
                    None => {}
                }
            }
        }
        Ok(None)
    }
}
