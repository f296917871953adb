//! Delegations, agreements, offices and signatures that were missing.

use super::{
    candidates::{Candidates, Env},
    change::Edit,
};
use crate::{
    base::date::Date,
    case::{
        case::{Dates, GivenOffice, Holding, Link},
        happening::{ActDone, Agreed, HappeningKind, Named},
    },
    policy::{
        delegation::{Matter, OfficeId},
        norm::Party,
        policy::{ActId, IndividualId},
        value::{ActValue, Value},
    },
    record::record::LinkRef,
};

impl Candidates<'_, '_, '_> {
    pub(super) fn agreement(&mut self, of: &Value, actor: &Value, done: &ActDone, day: Date) {
        let act = ActValue {
            act: done.act,
            arguments: done.arguments.clone(),
        };
        let to = Agreed::Act {
            by: actor.clone(),
            act,
        };
        self.add(day, HappeningKind::Agrees { by: of.clone(), to });
    }

    pub(super) fn agreement_to_link(&mut self, by: &Value, link: LinkRef, day: Date) {
        let named = match link {
            LinkRef::Made(place) => Named::Happening(place),
            LinkRef::Given(place) => Named::Link(place),
            _ => return,
        };
        let to = Agreed::Named(named);
        self.add(day, HappeningKind::Agrees { by: by.clone(), to });
    }

    pub(super) fn delegation(&mut self, from: &Value, to: &Value, act: ActId, day: Date) {
        let under = self.ran.policy.acts.get(act).and_then(|act| act.under);
        let mut matters = vec![Matter::Act(act)];
        matters.extend(under.map(Matter::Function));
        for matter in matters {
            self.delegation_agreed(from, to, matter, day);
            let link = Link {
                from: from.clone(),
                acting_as: None,
                on_behalf_of: None,
                what: vec![matter],
                to: to.clone(),
                limit: None,
                sub_delegation: None,
                variables: crate::base::id::Arena::default(),
                dates: Dates::default(),
                under: None,
            };
            let by = from.clone();
            self.add(
                day,
                HappeningKind::Delegates {
                    link: Box::new(link),
                    by,
                },
            );
        }
    }

    /// A delegation and the agreement that a rule asks for: neither is of use alone.
    fn delegation_agreed(&mut self, from: &Value, to: &Value, matter: Matter, day: Date) {
        let policy = self.ran.policy;
        for rule in policy.delegations.iter() {
            let about = rule.of.iter().any(|of| match (*of, matter) {
                (Matter::Everything, _) => true,
                (Matter::Function(of), Matter::Function(one)) => policy.is_function_within(one, of),
                (Matter::Function(of), Matter::Act(act)) => policy
                    .acts
                    .get(act)
                    .and_then(|act| act.under)
                    .is_some_and(|under| policy.is_function_within(under, of)),
                (of, one) => of == one,
            });
            if !about || rule.agreement.is_empty() || rule.agreement.len() > 2 {
                continue;
            }
            let mut env: Env = Vec::new();
            if let Party::Any { variable, .. } = &rule.from {
                env.push((*variable, from.clone()));
            }
            env.extend(rule.to.map(|variable| (variable, to.clone())));
            let mut agreeing: Vec<Value> = Vec::new();
            for one in &rule.agreement {
                match self.value(one, &env) {
                    Some(Value::Set(members)) => agreeing.extend(members),
                    Some(who) => agreeing.push(who),
                    None => {}
                }
            }
            if agreeing.is_empty() || agreeing.len() > 2 {
                continue;
            }
            let link = Link {
                from: from.clone(),
                acting_as: None,
                on_behalf_of: None,
                what: vec![matter],
                to: to.clone(),
                limit: None,
                sub_delegation: None,
                variables: crate::base::id::Arena::default(),
                dates: Dates::default(),
                under: None,
            };
            let name = self.new_label();
            let mut made = self.added(
                day,
                HappeningKind::Delegates {
                    link: Box::new(link),
                    by: from.clone(),
                },
            );
            made.but = made.but.map(|line| format!("{line} as {name}"));
            if let Edit::Add(line) = &mut made.edit {
                line.label = Some(name.as_str().into());
            }
            let mut bundle = vec![made];
            for who in agreeing {
                let to = Agreed::Named(Named::Happening(self.ran.case.timeline.len()));
                let mut agrees = self.added(
                    day,
                    HappeningKind::Agrees {
                        by: who.clone(),
                        to,
                    },
                );
                agrees.says = format!(
                    "on {day}: {} agrees to that delegation",
                    self.ran.words.value(&who)
                );
                let who = self.writer().value(&who);
                agrees.but = who.map(|who| format!("{day} {who} agrees to {name}"));
                bundle.push(agrees);
            }
            if !self.bundles.contains(&bundle) {
                self.bundles.push(bundle);
            }
        }
    }

    /// A name that no line of the scenario bears.
    fn new_label(&self) -> String {
        let mut name = "delegation".to_owned();
        let mut number = 1;
        let is_taken = |name: &str| {
            let labels = self.ran.case.labels.iter();
            labels.into_iter().any(|label| label.name == name)
        };
        while is_taken(&name) {
            number += 1;
            name = format!("delegation-{number}");
        }
        name
    }

    pub(super) fn office(
        &mut self,
        person: IndividualId,
        office: OfficeId,
        of: IndividualId,
        day: Date,
    ) {
        let given = GivenOffice {
            person,
            office,
            of,
            holding: Holding::Holds,
            dates: Dates::default(),
            span: self.ran.case.span,
        };
        self.add(day, HappeningKind::Office(given));
    }

    pub(super) fn joins(&mut self, by: Value, place: usize, day: Date) {
        let what = Named::Happening(place);
        self.add(
            day,
            HappeningKind::Joins {
                by,
                what,
                acting_as: None,
            },
        );
    }
}
