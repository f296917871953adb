//! An expectation that is not met: what was expected, what came out, what decided it, and the reason.

use super::{
    clean::shown,
    layout::{Row, table},
    style::{Style, Tone},
    view::{Ran, RunView},
};
use crate::{
    record::{
        act::Validity,
        expected::{Amiss, CameOut, ExpectationRecord},
    },
    words::Words,
};

/// The most readings that are shown; the JSON has them all.
const MOST_READINGS: usize = 6;

/// The lines about one expectation that is not met.
pub fn unmet(
    run: &RunView<'_>,
    ran: &Ran<'_>,
    line: &ExpectationRecord,
    words: &Words<'_>,
    style: Style,
) -> String {
    let Some(expected) = ran.case.expectations.get(line.expectation) else {
        return String::new();
    };
    let place = format!(
        "{}:{}",
        run.texts.path(expected.span.file),
        run.texts.start(expected.span).line
    );
    let mut rows = vec![row("expected", vec![expected.text.clone()], Tone::Bad)];
    rows.push(row("came out", words.came_out(line), Tone::Plain));
    let parts: Vec<_> = match line.came_out {
        CameOut::Everything | CameOut::Nothing => Vec::new(),
        _ => {
            let parts = line.amiss.iter().filter(|part| **part != Amiss::Result);
            parts.map(|part| words.amiss(part)).collect()
        }
    };
    if !parts.is_empty() {
        rows.push(row("but", parts, Tone::Plain));
    }
    let norms: Vec<_> = line
        .norms
        .iter()
        .map(|norm| {
            let clauses = words.clauses(words.norm_sources(*norm));
            if clauses.is_empty() {
                words.norm(*norm)
            } else {
                format!("{} [{clauses}]", words.norm(*norm))
            }
        })
        .collect();
    if !norms.is_empty() {
        rows.push(row("decided by", norms, Tone::Plain));
    } else if !line.cited.is_empty() {
        rows.push(row(
            "decided by",
            vec![words.clauses(&line.cited)],
            Tone::Plain,
        ));
    }
    let reasons = reasons(ran, line, words);
    if !reasons.is_empty() {
        rows.push(row("reason", reasons, Tone::Plain));
    }
    rows.push(row("line", vec![place], Tone::Plain));
    table(&rows, 4, 12, style)
}

fn row(head: &str, mut lines: Vec<String>, tone: Tone) -> Row {
    let details = lines.split_off(lines.len().min(1));
    Row {
        cells: vec![
            head.to_owned(),
            shown(lines.first().map_or("", String::as_str)),
        ],
        tone,
        details: details.iter().map(|line| shown(line)).collect(),
    }
}

/// The events, facts and absences that are recorded as the reason.
fn reasons(ran: &Ran<'_>, line: &ExpectationRecord, words: &Words<'_>) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    let mut add = |reason: String| {
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    match &line.came_out {
        CameOut::Duties(duties) => {
            for then in duties {
                let Some(duty) = ran.record.duties.get(then.duty) else {
                    continue;
                };
                let missing = words.missing(duty.norm, &duty.missing);
                if !missing.is_empty() {
                    add(format!("missing: {missing}"));
                }
                for act in &duty.discharged_by {
                    add(format!("done by {}", words.happening_short(*act)));
                }
                if let Some(ended) = &duty.ended_by {
                    add(words.ended(duty, ended));
                }
                if let Some(due) = duty.due.filter(|_| duty.discharged_by.is_empty()) {
                    add(format!("nothing done by {due} discharges it"));
                }
            }
        }
        CameOut::Act(Some(place)) => {
            if let Some(act) = ran.record.acts.get(*place) {
                match &act.validity {
                    Validity::Void(faults) | Validity::Undetermined(faults) => {
                        faults.iter().for_each(|fault| add(words.fault(fault)));
                    }
                    Validity::Valid | Validity::NotListed | Validity::NotJudged => {
                        for authority in &act.authority {
                            add(words.rests_on(authority).unwrap_or_default());
                        }
                    }
                }
                for breach in &act.breaches {
                    add(format!("it breaches {}", words.norm(breach.norm)));
                }
            }
        }
        CameOut::Link(Some(place)) => {
            if let Some(link) = ran.record.links.get(*place) {
                link.faults.iter().for_each(|fault| add(words.fault(fault)));
            }
        }
        _ => {}
    }
    for reading in line.read.iter().take(MOST_READINGS) {
        add(words.reading(reading));
    }
    if line.read.len() > MOST_READINGS {
        let more = line.read.len() - MOST_READINGS;
        add(format!("and {more} more, which `--format json` lists"));
    }
    if !line.unknowns.is_empty() {
        add(format!("it hangs on {}", words.unknowns(&line.unknowns)));
    }
    reasons
}
