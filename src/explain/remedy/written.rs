//! Changes as the lines that stand under `but` in a scenario.

use crate::{
    base::date::Date,
    case::{
        case::Case,
        happening::{ActDone, Agreed, HappeningKind, Named},
    },
    policy::{
        delegation::Matter,
        expr::{Expr, ExprKind},
        norm::EffectKind,
        policy::{ActId, FactId, IndividualId, Policy},
        value::Value,
    },
};

/// Writes the lines of a scenario.
#[derive(Clone, Copy)]
pub(super) struct Writer<'b> {
    pub(super) policy: &'b Policy,
    pub(super) case: &'b Case,
}

impl Writer<'_> {
    /// A value as it is written; nothing where it cannot be.
    pub(super) fn value(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::Boolean(value) => value.to_string(),
            Value::Number(number) => exact(number.display())?,
            Value::Percent(number) => format!("{}%", exact(number.display())?),
            Value::Money(money) => exact(money.display())?,
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => duration.to_string(),
            Value::Text(text) => format!("\"{text}\""),
            Value::Period(period) => period.show(&self.policy.periods),
            Value::Individual(id) => self.case.individuals.get(*id)?.name.to_string(),
            Value::Value(id) => self.policy.values.get(*id)?.name.to_string(),
            Value::Function(id) => self.policy.functions.get(*id)?.name.to_string(),
            Value::Act(act) => self.call(act.act, &act.arguments)?,
            Value::Norm(id) => self.policy.norm_names.get(*id)?.name.to_string(),
            Value::Office(office, body) => {
                let office = self.policy.offices.get(*office)?;
                let body = self.case.individuals.get(*body)?;
                format!("{} of {}", office.name, body.name)
            }
            Value::Happening(place) => self.label(*place as usize)?,
            Value::Set(members) => {
                let members: Option<Vec<String>> =
                    members.iter().map(|member| self.value(member)).collect();
                format!("{{{}}}", members?.join(", "))
            }
        })
    }

    /// The name of a line of the timeline.
    pub(super) fn label(&self, place: usize) -> Option<String> {
        let label = self.case.timeline.get(place)?.label.as_ref()?;
        Some(label.to_string())
    }

    fn call(&self, act: ActId, arguments: &[Option<Value>]) -> Option<String> {
        let declared = self.policy.acts.get(act)?;
        let mut said = Vec::new();
        for (parameter, argument) in declared.parameters.iter().zip(arguments) {
            if let Some(argument) = argument {
                said.push(format!("{}: {}", parameter.name, self.value(argument)?));
            }
        }
        Some(format!("{}({})", declared.name, said.join(", ")))
    }

    /// An act with its actors: `northshire does publish(year: 2013/14)`; nothing where more is said of it than this.
    pub(super) fn act(&self, done: &ActDone) -> Option<String> {
        let plain = done.deadline.is_none()
            && done.under.is_none()
            && done.departing_from.is_empty()
            && done.because.is_none();
        if !plain {
            return None;
        }
        let actors: Option<Vec<String>> = done.actors.iter().map(|who| self.value(who)).collect();
        let verb = if done.actors.len() == 1 { "does" } else { "do" };
        let mut line = actors?.join(" and ");
        if let Some(office) = done.acting_as {
            let office = &self.policy.offices.get(office)?.name;
            line.push_str(&format!(", acting as {office},"));
        }
        line.push_str(&format!(
            " {verb} {}",
            self.call(done.act, &done.arguments)?
        ));
        if let Some(principal) = &done.on_behalf_of {
            line.push_str(&format!(" on behalf of {}", self.value(principal)?));
        }
        if !done.having_regard_to.is_empty() {
            let things = Value::Set(done.having_regard_to.clone());
            line.push_str(&format!(" having regard to {}", self.value(&things)?));
        }
        if !done.without_regard_to.is_empty() {
            let things = Value::Set(done.without_regard_to.clone());
            line.push_str(&format!(" without regard to {}", self.value(&things)?));
        }
        let people = |before: &str, who: &Option<Vec<IndividualId>>, after: &str| match who {
            None => Some(String::new()),
            Some(who) => {
                let who = Value::Set(who.iter().copied().map(Value::Individual).collect());
                Some(format!("{before}{}{after}", self.value(&who)?))
            }
        };
        line.push_str(&people(" with ", &done.present, " present")?);
        line.push_str(&people(" for ", &done.votes_for, "")?);
        line.push_str(&people(" against ", &done.votes_against, "")?);
        if let Some(who) = done.casting_vote {
            let who = self.value(&Value::Individual(who))?;
            line.push_str(&format!(" casting vote of {who}"));
        }
        Some(line)
    }

    /// A line of the timeline that is added.
    pub(super) fn happening(&self, date: Date, kind: &HappeningKind) -> Option<String> {
        let said = match kind {
            HappeningKind::Act(done) => self.act(done)?,
            HappeningKind::Agrees { by, to } => {
                let to = match to {
                    Agreed::Named(Named::Happening(place)) => self.label(*place)?,
                    Agreed::Named(Named::Link(place)) => self.case.link_name(*place)?.to_owned(),
                    Agreed::Act { by, act } => {
                        format!(
                            "{} doing {}",
                            self.value(by)?,
                            self.call(act.act, &act.arguments)?
                        )
                    }
                };
                format!("{} agrees to {to}", self.value(by)?)
            }
            HappeningKind::Delegates { link, by } if *by == link.from => {
                let what: Option<Vec<String>> = link
                    .what
                    .iter()
                    .map(|matter| match matter {
                        Matter::Function(id) => {
                            Some(self.policy.functions.get(*id)?.name.to_string())
                        }
                        Matter::Act(id) => Some(self.policy.acts.get(*id)?.name.to_string()),
                        Matter::Everything => Some("functions".to_owned()),
                    })
                    .collect();
                format!(
                    "{} delegates {} to {}",
                    self.value(&link.from)?,
                    what?.join(", "),
                    self.value(&link.to)?
                )
            }
            HappeningKind::Joins {
                by,
                what,
                acting_as: None,
            } => {
                let Named::Happening(place) = what else {
                    return None;
                };
                format!("{} joins {}", self.value(by)?, self.label(*place)?)
            }
            HappeningKind::Office(office) => {
                let person = &self.case.individuals.get(office.person)?.name;
                let of = &self.case.individuals.get(office.of)?.name;
                let name = &self.policy.offices.get(office.office)?.name;
                format!("{person} holds {name} of {of}")
            }
            HappeningKind::Waives { by, norm, of, for_ } => format!(
                "{} waives {} of {}{}",
                self.value(by)?,
                self.policy.norm_names.get(*norm)?.name,
                self.case.individuals.get(*of)?.name,
                self.for_what(for_.as_ref())?
            ),
            HappeningKind::Evidence {
                of,
                norm,
                bearer,
                for_,
            } => format!(
                "evidence of {} for {} of {}{}",
                self.value(&Value::Set(of.clone()))?,
                self.policy.norm_names.get(*norm)?.name,
                self.case.individuals.get(*bearer)?.name,
                self.for_what(for_.as_ref())?
            ),
            HappeningKind::Effect(EffectKind::Imposed(
                norm,
                Expr {
                    kind: ExprKind::Literal(who),
                    ..
                },
            )) => format!(
                "{} is imposed on {}",
                self.policy.norm_names.get(*norm)?.name,
                self.value(who)?
            ),
            _ => return None,
        };
        Some(format!("{date} {said}"))
    }

    /// For which period or happening.
    fn for_what(&self, what: Option<&Value>) -> Option<String> {
        match what {
            None => Some(String::new()),
            Some(what) => Some(format!(" for {}", self.value(what)?)),
        }
    }

    /// A fact that is given.
    pub(super) fn fact(&self, fact: FactId, arguments: &[Value], value: &Value) -> Option<String> {
        let declared = self.policy.facts.get(fact)?;
        let said: Option<Vec<String>> = arguments.iter().map(|one| self.value(one)).collect();
        let said = said?;
        let attribute = matches!(declared.sort, crate::policy::policy::FactSort::Attribute(_));
        let what = match (attribute, said.as_slice()) {
            (true, [bearer]) => format!("{} of {bearer}", declared.name),
            _ => format!("{}({})", declared.name, said.join(", ")),
        };
        Some(match value {
            Value::Boolean(true) => what,
            Value::Boolean(false) => format!("not {what}"),
            other => format!("{what} is {}", self.value(other)?),
        })
    }
}

/// What was shown whole; nothing where it was rounded.
fn exact((shown, whole): (String, bool)) -> Option<String> {
    whole.then_some(shown)
}
