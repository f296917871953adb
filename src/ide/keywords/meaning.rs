//! What a keyword is for.

use super::{
    clauses::{DEFINITION_CLAUSES, HEAD_LINES, OFFICE_CLAUSES, SOURCE_CLAUSES, STATEMENT_CLAUSES},
    declarations::DECLARATIONS,
    expression::EXPRESSION_WORDS,
    norm::{DELEGATION_CLAUSES, IMMUNITY_CLAUSES, NORM_CLAUSES, TRANSITION_CLAUSES},
    scenario::{SCENARIO_DECLARATIONS, SCENARIO_LINES},
};

/// What a keyword is for.
pub fn meaning_of(word: &str) -> Option<&'static str> {
    let lists = [
        DECLARATIONS,
        NORM_CLAUSES,
        DELEGATION_CLAUSES,
        DEFINITION_CLAUSES,
        SOURCE_CLAUSES,
        HEAD_LINES,
        STATEMENT_CLAUSES,
        OFFICE_CLAUSES,
        SCENARIO_DECLARATIONS,
        SCENARIO_LINES,
        IMMUNITY_CLAUSES,
        TRANSITION_CLAUSES,
    ];
    let opens = |words: &str| words.split(' ').next() == Some(word);
    lists
        .iter()
        .flat_map(|list| list.openers)
        .find(|opener| opens(opener.words))
        .map(|opener| opener.meaning)
        .or_else(|| {
            let words = EXPRESSION_WORDS.iter();
            let mut words = words.filter(|(words, _)| opens(words));
            words.next().map(|(_, meaning)| *meaning)
        })
}
