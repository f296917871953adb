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
    facade::{
        bulk::{Bulk, Outs, Tables, run as run_tables},
        given::{Given, Table},
    },
    report::{clean::shown, problems_text::told},
};

/// Runs a pack over tables and says in short what came out.
pub(super) fn run(
    arguments: &RunArguments,
    background: &Path,
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
    let tables = Tables {
        pack: pack.clone(),
        background: background.clone(),
        ..match opened(arguments) {
            Ok(tables) => tables,
            Err(error) => return Ok(bad_input(&error)),
        }
    };
    let bar = bar();
    let mut progress = |done: u64, of: u64| {
        if bar.elapsed() >= PATIENCE {
            bar.set_length(of);
            bar.set_position(done);
        }
    };
    let [mut duties, mut acts, mut answers, mut errors] = match outs(arguments) {
        Ok(outs) => outs,
        Err(error) => return Ok(bad_input(&error)),
    };
    let bulk = run_tables(
        &rooted.disk,
        tables,
        Outs {
            duties: duties.as_mut().map(Out::writer),
            acts: acts.as_mut().map(Out::writer),
            answers: answers.as_mut().map(Out::writer),
            errors: errors.as_mut().map(Out::writer),
        },
        &mut progress,
    );
    // Of a run that failed the rows that made it fail are still of use; what it found is not.
    let found = [duties, acts, answers].map(|out| out.filter(|_| !bulk.failed));
    for out in found.into_iter().chain([errors]).flatten() {
        if let Err(error) = out.put() {
            return Ok(bad_input(&error));
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

fn bad_input(error: &io::Error) -> Exit {
    print_error(&format!("vires: {}\n", shown(&error.to_string())));
    Exit::BadInput
}

/// The tables that are named, opened.
fn opened(arguments: &RunArguments) -> io::Result<Tables<'static>> {
    let open = |path: &Path| -> io::Result<Table<'static>> {
        let file = File::open(path).map_err(|error| named(path, &error))?;
        let name = path.to_string_lossy().replace('\\', "/");
        Ok((name, Box::new(file) as Box<dyn io::Read>))
    };
    let one = |path: &Option<PathBuf>| path.as_deref().map(open).transpose();
    let many = |all: &[(String, PathBuf)]| -> io::Result<Vec<(String, Table<'static>)>> {
        let all = all.iter();
        all.map(|(name, path)| Ok((name.clone(), open(path)?)))
            .collect()
    };
    let size = arguments
        .events
        .as_deref()
        .and_then(|path| path.metadata().ok())
        .map(|metadata| metadata.len());
    Ok(Tables {
        stream: arguments.stream,
        size,
        pack: String::new(),
        background: String::new(),
        events: one(&arguments.events)?,
        scenarios: one(&arguments.scenarios)?,
        given: Given {
            individuals: many(&arguments.individuals)?,
            facts: many(&arguments.facts)?,
            delegations: one(&arguments.delegations)?,
        },
        questions: one(&arguments.questions)?,
        as_of: arguments.as_of,
        strict: arguments.strict,
        jobs: arguments.jobs.map(std::num::NonZeroUsize::get),
        in_full: false,
    })
}

/// Duties, acts, answers and errors, where they are to be written.
fn outs(arguments: &RunArguments) -> io::Result<[Option<Out>; 4]> {
    let out = |path: &Option<PathBuf>| path.as_deref().map(Out::new).transpose();
    Ok([
        out(&arguments.duties)?,
        out(&arguments.acts)?,
        out(&arguments.answers)?,
        out(&arguments.errors)?,
    ])
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
            // What it says otherwise names the temporary file, which is another each time.
            .map_err(|error| named(path, &io::Error::from(error.kind())))?;
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
    let mut parts = vec![];
    if bulk.answered.is_none() || bulk.events > 0 {
        parts.push(format!("{} events", bulk.events));
    }
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
    if let Some(answered) = bulk.answered {
        let answers: Vec<String> = bulk
            .answers
            .iter()
            .map(|(answer, number)| format!("{number} {answer}"))
            .collect();
        let answers = match answers.is_empty() {
            true => String::new(),
            false => format!(": {}", answers.join(", ")),
        };
        parts.push(format!("{answered} questions answered{answers}"));
    }
    if bulk.answered.is_none() || !bulk.duties.is_empty() {
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
    }
    format!("{}\n", parts.join("; "))
}

fn exit(bulk: &Bulk, fail_on: &[FailOn]) -> Exit {
    let breached = bulk
        .duties
        .iter()
        .any(|(state, _)| ["breached", "discharged late"].contains(state));
    if bulk.has_errors() || bulk.failed || bulk.bad_rows > 0 || bulk.not_evaluated > 0 {
        Exit::BadInput
    } else if breached && fail_on.contains(&FailOn::Breach)
        || bulk.refused > 0 && fail_on.contains(&FailOn::No)
    {
        Exit::No
    } else {
        Exit::Fine
    }
}

/// A bar on a terminal, with rate and time left.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) =
        ProgressStyle::with_template("{bar:40} {pos} of {len} rows, {per_sec}, {eta} left")
    {
        bar.set_style(style);
    }
    bar
}

/// Before this time the bar is not drawn.
const PATIENCE: Duration = Duration::from_millis(700);
