//! Holds the engine against the reference on random packs: `differential --cases N --seed S`.
//!
//! `--case K` runs one case alone and prints it; `--reach` prints what the cases used and reached, and what none did;
//! `--save N` shrinks and saves so many disagreements; `--threads N`. The output does not depend on the threads.
//! `--first` stops at the first disagreement and says after how many cases it was found; `--pack POLICY SCENARIO` compares two
//! files instead.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::ExitCode,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    time::Instant,
};

use vires_reference::{
    compare::{Compared, compare},
    generate::generate,
    reach::{points, verdict_words},
    shrink::shrink,
};

/// What came of some of the cases.
#[derive(Default)]
struct Sums {
    features: BTreeMap<&'static str, usize>,
    verdicts: BTreeMap<String, usize>,
    compared: usize,
    stopped: usize,
    refused: BTreeMap<u64, String>,
    disagree: BTreeSet<u64>,
    cases: u64,
}

impl Sums {
    fn join(&mut self, other: Sums) {
        for (feature, count) in other.features {
            *self.features.entry(feature).or_default() += count;
        }
        for (word, count) in other.verdicts {
            *self.verdicts.entry(word).or_default() += count;
        }
        self.cases += other.cases;
        self.compared += other.compared;
        self.stopped += other.stopped;
        self.refused.extend(other.refused);
        self.disagree.extend(other.disagree);
    }

    fn case(&mut self, number: u64) {
        let pack = generate(number);
        match compare(&pack.policy, &pack.scenario) {
            Compared::Same(found) => {
                self.compared += found.len();
                for (feature, count) in pack.features {
                    *self.features.entry(feature).or_default() += count;
                }
                for line in &found {
                    for word in verdict_words(line) {
                        *self.verdicts.entry(word).or_default() += 1;
                    }
                }
            }
            Compared::BothStop => self.stopped += 1,
            Compared::Refused(why) => {
                self.refused
                    .insert(number, why.into_iter().next().unwrap_or_default());
            }
            Compared::Differ(..) => {
                self.disagree.insert(number);
            }
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)?.parse::<u64>().ok()
    };
    let flag = |name: &str| arguments.iter().any(|a| a == name);
    if let Some(number) = value("--case") {
        return one(number);
    }
    if let Some(at) = arguments.iter().position(|a| a == "--pack") {
        return files(&arguments[at + 1..]);
    }
    let until_first = flag("--first");
    let cases = value("--cases").unwrap_or(1000);
    let first = value("--seed").unwrap_or(1).wrapping_mul(1_000_000_007);
    let threads = value("--threads")
        .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get() as u64));
    let next = AtomicU64::new(0);
    let stop = AtomicBool::new(false);
    let begun = Instant::now();
    let mut sums = Sums::default();
    std::thread::scope(|scope| {
        let run = || {
            let mut mine = Sums::default();
            loop {
                let case = next.fetch_add(1, Ordering::Relaxed);
                let found = until_first && stop.load(Ordering::Relaxed);
                if case >= cases || found {
                    return mine;
                }
                mine.case(first.wrapping_add(case));
                mine.cases += 1;
                if !mine.disagree.is_empty() {
                    stop.store(true, Ordering::Relaxed);
                }
            }
        };
        let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(run)).collect();
        for thread in running {
            match thread.join() {
                Ok(mine) => sums.join(mine),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    if until_first && let Some(case) = sums.disagree.first() {
        let seconds = begun.elapsed().as_secs_f64();
        println!(
            "found after {} cases, {seconds:.1} s: case {case}",
            sums.cases
        );
        return ExitCode::FAILURE;
    }
    for (number, why) in sums.refused.iter().take(3) {
        eprintln!("case {number} is no pack: {why}");
    }
    let most = value("--save").unwrap_or(10) as usize;
    for number in sums.disagree.iter().take(most) {
        let pack = generate(*number);
        save(*number, &pack.policy, &pack.scenario);
    }
    if flag("--reach") {
        reach(&sums);
    }
    println!(
        "{} verdicts compared; {} cases stopped on both sides; {} were no packs",
        sums.compared,
        sums.stopped,
        sums.refused.len()
    );
    println!(
        "{} cases, {} disagreements",
        sums.cases,
        sums.disagree.len()
    );
    if sums.disagree.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// One case with what both find.
fn one(number: u64) -> ExitCode {
    let pack = generate(number);
    println!("{}{}", pack.policy, pack.scenario);
    show(&pack.policy, &pack.scenario)
}

/// A policy and a scenario in files, with what both find.
fn files(paths: &[String]) -> ExitCode {
    let read = |at: usize| paths.get(at).and_then(|path| fs::read_to_string(path).ok());
    match (read(0), read(1)) {
        (Some(policy), Some(scenario)) => show(&policy, &scenario),
        _ => {
            eprintln!("wanted: --pack POLICY SCENARIO");
            ExitCode::from(2)
        }
    }
}

fn show(policy: &str, scenario: &str) -> ExitCode {
    match compare(policy, scenario) {
        Compared::Differ(engine, reference) => {
            for line in engine {
                println!("  engine:    {line}");
            }
            for line in reference {
                println!("  reference: {line}");
            }
            ExitCode::FAILURE
        }
        Compared::Same(found) => {
            for line in found {
                println!("  both: {line}");
            }
            ExitCode::SUCCESS
        }
        other => {
            println!("{other:?}");
            ExitCode::SUCCESS
        }
    }
}

/// The tables of what was used, what came out, and which points of the meaning that reaches.
fn reach(sums: &Sums) {
    println!("features in agreeing cases, and how often");
    for (feature, count) in &sums.features {
        println!("  {count:>8}  {feature}");
    }
    println!("verdicts reached, and how often");
    for (word, count) in &sums.verdicts {
        println!("  {count:>8}  {word}");
    }
    println!(
        "points of the meaning, and how often features and verdicts that turn on them came up"
    );
    for (point, of) in points() {
        let count: usize = of
            .iter()
            .map(|name| {
                sums.features.get(name).copied().unwrap_or(0)
                    + sums.verdicts.get(*name).copied().unwrap_or(0)
            })
            .sum();
        let holes: Vec<_> = of
            .iter()
            .filter(|name| {
                !sums.features.contains_key(*name) && !sums.verdicts.contains_key(**name)
            })
            .copied()
            .collect();
        let holes = if holes.is_empty() {
            String::new()
        } else {
            format!("  never: {}", holes.join(", "))
        };
        println!("  {count:>8}  {point}{holes}");
    }
}

fn save(number: u64, policy: &str, scenario: &str) {
    let (policy, scenario) = shrink(policy, scenario);
    println!("--- case {number}\n{policy}{scenario}");
    if let Compared::Differ(engine, reference) = compare(&policy, &scenario) {
        for line in engine {
            println!("  engine:    {line}");
        }
        for line in reference {
            println!("  reference: {line}");
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
    let write = |name: String, text: &str| {
        if let Err(error) =
            fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join(name), text))
        {
            eprintln!("not saved: {error}");
        }
    };
    write(format!("case-{number}.policy"), &policy);
    write(format!("case-{number}.scenario"), &scenario);
}
