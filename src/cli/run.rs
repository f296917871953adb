//! `vires run`.
use super::{
    arguments::RunArguments,
    exit::Exit,
    output::{ColourChoice, WriteError},
};
pub fn run(_arguments: &RunArguments, _colour: ColourChoice) -> Result<Exit, WriteError> {
    Ok(Exit::Fine)
}
