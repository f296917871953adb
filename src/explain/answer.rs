//! Why a question is answered so.

use super::{
    builder::Builder,
    tree::{Kind, Step},
};
use crate::{
    base::date::Date,
    case::expectation::Question,
    engine::run::why::Supposed,
    policy::{norm::NormId, value::Value},
    record::{
        act::Authority,
        answer::{Answer, Way},
        reason::{Fault, Truth},
    },
};

impl Builder<'_, '_> {
    /// Why a question is answered so.
    pub(super) fn answer(&mut self, question: &Question, answer: &Answer) -> Vec<Step> {
        let last = self.record.as_of;
        match (question, answer) {
            (
                Question::May {
                    who,
                    act,
                    on_behalf_of,
                    on,
                },
                Answer::May {
                    may,
                    authority,
                    faults,
                    unknowns,
                    limit,
                },
            ) => {
                let supposed = Supposed {
                    who,
                    act,
                    on_behalf_of: on_behalf_of.as_ref(),
                    on: on.unwrap_or(last),
                };
                let mut steps = Vec::new();
                for one in authority {
                    steps.extend(self.supposed_authority(one, &supposed));
                }
                for fault in faults {
                    let mut step = self.supposed_fault(fault, &supposed);
                    if *may == Truth::Unknown {
                        step.says = self.words.doubtful_fault(fault);
                    }
                    steps.push(step);
                }
                if *may != Truth::True && on_behalf_of.is_none() {
                    steps.extend(self.routes(act.act, who, supposed.on, faults));
                }
                if let Some(limit) = limit {
                    let says = format!("the limit is {}", self.words.value(limit));
                    steps.push(Step::new(Kind::Sum, says));
                }
                steps.extend(self.doubts(unknowns));
                steps
            }
            (
                Question::WhoMay { act, for_, on },
                Answer::WhoMay {
                    ways,
                    faults,
                    unknowns,
                },
            ) => {
                let on = on.unwrap_or(last);
                let mut steps = Vec::new();
                for way in ways {
                    steps.push(self.way(way, act, for_.as_ref(), on));
                }
                for fault in faults {
                    steps.push(self.fault_alone(fault));
                }
                if ways.is_empty()
                    && faults.is_empty()
                    && let Some(whose) = for_
                {
                    steps.extend(self.routes(act.act, whose, on, faults));
                }
                steps.extend(self.doubts(unknowns));
                steps
            }
            (Question::WhatIs { what, on }, Answer::WhatIs { unknowns, .. }) => {
                let proof = self.run.value_proof(what, on.unwrap_or(last));
                let mut steps = match proof {
                    Ok(Some(proof)) => self.condition(&proof),
                    _ => Vec::new(),
                };
                steps.extend(self.doubts(unknowns));
                steps
            }
            (_, Answer::WhatMust(places)) => {
                places.iter().map(|place| self.other_duty(*place)).collect()
            }
            (_, Answer::WhatMay(permitted)) => {
                let mut steps = Vec::new();
                for one in permitted {
                    let says = self.words.act_title(one.act);
                    let mut step = Step::new(Kind::Heading, format!("It may: {says}"));
                    for norm in &one.norms {
                        step.steps.push(self.norm(*norm, "by"));
                    }
                    for link in &one.links {
                        let line = self.link_line(*link);
                        step.steps.push(line);
                    }
                    steps.push(step);
                }
                steps
            }
            (
                _,
                Answer::WhatFalls {
                    links,
                    acts,
                    duties: _,
                },
            ) => {
                let mut steps = Vec::new();
                for link in links {
                    let line = self.link_line(*link);
                    steps.push(line);
                }
                for act in acts {
                    let event = self.event(*act);
                    steps.push(event);
                }
                steps
            }
            _ => Vec::new(),
        }
    }

    fn way(
        &mut self,
        way: &Way,
        act: &crate::policy::value::ActValue,
        for_: Option<&Value>,
        on: Date,
    ) -> Step {
        let mut step = Step::new(Kind::Heading, self.words.way(way));
        if let Some((scheme, row)) = way.row {
            let mut line = self.row(scheme, row, "It is allowed by");
            let signer = way.signers.iter().find_map(|signer| signer.persons.first());
            if let (Some(body), Some(who)) = (for_, signer) {
                let supposed = Supposed {
                    who,
                    act,
                    on_behalf_of: Some(body),
                    on,
                };
                line.steps = self.row_supposed((scheme, row), body, &supposed);
            }
            step.steps.push(line);
        }
        let signer = way.signers.iter().find_map(|signer| signer.persons.first());
        if let (Some(authority), Some(who)) = (&way.authority, signer) {
            let supposed = Supposed {
                who,
                act,
                on_behalf_of: for_.filter(|body| *body != who),
                on,
            };
            let below = self.supposed_authority(authority, &supposed);
            step.steps.extend(below);
        }
        step
    }

    fn supposed_authority(&mut self, authority: &Authority, supposed: &Supposed<'_>) -> Vec<Step> {
        match authority {
            Authority::Own { who, norms } => self.supposed_grounds(norms, who, supposed),
            Authority::Chain(chain) => {
                let mut steps = self.supposed_grounds(&chain.norms, &chain.holder, supposed);
                for link in &chain.links {
                    let line = self.link(link);
                    steps.push(line);
                }
                steps
            }
            Authority::Office { who, norms, row } => {
                let mut steps = vec![Step::new(
                    Kind::People,
                    format!("{} acts in office", self.words.value(who)),
                )];
                if let Some((scheme, row)) = row {
                    let body = supposed.on_behalf_of.unwrap_or(who);
                    let below = self.row_supposed((*scheme, *row), body, supposed);
                    steps.push(self.row(*scheme, *row, "It is allowed by").with(below));
                }
                let holder = supposed.on_behalf_of.unwrap_or(who);
                steps.extend(self.supposed_grounds(norms, holder, supposed));
                steps
            }
            Authority::NeedsNone { who } => vec![Step::new(
                Kind::People,
                format!("{} needs no authority for it", self.words.value(who)),
            )],
            Authority::None { .. } => Vec::new(),
        }
    }

    fn supposed_grounds(
        &mut self,
        norms: &[NormId],
        holder: &Value,
        supposed: &Supposed<'_>,
    ) -> Vec<Step> {
        let mut steps = Vec::new();
        for norm in norms {
            let mut step = self.norm(*norm, "It rests on");
            if let Ok(proof) = self.run.supposed_proof(*norm, holder, supposed) {
                step.steps = self.norm_conditions(&proof);
            }
            steps.push(step);
        }
        steps
    }

    fn supposed_fault(&mut self, fault: &Fault, supposed: &Supposed<'_>) -> Step {
        let mut step = self.fault_alone(fault);
        let reads = matches!(
            fault,
            Fault::ConditionNotMet { .. }
                | Fault::Immunity { .. }
                | Fault::OverLimit { link: None, .. }
        );
        let holder = supposed.on_behalf_of.unwrap_or(supposed.who);
        if let Some(norm) = self.words.fault_norm(fault).filter(|_| reads)
            && let Ok(proof) = self.run.supposed_proof(norm, holder, supposed)
        {
            let below = if matches!(fault, Fault::ConditionNotMet { .. }) {
                self.failing(&proof)
            } else {
                self.norm_conditions(&proof)
            };
            step.steps.extend(below);
        }
        step
    }
}
