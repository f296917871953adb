//! Lines of the timeline as steps: what happened, and why it counts.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    case::happening::{HappeningKind, Named},
    record::{
        act::{Authority, Validity},
        record::LinkRef,
    },
};

impl Builder<'_, '_> {
    /// Something that happened; an act with why it is valid, the first time it is met.
    pub(super) fn event(&mut self, place: usize) -> Step {
        if place >= self.case.timeline.len() {
            return Step::new(Kind::Event, "the act that is asked about");
        }
        let mut step = self.stated(Stated::Happening(place));
        let kind = self.case.timeline.get(place).map(|line| &line.kind);
        match kind {
            Some(HappeningKind::Act(_)) if self.acts.insert(place) => {
                let steps = self.deeper(|builder| builder.standing(place));
                step.steps = steps;
            }
            Some(HappeningKind::Delegates { .. }) => {
                step.kind = Kind::Link;
                if self.acts.insert(place) {
                    step.steps = self.deeper(|builder| builder.link_reasons(LinkRef::Made(place)));
                }
            }
            _ => {}
        }
        step
    }

    /// Why an act stands, or does not: nothing where who did it needs no authority.
    fn standing(&mut self, place: usize) -> Vec<Step> {
        let acts = &self.record.acts;
        let Some(act) = acts.iter().find(|act| act.act == place).cloned() else {
            return Vec::new();
        };
        let mut steps = self.agreements(Named::Happening(place));
        for authority in &act.authority {
            if !matches!(
                authority,
                Authority::NeedsNone { .. } | Authority::None { .. }
            ) {
                steps.extend(self.authority(authority, place));
            }
        }
        if let Validity::Void(faults) | Validity::Undetermined(faults) = &act.validity {
            for fault in faults {
                let mut step = self.fault(fault, place);
                if matches!(act.validity, Validity::Undetermined(_)) {
                    step.says = self.words.doubtful_fault(fault);
                }
                steps.push(step);
            }
        }
        steps
    }
}
