//! Rules of delegation, reservations, offices and schemes to the kernel's.

use crate::{
    policy::{
        delegation::{DelegationRule, Matter, Scheme, SubDelegation},
        norm::Party,
        policy::ActId,
        types::Type,
    },
    program::{
        delegation::{
            Amounts, CapCode, Delegations, OfficeCode, ReservedCode, RowCode, RuleCode, SchemeCode,
            SubCode, takes_in,
        },
        norm::PartyCode,
    },
};

use super::{compiler::Compiler, norm::slot, permission::amount_parameter};

/// Compiles all that the policy says of delegation, and the tables that find it.
pub(crate) fn delegations(compiler: &mut Compiler<'_>) -> Delegations {
    let policy = compiler.policy;
    let acts: Vec<ActId> = policy.acts.ids().collect();
    let within = |matter: Matter| -> Vec<ActId> {
        let taken = |act: &&ActId| takes_in(policy, matter, **act);
        acts.iter().filter(taken).copied().collect()
    };
    let mut all = Delegations {
        rows_by_act: vec![Vec::new(); acts.len()],
        reserved_by_act: vec![Vec::new(); acts.len()],
        ..Delegations::default()
    };
    for (id, rule) in policy.delegations.entries() {
        let code = self::rule(compiler, rule);
        if code.standing {
            all.standing.push(id);
        }
        all.rules.push(RuleCode { id, ..code });
    }
    for (id, reserved) in policy.reserved.entries() {
        for matter in &reserved.what {
            for act in within(*matter) {
                if let Some(list) = all.reserved_by_act.get_mut(act.index())
                    && list.last() != Some(&id)
                {
                    list.push(id);
                }
            }
        }
        let code = ReservedCode {
            id,
            what: reserved.what.clone(),
            of: reserved.of,
            of_body: reserved.of_body,
            to: reserved.to,
            condition: reserved.condition.as_ref().map(|c| compiler.expression(c)),
            slots: length(reserved.variables.len()),
            force: {
                let pack = reserved
                    .scheme
                    .and_then(|scheme| policy.schemes.get(scheme))
                    .map_or(crate::base::id::Id::new(0), |scheme| scheme.pack);
                compiler.force(&reserved.in_force, pack)
            },
        };
        all.reserved.push(code);
    }
    for office in policy.offices.iter() {
        let quorum = compiler.nodes(&office.quorum);
        all.offices.push(OfficeCode {
            quorum,
            slots: length(office.variables.len()),
            committee: office.committee,
        });
    }
    for (id, scheme) in policy.schemes.entries() {
        let code = self::scheme(compiler, scheme, &within);
        for (place, row) in code.rows.iter().enumerate() {
            if row.matter == Matter::Everything {
                all.other_rows.push((id, place));
                continue;
            }
            for act in &row.acts {
                if let Some(list) = all.rows_by_act.get_mut(act.index()) {
                    list.push((id, place));
                }
            }
        }
        all.schemes.push(SchemeCode { id, ..code });
    }
    // What the other rows name is not `anything else`.
    for (scheme, row) in all.other_rows.clone() {
        let rows_by_act = &all.rows_by_act;
        let unnamed: Vec<ActId> = acts
            .iter()
            .filter(|act| rows_by_act.get(act.index()).is_none_or(Vec::is_empty))
            .copied()
            .collect();
        if let Some(row) = all
            .schemes
            .get_mut(scheme.index())
            .and_then(|scheme| scheme.rows.get_mut(row))
        {
            row.acts = unnamed;
        }
    }
    all.amounts = acts
        .iter()
        .map(|act| Amounts {
            money: amount_parameter(policy, *act, &Type::Money),
            number: amount_parameter(policy, *act, &Type::Number),
        })
        .collect();
    all.present = policy
        .facts
        .entries()
        .find(|(_, fact)| fact.name == "present" && fact.parameters.len() == 1)
        .map(|(id, _)| id);
    all
}

fn rule(compiler: &mut Compiler<'_>, rule: &DelegationRule) -> RuleCode {
    RuleCode {
        id: crate::base::id::Id::new(0),
        slots: length(rule.variables.len()),
        force: compiler.force(&rule.in_force, rule.pack),
        from: party(compiler, &rule.from),
        to: rule.to.map(slot),
        to_kinds: rule.to_kinds.clone(),
        of: rule.of.clone(),
        made_by: rule.made_by.as_ref().map(|by| party(compiler, by)),
        standing: rule.standing_link,
        conditions: compiler.nodes(&rule.conditions),
        exceptions: compiler.nodes(&rule.exceptions),
        agreement: compiler.nodes(&rule.agreement),
        limits: rule
            .limits
            .iter()
            .map(|limit| CapCode {
                amount: compiler.expression(&limit.amount),
                below: limit.below,
                counted: limit.counted.clone(),
            })
            .collect(),
        sub: compiler.sub_delegation(&rule.sub_delegation),
    }
}

fn scheme(
    compiler: &mut Compiler<'_>,
    scheme: &Scheme,
    within: &dyn Fn(Matter) -> Vec<ActId>,
) -> SchemeCode {
    SchemeCode {
        id: crate::base::id::Id::new(0),
        slots: length(scheme.variables.len()),
        force: compiler.force(&scheme.in_force, scheme.pack),
        of: party(compiler, &scheme.of),
        actor: slot(scheme.actor),
        rows: scheme
            .rows
            .iter()
            .map(|row| RowCode {
                matter: row.matter,
                from: row
                    .from
                    .as_ref()
                    .map(|(end, included)| (compiler.expression(end), *included)),
                to: row
                    .to
                    .as_ref()
                    .map(|(end, included)| (compiler.expression(end), *included)),
                who: row.who.clone(),
                counted: row.counted.clone(),
                sub: compiler.sub_delegation(&row.sub_delegation),
                condition: row.condition.as_ref().map(|c| compiler.expression(c)),
                acts: within(row.matter),
            })
            .collect(),
    }
}

impl Compiler<'_> {
    /// Whether a delegate may delegate further.
    pub fn sub_delegation(&mut self, sub: &SubDelegation) -> SubCode {
        match sub {
            SubDelegation::NotPermitted => SubCode::NotPermitted,
            SubDelegation::Permitted => SubCode::Permitted,
            SubDelegation::Once => SubCode::Once,
            SubDelegation::To(kinds) => SubCode::To(kinds.clone()),
            SubDelegation::If(condition) => SubCode::If(self.expression(condition)),
        }
    }
}

fn party(compiler: &mut Compiler<'_>, party: &Party) -> PartyCode {
    match party {
        Party::One(individual) => PartyCode::One(*individual),
        Party::Any {
            variable,
            kind,
            condition,
        } => PartyCode::Any {
            slot: slot(*variable),
            kind: *kind,
            condition: condition.as_ref().map(|c| compiler.expression(c)),
        },
    }
}

fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
