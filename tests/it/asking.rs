//! `vires ask` on schemes: the lowest approver first, every signature, the chain, the row, what is counted; and for nobody, why.

use std::path::Path;

use crate::cli::vires;

/// The answers to questions, each below its question.
fn answers(folder: &str, scenario: &str, questions: &[&str]) -> String {
    let mut told = String::new();
    for question in questions {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let arguments = ["ask", folder, question, "--scenario", scenario];
        let done = vires(root, &arguments);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{question}");
        told.push_str(&format!("{question}\n{}\n", done.out));
    }
    told
}

#[test]
fn who_signs_under_a_scheme_and_why_nobody_does() {
    let asked = [
        "who may award-contract(amount: £50,000, supplier: acme, project: ward) for greenmoor on 2 May 2013",
        "who may award-contract(amount: £50,000.01, supplier: acme, project: ward) for greenmoor on 2 May 2013",
        "who may award-contract(supplier: acme, project: ward) for greenmoor on 2 May 2013",
        "who may award-contract(amount: £300,000, supplier: acme, project: ward) for greenmoor on 2 December 2013",
        "who may award-contract(amount: £200,000, supplier: acme, project: ward) for greenmoor on 2 December 2013",
        "who may close-budget(budget: \"print\") for greenmoor on 1 December 2013",
        "who may amend-constitution(section: \"5\") for greenmoor on 2 May 2013",
        "who may award-contract(amount: £1, supplier: acme, project: ward) for greenmoor on 31 March 2013",
        "may hugo award-contract(amount: £50,000, supplier: acme, project: ward) on behalf of greenmoor on 2 May 2013",
        "may hugo award-contract(amount: £50,000.01, supplier: acme, project: ward) on behalf of greenmoor on 2 May 2013",
        "may hugo award-contract on behalf of greenmoor on 2 May 2013",
        "may bea close-budget(budget: \"print\") on behalf of greenmoor on 30 November 2013",
        "may bea close-budget(budget: \"print\") on behalf of greenmoor on 1 December 2013",
        "may amir amend-constitution(section: \"5\") on behalf of greenmoor on 2 May 2013",
        "what may hugo do on 2 May 2013",
        "what must greenmoor do by 31 December 2013",
    ];
    insta::assert_snapshot!(answers(
        "policies/scheme-of-delegation",
        "A deputy's last day",
        &asked
    ));
}

#[test]
fn who_acts_through_links_and_what_falls() {
    let asked = [
        "who may approve(amount: £40, project: p2) for north on 3 May 2013",
        "who may approve(amount: £40, project: p2) for north on 7 May 2013",
        "who may approve(amount: £150, project: p2) for north on 3 May 2013",
        "may eve approve(project: p2) on behalf of north on 3 May 2013",
        "may eve approve(amount: £1, project: p2) on behalf of north on 7 May 2013",
        "what may eve do on 3 May 2013",
        "what falls if l is revoked on 1 May 2013",
        "what falls if l is revoked on 6 May 2013",
    ];
    insta::assert_snapshot!(answers(
        "tests/data/delegation/offices",
        "S9 S7 the office of a body",
        &asked
    ));
}
