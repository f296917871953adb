//! A question put to a scenario from outside: the scenario is run once more with the question at its end.

use super::{
    load::load,
    meaning::meaning,
    messages,
    run::{Options, Outcome, run},
};
use crate::{
    base::{
        files::{Entry, FileError, Files},
        limits::Limits,
        nearest::nearest,
    },
    diagnostics::diagnostic::Diagnostic,
};

/// What the scenario is called that holds the question. No title that people write is likely to hold this.
const TITLE: &str = "the question asked of";

/// Asks a question of the one scenario at these paths whose title holds the text, or of the only one.
pub fn ask(
    files: &dyn Files,
    paths: &[String],
    question: &str,
    scenario: Option<&str>,
) -> Result<Outcome, Vec<Diagnostic>> {
    let (title, path) = one_scenario(files, paths, scenario)?;
    let asked = with_question(files, &path, &title, question);
    let options = Options {
        as_of: None,
        only: Some(title_of_question(&title)),
        ..Options::default()
    };
    Ok(run(&asked, paths, &options, &mut |_| {}))
}

/// The title and the file of the one scenario at these paths whose title is or holds the text, or of the only one.
pub(super) fn one_scenario(
    files: &dyn Files,
    paths: &[String],
    scenario: Option<&str>,
) -> Result<(String, String), Vec<Diagnostic>> {
    let (loaded, problems) = load(files, paths);
    let mut found: Vec<(String, String)> = Vec::new();
    for pack in &loaded.asked {
        let Some((meaning, _)) = meaning(&loaded, *pack) else {
            continue;
        };
        for scenario in &meaning.scenarios {
            let path = loaded.texts.path(scenario.file).to_owned();
            found.push((scenario.title.clone(), path));
        }
    }
    let wanted = scenario.map(str::to_lowercase);
    let fits = |title: &str| {
        wanted
            .as_ref()
            .is_none_or(|wanted| title.to_lowercase().contains(wanted))
    };
    let exact = found
        .iter()
        .filter(|(title, _)| Some(title.as_str()) == scenario);
    let all: Vec<&(String, String)> = match exact.count() {
        1 => found
            .iter()
            .filter(|(title, _)| Some(title.as_str()) == scenario)
            .collect(),
        _ => found.iter().filter(|(title, _)| fits(title)).collect(),
    };
    match all.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let mut problems: Vec<Diagnostic> = problems.sorted();
            let titles = found.iter().map(|(title, _)| title.as_str());
            problems.push(match scenario {
                Some(text) => messages::no_such_scenario(text, nearest(text, titles)),
                None => messages::nothing_to_ask(),
            });
            Err(problems)
        }
        several => {
            let titles: Vec<&str> = several.iter().map(|(title, _)| title.as_str()).collect();
            Err(vec![messages::which_scenario(&titles)])
        }
    }
}

/// The title of the scenario that holds a question put to another.
pub(super) fn title_of_question(title: &str) -> String {
    format!("{TITLE} {title}")
}

/// The files, with a scenario at the end of one that asks a question of the scenario of this title.
pub(super) fn with_question<'f>(
    files: &'f dyn Files,
    path: &str,
    title: &str,
    question: &str,
) -> WithQuestion<'f> {
    WithQuestion {
        files,
        path: path.to_owned(),
        more: format!(
            "\n\nscenario \"{TITLE} {title}\" like \"{title}\"\nask\n  {}\n",
            question.replace(['\n', '\r'], " ")
        ),
    }
}

/// Files of which one has the question at its end.
pub(super) struct WithQuestion<'f> {
    files: &'f dyn Files,
    path: String,
    more: String,
}

impl Files for WithQuestion<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let mut bytes = self.files.read(path)?;
        if path == self.path {
            bytes.extend_from_slice(self.more.as_bytes());
        }
        Ok(bytes)
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, FileError> {
        self.files.list(folder)
    }

    fn limits(&self) -> Limits {
        self.files.limits()
    }
}
