//! Explanations as people read them: of real packs, of every reason for which something is void, of questions and of duties
//! that did not arise.

use std::collections::BTreeSet;

use vires::{
    base::files::MemoryFiles,
    facade::explain::{Explained, What, explain},
    record::{
        act::Validity,
        reason::{Fault, LinkFault},
    },
    report::{
        explain_html::explain_html,
        explain_md::explain_md,
        explain_text::explain_text,
        explain_view::{ExplainView, Extent},
        style::Style,
        wire::explanation::explanation_json,
    },
};

use super::explain_laws::packs;

/// Explains something of a scenario of these files.
#[track_caller]
fn explained(files: &MemoryFiles, path: &str, scenario: &str, what: &What) -> Explained {
    let scenario = (!scenario.is_empty()).then_some(scenario);
    match explain(files, &[path.to_owned()], scenario, what) {
        Ok(explained) => explained,
        Err(told) => panic!("{:?}", told.problems),
    }
}

fn view(explained: &Explained) -> ExplainView<'_> {
    ExplainView::new(
        (&explained.loaded.texts, &explained.pack),
        explained.resolution.policy(),
        &explained.case,
        &explained.found.record,
        &explained.explanations,
    )
}

fn text(explained: &Explained) -> String {
    explain_text(&view(explained), Extent::Decisive, Style::PLAIN)
}

fn duty(name: &str) -> What {
    What::Duty {
        name: name.to_owned(),
        of: None,
        for_: None,
    }
}

/// What is explained of the real packs, as an officer would ask it.
#[test]
fn real_packs_are_explained_in_sentences() {
    let (files, _) = packs();
    let asked: &[(&str, &str, What)] = &[
        ("late plan", "The plan comes out late", duty("publish-plan")),
        (
            "late plan act",
            "The plan comes out late",
            What::Act("plan".to_owned()),
        ),
        (
            "capital",
            "Capital is overspent while revenue is left over",
            What::Doubtful,
        ),
        (
            "barred",
            "The Board has barred Southshire from leading for others",
            What::Doubtful,
        ),
        (
            "agreement",
            "Another group commissions, and the Board when it agrees",
            What::Doubtful,
        ),
        (
            "need",
            "Alice leaves the practice's list before anybody looked at her hip",
            duty("consider-residents"),
        ),
        ("rival", "A rival is kept out", What::Doubtful),
    ];
    for (name, scenario, what) in asked {
        let told = explained(&files, "policies/functions-of-ccgs", scenario, what);
        assert!(!told.explanations.is_empty(), "{scenario}");
        insta::assert_snapshot!(
            format!("explain_real_{}", name.replace(' ', "_")),
            text(&told)
        );
    }
}

const POLICY: &str = include_str!("../data/explain/reasons.policy");
const SCENARIOS: &str = include_str!("../data/explain/reasons.scenario");

fn reasons() -> MemoryFiles {
    MemoryFiles::new()
        .with("reasons/reasons.policy", POLICY)
        .with("reasons/reasons.scenario", SCENARIOS)
}

/// The name of a variant.
fn name(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    text.split([' ', '{', '(']).next().unwrap().to_owned()
}

fn names_of(fault: &Fault, found: &mut BTreeSet<String>) {
    found.insert(name(fault));
    if let Fault::BrokenLink { why, .. } = fault {
        found.insert(format!("link {}", name(why)));
        if let LinkFault::NotValidlyMade(faults) = why {
            for fault in faults {
                names_of(fault, found);
            }
        }
    }
}

