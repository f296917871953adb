//! `vires run PACK --background FILE --events FILE …`: a pack run over tables.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{
    arguments::{FailOn, Format, RunArguments},
    disk::rooted,
    exit::Exit,
    output::{ColourChoice, WriteError, print, print_error, style_of_stderr},
};
use crate::{
    facade::bulk::{Bulk, Tables, run as run_tables},
    report::{clean::shown, problems_text::told},
};

/// Runs a pack over tables and says in short what came out.
pub(super) fn run(
    arguments: &RunArguments,
    background: &Path,
    events: &Path,
    colour: ColourChoice,
) -> Result<Exit, WriteError> {
    if arguments.format == Format::Json || arguments.only.is_some() || arguments.all {
        print_error(
            "vires: a run over tables writes its duties with --duties; --format, --only and --all do not go with it\n",
        );
        return Ok(Exit::BadInput);
    }
    let [pack] = arguments.paths.as_slice() else {
        print_error("vires: a run over tables is of one pack\n");
        return Ok(Exit::BadInput);
    };
    let rooted = rooted(&[pack.clone(), background.to_owned()])?;
    let [pack, background] = rooted.paths.as_slice() else {
        return Ok(Exit::BadInput);
    };
    let opened = |path: &Path| -> io::Result<(String, File)> {
        Ok((
            path.to_string_lossy().replace('\\', "/"),
            File::open(path).map_err(|error| named(path, &error))?,
        ))
    };
    let (events, scenarios) = match (
        opened(events),
        arguments.scenarios.as_deref().map(opened).transpose(),
    ) {
        (Ok(events), Ok(scenarios)) => (events, scenarios),
        (Err(error), _) | (_, Err(error)) => {
            print_error(&format!("vires: {}\n", shown(&error.to_string())));
            return Ok(Exit::BadInput);
        }
    };
    let tables = Tables {
        pack: pack.clone(),
        background: background.clone(),
        events: (events.0, Box::new(events.1)),
        scenarios: scenarios.map(|(path, file)| (path, Box::new(file) as Box<dyn io::Read>)),
        as_of: arguments.as_of,
        strict: arguments.strict,
        jobs: arguments.jobs.map(std::num::NonZeroUsize::get),
    };
    let bar = bar();
    let mut progress = |done: u64, of: u64| {
        if bar.elapsed() >= PATIENCE {
            bar.set_length(of);
            bar.set_position(done);
        }
    };
    let out = |path: &Option<std::path::PathBuf>| path.as_deref().map(Out::new).transpose();
    let (mut duties, mut errors) = match (out(&arguments.duties), out(&arguments.errors)) {
        (Ok(duties), Ok(errors)) => (duties, errors),
        (Err(error), _) | (_, Err(error)) => {
            print_error(&format!("vires: {}\n", shown(&error.to_string())));
            return Ok(Exit::BadInput);
        }
    };
    let bulk = run_tables(
        &rooted.disk,
        tables,
        duties.as_mut().map(Out::writer),
        errors.as_mut().map(Out::writer),
        &mut progress,
    );
    // Of a run that failed the rows that made it fail are still of use; its duties are not.
    let kept = [duties.filter(|_| !bulk.failed), errors];
    for out in kept.into_iter().flatten() {
        if let Err(error) = out.put() {
            print_error(&format!("vires: {}\n", shown(&error.to_string())));
            return Ok(Exit::BadInput);
        }
    }
    bar.finish_and_clear();
    let problems = told(&bulk.problems, &bulk.loaded.texts, style_of_stderr(colour));
    if !problems.is_empty() {
        print_error(&format!("{problems}\n"));
    }
    print(&summary(&bulk))?;
    Ok(exit(&bulk, &arguments.fail_on))
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("`{}`: {error}", path.display()))
}

/// A table that is written whole or not at all: beside the file that it will be, then renamed.
struct Out {
    path: PathBuf,
    name: String,
    to: BufWriter<tempfile::NamedTempFile>,
}

impl Out {
    fn new(path: &Path) -> io::Result<Out> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let file = tempfile::Builder::new()
            .prefix(".vires-")
            .tempfile_in(folder)
            .map_err(|error| named(path, &error))?;
        Ok(Out {
            path: path.to_owned(),
            name: path.to_string_lossy().into_owned(),
            to: BufWriter::with_capacity(1 << 18, file),
        })
    }

    /// Its name, by which its format is known, and where it is written.
    fn writer(&mut self) -> (&str, &mut dyn Write) {
        (&self.name, &mut self.to)
    }

    fn put(mut self) -> io::Result<()> {
        let put = self.to.flush().and_then(|()| {
            let file = self
                .to
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            file.persist(&self.path)
                .map(drop)
                .map_err(|error| error.error)
        });
        put.map_err(|error| named(&self.path, &error))
    }
}

fn summary(bulk: &Bulk) -> String {
    let mut parts = vec![format!("{} events", bulk.events)];
    if bulk.scenarios + bulk.not_evaluated > 1 {
        parts.push(format!("{} scenarios", bulk.scenarios));
    }
    if bulk.not_evaluated > 0 {
        parts.push(format!("{} scenarios not evaluated", bulk.not_evaluated));
    }
    if bulk.left_out > 0 {
        parts.push(format!(
            "{} events after the last day left out",
            bulk.left_out
        ));
    }
    if bulk.bad_rows > 0 {
        parts.push(format!("{} rows that cannot be read", bulk.bad_rows));
    }
    let duties: Vec<String> = bulk
        .duties
        .iter()
        .map(|(state, number)| format!("{number} {state}"))
        .collect();
    parts.push(format!(
        "duties: {}",
        if duties.is_empty() {
            "none".to_owned()
        } else {
            duties.join(", ")
        }
    ));
    format!("{}\n", parts.join("; "))
}

fn exit(bulk: &Bulk, fail_on: &[FailOn]) -> Exit {
    let breached = bulk
        .duties
        .iter()
        .any(|(state, _)| ["breached", "discharged late"].contains(state));
    if bulk.failed || bulk.bad_rows > 0 || bulk.not_evaluated > 0 {
        Exit::BadInput
    } else if breached && fail_on.contains(&FailOn::Breach) {
        Exit::No
    } else {
        Exit::Fine
    }
}

/// A bar on a terminal, with rate and time left.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {pos} of {len} events, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// Before this time the bar is not drawn.
const PATIENCE: Duration = Duration::from_millis(700);
