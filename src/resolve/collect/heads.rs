//! The heads of policies: titles, standing, and which powers are exhaustive.

use rustc_hash::FxHashMap;

use super::collector::{At, Collector};
use crate::{
    base::span::Span,
    policy::{
        policy::{KindId, PackId},
        standing::{Rank, Standing, Status},
    },
    resolve::{collect::declare::text, messages, standing::Inherited},
    tree::policy as tree,
};

impl<'t> Collector<'t> {
    /// Reads the heads of all files. A file without one goes by the first head of its pack.
    pub(super) fn read_heads(&mut self, files: &[(At, &'t tree::PolicyFile)]) {
        let mut first: FxHashMap<PackId, usize> = FxHashMap::default();
        let mut without = Vec::new();
        let mut said: FxHashMap<(PackId, KindId), Span> = FxHashMap::default();
        for (at, file) in files {
            let mut heads = file.items.iter().filter_map(|item| match item {
                tree::Item::Policy(head) => Some(head),
                _ => None,
            });
            let Some(head) = heads.next() else {
                without.push(*at);
                continue;
            };
            for again in heads {
                self.report(messages::norms::head_twice(again, head));
            }
            self.read_head(*at, head);
            first.entry(at.pack).or_insert(at.head);
            self.read_powers(*at, head, &mut said);
        }
        for at in without {
            let inherited = first
                .get(&at.pack)
                .and_then(|head| self.heads.get(*head))
                .cloned();
            if let (Some(inherited), Some(place)) = (inherited, self.heads.get_mut(at.head)) {
                *place = inherited;
            }
        }
        let ranks = std::mem::take(&mut self.source_ranks);
        for (pack, source, word) in ranks {
            let rank = self.read(pack, |scope| scope.rank(word));
            self.signatures.policy.sources[source].rank = rank;
        }
        self.inherit_powers();
    }

    fn read_head(&mut self, at: At, head: &'t tree::PolicyHead) {
        let (from, until, rank) = self.read(at.pack, |scope| {
            let (from, until) = match &head.in_force {
                Some(in_force) => scope.dates_of_force(in_force),
                None => (None, None),
            };
            if let (Some(first), Some(last)) = (from, until)
                && last < first
            {
                scope.report(messages::norms::never_in_force(head.name.span, first, last));
            }
            (
                from,
                until,
                head.rank.as_ref().and_then(|rank| scope.rank(rank)),
            )
        });
        let inherited = Inherited {
            from,
            until,
            when: head
                .in_force
                .as_ref()
                .and_then(|in_force| in_force.when.as_ref()),
            status: head.status.map_or(Status::InForce, |(status, _)| {
                crate::resolve::standing::status(status)
            }),
            rank: rank.unwrap_or(Rank::Act),
        };
        if let Some(when) = inherited.when {
            // Each rule reads it anew; here it is read once, so that a fault in it is found where no rule stands.
            self.read(at.pack, |scope| scope.condition(when));
        }
        let pack = &mut self.signatures.policy.packs[at.pack];
        if pack.span.is_none() {
            pack.span = Some(head.name.span);
            pack.title = text(head.title.as_ref());
            pack.standing = Standing {
                from,
                until,
                when: None,
                status: inherited.status,
                rank: inherited.rank,
            };
        }
        if let Some(place) = self.heads.get_mut(at.head) {
            *place = inherited;
        }
    }

    fn read_powers(
        &mut self,
        at: At,
        head: &'t tree::PolicyHead,
        said: &mut FxHashMap<(PackId, KindId), Span>,
    ) {
        for (word, exhaustive) in &head.powers {
            let Some(kind) = self.read(at.pack, |scope| scope.kind(word)) else {
                continue;
            };
            if let Some(first) = said.insert((at.pack, kind), word.span) {
                self.report(messages::norms::powers_twice(word, first));
            }
            self.signatures.policy.kinds[kind].powers_exhaustive = Some(*exhaustive);
        }
    }

    /// What is said of a kind holds of the kinds below it that nothing is said of. Each kind is passed once or twice, however
    /// deep it stands.
    fn inherit_powers(&mut self) {
        let kinds = &mut self.signatures.policy.kinds;
        let ids: Vec<KindId> = kinds.ids().collect();
        let mut settled = vec![false; ids.len()];
        for kind in ids {
            let mut way = Vec::new();
            let mut at = Some(kind);
            let mut found = None;
            while let Some(next) = at {
                found = kinds[next].powers_exhaustive;
                if found.is_some() || settled.get(next.index()) == Some(&true) {
                    break;
                }
                way.push(next);
                at = kinds[next].parent;
            }
            for passed in way {
                kinds[passed].powers_exhaustive = found;
                if let Some(settled) = settled.get_mut(passed.index()) {
                    *settled = true;
                }
            }
        }
    }
}
