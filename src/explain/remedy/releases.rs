//! Regard that is had, evidence that is shown, waivers, and norms that are imposed.

use super::{
    candidates::Candidates,
    change::{Change, Sort},
};
use crate::{
    base::date::Date,
    case::happening::HappeningKind,
    policy::{
        expr::{Expr, ExprKind},
        norm::{EffectKind, NormId},
        types::Type,
        value::Value,
    },
    record::duty::{Cause, DutyRecord, Missing},
};

impl Candidates<'_, '_, '_> {
    /// The act that is judged says that it had regard to what is missing.
    pub(super) fn regard(&mut self, duty: &DutyRecord, place: usize) {
        let Some(done) = self.act_at(place).cloned() else {
            return;
        };
        let mut things: Vec<Value> = duty
            .missing
            .iter()
            .filter_map(|missing| match missing {
                Missing::Regard(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        if things.is_empty() {
            things.clone_from(&done.without_regard_to);
        }
        if things.is_empty() {
            return;
        }
        let mut other = done;
        other.without_regard_to.retain(|one| !things.contains(one));
        for thing in &things {
            if !other.having_regard_to.contains(thing) {
                other.having_regard_to.push(thing.clone());
            }
        }
        let how = format!("having regard to {}", self.ran.words.values(&things));
        self.otherwise(place, other, &how);
    }

    /// Evidence of what there is none of.
    pub(super) fn evidence(&mut self, duty: &DutyRecord, last: Date) {
        let of: Vec<Value> = duty
            .missing
            .iter()
            .filter_map(|missing| match missing {
                Missing::Item(value) => Some(value.clone()),
                _ => None,
            })
            .collect();
        let (Some(norm), Value::Individual(bearer)) =
            (self.ran.policy.norms.get(duty.norm), &duty.bearer)
        else {
            return;
        };
        if of.is_empty() {
            return;
        }
        let kind = HappeningKind::Evidence {
            of,
            norm: norm.name,
            bearer: *bearer,
            for_: for_what(duty),
        };
        for day in [Some(last), last.previous_day()].into_iter().flatten() {
            self.add(day, kind.clone());
        }
    }

    /// Whoever it is owed to lets the bearer off before it is breached.
    pub(super) fn waiver(&mut self, duty: &DutyRecord, last: Date) {
        let (Some(norm), Value::Individual(bearer)) =
            (self.ran.policy.norms.get(duty.norm), &duty.bearer)
        else {
            return;
        };
        for claimant in &duty.owed_to {
            if !matches!(claimant, Value::Individual(_)) {
                continue;
            }
            let kind = HappeningKind::Waives {
                by: claimant.clone(),
                norm: norm.name,
                of: *bearer,
                for_: for_what(duty),
            };
            for day in [last, duty.arose] {
                let change = Change {
                    sort: Sort::Release,
                    ..self.added(day, kind.clone())
                };
                self.push(change);
            }
        }
    }

    /// A norm that binds only where it is imposed is imposed, or is not disapplied.
    pub(super) fn imposing(&mut self, norm: NormId, who: &Value, day: Date) {
        let Some(declared) = self.ran.policy.norms.get(norm) else {
            return;
        };
        let name = declared.name;
        let lines = self.ran.case.timeline.iter().enumerate();
        let disapplying: Vec<usize> = lines
            .filter(|(_, line)| {
                matches!(
                    &line.kind,
                    HappeningKind::Effect(EffectKind::Disapplied(other, _)) if *other == name
                )
            })
            .map(|(place, _)| place)
            .collect();
        for place in disapplying {
            self.remove(place);
        }
        let (true, Some(kind)) = (declared.only_where_imposed, self.kind_of(who)) else {
            return;
        };
        let on = Expr {
            kind: ExprKind::Literal(who.clone()),
            ty: Type::Kind(kind),
            span: self.ran.case.span,
        };
        self.add(day, HappeningKind::Effect(EffectKind::Imposed(name, on)));
    }
}

/// For what an instance is, as lines of the timeline say it.
fn for_what(duty: &DutyRecord) -> Option<Value> {
    match &duty.cause {
        Cause::Period(period) => Some(period.clone()),
        Cause::Happening(place) => Some(Value::Happening(u32::try_from(*place).ok()?)),
        Cause::Duty(_) | Cause::Change(_) | Cause::Commencement => None,
    }
}
