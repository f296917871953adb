//! Scenarios in an editor: where they begin, what came out of them, and when what they set off is due.

use crate::{
    base::{line_index::Utf16Position, span::Span},
    case::case::Case,
    ide::view::{FileTree, Utf16Range, View},
    policy::policy::Policy,
    record::{
        duty::{Cause, DutyRecord},
        expected::{CameOut, ExpectationRecord},
        record::Record,
    },
    tree::scenario::ScenarioItem,
    words::Words,
};

/// The head of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its title.
    pub title: String,
    /// Its line.
    pub range: Utf16Range,
}

/// The scenarios of a file, in their order.
pub fn heads(view: &View<'_>, path: &str) -> Vec<Head> {
    let Some((_, _, FileTree::Scenario(tree))) = view.file(path) else {
        return Vec::new();
    };
    let heads = tree.items.iter().filter_map(|item| match item {
        ScenarioItem::Scenario(scenario) => Some(Head {
            title: scenario.title.as_ref()?.text.clone(),
            range: view.texts.utf16(scenario.span),
        }),
        _ => None,
    });
    heads.collect()
}

/// A scenario that was run.
#[derive(Debug, Clone, Copy)]
pub struct Ran<'a> {
    /// The policy it ran against.
    pub policy: &'a Policy,
    /// The scenario.
    pub case: &'a Case,
    /// What the run found.
    pub record: &'a Record,
    /// What became of what it expects.
    pub expectations: &'a [ExpectationRecord],
}

/// What came out of a scenario, in a few words.
pub fn verdict(ran: &Ran<'_>) -> String {
    let of = ran.expectations.len();
    let met = ran.expectations.iter().filter(|line| line.is_met()).count();
    match (met, of) {
        (_, 0) => "ran; nothing is expected".to_owned(),
        (1, 1) => "the expectation is met".to_owned(),
        (met, of) if met == of => format!("all {of} expectations are met"),
        (met, of) => format!("{} of {of} expectations not met", of - met),
    }
}

/// A few words beside a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hint {
    /// Where: the end of the line.
    pub at: Utf16Position,
    /// The words.
    pub label: String,
    /// What they mean.
    pub about: String,
}

/// When the duties are due that lines of a file set off or expect something of.
pub fn hints(view: &View<'_>, path: &str, runs: &[Ran<'_>]) -> Vec<Hint> {
    let Some(file) = view.texts.by_path(path) else {
        return Vec::new();
    };
    let mut hints = Vec::new();
    for ran in runs {
        let words = words(view, ran);
        let mut add = |span: Span, label: String, duty: &DutyRecord| {
            if span.file == file {
                hints.push(Hint {
                    at: view.texts.utf16(span).1,
                    label,
                    about: format!("{}: {}", words.duty(duty), duty.state.word()),
                });
            }
        };
        for duty in &ran.record.duties {
            let (Cause::Happening(place), Some(due)) = (&duty.cause, duty.due) else {
                continue;
            };
            if let Some(happening) = ran.case.timeline.get(*place) {
                let label = format!("{} due {due}", words.norm_title(duty.norm));
                add(happening.span, label, duty);
            }
        }
        for line in ran.expectations {
            let CameOut::Duties(duties) = &line.came_out else {
                continue;
            };
            let ([only], Some(expected)) = (
                duties.as_slice(),
                ran.case.expectations.get(line.expectation),
            ) else {
                continue;
            };
            let duty = ran.record.duties.get(only.duty);
            if let Some((duty, due)) = duty.and_then(|duty| Some((duty, duty.due?))) {
                add(expected.span, format!("due {due}"), duty);
            }
        }
    }
    hints.sort();
    hints.dedup_by(|a, b| (a.at, &a.label) == (b.at, &b.label));
    hints
}

fn words<'a>(view: &View<'a>, ran: &Ran<'a>) -> Words<'a> {
    Words::new(ran.policy)
        .of_case(ran.case)
        .of_record(ran.record)
        .quoting(view.texts)
}

/// What came of a line of a scenario, in sentences: of an act its verdict, of an expectation what came out, and the duties that
/// it set off. Nothing where the line is none that something comes of.
pub fn told_of_line(view: &View<'_>, path: &str, line: u32, runs: &[Ran<'_>]) -> Vec<String> {
    let Some(file) = view.texts.by_path(path) else {
        return Vec::new();
    };
    let covers = |span: Span| {
        let (start, end) = view.texts.utf16(span);
        span.file == file && start.line <= line && line <= end.line
    };
    let mut told = Vec::new();
    for ran in runs {
        let words = words(view, ran);
        let before = told.len();
        for (place, happening) in ran.case.timeline.iter().enumerate() {
            if !covers(happening.span) {
                continue;
            }
            for act in ran.record.acts.iter().filter(|act| act.act == place) {
                told.push(format!(
                    "{}: {}",
                    words.happening_short(place),
                    act.verdict.word()
                ));
                for authority in &act.authority {
                    told.push(format!("it rests on: {}", words.authority(authority)));
                }
                for duty in &act.discharges {
                    told.push(format!(
                        "it discharges, or helps to, {}",
                        words.duty_at(*duty)
                    ));
                }
            }
            for (at, duty) in ran.record.duties.iter().enumerate() {
                if duty.cause == Cause::Happening(place) {
                    let due = duty
                        .due
                        .map(|due| format!(", due {due}"))
                        .unwrap_or_default();
                    let state = duty.state.word();
                    told.push(format!("it sets off {}{due}: {state}", words.duty_at(at)));
                }
            }
        }
        for expectation in ran.expectations {
            let line = ran.case.expectations.get(expectation.expectation);
            if line.is_some_and(|line| covers(line.span)) {
                let met = if expectation.is_met() {
                    "met"
                } else {
                    "not met"
                };
                told.push(format!("the expectation is {met}"));
                told.extend(words.came_out(expectation));
                told.extend(expectation.amiss.iter().map(|amiss| words.amiss(amiss)));
                let clauses = words.clauses(&expectation.cited);
                if !clauses.is_empty() {
                    told.push(format!("by {clauses}"));
                }
            }
        }
        if told.len() > before && runs.len() > 1 {
            told.insert(before, format!("in \"{}\":", ran.case.title));
        }
    }
    told
}
