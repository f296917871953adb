//! The text of a run: a heading a scenario, a line a duty instance and a doubtful act, unmet expectations, a summary.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    clean::shown,
    expectation_text::unmet,
    layout::{Row, paragraph, table},
    style::{Style, Tone},
    view::{Ran, RunView, ScenarioState, ScenarioView, Totals},
};
use crate::{
    base::date::Date,
    case::expectation::VerdictWord,
    policy::{expr::StateWord, value::Value},
    record::{
        act::{ActRecord, Validity},
        duty::{DutyRecord, StateChange},
        reason::{Fault, Truth},
    },
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

/// The text of a whole run, without its problems.
pub fn run_text(run: &RunView<'_>, detail: Detail, style: Style) -> String {
    let mut out = String::new();
    for scenario in &run.scenarios {
        out.push_str(&scenario_text(run, scenario, detail, style));
        out.push('\n');
    }
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

/// The duties, a row each, under a title. Where all of them have one bearer the title says it.
fn duties(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> (String, Vec<Row>) {
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

/// So many duties that are merely pending are listed one by one; of more, the next few.
const MOST_PENDING: usize = 10;
/// The next few of a body, where there are no more bodies than duties would be listed.
const NEXT_OF_A_BODY: usize = 3;

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
        && duty
            .history
            .iter()
            .all(|change| change.state != StateWord::Breached)
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

/// The cell of a duty's row that says who bears it.
const BEARER_COLUMN: usize = 2;

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
    let earlier: Vec<&StateChange> = duty
        .history
        .iter()
        .filter(|change| change.state == StateWord::Breached)
        .collect();
    if duty.state != StateWord::Breached
        && let Some(breach) = earlier.first()
    {
        details.push(format!("breached on {}", breach.on));
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

const ORDER_MATTERS: &str = "the order of the events of that day matters here";

fn with_clauses(said: String, clauses: String) -> String {
    if clauses.is_empty() {
        said
    } else {
        format!("{said} [{clauses}]")
    }
}

pub(super) fn act_rows(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> Vec<Row> {
    let doubtful = |act: &&ActRecord| {
        detail == Detail::Everything
            || act.verdict != VerdictWord::Lawful
            || act.order_matters
            || act.without_assumption.is_some()
            || !act.soft.iter().all(|(_, followed)| *followed)
    };
    let acts = ran.record.acts.iter().filter(doubtful);
    acts.map(|act| act_row(ran, act, words, detail)).collect()
}

fn act_row(ran: &Ran<'_>, act: &ActRecord, words: &Words<'_>, detail: Detail) -> Row {
    let tone = match act.verdict {
        VerdictWord::Lawful | VerdictWord::Valid => Tone::Good,
        VerdictWord::ValidButInBreach | VerdictWord::UltraVires | VerdictWord::Void => Tone::Bad,
        VerdictWord::NotListed | VerdictWord::NotJudged | VerdictWord::Undetermined => {
            Tone::Doubtful
        }
    };
    let date = ran
        .case
        .timeline
        .get(act.act)
        .map_or_else(String::new, |happening| happening.date.to_string());
    let mut clauses = Vec::new();
    for clause in act
        .authority
        .iter()
        .flat_map(|authority| words.authority_clauses(authority))
        .chain(
            faults(act)
                .iter()
                .take(1)
                .flat_map(|fault| words.fault_clauses(fault).to_vec()),
        )
    {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    Row {
        cells: vec![
            act.verdict.word().to_owned(),
            date,
            with_clauses(words.happening(act.act), words.clauses(&clauses)),
        ],
        tone,
        details: act_details(act, words, detail),
    }
}

fn faults(act: &ActRecord) -> &[Fault] {
    match &act.validity {
        Validity::Void(faults) | Validity::Undetermined(faults) => faults,
        Validity::Valid | Validity::NotListed | Validity::NotJudged => &[],
    }
}

fn act_details(act: &ActRecord, words: &Words<'_>, detail: Detail) -> Vec<String> {
    let mut details = Vec::new();
    let most = match detail {
        Detail::Usual => 1,
        Detail::Everything => usize::MAX,
    };
    for fault in faults(act).iter().take(most) {
        details.push(match act.validity {
            Validity::Undetermined(_) => format!("perhaps void: {}", words.fault(fault)),
            _ => words.fault(fault),
        });
    }
    if act.validity == Validity::NotListed {
        details.push("no authority is listed for it, and the list is not exhaustive".to_owned());
    }
    for breach in &act.breaches {
        let clauses = words.clauses(words.norm_sources(breach.norm));
        let verb = match breach.certain {
            Truth::True => "breaches",
            Truth::Unknown | Truth::False => "may breach",
        };
        let said = format!(
            "{verb} {} of {}",
            words.norm(breach.norm),
            words.value(&breach.of)
        );
        details.push(with_clauses(said, clauses));
    }
    for (norm, followed) in &act.soft {
        let verb = if *followed { "follows" } else { "departs from" };
        let clauses = words.clauses(words.norm_sources(*norm));
        details.push(with_clauses(
            format!("{verb} {}, which does not bind", words.norm(*norm)),
            clauses,
        ));
    }
    if !act.unknowns.is_empty() {
        details.push(format!("hangs on {}", words.unknowns(&act.unknowns)));
    }
    if !act.answerable.is_empty() && act.answerable != act.performers {
        let verb = if act.answerable.len() == 1 {
            "answers"
        } else {
            "answer"
        };
        details.push(format!("{} {verb} for it", words.values(&act.answerable)));
    }
    if detail == Detail::Everything {
        for authority in &act.authority {
            details.extend(words.rests_on(authority));
        }
        for duty in &act.discharges {
            details.push(format!("it goes to discharge {}", words.duty_at(*duty)));
        }
    }
    if act.order_matters {
        details.push(ORDER_MATTERS.to_owned());
    }
    if let Some(without) = act.without_assumption {
        details.push(format!("without what is assumed: {}", without.word()));
    }
    details
}

pub(super) fn link_rows(ran: &Ran<'_>, words: &Words<'_>, detail: Detail) -> Vec<Row> {
    let mut rows = Vec::new();
    for link in &ran.record.links {
        if detail == Detail::Usual && link.valid == Truth::True {
            continue;
        }
        let (word, tone) = match link.valid {
            Truth::True => ("valid", Tone::Good),
            Truth::False => ("void", Tone::Bad),
            Truth::Unknown => ("undetermined", Tone::Doubtful),
        };
        let mut details: Vec<_> = link.faults.iter().map(|fault| words.fault(fault)).collect();
        if let Some(day) = link.made.filter(|_| detail == Detail::Everything) {
            details.push(format!("made on {day}"));
        }
        if let Some(day) = link.revoked {
            details.push(format!("revoked on {day}"));
        }
        if let Some(rule) = link.allowed_by.filter(|_| detail == Detail::Everything) {
            details.push(format!("allowed by {}", words.link_rule(rule)));
        }
        if !link.unknowns.is_empty() {
            details.push(format!("hangs on {}", words.unknowns(&link.unknowns)));
        }
        rows.push(Row {
            cells: vec![word.to_owned(), words.link(link.link)],
            tone,
            details,
        });
    }
    rows
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
