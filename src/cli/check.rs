//! `vires check`.
use super::{
    arguments::CheckArguments,
    exit::Exit,
    output::{ColourChoice, WriteError},
};
pub fn check(_arguments: &CheckArguments, _colour: ColourChoice) -> Result<Exit, WriteError> {
    Ok(Exit::Fine)
}
