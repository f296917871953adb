//! Plain links in flat arrays, and the search over them: links that are a state of affairs between individuals, of which
//! nothing but matter, dates, limit and sub-delegation has to be tested (S7.4). The chain found is the one that
//! `chain.rs` finds; a search that meets a link which is not plain says so and leaves the question to it.

use crate::{
    case::link_rows::{LinkRow, NO_LIMIT, RowSub},
    engine::{fail::Run, moment::Stamp, run::session::Session},
    policy::{
        delegation::Matter,
        norm::Counted,
        policy::{ActId, IndividualId},
    },
    program::val::{Tag, Val},
    record::record::LinkRef,
};

use super::link::{Link, Sub};

/// A link, at its place in the group of links to one individual.
#[derive(Debug, Clone, Copy)]
struct PlainLink {
    /// What it is of, as a number.
    matter: u32,
    from: u32,
    /// Its place among the case's links.
    place: u32,
    first: i32,
    last: i32,
    money: bool,
    sub: PlainSub,
    limit: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PlainSub {
    NotPermitted,
    Permitted,
    Once,
    /// The link is not plain.
    NotPlain,
}

/// Links by whom they are to, then by what they are of.
#[derive(Debug, Default)]
pub(crate) struct PlainLinks {
    /// By individual: where its links begin.
    starts: Vec<u32>,
    links: Vec<PlainLink>,
    /// By link: the search that met it last.
    met: Vec<u32>,
    search: u32,
    steps: Vec<Step>,
    best: Vec<u32>,
    path: Vec<u32>,
    /// Matters of which there is a link.
    matters: Vec<bool>,
}

/// A link that was reached from the actor, and the step below it.
#[derive(Debug, Clone, Copy)]
struct Step {
    link: u32,
    below: u32,
}

const NO_STEP: u32 = u32::MAX;

/// The amounts of an act, in hundredths; none where any is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) money: Option<i64>,
    pub(crate) number: Option<i64>,
}

/// What chain is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'w> {
    pub(crate) actor: IndividualId,
    /// Whose function it is; anybody's where it is none.
    pub(crate) holder: Option<IndividualId>,
    /// The matters that take in the act, as [`PlainLinks::matters_of`] gives them.
    pub(crate) matters: &'w [u32],
    pub(crate) amounts: Amounts,
    pub(crate) day: i32,
}

/// What somebody at the upper end of a chain may do themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Top {
    /// They do not exist: what they gave leads nowhere.
    Gone,
    /// Not this.
    MayNot,
    /// This.
    May,
    /// That has to be looked at in full.
    NotPlain,
}

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// No chain.
    Nobody,
    /// A chain from this holder; its links are in [`PlainLinks::chain`].
    Holder(IndividualId),
    /// That has to be looked at in full.
    NotPlain,
}

const EVERYTHING: u32 = 0;

fn number_of(matter: Matter) -> u32 {
    match matter {
        Matter::Everything => EVERYTHING,
        Matter::Function(id) => id.raw() * 2 + 1,
        Matter::Act(id) => id.raw() * 2 + 2,
    }
}

