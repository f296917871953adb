//! A session: a scenario that grows by a line at a time and is run after each, so that there is one lowering and one meaning.

use super::{
    ask::one_scenario,
    explain::{Explained, Told, What, explain},
    load::load,
    messages,
    run::{Options, Outcome, ScenarioOutcome, run},
};
use crate::{
    base::{
        files::{Entry, EntryKind, FileError, FileErrorReason, Files, join},
        limits::Limits,
    },
    case::case::Case,
    diagnostics::{
        diagnostic::{Diagnostic, Severity},
        problems::Problems,
        reading,
    },
    policy::policy::Policy,
    tables::scenario_text::text_of_json,
};

/// A session with a pack. Its scenario stands in a file of its own beside the policies, which is on no disk.
pub struct Session<'f> {
    files: &'f dyn Files,
    path: String,
    title: String,
    base: Option<Base>,
    steps: Vec<Step>,
    /// The errors that stood in the pack before the first line.
    errors_before: usize,
    /// What was found wrong and was told.
    told: Vec<Diagnostic>,
}

/// The scenario from which a session starts.
struct Base {
    title: String,
    /// The text of its whole file: the background counts too.
    text: String,
}

/// A line that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    section: Section,
    line: String,
}

/// Where a line stands in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// `as of …`: the last one counts.
    AsOf,
    /// `assuming …`, `calendar …`
    Head,
    /// Who exists and what is the case.
    Given,
    /// What happens.
    Timeline,
}

/// What became of a line.
pub enum Tried {
    /// It stands; this is what came out.
    Kept(Outcome),
    /// It does not; the outcome holds the problems.
    Refused(Outcome),
}

/// The name of the file that holds the session.
const FILE: &str = "session.scenario";
/// The title of a session that starts with nothing.
const TITLE: &str = "session";

impl<'f> Session<'f> {
    /// Opens a session with the pack at a path. It starts from the scenario whose title is or holds the text, or with nothing;
    /// where the path is a scenario's, from that.
    pub fn open(
        files: &'f dyn Files,
        path: &str,
        scenario: Option<&str>,
    ) -> Result<(Session<'f>, Outcome), Vec<Diagnostic>> {
        let paths = [path.to_owned()];
        let starts_from_one = scenario.is_some() || path.ends_with(".scenario");
        let (folder, base) = if starts_from_one || path.ends_with(".scenario.json") {
            let (title, path) = one_scenario(files, &paths, scenario)?;
            let text = text_of(files, &path)?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            (folder.to_owned(), Some(Base { title, text }))
        } else {
            (one_pack(files, &paths)?, None)
        };
        let title = match &base {
            None => TITLE.to_owned(),
            Some(base) => format!("{TITLE}: {}", base.title),
        };
        let mut session = Session {
            files,
            path: join(&folder, FILE),
            title,
            base,
            steps: Vec::new(),
            errors_before: 0,
            told: Vec::new(),
        };
        let outcome = session.run("");
        session.errors_before = errors(&outcome);
        Ok((session, outcome))
    }

    /// Adds a line of a scenario, and keeps it where the scenario can be run with it.
    pub fn add(&mut self, line: &str) -> Tried {
        let line = line.trim().replace(['\n', '\r'], " ");
        let section = section_of(&line);
        self.steps.push(Step { section, line });
        let outcome = self.run("");
        let ran = self.scenario(&outcome).is_some_and(|one| one.ran.is_some());
        if ran && errors(&outcome) <= self.errors_before {
            return Tried::Kept(outcome);
        }
        self.steps.pop();
        Tried::Refused(outcome)
    }

    /// Takes the last line back that was kept: the line, and what comes out without it.
    pub fn undo(&mut self) -> Option<(String, Outcome)> {
        let step = self.steps.pop()?;
        Some((step.line, self.run("")))
    }

    /// Asks a question; the session stays as it is.
    pub fn ask(&self, question: &str) -> Outcome {
        let question = question.trim().replace(['\n', '\r'], " ");
        self.run(&format!("\nask\n  {question}\n"))
    }

    /// Explains what came out.
    pub fn explain(&self, what: &What) -> Result<Explained, Box<Told>> {
        let overlay = self.overlay("");
        explain(
            &overlay,
            std::slice::from_ref(&self.path),
            Some(&self.title),
            what,
        )
    }

    /// The scenario of the session, as text.
    pub fn text(&self) -> String {
        let mut out = format!("scenario \"{}\"", self.title);
        let lines_of = |section: Section| {
            let steps = self
                .steps
                .iter()
                .filter(move |step| step.section == section);
            steps.map(|step| step.line.as_str())
        };
        let as_of = lines_of(Section::AsOf).next_back();
        let heads = as_of.into_iter().chain(lines_of(Section::Head));
        if let Some(base) = &self.base {
            out.push_str(&format!(" like \"{}\"\n", base.title));
            let others = self.steps.iter();
            let others = others
                .filter(|step| matches!(step.section, Section::Given | Section::Timeline))
                .map(|step| step.line.as_str());
            section(&mut out, "but", heads.chain(others));
            return out;
        }
        out.push('\n');
        for line in heads {
            out.push_str(&format!("  {line}\n"));
        }
        section(&mut out, "given", lines_of(Section::Given));
        section(&mut out, "timeline", lines_of(Section::Timeline));
        out
    }

