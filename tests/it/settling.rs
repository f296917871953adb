//! What would settle a result that is undetermined: each set that is offered settles it, and an exhaustive search over all sets
//! of as many facts finds the same ones.

use std::collections::{BTreeMap, BTreeSet};

use vires::{
    base::files::MemoryFiles,
    engine::run::{evaluation::Evaluation, whole},
    explain::{
        explain::{Ran, every},
        settle::{search::settling, trials::Trials},
        subject::Subject,
    },
    facade::{
        explain::{What, explain},
        load::load,
        meaning::meaning,
        run::{Options, Unknowns, run},
    },
    policy::value::Value,
    program::program::Program,
    query::ask,
    record::{record::Record, settling::Settling},
    report::{
        explain_text::explain_text,
        explain_view::{ExplainView, Extent},
        run_text::{Detail, run_text},
        style::Style,
        view::{Ran as RanView, RunView, ScenarioState, ScenarioView},
        wire::explanation::explanation_json,
    },
    words::Words,
};

const POLICY: &str = r#"policy grants
  in force from 1 April 2012
  powers of Council are exhaustive

functions { giving }
values Colour { red  amber  green }
kind Body
kind Council is a Body, statutory {
  population : number
}
kind Club is a Body

hilltop is a Council "Hilltop Council"
choir is a Club "the choir"
auditor is a Body "the auditor"

act give(to: Club, amount: money) under giving
  "{actor} gave {to} {amount}"
act publish(year: financial-year)
  "{actor} published its plan for {year}"
fact trusted(council: Council) "{council} is trusted"
fact barred(council: Council) "{council} is barred from giving"
fact pardoned(council: Council) "{council} is pardoned"
fact allocation(council: Council, year: financial-year): money
fact rating(council: Council): Colour "the rating of {council}"
judgement sound(council: Council) by auditor "the books of {council} are sound"

power give-grants "Give grants" {
  holder   c: Council
  may      give()
  if       trusted(c)
  unless   barred(c)
  up to    £25 * population of c per act
}

duty publish-plan "Publish a plan" {
  bearer   c: Council
  each     financial-year y
  if       rating(c) is one of {red, amber}
  unless   pardoned(c)
  must     publish(year: y) before start of y
}

duty stay-within "Stay within the allocation" {
  bearer   c: Council
  each     financial-year y
  must have total amount of give by c during y at most allocation(c, y) on end of y
}

duty be-sound "Keep sound books" {
  bearer   c: Council
  each     financial-year y
  must achieve sound(c) or pardoned(c) by end of y
}
"#;

const SCENARIO: &str = r#"scenario "doubts"
  as of 30 June 2013

given
  population of hilltop is 1,000 from 1 January 2014
FACTS

timeline
  1 May 2012   hilltop does give(to: choir, amount: £4,000) as gift

ask
  may hilltop give(to: choir, amount: £500) on 1 July 2012
  what is allocation(hilltop, 2012/13)
"#;

/// The facts of the scenario, each with what it may be said to be: how that is shown, and the line that says so.
fn facts() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let yes_no = |fact: &'static str, yes: &'static str, no: &'static str| {
        (fact, vec![("yes", yes), ("no", no)])
    };
    vec![
        yes_no("trusted", "  trusted(hilltop)", "  not trusted(hilltop)"),
        yes_no("barred", "  barred(hilltop)", "  not barred(hilltop)"),
        yes_no("pardoned", "  pardoned(hilltop)", "  not pardoned(hilltop)"),
        yes_no("sound", "  sound(hilltop)", "  not sound(hilltop)"),
        (
            "rating",
            vec![
                ("red", "  rating(hilltop) is red"),
                ("amber", "  rating(hilltop) is amber"),
                ("green", "  rating(hilltop) is green"),
            ],
        ),
        (
            "population",
            vec![
                ("19", "  population of hilltop is 19 until 31 December 2013"),
                ("20", "  population of hilltop is 20 until 31 December 2013"),
                (
                    "159",
                    "  population of hilltop is 159 until 31 December 2013",
                ),
                (
                    "160",
                    "  population of hilltop is 160 until 31 December 2013",
                ),
            ],
        ),
        (
            "allocation",
            vec![
                ("£3,999.99", "  allocation(hilltop, 2012/13) is £3,999.99"),
                ("£4,000", "  allocation(hilltop, 2012/13) is £4,000"),
            ],
        ),
    ]
}

