//! Chains of links from a holder to an actor (S7, S7.3): the shortest, then the earliest made, then file order.

use rustc_hash::FxHashMap;

use crate::{
    engine::{fail::Run, moment::View, run::session::Session},
    program::val::Val,
    record::reason::{LinkFault, Truth},
};

use super::{
    link::{Link, LinkId, Sub},
    test::Against,
};

/// How many other chains are counted at the most (S7.3).
pub(crate) const MAX_OTHERS: u8 = 99;

/// So many steps may the count of other chains take: there may be more chains than can be counted.
const MAX_COUNT_STEPS: usize = 20_000;

/// What chain is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Search<'d> {
    /// Where it begins: the holder, or an office of it that a row of a scheme authorises.
    pub(crate) root: Val,
    /// Whose function it is.
    pub(crate) holder: Val,
    /// For whom the actor stands.
    pub(crate) nodes: &'d [Val],
    /// Against what each link is tested.
    pub(crate) against: Against<'d>,
    /// When.
    pub(crate) view: View,
    /// The last link, where the act claims to rest on one.
    pub(crate) under: Option<LinkId>,
    /// Whether the row that authorises the root lets it delegate.
    pub(crate) top: Option<&'d Sub>,
    /// How certain every link must be.
    pub(crate) least: Truth,
    /// To whom the last delegate gives it on, where that is asked: then every link must permit that too.
    pub(crate) onward: Option<Val>,
}

impl Search<'_> {
    /// How many links there are below one, where so many of the chain itself are.
    fn below(&self, links: usize) -> usize {
        links + usize::from(self.onward.is_some())
    }
}

/// A chain, from the holder to the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    /// Its links.
    pub(crate) links: Vec<LinkId>,
    /// Whether it certainly holds.
    pub(crate) truth: Truth,
}

impl Path {
    /// No link at all: what stands under it hangs on nothing yet.
    pub(crate) fn none() -> Path {
        Path {
            links: Vec::new(),
            truth: Truth::True,
        }
    }
}

/// A link that was reached from the actor, with the one below it.
#[derive(Debug, Clone, Copy)]
struct Step {
    link: LinkId,
    below: Option<usize>,
    depth: usize,
    /// The order of the lowest made link so far: what is above must have been made before.
    order: u32,
    truth: Truth,
}

