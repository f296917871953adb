//! Whether a norm binds somebody at a moment: in force, of its party, imposed and not disapplied (S4.1, S4.6).

use crate::{
    case::case::Assumed,
    engine::{fail::Run, moment::View},
    policy::{norm::NormNameId, standing::Status},
    program::{
        norm::{NormCode, PartyCode},
        rule::Force,
        val::Val,
    },
    record::reason::Truth,
};

use super::session::Session;

impl Session<'_> {
    /// Whether a norm is law in this run: because it is, or because the scenario assumes it (S10).
    pub(crate) fn is_law(&self, force: &Force, name: NormNameId) -> bool {
        force.is_law() || self.world.is_assumed(Some(Assumed::Norm(name)), force.pack)
    }

    /// Whether a norm is law only because the scenario assumes it.
    pub(crate) fn is_only_assumed(&self, code: &NormCode) -> bool {
        !code.force.is_law()
    }

    /// Whether a norm does not bind: it is followed or departed from, never breached.
    pub(crate) fn is_soft(code: &NormCode) -> bool {
        code.force.status == Status::NotBinding
    }

    /// Whether a norm is in force at the moment.
    pub(crate) fn force(&mut self, code: &NormCode, env: &mut [Val], view: View) -> Run<Truth> {
        if !code.force.contains(view.day()) || !self.is_law(&code.force, code.name) {
            return Ok(Truth::False);
        }
        match code.force.when {
            Some(when) => self.truth(when, env, view),
            None => Ok(Truth::True),
        }
    }

    /// Whether somebody is of a norm's party at the moment; binds the variable that stands for them.
    pub(crate) fn party(
        &mut self,
        code: &NormCode,
        who: Val,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        if !self.exists(who, view) {
            return Ok(Truth::False);
        }
        match &code.party {
            PartyCode::Nobody => Ok(Truth::True),
            PartyCode::One(one) => Ok(truth_of(Val::individual(*one) == who)),
            PartyCode::Any {
                slot,
                kind,
                condition,
            } => {
                if !self.is_kind(who, *kind, view) {
                    return Ok(Truth::False);
                }
                if let Some(place) = env.get_mut(slot.index()) {
                    *place = who;
                }
                match condition {
                    Some(condition) => self.truth(*condition, env, view),
                    None => Ok(Truth::True),
                }
            }
        }
    }

    /// Whether a norm binds (or empowers) somebody at the moment, its conditions apart.
    pub(crate) fn binds(
        &mut self,
        code: &NormCode,
        who: Val,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let party = self.party(code, who, env, view)?;
        if party == Truth::False {
            return Ok(Truth::False);
        }
        if !self.is_left_to_bind(code, who, view) {
            return Ok(Truth::False);
        }
        Ok(party.min(self.force(code, env, view)?))
    }

    /// Whether a norm is imposed on somebody where it has to be, and not disapplied for them.
    pub(crate) fn is_left_to_bind(&self, code: &NormCode, who: Val, view: View) -> bool {
        (!code.only_where_imposed || self.is_imposed(code.name, who, view))
            && !self.is_disapplied(code.name, who, view)
    }

    /// Whether every `if` holds and no `unless`.
    pub(crate) fn conditions(
        &mut self,
        code: &NormCode,
        env: &mut [Val],
        view: View,
    ) -> Run<Truth> {
        let mut holds = Truth::True;
        for condition in &code.conditions {
            holds = holds.min(self.truth(*condition, env, view)?);
            if holds == Truth::False {
                return Ok(holds);
            }
        }
        for exception in &code.exceptions {
            holds = holds.min(not(self.truth(*exception, env, view)?));
            if holds == Truth::False {
                return Ok(holds);
            }
        }
        Ok(holds)
    }

    /// The first `if` or `unless` of which it is not known whether it stands against a norm, counted over both.
    pub(crate) fn doubtful_condition(
        &mut self,
        code: &NormCode,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<usize>> {
        for (place, condition) in code.conditions.iter().chain(&code.exceptions).enumerate() {
            if self.truth(*condition, env, view)? == Truth::Unknown {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The first `if` or `unless` that stands against a norm, counted over both.
    pub(crate) fn failing_condition(
        &mut self,
        code: &NormCode,
        env: &mut [Val],
        view: View,
    ) -> Run<usize> {
        for (place, condition) in code.conditions.iter().enumerate() {
            if self.truth(*condition, env, view)? == Truth::False {
                return Ok(place);
            }
        }
        for (place, exception) in code.exceptions.iter().enumerate() {
            if self.truth(*exception, env, view)? == Truth::True {
                return Ok(code.conditions.len() + place);
            }
        }
        Ok(0)
    }
}

/// True or false, for certain.
pub(crate) fn truth_of(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

/// The opposite.
pub(crate) fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::Unknown => Truth::Unknown,
        Truth::False => Truth::True,
    }
}
