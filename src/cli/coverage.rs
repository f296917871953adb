//! `vires coverage PATH…`

use super::{
    arguments::{CoverageArguments, PageFormat},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
};
use crate::{
    facade::coverage::coverage as coverage_of,
    report::{
        coverage_html::coverage_html, coverage_text::coverage_text, coverage_view::CoverageView,
        problems_text::told, wire::coverage::coverage_json,
    },
};

/// Says which clauses are encoded, and which scenarios show them met and not met.
pub fn coverage(arguments: &CoverageArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(&arguments.paths)?;
    let covering = coverage_of(&rooted.disk, &rooted.paths);
    let coverage = &covering.coverage;
    let texts = &covering.outcome.loaded.texts;
    let problems = told(&covering.outcome.problems, texts, style_of_stderr(colour));
    if !problems.is_empty() {
        print_error(&format!("{problems}\n"));
    }
    let view = CoverageView { texts, coverage };
    match arguments.format {
        PageFormat::Text => print(&coverage_text(&view, style_of_stdout(colour)))?,
        PageFormat::Json => print(&coverage_json(&view))?,
        PageFormat::Html => print(&coverage_html(&view))?,
    }
    Ok(if covering.has_errors() {
        Exit::BadInput
    } else if arguments
        .at_least
        .is_some_and(|percent| !coverage.is_at_least(percent))
    {
        Exit::No
    } else {
        Exit::Fine
    })
}
