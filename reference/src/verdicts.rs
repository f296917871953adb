//! What a run found, as lines that can be compared: the engine's record and this run brought to one form.

use std::collections::BTreeSet;

use vires::{
    base::date::Date,
    case::{case::Case, happening::HappeningKind},
    policy::{
        expr::StateWord,
        policy::{IndividualId, Policy},
        standing::Status,
        value::Value,
    },
    record::{
        act::{Authority, Validity, VerdictWord},
        duty::Cause,
        reason::Truth,
        record::{LinkRef, Record},
    },
};

use crate::{run::Found, world::Env};

/// One line for each verdict.
pub type Verdicts = BTreeSet<String>;

fn show(policy: &Policy, case: &Case, value: &Value) -> String {
    match value {
        Value::Individual(who) => case.individuals.at(*who).name.to_string(),
        Value::Period(p) => p.show(&policy.periods),
        Value::Value(v) => policy.values.at(*v).name.to_string(),
        Value::Money(m) => m.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Date(d) => d.to_string(),
        Value::Happening(h) => format!("#{h}"),
        Value::Set(of) => format!(
            "{{{}}}",
            of.iter()
                .map(|v| show(policy, case, v))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        other => format!("{other:?}"),
    }
}

fn name(case: &Case, who: IndividualId) -> String {
    case.individuals.at(who).name.to_string()
}

struct Line<'a> {
    policy: &'a Policy,
    case: &'a Case,
}

impl Line<'_> {
    /// Which chain that does not hold is the nearest (S7.3) decides between two words for one thing: void.
    fn for_another(&self, place: usize, word: VerdictWord) -> VerdictWord {
        let another = matches!(&self.case.timeline[place].kind,
            HappeningKind::Act(act) if act.on_behalf_of.is_some());
        match word {
            VerdictWord::UltraVires if another => VerdictWord::Void,
            word => word,
        }
    }

    fn act(
        &self,
        place: usize,
        word: VerdictWord,
        mut breaches: Vec<String>,
        chains: Vec<Vec<LinkRef>>,
    ) -> String {
        breaches.sort();
        breaches.dedup();
        let via: Vec<String> = chains
            .iter()
            .map(|links| {
                let links: Vec<_> = links.iter().map(|l| self.link(*l)).collect();
                format!(" via {}", links.join(", "))
            })
            .collect();
        format!(
            "act #{place} is {} breaches [{}]{}",
            self.for_another(place, word).word(),
            breaches.join(", "),
            via.concat()
        )
    }

    fn link(&self, link: LinkRef) -> String {
        match link {
            LinkRef::Given(at) => format!("given {at}"),
            LinkRef::Made(at) => format!("#{at}"),
            LinkRef::Standing(rule) => self.policy.delegations.at(rule).name.to_string(),
            LinkRef::Row(scheme, row) => {
                format!("{} row {row}", self.policy.schemes.at(scheme).name)
            }
        }
    }

    fn linked(&self, place: usize, valid: Truth, revoked: Option<Date>) -> String {
        let revoked = revoked.map_or(String::new(), |d| format!(", revoked {d}"));
        format!("link #{place} is valid: {valid:?}{revoked}")
    }

    fn breach(&self, norm: &str, who: String, certain: Truth) -> String {
        format!(
            "{norm} by {who}{}",
            if certain == Truth::True {
                ""
            } else {
                " perhaps"
            }
        )
    }
}

fn word(soft: bool, state: StateWord) -> StateWord {
    match state {
        StateWord::Discharged if soft => StateWord::Followed,
        StateWord::Breached | StateWord::DischargedLate if soft => StateWord::DepartedFrom,
        other => other,
    }
}

/// The verdicts of a run of this crate.
pub fn of_reference(found: &Found<'_>) -> Verdicts {
    let world = &found.world;
    let (policy, case) = (world.policy, world.case);
    let line = Line { policy, case };
    let mut out = Verdicts::new();
    for act in &found.acts {
        let breaches = act
            .breaches
            .iter()
            .filter(|(id, _, _)| policy.norms.at(*id).standing.status != Status::NotBinding)
            .map(|(id, who, certain)| {
                line.breach(&policy.norms.at(*id).text, name(case, *who), *certain)
            })
            .collect();
        out.insert(line.act(act.place, act.word, breaches, act.chains.clone()));
    }
    for (place, happening) in case.timeline.iter().enumerate() {
        if matches!(happening.kind, HappeningKind::Delegates { .. }) && happening.date <= world.last
        {
            let (valid, revoked) = world.link_found(place);
            out.insert(line.linked(place, valid, revoked));
        }
    }
    for instance in &world.instances {
        let norm = policy.norms.at(instance.norm);
        let soft = norm.standing.status == Status::NotBinding;
        let cause = match &instance.cause {
            Cause::Duty(at) => {
                let source = &world.instances[*at];
                Cause::Duty(0).then(format!(
                    "{} of {}",
                    policy.norms.at(source.norm).text,
                    name(case, source.bearer)
                ))
            }
            other => cause(policy, case, other),
        };
        let history: Vec<(vires::base::date::Date, StateWord)> = instance
            .history
            .iter()
            .map(|(d, s)| (*d, word(soft, *s)))
            .collect();
        out.insert(duty(Parts {
            norm: norm.text.to_string(),
            bearer: name(case, instance.bearer),
            now: (instance.now != instance.bearer).then(|| name(case, instance.now)),
            cause,
            bindings: bindings(line.policy, case, norm, &instance.env),
            arose: instance.arose,
            due: instance.due,
            exists: instance.exists,
            history,
            intervals: instance.intervals.clone(),
        }));
    }
    out
}