/// What is unknown where nothing is said of it.
const UNKNOWN: &str =
    "  unknown trusted(hilltop)\n  unknown barred(hilltop)\n  unknown pardoned(hilltop)";

fn files(said: &BTreeMap<&str, &str>) -> MemoryFiles {
    let mut lines = Vec::new();
    for (fact, values) in facts() {
        match said.get(fact) {
            Some(value) => {
                let line = values.iter().find(|(shown, _)| shown == value).unwrap().1;
                lines.push(line.to_owned());
            }
            None => {
                let unknown = UNKNOWN.lines().find(|line| line.contains(fact));
                lines.extend(unknown.map(str::to_owned));
            }
        }
    }
    MemoryFiles::new()
        .with("p/p.policy", POLICY)
        .with("p/p.scenario", SCENARIO.replace("FACTS", &lines.join("\n")))
}

/// What came out for each result that is settled, by what it is called; `none` of a duty that did not arise is left out.
fn results(files: &MemoryFiles) -> BTreeMap<String, String> {
    let outcome = run(files, &["p".to_owned()], &Options::default(), &mut |_| {});
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    let pack = &outcome.packs[0];
    let (case, found) = pack.scenarios[0].ran.as_ref().unwrap();
    let words = Words::new(pack.resolution.policy())
        .of_case(case)
        .of_record(&found.record);
    named(&words, &found.record)
}

const OPEN: &str = "open";

fn named(words: &Words<'_>, record: &Record) -> BTreeMap<String, String> {
    use vires::record::{answer::Answer, answer::Outcome, reason::Truth};
    let mut all = BTreeMap::new();
    for (place, duty) in record.duties.iter().enumerate() {
        let open = duty.state.word() == "undetermined" || duty.exists == Truth::Unknown;
        let word = if open { OPEN } else { duty.state.word() };
        all.insert(
            format!("{} {}", words.duty_at(place), duty.arose),
            word.to_owned(),
        );
    }
    for act in &record.acts {
        let word = act.verdict.word();
        let word = if word == "undetermined" { OPEN } else { word };
        all.insert(words.happening(act.act), word.to_owned());
    }
    for (place, answer) in record.answers.iter().enumerate() {
        let word = match answer {
            Answer::May { may, .. } => match may {
                Truth::True => "yes".to_owned(),
                Truth::False => "no".to_owned(),
                Truth::Unknown => OPEN.to_owned(),
            },
            Answer::WhatIs { value, .. } => match value {
                Outcome::Known(value) => words.value(value),
                _ => OPEN.to_owned(),
            },
            _ => continue,
        };
        all.insert(format!("question {place}"), word);
    }
    all
}

fn name(words: &Words<'_>, subject: &Subject, record: &Record) -> String {
    match subject {
        Subject::Duty(place) => {
            format!("{} {}", words.duty_at(*place), record.duties[*place].arose)
        }
        Subject::Act(place) => words.happening(*place),
        Subject::Answer(place) => format!("question {place}"),
        Subject::NoDuty { .. } => unreachable!("only what came out is asked about"),
    }
}

/// Sets of facts with what they are said to be, and what the result then is.
type Sets = BTreeSet<(Vec<(String, String)>, String)>;

