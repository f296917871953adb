//! What if: a changed copy of a scenario is run beside it, and what comes out otherwise is found.

use smol_str::SmolStr;

use super::{
    ask::one_scenario,
    evaluate::{Found, evaluate},
    explain::Told,
    load::{Loaded, load},
    meaning::{Meaning, meaning},
    messages, run_problems,
};
use crate::{
    base::{
        files::{Entry, EntryKind, FileError, Files, join},
        limits::Limits,
    },
    case::case::Case,
    diagnostics::{
        diagnostic::{Diagnostic, Place, Severity},
        problems::Problems,
    },
    explain::{
        what_if::{Difference, differences},
        what_if_identity::Places,
    },
    resolve::policy::Resolution,
    words::Words,
};

/// What the changed copy is called. No title that people write is likely to be this.
const TITLE: &str = "what if, instead of";

/// A scenario and a changed copy of it, both run.
#[derive(Debug)]
pub struct WhatIf {
    /// What was read.
    pub loaded: Loaded,
    /// The pack, by name.
    pub pack: SmolStr,
    /// Its policy.
    pub resolution: Resolution,
    /// The title of the scenario.
    pub title: String,
    /// The changes, a `but` line each.
    pub but: Vec<String>,
    /// The scenario and what came out of it.
    pub before: (Case, Found),
    /// The changed copy and what came out of it.
    pub after: (Case, Found),
    /// What comes out otherwise.
    pub differences: Vec<Difference>,
    /// Whether the questions of the scenario could be asked of the changed copy too: they may name what it leaves out.
    pub asked: bool,
    /// What was found wrong besides.
    pub problems: Vec<Diagnostic>,
}

/// The lines of these texts, without the word `but` where one begins with it.
pub fn but_lines(texts: &[String]) -> Vec<String> {
    let lines = texts.iter().flat_map(|text| text.lines());
    let mut found: Vec<String> = Vec::new();
    for line in lines
        .map(str::trim_end)
        .filter(|line| !line.trim().is_empty())
    {
        // A line that is indented deeper goes on from the one above it.
        let deeper = line.starts_with("    ") && !found.is_empty();
        let text = line.trim_start();
        match found.last_mut().filter(|_| deeper) {
            Some(last) => {
                last.push(' ');
                last.push_str(text);
            }
            None => {
                let text = text.strip_prefix("but ").unwrap_or(text);
                if text != "but" {
                    found.push(text.to_owned());
                }
            }
        }
    }
    found
}

/// Runs the one scenario at these paths whose title is or holds the text, and a copy of it with these `but` lines, and says
/// what comes out otherwise.
pub fn what_if(
    files: &dyn Files,
    paths: &[String],
    scenario: Option<&str>,
    but: &[String],
) -> Result<WhatIf, Box<Told>> {
    let (title, path) = one_scenario(files, paths, scenario).map_err(|problems| {
        Box::new(Told {
            problems,
            loaded: None,
        })
    })?;
    let lines = but_lines(but);
    if lines.is_empty() {
        return Err(Box::new(Told {
            problems: vec![messages::nothing_changed()],
            loaded: None,
        }));
    }
    let first = attempt(files, paths, (&title, &path), &lines, true);
    match first {
        Ok(done) => Ok(done),
        // A question may name what is left out; then the copy is not asked.
        Err(told) => attempt(files, paths, (&title, &path), &lines, false).map_err(|_| told),
    }
}

