//! `vires run PATH…`

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    arguments::{FailOn, Format, RunArguments, UnknownAs},
    disk::rooted,
    exit::Exit,
    outcome::{hashes, view},
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
};
use crate::{
    facade::run::{Options, Progress, Unknowns, run as run_packs},
    report::{
        problems_text::told,
        run_text::{Detail, run_text},
        view::Totals,
        wire::run::run_json,
    },
};

/// Runs scenarios and says what came out.
pub fn run(arguments: &RunArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    if let Some(background) = &arguments.background {
        return super::tables::run(arguments, background, colour);
    }
    let rooted = rooted(&arguments.paths)?;
    let options = Options {
        as_of: arguments.as_of,
        only: arguments.only.clone(),
        unknowns: match arguments.unknown {
            UnknownAs::AsUnknown => Unknowns::AsUnknown,
            UnknownAs::AsFalse => Unknowns::AsFalse,
        },
    };
    let bar = bar();
    let outcome = run_packs(&rooted.disk, &rooted.paths, &options, &mut |progress| {
        show(&bar, progress);
    });
    bar.finish_and_clear();
    let hashes = hashes(&outcome);
    let view = view(&outcome, &hashes);
    match arguments.format {
        Format::Json => print(&run_json(&view))?,
        Format::Text => {
            let detail = if arguments.all {
                Detail::Everything
            } else {
                Detail::Usual
            };
            let problems = told(view.problems, view.texts, style_of_stderr(colour));
            if !problems.is_empty() {
                print_error(&format!("{problems}\n"));
            }
            print(&run_text(&view, detail, style_of_stdout(colour)))?;
        }
    }
    let exit = exit(view.totals(), &arguments.fail_on);
    drop(view);
    // The process ends: nothing need be given back piece by piece.
    std::mem::forget(outcome);
    Ok(exit)
}

/// What the numbers of a run come to.
pub(super) fn exit(totals: Totals, fail_on: &[FailOn]) -> Exit {
    let refused = fail_on.iter().any(|case| match case {
        FailOn::Breach => totals.breaches > 0,
        FailOn::No => totals.refusals > 0,
    });
    if totals.errors > 0 || totals.not_evaluated > 0 {
        Exit::BadInput
    } else if totals.not_met > 0 || refused {
        Exit::No
    } else {
        Exit::Fine
    }
}

/// A bar on a terminal, for a run that takes longer than people wait without a word.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} scenarios, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// Before this time the bar is not drawn.
const PATIENCE: Duration = Duration::from_millis(700);

fn show(bar: &ProgressBar, progress: Progress) {
    if bar.elapsed() < PATIENCE {
        return;
    }
    bar.set_length(progress.of as u64);
    bar.set_position(progress.done as u64);
}