/// There is an explanation of every reason for which an act can be void, and it reads as one would say it.
#[test]
fn every_reason_is_explained() {
    let files = reasons();
    let titles: Vec<&str> = SCENARIOS
        .lines()
        .filter_map(|line| line.strip_prefix("scenario \"")?.strip_suffix('"'))
        .collect();
    let mut found = BTreeSet::new();
    let mut all = String::new();
    for title in titles {
        let told = explained(&files, "reasons", title, &What::Act("act".to_owned()));
        assert_eq!(told.problems.len(), 0, "{:?}", told.problems);
        let act = told.found.record.acts.last().unwrap();
        let Validity::Void(faults) = &act.validity else {
            panic!("{title}: {:?}", act.validity);
        };
        assert!(!faults.is_empty(), "{title}");
        for fault in faults {
            names_of(fault, &mut found);
        }
        for link in &told.found.record.links {
            for fault in &link.faults {
                names_of(fault, &mut found);
            }
        }
        all.push_str(&text(&told));
        all.push('\n');
    }
    insta::assert_snapshot!("explain_reasons", all);
    // `NotTheirs` and `SupportGone` are reasons that no run gives: the nearest link that is broken is named instead.
    let wanted: BTreeSet<String> = [
        "NoAuthority",
        "ConditionNotMet",
        "AgreementMissing",
        "NotJointly",
        "OverLimit",
        "Immunity",
        "Reserved",
        "BrokenLink",
        "NotExisting",
        "NotInOffice",
        "SignatureMissing",
        "NoRow",
        "RowCondition",
        "NoQuorum",
        "NotCarried",
        "SetAside",
        "JointActor",
        "NoRule",
        "NotImposed",
        "link NotYet",
        "link Ended",
        "link Revoked",
        "link OtherFunction",
        "link OverLimit",
        "link NoSubDelegation",
        "link NotValidlyMade",
        "link NotAgreed",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    let missing: Vec<_> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A small pack: a duty that counts days and has an exception, a total with a limit, a decision.
const TOLL: &str = r#"
policy toll "Tolls"
  in force from 1 January 2013

source act "The Tolls Act" {
  clause T1 "A toll is answered within 28 days"
  clause T2 "No more than £100 is spent a year"
}

kind Body
kind Keeper "keeper" is a Body
kind Rider

act ask(of: Keeper) "{actor} wrote to {of}"
act answer(rider: Rider) "{actor} answered {rider}"
act spend(amount: money) "{actor} spent {amount}"

fact known(rider: Rider) "{rider} is known to the keepers"
fact banned(rider: Rider) "{rider} is banned"

duty answer-riders "Answer every rider" {
  source T1
  bearer k: Keeper
  when   r: Rider does ask(of: k) as letter
  if     known(r)
  unless banned(r)
  must   answer(rider: r) within 28 days from letter
}

duty spend-little "Spend no more than £100 a year" {
  source T2
  bearer k: Keeper
  each   financial-year y
  must have total amount of spend by k during y at most £100 on end of y
}
"#;

const TOLLS: &str = r#"
scenario "A year at the toll"
  as of 30 June 2014

given
  east is a Keeper "East Gate"
  ann is a Rider "Ann"
  bob is a Rider "Bob <b>"
  known(ann)
  banned(bob)
  known(bob)

timeline
  3 May 2013    ann does ask(of: east) as letter
  4 May 2013    bob does ask(of: east) as other
  1 June 2013   east does spend(amount: £60)
  2 June 2013   east does spend(amount: £60)
  2 June 2013   east does answer(rider: ann) as reply

ask
  what is known(ann)
"#;

fn toll() -> MemoryFiles {
    MemoryFiles::new()
        .with("toll/toll.policy", TOLL)
        .with("toll/toll.scenario", TOLLS)
}

#[test]
fn days_are_counted_and_sums_have_their_addends() {
    let told = explained(&toll(), "toll", "", &What::Doubtful);
    let text = text(&told);
    assert!(
        text.contains("28 days from 3 May 2013, not counting it: 31 May 2013"),
        "{text}"
    );
    assert!(text.contains("2 June 2013: East Gate spent £60"), "{text}");
    insta::assert_snapshot!("explain_toll", text);
}

#[test]
fn a_duty_that_did_not_arise_is_explained_by_what_stood_in_its_way() {
    let what = What::Duty {
        name: "answer every".to_owned(),
        of: Some("East Gate".to_owned()),
        for_: Some("other".to_owned()),
    };
    let wrong = explain(&toll(), &["toll".to_owned()], None, &what).unwrap_err();
    assert!(format!("{:?}", wrong.problems).contains("did not arise for `other`"));
    let scenario = TOLLS.replace("  known(ann)\n", "");
    let files = MemoryFiles::new()
        .with("toll/toll.policy", TOLL)
        .with("toll/toll.scenario", scenario);
    let what = What::Duty {
        name: "answer-riders".to_owned(),
        of: Some("east".to_owned()),
        for_: None,
    };
    insta::assert_snapshot!(
        "explain_not_arisen",
        text(&explained(&files, "toll", "", &what))
    );
}

#[test]
fn what_is_not_there_is_told_with_the_nearest_name() {
    let files = toll();
    let wrong = |what: &What| {
        let told = explain(&files, &["toll".to_owned()], None, what).unwrap_err();
        told.problems
            .iter()
            .map(|problem| {
                format!(
                    "{}: {}: {:?}",
                    problem.code.id(),
                    problem.message,
                    problem.help
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    let of = |name: &str, of: &str| What::Duty {
        name: name.to_owned(),
        of: Some(of.to_owned()),
        for_: None,
    };
    let all = [
        wrong(&duty("anwser-riders")),
        wrong(&duty("tax")),
        wrong(&duty("e")),
        wrong(&of("answer-riders", "eats")),
        wrong(&What::Act("replyy".to_owned())),
    ];
    insta::assert_snapshot!("explain_not_there", all.join("\n"));
}

#[test]
fn questions_are_explained() {
    let files = reasons();
    let asked = [
        ("No authority", "may north pay(amount: £5)"),
        ("No authority", "may south pay(amount: £5)"),
        ("No authority", "may ann plan(year: 1) on behalf of north"),
        (
            "No authority",
            "who may contract(amount: £50, project: p1) for north",
        ),
        ("No authority", "what is enabled(north)"),
        ("No authority", "what must north do by 31 December 2013"),
    ];
    let mut all = String::new();
    for (scenario, question) in asked {
        let told = explained(&files, "reasons", scenario, &What::Ask(question.to_owned()));
        assert_eq!(told.explanations.len(), 1);
        all.push_str(&text(&told));
        all.push('\n');
    }
    insta::assert_snapshot!("explain_questions", all);
}

/// Whatever people call things, a page runs and loads nothing, and shows it as text.
#[test]
fn a_page_escapes_what_people_write() {
    let told = explained(&toll(), "toll", "", &duty("answer-riders"));
    let page = explain_html(&view(&told), Extent::All);
    assert!(page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"));
    assert!(!page.contains("<b>") && !page.contains("<script"), "{page}");
    let scenario = TOLLS.replace("\"Ann\"", "\"Ann </summary><script>alert(1)</script>\"");
    let files = MemoryFiles::new()
        .with("toll/toll.policy", TOLL)
        .with("toll/toll.scenario", scenario);
    let told = explained(&files, "toll", "", &duty("answer-riders"));
    let page = explain_html(&view(&told), Extent::All);
    assert!(!page.contains("<script"), "{page}");
    assert!(
        page.contains("Ann &lt;/summary&gt;&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
    let document = explain_md(&view(&told), Extent::All);
    assert!(!document.contains("<script"), "{document}");
}

#[test]
fn markdown_and_json_say_the_same() {
    let told = explained(&toll(), "toll", "", &duty("spend-little"));
    insta::assert_snapshot!(
        "explain_toll_md",
        explain_md(&view(&told), Extent::Decisive)
    );
    let json = explanation_json(&view(&told));
    insta::assert_snapshot!("explain_toll_json", json);
    let again = explained(&toll(), "toll", "", &duty("spend-little"));
    assert_eq!(explanation_json(&view(&again)), json);
}

/// What an expectation cites (`because`), the explanation of the verdict cites too, and what goes via a link names it.
#[test]
fn what_expectations_cite_explanations_cite() {
    use vires::{
        case::expectation::ExpectationKind, explain::tree::Step, record::expected::CameOut,
    };
    let (files, _) = packs();
    let mut held = 0;
    for title in [
        "The plan comes out late",
        "Capital is overspent while revenue is left over",
        "A rival is kept out",
        "The Board has barred Southshire from leading for others",
        "Four people in need",
    ] {
        let told = explained(
            &files,
            "policies/functions-of-ccgs",
            title,
            &What::Everything,
        );
        for line in &told.found.expectations {
            let expectation = &told.case.expectations[line.expectation];
            if !matches!(
                expectation.kind,
                ExpectationKind::Duty { .. } | ExpectationKind::Act { .. }
            ) {
                continue;
            }
            let subjects: Vec<vires::explain::subject::Subject> = match &line.came_out {
                CameOut::Duties(duties) => duties
                    .iter()
                    .map(|then| vires::explain::subject::Subject::Duty(then.duty))
                    .collect(),
                CameOut::Act(Some(place)) => vec![vires::explain::subject::Subject::Act(
                    told.found.record.acts[*place].act,
                )],
                _ => continue,
            };
            for explanation in &told.explanations {
                if !subjects.contains(&explanation.subject) {
                    continue;
                }
                let mut cited = BTreeSet::new();
                Step::each(&explanation.steps, &mut |step| {
                    cited.extend(step.clauses.iter().copied());
                });
                for clause in &expectation.because {
                    held += 1;
                    assert!(cited.contains(clause), "{title}: {}", expectation.text);
                }
            }
        }
    }
    assert!(held >= 10, "{held}");
}
