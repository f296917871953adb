//! Links and office-holders that a scenario gives.

use crate::{
    base::number::Number,
    case::{
        case::{GivenOffice, Link as Written},
        link_rows::{LinkRow, NO_LIMIT, RowSub},
    },
    engine::{
        fail::Run,
        moment::{Stamp, View},
        run::{agenda::Task, session::Session},
    },
    policy::{delegation::SubDelegation, norm::Counted},
    program::{
        delegation::{SubCode, meet},
        val::Val,
    },
    record::{
        reason::Truth,
        record::{LinkRef, LinkRule},
    },
};

use super::link::{Cap, Link, LinkId, Sub};

impl Session<'_> {
    /// Takes in what is given: links that are a state of affairs, links that are to be tested when they are made, and who
    /// ever holds which office.
    pub(crate) fn load_delegation(&mut self) -> Run<()> {
        let case = self.case;
        for given in &case.offices {
            self.note_held(given);
        }
        for (place, given) in case.links.iter().enumerate() {
            // A link of nothing is none: a replay leaves it out so.
            if given.link.what.is_empty() {
                continue;
            }
            let id = self.take_link(LinkRef::Given(place), &given.link, None);
            match given.made {
                Some(made) => self.agenda.add(made.days(), Task::Link(id)),
                None => self.settle_state_of_affairs(id)?,
            }
            if given.made.is_some()
                && let Some(link) = self.links.get_mut(id)
            {
                // Until its day comes it is not there.
                link.made = Some(super::link::Made {
                    stamp: Stamp::NEVER,
                    order: u32::MAX,
                });
            }
        }
        if self.is_run() {
            self.load_link_rows()?;
        }
        Ok(())
    }

    /// Whether anything happens in this run, so that links of a table are looked at.
    fn is_run(&self) -> bool {
        !self.case.timeline.is_empty() || self.begins
    }

    /// Takes in links that are rows of a table, where that has not been done: a run that is only asked questions mostly finds
    /// its chains without.
    pub(crate) fn load_link_rows(&mut self) -> Run<()> {
        let case = self.case;
        if std::mem::replace(&mut self.links.has_rows, true) {
            return Ok(());
        }
        for (place, row) in case.link_rows.rows.iter().enumerate() {
            let name = LinkRef::Given(case.links.len() + place);
            let link = self.link_of_row(name, row);
            let id = self.links.add(link);
            self.settle_state_of_affairs(id)?;
        }
        Ok(())
    }

    fn link_of_row(&self, name: LinkRef, row: &LinkRow) -> Link {
        let from = Val::individual(row.from);
        let amount = (row.limit != NO_LIMIT)
            .then(|| Number::ratio(row.limit.into(), 100).ok())
            .flatten();
        let cap = amount.map(|amount| {
            let mut pool = self.world.pool_mut();
            Cap {
                amount: if row.money {
                    pool.money(amount)
                } else {
                    pool.number(amount)
                },
                below: false,
                counted: Counted::PerAct,
            }
        });
        Link {
            name,
            from,
            to: Val::individual(row.to),
            by: from,
            acting_as: None,
            holder: None,
            matters: vec![row.what],
            within: Vec::new(),
            caps: cap.into_iter().collect(),
            said_sub: Some(match row.sub {
                RowSub::NotPermitted => Sub::NotPermitted,
                RowSub::Permitted => Sub::Permitted,
                RowSub::Once => Sub::Once,
            }),
            subs: Vec::new(),
            first: row.first,
            last: row.last,
            under: None,
            made: None,
            revoked: Stamp::NEVER,
            own: Truth::False,
            through: Vec::new(),
            faults: Vec::new(),
            unknowns: Vec::new(),
            allowed: None,
            agreement: Vec::new(),
            charges: Vec::new(),
        }
    }

    /// Notes that somebody holds, or acts in, an office at some time.
    pub(crate) fn note_held(&mut self, given: &GivenOffice) {
        let office = Val::office(given.office, given.of);
        let offices = self
            .links
            .held
            .entry(Val::individual(given.person))
            .or_default();
        if !offices.contains(&office) {
            offices.push(office);
        }
    }

    /// A link as it is written, not yet judged.
    pub(crate) fn take_link(
        &mut self,
        name: LinkRef,
        written: &Written,
        by: Option<Val>,
    ) -> LinkId {
        let giver = self.world.take(&written.from);
        let to = self.world.take(&written.to);
        let holder = written
            .on_behalf_of
            .as_ref()
            .map(|value| self.world.take(value));
        let from = match written.acting_as {
            Some(office) => {
                let view = self.making_view();
                self.body_of_office(office, giver, holder, view)
                    .map_or(giver, |body| Val::office(office, body))
            }
            None => giver,
        };
        let caps = written
            .limit
            .iter()
            .map(|limit| Cap {
                amount: self.world.take(&limit.amount),
                below: limit.below,
                counted: limit.counted.clone(),
            })
            .collect();
        let said_sub = written.sub_delegation.as_ref().map(|sub| match sub {
            SubDelegation::NotPermitted => Sub::NotPermitted,
            SubDelegation::Permitted => Sub::Permitted,
            SubDelegation::Once => Sub::Once,
            SubDelegation::To(kinds) => Sub::To(kinds.clone()),
            SubDelegation::If(_) => {
                let code = self.world.compile(|compiler| compiler.sub_delegation(sub));
                sub_of(&code, &vec![Val::NONE; written.variables.len()])
            }
        });
        self.links.add(Link {
            name,
            from,
            to,
            by: by.unwrap_or(giver),
            acting_as: written.acting_as,
            holder,
            matters: written.what.clone(),
            within: Vec::new(),
            caps,
            said_sub,
            subs: Vec::new(),
            first: written.dates.from.map_or(i32::MIN, |day| day.days()),
            last: written.dates.until.map_or(i32::MAX, |day| day.days()),
            under: written.under,
            made: None,
            revoked: Stamp::NEVER,
            own: Truth::False,
            through: Vec::new(),
            faults: Vec::new(),
            unknowns: Vec::new(),
            allowed: None,
            agreement: Vec::new(),
            charges: Vec::new(),
        })
    }

    /// A link that is a state of affairs is taken as validly made (S7.4). Where it does not say whether its delegate may
    /// delegate further, the rule that it names says so, or the first that fits it.
    fn settle_state_of_affairs(&mut self, id: LinkId) -> Run<()> {
        let Some(link) = self.links.get(id) else {
            return Ok(());
        };
        let (from, to, under) = (link.from, link.to, link.under);
        let matters = link.matters.clone();
        let said = link.said_sub.clone();
        let program = self.program;
        let first = if link.first == i32::MIN {
            self.first_day
        } else {
            link.first
        };
        let view = View::end_of(first);
        let mut subs = Vec::new();
        let mut allowed = None;
        for rule in &program.delegations.rules {
            let about = rule
                .of
                .iter()
                .any(|of| matters.iter().any(|one| meet(self.policy, *of, *one)));
            if rule.standing || !about || under.is_some_and(|under| under != rule.id) {
                continue;
            }
            let (fits, env) = self.law_holds(rule.id, from, to, view)?;
            if fits == Truth::True || under == Some(rule.id) {
                allowed = Some(LinkRule::Rule(rule.id));
                subs.push(sub_of(&rule.sub, &env));
                break;
            }
        }
        if let Some(link) = self.links.get_mut(id) {
            link.allowed = allowed;
            link.subs = match said {
                Some(said) => vec![said],
                None if subs.is_empty() => vec![Sub::NotPermitted],
                None => subs,
            };
        }
        Ok(())
    }

    /// The state in which the making of a link is judged: just before it, or, of one made at the start of a day, what begins
    /// on that day with it.
    pub(crate) fn making_view(&self) -> View {
        if self.now.place() == 0 {
            self.after()
        } else {
            self.before()
        }
    }
}

/// A statement on sub-delegation with its variables.
pub(crate) fn sub_of(code: &SubCode, env: &[Val]) -> Sub {
    match code {
        SubCode::NotPermitted => Sub::NotPermitted,
        SubCode::Permitted => Sub::Permitted,
        SubCode::Once => Sub::Once,
        SubCode::To(kinds) => Sub::To(kinds.clone()),
        SubCode::If(condition) => Sub::If(*condition, env.to_vec()),
    }
}