/// The minimal sets of at most three facts that settle each result, by trying all of them.
fn by_hand() -> BTreeMap<String, Sets> {
    let facts = facts();
    let base = results(&files(&BTreeMap::new()));
    let open: Vec<&String> = base
        .iter()
        .filter(|(_, word)| *word == OPEN)
        .map(|(name, _)| name)
        .collect();
    let mut found: BTreeMap<String, Sets> = open
        .iter()
        .map(|name| ((*name).clone(), Sets::new()))
        .collect();
    let mut sets: Vec<Vec<(usize, usize)>> = vec![Vec::new()];
    for _ in 0..3 {
        // One fact more, after those that are in: so each set comes once, and every part of it before it.
        let mut larger = Vec::new();
        for set in &sets {
            let from = set.last().map_or(0, |(fact, _)| fact + 1);
            for (fact, (_, values)) in facts.iter().enumerate().skip(from) {
                for value in 0..values.len() {
                    let mut more = set.clone();
                    more.push((fact, value));
                    larger.push(more);
                }
            }
        }
        for set in &larger {
            let said: BTreeMap<&str, &str> = set
                .iter()
                .map(|(fact, value)| (facts[*fact].0, facts[*fact].1[*value].0))
                .collect();
            let came = results(&files(&said));
            let key: Vec<(String, String)> = said
                .iter()
                .map(|(fact, value)| ((*fact).to_owned(), (*value).to_owned()))
                .collect();
            for (name, minimal) in &mut found {
                let word = came.get(name).map_or("none", String::as_str);
                let smaller = minimal
                    .iter()
                    .any(|(part, _)| part.iter().all(|one| key.contains(one)));
                if word != OPEN && !smaller {
                    minimal.insert((key.clone(), word.to_owned()));
                }
            }
        }
        sets = larger;
    }
    found
}

/// The same, as it was found.
fn as_found(settling: &Settling, words: &Words<'_>) -> Sets {
    use vires::record::settling::Fallen;
    settling
        .proved
        .iter()
        .map(|(set, is)| {
            let mut said: Vec<(String, String)> = set
                .iter()
                .map(|one| {
                    let fact = words.policy.facts.get(one.fact).unwrap().name.to_string();
                    let value = match &one.value {
                        Value::Boolean(true) => "yes".to_owned(),
                        Value::Boolean(false) => "no".to_owned(),
                        value => words.value(value),
                    };
                    (fact, value)
                })
                .collect();
            said.sort();
            let word = match is {
                Fallen::State(state) => state.word().to_owned(),
                Fallen::DoesNotArise => "none".to_owned(),
                Fallen::Verdict(verdict, _) => verdict.word().to_owned(),
                Fallen::May(true) => "yes".to_owned(),
                Fallen::May(false) => "no".to_owned(),
                other => words.fallen(other),
            };
            (said, word)
        })
        .collect()
}

#[test]
fn an_exhaustive_search_finds_the_same_minimal_sets() {
    let wanted = by_hand();
    assert!(wanted.len() > 5, "{wanted:?}");
    let files = files(&BTreeMap::new());
    let (loaded, _) = load(&files, &["p".to_owned()]);
    let (meaning, _) = meaning(&loaded, loaded.asked[0]).unwrap();
    let policy = meaning.policy();
    let program = Program::of(policy);
    let case = meaning.scenarios[0].case.as_ref().unwrap();
    let (session, mut record) = whole::finished(&program, policy, case).unwrap();
    let run = Evaluation::new(session);
    for asked in &case.questions {
        let answer = ask::answer(&run, &record, &asked.question).unwrap();
        record.answers.push(answer);
    }
    let words = Words::new(policy).of_case(case).of_record(&record);
    let ran = Ran {
        policy,
        case,
        run: &run,
        record: &record,
        words,
    };
    let mut looked = 0;
    for subject in every(&record) {
        let mut trials = Trials::new(&program, policy, case);
        let found = settling(&ran, &program, &subject, &mut trials);
        let title = name(&words, &subject, &record);
        let Some(wanted) = wanted.get(&title) else {
            assert!(found.is_none(), "{title} is settled");
            continue;
        };
        let found = found.unwrap_or_else(|| panic!("{title} is open"));
        assert!(!found.bounded, "{title}");
        // Of amounts only the values of the test are compared: those beside each bound, one on either side.
        let domain: BTreeSet<(String, String)> = facts()
            .into_iter()
            .flat_map(|(fact, values)| {
                values
                    .into_iter()
                    .map(move |(value, _)| (fact.to_owned(), value.to_owned()))
            })
            .collect();
        let mine: Sets = as_found(&found, &words)
            .into_iter()
            .filter(|(set, _)| set.iter().all(|one| domain.contains(one)))
            .collect();
        let tried: BTreeSet<&(String, String)> = mine.iter().flat_map(|(set, _)| set).collect();
        let theirs: Sets = wanted
            .iter()
            .filter(|(set, _)| {
                // An amount far from any bound of this result is tried by the test alone.
                set.iter().all(|one| {
                    !matches!(one.0.as_str(), "population" | "allocation") || tried.contains(one)
                })
            })
            .cloned()
            .collect();
        assert_eq!(mine, theirs, "{title}");
        looked += usize::from(!mine.is_empty());
    }
    assert!(looked >= 5, "{looked}");
}

