//! `vires fmt`.
use super::{
    arguments::FmtArguments,
    exit::Exit,
    output::{ColourChoice, WriteError},
};
pub fn fmt(_arguments: &FmtArguments, _colour: ColourChoice) -> Result<Exit, WriteError> {
    Ok(Exit::Fine)
}
