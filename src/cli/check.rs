//! `vires check PATH…`

use super::{
    arguments::{CheckArguments, Format},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, style_of_stdout},
};
use crate::{
    facade::check::check as check_packs,
    report::{
        check_text::{CheckView, check_text},
        wire::run::problems_json,
    },
};

/// Reads, resolves and checks packs.
pub fn check(arguments: &CheckArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(&arguments.paths)?;
    let checked = check_packs(&rooted.disk, &rooted.paths);
    let view = CheckView {
        texts: &checked.loaded.texts,
        problems: &checked.problems,
        accepted: checked
            .accepted
            .iter()
            .map(|accepted| (&accepted.diagnostic, accepted.because.as_str()))
            .collect(),
        packs: checked.loaded.asked.len(),
        scenarios: checked.scenarios,
    };
    match arguments.format {
        Format::Json => print(&problems_json(view.problems, view.texts))?,
        Format::Text => print(&check_text(&view, style_of_stdout(colour)))?,
    }
    Ok(if checked.has_errors() {
        Exit::BadInput
    } else if arguments.deny_warnings && checked.has_warnings() {
        Exit::No
    } else {
        Exit::Fine
    })
}
