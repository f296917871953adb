//! `vires what-if PATH SCENARIO BUT…`

use super::{
    arguments::{Format, WhatIfArguments},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
};
use crate::{
    base::source_map::SourceMap,
    facade::what_if::what_if as run_what_if,
    report::{
        problems_text::told,
        what_if_text::{WhatIfView, what_if_text},
        wire::what_if::what_if_json,
    },
};

/// Runs a scenario and a changed copy of it, and prints what comes out otherwise.
pub fn what_if(arguments: &WhatIfArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let made = run_what_if(
        &rooted.disk,
        &rooted.paths,
        Some(&arguments.scenario),
        &arguments.but,
    );
    let done = match made {
        Ok(done) => done,
        Err(wrong) => {
            let none = SourceMap::default();
            let texts = wrong.loaded.as_ref().map_or(&none, |loaded| &loaded.texts);
            let text = told(&wrong.problems, texts, style_of_stderr(colour));
            print_error(&format!("{text}\n"));
            return Ok(Exit::BadInput);
        }
    };
    let (case, found) = &done.after;
    let view = WhatIfView::new(
        (&done.loaded.texts, &done.pack),
        (done.resolution.policy(), case, &found.record),
        (&done.title, &done.but),
        &done.differences,
        done.asked,
    );
    match arguments.format {
        Format::Text => print(&what_if_text(&view, style_of_stdout(colour)))?,
        Format::Json => print(&what_if_json(&view, &done.loaded.texts))?,
    }
    Ok(Exit::Fine)
}
