//! Why something is void, invalid or refused; on what an act rests; where norms disagree.

use super::{
    lists::{and_list, or_list},
    words::Words,
};
use crate::{
    policy::{
        delegation::DelegationRuleId,
        norm::{Form, NormId},
        policy::ClauseId,
        value::Value,
    },
    record::{
        act::{Authority, Chain},
        reason::{Fault, LinkFault},
        record::{Conflict, ConflictKind, LinkRef, LinkRule},
    },
};

impl Words<'_> {
    /// Why an act is void, a link invalid or an answer no, as a clause without a full stop.
    pub fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::NoAuthority { holder } => format!(
                "no power, duty, freedom or delegation of {} covers it",
                self.value(holder)
            ),
            Fault::NotDelegated {
                holder,
                to: Some(to),
            } => format!(
                "no delegation, office or scheme of {} lets {} do it",
                self.value(holder),
                self.value(to)
            ),
            Fault::NotDelegated { holder, to: None } => format!(
                "no delegation, office or scheme of {} lets anybody else do it",
                self.value(holder)
            ),
            Fault::OnePerson { scheme, row, .. } => format!(
                "{} needs the signatures of different persons, and one cannot sign for two",
                self.scheme_row(*scheme, *row)
            ),
            Fault::OfficeVacant {
                scheme,
                row,
                offices,
            } => {
                let offices: Vec<_> = offices.iter().map(|office| self.office(*office)).collect();
                format!(
                    "{} needs the signature of {}, which nobody holds",
                    self.scheme_row(*scheme, *row),
                    and_list(&offices)
                )
            }
            Fault::ConditionNotMet { norm, condition } => self.condition_not_met(*norm, *condition),
            Fault::AgreementMissing { norm, rule, of } => {
                let whose = match (norm, rule) {
                    (Some(norm), _) => self.norm(*norm),
                    (None, Some(rule)) => self.link_rule(LinkRule::Rule(*rule)),
                    (None, None) => return format!("{} has not agreed", self.value(of)),
                };
                format!(
                    "{whose} needs the agreement of {}, which is missing",
                    self.value(of)
                )
            }
            Fault::NotJointly { norm, with } => format!(
                "{} needs {} to act jointly, who did not",
                self.norm(*norm),
                self.value(with)
            ),
            Fault::OverLimit {
                norm,
                link,
                limit,
                counted,
            } => {
                let whose = match (norm, link) {
                    (_, Some(link)) => format!(" of {}", self.link(*link)),
                    (Some(norm), None) => format!(" of {}", self.norm(*norm)),
                    (None, None) => String::new(),
                };
                format!(
                    "{} is over the limit{whose}, {}",
                    self.value(counted),
                    self.value(limit)
                )
            }
            Fault::Immunity { norm } => {
                format!("the immunity {} stands against it", self.norm(*norm))
            }
            Fault::Reserved { reserved } => self.reserved(*reserved),
            Fault::BrokenLink { link, why } => {
                format!(
                    "{} does not hold: {}",
                    self.link(*link),
                    self.link_fault(why)
                )
            }
            Fault::NotExisting { who } => {
                format!("{} was not, or no longer, established", self.value(who))
            }
            Fault::NotInOffice { who, office } => {
                format!("{} was not {}", self.value(who), self.office(*office))
            }
            Fault::SignatureMissing {
                scheme,
                row,
                offices,
            } => {
                let offices: Vec<_> = offices.iter().map(|office| self.office(*office)).collect();
                format!(
                    "{} needs the signature of {}, which is missing",
                    self.scheme_row(*scheme, *row),
                    or_list(&offices)
                )
            }
            Fault::NoRow { scheme } => format!(
                "no row of {} covers it, so only the body itself may do it",
                self.scheme(*scheme)
            ),
            Fault::RowCondition { scheme, row } => {
                let condition = self
                    .policy
                    .schemes
                    .get(*scheme)
                    .and_then(|scheme| scheme.rows.get(*row)?.condition.as_ref());
                match condition {
                    Some(condition) => format!(
                        "{} allows it only if {}",
                        self.scheme_row(*scheme, *row),
                        self.expression(condition)
                    ),
                    None => format!(
                        "a condition of {} is not met",
                        self.scheme_row(*scheme, *row)
                    ),
                }
            }
            Fault::NoQuorum { office, condition } => {
                let quorum = self
                    .policy
                    .offices
                    .get(*office)
                    .and_then(|office| office.quorum.get(*condition));
                match quorum {
                    Some(condition) => format!(
                        "the {} had no quorum, which needs {}",
                        self.office(*office),
                        self.expression(condition)
                    ),
                    None => format!("the {} had no quorum", self.office(*office)),
                }
            }
            Fault::NotCarried { office } => {
                format!("the {} did not carry it", self.office(*office))
            }
            Fault::SetAside { by } => match self.happening_at(*by) {
                Some(happening) => {
                    format!("{} on {}", self.happens(happening), happening.date)
                }
                None => "it was set aside".to_owned(),
            },
            Fault::JointActor { who } => {
                format!("{}, who acts jointly, has no authority", self.value(who))
            }
            Fault::NotTheirs { who } => format!("it was not for {} to do", self.value(who)),
            Fault::NoRule => "no rule or scheme allows the delegation".to_owned(),
            Fault::RuleNotForThem { rule } => format!(
                "{} does not allow this one to delegate to that one",
                self.link_rule(LinkRule::Rule(*rule))
            ),
            Fault::RuleCondition { rule, condition } => self.rule_condition(*rule, *condition),
            Fault::RuleNotInForce { rule } => {
                format!("{} was not in force", self.link_rule(LinkRule::Rule(*rule)))
            }
            Fault::NotImposed { norm } => {
                format!("{} binds only where it is imposed", self.norm(*norm))
            }
        }
    }

    fn condition_not_met(&self, norm: NormId, place: usize) -> String {
        let Some(declared) = self.policy.norms.get(norm) else {
            return "a condition is not met".to_owned();
        };
        let title = self.norm(norm);
        if let Some(condition) = declared.conditions.get(place) {
            return format!(
                "{title} applies only if {}, which is not so",
                self.expression(condition)
            );
        }
        let exception = place
            .checked_sub(declared.conditions.len())
            .and_then(|place| declared.exceptions.get(place));
        match exception {
            Some(exception) => format!(
                "{title} does not apply where {}, which is so",
                self.expression(exception)
            ),
            None => format!("a condition of {title} is not met"),
        }
    }

    /// A reason for which an act may be void, where it is not known whether it is one.
    pub fn doubtful_fault(&self, fault: &Fault) -> String {
        if let Fault::NoQuorum { office, .. } = fault {
            return format!(
                "it is not said who of the {} was present: it may have had no quorum",
                self.office(*office)
            );
        }
        let said = self.fault(fault);
        let open = said
            .strip_suffix(", which is not so")
            .or_else(|| said.strip_suffix(", which is so"));
        match open {
            Some(said) => format!("{said}, and it is not known whether that is so"),
            None => format!("perhaps {said}"),
        }
    }

    fn rule_condition(&self, id: DelegationRuleId, place: usize) -> String {
        let title = self.link_rule(LinkRule::Rule(id));
        let Some(rule) = self.policy.delegations.get(id) else {
            return format!("a condition of {title} is not met");
        };
        if let Some(condition) = rule.conditions.get(place) {
            return format!(
                "{title} allows it only if {}, which is not so",
                self.expression(condition)
            );
        }
        let exception = place
            .checked_sub(rule.conditions.len())
            .and_then(|place| rule.exceptions.get(place));
        match exception {
            Some(exception) => format!(
                "{title} does not allow it where {}, which is so",
                self.expression(exception)
            ),
            None => format!("a condition of {title} is not met"),
        }
    }

    /// Why a link of a chain does not hold.
    pub fn link_fault(&self, fault: &LinkFault) -> String {
        match fault {
            LinkFault::NotYet(day) => format!("it begins only on {day}"),
            LinkFault::Ended(day) => format!("it ended on {day}"),
            LinkFault::Revoked(day) => format!("it was revoked on {day}"),
            LinkFault::SupportGone(link) => {
                format!("what it rests on, {}, no longer holds", self.link(*link))
            }
            LinkFault::OtherFunction => "it is of another function".to_owned(),
            LinkFault::OverLimit { limit, counted } => format!(
                "{} is over its limit, {}",
                self.value(counted),
                self.value(limit)
            ),
            LinkFault::NoSubDelegation => "its delegate may not delegate further".to_owned(),
            LinkFault::NotValidlyMade(faults) => {
                let why: Vec<_> = faults.iter().map(|fault| self.fault(fault)).collect();
                if why.is_empty() {
                    "it was not validly made".to_owned()
                } else {
                    format!("it was not validly made ({})", why.join("; "))
                }
            }
            LinkFault::GiverWithout => "who gave it had no authority".to_owned(),
            LinkFault::NotAgreed(who) => format!("{} does not agree to it", self.value(who)),
        }
    }

    /// The norm that a fault names.
    pub fn fault_norm(&self, fault: &Fault) -> Option<NormId> {
        match fault {
            Fault::ConditionNotMet { norm, .. }
            | Fault::NotJointly { norm, .. }
            | Fault::Immunity { norm }
            | Fault::NotImposed { norm } => Some(*norm),
            Fault::AgreementMissing { norm, .. } | Fault::OverLimit { norm, .. } => *norm,
            _ => None,
        }
    }

    /// The clauses that what a fault names cites.
    pub fn fault_clauses(&self, fault: &Fault) -> &[ClauseId] {
        if let Some(norm) = self.fault_norm(fault) {
            return self.norm_sources(norm);
        }
        let of_row = |scheme, row: usize| {
            let scheme: Option<&crate::policy::delegation::Scheme> =
                self.policy.schemes.get(scheme);
            scheme.map_or(&[][..], |scheme| {
                let row = scheme.rows.get(row).map(|row| row.sources.as_slice());
                row.filter(|sources| !sources.is_empty())
                    .unwrap_or(&scheme.sources)
            })
        };
        let of_rule = |rule: DelegationRuleId| {
            let rule = self.policy.delegations.get(rule);
            rule.map_or(&[][..], |rule| &rule.sources)
        };
        match fault {
            Fault::RuleNotForThem { rule }
            | Fault::RuleCondition { rule, .. }
            | Fault::RuleNotInForce { rule }
            | Fault::AgreementMissing {
                rule: Some(rule), ..
            } => of_rule(*rule),
            Fault::Reserved { reserved } => self
                .policy
                .reserved
                .get(*reserved)
                .map_or(&[], |reserved| &reserved.sources),
            Fault::SignatureMissing { scheme, row, .. }
            | Fault::OnePerson { scheme, row, .. }
            | Fault::OfficeVacant { scheme, row, .. }
            | Fault::RowCondition { scheme, row } => of_row(*scheme, *row),
            Fault::NoRow { scheme } => self
                .policy
                .schemes
                .get(*scheme)
                .map_or(&[], |scheme| &scheme.sources),
            Fault::NoQuorum { office, .. } | Fault::NotCarried { office } => self
                .policy
                .offices
                .get(*office)
                .map_or(&[], |office| &office.sources),
            Fault::BrokenLink { link, why } => match link {
                LinkRef::Row(scheme, row) => of_row(*scheme, *row),
                LinkRef::Standing(rule) => of_rule(*rule),
                LinkRef::Given(_) | LinkRef::Made(_) => match why {
                    // What was never validly made cites what would have allowed it.
                    LinkFault::NotValidlyMade(faults) => faults
                        .first()
                        .map_or(&[], |fault| self.fault_clauses(fault)),
                    _ => &[],
                },
            },
            _ => &[],
        }
    }

    /// What an actor's act rests on, as a sentence: `it rests on …`, `Alice needs no authority`; nothing where it rests on
    /// nothing, which the reasons say better.
    pub fn rests_on(&self, authority: &Authority) -> Option<String> {
        match authority {
            Authority::Own { .. } | Authority::Chain(_) | Authority::Office { .. } => {
                Some(format!("it rests on {}", self.authority(authority)))
            }
            Authority::NeedsNone { who } => Some(format!("{} needs no authority", self.value(who))),
            Authority::None { .. } => None,
        }
    }

    /// What an actor's act rests on.
    pub fn authority(&self, authority: &Authority) -> String {
        match authority {
            Authority::Own { norms, .. } => self.norm_list(norms),
            Authority::Chain(chain) => self.chain(chain),
            Authority::Office { who, norms, row } => {
                let row = row.map_or_else(String::new, |(scheme, row)| {
                    format!(" under {}", self.scheme_row(scheme, row))
                });
                let norms = if norms.is_empty() {
                    String::new()
                } else {
                    format!(", on {}", self.norm_list(norms))
                };
                format!("the office of {}{row}{norms}", self.value(who))
            }
            Authority::NeedsNone { who } => format!("{} needs none", self.value(who)),
            Authority::None { who } => format!("none was found for {}", self.value(who)),
        }
    }

    /// Norms joined with `and`.
    pub fn norm_list(&self, norms: &[NormId]) -> String {
        let titles: Vec<_> = norms.iter().map(|norm| self.norm(*norm)).collect();
        super::lists::and_list(&titles)
    }

    /// A chain of delegation: `"Commission services" of Northshire CCG, through `lead` (…)`.
    pub fn chain(&self, chain: &Chain) -> String {
        let links: Vec<_> = chain
            .links
            .iter()
            .map(|link| match &link.counted {
                Some(counted) => {
                    format!(
                        "{} (counted: {})",
                        self.link(link.link),
                        self.value(counted)
                    )
                }
                None => self.link(link.link),
            })
            .collect();
        let others = match chain.others {
            0 => String::new(),
            1 => "; there is another chain".to_owned(),
            99 => "; there are 99 other chains or more".to_owned(),
            others => format!("; there are {others} other chains"),
        };
        format!(
            "{} of {}, through {}{others}",
            self.norm_list(&chain.norms),
            self.value(&chain.holder),
            links.join(", then ")
        )
    }

    /// The clauses that an authority cites.
    pub fn authority_clauses(&self, authority: &Authority) -> Vec<ClauseId> {
        let norms: &[NormId] = match authority {
            Authority::Own { norms, .. } | Authority::Office { norms, .. } => norms,
            Authority::Chain(chain) => &chain.norms,
            Authority::NeedsNone { .. } | Authority::None { .. } => &[],
        };
        let mut clauses = Vec::new();
        for clause in norms.iter().flat_map(|norm| self.norm_sources(*norm)) {
            if !clauses.contains(clause) {
                clauses.push(*clause);
            }
        }
        clauses
    }

    /// Who an authority is of.
    pub fn authority_of<'a>(&self, authority: &'a Authority) -> &'a Value {
        match authority {
            Authority::Own { who, .. }
            | Authority::Office { who, .. }
            | Authority::NeedsNone { who }
            | Authority::None { who } => who,
            Authority::Chain(chain) => chain.links.last().map_or(&chain.holder, |link| &link.to),
        }
    }

    /// What allowed a link.
    pub fn link_rule(&self, rule: LinkRule) -> String {
        match rule {
            LinkRule::Rule(rule) => self.policy.delegations.get(rule).map_or_else(
                || "a rule of delegation".to_owned(),
                |rule| format!("\"{}\"", rule.title.as_deref().unwrap_or(&rule.name)),
            ),
            LinkRule::Row(scheme, row) => self.scheme_row(scheme, row),
            LinkRule::SubDelegation => {
                "sub-delegation that the giver's own link permits".to_owned()
            }
        }
    }

    /// Two norms that disagree.
    pub fn conflict(&self, conflict: &Conflict) -> String {
        // The record has them in the order of declaration; the sentence begins with the one that it speaks of.
        let speaks = |norm: NormId| {
            let form = self.policy.norms.get(norm).map(|norm| &norm.form);
            match conflict.kind {
                ConflictKind::DischargeBreaches => matches!(form, Some(Form::Duty(_))),
                ConflictKind::FreedomAgainstDuty => matches!(form, Some(Form::Freedom(_))),
                ConflictKind::ImmunityAgainstPower => matches!(form, Some(Form::Immunity { .. })),
            }
        };
        let [one, other] = conflict.versions;
        let turned = !speaks(one) && speaks(other);
        let told = if turned { [other, one] } else { [one, other] };
        let [first, second] = told.map(|norm| self.norm_ranked(norm));
        let of = self.value(&conflict.of);
        let said = match conflict.kind {
            ConflictKind::DischargeBreaches => {
                format!("what {first} asks of {of} would breach {second}")
            }
            ConflictKind::FreedomAgainstDuty => {
                format!("{first} leaves {of} free in what {second} requires")
            }
            ConflictKind::ImmunityAgainstPower => format!(
                "the immunity {first} stands against {second} over {of}; the power is followed"
            ),
        };
        match conflict.act {
            Some(act) => format!("{said} (met by {})", self.happening_short(act)),
            None => format!("{said} (met on {})", conflict.on),
        }
    }

    fn norm_ranked(&self, norm: NormId) -> String {
        match self.policy.norms.get(norm) {
            Some(version) => format!(
                "{} ({})",
                self.norm(norm),
                super::words::rank(version.standing.rank)
            ),
            None => self.norm(norm),
        }
    }
}
