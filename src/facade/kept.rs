//! What a run with `--stream` keeps: which rules keep only what can still change, and which keep more, and how much.

use crate::{
    engine::{
        duties::plain::BYTES_OF_INSTANCE,
        run::bulk::{BYTES_OF_ACT, BYTES_OF_WHOLE_INSTANCE},
    },
    policy::policy::Policy,
    program::{norm::FormCode, plain::Keeps, program::Program},
};

/// What a rule, or an act, makes a run with `--stream` keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The rule or act, as it is written.
    pub name: String,
    /// Whether it keeps only what can still change.
    pub open_only: bool,
    /// What is kept of it, how much, and why.
    pub what: String,
}

/// What a run with `--stream` keeps for each duty and each act of a policy, in the order in which they stand.
pub fn kept(policy: &Policy) -> Vec<Kept> {
    let program = Program::of(policy);
    let norms = &program.norms;
    let mut all = Vec::new();
    for (id, norm) in policy.norms.entries() {
        let Some(code) = norms.code(id) else {
            continue;
        };
        if !matches!(code.form, FormCode::Duty(_)) {
            continue;
        }
        let whole = BYTES_OF_WHOLE_INSTANCE + 8 * code.slots as usize;
        let (open_only, what) = match norms.plain.norms.get(id.index()) {
            Some(Ok(_)) => (
                true,
                format!("its open instances alone, {BYTES_OF_INSTANCE} bytes each"),
            ),
            Some(Err(Keeps::Occasion)) => (
                false,
                format!(
                    "every instance, {whole} bytes each: it does not arise from an act of its bearer alone"
                ),
            ),
            Some(Err(why)) => (
                false,
                format!(
                    "every instance, {whole} bytes each: {}",
                    because(policy, why)
                ),
            ),
            None => continue,
        };
        all.push(Kept {
            name: norm.text.to_string(),
            open_only,
            what,
        });
    }
    for (id, act) in policy.acts.entries() {
        let place = id.index();
        if norms.plain.acts.get(place) == Some(&true) {
            continue;
        }
        let bytes = BYTES_OF_ACT + 8 * (1 + act.parameters.len());
        let why = if norms.plain.acts_kept.get(place) == Some(&true) {
            "a condition asks whether it was done"
        } else {
            "more than duties that keep nothing speak of it"
        };
        let what = if act.event { "event" } else { "act" };
        all.push(Kept {
            name: act.name.to_string(),
            open_only: false,
            what: format!("every such {what}, {bytes} bytes each: {why}"),
        });
    }
    all
}

fn because(policy: &Policy, why: &Keeps) -> String {
    let name = |norm: &crate::policy::norm::NormNameId| {
        policy
            .norm_names
            .get(*norm)
            .map_or(String::new(), |name| name.name.to_string())
    };
    match why {
        Keeps::NoDuty => "it is no duty".to_owned(),
        Keeps::Occasion => "it does not arise from an act of its bearer alone".to_owned(),
        Keeps::Conditions => {
            "it has conditions or changes that are read in the state of the moment".to_owned()
        }
        Keeps::Form => "it wants more than one act with settled arguments by a day".to_owned(),
        Keeps::Read(Some(norm)) => format!("`{}` hangs on its state", name(norm)),
        Keeps::Read(None) => "a condition asks for its state".to_owned(),
        Keeps::Act(act) => format!(
            "a condition or another rule hangs on `{}` too",
            policy.acts.get(*act).map_or("", |act| act.name.as_str())
        ),
        Keeps::Changes => "a rule of this policy changes who is bound".to_owned(),
    }
}
