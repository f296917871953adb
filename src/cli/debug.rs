//! `vires debug STAGE FILE`

use super::{
    arguments::{DebugArguments, Stage},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr},
};
use crate::{facade::stages, report::problems_text::told};

/// Prints a file as one stage sees it.
pub fn debug(arguments: &DebugArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(std::slice::from_ref(&arguments.file))?;
    let Some(path) = rooted.paths.first() else {
        return Ok(Exit::BadInput);
    };
    let stage = match arguments.stage {
        Stage::Tokens => stages::Stage::Tokens,
        Stage::Items => stages::Stage::Items,
        Stage::Tree => stages::Stage::Tree,
        Stage::Json => stages::Stage::Json,
        Stage::Policy => stages::Stage::Policy,
        Stage::Program => stages::Stage::Program,
        Stage::Record => stages::Stage::Record,
    };
    let printed = stages::print(&rooted.disk, path, stage);
    let problems = told(&printed.problems, &printed.texts, style_of_stderr(colour));
    if !problems.is_empty() {
        print_error(&format!("{problems}\n"));
    }
    print(&printed.text)?;
    Ok(if printed.usable {
        Exit::Fine
    } else {
        Exit::BadInput
    })
}
