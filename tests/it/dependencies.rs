//! What comes in from other people's code: each direct dependency has its row in docs/dependencies.md, and all that
//! Cargo.lock names is of a licence and from a source that deny.toml allows, as `cargo deny` would find.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names under the headings `[dependencies]`, `[dev-dependencies]` … of a manifest that this names.
fn named(manifest: &str, heading: &str) -> BTreeSet<String> {
    let text = read(manifest);
    let wanted = format!("[{heading}]");
    let lines = text.lines().skip_while(|line| line.trim() != wanted);
    lines
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| Some(line.split_once('=')?.0.trim().to_owned()))
        .collect()
}

/// The names in the first column of the table under a heading of docs/dependencies.md.
fn told(heading: &str) -> BTreeSet<String> {
    let text = read("docs/dependencies.md");
    let section = text
        .split("\n## ")
        .find(|section| section.starts_with(heading))
        .unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        assert_eq!(cells.len(), 4, "{row}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{row}");
        cells[0].trim_matches('`').to_owned()
    })
    .collect()
}

#[test]
fn every_direct_dependency_has_its_row_and_no_other() {
    for (manifest, heading, section) in [
        ("Cargo.toml", "dependencies", "In the tool"),
        ("Cargo.toml", "dev-dependencies", "In tests and benchmarks"),
        (
            "reference/Cargo.toml",
            "dependencies",
            "In the second reading",
        ),
        ("fuzz/Cargo.toml", "dependencies", "In fuzzing"),
    ] {
        let named = named(manifest, heading);
        assert!(!named.is_empty(), "{manifest}");
        assert_eq!(named, told(section), "{manifest}, {heading}");
    }
    for (manifest, heading) in [
        ("Cargo.toml", "build-dependencies"),
        ("reference/Cargo.toml", "dev-dependencies"),
        ("fuzz/Cargo.toml", "dev-dependencies"),
    ] {
        assert!(named(manifest, heading).is_empty(), "{manifest}, {heading}");
    }
}

/// The texts of a list in deny.toml.
fn list(name: &str) -> Vec<String> {
    let text = read("deny.toml");
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with(&format!("{name} = [")));
    let mut found = Vec::new();
    for line in lines {
        let mut quoted = line.split('"').skip(1).step_by(2);
        found.extend(quoted.next().map(str::to_owned));
        if line.ends_with(']') {
            break;
        }
    }
    found
}

/// Whether a licence, as a manifest says it, can be taken by allowed ones alone. `/` is the old way to write `OR`.
fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    let licence = licence.replace('/', " OR ");
    let spaced = licence.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let found = any_of(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "`{licence}` cannot be read");
    found
}

fn any_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut found = all_of(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        found |= all_of(words, at, allowed);
    }
    found
}

fn all_of(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    let mut found = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        found &= one(words, at, allowed);
    }
    found
}

fn one(words: &[&str], at: &mut usize, allowed: &[String]) -> bool {
    if words.get(*at) == Some(&"(") {
        *at += 1;
        let found = any_of(words, at, allowed);
        assert_eq!(words.get(*at), Some(&")"), "{words:?}");
        *at += 1;
        return found;
    }
    let mut name = words[*at].to_owned();
    *at += 1;
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words[*at + 1]);
        *at += 2;
    }
    allowed.contains(&name)
}

#[test]
fn licences_are_read_as_they_are_written() {
    let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (licence, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR ISC) AND MIT", true),
        ("MIT AND (GPL-3.0 OR LGPL-2.1)", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), expected, "{licence}");
    }
}

#[test]
fn what_is_pulled_in_is_of_an_allowed_licence() {
    let allowed = list("allow");
    assert!(allowed.len() > 3, "{allowed:?}");
    let done = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "{}", packages.len());
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str();
        assert!(
            licence.is_some_and(|licence| is_allowed(licence, &allowed)),
            "{name} is of the licence {licence:?}, which deny.toml does not allow"
        );
    }
}

#[test]
fn what_is_pulled_in_comes_from_the_registry_and_in_one_version() {
    let registries = list("allow-registry");
    let skipped = list("skip");
    for lock in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let text = read(lock);
        let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for package in text.split("[[package]]").skip(1) {
            let field = |name: &str| {
                package.lines().find_map(|line| {
                    let rest = line.strip_prefix(name)?.strip_prefix(" = \"")?;
                    rest.strip_suffix('"')
                })
            };
            let (name, version) = (field("name").unwrap(), field("version").unwrap());
            versions.entry(name).or_default().insert(version);
            match field("source") {
                // What stands in this repository has no source.
                None => assert!(name.starts_with("vires"), "{lock}: {name}"),
                Some(source) => {
                    let from = source.strip_prefix("registry+").unwrap_or(source);
                    assert!(
                        registries.iter().any(|known| known == from),
                        "{lock}: {name} comes from {source}"
                    );
                    assert!(field("checksum").is_some(), "{lock}: {name}");
                }
            }
        }
        for (name, versions) in &versions {
            let left: Vec<&&str> = versions
                .iter()
                .filter(|version| {
                    let is_skipped = |skip: &String| {
                        skip.split_once('@').is_some_and(|(known, major)| {
                            known == *name && version.split('.').next() == Some(major)
                        })
                    };
                    !skipped.iter().any(is_skipped)
                })
                .collect();
            assert_eq!(left.len(), 1, "{lock}: {name} {versions:?}");
        }
    }
}
