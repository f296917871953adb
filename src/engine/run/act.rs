//! An act (S5): its authority and validity, what it breaches, what it discharges and triggers, and its effects.

use crate::{
    case::happening::{ActDone, Happening},
    engine::{
        fail::{Run, fail},
        moment::Stamp,
        past::{self, Standing},
    },
    policy::{policy::ActId, types::Type, value::Value},
    program::val::Val,
    record::{
        act::{Authority, Validity},
        reason::{Fault, Truth, Unknown},
        record::RunErrorKind,
    },
};

use super::{
    authority::{Ground, Stand},
    session::Session,
};

/// An act or event at hand.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// Its place in the timeline.
    pub(crate) place: u32,
    /// Which act or event it is.
    pub(crate) act: ActId,
    /// Its arguments, by parameter.
    pub(crate) arguments: Vec<Val>,
    /// Who did it.
    pub(crate) performers: Vec<Val>,
    /// Who answers for it: those whom `c does` speaks of (S5.5).
    pub(crate) principals: Vec<Val>,
    /// When it was done.
    pub(crate) stamp: Stamp,
    /// Whether it counts as done.
    pub(crate) certain: Truth,
}

/// What was found of an act's validity, all actors together.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) validity: Validity,
    pub(crate) authority: Vec<Authority>,
    /// Norms that it rests on, or may rest on, with what they bind: those whose effects come about.
    pub(crate) grounds: Vec<(Ground, Truth)>,
    pub(crate) unknowns: Vec<Unknown>,
}

impl<'a> Session<'a> {
    /// An act of the timeline.
    pub(crate) fn hear_act(
        &mut self,
        place: usize,
        happening: &'a Happening,
        act: &'a ActDone,
    ) -> Run<()> {
        let mut done = self.take_done(place);
        done.act = act.act;
        for argument in &act.arguments {
            let value = argument
                .as_ref()
                .map_or(Val::NONE, |value| self.world.take(value));
            done.arguments.push(value);
        }
        self.refuse_negative(act.act, &act.arguments, happening)?;
        for actor in &act.actors {
            let actor = self.world.take(actor);
            if !done.performers.contains(&actor) {
                done.performers.push(actor);
            }
        }
        self.represented(act, &mut done)?;
        self.world.past.enter(
            self.now,
            happening.time,
            Some(past::Done {
                act: act.act,
                event: false,
                arguments: &done.arguments,
                performers: &done.performers,
                principals: &done.principals,
            }),
        );
        if let Some(deadline) = &act.deadline {
            self.set_direction_deadline(done.place, deadline)?;
        }
        self.acts.begin(done.place);
        self.carry_act(&mut done)?;
        self.give_back_done(done);
        Ok(())
    }

    /// An event, which nobody does and which needs no authority.
    pub(crate) fn hear_event(
        &mut self,
        place: usize,
        happening: &'a Happening,
        event: ActId,
        arguments: &'a [Option<Value>],
    ) -> Run<()> {
        let mut done = self.take_done(place);
        done.act = event;
        for argument in arguments {
            let value = argument
                .as_ref()
                .map_or(Val::NONE, |value| self.world.take(value));
            done.arguments.push(value);
        }
        self.world.past.enter(
            self.now,
            happening.time,
            Some(past::Done {
                act: event,
                event: true,
                arguments: &done.arguments,
                performers: &[],
                principals: &[],
            }),
        );
        self.carry_event(&done)?;
        self.give_back_done(done);
        Ok(())
    }

    /// Lets an event have its consequences.
    pub(crate) fn carry_event(&mut self, done: &Done) -> Run<()> {
        let void = self.set_aside.contains_key(&(done.place as usize));
        let standing = if void {
            Standing::Void
        } else {
            Standing::Counts
        };
        self.world.past.settle(done.place, standing);
        if !void {
            self.watch.act(done.act);
            self.pull_triggers(done)?;
        }
        Ok(())
    }

    /// Judges an act at the moment at which it is done, and lets it have its consequences.
    pub(crate) fn carry_act(&mut self, done: &mut Done) -> Run<()> {
        self.world.take_same_day();
        // Prohibitions are judged once, when the act is tried: whether it is void is nothing to them (S6).
        self.prohibitions(done)?;
        self.carry_on(done)
    }

    /// Judges the authority of an act, when it is tried or when what it waited for has come, and lets it have its
    /// consequences.
    pub(crate) fn carry_on(&mut self, done: &mut Done) -> Run<()> {
        let judged = self.judge(done)?;
        let standing = match &judged.validity {
            Validity::Valid | Validity::NotListed | Validity::NotJudged => Standing::Counts,
            Validity::Undetermined(_) => Standing::Maybe,
            Validity::Void(_) => Standing::Void,
        };
        done.certain = match standing {
            Standing::Counts => Truth::True,
            Standing::Maybe => Truth::Unknown,
            Standing::Void | Standing::Open => Truth::False,
        };
        if done.certain != Truth::False && !self.links.is_empty() {
            self.charge(&judged.authority, done);
        }
        let plain = matches!(judged.validity, Validity::Valid)
            && judged.unknowns.is_empty()
            && judged
                .authority
                .iter()
                .all(|one| matches!(one, Authority::NeedsNone { .. }));
        let represented = done.principals != done.performers;
        if (!plain || represented)
            && let Some(detail) = self.acts.detail_mut(done.place)
        {
            detail.validity = judged.validity;
            detail.authority = judged.authority;
            detail.unknowns.extend(judged.unknowns);
            if represented {
                detail.answerable = Some(done.principals.clone());
            }
        }
        if standing != Standing::Void {
            let before = self.duties.history().len();
            self.discharge(done)?;
            self.note_act_conflicts(done, before);
            // What it triggers is asked of the state before it; what arises is looked at with it done.
            self.world.past.settle(done.place, standing);
            self.pull_triggers(done)?;
            self.note_freedom_conflicts(done)?;
            for (ground, certain) in judged.grounds {
                self.effects_of(ground, certain.min(done.certain))?;
            }
        }
        if self.world.take_same_day() {
            self.acts.order_matters(done.place);
        }
        // What waits for agreement is not done yet, and nobody sees it in the past.
        if standing != Standing::Void || !self.agreements.waiting.contains(&done.place) {
            self.world.past.settle(done.place, standing);
            self.watch.act(done.act);
        }
        Ok(())
    }

