//! Coverage as text: a line a clause, then what is left to do, then a summary.

use super::{
    clean::shown,
    coverage_view::{CoverageView, covered_words, declared_words, encoded_words},
    layout::{Row, table},
    style::{Style, Tone},
};
use crate::{
    record::coverage::{ClauseCoverage, Covered, Declared},
    words::plural,
};

/// No column of the table but the last is wider.
const WIDEST: usize = 34;
/// So many names are written out for one clause; the rest are counted.
const MOST_NAMES: usize = 3;

/// The text of coverage.
pub fn coverage_text(view: &CoverageView<'_>, style: Style) -> String {
    let mut out = String::new();
    for (source, clauses) in view.sources() {
        out.push_str(&style.paint(Tone::Strong, &shown(source)));
        out.push('\n');
        let rows: Vec<Row> = clauses.iter().map(|clause| row(clause)).collect();
        out.push_str(&table(&rows, 2, WIDEST, style));
        out.push('\n');
    }
    let amiss = [
        (Covered::NotEncoded, "Clauses that nothing encodes"),
        (Covered::NotExercised, "Clauses that no scenario exercises"),
        (
            Covered::OnlyMet,
            "Clauses that scenarios show met, and never not met",
        ),
        (
            Covered::OnlyNotMet,
            "Clauses that scenarios show not met, and never met",
        ),
    ];
    for (covered, heading) in amiss {
        let clauses = view.at(covered);
        let rows: Vec<Row> = clauses
            .iter()
            .map(|clause| Row {
                cells: vec![
                    shown(&clause.id),
                    view.place(clause.span),
                    shown(clause.title.as_deref().unwrap_or("")),
                ],
                tone: Tone::Bad,
                details: Vec::new(),
            })
            .collect();
        section(&mut out, heading, &rows, style);
    }
    let listed = |declared: &[Declared]| -> Vec<Row> {
        let row = |one: &Declared| Row {
            cells: vec![
                shown(&declared_words(one)),
                view.place(one.span),
                shown(one.title.as_deref().unwrap_or("")),
            ],
            tone: Tone::Doubtful,
            details: Vec::new(),
        };
        declared.iter().map(row).collect()
    };
    let coverage = view.coverage;
    section(
        &mut out,
        "Rules that cite no clause",
        &listed(&coverage.uncited),
        style,
    );
    section(
        &mut out,
        "Norms and rows of decisions that no scenario reaches",
        &listed(&coverage.unreached),
        style,
    );
    if coverage.clauses.is_empty() {
        out.push_str("no clause of a source is listed: there is nothing to cover\n");
        return out;
    }
    out.push_str(&format!(
        "{}: {} covered, {}%; {}\n",
        plural(coverage.clauses.len(), "clause", "clauses"),
        coverage.covered(),
        coverage.percent(),
        plural(coverage.scenarios.len(), "scenario", "scenarios"),
    ));
    out
}

fn section(out: &mut String, heading: &str, rows: &[Row], style: Style) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&style.paint(Tone::Strong, heading));
    out.push('\n');
    out.push_str(&table(rows, 2, WIDEST, style));
    out.push('\n');
}

fn row(clause: &ClauseCoverage) -> Row {
    let covered = clause.covered();
    let tone = match covered {
        Covered::BothWays => Tone::Good,
        Covered::NotNormative => Tone::Faint,
        Covered::OnlyMet | Covered::OnlyNotMet => Tone::Doubtful,
        Covered::NotExercised | Covered::NotEncoded => Tone::Bad,
    };
    let met = |met: bool| match covered {
        Covered::NotNormative => String::new(),
        _ => clause.shown_by(met).len().to_string(),
    };
    let last = match &clause.why_not_normative {
        Some(because) => format!("because {}", shown(because)),
        None => names(&encoded_words(clause)),
    };
    let counts = match covered {
        Covered::NotNormative => String::new(),
        _ => format!("met in {}, not met in {}", met(true), met(false)),
    };
    Row {
        cells: vec![
            shown(&clause.id),
            covered_words(covered).to_owned(),
            counts,
            last,
        ],
        tone,
        details: Vec::new(),
    }
}

fn names(names: &[String]) -> String {
    let mut text = names
        .iter()
        .take(MOST_NAMES)
        .map(|name| shown(name))
        .collect::<Vec<String>>()
        .join(", ");
    if names.len() > MOST_NAMES {
        text.push_str(&format!(" and {} more", names.len() - MOST_NAMES));
    }
    text
}
