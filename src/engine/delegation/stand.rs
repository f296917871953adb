//! How an actor stands to an act that it does for another, or in an office (S7 to S9): the holder's own power, then a row of
//! its scheme, or a chain of links.

use crate::{
    engine::{
        fail::Run,
        moment::View,
        run::{
            act::Done,
            authority::{Ground, Stand},
            session::Session,
        },
    },
    policy::norm::NormId,
    program::val::Val,
    record::{
        act::{Authority, Chain, ChainLink},
        reason::{Fault, Truth, Unknown},
        record::LinkRef,
    },
};

use super::{
    chain::{Path, Search},
    limit::Measured,
    reserved::Kept,
    scheme::{Covering, RowRef},
    seat::{Seat, body_of},
    signers::Signed,
    test::Against,
};

/// What lets an actor act for a holder.
#[derive(Debug, Clone)]
pub(crate) enum Basis {
    /// Its office: a row of the scheme, or a reservation to it.
    Office(Option<RowRef>),
    /// A row, and links from the office that it names.
    Below(RowRef, Val, Path, Val),
    /// A chain of links from the holder.
    Chain(Path),
    /// A chain of links to a body, and what its own scheme says of its offices: they are the body itself (S9).
    Through(Path, Box<Beneath>),
}

/// What the scheme of a delegate says of one of its offices.
#[derive(Debug, Clone)]
pub(crate) struct Beneath {
    /// The delegate.
    pub(crate) body: Val,
    /// The office that the row names, and through which the actor acts.
    pub(crate) office: Val,
    /// The row.
    pub(crate) row: RowRef,
    /// At most so much is counted in the row, with this act.
    pub(crate) counted: Val,
    /// Links below the office, where it has passed on what it has.
    pub(crate) below: Option<Path>,
}

/// Whether an actor may act for a holder.
#[derive(Debug, Clone)]
pub(crate) struct Delegated {
    pub(crate) truth: Truth,
    pub(crate) basis: Option<Basis>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) unknowns: Vec<Unknown>,
}