trait Then {
    fn then(self, text: String) -> String;
}
impl Then for Cause {
    fn then(self, text: String) -> String {
        text
    }
}

fn cause(policy: &Policy, case: &Case, cause: &Cause) -> String {
    match cause {
        Cause::Period(p) => show(policy, case, p),
        Cause::Happening(h) => format!("#{h}"),
        Cause::Duty(_) => "a duty".into(),
        Cause::Change(day) => format!("a change on {day}"),
        Cause::Commencement => "commencement".into(),
    }
}

fn bindings(
    policy: &Policy,
    case: &Case,
    norm: &vires::policy::norm::Norm,
    env: &Env,
) -> Vec<String> {
    let bearer = match &norm.party {
        Some(vires::policy::norm::Party::Any { variable, .. }) => Some(*variable),
        _ => None,
    };
    let labels: Vec<_> = match &norm.occasion {
        vires::policy::norm::Occasion::When(triggers) => {
            triggers.iter().filter_map(|t| t.label).collect()
        }
        _ => vec![],
    };
    env.iter()
        .filter(|(var, _)| Some(**var) != bearer && !labels.contains(var))
        .map(|(var, value)| {
            format!(
                "{} = {}",
                norm.variables.at(*var).name,
                show(policy, case, value)
            )
        })
        .collect()
}

struct Parts {
    norm: String,
    bearer: String,
    now: Option<String>,
    cause: String,
    bindings: Vec<String>,
    arose: vires::base::date::Date,
    due: Option<vires::base::date::Date>,
    exists: Truth,
    history: Vec<(vires::base::date::Date, StateWord)>,
    intervals: Vec<(
        vires::base::date::Date,
        Option<vires::base::date::Date>,
        Truth,
    )>,
}

fn duty(p: Parts) -> String {
    use std::fmt::Write;
    let mut out = format!(
        "duty {} of {} for {} [{}] arose {}",
        p.norm,
        p.bearer,
        p.cause,
        p.bindings.join(", "),
        p.arose
    );
    if let Some(now) = p.now {
        let _ = write!(out, " now of {now}");
    }
    if let Some(due) = p.due {
        let _ = write!(out, " due {due}");
    }
    if p.exists != Truth::True {
        let _ = write!(out, " perhaps");
    }
    let mut last = None;
    for (day, state) in p.history {
        if last != Some(state) {
            let _ = write!(out, "; {} {}", state.word(), day);
        }
        last = Some(state);
    }
    for (from, until, certain) in p.intervals {
        let _ = write!(
            out,
            " <{from} – {}{}>",
            until.map_or(String::new(), |d| d.to_string()),
            if certain == Truth::True {
                ""
            } else {
                " perhaps"
            }
        );
    }
    out
}

/// The verdicts of the engine's record.
pub fn of_engine(policy: &Policy, case: &Case, record: &Record) -> Verdicts {
    let line = Line { policy, case };
    let mut out = Verdicts::new();
    for act in &record.acts {
        if !matches!(
            case.timeline[act.act].kind,
            vires::case::happening::HappeningKind::Act(_)
        ) {
            continue;
        }
        let breaches = act
            .breaches
            .iter()
            .map(|b| {
                line.breach(
                    &policy.norms.at(b.norm).text,
                    show(policy, case, &b.of),
                    b.certain,
                )
            })
            .collect();
        let chains = match act.validity {
            Validity::Valid => act
                .authority
                .iter()
                .filter_map(|a| match a {
                    Authority::Chain(chain) => {
                        Some(chain.links.iter().map(|l| l.link).collect::<Vec<_>>())
                    }
                    _ => None,
                })
                .collect(),
            _ => vec![],
        };
        out.insert(line.act(act.act, act.verdict, breaches, chains));
    }
    for link in &record.links {
        if let LinkRef::Made(place) = link.link {
            out.insert(line.linked(place, link.valid, link.revoked));
        }
    }
    for record_of in &record.duties {
        let norm = policy.norms.at(record_of.norm);
        let cause = match &record_of.cause {
            Cause::Duty(at) => {
                let source = &record.duties[*at];
                format!(
                    "{} of {}",
                    policy.norms.at(source.norm).text,
                    show(policy, case, &source.bearer)
                )
            }
            other => cause(policy, case, other),
        };
        let env: Env = record_of.bindings.iter().cloned().collect();
        out.insert(duty(Parts {
            norm: norm.text.to_string(),
            bearer: show(policy, case, &record_of.bearer),
            now: record_of
                .taken_over_by
                .as_ref()
                .map(|v| show(policy, case, v)),
            cause,
            bindings: bindings(policy, case, norm, &env),
            arose: record_of.arose,
            due: record_of.due,
            exists: record_of.exists,
            history: record_of.history.iter().map(|c| (c.on, c.state)).collect(),
            intervals: record_of
                .intervals
                .iter()
                .map(|i| (i.from, i.until, i.certain))
                .collect(),
        }));
    }
    out
}
