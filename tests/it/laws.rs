//! Laws that hold of every pack, held by all of `policies/`: what changes no meaning changes no result. Results are compared
//! as sets, places in files aside.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::Value;
use vires::{
    base::{date::Date, files::MemoryFiles},
    case::{case::Case, happening::HappeningKind},
    cli::outcome::view,
    diagnostics::diagnostic::Severity,
    facade::run::{Options, Outcome, run},
    policy::{expr::StateWord, norm::Claimant, policy::Policy},
    record::{act::VerdictWord, reason::Truth},
    report::wire::run::run as wire,
    words::Words,
};

use crate::laws_text::{
    Texts, days_turned_round, declarations, moved, renamed, turned_back, with_new_names,
};

/// All files of the packs, by their paths.
fn texts() -> Texts {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut texts = Texts::new();
    let mut open = vec![(root, String::new())];
    while let Some((folder, below)) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().into_string().unwrap());
            if entry.path().is_dir() {
                open.push((entry.path(), format!("{name}/")));
            } else if name.ends_with(".policy") || name.ends_with(".scenario") {
                texts.insert(name, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    texts
}

/// The spreadsheets beside the policies, by their paths: no law changes them.
fn sheets() -> Vec<(String, Vec<u8>)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut sheets = Vec::new();
    for pack in fs::read_dir(&root).unwrap() {
        let pack = pack.unwrap().path();
        if !pack.is_dir() {
            continue;
        }
        for file in fs::read_dir(pack).unwrap() {
            let path = file.unwrap().path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if matches!(ending, Some("xlsx" | "csv")) {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                sheets.push((name.to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    sheets
}

fn ran(texts: &Texts, as_of: Option<Date>) -> Outcome {
    let mut files = MemoryFiles::new();
    for (path, text) in texts {
        files.add(path.clone(), text.clone());
    }
    for (path, bytes) in sheets() {
        files.add(path, bytes);
    }
    let options = Options {
        as_of,
        ..Options::default()
    };
    run(&files, &[String::new()], &options, &mut |_| {})
}

/// A run of texts that give no error.
fn well(texts: &Texts) -> Outcome {
    let outcome = ran(texts, None);
    let errors = outcome
        .problems
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let errors: Vec<_> = errors
        .map(|one| (&one.message, &one.notes, &one.help))
        .take(5)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome
}

/// Everything that a run of all scenarios found, as `vires.record/1` has it, each thing in it a line: sets, places aside.
fn found(outcome: &Outcome) -> BTreeSet<String> {
    found_as(outcome, str::to_owned)
}

/// The same, of a record whose text is changed first.
fn found_as(outcome: &Outcome, change: fn(&str) -> String) -> BTreeSet<String> {
    let view = view(outcome, &[]);
    let text = serde_json::to_string(&wire(&view)).unwrap();
    let json: Value = serde_json::from_str(&change(&text)).unwrap();
    let mut lines = BTreeSet::new();
    for scenario in json["scenarios"].as_array().unwrap() {
        let title = scenario["title"].as_str().unwrap();
        assert!(scenario["evaluated"].as_bool().unwrap(), "{title}");
        for (part, value) in scenario["result"].as_object().unwrap() {
            match value {
                Value::Array(all) => {
                    lines.extend(
                        all.iter()
                            .map(|one| format!("{title}: {part}: {}", placeless(one))),
                    );
                }
                one => {
                    lines.insert(format!("{title}: {part}: {}", placeless(one)));
                }
            }
        }
    }
    assert!(lines.len() > 500, "{}", lines.len());
    lines
}

/// A value with its sets in one order, and without places in files and in the record.
fn placeless(value: &Value) -> String {
    match value {
        Value::Array(all) => {
            let mut all: Vec<String> = all.iter().map(placeless).collect();
            all.sort();
            format!("[{}]", all.join(", "))
        }
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .filter(|(name, value)| !is_place(name, value))
                .map(|(name, value)| format!("{name}: {}", placeless(value)));
            format!("{{{}}}", kept.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Whether a field says where something stands: `at`, `line`, or a number of a row, an act or an instance; or says in a
/// sentence what other fields say, in the order of declarations.
fn is_place(name: &str, value: &Value) -> bool {
    matches!(
        name,
        "at" | "line" | "lines" | "file" | "span" | "id" | "text"
    ) || (value.is_number()
        && matches!(
            name,
            "place" | "happening" | "duty" | "act" | "index" | "number"
        ))
        || matches!(name, "discharges" | "discharged_by")
}

#[track_caller]
fn same(before: &BTreeSet<String>, after: &BTreeSet<String>) {
    let gone: Vec<_> = before.difference(after).take(3).collect();
    let new: Vec<_> = after.difference(before).take(3).collect();
    assert!(
        gone.is_empty() && new.is_empty(),
        "gone: {gone:#?}\nnew: {new:#?}"
    );
}

fn each(texts: &Texts, mut change: impl FnMut(&str, &str) -> String) -> Texts {
    texts
        .iter()
        .map(|(path, text)| (path.clone(), change(path, text)))
        .collect()
}

/// The names that the packs and their scenarios declare.
fn declared(outcome: &Outcome) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for pack in &outcome.packs {
        let policy: &Policy = pack.resolution.policy();
        let kinds = policy.kinds.iter().filter(|kind| !kind.built_in);
        names.extend(kinds.map(|one| one.name.to_string()));
        names.extend(policy.values.iter().map(|one| one.name.to_string()));
        names.extend(policy.value_sets.iter().map(|one| one.name.to_string()));
        names.extend(policy.functions.iter().map(|one| one.name.to_string()));
        names.extend(policy.acts.iter().map(|one| one.name.to_string()));
        names.extend(policy.facts.iter().map(|one| one.name.to_string()));
        names.extend(policy.definitions.iter().map(|one| one.name.to_string()));
        names.extend(policy.decisions.iter().map(|one| one.name.to_string()));
        names.extend(policy.norm_names.iter().map(|one| one.name.to_string()));
        names.extend(policy.delegations.iter().map(|one| one.name.to_string()));
        names.extend(policy.offices.iter().map(|one| one.name.to_string()));
        names.extend(policy.schemes.iter().map(|one| one.name.to_string()));
        names.extend(policy.statements.iter().map(|one| one.name.to_string()));
        for (case, _) in pack.scenarios.iter().filter_map(|one| one.ran.as_ref()) {
            let individuals = case.individuals.iter();
            names.extend(individuals.map(|one| one.name.to_string()));
            names.extend(case.labels.iter().map(|one| one.name.to_string()));
        }
    }
    names
}

const RANKS: [&str; 7] = [
    "Act",
    "regulations",
    "directions",
    "constitution",
    "scheme",
    "guidance",
    "promise",
];

/// The packs of the functions of groups, whose names are no words of the language and whose stories all have events.
fn of_groups() -> Texts {
    let mut texts = texts();
    texts.retain(|path, _| path.starts_with("bodies/") || path.starts_with("functions-of-ccgs/"));
    texts
}

#[test]
fn renaming_everything_changes_nothing() {
    let texts = of_groups();
    let before = ran(&texts, None);
    let mut names = declared(&before);
    // Words of the language that are no keywords stay too.
    let fixed = VerdictWord::ALL.iter().map(|one| one.word());
    let fixed = fixed.chain(StateWord::ALL.iter().map(|one| one.word()));
    for word in fixed.chain(RANKS).flat_map(str::split_whitespace) {
        names.remove(word);
    }
    // `the public` is a claimant in words, wherever a value is called so too.
    for norm in before
        .packs
        .iter()
        .flat_map(|pack| pack.resolution.policy().norms.iter())
    {
        for claimant in &norm.owed_to {
            if let Claimant::Words(words) = claimant {
                words.split_whitespace().for_each(|word| {
                    names.remove(word);
                });
            }
        }
    }
    assert!(names.len() > 200, "{}", names.len());
    let new = each(&texts, |_, text| {
        with_new_names(text, &|word| names.contains(word))
    });
    same(&found(&before), &found_as(&well(&new), turned_back));
    assert_eq!(turned_back(&renamed("ha-95")), "ha-95");
}

#[test]
fn a_body_of_which_no_rule_speaks_changes_nothing() {
    let texts = texts();
    let mut packs = BTreeSet::new();
    let more = each(&texts, |path, text| {
        let pack = path.rsplit_once('/').map_or("", |(pack, _)| pack);
        if path.ends_with(".policy") && packs.insert(pack.to_owned()) {
            let name = pack.replace('/', "-");
            format!("{text}\nkind Bystander-{name}\n\nby-{name} is a Bystander-{name}\n")
        } else {
            text.to_owned()
        }
    });
    same(&found(&well(&texts)), &found(&well(&more)));
}

#[test]
fn a_file_for_each_declaration_changes_nothing() {
    let texts = texts();
    let mut split = Texts::new();
    for (path, text) in &texts {
        let Some(stem) = path.strip_suffix(".policy") else {
            split.insert(path.clone(), text.clone());
            continue;
        };
        for (number, item) in declarations(text).into_iter().enumerate() {
            split.insert(format!("{stem}-{:04}.policy", 9999 - number), item);
        }
    }
    assert!(split.len() > texts.len() + 100);
    same(&found(&well(&texts)), &found(&well(&split)));
}

#[test]
fn the_order_of_days_in_a_file_changes_nothing() {
    let texts = texts();
    let turned = each(&texts, |path, text| match path.ends_with(".scenario") {
        true => days_turned_round(text),
        false => text.to_owned(),
    });
    assert_ne!(texts, turned);
    same(&found(&well(&texts)), &found(&well(&turned)));
}

#[test]
fn moving_every_date_by_28_years_moves_the_results() {
    let texts = texts();
    let later = each(&texts, |_, text| moved(text));
    same(&found_as(&well(&texts), moved), &found(&well(&later)));
}

/// What is certain of a scenario's duties and acts: each duty by norm, bearer and cause, each act by its line.
fn certain(
    policy: &Policy,
    case: &Case,
    record: &vires::record::record::Record,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let words = Words::new(policy).of_case(case);
    let mut states = BTreeSet::new();
    let mut breaches = BTreeSet::new();
    for duty in &record.duties {
        let norm = &policy.norms.get(duty.norm).unwrap().text;
        let line = format!(
            "{norm} of {}, {} {:?}",
            words.value(&duty.bearer),
            duty.arose,
            duty.bindings
        );
        let breached = duty
            .history
            .iter()
            .filter(|step| step.state == StateWord::Breached);
        breaches.extend(breached.map(|step| format!("{line}: breached {}", step.on)));
        // What is still open may be found to be done, or to be nothing to do.
        let ended = matches!(
            duty.state,
            StateWord::Discharged
                | StateWord::DischargedLate
                | StateWord::Breached
                | StateWord::Lapsed
        );
        if duty.exists == Truth::True && ended {
            states.insert(format!("{line}: {:?}", duty.state));
        }
    }
    for act in &record.acts {
        let line = format!("act {}", act.act);
        // What is not listed may hang on a judgement that nobody has made (S5.1).
        if !matches!(
            act.verdict,
            VerdictWord::Undetermined | VerdictWord::NotListed
        ) {
            states.insert(format!("{line}: {:?}", act.verdict));
        }
        for breach in act.breaches.iter().filter(|one| one.certain == Truth::True) {
            let norm = &policy.norms.get(breach.norm).unwrap().text;
            breaches.insert(format!("{line}: breaches {norm}"));
        }
    }
    (states, breaches)
}

#[test]
fn a_longer_look_turns_no_breach_into_none() {
    let texts = of_groups();
    let short = ran(&texts, None);
    let mut held = 0;
    let last = short
        .packs
        .iter()
        .flat_map(|pack| &pack.scenarios)
        .filter_map(|one| one.ran.as_ref().map(|(_, found)| found.record.as_of))
        .max();
    let long = ran(&texts, last.and_then(|day| day.add_days(200)));
    for (pack, longer) in short.packs.iter().zip(&long.packs) {
        for (one, other) in pack.scenarios.iter().zip(&longer.scenarios) {
            let (Some((case, before)), Some((_, after))) = (&one.ran, &other.ran) else {
                continue;
            };
            // Where nothing happens the last day looked at says in which period the looking begins.
            if case.timeline.is_empty() {
                continue;
            }
            let set_aside =
                before.record.left_out.iter().any(|place| {
                    matches!(case.timeline[*place].kind, HappeningKind::SetsAside { .. })
                });
            if set_aside {
                continue;
            }
            let policy = pack.resolution.policy();
            let (_, before) = certain(policy, case, &before.record);
            let (_, after) = certain(policy, case, &after.record);
            let gone: Vec<_> = before.difference(&after).collect();
            assert!(gone.is_empty(), "{}: {gone:#?}", one.title);
            held += before.len();
        }
    }
    assert!(held > 50, "{held} breaches");
}

/// Every line `unknown X`, and every fact that is given, called unknown: then what was certain stays so when it is known.
#[test]
fn knowing_more_contradicts_nothing_that_was_certain() {
    let texts = texts();
    let mut tried = 0;
    let mut certainties = 0;
    for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".scenario")) {
        let given: Vec<(usize, &str)> = text
            .lines()
            .enumerate()
            .filter(|(_, line)| is_given_fact(line))
            .collect();
        // A few of each file: the first, the last, and some between.
        let step = given.len().div_ceil(2).max(1);
        for (number, line) in given.iter().step_by(step) {
            let fact = line
                .trim()
                .trim_start_matches("not ")
                .trim_start_matches("unknown ");
            let with = |new: &str| -> Texts {
                let lines = text
                    .lines()
                    .enumerate()
                    .map(|(at, old)| match at == *number {
                        true => format!("  {new}\n"),
                        false => format!("{old}\n"),
                    });
                let mut changed = texts.clone();
                changed.retain(|other, _| other.ends_with(".policy") || other == path);
                changed.insert(path.clone(), lines.collect());
                changed
            };
            let unknown = ran(&with(&format!("unknown {fact}")), None);
            for known in [fact.to_owned(), format!("not {fact}")] {
                let known = ran(&with(&known), None);
                let pairs = unknown.packs.iter().zip(&known.packs);
                for (one, other) in pairs.flat_map(|(a, b)| {
                    a.scenarios
                        .iter()
                        .zip(&b.scenarios)
                        .map(move |(x, y)| ((a, x), (b, y)))
                }) {
                    let (Some((case, before)), Some((other_case, after))) =
                        (&one.1.ran, &other.1.ran)
                    else {
                        continue;
                    };
                    let policy = one.0.resolution.policy();
                    let (before, breaches) = certain(policy, case, &before.record);
                    let (after, more) = certain(policy, other_case, &after.record);
                    let gone: Vec<_> = before
                        .difference(&after)
                        .chain(breaches.difference(&more))
                        .collect();
                    assert!(
                        gone.is_empty(),
                        "{path}, {}: {line}: {gone:#?}",
                        one.1.title
                    );
                    certainties += before.len();
                }
                tried += 1;
            }
        }
    }
    assert!(
        tried > 20 && certainties > 200,
        "{tried} tried, {certainties} certain"
    );
}

/// Whether a line of `given` says that a fact of some bodies is so, not so, or unknown, without days.
fn is_given_fact(line: &str) -> bool {
    let text = line.trim();
    let plain = text.starts_with("not ")
        || text.starts_with("unknown ")
        || text.starts_with(|c: char| c.is_lowercase());
    line.starts_with("  ")
        && !line.starts_with("   ")
        && plain
        && text.ends_with(')')
        && text.find('(').is_some_and(|open| {
            let head = text[..open]
                .trim_start_matches("not ")
                .trim_start_matches("unknown ");
            !head.contains(' ') && !text[open..].contains(':')
        })
}
