//! Hostile input: whatever the bytes, there is an answer, soon, and without a crash.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use vires::base::span::FileId;
use vires::diagnostics::{diagnostic::Diagnostic, reading::decode};
use vires::syntax::{
    lex::lex,
    parse::{policy::parse_policy, scenario::parse_scenario},
    split::{item_starts, split},
};

/// The messages about a text, which must come within seconds even where nothing is optimised.
fn messages(text: &str) -> Vec<Diagnostic> {
    let start = Instant::now();
    let (_, problems) = parse_policy(FileId(0), text);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "took {took:?}");
    problems.sorted()
}

fn codes(text: &str) -> Vec<&'static str> {
    messages(text).iter().map(|found| found.code.id()).collect()
}

#[test]
fn nothing_is_a_policy_of_nothing() {
    for text in ["", "\n", "\r\n\r\n", "# a comment", "   \n\t\n"] {
        assert!(messages(text).is_empty(), "{text:?}");
        assert!(item_starts(text).is_empty());
    }
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let text = "kind A\r\nkind B {\r\n  area: Area # where\r\n}\r\n";
    assert!(messages(text).is_empty());
    assert_eq!(item_starts(text).len(), 2);
}

#[test]
fn bytes_that_are_no_text_are_refused_before_they_are_read() {
    for bytes in [&b"kind A\xff"[..], b"kind A\0", b"\xff\xfek\0i\0"] {
        let (text, problems) = decode("p/a.policy", bytes.to_vec());
        assert!(text.is_none() && problems.has_errors());
    }
}

#[test]
fn brackets_are_nested_to_a_limit() {
    let within = |depth: usize| {
        format!(
            "define a(c: CCG)\n  when {}x{}\n",
            "(".repeat(depth),
            ")".repeat(depth)
        )
    };
    assert_eq!(codes(&within(127)), [""; 0]);
    assert_eq!(codes(&within(128)), [""; 0]);
    assert_eq!(codes(&within(129)), ["P0106"]);
    assert_eq!(codes(&within(100_000)), ["P0106"]);
    assert_eq!(codes(&"(".repeat(100_000)).len(), 1);
    assert!(codes(&format!("kind A {}", ")".repeat(100_000))).len() <= 60);
    let sets = format!("define a: b\n  is {}{}\n", "{".repeat(128), "}".repeat(128));
    assert_eq!(codes(&sets), [""; 0]);
    let calls = format!(
        "define a: b\n  is {}x{}\n",
        "f(a: ".repeat(128),
        ")".repeat(128)
    );
    assert_eq!(codes(&calls), [""; 0]);
    let trees = format!("values A {}{}\n", "{ a ".repeat(128), "}".repeat(128));
    assert_eq!(codes(&trees), [""; 0]);
}

#[test]
fn the_deepest_that_is_read_can_be_read_on_a_small_stack() {
    // The words that go down furthest, at the limit: a thread of two megabytes must do, which is what tests and some
    // systems give.
    for inner in [
        "not (",
        "f(x: total amount of g(",
        "some b: B where (",
        "28 days after (",
        "{all of {",
    ] {
        let closing: String = inner
            .chars()
            .rev()
            .filter_map(|c| match c {
                '(' => Some(')'),
                '{' => Some('}'),
                _ => None,
            })
            .collect();
        let times = 60;
        let text = format!(
            "define a(c: CCG)\n  when {}x{}\n",
            inner.repeat(times),
            closing.repeat(times)
        );
        assert!(
            messages(&text)
                .iter()
                .all(|found| found.code.id() != "P0201"),
            "{inner}"
        );
    }
}

#[test]
fn rows_of_words_are_limited_too() {
    for (words, code) in [
        ("some b: Board where ", "P0106"),
        ("not ", "P0106"),
        ("start of ", "P0106"),
        ("28 days after ", "P0106"),
        ("every b: Board where x has ", "P0106"),
        ("total amount of ", "P0106"),
        ("count of f() by ", "P0106"),
        ("days from ", "P0106"),
        ("latest ", "P0106"),
    ] {
        for times in [200, 20_000] {
            let text = format!("define a(c: CCG)\n  when {}x\n", words.repeat(times));
            assert!(codes(&text).contains(&code), "{words}: {:?}", codes(&text));
        }
    }
}

