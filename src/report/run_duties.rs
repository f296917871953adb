//! The rows of a run that say how its duties stand.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    layout::Row,
    run_text::{Detail, ORDER_MATTERS, with_clauses},
    style::Tone,
    view::Ran,
};
use crate::{
    base::date::Date,
    policy::{expr::StateWord, value::Value},
    record::{duty::DutyRecord, reason::Truth},
    words::Words,
};

/// So many duties that are merely pending are listed one by one; of more, the next few.
const MOST_PENDING: usize = 10;
/// The next few of a body, where there are no more bodies than duties would be listed.
const NEXT_OF_A_BODY: usize = 3;

/// The cell of a duty's row that says who bears it.
const BEARER_COLUMN: usize = 2;

/// The duties, a row each, under a title. Where all of them have one bearer the title says it.
pub(super) fn duties(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> (String, Vec<Row>) {
    let duties = &ran.record.duties;
    let (told, more) = match detail {
        Detail::Usual => next_due(duties),
        Detail::Everything => (duties.iter().collect(), Vec::new()),
    };
    let mut rows: Vec<_> = told
        .into_iter()
        .map(|duty| duty_row(duty, words, detail))
        .collect();
    rows.extend(more_pending(&more));
    let first = duties.first().map(|duty| &duty.bearer);
    match first.filter(|first| duties.iter().all(|duty| duty.bearer == **first)) {
        None => ("Duties".to_owned(), rows),
        Some(bearer) => {
            for row in &mut rows {
                row.cells.remove(BEARER_COLUMN);
            }
            (format!("Duties of {}", words.value(bearer)), rows)
        }
    }
}

/// The duties to be listed, in their order, and those that are left to `--all`: where many are pending, with nothing else to be
/// said of them, only those due next are listed.
fn next_due(duties: &[DutyRecord]) -> (Vec<&DutyRecord>, Vec<&DutyRecord>) {
    let mut waiting: BTreeMap<&Value, Vec<(Option<Date>, usize)>> = BTreeMap::new();
    for (place, duty) in duties.iter().enumerate() {
        if is_merely_pending(duty) {
            let of_body = waiting.entry(&duty.bearer).or_default();
            of_body.push((duty.due, place));
        }
    }
    if waiting.values().map(Vec::len).sum::<usize>() <= MOST_PENDING {
        return (duties.iter().collect(), Vec::new());
    }
    let few = if waiting.len() > MOST_PENDING {
        1
    } else {
        NEXT_OF_A_BODY
    };
    let mut later: BTreeSet<usize> = BTreeSet::new();
    for mut of_body in waiting.into_values() {
        // What has no date comes last; what is due on one day stands in the record's order.
        of_body.sort_by_key(|(due, place)| (due.is_none(), *due, *place));
        later.extend(of_body.into_iter().skip(few).map(|(_, place)| place));
    }
    let (mut told, mut more) = (Vec::new(), Vec::new());
    for (place, duty) in duties.iter().enumerate() {
        if later.contains(&place) {
            more.push(duty);
        } else {
            told.push(duty);
        }
    }
    (told, more)
}

/// Whether nothing is to be said of a duty but that it is pending, and when it is due.
fn is_merely_pending(duty: &DutyRecord) -> bool {
    duty.state == StateWord::Pending
        && duty.exists == Truth::True
        && duty.missing.is_empty()
        && duty.intervals.is_empty()
        && duty.discharged_by.is_empty()
        && duty.taken_over_by.is_none()
        && duty.unknowns.is_empty()
        && duty.without_assumption.is_none()
        && !duty.order_matters
        && (duty.performers.is_empty() || duty.performers == duty.answerable)
        && !duty.was_breached()
}

/// The row that says how many pending duties are not listed, and up to when they are due.
fn more_pending(more: &[&DutyRecord]) -> Option<Row> {
    if more.is_empty() {
        return None;
    }
    let undated = more.iter().filter(|duty| duty.due.is_none()).count();
    let mut said = format!("and {} more", more.len());
    if let Some(last) = more.iter().filter_map(|duty| duty.due).max() {
        said.push_str(&format!(", the last due {last}"));
    }
    if undated > 0 {
        said.push_str(&format!(", {undated} of them with no date"));
    }
    said.push_str(": `--all` lists them");
    Some(Row {
        cells: vec![
            StateWord::Pending.word().to_owned(),
            "later".to_owned(),
            String::new(),
            said,
        ],
        tone: Tone::Plain,
        details: Vec::new(),
    })
}

pub(super) fn duty_row(duty: &DutyRecord, words: &Words<'_>, detail: Detail) -> Row {
    let tone = match duty.state {
        StateWord::Discharged | StateWord::Followed => Tone::Good,
        StateWord::Breached | StateWord::DischargedLate => Tone::Bad,
        StateWord::PartlyDischarged
        | StateWord::NotEvidenced
        | StateWord::Undetermined
        | StateWord::DepartedFrom => Tone::Doubtful,
        StateWord::Pending | StateWord::Released | StateWord::Lapsed => Tone::Plain,
    };
    let since = duty.history.last().map(|change| change.on);
    let when = match (duty.state, duty.due, since) {
        (StateWord::Pending | StateWord::PartlyDischarged, Some(due), _) => format!("due {due}"),
        (StateWord::Pending | StateWord::PartlyDischarged, None, _) => String::new(),
        (_, _, Some(since)) => since.to_string(),
        (_, Some(due), None) => format!("due {due}"),
        (_, None, None) => String::new(),
    };
    Row {
        cells: vec![
            duty.state.word().to_owned(),
            when,
            words.value(&duty.bearer),
            with_clauses(
                words.duty(duty),
                words.clauses(words.norm_sources(duty.norm)),
            ),
        ],
        tone,
        details: duty_details(duty, words, detail),
    }
}

/// What a duty's line leaves to be said below it.
fn duty_details(duty: &DutyRecord, words: &Words<'_>, detail: Detail) -> Vec<String> {
    let mut details = Vec::new();
    let missing = words.missing(duty.norm, &duty.missing);
    if !missing.is_empty() {
        details.push(format!("missing: {missing}"));
    }
    let first = |state: StateWord| duty.history.iter().find(|change| change.state == state);
    for (state, said) in [
        (StateWord::Breached, "breached"),
        (StateWord::NotEvidenced, "not evidenced"),
    ] {
        let late = state == StateWord::Breached || duty.state == StateWord::DischargedLate;
        if let Some(earlier) = first(state).filter(|_| late && duty.state != state) {
            details.push(format!("{said} on {}", earlier.on));
        }
    }
    for interval in &duty.intervals {
        details.push(format!("not kept {}", words.interval(interval)));
    }
    let untimely = duty.state != StateWord::Discharged || detail == Detail::Everything;
    for act in duty.discharged_by.iter().filter(|_| untimely) {
        details.push(format!("by {}", words.happening_brief(*act)));
    }
    if let Some(ended) = &duty.ended_by {
        details.push(format!("because {}", words.ended(duty, ended)));
    }
    if let Some(body) = &duty.taken_over_by {
        details.push(format!("taken over by {}", words.value(body)));
    }
    if !duty.performers.is_empty() && duty.performers != duty.answerable {
        details.push(format!(
            "to be done by {}; {} answers for it",
            words.values(&duty.performers),
            words.values(&duty.answerable)
        ));
    }
    if duty.exists == Truth::Unknown {
        details.push("it is not known whether it arose".to_owned());
    }
    if !duty.possible.is_empty() && duty.state == StateWord::Undetermined {
        let states: Vec<_> = duty.possible.iter().map(|state| state.word()).collect();
        details.push(format!("may be {}", crate::words::or_list(&states)));
    }
    if !duty.unknowns.is_empty() {
        details.push(format!("hangs on {}", words.unknowns(&duty.unknowns)));
    }
    if duty.order_matters {
        details.push(ORDER_MATTERS.to_owned());
    }
    if let Some(without) = &duty.without_assumption {
        details.push(match without {
            Some(state) => format!("without what is assumed: {}", state.word()),
            None => "without what is assumed it does not arise".to_owned(),
        });
    }
    details
}
