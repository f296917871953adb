//! The law of explanations: the scenario with nothing but the leaves of an explanation gives the same verdict, and without
//! any one that is marked as needed it gives another. Held for every verdict of every scenario of every pack.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use vires::{
    base::{files::MemoryFiles, source_map::SourceMap},
    case::case::Case,
    engine::run::{evaluation::Evaluation, whole},
    explain::{
        explain::{Ran, every, explain},
        replay::{Replays, only},
        stated::Stated,
        subject::Subject,
        tree::{Explanation, Proved, Step},
    },
    facade::{load::load, meaning::meaning},
    policy::policy::Policy,
    program::program::Program,
    query::ask,
    record::record::Record,
    words::Words,
};

/// The packs in `policies`, as files in memory.
pub fn packs() -> (MemoryFiles, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut files = MemoryFiles::new();
    let mut names = Vec::new();
    let mut folders: Vec<_> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut left = vec![folder.clone()];
        while let Some(at) = left.pop() {
            for entry in fs::read_dir(&at).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    left.push(path);
                    continue;
                }
                let relative = path.strip_prefix(&root).unwrap();
                let relative = format!("policies/{}", relative.to_string_lossy());
                files = files.with(&relative, fs::read(&path).unwrap());
            }
        }
        names.push(format!("policies/{name}"));
    }
    (files, names)
}

/// Everything that explanations are made from.
struct Told<'t> {
    policy: &'t Policy,
    program: &'t Program,
    case: &'t Case,
    record: &'t Record,
    /// What came out of replays, by the lines that were kept.
    known: RefCell<BTreeMap<Vec<Stated>, Option<Record>>>,
}

/// A run of a scenario, its questions answered.
fn ran<'t>(
    policy: &'t Policy,
    program: &'t Program,
    case: &'t Case,
) -> Option<(Evaluation<'t>, Record)> {
    let (session, mut record) = whole::finished(program, policy, case).ok()?;
    let run = Evaluation::new(session);
    for asked in &case.questions {
        record
            .answers
            .push(ask::answer(&run, &record, &asked.question).ok()?);
    }
    Some((run, record))
}

/// A verdict in words, by what it is known by: what a reader would compare.
fn verdict(told: &Told<'_>, record: &Record, subject: &Subject) -> Option<String> {
    let words = Words::new(told.policy).of_case(told.case).of_record(record);
    match subject {
        Subject::Duty(place) => {
            // Instances are told apart by what they arose from; several alike by their order.
            let name = |record: &Record, place: usize| {
                let words = Words::new(told.policy).of_case(told.case).of_record(record);
                let duty = &record.duties[place];
                format!(
                    "{} {:?} {}",
                    words.duty_at(place),
                    duty.bindings,
                    duty.arose
                )
            };
            let wanted = name(told.record, *place);
            let nth = (0..*place)
                .filter(|at| name(told.record, *at) == wanted)
                .count();
            let duty = (0..record.duties.len())
                .filter(|at| name(record, *at) == wanted)
                .nth(nth)
                .map(|at| &record.duties[at])?;
            Some(format!(
                "{:?} {:?} {:?}",
                duty.state,
                duty.history.last().map(|step| step.on),
                duty.due
            ))
        }
        Subject::Act(place) => {
            let act = record.acts.iter().find(|act| act.act == *place)?;
            let breaches: Vec<_> = act
                .breaches
                .iter()
                .map(|breach| (breach.name, words.value(&breach.of), breach.certain))
                .collect();
            Some(format!("{:?} {breaches:?}", act.verdict))
        }
        Subject::Answer(place) => Some(words.answer(record.answers.get(*place)?).join("\n")),
        Subject::NoDuty { .. } => None,
    }
}

/// What comes out of the scenario with nothing but these lines.
fn with_only(told: &Told<'_>, kept: &BTreeSet<Stated>, subject: &Subject) -> Option<String> {
    let lines: Vec<Stated> = kept.iter().copied().collect();
    let mut known = told.known.borrow_mut();
    let record = known.entry(lines).or_insert_with(|| {
        let case = only(told.case, kept);
        ran(told.policy, told.program, &case).map(|(_, record)| record)
    });
    verdict(told, record.as_ref()?, subject)
}

