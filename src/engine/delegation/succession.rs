//! Who stands in a giver's place: itself, or who received its functions when it was abolished (S4.7).

use crate::{
    engine::{moment::View, run::session::Session, state::Relation},
    policy::delegation::Matter,
    program::{
        delegation::{contains, takes_in},
        val::Val,
    },
};

use super::test::Against;

/// So many transfers are followed; more would be a ring.
const MAX_TRANSFERS: usize = 64;

impl Session<'_> {
    /// Whoever is the giver of a link at a moment: one who no longer exists is followed along the chain of transfers.
    pub(crate) fn givers(&self, from: Val, against: Against<'_>, view: View) -> Vec<Val> {
        if self.exists(from, view) {
            return vec![from];
        }
        let mut known = vec![from];
        let mut found = Vec::new();
        let mut next = 0;
        while let Some(one) = known.get(next).copied() {
            next += 1;
            if next > MAX_TRANSFERS {
                break;
            }
            for to in self.received(one, against, view) {
                if !known.contains(&to) {
                    known.push(to);
                    if self.exists(to, view) {
                        found.push(to);
                    }
                }
            }
        }
        found
    }

    /// Whether somebody is another, or stands in its place.
    pub(crate) fn stands_for(
        &self,
        one: Val,
        holder: Val,
        against: Against<'_>,
        view: View,
    ) -> bool {
        one == holder
            || (!self.exists(one, view) && self.givers(one, against, view).contains(&holder))
    }

    fn received(&self, from: Val, against: Against<'_>, view: View) -> Vec<Val> {
        let fact = self.world.state.relation(Relation::FunctionPassed);
        let mut found = Vec::new();
        for (arguments, _) in self.world.state.entries(fact, view) {
            let [function, giver, to] = arguments else {
                continue;
            };
            let covers = match (function.as_function(), against) {
                (None, _) => true,
                (Some(function), Against::Act(done)) => {
                    takes_in(self.policy, Matter::Function(function), done.act)
                }
                (Some(function), Against::Matters(matters)) => matters
                    .iter()
                    .any(|matter| contains(self.policy, Matter::Function(function), *matter)),
            };
            if *giver == from && covers {
                found.push(*to);
            }
        }
        found
    }
}
