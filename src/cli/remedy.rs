//! `vires explain PATH SCENARIO --remedy`

use std::fs;

use super::{
    arguments::{ExplainArguments, ExplainFormat},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr, style_of_stdout},
};
use crate::{
    base::source_map::SourceMap,
    facade::{
        explain::What,
        remedy::{kept, remedy as find},
    },
    report::{problems_text::told, remedy_text::remedy_text, wire::remedy::remedies_json},
};

/// Prints what would have put right what came out of a scenario, and writes it down where that is asked for.
pub fn remedy(
    arguments: &ExplainArguments,
    what: &What,
    colour: ColourChoice,
) -> Result<Exit, WriteError> {
    if matches!(arguments.format, ExplainFormat::Html | ExplainFormat::Md) {
        print_error(
            "vires: remedies are shown as text or JSON: leave out --format, or say --format json\n",
        );
        return Ok(Exit::BadInput);
    }
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let found = find(
        &rooted.disk,
        &rooted.paths,
        arguments.scenario.as_deref(),
        what,
    );
    let right = match found {
        Ok(right) => right,
        Err(wrong) => {
            let none = SourceMap::default();
            let texts = wrong.loaded.as_ref().map_or(&none, |loaded| &loaded.texts);
            let text = told(&wrong.problems, texts, style_of_stderr(colour));
            print_error(&format!("{text}\n"));
            return Ok(Exit::BadInput);
        }
    };
    let title = &right.explained.case.title;
    match arguments.format {
        ExplainFormat::Json => print(&remedies_json(
            &right.explained.pack,
            title,
            &right.remedies,
        ))?,
        _ => print(&remedy_text(
            title,
            &right.remedies,
            style_of_stdout(colour),
        ))?,
    }
    let Some(file) = &arguments.write else {
        return Ok(Exit::Fine);
    };
    if file.exists() {
        print_error(&format!(
            "vires: {} is there already: name a file that is not\n",
            file.display()
        ));
        return Ok(Exit::BadInput);
    }
    let kept = kept(&rooted.disk, &rooted.paths, &right);
    for title in &kept.unnamed {
        print_error(&format!(
            "vires: not written: {title}: what would be changed bears no name; add `as NAME` to its line\n"
        ));
    }
    if kept.text.is_empty() {
        print_error("vires: there is nothing to write\n");
        return Ok(Exit::BadInput);
    }
    if let Err(error) = fs::write(file, kept.text) {
        print_error(&format!(
            "vires: {} cannot be written: {error}\n",
            file.display()
        ));
        return Ok(Exit::BadInput);
    }
    Ok(Exit::Fine)
}
