//! The examples of `docs/language.md` run: the blocks of one section stand together, with the words that all share.

use std::fs;

use vires::syntax::keyword::KEYWORDS;

use super::cli::vires;

const PAGE: &str = include_str!("../../docs/language.md");

/// The blocks of one section, by the words behind the fence.
struct Section {
    title: &'static str,
    policies: String,
    scenarios: String,
}

/// The sections in order, and the block of words that the others share.
fn sections() -> (Vec<Section>, &'static str) {
    let mut sections = Vec::new();
    let mut shared = "";
    for text in PAGE.split("\n#") {
        let title = text.lines().next().unwrap().trim_start_matches(['#', ' ']);
        let mut section = Section {
            title,
            policies: String::new(),
            scenarios: String::new(),
        };
        for piece in text.split("\n```").skip(1).step_by(2) {
            let (fence, block) = piece.split_once('\n').unwrap();
            match fence {
                "policy shared" => shared = block,
                "policy" => section.policies += &format!("{block}\n\n"),
                "scenario" => section.scenarios += &format!("{block}\n\n"),
                "text" => {}
                other => panic!("`{title}` has a block of `{other}`"),
            }
        }
        if !(section.policies.is_empty() && section.scenarios.is_empty()) {
            sections.push(section);
        }
    }
    (sections, shared)
}

/// Every section as a pack in a folder of its own: the folder's path with each.
fn packs(folder: &std::path::Path) -> Vec<(String, Section)> {
    let (sections, shared) = sections();
    let mut packs = Vec::new();
    for (number, section) in sections.into_iter().enumerate() {
        let name = format!("section-{number}");
        let pack = folder.join(&name);
        fs::create_dir(&pack).unwrap();
        if !section.policies.starts_with("policy ") {
            fs::write(pack.join("shared.policy"), format!("{shared}\n")).unwrap();
        }
        if !section.policies.is_empty() {
            fs::write(pack.join("section.policy"), section.policies.trim_end()).unwrap();
        }
        if !section.scenarios.is_empty() {
            fs::write(pack.join("section.scenario"), section.scenarios.trim_end()).unwrap();
        }
        packs.push((name, section));
    }
    packs
}

#[test]
fn every_example_is_read_runs_and_comes_out_as_it_says() {
    let folder = tempfile::tempdir().unwrap();
    for (pack, section) in packs(folder.path()) {
        let command = if section.scenarios.is_empty() {
            "check"
        } else {
            "run"
        };
        let ran = vires(folder.path(), &[command, &pack]);
        let title = section.title;
        assert_eq!(ran.code, 0, "{title}\n{}{}", ran.out, ran.err);
        let errors = ran.err.contains("error:");
        assert!(!errors, "{title}\n{}", ran.err);
        if command == "run" {
            assert!(!ran.out.contains(" 0 met"), "{title}\n{}", ran.out);
        }
    }
}

#[test]
fn every_example_is_in_the_canonical_layout() {
    let (sections, shared) = sections();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shared.policy"), format!("{shared}\n")).unwrap();
    for (number, section) in sections.iter().enumerate() {
        for (ending, text) in [
            ("policy", &section.policies),
            ("scenario", &section.scenarios),
        ] {
            if !text.is_empty() {
                let path = folder.path().join(format!("{number}.{ending}"));
                fs::write(path, format!("{}\n", text.trim_end())).unwrap();
            }
        }
    }
    let fmt = vires(folder.path(), &["fmt", "--check", "."]);
    assert_eq!(fmt.code, 0, "{}{}", fmt.out, fmt.err);
}

/// Keywords of forms that the page does not run: those of spreadsheets, `use` (which needs another pack), what is refused
/// (`between`), and the plural of `agrees`.
const NOT_HERE: &[&str] = &[
    "agree", "between", "column", "crosses", "matter", "sheet", "use",
];

#[test]
fn every_keyword_stands_in_an_example() {
    let mut blocks = String::new();
    for piece in PAGE.split("\n```").skip(1).step_by(2) {
        let (fence, block) = piece.split_once('\n').unwrap();
        if fence != "text" {
            blocks += block;
            blocks.push('\n');
        }
    }
    let words: Vec<&str> = blocks
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .collect();
    let missing: Vec<&&str> = KEYWORDS
        .iter()
        .filter(|word| !words.contains(word) && !NOT_HERE.contains(word))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_numbered_point_and_every_link_has_its_place() {
    for point in 1..=14 {
        assert!(PAGE.contains(&format!("\n### S{point} ")), "S{point}");
    }
    for (link, _) in PAGE
        .split("](#")
        .skip(1)
        .filter_map(|at| at.split_once(')'))
    {
        let there = PAGE
            .lines()
            .filter(|line| line.starts_with('#'))
            .any(|line| {
                let anchor: String = line
                    .trim_start_matches('#')
                    .trim()
                    .to_lowercase()
                    .chars()
                    .filter(|c| c.is_alphanumeric() || [' ', '-'].contains(c))
                    .map(|c| if c == ' ' { '-' } else { c })
                    .collect();
                anchor == link
            });
        assert!(there, "#{link}");
    }
    for (path, _) in PAGE.split("](").skip(1).filter_map(|at| at.split_once(')')) {
        if !path.starts_with('#') {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
            assert!(root.join("docs").join(path).exists(), "{path}");
        }
    }
}
