//! One pack, run by the engine and by this crate, and what they find differently.

use vires::{
    base::files::MemoryFiles,
    facade::{evaluate::evaluate, load::load, meaning::meaning},
    program::program::Program,
};

use crate::verdicts::{Verdicts, of_engine, of_reference};

/// What came of comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// Both found the same.
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
    let (loaded, mut problems) = load(&files, &["pack".to_owned()]);
    let meaning = loaded
        .asked
        .first()
        .and_then(|pack| meaning(&loaded, *pack));
    let Some((meaning, found)) = meaning else {
        return Compared::Refused(vec!["nothing was read".into()]);
    };
    problems.append(found);
    let case = meaning.scenarios.first().and_then(|s| s.case.as_ref());
    let Some(case) = case.filter(|_| !meaning.incomplete) else {
        let messages = problems
            .iter()
            .filter(|p| p.severity == vires::diagnostics::diagnostic::Severity::Error);
        return Compared::Refused(messages.map(|p| format!("{p:?}")).collect());
    };
    let policy = meaning.resolution.policy();
    let engine = evaluate(policy, &Program::of(policy), case);
    let mine = crate::run::run(policy, case);
    match (engine, mine) {
        (_, Err(stop)) if stop.0.starts_with("not read here") => Compared::Refused(vec![stop.0]),
        (Err(_), Err(_)) => Compared::BothStop,
        (Ok(engine), Err(stop)) => Compared::Differ(
            of_engine(policy, case, &engine.record)
                .into_iter()
                .collect(),
            vec![format!("stops: {}", stop.0)],
        ),
        (Err(errors), Ok(mine)) => Compared::Differ(
            errors
                .iter()
                .map(|e| format!("stops: {:?}", e.kind))
                .collect(),
            of_reference(&mine).into_iter().collect(),
        ),
        (Ok(engine), Ok(mine)) => {
            let engine = of_engine(policy, case, &engine.record);
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
    }
}
