//! What would have put breaches and void acts right: each remedy works when it is applied, and nothing smaller does.

use std::{fs, path::Path};

use vires::{
    base::files::MemoryFiles,
    engine::run::{evaluation::Evaluation, whole},
    explain::{
        explain::{Ran, doubtful},
        remedy::{Remedies, Remedy, heals, is_healed, remedies},
    },
    facade::{
        explain::What,
        load::load,
        meaning::meaning,
        remedy::{kept, remedy},
        run::{Options, run},
        what_if::what_if,
    },
    program::program::Program,
    report::{remedy_text::remedy_text, style::Style},
    words::Words,
};

const POLICY: &str = r#"policy grants
  in force from 1 April 2012
  powers of Council are exhaustive

functions { giving }

values Topic { quality  money  people }

kind Body
kind Council is a Body, statutory
kind Club is a Body

act publish(year: financial-year, covering: set of Topic)
  "{actor} published its plan for {year}"
act consult(year: financial-year)
  "{actor} consulted on {year}"
act give(to: Club, amount: money) under giving
  "{actor} gave {to} {amount}"
act lend(to: Club)
  "{actor} lent {to} its hall"
fact trusted(council: Council) "{council} is trusted"

duty publish-plan "Publish a plan" {
  bearer   c: Council
  each     financial-year y
  must     publish(year: y, covering: all of {quality, money}) before start of y
}

duty consult-first "Consult two weeks before" {
  bearer   c: Council
  when     c does publish(year: y) as publication
  must ensure c has done consult(year: y) at least 14 days before publication
}

power give-grants "Give grants" {
  holder   c: Council
  may      give()
  if       trusted(c)
  up to    £10,000 per act
}

power lend-halls "Lend halls" {
  holder   c: Council
  may      lend()
  needs    agreement of board
}

delegation by-another "Another gives for it" {
  from     c: Council
  to       d: Club
  of       giving
}

board is a Body "the Board"
"#;

const SCENARIOS: &str = r#"background

given
  north is a Council "North Council" from 1 March 2013
  chess is a Club "the Chess Club"

scenario "Late"
  as of 30 June 2013

timeline
  5 April 2013   north does publish(year: 2013/14, covering: {quality, money})   as late-plan

scenario "Never"
  as of 30 June 2013

scenario "Late and not whole"
  as of 30 June 2013

timeline
  1 February 2013   north does consult(year: 2013/14)
  5 April 2013   north does publish(year: 2013/14, covering: {quality})   as late-plan

scenario "Too much"
  as of 1 May 2012

given
  trusted(north)

timeline
  1 May 2012   north does give(to: chess, amount: £12,000)   as grant

scenario "Not trusted, and too much"
  as of 1 May 2012

timeline
  1 May 2012   north does give(to: chess, amount: £12,000)   as grant

scenario "Not agreed"
  as of 1 May 2012

timeline
  1 May 2012   north does lend(to: chess)   as loan
"#;

/// What would have put a scenario right, as people are told; the scenarios that are written down are run.
fn told(title: &str) -> String {
    let scenarios = SCENARIOS.replace("from 1 March 2013", "");
    let files = MemoryFiles::default()
        .with("p/p.policy", POLICY)
        .with("p/p.scenario", scenarios.as_str());
    let paths = ["p".to_owned()];
    let right = remedy(&files, &paths, Some(title), &What::Doubtful).unwrap();
    let mut said = remedy_text(&right.explained.case.title, &right.remedies, Style::PLAIN);
    let kept = kept(&files, &paths, &right);
    if !kept.text.is_empty() {
        said.push_str("\n---\n");
        said.push_str(&kept.text);
        let files = files.with("p/right.scenario", kept.text);
        let outcome = run(&files, &paths, &Options::default(), &mut |_| {});
        assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
        assert!(said.contains("put right (1)"), "{said}");
    }
    for title in kept.unnamed {
        said.push_str(&format!("\nnot written: {title}\n"));
    }
    said
}

#[test]
fn what_came_late_is_moved_and_what_is_missing_is_done() {
    insta::assert_snapshot!("late", told("Late"));
    insta::assert_snapshot!("never", told("Never"));
}

#[test]
fn two_things_that_are_wrong_take_two_changes() {
    insta::assert_snapshot!("late_and_not_whole", told("Late and not whole"));
    insta::assert_snapshot!(
        "not_trusted_and_too_much",
        told("Not trusted, and too much")
    );
}

#[test]
fn a_void_act_is_healed_by_an_amount_or_an_agreement() {
    insta::assert_snapshot!("too_much", told("Too much"));
    insta::assert_snapshot!("not_agreed", told("Not agreed"));
}

/// One verdict in so many of the packs is looked at: all of them take minutes.
const ONE_IN: usize = 23;

#[test]
fn every_remedy_of_the_packs_works_and_no_part_of_it_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut files = MemoryFiles::new();
    let mut paths = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                files = files.with(format!("policies/{name}/{file}"), fs::read(&path).unwrap());
            }
        }
        paths.push(format!("policies/{name}"));
    }
    let (loaded, _) = load(&files, &paths);
    let (mut looked, mut healed, mut rewritten) = (0, 0, 0);
    for (place, path) in loaded.asked.iter().zip(&paths) {
        let (meaning, _) = meaning(&loaded, *place).unwrap();
        let policy = meaning.policy();
        let program = Program::of(policy);
        for scenario in &meaning.scenarios {
            let Some(case) = &scenario.case else { continue };
            let Ok((session, record)) = whole::finished(&program, policy, case) else {
                continue;
            };
            let run = Evaluation::new(session);
            let words = Words::new(policy)
                .of_case(case)
                .of_record(&record)
                .quoting(&loaded.texts);
            let ran = Ran {
                policy,
                case,
                run: &run,
                record: &record,
                words,
            };
            for subject in doubtful(&record) {
                looked += 1;
                if looked % ONE_IN != 0 {
                    continue;
                }
                let Some(found): Option<Remedies> = remedies(ran, &program, &subject) else {
                    continue;
                };
                for offered in &found.offered {
                    assert!(
                        heals(ran, &program, &subject, offered),
                        "{}: {:?}",
                        found.title,
                        offered
                    );
                    healed += 1;
                    for left_out in 0..offered.changes.len() {
                        let mut part = Remedy {
                            changes: offered.changes.clone(),
                            last: None,
                            then: Vec::new(),
                        };
                        part.changes.remove(left_out);
                        assert!(
                            !heals(ran, &program, &subject, &part),
                            "{}: {:?}",
                            found.title,
                            offered
                        );
                    }
                }
                // Written as lines under `but`, and read again, it works as well.
                let but = found.offered.iter().find_map(|offered| offered.but());
                if let Some(but) = but.filter(|_| healed % 3 == 0) {
                    let done = what_if(
                        &files,
                        std::slice::from_ref(path),
                        Some(&scenario.title),
                        &but,
                    );
                    let done = done.unwrap_or_else(|wrong| panic!("{but:?}: {:?}", wrong.problems));
                    let (first, second) = (&done.before, &done.after);
                    assert!(
                        is_healed(
                            done.resolution.policy(),
                            (&first.0, &first.1.record),
                            (&second.0, &second.1.record),
                            &subject
                        ),
                        "{}: {but:?}",
                        found.title
                    );
                    rewritten += 1;
                }
            }
        }
    }
    assert!(
        healed > 10 && rewritten > 0,
        "{looked} looked at, {healed} healed, {rewritten} written"
    );
}