impl PlainLinks {
    /// The links of a session, with those of a table.
    pub(crate) fn of(session: &Session<'_>) -> PlainLinks {
        let case = session.case;
        let given = case.links.len();
        let mut all: Vec<(u32, PlainLink)> = Vec::new();
        for (_, link) in session.links.all() {
            let row = matches!(link.name, LinkRef::Given(place) if place >= given);
            if row {
                continue;
            }
            let Some(to) = link.to.as_individual() else {
                continue;
            };
            let plain = plain(session, link);
            for matter in &link.matters {
                all.push((
                    to.raw(),
                    PlainLink {
                        matter: number_of(*matter),
                        ..plain
                    },
                ));
            }
        }
        let mut starts = vec![0_u32; case.individuals.len() + 1];
        let mut note = |to: usize| {
            if let Some(count) = starts.get_mut(to + 1) {
                *count += 1;
            }
        };
        for (to, _) in &all {
            note(*to as usize);
        }
        for row in &case.link_rows.rows {
            note(row.to.index());
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let empty = PlainLink {
            matter: 0,
            from: 0,
            place: 0,
            first: 0,
            last: 0,
            money: false,
            sub: PlainSub::NotPlain,
            limit: 0,
        };
        let mut links = vec![empty; sum as usize];
        let mut next = starts.clone();
        let mut put = |to: usize, link: PlainLink| {
            if let Some(place) = next.get_mut(to)
                && let Some(slot) = links.get_mut(*place as usize)
            {
                *slot = link;
                *place += 1;
            }
        };
        for (to, link) in all {
            put(to as usize, link);
        }
        for (row, place) in case.link_rows.rows.iter().zip(given..) {
            put(row.to.index(), of_row(row, place));
        }
        let mut matters = Vec::new();
        for link in &links {
            let matter = link.matter as usize;
            if matters.len() <= matter {
                matters.resize(matter + 1, false);
            }
            if let Some(seen) = matters.get_mut(matter) {
                *seen = true;
            }
        }
        for (one, other) in starts.iter().zip(starts.iter().skip(1)) {
            if let Some(group) = links.get_mut(*one as usize..*other as usize) {
                group.sort_unstable_by_key(|link| (link.matter, link.place));
            }
        }
        PlainLinks {
            starts,
            met: vec![0; links.len()],
            links,
            matters,
            ..PlainLinks::default()
        }
    }

    /// The matters that take in an act and of which there is a link.
    pub(crate) fn matters_of(&self, session: &Session<'_>, act: ActId) -> Vec<u32> {
        let policy = session.policy;
        let mut found = vec![EVERYTHING, number_of(Matter::Act(act))];
        let mut at = policy.acts.get(act).and_then(|act| act.under);
        while let Some(function) = at {
            found.push(number_of(Matter::Function(function)));
            at = policy.functions.get(function).and_then(|one| one.parent);
        }
        found.retain(|matter| {
            let seen = self.matters.get(*matter as usize);
            seen.copied().unwrap_or(false)
        });
        found
    }

    /// The links of the chain that was found last, from the holder to the actor, by their places among the case's links.
    pub(crate) fn chain(&self) -> impl Iterator<Item = u32> + '_ {
        self.best
            .iter()
            .filter_map(|link| self.links.get(*link as usize))
            .map(|link| link.place)
    }

    /// The lowest limit of the chain that was found last, of money or of a number.
    pub(crate) fn lowest_limit(&self, money: bool) -> Option<i64> {
        let chain = self.best.iter();
        chain
            .filter_map(|link| self.links.get(*link as usize))
            .filter(|link| link.money == money && link.limit != NO_LIMIT)
            .map(|link| link.limit)
            .min()
    }

    /// The chain that is reported (S7.3): the shortest, then by the order of the table. `top` says what somebody may do.
    pub(crate) fn find(
        &mut self,
        wanted: Wanted<'_>,
        top: &mut dyn FnMut(IndividualId) -> Run<Top>,
    ) -> Run<Reached> {
        self.search = match self.search.checked_add(1) {
            Some(search) => search,
            None => {
                self.met.fill(0);
                1
            }
        };
        self.steps.clear();
        if !self.reach(wanted, wanted.actor.raw(), NO_STEP, 1) {
            return Ok(Reached::NotPlain);
        }
        let mut start = 0;
        let mut depth = 1;
        while start < self.steps.len() {
            let end = self.steps.len();
            let mut found = None;
            for at in start..end {
                let Some(from) = self.giver_of(at) else {
                    continue;
                };
                let may = match top(IndividualId::new(from))? {
                    Top::NotPlain => return Ok(Reached::NotPlain),
                    Top::May => true,
                    Top::Gone | Top::MayNot => false,
                };
                if may && self.is_better(at, found.is_none()) {
                    found = Some(IndividualId::new(from));
                }
            }
            if let Some(holder) = found {
                return Ok(Reached::Holder(holder));
            }
            depth += 1;
            for at in start..end {
                let Some(from) = self.giver_of(at) else {
                    continue;
                };
                // Nobody stands above the one whose function it is, and what the dead gave leads nowhere.
                if wanted.holder.is_some_and(|holder| holder.raw() == from)
                    || top(IndividualId::new(from))? == Top::Gone
                {
                    continue;
                }
                let below = u32::try_from(at).unwrap_or(NO_STEP);
                if !self.reach(wanted, from, below, depth) {
                    return Ok(Reached::NotPlain);
                }
            }
            start = end;
        }
        Ok(Reached::Nobody)
    }

    fn giver_of(&self, at: usize) -> Option<u32> {
        let step = self.steps.get(at)?;
        Some(self.links.get(step.link as usize)?.from)
    }

