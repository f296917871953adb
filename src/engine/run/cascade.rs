//! What changes set off at their own moment, until nothing changes (S3).

use crate::{
    engine::fail::Run,
    policy::{expr::StateWord, norm::NormNameId, policy::FactId},
    program::{
        norm::{TriggerCode, TriggerKindCode, TriggerRef},
        val::Val,
    },
    record::reason::Truth,
};

use crate::engine::duties::instance::CauseCode;

use super::session::Session;

/// A change that may set something off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A norm's instance (or a prohibition, by a breach) came into a state.
    State {
        /// The norm.
        norm: NormNameId,
        /// Whose.
        bearer: Val,
        /// Its period or happening.
        for_: Val,
        /// The state.
        state: StateWord,
        /// What it is to a duty that arises from it.
        cause: CauseCode,
        /// Whether it is certain.
        certain: Truth,
    },
    /// A fact began or ended.
    Fact {
        /// The fact.
        fact: FactId,
        /// Its arguments.
        arguments: Vec<Val>,
        /// Whether it began.
        begins: bool,
        /// Whether it is certain.
        certain: Truth,
    },
}

impl Session<'_> {
    /// Applies what is kept, and lets it set off what it sets off, until nothing changes. In one moment a norm makes at
    /// most one instance for the same bearer and bindings, so this ends.
    pub(crate) fn cascade(&mut self) -> Run<()> {
        loop {
            let flushed = self.flush()?;
            let changes = std::mem::take(&mut self.changes);
            if changes.is_empty() && !flushed {
                return Ok(());
            }
            for change in changes {
                self.set_off(&change)?;
            }
        }
    }

    fn set_off(&mut self, change: &Change) -> Run<()> {
        let tables = &self.program.norms.dispatch;
        let triggers: &[TriggerRef] = match change {
            Change::State { norm, .. } => tables.triggers_by_norm.get(norm.index()),
            Change::Fact { fact, .. } => tables.triggers_by_fact.get(fact.index()),
        }
        .map_or(&[], Vec::as_slice);
        for at in triggers {
            self.try_change(*at, change)?;
        }
        if let Change::Fact { fact, .. } = change
            && let Some(norms) = tables.conditions_by_fact.get(fact.index())
        {
            for norm in norms {
                self.arise_by_itself(*norm, None)?;
                self.overrider_changed(*norm)?;
            }
        }
        Ok(())
    }

    fn try_change(&mut self, at: TriggerRef, change: &Change) -> Run<()> {
        let Some((code, trigger)) = self.trigger(at) else {
            return Ok(());
        };
        let mut env = self.env(code.slots);
        let view = self.after();
        let matched = self.change_matches(trigger, change, &mut env)?;
        let (certain, cause) = match change {
            Change::State { certain, cause, .. } => (*certain, *cause),
            Change::Fact { certain, .. } => (*certain, CauseCode::Change(self.now.day())),
        };
        let matched = matched.min(certain);
        if matched != Truth::False {
            if let Some(label) = trigger.label {
                let moment = self.inner_moment(cause);
                if let Some(place) = env.get_mut(label.index()) {
                    *place = moment;
                }
            }
            self.pull(code, trigger, &mut env, cause, matched, view)?;
        }
        self.done_with(env);
        Ok(())
    }

    fn change_matches(
        &mut self,
        trigger: &TriggerCode,
        change: &Change,
        env: &mut [Val],
    ) -> Run<Truth> {
        let view = self.after();
        match (&trigger.kind, change) {
            (
                TriggerKindCode::State { of, for_, state },
                Change::State {
                    bearer,
                    for_: cause,
                    state: into,
                    ..
                },
            ) => {
                if state != into {
                    return Ok(Truth::False);
                }
                let mut matched = Truth::True;
                for (term, value) in [(of, *bearer), (for_, *cause)] {
                    if let Some(term) = term {
                        matched = matched.min(self.term(*term, value, env, view)?);
                    }
                }
                Ok(matched)
            }
            (
                TriggerKindCode::Changes {
                    arguments: terms,
                    begins,
                    ..
                },
                Change::Fact {
                    arguments,
                    begins: began,
                    ..
                },
            ) => {
                if begins != began {
                    return Ok(Truth::False);
                }
                let mut matched = Truth::True;
                for (term, value) in terms.iter().zip(arguments) {
                    matched = matched.min(self.term(*term, *value, env, view)?);
                }
                Ok(matched)
            }
            _ => Ok(Truth::False),
        }
    }

    /// Notes that a fact has another value: for what it sets off, and for what watches it.
    pub(crate) fn note_fact(&mut self, fact: FactId, arguments: &[Val], was: Val, is: Val) {
        if was == is {
            return;
        }
        self.watch.fact(fact);
        let tables = &self.program.norms.dispatch;
        let wanted = |table: &[Vec<_>]| table.get(fact.index()).is_some_and(|row| !row.is_empty());
        let conditions = tables
            .conditions_by_fact
            .get(fact.index())
            .is_some_and(|row| !row.is_empty());
        if !wanted(&tables.triggers_by_fact) && !conditions {
            return;
        }
        // A boolean fact begins when it comes to hold; a valued one when it comes to be stated.
        let holds = |value: Val| match value {
            Val::TRUE => Truth::True,
            Val::FALSE | Val::NONE => Truth::False,
            value if value.is_known() => Truth::True,
            _ => Truth::Unknown,
        };
        let (before, after) = (holds(was), holds(is));
        let (begins, certain) = match (before, after) {
            (Truth::False, Truth::True) => (true, Truth::True),
            (Truth::True, Truth::False) => (false, Truth::True),
            (Truth::False, Truth::Unknown) | (Truth::Unknown, Truth::True) => {
                (true, Truth::Unknown)
            }
            (Truth::True, Truth::Unknown) | (Truth::Unknown, Truth::False) => {
                (false, Truth::Unknown)
            }
            (Truth::True, Truth::True) => (true, Truth::False),
            (Truth::False, Truth::False) | (Truth::Unknown, Truth::Unknown) => {
                (false, Truth::False)
            }
        };
        self.changes.push(Change::Fact {
            fact,
            arguments: arguments.to_vec(),
            begins,
            certain,
        });
    }

    /// A fact may have another value, though it sets nothing off.
    pub(crate) fn fact_touched(&mut self, fact: FactId) {
        self.watch.fact(fact);
    }
}
