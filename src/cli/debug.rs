//! `vires debug STAGE FILE`.

use super::{
    arguments::{DebugArguments, Stage},
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error},
};

/// Prints a stage.
pub fn debug(arguments: &DebugArguments, _colour: ColourChoice) -> Result<Exit, WriteError> {
    let text = std::fs::read_to_string(&arguments.file).unwrap_or_default();
    match arguments.stage {
        Stage::Tokens => print(&crate::facade::stages::tokens(&text))?,
        Stage::Items => print(&crate::facade::stages::items(&text))?,
        _ => print_error("later"),
    }
    Ok(Exit::Fine)
}