    /// Reaches the links to somebody that may stand in a chain there; false where one of them is not plain.
    fn reach(&mut self, wanted: Wanted<'_>, to: u32, below: u32, depth: u32) -> bool {
        let to = to as usize;
        let (Some(start), Some(end)) = (self.starts.get(to), self.starts.get(to + 1)) else {
            return true;
        };
        let (start, end) = (*start as usize, *end as usize);
        let Some(group) = self.links.get(start..end) else {
            return true;
        };
        let begun = self.steps.len();
        let mut several = 0;
        for matter in wanted.matters {
            let from = group.partition_point(|link| link.matter < *matter);
            let mut any = false;
            for (at, link) in group.iter().enumerate().skip(from) {
                if link.matter != *matter {
                    break;
                }
                if link.sub == PlainSub::NotPlain {
                    return false;
                }
                let amount = match link.money {
                    true => wanted.amounts.money,
                    false => wanted.amounts.number,
                };
                let permitted = match link.sub {
                    PlainSub::Permitted => true,
                    PlainSub::Once => depth <= 2,
                    PlainSub::NotPermitted | PlainSub::NotPlain => depth <= 1,
                };
                let holds = permitted
                    && link.first <= wanted.day
                    && wanted.day <= link.last
                    && amount.is_none_or(|amount| amount <= link.limit);
                if !holds {
                    continue;
                }
                let at = start + at;
                if let Some(met) = self.met.get_mut(at)
                    && *met != self.search
                {
                    *met = self.search;
                    any = true;
                    self.steps.push(Step {
                        link: u32::try_from(at).unwrap_or(u32::MAX),
                        below,
                    });
                }
            }
            several += usize::from(any);
        }
        if several > 1 {
            let links = &self.links;
            let place = |step: &Step| links.get(step.link as usize).map(|link| link.place);
            if let Some(reached) = self.steps.get_mut(begun..) {
                reached.sort_by_key(place);
            }
        }
        true
    }

    /// Keeps the chain that ends at a step if it is the first, or comes before the one kept.
    fn is_better(&mut self, at: usize, first: bool) -> bool {
        self.path.clear();
        let mut next = u32::try_from(at).unwrap_or(NO_STEP);
        while let Some(step) = self.steps.get(next as usize) {
            self.path.push(step.link);
            next = step.below;
        }
        let links = &self.links;
        let place = |link: &u32| links.get(*link as usize).map(|link| link.place);
        let better = first || self.path.iter().map(place).lt(self.best.iter().map(place));
        if better {
            std::mem::swap(&mut self.path, &mut self.best);
        }
        better
    }
}

fn of_row(row: &LinkRow, place: usize) -> PlainLink {
    PlainLink {
        matter: number_of(row.what),
        from: row.from.raw(),
        place: u32::try_from(place).unwrap_or(u32::MAX),
        first: row.first,
        last: row.last,
        money: row.money,
        sub: match row.sub {
            RowSub::NotPermitted => PlainSub::NotPermitted,
            RowSub::Permitted => PlainSub::Permitted,
            RowSub::Once => PlainSub::Once,
        },
        limit: row.limit,
    }
}

/// A link of a session in its plain form; one that is not plain says so.
fn plain(session: &Session<'_>, link: &Link) -> PlainLink {
    let mut found = PlainLink {
        matter: EVERYTHING,
        from: u32::MAX,
        place: u32::MAX,
        first: link.first,
        last: link.last,
        money: true,
        sub: PlainSub::NotPlain,
        limit: NO_LIMIT,
    };
    let (Some(from), LinkRef::Given(place)) = (link.from.as_individual(), link.name) else {
        return found;
    };
    let simple = link.made.is_none()
        && link.faults.is_empty()
        && link.revoked == Stamp::NEVER
        && link.holder.is_none()
        && link.within.is_empty()
        && link.agreement.is_empty()
        && link.acting_as.is_none();
    let sub = match link.subs.as_slice() {
        [Sub::NotPermitted] => PlainSub::NotPermitted,
        [Sub::Permitted] => PlainSub::Permitted,
        [Sub::Once] => PlainSub::Once,
        _ => return found,
    };
    match link.caps.as_slice() {
        [] => {}
        [cap] if cap.counted == Counted::PerAct && !cap.below => {
            let Some(limit) = hundredths(session, cap.amount) else {
                return found;
            };
            found.limit = limit;
            found.money = matches!(cap.amount.tag(), Tag::Money | Tag::MoneyAt);
        }
        _ => return found,
    }
    if let (true, Ok(place)) = (simple, u32::try_from(place)) {
        found.from = from.raw();
        found.place = place;
        found.sub = sub;
    }
    found
}

/// An amount in hundredths, where that is a whole number of them.
pub(crate) fn hundredths(session: &Session<'_>, amount: Val) -> Option<i64> {
    if let Some(whole) = amount.as_small() {
        return whole.checked_mul(100).filter(|one| *one != NO_LIMIT);
    }
    let number = session.world.pool().as_number(amount)?;
    let times = 100 / number.denominator();
    if times * number.denominator() != 100 {
        return None;
    }
    let whole = number.numerator().checked_mul(times)?;
    i64::try_from(whole).ok().filter(|one| *one != NO_LIMIT)
}
