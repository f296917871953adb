//! What is not known, and what would settle a result that hangs on it, as steps: each way it could fall with the facts that
//! lead there, and what is to be found out.

use super::{
    builder::Builder,
    stated::Stated,
    tree::{Kind, Step},
};
use crate::{
    case::case::GivenValue,
    record::{reason::Unknown, settling::Settling},
};

impl Builder<'_, '_> {
    /// What is not known: the lines of the scenario that say so or are in doubt, and what nothing states.
    pub(super) fn doubts(&mut self, unknowns: &[Unknown]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for unknown in unknowns {
            let before = steps.len();
            match unknown {
                Unknown::Fact(fact, arguments) => {
                    for (place, given) in self.case.facts.iter().enumerate() {
                        // What is known of other days is no doubt; what one source says against another is.
                        let doubtful =
                            given.value == GivenValue::Unknown || given.according_to.is_some();
                        if doubtful && given.fact == *fact && given.arguments == *arguments {
                            steps.push(self.stated(Stated::Fact(place)));
                        }
                    }
                }
                Unknown::Act(place) | Unknown::Time(place) => {
                    let says = format!("it is not known: {}", self.words.unknown(unknown));
                    let event = self.event(*place);
                    steps.push(Step::new(Kind::Unknown, says).with(vec![event]));
                }
                Unknown::Duty(..) | Unknown::Tie(_) | Unknown::Undefined(_) => {}
            }
            if steps.len() == before {
                let says = format!("it is not known: {}", self.words.unknown(unknown));
                steps.push(Step::new(Kind::Unknown, says));
            }
        }
        steps
    }

    /// What would settle a result.
    pub(super) fn settled(&self, settling: &Settling) -> Vec<Step> {
        let mut steps = Vec::new();
        let ways = settling.falls.iter().any(|fall| !fall.sets.is_empty());
        if ways {
            let lines = self.words.falls(settling).into_iter();
            let lines = lines.map(|says| Step::new(Kind::Unknown, says)).collect();
            steps.push(Step::new(Kind::Heading, "What would settle it").with(lines));
        }
        let mut asked: Vec<Step> = settling
            .inquiries
            .iter()
            .map(|inquiry| Step::new(Kind::Unknown, self.words.inquiry(inquiry)))
            .collect();
        if !ways {
            let others = settling.read.iter();
            let others = others.filter(|unknown| matches!(unknown, Unknown::Time(_)));
            asked.extend(
                others.map(|unknown| Step::new(Kind::Unknown, self.words.unknown(unknown))),
            );
        }
        if !asked.is_empty() {
            steps.push(Step::new(Kind::Heading, "To settle this, find out").with(asked));
        } else if !ways && !settling.read.is_empty() {
            let says = "No fact that could be found out settles it";
            steps.push(Step::new(Kind::Heading, says));
        }
        steps
    }
}
