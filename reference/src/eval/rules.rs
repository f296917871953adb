//! Definitions and decisions (S11).

use crate::world::{Env, Run, Stop, all, any, not};
use vires::{
    policy::{
        expr::Expr,
        policy::{DefinitionBody, DefinitionId},
        value::Value,
    },
    record::reason::Truth,
};

use super::got::Got;
use super::reader::{Eval, Table};

impl<'a> Eval<'a> {
    /// S11: a definition at the moment, its least fixpoint where it is recursive; false (or unknown) where none is in force.
    pub(crate) fn definition(&self, id: DefinitionId, with: &[Value]) -> Run<Got> {
        let definition = self.world.policy.definitions.at(id);
        let version = self.version(definition, id);
        let got = |t: Truth| match t {
            Truth::True => Got::Known(Value::Boolean(true)),
            Truth::False => Got::Known(Value::Boolean(false)),
            Truth::Unknown => Got::Unknown,
        };
        let Some(version) = version else {
            return Ok(if definition.ty == vires::policy::types::Type::Boolean {
                got(Truth::False)
            } else {
                Got::Unknown
            });
        };
        let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
        match &version.body {
            DefinitionBody::Value(value) => self.value(value, &mut env),
            DefinitionBody::Condition { when, unless } => {
                let key = (id, with.to_vec());
                if definition.recursive {
                    if let Some(table) = &self.table {
                        // Inside the search: what is not known yet starts false, and is looked at in the next round.
                        let known = table.borrow().get(&key).copied();
                        if known.is_none() {
                            table.borrow_mut().insert(key, Truth::False);
                        }
                        return Ok(got(known.unwrap_or(Truth::False)));
                    }
                    return self.fixpoint(key).map(got);
                }
                self.body(when, unless, &mut env).map(got)
            }
        }
    }

    /// S11: everything asked starts false and is read again from what was found before, until a round changes nothing.
    pub(crate) fn fixpoint(&self, wanted: (DefinitionId, Vec<Value>)) -> Run<Truth> {
        let mut found = Table::from([(wanted.clone(), Truth::False)]);
        loop {
            let round = Eval {
                world: self.world,
                view: self.view,
                table: Some(std::cell::RefCell::new(found.clone())),
            };
            let mut next = Table::new();
            for (id, with) in found.keys() {
                let definition = self.world.policy.definitions.at(*id);
                let Some(version) = self.version(definition, *id) else {
                    continue;
                };
                let DefinitionBody::Condition { when, unless } = &version.body else {
                    continue;
                };
                let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
                next.insert((*id, with.clone()), round.body(when, unless, &mut env)?);
            }
            if let Some(table) = &round.table {
                for (key, truth) in table.borrow().iter() {
                    next.entry(key.clone()).or_insert(*truth);
                }
            }
            if next == found {
                return Ok(found.get(&wanted).copied().unwrap_or(Truth::False));
            }
            found = next;
        }
    }

    pub(crate) fn version<'d>(
        &self,
        definition: &'d vires::policy::policy::Definition,
        id: DefinitionId,
    ) -> Option<&'d vires::policy::policy::DefinitionVersion> {
        let assumed = Some(vires::case::case::Assumed::Definition(id));
        definition.versions.iter().find(|v| {
            self.world.is_law(&v.standing, v.pack, assumed)
                && v.standing.from.is_none_or(|from| from <= self.view.day)
                && v.standing.until.is_none_or(|until| self.view.day <= until)
        })
    }

    pub(crate) fn body(&self, when: &[Expr], unless: &[Expr], env: &mut Env) -> Run<Truth> {
        let mut holds = Vec::new();
        for e in when {
            holds.push(self.truth(e, env)?);
        }
        let mut defeats = Vec::new();
        for e in unless {
            defeats.push(self.truth(e, env)?);
        }
        Ok(all([any(holds), not(any(defeats))]))
    }

    /// S11: a decision table. A row whose condition is unknown is carried; the answer is certain if every row still possible agrees.
    pub(crate) fn decision(
        &self,
        id: vires::policy::policy::DecisionId,
        with: &[Value],
    ) -> Run<Got> {
        let decision = self.world.policy.decisions.at(id);
        let assumed = Some(vires::case::case::Assumed::Decision(id));
        let version = decision.versions.iter().find(|v| {
            self.world.is_law(&v.standing, v.pack, assumed)
                && v.standing.from.is_none_or(|from| from <= self.view.day)
                && v.standing.until.is_none_or(|until| self.view.day <= until)
        });
        let Some(version) = version else {
            return Ok(Got::Unknown);
        };
        if !version.free.is_empty() {
            return Err(Stop("free variables are not read here".into()));
        }
        let mut env: Env = version.variables.ids().zip(with.iter().cloned()).collect();
        let mut possible: Vec<(usize, Got)> = Vec::new();
        let mut certain: Vec<usize> = Vec::new();
        for (place, row) in version.rows.iter().enumerate() {
            let truth = match &row.condition {
                Some(condition) => self.truth(condition, &mut env)?,
                None if version.unique && !certain.is_empty() => Truth::False,
                None => Truth::True,
            };
            if truth == Truth::False {
                continue;
            }
            let result = match &row.result {
                vires::policy::policy::DecisionResult::Value(value, _) => {
                    self.value(value, &mut env)?
                }
                vires::policy::policy::DecisionResult::Nothing(_) => Got::Nothing,
            };
            possible.push((place, result));
            if truth == Truth::True {
                certain.push(place);
                if !version.unique {
                    break;
                }
            }
        }
        if version.unique && certain.len() > 1 {
            return Err(Stop("overlap".into()));
        }
        if possible.is_empty() {
            return if version.unique {
                Err(Stop("gap".into()))
            } else {
                Ok(Got::Nothing)
            };
        }
        if version.unique && certain.len() == 1 {
            let row = possible.iter().find(|(p, _)| *p == certain[0]);
            return Ok(row.map_or(Got::Unknown, |(_, g)| g.clone()));
        }
        let first = possible[0].1.clone();
        let closed = !certain.is_empty();
        Ok(
            if possible.iter().all(|(_, g)| *g == first) && (closed || version.unique) {
                first
            } else {
                let mut among: Vec<Got> = possible.into_iter().map(|(_, g)| g).collect();
                if !closed && !version.unique {
                    among.push(Got::Nothing);
                }
                Got::Among(among)
            },
        )
    }
}
