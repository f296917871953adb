//! Schemes of delegation (S7.6): which rows cover an act, by the sum, and what of a row lets its signers delegate.

use std::cmp::Ordering;

use crate::{
    engine::{
        eval::out::{Out, not},
        fail::Run,
        moment::View,
        past::Standing,
        run::{act::Done, session::Session},
    },
    policy::{
        delegation::{Matter, OfficeId, SchemeId, Signers},
        norm::Counted,
        policy::ActId,
    },
    program::{
        delegation::{RowCode, meet},
        val::Val,
    },
    record::{act::Authority, reason::Truth, record::LinkRef},
};

use super::{link::Sub, load::sub_of, test::truth};

/// A row of a scheme.
pub(crate) type RowRef = (SchemeId, usize);

/// How a row stands to an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Covering {
    /// Which row.
    pub(crate) row: RowRef,
    /// Whether it covers the act.
    pub(crate) covers: Truth,
    /// At most so much is counted, with this act; nothing where the row speaks of no amount.
    pub(crate) counted: Val,
}

/// An earlier act that is counted with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Addend {
    /// Its place in the timeline.
    pub(crate) act: u32,
    /// Its amount.
    pub(crate) amount: Val,
    /// Whether it counts for certain.
    pub(crate) certain: bool,
}

