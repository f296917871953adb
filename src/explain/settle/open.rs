//! What is to be found out to settle what a run leaves open: a list of questions, those first on which most hangs.

use super::search::facts_of;
use crate::{
    case::expectation::VerdictWord,
    policy::policy::Policy,
    record::{
        answer::Answer,
        duty::StateWord,
        reason::{Truth, Unknown},
        record::Record,
    },
    words::Words,
};

/// Something to find out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question: `whether …`.
    pub text: String,
    /// How many results of the run hang on it.
    pub results: usize,
}

/// What is to be found out to settle the duties, acts, links, statements and answers that a run leaves open.
pub fn questions(policy: &Policy, record: &Record, words: &Words<'_>) -> Vec<Question> {
    let mut found: Vec<Question> = Vec::new();
    let mut note = |unknowns: &[Unknown]| {
        let mut said: Vec<String> = facts_of(policy, record, unknowns)
            .into_iter()
            .map(|(fact, arguments)| Unknown::Fact(fact, arguments))
            .chain(unknowns.iter().cloned())
            .filter_map(|unknown| words.unknown_inquiry(&unknown))
            .collect();
        let mut once: Vec<String> = Vec::new();
        for text in said.drain(..) {
            if !once.contains(&text) {
                once.push(text);
            }
        }
        for text in once {
            match found.iter_mut().find(|known| known.text == text) {
                Some(known) => known.results += 1,
                None => found.push(Question { text, results: 1 }),
            }
        }
    };
    for duty in &record.duties {
        if duty.state == StateWord::Undetermined || duty.exists == Truth::Unknown {
            note(&duty.unknowns);
        }
    }
    for act in &record.acts {
        let listed = act.verdict != VerdictWord::NotListed;
        if act.verdict == VerdictWord::Undetermined || !listed {
            note(&act.unknowns);
        }
        for breach in &act.breaches {
            if breach.certain == Truth::Unknown {
                note(&breach.unknowns);
            }
        }
    }
    for link in &record.links {
        if link.valid == Truth::Unknown {
            note(&link.unknowns);
        }
    }
    for statement in &record.statements {
        if statement.holds == Some(Truth::Unknown) {
            note(&statement.unknowns);
        }
    }
    for answer in &record.answers {
        match answer {
            Answer::May { unknowns, .. }
            | Answer::WhoMay { unknowns, .. }
            | Answer::WhatIs { unknowns, .. } => note(unknowns),
            _ => {}
        }
    }
    // A stable sort: of those on which as much hangs, the first that was met comes first.
    found.sort_by_key(|question| std::cmp::Reverse(question.results));
    found
}
