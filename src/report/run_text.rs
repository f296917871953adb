//! The text of a run: a heading a scenario, a line a duty instance and a doubtful act, unmet expectations, a summary.

use super::{
    clean::shown,
    expectation_text::unmet,
    layout::{Row, paragraph, table},
    run_acts::{act_rows, link_rows},
    run_duties::duties,
    style::{Style, Tone},
    view::{Ran, RunView, ScenarioState, ScenarioView, Totals},
};
use crate::{
    base::threads::in_lumps,
    explain::settle::open::questions,
    record::reason::Truth,
    words::{Words, plural},
};

/// How much a report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// What people have to look at.
    Usual,
    /// All pending duties, lawful acts, authorities and conventions too.
    Everything,
}

/// The most characters that a column but the last takes.
pub(super) const MOST_OF_A_COLUMN: usize = 28;

/// So many scenarios are laid out by one thread at a time.
const LUMP: usize = 4;

/// The text of a whole run, without its problems.
pub fn run_text(run: &RunView<'_>, detail: Detail, style: Style) -> String {
    let mut texts = in_lumps(&run.scenarios, LUMP, |scenario| {
        scenario_text(run, scenario, detail, style)
    });
    // An empty line behind each.
    texts.push(String::new());
    let mut out = texts.join("\n");
    out.push_str(&summary(run.totals(), style));
    out
}

/// One scenario.
fn scenario_text(
    run: &RunView<'_>,
    scenario: &ScenarioView<'_>,
    detail: Detail,
    style: Style,
) -> String {
    let place = format!(
        "{}:{}",
        run.texts.path(scenario.file),
        run.texts.start(scenario.span).line
    );
    let mut out = style.paint(Tone::Strong, &shown(scenario.title));
    out.push('\n');
    let ScenarioState::Ran(ran) = &scenario.state else {
        let line = format!("  {}, policy {}", shown(&place), shown(scenario.pack));
        out.push_str(&style.paint(Tone::Faint, &line));
        out.push_str("\n  ");
        out.push_str(&style.paint(Tone::Bad, "could not be evaluated"));
        out.push_str(": the messages say why\n");
        return out;
    };
    let line = format!(
        "  {}, policy {}, up to {}",
        shown(&place),
        shown(scenario.pack),
        ran.record.as_of
    );
    out.push_str(&style.paint(Tone::Faint, &line));
    out.push('\n');
    let words = ran.words(run.texts);
    if ran.incomplete {
        let text = "parts of this policy could not be read: it ran without them";
        out.push_str(&format!("  {}\n", style.paint(Tone::Doubtful, text)));
    }
    for note in &ran.case.notes {
        out.push_str(&paragraph(&format!("note: {}", shown(note)), 2, style));
    }
    let (title, rows) = duties(ran, &words, detail);
    section(&mut out, &title, rows, style);
    section(&mut out, "Acts", act_rows(ran, &words, detail), style);
    section(
        &mut out,
        "Delegations",
        link_rows(ran, &words, detail),
        style,
    );
    section(&mut out, "Conflicts", conflict_rows(ran, &words), style);
    section(
        &mut out,
        "Statements",
        statement_rows(ran, &words, detail),
        style,
    );
    section(&mut out, "Questions", answer_rows(ran, &words), style);
    section(
        &mut out,
        "To settle what is undetermined, find out",
        question_rows(ran, &words, detail),
        style,
    );
    section(&mut out, "Left out", left_out_rows(ran, &words), style);
    section(
        &mut out,
        "Without effect",
        without_effect_rows(ran, &words),
        style,
    );
    section(&mut out, "Conventions", convention_rows(ran, &words), style);
    out.push_str(&expectations(run, ran, &words, style));
    out
}

fn section(out: &mut String, title: &str, rows: Vec<Row>, style: Style) {
    if rows.is_empty() {
        return;
    }
    let rows: Vec<_> = rows.into_iter().map(cleaned).collect();
    out.push_str(&format!("  {}\n", shown(title)));
    out.push_str(&table(&rows, 4, MOST_OF_A_COLUMN, style));
}

pub(super) fn cleaned(row: Row) -> Row {
    Row {
        cells: row.cells.iter().map(|cell| shown(cell)).collect(),
        details: row.details.iter().map(|line| shown(line)).collect(),
        tone: row.tone,
    }
}

/// What is said of a verdict that hangs on the order of a day.
pub(super) const ORDER_MATTERS: &str = "the order of the events of that day matters here";

/// A sentence with the clauses it rests on.
pub(super) fn with_clauses(said: String, clauses: String) -> String {
    if clauses.is_empty() {
        said
    } else {
        format!("{said} [{clauses}]")
    }
}

pub(super) fn conflict_rows(ran: &Ran<'_>, words: &Words<'_>) -> Vec<Row> {
    let conflicts = ran.record.conflicts.iter();
    conflicts
        .map(|conflict| Row {
            cells: vec!["conflict".to_owned(), words.conflict(conflict)],
            tone: Tone::Doubtful,
            details: Vec::new(),
        })
        .collect()
}

