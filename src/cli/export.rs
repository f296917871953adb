//! `vires export PATH --scheme NAME --to FILE`

use std::io::Write;

use super::{
    arguments::ExportArguments,
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr},
};
use crate::{
    facade::export::{Form, export_scheme},
    report::{clean::shown, problems_text::told},
};

/// Writes a scheme of delegation out as a spreadsheet.
pub fn export(arguments: &ExportArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let target = arguments.to.to_string_lossy();
    let Some(form) = Form::of_path(&target) else {
        print_error("vires: a scheme is written as .xlsx or .csv\n");
        return Ok(Exit::BadInput);
    };
    if arguments.to.exists() && !arguments.force {
        print_error(&format!(
            "vires: {} is there already; write over it with --force\n",
            shown(&target)
        ));
        return Ok(Exit::BadInput);
    }
    let rooted = rooted(std::slice::from_ref(&arguments.path))?;
    let exported = export_scheme(
        &rooted.disk,
        &rooted.paths,
        &arguments.scheme,
        arguments.on,
        form,
    );
    if !exported.problems.is_empty() {
        let text = told(
            &exported.problems,
            &exported.loaded.texts,
            style_of_stderr(colour),
        );
        print_error(&format!("{text}\n"));
    }
    let Some(bytes) = exported.bytes else {
        return Ok(Exit::BadInput);
    };
    let folder = arguments
        .to
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| std::path::Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(&bytes)?;
    beside
        .persist(&arguments.to)
        .map_err(|error| WriteError::Failed(error.error))?;
    let name = arguments.to.file_name().map(|name| name.to_string_lossy());
    let (before, behind) = exported.head.unwrap_or_default();
    let head = format!("{before}\"{}\"{behind}", shown(&name.unwrap_or_default()));
    print(&format!(
        "{} rows written to {}. A policy beside it reads them again with:\n\n{head}\n",
        exported.rows,
        shown(&target),
    ))?;
    Ok(Exit::Fine)
}
