//! A link is revoked, set aside, or agreed to later (S7.2, S5.3, S5.4).

use crate::{
    case::happening::Named,
    engine::{fail::Run, moment::Stamp, run::session::Session},
    policy::value::Value,
    program::val::Val,
    record::{
        reason::Truth,
        record::{LinkRef, NoEffect},
    },
};

use super::{link::LinkId, seat::body_of};

impl Session<'_> {
    /// A link is revoked by whoever may: its giver, the body of its giver, who made it, whose function it is, or who holds the
    /// office that gave it. Anybody else's revocation is void.
    pub(crate) fn revokes(&mut self, place: usize, by: &Value, what: Named) {
        let by = self.world.take(by);
        let Some(id) = self.link_named(what) else {
            return;
        };
        if !self.may_revoke(id, by) {
            self.without_effect(place, NoEffect::NotTheirsToRevoke);
            return;
        }
        self.end_link(id, self.now);
    }

    fn may_revoke(&self, id: LinkId, by: Val) -> bool {
        let Some(link) = self.links.get(id) else {
            return false;
        };
        let view = self.before();
        let theirs = [
            Some(link.from),
            Some(link.by),
            link.holder,
            Some(body_of(link.from)),
        ];
        if theirs.into_iter().flatten().any(|one| one == by) {
            return true;
        }
        let successors = self.givers(
            link.from,
            super::test::Against::Matters(&link.matters),
            view,
        );
        if successors.contains(&by) {
            return true;
        }
        self.is_in_office(by, link.from, view)
            || link.through.iter().any(|(holder, _)| *holder == by)
    }

    /// A link stops at a moment; one that stopped before stays as it is.
    pub(crate) fn end_link(&mut self, id: LinkId, stamp: Stamp) {
        if let Some(link) = self.links.get_mut(id) {
            link.revoked = link.revoked.min(stamp);
        }
    }

    /// A link is set aside: void throughout where it was given too; `from then on` it is as if revoked (S5.4). One made by a
    /// happening that is set aside throughout was void from the beginning.
    pub(crate) fn sets_link_aside(&mut self, what: Named, from_then_on: bool) {
        let Some(id) = self.link_named(what) else {
            return;
        };
        if from_then_on || matches!(what, Named::Link(_)) {
            self.end_link(id, self.now);
        }
    }

    /// Links that waited for agreement are looked at again: one that lacks nothing now is made at this moment.
    pub(crate) fn make_what_waited(&mut self) -> Run<()> {
        for id in std::mem::take(&mut self.links.waiting) {
            let gone = self
                .links
                .get(id)
                .is_none_or(|link| link.valid() != Truth::False || link.revoked != Stamp::NEVER);
            if !gone {
                self.make(id)?;
            }
        }
        Ok(())
    }

    /// A given link that is to be tested in full is made on its day.
    pub(crate) fn given_link_made(&mut self, id: LinkId) -> Run<()> {
        self.make(id)
    }

    /// Whether a link is one that a happening made or a scenario gave, and not one by law.
    pub(crate) fn is_written(name: LinkRef) -> bool {
        matches!(name, LinkRef::Given(_) | LinkRef::Made(_))
    }
}
