//! `vires watch PATH…`: runs again what a change touches, until it is ended.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    arguments::WatchArguments,
    disk::{Disk, rooted},
    exit::Exit,
    outcome::view,
    output::{ColourChoice, WriteError, print, print_error, style_of_stdout},
};
use crate::{
    facade::{
        run::{Options, run as run_packs},
        watch::{Touched, Watched},
    },
    report::{
        clean::shown,
        problems_text::told,
        run_text::{Detail, run_text, summary},
        style::{Style, Tone},
        view::{RunView, Totals},
    },
};

/// An editor writes a file in several steps: what follows within this time belongs to the same change.
const QUIET: Duration = Duration::from_millis(120);

/// Changes that never pause are run after this time all the same.
const MOST_PATIENCE: Duration = Duration::from_secs(2);

/// How often folders that the system cannot watch, or that are gone, are looked at.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The scenarios that are named, of those that fail and were not run again.
const MOST_NAMED: usize = 8;

/// Runs scenarios, and runs again what each change touches. Ctrl-C ends it, as the system ends any command.
pub fn watch(arguments: &WatchArguments, colour: ColourChoice) -> Result<Exit, WriteError> {
    let rooted = rooted(&arguments.paths)?;
    let (sender, changes) = channel();
    let made = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Our own reading is an event too.
        if !event.is_ok_and(|event| event.kind.is_access()) {
            let _nobody_listens_any_more = sender.send(());
        }
    });
    let watcher = match made {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            print_error(&format!(
                "vires: the system does not tell of changes ({error}): files are looked at every second\n"
            ));
            None
        }
    };
    let mut eyes = Eyes {
        watcher,
        watched: BTreeSet::new(),
    };
    let mut watched = Watched::new(rooted.paths.clone());
    let mut screen = Screen {
        style: style_of_stdout(colour),
        clears: io::stdout().is_terminal(),
        all: arguments.all,
        verdicts: BTreeMap::new(),
    };
    let mut folders: Vec<PathBuf> = Vec::new();
    loop {
        // What changes from here on is told, so nothing is missed between a look and a wait.
        let complete = eyes.open(&arguments.paths, &folders);
        if let Some(touched) = watched.look(&rooted.disk) {
            folders = places(&rooted.disk, &touched.folders);
            screen.show(&rooted.disk, &touched)?;
            continue;
        }
        let patience = (!complete).then_some(LOOK_AGAIN);
        if !wait(&changes, patience) {
            std::thread::sleep(LOOK_AGAIN);
        }
        // What was replaced under the same name must be watched anew.
        eyes.watched.clear();
    }
}

/// Where these folders stand on the disk.
fn places(disk: &Disk, folders: &[String]) -> Vec<PathBuf> {
    let places = folders.iter().filter_map(|folder| disk.place(folder).ok());
    places.collect()
}

/// Waits for a change and for quiet after it, or until patience ends. False where nobody tells of changes.
fn wait(changes: &Receiver<()>, patience: Option<Duration>) -> bool {
    let first = match patience {
        None => changes.recv().map_err(|_| RecvTimeoutError::Disconnected),
        Some(patience) => changes.recv_timeout(patience),
    };
    match first {
        Err(RecvTimeoutError::Timeout) => return true,
        Err(RecvTimeoutError::Disconnected) => return false,
        Ok(()) => {}
    }
    let start = Instant::now();
    while start.elapsed() < MOST_PATIENCE {
        if changes.recv_timeout(QUIET).is_err() {
            break;
        }
    }
    true
}

/// The folders of which the system tells changes.
struct Eyes {
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
}

impl Eyes {
    /// Watches these paths and folders. False where one of them cannot be watched now.
    fn open(&mut self, paths: &[PathBuf], folders: &[PathBuf]) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        let mut complete = true;
        let asked = paths.iter().map(|path| {
            let path = if path.is_file() {
                // Editors replace a file by another: its folder tells of it.
                match path.parent() {
                    Some(above) if above.as_os_str().is_empty() => Path::new("."),
                    Some(above) => above,
                    None => path,
                }
            } else {
                path
            };
            (path, RecursiveMode::Recursive)
        });
        let used = folders
            .iter()
            .map(|folder| (folder.as_path(), RecursiveMode::NonRecursive));
        for (path, mode) in asked.chain(used) {
            let Ok(real) = path.canonicalize() else {
                complete = false;
                continue;
            };
            if self.watched.iter().any(|known| real.starts_with(known)) {
                continue;
            }
            match watcher.watch(&real, mode) {
                Ok(()) if mode == RecursiveMode::Recursive => {
                    self.watched.insert(real);
                }
                Ok(()) => {}
                Err(_) => complete = false,
            }
        }
        complete
    }
}

