//! What would have put a breach or a void act right: changes of the scenario, each proved by running it, and as scenarios that
//! can be written down.

use super::{
    evaluate::evaluate_open,
    explain::{Explained, Told, What, explain},
    format::{Sort, format_text},
    what_if::{scenario_text, what_if},
};
use crate::{
    base::files::Files,
    explain::{
        explain::Ran,
        remedy::{Remedies, is_healed, remedies},
    },
    program::program::Program,
    words::Words,
};

/// What would have put things right in one scenario.
#[derive(Debug)]
pub struct PutRight {
    /// The scenario, what came out, and why.
    pub explained: Explained,
    /// For each breach and void act that was asked about, its remedies.
    pub remedies: Vec<Remedies>,
}

/// Remedies as a text that can be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The text of a scenario file; empty where nothing can be written.
    pub text: String,
    /// Verdicts whose remedy cannot be written: what it changes bears no name.
    pub unnamed: Vec<String>,
}

/// Looks for what would have put right what came out of the one scenario at these paths whose title is or holds the text.
pub fn remedy(
    files: &dyn Files,
    paths: &[String],
    scenario: Option<&str>,
    what: &What,
) -> Result<PutRight, Box<Told>> {
    let explained = explain(files, paths, scenario, what)?;
    let policy = explained.resolution.policy();
    let case = &explained.case;
    let program = Program::of(policy).within(explained.loaded.limits);
    let mut found = Vec::new();
    if let Ok((run, outcome)) = evaluate_open(policy, &program, case) {
        let words = Words::new(policy)
            .of_case(case)
            .of_record(&outcome.record)
            .quoting(&explained.loaded.texts);
        let ran = Ran {
            policy,
            case,
            run: &run,
            record: &outcome.record,
            words,
        };
        for explanation in &explained.explanations {
            found.extend(remedies(ran, &program, &explanation.subject));
        }
    }
    Ok(PutRight {
        explained,
        remedies: found,
    })
}

/// The first remedy of each verdict that can be written, as a scenario that is like the first one, but; each was read and run
/// again from its text.
pub fn kept(files: &dyn Files, paths: &[String], right: &PutRight) -> Kept {
    let title = right.explained.case.title.as_str();
    let policy = right.explained.resolution.policy();
    let mut kept = Kept::default();
    let mut count = 0;
    for of in right.remedies.iter().filter(|of| !of.offered.is_empty()) {
        let written = of
            .offered
            .iter()
            .filter_map(|remedy| remedy.but())
            .find(|but| {
                let Ok(done) = what_if(files, paths, Some(title), but) else {
                    return false;
                };
                let (first, before) = (&done.before.0, &done.before.1.record);
                let (second, after) = (&done.after.0, &done.after.1.record);
                is_healed(policy, (first, before), (second, after), &of.subject)
            });
        match written {
            Some(but) => {
                count += 1;
                let name = format!("{title}, put right ({count})");
                if count > 1 {
                    kept.text.push('\n');
                }
                kept.text
                    .push_str(&format!("# {}: {}\n", of.title, of.word));
                kept.text.push_str(&scenario_text(&name, title, &but, &[]));
            }
            None => kept.unnamed.push(of.title.clone()),
        }
    }
    if !kept.text.is_empty() {
        let laid_out = format_text(
            "put-right.scenario",
            kept.text.clone().into_bytes(),
            Sort::Scenario,
        );
        if let Some(text) = laid_out.text {
            kept.text = text;
        }
    }
    kept
}
