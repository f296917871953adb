//! `vires ask PATH QUESTION`

use super::{
    arguments::{AskArguments, Format},
    disk::rooted,
    exit::Exit,
    outcome::{hashes, view},
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr},
    run::exit,
};
use crate::{
    base::source_map::SourceMap,
    facade::ask::ask as ask_scenario,
    report::{answer_text::answer_text, problems_text::told, wire::run::run_json},
};

/// Asks a question and prints its answer.
pub fn ask(arguments: &AskArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let asked = ask_scenario(
        &rooted.disk,
        &rooted.paths,
        &arguments.question,
        arguments.scenario.as_deref(),
    );
    let outcome = match asked {
        Ok(outcome) => outcome,
        Err(problems) => {
            let text = told(&problems, &SourceMap::default(), style_of_stderr(colour));
            print_error(&format!("{text}\n"));
            return Ok(Exit::BadInput);
        }
    };
    let hashes = hashes(&outcome);
    let view = view(&outcome, &hashes);
    match arguments.format {
        Format::Json => print(&run_json(&view))?,
        Format::Text => {
            let problems = told(view.problems, view.texts, style_of_stderr(colour));
            if !problems.is_empty() {
                print_error(&format!("{problems}\n"));
            }
            print(&answer_text(&view))?;
        }
    }
    let mut totals = view.totals();
    // What the scenario expects is not what was asked.
    totals.not_met = 0;
    Ok(exit(totals, &arguments.fail_on))
}
