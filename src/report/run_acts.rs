//! The rows of a run that say how acts and links stand.

use super::{
    layout::Row,
    run_text::{Detail, ORDER_MATTERS, with_clauses},
    style::Tone,
    view::Ran,
};
use crate::{
    case::expectation::VerdictWord,
    record::{
        act::{ActRecord, Validity},
        reason::{Fault, Truth},
    },
    words::Words,
};

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
        // That somebody who acts jointly has no authority says little without why.
        Detail::Usual if matches!(faults(act).first(), Some(Fault::JointActor { .. })) => 2,
        Detail::Usual => 1,
        Detail::Everything => usize::MAX,
    };
    for fault in faults(act).iter().take(most) {
        details.push(match act.validity {
            Validity::Undetermined(_) => format!("perhaps void: {}", words.doubtful_fault(fault)),
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
