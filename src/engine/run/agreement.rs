//! Agreement that a power needs (S5.3): what needs it is done when it is given; it may be withdrawn for later acts.

use crate::{
    case::happening::{Agreed, Named},
    engine::{
        fail::Run,
        moment::{Stamp, View},
    },
    program::{norm::NormCode, val::Val},
    record::reason::Fault,
};

use super::{act::Done, session::Session};

/// Agreements given in a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Agreements {
    given: Vec<Given>,
    /// Acts that wait for agreement, by their places in the timeline.
    pub(crate) waiting: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Given {
    by: Val,
    to: To,
    from: Stamp,
    until: Stamp,
}

/// What is agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum To {
    /// The happening at this place.
    Happening(u32),
    /// A given link.
    Link(usize),
    /// Acts of this form by this body, as an act value.
    Act(Val, Val),
}

impl Session<'_> {
    /// Agreement is given: it holds from the next moment on, and what waited for it is done now.
    pub(crate) fn agrees(&mut self, by: Val, to: &Agreed) -> Run<()> {
        let to = self.agreed(to);
        self.agreements.given.push(Given {
            by,
            to,
            from: self.now,
            until: Stamp::NEVER,
        });
        let waiting = std::mem::take(&mut self.agreements.waiting);
        for place in waiting {
            self.try_again(place)?;
        }
        self.make_what_waited()
    }

    /// Agreement is withdrawn, for later acts.
    pub(crate) fn withdraws(&mut self, by: Val, to: &Agreed) {
        let to = self.agreed(to);
        let now = self.now;
        for given in &mut self.agreements.given {
            if given.by == by && given.to == to && given.until == Stamp::NEVER {
                given.until = now;
            }
        }
    }

    fn agreed(&mut self, to: &Agreed) -> To {
        match to {
            Agreed::Named(Named::Happening(place)) => {
                To::Happening(u32::try_from(*place).unwrap_or(u32::MAX))
            }
            Agreed::Named(Named::Link(place)) => To::Link(*place),
            Agreed::Act { by, act } => {
                let by = self.world.take(by);
                let act = self
                    .world
                    .take(&crate::policy::value::Value::Act(Box::new(act.clone())));
                To::Act(by, act)
            }
        }
    }

    /// What is missing of the agreement and the company that a power needs.
    pub(crate) fn agreement_fault(
        &mut self,
        code: &NormCode,
        done: &Done,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<Fault>> {
        for node in &code.jointly_with {
            let with = self.value(*node, env, view)?;
            if !done.performers.contains(&with)
                && let Some(with) = self.world.give(with)
            {
                return Ok(Some(Fault::NotJointly {
                    norm: code.id,
                    with,
                }));
            }
        }
        for node in &code.agreement {
            let of = self.value(*node, env, view)?;
            for one in self.members_of_value(of) {
                // Who does it jointly has agreed by doing it.
                if done.performers.contains(&one) || self.has_agreed(one, done) {
                    continue;
                }
                if let Some(of) = self.world.give(one) {
                    return Ok(Some(Fault::AgreementMissing {
                        norm: Some(code.id),
                        rule: None,
                        of,
                    }));
                }
            }
        }
        Ok(None)
    }

    /// Whether somebody has agreed to an act by now.
    pub(crate) fn has_agreed(&self, who: Val, done: &Done) -> bool {
        let pool = self.world.pool();
        self.agreements.given.iter().any(|given| {
            let holds = given.by == who && given.from <= self.now && self.now < given.until;
            holds
                && match &given.to {
                    To::Happening(place) => *place == done.place,
                    To::Link(_) => false,
                    To::Act(by, act) => {
                        let theirs = done.principals.contains(by) || done.performers.contains(by);
                        theirs
                            && pool.as_act(*act).is_some_and(|(act, arguments)| {
                                act == done.act
                                    && arguments
                                        .iter()
                                        .zip(&done.arguments)
                                        .all(|(wanted, given)| wanted.is_none() || wanted == given)
                            })
                    }
                }
        })
    }

    /// Whether somebody has agreed to a link, made by a happening or given, by now.
    pub(crate) fn has_agreed_to(&self, who: Val, link: Named) -> bool {
        let wanted = match link {
            Named::Happening(place) => To::Happening(u32::try_from(place).unwrap_or(u32::MAX)),
            Named::Link(place) => To::Link(place),
        };
        self.agreements.given.iter().any(|given| {
            given.by == who
                && given.to == wanted
                && given.from <= self.now
                && self.now < given.until
        })
    }

    /// An act that waited is looked at again: if it is valid now, it is done at this moment.
    pub(crate) fn try_again(&mut self, place: u32) -> Run<()> {
        let past = &self.world.past;
        let Some(act) = past.act(place) else {
            return Ok(());
        };
        let mut done = Done {
            place,
            act,
            arguments: past.arguments(place).to_vec(),
            performers: past.performers(place).to_vec(),
            principals: past.principals(place).to_vec(),
            stamp: self.now,
            certain: crate::record::reason::Truth::True,
        };
        let principals = done.principals.clone();
        self.acts.begin(place);
        self.world.past.complete(place, self.now, &principals);
        let at = self.at.replace(place);
        let result = self.carry_on(&mut done);
        self.at = at;
        result
    }
}
