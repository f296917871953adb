//! Holds the engine against the reference on random packs: `differential --cases N --seed S`.

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use vires_reference::{
    compare::{Compared, compare},
    generate::generate,
    shrink::shrink,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, or: u64| {
        arguments
            .iter()
            .position(|a| a == name)
            .and_then(|at| arguments.get(at + 1))
            .and_then(|n| n.parse().ok())
            .unwrap_or(or)
    };
    let (cases, seed, most) = (
        number("--cases", 1000),
        number("--seed", 1),
        number("--save", 10),
    );
    let table = !arguments.iter().any(|a| a == "--no-table");
    let mut features: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut reached: BTreeMap<String, usize> = BTreeMap::new();
    let (mut disagreements, mut refused, mut verdicts, mut stopped) = (0u64, 0u64, 0usize, 0u64);
    for case in 0..cases {
        let number = seed.wrapping_mul(1_000_000_007).wrapping_add(case);
        let pack = generate(number);
        match compare(&pack.policy, &pack.scenario) {
            Compared::Same(found) => {
                verdicts += found.len();
                for (feature, count) in pack.features {
                    *features.entry(feature).or_default() += count;
                }
                for line in &found {
                    for word in reaches(line) {
                        *reached.entry(word).or_default() += 1;
                    }
                }
            }
            Compared::BothStop => stopped += 1,
            Compared::Refused(why) => {
                refused += 1;
                if refused <= 3 {
                    eprintln!(
                        "case {number} is no pack: {}",
                        why.first().map_or("", String::as_str)
                    );
                    if arguments.iter().any(|a| a == "--show-refused") {
                        eprintln!("{}\n{}", pack.policy, pack.scenario);
                    }
                }
            }
            Compared::Differ(..) => {
                disagreements += 1;
                if disagreements <= most {
                    save(number, &pack.policy, &pack.scenario);
                }
            }
        }
    }
    if table {
        println!("features in agreeing cases, and how often");
        for (feature, count) in &features {
            println!("  {count:>8}  {feature}");
        }
        println!("verdicts reached, and how often");
        for (word, count) in &reached {
            println!("  {count:>8}  {word}");
        }
        println!(
            "{verdicts} verdicts compared; {stopped} cases stopped on both sides; {refused} were no packs"
        );
    }
    println!("{cases} cases, {disagreements} disagreements");
    if disagreements == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The verdict words in a line.
fn reaches(line: &str) -> Vec<String> {
    if let Some(rest) = line.strip_prefix("act ") {
        let word = rest
            .split(" is ")
            .nth(1)
            .and_then(|r| r.split(" breaches").next())
            .unwrap_or("");
        return vec![format!("act {word}")];
    }
    let mut out: Vec<String> = line
        .split("; ")
        .skip(1)
        .map(|part| {
            format!(
                "duty {}",
                part.split(|c: char| c.is_ascii_digit() || c == '<')
                    .next()
                    .unwrap_or("")
                    .trim()
            )
        })
        .collect();
    if line.contains(" perhaps;") {
        out.push("duty that perhaps exists".into());
    }
    if line.contains('<') {
        out.push("interval of breach".into());
    }
    out
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