fn attempt(
    files: &dyn Files,
    paths: &[String],
    (title, path): (&str, &str),
    lines: &[String],
    asking: bool,
) -> Result<WhatIf, Box<Told>> {
    let questions = if asking {
        questions(files, paths, title)
    } else {
        Vec::new()
    };
    let changed = format!("{TITLE} {title}");
    let text = scenario_text(&changed, title, lines, &questions);
    let beside = Beside::new(files, path, text);
    let mut all = paths.to_vec();
    if !all.contains(&beside.folder) && all.iter().any(|one| one == path) {
        all.push(beside.path.clone());
    }
    let (loaded, mut problems) = load(&beside, &all);
    let mut found: Option<(Meaning, Case, Case)> = None;
    for pack in &loaded.asked {
        let Some((mut meaning, told)) = meaning(&loaded, *pack) else {
            continue;
        };
        problems.append(told);
        let mut take = |wanted: &str| {
            let mut scenarios = meaning.scenarios.iter_mut();
            let one = scenarios.find(|scenario| scenario.title == wanted)?;
            one.case.take()
        };
        if found.is_none()
            && let (Some(first), Some(second)) = (take(title), take(&changed))
        {
            found = Some((meaning, first, second));
        }
    }
    let own = loaded.texts.by_path(&beside.path);
    let of_changes = |problem: &Diagnostic| {
        problem.severity == Severity::Error
            && matches!(&problem.place, Place::Text(label) if Some(label.span.file) == own)
    };
    let Some((meaning, first, second)) = found.filter(|_| !problems.iter().any(of_changes)) else {
        return Err(refused(problems, loaded, &of_changes));
    };
    let policy = meaning.policy();
    let program = meaning.program();
    let mut runs = Vec::new();
    for case in [&first, &second] {
        match evaluate(policy, &program, case) {
            Ok(found) => runs.push(found),
            Err(errors) => {
                let told = errors.iter();
                let problems = told
                    .map(|error| run_problems::not_evaluated(policy, case, error))
                    .collect();
                return Err(Box::new(Told {
                    problems,
                    loaded: Some(loaded),
                }));
            }
        }
    }
    let (Some(now), Some(then)) = (runs.pop(), runs.pop()) else {
        return Err(refused(problems, loaded, &of_changes));
    };
    let words = |case, record| {
        Words::new(policy)
            .of_case(case)
            .of_record(record)
            .quoting(&loaded.texts)
    };
    let places = Places::between(&first, &second);
    let differences = differences(
        policy,
        words(&first, &then.record),
        words(&second, &now.record),
        &places,
    );
    let asked = now.record.answers.len() == then.record.answers.len();
    // What is wrong with other scenarios of the pack is no matter here.
    let problems = problems.sorted().into_iter().filter(of_changes).collect();
    Ok(WhatIf {
        pack: meaning.name,
        resolution: meaning.resolution,
        title: title.to_owned(),
        but: lines.to_vec(),
        before: (first, then),
        after: (second, now),
        differences,
        asked,
        problems,
        loaded,
    })
}

/// What is wrong with the changes; where that is nothing, everything that is wrong.
fn refused(
    problems: Problems,
    loaded: Loaded,
    of_changes: &dyn Fn(&Diagnostic) -> bool,
) -> Box<Told> {
    let all = problems.sorted();
    let own: Vec<Diagnostic> = all.iter().filter(|one| of_changes(one)).cloned().collect();
    Box::new(Told {
        problems: if own.is_empty() { all } else { own },
        loaded: Some(loaded),
    })
}

/// The questions of a scenario as they were written.
fn questions(files: &dyn Files, paths: &[String], title: &str) -> Vec<String> {
    let (loaded, _) = load(files, paths);
    let found = loaded.asked.iter().find_map(|pack| {
        let (meaning, _) = meaning(&loaded, *pack)?;
        let mut scenarios = meaning.scenarios.into_iter();
        scenarios.find(|scenario| scenario.title == title)?.case
    });
    let questions = found.map_or_else(Vec::new, |case| case.questions);
    let texts = questions.iter().map(|asked| asked.text.as_str());
    texts.map(|text| text.replace(['\n', '\r'], " ")).collect()
}

/// A scenario that is like another, but.
pub(super) fn scenario_text(
    title: &str,
    like: &str,
    but: &[String],
    questions: &[String],
) -> String {
    let mut text = format!("scenario \"{title}\" like \"{like}\"\n\nbut\n");
    for line in but {
        text.push_str(&format!("  {line}\n"));
    }
    if !questions.is_empty() {
        text.push_str("\nask\n");
        for line in questions {
            text.push_str(&format!("  {line}\n"));
        }
    }
    text
}

/// Files with one more scenario beside one of them.
pub(super) struct Beside<'f> {
    files: &'f dyn Files,
    /// The folder.
    folder: String,
    /// The name of the one more, and its path.
    name: String,
    pub(super) path: String,
    text: String,
}

impl<'f> Beside<'f> {
    /// Puts a text beside the file at a path.
    pub(super) fn new(files: &'f dyn Files, path: &str, text: String) -> Beside<'f> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let taken = files.list(folder).unwrap_or_default();
        let mut name = "what-if.scenario".to_owned();
        let mut count = 1;
        while taken.iter().any(|entry| entry.name == name) {
            count += 1;
            name = format!("what-if-{count}.scenario");
        }
        Beside {
            files,
            folder: folder.to_owned(),
            path: join(folder, &name),
            name,
            text,
        }
    }
}

impl Files for Beside<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if path == self.path {
            return Ok(self.text.clone().into_bytes());
        }
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        let mut entries = self.files.list(folder)?;
        if folder == self.folder {
            entries.push(Entry {
                name: self.name.clone(),
                kind: EntryKind::File,
            });
            entries.sort();
        }
        Ok(entries)
    }

    fn limits(&self) -> Limits {
        self.files.limits()
    }
}