#[test]
fn long_flat_chains_are_no_trouble() {
    for joint in [" and ", " or "] {
        let chain = vec!["x"; 10_000].join(joint);
        let text = format!("define a(c: CCG)\n  when {chain}\n");
        assert_eq!(codes(&text), [""; 0], "{joint}");
    }
    let sums = vec!["x + y * z"; 10_000].join(" or ");
    assert_eq!(codes(&format!("define a: b\n  is {sums}\n")), [""; 0]);
    let arguments = vec!["x: y"; 10_000].join(", ");
    assert_eq!(
        codes(&format!("define a: b\n  is f({arguments})\n")),
        [""; 0]
    );
}

#[test]
fn what_nests_as_it_gets_longer_is_limited() {
    for joint in [" + ", " * ", " - ", " / ", " of "] {
        for (terms, expected) in [
            (257, vec![]),
            (258, vec!["P0106"]),
            (100_000, vec!["P0106"]),
        ] {
            let chain = vec!["x"; terms].join(joint);
            let text = format!("define a(c: CCG)\n  when {chain}\n");
            assert_eq!(codes(&text), expected, "{joint} {terms}");
        }
    }
    // Brackets add up: no way leads deeper.
    let inner = format!("({}", "x + ".repeat(20)).repeat(100);
    let text = format!("define a: b\n  is {inner}x{}\n", ")".repeat(100));
    assert_eq!(codes(&text), ["P0106"]);
}

/// Lines of one sort of character: long ones, and for the commonest as long as a file may well be.
#[test]
fn one_long_line_is_read_in_time() {
    for (piece, megabytes) in [
        ("a", 10),
        ("a ", 1),
        (" ", 1),
        ("\"", 1),
        ("(", 1),
        ("§", 1),
        ("-", 1),
        ("1", 1),
        ("£", 1),
        ("\\", 1),
        ("#", 1),
        ("a.b", 1),
        ("|", 1),
    ] {
        let text = piece.repeat((megabytes << 20) / piece.len());
        let found = messages(&text);
        assert!(found.len() <= 120, "{piece}: {}", found.len());
    }
}

#[test]
fn scenarios_are_limited_as_policies_are() {
    for line in [
        "(",
        "a is ",
        "not ",
        "start of ",
        "some a: B where ",
        "total ",
        "a of ",
        "f(x: ",
        "a, ",
        "a and ",
        "1 April 2013 ",
    ] {
        for section in ["given", "timeline", "expect", "ask", "but"] {
            let text = format!("scenario \"s\"\n\n{section}\n  {}x\n", line.repeat(5_000));
            let start = Instant::now();
            let (_, problems) = parse_scenario(FileId(0), &text);
            assert!(start.elapsed() < Duration::from_secs(20));
            assert!(problems.len() <= 120, "{section} {line}");
        }
    }
}

#[test]
fn faults_of_one_sort_are_counted_after_the_first() {
    let text = "kind A ; b\n".repeat(10_000);
    let found = messages(&text);
    assert_eq!(found.len(), 51, "fifty of them, and how many more");
    assert!(found.iter().any(|found| found.code.id() == "P0108"));
}

/// Bits of the language, whole and broken, to be thrown together.
const BITS: &[&str] = &[
    "duty ",
    "policy ",
    "kind ",
    "define ",
    "decide ",
    "scheme ",
    "values ",
    "note ",
    "a",
    "b",
    "CCG",
    "c: CCG",
    "\n",
    "\n  ",
    "\n    ",
    "{",
    "}",
    "(",
    ")",
    ",",
    ":",
    "|",
    "when ",
    "must ",
    "if ",
    "bearer ",
    "effect ",
    "is ",
    "not ",
    "and ",
    "or ",
    "of ",
    "some ",
    "every ",
    "where ",
    "has ",
    "done ",
    "before ",
    "within ",
    "28 days ",
    "£5",
    "1.5%",
    "2013-04-01",
    "31 June 2013",
    "2013/14",
    "\"x\"",
    "\"",
    "#",
    " - ",
    "+",
    "count of ",
    "total ",
    "latest ",
    "as x",
    "then ",
    "otherwise ",
    "none ",
    "source ",
    "F-1.D02",
    "\t",
    "\r\n",
    "é",
    "\u{202e}",
    "in force ",
    "from ",
    "until ",
];