    fn effects_of(&mut self, mut ground: Ground, certain: Truth) -> Run<()> {
        let Some(code) = self.program.norms.code(ground.norm) else {
            return Ok(());
        };
        if code.effects.is_empty() || certain == Truth::False {
            return Ok(());
        }
        let view = self.before();
        self.apply_effects(&code.effects, &mut ground.env, view, certain)
    }

    /// The validity of an act: every actor of a joint act needs authority of its own (S5.3).
    fn judge(&mut self, done: &Done) -> Run<Judged> {
        if let Some(by) = self.set_aside.get(&(done.place as usize)).copied() {
            return Ok(Judged {
                validity: Validity::Void(vec![Fault::SetAside { by }]),
                authority: Vec::new(),
                grounds: Vec::new(),
                unknowns: Vec::new(),
            });
        }
        if self.is_plain(done) {
            return Ok(Judged {
                validity: Validity::Valid,
                authority: Vec::new(),
                grounds: Vec::new(),
                unknowns: Vec::new(),
            });
        }
        let mut stands = Vec::with_capacity(done.performers.len());
        for performer in &done.performers {
            for stand in self.stands(*performer, done)? {
                stands.push((*performer, stand));
            }
        }
        let mut judged = Judged {
            validity: Validity::Valid,
            authority: Vec::new(),
            grounds: Vec::new(),
            unknowns: Vec::new(),
        };
        let joint = done.performers.len() > 1;
        let mut void = Vec::new();
        let mut open = Vec::new();
        let (mut not_listed, mut not_judged, mut undetermined) = (false, false, false);
        for (who, stand) in stands {
            // A further signature that adds nothing takes nothing away.
            if matches!(stand, Stand::Void(_)) && self.is_joiner(done.place, who) {
                continue;
            }
            match stand {
                Stand::Valid {
                    authority,
                    grounds,
                    conflicts,
                } => {
                    judged.authority.push(authority);
                    judged.grounds.extend(grounds);
                    for (immunity, power) in conflicts {
                        self.immunity_conflict(immunity, power, who, done);
                    }
                }
                Stand::Void(faults) => {
                    if let Some(value) = self.world.give(who) {
                        judged
                            .authority
                            .push(Authority::None { who: value.clone() });
                        if joint {
                            void.push(Fault::JointActor { who: value });
                        }
                    }
                    void.extend(faults);
                }
                Stand::NotListed(unknowns) => {
                    not_listed = true;
                    judged.unknowns.extend(unknowns);
                    judged
                        .authority
                        .extend(self.world.give(who).map(|who| Authority::None { who }));
                }
                Stand::NotJudged => {
                    not_judged = true;
                    judged
                        .authority
                        .extend(self.world.give(who).map(|who| Authority::None { who }));
                }
                Stand::Undetermined {
                    faults,
                    unknowns,
                    grounds,
                    authority,
                } => {
                    undetermined = true;
                    open.extend(faults);
                    judged.unknowns.extend(unknowns);
                    judged.grounds.extend(grounds);
                    let none = || self.world.give(who).map(|who| Authority::None { who });
                    judged.authority.extend(authority.or_else(none));
                }
            }
        }
        judged.validity = if !void.is_empty() {
            judged.grounds.clear();
            judged.unknowns.clear();
            Validity::Void(void)
        } else if undetermined {
            Validity::Undetermined(open)
        } else if not_listed {
            Validity::NotListed
        } else if not_judged {
            Validity::NotJudged
        } else {
            Validity::Valid
        };
        Ok(judged)
    }

    /// An amount of money in an act is at least £0 (S5.5).
    fn refuse_negative(
        &self,
        act: ActId,
        arguments: &[Option<Value>],
        happening: &Happening,
    ) -> Run<()> {
        let negative = arguments
            .iter()
            .flatten()
            .any(|value| matches!(value, Value::Money(money) if money.is_negative()));
        let is_money = self.policy.acts.get(act).is_some_and(|act| {
            act.parameters
                .iter()
                .any(|parameter| parameter.ty == Type::Money)
        });
        if negative && is_money {
            return Err(fail(RunErrorKind::NegativeAmount, Some(happening.span)));
        }
        Ok(())
    }

    /// Buffers for the next act or event.
    pub(crate) fn take_done(&mut self, place: usize) -> Done {
        let mut done = self.spare.take().unwrap_or(Done {
            place: 0,
            act: ActId::new(0),
            arguments: Vec::new(),
            performers: Vec::new(),
            principals: Vec::new(),
            stamp: self.now,
            certain: Truth::True,
        });
        done.place = u32::try_from(place).unwrap_or(u32::MAX);
        done.stamp = self.now;
        done.certain = Truth::True;
        done
    }

    pub(crate) fn give_back_done(&mut self, mut done: Done) {
        done.arguments.clear();
        done.performers.clear();
        done.principals.clear();
        self.spare = Some(done);
    }
}
