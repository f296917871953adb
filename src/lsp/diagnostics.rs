//! Telling what is wrong: each file's problems when they have changed, and those of open texts with each version.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{
    convert::{location, range},
    documents::Documents,
    server::Server,
    transport::notification,
    uri::of_path,
    workspace::Root,
};
use crate::ide::problem::{Grade, Problem, problem};

/// What was told of a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Published {
    version: Option<i32>,
    problems: Vec<Problem>,
}

impl Published {
    /// The problems.
    pub(super) fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl Server<'_> {
    /// Tells what is wrong, where that is not what was told last.
    pub(super) fn publish(&mut self) {
        let mut now: BTreeMap<PathBuf, Published> = BTreeMap::new();
        for (path, document) in self.documents.iter() {
            let told = Published {
                version: Some(document.version),
                problems: Vec::new(),
            };
            now.insert(path.to_path_buf(), told);
        }
        for root in self.workspace.roots() {
            for problem in root.problems() {
                let entry = now.entry(root.path.join(&problem.path));
                let told = entry.or_insert_with(|| Published {
                    version: None,
                    problems: Vec::new(),
                });
                told.problems.push(problem);
            }
        }
        for (path, told) in &now {
            if self.published.get(path) != Some(told) {
                self.tell(path, told);
            }
        }
        let gone: Vec<PathBuf> = self.published.keys().cloned().collect();
        for path in gone.iter().filter(|path| !now.contains_key(*path)) {
            let nothing = Published {
                version: None,
                problems: Vec::new(),
            };
            self.tell(path, &nothing);
        }
        self.published = now;
    }

    fn tell(&self, path: &Path, told: &Published) {
        let open = self
            .documents
            .get(path)
            .map(|document| document.uri.clone());
        let Some(uri) = open.or_else(|| of_path(path)) else {
            return;
        };
        let root = self.workspace.of(path).map(|(root, _)| root);
        let problems = told.problems.iter();
        let problems: Vec<Value> = problems
            .map(|problem| diagnostic(problem, root, &self.documents))
            .collect();
        let mut params = json!({ "uri": uri.as_str(), "diagnostics": problems });
        if let (Some(version), Some(fields)) = (told.version, params.as_object_mut()) {
            fields.insert("version".to_owned(), Value::from(version));
        }
        self.send(notification("textDocument/publishDiagnostics", params));
    }
}

impl Root {
    /// What is wrong with its packs. What belongs to a folder or to nothing is told at a file of the pack.
    fn problems(&self) -> impl Iterator<Item = Problem> {
        let view = self.live.view();
        let problems = self.live.problems().iter();
        problems.map(move |diagnostic| {
            let mut told = problem(diagnostic, view.texts);
            if view.texts.by_path(&told.path).is_none() && !is_file(&told.path) {
                let packs = view.packs.iter();
                let mut files = packs.flat_map(|pack| pack.policies.first());
                if let Some((file, _)) = files.next() {
                    told.path = view.texts.path(*file).to_owned();
                }
            }
            told
        })
    }
}

fn is_file(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.contains('.')
}

/// A problem in the protocol's shape.
pub(super) fn diagnostic(problem: &Problem, root: Option<&Root>, documents: &Documents) -> Value {
    let related = problem.related.iter().filter_map(|(at, text)| {
        let at = location(documents, &root?.path, at)?;
        Some(json!({ "location": at, "message": text }))
    });
    let related: Vec<Value> = related.collect();
    let mut out = json!({
        "range": range(problem.range),
        "severity": match problem.grade {
            Grade::Error => 1,
            Grade::Warning => 2,
            Grade::Note => 3,
        },
        "code": problem.code,
        "source": "vires",
        "message": problem.text,
    });
    if let (false, Some(fields)) = (related.is_empty(), out.as_object_mut()) {
        fields.insert("relatedInformation".to_owned(), Value::from(related));
    }
    out
}