impl Session<'_> {
    /// Whether a scheme is a body's and in force, and its variables.
    pub(crate) fn scheme_of(
        &self,
        scheme: SchemeId,
        body: Val,
        view: View,
    ) -> Run<(Truth, Vec<Val>)> {
        let Some(code) = self.program.delegations.schemes.get(scheme.index()) else {
            return Ok((Truth::False, Vec::new()));
        };
        let mut env = vec![Val::NONE; code.slots as usize];
        if !code.force.contains(view.day()) {
            return Ok((Truth::False, env));
        }
        let mut holds = self.is_of_party(&code.of, body, &mut env, view)?;
        if holds != Truth::False {
            holds = holds.min(self.world.in_force(&code.force, None, &mut env, view)?);
        }
        Ok((holds, env))
    }

    /// Whether a body has a scheme at all, at a moment.
    pub(crate) fn has_scheme(&self, body: Val, view: View) -> Run<Option<SchemeId>> {
        for code in &self.program.delegations.schemes {
            if self.scheme_of(code.id, body, view)?.0 != Truth::False {
                return Ok(Some(code.id));
            }
        }
        Ok(None)
    }

    /// The rows of a body's schemes that are about an act: those that name it; where none does, those for anything else.
    pub(crate) fn rows_about(
        &self,
        body: Val,
        act: ActId,
        view: View,
    ) -> Run<Vec<(RowRef, Truth)>> {
        let delegations = &self.program.delegations;
        let mut rows = Vec::new();
        let named = delegations.rows_by_act.get(act.index());
        for row in named.into_iter().flatten() {
            let holds = self.scheme_of(row.0, body, view)?.0;
            if holds != Truth::False {
                rows.push((*row, holds));
            }
        }
        if rows.is_empty() {
            for row in &delegations.other_rows {
                let holds = self.scheme_of(row.0, body, view)?.0;
                if holds != Truth::False {
                    rows.push((*row, holds));
                }
            }
        }
        Ok(rows)
    }

    /// The rows that cover an act or may, by the sum.
    pub(crate) fn covering(&self, body: Val, done: &Done, view: View) -> Run<Vec<Covering>> {
        let mut found = Vec::new();
        for (row, in_force) in self.rows_about(body, done.act, view)? {
            let (covers, counted) = self.row_covers(row, body, done, view)?;
            let covers = covers.min(in_force);
            if covers != Truth::False {
                found.push(Covering {
                    row,
                    covers,
                    counted,
                });
            }
        }
        Ok(found)
    }

    fn row_covers(&self, at: RowRef, body: Val, done: &Done, view: View) -> Run<(Truth, Val)> {
        let Some((_, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok((Truth::False, Val::NONE));
        };
        let (_, mut env) = self.scheme_of(at.0, body, view)?;
        if row.from.is_none() && row.to.is_none() {
            return Ok((Truth::True, Val::NONE));
        }
        let pounds = self
            .world
            .pool_mut()
            .money(crate::base::number::Number::ONE);
        let Some(amount) = self.limited_amount(done, pounds) else {
            return Ok((Truth::False, Val::NONE));
        };
        if amount == Val::ANY {
            return Ok((Truth::True, Val::NONE));
        }
        if !amount.is_known() {
            return Ok((Truth::Unknown, Val::NONE));
        }
        let Some((low, high)) = self.row_sum(row, body, amount, done, view) else {
            return Ok((Truth::Unknown, Val::NONE));
        };
        let mut covers = Truth::True;
        if let Some((end, included)) = row.from {
            let end = self.world.value(end, &mut env, view)?;
            covers = covers.min(self.beyond(low, high, end, included));
        }
        if let Some((end, included)) = row.to {
            let end = self.world.value(end, &mut env, view)?;
            // At most the end is what is not beyond it.
            covers = covers.min(not(self.beyond(low, high, end, !included)));
        }
        Ok((covers, high))
    }

    /// Whether an amount lies beyond an end: over it, or, where that is included, on it.
    fn beyond(&self, low: Val, high: Val, end: Out, included: bool) -> Truth {
        let Out::Known(end) = end else {
            return Truth::Unknown;
        };
        let pool = self.world.pool();
        let over = |amount: Val| match pool.compare(amount, end) {
            Ordering::Greater => true,
            Ordering::Equal => included,
            Ordering::Less => false,
        };
        match (over(low), over(high)) {
            (true, true) => Truth::True,
            (false, false) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// What counts for a row: this act with all earlier valid acts of the matter that it is counted with, whichever row they
    /// fell under and whoever did them.
    pub(crate) fn row_sum(
        &self,
        row: &RowCode,
        body: Val,
        amount: Val,
        done: &Done,
        view: View,
    ) -> Option<(Val, Val)> {
        let (mut low, mut high) = (amount, amount);
        for addend in self.row_addends(row, body, amount, done, view)? {
            if addend.certain {
                low = self.sum(low, addend.amount)?;
            }
            high = self.sum(high, addend.amount)?;
        }
        Some((low, high))
    }

    /// The earlier acts that are counted with an act for a row.
    pub(crate) fn row_addends(
        &self,
        row: &RowCode,
        body: Val,
        amount: Val,
        done: &Done,
        view: View,
    ) -> Option<Vec<Addend>> {
        let mut addends = Vec::new();
        if row.counted == Counted::PerAct {
            return Some(addends);
        }
        let past = &self.world.past;
        for act in &row.acts {
            for place in past.of_act(*act) {
                let stamp = past.moment(*place)?;
                if *place == done.place
                    || !view.sees(stamp)
                    || !self.is_in_name_of(*place, body)
                    || !self.counts_with(&row.counted, *place, stamp.day(), done, view)
                {
                    continue;
                }
                let Some(earlier) = self.amount_at(*place, amount) else {
                    continue;
                };
                let standing = past.standing_at(*place, view);
                let counts = matches!(standing, Standing::Counts | Standing::Maybe);
                if !earlier.is_known() {
                    // How much it was is not known, so the sum is not either.
                    if counts {
                        return None;
                    }
                    continue;
                }
                let certain = match standing {
                    Standing::Counts => true,
                    Standing::Maybe => false,
                    Standing::Open | Standing::Void => continue,
                };
                addends.push(Addend {
                    act: *place,
                    amount: earlier,
                    certain,
                });
            }
        }
        Some(addends)
    }

    /// Whether an act of the past is a body's own, or was done for another through one of its offices, by its scheme.
    fn is_in_name_of(&self, place: u32, body: Val) -> bool {
        if self.world.past.principals(place).contains(&body) {
            return true;
        }
        let Some(detail) = self.acts.detail_at(place) else {
            return false;
        };
        let body = self.world.give(body);
        detail.authority.iter().any(|authority| match authority {
            Authority::Chain(chain) => chain.links.iter().any(|link| {
                matches!(link.link, LinkRef::Row(..)) && Some(&link.from) == body.as_ref()
            }),
            _ => false,
        })
    }

    /// The rows of a body's schemes that authorise an office over something in these matters and let it delegate.
    pub(crate) fn rows_of_office(
        &self,
        office: OfficeId,
        body: Val,
        matters: &[Matter],
        view: View,
    ) -> Run<Vec<(SchemeId, usize, Sub)>> {
        let mut found = Vec::new();
        for scheme in &self.program.delegations.schemes {
            let (holds, env) = self.scheme_of(scheme.id, body, view)?;
            if holds == Truth::False {
                continue;
            }
            for (place, row) in scheme.rows.iter().enumerate() {
                if !self.is_about(row, matters) || !names(&row.who, office) {
                    continue;
                }
                let sub = sub_of(&row.sub, &env);
                if sub != Sub::NotPermitted {
                    found.push((scheme.id, place, sub));
                }
            }
        }
        Ok(found)
    }

    /// The first row of a body's schemes that authorises an office over something in these matters.
    pub(crate) fn row_that_keeps(
        &self,
        office: OfficeId,
        body: Val,
        matters: &[Matter],
        view: View,
    ) -> Run<Option<RowRef>> {
        for scheme in &self.program.delegations.schemes {
            if self.scheme_of(scheme.id, body, view)?.0 == Truth::False {
                continue;
            }
            let place = scheme
                .rows
                .iter()
                .position(|row| self.is_about(row, matters) && names(&row.who, office));
            if let Some(place) = place {
                return Ok(Some((scheme.id, place)));
            }
        }
        Ok(None)
    }

    fn is_about(&self, row: &RowCode, matters: &[Matter]) -> bool {
        match row.matter {
            Matter::Everything => row.acts.iter().any(|act| {
                let act = Matter::Act(*act);
                matters.iter().any(|one| meet(self.policy, *one, act))
            }),
            matter => matters.iter().any(|one| meet(self.policy, *one, matter)),
        }
    }

    /// The upper end of a row's band, where it has one.
    pub(crate) fn upper_end(&self, at: RowRef, body: Val, view: View) -> Run<Option<Val>> {
        let Some((_, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok(None);
        };
        let Some((end, _)) = row.to else {
            return Ok(None);
        };
        let (_, mut env) = self.scheme_of(at.0, body, view)?;
        Ok(self.world.value(end, &mut env, view)?.known())
    }

    /// Whether a condition of a row holds for a signer; true where there is none.
    pub(crate) fn row_condition(
        &self,
        at: RowRef,
        body: Val,
        actor: Val,
        view: View,
    ) -> Run<Truth> {
        let Some((scheme, row)) = self.program.delegations.row(at.0, at.1) else {
            return Ok(truth(false));
        };
        let Some(condition) = row.condition else {
            return Ok(Truth::True);
        };
        let (_, mut env) = self.scheme_of(at.0, body, view)?;
        if let Some(place) = env.get_mut(scheme.actor.index()) {
            *place = actor;
        }
        self.world.truth(condition, &mut env, view)
    }
}

/// Whether an office is among those who may sign.
pub(crate) fn names(who: &Signers, office: OfficeId) -> bool {
    match who {
        Signers::Office(one) => *one == office,
        Signers::Individual(_) | Signers::Body => false,
        Signers::And(all) | Signers::Or(all) => all.iter().any(|one| names(one, office)),
    }
}