fn one(title: &str) -> String {
    let files = files(&BTreeMap::new());
    let what = match title.strip_prefix("? ") {
        Some(question) => What::Ask(question.to_owned()),
        None if title == "gift" => What::Act(title.to_owned()),
        None => What::Duty {
            name: title.to_owned(),
            of: None,
            for_: Some("2012/13".to_owned()),
        },
    };
    let told = explain(&files, &["p".to_owned()], None, &what)
        .unwrap_or_else(|wrong| panic!("{:?}", wrong.problems));
    let view = ExplainView::new(
        (&told.loaded.texts, &told.pack),
        told.resolution.policy(),
        &told.case,
        &told.found.record,
        &told.explanations,
    );
    let json = explanation_json(&view);
    assert!(json.contains("\"find_out\""), "{json}");
    explain_text(&view, Extent::Decisive, Style::PLAIN)
}

#[test]
fn what_would_settle_a_result_is_told_in_sentences() {
    insta::assert_snapshot!("settling_act", one("gift"));
    insta::assert_snapshot!("settling_total", one("stay-within"));
    insta::assert_snapshot!("settling_judgement", one("be-sound"));
    insta::assert_snapshot!(
        "settling_value",
        one("? what is population of hilltop * £2")
    );
    insta::assert_snapshot!(
        "settling_who",
        one("? who may give(to: choir, amount: £100) for hilltop on 1 July 2012")
    );
}

/// The text of a run.
fn told(unknowns: Unknowns) -> String {
    let files = files(&BTreeMap::new());
    let options = Options {
        unknowns,
        ..Options::default()
    };
    let outcome = run(&files, &["p".to_owned()], &options, &mut |_| {});
    let pack = &outcome.packs[0];
    let scenario = &pack.scenarios[0];
    let (case, found) = scenario.ran.as_ref().unwrap();
    let view = RunView {
        texts: &outcome.loaded.texts,
        files: &[],
        scenarios: vec![ScenarioView {
            pack: &pack.name,
            title: &scenario.title,
            file: scenario.file,
            span: scenario.span,
            state: ScenarioState::Ran(RanView {
                policy: pack.resolution.policy(),
                case,
                record: &found.record,
                expectations: &found.expectations,
                incomplete: false,
            }),
        }],
        problems: &outcome.problems,
    };
    run_text(&view, Detail::Usual, Style::PLAIN)
}

#[test]
fn a_run_lists_what_is_to_be_found_out() {
    let text = told(Unknowns::AsUnknown);
    assert!(
        text.contains("To settle what is undetermined, find out"),
        "{text}"
    );
    insta::assert_snapshot!("run_questions", text);
}

#[test]
fn unknowns_are_taken_for_false_where_that_is_asked_for() {
    let text = told(Unknowns::AsFalse);
    assert!(text.contains("were taken for false"), "{text}");
    assert!(!text.contains("trusted\n"), "{text}");
    insta::assert_snapshot!("run_unknown_as_false", text);
}
