//! When something is in force, of what rank, and whether it binds: said by itself, or by the head of its policy.

use super::{messages, scope::Scope};
use crate::{
    base::{date::Date, span::Span},
    policy::standing::{Rank, Standing, Status},
    resolve::expr::MonthAs,
    tree::{
        norm::{self as tree, InForce},
        word::Word,
    },
};

/// What a rule says of its own standing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said<'t> {
    /// `in force …`
    pub in_force: Option<&'t InForce>,
    /// `status …`
    pub status: Option<tree::Status>,
    /// `rank …`
    pub rank: Option<&'t Word>,
}

/// What the head of a policy says for all rules of its file. Its `when` is read anew in each rule, in the rule's own variables.
#[derive(Debug, Clone)]
pub struct Inherited<'t> {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// `in force when C`
    pub when: Option<&'t crate::tree::expr::Expr>,
    /// The status.
    pub status: Status,
    /// The rank.
    pub rank: Rank,
}

impl Inherited<'_> {
    /// Law of the highest rank, always in force: what holds where no head says anything.
    pub fn nothing() -> Inherited<'static> {
        Inherited {
            from: None,
            until: None,
            when: None,
            status: Status::InForce,
            rank: Rank::Act,
        }
    }
}

impl Scope<'_> {
    /// The standing of a rule: what it says itself, each part that it does not say as the head has it.
    pub fn standing(&mut self, said: Said<'_>, inherited: &Inherited<'_>, place: Span) -> Standing {
        let own_when = said.in_force.and_then(|in_force| in_force.when.as_ref());
        let (from, until) = match said.in_force {
            Some(in_force) => self.dates_of_force(in_force),
            None => (None, None),
        };
        let from = from.or(inherited.from);
        let until = until.or(inherited.until);
        if let (Some(first), Some(last)) = (from, until)
            && last < first
        {
            self.report(messages::norms::never_in_force(place, first, last));
        }
        let when = own_when.or(inherited.when).map(|when| self.condition(when));
        let rank = said.rank.and_then(|word| self.rank(word));
        Standing {
            from,
            until,
            when,
            status: said.status.map_or(inherited.status, status),
            rank: rank.unwrap_or(inherited.rank),
        }
    }

    /// The first and last day of `in force from … until …` (S1.4: a month alone is its first, or its last day).
    pub fn dates_of_force(&mut self, in_force: &InForce) -> (Option<Date>, Option<Date>) {
        let from = in_force
            .from
            .as_ref()
            .and_then(|e| self.date(e, MonthAs::First));
        let until = in_force
            .until
            .as_ref()
            .and_then(|e| self.date(e, MonthAs::Last));
        (from.map(|d| d.date), until.map(|d| d.date))
    }

    /// `regulations`
    pub fn rank(&mut self, word: &Word) -> Option<Rank> {
        let rank = RANKS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&word.text));
        if rank.is_none() {
            let near =
                crate::base::nearest::nearest(&word.text, RANKS.iter().map(|(name, _)| *name));
            self.report(messages::norms::unknown_rank(word, near));
        }
        rank.map(|(_, rank)| *rank)
    }
}

/// The ranks as they are written, highest first.
pub const RANKS: &[(&str, Rank)] = &[
    ("Act", Rank::Act),
    ("regulations", Rank::Regulations),
    ("directions", Rank::Directions),
    ("constitution", Rank::Constitution),
    ("scheme", Rank::Scheme),
    ("guidance", Rank::Guidance),
    ("promise", Rank::Promise),
];

/// A status as written, as what it is.
pub fn status(status: tree::Status) -> Status {
    match status {
        tree::Status::InForce => Status::InForce,
        tree::Status::Announced => Status::Announced,
        tree::Status::Proposed => Status::Proposed,
        tree::Status::NotBinding => Status::NotBinding,
        tree::Status::Historical => Status::Historical,
    }
}