/// Bits of scenarios.
const SCENARIO_BITS: &[&str] = &[
    "scenario ",
    "background\n",
    "given\n",
    "timeline\n",
    "expect\n",
    "ask\n",
    "but\n",
    "columns of events {",
    "as of ",
    "\n",
    "\n  ",
    "\n    ",
    "a ",
    "b ",
    "is a CCG ",
    "{",
    "}",
    "(",
    ")",
    ", ",
    ": ",
    "ha-1 to ha-95 ",
    "are Person",
    "unknown ",
    "not ",
    "holds ",
    "of c ",
    "from ",
    "until ",
    "1 April 2013 ",
    "31 June 2013 ",
    "14:30 ",
    "does ",
    "do ",
    "publish(a: b) ",
    "delegates ",
    "to d ",
    "up to £5 per act ",
    "revokes ",
    "agrees to ",
    "judges ",
    "true ",
    "because ",
    "\"x\" ",
    "\"",
    "evidence of {a} ",
    "for ",
    "waives ",
    "directs ",
    "by ",
    "sets aside ",
    "joins ",
    "acting as ",
    "on behalf of ",
    "duty ",
    "breached ",
    "act ",
    "void ",
    "may ",
    "nothing ",
    "else ",
    "who may ",
    "what ",
    "must ",
    "and ",
    "as x ",
    "via ",
    "having regard to {a} ",
    "like ",
    "assuming ",
    "without ",
    "with ",
    "#",
    "é",
    "|",
    "answerable ",
    "conflict ",
    "link ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn tokens_make_up_the_text(text in "\\PC{0,200}(\n\\PC{0,80}){0,5}") {
        let tokens = lex(&text);
        let mut at = 0;
        for token in &tokens {
            prop_assert_eq!(token.start, at);
            prop_assert!(token.end > token.start);
            at = token.end;
            let inner = token.text(&text);
            prop_assert!(!inner.trim_end_matches(['\n', '\r']).contains('\n'));
        }
        prop_assert_eq!(at as usize, text.len());
    }

    #[test]
    fn soup_is_answered(bits in proptest::collection::vec(0..BITS.len(), 0..60)) {
        let text: String = bits.iter().map(|bit| BITS[*bit]).collect();
        let (tree, problems) = parse_policy(FileId(0), &text);
        let (source, _) = split(FileId(0), &text);
        prop_assert_eq!(tree.items.len(), source.items.len());
        for found in problems.iter() {
            if let Some(span) = found.span() {
                let start = source.items.get(span.item as usize).map_or(0, |item| item.start);
                prop_assert!(start + span.end as usize <= text.len(), "{:?} in {:?}", found, text);
                prop_assert!(span.start <= span.end);
            }
        }
        // What is bad in the tree has been told.
        let bad = format!("{tree:?}").contains("Bad");
        prop_assert!(!bad || !problems.is_empty());
    }

    #[test]
    fn soup_of_scenarios_is_answered(bits in proptest::collection::vec(0..SCENARIO_BITS.len(), 0..60)) {
        let text: String = bits.iter().map(|bit| SCENARIO_BITS[*bit]).collect();
        let (tree, problems) = parse_scenario(FileId(0), &text);
        let bad = format!("{tree:?}").contains("Bad");
        prop_assert!(!bad || !problems.is_empty(), "{:?} {:?}", text, tree);
    }

    #[test]
    fn anything_is_answered(text in "[ -~\n\t£é]{0,300}") {
        let _ = parse_scenario(FileId(0), &text);
        let (_, problems) = parse_policy(FileId(0), &text);
        let again = parse_policy(FileId(0), &text).1;
        prop_assert_eq!(problems.sorted(), again.sorted());
    }
}
