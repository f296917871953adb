//! Answers to questions, a line each.

use super::{
    lists::{and_list, or_list},
    words::Words,
};
use crate::record::{
    answer::{Answer, Outcome, Permitted, Signer, Way},
    reason::{Fault, Truth, Unknown},
};

impl Words<'_> {
    /// An answer as lines, the answer itself first.
    pub fn answer(&self, answer: &Answer) -> Vec<String> {
        match answer {
            Answer::WhoMay {
                ways,
                faults,
                unknowns,
            } => {
                let mut lines: Vec<_> = ways.iter().map(|way| self.way(way)).collect();
                if lines.is_empty() {
                    lines.push(if unknowns.is_empty() {
                        "nobody may".to_owned()
                    } else {
                        "nobody may for certain".to_owned()
                    });
                    lines.extend(self.because(faults));
                } else {
                    let waiting = faults
                        .iter()
                        .filter(|fault| matches!(fault, Fault::OfficeVacant { .. }));
                    lines.extend(waiting.map(|fault| format!("not now: {}", self.fault(fault))));
                }
                lines.extend(self.hangs_on(unknowns));
                lines
            }
            Answer::May {
                may,
                authority,
                limit,
                faults,
                unknowns,
            } => {
                let mut lines = Vec::new();
                let word = match may {
                    Truth::True => "yes",
                    Truth::False => "no",
                    Truth::Unknown => "not known",
                };
                lines.push(match limit {
                    Some(limit) => format!("{word}, up to {}", self.value(limit)),
                    None => word.to_owned(),
                });
                if *may != Truth::False {
                    lines.extend(
                        authority
                            .iter()
                            .map(|authority| format!("on {}", self.authority(authority))),
                    );
                }
                if *may == Truth::Unknown {
                    let faults = faults.iter();
                    lines.extend(faults.map(|fault| self.doubtful_fault(fault)));
                } else {
                    lines.extend(self.because(faults));
                }
                lines.extend(self.hangs_on(unknowns));
                lines
            }
            Answer::WhatMay(permitted) if permitted.is_empty() => vec!["nothing".to_owned()],
            Answer::WhatMay(permitted) => permitted
                .iter()
                .map(|permitted| self.permitted(permitted))
                .collect(),
            Answer::WhatMust(duties) if duties.is_empty() => vec!["nothing".to_owned()],
            Answer::WhatMust(duties) => duties
                .iter()
                .map(|place| {
                    let due = self
                        .record
                        .and_then(|record| record.duties.get(*place)?.due)
                        .map_or_else(String::new, |due| format!(", due {due}"));
                    format!("{}{due}", self.duty_at(*place))
                })
                .collect(),
            Answer::WhatFalls {
                links,
                acts,
                duties,
            } => {
                let mut lines: Vec<_> = links.iter().map(|link| self.link(*link)).collect();
                lines.extend(acts.iter().map(|act| self.happening_short(*act)));
                let duties = duties.iter().map(|duty| self.duty_at(*duty));
                lines.extend(duties.map(|duty| format!("{duty}, which would not be discharged")));
                if lines.is_empty() {
                    lines.push("nothing".to_owned());
                }
                lines
            }
            Answer::WhatIs { value, unknowns } => {
                let mut lines = vec![self.outcome(value)];
                lines.extend(self.hangs_on(unknowns));
                lines
            }
        }
    }

    /// A value as far as it is known.
    pub fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Known(value) => self.value(value),
            Outcome::Nobody(Some(words)) => format!("nobody: {words}"),
            Outcome::Nobody(None) => "nobody".to_owned(),
            Outcome::Between(low, high) => format!(
                "not known: between {} and {}",
                self.value(low),
                self.value(high)
            ),
            Outcome::OneOf(values) => {
                let said: Vec<_> = values.iter().map(|value| self.value(value)).collect();
                format!("not known: {}", or_list(&said))
            }
            Outcome::Unknown => "not known".to_owned(),
        }
    }

    /// One way to do an act: who signs, and what says so.
    pub fn way(&self, way: &Way) -> String {
        let signers: Vec<_> = way
            .signers
            .iter()
            .map(|signer| self.signer(signer))
            .collect();
        let mut said = and_list(&signers);
        if let Some((scheme, row)) = way.row {
            said.push_str(&format!(", by {}", self.scheme_row(scheme, row)));
        }
        if let Some(reserved) = way.reserved {
            said.push_str(&format!(", since {}", self.reserved(reserved)));
        }
        if let Some(authority) = &way.authority {
            said.push_str(&format!(", on {}", self.authority(authority)));
        }
        if let Some(counted) = &way.counted {
            said.push_str(&format!(" (counted so far: {})", self.value(counted)));
        }
        if way.certain != Truth::True {
            said.push_str(" (perhaps)");
        }
        said
    }

    fn signer(&self, signer: &Signer) -> String {
        let persons = self.values(&signer.persons);
        match signer.office {
            None => persons,
            Some(office) if signer.persons.is_empty() || signer.is_vacant(self.policy) => {
                format!("the {} (held by nobody)", self.office(office))
            }
            Some(office) => format!("{persons} as {}", self.office(office)),
        }
    }

    fn permitted(&self, permitted: &Permitted) -> String {
        let mut said = self.act_name(permitted.act).to_owned();
        if let Some(limit) = &permitted.limit {
            said.push_str(&format!(" up to {}", self.value(limit)));
        }
        if let Some(body) = &permitted.on_behalf_of {
            said.push_str(&format!(" on behalf of {}", self.value(body)));
        }
        if !permitted.norms.is_empty() {
            said.push_str(&format!(", on {}", self.norm_list(&permitted.norms)));
        }
        if !permitted.links.is_empty() {
            let links: Vec<_> = permitted
                .links
                .iter()
                .map(|link| self.link(*link))
                .collect();
            said.push_str(&format!(", through {}", links.join(", then ")));
        }
        if permitted.certain != Truth::True {
            said.push_str(" (perhaps)");
        }
        said
    }

    fn because(&self, faults: &[Fault]) -> Vec<String> {
        faults
            .iter()
            .map(|fault| format!("because {}", self.fault(fault)))
            .collect()
    }

    fn hangs_on(&self, unknowns: &[Unknown]) -> Option<String> {
        (!unknowns.is_empty()).then(|| format!("this hangs on {}", self.unknowns(unknowns)))
    }
}