impl Session<'_> {
    /// How an actor stands to an act for another or in an office.
    pub(crate) fn stand_for_another(&mut self, seat: &Seat, done: &Done, view: View) -> Run<Stand> {
        let (actor, holder) = (seat.who, seat.principal);
        if !self.exists(holder, view) {
            return Ok(Stand::Void(self.not_existing(holder)));
        }
        if let Some(fault) = self.not_in_office(seat) {
            return Ok(Stand::Void(vec![fault]));
        }
        if self.is_nobodys_business(actor, holder, view)? {
            return Ok(self.needs_none(actor, Vec::new()));
        }
        let own = self.stand_itself(holder, done, view)?;
        let (grounds, conflicts, authority) = match own {
            Stand::Void(faults) => return Ok(Stand::Void(faults)),
            Stand::NotJudged => return Ok(Stand::NotJudged),
            Stand::Valid {
                authority,
                grounds,
                conflicts,
            } => (grounds, conflicts, Some(authority)),
            Stand::NotListed(unknowns) => {
                let delegated = self.delegated(seat, done, view)?;
                return Ok(match delegated.truth {
                    Truth::True => Stand::NotListed(unknowns),
                    Truth::Unknown => Stand::Undetermined {
                        faults: delegated.faults,
                        unknowns: delegated.unknowns,
                        grounds: Vec::new(),
                        authority: None,
                    },
                    Truth::False => Stand::Void(delegated.faults),
                });
            }
            Stand::Undetermined {
                mut faults,
                mut unknowns,
                grounds,
                ..
            } => {
                let delegated = self.delegated(seat, done, view)?;
                if delegated.truth == Truth::False {
                    return Ok(Stand::Void(delegated.faults));
                }
                faults.extend(delegated.faults);
                unknowns.extend(delegated.unknowns);
                let norms = norms_of(&grounds);
                let basis = delegated.basis;
                let authority = self.authority_of(seat, basis, norms, done, view)?;
                return Ok(Stand::Undetermined {
                    faults,
                    unknowns,
                    grounds,
                    authority,
                });
            }
        };
        let norms = match authority {
            Some(Authority::Own { norms, .. }) => norms,
            _ => norms_of(&grounds),
        };
        let delegated = self.delegated(seat, done, view)?;
        if delegated.truth == Truth::False {
            return Ok(Stand::Void(delegated.faults));
        }
        let authority = self.authority_of(seat, delegated.basis, norms, done, view)?;
        match (delegated.truth, authority) {
            (Truth::True, Some(authority)) => Ok(Stand::Valid {
                authority,
                grounds,
                conflicts,
            }),
            (_, authority) => Ok(Stand::Undetermined {
                faults: delegated.faults,
                unknowns: delegated.unknowns,
                grounds: grounds
                    .into_iter()
                    .map(|(ground, _)| (ground, Truth::Unknown))
                    .collect(),
                authority,
            }),
        }
    }

    /// Whether nothing in the policy or the scenario speaks of who acts for a holder that needs no authority itself.
    fn is_nobodys_business(&self, actor: Val, holder: Val, view: View) -> Run<bool> {
        if self.needs_authority(holder, view) || self.needs_authority(actor, view) {
            return Ok(false);
        }
        if !self.links.from(holder).is_empty() || self.has_scheme(holder, view)?.is_some() {
            return Ok(false);
        }
        for rule in &self.program.delegations.rules {
            let mut env = vec![Val::NONE; rule.slots as usize];
            if self.is_of_party(&rule.from, holder, &mut env, view)? != Truth::False {
                return Ok(false);
            }
        }
        Ok(self
            .program
            .delegations
            .reserved
            .iter()
            .all(|code| code.of_body.map(Val::individual) != Some(holder)))
    }

    /// Whether an actor may act for a holder, apart from the holder's own power.
    pub(crate) fn delegated(&mut self, seat: &Seat, done: &Done, view: View) -> Run<Delegated> {
        let (resolved, mut unresolved) = self.resolved(seat, done, view)?;
        let mut found = if resolved == Truth::False {
            return Ok(Delegated {
                truth: Truth::False,
                basis: None,
                faults: unresolved,
                unknowns: Vec::new(),
            });
        } else {
            self.delegated_to(seat, done, view)?
        };
        if found.truth != Truth::False && resolved == Truth::Unknown {
            found.truth = Truth::Unknown;
            found.faults.append(&mut unresolved);
        }
        Ok(found)
    }

    fn delegated_to(&mut self, seat: &Seat, done: &Done, view: View) -> Run<Delegated> {
        let holder = seat.principal;
        // A body that acts in its own name needs nobody's leave.
        if seat.who == holder && seat.office.is_none() {
            return Ok(Delegated {
                truth: Truth::True,
                basis: Some(Basis::Office(None)),
                faults: Vec::new(),
                unknowns: Vec::new(),
            });
        }
        let mut doubt = None;
        match self.kept(holder, done.act, seat, view)? {
            Kept::Open => {}
            Kept::ToActor(Truth::True) => {
                return Ok(Delegated {
                    truth: Truth::True,
                    basis: Some(Basis::Office(None)),
                    faults: Vec::new(),
                    unknowns: Vec::new(),
                });
            }
            Kept::ToActor(_) => {}
            Kept::From(reserved, Truth::True) => {
                return Ok(Delegated {
                    truth: Truth::False,
                    basis: None,
                    faults: vec![Fault::Reserved { reserved }],
                    unknowns: Vec::new(),
                });
            }
            Kept::From(reserved, _) => doubt = Some(Fault::Reserved { reserved }),
        }
        self.links_by_law(holder, &seat.nodes, view)?;
        let mut by_scheme = self.by_scheme(seat, holder, done, view)?;
        let under = self.claimed(done);
        let search = Search {
            root: holder,
            holder,
            nodes: &seat.nodes,
            against: Against::Act(done),
            view,
            under,
            top: None,
            least: Truth::True,
            onward: None,
        };
        let mut found = if by_scheme.truth == Truth::True {
            by_scheme
        } else {
            match self.chain(search)? {
                Some(path) if path.truth > by_scheme.truth => {
                    let unknowns = self.path_unknowns(&path, view)?;
                    let faults = if path.truth == Truth::Unknown {
                        self.path_doubts(&path, search)?
                    } else {
                        Vec::new()
                    };
                    Delegated {
                        truth: path.truth,
                        basis: Some(Basis::Chain(path)),
                        faults,
                        unknowns,
                    }
                }
                _ => {
                    let through = match by_scheme.truth {
                        Truth::False => self.through_a_body(seat, search, done, view)?,
                        _ => None,
                    };
                    let mut through_faults = Vec::new().into_iter();
                    match through {
                        Some(through) if through.truth == Truth::False => {
                            through_faults = through.faults.into_iter();
                        }
                        Some(through) => by_scheme = through,
                        None => {}
                    }
                    if by_scheme.truth == Truth::False {
                        let mut nearest = self.nearest(search)?;
                        if nearest.is_none() {
                            nearest = through_faults.next();
                        }
                        let of_office = seat.nodes.iter().any(|node| body_of(*node) == holder);
                        if of_office {
                            by_scheme.faults.extend(nearest);
                        } else {
                            by_scheme.faults = nearest.into_iter().collect();
                        }
                        if by_scheme.faults.is_empty() {
                            by_scheme.faults = self.not_delegated(holder, Some(seat.who));
                        }
                    }
                    by_scheme
                }
            }
        };
        if let Some(doubt) = doubt
            && found.truth != Truth::False
        {
            found.truth = Truth::Unknown;
            found.faults.push(doubt);
        }
        Ok(found)
    }

    /// The link on which an act claims to rest.
    fn claimed(&self, done: &Done) -> Option<super::link::LinkId> {
        use crate::case::happening::HappeningKind;
        if self.at != Some(done.place) {
            return None;
        }
        let happening = self.case.timeline.get(done.place as usize)?;
        match &happening.kind {
            HappeningKind::Act(act) => self.link_named(act.under?),
            _ => None,
        }
    }

    /// What the rows of a body's schemes say (S7.6): of the holder's, or of a delegate's.
    pub(super) fn by_scheme(
        &self,
        seat: &Seat,
        holder: Val,
        done: &Done,
        view: View,
    ) -> Run<Delegated> {
        let mut none = Delegated {
            truth: Truth::False,
            basis: None,
            faults: Vec::new(),
            unknowns: Vec::new(),
        };
        let Some(scheme) = self.has_scheme(holder, view)? else {
            return Ok(none);
        };
        let covering = self.covering(holder, done, view)?;
        if covering.is_empty() {
            none.faults.push(Fault::NoRow { scheme });
            return Ok(none);
        }
        let mut seats: Vec<Seat> = self
            .links
            .seats
            .get(&done.place)
            .into_iter()
            .flatten()
            .filter(|one| one.principal == seat.principal)
            .cloned()
            .collect();
        if !seats.contains(seat) {
            seats.push(seat.clone());
        }
        let mut all = Truth::True;
        let mut any = Truth::False;
        let mut surely_covered = false;
        let mut chosen: Option<(Covering, Signed)> = None;
        let mut has_part = false;
        for one in covering {
            let signed = self.signed(one.row, holder, &seats, done, view)?;
            has_part |= self.has_part(one.row, holder, seat, done, view)?;
            surely_covered |= one.covers == Truth::True;
            all = all.min(signed.truth);
            any = any.max(signed.truth);
            none.faults.extend(signed.faults.iter().cloned());
            none.unknowns.extend(signed.unknowns.iter().cloned());
            if chosen
                .as_ref()
                .is_none_or(|(_, old)| signed.truth > old.truth)
            {
                chosen = Some((one, signed));
            }
        }
        // A question that leaves the amount out asks for any: then one row that is satisfied is enough (S7.5).
        let pounds = self
            .world
            .pool_mut()
            .money(crate::base::number::Number::ONE);
        let any_amount = self.limited_amount(done, pounds) == Some(Val::ANY);
        let truth = match (all, any) {
            (_, any) if any_amount => any,
            (Truth::True, _) if surely_covered => Truth::True,
            (_, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        };
        if truth == Truth::False {
            return Ok(none);
        }
        if !has_part {
            // Others may have signed; whoever has no part in it has no authority for it.
            none.faults = self.not_delegated(holder, Some(seat.who));
            return Ok(none);
        }
        let basis = chosen.map(|(covering, signed)| {
            let own = seats.iter().position(|one| one == seat);
            let through = signed
                .by
                .into_iter()
                .find(|(place, _, _)| Some(*place) == own);
            match through {
                Some((_, node, Some(path))) if holder == seat.principal => {
                    Basis::Below(covering.row, node, path, covering.counted)
                }
                Some((_, office, below)) if holder != seat.principal => Basis::Through(
                    Path::none(),
                    Box::new(Beneath {
                        body: holder,
                        office,
                        row: covering.row,
                        counted: covering.counted,
                        below,
                    }),
                ),
                _ if holder != seat.principal => Basis::Through(
                    Path::none(),
                    Box::new(Beneath {
                        body: holder,
                        office: seat.office_of(holder).unwrap_or(holder),
                        row: covering.row,
                        counted: covering.counted,
                        below: None,
                    }),
                ),
                _ => Basis::Office(Some(covering.row)),
            }
        });
        let (faults, unknowns) = if truth == Truth::True {
            (Vec::new(), Vec::new())
        } else {
            (none.faults, none.unknowns)
        };
        Ok(Delegated {
            truth,
            basis,
            faults,
            unknowns,
        })
    }

    pub(super) fn path_unknowns(&self, path: &Path, view: View) -> Run<Vec<Unknown>> {
        let mut unknowns = Vec::new();
        if path.truth != Truth::Unknown {
            return Ok(unknowns);
        }
        for link in path.links.iter().filter_map(|id| self.links.get(*id)) {
            unknowns.extend(link.unknowns.iter().cloned());
            for sub in &link.subs {
                if let super::link::Sub::If(condition, env) = sub {
                    let found = self.world.unknowns(*condition, &mut env.clone(), view)?;
                    unknowns.extend(found);
                }
            }
            for charge in link.charges.iter().filter(|charge| !charge.certain) {
                unknowns.push(Unknown::Act(charge.act as usize));
            }
        }
        unknowns.dedup();
        Ok(unknowns)
    }

    pub(super) fn path_doubts(&self, path: &Path, search: Search<'_>) -> Run<Vec<Fault>> {
        let mut faults = Vec::new();
        for id in &path.links {
            let (holds, fault) = self.test(*id, search.against, search.view)?;
            if let (Truth::Unknown, Some(why), Some(link)) = (holds, fault, self.links.get(*id)) {
                faults.push(Fault::BrokenLink {
                    link: link.name,
                    why,
                });
            }
        }
        Ok(faults)
    }

    /// What an act rests on, as records hold it.
    fn authority_of(
        &self,
        seat: &Seat,
        basis: Option<Basis>,
        norms: Vec<NormId>,
        done: &Done,
        view: View,
    ) -> Run<Option<Authority>> {
        let Some(who) = self.world.give(seat.who) else {
            return Ok(None);
        };
        let Some(holder) = self.world.give(seat.principal) else {
            return Ok(None);
        };
        let mut links = Vec::new();
        let (path, alone) = match basis {
            None => return Ok(None),
            Some(Basis::Office(row)) => return Ok(Some(Authority::Office { who, norms, row })),
            Some(Basis::Below(row, office, path, counted)) => {
                links.extend(self.row_link(row, seat.principal, office, counted));
                links.extend(self.chain_links(&path, done, view));
                (path, false)
            }
            Some(Basis::Chain(path)) => {
                links.extend(self.chain_links(&path, done, view));
                (path, true)
            }
            Some(Basis::Through(path, beneath)) => {
                links.extend(self.chain_links(&path, done, view));
                links.extend(self.row_link(
                    beneath.row,
                    beneath.body,
                    beneath.office,
                    beneath.counted,
                ));
                if let Some(below) = &beneath.below {
                    links.extend(self.chain_links(below, done, view));
                }
                (path, false)
            }
        };
        // Whether there are others is of use to a reader of what was done, not of every question.
        let asked = self.at != Some(done.place);
        let others = if asked || !alone {
            0
        } else {
            self.others(Search {
                root: seat.principal,
                holder: seat.principal,
                nodes: &seat.nodes,
                against: Against::Act(done),
                view,
                under: None,
                top: None,
                least: path.truth,
                onward: None,
            })?
        };
        Ok(Some(Authority::Chain(Chain {
            holder,
            norms,
            links,
            others,
        })))
    }

    /// The step from a body to the office that a row of its scheme names.
    fn row_link(&self, row: RowRef, body: Val, office: Val, counted: Val) -> Option<ChainLink> {
        Some(ChainLink {
            link: LinkRef::Row(row.0, row.1),
            from: self.world.give(body)?,
            to: self.world.give(office)?,
            counted: self.world.give(counted),
        })
    }

    /// The links of a path, with what is counted against the limit of each.
    fn chain_links(&self, path: &Path, done: &Done, view: View) -> Vec<ChainLink> {
        let mut links = Vec::new();
        for id in &path.links {
            let Some(link) = self.links.get(*id) else {
                continue;
            };
            let counted = link
                .caps
                .first()
                .and_then(|cap| self.measured(link, cap, done, view))
                .map(|Measured { high, .. }| high)
                .and_then(|high| self.world.give(high));
            let ends = self.world.give(link.from).zip(self.world.give(link.to));
            links.extend(ends.map(|(from, to)| ChainLink {
                link: link.name,
                from,
                to,
                counted,
            }));
        }
        links
    }
}

fn norms_of(grounds: &[(Ground, Truth)]) -> Vec<NormId> {
    let mut norms: Vec<NormId> = grounds.iter().map(|(ground, _)| ground.norm).collect();
    norms.sort_unstable();
    norms.dedup();
    norms
}
