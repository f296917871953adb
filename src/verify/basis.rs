//! What a result rests on: the norms that decided it, and the clauses that they and the rows and rules cite.

use crate::{
    case::{case::Case, happening::Named},
    policy::{
        delegation::{DelegationRuleId, ReservedId, SchemeId},
        norm::NormId,
        policy::{ClauseId, Policy},
    },
    record::{
        act::{ActRecord, Authority, Validity},
        expected::RowRef,
        reason::{Fault, LinkFault},
        record::{LinkRef, LinkRule, Record},
    },
};

/// The norms and clauses that decided something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Basis {
    pub norms: Vec<NormId>,
    pub cited: Vec<ClauseId>,
    pub rows: Vec<RowRef>,
}

/// Collects a basis from the parts of a record.
pub(crate) struct Collector<'a> {
    policy: &'a Policy,
    record: &'a Record,
    basis: Basis,
}

impl<'a> Collector<'a> {
    pub fn new(policy: &'a Policy, record: &'a Record) -> Collector<'a> {
        Collector {
            policy,
            record,
            basis: Basis::default(),
        }
    }

    /// The basis, the norms by the order of declaration, each but once.
    pub fn basis(mut self) -> Basis {
        self.basis.norms.sort();
        self.basis.norms.dedup();
        self.basis
    }

    pub fn norm(&mut self, id: NormId) {
        self.basis.norms.push(id);
        let policy = self.policy;
        self.cite(&policy.norms[id].sources);
    }

    pub fn norms(&mut self, ids: &[NormId]) {
        for id in ids {
            self.norm(*id);
        }
    }

    pub fn cite(&mut self, clauses: &[ClauseId]) {
        for clause in clauses {
            if !self.basis.cited.contains(clause) {
                self.basis.cited.push(*clause);
            }
        }
    }

    /// What decided an act's verdict: the faults of one that is void, the breaches and the authority of one that stands.
    pub fn act(&mut self, act: &ActRecord) {
        for breach in &act.breaches {
            self.norm(breach.norm);
        }
        match &act.validity {
            Validity::Void(faults) | Validity::Undetermined(faults) => self.faults(faults),
            Validity::Valid => {
                for authority in &act.authority {
                    self.authority(authority);
                }
            }
            Validity::NotListed | Validity::NotJudged => {}
        }
    }

    pub fn authority(&mut self, authority: &Authority) {
        match authority {
            Authority::Own { norms, .. } => self.norms(norms),
            Authority::Chain(chain) => {
                self.norms(&chain.norms);
                for link in &chain.links {
                    self.link(link.link);
                }
            }
            Authority::Office { norms, row, .. } => {
                self.norms(norms);
                if let Some((scheme, row)) = row {
                    self.row(*scheme, *row);
                }
            }
            Authority::NeedsNone { .. } | Authority::None { .. } => {}
        }
    }

    pub fn faults(&mut self, faults: &[Fault]) {
        for fault in faults {
            self.fault(fault);
        }
    }

    fn fault(&mut self, fault: &Fault) {
        match fault {
            Fault::ConditionNotMet { norm, .. }
            | Fault::NotJointly { norm, .. }
            | Fault::Immunity { norm }
            | Fault::NotImposed { norm } => self.norm(*norm),
            Fault::AgreementMissing { norm, rule, .. } => {
                if let Some(norm) = norm {
                    self.norm(*norm);
                }
                if let Some(rule) = rule {
                    self.rule(*rule);
                }
            }
            Fault::RuleNotForThem { rule }
            | Fault::RuleCondition { rule, .. }
            | Fault::RuleNotInForce { rule } => self.rule(*rule),
            Fault::OverLimit { norm, link, .. } => {
                if let Some(norm) = norm {
                    self.norm(*norm);
                }
                if let Some(link) = link {
                    self.link(*link);
                }
            }
            Fault::Reserved { reserved } => self.reserved(*reserved),
            Fault::BrokenLink { link, why } => {
                self.link(*link);
                match why {
                    LinkFault::NotValidlyMade(faults) => self.faults(faults),
                    LinkFault::SupportGone(support) => self.link(*support),
                    _ => {}
                }
            }
            Fault::SignatureMissing { scheme, row, .. }
            | Fault::OfficeVacant { scheme, row, .. }
            | Fault::OnePerson { scheme, row, .. }
            | Fault::RowCondition { scheme, row } => {
                self.row(*scheme, *row);
            }
            Fault::NoRow { scheme } => self.scheme(*scheme),
            Fault::NotInOffice { office, .. }
            | Fault::NoQuorum { office, .. }
            | Fault::NotCarried { office } => {
                let policy = self.policy;
                self.cite(&policy.offices[*office].sources);
            }
            Fault::NoAuthority { .. }
            | Fault::NotDelegated { .. }
            | Fault::NotExisting { .. }
            | Fault::SetAside { .. }
            | Fault::JointActor { .. }
            | Fault::NotTheirs { .. }
            | Fault::NoRule => {}
        }
    }

    /// What allowed a link.
    pub fn link(&mut self, link: LinkRef) {
        match link {
            LinkRef::Standing(rule) => self.rule(rule),
            LinkRef::Row(scheme, row) => self.row(scheme, row),
            LinkRef::Given(_) | LinkRef::Made(_) => {
                let record = self.record;
                let found = record.links.iter().find(|record| record.link == link);
                match found.and_then(|record| record.allowed_by) {
                    Some(LinkRule::Rule(rule)) => self.rule(rule),
                    Some(LinkRule::Row(scheme, row)) => self.row(scheme, row),
                    Some(LinkRule::SubDelegation) | None => {}
                }
            }
        }
    }

    fn rule(&mut self, rule: DelegationRuleId) {
        let policy = self.policy;
        self.cite(&policy.delegations[rule].sources);
    }

    /// A row cites its own clauses, or else those of its scheme.
    pub fn row(&mut self, id: SchemeId, row: usize) {
        let policy = self.policy;
        match policy.schemes[id].rows.get(row) {
            Some(row) if !row.sources.is_empty() => self.cite(&row.sources),
            _ => self.scheme(id),
        }
    }

    fn scheme(&mut self, id: SchemeId) {
        let policy = self.policy;
        self.cite(&policy.schemes[id].sources);
    }

    fn reserved(&mut self, id: ReservedId) {
        let policy = self.policy;
        let reserved = &policy.reserved[id];
        match reserved.scheme {
            Some(scheme) if reserved.sources.is_empty() => self.scheme(scheme),
            _ => self.cite(&reserved.sources),
        }
    }
}

