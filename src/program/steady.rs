//! Acts whose authority is steady: it hangs on facts, kinds and one amount that each act is measured by alone, so that what
//! was found for a holder stays found until something given changes.

use super::{
    code::Code,
    node::{Node, NodeId, Slot, Stretch},
    norm::{FormCode, NormCode, PartyCode},
    pattern::{Pattern, PatternAct, Term},
    program::Program,
};
use crate::policy::{norm::NormId, policy::ActId};

/// What steady authority for an act rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Steady {
    /// Duties, powers and freedoms that cover it.
    pub norms: Vec<NormId>,
    /// The parameter that their limits speak of, where any has one.
    pub limited: Option<usize>,
}

/// On what the authority for an act rests, where it is steady.
pub fn steady(program: &Program, act: ActId) -> Option<Steady> {
    let tables = &program.norms.dispatch;
    let delegations = &program.delegations;
    let apart = tables.immunities_by_act.get(act.index())?.is_empty()
        && delegations.reserved_by_act.get(act.index())?.is_empty()
        && delegations.rows_by_act.get(act.index())?.is_empty()
        && delegations.other_rows.is_empty()
        && delegations.standing.is_empty();
    if !apart {
        return None;
    }
    let mut found = Steady::default();
    for id in tables.permissions_by_act.get(act.index())? {
        let permission = program.norms.permission(*id)?;
        let code = program.norms.code(permission.norm)?;
        let pattern = program.code.pattern(permission.pattern);
        let whole = pattern.act == PatternAct::Act(act)
            && pattern.under.is_none()
            && pattern.condition.is_none()
            && pattern.performed_by.is_none()
            && permission.act_variable.is_none()
            && binds_anything(pattern, code);
        let overridden = tables.overriders.get(code.name.index());
        if !whole || overridden.is_some_and(|by| !by.is_empty()) || !is_steady(program, code) {
            return None;
        }
        for limit in &code.limits {
            for of in limit.of.iter().filter(|of| of.act == act) {
                let known = found.limited.is_none_or(|known| known == of.amount);
                if !known || of.earlier.is_some() || limit.below {
                    return None;
                }
                found.limited = Some(of.amount);
            }
        }
        if !found.norms.contains(&code.id) {
            found.norms.push(code.id);
        }
    }
    Some(found)
}

/// Whether a pattern takes any argument at all: each is left open, or bound to a variable that stands for nothing else.
fn binds_anything(pattern: &Pattern, code: &NormCode) -> bool {
    let mut bound: Vec<Slot> = match &code.party {
        PartyCode::Any { slot, .. } => vec![*slot],
        PartyCode::One(_) | PartyCode::Nobody => Vec::new(),
    };
    pattern.arguments.iter().all(|(_, term)| match term {
        Term::Anything => true,
        Term::Bind(slot, None) if !bound.contains(slot) => {
            bound.push(*slot);
            true
        }
        _ => false,
    })
}

fn is_steady(program: &Program, code: &NormCode) -> bool {
    let holder = match &code.party {
        PartyCode::Any { slot, .. } => Some(*slot),
        PartyCode::One(_) | PartyCode::Nobody => None,
    };
    let of_party = match &code.party {
        PartyCode::Any { condition, .. } => *condition,
        PartyCode::One(_) | PartyCode::Nobody => None,
    };
    let duty = matches!(code.form, FormCode::Duty(_));
    let read = code
        .conditions
        .iter()
        .chain(&code.exceptions)
        .filter(|_| !duty)
        .chain(code.limits.iter().map(|limit| &limit.amount))
        .chain(&of_party)
        .chain(&code.force.when);
    let reads = Reads {
        code: &program.code,
        holder,
    };
    code.agreement.is_empty()
        && code.jointly_with.is_empty()
        && !code.only_where_imposed
        && read.into_iter().all(|node| reads.steady(*node))
}

/// What conditions read.
struct Reads<'c> {
    code: &'c Code,
    holder: Option<Slot>,
}

impl Reads<'_> {
    /// Whether an expression reads nothing but what is given, and the holder.
    fn steady(&self, node: NodeId) -> bool {
        match self.code.node(node) {
            Node::Value(_) => true,
            Node::Slot(slot) => Some(slot) == self.holder,
            Node::Fact(_, of)
            | Node::IsStated(_, of)
            | Node::Set(of)
            | Node::And(of)
            | Node::Or(of) => self.all(of),
            Node::Definition(id, of) => {
                let hangs_on = self.code.definitions.get(id.index());
                hangs_on.is_some_and(|one| one.facts.is_some()) && self.all(of)
            }
            Node::IsA(of, _) | Node::Not(of) | Node::Negative(of) | Node::RoundedToPenny(of) => {
                self.steady(of)
            }
            Node::Compare(_, one, other)
            | Node::IsWithin(one, other)
            | Node::IsOneOf(one, other)
            | Node::Includes(one, other)
            | Node::IncludesAny(one, other)
            | Node::StartsWith(one, other)
            | Node::Arithmetic(_, one, other, _) => self.steady(one) && self.steady(other),
            _ => false,
        }
    }

    fn all(&self, of: Stretch) -> bool {
        self.code.list(of).iter().all(|node| self.steady(*node))
    }
}

/// The days from which something is in force, or no longer is.
pub fn days_of_force(program: &Program) -> Vec<i32> {
    let forces = program.norms.codes.iter().map(|code| &code.force);
    let mut days: Vec<i32> = forces
        .flat_map(|force| [force.from, force.until.saturating_add(1)])
        .collect();
    days.extend(&program.code.version_days);
    days
}
