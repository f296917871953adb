//! The layout of random packs: it says the same, keeps every comment, and a second time changes nothing (issue of editing, fmt).

use vires::{
    base::span::FileId,
    format::{
        same::same_but_for_spans,
        text::{format_policy, format_scenario},
    },
    syntax::{
        lex::lex,
        parse::{policy::parse_policy, scenario::parse_scenario},
        token::TokenKind,
    },
};
use vires_reference::generate::generate;

/// The text with a comment behind or above every few lines, with odd blanks before lines that are indented.
fn disturbed(text: &str, seed: usize) -> String {
    let mut out = String::new();
    for (at, line) in text.lines().enumerate() {
        let odd = (at * 7 + seed) % 5;
        if odd == 0 && !line.is_empty() {
            let indent = line.len() - line.trim_start().len();
            out.push_str(&format!("{}# above {at}\n", " ".repeat(indent)));
        }
        if odd == 1 && line.starts_with(' ') {
            out.push(' ');
        }
        out.push_str(line);
        if odd == 2 && !line.is_empty() {
            out.push_str(&format!("   # behind {at}"));
        }
        out.push('\n');
    }
    out
}

fn comments(text: &str) -> Vec<String> {
    let comment = |kind| kind == TokenKind::Comment;
    let tokens = lex(text).into_iter().filter(|token| comment(token.kind));
    let texts = tokens.map(|token| token.text(text).trim_end().to_owned());
    texts.collect()
}

#[test]
fn random_packs_keep_their_tree_and_comments() {
    for seed in 0..300 {
        let pack = generate(seed);
        let policy = disturbed(&pack.policy, seed as usize);
        let scenario = disturbed(&pack.scenario, seed as usize);
        let (policy_once, _) = format_policy(FileId(0), &policy);
        let (scenario_once, _) = format_scenario(FileId(0), &scenario);
        assert!(
            same_but_for_spans(
                &parse_policy(FileId(0), &policy).0,
                &parse_policy(FileId(0), &policy_once).0
            ),
            "case {seed}: another tree\n{policy}\n{policy_once}"
        );
        assert!(
            same_but_for_spans(
                &parse_scenario(FileId(0), &scenario).0,
                &parse_scenario(FileId(0), &scenario_once).0
            ),
            "case {seed}: another tree\n{scenario}\n{scenario_once}"
        );
        assert_eq!(comments(&policy), comments(&policy_once), "case {seed}");
        assert_eq!(comments(&scenario), comments(&scenario_once), "case {seed}");
        assert_eq!(policy_once, format_policy(FileId(0), &policy_once).0);
        assert_eq!(scenario_once, format_scenario(FileId(0), &scenario_once).0);
    }
}