    /// The text of a file that holds the session and all that it starts from.
    pub fn whole_text(&self) -> String {
        match &self.base {
            None => self.text(),
            Some(base) => format!("{}\n\n{}", base.text.trim_end(), self.text()),
        }
    }

    /// What became of the session's scenario in a run.
    pub fn scenario<'o>(&self, outcome: &'o Outcome) -> Option<&'o ScenarioOutcome> {
        let mut scenarios = outcome.packs.iter().flat_map(|pack| &pack.scenarios);
        scenarios.find(|scenario| scenario.title == self.title)
    }

    /// The names that a line can hold, in their order: of the policy, and of who exists in the session.
    pub fn names(&self, outcome: &Outcome) -> Vec<String> {
        let mut names = Vec::new();
        for pack in &outcome.packs {
            names.extend(names_of_policy(pack.resolution.policy()));
        }
        if let Some((case, _)) = self
            .scenario(outcome)
            .and_then(|scenario| scenario.ran.as_ref())
        {
            names.extend(names_of_case(case));
        }
        names.sort();
        names.dedup();
        names
    }

    /// What is wrong and was not told before.
    pub fn untold(&self, outcome: &Outcome) -> Vec<Diagnostic> {
        let problems = outcome.problems.iter();
        let untold = problems.filter(|problem| !self.told.contains(problem));
        untold.cloned().collect()
    }

    /// What is wrong has been told.
    pub fn was_told(&mut self, outcome: &Outcome) {
        self.told.clone_from(&outcome.problems);
    }

    fn overlay(&self, more: &str) -> Overlay<'_> {
        Overlay {
            files: self.files,
            path: &self.path,
            text: format!("{}{more}", self.whole_text()),
        }
    }

    fn run(&self, more: &str) -> Outcome {
        let options = Options {
            as_of: None,
            only: Some(self.title.clone()),
            ..Options::default()
        };
        let paths = std::slice::from_ref(&self.path);
        let mut outcome = run(&self.overlay(more), paths, &options, &mut |_| {});
        for pack in &mut outcome.packs {
            pack.scenarios.retain(|one| one.title == self.title);
        }
        outcome
    }
}

fn section<'l>(out: &mut String, title: &str, lines: impl Iterator<Item = &'l str>) {
    for (place, line) in lines.enumerate() {
        if place == 0 {
            out.push_str(&format!("\n{title}\n"));
        }
        out.push_str(&format!("  {line}\n"));
    }
}

/// Where a line belongs: what begins with a date happens.
fn section_of(line: &str) -> Section {
    let mut words = line.split_whitespace();
    match (words.next(), words.next()) {
        (Some("as"), Some("of")) => Section::AsOf,
        (Some("assuming" | "calendar"), _) => Section::Head,
        (Some(word), _) if word.starts_with(|first: char| first.is_ascii_digit()) => {
            Section::Timeline
        }
        _ => Section::Given,
    }
}

fn errors(outcome: &Outcome) -> usize {
    let problems = outcome.problems.iter();
    problems
        .filter(|problem| problem.severity == Severity::Error)
        .count()
}

/// The text of a scenario file.
fn text_of(files: &dyn Files, path: &str) -> Result<String, Vec<Diagnostic>> {
    let bytes = files
        .read(path)
        .map_err(|error| vec![reading::not_read(&error)])?;
    let (text, problems) = if path.ends_with(".json") {
        text_of_json(path, &bytes)
    } else {
        reading::decode(path, bytes)
    };
    text.ok_or_else(|| problems.sorted())
}

/// The folder of the one pack at a path.
fn one_pack(files: &dyn Files, paths: &[String]) -> Result<String, Vec<Diagnostic>> {
    let (loaded, problems) = load(files, paths);
    let packs = loaded
        .asked
        .iter()
        .filter_map(|place| loaded.packs.get(*place));
    let folders: Vec<&str> = packs.map(|pack| pack.folder.as_str()).collect();
    match folders.as_slice() {
        [folder] => Ok((*folder).to_owned()),
        [] => Err(Problems::sorted(problems)),
        several => Err(vec![messages::which_pack(several)]),
    }
}

fn names_of_policy(policy: &Policy) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(policy.kinds.iter().map(|one| one.name.to_string()));
    names.extend(policy.acts.iter().map(|one| one.name.to_string()));
    names.extend(policy.facts.iter().map(|one| one.name.to_string()));
    names.extend(policy.norm_names.iter().map(|one| one.name.to_string()));
    names.extend(policy.individuals.iter().map(|one| one.name.to_string()));
    names
}

fn names_of_case(case: &Case) -> Vec<String> {
    let individuals = case.individuals.iter().map(|one| one.name.to_string());
    let labels = case.labels.iter().map(|one| one.name.to_string());
    individuals.chain(labels).collect()
}

/// Files with the session's among them.
struct Overlay<'s> {
    files: &'s dyn Files,
    path: &'s str,
    text: String,
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        if path == self.path {
            return Ok(self.text.clone().into_bytes());
        }
        self.files.read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        if folder == self.path {
            return Err(FileError {
                path: folder.to_owned(),
                reason: FileErrorReason::WrongKind(EntryKind::File),
            });
        }
        self.files.list(folder)
    }

    fn limits(&self) -> Limits {
        self.files.limits()
    }
}
