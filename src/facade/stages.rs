//! A file as each stage sees it: what `vires debug` prints.

use super::{
    format::Sort,
    load::load,
    meaning::meaning,
    messages,
    run::{Options, run},
};
use crate::{
    base::{files::Files, source_map::SourceMap},
    diagnostics::{diagnostic::Diagnostic, diagnostic::Severity, problems::Problems, reading},
    program::program::Program,
    syntax::{lex, parse, split},
    tables::scenario_back::json_text,
};

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The tokens of a text.
    Tokens,
    /// Its items and their lines.
    Items,
    /// What was written.
    Tree,
    /// A scenario in JSON, `vires.scenario/1`.
    Json,
    /// What it means.
    Policy,
    /// What the engine runs.
    Program,
    /// What a run of the scenarios found.
    Record,
}

/// A printed stage.
#[derive(Debug, Default)]
pub struct Printed {
    /// The stage as text.
    pub text: String,
    /// Whether there was anything to print.
    pub usable: bool,
    /// What was wrong, in the order in which it is shown.
    pub problems: Vec<Diagnostic>,
    /// The texts that problems refer to.
    pub texts: SourceMap,
}

/// A file as a stage sees it. The later stages need the whole pack that it stands in.
pub fn print(files: &dyn Files, path: &str, stage: Stage) -> Printed {
    match stage {
        Stage::Tokens | Stage::Items | Stage::Tree | Stage::Json => of_text(files, path, stage),
        Stage::Policy | Stage::Program => of_pack(files, path, stage),
        Stage::Record => of_run(files, path),
    }
}

fn of_text(files: &dyn Files, path: &str, stage: Stage) -> Printed {
    let (text, mut problems) = reading::read_text(files, path);
    let sort = Sort::of_path(path);
    if sort.is_none() && text.is_some() {
        problems.push(messages::neither_kind(path));
    }
    let (Some(text), Some(sort)) = (text, sort) else {
        return Printed {
            problems: problems.sorted(),
            ..Printed::default()
        };
    };
    if (stage, sort) == (Stage::Json, Sort::Scenario) {
        return as_json(path, &text);
    }
    let printed = match (stage, sort) {
        (Stage::Tokens, _) => lex::dump(&text),
        (Stage::Items, _) => split::dump(&text),
        (_, Sort::Policy) => parse::policy::dump(&text),
        (_, Sort::Scenario) => parse::scenario::dump(&text),
    };
    Printed {
        text: printed,
        usable: true,
        ..Printed::default()
    }
}

fn as_json(path: &str, text: &str) -> Printed {
    let mut texts = SourceMap::new();
    let file = texts.add(path, text);
    texts.set_items(file, split::item_starts(text));
    let (tree, problems) = parse::scenario::parse_scenario(file, text);
    finished(json_text(&tree, &texts), true, problems, texts)
}

fn of_pack(files: &dyn Files, path: &str, stage: Stage) -> Printed {
    let (loaded, mut problems) = load(files, &[path.to_owned()]);
    let mut text = String::new();
    let mut usable = false;
    for pack in &loaded.asked {
        let Some((meaning, found)) = meaning(&loaded, *pack) else {
            continue;
        };
        usable = true;
        problems.append(found);
        let policy = meaning.policy();
        text.push_str(&match stage {
            Stage::Program => format!("{:#?}\n", Program::of(policy)),
            _ => format!("{policy:#?}\n"),
        });
    }
    finished(text, usable, problems, loaded.texts)
}

fn of_run(files: &dyn Files, path: &str) -> Printed {
    let outcome = run(files, &[path.to_owned()], &Options::default(), &mut |_| {});
    let mut text = String::new();
    for scenario in outcome.packs.iter().flat_map(|pack| &pack.scenarios) {
        text.push_str(&format!("scenario {:?}\n", scenario.title));
        match &scenario.ran {
            Some((_, found)) => text.push_str(&format!("{:#?}\n", found.record)),
            None => text.push_str("could not be evaluated\n"),
        }
    }
    let errors = |problem: &Diagnostic| problem.severity == Severity::Error;
    Printed {
        usable: !outcome.problems.iter().any(errors),
        text,
        problems: outcome.problems,
        texts: outcome.loaded.texts,
    }
}

fn finished(text: String, usable: bool, problems: Problems, texts: SourceMap) -> Printed {
    Printed {
        text,
        usable: usable && !problems.has_errors(),
        problems: problems.sorted(),
        texts,
    }
}