/// What is shown, and what is remembered of scenarios that are not run again.
struct Screen {
    style: Style,
    clears: bool,
    all: bool,
    /// By file and title: whether the scenario fails.
    verdicts: BTreeMap<(String, String), bool>,
}

impl Screen {
    /// Runs what is touched and shows it.
    fn show(&mut self, disk: &Disk, touched: &Touched) -> Result<(), WriteError> {
        let style = self.style;
        let outcome = run_packs(disk, &touched.run, &Options::default(), &mut |_| {});
        let of_run = view(&outcome, &[]);
        let totals = of_run.totals();
        let mut out = String::new();
        if self.clears {
            // The screen, what was scrolled away, and back to its first line.
            out.push_str("\u{1b}[2J\u{1b}[3J\u{1b}[H");
        }
        out.push_str(&heading(touched, style));
        let problems = told(of_run.problems, of_run.texts, style);
        if !problems.is_empty() {
            out.push_str(&format!("{problems}\n"));
        }
        let mut run = BTreeMap::new();
        let mut failing = Vec::new();
        let mut fine = Vec::new();
        for scenario in of_run.scenarios {
            let key = (
                of_run.texts.path(scenario.file).to_owned(),
                scenario.title.to_owned(),
            );
            let one = RunView {
                texts: of_run.texts,
                files: &[],
                scenarios: vec![scenario],
                problems: &[],
            };
            let fails = fails(one.totals());
            run.insert(key, fails);
            let among = if fails { &mut failing } else { &mut fine };
            among.extend(one.scenarios);
        }
        let rerun: BTreeSet<&str> = run.keys().map(|(path, _)| path.as_str()).collect();
        self.verdicts
            .retain(|(path, _), _| touched.files.contains(path) && !rerun.contains(path.as_str()));
        let others = self.others();
        self.verdicts.extend(run);
        let mut lines_of_fine = String::new();
        let whole = if self.all {
            failing.into_iter().chain(fine).collect()
        } else {
            for scenario in &fine {
                let fine = style.paint(Tone::Good, "fine");
                lines_of_fine.push_str(&format!("{fine}  {}\n", shown(scenario.title)));
            }
            failing
        };
        let shown_whole = RunView {
            texts: of_run.texts,
            files: &[],
            scenarios: whole,
            problems: &[],
        };
        // The last line of the text is its numbers, which count only what is shown whole.
        let numbers = summary(shown_whole.totals(), style);
        let detail = if self.all {
            Detail::Everything
        } else {
            Detail::Usual
        };
        let text = run_text(&shown_whole, detail, style);
        let text = text.strip_suffix(&numbers).unwrap_or(&text);
        out.push_str(text);
        out.push_str(&lines_of_fine);
        out.push_str(&summary(totals, style));
        out.push_str(&others);
        let files = touched.files.len();
        let last = format!("watching {files} files; Ctrl-C ends it");
        out.push_str(&format!("{}\n\n", style.paint(Tone::Faint, &last)));
        print(&out)
    }

    /// The scenarios that were not run again and fail.
    fn others(&self) -> String {
        let failing: Vec<String> = self
            .verdicts
            .iter()
            .filter(|(_, fails)| **fails)
            .map(|((_, title), _)| format!("`{}`", shown(title)))
            .collect();
        if failing.is_empty() {
            return String::new();
        }
        let mut named: Vec<String> = failing.iter().take(MOST_NAMED).cloned().collect();
        if failing.len() > named.len() {
            named.push(format!("{} more", failing.len() - named.len()));
        }
        let text = format!("not touched, and still failing: {}", named.join(", "));
        format!("{}\n", self.style.paint(Tone::Bad, &text))
    }
}

/// Whether a scenario fails: it could not be evaluated, or an expectation is not met.
fn fails(totals: Totals) -> bool {
    totals.not_evaluated > 0 || totals.not_met > 0
}

/// What changed, in a line.
fn heading(touched: &Touched, style: Style) -> String {
    if touched.changed.is_empty() {
        return String::new();
    }
    let mut named: Vec<String> = touched
        .changed
        .iter()
        .take(MOST_NAMED)
        .map(|path| shown(path))
        .collect();
    if touched.changed.len() > named.len() {
        named.push(format!("{} more", touched.changed.len() - named.len()));
    }
    let text = format!("changed: {}", named.join(", "));
    format!("{}\n", style.paint(Tone::Strong, &text))
}