/// Holds the law against one explanation; says what is wrong.
fn held(told: &Told<'_>, explanation: &Explanation) -> Vec<String> {
    let mut wrong = Vec::new();
    let subject = &explanation.subject;
    let before = verdict(told, told.record, subject);
    assert!(before.is_some(), "{}", explanation.title);
    let kept: BTreeSet<Stated> = explanation.leaves.iter().map(|leaf| leaf.stated).collect();
    let title = &explanation.title;
    if explanation.proved != Proved::Whole {
        wrong.push(format!("{title}: {:?}", explanation.proved));
    }
    let after = with_only(told, &kept, subject);
    if after != before {
        wrong.push(format!(
            "{title}: {before:?}, and with the leaves alone {after:?}"
        ));
    }
    for leaf in &explanation.leaves {
        if leaf.needed == Some(true) {
            let mut fewer = kept.clone();
            fewer.remove(&leaf.stated);
            if with_only(told, &fewer, subject) == before {
                wrong.push(format!("{title}: the same without {}", leaf.says));
            }
        }
    }
    // What a step says to be a line of the scenario is among the leaves, or is beside the point.
    Step::each(&explanation.steps, &mut |step| {
        if step.says.trim().is_empty() {
            wrong.push(format!("{title}: a step says nothing"));
        }
    });
    wrong
}

/// So many tests share the scenarios, so that they run beside each other.
const PARTS: usize = 4;

#[test]
fn the_leaves_of_every_explanation_give_the_verdict_1() {
    law(0);
}

#[test]
fn the_leaves_of_every_explanation_give_the_verdict_2() {
    law(1);
}

#[test]
fn the_leaves_of_every_explanation_give_the_verdict_3() {
    law(2);
}

#[test]
fn the_leaves_of_every_explanation_give_the_verdict_4() {
    law(3);
}

/// Holds the law against every fourth scenario, from this one on.
fn law(part: usize) {
    let (files, names) = packs();
    let (loaded, _) = load(&files, &names);
    let mut wrong = Vec::new();
    let (mut verdicts, mut besides, mut leaves) = (0, 0, 0);
    for pack in &loaded.asked {
        let Some((meaning, _)) = meaning(&loaded, *pack) else {
            continue;
        };
        let policy = meaning.policy();
        let program = Program::of(policy);
        for scenario in meaning.scenarios.iter().skip(part).step_by(PARTS) {
            let Some(case) = &scenario.case else { continue };
            let Some((run, record)) = ran(policy, &program, case) else {
                continue;
            };
            let told = Told {
                policy,
                program: &program,
                case,
                record: &record,
                known: RefCell::default(),
            };
            let (found, extra, kept) = explained(&told, &run, &loaded.texts, &mut wrong);
            verdicts += found;
            besides += extra;
            leaves += kept;
        }
    }
    println!(
        "{verdicts} verdicts, {leaves} leaves, {besides} explanations with lines that no step names"
    );
    assert!(
        wrong.is_empty(),
        "{} of {verdicts}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(verdicts > 500);
}

fn explained(
    told: &Told<'_>,
    run: &Evaluation<'_>,
    texts: &SourceMap,
    wrong: &mut Vec<String>,
) -> (usize, usize, usize) {
    let words = Words::new(told.policy)
        .of_case(told.case)
        .of_record(told.record)
        .quoting(texts);
    let (mut besides, mut leaves) = (0, 0);
    let subjects = every(told.record);
    let mut replays = Replays::new(told.program, told.policy, told.case);
    for subject in &subjects {
        let explanation = explain(
            Ran {
                policy: told.policy,
                case: told.case,
                run,
                record: told.record,
                words,
            },
            subject,
            &mut replays,
        );
        let explanation = explanation.expect("every verdict of a record can be explained");
        let title = &told.case.title;
        wrong.extend(
            held(told, &explanation)
                .into_iter()
                .map(|line| format!("{title}: {line}")),
        );
        leaves += explanation.leaves.len();
        let beside = explanation
            .steps
            .iter()
            .find(|step| step.says == "It rests on these lines, too");
        if let Some(beside) = beside {
            besides += 1;
            println!(
                "{title}: {} ({}): {:?}",
                explanation.title,
                explanation.word,
                beside
                    .steps
                    .iter()
                    .map(|step| &step.says)
                    .collect::<Vec<_>>()
            );
        }
    }
    (subjects.len(), besides, leaves)
}
