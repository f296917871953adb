//! Coverage as a page: a matrix of clauses against files of scenarios for each source. Complete in itself; it asks nothing of
//! the network and runs nothing.

use std::collections::BTreeMap;

use super::{
    coverage_view::{CoverageView, covered_words, declared_words, encoded_words},
    explain_html::escaped,
};
use crate::{
    base::span::FileId,
    record::coverage::{ClauseCoverage, Covered, Declared, How},
};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:.95rem/1.4 system-ui,sans-serif;margin:1.5rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
.wide{overflow-x:auto}
table{border-collapse:collapse}
th,td{border:1px solid #9995;padding:.15rem .4rem;text-align:left;vertical-align:top}
thead th{vertical-align:bottom}
tbody tr:hover{background:#8882}
thead th.file{writing-mode:vertical-rl;font-weight:400;padding:.4rem .1rem}
td.mark{text-align:center;min-width:1.2rem}
tr.amiss th,tr.amiss td{background:#d334}
tr.part th,tr.part td{background:#db34}
.faint{opacity:.7}
@media print{body{margin:0}thead{display:table-header-group}tr{break-inside:avoid}}";

/// The page.
pub fn coverage_html(view: &CoverageView<'_>) -> String {
    let coverage = view.coverage;
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<title>Coverage of clauses</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n\
<h1>Coverage of clauses</h1>\n<p>{} of {} clauses are covered ({}%), by {} scenarios.</p>\n\
<p class=\"faint\">● met or used, ○ not met, ◐ both, · applies without being decided. A column is a file of scenarios.</p>\n",
        coverage.covered(),
        coverage.clauses.len(),
        coverage.percent(),
        coverage.scenarios.len()
    );
    for (source, clauses) in view.sources() {
        matrix(&mut out, view, source, &clauses);
    }
    list(
        &mut out,
        view,
        "Rules that cite no clause",
        &coverage.uncited,
    );
    list(
        &mut out,
        view,
        "Norms and rows of decisions that no scenario reaches",
        &coverage.unreached,
    );
    out.push_str(&format!(
        "</main>\n<footer class=\"faint\">Made by vires {}.</footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    ));
    out
}

fn matrix(out: &mut String, view: &CoverageView<'_>, source: &str, clauses: &[&ClauseCoverage]) {
    let mut files: Vec<FileId> = clauses
        .iter()
        .flat_map(|clause| &clause.uses)
        .map(|one| one.line.file)
        .collect();
    files.sort_by_key(|file| view.texts.path(*file).to_owned());
    files.dedup();
    out.push_str(&format!(
        "<h2>{}</h2>\n<div class=\"wide\">\n<table>\n<thead><tr><th scope=\"col\">Clause</th><th scope=\"col\">What it says</th><th scope=\"col\">Encoded by</th><th scope=\"col\">Covered</th>",
        escaped(source)
    ));
    for file in &files {
        let path = view.texts.path(*file);
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let name = name.strip_suffix(".scenario").unwrap_or(name);
        out.push_str(&format!(
            "<th class=\"file\" scope=\"col\" title=\"{}\">{}</th>",
            escaped(path),
            escaped(name)
        ));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for clause in clauses {
        row(out, view, clause, &files);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn row(out: &mut String, view: &CoverageView<'_>, clause: &ClauseCoverage, files: &[FileId]) {
    let covered = clause.covered();
    let class = match covered {
        Covered::BothWays | Covered::NotNormative => "",
        Covered::OnlyMet | Covered::OnlyNotMet => " class=\"part\"",
        Covered::NotExercised | Covered::NotEncoded => " class=\"amiss\"",
    };
    let encoded = match &clause.why_not_normative {
        Some(because) => format!("because {because}"),
        None => encoded_words(clause).join(", "),
    };
    out.push_str(&format!(
        "<tr{class}><th scope=\"row\" title=\"{}\">{}</th><td>{}</td><td>{}</td><td>{}</td>",
        escaped(&view.place(clause.span)),
        escaped(&clause.id),
        escaped(clause.title.as_deref().unwrap_or("")),
        escaped(&encoded),
        covered_words(covered)
    ));
    let mut cells: BTreeMap<FileId, Cell> = BTreeMap::new();
    for one in &clause.uses {
        let cell = cells.entry(one.line.file).or_default();
        match one.how.is_met() {
            Some(true) => cell.met = true,
            Some(false) => cell.not_met = true,
            None => {}
        }
        let told = cell.said.entry(one.scenario).or_default();
        let words = how_words(one.how);
        if !told.contains(&words) {
            told.push(words);
        }
    }
    for file in files {
        let Some(cell) = cells.get(file) else {
            out.push_str("<td class=\"mark\"></td>");
            continue;
        };
        let (mark, words) = match (cell.met, cell.not_met) {
            (true, true) => ("◐", "met and not met"),
            (true, false) => ("●", "met or used"),
            (false, true) => ("○", "not met"),
            (false, false) => ("·", "applies"),
        };
        let said = cell.said.iter();
        let said: Vec<String> = said
            .map(|(scenario, how)| format!("“{}”: {}", view.scenario(*scenario), how.join(", ")))
            .collect();
        out.push_str(&format!(
            "<td class=\"mark\" title=\"{}\"><span role=\"img\" aria-label=\"{words}\">{mark}</span></td>",
            escaped(&said.join("; "))
        ));
    }
    out.push_str("</tr>\n");
}

/// What the scenarios of one file make of a clause.
#[derive(Default)]
struct Cell {
    met: bool,
    not_met: bool,
    /// What each scenario makes of it.
    said: BTreeMap<usize, Vec<&'static str>>,
}

/// What a scenario makes of a clause, behind its title.
fn how_words(how: How) -> &'static str {
    match how {
        How::Applies => "applies",
        How::Discharged => "discharged",
        How::Used => "used",
        How::ExpectedMet => "expected met",
        How::Breached => "breached",
        How::Refused => "an act outside it",
        How::ExpectedNotMet => "expected not met",
    }
}

fn list(out: &mut String, view: &CoverageView<'_>, heading: &str, all: &[Declared]) {
    if all.is_empty() {
        return;
    }
    out.push_str(&format!("<h2>{heading}</h2>\n<ul>\n"));
    for one in all {
        out.push_str(&format!(
            "<li>{} <span class=\"faint\">{}</span></li>\n",
            escaped(&declared_words(one)),
            escaped(&view.place(one.span))
        ));
    }
    out.push_str("</ul>\n");
}
