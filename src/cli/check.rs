//! `vires check PATH…`

use super::{
    arguments::{CheckArguments, Format},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, style_of_stdout},
};
use crate::{
    facade::{
        check::{check as check_packs, check_stream},
        kept::Kept,
    },
    report::{
        check_text::{CheckView, check_text},
        wire::run::problems_json,
    },
};

/// Reads, resolves and checks packs.
pub fn check(arguments: &CheckArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(&arguments.paths)?;
    let checked = if arguments.stream {
        check_stream(&rooted.disk, &rooted.paths)
    } else {
        check_packs(&rooted.disk, &rooted.paths)
    };
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
        Format::Text => {
            print(&check_text(&view, style_of_stdout(colour)))?;
            for kept in &checked.kept {
                print(&kept_text(kept))?;
            }
        }
    }
    let exit = if checked.has_errors() {
        Exit::BadInput
    } else if arguments.deny_warnings && checked.has_warnings() {
        Exit::No
    } else {
        Exit::Fine
    };
    // The process ends: nothing need be given back piece by piece.
    std::mem::forget(checked);
    Ok(exit)
}

/// What a run with `--stream` keeps: rules that keep only what can still change first, by their number.
fn kept_text(kept: &[Kept]) -> String {
    let open = kept.iter().filter(|one| one.open_only).count();
    let mut text = format!("with --stream, {open} duties keep nothing but what is open\n");
    for one in kept.iter().filter(|one| !one.open_only) {
        text.push_str(&format!("  {} keeps {}\n", one.name, one.what));
    }
    text
}
