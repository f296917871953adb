//! How a deadline was counted.

use crate::{
    base::{date::Date, duration::Duration},
    engine::{fail::Run, moment::View, run::session::Session},
    policy::value::Value,
    program::{
        pattern::{Deadline, DeadlineId},
        val::Val,
    },
    record::{
        answer::Outcome,
        proof::{DueProof, DueWay, Proof},
    },
};

impl Session<'_> {
    /// How a deadline was counted.
    pub(super) fn due_proof(
        &mut self,
        deadline: DeadlineId,
        env: &mut [Val],
        view: View,
    ) -> Run<Option<DueProof>> {
        let code = self.world.code.deadline(deadline);
        let (way, length, of) = match code {
            Deadline::Promptly => {
                return Ok(Some(DueProof {
                    way: DueWay::Promptly,
                    from: None,
                    length: None,
                    last: None,
                    parts: Vec::new(),
                }));
            }
            Deadline::Before(of) => (DueWay::Before, None, of),
            Deadline::By(of) => (DueWay::By, None, of),
            Deadline::On(of) => (DueWay::On, None, of),
            Deadline::WithinFrom(length, of) => (DueWay::From, Some(length), of),
            Deadline::WithinBeginning(length, of) => (DueWay::Beginning, Some(length), of),
            Deadline::AtLeastBefore(length, of) => (DueWay::AtLeastBefore, Some(length), of),
        };
        let point = self.proved(of, env, view)?;
        let val = self.value(of, env, view)?;
        let from = val
            .as_day()
            .or_else(|| self.world.past.stamp(val).map(|stamp| stamp.day()));
        let mut parts: Vec<Proof> = point.into_iter().collect();
        let mut counted = None;
        if let Some(length) = length {
            let length = self.world.code.length(length);
            let count = self.proved(length.count, env, view)?;
            if let Some(Outcome::Known(Value::Number(number))) =
                count.as_ref().map(|count| count.gave.clone())
                && let Some(whole) = number
                    .to_integer()
                    .and_then(|whole| u32::try_from(whole).ok())
            {
                counted = Some(Duration {
                    count: whole,
                    unit: length.unit,
                });
            }
            parts.extend(count);
        }
        let last = match self.world.due(deadline, env, view)? {
            crate::engine::due::Due::By(by) => Date::from_days(by.last),
            _ => None,
        };
        parts.retain(|part| {
            !part.parts.is_empty() || matches!(part.form, crate::record::proof::Form::Fact(..))
        });
        Ok(Some(DueProof {
            way,
            from: from.and_then(Date::from_days),
            length: counted,
            last,
            parts,
        }))
    }
}
