//! One pack, run by the engine and by this crate, and what they find differently.

use vires::{
    base::files::MemoryFiles,
    facade::run::{Options, run},
};

use crate::verdicts::{Verdicts, of_engine, of_reference};

/// What came of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// Both found the same: how many verdicts; none where both stopped with an error.
    Same(Verdicts),
    /// Both say that it cannot be evaluated.
    BothStop,
    /// They differ: what only the engine found, what only the reference found.
    Differ(Vec<String>, Vec<String>),
    /// The text is not a pack: the generator's mistake, or the shrinker's.
    Refused(Vec<String>),
}

/// Runs both on a policy and a scenario.
pub fn compare(policy: &str, scenario: &str) -> Compared {
    let files = MemoryFiles::new()
        .with("pack/pack.policy", policy)
        .with("pack/case.scenario", scenario);
    let outcome = run(
        &files,
        &["pack".to_owned()],
        &Options::default(),
        &mut |_| {},
    );
    let messages: Vec<String> = outcome.problems.iter().map(|p| format!("{p:?}")).collect();
    let Some(pack) = outcome.packs.first() else {
        return Compared::Refused(messages);
    };
    let Some(scenario) = pack.scenarios.first() else {
        return Compared::Refused(messages);
    };
    if pack.incomplete {
        return Compared::Refused(messages);
    }
    let policy = pack.resolution.policy();
    match &scenario.ran {
        Some((case, found)) => {
            let engine = of_engine(policy, case, &found.record);
            match crate::run::run(policy, case) {
                Ok(mine) => {
                    let mine = of_reference(&mine);
                    if engine == mine {
                        Compared::Same(mine)
                    } else {
                        Compared::Differ(
                            engine.difference(&mine).cloned().collect(),
                            mine.difference(&engine).cloned().collect(),
                        )
                    }
                }
                Err(stop) if stop.0.starts_with("not read here") => Compared::Refused(vec![stop.0]),
                Err(stop) => Compared::Differ(
                    engine.into_iter().collect(),
                    vec![format!("stops: {}", stop.0)],
                ),
            }
        }
        None => Compared::Refused(messages),
    }
}