impl Session<'_> {
    /// The chain that is reported: one that holds for certain before one that may.
    pub(crate) fn chain(&self, search: Search<'_>) -> Run<Option<Path>> {
        let certain = Search {
            least: Truth::True,
            ..search
        };
        if let Some(path) = self.find(certain)? {
            return Ok(Some(path));
        }
        self.find(Search {
            least: Truth::Unknown,
            ..search
        })
    }

    fn find(&self, search: Search<'_>) -> Run<Option<Path>> {
        let mut steps: Vec<Step> = Vec::new();
        let mut reached: FxHashMap<LinkId, u32> = FxHashMap::default();
        for node in search.nodes {
            for link in self.links.to(*node) {
                if search.under.is_none_or(|under| under == *link) {
                    self.step(search, *link, None, &mut steps, &mut reached)?;
                }
            }
        }
        let mut start = 0;
        while start < steps.len() {
            let end = steps.len();
            let mut best: Option<(u32, Path)> = None;
            for at in start..end {
                if let Some(path) = self.complete(search, &steps, at)? {
                    let made = path
                        .links
                        .iter()
                        .filter_map(|id| self.links.get(*id)?.order())
                        .max()
                        .unwrap_or(0);
                    let better = match &best {
                        Some((other, old)) => (made, &path.links) < (*other, &old.links),
                        None => true,
                    };
                    if better {
                        best = Some((made, path));
                    }
                }
            }
            if let Some((_, path)) = best {
                return Ok(Some(path));
            }
            for at in start..end {
                for giver in self.givers_of(search, &steps, at) {
                    if giver == search.root {
                        continue;
                    }
                    for upper in self.links.to(giver) {
                        self.step(search, *upper, Some(at), &mut steps, &mut reached)?;
                    }
                }
            }
            start = end;
        }
        Ok(None)
    }

    fn givers_of(&self, search: Search<'_>, steps: &[Step], at: usize) -> Vec<Val> {
        steps
            .get(at)
            .and_then(|step| self.links.get(step.link))
            .map_or_else(Vec::new, |link| {
                self.givers(link.from, search.against, search.view)
            })
    }

    /// Adds a link above what was reached, if it may stand there.
    fn step(
        &self,
        search: Search<'_>,
        id: LinkId,
        below: Option<usize>,
        steps: &mut Vec<Step>,
        reached: &mut FxHashMap<LinkId, u32>,
    ) -> Run<()> {
        let Some(link) = self.links.get(id) else {
            return Ok(());
        };
        let lower = below.and_then(|at| steps.get(at)).copied();
        let (depth, order) = lower.map_or((1, u32::MAX), |step| (step.depth + 1, step.order));
        let order = match link.order() {
            Some(own) if own >= order => return Ok(()),
            Some(own) => own,
            None => order,
        };
        if reached.get(&id).is_some_and(|old| *old >= order) {
            return Ok(());
        }
        let (mut holds, _) = self.test(id, search.against, search.view)?;
        if holds < search.least {
            return Ok(());
        }
        if let Some(lower) = lower {
            let Some(next) = self.links.get(lower.link) else {
                return Ok(());
            };
            if self.is_on_path(link.from, below, steps) {
                return Ok(());
            }
            let below = search.below(depth - 1);
            holds = holds.min(self.permits(&link.subs, next.to, below, search.view)?);
            holds = holds.min(self.of_delegate(next, search));
            holds = holds.min(lower.truth);
        } else if let Some(onward) = search.onward {
            holds = holds.min(self.permits(&link.subs, onward, 1, search.view)?);
        }
        if holds < search.least {
            return Ok(());
        }
        reached.insert(id, order);
        steps.push(Step {
            link: id,
            below,
            depth,
            order,
            truth: holds,
        });
        Ok(())
    }

    /// A node twice on one path is a cycle, which gives nothing (S7.2).
    fn is_on_path(&self, node: Val, mut at: Option<usize>, steps: &[Step]) -> bool {
        while let Some(step) = at.and_then(|at| steps.get(at)) {
            if self
                .links
                .get(step.link)
                .is_some_and(|link| link.to == node)
            {
                return true;
            }
            at = step.below;
        }
        false
    }

    /// Whether a link was made by a delegate of the holder who could.
    pub(crate) fn of_delegate(&self, link: &Link, search: Search<'_>) -> Truth {
        if !self.is_of_holder(link, search) {
            return Truth::False;
        }
        if link.made.is_none() {
            return Truth::True;
        }
        link.through
            .iter()
            .filter(|(holder, _)| {
                self.stands_for(*holder, search.holder, search.against, search.view)
            })
            .map(|(_, truth)| *truth)
            .max()
            .unwrap_or(Truth::False)
    }

    /// Whether a link was made by the holder itself, as one that could.
    pub(crate) fn of_holder(&self, link: &Link, search: Search<'_>) -> Truth {
        if search.root != search.holder {
            return self.of_delegate(link, search);
        }
        if !self.is_of_holder(link, search) {
            return Truth::False;
        }
        if link.made.is_none() {
            return Truth::True;
        }
        if !self.is_within_rules(link, search.against) {
            return Truth::False;
        }
        link.own
    }

    fn is_of_holder(&self, link: &Link, search: Search<'_>) -> bool {
        link.holder.is_none_or(|holder| {
            self.stands_for(holder, search.holder, search.against, search.view)
        })
    }

    /// The whole path, where a step has come to the root.
    fn complete(&self, search: Search<'_>, steps: &[Step], at: usize) -> Run<Option<Path>> {
        let Some(step) = steps.get(at).copied() else {
            return Ok(None);
        };
        let Some(link) = self.links.get(step.link) else {
            return Ok(None);
        };
        if !self
            .givers(link.from, search.against, search.view)
            .contains(&search.root)
        {
            return Ok(None);
        }
        let mut holds = step.truth.min(self.of_holder(link, search));
        if let Some(top) = search.top {
            let subs = std::slice::from_ref(top);
            let below = search.below(step.depth);
            holds = holds.min(self.permits(subs, link.to, below, search.view)?);
        }
        if holds < search.least {
            return Ok(None);
        }
        let mut links = Vec::with_capacity(step.depth);
        let mut next = Some(at);
        while let Some(step) = next.and_then(|at| steps.get(at)) {
            links.push(step.link);
            next = step.below;
        }
        Ok(Some(Path {
            links,
            truth: holds,
        }))
    }

    /// How many other chains there are than the one reported, up to [`MAX_OTHERS`].
    pub(crate) fn others(&self, search: Search<'_>) -> Run<u8> {
        let mut counter = Counter {
            found: 0,
            left: MAX_COUNT_STEPS,
        };
        let mut steps = Vec::new();
        for node in search.nodes {
            for link in self.links.to(*node) {
                self.count(search, *link, None, &mut steps, &mut counter)?;
            }
        }
        let others = counter.found.saturating_sub(1);
        Ok(u8::try_from(others).unwrap_or(MAX_OTHERS).min(MAX_OTHERS))
    }

    fn count(
        &self,
        search: Search<'_>,
        id: LinkId,
        below: Option<usize>,
        steps: &mut Vec<Step>,
        counter: &mut Counter,
    ) -> Run<()> {
        if counter.found > usize::from(MAX_OTHERS) || counter.left == 0 {
            return Ok(());
        }
        counter.left -= 1;
        let mut anew = FxHashMap::default();
        let at = steps.len();
        self.step(search, id, below, steps, &mut anew)?;
        if steps.len() == at {
            return Ok(());
        }
        if self.complete(search, steps, at)?.is_some() {
            counter.found += 1;
        }
        for giver in self.givers_of(search, steps, at) {
            if giver == search.root {
                continue;
            }
            for upper in self.links.to(giver) {
                self.count(search, *upper, Some(at), steps, counter)?;
            }
        }
        steps.truncate(at);
        Ok(())
    }

    /// What stands between two links of a chain, apart from what stands against either by itself.
    pub(crate) fn between(
        &self,
        upper: &Link,
        lower: &Link,
        below: usize,
        search: Search<'_>,
    ) -> Run<Option<Between>> {
        if self.permits(&upper.subs, lower.to, below, search.view)? == Truth::False {
            return Ok(Some(Between::Upper(LinkFault::NoSubDelegation)));
        }
        let in_order = match (upper.order(), lower.order()) {
            (Some(upper), Some(lower)) => upper < lower,
            _ => true,
        };
        if !in_order || self.of_delegate(lower, search) == Truth::False {
            return Ok(Some(Between::Lower(LinkFault::GiverWithout)));
        }
        Ok(None)
    }
}

/// What stands between two links, and at which of them.
pub(crate) enum Between {
    /// At the one nearer to the holder.
    Upper(LinkFault),
    /// At the one nearer to the actor.
    Lower(LinkFault),
}

struct Counter {
    found: usize,
    left: usize,
}