fn statement_rows(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> Vec<Row> {
    let mut rows = Vec::new();
    for statement in &ran.record.statements {
        let (word, tone) = match statement.holds {
            Some(Truth::True) => ("holds", Tone::Good),
            Some(Truth::False) => ("does not hold", Tone::Bad),
            Some(Truth::Unknown) => ("not known", Tone::Doubtful),
            None => continue,
        };
        if detail == Detail::Usual && statement.holds == Some(Truth::True) {
            continue;
        }
        let mut details: Vec<_> = statement
            .against
            .iter()
            .map(|values| format!("not for {}", words.values(values)))
            .collect();
        if !statement.unknowns.is_empty() {
            details.push(format!("hangs on {}", words.unknowns(&statement.unknowns)));
        }
        let clauses = ran
            .policy
            .statements
            .get(statement.statement)
            .map_or_else(String::new, |declared| words.clauses(&declared.sources));
        rows.push(Row {
            cells: vec![
                word.to_owned(),
                with_clauses(words.statement(statement.statement), clauses),
            ],
            tone,
            details,
        });
    }
    rows
}

fn answer_rows(ran: &Ran<'_>, words: &Words<'_>) -> Vec<Row> {
    let asked = ran.case.questions.iter().zip(&ran.record.answers);
    asked
        .map(|(question, answer)| Row {
            cells: vec![question.text.clone()],
            tone: Tone::Plain,
            details: words.answer(answer),
        })
        .collect()
}

/// So many questions are listed; the rest are counted.
const MOST_QUESTIONS: usize = 12;

/// What is to be found out, those questions first on which most hangs.
fn question_rows(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> Vec<Row> {
    let all = questions(ran.policy, ran.record, words);
    let most = match detail {
        Detail::Usual if all.len() > MOST_QUESTIONS + 1 => MOST_QUESTIONS,
        _ => all.len(),
    };
    let row = |said: String| Row {
        cells: vec![said],
        tone: Tone::Doubtful,
        details: Vec::new(),
    };
    let more = all.len() - most;
    let mut rows: Vec<Row> = all
        .into_iter()
        .take(most)
        .map(|question| match question.results {
            1 => row(question.text),
            results => row(format!("{} ({results} results hang on it)", question.text)),
        })
        .collect();
    if more > 0 {
        rows.push(row(format!("and {more} more: `--all` lists them")));
    }
    rows
}

pub(super) fn left_out_rows(ran: &Ran<'_>, words: &Words<'_>) -> Vec<Row> {
    let places = ran.record.left_out.iter();
    places
        .filter_map(|place| {
            let happening = ran.case.timeline.get(*place)?;
            Some(Row {
                cells: vec![happening.date.to_string(), words.happens(happening)],
                tone: Tone::Plain,
                details: Vec::new(),
            })
        })
        .collect()
}

pub(super) fn without_effect_rows(ran: &Ran<'_>, words: &Words<'_>) -> Vec<Row> {
    let lines = ran.record.without_effect.iter();
    lines
        .filter_map(|line| {
            let happening = ran.case.timeline.get(line.happening)?;
            Some(Row {
                cells: vec![happening.date.to_string(), words.happens(happening)],
                tone: Tone::Doubtful,
                details: vec![words.no_effect(line.why).to_owned()],
            })
        })
        .collect()
}

fn convention_rows(ran: &Ran<'_>, words: &Words<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for convention in &ran.record.conventions {
        let row = Row {
            cells: vec![words.convention(convention)],
            tone: Tone::Plain,
            details: Vec::new(),
        };
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

fn expectations(run: &RunView<'_>, ran: &Ran<'_>, words: &Words<'_>, style: Style) -> String {
    let all = ran.expectations.len();
    if all == 0 {
        return String::new();
    }
    let amiss: Vec<_> = ran
        .expectations
        .iter()
        .filter(|line| !line.is_met())
        .collect();
    let counted = plural(all, "expectation", "expectations");
    if amiss.is_empty() {
        let text = if all == 1 {
            format!("{counted}, met")
        } else {
            format!("{counted}, all met")
        };
        return format!("  {}\n", style.paint(Tone::Good, &text));
    }
    let text = format!("{counted}, {} not met", amiss.len());
    let mut out = format!("  {}\n", style.paint(Tone::Bad, &text));
    for line in amiss {
        out.push_str(&unmet(run, ran, line, words, style));
    }
    out
}

/// The last line: the run in numbers.
pub fn summary(totals: Totals, style: Style) -> String {
    let mut parts = vec![plural(totals.scenarios, "scenario", "scenarios")];
    if totals.not_evaluated > 0 {
        let text = format!("{} could not be evaluated", totals.not_evaluated);
        parts.push(style.paint(Tone::Bad, &text));
    }
    let expectations = totals.met + totals.not_met;
    if expectations > 0 {
        let text = format!(
            "{}: {} met, {} not",
            plural(expectations, "expectation", "expectations"),
            totals.met,
            totals.not_met
        );
        let tone = if totals.not_met == 0 {
            Tone::Good
        } else {
            Tone::Bad
        };
        parts.push(style.paint(tone, &text));
    }
    parts.push(plural(totals.breaches, "breach", "breaches"));
    parts.push(plural(totals.void_acts, "void act", "void acts"));
    let errors = plural(totals.errors, "error", "errors");
    parts.push(if totals.errors == 0 {
        errors
    } else {
        style.paint(Tone::Bad, &errors)
    });
    if totals.warnings > 0 {
        parts.push(plural(totals.warnings, "warning", "warnings"));
    }
    format!("{}\n", parts.join("; "))
}