/// The link that a label names.
pub(crate) fn link_ref(named: Named) -> LinkRef {
    match named {
        Named::Happening(place) => LinkRef::Made(place),
        Named::Link(place) => LinkRef::Given(place),
    }
}

/// Whether one of the chains that are reported has these links, in this order; where none holds, whether the links that
/// stood in the way are these.
pub(crate) fn goes_via(authority: &[Authority], faults: &[Fault], via: &[Named]) -> bool {
    if via.is_empty() {
        return true;
    }
    let chains = authority.iter().filter_map(|authority| match authority {
        Authority::Chain(chain) => Some(chain.links.iter().map(|link| link.link).collect()),
        _ => None,
    });
    let broken: Vec<LinkRef> = faults.iter().flat_map(links_of).collect();
    chains
        .chain([broken])
        .any(|links: Vec<LinkRef>| in_order(&links, via))
}

/// The links that a fault names.
fn links_of(fault: &Fault) -> Vec<LinkRef> {
    match fault {
        Fault::BrokenLink {
            link,
            why: LinkFault::SupportGone(other),
        } => vec![*other, *link],
        Fault::BrokenLink { link, .. }
        | Fault::OverLimit {
            link: Some(link), ..
        } => vec![*link],
        _ => Vec::new(),
    }
}

fn in_order(links: &[LinkRef], via: &[Named]) -> bool {
    let mut links = links.iter();
    via.iter()
        .all(|named| links.any(|link| *link == link_ref(*named)))
}

/// The day of the happening at this place of the timeline.
pub(crate) fn day_of(case: &Case, place: usize) -> Option<crate::base::date::Date> {
    case.timeline.get(place).map(|happening| happening.date)
}
