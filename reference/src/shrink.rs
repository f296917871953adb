//! Makes a disagreement small: drops declarations and lines while it still disagrees.

use crate::compare::{Compared, compare};

/// Whether they still differ, on lines of the same sort (`act`, `duty`, `stops:`), so that shrinking does not wander off.
fn differs(policy: &str, scenario: &str) -> bool {
    matches!(compare(policy, scenario), Compared::Differ(engine, reference) if !engine.is_empty() || reference.iter().any(|l| l.starts_with("stops")) || !reference.is_empty())
}

/// Text in pieces that can be dropped: whole declarations first, then single lines.
fn blocks(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        let opens = line
            .chars()
            .next()
            .is_some_and(|c| !c.is_whitespace() && c != '}' && c != '{');
        match out.last_mut() {
            Some(last) if !opens => *last += &format!("{line}\n"),
            _ => out.push(format!("{line}\n")),
        }
    }
    out
}

fn drop_from(pieces: Vec<String>, still: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = pieces;
    let mut at = pieces.len();
    while at > 0 {
        at -= 1;
        let mut fewer = pieces.clone();
        fewer.remove(at);
        let kept = !pieces[at].contains("as of") && !pieces[at].contains("from 1 October 2015\n");
        if kept && still(&fewer.concat()) {
            pieces = fewer;
        }
    }
    pieces
}

/// The smallest text found that still disagrees. The last day and the policy's first stay: without them a run has no bounds.
pub fn shrink(policy: &str, scenario: &str) -> (String, String) {
    let (mut policy, mut scenario) = (policy.to_owned(), scenario.to_owned());
    for _ in 0..3 {
        let before = (policy.clone(), scenario.clone());
        policy = drop_from(blocks(&policy), &|p| differs(p, &scenario)).concat();
        let lines = |text: &str| text.lines().map(|l| format!("{l}\n")).collect::<Vec<_>>();
        scenario = drop_from(lines(&scenario), &|s| differs(&policy, s)).concat();
        policy = drop_from(lines(&policy), &|p| differs(p, &scenario)).concat();
        if before == (policy.clone(), scenario.clone()) {
            break;
        }
    }
    (policy, scenario)
}
