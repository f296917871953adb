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
    let (title, path) = match all.as_slice() {
        [one] => one,
        [] => {
            let mut problems: Vec<Diagnostic> = problems.sorted();
            let titles = found.iter().map(|(title, _)| title.as_str());
            problems.push(match scenario {
                Some(text) => messages::no_such_scenario(text, nearest(text, titles)),
                None => messages::nothing_to_ask(),
            });
            return Err(problems);
        }
        several => {
            let titles: Vec<&str> = several.iter().map(|(title, _)| title.as_str()).collect();
            return Err(vec![messages::which_scenario(&titles)]);
        }
    };
    let asked = WithQuestion {
        files,
        path,
        more: format!(
            "\n\nscenario \"{TITLE} {title}\" like \"{title}\"\nask\n  {}\n",
            question.replace(['\n', '\r'], " ")
        ),
    };
    let options = Options {
        as_of: None,
        only: Some(format!("{TITLE} {title}")),
    };
    Ok(run(&asked, paths, &options, &mut |_| {}))
}

/// Files of which one has the question at its end.
struct WithQuestion<'f> {
    files: &'f dyn Files,
    path: &'f str,
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
}
